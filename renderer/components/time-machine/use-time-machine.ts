/** Judges the same document again as of another time; the newest wish wins, older ones are cancelled. */
import { useEffect, useRef, useState } from 'react';
import type { Against, Judged } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Report } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';

/** What a Report was made of, so that it can be made again. */
export interface Handed {
  content: Judged;
  against: Against;
  index: number;
  /** Of a kept login: when its answer came, epoch milliseconds. It was judged then, and is again unless told otherwise. */
  arrivedAt?: number;
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
  /** The Report shown is as of another time than now; of a kept login, than when it came. */
  moved: boolean;
  /** As it came, before any move. */
  given: Report;
  arrivedAt: number | undefined;
  /** Back to now, or to when it came. */
  goHome(): void;
  goTo(when: number | 'now'): void;
  setClockSkew(seconds: number): void;
}

/** Milliseconds: so long a wish must stand before it is asked for, and so long a question under way is waited for. */
const pause = 15;
const patience = 500;

function cancel(job: string | null): void {
  if (job !== null) call('document.cancel', { job }).catch(() => undefined);
}

const asGiven: Wish = { when: 'given', clockSkew: null };

export function useTimeMachine(given: Report, handed: Handed | undefined): TimeMachine | null {
  const [wish, setWish] = useState(asGiven);
  const [shown, setShown] = useState<{ wish: Wish; report: Report }>({ wish: asGiven, report: given });
  const [failed, setFailed] = useState<{ wish: Wish; error: AppError } | null>(null);

  const asked = useRef<string | null>(null);

  useEffect(() => {
    if (handed === undefined || wish === asGiven || shown.wish === wish || failed?.wish === wish) return undefined;
    // One question at a time: while one is under way its answer is shown first, unless it takes long.
    const timer = setTimeout(() => {
      const job = `time-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
      cancel(asked.current);
      asked.current = job;
      const isLatest = (): boolean => asked.current === job;
      call('document.inspect', { content: handed.content, against: againstOf(handed.against, wish), index: handed.index, job }).then((report) => {
        if (!isLatest()) return;
        asked.current = null;
        setShown({ wish, report });
      }, (error: unknown) => {
        if (!isLatest()) return;
        asked.current = null;
        setFailed({ wish, error: asAppError(error) });
      });
    }, asked.current === null ? pause : patience);
    return () => clearTimeout(timer);
  }, [wish, handed, shown, failed]);

  useEffect(() => () => cancel(asked.current), []);

  if (handed === undefined) return null;
  const asOf = (each: Wish): number | null => (typeof each.when === 'number' ? each.when : each.when === 'given' && handed.against.now !== undefined ? Date.parse(given.judgedAt) : null);
  return {
    report: shown.report,
    at: asOf(wish),
    clockSkew: wish.clockSkew,
    busy: shown.wish !== wish && failed?.wish !== wish,
    error: failed?.wish === wish ? failed.error : null,
    moved: asOf(shown.wish) !== (handed.arrivedAt ?? null),
    given,
    arrivedAt: handed.arrivedAt,
    goHome: () => setWish((before) => ({ ...before, when: handed.arrivedAt === undefined ? 'now' : 'given' })),
    goTo: (when) => setWish((before) => ({ ...before, when })),
    setClockSkew: (clockSkew) => setWish((before) => ({ ...before, clockSkew })),
  };
}

function againstOf(against: Against, { when, clockSkew }: Wish): Against {
  const { now: given, ...rest } = against;
  const now = when === 'given' ? given : when === 'now' ? undefined : new Date(when).toISOString();
  return { ...rest, ...(now === undefined ? {} : { now }), ...(clockSkew === null ? {} : { clockSkew }) };
}
