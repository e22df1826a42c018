"""What python3-saml does in the interop run: one job a process, JSON on standard input, JSON on standard output."""
import html
import json
import re
import sys
import urllib.request
from urllib.parse import urlsplit

from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as names
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils

# Loopback only, whatever proxy the environment names.
browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetch(url):
    with browser.open(url, timeout=10) as answer:
        return answer.read().decode("utf-8")


def login(job):
    """Is the service provider of a whole login: asks, reads the posted form, judges the answer."""
    settings = OneLogin_Saml2_IdPMetadataParser.parse(fetch(job["metadataURL"]))
    settings.update({
        "strict": True,
        "sp": {"entityId": job["entityID"], "assertionConsumerService": {"url": job["acsUrl"], "binding": names.BINDING_HTTP_POST}, "NameIDFormat": names.NAMEID_UNSPECIFIED},
        "security": {"wantAssertionsSigned": job["wantAssertionsSigned"], "wantMessagesSigned": job["wantMessagesSigned"], "requestedAuthnContext": False, "wantAttributeStatement": True},
    })
    address = urlsplit(job["acsUrl"])
    request = {"https": "off", "http_host": address.netloc, "server_port": str(address.port), "script_name": address.path, "get_data": {}, "post_data": {}}
    asking = OneLogin_Saml2_Auth(request, settings)
    page = fetch(asking.login(return_to="interop"))
    found = re.search(r'name="SAMLResponse" value="([^"]*)"', page)
    if found is None:
        return {"accept": False, "reason": "no SAMLResponse was posted"}
    request["post_data"] = {"SAMLResponse": html.unescape(found.group(1))}
    auth = OneLogin_Saml2_Auth(request, settings)
    auth.process_response(request_id=asking.get_last_request_id())
    return {
        "accept": not auth.get_errors() and auth.is_authenticated(), "reason": auth.get_last_error_reason(),
        "nameID": auth.get_nameid(), "nameIDFormat": auth.get_nameid_format(), "attributes": auth.get_attributes(),
    }


def metadata(job):
    """Reads a service provider's metadata, schema and all."""
    text = job["metadata"]
    checker = OneLogin_Saml2_Settings({"strict": False, "sp": {"entityId": "urn:x", "assertionConsumerService": {"url": "http://127.0.0.1/"}}}, sp_validation_only=True)
    return {"errors": checker.validate_metadata(text)}


def sign(job):
    """Signs with python3-saml's own signer: the Response, the Assertion in it, or both."""
    algorithm, digest = getattr(names, job["signature"]), getattr(names, job["digest"])

    def signed(text):
        made = OneLogin_Saml2_Utils.add_sign(text, job["key"], job["certificate"], False, algorithm, digest)
        return made if isinstance(made, bytes) else made.encode("utf-8")

    text = job["xml"].encode("utf-8")
    if job["what"] != "response":
        root = etree.fromstring(text)
        assertion = root.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
        root.replace(assertion, etree.fromstring(signed(etree.tostring(assertion))))
        text = etree.tostring(root)
    if job["what"] != "assertion":
        text = signed(text)
    return {"xml": text.decode("utf-8")}


def judge(job):
    """What it says to each response at its own time, with the options it has by default."""
    answers = []
    for row in job["rows"]:
        OneLogin_Saml2_Utils.now = staticmethod(lambda at=row["now"]: at // 1000)
        address = urlsplit(row["acs"])
        request = {"https": "on" if address.scheme == "https" else "off", "http_host": address.netloc, "script_name": address.path, "get_data": {}, "post_data": {"SAMLResponse": row["base64"]}}
        settings = {
            "sp": {"entityId": row["sp"], "assertionConsumerService": {"url": row["acs"]}, **({"privateKey": row["keys"][0]} if row["keys"] else {})},
            "idp": {"entityId": row["idp"], "singleSignOnService": {"url": "https://idp.example.com/sso"}, "x509cert": row["certificates"][0]},
        }
        if len(row["certificates"]) > 1:
            settings["idp"]["x509certMulti"] = {"signing": row["certificates"]}
        auth = OneLogin_Saml2_Auth(request, settings)
        try:
            auth.process_response(request_id=row["requestID"])
            accepts = not auth.get_errors() and auth.is_authenticated()
            answers.append({"accepts": accepts, "words": None if accepts else auth.get_last_error_reason()})
        except Exception as error:
            answers.append({"accepts": False, "words": str(error)})
    return answers


print(json.dumps({"judge": judge, "login": login, "metadata": metadata, "sign": sign}[sys.argv[1]](json.load(sys.stdin))))
