/** How other programs would decide, held to what the real ones say about every response of the fixtures and about broken logins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JudgeCell } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { judges } from '../shared/judges/index.ts';
import type { Expected } from '../shared/model.ts';
import { against, damageCases, signedLogin } from './damages.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { responseID, signResponse } from './fixtures/responses/parts.ts';
import { peers, postedForm } from './judge-peers.ts';
import { fixtureFolder } from './make-fixtures.ts';

interface Document {
  name: string;
  content: string | Uint8Array;
  expected: Expected;
}

const fixtures: Document[] = cases.map((each) => ({ name: each.file, content: readFileSync(join(fixtureFolder, each.file)), expected: expectedOf(each) }));

/** The same with the Response signed as well, so that those who want that look further. */
const signedTwice: Document[] = fixtures.flatMap(({ name, content, expected }) => {
  const xml = Buffer.from(content as Uint8Array).toString('utf8');
  const report = inspect(content, expected);
  const isPlain = xml.startsWith('<') && report.facts.encrypted.length === 0 && report.facts.response?.id === responseID && report.facts.signatures.every((each) => each.parent !== report.facts.response!.node);
  return isPlain && !xml.includes('\r') && report.facts.xml!.duplicateIDs.length === 0 ? [{ name: `${name}, Response signed`, content: signResponse(xml), expected }] : [];
});

const damaged: Document[] = damageCases.map(({ name, damage, dress }) => ({ name: `damage: ${name}`, content: damage(signedLogin('okta', 'both', dress)), expected: against() }));

/** Only one of them looks at the signature of the Response first. */
const documentsFor = (id: string): Document[] => [...fixtures, ...(id === 'node-saml' ? signedTwice : []), ...damaged];

/** Why it may stay unknown, and in how many of a hundred documents at most. */
const mayBeUnknown: readonly { reason: RegExp; share: number }[] = [
  // Text that is not read here has no Facts to judge by.
  { reason: /does not read such text/, share: 13 },
  { reason: /not a Response|HTTP-Redirect/, share: 4 },
  { reason: /^RSA 1\.5 is opened/, share: 2 },
  { reason: /^(What was encrypted|What is encrypted|Several keys were given|There are several encrypted keys)/, share: 3 },
  { reason: /^The signature (breaks the rules|is written|was not looked at)/, share: 3 },
  { reason: /^(It reads the signed element|Something else is called)/, share: 2 },
  { reason: /^(It is set up with certificates|A time has no zone|Carriage returns)/, share: 1 },
];

const cellsOf = ({ content, expected }: Document): JudgeCell[] => inspect(content, expected, { judges: true }).judges ?? [];

describe.each(Object.keys(peers))('%s', (id) => {
  const unknowns: string[] = [];
  let judged = 0;
  let withoutWords = 0;

  it('decides as the real one does, and says what it says', async () => {
    const differences: string[] = [];
    for (const document of documentsFor(id)) {
      const report = inspect(document.content, document.expected, { judges: true });
      const cell = report.judges?.find((each) => each.id === id);
      if (cell === undefined) continue;
      judged++;
      if (cell.verdict === 'unknown') {
        unknowns.push(cell.unknown!);
        continue;
      }
      const answer = await peers[id]!({ base64: postedForm(document.content), facts: report.facts, expected: document.expected });
      const words = answer.accepts ? 'accepts' : `refuses: ${answer.words ?? 'no words'}`;
      if (answer.accepts !== (cell.verdict === 'accept')) differences.push(`${document.name}: ${cell.verdict} ${cell.error ?? ''}; the real one ${words}`);
      else if (!answer.accepts && cell.error !== undefined && cell.error !== answer.words) differences.push(`${document.name}: “${cell.error}”; the real one ${words}`);
      else if (!answer.accepts && cell.error === undefined && answer.words !== null) withoutWords++;
    }
    expect(differences).toEqual([]);
    expect(judged).toBeGreaterThan(500);
  }, 240_000);

  it('knows its words for all but a few, and is unsure for known reasons alone', () => {
    expect(withoutWords / judged).toBeLessThan(0.05);
    expect(unknowns.filter((each) => !mayBeUnknown.some(({ reason }) => reason.test(each)))).toEqual([]);
    for (const { reason, share } of mayBeUnknown) expect([reason, (unknowns.filter((each) => reason.test(each)).length / judged) * 100 <= share]).toEqual([reason, true]);
    // What is left when what cannot be read here, or is none, is put aside.
    expect(unknowns.filter((each) => !/does not read|not a Response|HTTP-Redirect/.test(each)).length / judged).toBeLessThan(0.05);
  });
});

describe('every judge', () => {
  it('says what its options are and where its rules were read', () => {
    expect(new Set(judges.map((each) => each.id)).size).toBe(judges.length);
    for (const { id, name, version, defaults, sources, rules } of judges) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect([name, version].every((each) => each !== '')).toBe(true);
      for (const each of defaults) expect(each).toMatch(/^.+\.$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect([source.url, source.date]).toEqual([expect.stringMatching(/^https:\/\//), expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
      expect(new Set(rules.map((each) => each.id)).size).toBe(rules.length);
    }
  });

  it('knows nothing where no key was given', () => {
    const { idp: _idp, ...expected } = expectedOf(cases[0]!);
    const cells = cellsOf({ name: '', content: fixtures[0]!.content, expected });
    expect(cells.map((each) => each.verdict)).toEqual(judges.map(() => 'unknown'));
    expect(cells[0]!.unknown).toMatch(/^No metadata or signing certificate/);
  });
});
