/**
 * How well-known identity providers write a Response: prefixes, attribute names, order, lifetimes, what they sign.
 * Data for the practice identity provider and the tests; `responseShape` fills one with a login.
 */
import { attributeNameFormat, nameIDFormat } from '../urns.ts';
import type { AttributeShape, ConfirmationShape, Layout, ResponseShape } from './build-response.ts';

/** The person and the exchange a Response is written for. */
export interface Login {
  responseID: string;
  assertionID: string;
  /** The identity provider's entityID. */
  issuer: string;
  /** The service provider's entityID. */
  audience: string;
  assertionConsumerService: string;
  /** ID of the request; left out for an unsolicited response. */
  inResponseTo?: string;
  /** Epoch milliseconds of issue. */
  now: number;
  nameID: string;
  /** Overrides the vendor's own. */
  nameIDFormat?: string;
  sessionIndex?: string;
  authnContextClassRef?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  displayName?: string;
  userPrincipalName?: string;
  objectID?: string;
  tenantID?: string;
  groups?: readonly string[];
}

type Source = 'issuer' | 'email' | 'firstName' | 'lastName' | 'displayName' | 'userPrincipalName' | 'objectID' | 'tenantID' | 'groups';

export interface Vendor extends Layout {
  name: string;
  /** What it signs unless told otherwise. */
  signs: 'assertion' | 'response' | 'both';
  issuerFormat?: string;
  consent?: string;
  nameIDFormat: string;
  authnContextClassRef: string;
  hasSessionIndex: boolean;
  attributesFirst: boolean;
  /** IssueInstant and the like with milliseconds. */
  milliseconds: boolean;
  /** Seconds around the moment of issue. */
  conditions: { before: number; after: number };
  confirmationAfter: number;
  /** An attribute whose source has no value is not sent. */
  attributes: readonly { name: string; from: Source; nameFormat?: string; friendlyName?: string; type?: AttributeShape['type'] }[];
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const microsoft = 'http://schemas.microsoft.com/identity/claims/';
const entity = nameIDFormat.entity;
const passwordProtected = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

const oid = (suffix: string, friendlyName: string, from: Source): Vendor['attributes'][number] =>
  ({ name: 'urn:oid:' + suffix, from, nameFormat: attributeNameFormat.uri, friendlyName, type: 'xs:string' });

export const vendors = {
  entra: {
    name: 'Microsoft Entra ID',
    signs: 'assertion',
    prefixes: 'default',
    nameIDFormat: nameIDFormat.emailAddress,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 0, after: 4200 },
    confirmationAfter: 300,
    attributes: [
      { name: microsoft + 'tenantid', from: 'tenantID' },
      { name: microsoft + 'objectidentifier', from: 'objectID' },
      { name: microsoft + 'displayname', from: 'displayName' },
      { name: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', from: 'groups' },
      { name: microsoft + 'identityprovider', from: 'issuer' },
      { name: claims + 'givenname', from: 'firstName' },
      { name: claims + 'surname', from: 'lastName' },
      { name: claims + 'emailaddress', from: 'email' },
      { name: claims + 'name', from: 'userPrincipalName' },
    ],
  },
  okta: {
    name: 'Okta',
    signs: 'both',
    prefixes: 'saml2',
    issuerFormat: entity,
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: true,
    conditions: { before: 300, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: 'email', from: 'email', nameFormat: attributeNameFormat.unspecified, type: 'xs:string' },
      { name: 'firstName', from: 'firstName', nameFormat: attributeNameFormat.unspecified, type: 'xs:string' },
      { name: 'lastName', from: 'lastName', nameFormat: attributeNameFormat.unspecified, type: 'xs:string' },
      { name: 'groups', from: 'groups', nameFormat: attributeNameFormat.unspecified, type: 'xs:string' },
    ],
  },
  auth0: {
    name: 'Auth0',
    signs: 'assertion',
    prefixes: 'saml',
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: true,
    conditions: { before: 0, after: 3600 },
    confirmationAfter: 3600,
    attributes: [
      { name: claims + 'nameidentifier', from: 'objectID', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
      { name: claims + 'emailaddress', from: 'email', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
      { name: claims + 'name', from: 'displayName', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
      { name: claims + 'givenname', from: 'firstName', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
      { name: claims + 'surname', from: 'lastName', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
      { name: claims + 'upn', from: 'userPrincipalName', nameFormat: attributeNameFormat.uri, type: 'xs:string' },
    ],
  },
  google: {
    name: 'Google Workspace',
    signs: 'assertion',
    prefixes: 'saml2',
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 300, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: 'email', from: 'email', type: 'xs:anyType' },
      { name: 'firstName', from: 'firstName', type: 'xs:anyType' },
      { name: 'lastName', from: 'lastName', type: 'xs:anyType' },
      { name: 'groups', from: 'groups', type: 'xs:anyType' },
    ],
  },
  adfs: {
    name: 'AD FS',
    signs: 'assertion',
    prefixes: 'default',
    consent: 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
    nameIDFormat: nameIDFormat.emailAddress,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 0, after: 3600 },
    confirmationAfter: 300,
    attributes: [
      { name: claims + 'emailaddress', from: 'email' },
      { name: claims + 'upn', from: 'userPrincipalName' },
      { name: claims + 'givenname', from: 'firstName' },
      { name: claims + 'surname', from: 'lastName' },
      { name: 'http://schemas.xmlsoap.org/claims/Group', from: 'groups' },
    ],
  },
  simplesamlphp: {
    name: 'SimpleSAMLphp',
    signs: 'assertion',
    prefixes: 'saml',
    declareAtRoot: true,
    nameIDFormat: nameIDFormat.transient,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: false,
    conditions: { before: 30, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: 'mail', from: 'email', nameFormat: attributeNameFormat.basic, type: 'xs:string' },
      { name: 'givenName', from: 'firstName', nameFormat: attributeNameFormat.basic, type: 'xs:string' },
      { name: 'sn', from: 'lastName', nameFormat: attributeNameFormat.basic, type: 'xs:string' },
      { name: 'groups', from: 'groups', nameFormat: attributeNameFormat.basic, type: 'xs:string' },
    ],
  },
  pysaml2: {
    name: 'pysaml2',
    signs: 'both',
    prefixes: 'ns0',
    declareAtRoot: true,
    issuerFormat: entity,
    nameIDFormat: nameIDFormat.transient,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: false,
    conditions: { before: 0, after: 900 },
    confirmationAfter: 900,
    attributes: [
      oid('0.9.2342.19200300.100.1.3', 'mail', 'email'),
      oid('2.5.4.42', 'givenName', 'firstName'),
      oid('2.5.4.4', 'sn', 'lastName'),
    ],
  },
} as const satisfies Record<string, Vendor>;

export type VendorName = keyof typeof vendors;

/** A successful Response of that vendor for this login, ready for `buildResponse` and then for signing. */
export function responseShape(vendor: Vendor, login: Login): ResponseShape {
  const instant = (seconds: number): string => {
    const text = new Date(login.now + seconds * 1000).toISOString();
    return vendor.milliseconds ? text : text.slice(0, 19) + 'Z';
  };
  const valuesOf = (from: Source): readonly string[] => {
    const value = login[from];
    return value === undefined ? [] : typeof value === 'string' ? [value] : value;
  };
  const bearer: ConfirmationShape = {
    inResponseTo: login.inResponseTo,
    notOnOrAfter: instant(vendor.confirmationAfter),
    recipient: login.assertionConsumerService,
  };
  return {
    prefixes: vendor.prefixes,
    declareAtRoot: vendor.declareAtRoot,
    indent: vendor.indent,
    id: login.responseID,
    issueInstant: instant(0),
    destination: login.assertionConsumerService,
    consent: vendor.consent,
    inResponseTo: login.inResponseTo,
    issuer: login.issuer,
    issuerFormat: vendor.issuerFormat,
    assertions: [{
      id: login.assertionID,
      issueInstant: instant(0),
      issuer: login.issuer,
      issuerFormat: vendor.issuerFormat,
      nameID: login.nameID,
      nameIDFormat: login.nameIDFormat ?? vendor.nameIDFormat,
      confirmations: [bearer],
      conditions: {
        notBefore: instant(-vendor.conditions.before),
        notOnOrAfter: instant(vendor.conditions.after),
        audienceRestrictions: [[login.audience]],
      },
      authnStatements: [{
        authnInstant: instant(0),
        sessionIndex: vendor.hasSessionIndex ? (login.sessionIndex ?? login.assertionID) : undefined,
        authnContextClassRef: login.authnContextClassRef ?? vendor.authnContextClassRef,
      }],
      attributes: vendor.attributes
        .map(({ from, ...attribute }) => ({ ...attribute, values: valuesOf(from) }))
        .filter((attribute) => attribute.values.length > 0),
      attributesFirst: vendor.attributesFirst,
    }],
  };
}
