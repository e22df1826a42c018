/** A capture judged as of when it was issued: what was wrong with it then, and not that it is old. */
import type { Report } from '../shared/finding.ts';
import type { Facts } from '../shared/model.ts';

/** `judge` is the judge as of a time in epoch milliseconds. What does not say when it was issued is judged as of `now`. */
export function judgeAsIssued(judge: (now: number) => Report, now: number): Report {
  const report = judge(now);
  const at = issuedAt(report.facts);
  return at === null ? report : judge(at);
}

function issuedAt({ response, assertion, request, logout }: Facts): number | null {
  return (response ?? assertion ?? request ?? logout)?.issueInstant?.at ?? null;
}
