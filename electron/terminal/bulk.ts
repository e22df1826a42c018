/** `check` over many files: a line of NDJSON for each, in the order of the files, over all cores; goes on where it was broken off. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { checkById } from '../../shared/checks/index.ts';
import { causeById } from '../../shared/diagnoses/index.ts';
import type { Expected } from '../../shared/model.ts';
import type { BulkJob } from '../bulk-worker.ts';
import { ForeignLine, readEarlier, stampText, type Earlier } from '../bulk/earlier.ts';
import { addTally, count, newTally, stampOf, type Tally } from '../bulk/line.ts';
import { judgeAll } from '../bulk/pool.ts';
import { filesBelow, type Item } from '../bulk/walk.ts';
import { fileTrouble } from '../file-trouble.ts';
import { asksAsIssued, expectedFrom, messageIndex, UsageError, type Options, type Values } from './options.ts';

export const bulkOptions: Options = {
  output: { type: 'string' },
  resume: { type: 'boolean' },
  workers: { type: 'string' },
  'second-opinion': { type: 'boolean' },
};

/** Several files or a folder, or where the lines of them go. */
export function isBulk(values: Values, names: readonly string[]): boolean {
  return names.length > 1 || Object.keys(bulkOptions).some((option) => values[option] !== undefined) || (names.length === 1 && statSync(names[0]!, { throwIfNoEntry: false })?.isDirectory() === true);
}

export async function runBulk(values: Values, names: readonly string[], built: URL): Promise<number> {
  const workers = workersOf(values);
  requireReadable(values, names);
  const output = typeof values['output'] === 'string' ? values['output'] : null;
  const earlier = earlierOf(values, output);
  const asIssued = asksAsIssued(values);
  const expected = expectedFrom(values, asIssued || earlier?.judgedAt == null ? Date.now() : Date.parse(earlier.judgedAt));
  // The time line is for one login, and nobody looks at it here.
  delete expected.origin;
  const run = { against: fingerprint(values, expected), judgedAt: new Date(expected.now).toISOString() };
  if (earlier !== null) requireSame(asIssued ? { ...earlier, judgedAt: null } : earlier, run, output!);

  const sink = openSink(output);
  const job: BulkJob = { expected, run, whole: values['json'] === true, index: values['message'] === undefined ? null : messageIndex(values), asIssued, secondOpinion: values['second-opinion'] === true, leaveOut: sink.itself };
  const sum = newTally();
  const started = performance.now();
  let [judged, kept] = [0, 0];
  function* toJudge(): Generator<Item> {
    for (const item of filesBelow(names)) {
      const before = earlier?.files.get(item.file);
      if (before !== undefined && item.trouble === undefined && before.stamp === stampNow(item.file)) {
        count(sum, before.verdict, before.cause);
        kept++;
      } else yield item;
    }
  }
  const progress = startProgress(() => `${inWords(judged)} judged, ${inWords(perSecond(judged, started))} a second; ${verdictsInWords(sum)}`);
  try {
    for await (const { lines, tally } of judgeAll(toJudge(), job, { workerFile: new URL('bulk-worker.js', built), workers })) {
      await sink.write(lines);
      addTally(sum, tally);
      judged += tally.verdicts.accept + tally.verdicts.reject + tally.verdicts.unverified;
    }
  } finally {
    progress.stop();
    sink.close();
  }
  if (judged + kept === 0) throw new UsageError(`${names.join(', ')} ${names.length === 1 ? 'holds' : 'hold'} no file to judge.`, 'Name a folder that holds captured responses. Names that begin with a dot, and links to folders, are left out.');
  console.error(summary(sum, judged, kept, started));
  return sum.verdicts.reject > 0 ? 1 : sum.verdicts.unverified > 0 ? 3 : 0;
}

// ---- what was asked for ------------------------------------------------------------------------------------------

const mostWorkers = 256;

function workersOf({ workers }: Values): number {
  if (workers === undefined) return availableParallelism();
  const number = Number(workers);
  if (!Number.isInteger(number) || number < 1 || number > mostWorkers) throw new UsageError(`--workers takes a number from 1 to ${mostWorkers}; “${String(workers)}” was given.`);
  return number;
}

function requireReadable(values: Values, names: readonly string[]): void {
  if (names.length === 0) throw new UsageError('sso-workbench check takes a file or folder; none was given.');
  const format = ['sarif', 'junit', 'markdown'].find((each) => values[each] === true);
  if (format !== undefined) throw new UsageError(`--${format} is for one document; of several there is one line of JSON each.`);
  for (const name of names) {
    if (name === '-') throw new UsageError('Standard input holds one document; several are given as files or folders.');
    try {
      const stat = statSync(name);
      if (!stat.isFile() && !stat.isDirectory()) throw new UsageError(`${name} is neither a file nor a folder.`);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`${name} could not be read: ${fileTrouble(error)}.`);
    }
  }
}

function earlierOf(values: Values, output: string | null): Earlier | null {
  if (values['resume'] === true) {
    if (output === null) throw new UsageError('--resume goes on with a file; name it with --output.');
    try {
      return readEarlier(output);
    } catch (error) {
      throw new UsageError(`${output} cannot be gone on with: ${error instanceof ForeignLine ? error.message : fileTrouble(error)}.`, 'Nothing in it was changed. Give another --output.');
    }
  }
  if (output !== null && existsSync(output) && statSync(output).size > 0) throw new UsageError(`${output} exists.`, '--resume goes on with it; without, give another --output or remove it.');
  return null;
}

/** Lines of two kinds in one file would answer two questions as if they were one. */
function requireSame({ against, judgedAt }: Earlier, run: { against: string; judgedAt: string }, output: string): void {
  const hint = 'Give the same options and files again, or another --output.';
  if (against !== null && against !== run.against) throw new UsageError(`The lines in ${output} were judged against something else: other metadata, keys or options, or by another version.`, hint);
  if (judgedAt !== null && judgedAt !== run.judgedAt) throw new UsageError(`The lines in ${output} were judged as of ${judgedAt}; --now says ${run.judgedAt}.`, hint);
}

/** Of everything that decides over a line but the time. The passphrase is short enough to be guessed from it, and is left out. */
function fingerprint(values: Values, { now: _now, passphrase: _passphrase, ...expected }: Expected): string {
  const version = process.env['SSO_WORKBENCH_VERSION'] ?? 'development';
  return createHash('sha256').update(JSON.stringify([version, expected, asksAsIssued(values), values['json'] === true, values['message'] ?? null, values['second-opinion'] === true])).digest('hex').slice(0, 16);
}

function stampNow(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : stampText(stampOf(stat));
}

// ---- what comes out ----------------------------------------------------------------------------------------------

interface Sink {
  /** Resolves when more can be taken. */
  write(lines: Uint8Array): Promise<void>;
  /** The file that is written to, so that it is not judged. */
  itself: { dev: number; ino: number } | null;
  close(): void;
}

const outputDescriptor = 1;

function openSink(output: string | null): Sink {
  const itself = (descriptor: number): Sink['itself'] => {
    const stat = fstatSync(descriptor);
    return stat.isFile() ? { dev: stat.dev, ino: stat.ino } : null;
  };
  if (output === null) {
    return {
      itself: itself(outputDescriptor),
      async write(lines) {
        if (lines.length > 0 && !process.stdout.write(lines)) await once(process.stdout, 'drain');
      },
      close: () => undefined,
    };
  }
  const trouble = (error: unknown): UsageError => new UsageError(`${output} could not be written: ${fileTrouble(error)}.`);
  let descriptor: number;
  try {
    descriptor = openSync(output, 'a');
  } catch (error) {
    throw trouble(error);
  }
  return {
    itself: itself(descriptor),
    async write(lines) {
      try {
        for (let written = 0; written < lines.length;) written += writeSync(descriptor, lines, written);
      } catch (error) {
        throw trouble(error);
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** Five times a second, and only where somebody watches and the lines go elsewhere. */
function startProgress(text: () => string): { stop(): void } {
  if (!process.stderr.isTTY || process.stdout.isTTY) return { stop: () => undefined };
  const clear = '\r\u001b[K';
  const timer = setInterval(() => process.stderr.write(`${clear}${text().slice(0, (process.stderr.columns ?? 80) - 1)}`), 200);
  return {
    stop() {
      clearInterval(timer);
      process.stderr.write(clear);
    },
  };
}

const inWords = (value: number): string => Math.round(value).toLocaleString('en');
const perSecond = (judged: number, started: number): number => judged / Math.max(0.001, (performance.now() - started) / 1000);
const verdictsInWords = ({ verdicts }: Tally): string => `${inWords(verdicts.accept)} accepted, ${inWords(verdicts.reject)} rejected, ${inWords(verdicts.unverified)} not verified`;

const mostCauses = 10;

function summary(sum: Tally, judged: number, kept: number, started: number): string {
  const seconds = (performance.now() - started) / 1000;
  const files = (number: number): string => `${inWords(number)} ${number === 1 ? 'file' : 'files'}`;
  const lines = [`${files(judged)} judged in ${seconds < 10 ? seconds.toFixed(1) : inWords(seconds)} s, ${inWords(perSecond(judged, started))} a second.${kept === 0 ? '' : ` ${files(kept)} judged before and not changed since.`}`];
  const row = (number: number, text: string): string => `${inWords(number).padStart(10)}  ${text}`;
  const { accept, reject, unverified } = sum.verdicts;
  lines.push(row(accept, 'accepted'), row(reject, 'rejected'), row(unverified, sum.troubled === 0 ? 'not verified' : `not verified, ${inWords(sum.troubled)} of them could not be judged at all`));
  const causes = [...sum.causes].sort(([, a], [, b]) => b - a);
  if (causes.length > 0) lines.push('Most frequent causes:', ...causes.slice(0, mostCauses).map(([id, number]) => row(number, `${id}: ${(causeById(id) ?? checkById(id))?.title ?? ''}`)));
  if (causes.length > mostCauses) lines.push(row(causes.slice(mostCauses).reduce((all, [, number]) => all + number, 0), `of ${causes.length - mostCauses} other causes`));
  return lines.join('\n');
}
