/** Entry of the worker threads that judge many files: each reads its own files and answers with finished lines. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Report } from '../shared/finding.ts';
import { inspect, largestInput, tooLargeReport, type InspectTools } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { judgeAsIssued } from './as-issued.ts';
import { causeOf, count, lineOf, newTally, stampOf, troubleLine, type Run, type Stamp, type Tally } from './bulk/line.ts';
import type { Item } from './bulk/walk.ts';
import { fileTrouble } from './file-trouble.ts';
import { inspectLastResponse } from './last-response.ts';
import { loadTools } from './tools.ts';

export interface BulkJob {
  expected: Expected;
  run: Run;
  /** Whole Reports instead of short lines. */
  whole: boolean;
  /** Which of several messages in a file, from 0; null: its last response. */
  index: number | null;
  /** Each as of when it was issued, in place of one time for all. */
  asIssued: boolean;
  /** Ask the independent verifier too, which takes many times as long. */
  secondOpinion: boolean;
  /** Where the lines go, when that is a file: never judged itself. */
  leaveOut: { dev: number; ino: number } | null;
}

export interface BulkAnswer {
  /** UTF-8, each ended by a line feed. */
  lines: Uint8Array<ArrayBuffer>;
  tally: Tally;
}

const job = workerData as BulkJob;
const { secondOpinion, ...others } = job.secondOpinion ? await loadTools() : ({} as InspectTools);
const tools: InspectTools = secondOpinion === undefined ? others : { ...others, secondOpinion };
const jsonOf = job.whole ? (await import('./terminal/print.ts')).jsonOf : null;

interface Content extends Stamp {
  /** Null where there is more than `most`. */
  bytes: Buffer | null;
  most: number;
}

/** Below this nothing is too large, and how a file begins does not matter. */
const smallEnough = 1024 * 1024;
/** One for all files: a Report is made into its line before the next file is read. */
let buffer = Buffer.allocUnsafe(smallEnough);

/** By one descriptor, so that size and time are those of what is read. Null for the file the lines go to. */
function read(file: string): Content | null {
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    if (job.leaveOut !== null && stat.ino === job.leaveOut.ino && stat.dev === job.leaveOut.dev) return null;
    const stamp = stampOf(stat);
    const most = stat.size <= smallEnough ? smallEnough : largestInput(buffer.subarray(0, readSync(descriptor, buffer, 0, 100, 0)));
    if (stat.size > most) return { ...stamp, bytes: null, most };
    if (stat.size > buffer.length) buffer = Buffer.allocUnsafe(stat.size);
    let length = 0;
    while (length < stat.size) {
      const got = readSync(descriptor, buffer, length, stat.size - length, length);
      if (got === 0) break;
      length += got;
    }
    return { ...stamp, bytes: buffer.subarray(0, length), most };
  } finally {
    closeSync(descriptor);
  }
}

function judge({ bytes, size, most }: Content): Report {
  if (bytes === null) return tooLargeReport(size, most, job.expected);
  const asOf = (now: number): Report => {
    const expected = now === job.expected.now ? job.expected : { ...job.expected, now };
    return job.index === null ? inspectLastResponse(bytes, expected, tools) : inspect(bytes, expected, { index: job.index, ...tools });
  };
  return job.asIssued ? judgeAsIssued(asOf, job.expected.now) : asOf(job.expected.now);
}

/** The lines of one answer. Bytes are handed over; a string of this length would be copied on both sides, which costs as much as making it. */
let page = Buffer.allocUnsafe(smallEnough);
let written = 0;
/** Bytes that are kept for the next answer. Whole Reports on large documents can take far more. */
const largestPage = 16 * smallEnough;

function write(line: string): void {
  // A UTF-16 unit takes three bytes at the most.
  const most = written + line.length * 3;
  if (most > page.length) page = Buffer.concat([page.subarray(0, written)], most * 2);
  written += page.write(line, written);
}

function answer(items: readonly Item[]): BulkAnswer {
  const tally = newTally();
  if (page.length > largestPage) page = Buffer.allocUnsafe(smallEnough);
  written = 0;
  const troubled = (file: string, trouble: string): void => {
    write(troubleLine(file, job.run, trouble));
    count(tally, 'unverified', null, true);
  };
  for (const { file, trouble } of items) {
    if (trouble !== undefined) {
      troubled(file, trouble);
      continue;
    }
    let content: Content | null;
    try {
      content = read(file);
    } catch (error) {
      troubled(file, fileTrouble(error));
      continue;
    }
    if (content === null) continue;
    const report = judge(content);
    if (job.index !== null && job.index >= Math.max(1, report.document.messages)) {
      troubled(file, `it holds ${report.document.messages} messages, and number ${job.index + 1} was asked for`);
      continue;
    }
    write(lineOf(file, { size: content.size, modified: content.modified }, job.run, report, jsonOf === null ? null : jsonOf(report)));
    count(tally, report.verdict, causeOf(report));
  }
  return { lines: new Uint8Array(page.subarray(0, written)), tally };
}

parentPort!.on('message', (items: Item[]) => {
  const answered = answer(items);
  parentPort!.postMessage(answered, [answered.lines.buffer]);
});
