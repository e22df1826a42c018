/** Spring Security on OpenSAML 4. It shows the first of the errors it has collected. */
import { confirmation, rsaSha1, status } from '../urns.ts';
import { acsURL, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { holds, isAhead, isPast, onAssertion, opened, ordinary, unmet, unreadTimes } from './ordinary.ts';

const skew = 300;

/** What it puts before what OpenSAML found. */
const invalid = ({ assertion, response }: Given, what: string): Ruling => refuses(`It says “Invalid assertion [${assertion!.id}] for SAML response [${response.id}]: …”: ${what}`);

export const spring: JudgePolicy = {
  id: 'spring', name: 'Spring Security', version: '6.4 with OpenSAML 4',
  defaults: [
    'The Response must be signed, or every assertion in it; both must verify where both are there. An encrypted assertion in an unsigned Response is not opened.',
    'The Conditions and the confirmation may be five minutes off.',
    'InResponseTo must be the request that is kept in the session. Where none is kept, a response that names one is refused: “but no saved authentication request was found”.',
    'There must be a NameID. An AuthnStatement is not asked for.',
    'What OpenSAML found follows the colon in its message, and depends on the version.',
  ],
  basis: 'source',
  sources: [
    { what: 'spring-projects/spring-security 6.4, BaseOpenSamlAuthenticationProvider.java, commit 9af1986: the messages, and the order of what is looked at', url: 'https://github.com/spring-projects/spring-security/blob/9af1986b3d55967d05107c4264a48ea588d0fdae/saml2/saml2-service-provider/src/main/java/org/springframework/security/saml2/provider/service/authentication/BaseOpenSamlAuthenticationProvider.java', date: '2026-11-22' },
    { what: 'the same before 6.4, OpenSaml4AuthenticationProvider.java, commit 0112e1e', url: 'https://github.com/spring-projects/spring-security', date: '2026-11-22' },
  ],
  rules: [
    ordinary,
    unreadTimes,
    rule('issuer-there', 'the Response names its Issuer', ({ response }) => (response.issuer === null ? refuses('It breaks off where the Response names no Issuer.') : null)),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => {
      const [one] = signaturesOn(given, given.response.node);
      const result = one === undefined || holds(one);
      if (typeof result !== 'boolean') return result;
      return result ? null : error(`Invalid signature for object [${given.response.id}]`);
    }),
    rule('encrypted-unsigned', 'an encrypted assertion comes in a signed Response', (given) => (given.response.encryptedAssertions > 0 && signaturesOn(given, given.response.node).length === 0 ? error(`Did not decrypt response [${given.response.id}] since it is not signed`) : null)),
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, refuses('It has no key to open it with (decryption_error).'))),
    rule('status', 'the status is Success', ({ response }) => {
      const code = response.status?.codes[0];
      return code === undefined || code === status.success ? null : error(`Invalid status [${code}] for SAML response [${response.id}]`);
    }),
    rule('in-response-to', 'InResponseTo is the request that was sent', ({ response, expected }) => (expected.requestID === undefined || (response.inResponseTo ?? '').trim() === '' || response.inResponseTo === expected.requestID
      ? null : error(`The InResponseTo attribute [${response.inResponseTo}] does not match the ID of the authentication request [${expected.requestID}]`))),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination, id } = given.response;
      const acs = acsURL(given);
      if ((destination ?? '').trim() === '') return null;
      if (acs === null) return noAcs;
      return destination === acs ? null : error(`Invalid destination [${destination}] for SAML response [${id}]`);
    }),
    rule('issuer', 'the Response is from the identity provider', (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.response.issuer?.value === expected ? null : error(`Invalid issuer [${given.response.issuer?.value}] for SAML response [${given.response.id}]`);
    }),
    rule('assertion-there', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? error('No assertions found in response.') : null)),
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => {
      const [one] = signaturesOn(given, given.assertion!.node);
      const result = one === undefined || holds(one);
      if (typeof result !== 'boolean') return result;
      return result ? null : error(`Invalid signature for object [${given.assertion!.id}]`);
    }),
    onAssertion('weak', 'no signature is made with SHA-1', ({ facts }) => (facts.signatures.some((each) => each.signatureMethod === rsaSha1) ? unsure('Whether OpenSAML takes SHA-1 depends on its version and on how Java is set up.') : null)),
    onAssertion('conditions', 'the Conditions are valid, with five minutes of tolerance', (given) => {
      const { notBefore = null, notOnOrAfter = null } = given.assertion!.conditions ?? {};
      if (isAhead(given, notBefore, skew)) return invalid(given, 'NotBefore has not come.');
      return isPast(given, notOnOrAfter, skew) ? invalid(given, 'NotOnOrAfter has passed.') : null;
    }),
    onAssertion('audience', 'every AudienceRestriction names the service provider', (given) => {
      const expected = spEntityID(given);
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return restrictions.every((audiences) => audiences.includes(expected)) ? null : invalid(given, 'none of the audiences is the service provider.');
    }),
    onAssertion('conditions-known', 'no condition is unknown', (given) => ((given.assertion!.conditions?.unknown.length ?? 0) > 0 ? invalid(given, 'a condition is not known.') : null)),
    onAssertion('confirmation', 'a bearer confirmation is for the ACS URL and in time', (given) => {
      const acs = acsURL(given);
      if (acs === null) return noAcs;
      const list = given.assertion!.subject?.confirmations ?? [];
      if (list.some((each) => each.recipient === null || each.notOnOrAfter === null || each.address !== null)) return unsure('A confirmation names no Recipient, no end, or a network address; what OpenSAML makes of that depends on its version.');
      const request = given.expected.requestID;
      const broken = unmet(given, (each) => (each.method !== confirmation.bearer || each.recipient !== acs || isPast(given, each.notOnOrAfter, skew) || isAhead(given, each.notBefore, skew) || (request !== undefined && each.inResponseTo !== null && each.inResponseTo !== request) ? 'broken' : null));
      return broken === null ? null : list.length === 0 ? unsure('There is no SubjectConfirmation.') : invalid(given, 'no SubjectConfirmation holds.');
    }),
    rule('signed', 'the Response or the assertion is signed', (given) => (signaturesOn(given, given.response.node).length > 0 || given.assertion === null || signaturesOn(given, given.assertion.node).length > 0
      ? null : error('Either the response or one of the assertions is unsigned. Please either sign the response or all of the assertions.'))),
    onAssertion('name-id', 'there is a NameID', ({ assertion }) => (assertion!.subject?.nameID == null ? error(`Assertion [${assertion!.id}] is missing a subject`) : null)),
  ],
};
