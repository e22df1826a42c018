/** Finds a Chromium for the end-to-end tests, installing one where nothing is there and that can be done. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './install.mjs';

/** Path of an executable, or throws with what to do. */
export function ensureChromium() {
  const found = installed();
  if (found !== null) return found;
  console.log('No Chromium is installed; fetching Playwright’s…');
  const fetched = spawnSync(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'ignore'], timeout: 240_000 });
  if (fetched.status === 0) {
    const path = playwrights();
    if (path !== null) return path;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('It could not be fetched; installing Debian’s chromium…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 240_000 });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { stdio: 'ignore', env, timeout: 480_000 });
    const path = installed();
    if (path !== null) return path;
  }
  throw new Error('The end-to-end tests need a Chromium. Install Chrome, Chromium or Edge (Debian: apt-get install chromium), or set CHROMIUM to the path of one, and run the command again.');
}

function installed() {
  const given = process.env.CHROMIUM;
  if (given !== undefined && existsSync(given)) return given;
  const fixed = process.platform === 'darwin'
    ? ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge']
    : process.platform === 'win32'
      ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => (process.env[name] === undefined ? [] : [join(process.env[name], 'Google/Chrome/Application/chrome.exe'), join(process.env[name], 'Microsoft/Edge/Application/msedge.exe')]))
      : [];
  const named = process.platform === 'win32' ? [] : (process.env.PATH ?? '').split(delimiter).flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'].map((name) => join(folder, name)));
  return [...fixed, ...named].find((path) => existsSync(path)) ?? playwrights();
}

/** The Chromium that Playwright keeps, if any. */
function playwrights() {
  const answer = spawnSync(process.execPath, ['-e', "process.stdout.write(require('playwright-core').chromium.executablePath())"], { cwd: root, encoding: 'utf8' });
  const path = answer.stdout?.trim() ?? '';
  return path !== '' && existsSync(path) ? path : null;
}
