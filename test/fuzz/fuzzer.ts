/** What a fuzzer is: a way to make cases without end, and a way to judge one. The same numbers give the same case. */
import { seededRandom, type Random } from '../xml-generator.ts';

/** A case: the bytes that are judged, and a word that settles all that judging needs besides (which original, which algorithm). */
export interface FuzzCase {
  bytes: Uint8Array;
  salt: string;
}

/**
 * `same`: as it must be. `explained`: we differ from a peer, and a row of `explained.ts` says why.
 * `failure`: a difference nobody explains, an accepted forgery, or a rule of the engine broken; `kind` is what is counted.
 */
export type Outcome =
  | { is: 'same' }
  | { is: 'explained'; name: string }
  | { is: 'failure'; kind: FailureKind; message: string };

export type FailureKind = 'exception' | 'unexplained difference' | 'accepted forgery' | 'other identity' | 'too slow' | 'too much memory';

export interface Fuzzer {
  name: string;
  /** One sentence. */
  what: string;
  /** Of the time of a run, among all fuzzers. */
  share: number;
  make(random: Random): FuzzCase;
  judge(each: FuzzCase): Outcome | Promise<Outcome>;
}

export const same: Outcome = { is: 'same' };
export const explained = (name: string): Outcome => ({ is: 'explained', name });
export const failure = (kind: FailureKind, message: string): Outcome => ({ is: 'failure', kind, message });

/** The random numbers of one case of a run. */
export function randomOf(seed: number, fuzzer: string, index: number): Random {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const text of [fuzzer, String(index)]) for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193) ^ (mixed >>> 15);
  return seededRandom(mixed);
}

/** What a judge throws is a finding too. */
export async function judged(fuzzer: Fuzzer, each: FuzzCase): Promise<Outcome> {
  try {
    return await fuzzer.judge(each);
  } catch (error) {
    return failure('exception', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
