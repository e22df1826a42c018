/** One line of NDJSON for one file, and the sums over many. An API: scripts depend on its keys. */
import type { Report, Verdict } from '../../shared/finding.ts';

/** What holds for every file of a run. */
export interface Run {
  /** Fingerprint of everything that was judged against, and of the version: lines of one run say the same. */
  against: string;
  /** ISO 8601; one clock reading for all, unless each is judged as of when it was issued. */
  judgedAt: string;
}

/** The file as it was when it was read; a later run tells by it whether it changed. */
export interface Stamp {
  size: number;
  /** ISO 8601. */
  modified: string;
}

export const stampOf = (stat: { size: number; mtimeMs: number }): Stamp => ({ size: stat.size, modified: new Date(Math.floor(stat.mtimeMs)).toISOString() });

/** The line in short. `whole` is what `check --json` says, for those who want all of it. */
export function lineOf(file: string, stamp: Stamp, run: Run, report: Report, whole: object | null): string {
  const head = { file, ...stamp, against: run.against, judgedAt: report.judgedAt };
  return `${JSON.stringify(whole === null ? { ...head, ...inShort(report) } : { ...head, ...whole })}\n`;
}

function inShort({ verdict, headline, document, identity, diagnoses, outcomes, counts }: Report): object {
  const { kind, binding, parameter, bytes, messages, index } = document;
  const [cause] = diagnoses;
  const that = (outcome: 'fail' | 'warn'): string[] => (counts[outcome] === 0 ? [] : outcomes.filter((each) => each.outcome === outcome).map((each) => each.check));
  return {
    verdict,
    headline,
    document: { kind, binding, parameter, bytes, messages, index },
    identity: identity === null ? null : { nameID: identity.nameID, nameIDFormat: identity.nameIDFormat, attributes: identity.attributes },
    cause: cause === undefined ? null : { id: cause.id, message: cause.message, fix: cause.fix },
    failed: that('fail'),
    warned: that('warn'),
    counts,
  };
}

/** A file nobody could judge is never accepted. It has no stamp, so that a later run tries again. */
export function troubleLine(file: string, run: Run, trouble: string): string {
  return `${JSON.stringify({ file, against: run.against, judgedAt: run.judgedAt, verdict: 'unverified', headline: `Not judged: ${trouble}.`, error: trouble })}\n`;
}

export interface Tally {
  verdicts: Record<Verdict, number>;
  /** Those of the unverified that could not be judged at all. */
  troubled: number;
  /** Of what was not accepted: how often which diagnosis, or where there is none which check, came first. */
  causes: Map<string, number>;
}

export const newTally = (): Tally => ({ verdicts: { accept: 0, reject: 0, unverified: 0 }, troubled: 0, causes: new Map() });

/** Counts one file; `cause` null where it was accepted or nothing is known. */
export function count(tally: Tally, verdict: Verdict, cause: string | null, troubled = false): void {
  tally.verdicts[verdict]++;
  if (troubled) tally.troubled++;
  if (cause !== null) tally.causes.set(cause, (tally.causes.get(cause) ?? 0) + 1);
}

export function addTally(to: Tally, more: Tally): void {
  for (const verdict of Object.keys(to.verdicts) as Verdict[]) to.verdicts[verdict] += more.verdicts[verdict];
  to.troubled += more.troubled;
  for (const [cause, times] of more.causes) to.causes.set(cause, (to.causes.get(cause) ?? 0) + times);
}

export const causeOf = ({ verdict, diagnoses, findings }: Pick<Report, 'verdict' | 'diagnoses' | 'findings'>): string | null =>
  verdict === 'accept' ? null : (diagnoses[0]?.id ?? findings.find((each) => each.outcome === 'fail')?.check ?? null);
