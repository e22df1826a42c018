/**
 * Error texts as people paste them, each in full with what stands around it, and the entry that its cause has: test/pasted.
 * A block begins with "== " and the entry's id, or "nothing" where no entry may answer.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { destinationOf } from '../renderer/destination.ts';
import { explain } from '../shared/explain/explain.ts';

const folder = join(import.meta.dirname, 'pasted');
const blocks = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^== /m).slice(1).map((block): [id: string, text: string] => {
  const end = block.indexOf('\n');
  return [block.slice(0, end).trim(), block.slice(end).trim()];
}));
const known = blocks.filter(([id]) => id !== 'nothing' && !id.startsWith('elsewhere/'));
const foreign = blocks.filter(([id]) => id === 'nothing' || id.startsWith('elsewhere/'));

/** What is said of a text that has nothing to do with SAML: nothing, that it is none, or a guess that is called one. */
const isHonest = (text: string): boolean => explain(text).every((each, index) => each.guessed === true || each.id.startsWith('elsewhere/') || (index > 0 && each.rank <= 0.4));

const nameOf = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 70);

describe('a pasted error text', () => {
  it.each(known)('%s', (id, text) => {
    expect(explain(text)[0], nameOf(text)).toMatchObject({ id });
  });

  it.each(foreign)('%s: nothing of SAML', (id, text) => {
    const found = explain(text);
    if (id === 'nothing') expect(found.filter((each) => each.guessed === undefined), nameOf(text)).toEqual([]);
    else expect(found[0]!.id).toBe(id);
    expect(isHonest(text)).toBe(true);
  });
});

describe('the same text inside something else', () => {
  const outer: readonly [name: string, put: (text: string) => string, mostLost: number][] = [
    ['a mail that quotes it', (text) => `Hello,\n\nour users see this since Friday:\n\n${text.replace(/^/gm, '> ')}\n\nCan you help?`, 0],
    ['a sentence in German', (text) => `Beim Anmelden erscheint: „${text}“ – wer kann helfen?`, 0],
    ['a page', (text) => `<div class="alert">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\'', '&#039;')}</div>`, 1],
    ['a log of JSON records', (text) => `{"level":"info","message":${JSON.stringify(text)},"service":"web"}`, 2],
    ['an address', (text) => `https://app.acme.example.com/login?message=${encodeURIComponent(text).replaceAll('%20', '+')}&next=%2F`, 3],
    ['a narrow terminal', (text) => text.replace(/(.{50,70}) /g, '$1\n'), 3],
    ['lower case', (text) => text.toLowerCase(), 3],
  ];

  it.each(outer)('%s', (_name, put, mostLost) => {
    // A message of SAML is one as a whole only.
    const lost = known.filter(([id, text]) => id !== 'any/message' && explain(put(text))[0]?.id !== id).map(([id, text]) => `${id}: ${nameOf(text)}`);
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(mostLost);
    expect(foreign.filter(([, text]) => !isHonest(put(text))).map(([, text]) => nameOf(text))).toEqual([]);
  });
});

it('comes to be explained wherever it is pasted', () => {
  const astray = known.filter(([id, text]) => id !== 'any/message' && destinationOf({ content: { text }, name: null, size: text.length }) !== 'explain');
  expect(astray.length, astray.map(([, text]) => nameOf(text)).join('\n')).toBeLessThanOrEqual(1);
});
