/** Causes in what the service provider sends: login and logout requests. */
import { type Cause, defineCause, fixOf, has, messageOf, pair, proof, remedy, seen } from './cause.ts';

export const requestCauses: readonly Cause[] = [
  defineCause({
    id: 'request-of-another-provider', title: 'The request names another service provider', meaning: 'The identity provider looks up the application by the Issuer of the request, letter by letter.',
    run: (context) => (!has(context, 'request/issuer') ? null : { message: messageOf(context, 'request/issuer'), because: seen(context, 'request/issuer'), evidence: pair(context, 'request/issuer', 'your entityID', 'Issuer'), fix: fixOf(context, 'request/issuer', remedy('idp', 'Register this entityID.', 'entityID')), confidence: 0.9 }),
  }),
  defineCause({
    id: 'request-to-another-address', title: 'The request asks for another ACS URL', meaning: 'An identity provider refuses to answer to an address that is not registered.',
    run: (context) => (!has(context, 'request/consumer', 'request/consumer-http') ? null : { message: messageOf(context, seen(context, 'request/consumer', 'request/consumer-http')[0]!), because: seen(context, 'request/consumer', 'request/consumer-http'), evidence: pair(context, seen(context, 'request/consumer', 'request/consumer-http')[0]!, 'your ACS URL', 'asked for'), fix: fixOf(context, seen(context, 'request/consumer', 'request/consumer-http')[0]!, remedy('sp', 'Correct the ACS URL.', 'assertionConsumerService')), confidence: 0.85 }),
  }),
  defineCause({
    id: 'demanding-request', title: 'The request demands more than it needs', meaning: 'Every demand in a request (a method, a format, a subject) is a reason for an identity provider to refuse it.',
    run(context) {
      const because = seen(context, 'request/protocol-binding', 'request/subject', 'request/scoping', 'request/comparison', 'request/authn-context', 'request/name-id-policy', 'request/force-and-passive');
      return because.length === 0 ? null : { message: messageOf(context, because[0]!), detail: 'Leave out what the service provider does not need.', because, evidence: proof('in the request', context.found.get(because[0]!)!.problem.actual, 'in the request'), fix: fixOf(context, because[0]!, remedy('sp', 'Leave it out.')), confidence: 0.6 };
    },
  }),
  defineCause({
    id: 'request-signature', title: 'The signature of the request does not hold', meaning: 'An identity provider that checks signatures of requests refuses it.',
    run: (context) => (!has(context, 'request/signature', 'request/destination-missing') ? null : { message: messageOf(context, seen(context, 'request/signature', 'request/destination-missing')[0]!), because: seen(context, 'request/signature', 'request/destination-missing'), evidence: [], fix: fixOf(context, seen(context, 'request/signature', 'request/destination-missing')[0]!, remedy('sp', 'Sign the request again.', 'signedRequests')), confidence: 0.85 }),
  }),
  defineCause({
    id: 'logout-refused', title: 'The logout message will be refused', meaning: 'Logout messages must be signed, fresh, name the user and answer the right request.',
    run(context) {
      const because = seen(context, 'logout/signature', 'logout/expired', 'logout/in-response-to', 'logout/name-id-missing', 'logout/issuer-missing', 'logout/destination-missing', 'logout/issuer', 'logout/unsigned');
      return because.length === 0 ? null : { message: messageOf(context, because[0]!), because, evidence: pair(context, because[0]!, 'expected', 'found').map((item) => ({ ...item, from: item.label === 'found' ? 'in the message' : 'by the standard' })), fix: fixOf(context, because[0]!, remedy('sp', 'Correct the logout message.', 'singleLogoutService')), confidence: 0.8 };
    },
  }),
];
