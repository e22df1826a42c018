/** npm run package: builds, then makes the installers of this system with electron-builder. Arguments are passed on to it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';

/** How long the place of the Electron binaries may take to show a sign of life, milliseconds. */
const probeTimeout = 5000;
const usualMirror = 'https://github.com/electron/electron/releases/';

/** Null where the Electron binary can be had, else why not, in one line. */
export async function whyNoElectron(env = process.env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder !== undefined && existsSync(folder)) return null;
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? usualMirror;
  try {
    // Any answer will do: it is the network that is asked about.
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeout) });
    return null;
  } catch {
    return `No installers were made: the Electron binary cannot be fetched from ${mirror} here. Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`;
  }
}

/** What this machine adds to electron-builder.yml. */
export function argumentsFor(env, platform, given) {
  const args = ['--config', 'electron-builder.yml', '--publish', 'never', ...given];
  if (env.ELECTRON_OVERRIDE_DIST_PATH !== undefined) args.push(`-c.electronDist=${env.ELECTRON_OVERRIDE_DIST_PATH}`);
  // Signed by nobody, macOS's hardened runtime would refuse Electron's own libraries: the app would not open.
  const signed = env.CSC_LINK !== undefined || env.CSC_NAME !== undefined;
  if (platform === 'darwin' && !signed) args.push('-c.mac.hardenedRuntime=false');
  return args;
}

async function makeInstallers(given) {
  const why = await whyNoElectron();
  if (why !== null) {
    console.error(why);
    return 2;
  }
  // Imported only after Node was found new enough: they use newer syntax.
  const { installPackages, root } = await import('./install.mjs');
  const { build } = await import('./build.mjs');
  installPackages();
  await build({ onlyIfStale: true });
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { status } = spawnSync(process.execPath, [builder, ...argumentsFor(process.env, process.platform, given)], { cwd: root, stdio: 'inherit' });
  if (status === 0) console.log(`The installers are in ${join(root, 'release')}.`);
  return status ?? 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  process.exitCode = await makeInstallers(process.argv.slice(2));
}
