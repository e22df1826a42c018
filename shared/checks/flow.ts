/** The login as a whole: which request was answered, RelayState, replay and clocks (saml-core 3.2.2, saml-profiles 4.1). */
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import { assertionOf, bearerOf, skewOf } from './judged.ts';
import { clockTime, duration, hostOf, moment, quote } from './words.ts';

const again = fix('sp', 'Start the login afresh at the service provider, in one tab, and let it finish.', 'signOnURL');

export const flowChecks: readonly Check[] = [
  defineCheck({
    id: 'flow/in-response-to-missing', on: 'response', severity: 'error', title: 'The response says which request it answers',
    why: 'A response that answers no request can be planted on a user by somebody else.',
    causes: ['The login was started at the identity provider (a tile or a bookmark).', 'A proxy in between lost the request.'],
    spec: spec('saml-core 3.2.2'), needs: ['response', 'solicited'],
    run(facts, { requestID, allowIdpInitiated }) {
      if (facts.response!.inResponseTo !== null || allowIdpInitiated === true) return null;
      const why = requestID === undefined ? 'logins started at the identity provider are not allowed' : `the request was ${quote(requestID)}`;
      return {
        message: `The response answers no request: it has no InResponseTo, and ${why}.`, expected: requestID ?? 'the ID of a request', actual: 'absent', place: facts.response!.node,
        fix: fix('sp', 'Start the login at the service provider, or allow logins started at the identity provider if you want those.', 'signOnURL'),
      };
    },
  }),
  defineCheck({
    id: 'flow/in-response-to', on: 'response', severity: 'error', title: 'The response answers your request',
    why: 'A response to another request belongs to another login, perhaps another user\'s.',
    causes: ['The login was started twice, in two tabs.', 'The service provider lost its cookie or its memory of the request.', 'An older response was captured or sent again.'],
    spec: spec('saml-core 3.2.2'), needs: ['response', 'request-id'],
    run(facts, expected) {
      const found = facts.response!.inResponseTo;
      if (found === null || found === '' || found === expected.requestID) return null;
      return { message: `The response answers another request: its InResponseTo is ${quote(found)} and the request was ${quote(expected.requestID)}.`, expected: expected.requestID!, actual: found, place: { node: facts.response!.node, attribute: 'InResponseTo' }, fix: again };
    },
  }),
  defineCheck({
    id: 'flow/in-response-to-empty', on: 'response', severity: 'error', title: 'InResponseTo is not empty',
    why: 'It must name a request or be left out; receivers that check the schema refuse an empty one.',
    causes: ['A template writes InResponseTo even when the login was started at the identity provider (samlify does).'],
    spec: spec('saml-core 3.2.2'), needs: ['response'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const outer = facts.response!.inResponseTo === '';
      if (!outer && bearer?.inResponseTo !== '') return null;
      return { message: 'InResponseTo is there but empty.', expected: 'the ID of the request, or no InResponseTo', actual: 'empty', place: { node: outer ? facts.response!.node : bearer!.node, attribute: 'InResponseTo' }, fix: fix('idp', 'Leave InResponseTo out when no request is answered.') };
    },
  }),
  defineCheck({
    id: 'flow/unsolicited', on: 'response', severity: 'warning', title: 'A login started at the identity provider is wanted',
    why: 'A response that answers no request can be planted on a user by somebody else, so it is accepted only where that is wanted.',
    causes: ['The login was started at the identity provider (a tile or a bookmark).', 'The service provider forgot the request it had sent.'],
    spec: spec('saml-profiles 4.1.5'), needs: ['response'],
    run: (facts, expected) => (expected.allowIdpInitiated !== false || expected.requestID !== undefined || facts.response!.inResponseTo !== null ? null : {
      message: 'The response answers no request, and logins started at the identity provider are not allowed here.', expected: 'the ID of a request', actual: 'absent', place: facts.response!.node,
      fix: fix('sp', 'Start the login at the service provider, or allow logins started at the identity provider if you want those.', 'signOnURL'),
    }),
  }),
  defineCheck({
    id: 'flow/unsolicited-in-response-to', on: 'response', severity: 'warning', title: 'An unsolicited response answers no request',
    why: 'A response that names a request was made for one; as an unsolicited one it is an old one sent again, or the request was lost.',
    causes: ['The service provider lost the request it had sent.', 'A captured response was sent again.'],
    spec: spec('saml-profiles 4.1.5'), needs: ['response'],
    run(facts, expected) {
      const found = facts.response!.inResponseTo;
      if (expected.allowIdpInitiated === undefined || expected.requestID !== undefined || found === null || found === '') return null;
      // A live login knows the requests it sent. Where an unsolicited response is not acceptable either, there is nothing left that this one could be.
      const refused = expected.origin === 'network' || !expected.allowIdpInitiated;
      return { ...(refused ? { severity: 'error' as const } : {}), message: `The response answers the request ${quote(found)}, and no such request is known.`, expected: 'no InResponseTo', actual: found, place: { node: facts.response!.node, attribute: 'InResponseTo' }, fix: fix('sp', refused ? 'Start the login afresh and let it finish; do not accept this response.' : 'Give the ID of the request it answers, or start the login at the identity provider.', 'signOnURL') };
    },
  }),
  defineCheck({
    id: 'flow/subject-in-response-to', on: 'response', severity: 'error', title: 'The bearer confirmation answers your request',
    why: 'The signed assertion must name the request too; the Response around it may be unsigned.',
    causes: ['The identity provider leaves it out of SubjectConfirmationData.', 'The assertion is of another login.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['assertion', 'request-id'],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      if (bearer === null || !bearer.hasData || bearer.inResponseTo === expected.requestID || bearer.inResponseTo === '') return null;
      if (bearer.inResponseTo === null) {
        const unsolicited = expected.allowIdpInitiated === true && (facts.response?.inResponseTo ?? null) === null;
        return unsolicited ? null : { message: `The bearer confirmation names no request, and the request was ${quote(expected.requestID)}.`, expected: expected.requestID!, actual: 'absent', place: bearer.node, fix: fix('idp', 'Send InResponseTo in SubjectConfirmationData, or start the login at the service provider.', 'signOnURL') };
      }
      return { message: `The bearer confirmation answers another request: its InResponseTo is ${quote(bearer.inResponseTo)} and the request was ${quote(expected.requestID)}.`, expected: expected.requestID!, actual: bearer.inResponseTo, place: { node: bearer.node, attribute: 'InResponseTo' }, fix: again };
    },
  }),
  defineCheck({
    id: 'flow/unsolicited-subject', on: 'response', severity: 'error', title: 'An unsolicited response brings no assertion made for a request',
    why: 'The Response around a signed assertion may be unsigned, so a thief of an assertion can leave InResponseTo out of it. The confirmation inside still names the request it was made for.',
    causes: ['A captured assertion was put into another response.', 'A proxy in between lost the InResponseTo of the Response.'],
    spec: spec('saml-profiles 4.1.5'), needs: ['response', 'assertion', 'solicited'],
    // Where neither a request nor a wish about unsolicited ones was given, `solicited` is not met: the check is skipped and the verdict left alone.
    run(facts, expected) {
      const found = bearerOf(facts, expected)?.inResponseTo ?? '';
      if (facts.response!.inResponseTo !== null || found === '') return null;
      return { message: `The Response answers no request, but its assertion was made for the request ${quote(found)}.`, expected: 'no InResponseTo in the assertion, or the same in the Response', actual: found, place: { node: bearerOf(facts, expected)!.node, attribute: 'InResponseTo' }, fix: refuse('Do not accept this message: an assertion that was made for a request was put into a response to none.') };
    },
  }),
  defineCheck({
    id: 'flow/in-response-to-agree', on: 'response', severity: 'error', title: 'Response and confirmation answer the same request',
    why: 'When they name different requests, the assertion was made for another login.',
    causes: ['An assertion was put into another response.', 'A proxy in between writes its own request into one of the two.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response', 'assertion'],
    run(facts, expected) {
      const outer = facts.response!.inResponseTo;
      const bearer = bearerOf(facts, expected);
      const inner = bearer?.inResponseTo;
      if (bearer === null || outer === null || outer === '' || inner == null || inner === '' || outer === inner) return null;
      return { message: `The Response answers the request ${quote(outer)} but its assertion was made for ${quote(inner)}.`, expected: outer, actual: inner, place: { node: bearer.node, attribute: 'InResponseTo' }, fix: refuse('Do not accept this message: it is put together from two logins.') };
    },
  }),
  defineCheck({
    id: 'flow/replay', on: 'response', severity: 'error', title: 'The assertion is used for the first time',
    why: 'An assertion that was accepted once must be refused the second time, or whoever copies it can log in.',
    causes: ['The page was loaded again or the back button was pressed.', 'A captured response was sent again.', 'It is an attack.'],
    spec: spec('saml-profiles 4.1.4.5'), needs: ['assertion', 'seen-ids'],
    run(facts, expected) {
      const { id, node } = assertionOf(facts)!;
      if (id === null || !expected.seenAssertionIDs!.includes(id)) return null;
      return { message: `The assertion ${quote(id)} was accepted before.`, expected: 'an assertion not seen before', actual: id, place: { node, attribute: 'ID' }, fix: fix('capture', 'Log in again: every login makes a new assertion.') };
    },
  }),
  defineCheck({
    id: 'flow/destination-and-recipient', on: 'response', severity: 'warning', title: 'Destination and Recipient are the same address',
    why: 'Both name the ACS URL; when they differ, one of them is wrong.',
    causes: ['They are two fields at the identity provider, and one was changed (Okta, OneLogin, Auth0).'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response', 'assertion'],
    run(facts, expected) {
      const outer = facts.response!.destination;
      const bearer = bearerOf(facts, expected);
      const inner = bearer?.recipient;
      if (bearer === null || outer === null || outer === '' || inner == null || inner === '' || outer === inner) return null;
      return { message: `Destination is ${quote(outer)} but Recipient is ${quote(inner)}.`, expected: outer, actual: inner, place: { node: bearer.node, attribute: 'Recipient' }, fix: fix('idp', 'Set both to the ACS URL of the service provider.', 'recipient') };
    },
  }),
  defineCheck({
    id: 'flow/relay-state', on: 'response', severity: 'warning', title: 'RelayState came back as it was sent',
    why: 'The service provider finds the page the user wanted, and often the login itself, by this value; an identity provider must send it back unchanged.',
    causes: ['The identity provider drops or shortens RelayState.', 'A default RelayState is set at the identity provider and takes its place.', 'A proxy on the way decodes it.'],
    spec: spec('saml-bindings 3.5.3'), needs: ['relay-state', 'request-sent'],
    run(_facts, expected) {
      const sent = expected.request!.relayState;
      const received = expected.relayState ?? null;
      if (sent === undefined || sent === received || (sent === null && received === '')) return null;
      if (received === null) return { message: `RelayState ${quote(sent ?? '')} was sent and did not come back.`, expected: sent ?? 'none', actual: 'none', fix: fix('idp', 'Make the identity provider send RelayState back unchanged.', 'relayState') };
      return { message: sent === null ? `RelayState ${quote(received)} came back though none was sent.` : `RelayState came back as ${quote(received)}; ${quote(sent)} was sent.`, expected: sent ?? 'none', actual: received, fix: fix('idp', 'Clear the default RelayState at the identity provider, so that it sends back what it was given.', 'relayState') };
    },
  }),
  defineCheck({
    id: 'flow/relay-state-length', on: 'response', severity: 'warning', title: 'RelayState has at most 80 bytes',
    why: 'The standard allows 80 bytes; identity providers may cut or drop a longer one, and the user lands on the wrong page.',
    causes: ['The service provider puts the whole deep link into it.'],
    spec: spec('saml-bindings 3.4.3'), needs: ['relay-state'],
    run(_facts, expected) {
      const state = expected.relayState ?? '';
      if (state.length * 3 <= 80) return null;
      const bytes = new TextEncoder().encode(state).length;
      return bytes <= 80 ? null : { message: `RelayState has ${bytes} bytes, and 80 are allowed.`, expected: 'at most 80 bytes', actual: `${bytes} bytes`, fix: fix('sp', 'Send a short token as RelayState and keep the address at the service provider.', 'relayState') };
    },
  }),
  defineCheck({
    id: 'flow/relay-state-address', on: 'response', severity: 'warning', title: 'RelayState leads to no foreign address',
    why: 'A service provider that sends the user to any address in RelayState can be used for phishing (open redirect).',
    causes: ['A start URL of another host is set at the identity provider.', 'It is an attack.'],
    spec: spec('policy open redirect'), needs: ['relay-state', 'acs'],
    run(_facts, expected) {
      const state = expected.relayState ?? '';
      const foreign = hostOf(state.startsWith('//') ? `https:${state}` : state);
      if (foreign === null || foreign === hostOf(expected.sp!.assertionConsumerService!)) return null;
      return { message: `RelayState is an address on another host: ${quote(state)}.`, expected: `a token, or an address on ${hostOf(expected.sp!.assertionConsumerService!)}`, actual: state, fix: fix('idp', 'Clear the RelayState (start URL) at the identity provider, or set it to a page of the service provider.', 'relayState') };
    },
  }),
  defineCheck({
    id: 'flow/arrival', on: 'response', severity: 'warning', title: 'It arrived about when it was issued',
    why: 'A response goes from one server to the other in seconds; a larger difference is one between their clocks.',
    causes: ['One of the two clocks is not kept in time by NTP.', 'The user left the last page open for minutes.'],
    spec: spec('SAML2Int SDP-G01'), needs: ['response', 'received-at'],
    run(facts, expected) {
      const issued = facts.response!.issueInstant?.at;
      if (issued == null) return null;
      const late = expected.receivedAt! - issued;
      if (Math.abs(late) <= Math.max(skewOf(expected), 60_000)) return null;
      return { message: `The response was issued ${duration(late)} ${late > 0 ? 'before' : 'after'} it arrived, by the two clocks.`, expected: clockTime(expected.receivedAt!), actual: moment(issued), place: { node: facts.response!.node, attribute: 'IssueInstant' }, fix: fix('clock', 'Set the clocks of both sides by NTP.', 'clock') };
    },
  }),
];
