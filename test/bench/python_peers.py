"""Peers in Python, timed here: one JSON object a line comes in, one goes out.

{"load": {...}} brings the inputs and keys; {"peer", "input", "milliseconds"} asks for a round.
"""
import json
import sys
import time
from base64 import b64decode

import xmlsec
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}Signature"
ENCRYPTED = "{http://www.w3.org/2001/04/xmlenc#}EncryptedData"


def c_stack(load):
    """xmlsec and libxml2: decrypts and verifies the signatures, and reads nothing else."""
    key = xmlsec.Key.from_memory(load["certificate"], xmlsec.KeyFormat.CERT_PEM)
    # One for all: making it costs far more than decrypting.
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(load["spKey"], xmlsec.KeyFormat.PEM))

    def run(given):
        root = etree.fromstring(b64decode(given["base64"]), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        for data in root.findall(".//" + ENCRYPTED):
            xmlsec.EncryptionContext(manager).decrypt(data)
        xmlsec.tree.add_ids(root, ["ID"])
        signatures = list(root.iter(DS))
        if not signatures:
            raise ValueError("no signature")
        for signature in signatures:
            context = xmlsec.SignatureContext()
            context.key = key
            context.verify(signature)

    return run


def python3_saml(load):
    from onelogin.saml2.response import OneLogin_Saml2_Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    settings = OneLogin_Saml2_Settings({
        "strict": True,
        "sp": {"entityId": load["audience"], "assertionConsumerService": {"url": load["acs"]}, "x509cert": load["spCertificate"], "privateKey": load["spKey"]},
        "idp": {"entityId": load["entityID"], "singleSignOnService": {"url": "https://idp.example.com/sso"}, "x509cert": load["certificate"]},
        "security": {"wantAssertionsSigned": True},
    })
    host, _, path = load["acs"].removeprefix("https://").partition("/")
    request = {"https": "on", "http_host": host, "script_name": "/" + path, "get_data": {}, "post_data": {}}

    def run(given):
        response = OneLogin_Saml2_Response(settings, given["base64"])
        if not response.is_valid(request, load["requestID"]):
            raise ValueError(response.get_error())
        response.get_nameid()
        response.get_attributes()

    return run


def timed(run, given, milliseconds):
    count = 0
    cpu = time.process_time()
    start = time.perf_counter()
    end = cpu + milliseconds / 1000
    at = cpu
    while at < end:
        run(given)
        count += 1
        at = time.process_time()
    return {"count": count, "seconds": time.perf_counter() - start, "cpuSeconds": at - cpu}


def main():
    peers, inputs = {}, {}
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if "load" in asked:
                load = asked["load"]
                inputs = {each["id"]: each for each in load["inputs"]}
                peers["xmlsec"] = c_stack(load)
                try:
                    peers["python3-saml"] = python3_saml(load)
                except ImportError:
                    pass
                answer = {"peers": list(peers)}
            else:
                answer = timed(peers[asked["peer"]], inputs[asked["input"]], asked["milliseconds"])
        except Exception as error:  # What went wrong is the answer.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
