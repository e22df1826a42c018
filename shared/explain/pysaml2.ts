/** pysaml2 and djangosaml2. */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { audience, destination, digest, expired, malformed, noNameID, notYetValid, otherRequest, responseNotSigned, signature } from './themes.ts';

const response = 'IdentityPython/pysaml2, src/saml2/response.py';
const issue = (path: string): string => `github.com/IdentityPython/${path}`;

const drafts: readonly Draft[] = [
  {
    id: 'unsolicited', title: 'The request that the response answers is not known', source: issue('djangosaml2/issues/203 and 143'),
    meaning: 'The session that sent the request was not there when the answer came, or the login was started at the identity provider.',
    ...otherRequest, fixes: [sp('Let the session cookie be SameSite=None and Secure; djangosaml2 1.0 and later keeps one of its own for that (SAML_SESSION_COOKIE_SAMESITE).'), sp('Start the login again at the service provider, in one tab.'), sp('Or set allow_unsolicited to True in the sp section, if logins may start at the identity provider.')],
    fragments: ['Unsolicited response: {InResponseTo}', 'Unsolicited response', 'Received SAMLResponse when no request has been made', 'Combination of session id and requestURI I don\'t recall', 'saml2.response.UnsolicitedResponse'], checks: [...otherRequest.checks!, 'flow/in-response-to-missing'], commonplace: true,
  },
  {
    id: 'signature-missing', title: 'The Response or assertion is not signed', source: issue('djangosaml2/issues/111'),
    meaning: 'want_response_signed is on, which is the default since pysaml2 4.5, or want_assertions_signed, and that element carries no signature.',
    ...responseNotSigned, causes: [...responseNotSigned.causes, 'The status of the response is an error, and the identity provider does not sign errors.'],
    fixes: [...responseNotSigned.fixes, sp('Or set want_response_signed to False and want_assertions_signed to True in the sp section.', 'signResponse')],
    fragments: ['Signature missing for response', 'Signature missing for assertion', 'SignatureError: Signature missing'], checks: ['signature/response-not-signed', 'signature/assertion-not-signed', 'signature/missing', 'status/success'],
  },
  {
    id: 'destination', title: 'The Destination is another one', source: issue('pysaml2/issues/598'),
    meaning: 'Destination is none of the endpoints of the service provider. pysaml2 writes both addresses into the log as an error and then fails with words of Python that say nothing.',
    ...destination, fragments: ['\'NoneType\' object has no attribute \'require_signature\'', 'destination \'{Destination of the response}\' not in return addresses \'{endpoints}\''],
  },
  {
    id: 'signature', title: 'The signature does not verify', source: issue('pysaml2, src/saml2/sigver.py'),
    meaning: 'xmlsec1 checked the signature with the certificates of the metadata and says that it does not fit: another key, or the content was changed. "SignedInfo References (ok/all): 1/1" means that the content is unchanged and the key is the wrong one.',
    ...withFixes(signature, sp('Renew the metadata of the identity provider that pysaml2 has.', 'metadata')),
    fragments: ['EVP_VerifyFinal: signature does not verify', 'xmlSecOpenSSLEvpSignatureVerify', 'saml2.sigver.SignatureError: Failed to verify signature', 'saml2.sigver._check_signature', 'Failed to verify signature'],
  },
  {
    id: 'digest', title: 'The content was changed after signing', source: issue('pysaml2, src/saml2/sigver.py'), meaning: 'xmlsec1 found another digest than the one in the signature.', ...digest,
    fragments: ['xmlSecOpenSSLEvpDigestVerify', 'SignedInfo References (ok/all): 0/1'],
  },
  {
    id: 'document-format', title: 'The document does not pass the check of its form', source: issue('djangosaml2/issues/396'), unconfirmed: true,
    meaning: 'Before the signature pysaml2 7 checks the XML against the schema, and it did not pass.',
    ...malformed, causes: ['The order of elements is not that of the schema, or an ID begins with a digit.', 'The signature holds something that the schema does not allow.'],
    fragments: ['Signature verification failed. Invalid document format'], checks: ['response/child-order', 'assertion/child-order', 'response/id', 'assertion/id', 'signature/unexpected-content'],
  },
  { id: 'audience', title: 'The audience is another one', meaning: 'None of the audiences is the entityid of the service provider.', ...audience, source: response, fragments: ['Not for me!!!', 'AudienceRestrictions conditions not satisfied! (Local entity_id={expected audience})', 'AudienceRestrictions conditions not satisfied'] },
  { id: 'expired', title: 'The assertion has expired', meaning: 'NotOnOrAfter has passed, beyond accepted_time_diff.', ...withFixes(expired, sp('Set accepted_time_diff in the configuration to 60 or so, if it is a matter of seconds.', 'clock')), source: 'IdentityPython/pysaml2, src/saml2/validate.py', fragments: ['Can\'t use response, too old', 'saml2.validate.ResponseLifetimeExceed', 'ResponseLifetimeExceed', 'saml2.response.ResponseLifetimeExceed'] },
  { id: 'not-yet-valid', title: 'The assertion is not valid yet', meaning: 'NotBefore lies in the future, beyond accepted_time_diff.', ...withFixes(notYetValid, sp('Set accepted_time_diff in the configuration to 60 or so.', 'clock')), source: 'IdentityPython/pysaml2, src/saml2/validate.py', fragments: ['Can\'t use response yet', 'saml2.validate.ToEarly', 'ToEarly: Can\'t use'] },
  { id: 'no-subject', title: 'The response holds no usable assertion', source: issue('pysaml2/issues/443'), meaning: 'There is no statement or no subject in it; often the response is an error in truth.', ...noNameID, causes: ['The status of the response is an error; look at it.', ...noNameID.causes], fragments: ['If no statement MUST contain a subject element'], checks: ['status/success', 'subject/missing', 'name-id/missing'] },
  { id: 'xmlsec', title: 'The program xmlsec1 is missing', source: issue('pysaml2, src/saml2/sigver.py'), meaning: 'pysaml2 calls xmlsec1 to check signatures, and it is not installed or not found.', causes: ['The package xmlsec1 is not installed.', 'xmlsec_binary in the configuration names another place.'], fixes: [sp('Install xmlsec1 and set xmlsec_binary to its path.')], fragments: ['Cannot find [\'xmlsec1\']', 'SigverError: Cannot find'], unconfirmed: true },
  { id: 'unknown-principal', title: 'There is no metadata for this identity provider', source: 'IdentityPython/pysaml2, src/saml2/s_utils.py', meaning: 'The entityID is in none of the metadata that pysaml2 has loaded.', causes: ['The metadata are of another identity provider, or were not loaded.', 'The entityID is spelt differently.'], fixes: [sp('Add the metadata of the identity provider to the configuration.', 'metadata'), idp('Compare its entityID with the one in the metadata, letter by letter.', 'idpEntityID')], fragments: ['saml2.mdstore.SourceNotFound', 'saml2.s_utils.UnknownSystemEntity', 'UnknownSystemEntity'], checks: ['response/issuer'], unconfirmed: true },
  {
    id: 'no-idp', title: 'There is no identity provider to send the request to', source: 'github.com/element-hq/synapse/issues/8721', meaning: 'In the metadata that pysaml2 has loaded there is no login address for the wanted identity provider and binding. Metadata past their validUntil are dropped without a word.',
    causes: ['The metadata of the identity provider have expired (validUntil).', 'The entityID that is asked for is another one than in the metadata.', 'The metadata offer no login address for this binding.'],
    fixes: [sp('Load the current metadata of the identity provider.', 'metadata'), sp('Compare the entityID of the identity provider in the settings with the one in the metadata.', 'idpEntityID')],
    fragments: ['No IdP to send to given the premises'], checks: ['metadata/expired'],
  },
  {
    id: 'malformed', title: 'The response was refused, and the reason stands at the end of the traceback', generic: true, source: issue('djangosaml2/issues/348'), meaning: 'djangosaml2 prints this line for nearly every error of pysaml2. The last line of the traceback says what it was.',
    ...malformed, causes: ['Signature, audience, time or status do not fit; see the last line.'], fixes: [sp('Paste the last lines of the traceback here.')], fragments: ['Invalid or malformed SAML Assertion'], checks: ['status/success', 'signature/no-trusted-key', 'signature/missing', 'conditions/audience', 'conditions/expired', 'response/destination', 'flow/in-response-to'],
  },
];

export const pysaml2Entries = entriesOf('pysaml2', response, drafts);
