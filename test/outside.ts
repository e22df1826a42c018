/** An identity provider and a browser outside the app: logins at the real service provider, and what a capture of them holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, Input } from '../shared/contract.ts';
import { defaultPractice } from '../electron/idp.ts';
import type { Keys } from '../electron/keys.ts';
import { makeAnswer } from '../electron/practice/answer.ts';
import type { PracticeSettings } from '../shared/contract.ts';
import { encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import { formatInstant } from '../shared/saml/instant.ts';
import { buildIdpMetadata } from '../shared/saml/metadata-write.ts';
import { buildAuthnRequest } from '../shared/saml/request.ts';
import { binding } from '../shared/urns.ts';
import type { TestHost } from './host.ts';

export const heroku = { entityID: 'https://sso.heroku.com/saml/acme', acs: 'https://sso.heroku.com/saml/acme/finalize' };
const issuer = 'http://www.okta.com/exk1fcia6d6EMsf331d8';
const singleSignOnService = 'https://acme.okta.com/app/acme_heroku_1/exk1fcia6d6EMsf331d8/sso/saml';

const pem = (file: string): string => readFileSync(join(import.meta.dirname, 'keys', file), 'utf8');
const pair = (name: string) => ({ id: name, certificatePem: pem(`${name}.crt.pem`), privateKeyPem: pem(`${name}.key.pem`) });
const files = { idp: 'idp-rsa', 'idp-other': 'other-rsa', sp: 'sp-rsa', 'sp-https': 'sp-rsa' } as const;
const keys: Keys = { get: async (name) => pair(files[name]), list: async () => [] };

export const outsideMetadata = (given: { entityID?: string; certificate?: string } = {}): string => buildIdpMetadata({
  entityID: given.entityID ?? issuer, signingCertificates: [given.certificate ?? pem('idp-rsa.crt.pem')],
  singleSignOnServices: [binding.redirect, binding.post].map((each) => ({ binding: each, location: singleSignOnService })),
});

/** Heroku's team acme with that identity provider, whose metadata was brought as a file. */
export async function outsideConnection(test: Pick<TestHost, 'call'>, team = 'acme', metadata = outsideMetadata()): Promise<Connection> {
  const { id } = await test.call('connection.create', { sp: 'heroku', spInputs: { team }, idp: 'okta' });
  return (await test.call('connection.setMetadata', { id, side: 'idp', content: { text: metadata }, source: 'dropped okta.xml' })).connection;
}

export interface Answering {
  /** Epoch milliseconds of issue. */
  at: number;
  requestID?: string | null;
  audience?: string;
  acs?: string;
  entityID?: string;
  settings?: Partial<PracticeSettings>;
  keys?: Keys;
}

let count = 0;

/** The Response that identity provider makes. */
export function outsideResponse({ at, requestID = null, audience = heroku.entityID, acs = heroku.acs, entityID = issuer, settings = {}, keys: own = keys }: Answering): Promise<string> {
  return makeAnswer({
    request: { sp: audience, acs, requestID, relayState: null, forceAuthn: false, isPassive: false, nameIDFormat: null },
    settings: { ...defaultPractice, ...settings }, issuer: entityID, now: at, id: () => `_${(++count).toString(16).padStart(32, 'b')}`, keys: own, last: null,
  });
}

export const outsideRequest = (id: string, at: number, sp = heroku): string => buildAuthnRequest({ id, issueInstant: formatInstant(at), destination: singleSignOnService, issuer: sp.entityID, assertionConsumerServiceURL: sp.acs, protocolBinding: binding.post });

export const formOf = (xml: string, relayState?: string): string => `SAMLResponse=${encodeURIComponent(encodePost(xml))}${relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`}`;
export const redirectOf = (xml: string): string => encodeRedirect({ parameter: 'SAMLRequest', xml, location: singleSignOnService }).url!;

export interface Entry {
  at: number;
  url: string;
  /** A posted form; left out: GET. */
  body?: string;
  status?: number;
  location?: string;
  page?: string;
}

/** What a browser saves of these requests, with all that it has of no concern to a login. */
export function harOf(...entries: Entry[]): string {
  return JSON.stringify({
    log: {
      version: '1.2', creator: { name: 'WebInspector', version: '537.36' },
      entries: entries.map(({ at, url, body, status = 200, location = '', page = '' }) => ({
        startedDateTime: new Date(at).toISOString(), time: 41.5,
        request: { method: body === undefined ? 'GET' : 'POST', url, headers: [{ name: 'Cookie', value: 'sid=of-no-concern' }], ...(body === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text: body } }) },
        response: { status, headers: [], redirectURL: location, content: { mimeType: 'text/html', text: page } },
      })),
    },
  });
}

/** The whole login: asked, answered, posted, and led on to the dashboard. */
export async function herokuHar(at: number, given: Partial<Answering> & { requestID?: string; status?: number; location?: string; askedID?: string } = {}): Promise<string> {
  const requestID = given.requestID ?? '_4fe1c7d09a5b4c3e8f2a6b7c8d9e0f11';
  const xml = await outsideResponse({ at, ...given, requestID });
  return harOf(
    { at: at - 9000, url: 'https://sso.heroku.com/saml/acme/init', status: 302, location: redirectOf(outsideRequest(given.askedID ?? requestID, at - 9000)) },
    { at: at - 8900, url: redirectOf(outsideRequest(given.askedID ?? requestID, at - 9000)), page: '<h1>Sign in</h1>' },
    { at, url: 'https://acme.okta.com/login/step-up', page: `<p>of-no-concern</p><form method="post" action="${given.acs ?? heroku.acs}"><input type="hidden" name="SAMLResponse" value="${encodePost(xml)}"><input name="wctx" value="of-no-concern"></form>` },
    { at: at + 1000, url: given.acs ?? heroku.acs, body: `csrf=of-no-concern&${formOf(xml)}&wctx=of-no-concern`, status: given.status ?? 302, location: given.location ?? 'https://dashboard.heroku.com/?token=of-no-concern' },
    { at: at + 1500, url: 'https://dashboard.heroku.com/?token=of-no-concern', page: '<h1>Apps</h1>' },
  );
}

/** Hands it in and gives what was kept. */
export async function keep(test: Pick<TestHost, 'call'>, connectionId: string, text: string, more: Partial<Input<'capture.keep'>> = {}) {
  const { exchangeId } = await test.call('capture.keep', { connectionId, content: { text }, ...more });
  return test.call('exchange.get', { id: exchangeId });
}

export async function readinessOf(test: Pick<TestHost, 'call'>, connectionId: string) {
  return (await test.call('connection.list', {})).find((each) => each.id === connectionId)!.readiness;
}
