/** crewjam/saml for Go. Users see "Authentication failed"; what is quoted is the reason that the program may log (PrivateErr). */
import { datesOf } from '../checks/judged.ts';
import { rsaSha1, rsaSha256, status } from '../urns.ts';
import { acsURL, error, idpEntityID, noAcs, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';
import { holds, onAssertion, opened, ordinary, unreadTimes } from './ordinary.ts';

/** Milliseconds. */
const maxIssueDelay = 90_000;
const maxClockSkew = 180_000;

/** As Go prints a time. */
const go = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').replace(/\.?0*Z$/, '')} +0000 UTC`;
const isOver = ({ expected }: Given, at: number | null | undefined, after: number): boolean => at != null && at + after < expected.now;

const algorithms: readonly (string | null)[] = [rsaSha1, rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'];

function signature(given: Given, node: number): Ruling | null {
  const [one] = signaturesOn(given, node);
  if (one === undefined) return null;
  const result = holds(one);
  if (typeof result !== 'boolean') return result;
  if (!algorithms.includes(one.signatureMethod)) return unsure('Which algorithms besides RSA it takes depends on its version.');
  const [embedded] = one.embeddedCertificates;
  const trusted = given.facts.trusted.filter((key) => key.use !== 'encryption').map((key) => key.certificate);
  if (embedded !== undefined && !trusted.some((certificate) => certificate?.sha256 === embedded.sha256)) return error('cannot validate signature on Response: Could not verify certificate against trusted certs');
  if (embedded === undefined && trusted.length !== 1) return error('cannot validate signature on Response: Missing x509 Element');
  const used = embedded ?? trusted[0] ?? null;
  if (used === null) return unsure('It is set up with certificates, and a bare key was given.');
  const { from, until } = datesOf(used);
  if (given.expected.now < from || given.expected.now > until) return error('cannot validate signature on Response: Cert is not valid at this time');
  if (result) return null;
  return one.failure === 'digest' ? error('cannot validate signature on Response: Signature could not be verified') : error('cannot validate signature on Response: crypto/rsa: verification error');
}

export const crewjam: JudgePolicy = {
  id: 'crewjam', name: 'crewjam/saml', version: '0.4',
  defaults: [
    'AllowIDPInitiated is false: a response must answer a request that the browser holds a cookie of.',
    'MaxIssueDelay is 90 seconds: a Response or an assertion that was issued longer ago is refused, whatever its Conditions say. MaxClockSkew is 180 seconds.',
    'One signature is enough, but every one that is there must verify, with a certificate that is in the metadata and valid today.',
    'Every SubjectConfirmation must fit, not just one. An AuthnStatement and a NameID are not asked for.',
    'Users see “Authentication failed” and no more; the text here is what the program can log.',
  ],
  basis: 'source',
  sources: [
    { what: 'crewjam/saml, service_provider.go, commit 0111fc2', url: 'https://github.com/crewjam/saml/blob/0111fc28ca67736ee4d2c5c747d038b32d2cf564/service_provider.go', date: '2026-11-22' },
    { what: 'russellhaering/goxmldsig, validate.go, commit 73f04ef', url: 'https://github.com/russellhaering/goxmldsig/blob/73f04ef620bcd4c6c69685b8fe203774b86c8d22/validate.go', date: '2026-11-22' },
  ],
  rules: [
    ordinary,
    unreadTimes,
    rule('destination', 'the Destination is the ACS URL', (given) => {
      const { destination, node } = given.response;
      const acs = acsURL(given);
      if ((destination ?? '') === '' && signaturesOn(given, node).length === 0) return null;
      if (acs === null) return noAcs;
      return destination === acs ? null : error(`\`Destination\` does not match AcsURL (expected "${acs}", actual "${destination ?? ''}")`);
    }),
    rule('in-response-to', 'InResponseTo is a request that was sent', ({ response, expected }) => {
      if (expected.requestID === undefined) return expected.allowIdpInitiated === true || response.inResponseTo === null ? error('`InResponseTo` does not match any of the possible request IDs (expected [])') : unsure('The ID of the request was not given.');
      return response.inResponseTo === expected.requestID ? null : error(`\`InResponseTo\` does not match any of the possible request IDs (expected [${expected.requestID}])`);
    }),
    rule('issued', 'the Response is at most 90 seconds old', (given) => {
      const at = given.response.issueInstant?.at ?? null;
      if (at === null) return refuses('It does not read a Response without IssueInstant.');
      return isOver(given, at, maxIssueDelay) ? error(`response IssueInstant expired at ${go(at + maxIssueDelay)}`) : null;
    }),
    rule('issuer', 'the Response is from the identity provider', (given) => {
      const expected = idpEntityID(given);
      const issuer = given.response.issuer?.value;
      if (issuer === undefined) return null;
      if (expected === null) return noIdpEntityID;
      return issuer === expected ? null : error(`response Issuer does not match the IDP metadata (expected "${expected}")`);
    }),
    rule('status', 'the status is Success', ({ response }) => (response.status?.codes[0] === status.success ? null : error(response.status?.codes[0] ?? ''))),
    rule('response-signature', 'a signature on the Response verifies, where there is one', (given) => signature(given, given.response.node)),
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, refuses('It has no key to open it with.'))),
    onAssertion('assertion-signature', 'a signature on the assertion verifies, where there is one', (given) => signature(given, given.assertion!.node)),
    rule('signed', 'the Response or the assertion is signed', (given) => ([given.response.node, given.assertion?.node ?? -1].some((node) => signaturesOn(given, node).length > 0) ? null : error('either the Response or Assertion must be signed'))),
    rule('assertion-there', 'there is an assertion', (given) => (given.assertion === null ? refuses('It breaks off where there is no assertion.') : null)),
    onAssertion('assertion-issued', 'the assertion is at most 90 seconds old', (given) => {
      const at = given.assertion!.issueInstant?.at ?? null;
      if (at === null) return refuses('It takes an assertion without IssueInstant for one that is too old.');
      return isOver(given, at, maxIssueDelay) ? error(`assertion invalid: expired on ${go(at + maxIssueDelay)}`) : null;
    }),
    onAssertion('assertion-issuer', 'the assertion is from the identity provider', (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.assertion!.issuer?.value === expected ? null : error(`assertion invalid: issuer is not "${expected}"`);
    }),
    onAssertion('subject', 'there is a Subject', ({ assertion }) => (assertion!.subject === null ? refuses('It breaks off where there is no Subject.') : null)),
    onAssertion('confirmations', 'every confirmation is for this request and the ACS URL, and in time', (given) => {
      const acs = acsURL(given);
      for (const each of given.assertion!.subject?.confirmations ?? []) {
        if (!each.hasData) return refuses('It breaks off where a SubjectConfirmation has no data.');
        if (given.expected.requestID !== undefined && each.inResponseTo !== given.expected.requestID) return error(`assertion invalid: assertion SubjectConfirmation one of the possible request IDs ([${given.expected.requestID}])`);
        if (acs === null) return noAcs;
        if (each.recipient !== acs) return error(`assertion invalid: assertion SubjectConfirmation Recipient is not ${acs}`);
        if (each.notOnOrAfter === null || isOver(given, each.notOnOrAfter.at, maxClockSkew)) return error('assertion invalid: assertion SubjectConfirmationData is expired');
      }
      return null;
    }),
    onAssertion('conditions', 'there are Conditions, and they are valid', (given) => {
      const { conditions } = given.assertion!;
      if (conditions === null) return refuses('It breaks off where there are no Conditions.');
      if (conditions.notBefore?.at != null && conditions.notBefore.at - maxClockSkew > given.expected.now) return error('assertion invalid: assertion Conditions is not yet valid');
      return conditions.notOnOrAfter === null || isOver(given, conditions.notOnOrAfter.at, maxClockSkew) ? error('assertion invalid: assertion Conditions is expired') : null;
    }),
    onAssertion('audience', 'one AudienceRestriction names the service provider', (given) => {
      const restrictions = given.assertion!.conditions?.audienceRestrictions ?? [];
      const expected = spEntityID(given);
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      if (restrictions.some((audiences) => audiences.length === 1 && audiences[0] === expected)) return null;
      return restrictions.some((audiences) => audiences.includes(expected)) ? unsure('It reads one Audience of each AudienceRestriction, and there are several.') : error(`assertion invalid: assertion Conditions AudienceRestriction does not contain "${expected}"`);
    }),
  ],
};
