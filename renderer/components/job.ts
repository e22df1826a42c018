/** Small stores for the screens that hand something in and get a Report back. */
import { create } from 'zustand';
import type { Against, Output } from '../../shared/contract.ts';
import type { AppError } from '../../shared/errors.ts';
import { asAppError, call, listen } from '../api.ts';
import { emptyDraft, isEmpty, type Draft } from './draft.ts';
import type { Handed } from './time-machine/use-time-machine.ts';

export interface Job {
  draft: Draft;
  job: string | null;
  phase: string;
  report: Output<'document.inspect'> | null;
  /** What the report was made of. */
  handed: Handed | null;
  error: AppError | null;
}

/** A store with its verbs beside it: run, cancel, clear. One run at a time; a newer one cancels the older. */
export function createJob() {
  const use = create<Job>(() => ({ draft: emptyDraft, job: null, phase: '', report: null, handed: null, error: null }));
  const { setState, getState } = use;

  const cancel = (): void => {
    const { job } = getState();
    if (job === null) return;
    setState({ job: null, phase: '' });
    call('document.cancel', { job }).catch(() => undefined);
  };

  const run = async (against: Against, index = 0): Promise<void> => {
    const { draft } = getState();
    if (isEmpty(draft)) return;
    cancel();
    const job = `job-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    setState({ job, phase: '', error: null });
    const stop = listen((event) => {
      if ('progress' in event && event.progress === job) setState({ phase: event.phase });
    });
    try {
      const handed = { content: draft.content, against, index };
      const report = await call('document.inspect', { ...handed, job });
      if (getState().job === job) setState({ report, handed, job: null });
    } catch (error) {
      if (getState().job === job) setState({ error: asAppError(error), job: null });
    } finally {
      stop();
    }
  };

  return {
    use,
    run,
    cancel,
    setDraft: (draft: Draft): void => setState({ draft }),
    fail: (error: AppError): void => setState({ error, job: null }),
    clear: (): void => {
      cancel();
      setState({ draft: emptyDraft, report: null, handed: null, error: null });
    },
    /** New content: the old report is not about it. */
    take: (draft: Draft): void => {
      cancel();
      setState({ draft, report: null, handed: null, error: null });
    },
  };
}
