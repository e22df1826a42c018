/** node-saml, which passport-saml is built on. It reads the assertion from what its signature covers. */
import type { Instant, Signature } from '../model.ts';
import { blockCiphers, ns } from '../urns.ts';
import { bareOf, error, refuses, rule, signaturesOn, spEntityID, noSpEntityID, unsure, type Given, type JudgePolicy, type Rule, type Ruling } from './judge.ts';
import { onAssertion } from './ordinary.ts';
import { verifyByXmlCrypto } from './xml-crypto.ts';

/** What its getVerifiedXml gives: true, false, or what it throws. */
function verifies(given: Given, signatures: readonly Signature[]): boolean | Ruling {
  const [signature] = signatures;
  if (signature === undefined) return false;
  if (signatures.length > 1) return error('Too many signatures found for this element');
  const bare = bareOf(given, signature);
  if (bare === null) return unsure('The signature was not looked at closely enough.');
  if (bare.transforms > 2) return error('Invalid signature, too many transforms');
  const verification = verifyByXmlCrypto(given, signature);
  if (verification.is === 'throws' && verification.loading) return verification.text === null ? refuses('xml-crypto cannot load the signature; its message quotes the signature.') : error(verification.text);
  const [reference] = bare.references;
  if (bare.references.length !== 1 || reference === undefined) return false;
  const id = (reference.uri ?? '').replace(/^#/, '');
  if (id === '') return error('signature reference uri not found');
  if (/['"]/.test(id)) return error('ref URI included quote character \' or ". Not a valid ID, and not allowed');
  if (reference.targets !== 1 || (signature.parentID === null && reference.targets === 1)) return error('Invalid signature: ID cannot refer to more than one element');
  if (id !== signature.parentID) return error("Invalid signature: Referenced node does not refer to it's parent element");
  return verification.is === 'unsure' ? unsure(verification.reason) : verification.is === 'verified';
}

const stands = (path: string, name: string): boolean => new RegExp(`^[^/]*Response/${name}(?:\\[\\d+\\])?$`).test(path);
/** By local name alone, as it looks. */
const strays = ({ response }: Given, name: string): number => response.strayAssertions.filter((each) => stands(each.path, name)).length;
const plain = (given: Given): number => given.response.assertions.filter((each) => each.from === 'plain').length + strays(given, 'Assertion');
const encrypted = (given: Given): number => given.response.encryptedAssertions + strays(given, 'EncryptedAssertion');

const responseSignature = (given: Given): boolean | Ruling => verifies(given, signaturesOn(given, given.response.node));

/** A time as it reads it: undefined for none, NaN for nonsense, null where that depends on the zone of its machine. */
function time(instant: Instant | null): number | null | undefined {
  if (instant === null) return undefined;
  if (/T[\d:.]+$/.test(instant.text)) return null;
  return Date.parse(instant.text);
}

/** What computing the largest age of the assertion throws: it reads both times, whatever the age is. */
function unreadTime(notOnOrAfter: Instant | null, issueInstant: Instant | null): Ruling | null {
  for (const [label, instant] of [['NotOnOrAfter', notOnOrAfter], ['IssueInstant', issueInstant]] as const) {
    const read = time(instant);
    if (read === undefined || Number.isNaN(read)) return error(`Error parsing ${label}: '${instant?.text}' is not a valid date`);
  }
  return null;
}

function outsideTime(given: Given, notBefore: Instant | null, notOnOrAfter: Instant | null): Ruling | null {
  const [from, until] = [time(notBefore), time(notOnOrAfter)];
  if (from === null || until === null) return unsure('A time has no zone, so it depends on the zone of the machine.');
  if (from !== undefined && Number.isNaN(from)) return error(`Error parsing NotBefore: '${notBefore?.text}' is not a valid date`);
  if (from !== undefined && given.expected.now < from) return error('SAML assertion not yet valid');
  if (until !== undefined && given.expected.now >= until) return error('SAML assertion expired: clocks skewed too much');
  return null;
}

function statusError({ response }: Given): Ruling | null {
  const [top, second] = response.status?.codes ?? [];
  const last = (code: string): string => /[^:]*$/.exec(code)![0];
  if (top === undefined || last(top) === 'Success') return null;
  const message = response.status!.messageFrom === 'attribute' ? 'unspecified' : response.status!.message ?? (second === undefined ? 'unspecified' : last(second));
  return error(`SAML provider returned ${last(top)} error: ${message === '' ? 'unspecified' : message}`);
}

function decryption(given: Given): Ruling | null {
  if (encrypted(given) === 0 || plain(given) > 0) return null;
  const keys = given.expected.decryptionKeys ?? [];
  if (keys.length === 0) return error('No decryption key for encrypted SAML response');
  const [one] = given.facts.encrypted.filter((each) => each.what === 'EncryptedAssertion');
  if (one === undefined) return unsure('What is encrypted was not read.');
  if (one.result === 'decrypted' && keys.length > 1) return unsure('Several keys were given, and it is set up with one.');
  if (one.keys === 0 || given.bare.keyBeside) return error('cant find encryption algorithm');
  if (one.keyTransport?.endsWith('rsa-1_5') === true) return unsure('RSA 1.5 is opened or refused depending on the version of Node.');
  if (one.keyTransport !== null && !one.keyTransport.endsWith('#rsa-oaep-mgf1p')) return error(`key encryption algorithm ${one.keyTransport} not supported`);
  // It heeds no digest that has the name of the standard.
  if (one.oaepDigest !== null && one.oaepDigest !== `${ns.ds}sha1`) return refuses('xml-encryption opens RSA-OAEP with SHA-1 alone.');
  if (one.blockCipher !== null && /192/.test(one.blockCipher)) return error(`encryption algorithm ${one.blockCipher} not supported`);
  if (one.blockCipher !== null && blockCiphers[one.blockCipher] === undefined && !one.blockCipher.endsWith('#tripledes-cbc')) return one.failure === 'wrong-key' ? refuses('It cannot be opened.') : error(`encryption algorithm ${one.blockCipher} not supported`);
  if (one.keys > 1) return unsure('There are several encrypted keys, and it takes the first.');
  if (given.bare.oaepLabel) return refuses('xml-encryption opens RSA-OAEP without a label alone.');
  if (one.message?.startsWith('It was decrypted') === true || (one.failure === 'malformed' && one.message?.includes('base64') !== true) || one.failure === 'unsupported-algorithm') return unsure('What was encrypted could not be read here.');
  if (one.result !== 'decrypted') return refuses('It cannot be opened with the key that was given.');
  return given.assertion === null ? unsure('What was encrypted was not read.') : null;
}

/** Both are what options are called; `response` is true by default. */
function rulesFor(wantAuthnResponseSigned: boolean): Rule[] {
  return [
    ...(wantAuthnResponseSigned ? [rule('response-signature', 'a signature on the Response itself verifies', (given: Given) => {
      const result = responseSignature(given);
      return result === true ? null : result === false ? error('Invalid document signature') : result;
    })] : [rule('response-signature-shape', 'a signature on the Response itself, where there is one, can be read', (given: Given) => {
      const result = responseSignature(given);
      return typeof result === 'boolean' ? null : result;
    })]),
    rule('assertion-count', 'there is one assertion', (given) => (plain(given) + encrypted(given) > 1 ? error('Invalid signature: multiple assertions') : null)),
    onAssertion('assertion-signature', 'a signature on the assertion itself verifies', (given) => {
      if (plain(given) !== 1 || given.assertion!.from !== 'plain') return null;
      const result = verifies(given, signaturesOn(given, given.assertion!.node));
      return result === true ? null : result === false ? error('Invalid signature') : result;
    }),
    rule('assertion-namespace', 'the assertion is one of SAML 2.0', (given) => (strays(given, 'Assertion') === 1 && given.response.assertions.length === 0 && given.response.encryptedAssertions === 0 ? error('Invalid signature') : null)),
    rule('decryption', 'an encrypted assertion can be opened', decryption),
    onAssertion('decrypted-signature', 'a signature on the decrypted assertion verifies', (given) => {
      if (given.assertion!.from !== 'decrypted') return null;
      const result = verifies(given, signaturesOn(given, given.assertion!.node));
      return result === true ? null : result === false ? error('Invalid signature from encrypted assertion') : result;
    }),
    rule('status', 'without an assertion, the status says why', (given) => {
      if (plain(given) + encrypted(given) > 0) return null;
      const [top, second] = given.response.status?.codes ?? [];
      if (top?.endsWith(':Responder') === true && second?.endsWith(':NoPassive') === true) return responseSignature(given) === true ? refuses('It gives no profile and no error: nobody is logged in.') : error('Invalid signature: NoPassive');
      return statusError(given) ?? error('Missing SAML assertion');
    }),
    onAssertion('confirmation-times', 'the times of the confirmations can be read', (given) => {
      for (const each of given.assertion!.subject?.confirmations ?? []) {
        if (!each.hasData || (each.recipient ?? each.notBefore ?? each.notOnOrAfter ?? each.inResponseTo ?? each.address) === null) continue;
        const unread = unreadTime(each.notOnOrAfter, given.assertion!.issueInstant);
        if (unread !== null) return unread;
        if (outsideTime(given, each.notBefore, each.notOnOrAfter) === null) return null;
      }
      return null;
    }),
    onAssertion('conditions-count', 'there is one Conditions', (given) => (given.assertion!.children.filter((child) => child === 'Conditions').length > 1 ? error('Unable to process multiple conditions in SAML assertion') : null)),
    onAssertion('conditions-times', 'it is valid now, without any tolerance', (given) => {
      const { conditions, issueInstant } = given.assertion!;
      if (conditions === null || (conditions.notBefore === null && conditions.notOnOrAfter === null)) return null;
      return unreadTime(conditions.notOnOrAfter, issueInstant) ?? outsideTime(given, conditions.notBefore, conditions.notOnOrAfter);
    }),
    onAssertion('audience', 'every AudienceRestriction names the service provider', (given) => {
      const { conditions } = given.assertion!;
      if (conditions === null) return error("Cannot read properties of null (reading 'AudienceRestriction')");
      if (conditions.audienceRestrictions.length === 0) return error('SAML assertion has no AudienceRestriction');
      const expected = spEntityID(given);
      for (const audiences of conditions.audienceRestrictions) {
        if (audiences[0] === undefined || audiences[0].trim() === '') return error('SAML assertion AudienceRestriction has no Audience value');
        if (expected === null) return noSpEntityID;
        if (!audiences.includes(expected)) return error(`SAML assertion audience mismatch. Expected: ${expected} Received: ${audiences.join(', ')}`);
      }
      return null;
    }),
  ];
}

const shared = [
  'wantAssertionsSigned is true: the assertion must carry a signature of its own.',
  'acceptedClockSkewMs is 0: a clock that is a second off is enough to be refused.',
  'validateInResponseTo is never: which request it answers is not looked at.',
  'Destination, Recipient, Issuer and the time of the confirmation are not looked at, and a status of failure only where there is no assertion.',
  'A NameID is not asked for.',
] as const;

const sources = [
  { what: 'node-saml/node-saml 5.1.0, src/saml.ts and src/xml.ts', url: 'https://github.com/node-saml/node-saml', date: '2026-11-22' },
  { what: 'auth0/node-xml-encryption 3.1.0, lib/xmlenc.js', url: 'https://github.com/auth0/node-xml-encryption', date: '2026-11-22' },
] as const;

export const nodeSaml: JudgePolicy = {
  id: 'node-saml', name: 'node-saml', version: '5.1',
  defaults: ['wantAuthnResponseSigned is true: the Response must be signed too, which Entra, Google and AD FS do not do unless told.', ...shared],
  basis: 'real',
  sources,
  rules: rulesFor(true),
};

/** As most who use it set it. */
export const nodeSamlAssertion: JudgePolicy = {
  id: 'node-saml-assertion', name: 'node-saml, signed assertion', version: '5.1',
  defaults: ['wantAuthnResponseSigned is set to false, which is not its default but is needed where only the assertion is signed.', ...shared],
  basis: 'real',
  sources,
  rules: rulesFor(false),
};
