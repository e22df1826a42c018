/** Causes in how the login went: which request, started where, used how often, sent by which way. */
import { refuse } from '../checks/check.ts';
import { bearerOf } from '../checks/judged.ts';
import { quote, spName } from '../checks/words.ts';
import { type Cause, type Context, defineCause, has, pair, proof, remedy, seen } from './cause.ts';

const answered = (context: Context): string | null => context.facts.response?.inResponseTo ?? bearerOf(context.facts, context.expected)?.inResponseTo ?? null;
/** The request other than the one asked that Response or confirmation name. */
const otherRequest = (context: Context): string | null =>
  [context.facts.response?.inResponseTo, bearerOf(context.facts, context.expected)?.inResponseTo].find((id) => id != null && id !== '' && id !== context.expected.requestID) ?? null;
const asked = ({ expected }: Context) => (expected.sp?.standsInFor === undefined ? proof('your request', expected.requestID, 'you gave') : proof('request', expected.requestID, 'sent by this app'));

export const flowCauses: readonly Cause[] = [
  defineCause({
    id: 'replayed', title: 'Used a second time', meaning: 'This very assertion was accepted before. Whoever copies a response could log in with it, so the second time is refused.',
    run: (context) => (!has(context, 'flow/replay') ? null : { message: 'This response was used before: the page was loaded again, or somebody sent a copy.', because: seen(context, 'flow/replay', 'flow/in-response-to', 'flow/subject-in-response-to'), evidence: proof('assertion ID', context.assertion?.id, 'in the response'), fix: remedy('capture', 'Log in again: every login makes a new assertion. If nobody reloaded the page, find out who sent the copy.'), confidence: 0.97 }),
  }),
  defineCause({
    id: 'answers-another-request', title: 'The answer to another request', meaning: 'The response names another request than the one that was sent: another tab, another session, or an older login.',
    run: (context) => (otherRequest(context) === null || !has(context, 'flow/in-response-to', 'flow/subject-in-response-to') ? null : {
      message: `The response answers another request than the one ${context.expected.sp?.standsInFor === undefined ? 'you gave' : 'this app sent'}.`, detail: `Usually the login was started twice (two tabs, the back button) or an old page was used${context.expected.sp?.standsInFor === undefined ? `, or ${spName(context.expected)} lost its cookie in between` : ''}.`, because: seen(context, 'flow/in-response-to', 'flow/subject-in-response-to', 'flow/in-response-to-agree'),
      evidence: [...proof('answers', otherRequest(context), 'in the response'), ...asked(context)], fix: remedy('sp', context.expected.sp?.standsInFor === undefined ? `Start the login afresh in one tab, at the sign-on URL, and let it finish. If it stays so, see that the cookie of ${spName(context.expected)} survives the way (SameSite=None; Secure).` : 'Start the test login again in one tab and let it finish. Where users meet this, let them start at the sign-on URL and never at a bookmarked page of the identity provider.', 'signOnURL'), confidence: 0.9,
    }),
  }),
  defineCause({
    id: 'started-at-identity-provider', title: 'Started at the identity provider', meaning: 'The response answers no request: the user clicked a tile or bookmark at the identity provider. Service providers that expect their own request refuse it.',
    run: (context) => (!has(context, 'flow/in-response-to-missing', 'flow/unsolicited') ? null : {
      message: 'The response answers no request: the login was started at the identity provider, and an answer to a request was expected.', because: seen(context, 'flow/in-response-to-missing', 'flow/unsolicited', 'flow/subject-in-response-to'), evidence: [...proof('answers', 'no request', 'in the response'), ...asked(context)],
      fix: remedy('sp', `Start the login at the sign-on URL of ${spName(context.expected)}, or allow logins that start at the identity provider.`, 'signOnURL'), confidence: 0.9,
    }),
  }),
  defineCause({
    id: 'empty-in-response-to', title: 'InResponseTo is empty', meaning: 'A template writes InResponseTo even though no request was answered, and the empty value is not allowed.',
    run: (context) => (!has(context, 'flow/in-response-to-empty') ? null : { message: 'The identity provider wrote an empty InResponseTo, which is not allowed.', because: seen(context, 'flow/in-response-to-empty'), evidence: proof('InResponseTo', '""', 'in the response'), fix: remedy('idp', 'Leave InResponseTo out when the login was started at the identity provider, or update its SAML library.'), confidence: 0.9 }),
  }),
  defineCause({
    id: 'confirmation-without-request', title: 'Only the Response names the request', meaning: 'The request must be named in the signed assertion too, and is not.',
    run: (context) => (!has(context, 'flow/subject-in-response-to') || has(context, 'flow/in-response-to', 'flow/in-response-to-missing') || bearerOf(context.facts, context.expected)?.inResponseTo != null ? null : { message: 'The Response names your request but the assertion in it does not.', because: seen(context, 'flow/subject-in-response-to'), evidence: [...proof('Response', context.facts.response?.inResponseTo, 'in the response'), ...asked(context)], fix: remedy('idp', 'Send InResponseTo in SubjectConfirmationData too.'), confidence: 0.8 }),
  }),
  defineCause({
    id: 'mixed-message', title: 'Parts of two logins', meaning: 'Response and assertion name different requests, as when an assertion is put into another response.',
    run: (context) => (!has(context, 'flow/in-response-to-agree', 'flow/unsolicited-subject') || has(context, 'flow/in-response-to') ? null : { message: has(context, 'flow/unsolicited-subject') ? 'The Response answers no request and its assertion was made for one: they are parts of two logins.' : 'The Response and its assertion answer different requests: they are parts of two logins.', because: seen(context, 'flow/in-response-to-agree', 'flow/unsolicited-subject', 'flow/subject-in-response-to'), evidence: [...proof('Response', context.facts.response?.inResponseTo ?? 'no request', 'in the response'), ...proof('Assertion', bearerOf(context.facts, context.expected)?.inResponseTo, 'in the response')], fix: refuse('Do not accept this message; find out who put it together.'), confidence: 0.9 }),
  }),
  defineCause({
    id: 'lost-request', title: 'The request was forgotten', meaning: 'The response answers a request, but it is judged as if none had been sent.',
    run: (context) => (!has(context, 'flow/unsolicited-in-response-to') ? null : { message: 'The response answers a request that is not known here.', detail: context.expected.origin === 'network' ? 'No login that this app started has that request: it was started elsewhere, or long ago.' : 'It is judged as a login that started at the identity provider, and such a one answers no request.', because: seen(context, 'flow/unsolicited-in-response-to'), evidence: proof('answers', answered(context), 'in the response'), fix: context.expected.origin === 'network' ? remedy('sp', 'Start the login afresh and let it finish; do not accept this response.', 'signOnURL') : remedy('capture', `Judge it with the ID of its request${answered(context) === null ? '.' : `, ${quote(answered(context))}, if you sent that one.`}`), confidence: 0.5 }),
  }),
  defineCause({
    id: 'response-by-redirect', title: 'The Response came in the URL', meaning: 'A Response must be posted. In a URL it is cut off, logged and leaked.',
    run: (context) => (!has(context, 'response/binding') ? null : { message: 'The identity provider sent the Response in the URL (HTTP-Redirect) instead of posting it.', because: seen(context, 'response/binding'), evidence: pair(context, 'response/binding', 'must be', 'sent by'), fix: remedy('idp', 'Force HTTP-POST for responses (Keycloak: Force POST Binding), and register the ACS URL with HTTP-POST.', 'binding'), confidence: 0.9 }),
  }),
  defineCause({
    id: 'relay-state-lost', title: 'RelayState was lost or changed', meaning: 'The identity provider must send RelayState back as it got it. Without it the service provider does not know which page the user wanted, and some lose the login itself.',
    run(context) {
      const problem = context.found.get('flow/relay-state')?.problem;
      if (problem === undefined) return null;
      const isLost = context.expected.relayState == null;
      return { message: isLost ? 'RelayState was sent with the request and did not come back.' : 'RelayState came back changed.', detail: isLost ? 'The identity provider drops it, or the login went on from a page that no longer knew it.' : 'A default RelayState is set at the identity provider, or something on the way rewrites it.', because: seen(context, 'flow/relay-state'), evidence: [...proof('sent', problem.expected, 'with the request'), ...proof('came back', problem.actual, 'with the response')], fix: problem.fix!, confidence: 0.65 };
    },
  }),
  defineCause({
    id: 'relay-state', title: 'RelayState is too long or leads away', meaning: 'RelayState should be a short token of the service provider. Long ones are cut, and addresses on other hosts can be used for phishing.',
    run: (context) => (!has(context, 'flow/relay-state-length', 'flow/relay-state-address') ? null : { message: has(context, 'flow/relay-state-address') ? 'RelayState leads to another host.' : 'RelayState is longer than the standard allows, so it may be lost on the way.', because: seen(context, 'flow/relay-state-address', 'flow/relay-state-length'), evidence: proof('RelayState', context.expected.relayState, 'with the message'), fix: has(context, 'flow/relay-state-address') ? remedy('idp', 'Clear the RelayState (start URL) at the identity provider, or set it to a page of the service provider.', 'relayState') : remedy('sp', 'Send a short token as RelayState and keep the address at the service provider.', 'relayState'), confidence: 0.6 }),
  }),
  defineCause({
    id: 'malformed-message', title: 'The message breaks the schema', meaning: 'Something that must be there is missing, or stands in the wrong place. Receivers that check the schema refuse the message.',
    run(context) {
      const because = seen(context, 'response/id', 'response/version', 'assertion/id', 'assertion/version', 'response/child-order', 'response/repeated-child', 'status/several-codes', 'assertion/child-order', 'assertion/attribute-statement-empty', 'response/no-assertion', 'status/missing', 'assertion/issuer-missing', 'response/issuer-missing', 'conditions/unknown', 'conditions/one-time-use', 'subject/confirmation-not-before', 'subject/confirmation-no-expiry', 'subject/bearer', 'request/id', 'request/version', 'request/consumer-and-index', 'request/issuer-missing', 'logout/id', 'logout/version', 'response/issuer-format', 'assertion/issuer-format', 'request/issuer-format', 'logout/issuer-format', 'response/error-with-assertion');
      if (because.length === 0) return null;
      const problem = context.found.get(because[0]!)!.problem;
      return { message: problem.message, detail: 'The identity provider\'s program or template writes it this way, or the message was put together by hand.', because, evidence: [...proof('found', problem.actual, 'in the message'), ...proof('must be', problem.expected, 'by the standard')], fix: problem.fix ?? remedy('idp', 'Correct the message at the identity provider.'), confidence: 0.6 };
    },
  }),
];
