/** What the admin handed in and may still change: typed or pasted text, or a file. */
import type { Content } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { bytesInWords } from './cut.ts';
import { contentOfFile, largestFile } from './files.ts';

export interface Draft {
  content: Content;
  /** A file's name, or what a long paste is called. */
  name: string | null;
  /** Letters of text, or bytes of a file. */
  size: number;
}

export const emptyDraft: Draft = { content: { text: '' }, name: null, size: 0 };

/** Longer text is kept beside the page, not in a text box, where the browser would freeze laying it out. */
export const longestTyped = 300_000;

export const isEmpty = (draft: Draft): boolean => draft.size === 0;
export const isLong = (draft: Draft): boolean => 'base64' in draft.content || draft.size > longestTyped;

export function draftOfText(text: string, name: string | null = null): Draft {
  return { content: { text }, name: name ?? (text.length > longestTyped ? 'Pasted text' : null), size: text.length };
}

/** What a screen may call where the content came from, for stored metadata. */
export const sourceOf = (draft: Draft): string => (draft.name && 'base64' in draft.content ? `dropped ${draft.name}` : draft.name ?? 'pasted');

export async function draftOfFile(file: File): Promise<Draft> {
  if (file.size > largestFile) {
    throw new AppError('TOO_LARGE', `${file.name} is ${bytesInWords(file.size)}; this window takes at most ${bytesInWords(largestFile)}.`, 'Use the command line for larger files: sso-workbench check <file>.');
  }
  return { content: await contentOfFile(file), name: file.name, size: file.size };
}

/** Text or the first file of a paste or a drop; null when it holds neither. */
export async function draftOfTransfer(transfer: DataTransfer): Promise<Draft | null> {
  const file = transfer.files[0];
  if (file) return draftOfFile(file);
  const text = transfer.getData('text/plain');
  return text.trim() === '' ? null : draftOfText(text);
}
