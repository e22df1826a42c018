import { Ban, CircleCheck, CircleDashed, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { Outcome, Verdict } from '../../shared/finding.ts';
import './outcome.css';

/** Colour never stands alone: each outcome has its own shape and its own word. */
const outcomes = {
  fail: { Icon: CircleX, word: 'failed' },
  warn: { Icon: TriangleAlert, word: 'warning' },
  pass: { Icon: CircleCheck, word: 'passed' },
  skip: { Icon: CircleDashed, word: 'not checked' },
} as const;

export const outcomeWord = (outcome: Outcome): string => outcomes[outcome].word;

export function outcomeCount(outcome: Outcome, count: number): string {
  const number = count.toLocaleString('en');
  return outcome === 'warn' ? `${number} ${count === 1 ? 'warning' : 'warnings'}` : `${number} ${outcomes[outcome].word}`;
}

export function OutcomeIcon({ outcome, size = 14, silent = false }: { outcome: Outcome; size?: number; silent?: boolean }) {
  const { Icon, word } = outcomes[outcome];
  return <Icon className={`outcome-icon ${outcome}`} size={size} {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word })} />;
}

/** Of a check that passed and has something to say all the same: no tick, for what it says may be the opposite of what the check is called. */
export const RemarkIcon = () => <Info className="outcome-icon remark" size={14} role="img" aria-label="worth knowing" />;

const verdicts = {
  accept: { Icon: CircleCheck, word: 'Accepted', tone: 'pass' },
  reject: { Icon: Ban, word: 'Rejected', tone: 'fail' },
  unverified: { Icon: CircleDashed, word: 'Not verified', tone: 'warn' },
} as const;

export const verdictWord = (verdict: Verdict): string => verdicts[verdict].word;
export const verdictTone = (verdict: Verdict): 'pass' | 'fail' | 'warn' => verdicts[verdict].tone;

export function VerdictBadge({ verdict, large = false }: { verdict: Verdict; large?: boolean }) {
  const { Icon, word, tone } = verdicts[verdict];
  return <span className={`verdict ${tone} ${large ? 'large' : ''}`}><Icon size={large ? 20 : 14} aria-hidden="true" />{word}</span>;
}
