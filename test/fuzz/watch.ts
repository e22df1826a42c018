/** Judges under watch: no exception, no more time than is allowed, a Report that can be sent and names nobody who was refused. */
import type { Report } from '../../shared/finding.ts';
import { inspect, type InspectOptions } from '../../shared/inspect.ts';
import type { Expected, Identity } from '../../shared/model.ts';
import { failure, type Outcome } from './fuzzer.ts';

/** Milliseconds of CPU time for each 100 kB that was begun. */
export const allowance = 250;
const hundredKilobytes = 100_000;

/** The slowest of a process: milliseconds for each 100 kB, where less counts as that much. */
export const slowest = { milliseconds: 0, bytes: 0 };

/** Whether time is measured; the tests leave it to `npm run fuzz`, where nothing else runs in the process. */
export const timing = { on: false };

const cpu = (): number => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };

/** The Report, or the failure. What takes too long is tried once more, because the collector of garbage counts too. */
export function watched(bytes: Uint8Array, expected: Expected, options: InspectOptions = {}): Report | Outcome {
  if (!timing.on) return inspect(bytes, expected, options);
  const hundreds = Math.max(1, bytes.length / hundredKilobytes);
  let best = Infinity;
  for (let attempt = 0; attempt < 2; attempt++) {
    const start = cpu();
    const report = inspect(bytes, expected, options);
    best = Math.min(best, (cpu() - start) / hundreds);
    if (best <= allowance) {
      if (best > slowest.milliseconds) Object.assign(slowest, { milliseconds: best, bytes: bytes.length });
      return report;
    }
  }
  Object.assign(slowest, { milliseconds: best, bytes: bytes.length });
  return failure('too slow', `${best.toFixed(0)} ms for each 100 kB, where ${allowance} are allowed (${bytes.length} bytes)`);
}

export const isOutcome = (result: Report | Outcome): result is Outcome => 'is' in result;

/** Who is named, apart from which of two signatures says so. */
export const person = ({ verifiedBy: _key, coveredBy: _element, ...who }: Identity): string => JSON.stringify(who);

/** What holds of every Report; null when it does. */
export function broken(report: Report): Outcome | null {
  if (report.verdict !== 'accept' && report.identity !== null) return failure('other identity', 'somebody is named though the message is not accepted');
  for (const { source, offset, length } of [...report.findings.flatMap(({ at }) => (at === undefined ? [] : [at])), ...report.coverage]) {
    const text = report.sources[source]?.text;
    if (text === undefined || offset < 0 || length < 0 || offset + length > text.length) return failure('exception', `a place lies outside its source: ${source} ${offset} ${length}`);
  }
  return null;
}
