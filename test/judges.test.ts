/** How other programs would decide, held to what the real ones say about every response of the fixtures and about broken logins. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JudgeCell, Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { judgeByAll, judges } from '../shared/judges/index.ts';
import type { Expected } from '../shared/model.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { damaged, faulty, fixtures, more, signedTwice, type Document } from './judge-documents.ts';
import { peers, postedForm } from './judge-peers.ts';

/** Only one of them looks at the signature of the Response first. */
const documentsFor = (id: string): Document[] => [...fixtures, ...(id === 'node-saml' ? signedTwice : []), ...damaged, ...faulty];

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

const cellsOf = ({ content, expected }: Document): JudgeCell[] => inspect(content, expected, { judges: judgeByAll }).judges ?? [];

describe.each(Object.keys(peers))('%s', (id) => {
  const unknowns: string[] = [];
  let judged = 0;
  let withoutWords = 0;

  it('decides as the real one does, and says what it says', async () => {
    const differences: string[] = [];
    for (const document of documentsFor(id)) {
      const report = inspect(document.content, document.expected, { judges: judgeByAll });
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
  const all: { document: Document; report: Report }[] = [...fixtures, ...signedTwice, ...more].map((document) => ({ document, report: inspect(document.content, document.expected, { judges: judgeByAll }) }));

  it('accepts nothing that no key signed, unless the real one was seen to', () => {
    const held = judges.filter(({ basis }) => basis === 'real').map(({ id }) => id);
    const believed = all.flatMap(({ document, report }) => (report.judges ?? []).filter((cell) => cell.verdict === 'accept' && !held.includes(cell.id) && report.facts.response!.assertions[0]?.coveredBy.length === 0).map((cell) => `${cell.id}: ${document.name}`));
    expect(believed).toEqual([]);
  });

  it('says why it accepts what is refused here', () => {
    for (const { report } of all) for (const cell of report.judges ?? []) if (cell.verdict === 'accept') expect(cell.because === undefined).toBe(report.verdict !== 'reject');
  });

  it('has its text for every rule, and accepts a document', () => {
    const table: Record<string, Record<string, string>> = {};
    for (const { document, report } of all) {
      for (const { id, verdict, rule, error, because, unknown } of report.judges ?? []) {
        const row = (table[id] ??= {});
        if (verdict === 'accept') row['accepts'] ??= document.name;
        if (verdict === 'reject' && error !== undefined) row[rule ?? 'unreadable'] = row[rule ?? 'unreadable']?.startsWith('“') === true ? row[rule ?? 'unreadable']! : `“${error}”: ${document.name}`;
        else if (verdict === 'reject') row[rule ?? 'unreadable'] ??= `${because}: ${document.name}`;
        if (verdict === 'unknown') row[`unknown: ${unknown}`] ??= document.name;
      }
    }
    const text = `${JSON.stringify(table, null, 1)}\n`;
    const golden = new URL('judges.golden.json', import.meta.url);
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
    for (const { id, rules } of judges) {
      expect(table[id]).toHaveProperty('accepts');
      // These rules only ever doubt.
      const doubts = ['ordinary', 'times', 'verified', 'service-provider', 'rest', 'weak', 'name-id', 'encryption', 'one-assertion', 'places'];
      expect(rules.map((each) => each.id).filter((rule) => table[id]![rule] === undefined && !doubts.includes(rule))).toEqual([]);
    }
  });
  it('says what its options are and where its rules were read', () => {
    expect(new Set(judges.map((each) => each.id)).size).toBe(judges.length);
    for (const { id, name, version, defaults, basis, sources, rules } of judges) {
      if (Object.hasOwn(peers, id)) expect([id, basis]).toEqual([id, 'real']);
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect([name, version].every((each) => each !== '')).toBe(true);
      for (const each of defaults) expect(each).toMatch(/^.+\.$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect([source.url, source.date]).toEqual([expect.stringMatching(/^https:\/\//), expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
      expect(new Set(rules.map((each) => each.id)).size).toBe(rules.length);
    }
  });

  it('breaks on nothing, whatever was given or left out', () => {
    const broken = all.flatMap(({ document, report }) => {
      const { idp, sp: _sp, requestID: _requestID, ...less } = document.expected;
      // From the network nobody looks for damage, which takes most of the time.
      const bare: Expected = { ...less, idp: { keys: idp?.keys ?? [] }, origin: 'network' };
      return [...(report.judges ?? []), ...cellsOf({ ...document, expected: bare })].filter((cell) => cell.unknown?.includes('broke on it') === true).map((cell) => `${cell.id}, ${document.name}: ${cell.unknown}`);
    });
    expect(broken).toEqual([]);
  });

  it('knows nothing where no key was given', () => {
    const { idp: _idp, ...expected } = expectedOf(cases[0]!);
    const cells = cellsOf({ name: '', content: fixtures[0]!.content, expected });
    expect(cells.map((each) => each.verdict)).toEqual(judges.map(() => 'unknown'));
    expect(cells[0]!.unknown).toMatch(/^No metadata or signing certificate/);
  });
});
