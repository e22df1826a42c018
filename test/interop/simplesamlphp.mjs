/** SimpleSAMLphp as an identity provider on PHP's built-in web server, with files of its own in a temporary folder. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare, makePair } from './keys.mjs';
import { simplesamlphpFolder } from './peers.mjs';
import { answering, background, freePort, must } from './tools.mjs';

export const student = { user: 'student', password: 'studentpass', uid: 'student', mail: 'student@example.com', name: 'Zoë Ångström & <Söhne> 学生', groups: ['member', 'student'] };

/** The names that its attribute map writes on the wire. */
export const oids = { uid: 'urn:oid:0.9.2342.19200300.100.1.1', mail: 'urn:oid:0.9.2342.19200300.100.1.3', displayName: 'urn:oid:2.16.840.1.113730.3.1.241', eduPersonAffiliation: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1' };

export const php = (value) => {
  if (Array.isArray(value)) return `[${value.map(php).join(', ')}]`;
  if (value !== null && typeof value === 'object') return `[${Object.entries(value).map(([key, each]) => `${/^\d+$/.test(key) ? key : php(key)} => ${php(each)}`).join(', ')}]`;
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
};
export const phpFile = (variable, value) => `<?php\n${variable} = ${php(value)};\n`;

/** Reads a service provider's metadata with SimpleSAMLphp's own parser, as its administration page does, and adds our options. */
const registerProgram = `<?php
require '${simplesamlphpFolder}/' . (is_file('${simplesamlphpFolder}/lib/_autoload.php') ? 'lib' : 'src') . '/_autoload.php';
$given = json_decode(stream_get_contents(STDIN), true);
foreach (SimpleSAML\\Metadata\\SAMLParser::parseDescriptorsString($given['metadata']) as $entity => $parsed) {
  $sp = $parsed->getMetadata20SP();
  if ($sp === null) { fwrite(STDERR, 'no SAML 2.0 service provider in it'); exit(1); }
  unset($sp['entityDescriptor'], $sp['expire']);
  $sp['entityid'] = $given['entityID'];
  echo json_encode($sp), "\\n";
  file_put_contents($given['file'], "<?php\\n\\$metadata[" . var_export($given['entityID'], true) . '] = ' . var_export($given['options'] + $sp, true) . ";\\n");
}
`;

export async function startSimpleSamlPhp({ folder }) {
  const home = join(folder, 'simplesamlphp');
  const at = (...path) => join(home, ...path);
  for (const each of ['config', 'metadata', 'log', 'tmp', 'data', 'sessions', 'certs']) mkdirSync(at(each), { recursive: true, mode: 0o700 });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const entityID = `${base}/saml2/idp/metadata.php`;
  const certificate = makePair(at('certs'), 'idp', 'SimpleSAMLphp interop identity provider');
  const otherCertificate = makePair(at('certs'), 'other', 'SimpleSAMLphp interop identity provider');

  writeFileSync(at('config', 'config.php'), phpFile('$config', {
    baseurlpath: `${base}/`, certdir: at('certs/'), loggingdir: at('log/'), datadir: at('data/'), tempdir: at('tmp'), metadatadir: at('metadata/'),
    ...(existsSync('/etc/simplesamlphp/attributemap') ? { attributenamemapdir: '/etc/simplesamlphp/attributemap/' } : {}),
    secretsalt: 'loopback-only', 'auth.adminpassword': 'loopback-only', timezone: 'UTC', technicalcontact_name: 'Interop', technicalcontact_email: 'na@example.com',
    showerrors: true, errorreporting: false, 'admin.checkforupdates': false, 'logging.level': 6, 'logging.handler': 'file', 'logging.logfile': 'simplesamlphp.log',
    'enable.saml20-idp': true, 'module.enable': { exampleauth: true, core: true, saml: true },
    'session.cookie.secure': false, 'session.cookie.samesite': null, 'language.cookie.secure': false, 'session.phpsession.savepath': at('sessions'), 'store.type': 'phpsession', 'session.duration': 28_800,
    'metadata.sources': [{ type: 'flatfile' }], 'language.default': 'en', 'language.available': ['en'], production: false,
  }));
  writeFileSync(at('config', 'authsources.php'), phpFile('$config', {
    admin: ['core:AdminPassword'],
    people: { 0: 'exampleauth:UserPass', [`${student.user}:${student.password}`]: { uid: [student.uid], mail: [student.mail], displayName: [student.name], eduPersonAffiliation: student.groups } },
  }));
  const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
  writeFileSync(at('metadata', 'saml20-idp-hosted.php'), phpFile(`$metadata[${php(entityID)}]`, {
    host: '__DEFAULT__', privatekey: 'idp.key.pem', certificate: 'idp.crt.pem', auth: 'people',
    'signature.algorithm': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'attributes.NameFormat': 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    SingleSignOnServiceBinding: [redirect, 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'],
    'sign.logout': true, 'redirect.sign': true, 'validate.logout': true, authproc: { 100: { class: 'core:AttributeMap', 0: 'name2oid' } },
  }));
  writeFileSync(at('metadata', 'saml20-sp-remote.php'), '<?php\n');
  writeFileSync(at('register.php'), registerProgram);

  const web = ['www', 'public'].map((each) => join(simplesamlphpFolder, each)).find((each) => existsSync(each));
  const env = { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: at('config'), PHP_CLI_SERVER_WORKERS: '3' };
  const server = background('php', ['-d', `session.save_path=${at('sessions')}`, '-d', 'error_reporting=22527', '-d', 'display_errors=0', '-d', 'date.timezone=UTC', '-S', `127.0.0.1:${port}`, '-t', web], { log: join(folder, 'simplesamlphp.log'), env });
  try {
    await answering('SimpleSAMLphp', server, entityID, 20);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    base,
    entityID,
    metadataURL: entityID,
    /** Makes the service provider of this metadata known, with SimpleSAMLphp's own options; what it read is returned. */
    async register({ metadata, entityID: sp, options = {} }) {
      const read = await must('php', ['-d', 'error_reporting=0', at('register.php')], { env, input: JSON.stringify({ metadata, entityID: sp, options, file: at('metadata', 'saml20-sp-remote.php') }) });
      return JSON.parse(read.trim().split('\n').at(-1));
    },
    startURL: (sp, relayState) => `${base}/saml2/idp/SSOService.php?${new URLSearchParams({ spentityid: sp, RelayState: relayState })}`,
    logoutURL: `${base}/saml2/idp/SingleLogoutService.php?${new URLSearchParams({ ReturnTo: `${base}/logout.php` })}`,
    loggedOutURL: `${base}/logout.php`,
    certificate,
    otherCertificate,
    stop: () => server.stop(),
  };
}

/** The metadata with another certificate in it: as when it is of another tenant, or from before a change of keys. */
export const withCertificate = (metadata, certificate) => metadata.replace(/(<ds:X509Certificate>)[^<]+/g, `$1${bare(certificate)}`);
