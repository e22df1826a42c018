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
  what: 'created' | 'browser-opened' | 'request-sent' | 'response-received' | 'judged' | 'logout-sent' | 'logout-received' | 'cancelled' | 'timed-out' | 'refused';
  detail: string;
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
  verdict: Verdict | null;
  title: string;
}

export function summarize(exchange: Exchange): ExchangeSummary {
  const { id, connectionId, connectionName, kind, flow, state, startedAt, endedAt, rehearsal, practice, title } = exchange;
  return { id, connectionId, connectionName, kind, flow, state, startedAt, endedAt, rehearsal, practice, title, verdict: exchange.report?.verdict ?? null };
}
