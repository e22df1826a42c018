/** SimpleSAMLphp as the service provider of each case, on PHP's built-in web server: what it says to a response that is posted to it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockOf } from './clock.mjs';
import { php, phpFile } from './simplesamlphp.mjs';
import { background, freePort, postForm, until } from './tools.mjs';

/** One folder with its configuration for each service provider and identity provider among the rows. */
function configure(home) {
  const folders = new Map();
  return ({ idp, sp, acs, certificates, keys }) => {
    const id = JSON.stringify([idp, sp, acs, certificates, keys]);
    const known = folders.get(id);
    if (known !== undefined) return known;
    const folder = join(home, `case-${folders.size}`);
    const at = (...path) => join(folder, ...path);
    for (const each of ['metadata', 'log', 'tmp', 'data', 'sessions', 'certs']) mkdirSync(at(each), { recursive: true, mode: 0o700 });
    // It has room for one key, and another that will be in use soon.
    keys.slice(0, 2).forEach((pem, index) => writeFileSync(at('certs', `sp-${index}.pem`), pem, { mode: 0o600 }));
    writeFileSync(at('config.php'), phpFile('$config', {
      baseurlpath: `${new URL(acs).origin}/simplesaml/`, certdir: at('certs/'), loggingdir: at('log/'), datadir: at('data/'), tempdir: at('tmp'), metadatadir: at('metadata/'), 'logging.handler': 'file', 'logging.level': 3,
      secretsalt: 'loopback-only', 'auth.adminpassword': 'loopback-only', timezone: 'UTC', technicalcontact_email: 'na@example.com', 'module.enable': { core: true, saml: true }, 'session.cookie.secure': false,
      'session.phpsession.savepath': at('sessions'), 'store.type': 'phpsession', 'metadata.sources': [{ type: 'flatfile' }], 'language.default': 'en', 'language.available': ['en'],
    }));
    writeFileSync(at('authsources.php'), phpFile('$config', { sp: { 0: 'saml:SP', entityID: sp, idp, ...(keys.length > 0 ? { privatekey: 'sp-0.pem' } : {}), ...(keys.length > 1 ? { new_privatekey: 'sp-1.pem' } : {}) } }));
    writeFileSync(at('metadata', 'saml20-idp-remote.php'), phpFile(`$metadata[${php(idp)}]`, {
      SingleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://idp.example.com/sso' }],
      keys: certificates.map((each) => ({ type: 'X509Certificate', signing: true, encryption: true, X509Certificate: each })),
    }));
    folders.set(id, folder);
    return folder;
  };
}

export async function askSimpleSamlPhp(rows, { folder }) {
  const home = join(folder, 'simplesamlphp-sp');
  mkdirSync(home, { recursive: true });
  const configOf = configure(home);
  const clock = clockOf(join(home, 'clock'));
  clock.set(Date.now());
  const port = await freePort();
  const args = ['-d', `session.save_path=${home}`, '-d', 'error_reporting=0', '-d', 'display_errors=0', '-d', 'post_max_size=64M', '-d', 'date.timezone=UTC', '-S', `127.0.0.1:${port}`, join(import.meta.dirname, 'acs.php')];
  const server = background('php', args, { log: join(folder, 'simplesamlphp-sp.log'), env: { ...process.env, ...clock.env } });
  const ask = async (row) => {
    clock.set(row.now);
    const { protocol, host, pathname, search } = new URL(row.acs);
    const answer = await postForm({ port, host, path: pathname + search, headers: { 'x-config': configOf(row), 'x-scheme': protocol.slice(0, -1) }, form: { SAMLResponse: row.base64 } });
    if (answer.status >= 300 && answer.status < 400) return { accepts: true, words: null };
    if (answer.status !== 500 || !answer.type.startsWith('application/json')) throw new Error(`SimpleSAMLphp answered ${row.name} with ${answer.status}: ${answer.body.slice(0, 300)}`);
    return { accepts: false, words: JSON.parse(answer.body).message };
  };
  try {
    await until('SimpleSAMLphp', 20, () => ask(rows[0]).catch((error) => (server.ended() || error.code !== 'ECONNREFUSED' ? Promise.reject(error) : null)));
    const answers = [];
    for (const row of rows) answers.push(await ask(row));
    return answers;
  } finally {
    await server.stop();
  }
}
