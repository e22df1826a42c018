/** What a capture at hand says of the causes an error text may have: each check that goes with them was broken there, or was kept. */
import { assertionOf, bearerOf } from '../checks/judged.ts';
import { checkById } from '../checks/index.ts';
import { certificateLine, moment } from '../checks/words.ts';
import type { CaptureMark } from '../contract.ts';
import type { Evidence, Report } from '../finding.ts';
import type { Facts } from '../model.ts';
import type { ErrorEntry } from './entry.ts';

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

/** What it says of an entry of the catalogue: of its checks, and of what the identity provider wrote into its status. */
export function marksOfEntry({ product, checks, codes, generic }: ErrorEntry, capture: Capture | undefined): CaptureMark[] {
  if (capture === undefined) return [];
  const said = [...saidItself(codes, capture), ...notEncrypted(checks, capture)];
  const marks = [...said, ...marksOf(checks.filter((id) => !said.some((each) => each.check === id)), capture)].sort((a, b) => Number(b.says === 'fits') - Number(a.says === 'fits'));
  // A vague message has one cause of many: that the others hold says nothing against it.
  const fits = generic === true ? marks.filter((each) => each.says === 'fits') : [];
  return (fits.length > 0 || product === 'any' && generic === true ? fits : marks).slice(0, mostMarks);
}

const statusUrn = 'urn:oasis:names:tc:SAML:2.0:status:';

/** The code of the message, in the status of the capture or not. */
function saidItself(codes: readonly string[], { facts: { response } }: Capture): CaptureMark[] {
  const status = response?.status;
  if (status == null || status.codes.at(-1) === `${statusUrn}Success`) return [];
  const message = status.message?.toLowerCase() ?? '';
  const named = codes.find((code) => !code.startsWith(statusUrn) && code.length > 6 && message.includes(code.toLowerCase()));
  if (named !== undefined) return [{ says: 'fits', check: 'status/success', text: `The StatusMessage in it says ${named}.`, proof: row('StatusMessage', status.message) }];
  const wanted = codes.filter((code) => code.startsWith(statusUrn));
  if (wanted.length === 0 || wanted.some((code) => status.codes.includes(code))) return [];
  return [{ says: 'otherwise', check: 'status/success', text: 'Its status is another one.', proof: row('status', status.codes.join(' > ')) }];
}

/** Nothing that could not be opened is in it. */
function notEncrypted(checks: readonly string[], { facts, outcomes }: Capture): CaptureMark[] {
  const check = checks.find((id) => id.startsWith('encryption/'));
  if (check === undefined || facts.response === null || facts.encrypted.length > 0 || outcomes.some((each) => each.check.startsWith('encryption/') && each.outcome !== 'skip')) return [];
  return [{ says: 'otherwise', check, text: 'Nothing in it is encrypted.', proof: [] }];
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
