/**
 * Signature wrapping, every way of it: the signed element hidden in a place of the document, an evil copy where readers look; or the
 * signed one where it belongs and the evil one hidden. Every one must be refused.
 */
import { ns } from '../../shared/urns.ts';
import { ada, admin, assertionID, cut, encrypt, message, replace, responseID, sealed, sign, signAssertion, signBoth, signResponse, swapAll, vendorMessage } from '../fixtures/responses/parts.ts';
import { certificateDer, parse } from '../signing.ts';
import type { Random } from '../xml-generator.ts';
import { places, type Place } from './places.ts';

interface Base {
  name: string;
  xml: string;
  /** Which signed element is wrapped. */
  local: 'Assertion' | 'Response';
  id: string;
}

const bases: readonly Base[] = [
  { name: 'signed assertion', xml: signAssertion(message()), local: 'Assertion', id: assertionID },
  { name: 'signed Response', xml: signResponse(message()), local: 'Response', id: responseID },
  { name: 'both signed, the assertion wrapped', xml: signBoth(message()), local: 'Assertion', id: assertionID },
  { name: 'both signed, the Response wrapped', xml: signBoth(message()), local: 'Response', id: responseID },
  { name: 'Entra', xml: vendorMessage('entra'), local: 'Assertion', id: assertionID },
  { name: 'Okta', xml: vendorMessage('okta'), local: 'Response', id: responseID },
  { name: 'Google', xml: vendorMessage('google'), local: 'Assertion', id: assertionID },
  { name: 'AD FS', xml: vendorMessage('adfs'), local: 'Assertion', id: assertionID },
  { name: 'encrypted, signed inside', xml: encrypt(signResponse(message()), assertionID), local: 'Response', id: responseID },
].map((base) => ({ ...base, xml: base.xml.replace(/^<\?xml[^>]*\?>\s*/, '') }) as Base);

const idAttribute = / ID="[^"]*"/;

/** What the ID of the evil copy becomes. */
const names: readonly { name: string; rename(xml: string, id: string): string }[] = [
  { name: 'another ID', rename: (xml) => xml.replace(idAttribute, ' ID="_evil"') },
  { name: 'the same ID', rename: (xml) => xml },
  { name: 'no ID', rename: (xml) => xml.replace(idAttribute, '') },
  { name: 'Id', rename: (xml, id) => xml.replace(idAttribute, ` Id="${id}"`) },
  { name: 'id and another ID', rename: (xml, id) => xml.replace(idAttribute, ` ID="_evil" id="${id}"`) },
  { name: 'xml:id', rename: (xml, id) => xml.replace(idAttribute, ` xml:id="${id}"`) },
  { name: 'xml:id and another ID', rename: (xml, id) => xml.replace(idAttribute, ` ID="_evil" xml:id="${id}"`) },
  { name: 'ID of a namespace', rename: (xml, id) => xml.replace(idAttribute, ` x:ID="${id}" xmlns:x="urn:example:x" ID="_evil"`) },
  { name: 'an ID that looks the same', rename: (xml, id) => xml.replace(idAttribute, ` ID=" ${id}"`) },
];

const foreignCertificate = certificateDer('other-rsa');
const emptySignature = `<ds:Signature xmlns:ds="${ns.ds}"/>`;

/** What the Signature of the evil copy becomes; it comes with that of the signed one. */
const signings: readonly { name: string; sign(xml: string, id: string): string }[] = [
  { name: 'none', sign: (xml) => unsign(xml) },
  { name: 'that of the signed one', sign: (xml) => xml },
  { name: 'that of the signed one with a foreign certificate', sign: (xml) => xml.replace(/(<(?:\w+:)?X509Certificate[^>]*>)[^<]*/, `$1${foreignCertificate}`) },
  { name: 'that of the signed one, pointing at the copy', sign: (xml) => xml.replace(/URI="#[^"]*"/, 'URI="#_evil"') },
  { name: 'that of the signed one, pointing at the document', sign: (xml) => xml.replace(/URI="#[^"]*"/, 'URI=""') },
  { name: 'that of the signed one, by XPointer', sign: (xml, id) => xml.replace(/URI="#[^"]*"/, `URI="#xpointer(id('${id}'))"`) },
  { name: 'that of the signed one, two References', sign: (xml) => xml.replace(/<((?:\w+:)?)Reference URI="#[^"]*".*?<\/\1Reference>/s, (reference) => reference + reference.replace(/URI="#[^"]*"/, 'URI="#_evil"')) },
  { name: 'a foreign one', sign: (xml) => resigned(unsign(xml)) },
  { name: 'a foreign one, without KeyInfo', sign: (xml) => resigned(unsign(xml)).replace(/<(\w+:)?KeyInfo.*<\/\1KeyInfo>/s, '') },
  { name: 'an empty one', sign: (xml) => unsign(xml).replace('</saml:Issuer>', `</saml:Issuer>${emptySignature}`) },
];

const unsign = (xml: string): string => { try { return replace(xml, 'Signature', ''); } catch { return xml; } };

/** Signed by a key that nobody gave; as it is where it has no ID to sign. */
function resigned(xml: string): string {
  const id = / ID="([^"]*)"/.exec(xml)?.[1];
  try {
    return id === undefined ? xml : sign(xml, id, { key: 'other-rsa' });
  } catch {
    return xml;
  }
}

/** Something done to the evil copy on top. */
const touches: readonly { name: string; touch(xml: string): string }[] = [
  { name: 'nothing', touch: (xml) => xml }, { name: 'nothing', touch: (xml) => xml }, { name: 'nothing', touch: (xml) => xml },
  { name: 'a comment in the name', touch: (xml) => xml.replaceAll(admin, `admin@<!-- -->acme.example.com`) },
  { name: 'a section in the name', touch: (xml) => xml.replaceAll(`>${admin}<`, `><![CDATA[${admin}]]><`) },
  { name: 'references in the name', touch: (xml) => xml.replaceAll(`>${admin}<`, `>&#97;dmin@acme.example.com<`) },
  { name: 'namespaces declared again', touch: (xml) => xml.replace(idAttribute, (id) => `${id} xmlns:again="${ns.saml}" xmlns:ds="${ns.ds}"`) },
  { name: 'another prefix', touch: (xml) => xml.replaceAll(/(<\/?|xmlns:)saml(?=[:=])/g, '$1s') },
  { name: 'a default namespace', touch: (xml) => xml.replaceAll(/(<\/?)saml:/g, '$1').replaceAll('xmlns:saml=', 'xmlns=') },
  { name: 'encrypted', touch: (xml) => (/^<(?:\w+:)?Assertion/.test(xml) ? sealed(xml) : xml) },
  { name: 'in no namespace', touch: (xml) => xml.replaceAll(ns.saml, '').replaceAll(' xmlns:saml=""', '').replaceAll('saml:', '') },
];

/** How the parts are put together. */
export interface Wrapping {
  base: number;
  place: number;
  name: number;
  signing: number;
  touch: number;
  /** Whether the signed one stands where it belongs, and the evil one is hidden. */
  hidesEvil: boolean;
  /** Whether what is hidden of the signed one has its Signature. */
  keepsSignature: boolean;
}

export const dimensions = { base: bases.length, place: places.length, name: names.length, signing: signings.length, touch: touches.length };

export const chooseWrapping = (random: Random): Wrapping => ({
  base: random.below(bases.length), place: random.below(places.length), name: random.below(names.length), signing: random.below(signings.length), touch: random.below(touches.length), hidesEvil: random.chance(0.35), keepsSignature: random.chance(0.5),
});

export const describeWrapping = (each: Wrapping): string =>
  `${bases[each.base]!.name}; ${each.hidesEvil ? 'evil' : 'signed'} one in ${places[each.place]!.name}; evil one with ${names[each.name]!.name}, signature ${signings[each.signing]!.name}, touch ${touches[each.touch]!.name}; ${each.keepsSignature ? 'hidden with its signature' : 'hidden without'}`;

/** Signing and encrypting cost far more than the rest, and the same copies are wanted again and again. */
const copies = new Map<string, string>();
function evilCopy(each: Wrapping, signed: string): string {
  const { base: index, name, signing, touch } = each;
  const base = bases[index]!;
  const key = `${index} ${name} ${signing} ${touch}`;
  const made = copies.get(key) ?? touches[touch]!.touch(signings[signing]!.sign(names[name]!.rename(evilOf(signed, base), base.id), base.id));
  copies.set(key, made);
  return made;
}

/** The forgery; null where these parts do not go together. */
export function wrap(each: Wrapping): string | null {
  const base = bases[each.base]!;
  const place: Place = places[each.place]!;
  const signed = cut(base.xml, base.local);
  const evil = evilCopy(each, signed);
  const hidden = each.hidesEvil ? evil : each.keepsSignature ? signed : unsign(signed);
  const outer = base.local === 'Response' ? (each.hidesEvil ? signed : evil) : replace(base.xml, 'Assertion', each.hidesEvil ? signed : evil);
  try {
    return place.hide(outer, hidden);
  } catch {
    return null;
  }
}

/** The copy says that an administrator logged in; one that is encrypted is made anew. */
function evilOf(signed: string, base: Base): string {
  if (signed.includes(ada)) return swapAll(signed, ada, admin);
  const evil = sealed(swapAll(cut(message(), 'Assertion'), ada, admin));
  return replace(signed, base.local === 'Response' ? 'EncryptedAssertion' : base.local, evil);
}

/** Whether it is XML at all: what is not is refused for that alone. */
export function isXml(xml: string): boolean {
  try {
    parse(xml);
    return true;
  } catch {
    return false;
  }
}
