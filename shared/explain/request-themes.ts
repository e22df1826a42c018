/** The causes behind messages about requests, metadata, certificates and logout. */
import { clock, idp, sp, type Theme } from './entry.ts';

export const badCertificate: Theme = {
  causes: ['The certificate was pasted without its BEGIN and END lines, cut off, or with dashes that a word processor changed.', 'Something else was pasted: a public key, the metadata, a fingerprint.'],
  fixes: [sp('Paste the signing certificate of the identity provider as PEM, with its BEGIN and END lines.', 'signingCertificate')],
  checks: ['certificate/unreadable', 'certificate/other-file', 'certificate/public-key', 'key/unreadable', 'key/pem-inside'],
};

export const certificateExpired: Theme = {
  causes: ['The signing certificate of the identity provider has run out, or does not count yet.', 'The clock of the service provider is wrong.'],
  fixes: [idp('Make a new signing certificate, give it to the service provider, then activate it.', 'signingCertificate'), clock('Check the clock of the service provider.', 'clock')],
  checks: ['certificate/expired', 'certificate/not-yet-valid'],
};

export const logoutSignature: Theme = {
  causes: ['The logout message is not signed, or by another key than the other side has.', 'The query was decoded and encoded anew before the signature was checked.'],
  fixes: [sp('Sign logout messages, and give the certificate to the other side.', 'singleLogoutService'), idp('Install the certificate that the logout messages are signed with.', 'signingCertificate')],
  checks: ['logout/unsigned', 'logout/signature'],
};

export const unknownProvider: Theme = {
  causes: ['The entityID in the request is spelt differently from the one registered: slash, case, http for https.', 'The application was not set up in this tenant or realm, or was deleted.', 'The login address of another tenant is in use.'],
  fixes: [
    idp('Set the entityID of the application (Identifier, Client ID, Entity ID) to the Issuer of the request, letter by letter.', 'entityID'),
    sp('Check that the login address belongs to the right tenant.', 'singleSignOnService'),
  ],
  checks: ['request/issuer', 'request/issuer-missing'],
};

export const requestAddress: Theme = {
  causes: ['The ACS URL in the request is not registered: slash at the end, http for https, port, host, test system.', 'The application was set up with the login page or the entityID instead of the ACS URL.'],
  fixes: [
    idp('Register the ACS URL of the request, letter by letter.', 'assertionConsumerService'),
    sp('Or correct the ACS URL that the service provider sends (its base URL, often).', 'assertionConsumerService'),
  ],
  checks: ['request/consumer', 'request/consumer-http'],
};

export const requestSignature: Theme = {
  causes: ['The request is not signed, and the identity provider wants it signed.', 'The service provider signs with a new key that the identity provider does not have.', 'The signature stands in the wrong place: with HTTP-Redirect it belongs into the query, with POST into the XML.'],
  fixes: [
    sp('Sign the AuthnRequest with RSA-SHA256, in the place that the binding asks for.', 'signedRequests'),
    idp('Upload the current signing certificate of the service provider, or switch off the demand for signed requests.', 'signedRequests'),
  ],
  checks: ['request/signature', 'metadata/wants-signed-requests'],
};

export const demandedFormat: Theme = {
  causes: ['The request demands a NameID format (NameIDPolicy) that the identity provider is not set up to send.', 'The version in the URN differs: emailAddress and unspecified are 1.1, persistent and transient 2.0.'],
  fixes: [
    sp('Remove the Format from NameIDPolicy in the request.', 'nameIDFormat'),
    idp('Or set the NameID format of the application to the one demanded.', 'nameIDFormat'),
  ],
  checks: ['request/name-id-policy', 'name-id/format-requested'],
};

export const demandedContext: Theme = {
  causes: ['The request demands a way of logging in (RequestedAuthnContext) that the user did not use, often the password where Windows, a certificate or several factors were used.'],
  fixes: [
    sp('Remove RequestedAuthnContext from the request.', 'authnContext'),
    sp('Or send ForceAuthn="true", so that the user logs in anew in the demanded way.', 'authnContext'),
  ],
  checks: ['request/authn-context', 'request/comparison', 'authn/context'],
};

export const notAssigned: Theme = {
  causes: ['The user is not assigned to the application, nor is a group that the user is in.', 'The user logged in with another account than expected.'],
  fixes: [idp('Assign the user, or a group the user is in, to the application.', 'assignment')],
  checks: ['status/success'],
};

export const badMetadata: Theme = {
  causes: ['The file is not the metadata of an identity provider: a web page, the metadata of the service provider, or a file of certificates.', 'The file was edited after it was signed, or begins with a byte order mark.'],
  fixes: [idp('Download the metadata anew and upload the file as it is, without opening and saving it.', 'metadata')],
  checks: ['metadata/wrong-role', 'metadata/signature-broken', 'metadata/protocol', 'document/html-page', 'document/well-formed', 'metadata/expired'],
};
