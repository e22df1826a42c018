/** The catalogue of checks and diagnoses is complete: ids, words, references, places. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkById, checks } from '../shared/checks/index.ts';
import { causeById, diagnosisList } from '../shared/diagnoses/index.ts';

const folder = new URL('../shared/checks/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const notFamilies = new Set(['check.ts', 'index.ts', 'run.ts', 'judged.ts', 'words.ts', 'envelope.ts', 'status-words.ts']);
const needsOf = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

describe('checks', () => {
  it('have ids of their own', () => {
    expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
    for (const check of checks) expect(checkById(check.id)).toBe(check);
    expect(checkById('no/such-check')).toBeUndefined();
  });
  it.each(checks.map((check) => [check.id, check] as const))('%s is complete', (id, check) => {
    const [family, name, ...rest] = id.split('/');
    expect(rest).toEqual([]);
    expect(family).toMatch(needsOf);
    expect(name).toMatch(needsOf);
    expect(check.title).toMatch(/^\S.{3,90}[^.]$/);
    expect(check.why).toMatch(/^[A-Z].{15,}\.$/s);
    expect(check.causes.length).toBeGreaterThan(0);
    for (const cause of check.causes) expect(cause).toMatch(/^[A-Z].{5,}\.$/s);
    expect(check.spec.text).toMatch(/\S+ \S/);
    expect(check.spec.url).toMatch(/^https:\/\//);
    for (const text of [check.title, check.why, ...check.causes]) expect(text).not.toMatch(/oops|\binvalid\b/i);
    // Its family is its file, or the beginning of its name.
    const home = files.filter((file) => !notFamilies.has(file) && (file === `${family}.ts` || file.startsWith(`${family}-`)));
    expect(home.length, `${family}.ts`).toBeGreaterThan(0);
    const sources = home.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
    expect(sources.includes(`'${id}'`) || sources.includes(`'${name}'`) || sources.includes(`family: '${family}'`)).toBe(true);
  });
  it('all files are families that the registry lists', () => {
    const registry = readFileSync(new URL('index.ts', folder), 'utf8');
    for (const file of files) if (!notFamilies.has(file)) expect(registry, file).toContain(`'./${file}'`);
  });
  it('stay short', () => {
    for (const file of files) expect(readFileSync(new URL(file, folder), 'utf8').split('\n').length, file).toBeLessThan(350);
  });
});

describe('diagnoses', () => {
  it('have ids of their own and words', () => {
    expect(new Set(diagnosisList.map((cause) => cause.id)).size).toBe(diagnosisList.length);
    for (const cause of diagnosisList) {
      expect(cause.id).toMatch(needsOf);
      expect(cause.title).toMatch(/^\S.{3,70}[^.]$/);
      expect(cause.meaning, cause.id).toMatch(/^[A-Z].{15,}\.$/s);
      expect(causeById(cause.id)).toBe(cause);
    }
  });
});
