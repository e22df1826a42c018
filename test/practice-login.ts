/** A test login through the practice identity provider, without the network: its answer, and the Report of it as login.ts judges it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPractice } from '../electron/idp.ts';
import { expectedOf, expectedOfLogin } from '../electron/expected.ts';
import type { Keys } from '../electron/keys.ts';
import { makeAnswer, type AnswerContext } from '../electron/practice/answer.ts';
import { loadTools } from '../electron/tools.ts';
import { newConnection, practiceSource, spTarget, type Connection } from '../shared/connection.ts';
import type { PracticeSettings } from '../shared/contract.ts';
import type { Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import { encodePost } from '../shared/saml/binding.ts';
import { buildIdpMetadata } from '../shared/saml/metadata-write.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { binding } from '../shared/urns.ts';

export const now = Date.parse('2026-11-22T08:00:00Z');
export const acs = 'http://127.0.0.1:7443/saml/acs';
export const testEntityID = 'http://127.0.0.1:7443/saml/metadata';
const issuer = 'http://127.0.0.1:7444/saml/metadata';
const requestID = '_7d4f0b1c9a2e48d6b35f8a1c0e9d7b26';
const relayState = 'wb-0123456789abcdef01234567';

const pem = (file: string): string => readFileSync(join(import.meta.dirname, 'keys', file), 'utf8');
const pair = (name: string) => ({ id: name, certificatePem: pem(`${name}.crt.pem`), privateKeyPem: pem(`${name}.key.pem`) });
const files = { idp: 'idp-rsa', 'idp-other': 'other-rsa', sp: 'sp-rsa', 'sp-https': 'sp-rsa' } as const;
const keys: Keys = { get: async (name) => pair(files[name]), list: async () => [] };
const tools = await loadTools();

function counter(): () => string {
  let count = 0;
  return () => `_${(count += 1).toString(16).padStart(32, 'a')}`;
}

const ownKey = { pem: pem('sp-rsa.key.pem'), label: 'the test service provider’s key' };

/** A connection whose identity provider is the practice one. */
export function practising(sp: string, idp: string, spInputs: Record<string, string>, rehearsal = true): Connection {
  const connection = newConnection({ id: 'c', now: new Date(now).toISOString(), sp, spInputs, idp });
  const xml = buildIdpMetadata({
    entityID: issuer, signingCertificates: [pem('idp-rsa.crt.pem')],
    singleSignOnServices: [binding.redirect, binding.post].map((each) => ({ binding: each, location: 'http://127.0.0.1:7444/saml/sso' })),
  });
  const summary = summarizeMetadata(inspect(xml, { now, clockSkew: 180, policy: 'practice' }), 'idp')!;
  return { ...connection, login: { ...connection.login, rehearsal }, idp: { ...connection.idp, metadata: { xml, source: practiceSource, addedAt: '', sha256: '', summary } } };
}

/** The Report of a login that was answered with these settings, and for another audience or address than was asked. */
export async function judgeLogin(connection: Connection, given: Partial<PracticeSettings>, answered: { audience?: string; acs?: string } = {}): Promise<Report> {
  const { rehearsal } = connection.login;
  const entityID = rehearsal ? spTarget(connection).entityID! : testEntityID;
  const context: AnswerContext = {
    request: { sp: answered.audience ?? entityID, acs: answered.acs ?? acs, requestID, relayState, forceAuthn: false, isPassive: false, nameIDFormat: null },
    settings: { ...defaultPractice, ...given }, issuer, now: now - 1000, id: counter(), keys, last: null,
  };
  const seen: string[] = [];
  let xml = await makeAnswer(context);
  if (given.fault === 'replay') {
    seen.push('_' + '2'.padStart(32, 'a'));
    xml = await makeAnswer({ ...context, last: await makeAnswer({ ...context, settings: { ...context.settings, fault: null }, request: { ...context.request, requestID: '_older' }, id: counter() }) });
  }
  const request = { id: requestID, xml: '', binding: 'HTTP-Redirect' as const, destination: '', relayState, issuedAt: new Date(now - 5000).toISOString(), signed: false, url: null };
  const expected = expectedOfLogin(connection, { flow: 'sp-initiated', request, rehearsal }, {
    now, clockSkew: 180, policy: 'practice', decryptionKeys: [ownKey], others: [],
    entityID, assertionConsumerService: acs, binding: 'HTTP-POST', seenAssertionIDs: seen,
  });
  return inspect(new URLSearchParams({ SAMLResponse: encodePost(xml), RelayState: relayState }).toString(), expected, tools);
}

/** The Report of a response that was made for the service provider itself, captured there, and judged a second later. */
export async function judgeCapture(connection: Connection, given: Partial<PracticeSettings>): Promise<Report> {
  const { entityID, assertionConsumerService } = spTarget(connection);
  const xml = await makeAnswer({
    request: { sp: entityID!, acs: assertionConsumerService!, requestID, relayState: null, forceAuthn: false, isPassive: false, nameIDFormat: null },
    settings: { ...defaultPractice, ...given }, issuer, now: now - 1000, id: counter(), keys, last: null,
  });
  return inspect(encodePost(xml), { ...expectedOf(connection, { now, clockSkew: 180, policy: 'practice', decryptionKeys: [], others: [] }), requestID }, tools);
}
