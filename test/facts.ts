/** Facts and expectations as a faultless login, metadata or certificate has them, for tests that change one thing at a time. */
import type { Assertion, Attribute, CertificateFacts, CertificateFile, Encrypted, Expected, Facts, Instant, Metadata, Role, Signature } from '../shared/model.ts';
import { attributeNameFormat, binding, c14n, confirmation, enveloped, nameIDFormat, ns, rsaSha256, sha256, status } from '../shared/urns.ts';

export const NOW = Date.parse('2026-11-22T08:00:00Z');
export const IDP = 'https://idp.example.org/saml';
export const SP = 'https://sp.example.com/saml/acme';
export const ACS = 'https://sp.example.com/saml/acme/finalize';
export const REQUEST = '_request1';
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const instant = (at: number): Instant => ({ text: new Date(at).toISOString(), at, utc: true });
export const local = (at: number): Instant => ({ text: new Date(at).toISOString().replace('Z', '+02:00'), at: at - 120 * MINUTE, utc: false });

export function certificate(name = 'idp.example.org', letter = 'A'): CertificateFacts {
  return {
    der: `MII${letter}`, subject: `CN=${name}`, issuer: `CN=${name}`, serialNumber: '01', notBefore: '2025-01-01T00:00:00.000Z', notAfter: '2035-01-01T00:00:00.000Z', keyType: 'RSA', keyBits: 2048, curve: null,
    signatureAlgorithm: 'RSA-SHA256', selfSigned: true, sha1: `${letter}1:00`, sha256: `${letter}${letter}:00:11:22:33:44:55:66:77`, keySha256: `${letter}0:FF`, fault: null,
  };
}

export const noFacts = (): Facts => ({ fault: null, xml: null, response: null, assertion: null, request: null, logout: null, metadata: null, certificateFile: null, signatures: [], encrypted: [], trusted: [], readingDiffers: null });

const xml = (rootName: string, rootNamespace: string): NonNullable<Facts['xml']> => ({ rootName, rootNamespace, duplicateIDs: [], straySignatures: [], comments: 0, commentsInValues: [], cdataInValues: [], transcodedFrom: null });

export const attribute = (name: string, ...values: string[]): Attribute => ({ name, nameFormat: attributeNameFormat.unspecified, friendlyName: null, values, structured: 0, encrypted: false, node: 40 });

export function assertion(): Assertion {
  return {
    id: '_assertion1', version: '2.0', issueInstant: instant(NOW - 5000), issuer: { value: IDP, format: null, node: 11 },
    subject: {
      nameID: { value: 'ada@example.com', format: nameIDFormat.emailAddress, nameQualifier: null, spNameQualifier: null, spProvidedID: null, node: 21, hasComment: false, hasCdata: false, hasElements: false },
      encryptedID: false, node: 20,
      confirmations: [{ method: confirmation.bearer, recipient: ACS, notBefore: null, notOnOrAfter: instant(NOW + 5 * MINUTE), inResponseTo: REQUEST, address: null, hasData: true, node: 22 }],
    },
    conditions: { notBefore: instant(NOW - 65_000), notOnOrAfter: instant(NOW + 5 * MINUTE), audienceRestrictions: [[SP]], oneTimeUse: 0, proxyRestrictions: 0, unknown: [], node: 30 },
    authnStatements: [{ authnInstant: instant(NOW - 5000), sessionIndex: '_session1', sessionNotOnOrAfter: instant(NOW + 480 * MINUTE), authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password', node: 35 }],
    attributeStatements: 1, attributes: [attribute('email', 'ada@example.com'), attribute('groups', 'staff', 'admins')], encryptedAttributes: 0,
    children: ['Issuer', 'Signature', 'Subject', 'Conditions', 'AuthnStatement', 'AttributeStatement'], from: 'plain', coveredBy: [0], node: 10,
  };
}

export function signature(parent = 10, parentName = 'Assertion'): Signature {
  return {
    node: parent + 2, parent, parentName, parentID: '_assertion1', referenceURI: '#_assertion1', canonicalization: c14n.exclusive, signatureMethod: rsaSha256, digestMethod: sha256, transforms: [enveloped, c14n.exclusive],
    embeddedCertificates: [certificate()], faults: [], result: 'verified', failure: null, digestClaimed: 'AAAA', digestComputed: 'AAAA',
    verifiedBy: { source: 'metadata', sha256: certificate().sha256, certificate: certificate(), bits: 2048 }, embeddedKeyFits: true, embeddedFits: 0, otherKeyFits: null, secondOpinion: { verdict: 'verified', message: null }, canonicalBytes: 900, detached: false,
  };
}

export const trusted = (one = certificate(), use: 'signing' | 'encryption' = 'signing'): Facts['trusted'][number] => ({ source: 'metadata', use, certificate: one, keySha256: one.keySha256, keyType: one.keyType, keyBits: one.keyBits });

export const encrypted = (): Encrypted => ({ what: 'EncryptedAssertion', node: 50, blockCipher: 'http://www.w3.org/2009/xmlenc11#aes256-gcm', keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p', oaepDigest: null, mgf: null, keys: 1, recipients: [], result: 'decrypted', failure: null, message: null, openedBy: 'sp', source: 1 });

export function response(): Facts {
  return {
    ...noFacts(), xml: xml('Response', ns.samlp), signatures: [signature()], trusted: [trusted()],
    response: {
      id: '_response1', version: '2.0', issueInstant: instant(NOW - 5000), destination: ACS, inResponseTo: REQUEST, issuer: { value: IDP, format: null, node: 2 },
      status: { codes: [status.success], codesBeside: 0, message: null, messageFrom: null, detail: null, node: 3 }, assertions: [assertion()], encryptedAssertions: 0, strayAssertions: [],
      children: ['Issuer', 'Status', 'Assertion'], coveredBy: [], node: 0,
    },
  };
}

export function request(): Facts {
  return {
    ...noFacts(), xml: xml('AuthnRequest', ns.samlp),
    request: {
      id: REQUEST, version: '2.0', issueInstant: instant(NOW - 5000), destination: 'https://idp.example.org/sso', issuer: { value: SP, format: null, node: 1 }, assertionConsumerServiceURL: ACS, assertionConsumerServiceIndex: null,
      protocolBinding: binding.post, forceAuthn: null, isPassive: null, nameIDPolicyFormat: null, allowCreate: null, authnContextClassRefs: [], comparison: null, hasSubject: false, hasScoping: false, providerName: null, node: 0,
    },
  };
}

export function logout(): Facts {
  return {
    ...noFacts(), xml: xml('LogoutRequest', ns.samlp), signatures: [signature(0, 'LogoutRequest')], trusted: [trusted()],
    logout: { kind: 'request', id: '_logout1', version: '2.0', issueInstant: instant(NOW - 5000), destination: 'https://sp.example.com/logout', inResponseTo: null, issuer: { value: IDP, format: null, node: 1 }, notOnOrAfter: instant(NOW + 5 * MINUTE), nameID: assertion().subject!.nameID, sessionIndexes: ['_session1'], status: null, node: 0 },
  };
}

export function logoutResponse(): Facts {
  const facts = logout();
  Object.assign(facts.logout!, { kind: 'response', inResponseTo: REQUEST, nameID: null, sessionIndexes: [], notOnOrAfter: null, status: { codes: [status.success], codesBeside: 0, message: null, messageFrom: null, detail: null, node: 3 } });
  return facts;
}

function role(kind: 'idp' | 'sp'): Role {
  const endpoint = (service: string, name: string, path: string) => ({ service, binding: name, location: `https://${kind}.example.org/${path}`, responseLocation: null, index: null, isDefault: false, node: 8 });
  return {
    role: kind, protocols: [ns.samlp], keyDescriptors: [{ use: 'signing', useText: null, certificates: [certificate()], keyValue: false, encryptionMethods: [], node: 6 }],
    endpoints: kind === 'idp' ? [endpoint('SingleSignOnService', binding.redirect, 'sso'), endpoint('SingleSignOnService', binding.post, 'sso')] : [{ ...endpoint('AssertionConsumerService', binding.post, 'acs'), index: '0', isDefault: true }],
    nameIDFormats: [nameIDFormat.emailAddress], wantAuthnRequestsSigned: false, authnRequestsSigned: null, wantAssertionsSigned: null, validUntil: null, requestedAttributes: [], attributes: [],
    children: kind === 'idp' ? ['KeyDescriptor', 'NameIDFormat', 'SingleSignOnService', 'SingleSignOnService'] : ['KeyDescriptor', 'NameIDFormat', 'AssertionConsumerService'], node: 4,
  };
}

export function metadata(kind: 'idp' | 'sp' = 'idp'): Facts {
  const facts: Metadata = { aggregate: false, name: null, validUntil: null, chosen: 0, node: 0, entities: [{ entityID: IDP, id: null, validUntil: instant(NOW + 90 * DAY), cacheDuration: null, roles: [role(kind)], otherRoles: [], organization: null, node: 0 }] };
  return { ...noFacts(), xml: xml('EntityDescriptor', ns.md), metadata: facts };
}

export function certificateFile(): Facts {
  const file: CertificateFile = { form: 'PEM', certificates: [certificate()], notes: [], hasPrivateKey: false, needsPassphrase: false, message: null };
  return { ...noFacts(), certificateFile: file };
}

/** Everything known, so that no check of a response is skipped. */
export function expected(): Expected {
  return {
    now: NOW, clockSkew: 180, policy: 'practice', idp: { entityID: IDP, keys: [{ material: 'MIIA', use: 'signing', source: 'metadata' }] },
    sp: { entityID: SP, assertionConsumerService: ACS, name: 'Acme', requires: { nameIDFormat: nameIDFormat.emailAddress, nameIDIsEmail: true, attributes: [{ term: 'email', names: ['email'], required: true }, { term: 'groups', names: ['groups'], required: true }] } },
    requestID: REQUEST, request: { issuedAt: NOW - 10_000 }, receivedAt: NOW, binding: 'HTTP-POST', relayState: 'token', seenAssertionIDs: [], decryptionKeys: [{ pem: 'key', label: 'sp' }], otherKeys: [],
  };
}
