/** The practice identity provider's settings as edited; saved at once for choices, on leaving the field for text. */
import { create } from 'zustand';
import type { PracticeSettings } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { remember } from '../../use-procedure.ts';

export const usePractice = create<{ draft: PracticeSettings | null; error: AppError | null; saved: boolean }>(() => ({ draft: null, error: null, saved: true }));
const { setState, getState } = usePractice;

/** Takes over what the host has, unless the admin is in the middle of a change. */
export function follow(settings: PracticeSettings): void {
  if (getState().saved) setState({ draft: settings });
}

export const edit = (change: Partial<PracticeSettings>): void => setState(({ draft }) => ({ draft: draft && { ...draft, ...change }, saved: false }));

export function apply(change: Partial<PracticeSettings> = {}): void {
  const { draft } = getState();
  if (!draft) return;
  const next = { ...draft, ...change };
  setState({ draft: next, error: null });
  call('idp.configure', next).then(
    (status) => {
      remember('idp.status', {}, status);
      if (getState().draft === next) setState({ saved: true });
    },
    (error: unknown) => setState({ error: asAppError(error) }),
  );
}
