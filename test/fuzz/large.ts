/** Documents of 50 to 400 kB, each with one thing far too often: what a reader, a canonicaliser or a check might take long over. */
import { encodePost } from '../../shared/saml/binding.ts';
import { ns } from '../../shared/urns.ts';
import { ada, assertionID, cut, message, put, signAssertion } from '../fixtures/responses/parts.ts';
import type { Random } from '../xml-generator.ts';

const plain = message();
const signed = signAssertion(plain);
const signature = cut(signed, 'Signature');

/** What stands there again and again; `index` makes names and values differ. */
const repeated: readonly ((index: number, random: Random) => string)[] = [
  () => '<saml:Attribute Name="groups"><saml:AttributeValue>staff</saml:AttributeValue></saml:Attribute>',
  (index) => `<saml:Attribute Name="a${index}"><saml:AttributeValue>v${index}</saml:AttributeValue></saml:Attribute>`,
  (index) => `<saml:AttributeValue xmlns:p${index}="urn:example:${index}" p${index}:a="1"/>`,
  () => '<!-- -->', () => '<![CDATA[x]]>', () => '&amp;', () => '&#x41;', () => ']', () => '<a><b/></a>', () => '\r\n', () => '&', () => '<', () => '%3C', () => ' ', () => '\t', () => 'A',
  (index) => `<x ID="_${index}"/>`, () => `<x ID="${assertionID}"/>`, () => signature, () => `<ds:Reference xmlns:ds="${ns.ds}" URI="#x"/>`,
  () => `<saml:Assertion xmlns:saml="${ns.saml}"/>`, () => `<saml:Audience>https://example.com</saml:Audience>`, () => `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>`,
  () => `<xenc:EncryptedData xmlns:xenc="${ns.xenc}"/>`, () => `<ds:X509Certificate xmlns:ds="${ns.ds}">AAAA</ds:X509Certificate>`, () => `<samlp:StatusCode xmlns:samlp="${ns.samlp}" Value="x"/>`,
  (index) => `<n${index}/>`, (index) => `<a b${index % 400}="${index}"/>`, () => `<saml:NameID xmlns:saml="${ns.saml}">${ada}</saml:NameID>`,
];

const places: readonly ((text: string) => string)[] = [
  (text) => put(plain, 'last', 'AttributeStatement', text), (text) => put(signed, 'last', 'AttributeStatement', text), (text) => put(signed, 'last', 'KeyInfo', text), (text) => put(signed, 'last', 'SignedInfo', text),
  (text) => put(signed, 'last', 'Signature', text), (text) => put(signed, 'before', 'Status', text), (text) => put(signed, 'last', 'Subject', text), (text) => put(signed, 'last', 'Response', text), (text) => put(signed, 'first', 'NameID', text),
  (text) => put(signed, 'last', 'DigestValue', text), (text) => put(signed, 'last', 'SignatureValue', text), (text) => put(signed, 'last', 'Status', text), (text) => put(signed, 'first', 'Transforms', text), (text) => text, (text) => `<a>${text}</a>`,
  (text) => signed.replace('ID="', `xmlns:long="${text.replaceAll(/[<>"&]/g, '')}" ID="`), (text) => signed.replace('URI="#', `URI="#${text.replaceAll(/[<>"&]/g, '')}`), (text) => `SAMLResponse=${text}`,
];

/** Nested a hundred deep, each declaring what the next one uses. */
const nested = (random: Random): string => {
  const depth = 60 + random.below(35);
  const open = Array.from({ length: depth }, (_, index) => `<p${index}:a xmlns:p${index}="urn:example:${index}" xmlns:q="urn:${index}" q:b="1" c="${'x'.repeat(random.below(200))}">`).join('');
  return open + 'x'.repeat(random.below(50_000)) + Array.from({ length: depth }, (_, index) => `</p${depth - 1 - index}:a>`).join('');
};

export function largeDocument(random: Random): string {
  const bytes = 50_000 + random.below(350_000);
  const make = random.pick(repeated);
  let text = '';
  if (random.chance(0.1)) text = nested(random).repeat(1 + random.below(4));
  else for (let index = 0; text.length < bytes; index++) text += make(index, random);
  const document = random.pick(places)(text);
  return random.chance(0.2) ? encodePost(document) : document;
}
