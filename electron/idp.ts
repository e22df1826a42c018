/** The practice identity provider: a real SAML 2.0 IdP on its own loopback port, which can also answer wrongly on purpose. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PracticeSettings, PracticeStatus } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { AuthnRequest, Logout } from '../shared/model.ts';
import { decode, encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import { formatInstant } from '../shared/saml/instant.ts';
import { buildLogoutResponse, readLogout } from '../shared/saml/logout.ts';
import { buildIdpMetadata } from '../shared/saml/metadata-write.ts';
import { samlp } from '../shared/saml/names.ts';
import { readAuthnRequest } from '../shared/saml/request.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { binding, nameIDFormat, rsaSha256, status as statusCodes } from '../shared/urns.ts';
import type { Keys } from './keys.ts';
import { hostFits, listen, readForm, type Listener } from './listener.ts';
import { escapeHtml, redirect, sendPage, sendPostForm } from './pages.ts';
import { makeAnswer, type Asked } from './practice/answer.ts';
import { menu } from './practice/faults.ts';
import { signInPage } from './practice/sign-in-page.ts';
import { signQuery } from './signing.ts';

export interface Idp {
  start(options: { port: number }): Promise<void>;
  stop(): Promise<void>;
  status(): PracticeStatus;
  configure(settings: PracticeSettings): void;
  metadata(): Promise<string>;
  /** The page that starts an unsolicited login; null while it does not run. */
  initiateURL(login: { sp: string; acs: string; relayState: string | null }): string | null;
}

export const shapes = ['entra', 'okta', 'auth0', 'google', 'adfs'] as const;

export const defaultPractice: PracticeSettings = {
  user: 'Jo Doe',
  nameID: 'jo.doe@example.com',
  nameIDFormat: nameIDFormat.emailAddress,
  attributes: [
    { name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', values: ['jo.doe@example.com'] },
    { name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname', values: ['Jo'] },
    { name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname', values: ['Doe'] },
    { name: 'groups', values: ['Everyone', 'Engineering'] },
  ],
  fault: null,
  shape: null,
  sign: 'assertion',
  encrypt: false,
  automatic: false,
};

/** Bytes of a form: a request, or the sign-in page with some thousands of groups. */
const formLimit = 4 * 1024 * 1024;
/** Requests whose sign-in page may still be open. */
const openRequests = 500;

export interface IdpOptions {
  clock(): number;
  random(length: number): Uint8Array;
  keys: Keys;
  /** Where a logout is answered to: the test service provider's address, the only one it knows. */
  logoutAddress(): string | null;
  changed(): void;
}

export function createIdp(options: IdpOptions): Idp {
  let listener: Listener | null = null;
  let settings = defaultPractice;
  let state: Omit<PracticeStatus, 'settings' | 'faults'> = stopped(0);
  const asked = new Map<string, Asked>();
  const sessions = new Set<string>();
  let lastXml: string | null = null;

  const newID = (): string => '_' + Buffer.from(options.random(16)).toString('hex');

  const metadata = async (): Promise<string> => {
    if (state.entityID === null) throw new AppError('NOT_READY', 'The practice identity provider is not running.');
    const { certificatePem } = await options.keys.get('idp');
    return buildIdpMetadata({
      entityID: state.entityID,
      singleSignOnServices: [binding.redirect, binding.post].map((each) => ({ binding: each, location: state.singleSignOnService! })),
      singleLogoutServices: [binding.redirect, binding.post].map((each) => ({ binding: each, location: state.singleLogoutService! })),
      signingCertificates: [certificatePem],
      encryptionCertificates: [],
      nameIDFormats: [nameIDFormat.emailAddress, nameIDFormat.persistent, nameIDFormat.transient, nameIDFormat.unspecified],
      wantAuthnRequestsSigned: false,
    });
  };

  const remember = (request: Asked): string => {
    const id = Buffer.from(options.random(12)).toString('hex');
    asked.set(id, request);
    if (asked.size > openRequests) asked.delete(asked.keys().next().value!);
    return id;
  };

  /** Builds the answer and posts it by the browser to the ACS. */
  const answer = async (response: ServerResponse, request: Asked, chosen: PracticeSettings): Promise<void> => {
    const xml = await makeAnswer({ request, settings: chosen, issuer: state.entityID!, now: options.clock(), id: newID, keys: options.keys, last: lastXml });
    lastXml = xml;
    sendPostForm(response, { title: 'Going back to the application', action: request.acs, fields: { SAMLResponse: encodePost(xml), RelayState: request.relayState } });
  };

  const ask = async (response: ServerResponse, request: Asked, hasSession: boolean): Promise<void> => {
    if (!isLoopback(request.acs)) {
      return sendPage(response, { title: 'Not to that address', status: 400, body: `<h1>Not to that address</h1><p>The practice identity provider answers only to addresses on this machine. The request asks for</p><p><code>${escapeHtml(request.acs)}</code></p>` });
    }
    if (settings.automatic || (hasSession && !request.forceAuthn && request.isPassive)) return answer(response, request, settings);
    if (request.isPassive) return answer(response, request, { ...settings, fault: 'no-passive' });
    signInPage(response, { id: remember(request), request, settings, faults: menu(shapes) });
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (listener === null || !hostFits(request, listener.port)) return sendPage(response, { title: 'Not here', status: 403, body: '<h1>Not here</h1><p>This address answers under its own name only.</p>' });
    void route(request, response, listener).catch(() => {
      if (!response.headersSent) sendPage(response, { title: 'Not understood', status: 500, body: '<h1>This could not be answered</h1><p>Return to SSO Workbench and start the login again.</p>' });
    });
  };

  const route = async (request: IncomingMessage, response: ServerResponse, at: Listener): Promise<void> => {
    const url = new URL(request.url ?? '/', at.origin);
    const hasSession = [...(request.headers.cookie ?? '').matchAll(/practice_session=([0-9a-f]+)/g)].some((match) => sessions.has(match[1]!));
    if (request.method === 'GET' && url.pathname === '/saml/metadata') {
      response.writeHead(200, { 'Content-Type': 'application/samlmetadata+xml; charset=utf-8', 'Content-Disposition': 'inline; filename="practice-idp.xml"', 'Cache-Control': 'no-store' });
      response.end(await metadata());
      return;
    }
    if (url.pathname === '/saml/sso' || url.pathname === '/saml/slo') {
      const raw = request.method === 'POST' ? await readForm(request, formLimit) : url.search === '' ? '' : `${at.origin}${url.pathname}${url.search}`;
      const found = raw === null ? null : readRequest(raw);
      if (found === null) return sendPage(response, { title: 'No request', status: 400, body: '<h1>There is no SAML request here</h1><p>This address takes an AuthnRequest or LogoutRequest. Start a test login in SSO Workbench.</p>' });
      if (found.logout !== null) return logout(response, found.logout, found.relayState);
      if (found.authn === null) return sendPage(response, { title: 'Not a request', status: 400, body: '<h1>This is not an AuthnRequest</h1>' });
      const acs = found.authn.assertionConsumerServiceURL ?? '';
      if (acs === '') return sendPage(response, { title: 'No ACS URL', status: 400, body: '<h1>The request names no ACS URL</h1><p>The practice identity provider knows no service provider by heart: the request must carry AssertionConsumerServiceURL.</p>' });
      return ask(response, { sp: found.authn.issuer?.value ?? '', acs, requestID: found.authn.id, relayState: found.relayState, forceAuthn: found.authn.forceAuthn === true, isPassive: found.authn.isPassive === true, nameIDFormat: found.authn.nameIDPolicyFormat }, hasSession);
    }
    if (request.method === 'GET' && url.pathname === '/saml/initiate') {
      const acs = url.searchParams.get('acs') ?? '';
      return ask(response, { sp: url.searchParams.get('sp') ?? '', acs, requestID: null, relayState: url.searchParams.get('RelayState'), forceAuthn: false, isPassive: false, nameIDFormat: null }, hasSession);
    }
    if (request.method === 'POST' && url.pathname === '/saml/sign-in') {
      // SECURITY: only our own page may post here.
      if (request.headers.origin !== undefined && request.headers.origin !== 'null' && new URL(request.headers.origin).host !== request.headers.host) return sendPage(response, { title: 'Not from there', status: 403, body: '<h1>Not from there</h1>' });
      const form = new URLSearchParams((await readForm(request, formLimit)) ?? '');
      const pending = asked.get(form.get('id') ?? '');
      if (pending === undefined) return sendPage(response, { title: 'Too late', status: 400, body: '<h1>This sign-in page is too old</h1><p>Start the login again in SSO Workbench.</p>' });
      asked.delete(form.get('id')!);
      const session = Buffer.from(options.random(16)).toString('hex');
      sessions.add(session);
      response.setHeader('Set-Cookie', `practice_session=${session}; HttpOnly; SameSite=Lax; Path=/saml`);
      return answer(response, pending, fromForm(form, settings));
    }
    if (url.pathname === '/') return sendPage(response, { title: 'Practice identity provider', body: `<h1>SSO Workbench practice identity provider</h1><p>Its metadata is at <a href="/saml/metadata">/saml/metadata</a>. It answers test logins; choose how under “Practice IdP” in SSO Workbench.</p>` });
    sendPage(response, { title: 'Not found', status: 404, body: '<h1>There is nothing at this address</h1>' });
  };

  /** Single logout (saml-profiles 4.4): ends all practice sessions and answers to the one service provider that is ours. */
  const logout = async (response: ServerResponse, message: Logout, relayState: string | null): Promise<void> => {
    sessions.clear();
    if (message.kind === 'response') return sendPage(response, { title: 'Logged out', body: '<h1>You are logged out.</h1><p>Return to SSO Workbench.</p>' });
    const location = options.logoutAddress();
    if (location === null) return sendPage(response, { title: 'Logged out', body: '<h1>You are logged out.</h1><p>The service provider has no address to tell.</p>' });
    const pair = await options.keys.get('idp');
    const xml = buildLogoutResponse({ id: newID(), issueInstant: formatInstant(options.clock()), destination: location, ...(message.id === null ? {} : { inResponseTo: message.id }), issuer: state.entityID!, statusCodes: [statusCodes.success] });
    redirect(response, encodeRedirect({ location, parameter: 'SAMLResponse', xml, relayState, sign: { sigAlg: rsaSha256, sign: (octets: Uint8Array) => signQuery(octets, pair) } }).url!);
  };

  return {
    metadata,
    status: () => ({ ...state, settings, faults: menu(shapes) }),
    configure(given) {
      settings = given;
    },
    initiateURL({ sp, acs, relayState }) {
      if (state.url === null) return null;
      const query = new URLSearchParams({ sp, acs, ...(relayState === null ? {} : { RelayState: relayState }) });
      return `${state.url}/saml/initiate?${query.toString()}`;
    },
    async start({ port }) {
      await this.stop();
      const result = await listen({ port, tls: null, what: 'The practice identity provider', handle });
      if (result.ok) {
        listener = result.listener;
        const { origin } = result.listener;
        state = {
          running: true, port, https: false, url: origin, entityID: `${origin}/saml/metadata`, assertionConsumerService: null, singleLogoutService: `${origin}/saml/slo`, problem: null, nextPort: null,
          metadataURL: `${origin}/saml/metadata`, singleSignOnService: `${origin}/saml/sso`,
        };
      } else state = { ...stopped(port), problem: result.problem, nextPort: result.nextPort };
      options.changed();
    },
    async stop() {
      await listener?.close();
      listener = null;
      state = stopped(state.port);
    },
  };
}

function stopped(port: number): Omit<PracticeStatus, 'settings' | 'faults'> {
  return { running: false, port, https: false, url: null, entityID: null, assertionConsumerService: null, singleLogoutService: null, problem: null, nextPort: null, metadataURL: null, singleSignOnService: null };
}

function isLoopback(text: string): boolean {
  try {
    const { hostname, protocol } = new URL(text);
    return (protocol === 'http:' || protocol === 'https:') && (['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || hostname.endsWith('.localhost'));
  } catch {
    return false;
  }
}

function readRequest(raw: string): { authn: AuthnRequest | null; logout: Logout | null; relayState: string | null } | null {
  const message = decode(raw).messages.find((each) => each.kind === 'xml');
  if (message === undefined) return null;
  const parsed = parseXml(message.bytes);
  if (!parsed.ok) return null;
  const kind = parsed.tree.kind(0);
  const isLogout = kind === samlp.LogoutRequest || kind === samlp.LogoutResponse;
  return {
    authn: kind === samlp.AuthnRequest ? readAuthnRequest(parsed.tree, 0, 0) : null,
    logout: isLogout ? readLogout(parsed.tree, 0, 0) : null,
    relayState: message.relayState,
  };
}

/** What the sign-in page was changed to, for this one login. */
function fromForm(form: URLSearchParams, settings: PracticeSettings): PracticeSettings {
  const attributes = (form.get('attributes') ?? '').split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const name = at < 0 ? '' : line.slice(0, at).trim();
    return name === '' ? [] : [{ name, values: line.slice(at + 1).trim().split(/\s*;\s*/) }];
  });
  const one = (name: string): string | null => (form.get(name) ?? '') === '' ? null : form.get(name);
  const fault = one('fault');
  const isShape = fault !== null && (shapes as readonly string[]).includes(fault);
  return {
    ...settings,
    nameID: form.get('nameID') ?? settings.nameID,
    nameIDFormat: one('nameIDFormat') ?? settings.nameIDFormat,
    attributes,
    fault: isShape ? null : fault,
    shape: isShape ? fault : one('shape'),
    encrypt: form.get('encrypt') === 'on',
  };
}
