/** Every fault and shape of the practice identity provider, through the real listeners: what the judge must say of each. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../electron/practice/faults.ts';
import { shapes } from '../electron/idp.ts';
import { causeById } from '../shared/diagnoses/index.ts';
import { checkById } from '../shared/checks/index.ts';
import type { Connection } from '../shared/connection.ts';
import type { Verdict } from '../shared/finding.ts';
import { otherConnection, practiceConnection, startHost, type TestHost } from './host.ts';
import { failures, login, warnings, xmlOf } from './logins.ts';

let test: TestHost;
let heroku: Connection;
/** A service provider of which nothing is known: it reads encrypted assertions, and has no wishes. */
let other: Connection;

beforeAll(async () => {
  test = await startHost();
  heroku = await practiceConnection(test);
  other = await otherConnection(test);
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.now += 60_000;
});

interface Said {
  verdict: Verdict;
  /** The checks that fail, or for an accepted answer those that warn. */
  checks: string[];
  diagnosis: string;
  /** Judged for the service provider without wishes instead of Heroku. */
  other?: true;
}

const rejected = (diagnosis: string, ...checks: string[]): Said => ({ verdict: 'reject', checks, diagnosis });
const warned = (diagnosis: string, ...checks: string[]): Said => ({ verdict: 'accept', checks, diagnosis });

const table: Record<string, Said> = {
  expired: rejected('expired-on-arrival', 'conditions/expired', 'subject/confirmation-expired'),
  'not-yet-valid': rejected('identity-provider-clock-ahead', 'conditions/not-yet-valid'),
  'session-over': rejected('session-over', 'authn/session-expired'),
  'wrong-audience': rejected('wrong-audience', 'conditions/audience'),
  'audience-slash': rejected('audience-near-miss', 'conditions/audience'),
  'wrong-recipient': rejected('wrong-address', 'subject/recipient'),
  'wrong-destination': rejected('wrong-address', 'response/destination'),
  'wrong-in-response-to': rejected('answers-another-request', 'flow/in-response-to', 'flow/subject-in-response-to'),
  'wrong-issuer': rejected('wrong-issuer', 'response/issuer', 'assertion/issuer'),
  unsigned: rejected('not-signed', 'signature/missing', 'signature/assertion-not-signed'),
  'response-only-signed': rejected('only-response-signed', 'signature/assertion-not-signed'),
  'other-key': rejected('key-not-in-metadata', 'signature/no-trusted-key', 'signature/verified'),
  sha1: warned('weak-algorithm', 'signature/weak-algorithm', 'signature/weak-digest'),
  'changed-after-signing': rejected('content-changed', 'signature/digest-mismatch', 'signature/verified'),
  'missing-email': rejected('name-id-not-email', 'name-id/email', 'name-id/format-required'),
  'empty-email': warned('untidy-values', 'attributes/empty'),
  'missing-name-id': rejected('no-name-id', 'name-id/missing'),
  'wrong-name-id-format': rejected('wrong-name-id-format', 'name-id/format-required', 'name-id/email'),
  'opaque-name-id': rejected('opaque-name-id', 'name-id/email', 'name-id/format-required'),
  'comment-in-name-id': warned('comment-in-value', 'document/comment-in-value'),
  'duplicate-attribute': warned('attribute-twice', 'attributes/duplicate'),
  'authn-failed': rejected('login-failed-there', 'status/success'),
  'no-passive': rejected('no-session', 'status/success'),
  'request-denied': rejected('request-denied', 'status/success'),
  'invalid-name-id-policy': rejected('name-id-policy', 'status/success'),
  'no-authn-context': rejected('authn-context', 'status/success'),
  'encrypted-to-other-key': { ...rejected('encrypted-for-another-key', 'encryption/undecryptable'), other: true },
  'wrapped-assertion': rejected('wrapped-assertion', 'signature/coverage', 'response/several-assertions'),
  'signature-stripped': rejected('not-signed', 'signature/missing', 'signature/assertion-not-signed'),
  doctype: rejected('forbidden-xml', 'document/doctype'),
  replay: rejected('replayed', 'flow/replay', 'flow/in-response-to', 'flow/subject-in-response-to'),
};

/** Faults in which somebody is named that nobody signed for. */
const forged = ['wrapped-assertion', 'signature-stripped'];

describe('faults', () => {
  it('are at least twenty, and each is in the table', () => {
    expect(faults.length).toBeGreaterThanOrEqual(20);
    expect(Object.keys(table).sort()).toEqual(faults.map(({ id }) => id).sort());
    for (const { diagnosis, checks } of Object.values(table)) {
      expect(causeById(diagnosis), diagnosis).toBeDefined();
      for (const check of checks) expect(checkById(check), check).toBeDefined();
    }
  });

  it.each(Object.entries(table))('%s', async (fault, said) => {
    // A replay needs an answer to be sent again.
    if (fault === 'replay') await login(test, heroku);
    const { exchange, trail } = await login(test, said.other === true ? other : heroku, { fault });
    const report = exchange.report!;
    expect(trail.at(-1)!.body).toContain('The answer has been received.');
    expect(exchange.state).toBe('received');
    expect(report.verdict).toBe(said.verdict);
    expect(report.diagnoses[0]!.id, report.diagnoses.map(({ id }) => id).join()).toBe(said.diagnosis);
    if (said.verdict === 'reject') {
      expect(failures(exchange).sort()).toEqual([...said.checks].sort());
      expect(report.identity).toBeNull();
      expect(exchange.title).toBe(report.diagnoses[0]!.message);
      expect(report.headline).toBe(report.diagnoses[0]!.message);
    } else {
      expect(failures(exchange)).toEqual([]);
      expect(warnings(exchange).sort()).toEqual([...said.checks].sort());
      expect(report.identity!.nameID).toBe('jo.doe@example.com');
      expect(exchange.title).toBe('Login passed');
    }
    expect(report.diagnoses[0]!.fix.text).toMatch(/^[A-Z].+\.$/s);
    expect(report.diagnoses[0]!.because.length).toBeGreaterThan(0);
    if (forged.includes(fault)) expect(JSON.stringify({ identity: report.identity })).not.toContain('admin@example.com');
  });

  it('other-key shows both fingerprints: whose key signed, and whose was given', async () => {
    const { exchange } = await login(test, heroku, { fault: 'other-key' });
    const keys = await test.call('key.list', {});
    const fingerprint = (id: string): string => keys.find((key) => key.id === id)!.sha256;
    const [cause] = exchange.report!.diagnoses;
    expect(cause!.message).toBe('The identity provider signed with a key that is not in the metadata you gave.');
    const proof = cause!.evidence.map(({ value }) => value).join('\n');
    expect(proof).toContain(fingerprint('idp'));
    expect(proof).toContain(fingerprint('idp-other'));
  });

  it('status faults carry the words of the identity provider', async () => {
    const { exchange } = await login(test, heroku, { fault: 'request-denied' });
    expect(JSON.stringify([exchange.report!.diagnoses, exchange.report!.findings])).toContain('The user has no access to this application.');
  });

  it.each(['sha1'])('%s is rejected under policy strict', async (fault) => {
    const settings = await test.call('settings.get', {});
    await test.call('settings.save', { ...settings, policy: 'strict' });
    const { exchange } = await login(test, heroku, { fault });
    await test.call('settings.save', settings);
    expect(exchange.report).toMatchObject({ verdict: 'reject', policy: 'strict', identity: null });
  });

  it.each(faults.filter(({ group }) => group !== 'status' && group !== 'encryption').map(({ id }) => id))('%s is judged alike when the assertion is encrypted', async (fault) => {
    // Faults that change the finished text do so to the encrypted one, or ask for none; those are told above.
    if (['changed-after-signing', 'comment-in-name-id', 'wrapped-assertion', 'signature-stripped', 'replay'].includes(fault)) return;
    const plain = await login(test, other, { fault });
    test.clock.now += 1000;
    const sealed = await login(test, other, { fault, encrypt: true });
    if (fault !== 'doctype') expect(xmlOf(sealed.posted)).toContain('EncryptedAssertion');
    expect(sealed.exchange.report!.verdict).toBe(plain.exchange.report!.verdict);
    const told = (each: typeof plain): string[] => each.exchange.report!.diagnoses.map(({ id }) => id).filter((id) => id !== 'weak-encryption');
    expect(told(sealed)).toEqual(told(plain));
  });
});

describe('shapes', () => {
  it.each(shapes)('%s is accepted for Heroku', async (shape) => {
    const { exchange, posted } = await login(test, heroku, { shape });
    expect(failures(exchange)).toEqual([]);
    expect(exchange.report).toMatchObject({ verdict: 'accept', identity: { nameID: 'jo.doe@example.com' } });
    expect(xmlOf(posted)).toContain('jo.doe@example.com');
  });

  it('differ from one another and from the plain answer', async () => {
    const written = new Set<string>();
    for (const shape of [null, ...shapes]) {
      const { posted } = await login(test, heroku, { shape });
      written.add(xmlOf(posted).replace(/"[^"]*"|>[^<]+</g, ''));
    }
    expect(written.size).toBe(shapes.length + 1);
  });

  it.each([null, ...shapes].flatMap((shape) => (['assertion', 'response', 'both'] as const).map((sign) => [shape, sign] as const)))('%s with %s signed is accepted plain and encrypted', async (shape, sign) => {
    for (const encrypt of [false, true]) {
      const { exchange, posted } = await login(test, other, { shape, sign, encrypt });
      expect(failures(exchange)).toEqual([]);
      expect(exchange.report).toMatchObject({ verdict: 'accept', identity: { nameID: 'jo.doe@example.com' } });
      expect(exchange.report!.identity!.verifiedBy).toMatch(/\S/);
      const xml = xmlOf(posted);
      expect(xml.includes('EncryptedAssertion')).toBe(encrypt);
      // Nothing of the person is outside the ciphertext.
      if (encrypt) expect(xml).not.toContain('jo.doe');
    }
  });

  it.each(shapes)('%s carries what was set: e-mail, names, groups', async (shape) => {
    const { exchange } = await login(test, other, {
      shape, user: 'Ada Lovelace', nameID: 'ada@example.com', attributes: [{ name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', values: ['ada@example.com'] }, { name: 'groups', values: ['Analysts', 'Poets & Thinkers <1>'] }],
    });
    const { identity } = exchange.report!;
    expect(identity!.nameID).toBe('ada@example.com');
    expect(Object.values(identity!.attributes).flat()).toEqual(expect.arrayContaining(['ada@example.com']));
  });
});
