/** Makes a failing case smaller: takes pieces out as long as it fails in the same way. */
import { judged, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';

/** Letters and digits change with the bytes; the words do not. */
export const signatureOf = (outcome: Outcome): string => (outcome.is === 'failure' ? `${outcome.kind}: ${outcome.message.split('\n')[0]!.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[\d.]+/g, '_').slice(0, 160)}` : outcome.is);

/** `until`: epoch milliseconds after which the smallest so far is given. */
export async function minimise(fuzzer: Fuzzer, each: FuzzCase, until: number): Promise<FuzzCase> {
  const wanted = signatureOf(await judged(fuzzer, each));
  let best = Buffer.from(each.bytes);
  for (let piece = best.length >> 1; piece >= 1; piece = piece === 1 ? 0 : Math.max(1, piece >> 1)) {
    for (let at = 0; at < best.length;) {
      if (Date.now() > until) return { bytes: best, salt: each.salt };
      const smaller = Buffer.concat([best.subarray(0, at), best.subarray(at + piece)]);
      if (signatureOf(await judged(fuzzer, { bytes: smaller, salt: each.salt })) === wanted) best = smaller;
      else at += piece;
    }
  }
  return { bytes: best, salt: each.salt };
}
