/** The keys a signature is tried with. Only keys that were handed in verify anything; a key out of the message never does (S10). */
import type { CertificateFacts, TrustedKey } from '../model.ts';
import { readTrustedKey } from './certificate.ts';
import { keyFits, publicKeyOf, verifyBytes, type KeyObject, type SignatureScheme } from './crypto.ts';

/** A TrustedKey read and ready. `key` is null when its material holds none that can be used; it then fits nothing. */
export interface PreparedKey {
  source: string;
  use: TrustedKey['use'];
  key: KeyObject | null;
  certificate: CertificateFacts | null;
  keySha256: string;
  keyType: string;
  keyBits: number;
}

/** Fewer RSA bits than this can be factored by anyone, so what such a key signed proves nothing. */
export const fewestRsaBits = 1024;

type Material = Omit<PreparedKey, 'source' | 'use'>;

/** Connections have a handful of keys each and are judged again and again. */
const materialsKept = 256;
const materials = new Map<string, Material>();

/** One PreparedKey for each TrustedKey, in the same order. Never throws. */
export function prepareKeys(keys: readonly TrustedKey[]): PreparedKey[] {
  return keys.map((key) => ({ source: key.source, use: key.use, ...readMaterial(key) }));
}

function readMaterial(key: TrustedKey): Material {
  const known = materials.get(key.material);
  if (known !== undefined) return known;
  const facts = readTrustedKey(key);
  const material: Material = facts === null
    ? { key: null, certificate: null, keySha256: '', keyType: 'unknown', keyBits: 0 }
    : { key: publicKeyOf(key.material), certificate: facts.certificate, keySha256: facts.keySha256, keyType: facts.keyType, keyBits: facts.keyBits };
  if (materials.size >= materialsKept) materials.clear();
  materials.set(key.material, material);
  return material;
}

/** Keys that may verify a signature: usable, and not published for encryption alone (saml-metadata 2.4.1.1). */
export function signingKeys(keys: readonly PreparedKey[]): PreparedKey[] {
  return keys.filter((key) => key.key !== null && key.use !== 'encryption');
}

/**
 * Index of the first key that made the signature, or -1. All are tried (S14), the one the message hints at first: the hint saves time and
 * decides nothing.
 */
export function fittingKey(keys: readonly PreparedKey[], scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array, hint: string | null): number {
  const hinted = hint === null || hint === '' ? -1 : keys.findIndex((key) => key.keySha256 === hint);
  if (hinted !== -1 && made(keys[hinted]!, scheme, data, signature)) return hinted;
  return keys.findIndex((key, index) => index !== hinted && made(key, scheme, data, signature));
}

function made(prepared: PreparedKey, scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array): boolean {
  return prepared.key !== null && keyFits(scheme.family, prepared.key) && verifyBytes(scheme, prepared.key, data, signature);
}

/** More keys than this are not searched for a diagnosis: it explains a failure and must not make it slow. */
const diagnosisKeys = 200;

/** Which keys beside the trusted ones made a signature that did not verify. For the diagnosis only. */
export function diagnoseKeys(
  embedded: readonly CertificateFacts[], others: readonly PreparedKey[], scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array,
): { embeddedKeyFits: boolean | null; otherKeyFits: number | null } {
  const readable = embedded.filter((facts) => facts.der !== '');
  const embeddedKeyFits = readable.length === 0 ? null : readable.some((facts) => {
    const key = publicKeyOf(facts.der);
    return key !== null && verifyBytes(scheme, key, data, signature);
  });
  const other = fittingKey(others.slice(0, diagnosisKeys), scheme, data, signature, readable[0]?.keySha256 ?? null);
  return { embeddedKeyFits, otherKeyFits: other === -1 ? null : other };
}

export const isShortRsa = (key: PreparedKey): boolean => key.keyType.startsWith('RSA') && key.keyBits < fewestRsaBits;
