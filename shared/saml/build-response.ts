/**
 * Writing a Response from a plain-data description, unsigned, children in the order of the schema (saml-core 2 and
 * 3.2.2). For the practice identity provider and the tests: whatever is left out of the description is left out of the
 * XML, so that faulty responses can be described too.
 */
import { confirmation, status } from '../urns.ts';
import { element, write, type Markup, type Prefixes, type WriteOptions } from './xml-write.ts';

/** The namespace prefixes an identity provider writes: `saml` samlp/saml, `saml2` saml2p/saml2, `ns0` as pysaml2, `default` samlp and no prefix for assertions. */
export type PrefixStyle = 'saml' | 'saml2' | 'ns0' | 'default';

const prefixStyles: Readonly<Record<PrefixStyle, Prefixes>> = {
  saml: {},
  saml2: { samlp: 'saml2p', saml: 'saml2' },
  ns0: { samlp: 'ns0', saml: 'ns1' },
  default: { saml: '' },
};

/** How the text is laid out; nothing here changes what it says. */
export interface Layout {
  prefixes?: PrefixStyle;
  /** Declare both namespaces on the root (as SimpleSAMLphp) instead of where each is first used (as most others). */
  declareAtRoot?: boolean;
  /** Blanks per level; 0 for none. */
  indent?: number;
}

export interface ConfirmationShape {
  /** Bearer by default. */
  method?: string;
  recipient?: string;
  notBefore?: string;
  notOnOrAfter?: string;
  inResponseTo?: string;
  address?: string;
  /** Leave SubjectConfirmationData out altogether. */
  noData?: boolean;
}

export interface AttributeShape {
  name: string;
  nameFormat?: string;
  friendlyName?: string;
  /** null is an empty value marked xsi:nil; an element stands inside AttributeValue as structured content. */
  values: readonly (string | Markup | null)[];
  /** xsi:type of each value. */
  type?: 'xs:string' | 'xs:anyType' | 'xs:boolean' | 'xs:integer' | 'xs:double';
}

export interface AuthnStatementShape {
  authnInstant?: string;
  sessionIndex?: string;
  sessionNotOnOrAfter?: string;
  authnContextClassRef?: string;
  authenticatingAuthorities?: readonly string[];
  address?: string;
}

export interface AssertionShape {
  id?: string;
  /** 2.0 by default; null leaves it out. */
  version?: string | null;
  issueInstant?: string;
  issuer?: string;
  issuerFormat?: string;
  nameID?: string;
  nameIDFormat?: string;
  nameQualifier?: string;
  spNameQualifier?: string;
  spProvidedID?: string;
  confirmations?: readonly ConfirmationShape[];
  conditions?: {
    notBefore?: string;
    notOnOrAfter?: string;
    /** One AudienceRestriction per list. */
    audienceRestrictions?: readonly (readonly string[])[];
    oneTimeUse?: boolean;
    /** A ProxyRestriction with this Count. */
    proxyCount?: number;
  };
  authnStatements?: readonly AuthnStatementShape[];
  /** Undefined: no AttributeStatement; an empty list: an empty one. */
  attributes?: readonly AttributeShape[];
  /** AttributeStatement stands before AuthnStatement; the schema allows either. */
  attributesFirst?: boolean;
}

export interface StatusShape {
  /** From the top level inwards. */
  statusCodes?: readonly string[];
  statusMessage?: string;
  /** Some engines write the message into a Value attribute, which the schema does not have. */
  statusMessageIn?: 'text' | 'attribute';
  statusDetail?: string;
}

export interface ResponseShape extends StatusShape, Layout {
  id?: string;
  version?: string | null;
  issueInstant?: string;
  destination?: string;
  inResponseTo?: string;
  consent?: string;
  issuer?: string;
  issuerFormat?: string;
  assertions: readonly AssertionShape[];
}

function statusCodeMarkup(codes: readonly string[]): Markup {
  const [code, ...inner] = codes;
  return element('samlp:StatusCode', { Value: code }, inner.length > 0 && statusCodeMarkup(inner));
}

/** A Status element (saml-core 3.2.2.1); Success when no code is given. */
export function statusMarkup(shape: StatusShape): Markup {
  const { statusMessage: message } = shape;
  const asAttribute = shape.statusMessageIn === 'attribute';
  return element(
    'samlp:Status',
    {},
    statusCodeMarkup(shape.statusCodes?.length ? shape.statusCodes : [status.success]),
    message !== undefined && (asAttribute ? element('samlp:StatusMessage', { Value: message }) : element('samlp:StatusMessage', {}, message)),
    shape.statusDetail !== undefined && element('samlp:StatusDetail', {}, shape.statusDetail),
  );
}

const issuerMarkup = (value: string | undefined, format: string | undefined): Markup | false =>
  value !== undefined && element('saml:Issuer', { Format: format }, value);

function subjectMarkup(shape: AssertionShape): Markup | false {
  if (shape.nameID === undefined && shape.confirmations === undefined) return false;
  return element(
    'saml:Subject',
    {},
    shape.nameID !== undefined && element('saml:NameID', {
      NameQualifier: shape.nameQualifier, SPNameQualifier: shape.spNameQualifier, Format: shape.nameIDFormat, SPProvidedID: shape.spProvidedID,
    }, shape.nameID),
    (shape.confirmations ?? []).map((entry) => element(
      'saml:SubjectConfirmation',
      { Method: entry.method ?? confirmation.bearer },
      entry.noData !== true && element('saml:SubjectConfirmationData', {
        InResponseTo: entry.inResponseTo, NotBefore: entry.notBefore, NotOnOrAfter: entry.notOnOrAfter, Recipient: entry.recipient, Address: entry.address,
      }),
    )),
  );
}

function conditionsMarkup(conditions: NonNullable<AssertionShape['conditions']>): Markup {
  return element(
    'saml:Conditions',
    { NotBefore: conditions.notBefore, NotOnOrAfter: conditions.notOnOrAfter },
    (conditions.audienceRestrictions ?? []).map((audiences) =>
      element('saml:AudienceRestriction', {}, audiences.map((audience) => element('saml:Audience', {}, audience)))),
    conditions.oneTimeUse === true && element('saml:OneTimeUse'),
    conditions.proxyCount !== undefined && element('saml:ProxyRestriction', { Count: conditions.proxyCount }),
  );
}

const authnStatementMarkup = (shape: AuthnStatementShape): Markup => element(
  'saml:AuthnStatement',
  { AuthnInstant: shape.authnInstant, SessionIndex: shape.sessionIndex, SessionNotOnOrAfter: shape.sessionNotOnOrAfter },
  shape.address !== undefined && element('saml:SubjectLocality', { Address: shape.address }),
  element(
    'saml:AuthnContext',
    {},
    shape.authnContextClassRef !== undefined && element('saml:AuthnContextClassRef', {}, shape.authnContextClassRef),
    (shape.authenticatingAuthorities ?? []).map((authority) => element('saml:AuthenticatingAuthority', {}, authority)),
  ),
);

const attributeMarkup = (shape: AttributeShape): Markup => element(
  'saml:Attribute',
  { Name: shape.name, NameFormat: shape.nameFormat, FriendlyName: shape.friendlyName },
  shape.values.map((value) => value === null
    ? element('saml:AttributeValue', { 'xsi:nil': true, 'xsi:type': shape.type })
    : element('saml:AttributeValue', { 'xsi:type': shape.type }, value)),
);

function assertionMarkup(shape: AssertionShape): Markup {
  const authn = (shape.authnStatements ?? []).map(authnStatementMarkup);
  const attributes = shape.attributes === undefined ? [] : [element('saml:AttributeStatement', {}, shape.attributes.map(attributeMarkup))];
  return element(
    'saml:Assertion',
    { ID: shape.id, Version: shape.version === undefined ? '2.0' : shape.version, IssueInstant: shape.issueInstant },
    issuerMarkup(shape.issuer, shape.issuerFormat),
    subjectMarkup(shape),
    shape.conditions !== undefined && conditionsMarkup(shape.conditions),
    shape.attributesFirst === true ? [...attributes, ...authn] : [...authn, ...attributes],
  );
}

const writeOptions = (layout: Layout): WriteOptions => ({
  prefixes: prefixStyles[layout.prefixes ?? 'saml'],
  declareAtRoot: layout.declareAtRoot === true ? ['saml'] : [],
  indent: layout.indent ?? 0,
});

/** The Response as XML text. The place for a Signature is right after each Issuer. */
export function buildResponse(shape: ResponseShape): string {
  return write(
    element(
      'samlp:Response',
      {
        ID: shape.id,
        Version: shape.version === undefined ? '2.0' : shape.version,
        IssueInstant: shape.issueInstant,
        Destination: shape.destination,
        Consent: shape.consent,
        InResponseTo: shape.inResponseTo,
      },
      issuerMarkup(shape.issuer, shape.issuerFormat),
      statusMarkup(shape),
      shape.assertions.map(assertionMarkup),
    ),
    writeOptions(shape),
  );
}

/** One Assertion by itself, as it stands inside an EncryptedAssertion. */
export const buildAssertion = (shape: AssertionShape, layout: Layout = {}): string => write(assertionMarkup(shape), writeOptions(layout));
