/** Entry of the worker thread: long or hostile input is inspected here, where it can be stopped. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { loadTools } from './tools.ts';

export interface WorkerJob {
  content: string | Uint8Array;
  expected: Expected;
  index: number;
  lens: boolean;
}

export type WorkerAnswer = { phase: string } | { report: ReturnType<typeof inspect> };

const job = workerData as WorkerJob;
const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message);
const tools = await loadTools();
answer({ report: inspect(job.content, job.expected, { index: job.index, lens: job.lens, ...tools, progress: (phase) => answer({ phase }) }) });
