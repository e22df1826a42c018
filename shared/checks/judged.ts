/** Which parts of the Facts a rule is about: the assertion that is judged, its bearer confirmation, the keys given. */
import type { Assertion, AuthnStatement, CertificateFacts, EntityDescriptor, Expected, Facts, NameID, Role, Signature, SubjectConfirmation } from '../model.ts';
import { confirmation } from '../urns.ts';

/** The assertion that is judged: the one a verified signature covers, else the first. */
export function assertionOf(facts: Facts): Assertion | null {
  const list = facts.response?.assertions;
  if (list === undefined) return facts.assertion;
  if (list.length < 2) return list[0] ?? null;
  for (const assertion of list) if (assertion.coveredBy.length > 0) return assertion;
  return list[0]!;
}

export function nameIDOf(facts: Facts): NameID | null {
  return assertionOf(facts)?.subject?.nameID ?? null;
}

export function authnStatementOf(facts: Facts): AuthnStatement | null {
  return assertionOf(facts)?.authnStatements[0] ?? null;
}

export const skewOf = (expected: Expected): number => expected.clockSkew * 1000;

/** How many of the bearer rules a confirmation keeps; more is better. */
function score(item: SubjectConfirmation, request: string | null | undefined, expected: Expected): number {
  let points = 0;
  const acs = expected.sp?.assertionConsumerService;
  if (item.recipient !== null && (acs === undefined || item.recipient === acs)) points += 4;
  if (item.notOnOrAfter?.at != null && expected.now - skewOf(expected) < item.notOnOrAfter.at) points += 2;
  if (item.notBefore === null) points += 1;
  if (item.inResponseTo === request) points += 2;
  return points;
}

/** The bearer confirmation that is judged: one that keeps all rules suffices, so the best of several. */
export function bearerOf(facts: Facts, expected: Expected): SubjectConfirmation | null {
  const list = assertionOf(facts)?.subject?.confirmations;
  if (list === undefined) return null;
  // A Response that answers no request is confirmed by none that answers one.
  const request = facts.response !== null && facts.response.inResponseTo === null ? null : expected.requestID;
  let best: SubjectConfirmation | null = null;
  let bestScore = -1;
  for (const item of list) {
    if (item.method !== confirmation.bearer) continue;
    if (list.length === 1) return item;
    const points = score(item, request, expected);
    if (points > bestScore) {
      best = item;
      bestScore = points;
    }
  }
  return best;
}

/** Whether the Response element itself carries a signature, verified or not. */
export function responseSigned(facts: Facts): boolean {
  const node = facts.response?.node;
  for (const signature of facts.signatures) if (signature.parent === node) return true;
  return false;
}

export function signatureOf(facts: Facts, parent: number): Signature | null {
  for (const signature of facts.signatures) if (signature.parent === parent) return signature;
  return null;
}

/** The signatures that are made over that element: its own, and that of the query it came in. Any other covers only a part of it. */
export const signaturesOver = (facts: Facts, node: number): Signature[] => facts.signatures.filter((signature) => signature.detached || signature.parent === node);

/** A signature that is of something inside the message and not of the message: a captured one, put there so that something verifies. */
export const strangeSignature = (facts: Facts, node: number): Signature | undefined => facts.signatures.find((signature) => !signature.detached && signature.parent !== node);

/** The certificate that a signature says it was made with: the one that fits, where it brings a chain. */
export const signerOf = (signature: Signature): CertificateFacts | undefined => signature.embeddedCertificates[signature.embeddedFits ?? 0];

export const isSigned = (facts: Facts): boolean => facts.signatures.length > 0;

/** Certificates an admin gave that may sign. */
export function givenCertificates(facts: Facts): CertificateFacts[] {
  const list: CertificateFacts[] = [];
  for (const key of facts.trusted) if (key.use !== 'encryption' && key.certificate !== null) list.push(key.certificate);
  return list;
}

export function entityOf(facts: Facts): EntityDescriptor | null {
  const metadata = facts.metadata;
  return metadata === null || metadata.chosen < 0 ? null : (metadata.entities[metadata.chosen] ?? null);
}

/** The role the metadata is judged as: the identity provider's unless told otherwise. */
export function roleOf(facts: Facts, expected: Expected): Role | null {
  const wanted = expected.role ?? 'idp';
  return entityOf(facts)?.roles.find((role) => role.role === wanted) ?? null;
}

const dates = new WeakMap<CertificateFacts, { from: number; until: number }>();

/** notBefore and notAfter as epoch milliseconds; the same certificate comes with every message. */
export function datesOf(certificate: CertificateFacts): { from: number; until: number } {
  let found = dates.get(certificate);
  if (found === undefined) {
    found = { from: Date.parse(certificate.notBefore), until: Date.parse(certificate.notAfter) };
    dates.set(certificate, found);
  }
  return found;
}

/** A certificate that is judged, and where its problem is shown. */
export interface JudgedCertificate {
  certificate: CertificateFacts;
  node: number | undefined;
}

/** Certificates whose dates and strength matter here: of the file, of the metadata's signing keys, or those that verified. */
export function judgedCertificates(facts: Facts, expected: Expected): JudgedCertificate[] {
  const list: JudgedCertificate[] = [];
  if (facts.certificateFile !== null) {
    for (const certificate of facts.certificateFile.certificates) if (certificate.fault === null) list.push({ certificate, node: undefined });
  } else if (facts.metadata !== null) {
    for (const key of roleOf(facts, expected)?.keyDescriptors ?? []) {
      if (key.use === 'encryption') continue;
      for (const certificate of key.certificates) if (certificate.fault === null) list.push({ certificate, node: key.node });
    }
  } else {
    for (const signature of facts.signatures) {
      const certificate = signature.result === 'verified' ? signature.verifiedBy?.certificate : null;
      if (certificate == null || list.some((item) => item.certificate.sha256 === certificate.sha256)) continue;
      list.push({ certificate, node: signature.node });
    }
  }
  return list;
}
