/** For every check of documents, requests, logout, metadata and certificates: what triggers it, and what is nearly that. */
import type { CertificateFacts, Expected, Facts, KeyDescriptor } from '../shared/model.ts';
import { binding, nameIDFormat, ns, status } from '../shared/urns.ts';
import { certificate, DAY, IDP, instant, logoutResponse, NOW, REQUEST, signature, SP } from './facts.ts';
import { envelope, type Case, type Change } from './check-cases.ts';

const fault = (code: string, limit: number | null = null): Change => (facts) => {
  facts.fault = { code, message: 'The reader says why.', line: 1, column: 2, limit };
};
const faults: Record<string, string> = {
  empty: 'empty', 'html-page': 'document-is-html', unrecognised: 'unrecognised', capture: 'document-is-har', base64: 'base64-broken', compression: 'inflate-broken', 'inflated-size': 'inflate-too-large', size: 'too-large', doctype: 'doctype', entity: 'entity',
  'processing-instruction': 'processing-instruction', truncated: 'truncated', 'well-formed': 'not-well-formed', namespaces: 'namespace', 'duplicate-attribute': 'duplicate-attribute', encoding: 'encoding', depth: 'too-deep', 'attribute-count': 'too-many-attributes',
  'element-count': 'too-many-elements', 'name-count': 'too-many-names', unreadable: 'something-new',
};
const root = (rootName: string, rootNamespace: string): Change => (facts) => {
  Object.assign(facts, { response: null, xml: { ...facts.xml, rootName, rootNamespace } });
};
const q = (facts: Facts) => facts.request!;
const l = (facts: Facts) => facts.logout!;
const m = (facts: Facts) => facts.metadata!;
const entity = (facts: Facts) => facts.metadata!.entities[0]!;
const role = (facts: Facts) => entity(facts).roles[0]!;
const key = (facts: Facts) => role(facts).keyDescriptors[0]!;
const endpoint = (facts: Facts) => role(facts).endpoints[0]!;
const file = (facts: Facts) => facts.certificateFile!;
const cert = (facts: Facts) => facts.certificateFile!.certificates[0]!;
const set = <T>(pick: (facts: Facts, expected: Expected) => T, change: Partial<T>): Change => (facts, expected) => {
  Object.assign(pick(facts, expected) as object, change);
};
const broken = (text: string): Change => (facts) => {
  key(facts).certificates = [{ ...certificate(), fault: text, der: '' }];
};
const faulty = (text: string): CertificateFacts => ({ ...certificate(), fault: text, der: '' });
const another = (): KeyDescriptor => ({ use: 'signing', useText: null, certificates: [certificate('next', 'B')], keyValue: false, encryptionMethods: [], node: 7 });
const asSp: Change = (_facts, expected) => {
  expected.role = 'sp';
};
const both = (...changes: Change[]): Change => (facts, expected) => changes.forEach((change) => change(facts, expected));

export const restCases: Record<string, Case> = {
  ...Object.fromEntries(Object.entries(faults).map(([id, code], index, all): [string, Case] => [`document/${id}`, ['nothing', fault(code, 64), fault(all[(index + 1) % (all.length - 1)]![1])]])),
  'document/root': ['response', root('Envelope', 'urn:mail'), root('Response', ns.samlp)],
  'document/root-namespace': ['response', root('Response', 'https://docs.example/protocol'), root('Response', ns.saml1p)],
  'document/saml-1': ['response', root('Response', ns.saml1p), root('Response', ns.samlp)],
  'document/ws-federation': ['response', root('RequestSecurityTokenResponse', ns.wstrust), root('Envelope', ns.soap)],
  'document/soap': ['response', root('Envelope', ns.soap), root('Envelope', 'urn:mail')],
  'document/duplicate-id': ['response', (facts) => { facts.xml!.duplicateIDs = [{ id: '_a', nodes: [1, 5] }]; }, () => {}],
  'document/comment-in-value': ['response', (facts) => { facts.xml!.commentsInValues = [21]; }, (facts) => { facts.xml!.comments = 3; }],
  'document/cdata-in-value': ['response', (facts) => { facts.xml!.cdataInValues = [21]; }, () => {}],
  'document/transcoded': ['response', (facts) => { facts.xml!.transcodedFrom = 'utf-16le'; }, () => {}],

  ...envelope('request', 'request', q),
  'request/issuer-missing': ['request', set(q, { issuer: null }), () => {}],
  'request/issuer': ['request', set(q, { issuer: { value: `${SP}/`, format: null, node: 1 } }), set(q, { issuer: null })],
  'request/consumer': ['request', set(q, { assertionConsumerServiceURL: 'https://other.example/acs' }), set(q, { assertionConsumerServiceURL: null })],
  'request/consumer-http': ['request', set(q, { assertionConsumerServiceURL: 'http://sp.example.com/acs' }), set(q, { assertionConsumerServiceURL: 'http://127.0.0.1:7443/acs' })],
  'request/consumer-and-index': ['request', set(q, { assertionConsumerServiceIndex: '0' }), set(q, { assertionConsumerServiceIndex: '0', assertionConsumerServiceURL: null, protocolBinding: null })],
  'request/protocol-binding': ['request', set(q, { protocolBinding: binding.redirect }), set(q, { protocolBinding: binding.artifact })],
  'request/destination-missing': ['request', (facts) => { facts.signatures = [signature(0, 'AuthnRequest')]; q(facts).destination = null; }, set(q, { destination: null })],
  'request/signature': ['request', (facts) => { facts.signatures = [{ ...signature(0), result: 'failed', failure: 'digest' }]; }, (facts) => { facts.signatures = [{ ...signature(0), result: 'not-checked' }]; }],
  'request/subject': ['request', set(q, { hasSubject: true }), () => {}],
  'request/scoping': ['request', set(q, { hasScoping: true }), () => {}],
  'request/name-id-policy': ['request', set(q, { nameIDPolicyFormat: nameIDFormat.kerberos }), set(q, { nameIDPolicyFormat: null, allowCreate: true })],
  'request/authn-context': ['request', set(q, { authnContextClassRefs: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] }), () => {}],
  'request/comparison': ['request', set(q, { comparison: 'minimum' }), set(q, { comparison: 'exact' })],
  'request/passive': ['request', set(q, { isPassive: true }), set(q, { isPassive: false })],
  'request/force-and-passive': ['request', set(q, { isPassive: true, forceAuthn: true }), set(q, { forceAuthn: true })],

  ...envelope('logout', 'logout', l),
  'logout/issuer-missing': ['logout', set(l, { issuer: null }), () => {}],
  'logout/issuer': ['logout', set(l, { issuer: { value: 'https://other.example', format: null, node: 1 } }), (facts, expected) => { l(facts).issuer!.value = 'https://login.microsoftonline.com/t/'; expected.idp!.entityID = 'https://sts.windows.net/t/'; }],
  'logout/unsigned': ['logout', (facts) => { facts.signatures = []; }, () => {}],
  'logout/signature': ['logout', (facts) => { Object.assign(facts.signatures[0]!, { result: 'failed', failure: 'key' }); }, (facts) => { Object.assign(facts.signatures[0]!, { result: 'failed', failure: 'key' }); l(facts).issuer!.value = SP; }],
  'logout/expired': ['logout', set(l, { notOnOrAfter: instant(NOW - 180_000) }), set(l, { notOnOrAfter: instant(NOW - 179_000) })],
  'logout/name-id-missing': ['logout', set(l, { nameID: null }), set(l, { nameID: null, kind: 'response', status: logoutResponse().logout!.status, inResponseTo: REQUEST })],
  'logout/session-index': ['logout', set(l, { sessionIndexes: [] }), () => {}],
  'logout/status': ['logout-response', (facts) => { l(facts).status!.codes = [status.responder]; }, () => {}],
  'logout/in-response-to': ['logout-response', set(l, { inResponseTo: '_other' }), () => {}],
  'logout/destination-missing': ['logout', set(l, { destination: null }), (facts) => { l(facts).destination = null; facts.signatures = []; }],

  'metadata/entity': ['metadata', set(m, { chosen: -1 }), () => {}],
  'metadata/entity-id': ['metadata', set(entity, { entityID: ` ${IDP}` }), () => {}],
  'metadata/entity-id-uri': ['metadata', set(entity, { entityID: 'heapanalytics.com' }), set(entity, { entityID: 'urn:acme.eu.auth0.com' })],
  'metadata/tenant-placeholder': ['metadata', set(entity, { entityID: 'https://sts.windows.net/{tenantid}/' }), set(entity, { entityID: 'https://sts.windows.net/0b8f7a6c/' })],
  'metadata/other-entity': ['metadata', set(entity, { entityID: 'https://other.example' }), () => {}],
  'metadata/wrong-role': ['sp-metadata', () => {}, asSp],
  'metadata/ws-federation-only': ['metadata', set(entity, { roles: [], otherRoles: ['fed:SecurityTokenServiceType'] }), set(entity, { otherRoles: ['fed:SecurityTokenServiceType'] })],
  'metadata/protocol': ['metadata', set(role, { protocols: ['urn:oasis:names:tc:SAML:1.1:protocol'] }), set(role, { protocols: ['urn:oasis:names:tc:SAML:1.1:protocol', ns.samlp] })],
  'metadata/expired': ['metadata', set(role, { validUntil: instant(NOW - 180_000) }), set(role, { validUntil: instant(NOW - 179_000) })],
  'metadata/expires-soon': ['metadata', set(m, { validUntil: instant(NOW + 7 * DAY) }), set(m, { validUntil: instant(NOW + 7 * DAY + 1) })],
  'metadata/no-valid-until': ['metadata', set(entity, { validUntil: null }), () => {}],
  'metadata/cache-duration': ['metadata', set(entity, { cacheDuration: '1 day' }), set(entity, { cacheDuration: 'PT1440M' })],
  'metadata/child-order': ['metadata', set(role, { children: ['SingleSignOnService', 'KeyDescriptor'] }), set(role, { children: ['KeyDescriptor', '{urn:other}Thing', 'SingleSignOnService', 'Attribute'] })],
  'metadata/signature-broken': ['metadata', (facts) => { facts.signatures = [{ ...signature(0), result: 'failed', failure: 'digest' }]; }, (facts) => { facts.signatures = [{ ...signature(0), result: 'not-checked' }]; }],
  'metadata/signed': ['metadata', (facts) => { facts.signatures = [{ ...signature(0), result: 'not-checked' }]; }, () => {}],
  'metadata/other-roles': ['metadata', set(entity, { otherRoles: ['fed:SecurityTokenServiceType'] }), () => {}],
  'metadata/both-roles': ['metadata', (facts) => { entity(facts).roles.push({ ...role(facts), role: 'sp' }); }, () => {}],
  'metadata/wants-signed-requests': ['metadata', set(role, { wantAuthnRequestsSigned: true }), set(role, { wantAuthnRequestsSigned: null })],
  'metadata/name-id-format': ['metadata', set(role, { nameIDFormats: [nameIDFormat.transient] }), set(role, { nameIDFormats: [] })],
  'metadata/hosts-differ': ['metadata', set(entity, { entityID: 'https://name.example.net/saml' }), set(entity, { entityID: 'https://login.example.org/saml' })],
  'metadata/tenant-wide': ['metadata', set(entity, { entityID: 'https://sts.windows.net/0b8f7a6c/' }), (facts) => { entity(facts).entityID = 'https://sts.windows.net/0b8f7a6c/'; key(facts).certificates = [certificate('Microsoft Azure Federated SSO Certificate')]; }],

  'endpoint/no-sign-on': ['metadata', set(role, { endpoints: [] }), () => {}],
  'endpoint/binding': ['metadata', (facts) => role(facts).endpoints.forEach((each) => { each.binding = binding.soap; }), (facts) => { endpoint(facts).binding = binding.soap; }],
  'endpoint/no-redirect': ['metadata', (facts, expected) => { endpoint(facts).binding = binding.post; expected.sp!.requires!.redirectOnly = true; }, (_facts, expected) => { expected.sp!.requires!.redirectOnly = true; }],
  'endpoint/no-consumer': ['sp-metadata', both(asSp, set(role, { endpoints: [] })), asSp],
  'endpoint/consumer-binding': ['sp-metadata', both(asSp, (facts) => { endpoint(facts).binding = binding.artifact; }), asSp],
  'endpoint/default': ['sp-metadata', both(asSp, (facts) => { role(facts).endpoints.push({ ...endpoint(facts), index: '1' }); }), both(asSp, (facts) => { role(facts).endpoints.push({ ...endpoint(facts), index: '1', isDefault: false }); })],
  'endpoint/location-missing': ['metadata', set(endpoint, { location: '' }), () => {}],
  'endpoint/not-absolute': ['metadata', set(endpoint, { location: '/sso' }), set(endpoint, { location: null })],
  'endpoint/http': ['metadata', set(endpoint, { location: 'http://idp.example.org/sso' }), set(endpoint, { location: 'HTTPS://idp.example.org/sso' })],
  'endpoint/private-host': ['metadata', set(endpoint, { location: 'https://172.16.0.9/sso' }), set(endpoint, { location: 'https://172.32.0.9/sso' })],

  'key/no-signing': ['metadata', set(key, { use: 'encryption' }), set(key, { use: null })],
  'key/use': ['metadata', set(key, { use: null, useText: 'Signing' }), set(key, { use: null })],
  'key/unreadable': ['metadata', broken('It is not base64: character 9 does not belong there.'), broken('PEM header lines stand in it.')],
  'key/pem-inside': ['metadata', broken('PEM header lines (-----BEGIN CERTIFICATE-----) stand in it; only the base64 between them may.'), broken('It is empty.')],
  'key/private-key': ['metadata', broken('This is a private key, not a certificate.'), broken('This is a public key, not a certificate.')],
  'key/public-key': ['metadata', broken('This is an RSA public key, not a certificate.'), broken('This is a private key, not a certificate.')],
  'key/key-value': ['metadata', set(key, { certificates: [], keyValue: true }), set(key, { keyValue: true })],
  'key/several': ['metadata', (facts) => { role(facts).keyDescriptors.push(another()); }, (facts) => { role(facts).keyDescriptors.push({ ...another(), use: 'encryption' }); }],

  'certificate/expired': ['certificate', set(cert, { notAfter: new Date(NOW - 1).toISOString() }), set(cert, { notAfter: new Date(NOW).toISOString() })],
  'certificate/expires-soon': ['certificate', set(cert, { notAfter: new Date(NOW + 29 * DAY).toISOString() }), set(cert, { notAfter: new Date(NOW + 30 * DAY).toISOString() })],
  'certificate/not-yet-valid': ['certificate', set(cert, { notBefore: new Date(NOW + 181_000).toISOString() }), set(cert, { notBefore: new Date(NOW + 180_000).toISOString() })],
  'certificate/weak-key': ['certificate', set(cert, { keyBits: 1024 }), set(cert, { keyType: 'EC', keyBits: 256 })],
  'certificate/key-type': ['certificate', set(cert, { keyType: 'DSA' }), set(cert, { keyType: 'RSA-PSS' })],
  'certificate/weak-signature': ['certificate', set(cert, { signatureAlgorithm: 'RSA-SHA1' }), set(cert, { signatureAlgorithm: 'RSA-SHA512' })],
  'certificate/private-key': ['certificate', set(file, { hasPrivateKey: true, certificates: [], form: 'private-key' }), () => {}],
  'certificate/public-key': ['certificate', set(file, { form: 'public-key', certificates: [] }), () => {}],
  'certificate/request': ['certificate', set(file, { form: 'csr', certificates: [] }), () => {}],
  'certificate/other-file': ['certificate', set(file, { form: 'ssh-key', certificates: [], message: 'This is an SSH public key.' }), set(file, { form: 'csr', certificates: [] })],
  'certificate/unreadable': ['certificate', set(file, { certificates: [faulty('It was cut off.')] }), set(file, { form: 'PKCS#12', certificates: [], needsPassphrase: true })],
  'certificate/passphrase': ['certificate', set(file, { form: 'PKCS#12', certificates: [], needsPassphrase: true }), set(file, { form: 'PKCS#12' })],
  'certificate/repaired': ['certificate', set(file, { notes: [{ code: 'curly-dashes', message: 'The dashes were typographic.' }] }), () => {}],
  'certificate/several': ['certificate', set(file, { certificates: [certificate(), certificate('root', 'B')] }), () => {}],
};

