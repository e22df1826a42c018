/** Every check, in the order in which they are run and printed. */
import { assertionChecks } from './assertion.ts';
import { attributesChecks } from './attributes.ts';
import { authnChecks } from './authn.ts';
import { certificateChecks } from './certificate.ts';
import type { Check } from './check.ts';
import { conditionsChecks } from './conditions.ts';
import { documentXmlChecks } from './document-xml.ts';
import { documentChecks } from './document.ts';
import { encryptionChecks } from './encryption.ts';
import { endpointChecks } from './endpoint.ts';
import { flowChecks } from './flow.ts';
import { keyChecks } from './key.ts';
import { logoutChecks } from './logout.ts';
import { metadataChecks } from './metadata.ts';
import { nameIDChecks } from './name-id.ts';
import { requestChecks } from './request.ts';
import { responseChecks } from './response.ts';
import { signatureShapeChecks } from './signature-shape.ts';
import { signatureChecks } from './signature.ts';
import { statusChecks } from './status.ts';
import { subjectChecks } from './subject.ts';

export const checks: readonly Check[] = [
  ...documentChecks, ...documentXmlChecks,
  ...responseChecks, ...statusChecks, ...signatureChecks, ...signatureShapeChecks, ...encryptionChecks,
  ...assertionChecks, ...subjectChecks, ...nameIDChecks, ...conditionsChecks, ...authnChecks, ...attributesChecks, ...flowChecks,
  ...requestChecks, ...logoutChecks,
  ...metadataChecks, ...endpointChecks, ...keyChecks, ...certificateChecks,
];

const byId = new Map(checks.map((check) => [check.id, check]));

export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
