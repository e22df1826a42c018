/** What both signers take and ask. Throws for what we do not sign with: that is a mistake of the program. */
import { digestAlgorithms, signatureAlgorithms, type Hash } from '../urns.ts';
import type { SignatureScheme } from './crypto.ts';
import { md, saml } from './names.ts';
import type { Tree } from './tree.ts';
import { parseXml } from './xml.ts';

export interface SignOptions {
  privateKeyPem: string;
  /** PEM certificates to put into KeyInfo, for the reader's convenience only. */
  certificatePem?: string;
  /** ID of the element to sign; the root when left out. */
  referenceID?: string;
  /** RSA-SHA256 when left out. */
  signatureAlgorithm?: string;
  /** SHA-256 when left out. */
  digestAlgorithm?: string;
  /** Exclusive C14N when left out. Used for SignedInfo and for the reference. */
  c14n?: string;
  /** `ds` when left out; '' for none. */
  prefix?: string;
  /** Where the Signature goes: after the Issuer in messages and assertions, first child in metadata. Told from the element when left out. */
  location?: 'after-issuer' | 'first-child';
}

/** The element to sign and the Issuer that the Signature follows; -1 when it goes first. */
export interface SignTarget {
  tree: Tree;
  element: number;
  issuer: number;
}

export function signTarget(xml: string | Uint8Array, options: Pick<SignOptions, 'referenceID' | 'location'>): SignTarget {
  const parsed = parseXml(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml);
  if (!parsed.ok) throw new Error(`What should be signed is not XML: ${parsed.fault.message}`);
  const { tree } = parsed;
  const element = options.referenceID === undefined ? 0 : elementByID(tree, options.referenceID);
  const first = tree.firstChild(element);
  const isMetadata = tree.kind(element) === md.EntityDescriptor || tree.kind(element) === md.EntitiesDescriptor;
  const follows = first !== -1 && tree.kind(first) === saml.Issuer && (options.location ?? (isMetadata ? 'first-child' : 'after-issuer')) === 'after-issuer';
  return { tree, element, issuer: follows ? first : -1 };
}

function elementByID(tree: Tree, id: string): number {
  for (let element = 0; element < tree.count; element++) if (tree.attribute(element, 'ID') === id) return element;
  throw new Error(`There is no element with the ID ${id} to sign.`);
}

/** How to sign with an algorithm URI. */
export function schemeOf(uri: string): SignatureScheme {
  const algorithm = Object.hasOwn(signatureAlgorithms, uri) ? signatureAlgorithms[uri] : undefined;
  if (algorithm === undefined || algorithm.family === 'hmac' || algorithm.family === 'dsa') throw new Error(`We do not sign with ${uri}.`);
  return algorithm;
}

export function hashOfDigest(uri: string): Hash {
  const algorithm = Object.hasOwn(digestAlgorithms, uri) ? digestAlgorithms[uri] : undefined;
  if (algorithm === undefined) throw new Error(`We do not know the digest ${uri}.`);
  return algorithm.hash;
}

/** The base64 DER of each certificate in a PEM text, without line breaks; bare base64 counts as one. */
export function publishedCertificates(pem: string | undefined): string[] {
  if (pem === undefined || pem.trim() === '') return [];
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)].map((match) => match[1]!);
  return (blocks.length > 0 || pem.includes('-----') ? blocks : [pem]).map((text) => text.replace(/\s+/g, ''));
}
