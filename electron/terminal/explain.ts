/** `explain`: a check by its id, or what an error text means. */
import { checks } from '../../shared/checks/index.ts';
import { diagnosisList } from '../../shared/diagnoses/index.ts';
import { explain } from '../../shared/explain/explain.ts';
import { catalogue } from '../../shared/explain/index.ts';
import { readOptions, UsageError } from './options.ts';

export async function runExplain(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args, { list: { type: 'boolean' }, json: { type: 'boolean' } });
  if (values['list'] === true) {
    const rows = [
      ...checks.map(({ id, title, severity }) => ({ kind: 'check', id, title, severity })),
      ...diagnosisList.map(({ id, title }) => ({ kind: 'diagnosis', id, title })),
      ...catalogue.map(({ id, title }) => ({ kind: 'error', id, title })),
    ];
    process.stdout.write((values['json'] === true ? JSON.stringify(rows, null, 2) : rows.map((row) => `${row.kind.padEnd(10)} ${row.id.padEnd(44)} ${row.title}`).join('\n')) + '\n');
    return 0;
  }
  const text = positionals.join(' ').trim();
  if (text === '') throw new UsageError('sso-workbench explain takes a check id or an error text, or --list.');
  const found = explain(text);
  if (values['json'] === true) {
    process.stdout.write(JSON.stringify(found, null, 2) + '\n');
    return found.length === 0 ? 1 : 0;
  }
  if (found.length === 0) {
    console.error('Nothing known fits this text. Paste the whole message, with its code if it has one, or list what there is: sso-workbench explain --list');
    return 1;
  }
  for (const each of found) {
    const lines = [`${each.title}  (${each.id})`, `  ${each.meaning}`];
    if (each.causes.length > 0) lines.push('', each.causes.length === 1 ? '  Usual cause' : '  Usual causes', ...each.causes.map((cause) => `    ${cause}`));
    if (each.todo.length > 0) lines.push('', '  What to do', ...each.todo.map((step) => `    ${step}`));
    if (each.source !== '') lines.push('', `  Source: ${each.source}`);
    lines.push('');
    process.stdout.write(lines.join('\n') + '\n');
  }
  return 0;
}
