import type { Report } from '../../../shared/finding.ts';
import type { Signature } from '../../../shared/model.ts';
import type { SignatureLegend } from '../xml-view/marks.ts';
import { shortFingerprint } from '../fingerprint.ts';

/** Why a signature proves nothing here, or whose key it proves. */
export function signatureWords(signature: Signature): string {
  if (signature.result === 'verified') {
    const by = signature.verifiedBy;
    const who = by?.certificate?.subject ?? by?.source ?? 'a key you gave';
    return `verified by ${who}${by?.sha256 ? `, SHA-256 ${shortFingerprint(by.sha256)}` : ''}`;
  }
  if (signature.result === 'not-checked') return 'not checked, no key was given';
  if (signature.result === 'refused') return 'not verified, its form or algorithm is not allowed';
  if (signature.failure === 'digest') return 'not verified, the content was changed after signing';
  return 'not verified, no key you gave made it';
}

/** One sentence a signature, for the margin of the XML. */
export function coverageLegend(report: Report): SignatureLegend[] {
  return report.facts.signatures.map((signature, index) => ({
    signature: index,
    covers: `the ${signature.parentName}`,
    verified: signature.result === 'verified' && (report.coverage.find((one) => one.signature === index)?.verified ?? true),
    words: signatureWords(signature),
  }));
}

/** 'covered by signature 1', or that nothing covers it. */
export function coveredWords(report: Report, coveredBy: readonly number[]): string {
  const verified = coveredBy.filter((index) => report.facts.signatures[index]?.result === 'verified');
  return verified.length === 0 ? 'covered by no verified signature' : `covered by signature ${verified.map((index) => index + 1).join(' and ')}`;
}
