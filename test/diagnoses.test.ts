/** Root causes on facts: each is found where its evidence is, the best first, and nothing is diagnosed of a good document. */
import { describe, expect, it } from 'vitest';
import { afterRollover, beforeRollover, commonName, earlierLogin, nearMiss } from '../shared/checks/words.ts';
import { runChecks, type CheckRun } from '../shared/checks/run.ts';
import { diagnose, diagnosisList } from '../shared/diagnoses/index.ts';
import { adfsRefusals, entraRefusals, otherRefusals, refusalIn } from '../shared/diagnoses/refusals.ts';
import { catalogue } from '../shared/explain/index.ts';
import type { Diagnosis, DocumentKind } from '../shared/finding.ts';
import type { Damage, Expected, Facts } from '../shared/model.ts';
import { nameIDFormat, status } from '../shared/urns.ts';
import { responseCases, type Base, type Change } from './check-cases.ts';
import { restCases } from './check-cases-rest.ts';
import { ACS, assertion, attribute, certificate, certificateFile, encrypted, expected, IDP, instant, logout, logoutResponse, metadata, MINUTE, noFacts, NOW, REQUEST, request, response, signature, SP, trusted } from './facts.ts';
import { expectSentence } from './sentences.ts';

const checkCases = { ...responseCases, ...restCases };
const bases: Record<Base, [DocumentKind, () => Facts]> = {
  response: ['response', response], request: ['request', request], logout: ['logout-request', logout], 'logout-response': ['logout-response', logoutResponse], metadata: ['metadata', () => metadata('idp')], 'sp-metadata': ['metadata', () => metadata('sp')], certificate: ['certificate', certificateFile], nothing: ['text', noFacts],
};

function judge(base: Base, change: Change): { run: CheckRun; diagnoses: Diagnosis[] } {
  const [kind, make] = bases[base];
  const facts = make();
  const against: Expected = expected();
  change(facts, against);
  const run = runChecks(facts, against, kind);
  return { run, diagnoses: diagnose(facts, against, run.results) };
}

const a = (facts: Facts) => facts.response!.assertions[0]!;
const sig = (facts: Facts) => facts.signatures[0]!;
const keyFails = (change: Partial<ReturnType<typeof signature>>): Change => (facts) => {
  Object.assign(sig(facts), { result: 'failed', failure: 'key', verifiedBy: null, secondOpinion: null, embeddedCertificates: [certificate('idp.example.org', 'B')] }, change);
  a(facts).coveredBy = [];
};
const says = (message: string | null, ...codes: string[]): Change => (facts) => {
  Object.assign(facts.response!, { assertions: [], status: { codes, codesBeside: 0, message, messageFrom: 'text', detail: null, node: 3 } });
};
const ends = (at: number): Change => (facts) => {
  a(facts).conditions!.notOnOrAfter = instant(at);
  a(facts).subject!.confirmations[0]!.notOnOrAfter = instant(at);
};
const issued = (at: number): Change => (facts) => {
  facts.response!.issueInstant = instant(at);
  a(facts).issueInstant = instant(at);
};
const all = (...changes: Change[]): Change => (facts, against) => changes.forEach((change) => change(facts, against));
const nameID = (value: string, format: string): Change => (facts) => Object.assign(a(facts).subject!.nameID!, { value, format });
const audience = (value: string): Change => (facts) => {
  a(facts).conditions!.audienceRestrictions = [[value]];
};
const sealed = (change: Partial<ReturnType<typeof encrypted>>): Change => (facts) => {
  facts.encrypted = [{ ...encrypted(), ...change }];
  facts.response!.assertions = [];
  facts.response!.encryptedAssertions = 1;
};

const ENTRA = 'Microsoft Azure Federated SSO Certificate';
/** Signed with an application's certificate of 2025, in a tenant whose metadata has this one. */
const entraKey = (given: ReturnType<typeof certificate>): Change => (facts, against) => {
  const issuer = 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/';
  keyFails({ embeddedKeyFits: true, embeddedCertificates: [certificate(ENTRA, 'B')] })(facts, against);
  facts.trusted = [trusted(given)];
  against.idp!.entityID = issuer;
  a(facts).issuer!.value = issuer;
  facts.response!.issuer!.value = issuer;
};

const damage: Damage = {
  kinds: ['pretty-printed'], happened: 'was pretty-printed after it left the identity provider', undone: 'with the indentation taken out', signed: ['Assertion'], signatures: [0], verifiesWith: { source: 'metadata', sha256: null },
  fitsEmbedded: true, otherKeyFits: null, digestClaimed: 'AAAA', digestUndone: 'AAAA', digestBefore: 'BBBB', place: { line: 3, column: 1, path: 'Response/Assertion' }, places: 40,
};

/** The best diagnosis must be this one; the field is what the admin is told to change. */
const best: readonly (readonly [id: string, field: string | undefined, side: string, base: Base, change: Change])[] = [
  ['key-not-in-metadata', 'signingCertificate', 'sp', 'response', keyFails({ embeddedKeyFits: true })],
  ['before-or-after-rollover', 'signingCertificate', 'sp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (_facts, against) => { against.idp!.rollover = { at: NOW - MINUTE, keys: [] }; against.otherKeys = [{ material: '', use: 'signing', source: beforeRollover }]; })],
  ['before-or-after-rollover', 'signingCertificate', 'sp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (_facts, against) => { against.idp!.rollover = { at: NOW + MINUTE, keys: [] }; against.otherKeys = [{ material: '', use: 'signing', source: afterRollover }]; })],
  ['before-or-after-rollover', 'signingCertificate', 'capture', 'response', all(keyFails({ result: 'not-checked', failure: null }), (_facts, against) => { against.idp!.rollover = { at: NOW - MINUTE, keys: [] }; })],
  ['key-of-earlier-login', 'signingCertificate', 'sp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (_facts, against) => { against.otherKeys = [{ material: '', use: 'signing', source: `${earlierLogin} of Heroku on 2026-05-03` }]; })],
  ['key-of-other-connection', 'signingCertificate', 'sp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (_facts, against) => { against.otherKeys = [{ material: 'MIIB', use: 'signing', source: 'connection Heap' }]; })],
  ['signed-with-encryption-key', 'signingCertificate', 'idp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (facts) => { facts.trusted.push(trusted(certificate('idp.example.org', 'B'), 'encryption')); })],
  ['signed-with-encryption-key', 'signingCertificate', 'idp', 'response', (facts) => { facts.trusted = [trusted(certificate(), 'encryption')]; Object.assign(sig(facts), { result: 'not-checked', verifiedBy: null }); a(facts).coveredBy = []; }],
  ['no-key-given', 'metadata', 'capture', 'response', (facts) => { facts.trusted = [trusted(certificate('idp.example.org', 'B'), 'encryption')]; Object.assign(sig(facts), { result: 'not-checked', verifiedBy: null }); a(facts).coveredBy = []; }],
  ['certificate-of-issuer', 'signingCertificate', 'sp', 'response', keyFails({ embeddedKeyFits: true, embeddedCertificates: [{ ...certificate('leaf.example.org', 'B'), issuer: certificate().subject }] })],
  ['certificate-of-issuer', 'signingCertificate', 'sp', 'response', keyFails({ embeddedKeyFits: true, embeddedFits: 1, embeddedCertificates: [certificate('root.example.org', 'D'), { ...certificate('leaf.example.org', 'B'), issuer: certificate().subject }] })],
  ['given-key-unusable', 'signingCertificate', 'capture', 'response', (facts) => { facts.trusted = facts.trusted.map((key) => ({ ...key, certificate: null, keySha256: '', keyType: 'unknown', keyBits: 0 })); Object.assign(sig(facts), { result: 'not-checked', verifiedBy: null }); a(facts).coveredBy = []; }],
  ['not-signed', undefined, 'capture', 'response', (facts) => { facts.signatures = []; a(facts).coveredBy = []; facts.assertion = a(facts); facts.response = null; }],
  ['signature-damaged', undefined, 'capture', 'response', keyFails({ embeddedKeyFits: false })],
  ['content-changed', undefined, 'capture', 'response', keyFails({ failure: 'digest', digestComputed: 'BBBB' })],
  ['changed-in-copying', undefined, 'capture', 'response', all(keyFails({ failure: 'digest', digestComputed: 'BBBB' }), (facts) => { facts.damage = damage; })],
  ['blanked-out', undefined, 'capture', 'response', all(keyFails({ failure: 'digest', digestComputed: 'BBBB' }), nameID('xxxxx@example.com', nameIDFormat.emailAddress))],
  ['blanked-out', undefined, 'capture', 'response', all(keyFails({ failure: 'digest', digestComputed: 'BBBB' }), (facts) => { a(facts).attributes = [attribute('email', '[REDACTED]')]; })],
  ['blanked-out', undefined, 'capture', 'response', (facts) => { Object.assign(sig(facts), { result: 'refused', verifiedBy: null, faults: [{ code: 'base64', message: 'SignatureValue is not base64.', expected: 'base64 text', actual: 'MIIB...', node: 0 }] }); a(facts).coveredBy = []; }],
  ['content-changed', undefined, 'capture', 'response', all(keyFails({ failure: 'digest', digestComputed: 'BBBB' }), (facts) => { a(facts).attributes.push(attribute('groups', '[Sales]'), attribute('notes', 'Removed from the list ...')); })],
  ['cut-off-at', undefined, 'capture', 'nothing', all(checkCases['document/truncated']![1], (facts) => { facts.damage = { ...damage, kinds: ['cut-off'], signed: [], signatures: [], verifiesWith: null }; })],
  ['key-of-other-connection', 'signingCertificate', 'sp', 'response', all(keyFails({ embeddedKeyFits: true, otherKeyFits: 0 }), (facts, against) => { against.otherKeys = [{ material: 'MIIB', use: 'signing', source: 'connection Heap' }]; facts.trusted.push(trusted(certificate('idp.example.org', 'C'), 'encryption')); })],
  ['metadata-of-other-application', 'metadata', 'sp', 'response', entraKey({ ...certificate('accounts.accesscontrol.windows.net') })],
  ['metadata-of-other-application', 'metadata', 'sp', 'response', entraKey({ ...certificate(ENTRA), notBefore: '2026-11-12T00:00:00.000Z' })],
  ['key-not-in-metadata', 'signingCertificate', 'sp', 'response', entraKey({ ...certificate(ENTRA), notBefore: '2024-11-12T00:00:00.000Z' })],
  ['signed-before-encryption', 'signResponse', 'idp', 'response', (facts) => { facts.signatures.push({ ...signature(0, 'Response'), result: 'failed', failure: 'digest', verifiedBy: null, secondOpinion: null }); facts.encrypted = [encrypted()]; facts.response!.encryptedAssertions = 1; a(facts).from = 'decrypted'; }],
  ['not-signed', 'signAssertion', 'idp', 'response', (facts) => { facts.signatures = []; a(facts).coveredBy = []; }],
  ['only-response-signed', 'signAssertion', 'idp', 'response', responseCases['signature/assertion-not-signed']![1]],
  ['only-assertion-signed', 'signResponse', 'idp', 'response', responseCases['signature/response-not-signed']![1]],
  ['weak-algorithm', 'signatureAlgorithm', 'idp', 'response', responseCases['signature/weak-algorithm']![1]],
  ['forbidden-algorithm', 'signatureAlgorithm', 'idp', 'response', responseCases['signature/signature-algorithm']![1]],
  ['weak-signing-key', 'signingCertificate', 'idp', 'response', responseCases['signature/weak-key']![1]],
  ['renewed-certificate', 'signingCertificate', 'sp', 'response', responseCases['signature/embedded-certificate-differs']![1]],
  ['no-key-given', 'metadata', 'capture', 'response', (facts, against) => { delete against.idp; facts.trusted = []; Object.assign(sig(facts), { result: 'not-checked', verifiedBy: null }); a(facts).coveredBy = []; }],

  ['audience-near-miss', 'audience', 'idp', 'response', audience(`${SP}/`)],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(`spn:${SP}`)],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(SP.toUpperCase())],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(SP.replace('https://', ''))],
  ['audience-is-acs', 'audience', 'idp', 'response', audience(ACS)],
  ['wrong-audience', 'audience', 'idp', 'response', audience('https://another.example/saml')],
  ['for-another-application', 'audience', 'idp', 'response', all(audience('https://another.example/saml'), (facts) => { facts.response!.destination = 'https://another.example/acs'; a(facts).subject!.confirmations[0]!.recipient = 'https://another.example/acs'; })],
  ['no-audience', 'audience', 'idp', 'response', responseCases['conditions/audience-missing']![1]],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(SP.replace('https://', 'https://www.'))],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(SP.replace('.com/', '.com:8443/'))],
  ['audience-near-miss', 'audience', 'idp', 'response', audience(SP.replace('acme', 'аcme'))],
  ['other-environment', 'audience', 'idp', 'response', audience(SP.replace('sp.', 'sp-sandbox.'))],
  ['other-environment', 'assertionConsumerService', 'idp', 'response', (facts) => { facts.response!.destination = ACS.replace('sp.', 'sandbox.sp.'); }],
  ['other-environment', 'metadata', 'sp', 'response', (facts) => { a(facts).issuer!.value = IDP.replace('idp.', 'idp.test.'); facts.response!.issuer!.value = a(facts).issuer!.value; }],
  ['address-is-entity-id', 'assertionConsumerService', 'idp', 'response', (facts) => { facts.response!.destination = SP; a(facts).subject!.confirmations[0]!.recipient = SP; }],
  ['address-near-miss', 'recipient', 'idp', 'response', responseCases['subject/recipient']![1]],
  ['wrong-address', 'destination', 'idp', 'response', (facts) => { facts.response!.destination = 'https://another.example/acs'; }],
  ['address-missing', 'recipient', 'idp', 'response', responseCases['subject/recipient-missing']![1]],
  ['wrong-issuer', 'idpEntityID', 'sp', 'response', responseCases['response/issuer']![1]],
  ['two-issuers', 'idpEntityID', 'idp', 'response', (facts, against) => { delete against.idp!.entityID; a(facts).issuer!.value = 'https://other.example'; }],

  ['old-capture', 'clock', 'capture', 'response', all(issued(NOW - 60 * MINUTE), ends(NOW - 55 * MINUTE), (facts, against) => { delete against.receivedAt; a(facts).authnStatements = [{ ...a(facts).authnStatements[0]! }]; })],
  ['old-capture', 'clock', 'capture', 'response', all(issued(NOW - 60 * MINUTE), ends(NOW - 55 * MINUTE), (_facts, against) => { against.receivedAt = NOW - 59 * MINUTE; })],
  ['expired-on-arrival', 'clock', 'clock', 'response', all(issued(NOW - 20 * MINUTE), ends(NOW - 15 * MINUTE))],
  ['expired-on-arrival', 'lifetime', 'idp', 'response', ends(NOW - 15 * MINUTE)],
  ['identity-provider-clock-ahead', 'clock', 'clock', 'response', all(issued(NOW + 10 * MINUTE), (facts) => { a(facts).conditions!.notBefore = instant(NOW + 10 * MINUTE); })],
  ['clocks-differ', 'clock', 'clock', 'response', responseCases['conditions/within-tolerance']![1]],
  ['local-time', 'clock', 'idp', 'response', responseCases['conditions/time-format']![1]],
  ['session-over', 'session', 'idp', 'response', responseCases['authn/session-expired']![1]],
  ['short-lifetime', 'lifetime', 'idp', 'response', responseCases['conditions/short-lifetime']![1]],

  ['replayed', undefined, 'capture', 'response', all(responseCases['flow/replay']![1], (facts) => { facts.response!.inResponseTo = '_older'; })],
  ['answers-another-request', 'signOnURL', 'sp', 'response', responseCases['flow/in-response-to']![1]],
  ['started-at-identity-provider', 'signOnURL', 'sp', 'response', (facts) => { facts.response!.inResponseTo = null; a(facts).subject!.confirmations[0]!.inResponseTo = null; }],
  ['empty-in-response-to', undefined, 'idp', 'response', (facts) => { facts.response!.inResponseTo = ''; }],
  ['confirmation-without-request', undefined, 'idp', 'response', (facts) => { a(facts).subject!.confirmations[0]!.inResponseTo = null; }],
  ['mixed-message', undefined, 'network', 'response', (facts, against) => { delete against.requestID; a(facts).subject!.confirmations[0]!.inResponseTo = '_other'; }],
  ['lost-request', undefined, 'capture', 'response', responseCases['flow/unsolicited-in-response-to']![1]],
  ['response-by-redirect', 'binding', 'idp', 'response', responseCases['response/binding']![1]],
  ['relay-state-lost', 'relayState', 'idp', 'response', responseCases['flow/relay-state']![1]],
  ['relay-state', 'relayState', 'idp', 'response', responseCases['flow/relay-state-address']![1]],
  ['malformed-message', undefined, 'idp', 'response', responseCases['response/id']![1]],

  ['no-name-id', 'nameID', 'idp', 'response', responseCases['name-id/missing']![1]],
  ['opaque-name-id', 'nameID', 'idp', 'response', nameID('AQ3xv8Yk2mZ5cR7tLw0PdN9sHf4GbJ6uKe1TiVoXyQc', nameIDFormat.persistent)],
  ['name-id-not-email', 'nameID', 'idp', 'response', nameID('ada', nameIDFormat.emailAddress)],
  ['name-id-other-than-email', 'nameID', 'idp', 'response', (facts) => { a(facts).subject!.nameID!.value = 'ada@contoso.onmicrosoft.com'; }],
  ['name-id-other-than-email', 'nameID', 'idp', 'response', (facts) => { a(facts).subject!.nameID!.value = 'Ada@Example.com'; }],
  ['wrong-name-id-format', 'nameIDFormat', 'idp', 'response', nameID('_5f1d6f0e2a534c7e9d276a3f0b9c1e42', nameIDFormat.transient)],
  ['no-email', 'email', 'idp', 'response', (facts) => { a(facts).attributes = [attribute('mail', 'ada@example.com'), attribute('groups', 'staff')]; }],
  ['no-email', 'email', 'idp', 'response', (facts) => { a(facts).attributes = [attribute('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'ada'), attribute('groups', 'staff')]; }],
  ['attribute-missing', 'groups', 'idp', 'response', (facts) => { a(facts).attributes = [attribute('email', 'ada@example.com')]; }],
  ['too-many-groups', 'groups', 'idp', 'response', responseCases['attributes/groups-overage']![1]],
  ['groups-as-ids', 'groups', 'idp', 'response', (facts, against) => { a(facts).attributes = [attribute('email', 'ada@example.com'), attribute('groups', '5f1d6f0e-2a53-4c7e-9d27-6a3f0b9c1e42')]; against.idp!.guide = 'entra'; }],
  ['attribute-twice', 'attributes', 'idp', 'response', responseCases['attributes/duplicate']![1]],
  ['untidy-values', 'groups', 'idp', 'response', responseCases['attributes/delimited']![1]],
  ['no-authn-statement', 'authnContext', 'idp', 'response', responseCases['authn/statement-missing']![1]],
  ['other-login-method', 'authnContext', 'sp', 'response', responseCases['authn/context']![1]],

  ['entra-refused', 'assignment', 'idp', 'response', says('AADSTS50105: The signed in user is not assigned to a role.', status.responder)],
  ['entra-refused', 'signInLog', 'idp', 'response', says('AADSTS90099: something.', status.requester, status.requestDenied)],
  ['adfs-refused', 'nameIDFormat', 'idp', 'response', says('MSIS7070: The SAML request contained a NameIDPolicy.', status.requester, status.invalidNameIDPolicy)],
  ['entra-refused', 'signInLog', 'idp', 'response', says('AADSTS53003: Access has been blocked by Conditional Access policies.', status.responder)],
  ['entra-refused', 'assignment', 'idp', 'response', says('AADSTS50020: User account from identity provider does not exist in tenant.', status.responder, status.authnFailed)],
  ['adfs-refused', 'entityID', 'idp', 'response', says('MSIS7007: The requested relying party trust is unspecified or unsupported.', status.requester)],
  ['adfs-refused', 'signInLog', 'idp', 'response', says('MSIS9999: something.', status.responder)],
  ['refused-in-own-words', 'assertionConsumerService', 'idp', 'response', says('Invalid request, ACS Url in request https://sp.example.com/a doesn\'t match configured ACS Url\n https://sp.example.com/b.', status.requester, status.requestDenied)],
  ['refused-in-own-words', 'nameID', 'idp', 'response', all(says('No attribute was found to generate the nameIdentifier. We tried with: email', status.responder), (facts) => { facts.response!.status!.messageFrom = 'attribute'; })],
  ['refused-in-own-words', 'assignment', 'idp', 'response', says('Sorry, you are not assigned this app in Okta.', status.responder, status.requestDenied)],
  ['refused-in-own-words', 'assignment', 'idp', 'response', says('403 app_not_enabled_for_user', status.responder)],
  ['refused-in-own-words', 'assertionConsumerService', 'idp', 'response', says('Invalid redirect uri', status.requester)],
  ['refused-in-own-words', 'signInLog', 'idp', 'response', says('MFA_005', status.responder, status.authnFailed)],
  ['login-failed-there', 'signInLog', 'idp', 'response', says(null, status.responder, status.authnFailed)],
  ['no-session', undefined, 'sp', 'response', says(null, status.responder, status.noPassive)],
  ['request-denied', 'assignment', 'idp', 'response', says(null, status.responder, status.requestDenied)],
  ['name-id-policy', 'nameIDFormat', 'sp', 'response', says(null, status.requester, status.invalidNameIDPolicy)],
  ['authn-context', 'authnContext', 'sp', 'response', says(null, status.responder, status.noAuthnContext)],
  ['request-unsupported', undefined, 'sp', 'response', says(null, status.requester, status.requestUnsupported)],
  ['unsupported-binding', 'binding', 'sp', 'response', says(null, status.requester, status.unsupportedBinding)],
  ['unknown-user', 'assignment', 'idp', 'response', says(null, status.responder, status.unknownPrincipal)],
  ['version-mismatch', undefined, 'sp', 'response', says(null, status.versionMismatch)],
  ['logout-refused', 'singleLogoutService', 'idp', 'logout', (facts) => { facts.signatures = []; }],
  ['logout-refused', 'singleLogoutService', 'sp', 'logout', (facts) => { facts.signatures = []; facts.logout!.issuer!.value = SP; }],
  ['partial-logout', 'singleLogoutService', 'sp', 'logout-response', (facts) => { facts.logout!.status!.codes = [status.success, status.partialLogout]; }],
  ['request-at-fault', 'entityID', 'sp', 'response', says('Unknown issuer', status.requester)],
  ['identity-provider-failed', 'signInLog', 'idp', 'response', says(null, status.responder)],

  ['encryption-not-wanted', 'encryption', 'idp', 'response', responseCases['encryption/not-readable-there']![1]],
  ['no-decryption-key', 'encryption', 'idp', 'response', all(sealed({ result: 'no-key' }), (_facts, against) => { delete against.decryptionKeys; })],
  ['encrypted-for-another-key', 'encryptionCertificate', 'idp', 'response', sealed({ result: 'failed', failure: 'wrong-key' })],
  ['other-oaep-parameters', 'encryption', 'idp', 'response', sealed({ result: 'failed', failure: 'wrong-variant' })],
  ['unknown-cipher', 'encryption', 'idp', 'response', sealed({ result: 'failed', failure: 'unsupported-algorithm' })],
  ['damaged-ciphertext', undefined, 'capture', 'response', sealed({ result: 'failed', failure: 'damaged' })],
  ['weak-encryption', 'encryption', 'idp', 'response', responseCases['encryption/weak-key-transport']![1]],

  ['wrapped-assertion', undefined, 'network', 'response', (facts) => { facts.response!.assertions.unshift({ ...assertion(), coveredBy: [], node: 60 }); }],
  ['wrapped-assertion', undefined, 'network', 'response', all(responseCases['response/stray-assertion']![1], responseCases['document/duplicate-id'] === undefined ? () => {} : responseCases['document/duplicate-id'][1])],
  ['assertion-not-covered', 'signAssertion', 'idp', 'response', responseCases['signature/verified']![1]],
  ['several-assertions', 'signAssertion', 'idp', 'response', (facts) => { facts.signatures.push(signature(60)); facts.response!.assertions.push({ ...assertion(), coveredBy: [1], node: 60 }); }],
  ['repeated-id', undefined, 'network', 'response', restCases['document/duplicate-id']![1]],
  ['unusual-signature', undefined, 'network', 'response', responseCases['signature/hmac-length']![1]],
  ['comment-in-value', 'nameID', 'idp', 'response', all(restCases['document/comment-in-value']![1], (facts) => { a(facts).subject!.nameID!.hasComment = true; })],
  ['programs-disagree', undefined, 'network', 'response', responseCases['signature/second-opinion']![1]],
];

/** Causes that are one finding: the case of their check. */
const single: Readonly<Record<string, string>> = {
  'page-instead-of-document': 'document/html-page', 'whole-capture': 'document/capture', 'not-a-saml-document': 'document/root', 'damaged-copy': 'document/truncated', 'over-a-limit': 'document/size', 'other-protocol': 'document/saml-1', 'forbidden-xml': 'document/doctype',
  'metadata-of-wrong-side': 'metadata/wrong-role', 'metadata-expired': 'metadata/expired', 'no-signing-key': 'key/no-signing', 'no-login-address': 'endpoint/no-sign-on', 'no-acs-address': 'endpoint/no-consumer', 'common-metadata': 'metadata/tenant-placeholder', 'tenant-wide-metadata': 'metadata/tenant-wide',
  'several-entities': 'metadata/entity', 'no-saml-role': 'metadata/ws-federation-only', 'private-key-exposed': 'certificate/private-key', 'public-key-instead-of-certificate': 'certificate/public-key', 'certificate-unreadable': 'key/pem-inside', 'other-certificate-file': 'certificate/request',
  'passphrase-needed': 'certificate/passphrase', 'entity-id-missing': 'metadata/entity-id', 'key-use-misspelt': 'key/use', 'metadata-edited': 'metadata/signature-broken', 'metadata-of-other-entity': 'metadata/other-entity', 'certificate-expired': 'certificate/expired', 'certificate-not-yet-valid': 'certificate/not-yet-valid',
  'certificate-expires-soon': 'certificate/expires-soon', 'no-redirect-address': 'endpoint/no-redirect', 'signed-requests-wanted': 'metadata/wants-signed-requests', 'addresses-not-public': 'endpoint/http',
  'request-of-another-provider': 'request/issuer', 'request-to-another-address': 'request/consumer', 'demanding-request': 'request/subject', 'request-signature': 'request/signature', 'logout-refused': 'logout/expired',
};
const singles = Object.entries(single).map(([id, check]): [string, Base, Change] => [id, checkCases[check]![0], checkCases[check]![1]]);
const tooMany: [string, Base, Change] = ['too-many-certificates', 'metadata', (facts, against) => { restCases['key/several']![1](facts, against); against.sp!.requires!.certificateSlots = 1; }];

function isComplete(diagnosis: Diagnosis): void {
  expect(JSON.stringify(diagnosis)).not.toMatch(/undefined|NaN|\[object/);
  // What is quoted as proof is in the words of others.
  expect(JSON.stringify({ ...diagnosis, evidence: [] })).not.toMatch(/\b[Ii]nvalid\b|[Oo]ops/);
  for (const sentence of [diagnosis.message, diagnosis.detail, diagnosis.fix.text]) if (sentence !== undefined) expectSentence(sentence, diagnosis.id);
  expect(diagnosis.because.length).toBeGreaterThan(0);
  // What is to be copied is what the text says.
  if (diagnosis.fix.value !== undefined) expect(diagnosis.fix.text).toContain(diagnosis.fix.value);
  expect(diagnosis.confidence).toBeGreaterThan(0);
  expect(diagnosis.confidence).toBeLessThanOrEqual(1);
  for (const { label, value, from } of diagnosis.evidence) expect([label, value, from].every((part) => part !== '')).toBe(true);
}

describe('the best diagnosis', () => {
  it.each(best)('%s tells to change %s at %s', (id, field, side, base, change) => {
    const { diagnoses } = judge(base, change);
    expect(diagnoses.map((each) => each.id)[0]).toBe(id);
    expect(diagnoses[0]!.fix.field).toBe(field);
    expect(diagnoses[0]!.fix.side).toBe(side);
    diagnoses.forEach(isComplete);
  });
  it.each([...singles, tooMany])('%s', (id, base, change) => {
    const { diagnoses } = judge(base, change);
    expect(diagnoses.map((each) => each.id)).toContain(id);
    diagnoses.forEach(isComplete);
  });
  it('is known of every cause', () => {
    expect([...new Set([...best.map(([id]) => id), ...Object.keys(single), tooMany[0]])].sort()).toEqual(diagnosisList.map((cause) => cause.id).sort());
  });
});

describe('what a diagnosis shows', () => {
  it('puts both fingerprints of a changed key beside each other, and says what is known of the change', () => {
    const [first] = judge('response', keyFails({ embeddedKeyFits: true, embeddedCertificates: [{ ...certificate('idp.example.org', 'B'), notBefore: '2026-11-12T00:00:00.000Z' }] })).diagnoses;
    expect(first!.evidence.map((each) => each.label)).toEqual(['signed by', 'you gave']);
    expect(first!.evidence[0]!.value).toContain(certificate('', 'B').sha256);
    expect(first!.evidence[1]!.value).toContain(certificate().sha256);
    expect(first!.detail).toMatch(/changed its certificate.*2026-11-12.*2025-01-01/);
    const [other] = judge('response', keyFails({ embeddedKeyFits: true, embeddedCertificates: [certificate('stranger', 'B')] })).diagnoses;
    expect(other!.detail).toMatch(/CN=stranger/);
    expect(other!.detail).not.toMatch(/changed its certificate/);
    const [twin] = judge('response', keyFails({ embeddedKeyFits: true })).diagnoses;
    expect(twin!.detail).toBe('Its certificate is called CN=idp.example.org like yours and holds another key: it was replaced.');
  });
  it('says for how long a capture is over', () => {
    const { diagnoses } = judge('response', all(issued(NOW - 26 * 60 * MINUTE), ends(NOW - 25 * 60 * MINUTE), (_facts, against) => { delete against.receivedAt; }));
    expect(diagnoses[0]!.message).toBe('This response was issued 26 hours before the time it is judged at, and has expired since.');
  });
  it('names failures before warnings', () => {
    const { diagnoses } = judge('response', all(responseCases['signature/weak-algorithm']![1], audience(`${SP}/`)));
    expect(diagnoses.map((each) => each.id)).toEqual(['audience-near-miss', 'weak-algorithm']);
  });
  it('keeps a broken signature before a wrong audience', () => {
    const { diagnoses } = judge('response', all(keyFails({ embeddedKeyFits: true }), audience(`${SP}/`)));
    expect(diagnoses.map((each) => each.id)).toEqual(['key-not-in-metadata', 'audience-near-miss']);
  });
});

describe('what an identity provider says in its own words', () => {
  const refusals = [...entraRefusals, ...adfsRefusals, ...otherRefusals];
  it.each(refusals.map((refusal) => [refusal.entry, refusal] as const))('%s is what the error catalogue knows of it', (_entry, { entry, codes = [], says: words, fix }) => {
    const known = catalogue.find(({ id }) => id === entry);
    expect(known, entry).toBeDefined();
    expect(codes.filter((code) => !known!.codes.includes(code))).toEqual([]);
    expect(codes.length > 0 || words !== undefined).toBe(true);
    // The words are those of a fragment; a value stands where the catalogue names one.
    if (words !== undefined) expect(known!.fragments.some((fragment) => words.test(fragment.replace(/\{[^}]*\}/g, 'https://a.example'))), entry).toBe(true);
    expect(known!.fixes.map(({ side }) => side), entry).toContain(fix.side);
  });
  it('has every code once', () => {
    const codes = refusals.flatMap((refusal) => refusal.codes ?? []);
    expect([...new Set(codes)]).toEqual(codes);
  });
  it.each([
    ['the words of another thing', 'The ACS URL in the request does not match what is configured.'],
    ['a code inside a longer name', 'my_app_not_enabled_for_users'],
    ['a number alone', '50105'],
    ['words of a page around words of its own', 'Invalid requester of the report'],
    ['nothing', '  '],
  ])('does not take %s for it', (_what, text) => {
    expect(refusalIn(text, refusals)).toBeNull();
    expect(judge('response', says(text, status.responder)).diagnoses[0]!.id).toBe('identity-provider-failed');
  });
  it('says nothing of a login that worked, whatever stands in its message', () => {
    const { diagnoses } = judge('response', (facts) => { facts.response!.status!.message = 'app_not_enabled'; });
    expect(diagnoses).toEqual([]);
  });
  it('tells codes apart that begin alike', () => {
    expect(refusalIn('AADSTS50011', refusals)!.entry).toBe('entra/aadsts50011');
    expect(refusalIn('AADSTS500011', refusals)!.entry).toBe('entra/aadsts500011');
    expect(refusalIn('app_not_configured_for_user', refusals)!.entry).toBe('google/app-not-configured-for-user');
  });
});

describe('groups as identifiers', () => {
  const ids: Change = (facts) => { a(facts).attributes = [attribute('email', 'ada@example.com'), attribute('groups', '5f1d6f0e-2a53-4c7e-9d27-6a3f0b9c1e42')]; };
  const reads = (names: readonly string[]): Change => (_facts, against) => { against.sp!.requires = { attributes: names.map((name) => ({ term: name, names: [name], required: true })) }; };
  const found = (...changes: Change[]): string[] => judge('response', all(...changes)).diagnoses.map(({ id }) => id);
  it('are a cause where groups are read, or where Entra sends them', () => {
    expect(found(ids, reads(['groups']))).toEqual(['groups-as-ids']);
    expect(found(ids, reads([]), (_facts, against) => { against.idp!.guide = 'entra'; })).toEqual(['groups-as-ids']);
  });
  it('are none where nobody asks for groups, and none of names', () => {
    expect(found(ids, reads([]), (_facts, against) => { against.idp!.guide = 'okta'; })).toEqual([]);
    expect(found((facts, against) => { ids(facts, against); a(facts).attributes[1]!.values = ['staff']; }, reads(['groups']))).toEqual([]);
  });
  it('never come before a failure or a warning', () => {
    expect(found(ids, reads(['groups']), audience(`${SP}/`))).toEqual(['audience-near-miss', 'groups-as-ids']);
    expect(found(ids, reads(['groups']), responseCases['signature/weak-algorithm']![1])).toEqual(['weak-algorithm', 'groups-as-ids']);
  });
});

describe('near misses', () => {
  it.each([
    ['https://www.sp.example.com/saml/acme', 'only in the "www." in front'],
    ['https://sp.example.com:8443/saml/acme', 'only in the port number'],
    ['https://sp.example.com/saml/аcme', 'only in characters that look alike: "а" (U+0430) stands where "a" is wanted'],
    ['https://sp.examp1e.com/saml/acme', 'only in characters that look alike: "1" stands where "l" is wanted'],
    ['https://sp.example.com/saml/%61cme', 'only in percent-encoding'],
    ['https://sp-staging.example.com/saml/acme', 'only in the environment: "staging" where none is wanted'],
    ['https://sp.example.org/saml/acme', 'only in the host name'],
  ])('%s differs %s', (found, words) => {
    expect(nearMiss(SP, found)!.words).toBe(words);
  });
  it('are none where an environment is not all that differs', () => {
    expect(nearMiss(SP, 'https://sandbox.other.example/saml/acme')!.kind).toBe('host');
    expect(nearMiss(SP, 'https://sandbox.other.example/login')).toBeNull();
  });
});

describe('another application, tenant or realm of one product', () => {
  it.each([
    ['Okta application', 'http://www.okta.com/exk1a2b3c4d5e6f7g8h9', 'http://www.okta.com/exk9h8g7f6e5d4c3b2a1'],
    ['Entra tenant', 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/', 'https://sts.windows.net/99999999-2222-3333-4444-555555555555/'],
    ['Auth0 tenant', 'urn:contoso.eu.auth0.com', 'urn:contoso-test.eu.auth0.com'],
    ['Google application', 'https://accounts.google.com/o/saml2?idpid=C01abcdef', 'https://accounts.google.com/o/saml2?idpid=C02ghijkl'],
    ['Keycloak realm', 'https://sso.example.com/realms/contoso', 'https://sso.example.com/realms/acme'],
  ])('%s', (owner, wanted, found) => {
    const [first] = judge('response', (facts, against) => {
      against.idp!.entityID = wanted;
      facts.response!.issuer!.value = found;
      a(facts).issuer!.value = found;
    }).diagnoses;
    expect([first!.id, first!.fix.side, first!.fix.field]).toEqual(['wrong-issuer', 'sp', 'metadata']);
    expect(first!.message).toBe(`The response is from another ${owner} than the one whose metadata you gave.`);
    isComplete(first!);
  });
});

describe('what a status message says', () => {
  it('is told as well where it stands in an attribute, as Auth0 writes it', () => {
    const { diagnoses } = judge('response', (facts) => { says('The user is blocked.', status.responder)(facts, expected()); facts.response!.status!.messageFrom = 'attribute'; });
    expect(diagnoses[0]!.detail).toContain('The user is blocked.');
  });
});

describe('the words of a wrong key', () => {
  it.each([
    [`-----BEGIN ${'PRIVATE'} KEY-----\nMIIB\n-----END ${'PRIVATE'} KEY-----`, 'a private key'],
    ['-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----', 'a request for a certificate'],
    ['AD:16:3B:DA:08:45:FF:09:08:FF:60:BD:9C:F9:01:02:03:04:05:06', 'the fingerprint of a certificate'],
    ['https://idp.example.org/metadata', 'an address'], ['ssh-rsa AAAAB3', 'an SSH key'], ['-----BEGIN CERTIFICATE-----\nMIIC', 'a certificate that was cut off or changed'], ['hello', 'none that can be read'],
  ])('say what stands where a certificate is wanted: %j', (material, what) => {
    const [first] = judge('response', (facts, against) => {
      against.idp!.keys = [{ material, use: 'signing', source: 'certificate' }];
      facts.trusted = facts.trusted.map((key) => ({ ...key, certificate: null, keySha256: '' }));
      Object.assign(sig(facts), { result: 'not-checked', verifiedBy: null });
      a(facts).coveredBy = [];
    }).diagnoses;
    expect(first!.message).toBe(`What you gave as the identity provider's certificate is ${what}, so nothing could be verified.`);
    expect(first!.evidence.some(({ label }) => label === 'you gave')).toBe(what !== 'a private key');
    isComplete(first!);
  });
  it('show the certificate that fits out of a chain, and not the first', () => {
    const [first] = judge('response', keyFails({ embeddedKeyFits: true, embeddedFits: 1, embeddedCertificates: [certificate('root.example.org', 'D'), certificate('idp.example.org', 'B')] })).diagnoses;
    expect(first!.evidence[0]!.value).toContain(certificate('', 'B').sha256);
    expect(first!.detail).toContain('CN=idp.example.org like yours');
  });
  it('do not say that a certificate was replaced where every application has one of that name', () => {
    const [first] = judge('response', entraKey({ ...certificate(ENTRA) })).diagnoses;
    expect(first!.id).toBe('key-not-in-metadata');
    expect(first!.detail).toMatch(/^The certificates of the applications of an Entra tenant are all called CN=.*: either this one was replaced, or the metadata is that of another\.$/);
  });
  it('stand beside those of a damaged copy, and of a changed one', () => {
    const damaged: Change = (facts) => { keyFails({ failure: 'digest', embeddedKeyFits: true, digestComputed: 'BBBB' })(facts, expected()); facts.damage = { ...damage, verifiesWith: null }; };
    expect(judge('response', damaged).diagnoses.map(({ id }) => id)).toEqual(['changed-in-copying', 'key-not-in-metadata']);
    const known = judge('response', (facts, against) => { damaged(facts, against); facts.damage!.otherKeyFits = 0; against.otherKeys = [{ material: 'MIIB', use: 'signing', source: 'connection Heap' }]; }).diagnoses;
    expect(known.map(({ id }) => id)).toEqual(['changed-in-copying', 'key-of-other-connection']);
    expect(known[0]!.message).toContain('connection Heap');
    const [changed] = judge('response', keyFails({ failure: 'digest', embeddedKeyFits: true, digestComputed: 'BBBB' })).diagnoses;
    expect([changed!.id, changed!.detail]).toEqual(['content-changed', expect.stringMatching(/^It was signed with a key that you did not give, too\./)]);
  });
  it('tell a pasted certificate from metadata', () => {
    const [pasted] = judge('response', (facts, against) => { keyFails({ embeddedKeyFits: true })(facts, against); facts.trusted = facts.trusted.map((key) => ({ ...key, source: 'certificate' })); }).diagnoses;
    expect(pasted!.message).toBe('The certificate you gave is not the one that the identity provider signs with.');
  });
  it('say that an old capture was valid once', () => {
    expect(judge('response', all(issued(NOW - 60 * MINUTE), ends(NOW - 55 * MINUTE), (_facts, against) => { against.receivedAt = NOW - 59 * MINUTE; })).diagnoses[0]!.detail).toMatch(/^It was valid when it was captured\./);
  });
});

describe('diagnoses and checks', () => {
  it.each(Object.keys(bases).filter((base) => base !== 'nothing') as Base[])('say nothing of a good %s', (base) => {
    expect(judge(base, (_facts, against) => { if (base === 'sp-metadata') against.role = 'sp'; }).diagnoses).toEqual([]);
  });
  it.each(Object.entries(checkCases))('explain the failure of %s', (id, [base, trigger]) => {
    const { run, diagnoses } = judge(base, trigger);
    const failed = run.outcomes.filter((each) => each.outcome === 'fail').map((each) => each.check);
    if (failed.includes(id)) expect(diagnoses.flatMap((each) => each.because)).toContain(id);
    else if (failed.length > 0) expect(diagnoses.length).toBeGreaterThan(0);
  });
  it('is silent about requests that were answered', () => {
    expect(judge('response', (facts) => { facts.response!.inResponseTo = REQUEST; }).diagnoses).toEqual([]);
  });
});

describe('the name of a certificate', () => {
  it.each([
    ['CN=idp.example.org', 'idp.example.org'],
    ['C=DE\nO=Acme\nCN=Acme Sign-on\nOU=IT', 'Acme Sign-on'],
    ['CN=Acme Sign-on, O=Acme', 'Acme Sign-on'],
    [String.raw`CN=Acme IdP\, the test one,O=Acme`, 'Acme IdP, the test one'],
    [String.raw`CN=Acme IdP\,`, 'Acme IdP,'],
    [String.raw`CN=back\\slash\+plus,O=Acme`, String.raw`back\slash+plus`],
    [String.raw`CN=two\0Alines`, String.raw`two\0Alines`],
    ['O=Acme\nOU=IT', 'O=Acme, OU=IT'],
    ['', ''],
  ])('%j is called %j', (subject, name) => {
    expect(commonName(subject)).toBe(name);
  });
});
