/** What a run that was broken off has left behind: the lines that stand, and which files need not be judged again. */
import { closeSync, existsSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Verdict } from '../../shared/finding.ts';

export interface EarlierLine {
  /** Size and time of the file as it was; null where it could not be judged. */
  stamp: string | null;
  verdict: Verdict;
  cause: string | null;
}

export interface Earlier {
  /** By file; of several lines about one file the last counts. */
  files: Map<string, EarlierLine>;
  /** Of the first line; null where there is none. */
  against: string | null;
  judgedAt: string | null;
}

/** It is not the output of a run; nothing was changed in it. */
export class ForeignLine extends Error {}

const chunk = 1024 * 1024;
const verdicts: readonly unknown[] = ['accept', 'reject', 'unverified'];

export const stampText = ({ size, modified }: { size: number; modified: string }): string => `${size} ${modified}`;

/** Reads the lines and cuts off the last one where it was only half written. A file that does not exist has none. */
export function readEarlier(path: string): Earlier {
  const earlier: Earlier = { files: new Map(), against: null, judgedAt: null };
  if (!existsSync(path)) return earlier;
  const descriptor = openSync(path, 'r+');
  try {
    const buffer = Buffer.alloc(chunk);
    const decoder = new StringDecoder('utf8');
    const pieces: string[] = [];
    let [at, end, number] = [0, 0, 0];
    for (let got = readSync(descriptor, buffer, 0, chunk, at); got > 0; got = readSync(descriptor, buffer, 0, chunk, at)) {
      const newline = buffer.lastIndexOf(0x0a, got - 1);
      if (newline < 0) pieces.push(decoder.write(buffer.subarray(0, got)));
      else {
        pieces.push(decoder.write(buffer.subarray(0, newline)));
        for (const line of pieces.join('').split('\n')) take(line, (number += 1), earlier);
        pieces.length = 0;
        pieces.push(decoder.write(buffer.subarray(newline + 1, got)));
        end = at + newline + 1;
      }
      at += got;
    }
    if (end < at) ftruncateSync(descriptor, end);
  } finally {
    closeSync(descriptor);
  }
  return earlier;
}

interface Line {
  file: string;
  against: string;
  judgedAt: string;
  verdict: Verdict;
  size?: number;
  modified?: string;
  cause?: { id: string } | null;
  diagnoses?: { id: string }[];
  failed?: string[];
  findings?: { check: string; outcome: string }[];
}

function take(text: string, number: number, earlier: Earlier): void {
  const line = read(text);
  if (line === null) throw new ForeignLine(`its line ${number} was not written by sso-workbench check`);
  earlier.against ??= line.against;
  earlier.judgedAt ??= line.judgedAt;
  const { file, size, modified, verdict } = line;
  const cause = verdict === 'accept' ? null : (line.cause?.id ?? line.diagnoses?.[0]?.id ?? line.failed?.[0] ?? line.findings?.find((each) => each.outcome === 'fail')?.check ?? null);
  earlier.files.set(file, { stamp: size === undefined || modified === undefined ? null : stampText({ size, modified }), verdict, cause });
}

function read(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const isOurs = typeof line === 'object' && line !== null && typeof line.file === 'string' && typeof line.against === 'string' && typeof line.judgedAt === 'string' && verdicts.includes(line.verdict);
    return isOurs ? (line as Line) : null;
  } catch {
    return null;
  }
}
