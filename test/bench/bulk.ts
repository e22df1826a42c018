/** Many files over all cores beside one response judged again and again by one thread: what is left of the rate of a core. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { judgeAll, workerLimits } from '../../electron/bulk/pool.ts';
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
  /** The same loop of one thread, but in as many threads as there are cores: what of the loss is the machine's own, whose cores share caches. */
  everyCorePerCpuSecond: number;
  /** The rate of a core in bulk over that of a single thread. */
  share: number;
  shareOfEveryCore: number;
}

/** What it must not fall below. */
export const leastShare = 0.8;

const different = 1_000;
/** Until the workers have started and their code is compiled. */
const warmUp = 8_000;
/** Files of one round; those judged ahead while the round before was over are left out. */
const [measured, ahead] = [4_000, 1_000];
const rounds = 8;

/** The entries of the workers, as they are bundled. */
export interface WorkerFiles {
  bulk: URL;
  loop: URL;
}

export async function measureBulk(input: Input, now: number, workerFiles: WorkerFiles): Promise<BulkFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-bulk-'));
  const workers = availableParallelism();
  const expected = expectedAt(now);
  const names = Array.from({ length: different }, (_, index) => join(folder, `${index}.xml`));
  function* endless(): Generator<Item> {
    for (let index = 0; ; index++) yield { file: names[index % names.length]! };
  }
  const job = { expected, run: { against: 'bench', judgedAt: new Date(now).toISOString() }, whole: false, index: null, asIssued: false, secondOpinion: false, leaveOut: null };
  const answers = judgeAll(endless(), job, { workerFile: workerFiles.bulk, workers });
  const take = async (files: number): Promise<number> => {
    let taken = 0;
    while (taken < files) {
      const { lines, tally } = (await answers.next()).value!;
      if (tally.verdicts.reject + tally.verdicts.unverified > 0) throw new Error(`In bulk: ${Buffer.from(lines).toString('utf8', 0, 1000)}`);
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
  const loops = Array.from({ length: workers }, () => new Worker(workerFiles.loop, { workerData: { xml: input.xml, expected }, resourceLimits: workerLimits }));
  /** The workers judge ahead of what is taken; the others are measured when they have done so. */
  const idle = async (): Promise<void> => {
    for (let busy = true; busy;) {
      const before = cpuUsage();
      await setTimeout(50);
      const { user, system } = cpuUsage(before);
      busy = user + system > 5_000;
    }
  };
  const onEveryCore = async (times: number): Promise<Round> => {
    const [cpu, at] = [cpuUsage(), performance.now()];
    await Promise.all(loops.map(async (loop) => {
      loop.postMessage(times);
      await once(loop, 'message');
    }));
    const { user, system } = cpuUsage(cpu);
    return { count: times * workers, seconds: (performance.now() - at) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
  try {
    for (const name of names) writeFileSync(name, input.xml);
    await single(1500);
    await onEveryCore(warmUp / workers);
    await take(warmUp);
    // In turn, and the best of the rounds: what other programs took away is in the others.
    const [alone, everywhere, together]: [Round[], Round[], Round[]] = [[], [], []];
    for (let index = 0; index < rounds; index++) {
      await idle();
      alone.push(await single(500));
      everywhere.push(await onEveryCore(measured / workers));
      together.push(await inBulk());
    }
    const best = (all: readonly Round[]): number => Math.max(...all.map(({ count, cpuSeconds }) => count / cpuSeconds));
    return {
      workers, files: measured, filesPerSecond: Math.max(...together.map(({ count, seconds }) => count / seconds)),
      filesPerCpuSecond: best(together), singleThreadPerCpuSecond: best(alone), everyCorePerCpuSecond: best(everywhere),
      share: best(together) / best(alone), shareOfEveryCore: best(together) / best(everywhere),
    };
  } finally {
    await answers.return(undefined);
    for (const loop of loops) await loop.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}
