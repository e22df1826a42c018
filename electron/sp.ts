/** The test service provider: a SAML 2.0 SP on a fixed loopback port. It receives and sends; what came is judged elsewhere. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListenerStatus } from '../shared/contract.ts';
import { buildSpMetadata } from '../shared/saml/metadata-write.ts';
import { binding, nameIDFormat } from '../shared/urns.ts';
import type { Keys } from './keys.ts';
import { hostFits, listen, readForm, type Listener } from './listener.ts';
import { redirect, sendPage, sendPostForm } from './pages.ts';

/** Bytes of a posted form. A response of this size has thousands of groups; anything longer is not a login. */
const formLimit = 8 * 1024 * 1024;

/** What arrived at the ACS or the logout endpoint, as it stood. */
export interface Arrival {
  endpoint: 'acs' | 'slo';
  binding: 'HTTP-POST' | 'HTTP-Redirect';
  /** The form body, or the whole URL for Redirect. */
  raw: string;
  /** The address it was sent to, as the browser saw it. */
  url: string;
  origin: string | null;
}

/** How a message leaves by the admin's browser. */
export type Departure =
  | { binding: 'HTTP-Redirect'; url: string }
  | { binding: 'HTTP-POST'; url: string; fields: Record<string, string | null> };

/** Who knows the logins: login.ts. */
export interface SpLogins {
  /** The request of a pending exchange, as its page is opened; null when there is none such. */
  depart(exchangeId: string): Promise<Departure | null>;
  /** Something arrived. The answer, for a logout request, goes back the same way. */
  arrive(arrival: Arrival): Promise<Departure | null>;
}

export interface Sp {
  connect(logins: SpLogins): void;
  start(options: { port: number; https: boolean }): Promise<void>;
  stop(): Promise<void>;
  status(): ListenerStatus;
  /** Metadata under the given entityID, or its own. */
  metadata(options: { entityID?: string; authnRequestsSigned: boolean; encryption: boolean }): Promise<string>;
  /** The page that sends the request of an exchange. */
  loginURL(exchangeId: string): string | null;
}

export function createSp(options: { clock(): number; random(length: number): Uint8Array; keys: Keys; changed(): void }): Sp {
  let listener: Listener | null = null;
  let logins: SpLogins | null = null;
  let status: ListenerStatus = { running: false, port: 0, https: false, url: null, entityID: null, assertionConsumerService: null, singleLogoutService: null, problem: null, nextPort: null };

  const metadata: Sp['metadata'] = async ({ entityID, authnRequestsSigned, encryption }) => {
    const { certificatePem } = await options.keys.get('sp');
    const certificate = certificatePem;
    return buildSpMetadata({
      entityID: entityID ?? status.entityID ?? '',
      assertionConsumerServices: [{ binding: binding.post, location: status.assertionConsumerService ?? '', index: 0, isDefault: true }],
      singleLogoutServices: [binding.redirect, binding.post].map((each) => ({ binding: each, location: status.singleLogoutService ?? '' })),
      signingCertificates: [certificate],
      encryptionCertificates: encryption ? [certificate] : [],
      nameIDFormats: [nameIDFormat.emailAddress, nameIDFormat.persistent, nameIDFormat.unspecified],
      authnRequestsSigned,
      wantAssertionsSigned: true,
    });
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    // SECURITY: another name for this machine in Host means DNS rebinding.
    if (listener === null || !hostFits(request, listener.port)) return sendPage(response, { title: 'Not here', status: 403, body: '<h1>Not here</h1><p>This address answers under its own name only.</p>' });
    void answer(request, response, listener).catch(() => {
      if (!response.headersSent) sendPage(response, { title: 'Not understood', status: 500, body: '<h1>This could not be taken</h1><p>Return to SSO Workbench and start the login again.</p>' });
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, at: Listener): Promise<void> => {
    const url = new URL(request.url ?? '/', at.origin);
    const address = `${at.origin.split('://')[0]}://${request.headers.host}${url.pathname}`;
    if (request.method === 'GET' && url.pathname === '/saml/metadata') {
      response.writeHead(200, { 'Content-Type': 'application/samlmetadata+xml; charset=utf-8', 'Content-Disposition': 'inline; filename="sso-workbench-sp.xml"', 'Cache-Control': 'no-store' });
      response.end(await metadata({ authnRequestsSigned: false, encryption: true }));
      return;
    }
    if (request.method === 'GET' && url.pathname.startsWith('/saml/login/')) {
      const departure = (await logins?.depart(url.pathname.slice('/saml/login/'.length))) ?? null;
      if (departure === null) return sendPage(response, { title: 'No such login', status: 404, body: '<h1>This login is over</h1><p>It was answered, cancelled or timed out. Start a new one in SSO Workbench.</p>' });
      return depart(response, departure);
    }
    const endpoint = url.pathname === '/saml/acs' ? 'acs' : url.pathname === '/saml/slo' ? 'slo' : null;
    if (endpoint !== null) {
      const arrival = await readArrival(request, url, endpoint, address);
      if (arrival === 'too-large') return sendPage(response, { title: 'Too large', status: 413, body: `<h1>The answer is larger than ${formLimit / 1048576} MB</h1><p>No login needs that much. Look for a group claim that lists everything.</p>` });
      if (arrival === null) return sendPage(response, { title: 'Nothing was sent', status: 400, body: '<h1>Nothing was sent here</h1><p>An identity provider posts its SAMLResponse to this address. Opening it by hand does nothing. If the identity provider sent you here, it sent no SAMLResponse.</p>' });
      const departure = (await logins?.arrive(arrival)) ?? null;
      if (departure !== null) return depart(response, departure);
      // A fixed page without script: nothing that arrived is shown here, and this origin has no authority over the app's.
      return sendPage(response, { title: 'Received', body: '<h1>The answer has been received.</h1><p>Return to SSO Workbench: the report is there. You can close this tab.</p>' });
    }
    if (url.pathname === '/') return sendPage(response, { title: 'Test service provider', body: '<h1>SSO Workbench test service provider</h1><p>It answers test logins that are started in SSO Workbench.</p>' });
    sendPage(response, { title: 'Not found', status: 404, body: '<h1>There is nothing at this address</h1><p>The test service provider has /saml/metadata, /saml/acs and /saml/slo.</p>' });
  };

  return {
    metadata,
    status: () => status,
    connect(given) {
      logins = given;
    },
    loginURL: (exchangeId) => (status.url === null ? null : `${status.url}/saml/login/${exchangeId}`),
    async start({ port, https }) {
      await this.stop();
      const tls = https ? await options.keys.get('sp-https') : null;
      const result = await listen({ port, tls, what: 'The test service provider', handle });
      if (result.ok) {
        listener = result.listener;
        const { origin } = result.listener;
        status = { running: true, port, https, url: origin, entityID: `${origin}/saml/metadata`, assertionConsumerService: `${origin}/saml/acs`, singleLogoutService: `${origin}/saml/slo`, problem: null, nextPort: null };
      } else {
        status = { ...status, running: false, port, https, url: null, entityID: null, assertionConsumerService: null, singleLogoutService: null, problem: result.problem, nextPort: result.nextPort };
      }
      options.changed();
    },
    async stop() {
      await listener?.close();
      listener = null;
      status = { ...status, running: false, url: null, entityID: null, assertionConsumerService: null, singleLogoutService: null };
    },
  };
}

function depart(response: ServerResponse, departure: Departure): void {
  if (departure.binding === 'HTTP-Redirect') return redirect(response, departure.url);
  sendPostForm(response, { title: 'Going to the identity provider', action: departure.url, fields: departure.fields });
}

async function readArrival(request: IncomingMessage, url: URL, endpoint: Arrival['endpoint'], address: string): Promise<Arrival | 'too-large' | null> {
  const origin = request.headers.origin ?? null;
  if (request.method === 'POST') {
    const raw = await readForm(request, formLimit);
    if (raw === null) return 'too-large';
    return raw.includes('SAMLResponse=') || raw.includes('SAMLRequest=') ? { endpoint, binding: 'HTTP-POST', raw, url: address, origin } : null;
  }
  const hasMessage = url.searchParams.has('SAMLResponse') || url.searchParams.has('SAMLRequest');
  return request.method === 'GET' && hasMessage ? { endpoint, binding: 'HTTP-Redirect', raw: address + url.search, url: address, origin } : null;
}
