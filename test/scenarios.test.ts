/**
 * The command line, case by case: each text file of scenarios/ says what is run over which files and what must come of it. A line is
 * `file NAME = PATH [+ PATH]`, `file NAME:` (indented lines follow), `stdin NAME`, `run ARGUMENTS` (goes on in indented lines),
 * `exit CODE`, `stdout FRAGMENT` (in this order), `stdout! FRAGMENT`, `stdout nothing`, the same for stderr, `json PATH = VALUE`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseXml } from '../shared/saml/xml.ts';
import { bundle, root } from './bundle.ts';
import { temporaryFolder } from './host.ts';

interface Scenario {
  name: string;
  title: string;
  files: Map<string, Buffer>;
  stdin: string | null;
  run: string[];
  exit: number | null;
  expected: Record<'stdout' | 'stderr', { fragments: string[]; absent: string[]; nothing: boolean }>;
  json: [path: string, value: unknown][];
}

const folder = join(import.meta.dirname, 'scenarios');

/** A file of the repository; `x.json#key` is the text under a key of it. */
function contentOf(path: string): Buffer {
  const [file, key] = path.split('#');
  const content = readFileSync(join(root, file!));
  return key === undefined ? content : Buffer.from((JSON.parse(content.toString('utf8')) as Record<string, string>)[key]!);
}

/** As a shell splits a line: blanks part, double quotes hold together. */
const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);

function read(name: string): Scenario {
  const [title, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const side = () => ({ fragments: [] as string[], absent: [] as string[], nothing: false });
  const scenario: Scenario = { name: basename(name, '.txt'), title: title!, files: new Map(), stdin: null, run: [], exit: null, expected: { stdout: side(), stderr: side() }, json: [] };
  let takeIndented: (line: string) => void = (line) => {
    throw new Error(`${name}: “${line}” belongs to nothing.`);
  };
  for (const line of lines) {
    if (line.startsWith('  ')) {
      takeIndented(line.slice(2));
      continue;
    }
    const [keyword, rest = ''] = [line.split(' ')[0]!, line.slice(line.indexOf(' ') < 0 ? line.length : line.indexOf(' ') + 1)];
    if (keyword === 'file') {
      const [file, paths] = rest.split(' = ');
      const inline = file!.replace(/:$/, '');
      scenario.files.set(paths === undefined ? inline : file!, paths === undefined ? Buffer.alloc(0) : Buffer.concat(paths.split(' + ').flatMap((path, index) => [Buffer.from(index === 0 ? '' : '\n'), contentOf(path)])));
      takeIndented = (text) => scenario.files.set(inline, Buffer.concat([scenario.files.get(inline)!, Buffer.from(text + '\n')]));
    } else if (keyword === 'run') {
      scenario.run.push(...words(rest));
      takeIndented = (text) => scenario.run.push(...words(text));
    } else if (keyword === 'stdin') scenario.stdin = rest;
    else if (keyword === 'exit') scenario.exit = Number(rest);
    else if (keyword === 'json') scenario.json.push([rest.split(' = ')[0]!, JSON.parse(rest.slice(rest.indexOf(' = ') + 3)) as unknown]);
    else {
      const match = /^(stdout|stderr)(!?)$/.exec(keyword);
      if (match === null) throw new Error(`${name}: “${line}” is not understood.`);
      const expected = scenario.expected[match[1] as 'stdout' | 'stderr'];
      if (rest === 'nothing' && match[2] === '') expected.nothing = true;
      else expected[match[2] === '!' ? 'absent' : 'fragments'].push(rest);
    }
  }
  return scenario;
}

const scenarios = readdirSync(folder).sort().map(read);

let work = '';
let cli = '';
beforeAll(async () => {
  work = temporaryFolder();
  cli = fileURLToPath(new URL('cli.js', await bundle(join(work, 'built'), ['cli', 'bulk-worker'])));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

function run(scenario: Scenario): Promise<Ran> {
  const here = join(work, scenario.name);
  mkdirSync(here);
  for (const [file, content] of scenario.files) writeFileSync(join(here, file), content);
  const child = spawn(process.execPath, [cli, ...scenario.run], { cwd: here, env: { ...process.env, SSO_WORKBENCH_DATA: join(here, 'data') } });
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (ran.stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(scenario.stdin === null ? undefined : scenario.files.get(scenario.stdin));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}

const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined), value);

/** Scripts depend on these: a new key is a decision, and a lost one a break. */
const keys = {
  report: ['counts', 'diagnoses', 'document', 'findings', 'headline', 'identity', 'judgedAt', 'policy', 'verdict'],
  document: ['binding', 'bytes', 'destination', 'index', 'kind', 'messages', 'notes', 'parameter', 'relayState', 'sha256'],
  ofMetadata: ['entityID', 'roles'],
  ofCertificate: ['certificates', 'form'],
  identity: ['attributes', 'nameID', 'nameIDFormat'],
  finding: ['check', 'message', 'outcome', 'severity'],
  findingMay: ['actual', 'at', 'expected', 'fix', 'spec'],
  diagnosis: ['because', 'evidence', 'fix', 'id', 'message'],
  diagnosisMay: ['detail'],
  at: ['column', 'length', 'line', 'offset', 'path', 'source'],
  counts: ['fail', 'pass', 'skip', 'warn'],
};
const keysOf = (value: unknown): string[] => Object.keys(value as object).sort();

/** What adds a key of its name to the Report. */
const views = ['timeline', 'lens', 'judges'];

function expectReportKeys(report: Record<string, unknown>, asked: readonly string[]): void {
  expect(keysOf(report)).toEqual([...keys.report, ...asked].sort());
  expect([keys.document, [...keys.document, ...keys.ofMetadata].sort(), [...keys.document, ...keys.ofCertificate].sort()]).toContainEqual(keysOf(report['document']));
  if (report['identity'] !== null) expect(keysOf(report['identity'])).toEqual(keys.identity);
  expect(keysOf(report['counts'])).toEqual(keys.counts);
  for (const finding of report['findings'] as Record<string, unknown>[]) {
    expect(keysOf(finding).filter((key) => !keys.findingMay.includes(key))).toEqual(keys.finding);
    if (finding['at'] !== undefined) expect(keysOf(finding['at'])).toEqual(keys.at);
  }
  for (const diagnosis of report['diagnoses'] as unknown[]) expect(keysOf(diagnosis).filter((key) => !keys.diagnosisMay.includes(key))).toEqual(keys.diagnosis);
}

function expectSide(name: 'stdout' | 'stderr', text: string, { fragments, absent, nothing }: Scenario['expected']['stdout']): void {
  if (nothing) expect(text, name).toBe('');
  let from = 0;
  for (const fragment of fragments) {
    const found = text.indexOf(fragment, from);
    expect(found, `${name} lacks “${fragment}”${text.includes(fragment) ? ' after the one before' : ''}:\n${text.slice(0, 3000)}`).toBeGreaterThanOrEqual(0);
    from = found + fragment.length;
  }
  for (const fragment of absent) expect(text, name).not.toContain(fragment);
}

/** A stack, an unforeseen error, or a value printed that is none. */
const inside = /\n\s+at .*:\d+:\d+|Something inside|\n.*(: undefined$|\[object |\bNaN\b)/;

describe('the command line', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario.title, scenario] as const))('%s: %s', async (_name, _title, scenario) => {
    const { code, stdout, stderr } = await run(scenario);
    if (scenario.exit !== null) expect(code, (stdout + stderr).slice(0, 3000)).toBe(scenario.exit);
    else expect([0, 1, 3], stderr).toContain(code);
    expectSide('stdout', stdout, scenario.expected.stdout);
    expectSide('stderr', stderr, scenario.expected.stderr);
    // Nothing inside shows: neither a stack nor the words for what nobody foresaw.
    expect((stdout + stderr).split('\n').filter((line, index, all) => inside.test(`${all[index - 1] ?? ''}\n${line}`))).toEqual([]);
    if (code === 2 && scenario.run.length > 0) expect(stdout).toBe('');
    if (code === 2) return;

    const [command] = scenario.run;
    const has = (option: string): boolean => scenario.run.includes(option);
    if (has('--json')) {
      const value = JSON.parse(stdout) as Record<string, unknown>;
      expect(stdout.endsWith('\n')).toBe(true);
      if (['check', 'metadata', 'certificate'].includes(command!)) {
        expectReportKeys(value, views.filter((view) => has(`--${view}`)));
        expect(code).toBe({ accept: 0, reject: 1, unverified: 3 }[value['verdict'] as string]);
      }
      for (const [path, expected] of scenario.json) expect(at(value, path), path).toEqual(expected);
    } else expect(scenario.json).toEqual([]);
    if (has('--sarif')) {
      const sarif = JSON.parse(stdout) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[] };
      const { tool, results } = sarif.runs[0]!;
      expect(results.map(({ ruleId }) => ruleId).filter((id) => !tool.driver.rules.some((rule) => rule.id === id))).toEqual([]);
    }
    if (has('--junit')) expect(parseXml(Buffer.from(stdout.trim()))).toMatchObject({ ok: true });
    if (has('--markdown')) expect(stdout).toMatch(/^# [A-Z ]+: .+\n\n/);
  });
});

describe('the process', () => {
  it('does not fail when its reader leaves', async () => {
    const here = join(work, 'pipe');
    mkdirSync(here);
    const code = await new Promise((resolve) => {
      const child = spawn('/bin/sh', ['-c', `"${process.execPath}" "${cli}" explain --list | head -1`], { cwd: here, stdio: ['ignore', 'pipe', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
      child.on('close', (status) => resolve(`${status} ${stderr}`));
    });
    expect(code).toBe('0 ');
  });

  it('keeps its verdict when its reader leaves, and never exits as if it had accepted', async () => {
    const file = join(import.meta.dirname, 'fixtures', 'responses', 'forged', 'time-expired.xml');
    const code = await new Promise((resolve) => {
      const child = spawn('/bin/sh', ['-c', `{ sleep 0.2; "${process.execPath}" "${cli}" check "${file}"; echo "$?" >&2; } | true`], { stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
      child.on('close', () => resolve(stderr));
    });
    expect(code).toBe('1\n');
  });

  it.each(['sp', 'idp'])('%s runs until it is told to stop, and says where', async (which) => {
    const child = spawn(process.execPath, [cli, which, '--port', '0', '--data', join(work, which)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    const code = await new Promise((resolve) => child.on('close', resolve));
    // Port 0 would be another port each time, and consoles need one that stays.
    expect([code, out]).toEqual([2, expect.stringContaining('--port takes a number from 1 to 65535') as string]);
  });
});
