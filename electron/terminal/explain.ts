/** `explain`: a check by its id, or what an error text means; with a capture, what it says of each meaning. */
import { checks } from '../../shared/checks/index.ts';
import { clockTime } from '../../shared/checks/words.ts';
import type { CaptureMark, Explanation } from '../../shared/contract.ts';
import { diagnosisList } from '../../shared/diagnoses/index.ts';
import { explain } from '../../shared/explain/explain.ts';
import { catalogue } from '../../shared/explain/index.ts';
import type { Report } from '../../shared/finding.ts';
import { inspect } from '../../shared/inspect.ts';
import { inspectLastResponse } from '../last-response.ts';
import { loadTools } from '../tools.ts';
import { expectedFrom, judgeAsOf, judging, messageIndex, readInput, readOptions, readText, UsageError, type Values } from './options.ts';
import { printableLines } from './printable.ts';
import { optionFor, verdictWords } from './text.ts';
import { terminalWidth, wrap } from './wrap.ts';

const { sarif: _sarif, junit: _junit, markdown: _markdown, ...against } = judging;

export async function runExplain(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { ...against, list: { type: 'boolean' }, capture: { type: 'string' } });
  const asJson = values['json'] === true;
  if (values['list'] === true) return printList(asJson);
  const text = (positionals.length === 1 && positionals[0] === '-' ? readText('-') : positionals.join(' ')).trim();
  if (text === '') throw new UsageError('sso-workbench explain takes a check id or an error text, - for one on standard input, or --list.');
  const capture = await captureOf(values);
  const found = explain(text, { capture });
  if (asJson) {
    process.stdout.write(JSON.stringify(found, null, 2) + '\n');
    return found.length === 0 ? 1 : 0;
  }
  if (capture !== undefined) process.stdout.write(printableLines([...captureLines(capture), '', '']));
  if (found.length === 0) {
    console.error(`Nothing known fits this text. Paste the whole message, with its code if it has one, or list what there is: sso-workbench explain --list${capture === undefined ? `\n${nextStep}` : ''}`);
    return 1;
  }
  const known = found.filter((each) => each.guessed === undefined);
  for (const each of known) process.stdout.write(`${printableLines(linesOf(each))}\n\n`);
  if (known.length === found.length) return 0;
  process.stdout.write(`${wrap(known.length === 0 ? 'This text is not known. Some of its words stand in these; it may be none of them.' : 'Not known by its own words, but some of them stand in these too.', '').join('\n')}\n\n`);
  for (const each of found) if (each.guessed === true) process.stdout.write(`${printableLines(linesOf({ ...each, causes: [], todo: [], source: '' }))}\n\n`);
  process.stdout.write(`${[...wrap('Any of them in full: sso-workbench explain ID', ''), ...(capture === undefined ? wrap(nextStep, '') : [])].join('\n')}\n`);
  return 0;
}

const nextStep = 'The response of the failed login holds the cause, whatever the text says: sso-workbench check FILE';

/** Everything that can be explained. */
export function listed(): Listed[] {
  return [
    ...checks.map(({ id, title, severity }) => ({ kind: 'check' as const, id, title, severity })),
    ...diagnosisList.map(({ id, title }) => ({ kind: 'diagnosis' as const, id, title })),
    ...catalogue.map(({ id, title, codes = [] }) => ({ kind: 'error' as const, id, title, ...(codes.length === 0 ? {} : { codes }) })),
  ];
}

function printList(asJson: boolean): number {
  process.stdout.write((asJson ? JSON.stringify(listed(), null, 2) : listLines(listed()).join('\n')) + '\n');
  return 0;
}

interface Listed {
  kind: 'check' | 'diagnosis' | 'error';
  id: string;
  title: string;
  severity?: string;
  /** As the product prints them, for who searches the list for one. */
  codes?: readonly string[];
}

const kindHeads = { check: 'CHECKS', diagnosis: 'DIAGNOSES', error: 'ERROR TEXTS' };

/** On a terminal under a heading for each kind, in two columns; in a pipe a line for each, with its kind and its codes, for grep. */
export function listLines(rows: readonly Listed[]): string[] {
  const width = Math.max(...rows.map(({ id }) => id.length));
  if (terminalWidth() === Infinity) return rows.map(({ kind, id, title, codes = [] }) => `${kind.padEnd(10)} ${id.padEnd(width)} ${title}${codes.length === 0 ? '' : `  (${codes.join(', ')})`}`);
  return (['check', 'diagnosis', 'error'] as const).flatMap((kind, index) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    return [...(index === 0 ? [] : ['']), `${kindHeads[kind]} (${ofKind.length})`, ...ofKind.flatMap((row) => wrap(row.title, `  ${row.id.padEnd(width)}  `))];
  });
}

/** The Report of the capture at hand, if one was given; of several messages the last response. */
async function captureOf(values: Values): Promise<Report | undefined> {
  if (typeof values['capture'] !== 'string') {
    const useless = Object.keys(against).find((option) => option !== 'json' && values[option] !== undefined);
    if (useless !== undefined) throw new UsageError(`--${useless} goes with --capture: it says what the capture is judged against.`);
    return undefined;
  }
  const [content, expected, tools] = [readInput(values['capture']), expectedFrom(values, Date.now()), await loadTools()];
  return judgeAsOf(values, expected, (given) => (values['message'] === undefined ? inspectLastResponse(content, given, tools) : inspect(content, given, { index: messageIndex(values), ...tools })));
}

function captureLines({ verdict, headline, judgedAt, diagnoses }: Report): string[] {
  const option = diagnoses.map((each) => optionFor(each.id)).find((each) => each !== undefined);
  return [...wrap(headline, `Your capture: ${verdictWords[verdict]}  `), `  judged as of ${clockTime(Date.parse(judgedAt))}${option === undefined ? '' : `; an option for it: ${option}`}`];
}

function linesOf({ title, id, meaning, capture = [], causes, todo, source }: Explanation): string[] {
  const list = (name: string, items: readonly string[]): string[] => (items.length === 0 ? [] : ['', `  ${name}`, ...items.flatMap((each) => wrap(each, '    '))]);
  return [
    ...wrap(`${title}  (${id})`, ''), ...wrap(meaning, '  '),
    ...markLines(capture),
    ...list(causes.length === 1 ? 'Usual cause' : 'Usual causes', causes),
    ...list('What to do', todo),
    ...(source === '' ? [] : ['', ...wrap(source, '  Source: ')]),
  ];
}

const saysWords: Record<CaptureMark['says'], string> = { fits: 'fits', otherwise: 'says otherwise' };

/** The same proof under several marks is shown once. */
function markLines(marks: readonly CaptureMark[]): string[] {
  if (marks.length === 0) return [];
  const shown = new Set<string>();
  const lines = marks.flatMap(({ says, text, proof }) => {
    const fresh = proof.filter(({ label, value }) => !shown.has(`${label} ${value}`));
    for (const { label, value } of fresh) shown.add(`${label} ${value}`);
    const width = Math.max(0, ...fresh.map(({ label }) => label.length));
    return [...wrap(text, `    ${saysWords[says].padEnd(14)}  `), ...fresh.flatMap(({ label, value, from }) => wrap(`${value}  (${from})`, `${' '.repeat(20)}${label.padEnd(width)}  `))];
  });
  return ['', marks.some((mark) => mark.says === 'fits') ? '  It fits your capture' : '  Your capture says otherwise', ...lines];
}
