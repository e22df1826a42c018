/** Every cause, those that overrule others first, and the ranking of what they find. */
import type { CheckResult } from '../checks/run.ts';
import type { Diagnosis } from '../finding.ts';
import type { Expected, Facts } from '../model.ts';
import { attackCauses } from './attack.ts';
import { captureCauses } from './capture.ts';
import { type Cause, contextOf, type Context } from './cause.ts';
import { damageCauses } from './damage.ts';
import { encryptionCauses } from './encryption.ts';
import { flowCauses } from './flow.ts';
import { identifierCauses } from './identifiers.ts';
import { metadataCauses } from './metadata.ts';
import { otherApplicationCauses } from './other-application.ts';
import { requestCauses } from './request.ts';
import { signatureCauses } from './signature.ts';
import { statusCauses } from './status.ts';
import { groupIDs, subjectCauses } from './subject.ts';
import { timeCauses } from './time.ts';

export const diagnosisList: readonly Cause[] = [
  ...damageCauses, ...captureCauses, ...attackCauses, ...statusCauses, ...otherApplicationCauses, ...signatureCauses, ...encryptionCauses, ...metadataCauses, ...identifierCauses, ...subjectCauses, ...flowCauses, ...timeCauses, ...requestCauses,
];

const byId = new Map(diagnosisList.map((cause) => [cause.id, cause]));

export function causeById(id: string): Cause | undefined {
  return byId.get(id);
}

/** A cause of this kind explains the findings of those, which are then not named beside it. */
const overrules: Readonly<Record<string, readonly string[]>> = {
  'changed-in-copying': ['content-changed', 'signature-damaged', 'damaged-copy', 'unusual-signature', 'forbidden-xml', 'metadata-edited', 'signed-before-encryption', 'forbidden-algorithm', 'request-signature'],
  'cut-off-at': ['damaged-copy'],
  'blanked-out': ['content-changed', 'unusual-signature', 'no-email', 'no-name-id', 'name-id-not-email', 'opaque-name-id', 'name-id-other-than-email'],
  'wrapped-assertion': ['changed-in-copying', 'several-assertions', 'assertion-not-covered', 'repeated-id', 'unusual-signature', 'content-changed', 'malformed-message', 'attribute-twice'],
  'repeated-id': ['changed-in-copying', 'unusual-signature'],
  'forbidden-algorithm': ['unusual-signature', 'weak-algorithm', 'weak-signing-key'],
  'signed-with-encryption-key': ['key-not-in-metadata', 'key-of-other-connection', 'no-key-given'],
  'certificate-of-issuer': ['key-not-in-metadata'],
  'metadata-of-other-application': ['key-not-in-metadata', 'tenant-wide-metadata'],
  'before-or-after-rollover': ['key-not-in-metadata', 'metadata-of-other-application', 'old-capture', 'wrong-issuer'],
  'key-of-earlier-login': ['key-not-in-metadata', 'metadata-of-other-application'],
  'key-of-other-connection': ['metadata-of-other-application', 'key-not-in-metadata'],
  'signed-before-encryption': ['content-changed'],
  'for-another-application': ['wrong-audience', 'wrong-address', 'address-near-miss'],
  'other-environment': ['wrong-audience', 'wrong-address', 'for-another-application', 'wrong-issuer'],
  'address-is-entity-id': ['wrong-address', 'for-another-application', 'other-environment'],
  'audience-is-acs': ['wrong-audience', 'audience-near-miss', 'for-another-application'],
  'opaque-name-id': ['name-id-not-email', 'wrong-name-id-format'],
  'name-id-not-email': ['wrong-name-id-format'],
  'encryption-not-wanted': ['encrypted-for-another-key', 'no-decryption-key'],
  replayed: ['answers-another-request', 'old-capture'],
  'metadata-of-wrong-side': ['no-signing-key', 'no-login-address', 'no-saml-role', 'too-many-certificates'],
  'key-use-misspelt': ['no-signing-key'],
  'private-key-exposed': ['passphrase-needed'],
  'no-email': ['untidy-values'],
  'expired-on-arrival': ['short-lifetime'],
  'too-many-groups': ['attribute-missing', 'groups-as-ids'],
  'page-instead-of-document': ['not-a-saml-document', 'damaged-copy'],
};

/** The root causes of what the checks found, best first: those of failures before those of warnings, then by how sure they are. */
export function diagnose(facts: Facts, expected: Expected, results: readonly CheckResult[]): Diagnosis[] {
  const context = contextOf(facts, expected, results);
  if (context.found.size === 0 && !context.remarked.has(groupIDs) && facts.trusted.some(({ use }) => use !== 'encryption') && facts.encrypted.every((item) => item.result === 'decrypted')) return [];
  const found: { diagnosis: Diagnosis; fails: boolean }[] = [];
  for (const cause of diagnosisList) {
    const diagnosis = tryCause(cause, context);
    if (diagnosis !== null) found.push({ diagnosis, fails: diagnosis.because.some((check) => context.found.get(check)?.outcome === 'fail') });
  }
  const overruled = new Set(found.flatMap(({ diagnosis }) => overrules[diagnosis.id] ?? []));
  return found
    .filter(({ diagnosis }) => !overruled.has(diagnosis.id))
    .sort((a, b) => Number(b.fails) - Number(a.fails) || weight(b.diagnosis) - weight(a.diagnosis))
    .map(({ diagnosis }) => diagnosis);
}

/** Rounded, so that among equally sure ones the order of the list decides: a broken signature before a wrong audience before a clock. */
const weight = ({ confidence }: Diagnosis): number => Math.round(confidence * 5);

/** A cause that breaks says nothing; the findings still stand. */
function tryCause(cause: Cause, context: Context): Diagnosis | null {
  try {
    const draft = cause.run(context);
    return draft === null || draft.because.length === 0 ? null : { id: cause.id, ...draft };
  } catch {
    return null;
  }
}
