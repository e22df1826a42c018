/** Every URN and algorithm URI the engine knows, with its short name and strength; nothing else. */

export const ns = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  dsig11: 'http://www.w3.org/2009/xmldsig11#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  excC14n: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  xs: 'http://www.w3.org/2001/XMLSchema',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
  saml1: 'urn:oasis:names:tc:SAML:1.0:assertion',
  saml1p: 'urn:oasis:names:tc:SAML:1.0:protocol',
  wstrust: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  fed: 'http://docs.oasis-open.org/wsfed/federation/200706',
} as const;

export const binding = {
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  artifact: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
  soap: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
  paos: 'urn:oasis:names:tc:SAML:2.0:bindings:PAOS',
} as const;

export const nameIDFormat = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  windowsDomain: 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  x509: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  kerberos: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
  encrypted: 'urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted',
} as const;

export const confirmation = {
  bearer: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  holderOfKey: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  senderVouches: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
} as const;

export const attributeNameFormat = {
  uri: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  basic: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  unspecified: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
} as const;

const statusBase = 'urn:oasis:names:tc:SAML:2.0:status:';
export const status = {
  base: statusBase,
  success: statusBase + 'Success',
  requester: statusBase + 'Requester',
  responder: statusBase + 'Responder',
  versionMismatch: statusBase + 'VersionMismatch',
  authnFailed: statusBase + 'AuthnFailed',
  noPassive: statusBase + 'NoPassive',
  noAuthnContext: statusBase + 'NoAuthnContext',
  invalidNameIDPolicy: statusBase + 'InvalidNameIDPolicy',
  requestDenied: statusBase + 'RequestDenied',
  requestUnsupported: statusBase + 'RequestUnsupported',
  unsupportedBinding: statusBase + 'UnsupportedBinding',
  unknownPrincipal: statusBase + 'UnknownPrincipal',
  partialLogout: statusBase + 'PartialLogout',
} as const;

export const protocol = ns.samlp;

/** Canonicalisation algorithms the engine can compute (W3C xml-exc-c14n, xml-c14n 1.0 and 1.1). */
export const c14n = {
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusiveWithComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  inclusive11: 'http://www.w3.org/2006/12/xml-c14n11',
  inclusive11WithComments: 'http://www.w3.org/2006/12/xml-c14n11#WithComments',
} as const;

export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export type Hash = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'md5';
export type Strength = 'good' | 'weak' | 'refused';

/** `weak` verifies with a warning and is rejected under policy strict; `refused` is never verified. */
export interface SignatureAlgorithm {
  name: string;
  family: 'rsa' | 'rsa-pss' | 'ecdsa' | 'dsa' | 'hmac';
  hash: Hash;
  strength: Strength;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const more07 = 'http://www.w3.org/2007/05/xmldsig-more#';

export const signatureAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  [ns.ds + 'rsa-sha1']: { name: 'RSA-SHA1', family: 'rsa', hash: 'sha1', strength: 'weak' },
  [more + 'rsa-sha256']: { name: 'RSA-SHA256', family: 'rsa', hash: 'sha256', strength: 'good' },
  [more + 'rsa-sha384']: { name: 'RSA-SHA384', family: 'rsa', hash: 'sha384', strength: 'good' },
  [more + 'rsa-sha512']: { name: 'RSA-SHA512', family: 'rsa', hash: 'sha512', strength: 'good' },
  [more07 + 'sha256-rsa-MGF1']: { name: 'RSA-PSS-SHA256', family: 'rsa-pss', hash: 'sha256', strength: 'good' },
  [more07 + 'sha384-rsa-MGF1']: { name: 'RSA-PSS-SHA384', family: 'rsa-pss', hash: 'sha384', strength: 'good' },
  [more07 + 'sha512-rsa-MGF1']: { name: 'RSA-PSS-SHA512', family: 'rsa-pss', hash: 'sha512', strength: 'good' },
  [more + 'ecdsa-sha256']: { name: 'ECDSA-SHA256', family: 'ecdsa', hash: 'sha256', strength: 'good' },
  [more + 'ecdsa-sha384']: { name: 'ECDSA-SHA384', family: 'ecdsa', hash: 'sha384', strength: 'good' },
  [more + 'ecdsa-sha512']: { name: 'ECDSA-SHA512', family: 'ecdsa', hash: 'sha512', strength: 'good' },
  [more + 'ecdsa-sha1']: { name: 'ECDSA-SHA1', family: 'ecdsa', hash: 'sha1', strength: 'refused' },
  [ns.ds + 'dsa-sha1']: { name: 'DSA-SHA1', family: 'dsa', hash: 'sha1', strength: 'refused' },
  [more + 'rsa-md5']: { name: 'RSA-MD5', family: 'rsa', hash: 'md5', strength: 'refused' },
  [ns.ds + 'hmac-sha1']: { name: 'HMAC-SHA1', family: 'hmac', hash: 'sha1', strength: 'refused' },
  [more + 'hmac-sha256']: { name: 'HMAC-SHA256', family: 'hmac', hash: 'sha256', strength: 'refused' },
  [more + 'hmac-sha512']: { name: 'HMAC-SHA512', family: 'hmac', hash: 'sha512', strength: 'refused' },
};

export const rsaSha256 = more + 'rsa-sha256';
export const rsaSha1 = ns.ds + 'rsa-sha1';

export const digestAlgorithms: Readonly<Record<string, { name: string; hash: Hash; strength: Strength }>> = {
  [ns.ds + 'sha1']: { name: 'SHA-1', hash: 'sha1', strength: 'weak' },
  [ns.xenc + 'sha256']: { name: 'SHA-256', hash: 'sha256', strength: 'good' },
  [more + 'sha384']: { name: 'SHA-384', hash: 'sha384', strength: 'good' },
  [ns.xenc + 'sha512']: { name: 'SHA-512', hash: 'sha512', strength: 'good' },
  [more + 'md5']: { name: 'MD5', hash: 'md5', strength: 'refused' },
};
export const sha256 = ns.xenc + 'sha256';
export const sha1 = ns.ds + 'sha1';

/** Block ciphers of XML Encryption. */
export const blockCiphers: Readonly<Record<string, { name: string; cipher: string; keyBytes: number; mode: 'cbc' | 'gcm'; strength: Strength }>> = {
  [ns.xenc + 'aes128-cbc']: { name: 'AES-128-CBC', cipher: 'aes-128-cbc', keyBytes: 16, mode: 'cbc', strength: 'weak' },
  [ns.xenc + 'aes192-cbc']: { name: 'AES-192-CBC', cipher: 'aes-192-cbc', keyBytes: 24, mode: 'cbc', strength: 'weak' },
  [ns.xenc + 'aes256-cbc']: { name: 'AES-256-CBC', cipher: 'aes-256-cbc', keyBytes: 32, mode: 'cbc', strength: 'weak' },
  [ns.xenc11 + 'aes128-gcm']: { name: 'AES-128-GCM', cipher: 'aes-128-gcm', keyBytes: 16, mode: 'gcm', strength: 'good' },
  [ns.xenc11 + 'aes192-gcm']: { name: 'AES-192-GCM', cipher: 'aes-192-gcm', keyBytes: 24, mode: 'gcm', strength: 'good' },
  [ns.xenc11 + 'aes256-gcm']: { name: 'AES-256-GCM', cipher: 'aes-256-gcm', keyBytes: 32, mode: 'gcm', strength: 'good' },
};
export const tripleDes = ns.xenc + 'tripledes-cbc';

/** Key transport of XML Encryption. */
export const keyTransports: Readonly<Record<string, { name: string; scheme: 'oaep' | 'oaep11' | 'pkcs1'; strength: Strength }>> = {
  [ns.xenc + 'rsa-oaep-mgf1p']: { name: 'RSA-OAEP', scheme: 'oaep', strength: 'good' },
  [ns.xenc11 + 'rsa-oaep']: { name: 'RSA-OAEP (1.1)', scheme: 'oaep11', strength: 'good' },
  [ns.xenc + 'rsa-1_5']: { name: 'RSA PKCS#1 v1.5', scheme: 'pkcs1', strength: 'weak' },
};

/** Mask generation functions of `xenc11:rsa-oaep`. */
export const maskGenerations: Readonly<Record<string, Hash>> = {
  [ns.xenc11 + 'mgf1sha1']: 'sha1',
  [ns.xenc11 + 'mgf1sha224']: 'sha224',
  [ns.xenc11 + 'mgf1sha256']: 'sha256',
  [ns.xenc11 + 'mgf1sha384']: 'sha384',
  [ns.xenc11 + 'mgf1sha512']: 'sha512',
};

/** The last, telling part of a URN or URL, for prose; the value itself when it has none. */
export function shortName(text: string): string {
  let stop = text.length;
  while (stop > 0 && text[stop - 1] === '#') stop--;
  const uri = text.slice(0, stop);
  const cut = Math.max(uri.lastIndexOf('#'), uri.lastIndexOf(':'), uri.lastIndexOf('/'));
  return cut >= 0 && cut < uri.length - 1 ? uri.slice(cut + 1) : uri;
}

/** Claim and attribute names under which identity providers send the e-mail address. */
export const emailAttributeNames: readonly string[] = [
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'email', 'Email', 'mail', 'Mail', 'emailAddress', 'EmailAddress', 'User.email', 'user.email', 'e-mail',
];
