/** The screen that was left, kept between starts. */
import { readJson, writeAtomically } from './store.ts';

const fileName = 'place.json';
const place = /^\/[^\s<>"]{0,299}$/;

/** Null where none was kept, or what was kept is no place. */
export function readPlace(folder: string): string | null {
  try {
    const kept = readJson<unknown>(folder, fileName);
    return typeof kept === 'string' && place.test(kept) ? kept : null;
  } catch {
    // The first screen will do.
    return null;
  }
}

/** Losing it costs one click: trouble while writing is not told. */
export function keepPlace(folder: string, given: string): void {
  if (!place.test(given)) return;
  try {
    writeAtomically(folder, fileName, JSON.stringify(given));
  } catch {
    // See above.
  }
}
