/** Many files over all cores beside one response judged again and again by one thread: what is left of the rate of a core. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { judgeAll } from '../../electron/bulk/pool.ts';
import type { Item } from '../../electron/bulk/walk.ts';
import { inspect } from '../../shared/inspect.ts';
import { expectedAt } from './contenders.ts';
import type { Input } from './inputs.ts';
import { round, type Round } from './measure.ts';

export interface BulkFigures {
  workers: number;
  files: number;
  filesPerSecond: number;
  /** By CPU time, of all threads: reading, judging, writing the lines. */
  filesPerCpuSecond: number;
  singleThreadPerCpuSecond: number;
  /** The rate of a core in bulk over that of a single thread. */
  share: number;
}

/** What it must not fall below. */
export const leastShare = 0.8;

const different = 1_000;
/** Until the workers have started and their code is compiled. */
const warmUp = 8_000;
/** Files of one round; those judged ahead while the round before was over are left out. */
const [measured, ahead] = [4_000, 1_000];
const rounds = 8;

export async function measureBulk(input: Input, now: number, workerFile: URL): Promise<BulkFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-bulk-'));
  const workers = availableParallelism();
  const expected = expectedAt(now);
  const names = Array.from({ length: different }, (_, index) => join(folder, `${index}.xml`));
  function* endless(): Generator<Item> {
    for (let index = 0; ; index++) yield { file: names[index % names.length]! };
  }
  const job = { expected, run: { against: 'bench', judgedAt: new Date(now).toISOString() }, whole: false, index: null, asIssued: false, secondOpinion: false, leaveOut: null };
  const answers = judgeAll(endless(), job, { workerFile, workers });
  const take = async (files: number): Promise<number> => {
    let taken = 0;
    while (taken < files) {
      const { lines, tally } = (await answers.next()).value!;
      if (tally.verdicts.reject + tally.verdicts.unverified > 0) throw new Error(`In bulk: ${lines.slice(0, 1000)}`);
      taken += tally.verdicts.accept;
    }
    return taken;
  };
  const inBulk = async (): Promise<Round> => {
    await take(ahead);
    const [cpu, at] = [cpuUsage(), performance.now()];
    const count = await take(measured);
    const { user, system } = cpuUsage(cpu);
    return { count, seconds: (performance.now() - at) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
  const bytes = Buffer.from(input.xml);
  const single = (milliseconds: number): Promise<Round> => round(() => inspect(bytes, expected), milliseconds);
  try {
    for (const name of names) writeFileSync(name, input.xml);
    await single(1500);
    await take(warmUp);
    // In turn, and the best of the rounds: what other programs took away is in the others.
    const [alone, together]: [Round[], Round[]] = [[], []];
    for (let index = 0; index < rounds; index++) {
      alone.push(await single(500));
      together.push(await inBulk());
    }
    const best = (all: readonly Round[]): number => Math.max(...all.map(({ count, cpuSeconds }) => count / cpuSeconds));
    return {
      workers, files: measured, filesPerSecond: Math.max(...together.map(({ count, seconds }) => count / seconds)),
      filesPerCpuSecond: best(together), singleThreadPerCpuSecond: best(alone), share: best(together) / best(alone),
    };
  } finally {
    await answers.return(undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}
