/** How two values that should be equal differ, in the words of the judge's near misses; and how typed text is read. */
import { nearMiss } from '../checks/words.ts';

/** Letters that look like Latin ones, and digits that look like letters. Not a whole table: those that keyboards and copying bring in. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a', с: 'c', е: 'e', һ: 'h', і: 'i', ј: 'j', о: 'o', р: 'p', ѕ: 's', х: 'x', у: 'y', А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', О: 'O', Р: 'P', Т: 'T', Х: 'X',
  ο: 'o', Ο: 'O', Α: 'A', Β: 'B', Ε: 'E', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ρ: 'P', Τ: 'T', Χ: 'X', Υ: 'Y', Ζ: 'Z', ν: 'v',
  '0': 'o', '1': 'l', I: 'l', '|': 'l', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '⁄': '/', '∕': '/', '：': ':', '．': '.',
};
const isInvisible = (character: string): boolean => /[\u00ad\u200b-\u200f\u2060\ufeff]/.test(character);
const folded = (text: string): string => [...text].filter((one) => !isInvisible(one)).map((one) => lookAlikes[one] ?? one).join('');

function lookAlike(wanted: string, found: string): string | null {
  if (folded(wanted) !== folded(found)) return null;
  const hidden = [...found].find(isInvisible) ?? [...wanted].find(isInvisible);
  if (hidden !== undefined) return `only in an invisible character (${codePoint(hidden)})`;
  const [a, b] = [[...wanted], [...found]];
  const at = a.findIndex((character, index) => character !== b[index]);
  return `only in a character that looks alike: “${b[at]}” (${codePoint(b[at]!)}) stands where “${a[at]}” belongs`;
}

const codePoint = (character: string): string => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Continues "they differ": 'only in the trailing slash'. Null where they have nothing in common, or are equal. */
export function howTheyDiffer(wanted: string, found: string): string | null {
  if (wanted === found) return null;
  return lookAlike(wanted, found) ?? nearMiss(wanted, found)?.words ?? null;
}

/** They mean the same and are spelt differently: not merely of one host. */
export function isSpelling(wanted: string, found: string): boolean {
  if (wanted === found || lookAlike(wanted, found) !== null) return true;
  const kind = nearMiss(wanted, found)?.kind;
  return kind !== undefined && !['longer', 'shorter', 'path', 'host', 'query'].includes(kind);
}

/** What was typed or pasted, without the blanks, quotes and brackets that copying leaves around it. What stands inside it stays. */
export function tidy(text: string): string {
  return text.trim().replace(/^["'“”‘’«»<`]+|["'“”‘’«»>`]+$/g, '').trim();
}
