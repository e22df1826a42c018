/** npm run bench: bundles the bench as the product is bundled, and runs it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

installPackages();
const { build } = await import('esbuild');
const folder = join(root, 'node_modules', '.bench');
mkdirSync(folder, { recursive: true });
const outfile = join(folder, 'bench.mjs');
await build({
  absWorkingDir: root, entryPoints: { bench: 'test/bench/bench.ts', 'bulk-worker': 'electron/bulk-worker.ts', 'loop-worker': 'test/bench/loop-worker.ts', 'contender-process': 'test/bench/contender-process.ts' }, outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning',
  // The inputs are made with the keys beside the tests.
  define: { 'import.meta.url': JSON.stringify(new URL('../test/bench/bench.ts', import.meta.url).href) },
});
const result = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
rmSync(folder, { recursive: true, force: true });
process.exit(result.status ?? 1);
