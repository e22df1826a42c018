/**
 * Decrypts what a document holds encrypted (saml-core 6, XML Encryption 1.1). For an admin at the screen every failure is told apart; for
 * a document out of the network all failures of key and cipher are one and the same, so that nobody can ask the decryption questions
 * (XML Encryption 1.1, 6.1; RFC 8017 7.2.2).
 */
import { nodeRef, type Encrypted } from '../model.ts';
import { decryptBlocks, keyBits, privateKeyFrom, rsaDecryptOaep, rsaDecryptPkcs1, secureRandom, type KeyObject } from './crypto.ts';
import { findEncrypted, readEncrypted, type EncryptedShape, type KeyShape } from './encryption-shape.ts';
import { describeWrongKey, otherVariant } from './encryption-diagnosis.ts';
import { readPlaintext, type PlaintextAnswer } from './plaintext.ts';
import type { Tree } from './tree.ts';

export interface DecryptionKey {
  pem: string;
  label: string;
}

export interface DecryptOptions {
  origin: 'interactive' | 'network';
}

export interface Plaintext {
  /** Index into `encrypted`. */
  index: number;
  what: Encrypted['what'];
  /** The SAML wrapper in the document it came from. */
  element: number;
  /** Its root is the element that was encrypted. */
  tree: Tree;
  bytes: Uint8Array;
}

export interface Decryption {
  /** In document order; `source` is left null for the caller, who numbers the sources. */
  encrypted: Encrypted[];
  plaintexts: Plaintext[];
}

/**
 * RSA operations for one document, counted as those with 2048 bits: each takes a millisecond or so, one with 4096 bits six times as long,
 * and a document can name thousands of recipients.
 */
const rsaBudget = 192;
/** Elements of one document for which another variant is looked for; each takes dozens of RSA operations, and they fail alike. */
const variantSearches = 2;
const undecryptable = 'It could not be decrypted.';

interface Budget {
  left: number;
  searches: number;
}

interface Opener {
  label: string;
  key: KeyObject;
  /** What one operation takes of the budget. */
  work: number;
}

/** Finds and opens everything encrypted in one tree; what is encrypted inside a plaintext is asked for anew. Never throws. */
export function decryptAll(tree: Tree, source: number, keys: readonly DecryptionKey[], options: DecryptOptions): Decryption {
  const decryption: Decryption = { encrypted: [], plaintexts: [] };
  const elements = findEncrypted(tree);
  if (elements.length === 0) return decryption;
  const { openers, unreadable } = readKeys(keys);
  const budget: Budget = { left: rsaBudget, searches: variantSearches };
  for (const { element, what } of elements) {
    const shape = readEncrypted(tree, element, what);
    const facts = describe(shape, source);
    const outcome = openers.length === 0 ? noKey(shape, keys.length, unreadable) : open(tree, shape, openers, options.origin, budget);
    facts.result = outcome.result;
    facts.message = outcome.message;
    facts.failure = outcome.result === 'failed' ? outcome.failure : null;
    if (outcome.result === 'decrypted') {
      facts.openedBy = outcome.openedBy;
      decryption.plaintexts.push({ index: decryption.encrypted.length, what, element, tree: outcome.tree, bytes: outcome.bytes });
    }
    decryption.encrypted.push(facts);
  }
  return decryption;
}

type Failed = { result: 'failed'; failure: NonNullable<Encrypted['failure']>; message: string };
type Outcome =
  | { result: 'decrypted'; openedBy: string; tree: Tree; bytes: Uint8Array; message: string | null }
  | { result: 'no-key'; message: string }
  | Failed;

function readKeys(keys: readonly DecryptionKey[]): { openers: Opener[]; unreadable: string[] } {
  const openers: Opener[] = [];
  const unreadable: string[] = [];
  for (const { pem, label } of keys) {
    const answer = privateKeyFrom(pem);
    if (!answer.ok) unreadable.push(`${label} cannot be read (${answer.reason.replaceAll('-', ' ')})`);
    else if (answer.key.asymmetricKeyType !== 'rsa') unreadable.push(`${label} is not an RSA key`);
    else openers.push({ label, key: answer.key, work: Math.max(1, Math.round((keyBits(answer.key) / 2048) ** 2.5)) });
  }
  return { openers, unreadable };
}

/** A fault of the shape is told even without a key: it would not open with one. */
function noKey(shape: EncryptedShape, given: number, unreadable: readonly string[]): Outcome {
  if (shape.trouble !== null) return { result: 'failed', ...shape.trouble };
  return { result: 'no-key', message: given === 0 ? 'No private key was given to open it with.' : `None of the private keys can be used: ${unreadable.join('; ')}.` };
}

function open(tree: Tree, shape: EncryptedShape, openers: readonly Opener[], origin: DecryptOptions['origin'], budget: Budget): Outcome {
  if (shape.trouble !== null) return { result: 'failed', ...shape.trouble };
  const usable = shape.keys.filter((key) => key.trouble === null);
  if (usable.length === 0) return { result: 'failed', ...shape.keys[0]!.trouble! };
  let failed: Failed | null = null;
  for (const key of usable) {
    for (const opener of openers) {
      budget.left -= opener.work;
      if (budget.left < 0) return { result: 'failed', failure: 'malformed', message: 'The document asks for too many decryptions.' };
      const outcome = origin === 'network' ? openSilently(tree, shape, key, opener) : openWith(tree, shape, key, opener);
      if (outcome === null) continue;
      if (outcome.result === 'decrypted') return outcome;
      failed ??= outcome;
    }
  }
  if (origin === 'network') return { result: 'failed', failure: 'undecryptable', message: undecryptable };
  if (failed !== null) return failed;
  const privateKeys = openers.map((opener) => opener.key);
  const variant = budget.searches-- > 0 ? otherVariant(shape, usable, privateKeys) : null;
  if (variant !== null) return { result: 'failed', failure: 'wrong-variant', message: variant };
  return { result: 'failed', failure: 'wrong-key', message: describeWrongKey(usable, privateKeys) };
}

/** null when this private key does not open this EncryptedKey. */
function openWith(tree: Tree, shape: EncryptedShape, key: KeyShape, opener: Opener): Extract<Outcome, { result: 'decrypted' | 'failed' }> | null {
  const contentKey = unwrap(key, opener.key);
  if (contentKey === null) return null;
  const cipher = shape.blockCipher!;
  const content = decryptBlocks(cipher, contentKey, shape.cipher);
  if (!content.ok) {
    if (content.reason === 'key-length') return { result: 'failed', failure: 'malformed', message: `The key inside EncryptedKey has ${contentKey.length * 8} bits; ${cipher.name} needs ${cipher.keyBytes * 8}.` };
    if (content.reason === 'malformed') return { result: 'failed', failure: 'malformed', message: `The ciphertext has ${shape.cipher.length} bytes, which ${cipher.name} cannot have produced. It may be cut off.` };
    return { result: 'failed', failure: 'damaged', message: cipher.mode === 'gcm' ? 'The key fits, but the ciphertext was changed after encryption: its authentication tag does not.' : 'The key fits, but the ciphertext is damaged: its padding cannot be.' };
  }
  const answer = readPlaintext(tree, shape, content.bytes);
  if (!answer.ok) return { result: 'failed', failure: answer.failure, message: answer.message };
  return decrypted(answer, opener);
}

/**
 * For documents out of the network: a key that does not come out is replaced by a random one, and all goes on as if nothing had happened
 * (implicit rejection). null for every failure.
 */
function openSilently(tree: Tree, shape: EncryptedShape, key: KeyShape, opener: Opener): Extract<Outcome, { result: 'decrypted' }> | null {
  const cipher = shape.blockCipher!;
  const substitute = secureRandom(cipher.keyBytes);
  const found = unwrap(key, opener.key);
  const content = decryptBlocks(cipher, found === null || found.length !== cipher.keyBytes ? substitute : found, shape.cipher);
  const answer = content.ok ? readPlaintext(tree, shape, content.bytes) : null;
  return answer !== null && answer.ok ? decrypted(answer, opener) : null;
}

function decrypted(answer: Extract<PlaintextAnswer, { ok: true }>, opener: Opener): Extract<Outcome, { result: 'decrypted' }> {
  return { result: 'decrypted', openedBy: opener.label, tree: answer.tree, bytes: answer.bytes, message: answer.note };
}

function unwrap(key: KeyShape, privateKey: KeyObject): Uint8Array | null {
  return key.oaep === null ? rsaDecryptPkcs1(privateKey, key.cipher) : rsaDecryptOaep(privateKey, key.cipher, key.oaep);
}

function describe(shape: EncryptedShape, source: number): Encrypted {
  const first = shape.keys[0];
  return {
    what: shape.what,
    node: nodeRef(source, shape.element),
    blockCipher: shape.blockCipherURI,
    keyTransport: first?.transport ?? null,
    oaepDigest: first?.oaepDigest ?? null,
    mgf: first?.mgf ?? null,
    keys: shape.keyCount,
    recipients: shape.keys.flatMap((key) => (key.recipient === null ? [] : [key.recipient])),
    result: 'failed',
    failure: null,
    message: null,
    openedBy: null,
    source: null,
  };
}
