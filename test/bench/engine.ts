/** What the engine weighs: its size as one bundle, and how long a fresh process takes to import that. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { median } from './measure.ts';

export interface EngineWeight {
  /** In bytes. */
  minified: number;
  gzipped: number;
  /** In milliseconds: the engine, and the modules of Node it needs alone. */
  importing: number;
  importingNode: number;
}

const processes = 9;
const engine = new URL('../../shared/inspect.ts', import.meta.url);
/** Every door to Node that the engine has. */
const nodeModules = "import 'node:buffer'; import 'node:crypto'; import 'node:zlib';";

/** The median of fresh processes, each with the other's in between, so that what else the machine does hits both alike. */
export async function weighEngine(): Promise<EngineWeight> {
  const { build } = await import('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    const bundle = join(folder, 'engine.mjs');
    const alone = join(folder, 'node.mjs');
    await build({ entryPoints: [fileURLToPath(engine)], outfile: bundle, bundle: true, minify: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'warning' });
    writeFileSync(alone, nodeModules);
    const times: [whole: number, node: number][] = Array.from({ length: processes }, () => [millisecondsToImport(bundle), millisecondsToImport(alone)]);
    const bytes = readFileSync(bundle);
    return { minified: bytes.length, gzipped: gzipSync(bytes).length, importing: median(times.map(([whole]) => whole)), importingNode: median(times.map(([, node]) => node)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function millisecondsToImport(file: string): number {
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - start);`;
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The engine could not be imported: ${result.stderr}`);
  return Number(result.stdout);
}
