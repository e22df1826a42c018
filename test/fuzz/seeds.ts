/**
 * Cases that once failed, or came near, kept small: a line of `seeds/manifest.txt` for each, `file | fuzzer | salt | outcome | what it is`.
 * The outcome is `same`, or the name of the explained difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzCase } from './fuzzer.ts';

export interface Seed extends FuzzCase { file: string; fuzzer: string; outcome: string; what: string }

const folder = join(import.meta.dirname, 'seeds');

export const seeds = (): readonly Seed[] => readFileSync(join(folder, 'manifest.txt'), 'utf8').split('\n').filter((line) => line !== '').map((line) => {
  const [file, fuzzer, salt, outcome, what] = line.split(' | ');
  if (what === undefined) throw new Error(`The manifest of the seeds has a line of another form: ${line}`);
  return { file: file!, fuzzer: fuzzer!, salt: salt!, outcome: outcome!, what, bytes: readFileSync(join(folder, file!)) };
});

/** Files that the manifest does not name. */
export const straySeeds = (): string[] => readdirSync(folder).filter((file) => file !== 'manifest.txt' && !seeds().some((each) => each.file === file));
