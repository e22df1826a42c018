/** What stands between a proven connection and its enforcement: people, the guard against lock-outs, the runbook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newConnection, type Connection } from '../shared/connection.ts';
import type { Evidence, ExchangeEvidence } from '../shared/guides/guide.ts';
import { lockoutGuard, mayEnforce, type GuardItem } from '../shared/guides/lockout.ts';
import { identityProviderNames, serviceProviderNames } from '../shared/guides/names.ts';
import { readPeople } from '../shared/guides/people.ts';
import { runbook } from '../shared/guides/runbook.ts';
import { runbookHtml, runbookMarkdown } from '../shared/guides/runbook-text.ts';
import { walk } from '../shared/guides/walk.ts';
import { inspect } from '../shared/inspect.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { root } from './bundle.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

describe('the list of people', () => {
  const table: [what: string, text: string, addresses: string[], refused: number[], doubles: number][] = [
    ['one a line', 'ada@acme.example.com\nbob@acme.example.com\n', ['ada@acme.example.com', 'bob@acme.example.com'], [], 0],
    ['a sheet with a head', 'Name,E-mail,Role\nAda,ada@acme.example.com,admin\n"Bob, B.","bob@acme.example.com",member', ['ada@acme.example.com', 'bob@acme.example.com'], [], 0],
    ['semicolons, as some sheets write', 'name;mail\r\nAda;ada@acme.example.com\r\n', ['ada@acme.example.com'], [], 0],
    ['from a mail program', 'Ada Example <ada@acme.example.com>', ['ada@acme.example.com'], [], 0],
    ['all in one line', 'ada@acme.example.com, bob@acme.example.com;eve@acme.example.com', ['ada@acme.example.com', 'bob@acme.example.com', 'eve@acme.example.com'], [], 0],
    ['a manager in the same row is not one of them', 'Ada,ada@acme.example.com,boss@acme.example.com', ['ada@acme.example.com'], [], 0],
    ['twice, once in capitals', 'Ada@acme.example.com\nada@acme.example.com', ['Ada@acme.example.com'], [], 1],
    ['with a byte order mark and empty lines', '\uFEFFada@acme.example.com\n\n\n', ['ada@acme.example.com'], [], 0],
    ['lines without an address', 'user\nada@acme.example.com\nbob\nada at acme', ['ada@acme.example.com'], [3, 4], 0],
    ['nothing', ' \n ', [], [], 0],
  ];
  it.each(table)('%s', (_, text, addresses, refused, doubles) => {
    const read = readPeople(text);
    expect([read.addresses, read.refused.map((one) => one.line), read.doubles]).toEqual([addresses, refused, doubles]);
  });
});

const xml = readFileSync(join(root, 'test/fixtures/metadata/okta.xml'), 'utf8');
const summary = summarizeMetadata(inspect(xml, { now, clockSkew: 180, policy: 'practice', role: 'idp' }), 'idp')!;
const okta = (over: Partial<Connection> = {}, sp = 'heroku'): Connection => {
  const made = newConnection({ id: 'c1', now: ago(60), sp, spInputs: sp === 'heroku' ? { team: 'acme' } : {}, idp: 'okta' });
  return { ...made, idp: { ...made.idp, metadata: { xml, source: 'dropped okta.xml', addedAt: ago(50), sha256: 'f00d', summary } }, ...over };
};
const ending = (...days: number[]): Connection => {
  const [certificate] = summary.signingCertificates;
  const signingCertificates = days.map((each) => ({ ...certificate!, notAfter: new Date(now + each * 86_400_000).toISOString() }));
  const made = okta();
  return { ...made, idp: { ...made.idp, metadata: { ...made.idp.metadata!, summary: { ...summary, signingCertificates } } } };
};
const evidence = (...exchanges: Partial<ExchangeEvidence>[]): Evidence => ({
  metadata: null, now,
  exchanges: exchanges.map((one, index) => ({ id: `e${index}`, at: ago(10), outcome: 'passed', rehearsal: true, practice: false, verdict: 'accept', headline: 'Accepted.', metadataSha256: 'f00d', nameID: 'ada@acme.example.com', clockOffset: 900, ...one })),
});
const people = (...addresses: string[]): Partial<Connection> => ({ goLive: { people: addresses, breakGlass: '' } });
const holder = (breakGlass: string): Partial<Connection> => ({ goLive: { people: [], breakGlass } });

describe('the guard against lock-outs', () => {
  const table: [what: string, connection: Connection, evidence: Evidence, id: GuardItem['id'], state: GuardItem['state'], words: RegExp][] = [
    ['a login ten minutes ago', okta(), evidence({}), 'login', 'good', /rehearsal passed 10 min ago/i],
    ['a login two days ago', okta(), evidence({ at: ago(2 * 24 * 60) }), 'login', 'warning', /2 days ago/],
    ['no login', okta(), evidence(), 'login', 'bad', /No login with Okta/],
    ['a practice login only', okta(), evidence({ practice: true }), 'login', 'bad', /No login/],
    ['a login with other metadata', okta(), evidence({ metadataSha256: 'other' }), 'login', 'bad', /No login/],
    ['a login that failed since', okta(), evidence({ at: ago(30) }, { at: ago(2), outcome: 'failed', headline: 'Wrong audience.' }), 'login', 'bad', /Wrong audience/],
    ['a captured login', okta(), evidence({ captured: true, rehearsal: false }), 'login', 'good', /at the service provider itself/],
    ['no list', okta(), evidence({}), 'people', 'unknown', /No list/],
    ['a list, all of one domain', okta(people('ada@acme.example.com', 'bob@acme.example.com')), evidence({}), 'people', 'good', /All 2 are at acme\.example\.com.*1 of them/],
    ['somebody of another domain', okta(people('ada@acme.example.com', 'eve@contoso.example.com')), evidence({}), 'people', 'warning', /1 of 2 are at contoso\.example\.com/],
    ['another domain that was seen too', okta(people('ada@acme.example.com', 'eve@contoso.example.com')), evidence({}, { nameID: 'bob@contoso.example.com' }), 'people', 'good', /All 2/],
    ['a domain in capitals', okta(people('ada@ACME.example.com')), evidence({}), 'people', 'warning', /letter case/],
    ['a name in capitals', okta(people('Ada@acme.example.com')), evidence({}), 'people', 'warning', /letter case/],
    ['NameIDs that are no addresses', okta(people('ada@acme.example.com')), evidence({ nameID: '8f1c2d34' }), 'people', 'bad', /no e-mail address/],
    ['a list and no login', okta(people('ada@acme.example.com')), evidence(), 'people', 'unknown', /no NameID has been seen/],
    ['a service provider that knows no addresses', okta(people('ada@acme.example.com'), 'other'), evidence({}), 'people', 'unknown', /does not know people by their e-mail/],
    ['nobody to get back in', okta(), evidence({}), 'break-glass', 'bad', /No account is noted/],
    ['somebody to get back in', okta(holder('root@acme.example.com')), evidence({}), 'break-glass', 'good', /root@acme/],
    ['the one who signs in by it', okta(holder('ADA@acme.example.com')), evidence({}), 'break-glass', 'warning', /was seen signing in/],
    ['certificates for years', okta(), evidence({}), 'certificates', 'good', /ends in \d{4} days/],
    ['a certificate for 61 days', ending(61), evidence({}), 'certificates', 'good', /61 days/],
    ['a certificate for 59 days', ending(59), evidence({}), 'certificates', 'warning', /59 days/],
    ['one lapsed, one good', ending(-3, 400), evidence({}), 'certificates', 'warning', /One has lapsed; the last ends in 400 days/],
    ['all lapsed', ending(-3), evidence({}), 'certificates', 'bad', /has lapsed/],
    ['no metadata', newConnection({ id: 'c', now: ago(1), sp: 'heroku', spInputs: { team: 'acme' }, idp: 'okta' }), evidence(), 'certificates', 'unknown', /No certificate/],
    ['clocks that agree', okta(), evidence({}), 'clock', 'good', /1 s after/],
    ['a clock four minutes ahead', okta(), evidence({ clockOffset: -240_000 }), 'clock', 'warning', /240 s before/],
    ['no clock seen', okta(), evidence({ clockOffset: null }), 'clock', 'unknown', /both clocks/],
    ['an override', okta({ overrides: [{ at: ago(5), gate: 'suspect', reason: 'It looks like another product.', metadataSha256: 'f00d' }] }), evidence({}), 'overrides', 'warning', /looks like another product/],
  ];
  it.each(table)('%s', (_, connection, given, id, state, words) => {
    const item = lockoutGuard(connection, given).find((one) => one.id === id)!;
    expect([item.state, item.words]).toEqual([state, expect.stringMatching(words)]);
    expect(item.state === 'good' || (item.todo ?? '') !== '').toBe(true);
  });

  it('lets enforce only what is good or only to be looked at', () => {
    const good = okta({ goLive: { people: ['ada@acme.example.com'], breakGlass: 'root@acme.example.com' } });
    expect(mayEnforce(lockoutGuard(good, evidence({})))).toBe(true);
    expect(mayEnforce(lockoutGuard(good, evidence()))).toBe(false);
    expect(mayEnforce(lockoutGuard(okta(holder('root@acme.example.com')), evidence({})))).toBe(false);
  });
});

describe('the runbook', () => {
  const pairings = Object.keys(serviceProviderNames).flatMap((sp) => Object.keys(identityProviderNames).map((idp) => [sp, idp] as const));
  it.each(pairings)('of %s and %s has no hole, with nothing known and with everything', (sp, idp) => {
    const empty = newConnection({ id: 'c', now: ago(1), sp, spInputs: {}, idp });
    const full = { ...okta({ goLive: { people: ['ada@acme.example.com'], breakGlass: 'root' } }, sp), idp: { ...okta().idp, guide: idp } };
    for (const [connection, given] of [[empty, evidence()], [full, evidence({})]] as const) {
      const book = runbook(connection, given, walk(connection, given));
      const markdown = runbookMarkdown(book);
      expect(markdown).not.toMatch(/undefined|null|\[object|NaN/);
      expect(markdown.match(/^## .+/gm)).toEqual(book.sections.map((one) => `## ${one.title}`));
      for (const { parts } of book.sections) for (const part of parts) if (part.kind === 'table') expect(part.rows.every((row) => row.length === part.head.length)).toBe(true);
      expect(runbookHtml(book)).not.toMatch(/undefined|\[object|NaN|<script|src=|href=/);
    }
  });

  it('tells who must do what next, both values, the way back, and what was overridden', () => {
    const connection = okta({ overrides: [{ at: ago(5), gate: 'login-failed', reason: 'The last login failed.', metadataSha256: 'f00d' }] });
    const text = runbookMarkdown(runbook(connection, evidence({}), walk(connection, evidence({}))));
    for (const words of ['the admin of Heroku', 'https://sso.heroku.com/saml/acme', summary.entityID, summary.signingCertificates[0]!.sha256, 'Way back, to print', 'against the judge’s word', 'rehearsal login with Okta']) expect(text.replaceAll('\\', '')).toContain(words);
  });

  it('keeps no secret: neither keys nor whole certificates nor metadata', () => {
    const text = runbookMarkdown(runbook(okta(), evidence({}), walk(okta(), evidence({}))));
    expect(text).not.toMatch(/BEGIN |<md:|PRIVATE/);
    expect(text).not.toContain(summary.signingCertificates[0]!.der.slice(0, 40));
  });

  it('lets no value become markup', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (nasty) => {
      const hostile = `${nasty}<img src=x onerror=alert(1)>|**[a](javascript:1)\n# b`;
      const connection = okta({ name: hostile });
      const book = runbook(connection, evidence({ headline: hostile, outcome: 'failed' }), walk(connection, evidence({ headline: hostile, outcome: 'failed' })));
      expect(runbookHtml(book)).not.toMatch(/<img/);
      const markdown = runbookMarkdown(book);
      expect(markdown).not.toMatch(/(?<!\\)<img|(?<!\\)\[a|^# b/m);
      const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
      expect(rows.length).toBe(book.sections.flatMap(({ parts }) => parts).reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length + 2 : 0), 0));
    }), { numRuns: 60, seed: 7 });
  });
});
