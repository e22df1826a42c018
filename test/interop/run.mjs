/** The whole interop run: installs what is missing, starts the peers and the app, goes through all cases, ends everything. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { installPackages, root } from '../../scripts/install.mjs';
import { createResults } from './results.mjs';
import { killAll } from './tools.mjs';

/** Seconds for everything; what is not done by then has failed. */
const wholeRun = 600;
/** Seconds for installing the peers. */
const installing = 200;

/** `--built <folder>`: use that build of the app instead of making one. */
export async function run(args) {
  const results = createResults({ deadline: Date.now() + wholeRun * 1000 });
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-interop-'));
  process.on('exit', killAll);
  const leave = (code) => {
    killAll();
    if (code !== 1) rmSync(folder, { recursive: true, force: true });
    else console.error(`Logs were left in ${folder}`);
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(130));
  setTimeout(() => {
    results.failed('the run', 'is done in time', `it took more than ${wholeRun} s`);
    leave(results.close());
  }, wholeRun * 1000).unref();

  const stops = [];
  try {
    await runAll({ results, folder, built: args[args.indexOf('--built') + 1], isBuilt: args.includes('--built'), stops });
  } catch (error) {
    results.failed('the run', 'goes through', String(error?.stack ?? error));
  }
  for (const stop of stops.reverse()) await stop().catch(() => undefined);
  leave(results.close());
}

async function runAll({ results, folder, built: given, isBuilt, stops }) {
  if (!isBuilt) installPackages();
  // Only now are the packages there that these import.
  const [peers, { startApp }, practice, { foreignSignatures }, { judges }] = await Promise.all([import('./peers.mjs'), import('./app.mjs'), import('./practice.mjs'), import('./signers.mjs'), import('./judges.mjs')]);
  const built = isBuilt ? given : join(root, 'dist');
  const [debian, samlIdp] = await Promise.all([
    peers.installDebian({ seconds: installing }),
    peers.installSamlIdp({ root, seconds: installing }).then((program) => ({ program, why: null }), (error) => ({ program: null, why: error.message })),
    isBuilt ? null : import('../../scripts/build.mjs').then(({ build }) => build({ onlyIfStale: true })),
  ]);
  if (debian !== null) console.log(`Debian packages: ${debian}.`);
  const available = await peers.availability();
  console.log(await peers.versions());

  const app = await startApp({ built, folder });
  stops.push(app.stop);
  const script = join(import.meta.dirname, 'peers.py');
  await browserLogins({ results, app, folder, available, samlIdp, stops });
  await practice.ownMetadata({ results, app, available, script });
  await practice.practiceAnswers({ results, app, folder, available, script });
  await foreignSignatures({ results, folder, available, script, cli: join(built, 'cli.js') });
  await judges({ results, available, script, folder });
}

async function browserLogins({ results, app, folder, available, samlIdp, stops }) {
  const [{ openBrowser }, { simpleSamlPhpLogins, samlIdpLogins }, { startSimpleSamlPhp }, { startSamlIdp }] = await Promise.all([import('./browser.mjs'), import('./logins.mjs'), import('./simplesamlphp.mjs'), import('./saml-idp.mjs')]);
  let browser;
  try {
    browser = await openBrowser({ executablePath: ensureChromium(), folder });
  } catch (error) {
    for (const name of ['SimpleSAMLphp', 'saml-idp']) results.skip(name, 'all logins', String(error.message).split('\n')[0]);
    return;
  }
  stops.push(browser.close);

  if (available.simplesamlphp !== null) results.skip('SimpleSAMLphp', 'all logins', available.simplesamlphp);
  else {
    const started = await starting(results, 'SimpleSAMLphp', () => startSimpleSamlPhp({ folder }));
    if (started !== null) {
      stops.push(started.stop);
      await simpleSamlPhpLogins({ results, app, browser, idp: started });
    }
  }
  if (samlIdp.program === null) results.skip('saml-idp', 'all logins', samlIdp.why);
  else {
    const { certificatePem: encrypt } = (await app.call('key.list')).find((each) => each.id === 'sp');
    const common = { program: samlIdp.program, folder, sp: app.sp };
    const plain = await starting(results, 'saml-idp', () => startSamlIdp({ ...common, name: 'saml-idp' }));
    if (plain !== null) stops.push(plain.stop);
    const encrypting = await starting(results, 'saml-idp', () => startSamlIdp({ ...common, name: 'saml-idp-encrypting', encrypt }));
    if (encrypting !== null) stops.push(encrypting.stop);
    if (plain !== null && encrypting !== null) await samlIdpLogins({ results, app, browser, plain, encrypting });
  }
}

/** A peer that is installed and does not start is a failure, not something that could not run. */
async function starting(results, group, start) {
  try {
    return await start();
  } catch (error) {
    results.failed(group, 'starts', error.message);
    return null;
  }
}
