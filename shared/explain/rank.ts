/** What a capture at hand says of the causes an error text may have: each check that goes with them was broken there, or was kept. */
import { assertionOf, bearerOf } from '../checks/judged.ts';
import { checkById } from '../checks/index.ts';
import { certificateLine, moment } from '../checks/words.ts';
import type { CaptureMark } from '../contract.ts';
import type { Evidence, Report } from '../finding.ts';
import type { Facts } from '../model.ts';

/** Of the Report of a capture, what error texts are held against. */
export type Capture = Pick<Report, 'findings' | 'diagnoses' | 'outcomes' | 'facts' | 'judgedAt'>;

/** More would be read by nobody. */
const mostMarks = 4;

/** What fits first, then what the capture speaks against. What was not checked says nothing either way. */
export function marksOf(checks: readonly string[], capture: Capture | undefined): CaptureMark[] {
  if (capture === undefined) return [];
  const fits: CaptureMark[] = [];
  const otherwise: CaptureMark[] = [];
  for (const id of checks) {
    const outcome = capture.outcomes.find((each) => each.check === id)?.outcome;
    if (outcome === 'fail' || outcome === 'warn') {
      const mark = brokenBy(id, capture);
      // One cause breaks several checks, and is said once.
      if (!fits.some((each) => each.text === mark.text)) fits.push(mark);
    } else if (outcome === 'pass') {
      const check = checkById(id);
      if (check === undefined) continue;
      const proof = keptBy(id, capture);
      // One key and certificate prove several checks of the signature; they are shown once.
      const isShown = otherwise.some((each) => each.proof.length > 0 && each.proof.at(-1)!.value === proof.at(-1)?.value);
      otherwise.push({ says: 'otherwise', check: id, text: `${check.title}.`, proof: isShown ? [] : proof });
    }
  }
  return [...fits, ...otherwise].slice(0, mostMarks);
}

export function markOfDiagnosis(id: string, capture: Capture | undefined): CaptureMark[] {
  const diagnosis = capture?.diagnoses.find((each) => each.id === id);
  return diagnosis === undefined ? [] : [{ says: 'fits', check: diagnosis.because[0]!, text: diagnosis.message, proof: diagnosis.evidence }];
}

/** What the capture adds to a rank between 0 and 1, or takes away. */
export function weightOf(marks: readonly CaptureMark[]): number {
  if (marks.some((mark) => mark.says === 'fits')) return 0.12;
  return marks.length > 0 ? -0.15 : 0;
}

/** The diagnosis behind it where there is one, with its proof; else the finding itself. */
function brokenBy(check: string, { diagnoses, findings }: Capture): CaptureMark {
  const diagnosis = diagnoses.find((each) => each.because.includes(check));
  if (diagnosis !== undefined) return { says: 'fits', check, text: diagnosis.message, proof: diagnosis.evidence };
  const finding = findings.find((each) => each.check === check && (each.outcome === 'fail' || each.outcome === 'warn'));
  const proof = [...row('found', finding?.actual, 'in your capture'), ...row('expected', finding?.expected, 'you gave')];
  return { says: 'fits', check, text: finding?.message ?? `${checkById(check)?.title ?? check} does not hold.`, proof };
}

const row = (label: string, value: string | null | undefined, from = 'in your capture'): Evidence[] => (value === null || value === undefined || value === '' ? [] : [{ label, value, from }]);

/** The value with which the check was kept, where one value tells. */
function keptBy(check: string, { facts, judgedAt }: Capture): Evidence[] {
  const assertion = assertionOf(facts);
  const bearer = bearerOf(facts, { now: Date.parse(judgedAt), clockSkew: 0, policy: 'practice' });
  const end = check === 'subject/confirmation-expired' ? bearer?.notOnOrAfter?.at : assertion?.conditions?.notOnOrAfter?.at;
  const nameID = assertion?.subject?.nameID;
  switch (check) {
    case 'conditions/audience': return row('Audience', assertion?.conditions?.audienceRestrictions.flat().join(', '));
    case 'subject/recipient': return row('Recipient', bearer?.recipient);
    case 'response/destination': return row('Destination', facts.response?.destination);
    case 'response/issuer': case 'assertion/issuer': return row('Issuer', assertion?.issuer?.value ?? facts.response?.issuer?.value);
    case 'flow/in-response-to': case 'flow/in-response-to-missing': return row('InResponseTo', facts.response?.inResponseTo);
    case 'conditions/expired': case 'subject/confirmation-expired': return end == null ? [] : [...row('ends', moment(end)), ...row('judged at', moment(Date.parse(judgedAt)), 'the time it was judged at')];
    case 'status/success': return row('status', facts.response?.status?.codes.at(-1));
    default: break;
  }
  if (check.startsWith('name-id/')) return [...row('NameID', nameID?.value), ...row('format', nameID?.format)];
  return check.startsWith('signature/') ? verifiedBy(facts) : [];
}

function verifiedBy({ signatures }: Facts): Evidence[] {
  const verified = signatures.find((each) => each.result === 'verified');
  const certificate = verified?.verifiedBy?.certificate;
  return certificate == null ? [] : [...row('signed', verified!.parentName), ...row('verified by', certificateLine(certificate), 'you gave')];
}
