/**
 * Writes the responses of the fixtures: `npm run fixtures`. The same table gives the same bytes: the clock, the keys and all random
 * numbers are fixed. What is random by its nature (signatures by RSA-PSS and ECDSA) or differs between machines (DEFLATE) is made once and
 * kept as long as the rest is the same.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode } from '../shared/saml/binding.ts';
import type { ResponseCase } from './fixtures/responses/case.ts';
import { cases } from './fixtures/responses/cases.ts';

export const fixtureFolder = join(import.meta.dirname, 'fixtures', 'responses');
export const fixtureFolders = ['legal', 'forged'] as const;

/** What must be the same of two files that were made from one row. */
const essence: Record<NonNullable<ResponseCase['once']>, (bytes: Uint8Array) => string> = {
  signature: (bytes) => Buffer.from(bytes).toString('latin1').replace(/(<(?:\w+:)?SignatureValue>)[^<]*/g, '$1'),
  deflate: (bytes) => decode(bytes).messages.map((message) => message.fault?.code ?? Buffer.from(message.bytes).toString('latin1')).join('\n'),
};

/** The file's bytes as the table makes them, and whether those on the disk are the same. */
export function compareFixture(each: ResponseCase): { bytes: Uint8Array; upToDate: boolean } {
  const made = each.make();
  const bytes = typeof made === 'string' ? Buffer.from(made, 'utf8') : Buffer.from(made);
  const path = join(fixtureFolder, each.file);
  if (!existsSync(path)) return { bytes, upToDate: false };
  const kept = readFileSync(path);
  const same = each.once === undefined ? kept.equals(bytes) : essence[each.once](kept) === essence[each.once](bytes);
  return { bytes, upToDate: same };
}

/** Files beside the table that no row of it makes. */
export function strayFixtures(): string[] {
  const known = new Set(cases.map((each) => each.file));
  return fixtureFolders.flatMap((folder) => {
    const path = join(fixtureFolder, folder);
    return existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`).filter((file) => !known.has(file)) : [];
  });
}

function writeFixtures(): void {
  for (const folder of fixtureFolders) mkdirSync(join(fixtureFolder, folder), { recursive: true });
  const stray = strayFixtures();
  for (const file of stray) rmSync(join(fixtureFolder, file));
  let written = 0;
  for (const each of cases) {
    const { bytes, upToDate } = compareFixture(each);
    if (upToDate) continue;
    writeFileSync(join(fixtureFolder, each.file), bytes);
    written++;
  }
  const legal = cases.filter((each) => each.verdict === 'accept').length;
  console.log(`${legal} legal and ${cases.length - legal} forged responses; ${written} written, ${stray.length} removed.`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) writeFixtures();
