/** `check --timeline`: the instants at which a login starts and stops working and what sets each, judged anew as of every one. */
import { clockTime, commonName, day, duration, moment } from '../../shared/checks/words.ts';
import type { Boundary, Report, Verdict } from '../../shared/finding.ts';
import type { Expected } from '../../shared/model.ts';
import { readTrustedKey } from '../../shared/saml/certificate.ts';
import { verdictWords } from './text.ts';
import { wrap } from './wrap.ts';

/** An API: scripts depend on it. */
export interface Moment {
  /** ISO 8601. */
  at: string;
  what: 'issued' | 'now' | 'starts' | 'stops' | 'limit' | 'key-starts' | 'key-ends' | 'rollover';
  because: string;
  /** Of this very login, from then on. */
  verdict: Verdict;
}

/** In order of time. `judge` is the judge as of another time, in epoch milliseconds. Empty where there is no assertion to read times from. */
export function timelineOf(report: Report, expected: Expected, judge: (now: number) => Report): Moment[] {
  const { validity } = report;
  if (validity === undefined) return [];
  const all: (Omit<Moment, 'at' | 'verdict'> & { at: number })[] = [
    ...validity.boundaries.map((each) => ({ at: each.at, what: whatOf(each, report), because: each.attribute === 'rollover' ? rolloverReason(each, expected) : reasonOf(each, validity.clockSkew) })),
    ...otherKeys(report, expected.now),
    { at: expected.now, what: 'now', because: 'The time it was judged as of.' },
  ];
  if (validity.issuedAt !== null) all.push({ at: validity.issuedAt, what: 'issued', because: 'IssueInstant: the identity provider wrote it.' });
  const rollover = expected.idp?.rollover;
  if (rollover !== undefined && !validity.boundaries.some(({ attribute }) => attribute === 'rollover')) all.push({ at: rollover.at, what: 'rollover', because: `The planned rollover: the key that signed counts on both sides of it, or on neither.${nextKeys(expected)}` });
  const verdicts = new Map<number, Verdict>([[expected.now, report.verdict]]);
  const verdictAt = (at: number): Verdict => {
    if (!verdicts.has(at)) verdicts.set(at, judge(at).verdict);
    return verdicts.get(at)!;
  };
  return all.sort((a, b) => a.at - b.at).map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest, verdict: verdictAt(at) }));
}

function whatOf({ edge, at, attribute, decides }: Boundary, { validity }: Report): Moment['what'] {
  if (decides && edge === 'start' && at === validity!.startsAt) return 'starts';
  if (decides && edge === 'stop' && at === validity!.stopsAt) return 'stops';
  if (attribute === 'rollover') return 'rollover';
  if (attribute === 'notBefore') return 'key-starts';
  return attribute === 'notAfter' ? 'key-ends' : 'limit';
}

const meanings: Readonly<Record<string, string>> = {
  'conditions/not-yet-valid': 'the assertion may be used from then on',
  'conditions/expired': 'the assertion ends',
  'subject/confirmation-expired': 'the assertion may be handed in only until then',
  'authn/session-expired': 'the session at the identity provider ends',
  'certificate/not-yet-valid': 'the certificate that signed starts',
  'certificate/expired': 'the certificate that signed ends',
};

function reasonOf({ edge, at, limit, attribute, element, check, decides }: Boundary, skew: number): string {
  const tolerance = at === limit || attribute === 'notAfter' ? '' : `, ${edge === 'start' ? 'less' : 'plus'} ${skew} seconds of clock skew`;
  const place = attribute === 'notBefore' || attribute === 'notAfter' ? `${attribute} of CN=${commonName(element)}` : `${attribute} of ${element}`;
  return `${place}: ${meanings[check] ?? 'a limit of its own'}, at ${clockTime(limit)}${tolerance}.${decides ? '' : ' Policy practice warns, strict refuses.'}`;
}

const rolloverReason = ({ edge }: Boundary, expected: Expected): string => `The planned rollover: the key that signed ${edge === 'stop' ? 'does not count any more' : 'counts from then on'}.${nextKeys(expected)}`;

/** What logins must be signed with from then on. */
function nextKeys({ idp }: Expected): string {
  const keys = idp?.rollover?.keys ?? [];
  if (keys.length === 0) return ' The next key is not known here: --rollover-to names it.';
  const names = keys.map((key) => readTrustedKey(key)?.certificate).map((each) => (each == null ? 'a key without certificate' : `CN=${commonName(each.subject)}, ${day(each.notBefore)} to ${day(each.notAfter)}`));
  return ` From then on ${keys.length === 1 ? 'one key counts' : 'these keys count'}: ${names.join('; ')}.`;
}

/** The certificates that were given and did not sign this login: the next login may be signed by one of them. */
function otherKeys({ facts, validity }: Report, now: number): (Omit<Moment, 'at' | 'verdict'> & { at: number })[] {
  const judged = new Set(validity!.boundaries.map(({ element }) => element));
  return facts.trusted.flatMap(({ use, certificate }) => {
    if (use === 'encryption' || certificate === null || judged.has(certificate.subject)) return [];
    const [from, until] = [Date.parse(certificate.notBefore), Date.parse(certificate.notAfter)];
    const name = `CN=${commonName(certificate.subject)}, given and not the one that signed`;
    return [
      ...(from > now ? [{ at: from, what: 'key-starts' as const, because: `notBefore of ${name}: its certificate starts.` }] : []),
      ...(Number.isFinite(until) ? [{ at: until + 1, what: 'key-ends' as const, because: `notAfter of ${name}: its certificate ends.` }] : []),
    ];
  });
}

const whats: Record<Moment['what'], string> = { issued: 'issued', now: 'now', starts: 'starts', stops: 'stops', limit: 'limit', 'key-starts': 'key starts', 'key-ends': 'key ends', rollover: 'rollover' };
const margin = ' '.repeat(10);

export function timelineLines(report: Report, timeline: readonly Moment[]): string[] {
  const { validity } = report;
  if (validity === undefined) return ['', `TIMES     There is no assertion in it to read times from.`];
  const { startsAt, stopsAt, never, clockSkew } = validity;
  const from = startsAt === null ? 'from any time' : `from ${moment(startsAt)}`;
  const until = stopsAt === null ? 'for ever' : `until ${moment(stopsAt)}`;
  const span = startsAt === null || stopsAt === null ? '' : `, for ${duration(stopsAt - startsAt)}`;
  const works = timeline.some(({ verdict }) => verdict === 'accept');
  const lines = wrap(never ? 'At no time: its times end before they begin.' : `By its times it counts ${from} ${until}${span}.`, 'TIMES     ');
  if (clockSkew > 0) lines.push(...wrap(`Clock skew of ${clockSkew} seconds is counted in; --clock-skew sets it.`, margin));
  if (!works && !never) lines.push(...wrap('It works at none of these times, for another reason than time: see the verdict.', margin));
  for (const { at, what, because, verdict } of timeline) lines.push('', `${margin}${moment(Date.parse(at)).padEnd(27)}  ${whats[what].padEnd(10)}  ${verdictWords[verdict]}`, ...wrap(because, `${margin}  `));
  return ['', ...lines];
}
