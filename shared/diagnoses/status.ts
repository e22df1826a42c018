/** Causes that the identity provider itself reports. One for each status that has its own repair. */
import { adfsCode, codePath, entraCode, isSuccess, statusWords, tellingCode } from '../checks/status-words.ts';
import { capital, said, spName } from '../checks/words.ts';
import type { Fix } from '../finding.ts';
import type { Expected, StatusFacts } from '../model.ts';
import { shortName, status } from '../urns.ts';
import { type Cause, type Context, defineCause, type Draft, proof, remedy, seen } from './cause.ts';

const stateOf = ({ facts }: Context): StatusFacts | null => {
  const state = facts.response?.status ?? facts.logout?.status ?? null;
  return state === null || state.codes.length === 0 || (isSuccess(state) && !state.codes.includes(status.partialLogout)) ? null : state;
};

const evidence = (state: StatusFacts) => [...proof('status', codePath(state), 'in the response'), ...proof('message', state.message?.trim(), 'in the response')];
const because = (context: Context) => seen(context, 'status/success', 'logout/status', 'status/top-level-code');

/** What is said instead, where the request that was sent is known. */
type Retort = (request: NonNullable<Expected['request']>, context: Context) => Pick<Draft, 'message' | 'fix'> & { detail?: string } | null;

/** A status with words and a fix of its own; `code` is the telling one. */
function reported(code: string, id: string, title: string, message: string, detail?: string, retort?: Retort): Cause {
  return defineCause({
    id, title, meaning: `${capital(statusWords[code]!.says)}.`,
    run(context) {
      const state = stateOf(context);
      if (state === null || tellingCode(state) !== code || entraCode(state) !== null || adfsCode(state) !== null) return null;
      const { request } = context.expected;
      // Only a request that is known whole can be held against what the status says of it.
      const said = request?.isPassive === undefined ? null : (retort?.(request, context) ?? null);
      return { message, ...(detail === undefined ? {} : { detail }), fix: statusWords[code]!.fix, ...said, because: because(context), evidence: evidence(state), confidence: 0.95 };
    },
  });
}

const signInLog = remedy('idp', 'Look up this login in the sign-in log of the identity provider, by its time: it says what was really wrong.', 'signInLog');

/** The request was this app's own: what to switch in its options, else at the service provider. */
const inRequest = ({ expected }: Context, option: string, otherwise: Fix): Fix => (expected.sp?.standsInFor === undefined ? otherwise : remedy('capture', `${option} in the options of the test login.`));

const passive: Retort = (request, context) => (request.isPassive === false
  ? { message: 'The identity provider says that it may not show its login page (NoPassive), although the request allows it.', fix: signInLog }
  : { message: 'The user had no session, and the request forbids the identity provider to show its login page (IsPassive).', fix: inRequest(context, 'Switch IsPassive off', statusWords['NoPassive']!.fix) });

function format(request: NonNullable<Expected['request']>, context: Context): ReturnType<Retort> {
  const wanted = context.expected.sp?.requires?.nameIDFormat;
  if (request.nameIDFormat !== undefined) return { message: `The request demands the NameID format ${shortName(request.nameIDFormat)}, which the identity provider cannot issue for this application.`, fix: inRequest(context, 'Leave the NameIDPolicy format open', statusWords['InvalidNameIDPolicy']!.fix) };
  return {
    message: 'The identity provider cannot issue a NameID for this application, although the request demands no format.', detail: 'The format that is set for the application does not go with the attribute the NameID is taken from, most likely.',
    fix: remedy('idp', wanted === undefined ? 'Set a NameID format for this application that the identity provider can issue.' : `Set the NameID format of this application to ${shortName(wanted)} (${wanted}).`, 'nameIDFormat', { value: wanted }),
  };
}

const method: Retort = (request, context) => ((request.authnContextClassRefs?.length ?? 0) === 0
  ? { message: 'The identity provider says that it cannot log the user in as demanded, although the request demands no way of logging in.', detail: 'A policy of its own asks for something this user cannot do, most likely.', fix: signInLog }
  : { message: `The request demands a way of logging in that the identity provider cannot meet: ${shortName(request.authnContextClassRefs![0]!)}.`, fix: inRequest(context, 'Leave RequestedAuthnContext open', statusWords['NoAuthnContext']!.fix) });

/** What the AADSTS codes that turn up in SAML answers mean, and where to change it. Texts change; codes stay. */
const entraCodes: Readonly<Record<string, { message: string; fix: Fix }>> = {
  AADSTS50011: { message: 'The ACS URL of the request is not registered at Entra.', fix: remedy('idp', 'Add the ACS URL of the request, letter by letter, to the reply URLs of the application.', 'assertionConsumerService') },
  AADSTS700016: { message: 'Entra has no application with the entityID of the request in this tenant.', fix: remedy('idp', 'Set the Identifier (Entity ID) of the application to the Issuer of the request, letter by letter, in the right tenant.', 'entityID') },
  AADSTS650056: { message: 'The application is not set up for the entityID of the request.', fix: remedy('idp', 'Set the Identifier (Entity ID) of the application to the Issuer of the request.', 'entityID') },
  AADSTS50105: { message: 'The user is not assigned to the application in Entra.', fix: remedy('idp', 'Assign the user, or a group the user is in directly (nested groups do not count), to the application.', 'assignment') },
  AADSTS501241: { message: 'The attribute the NameID is taken from is empty for this user.', fix: remedy('idp', 'Fill the user\'s attribute (often user.mail), or take the NameID from another one.', 'nameID') },
  AADSTS75011: { message: 'The user\'s session was made by another method than the request demands.', fix: remedy('sp', 'Remove RequestedAuthnContext from the request, or send ForceAuthn="true".', 'authnContext') },
  AADSTS75016: { message: 'Entra does not know the NameID format that the request demands.', fix: remedy('sp', 'Remove NameIDPolicy from the request, or ask for emailAddress, unspecified, persistent or transient.', 'nameIDFormat') },
  AADSTS750161: { message: 'Entra does not know the NameID format that the request demands.', fix: remedy('sp', 'Remove NameIDPolicy from the request, or ask for emailAddress, unspecified, persistent or transient.', 'nameIDFormat') },
  AADSTS75008: { message: 'The Destination of the request is not this tenant\'s address.', fix: remedy('sp', 'Set the login address of the identity provider to that of this tenant.', 'singleSignOnService') },
  AADSTS75003: { message: 'The request asks to be answered by another way than HTTP-POST.', fix: remedy('sp', 'Ask for HTTP-POST as ProtocolBinding.', 'binding') },
  AADSTS75005: { message: 'Entra could not read the request.', fix: remedy('sp', 'Decode the request and correct what is missing or wrongly encoded.') },
  AADSTS75006: { message: 'The request asks for something Entra does not support.', fix: remedy('sp', 'Remove the property that the message names (SPNameQualifier, often) from the request.') },
  AADSTS76021: { message: 'Entra wants signed requests, and this one was not signed or signed in the wrong place.', fix: remedy('sp', 'Sign the request, or switch off "Require verification certificates" at the application.', 'signedRequests') },
  AADSTS76026: { message: 'The request was issued too long ago for Entra.', fix: remedy('clock', 'Set the clock of the service provider by NTP.', 'clock') },
  AADSTS7500529: { message: 'The ID of the request is no XML name: it starts with a digit.', fix: remedy('sp', 'Put an underscore in front of request IDs.') },
  AADSTS50058: { message: 'The user has no session at Entra, and the request forbids asking (IsPassive).', fix: remedy('sp', 'Send the request without IsPassive="true".') },
};

export const statusCauses: readonly Cause[] = [
  defineCause({
    id: 'entra-refused', title: 'Entra says why', meaning: 'The status message holds an AADSTS code of Microsoft Entra, which names the cause.',
    run(context) {
      const state = stateOf(context);
      const code = state === null ? null : entraCode(state);
      if (state === null || code === null) return null;
      const known = entraCodes[code];
      return {
        message: known === undefined ? `Entra refused the login with ${code}.` : `${known.message.replace(/\.$/, '')} (${code}).`, because: because(context), evidence: [...proof('code', code, 'in the response'), ...evidence(state)],
        fix: known?.fix ?? remedy('idp', `Look up ${code} at https://login.microsoftonline.com/error?code=${code.slice(6)}, and this login in the sign-in log of Entra.`, 'signInLog'), confidence: known === undefined ? 0.8 : 0.97,
      };
    },
  }),
  defineCause({
    id: 'adfs-refused', title: 'AD FS says why', meaning: 'The status message holds an MSIS code of AD FS; the event log of the server says more (event 364).',
    run(context) {
      const state = stateOf(context);
      const code = state === null ? null : adfsCode(state);
      if (state === null || code === null) return null;
      const nameID = code === 'MSIS7070' || code === 'MSIS1000' || tellingCode(state) === 'InvalidNameIDPolicy';
      return {
        message: nameID ? `AD FS has no rule that issues a NameID of the format the request demands (${code}).` : `AD FS refused the login with ${code}.`, because: because(context), evidence: [...proof('code', code, 'in the response'), ...evidence(state)],
        fix: nameID ? remedy('idp', 'Add a claim rule that transforms the e-mail address to Name ID with the requested format, or drop the Format from the request.', 'nameIDFormat') : remedy('idp', `Look up ${code} in the event log AD FS/Admin (event 364).`, 'signInLog'), confidence: 0.9,
      };
    },
  }),
  reported('AuthnFailed', 'login-failed-there', 'The user could not be authenticated', 'The identity provider could not authenticate the user, or the user cancelled.', 'Nothing is wrong with the connection itself.'),
  reported('NoPassive', 'no-session', 'No session, and asking was forbidden', 'The user had no session, and the request forbade the identity provider to show its login page (IsPassive).', undefined, passive),
  reported('RequestDenied', 'request-denied', 'Refused by policy', 'The identity provider refuses this user or this request by its policy.', 'Usually the user is not assigned to the application. Some want the request signed.'),
  reported('InvalidNameIDPolicy', 'name-id-policy', 'The demanded NameID format cannot be issued', 'The request demands a NameID format that the identity provider cannot issue for this application.', undefined, format),
  reported('NoAuthnContext', 'authn-context', 'The demanded way of logging in cannot be met', 'The request demands a way of logging in that the identity provider cannot meet.', undefined, method),
  reported('RequestUnsupported', 'request-unsupported', 'The request asks for too much', 'The request asks for something that the identity provider does not support.'),
  reported('UnsupportedBinding', 'unsupported-binding', 'The demanded binding is not supported', 'The request asks to be answered by a binding that the identity provider does not have.'),
  reported('UnknownPrincipal', 'unknown-user', 'The user is not known there', 'The identity provider does not know this user.'),
  reported('VersionMismatch', 'version-mismatch', 'Versions do not match', 'The identity provider does not speak the SAML version of the request.'),
  reported('PartialLogout', 'partial-logout', 'Not everywhere logged out', 'Not all applications could be logged out.'),
  defineCause({
    id: 'request-at-fault', title: 'The request is at fault', meaning: 'The identity provider says that the request of the service provider is wrong (Requester), without a closer reason.',
    run(context) {
      const state = stateOf(context);
      if (state === null || tellingCode(state) !== 'Requester' || entraCode(state) !== null || adfsCode(state) !== null) return null;
      return { message: `The identity provider finds fault with the request${context.expected.sp?.standsInFor === undefined ? ` of ${spName(context.expected)}` : ''}.`, detail: state.message === null ? 'It gives no reason; the usual ones are an unknown Issuer, an ACS URL that is not registered, or a missing signature.' : `It says: ${said(state.message)}`, because: because(context), evidence: evidence(state), fix: statusWords['Requester']!.fix, confidence: 0.7 };
    },
  }),
  defineCause({
    id: 'identity-provider-failed', title: 'The identity provider failed', meaning: 'The identity provider reports an error at its own side (Responder) or a status of its own.',
    run(context) {
      const state = stateOf(context);
      if (state === null || entraCode(state) !== null || adfsCode(state) !== null) return null;
      const code = tellingCode(state);
      if (code !== 'Responder' && ['AuthnFailed', 'NoPassive', 'RequestDenied', 'InvalidNameIDPolicy', 'NoAuthnContext', 'RequestUnsupported', 'UnsupportedBinding', 'UnknownPrincipal', 'VersionMismatch', 'PartialLogout', 'Requester'].includes(code)) return null;
      const known = statusWords[code];
      return { message: known === undefined || code === 'Responder' ? 'The identity provider failed at its own side while answering.' : `The identity provider refused: ${known.says}.`, ...(state.message === null ? {} : { detail: `It says: ${said(state.message)}` }), because: because(context), evidence: evidence(state), fix: known?.fix ?? statusWords['Responder']!.fix, confidence: 0.7 };
    },
  }),
];
