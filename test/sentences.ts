/** What every sentence for an admin keeps to, whoever wrote it. */
import { expect } from 'vitest';

/** One or more whole sentences: a capital first, a full stop last, no word twice in a row, no empty blame. */
export function expectSentence(sentence: string, where = ''): void {
  // What is quoted is somebody else's.
  const text = sentence.replaceAll(/"[^"]*"/g, (quoted) => (/[.!?…]"$/.test(quoted) ? '"Quoted."' : '"Quoted"'));
  expect(text, where).toMatch(/^["“]?[A-Z0-9]/);
  expect(text, where).toMatch(/[.!?…]["”)]?$/);
  expect(text, where).not.toMatch(/undefined|NaN|\[object|\b[Ii]nvalid\b|[Oo]ops/);
  expect(text, where).not.toMatch(/\b([a-z]+) \1\b/i);
  expect(text, where).not.toMatch(/ {2}| [,;.:]|\.\.(?!\.)|,,|"\."/);
}
