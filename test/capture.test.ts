/** Logins at the real service provider out of what an admin brings: which one is chosen, how it is judged, and what it proves. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection, Exchange } from '../shared/contract.ts';
import { readCapture } from '../shared/capture.ts';
import { encodePost } from '../shared/saml/binding.ts';
import { walk } from '../shared/guides/walk.ts';
import { evidenceOf } from '../electron/evidence.ts';
import { openKeys } from '../electron/keys.ts';
import { fileCipher, openSecrets } from '../electron/secrets.ts';
import { bundle } from './bundle.ts';
import { startHost, startOfTime, temporaryFolder, type TestHost } from './host.ts';
import { failures } from './logins.ts';
import { formOf, harOf, heroku, herokuHar, keep, outsideConnection, outsideMetadata, outsideRequest, outsideResponse, readinessOf, redirectOf } from './outside.ts';

const minute = 60_000;
const at = startOfTime - 2 * minute;

let test: TestHost;
let built = '';
let connection: Connection;

beforeAll(async () => {
  built = temporaryFolder();
  test = await startHost({ options: { workerFile: new URL('worker.js', await bundle(built, ['worker'])) } });
});
afterAll(async () => {
  await test.close();
  rmSync(built, { recursive: true, force: true });
});
beforeEach(async () => {
  test.clock.now = startOfTime;
  for (const { id } of await test.call('connection.list', {})) await test.call('connection.remove', { id });
  connection = await outsideConnection(test);
});

const exchanges = () => test.call('exchange.list', { connectionId: connection.id });
const outcome = async (): Promise<string | undefined> => (await test.call('connection.evidence', { id: connection.id })).exchanges[0]?.outcome;

describe('a login at Heroku, saved as a HAR file', () => {
  it('proves the connection, and ticks every step that only it can prove', async () => {
    const kept = await keep(test, connection.id, await herokuHar(at));
    expect(failures(kept)).toEqual([]);
    expect(kept).toMatchObject({
      kind: 'login', flow: 'sp-initiated', state: 'received', practice: false, rehearsal: false, title: 'Login at Heroku passed', endedAt: new Date(at + 1000).toISOString(),
      request: { id: '_4fe1c7d09a5b4c3e8f2a6b7c8d9e0f11', binding: 'HTTP-Redirect' },
      captured: { by: 'handed-in', receivedAt: new Date(at + 1000).toISOString(), sentTo: heroku.acs, judgedAs: 'received', setAside: null, answer: { status: 302, location: 'https://dashboard.heroku.com/', refused: false } },
      report: { verdict: 'accept', judgedAt: new Date(at + 1000).toISOString() },
    });
    expect(kept.events.map(({ what }) => what)).toEqual(['request-sent', 'response-received', 'answered', 'captured', 'judged']);
    expect(await readinessOf(test, connection.id)).toMatchObject({ state: 'proven', sentence: 'Proven: a login at Heroku itself passed 1 min ago.', proven: 10, total: 10 });
    const { steps } = walk(connection, await test.call('connection.evidence', { id: connection.id }));
    const states = steps.filter((step) => step.proof === 'captured').map((step) => step.state);
    expect(new Set(states)).toEqual(new Set(['done']));
    expect((await exchanges()).map((each) => each.captured)).toEqual(['counted']);
  });

  it('was good when it was received, however much later it is brought within a day', async () => {
    test.clock.now = startOfTime + 20 * 60 * minute;
    const kept = await keep(test, connection.id, await herokuHar(at));
    expect(kept).toMatchObject({ captured: { judgedAs: 'received', setAside: null }, report: { verdict: 'accept' } });
    expect(await readinessOf(test, connection.id)).toMatchObject({ state: 'proven', sentence: 'Proven: a login at Heroku itself passed 20 h ago.' });
  });

  it('had expired when it was received', async () => {
    const xml = await outsideResponse({ at: at - 10 * minute });
    const kept = await keep(test, connection.id, harOf({ at, url: heroku.acs, body: formOf(xml) }));
    expect(failures(kept)).toContain('conditions/expired');
    expect(await outcome()).toBe('failed');
    expect((await readinessOf(test, connection.id)).state).toBe('wrong');
  });

  it('holds the answer against the request that Heroku sent', async () => {
    const kept = await keep(test, connection.id, await herokuHar(at, { askedID: '_another' }));
    expect(failures(kept)).toContain('flow/in-response-to');
    expect(kept.request?.id).toBe('_another');
  });

  it('takes the request that is answered, where the login was begun twice', async () => {
    const xml = await outsideResponse({ at, requestID: '_second' });
    const asked = ['_first', '_second', '_third'].map((id, index) => ({ at: at - 9000 + index, url: redirectOf(outsideRequest(id, at - 9000)) }));
    const kept = await keep(test, connection.id, harOf(...asked, { at, url: heroku.acs, body: formOf(xml), status: 302 }));
    expect(failures(kept)).toEqual([]);
    expect(kept.request?.id).toBe('_second');
  });

  it('was begun at the identity provider', async () => {
    const kept = await keep(test, connection.id, harOf({ at, url: heroku.acs, body: formOf(await outsideResponse({ at })), status: 302 }));
    expect(kept).toMatchObject({ flow: 'idp-initiated', request: null, captured: { setAside: null }, report: { verdict: 'accept' } });
    expect((await readinessOf(test, connection.id)).state).toBe('proven');
  });

  it.each<[name: string, given: { status: number; location?: string }, words: string]>([
    ['403', { status: 403, location: '' }, 'still answered 403'],
    ['its error page', { status: 302, location: 'https://id.heroku.com/login?error=unknown_user' }, 'still led to https://id.heroku.com/login, which looks like its error page'],
    ['the start of another login', { status: 302, location: 'https://sso.heroku.com/saml/acme/init?token=1' }, 'still led to https://sso.heroku.com/saml/acme/init, which'],
    ['another request', { status: 302, location: redirectOf(outsideRequest('_again', at)) }, 'or like another try'],
  ])('was refused by Heroku with %s although it is right: nothing is proven', async (_name, given, words) => {
    const kept = await keep(test, connection.id, await herokuHar(at, given));
    expect(kept.report?.verdict).toBe('accept');
    expect(kept.title).toContain(words);
    expect(kept.captured?.answer?.refused).toBe(true);
    expect(await outcome()).toBe('set-aside');
    expect((await readinessOf(test, connection.id)).state).toBe('missing');
  });

  it.each([['https://dashboard.heroku.com/apps/terror-free'], ['https://dashboard.heroku.com/failover']])('led to %s, which is no error page', async (location) => {
    expect((await keep(test, connection.id, await herokuHar(at, { location }))).captured).toMatchObject({ setAside: null, answer: { refused: false } });
  });

  it('was posted to another place than its response says', async () => {
    const xml = await outsideResponse({ at });
    const kept = await keep(test, connection.id, harOf({ at, url: 'https://proxy.example.com/finalize', body: formOf(xml), status: 302 }));
    expect(kept.report?.verdict).toBe('accept');
    expect(kept.captured?.setAside).toContain('posted to https://proxy.example.com/finalize');
    expect((await readinessOf(test, connection.id)).state).toBe('missing');
  });

  it('carries a time that has not come yet: it is judged as of now', async () => {
    const kept = await keep(test, connection.id, harOf({ at: startOfTime + 60 * minute, url: heroku.acs, body: formOf(await outsideResponse({ at })), status: 302 }));
    expect(kept).toMatchObject({ captured: { receivedAt: null, judgedAs: 'brought', setAside: null }, report: { judgedAt: new Date(startOfTime).toISOString() } });
  });

  it('is kept without what else went through the browser', async () => {
    const around = (xml: string): string[] => [`POST /saml sid=of-no-concern ${formOf(xml)} pwd=of-no-concern`, `<p>of-no-concern</p><form method="post" action="${heroku.acs}"><input name="SAMLResponse" value="${encodePost(xml)}"></form>`, `${heroku.acs}?sid=of-no-concern&${formOf(xml)}`, JSON.stringify({ sid: 'of-no-concern', SAMLResponse: encodePost(xml) })];
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => outsideResponse({ at })));
    const all = [await herokuHar(at), around(one!)[0]!, around(two!)[1]!, around(three!)[2]!, around(four!)[3]!];
    for (const text of all) {
      const kept = await keep(test, connection.id, text);
      expect(JSON.stringify(kept)).not.toContain('of-no-concern');
      expect(kept.report?.facts.response?.assertions).toHaveLength(1);
    }
    expect(await exchanges()).toHaveLength(5);
    expect(test.logged).toEqual([]);
  });
});

describe('a pasted login', () => {
  const dresses: [name: string, dress: (xml: string) => string][] = [
    ['the value of the field', (xml) => encodePost(xml)],
    ['a whole form body', (xml) => formOf(xml, 'r1')],
    ['the XML', (xml) => xml],
    ['the page with the form', (xml) => `<html><form method="post" action="${heroku.acs}"><input name="SAMLResponse" value="${encodePost(xml)}"></form></html>`],
    ['a line of a log', (xml) => `heroku[router]: at=info method=POST path="/saml/acme/finalize" ${formOf(xml)} status=302`],
    ['base64 in lines', (xml) => encodePost(xml).replaceAll(/(.{76})/g, '$1\n')],
  ];
  it.each(dresses)('proves as of now: %s', async (_name, dress) => {
    const kept = await keep(test, connection.id, dress(await outsideResponse({ at })));
    expect(kept).toMatchObject({ captured: { receivedAt: null, judgedAs: 'brought', setAside: null, mayJudgeAsIssued: false }, report: { verdict: 'accept' }, endedAt: new Date(at).toISOString() });
    expect((await readinessOf(test, connection.id)).state).toBe('proven');
  });

  it('has expired on its way here: nothing counts until the admin has it judged as of its issue', async () => {
    test.clock.now = startOfTime + 20 * minute;
    const xml = await outsideResponse({ at });
    const kept = await keep(test, connection.id, encodePost(xml));
    expect(kept).toMatchObject({ captured: { judgedAs: 'brought', mayJudgeAsIssued: true }, report: { verdict: 'reject' } });
    expect(kept.title).toBe('It expired before it was brought here, and was valid when captured.');
    expect(await outcome()).toBe('set-aside');
    expect((await readinessOf(test, connection.id)).state).toBe('missing');

    const again = await keep(test, connection.id, kept.response!.encoded, { asIssued: true });
    expect(again).toMatchObject({ id: kept.id, title: 'Login at Heroku passed: valid when captured', captured: { judgedAs: 'issued', setAside: null, mayJudgeAsIssued: false }, report: { verdict: 'accept', judgedAt: new Date(at).toISOString() } });
    expect(await readinessOf(test, connection.id)).toMatchObject({ state: 'proven', sentence: 'Proven: a login at Heroku itself passed 22 min ago, valid when captured.' });
    expect(await exchanges()).toHaveLength(1);
  });

  it.each([['an hour', 63, false], ['a day', 25 * 60, false]])('is not judged as of its issue after %s, whoever asks', async (_name, minutes, may) => {
    test.clock.now = at + minutes * minute;
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at })), { asIssued: true });
    expect(kept).toMatchObject({ captured: { judgedAs: 'brought', mayJudgeAsIssued: may }, report: { verdict: 'reject' } });
    expect(await outcome()).toBe('set-aside');
  });

  it('never passes as of its issue where anything else is wrong with it', async () => {
    test.clock.now = startOfTime + 20 * minute;
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at, audience: 'https://sso.heroku.com/saml/other' })), { asIssued: true });
    expect(kept).toMatchObject({ captured: { judgedAs: 'brought', setAside: null, mayJudgeAsIssued: false }, report: { verdict: 'reject' } });
    expect(await outcome()).toBe('failed');
  });

  it('tells who logged in only of what was verified', async () => {
    test.clock.now = startOfTime + 20 * minute;
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at })));
    expect(kept.report?.identity).toBeNull();
  });
});

describe('brought again', () => {
  it('is one login, in whatever dress', async () => {
    const xml = await outsideResponse({ at });
    const first = await keep(test, connection.id, encodePost(xml));
    expect((await keep(test, connection.id, formOf(xml))).id).toBe(first.id);
    expect((await keep(test, connection.id, xml)).id).toBe(first.id);
    expect(await exchanges()).toHaveLength(1);
    expect((await readinessOf(test, connection.id)).state).toBe('proven');
  });

  it('keeps what a better capture told', async () => {
    const xml = await outsideResponse({ at });
    await keep(test, connection.id, harOf({ at: at + 1000, url: heroku.acs, body: formOf(xml), status: 302, location: 'https://dashboard.heroku.com/' }));
    const kept = await keep(test, connection.id, encodePost(xml));
    expect(kept.captured).toMatchObject({ receivedAt: new Date(at + 1000).toISOString(), sentTo: heroku.acs, answer: { status: 302 } });
  });

  it('does not grow stale by being brought again', async () => {
    const har = await herokuHar(at);
    await keep(test, connection.id, har);
    test.clock.now = startOfTime + 50 * 60 * minute;
    const kept = await keep(test, connection.id, har);
    expect(kept.captured?.setAside).toBeNull();
    expect((await readinessOf(test, connection.id)).sentence).toBe('Proven: a login at Heroku itself passed 2 days ago.');
  });

  it('is a replay inside another Response', async () => {
    const xml = await outsideResponse({ at });
    await keep(test, connection.id, encodePost(xml));
    const kept = await keep(test, connection.id, encodePost(xml.replace(/(<samlp:Response[^>]* ID=")[^"]*/, '$1_wrapped')));
    expect(failures(kept)).toContain('flow/replay');
    expect(await exchanges()).toHaveLength(2);
  });
});

describe('of several logins', () => {
  it('the one at this ACS URL is kept, the last of those', async () => {
    const elsewhere = await outsideResponse({ at, acs: 'https://wiki.example.com/acs', audience: 'https://wiki.example.com' });
    const [first, second] = [await outsideResponse({ at: at - 1000 }), await outsideResponse({ at })];
    const kept = await keep(test, connection.id, harOf(
      { at: at - 1000, url: heroku.acs, body: formOf(first) }, { at, url: heroku.acs, body: formOf(second), status: 302 }, { at: at + 1, url: 'https://wiki.example.com/acs', body: formOf(elsewhere) },
    ));
    expect(kept).toMatchObject({ endedAt: new Date(at).toISOString(), report: { verdict: 'accept' } });
    expect(await exchanges()).toHaveLength(1);
  });

  it('one with a mistyped ACS URL is this one still, and is rejected for it', async () => {
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at, acs: 'https://sso.heroku.com/saml/acme' })));
    expect(failures(kept)).toContain('response/destination');
    expect(await outcome()).toBe('failed');
  });
});

describe('what is not taken', () => {
  const refused = async (text: string): Promise<string> => {
    const envelope = await test.dispatch('capture.keep', { connectionId: connection.id, content: { text } });
    expect(await exchanges()).toEqual([]);
    return envelope.ok ? 'ok' : `${envelope.error.code} ${envelope.error.message}`;
  };

  it('another service provider’s login', async () => {
    expect(await refused(encodePost(await outsideResponse({ at, acs: 'https://wiki.example.com/acs', audience: 'https://wiki.example.com' })))).toMatch(/^INVALID_INPUT .*https:\/\/wiki\.example\.com\/acs.*https:\/\/sso\.heroku\.com\/saml\/acme\/finalize/);
  });

  it('another connection’s login, whose name is told', async () => {
    await outsideConnection(test, 'other');
    const xml = await outsideResponse({ at, acs: 'https://sso.heroku.com/saml/other/finalize', audience: 'https://sso.heroku.com/saml/other' });
    expect(await refused(encodePost(xml))).toBe('CONFLICT This is a login of another connection: Heroku · other ← Okta.');
  });

  it('a login of the same service provider through another connection’s identity provider', async () => {
    await outsideConnection(test, 'acme', outsideMetadata({ entityID: 'http://www.okta.com/exkother' }));
    expect(await refused(encodePost(await outsideResponse({ at, entityID: 'http://www.okta.com/exkother' })))).toMatch(/^CONFLICT/);
  });

  it.each<[name: string, text: string, words: RegExp]>([
    ['nothing', '', /No SAMLResponse is in it\./],
    ['words', 'what is this', /holds text/],
    ['a HAR file without a login', harOf({ at, url: 'https://www.example.com/' }), /holds a capture \(HAR\) without a SAML message/],
    ['a request alone', redirectOf(outsideRequest('_a', at)), /an AuthnRequest is/],
    ['half a response', encodePost(outsideRequest('_a', at).replaceAll('AuthnRequest', 'Response')).slice(0, 300), /holds SAML that is damaged/],
    ['metadata', outsideMetadata(), /holds an EntityDescriptor/],
  ])('%s', async (_name, text, words) => {
    expect(await refused(text)).toMatch(/^INVALID_INPUT/);
    expect(await refused(text)).toMatch(words);
  });

  it('anything while the ACS URL is not known', async () => {
    const { id } = await test.call('connection.create', { sp: 'other', spInputs: {}, idp: 'okta' });
    expect(await test.codeOf('capture.keep', { connectionId: id, content: { text: encodePost(await outsideResponse({ at })) } })).toBe('NOT_READY');
  });

  it('more than is read', async () => {
    expect(await refused(`{"log":{"entries":[${'{},'.repeat(12_000_000)}{}]}}`)).toMatch(/^TOO_LARGE/);
  });
});

describe('what proves nothing', () => {
  it('the practice identity provider’s login, in whatever metadata its key came', async () => {
    const keys = openKeys({ secrets: openSecrets(test.dataFolder, fileCipher(test.dataFolder)), clock: () => startOfTime, random: (length) => randomBytes(length) });
    const { certificatePem } = await keys.get('idp');
    await test.call('connection.setMetadata', { id: connection.id, side: 'idp', content: { text: outsideMetadata({ certificate: certificatePem }) }, source: 'dropped.xml' });
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at, keys })));
    expect(kept).toMatchObject({ practice: true, title: 'It was signed by this app’s practice identity provider, which proves nothing of a real one.', report: { verdict: 'accept' } });
    expect((await readinessOf(test, connection.id)).state).not.toBe('proven');
  });

  it('a login by metadata that was replaced since; brought again, it is judged by the new one', async () => {
    const har = await herokuHar(at);
    await keep(test, connection.id, har);
    await test.call('connection.setMetadata', { id: connection.id, side: 'idp', content: { text: `${outsideMetadata()}\n<!-- downloaded again -->` }, source: 'okta.xml' });
    expect((await readinessOf(test, connection.id)).state).toBe('missing');
    await keep(test, connection.id, har);
    expect((await readinessOf(test, connection.id)).state).toBe('proven');
  });

  it('a login by other values of the service provider than are set up now', async () => {
    await keep(test, connection.id, await herokuHar(at));
    const become = (team: string) => test.call('connection.save', { connection: { ...connection, sp: { ...connection.sp, inputs: { team } } } });
    await become('another');
    expect(await outcome()).toBe('set-aside');
    expect((await readinessOf(test, connection.id)).state).toBe('missing');
    await become('acme');
    expect((await readinessOf(test, connection.id)).state).toBe('proven');
  });

  it('a login of more than a day ago', async () => {
    test.clock.now = startOfTime + 25 * 60 * minute;
    const kept = await keep(test, connection.id, await herokuHar(at));
    expect(kept).toMatchObject({ report: { verdict: 'accept' } });
    expect(kept.captured?.setAside).toContain('25 hours old');
    expect((await readinessOf(test, connection.id)).state).toBe('missing');
  });

  it('one that is encrypted for the service provider, whose key is not here', async () => {
    const other = await test.call('connection.create', { sp: 'other', spInputs: { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/acs' }, idp: 'okta' });
    await test.call('connection.setMetadata', { id: other.id, side: 'idp', content: { text: outsideMetadata() }, source: 'okta.xml' });
    const xml = await outsideResponse({ at, acs: 'https://app.example.com/acs', audience: 'https://app.example.com/saml', settings: { encrypt: true, sign: 'both' } });
    const kept = await keep(test, other.id, encodePost(xml));
    expect(kept.report?.verdict).toBe('unverified');
    expect(kept.title).toBe('The assertion is encrypted for Intranet, whose key is not here: what is inside cannot be judged.');
    expect((await readinessOf(test, other.id)).state).toBe('missing');
  });

  it.each<[name: string, settings: object, check: string]>([
    ['another key', { fault: 'other-key' }, 'signature/no-trusted-key'],
  ])('one that is wrong: %s', async (_name, settings, check) => {
    const kept = await keep(test, connection.id, encodePost(await outsideResponse({ at, settings })));
    expect(failures(kept)).toContain(check);
    expect(await readinessOf(test, connection.id)).toMatchObject({ state: 'wrong' });
  });
});

it('a failed login after the proof takes it away', async () => {
  await keep(test, connection.id, await herokuHar(at));
  await keep(test, connection.id, await herokuHar(at + minute, { settings: { fault: 'other-key' }, requestID: '_later' }));
  expect((await readinessOf(test, connection.id)).state).toBe('wrong');
});

it('an old failure brought after the proof does not', async () => {
  await keep(test, connection.id, await herokuHar(at));
  await keep(test, connection.id, await herokuHar(at - 30 * minute, { settings: { fault: 'other-key' }, requestID: '_earlier' }));
  expect((await readinessOf(test, connection.id)).state).toBe('proven');
});

it('a rehearsal asked as another service provider than is set up now is a test login', async () => {
  const { captured: _captured, ...kept } = await keep(test, connection.id, await herokuHar(at));
  const rehearsed: Exchange = { ...kept, rehearsal: true };
  const isRehearsal = (team: string) => evidenceOf({ ...connection, sp: { ...connection.sp, inputs: { team } } }, [rehearsed], startOfTime).exchanges[0]!.rehearsal;
  expect([isRehearsal('acme'), isRehearsal('another')]).toEqual([true, false]);
});

it('a capture of 20 MB is read beside the app, and the login in it found', async () => {
  const entry = { at, url: 'https://www.example.com/app.js', page: 'x'.repeat(100_000) };
  const kept = await keep(test, connection.id, harOf(...Array.from({ length: 200 }, () => entry), { at, url: heroku.acs, body: formOf(await outsideResponse({ at })), status: 302 }));
  expect(kept.report?.verdict).toBe('accept');
});

describe('whatever is brought', () => {
  const check = (text: string | Uint8Array): void => {
    for (const message of [...readCapture(text).responses, ...readCapture(text).requests]) {
      const again = readCapture(message.encoded);
      expect([...again.responses, ...again.requests].map(({ sha256 }) => sha256)).toEqual([message.sha256]);
    }
  };

  it('is read without a failure, and each message in it alone is the same message', async () => {
    const har = await herokuHar(at);
    check(har);
    const part = fc.record({ from: fc.nat(har.length), length: fc.nat(60), text: fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('"', '\\', '&SAMLResponse=', 'SAMLResponse=PHg+', '<', '%', '{', '}]', '\0')) });
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      check(parts.reduce((text, { from, length, text: put }) => text.slice(0, from) + put + text.slice(from + length), har));
    }), { seed: 20_261_122, numRuns: 300 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), check), { seed: 20_261_122, numRuns: 300 });
  });
});

it('is judged again as of another time by what it was judged by', async () => {
  const kept: Exchange = await keep(test, connection.id, await herokuHar(at));
  const later = await test.call('document.inspect', { content: { exchange: kept.id }, against: { now: new Date(at + 60 * minute).toISOString() } });
  expect(later.verdict).toBe('reject');
});
