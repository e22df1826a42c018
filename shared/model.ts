/** SAML nouns as plain data. Names are the standard's own, first letter lowered. */

/**
 * An element in one of the Report's sources: source number * 2^24 + element index in that source's tree.
 * Opaque to checks; the runner turns it into a Location.
 */
export type NodeRef = number;
export type Place = NodeRef | { node: NodeRef; attribute: string };

export const nodeRef = (source: number, element: number): NodeRef => source * 0x1000000 + element;
export const sourceOf = (ref: NodeRef): number => Math.floor(ref / 0x1000000);
export const elementOf = (ref: NodeRef): number => ref % 0x1000000;

/** An xs:dateTime as written. `at` is epoch milliseconds, null when it is not one; `utc` tells whether it ended in Z. */
export interface Instant {
  text: string;
  at: number | null;
  utc: boolean;
}

// ---- responses -------------------------------------------------------------------------------------------------

export interface Issuer {
  value: string;
  format: string | null;
  node: NodeRef;
}

export interface StatusFacts {
  /** Status code values from the top level inwards. */
  codes: string[];
  /** StatusCode elements beside one of those, where the schema has one. */
  codesBeside: number;
  message: string | null;
  /** Some engines write the message into a Value attribute. */
  messageFrom: 'text' | 'attribute' | null;
  detail: string | null;
  node: NodeRef;
}

export interface NameID {
  value: string;
  format: string | null;
  nameQualifier: string | null;
  spNameQualifier: string | null;
  spProvidedID: string | null;
  node: NodeRef;
  /** Comments, CDATA or child elements stand inside it (each a way to make readers disagree). */
  hasComment: boolean;
  hasCdata: boolean;
  hasElements: boolean;
}

export interface SubjectConfirmation {
  method: string | null;
  recipient: string | null;
  notBefore: Instant | null;
  notOnOrAfter: Instant | null;
  inResponseTo: string | null;
  address: string | null;
  hasData: boolean;
  node: NodeRef;
}

export interface Subject {
  nameID: NameID | null;
  /** An EncryptedID stood here; `nameID` is the decrypted one when it could be decrypted. */
  encryptedID: boolean;
  confirmations: SubjectConfirmation[];
  node: NodeRef;
}

export interface Conditions {
  notBefore: Instant | null;
  notOnOrAfter: Instant | null;
  /** One list per AudienceRestriction: all restrictions must hold, any audience inside one suffices (saml-core 2.5.1.4). */
  audienceRestrictions: string[][];
  oneTimeUse: number;
  proxyRestrictions: number;
  /** Local names or xsi:types of conditions that are not understood. */
  unknown: string[];
  node: NodeRef;
}

export interface AuthnStatement {
  authnInstant: Instant | null;
  sessionIndex: string | null;
  sessionNotOnOrAfter: Instant | null;
  authnContextClassRef: string | null;
  node: NodeRef;
}

export interface Attribute {
  name: string;
  nameFormat: string | null;
  friendlyName: string | null;
  values: string[];
  /** Values that hold child elements instead of text. */
  structured: number;
  encrypted: boolean;
  node: NodeRef;
}

export interface Assertion {
  id: string | null;
  version: string | null;
  issueInstant: Instant | null;
  issuer: Issuer | null;
  subject: Subject | null;
  conditions: Conditions | null;
  authnStatements: AuthnStatement[];
  attributeStatements: number;
  attributes: Attribute[];
  encryptedAttributes: number;
  /** Child names in document order, for the order rule of the schema. */
  children: string[];
  /** Where it came from: as it stood, or out of an EncryptedAssertion. */
  from: 'plain' | 'decrypted';
  /** Indices into Facts.signatures of verified signatures that cover all of it. */
  coveredBy: number[];
  node: NodeRef;
}

export interface Response {
  id: string | null;
  version: string | null;
  issueInstant: Instant | null;
  destination: string | null;
  inResponseTo: string | null;
  issuer: Issuer | null;
  status: StatusFacts | null;
  /** Assertions that are children of the Response, decrypted ones included. */
  assertions: Assertion[];
  encryptedAssertions: number;
  /** Assertions anywhere else: in Extensions, Advice, Object, inside another assertion, in no or a wrong namespace. */
  strayAssertions: { node: NodeRef; path: string }[];
  children: string[];
  coveredBy: number[];
  node: NodeRef;
}

// ---- signatures and encryption ---------------------------------------------------------------------------------

/** A rule of the SAML signature profile (saml-core 5.4) that the signature's shape breaks. */
export interface ShapeFault {
  code:
    | 'reference-count' | 'reference-target' | 'position' | 'parent' | 'transform' | 'c14n' | 'signature-algorithm'
    | 'digest-algorithm' | 'object' | 'signed-info-count' | 'missing-part' | 'unexpected-content' | 'base64' | 'empty-canonical' | 'hmac-length' | 'duplicate-signature';
  message: string;
  expected?: string;
  actual?: string;
  node: NodeRef;
}

export interface Signature {
  node: NodeRef;
  /** The signed element: the Signature's parent. */
  parent: NodeRef;
  parentName: string;
  parentID: string | null;
  referenceURI: string | null;
  canonicalization: string | null;
  signatureMethod: string | null;
  digestMethod: string | null;
  transforms: string[];
  /** Certificates in KeyInfo, base64 DER. A hint, never a key to trust. */
  embeddedCertificates: CertificateFacts[];
  faults: ShapeFault[];
  /**
   * `verified`: a key that the admin gave made it. `failed`: keys were given and none made it, or the digest differs.
   * `refused`: its shape or algorithm is not allowed, nothing was computed on trust. `not-checked`: no key was given.
   */
  result: 'verified' | 'failed' | 'refused' | 'not-checked';
  /** For `failed`: `digest` content changed after signing; `key` no given key fits. */
  failure: 'digest' | 'key' | null;
  digestClaimed: string | null;
  digestComputed: string | null;
  /** The key that made it. */
  verifiedBy: { source: string; sha256: string | null; certificate: CertificateFacts | null; bits: number | null } | null;
  /** Whether the embedded certificate's key made it, tested for the diagnosis only; null when there is none. */
  embeddedKeyFits: boolean | null;
  /** Index into embeddedCertificates of the one whose key made it: a chain may begin with the certificate of its issuer. Null when none is known to. */
  embeddedFits: number | null;
  /** Index into Expected.otherKeys of a key that made it, for the diagnosis only; past its end: an encryption key of the same identity provider. */
  otherKeyFits: number | null;
  /** What the independent implementation said. */
  secondOpinion: { verdict: 'verified' | 'failed' | 'error'; message: string | null } | null;
  /** Bytes of canonical form that the digest was computed over. */
  canonicalBytes: number | null;
  /** The query-string signature of the Redirect binding instead of an XML signature. */
  detached: boolean;
}

export interface Encrypted {
  what: 'EncryptedAssertion' | 'EncryptedID' | 'EncryptedAttribute' | 'EncryptedData';
  node: NodeRef;
  blockCipher: string | null;
  keyTransport: string | null;
  oaepDigest: string | null;
  mgf: string | null;
  /** How many EncryptedKey elements, inside or beside. */
  keys: number;
  recipients: string[];
  result: 'decrypted' | 'failed' | 'no-key';
  /** For `failed`. From the network the last three are one and the same: `undecryptable`. */
  failure: 'unsupported-algorithm' | 'malformed' | 'wrong-key' | 'wrong-variant' | 'damaged' | 'undecryptable' | null;
  message: string | null;
  /** Label of the key that opened it. */
  openedBy: string | null;
  /** The source number of the plaintext. */
  source: number | null;
}

// ---- metadata and certificates ---------------------------------------------------------------------------------

export interface CertificateFacts {
  /** Base64 DER without line breaks; '' when it could not be read. */
  der: string;
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  keyType: 'RSA' | 'RSA-PSS' | 'EC' | 'Ed25519' | 'DSA' | 'unknown';
  /** RSA modulus bits, or the curve's. */
  keyBits: number;
  curve: string | null;
  signatureAlgorithm: string;
  selfSigned: boolean;
  /** Fingerprints of the DER: upper-case hexadecimal pairs joined by colons. */
  sha1: string;
  sha256: string;
  /** SHA-256 of the public key (SPKI), likewise: the same key in a renewed certificate keeps it. */
  keySha256: string;
  /** Why it could not be read, when it could not. */
  fault: string | null;
}

/** What a pasted certificate file turned out to be. */
export interface CertificateFile {
  form: 'PEM' | 'DER' | 'base64' | 'PKCS#7' | 'PKCS#12' | 'private-key' | 'encrypted-private-key' | 'public-key' | 'csr' | 'ssh-key' | 'crl' | 'unreadable';
  certificates: CertificateFacts[];
  /** Repairs made while reading: curly dashes, missing header lines, doubled headers, line lengths. */
  notes: { code: string; message: string }[];
  hasPrivateKey: boolean;
  /** A PKCS#12 or key that wants a passphrase. */
  needsPassphrase: boolean;
  message: string | null;
}

export interface KeyDescriptor {
  use: 'signing' | 'encryption' | null;
  /** As written, when it is neither of the two the schema allows. */
  useText: string | null;
  certificates: CertificateFacts[];
  /** A bare ds:KeyValue stands there instead of a certificate. */
  keyValue: boolean;
  encryptionMethods: string[];
  node: NodeRef;
}

export interface Endpoint {
  service: string;
  binding: string | null;
  location: string | null;
  responseLocation: string | null;
  index: string | null;
  isDefault: boolean;
  node: NodeRef;
}

export interface Role {
  role: 'idp' | 'sp';
  protocols: string[];
  keyDescriptors: KeyDescriptor[];
  endpoints: Endpoint[];
  nameIDFormats: string[];
  wantAuthnRequestsSigned: boolean | null;
  authnRequestsSigned: boolean | null;
  wantAssertionsSigned: boolean | null;
  validUntil: Instant | null;
  requestedAttributes: { name: string; required: boolean }[];
  attributes: string[];
  children: string[];
  node: NodeRef;
}

export interface EntityDescriptor {
  entityID: string | null;
  id: string | null;
  validUntil: Instant | null;
  cacheDuration: string | null;
  roles: Role[];
  /** Other role descriptors: their element name or xsi:type (Entra and AD FS carry WS-Federation ones). */
  otherRoles: string[];
  organization: string | null;
  node: NodeRef;
}

export interface Metadata {
  /** The root is an EntitiesDescriptor. */
  aggregate: boolean;
  name: string | null;
  validUntil: Instant | null;
  entities: EntityDescriptor[];
  /** The entity that was judged: index into entities, -1 when it could not be chosen. */
  chosen: number;
  node: NodeRef;
}

// ---- requests --------------------------------------------------------------------------------------------------

export interface AuthnRequest {
  id: string | null;
  version: string | null;
  issueInstant: Instant | null;
  destination: string | null;
  issuer: Issuer | null;
  assertionConsumerServiceURL: string | null;
  assertionConsumerServiceIndex: string | null;
  protocolBinding: string | null;
  forceAuthn: boolean | null;
  isPassive: boolean | null;
  nameIDPolicyFormat: string | null;
  allowCreate: boolean | null;
  authnContextClassRefs: string[];
  comparison: string | null;
  hasSubject: boolean;
  hasScoping: boolean;
  providerName: string | null;
  node: NodeRef;
}

export interface Logout {
  kind: 'request' | 'response';
  id: string | null;
  version: string | null;
  issueInstant: Instant | null;
  destination: string | null;
  inResponseTo: string | null;
  issuer: Issuer | null;
  notOnOrAfter: Instant | null;
  nameID: NameID | null;
  sessionIndexes: string[];
  status: StatusFacts | null;
  node: NodeRef;
}

// ---- facts -----------------------------------------------------------------------------------------------------

/** Things true of the text itself, before SAML: what the intake rules look at. */
export interface XmlFacts {
  rootName: string;
  rootNamespace: string;
  /** IDs that occur more than once (saml-core 1.3.4), each with its places. Only `ID` counts as one. */
  duplicateIDs: { id: string; nodes: NodeRef[] }[];
  /** Signatures that are not a direct child of a Response, Assertion or other signed SAML root. */
  straySignatures: { node: NodeRef; path: string }[];
  comments: number;
  commentsInValues: NodeRef[];
  cdataInValues: NodeRef[];
  transcodedFrom: string | null;
}

/**
 * What happened to the text between its signer and here, found by undoing it: a diagnosis and nothing else. The text with the damage
 * undone is not kept, and nobody is named from it.
 */
export interface Damage {
  /** Ids of what was undone: one or two, and layers around them. */
  kinds: string[];
  /** 'was pretty-printed after it left the identity provider', after "The capture" or, for a detached signature, "The query string". */
  happened: string;
  /** 'with the indentation taken out'. */
  undone: string;
  /** What the signatures that then hold are signatures of: 'Assertion'. Empty when nothing holds and only the damage is sure. */
  signed: string[];
  /** Those of Facts.signatures that failed and then hold; empty when the document could not be parsed. */
  signatures: number[];
  /** The given key that then verifies; null when only the digest fits. */
  verifiesWith: { source: string; sha256: string | null } | null;
  /** The key of the certificate in the message then made the signature. */
  fitsEmbedded: boolean;
  /** Index into Expected.otherKeys of a key that then made it. */
  otherKeyFits: number | null;
  digestClaimed: string | null;
  /** With the damage undone: equal to the one claimed. */
  digestUndone: string | null;
  /** As it came. */
  digestBefore: string | null;
  /** The first place of what is signed that was changed, in the document as it came. */
  place: { line: number; column: number; path: string } | null;
  /** How many places were changed back. */
  places: number;
}

export interface Facts {
  /** Why the document could not be decoded or parsed; everything else is then null or empty. */
  fault: { code: string; message: string; line: number | null; column: number | null; limit: number | null } | null;
  xml: XmlFacts | null;
  response: Response | null;
  /** A bare Assertion handed in by itself. */
  assertion: Assertion | null;
  request: AuthnRequest | null;
  logout: Logout | null;
  metadata: Metadata | null;
  certificateFile: CertificateFile | null;
  signatures: Signature[];
  encrypted: Encrypted[];
  /** The certificates the document was judged against, read. */
  trusted: { source: string; use: 'signing' | 'encryption' | 'both'; certificate: CertificateFacts | null; keySha256: string; keyType: string; keyBits: number }[];
  /** Verified content read a second time from the canonical bytes differs from the first reading: never trusted. */
  readingDiffers: string | null;
  /** Which damage explains that a signature fails or that nothing can be read; looked for only then, and absent when none does. */
  damage?: Damage;
}

export interface Identity {
  nameID: string | null;
  nameIDFormat: string | null;
  nameQualifier: string | null;
  spNameQualifier: string | null;
  sessionIndex: string | null;
  issuer: string | null;
  attributes: Record<string, string[]>;
  /** SHA-256 fingerprint of the certificate whose key signed what was read. */
  verifiedBy: string | null;
  /** Which element the signature covered. */
  coveredBy: 'Response' | 'Assertion';
}

// ---- what to judge against -------------------------------------------------------------------------------------

export interface TrustedKey {
  /** Base64 DER certificate, or a PEM of a certificate or public key. */
  material: string;
  use: 'signing' | 'encryption' | 'both';
  /** Where the admin got it: 'metadata', 'certificate', 'connection Heap'. */
  source: string;
}

/** What a service provider needs of an assertion. From its guide or its metadata. */
export interface SpRequirements {
  nameIDFormat?: string;
  /** The NameID must be an e-mail address. */
  nameIDIsEmail?: boolean;
  assertionSigned?: boolean;
  responseSigned?: boolean;
  /** It publishes no key to encrypt to: an encrypted assertion cannot be read there. */
  noEncryption?: boolean;
  attributes?: { term: string; names: string[]; required: boolean }[];
  /** How many signing certificates it can hold. */
  certificateSlots?: number;
  /** It logs in by browser redirect: the identity provider needs a Redirect endpoint. */
  redirectOnly?: boolean;
}

/** What to judge a document against. Whatever is left out is not judged, and the Report says so. */
export interface Expected {
  /** Epoch milliseconds. */
  now: number;
  /** Seconds of tolerance, both ways (default 180). */
  clockSkew: number;
  policy: 'practice' | 'strict';
  idp?: {
    entityID?: string;
    keys: TrustedKey[];
    guide?: string;
    /** From `at` (epoch milliseconds) on these signing keys count in place of the others. Empty: the next one is not known yet. */
    rollover?: { at: number; keys: TrustedKey[] };
  };
  sp?: {
    entityID?: string;
    assertionConsumerService?: string;
    /** As sentences call it: 'Heroku'. */
    name?: string;
    /** Id of its guide, as the identity provider's. */
    guide?: string;
    requires?: SpRequirements;
    /** In a test login, where this app received: the values of the service provider it stands in for. */
    standsInFor?: { entityID?: string; assertionConsumerService?: string };
  };
  requestID?: string;
  /** Whether an unsolicited response is acceptable; left out, only a response to a known request ID is judged by it. */
  allowIdpInitiated?: boolean;
  /** The request that was sent, where known. */
  request?: { nameIDFormat?: string; authnContextClassRefs?: string[]; forceAuthn?: boolean; isPassive?: boolean; issuedAt?: number; relayState?: string | null };
  /** When it arrived, epoch milliseconds. */
  receivedAt?: number;
  /** The binding it arrived by, when known better than from the text. */
  binding?: string;
  /** The RelayState that came with it: null for none. `inspect` fills it from a form body or URL. */
  relayState?: string | null;
  decryptionKeys?: { pem: string; label: string }[];
  /** Assertion IDs that were accepted before: a repeat is a replay. */
  seenAssertionIDs?: readonly string[];
  /** Keys known from elsewhere. For diagnosis only: they never make anything verified. */
  otherKeys?: TrustedKey[];
  /** Metadata is judged as this role's (default idp). */
  role?: 'idp' | 'sp';
  /** Which entity of an aggregate. */
  entityID?: string;
  /** `network`: the sender learns nothing from decryption errors. */
  origin?: 'interactive' | 'network';
  /** A passphrase for PKCS#12 or encrypted keys. */
  passphrase?: string;
}
