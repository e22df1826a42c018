#!/usr/bin/env node
/** Entry: the terminal. Calls the judge directly; scripts depend on it, so its output and exit codes are an API. */
import { capabilities } from './terminal/help.ts';
import { nearest } from './terminal/nearest.ts';
import { UsageError } from './terminal/options.ts';

/** 0 accept, 1 reject, 3 unverified, 2 could not run. */
const couldNotRun = 2;
const built = new URL('.', import.meta.url);

const commands: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
  check: () => import('./terminal/check.ts').then((module) => ({ run: (args: string[]) => module.runCheck(args, built) })),
  metadata: () => import('./terminal/check.ts').then((module) => ({ run: module.runMetadata })),
  certificate: () => import('./terminal/check.ts').then((module) => ({ run: module.runCertificate })),
  capture: () => import('./terminal/capture.ts').then((module) => ({ run: module.runCapture })),
  decode: () => import('./terminal/decode.ts').then((module) => ({ run: module.runDecode })),
  guide: () => import('./terminal/guide.ts').then((module) => ({ run: module.runGuide })),
  explain: () => import('./terminal/explain.ts').then((module) => ({ run: module.runExplain })),
  sp: () => import('./terminal/listeners.ts').then((module) => ({ run: (args: string[]) => module.runListener(args, 'sp', built) })),
  idp: () => import('./terminal/listeners.ts').then((module) => ({ run: (args: string[]) => module.runListener(args, 'idp', built) })),
  serve: () => import('./serve.ts').then((module) => ({
    async run(args: string[]) {
      await module.runServer(args, built);
      return process.exitCode === undefined ? 0 : Number(process.exitCode);
    },
  })),
};

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    console.log(process.env['SSO_WORKBENCH_VERSION'] ?? 'development');
    return 0;
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(capabilities);
    return name === undefined ? couldNotRun : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const meant = nearest(name, Object.keys(commands));
    console.error(`There is no command “${name}”.${meant === undefined ? '' : ` Did you mean ${meant}?`} The commands are ${Object.keys(commands).join(', ')}.`);
    return couldNotRun;
  }
  // Not what stands behind --: it may be the name of a file.
  const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (options.includes('--help') || options.includes('-h')) {
    console.log(capabilities);
    return 0;
  }
  judges = ['check', 'metadata', 'certificate', 'capture'].includes(name);
  return (await load()).run(rest);
}

/** Its exit code is a verdict: 0 must never stand for one that was not reached. */
let judges = false;

// A reader that closes the pipe early (head, less) is no failure, and no acceptance either: what was judged keeps its exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(couldNotRun);
  setImmediate(() => process.exit(process.exitCode ?? (judges ? couldNotRun : 0)));
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = couldNotRun;
  if ((error as NodeJS.ErrnoException | null)?.code !== 'EPIPE') tell(error);
}

function tell(error: unknown): void {
  const known = error instanceof UsageError || (error instanceof Error && error.name === 'AppError');
  console.error(known ? error.message : `Something inside sso-workbench failed: ${error instanceof Error ? error.message : 'unknown'}`);
  const hint = known ? (error as { hint?: string }).hint : undefined;
  if (hint !== undefined) console.error(hint);
}
