/** mod_auth_mellon, the module of Apache that is built on Lasso. Users see “Bad Request”; what is quoted is the line in Apache's error log. */
import { sourceOf, type Instant } from '../model.ts';
import { c14n, confirmation, digestAlgorithms, enveloped, nameIDFormat, signatureAlgorithms, status } from '../urns.ts';
import { acsURL, bareOf, error, failed, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unknown, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, isAhead, misplaced, onAssertion, oneAssertion, several } from './ordinary.ts';

/** Seconds that a time may be off. */
const skew = 60;

/** What Lasso says, and the status of the message. */
function lasso({ response }: Given, text: string): Ruling {
  const { codes = [], message = null } = response.status ?? {};
  const said = codes.length === 0 ? 'Status missing' : `StatusCode1="${codes[0]}", StatusCode2="${codes[1] ?? '(null)'}", StatusMessage="${logged(message ?? '(null)')}"`;
  return error(`Error processing authn response. Lasso error: ${text}, SAML Response: ${said}`);
}
/** As Apache writes a text to its log. */
const logged = (text: string): string => text.replace(/[\\\b\n\r\t\v]/g, (letter) => `\\${{ '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\v': 'v' }[letter] ?? letter}`).replace(/[^\x00-\x7e]/gu, (letter) => encodeURIComponent(letter).toLowerCase().replaceAll('%', '\\x'));
const unreadable = 'Error processing authn response. Lasso error: [-409] Unsupported protocol profile, SAML Response: error, expected LassoSamlp2StatusResponse but got (null)';
const noAssertion = '[-427] When looking for an assertion we did not found it.';

/** A signature that stands on the element must be by a key of the metadata. */
function signature(given: Given, node: number): Ruling | null {
  const [one] = signaturesOn(given, node);
  if (one === undefined) return null;
  if (hasBareKey(given)) return bareKey;
  const unverified = lasso(given, '[-111] Failed to verify signature.');
  if (one.referenceURI !== null && one.referenceURI !== '' && one.referenceURI !== `#${one.parentID}`) return refuses('The signature is that of another element.');
  const row = Object.hasOwn(signatureAlgorithms, one.signatureMethod ?? '') ? signatureAlgorithms[one.signatureMethod!] : undefined;
  if (row === undefined || row.family !== 'rsa' || row.strength === 'refused' || !Object.hasOwn(digestAlgorithms, one.digestMethod ?? '') || one.digestMethod?.endsWith('#md5') === true) return unverified;
  if (one.faults.some((fault) => fault.code === 'unexpected-content' || fault.code === 'missing-part' || fault.code === 'signed-info-count' || fault.actual === 'Manifest')) return unsure('The signature is written in a way that its parts can be read differently.');
  if (one.transforms[0] !== enveloped || one.transforms.slice(1).some((each) => !reference.includes(each))) return one.transforms.some((each) => each.includes('c14n')) || one.transforms.length === 0 ? unverified : unsure('The signature breaks the rules of SAML, so this program did not compute it.');
  if (!methods.includes(one.canonicalization ?? '')) return unverified;
  const bare = bareOf(given, one);
  if (bare?.result === 'verified') return given.response.strayAssertions.some((each) => each.path.includes('SignatureValue')) ? unsure('Something stands in the value of the signature.') : null;
  return bare === null || bare.result === null ? unsure('The signature breaks the rules of SAML, so this program did not compute it.') : unverified;
}

const reference: readonly string[] = [c14n.exclusive, c14n.inclusive];
const methods: readonly string[] = [...reference, c14n.exclusiveWithComments, c14n.inclusiveWithComments];

/** RSA-OAEP with SHA-1 and RSA 1.5, by one key. */
function decryption(given: Given): Ruling | null {
  const { facts, response, expected } = given;
  if (response.encryptedAssertions === 0) return null;
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  const keys = expected.decryptionKeys ?? [];
  if (keys.length === 0) return lasso(given, noAssertion);
  if (keys.length > 1) return unknown('Several keys were given, and it is set up with one.');
  if (one === undefined || one.keys > 1) return unknown('There are several encrypted keys, and it tries the first one alone.');
  if (one.failure === 'malformed' && one.message?.startsWith('EncryptedData says') === true) return unknown('It does not look at what the encrypted data says it holds.');
  if (one.message?.startsWith('It was decrypted') === true) return unknown('What was encrypted could not be read here.');
  return one.result !== 'decrypted' || one.keyTransport?.includes('xmlenc11') === true || (one.oaepDigest !== null && !one.oaepDigest.endsWith('#sha1')) ? lasso(given, noAssertion) : null;
}

const timestamp = (instant: Instant | null | undefined, where: string): Ruling | null => (instant == null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(instant.text) ? null : error(`Invalid timestamp in ${where}.`));
const isOver = ({ expected }: Given, instant: Instant | null | undefined): boolean => instant?.at != null && expected.now >= instant.at + skew * 1000;

/** Of the only confirmation; several are taken for none. */
function subject(given: Given): Ruling | null {
  const [each] = given.assertion!.subject?.confirmations ?? [];
  const acs = acsURL(given)?.split('?')[0] ?? null;
  if (each === undefined) return null;
  if (each.method !== confirmation.bearer) return error('Invalid Method in SubjectConfirmation.');
  const bad = timestamp(each.notBefore, 'NotBefore in SubjectConfirmationData');
  if (bad !== null) return bad;
  if (isAhead(given, each.notBefore, skew)) return error('NotBefore in SubjectConfirmationData was in the future.');
  const worse = timestamp(each.notOnOrAfter, 'NotOnOrAfter in SubjectConfirmationData');
  if (worse !== null) return worse;
  if (isOver(given, each.notOnOrAfter)) return error('NotOnOrAfter in SubjectConfirmationData was in the past.');
  if (each.recipient !== null && acs === null) return noAcs;
  if (each.recipient !== null && each.recipient !== acs) return error(`Wrong Recipient in SubjectConfirmationData. Current URL is: ${acs}, Recipient is ${logged(each.recipient)}`);
  return each.address === null ? null : unsure('The confirmation is for one network address, and which one the user has is not known.');
}

function conditions(given: Given): Ruling | null {
  const stated = given.assertion!.conditions;
  if (stated === null) return null;
  if (stated.unknown.length > 0) return unsure('What it makes of a condition that it does not know depends on how that is written.');
  const bad = timestamp(stated.notBefore, 'NotBefore in Condition');
  if (bad !== null) return bad;
  if (isAhead(given, stated.notBefore, skew)) return error('NotBefore in Condition was in the future.');
  const worse = timestamp(stated.notOnOrAfter, 'NotOnOrAfter in Condition');
  if (worse !== null) return worse;
  return isOver(given, stated.notOnOrAfter) ? error('NotOnOrAfter in Condition was in the past.') : null;
}

export const mellon: JudgePolicy = {
  id: 'mellon', name: 'mod_auth_mellon', version: '0.18 with Lasso 2.8',
  defaults: [
    'One signature is enough, on the Response or on the assertion, but each that is there must verify. It verifies RSA alone: no RSA-PSS, no elliptic curves.',
    'Conditions and confirmation may be a minute off. How long ago the message was issued, and the end of the session, are not looked at.',
    'It wants a NameID and one SubjectConfirmation at most; a Destination, a Recipient and an audience must fit where they are there, and none has to be.',
    'Which request it answers is not looked at. An AuthnStatement is not asked for.',
    'Users see “Bad Request”, or “Unauthorized” where the status is no success; the text here is in Apache’s error log.',
  ],
  basis: 'real',
  sources: [{ what: 'mod_auth_mellon 0.18.1 as Debian 12 has it, auth_mellon_handler.c', url: 'https://github.com/latchset/mod_auth_mellon', date: '2026-11-22' }],
  unreadable({ fault }) {
    const isBroken = ['not-well-formed', 'truncated', 'doctype', 'entity'].includes(fault!.code) || fault!.code === 'encoding' || fault!.message.endsWith('a second time; expected it once.') || fault!.message.includes('XML declaration that is not');
    return isBroken && !fault!.message.includes('XML version') ? error(unreadable) : unsure('This program does not read such text; whether that one does is not known.');
  },
  rules: [
    rule('message', 'the Response has the elements of the schema, in their order', (given) => (given.response.children.some((name) => name.startsWith('{')) || failed(given, 'response/child-order', 'response/repeated-child') !== undefined ? error(unreadable) : null)),
    several,
    oneAssertion,
    rule('places', 'assertions and signatures stand where the schema has room for them', (given) => (misplaced(given) ? unknown('An assertion or a signature stands where the schema has no room for it, and what is around it is not read.') : null)),
    rule('issuer', 'the Response is from an identity provider that it knows', (given) => {
      const expected = idpEntityID(given);
      const { issuer } = given.response;
      if (expected === null) return noIdpEntityID;
      const isKnown = issuer !== null && issuer.value === expected && ['', nameIDFormat.entity].includes(issuer.format ?? '');
      return isKnown ? null : lasso(given, '[-201] The identifier of a provider is unknown to #LassoServer. To register a provider in a #LassoServer object, you must use the methods lasso_server_add_provider() or lasso_server_add_provider_from_buffer().');
    }),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => signature(given, given.response.node)),
    rule('status', 'the status is Success', (given) => {
      const { codes = [], codesBeside = 0 } = given.response.status ?? {};
      if (codesBeside > 0) return refuses('It cannot read the status.');
      if (codes[0] === undefined) return lasso(given, '[-422] Missing status code');
      if (codes[0] === status.success) return null;
      return lasso(given, codes[1]?.endsWith(':RequestDenied') === true ? '[450] Generic error when an IdP or an SP return the RequestDenied status code in its response.' : '[-432] Status code is not success');
    }),
    rule('assertion-there', 'there is an assertion', (given) => (given.response.assertions.length === 0 && given.response.encryptedAssertions === 0 ? lasso(given, noAssertion) : null)),
    rule('decryption', 'an encrypted assertion can be opened', decryption),
    onAssertion('readable', 'the assertion has the elements of the schema, in their order', (given) => (given.assertion!.children.some((name) => name.startsWith('{')) || given.facts.signatures.filter((each) => each.parent === given.assertion!.node).length > 1 || failed(given, 'assertion/child-order') !== undefined ? lasso(given, noAssertion) : null)),
    onAssertion('assertion-issuer', 'the assertion is from the same identity provider', (given) => (given.assertion!.issuer?.value === given.response.issuer?.value ? null : lasso(given, '[-437] Assertion issuer is not the same as the requested issuer'))),
    onAssertion('signed', 'the assertion or the Response is signed', (given) => ([given.response.node, given.assertion!.node].some((node) => signaturesOn(given, node).length > 0) ? null : lasso(given, '[101] Signature element not found.'))),
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => signature(given, given.assertion!.node)),
    onAssertion('subject', 'there is a Subject with one confirmation at most', (given) => {
      const whom = given.assertion!.subject;
      const both = whom?.encryptedID === true && whom.nameID !== null && sourceOf(whom.nameID.node) === sourceOf(whom.node);
      return whom === null || whom.confirmations.length > 1 || both ? lasso(given, '[-428] Missing subject') : null;
    }),
    onAssertion('name-id', 'there is a NameID', (given) => {
      const { encryptedID = false, nameID = null } = given.assertion!.subject ?? {};
      if (failed(given, 'name-id/child-elements') === undefined && nameID !== null) return null;
      return encryptedID ? lasso(given, '[-119] Creation of an encrypted node failed') : error('No acceptable name identifier found in SAML 2.0 response.');
    }),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination } = given.response;
      const acs = acsURL(given)?.split('?')[0] ?? null;
      if (destination === null) return null;
      return acs === null ? noAcs : destination === acs ? null : error(`Invalid Destination on Response. Should be '${acs}', but was '${logged(destination)}'`);
    }),
    onAssertion('confirmation', 'the confirmation is for the ACS URL and in time, with a minute of tolerance', subject),
    onAssertion('conditions', 'the Conditions are valid, with a minute of tolerance', conditions),
    onAssertion('audience', 'the audience of each AudienceRestriction is the service provider', (given) => {
      const expected = spEntityID(given);
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      if (restrictions.some((audiences) => audiences.length > 1)) return unsure('What it makes of an AudienceRestriction with several audiences is not known.');
      const other = restrictions.find((audiences) => audiences[0] !== expected);
      return other === undefined ? null : error(`Invalid Audience in Conditions. Should be '${expected}', but was '${logged(other[0] ?? '')}'`);
    }),
    onAssertion('id', 'the assertion has an ID', ({ assertion }) => (assertion!.id === null ? error('Assertion ID is not present.') : null)),
    rule('replay', 'the assertion is used for the first time', ({ assertion, expected }) => (assertion?.id != null && expected.seenAssertionIDs?.includes(assertion.id) === true ? error(`Assertion ID ${logged(assertion.id)} has already been used.`) : null)),
  ],
};
