/** Rows and cells of the consistency board, and how the cells of a row are held against each other. Nothing here judges a document. */
import { capital } from '../checks/words.ts';
import type { Fix } from '../finding.ts';
import { howTheyDiffer } from './spelling.ts';

/** In the order in which a value is taken as the one the others must equal. */
export const columns = ['needs', 'metadata', 'typed', 'sent'] as const;
export type Column = (typeof columns)[number];

/** `reference`: what the others of the row are held against. */
export type CellState = 'reference' | 'equal' | 'different' | 'unknown' | 'not-applicable';

export interface Cell {
  state: CellState;
  value: string | null;
  /** For reading, where the value itself is long. */
  shown: string | null;
  /** What to do to know it, why there is nothing to know, or a remark. */
  words: string;
  /** No key that the admin gave signed it. */
  unverified: boolean;
}

export interface Difference {
  /** Where it differs; two columns where both hold the same wrong value. */
  columns: Column[];
  wantedFrom: Column;
  wanted: string;
  found: string;
  /** How they differ, one or two sentences. */
  words: string;
  /** Marking the letters that differ says something. */
  spelt: boolean;
  fix: Fix;
}

export interface BoardRow {
  id: string;
  /** SAML's own word. */
  term: string;
  words: string;
  cells: Record<Column, Cell>;
  differences: Difference[];
}

export interface Value {
  value: string;
  shown?: string;
  words?: string;
  unverified?: boolean;
}
export type Given = Value | { unknown: string } | { none: string };

export const unknown = (words: string): Given => ({ unknown: words });
export const none = (words: string): Given => ({ none: words });
export const isValue = (given: Given): given is Value => 'value' in given;

export interface RowDraft {
  id: string;
  term: string;
  words: string;
  given: Record<Column, Given>;
  /** Null: they cannot be compared. Left out: letter by letter. */
  same?(wanted: string, found: string, column: Column): boolean | null;
  /** The values are not texts to be spelt alike. */
  unspelt?: true;
  /** More than how the letters differ. */
  tell?(wanted: string, found: string, column: Column): string | null;
  fix(wanted: string, found: string, column: Column): Fix;
}

export function compareRow({ id, term, words, given, same = (a, b) => a === b, unspelt, tell, fix }: RowDraft): BoardRow {
  const from = columns.find((column) => isValue(given[column])) ?? null;
  const reference = from === null ? null : (given[from] as Value);
  const differences: Difference[] = [];
  const cell = (column: Column): Cell => {
    const one = given[column];
    const blank = { value: null, shown: null, unverified: false };
    if ('unknown' in one) return { ...blank, state: 'unknown', words: capital(one.unknown) };
    if ('none' in one) return { ...blank, state: 'not-applicable', words: capital(one.none) };
    const filled = { value: one.value, shown: one.shown ?? null, words: capital(one.words ?? ''), unverified: one.unverified === true };
    if (reference === null || from === null || column === from) return { ...filled, state: 'reference' };
    const equal = same(reference.value, one.value, column);
    if (equal === null) return { ...filled, state: 'unknown', words: filled.words || 'It cannot be compared with what is known.' };
    if (equal) return { ...filled, state: 'equal' };
    const before = differences.find((each) => each.found === one.value);
    if (before !== undefined) before.columns.push(column);
    else differences.push({ columns: [column], wantedFrom: from, wanted: reference.value, found: one.value, words: differing(reference.value, one.value, tell?.(reference.value, one.value, column) ?? null), spelt: unspelt !== true, fix: fix(reference.value, one.value, column) });
    return { ...filled, state: 'different' };
  };
  const cells = { needs: cell('needs'), metadata: cell('metadata'), typed: cell('typed'), sent: cell('sent') };
  const late = differences.find((each) => each.columns.length === 1 && each.columns[0] === 'sent');
  if (late !== undefined && cells.typed.state === 'equal') late.words = `${late.words} The console shows the right value: see that it is saved there and that it is this application, then sign in again.`;
  return { id, term, words, cells, differences };
}

function differing(wanted: string, found: string, told: string | null): string {
  if (told !== null) return capital(told);
  const how = howTheyDiffer(wanted, found);
  return how === null ? 'They are two different values.' : `They differ ${how}.`;
}
