/** Shibboleth as a service provider, with the security policy that it brings. */
import { confirmation, status } from '../urns.ts';
import { acsURL, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, type JudgePolicy } from './judge.ts';
import { holds, isAhead, isPast, onAssertion, opened, ordinary, unmet, unreadTimes } from './ordinary.ts';

const skew = 180;
/** Seconds after which a message is too old, besides the skew. */
const expires = 60;

export const shibboleth: JudgePolicy = {
  id: 'shibboleth-sp', name: 'Shibboleth SP', version: '3',
  defaults: [
    'clockSkew is 180 seconds, and a Response more than a minute old beyond that is refused, whatever its Conditions say.',
    'requireSignedAssertions is false: one signature is enough, on the Response or on the assertion.',
    'A signed Response must name its Destination. The bearer confirmation must name the ACS URL as its Recipient, and its end.',
    'Which request it answers is not looked at unless checkCorrelation is set.',
    'There must be an AuthnStatement. A NameID is not asked for.',
  ],
  sources: [{ what: 'Shibboleth SP 3 and OpenSAML-C 3, SAML2Consumer.cpp, BearerConfirmationRule.cpp, ConditionsRule.cpp and the security-policy.xml that comes with it (a mirror of the sources)', url: 'https://git.shibboleth.net/view/?p=cpp-sp.git', date: '2026-11-22' }],
  rules: [
    ordinary,
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination, node } = given.response;
      const acs = acsURL(given);
      if (destination === null || destination === '') return signaturesOn(given, node).length > 0 ? error('Signed SAML message missing Destination attribute.') : null;
      if (acs === null) return noAcs;
      return destination === acs.split('?')[0] || destination === acs ? null : error('SAML message delivered with POST to incorrect server URL.');
    }),
    unreadTimes,
    rule('issued-ahead', 'the Response was not issued in the future, with 180 seconds of tolerance', (given) => (isAhead(given, given.response.issueInstant, skew) ? error('Message rejected, was issued in the future.') : null)),
    rule('issued-long-ago', 'the Response is at most four minutes old', (given) => (given.response.issueInstant?.at != null && given.response.issueInstant.at < given.expected.now - (skew + expires) * 1000 ? error('Message expired, was issued too long ago.') : null)),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => {
      const [signature] = signaturesOn(given, given.response.node);
      const result = signature === undefined || holds(signature);
      return result === true ? null : result === false ? error('Message was signed, but signature could not be verified.') : result;
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
      return restrictions.every((audiences) => audiences.includes(expected)) ? null : refuses('It says that the AudienceRestriction is unacceptable; shibd.log holds the audience.');
    }),
    onAssertion('conditions-known', 'no condition is unknown', ({ assertion }) => ((assertion!.conditions?.unknown.length ?? 0) > 0 ? refuses('It takes no condition that its policy does not know.') : null)),
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
    onAssertion('authn-instant', 'the login does not lie in the future', (given) => (given.assertion!.authnStatements.some((each) => isAhead(given, each.authnInstant, skew)) ? error('The login time at your identity provider was future-dated.') : null)),
    onAssertion('authn-statement', 'there is an AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length > 0 ? null : error('A valid authentication statement was not found in the incoming message.'))),
  ],
};
