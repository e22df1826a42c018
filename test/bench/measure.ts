/** Rounds: how often something was done, and what that cost by the clock and in CPU time. */
import { cpuUsage, hrtime } from 'node:process';

export interface Round {
  count: number;
  seconds: number;
  /** Of all threads of the process, so with garbage collection and compilation. */
  cpuSeconds: number;
}

/** Does it again and again for that many milliseconds, at least once. */
export async function round(run: () => unknown, milliseconds: number): Promise<Round> {
  const cpu = cpuUsage();
  const start = hrtime.bigint();
  const end = start + BigInt(milliseconds) * 1_000_000n;
  let count = 0;
  let at = start;
  while (at < end) {
    const result = run();
    if (result instanceof Promise) await result;
    count++;
    at = hrtime.bigint();
  }
  const { user, system } = cpuUsage(cpu);
  return { count, seconds: Number(at - start) / 1e9, cpuSeconds: (user + system) / 1e6 };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
