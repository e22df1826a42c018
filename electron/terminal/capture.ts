/** `capture`: judges every SAML message of a browser capture, trace or log, in order. */
import { inspect } from '../../shared/inspect.ts';
import type { Report } from '../../shared/finding.ts';
import { loadTools } from '../tools.ts';
import { expectedFrom, formatOf, judgeAsOf, judging, only, readInput, readOptions, UsageError } from './options.ts';
import { jsonOf } from './print.ts';
import { printableLines } from './printable.ts';
import { changeHead, verdictWords } from './text.ts';

/** The exit code is that of the last response: what the login ended with. */
export async function runCapture(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, judging);
  const content = readInput(only(positionals, 'sso-workbench capture takes one file, or - for standard input'));
  if (values['message'] !== undefined) throw new UsageError('--message goes with check: capture judges every message.');
  const expected = expectedFrom(values, Date.now());
  const tools = await loadTools();
  const judge = (index: number): Report => judgeAsOf(values, expected, (given) => inspect(content, given, { index, ...tools }));
  const first = judge(0);
  const reports: Report[] = [first];
  for (let index = 1; index < first.document.messages; index++) reports.push(judge(index));
  if (formatOf(values) === 'json') process.stdout.write(JSON.stringify({ messages: reports.map(jsonOf) }, null, 2) + '\n');
  else {
    for (const report of reports) {
      const { document } = report;
      const way = [document.parameter, document.binding, document.destination].filter((each) => each !== null).join(', ');
      const lines = [`${document.index + 1}  ${document.kind}${way === '' ? '' : `  (${way})`}`, `   ${verdictWords[report.verdict]}  ${report.headline}`];
      const [cause] = report.diagnoses;
      if (cause !== undefined) lines.push(`   ${changeHead(cause.fix, expected)}: ${cause.fix.text}`);
      process.stdout.write(`${printableLines(lines)}\n`);
    }
  }
  const last = reports.findLast((report) => report.document.kind === 'response') ?? reports.at(-1)!;
  return last.verdict === 'accept' ? 0 : last.verdict === 'reject' ? 1 : 3;
}
