/** The door to node:crypto: hashes, keys, signatures and the ciphers of XML Encryption. Nothing else in shared imports it. */
import {
  constants, createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, hash as oneShotHash, privateDecrypt, publicEncrypt,
  randomBytes, sign, timingSafeEqual, verify, type KeyObject,
} from 'node:crypto';
import type { Hash } from '../urns.ts';
import { derShape, spkiOfCertificate, withoutDerFault } from './der.ts';
import { oaepPad, oaepUnpad, pkcs1Pad, pkcs1Unpad, type OaepSettings, type RandomBytes } from './padding.ts';
import { derFromPem } from './pem.ts';

export type { KeyObject, OaepSettings, RandomBytes };

// ---- hashes ----------------------------------------------------------------------------------------------------

export function digest(hash: Hash, bytes: Uint8Array): Uint8Array {
  return oneShotHash(hash, bytes, 'buffer');
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return oneShotHash('sha256', bytes, 'buffer');
}

/** Base64 (RFC 4648 section 4), as XML Signature writes digests. */
export function digestBase64(hash: Hash, bytes: Uint8Array): string {
  return oneShotHash(hash, bytes, 'base64');
}

/** Lower-case hexadecimal. A text stands for its UTF-8. */
export function digestHex(hash: Hash, bytes: Uint8Array | string): string {
  return oneShotHash(hash, bytes, 'hex');
}

/** Compares without telling by its time where the difference is. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The source of randomness for what does not have to repeat itself. */
export function secureRandom(length: number): Uint8Array {
  return randomBytes(length);
}

// ---- keys ------------------------------------------------------------------------------------------------------

/** Far more keys than one document is judged against; the least recently used goes first. */
const publicKeysKept = 256;
const privateKeysKept = 16;
/** Characters. No certificate comes near; longer texts are not worth a hash. */
const longestMaterial = 131_072;

const publicKeys = new Map<string, KeyObject | null>();
const privateKeys = new Map<string, KeyObject>();

function remember<T>(cache: Map<string, T>, name: string, value: T, kept: number): T {
  cache.delete(name);
  cache.set(name, value);
  if (cache.size > kept) cache.delete(cache.keys().next().value!);
  return value;
}

/**
 * The public key in a base64 DER certificate, a base64 SPKI, or a PEM of a certificate or public key; null when it holds none that
 * node:crypto can use. Private keys give null. Cached.
 */
export function publicKeyOf(material: string): KeyObject | null {
  const known = publicKeys.get(material);
  if (known !== undefined) return remember(publicKeys, material, known, publicKeysKept);
  if (material.length > longestMaterial) return null;
  return remember(publicKeys, material, publicKeyOfDer(derFromPem(material)), publicKeysKept);
}

/** The public key of a DER certificate, SPKI or PKCS#1 public key. Not cached. */
export function publicKeyOfDer(der: Uint8Array): KeyObject | null {
  const shape = derShape(der);
  try {
    if (shape === 'certificate') {
      const spki = withoutDerFault(() => spkiOfCertificate(der));
      return spki.ok ? publicKeyFromDer(der.subarray(spki.value.start, spki.value.stop), 'spki') : null;
    }
    if (shape === 'spki') return publicKeyFromDer(der, 'spki');
    return shape === 'pkcs1-public' ? publicKeyFromDer(der, 'pkcs1') : null;
  } catch {
    return null;
  }
}

function publicKeyFromDer(der: Uint8Array, type: 'spki' | 'pkcs1'): KeyObject {
  return createPublicKey({ key: Buffer.from(der.buffer, der.byteOffset, der.byteLength), format: 'der', type });
}

/** A public or private key's public half as DER SPKI, to compare keys by. */
export function spkiOf(key: KeyObject): Uint8Array {
  return (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
}

/** RSA modulus or curve bits, 0 when unknown. */
export function keyBits(key: KeyObject): number {
  const details = key.asymmetricKeyDetails;
  if (details?.modulusLength !== undefined) return details.modulusLength;
  const curve = details?.namedCurve;
  if (curve !== undefined) return curveBits(curve);
  return key.asymmetricKeyType === 'ed25519' ? 256 : 0;
}

function curveBits(curve: string): number {
  return curve === 'prime256v1' ? 256 : Number(/\d{3}/.exec(curve)?.[0] ?? 0);
}

export type PrivateKeyAnswer =
  | { ok: true; key: KeyObject }
  | { ok: false; reason: 'not-a-private-key' | 'needs-passphrase' | 'wrong-passphrase' | 'unreadable' };

/**
 * A private key from PEM (PKCS#1, PKCS#8, EC; encrypted with `passphrase`) or bare base64 of the DER. Cached by digest, so that the text
 * is not kept; `forgetPrivateKeys` empties the cache. The answer never holds any of the text.
 */
export function privateKeyFrom(pem: string, passphrase?: string): PrivateKeyAnswer {
  const name = digestHex('sha256', passphrase === undefined ? pem : `${pem}\0${passphrase}`);
  const known = privateKeys.get(name);
  if (known !== undefined) return { ok: true, key: remember(privateKeys, name, known, privateKeysKept) };
  const answer = loadPrivateKey(pem, passphrase);
  if (answer.ok) remember(privateKeys, name, answer.key, privateKeysKept);
  return answer;
}

export function forgetPrivateKeys(): void {
  privateKeys.clear();
}

const privateKeyTypes = { 'pkcs8': 'pkcs8', 'pkcs8-encrypted': 'pkcs8', 'pkcs1-private': 'pkcs1', 'ec-private': 'sec1' } as const;

function loadPrivateKey(text: string, passphrase: string | undefined): PrivateKeyAnswer {
  // Environment variables and JSON carry line breaks as two characters.
  const block = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(text.replaceAll('\\n', '\n'))?.[0];
  if (block === undefined && text.includes('-----BEGIN')) return { ok: false, reason: 'not-a-private-key' };
  // The old encryption of PKCS#1 has header lines that only the PEM reader understands (RFC 1421); all else is read from the DER, so
  // that line lengths do not matter.
  const headers = block !== undefined && block.includes('Proc-Type:');
  const der = Buffer.from(derFromPem(block ?? text));
  const shape = derShape(der);
  if (!headers && !(shape in privateKeyTypes)) return { ok: false, reason: block === undefined ? 'not-a-private-key' : 'unreadable' };
  const encrypted = headers || shape === 'pkcs8-encrypted';
  if (encrypted && passphrase === undefined) return { ok: false, reason: 'needs-passphrase' };
  const secret = encrypted ? { passphrase: passphrase! } : {};
  try {
    const key = headers
      ? createPrivateKey({ key: block, format: 'pem', ...secret })
      : createPrivateKey({ key: der, format: 'der', type: privateKeyTypes[shape as keyof typeof privateKeyTypes], ...secret });
    return { ok: true, key };
  } catch {
    return { ok: false, reason: encrypted ? 'wrong-passphrase' : 'unreadable' };
  }
}

// ---- signatures ------------------------------------------------------------------------------------------------

/** What an algorithm URI of urns.ts means, as far as it can be computed. */
export interface SignatureScheme {
  family: string;
  hash: Hash;
}

/** Whether the key can make or check signatures of this family at all. */
export function keyFits(family: string, key: KeyObject): boolean {
  const type = key.asymmetricKeyType;
  if (family === 'rsa') return type === 'rsa';
  if (family === 'rsa-pss') return type === 'rsa' || type === 'rsa-pss';
  return family === 'ecdsa' && type === 'ec';
}

/**
 * Whether `key` made `signature` over `data`. RSA PKCS#1 v1.5 (RFC 8017 8.2), RSA-PSS with the salt as long as the digest and MGF1 over the
 * same hash (RFC 9231 2.3.10), ECDSA as raw r||s (XML Signature 1.1, 6.4.3). False, never an exception, for whatever does not fit.
 */
export function verifyBytes(scheme: SignatureScheme, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  if (key.type === 'secret' || !keyFits(scheme.family, key)) return false;
  try {
    return verify(scheme.hash, data, settings(scheme.family, key), signature);
  } catch {
    return false;
  }
}

/** Signs likewise. Throws when the key is not a private one of this family: that is a mistake of the program, not of the admin. */
export function signBytes(scheme: SignatureScheme, key: KeyObject, data: Uint8Array): Uint8Array {
  if (key.type !== 'private' || !keyFits(scheme.family, key)) throw new Error(`This key cannot sign with ${scheme.family}.`);
  return sign(scheme.hash, data, settings(scheme.family, key));
}

function settings(family: string, key: KeyObject) {
  if (family === 'rsa-pss') return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return family === 'ecdsa' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
}

// ---- block ciphers of XML Encryption ---------------------------------------------------------------------------

/** A row of `blockCiphers` in urns.ts. */
export interface BlockCipher {
  cipher: string;
  keyBytes: number;
  mode: 'cbc' | 'gcm';
}

export type Decrypted = { ok: true; bytes: Uint8Array } | { ok: false; reason: 'key-length' | 'malformed' | 'damaged' };

const blockBytes = 16;
const gcmIvBytes = 12;
const gcmTagBytes = 16;

/**
 * Opens an XML Encryption CipherValue: iv || ciphertext, then the tag for GCM (xmlenc-core1 5.2). `malformed` has an impossible length,
 * `damaged` fails the tag or the padding. CBC has no integrity: its success proves nothing.
 */
export function decryptBlocks(algorithm: BlockCipher, key: Uint8Array, data: Uint8Array): Decrypted {
  if (key.length !== algorithm.keyBytes) return { ok: false, reason: 'key-length' };
  return algorithm.mode === 'gcm' ? decryptGcm(algorithm.cipher, key, data) : decryptCbc(algorithm.cipher, key, data);
}

function decryptGcm(cipher: string, key: Uint8Array, data: Uint8Array): Decrypted {
  if (data.length < gcmIvBytes + gcmTagBytes) return { ok: false, reason: 'malformed' };
  try {
    const opener = createDecipheriv(cipher as 'aes-256-gcm', key, data.subarray(0, gcmIvBytes), { authTagLength: gcmTagBytes });
    opener.setAuthTag(data.subarray(data.length - gcmTagBytes));
    const bytes = opener.update(data.subarray(gcmIvBytes, data.length - gcmTagBytes));
    // The tag is compared here; a stream cipher has nothing more to give.
    opener.final();
    return { ok: true, bytes };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

function decryptCbc(cipher: string, key: Uint8Array, data: Uint8Array): Decrypted {
  if (data.length < 2 * blockBytes || data.length % blockBytes !== 0) return { ok: false, reason: 'malformed' };
  const opener = createDecipheriv(cipher, key, data.subarray(0, blockBytes)).setAutoPadding(false);
  const bytes = opener.update(data.subarray(blockBytes));
  opener.final();
  // Only the last byte counts: the other padding bytes may hold anything (xmlenc-core1 5.2.1), which PKCS#7 padding does not allow.
  const padding = bytes[bytes.length - 1]!;
  if (padding < 1 || padding > blockBytes) return { ok: false, reason: 'damaged' };
  return { ok: true, bytes: bytes.subarray(0, bytes.length - padding) };
}

/** Makes what `decryptBlocks` opens. `key` must be `algorithm.keyBytes` long. */
export function encryptBlocks(algorithm: BlockCipher, key: Uint8Array, data: Uint8Array, random: RandomBytes = secureRandom): Uint8Array {
  if (algorithm.mode === 'gcm') {
    const iv = random(gcmIvBytes);
    const maker = createCipheriv(algorithm.cipher as 'aes-256-gcm', key, iv, { authTagLength: gcmTagBytes });
    const bytes = maker.update(data);
    maker.final();
    return Buffer.concat([iv, bytes, maker.getAuthTag()]);
  }
  const iv = random(blockBytes);
  const padding = new Uint8Array(blockBytes - data.length % blockBytes);
  padding[padding.length - 1] = padding.length;
  const maker = createCipheriv(algorithm.cipher, key, iv).setAutoPadding(false);
  return Buffer.concat([iv, maker.update(data), maker.update(padding), maker.final()]);
}

// ---- key transport ---------------------------------------------------------------------------------------------

/** RSAES-OAEP decryption (RFC 8017 7.1.2); null when it does not open, without saying why (7.1.2 note). */
export function rsaDecryptOaep(key: KeyObject, data: Uint8Array, oaep: OaepSettings): Uint8Array | null {
  if (!isRsa(key, 'private')) return null;
  try {
    if (oaep.hash !== oaep.mgfHash) return oaepUnpad(rawDecrypt(key, data), oaep, digest);
    const label = oaep.label === undefined || oaep.label.length === 0 ? {} : { oaepLabel: oaep.label };
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: oaep.hash, ...label }, data);
  } catch {
    return null;
  }
}

/**
 * RSAES-PKCS1-v1_5 decryption (RFC 8017 7.2.2); null when it does not open. node refuses this padding, so it is taken off here. Whoever
 * lets a stranger see success or failure must put a random key in place of null, or is an oracle (Bleichenbacher; RFC 8017 7.2.2 note).
 */
export function rsaDecryptPkcs1(key: KeyObject, data: Uint8Array): Uint8Array | null {
  if (!isRsa(key, 'private')) return null;
  try {
    return pkcs1Unpad(rawDecrypt(key, data));
  } catch {
    return null;
  }
}

/** Encrypts likewise; null when `data` is too long for the key. The seed comes from `random`, so that fixtures can repeat. */
export function rsaEncryptOaep(key: KeyObject, data: Uint8Array, oaep: OaepSettings, random: RandomBytes = secureRandom): Uint8Array | null {
  return rawEncrypt(key, oaepPad(data, modulusBytes(key), oaep, random, digest));
}

/** PKCS#1 v1.5 likewise (RFC 8017 7.2.1). */
export function rsaEncryptPkcs1(key: KeyObject, data: Uint8Array, random: RandomBytes = secureRandom): Uint8Array | null {
  return rawEncrypt(key, pkcs1Pad(data, modulusBytes(key), random));
}

function modulusBytes(key: KeyObject): number {
  return (keyBits(key) + 7) >>> 3;
}

function rawEncrypt(key: KeyObject, padded: Uint8Array | null): Uint8Array | null {
  return padded === null || !isRsa(key) ? null : publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, padded);
}

function isRsa(key: KeyObject, type?: 'private'): boolean {
  return key.asymmetricKeyType === 'rsa' && (type === undefined || key.type === type);
}

function rawDecrypt(key: KeyObject, data: Uint8Array): Uint8Array {
  return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, data);
}
