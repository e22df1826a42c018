/** Connections, exchanges and settings as JSON files that only this user can read. */
import { mkdirSync, openSync, writeSync, fsyncSync, closeSync, renameSync, readdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** Ids become file names: nothing else may. */
const idPattern = /^[A-Za-z0-9_-]{1,80}$/;

let writes = 0;

/**
 * Writes a file so that a crash at any instant leaves either the old content or the new, never a mixture: a new file is
 * written and flushed beside it, renamed over it, and the folder flushed.
 */
export function writeAtomically(folder: string, name: string, content: string | Uint8Array): void {
  const target = join(folder, name);
  const temporary = join(folder, `.${name}.${process.pid}.${++writes}.tmp`);
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
    flushFolder(folder);
  } catch (error) {
    rmSync(temporary, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('STORE_FAILED', `Could not write ${target} (${code}).`, code === 'ENOSPC' ? 'The disk is full. Free some space; what was saved before is untouched.' : 'Check that the folder can be written. What was saved before is untouched.');
  }
}

/** The rename is durable only once its folder is; Windows cannot open a folder and does not need it. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export interface Collection<T extends { id: string }> {
  all(): T[];
  get(id: string): T | null;
  put(value: T): void;
  remove(id: string): void;
}

/**
 * A folder of `<id>.json` files. Files that are damaged, or do not fit, are set aside under another name, never deleted: one
 * of them must not keep the others from being shown.
 */
export function openCollection<T extends { id: string }>(root: string, noun: string, fits: (value: unknown) => boolean = () => true): Collection<T> {
  const folder = join(root, noun);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });

  // Read once: this process is the only writer, and screens ask for lists often.
  const values = new Map<string, T>();
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.json')) continue;
    const value = readJson<Partial<T> | null>(folder, name);
    if (typeof value === 'object' && value?.id === name.slice(0, -5) && fits(value)) values.set(value.id, value as T);
    else if (existsSync(join(folder, name))) setAside(join(folder, name));
  }

  const fileOf = (id: string): string => {
    if (!idPattern.test(id)) throw new AppError('INVALID_INPUT', 'An id may hold letters, digits, - and _ only.');
    return `${id}.json`;
  };
  return {
    all: () => [...values.values()],
    get: (id) => values.get(id) ?? null,
    put(value) {
      writeAtomically(folder, fileOf(value.id), JSON.stringify(value));
      values.set(value.id, value);
    },
    remove(id) {
      rmSync(join(folder, fileOf(id)), { force: true });
      values.delete(id);
    },
  };
}

/** Renames a file so that it can be looked at later; what was set aside before stays, too. */
function setAside(path: string): void {
  let aside = `${path}.damaged`;
  for (let count = 2; existsSync(aside); count++) aside = `${path}.damaged-${count}`;
  renameSync(path, aside);
}

/** A JSON file, or null when there is none. One that is not JSON is set aside as `<name>.damaged`. */
export function readJson<T>(folder: string, name: string): T | null {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if (error instanceof SyntaxError) {
      setAside(path);
      return null;
    }
    throw new AppError('STORE_FAILED', `Could not read ${path} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`, 'Check that the file can be read by you.');
  }
}
