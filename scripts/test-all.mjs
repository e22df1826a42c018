/** Everything `npm test` runs, one after the other; a failure does not keep the rest from running. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, root } from './install.mjs';

export async function testAll() {
  installPackages();
  const { checks } = await import('./check.mjs');
  const results = [];
  const record = (name, passed, detail = '') => results.push({ name, passed, detail });

  for (const check of checks) record(check.name, check.run());
  const unit = vitest('test/vitest.config.ts');
  record('unit, tables, goldens, contract, security', unit.ok, unit.words);

  const { build } = await import('./build.mjs');
  let built = false;
  try {
    await build();
    built = true;
  } catch (error) {
    console.error(error);
  }
  record('build', built);

  let browser = { ok: false, words: '', passed: 0, failed: 1, skipped: 0 };
  try {
    const { ensureChromium } = await import('./chromium.mjs');
    const chromium = ensureChromium();
    if (built) browser = vitest('test/e2e/vitest.config.ts', { CHROMIUM: chromium });
  } catch (error) {
    console.error(error.message);
    browser.words = error.message;
  }
  record('end to end in the browser', browser.ok, browser.words);

  console.log('\nWhat ran:');
  for (const { name, passed, detail } of results) console.log(`  ${passed ? 'passed' : 'FAILED'}  ${name}${detail === '' ? '' : `: ${detail}`}`);
  for (const name of [...unit.notRun, ...(browser.notRun ?? [])]) console.log(`  could not run here: ${name}`);
  const failed = results.filter((each) => !each.passed).length;
  console.log('');
  console.log(`${unit.passed + browser.passed + results.filter((each) => each.passed).length} passed, ${unit.failed + browser.failed + failed} failed, ${unit.skipped + browser.skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** One vitest run, with its counts and the names of what it skipped. */
function vitest(config, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-test-'));
  const file = join(folder, 'result.json');
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', config, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  let result = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] };
  try {
    result = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The run ended before it could write: its status says so.
  }
  rmSync(folder, { recursive: true, force: true });
  const notRun = result.testResults.flatMap((each) => each.assertionResults ?? []).filter((each) => each.status === 'skipped' || each.status === 'pending').map((each) => each.fullName);
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = result;
  return { ok: status === 0, passed, failed, skipped, notRun, words: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}
