/**
 * Writes the responses of the fixtures: `npm run fixtures`. The same table gives the same bytes: the clock, the keys and all random
 * numbers are fixed. Signatures that are random by their nature (RSA-PSS, ECDSA) are made once and kept as long as the rest is the same.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ResponseCase } from './fixtures/responses/case.ts';
import { cases } from './fixtures/responses/cases.ts';

export const fixtureFolder = join(import.meta.dirname, 'fixtures', 'responses');
export const fixtureFolders = ['legal', 'forged'] as const;

const withoutValue = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').replace(/(<(?:\w+:)?SignatureValue>)[^<]*/g, '$1');

/** The file's bytes as the table makes them, and whether those on the disk are the same. */
export function compareFixture(each: ResponseCase): { bytes: Uint8Array; upToDate: boolean } {
  const made = each.make();
  const bytes = typeof made === 'string' ? Buffer.from(made, 'utf8') : Buffer.from(made);
  const path = join(fixtureFolder, each.file);
  if (!existsSync(path)) return { bytes, upToDate: false };
  const kept = readFileSync(path);
  return { bytes, upToDate: each.once === true ? withoutValue(kept) === withoutValue(bytes) : kept.equals(bytes) };
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
