/** python3-saml, the toolkit that OneLogin began. Its schema comes before most rules, so much is refused without saying what. */
import type { Instant, Signature, SubjectConfirmation } from '../model.ts';
import { c14n, confirmation, digestAlgorithms, enveloped, signatureAlgorithms, status } from '../urns.ts';
import { acsURL, bareOf, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, nestedAssertions, onAssertion } from './ordinary.ts';
import { breaksSchema } from './schema.ts';

/** Seconds; the fraction is dropped. Null where it throws. */
function seconds({ text, at }: Instant): number | null {
  return at === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*)?Z?$/.test(text) ? null : Math.floor(at / 1000);
}
const unread = ({ text }: Instant): Ruling => error(`time data ${text} does not match format yyyy-mm-ddThh:mm:ss(\\.s+)?Z`);
const now = ({ expected }: Given): number => Math.floor(expected.now / 1000);

/** Seconds, of the Conditions alone. */
const drift = 300;

/** The rules about signatures that come first: whether what is signed may be. */
function signedElements(given: Given): Ruling | null {
  const { facts } = given;
  const signatures = facts.signatures.filter((each) => !each.detached);
  if (facts.xml !== null && facts.xml.straySignatures.length > 0) return refuses('A Signature stands in another element than a Response or an Assertion.');
  const other = signatures.find((each) => each.parentName !== 'Response' && each.parentName !== 'Assertion');
  if (other !== undefined) return refuses(`The ${other.parentName} is signed, and only a Response or an Assertion may be.`);
  if (signatures.some((each) => each.parentID === null || each.parentID === '')) return error('Signed Element must contain an ID. SAML Response rejected');
  if (new Set(signatures.map((each) => each.parentID)).size < signatures.length) return error('Duplicated ID. SAML Response rejected');
  for (const { referenceURI, parentID } of signatures) if (referenceURI !== null && referenceURI !== '' && referenceURI.slice(1) !== parentID) return error('Found an invalid Signed Element. SAML Response rejected');
  if (signatures.some((each) => signatures.filter((one) => one.parentName === each.parentName).length > 1)) return error('Found an unexpected Signature Element. SAML Response rejected');
  if (signatures.some((each) => (each.referenceURI ?? '') === '')) return refuses('It looks for what is signed by the ID in the Reference, and there is none.');
  return null;
}

function decryption(given: Given): Ruling | null {
  const { facts, response, expected, assertion } = given;
  if (response.encryptedAssertions === 0) return null;
  if ((expected.decryptionKeys ?? []).length === 0) return error('No private key available to decrypt the assertion, check settings');
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  if (given.bare.keyBeside) return error('No KeyInfo present, invalid Assertion');
  if (one?.message?.startsWith('It was decrypted') === true) return unsure('What was encrypted could not be read here.');
  if (one === undefined || one.failure === 'malformed') return unsure('What is encrypted was not read.');
  if ((expected.decryptionKeys ?? []).length > 1) return unsure('Several keys were given, and it is set up with one.');
  if (one.result === 'decrypted' && assertion !== null) {
    // xmlsec 1.2 opens RSA-OAEP with SHA-1 alone.
    return one.keyTransport?.includes('xmlenc11') === true || (one.oaepDigest !== null && !one.oaepDigest.endsWith('#sha1')) ? error("(1, 'failed to decrypt')") : null;
  }
  return one.failure === null ? unsure('What is encrypted was not read.') : error("(1, 'failed to decrypt')");
}

/** What xmlsec makes of it, with the certificates of the identity provider. */
function verified(given: Given, signature: Signature): boolean | Ruling {
  const bare = bareOf(given, signature);
  if (hasBareKey(given)) return bareKey;
  if (signature.signatureMethod?.includes('-MGF1') === true) return false;
  if (signature.transforms[0] !== enveloped) return false;
  if (![c14n.exclusive, c14n.inclusive, c14n.inclusive11].some((method) => signature.canonicalization?.startsWith(method) === true)) return false;
  const row = signatureAlgorithms[signature.signatureMethod ?? ''];
  if (!Object.hasOwn(signatureAlgorithms, signature.signatureMethod ?? '') || row?.family === 'hmac' || row?.family === 'dsa' || !Object.hasOwn(digestAlgorithms, signature.digestMethod ?? '')) return false;
  if (bare === null || bare.result === null) return signature.faults.some((fault) => fault.code === 'hmac-length' || fault.code === 'transform' || fault.code === 'base64') ? false : unsure('The signature breaks the rules of SAML, so this program did not compute it.');
  return bare.result === 'verified';
}

function statusText({ response }: Given): Ruling | null {
  const { status: given, children } = response;
  if (given === null || children.filter((child) => child === 'Status').length !== 1) return error('Missing Status on response');
  const [top, second] = given.codes;
  if (top === undefined || (given.codesBeside > 0 && given.codes.length === 1)) return error('Missing Status Code on response');
  if (top === status.success || top === '') return null;
  const more = given.message ?? second ?? '';
  return error(`The status code of the Response was not Success, was ${top.split(':').at(-1)}${more === '' ? '' : ` -> ${more}`}`);
}

/** Scheme and host in small letters; the rest counts letter by letter. */
const normalized = (url: string): string => url.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase());
const currentURL = (given: Given): string | null => acsURL(given)?.split('?')[0] ?? null;

function confirms(given: Given, each: SubjectConfirmation, here: string): boolean | Ruling {
  if ((each.method !== null && each.method !== '' && each.method !== confirmation.bearer) || !each.hasData) return false;
  const asked = given.response.inResponseTo;
  if (asked !== null && asked !== '' && each.inResponseTo !== null && each.inResponseTo !== '' && each.inResponseTo !== asked) return false;
  if (each.recipient !== null && each.recipient !== '' && !each.recipient.includes(here)) return false;
  if (each.notOnOrAfter !== null) {
    const until = seconds(each.notOnOrAfter);
    if (until === null) return unread(each.notOnOrAfter);
    if (until <= now(given)) return false;
  }
  if (each.notBefore === null) return true;
  const from = seconds(each.notBefore);
  return from === null ? unread(each.notBefore) : from <= now(given);
}

export const python3Saml: JudgePolicy = {
  id: 'python3-saml', name: 'python3-saml', version: '1.12 with xmlsec 1.2',
  defaults: [
    'strict is true: the Response is held to the schema of SAML before most rules, and one message tells of everything that is not in it.',
    'wantAssertionsSigned and wantMessagesSigned are false: one signature is enough, but every one that is there must verify.',
    'The Conditions may be five minutes off; the confirmation may not be off at all.',
    'InResponseTo is compared where both sides have one. A Recipient need only contain the ACS URL, and a Destination begin with it.',
    'There must be a NameID, an AuthnStatement and an AttributeStatement, and no name of an attribute twice.',
    'rejectDeprecatedAlgorithm is false: SHA-1 is accepted.',
  ],
  basis: 'real',
  sources: [{ what: 'SAML-Toolkits/python3-saml 1.12.0 as Debian 12 has it, response.py, auth.py and utils.py', url: 'https://github.com/SAML-Toolkits/python3-saml', date: '2026-11-22' }],
  unreadable: ({ fault }) => (!fault!.message.includes('XML version') && (fault!.code === 'not-well-formed' || fault!.code === 'truncated' || fault!.code === 'doctype' || fault!.code === 'entity' || fault!.code === 'duplicate-attribute')
    ? refuses('It takes no text that is not well-formed XML, and no document type declaration; its message says where.')
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
    rule('in-response-to', 'InResponseTo is the request that was sent', ({ response, expected }) => (response.inResponseTo === null || expected.requestID === undefined || response.inResponseTo === expected.requestID
      ? null : error(`The InResponseTo of the Response: ${response.inResponseTo}, does not match the ID of the AuthNRequest sent by the SP: ${expected.requestID}`))),
    onAssertion('conditions', 'there are Conditions', (given) => (given.assertion!.conditions === null ? error('The Assertion must include a Conditions element') : null)),
    onAssertion('conditions-times', 'the Conditions are valid, with five minutes of tolerance', (given) => {
      const { notBefore = null, notOnOrAfter = null } = given.assertion!.conditions ?? {};
      const from = notBefore === null ? -Infinity : seconds(notBefore);
      if (from === null) return unread(notBefore!);
      if (from > now(given) + drift) return error('Could not validate timestamp: not yet valid. Check system clock.');
      const until = notOnOrAfter === null ? Infinity : seconds(notOnOrAfter);
      if (until === null) return unread(notOnOrAfter!);
      return until + drift <= now(given) ? error('Could not validate timestamp: expired. Check system clock.') : null;
    }),
    onAssertion('authn-statement', 'there is one AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length === 1 ? null : error('The Assertion must include an AuthnStatement element'))),
    onAssertion('attribute-statement', 'there is an AttributeStatement', ({ assertion }) => (assertion!.attributeStatements > 0 ? null : error('There is no AttributeStatement on the Response'))),
    onAssertion('encrypted-attributes', 'no attribute is encrypted', ({ assertion }) => (assertion!.encryptedAttributes > 0 ? error('There is an EncryptedAttribute in the Response and this SP not support them') : null)),
    rule('destination', 'the Destination begins with the ACS URL', (given) => {
      const { destination } = given.response;
      const here = currentURL(given);
      if (destination === null) return null;
      if (destination === '') return error('The response has an empty Destination value');
      if (here === null) return noAcs;
      return normalized(destination).startsWith(normalized(here)) ? null : error(`The response was received at ${here} instead of ${destination}`);
    }),
    onAssertion('audience', 'one of all audiences is the service provider', (given) => {
      const audiences = given.assertion!.conditions?.audienceRestrictions.flat() ?? [];
      const expected = spEntityID(given);
      if (audiences.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return audiences.includes(expected) ? null : error(`${expected} is not a valid audience for this Response`);
    }),
    onAssertion('issuer', 'both Issuers are the identity provider', (given) => {
      const expected = idpEntityID(given);
      const issuers = [given.response.issuer?.value, given.assertion!.issuer?.value].filter((each) => each !== undefined && each !== '');
      if (expected === null) return noIdpEntityID;
      const other = issuers.filter((each) => each !== expected);
      if (new Set(other).size > 1) return refuses('Both Issuers are others; it names one of them.');
      return other.length === 0 ? null : error(`Invalid issuer in the Assertion/Response (expected ${expected}, got ${other[0]})`);
    }),
    onAssertion('session', 'the session has not ended', (given) => {
      const end = given.assertion!.authnStatements.find((each) => each.sessionNotOnOrAfter !== null)?.sessionNotOnOrAfter ?? null;
      if (end === null) return null;
      const until = seconds(end);
      if (until === null) return unread(end);
      return until <= now(given) ? error('The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response') : null;
    }),
    onAssertion('confirmation', 'one bearer confirmation is for the ACS URL, for this request and in time', (given) => {
      const here = currentURL(given);
      if (here === null) return noAcs;
      for (const each of given.assertion!.subject?.confirmations ?? []) {
        const result = confirms(given, each, here);
        if (result === true) return null;
        if (result !== false) return result;
      }
      return error('A valid SubjectConfirmation was not found on this Response');
    }),
    rule('signature-missing', 'the Response or the assertion is signed', ({ facts }) => (facts.signatures.some((each) => !each.detached) ? null : error('No Signature found. SAML Response rejected'))),
    rule('signature', 'every signature verifies', (given) => {
      const signatures = [...signaturesOn(given, given.response.node), ...(given.assertion === null ? [] : signaturesOn(given, given.assertion.node))];
      for (const signature of signatures) {
        const result = verified(given, signature);
        if (result !== true) return result === false ? error('Signature validation failed. SAML Response rejected') : result;
      }
      return null;
    }),
    onAssertion('attribute-names', 'no name of an attribute stands twice', ({ assertion }) => {
      const twice = (names: readonly (string | null)[]): boolean => new Set(names).size < names.length;
      const { attributes } = assertion!;
      if (twice(attributes.map((each) => each.name))) return error('Found an Attribute element with duplicated Name');
      return twice(attributes.map((each) => each.friendlyName).filter((each) => each !== null && each !== '')) ? error('Found an Attribute element with duplicated FriendlyName') : null;
    }),
    onAssertion('name-id', 'there is a NameID, for this service provider', (given) => {
      const subject = given.assertion!.subject;
      const nameID = subject?.nameID ?? null;
      if (nameID === null) return subject?.encryptedID === true ? refuses('The NameID is encrypted and cannot be opened.') : error('NameID not found in the assertion of the Response');
      if (nameID.value === '') return error('An empty NameID value found');
      const qualifier = nameID.spNameQualifier ?? '';
      const expected = spEntityID(given);
      if (qualifier === '' || qualifier === expected) return null;
      return expected === null ? noSpEntityID : error('The SPNameQualifier value mistmatch the SP entityID value.');
    }),
  ],
};
