/** The loop of one worker: the fuzzer that had least of its share of the time is next. */
import { failure, judged, randomOf, type FuzzCase, type Fuzzer, type Outcome } from './fuzzer.ts';
import { countOf, newTally, type Tally } from './tally.ts';
import { slowest, timing } from './watch.ts';

export interface RunOptions {
  seed: number;
  /** Cases of each fuzzer are numbered; of `workers` workers this one makes those with this rest. */
  worker: number;
  workers: number;
  /** Number of the first case. */
  from: number;
  /** Epoch milliseconds. */
  until: number;
  isStopped(): boolean;
  /** Before each batch; what is told last is where a hang was. */
  onBatch(fuzzer: string, index: number, tally: Tally): Promise<void>;
  onFailure(fuzzer: Fuzzer, index: number, each: FuzzCase, outcome: Outcome & { is: 'failure' }): Promise<void>;
}

/** Milliseconds of one batch. */
const batch = 60;
/** A process holds the corpus, the peers and a document of at most a few hundred kB. */
const mostMemory = 1.5e9;

export async function run(fuzzers: readonly Fuzzer[], options: RunOptions): Promise<Tally> {
  const tally = newTally();
  timing.on = true;
  const next = new Map(fuzzers.map(({ name }) => [name, options.from + options.worker]));
  while (!options.isStopped() && Date.now() < options.until) {
    const fuzzer = fuzzers.reduce((least, each) => (countOf(tally, each.name).milliseconds / each.share < countOf(tally, least.name).milliseconds / least.share ? each : least));
    const counted = countOf(tally, fuzzer.name);
    await options.onBatch(fuzzer.name, next.get(fuzzer.name)!, tally);
    const start = performance.now();
    while (performance.now() - start < batch && !options.isStopped()) {
      const index = next.get(fuzzer.name)!;
      next.set(fuzzer.name, index + options.workers);
      const each = fuzzer.make(randomOf(options.seed, fuzzer.name, index));
      let outcome = await judged(fuzzer, each);
      counted.cases++;
      if (outcome.is === 'explained') counted.explained[outcome.name] = (counted.explained[outcome.name] ?? 0) + 1;
      const memory = process.memoryUsage.rss();
      if (memory > mostMemory && tally.memory <= mostMemory) outcome = failure('too much memory', `${(memory / 1e6).toFixed(0)} MB`);
      tally.memory = Math.max(tally.memory, memory);
      if (outcome.is !== 'failure') continue;
      counted.failures++;
      await options.onFailure(fuzzer, index, each, outcome);
    }
    counted.milliseconds += performance.now() - start;
    tally.slowest = { ...slowest };
  }
  return tally;
}
