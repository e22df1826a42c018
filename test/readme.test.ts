/** The catalogue of checks in shared/README.md is written from the records, and this holds it to them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../shared/checks/index.ts';

const file = new URL('../shared/README.md', import.meta.url);
const start = '<!-- generated: test/readme.test.ts -->';
const end = '<!-- end -->';

function table(): string {
  const rows = checks.map((check) => `| \`${check.id}\` | ${check.severity} | ${check.title.replaceAll('|', '\\|')} | ${check.spec.text} |`);
  return ['| id | severity | what must hold | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

describe('shared/README.md', () => {
  it('lists every check as it is', () => {
    const text = readFileSync(file, 'utf8');
    const from = text.indexOf(start) + start.length;
    const to = text.indexOf(end);
    expect(from).toBeGreaterThan(start.length);
    expect(to).toBeGreaterThan(from);
    if (process.env['UPDATE_README'] === '1') writeFileSync(file, `${text.slice(0, from)}\n${table()}\n${text.slice(to)}`);
    const current = readFileSync(file, 'utf8');
    expect(current.slice(from, current.indexOf(end)).trim()).toBe(table());
  });
});
