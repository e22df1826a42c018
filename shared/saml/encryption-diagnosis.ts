/** Why an EncryptedKey does not open, for an admin at the screen only: never asked for documents out of the network. */
import type { Hash } from '../urns.ts';
import { readCertificateText } from './certificate.ts';
import { decryptBlocks, digestHex, rsaDecryptOaep, rsaDecryptPkcs1, spkiOf, type KeyObject, type OaepSettings } from './crypto.ts';
import type { EncryptedShape, KeyShape } from './encryption-shape.ts';

/** Pairs of EncryptedKey and private key that are searched; each costs up to seventeen RSA operations. */
const pairsTried = 4;
/** The digests that OAEP is used with. */
const hashes: readonly Hash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
const names: Readonly<Partial<Record<Hash, string>>> = { sha1: 'SHA-1', sha224: 'SHA-224', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

/**
 * A sentence when one of the keys would open with another padding than the document says, or null. Products get this wrong: they name a
 * digest and use it for the mask generation function as well, or the other way round.
 */
export function otherVariant(shape: EncryptedShape, keys: readonly KeyShape[], privateKeys: readonly KeyObject[]): string | null {
  let pairs = 0;
  for (const key of keys) {
    for (const privateKey of privateKeys) {
      if (pairs++ === pairsTried) return null;
      const actual = workingVariant(shape, key, privateKey);
      if (actual !== null) return `The key fits, but the document says ${describeVariant(key.oaep)} where ${describeVariant(actual.oaep)} was used. The sender names the wrong variant in EncryptionMethod.`;
    }
  }
  return null;
}

function workingVariant(shape: EncryptedShape, key: KeyShape, privateKey: KeyObject): { oaep: OaepSettings | null } | null {
  const { keyBytes } = shape.blockCipher!;
  // Those that products really confuse come first: the same hash for both.
  const variants = hashes.flatMap((hash) => hashes.map((mgfHash) => ({ hash, mgfHash }))).sort((one, other) => Number(one.hash !== one.mgfHash) - Number(other.hash !== other.mgfHash));
  for (const variant of variants) {
    for (const label of key.oaep?.label === undefined ? [undefined] : [key.oaep.label, undefined]) {
      const oaep: OaepSettings = label === undefined ? variant : { ...variant, label };
      if (rsaDecryptOaep(privateKey, key.cipher, oaep)?.length === keyBytes) return { oaep };
    }
  }
  if (key.oaep === null) return null;
  // This padding can come out right by accident, so the content must open as well.
  const found = rsaDecryptPkcs1(privateKey, key.cipher);
  return found !== null && found.length === keyBytes && decryptBlocks(shape.blockCipher!, found, shape.cipher).ok ? { oaep: null } : null;
}

function describeVariant(oaep: OaepSettings | null): string {
  if (oaep === null) return 'RSA PKCS#1 v1.5';
  const label = oaep.label === undefined || oaep.label.length === 0 ? '' : ' and OAEPparams';
  return `RSA-OAEP with ${names[oaep.hash] ?? oaep.hash} and MGF1 with ${names[oaep.mgfHash] ?? oaep.mgfHash}${label}`;
}

/** Whom it was encrypted for, as far as the document says. */
export function describeWrongKey(keys: readonly KeyShape[], privateKeys: readonly KeyObject[]): string {
  const base = privateKeys.length === 1 ? 'The decryption key does not fit: it was encrypted for another one.' : `None of the ${privateKeys.length} decryption keys fits: it was encrypted for another one.`;
  const ours = new Set(privateKeys.map((key) => digestHex('sha256', spkiOf(key))));
  for (const { certificateText } of keys) {
    if (certificateText === null) continue;
    const facts = readCertificateText(certificateText);
    if (facts.der === '') continue;
    const isOurs = ours.has(facts.keySha256.replaceAll(':', '').toLowerCase());
    return isOurs
      ? `The document names a certificate whose key you gave (${facts.subject}), and yet the key does not fit: EncryptedKey is damaged.`
      : `${base} The document names its certificate: ${facts.subject}, SHA-256 ${facts.sha256.slice(0, 23)}…`;
  }
  return base;
}
