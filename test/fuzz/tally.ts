/** What a run has seen so far, added up over workers, and the summary of it. */
import type { FailureKind } from './fuzzer.ts';

export interface FoundFailure {
  fuzzer: string;
  index: number;
  kind: FailureKind | 'hang';
  message: string;
  /** Where the minimised case was saved; null for a hang. */
  file: string | null;
}

export interface Counted { cases: number; milliseconds: number; explained: Record<string, number>; failures: number }

export interface Tally {
  fuzzers: Record<string, Counted>;
  slowest: { milliseconds: number; bytes: number };
  /** Bytes of memory of the largest process. */
  memory: number;
}

export const newTally = (): Tally => ({ fuzzers: {}, slowest: { milliseconds: 0, bytes: 0 }, memory: 0 });
export const countOf = (tally: Tally, fuzzer: string): Counted => (tally.fuzzers[fuzzer] ??= { cases: 0, milliseconds: 0, explained: {}, failures: 0 });

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = newTally();
  for (const { fuzzers, slowest, memory } of tallies) {
    for (const [name, counted] of Object.entries(fuzzers)) {
      const into = countOf(sum, name);
      into.cases += counted.cases;
      into.milliseconds += counted.milliseconds;
      into.failures += counted.failures;
      for (const [row, count] of Object.entries(counted.explained)) into.explained[row] = (into.explained[row] ?? 0) + count;
    }
    if (slowest.milliseconds > sum.slowest.milliseconds) sum.slowest = slowest;
    sum.memory = Math.max(sum.memory, memory);
  }
  return sum;
}

export const casesOf = (tally: Tally): number => Object.values(tally.fuzzers).reduce((sum, { cases }) => sum + cases, 0);

/** The summary, as printed. */
export function summary(tally: Tally, found: readonly FoundFailure[], notAsked: readonly string[]): string {
  const lines = ['', 'fuzzer                cases   per second  explained  failures'];
  for (const [name, { cases, milliseconds, explained, failures }] of Object.entries(tally.fuzzers)) {
    const differing = Object.values(explained).reduce((sum, count) => sum + count, 0);
    lines.push(`${name.padEnd(16)}${String(cases).padStart(11)}${(milliseconds === 0 ? 0 : (cases / milliseconds) * 1000).toFixed(0).padStart(13)}${String(differing).padStart(11)}${String(failures).padStart(10)}`);
  }
  const rows = new Map<string, number>();
  for (const { explained } of Object.values(tally.fuzzers)) for (const [row, count] of Object.entries(explained)) rows.set(row, (rows.get(row) ?? 0) + count);
  lines.push('', `explained differences: ${rows.size === 0 ? 'none' : ''}`, ...[...rows].sort(([, one], [, other]) => other - one).map(([row, count]) => `${String(count).padStart(9)}  ${row}`));
  lines.push('', ...notAsked.map((peer) => `not asked: ${peer}`));
  lines.push(`slowest: ${tally.slowest.milliseconds.toFixed(1)} ms of CPU for each 100 kB (a document of ${tally.slowest.bytes} bytes); largest process: ${(tally.memory / 1e6).toFixed(0)} MB`);
  for (const { fuzzer, index, kind, message, file } of found) lines.push('', `FAILURE  ${kind} (${fuzzer}, case ${index})${file === null ? '' : `, saved as ${file}`}`, `  ${message.slice(0, 600)}`);
  const failures = Object.values(tally.fuzzers).reduce((sum, each) => sum + each.failures, 0);
  lines.push('', `${casesOf(tally)} cases, ${failures === 0 && found.length === 0 ? 'no failure' : `${Math.max(failures, found.length)} failures`}.`);
  return lines.join('\n');
}
