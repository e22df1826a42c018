/** The consistency board: every planted mismatch is found and sent to the right side and place, and what only looks like one is not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeConnection } from '../electron/connection-input.ts';
import { board, type Board } from '../shared/board/board.ts';
import { columns, type BoardRow, type Column } from '../shared/board/cell.ts';
import { readMarks } from '../shared/board/certificates.ts';
import type { LastLogin } from '../shared/board/sides.ts';
import { howTheyDiffer, isSpelling, tidy } from '../shared/board/spelling.ts';
import { typedFields } from '../shared/board/typed.ts';
import { newConnection, type Connection, type MetadataSummary } from '../shared/connection.ts';
import type { PracticeSettings } from '../shared/contract.ts';
import type { Field, Side } from '../shared/finding.ts';
import { identityProviderNames, serviceProviderNames } from '../shared/guides/names.ts';
import { fieldPlace } from '../shared/guides/places.ts';
import { keysFromCertificate } from '../shared/trust.ts';
import { binding, nameIDFormat } from '../shared/urns.ts';
import { judgeLogin, practising } from './practice-login.ts';
import { expectSentence } from './sentences.ts';

const entityID = 'https://sso.heroku.com/saml/acme';
const acs = `${entityID}/finalize`;
const tenant = 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/';
const otherTenant = 'https://sts.windows.net/99999999-2222-3333-4444-555555555555/';
const pem = (name: string): string => readFileSync(join(import.meta.dirname, 'keys', `${name}.crt.pem`), 'utf8');

/** As when the metadata is the real identity provider's; the practice one's own proves nothing of it. */
function real(connection: Connection, over: Partial<MetadataSummary> = {}): Connection {
  const metadata = connection.idp.metadata!;
  return { ...connection, idp: { ...connection.idp, metadata: { ...metadata, source: 'dropped idp.xml', summary: { ...metadata.summary, ...over } } } };
}
const heroku = real(practising('heroku', 'entra', { team: 'acme' }));
const intranet = (names: Record<string, string> = {}): Connection =>
  real(practising('other', 'entra', { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs', ...names }));
const typing = (connection: Connection, typed: Record<string, string>): Connection => ({ ...connection, typed });
const rowOf = ({ rows }: Board, id: string): BoardRow => {
  const row = rows.find((each) => each.id === id);
  if (row === undefined) throw new Error(`There is no row ${id}: ${rows.map((each) => each.id).join(', ')}`);
  return row;
};
const login = async (connection: Connection, settings: Partial<PracticeSettings>): Promise<LastLogin> => ({ report: await judgeLogin(connection, settings), as: 'rehearsal' });

let certificate: { metadata: string; other: string; sha256: string };
beforeAll(async () => {
  const [own] = heroku.idp.metadata!.summary.signingCertificates;
  certificate = { metadata: pem('idp-rsa'), other: pem('other-rsa'), sha256: own!.sha256 };
  expect(keysFromCertificate(certificate.other)).toHaveLength(1);
});

type Planted = readonly [what: string, row: string, column: Column, side: Side, field: Field, words: RegExp, make: () => Connection | Promise<[Connection, LastLogin]>];

const sent = (connection: Connection, settings: Partial<PracticeSettings>) => async (): Promise<[Connection, LastLogin]> => [connection, await login(connection, settings)];

const planted: readonly Planted[] = [
  ['a trailing slash, typed', 'entityID', 'typed', 'idp', 'entityID', /only in the trailing slash/, () => typing(heroku, { entityID: `${entityID}/` })],
  ['a trailing slash, sent', 'entityID', 'sent', 'idp', 'entityID', /only in the trailing slash/, sent(heroku, { fault: 'audience-slash' })],
  ['entityID and ACS URL swapped, the entityID', 'entityID', 'typed', 'idp', 'entityID', /ACS URL stands where/, () => typing(heroku, { entityID: acs, assertionConsumerService: entityID })],
  ['entityID and ACS URL swapped, the ACS URL', 'assertionConsumerService', 'typed', 'idp', 'assertionConsumerService', /entityID stands where/, () => typing(heroku, { entityID: acs, assertionConsumerService: entityID })],
  ['http for https', 'assertionConsumerService', 'typed', 'idp', 'assertionConsumerService', /only in http and https/, () => typing(heroku, { assertionConsumerService: acs.replace('https', 'http') })],
  ['no /finalize', 'assertionConsumerService', 'typed', 'idp', 'assertionConsumerService', /entityID stands where/, () => typing(heroku, { assertionConsumerService: entityID })],
  ['another tenant, typed', 'idpEntityID', 'typed', 'sp', 'idpEntityID', /another tenant/, () => typing(real(heroku, { entityID: tenant }), { idpEntityID: otherTenant })],
  ['another issuer, sent', 'idpEntityID', 'sent', 'sp', 'idpEntityID', /differ|different/, sent(heroku, { fault: 'wrong-issuer' })],
  ['an old certificate, typed as PEM', 'signingCertificate', 'typed', 'sp', 'signingCertificate', /none of the certificates/, () => typing(heroku, { signingCertificate: certificate.other })],
  ['an old certificate, typed as a fingerprint', 'signingCertificate', 'typed', 'sp', 'signingCertificate', /none of the certificates/, () => typing(heroku, { signingCertificate: `${'AB:'.repeat(31)}CD` })],
  ['a changed certificate, sent', 'signingCertificate', 'sent', 'sp', 'signingCertificate', /does not hold/, sent(heroku, { fault: 'other-key' })],
  ['the certificate of the metadata that does not sign', 'signingCertificate', 'typed', 'sp', 'signingCertificate', /signed with another one/, async () => {
    const [own] = heroku.idp.metadata!.summary.signingCertificates;
    const [last] = keysFromCertificate(certificate.other);
    const both = real(heroku, { signingCertificates: [{ ...own!, der: last!.material, sha256: 'AB:CD', sha1: 'EF:01' }, own!] });
    return [typing(both, { signingCertificate: certificate.other }), await login(both, {})];
  }],
  ['a NameID format, typed', 'nameIDFormat', 'typed', 'idp', 'nameIDFormat', /differ|different/, () => typing(heroku, { nameIDFormat: nameIDFormat.persistent })],
  ['a NameID format, sent', 'nameIDFormat', 'sent', 'idp', 'nameIDFormat', /differ|different/, sent(heroku, { fault: 'wrong-name-id-format' })],
  ['a NameID that is no address', 'nameID', 'sent', 'idp', 'nameID', /needs an e-mail address/, sent(heroku, { fault: 'missing-email' })],
  ['a missing claim', 'claim/groups', 'sent', 'idp', 'groups', /none of the names it reads/, sent(intranet({ groupsAttribute: 'teams' }), { attributes: [{ name: 'email', values: ['ada@example.com'] }] })],
  ['a claim under another name', 'claim/email', 'sent', 'idp', 'attributes', /is sent as "mail"/, sent(intranet({ emailAttribute: 'email' }), { attributes: [{ name: 'mail', values: ['ada@example.com'] }] })],
  ['a claim typed in another case', 'claim/email', 'typed', 'idp', 'email', /only in upper and lower case/, () => typing(intranet({ emailAttribute: 'email' }), { 'claim/email': 'Email' })],
  ['the response signed, typed', 'signing', 'typed', 'idp', 'signAssertion', /signature on the assertion; signed is the response/, () => typing(heroku, { signing: 'response' })],
  ['the response signed, sent', 'signing', 'sent', 'idp', 'signAssertion', /signature on the assertion; signed is the response/, sent(heroku, { fault: 'response-only-signed' })],
  ['nothing signed', 'signing', 'sent', 'idp', 'signAssertion', /signed is nothing/, sent(heroku, { fault: 'unsigned' })],
  ['SHA-1, typed', 'signatureAlgorithm', 'typed', 'idp', 'signatureAlgorithm', /forged/, () => typing(heroku, { signatureAlgorithm: 'SHA-1' })],
  ['SHA-1, sent', 'signatureAlgorithm', 'sent', 'idp', 'signatureAlgorithm', /forged/, sent(heroku, { fault: 'sha1' })],
  ['encryption with no key, typed', 'encryption', 'typed', 'idp', 'encryption', /no key to decrypt/, () => typing(heroku, { encryption: 'on' })],
  ['encryption with no key, sent', 'encryption', 'sent', 'idp', 'encryption', /no key to decrypt/, sent(heroku, { encrypt: true })],
  ['upper and lower case', 'entityID', 'typed', 'idp', 'entityID', /only in upper and lower case/, () => typing(heroku, { entityID: entityID.replace('acme', 'Acme') })],
  ['a Cyrillic letter', 'entityID', 'typed', 'idp', 'entityID', /looks alike: “а” \(U\+0430\) stands where “a” belongs/, () => typing(heroku, { entityID: entityID.replace('acme', 'аcme') })],
  ['an invisible character', 'entityID', 'typed', 'idp', 'entityID', /invisible character \(U\+200B\)/, () => typing(heroku, { entityID: entityID.replace('acme', 'ac\u200bme') })],
  ['a one for an l', 'singleSignOnService', 'typed', 'sp', 'singleSignOnService', /looks alike: “1”/, () => typing(heroku, { singleSignOnService: heroku.idp.metadata!.summary.singleSignOnServices[0]!.location.replace('saml', 'sam1') })],
  ['the address for the other binding', 'singleSignOnService', 'typed', 'sp', 'singleSignOnService', /not the one for HTTP-Redirect/, () => typing(real(heroku, { singleSignOnServices: [{ binding: binding.redirect, location: 'https://idp.example.com/redirect' }, { binding: binding.post, location: 'https://idp.example.com/post' }] }), { singleSignOnService: 'https://idp.example.com/post' })],
  ['no address for HTTP-Redirect', 'binding', 'metadata', 'idp', 'metadata', /HTTP-Redirect/, () => real(heroku, { singleSignOnServices: [{ binding: binding.post, location: 'https://idp.example.com/post' }] })],
  ['entityID and ACS URL swapped, sent', 'entityID', 'sent', 'idp', 'entityID', /ACS URL stands where/, async () => [heroku, { report: await judgeLogin(heroku, {}, { audience: acs }), as: 'rehearsal' }]],
  ['a response by HTTP-Redirect', 'binding', 'sent', 'idp', 'binding', /must come by HTTP-POST/, async () => {
    const report = await judgeLogin(heroku, {});
    return [heroku, { report: { ...report, document: { ...report.document, binding: 'HTTP-Redirect' } }, as: 'rehearsal' }];
  }],
  ['another ACS URL, captured at the service provider', 'assertionConsumerService', 'sent', 'idp', 'assertionConsumerService', /differ|different/, async () => [heroku, { report: await judgeLogin(heroku, {}, { acs: `${entityID}/init` }), as: 'captured' }]],
];

describe('a planted mismatch', () => {
  it.each(planted)('%s is found', async (_, id, column, side, field, words, make) => {
    const made = await make();
    const [connection, last] = Array.isArray(made) ? made : [made, null];
    const result = board(connection, last);
    const row = rowOf(result, id);
    expect(row.cells[column]).toMatchObject({ state: 'different' });
    const difference = row.differences.find((each) => each.columns.includes(column))!;
    expect(difference.words).toMatch(words);
    expectSentence(difference.words);
    expect(difference.fix).toMatchObject({ side, field });
    expectSentence(difference.fix.text);
    // Entra has no setting for the binding.
    if (field !== 'binding') expect(fieldPlace(connection, field, side)?.path.length).toBeGreaterThan(5);
    expect(result.state).toBe('different');
    expect(result.sentence).toMatch(/^\d+ things? differs?;/);
  });

  it('gives the value to enter, and says so once for two columns', async () => {
    const result = board(typing(heroku, { entityID: `${entityID}/` }), await login(heroku, { fault: 'audience-slash' }));
    expect(rowOf(result, 'entityID').differences).toMatchObject([{ columns: ['typed', 'sent'], wantedFrom: 'needs', wanted: entityID, found: `${entityID}/`, fix: { value: entityID } }]);
    expect(result.sentence).toBe('1 thing differs; to change: Name of Heroku (audience), at Entra > Enterprise apps > (your application) > Single sign-on > Basic SAML Configuration > Identifier (Entity ID).');
  });

  it('names the first of several', () => {
    const result = board(typing(heroku, { entityID: acs, assertionConsumerService: entityID, encryption: 'on' }), null);
    expect(result.sentence).toMatch(/^3 things differ; the first to change: Name of Heroku/);
  });

  it('tells that the console is right where only the login differs', async () => {
    const [difference] = rowOf(board(typing(heroku, { entityID }), await login(heroku, { fault: 'audience-slash' })), 'entityID').differences;
    expect(difference!.words).toMatch(/The console shows the right value/);
  });

  it('hands over the certificate that signs', () => {
    const [difference] = rowOf(board(typing(heroku, { signingCertificate: certificate.other }), null), 'signingCertificate').differences;
    expect(readMarks(difference!.fix.value!)[0]!.der).toBe(heroku.idp.metadata!.summary.signingCertificates[0]!.der);
  });
});

describe('what is no mismatch', () => {
  const ssoURL = heroku.idp.metadata!.summary.singleSignOnServices[0]!.location;
  const agreeing: readonly (readonly [what: string, row: string, make: () => Connection])[] = [
    ['the very value', 'entityID', () => typing(heroku, { entityID })],
    ['blanks around it', 'entityID', () => typing(heroku, { entityID: `  ${entityID}\n` })],
    ['quotes around it', 'assertionConsumerService', () => typing(heroku, { assertionConsumerService: `“${acs}”` })],
    ['both signed where the assertion must be', 'signing', () => typing(heroku, { signing: 'both' })],
    ['either signed where nothing is asked', 'signing', () => typing(intranet(), { signing: 'response' })],
    ['SHA-512', 'signatureAlgorithm', () => typing(heroku, { signatureAlgorithm: 'SHA-512' })],
    ['no encryption', 'encryption', () => typing(heroku, { encryption: 'off' })],
    ['the address of the metadata', 'singleSignOnService', () => typing(heroku, { singleSignOnService: ssoURL })],
    ['the address for HTTP-POST where either will do', 'singleSignOnService', () => typing(real(intranet(), { singleSignOnServices: [{ binding: binding.redirect, location: 'https://idp.example.com/r' }, { binding: binding.post, location: 'https://idp.example.com/p' }] }), { singleSignOnService: 'https://idp.example.com/p' })],
    ['the certificate as PEM', 'signingCertificate', () => typing(heroku, { signingCertificate: certificate.metadata })],
    ['the certificate with curly dashes', 'signingCertificate', () => typing(heroku, { signingCertificate: certificate.metadata.replaceAll('-----', '—–—') })],
    ['the certificate without its lines', 'signingCertificate', () => typing(heroku, { signingCertificate: certificate.metadata.replaceAll(/-----.*-----/g, '') })],
    ['its fingerprint in lower case, without colons', 'signingCertificate', () => typing(heroku, { signingCertificate: `sha256 Fingerprint=${certificate.sha256.replaceAll(':', '').toLowerCase()}` })],
    ['the older of two certificates that both count', 'signingCertificate', () => typing(real(heroku, { signingCertificates: [...heroku.idp.metadata!.summary.signingCertificates, { ...heroku.idp.metadata!.summary.signingCertificates[0]!, der: 'QUJD', sha256: 'AB:CD', sha1: 'EF:01' }] }), { signingCertificate: certificate.metadata })],
    ['a claim under the name that is read', 'claim/email', () => typing(intranet({ emailAttribute: 'email' }), { 'claim/email': ' email ' })],
    ['an issuer with http, as Okta has it', 'idpEntityID', () => typing(real(heroku, { entityID: 'http://www.okta.com/exk1' }), { idpEntityID: 'http://www.okta.com/exk1' })],
  ];

  it.each(agreeing)('%s', (_, id, make) => {
    const row = rowOf(board(make(), null), id);
    expect(row.cells.typed.state).toBe('equal');
    expect(row.differences).toEqual([]);
  });

  it('a correct rehearsal', async () => {
    const result = board(heroku, await login(heroku, {}));
    expect(result.rows.flatMap((row) => row.differences)).toEqual([]);
    expect(result.rows.filter((row) => row.cells.sent.state === 'equal').map((row) => row.id)).toEqual(['entityID', 'idpEntityID', 'binding', 'nameIDFormat', 'nameID', 'signing', 'signatureAlgorithm', 'signingCertificate', 'encryption']);
    expect(result.rows.every((row) => !row.cells.sent.unverified)).toBe(true);
    expect(rowOf(result, 'assertionConsumerService').cells.sent).toMatchObject({ state: 'unknown', words: expect.stringContaining('answered to this app') });
    expect(result.sentence).toMatch(/^All known values agree; \d+ are not known yet\.$/);
  });

  it('a test login that asks as this app itself', async () => {
    const connection = { ...heroku, login: { ...heroku.login, rehearsal: false } };
    const result = board(connection, { report: await judgeLogin(connection, {}), as: 'test' });
    expect(rowOf(result, 'entityID').cells.sent).toMatchObject({ state: 'unknown', words: expect.stringContaining('Rehearsal') });
    expect(result.rows.flatMap((row) => row.differences)).toEqual([]);
  });

  it('formats that the metadata does not list', async () => {
    const connection = real(heroku, { nameIDFormats: [nameIDFormat.unspecified] });
    expect(rowOf(board(connection, await login(connection, {})), 'nameIDFormat').cells).toMatchObject({ metadata: { state: 'not-applicable' }, sent: { state: 'equal' } });
  });

  it('encryption to a service provider that is not known to lack a key', async () => {
    expect(rowOf(board(typing(intranet(), { encryption: 'on' }), await login(intranet(), { encrypt: true })), 'encryption').differences).toEqual([]);
  });

  it('the real console beside the practice identity provider’s metadata', () => {
    const connection = typing(practising('heroku', 'entra', { team: 'acme' }), { idpEntityID: tenant, singleSignOnService: 'https://login.microsoftonline.com/x/saml2', signingCertificate: certificate.other });
    const result = board(connection, null);
    for (const id of ['idpEntityID', 'singleSignOnService', 'signingCertificate']) expect(rowOf(result, id).cells.typed).toMatchObject({ state: 'not-applicable', words: expect.stringContaining('practice') });
  });
});

describe('what nobody signed', () => {
  it('is not what was signed and refused for another reason', async () => {
    const { rows } = board(heroku, await login(heroku, { fault: 'audience-slash' }));
    expect(rows.every((row) => !row.cells.sent.unverified)).toBe(true);
    expect(rows.find((row) => row.id === 'nameID')!.cells.sent.words).toBe('Signed, and the login was refused.');
  });

  it.each(['unsigned', 'other-key', 'changed-after-signing', 'signature-stripped'])('is labelled (%s)', async (fault) => {
    const result = board(heroku, await login(heroku, { fault }));
    const held = result.rows.map((row) => row.cells.sent).filter((cell) => cell.value !== null && cell.value !== 'HTTP-POST');
    expect(held.length).toBeGreaterThan(3);
    expect(held.every((cell) => cell.unverified)).toBe(true);
  });

  it('never makes the board agree without a word', async () => {
    const report = await judgeLogin(heroku, { fault: 'changed-after-signing' });
    const result = board(heroku, { report, as: 'rehearsal' });
    expect(result.rows.flatMap((row) => row.differences)).toEqual([]);
    expect(result).toMatchObject({ state: 'unproven', sentence: expect.stringContaining('no key you gave signed what was sent') });
  });

  it('is not shown out of an assertion that could not be opened', async () => {
    const result = board(heroku, await login(heroku, { fault: 'encrypted-to-other-key' }));
    expect(rowOf(result, 'nameID').cells.sent).toMatchObject({ state: 'unknown', words: expect.stringContaining('encrypted') });
    expect(rowOf(result, 'encryption').cells.sent.state).toBe('different');
  });

  it('is not compared where the login failed there', async () => {
    const result = board(heroku, await login(heroku, { fault: 'authn-failed' }));
    expect(result.rows.flatMap((row) => row.differences)).toEqual([]);
    expect(rowOf(result, 'entityID').cells.sent).toMatchObject({ state: 'unknown', words: expect.stringContaining('carries no assertion') });
  });
});

describe('every pairing', () => {
  const pairings = Object.keys(serviceProviderNames).flatMap((sp) => Object.keys(identityProviderNames).map((idp) => [sp, idp] as const));

  it.each(pairings)('%s and %s with nothing yet: all unknown, without a hole', (sp, idp) => {
    const connection = newConnection({ id: 'c', now: '2026-11-22T08:00:00Z', sp, idp });
    const result = board(connection, null);
    expect(result).toMatchObject({ state: 'nothing', counts: { different: 0, equal: 0 } });
    expectSentence(result.sentence);
    expect(new Set(result.rows.map((row) => row.id)).size).toBe(result.rows.length);
    expect(result.rows.length).toBeGreaterThanOrEqual(11);
    for (const row of result.rows) {
      expect(row.term).not.toBe('');
      expect(row.words).toMatch(/^[A-Z]/);
      for (const column of columns) {
        const cell = row.cells[column];
        expect(['unknown', 'not-applicable', 'reference'], `${row.id} ${column}`).toContain(cell.state);
        if (cell.state !== 'reference') expectSentence(cell.words, `${row.id} ${column}`);
        expect(JSON.stringify(cell)).not.toMatch(/undefined|NaN|\[object/);
      }
    }
    for (const field of typedFields(connection)) {
      expect(field.label).not.toBe('');
      expect(field.path).toContain(' > ');
      expect(result.rows.some((row) => row.id === field.id), field.id).toBe(true);
    }
  });

  it('is kept as the console has it', () => {
    const labels = (sp: string, idp: string, inputs: Record<string, string> = {}): string[] => typedFields(newConnection({ id: 'c', now: '', sp, idp, idpInputs: inputs })).map((field) => `${field.id} ${field.label}`);
    expect(labels('heroku', 'entra')).toEqual([
      'entityID Identifier (Entity ID)', 'assertionConsumerService Reply URL (Assertion Consumer Service URL)', 'nameIDFormat Choose name identifier format', 'signing Signing Option', 'signatureAlgorithm Signing Algorithm', 'encryption Token encryption',
      'idpEntityID Identity Provider Issuer URL', 'singleSignOnService IdP Login Redirect URL', 'signingCertificate Upload Metadata (or Public Certificate under Add Metadata Manually)',
    ]);
    // The catalog's application fills in its own values, and Heap asks for no issuer.
    expect(labels('heap', 'okta')).toEqual(['singleSignOnService Remote login URL', 'signingCertificate Your SAML Identity Provider certificate']);
    expect(rowOf(board(newConnection({ id: 'c', now: '', sp: 'heap', idp: 'okta' }), null), 'idpEntityID').cells.typed).toMatchObject({ state: 'not-applicable', words: 'Heap asks for no such value.' });
  });
});

describe('what was typed', () => {
  it('is kept with the connection, survives a save without it, and an older connection has none', () => {
    const kept = mergeConnection(heroku, typing(heroku, { entityID }));
    expect(kept.typed).toEqual({ entityID });
    const { typed: _, ...without } = kept;
    expect(mergeConnection(kept, without).typed).toEqual({ entityID });
    expect(mergeConnection(heroku, heroku)).not.toHaveProperty('typed');
    expect(() => mergeConnection(kept, typing(kept, { entityID: 'x'.repeat(20_001) }))).toThrow(/typed.entityID/);
  });
});

describe('typed text', () => {
  it.each([[' x ', 'x'], ['"x"', 'x'], ['“x”', 'x'], ['<x>', 'x'], ['\u00a0x\n', 'x'], ['`x`', 'x'], ["it's", "it's"], ['a b', 'a b'], ['""', '']])('%j is read as %j', (given, read) => expect(tidy(given)).toBe(read));

  it.each([
    ['https://a.example/x', 'https://a.example/x/', 'only in the trailing slash', true],
    ['https://a.example/x', 'https://a.example/y', 'only after the host name', false],
    ['https://a.example/x', 'https://b.example/x', 'only in the host name', false],
    ['heapanalytics.com', 'spn:heapanalytics.com', 'only in the prefix "spn:"', true],
    ['urn:acme', 'urn:other', null, false],
    ['https://a.example/x', 'https://a.example/x', null, true],
    ['https://a.example/a–b', 'https://a.example/a-b', 'only in a character that looks alike: “-” (U+002D) stands where “–” belongs', true],
  ])('%s and %s', (a, b, words, spelling) => {
    expect([howTheyDiffer(a, b), isSpelling(a, b)]).toEqual([words, spelling]);
  });

  it('that is no certificate is said to be none', () => {
    expect(readMarks('MIID…')).toEqual([]);
    expect(rowOf(board(typing(heroku, { signingCertificate: 'CN=acme' }), null), 'signingCertificate').cells.typed).toMatchObject({ state: 'unknown', words: expect.stringContaining('No certificate') });
  });
});
