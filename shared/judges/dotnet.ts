/** Sustainsys.Saml2 and ITfoxtec.Identity.Saml2 for .NET. Audience and times are left to Microsoft's libraries, whose messages vary by version. */
import { c14n, rsaSha1, rsaSha256, status } from '../urns.ts';
import { audiencesOf, error, idpEntityID, noIdpEntityID, noSpEntityID, refuses, rule, signaturesOn, spEntityID, unsure, type Given, type JudgePolicy, type Rule } from './judge.ts';
import { firstBroken, holds, isAhead, isPast, isSigned, onAssertion, opened, ordinary, unreadTimes } from './ordinary.ts';

/** Seconds; TokenValidationParameters.ClockSkew. */
const skew = 300;

const microsoft: readonly Rule[] = [
  onAssertion('audience', 'an audience is the service provider', (given) => {
    const expected = spEntityID(given);
    if (expected === null) return noSpEntityID;
    return audiencesOf(given).includes(expected) ? null : refuses('Microsoft’s library refuses it with “Audience validation failed” (IDX10214) or a like message.');
  }),
  onAssertion('lifetime', 'the Conditions are valid, with five minutes of tolerance', (given) => {
    const { notBefore = null, notOnOrAfter = null } = given.assertion!.conditions ?? {};
    if (isAhead(given, notBefore, skew)) return refuses('Microsoft’s library refuses it with “Lifetime validation failed. The token is not yet valid” (IDX10222).');
    if (notOnOrAfter === null) return unsure('The Conditions have no end, which Microsoft’s library refuses unless it is set otherwise.');
    return isPast(given, notOnOrAfter, skew) ? refuses('Microsoft’s library refuses it with “Lifetime validation failed. The token is expired” (IDX10223).') : null;
  }),
];

export const sustainsys: JudgePolicy = {
  id: 'sustainsys', name: 'Sustainsys.Saml2', version: '2',
  defaults: [
    'AllowUnsolicitedAuthnResponse is false: a login that was started at the identity provider is refused.',
    'The Response must be signed, or every assertion in it. MinIncomingSigningAlgorithm is RSA-SHA256: SHA-1 is refused.',
    'Destination and Recipient are not looked at. The Conditions may be five minutes off.',
    'A NameID and an AuthnStatement are not asked for.',
  ],
  basis: 'source',
  sources: [{ what: 'Sustainsys/Saml2, Sustainsys.Saml2/SAML2P/Saml2Response.cs, commit 0ca9958', url: 'https://github.com/Sustainsys/Saml2', date: '2026-11-22' }],
  rules: [
    ordinary,
    unreadTimes,
    rule('issuer', 'the Response is from an identity provider that it knows', (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.response.issuer?.value.trim() === expected ? null : refuses('It knows no identity provider of that entityID.');
    }),
    rule('solicited', 'the Response answers a request', ({ response }) => (response.inResponseTo === null ? error(`Unsolicited responses are not allowed for idp "${response.issuer?.value.trim() ?? ''}".`) : null)),
    rule('decryption', 'an encrypted assertion can be opened', (given) => opened(given, error('Encrypted Assertions encountered but Service Certificate was not provided.'))),
    rule('signature', 'the Response or every assertion is signed, by RSA-SHA256 or better', (given) => {
      const [own] = signaturesOn(given, given.response.node);
      const [inner] = given.assertion === null ? [] : signaturesOn(given, given.assertion.node);
      const one = own ?? inner;
      if (one === undefined) return given.assertion === null ? null : error('The SAML Response is not signed and contains unsigned Assertions. Response cannot be trusted.');
      const result = holds(one);
      if (typeof result !== 'boolean') return result;
      if (one.signatureMethod === rsaSha1) return refuses('The signing algorithm is weaker than the minimum accepted, which is RSA-SHA256.');
      if (result) return null;
      return one.embeddedKeyFits === true ? refuses('It says that the signature verified with the key contained in it, but that key is not trusted.') : refuses('It says that the signature did not verify, and asks whether the contents have been tampered with.');
    }),
    rule('status', 'the status is Success', ({ response }) => (response.status?.codes[0] === status.success ? null : refuses('It says “The Saml2Response must have status success to extract claims.”, and the status.'))),
    ...microsoft,
    rule('in-response-to', 'InResponseTo is the request that was sent', ({ response, expected }) => (expected.requestID === undefined || response.inResponseTo === null || response.inResponseTo === expected.requestID
      ? null : error(`InResponseTo Id "${response.inResponseTo}" in received response does not match Id "${expected.requestID}" of the sent request.`))),
  ],
};

export const itfoxtec: JudgePolicy = {
  id: 'itfoxtec', name: 'ITfoxtec.Identity.Saml2', version: '4',
  defaults: [
    'One signature is enough, on the Response or on the assertion, but both must verify where both are there.',
    'SignatureAlgorithm is RSA-SHA256. AllowedAudienceUris holds the service provider, as its examples set it.',
    'CertificateValidationMode is taken for None, as its examples set it; unless set, a self-signed certificate is refused.',
    'The first SubjectConfirmation counts, and may not have ended at all; Destination, Recipient and InResponseTo are not looked at.',
  ],
  basis: 'source',
  sources: [{ what: 'ITfoxtec/ITfoxtec.Identity.Saml2, Saml2Request.cs (commit 0b1c2ce) and Saml2AuthnResponse.cs (commit 04f1f51)', url: 'https://github.com/ITfoxtec/ITfoxtec.Identity.Saml2', date: '2026-11-22' }],
  rules: [
    rule('version', 'the version is 2.0', ({ response }) => (response.version === '2.0' ? null : error('Invalid SAML2 version.'))),
    rule('status', 'the status is Success', ({ response }) => (response.status?.codes[0] === status.success ? null : refuses('Its examples end with the status, before anything is verified.'))),
    rule('signature-count', 'one signature on an element', (given) => ([given.response.node, given.assertion?.node ?? -1].some((node) => signaturesOn(given, node).length > 1) ? error('There is more then one Signature element.') : null)),
    rule('assertion-count', 'there is one assertion in the whole document', ({ response, expected, assertion }) => {
      const isClosed = response.encryptedAssertions > 0 && (expected.decryptionKeys ?? []).length === 0;
      const count = response.assertions.length + response.strayAssertions.filter((each) => /\/Assertion(\[\d+\])?$/.test(each.path)).length;
      if (response.encryptedAssertions > 0 && !isClosed && assertion === null) return unsure('What is encrypted could not be opened here.');
      return count === 1 ? null : error('There is not exactly one Assertion element.');
    }),
    ordinary,
    unreadTimes,
    rule('signature', 'the Response or the assertion is signed, and every signature verifies', (given: Given) => {
      const { facts } = given;
      if (!isSigned(given)) return error('Signature is invalid.');
      const broken = firstBroken(given);
      if (broken !== null) return broken.ruling ?? error('Signature is invalid.');
      return facts.signatures.some((each) => each.signatureMethod !== rsaSha256 || each.canonicalization !== c14n.exclusive) ? unsure('It is set up for RSA-SHA256 and exclusive canonicalisation; what it makes of others depends on its version.') : null;
    }),
    onAssertion('subject', 'there is a Subject with a confirmation and its data', ({ assertion }) => {
      if (assertion!.subject === null) return error('Subject Not Found.');
      const [first] = assertion!.subject.confirmations;
      if (first === undefined) return error('SubjectConfirmationElement Not Found.');
      return first.hasData ? null : error('SubjectConfirmationData Not Found.');
    }),
    onAssertion('confirmation-expired', 'the first confirmation has not ended, without any tolerance', (given) => (isPast(given, given.assertion!.subject?.confirmations[0]?.notOnOrAfter, 0) ? refuses('It says “Assertion has expired. Assertion valid NotOnOrAfter …” with the time as the machine writes it.') : null)),
    ...microsoft,
  ],
};
