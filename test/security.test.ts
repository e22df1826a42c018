/** The loopback web host against other pages, other names and other programs on the machine. */
import { networkInterfaces } from 'node:os';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowedExternal } from '../electron/browser.ts';
import { contentSecurityPolicy } from '../electron/security-policy.ts';
import { startHost } from './host.ts';
import { overHttp, type HttpTransport } from './transports.ts';
import { send, type Answer, type Sent } from './visit.ts';

let web: HttpTransport;
let port = 0;

beforeAll(async () => {
  web = await overHttp([]);
  port = Number(new URL(web.origin).port);
});
afterAll(() => web.close());

const authorised = (headers: Record<string, string> = {}): Record<string, string> => ({ 'content-type': 'application/json', 'x-workbench-token': web.token, ...headers });
const callInfo = (sent: Sent = {}, headers: Record<string, string> = {}): Promise<Answer> => send(`${web.origin}/api/app.info`, { method: 'POST', body: '{}', ...sent, headers: authorised(headers) });

/** Addresses of this machine that are not loopback. */
const outside = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter((each) => !each.internal && !each.address.startsWith('fe80'));

describe('who is answered', () => {
  it.each(['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT'])('Host %s is one of ours', async (host) => {
    expect((await callInfo({}, { host: host.replace('PORT', String(port)) })).status).toBe(200);
  });

  it.each([
    'evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost', '127.0.0.1:1', '127.0.0.1:PORT.evil.example', '127.0.0.1.evil.example:PORT', 'localhost.evil.example:PORT', 'evil.localhost:PORT', '0.0.0.0:PORT',
    '127.0.0.2:PORT', '127.1:PORT', '2130706433:PORT', 'LOCALHOST:PORT', 'localhost.:PORT', '[::ffff:127.0.0.1]:PORT', 'user@127.0.0.1:PORT', '127.0.0.1:PORT, evil.example', '127.0.0.1:PORT/',
  ])('Host %s is refused on every path, with the token too', async (host) => {
    for (const path of ['/', '/api/app.info', '/assets/index.js']) {
      const answer = await send(`${web.origin}${path}`, { method: path.startsWith('/api') ? 'POST' : 'GET', headers: authorised({ host: host.replace('PORT', String(port)) }) });
      expect(answer.status, path).toBe(403);
      expect(answer.body).not.toMatch(/version|<title>|export/);
    }
  });

  it('a request without Host is refused', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end('GET / HTTP/1.0\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 40[03]/);
  });

  it.each(['https://evil.example', 'http://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1', 'https://127.0.0.1:PORT', 'http://localhost.evil.example:PORT', 'http://127.0.0.1:PORT.evil.example', 'file://', ''])('Origin %j is refused, with the token too', async (origin) => {
    const answer = await callInfo({}, { origin: origin.replace('PORT', String(port)) });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('version');
  });

  it.each(['http://127.0.0.1:PORT', 'http://localhost:PORT', 'http://[::1]:PORT'])('Origin %s is our own page', async (origin) => {
    expect((await callInfo({}, { origin: origin.replace('PORT', String(port)) })).status).toBe(200);
  });

  it('a page of another site may lead here and nothing more', async () => {
    const from = (mode: string): Promise<Answer> => send(`${web.origin}/assets/index.js`, { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode } });
    expect((await from('no-cors')).status).toBe(403);
    expect((await from('cors')).status).toBe(403);
    expect((await send(`${web.origin}/`, { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } })).status).toBe(200);
  });

  it('gives no other origin leave to read: there are no CORS headers anywhere', async () => {
    const answers = [
      await callInfo(), await callInfo({}, { origin: web.origin }), await callInfo({}, { origin: 'https://evil.example' }), await send(`${web.origin}/`), await send(`${web.origin}/none`),
      await send(`${web.origin}/api/app.info`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-workbench-token' } }),
      await send(`${web.origin}/api/app.info`, { method: 'OPTIONS', headers: { origin: web.origin, 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' } }),
    ];
    for (const { headers } of answers) expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    for (const { headers } of answers) expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-store' });
    expect(answers.flatMap(({ headers }) => headers['set-cookie'] ?? [])).toEqual([]);
  });

  it.each(outside.map(({ address, family }) => [address, family]))('nobody connects by %s', async (address) => {
    await expect(send(web.origin, { connect: { host: address, port } })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.skipIf(process.platform !== 'linux')('listens on loopback addresses only', () => {
    expect(listening(port).length).toBeGreaterThan(0);
    for (const address of listening(port)) expect(['0100007F', '00000000000000000000000001000000']).toContain(address);
  });
});

/** Local addresses, as the kernel writes them, on which something listens at the port. */
function listening(wanted: number): string[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => readFileSync(table, 'utf8').split('\n').slice(1)).flatMap((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    const [address, port] = (local ?? '').split(':');
    return state === '0A' && parseInt(port ?? '', 16) === wanted ? [address!] : [];
  });
}

describe('the token', () => {
  it('is long, and new at every start', async () => {
    expect(Buffer.from(web.token, 'base64url')).toHaveLength(32);
    const other = await overHttp([]);
    expect(other.token).not.toBe(web.token);
    expect((await send(`${web.origin}/api/app.info`, { method: 'POST', body: '{}', headers: authorised({ 'x-workbench-token': other.token }) })).status).toBe(403);
    await other.close();
  });

  it.each<[string, (token: string) => Record<string, string>]>([
    ['missing', () => ({})],
    ['empty', () => ({ 'x-workbench-token': '' })],
    ['wrong', () => ({ 'x-workbench-token': 'x'.repeat(43) })],
    ['cut off', (token) => ({ 'x-workbench-token': token.slice(0, -1) })],
    ['too long', (token) => ({ 'x-workbench-token': `${token}a` })],
    ['twice', (token) => ({ 'x-workbench-token': `${token}, ${token}` })],
    ['in a cookie', (token) => ({ cookie: `x-workbench-token=${token}; token=${token}` })],
    ['as a bearer', (token) => ({ authorization: `Bearer ${token}` })],
  ])('%s: nothing is called and nothing is told', async (_name, headersOf) => {
    for (const [method, path] of [['POST', '/api/app.info'], ['POST', '/api/none'], ['GET', '/api/events'], ['POST', `/api/app.info?token=${web.token}`]] as const) {
      const answer = await send(web.origin + path, { method, ...(method === 'POST' ? { body: '{}' } : {}), headers: { 'content-type': 'application/json', ...headersOf(web.token) } });
      expect(answer.status, path).toBe(403);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN', hint: expect.stringContaining('address') as string } });
    }
  });

  it('goes no further than JSON posted to the API', async () => {
    const get = await send(`${web.origin}/api/app.info`, { headers: authorised() });
    expect(get.status).toBe(405);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) expect((await callInfo({}, { 'content-type': type })).status, type).toBe(415);
  });
});

describe('what is posted', () => {
  it.each(['{', '"', 'undefined', '\u0000', '{"a":1}}'])('%j is not JSON and is said to be none', async (body) => {
    expect(await (await web.post('/api/app.info', body)).json()).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  });

  it.each(['/api/%E0%A4%A', '/api/%', '/api/%00', '/api/app.info%2F..', '/api/', '/api//', '/api/app.info/'])('%s names no procedure, and the host lives on', async (path) => {
    const answer = await send(web.origin, { method: 'POST', body: '{}', path, headers: authorised() });
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
    expect((await callInfo()).status).toBe(200);
  });

  it('over the largest size is refused, and is not kept', async () => {
    const body = Buffer.alloc(67 * 1024 * 1024, 'a').toString('latin1');
    const answer = await send(`${web.origin}/api/app.info`, { method: 'POST', body, headers: authorised() });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } });
    expect((await callInfo()).status).toBe(200);
  });

  it('ends early: the host lives on', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST /api/app.info HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nX-Workbench-Token: ${web.token}\r\nContent-Length: 500\r\n\r\n{"a"`);
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    expect((await callInfo()).status).toBe(200);
  });
});

describe('files', () => {
  it('carry the content security policy, all of it', async () => {
    for (const path of ['/', '/index.html', '/assets/index.js', '/?a=b']) {
      const answer = await send(web.origin, { path });
      expect(answer.status, path).toBe(200);
      expect(answer.headers['content-security-policy']).toBe(contentSecurityPolicy);
    }
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(contentSecurityPolicy).not.toMatch(/script-src[^;]*(unsafe|http|\*)/);
    for (const part of ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "connect-src 'self'"]) expect(contentSecurityPolicy).toContain(part);
  });

  it.each([
    '/../outside.js', '/assets/../../outside.js', '/%2e%2e/outside.js', '/..%2foutside.js', '/%2e%2e%2foutside.js', '/..%5coutside.js', '/..\\outside.js', '/assets/..%2f..%2foutside.js', '//outside.js/../../outside.js',
    '/%252e%252e/outside.js', '/....//outside.js', '/%c0%ae%c0%ae/outside.js', '/outside.js%00.html', '/index.html%00', '/etc/passwd', '//etc/passwd', '/%2fetc%2fpasswd', '/C:/Windows/win.ini', '/.', '/..', '/assets', '/assets/', '/notes.txt', '/index', '/%',
    'http://evil.example/outside.js', '*',
  ])('%s is not there', async (path) => {
    const answer = await send(web.origin, { path });
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/secret|root:|not a type/);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('%s changes nothing', async (method) => {
    expect((await send(`${web.origin}/index.html`, { method })).status).toBe(405);
  });

  it('that cannot be read do not end the host', async () => {
    const file = join(web.built, 'renderer', 'closed.js');
    writeFileSync(file, 'x', { mode: 0o000 });
    await send(`${web.origin}/closed.js`).catch(() => undefined);
    rmSync(file);
    expect((await send(`${web.origin}/closed.js`)).status).toBe(404);
    expect((await callInfo()).status).toBe(200);
  });
});

describe('the event stream', () => {
  it('is let go of when the window closes', async () => {
    const before = web.logged.length;
    for (let round = 0; round < 120; round++) (await web.listen(() => undefined))();
    const heard: unknown[] = [];
    const stop = await web.listen((event) => heard.push(event));
    await web.call('connection.create', { sp: 'heroku', spInputs: {}, idp: 'okta' });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    stop();
    expect(web.logged).toHaveLength(before);
  });
});

describe('what is opened in the system’s browser', () => {
  it.each<[string, boolean]>([
    ['https://portal.azure.com/#home', true], ['https://xn--e1afmkfd.example/', true], ['http://127.0.0.1:7443/saml/login/1', true], ['http://localhost:7444/', true], ['http://[::1]:7443/', true],
    ['http://evil.example/', false], ['http://127.0.0.1.evil.example/', false], ['http://127.0.0.2/', false], ['https://user@evil.example/', false], ['https://user:word@portal.azure.com/', false], ['http://127.0.0.1@evil.example/', false],
    ['file:///etc/passwd', false], ['javascript:alert(1)', false], ['data:text/html,x', false], ['ms-msdt:/id PCWDiagnostic', false], ['smb://evil.example/share', false], ['vbscript:x', false], ['app://workbench/', false], ['about:blank', false],
    ['chrome://settings', false], ['view-source:https://a.example', false], ['blob:https://a.example/1', false], ['ftp://a.example/', false], ['mailto:a@b.example', false], ['\\\\evil.example\\share', false], ['', false], ['portal.azure.com', false], [' https://', false],
  ])('%s: %s', async (url, allowed) => {
    const test = await opening;
    const envelope = await test.dispatch('app.openExternal', { url });
    expect(envelope.ok).toBe(allowed);
    if (!envelope.ok) expect(['FORBIDDEN', 'INVALID_INPUT']).toContain(envelope.error.code);
    expect(test.opened.splice(0)).toEqual(allowed ? [new URL(url).href] : []);
    if (allowed) expect(allowedExternal(url).href).toBe(new URL(url).href);
    else expect(() => allowedExternal(url)).toThrow();
  });

  const opening = startHost();
  afterAll(async () => (await opening).close());
});
