/** The Subject and its bearer confirmation: who may bring the assertion, where to, until when (saml-profiles 4.1.4.2). */
import { confirmation } from '../urns.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { timeProblem } from './envelope.ts';
import { assertionOf, bearerOf, skewOf } from './judged.ts';
import { acsName, clockTime, duration, list, moment, nearMissWords, quote } from './words.ts';

export const subjectChecks: readonly Check[] = [
  defineCheck({
    id: 'subject/missing', on: 'response', severity: 'error', title: 'The assertion has a Subject',
    why: 'The Subject is who logged in.',
    causes: ['No rule at the identity provider issues a Name ID (AD FS does not by itself).', 'The message was put together by hand.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run: (facts) => (assertionOf(facts)!.subject !== null ? null : { message: 'The assertion has no Subject, so it says nothing about who logged in.', expected: 'Subject with a NameID', actual: 'absent', place: assertionOf(facts)!.node, fix: fix('idp', 'Let the identity provider issue a NameID for this application.', 'nameID') }),
  }),
  defineCheck({
    id: 'subject/bearer', on: 'response', severity: 'error', title: 'The Subject has a bearer confirmation',
    why: 'A browser login works by bearer: whoever brings the assertion is the user. Without it no service provider accepts it.',
    causes: ['The application is set to another confirmation method.', 'The message was put together by hand.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const subject = assertionOf(facts)!.subject;
      if (subject === null || bearerOf(facts, expected) !== null) return null;
      const methods = subject.confirmations.map((item) => item.method ?? 'none');
      return { message: methods.length === 0 ? 'The Subject has no SubjectConfirmation.' : `The Subject is confirmed by ${list(methods)}, and a browser login needs bearer.`, expected: confirmation.bearer, actual: methods.length === 0 ? 'absent' : methods.slice(0, 5).join(', '), place: subject.node, fix: fix('idp', 'Send a SubjectConfirmation with the Method bearer.') };
    },
  }),
  defineCheck({
    id: 'subject/confirmation-data', on: 'response', severity: 'error', title: 'The bearer confirmation says where and until when',
    why: 'SubjectConfirmationData binds the assertion to one address and a short time; without it a stolen one fits everywhere.',
    causes: ['The message was put together by hand.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.hasData ? null : { message: 'The bearer confirmation has no SubjectConfirmationData, so neither Recipient nor time are given.', expected: 'Recipient and NotOnOrAfter', actual: 'absent', place: bearer.node, fix: fix('idp', 'Send SubjectConfirmationData with Recipient and NotOnOrAfter.', 'recipient') };
    },
  }),
  defineCheck({
    id: 'subject/recipient-missing', on: 'response', severity: 'error', title: 'The confirmation names its Recipient',
    why: 'Without a Recipient the assertion could be brought to any address.',
    causes: ['The Recipient field at the identity provider is empty (OneLogin).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      if (bearer === null || !bearer.hasData || (bearer.recipient ?? '').trim() !== '') return null;
      const wanted = expected.sp?.assertionConsumerService ?? 'the ACS URL';
      return { message: 'The bearer confirmation names no Recipient.', expected: wanted, actual: quote(bearer.recipient), place: bearer.node, fix: fix('idp', `Enter ${wanted} as the Recipient.`, 'recipient', expected.sp?.assertionConsumerService) };
    },
  }),
  defineCheck({
    id: 'subject/recipient', on: 'response', severity: 'error', title: 'The Recipient is your ACS URL',
    why: 'The assertion may be brought only to the address it names, compared letter by letter.',
    causes: ['The reply URL at the identity provider has a typing error, such as a missing trailing slash.', 'Recipient is a field of its own there and was left at another value (OneLogin, Okta).', 'The service provider runs behind a proxy and sees http or another host.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion', 'acs'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const wanted = expected.sp!.assertionConsumerService!;
      const found = bearer?.recipient;
      if (bearer === null || found == null || found === wanted || found.trim() === '') return null;
      return {
        message: `The assertion was made for another address: its Recipient is ${quote(found)}, and ${acsName(expected)} is ${quote(wanted)}${nearMissWords(wanted, found)}.`,
        expected: wanted, actual: found, place: { node: bearer.node, attribute: 'Recipient' }, fix: fix('idp', `Enter ${wanted} as the Recipient (reply URL), letter by letter.`, 'recipient', wanted),
      };
    },
  }),
  defineCheck({
    id: 'subject/confirmation-no-expiry', on: 'response', severity: 'error', title: 'The confirmation has an end',
    why: 'NotOnOrAfter is required here; without it a stolen assertion could be brought for ever.',
    causes: ['The identity provider writes the end into the Conditions only.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || !bearer.hasData || bearer.notOnOrAfter !== null ? null : { message: 'The bearer confirmation has no NotOnOrAfter, so it would never end.', expected: 'a time', actual: 'absent', place: bearer.node, fix: fix('idp', 'Send NotOnOrAfter in SubjectConfirmationData.', 'lifetime') };
    },
  }),
  defineCheck({
    id: 'subject/confirmation-expired', on: 'response', severity: 'error', title: 'The confirmation has not expired',
    why: 'After NotOnOrAfter the assertion may not be brought any more; this end is often earlier than that of the Conditions.',
    causes: ['The response was captured some time ago.', 'The user waited too long on the way.', 'The service provider\'s clock is ahead of the identity provider\'s.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || end == null || expected.now - skewOf(expected) < end) return null;
      return {
        message: `The bearer confirmation expired ${duration(expected.now - end)} before the time it is judged at (${clockTime(expected.now)}): NotOnOrAfter is ${moment(end)}.`,
        expected: `before ${moment(end + skewOf(expected))}`, actual: clockTime(expected.now), place: { node: bearer.node, attribute: 'NotOnOrAfter' }, fix: fix('capture', 'Log in again and judge the new response at once; if that is late too, set both clocks by NTP.', 'clock'),
      };
    },
  }),
  defineCheck({
    id: 'subject/within-tolerance', on: 'response', severity: 'warning', title: 'The confirmation is in time without any tolerance of clocks',
    why: 'It is accepted here only because clocks are allowed to differ; a service provider without tolerance refuses it.',
    causes: ['The two clocks differ a little.', 'The response was judged shortly after it expired.'],
    spec: spec('SAML2Int SDP-G01'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || end == null || expected.now < end || expected.now - skewOf(expected) >= end) return null;
      return { message: `The bearer confirmation expired ${duration(expected.now - end)} ago, and is accepted within the tolerance of ${duration(skewOf(expected))}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: bearer.node, attribute: 'NotOnOrAfter' }, fix: fix('clock', 'Set the clocks of both sides by NTP.', 'clock') };
    },
  }),
  defineCheck({
    id: 'subject/confirmation-not-before', on: 'response', severity: 'error', title: 'The confirmation has no NotBefore',
    why: 'The profile forbids NotBefore here; strict receivers refuse the assertion.',
    causes: ['The identity provider copies the times of the Conditions.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.notBefore === null ? null : { message: 'The bearer confirmation has a NotBefore, which the profile forbids.', expected: 'absent', actual: bearer.notBefore.text, place: { node: bearer.node, attribute: 'NotBefore' }, fix: fix('idp', 'Leave NotBefore out of SubjectConfirmationData.') };
    },
  }),
  defineCheck({
    id: 'subject/time-format', on: 'response', severity: 'error', title: 'The end of the confirmation is a UTC time',
    why: 'Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.',
    causes: ['The identity provider writes its local time.'],
    spec: spec('saml-core 1.3.3'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.notOnOrAfter === null ? null : timeProblem(bearer.notOnOrAfter, 'NotOnOrAfter', 'bearer confirmation', bearer.node, 'idp');
    },
  }),
  defineCheck({
    id: 'subject/long-lifetime', on: 'response', severity: 'info', title: 'The confirmation is short',
    why: 'Until it ends, a stolen assertion can be brought, unless the service provider remembers those it has seen.',
    causes: ['The identity provider uses one lifetime for everything (Auth0: an hour).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const start = assertionOf(facts)!.issueInstant?.at;
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || start == null || end == null || end - start <= 10 * 60_000) return null;
      return { message: `The assertion can be brought for ${duration(end - start)} after its issue.`, expected: 'up to 10 minutes', actual: duration(end - start), place: { node: bearer.node, attribute: 'NotOnOrAfter' }, fix: fix('idp', 'Set a shorter lifetime where the identity provider allows it.', 'lifetime') };
    },
  }),
  defineCheck({
    id: 'subject/address', on: 'response', severity: 'info', title: 'The confirmation is not bound to a network address',
    why: 'A service provider may compare the user\'s address, which breaks behind proxies and mobile networks.',
    causes: ['The identity provider writes the address it saw.'],
    spec: spec('saml-core 2.4.1.2'), needs: ['assertion'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.address === null ? null : { message: `The assertion is bound to the network address ${quote(bearer.address)}; a service provider that compares it refuses users who come by another way.`, actual: bearer.address, place: { node: bearer.node, attribute: 'Address' } };
    },
  }),
];
