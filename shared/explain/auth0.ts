/** Auth0, as service provider of an enterprise connection and as identity provider (addon SAML2 Web App). */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { requestAddress } from './request-themes.ts';
import { assertionCount, audience, destination, expired, recipient, signature, status, unsigned, wrongKey } from './themes.ts';

const docs = 'https://auth0.com/docs/troubleshoot/authentication-issues/saml-errors';
const engine = 'auth0/node-samlp, lib/samlp.js';
const wsfed = 'auth0/passport-wsfed-saml2, lib/passport-wsfed-saml2/saml.js and samlp.js';
const addon = 'In Auth0 open Applications > the app > Addons > SAML2 Web App > Settings';
const connection = 'In Auth0 open Authentication > Enterprise > SAML > the connection';

const drafts: readonly Draft[] = [
  {
    id: 'connection-disabled', title: 'The connection is switched off',
    meaning: 'Auth0 is the service provider here: no application is allowed to use the connection.',
    causes: ['No application is switched on for the connection.'], fixes: [sp(`${connection} > Applications and switch on at least one application.`, 'assignment')],
    fragments: ['the connection was disabled'],
  },
  {
    id: 'default-app', title: 'A login that nobody asked for, and no application to send it to',
    meaning: 'Auth0 is the service provider here and takes this for a login started at the identity provider: RelayState or InResponseTo is missing from the response.',
    causes: ['The login was started at the identity provider.', 'The identity provider lost RelayState or leaves out InResponseTo.', 'The ACS URL uses the tenant’s domain, and the login began on the custom domain.'],
    fixes: [sp(`${connection} > IdP-Initiated SSO, choose Accept Requests, Default Application and Response Protocol.`, 'relayState'), idp('Let the identity provider send RelayState back and fill InResponseTo.', 'relayState'), idp('Use the ACS URL of the domain on which the login begins.', 'assertionConsumerService')],
    fragments: ['Default App for IdP-Initiated is not configured', 'include client_id in RelayState parameter'], checks: ['flow/in-response-to-missing', 'flow/in-response-to-empty'],
  },
  {
    id: 'missing-relay-state', title: 'RelayState is missing',
    meaning: 'Auth0 is the service provider here: the identity provider did not send RelayState back with its response.',
    causes: ['The identity provider drops RelayState, or replaces it by one of its own.'], fixes: [idp('Let the identity provider send RelayState back unchanged; leave its own default RelayState empty.', 'relayState')],
    fragments: ['missing RelayState'], checks: ['flow/relay-state-length'], unconfirmed: true,
  },
  {
    id: 'audience-invalid', title: 'The audience is not the connection',
    meaning: 'Auth0 is the service provider here: the audience in the assertion is not the Entity ID of the connection.',
    ...audience, fixes: [idp('Set the audience at the identity provider to Entity ID of the connection (Auth0: Setup > Common Settings), urn:auth0:{tenant}:{connection}.', 'audience')],
    fragments: ['Audience is invalid', 'Audience is invalid. Configured: {configured audience}'],
  },
  {
    id: 'response-protocol', title: 'The response protocol of the IdP-initiated login is wrong', unconfirmed: true,
    meaning: 'Auth0 is the service provider here: the default application of the connection speaks another protocol than the one chosen for it.',
    causes: ['Response Protocol under IdP-Initiated SSO is not that of the default application.'], fixes: [sp(`${connection} > IdP-Initiated SSO and choose the Response Protocol that the default application speaks.`)],
    fragments: ['wrong response protocol'],
  },
  {
    id: 'no-name-identifier', title: 'No attribute gives a NameID', source: `${engine} and its later versions`,
    meaning: 'Auth0 is the identity provider here: none of the attributes it tries for the NameID has a value for this user.',
    causes: ['nameIdentifierProbes names an attribute that is not sent: with mappings limited to email it must name the e-mail claim.', 'The user has no e-mail address.'],
    fixes: [idp(`${addon} and set nameIdentifierProbes to ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"], and map email to it.`, 'nameID')],
    fragments: ['No attribute was found to generate the nameIdentifier'], checks: ['name-id/missing', 'name-id/empty'],
  },
  {
    id: 'callback-mismatch', title: 'The ACS URL is not the callback URL of the addon', unconfirmed: true,
    meaning: 'Auth0 is the identity provider here: the ACS URL in the request is not among the callback URLs of the application.',
    ...requestAddress, fixes: [idp(`${addon} and enter the ACS URL as Application Callback URL, and under Applications > the app > Settings > Allowed Callback URLs.`, 'assertionConsumerService')],
    fragments: ['Callback URL mismatch', 'is not in the list of allowed callback URLs'],
  },
  {
    id: 'audience-of-issuer', title: 'The service provider reports a wrong audience, and Auth0 has none set', unconfirmed: true, source: 'auth0/docs, articles/protocols/saml/saml-configuration/saml-assertions.md',
    meaning: 'Without the key audience in the addon, Auth0 takes the Issuer of the request as audience.',
    causes: ['The key audience is missing from the settings of the addon.', 'It is set to the ACS URL instead of the entityID.'],
    fixes: [idp(`${addon} and set audience to the entityID of the service provider.`, 'audience')],
    checks: ['conditions/audience'],
  },
  {
    id: 'after-key-rotation', title: 'All SAML logins fail since the signing key was rotated', source: 'https://community.auth0.com/t/saml-integrations-not-working-after-signing-key-rotation/88670',
    meaning: 'Auth0 signs SAML with the key of the tenant. After Rotate Signing Key every service provider needs the new certificate.',
    ...signature, fixes: [sp('Install the certificate of https://{domain}/pem at the service provider.', 'signingCertificate')],
    fragments: ['Rotate Signing Key', 'signing key rotation'],
  },
  { id: 'thumbprint', title: 'The certificate inside the response is another one', source: wsfed, meaning: 'Auth0 is the service provider here: the certificate in the response has another SHA-1 thumbprint than the one uploaded to the connection. Calculated is the one that came.', ...withFixes(signature, sp(`${connection} > Setup and upload the current X509 Signing Certificate.`, 'signingCertificate')), fragments: ['Invalid thumbprint (configured: {thumbprint set in Auth0}. calculated: {thumbprint in the response})', 'Invalid thumbprint (configured'] },
  { id: 'destination', title: 'The Destination is another one', source: wsfed, meaning: 'Auth0 is the service provider here: Destination is not the ACS URL at which the login began; a custom domain and the domain of the tenant are two.', ...destination, fixes: [idp('Use the ACS URL of the domain on which the login begins: custom domain or tenant.', 'assertionConsumerService'), ...destination.fixes.slice(0, 1)], fragments: ['Destination endpoint {Destination of the response} did not match {ACS URL of Auth0}'] },
  { id: 'recipient', title: 'The Recipient is another one', source: wsfed, meaning: 'Auth0 is the service provider here: the Recipient is not the ACS URL of the connection.', ...recipient, fragments: ['Recipient is invalid. Configured: {ACS URL of Auth0}'] },
  { id: 'expired', title: 'The assertion has expired, or is not valid yet', source: wsfed, meaning: 'Auth0 is the service provider here: NotBefore or NotOnOrAfter does not fit, beyond a tolerance of some minutes.', ...expired, fragments: ['assertion has expired.'], checks: [...expired.checks!, 'conditions/not-yet-valid'] },
  { id: 'unsigned', title: 'Nothing is signed', source: wsfed, meaning: 'Auth0 is the service provider here: neither the Response nor the assertion carries a signature.', ...unsigned, fragments: ['neither the response nor the assertion are signed'] },
  { id: 'signature', title: 'The signature does not verify', source: wsfed, meaning: 'Auth0 is the service provider here: the certificate of the connection does not verify the signature, or the content was changed.', ...withFixes(signature, sp(`${connection} > Setup and upload the current X509 Signing Certificate.`, 'signingCertificate')), fragments: ['Signature check errors:', 'The signing certificate is invalid (', 'Signature is missing (xpath:'] },
  { id: 'no-assertion', title: 'There is no assertion', source: wsfed, meaning: 'Auth0 is the service provider here: the response carries no assertion; its status follows in the message.', ...assertionCount, fragments: ['saml response does not contain an Assertion element (Status: {status})', 'A SAMLResponse can contain only one Assertion element'] },
  { id: 'decryption', title: 'The assertion cannot be decrypted', source: 'docs.stage.sso.statista.com, Auth0 self-service troubleshooting', meaning: 'Auth0 is the service provider here: the assertion is encrypted for a certificate that is not that of the connection.', ...wrongKey, fixes: [idp('Switch encryption off, or upload the certificate that the connection shows for it.', 'encryptionCertificate')], fragments: ['oaep decoding error', 'Assertion is encrypted. Please set options.decryptionKey'] },
  { id: 'authn-failed', title: 'The identity provider refused the login', source: wsfed, meaning: 'Auth0 is the service provider here and puts these words in place of the status that the identity provider sent without a message.', ...status, fragments: ['The responding provider was unable to successfully authenticate the principal', 'due to an error on the part of the SAML responder or SAML authority', 'could not be performed due to an error on the part of the requester'], generic: true },
  { id: 'connection-not-found', title: 'There is no such connection', source: 'auth0/docs, articles/troubleshoot', meaning: 'The name of the connection in the address does not exist in this tenant.', causes: ['The connection was renamed, deleted, or belongs to another tenant.', 'The ACS URL at the identity provider names it wrongly: …/login/callback?connection={name}.'], fixes: [idp(`Set the ACS URL to https://{domain}/login/callback?connection={name}, with the name that Auth0 shows.`, 'assertionConsumerService')], fragments: ['the connection was not found'], checks: ['response/destination'], unconfirmed: true },
];

export const auth0Entries = entriesOf('auth0', docs, drafts);
