/** pac4j, which the SAML plugins of Jenkins, Gerrit and Nexus are built on. */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { badMetadata, demandedContext } from './request-themes.ts';
import { assertionNotSigned, audience, confirmation, destination, expired, malformed, noAudience, noDestination, noNameID, notYetValid, otherRequest, replay, responseNotSigned, sessionOver, unsigned } from './themes.ts';

const validator = 'pac4j/pac4j, pac4j-saml, SAML2AuthnResponseValidator.java';
const jenkins = 'jenkinsci/saml-plugin, doc/TROUBLESHOOTING.md';
const lifetime = [sp('Set Maximum Authentication Lifetime (pac4j: maximumAuthenticationLifetime) to at least the session of the identity provider; Entra keeps one for up to 14 days, 1209600 seconds.', 'lifetime'), sp('Or switch on Force Authentication, so that everybody logs in anew.', 'authnContext')];

const drafts: readonly Draft[] = [
  {
    id: 'authn-instant', title: 'The login at the identity provider lies too far back', source: jenkins,
    meaning: 'The user logged in there longer ago than Maximum Authentication Lifetime allows, an hour in pac4j and a day in Jenkins unless changed. The assertion itself may be fresh.',
    causes: ['The session at the identity provider lives longer than the lifetime set here (AD FS eight hours, Entra days).', 'The clock of one of the servers is wrong.'],
    fixes: lifetime, fragments: ['Authentication issue instant is too old or in the future'], checks: ['authn/session-expired', 'authn/instant', 'assertion/from-the-future'],
  },
  {
    id: 'no-valid-assertion', title: 'No assertion passed', source: jenkins, generic: true,
    meaning: 'An assertion came, and every one was refused; the line before it in the log says why.',
    causes: ['The login at the identity provider lies longer back than Maximum Authentication Lifetime allows.', 'SP Entity ID is not the audience that the identity provider sends.', 'The response is an error, or holds no AuthnStatement.'],
    fixes: [sp('Read the line before it in the log, and paste it here.'), ...lifetime, sp('Compare SP Entity ID in Advanced Configuration with the audience at the identity provider.', 'entityID')],
    fragments: ['No valid subject assertion found in response'], checks: ['conditions/audience', 'authn/statement-missing', 'authn/session-expired', 'conditions/expired', 'status/success'],
  },
  { id: 'destination-missing', title: 'The Response names no Destination', source: 'jenkinsci/saml-plugin, pull request 268', meaning: 'pac4j wants a Destination since version 5.4.6, and the Response has none.', ...withFixes(noDestination, sp('Or set responseDestinationAttributeMandatory to false.', 'destination')), fragments: ['SAML configuration does not allow response Destination to be null'] },
  { id: 'destination', title: 'The Destination is another one', meaning: 'The Destination is not the ACS URL of pac4j.', ...destination, fragments: ['Intended destination {Destination of the response} doesn\'t match any of the endpoint URLs', 'doesn\'t match any of the endpoint URLs'], unconfirmed: true },
  { id: 'no-sso-service', title: 'The metadata have no address for the demanded binding', source: jenkins, meaning: 'No SingleSignOnService in the metadata of the identity provider has the binding that is set for the request.', ...badMetadata, causes: ['The metadata name no SingleSignOnService, or for another binding only.', 'The metadata are those of a service provider.'], fixes: [sp('Choose the Data Binding Method that the metadata of the identity provider name, HTTP-Redirect or HTTP-POST.', 'binding'), idp('Or switch that binding on at the identity provider and download the metadata anew.', 'metadata')], fragments: ['Identity provider has no single sign on service available for the selected'] },
  { id: 'audience', title: 'The audience is another one', meaning: 'The audience is not the SP Entity ID; Jenkins takes {address}/securityRealm/finishLogin unless told otherwise.', ...audience, fragments: ['Assertion audience {audience in the assertion} does not match SP configuration {expected audience}'] },
  { id: 'audience-missing', title: 'The assertion names no audience', meaning: 'pac4j wants an AudienceRestriction.', ...noAudience, fragments: ['Audience restrictions cannot be null or empty'] },
  { id: 'confirmation', title: 'No confirmation of the Subject is valid', meaning: 'Recipient, NotOnOrAfter or another part of the bearer confirmation does not fit. With the log level debug pac4j says which.', ...confirmation, fragments: ['Subject confirmation validation failed', 'does not match SP assertion consumer URL, found'] },
  { id: 'not-yet-valid', title: 'The assertion is not valid yet', meaning: 'NotBefore lies in the future, beyond acceptedSkew.', ...notYetValid, fragments: ['Assertion condition notBefore is not valid'] },
  { id: 'expired', title: 'The assertion has expired', meaning: 'NotOnOrAfter has passed, beyond acceptedSkew.', ...expired, fragments: ['Assertion condition notOnOrAfter is not valid'] },
  { id: 'in-response-to', title: 'The response answers another request', meaning: 'The request that InResponseTo names is not in the message store.', ...otherRequest, fragments: ['InResponseToField of the Response doesn\'t correspond to sent message {InResponseTo}', 'InResponseToField of the Response doesn\'t correspond to sent message'] },
  { id: 'session', title: 'The session at the identity provider is over', meaning: 'SessionNotOnOrAfter has passed.', ...sessionOver, fragments: ['Authentication session between IDP and subject has ended'] },
  { id: 'response-unsigned', title: 'The Response is not signed', meaning: 'pac4j wants the Response signed, and it is not.', ...responseNotSigned, fragments: ['Unable to find a signature on the SAML response returned'] },
  { id: 'assertion-unsigned', title: 'The assertion is not signed', meaning: 'wantsAssertionsSigned is on, and the assertion is not signed.', ...assertionNotSigned, fragments: ['Assertion must be explicitly signed'] },
  { id: 'unsigned', title: 'Neither Response nor assertion is signed', meaning: 'Nothing that pac4j could verify is signed.', ...unsigned, fragments: ['Unauthenticated response contains an unsigned assertion'] },
  { id: 'subject', title: 'There is no Subject, or nobody in it', meaning: 'The assertion names no user.', ...noNameID, fragments: ['Assertion subject cannot be null', 'Subject NameID, BaseID and EncryptedID cannot be all null'] },
  { id: 'replay', title: 'The assertion was used before', meaning: 'The replay cache holds this assertion already.', ...replay, fragments: ['Rejecting replayed assertion ID'] },
  { id: 'authn-context', title: 'The user logged in by another method than demanded', meaning: 'The assertion does not name all the methods that authnContextClassRefs demands.', ...demandedContext, fragments: ['Requested authentication context class refs do not match'] },
  { id: 'decoding', title: 'The message cannot be read', source: jenkins, meaning: 'The value of SAMLResponse is no base64, or no SAML message.', ...malformed, fragments: ['SAMLException: Error decoding saml message'] },
];

export const pac4jEntries = entriesOf('pac4j', validator, drafts);
