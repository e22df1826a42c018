/** npm run build: the screens by Vite, the host and the command line by esbuild, into dist/. */
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

const dist = join(root, 'dist');
const marker = join(dist, '.built');

/** Changes when any source does: names, sizes and times of all of them. */
function fingerprint() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path} ${size} ${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['shared', 'electron', 'renderer']) walk(join(root, folder));
  hash.update(readFileSync(join(root, 'package.json')));
  hash.update(readFileSync(import.meta.filename));
  return hash.digest('hex');
}

export async function build({ onlyIfStale = false, quiet = false } = {}) {
  const print = fingerprint();
  if (onlyIfStale && existsSync(marker) && readFileSync(marker, 'utf8') === print) return;
  if (!quiet) console.log('Building…');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await Promise.all([buildHost(), buildScreens()]);
  chmodSync(join(dist, 'cli.js'), 0o755);
  writeFileSync(marker, print);
}

async function buildHost() {
  const { build: bundle } = await import('esbuild');
  const common = {
    absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', external: ['electron'], logLevel: 'warning', legalComments: 'none', sourcemap: false, minifySyntax: true,
    define: { 'process.env.SSO_WORKBENCH_VERSION': JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version) },
  };
  await bundle({
    ...common,
    entryPoints: ['electron/main.ts', 'electron/server.ts', 'electron/cli.ts', 'electron/worker.ts', 'electron/bulk-worker.ts'],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // CommonJS packages inside the bundle call require for Node's own modules.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  // A sandboxed preload must be one CommonJS file.
  await bundle({ ...common, entryPoints: ['electron/preload.ts'], outfile: 'dist/preload.cjs', format: 'cjs' });
}

async function buildScreens() {
  const { build: bundle } = await import('vite');
  await bundle({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
