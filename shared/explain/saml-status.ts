/** The status codes of SAML itself, and the words that products put around them. */
import { capture, entriesOf, idp, network, sp, type Draft } from './entry.ts';
import { demandedContext, demandedFormat, notAssigned, requestSignature } from './request-themes.ts';
import { status } from './themes.ts';

const urn = (code: string): string => `urn:oasis:names:tc:SAML:2.0:status:${code}`;
const core = 'OASIS saml-core-2.0-os 3.2.2.2; causes from practice';

const drafts: readonly Draft[] = [
  {
    id: 'requester', title: 'The request is at fault (Requester)', generic: true,
    meaning: 'The identity provider finds fault with the request of the service provider. A second code or the StatusMessage says with what; without one it is usually an unknown Issuer, an ACS URL that is not registered, or a signature.',
    causes: ['The Issuer of the request is not registered at the identity provider.', 'The ACS URL in the request is not registered.', 'The request is not signed, or its signature does not verify.', 'The request demands something that is not available: a NameID format, a login method.'],
    fixes: [sp('Compare the AuthnRequest with what is registered at the identity provider: Issuer, ACS URL, binding, signature.', 'entityID'), capture('Read the second status code and the StatusMessage, and paste them here.')],
    codes: [urn('Requester')], fragments: ['SAML provider returned Requester error', 'was not Success, was Requester'],
    checks: ['status/success', 'request/issuer', 'request/consumer', 'request/signature'],
  },
  {
    id: 'responder', title: 'The identity provider failed at its own side (Responder)', generic: true,
    meaning: 'The identity provider understood the request and could not answer it: a fault of its own or its policy. A second code or the StatusMessage often says more.',
    causes: ['A rule or policy of the identity provider stopped the login.', 'The identity provider could not issue what the request demands.', 'It had an outage.'],
    fixes: [idp('Look up this login in the sign-in log of the identity provider by its time and request ID.'), capture('Read the second status code and the StatusMessage, and paste them here.')],
    codes: [urn('Responder')], fragments: ['SAML provider returned Responder error', 'was not Success, was Responder'],
    checks: ['status/success'],
  },
  {
    id: 'version-mismatch', title: 'The SAML versions do not match (VersionMismatch)',
    meaning: 'The identity provider does not speak the SAML version that the request names.',
    causes: ['The request does not say Version="2.0".', 'One side is set up for SAML 1.1.'],
    fixes: [sp('Send the request with Version="2.0".'), idp('Set the application up for SAML 2.0.')],
    codes: [urn('VersionMismatch'), 'VersionMismatch'], checks: ['status/success', 'request/version'],
  },
  {
    id: 'authn-failed', title: 'The user could not be authenticated (AuthnFailed)',
    meaning: 'The identity provider could not log the user in, or the user cancelled. Nothing is wrong with the connection itself.',
    causes: ['Wrong password, locked account, or a factor that failed.', 'The user pressed Cancel.', 'A policy of the identity provider stopped the login.'],
    fixes: [idp('Look up the sign-in of this user in the log of the identity provider, and let the user try again.', 'assignment')],
    codes: [urn('AuthnFailed'), 'AuthnFailed'], checks: ['status/success'],
  },
  {
    id: 'no-passive', title: 'No session, and asking was forbidden (NoPassive)',
    meaning: 'The request forbade the identity provider to show its login page (IsPassive), and the user had no session there.',
    causes: ['The service provider tries a silent login first; then this answer is normal.', 'The service provider sends IsPassive="true" always.'],
    fixes: [sp('Send the AuthnRequest without IsPassive="true", or follow a failed silent login by a normal one.', 'signedRequests')],
    codes: [urn('NoPassive'), 'NoPassive'], checks: ['status/success', 'request/passive', 'request/force-and-passive'],
  },
  {
    id: 'no-authn-context', title: 'The demanded way of logging in cannot be met (NoAuthnContext)',
    meaning: 'The request demands a way of logging in that the identity provider cannot meet for this user.',
    ...demandedContext, codes: [urn('NoAuthnContext'), 'NoAuthnContext'], checks: ['status/success', 'request/authn-context', 'request/comparison'],
  },
  {
    id: 'invalid-name-id-policy', title: 'The demanded NameID format is not available (InvalidNameIDPolicy)',
    meaning: 'The request demands a NameID format that the identity provider cannot issue for this application. AD FS answers so when no claim rule issues a Name ID.',
    ...demandedFormat,
    fixes: [...demandedFormat.fixes, idp('In AD FS add a rule "Transform an Incoming Claim" from E-Mail Address to Name ID with the demanded format.', 'nameIDFormat')],
    codes: [urn('InvalidNameIDPolicy'), 'InvalidNameIDPolicy'], checks: ['status/success', 'request/name-id-policy', 'name-id/format-requested'],
  },
  {
    id: 'request-denied', title: 'Refused by policy (RequestDenied)',
    meaning: 'The identity provider understood the request and will not answer it: the user has no access, the request is unsigned, or its ACS URL is not allowed.',
    causes: [...notAssigned.causes, 'The request is not signed, and the identity provider wants it signed.', 'The ACS URL in the request is not the registered one; Google answers so.'],
    fixes: [...notAssigned.fixes, requestSignature.fixes[0]!, idp('Register the ACS URL of the request.', 'assertionConsumerService')],
    codes: [urn('RequestDenied'), 'RequestDenied'], checks: ['status/success', 'request/signature', 'request/consumer'],
  },
  {
    id: 'request-unsupported', title: 'The request asks for something that is not supported (RequestUnsupported)',
    meaning: 'The request holds a property that the identity provider does not support. Entra uses this code and names the property in the message.',
    causes: ['The request carries SPNameQualifier, Subject, Scoping or conditions.', 'The request asks for an unusual comparison of login methods.'],
    fixes: [sp('Remove the property that the status message names from the AuthnRequest.', 'signedRequests')],
    codes: [urn('RequestUnsupported'), 'RequestUnsupported'], checks: ['status/success', 'request/subject', 'request/scoping', 'request/comparison'],
  },
  {
    id: 'unsupported-binding', title: 'The demanded binding is not supported (UnsupportedBinding)',
    meaning: 'The request asks to be answered by a binding that the identity provider does not have.',
    causes: ['ProtocolBinding in the request is HTTP-Redirect or HTTP-Artifact.', 'The ACS of the service provider is registered for another binding.'],
    fixes: [sp('Ask for HTTP-POST as ProtocolBinding in the AuthnRequest.', 'binding')],
    codes: [urn('UnsupportedBinding'), 'UnsupportedBinding'], checks: ['status/success', 'request/protocol-binding', 'endpoint/consumer-binding'],
  },
  {
    id: 'unknown-principal', title: 'The user is not known there (UnknownPrincipal)',
    meaning: 'The identity provider does not know the user that the request or the login names.',
    causes: ['The user was not created or synchronised at the identity provider.', 'The request names a Subject that exists under another name.'],
    fixes: [idp('Create or synchronise the user at the identity provider.', 'assignment'), sp('Leave the Subject out of the request.')],
    codes: [urn('UnknownPrincipal'), 'UnknownPrincipal'], checks: ['status/success', 'request/subject'],
  },
  {
    id: 'unknown-attribute-profile', title: 'Unknown attribute profile (UnknownAttrProfile)', unconfirmed: true,
    meaning: 'The identity provider does not know the attribute profile that the request names.',
    causes: ['AttributeConsumingServiceIndex in the request points to something that the identity provider has not loaded.'],
    fixes: [sp('Remove AttributeConsumingServiceIndex from the AuthnRequest, or give the current metadata to the identity provider.', 'attributes')],
    codes: [urn('UnknownAttrProfile'), 'UnknownAttrProfile'], checks: ['status/success'],
  },
  {
    id: 'invalid-attribute', title: 'Unknown attribute or value (InvalidAttrNameOrValue)', unconfirmed: true,
    meaning: 'The request asks for an attribute, or a value of one, that the identity provider does not know.',
    causes: ['The metadata of the service provider lists requested attributes under names that the identity provider does not have.'],
    fixes: [sp('Remove the requested attributes from the request and the metadata.', 'attributes')],
    codes: [urn('InvalidAttrNameOrValue'), 'InvalidAttrNameOrValue'], checks: ['status/success'],
  },
  {
    id: 'partial-logout', title: 'Not everywhere logged out (PartialLogout)',
    meaning: 'The identity provider ended its own session, but could not reach every application that took part in it.',
    causes: ['An application has no logout address, or did not answer.', 'The browser was closed or blocked cookies of other sites.'],
    fixes: [sp('Tell the user to close the browser; some applications may still be logged in.', 'singleLogoutService'), idp('Check the logout addresses of all applications.', 'singleLogoutService')],
    codes: [urn('PartialLogout'), 'PartialLogout'], checks: ['logout/status'],
  },
  {
    id: 'proxy-count-exceeded', title: 'May not pass the request on (ProxyCountExceeded)', unconfirmed: true,
    meaning: 'The identity provider would have to ask a further one, and the request forbids it.',
    causes: ['The request carries Scoping with ProxyCount 0, or the chain of identity providers is too long.'],
    fixes: [sp('Remove Scoping from the AuthnRequest.')], codes: [urn('ProxyCountExceeded'), 'ProxyCountExceeded'], checks: ['status/success', 'request/scoping'],
  },
  {
    id: 'no-available-idp', title: 'No identity provider can be reached (NoAvailableIDP)', unconfirmed: true,
    meaning: 'A proxy in between could reach none of the identity providers that the request allows.',
    causes: ['Scoping in the request names identity providers that are down or not set up.'],
    fixes: [sp('Remove Scoping from the AuthnRequest.'), network('Check that the proxy reaches the identity provider.')],
    codes: [urn('NoAvailableIDP'), 'NoAvailableIDP'], checks: ['status/success', 'request/scoping'],
  },
  {
    id: 'no-supported-idp', title: 'No identity provider is supported (NoSupportedIDP)', unconfirmed: true,
    meaning: 'A proxy in between supports none of the identity providers that the request names.',
    causes: ['Scoping in the request lists other identity providers than the proxy has.'],
    fixes: [sp('Remove Scoping from the AuthnRequest, or name the right identity provider in it.')],
    codes: [urn('NoSupportedIDP'), 'NoSupportedIDP'], checks: ['status/success', 'request/scoping'],
  },
  {
    id: 'resource-not-recognized', title: 'What is asked about is not recognised (ResourceNotRecognized)', unconfirmed: true,
    meaning: 'The identity provider does not recognise what the request asks about.',
    causes: ['The request refers to something of another system or of an older set-up.'],
    fixes: [sp('Compare the request with what is registered at the identity provider.')], codes: [urn('ResourceNotRecognized'), 'ResourceNotRecognized'], checks: ['status/success'],
  },
  {
    id: 'too-many-responses', title: 'The answer would be too long (TooManyResponses)', unconfirmed: true,
    meaning: 'The identity provider would have to send more than it can.',
    causes: ['The request asks for too much at once.'],
    fixes: [sp('Ask for less in the request.')], codes: [urn('TooManyResponses'), 'TooManyResponses'], checks: ['status/success'],
  },
  {
    id: 'request-version', title: 'The version of the request is refused', unconfirmed: true,
    meaning: 'The identity provider refuses the SAML version of the request: too high, too low, or no longer supported.',
    causes: ['The request does not say Version="2.0".'],
    fixes: [sp('Send the request with Version="2.0".')],
    codes: [urn('RequestVersionTooHigh'), urn('RequestVersionTooLow'), urn('RequestVersionDeprecated'), 'RequestVersionTooHigh', 'RequestVersionTooLow', 'RequestVersionDeprecated'],
    checks: ['status/success', 'request/version'],
  },
  {
    id: 'success-without-assertion', title: 'Success, but no assertion', unconfirmed: true,
    meaning: 'The status says Success, and the response carries no assertion: the user cannot be logged in by it.',
    causes: ['A proxy or filter took the assertion out.', 'A fault of the identity provider.', 'It is the answer to a logout.'],
    fixes: [capture('Capture the login again and inspect the raw value.'), idp('Report it to the identity provider.')],
    checks: ['response/no-assertion'],
  },
  {
    id: 'not-success', title: 'The identity provider reported an error', generic: true,
    meaning: 'The response is an error of the identity provider, not a login. Its status codes and its StatusMessage say why.',
    ...status, fragments: ['status code of the response was not success', 'status code is not success'],
  },
];

export const samlStatusEntries = entriesOf('saml', core, drafts);
