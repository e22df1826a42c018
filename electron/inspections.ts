/** Runs the judge for the screens: at once for ordinary input, in a worker with a deadline and a memory cap for long input. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';
import type { Report } from '../shared/finding.ts';
import { inspect, tooLargeReport } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { loadTools } from './tools.ts';
import type { WorkerAnswer, WorkerJob } from './worker.ts';

/** Above this an inspection could hold up a frame of the window: one megabyte is judged in about ten milliseconds. */
const inlineLimit = 1024 * 1024;
/** Nothing a person pastes is larger; reading it would only cost memory. Bytes. */
const pasteLimit = 32 * 1024 * 1024;
/** Milliseconds. A legal document of the largest size takes a tenth of this. */
const deadline = 30_000;
/** Megabytes of heap for the worker: hitting it ends the worker, never the app. */
const memoryLimit = 192;

export interface Inspections {
  run(content: string | Uint8Array, expected: Expected, options?: { index?: number; job?: string; lens?: boolean }): Promise<Report>;
  cancel(job: string): void;
}

export function createInspections(options: { workerFile: URL; progress(job: string, phase: string): void }): Inspections {
  const running = new Map<string, { worker: Worker; stop(error: AppError): void }>();

  return {
    async run(content, expected, { index = 0, job, lens = false } = {}) {
      if (content.length > pasteLimit) return tooLargeReport(content.length, pasteLimit, expected);
      if (content.length <= inlineLimit) return inspect(content, expected, { index, lens, ...(await loadTools()) });
      return new Promise<Report>((resolve, reject) => {
        const worker = new Worker(options.workerFile, { workerData: { content, expected, index, lens } satisfies WorkerJob, resourceLimits: { maxOldGenerationSizeMb: memoryLimit } });
        const timer = setTimeout(() => stop(new AppError('TIMEOUT', `The document was not judged within ${deadline / 1000} seconds.`, 'It is unusually large or made to be slow. Try a smaller part of it.')), deadline);
        const finish = (): void => {
          clearTimeout(timer);
          if (job !== undefined) running.delete(job);
          void worker.terminate();
        };
        const stop = (error: AppError): void => {
          finish();
          reject(error);
        };
        worker.on('message', (message: WorkerAnswer) => {
          if ('phase' in message) {
            if (job !== undefined) options.progress(job, message.phase);
            return;
          }
          finish();
          resolve(message.report);
        });
        worker.on('error', (error: Error & { code?: string }) => {
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop(new AppError('TOO_LARGE', `Judging the document needed more than ${memoryLimit} MB of memory.`, 'Try a smaller part of it.'));
          else stop(new AppError('INTERNAL', 'The inspection stopped unexpectedly.', 'Try again; nothing you saved is lost.'));
        });
        if (job !== undefined) running.set(job, { worker, stop });
      });
    },
    cancel(job) {
      running.get(job)?.stop(new AppError('CANCELLED', 'The inspection was cancelled.'));
    },
  };
}
