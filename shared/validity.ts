/** When a login starts and stops counting, to the millisecond, by the very rules that the checks of time apply. */
import { assertionOf, authnStatementOf, bearerOf, datesOf, judgedCertificates, skewOf } from './checks/judged.ts';
import type { Boundary, Validity } from './finding.ts';
import { afterRollover, beforeRollover } from './checks/words.ts';
import type { Expected, Facts } from './model.ts';

/** Null when there is no assertion to read times from. Other rules than those of time are left aside. */
export function validityOf(facts: Facts, expected: Expected): Validity | null {
  const assertion = assertionOf(facts);
  if (assertion === null) return null;
  const boundaries = boundariesOf(facts, expected).sort((a, b) => a.at - b.at);
  const starts = boundaries.filter((each) => each.edge === 'start' && each.decides).map((each) => each.at);
  const stops = boundaries.filter((each) => each.edge === 'stop' && each.decides).map((each) => each.at);
  const startsAt = starts.length === 0 ? null : Math.max(...starts);
  const stopsAt = stops.length === 0 ? null : Math.min(...stops);
  const first = assertion.conditions?.notBefore?.at;
  const last = assertion.conditions?.notOnOrAfter?.at;
  const inverted = first != null && last != null && first >= last;
  return {
    issuedAt: (facts.response?.issueInstant ?? assertion.issueInstant)?.at ?? null,
    startsAt,
    stopsAt,
    never: inverted || (startsAt !== null && stopsAt !== null && startsAt >= stopsAt),
    boundaries,
    clockSkew: expected.clockSkew,
  };
}

type Setting = Pick<Boundary, 'attribute' | 'element' | 'check'>;

function boundariesOf(facts: Facts, expected: Expected): Boundary[] {
  const skew = skewOf(expected);
  const { conditions } = assertionOf(facts)!;
  const list: Boundary[] = [];
  const add = (edge: Boundary['edge'], limit: number, at: number, of: Setting, decides = true): void => {
    list.push({ edge, limit, at, decides, ...of });
  };
  const start = (limit: number | null | undefined, of: Setting): void => {
    if (limit != null) add('start', limit, limit - skew, of);
  };
  const stop = (limit: number | null | undefined, of: Setting): void => {
    if (limit != null) add('stop', limit, limit + skew, of);
  };
  start(conditions?.notBefore?.at, { attribute: 'NotBefore', element: 'Conditions', check: 'conditions/not-yet-valid' });
  stop(conditions?.notOnOrAfter?.at, { attribute: 'NotOnOrAfter', element: 'Conditions', check: 'conditions/expired' });
  stop(confirmationEnd(facts, expected), { attribute: 'NotOnOrAfter', element: 'SubjectConfirmationData', check: 'subject/confirmation-expired' });
  stop(authnStatementOf(facts)?.sessionNotOnOrAfter?.at, { attribute: 'SessionNotOnOrAfter', element: 'AuthnStatement', check: 'authn/session-expired' });

  const { rollover } = expected.idp ?? {};
  const side = rollover === undefined ? null : sideOfRollover(facts, expected);
  if (rollover !== undefined && side !== null) add(side === 'before' ? 'stop' : 'start', rollover.at, rollover.at, { attribute: 'rollover', element: 'the key that signed', check: 'signature/no-trusted-key' });

  // SAML trusts the key and not its dates: only the strict policy refuses by them. The last second of a certificate still counts.
  const decides = expected.policy === 'strict';
  for (const { certificate } of judgedCertificates(facts, expected)) {
    const { from, until } = datesOf(certificate);
    const element = certificate.subject;
    if (Number.isFinite(from)) add('start', from, from - skew, { attribute: 'notBefore', element, check: 'certificate/not-yet-valid' }, decides);
    if (Number.isFinite(until)) add('stop', until, until + 1, { attribute: 'notAfter', element, check: 'certificate/expired' }, decides);
  }
  return list;
}

/** Whether the key that signed counts until the planned rollover or from it on; null where it counts at both sides or at neither. */
function sideOfRollover({ signatures }: Facts, { now, idp, otherKeys = [] }: Expected): 'before' | 'after' | null {
  const outOfForce = otherKeys.filter((key) => key.source === beforeRollover || key.source === afterRollover);
  for (const { result, verifiedBy, otherKeyFits } of signatures) {
    if (result === 'verified') return outOfForce.some((key) => bare(key.material) === verifiedBy?.certificate?.der) ? null : now >= idp!.rollover!.at ? 'after' : 'before';
    const other = otherKeyFits === null ? undefined : outOfForce.find((key) => key === otherKeys[otherKeyFits]);
    if (other !== undefined) return other.source === beforeRollover ? 'before' : 'after';
  }
  return null;
}

/** The DER in base64, whether it came as PEM or not. */
const bare = (material: string): string => material.replace(/-----[^-]*-----|\s/g, '');

/** Of several bearer confirmations the best is judged, and which is the best changes as they end: the first end after which none is left. */
function confirmationEnd(facts: Facts, expected: Expected): number | null {
  const skew = skewOf(expected);
  const ends = (assertionOf(facts)!.subject?.confirmations ?? []).flatMap(({ notOnOrAfter }) => (notOnOrAfter?.at == null ? [] : [notOnOrAfter.at]));
  for (const end of ends.sort((a, b) => a - b)) {
    const judged = bearerOf(facts, { ...expected, now: end + skew })?.notOnOrAfter?.at;
    if (judged != null && judged <= end) return end;
  }
  return null;
}
