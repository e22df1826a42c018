/**
 * Changes to a document that somebody without the key can make: bytes, chunks, and whole subtrees moved, copied, wrapped and replaced.
 * Every change is a number of a list and three numbers more, so that a test library can choose and shrink them.
 */
import type { Tree } from '../shared/saml/tree.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { ns } from '../shared/urns.ts';
import { ada, admin, assertionID, cut, message, responseID, sealed, signAssertion, signedMessage, swapAll } from './fixtures/responses/parts.ts';

export interface Change {
  kind: number;
  one: number;
  two: number;
  three: number;
}

const evil = (xml: string): string => swapAll(xml, ada, admin);
const evilAssertion = evil(cut(message(), 'Assertion'));
const foreign = cut(signedMessage((_shape, assertion) => { assertion.nameID = admin; }, { key: 'other-rsa' }), 'Assertion');
/** The identity provider did sign it: for another service provider, which is how an attacker comes by it. */
const elsewhere = cut(signAssertion(message((_shape, assertion) => { assertion.nameID = admin; assertion.conditions!.audienceRestrictions = [['https://contoso.example.com']]; })), 'Assertion');

const sealedName = sealed(`<saml:NameID xmlns:saml="${ns.saml}">${admin}</saml:NameID>`, { wrapper: 'EncryptedID' });
const sealedAttribute = sealed(`<saml:Attribute xmlns:saml="${ns.saml}" Name="groups"><saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute>`, { wrapper: 'EncryptedAttribute' });

/** What an attacker can write or has got. */
const donors: readonly string[] = [
  sealedName, sealedAttribute, `<saml:Subject xmlns:saml="${ns.saml}">${sealedName}</saml:Subject>`, `<saml:AttributeStatement xmlns:saml="${ns.saml}">${sealedAttribute}</saml:AttributeStatement>`,
  `<saml:Assertion xmlns:saml="${ns.saml}"><saml:Subject>${sealedName}</saml:Subject></saml:Assertion>`, `<samlp:Response xmlns:samlp="${ns.samlp}">${sealed(evilAssertion)}</samlp:Response>`,
  evilAssertion, evilAssertion.replaceAll(assertionID, '_evil'), foreign, foreign.replaceAll(assertionID, '_evil'), elsewhere, sealed(evilAssertion), cut(elsewhere, 'Signature'), cut(foreign, 'Signature'),
  cut(evil(message()), 'Response').replaceAll(responseID, '_evil').replaceAll(assertionID, '_evil'),
  `<saml:NameID xmlns:saml="${ns.saml}">${admin}</saml:NameID>`, `<saml:Subject xmlns:saml="${ns.saml}"><saml:NameID>${admin}</saml:NameID></saml:Subject>`,
  `<saml:AttributeStatement xmlns:saml="${ns.saml}"><saml:Attribute Name="groups"><saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
  `<saml:Attribute xmlns:saml="${ns.saml}" Name="groups"><saml:AttributeValue>admins</saml:AttributeValue></saml:Attribute>`,
  `<ds:Object xmlns:ds="${ns.ds}"/>`, `<ds:DigestValue xmlns:ds="${ns.ds}">AAAA</ds:DigestValue>`, `<xenc:EncryptedKey xmlns:xenc="${ns.xenc}"/>`, '<Extensions/>',
];
const chunks: readonly string[] = [
  '<!-- -->', '<![CDATA[]]>', '<![CDATA[x]]>', '<?p x?>', ' ', '\n', '\r\n', '&#13;', '&amp;', '<x/>', '</x>', admin, ada, 'ID="', assertionID, '_evil', ' xmlns=""', ` xmlns="${ns.saml}"`, ` xmlns:saml="${ns.samlp}"`,
  ' Id="_evil"', '\u0000', '\uFEFF', '\u2028', '\u00e9', '<!DOCTYPE x>', '<!DOCTYPE x [<!ENTITY y "z">]>', '&y;', ']]>', '--', "'", '"', '<', '>', '&',
];
const wrappers: readonly (readonly [string, string])[] = [
  [`<samlp:Extensions xmlns:samlp="${ns.samlp}">`, '</samlp:Extensions>'], [`<saml:Advice xmlns:saml="${ns.saml}">`, '</saml:Advice>'], [`<ds:Object xmlns:ds="${ns.ds}">`, '</ds:Object>'], ['<wrapper>', '</wrapper>'],
  [`<samlp:Response xmlns:samlp="${ns.samlp}" ID="_outer">`, '</samlp:Response>'], [`<saml:Assertion xmlns:saml="${ns.saml}" ID="_outer">`, '</saml:Assertion>'], ['<!--', '-->'], ['<![CDATA[', ']]>'],
  [`<saml:EncryptedAssertion xmlns:saml="${ns.saml}">`, '</saml:EncryptedAssertion>'], [`<x xmlns="" xmlns:saml="urn:example:evil" xmlns:ds="urn:example:evil">`, '</x>'],
];
const attributeNames: readonly string[] = ['ID', 'Id', 'id', 'xml:id', 'URI', 'Algorithm', 'Destination', 'InResponseTo', 'Recipient', 'NotOnOrAfter', 'Value', 'Format', 'Version', 'xmlns', 'xmlns:saml', 'xmlns:samlp', 'xmlns:ds', 'PrefixList', 'Name', 'Type'];
const attributeValues: readonly string[] = [
  assertionID, responseID, '_evil', `#${assertionID}`, `#${responseID}`, '', ns.saml, ns.samlp, ns.ds, 'urn:example:evil', '2036-01-01T00:00:00Z', '2.0', 'saml ds #default', `${ns.ds}enveloped-signature`, 'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315', 'groups', 'urn:oasis:names:tc:SAML:2.0:status:Success',
];

const pick = <Item>(items: readonly Item[], number: number): Item => items[number % items.length]!;
const slice = (bytes: Uint8Array, start: number, stop: number): string => Buffer.from(bytes.subarray(start, stop)).toString('utf8');

/** The document as a tree whose parts can be exchanged. */
class Surgeon {
  readonly tree: Tree;
  constructor(tree: Tree) { this.tree = tree; }

  any(number: number): number { return number % this.tree.count; }
  text(element: number): string { return slice(this.tree.bytes, this.tree.start(element), this.tree.stop(element)); }
  /** A few replacements that do not overlap, each from start to stop. */
  edit(...edits: readonly { start: number; stop: number; text: string }[]): string {
    let result = '';
    let at = 0;
    for (const { start, stop, text } of [...edits].sort((one, other) => one.start - other.start || one.stop - other.stop)) {
      if (start < at) continue;
      result += slice(this.tree.bytes, at, start) + text;
      at = stop;
    }
    return result + slice(this.tree.bytes, at, this.tree.bytes.length);
  }
  replaced(element: number, text: string): { start: number; stop: number; text: string } {
    return { start: this.tree.start(element), stop: this.tree.stop(element), text };
  }
  /** Before, after, or as the first or last content of the element. */
  place(element: number, where: number, text: string): { start: number; stop: number; text: string } {
    const { tree } = this;
    const at = [tree.start(element), tree.stop(element), tree.contentStart(element), tree.contentStop(element)][where % 4]!;
    return { start: at, stop: at, text };
  }
  tag(element: number): { name: string; nameStop: number; open: string } {
    const start = this.tree.start(element);
    const open = slice(this.tree.bytes, start, Math.max(start, this.tree.contentStart(element)));
    const name = /^<([^\s/>]+)/.exec(this.text(element))?.[1] ?? 'x';
    return { name, nameStop: start + 1 + Buffer.byteLength(name), open };
  }
}

type Cut = (surgeon: Surgeon, change: Change) => string;

const cuts: readonly Cut[] = [
  // Copy a subtree to another place.
  (s, { one, two, three }) => s.edit(s.place(s.any(two), three, s.text(s.any(one)))),
  // Move it.
  (s, { one, two, three }) => { const moved = s.any(one); return s.edit(s.replaced(moved, ''), s.place(s.any(two), three, s.text(moved))); },
  // Take it away.
  (s, { one }) => s.edit(s.replaced(s.any(one), '')),
  // Let two change places.
  (s, { one, two }) => { const [a, b] = [s.any(one), s.any(two)]; return s.edit(s.replaced(a, s.text(b)), s.replaced(b, s.text(a))); },
  // Put one in the place of another.
  (s, { one, two }) => s.edit(s.replaced(s.any(two), s.text(s.any(one)))),
  // Twice.
  (s, { one }) => s.edit(s.place(s.any(one), 1, s.text(s.any(one)))),
  // Inside something else.
  (s, { one, two }) => { const [before, after] = pick(wrappers, two); return s.edit(s.replaced(s.any(one), before + s.text(s.any(one)) + after)); },
  // Something foreign beside or in it.
  (s, { one, two, three }) => s.edit(s.place(s.any(one), three, pick(donors, two))),
  // Something foreign instead of it.
  (s, { one, two }) => s.edit(s.replaced(s.any(one), pick(donors, two))),
  // Something foreign that carries the signature of the document: the evil assertion around the real Signature.
  (s, { one, two, three }) => { const element = s.any(one); return s.edit(s.place(element, three, pick(donors, two).replace('</saml:Issuer>', `</saml:Issuer>${s.text(s.any(three))}`))); },
  // A comment, section, instruction or piece of text somewhere in its content.
  (s, { one, two, three }) => {
    const element = s.any(one);
    const [from, to] = [s.tree.contentStart(element), s.tree.contentStop(element)];
    const at = to > from ? from + (three % (to - from + 1)) : from;
    return s.edit({ start: at, stop: at, text: pick(chunks, two) });
  },
  // An attribute more.
  (s, { one, two, three }) => { const { nameStop } = s.tag(s.any(one)); return s.edit({ start: nameStop, stop: nameStop, text: ` ${pick(attributeNames, two)}="${pick(attributeValues, three)}"` }); },
  // Another value of an attribute.
  (s, { one, two, three }) => {
    const element = s.any(one);
    const attributes = s.tree.attributes(element);
    if (attributes.length === 0) return s.edit();
    const { start, stop } = pick(attributes, two);
    const written = slice(s.tree.bytes, start, stop);
    return s.edit({ start, stop, text: written.replace(/=\s*(["']).*\1$/s, `="${pick(attributeValues, three)}"`) });
  },
  // Another prefix for one element and all inside, or throughout.
  (s, { one, two, three }) => {
    const element = s.any(one);
    const prefix = s.tree.prefix(element);
    const other = pick(['saml', 'samlp', 'ds', 'evil', 'a'], two);
    const rename = (text: string): string => text.replaceAll(new RegExp(`(</?|xmlns:)${prefix}(?=[:=])`, 'g'), `$1${other}`);
    if (prefix === '') return s.edit();
    return three % 2 === 0 ? rename(s.edit()) : s.edit(s.replaced(element, rename(s.text(element))));
  },
  // Another name.
  (s, { one, two }) => {
    const element = s.any(one);
    const local = pick(['Assertion', 'Response', 'NameID', 'Signature', 'Object', 'Extensions', 'Advice', 'Subject', 'EncryptedAssertion', 'x'], two);
    const { name } = s.tag(element);
    const colon = name.indexOf(':');
    const renamed = colon < 0 ? local : name.slice(0, colon + 1) + local;
    const text = s.text(element);
    return s.edit(s.replaced(element, text.replace(`<${name}`, `<${renamed}`).replace(new RegExp(`</${name}(\\s*)>$`), `</${renamed}$1>`)));
  },
  // Its text written as references.
  (s, { one, two }) => {
    const element = s.any(one);
    const [from, to] = [s.tree.contentStart(element), s.tree.contentStop(element)];
    const content = to > from ? slice(s.tree.bytes, from, to) : '';
    if (content === '' || /[<&]/.test(content)) return s.edit();
    const at = two % content.length;
    return s.edit({ start: from, stop: to, text: `${content.slice(0, at)}&#${content.charCodeAt(at)};${content.slice(at + 1)}` });
  },
  // The name of the user.
  (s, { one }) => { const text = s.edit(); return one % 2 === 0 ? text.replaceAll(ada, admin) : text.replace(ada, admin); },
];

const byteCuts: readonly ((bytes: Buffer, change: Change) => Buffer)[] = [
  (bytes, { one, two }) => { const copy = Buffer.from(bytes); copy[one % bytes.length] ^= 1 << (two % 8); return copy; },
  (bytes, { one, two }) => { const copy = Buffer.from(bytes); copy[one % bytes.length] = two % 256; return copy; },
  (bytes, { one, two }) => Buffer.concat([bytes.subarray(0, one % bytes.length), bytes.subarray((one % bytes.length) + 1 + (two % 40))]),
  (bytes, { one, two }) => Buffer.concat([bytes.subarray(0, one % bytes.length), Buffer.from(pick(chunks, two)), bytes.subarray(one % bytes.length)]),
  (bytes, { one, two, three }) => { const start = two % bytes.length; return Buffer.concat([bytes.subarray(0, one % bytes.length), bytes.subarray(start, start + 1 + (three % 400)), bytes.subarray(one % bytes.length)]); },
  (bytes, { one, two }) => { const [a, b] = [one % bytes.length, two % bytes.length].sort((x, y) => x - y) as [number, number]; return Buffer.concat([bytes.subarray(b), bytes.subarray(a, b), bytes.subarray(0, a)]); },
];

/** One change of bytes. */
export function changeBytes(bytes: Uint8Array, change: Change): Uint8Array {
  return bytes.length === 0 ? bytes : pick(byteCuts, change.kind)(Buffer.from(bytes), change);
}

/** One change of structure; of bytes where the document is no XML any more. */
export function changeStructure(bytes: Uint8Array, change: Change): Uint8Array {
  const parsed = parseXml(bytes);
  return parsed.ok ? Buffer.from(pick(cuts, change.kind)(new Surgeon(parsed.tree), change)) : changeBytes(bytes, change);
}
