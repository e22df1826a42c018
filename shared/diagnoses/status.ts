/** Causes that the identity provider itself reports. One for each status that has its own repair. */
import { adfsCode, codePath, entraCode, isSuccess, statusWords, tellingCode } from '../checks/status-words.ts';
import { capital, said, spName } from '../checks/words.ts';
import type { Fix } from '../finding.ts';
import type { Expected, StatusFacts } from '../model.ts';
import { shortName, status } from '../urns.ts';
import { type Cause, type Context, defineCause, type Draft, proof, remedy, seen } from './cause.ts';
import { adfsRefusals, entraRefusals, otherRefusals, type Refusal, refusalIn } from './refusals.ts';
import { formatToEnter, formatWords } from './subject.ts';

const stateOf = ({ facts }: Context): StatusFacts | null => {
  const state = facts.response?.status ?? facts.logout?.status ?? null;
  return state === null || state.codes.length === 0 || (isSuccess(state) && !state.codes.includes(status.partialLogout)) ? null : state;
};

const evidence = (state: StatusFacts) => [...proof('status', codePath(state), 'in the response'), ...proof('message', state.message?.trim(), 'in the response')];
const because = (context: Context) => seen(context, 'status/success', 'logout/status', 'status/top-level-code');

/** What is said instead, where the request that was sent is known. */
type Retort = (request: NonNullable<Expected['request']>, context: Context) => Pick<Draft, 'message' | 'fix'> & { detail?: string } | null;

/** A service provider whose requests its customers cannot change, and whose they are. */
const productOf = ({ expected }: Context): string | null => (expected.sp?.standsInFor === undefined && ['heroku', 'heap'].includes(expected.sp?.guide ?? '') ? spName(expected) : null);

/** What to do where the request is a product's own: nobody but its maker can change what it demands. */
const forProducts: Readonly<Record<string, (name: string, context: Context) => Fix>> = {
  NoPassive: (name) => remedy('capture', `Sign in at the identity provider first, in the same browser, and then start at ${name} again. The request is ${name}'s own: if every login ends so, ask its support.`),
  InvalidNameIDPolicy: (_name, context) => nameIDFormatFix(context),
  NoAuthnContext: (name) => remedy('idp', `Look up this login in the sign-in log of the identity provider: it says which way of logging in was demanded. Let the user log in by that one; the request is ${name}'s own.`, 'signInLog'),
};

function nameIDFormatFix(context: Context): Fix {
  const wanted = context.expected.sp?.requires?.nameIDFormat;
  return remedy('idp', wanted === undefined ? 'Set a NameID format for this application that the identity provider can issue.' : `Set the NameID format of this application to ${formatWords(context, wanted)}.`, 'nameIDFormat', { value: wanted === undefined ? undefined : formatToEnter(context, wanted) });
}

/** A status with words and a fix of its own; `code` is the telling one. */
function reported(code: string, id: string, title: string, message: string, detail?: string, retort?: Retort): Cause {
  return defineCause({
    id, title, meaning: `${capital(statusWords[code]!.says)}.`,
    run(context) {
      const state = stateOf(context);
      if (state === null || tellingCode(state) !== code || saysWhy(state)) return null;
      const { request } = context.expected;
      // Only a request that is known whole can be held against what the status says of it.
      const said = request?.isPassive === undefined ? null : (retort?.(request, context) ?? null);
      const product = productOf(context);
      return { message, ...(detail === undefined ? {} : { detail }), fix: product === null ? statusWords[code]!.fix : (forProducts[code]?.(product, context) ?? statusWords[code]!.fix), ...said, because: because(context), evidence: evidence(state), confidence: 0.95 };
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
  if (request.nameIDFormat !== undefined) return { message: `The request demands the NameID format ${shortName(request.nameIDFormat)}, which the identity provider cannot issue for this application.`, fix: inRequest(context, 'Leave the NameIDPolicy format open', statusWords['InvalidNameIDPolicy']!.fix) };
  return {
    message: 'The identity provider cannot issue a NameID for this application, although the request demands no format.', detail: 'The format that is set for the application does not go with the attribute the NameID is taken from, most likely.',
    fix: nameIDFormatFix(context),
  };
}

const method: Retort = (request, context) => ((request.authnContextClassRefs?.length ?? 0) === 0
  ? { message: 'The identity provider says that it cannot log the user in as demanded, although the request demands no way of logging in.', detail: 'A policy of its own asks for something this user cannot do, most likely.', fix: signInLog }
  : { message: `The request demands a way of logging in that the identity provider cannot meet: ${shortName(request.authnContextClassRefs![0]!)}.`, fix: inRequest(context, 'Leave RequestedAuthnContext open', statusWords['NoAuthnContext']!.fix) });

const otherRefusal = (state: StatusFacts): Refusal | null => refusalIn(state.message ?? state.detail, otherRefusals);

/** It says why in a product's own words, which tell more than the status. */
const saysWhy = (state: StatusFacts): boolean => entraCode(state) !== null || adfsCode(state) !== null || otherRefusal(state) !== null;

export const statusCauses: readonly Cause[] = [
  defineCause({
    id: 'entra-refused', title: 'Entra says why', meaning: 'The status message holds an AADSTS code of Microsoft Entra, which names the cause.',
    run(context) {
      const state = stateOf(context);
      const code = state === null ? null : entraCode(state);
      if (state === null || code === null) return null;
      const known = entraRefusals.find(({ codes }) => codes!.includes(code));
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
      const known = adfsRefusals.find(({ codes }) => codes!.includes(code)) ?? (tellingCode(state) === 'InvalidNameIDPolicy' ? adfsRefusals[0] : undefined);
      return {
        message: known === undefined ? `AD FS refused the login with ${code}.` : `${known.message.replace(/\.$/, '')} (${code}).`, because: because(context), evidence: [...proof('code', code, 'in the response'), ...evidence(state)],
        fix: known?.fix ?? remedy('idp', `Look up ${code} in the event log AD FS/Admin (event 364).`, 'signInLog'), confidence: 0.9,
      };
    },
  }),
  defineCause({
    id: 'refused-in-own-words', title: 'The identity provider says why', meaning: 'The status message holds a code or words of a product that are known, and they name the cause.',
    run(context) {
      const state = stateOf(context);
      const known = state === null || entraCode(state) !== null || adfsCode(state) !== null ? null : otherRefusal(state);
      return known === null ? null : { message: known.message, because: because(context), evidence: evidence(state!), fix: known.fix, confidence: 0.93 };
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
      if (state === null || tellingCode(state) !== 'Requester' || saysWhy(state)) return null;
      return { message: `The identity provider finds fault with the request${context.expected.sp?.standsInFor === undefined ? ` of ${spName(context.expected)}` : ''}.`, detail: state.message === null ? 'It gives no reason; the usual ones are an unknown Issuer, an ACS URL that is not registered, or a missing signature.' : `It says: ${said(state.message)}`, because: because(context), evidence: evidence(state), fix: statusWords['Requester']!.fix, confidence: 0.7 };
    },
  }),
  defineCause({
    id: 'identity-provider-failed', title: 'The identity provider failed', meaning: 'The identity provider reports an error at its own side (Responder) or a status of its own.',
    run(context) {
      const state = stateOf(context);
      if (state === null || saysWhy(state)) return null;
      const code = tellingCode(state);
      if (code !== 'Responder' && ['AuthnFailed', 'NoPassive', 'RequestDenied', 'InvalidNameIDPolicy', 'NoAuthnContext', 'RequestUnsupported', 'UnsupportedBinding', 'UnknownPrincipal', 'VersionMismatch', 'PartialLogout', 'Requester'].includes(code)) return null;
      const known = statusWords[code];
      return { message: known === undefined || code === 'Responder' ? 'The identity provider failed at its own side while answering.' : `The identity provider refused: ${known.says}.`, ...(state.message === null ? {} : { detail: `It says: ${said(state.message)}` }), because: because(context), evidence: evidence(state), fix: known?.fix ?? statusWords['Responder']!.fix, confidence: 0.7 };
    },
  }),
];
