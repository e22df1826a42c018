/** npm run dev: the host as built, the screens rebuilt as they are edited (reload the window to see them). */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

installPackages();
const { build } = await import('./build.mjs');
await build({ onlyIfStale: true });
const { build: bundle } = await import('vite');
await bundle({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn', build: { watch: {} } });
const host = spawn(process.execPath, [join(root, 'dist', 'server.js'), '--no-open', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));
host.on('exit', (code) => process.exit(code ?? 0));
