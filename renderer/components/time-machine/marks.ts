/** The instants worth naming on the time line, and those worth a button. */
import type { Boundary, Report, Validity } from '../../../shared/finding.ts';
import { day } from '../../../shared/checks/words.ts';

export interface TimeMark {
  at: number;
  label: string;
  kind: 'captured' | 'starts' | 'stops' | 'now' | 'certificate' | 'rollover';
}

export interface Preset {
  label: string;
  /** `now`: by the host's clock. */
  when: number | 'now';
}

const isCertificate = (boundary: Boundary): boolean => boundary.attribute === 'notAfter';
const isRollover = (boundary: Boundary): boolean => boundary.attribute === 'rollover';

/** The certificate that ends first, of those that made the signatures. */
export const certificateEnd = (validity: Validity): Boundary | undefined => validity.boundaries.find(isCertificate);
export const rolloverOf = (validity: Validity): Boundary | undefined => validity.boundaries.find(isRollover);

/** What sets the start or the end: of several at the same instant the first. */
export const settingOf = (validity: Validity, edge: Boundary['edge']): Boundary | undefined =>
  validity.boundaries.find((each) => each.decides && each.edge === edge && each.at === (edge === 'start' ? validity.startsAt : validity.stopsAt));

/** Beyond a rollover no key verifies and no certificate is known to end: the line keeps those of the Report as it came. */
export function steady(validity: Validity, given: Validity): Validity {
  const lost = given.boundaries.filter((each) => isCertificate(each) && !validity.boundaries.some(isCertificate));
  return lost.length === 0 ? validity : { ...validity, boundaries: [...validity.boundaries, ...lost.map((each) => ({ ...each, decides: false }))].sort((a, b) => a.at - b.at) };
}

/** In order of time; what falls together on one instant shares one mark. */
export function timeMarks(validity: Validity, now: number): TimeMark[] {
  const end = certificateEnd(validity);
  const rollover = rolloverOf(validity);
  const marks: TimeMark[] = [];
  if (validity.startsAt !== null) marks.push({ at: validity.startsAt, label: 'starts', kind: 'starts' });
  if (validity.issuedAt !== null) marks.push({ at: validity.issuedAt, label: 'captured', kind: 'captured' });
  if (validity.stopsAt !== null) marks.push({ at: validity.stopsAt, label: 'stops', kind: 'stops' });
  if (rollover !== undefined && rollover.at !== validity.stopsAt && rollover.at !== validity.startsAt) marks.push({ at: rollover.at, label: 'key changes', kind: 'rollover' });
  if (end !== undefined && end.at !== validity.stopsAt) marks.push({ at: end.limit, label: 'certificate ends', kind: 'certificate' });
  marks.push({ at: now, label: 'now', kind: 'now' });
  return marks.sort((a, b) => a.at - b.at);
}

/** More certificates than this would hide the other buttons. */
const mostCertificates = 4;

/** `given`: the Report as it came. `arrivedAt`: when a kept login came, which is what it was judged at. `planned`: the rollover noted on the connection, perhaps after it came. */
export function presetsOf(validity: Validity, given: Pick<Report, 'facts'>, arrivedAt?: number, planned?: number): Preset[] {
  const rollover = rolloverOf(validity)?.limit ?? planned;
  const ends = endsOf(given.facts.trusted);
  return [
    ...(arrivedAt !== undefined ? [{ label: 'When it arrived', when: arrivedAt }] : validity.issuedAt === null ? [] : [{ label: 'When captured', when: validity.issuedAt }]),
    { label: 'Now', when: 'now' as const },
    ...(validity.stopsAt === null || validity.never ? [] : [{ label: 'A second before it stops', when: validity.stopsAt - 1000 }, { label: 'When it stops', when: validity.stopsAt }]),
    ...(rollover === undefined ? [] : [{ label: 'After the planned rollover', when: rollover + 1000 }]),
    ...ends.map((end) => ({ label: ends.length === 1 ? 'After the certificate’s end' : `After the certificate’s end on ${day(end)}`, when: end + 1000 })),
  ];
}

/** Where each certificate ends that may verify a login, each end once. */
function endsOf(trusted: Report['facts']['trusted']): number[] {
  const ends = trusted.flatMap(({ use, certificate }) => (use === 'encryption' || certificate === null ? [] : [Date.parse(certificate.notAfter)]));
  return [...new Set(ends.filter(Number.isFinite))].sort((a, b) => a - b).slice(0, mostCertificates);
}

const reasons: Readonly<Record<string, string>> = {
  'conditions/not-yet-valid': 'the assertion may be used from then on',
  'conditions/expired': 'the assertion ends',
  'subject/confirmation-expired': 'the assertion may be handed in only until then',
  'authn/session-expired': 'the session at the identity provider ends',
  'certificate/not-yet-valid': 'the certificate that signed starts',
  'certificate/expired': 'the certificate that signed ends',
};

/** Why it starts or stops there, for one who does not know the attribute. */
export function reasonOf({ edge, check, attribute }: Boundary): string {
  if (attribute === 'rollover') return edge === 'stop' ? 'the planned rollover: the key that signed no longer counts' : 'the planned rollover: the key that signed counts from then on';
  return reasons[check] ?? 'a limit of its own';
}
