/** Entry of the worker thread: long or hostile input is inspected here, where it can be stopped. */
import { parentPort, workerData } from 'node:worker_threads';
import { readCapture, type Capture } from '../shared/capture.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { loadJudges, loadTools } from './tools.ts';

export interface WorkerJob {
  content: string | Uint8Array;
  /** Null: the messages are only listed. */
  judge: { expected: Expected; index: number; lens: boolean; judges: boolean } | null;
}

export type WorkerAnswer = { phase: string } | { report: ReturnType<typeof inspect> } | { capture: Capture };

const job = workerData as WorkerJob;
const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message);
if (job.judge === null) answer({ capture: readCapture(job.content) });
else {
  const { expected, index, lens, judges } = job.judge;
  answer({ report: inspect(job.content, expected, { index, lens, ...(await loadJudges(judges)), ...(await loadTools()), progress: (phase) => answer({ phase }) }) });
}
