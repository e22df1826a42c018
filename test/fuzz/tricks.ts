/**
 * Forgeries without moving anything: text that two readers take differently, signatures of another shape, keys and algorithms confused,
 * content encrypted by somebody who is not the identity provider.
 */
import { createHmac, createPublicKey } from 'node:crypto';
import { canonicalize } from '../../shared/saml/c14n.ts';
import { c14n, enveloped, ns, sha1, sha256 } from '../../shared/urns.ts';
import { ada, admin, assertionID, cut, encrypt, message, put, replace, responseID, sealed, sign, signAssertion, signBoth, signedMessage, signResponse, swap, swapAll } from '../fixtures/responses/parts.ts';
import { certificate, certificateDer, forge, parse, transform, usualTransforms, type Forgery } from '../signing.ts';
import type { Random } from '../xml-generator.ts';

export interface Trick {
  name: string;
  /** Whether it may be accepted, as the person who was signed for: it changes what is written and not what it means. */
  harmless?: boolean;
  make(random: Random): string;
}

const signed = signedMessage();
const evilMessage = message((_shape, assertion) => { assertion.nameID = admin; });
const evilAssertion = cut(evilMessage, 'Assertion');
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const signers = [signAssertion, signResponse, signBoth] as const;
const any = (random: Random): string => random.pick(signers)(message());

/** Put at a place of the name as it is written, in the NameID and in the attribute. */
const inName = (text: string) => (random: Random): string => {
  const xml = any(random);
  const at = 1 + random.below(ada.length - 1);
  return xml.replaceAll(`>${ada}<`, `>${ada.slice(0, at)}${text}${ada.slice(at)}<`);
};
/** The identity provider signed for a name that goes on after the administrator's. */
const longName = `${admin}.evil.example`;
const cutName = (text: string) => (random: Random): string => random.pick(signers)(message((_shape, assertion) => { assertion.nameID = longName; })).replace(longName, `${admin}${text}.evil.example`);

const certificateInfo = (der: string): string => `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
const foreign = { key: 'other-rsa' } as const;
/** Made with a key that nobody gave. */
const byForeign = (forgery: Forgery, xml = evilMessage, id = assertionID): string => forge(xml, id, { ...forgery, ...foreign });
/** Made with the right key: only the shape is at fault. */
const byRight = (forgery: Forgery, xml = message(), id = assertionID): string => forge(xml, id, forgery);

/** What a confused verifier might take for the secret of an HMAC. */
const secrets: readonly (string | Buffer)[] = [
  certificate('idp-rsa'), certificate('idp-rsa').trim(), certificateDer('idp-rsa'), Buffer.from(certificateDer('idp-rsa'), 'base64'), createPublicKey(certificate('idp-rsa')).export({ type: 'spki', format: 'pem' }), createPublicKey(certificate('idp-rsa')).export({ type: 'spki', format: 'der' }),
  createPublicKey(certificate('idp-rsa')).export({ type: 'pkcs1', format: 'pem' }), '',
];
function hmac(random: Random): string {
  const [hash, method] = random.pick([['sha1', `${ns.ds}hmac-sha1`], ['sha256', `${more}hmac-sha256`], ['sha512', `${more}hmac-sha512`]] as const);
  const xml = byRight({ method: random.chance(0.8) ? method : `${more}rsa-sha256` }, evilMessage);
  const tree = parse(xml);
  let info = 0;
  while (tree.local(info) !== 'SignedInfo') info++;
  return replace(xml, 'SignatureValue', `<ds:SignatureValue>${createHmac(hash, random.pick(secrets)).update(canonicalize(tree, info, { algorithm: c14n.exclusive })).digest('base64')}</ds:SignatureValue>`);
}

const fittingDigest = cut(byRight({}, evilMessage), 'DigestValue').replaceAll(/<[^>]*>/g, '');
/** The evil content with the signature of the good one. */
const carried = swapAll(signed, ada, admin);
const fittingInfo = cut(carried, 'SignedInfo').replace(/(<ds:DigestValue>)[^<]*/, `$1${fittingDigest}`);
const oldDigest = cut(carried, 'DigestValue').replaceAll(/<[^>]*>/g, '');

/** Ways to show one digest to who compares it and another to who verifies the signature (CVE-2024-45409, CVE-2025-29774, CVE-2025-29775). */
const digests: readonly ((xml: string) => string)[] = [
  (xml) => replace(xml, 'DigestValue', `<ds:DigestValue>${fittingDigest}</ds:DigestValue>`),
  (xml) => replace(xml, 'DigestValue', `<ds:DigestValue><!--${fittingDigest}-->${oldDigest}</ds:DigestValue>`),
  (xml) => replace(xml, 'DigestValue', `<ds:DigestValue>${fittingDigest}<!--${oldDigest}--></ds:DigestValue>`),
  (xml) => replace(xml, 'DigestValue', `<ds:DigestValue><![CDATA[${fittingDigest}]]></ds:DigestValue>`),
  (xml) => replace(xml, 'DigestValue', `<ds:DigestValue>${oldDigest}<x xmlns="">${fittingDigest}</x></ds:DigestValue>`),
  (xml) => put(xml, 'before', 'DigestValue', `<ds:DigestValue>${fittingDigest}</ds:DigestValue>`),
  (xml) => put(xml, 'after', 'DigestValue', `<ds:DigestValue>${fittingDigest}</ds:DigestValue>`),
  (xml) => put(xml, 'before', 'SignedInfo', fittingInfo), (xml) => put(xml, 'after', 'SignedInfo', fittingInfo), (xml) => put(xml, 'last', 'SignedInfo', fittingInfo), (xml) => put(xml, 'last', 'KeyInfo', fittingInfo),
  (xml) => put(xml, 'last', 'Signature', `<ds:Object>${fittingInfo}</ds:Object>`), (xml) => put(xml, 'before', 'Status', `<samlp:Extensions><ds:DigestValue xmlns:ds="${ns.ds}">${fittingDigest}</ds:DigestValue></samlp:Extensions>`),
  (xml) => put(xml, 'last', 'Status', `<samlp:StatusDetail><ds:Reference xmlns:ds="${ns.ds}" URI="#${assertionID}"><ds:DigestValue>${fittingDigest}</ds:DigestValue></ds:Reference></samlp:StatusDetail>`),
  (xml) => put(xml, 'before', 'Reference', cut(fittingInfo, 'Reference')), (xml) => put(xml, 'after', 'Reference', cut(fittingInfo, 'Reference')),
  (xml) => replace(xml, 'Reference', ''), (xml) => replace(xml, 'SignedInfo', fittingInfo), (xml) => replace(xml, 'SignatureValue', '<ds:SignatureValue/>'), (xml) => replace(xml, 'DigestValue', '<ds:DigestValue/>'),
  (xml) => replace(xml, 'DigestValue', '<ds:DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</ds:DigestValue>'), (xml) => put(xml, 'last', 'Assertion', cut(xml, 'Signature')), (xml) => put(xml, 'before', 'Signature', cut(xml, 'Signature')),
];

const refusedTransforms = [
  usualTransforms + transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>ancestor-or-self::x</ds:XPath>'), transform(enveloped) + transform('http://www.w3.org/TR/1999/REC-xslt-19991116', '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>'),
  transform(enveloped) + transform(`${ns.ds}base64`), transform(enveloped) + transform('http://www.w3.org/2002/06/xmldsig-filter2', '<x xmlns="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">//*</x>'), transform(enveloped) + transform('http://www.w3.org/2002/07/decrypt#XML'),
  transform(c14n.exclusive) + transform(enveloped), transform(enveloped) + transform(enveloped), transform(enveloped).repeat(3), transform(c14n.exclusive), transform('urn:x'), transform(enveloped) + transform(c14n.exclusiveWithComments), transform(enveloped) + transform(c14n.inclusiveWithComments), transform(enveloped) + transform(c14n.inclusive11WithComments), transform(enveloped) + transform('__proto__'), '',
];
const refusedURIs = ['', '#', `#${responseID}`, '#_none', `#xpointer(id('${assertionID}'))`, '#xpointer(/)', 'https://example.com/', `x#${assertionID}`, `#${assertionID} `, ` #${assertionID}`, `#${assertionID.toUpperCase()}`, null];
const refusedMethods = [`${ns.ds}dsa-sha1`, `${more}rsa-md5`, `${more}hmac-sha256`, `${ns.ds}hmac-sha1`, 'urn:x', '', `${more}RSA-SHA256`, 'constructor'];

/** The content is the evil one, encrypted for the service provider as anybody can. */
const sealings: readonly (() => string)[] = [
  () => replace(signed, 'Assertion', sealed(evilAssertion)), () => replace(signed, 'Assertion', sealed(cut(carried, 'Assertion'))), () => put(signed, 'before', 'Assertion', sealed(evilAssertion)), () => put(signed, 'after', 'Assertion', sealed(evilAssertion)),
  () => replace(signed, 'Assertion', sealed(put(evilAssertion, 'after', 'Conditions', `<saml:Advice xmlns:saml="${ns.saml}">${cut(signed, 'Assertion')}</saml:Advice>`))), () => replace(signed, 'Assertion', sealed(cut(byForeign({}), 'Assertion'))),
  () => replace(signResponse(message()), 'Assertion', sealed(evilAssertion)), () => replace(signResponse(encrypt(message(), assertionID)), 'EncryptedAssertion', sealed(evilAssertion)),
  () => replace(signed, 'NameID', sealed(`<saml:NameID xmlns:saml="${ns.saml}">${admin}</saml:NameID>`, { wrapper: 'EncryptedID' })), () => put(signed, 'after', 'NameID', sealed(`<saml:NameID xmlns:saml="${ns.saml}">${admin}</saml:NameID>`, { wrapper: 'EncryptedID' })),
  () => put(signed, 'last', 'AttributeStatement', sealed(`<saml:Attribute xmlns:saml="${ns.saml}" Name="groups"><saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute>`, { wrapper: 'EncryptedAttribute' })),
  () => put(signed, 'last', 'KeyInfo', sealed(evilAssertion)), () => put(signed, 'before', 'Status', `<samlp:Extensions>${sealed(evilAssertion)}</samlp:Extensions>`), () => replace(signed, 'Assertion', sealed(cut(signResponse(evilMessage, foreign), 'Response'))),
  () => replace(signed, 'Assertion', `<saml:EncryptedAssertion xmlns:saml="${ns.saml}">${evilAssertion}</saml:EncryptedAssertion>`), () => replace(signed, 'Assertion', `<saml:EncryptedAssertion xmlns:saml="${ns.saml}">${cut(signed, 'Assertion')}</saml:EncryptedAssertion>`),
  () => put(replace(signed, 'Assertion', sealed(evilAssertion)), 'last', 'EncryptedAssertion', cut(signed, 'Assertion')), () => replace(signed, 'Assertion', sealed(evilAssertion) + sealed(cut(signed, 'Assertion'))),
];

const doctype = (subset: string, xml: string): string => `<!DOCTYPE Response [${subset}]>${xml}`;

export const tricks: readonly Trick[] = [
  { name: 'a comment in the name', harmless: true, make: inName('<!-- -->') }, { name: 'sections in the name', harmless: true, make: inName('<![CDATA[]]>') }, { name: 'a comment after an administrator\'s name', harmless: true, make: cutName('<!---->') },
  { name: 'a section after an administrator\'s name', harmless: true, make: cutName('<![CDATA[]]>') }, { name: 'a name written in references', harmless: true, make: (random) => any(random).replaceAll(`>${ada}<`, `>${[...ada].map((letter) => (random.chance(0.3) ? `&#${letter.charCodeAt(0)};` : letter)).join('')}<`) },
  { name: 'an instruction in the name', make: inName('<?x y?>') }, { name: 'an instruction after an administrator\'s name', make: cutName('<?x?>') }, { name: 'an element after an administrator\'s name', make: cutName('<x/>') }, { name: 'a character no one sees in the name', make: inName('\u200b') }, { name: 'a line break in the name', make: inName('\n') }, { name: 'a reference to a line break in the name', make: inName('&#13;') },
  { name: 'an entity as the name', make: (random) => doctype(`<!ENTITY a "${admin}">`, any(random).replaceAll(`>${ada}<`, '>&a;<')) }, { name: 'an entity for the name itself', make: (random) => doctype(`<!ENTITY a "${ada}">`, any(random).replaceAll(`>${ada}<`, '>&a;<')) }, { name: 'an attribute by default', make: (random) => doctype('<!ATTLIST saml:NameID Format CDATA "x">', any(random)) }, { name: 'an external entity', make: (random) => doctype('<!ENTITY a SYSTEM "file:///etc/hostname">', any(random).replaceAll(`>${ada}<`, '>&a;<')) }, { name: 'an undeclared entity', make: inName('&nbsp;') },
  { name: 'another person', make: (random) => swapAll(any(random), ada, admin) }, { name: 'another person in one place', make: (random) => swap(any(random), ada, admin) }, { name: 'another group', make: (random) => swap(any(random), '>engineering<', '>admins<') }, { name: 'the name in another namespace', make: (random) => any(random).replace(/<saml:NameID/, '<x:NameID xmlns:x="urn:x"').replace('</saml:NameID>', '</x:NameID>') },
  { name: 'nothing signed', make: () => evilMessage }, { name: 'a foreign key', make: (random) => random.pick(signers)(evilMessage, foreign) }, { name: 'a foreign key, the right certificate', make: () => byForeign({ keyInfo: certificateInfo(certificateDer('idp-rsa')) }) }, { name: 'a foreign key, its own certificate first', make: () => byForeign({ keyInfo: certificateInfo(`${certificateDer('other-rsa')}</ds:X509Certificate><ds:X509Certificate>${certificateDer('idp-rsa')}`) }) },
  { name: 'a foreign key as KeyValue', make: () => byForeign({ keyInfo: '<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>' }) }, { name: 'the key of the receiver', make: () => forge(evilMessage, assertionID, { key: 'sp-rsa' }) }, { name: 'a foreign elliptic key', make: () => forge(evilMessage, assertionID, { key: 'idp-p256', method: `${more}ecdsa-sha256` }) },
  { name: 'the response by a foreign key around the signed assertion', make: () => sign(carried, responseID, foreign) }, { name: 'an HMAC by the public key', make: hmac },
  { name: 'another digest where it is compared', make: (random) => { const change = random.pick(digests); try { return change(carried); } catch { return carried; } } },
  { name: 'transforms that are not allowed', make: (random) => byRight({ transforms: random.pick(refusedTransforms) }) }, { name: 'a reference to something else', make: (random) => byRight({ uri: random.pick(refusedURIs) }) },
  { name: 'methods that are not allowed', make: (random) => byRight({ method: random.pick(refusedMethods) }, evilMessage) }, { name: 'a digest method that is not allowed', make: (random) => byRight({ digestMethod: random.pick([`${more}md5`, 'urn:x', '', `${ns.ds}sha256`, 'toString']) }) },
  { name: 'a canonicalisation that is not allowed', make: (random) => byRight({ canonicalization: random.pick([c14n.exclusiveWithComments, c14n.inclusiveWithComments, c14n.inclusive11WithComments, 'urn:x', '', 'http://www.w3.org/2010/xml-c14n2']) }) }, { name: 'two references', make: (random) => byRight({ references: (reference) => reference + (random.chance(0.5) ? reference : reference.replace(assertionID, responseID)) }) },
  { name: 'the right transforms another way', harmless: true, make: (random) => { const [method, c] = random.pick([[c14n.inclusive, c14n.inclusive], [c14n.inclusive11, c14n.inclusive11], [c14n.exclusive, c14n.exclusive]] as const); return byRight({ transforms: transform(enveloped) + transform(method), digestC14n: c, digestMethod: random.pick([sha256, sha1]) }); } },
  { name: 'the signature in another place', make: (random) => byRight({ place: random.pick(['first', 'last']) }) }, { name: 'something else in the signature', make: (random) => { const extra = random.pick(['<ds:Object/>', '<ds:Manifest/>', '<x xmlns="urn:x"/>', 'text', `<ds:SignedInfo/>`]); return byRight({ children: (info, value, key) => (random.chance(0.5) ? info + value + key + extra : extra + info + value + key) }); } },
  { name: 'the same ID twice', make: (random) => any(random).replace('<samlp:Status>', `<samlp:Extensions><x xmlns="" ID="${random.pick([assertionID, responseID])}"/></samlp:Extensions><samlp:Status>`) },
  { name: 'encrypted by somebody', make: (random) => random.pick(sealings)() },
];

