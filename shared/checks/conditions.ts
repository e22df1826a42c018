/** When and for whom the assertion counts (saml-core 2.5). */
import type { Conditions, Facts } from '../model.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { timeProblem } from './envelope.ts';
import { assertionOf, skewOf } from './judged.ts';
import { clockTime, duration, entityIDName, list, moment, nearMissWords, plural, quote } from './words.ts';

const conditionsOf = (facts: Facts): Conditions | null => assertionOf(facts)!.conditions;

const clocks = fix('clock', 'Set the clocks of both sides by NTP, or let the service provider allow for a difference of 3 to 5 minutes.', 'clock');

export const conditionsChecks: readonly Check[] = [
  defineCheck({
    id: 'conditions/audience-missing', on: 'response', severity: 'error', title: 'The assertion says for whom it is',
    why: 'Without an audience it would count at every service provider, so none may accept it.',
    causes: ['The audience field at the identity provider is empty.', 'The Conditions were left out of a template.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions !== null && conditions.audienceRestrictions.length > 0) return null;
      return { message: 'The assertion does not say for whom it is: it has no AudienceRestriction.', expected: expected.sp?.entityID ?? 'the entityID of the service provider', actual: 'absent', place: conditions?.node ?? assertionOf(facts)!.node, fix: fix('idp', `Enter ${expected.sp?.entityID ?? 'the entityID of the service provider'} as the audience.`, 'audience', expected.sp?.entityID) };
    },
  }),
  defineCheck({
    id: 'conditions/audience-empty', on: 'response', severity: 'error', title: 'Every audience restriction names somebody',
    why: 'An empty restriction is kept by nobody, so the assertion counts nowhere.',
    causes: ['The audience field at the identity provider is empty.'],
    spec: spec('saml-core 2.5.1.4'), needs: ['assertion'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions === null || !conditions.audienceRestrictions.some((audiences) => audiences.every((audience) => audience.trim() === ''))) return null;
      return { message: 'An AudienceRestriction of the assertion names no audience.', expected: expected.sp?.entityID ?? 'the entityID of the service provider', actual: 'empty', place: conditions.node, fix: fix('idp', `Enter ${expected.sp?.entityID ?? 'the entityID of the service provider'} as the audience.`, 'audience', expected.sp?.entityID) };
    },
  }),
  defineCheck({
    id: 'conditions/audience', on: 'response', severity: 'error', title: 'The audience is your service provider',
    why: 'An assertion for somebody else must be refused: it may have been taken from there. The values are compared letter by letter.',
    causes: ['The entityID at the identity provider has a typing error, such as a trailing slash or http for https.', 'The ACS URL was entered as audience.', 'The response is of another application.', 'Entra puts "spn:" in front of an identifier that is not a URI.'],
    spec: spec('saml-core 2.5.1.4'), needs: ['assertion', 'sp-entity-id'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const wanted = expected.sp!.entityID!;
      if (conditions === null) return null;
      for (const audiences of conditions.audienceRestrictions) {
        if (audiences.includes(wanted) || audiences.every((audience) => audience.trim() === '')) continue;
        const found = audiences.length === 1 ? audiences[0]! : audiences.slice(0, 20).join(', ');
        return {
          message: `The assertion is for another service provider: its Audience is ${list(audiences)}, and ${entityIDName(expected)} is ${quote(wanted)}${nearMissWords(wanted, audiences[0]!)}.`,
          expected: wanted, actual: found, place: conditions.node, fix: fix('idp', `Enter ${wanted} as the audience, letter by letter.`, 'audience', wanted),
        };
      }
      return null;
    },
  }),
  defineCheck({
    id: 'conditions/expired', on: 'response', severity: 'error', title: 'The assertion has not expired',
    why: 'After NotOnOrAfter nobody may accept it; this keeps stolen assertions from being used later.',
    causes: ['The response was captured some time ago.', 'The user waited too long on the way.', 'The service provider\'s clock is ahead of the identity provider\'s.'],
    spec: spec('saml-core 2.5.1.2'), needs: ['assertion'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const end = conditions?.notOnOrAfter?.at;
      if (conditions === null || end == null || expected.now - skewOf(expected) < end) return null;
      return {
        message: `The assertion expired ${duration(expected.now - end)} before the time it is judged at (${clockTime(expected.now)}): NotOnOrAfter is ${moment(end)}.`,
        expected: `before ${moment(end + skewOf(expected))}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: 'NotOnOrAfter' }, fix: fix('capture', 'Log in again and judge the new response at once; if that is late too, set both clocks by NTP.', 'clock'),
      };
    },
  }),
  defineCheck({
    id: 'conditions/not-yet-valid', on: 'response', severity: 'error', title: 'The assertion may be used already',
    why: 'Before NotBefore nobody may accept it.',
    causes: ['The service provider\'s clock is behind the identity provider\'s.', 'The identity provider gives no back-dating (AD FS: NotBeforeSkew 0), so a second makes the difference.'],
    spec: spec('saml-core 2.5.1.2'), needs: ['assertion'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const start = conditions?.notBefore?.at;
      if (conditions === null || start == null || start <= expected.now + skewOf(expected)) return null;
      return {
        message: `The assertion may not be used yet: NotBefore (${moment(start)}) is ${duration(start - expected.now)} after the time it is judged at.`,
        expected: `from ${moment(start - skewOf(expected))}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: 'NotBefore' }, fix: clocks,
      };
    },
  }),
  defineCheck({
    id: 'conditions/within-tolerance', on: 'response', severity: 'warning', title: 'It is in time without any tolerance of clocks',
    why: 'It is accepted here only because clocks are allowed to differ; a service provider without tolerance refuses it.',
    causes: ['The two clocks differ a little.', 'The identity provider gives no back-dating and the receiver cuts its time to whole seconds.', 'The response was judged shortly after it expired.'],
    spec: spec('SAML2Int SDP-G01'), needs: ['assertion'],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions === null) return null;
      const start = conditions.notBefore?.at;
      const end = conditions.notOnOrAfter?.at;
      const skew = skewOf(expected);
      if (start != null && expected.now < start && expected.now + skew >= start) {
        return { message: `The assertion may be used only ${duration(start - expected.now)} later, and is accepted within the tolerance of ${duration(skew)}.`, expected: `from ${moment(start)}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: 'NotBefore' }, fix: clocks };
      }
      if (end != null && expected.now >= end && expected.now - skew < end) {
        return { message: `The assertion expired ${duration(expected.now - end)} ago, and is accepted within the tolerance of ${duration(skew)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: 'NotOnOrAfter' }, fix: clocks };
      }
      return null;
    },
  }),
  defineCheck({
    id: 'conditions/no-back-dating', on: 'response', severity: 'info', title: 'NotBefore leaves room for clocks',
    why: 'When NotBefore equals the time of issue, a receiver whose clock is a second behind, or cuts off milliseconds, refuses the assertion.',
    causes: ['The identity provider gives no back-dating (Entra, Auth0, AD FS by default).'],
    spec: spec('SAML2Int SDP-G01'), needs: ['assertion'],
    run(facts) {
      const assertion = assertionOf(facts)!;
      const start = assertion.conditions?.notBefore?.at;
      if (start == null || assertion.issueInstant?.at == null || start < assertion.issueInstant.at) return null;
      return { message: 'NotBefore is the time of issue itself: a service provider without tolerance refuses it when its clock is a moment behind.', place: { node: assertion.conditions!.node, attribute: 'NotBefore' } };
    },
  }),
  defineCheck({
    id: 'conditions/window', on: 'response', severity: 'error', title: 'NotBefore is before NotOnOrAfter',
    why: 'Otherwise there is no moment at which the assertion may be used.',
    causes: ['The lifetime at the identity provider is set to zero or less.'],
    spec: spec('saml-core 2.5.1.2'), needs: ['assertion'],
    run(facts) {
      const conditions = conditionsOf(facts);
      const start = conditions?.notBefore?.at;
      const end = conditions?.notOnOrAfter?.at;
      if (conditions === null || start == null || end == null || start < end) return null;
      return { message: `The assertion may never be used: NotBefore (${moment(start)}) is not before NotOnOrAfter (${moment(end)}).`, expected: 'NotBefore before NotOnOrAfter', actual: `${moment(start)} to ${moment(end)}`, place: conditions.node, fix: fix('idp', 'Set a lifetime of five minutes or more.', 'lifetime') };
    },
  }),
  defineCheck({
    id: 'conditions/time-format', on: 'response', severity: 'error', title: 'The times of the Conditions are UTC times',
    why: 'Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.',
    causes: ['The identity provider writes its local time.'],
    spec: spec('saml-core 1.3.3'), needs: ['assertion'],
    run(facts) {
      const conditions = conditionsOf(facts);
      if (conditions === null) return null;
      const { notBefore, notOnOrAfter, node } = conditions;
      return (notBefore === null ? null : timeProblem(notBefore, 'NotBefore', 'Conditions', node, 'idp')) ?? (notOnOrAfter === null ? null : timeProblem(notOnOrAfter, 'NotOnOrAfter', 'Conditions', node, 'idp'));
    },
  }),
  defineCheck({
    id: 'conditions/no-expiry', on: 'response', severity: 'info', title: 'The Conditions set an end',
    why: 'Without NotOnOrAfter only the subject confirmation limits how long the assertion can be used.',
    causes: ['The identity provider leaves NotOnOrAfter out of the Conditions.'],
    spec: spec('saml-core 2.5.1.2'), needs: ['assertion'],
    run(facts) {
      const conditions = conditionsOf(facts);
      return conditions === null || conditions.notOnOrAfter !== null ? null : { message: 'The Conditions have no NotOnOrAfter, so they never expire.', expected: 'a time', actual: 'absent', place: conditions.node };
    },
  }),
  defineCheck({
    id: 'conditions/unknown', on: 'response', severity: 'error', title: 'Every condition is understood',
    why: 'An assertion with a condition that is not understood must not be accepted.',
    causes: ['The identity provider adds a condition of its own.'],
    spec: spec('saml-core 2.5.1.1'), needs: ['assertion'],
    run(facts) {
      const conditions = conditionsOf(facts);
      return conditions === null || conditions.unknown.length === 0 ? null : { message: `The assertion has a condition that is not understood: ${list(conditions.unknown)}.`, expected: 'AudienceRestriction, OneTimeUse or ProxyRestriction', actual: conditions.unknown.slice(0, 10).join(', '), place: conditions.node, fix: fix('idp', 'Remove the condition.') };
    },
  }),
  defineCheck({
    id: 'conditions/one-time-use', on: 'response', severity: 'error', title: 'OneTimeUse at most once',
    why: 'The standard allows it once; strict receivers refuse more.',
    causes: ['A template has it twice.'],
    spec: spec('saml-core 2.5.1.5'), needs: ['assertion'],
    run: (facts) => repeated(conditionsOf(facts), 'oneTimeUse', 'OneTimeUse'),
  }),
  defineCheck({
    id: 'conditions/proxy-restriction', on: 'response', severity: 'warning', title: 'ProxyRestriction at most once',
    why: 'The standard allows it once; strict receivers refuse more.',
    causes: ['A template has it twice.'],
    spec: spec('saml-core 2.5.1.6'), needs: ['assertion'],
    run: (facts) => repeated(conditionsOf(facts), 'proxyRestrictions', 'ProxyRestriction'),
  }),
  defineCheck({
    id: 'conditions/long-lifetime', on: 'response', severity: 'info', title: 'The assertion does not live long',
    why: 'The longer it lives, the longer a stolen one can be used.',
    causes: ['The lifetime at the identity provider is set high (Entra gives 70 minutes, Auth0 and AD FS an hour).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run: (facts) => lifetime(facts, (span) => (span > 70 * 60_000 + 1000 ? `The assertion lives for ${duration(span)}, so a stolen one can be used for that long.` : null)),
  }),
  defineCheck({
    id: 'conditions/short-lifetime', on: 'response', severity: 'warning', title: 'The assertion lives long enough',
    why: 'A login that takes a moment longer than this fails, and so does every clock that differs by as much.',
    causes: ['The lifetime at the identity provider is set to a minute or less.'],
    spec: spec('SAML2Int SDP-G01'), needs: ['assertion'],
    run: (facts) => lifetime(facts, (span) => (span > 0 && span <= 60_000 ? `The assertion lives for only ${duration(span)}: slow logins and clocks that differ make it fail.` : null)),
  }),
];

function repeated(conditions: Conditions | null, key: 'oneTimeUse' | 'proxyRestrictions', name: string) {
  if (conditions === null || conditions[key] < 2) return null;
  return { message: `${name} stands ${plural(conditions[key], 'time')} in the Conditions, and once is allowed.`, expected: 'at most 1', actual: String(conditions[key]), place: conditions.node, fix: fix('idp', `Send ${name} once.`) };
}

function lifetime(facts: Facts, say: (span: number) => string | null) {
  const assertion = assertionOf(facts)!;
  const end = assertion.conditions?.notOnOrAfter?.at;
  const start = assertion.conditions?.notBefore?.at ?? assertion.issueInstant?.at;
  if (end == null || start == null) return null;
  const message = say(end - start);
  return message === null ? null : { message, actual: duration(end - start), place: { node: assertion.conditions!.node, attribute: 'NotOnOrAfter' }, fix: fix('idp', 'Set the lifetime of assertions to between 5 and 60 minutes.', 'lifetime') };
}
