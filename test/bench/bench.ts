/**
 * `npm run bench [-- a b c d] [--json FILE]`: our whole validation beside its peers, interleaved in one run. Prints ratios; figures are
 * of this machine.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { leastShare, measureBulk } from './bulk.ts';
import { startContenders } from './contender-processes.ts';
import { floorName, nodeSamlName, type Contender } from './contenders.ts';
import { weighEngine } from './engine.ts';
import { makeInputs, type Input } from './inputs.ts';
import { measureGrowth, mostTimes } from './linearity.ts';
import { median, type Round } from './measure.ts';
import { pythonPeers, startPythonPeers } from './python-peers.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const roundMilliseconds = Number(process.env['BENCH_MS'] ?? 400);
/** Of CPU time, as those of a round: until the code is compiled as well as it will be. */
const warmUpMilliseconds = 1500;
/** A contender that takes this long for one validation, in CPU time, is measured once. */
const slowSeconds = 2;
/** Times the other's CPU time that ours has to be worth at the least, by input. */
const leastTimes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [nodeSamlName]: { a: 30, b: 30, c: 10, d: 30 },
  [pythonPeers.xmlsec]: { a: 1.5, b: 1.5, c: 1.5, d: 1.5 },
  [pythonPeers['python3-saml']]: { a: 8, b: 8, d: 3 },
  [floorName]: { a: 0.2 },
};

const { values: options, positionals: only } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const now = Date.now();
const inputs = makeInputs(now).filter((each) => only.length === 0 || only.includes(each.id));

interface Row {
  input: string;
  what: string;
  contender: string;
  opsPerSecond: number;
  minimum: number;
  maximum: number;
  opsPerCpuSecond: number;
  oursIsTimes: number;
  oursIsTimesByCpu: number;
}

const perSecond = (rounds: readonly Round[]): number[] => rounds.map(({ count, seconds }) => count / seconds);
const perCpuSecond = (rounds: readonly Round[]): number => median(rounds.map(({ count, cpuSeconds }) => count / cpuSeconds));

/** One round of each in turn, so that what else the machine does hits all alike. */
async function measure(input: Input, contenders: readonly Contender[]): Promise<Map<string, Round[]>> {
  const figures = new Map<string, Round[]>();
  const slow = new Set<string>();
  for (const contender of contenders) {
    try {
      const first = await contender.round(input, warmUpMilliseconds);
      figures.set(contender.name, [first]);
      if (first.cpuSeconds / first.count > slowSeconds) slow.add(contender.name);
    } catch (error) {
      console.log(`  ${contender.name} could not take (${input.id}): ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  for (let index = 0; index < rounds; index++) {
    for (const contender of contenders) {
      if (figures.has(contender.name) && !slow.has(contender.name)) figures.get(contender.name)!.push(await contender.round(input, roundMilliseconds));
    }
  }
  // The first round of the others was to warm up.
  for (const [name, all] of figures) if (!slow.has(name)) all.shift();
  return figures;
}

function rowsOf(input: Input, figures: ReadonlyMap<string, Round[]>): Row[] {
  const all = [...figures];
  const ours = all[0]![1];
  return all.map(([contender, its]) => {
    const speeds = perSecond(its);
    return {
      input: input.id, what: input.what, contender, opsPerSecond: median(speeds), minimum: Math.min(...speeds), maximum: Math.max(...speeds), opsPerCpuSecond: perCpuSecond(its),
      oursIsTimes: median(perSecond(ours)) / median(speeds), oursIsTimesByCpu: perCpuSecond(ours) / perCpuSecond(its),
    };
  });
}

function show({ contender, opsPerSecond, minimum, maximum, opsPerCpuSecond, oursIsTimes, oursIsTimesByCpu }: Row): void {
  const speed = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
  const range = `[${speed(minimum)}-${speed(maximum)}]`;
  console.log(`  ${contender.padEnd(34)} ${speed(opsPerSecond).padStart(8)} ops/s ${range.padEnd(17)} ${speed(opsPerCpuSecond).padStart(8)} ops/CPU s   ours is ${oursIsTimes.toFixed(2)}x, by CPU ${oursIsTimesByCpu.toFixed(2)}x`);
}

const bundled = pathToFileURL(process.argv[1]!);
const scripted = await startContenders(inputs, now, new URL('contender-process.mjs', bundled));
const python = await startPythonPeers(inputs);
const contenders = [...scripted.contenders, ...python.contenders];
const rows: Row[] = [];
for (const input of inputs) {
  console.log(`\n(${input.id}) ${input.what}`);
  const found = rowsOf(input, await measure(input, contenders));
  for (const row of found) show(row);
  rows.push(...found);
}
scripted.stop();
python.stop();

console.log('\nTen times the size:');
const growth = await measureGrowth(now);
for (const { what, small, large, times } of growth) console.log(`  ${what.padEnd(44)} ${small.toFixed(2)} ms to ${large.toFixed(2)} ms: ${times.toFixed(1)} times${times > mostTimes ? `, MORE THAN ${mostTimes}` : ''}`);

const engine = await weighEngine();
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
console.log(`\nEngine bundle: ${kilobytes(engine.minified)} minified, ${kilobytes(engine.gzipped)} gzip; import: ${engine.importing.toFixed(1)} ms, of which modules of Node ${engine.importingNode.toFixed(1)} ms.`);

const [first] = inputs;
const bulk = first === undefined ? null : await measureBulk(first, now, { bulk: new URL('bulk-worker.mjs', bundled), loop: new URL('loop-worker.mjs', bundled) });
if (bulk !== null) console.log(`\nMany files of (${first!.id}) over ${bulk.workers} workers: ${bulk.filesPerSecond.toFixed(0)} a second, ${bulk.filesPerCpuSecond.toFixed(0)} a CPU second; one thread ${bulk.singleThreadPerCpuSecond.toFixed(0)}: ${bulk.share.toFixed(2)} of it; the same loop on every core ${bulk.everyCorePerCpuSecond.toFixed(0)}: ${bulk.shareOfEveryCore.toFixed(2)} of that${bulk.share < leastShare ? `, LESS THAN ${leastShare}` : ''}`);

const below = rows.filter(({ contender, input, oursIsTimesByCpu }) => oursIsTimesByCpu < (leastTimes[contender]?.[input] ?? 0));
console.log(below.length === 0 ? '\nNowhere below what it has to be.' : '');
for (const { contender, input, oursIsTimesByCpu } of below) console.log(`BELOW ${leastTimes[contender]![input]}x ${contender} on (${input}): ${oursIsTimesByCpu.toFixed(2)}x`);
const file = options.json ?? `dist/bench/${new Date(now).toISOString().replace(/[:.]/g, '-')}.json`;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify({ date: new Date(now).toISOString(), node: process.version, rounds, roundMilliseconds, rows, growth, engine, bulk }, null, 2));
console.log(`Figures kept in ${file}.`);
if (below.length > 0) process.exitCode = 1;
