/** The other direction: what our practice identity provider answers, judged by other people's service providers. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import { python } from './peers.mjs';
import { holds, same } from './results.mjs';
import { decodeEntities, freePort, must, run } from './tools.mjs';

const person = { user: 'Jo Doe', nameID: 'jo.doe@example.com' };
const attributes = [
  { name: 'email', values: ['jo.doe@example.com'] },
  { name: 'displayName', values: ['Zoë Ångström & <Söhne> 学生'] },
  { name: 'groups', values: ['Everyone', 'Engineering'] },
];

/** How the practice identity provider answers, and which signatures must be there. */
const answers = [
  { name: 'assertion signed', sign: 'assertion', shape: null, assertion: true, response: false },
  { name: 'Response signed', sign: 'response', shape: null, assertion: false, response: true },
  { name: 'both signed', sign: 'both', shape: null, assertion: true, response: true },
  ...['entra', 'okta', 'auth0', 'google', 'adfs'].map((shape) => ({ name: `in the shape of ${shape}`, sign: 'assertion', shape })),
  // That these are refused shows that the others were looked at.
  ...['other-key', 'changed-after-signing', 'unsigned'].map((fault) => ({ name: `fault ${fault}: refused`, sign: 'assertion', shape: null, fault })),
];

/** The SAMLResponse in the page that posts itself. */
async function posted(url) {
  const page = await (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text();
  const value = /name="SAMLResponse" value="([^"]*)"/.exec(page)?.[1];
  holds(`no answer was posted: ${page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 200)}`, value !== undefined);
  return decodeEntities(value);
}

/** Which elements carry a signature of their own. */
function signedParts(encoded) {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  const before = xml.slice(0, xml.search(/<(?:\w+:)?Assertion[\s>]/));
  return { response: /<(?:\w+:)?Signature[\s>]/.test(before), assertion: /<(?:\w+:)?Signature[\s>]/.test(xml.slice(before.length)) };
}

function nodeSaml({ idp, sp, certificate }) {
  const saml = (parts) => new SAML({
    issuer: sp.entityID, audience: sp.entityID, callbackUrl: sp.acsUrl, entryPoint: idp.singleSignOnService, idpCert: certificate, idpIssuer: idp.entityID, identifierFormat: null, disableRequestedAuthnContext: true,
    validateInResponseTo: ValidateInResponseTo.always, acceptedClockSkewMs: 0, wantAssertionsSigned: parts.assertion, wantAuthnResponseSigned: parts.response,
  });
  return async (parts) => {
    const service = saml(parts);
    const encoded = await posted(await service.getAuthorizeUrlAsync('interop', undefined, {}));
    const { profile } = await service.validatePostResponseAsync({ SAMLResponse: encoded });
    holds('it names nobody', profile !== null);
    return { nameID: profile.nameID, displayName: profile.attributes?.displayName };
  };
}

function samlifySp({ sp, metadata }) {
  // It asks for a schema validator of one's own and ships none; signatures and times are its own work.
  samlify.setSchemaValidator({ validate: async () => 'not validated here' });
  const idp = samlify.IdentityProvider({ metadata });
  return async (parts) => {
    const service = samlify.ServiceProvider({ entityID: sp.entityID, wantAssertionsSigned: parts.assertion, wantMessageSigned: parts.response, assertionConsumerService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: sp.acsUrl }] });
    const { id, context } = service.createLoginRequest(idp, 'redirect');
    const { extract } = await service.parseLoginResponse(idp, 'post', { body: { SAMLResponse: await posted(context) } });
    same('InResponseTo', extract.response.inResponseTo, id);
    return { nameID: extract.nameID, displayName: extract.attributes?.displayName };
  };
}

function pythonSp({ idp, sp, script }) {
  return async (parts) => {
    const job = { metadataURL: idp.metadataURL, entityID: sp.entityID, acsUrl: sp.acsUrl, wantAssertionsSigned: parts.assertion, wantMessagesSigned: parts.response };
    const answer = JSON.parse(await must(python, [script, 'login'], { input: JSON.stringify(job), seconds: 30 }));
    holds(answer.reason ?? 'it is not authenticated', answer.accept);
    return { nameID: answer.nameID, displayName: answer.attributes.displayName?.[0] };
  };
}

const ids = ['protocol:Response', 'assertion:Assertion'].flatMap((each) => ['--id-attr:ID', `urn:oasis:names:tc:SAML:2.0:${each}`]);

function xmlsec1({ start, folder, certificate }) {
  const certificateFile = join(folder, 'practice.crt.pem');
  writeFileSync(certificateFile, certificate);
  return async (parts) => {
    const encoded = await posted(start);
    const file = join(folder, 'practice.xml');
    writeFileSync(file, Buffer.from(encoded, 'base64'));
    for (const [part, path] of [['response', "/*/*[local-name()='Signature']"], ['assertion', "/*/*[local-name()='Assertion']/*[local-name()='Signature']"]]) {
      if (!parts[part]) continue;
      const { code, stderr } = await run('xmlsec1', ['--verify', '--enabled-key-data', 'rsa', ...ids, '--node-xpath', path, '--pubkey-cert-pem', certificateFile, file]);
      holds(`the ${part}: ${stderr.trim().split('\n').at(-1)}`, code === 0);
    }
    return null;
  };
}

export async function practiceAnswers({ results, app, folder: parent, available, script }) {
  const folder = mkdtempSync(join(parent, 'practice-'));
  const idp = await app.call('idp.status');
  const { xml: metadata } = await app.call('idp.metadata');
  const certificate = (await app.call('key.list')).find((each) => each.id === 'idp').certificatePem;
  const port = await freePort();
  const sp = { entityID: `http://127.0.0.1:${port}/metadata`, acsUrl: `http://127.0.0.1:${port}/acs` };
  const start = `${idp.url}/saml/initiate?${new URLSearchParams({ sp: sp.entityID, acs: sp.acsUrl })}`;
  const judges = [
    { name: '@node-saml/node-saml', missing: null, judge: () => nodeSaml({ idp, sp, certificate }) },
    { name: 'samlify', missing: null, judge: () => samlifySp({ sp, metadata }) },
    { name: 'python3-saml', missing: available.pythonSaml, judge: () => pythonSp({ idp, sp, script }) },
    { name: 'xmlsec1 --verify', missing: available.xmlsec1, judge: () => xmlsec1({ start, folder, certificate }) },
  ];
  for (const { name, missing, judge } of judges) {
    const group = `practice identity provider, judged by ${name}`;
    for (const answer of answers) {
      if (missing !== null) {
        results.skip(group, answer.name, missing);
        continue;
      }
      await results.check(group, answer.name, async () => {
        await app.call('idp.configure', { ...idp.settings, ...person, attributes, sign: answer.sign, shape: answer.shape, fault: answer.fault ?? null, encrypt: false, automatic: true });
        if (answer.fault !== undefined) {
          const outcome = await judge()({ response: false, assertion: true }).catch((error) => error);
          holds(`it was taken: ${JSON.stringify(outcome)}`, outcome instanceof Error);
          return;
        }
        const parts = signedParts(await posted(start));
        holds('nothing is signed', parts.response || parts.assertion);
        if (answer.shape === null) same('what is signed', parts, { response: answer.response, assertion: answer.assertion });
        const read = await judge()(parts);
        if (read === null) return;
        holds('it read no NameID', (read.nameID ?? '') !== '');
        if (answer.shape === null) same('what it read', read, { nameID: person.nameID, displayName: attributes[1].values[0] });
      });
    }
  }
  await app.call('idp.configure', idp.settings);
}

/** Our own metadata, read by others. */
export async function ownMetadata({ results, app, available, script }) {
  const group = 'our metadata';
  const connection = await app.connect({ name: 'metadata', metadataURL: (await app.call('idp.status')).metadataURL, login: { publishEncryptionKey: true, signRequests: true } });
  const { xml } = await app.call('connection.spMetadata', { id: connection.id });
  const name = 'the service provider’s is valid for python3-saml';
  if (available.pythonSaml !== null) results.skip(group, name, available.pythonSaml);
  else await results.check(group, name, async () => same('what it finds wrong', JSON.parse(await must(python, [script, 'metadata'], { input: JSON.stringify({ metadata: xml }) })).errors, []));
  await results.check(group, 'the service provider’s is read by samlify', async () => {
    const read = samlify.ServiceProvider({ metadata: xml }).entityMeta;
    same('entityID', read.getEntityID(), app.sp.entityID);
    same('the ACS URL', read.getAssertionConsumerService('post'), app.sp.assertionConsumerService);
    holds('it read no key', read.getX509Certificate('signing') !== null && read.getX509Certificate('encryption') !== null);
  });
}
