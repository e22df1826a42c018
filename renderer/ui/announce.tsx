import { useSyncExternalStore } from 'react';

let words = '';
let turn = 0;
const listeners = new Set<() => void>();

/** Says a short sentence to screen readers; the same one again is said again. */
export function announce(sentence: string): void {
  turn++;
  // A trailing no-break space makes the same sentence a new one.
  words = turn % 2 === 0 ? `${sentence}\u00a0` : sentence;
  for (const listener of listeners) listener();
}

export function Announcer() {
  const sentence = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => words);
  return <div className="visually-hidden" role="status" aria-live="polite">{sentence}</div>;
}
