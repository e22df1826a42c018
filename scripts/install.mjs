/** Installs what is missing: the packages of the lock file, without the Electron binary (start-app.mjs asks for that). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export function installPackages() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const marker = join(root, 'node_modules', '.sso-workbench-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  // npm ci empties the folder first: behind a link, that is somebody else's.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link to packages of another state. Install them where it points to, or remove the link and run the command again.');
    process.exit(1);
  }
  console.log('Installing packages (first run, or they changed)…');
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status !== 0) {
    console.error('The packages could not be installed: npm ci failed (its message is above). Check the network and the npm registry setting, then run the command again.');
    process.exit(1);
  }
  writeFileSync(marker, lock);
}

/** npm of the running Node: npm_execpath when started by npm, else the one on the path. */
function npm(args) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } };
  const self = process.env.npm_execpath;
  if (self !== undefined && self.endsWith('.js')) return spawnSync(process.execPath, [self, ...args], options);
  return spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, shell: process.platform === 'win32' });
}
