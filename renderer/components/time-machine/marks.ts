/** The instants worth naming on the time line, and those worth a button. */
import type { Boundary, Validity } from '../../../shared/finding.ts';

export interface TimeMark {
  at: number;
  label: string;
  kind: 'captured' | 'starts' | 'stops' | 'now' | 'certificate';
}

export interface Preset {
  label: string;
  /** `now`: by the host's clock. */
  when: number | 'now';
}

const isCertificate = (boundary: Boundary): boolean => boundary.attribute === 'notAfter';

/** The certificate that ends first, of those that made the signatures. */
export const certificateEnd = (validity: Validity): Boundary | undefined => validity.boundaries.find(isCertificate);

/** What sets the start or the end: of several at the same instant the first. */
export const settingOf = (validity: Validity, edge: Boundary['edge']): Boundary | undefined =>
  validity.boundaries.find((each) => each.decides && each.edge === edge && each.at === (edge === 'start' ? validity.startsAt : validity.stopsAt));

/** In order of time; what falls together on one instant shares one mark. */
export function timeMarks(validity: Validity, now: number): TimeMark[] {
  const end = certificateEnd(validity);
  const marks: TimeMark[] = [];
  if (validity.startsAt !== null) marks.push({ at: validity.startsAt, label: 'starts', kind: 'starts' });
  if (validity.issuedAt !== null) marks.push({ at: validity.issuedAt, label: 'captured', kind: 'captured' });
  if (validity.stopsAt !== null) marks.push({ at: validity.stopsAt, label: 'stops', kind: 'stops' });
  if (end !== undefined && end.at !== validity.stopsAt) marks.push({ at: end.limit, label: 'certificate ends', kind: 'certificate' });
  marks.push({ at: now, label: 'now', kind: 'now' });
  return marks.sort((a, b) => a.at - b.at);
}

export function presetsOf(validity: Validity): Preset[] {
  const end = certificateEnd(validity);
  return [
    ...(validity.issuedAt === null ? [] : [{ label: 'When captured', when: validity.issuedAt }]),
    { label: 'Now', when: 'now' as const },
    ...(validity.stopsAt === null || validity.never ? [] : [{ label: 'A second before it stops', when: validity.stopsAt - 1000 }, { label: 'When it stops', when: validity.stopsAt }]),
    ...(end === undefined ? [] : [{ label: 'After the certificate’s end', when: end.limit + 1000 }]),
  ];
}
