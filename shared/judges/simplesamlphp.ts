/** SimpleSAMLphp as a service provider. It shows "Error processing response from Identity Provider" or the message under it, as it is set up. */
import { sourceOf, type Instant } from '../model.ts';
import { c14n, confirmation, digestAlgorithms, enveloped, rsaSha1, rsaSha256, status } from '../urns.ts';
import { acsURL, bareOf, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, isAhead, isPast, onAssertion, several, unmet } from './ordinary.ts';

const skew = 180;
/** Of the confirmation, whatever assertion.allowed_clock_skew says. */
const confirmationSkew = 60;

const exported = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const here = (given: Given): string | null => acsURL(given)?.split('?')[0] ?? null;

const rsa: readonly (string | null)[] = [rsaSha1, rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'];
const uncomputed = unsure('The signature breaks the rules of SAML, so this program did not compute it.');

/** What the signature of an element is when the message is read: its key comes later. `none`: there is none. */
function digestOf(given: Given, node: number): 'right' | 'none' | Ruling {
  const [one, ...others] = signaturesOn(given, node);
  if (one === undefined) return 'none';
  if (others.length > 0) return error('XMLSec: more than one signature element in root.');
  const bare = bareOf(given, one);
  if (one.digestMethod !== null && !Object.hasOwn(digestAlgorithms, one.digestMethod) || one.digestMethod?.endsWith('#md5') === true) return error(`Cannot validate digest: Unsupported Algorithm <${one.digestMethod}>`);
  if (bare !== null && bare.signedInfos > 1) return error('Invalid structure - Too many SignedInfo elements found');
  if (bare !== null && bare.references.length === 0) return error('Reference nodes not found');
  if (bare === null || bare.references.length !== 1 || one.transforms.some((each) => !known.includes(each)) || one.transforms.filter((each) => each === enveloped).length !== 1) return uncomputed;
  if (bare.result === 'digest') return error('Reference validation failed');
  if (one.referenceURI !== `#${one.parentID}`) return bare.result === null ? uncomputed : refuses('The signature is that of another element.');
  if (one.digestClaimed === null) return error('Reference validation failed');
  return bare.result === null && one.digestComputed === null && rsa.includes(one.signatureMethod) ? uncomputed : 'right';
}
const known: readonly string[] = [enveloped, c14n.exclusive, c14n.exclusiveWithComments, c14n.inclusive, c14n.inclusiveWithComments, c14n.inclusive11];

/** Whether a signature whose digest is right is by the key. */
function keyOf(given: Given, node: number): true | Ruling {
  const one = signaturesOn(given, node)[0]!;
  if (hasBareKey(given)) return bareKey;
  if (one.signatureMethod === null) return error('Missing SignatureMethod element.');
  if (!rsa.includes(one.signatureMethod)) return error('Unsupported signing algorithm.');
  const { result = null, value = null } = bareOf(given, one) ?? {};
  if (value === null || value === '') return error('Unable to locate SignatureValue');
  if (given.response.strayAssertions.some((each) => each.path.includes('SignatureValue'))) return uncomputed;
  return result === 'verified' ? true : result === null ? uncomputed : error('Unable to validate Signature');
}

/** A Response whose digest is wrong counts as not signed; one by another key is an error. */
function responseSigned(given: Given): boolean | Ruling {
  const digest = signaturesOn(given, given.response.node)[0]?.signatureMethod === null ? 'none' : digestOf(given, given.response.node);
  return digest === 'right' ? keyOf(given, given.response.node) : digest === 'none' || 'error' in digest || 'refuses' in digest ? false : digest;
}

/** By its form alone: the thirtieth of February is one. */
const timestamp = (instant: Instant | null): Ruling | null => (instant !== null && /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(instant.text) ? null : error(`Invalid SAML2 timestamp passed to xsDateTimeToTimestamp: ${instant?.text ?? ''}`));
const timestampIf = (instant: Instant | null | undefined): Ruling | null => (instant == null ? null : timestamp(instant));

/** What it asks of an assertion as soon as it reads it, before anything is verified. */
function readable(given: Given): Ruling | null {
  const { id, version, issueInstant, issuer, subject, conditions, authnStatements, attributes } = given.assertion!;
  if (id === null) return error('Missing ID attribute on SAML assertion.');
  if (version !== '2.0') return error(`Unsupported version: ${version ?? ''}`);
  const issued = timestamp(issueInstant);
  if (issued !== null) return issued;
  if (issuer === null) return error('Missing <saml:Issuer> in assertion.');
  if (subject?.encryptedID === true && subject.nameID !== null && sourceOf(subject.nameID.node) === sourceOf(subject.node)) return error('More than one <saml:NameID> or <saml:EncryptedID> in <saml:Subject>.');
  if (subject !== null && subject.nameID === null && !subject.encryptedID && subject.confirmations.length === 0) return error('Missing <saml:SubjectConfirmation> in <saml:Subject>.');
  for (const each of subject?.confirmations ?? []) {
    if (each.method === null) return error('SubjectConfirmation element without Method attribute.');
    const bad = timestampIf(each.notBefore) ?? timestampIf(each.notOnOrAfter);
    if (bad !== null) return bad;
  }
  const [unknown] = conditions?.unknown ?? [];
  if (unknown !== undefined) return refuses('It takes no condition that it does not know, and names it: “Unknown condition: …”.');
  if (authnStatements.length > 1) return error('More than one <saml:AuthnStatement> in <saml:Assertion> not supported.');
  const [login] = authnStatements;
  if (login !== undefined && login.authnInstant === null) return error('Missing required AuthnInstant attribute on <saml:AuthnStatement>.');
  for (const each of [conditions?.notBefore, conditions?.notOnOrAfter, login?.authnInstant, login?.sessionNotOnOrAfter]) {
    const bad = timestampIf(each) ?? (each != null && each.at === null ? unsure('There is no such day or hour.') : null);
    if (bad !== null) return bad;
  }
  if (attributes.some((each) => each.name === '' && !each.encrypted)) return unsure('An attribute has no name, or an empty one.');
  const digest = digestOf(given, given.assertion!.node);
  return typeof digest === 'string' ? null : digest;
}

/** It opens RSA-OAEP with SHA-1, by up to two keys, and never says what went wrong. */
function decryption(given: Given): Ruling | null {
  const { facts, response, expected } = given;
  if (response.encryptedAssertions === 0) return null;
  const keys = expected.decryptionKeys ?? [];
  if (keys.length === 0) return error('Error decrypting assertion: No private key found in metadata.');
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  if (one === undefined || keys.length > 2) return unsure('What is encrypted was not read.');
  if (one.keys > 1) return unsure('There are several encrypted keys, and it tries the first one alone.');
  if (one.failure === 'malformed' && one.message?.startsWith('EncryptedData says') === true) return unsure('It does not look at what the encrypted data says it holds.');
  if (one.failure === 'undecryptable' || (one.message?.includes('was decrypted') === true && given.assertion === null)) return refuses('It could not be opened, or what was in it could not be read.');
  if (/holds (?:no|\d+) EncryptedData/.test(one.message ?? '')) return refuses('There is not one EncryptedData in it.');
  const closed = one.result !== 'decrypted' && one.message?.startsWith('It was decrypted') !== true;
  if (closed || given.bare.keyBeside || given.bare.oaepLabel || one.keyTransport?.endsWith('#rsa-oaep-mgf1p') !== true || (one.oaepDigest !== null && !one.oaepDigest.endsWith('#sha1'))) return error('Failed to decrypt XML element.');
  return given.assertion === null ? unsure('What was encrypted could not be read here.') : readable(given);
}

const short = (code: string): string => code.replace(/^urn:oasis:names:tc:SAML:2\.0:status:/, '');

/** The reason why no confirmation holds is that of the last. */
function confirmations(given: Given, current: string): Ruling | null {
  const { response } = given;
  const reasons = unmet(given, (each) => {
    if (each.method === confirmation.holderOfKey) return 'Holder-of-Key SubjectConfirmation received, but the Holder-of-Key profile is not enabled.';
    if (each.method !== confirmation.bearer && each.method !== confirmation.senderVouches) return `Invalid Method on SubjectConfirmation: ${each.method === null ? 'NULL' : exported(each.method)}`;
    if (!each.hasData) return 'No SubjectConfirmationData provided';
    if (isAhead(given, each.notBefore, confirmationSkew)) return `NotBefore in SubjectConfirmationData is in the future: ${Math.floor(each.notBefore!.at! / 1000)}`;
    if (isPast(given, each.notOnOrAfter, confirmationSkew)) return `NotOnOrAfter in SubjectConfirmationData is in the past: ${Math.floor(each.notOnOrAfter!.at! / 1000)}`;
    if (each.recipient !== null && each.recipient !== current) return `Recipient in SubjectConfirmationData does not match the current URL. Recipient is ${exported(each.recipient)}, current URL is ${exported(current)}.`;
    if (each.inResponseTo !== null && response.inResponseTo !== null && each.inResponseTo !== response.inResponseTo) return `InResponseTo in SubjectConfirmationData does not match the Response. Response has ${exported(response.inResponseTo)}, SubjectConfirmationData has ${exported(each.inResponseTo)}.`;
    return null;
  });
  return reasons === null ? null : error(`Error validating SubjectConfirmation in Assertion: ${reasons.at(-1) ?? 'No SubjectConfirmation element in Subject.'}`);
}

export const simpleSamlPhp: JudgePolicy = {
  id: 'simplesamlphp', name: 'SimpleSAMLphp', version: '1.19',
  defaults: [
    'One signature is enough, on the Response or on the assertion. It verifies RSA with SHA-1, SHA-256, SHA-384 and SHA-512: no RSA-PSS, no elliptic curves.',
    'An assertion that was changed after it was signed is refused, even in a Response whose signature holds; a Response that was changed counts as not signed.',
    'assertion.allowed_clock_skew is 180 seconds for the Conditions and the session; for the confirmation it is always 60.',
    'A response that answers no request it knows is taken for one that was started at the identity provider, and accepted.',
    'store.type is phpsession: an assertion that is used a second time is not noticed.',
    'A Destination, a Recipient and an audience must fit where they are there, and none has to be.',
    'There must be an AuthnStatement. A NameID is not asked for. RSA 1.5 is not opened.',
  ],
  basis: 'real',
  sources: [{ what: 'simplesamlphp 1.19.7 as Debian 12 has it, modules/saml/lib/Message.php and www/sp/saml2-acs.php; simplesamlphp/saml2 4, Assertion.php, Message.php and Utils.php', url: 'https://github.com/simplesamlphp/simplesamlphp', date: '2026-11-22' }],
  unreadable({ fault }) {
    if (fault!.code === 'doctype') return refuses('It takes no document type declaration.');
    const isBroken = ['not-well-formed', 'truncated', 'entity'].includes(fault!.code) || fault!.message.endsWith('a second time; expected it once.') || (fault!.code === 'encoding' && fault!.message.includes('not valid UTF-8')) || fault!.message.includes('XML declaration that is not');
    return isBroken && !fault!.message.includes('XML version') ? error('Unable to parse XML - "FATAL[4]": "Start tag expected, \'<\' not found\n" in "(string)" at line 2 on column 1"') : unsure('This program does not read such text; whether that one does is not known.');
  },
  rules: [
    rule('id', 'the Response has an ID', ({ response }) => (response.id === null ? error('Missing ID attribute on SAML message.') : null)),
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error(`Unsupported version: ${response.version ?? ''}`))),
    rule('issue-instant', 'the Response says when it was issued, in UTC', ({ response }) => timestamp(response.issueInstant)),
    rule('status-there', 'there is a status', ({ response }) => (response.status === null ? error('Missing status code on response.') : response.status.codes.length === 0 ? error('Missing status code in status element.') : null)),
    several,
    onAssertion('readable', 'the assertion can be read, and was not changed after it was signed', (given) => (given.response.encryptedAssertions > 0 ? null : readable(given))),
    rule('issuer', 'the Issuer is the identity provider', (given) => {
      const issuer = given.response.issuer?.value ?? (given.response.encryptedAssertions > 0 ? undefined : given.assertion?.issuer?.value);
      const expected = idpEntityID(given);
      if (issuer === undefined) return error('Missing <saml:Issuer> in message delivered to AssertionConsumerService.');
      if (expected === null) return noIdpEntityID;
      return issuer.trim() === expected ? null : error(`Cannot retrieve metadata for IdP '${issuer.trim()}' because it isn't a valid IdP for this SP.`);
    }),
    rule('status', 'the status is Success', ({ response }) => {
      const { codes, message } = response.status!;
      return codes[0] === status.success ? null : error(`${codes.slice(0, 2).map(short).join('/')}${message === null ? '' : `: ${message.trim()}`}`);
    }),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination } = given.response;
      const current = here(given);
      if (destination === null) return null;
      if (current === null) return noAcs;
      return destination === current ? null : error(`Destination in response doesn't match the current URL. Destination is "${destination}", current URL is "${current}".`);
    }),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => {
      const result = responseSigned(given);
      return typeof result === 'boolean' ? null : result;
    }),
    rule('assertion-there', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? error('No assertions found in response from IdP.') : null)),
    rule('decryption', 'an encrypted assertion can be opened and read', decryption),
    onAssertion('signature', 'the assertion or the Response is signed', (given) => {
      const digest = digestOf(given, given.assertion!.node);
      if (typeof digest !== 'string') return digest;
      if (digest === 'none') return responseSigned(given) === true ? null : error('Neither the assertion nor the response was signed.');
      const result = keyOf(given, given.assertion!.node);
      return result === true ? null : result;
    }),
    onAssertion('not-before', 'NotBefore has come, with 180 seconds of tolerance', (given) => (isAhead(given, given.assertion!.conditions?.notBefore, skew) ? error('Received an assertion that is valid in the future. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('not-on-or-after', 'NotOnOrAfter has not passed, with 180 seconds of tolerance', (given) => (isPast(given, given.assertion!.conditions?.notOnOrAfter, skew) ? error('Received an assertion that has expired. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('session', 'the session has not ended, with 180 seconds of tolerance', (given) => (isPast(given, given.assertion!.authnStatements[0]?.sessionNotOnOrAfter, skew) ? error('Received an assertion with a session that has expired. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('audience', 'every AudienceRestriction names the service provider', (given) => {
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      const expected = spEntityID(given);
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      const [first, ...others] = restrictions.map((audiences) => audiences.map((each) => each.trim()));
      const common = first!.filter((each) => others.every((audiences) => audiences.includes(each)));
      return common.includes(expected) ? null : error(`This SP [${expected}]  is not a valid audience for the assertion. Candidates were: [${common.join('], [')}]`);
    }),
    onAssertion('confirmation', 'a confirmation is for the ACS URL and in time', (given) => {
      const current = here(given);
      return current === null ? noAcs : confirmations(given, current);
    }),
    onAssertion('name-id', 'an encrypted NameID can be opened', ({ assertion, facts, expected }) => {
      if (assertion!.subject?.encryptedID !== true) return null;
      if ((expected.decryptionKeys ?? []).length === 0) return error('Error decrypting NameID: No private key found in metadata.');
      return facts.encrypted.some((each) => each.what === 'EncryptedID' && each.result === 'decrypted') ? null : error('Failed to decrypt XML element.');
    }),
    onAssertion('authn-statement', 'there is an AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length > 0 ? null : error('No AuthnStatement found in assertion(s).'))),
  ],
};
