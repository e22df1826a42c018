/** npm's saml-idp: an identity provider that answers one service provider, as its command line says. */
import { createPublicKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePair } from './keys.mjs';
import { answering, background, freePort } from './tools.mjs';

export async function startSamlIdp({ program, folder, name, sp, encrypt }) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const pair = makePair(folder, name, 'saml-idp interop identity provider');
  const args = ['--host', '127.0.0.1', '--port', String(port), '--issuer', `${base}/idp`, '--acsUrl', sp.assertionConsumerService, '--audience', sp.entityID, '--cert', pair.certificateFile, '--key', pair.keyFile, '--rollSession'];
  if (encrypt !== undefined) {
    const certificate = join(folder, `${name}-sp.crt.pem`);
    const key = join(folder, `${name}-sp.pub.pem`);
    writeFileSync(certificate, encrypt);
    writeFileSync(key, createPublicKey(encrypt).export({ type: 'spki', format: 'pem' }));
    args.push('--encryptAssertion', '--encryptionCert', certificate, '--encryptionPublicKey', key);
  }
  // It takes settings from HOST and PORT of the environment too.
  const { HOST: _host, PORT: _port, ...env } = process.env;
  const server = background(process.execPath, ['--no-deprecation', program, ...args], { log: join(folder, `${name}.log`), cwd: folder, env });
  try {
    await answering('saml-idp', server, `${base}/metadata`, 30);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { metadataURL: `${base}/metadata`, startURL: `${base}/idp`, entityID: `${base}/idp`, stop: () => server.stop() };
}
