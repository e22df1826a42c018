/** The rules every SAML message and assertion shares (saml-core 1.3.3, 2.3.3, 3.2), made once for each family. */
import type { Side } from '../finding.ts';
import type { Expected, Facts, Instant, Issuer, NodeRef } from '../model.ts';
import { nameIDFormat } from '../urns.ts';
import { defineCheck, fix, spec, type Check, type Need, type On, type Problem } from './check.ts';
import { skewOf } from './judged.ts';
import { clockTime, duration, instantText, isNCName, moment, nearMissWords, quote, spName } from './words.ts';

interface Envelope {
  id: string | null;
  version: string | null;
  issueInstant: Instant | null;
  issuer: Issuer | null;
  node: NodeRef;
}

export interface EnvelopeFamily {
  family: string;
  on: On;
  need: Need;
  /** As it stands in sentences: `Response`. */
  element: string;
  /** Whose program writes it. */
  side: Side;
  section: string;
  get(facts: Facts): Envelope | null;
}

export function envelopeChecks(of: EnvelopeFamily): Check[] {
  const { family, on, element, side, get } = of;
  const needs = [of.need];
  return [
    defineCheck({
      id: `${family}/id`, on, severity: 'error', title: `The ${element} has a proper ID`,
      why: 'Signatures, replies and replay protection name it by its ID, which must be an XML name: a letter or underscore first.',
      causes: ['The program that writes it uses a number or a bare UUID as ID; put an underscore in front.', 'The ID was left out.'],
      spec: spec('saml-core 1.3.4'), needs,
      run(facts) {
        const at = get(facts);
        if (at === null || (at.id !== null && isNCName(at.id))) return null;
        return {
          message: at.id === null || at.id === '' ? `The ${element} has no ID.` : `The ID ${quote(at.id)} of the ${element} is no XML name: it must start with a letter or underscore and hold no spaces or colons.`,
          expected: 'a name such as _4f7a90b2', actual: quote(at.id), place: at.node, fix: fix(side, `Give the ${element} an ID that starts with an underscore or a letter.`),
        };
      },
    }),
    defineCheck({
      id: `${family}/version`, on, severity: 'error', title: `The ${element} says Version 2.0`,
      why: 'A receiver refuses any other version.',
      causes: ['The Version attribute was left out of a template.', 'The message is of another SAML version.'],
      spec: spec(`saml-core ${of.section}`), needs,
      run(facts) {
        const at = get(facts);
        if (at === null || at.version === '2.0') return null;
        return {
          message: at.version === null ? `The ${element} has no Version, and it must say "2.0".` : `The ${element} says Version ${quote(at.version)}, and it must say "2.0".`,
          expected: '2.0', actual: at.version ?? 'absent', place: at.version === null ? at.node : { node: at.node, attribute: 'Version' }, fix: fix(side, `Send the ${element} with Version="2.0".`),
        };
      },
    }),
    defineCheck({
      id: `${family}/issue-instant`, on, severity: 'error', title: `The ${element} says when it was issued, in UTC`,
      why: 'Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.',
      causes: ['The program writes its local time with a zone offset.', 'The attribute was left out.'],
      spec: spec('saml-core 1.3.3'), needs,
      run: (facts) => {
        const at = get(facts);
        return at === null ? null : timeProblem(at.issueInstant, 'IssueInstant', element, at.node, side);
      },
    }),
    defineCheck({
      id: `${family}/issuer-format`, on, severity: 'error', title: `The Issuer of the ${element} is an entityID`,
      why: 'An Issuer names a provider; with another Format its text means something else.',
      causes: ['The Format of the user\'s NameID was put on the Issuer by mistake.'],
      spec: spec('saml-profiles 4.1.4.2'), needs,
      run(facts) {
        const issuer = get(facts)?.issuer;
        if (issuer == null || issuer.format === null || issuer.format === nameIDFormat.entity) return null;
        return {
          message: `The Issuer of the ${element} has the Format ${quote(issuer.format)}, where only "entity" or none is allowed.`,
          expected: nameIDFormat.entity, actual: issuer.format, place: { node: issuer.node, attribute: 'Format' }, fix: fix(side, 'Leave the Format off the Issuer.', side === 'idp' ? 'idpEntityID' : 'entityID'),
        };
      },
    }),
    defineCheck({
      id: `${family}/from-the-future`, on, severity: 'warning', title: `The ${element} was not issued in the future`,
      why: 'A time ahead of the receiver\'s clock means the two clocks differ; a little more and the message is refused.',
      causes: ['One of the two clocks is not kept in time by NTP.', 'The time of judgement was set to before the login.'],
      spec: spec('SAML2Int SDP-G01'), needs,
      run(facts, expected) {
        const at = get(facts);
        const issued = at?.issueInstant?.at;
        if (at === null || issued == null || issued <= expected.now + skewOf(expected)) return null;
        return {
          message: `The ${element} was issued ${duration(issued - expected.now)} after the time it is judged at.`, expected: `up to ${clockTime(expected.now + skewOf(expected))}`, actual: moment(issued),
          place: { node: at.node, attribute: 'IssueInstant' }, fix: fix('clock', 'Set both clocks by NTP; the difference must stay within the tolerance.', 'clock'),
        };
      },
    }),
  ];
}

/** What is wrong with a time that must be there: absent, not a time, or not UTC. */
export function timeProblem(instant: Instant | null, attribute: string, element: string, node: NodeRef, side: Side): Problem | null {
  if (instant !== null && instant.at !== null && instant.utc) return null;
  const place = instant === null ? node : { node, attribute };
  const remedy = fix(side, `Write ${attribute} in UTC with a Z at its end, such as 2026-01-31T08:00:00Z.`);
  if (instant === null) return { message: `The ${element} has no ${attribute}.`, expected: 'a time in UTC', actual: 'absent', place, fix: remedy };
  if (instant.at === null) return { message: `The ${attribute} ${quote(instant.text)} of the ${element} is not a time.`, expected: 'such as 2026-01-31T08:00:00Z', actual: instant.text, place, fix: remedy };
  return { message: `The ${attribute} ${quote(instant.text)} of the ${element} is not in UTC: it must end in Z.`, expected: instantText(instant), actual: instant.text, place, fix: remedy };
}

/** The problem of an Issuer that should be the identity provider's entityID. */
export function issuerProblem(issuer: Issuer | null, expected: Expected, element: string): Problem | null {
  const wanted = expected.idp!.entityID!;
  if (issuer === null || issuer.value === wanted) return null;
  return {
    message: `The ${element} is from another identity provider: its Issuer is ${quote(issuer.value)}, and the one you set up is ${quote(wanted)}${nearMissWords(wanted, issuer.value)}.`,
    expected: wanted, actual: issuer.value, place: issuer.node,
    fix: fix('sp', `Give ${spName(expected)} the metadata with the entityID ${quote(issuer.value)}, or log in at the identity provider you meant.`, 'idpEntityID', issuer.value),
  };
}
