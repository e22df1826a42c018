/** What the XML schema of SAML does not allow, as far as the Facts show it. */
import { sourceOf } from '../model.ts';
import { ns } from '../urns.ts';
import { failed, type Given } from './judge.ts';

/** Checks of this program that fail only for what the schema does not allow either. */
const schemaChecks = ['response/id', 'response/child-order', 'assertion/id', 'assertion/issuer-missing', 'assertion/child-order', 'assertion/attribute-statement-empty', 'conditions/unknown', 'flow/in-response-to-empty', 'name-id/child-elements', 'response/stray-assertion', 'response/repeated-child', 'status/several-codes'];
const schemaFaults = ['missing-part', 'signed-info-count', 'position'];

export function breaksSchema(given: Given): boolean {
  const { facts, response, assertion } = given;
  if (failed(given, ...schemaChecks) !== undefined || facts.readingDiffers !== null) return true;
  if (facts.signatures.some((each) => each.faults.some((fault) => schemaFaults.includes(fault.code) || (fault.code === 'reference-count' && fault.actual === '0') || (fault.code === 'unexpected-content' && !/comment|CDATA/.test(fault.message))))) return true;
  if (facts.signatures.some((each) => each.faults.some((fault) => fault.actual === 'Manifest' || (fault.code === 'base64' && fault.message.startsWith('SignatureValue') && fault.actual !== '')))) return true;
  if ([...response.children, ...(assertion?.children ?? [])].some((name) => name.startsWith('{') && !name.startsWith(`{${ns.xenc}}`))) return true;
  const { subject: whom = null } = assertion ?? {};
  if (whom !== null && whom.encryptedID && whom.nameID !== null && sourceOf(whom.nameID.node) === sourceOf(whom.node)) return true;
  if (facts.signatures.some((each) => each.transforms.length === 0 && each.referenceURI !== null)) return true;
  const times = [response.issueInstant, assertion?.issueInstant ?? null];
  if (times.some((each, index) => (each === null ? index === 0 || assertion !== null : each.at === null))) return true;
  const { conditions = null, subject = null } = assertion ?? {};
  const optional = [conditions?.notBefore, conditions?.notOnOrAfter, ...(assertion?.authnStatements.flatMap((each) => [each.authnInstant, each.sessionNotOnOrAfter]) ?? []), ...(subject?.confirmations.flatMap((each) => [each.notBefore, each.notOnOrAfter]) ?? [])];
  if (optional.some((each) => each != null && each.at === null)) return true;
  return conditions?.audienceRestrictions.some((audiences) => audiences.length === 0) === true;
}
