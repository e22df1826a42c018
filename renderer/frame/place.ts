/** A closed and reopened app is where it was left. */
import { useEffect } from 'react';
import { call } from '../api.ts';

/** An address that names no screen. */
const nowhere = ['', '/'];
/** Milliseconds: who clicks through is not followed at every step. */
const settled = 400;

const here = (): string => window.location.hash.replace(/^#/, '');

/** Goes to the place that was left, unless the address names one; then keeps where the admin is. */
export function usePlace(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let live = true;
    const keep = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void call('app.keepPlace', { place: here().slice(0, 300) || '/' }).catch(() => undefined), settled);
    };
    const follow = () => {
      if (!live) return;
      window.addEventListener('hashchange', keep);
      keep();
    };
    if (nowhere.includes(here())) {
      call('app.place', {}).then((place) => {
        // Whoever was quicker than the host goes on where they are.
        if (live && place !== null && nowhere.includes(here())) window.location.replace(`#${place}`);
        follow();
      }, follow);
    } else follow();
    return () => {
      live = false;
      clearTimeout(timer);
      window.removeEventListener('hashchange', keep);
    };
  }, []);
}
