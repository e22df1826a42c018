/** npm run fuzz -- --minutes N [--seed S] [--only NAME] [--workers N]: cases without end, held against libxml2, xmlsec, xml-crypto and node-saml. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

installPackages();
const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test', 'fuzz', 'fuzz.ts'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches both; the summary of what was done so far comes from below.
process.on('SIGINT', () => {});
child.on('exit', (code) => process.exit(code ?? 1));
