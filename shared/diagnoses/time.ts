/** Causes of time: old captures, clocks that differ, lifetimes. */
import { bearerOf, skewOf } from '../checks/judged.ts';
import { duration, moment } from '../checks/words.ts';
import { type Cause, type Context, defineCause, has, inDocument, proof, remedy, seen } from './cause.ts';

const expiry = ['conditions/expired', 'subject/confirmation-expired', 'authn/session-expired'];
/** From issue to arrival an honest response takes seconds; minutes when the user waits on a page. */
const FRESH = 60_000;

const issuedAt = ({ facts, assertion }: Context): number | null => facts.response?.issueInstant?.at ?? assertion?.issueInstant?.at ?? null;

/** The earliest end of the assertion. */
function endOf(context: Context): number | null {
  const ends = [context.assertion?.conditions?.notOnOrAfter?.at, bearerOf(context.facts, context.expected)?.notOnOrAfter?.at].filter((at) => at != null);
  return ends.length === 0 ? null : Math.min(...ends);
}

const times = (context: Context) => {
  const issued = issuedAt(context);
  const end = endOf(context);
  return [...proof('issued', issued === null ? null : moment(issued), 'in the response'), ...proof('ends', end === null ? null : moment(end), 'in the response'), ...proof('judged at', moment(context.expected.now), 'the time given')];
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
        message: `This was valid when it was captured, ${duration(now - (receivedAt ?? issued))} before the time it is judged at, and has expired since.`, detail: 'If logins really fail with "expired", compare the clocks of both sides.', because: seen(context, ...expiry), evidence: times(context),
        fix: remedy('capture', `Log in again and judge the new response at once, or judge this one as of ${new Date((receivedAt ?? issued) + 1000).toISOString()}`, 'clock'), confidence: 0.85,
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
      const backwards = end <= issued;
      if (!backwards && context.expected.receivedAt === undefined) return null;
      const late = arrival - issued;
      return {
        message: backwards ? 'The assertion had ended before it was even issued: its lifetime is set wrongly.' : `The response arrived ${duration(late)} after it was issued, when it had already expired.`,
        detail: backwards ? `It was issued at ${moment(issued)} and ended at ${moment(end)}.` : 'Either the clock of the service provider is ahead of the identity provider\'s by that much, or the user stayed on the last page for so long.', because: seen(context, ...expiry, 'conditions/window', 'flow/arrival'), evidence: times(context),
        fix: backwards ? remedy('idp', 'Set the lifetime of assertions to five minutes or more.', 'lifetime') : remedy('clock', 'Set the clocks of both sides by NTP.', 'clock'), confidence: 0.9,
      };
    },
  }),
  defineCause({
    id: 'identity-provider-clock-ahead', title: 'The identity provider\'s clock is ahead', meaning: 'The response starts to count only in the future, by the clock of the receiver: the two clocks differ.',
    run(context) {
      if (!has(context, 'conditions/not-yet-valid')) return null;
      const start = context.assertion?.conditions?.notBefore?.at ?? null;
      const issued = issuedAt(context);
      const ahead = (issued ?? start ?? context.expected.now) - context.expected.now;
      const clocks = ahead > 0;
      return {
        message: clocks ? `The identity provider's clock is ${duration(ahead)} ahead of the service provider's, so the assertion does not count yet.` : `The assertion counts only from ${start === null ? 'later' : moment(start)} on.`,
        ...(clocks ? {} : { detail: 'The identity provider dates it forward although it was issued before.' }), because: seen(context, 'conditions/not-yet-valid', 'response/from-the-future', 'assertion/from-the-future', 'flow/arrival'),
        evidence: [...proof('issued', issued === null ? null : moment(issued), 'in the response'), ...proof('counts from', start === null ? null : moment(start), 'in the response'), ...proof('judged at', moment(context.expected.now), 'the time given')],
        fix: remedy('clock', 'Set the clocks of both sides by NTP; AD FS can also date back (NotBeforeSkew 3).', 'clock'), confidence: 0.9,
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
        message: early ? `The identity provider's clock is ${duration(by)} ahead of the time it is judged at.` : 'The response is accepted only because clocks may differ a little: it is at the edge of its time.',
        detail: 'A service provider without tolerance refuses it.', because, evidence: times(context), fix: remedy('clock', 'Set the clocks of both sides by NTP, and give the service provider a tolerance of 3 to 5 minutes.', 'clock'), confidence: 0.6,
      };
    },
  }),
  defineCause({
    id: 'local-time', title: 'Local time instead of UTC', meaning: 'SAML times are UTC and end in Z. A time of a zone is read by some programs as UTC and is hours off then.',
    run(context) {
      const because = seen(context, 'conditions/time-format', 'subject/time-format', 'response/issue-instant', 'assertion/issue-instant', 'request/issue-instant', 'logout/issue-instant');
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
      return { message: 'The identity provider says that the user\'s session had already ended.', because: seen(context, 'authn/session-expired'), evidence: [...proof('session ends', end == null ? null : moment(end), 'in the response'), ...proof('judged at', moment(context.expected.now), 'the time given')], fix: remedy('idp', 'Lengthen the session at the identity provider, or let users log in afresh when it has ended.', 'lifetime'), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'short-lifetime', title: 'The lifetime is very short', meaning: 'Slow logins and clocks that differ a little make such a response fail now and then.',
    run: (context) => (!has(context, 'conditions/short-lifetime', 'conditions/window') || has(context, ...expiry) ? null : { message: has(context, 'conditions/window') ? 'The assertion never counts: its end is not after its start.' : 'The assertion lives so shortly that logins will fail now and then.', because: seen(context, 'conditions/window', 'conditions/short-lifetime'), evidence: times(context), fix: remedy('idp', 'Set the lifetime of assertions to five minutes or more.', 'lifetime'), confidence: 0.6 }),
  }),
];
