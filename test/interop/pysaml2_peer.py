"""What pysaml2 says to each response at its own time, with the options it has by default: JSON on standard input and output. Its clock is libfaketime's."""
import json
import logging
import os
import sys
import tempfile
import time

from saml2 import BINDING_HTTP_POST
from saml2.client import Saml2Client
from saml2.config import SPConfig

logging.disable(logging.CRITICAL)
folder = tempfile.mkdtemp(dir=os.path.dirname(os.environ["FAKETIME_TIMESTAMP_FILE"]))
clients = {}


def metadata(row):
    keys = "".join(
        f'<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{each}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>'
        for each in row["certificates"])
    return (
        '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" '
        f'entityID="{row["idp"]}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{keys}'
        '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>'
        "</md:IDPSSODescriptor></md:EntityDescriptor>")


def client_of(row):
    case = json.dumps([row[each] for each in ("idp", "sp", "acs", "certificates", "keys")])
    if case not in clients:
        settings = {
            "entityid": row["sp"], "metadata": {"inline": [metadata(row)]}, "xmlsec_binary": "/usr/bin/xmlsec1",
            "service": {"sp": {"endpoints": {"assertion_consumer_service": [(row["acs"], BINDING_HTTP_POST)]}}},
        }
        pairs = []
        for index, key in enumerate(row["keys"]):
            file = os.path.join(folder, f"{len(clients)}-{index}.pem")
            with open(file, "w", encoding="utf-8") as out:
                out.write(key)
            pairs.append({"key_file": file, "cert_file": ""})
        if pairs:
            settings["encryption_keypairs"] = pairs
        clients[case] = Saml2Client(config=SPConfig().load(settings))
    return clients[case]


def judge(row):
    with open(os.environ["FAKETIME_TIMESTAMP_FILE"], "w", encoding="utf-8") as clock:
        clock.write(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(row["now"] // 1000)))
    try:
        outstanding = {} if row["requestID"] is None else {row["requestID"]: "/"}
        response = client_of(row).parse_authn_request_response(row["base64"], BINDING_HTTP_POST, outstanding)
        if response is None:
            return {"accepts": False, "words": None}
        response.session_info()
        return {"accepts": True, "words": None}
    except Exception as error:
        return {"accepts": False, "words": str(error)}


print(json.dumps([judge(row) for row in json.load(sys.stdin)["rows"]]))
