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

const always = (_key: KeyObject | null): boolean => true;

/**
 * Index of the first key that made the signature, or -1. All are tried (S14), the one the message hints at first: the hint saves time and
 * decides nothing.
 */
export function fittingKey(keys: readonly PreparedKey[], scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array, hint: string | null, isTried = always): number {
  const hinted = hint === null || hint === '' ? -1 : keys.findIndex((key) => key.keySha256 === hint);
  if (hinted !== -1 && isTried(keys[hinted]!.key) && made(keys[hinted]!, scheme, data, signature)) return hinted;
  return keys.findIndex((key, index) => index !== hinted && isTried(key.key) && made(key, scheme, data, signature));
}

function made(prepared: PreparedKey, scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array): boolean {
  return prepared.key !== null && keyFits(scheme.family, prepared.key) && verifyBytes(scheme, prepared.key, data, signature);
}

/**
 * How long the makers of failed signatures are looked for: one for a document, and one for all texts that forensics makes of it. Keys out
 * of a message are made by whoever wrote it, and there are some that take a thousand times as long as others.
 */
export interface KeySearch {
  /** Work that is left, in verifications by RSA with 1024 bits; about a hundredth of a millisecond each. */
  left: number;
  /** Answers by what was asked, where nearly the same is asked again and again; null where it is not. */
  answers: Map<string, KeyAnswer> | null;
}

export interface KeyAnswer {
  /** Index of the trusted key that made the signature, or -1. */
  index: number;
  embeddedKeyFits: boolean | null;
  embeddedFits: number | null;
  otherKeyFits: number | null;
}

/** Enough for some 1500 keys of the usual kind. */
const searchWork = 6000;

export const keySearch = (isRepeated = false): KeySearch => ({ left: searchWork, answers: isRepeated ? new Map() : null });

/** The answer that was given to the same question before, or a new one. */
export function answerOnce({ answers }: KeySearch, question: string, answer: () => KeyAnswer): KeyAnswer {
  const known = answers?.get(question) ?? answer();
  answers?.set(question, known);
  return known;
}

/** More keys than this are not searched for a diagnosis: it explains a failure and must not make it slow. */
const diagnosisKeys = 200;
/** Bits of RSA keys out of a message that are tried, and bits of their public exponent: 17 are usual, 3000 take half a second. */
const longestRsa = 8192;
const largestExponent = 1n << 33n;
/** What one verification costs with curves that are rarely used, in the unit of `KeySearch.left`; P-256 is much quicker. */
const curveWork = 256;
const usualCurves: Readonly<Record<string, number>> = { prime256v1: 16, secp384r1: 128 };

/** What one verification with that key costs; Infinity for a key that nobody uses. */
function workOf(key: KeyObject): number {
  const { modulusLength, publicExponent, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (modulusLength === undefined) return namedCurve === undefined ? Infinity : (usualCurves[namedCurve] ?? curveWork);
  return modulusLength > longestRsa || (publicExponent ?? 0n) > largestExponent ? Infinity : Math.ceil((modulusLength / fewestRsaBits) ** 2);
}

/** Which keys beside the trusted ones made a signature that did not verify. For the diagnosis only. */
export function diagnoseKeys(
  embedded: readonly CertificateFacts[], others: readonly PreparedKey[], scheme: SignatureScheme, data: Uint8Array, signature: Uint8Array, search: KeySearch,
): Omit<KeyAnswer, 'index'> {
  const isAffordable = (key: KeyObject | null): key is KeyObject => {
    const work = key === null || !keyFits(scheme.family, key) ? 0 : workOf(key);
    if (work > search.left) return false;
    search.left -= work;
    return key !== null;
  };
  const readable = new Map(embedded.flatMap((facts) => (facts.der === '' ? [] : [[facts.keySha256, facts.der]])));
  const fitting = [...readable.values()].find((der) => {
    const key = publicKeyOf(der);
    return isAffordable(key) && verifyBytes(scheme, key, data, signature);
  });
  const hint = readable.keys().next().value ?? null;
  const other = fittingKey(others.slice(0, diagnosisKeys), scheme, data, signature, hint, isAffordable);
  return { embeddedKeyFits: readable.size === 0 ? null : fitting !== undefined, embeddedFits: fitting === undefined ? null : embedded.findIndex(({ der }) => der === fitting), otherKeyFits: other === -1 ? null : other };
}

export const isShortRsa = (key: PreparedKey): boolean => key.keyType.startsWith('RSA') && key.keyBits < fewestRsaBits;
