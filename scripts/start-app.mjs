/** npm start: install and build what is missing, then Electron where it can be had, else the loopback web host. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

/** How long to wait for a sign of life of the place the Electron binary comes from, milliseconds. */
const probeTimeout = 3000;
/** An app that ends with an error within so many seconds never ran. */
const earlyEnd = 5;

export async function start(args) {
  installPackages();
  const { build } = await import('./build.mjs');
  await build({ onlyIfStale: true });

  const open = !args.includes('--no-open');
  const electron = open && !args.includes('--web') ? await findElectron() : { path: null, why: null };
  if (electron.path !== null) {
    const { code, seconds } = await run(electron.path, [root, ...args]);
    // A binary that is there and still cannot run (missing libraries, no sandbox for root) ends at once.
    if (code === 0 || seconds > earlyEnd) process.exit(code);
    console.log('Electron is installed but does not start here. Opening the same app in a browser window instead.');
  } else if (electron.why !== null) console.log(`${electron.why} Opening the same app in a browser window instead.`);
  process.exit((await run(process.execPath, [join(root, 'dist', 'server.js'), ...args])).code);
}

/** The path of the Electron binary, or why there is none, within a few seconds. */
async function findElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { path: null, why: 'There is no display for a desktop window here.' };
  const installed = electronBinary();
  if (installed !== null) return { path: installed, why: null };
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeout) });
  } catch {
    return { path: null, why: `Electron is not installed and ${new URL(mirror).host} cannot be reached to fetch it.` };
  }
  console.log('Fetching Electron (once)…');
  const fetched = spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { stdio: ['ignore', 'inherit', 'ignore'], timeout: 300_000 });
  const path = electronBinary();
  if (fetched.status === 0 && path !== null) return { path, why: null };
  return { path: null, why: 'Electron could not be fetched.' };
}

function electronBinary() {
  const folder = join(root, 'node_modules', 'electron');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile) && override === undefined) return null;
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : process.platform === 'win32' ? 'electron.exe' : 'electron';
  const path = join(override ?? join(folder, 'dist'), executable);
  return existsSync(path) ? path : null;
}

/** Runs the app in the foreground; Ctrl-C reaches it, and its end is ours. */
function run(command, args) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit' });
    const ended = (code) => resolve({ code, seconds: (Date.now() - began) / 1000 });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      ended(1);
    });
    child.on('exit', (code, signal) => ended(signal === null ? (code ?? 0) : 0));
  });
}
