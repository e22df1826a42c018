/** SimpleSAMLphp as a service provider. It shows "Error processing response from Identity Provider" or the message under it, as it is set up. */
import { confirmation, status } from '../urns.ts';
import { acsURL, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { holds, isAhead, isPast, onAssertion, opened, ordinary, unmet, unreadTimes } from './ordinary.ts';

const skew = 180;
/** Of the confirmation, whatever assertion.allowed_clock_skew says. */
const confirmationSkew = 60;

const exported = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const here = (given: Given): string | null => acsURL(given)?.split('?')[0] ?? null;

/** A signature whose digest is wrong counts as none; one by another key is an error. */
function verified(given: Given, node: number): boolean | Ruling {
  const [signature] = signaturesOn(given, node);
  if (signature === undefined) return false;
  const result = holds(signature);
  return result === false && signature.failure === 'key' ? error('Unable to validate Signature') : result;
}

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
    'One signature is enough, on the Response or on the assertion.',
    'assertion.allowed_clock_skew is 180 seconds for the Conditions and the session; for the confirmation it is always 60.',
    'A response that answers no request it knows is taken for one that was started at the identity provider, and accepted.',
    'A Destination, a Recipient and an audience must fit where they are there, and none has to be.',
    'There must be an AuthnStatement. A NameID is not asked for.',
  ],
  sources: [{ what: 'simplesamlphp 1.19.7 as Debian 12 has it, modules/saml/lib/Message.php and www/sp/saml2-acs.php; simplesamlphp/saml2 4, Assertion.php', url: 'https://github.com/simplesamlphp/simplesamlphp', date: '2026-11-22' }],
  rules: [
    rule('id', 'the Response has an ID', ({ response }) => (response.id === null ? error('Missing ID attribute on SAML message.') : null)),
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error(`Unsupported version: ${response.version ?? ''}`))),
    rule('status-there', 'there is a status', ({ response }) => (response.status === null ? error('Missing status code on response.') : response.status.codes.length === 0 ? error('Missing status code in status element.') : null)),
    ordinary,
    unreadTimes,
    onAssertion('assertion-issuer', 'the assertion names its Issuer', ({ assertion }) => (assertion!.issuer === null ? error('Missing <saml:Issuer> in assertion.') : null)),
    onAssertion('conditions-known', 'no condition is unknown', ({ assertion }) => ((assertion!.conditions?.unknown.length ?? 0) > 0 ? refuses('It takes no condition that it does not know.') : null)),
    onAssertion('attribute-context', 'every AuthnStatement says when and how', ({ assertion }) => {
      if (assertion!.authnStatements.length > 1) return error('More than one <saml:AuthnStatement> in <saml:Assertion> not supported.');
      return assertion!.authnStatements.some((each) => each.authnInstant === null) ? error('Missing required AuthnInstant attribute on <saml:AuthnStatement>.') : null;
    }),
    rule('issuer', 'the Issuer is the identity provider', (given) => {
      const issuer = given.response.issuer?.value ?? given.assertion?.issuer?.value;
      const expected = idpEntityID(given);
      if (issuer === undefined) return error('Missing <saml:Issuer> in message delivered to AssertionConsumerService.');
      if (expected === null) return noIdpEntityID;
      return issuer === expected ? null : refuses(`It has no metadata for ${issuer}, and says so.`);
    }),
    rule('status', 'the status is Success', ({ response }) => (response.status!.codes[0] === status.success ? null : refuses('It shows the page “Error received from Identity Provider” with the status.'))),
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination } = given.response;
      const current = here(given);
      if (destination === null) return null;
      if (current === null) return noAcs;
      return destination === current ? null : error(`Destination in response doesn't match the current URL. Destination is "${destination}", current URL is "${current}".`);
    }),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => {
      const result = verified(given, given.response.node);
      return typeof result === 'boolean' ? null : result;
    }),
    rule('assertion-there', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? error('No assertions found in response from IdP.') : null)),
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, refuses('It has no key to open it with, and says “Error decrypting assertion: …”.'))),
    onAssertion('signature', 'the assertion or the Response is signed', (given) => {
      const result = verified(given, given.assertion!.node);
      if (typeof result !== 'boolean') return result;
      return result || verified(given, given.response.node) === true ? null : error('Neither the assertion nor the response was signed.');
    }),
    onAssertion('not-before', 'NotBefore has come, with 180 seconds of tolerance', (given) => (isAhead(given, given.assertion!.conditions?.notBefore, skew) ? error('Received an assertion that is valid in the future. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('not-on-or-after', 'NotOnOrAfter has not passed, with 180 seconds of tolerance', (given) => (isPast(given, given.assertion!.conditions?.notOnOrAfter, skew) ? error('Received an assertion that has expired. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('session', 'the session has not ended, with 180 seconds of tolerance', (given) => (isPast(given, given.assertion!.authnStatements[0]?.sessionNotOnOrAfter, skew) ? error('Received an assertion with a session that has expired. Check clock synchronization on IdP and SP.') : null)),
    onAssertion('audience', 'every AudienceRestriction names the service provider', (given) => {
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      const expected = spEntityID(given);
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      const common = restrictions[0]!.filter((each) => restrictions.every((others) => others.includes(each)));
      return common.includes(expected) ? null : error(`This SP [${expected}]  is not a valid audience for the assertion. Candidates were: [${common.join('], [')}]`);
    }),
    onAssertion('confirmation', 'a confirmation is for the ACS URL and in time', (given) => {
      const current = here(given);
      return current === null ? noAcs : confirmations(given, current);
    }),
    rule('replay', 'the assertion is used for the first time', ({ assertion, expected }) => (assertion?.id != null && expected.seenAssertionIDs?.includes(assertion.id) === true ? error('Received duplicate assertion.') : null)),
    onAssertion('authn-statement', 'there is an AuthnStatement', ({ assertion }) => (assertion!.authnStatements.length > 0 ? null : error('No AuthnStatement found in assertion(s).'))),
  ],
};
