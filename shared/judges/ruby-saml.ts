/** ruby-saml, which omniauth-saml is built on. */
import type { Instant, Signature } from '../model.ts';
import { c14n, confirmation, digestAlgorithms, enveloped, signatureAlgorithms, status } from '../urns.ts';
import { acsURL, audiencesOf, bareOf, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, spEntityID, unknown, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, isAhead, nestedAssertions, onAssertion, unmet, unreadTimes } from './ordinary.ts';
import { breaksSchema } from './schema.ts';

/** As Ruby prints a time. */
const ruby = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Scheme and host in small letters. */
const sameURI = (one: string, other: string): boolean => one.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase()) === other.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase());

/** At its very end a time still counts, by the smallest number that there is. */
const isOver = ({ expected }: Given, instant: Instant | null | undefined): boolean => instant?.at != null && instant.at < expected.now;

/** How much a confirmation or the Conditions may be off: nothing that could be seen, but its texts round that up. */
const drift = '1s';

/** The rules about signatures that come first: whether what is signed may be. */
function signedElements({ facts }: Given): Ruling | null {
  const signatures = facts.signatures.filter((each) => !each.detached);
  const strays = facts.xml?.straySignatures ?? [];
  const others = [...signatures.filter((each) => each.parentName !== 'Response' && each.parentName !== 'Assertion').map((each) => each.parentName), ...strays.map((each) => nameOf(each.path.split('/').at(-2)))];
  if (others.length > 0) return signatures.length + strays.length === 1 ? error(`Invalid Signature Element '${others[0]}'. SAML Response rejected`) : refuses(`A Signature stands in ${others[0]}, and only a Response or an assertion may be signed.`);
  if (signatures.some((each) => each.parentID === null)) return error('Signed Element must contain an ID. SAML Response rejected');
  if (new Set(signatures.map((each) => each.parentID)).size < signatures.length) return error('Duplicated ID. SAML Response rejected');
  if (signatures.some(({ referenceURI, parentID }) => referenceURI !== null && referenceURI !== '' && referenceURI.slice(1) !== parentID)) return error('Found an invalid Signed Element. SAML Response rejected');
  return signatures.length === 0 || signatures.length > 2 ? error('Found an unexpected number of Signature Element. SAML Response rejected') : null;
}
const nameOf = (step: string | undefined): string => (step ?? '').replace(/^.*:|\[\d+\]$/g, '');

/** It opens RSA-OAEP with SHA-1 and RSA 1.5, with its one key; what else goes wrong is an exception of Ruby or OpenSSL. What was not opened here has no Facts to go on with. */
function decryption(given: Given): Ruling | null {
  const { facts, response, expected } = given;
  if (response.encryptedAssertions === 0) return null;
  const keys = expected.decryptionKeys ?? [];
  if (keys.length === 0) return error('An EncryptedAssertion found and no SP private key found on the settings to decrypt it. Be sure you provided the :settings parameter at the initialize method');
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  if (one === undefined || response.encryptedAssertions > 1) return unknown('What is encrypted was not read.');
  if (keys.length > 1) return unknown('Several keys were given, and it is set up with one.');
  if (given.bare.keyBeside) return refuses('It looks for the encrypted key within the encrypted data alone; what it says is an error of Ruby.');
  if (one.keys !== 1) return unknown('There is no encrypted key in its place, or there are several, and it takes the first one that it finds.');
  if (one.keyTransport?.includes('xmlenc11') === true || (one.oaepDigest !== null && !one.oaepDigest.endsWith('#sha1')) || given.bare.oaepLabel) return refuses('It opens RSA-OAEP with SHA-1 and without a label alone; what it says is an error of OpenSSL.');
  if (one.failure === 'malformed' && one.message?.startsWith('EncryptedData says') === true) return unknown('It does not look at what the encrypted data says it holds.');
  if (one.result === 'decrypted' || one.message?.startsWith('It was decrypted') === true) return given.assertion === null ? unknown('What was encrypted could not be read here.') : null;
  return refuses('It cannot be opened with the key; what it says is an error of OpenSSL or Ruby.');
}

/** It verifies the first signature of the document alone, which is that of the Response where there is one. */
function signature(given: Given): Ruling | null {
  const { facts } = given;
  const [one, ...others] = facts.signatures.filter((each) => !each.detached);
  const invalid = error('Invalid Signature on SAML Response');
  if (one === undefined) return invalid;
  if (hasBareKey(given)) return bareKey;
  const [embedded] = facts.signatures.flatMap((each) => each.embeddedCertificates);
  const trusted = facts.trusted.filter((key) => key.use !== 'encryption').map((key) => key.certificate?.sha256);
  if (embedded !== undefined && !trusted.includes(embedded.sha256)) return invalid;
  const family = signatureAlgorithms[one.signatureMethod ?? '']?.family;
  if (family === 'ecdsa' || family === 'rsa-pss') {
    if (bareOf(given, one)?.result !== 'verified') return unsure('It verifies such signatures otherwise than the standard says.');
    return family === 'ecdsa' ? refuses('It cannot verify signatures with elliptic curves as the standard writes them; what it says is an error of OpenSSL.') : invalid;
  }
  if (family !== 'rsa' || !Object.hasOwn(digestAlgorithms, one.digestMethod ?? '') || one.digestMethod?.endsWith('#md5') === true || one.signatureMethod?.endsWith('md5') === true) return invalid;
  const bare = bareOf(given, one);
  if (bare === null || bare.references.length !== 1 || bare.result === null || one.referenceURI === '' || one.transforms.filter((each) => each === enveloped).length !== 1) return unsure('The signature breaks the rules of SAML, so this program did not compute it.');
  if (bare.result !== 'verified') return (facts.xml?.duplicateIDs.length ?? 0) === 0 && isPlainForm(one) ? invalid : unsure('The signature breaks the rules of SAML, so this program did not compute it.');
  if ((facts.xml?.duplicateIDs ?? []).some((each) => each.id === one.parentID)) return invalid;
  if (!one.transforms.some((each) => each !== enveloped)) return unsure('The Reference names no canonicalisation, and it takes another one than the standard says.');
  const prefixes = bare.prefixes.join(' ');
  return others.some((each) => (bareOf(given, each)?.prefixes.join(' ') ?? '') !== prefixes) ? unsure('It takes the first list of prefixes in the document for that of every signature.') : null;
}

/** With other transforms than these it may compute something else than this program. */
const isPlainForm = ({ transforms, canonicalization }: Signature): boolean => [canonicalization, ...transforms].every((each) => each === enveloped || each === c14n.exclusive || each === c14n.inclusive);

/** The codes, one within another, and the message. */
function statusText({ response }: Given): Ruling | null {
  const { codes = [], codesBeside = 0, message = null } = response.status ?? {};
  const text = 'The status code of the Response was not Success';
  if (response.children.filter((child) => child === 'Status').length > 1 || codesBeside > 0) return codes.length < 2 ? error(text) : unsure('The status has several codes.');
  if (codes[0] === status.success) return null;
  const was = codes.slice(0, 2).map((code) => code.split(':').at(-1) ?? '').join(' => ');
  return error(`${text}${was === '' ? '' : `, was ${was}`}${message === null ? '' : ` -> ${message}`}`);
}

export const rubySaml: JudgePolicy = {
  id: 'ruby-saml', name: 'ruby-saml', version: '1.13',
  defaults: [
    'The Response is held to the schema of SAML before most rules.',
    'allowed_clock_drift is 0: a clock that is a second off is enough to be refused.',
    'want_assertions_signed and want_messages_signed are false: one signature is enough, and of two only that of the Response is verified.',
    'A certificate in the message must be the one that is set up. It verifies RSA alone: no RSA-PSS, no elliptic curves.',
    'There must be one AuthnStatement and one Conditions; an assertion without any audience passes, and so does one without a NameID.',
    'InResponseTo is compared only where the program hands over the request as matches_request_id; here it is.',
    'Version 1.18 refuses every document type declaration, which 1.13 may take.',
  ],
  basis: 'real',
  sources: [
    { what: 'ruby-saml 1.13.0 as Debian 12 has it, response.rb, xml_security.rb and utils.rb', url: 'https://github.com/SAML-Toolkits/ruby-saml', date: '2026-11-22' },
    { what: 'SAML-Toolkits/ruby-saml 1.18, lib/xml_security.rb, for what differs', url: 'https://github.com/SAML-Toolkits/ruby-saml', date: '2026-11-22' },
  ],
  unreadable: ({ fault }) => (!fault!.message.includes('XML version') && (fault!.code === 'not-well-formed' || fault!.code === 'truncated' || fault!.code === 'entity' || fault!.code === 'duplicate-attribute' || (fault!.code === 'encoding' && fault!.message.includes('not valid UTF-8')))
    ? refuses('It takes no text that is not well-formed XML; what it says is an error of its XML reader.')
    : unsure('This program does not read such text; whether that one does is not known.')),
  rules: [
    rule('decryption', 'an encrypted assertion can be opened', decryption),
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error('Unsupported SAML version'))),
    rule('id', 'the Response has an ID', ({ response }) => (response.id === null ? error('Missing ID attribute on SAML Response') : null)),
    rule('status', 'the status is Success', statusText),
    rule('assertion-count', 'there is one assertion in the whole document', (given) => {
      const { response } = given;
      const own = response.assertions.filter((each) => each.from === 'plain').length + response.encryptedAssertions;
      if (own === 0 && nestedAssertions(given) === 1) return unsure('The only assertion stands elsewhere in the document.');
      return own + nestedAssertions(given) === 1 ? null : error('SAML Response must contain 1 assertion');
    }),
    rule('signed-elements', 'only the Response and the assertion are signed, each once and by its own ID', signedElements),
    rule('schema', 'the Response keeps to the schema', (given) => (breaksSchema(given) ? error('Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd') : (given.facts.xml?.duplicateIDs.length ?? 0) > 0 ? unsure('An ID stands twice, and the schema looks at some of them only.') : null)),
    rule('in-response-to', 'InResponseTo is the request that was sent', ({ response, expected }) => (expected.requestID === undefined || response.inResponseTo === expected.requestID
      ? null : error(`The InResponseTo of the Response: ${response.inResponseTo ?? ''}, does not match the ID of the AuthNRequest sent by the SP: ${expected.requestID}`))),
    rule('reference', 'the Reference has a URI', ({ facts }) => (facts.signatures.find((each) => !each.detached)?.referenceURI === null ? refuses('It breaks off where the Reference has no URI.') : null)),
    onAssertion('conditions', 'there are Conditions', ({ assertion }) => (assertion!.conditions === null ? error('The Assertion must include one Conditions element') : null)),
    unreadTimes,
    onAssertion('not-before', 'NotBefore has come, without any tolerance', (given) => {
      const from = given.assertion!.conditions?.notBefore;
      return isAhead(given, from, 0) ? error(`Current time is earlier than NotBefore condition (${ruby(given.expected.now)} < ${ruby(from!.at!)} - ${drift})`) : null;
    }),
    onAssertion('not-on-or-after', 'NotOnOrAfter has not passed, without any tolerance', (given) => {
      const until = given.assertion!.conditions?.notOnOrAfter;
      return isOver(given, until) ? error(`Current time is on or after NotOnOrAfter condition (${ruby(given.expected.now)} >= ${ruby(until!.at!)} + ${drift})`) : null;
    }),
    onAssertion('authn-statement', 'there is one AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length === 1 ? null : error('The Assertion must include one AuthnStatement element'))),
    onAssertion('audience', 'one of all audiences is the service provider', (given) => {
      const audiences = audiencesOf(given).filter((each) => each !== '');
      const expected = spEntityID(given);
      if (audiences.length === 0) return null;
      if (expected === null) return noSpEntityID;
      const s = audiences.length > 1 ? 's' : '';
      return audiences.includes(expected) ? null : error(`Invalid Audience${s}. The audience${s} ${audiences.join(',')}, did not match the expected audience ${expected}`);
    }),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination } = given.response;
      const acs = acsURL(given);
      if (destination === null) return null;
      if (destination === '') return error('The response has an empty Destination value');
      if (acs === null) return noAcs;
      return sameURI(destination, acs) ? null : error(`The response was received at ${destination} instead of ${acs}`);
    }),
    rule('issuer', 'both Issuers are the identity provider', (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      if (given.response.issuer === null) return error('Issuer of the Response not found or multiple.');
      if (given.assertion !== null && given.assertion.issuer === null) return error('Issuer of the Assertion not found or multiple.');
      const other = [given.response.issuer.value, given.assertion?.issuer?.value].find((each) => each !== undefined && !sameURI(each, expected));
      return other === undefined ? null : error(`Doesn't match the issuer, expected: <${expected}>, but was: <${other}>`);
    }),
    onAssertion('session', 'the session has not ended', (given) => (given.assertion!.authnStatements.some((each) => isOver(given, each.sessionNotOnOrAfter))
      ? error('The attributes have expired, based on the SessionNotOnOrAfter of the AuthnStatement of this Response') : null)),
    onAssertion('confirmation', 'one bearer confirmation is for the ACS URL, for this request and in time', (given) => {
      const acs = acsURL(given);
      if (acs === null) return noAcs;
      const broken = unmet(given, (each) => {
        const isOther = each.method !== null && each.method !== confirmation.bearer;
        return isOther || !each.hasData || (each.inResponseTo !== null && each.inResponseTo !== given.response.inResponseTo) || isOver(given, each.notOnOrAfter) || isAhead(given, each.notBefore, 0) || (each.recipient !== null && each.recipient !== acs) ? 'broken' : null;
      });
      return broken === null ? null : error('A valid SubjectConfirmation was not found on this Response');
    }),
    onAssertion('name-id', 'a NameID is not empty, and for this service provider', (given) => {
      const subject = given.assertion!.subject;
      const nameID = subject?.nameID ?? null;
      if (nameID === null) {
        if (subject?.encryptedID !== true) return null;
        return (given.expected.decryptionKeys ?? []).length === 0 ? error('An EncryptedID found and no SP private key found on the settings to decrypt it') : refuses('The NameID is encrypted and cannot be opened; what it says is an error of OpenSSL or Ruby.');
      }
      if (nameID.value === '') return error('An empty NameID value found');
      const qualifier = nameID.spNameQualifier ?? '';
      const expected = spEntityID(given);
      return qualifier === '' || expected === null || qualifier === expected ? null : error('The SPNameQualifier value mistmatch the SP entityID value.');
    }),
    rule('signature', 'the signature verifies', signature),
  ],
};
