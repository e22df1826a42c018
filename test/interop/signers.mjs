/** Responses signed and encrypted by other people's programs, judged by our command line. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePair } from './keys.mjs';
import { python } from './peers.mjs';
import { holds, same } from './results.mjs';
import { must, run } from './tools.mjs';

const idp = 'https://idp.example.com/saml';
const sp = { entityID: 'https://sso.example.com/saml/acme', acsUrl: 'https://sso.example.com/saml/acme/finalize' };
const requestID = '_interop-request';
const nameID = 'student@example.com';
const groups = ['member', 'Zoë & <Söhne>'];
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** An xmlsec1 template: everything but the values. */
function template(id, { signature, digest, c14n = exclusive, prefixes, layout = '' }) {
  const inclusive = prefixes === undefined ? '' : `<ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="${prefixes}"/>`;
  return [
    `<ds:Signature xmlns:ds="${dsig}">`, '<ds:SignedInfo>', `<ds:CanonicalizationMethod Algorithm="${c14n}"/>`, `<ds:SignatureMethod Algorithm="${signature}"/>`, `<ds:Reference URI="#${id}">`,
    '<ds:Transforms>', `<ds:Transform Algorithm="${dsig}enveloped-signature"/>`, `<ds:Transform Algorithm="${c14n}">${inclusive}</ds:Transform>`, '</ds:Transforms>',
    `<ds:DigestMethod Algorithm="${digest}"/>`, '<ds:DigestValue/>', '</ds:Reference>', '</ds:SignedInfo>', '<ds:SignatureValue/>', '</ds:Signature>',
  ].join(layout);
}

/** A response as an identity provider writes it, with room for signatures. */
function response({ responseSignature = () => '', assertionSignature = () => '' }) {
  const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');
  const [outer, inner] = [randomBytes(12), randomBytes(12)].map((each) => `_${each.toString('hex')}`);
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${outer}" Version="2.0" IssueInstant="${at(0)}" Destination="${sp.acsUrl}" InResponseTo="${requestID}"><saml:Issuer>${idp}</saml:Issuer>${responseSignature(outer)}<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="${inner}" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${idp}</saml:Issuer>${assertionSignature(inner)}<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${nameID}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${sp.acsUrl}" NotOnOrAfter="${at(300)}" InResponseTo="${requestID}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"><saml:AudienceRestriction><saml:Audience>${sp.entityID}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(-5)}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="groups">${groups.map((each) => `<saml:AttributeValue xsi:type="xs:string">${escape(each)}</saml:AttributeValue>`).join('')}</saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`;
  return { xml, outer, inner };
}

const ids = ['protocol:Response', 'assertion:Assertion'].flatMap((each) => ['--id-attr:ID', `urn:oasis:names:tc:SAML:2.0:${each}`]);
const innerPath = "/*/*[local-name()='Assertion']/*[local-name()='Signature']";
const outerPath = "/*/*[local-name()='Signature']";

/** Names of the algorithms: signature, digest, and python3-saml's constants for the two. */
const algorithms = {
  'RSA-SHA256': [`${more}rsa-sha256`, `${xmlenc}sha256`, 'RSA_SHA256', 'SHA256'],
  'RSA-SHA384': [`${more}rsa-sha384`, `${more}sha384`, 'RSA_SHA384', 'SHA384'],
  'RSA-SHA512': [`${more}rsa-sha512`, `${xmlenc}sha512`, 'RSA_SHA512', 'SHA512'],
  'RSA-SHA1': [`${dsig}rsa-sha1`, `${dsig}sha1`, 'RSA_SHA1', 'SHA1'],
};

/** What the command line is to answer: exit code 0 and who it was, or with `because` exit code 1 and that check. */
async function judged({ cli, folder, name, xml, key, more: options = [], because }) {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.xml`);
  writeFileSync(file, xml);
  const args = [cli, 'check', file, '--certificate', key, '--sp-entity-id', sp.entityID, '--acs-url', sp.acsUrl, '--request-id', requestID, '--json', ...options];
  const { code, stdout, stderr } = await run(process.execPath, args, { seconds: 30 });
  const report = JSON.parse(stdout === '' ? '{}' : stdout);
  const fails = (report.findings ?? []).filter((each) => each.outcome === 'fail').map((each) => each.check);
  holds(`exit code ${code}, ${report.verdict ?? stderr.trim()}: ${report.diagnoses?.[0]?.message ?? ''} ${fails.join(', ')}`, code === (because === undefined ? 0 : 1));
  if (because !== undefined) return holds(`it is rejected for ${fails.join(', ')}`, fails.includes(because));
  same('nameID', report.identity?.nameID, nameID);
  return same('the groups', report.identity?.attributes.groups, groups);
}

export async function foreignSignatures({ results, folder: parent, available, cli, script }) {
  const folder = mkdtempSync(join(parent, 'signers-'));
  const pair = makePair(folder, 'signer', 'Interop signer');
  const other = makePair(folder, 'other', 'Interop signer');
  const ours = { cli, folder, key: pair.certificateFile };
  await xmlsec1Signatures({ results, folder, pair, other, ours, missing: available.xmlsec1 });
  await pythonSignatures({ results, pair, other, ours, script, missing: available.pythonSaml });
  await xmlsec1Encryption({ results, folder, pair, ours, missing: available.xmlsec1 });
}

async function xmlsec1Signatures({ results, folder, pair, other, ours, missing }) {
  const group = 'signed by xmlsec1, judged by our command line';
  const file = join(folder, 'to-sign.xml');
  /** Signs in the order given: the assertion before the Response around it. */
  const signed = async (xml, paths, key = pair.keyFile) => {
    let text = xml;
    for (const path of paths) {
      writeFileSync(file, text);
      text = await must('xmlsec1', ['--sign', ...ids, '--node-xpath', path, '--privkey-pem', key, file]);
    }
    return text;
  };
  const rsa = ([signature, digest]) => ({ signature, digest });
  const cases = Object.entries(algorithms).map(([name, each]) => ({ name: `assertion, ${name}`, inner: rsa(each) }));
  const usual = rsa(algorithms['RSA-SHA256']);
  cases.push(
    { name: 'Response', outer: usual },
    { name: 'assertion and Response', inner: usual, outer: usual },
    { name: 'assertion, InclusiveNamespaces', inner: { ...usual, prefixes: 'xs xsi' } },
    { name: 'assertion, inclusive canonicalisation', inner: { ...usual, c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' } },
    { name: 'assertion, canonicalisation with comments: rejected', inner: { ...usual, c14n: `${exclusive}WithComments` }, because: 'signature/c14n' },
    { name: 'Response, white space within the signature', outer: { ...usual, layout: '\n    ' } },
    { name: 'assertion, ECDSA on P-256', inner: { signature: `${more}ecdsa-sha256`, digest: `${xmlenc}sha256` }, curve: 'P-256' },
    { name: 'assertion, ECDSA on P-384', inner: { signature: `${more}ecdsa-sha384`, digest: `${more}sha384` }, curve: 'P-384' },
    { name: 'changed afterwards: rejected', inner: usual, change: (xml) => xml.replace(nameID, 'someone.else@example.com'), because: 'signature/digest-mismatch' },
    { name: 'by another key: rejected', inner: usual, signer: other.keyFile, because: 'signature/no-trusted-key' },
    { name: 'RSA-SHA1 under strict policy: rejected', inner: rsa(algorithms['RSA-SHA1']), more: ['--policy', 'strict'], because: 'signature/weak-algorithm' },
  );
  for (const { name, inner, outer, curve, change = (xml) => xml, signer, more: options, because } of cases) {
    if (missing !== null) {
      results.skip(group, name, missing);
      continue;
    }
    await results.check(group, name, async () => {
      const made = response({ ...(inner === undefined ? {} : { assertionSignature: (id) => template(id, inner) }), ...(outer === undefined ? {} : { responseSignature: (id) => template(id, outer) }) });
      const paths = [...(inner === undefined ? [] : [innerPath]), ...(outer === undefined ? [] : [outerPath])];
      const keys = curve === undefined ? { key: ours.key, keyFile: signer } : ellipticPair(folder, curve);
      const xml = change(await signed(made.xml, paths, keys.keyFile));
      await judged({ ...ours, name, xml, key: keys.key, ...(options === undefined ? {} : { more: options }), because });
    });
  }
}

/** An elliptic key; the bare public key is what the command line is given. */
function ellipticPair(folder, namedCurve) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const files = { keyFile: join(folder, `${namedCurve}.key.pem`), key: join(folder, `${namedCurve}.pub.pem`) };
  writeFileSync(files.keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(files.key, publicKey.export({ type: 'spki', format: 'pem' }));
  return files;
}

async function pythonSignatures({ results, pair, other, ours, script, missing }) {
  const group = 'signed by python3-saml, judged by our command line';
  const cases = [
    ...Object.keys(algorithms).map((algorithm) => ({ name: `assertion, ${algorithm}`, what: 'assertion', algorithm })),
    { name: 'Response', what: 'response' }, { name: 'assertion and Response', what: 'both' },
    { name: 'changed afterwards: rejected', what: 'both', change: (xml) => xml.replace(nameID, 'someone.else@example.com'), because: 'signature/digest-mismatch' },
    { name: 'by another key: rejected', what: 'response', signer: other, because: 'signature/no-trusted-key' },
  ];
  for (const { name, what, algorithm = 'RSA-SHA256', signer = pair, change = (xml) => xml, because } of cases) {
    if (missing !== null) {
      results.skip(group, name, missing);
      continue;
    }
    await results.check(group, name, async () => {
      const [, , signature, digest] = algorithms[algorithm];
      const job = { xml: response({}).xml, what, key: signer.keyPem, certificate: signer.certificatePem, signature, digest };
      const { xml } = JSON.parse(await must(python, [script, 'sign'], { input: JSON.stringify(job) }));
      await judged({ ...ours, name: `python ${name}`, xml: change(xml), because });
    });
  }
}

async function xmlsec1Encryption({ results, folder, pair, ours, missing }) {
  const group = 'encrypted by xmlsec1, opened by our command line';
  const ciphers = { 'AES-128-CBC': [`${xmlenc}aes128-cbc`, 'aes-128'], 'AES-256-CBC': [`${xmlenc}aes256-cbc`, 'aes-256'], 'AES-128-GCM': ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'aes-128'], 'AES-256-GCM': ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'aes-256'], '3DES-CBC': [`${xmlenc}tripledes-cbc`, 'des-192'] };
  const recipient = makePair(folder, 'recipient', 'Interop recipient');
  const plainFile = join(folder, 'assertion.xml');
  const templateFile = join(folder, 'encrypt.xml');
  for (const [name, [cipher, session]] of Object.entries(ciphers)) {
    for (const [transport, uri] of [['RSA-OAEP', `${xmlenc}rsa-oaep-mgf1p`], ['RSA 1.5', `${xmlenc}rsa-1_5`]]) {
      if (transport === 'RSA 1.5' && name !== 'AES-256-CBC') continue;
      // Triple DES is named and refused: nobody should send it any more.
      const because = name === '3DES-CBC' ? 'encryption/unsupported-algorithm' : undefined;
      const title = `${name}, key by ${transport}${because === undefined ? '' : ': refused'}`;
      if (missing !== null) {
        results.skip(group, title, missing);
        continue;
      }
      await results.check(group, title, async () => {
        const [signature, digest] = algorithms['RSA-SHA256'];
        const made = response({ assertionSignature: (id) => template(id, { signature, digest }) });
        writeFileSync(plainFile, made.xml);
        const signed = await must('xmlsec1', ['--sign', ...ids, '--node-xpath', innerPath, '--privkey-pem', pair.keyFile, plainFile]);
        const [start, stop] = [signed.indexOf('<saml:Assertion'), signed.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length];
        const assertion = signed.slice(start, stop).replace('<saml:Assertion', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"');
        writeFileSync(plainFile, assertion);
        writeFileSync(templateFile, `<xenc:EncryptedData xmlns:xenc="${xmlenc}" Type="${xmlenc}Element"><xenc:EncryptionMethod Algorithm="${cipher}"/><ds:KeyInfo xmlns:ds="${dsig}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${uri}"/><ds:KeyInfo><ds:KeyName/></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>`);
        const data = (await must('xmlsec1', ['--encrypt', '--pubkey-cert-pem', recipient.certificateFile, '--session-key', session, '--xml-data', plainFile, '--node-name', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion', templateFile])).replace(/^<\?xml[^>]*\?>\s*/, '');
        const xml = `${signed.slice(0, start)}<saml:EncryptedAssertion>${data}</saml:EncryptedAssertion>${signed.slice(stop)}`;
        await judged({ ...ours, name: title, xml, more: ['--decryption-key', recipient.keyFile], because });
      });
    }
  }
}
