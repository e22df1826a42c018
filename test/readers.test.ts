/** Each reader over hand-made XML: what real peers write, what attackers write, and what must not change on the way. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRef, type Assertion, type Attribute, type Metadata } from '../shared/model.ts';
import { readAssertion } from '../shared/saml/assertion.ts';
import { identityOf, readIdentity, sameReading } from '../shared/saml/identity.ts';
import { readLogout } from '../shared/saml/logout.ts';
import { entitiesListed, readMetadata } from '../shared/saml/metadata.ts';
import { readAuthnRequest } from '../shared/saml/request.ts';
import { readResponse } from '../shared/saml/response.ts';
import type { Tree } from '../shared/saml/tree.ts';
import { readXmlFacts } from '../shared/saml/xml-facts.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { binding, nameIDFormat, ns } from '../shared/urns.ts';

const declarations = `xmlns:samlp="${ns.samlp}" xmlns:saml="${ns.saml}" xmlns:ds="${ns.ds}" xmlns:xs="${ns.xs}" xmlns:xsi="${ns.xsi}"`;

function parse(xml: string): Tree {
  const result = parseXml(Buffer.from(xml));
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.tree;
}
const responseOf = (content: string, attributes = '') => readResponse(parse(`<samlp:Response ${declarations} ${attributes}>${content}</samlp:Response>`), 3, 0);
const assertionOf = (content: string, attributes = ''): Assertion => readAssertion(parse(`<saml:Assertion ${declarations} ${attributes}>${content}</saml:Assertion>`), 0, 0, 'plain');
const nameIDOf = (nameID: string) => assertionOf(`<saml:Subject>${nameID}</saml:Subject>`).subject!.nameID;
const attributesOf = (content: string): Attribute[] => assertionOf(`<saml:AttributeStatement>${content}</saml:AttributeStatement>`).attributes;

describe('readResponse', () => {
  it('reads the envelope', () => {
    const response = responseOf(
      '<saml:Issuer Format="urn:f"> https://idp.example.com\n</saml:Issuer><ds:Signature/><samlp:Extensions/>'
      + '<samlp:Status><samlp:StatusCode Value="urn:top"><samlp:StatusCode Value="urn:second"><samlp:StatusCode/></samlp:StatusCode></samlp:StatusCode><samlp:StatusMessage>AADSTS50105: no</samlp:StatusMessage><samlp:StatusDetail><x>why</x></samlp:StatusDetail></samlp:Status>',
      'ID="_r" Version="2.0" IssueInstant="2026-03-01T10:00:00Z" Destination="https://sp/acs" InResponseTo=""',
    );
    expect(response).toEqual({
      id: '_r', version: '2.0', issueInstant: { text: '2026-03-01T10:00:00Z', at: Date.UTC(2026, 2, 1, 10), utc: true }, destination: 'https://sp/acs', inResponseTo: '',
      issuer: { value: ' https://idp.example.com\n', format: 'urn:f', node: nodeRef(3, 1) },
      status: { codes: ['urn:top', 'urn:second', ''], codesBeside: 0, message: 'AADSTS50105: no', messageFrom: 'text', detail: 'why', node: nodeRef(3, 4) },
      assertions: [], encryptedAssertions: 0, strayAssertions: [], children: ['Issuer', 'Signature', 'Extensions', 'Status'], coveredBy: [], node: nodeRef(3, 0),
    });
  });

  it('is full of nulls when nothing is there', () => {
    expect(responseOf('')).toMatchObject({ id: null, version: null, issueInstant: null, destination: null, inResponseTo: null, issuer: null, status: null, assertions: [], children: [] });
  });

  it.each([
    ['<samlp:StatusMessage Value="No user"/>', 'No user', 'attribute'],
    ['<samlp:StatusMessage Value="No user">\n</samlp:StatusMessage>', 'No user', 'attribute'],
    ['<samlp:StatusMessage Value="ignored">Text</samlp:StatusMessage>', 'Text', 'text'],
    ['<samlp:StatusMessage/>', '', 'text'],
    ['', null, null],
  ])('reads the status message of %s', (markup, message, messageFrom) => {
    expect(responseOf(`<samlp:Status><samlp:StatusCode Value="x"/>${markup}</samlp:Status>`).status).toMatchObject({ message, messageFrom });
  });

  it('takes the first of what may stand once, and shows all in children', () => {
    const response = responseOf('<saml:Issuer>one</saml:Issuer><saml:Issuer>two</saml:Issuer><samlp:Status/><samlp:Status/>');
    expect(response).toMatchObject({ issuer: { value: 'one' }, status: { codes: [] }, children: ['Issuer', 'Issuer', 'Status', 'Status'] });
  });

  it('does not depend on prefixes', () => {
    const xml = `<ns0:Response xmlns:ns0="${ns.samlp}" ID="_1"><ns1:Issuer xmlns:ns1="${ns.saml}">idp</ns1:Issuer><Assertion xmlns="${ns.saml}" ID="_2"/></ns0:Response>`;
    expect(readResponse(parse(xml), 0, 0)).toMatchObject({ id: '_1', issuer: { value: 'idp' }, assertions: [{ id: '_2' }], children: ['Issuer', 'Assertion'], strayAssertions: [] });
  });

  it.each([
    ['in Extensions', '<samlp:Extensions><saml:Assertion ID="e"/></samlp:Extensions>', 1, ['Response/Extensions/Assertion']],
    ['in ds:Object', '<saml:Assertion><ds:Signature><ds:Object><saml:Assertion/></ds:Object></ds:Signature></saml:Assertion>', 1, ['Response/Assertion/Signature/Object/Assertion']],
    ['in Advice', '<saml:Assertion><saml:Advice><saml:Assertion/></saml:Advice></saml:Assertion>', 1, ['Response/Assertion/Advice/Assertion']],
    ['in another assertion', '<saml:Assertion><saml:Assertion/></saml:Assertion>', 1, ['Response/Assertion/Assertion']],
    ['in a nested Response', '<ds:Signature><samlp:Response><saml:Assertion/></samlp:Response></ds:Signature>', 1, ['Response/Signature/Response/Assertion']],
    ['encrypted in Extensions', '<samlp:Extensions><saml:EncryptedAssertion/></samlp:Extensions>', 1, ['Response/Extensions/EncryptedAssertion']],
    ['samlp:Assertion', '<samlp:Assertion/>', 1, ['Response/Assertion']],
    ['no namespace', '<Assertion/>', 1, ['Response/Assertion']],
    ['SAML 1', `<Assertion xmlns="${ns.saml1}"/>`, 1, ['Response/Assertion']],
    ['other namespace', '<a:EncryptedAssertion xmlns:a="urn:a"/>', 1, ['Response/EncryptedAssertion']],
    ['none', '<saml:Assertion/><saml:EncryptedAssertion/>', 0, []],
  ])('finds stray assertions: %s', (_, content, count, paths) => {
    const stray = responseOf(content).strayAssertions;
    expect(stray.map((entry) => entry.path)).toEqual(paths);
    expect(stray.length).toBe(count);
  });

  it('names children of other namespaces in full', () => {
    expect(responseOf('<samlp:Assertion/><Assertion/><saml:EncryptedAssertion/>')).toMatchObject({
      children: [`{${ns.samlp}}Assertion`, '{}Assertion', 'EncryptedAssertion'], encryptedAssertions: 1, assertions: [],
    });
  });
});

describe('readAssertion', () => {
  it('reads subject, conditions and statements', () => {
    const assertion = assertionOf(
      '<saml:Issuer>idp</saml:Issuer><saml:Subject><saml:NameID Format="f" NameQualifier="q" SPNameQualifier="s" SPProvidedID="p">ada</saml:NameID>'
      + '<saml:SubjectConfirmation Method="m"><saml:SubjectConfirmationData Recipient="r" NotBefore="x" NotOnOrAfter="2026-03-01T10:05:00Z" InResponseTo="" Address="10.0.0.1"/></saml:SubjectConfirmation>'
      + '<saml:SubjectConfirmation/></saml:Subject>'
      + '<saml:Conditions NotBefore="2026-03-01T10:00:00Z"><saml:AudienceRestriction><saml:Audience>a</saml:Audience><saml:Audience> b </saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction/>'
      + '<saml:OneTimeUse/><saml:OneTimeUse/><saml:ProxyRestriction Count="1"/><saml:Condition xsi:type="x:Delegation" xmlns:x="urn:x"/><saml:Condition/><y:Other xmlns:y="urn:y"/></saml:Conditions>'
      + '<saml:AuthnStatement AuthnInstant="2026-03-01T09:00:00Z" SessionIndex="_s" SessionNotOnOrAfter="2026-03-01T19:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>\n urn:c \n</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AuthnStatement/>'
      + '<saml:AttributeStatement/><saml:AttributeStatement><saml:EncryptedAttribute/></saml:AttributeStatement>',
      'ID="_a" Version="2.0" IssueInstant="2026-03-01T10:00:00Z"',
    );
    expect(assertion).toMatchObject({
      id: '_a', version: '2.0', from: 'plain', issuer: { value: 'idp', format: null },
      subject: {
        encryptedID: false, nameID: { value: 'ada', format: 'f', nameQualifier: 'q', spNameQualifier: 's', spProvidedID: 'p' },
        confirmations: [
          { method: 'm', recipient: 'r', notBefore: { text: 'x', at: null }, notOnOrAfter: { at: Date.UTC(2026, 2, 1, 10, 5) }, inResponseTo: '', address: '10.0.0.1', hasData: true },
          { method: null, recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null, address: null, hasData: false },
        ],
      },
      conditions: { notOnOrAfter: null, audienceRestrictions: [['a', ' b '], []], oneTimeUse: 2, proxyRestrictions: 1, unknown: ['x:Delegation', 'Condition', 'Other'] },
      authnStatements: [{ sessionIndex: '_s', authnContextClassRef: 'urn:c', sessionNotOnOrAfter: { at: Date.UTC(2026, 2, 1, 19) } }, { authnInstant: null, sessionIndex: null, authnContextClassRef: null }],
      attributeStatements: 2, attributes: [], encryptedAttributes: 1,
      children: ['Issuer', 'Subject', 'Conditions', 'AuthnStatement', 'AuthnStatement', 'AttributeStatement', 'AttributeStatement'],
    });
  });

  it('reads an assertion without AuthnStatement, Subject or Conditions', () => {
    expect(assertionOf('<saml:Issuer>idp</saml:Issuer>')).toMatchObject({ subject: null, conditions: null, authnStatements: [], attributeStatements: 0 });
  });

  it.each([
    ['ada@example.com', 'ada@example.com', {}],
    ['\n  ada@example.com \n', '\n  ada@example.com \n', {}],
    ['admin@example.com<!---->.evil.com', 'admin@example.com.evil.com', { hasComment: true }],
    ['admin<![CDATA[@example]]>.com', 'admin@example.com', { hasCdata: true }],
    ['a<b xmlns="">x<!--c--></b>c', 'ac', { hasElements: true, hasComment: true }],
    ['&lt;ada&#64;example.com&gt;', '<ada@example.com>', {}],
    ['', '', {}],
  ])('reads the NameID %j whole', (content, value, flags) => {
    // Comments and sections before and after the NameID are not inside it.
    const around = '<!--before--><![CDATA[]]>';
    expect(nameIDOf(`${around}<saml:NameID>${content}</saml:NameID>${around}`)).toMatchObject({ value, hasComment: false, hasCdata: false, hasElements: false, ...flags });
  });

  it('notes an EncryptedID', () => {
    expect(assertionOf('<saml:Subject><saml:EncryptedID/></saml:Subject>').subject).toMatchObject({ nameID: null, encryptedID: true });
  });

  it.each([
    ['leading blanks', '<saml:AttributeValue>  staff</saml:AttributeValue>', ['  staff'], 0],
    ['line ends', '<saml:AttributeValue>one\r\ntwo&#13;</saml:AttributeValue>', ['one\ntwo\r'], 0],
    ['typed', '<saml:AttributeValue xsi:type="xs:string">x</saml:AttributeValue>', ['x'], 0],
    ['nil', '<saml:AttributeValue xsi:nil="true"/>', [''], 0],
    ['empty', '<saml:AttributeValue/><saml:AttributeValue></saml:AttributeValue>', ['', ''], 0],
    ['escaped XML', '<saml:AttributeValue>&lt;saml:NameID Format="p"&gt;abc&lt;/saml:NameID&gt;</saml:AttributeValue>', ['<saml:NameID Format="p">abc</saml:NameID>'], 0],
    ['structured', '<saml:AttributeValue><saml:NameID>a<!--x-->bc</saml:NameID></saml:AttributeValue>', ['abc'], 1],
    ['mixed', '<saml:AttributeValue>a<b>c</b>d</saml:AttributeValue><saml:AttributeValue>e</saml:AttributeValue>', ['acd', 'e'], 1],
    ['a comment inside', '<saml:AttributeValue>ad<!-- x -->min</saml:AttributeValue>', ['admin'], 0],
    ['a foreign child', '<x:AttributeValue xmlns:x="urn:x">no</x:AttributeValue>', [], 0],
  ])('reads attribute values with %s', (_, content, values, structured) => {
    expect(attributesOf(`<saml:Attribute Name="n">${content}</saml:Attribute>`)).toMatchObject([{ name: 'n', nameFormat: null, friendlyName: null, values, structured, encrypted: false }]);
  });
});

describe('readXmlFacts', () => {
  const facts = (xml: string) => readXmlFacts(parse(xml), 1);
  const duplicates = (content: string) => facts(`<samlp:Response ${declarations} ID="_r">${content}</samlp:Response>`).duplicateIDs;

  it('finds an ID that is there twice, and only ID counts', () => {
    expect(duplicates('<saml:Assertion ID="_a"/><saml:Assertion ID="_a"/><saml:Assertion ID="_r"/><saml:Assertion ID="_a"/>')).toEqual([
      { id: '_a', nodes: [nodeRef(1, 1), nodeRef(1, 2), nodeRef(1, 4)] }, { id: '_r', nodes: [nodeRef(1, 0), nodeRef(1, 3)] },
    ]);
    expect(duplicates('<saml:Assertion ID="_a"/><Object ID="_a"/>')).toHaveLength(1);
    expect(duplicates('<ds:Signature Id="Signature1"/><ds:Signature Id="Signature1"/><saml:Assertion Id="_r" id="_r" xml:id="_r"/><ds:Object ID="_r"/>')).toEqual([]);
    expect(duplicates('<samlp:Extensions><x ID="1"/><x ID="1"/></samlp:Extensions>')).toEqual([]);
  });

  it('finds an ID in a namespace, which some readers take for one', () => {
    expect(duplicates('<saml:Assertion ID="_a" saml:ID="_b"/>')).toEqual([{ id: '_b', nodes: [nodeRef(1, 1), nodeRef(1, 1)] }]);
    expect(duplicates('<saml:Assertion samlp:ID="_r"/>')).toHaveLength(1);
    expect(duplicates('<samlp:Extensions><x samlp:ID="_r"/></samlp:Extensions><saml:Assertion ID="urn:IDENTITY"/>')).toEqual([]);
  });

  it.each([
    ['Response', '<ds:Signature/>', []],
    ['Assertion', '<saml:Assertion><ds:Signature/></saml:Assertion>', []],
    ['Advice', '<saml:Assertion><saml:Advice><saml:Assertion><ds:Signature/></saml:Assertion></saml:Advice></saml:Assertion>', []],
    ['Issuer', '<saml:Issuer><ds:Signature/></saml:Issuer>', ['Response/Issuer/Signature']],
    ['Extensions', '<samlp:Extensions><ds:Signature/></samlp:Extensions>', ['Response/Extensions/Signature']],
    ['another Signature', '<ds:Signature><ds:Object><ds:Signature/></ds:Object></ds:Signature>', ['Response/Signature/Object/Signature']],
    ['a nested Response', '<samlp:Extensions><samlp:Response><ds:Signature/></samlp:Response></samlp:Extensions>', ['Response/Extensions/Response/Signature']],
    ['an assertion in Extensions', '<samlp:Extensions><saml:Assertion><ds:Signature/></saml:Assertion></samlp:Extensions>', ['Response/Extensions/Assertion/Signature']],
    ['SubjectConfirmationData', '<saml:Assertion><saml:Subject><ds:Signature/></saml:Subject></saml:Assertion>', ['Response/Assertion/Subject/Signature']],
  ])('judges the place of a Signature in %s', (_, content, paths) => {
    expect(facts(`<samlp:Response ${declarations}>${content}</samlp:Response>`).straySignatures.map((entry) => entry.path)).toEqual(paths);
  });

  it.each(['samlp:AuthnRequest', 'samlp:LogoutRequest', 'samlp:LogoutResponse', 'md:EntityDescriptor', 'md:EntitiesDescriptor', 'saml:Assertion'])('accepts a Signature in %s', (name) => {
    expect(facts(`<${name} ${declarations} xmlns:md="${ns.md}"><ds:Signature/></${name}>`).straySignatures).toEqual([]);
  });

  it('finds comments and CDATA in values, not between elements', () => {
    const xml = `<!--a--><samlp:Response ${declarations}><!--b--><saml:Issuer>i<!--c-->d<!--d-->p</saml:Issuer>`
      + '<ds:Signature><ds:SignedInfo><ds:Reference><ds:DigestValue><!--x-->abc=</ds:DigestValue></ds:Reference><!--y--></ds:SignedInfo><ds:KeyInfo><!--fine--></ds:KeyInfo></ds:Signature>'
      + '<saml:Assertion><saml:AttributeStatement><saml:Attribute><saml:AttributeValue><b><![CDATA[x]]></b></saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response><!--z-->';
    const found = facts(xml);
    const names = (nodes: readonly number[]): string[] => nodes.map((node) => parse(xml).local(node % 0x1000000));
    expect(found.comments).toBe(8);
    expect(names(found.commentsInValues)).toEqual(['Issuer', 'DigestValue', 'SignedInfo']);
    expect(names(found.cdataInValues)).toEqual(['AttributeValue']);
    expect(found).toMatchObject({ rootName: 'Response', rootNamespace: ns.samlp, transcodedFrom: null });
  });
});

describe('requests and logout', () => {
  it('reads an AuthnRequest', () => {
    const xml = `<samlp:AuthnRequest ${declarations} ID="_q" Version="2.0" IssueInstant="2026-03-01T10:00:00Z" Destination="https://idp/sso" ForceAuthn="1" IsPassive="yes" AssertionConsumerServiceURL="https://sp/acs" AssertionConsumerServiceIndex="2" ProtocolBinding="${binding.post}" ProviderName="Acme">`
      + `<saml:Issuer>sp</saml:Issuer><saml:Subject/><samlp:NameIDPolicy Format="${nameIDFormat.emailAddress}" AllowCreate="true"/><samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>urn:a</saml:AuthnContextClassRef><saml:AuthnContextClassRef>urn:b</saml:AuthnContextClassRef></samlp:RequestedAuthnContext><samlp:Scoping/></samlp:AuthnRequest>`;
    expect(readAuthnRequest(parse(xml), 0, 0)).toMatchObject({
      id: '_q', version: '2.0', destination: 'https://idp/sso', issuer: { value: 'sp' }, assertionConsumerServiceURL: 'https://sp/acs', assertionConsumerServiceIndex: '2', protocolBinding: binding.post,
      forceAuthn: true, isPassive: null, nameIDPolicyFormat: nameIDFormat.emailAddress, allowCreate: true, authnContextClassRefs: ['urn:a', 'urn:b'], comparison: 'minimum', hasSubject: true, hasScoping: true, providerName: 'Acme',
    });
  });

  it('reads logout messages', () => {
    const request = `<samlp:LogoutRequest ${declarations} ID="_l" NotOnOrAfter="2026-03-01T10:00:00Z"><saml:Issuer>idp</saml:Issuer><saml:NameID>ada</saml:NameID><samlp:SessionIndex>1</samlp:SessionIndex><samlp:SessionIndex/></samlp:LogoutRequest>`;
    expect(readLogout(parse(request), 0, 0)).toMatchObject({ kind: 'request', id: '_l', nameID: { value: 'ada' }, sessionIndexes: ['1', ''], status: null, notOnOrAfter: { utc: true } });
    const response = `<samlp:LogoutResponse ${declarations} InResponseTo="_l"><samlp:Status><samlp:StatusCode Value="urn:x"/></samlp:Status></samlp:LogoutResponse>`;
    expect(readLogout(parse(response), 0, 0)).toMatchObject({ kind: 'response', inResponseTo: '_l', nameID: null, status: { codes: ['urn:x'] } });
  });
});

describe('readMetadata', () => {
  const sample = (name: string, entityID?: string, role?: 'idp' | 'sp'): Metadata =>
    readMetadata(parse(readFileSync(new URL(`fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')), 0, 0, entityID, role);
  const keysOf = (metadata: Metadata, role: 'idp' | 'sp') => metadata.entities[metadata.chosen]!.roles.find((entry) => entry.role === role)!.keyDescriptors.map((key) => key.use);

  it.each([
    ['entra', ['fed:SecurityTokenServiceType', 'fed:ApplicationServiceType'], ['idp'], ['signing', 'signing']],
    ['adfs', ['fed:ApplicationServiceType', 'fed:SecurityTokenServiceType'], ['sp', 'idp'], ['encryption', 'signing', 'signing']],
    ['okta', [], ['idp'], ['signing']],
    ['auth0', [], ['idp'], ['signing']],
    ['google', [], ['idp'], ['signing']],
    ['keycloak', [], ['idp'], ['signing']],
    ['shibboleth', ['AttributeAuthorityDescriptor'], ['idp'], ['signing', 'signing', 'encryption']],
    ['simplesamlphp', [], ['idp'], ['signing', 'encryption']],
    ['lemonldap', [], ['idp'], [null]],
  ])('reads the shape of %s', (name, otherRoles, roles, uses) => {
    const metadata = sample(name);
    expect(metadata).toMatchObject({ aggregate: false, chosen: 0, entities: [{ otherRoles, roles: roles.map((role) => ({ role })) }] });
    expect(keysOf(metadata, 'idp')).toEqual(uses);
    const faults = metadata.entities[0]!.roles.flatMap((role) => role.keyDescriptors.flatMap((key) => key.certificates.map((certificate) => certificate.fault)));
    expect(faults.every((fault) => fault === null)).toBe(true);
  });

  it('reads what is special to each', () => {
    expect(sample('google').entities[0]).toMatchObject({ validUntil: { text: '2031-01-05T09:00:00.000Z', utc: true }, roles: [{ wantAuthnRequestsSigned: false, keyDescriptors: [{ certificates: [{ notAfter: '2031-01-05T09:00:00Z' }] }] }] });
    expect(sample('auth0').entities[0]!.roles[0]).toMatchObject({ attributes: expect.arrayContaining(['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress']) });
    expect(sample('auth0').entities[0]!.roles[0]!.children.at(-1)).toBe('Attribute');
    expect(sample('okta').entities[0]!.roles[0]!.endpoints.map((entry) => entry.binding)).toEqual([binding.post, binding.redirect]);
    expect(sample('entra-common').entities[0]!.entityID).toContain('{tenant}');
    expect(sample('ws-federation').entities[0]).toMatchObject({ roles: [], otherRoles: ['fed:SecurityTokenServiceType'] });
    expect(sample('shibboleth').entities[0]).toMatchObject({ cacheDuration: 'PT6H', organization: 'Example University', roles: [{ nameIDFormats: [nameIDFormat.transient, nameIDFormat.persistent], protocols: [ns.samlp, 'urn:oasis:names:tc:SAML:1.1:protocol', 'urn:mace:shibboleth:1.0'] }] });
    expect(sample('service-provider').entities[0]!.roles).toMatchObject([{
      role: 'sp', authnRequestsSigned: true, wantAssertionsSigned: true, requestedAttributes: [{ name: 'email', required: true }, { name: 'groups', required: false }],
      endpoints: [{ service: 'SingleLogoutService', responseLocation: 'https://app.acme.example.com/saml/slo/return' }, { service: 'AssertionConsumerService', index: '0', isDefault: true }],
    }]);
  });

  it('reads odd key descriptors', () => {
    const xml = `<EntityDescriptor xmlns="${ns.md}" xmlns:ds="${ns.ds}"><IDPSSODescriptor><KeyDescriptor use="both"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>-----BEGIN CERTIFICATE-----</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`
      + `<KeyDescriptor><ds:KeyInfo><ds:KeyValue/></ds:KeyInfo><EncryptionMethod Algorithm="urn:a"/></KeyDescriptor><KeyDescriptor use=""/></IDPSSODescriptor></EntityDescriptor>`;
    const metadata = readMetadata(parse(xml), 0, 0);
    expect(metadata.entities[0]).toMatchObject({ entityID: null, roles: [{ protocols: [], wantAuthnRequestsSigned: null }] });
    const keys = metadata.entities[0]!.roles[0]!.keyDescriptors;
    expect(keys).toMatchObject([
      { use: null, useText: 'both', keyValue: false, encryptionMethods: [] }, { use: null, useText: null, certificates: [], keyValue: true, encryptionMethods: ['urn:a'] }, { use: null, useText: '', certificates: [] },
    ]);
    expect(keys[0]!.certificates[0]!.fault).toBeTypeOf('string');
  });

  it('chooses from an aggregate by entityID, by role, or not at all', () => {
    const okta = 'http://www.okta.com/exk1fcia6d6EMsf331d8';
    const all = sample('aggregate');
    expect(all).toMatchObject({ aggregate: true, name: 'https://federation.example.com', validUntil: { utc: true }, chosen: -1 });
    expect(all.entities.map((entity) => entity.roles.map((role) => [role.role, role.keyDescriptors.length]))).toEqual([[['idp', 0]], [['sp', 0]], [['idp', 0]], [['idp', 0]]]);
    expect(sample('aggregate', 'https://idp.example.com/idp/shibboleth')).toMatchObject({ chosen: 2 });
    expect(sample('aggregate', okta).entities[0]!.roles[0]!.keyDescriptors[0]!.certificates).toHaveLength(1);
    expect(sample('aggregate', okta + '/')).toMatchObject({ chosen: -1 });
    expect(sample('aggregate', undefined, 'sp')).toMatchObject({ chosen: 1 });
    expect(keysOf(sample('aggregate', undefined, 'sp'), 'sp')).toEqual(['signing', 'encryption']);
    expect(sample('aggregate-of-one')).toMatchObject({ chosen: 1 });
    expect(sample('okta', 'https://another.example.com')).toMatchObject({ chosen: 0 });
  });

  it('lists a bounded number of entities, and still finds the one asked for behind them', () => {
    const many = Array.from({ length: entitiesListed + 5 }, (_, index) => `<EntityDescriptor entityID="e${index}"><IDPSSODescriptor/></EntityDescriptor>`).join('');
    const tree = parse(`<EntitiesDescriptor xmlns="${ns.md}"><Extensions><EntityDescriptor entityID="no"/></Extensions>${many}</EntitiesDescriptor>`);
    expect(readMetadata(tree, 0, 0).entities).toHaveLength(entitiesListed);
    const asked = readMetadata(tree, 0, 0, `e${entitiesListed + 3}`);
    expect(asked.entities[asked.chosen]!.entityID).toBe(`e${entitiesListed + 3}`);
    expect(readMetadata(tree, 0, 0, 'no').chosen).toBe(-1);
  });
});

describe('identity', () => {
  const content = '<saml:Issuer>idp</saml:Issuer><saml:Subject><saml:NameID Format="f" SPNameQualifier="s">ada</saml:NameID></saml:Subject><saml:AuthnStatement/><saml:AuthnStatement SessionIndex="_s"/>'
    + '<saml:AttributeStatement><saml:Attribute Name="g"><saml:AttributeValue>1</saml:AttributeValue></saml:Attribute><saml:Attribute Name="__proto__"><saml:AttributeValue>p</saml:AttributeValue></saml:Attribute><saml:Attribute Name="g"><saml:AttributeValue>2</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>';
  const assertion = `<saml:Assertion ${declarations} ID="_a">${content}</saml:Assertion>`;
  const response = (inner: string): Uint8Array => Buffer.from(`<samlp:Response ${declarations}>${inner}</samlp:Response>`);

  it.each([['Assertion' as const, Buffer.from(assertion)], ['Response' as const, response(assertion)]])('is read from a covered %s', (coveredBy, bytes) => {
    const { identity, problem, assertion: second } = readIdentity(bytes, coveredBy, 'AB:CD');
    expect(problem).toBeNull();
    expect(identity).toMatchObject({ nameID: 'ada', nameIDFormat: 'f', nameQualifier: null, spNameQualifier: 's', sessionIndex: '_s', issuer: 'idp', verifiedBy: 'AB:CD', coveredBy });
    expect(Object.entries(identity!.attributes)).toEqual([['g', ['1', '2']], ['__proto__', ['p']]]);
    expect(second!.attributes[0]!.values).toEqual(['1']);
  });

  it.each([
    ['two assertions', response(assertion + assertion), 'Response' as const],
    ['no assertion', response(''), 'Response' as const],
    ['an encrypted one', response('<saml:EncryptedAssertion/>'), 'Response' as const],
    ['an encrypted one beside', response(assertion + '<saml:EncryptedAssertion/>'), 'Response' as const],
    ['an assertion in Extensions only', response(`<samlp:Extensions>${assertion}</samlp:Extensions>`), 'Response' as const],
    ['another element', response(assertion), 'Assertion' as const],
    ['nothing', new Uint8Array(), 'Assertion' as const],
    ['no XML', Buffer.from('<a'), 'Response' as const],
  ])('is not read from %s', (_, bytes, coveredBy) => {
    expect(readIdentity(bytes, coveredBy)).toMatchObject({ identity: null, assertion: null, problem: expect.stringMatching(/\.$/) });
  });

  it('has no nameID when there is none', () => {
    expect(identityOf(assertionOf(''), 'Assertion', null)).toEqual({ nameID: null, nameIDFormat: null, nameQualifier: null, spNameQualifier: null, sessionIndex: null, issuer: null, attributes: {}, verifiedBy: null, coveredBy: 'Assertion' });
  });

  const full = '<saml:Issuer Format="i">idp</saml:Issuer><saml:Subject><saml:NameID Format="f">ada</saml:NameID><saml:SubjectConfirmation Method="m"><saml:SubjectConfirmationData Recipient="r" InResponseTo="q" NotOnOrAfter="t1"/></saml:SubjectConfirmation></saml:Subject>'
    + '<saml:Conditions NotBefore="t2"><saml:AudienceRestriction><saml:Audience>a</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement SessionIndex="x"><saml:AuthnContext><saml:AuthnContextClassRef>c</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
    + '<saml:AttributeStatement><saml:Attribute Name="n"><saml:AttributeValue>v</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>';

  it('takes no offence at signature, comments, CDATA and places', () => {
    const noted = full.replace('</saml:Issuer>', '</saml:Issuer><ds:Signature/>').replace('>ada<', '>a<!--x--><![CDATA[d]]>a<');
    expect(sameReading(assertionOf(noted, 'ID="_a"'), assertionOf(full, 'ID="_a"'))).toBeNull();
  });

  it.each([
    ['>ada<', '>eve<', 'NameID reads "ada" in the document and "eve" in the signed content.'], ['Format="f"', 'Format="g"', 'NameID Format'], ['>idp<', '>evil<', 'Issuer'], ['Format="i"', '', 'Issuer Format'],
    ['"r"', '"s"', 'Recipient'], ['"q"', '""', 'InResponseTo'], ['"t1"', '"t9"', 'NotOnOrAfter'], ['"t2"', '"t9"', 'NotBefore'], ['>a<', '>b<', 'Audience'], ['"x"', '"y"', 'SessionIndex'], ['>c<', '>d<', 'AuthnContextClassRef'],
    ['"n"', '"o"', 'Attribute Name'], ['>v<', '>w<', 'A value of "n"'], ['</saml:AttributeValue>', '</saml:AttributeValue><saml:AttributeValue/>', 'The number of values of "n"'], ['"m"', '"h"', 'SubjectConfirmation Method'],
    ['<saml:AttributeStatement>', '<saml:AttributeStatement/><saml:AttributeStatement>', 'AttributeStatement'], ['</saml:Conditions>', '<saml:OneTimeUse/></saml:Conditions>', 'OneTimeUse'], ['</saml:Conditions>', '</saml:Conditions><saml:Advice/>', 'child elements'],
    ['<saml:NameID Format="f">ada</saml:NameID>', '', 'NameID'], ['<saml:NameID Format="f">ada</saml:NameID>', '<saml:EncryptedID/>', 'NameID'],
  ])('names the difference between %s and %s', (from, to, words) => {
    const other = full.replace(from, to);
    expect(other).not.toBe(full);
    expect(sameReading(assertionOf(full), assertionOf(other))).toContain(words);
    expect(sameReading(assertionOf(full), assertionOf(full))).toBeNull();
  });
});
