/** `sp` and `idp`: a listener by itself, for trying another program against it. */
import { randomBytes } from 'node:crypto';
import { createHost } from '../host.ts';
import { fileCipher } from '../secrets.ts';
import { defaultDataFolder } from '../serve.ts';
import { readOptions, UsageError } from './options.ts';

export async function runListener(args: string[], which: 'sp' | 'idp', built: URL): Promise<number> {
  const { values, positionals } = readOptions(args, { port: { type: 'string' }, https: { type: 'boolean' }, data: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`sso-workbench ${which} takes options only; “${positionals[0]!}” was given.`);
  const dataFolder = typeof values['data'] === 'string' ? values['data'] : defaultDataFolder();
  const port = typeof values['port'] === 'string' ? Number(values['port']) : undefined;
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535)) throw new UsageError(`--port takes a number from 1 to 65535; “${String(values['port'])}” was given.`);
  const host = await createHost({
    dataFolder, cipher: fileCipher(dataFolder), clock: () => Date.now(), random: (length) => randomBytes(length), workerFile: new URL('worker.js', built), hostKind: 'web', openExternal: () => false,
    only: which, ...(port === undefined ? {} : { port }), ...(values['https'] === true ? { https: true } : {}),
  });
  const status = which === 'sp' ? host.sp.status() : host.idp.status();
  if (status.problem !== null) {
    await host.close();
    throw new UsageError(status.problem.message, status.problem.hint);
  }
  console.log(which === 'sp' ? `The test service provider is at ${status.url}/saml/metadata\n  assertionConsumerService ${status.assertionConsumerService}` : `The practice identity provider is at ${status.url}/saml/metadata\n  singleSignOnService ${host.idp.status().singleSignOnService}`);
  console.log('Press Ctrl-C to stop it.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await host.close();
  return 0;
}
