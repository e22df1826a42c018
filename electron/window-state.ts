/** Where the window was and how it looked, kept between starts, and made to fit the displays there are now. */
import { readJson, writeAtomically } from './store.ts';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface WindowState {
  /** Null: never kept, or of no use any more. */
  bounds: Rectangle | null;
  maximized: boolean;
  theme: Theme;
}

/** The narrowest width the screens are laid out for. */
export const minimumSize = { width: 360, height: 480 };
const usualSize = { width: 1280, height: 860 };
const fileName = 'window.json';

/** What the file says, taken field by field: another version or a hand may have written it. */
export function readWindowState(folder: string): WindowState {
  let kept: unknown = null;
  try {
    kept = readJson<unknown>(folder, fileName);
  } catch {
    // A window in the usual place is no reason to bother anyone.
  }
  const fields: Record<string, unknown> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  return {
    bounds: rectangleOf(fields['bounds']),
    maximized: fields['maximized'] === true,
    theme: themes.find((each) => each === fields['theme']) ?? 'system',
  };
}

/** Losing it costs a window in the usual place: trouble while writing is not told. */
export function keepWindowState(folder: string, state: WindowState): void {
  try {
    writeAtomically(folder, fileName, JSON.stringify(state));
  } catch {
    // See above.
  }
}

/**
 * Bounds for a new window: those kept, no larger than the display they lie on most and wholly inside it; the usual size in
 * the middle of the first display where none were kept or their display is gone.
 */
export function fitBounds(kept: Rectangle | null, displays: readonly Rectangle[]): Rectangle {
  const first = displays[0] ?? { x: 0, y: 0, ...usualSize };
  const home = kept === null ? null : displays.reduce<Rectangle | null>((best, each) => (overlap(kept, each) > (best === null ? 0 : overlap(kept, best)) ? each : best), null);
  if (kept === null || home === null) {
    const width = Math.min(usualSize.width, first.width);
    const height = Math.min(usualSize.height, first.height);
    return { x: first.x + Math.floor((first.width - width) / 2), y: first.y + Math.floor((first.height - height) / 2), width, height };
  }
  const width = between(kept.width, minimumSize.width, home.width);
  const height = between(kept.height, minimumSize.height, home.height);
  return { x: between(kept.x, home.x, home.x + home.width - width), y: between(kept.y, home.y, home.y + home.height - height), width, height };
}

/** The upper limit wins: a display smaller than the minimum is left to the window manager. */
const between = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function rectangleOf(value: unknown): Rectangle | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields: Record<string, unknown> = { ...value };
  const [x, y, width, height] = [fields['x'], fields['y'], fields['width'], fields['height']].map((each) => (Number.isSafeInteger(each) ? (each as number) : null));
  if (x == null || y == null || width == null || height == null || width <= 0 || height <= 0) return null;
  return { x, y, width, height };
}
