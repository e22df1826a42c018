/** Rounds: how often something was done, and what that cost by the clock and in CPU time. */
import { cpuUsage, hrtime } from 'node:process';

export interface Round {
  count: number;
  seconds: number;
  /** Of all threads of the process, so with garbage collection and compilation. */
  cpuSeconds: number;
}

/** Nanoseconds between two looks at the CPU time, which cost a hundredth of a quick validation each. */
const lookEvery = 2_000_000n;

/**
 * Does it again and again for that many milliseconds of CPU time, at least once: so a machine that is busy with other things takes
 * longer, and what has to be compiled is compiled all the same.
 */
export async function round(run: () => unknown, milliseconds: number): Promise<Round> {
  const before = cpuUsage();
  const start = hrtime.bigint();
  let nextLook = start + lookEvery;
  for (let count = 1; ; count++) {
    const result = run();
    if (result instanceof Promise) await result;
    const at = hrtime.bigint();
    if (at < nextLook) continue;
    nextLook = at + lookEvery;
    const { user, system } = cpuUsage(before);
    const cpuSeconds = (user + system) / 1e6;
    if (cpuSeconds * 1000 >= milliseconds) return { count, seconds: Number(at - start) / 1e9, cpuSeconds };
  }
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
