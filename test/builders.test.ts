/** Whatever is put into a builder comes out of the reader of the same message, however nasty the strings. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../shared/model.ts';
import { readAssertion } from '../shared/saml/assertion.ts';
import { buildAssertion, buildResponse, type AssertionShape, type PrefixStyle, type ResponseShape } from '../shared/saml/build-response.ts';
import { formatInstant } from '../shared/saml/instant.ts';
import { buildLogoutRequest, buildLogoutResponse, readLogout } from '../shared/saml/logout.ts';
import { buildIdpMetadata, buildSpMetadata, normaliseIdpMetadata } from '../shared/saml/metadata-write.ts';
import { readMetadata } from '../shared/saml/metadata.ts';
import { buildAuthnRequest, readAuthnRequest } from '../shared/saml/request.ts';
import { readResponse } from '../shared/saml/response.ts';
import { responseShape, vendors, type Login, type VendorName } from '../shared/saml/response-shapes.ts';
import type { Tree } from '../shared/saml/tree.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { element, escapeAttribute, escapeText, write } from '../shared/saml/xml-write.ts';
import { binding, nameIDFormat, ns, status } from '../shared/urns.ts';

function parse(xml: string): Tree {
  const result = parseXml(Buffer.from(xml));
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}\n${xml}`);
  return result.tree;
}

/** Characters that XML can carry, those that hurt most of all. */
const nasty = fc.string({
  unit: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '-->', '<![CDATA[', '&amp;', '&#x41;', '</saml:NameID>', '\t', '\n', '\r', '\r\n', ' ', '\u0085', '\u2028', '\uFEFF', '😀', 'é') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => escapeText(text) !== '\uFFFD') },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }) },
  ),
  maxLength: 12,
});
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(arbitrary, { nil: undefined });
const orNull = <Value>(value: Value | undefined): Value | null => value ?? null;

describe('escapes', () => {
  it('replaces what XML cannot carry by U+FFFD', () => {
    expect(escapeText('a\u0000b\u000Bc\uFFFEd\uD800e')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(escapeAttribute('\uDC00\u001F')).toBe('\uFFFD\uFFFD');
    expect(escapeText('😀')).toBe('😀');
  });

  it('always gives a document that parses', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, value) => {
      parse(write(element('saml:Attribute', { Name: value }, element('saml:AttributeValue', {}, text))));
    }));
  });

  it('declares each namespace where it is first needed, also for the value of xsi:type', () => {
    expect(write(element('saml:AttributeValue', { 'xsi:type': 'xs:string' }, 'x'), { prefixes: { saml: '' } })).toBe(
      `<AttributeValue xmlns="${ns.saml}" xmlns:xs="${ns.xs}" xmlns:xsi="${ns.xsi}" xsi:type="xs:string">x</AttributeValue>`,
    );
  });
});

describe('buildAuthnRequest', () => {
  it('gives back what was put in', () => {
    fc.assert(fc.property(
      fc.record({
        id: nasty, destination: optional(nasty), assertionConsumerServiceURL: optional(nasty), issuer: nasty, protocolBinding: optional(nasty), nameIDFormat: optional(nasty),
        allowCreate: optional(fc.boolean()), forceAuthn: optional(fc.boolean()), isPassive: optional(fc.boolean()),
        authnContextClassRefs: optional(fc.array(nasty.map((text) => text.trim()))), comparison: optional(fc.constantFrom('exact' as const, 'minimum' as const)), providerName: optional(nasty),
      }),
      (input) => {
        const facts = readAuthnRequest(parse(buildAuthnRequest({ ...input, issueInstant: '2026-03-01T10:00:00Z' })), 0, 0);
        expect(facts).toMatchObject({
          id: input.id, version: '2.0', issueInstant: { text: '2026-03-01T10:00:00Z', at: Date.UTC(2026, 2, 1, 10), utc: true }, destination: orNull(input.destination),
          issuer: { value: input.issuer, format: null }, assertionConsumerServiceURL: orNull(input.assertionConsumerServiceURL), assertionConsumerServiceIndex: null,
          protocolBinding: input.protocolBinding ?? (input.assertionConsumerServiceURL === undefined ? null : binding.post),
          nameIDPolicyFormat: orNull(input.nameIDFormat), allowCreate: orNull(input.allowCreate), forceAuthn: orNull(input.forceAuthn), isPassive: orNull(input.isPassive),
          authnContextClassRefs: input.authnContextClassRefs ?? [], comparison: input.authnContextClassRefs?.length ? (input.comparison ?? 'exact') : null,
          hasSubject: false, hasScoping: false, providerName: orNull(input.providerName),
        });
      },
    ));
  });

  it('says nothing about AllowCreate with a transient format (saml-core E14)', () => {
    const xml = buildAuthnRequest({ id: '_1', issueInstant: '2026-03-01T10:00:00Z', issuer: 'sp', nameIDFormat: nameIDFormat.transient, allowCreate: true });
    expect(readAuthnRequest(parse(xml), 0, 0)).toMatchObject({ nameIDPolicyFormat: nameIDFormat.transient, allowCreate: null });
  });
});

describe('logout messages', () => {
  it('gives back what was put into a request', () => {
    fc.assert(fc.property(
      fc.record({
        id: nasty, destination: optional(nasty), issuer: nasty, sessionIndexes: fc.array(nasty),
        nameID: fc.record({ value: nasty, format: optional(nasty), nameQualifier: optional(nasty), spNameQualifier: optional(nasty), spProvidedID: optional(nasty) }),
      }),
      (input) => {
        const { nameID } = input;
        expect(readLogout(parse(buildLogoutRequest({ ...input, issueInstant: 'now', notOnOrAfter: '2026-03-01T10:05:00Z' })), 0, 0)).toMatchObject({
          kind: 'request', id: input.id, destination: orNull(input.destination), issuer: { value: input.issuer }, issueInstant: { text: 'now', at: null },
          notOnOrAfter: { at: Date.UTC(2026, 2, 1, 10, 5) }, sessionIndexes: input.sessionIndexes, status: null,
          nameID: { value: nameID.value, format: orNull(nameID.format), nameQualifier: orNull(nameID.nameQualifier), spNameQualifier: orNull(nameID.spNameQualifier), spProvidedID: orNull(nameID.spProvidedID) },
        });
      },
    ));
  });

  it('gives back what was put into a response', () => {
    fc.assert(fc.property(nasty, nasty, fc.array(nasty, { minLength: 1 }), optional(nasty), (id, inResponseTo, statusCodes, statusMessage) => {
      expect(readLogout(parse(buildLogoutResponse({ id, issueInstant: 'x', issuer: 'idp', inResponseTo, statusCodes, statusMessage })), 0, 0)).toMatchObject({
        kind: 'response', id, inResponseTo, issuer: { value: 'idp' }, nameID: null, status: { codes: statusCodes, message: orNull(statusMessage) },
      });
    }));
    expect(readLogout(parse(buildLogoutResponse({ id: '_1', issueInstant: 'x', issuer: 'idp' })), 0, 0).status?.codes).toEqual([status.success]);
  });
});

const assertionShape: fc.Arbitrary<AssertionShape> = fc.record({
  id: optional(nasty), issueInstant: optional(nasty), issuer: optional(nasty), issuerFormat: optional(nasty),
  nameID: optional(nasty), nameIDFormat: optional(nasty), nameQualifier: optional(nasty), spNameQualifier: optional(nasty), spProvidedID: optional(nasty),
  confirmations: fc.array(fc.record({ method: optional(nasty), recipient: optional(nasty), notOnOrAfter: optional(nasty), notBefore: optional(nasty), inResponseTo: optional(nasty), address: optional(nasty) }), { maxLength: 3 }),
  conditions: optional(fc.record({ notBefore: optional(nasty), notOnOrAfter: optional(nasty), audienceRestrictions: fc.array(fc.array(nasty, { maxLength: 2 }), { maxLength: 2 }), oneTimeUse: fc.boolean() })),
  authnStatements: fc.array(fc.record({ authnInstant: optional(nasty), sessionIndex: optional(nasty), authnContextClassRef: optional(nasty.map((text) => text.trim())) }), { maxLength: 2 }),
  attributes: optional(fc.array(fc.record({ name: nasty, nameFormat: optional(nasty), friendlyName: optional(nasty), values: fc.array(nasty, { maxLength: 3 }), type: optional(fc.constantFrom('xs:string' as const, 'xs:anyType' as const)) }), { maxLength: 3 })),
  attributesFirst: fc.boolean(),
});

/** What the reader must find for a shape. */
function factsOf(shape: AssertionShape): object {
  return {
    id: orNull(shape.id), version: '2.0', from: 'plain', coveredBy: [], encryptedAttributes: 0,
    issueInstant: shape.issueInstant === undefined ? null : { text: shape.issueInstant },
    issuer: shape.issuer === undefined ? null : { value: shape.issuer, format: orNull(shape.issuerFormat) },
    subject: {
      encryptedID: false,
      nameID: shape.nameID === undefined ? null : {
        value: shape.nameID, format: orNull(shape.nameIDFormat), nameQualifier: orNull(shape.nameQualifier), spNameQualifier: orNull(shape.spNameQualifier),
        spProvidedID: orNull(shape.spProvidedID), hasComment: false, hasCdata: false, hasElements: false,
      },
      confirmations: shape.confirmations!.map((entry) => ({
        method: entry.method ?? 'urn:oasis:names:tc:SAML:2.0:cm:bearer', recipient: orNull(entry.recipient), inResponseTo: orNull(entry.inResponseTo), address: orNull(entry.address), hasData: true,
        notOnOrAfter: entry.notOnOrAfter === undefined ? null : { text: entry.notOnOrAfter }, notBefore: entry.notBefore === undefined ? null : { text: entry.notBefore },
      })),
    },
    conditions: shape.conditions === undefined ? null : {
      audienceRestrictions: shape.conditions.audienceRestrictions, oneTimeUse: shape.conditions.oneTimeUse === true ? 1 : 0, proxyRestrictions: 0, unknown: [],
    },
    authnStatements: shape.authnStatements!.map((entry) => ({ sessionIndex: orNull(entry.sessionIndex), authnContextClassRef: orNull(entry.authnContextClassRef), sessionNotOnOrAfter: null })),
    attributeStatements: shape.attributes === undefined ? 0 : 1,
    attributes: (shape.attributes ?? []).map((entry): Partial<Attribute> => ({
      name: entry.name, nameFormat: orNull(entry.nameFormat), friendlyName: orNull(entry.friendlyName), values: entry.values as string[], structured: 0, encrypted: false,
    })),
  };
}

const prefixStyles: readonly PrefixStyle[] = ['saml', 'saml2', 'ns0', 'default'];
const layout = { prefixes: fc.constantFrom(...prefixStyles), declareAtRoot: fc.boolean(), indent: fc.nat({ max: 3 }) };

describe('buildResponse', () => {
  it('gives back what was put in, whatever the prefixes and layout', () => {
    fc.assert(fc.property(
      fc.record({
        ...layout, id: optional(nasty), destination: optional(nasty), inResponseTo: optional(nasty), issuer: optional(nasty), statusCodes: fc.array(nasty, { minLength: 1, maxLength: 3 }),
        statusMessage: optional(nasty), assertions: fc.array(assertionShape, { maxLength: 2 }),
      }),
      (shape: ResponseShape) => {
        const facts = readResponse(parse(buildResponse(shape)), 0, 0);
        expect(facts).toMatchObject({
          id: orNull(shape.id), version: '2.0', destination: orNull(shape.destination), inResponseTo: orNull(shape.inResponseTo), issuer: shape.issuer === undefined ? null : { value: shape.issuer },
          status: { codes: shape.statusCodes, message: orNull(shape.statusMessage), messageFrom: shape.statusMessage === undefined ? null : 'text' },
          strayAssertions: [], encryptedAssertions: 0, assertions: shape.assertions.map(factsOf),
        });
      },
    ), { numRuns: 300 });
  });

  it('writes a bare assertion', () => {
    fc.assert(fc.property(assertionShape, fc.record(layout), (shape, options) => {
      expect(readAssertion(parse(buildAssertion(shape, options)), 0, 0, 'plain')).toMatchObject(factsOf(shape));
    }));
  });

  it('writes the quirks: Value attribute, nil and structured values, no SubjectConfirmationData', () => {
    const xml = buildResponse({
      statusCodes: [status.responder], statusMessage: 'No', statusMessageIn: 'attribute',
      assertions: [{
        version: null, confirmations: [{ noData: true }],
        attributes: [{ name: 'a', values: [null, element('saml:NameID', { Format: nameIDFormat.persistent }, 'x1'), ''], type: 'xs:string' }],
      }],
    });
    const { status: facts, assertions } = readResponse(parse(xml), 0, 0);
    expect(facts).toMatchObject({ codes: [status.responder], message: 'No', messageFrom: 'attribute' });
    expect(assertions[0]).toMatchObject({ version: null, subject: { nameID: null, confirmations: [{ hasData: false }] }, attributes: [{ values: ['', 'x1', ''], structured: 1 }] });
  });
});

describe('responseShape', () => {
  const login: Login = {
    responseID: '_r', assertionID: '_a', issuer: 'https://idp.example.com', audience: 'heapanalytics.com', assertionConsumerService: 'https://app.example.com/acs',
    inResponseTo: '_q', now: Date.UTC(2026, 2, 1, 10), nameID: 'ada@example.com', email: 'ada@example.com', firstName: 'Ada', groups: ['one', 'two'],
  };
  it.each(Object.keys(vendors) as VendorName[])('writes a response of %s that reads complete', (name) => {
    const vendor = vendors[name];
    const facts = readResponse(parse(buildResponse(responseShape(vendor, login))), 0, 0);
    expect(facts).toMatchObject({ id: '_r', inResponseTo: '_q', destination: login.assertionConsumerService, issueInstant: { at: login.now, utc: true }, status: { codes: [status.success] } });
    const [assertion] = facts.assertions;
    expect(assertion).toMatchObject({
      id: '_a', issuer: { value: login.issuer }, subject: { nameID: { value: login.nameID, format: vendor.nameIDFormat }, confirmations: [{ recipient: login.assertionConsumerService, inResponseTo: '_q' }] },
      conditions: { audienceRestrictions: [[login.audience]], notBefore: { at: login.now - vendor.conditions.before * 1000 }, notOnOrAfter: { at: login.now + vendor.conditions.after * 1000 } },
      authnStatements: [{ sessionIndex: '_a' }],
    });
    expect(assertion!.attributes.some((attribute) => attribute.values.includes('ada@example.com'))).toBe(true);
    expect(assertion!.children.indexOf('AttributeStatement') < assertion!.children.indexOf('AuthnStatement')).toBe(vendor.attributesFirst);
  });

  it('leaves InResponseTo out of an unsolicited response', () => {
    const { inResponseTo: _, ...unsolicited } = login;
    expect(buildResponse(responseShape(vendors.okta, unsolicited))).not.toContain('InResponseTo');
  });
});

const pem = readFileSync(new URL('keys/sp-rsa.crt.pem', import.meta.url), 'utf8');
const der = pem.replace(/-----[^-]+-----|\s/g, '');
const endpoint = fc.record({ location: nasty, binding: optional(nasty), responseLocation: optional(nasty) });

describe('metadata', () => {
  it('gives back what was put in for a service provider', () => {
    fc.assert(fc.property(
      fc.record({
        entityID: nasty, validUntil: optional(nasty), singleLogoutServices: fc.array(endpoint), nameIDFormats: fc.array(nasty.map((text) => text.trim())),
        assertionConsumerServices: fc.array(fc.record({ location: nasty, isDefault: optional(fc.boolean()) })), authnRequestsSigned: optional(fc.boolean()), wantAssertionsSigned: optional(fc.boolean()),
        requestedAttributes: optional(fc.array(fc.record({ name: nasty, required: fc.boolean() }))),
      }),
      (input) => {
        const facts = readMetadata(parse(buildSpMetadata({ ...input, signingCertificates: [pem], encryptionCertificates: [der] })), 0, 0);
        expect(facts).toMatchObject({ aggregate: false, chosen: 0, entities: [{ entityID: input.entityID, otherRoles: [], validUntil: input.validUntil === undefined ? null : { text: input.validUntil } }] });
        expect(facts.entities[0]!.roles).toMatchObject([{
          role: 'sp', protocols: [ns.samlp], nameIDFormats: input.nameIDFormats, authnRequestsSigned: orNull(input.authnRequestsSigned), wantAssertionsSigned: orNull(input.wantAssertionsSigned),
          wantAuthnRequestsSigned: null, requestedAttributes: input.requestedAttributes ?? [],
          keyDescriptors: [{ use: 'signing', useText: null, certificates: [{ der, fault: null }] }, { use: 'encryption', certificates: [{ der }] }],
          endpoints: [
            ...input.singleLogoutServices.map((entry) => ({ service: 'SingleLogoutService', binding: entry.binding ?? binding.post, location: entry.location, responseLocation: orNull(entry.responseLocation) })),
            ...input.assertionConsumerServices.map((entry, index) => ({ service: 'AssertionConsumerService', binding: binding.post, location: entry.location, index: String(index), isDefault: entry.isDefault === true })),
          ],
        }]);
      },
    ));
  });

  it('gives back what was put in for an identity provider, and normalising changes nothing of it', () => {
    fc.assert(fc.property(
      fc.record({
        entityID: nasty, singleSignOnServices: fc.array(endpoint, { minLength: 1 }), singleLogoutServices: fc.array(endpoint), nameIDFormats: fc.array(nasty.map((text) => text.trim())),
        wantAuthnRequestsSigned: optional(fc.boolean()), signingCertificates: fc.constantFrom([], [der]),
      }),
      (input) => {
        const xml = buildIdpMetadata(input);
        const facts = readMetadata(parse(xml), 0, 0);
        expect(facts.entities[0]).toMatchObject({
          entityID: input.entityID,
          roles: [{ role: 'idp', wantAuthnRequestsSigned: orNull(input.wantAuthnRequestsSigned), nameIDFormats: input.nameIDFormats, keyDescriptors: input.signingCertificates.map(() => ({ use: 'signing' })) }],
        });
        expect(normaliseIdpMetadata(facts)).toBe(xml);
      },
    ));
  });

  const sample = (name: string): Tree => parse(readFileSync(new URL(`fixtures/metadata/${name}.xml`, import.meta.url), 'utf8'));
  it.each(['entra', 'adfs', 'auth0', 'google', 'keycloak', 'lemonldap', 'okta', 'shibboleth', 'simplesamlphp', 'aggregate-of-one'])('normalises %s to one role with signing keys', (name) => {
    const facts = readMetadata(sample(name), 0, 0);
    const original = facts.entities[facts.chosen]!;
    const role = original.roles.find((entry) => entry.role === 'idp')!;
    const clean = readMetadata(parse(normaliseIdpMetadata(facts)!), 0, 0).entities[0]!;
    expect(clean).toMatchObject({ entityID: original.entityID, otherRoles: [], roles: [{ role: 'idp', nameIDFormats: role.nameIDFormats }] });
    expect(clean.roles[0]!.keyDescriptors.map((entry) => entry.use)).toEqual(role.keyDescriptors.filter((entry) => entry.use !== 'encryption').map(() => 'signing'));
    const urls = (list: typeof role.endpoints): unknown[] => list.filter((entry) => entry.service === 'SingleSignOnService').map((entry) => [entry.binding, entry.location]);
    expect(urls(clean.roles[0]!.endpoints)).toEqual(urls(role.endpoints));
  });

  it.each(['ws-federation', 'service-provider', 'aggregate'])('has nothing to write for %s', (name) => {
    expect(normaliseIdpMetadata(readMetadata(sample(name), 0, 0))).toBeNull();
  });
});

describe('formatInstant', () => {
  it('writes UTC with Z, and milliseconds only when there are any', () => {
    expect(formatInstant(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03:04:05Z');
    expect(formatInstant(Date.UTC(2026, 0, 2, 3, 4, 5, 60))).toBe('2026-01-02T03:04:05.060Z');
  });
});
