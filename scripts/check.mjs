/** npm run check: types and lint. Prints what failed; exits 1 if anything did. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, root } from './install.mjs';

export const folders = ['shared', 'electron', 'renderer', 'test'];

const tool = (name, ...path) => join(root, 'node_modules', name, ...path);
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

/** Each is a name and a function that tells whether it passed. */
export const checks = [
  ...folders.map((folder) => ({ name: `types of ${folder}`, run: () => run([tool('typescript', 'bin', 'tsc'), '-p', folder]) })),
  { name: 'lint', run: () => run([tool('oxlint', 'bin', 'oxlint'), '--config', 'test/oxlint.json', '--deny-warnings', 'shared', 'electron', 'renderer', 'test', 'scripts']) },
];

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  installPackages();
  const failed = checks.filter((check) => !check.run()).map((check) => check.name);
  console.log(failed.length === 0 ? 'Types and lint are clean.' : `Not clean: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
