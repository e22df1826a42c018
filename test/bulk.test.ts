/** Many files at once: each gets the line that the judge has for it, in order, whatever is killed, slow, full or unreadable. */
import { spawn } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkJob } from '../electron/bulk-worker.ts';
import { judgeAll } from '../electron/bulk/pool.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { keysFromCertificate } from '../shared/trust.ts';
import { bundle, root } from './bundle.ts';
import { temporaryFolder } from './host.ts';

const fixtures = join(root, 'test/fixtures/responses');
const certificate = join(root, 'test/keys/idp-rsa.crt.pem');
const at = '2026-11-22T08:00:00.000Z';
const [entityID, acs, requestID] = ['https://acme.example.com/saml/metadata', 'https://acme.example.com/saml/acs', '_request5d3a1c'];
const options = ['--certificate', certificate, '--sp-entity-id', entityID, '--acs-url', acs, '--request-id', requestID];
const expected: Expected = { now: Date.parse(at), clockSkew: 180, policy: 'practice', idp: { keys: keysFromCertificate(readFileSync(certificate, 'utf8')) }, sp: { entityID, assertionConsumerService: acs }, requestID };

let work = '';
let cli = '';
beforeAll(async () => {
  work = temporaryFolder();
  cli = fileURLToPath(new URL('cli.js', await bundle(join(work, 'built'), ['cli', 'bulk-worker'])));
  // Two folders of hundreds, one inside the other.
  cpSync(join(fixtures, 'legal'), join(work, 'captures'), { recursive: true });
  cpSync(join(fixtures, 'forged'), join(work, 'captures', 'forged'), { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Line {
  file: string;
  verdict: string;
  headline: string;
  error?: string;
  judgedAt: string;
  [more: string]: unknown;
}

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

const linesOf = (text: string): Line[] => {
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line);
};

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [cli, 'check', ...args], { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stderr.on('data', (chunk: Buffer) => (ran.stderr += chunk.toString('utf8')));
  return { child, ran, ended: new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ ...ran, code }))) };
}

function check(...args: string[]): Promise<Ran> {
  const { child, ran, ended } = start(args);
  child.stdout.on('data', (chunk: Buffer) => (ran.stdout += chunk.toString('utf8')));
  return ended;
}

const everything = (...more: string[]): Promise<Ran> => check('captures', ...options, '--now', at, ...more);

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(work, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

describe('a folder of captures', () => {
  let whole: Ran;
  let lines: Line[];
  beforeAll(async () => {
    whole = await everything();
    lines = linesOf(whole.stdout);
  });

  it('gets a line for every file, by name, folder by folder', () => {
    expect(lines.length).toBeGreaterThan(400);
    expect(lines.map((line) => line.file)).toEqual(filesIn('captures'));
  });

  it('says of each file what the judge says of it', () => {
    for (const { file, verdict, headline, document, identity, cause, failed, counts } of lines) {
      const bytes = readFileSync(join(work, file));
      const first = inspect(bytes, expected);
      const report = first.document.messages === 1 ? first : inspect(bytes, expected, { index: (document as { index: number }).index });
      const { nameID, nameIDFormat, attributes } = report.identity ?? {};
      expect([verdict, headline, identity, (cause as { id: string } | null)?.id, failed, counts], file).toEqual([
        report.verdict, report.headline, report.identity === null ? null : { nameID, nameIDFormat, attributes }, report.diagnoses[0]?.id,
        report.outcomes.filter((each) => each.outcome === 'fail').map((each) => each.check), report.counts,
      ]);
    }
  });

  it('sums up at the end, and fails for the worst of them', () => {
    const number = (verdict: string): string => String(lines.filter((line) => line.verdict === verdict).length);
    expect(whole.code).toBe(1);
    expect(whole.stderr).toMatch(new RegExp(`^${lines.length} files judged in .*\n +${number('accept')} {2}accepted\n +${number('reject')} {2}rejected\n +${number('unverified')} {2}not verified\nMost frequent causes:\n( +\\d+ {2}.+\n)+$`));
  });

  it('says the same with one worker as with many', async () => {
    expect((await everything('--workers', '1')).stdout).toBe(whole.stdout);
    expect((await everything('--workers', '5')).stdout).toBe(whole.stdout);
  });

  it('gives whole Reports with --json, as for one file', async () => {
    const reports = linesOf((await check('captures/forged', ...options, '--now', at, '--json')).stdout);
    const { file, size: _size, modified: _modified, against: _against, ...report } = reports.find((each) => each.file.endsWith('audience-other.xml'))!;
    const alone = JSON.parse((await check(file, ...options, '--now', at, '--json')).stdout) as { counts: object; findings: { check: string }[] };
    const withoutOpinion = (findings: { check: string }[]): { check: string }[] => findings.filter((each) => each.check !== 'signature/second-opinion');
    // Alone it has a second opinion.
    expect({ ...report, counts: null, findings: withoutOpinion(report['findings'] as { check: string }[]) }).toEqual({ ...alone, counts: null, findings: withoutOpinion(alone.findings) });
  });

  it('goes on after it was killed, and ends with the same lines', async () => {
    const output = join(work, 'killed.ndjson');
    const args = ['captures', ...options, '--now', at, '--output', output, '--resume', '--workers', '1'];
    const { child, ended } = start(args);
    child.stdout.resume();
    while (!existsSync(output) || statSync(output).size < 20_000) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await ended;
    const left = readFileSync(output, 'utf8');
    expect(left.split('\n').length).toBeLessThan(lines.length);
    // However it was cut, half a line may be the last.
    appendFileSync(output, whole.stdout.slice(left.length, left.length + 150));
    const again = await check(...args);
    expect([again.code, again.stdout, again.stderr.includes('judged before')]).toEqual([1, '', true]);
    expect(readFileSync(output, 'utf8')).toBe(whole.stdout);
    // Nothing is left to do.
    const third = await check(...args);
    expect([third.code, third.stderr.startsWith('0 files judged'), readFileSync(output, 'utf8')]).toEqual([1, true, whole.stdout]);
    expect(third.stderr.split('\n').slice(1)).toEqual(whole.stderr.split('\n').slice(1));
  });

  it('waits for a slow reader and loses nothing', async () => {
    const { child, ended } = start(['captures', ...options, '--now', at, '--json']);
    let read = '';
    for await (const chunk of child.stdout) {
      read += (chunk as Buffer).toString('latin1');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect([(await ended).code, linesOf(read).length]).toEqual([1, lines.length]);
  });

  it('ends without a word when its reader leaves, and not as if all had been accepted', async () => {
    const { child, ended } = start(['captures', ...options, '--now', at, '--json']);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 2, stderr: '' });
  });
});

describe('going on', () => {
  const folder = (name: string): string => {
    mkdirSync(join(work, name), { recursive: true });
    for (const file of ['signed-assertion.xml', 'signed-both.xml']) copyFileSync(join(fixtures, 'legal', file), join(work, name, file));
    return name;
  };
  const files = (output: string): string[] => linesOf(readFileSync(join(work, output), 'utf8')).map(({ file }) => file);

  it('judges again what has changed since, as of the time of the first run', async () => {
    const name = folder('changing');
    // Without --now: the clock has gone on between the two runs.
    expect((await check(name, ...options, '--output', 'changing.ndjson')).code).not.toBe(2);
    const [first] = linesOf(readFileSync(join(work, 'changing.ndjson'), 'utf8'));
    utimesSync(join(work, name, 'signed-both.xml'), 1_700_000_000, 1_700_000_000);
    await check(name, ...options, '--output', 'changing.ndjson', '--resume');
    expect(files('changing.ndjson')).toEqual(['changing/signed-assertion.xml', 'changing/signed-both.xml', 'changing/signed-both.xml']);
    for (const { judgedAt } of linesOf(readFileSync(join(work, 'changing.ndjson'), 'utf8'))) expect(judgedAt).toBe(first!.judgedAt);
  });

  it('does not judge its own output', async () => {
    const name = folder('own');
    const args = ['own', ...options, '--now', at, '--output', 'own/out.ndjson', '--resume'];
    await check(...args);
    await check(...args);
    expect(files(`${name}/out.ndjson`)).toEqual(['own/signed-assertion.xml', 'own/signed-both.xml']);
  });

  it.each([
    ['other metadata or options', ['--policy', 'strict'], /were judged against something else/],
    ['another time', ['--now', '2026-11-23T08:00:00Z'], /were judged as of 2026-11-22T08:00:00.000Z; --now says 2026-11-23/],
    ['without --resume', null, /asked\.ndjson exists/],
  ])('is refused with %s, and the lines stay', async (_what, more, words) => {
    const name = folder('asked');
    rmSync(join(work, 'asked.ndjson'), { force: true });
    await check(name, ...options, '--now', at, '--output', 'asked.ndjson');
    const before = readFileSync(join(work, 'asked.ndjson'));
    const ran = await check(name, ...options, ...(more?.includes('--now') === true ? [] : ['--now', at]), '--output', 'asked.ndjson', ...(more === null ? [] : ['--resume', ...more]));
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(words);
    expect(readFileSync(join(work, 'asked.ndjson'))).toEqual(before);
  });

  it('leaves a file alone that is none of its own', async () => {
    const name = folder('foreign');
    writeFileSync(join(work, 'letter.txt'), 'Dear Ada,\nhalf');
    const ran = await check(name, '--output', 'letter.txt', '--resume');
    expect([ran.code, ran.stderr, readFileSync(join(work, 'letter.txt'), 'utf8')]).toEqual([2, expect.stringContaining('line 1 was not written by') as string, 'Dear Ada,\nhalf']);
  });
});

describe('what cannot be judged', () => {
  it.runIf(process.platform !== 'win32')('gets a line, and the others are judged', async () => {
    mkdirSync(join(work, 'odd', 'inner'), { recursive: true });
    copyFileSync(join(fixtures, 'legal', 'signed-assertion.xml'), join(work, 'odd', 'good.xml'));
    symlinkSync('nowhere', join(work, 'odd', 'dangling.xml'));
    symlinkSync('good.xml', join(work, 'odd', 'linked.xml'));
    symlinkSync('..', join(work, 'odd', 'inner', 'up'));
    writeFileSync(join(work, 'odd', '.hidden'), 'x');
    const ran = await check('odd', ...options, '--now', at);
    expect(ran.code).toBe(3);
    expect(linesOf(ran.stdout).map(({ file, verdict, error }) => [file, verdict, error])).toEqual([
      ['odd/dangling.xml', 'unverified', 'there is no such file'], ['odd/good.xml', 'accept', undefined], ['odd/linked.xml', 'accept', undefined],
    ]);
    expect(ran.stderr).toContain('1 of them could not be judged at all');
  });

  it('is rejected when it is too large, unread', async () => {
    mkdirSync(join(work, 'large'));
    writeFileSync(join(work, 'large', 'log.txt'), '');
    truncateSync(join(work, 'large', 'log.txt'), 200 * 1024 * 1024);
    const ran = await check('large', ...options, '--now', at);
    expect([ran.code, linesOf(ran.stdout).map(({ verdict, failed }) => [verdict, failed])]).toEqual([1, [['reject', ['document/size']]]]);
  });

  it.each([
    [['nowhere', 'captures'], 'nowhere could not be read: there is no such file.'],
    [['empty'], 'empty holds no file to judge.'],
    [['captures', '-'], 'Standard input holds one document'],
    [['captures', '--sarif'], '--sarif is for one document'],
    [['captures', '--workers', '0'], '--workers takes a number from 1'],
    [['captures', '--resume'], '--resume goes on with a file; name it with --output.'],
    [['captures', '--output', 'no/such/folder.ndjson'], 'no/such/folder.ndjson could not be written: there is no such file.'],
  ])('%j: is refused before anything is judged', async (args, words) => {
    mkdirSync(join(work, 'empty'), { recursive: true });
    const ran = await check(...args);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(words);
  });

  it.runIf(existsSync('/dev/full'))('ends the run at once when the lines have no room', async () => {
    const ran = await check('captures', ...options, '--now', at, '--output', '/dev/full');
    expect([ran.code, ran.stderr]).toEqual([2, '/dev/full could not be written: the disk is full.\n']);
  });

  it('says by its exit code that all was accepted', async () => {
    const ran = await check(join(fixtures, 'legal', 'signed-assertion.xml'), join(fixtures, 'legal', 'signed-both.xml'), ...options, '--now', at);
    expect([ran.code, linesOf(ran.stdout).length]).toEqual([0, 2]);
  });
});

describe('the workers', () => {
  const job: BulkJob = { expected, run: { against: 'a', judgedAt: at }, whole: false, index: null, asIssued: false, secondOpinion: false, leaveOut: null };
  const tally = `{ verdicts: { accept: items.length, reject: 0, unverified: 0 }, troubled: 0, causes: new Map() }`;
  const names = Array.from({ length: 50 }, (_, index) => ({ file: `file ${index}` }));

  it.each([
    ['throws', 'throw new Error("no")', 'the program failed on it'],
    ['never ends', 'for (;;);', 'it was not judged within 0.5 seconds'],
    ['eats memory', 'const kept = []; for (;;) kept.push(new Array(100_000).fill(kept.length));', 'judging it needs more than 512 MB of memory'],
  ])('are replaced when one %s, and all other files are judged', async (_what, code, trouble) => {
    const script = join(work, 'worker.mjs');
    writeFileSync(script, `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', (items) => {\n  if (items.some(({ file }) => file === 'file 20')) { ${code} }\n  parentPort.postMessage({ lines: Buffer.from(items.map(({ file }) => file + '\\n').join('')), tally: ${tally} });\n});\n`);
    const lines: string[] = [];
    for await (const answer of judgeAll(names.values(), job, { workerFile: new URL(`file://${script}`), workers: 2, batch: 8, ...(trouble.includes('0.5') ? { deadline: 500 } : {}) })) lines.push(...Buffer.from(answer.lines).toString().split('\n').slice(0, -1));
    expect(lines.map((line) => (line.startsWith('{') ? (JSON.parse(line) as Line).error : line))).toEqual(names.map(({ file }) => (file === 'file 20' ? trouble : file)));
  });

  it('are not handed more than is taken from them', async () => {
    const script = join(work, 'worker.mjs');
    writeFileSync(script, `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', (items) => parentPort.postMessage({ lines: Buffer.from(items[0].file), tally: ${tally} }));\n`);
    let handed = 0;
    function* endless() {
      for (;;) yield { file: String(handed++) };
    }
    const answers = judgeAll(endless(), job, { workerFile: new URL(`file://${script}`), workers: 2, batch: 10 });
    for (let taken = 0; taken < 20; taken++) {
      expect(Buffer.from((await answers.next()).value!.lines).toString()).toBe(String(taken * 10));
      expect(handed).toBeLessThanOrEqual((taken + 9) * 10);
    }
    await answers.return(undefined);
  });
});
