import { useSyncExternalStore } from 'react';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The screen's clock, a few times a minute. For words like '2 min ago' only: nothing is judged by it. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** '47 min', '3 h 5 min', '12 days', '9 years'. */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.round(hours / 24);
  if (days < 60) return days === 1 ? '1 day' : `${days} days`;
  const months = Math.round(days / 30.44);
  if (months < 24) return `${months} months`;
  return `${Math.round(days / 365.25)} years`;
}

export function relativeTime(at: number, reference: number): string {
  const difference = at - reference;
  if (Math.abs(difference) < 5000) return 'now';
  return difference < 0 ? `${durationInWords(difference)} ago` : `in ${durationInWords(difference)}`;
}

const absolute = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' });
const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' });

/** Relative words; the absolute time with its zone on hover. */
export function Time({ at, both = false }: { at: string | number; both?: boolean }) {
  const reference = useNow();
  const when = typeof at === 'number' ? at : Date.parse(at);
  if (Number.isNaN(when)) return <span className="mono">{String(at)}</span>;
  const iso = new Date(when).toISOString();
  const full = `${absolute.format(when)} · ${iso}`;
  return <time dateTime={iso} title={full}>{both ? `${absolute.format(when)} (${relativeTime(when, reference)})` : relativeTime(when, reference)}</time>;
}

/** A date without time, as certificates are read: 2026-05-02. */
export function Day({ at }: { at: string }) {
  const when = Date.parse(at);
  if (Number.isNaN(when)) return <span>{at || 'unknown'}</span>;
  return <time dateTime={at} title={absolute.format(when)}>{day.format(when)}</time>;
}
