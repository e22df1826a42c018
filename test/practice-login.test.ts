/** Every switch of a test login, through the real listeners: what is sent, what comes back, and how it is judged. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../shared/exchange.ts';
import { decode } from '../shared/saml/binding.ts';
import { nameIDFormat } from '../shared/urns.ts';
import { configure, otherConnection, practiceConnection, startHost, type TestHost } from './host.ts';
import { failures, login, newest, warnings, xmlOf } from './logins.ts';
import { Browser, formOf, type Visit } from './visit.ts';

let test: TestHost;
let idp = '';
let sp = '';

beforeAll(async () => {
  test = await startHost();
  idp = `http://127.0.0.1:${test.settings.idpPort}`;
  sp = `http://127.0.0.1:${test.settings.spPort}`;
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.now += 60_000;
});

/** The XML of the request as it reached the identity provider. */
const sentXml = (trail: readonly Visit[]): string => {
  const at = trail.find((each) => each.url.includes('/saml/sso'))!;
  const message = decode(at.method === 'POST' ? at.fields['SAMLRequest']! : at.url).messages[0]!;
  return new TextDecoder().decode(message.bytes);
};
const accepted = (exchange: Exchange): void => {
  expect(failures(exchange)).toEqual([]);
  expect(exchange).toMatchObject({ state: 'received', title: 'Login passed', report: { verdict: 'accept' } });
};

describe('the request', () => {
  it('goes by Redirect, and says who asks, whom, and where to answer', async () => {
    const connection = await practiceConnection(test);
    const { exchange, trail } = await login(test, connection);
    expect(trail.map(({ method, status, url }) => [method, status, url.split('?')[0]])).toEqual([['GET', 302, `${sp}/saml/login/${exchange.id}`], ['GET', 200, `${idp}/saml/sso`], ['POST', 200, `${sp}/saml/acs`]]);
    const xml = sentXml(trail);
    expect(xml).toBe(exchange.request!.xml);
    for (const part of [`ID="${exchange.request!.id}"`, `Destination="${idp}/saml/sso"`, `AssertionConsumerServiceURL="${sp}/saml/acs"`, 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST']) expect(xml).toContain(part);
    expect(xml).not.toMatch(/ForceAuthn|IsPassive|NameIDPolicy|RequestedAuthnContext|Signature/);
    expect(exchange.events.map(({ what }) => what)).toEqual(['created', 'request-sent', 'response-received', 'judged']);
    accepted(exchange);
  });

  it('in a rehearsal carries the real entityID and the ACS of this machine', async () => {
    const connection = await practiceConnection(test, { rehearsal: true });
    const { exchange, trail, posted } = await login(test, connection);
    expect(sentXml(trail)).toContain('>https://sso.heroku.com/saml/acme</');
    expect(sentXml(trail)).toContain(`AssertionConsumerServiceURL="${sp}/saml/acs"`);
    expect(xmlOf(posted)).toContain('>https://sso.heroku.com/saml/acme</');
    expect(exchange).toMatchObject({ rehearsal: true, practice: true });
    accepted(exchange);
  });

  it('without a rehearsal carries the entityID of the test service provider', async () => {
    const connection = await practiceConnection(test, { rehearsal: false });
    const { exchange, trail } = await login(test, connection);
    expect(sentXml(trail)).toContain(`>${sp}/saml/metadata</`);
    expect(sentXml(trail)).not.toContain('heroku');
    expect(exchange.rehearsal).toBe(false);
    accepted(exchange);
  });

  it('in a rehearsal waits for the values it needs', async () => {
    const { id } = await test.call('connection.create', { sp: 'heroku', spInputs: {}, idp: 'okta' });
    await test.call('connection.usePractice', { id });
    expect(await test.dispatch('login.start', { connectionId: id })).toMatchObject({ ok: false, error: { code: 'NOT_READY', hint: expect.stringContaining('Setup') as string } });
  });

  it('waits for metadata', async () => {
    const { id } = await test.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'okta' });
    for (const how of [{}, { idpInitiated: true }, { logout: true }]) expect(await test.dispatch('login.start', { connectionId: id, ...how })).toMatchObject({ ok: false, error: { code: 'NOT_READY' } });
  });

  it('goes by POST', async () => {
    const { exchange, trail } = await login(test, await practiceConnection(test, { binding: 'HTTP-POST' }));
    expect(trail.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([`GET /saml/login/${exchange.id}`, 'POST /saml/sso', 'POST /saml/acs']);
    expect(trail[1]!.fields['RelayState']).toBe(`wb-${exchange.id}`);
    expect(sentXml(trail)).toBe(exchange.request!.xml);
    accepted(exchange);
  });

  it('is signed over the query by Redirect, with a key whose certificate is in the metadata', async () => {
    const { exchange, trail } = await login(test, await practiceConnection(test, { signRequests: true }));
    const { url } = trail.find((each) => each.url.includes('/saml/sso'))!;
    expect(url).toMatch(/\?SAMLRequest=[^&]+&RelayState=[^&]+&SigAlg=[^&]+&Signature=[^&]+$/);
    const { certificatePem } = (await test.call('key.list', {})).find(({ id }) => id === 'sp')!;
    const judged = await test.call('document.inspect', { content: { text: url }, against: { certificate: certificatePem } });
    expect(judged).toMatchObject({ verdict: 'accept', document: { kind: 'request', binding: 'HTTP-Redirect' } });
    const tampered = await test.call('document.inspect', { content: { text: url.replace('RelayState=wb', 'RelayState=wc') }, against: { certificate: certificatePem } });
    // The keys given are the identity provider’s as a rule, so a signature that does not fit may be by another key: never green.
    expect(tampered.verdict).toBe('unverified');
    accepted(exchange);
  });

  it('is signed inside by POST', async () => {
    const { exchange, trail } = await login(test, await practiceConnection(test, { signRequests: true, binding: 'HTTP-POST' }));
    const { certificatePem } = (await test.call('key.list', {})).find(({ id }) => id === 'sp')!;
    const judged = await test.call('document.inspect', { content: { text: trail[1]!.fields['SAMLRequest']! }, against: { certificate: certificatePem } });
    expect(judged).toMatchObject({ verdict: 'accept', document: { kind: 'request' } });
    accepted(exchange);
  });

  it('asks for a fresh login: a session does not answer it', async () => {
    const seen: string[] = [];
    const browser = new Browser((_form, { url }) => void seen.push(new URL(url).pathname));
    const connection = await practiceConnection(test, { forceAuthn: true });
    for (let round = 0; round < 2; round++) {
      const { exchange, trail } = await login(test, connection, { automatic: false }, { browser });
      expect(sentXml(trail)).toContain('ForceAuthn="true"');
      accepted(exchange);
    }
    expect(seen.filter((path) => path === '/saml/sso')).toHaveLength(2);
  });

  it('forbids to ask: answered by a session only', async () => {
    const browser = new Browser();
    const passive = await practiceConnection(test, { isPassive: true });
    const before = await login(test, passive, { automatic: false }, { browser });
    expect(sentXml(before.trail)).toContain('IsPassive="true"');
    expect(before.exchange.report!.diagnoses[0]!.id).toBe('no-session');
    accepted((await login(test, await practiceConnection(test), { automatic: false }, { browser })).exchange);
    const after = await login(test, passive, { automatic: false }, { browser });
    expect(after.trail.some((each) => each.url.includes('sign-in'))).toBe(false);
    accepted(after.exchange);
    // Both wishes at once cannot be met, session or not.
    const both = await login(test, await practiceConnection(test, { isPassive: true, forceAuthn: true }), { automatic: false }, { browser });
    expect(both.exchange.report!.diagnoses[0]!.id).toBe('no-session');
  });

  it.each(Object.values(nameIDFormat).filter((format) => /:(emailAddress|persistent|transient|unspecified)$/.test(format)))('asks for the NameID format %s', async (format) => {
    const { exchange, trail } = await login(test, await otherConnection(test, { nameIDFormat: format }));
    expect(sentXml(trail)).toContain(`NameIDPolicy Format="${format}"`);
    accepted(exchange);
    if (!format.endsWith('unspecified')) expect(exchange.report!.identity!.nameIDFormat).toBe(format);
  });

  it('for another NameID format than it gets says so', async () => {
    const { exchange } = await login(test, await otherConnection(test, { nameIDFormat: nameIDFormat.persistent }), { fault: 'wrong-name-id-format' });
    expect(failures(exchange)).toContain('name-id/format-requested');
  });

  it('asks for a way of logging in, and is told when it was another', async () => {
    const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
    const kerberos = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos';
    const met = await login(test, await practiceConnection(test, { authnContextClassRefs: [kerberos, password] }));
    expect(sentXml(met.trail)).toMatch(/RequestedAuthnContext Comparison="exact"/);
    accepted(met.exchange);
    const unmet = await login(test, await practiceConnection(test, { authnContextClassRefs: [kerberos] }));
    expect([...failures(unmet.exchange), ...warnings(unmet.exchange)]).toContain('authn/context');
    expect(unmet.exchange.report!.diagnoses.map(({ id }) => id)).toContain('other-login-method');
  });

  it.each(['https://app.example.com/deep?a=1&b=2#c', 'ünïcödé ☃ 😀', '<b>"\'&amp;', '+ %2B %', 'x'.repeat(80), '  spaces  '])('sends RelayState %j and wants it back', async (relayState) => {
    for (const binding of ['HTTP-Redirect', 'HTTP-POST'] as const) {
      const { exchange, posted } = await login(test, await practiceConnection(test, { relayState, binding }));
      expect(posted['RelayState']).toBe(relayState);
      expect(exchange.response!.relayState).toBe(relayState);
      expect(exchange.report!.verdict).toBe('accept');
      expect([...failures(exchange), ...warnings(exchange)].filter((check) => check === 'flow/relay-state')).toEqual([]);
    }
  });

  it.each<[string, (fields: Record<string, string>) => Record<string, string>]>([
    ['lost', ({ RelayState: _lost, ...rest }) => rest], ['changed', (fields) => ({ ...fields, RelayState: 'another' })],
  ])('notices a RelayState that was %s on the way', async (_name, change) => {
    const connection = await practiceConnection(test, { relayState: 'deep-link' });
    await configure(test, {});
    const { exchangeId, url } = await test.call('login.start', { connectionId: connection.id });
    const browser = new Browser((form) => (form.action.endsWith('/saml/acs') ? null : undefined));
    const form = formOf((await browser.visit(url)).at(-1)!)!;
    await browser.load(form.action, 'POST', change(form.fields));
    const exchange = await test.call('exchange.get', { id: exchangeId });
    expect(exchange.state).toBe('received');
    expect([...failures(exchange), ...warnings(exchange)]).toContain('flow/relay-state');
  });
});

describe('the sign-in page', () => {
  const person = (given: Record<string, string>) => ({ person: (form: { action: string }) => (form.action.endsWith('/saml/sign-in') ? given : undefined) });

  it('signs in as whom it says', async () => {
    const { exchange } = await login(test, await practiceConnection(test), { automatic: false }, person({ nameID: 'ada@example.com', attributes: 'email = ada@example.com\ngroups = Analysts; Poets & <Thinkers>\n\nno value here\n= no name' }));
    accepted(exchange);
    expect(exchange.report!.identity).toMatchObject({ nameID: 'ada@example.com', attributes: { email: ['ada@example.com'], groups: ['Analysts', 'Poets & <Thinkers>'] } });
  });

  it('as it stands signs in as was set', async () => {
    const { exchange, trail } = await login(test, await practiceConnection(test), { automatic: false });
    expect(trail.map(({ url }) => new URL(url).pathname)).toContain('/saml/sign-in');
    accepted(exchange);
    expect(exchange.report!.identity!.attributes['groups']).toEqual(['Everyone', 'Engineering']);
  });

  it('takes a fault, a shape and encryption for this one login', async () => {
    const heroku = await practiceConnection(test);
    const other = await otherConnection(test);
    expect((await login(test, heroku, { automatic: false }, person({ fault: 'wrong-audience' }))).exchange.report!.diagnoses[0]!.id).toBe('wrong-audience');
    const entra = await login(test, other, { automatic: false }, person({ fault: 'entra', encrypt: 'on' }));
    accepted(entra.exchange);
    expect(xmlOf(entra.posted)).toContain('EncryptedAssertion');
    expect(Object.keys(entra.exchange.report!.identity!.attributes).join()).toContain('schemas.microsoft.com');
    const next = await login(test, other, { automatic: false });
    expect(xmlOf(next.posted)).not.toContain('EncryptedAssertion');
    accepted(next.exchange);
  });

  it('has what was set beforehand chosen', async () => {
    const { trail } = await login(test, await otherConnection(test), { automatic: false, fault: 'sha1', encrypt: true }, { person: (form) => (form.action.endsWith('/saml/sign-in') ? null : undefined) });
    expect(formOf(trail.at(-1)!)!.fields).toMatchObject({ fault: 'sha1', encrypt: 'on', nameID: 'jo.doe@example.com' });
  });
});

describe('a response nobody asked for', () => {
  it('is accepted where the connection allows it, with its RelayState', async () => {
    const connection = await practiceConnection(test, { allowIdpInitiated: true, relayState: 'start-page' });
    const { exchange, posted } = await login(test, connection, {}, { idpInitiated: true });
    expect(exchange).toMatchObject({ flow: 'idp-initiated', request: null });
    expect(posted['RelayState']).toBe('start-page');
    expect(xmlOf(posted)).not.toContain('InResponseTo');
    accepted(exchange);
  });

  it('is refused where it does not', async () => {
    const { exchange } = await login(test, await practiceConnection(test, { allowIdpInitiated: false }), {}, { idpInitiated: true });
    expect(exchange.report!.verdict).toBe('reject');
    expect(failures(exchange)).toEqual(['flow/in-response-to-missing']);
    expect(exchange.report!.diagnoses[0]!.id).toBe('started-at-identity-provider');
  });

  it('belongs to the connection whose identity provider and audience it names, though no login waits', async () => {
    const connection = await practiceConnection(test, { allowIdpInitiated: true }, 'nobody-waits');
    await configure(test, {});
    const url = test.host.idp.initiateURL({ sp: 'https://sso.heroku.com/saml/nobody-waits', acs: `${sp}/saml/acs`, relayState: null })!;
    await new Browser().visit(url);
    expect(await newest(test)).toMatchObject({ connectionId: connection.id, flow: 'idp-initiated', state: 'received', report: { verdict: 'accept' } });
  });

  it('of a stranger belongs to no connection and proves nothing', async () => {
    const fresh = await startHost();
    await configure(fresh, {});
    const url = fresh.host.idp.initiateURL({ sp: 'https://sp.example', acs: `http://127.0.0.1:${fresh.settings.spPort}/saml/acs`, relayState: null })!;
    await new Browser().visit(url);
    expect(await newest(fresh)).toMatchObject({ connectionId: null, connectionName: 'No connection', report: { verdict: 'unverified', identity: null } });
    await fresh.close();
  });
});

describe('the test service provider by https', () => {
  it('takes the response, and says its own address with https', async () => {
    const secure = await startHost({ settings: { spHttps: true } });
    const { exchange, trail } = await login(secure, await practiceConnection(secure));
    expect(secure.host.sp.status()).toMatchObject({ running: true, https: true, assertionConsumerService: `https://127.0.0.1:${secure.settings.spPort}/saml/acs` });
    expect(trail.at(-1)!.url).toBe(`https://127.0.0.1:${secure.settings.spPort}/saml/acs`);
    accepted(exchange);
    await secure.close();
  });
});
