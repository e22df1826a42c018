/** The paddings of RSA encryption (RFC 8017), as arithmetic on bytes. The hash function is handed in by crypto.ts. */
import type { Hash } from '../urns.ts';

/** Gives that many bytes: from the system, or a fixed sequence where a test or a fixture must come out the same. */
export type RandomBytes = (length: number) => Uint8Array;
export type Digest = (hash: Hash, bytes: Uint8Array) => Uint8Array;

export interface OaepSettings {
  hash: Hash;
  /** Of the mask generation function MGF1; the same as `hash` in most products. */
  mgfHash: Hash;
  /** OAEPparams, normally empty. */
  label?: Uint8Array;
}

const empty = new Uint8Array(0);

/** EME-OAEP encoding (RFC 8017 7.1.1 step 2) into `length` bytes; null when the message is too long. */
export function oaepPad(message: Uint8Array, length: number, oaep: OaepSettings, random: RandomBytes, digest: Digest): Uint8Array | null {
  const labelDigest = digest(oaep.hash, oaep.label ?? empty);
  const size = labelDigest.length;
  if (message.length > length - 2 * size - 2) return null;
  const padded = new Uint8Array(length);
  const seed = padded.subarray(1, 1 + size);
  const block = padded.subarray(1 + size);
  block.set(labelDigest);
  block[block.length - message.length - 1] = 1;
  block.set(message, block.length - message.length);
  seed.set(random(size));
  mask(block, seed, oaep.mgfHash, digest);
  mask(seed, block, oaep.mgfHash, digest);
  return padded;
}

/** EME-OAEP decoding (RFC 8017 7.1.2 step 3). All tests are made before any answer, so that the time does not tell which one failed. */
export function oaepUnpad(padded: Uint8Array, oaep: OaepSettings, digest: Digest): Uint8Array | null {
  const labelDigest = digest(oaep.hash, oaep.label ?? empty);
  const size = labelDigest.length;
  if (padded.length < 2 * size + 2) return null;
  const seed = padded.slice(1, 1 + size);
  const block = padded.slice(1 + size);
  mask(seed, block, oaep.mgfHash, digest);
  mask(block, seed, oaep.mgfHash, digest);
  let wrong = padded[0]!;
  for (let index = 0; index < size; index++) wrong |= block[index]! ^ labelDigest[index]!;
  let found = 0;
  let start = 0;
  for (let index = size; index < block.length; index++) {
    const isOne = block[index] === 1 ? 1 : 0;
    // Before the 0x01 only zeros may stand.
    wrong |= (1 - found) * (1 - isOne) * block[index]!;
    start += (1 - found) * isOne * (index + 1);
    found |= isOne;
  }
  return wrong === 0 && found === 1 ? block.slice(start) : null;
}

/** EME-PKCS1-v1_5 encoding (RFC 8017 7.2.1 step 2): 00 02, at least eight bytes that are not zero, 00, the message. */
export function pkcs1Pad(message: Uint8Array, length: number, random: RandomBytes): Uint8Array | null {
  if (message.length > length - 11) return null;
  const padded = new Uint8Array(length);
  padded[1] = 2;
  padded.set(random(length - message.length - 3).map((byte) => byte === 0 ? 0xa5 : byte), 2);
  padded.set(message, length - message.length);
  return padded;
}

/** EME-PKCS1-v1_5 decoding (RFC 8017 7.2.2 step 3), likewise without telling by its time what was wrong. */
export function pkcs1Unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < 11) return null;
  let wrong = padded[0]! | (padded[1]! ^ 2);
  let found = 0;
  let start = 0;
  for (let index = 2; index < padded.length; index++) {
    const isZero = padded[index] === 0 ? 1 : 0;
    start += (1 - found) * isZero * (index + 1);
    found |= isZero;
  }
  wrong |= found === 1 && start >= 11 ? 0 : 1;
  return wrong === 0 ? padded.slice(start) : null;
}

/** XORs MGF1 of `seed` into `target` (RFC 8017 B.2.1). */
function mask(target: Uint8Array, seed: Uint8Array, hash: Hash, digest: Digest): void {
  const input = new Uint8Array(seed.length + 4);
  input.set(seed);
  const view = new DataView(input.buffer);
  for (let counter = 0, done = 0; done < target.length; counter++) {
    view.setUint32(seed.length, counter);
    for (const byte of digest(hash, input)) {
      if (done === target.length) break;
      target[done++]! ^= byte;
    }
  }
}
