/**
 * Signing what the product itself emits (the test service provider's requests and metadata, the practice identity provider's
 * responses), with xml-crypto, so that an implementation other than our verifier made every signature we send.
 * Loaded lazily by its callers: xml-crypto costs more to load than the rest of the engine.
 */
import { SignedXml } from 'xml-crypto';
import { c14n, enveloped, rsaSha256, sha256 } from '../urns.ts';
import { digest, privateKeyFrom, signBytes, type KeyObject } from './crypto.ts';
import { hashOfDigest, publishedCertificates, schemeOf, signTarget, type SignOptions } from './sign-settings.ts';

export type { SignOptions };

/**
 * The XML with an enveloped signature over one element (saml-core 5.4, saml-metadata 3).
 * Throws when the key cannot be used, the algorithm is not one we sign with, or no such element is there: all are mistakes of the program.
 */
export function signXml(xml: string, options: SignOptions): string {
  const signatureAlgorithm = options.signatureAlgorithm ?? rsaSha256;
  const digestAlgorithm = options.digestAlgorithm ?? sha256;
  const canonicalization = options.c14n ?? c14n.exclusive;
  const answer = privateKeyFrom(options.privateKeyPem);
  if (!answer.ok) throw new Error(`The signing key cannot be used: ${answer.reason}.`);

  const signer = new SignedXml({
    privateKey: options.privateKeyPem,
    signatureAlgorithm,
    canonicalizationAlgorithm: canonicalization,
    idAttribute: 'ID',
    getKeyInfoContent: (settings) => keyInfoContent(options.certificatePem, settings?.prefix ?? ''),
  });
  addAlgorithms(signer, signatureAlgorithm, digestAlgorithm, answer.key);
  const { tree, element, issuer } = signTarget(xml, options);
  if (tree.attribute(element, 'ID') === null) throw new Error('The element to sign has no ID.');
  const target = targetPath(options.referenceID);
  signer.addReference({ xpath: target, transforms: [enveloped, canonicalization], digestAlgorithm });
  const prefix = options.prefix ?? 'ds';
  signer.computeSignature(xml, {
    ...(prefix === '' ? {} : { prefix }),
    location: issuer === -1 ? { reference: target, action: 'prepend' } : { reference: `${target}/*[1]`, action: 'after' },
  });
  return signer.getSignedXml();
}

/** XPath of the element to sign. The ID comes from our own writer; anything but a plain name would be an injection. */
function targetPath(referenceID: string | undefined): string {
  if (referenceID === undefined) return '/*';
  if (!/^[A-Za-z_][\w.-]*$/.test(referenceID)) throw new Error('Only an ID made of letters, digits, ".", "-" and "_" can be signed.');
  return `//*[@ID='${referenceID}']`;
}

function keyInfoContent(certificatePem: string | undefined, prefix: string): string | null {
  const certificates = publishedCertificates(certificatePem);
  if (certificates.length === 0) return null;
  const colon = prefix === '' ? '' : prefix + ':';
  const list = certificates.map((der) => `<${colon}X509Certificate>${der}</${colon}X509Certificate>`).join('');
  return `<${colon}X509Data>${list}</${colon}X509Data>`;
}

/**
 * xml-crypto knows RSA with SHA-1, SHA-256 and SHA-512 only; the rest of our table is added to this one signer. It calls its
 * algorithms with `new`, and a function that returns an object serves for that.
 */
function addAlgorithms(signer: SignedXml, signatureAlgorithm: string, digestAlgorithm: string, key: KeyObject): void {
  const scheme = schemeOf(signatureAlgorithm);
  const hash = hashOfDigest(digestAlgorithm);
  const signature = {
    getAlgorithmName: () => signatureAlgorithm,
    getSignature: (signedInfo: unknown) => base64(signBytes(scheme, key, utf8(signedInfo))),
    verifySignature: () => false,
  };
  const digester = { getAlgorithmName: () => digestAlgorithm, getHash: (xml: string) => base64(digest(hash, utf8(xml))) };
  signer.SignatureAlgorithms = { [signatureAlgorithm]: maker(signature) };
  signer.HashAlgorithms = { [digestAlgorithm]: maker(digester) };
}

function maker<T extends object>(made: T): new () => T {
  return function make() { return made; } as unknown as new () => T;
}

const utf8 = (text: unknown): Uint8Array => new TextEncoder().encode(String(text));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
