/** One test login or capture: the request sent, what came back, its Report. */
import type { Report, Verdict } from './finding.ts';
import type { Expected } from './model.ts';

/**
 * `received`: an answer came and was judged (the verdict tells how). `failed`: the login could not be carried out.
 * `timed-out`: nothing came back before the deadline.
 */
export type ExchangeState = 'pending' | 'received' | 'failed' | 'timed-out' | 'cancelled';

export interface ExchangeEvent {
  /** ISO 8601. */
  at: string;
  what: 'created' | 'browser-opened' | 'request-sent' | 'response-received' | 'judged' | 'logout-sent' | 'logout-received' | 'cancelled' | 'timed-out' | 'refused' | 'answered' | 'captured';
  detail: string;
}

/** A login at the real service provider, as a browser's capture tells of it. */
export interface Captured {
  /** `watched`: in a browser that this app opened; `handed-in`: by the admin. */
  by: 'watched' | 'handed-in';
  /** ISO 8601: when it was first brought here. */
  at: string;
  /** When it was posted to the service provider, where the capture tells. */
  receivedAt: string | null;
  /** Where it was posted to, where the capture tells; without a query. */
  sentTo: string | null;
  /** What the service provider said to it, where the capture tells; its redirect without a query. `refused`: an error, what looks like its page, or the start of another try. */
  answer: { status: number; location: string | null; refused: boolean } | null;
  /** As of when it was judged: when it was received, when it was brought here, or, at the admin's word, when it was issued. */
  judgedAs: 'received' | 'brought' | 'issued';
  /** Why it neither proves nor disproves the connection, whatever the verdict; else null. */
  setAside: string | null;
  /** It expired on its way here alone: the admin may have it judged as of when it was issued. */
  mayJudgeAsIssued: boolean;
  /** Of the Response, hexadecimal: brought again it is the same login. */
  sha256: string;
}

export interface Exchange {
  id: string;
  connectionId: string | null;
  connectionName: string;
  kind: 'login' | 'logout';
  flow: 'sp-initiated' | 'idp-initiated';
  state: ExchangeState;
  startedAt: string;
  endedAt: string | null;
  /** Pending logins become timed-out then. */
  deadline: string;
  /** The request carried the real service provider's entityID instead of our own. */
  rehearsal: boolean;
  /** It was the practice identity provider that answered. */
  practice: boolean;
  /** SHA-256 of the identity provider's metadata it was judged against. */
  metadataSha256: string | null;
  request: { id: string; xml: string; binding: 'HTTP-Redirect' | 'HTTP-POST'; destination: string; relayState: string | null; issuedAt: string; signed: boolean; url: string | null } | null;
  response: { receivedAt: string; /** What was posted, as it stood: the SAMLResponse parameter. */ encoded: string; relayState: string | null; binding: 'HTTP-Redirect' | 'HTTP-POST'; origin: string | null } | null;
  report: Report | null;
  /** What the answer was judged against. A login kept by an older version has none. */
  judgedBy?: JudgedBy;
  /** Not our own test login but one at the service provider itself. */
  captured?: Captured;
  /** The cause in one sentence, for the list. */
  title: string;
  events: ExchangeEvent[];
}

/** Without what is secret, and without the keys of other connections: both are fetched anew when it is judged again. */
export type JudgedBy = Omit<Expected, 'decryptionKeys' | 'otherKeys' | 'passphrase'>;

export interface ExchangeSummary {
  id: string;
  connectionId: string | null;
  connectionName: string;
  kind: Exchange['kind'];
  flow: Exchange['flow'];
  state: ExchangeState;
  startedAt: string;
  endedAt: string | null;
  rehearsal: boolean;
  practice: boolean;
  /** Captured at the service provider itself; `set-aside` where it proves nothing. */
  captured: 'counted' | 'set-aside' | null;
  verdict: Verdict | null;
  title: string;
}

export function summarize(exchange: Exchange): ExchangeSummary {
  const { id, connectionId, connectionName, kind, flow, state, startedAt, endedAt, rehearsal, practice, title } = exchange;
  return { id, connectionId, connectionName, kind, flow, state, startedAt, endedAt, rehearsal, practice, captured: capturedAs(exchange), title, verdict: exchange.report?.verdict ?? null };
}

const capturedAs = ({ captured }: Exchange): ExchangeSummary['captured'] => (captured === undefined ? null : captured.setAside === null ? 'counted' : 'set-aside');
