/** The rows of a Report: one per check, its findings with it. Order and grouping only; nothing is judged here. */
import type { Finding, Outcome, Report } from '../../../shared/finding.ts';
import { checkWords } from '../check-words.ts';

export interface ReportItem {
  check: string;
  family: string;
  title: string;
  outcome: Outcome;
  reason: string | null;
  /** Indices into report.findings. */
  findings: number[];
}

export interface ReportGroup {
  key: string;
  title: string;
  outcome: Outcome;
  items: ReportItem[];
}

const rank: Record<Outcome, number> = { fail: 0, warn: 1, pass: 2, skip: 3 };

export function reportItems(report: Report): ReportItem[] {
  const byCheck = new Map<string, number[]>();
  report.findings.forEach((finding, index) => {
    if (isTold(finding)) byCheck.set(finding.check, [...(byCheck.get(finding.check) ?? []), index]);
  });
  const items = report.outcomes.map(({ check, outcome, reason }): ReportItem => ({ ...named(check), outcome, reason: reason ?? null, findings: byCheck.get(check) ?? [] }));
  const known = new Set(report.outcomes.map(({ check }) => check));
  // A finding without an outcome row is shown all the same: nothing that was found may be lost.
  for (const [check, findings] of byCheck) {
    if (!known.has(check)) items.push({ ...named(check), outcome: worst(findings.map((index) => report.findings[index]!)), reason: null, findings });
  }
  const told = new Map(report.diagnoses.flatMap((diagnosis) => diagnosis.because).map((check, index) => [check, index] as const).reverse());
  return items.sort((a, b) => rank[a.outcome] - rank[b.outcome] || (told.get(a.check) ?? 999) - (told.get(b.check) ?? 999));
}

/** The engine lists a plain pass or skip as a finding too; only those that say something of their own are told. */
function isTold(finding: Finding): boolean {
  if (finding.outcome === 'skip') return false;
  return finding.outcome !== 'pass' || finding.at !== undefined || finding.expected !== undefined || finding.actual !== undefined || finding.message !== checkWords(finding.check)?.title;
}

const named = (check: string): { check: string; family: string; title: string } => ({ check, family: check.split('/')[0] ?? check, title: checkWords(check)?.title ?? check });

const worst = (findings: Finding[]): Outcome => findings.reduce<Outcome>((outcome, finding) => (rank[finding.outcome] < rank[outcome] ? finding.outcome : outcome), 'pass');

/** Whether a row wants attention by itself: it failed, warned, or has something worth knowing. */
export const isNotable = (item: ReportItem): boolean => item.outcome === 'fail' || item.outcome === 'warn' || (item.outcome === 'pass' && item.findings.length > 0);

/** What passed, by family; what was not checked, by its reason. */
export function quietGroups(items: readonly ReportItem[]): ReportGroup[] {
  const groups = new Map<string, ReportGroup>();
  for (const item of items) {
    if (isNotable(item)) continue;
    const key = item.outcome === 'skip' ? `skip ${item.reason ?? ''}` : `pass ${item.family}`;
    const title = item.outcome === 'skip' ? item.reason ?? 'No reason was given.' : familyTitle(item.family);
    const group = groups.get(key) ?? { key, title, outcome: item.outcome, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const families: Record<string, string> = { 'name-id': 'NameID', authn: 'Authentication statement', flow: 'Request and response', 'signature-shape': 'Signature shape', idp: 'Identity provider', sp: 'Service provider' };

export const familyTitle = (family: string): string => {
  const known = families[family];
  if (known !== undefined) return known;
  const words = family.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function matches(item: ReportItem, report: Report, text: string): boolean {
  if (text === '') return true;
  const wanted = text.toLowerCase();
  const parts = [item.check, item.title, item.reason ?? '', ...item.findings.map((index) => report.findings[index]!.message)];
  return parts.some((part) => part.toLowerCase().includes(wanted));
}
