/**
 * Every response of the fixtures through the judge: each legal one is accepted and names the person who logged in, each forged one is
 * rejected for its own reason and names nobody.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTools } from '../electron/tools.ts';
import { checkById } from '../shared/checks/index.ts';
import type { Outcome, Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { encodePost } from '../shared/saml/binding.ts';
import { ns } from '../shared/urns.ts';
import type { ForgedCase, LegalCase, ResponseCase } from './fixtures/responses/case.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { acs, ada, admin, cut, decryptionKeys, idp, put, sealed, sign, signedMessage, usual } from './fixtures/responses/parts.ts';
import { compareFixture, fixtureFolder, strayFixtures } from './make-fixtures.ts';

const tools = await loadTools();
const bytesOf = (each: ResponseCase): Uint8Array => readFileSync(join(fixtureFolder, each.file));
const checksThat = (report: Report, outcome: Outcome): string[] => report.outcomes.filter((each) => each.outcome === outcome).map((each) => each.check);

const legal = cases.filter((each): each is LegalCase => each.verdict === 'accept');
const forged = cases.filter((each): each is ForgedCase => each.verdict === 'reject');

describe('legal responses', () => {
  it.each(legal)('$file: $what', (each) => {
    const report = inspect(bytesOf(each), expectedOf(each), tools);
    expect({ verdict: report.verdict, fails: checksThat(report, 'fail'), warns: checksThat(report, 'warn') }).toEqual({ verdict: 'accept', fails: [], warns: each.warns ?? [] });
    expect(report.identity?.nameID).toBe(each.nameID);
    expect(report.identity?.verifiedBy ?? report.facts.signatures[0]?.verifiedBy?.source).toBeTruthy();
  });
});

describe('forged responses', () => {
  it.each(forged)('$file: $what', (each) => {
    const report = inspect(bytesOf(each), expectedOf(each), tools);
    expect({ verdict: report.verdict, fails: checksThat(report, 'fail') }).toEqual({ verdict: 'reject', fails: each.fails });
    // A message with a finding and a cause, and nobody named.
    expect(report.identity).toBeNull();
    expect(report.headline).not.toBe('');
    expect(report.findings.find((finding) => finding.outcome === 'fail')?.message).toBeTruthy();
  });

  it.each(forged)('$file: the same without the second opinion', (each) => {
    const report = inspect(bytesOf(each), expectedOf(each));
    expect(checksThat(report, 'fail')).toEqual(each.fails.filter((check) => check !== 'signature/second-opinion'));
    expect([report.verdict, report.identity]).toEqual(['reject', null]);
  });
});

describe('what is no message that could be accepted', () => {
  // Names of one standard in the namespace of another: no check need know them all, since nothing unknown is accepted.
  const roots = [`<Response xmlns="${ns.soap}"/>`, `<anything xmlns="${ns.wstrust}"/>`, `<Assertion xmlns="${ns.wstrust}"/>`, `<Envelope xmlns="${ns.saml1p}"/>`, `<EncryptedAssertion xmlns="${ns.saml}"/>`];

  it.each(roots)('%s', (xml) => {
    for (const document of [xml, signedMessage().replace('<samlp:Status>', `<samlp:Extensions>${xml}</samlp:Extensions>`)]) {
      const report = inspect(document, usual, tools);
      expect([report.verdict === 'accept', report.identity]).toEqual([false, null]);
    }
  });
});

describe('what a field of a binding carries', () => {
  const inField = (parameter: string, xml: string): string => new URLSearchParams({ [parameter]: encodePost(xml) }).toString();
  const metadata = readFileSync(join(import.meta.dirname, 'fixtures', 'metadata', 'okta.xml'), 'utf8');
  const logout = sign(`<samlp:LogoutRequest xmlns:samlp="${ns.samlp}" ID="_logout1" Version="2.0" IssueInstant="2026-11-22T08:00:00Z" Destination="${acs}"><saml:Issuer xmlns:saml="${ns.saml}">${idp}</saml:Issuer><saml:NameID xmlns:saml="${ns.saml}">${ada}</saml:NameID></samlp:LogoutRequest>`, '_logout1');
  const wrong: readonly [string, string, string][] = [
    ['metadata', 'SAMLResponse', metadata], ['a signed assertion', 'SAMLResponse', cut(signedMessage(), 'Assertion')], ['a signed logout request', 'SAMLResponse', logout], ['a signed response', 'SAMLRequest', signedMessage()], ['metadata', 'SAMLRequest', metadata],
  ];

  it.each(wrong)('%s in %s is no message', (_what, parameter, xml) => {
    const report = inspect(inField(parameter, xml), usual, tools);
    expect([report.verdict === 'accept', report.identity]).toEqual([false, null]);
    expect(report.headline).not.toMatch(/accepted|can be used/);
  });

  it('is a message where it belongs', () => {
    expect(inspect(inField('SAMLResponse', signedMessage()), usual, tools).verdict).toBe('accept');
    expect(inspect(metadata, usual, tools).verdict).toBe('accept');
  });
});

describe('a logout request', () => {
  const nameOf = (name: string): string => sealed(`<saml:NameID xmlns:saml="${ns.saml}">${name}</saml:NameID>`, { wrapper: 'EncryptedID' });
  const logout = sign(`<samlp:LogoutRequest xmlns:samlp="${ns.samlp}" ID="_logout1" Version="2.0" IssueInstant="2026-11-22T08:00:00Z"><saml:Issuer xmlns:saml="${ns.saml}">${idp}</saml:Issuer>${nameOf(ada)}</samlp:LogoutRequest>`, '_logout1');

  it('is for the name that was signed, not for one in the KeyInfo of the signature', () => {
    const evil = put(logout, 'last', 'KeyInfo', `<saml:Subject xmlns:saml="${ns.saml}">${nameOf(admin)}</saml:Subject>${nameOf(admin)}<samlp:LogoutRequest xmlns:samlp="${ns.samlp}">${nameOf(admin)}</samlp:LogoutRequest>`);
    for (const xml of [logout, evil]) expect(inspect(xml, { ...usual, decryptionKeys }, tools).facts.logout?.nameID?.value).toBe(ada);
  });
});

describe('the table of responses', () => {
  it('has enough of both, each file once', () => {
    expect(legal.length).toBeGreaterThanOrEqual(40);
    expect(forged.length).toBeGreaterThanOrEqual(90);
    expect(new Set(cases.map((each) => each.file)).size).toBe(cases.length);
    expect(new Set(cases.map((each) => each.what)).size).toBe(cases.length);
  });

  it('says where each belongs, in one sentence', () => {
    for (const each of cases) {
      expect(each.file).toMatch(each.verdict === 'accept' ? /^legal\/[a-z0-9-]+\.(xml|b64|txt)$/ : /^forged\/[a-z0-9-]+\.(xml|b64|txt)$/);
      expect(each.what).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });

  it('names checks that exist', () => {
    for (const each of cases) for (const id of each.verdict === 'accept' ? (each.warns ?? []) : each.fails) expect(checkById(id)?.id).toBe(id);
  });

  it('gives each family of forgeries a reason of its own', () => {
    const families = new Map<string, Set<string>>();
    for (const each of forged) {
      const reason = each.fails.join(' ');
      families.set(reason, (families.get(reason) ?? new Set()).add(each.family));
    }
    const shared = [...families].filter(([, names]) => names.size > 1).map(([reason, names]) => `${[...names].join(', ')}: ${reason}`);
    expect(shared).toEqual([]);
  });

  it.each(cases)('$file is as the table makes it', (each) => {
    expect(compareFixture(each).upToDate, 'run npm run fixtures').toBe(true);
  });

  it('has a row for every file', () => {
    expect(strayFixtures()).toEqual([]);
  });
});
