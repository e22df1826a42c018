/**
 * Signing with our own canonical form: a hundred times as fast as xml-crypto, for fixtures, fuzzing and benches. What the product sends
 * to others goes through sign.ts instead.
 */
import { c14n, enveloped, ns, rsaSha256, sha256 } from '../urns.ts';
import { canonicalize } from './c14n.ts';
import { digest, privateKeyFrom, signBytes, type KeyObject } from './crypto.ts';
import { ds } from './names.ts';
import { hashOfDigest, publishedCertificates, schemeOf, signTarget, type SignOptions } from './sign-settings.ts';
import type { Tree } from './tree.ts';
import { parseXml } from './xml.ts';

export interface DirectSignOptions extends SignOptions {
  /** Prefix list of exclusive C14N, for the reference. */
  inclusivePrefixes?: readonly string[];
  /** Canonicalisation of SignedInfo where it differs from the reference's. */
  signedInfoC14n?: string;
}

/**
 * The XML with an enveloped signature over one element, as `signXml` makes it.
 * Throws when the key cannot be used, the algorithm is unknown or no such element is there.
 */
export function signDirect(xml: string | Uint8Array, options: DirectSignOptions): string {
  const { tree, element, issuer } = signTarget(xml, options);
  const id = tree.attribute(element, 'ID');
  if (id === null) throw new Error('The element to sign has no ID.');
  const reference = options.c14n ?? c14n.exclusive;
  const prefixes = options.inclusivePrefixes ?? [];
  const bytes = canonicalize(tree, element, { algorithm: reference, inclusivePrefixes: prefixes });
  const place = issuer === -1 ? tree.contentStart(element) : tree.stop(issuer);
  const markup = signatureMarkup(options, { id, digest: base64(digest(hashOfDigest(options.digestAlgorithm ?? sha256), bytes)), reference, prefixes });
  const signed = splice(tree.bytes, place, place, markup);
  return completeSignature(signed, place, { algorithm: options.signedInfoC14n ?? reference, scheme: schemeOf(options.signatureAlgorithm ?? rsaSha256), key: keyOf(options.privateKeyPem) });
}

/** Computes the value of the signature that starts at that byte, whose SignatureValue is still empty, and writes it in. */
export function completeSignature(xml: Uint8Array, start: number, how: { algorithm: string; prefixes?: readonly string[]; scheme: { family: string; hash: ReturnType<typeof schemeOf>['hash'] }; key: KeyObject }): string {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(`The signature could not be put in: ${parsed.fault.message}`);
  const { tree } = parsed;
  const signature = signatureAt(tree, start);
  const signedInfo = tree.child(signature, ds.SignedInfo);
  const signedBytes = canonicalize(tree, signedInfo, { algorithm: how.algorithm, inclusivePrefixes: how.prefixes ?? [] });
  const value = tree.child(signature, ds.SignatureValue);
  const text = base64(signBytes(how.scheme, how.key, signedBytes));
  return Buffer.from(splice(tree.bytes, tree.contentStart(value), tree.contentStop(value), text)).toString('utf8');
}

function signatureAt(tree: Tree, start: number): number {
  for (let element = 0; element < tree.count; element++) if (tree.start(element) === start && tree.kind(element) === ds.Signature) return element;
  throw new Error('The signature could not be put in.');
}

function signatureMarkup(options: DirectSignOptions, target: { id: string; digest: string; reference: string; prefixes: readonly string[] }): string {
  const prefix = options.prefix ?? 'ds';
  const colon = prefix === '' ? '' : prefix + ':';
  const declaration = prefix === '' ? `xmlns="${ns.ds}"` : `xmlns:${prefix}="${ns.ds}"`;
  const list = target.prefixes.length === 0 ? '' : `<ec:InclusiveNamespaces xmlns:ec="${ns.excC14n}" PrefixList="${target.prefixes.join(' ')}"/>`;
  const certificates = publishedCertificates(options.certificatePem).map((der) => `<${colon}X509Certificate>${der}</${colon}X509Certificate>`).join('');
  return `<${colon}Signature ${declaration}><${colon}SignedInfo>`
    + `<${colon}CanonicalizationMethod Algorithm="${options.signedInfoC14n ?? target.reference}"/>`
    + `<${colon}SignatureMethod Algorithm="${options.signatureAlgorithm ?? rsaSha256}"/>`
    + `<${colon}Reference URI="#${target.id}"><${colon}Transforms><${colon}Transform Algorithm="${enveloped}"/>`
    + `<${colon}Transform Algorithm="${target.reference}">${list}</${colon}Transform></${colon}Transforms>`
    + `<${colon}DigestMethod Algorithm="${options.digestAlgorithm ?? sha256}"/><${colon}DigestValue>${target.digest}</${colon}DigestValue></${colon}Reference>`
    + `</${colon}SignedInfo><${colon}SignatureValue></${colon}SignatureValue>`
    + (certificates === '' ? '' : `<${colon}KeyInfo><${colon}X509Data>${certificates}</${colon}X509Data></${colon}KeyInfo>`)
    + `</${colon}Signature>`;
}

function keyOf(pem: string): KeyObject {
  const answer = privateKeyFrom(pem);
  if (!answer.ok) throw new Error(`The signing key cannot be used: ${answer.reason}.`);
  return answer.key;
}

/** The bytes with those from `start` to `stop` replaced. */
function splice(bytes: Uint8Array, start: number, stop: number, text: string): Uint8Array {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text, 'utf8'), bytes.subarray(stop)]);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
