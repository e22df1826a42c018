"""xmlsec and libxml2 in C as a peer: a JSON line {"keys": [PEM], "length": N} and N bytes come in, a JSON line goes out.

The answer is {"refused": why}, or {"signatures": [...]}: "valid", "invalid" or the error, in the order of the document.
"""
import json
import sys

import xmlsec
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}Signature"
keys = {}


def key_of(pem):
    if pem not in keys:
        keys[pem] = xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.PEM)
    return keys[pem]


def verified(signature, pem):
    context = xmlsec.SignatureContext()
    context.key = key_of(pem)
    try:
        context.verify(signature)
        return "valid"
    except xmlsec.VerificationError:
        return "invalid"
    except xmlsec.Error as error:
        return "error: " + str(error)


def judge(document, pems):
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return {"refused": str(error)}
    xmlsec.tree.add_ids(root, ["ID"])
    answers = []
    for signature in root.iter(DS):
        tried = [verified(signature, pem) for pem in pems]
        answers.append("valid" if "valid" in tried else (tried or ["no key"])[0])
    return {"signatures": answers}


def main():
    source = sys.stdin.buffer
    for line in source:
        asked = json.loads(line)
        document = source.read(asked["length"])
        try:
            answer = judge(document, asked["keys"])
        except Exception as error:  # What went wrong is the answer.
            answer = {"refused": type(error).__name__ + ": " + str(error)}
        print(json.dumps(answer), flush=True)


main()
