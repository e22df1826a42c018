/** When a login counts: the instants as tables, and each held against the checks of time a millisecond before and after. */
import { describe, expect, it } from 'vitest';
import { runChecks } from '../shared/checks/run.ts';
import type { Boundary } from '../shared/finding.ts';
import type { Expected, Facts } from '../shared/model.ts';
import { validityOf } from '../shared/validity.ts';
import { certificate, DAY, expected, instant, MINUTE, noFacts, NOW, response } from './facts.ts';

const SKEW = 180_000;
const timeChecks = new Set(['conditions/not-yet-valid', 'conditions/expired', 'conditions/window', 'subject/confirmation-expired', 'authn/session-expired', 'certificate/expired', 'certificate/not-yet-valid']);

/** Whether the checks of time let it pass at that instant. */
function counts(facts: Facts, by: Expected, now: number): boolean {
  return !runChecks(facts, { ...by, now }, 'response').outcomes.some(({ check, outcome }) => timeChecks.has(check) && outcome === 'fail');
}

type Change = (facts: Facts, by: Expected) => void;
const assertionIn = (facts: Facts) => facts.response!.assertions[0]!;
const dated = (from: number, until: number): Change => (facts) => {
  facts.signatures[0]!.verifiedBy!.certificate = { ...certificate(), notBefore: new Date(from).toISOString(), notAfter: new Date(until).toISOString() };
};

const cases: readonly [name: string, change: Change, starts: number | null, stops: number | null, set: string][] = [
  ['Conditions and confirmation end together', () => undefined, NOW - 65_000 - SKEW, NOW + 5 * MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of Conditions'],
  ['no tolerance', (_, by) => { by.clockSkew = 0; }, NOW - 65_000, NOW + 5 * MINUTE, 'NotBefore of Conditions, NotOnOrAfter of Conditions'],
  ['the confirmation ends first', (facts) => { assertionIn(facts).subject!.confirmations[0]!.notOnOrAfter = instant(NOW + MINUTE); }, NOW - 65_000 - SKEW, NOW + MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of SubjectConfirmationData'],
  ['the session ends first', (facts) => { assertionIn(facts).authnStatements[0]!.sessionNotOnOrAfter = instant(NOW + 2 * MINUTE); }, NOW - 65_000 - SKEW, NOW + 2 * MINUTE + SKEW, 'NotBefore of Conditions, SessionNotOnOrAfter of AuthnStatement'],
  ['only the first AuthnStatement is judged', (facts) => { assertionIn(facts).authnStatements.push({ ...assertionIn(facts).authnStatements[0]!, sessionNotOnOrAfter: instant(NOW - DAY) }); }, NOW - 65_000 - SKEW, NOW + 5 * MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of Conditions'],
  ['no Conditions', (facts) => { assertionIn(facts).conditions = null; }, null, NOW + 5 * MINUTE + SKEW, 'NotOnOrAfter of SubjectConfirmationData'],
  ['no times at all', (facts) => { assertionIn(facts).conditions = null; assertionIn(facts).subject = null; assertionIn(facts).authnStatements = []; }, null, null, ''],
  ['a time that is none', (facts) => { assertionIn(facts).conditions!.notBefore = { text: 'yesterday', at: null, utc: false }; }, null, NOW + 5 * MINUTE + SKEW, 'NotOnOrAfter of Conditions'],
  ['an old certificate under practice', dated(NOW - 400 * DAY, NOW - DAY), NOW - 65_000 - SKEW, NOW + 5 * MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of Conditions'],
  ['a certificate that ends first, under strict', (facts, by) => { by.policy = 'strict'; dated(NOW - 400 * DAY, NOW + MINUTE)(facts, by); }, NOW - 65_000 - SKEW, NOW + MINUTE + 1, 'NotBefore of Conditions, notAfter of CN=idp.example.org'],
  ['a certificate that starts last, under strict', (facts, by) => { by.policy = 'strict'; dated(NOW + MINUTE, NOW + 400 * DAY)(facts, by); }, NOW + MINUTE - SKEW, NOW + 5 * MINUTE + SKEW, 'notBefore of CN=idp.example.org, NotOnOrAfter of Conditions'],
  ['two bearer confirmations, the later counts', (facts) => { const { confirmations } = assertionIn(facts).subject!; confirmations.unshift({ ...confirmations[0]!, notOnOrAfter: instant(NOW + MINUTE) }); }, NOW - 65_000 - SKEW, NOW + 5 * MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of Conditions'],
  ['two bearer confirmations, the later for another address', (facts) => { const { confirmations } = assertionIn(facts).subject!; confirmations.push({ ...confirmations[0]!, recipient: 'https://other.example/', notOnOrAfter: instant(NOW + 4 * MINUTE) }); confirmations[0]!.notOnOrAfter = instant(NOW + MINUTE); }, NOW - 65_000 - SKEW, NOW + MINUTE + SKEW, 'NotBefore of Conditions, NotOnOrAfter of SubjectConfirmationData'],
];

function made(change: Change): { facts: Facts; by: Expected } {
  const facts = structuredClone(response());
  const by = structuredClone(expected());
  change(facts, by);
  return { facts, by };
}

const words = (each: Boundary | undefined): string => (each === undefined ? '' : `${each.attribute} of ${each.element}`);

describe('when a login counts', () => {
  it.each(cases)('%s', (_, change, starts, stops, set) => {
    const { facts, by } = made(change);
    const validity = validityOf(facts, by)!;
    expect([validity.startsAt, validity.stopsAt, validity.never]).toEqual([starts, stops, false]);
    const deciding = validity.boundaries.filter((each) => each.decides);
    const first = deciding.find((each) => each.edge === 'start' && each.at === starts);
    const last = deciding.find((each) => each.edge === 'stop' && each.at === stops);
    expect([words(first), words(last)].filter(Boolean).join(', ')).toBe(set);
  });

  it.each(cases)('says what the checks do: %s', (_, change) => {
    const { facts, by } = made(change);
    const { startsAt, stopsAt, boundaries } = validityOf(facts, by)!;
    const instants = [NOW, NOW - 800 * DAY, NOW + 800 * DAY, ...boundaries.flatMap(({ at, limit }) => [at - 1, at, at + 1, limit - 1, limit, limit + 1])];
    for (const now of instants) expect([now, counts(facts, by, now)]).toEqual([now, (startsAt === null || now >= startsAt) && (stopsAt === null || now < stopsAt)]);
  });

  it('warns of a certificate’s end without deciding by it, and lists everything in order of time', () => {
    const { facts, by } = made(dated(NOW - 400 * DAY, NOW + 30 * DAY));
    const { boundaries } = validityOf(facts, by)!;
    expect(boundaries.map((each) => each.at)).toEqual(boundaries.map((each) => each.at).sort((a, b) => a - b));
    expect(boundaries.filter((each) => !each.decides).map((each) => [each.check, each.at])).toEqual([['certificate/not-yet-valid', NOW - 400 * DAY - SKEW], ['certificate/expired', NOW + 30 * DAY + 1]]);
  });

  it('says never where the times contradict each other', () => {
    for (const [notBefore, notOnOrAfter] of [[NOW, NOW], [NOW + 10 * MINUTE, NOW - 10 * MINUTE]] as const) {
      const { facts, by } = made((each) => Object.assign(assertionIn(each).conditions!, { notBefore: instant(notBefore), notOnOrAfter: instant(notOnOrAfter) }));
      expect(validityOf(facts, by)!.never).toBe(true);
      expect(counts(facts, by, NOW)).toBe(false);
    }
  });

  it('has nothing to say without an assertion', () => expect(validityOf(noFacts(), expected())).toBeNull());
});
