/** Causes of time: old captures, clocks that differ, lifetimes. */
import { bearerOf, skewOf } from '../checks/judged.ts';
import { capital, clockTime, duration, moment, spName } from '../checks/words.ts';
import { type Cause, type Context, defineCause, has, inDocument, proof, remedy, seen } from './cause.ts';
import type { Expected } from '../model.ts';

const expiry = ['conditions/expired', 'subject/confirmation-expired', 'authn/session-expired'];
/** From issue to arrival an honest response takes seconds; minutes when the user waits on a page. */
const FRESH = 60_000;

const issuedAt = ({ facts, assertion }: Context): number | null => facts.response?.issueInstant?.at ?? assertion?.issueInstant?.at ?? null;

/** The earliest end of the assertion. */
function endOf(context: Context): number | null {
  const ends = [context.assertion?.conditions?.notOnOrAfter?.at, bearerOf(context.facts, context.expected)?.notOnOrAfter?.at].filter((at) => at != null);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** Whose time a document is judged at. */
const judgedBy = ({ expected }: Context): string => (expected.origin === 'network' ? 'by this machine\'s clock' : 'the time given');

/** Whose clock judged: `this machine`, `Heroku`. */
const clockOwner = (expected: Expected): string => (expected.sp?.standsInFor === undefined ? spName(expected) : 'this machine');

/** Their clocks are right. */
const clouds: ReadonlySet<string> = new Set(['entra', 'okta', 'auth0', 'google', 'onelogin', 'salesforce', 'pingone', 'aws', 'jumpcloud', 'heroku', 'heap']);

/** Which clock to set: never one that its owner keeps right. */
function byNTP(expected: Expected): string {
  const owner = clockOwner(expected);
  const idpIsCloud = clouds.has(expected.idp?.guide ?? '');
  const spIsCloud = expected.sp?.standsInFor === undefined && clouds.has(expected.sp?.guide ?? '');
  if (idpIsCloud && spIsCloud) return `Set the clock of the machine it was captured or judged on by NTP: the identity provider and ${owner} are cloud services and keep theirs right.`;
  if (spIsCloud) return `Set the clock of the identity provider by NTP: ${owner} is a cloud service and keeps its own right.`;
  return idpIsCloud
    ? `Set the clock of ${owner} by NTP: the identity provider is a cloud service and keeps its own right.`
    : `Set the clocks of the identity provider and of ${owner} by NTP.`;
}

const times = (context: Context) => {
  const issued = issuedAt(context);
  const end = endOf(context);
  return [...proof('issued', issued === null ? null : moment(issued), 'in the response'), ...proof('ends', end === null ? null : moment(end), 'in the response'), ...proof('judged at', clockTime(context.expected.now), judgedBy(context))];
};

export const timeCauses: readonly Cause[] = [
  defineCause({
    id: 'old-capture', title: 'An old capture', meaning: 'The response was good when it was captured and has expired since. Responses live for minutes only.',
    run(context) {
      const issued = issuedAt(context);
      const end = endOf(context);
      if (!has(context, 'conditions/expired', 'subject/confirmation-expired') || issued === null) return null;
      const { receivedAt, now } = context.expected;
      const arrivedInTime = receivedAt !== undefined && end !== null && receivedAt - skewOf(context.expected) < end && now - receivedAt > FRESH;
      const aged = receivedAt === undefined && now - issued > FRESH + skewOf(context.expected) && end !== null && end > issued;
      if (!arrivedInTime && !aged) return null;
      return {
        message: `This response was ${receivedAt === undefined ? 'issued' : 'captured'} ${duration(now - (receivedAt ?? issued))} before the time it is judged at, and has expired since.`, detail: `It was valid when it was ${receivedAt === undefined ? 'issued' : 'captured'}. If logins really fail with "expired", compare the clocks of both sides.`, because: seen(context, ...expiry), evidence: times(context),
        fix: remedy('capture', `Log in again and judge the new response at once, or judge this one as of ${new Date((receivedAt ?? issued) + 1000).toISOString().replace('.000Z', 'Z')}.`, 'clock'), confidence: 0.85,
      };
    },
  }),
  defineCause({
    id: 'expired-on-arrival', title: 'Expired when it arrived', meaning: 'The response was over when it came: its lifetime is wrong, or the clock of the receiver is ahead of the sender\'s.',
    run(context) {
      const issued = issuedAt(context);
      const end = endOf(context);
      if (!has(context, 'conditions/expired', 'subject/confirmation-expired') || issued === null || end === null) return null;
      const arrival = context.expected.receivedAt ?? context.expected.now;
      if (arrival - skewOf(context.expected) < end) return null;
      const because = seen(context, ...expiry, 'conditions/window', 'flow/arrival');
      if (end <= issued) {
        return { message: 'The assertion had ended before it was even issued: its lifetime is set wrongly.', detail: `It was issued at ${moment(issued)} and ended at ${moment(end)}.`, because, evidence: times(context), fix: remedy('idp', 'Set the lifetime of assertions to five minutes or more.', 'lifetime'), confidence: 0.9 };
      }
      if (context.expected.receivedAt === undefined) return null;
      const sent = context.expected.request?.issuedAt;
      const owner = clockOwner(context.expected);
      // An answer dated before its question: only the clocks can tell it so.
      if (sent !== undefined && sent - issued > FRESH) {
        return { message: `The identity provider's clock is ${duration(sent - issued)} or more behind that of ${owner}, so its response had expired when it arrived.`, detail: `It dates its response ${moment(issued)}, and was asked only at ${moment(sent)}.`, because, evidence: [...times(context), ...proof('asked', moment(sent), 'in the request')], fix: remedy('clock', byNTP(context.expected), 'clock'), confidence: 0.95 };
      }
      return {
        message: `The response arrived ${duration(arrival - issued)} after it was issued, when it had already expired.`,
        detail: `Either the clock of ${owner} is ahead of the identity provider's by that much, or the user stayed on the last page for so long.`, because, evidence: times(context), fix: remedy('clock', byNTP(context.expected), 'clock'), confidence: 0.9,
      };
    },
  }),
  defineCause({
    id: 'identity-provider-clock-ahead', title: 'The identity provider\'s clock is ahead', meaning: 'By the clock of the receiver the response may be used only in the future: the two clocks differ.',
    run(context) {
      if (!has(context, 'conditions/not-yet-valid')) return null;
      const start = context.assertion?.conditions?.notBefore?.at ?? null;
      const issued = issuedAt(context);
      const ahead = (issued ?? start ?? context.expected.now) - context.expected.now;
      const clocks = ahead > 0;
      return {
        message: clocks ? `The identity provider's clock is ${duration(ahead)} ahead of ${context.expected.sp?.standsInFor === undefined ? 'the time it is judged at' : 'that of this machine'}, so the assertion may not be used yet.` : `The assertion may be used only from ${start === null ? 'later' : moment(start)} on.`,
        ...(clocks ? {} : { detail: 'The identity provider dates it forward although it was issued before.' }), because: seen(context, 'conditions/not-yet-valid', 'response/from-the-future', 'assertion/from-the-future', 'flow/arrival'),
        evidence: [...proof('issued', issued === null ? null : moment(issued), 'in the response'), ...proof('from', start === null ? null : moment(start), 'in the response'), ...proof('judged at', clockTime(context.expected.now), judgedBy(context))],
        fix: remedy('clock', `${byNTP(context.expected)}${context.expected.idp?.guide === 'adfs' ? ' AD FS can also date its assertions back (NotBeforeSkew 3).' : ''}`, 'clock'), confidence: 0.9,
      };
    },
  }),
  defineCause({
    id: 'clocks-differ', title: 'The clocks differ', meaning: 'By the two clocks the response took too long or came before it was sent.',
    run(context) {
      const issued = issuedAt(context);
      const because = seen(context, 'flow/arrival', 'response/from-the-future', 'assertion/from-the-future', 'conditions/within-tolerance', 'subject/within-tolerance');
      if (because.length === 0 || has(context, ...expiry, 'conditions/not-yet-valid')) return null;
      const by = issued === null ? null : (context.expected.receivedAt ?? context.expected.now) - issued;
      const early = by !== null && by < 0;
      return {
        message: early ? `The identity provider's clock is ${duration(by)} ahead of ${context.expected.receivedAt === undefined ? 'the time it is judged at' : `that of ${clockOwner(context.expected)}`}.` : 'The response is accepted only because clocks may differ a little: it is at the edge of its time.',
        detail: 'A service provider without tolerance refuses it.', because, evidence: times(context), fix: remedy('clock', `${byNTP(context.expected)} ${capital(spName(context.expected))} should allow for a difference of 3 to 5 minutes.`, 'clock'), confidence: 0.6,
      };
    },
  }),
  defineCause({
    id: 'local-time', title: 'Local time instead of UTC', meaning: 'SAML times are UTC and end in Z. A time of a zone is read by some programs as UTC and is hours off then.',
    run(context) {
      const because = seen(context, 'conditions/time-format', 'subject/time-format', 'authn/session-time', 'response/issue-instant', 'assertion/issue-instant', 'request/issue-instant', 'logout/issue-instant');
      if (because.length === 0) return null;
      const found = context.found.get(because[0]!)!.problem;
      return { message: `${context.facts.request === null ? 'The identity provider' : 'The service provider'} does not write its times in UTC.`, because, evidence: [...proof('found', found.actual, inDocument(context)), ...proof('such as', '2026-01-31T08:00:00Z', 'by the standard')], fix: remedy(context.facts.request === null ? 'idp' : 'sp', 'Write all times in UTC with a Z at the end.', 'clock'), confidence: 0.8 };
    },
  }),
  defineCause({
    id: 'session-over', title: 'The session there had ended', meaning: 'The identity provider says that its session with the user ended before the response was judged.',
    run(context) {
      if (!has(context, 'authn/session-expired') || has(context, 'conditions/expired', 'subject/confirmation-expired')) return null;
      const end = context.assertion?.authnStatements[0]?.sessionNotOnOrAfter?.at;
      return { message: 'The identity provider says that the user\'s session there had already ended.', because: seen(context, 'authn/session-expired'), evidence: [...proof('session ends', end == null ? null : moment(end), 'in the response'), ...proof('judged at', clockTime(context.expected.now), judgedBy(context))], fix: remedy('idp', 'Lengthen the session at the identity provider, or make it ask users to sign in again when theirs has ended.', 'session'), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'short-lifetime', title: 'The lifetime is very short', meaning: 'Slow logins and clocks that differ a little make such a response fail now and then.',
    run: (context) => (!has(context, 'conditions/short-lifetime', 'conditions/window') || has(context, ...expiry) ? null : { message: has(context, 'conditions/window') ? 'The assertion may never be used: its end is not after its start.' : 'The assertion lives for so short a time that logins will fail now and then.', because: seen(context, 'conditions/window', 'conditions/short-lifetime'), evidence: times(context), fix: remedy('idp', 'Set the lifetime of assertions to five minutes or more.', 'lifetime'), confidence: 0.6 }),
  }),
];
