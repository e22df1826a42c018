/** The commands that judge: check, metadata, certificate. One inspection, one answer, one exit code. */
import { inspect } from '../../shared/inspect.ts';
import type { Report, Verdict } from '../../shared/finding.ts';
import type { Expected } from '../../shared/model.ts';
import { uploadMetadata } from '../../shared/upload.ts';
import { fetchMetadata } from '../fetch-metadata.ts';
import { loadJudges, loadTools } from '../tools.ts';
import { bulkOptions, isBulk, runBulk } from './bulk.ts';
import { judgesLines, judgesViewOf } from './judges.ts';
import { lensLines, lensViewOf } from './lens.ts';
import { expectedFrom, formatOf, judgeAsOf, judging, messageIndex, only, readInput, readOptions, UsageError, type Format, type Options, type Values } from './options.ts';
import { printAsked, printReport, type Asked } from './print.ts';
import { printable } from './printable.ts';
import { timelineLines, timelineOf } from './timeline.ts';

const exitCodes: Record<Verdict, number> = { accept: 0, reject: 1, unverified: 3 };

/** What `check` can be asked beside the Report. */
const views: Options = { timeline: { type: 'boolean' }, lens: { type: 'boolean' }, judges: { type: 'boolean' } };

async function judge(content: Uint8Array | string, name: string, expected: Expected, index: number, format: Format, values: Values, wanted?: keyof typeof things): Promise<number> {
  const [asksTimeline, asksLens, asksJudges] = [values['timeline'] === true, values['lens'] === true, values['judges'] === true];
  const tools = await loadTools();
  const judges = await loadJudges(asksJudges);
  const report = judgeAsOf(values, expected, (given) => inspect(content, given, { index, lens: asksLens, ...judges, ...tools }));
  const { messages } = report.document;
  if (index > 0 && index >= messages) throw new UsageError(`${name} holds ${messages === 1 ? 'one message' : `${messages} messages`}; --message ${index + 1} was asked for.`);
  if (wanted !== undefined) sayOther(report, wanted, name);
  if (report.document.kind === 'text') await sayErrorText(content, name);
  const asked: Asked[] = [];
  if (asksTimeline) {
    const value = timelineOf(report, { ...expected, now: Date.parse(report.judgedAt) }, (now) => inspect(content, { ...expected, now }, { index, ...tools }));
    asked.push({ key: 'timeline', value, lines: timelineLines(report, value) });
  }
  if (asksLens) {
    const value = lensViewOf(report);
    asked.push({ key: 'lens', value, lines: lensLines(value) });
  }
  if (asksJudges) asked.push({ key: 'judges', value: judgesViewOf(report), lines: judgesLines(report) });
  if (asked.length > 0) printAsked(report, asked, format === 'json');
  else printReport(report, format, name, expected);
  return exitCodes[report.verdict];
}

const things = {
  response: 'a response', assertion: 'an assertion', request: 'a login request', 'logout-request': 'a logout request', 'logout-response': 'a logout response', metadata: 'metadata', certificate: 'a certificate',
} as const;

/** Beside the Report, where it is about something else than the command is for: the wrong file was named, most likely. */
function sayOther(report: Report, wanted: keyof typeof things, name: string): void {
  const kind = report.document.kind;
  if (kind !== wanted && Object.hasOwn(things, kind)) console.error(`${name} holds ${things[kind as keyof typeof things]}, not ${things[wanted]}; it was judged as what it is.`);
}

/** Beside the Report of a text that is no document: many hand in the error they saw. */
async function sayErrorText(content: Uint8Array | string, name: string): Promise<void> {
  const { explain } = await import('../../shared/explain/explain.ts');
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content.subarray(0, 20_000));
  const [first] = explain(text, {});
  // A message that is too damaged to be read is none either, and its Report says so.
  if (first?.kind === 'error' && first.id !== 'any/message') console.error(`${name} reads like an error text: “${first.title}”. For all about it: sso-workbench explain ${first.id}`);
}

/** One document, in a form that has room for it. */
function requireViewable(values: Values, bulk: boolean): void {
  const view = Object.keys(views).find((each) => values[each] === true);
  if (view === undefined) return;
  if (bulk) throw new UsageError(`--${view} shows one document; several files or a folder were given.`);
  const format = formatOf(values);
  if (format !== 'text' && format !== 'json') throw new UsageError(`--${view} goes with text and --json, not with --${format}.`);
}

const oneFile = (positionals: string[], command: string): string => only(positionals, `sso-workbench ${command} takes one file, or - for standard input`);

export async function runCheck(args: string[], built: URL): Promise<number> {
  const { values, positionals } = readOptions(args, { ...judging, ...views, ...bulkOptions });
  const bulk = isBulk(values, positionals);
  requireViewable(values, bulk);
  if (bulk) return runBulk(values, positionals, built);
  const name = oneFile(positionals, 'check');
  const [expected, index, format] = [expectedFrom(values, Date.now()), messageIndex(values), formatOf(values)];
  return judge(readInput(name), name, expected, index, format, values);
}

export async function runMetadata(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { ...judging, clean: { type: 'boolean' } });
  const name = oneFile(positionals, 'metadata');
  const [expected, index, format] = [expectedFrom(values, Date.now()), messageIndex(values), formatOf(values)];
  // A URL given on the command line is the admin's word to fetch it.
  const content = /^https?:\/\//i.test(name) ? (await fetchMetadata(name)).text : readInput(name);
  return values['clean'] === true ? cleanMetadata(content, name, expected) : judge(content, name, expected, index, format, values, 'metadata');
}

/** The text alone goes to standard output, so that it can be kept in a file; what was left out is said beside it. */
function cleanMetadata(content: Uint8Array | string, name: string, expected: Expected): number {
  const report = inspect(content, { ...expected, role: 'idp' });
  const made = report.verdict === 'reject' ? null : uploadMetadata(report, { now: expected.now });
  if (made === null) {
    process.stderr.write(`${printable(`${name}: there is nothing to hand over. ${report.diagnoses[0]?.message ?? report.headline}`)}\n`);
    return exitCodes.reject;
  }
  process.stdout.write(made.xml);
  for (const line of made.leftOut) process.stderr.write(`${printable(`left out: ${line}`)}\n`);
  return exitCodes[report.verdict];
}

export async function runCertificate(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, judging);
  const name = oneFile(positionals, 'certificate');
  const [expected, format] = [expectedFrom(values, Date.now()), formatOf(values)];
  return judge(readInput(name), name, expected, 0, format, values, 'certificate');
}
