/** Files that the admin opened from the menu, the desktop or the command line, on their way to the screen. */
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

/** What the judge takes at most; more would only cost memory. Bytes. */
const largestFile = 32 * 1024 * 1024;

/** A dropped file in the form of the contract's `content`. */
export interface OpenedFile {
  base64: string;
  name: string;
}

export interface Opened {
  /** Reads a file and tells the screen that it waits. Resolves with what went wrong, in words, or null. */
  add(path: string): Promise<string | null>;
  /** The file that waits, once; null when there is none. */
  take(): OpenedFile | null;
}

/** One place: a screen shows one document, so a file opened later replaces one that nobody took. */
export function createOpened(waiting: () => void): Opened {
  let file: OpenedFile | null = null;
  return {
    async add(path) {
      const name = basename(path).slice(0, 500);
      try {
        const handle = await open(path, 'r');
        try {
          const { size } = await handle.stat();
          if (size > largestFile) return `${name} is ${Math.ceil(size / 1048576)} MB; this window takes at most ${largestFile / 1048576} MB. Use the command line for larger files: sso-workbench check <file>.`;
          file = { base64: (await handle.readFile()).toString('base64'), name };
        } finally {
          await handle.close();
        }
      } catch (error) {
        return `${name} could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Check that it still exists and that you may read it.`;
      }
      waiting();
      return null;
    },
    take() {
      const taken = file;
      file = null;
      return taken;
    },
  };
}

/**
 * The file among the arguments of a start, as a whole path, or null. Options, their values, and in development the app's own
 * folder are arguments, too: what is not a plain file is passed over.
 */
export function fileAmong(args: readonly string[], folder: string): string | null {
  return args.filter((each) => !each.startsWith('-')).map((each) => resolve(folder, each)).find(isFile) ?? null;
}

/** SECURITY: a second start tells its file through a socket; whatever comes is taken for one path or for nothing. */
export function fileTold(told: unknown): string | null {
  if (typeof told !== 'object' || told === null || !('file' in told) || typeof told.file !== 'string') return null;
  return isFile(told.file) ? told.file : null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
