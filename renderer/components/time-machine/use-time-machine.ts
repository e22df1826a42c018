/** Judges the same document again as of another time; the newest wish wins, older ones are cancelled. */
import { useEffect, useState } from 'react';
import type { Against, Content } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Report } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';

/** What a Report was made of, so that it can be made again. */
export interface Handed {
  content: Content;
  against: Against;
  index: number;
}

interface Wish {
  /** `given`: as the Report came. */
  when: number | 'now' | 'given';
  /** Seconds; null as the Report came. */
  clockSkew: number | null;
}

export interface TimeMachine {
  /** The Report to show. */
  report: Report;
  /** As wished, before the answer is there; null for now. */
  at: number | null;
  clockSkew: number | null;
  busy: boolean;
  error: AppError | null;
  /** The Report shown is as of another time than now. */
  moved: boolean;
  goTo(when: number | 'now'): void;
  setClockSkew(seconds: number): void;
}

/** Milliseconds without a further wish before the host is asked. */
const pause = 90;
const asGiven: Wish = { when: 'given', clockSkew: null };

export function useTimeMachine(given: Report, handed: Handed | undefined): TimeMachine | null {
  const [wish, setWish] = useState(asGiven);
  const [shown, setShown] = useState<{ wish: Wish; report: Report }>({ wish: asGiven, report: given });
  const [failed, setFailed] = useState<{ wish: Wish; error: AppError } | null>(null);

  useEffect(() => {
    if (handed === undefined || wish === asGiven) return undefined;
    const job = `time-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    let state: 'waiting' | 'asked' | 'over' = 'waiting';
    const timer = setTimeout(() => {
      state = 'asked';
      call('document.inspect', { content: handed.content, against: againstOf(handed.against, wish), index: handed.index, job }).then((report) => {
        if (state !== 'over') setShown({ wish, report });
      }, (error: unknown) => {
        if (state !== 'over') setFailed({ wish, error: asAppError(error) });
      }).finally(() => { state = 'over'; });
    }, pause);
    return () => {
      clearTimeout(timer);
      if (state === 'asked') call('document.cancel', { job }).catch(() => undefined);
      state = 'over';
    };
  }, [wish, handed]);

  if (handed === undefined) return null;
  const asOf = (each: Wish): number | null => (typeof each.when === 'number' ? each.when : each.when === 'given' && handed.against.now !== undefined ? Date.parse(given.judgedAt) : null);
  return {
    report: shown.report,
    at: asOf(wish),
    clockSkew: wish.clockSkew,
    busy: shown.wish !== wish && failed?.wish !== wish,
    error: failed?.wish === wish ? failed.error : null,
    moved: asOf(shown.wish) !== null,
    goTo: (when) => setWish((before) => ({ ...before, when })),
    setClockSkew: (clockSkew) => setWish((before) => ({ ...before, clockSkew })),
  };
}

function againstOf(against: Against, { when, clockSkew }: Wish): Against {
  const { now: given, ...rest } = against;
  const now = when === 'given' ? given : when === 'now' ? undefined : new Date(when).toISOString();
  return { ...rest, ...(now === undefined ? {} : { now }), ...(clockSkew === null ? {} : { clockSkew }) };
}
