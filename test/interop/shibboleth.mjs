/** Shibboleth as the service provider of each case: its daemon and Apache on this machine, with files of their own in a temporary folder. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockOf } from './clock.mjs';
import { background, decodeEntities, freePort, postForm, until } from './tools.mjs';

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const names = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

const metadataOf = ({ idp, certificates }) => `<md:EntityDescriptor ${names} entityID="${xml(idp)}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${certificates.map((each) => `<md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${each}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('\n')}
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>
`;

/** The last step of the path is the service, what is before it the base of all of Shibboleth's addresses. */
function sessionsOf({ acs }) {
  const { pathname } = new URL(acs);
  const cut = pathname.lastIndexOf('/');
  return `<Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="false" cookieProps="; path=/" redirectLimit="none" handlerURL="${xml(pathname.slice(0, cut))}">
<md:AssertionConsumerService Location="${xml(pathname.slice(cut))}" index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/></Sessions>`;
}

function application(row, id, at) {
  const metadata = at(`${id}.metadata.xml`);
  writeFileSync(metadata, metadataOf(row));
  const credentials = row.keys.map((pem, index) => {
    const file = at(`${id}.${index}.pem`);
    writeFileSync(file, pem, { mode: 0o600 });
    return `<CredentialResolver type="File" use="encryption" key="${file}"/>`;
  });
  return { sessions: sessionsOf(row), parts: `<MetadataProvider type="XML" validate="false" path="${metadata}"/>${credentials.length > 1 ? `<CredentialResolver type="Chaining">${credentials.join('')}</CredentialResolver>` : credentials.join('')}`, entityID: xml(row.sp) };
}

/** Its own policy but for the replay: every case has the IDs of the last one. */
const policy = `<SecurityPolicies xmlns="urn:mace:shibboleth:3.0:native:sp:config"><Policy id="default" validate="false">
<PolicyRule type="MessageFlow" checkReplay="false" expires="60"/><PolicyRule type="Conditions"><PolicyRule type="Audience"/></PolicyRule>
<PolicyRule type="ClientCertAuth" errorFatal="true"/><PolicyRule type="XMLSigning" errorFatal="true"/><PolicyRule type="SimpleSigning" errorFatal="true"/></Policy>
<ExcludedAlgorithms excludeDefaults="true"/></SecurityPolicies>
`;

const logger = (file) => `log4j.rootCategory=WARN, log
log4j.appender.log=org.apache.log4j.FileAppender
log4j.appender.log.fileName=${file}
log4j.appender.log.layout=org.apache.log4j.PatternLayout
log4j.appender.log.layout.ConversionPattern=%d %p %c: %m%n
`;

const configuration = (applications, at) => {
  const [first, ...others] = applications;
  return `<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" ${names} logger="${at('native.logger')}" clockSkew="180">
<OutOfProcess logger="${at('shibd.logger')}"><Extensions/></OutOfProcess><InProcess logger="${at('native.logger')}"/>
<UnixListener address="${at('shibd.sock')}"/><StorageService type="Memory" id="mem" cleanupInterval="900"/><SessionCache type="StorageService" StorageService="mem" cacheTimeout="3600" inprocTimeout="900"/><ReplayCache StorageService="mem"/><ArtifactMap artifactTTL="180"/>
<RequestMapper type="Native"><RequestMap applicationId="default"/></RequestMapper>
<ApplicationDefaults id="default" entityID="${first.entityID}" REMOTE_USER="eppn">
${first.sessions}<Errors session="${at('error.html')}" metadata="${at('error.html')}" access="${at('error.html')}"/>${first.parts}
${others.map((each, index) => `<ApplicationOverride id="case-${index + 1}" entityID="${each.entityID}">${each.sessions}${each.parts}</ApplicationOverride>`).join('\n')}
</ApplicationDefaults>
<SecurityPolicyProvider type="XML" validate="false" path="${at('policy.xml')}"/><ProtocolProvider type="XML" validate="false" reloadChanges="false" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>
`;
};

/** The name that is asked for tells the case; the name that it takes for its own is that of the service provider. */
const apache = (rows, port, at) => `ServerRoot ${at('')}
PidFile ${at('apache.pid')}
ErrorLog ${at('apache.log')}
Listen 127.0.0.1:${port}
User www-data
Group www-data
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'shib'].map((each) => `LoadModule ${each}_module /usr/lib/apache2/modules/mod_${each}.so`).join('\n').replace('shib_module', 'mod_shib')}
ServerLimit 1
StartServers 1
ThreadsPerChild 4
MaxRequestWorkers 4
DocumentRoot ${at('www')}
ShibConfig ${at('shibboleth2.xml')}
UseCanonicalName On
${rows.map(({ acs }, index) => {
    const { protocol, hostname, port: own } = new URL(acs);
    return `<VirtualHost 127.0.0.1:${port}>
ServerName ${protocol}//${hostname}:${own === '' ? (protocol === 'https:' ? 443 : 80) : own}
ServerAlias case-${index}
ShibURLScheme ${protocol.slice(0, -1)}
<Location />
AuthType shibboleth
ShibRequestSetting applicationId ${index === 0 ? 'default' : `case-${index}`}
Require all granted
</Location>
</VirtualHost>`;
  }).join('\n')}
`;

/** All its services stand below one base, so none can be at the root of its server. */
export const hasShibbolethThere = ({ acs }) => new URL(acs).pathname.lastIndexOf('/') > 0;

export async function askShibboleth(rows, { folder }) {
  const home = join(folder, 'shibboleth');
  const at = (...path) => join(home, ...path);
  mkdirSync(at('www'), { recursive: true });
  const cases = new Map();
  for (const row of rows) cases.set(JSON.stringify([row.idp, row.sp, row.acs, row.certificates, row.keys]), row);
  const ids = [...cases.keys()];
  const settings = [...cases.values()];
  const port = await freePort();
  writeFileSync(at('shibboleth2.xml'), configuration(settings.map((row, index) => application(row, `case-${index}`, at)), at));
  writeFileSync(at('policy.xml'), policy);
  writeFileSync(at('shibd.logger'), logger(at('shibd.log')));
  writeFileSync(at('native.logger'), logger(at('native.log')));
  writeFileSync(at('error.html'), '<p id="type"><shibmlp errorType/></p><p id="text"><shibmlp errorText/></p><p id="status"><shibmlp statusCode/></p>');
  writeFileSync(at('apache.conf'), apache(settings, port, at));
  const clock = clockOf(at('clock'), { threads: true });
  clock.set(rows[0].now);
  const daemon = background('shibd', ['-F', '-f', '-c', at('shibboleth2.xml'), '-p', at('shibd.pid')], { log: join(folder, 'shibd.log'), env: { ...process.env, ...clock.env, SHIBSP_LOGGING: at('shibd.logger') } });
  let web;
  const ask = async (row) => {
    clock.set(row.now);
    const { pathname, search } = new URL(row.acs);
    const answer = await postForm({ port, host: `case-${ids.indexOf(JSON.stringify([row.idp, row.sp, row.acs, row.certificates, row.keys]))}`, path: pathname + search, form: { SAMLResponse: row.base64 } });
    if (answer.status >= 300 && answer.status < 400) return { accepts: true, words: null };
    const text = /<p id="text">([^]*?)<\/p>/.exec(answer.body);
    if (text === null) throw new Error(`Shibboleth answered ${row.name} with ${answer.status}: ${answer.body.slice(0, 300)}`);
    return { accepts: false, words: decodeEntities(text[1]) };
  };
  try {
    await until('shibd', 20, () => (daemon.ended() ? Promise.reject(new Error(`shibd ended: ${daemon.lastLine()}`)) : existsSync(at('shibd.sock')) ? true : null));
    web = background('apache2', ['-X', '-f', at('apache.conf')], { log: join(folder, 'apache.log'), env: { ...process.env, TZ: 'UTC', SHIBSP_LOGGING: at('native.logger') } });
    await until('Shibboleth', 30, () => ask(rows[0]).catch((error) => (web.ended() || daemon.ended() || error.code !== 'ECONNREFUSED' ? Promise.reject(error) : null)));
    const answers = [];
    for (const row of rows) answers.push(await ask(row));
    return answers;
  } finally {
    await web?.stop();
    await daemon.stop();
  }
}
