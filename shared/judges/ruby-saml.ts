/** ruby-saml, which omniauth-saml is built on. */
import { confirmation, status } from '../urns.ts';
import { acsURL, audiencesOf, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy } from './judge.ts';
import { holds, isAhead, isPast, onAssertion, opened, ordinary, unmet, unreadTimes } from './ordinary.ts';
import { breaksSchema } from './schema.ts';

/** As Ruby prints a time. */
const ruby = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Scheme and host in small letters. */
const sameURI = (one: string, other: string): boolean => one.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase()) === other.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase());

/** It takes the signature of the Response, and looks at that of the assertion only without one. */
function signatureOf(given: Given) {
  const [own] = signaturesOn(given, given.response.node);
  return own ?? (given.assertion === null ? undefined : signaturesOn(given, given.assertion.node)[0]);
}

export const rubySaml: JudgePolicy = {
  id: 'ruby-saml', name: 'ruby-saml', version: '1',
  defaults: [
    'The Response is held to the schema of SAML before most rules.',
    'allowed_clock_drift is 0: a clock that is a second off is enough to be refused.',
    'want_assertions_signed and want_messages_signed are false: one signature is enough, and of two only that of the Response is verified.',
    'There must be one AuthnStatement and one Conditions; an assertion without any audience passes.',
    'InResponseTo is compared only where the program hands over the request as matches_request_id; here it is.',
  ],
  sources: [{ what: 'SAML-Toolkits/ruby-saml, lib/onelogin/ruby-saml/response.rb and lib/xml_security.rb, commit 00d6380', url: 'https://github.com/SAML-Toolkits/ruby-saml', date: '2026-11-22' }],
  rules: [
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, error('An EncryptedAssertion found and no SP private key found on the settings to decrypt it. Be sure you provided the :settings parameter at the initialize method'))),
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error('Unsupported SAML version'))),
    rule('id', 'the Response has an ID', ({ response }) => (response.id === null ? error('Missing ID attribute on SAML Response') : null)),
    rule('status', 'the status is Success', ({ response }) => {
      const [top] = response.status?.codes ?? [];
      return top === status.success ? null : refuses(`It shows “The status code of the Response was not Success, was …” with the codes and the message${top === undefined ? '' : `: ${top.split(':').at(-1)}`}.`);
    }),
    rule('assertion-count', 'there is one assertion', ({ response }) => {
      const own = response.assertions.filter((each) => each.from === 'plain').length + response.encryptedAssertions;
      return own === 0 && response.strayAssertions.length === 0 ? error('SAML Response must contain 1 assertion') : own > 1 ? error('SAML Response must contain 1 assertion') : null;
    }),
    ordinary,
    rule('signed-elements', 'something is signed', ({ facts }) => (facts.signatures.some((each) => !each.detached) ? null : error('Found an unexpected number of Signature Element. SAML Response rejected'))),
    rule('schema', 'the Response keeps to the schema', (given) => (breaksSchema(given) ? error('Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd') : null)),
    rule('in-response-to', 'InResponseTo is the request that was sent', ({ response, expected }) => (expected.requestID === undefined || response.inResponseTo === expected.requestID
      ? null : error(`The InResponseTo of the Response: ${response.inResponseTo ?? ''}, does not match the ID of the AuthNRequest sent by the SP: ${expected.requestID}`))),
    onAssertion('conditions', 'there are Conditions', ({ assertion }) => (assertion!.conditions === null ? error('The Assertion must include one Conditions element') : null)),
    unreadTimes,
    onAssertion('not-before', 'NotBefore has come, without any tolerance', (given) => {
      const from = given.assertion!.conditions?.notBefore;
      return isAhead(given, from, 0) ? error(`Current time is earlier than NotBefore condition (${ruby(given.expected.now)} < ${ruby(from!.at!)})`) : null;
    }),
    onAssertion('not-on-or-after', 'NotOnOrAfter has not passed, without any tolerance', (given) => {
      const until = given.assertion!.conditions?.notOnOrAfter;
      return isPast(given, until, 0) ? error(`Current time is on or after NotOnOrAfter condition (${ruby(given.expected.now)} >= ${ruby(until!.at!)})`) : null;
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
      if (given.response.issuer === null) return unsure('The Response names no Issuer, which some versions refuse.');
      const other = [given.response.issuer.value, given.assertion?.issuer?.value].find((each) => each !== undefined && !sameURI(each, expected));
      return other === undefined ? null : error(`Doesn't match the issuer, expected: <${expected}>, but was: <${other}>`);
    }),
    onAssertion('session', 'the session has not ended', (given) => (given.assertion!.authnStatements.some((each) => isPast(given, each.sessionNotOnOrAfter, 0))
      ? error('The attributes have expired, based on the SessionNotOnOrAfter of the AuthnStatement of this Response') : null)),
    onAssertion('confirmation', 'one bearer confirmation is for the ACS URL, for this request and in time', (given) => {
      const acs = acsURL(given);
      if (acs === null) return noAcs;
      const broken = unmet(given, (each) => {
        const isOther = each.method !== null && each.method !== confirmation.bearer;
        return isOther || !each.hasData || (each.inResponseTo !== null && each.inResponseTo !== given.response.inResponseTo) || isPast(given, each.notOnOrAfter, 0) || isAhead(given, each.notBefore, 0) || (each.recipient !== null && each.recipient !== acs) ? 'broken' : null;
      });
      return broken === null ? null : error('A valid SubjectConfirmation was not found on this Response');
    }),
    onAssertion('name-id', 'there is a NameID, for this service provider', (given) => {
      const subject = given.assertion!.subject;
      const nameID = subject?.nameID ?? null;
      if (nameID === null) return subject?.encryptedID === true ? refuses('The NameID is encrypted and cannot be opened.') : error('No NameID element found in the assertion of the Response');
      if (nameID.value === '') return error('An empty NameID value found');
      const qualifier = nameID.spNameQualifier ?? '';
      const expected = spEntityID(given);
      return qualifier === '' || expected === null || qualifier === expected ? null : error('The SPNameQualifier value mistmatch the SP entityID value.');
    }),
    rule('signature', 'the signature verifies', (given) => {
      const signature = signatureOf(given);
      if (signature === undefined) return error('Invalid Signature on SAML Response');
      const result = holds(signature);
      if (result === true) return null;
      return result === false ? error('Invalid Signature on SAML Response') : result;
    }),
  ],
};
