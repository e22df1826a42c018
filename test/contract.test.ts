/** One suite for every way to the host: each procedure answers, refuses what it must, and never throws. */
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contract, type Connection, type Envelope, type HostEvent, type Input, type Output, type ProcedureName } from '../shared/contract.ts';
import { errorCodes } from '../shared/errors.ts';
import { defaultPractice } from '../electron/idp.ts';
import { createDispatch } from '../electron/dispatch.ts';
import { root } from './bundle.ts';
import { freePorts, valueOf } from './host.ts';
import { overDispatch, overHttp, overIpc, type Transport } from './transports.ts';

const okta = readFileSync(join(root, 'test/fixtures/metadata/okta.xml'), 'utf8');
const response = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" Destination="https://sso.heroku.com/saml/captured/finalize"/>';
const { sign: _sign, ...withoutSign } = defaultPractice;

interface Made {
  connection: Connection;
  spare: Connection;
  /** Has no metadata: whatever response is for it is kept. */
  captured: Connection;
  exchangeId: string;
  ports: number[];
  /** Of a metadata file on this machine. */
  url: string;
}

/** A valid input of every procedure. A new row of the contract without one here does not compile. */
const inputs: { [N in ProcedureName]: (made: Made) => Input<N> } = {
  'app.info': () => ({}),
  'app.openExternal': () => ({ url: 'ftp://example.com/' }),
  'app.opened': () => ({}),
  'app.place': () => ({}),
  'app.keepPlace': () => ({ place: '/connections' }),
  'document.inspect': () => ({ content: { text: '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>' }, against: {} }),
  'document.cancel': () => ({ job: 'none' }),
  'metadata.fetch': ({ url }) => ({ url }),
  'connection.list': () => ({}),
  'connection.get': ({ connection }) => ({ id: connection.id }),
  'connection.create': () => ({ sp: 'heap', spInputs: {}, idp: 'entra', name: 'Another' }),
  'connection.save': ({ connection }) => ({ connection: { ...connection, name: 'Renamed' } }),
  'connection.remove': ({ spare }) => ({ id: spare.id }),
  'connection.setMetadata': ({ spare }) => ({ id: spare.id, side: 'idp', content: { text: okta }, source: 'okta.xml' }),
  'connection.previewMetadata': ({ spare }) => ({ id: spare.id, side: 'idp', content: { text: okta } }),
  'connection.clearMetadata': ({ spare }) => ({ id: spare.id, side: 'idp' }),
  'connection.usePractice': ({ connection }) => ({ id: connection.id }),
  'connection.evidence': ({ connection }) => ({ id: connection.id }),
  'connection.spMetadata': ({ connection }) => ({ id: connection.id }),
  'connection.upload': ({ connection }) => ({ id: connection.id }),
  'connection.override': ({ connection }) => ({ id: connection.id, typed: 'hand over anyway' }),
  'connection.readBack': ({ connection }) => ({ id: connection.id, certificate: '', singleSignOnService: '', entityID: '' }),
  'login.start': ({ connection }) => ({ connectionId: connection.id }),
  'login.cancel': ({ exchangeId }) => ({ exchangeId }),
  'capture.keep': ({ captured }) => ({ connectionId: captured.id, content: { text: response }, asIssued: true }),
  'capture.start': ({ connection }) => ({ connectionId: connection.id, url: 'ftp://example.com/' }),
  'capture.stop': () => ({}),
  'capture.status': () => ({}),
  'exchange.list': ({ connection }) => ({ connectionId: connection.id }),
  'exchange.get': ({ exchangeId }) => ({ id: exchangeId }),
  'exchange.remove': ({ exchangeId }) => ({ id: exchangeId }),
  'sp.status': () => ({}),
  'idp.status': () => ({}),
  'idp.configure': () => defaultPractice,
  'idp.metadata': () => ({}),
  'key.list': () => ({}),
  'settings.get': () => ({}),
  'settings.save': ({ ports }) => ({ spPort: ports[0]!, spHttps: false, idpPort: ports[1]!, clockSkew: 180, policy: 'practice', loginTimeout: 300 }),
  'error.explain': () => ({ text: 'AADSTS50105' }),
};

/** What the procedure must answer where that is not a value. */
const refusals: Partial<Record<ProcedureName, string>> = { 'app.openExternal': 'FORBIDDEN', 'connection.override': 'FORBIDDEN', 'capture.start': 'FORBIDDEN' };

/** Procedures that take what later rows need go last. */
const last: ProcedureName[] = ['connection.clearMetadata', 'connection.remove', 'login.cancel', 'exchange.remove'];
const ordered = [...(Object.keys(inputs) as ProcedureName[]).filter((name) => !last.includes(name)), ...last];

const long = (length: number): string => 'x'.repeat(length);

/** Name, bad input, and the field that the answer must name. */
const bad: [name: ProcedureName, input: unknown, field: string][] = [
  ['app.info', { extra: 1 }, 'extra'],
  ['app.openExternal', {}, 'url'],
  ['app.openExternal', { url: 7 }, 'url'],
  ['document.inspect', { content: { text: 7 }, against: {} }, 'content'],
  ['document.inspect', { content: { text: 'a', base64: 'b' }, against: {} }, 'content'],
  ['document.inspect', { content: { text: 'a' }, against: { clockSkew: -1 } }, 'against.clockSkew'],
  ['document.inspect', { content: { text: 'a' }, against: { policy: 'lax' } }, 'against.policy'],
  ['document.inspect', { content: { text: 'a' }, against: { __secret: 1 } }, '__secret'],
  ['document.inspect', { content: { text: 'a' }, against: {}, index: 1.5 }, 'index'],
  ['document.inspect', { content: { text: 'a' }, against: {}, job: long(101) }, 'job'],
  ['document.cancel', { job: null }, 'job'],
  ['metadata.fetch', { url: long(4001) }, 'url'],
  ['connection.get', {}, 'id'],
  ['connection.get', { id: ['a'] }, 'id'],
  ['connection.create', { sp: 'heroku', spInputs: { team: 7 }, idp: 'okta' }, 'spInputs.team'],
  ['connection.create', { spInputs: {}, idp: 'okta' }, 'sp'],
  ['connection.save', { connection: { name: 'no id' } }, 'connection.id'],
  ['connection.setMetadata', { id: 'a', side: 'both', content: { text: '' }, source: '' }, 'side'],
  ['connection.clearMetadata', { id: 'a' }, 'side'],
  ['login.start', { connectionId: 'a', idpInitiated: 'yes' }, 'idpInitiated'],
  ['capture.keep', { connectionId: 'a' }, 'content'],
  ['capture.keep', { connectionId: 'a', content: { text: 'a' }, asIssued: 'yes' }, 'asIssued'],
  ['capture.start', { connectionId: 'a' }, 'url'],
  ['capture.start', { connectionId: 'a', url: long(4001) }, 'url'],
  ['exchange.list', { connectionId: 5 }, 'connectionId'],
  ['idp.configure', { ...defaultPractice, sign: 'neither' }, 'sign'],
  ['idp.configure', withoutSign, 'sign'],
  ['idp.configure', { ...defaultPractice, attributes: [{ name: 'a', values: 'b' }] }, 'attributes.0.values'],
  ['settings.save', { spPort: 80, spHttps: false, idpPort: 7444, clockSkew: 180, policy: 'practice', loginTimeout: 300 }, 'spPort'],
  ['settings.save', { spPort: 7443, spHttps: false, idpPort: 70_000, clockSkew: 180, policy: 'practice', loginTimeout: 300 }, 'idpPort'],
  ['settings.save', { spPort: 7443, spHttps: false, idpPort: 7444, clockSkew: 180, policy: 'practice', loginTimeout: 1 }, 'loginTimeout'],
  ['error.explain', { text: long(200_001) }, 'text'],
  ['key.list', [], 'input'],
  ['key.list', 'text', 'input'],
];

/** Inputs that are well formed and still cannot be served. */
const failing: [name: ProcedureName, input: unknown, code: string][] = [
  ['connection.get', { id: 'nobody' }, 'NOT_FOUND'],
  ['connection.get', { id: '../settings' }, 'NOT_FOUND'],
  ['connection.remove', { id: '../settings' }, 'INVALID_INPUT'],
  ['exchange.remove', { id: '../../etc/passwd' }, 'INVALID_INPUT'],
  ['connection.evidence', { id: '__proto__' }, 'NOT_FOUND'],
  ['connection.save', { connection: { id: 'nobody' } }, 'NOT_FOUND'],
  ['connection.setMetadata', { id: 'nobody', side: 'idp', content: { text: '' }, source: '' }, 'NOT_FOUND'],
  ['document.inspect', { content: { text: 'a' }, against: { connectionId: 'nobody' } }, 'NOT_FOUND'],
  ['document.inspect', { content: { text: 'a' }, against: { now: 'yesterday' } }, 'INVALID_INPUT'],
  ['exchange.get', { id: 'nobody' }, 'NOT_FOUND'],
  ['login.start', { connectionId: 'nobody' }, 'NOT_FOUND'],
  ['capture.keep', { connectionId: 'nobody', content: { text: 'a' } }, 'NOT_FOUND'],
  ['capture.start', { connectionId: 'nobody', url: 'https://sso.example.com/' }, 'NOT_FOUND'],
  ['capture.start', { connectionId: 'nobody', url: 'file:///etc/passwd' }, 'FORBIDDEN'],
  ['capture.start', { connectionId: 'nobody', url: 'http://sso.example.com/' }, 'FORBIDDEN'],
  ['metadata.fetch', { url: 'no address' }, 'INVALID_INPUT'],
  ['metadata.fetch', { url: 'file:///etc/passwd' }, 'INVALID_INPUT'],
  ['app.openExternal', { url: 'javascript:alert(1)' }, 'FORBIDDEN'],
  ['settings.save', { spPort: 7443, spHttps: false, idpPort: 7443, clockSkew: 180, policy: 'practice', loginTimeout: 300 }, 'INVALID_INPUT'],
];

let files: Server;
let url = '';

beforeAll(async () => {
  files = createServer((_request, response) => response.end(okta));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(files.address() as { port: number }).port}/okta.xml`;
});
afterAll(() => {
  files.closeAllConnections();
  files.close();
});

const transports: [string, () => Promise<Transport>][] = [['dispatch', overDispatch], ['HTTP', overHttp], ['IPC', overIpc]];

describe.each(transports)('the contract over %s', (_name, open) => {
  let transport: Transport;
  let made: Made;
  const value = async <N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> => valueOf<N>(await transport.call(name, input));

  beforeAll(async () => {
    transport = await open();
    const connection = await value('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'okta' });
    await value('connection.usePractice', { id: connection.id });
    const spare = await value('connection.create', { sp: 'heroku', spInputs: { team: 'spare' }, idp: 'okta' });
    const { exchangeId } = await value('login.start', { connectionId: connection.id });
    const captured = await value('connection.create', { sp: 'heroku', spInputs: { team: 'captured' }, idp: 'okta' });
    made = { connection, spare, captured, exchangeId, url, ports: await freePorts(2) };
  });
  afterAll(() => transport.close());

  it.each(ordered)('%s answers', async (name) => {
    const envelope = await transport.call(name, inputs[name](made));
    expectEnvelope(envelope);
    expect(envelope.ok ? 'ok' : envelope.error.code, JSON.stringify(envelope)).toBe(refusals[name] ?? 'ok');
    // What answers is plain data: it is the same after crossing any border.
    if (envelope.ok) expect(JSON.parse(JSON.stringify(envelope.value))).toEqual(envelope.value);
  });

  it.each(['', 'connection', 'connection.', 'connection.get ', 'Connection.Get', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'app.info/../key.list', '%', 'x'.repeat(5000), '☃'])('knows no procedure %j', async (name) => {
    const envelope = await transport.call(name, {});
    expectEnvelope(envelope);
    expect(envelope).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
    expect(JSON.stringify(envelope).length).toBeLessThan(300);
  });

  it.each(bad.map(([name, input, field]) => ({ name, input, field, shown: JSON.stringify(input)?.slice(0, 200) })))('$name refuses $shown and names the field', async ({ name, input, field }) => {
    const envelope = await transport.call(name, input);
    expectEnvelope(envelope);
    if (envelope.ok) throw new Error('was taken');
    expect(envelope.error.code).toBe('INVALID_INPUT');
    expect(envelope.error.message).toContain(name);
    expect(envelope.error.message).toContain(field);
    expect(envelope.error.message.length).toBeLessThan(500);
  });

  it.each(failing)('%s with %j fails as %s', async (name, input, code) => {
    const envelope = await transport.call(name, input);
    expectEnvelope(envelope);
    expect(envelope).toMatchObject({ ok: false, error: { code } });
  });

  it('takes no key of an input for a prototype', async () => {
    const input: unknown = JSON.parse('{"sp":"heroku","spInputs":{"__proto__":"a","constructor":"b","team":"safe"},"idp":"okta"}');
    const envelope = await transport.call('connection.create', input);
    expectEnvelope(envelope);
    expect(({} as Record<string, unknown>)['team']).toBeUndefined();
    if (envelope.ok) expect((envelope.value as Connection).sp.inputs).toEqual({ team: 'safe' });
  });

  it('tells of changes as they happen', async () => {
    const heard: HostEvent[] = [];
    const stop = await transport.listen((event) => heard.push(event));
    const created = await value('connection.create', { sp: 'heroku', spInputs: { team: 'heard' }, idp: 'okta' });
    await vi.waitFor(() => expect(heard).toContainEqual({ changed: 'connection', id: created.id }));
    await value('connection.usePractice', { id: created.id });
    const { exchangeId } = await value('login.start', { connectionId: created.id });
    await vi.waitFor(() => expect(heard).toContainEqual({ changed: 'exchange', id: exchangeId }));
    await value('idp.configure', defaultPractice);
    await vi.waitFor(() => expect(heard).toContainEqual({ changed: 'idp', id: '' }));
    await value('connection.remove', { id: created.id });
    await vi.waitFor(() => expect(heard.filter((event) => 'changed' in event && event.id === created.id)).toHaveLength(3));
    stop();
    const count = heard.length;
    await value('idp.configure', defaultPractice);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toHaveLength(count);
  });

  it('keeps what was saved, and gives it as it is kept', async () => {
    const connection = await value('connection.get', { id: made.connection.id });
    const saved = await value('connection.save', { connection: { ...connection, name: 'Kept', createdAt: 'never', sp: { ...connection.sp, metadata: { xml: 'smuggled' } } } });
    expect(saved).toMatchObject({ name: 'Kept', createdAt: connection.createdAt, sp: { metadata: null } });
    expect(await value('connection.get', { id: connection.id })).toEqual(saved);
    expect((await value('connection.list', {})).map((each) => each.name)).toContain('Kept');
  });

  it('logs nothing of all this', () => {
    expect(transport.logged).toEqual([]);
  });
});

function expectEnvelope(envelope: Envelope<unknown>): void {
  if (envelope.ok) {
    expect(Object.keys(envelope).sort()).toEqual(['ok', 'value']);
    expect(envelope.value).not.toBeUndefined();
    return;
  }
  expect(Object.keys(envelope).sort()).toEqual(['error', 'ok']);
  const { code, message, hint, ...rest } = envelope.error;
  expect(rest).toEqual({});
  expect(errorCodes).toContain(code);
  expect(message).toMatch(/^.{5,}[.!?”]$/s);
  if (hint !== undefined) expect(hint).toMatch(/\S/);
}

describe('dispatch', () => {
  it.each([undefined, null, 7, {}, [], Symbol('x'), ['app.info']].map((each) => [each]))('takes %s for no name', async (name) => {
    const dispatch = createDispatch({} as never, () => undefined);
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
  });

  it('wraps whatever a handler throws, and logs its kind and place only', async () => {
    const logged: string[] = [];
    const thrown: unknown[] = [new Error('-----BEGIN PRIVATE KEY----- of jo.doe@example.com'), 'text of jo.doe@example.com', null, undefined, { code: 'jo.doe@example.com' }];
    for (const each of thrown) {
      const handlers = { 'app.info': () => { throw each; } } as unknown as Parameters<typeof createDispatch>[0];
      const envelope = await createDispatch(handlers, (line) => logged.push(line))('app.info', {});
      expectEnvelope(envelope);
      expect(envelope).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
      expect(JSON.stringify(envelope)).not.toContain('jo.doe');
    }
    expect(logged).toHaveLength(thrown.length);
    expect(logged.join()).not.toMatch(/jo\.doe|PRIVATE KEY/);
    expect(logged[0]).toContain('app.info');
  });

  it('has a handler for every row and a row for every handler', async () => {
    const transport = await overDispatch();
    for (const name of Object.keys(contract)) expect(await transport.call(name, 'no object')).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    await transport.close();
  });
});
