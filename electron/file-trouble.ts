/** Why a file could not be opened, read or written, in words that end a sentence. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file', EISDIR: 'it is a folder', ENOTDIR: 'a part of its path is no folder', EACCES: 'permission denied', EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle', EMFILE: 'too many files are open', ENOSPC: 'the disk is full', EROFS: 'the disk cannot be written to', EIO: 'the disk reports an error',
};

export function fileTrouble(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'unknown error';
  return words[code] ?? code;
}
