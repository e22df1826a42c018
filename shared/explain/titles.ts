/** Search by words: for a text that no code or fragment fits. */
import type { ErrorEntry } from './entry.ts';
import { lower } from './fold.ts';
import { products } from './products.ts';

export interface Titled<T> {
  item: T;
  /** Of its title, and of the rest of what is said about it. */
  words: ReadonlySet<string>;
  body: ReadonlySet<string>;
}

const common = new Set('a an and any are as at be been but by can cannot code could did do does for from get got has have how i if in into is it its my me no not of on or our out please saml sso so than that the their then there this to try trying up us was we were what when where which while who why will with you your error errors failed failure fails message problem user users'.split(' '));

const stem = (word: string): string => (word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, '') : word.length > 3 ? word.replace(/s$/, '') : word);

/** The words of a text that tell something. */
export function wordsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [word] of lower(text).matchAll(/[a-z0-9]+/g)) if (word.length > 1 && word.length < 40 && !common.has(word)) found.add(stem(word));
  return found;
}

export const entryWords = (entry: ErrorEntry): { words: Set<string>; body: Set<string> } => ({
  words: wordsOf(`${entry.title} ${entry.id} ${products[entry.product]?.name ?? ''} ${entry.codes.join(' ')}`),
  body: wordsOf(`${entry.meaning} ${entry.causes.join(' ')} ${entry.fragments.join(' ')}`),
});

/** What a word outside the title counts. */
const aside = 0.7;

/** Longer than this a text is no question but a log; its words would fit everything. */
const longest = 600;

/** Those that hold at least half of what the question says, rare words counting more; each with its share from 0 to 1. */
export function searchTitles<T>(titled: readonly Titled<T>[], text: string): { item: T; share: number }[] {
  if (text.length > longest) return [];
  const asked = wordsOf(text);
  if (asked.size === 0 || asked.size > 24) return [];
  const weights = new Map<string, number>();
  for (const word of asked) {
    let uses = 0;
    for (const { words, body } of titled) if (words.has(word) || body.has(word)) uses += 1;
    weights.set(word, uses === 0 ? Math.log(1 + titled.length) : Math.log(1 + titled.length / uses));
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const found: { item: T; share: number; extra: number }[] = [];
  for (const { item, words, body } of titled) {
    let sum = 0;
    let matched = 0;
    for (const [word, weight] of weights) {
      const counts = words.has(word) ? 1 : body.has(word) ? aside : 0;
      sum += weight * counts;
      // One word alone must stand in the title.
      if (counts === 1 || (counts > 0 && asked.size > 1)) matched += 1;
    }
    if (sum >= total / 2 && matched >= Math.min(2, asked.size)) found.push({ item, share: sum / total, extra: words.size });
  }
  return found.sort((a, b) => b.share - a.share || a.extra - b.extra);
}
