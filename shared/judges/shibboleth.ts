/** Shibboleth as a service provider, with the security policy that it brings. */
import { sourceOf, type Assertion, type Instant, type Response } from '../model.ts';
import { c14n, confirmation, digestAlgorithms, enveloped, nameIDFormat, signatureAlgorithms, status } from '../urns.ts';
import { acsURL, bareOf, error, failed, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { bareKey, hasBareKey, isAhead, isPast, misplaced, onAssertion, oneAssertion, several, unmet, unreadTimes } from './ordinary.ts';

const skew = 180;
/** Seconds after which a message is too old, besides the skew. */
const expires = 60;

const issued = ({ response, assertion }: Given): (Instant | null)[] => [response.issueInstant, assertion?.issueInstant ?? null];
const isLongAgo = ({ expected }: Given, instant: Instant | null): boolean => instant?.at != null && instant.at < expected.now - (skew + expires) * 1000;

const topCodes: readonly (string | undefined)[] = [status.success, 'urn:oasis:names:tc:SAML:2.0:status:Requester', 'urn:oasis:names:tc:SAML:2.0:status:Responder', 'urn:oasis:names:tc:SAML:2.0:status:VersionMismatch'];

/** What its reader of messages asks for before anything is looked at: of the Response, then of an assertion that is not encrypted. */
function readable(given: Given): Ruling | null {
  const { response, facts } = given;
  const signatures = facts.signatures.filter((each) => !each.detached);
  if (signatures.some((each) => each.faults.some((fault) => ['missing-part', 'signed-info-count'].includes(fault.code)) || bareOf(given, each)?.value === '' || each.embeddedCertificates.some(({ der }) => der === ''))) return refuses('It cannot load the signature, and says what it stumbles over.');
  const assertion = given.assertion?.from === 'plain' ? given.assertion : null;
  if ([...response.children, ...(assertion?.children ?? [])].some((name) => name.startsWith('{')) || facts.readingDiffers !== null || failed(given, 'response/repeated-child', 'status/several-codes', 'name-id/child-elements') !== undefined || misplaced(given) || new Set(signatures.map((each) => each.parent)).size < signatures.length) return refuses('It takes no element that the schema does not have there: “Invalid child element: …”.');
  if (signatures.some((each) => each.parentName !== 'Response' && each.parentName !== 'Assertion')) return unsure('Something else than the Response and the assertion is signed.');
  return responseReadable(response) ?? (assertion === null ? null : assertionReadable(given, assertion));
}

function responseReadable(response: Response): Ruling | null {
  if (response.id === null) return error('StatusResponseType must have ID.');
  if (response.version === null) return error('StatusResponseType must have Version.');
  if (response.issueInstant === null) return error('StatusResponseType must have IssueInstant.');
  if (response.status === null) return error('StatusResponseType must have Status.');
  if (response.status.codes.length === 0) return error('Status must have StatusCode.');
  return topCodes.includes(response.status.codes[0]) ? null : error('Invalid value for top-level StatusCode');
}

function assertionReadable(given: Given, assertion: Assertion): Ruling | null {
  const { subject, conditions } = assertion;
  if (assertion.id === null) return error('Assertion must have ID.');
  if (assertion.version === null) return error('Assertion must have Version.');
  if (assertion.issueInstant === null) return error('Assertion must have IssueInstant.');
  if (assertion.issuer === null) return error('Assertion must have Issuer.');
  if (subject === null && (assertion.authnStatements.length > 0 || assertion.attributeStatements > 0)) return error('Assertion with standard statements must have a Subject.');
  if (subject?.encryptedID === true && subject.nameID !== null && sourceOf(subject.nameID.node) === sourceOf(subject.node)) return error('Subject cannot contain multiple identifier elements.');
  if (subject?.nameID?.value === '') return error('NameID must have TextContent.');
  if (conditions?.audienceRestrictions.some((audiences) => audiences.length === 0) === true) return error('AudienceRestriction must have at least one Audience.');
  if ((conditions?.oneTimeUse ?? 0) > 1) return error('Multiple OneTimeUse condition elements are not permitted.');
  const hasPlain = assertion.attributes.some((each) => !each.encrypted);
  return failed(given, 'assertion/attribute-statement-empty') !== undefined || (assertion.attributeStatements > 0 && !hasPlain) ? error('AttributeStatement must have at least one Attribute.') : null;
}

/** Without metadata of the Issuer no signature is looked at. */
const isKnown = (given: Given): boolean => issuerOf(given) === idpEntityID(given);
const issuerOf = ({ response, assertion }: Given): string | undefined => (response.issuer?.value ?? assertion?.issuer?.value)?.trim();

/** A signature that stands there must keep to the profile, be by a key of the metadata, and name no other key. */
function signature(given: Given, node: number): Ruling | null {
  const [one] = signaturesOn(given, node);
  if (one === undefined || !isKnown(given)) return null;
  if (one.referenceURI === null || one.referenceURI === '') return unsure('The Reference names the whole document.');
  if (one.faults.some((fault) => fault.actual === 'Manifest')) return unsure('A Manifest stands in the signature.');
  if (one.faults.some((fault) => ['reference-count', 'reference-target', 'object'].includes(fault.code)) || one.transforms.length > 2 || one.transforms.some((each) => !profile.includes(each)) || !one.transforms.includes(enveloped)) return error('Invalid signature profile for SAML object.');
  const unverified = error('Message was signed, but signature could not be verified.');
  if (hasBareKey(given)) return bareKey;
  const [embedded] = one.embeddedCertificates;
  if (embedded !== undefined && !given.facts.trusted.some((key) => key.use !== 'encryption' && key.certificate?.keySha256 === embedded.keySha256)) return unverified;
  const row = Object.hasOwn(signatureAlgorithms, one.signatureMethod ?? '') ? signatureAlgorithms[one.signatureMethod!] : undefined;
  if (row === undefined || row.strength === 'refused' || row.family === 'rsa-pss' || !Object.hasOwn(digestAlgorithms, one.digestMethod ?? '')) return unverified;
  if (one.transforms[0] !== enveloped || one.transforms[1] === enveloped) return unverified;
  if (one.faults.some((fault) => fault.code === 'unexpected-content' || fault.actual === 'CDATA')) return unsure('The signature is written in a way that its parts can be read differently.');
  const bare = bareOf(given, one);
  if (bare?.result === 'verified') return null;
  return bare === null || bare.result === null ? unsure('The signature breaks the rules of SAML, so this program did not compute it.') : unverified;
}
const profile: readonly string[] = [enveloped, c14n.exclusive, c14n.exclusiveWithComments, c14n.inclusive, c14n.inclusiveWithComments];

/** By its metadata it opens RSA-OAEP alone; whatever goes wrong, it says the same. */
function decryption(given: Given): Ruling | null {
  const { facts, response, expected } = given;
  if (response.encryptedAssertions === 0) return null;
  const nothing = error('A valid authentication statement was not found in the incoming message.');
  if ((expected.decryptionKeys ?? []).length === 0) return nothing;
  const one = facts.encrypted.find((each) => each.what === 'EncryptedAssertion');
  if (one === undefined) return unsure('What is encrypted was not read.');
  if (one.keys > 1) return unsure('There are several encrypted keys, and which of them it tries depends on the names in them.');
  if (one.failure === 'malformed') return one.message?.startsWith('EncryptedData says') === true ? unsure('It does not look at what the encrypted data says it holds.') : refuses('What is encrypted is not written as the standards say.');
  return one.result !== 'decrypted' || one.keyTransport?.endsWith('#rsa-1_5') === true ? nothing : null;
}

export const shibboleth: JudgePolicy = {
  id: 'shibboleth-sp', name: 'Shibboleth SP', version: '3.4',
  defaults: [
    'clockSkew is 180 seconds, and a Response or an assertion that is more than a minute older is refused, whatever its Conditions say.',
    'requireSignedAssertions is false: one signature is enough, on the Response or on the assertion. Its algorithms are those that it does not exclude: no RSA-PSS, and no RSA 1.5 for encryption.',
    'A key that stands in the signature must be one of the metadata.',
    'A signed Response must name its Destination. The bearer confirmation must name the ACS URL as its Recipient, and its end.',
    'Which request it answers is not looked at unless checkCorrelation is set.',
    'OneTimeUse and ProxyRestriction are refused: the policy has a rule for audiences alone.',
    'There must be an AuthnStatement. A NameID is not asked for, but may not be empty.',
    'A message that comes a second time is refused (checkReplay); that is left out here.',
  ],
  basis: 'real',
  // The project's own host shows no single files; the mirror holds the same sources.
  sources: [
    { what: 'Shibboleth SP 3, shibsp/handler/impl/SAML2Consumer.cpp, commit 02091aa, AbstractHandler.cpp, and configs/security-policy.xml, commit 12ecd4e (a mirror); compared with 3.4.1 as Debian 12 has it', url: 'https://github.com/unofficial-shibboleth-mirror/cpp-sp', date: '2026-11-22' },
    { what: 'OpenSAML-C 3, SAML2POSTDecoder.cpp, MessageFlowRule.cpp, ConditionsRule.cpp, AudienceRestrictionRule.cpp and BearerConfirmationRule.cpp, commit 04482c5 and later (a mirror); compared with 3.2.1 as Debian 12 has it', url: 'https://github.com/unofficial-shibboleth-mirror/cpp-opensaml', date: '2026-11-22' },
  ],
  unreadable({ fault }) {
    const isRead = fault!.message.includes('XML version') || fault!.message.includes('relative namespace') || fault!.message.includes('but the bytes are');
    const isBroken = ['not-well-formed', 'truncated', 'doctype', 'entity', 'namespace', 'duplicate-attribute', 'encoding'].includes(fault!.code) || fault!.message.includes('XML declaration that is not');
    return isBroken && !isRead ? error('XML error(s) during parsing, check log for specifics') : unsure('This program does not read such text; whether that one does is not known.');
  },
  rules: [
    rule('readable', 'Response and assertion have what the schema asks for', readable),
    several,
    oneAssertion,
    unreadTimes,
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error('StatusResponse has wrong SAML Version.'))),
    rule('issuer-format', 'the Issuer is an entityID', ({ response }) => (['', nameIDFormat.entity].includes(response.issuer?.format ?? '') ? null : error('A non-entity Issuer was supplied, violating policy.'))),
    // The assertion is held to the same later, when its turn comes; the text is the same.
    rule('issued-ahead', 'Response and assertion were not issued in the future, with 180 seconds of tolerance', (given) => (issued(given).some((instant) => isAhead(given, instant, skew)) ? error('Message rejected, was issued in the future.') : null)),
    rule('issued-long-ago', 'Response and assertion are at most four minutes old', (given) => (issued(given).some((instant) => isLongAgo(given, instant)) ? error('Message expired, was issued too long ago.') : null)),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => signature(given, given.response.node)),
    // Behind the policy: what is too old or badly signed is refused for that first.
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination, node } = given.response;
      const acs = acsURL(given);
      if (destination === null || destination === '') return signaturesOn(given, node).length > 0 ? error('Signed SAML message missing Destination attribute identifying intended destination.') : null;
      if (acs === null) return noAcs;
      return destination === acs || (acs.includes('?') && destination.startsWith(acs.split('?')[0]!)) ? null : error('SAML message delivered with POST to incorrect server URL.');
    }),
    rule('status', 'the status is Success', ({ response }) => (response.status?.codes[0] === status.success ? null : error('SAML response reported an IdP error.'))),
    rule('assertion-there', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? error('Incoming message contained no SAML assertions.') : null)),
    rule('decryption', 'an encrypted assertion can be opened', decryption),
    onAssertion('issuer', 'both Issuers are the same', ({ response, assertion }) => (response.issuer === null || assertion!.issuer === null || response.issuer.value === assertion!.issuer.value ? null : error('An Issuer was supplied that conflicts with previous results.'))),
    onAssertion('assertion-version', 'the assertion has the version 2.0', ({ assertion }) => (assertion!.version === '2.0' ? null : error('Assertion has wrong SAML Version.'))),
    onAssertion('not-before', 'NotBefore has come, with 180 seconds of tolerance', (given) => (isAhead(given, given.assertion!.conditions?.notBefore, skew) ? error('Assertion is not yet valid.') : null)),
    onAssertion('not-on-or-after', 'NotOnOrAfter has not passed, with 180 seconds of tolerance', (given) => (isPast(given, given.assertion!.conditions?.notOnOrAfter, skew) ? error('Assertion is no longer valid.') : null)),
    onAssertion('audience', 'every AudienceRestriction names the service provider', (given) => {
      const expected = spEntityID(given);
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return restrictions.every((audiences) => audiences.includes(expected)) ? null : error('Assertion contains an unacceptable AudienceRestriction.');
    }),
    // Its policy has a rule for audiences alone, and a condition without a rule is not valid.
    onAssertion('one-time-use', 'neither OneTimeUse nor ProxyRestriction stands there', ({ assertion }) => {
      const { oneTimeUse = 0, proxyRestrictions = 0 } = assertion!.conditions ?? {};
      if (oneTimeUse > 0) return error('OneTimeUse condition not successfully validated by policy.');
      return proxyRestrictions > 0 ? error('ProxyRestriction condition not successfully validated by policy.') : null;
    }),
    onAssertion('conditions-known', 'no condition is unknown', ({ assertion }) => ((assertion!.conditions?.unknown.length ?? 0) > 0 ? refuses('It says “Extension condition (…) not successfully validated by policy.”') : null)),
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => signature(given, given.assertion!.node)),
    onAssertion('confirmation', 'a bearer confirmation is for the ACS URL and in time', (given) => {
      const acs = acsURL(given);
      if (acs === null) return noAcs;
      const broken = unmet(given, (each) => (each.method !== confirmation.bearer || each.recipient !== acs.split('?')[0] || each.notOnOrAfter === null || isPast(given, each.notOnOrAfter, skew) || isAhead(given, each.notBefore, skew) ? 'broken' : null));
      return broken === null ? null : error('Unable to locate satisfiable bearer SubjectConfirmation in assertion.');
    }),
    onAssertion('signed', 'the assertion or the Response is signed, by an identity provider that it knows', (given) => {
      if (idpEntityID(given) === null) return noIdpEntityID;
      return isKnown(given) && [given.response.node, given.assertion!.node].some((node) => signaturesOn(given, node).length > 0) ? null : error('Unable to establish security of incoming assertion.');
    }),
    onAssertion('authn-instant', 'the login does not lie in the future', (given) => (given.assertion!.authnStatements.length > 0 && given.assertion!.authnStatements.every((each) => isAhead(given, each.authnInstant, skew)) ? error('The login time at your identity provider was future-dated.') : null)),
    onAssertion('authn-statement', 'there is an AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length > 0 ? null : error('A valid authentication statement was not found in the incoming message.'))),
  ],
};
