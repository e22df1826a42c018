/** Test logins over time, single logout both ways, and ports that somebody else holds. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../shared/connection.ts';
import type { Exchange } from '../shared/exchange.ts';
import { decode, encodeRedirect } from '../shared/saml/binding.ts';
import { buildLogoutRequest } from '../shared/saml/logout.ts';
import { rsaSha256 } from '../shared/urns.ts';
import { fileCipher, openSecrets } from '../electron/secrets.ts';
import { signQuery } from '../electron/signing.ts';
import { configure, freePorts, otherConnection, practiceConnection, startHost, type TestHost } from './host.ts';
import { failures, login, newest } from './logins.ts';
import { Browser, formOf, type Visit } from './visit.ts';

let test: TestHost;
let idp = '';
let sp = '';

beforeAll(async () => {
  test = await startHost({ settings: { loginTimeout: 60 } });
  idp = `http://127.0.0.1:${test.settings.idpPort}`;
  sp = `http://127.0.0.1:${test.settings.spPort}`;
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.now += 600_000;
});

const whats = (exchange: Exchange): string[] => exchange.events.map(({ what }) => what);
/** The form that carries the answer to the ACS, held back. */
async function answerOf(url: string): Promise<NonNullable<ReturnType<typeof formOf>>> {
  await configure(test, {});
  const trail = await new Browser((form) => (form.action.endsWith('/saml/acs') ? null : undefined)).visit(url);
  return formOf(trail.at(-1)!)!;
}
/** Starts the sweep that the host does every few seconds by itself. */
async function laterBy(milliseconds: number, exchangeId: string): Promise<Exchange> {
  test.clock.now += milliseconds;
  for (let wait = 0; wait < 100; wait++) {
    const exchange = await test.call('exchange.get', { id: exchangeId });
    if (exchange.state !== 'pending') return exchange;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('still pending');
}

describe('a login that does not come to its end', () => {
  it('times out, says so, and its page is gone', async () => {
    const connection = await practiceConnection(test);
    const { exchangeId, url } = await test.call('login.start', { connectionId: connection.id });
    expect((await test.call('exchange.get', { id: exchangeId })).deadline).toBe(new Date(test.clock.now + 60_000).toISOString());
    const exchange = await laterBy(61_000, exchangeId);
    expect(exchange).toMatchObject({ state: 'timed-out', report: null, endedAt: new Date(test.clock.now).toISOString() });
    expect(exchange.title).toContain('did not answer');
    expect(whats(exchange)).toEqual(['created', 'timed-out']);
    expect((await new Browser().load(url)).status).toBe(404);
  });

  it('is cancelled once, and its page is gone', async () => {
    const connection = await practiceConnection(test);
    const { exchangeId, url } = await test.call('login.start', { connectionId: connection.id });
    for (let round = 0; round < 2; round++) await test.call('login.cancel', { exchangeId });
    await test.call('login.cancel', { exchangeId: 'nobody' });
    const exchange = await test.call('exchange.get', { id: exchangeId });
    expect(exchange.state).toBe('cancelled');
    expect(whats(exchange)).toEqual(['created', 'cancelled']);
    expect((await new Browser().load(url)).status).toBe(404);
    expect((await test.call('exchange.list', { connectionId: connection.id }))[0]).toMatchObject({ id: exchangeId, state: 'cancelled', verdict: null });
  });

  it.each(['cancelled', 'timed-out'])('keeps an answer that comes after it was %s as an exchange of its own', async (state) => {
    const connection = await practiceConnection(test);
    const { exchangeId, url } = await test.call('login.start', { connectionId: connection.id });
    const form = await answerOf(url);
    if (state === 'cancelled') await test.call('login.cancel', { exchangeId });
    else await laterBy(61_000, exchangeId);
    await new Browser().load(form.action, 'POST', form.fields);
    expect((await test.call('exchange.get', { id: exchangeId })).state).toBe(state);
    const late = await newest(test);
    expect(late).toMatchObject({ connectionId: connection.id, state: 'received', request: { id: expect.any(String) as string }, report: { verdict: 'accept' } });
    expect(late.id).not.toBe(exchangeId);
  });

  it('ends when the answer cannot be judged, and says why', async () => {
    const connection = await practiceConnection(test);
    const { exchangeId } = await test.call('login.start', { connectionId: connection.id });
    // Over a megabyte goes to the worker, and this host has none.
    await new Browser().load(`${sp}/saml/acs`, 'POST', { SAMLResponse: 'A'.repeat(1_200_000), RelayState: `wb-${exchangeId}` });
    const exchange = await test.call('exchange.get', { id: exchangeId });
    expect(exchange).toMatchObject({ state: 'failed', report: null });
    expect(exchange.title).toMatch(/^The response could not be judged: /);
    expect(whats(exchange)).toEqual(['created', 'refused']);
  });

  it('is over after a start of the app that comes too late', async () => {
    const first = await startHost({ dataFolder: `${test.dataFolder}-restart` });
    const connection = await practiceConnection(first);
    const { exchangeId } = await first.call('login.start', { connectionId: connection.id });
    await first.close();
    const second = await startHost({ dataFolder: `${test.dataFolder}-restart`, options: { clock: () => first.clock.now + 3_600_000 } });
    expect((await second.call('exchange.get', { id: exchangeId })).state).toBe('timed-out');
    await second.close();
  });

  it('at an identity provider that asks nobody: two at once are told apart', async () => {
    const connection = await practiceConnection(test);
    const one = await test.call('login.start', { connectionId: connection.id });
    const two = await test.call('login.start', { connectionId: connection.id });
    const [first, second] = [await answerOf(one.url), await answerOf(two.url)];
    await new Browser().load(second.action, 'POST', second.fields);
    expect((await test.call('exchange.get', { id: one.exchangeId })).state).toBe('pending');
    await new Browser().load(first.action, 'POST', first.fields);
    for (const { exchangeId } of [one, two]) expect((await test.call('exchange.get', { id: exchangeId })).report!.verdict).toBe('accept');
    // Their answers crossed: each is refused by the other.
    const [three, four] = [await test.call('login.start', { connectionId: connection.id }), await test.call('login.start', { connectionId: connection.id })];
    const crossed = { ...(await answerOf(three.url)).fields, RelayState: (await answerOf(four.url)).fields['RelayState']! };
    await new Browser().load(`${sp}/saml/acs`, 'POST', crossed);
    const exchange = await test.call('exchange.get', { id: three.exchangeId });
    expect(exchange.state).toBe('received');
    expect(exchange.report!.findings.find(({ check }) => check === 'flow/relay-state')!.outcome).not.toBe('pass');
  });
});

describe('what is kept', () => {
  it('goes with its connection', async () => {
    const connection = await practiceConnection(test);
    const { exchange } = await login(test, connection);
    await test.call('connection.remove', { id: connection.id });
    expect(await test.codeOf('exchange.get', { id: exchange.id })).toBe('NOT_FOUND');
    expect(await test.call('exchange.list', { connectionId: connection.id })).toEqual([]);
  });

  it('is the newest two hundred of a connection', async () => {
    const connection = await practiceConnection(test);
    const ids: string[] = [];
    for (let count = 0; count < 203; count++) {
      test.clock.now += 1;
      ids.push((await test.call('login.start', { connectionId: connection.id })).exchangeId);
    }
    const kept = (await test.call('exchange.list', { connectionId: connection.id })).map(({ id }) => id);
    expect(kept.length).toBeLessThanOrEqual(201);
    expect(kept[0]).toBe(ids.at(-1));
    expect(kept).not.toContain(ids[0]);
  });

  it('proves something of its connection', async () => {
    const connection = await otherConnection(test);
    await login(test, connection, { fault: 'wrong-audience' });
    test.clock.now += 1000;
    await login(test, connection);
    const evidence = await test.call('connection.evidence', { id: connection.id });
    expect(evidence.metadata).toMatchObject({ verdict: 'accept', sha256: connection.idp.metadata!.sha256 });
    expect(evidence.exchanges.map(({ outcome, practice, verdict }) => ({ outcome, practice, verdict }))).toEqual([{ outcome: 'passed', practice: true, verdict: 'accept' }, { outcome: 'failed', practice: true, verdict: 'reject' }]);
  });
});

describe('single logout', () => {
  const idpPair = () => openSecrets(test.dataFolder, fileCipher(test.dataFolder)).get('idp')!;
  let connection: Connection;
  beforeAll(async () => {
    connection = await practiceConnection(test, {}, 'logout');
  });

  it('needs a login to log out from', async () => {
    expect(await test.dispatch('login.start', { connectionId: connection.id, logout: true })).toMatchObject({ ok: false, error: { code: 'NOT_READY', message: 'There is no login to log out from.' } });
  });

  it('that we ask for names the very person, signed, and is answered', async () => {
    const browser = new Browser();
    await login(test, connection, { automatic: false }, { browser });
    const { exchange, trail } = await login(test, connection, { automatic: false }, { logout: true, browser });
    expect(exchange).toMatchObject({ kind: 'logout', flow: 'sp-initiated', state: 'received', title: 'Logged out', report: { verdict: 'accept', document: { kind: 'logout-response' } } });
    const { url } = trail.find((each) => each.url.startsWith(`${idp}/saml/slo`))!;
    expect(url).toMatch(/SAMLRequest=.*SigAlg=.*Signature=/);
    const xml = new TextDecoder().decode(decode(url).messages[0]!.bytes);
    expect(xml).toContain('>jo.doe@example.com</');
    expect(xml).toMatch(/SessionIndex>_/);
    expect(xml).toContain('>https://sso.heroku.com/saml/logout</');
    // The session there is over: a passive login finds none.
    const passive = await practiceConnection(test, { isPassive: true }, 'after');
    expect((await login(test, passive, { automatic: false }, { browser })).exchange.report!.diagnoses[0]!.id).toBe('no-session');
  });

  /** A LogoutRequest of the identity provider, as its own page would send it by the browser. */
  async function askedToLogOut(given: { signed?: boolean; issuer?: string; minutesAgo?: number; damaged?: boolean } = {}): Promise<{ exchange: Exchange; trail: Visit[] }> {
    const xml = buildLogoutRequest({
      id: `_logout${test.clock.now}`, issueInstant: new Date(test.clock.now - (given.minutesAgo ?? 0) * 60_000).toISOString(), destination: `${sp}/saml/slo`, issuer: given.issuer ?? `${idp}/saml/metadata`, nameID: { value: 'jo.doe@example.com' }, sessionIndexes: ['_1'],
      ...(given.minutesAgo === undefined ? {} : { notOnOrAfter: new Date(test.clock.now - given.minutesAgo * 60_000 + 1000).toISOString() }),
    });
    const pair = idpPair();
    const { url } = encodeRedirect({ location: `${sp}/saml/slo`, parameter: 'SAMLRequest', xml, relayState: 'back', ...(given.signed === false ? {} : { sign: { sigAlg: rsaSha256, sign: (octets: Uint8Array) => signQuery(given.damaged === true ? octets.slice(1) : octets, pair) } }) });
    return { trail: await new Browser().visit(url!), exchange: await newest(test) };
  }

  it('that the identity provider asks for is judged and answered there, signed', async () => {
    const { exchange, trail } = await askedToLogOut();
    expect(failures(exchange)).toEqual([]);
    expect(exchange).toMatchObject({ kind: 'logout', flow: 'idp-initiated', state: 'received', connectionId: expect.any(String) as string, report: { verdict: 'accept' } });
    expect(whats(exchange)).toEqual(['logout-received', 'logout-sent']);
    const answer = trail.find((each) => each.url.startsWith(`${idp}/saml/slo`))!;
    const message = decode(answer.url).messages[0]!;
    const xml = new TextDecoder().decode(message.bytes);
    expect(xml).toContain('LogoutResponse');
    expect(xml).toContain('status:Success');
    expect(message.relayState).toBe('back');
    const { certificatePem } = (await test.call('key.list', {})).find(({ id }) => id === 'sp')!;
    expect(await test.call('document.inspect', { content: { text: answer.url }, against: { certificate: certificatePem } })).toMatchObject({ verdict: 'accept', document: { kind: 'logout-response' } });
    expect(trail.at(-1)!.body).toContain('You are logged out.');
  });

  it.each<[string, Parameters<typeof askedToLogOut>[0]]>([['unsigned', { signed: false }], ['signed over something else', { damaged: true }], ['old', { minutesAgo: 60 }]])('%s is not carried out, and the answer says so', async (_name, given) => {
    const { exchange, trail } = await askedToLogOut(given);
    expect(exchange.report!.verdict).not.toBe('accept');
    const answer = trail.find((each) => each.url.startsWith(`${idp}/saml/slo`))!;
    expect(new TextDecoder().decode(decode(answer.url).messages[0]!.bytes)).toContain('RequestDenied');
  });

  it('from an identity provider nobody knows is answered to nobody', async () => {
    const { exchange, trail } = await askedToLogOut({ issuer: 'https://evil.example/' });
    expect(exchange).toMatchObject({ connectionId: null });
    expect(exchange.report!.verdict).not.toBe('accept');
    expect(trail).toHaveLength(1);
    expect(trail[0]!.body).toContain('The answer has been received.');
  });
});

describe('a port that somebody else holds', () => {
  let holder: ChildProcess;
  let held = 0;
  beforeAll(async () => {
    [held] = (await freePorts(1)) as [number];
    holder = spawn(process.execPath, ['-e', `require('node:net').createServer().listen(${held}, '127.0.0.1', () => console.log('listening'))`], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout!, 'data');
  });
  afterAll(() => holder.kill('SIGKILL'));

  it.each(['sp', 'idp'] as const)('keeps the %s from running; who holds it and the next free one are told; the rest works', async (which) => {
    const busy = await startHost({ settings: which === 'sp' ? { spPort: held } : { idpPort: held } });
    const status = which === 'sp' ? await busy.call('sp.status', {}) : await busy.call('idp.status', {});
    expect(status).toMatchObject({ running: false, port: held, url: null, entityID: null, problem: { code: 'PORT_IN_USE' } });
    if (process.platform === 'linux') expect(status.problem!.message).toContain(`node (process ${holder.pid})`);
    expect(status.problem!.message).toContain(String(held));
    expect(status.nextPort).toBeGreaterThan(held);
    expect(status.problem!.hint).toContain(String(status.nextPort));

    const { id } = await busy.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'okta' });
    const refused = which === 'sp' ? await busy.dispatch('connection.spMetadata', { id }) : await busy.dispatch('connection.usePractice', { id });
    expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_READY' } });

    // The next port is taken in the settings, and everything runs.
    await busy.call('settings.save', { ...busy.settings, ...(which === 'sp' ? { spPort: status.nextPort! } : { idpPort: status.nextPort! }) });
    expect(await busy.call(which === 'sp' ? 'sp.status' : 'idp.status', {})).toMatchObject({ running: true, port: status.nextPort, problem: null, nextPort: null });
    expect(busy.events).toContainEqual({ changed: which, id: '' });
    expect((await login(busy, await practiceConnection(busy))).exchange.report!.verdict).toBe('accept');
    await busy.close();
  });

  it('is taken when it is free again, by saving the settings once more', async () => {
    const [port] = await freePorts(1);
    const own = await startHost({ settings: { spPort: port! } });
    const second = await startHost({ settings: { spPort: port! } });
    expect((await second.call('sp.status', {})).problem!.message).toContain(process.platform === 'linux' ? 'SSO Workbench itself' : String(port));
    await own.close();
    await second.call('settings.save', second.settings);
    expect(await second.call('sp.status', {})).toMatchObject({ running: true, port, problem: null });
    await second.close();
  });

  it('after the settings moved a listener, the old one is free', async () => {
    const moving = await startHost();
    const [port] = await freePorts(1);
    await moving.call('settings.save', { ...moving.settings, spPort: port! });
    const taking = await startHost({ settings: { spPort: moving.settings.spPort } });
    expect(await taking.call('sp.status', {})).toMatchObject({ running: true, port: moving.settings.spPort });
    await moving.close();
    await taking.close();
  });
});
