/** The test service provider and the practice identity provider against what is posted to them. */
import { rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import { buildAuthnRequest } from '../shared/saml/request.ts';
import { binding, nameIDFormat } from '../shared/urns.ts';
import { bundle } from './bundle.ts';
import { configure, practiceConnection, startHost, temporaryFolder, type TestHost } from './host.ts';
import { failures, login, newest } from './logins.ts';
import { Browser, formOf, send, type Answer } from './visit.ts';

let test: TestHost;
let built = '';
let sp = '';
let idp = '';

beforeAll(async () => {
  built = temporaryFolder();
  test = await startHost({ options: { workerFile: new URL('worker.js', await bundle(built, ['worker'])) } });
  sp = `http://127.0.0.1:${test.settings.spPort}`;
  idp = `http://127.0.0.1:${test.settings.idpPort}`;
});
afterAll(async () => {
  await test.close();
  rmSync(built, { recursive: true, force: true });
});

const outside = Object.values(networkInterfaces()).flatMap((each) => each ?? []).filter((each) => !each.internal && !each.address.startsWith('fe80')).map(({ address }) => address);
const paths = { sp: ['/', '/saml/metadata', '/saml/acs', '/saml/slo', '/saml/login/0'], idp: ['/', '/saml/metadata', '/saml/sso', '/saml/slo', '/saml/initiate', '/saml/sign-in'] };
const originOf = (which: 'sp' | 'idp'): string => (which === 'sp' ? sp : idp);

describe.each(['sp', 'idp'] as const)('the %s listener', (which) => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost.evil.example:PORT', '127.0.0.2:PORT', '0.0.0.0:PORT', '127.0.0.1:1', '127.1:PORT'])('refuses Host %s everywhere', async (host) => {
    const port = new URL(originOf(which)).port;
    for (const path of paths[which]) {
      for (const method of ['GET', 'POST']) {
        const answer = await send(originOf(which) + path, { method, headers: { host: host.replace('PORT', port) }, ...(method === 'POST' ? { body: 'SAMLResponse=PHg+' } : {}) });
        expect(answer.status, path).toBe(403);
        expect(answer.body).not.toMatch(/EntityDescriptor|form/);
      }
    }
  });

  it.each(outside.map((address) => [address]))('is not to be reached by %s', async (address) => {
    await expect(send(originOf(which), { connect: { host: address, port: Number(new URL(originOf(which)).port) } })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('lets no page read it and none frame it, and is told of no referrer', async () => {
    for (const path of paths[which]) {
      const answer = await send(originOf(which) + path, { headers: { origin: 'https://evil.example' } });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control')), path).toEqual([]);
      if (!(answer.headers['content-type'] ?? '').startsWith('text/html')) continue;
      expect(answer.headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  it.each(['/api/key.list', '/api/app.info', '/api/events', '/index.html', '/saml/../../etc/passwd', '/%00', '/saml/login/..%2f..%2fetc', '/%', '//', '/saml/login/%E0%A4%A'])('has nothing at %s', async (path) => {
    const answer = await send(originOf(which), { path });
    expect([200, 404, 500], path).toContain(answer.status);
    expect(answer.body).toMatch(/<main>/);
    expect(answer.body).not.toMatch(/root:|version|PRIVATE KEY/);
    expect((await send(originOf(which))).status).toBe(200);
  });
});

/** Payloads that would run, or show, if anything that arrives were put on a page. */
const payloads = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'-alert(1)-'", '</title><svg/onload=alert(1)>', 'javascript:alert(1)', '${7*7}{{7*7}}', '\u0000\r\nSet-Cookie: a=b', 'jo.doe@example.com'];

describe('the ACS', () => {
  const post = (fields: Record<string, string>): Promise<Answer> => send(`${sp}/saml/acs`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { origin: 'https://idp.example' } });

  it.each(payloads)('shows nothing of %j', async (payload) => {
    const bodies = new Set<string>();
    const forms: Record<string, string>[] = [{ SAMLResponse: payload }, { SAMLResponse: encodePost(`<a>${payload}</a>`), RelayState: payload }, { SAMLResponse: encodePost('<a/>'), RelayState: payload, [payload]: payload }];
    for (const fields of forms) {
      const answer = await post(fields);
      expect(answer.status).toBe(200);
      expect(answer.body).not.toMatch(/<script|<img|<svg|onerror|onload|alert|jo\.doe|49/i);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['content-security-policy']).not.toContain('script-src');
      expect(answer.headers['content-security-policy']).toContain("form-action 'none'");
      bodies.add(answer.body);
    }
    // One fixed page, whatever came.
    expect(bodies.size).toBe(1);
  });

  it.each(['/saml/acs', '/saml/slo', '/saml/login/', '/none/'])('shows nothing of a path or query at %s', async (path) => {
    for (const payload of payloads) {
      const answer = await send(sp, { path: `${path}${encodeURIComponent(payload)}?SAMLResponse=${encodeURIComponent(payload)}&RelayState=${encodeURIComponent(payload)}` });
      expect(answer.body).not.toMatch(/<script|<img|<svg|onerror|alert|jo\.doe/i);
    }
  });

  it('takes 8 MB and no more', async () => {
    const answer = await send(`${sp}/saml/acs`, { method: 'POST', body: `SAMLResponse=${'A'.repeat(8 * 1024 * 1024)}` });
    expect(answer.status).toBe(413);
    expect((await send(`${sp}/saml/acs`, { method: 'POST', body: `SAMLResponse=${'A'.repeat(8 * 1024 * 1024 - 100)}` })).status).toBe(200);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE'])('says that nothing was sent when nothing was, by %s', async (method) => {
    const before = (await test.call('exchange.list', {})).length;
    expect((await send(`${sp}/saml/acs`, { method, ...(method === 'GET' ? {} : { body: 'a=b' }) })).status).toBe(400);
    expect(await test.call('exchange.list', {})).toHaveLength(before);
  });

  it('refuses the same answer a second time', async () => {
    const connection = await practiceConnection(test, {}, 'replay');
    const { exchange, posted } = await login(test, connection);
    expect(exchange.report!.verdict).toBe('accept');
    for (let again = 0; again < 2; again++) {
      test.clock.now += 1000;
      await post(posted);
      const second = await newest(test);
      expect(second.id).not.toBe(exchange.id);
      expect(second).toMatchObject({ state: 'received', connectionId: connection.id, report: { verdict: 'reject', identity: null } });
      expect(failures(second)).toContain('flow/replay');
      expect(second.report!.diagnoses[0]!.id).toBe('replayed');
    }
    expect(await test.call('exchange.get', { id: exchange.id })).toEqual(exchange);
  });

  it('tells a stranger nothing of logins that wait', async () => {
    const connection = await practiceConnection(test, {}, 'waiting');
    const { exchangeId } = await test.call('login.start', { connectionId: connection.id });
    for (const id of ['0', 'x'.repeat(24), exchangeId.slice(0, -1), `${exchangeId}0`, exchangeId.toUpperCase() === exchangeId ? 'Z' : exchangeId.toUpperCase(), `${exchangeId}/..`]) {
      expect((await send(sp, { path: `/saml/login/${id}` })).status, id).toBe(404);
    }
  });
});

const request = (given: Partial<Parameters<typeof buildAuthnRequest>[0]> = {}): string =>
  buildAuthnRequest({ id: '_r1', issueInstant: new Date(test.clock.now).toISOString(), destination: `${idp}/saml/sso`, issuer: 'https://sp.example/', assertionConsumerServiceURL: `${sp}/saml/acs`, protocolBinding: binding.post, ...given });

const ask = (xml: string, relayState: string | null = null): Promise<Answer & { url: string }> => {
  const { url } = encodeRedirect({ location: `${idp}/saml/sso`, parameter: 'SAMLRequest', xml, relayState });
  return send(url!).then((answer) => ({ ...answer, url: url! }));
};

describe('the practice identity provider', () => {
  it.each([
    'https://evil.example/acs', 'http://127.0.0.1.evil.example/acs', 'http://127.0.0.1@evil.example/acs', 'http://localhost.evil.example/', 'http://evillocalhost/', '//evil.example/acs', 'https://[::ffff:8.8.8.8]/', 'http://0.0.0.0:80/', 'http://169.254.169.254/latest/',
    'javascript:alert(1)//127.0.0.1', 'data:text/html,<script>1</script>', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'http://127.0.0.1:99999/', 'not an address',
  ])('posts nothing to %s', async (acs) => {
    await configure(test, {});
    for (const answer of [await ask(request({ assertionConsumerServiceURL: acs })), await send(`${idp}/saml/initiate?${new URLSearchParams({ sp: 'https://sp.example', acs }).toString()}`)]) {
      expect(answer.status).toBe(400);
      expect(answer.body).not.toMatch(/<form|<script|SAMLResponse/);
      expect(answer.headers['content-security-policy']).toContain("form-action 'none'");
    }
  });

  it.each(['http://127.0.0.1:9999/acs', 'http://localhost:3000/saml/acs', 'https://[::1]:8443/acs', 'http://app.localhost/acs'])('posts to %s, on this machine', async (acs) => {
    await configure(test, {});
    expect(formOf(await ask(request({ assertionConsumerServiceURL: acs })))!.action).toBe(acs);
  });

  /** Every page on which something of the request, or of the settings, is shown. */
  const pagesShowing = async (text: string): Promise<(Answer & { url: string })[]> => {
    await configure(test, { automatic: false, user: text, nameID: text, nameIDFormat: text, attributes: [{ name: text, values: [text] }, { name: 'a', values: [`</textarea>${text}`] }] });
    const query = new URLSearchParams({ sp: text, acs: `${sp}/saml/acs?q=${text}`, RelayState: text }).toString();
    const signIn = { ...(await send(`${idp}/saml/initiate?${query}`)), url: `${idp}/saml/initiate` };
    await configure(test, {});
    return [signIn, await ask(request({ issuer: text, nameIDFormat: text }), text), await ask(request({ assertionConsumerServiceURL: `https://evil.example/${text}` }))];
  };
  /** The elements and attribute names of a page, without what they hold. */
  const tags = (html: string): string => (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, '')).join('');

  it.each(payloads)('shows %j as text wherever it can come from', async (payload) => {
    // XML has no control characters; everything else goes in as it is.
    const text = payload.replace(/[\u0000-\u001f]+/g, ' ');
    const plain = await pagesShowing('text');
    const pages = await pagesShowing(text);
    expect(pages.map(({ body }) => tags(body))).toEqual(plain.map(({ body }) => tags(body)));
    for (const { body, headers } of pages) expect(body.match(/<script>/g)?.length ?? 0).toBe(headers['content-security-policy']!.includes('script-src') ? 1 : 0);
    const form = formOf(pages[0]!)!;
    expect(form.action).toBe(`${idp}/saml/sign-in`);
    expect(form.fields['nameID']).toBe(text);
    expect(form.fields['attributes']).toContain(text);
  });

  it('gives RelayState back byte for byte, whatever it holds', async () => {
    await configure(test, {});
    for (const payload of payloads.filter((each) => !each.includes('\u0000'))) expect(formOf(await ask(request(), payload))!.fields['RelayState']).toBe(payload);
  });

  it('takes a sign-in from its own page only, and once', async () => {
    await configure(test, { automatic: false });
    const page = await ask(request());
    const { fields } = formOf(page)!;
    const post = (origin: string, given = fields): Promise<Answer> => send(`${idp}/saml/sign-in`, { method: 'POST', headers: { origin }, body: new URLSearchParams(given).toString() });
    expect((await post('https://evil.example')).status).toBe(403);
    expect((await post('http://127.0.0.1:1')).status).toBe(403);
    expect([403, 500]).toContain((await post('not an origin')).status);
    expect((await post(idp, { ...fields, id: 'guessed' })).status).toBe(400);
    const good = await post(idp);
    expect(formOf({ url: idp, body: good.body })!.action).toBe(`${sp}/saml/acs`);
    expect(good.headers['set-cookie']![0]).toMatch(/^practice_session=[0-9a-f]{32}; HttpOnly; SameSite=Lax; Path=\/saml$/);
    expect((await post(idp)).status).toBe(400);
  });

  it.each([
    ['nothing', ''], ['no base64', 'SAMLRequest=%%%'], ['no XML', `SAMLRequest=${encodeURIComponent(encodePost('hello'))}`], ['a DOCTYPE', `SAMLRequest=${encodeURIComponent(encodePost('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'))}`],
    ['a response', `SAMLRequest=${encodeURIComponent(encodePost('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>'))}`], ['too much', `SAMLRequest=${'A'.repeat(5_000_000)}`],
    ['no address', `SAMLRequest=${encodeURIComponent(encodePost('<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"/>'))}`],
  ])('answers %s with a page that says so', async (_name, body) => {
    const answer = await send(`${idp}/saml/sso`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/root:|<form|hello/);
  });

  it('keeps a bounded number of open sign-in pages', async () => {
    await configure(test, { automatic: false });
    const first = formOf(await ask(request()))!.fields['id']!;
    for (let count = 0; count < 505; count++) await ask(request());
    expect((await send(`${idp}/saml/sign-in`, { method: 'POST', headers: { origin: idp }, body: `id=${first}` })).status).toBe(400);
  });

  it('has no session of another person: one machine’s cookie is not another’s', async () => {
    await configure(test, { automatic: false });
    const connection = await practiceConnection(test, { isPassive: true, nameIDFormat: nameIDFormat.emailAddress }, 'passive');
    const stranger = new Browser();
    const { url } = await test.call('login.start', { connectionId: connection.id });
    const trail = await stranger.visit(url);
    expect(trail.length).toBeGreaterThan(1);
    expect((await newest(test)).report!.diagnoses[0]!.id).toBe('no-session');
  });
});
