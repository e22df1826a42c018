/** npm run fuzz: workers that make cases until the time is over, what they found, and a summary. */
import { fork, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { FuzzCase, Fuzzer, Outcome } from './fuzzer.ts';
import { fuzzers, notAsked, stopPeers } from './fuzzers.ts';
import { minimise, signatureOf } from './minimise.ts';
import { run } from './run.ts';
import { addTallies, casesOf, newTally, summary, type FoundFailure, type Tally } from './tally.ts';

const usage = `npm run fuzz -- [--minutes N] [--seed S] [--only NAME] [--workers N] [--from CASE]

${fuzzers.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n')}`;

type Told = { is: 'batch'; fuzzer: string; index: number; tally: Tally } | { is: 'failure'; failure: FoundFailure } | { is: 'done'; tally: Tally };

/** Failures of one kind that are minimised and kept; the rest is counted. */
const keptOfAKind = 3;
const minimising = 20_000;
/** Without a sign of life for so long a worker hangs: no case may take a hundredth of it. */
const patience = 60_000;
const foundFolder = join(import.meta.dirname, 'found');

function options() {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' }, workers: { type: 'string' }, from: { type: 'string', default: '0' }, help: { type: 'boolean', default: false }, worker: { type: 'string' } },
  });
  const numberOf = (text: string, name: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} ${text}: a number is expected.`);
    return value;
  };
  const chosen = values.only === undefined ? fuzzers : fuzzers.filter(({ name }) => name === values.only);
  if (chosen.length === 0) throw new Error(`--only ${values.only}: there is no such fuzzer. There are: ${fuzzers.map(({ name }) => name).join(', ')}.`);
  return {
    help: values.help, worker: values.worker === undefined ? null : Number(values.worker), chosen, only: values.only, minutes: numberOf(values.minutes, 'minutes'), from: numberOf(values.from, 'from'),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : numberOf(values.seed, 'seed'), workers: Math.max(1, values.workers === undefined ? availableParallelism() - 1 : numberOf(values.workers, 'workers')),
  };
}
type Options = ReturnType<typeof options>;

/** Named after what was found, and a line of the manifest as `seeds/` has it: to keep one, move both there. */
function save(fuzzer: string, seed: number, index: number, each: FuzzCase, message: string): string {
  mkdirSync(foundFolder, { recursive: true });
  const file = `${fuzzer}-${seed}-${index}.bin`;
  writeFileSync(join(foundFolder, file), each.bytes);
  appendFileSync(join(foundFolder, 'manifest.txt'), `${file} | ${fuzzer} | ${each.salt} | ${message.split('\n')[0]!.replaceAll('|', '/').slice(0, 200)}\n`);
  return relative(process.cwd(), join(foundFolder, file));
}

async function work(given: Options, worker: number): Promise<void> {
  const tell = (told: Told): Promise<void> => new Promise((resolve) => { process.send!(told, () => setImmediate(resolve)); });
  let isStopped = false;
  process.on('SIGINT', () => {});
  process.on('message', () => { isStopped = true; });
  process.on('disconnect', () => process.exit(1));
  const kinds = new Map<string, number>();
  async function onFailure(fuzzer: Fuzzer, index: number, each: FuzzCase, outcome: Outcome & { is: 'failure' }): Promise<void> {
    const kind = `${fuzzer.name} ${signatureOf(outcome)}`;
    const before = kinds.get(kind) ?? 0;
    kinds.set(kind, before + 1);
    if (before >= keptOfAKind) return;
    const smallest = outcome.kind === 'too much memory' ? each : await minimise(fuzzer, each, Date.now() + minimising);
    await tell({ is: 'failure', failure: { fuzzer: fuzzer.name, index, kind: outcome.kind, message: outcome.message, file: save(fuzzer.name, given.seed, index, smallest, outcome.message) } });
  }
  const tally = await run(given.chosen, {
    seed: given.seed, worker, workers: given.workers, from: given.from, until: Date.now() + given.minutes * 60_000, isStopped: () => isStopped,
    onBatch: (fuzzer, index, so) => tell({ is: 'batch', fuzzer, index, tally: so }), onFailure,
  });
  await tell({ is: 'done', tally });
  stopPeers();
  process.exit(0);
}

async function lead(given: Options): Promise<number> {
  console.log(`seed ${given.seed}, ${given.workers} worker${given.workers === 1 ? '' : 's'}, ${given.minutes} minutes: ${given.chosen.map(({ name }) => name).join(', ')}`);
  const found: FoundFailure[] = [];
  const tallies = new Map<number, Tally>();
  const children: ChildProcess[] = [];
  const stop = (): void => { for (const child of children) if (child.connected) child.send('stop'); };
  process.on('SIGINT', () => { console.log('\nStopping.'); stop(); });
  const started = Date.now();
  const progress = setInterval(() => console.log(`${((Date.now() - started) / 1000).toFixed(0)} s: ${casesOf(addTallies(tallies.values()))} cases, ${found.length} failures`), 30_000);
  await Promise.all(Array.from({ length: given.workers }, (_, worker) => new Promise<void>((resolve) => {
    const again = ['--worker', String(worker), '--workers', String(given.workers), '--minutes', String(given.minutes), '--seed', String(given.seed), '--from', String(given.from), ...(given.only === undefined ? [] : ['--only', given.only])];
    const child = fork(import.meta.filename, again, { execArgv: process.execArgv });
    children.push(child);
    let at = 'its start';
    let index = 0;
    let isDone = false;
    let timer: NodeJS.Timeout;
    const hung = (): void => {
      found.push({ fuzzer: at, index, kind: 'hang', message: `No answer for ${patience / 1000} seconds in ${at}, from case ${index} on: --only ${at} --seed ${given.seed} --from ${index} --workers 1 shows it.`, file: null });
      child.kill('SIGKILL');
    };
    const alive = (): void => { clearTimeout(timer); timer = setTimeout(hung, patience); };
    alive();
    child.on('message', (message) => {
      const told = message as Told;
      alive();
      if (told.is === 'failure') {
        found.push(told.failure);
        console.log(`FAILURE  ${told.failure.kind} (${told.failure.fuzzer}, case ${told.failure.index}): ${told.failure.message.slice(0, 300)}`);
        return;
      }
      tallies.set(worker, told.tally);
      if (told.is === 'batch') ({ fuzzer: at, index } = told);
      else isDone = true;
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (!isDone && signal !== 'SIGKILL') found.push({ fuzzer: at, index, kind: 'exception', message: `The worker ended by itself (${code ?? signal}) in ${at}, case ${index} or after.`, file: null });
      resolve();
    });
  })));
  clearInterval(progress);
  const tally = tallies.size === 0 ? newTally() : addTallies(tallies.values());
  console.log(summary(tally, found, notAsked()));
  stopPeers();
  return found.length > 0 || casesOf(tally) === 0 ? 1 : 0;
}

let given: Options;
try {
  given = options();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exit(2);
}
if (given.help) console.log(usage);
else if (given.worker !== null) await work(given, given.worker);
else process.exit(await lead(given));
