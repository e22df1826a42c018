/** Signature verification: every algorithm, every rule of saml-core 5.4 broken once, and the wrapping attacks. */
import { constants, sign as nodeSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyQuery } from '../shared/saml/redirect-signature.ts';
import { secondOpinion } from '../shared/saml/second-opinion.ts';
import { signDirect } from '../shared/saml/sign-direct.ts';
import { signXml } from '../shared/saml/sign.ts';
import { prepareKeys } from '../shared/saml/signature-keys.ts';
import type { ShapeFault } from '../shared/model.ts';
import { c14n, digestAlgorithms, enveloped, ns, rsaSha1, rsaSha256, sha1, sha256, signatureAlgorithms } from '../shared/urns.ts';
import { assertionXml, certificate, certificateDer, cutSignature, forge, keys, parse, privateKey, responseXml, transform, usualTransforms, verify, type Forgery, type KeyName } from './signing.ts';

const utf8 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
const keyFor = (uri: string): KeyName => {
  const row = signatureAlgorithms[uri]!;
  return row.family !== 'ecdsa' ? 'idp-rsa' : row.hash === 'sha256' ? 'idp-p256' : row.hash === 'sha384' ? 'idp-p384' : 'idp-p521';
};
const goodMethods = Object.keys(signatureAlgorithms).filter((uri) => signatureAlgorithms[uri]!.strength !== 'refused');
const goodDigests = Object.keys(digestAlgorithms).filter((uri) => digestAlgorithms[uri]!.strength !== 'refused');
const acceptedC14n = [c14n.exclusive, c14n.inclusive, c14n.inclusive11];

describe('signatures that hold', () => {
  for (const method of goodMethods) {
    for (const canonicalization of acceptedC14n) {
      it(`${signatureAlgorithms[method]!.name} with ${canonicalization}`, () => {
        const key = keyFor(method);
        const xml = signDirect(responseXml(), { privateKeyPem: privateKey(key), certificatePem: certificate(key), referenceID: '_a1', signatureAlgorithm: method, c14n: canonicalization });
        const { signatures, covered, stray } = verify(xml, keys('other-rsa', key));
        expect(signatures.map((each) => [each.result, each.failure, each.faults, each.verifiedBy?.source, each.embeddedKeyFits])).toEqual([['verified', null, [], key, true]]);
        expect(signatures[0]).toMatchObject({ parentName: 'Assertion', parentID: '_a1', referenceURI: '#_a1', signatureMethod: method, canonicalization, transforms: [enveloped, canonicalization] });
        expect(signatures[0]!.digestComputed).toBe(signatures[0]!.digestClaimed);
        expect(stray).toEqual([]);
        expect(covered).toHaveLength(1);
        expect(utf8(covered[0]!.bytes)).toContain('jane@example.com');
        expect(utf8(covered[0]!.bytes)).not.toContain('SignedInfo');
        expect(covered[0]!.bytes.length).toBe(signatures[0]!.canonicalBytes);
      });
    }
  }

  for (const digestAlgorithm of goodDigests) {
    it(`digest ${digestAlgorithms[digestAlgorithm]!.name}`, () => {
      const xml = signDirect(responseXml(), { privateKeyPem: privateKey('idp-rsa'), digestAlgorithm });
      expect(verify(xml, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'verified', digestMethod: digestAlgorithm });
    });
  }

  for (const method of goodMethods) {
    it(`made by xml-crypto with ${signatureAlgorithms[method]!.name}`, () => {
      const key = keyFor(method);
      for (const prefix of ['ds', '', 'dsig']) {
        const inner = signXml(responseXml(), { privateKeyPem: privateKey(key), certificatePem: certificate(key), referenceID: '_a1', signatureAlgorithm: method, prefix });
        const xml = signXml(inner, { privateKeyPem: privateKey('idp-rsa'), prefix });
        const { signatures, covered } = verify(xml, keys(key, 'idp-rsa'));
        expect(signatures.map((each) => [each.parentName, each.result, each.faults])).toEqual([['Response', 'verified', []], ['Assertion', 'verified', []]]);
        expect(covered.map((each) => each.signature)).toEqual([0, 1]);
      }
    });
  }

  it('a prefix list in the transform and in CanonicalizationMethod', () => {
    const list = (prefixes: string) => `<ec:InclusiveNamespaces xmlns:ec="${ns.excC14n}" PrefixList="${prefixes}"/>`;
    const inner = assertionXml().replace('<saml:Subject>', '<saml:Subject xmlns:xs="urn:unused">');
    const outer = `<samlp:Response xmlns:samlp="${ns.samlp}" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_r1">${inner}</samlp:Response>`;
    const xml = signDirect(outer, { privateKeyPem: privateKey('idp-rsa'), referenceID: '_a1', inclusivePrefixes: ['xs', '#default'] });
    const { signatures, covered } = verify(xml, keys('idp-rsa'));
    expect(signatures[0]).toMatchObject({ result: 'verified', faults: [] });
    expect(utf8(covered[0]!.bytes)).toContain('xmlns:xs="http://www.w3.org/2001/XMLSchema"');
    // Without the list in the digest the forgery's digest is another.
    expect(verify(forge(outer, '_a1', { transforms: transform(enveloped) + transform(c14n.exclusive, list('xs')) }), keys('idp-rsa')).signatures[0]!.failure).toBe('digest');
  });

  it('without a canonicalisation among the transforms, which means inclusive C14N', () => {
    const xml = forge(responseXml(), '_a1', { transforms: transform(enveloped), digestC14n: c14n.inclusive });
    expect(verify(xml, keys('idp-rsa')).signatures[0]!.result).toBe('verified');
  });

  it('line breaks in values and between elements', () => {
    const xml = forge(responseXml(), '_a1', { digestValue: (value) => `\n${value.slice(0, 20)}\r\n${value.slice(20)}\t `, signedInfo: (text) => text.replaceAll('><', '>\n  <') });
    const value = /<ds:SignatureValue>([^<]*)/.exec(xml)![1]!;
    expect(verify(xml.replace(value, value.replace(/.{64}/g, '$&\n')), keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'verified', faults: [] });
  });

  it('an Id on the Signature, the same in two of them', () => {
    const inner = forge(responseXml(), '_a1').replace('<ds:Signature ', '<ds:Signature Id="Signature1" ');
    const xml = forge(inner, '_r1').replace('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><', '<ds:Signature Id="Signature1" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><');
    expect(verify(xml, keys('idp-rsa')).signatures.map((each) => each.result)).toEqual(['verified', 'verified']);
  });

  it('metadata, the Signature first', () => {
    const xml = signXml(`<md:EntityDescriptor xmlns:md="${ns.md}" ID="_m" entityID="x"><md:Organization/></md:EntityDescriptor>`, { privateKeyPem: privateKey('idp-rsa') });
    expect(verify(xml, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'verified', parentName: 'EntityDescriptor' });
  });

  it('text beyond ASCII and a message without Issuer', () => {
    const xml = signXml(`<samlp:LogoutRequest xmlns:samlp="${ns.samlp}" ID="_l"><samlp:SessionIndex a="&#10;&quot;">Zoë 漢 &lt;😀&gt;</samlp:SessionIndex></samlp:LogoutRequest>`, { privateKeyPem: privateKey('idp-rsa') });
    expect(verify(xml, keys('idp-rsa')).signatures[0]!.result).toBe('verified');
  });

  it('what xml-crypto writes under the enveloped transform', () => {
    const xml = forge(responseXml(), '_a1', { transforms: transform(enveloped, `<InclusiveNamespaces xmlns="${enveloped}" PrefixList="xs"/>`) + transform(c14n.exclusive) });
    expect(verify(xml, keys('idp-rsa')).signatures[0]!.result).toBe('verified');
  });
});

describe('keys', () => {
  const signed = signDirect(responseXml(), { privateKeyPem: privateKey('idp-rsa'), certificatePem: certificate('idp-rsa'), referenceID: '_a1' });

  it('no key given: not checked, and the diagnosis says whether the embedded one fits', () => {
    expect(verify(signed, []).signatures[0]).toMatchObject({ result: 'not-checked', failure: null, embeddedKeyFits: true, verifiedBy: null });
    expect(verify(signed, []).covered).toEqual([]);
  });

  it('the wrong key: failed by key, while the embedded and another known key fit', () => {
    const { signatures, covered } = verify(signed, keys('other-rsa'), { otherKeys: keys('idp-p256', 'idp-rsa') });
    expect(signatures[0]).toMatchObject({ result: 'failed', failure: 'key', embeddedKeyFits: true, otherKeyFits: 1, verifiedBy: null });
    expect(covered).toEqual([]);
  });

  it('an embedded certificate that was swapped is never used, and said to be another', () => {
    const swapped = signed.replace(certificateDer('idp-rsa'), certificateDer('other-rsa'));
    expect(verify(swapped, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'verified', embeddedKeyFits: false });
    const selfMade = signDirect(responseXml(), { privateKeyPem: privateKey('other-rsa'), certificatePem: certificate('other-rsa') });
    expect(verify(selfMade, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'failed', failure: 'key', embeddedKeyFits: true });
  });

  it('all given keys are tried and the fitting one is named', () => {
    expect(verify(signed, keys('idp-p256', 'other-rsa', 'idp-rsa')).signatures[0]!.verifiedBy).toMatchObject({ source: 'idp-rsa', bits: 2048 });
  });

  it('a key published for encryption alone verifies nothing', () => {
    const encryptionOnly = prepareKeys([{ material: certificate('idp-rsa'), use: 'encryption', source: 'metadata' }]);
    expect(verify(signed, encryptionOnly, { otherKeys: encryptionOnly }).signatures[0]).toMatchObject({ result: 'not-checked', otherKeyFits: 0 });
  });

  it('material that holds no key fits nothing', () => {
    const prepared = prepareKeys([{ material: 'rubbish', use: 'both', source: 'x' }, { material: '', use: 'both', source: 'y' }, { material: certificateDer('idp-rsa'), use: 'both', source: 'z' }]);
    expect(prepared.map((key) => key.key === null)).toEqual([true, true, false]);
    expect(verify(signed, prepared).signatures[0]!.verifiedBy!.source).toBe('z');
  });

  it('an RSA key under 1024 bits is refused although it fits', () => {
    const xml = forge(responseXml(), '_a1', { key: 'short-rsa' });
    const { signatures, covered } = verify(xml, keys('short-rsa'));
    expect([signatures[0]!.result, codes(signatures[0]!.faults), covered]).toEqual(['refused', ['signature-algorithm'], []]);
  });

  it('unreadable certificates in KeyInfo are facts, not failures', () => {
    const keyInfo = '<ds:KeyInfo><ds:X509Data><ds:X509Certificate>!!</ds:X509Certificate><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>';
    const { signatures } = verify(forge(responseXml(), '_a1', { keyInfo }), keys('idp-rsa'));
    expect(signatures[0]!.result).toBe('verified');
    expect(signatures[0]!.embeddedCertificates.map((each) => each.fault !== null)).toEqual([true, true]);
  });
});

describe('content changed after signing', () => {
  const signed = forge(responseXml(), '_a1');
  for (const [name, change] of [
    ['a letter', (xml: string) => xml.replace('jane@', 'jahn@')],
    ['white space', (xml: string) => xml.replace('<saml:Subject>', '\n<saml:Subject>')],
    ['an attribute', (xml: string) => xml.replace('Version="2.0"><saml:Issuer>', 'Version="2.1"><saml:Issuer>')],
    ['an element', (xml: string) => xml.replace('</saml:Subject>', '</saml:Subject><saml:Advice/>')],
  ] as const) {
    it(`${name}: failed by digest, both digests given`, () => {
      const [signature] = verify(change(signed), keys('idp-rsa')).signatures;
      expect(signature).toMatchObject({ result: 'failed', failure: 'digest' });
      expect(signature!.digestComputed).not.toBe(signature!.digestClaimed);
      expect(verify(change(signed), []).signatures[0]).toMatchObject({ result: 'failed', failure: 'digest' });
    });
  }

  it('attribute order, quotes and comments do not matter', () => {
    const xml = signed.replace('ID="_a1" Version="2.0"', "Version='2.0'  ID='_a1'").replace('jane@', 'ja<!-- -->ne@');
    const { signatures, covered } = verify(xml, keys('idp-rsa'));
    expect(signatures[0]!.result).toBe('verified');
    expect(utf8(covered[0]!.bytes)).toContain('>jane@example.com<');
  });

  it('SignedInfo changed: failed by key', () => {
    const value = /<ds:DigestValue>([^<]*)/.exec(signed)![1]!;
    const other = verify(signed.replace('jane', 'jahn'), keys('idp-rsa')).signatures[0]!.digestComputed!;
    expect(verify(signed.replace('jane', 'jahn').replace(value, other), keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'failed', failure: 'key' });
  });
});

const codes = (faults: readonly ShapeFault[]): string[] => [...new Set(faults.map((fault) => fault.code))];

describe('shapes that are refused', () => {
  const sheet = `<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>`;
  const broken: [name: string, expected: ShapeFault['code'][], forgery: Forgery, change?: (xml: string) => string][] = [
    ['S1 two references', ['reference-count'], { references: (reference) => reference + reference }],
    ['S1 no reference', ['reference-count'], { references: () => '' }],
    ['S1 empty URI', ['reference-target'], { uri: '' }],
    ['S1 no URI', ['reference-target'], { uri: null }],
    ['S1 xpointer', ['reference-target'], { uri: "#xpointer(id('_a1'))" }],
    ['S1 another element', ['reference-target'], { uri: '#_r1' }],
    ['S1 nothing', ['reference-target'], { uri: '#_nothing' }],
    ['S1 an outer document', ['reference-target'], { uri: 'https://idp.example/#_a1' }],
    ['S1 ID written with an escape', ['reference-target'], { uri: '#%5Fa1' }],
    ['S2 before the Issuer', ['position'], { place: 'first' }],
    ['S2 at the end', ['position'], { place: 'last' }],
    ['S3 no enveloped transform', ['transform'], { transforms: transform(c14n.exclusive) }],
    ['S3 no transforms at all', ['transform'], { transforms: '' }],
    ['S3 enveloped last', ['transform'], { transforms: transform(c14n.exclusive) + transform(enveloped) }],
    ['S3 enveloped twice', ['transform'], { transforms: transform(enveloped) + transform(enveloped) }],
    ['S3 three transforms', ['transform'], { transforms: usualTransforms + transform(c14n.exclusive) }],
    ['S3 XPath', ['transform'], { transforms: transform(enveloped) + transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>1</ds:XPath>') }],
    ['S3 XSLT', ['transform'], { transforms: transform(enveloped) + transform('http://www.w3.org/TR/1999/REC-xslt-19991116', sheet) }],
    ['S3 base64', ['transform'], { transforms: transform(enveloped) + transform(ns.ds + 'base64') }],
    ['S3 no Algorithm', ['transform'], { transforms: '<ds:Transform/>' }],
    ['S3 something in a transform', ['transform'], { transforms: transform(enveloped, '<x/>') + transform(c14n.exclusive) }],
    ['S3 exclusive with comments', ['c14n'], { transforms: transform(enveloped) + transform(c14n.exclusiveWithComments), digestC14n: c14n.exclusiveWithComments }],
    ['S3 inclusive with comments', ['c14n'], { transforms: transform(enveloped) + transform(c14n.inclusiveWithComments), digestC14n: c14n.inclusiveWithComments }],
    ['S4 SignedInfo with comments', ['c14n'], { canonicalization: c14n.exclusiveWithComments }],
    ['S4 unknown canonicalisation', ['c14n'], { canonicalization: 'urn:nothing' }],
    ['S4 prototype name', ['c14n'], { canonicalization: 'constructor' }],
    ['S5 unknown method', ['signature-algorithm'], { method: 'urn:nothing' }],
    ['S5 prototype name', ['signature-algorithm'], { method: '__proto__' }],
    ['S6 unknown digest', ['digest-algorithm'], { digestMethod: 'toString' }],
    ['S6 MD5', ['digest-algorithm'], { digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#md5' }],
    ['S7 comment in DigestValue', ['unexpected-content'], { digestValue: (value) => value.slice(0, 8) + '<!--x-->' + value.slice(8) }],
    ['S7 CDATA in DigestValue', ['unexpected-content'], { digestValue: (value) => `<![CDATA[${value}]]>` }],
    ['S7 element in DigestValue', ['unexpected-content'], { digestValue: (value) => value + '<x/>' }],
    ['S7 two DigestValues', ['unexpected-content'], { digestValue: (value) => value + '</ds:DigestValue><ds:DigestValue>' + value }],
    ['S7 comment in SignedInfo', ['unexpected-content'], { signedInfo: (text) => text.replace('<ds:Reference', '<!--x--><ds:Reference') }],
    ['S7 text in SignedInfo', ['unexpected-content'], { signedInfo: (text) => text.replace('<ds:Reference', 'x<ds:Reference') }],
    ['S7 foreign element in SignedInfo', ['unexpected-content'], { signedInfo: (text) => text.replace('</ds:SignedInfo>', '<x/></ds:SignedInfo>') }],
    ['S7 parts in another order', ['missing-part', 'unexpected-content'], { signedInfo: (text) => text.replace(/(<ds:Canon[^>]*>)(<ds:SignatureM[^>]*>)/, '$2$1') }],
    ['S7 two SignedInfos', ['signed-info-count'], { children: (info, value) => info + info + value }],
    ['S7 no SignedInfo', ['signed-info-count'], { children: (_info, value) => value.replace('><', '>AAAA<') }],
    ['S7 SignedInfo after the value', ['unexpected-content'], { children: (info, value) => value + info }],
    ['S7 empty Signature', ['signed-info-count', 'missing-part'], { children: () => '' }],
    ['S7 no value', ['missing-part'], { children: (info) => info }],
    ['S7 comment in SignatureValue', ['unexpected-content'], {}, (xml) => xml.replace('</ds:SignatureValue>', '<!--x--></ds:SignatureValue>')],
    ['S7 element in SignatureValue', ['unexpected-content'], {}, (xml) => xml.replace('</ds:SignatureValue>', '<x/></ds:SignatureValue>')],
    ['S7 two values', ['unexpected-content'], { children: (info, value) => info + value + '<ds:SignatureValue>AAAA</ds:SignatureValue>' }],
    ['S7 no DigestMethod', ['missing-part'], { references: (reference) => reference.replace(/<ds:DigestMethod[^>]*>/, '') }],
    ['S7 no DigestValue', ['missing-part'], { references: (reference) => reference.replace(/<ds:DigestValue>.*<\/ds:DigestValue>/, '') }],
    ['S7 no CanonicalizationMethod', ['missing-part'], { signedInfo: (text) => text.replace(/<ds:Canon[^>]*>/, '') }],
    ['S7 no SignatureMethod', ['missing-part'], { signedInfo: (text) => text.replace(/<ds:SignatureM[^>]*>/, '') }],
    ['S7 HMACOutputLength', ['hmac-length'], { signedInfo: (text) => text.replace(/(<ds:SignatureM[^>]*)\/>/, '$1><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>') }],
    ['base64 in the digest', ['base64'], { digestValue: (value) => value.replace('=', '') }],
    ['base64 of nothing', ['base64'], { digestValue: () => '' }],
    ['base64 with other characters', ['base64'], { digestValue: (value) => '*' + value.slice(1) }],
    ['base64 with bits left over', ['base64'], { digestValue: (value) => value.slice(0, -2) + (value.at(-2) === 'B' ? 'C' : 'B') + '=' }],
    ['base64 in the value', ['base64'], {}, (xml) => xml.replace('</ds:SignatureValue>', '=</ds:SignatureValue>')],
    ['S11 Object', ['object'], { children: (info, value) => info + value + '<ds:Object/>' }],
    ['S11 Manifest', ['object'], { children: (info, value) => info + value + '<ds:Manifest/>' }],
    ['S11 an Object without namespace', ['unexpected-content'], { children: (info, value) => info + value + '<Object/>' }],
    ['text in the Signature', ['unexpected-content'], { children: (info, value) => info + 'x' + value }],
    ['the ID taken away', ['parent'], {}, (xml) => xml.replace(' ID="_a1"', '')],
    ['the ID twice', ['reference-target'], {}, (xml) => xml.replace('ID="_r1"', 'ID="_a1"')],
  ];
  for (const [name, expected, forgery, change] of broken) {
    it(name, () => {
      const forged = forge(responseXml(), '_a1', forgery);
      const { signatures, covered } = verify(change?.(forged) ?? forged, keys('idp-rsa'));
      expect([signatures.map((each) => each.result), codes(signatures[0]!.faults)]).toEqual([['refused'], expected]);
      expect(signatures[0]!.faults.every((fault) => fault.message.length > 20 && fault.message.length < 300)).toBe(true);
      expect(signatures[0]!.verifiedBy).toBeNull();
      expect(covered).toEqual([]);
    });
  }

  for (const uri of Object.keys(signatureAlgorithms).filter((each) => signatureAlgorithms[each]!.strength === 'refused')) {
    it(`S5 ${signatureAlgorithms[uri]!.name}`, () => {
      const { signatures } = verify(forge(responseXml(), '_a1', { method: uri, key: uri.includes('ecdsa') ? 'idp-p256' : 'idp-rsa' }), keys('idp-rsa', 'idp-p256'));
      expect([signatures[0]!.result, codes(signatures[0]!.faults)]).toEqual(['refused', ['signature-algorithm']]);
    });
  }

  it('S7 a processing instruction does not get past the parser', () => {
    expect(() => parse(forge(responseXml(), '_a1').replace('<ds:DigestValue>', '<ds:DigestValue><?x?>'))).toThrow();
  });

  it('S9 the digest of nothing is not enough', () => {
    const xml = forge(responseXml(), '_a1', { digestValue: () => '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' });
    expect(verify(xml, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'failed', failure: 'digest' });
  });

  it('S13 two signatures in one parent', () => {
    const once = forge(responseXml(), '_a1');
    const { signature } = cutSignature(once);
    const { signatures, covered } = verify(once.replace(signature, signature + signature), keys('idp-rsa'));
    expect(signatures.map((each) => each.result)).toEqual(['refused', 'refused']);
    expect(signatures.every((each) => codes(each.faults).includes('duplicate-signature'))).toBe(true);
    expect(covered).toEqual([]);
  });

  it('weak but known algorithms verify', () => {
    const xml = forge(responseXml(), '_a1', { method: rsaSha1, digestMethod: sha1 });
    expect(verify(xml, keys('idp-rsa')).signatures[0]).toMatchObject({ result: 'verified', signatureMethod: rsaSha1, digestMethod: sha1 });
  });
});

describe('signatures out of place', () => {
  const assertion = forge(assertionXml(), '_a1');
  for (const [name, xml, path] of [
    ['in Extensions', responseXml(`<samlp:Extensions>${assertion}</samlp:Extensions>`), 'Response/Extensions/Assertion/Signature'],
    ['in an assertion in an assertion', responseXml(assertionXml('_a2').replace('</saml:Assertion>', assertion + '</saml:Assertion>')), 'Response/Assertion/Assertion/Signature'],
    ['in an element of the same name', responseXml(assertion.replaceAll('xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', 'xmlns:saml="urn:other"')), 'Response/Assertion/Signature'],
    ['in Status', responseXml().replace('<samlp:StatusCode', `${cutSignature(assertion).signature}<samlp:StatusCode`), 'Response/Status/Signature'],
  ] as const) {
    it(name, () => {
      const { signatures, stray, covered } = verify(xml, keys('idp-rsa'));
      expect([signatures, covered, stray.map((each) => each.path)]).toEqual([[], [], [path]]);
    });
  }

  it('as the root', () => {
    expect(verify(cutSignature(assertion).signature, keys('idp-rsa')).stray).toEqual([{ node: 0, path: 'Signature' }]);
  });
});

describe('wrapping attacks: what is covered is never what the attacker wrote', () => {
  const evil = 'admin@evil.example';
  const make = (signedID: '_r1' | '_a1') => {
    const signed = forge(responseXml(), signedID);
    const { signature, rest } = cutSignature(signed);
    return { signed, signature, rest };
  };
  const response = make('_r1');
  const assertion = make('_a1');
  const original = /<saml:Assertion.*<\/saml:Assertion>/.exec(assertion.rest)![0];
  const signedAssertion = /<saml:Assertion.*<\/saml:Assertion>/.exec(assertion.signed)![0];
  const evilAssertion = assertionXml('_evil', evil);
  const evilResponse = (inside: string, before = '') => responseXml(assertionXml('_a1e', evil), '_evil').replace('</saml:Issuer>', `</saml:Issuer>${before}${inside}`);
  const inSignature = (signature: string, content: string) => signature.replace('</ds:Signature>', `${content}</ds:Signature>`);

  const cases: [name: string, xml: string][] = [
    ['XSW1', evilResponse(inSignature(response.signature, response.rest))],
    ['XSW1 with ds:Object', evilResponse(inSignature(response.signature, `<ds:Object>${response.rest}</ds:Object>`))],
    ['XSW2', evilResponse(response.signature, response.rest)],
    ['XSW3', responseXml(evilAssertion + signedAssertion)],
    ['XSW4', responseXml(evilAssertion.replace('</saml:Assertion>', signedAssertion + '</saml:Assertion>'))],
    ['XSW5', responseXml(evilAssertion.replace('</saml:Issuer>', '</saml:Issuer>' + assertion.signature) + original)],
    ['XSW6', responseXml(evilAssertion.replace('</saml:Issuer>', '</saml:Issuer>' + inSignature(assertion.signature, original)))],
    ['XSW7', responseXml(`<Extensions>${assertionXml('_a1', evil)}</Extensions>${signedAssertion}`)],
    ['XSW7 with samlp:Extensions', responseXml(`<samlp:Extensions>${assertionXml('_a1', evil)}</samlp:Extensions>${signedAssertion}`)],
    ['XSW8', responseXml(assertionXml('_a1', evil).replace('</saml:Issuer>', '</saml:Issuer>' + inSignature(assertion.signature, `<Object>${original}</Object>`)))],
    ['XSW8 with ds:Object', responseXml(assertionXml('_a1', evil).replace('</saml:Issuer>', '</saml:Issuer>' + inSignature(assertion.signature, `<ds:Object>${original}</ds:Object>`)))],
    ['the signed assertion first', responseXml(signedAssertion + evilAssertion)],
    ['the signed assertion in Advice', responseXml(evilAssertion.replace('</saml:Subject>', `</saml:Subject><saml:Advice>${signedAssertion}</saml:Advice>`))],
    ['a Response in the Response', responseXml(response.signed + evilAssertion, '_evil')],
  ];
  for (const [name, xml] of cases) {
    it(name, () => {
      const tree = parse(xml);
      const { covered, signatures } = verify(xml, keys('idp-rsa'));
      for (const each of covered) {
        expect(utf8(each.bytes)).not.toContain(evil);
        expect(tree.textDeep(each.element)).not.toContain(evil);
      }
      const survives = ['XSW3', 'the signed assertion first', 'the signed assertion in Advice'];
      expect(covered).toHaveLength(survives.includes(name) ? 1 : 0);
      expect(signatures.filter((each) => each.result === 'verified')).toHaveLength(covered.length);
    });
  }
});

describe('the query string of the Redirect binding', () => {
  const octets = (sigAlg: string) => `SAMLResponse=fZ%2b&RelayState=a%20b&SigAlg=${encodeURIComponent(sigAlg)}`;
  const make = (sigAlg: string, key: KeyName, hash: string, extra: object = {}) =>
    nodeSign(hash, Buffer.from(octets(sigAlg)), { key: privateKey(key), ...extra }).toString('base64');

  it('holds for RSA, RSA-PSS and ECDSA', () => {
    const more = 'http://www.w3.org/2001/04/xmldsig-more#';
    const pss = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1';
    for (const [sigAlg, key, hash, extra] of [
      [rsaSha256, 'idp-rsa', 'sha256', {}], [more + 'ecdsa-sha384', 'idp-p384', 'sha384', { dsaEncoding: 'ieee-p1363' }],
      [pss, 'idp-rsa', 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
    ] as const) {
      const signature = verifyQuery({ signedOctets: octets(sigAlg), sigAlg, signature: make(sigAlg, key, hash, extra) }, keys('other-rsa', key));
      expect(signature).toMatchObject({ result: 'verified', detached: true, signatureMethod: sigAlg, verifiedBy: { source: key } });
    }
  });

  it('fails for other octets, other keys and without keys', () => {
    const signature = make(rsaSha256, 'idp-rsa', 'sha256');
    const query = { signedOctets: octets(rsaSha256), sigAlg: rsaSha256, signature };
    expect(verifyQuery({ ...query, signedOctets: query.signedOctets.replace('%2b', '%2B') }, keys('idp-rsa'))).toMatchObject({ result: 'failed', failure: 'key' });
    expect(verifyQuery(query, keys('other-rsa'), { otherKeys: keys('idp-rsa') })).toMatchObject({ result: 'failed', failure: 'key', otherKeyFits: 0 });
    expect(verifyQuery(query, [])).toMatchObject({ result: 'not-checked', failure: null });
  });

  for (const [name, change, code] of [
    ['no SigAlg', { sigAlg: null }, 'missing-part'], ['no Signature', { signature: null }, 'missing-part'], ['an unknown method', { sigAlg: 'toString' }, 'signature-algorithm'],
    ['HMAC', { sigAlg: ns.ds + 'hmac-sha1' }, 'signature-algorithm'], ['white space', { signature: 'AA AA' }, 'base64'], ['not base64', { signature: 'A' }, 'base64'],
  ] as const) {
    it(`is refused: ${name}`, () => {
      const signature = verifyQuery({ signedOctets: 'x', sigAlg: rsaSha256, signature: 'AAAA', ...change }, keys('idp-rsa'));
      expect([signature.result, codes(signature.faults)]).toEqual(['refused', [code]]);
    });
  }
});

describe('the second opinion', () => {
  const ask = (xml: string, key: KeyName, parentID = '_a1') => secondOpinion(xml, { parentID, index: 0, key: certificate(key) });

  for (const method of goodMethods) {
    it(`agrees about ${signatureAlgorithms[method]!.name}, byte by byte`, () => {
      const key = keyFor(method);
      const inner = signDirect(responseXml(), { privateKeyPem: privateKey(key), referenceID: '_a1', signatureAlgorithm: method, digestAlgorithm: sha256 });
      const xml = signDirect(inner, { privateKeyPem: privateKey('idp-rsa') });
      const { covered } = verify(xml, keys(key, 'idp-rsa'));
      expect(ask(xml, 'idp-rsa', '_r1')).toMatchObject({ verdict: 'verified' });
      const answer = ask(xml, key);
      expect(answer).toMatchObject({ verdict: 'verified', message: null });
      expect(utf8(answer.bytes!)).toBe(utf8(covered[1]!.bytes));
    });
  }

  it('says failed for changed content and another key', () => {
    const xml = signDirect(responseXml(), { privateKeyPem: privateKey('idp-rsa'), referenceID: '_a1' });
    expect(ask(xml.replace('jane', 'jahn'), 'idp-rsa')).toMatchObject({ verdict: 'failed', bytes: null });
    expect(ask(xml, 'other-rsa')).toMatchObject({ verdict: 'failed', bytes: null });
  });

  it('agrees about inclusive C14N, each signature with the namespaces around it', () => {
    for (const algorithm of [c14n.inclusive, c14n.inclusive11]) {
      const outer = responseXml(assertionXml().replace('<saml:Assertion', '<saml:Assertion xmlns:inner="urn:inner"')).replace('<samlp:Response', '<samlp:Response xmlns:xs="urn:xs" xmlns="urn:default"');
      const xml = signDirect(signDirect(outer, { privateKeyPem: privateKey('idp-rsa'), referenceID: '_a1', c14n: algorithm }), { privateKeyPem: privateKey('idp-rsa'), c14n: algorithm });
      expect([ask(xml, 'idp-rsa').verdict, ask(xml, 'idp-rsa', '_r1').verdict]).toEqual(['verified', 'verified']);
    }
  });

  it('says failed for what it refuses to look at', () => {
    const xml = signDirect(responseXml(), { privateKeyPem: privateKey('idp-rsa'), referenceID: '_a1' });
    expect(ask(xml, 'idp-rsa', '_r1').verdict).toBe('failed');
    expect(ask('<a', 'idp-rsa').verdict).toBe('failed');
    expect(ask('', 'idp-rsa').verdict).toBe('failed');
    const { signature } = cutSignature(xml);
    expect(ask(xml.replace('</samlp:Status>', `${signature}</samlp:Status>`), 'idp-rsa').message).toContain('same SignatureValue');
  });

  it('says error where it is known to compute something else', () => {
    const make = (change: (xml: string) => string, options: { c14n?: string; inclusivePrefixes?: string[] } = {}) =>
      signDirect(change(responseXml()), { privateKeyPem: privateKey('idp-rsa'), referenceID: '_a1', ...options });
    for (const xml of [
      make((each) => each.replace('<saml:Assertion', '<saml:Assertion xml:lang="en"'), { c14n: c14n.inclusive }),
      make((each) => each, { inclusivePrefixes: ['#default'] }),
      make((each) => each.replace('jane', 'jane\u2028')),
      make((each) => each.replace('<saml:Subject', '<saml:Subject xmlns:Upper="urn:x"')),
      make((each) => each).padEnd(70_000),
    ]) {
      expect(verify(xml, keys('idp-rsa')).signatures[0]!.result).toBe('verified');
      expect(ask(xml, 'idp-rsa')).toMatchObject({ verdict: 'error', bytes: null });
    }
    expect(secondOpinion(responseXml(), { parentID: '_a1', index: 0, key: 'rubbish' }).verdict).toBe('error');
  });

  it('is not fooled by a signature wrapped around another', () => {
    const xml = responseXml(assertionXml('_evil', 'admin@evil.example') + /<saml:Assertion.*<\/saml:Assertion>/.exec(forge(responseXml(), '_a1'))![0]);
    expect(utf8(ask(xml, 'idp-rsa').bytes!)).toContain('jane@example.com');
    expect(ask(xml, 'idp-rsa', '_evil').verdict).toBe('failed');
  });
});

describe('speed', () => {
  it('takes time proportional to the size, for thousands of signatures and comments too', () => {
    const { signature } = cutSignature(forge(assertionXml(), '_a1'));
    const many = (count: number) => responseXml(signature.repeat(count) + '<!---->'.repeat(count * 20));
    const start = performance.now();
    const { signatures } = verify(many(800), keys('idp-rsa'));
    expect(signatures.length).toBe(800);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
