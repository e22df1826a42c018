/** Judges one response again and again in a thread of its own, as often as it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspect } from '../../shared/inspect.ts';
import type { Expected } from '../../shared/model.ts';

const { xml, expected } = workerData as { xml: string; expected: Expected };
const bytes = Buffer.from(xml);

parentPort!.on('message', (times: number) => {
  for (let count = 0; count < times; count++) inspect(bytes, expected);
  parentPort!.postMessage(null);
});
