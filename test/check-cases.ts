/** For every check of responses: what triggers it, and what is nearly that and must not. */
import type { Expected, Facts } from '../shared/model.ts';
import { attributeNameFormat, binding, c14n, nameIDFormat, ns, rsaSha1, sha1, status } from '../shared/urns.ts';
import { ACS, attribute, assertion, certificate, DAY, encrypted, IDP, instant, local, MINUTE, NOW, REQUEST, signature, SP } from './facts.ts';

export type Base = 'response' | 'request' | 'logout' | 'logout-response' | 'metadata' | 'sp-metadata' | 'certificate' | 'nothing';
export type Change = (facts: Facts, expected: Expected) => void;
/** What to start from, the change that triggers the check, and the one that just does not. */
export type Case = readonly [base: Base, trigger: Change, nearMiss: Change];

type Judged = NonNullable<ReturnType<typeof assertion>>;
const r = (facts: Facts) => facts.response!;
const a = (facts: Facts): Judged => facts.response!.assertions[0]!;
const bearer = (facts: Facts) => a(facts).subject!.confirmations[0]!;
const conditions = (facts: Facts) => a(facts).conditions!;
const nameID = (facts: Facts) => a(facts).subject!.nameID!;
const authn = (facts: Facts) => a(facts).authnStatements[0]!;
const sig = (facts: Facts) => facts.signatures[0]!;
const fail = (facts: Facts, ...codes: string[]) => {
  r(facts).status!.codes = codes;
  r(facts).assertions = [];
};
const seal = (facts: Facts, change: Partial<ReturnType<typeof encrypted>> = {}) => {
  facts.encrypted = [{ ...encrypted(), ...change }];
  if (change.result !== undefined && change.result !== 'decrypted') r(facts).assertions = [];
  for (const each of r(facts).assertions) each.from = 'decrypted';
  r(facts).encryptedAssertions = 1;
};
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const attributes = (...list: ReturnType<typeof attribute>[]): Change => (facts) => {
  a(facts).attributes.push(...list);
};
const set = <T>(pick: (facts: Facts, expected: Expected) => T, change: Partial<T>): Change => (facts, expected) => {
  Object.assign(pick(facts, expected) as object, change);
};
const requires = (_facts: Facts, expected: Expected) => expected.sp!.requires!;

/** The five rules every message shares. */
function envelope(family: string, base: Base, pick: (facts: Facts) => object): Record<string, Case> {
  return {
    [`${family}/id`]: [base, set(pick, { id: '1-starts-with-a-digit' }), set(pick, { id: '_1' })],
    [`${family}/version`]: [base, set(pick, { version: '1.1' }), set(pick, { version: '2.0' })],
    [`${family}/issue-instant`]: [base, set(pick, { issueInstant: local(NOW) }), set(pick, { issueInstant: instant(NOW) })],
    [`${family}/issuer-format`]: [base, set(pick, { issuer: { value: IDP, format: nameIDFormat.emailAddress, node: 1 } }), set(pick, { issuer: { value: IDP, format: nameIDFormat.entity, node: 1 } })],
    [`${family}/from-the-future`]: [base, set(pick, { issueInstant: instant(NOW + 181_000) }), set(pick, { issueInstant: instant(NOW + 180_000) })],
  };
}
export { envelope };

const shapes = ['reference-count', 'reference-target', 'position', 'parent', 'transform', 'c14n', 'signature-algorithm', 'digest-algorithm', 'object', 'signed-info-count', 'missing-part', 'unexpected-content', 'base64', 'empty-canonical', 'hmac-length', 'duplicate-signature'] as const;

export const responseCases: Record<string, Case> = {
  ...envelope('response', 'response', r),
  ...envelope('assertion', 'response', a),
  ...Object.fromEntries(shapes.map((code, index): [string, Case] => [`signature/${code}`, [
    'response',
    (facts) => Object.assign(sig(facts), { result: 'refused', faults: [{ code, message: 'It is wrong.', node: 12 }] }),
    (facts) => Object.assign(sig(facts), { result: 'refused', faults: [{ code: shapes[(index + 1) % shapes.length]!, message: 'Another is wrong.', node: 12 }] }),
  ]])),

  'response/destination': ['response', set(r, { destination: `${ACS}/` }), set(r, { destination: null })],
  'response/destination-missing': ['response', (facts) => { facts.signatures.push(signature(0, 'Response')); r(facts).destination = null; }, set(r, { destination: null })],
  'response/issuer-missing': ['response', (facts) => { facts.signatures.push(signature(0, 'Response')); r(facts).issuer = null; }, set(r, { issuer: null })],
  'response/issuer': ['response', set(r, { issuer: { value: `${IDP}/`, format: null, node: 2 } }), set(r, { issuer: null })],
  'response/binding': ['response', (_facts, expected) => { expected.binding = binding.redirect; }, (_facts, expected) => { expected.binding = binding.post; }],
  'response/no-assertion': ['response', set(r, { assertions: [] }), (facts) => seal(facts, { result: 'no-key' })],
  'response/several-assertions': ['response', (facts) => { r(facts).assertions.push({ ...assertion(), node: 60 }); }, (facts) => { r(facts).assertions = [{ ...assertion(), from: 'decrypted' }]; r(facts).encryptedAssertions = 1; }],
  'response/stray-assertion': ['response', set(r, { strayAssertions: [{ node: 9, path: 'Response/Extensions/Assertion' }] }), set(r, { strayAssertions: [] })],
  'response/error-with-assertion': ['response', (facts) => { r(facts).status!.codes = [status.responder]; }, (facts) => fail(facts, status.responder)],
  'response/repeated-child': ['response', set(r, { children: ['Issuer', 'Status', 'Status', 'Assertion'] }), set(r, { children: ['Issuer', 'Status', 'Assertion', 'Assertion'] })],
  'response/child-order': ['response', set(r, { children: ['Issuer', 'Status', 'Signature', 'Assertion'] }), set(r, { children: ['Issuer', 'Signature', '{urn:other}Thing', 'Status', 'EncryptedAssertion'] })],

  'status/missing': ['response', set(r, { status: null }), () => {}],
  'status/success': ['response', (facts) => fail(facts, status.responder, status.authnFailed), (facts) => { r(facts).status!.codes = [status.success, status.partialLogout]; }],
  'status/top-level-code': ['response', (facts) => fail(facts, status.authnFailed), (facts) => fail(facts, status.responder, status.authnFailed)],
  'status/several-codes': ['response', (facts) => { r(facts).status!.codesBeside = 1; }, (facts) => { r(facts).status!.codes.push(status.responder); }],
  'status/message-attribute': ['response', (facts) => { fail(facts, status.responder); Object.assign(r(facts).status!, { message: 'no', messageFrom: 'attribute' }); }, (facts) => { fail(facts, status.responder); Object.assign(r(facts).status!, { message: 'no', messageFrom: 'text' }); }],

  'signature/missing': ['response', (facts) => { facts.signatures = []; }, (facts) => { facts.signatures = []; seal(facts, { result: 'failed', failure: 'wrong-key' }); }],
  'signature/verified': ['response', set(a, { coveredBy: [] }), set(a, { coveredBy: [0, 1] })],
  'signature/no-trusted-key': ['response', set(sig, { result: 'failed', failure: 'key', verifiedBy: null }), set(sig, { result: 'failed', failure: 'digest' })],
  'signature/digest-mismatch': ['response', set(sig, { result: 'failed', failure: 'digest', digestComputed: 'BBBB' }), set(sig, { result: 'failed', failure: 'key' })],
  'signature/coverage': ['response', (facts) => { r(facts).assertions.push({ ...assertion(), coveredBy: [], node: 60 }); }, (facts) => { r(facts).assertions.push({ ...assertion(), node: 60 }); }],
  'signature/stray': ['response', (facts) => { facts.xml!.straySignatures = [{ node: 9, path: 'Response/Extensions/Signature' }]; }, () => {}],
  'signature/assertion-not-signed': ['response', (facts, expected) => { facts.signatures = [signature(0, 'Response')]; expected.sp!.requires!.assertionSigned = true; }, set(requires, { assertionSigned: true })],
  'signature/response-not-signed': ['response', set(requires, { responseSigned: true }), (facts, expected) => { facts.signatures = [signature(0, 'Response')]; expected.sp!.requires!.responseSigned = true; }],
  'signature/weak-algorithm': ['response', set(sig, { signatureMethod: rsaSha1 }), set(sig, { digestMethod: sha1 })],
  'signature/weak-digest': ['response', set(sig, { digestMethod: sha1 }), set(sig, { signatureMethod: rsaSha1 })],
  'signature/weak-key': ['response', (facts) => { sig(facts).verifiedBy!.bits = 1024; }, (facts) => { Object.assign(sig(facts).verifiedBy!, { bits: 256, certificate: { ...certificate(), keyType: 'EC', keyBits: 256 } }); }],
  'signature/embedded-certificate-differs': ['response', set(sig, { embeddedCertificates: [certificate('idp.example.org', 'B')] }), set(sig, { embeddedCertificates: [] })],
  'signature/second-opinion': ['response', set(sig, { secondOpinion: { verdict: 'failed', message: 'no' } }), set(sig, { secondOpinion: null })],
  'signature/reading-differs': ['response', (facts) => { facts.readingDiffers = 'another NameID'; }, () => {}],
  'signature/inclusive-c14n': ['response', set(sig, { canonicalization: c14n.inclusive }), set(sig, { canonicalization: c14n.exclusive })],
  'signature/with-comments': ['response', set(sig, { transforms: [c14n.exclusiveWithComments] }), set(sig, { transforms: [c14n.exclusive] })],

  'encryption/no-key': ['response', (facts) => seal(facts, { result: 'no-key' }), (facts) => seal(facts)],
  'encryption/wrong-key': ['response', (facts) => seal(facts, { result: 'failed', failure: 'wrong-key' }), (facts) => seal(facts, { result: 'failed', failure: 'damaged' })],
  'encryption/wrong-variant': ['response', (facts) => seal(facts, { result: 'failed', failure: 'wrong-variant' }), (facts) => seal(facts, { result: 'failed', failure: 'wrong-key' })],
  'encryption/unsupported-algorithm': ['response', (facts) => seal(facts, { result: 'failed', failure: 'unsupported-algorithm' }), (facts) => seal(facts)],
  'encryption/damaged': ['response', (facts) => seal(facts, { result: 'failed', failure: 'malformed' }), (facts) => seal(facts, { result: 'failed', failure: 'wrong-key' })],
  'encryption/undecryptable': ['response', (facts) => seal(facts, { result: 'failed', failure: 'undecryptable' }), (facts) => seal(facts, { result: 'failed', failure: 'wrong-key' })],
  'encryption/not-readable-there': ['response', (facts, expected) => { seal(facts); expected.sp!.requires!.noEncryption = true; }, (facts) => seal(facts)],
  'encryption/weak-cipher': ['response', (facts) => seal(facts, { blockCipher: `${ns.xenc}tripledes-cbc` }), (facts) => seal(facts)],
  'encryption/weak-key-transport': ['response', (facts) => seal(facts, { keyTransport: `${ns.xenc}rsa-1_5` }), (facts) => seal(facts)],
  'encryption/several-keys': ['response', (facts) => seal(facts, { keys: 2, recipients: ['one', 'two'] }), (facts) => seal(facts)],

  'assertion/issuer-missing': ['response', set(a, { issuer: { value: ' ', format: null, node: 11 } }), () => {}],
  'assertion/issuer': ['response', set(a, { issuer: { value: 'http://idp.example.org/saml', format: null, node: 11 } }), set(a, { issuer: null })],
  'assertion/issuers-agree': ['response', set(a, { issuer: { value: 'https://other.example', format: null, node: 11 } }), set(r, { issuer: null })],
  'assertion/child-order': ['response', set(a, { children: ['Issuer', 'Subject', 'AuthnStatement', 'Conditions'] }), set(a, { children: ['Issuer', 'Subject', 'Conditions', 'AttributeStatement', 'AuthnStatement'] })],
  'assertion/attribute-statements': ['response', set(a, { attributeStatements: 2 }), set(a, { attributeStatements: 1 })],
  'assertion/attribute-statement-empty': ['response', set(a, { attributes: [] }), set(a, { attributes: [], attributeStatements: 0 })],

  'subject/missing': ['response', set(a, { subject: null }), () => {}],
  'subject/bearer': ['response', set(bearer, { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }), (facts) => { a(facts).subject!.confirmations.unshift({ ...bearer(facts), method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }); }],
  'subject/confirmation-data': ['response', set(bearer, { hasData: false }), () => {}],
  'subject/recipient-missing': ['response', set(bearer, { recipient: null }), set(bearer, { recipient: null, hasData: false })],
  'subject/recipient': ['response', set(bearer, { recipient: `${ACS}/` }), (facts) => { a(facts).subject!.confirmations.unshift({ ...bearer(facts), recipient: 'https://other.example' }); }],
  'subject/confirmation-no-expiry': ['response', set(bearer, { notOnOrAfter: null }), set(bearer, { notOnOrAfter: null, hasData: false })],
  'subject/confirmation-expired': ['response', set(bearer, { notOnOrAfter: instant(NOW - 180_000) }), set(bearer, { notOnOrAfter: instant(NOW - 179_999) })],
  'subject/within-tolerance': ['response', set(bearer, { notOnOrAfter: instant(NOW) }), set(bearer, { notOnOrAfter: instant(NOW + 1) })],
  'subject/confirmation-not-before': ['response', set(bearer, { notBefore: instant(NOW) }), () => {}],
  'subject/time-format': ['response', set(bearer, { notOnOrAfter: { text: 'tomorrow', at: null, utc: false } }), set(bearer, { notOnOrAfter: null })],
  'subject/long-lifetime': ['response', set(bearer, { notOnOrAfter: instant(NOW + 11 * MINUTE) }), set(bearer, { notOnOrAfter: instant(NOW + 9 * MINUTE) })],
  'subject/address': ['response', set(bearer, { address: '192.0.2.1' }), set(bearer, { address: null })],

  'name-id/missing': ['response', (facts) => { a(facts).subject!.nameID = null; }, (facts) => { Object.assign(a(facts).subject!, { nameID: null, encryptedID: true }); }],
  'name-id/empty': ['response', set(nameID, { value: ' ' }), set(nameID, { value: 'x' })],
  'name-id/format-requested': ['response', (_facts, expected) => { expected.request!.nameIDFormat = nameIDFormat.persistent; }, (_facts, expected) => { expected.request!.nameIDFormat = nameIDFormat.unspecified; }],
  'name-id/format-required': ['response', set(nameID, { format: nameIDFormat.persistent }), set(requires, { nameIDFormat: nameIDFormat.unspecified })],
  'name-id/email': ['response', set(nameID, { value: 'ada' }), (facts, expected) => { nameID(facts).value = 'ada'; expected.sp!.requires!.nameIDIsEmail = false; }],
  'name-id/other-email': ['response', (facts) => { facts.response!.assertions[0]!.subject!.nameID!.value = 'ada@contoso.onmicrosoft.com'; }, (facts) => { facts.response!.assertions[0]!.attributes = []; facts.response!.assertions[0]!.subject!.nameID!.value = 'ada@contoso.onmicrosoft.com'; }],
  'name-id/email-address': ['response', set(nameID, { value: 'Ada <ada@example.com>' }), set(nameID, { value: 'Ada', format: nameIDFormat.unspecified })],
  'name-id/opaque': ['response', set(nameID, { value: 'auth0|5f7c8ec7c33c6c004bbafe82' }), set(nameID, { value: 'AQ3xv8Yk2mZ5cR7tLw0PdN9sHf4GbJ6uKe1TiVoXyQc', format: nameIDFormat.persistent })],
  'name-id/white-space': ['response', set(nameID, { value: '\n  ada@example.com\n' }), set(nameID, { value: 'ada lovelace' })],
  'name-id/child-elements': ['response', set(nameID, { hasElements: true }), set(nameID, { hasComment: true })],
  'name-id/length': ['response', set(nameID, { value: 'x'.repeat(257), format: nameIDFormat.persistent }), set(nameID, { value: 'x'.repeat(256), format: nameIDFormat.persistent })],
  'name-id/entity': ['response', set(nameID, { format: nameIDFormat.entity, nameQualifier: IDP }), set(nameID, { format: nameIDFormat.entity })],
  'name-id/transient': ['response', set(nameID, { format: nameIDFormat.transient }), set(nameID, { format: nameIDFormat.persistent })],

  'conditions/audience-missing': ['response', set(conditions, { audienceRestrictions: [] }), () => {}],
  'conditions/audience-empty': ['response', set(conditions, { audienceRestrictions: [[SP], ['']] }), set(conditions, { audienceRestrictions: [['', SP]] })],
  'conditions/audience': ['response', set(conditions, { audienceRestrictions: [[SP], ['https://other.example']] }), set(conditions, { audienceRestrictions: [['https://other.example', SP]] })],
  'conditions/expired': ['response', set(conditions, { notOnOrAfter: instant(NOW - 180_000) }), set(conditions, { notOnOrAfter: instant(NOW - 179_999) })],
  'conditions/not-yet-valid': ['response', set(conditions, { notBefore: instant(NOW + 180_001) }), set(conditions, { notBefore: instant(NOW + 180_000) })],
  'conditions/within-tolerance': ['response', set(conditions, { notBefore: instant(NOW + 31) }), set(conditions, { notBefore: instant(NOW) })],
  'conditions/no-back-dating': ['response', set(conditions, { notBefore: instant(NOW - 5000) }), set(conditions, { notBefore: instant(NOW - 5001) })],
  'conditions/window': ['response', set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW) }), set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW + 1) })],
  'conditions/time-format': ['response', set(conditions, { notBefore: local(NOW) }), set(conditions, { notBefore: null })],
  'conditions/no-expiry': ['response', set(conditions, { notOnOrAfter: null }), () => {}],
  'conditions/unknown': ['response', set(conditions, { unknown: ['acme:Delegation'] }), set(conditions, { oneTimeUse: 1 })],
  'conditions/one-time-use': ['response', set(conditions, { oneTimeUse: 2 }), set(conditions, { oneTimeUse: 1 })],
  'conditions/proxy-restriction': ['response', set(conditions, { proxyRestrictions: 2 }), set(conditions, { proxyRestrictions: 1 })],
  'conditions/long-lifetime': ['response', set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW + 71 * MINUTE) }), set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW + 70 * MINUTE) })],
  'conditions/short-lifetime': ['response', set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW + 60_000) }), set(conditions, { notBefore: instant(NOW), notOnOrAfter: instant(NOW + 61_000) })],

  'authn/statement-missing': ['response', set(a, { authnStatements: [] }), () => {}],
  'authn/several-statements': ['response', (facts) => { a(facts).authnStatements.push(authn(facts)); }, () => {}],
  'authn/instant': ['response', set(authn, { authnInstant: null }), () => {}],
  'authn/session-expired': ['response', set(authn, { sessionNotOnOrAfter: instant(NOW - 180_000) }), set(authn, { sessionNotOnOrAfter: instant(NOW - 179_999) })],
  'authn/session-time': ['response', (facts) => { a(facts).authnStatements.push({ ...authn(facts), sessionNotOnOrAfter: { text: 'yesterday', at: null, utc: false } }); }, set(authn, { sessionNotOnOrAfter: instant(NOW + DAY) })],
  'authn/session-index': ['response', set(authn, { sessionIndex: null }), () => {}],
  'authn/context': ['response', (_facts, expected) => { expected.request!.authnContextClassRefs = ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509']; }, (_facts, expected) => { expected.request!.authnContextClassRefs = ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509', 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password']; }],
  'authn/force': ['response', (facts, expected) => { expected.request!.forceAuthn = true; authn(facts).authnInstant = instant(NOW - DAY); }, (facts) => { authn(facts).authnInstant = instant(NOW - DAY); }],

  'attributes/email-missing': ['response', set(a, { attributes: [attribute('mail', 'ada@example.com'), attribute('groups', 'staff')] }), set(a, { attributes: [attribute('email', 'ada@example.com')] })],
  'attributes/required-missing': ['response', set(a, { attributes: [attribute('email', 'ada@example.com'), attribute('groups', '')] }), set(a, { attributes: [attribute('email'), attribute('groups', 'staff')] })],
  'attributes/no-email': ['response', (facts, expected) => { expected.sp!.requires = {}; nameID(facts).value = 'ada'; a(facts).attributes = []; }, (facts, expected) => { expected.sp!.requires = {}; nameID(facts).value = 'ada'; }],
  'attributes/email-format': ['response', set(a, { attributes: [attribute('email', 'ada')] }), attributes(attribute('mail', 'ada@example.com'))],
  'attributes/empty': ['response', attributes(attribute('phone', '')), attributes(attribute('phone', '', '1'))],
  'attributes/duplicate': ['response', attributes(attribute('Role', 'one'), attribute('Role', 'two')), attributes(attribute('Role', 'one', 'two'))],
  'attributes/delimited': ['response', attributes(attribute('memberOf', 'staff;admins')), attributes(attribute('memberOf', 'cn=staff,ou=groups'), attribute('name', 'Lovelace, Ada'))],
  'attributes/white-space': ['response', attributes(attribute('team', 'one', ' two')), attributes(attribute('team', 'one two'))],
  'attributes/groups-overage': ['response', attributes(attribute('http://schemas.microsoft.com/claims/groups.link', 'https://graph.microsoft.com/v1.0/users/1')), attributes(attribute('http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', 'staff'))],
  'attributes/group-ids': ['response', set(a, { attributes: [attribute('groups', '5f1d6f0e-2a53-4c7e-9d27-6a3f0b9c1e42')] }), attributes(attribute('id', '5f1d6f0e-2a53-4c7e-9d27-6a3f0b9c1e42'))],
  'attributes/name-format': ['response', attributes({ ...attribute('mail', 'x@y.z'), nameFormat: attributeNameFormat.uri }), attributes({ ...attribute('urn:oid:2.5.4.4', 'x'), nameFormat: attributeNameFormat.uri })],
  'attributes/structured': ['response', attributes({ ...attribute('eduPersonTargetedID'), structured: 1 }), attributes(attribute('eduPersonTargetedID', 'x'))],
  'attributes/secret': ['response', attributes(attribute('http://schemas.auth0.com/identities/default/access_token', 'x')), attributes(attribute('password_changed_at', '2026'))],

  'flow/in-response-to-missing': ['response', (facts) => { r(facts).inResponseTo = null; }, (facts, expected) => { r(facts).inResponseTo = null; expected.allowIdpInitiated = true; }],
  'flow/in-response-to': ['response', set(r, { inResponseTo: '_other' }), set(r, { inResponseTo: null })],
  'flow/in-response-to-empty': ['response', set(r, { inResponseTo: '' }), set(r, { inResponseTo: null })],
  'flow/unsolicited': ['response', (facts, expected) => { delete expected.requestID; expected.allowIdpInitiated = false; r(facts).inResponseTo = null; }, (facts, expected) => { delete expected.requestID; r(facts).inResponseTo = null; }],
  'flow/unsolicited-in-response-to': ['response', (_facts, expected) => { delete expected.requestID; expected.allowIdpInitiated = true; }, (_facts, expected) => { delete expected.requestID; }],
  'flow/subject-in-response-to': ['response', set(bearer, { inResponseTo: '_other' }), (facts, expected) => { r(facts).inResponseTo = null; bearer(facts).inResponseTo = null; expected.allowIdpInitiated = true; }],
  'flow/unsolicited-subject': ['response', (facts, expected) => { r(facts).inResponseTo = null; delete expected.requestID; expected.allowIdpInitiated = true; }, (facts, expected) => { r(facts).inResponseTo = null; delete expected.requestID; }],
  'flow/in-response-to-agree': ['response', set(bearer, { inResponseTo: '_other' }), set(bearer, { inResponseTo: null })],
  'flow/replay': ['response', (_facts, expected) => { expected.seenAssertionIDs = ['_assertion0', '_assertion1']; }, (_facts, expected) => { expected.seenAssertionIDs = ['_assertion', '_assertion10']; }],
  'flow/destination-and-recipient': ['response', set(r, { destination: `${ACS}/` }), set(r, { destination: null })],
  'flow/relay-state': ['response', (_facts, expected) => { expected.request = { ...expected.request, relayState: 'sent' }; }, (_facts, expected) => { expected.request = { ...expected.request, relayState: 'token' }; }],
  'flow/relay-state-length': ['response', (_facts, expected) => { expected.relayState = 'ü'.repeat(41); }, (_facts, expected) => { expected.relayState = 'x'.repeat(80); }],
  'flow/relay-state-address': ['response', (_facts, expected) => { expected.relayState = '//evil.example/x'; }, (_facts, expected) => { expected.relayState = 'https://SP.example.com:443/x'; }],
  'flow/arrival': ['response', (_facts, expected) => { expected.receivedAt = NOW + 180_000; }, (_facts, expected) => { expected.receivedAt = NOW + 170_000; }],
};

/** A response whose attributes are many, for the time checks take. */
export const manyGroups = (facts: Facts): void => {
  a(facts).attributes = [attribute('email', 'ada@example.com'), attribute('groups', ...times(5000, (index) => `group ${index} of the company ${REQUEST}`))];
};
