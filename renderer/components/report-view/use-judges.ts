/** How other programs would decide, asked for when it is to be looked at. */
import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { JudgeCell } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';
import type { Handed } from '../time-machine/use-time-machine.ts';

export interface JudgesView {
  judges: JudgeCell[] | null;
  error: AppError | null;
  ask(): void;
}

/** `judgedAt`: the time of the Report beside it, ISO 8601. */
export function useJudges(handed: Handed, judgedAt: string): JudgesView {
  const [wanted, setWanted] = useState(0);
  const [answer, setAnswer] = useState<Omit<JudgesView, 'ask'>>({ judges: null, error: null });
  useEffect(() => {
    if (wanted === 0) return undefined;
    const job = `judges-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    let over = false;
    const done = (judges: JudgeCell[] | null, error: AppError | null): void => {
      if (!over) setAnswer({ judges, error });
      over = true;
    };
    call('document.inspect', { content: handed.content, against: { ...handed.against, now: judgedAt }, index: handed.index, judges: true, job })
      .then((report) => done(report.judges ?? [], null), (error: unknown) => done(null, asAppError(error)));
    return () => {
      if (!over) call('document.cancel', { job }).catch(() => undefined);
      over = true;
    };
  }, [wanted, handed, judgedAt]);
  return { ...answer, ask: () => setWanted((before) => before + 1) };
}
