/** The error text in the box, and what it was last explained as. */
import { create } from 'zustand';
import type { Explanation } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';

interface ExplainState {
  text: string;
  asked: string;
  busy: boolean;
  found: Explanation[] | null;
  error: AppError | null;
}

export const useExplain = create<ExplainState>(() => ({ text: '', asked: '', busy: false, found: null, error: null }));
const { setState, getState } = useExplain;

export const setText = (text: string): void => setState({ text });

export async function explain(): Promise<void> {
  const text = getState().text.trim();
  if (text === '') return;
  setState({ busy: true, error: null });
  try {
    const found = await call('error.explain', { text });
    if (getState().text.trim() === text) setState({ found: [...found].sort((a, b) => b.rank - a.rank), asked: text, busy: false });
  } catch (error) {
    setState({ error: asAppError(error), busy: false });
  }
}

export function takeError(text: string): void {
  setState({ text });
  void explain();
}
