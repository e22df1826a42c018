/** Running a recipe's shell script for real, but for curl. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface ScriptRun {
  code: number | null;
  stderr: string;
  /** The arguments of each call of curl. */
  calls: string[][];
  /** What came over its standard input. */
  headers: string[];
}

/** Runs it in that folder with a curl that sends nothing: it keeps what it was given, and answers as Okta does. */
export function runScript(folder: string, content: string, environment: Record<string, string>): ScriptRun {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'curl'), '#!/bin/sh\nfor each in "$@"; do printf "%s\\n" "$each" >> "$CALLS"; done\nprintf "END\\n" >> "$CALLS"\ncat >> "$HEADERS"\nprintf \'{"id":"0oa1example","orn":"x"}\'\n');
  chmodSync(join(folder, 'bin', 'curl'), 0o755);
  writeFileSync(join(folder, 'script.sh'), content);
  const [calls, headers] = [join(folder, 'calls'), join(folder, 'headers')];
  const ran = spawnSync('sh', ['script.sh'], { cwd: folder, encoding: 'utf8', env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, CALLS: calls, HEADERS: headers, ...environment } });
  return {
    code: ran.status,
    stderr: ran.stderr,
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').split('END\n').slice(0, -1).map((call) => call.trimEnd().split('\n')) : [],
    headers: existsSync(headers) ? readFileSync(headers, 'utf8').trim().split('\n') : [],
  };
}
