/** Verifies the signature in the query string of the HTTP-Redirect binding (saml-bindings 3.4.4.1). */
import { nodeRef, type ShapeFault, type Signature } from '../model.ts';
import { shortName, signatureAlgorithms } from '../urns.ts';
import { strictBase64 } from './base64-strict.ts';
import { diagnoseKeys, fewestRsaBits, fittingKey, isShortRsa, keySearch, signingKeys, type PreparedKey } from './signature-keys.ts';
import { rowOf } from './signature-shape.ts';

export interface SignedQuery {
  /** `SAMLResponse=..&RelayState=..&SigAlg=..`, one character per octet, with the very percent escapes that came: some senders write them in lower case (S16). */
  signedOctets: string | Uint8Array;
  /** SigAlg and Signature with percent escapes undone; null when the parameter is missing. */
  sigAlg: string | null;
  signature: string | null;
  /** A parameter is there twice, or two messages are. */
  ambiguous?: boolean;
}

export interface QueryOptions {
  otherKeys?: readonly PreparedKey[];
  /** The source number of the message and its root's name and ID, for the facts. */
  source?: number;
  parentName?: string;
  parentID?: string | null;
}

/** The facts of a query-string signature, `detached`. Never throws. */
export function verifyQuery(query: SignedQuery, keys: readonly PreparedKey[], options: QueryOptions = {}): Signature {
  const node = nodeRef(options.source ?? 0, 0);
  const signature: Signature = {
    node, parent: node, parentName: options.parentName ?? '', parentID: options.parentID ?? null, referenceURI: null,
    canonicalization: null, signatureMethod: query.sigAlg, digestMethod: null, transforms: [], embeddedCertificates: [], faults: [],
    result: 'refused', failure: null, digestClaimed: null, digestComputed: null, verifiedBy: null, embeddedKeyFits: null, embeddedFits: null, otherKeyFits: null,
    secondOpinion: null, canonicalBytes: null, detached: true,
  };
  const fault = (code: ShapeFault['code'], message: string, expected: string, actual: string) => {
    signature.faults.push({ code, message, expected, actual, node });
  };
  if (query.ambiguous === true) fault('unexpected-content', 'The signed query has two messages, or one of its parameters twice. Receivers differ in which they take and which they verify.', 'every parameter once', 'a parameter twice, or two messages');
  const scheme = rowOf(signatureAlgorithms, query.sigAlg);
  if (query.sigAlg === null) fault('missing-part', 'The query string has a Signature but no SigAlg, so nobody can tell how it was made.', 'SigAlg', 'none');
  else if (scheme === undefined) fault('signature-algorithm', 'We do not know this signature algorithm.', 'RSA-SHA256', query.sigAlg);
  else if (scheme.strength === 'refused') fault('signature-algorithm', `${scheme.name} is never accepted.`, 'RSA-SHA256', shortName(query.sigAlg));
  const value = query.signature === null ? null : strictBase64(query.signature);
  if (query.signature === null) fault('missing-part', 'The query string has SigAlg but no Signature.', 'Signature', 'none');
  else if (value === null || /\s/.test(query.signature)) fault('base64', 'The Signature parameter is not base64 without white space. A "+" that was not escaped as %2B arrives as a blank.', 'base64 text', query.signature.slice(0, 60));
  if (signature.faults.length > 0) return signature;

  const data = typeof query.signedOctets === 'string' ? Buffer.from(query.signedOctets, 'latin1') : query.signedOctets;
  signature.canonicalBytes = data.length;
  const trusted = signingKeys(keys);
  const key = trusted[fittingKey(trusted, scheme!, data, value!, null)];
  if (key === undefined) {
    signature.result = trusted.length === 0 ? 'not-checked' : 'failed';
    signature.failure = trusted.length === 0 ? null : 'key';
    Object.assign(signature, diagnoseKeys([], options.otherKeys ?? [], scheme!, data, value!, keySearch()));
  } else if (isShortRsa(key)) {
    fault('signature-algorithm', `The key that made this signature has ${key.keyBits} bits. Anyone can work out the private key of one this short.`, `RSA with 2048 bits, at least ${fewestRsaBits}`, `${key.keyBits} bits`);
  } else {
    signature.result = 'verified';
    signature.verifiedBy = { source: key.source, sha256: key.certificate?.sha256 ?? null, certificate: key.certificate, bits: key.keyBits };
  }
  return signature;
}
