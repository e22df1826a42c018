/** Error text in reverse: what a pasted message or a check id means, offline. */
import { checkById } from '../checks/index.ts';
import type { Explanation } from '../contract.ts';
import { diagnosisList } from '../diagnoses/index.ts';
import { catalogue } from './index.ts';

/** What the text may mean, likeliest first. Empty when nothing fits. */
export function explain(text: string): Explanation[] {
  const wanted = text.trim();
  const check = checkById(wanted);
  if (check !== undefined) return [{ kind: 'check', id: check.id, title: check.title, meaning: check.why, causes: [...check.causes], todo: [], source: `${check.spec.text} ${check.spec.url}`, rank: 1 }];
  const diagnosis = diagnosisList.find((each) => each.id === wanted);
  if (diagnosis !== undefined) return [{ kind: 'diagnosis', id: diagnosis.id, title: diagnosis.title, meaning: diagnosis.meaning, causes: [], todo: [], source: '', rank: 1 }];
  const low = wanted.toLowerCase().replace(/\s+/g, ' ');
  return catalogue
    .map((entry) => ({ entry, rank: entry.codes.some((code) => low.includes(code.toLowerCase())) ? 1 : entry.fragments.some((fragment) => low.includes(fragment.toLowerCase())) ? 0.7 : 0 }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ entry, rank }) => ({ kind: 'error' as const, id: entry.id, title: entry.title, meaning: entry.meaning, causes: [...entry.causes], todo: entry.fixes.map((each) => each.text), source: `${entry.source} (${entry.checkedOn})`, rank }));
}
