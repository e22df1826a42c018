/** mod_auth_mellon as the service provider of each case: Apache on this machine, with files of its own in a temporary folder. Its words are in Apache's log. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockOf } from './clock.mjs';
import { makePair } from './keys.mjs';
import { background, freePort, postForm, until } from './tools.mjs';

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const names = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

const keyDescriptor = (certificate) => `<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const identityProvider = ({ idp, certificates }) => `<md:EntityDescriptor ${names} entityID="${xml(idp)}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${certificates.map(keyDescriptor).join('')}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
const serviceProvider = ({ sp, acs }) => `<md:EntityDescriptor ${names} entityID="${xml(sp)}"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService index="0" isDefault="true" Binding="${post}" Location="${xml(acs)}"/></md:SPSSODescriptor></md:EntityDescriptor>`;

/** The name that is asked for tells the case; the address is turned to that of its service. */
function virtualHost(row, index, port, at, spare) {
  const { protocol, hostname, port: own, pathname } = new URL(row.acs);
  writeFileSync(at(`idp-${index}.xml`), identityProvider(row));
  writeFileSync(at(`sp-${index}.xml`), serviceProvider(row));
  if (row.keys.length > 0) writeFileSync(at(`sp-${index}.pem`), row.keys[0]);
  return `<VirtualHost 127.0.0.1:${port}>
ServerName ${protocol}//${hostname}:${own === '' ? (protocol === 'https:' ? 443 : 80) : own}
ServerAlias case-${index}
RewriteEngine On
RewriteRule "^${pathname}$" "/mellon/postResponse" [PT]
<Location />
MellonEnable info
MellonEndpointPath /mellon
MellonSecureCookie Off
MellonSPPrivateKeyFile ${row.keys.length > 0 ? at(`sp-${index}.pem`) : spare}
MellonSPMetadataFile ${at(`sp-${index}.xml`)}
MellonIdPMetadataFile ${at(`idp-${index}.xml`)}
Require all granted
</Location>
</VirtualHost>`;
}

const apache = (hosts, port, at) => `ServerRoot ${at('')}
DefaultRuntimeDir ${at('')}
PidFile ${at('apache.pid')}
ErrorLog ${at('error.log')}
LogLevel info
Listen 127.0.0.1:${port}
User www-data
Group www-data
${['mpm_prefork', 'authn_core', 'authz_core', 'authz_user', 'rewrite', 'auth_mellon'].map((each) => `LoadModule ${each}_module /usr/lib/apache2/modules/mod_${each}.so`).join('\n')}
MellonLockFile ${at('mellon.lock')}
MellonPostDirectory ${at('posts')}
MellonCacheSize 100
KeepAlive Off
ServerLimit 1
StartServers 1
DocumentRoot ${at('www')}
UseCanonicalName On
${hosts.join('\n')}
`;

export async function askMellon(rows, { folder }) {
  const home = join(folder, 'mellon');
  const at = (...path) => join(home, ...path);
  for (const each of ['www', 'posts', 'certs']) mkdirSync(at(each), { recursive: true });
  const spare = makePair(at('certs'), 'spare', 'Interop service provider').keyFile;
  const idOf = ({ idp, sp, acs, certificates, keys }) => JSON.stringify([idp, sp, acs, certificates, keys]);
  const cases = new Map(rows.map((row) => [idOf(row), row]));
  const ids = [...cases.keys()];
  const port = await freePort();
  writeFileSync(at('apache.conf'), apache([...cases.values()].map((row, index) => virtualHost(row, index, port, at, spare)), port, at));
  const clock = clockOf(at('clock'));
  clock.set(rows[0].now);
  // For every message it would read all authorities of the machine, none of which made a key here.
  const authorities = { SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: at('certs') };
  const web = background('apache2', ['-X', '-f', at('apache.conf')], { log: join(folder, 'mellon.log'), env: { ...process.env, ...clock.env, ...authorities } });
  let read = 0;
  const log = () => (existsSync(at('error.log')) ? readFileSync(at('error.log'), 'utf8') : '');
  const ask = async (row) => {
    clock.set(row.now);
    const { pathname, search } = new URL(row.acs);
    const answer = await postForm({ port, host: `case-${ids.indexOf(idOf(row))}`, path: pathname + search, headers: { cookie: 'mellon-cookie=cookietest' }, form: { SAMLResponse: row.base64 } });
    const said = log().slice(read);
    read += said.length;
    if (answer.status >= 300 && answer.status < 400) return { accepts: true, words: null };
    const line = said.split('\n').filter((each) => /\[auth_mellon:(error|warn)\]/.test(each)).at(-1) ?? '';
    const words = line.replace(/^.*?\] \[client [^\]]*\] /, '').replace(/, referer: .*$/, '');
    // Every case has the ID of the last one, and that it was used before is the last thing it looks at.
    const used = /^Assertion ID (.*) has already been used\.$/.exec(words);
    return used !== null && !row.seen.includes(used[1]) ? { accepts: true, words: null } : { accepts: false, words };
  };
  try {
    await until('mod_auth_mellon', 30, () => ask(rows[0]).catch((error) => (web.ended() || error.code !== 'ECONNREFUSED' ? Promise.reject(error) : null)));
    const answers = [];
    for (const row of rows) answers.push(await ask(row));
    return answers;
  } finally {
    await web.stop();
  }
}
