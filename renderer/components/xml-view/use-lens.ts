/** The signed bytes of a Report, asked for when they are to be looked at. They do not change with the time it is judged at. */
import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { Lens } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';
import type { Handed } from '../time-machine/use-time-machine.ts';

export interface LensView {
  lens: Lens | null;
  error: AppError | null;
  ask(): void;
}

/** Null where the document is not at hand any more. */
export function useLens(handed: Handed | undefined): LensView | null {
  const [wanted, setWanted] = useState(false);
  const [answer, setAnswer] = useState<{ lens: Lens | null; error: AppError | null }>({ lens: null, error: null });
  useEffect(() => {
    if (!wanted || handed === undefined) return undefined;
    const job = `lens-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    let over = false;
    const done = (lens: Lens | null, error: AppError | null): void => {
      if (!over) setAnswer({ lens, error });
      over = true;
    };
    call('document.inspect', { content: handed.content, against: handed.against, index: handed.index, lens: true, job }).then((report) => done(report.lens ?? null, null), (error: unknown) => done(null, asAppError(error)));
    return () => {
      if (!over) call('document.cancel', { job }).catch(() => undefined);
      over = true;
    };
  }, [wanted, handed]);
  return handed === undefined ? null : { ...answer, ask: () => setWanted(true) };
}
