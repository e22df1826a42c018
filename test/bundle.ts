/** Builds entries of the host as the real build does, into a folder of the caller's, for tests that start threads or processes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = resolve(import.meta.dirname, '..');

/** The folder as a URL that ends in '/': what the entries take `built` for. */
export async function bundle(folder: string, entries: readonly string[]): Promise<URL> {
  await build({
    absWorkingDir: root, entryPoints: entries.map((entry) => `electron/${entry}.ts`), outdir: folder, bundle: true, platform: 'node', target: 'node20', format: 'esm', splitting: true, chunkNames: 'chunks/[name]-[hash]',
    external: ['electron'], logLevel: 'error', minifySyntax: true, define: { 'process.env.SSO_WORKBENCH_VERSION': '"0.0.0-test"' },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  // Node takes a .js file for a module only below a package that says so.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return pathToFileURL(folder + '/');
}

/** Screens that stand in for the built ones. */
export function standInScreens(built: string): void {
  mkdirSync(join(built, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(built, 'renderer', 'index.html'), '<!doctype html><title>SSO Workbench</title>');
  writeFileSync(join(built, 'renderer', 'assets', 'index.js'), 'export {};');
  writeFileSync(join(built, 'renderer', 'notes.txt'), 'not a type that is served');
  writeFileSync(join(built, 'outside.js'), 'export const secret = 1;');
}
