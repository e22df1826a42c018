/** The commands that judge: check, metadata, certificate. One inspection, one answer, one exit code. */
import { inspect } from '../../shared/inspect.ts';
import type { Report, Verdict } from '../../shared/finding.ts';
import type { Expected } from '../../shared/model.ts';
import { fetchMetadata } from '../fetch-metadata.ts';
import { loadTools } from '../tools.ts';
import { bulkOptions, isBulk, runBulk } from './bulk.ts';
import { expectedFrom, formatOf, judging, messageIndex, readInput, readOptions, UsageError, type Format } from './options.ts';
import { printReport } from './print.ts';

const exitCodes: Record<Verdict, number> = { accept: 0, reject: 1, unverified: 3 };

async function judge(content: Uint8Array | string, name: string, expected: Expected, index: number, format: Format): Promise<number> {
  const report: Report = inspect(content, expected, { index, ...(await loadTools()) });
  const { messages } = report.document;
  if (index > 0 && index >= messages) throw new UsageError(`${name} holds ${messages === 1 ? 'one message' : `${messages} messages`}; --message ${index + 1} was asked for.`);
  printReport(report, format, name, expected);
  return exitCodes[report.verdict];
}

function oneFile(positionals: string[], command: string): string {
  if (positionals.length !== 1) throw new UsageError(`sso-workbench ${command} takes one file, or - for standard input; ${positionals.length} were given.`);
  return positionals[0]!;
}

export async function runCheck(args: string[], built: URL): Promise<number> {
  const { values, positionals } = readOptions(args, { ...judging, ...bulkOptions });
  if (isBulk(values, positionals)) return runBulk(values, positionals, built);
  const name = oneFile(positionals, 'check');
  const [expected, index, format] = [expectedFrom(values, Date.now()), messageIndex(values), formatOf(values)];
  return judge(readInput(name), name, expected, index, format);
}

export async function runMetadata(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, judging);
  const name = oneFile(positionals, 'metadata');
  const [expected, index, format] = [expectedFrom(values, Date.now()), messageIndex(values), formatOf(values)];
  // A URL given on the command line is the admin's word to fetch it.
  const content = /^https?:\/\//i.test(name) ? (await fetchMetadata(name)).text : readInput(name);
  return judge(content, name, expected, index, format);
}

export async function runCertificate(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, judging);
  const name = oneFile(positionals, 'certificate');
  const [expected, format] = [expectedFrom(values, Date.now()), formatOf(values)];
  return judge(readInput(name), name, expected, 0, format);
}
