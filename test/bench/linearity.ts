/** Whether ten times the size costs ten times the time, and not a hundred. */
import { judge } from './contenders.ts';
import { responseOfSize } from './inputs.ts';
import { round } from './measure.ts';

export interface Growth {
  what: string;
  /** Milliseconds of CPU for the small and the ten times larger one. */
  small: number;
  large: number;
  times: number;
}

/** More than ten: a document that no longer fits the caches costs more per byte. */
export const mostTimes = 12;

const rounds = 7;

export async function measureGrowth(now: number): Promise<Growth[]> {
  return [
    await growth('sibling elements', (count) => ({ values: count }), 5_000, now),
    await growth('attributes on one element', (count) => ({ attributes: count }), 50, now),
  ];
}

async function growth(what: string, size: (count: number) => Parameters<typeof responseOfSize>[0], count: number, now: number): Promise<Growth> {
  const run = judge(now);
  const inputs = [responseOfSize(size(count), now), responseOfSize(size(count * 10), now)];
  // The best of the rounds: what other programs took away is in the others.
  const best = [Infinity, Infinity];
  for (let index = 0; index < rounds; index++) {
    for (const [at, input] of inputs.entries()) {
      const { count: done, cpuSeconds } = await round(() => run(input), 250);
      best[at] = Math.min(best[at]!, (cpuSeconds * 1000) / done);
    }
  }
  const [small, large] = best as [number, number];
  return { what: `${count.toLocaleString('en')} to ${(count * 10).toLocaleString('en')} ${what}`, small, large, times: large / small };
}
