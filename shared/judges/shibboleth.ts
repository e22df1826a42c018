/** Shibboleth as a service provider, with the security policy that it brings. */
import type { Instant } from '../model.ts';
import { confirmation, status } from '../urns.ts';
import { acsURL, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, type Given, type JudgePolicy } from './judge.ts';
import { holds, isAhead, isPast, onAssertion, opened, ordinary, unmet, unreadTimes } from './ordinary.ts';

const skew = 180;
/** Seconds after which a message is too old, besides the skew. */
const expires = 60;

const issued = ({ response, assertion }: Given): (Instant | null)[] => [response.issueInstant, assertion?.issueInstant ?? null];
const isLongAgo = ({ expected }: Given, instant: Instant | null): boolean => instant?.at != null && instant.at < expected.now - (skew + expires) * 1000;

export const shibboleth: JudgePolicy = {
  id: 'shibboleth-sp', name: 'Shibboleth SP', version: '3',
  defaults: [
    'clockSkew is 180 seconds, and a Response or an assertion that is more than a minute older is refused, whatever its Conditions say.',
    'requireSignedAssertions is false: one signature is enough, on the Response or on the assertion.',
    'A signed Response must name its Destination. The bearer confirmation must name the ACS URL as its Recipient, and its end.',
    'Which request it answers is not looked at unless checkCorrelation is set.',
    'OneTimeUse and ProxyRestriction are refused: the policy has a rule for audiences alone.',
    'There must be an AuthnStatement. A NameID is not asked for.',
  ],
  // The project's own host shows no single files; the mirror holds the same sources.
  sources: [
    { what: 'Shibboleth SP 3, shibsp/handler/impl/SAML2Consumer.cpp, commit 02091aa, AbstractHandler.cpp, and configs/security-policy.xml, commit 12ecd4e (a mirror)', url: 'https://github.com/unofficial-shibboleth-mirror/cpp-sp', date: '2026-11-22' },
    { what: 'OpenSAML-C 3, SAML2POSTDecoder.cpp, MessageFlowRule.cpp, ConditionsRule.cpp, AudienceRestrictionRule.cpp and BearerConfirmationRule.cpp, commit 04482c5 and later (a mirror)', url: 'https://github.com/unofficial-shibboleth-mirror/cpp-opensaml', date: '2026-11-22' },
  ],
  rules: [
    ordinary,
    unreadTimes,
    // The assertion is held to the same later, when its turn comes; the text is the same.
    rule('issued-ahead', 'Response and assertion were not issued in the future, with 180 seconds of tolerance', (given) => (issued(given).some((instant) => isAhead(given, instant, skew)) ? error('Message rejected, was issued in the future.') : null)),
    rule('issued-long-ago', 'Response and assertion are at most four minutes old', (given) => (issued(given).some((instant) => isLongAgo(given, instant)) ? error('Message expired, was issued too long ago.') : null)),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => {
      const [signature] = signaturesOn(given, given.response.node);
      const result = signature === undefined || holds(signature);
      return result === true ? null : result === false ? error('Message was signed, but signature could not be verified.') : result;
    }),
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
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, error('A valid authentication statement was not found in the incoming message.'))),
    onAssertion('issuer', 'the Issuer is the identity provider', (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return [given.response.issuer?.value, given.assertion!.issuer?.value].every((each) => each === undefined || each === expected) ? null : refuses('It has no metadata for that Issuer, or two of them differ.');
    }),
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
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => {
      const [signature] = signaturesOn(given, given.assertion!.node);
      const result = signature === undefined || holds(signature);
      return result === true ? null : result === false ? error('Message was signed, but signature could not be verified.') : result;
    }),
    onAssertion('confirmation', 'a bearer confirmation is for the ACS URL and in time', (given) => {
      const acs = acsURL(given);
      if (acs === null) return noAcs;
      const broken = unmet(given, (each) => (each.method !== confirmation.bearer || each.recipient !== acs.split('?')[0] || each.notOnOrAfter === null || isPast(given, each.notOnOrAfter, skew) || isAhead(given, each.notBefore, skew) ? 'broken' : null));
      return broken === null ? null : error('Unable to locate satisfiable bearer SubjectConfirmation in assertion.');
    }),
    onAssertion('signed', 'the assertion or the Response is signed', (given) => (given.assertion!.coveredBy.length > 0 ? null : error('Unable to establish security of incoming assertion.'))),
    onAssertion('authn-instant', 'the login does not lie in the future', (given) => (given.assertion!.authnStatements.length > 0 && given.assertion!.authnStatements.every((each) => isAhead(given, each.authnInstant, skew)) ? error('The login time at your identity provider was future-dated.') : null)),
    onAssertion('authn-statement', 'there is an AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length > 0 ? null : error('A valid authentication statement was not found in the incoming message.'))),
  ],
};
