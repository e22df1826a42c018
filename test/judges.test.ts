/** How other programs would decide, held to what the real ones say about every response of the fixtures and about broken logins. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JudgeCell, Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { judgeByAll, judges } from '../shared/judges/index.ts';
import type { Expected } from '../shared/model.ts';
import { against, damageCases, signedLogin } from './damages.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { acs, at, message, responseID, signAssertion, signBoth, signedMessage, signResponse, sp, usual } from './fixtures/responses/parts.ts';
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

/** What no fixture is: for the rules that would stay untried. */
const herokuID = 'https://sso.heroku.com/saml/acme';
const herokuACS = `${herokuID}/finalize`;
const forHeroku: Expected = { ...usual, sp: { entityID: herokuID, assertionConsumerService: herokuACS, guide: 'heroku' } };
const forHeap: Expected = { ...usual, sp: { entityID: 'heapanalytics.com', assertionConsumerService: 'https://heapanalytics.com/saml/finalize/1/', guide: 'heap' } };
type Change = NonNullable<Parameters<typeof message>[0]>;
const meantFor = (expected: Expected, more: Change = () => {}): string => signedMessage((shape, assertion) => {
  shape.destination = assertion.confirmations![0]!.recipient = expected.sp!.assertionConsumerService!;
  assertion.conditions!.audienceRestrictions = [[expected.sp!.entityID!]];
  more(shape, assertion);
});
const made = (name: string, content: string, expected: Expected = usual): Document => ({ name, content, expected });
const more: Document[] = [
  made('made: for Heroku', meantFor(forHeroku), forHeroku),
  made('made: for Heap', meantFor(forHeap), forHeap),
   made('made: for Heroku, unsigned', message(), forHeroku),
  made('made: for Heap, unsigned', message(), forHeap),
  made('made: for Heroku, no assertion', signResponse(message((shape) => { shape.assertions = []; })), forHeroku),
  made('made: for Heap, no assertion', signResponse(message((shape) => { shape.assertions = []; })), forHeap),
  made('made: for Heroku, closed', readFileSync(join(fixtureFolder, 'forged/encrypted-wrong-key.xml'), 'utf8'), forHeroku),
  made('made: encrypted, the Response signed, without a key', readFileSync(join(fixtureFolder, 'legal/encrypted-response-signed.xml'), 'utf8')),
  made('made: an attribute twice', signBoth(message((_shape, assertion) => { assertion.attributes!.push(structuredClone(assertion.attributes![0]!)); }))),
  made('made: no attributes', signBoth(message((_shape, assertion) => { delete assertion.attributes; }))),
  made('made: another SPNameQualifier', signBoth(message((_shape, assertion) => { assertion.spNameQualifier = `${sp}/other`; }))),
  made('made: issued two minutes ago', signBoth(message((shape, assertion) => { shape.issueInstant = assertion.issueInstant = at(-120); }))),
  made('made: the assertion issued two minutes ago', signBoth(message((_shape, assertion) => { assertion.issueInstant = at(-120); }))),
  made('made: issued in ten minutes', signBoth(message((shape) => { shape.issueInstant = at(600); }))),
  made('made: the login lies ahead', signBoth(message((_shape, assertion) => { assertion.authnStatements![0]!.authnInstant = at(600); }))),
  made('made: valid from in ten minutes', signBoth(message((_shape, assertion) => { Object.assign(assertion.conditions!, { notBefore: at(600), notOnOrAfter: at(900) }); }))),
  made('made: two authentication statements', signBoth(message((_shape, assertion) => { assertion.authnStatements!.push(structuredClone(assertion.authnStatements![0]!)); }))),
  made('made: no Conditions', signBoth(message((_shape, assertion) => { delete assertion.conditions; }))),
  made('made: signed by another key', signBoth(message(), { key: 'other-rsa' })),
  made('made: the assertion by another key', signResponse(signAssertion(message(), { key: 'other-rsa' }))),
  made('made: no status code', signResponse(message((shape) => { shape.statusCodes = []; }))),
  made('made: not signed', message()),
  made('made: elsewhere', signBoth(message((shape) => { shape.destination = `${acs}/other`; }))),
];

describe('every judge', () => {
  const all: { document: Document; report: Report }[] = [...fixtures, ...signedTwice, ...more].map((document) => ({ document, report: inspect(document.content, document.expected, { judges: judgeByAll }) }));

  it('accepts nothing that no key signed, unless the real one was seen to', () => {
    const held = [...Object.keys(peers), 'python3-saml'];
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
      const doubts = ['ordinary', 'times', 'verified', 'service-provider', 'rest', 'weak', 'name-id', 'encryption'];
      expect(rules.map((each) => each.id).filter((rule) => table[id]![rule] === undefined && !doubts.includes(rule))).toEqual([]);
    }
  });
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
