/** Judges files over several threads and hands out their lines in the order of the files, no faster than they are taken. */
import { Worker } from 'node:worker_threads';
import type { BulkAnswer, BulkJob } from '../bulk-worker.ts';
import { addTally, count, newTally, troubleLine } from './line.ts';
import type { Item } from './walk.ts';

export interface PoolOptions {
  workerFile: URL;
  workers: number;
  /** Files that a worker is handed at once. */
  batch?: number;
  /** Milliseconds for one batch. */
  deadline?: number;
}

/** Enough that handing over costs nothing beside judging, and few enough that the last ones are spread over all workers. */
const usualBatch = 64;
/** A file of the largest size takes a tenth of a second. */
const usualDeadline = 60_000;
/** Batches under way or waiting to be taken, for each worker: one slow file does not hold up the others at once. */
const ahead = 4;
/** Megabytes of heap for a worker: hitting it ends the worker, never the run. */
const memoryLimit = 512;

/** By itself a worker would get a small young generation, and spend its time on collecting it; a large one does not fit the caches. */
export const workerLimits = { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: 16 };

interface Task {
  items: Item[];
  resolve(answer: BulkAnswer | Promise<BulkAnswer>): void;
}

export async function* judgeAll(items: Iterator<Item>, job: BulkJob, { workerFile, workers, batch = usualBatch, deadline = usualDeadline }: PoolOptions): AsyncGenerator<BulkAnswer> {
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: Task[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const start = (): Worker => {
    const worker = new Worker(workerFile, { workerData: job, resourceLimits: workerLimits });
    all.add(worker);
    return worker;
  };
  const dispatch = (): void => {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < workers ? start() : undefined);
      if (worker === undefined) return;
      run(worker, waiting.shift()!);
    }
  };
  const run = (worker: Worker, { items: its, resolve }: Task): void => {
    const stopClock = (): void => {
      clearTimeout(timer);
      timers.delete(timer);
    };
    const answered = (answer: BulkAnswer): void => {
      stopClock();
      worker.off('message', answered).off('error', failed);
      idle.push(worker);
      resolve(answer);
      dispatch();
    };
    const lose = (trouble: string): void => {
      stopClock();
      // It may fail again while it ends; nobody waits for it any more.
      worker.off('message', answered).off('error', failed).on('error', () => undefined);
      void worker.terminate();
      all.delete(worker);
      resolve(its.length === 1 ? troubledAnswer(its[0]!.file, job, trouble) : oneByOne(its));
      dispatch();
    };
    const failed = (error: Error & { code?: string }): void => lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `judging it needs more than ${memoryLimit} MB of memory` : 'the program failed on it');
    const timer = setTimeout(() => lose(`it was not judged within ${deadline / 1000} seconds`), deadline);
    timers.add(timer);
    worker.on('message', answered).on('error', failed);
    worker.postMessage(its);
  };
  const judge = (some: Item[]): Promise<BulkAnswer> => new Promise((resolve) => {
    waiting.push({ items: some, resolve });
    dispatch();
  });
  /** After a worker was lost: which of its files it was shows when each is judged by itself. */
  const oneByOne = async (some: readonly Item[]): Promise<BulkAnswer> => joined(await Promise.all(some.map((item) => judge([item]))));

  try {
    const underWay: Promise<BulkAnswer>[] = [];
    for (;;) {
      while (underWay.length < workers * ahead) {
        const next = take(items, batch);
        if (next.length === 0) break;
        underWay.push(judge(next));
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    // Whoever stops taking stops the work: nothing that is under way is waited for, nor begun again.
    waiting.length = 0;
    for (const timer of timers) clearTimeout(timer);
    for (const worker of all) void worker.terminate();
  }
}

function take(items: Iterator<Item>, most: number): Item[] {
  const taken: Item[] = [];
  while (taken.length < most) {
    const { value, done } = items.next();
    if (done === true) break;
    taken.push(value as Item);
  }
  return taken;
}

function troubledAnswer(file: string, { run }: BulkJob, trouble: string): BulkAnswer {
  const tally = newTally();
  count(tally, 'unverified', null, true);
  return { lines: new TextEncoder().encode(troubleLine(file, run, trouble)), tally };
}

function joined(answers: readonly BulkAnswer[]): BulkAnswer {
  const tally = newTally();
  for (const answer of answers) addTally(tally, answer.tally);
  return { lines: Buffer.concat(answers.map((each) => each.lines)), tally };
}
