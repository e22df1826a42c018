/**
 * Whole Reports, word for word: every finding, place, cause and fact of some telling documents. `UPDATE_GOLDENS=1` writes them anew; the
 * difference is to be read before it is committed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTools } from '../electron/tools.ts';
import { checkById } from '../shared/checks/index.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { clock } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';

interface Golden {
  name: string;
  file: string;
  expected: Expected;
}

const tools = await loadTools();
const folder = join(import.meta.dirname, 'goldens');
const metadataFolder = join(import.meta.dirname, 'fixtures', 'metadata');

const responses = [
  'legal/vendor-entra.xml', 'legal/vendor-okta.xml', 'legal/vendor-adfs.xml', 'legal/encrypted-aes-256-gcm-oaep.xml', 'legal/signature-rsa-sha1.xml', 'legal/name-id-comment.xml', 'legal/dress-page.txt',
  'forged/wrapping-xsw3.xml', 'forged/wrapping-xsw1.xml', 'forged/signature-foreign-key.xml', 'forged/signature-name-id-changed.xml', 'forged/signature-digest-comment.xml', 'forged/audience-slash.xml',
  'forged/time-expired.xml', 'forged/status-denied.xml', 'forged/flow-other-request.xml', 'forged/encrypted-wrong-key.xml', 'forged/xml-doctype-entity.xml',
];

const ofResponse = (file: string): Golden => ({ name: file.replaceAll('/', '.').replace(/\.\w+$/, ''), file: join(fixtureFolder, file), expected: expectedOf(cases.find((each) => each.file === file)!) });
const ofMetadata = (file: string): Golden => ({
  name: `metadata.${file.replace('.xml', '')}`, file: join(metadataFolder, file),
  expected: { now: clock, clockSkew: 180, policy: 'practice', ...(file === 'service-provider.xml' ? { role: 'sp' as const } : {}) },
});

const goldens: readonly Golden[] = [...responses.map(ofResponse), ...readdirSync(metadataFolder).filter((name) => name.endsWith('.xml')).sort().map(ofMetadata)];

const characters = (text: string): string => `${text.length} characters`;

/** The whole Report, but for what is long and says nothing: texts of sources, bytes of certificates, and the words of what passed, which are titles. */
function told({ file, expected }: Golden): string {
  const { findings, outcomes, sources, ...report } = inspect(readFileSync(file), expected, tools);
  const passed = outcomes.filter((each) => each.outcome === 'pass').map((each) => each.check);
  const whole = { ...report, findings: findings.filter((each) => each.outcome !== 'pass' || each.message !== checkById(each.check)?.title), passed, sources: sources.map(({ name, text }) => ({ name, text: characters(text) })) };
  return `${JSON.stringify(whole, (key, value: unknown) => (key === 'der' && typeof value === 'string' ? characters(value) : value), 1)}\n`;
}

describe('goldens', () => {
  it.each(goldens)('$name', (golden) => {
    const path = join(folder, `${golden.name}.json`);
    const text = told(golden);
    if (process.env.UPDATE_GOLDENS === '1') writeFileSync(path, text);
    expect(existsSync(path), 'UPDATE_GOLDENS=1 writes it').toBe(true);
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });

  it('are all used', () => {
    expect(readdirSync(folder).sort()).toEqual(goldens.map(({ name }) => `${name}.json`).sort());
  });
});
