/** What the kept exchanges prove of a connection, in the form the guides read. */
import { spTarget, type Connection } from '../shared/connection.ts';
import type { Exchange } from '../shared/exchange.ts';
import type { Evidence, LoginOutcome } from '../shared/guides/guide.ts';
import type { SpTarget } from '../shared/guides/targets.ts';

export function evidenceOf(connection: Connection, exchanges: Exchange[], now: number): Evidence {
  const { metadata } = connection.idp;
  const target = spTarget(connection);
  return {
    metadata: metadata === null ? null : { verdict: metadata.summary.verdict, at: metadata.addedAt, sha256: metadata.sha256 },
    exchanges: exchanges
      .filter((each) => each.connectionId === connection.id && each.kind === 'login')
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
      .map((each) => ({
        id: each.id,
        at: each.endedAt ?? each.startedAt,
        outcome: outcomeOf(each, target),
        // Asked as another service provider than the one that is set up now, it is a test login.
        rehearsal: each.rehearsal && (each.judgedBy === undefined || each.judgedBy.sp?.entityID === target.entityID),
        practice: each.practice,
        verdict: each.report?.verdict ?? null,
        headline: each.title,
        metadataSha256: each.metadataSha256,
        ...(each.captured === undefined ? {} : { captured: true, validWhenCaptured: each.captured.judgedAs === 'issued' }),
        verifiedBy: each.report?.identity?.verifiedBy ?? null,
        nameID: each.report?.identity?.nameID ?? null,
        clockOffset: clockOffset(each),
      })),
    now,
  };
}

/** A response pasted later says nothing about clocks; one that came in, or was seen coming in, does. */
function clockOffset({ response, report, captured }: Exchange): number | null {
  const issued = report?.facts.response?.issueInstant?.at ?? null;
  if (issued === null || response === null || report?.verdict !== 'accept' || (captured !== undefined && captured.judgedAs !== 'received')) return null;
  return Date.parse(response.receivedAt) - issued;
}

function outcomeOf(exchange: Exchange, target: Pick<SpTarget, 'entityID' | 'assertionConsumerService'>): LoginOutcome {
  if (exchange.state !== 'received') return exchange.state;
  if (exchange.report === null) return 'failed';
  const { captured, judgedBy } = exchange;
  // A login at other values of the service provider says nothing of these.
  const isElsewhere = captured !== undefined && judgedBy !== undefined && (judgedBy.sp?.assertionConsumerService !== target.assertionConsumerService || judgedBy.sp?.entityID !== target.entityID);
  if (isElsewhere || (captured !== undefined && captured.setAside !== null)) return 'set-aside';
  return exchange.report.verdict === 'accept' ? 'passed' : exchange.report.verdict === 'reject' ? 'failed' : 'unverified';
}
