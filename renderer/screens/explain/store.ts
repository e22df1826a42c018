/** The error text in the box, and what it was last explained as. */
import { create } from 'zustand';
import type { Explanation } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { useOpenCapture } from '../../components/open-capture.ts';
import type { Handed } from '../../components/time-machine/use-time-machine.ts';

interface ExplainState {
  text: string;
  asked: string;
  busy: boolean;
  /** What it is held against: the login looked at last, a kept one by its id, or nothing. */
  against: 'open' | 'nothing' | { exchange: string; at: string };
  found: Explanation[] | null;
  error: AppError | null;
}

export const useExplain = create<ExplainState>(() => ({ text: '', asked: '', busy: false, against: 'open', found: null, error: null }));
const { setState, getState } = useExplain;

export const setText = (text: string): void => setState({ text });

/** A choice: what was explained already is explained anew. */
export function setAgainst(against: ExplainState['against']): void {
  setState({ against });
  if (getState().found !== null) void explain();
}

function captureOf(against: ExplainState['against']): Handed | null {
  if (against === 'open') return useOpenCapture.getState().capture?.handed ?? null;
  return against === 'nothing' ? null : { content: { exchange: against.exchange }, against: { now: against.at }, index: 0 };
}

/** A log begins with how it started and ends with what happened last; what lies between is too much. */
const longest = 200_000;
const ends = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest / 2 - 1)}\n${text.slice(-longest / 2)}`);

export async function explain(): Promise<void> {
  const text = getState().text.trim();
  const capture = captureOf(getState().against);
  if (text === '') return;
  setState({ busy: true, error: null });
  try {
    const found = await call('error.explain', { text: ends(text), ...(capture === null ? {} : { capture: { content: capture.content, against: capture.against, index: capture.index } }) });
    if (getState().text.trim() === text) setState({ found: [...found].sort((a, b) => b.rank - a.rank), asked: text, busy: false });
  } catch (error) {
    setState({ error: asAppError(error), busy: false });
  }
}

export function takeError(text: string): void {
  setState({ text });
  void explain();
}
