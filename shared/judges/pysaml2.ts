/** pysaml2, which djangosaml2 and SATOSA are built on. */
import type { Instant } from '../model.ts';
import { confirmation, enveloped, signatureAlgorithms, status } from '../urns.ts';
import { acsURL, audiencesOf, bareOf, error, failed, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unknown, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, onAssertion, several, unmet, unreadTimes } from './ordinary.ts';
import { breaksSchema } from './schema.ts';

const second = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const now = ({ expected }: Given): number => Math.floor(expected.now / 1000) * 1000;

/** Without any tolerance, to the second, the last of which still counts. */
function tooOld(given: Given, instant: Instant | null | undefined): Ruling | null {
  if (instant?.at == null || Math.floor(instant.at / 1000) * 1000 >= now(given)) return null;
  return error(`Can't use response, too old (now=${second(now(given))} + slack=0 > not_on_or_after=${instant.text}`);
}
function tooEarly(given: Given, instant: Instant | null | undefined): Ruling | null {
  if (instant?.at == null || Math.floor(instant.at / 1000) * 1000 <= now(given)) return null;
  return error(`Can't use response yet: (now=${second(now(given))} + slack=0) <= notbefore=${instant.text}`);
}

/** It holds to the schema what it has read, in the order of the schema: what stands in another order, or where others have room, it does not see. */
function schema(given: Given): Ruling | null {
  const { response, assertion, facts } = given;
  const { conditions = null, subject = null } = assertion ?? {};
  const times = [response.issueInstant, assertion?.issueInstant, conditions?.notBefore, conditions?.notOnOrAfter, ...(assertion?.authnStatements.flatMap((each) => [each.authnInstant, each.sessionNotOnOrAfter]) ?? []), ...(subject?.confirmations.flatMap((each) => [each.notBefore, each.notOnOrAfter]) ?? [])];
  const surely = [...response.children, ...(assertion?.children ?? [])].some((name) => name.startsWith('{')) || failed(given, 'response/id', 'assertion/id', 'assertion/issuer-missing', 'conditions/unknown', 'name-id/child-elements') !== undefined
    || facts.signatures.some((each) => each.faults.some((fault) => fault.code === 'missing-part' || fault.code === 'signed-info-count')) || conditions?.audienceRestrictions.some((audiences) => audiences.length === 0) === true
    || (response.status?.codes.length ?? 0) === 0 || times.some((each) => each != null && each.at === null);
  if (surely) return refuses('The message is not in the schema: “Signature verification failed. Invalid document format.”');
  const doubtful = breaksSchema(given) || response.strayAssertions.length > 0 || (facts.xml?.straySignatures.length ?? 0) > 0 || facts.signatures.some((each) => (each.parentName !== 'Response' && each.parentName !== 'Assertion') || each.faults.some((fault) => fault.code === 'base64' || fault.code === 'unexpected-content'));
  return doubtful ? unknown('Something is not as the schema has it. Whether it sees that is not known.') : null;
}

/** xmlsec1 verifies it with the keys of the metadata; what refers elsewhere is refused first. */
function signature(given: Given, node: number): Ruling | null {
  const [one] = signaturesOn(given, node);
  if (one === undefined) return null;
  if (one.referenceURI === null || one.referenceURI !== `#${one.parentID}` || (bareOf(given, one)?.references.length ?? 1) !== 1) return refuses('The signature is not one of its own element alone: “Signature failed to meet constraints on xmldsig”.');
  if (hasBareKey(given)) return bareKey;
  const row = Object.hasOwn(signatureAlgorithms, one.signatureMethod ?? '') ? signatureAlgorithms[one.signatureMethod!] : undefined;
  if (row?.family !== 'rsa' || row.strength === 'refused' || one.transforms[0] !== enveloped) return unsure('Which algorithms and transforms it takes beside the usual ones was not tried.');
  const bare = bareOf(given, one);
  if (bare?.result === 'verified') return null;
  return bare === null || bare.result === null ? unsure('The signature breaks the rules of SAML, so this program did not compute it.') : error('Failed to verify signature');
}

/** Whatever goes wrong, it says no more. */
function decryption({ facts, response, expected }: Given): Ruling | null {
  if (response.encryptedAssertions === 0) return null;
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  if ((expected.decryptionKeys ?? []).length === 0) return error('The Authn Response Statement is not valid');
  if (one === undefined || one.keys > 1 || one.failure === 'malformed' || one.message?.startsWith('It was decrypted') === true || response.assertions.length !== 1) return unknown('What is encrypted was not read.');
  if (one.keyTransport?.endsWith('#rsa-oaep-mgf1p') !== true || (one.oaepDigest !== null && !one.oaepDigest.endsWith('#sha1'))) return unknown('Which ways of encryption it opens beside RSA-OAEP with SHA-1 was not tried.');
  return one.result === 'decrypted' ? null : error('The Authn Response Statement is not valid');
}

export const pysaml2: JudgePolicy = {
  id: 'pysaml2', name: 'pysaml2', version: '7.0',
  defaults: [
    'want_response_signed is true: the Response must be signed, and a signature on the assertion is verified too.',
    'allow_unsolicited is false: a login that was started at the identity provider is refused.',
    'accepted_time_diff is 0: a clock that is a second off is enough to be refused.',
    'The message is held to the schema of SAML before its signature is verified.',
    'One of all audiences must be the service provider, where there are any. A Recipient must be there, but any will do.',
    'There must be one AuthnStatement. A NameID is not asked for.',
  ],
  basis: 'real',
  sources: [{ what: 'pysaml2 7.0.1 as Debian 12 has it, response.py, sigver.py, entity.py and validate.py', url: 'https://github.com/IdentityPython/pysaml2', date: '2026-11-22' }],
  unreadable: ({ fault }) => (!fault!.message.includes('XML version') && (['not-well-formed', 'truncated', 'entity', 'duplicate-attribute'].includes(fault!.code) || (fault!.code === 'encoding' && fault!.message.includes('not valid UTF-8')))
    ? refuses('It takes no text that is not well-formed XML; what it says is an error of its XML reader.')
    : unsure('This program does not read such text; whether that one does is not known.')),
  rules: [
    rule('response-signed', 'the Response is signed', (given) => (signaturesOn(given, given.response.node).length === 0 ? error('Signature missing for response') : null)),
    several,
    rule('issuer', 'the Response is from the identity provider', (given) => {
      const expected = idpEntityID(given);
      const issuer = given.response.issuer?.value.trim();
      if (expected === null) return noIdpEntityID;
      return issuer === expected ? null : error(issuer ?? 'None');
    }),
    rule('schema', 'the message keeps to the schema', schema),
    rule('response-signature', 'the signature of the Response verifies', (given) => signature(given, given.response.node)),
    onAssertion('subject', 'there is a Subject', ({ assertion }) => (assertion!.subject === null && assertion!.authnStatements.length > 0 ? error('An assertion with an AuthnStatement must contain a Subject') : null)),
    onAssertion('one-time-use', 'OneTimeUse stands there once', ({ assertion }) => ((assertion!.conditions?.oneTimeUse ?? 0) > 1 ? error('Cannot be used more than once') : null)),
    rule('in-response-to', 'Response and confirmations answer a request that was sent', ({ response, assertion, expected }) => {
      const asked = response.inResponseTo;
      if (asked === null || asked !== expected.requestID) return error(`Unsolicited response: ${asked ?? 'None'}`);
      const confirmations = assertion?.from === 'plain' ? assertion.subject?.confirmations ?? [] : [];
      if (confirmations.some((each) => !each.hasData)) return refuses('It breaks off where a SubjectConfirmation has no data.');
      return confirmations.some((each) => each.inResponseTo !== asked) ? error(`Unsolicited response: ${asked}`) : null;
    }),
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : refuses('It says RequestVersionTooLow or RequestVersionTooHigh.'))),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination } = given.response;
      const acs = acsURL(given);
      if ((destination ?? '') === '') return null;
      return acs === null ? noAcs : destination === acs ? null : error('The Authn Response Statement is not valid');
    }),
    rule('status', 'the status is Success', ({ response }) => (response.status?.codes[0] === undefined || response.status.codes[0] === status.success ? null : refuses('It says “Unsuccessful operation: …” with the status.'))),
    rule('assertion-there', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? error('Invalid number of assertions in Response: 0') : null)),
    rule('decryption', 'an encrypted assertion can be opened', decryption),
    onAssertion('assertion-issuer', 'a signed assertion is from the identity provider', (given) => {
      const issuer = given.assertion!.issuer?.value.trim();
      return signaturesOn(given, given.assertion!.node).length === 0 || issuer === idpEntityID(given) ? null : error(issuer ?? 'None');
    }),
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => signature(given, given.assertion!.node)),
    unreadTimes,
    onAssertion('authn-statement', 'there is one AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length === 1 ? null : error(`Invalid number of AuthnStatement found in Response: ${assertion!.authnStatements.length}`))),
    onAssertion('session', 'the session has not ended', (given) => tooOld(given, given.assertion!.authnStatements[0]?.sessionNotOnOrAfter)),
    onAssertion('conditions', 'the Conditions are valid, without any tolerance', (given) => tooOld(given, given.assertion!.conditions?.notOnOrAfter) ?? tooEarly(given, given.assertion!.conditions?.notBefore)),
    onAssertion('audience', 'one of all audiences is the service provider', (given) => {
      const audiences = audiencesOf(given).map((each) => each.trim());
      const expected = spEntityID(given);
      if ((given.assertion!.conditions?.audienceRestrictions ?? []).length === 0) return null;
      if (expected === null) return noSpEntityID;
      return audiences.includes(expected) ? null : error(`AudienceRestrictions conditions not satisfied! (Local entity_id=${expected})`);
    }),
    onAssertion('confirmation-there', 'there is a confirmation', ({ assertion }) => ((assertion!.subject?.confirmations ?? []).length === 0 ? error('No valid attesting address') : null)),
    onAssertion('confirmation-times', 'the confirmation is in time', (given) => {
      const [each] = given.assertion!.subject?.confirmations.filter(({ method }) => method === confirmation.bearer) ?? [];
      return tooOld(given, each?.notOnOrAfter) ?? tooEarly(given, each?.notBefore);
    }),
    onAssertion('confirmation', 'a bearer confirmation names its Recipient', (given) => {
      const broken = unmet(given, (each) => (each.method === confirmation.holderOfKey ? 'No valid subject confirmation' : (each.recipient ?? '') === '' ? 'No valid recipient' : null));
      return broken === null ? null : error(broken.at(-1) ?? 'No valid subject confirmation');
    }),
  ],
};
