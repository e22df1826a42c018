/** The files below what was named, in an order that is the same in every run. */
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { fileTrouble } from '../file-trouble.ts';

/** A file to judge, or a file or folder that cannot be: it gets a line too. */
export interface Item {
  file: string;
  trouble?: string;
}

/** Folders are gone through by name. Names that begin with a dot are left out, and links to folders, which may lead in circles. */
export function* filesBelow(names: readonly string[]): Generator<Item> {
  for (const name of names) {
    if (statSync(name).isDirectory()) yield* below(name);
    else yield { file: name };
  }
}

function* below(folder: string): Generator<Item> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield { file: folder, trouble: fileTrouble(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const file = join(folder, entry.name);
    if (entry.isDirectory()) yield* below(file);
    else if (entry.isFile()) yield { file };
    else if (entry.isSymbolicLink()) yield* linked(file);
  }
}

function* linked(file: string): Generator<Item> {
  try {
    if (statSync(file).isFile()) yield { file };
  } catch (error) {
    yield { file, trouble: fileTrouble(error) };
  }
}
