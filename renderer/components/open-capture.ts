/** The login whose Report was looked at last: error texts can be held against it from elsewhere. */
import { create } from 'zustand';
import type { Handed } from './time-machine/use-time-machine.ts';

export interface OpenCapture {
  handed: Handed;
  /** Its headline. */
  words: string;
}

export const useOpenCapture = create<{ capture: OpenCapture | null }>(() => ({ capture: null }));
export const setOpenCapture = (capture: OpenCapture): void => useOpenCapture.setState({ capture });
