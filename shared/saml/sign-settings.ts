/** What both signers ask of the algorithm tables. Throws for what we do not sign with: that is a mistake of the program. */
import { digestAlgorithms, signatureAlgorithms, type Hash } from '../urns.ts';
import type { SignatureScheme } from './crypto.ts';

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
