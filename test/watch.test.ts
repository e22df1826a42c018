/** Watching a browser: what is taken out of what goes through it, over pipes that a test holds the other end of. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDevtools } from '../electron/devtools.ts';
import { messageOf, watch, type Seen } from '../electron/watch.ts';
import { startHost } from './host.ts';
import { outsideConnection } from './outside.ts';

interface Asked {
  id: number;
  method: string;
  params: Record<string, unknown>;
  sessionId?: string;
}

/** A browser that answers every command, but for those with null, and tells what the test has it tell. */
function standIn(answers: Record<string, object | null> = {}) {
  const [toBrowser, fromBrowser] = [new PassThrough(), new PassThrough()];
  const asked: Asked[] = [];
  const tell = (message: object): void => void fromBrowser.write(`${JSON.stringify(message)}\0`);
  let pending = '';
  toBrowser.on('data', (chunk: Buffer) => {
    pending += chunk.toString('utf8');
    const parts = pending.split('\0');
    pending = parts.pop()!;
    for (const each of parts.map((part) => JSON.parse(part) as Asked)) {
      asked.push(each);
      if (answers[each.method] !== null) tell({ id: each.id, ...(answers[each.method] ?? { result: {} }) });
    }
  });
  return { devtools: openDevtools(toBrowser, fromBrowser), asked, tell, fromBrowser };
}

async function watching(answers: Record<string, object> = {}) {
  const browser = standIn(answers);
  const seen: { what: string; all: Seen[] }[] = [];
  const empty = vi.fn();
  const started = watch(browser.devtools, 'https://sp.example.com/login', { seen: (what, all) => seen.push({ what, all: structuredClone([...all]) }), empty });
  browser.tell({ method: 'Target.attachedToTarget', params: { sessionId: 'page', targetInfo: { type: 'page' } } });
  await started;
  const tell = (method: string, params: object, sessionId = 'page'): void => browser.tell({ method, params, sessionId });
  const send = (request: { url: string; method?: string; postData?: string; hasPostData?: boolean }, requestId = 'r1', more: object = {}): void => tell('Network.requestWillBeSent', { requestId, wallTime: 1_795_334_400, request: { method: 'GET', ...request }, ...more });
  return { ...browser, seen, empty, tell, send };
}

const acs = 'https://sp.example.com/acs';
const posted = { url: acs, method: 'POST', postData: 'SAMLResponse=PHg%2BA&RelayState=r1&password=secret' };

describe('what is kept of a request', () => {
  it.each<[name: string, request: Parameters<typeof messageOf>[0], kept: ReturnType<typeof messageOf>]>([
    ['the fields of the binding in a form, as they were written', posted, { method: 'POST', url: acs, postData: { text: 'SAMLResponse=PHg%2BA&RelayState=r1' } }],
    ['those in an address', { method: 'GET', url: 'https://idp.example.com/sso?app=7&SAMLRequest=a%2Fb&RelayState=&SigAlg=s&Signature=x%3D#top' }, { method: 'GET', url: 'https://idp.example.com/sso?SAMLRequest=a%2Fb&RelayState=&SigAlg=s&Signature=x%3D' }],
    ['not the query of the address a form goes to', { ...posted, url: `${acs}?session=secret` }, { method: 'POST', url: acs, postData: { text: 'SAMLResponse=PHg%2BA&RelayState=r1' } }],
    ['nothing of a form with a password', { method: 'POST', url: 'https://idp.example.com/login', postData: 'user=jo&password=secret' }, null],
    ['nothing of a form that only mentions it', { method: 'POST', url: acs, postData: 'note=SAMLResponse%3Da&x=mySAMLResponse=1' }, null],
    ['nothing of an address without a message', { method: 'GET', url: 'https://idp.example.com/sso?RelayState=a&Signature=b' }, null],
    ['nothing of a body that was not posted', { method: 'PUT', url: acs, postData: 'SAMLResponse=a' }, null],
  ])('%s', (_name, request, kept) => {
    expect(messageOf(request)).toEqual(kept);
  });
});

describe('a login that is watched', () => {
  it('listens before the page goes anywhere, and asks for no content', async () => {
    const { asked } = await watching();
    const order = asked.map(({ method, sessionId = '' }) => `${method} ${sessionId}`.trim());
    expect(order).toEqual(['Target.setAutoAttach', 'Network.enable page', 'Target.setAutoAttach page', 'Runtime.runIfWaitingForDebugger page', 'Page.navigate page']);
    expect(asked[0]!.params).toEqual({ autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    expect(asked[1]!.params).toMatchObject({ maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  });

  it('tells the request at once, and the response when it was answered', async () => {
    const { send, tell, seen } = await watching();
    send({ url: 'https://idp.example.com/sso?SAMLRequest=abc' }, 'r0');
    send(posted);
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({ what: 'request', all: [{ request: { url: 'https://idp.example.com/sso?SAMLRequest=abc' } }] });
    tell('Network.responseReceived', { requestId: 'r1', response: { status: 403 } });
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen[1]!.what).toBe('response');
    expect(seen[1]!.all[1]).toEqual({ startedDateTime: '2026-11-22T08:00:00.000Z', request: { method: 'POST', url: acs, postData: { text: 'SAMLResponse=PHg%2BA&RelayState=r1' } }, response: { status: 403, redirectURL: '' } });
    expect(JSON.stringify(seen)).not.toContain('secret');
  });

  it('knows where it was led to', async () => {
    const { send, seen } = await watching();
    send(posted);
    send({ url: 'https://app.example.com/home' }, 'r1', { redirectResponse: { status: 302 } });
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]!.all[0]!.response).toEqual({ status: 302, redirectURL: 'https://app.example.com/home' });
  });

  it.each<[string, (told: Awaited<ReturnType<typeof watching>>) => void]>([
    ['it fails', ({ tell }) => tell('Network.loadingFailed', { requestId: 'r1' })],
    ['its page is closed', ({ tell }) => tell('Target.detachedFromTarget', { sessionId: 'page' }, '')],
  ])('is told without an answer where %s', async (_name, happen) => {
    const told = await watching();
    told.send(posted);
    happen(told);
    await vi.waitFor(() => expect(told.seen).toHaveLength(1));
    expect(told.seen[0]!.all[0]!.response).toBeUndefined();
  });

  it('asks for a form that was too long to be told', async () => {
    const { send, tell, seen, asked } = await watching({ 'Network.getRequestPostData': { result: { postData: `SAMLResponse=${'A'.repeat(100_000)}` } } });
    send({ url: acs, method: 'POST', hasPostData: true });
    await vi.waitFor(() => expect(asked.at(-1)!.method).toBe('Network.getRequestPostData'));
    await vi.waitFor(() => {
      tell('Network.responseReceived', { requestId: 'r1', response: { status: 200 } });
      expect(seen).toHaveLength(1);
    });
    expect(seen[0]!.all[0]!.request.postData!.text).toHaveLength(100_013);
  });

  it('listens to windows and frames that come later, and ends with the last window', async () => {
    const { tell, asked, empty } = await watching();
    tell('Target.attachedToTarget', { sessionId: 'popup', targetInfo: { type: 'page' } }, '');
    tell('Target.attachedToTarget', { sessionId: 'frame', targetInfo: { type: 'iframe' } }, 'popup');
    await vi.waitFor(() => expect(asked.filter(({ method }) => method === 'Network.enable').map(({ sessionId }) => sessionId)).toEqual(['page', 'popup', 'frame']));
    tell('Target.detachedFromTarget', { sessionId: 'page' }, '');
    tell('Target.detachedFromTarget', { sessionId: 'frame' }, '');
    expect(empty).not.toHaveBeenCalled();
    tell('Target.detachedFromTarget', { sessionId: 'popup' }, '');
    await vi.waitFor(() => expect(empty).toHaveBeenCalledOnce());
  });

  it('keeps no more than a login may have', async () => {
    const { send, seen } = await watching();
    for (let count = 0; count < 450; count++) send({ url: `https://idp.example.com/sso?SAMLRequest=a${count}` }, `r${count}`);
    await vi.waitFor(() => expect(seen).toHaveLength(450));
    expect(seen.at(-1)!.all).toHaveLength(200);
    expect(seen.at(-1)!.all.at(-1)!.request.url).toContain('a449');
  });
});

describe('the pipes', () => {
  it('put messages together that come in pieces, and take several that come at once', async () => {
    const { devtools, fromBrowser } = standIn();
    const heard: string[] = [];
    devtools.on('Target.detachedFromTarget', ({ sessionId }) => heard.push(sessionId));
    const bytes = Buffer.from(['ä', '☃', 'c'].map((sessionId) => `${JSON.stringify({ method: 'Target.detachedFromTarget', params: { sessionId } })}\0`).join(''));
    for (const byte of bytes.subarray(0, 80)) fromBrowser.write(Buffer.of(byte));
    fromBrowser.write(bytes.subarray(80));
    await vi.waitFor(() => expect(heard).toEqual(['ä', '☃', 'c']));
  });

  it('fail what was asked when the browser ends, and what is asked after', async () => {
    const { devtools, fromBrowser } = standIn({ 'Page.navigate': { error: { message: 'no' } }, 'Browser.close': null });
    await expect(devtools.send('Page.navigate', { url: 'https://sp.example.com/' })).rejects.toMatchObject({ code: 'INTERNAL' });
    const waiting = devtools.send('Browser.close', {});
    fromBrowser.destroy();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(devtools.send('Browser.close', {})).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

/** Elsewhere browsers are looked for where a test can put none. */
describe.skipIf(process.platform !== 'linux')('a browser that cannot be watched', () => {
  let bin = '';
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'sso-workbench-browser-'));
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  it('is not there, or there is no display: the other way is told', async () => {
    const test = await startHost();
    const { id } = await outsideConnection(test);
    for (const [path, display] of [[bin, ':0'], [process.env['PATH'] ?? '', '']] as const) {
      vi.stubEnv('PATH', path);
      vi.stubEnv('DISPLAY', display);
      vi.stubEnv('WAYLAND_DISPLAY', '');
      expect(await test.call('capture.status', {})).toMatchObject({ state: 'idle', browser: null });
      const envelope = await test.dispatch('capture.start', { connectionId: id, url: 'https://sso.heroku.com/saml/acme/init' });
      expect(envelope).toMatchObject({ ok: false, error: { code: 'NOT_READY', hint: 'Log in with your own browser instead, and bring what it sent.' } });
    }
    await test.close();
  });

  it('ends at once: that is told, and nothing of it stays', async () => {
    const test = await startHost();
    const { id } = await outsideConnection(test);
    writeFileSync(join(bin, 'chromium'), '#!/bin/sh\nexit 1\n');
    chmodSync(join(bin, 'chromium'), 0o755);
    vi.stubEnv('PATH', `${bin}:/bin:/usr/bin`);
    vi.stubEnv('DISPLAY', ':0');
    const url = 'https://sso.heroku.com/saml/acme/init';
    const [first, second] = await Promise.all([test.dispatch('capture.start', { connectionId: id, url }), test.dispatch('capture.start', { connectionId: id, url })]);
    expect(first).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(second).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    await vi.waitFor(async () => expect(await test.call('capture.status', {})).toMatchObject({ state: 'idle', exchangeIds: [] }));
    expect(readdirSync(join(test.dataFolder, 'watched'))).toEqual([]);
    expect(test.logged).toEqual([]);
    await test.close();
  });
});
