/** Runs the judge for the screens: at once for ordinary input, in a worker with a deadline and a memory cap for long input. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';
import { readCapture, type Capture } from '../shared/capture.ts';
import type { Report } from '../shared/finding.ts';
import { inspect, largestInput, tooLargeReport } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { loadJudges, loadTools } from './tools.ts';
import type { WorkerAnswer, WorkerJob } from './worker.ts';

/** Above this an inspection could hold up a frame of the window: one megabyte is judged in about ten milliseconds. */
const inlineLimit = 1024 * 1024;
/** Milliseconds. A legal document of the largest size takes a tenth of this. */
const deadline = 30_000;
/** Megabytes of heap for the worker: hitting it ends the worker, never the app. */
const memoryLimit = 192;

/** Text, bytes, or bytes in base64 that are decoded only if there are not too many of them. */
export type Given = string | Uint8Array | { base64: string };

/** Which of several messages, under what name, and whether with the signed bytes. */
export interface How {
  index?: number | undefined;
  job?: string | undefined;
  lens?: boolean | undefined;
  judges?: boolean | undefined;
}

export interface Inspections {
  run(given: Given, expected: Expected, how?: How): Promise<Report>;
  /** Which requests and responses there are; nothing is judged. Too much is an AppError: there is no Report to say it in. */
  list(given: Given): Promise<Capture>;
  cancel(job: string): void;
}

export function createInspections(options: { workerFile: URL; progress(job: string, phase: string): void }): Inspections {
  const running = new Map<string, { worker: Worker; stop(error: AppError): void }>();

  const inWorker = (workerData: WorkerJob, job?: string): Promise<Exclude<WorkerAnswer, { phase: string }>> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(options.workerFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: memoryLimit } });
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
        resolve(message);
      });
      worker.on('error', (error: Error & { code?: string }) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop(new AppError('TOO_LARGE', `Judging the document needed more than ${memoryLimit} MB of memory.`, 'Try a smaller part of it.'));
        else stop(new AppError('INTERNAL', 'The inspection stopped unexpectedly.', 'Try again; nothing you saved is lost.'));
      });
      if (job !== undefined) running.set(job, { worker, stop });
    });

  return {
    async run(given, expected, { index = 0, job, lens = false, judges = false } = {}) {
      // Refused before it is copied to anywhere.
      const { start, size } = beginningOf(given);
      if (size > largestInput(start)) return tooLargeReport(size, largestInput(start), expected);
      const content = contentOf(given);
      if (content.length <= inlineLimit) return inspect(content, expected, { index, lens, ...(await loadJudges(judges)), ...(await loadTools()) });
      const answer = await inWorker({ content, judge: { expected, index, lens, judges } }, job);
      if (!('report' in answer)) throw new AppError('INTERNAL', 'The document could not be judged.');
      return answer.report;
    },
    async list(given) {
      const { start, size } = beginningOf(given);
      const most = largestInput(start);
      if (size > most) throw new AppError('TOO_LARGE', `What you gave has ${(size / 1048576).toFixed(1)} MB; at most ${most / 1048576} MB are read.`, 'Filter the network panel by SAML and save again, or copy the one request with SAMLResponse.');
      const content = contentOf(given);
      if (content.length <= inlineLimit) return readCapture(content);
      const answer = await inWorker({ content, judge: null });
      if (!('capture' in answer)) throw new AppError('INTERNAL', 'The capture could not be read.');
      return answer.capture;
    },
    cancel(job) {
      running.get(job)?.stop(new AppError('CANCELLED', 'The inspection was cancelled.'));
    },
  };
}

const isEncoded = (given: Given): given is { base64: string } => typeof given === 'object' && 'base64' in given;
const contentOf = (given: Given): string | Uint8Array => (isEncoded(given) ? Buffer.from(given.base64, 'base64') : given);

/** Enough to tell what it is, and how much there is of it. */
function beginningOf(given: Given): { start: string | Uint8Array; size: number } {
  if (!isEncoded(given)) return { start: given, size: given.length };
  return { start: Buffer.from(given.base64.slice(0, 400), 'base64'), size: Math.floor(given.base64.length * 0.75) };
}
