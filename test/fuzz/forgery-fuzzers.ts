/** Forgeries by the dozen: none is accepted. */
import type { Expected } from '../../shared/model.ts';
import { ada, decryptionKeys, usual } from '../fixtures/responses/parts.ts';
import { failure, same, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { tricks } from './tricks.ts';
import { broken, isOutcome, watched } from './watch.ts';
import { chooseWrapping, wrap } from './wrapping.ts';

export const forgeryExpected: Expected = { ...usual, decryptionKeys, origin: 'network' };
const longName = 'admin@acme.example.com.evil.example';

/** `salt` harmless: it may be accepted as whom was signed for. */
export function refusedOrHarmless({ bytes, salt }: FuzzCase): Outcome {
  const report = watched(bytes, forgeryExpected);
  if (isOutcome(report)) return report;
  const rule = broken(report);
  if (rule !== null) return rule;
  if (report.verdict !== 'accept') return same;
  const name = report.identity?.nameID ?? null;
  if (salt === 'harmless' && (name === ada || name === longName)) return same;
  return failure('accepted forgery', `accepted as a ${report.document.kind}, of ${name ?? 'nobody'}`);
}

export const forgeryFuzzers: readonly Fuzzer[] = [
  {
    name: 'wrapping', what: 'The signed element hidden in any place, an evil one where readers look, and the reverse.', share: 22, judge: refusedOrHarmless,
    make(random) {
      for (;;) {
        const xml = wrap(chooseWrapping(random));
        if (xml !== null) return { bytes: Buffer.from(xml), salt: 'refused' };
      }
    },
  },
  {
    name: 'tricks', what: 'Text, digests, keys, algorithms and encryption that two readers take differently.', share: 12, judge: refusedOrHarmless,
    make(random) {
      const trick = random.pick(tricks);
      return { bytes: Buffer.from(trick.make(random)), salt: trick.harmless === true ? 'harmless' : 'refused' };
    },
  },
];
