/** What identity providers write into the StatusMessage when they refuse: codes and stable words, what they mean, and what to change. */
import type { Fix } from '../finding.ts';
import { remedy } from './cause.ts';

export interface Refusal {
  /** Its entry in the error catalogue, which has causes and source. */
  entry: string;
  /** Codes that name it beyond doubt, as the product writes them. */
  codes?: readonly string[];
  /** Stable words of the message; white space is one blank there. */
  says?: RegExp;
  /** Without the code. */
  message: string;
  fix: Fix;
}

const atEntityID = (application: string): Fix => remedy('idp', `Set the entityID of the ${application} to the Issuer of the request, letter by letter.`, 'entityID');
const atACS = (application: string): Fix => remedy('idp', `Register the ACS URL of the request at the ${application}, letter by letter.`, 'assertionConsumerService');
const formats = remedy('sp', 'Remove NameIDPolicy from the request, or ask for emailAddress, unspecified, persistent or transient.', 'nameIDFormat');
const signInLog = remedy('idp', 'Look up this login in the sign-in log of Entra: it names the policy or the fault.', 'signInLog');
const tenant = remedy('sp', 'Set the login address of the identity provider to that of this tenant.', 'singleSignOnService');

/** Codes of Entra that turn up in SAML answers. Texts change; codes stay. */
export const entraRefusals: readonly Refusal[] = [
  { entry: 'entra/aadsts50011', codes: ['AADSTS50011'], message: 'The ACS URL of the request is not registered at Entra.', fix: remedy('idp', 'Add the ACS URL of the request, letter by letter, to the reply URLs of the application.', 'assertionConsumerService') },
  { entry: 'entra/aadsts700016', codes: ['AADSTS700016'], message: 'Entra has no application with the entityID of the request in this tenant.', fix: remedy('idp', 'Set the Identifier (Entity ID) of the application to the Issuer of the request, letter by letter, in the right tenant.', 'entityID') },
  { entry: 'entra/aadsts70001', codes: ['AADSTS70001', 'AADSTS700011'], message: 'The application is switched off in Entra, or its Identifier is not the entityID of the request.', fix: atEntityID('application') },
  { entry: 'entra/aadsts650056', codes: ['AADSTS650056', 'AADSTS65005'], message: 'The application is not set up for the entityID of the request.', fix: remedy('idp', 'Set the Identifier (Entity ID) of the application to the Issuer of the request.', 'entityID') },
  { entry: 'entra/aadsts500011', codes: ['AADSTS500011'], message: 'The application does not exist in this tenant of Entra.', fix: remedy('idp', 'Add the application in this tenant, with the Issuer of the request as its Identifier (Entity ID).', 'entityID') },
  { entry: 'entra/aadsts7000112', codes: ['AADSTS7000112'], message: 'The application is switched off in Entra.', fix: remedy('idp', 'Set Enabled for users to sign-in to Yes, among the Properties of the application.', 'assignment') },
  { entry: 'entra/aadsts50105', codes: ['AADSTS50105'], message: 'The user is not assigned to the application in Entra.', fix: remedy('idp', 'Assign the user, or a group the user is in directly (nested groups do not count), to the application.', 'assignment') },
  { entry: 'entra/aadsts50003', codes: ['AADSTS50003', 'AADSTS50146'], message: 'The application has no signing certificate in Entra.', fix: remedy('idp', 'Make a new certificate and make it active; then give it to the service provider.', 'signingCertificate') },
  { entry: 'entra/aadsts501241', codes: ['AADSTS501241'], message: 'The attribute the NameID is taken from is empty for this user.', fix: remedy('idp', 'Fill the user\'s attribute (often user.mail), or take the NameID from another one.', 'nameID') },
  { entry: 'entra/aadsts50124', codes: ['AADSTS50124', 'AADSTS501621'], message: 'A claim transformation of the application fails for this user.', fix: remedy('idp', 'Simplify the transformation, or take its input from an attribute that every user has.', 'attributes') },
  { entry: 'entra/aadsts75011', codes: ['AADSTS75011'], message: 'The user\'s session was made by another method than the request demands.', fix: remedy('sp', 'Remove RequestedAuthnContext from the request, or send ForceAuthn="true".', 'authnContext') },
  { entry: 'entra/aadsts75016', codes: ['AADSTS75016', 'AADSTS750161'], message: 'Entra does not know the NameID format that the request demands.', fix: formats },
  { entry: 'entra/aadsts75008', codes: ['AADSTS75008'], message: 'The Destination of the request is not this tenant\'s address.', fix: tenant },
  { entry: 'entra/aadsts75001', codes: ['AADSTS75001'], message: 'Entra cannot decode the request.', fix: remedy('sp', 'Deflate, base64-encode and URL-encode the request once each for HTTP-Redirect; only base64-encode it for HTTP-POST.', 'binding') },
  { entry: 'entra/aadsts75003', codes: ['AADSTS75003'], message: 'The request asks to be answered by another way than HTTP-POST.', fix: remedy('sp', 'Ask for HTTP-POST as ProtocolBinding.', 'binding') },
  { entry: 'entra/aadsts75005', codes: ['AADSTS75005'], message: 'Entra could not read the request.', fix: remedy('sp', 'Decode the request and correct what is missing or wrongly encoded.') },
  { entry: 'entra/aadsts90107', codes: ['AADSTS90107', 'AADSTS90004', 'AADSTS90023', 'AADSTS9002313'], message: 'The XML of the request is faulty.', fix: remedy('sp', 'Decode the request and correct what is missing or wrongly encoded.') },
  { entry: 'entra/aadsts75006', codes: ['AADSTS75006', 'AADSTS90011'], message: 'The request asks for something Entra does not support.', fix: remedy('sp', 'Remove the property that the message names (SPNameQualifier, often) from the request.') },
  { entry: 'entra/aadsts900236', codes: ['AADSTS900236'], message: 'The request sets a property that Entra forbids.', fix: remedy('sp', 'Remove the property that the message names from the request.') },
  { entry: 'entra/aadsts76021', codes: ['AADSTS76021'], message: 'Entra wants signed requests, and this one was not signed or signed in the wrong place.', fix: remedy('sp', 'Sign the request, or switch off "Require verification certificates" at the application.', 'signedRequests') },
  { entry: 'entra/aadsts76026', codes: ['AADSTS76026'], message: 'The request was issued too long ago for Entra.', fix: remedy('clock', 'Set the clock of the service provider by NTP.', 'clock') },
  { entry: 'entra/aadsts7500529', codes: ['AADSTS7500529'], message: 'The ID of the request is no XML name: it starts with a digit.', fix: remedy('sp', 'Put an underscore in front of request IDs.') },
  { entry: 'entra/aadsts900971', codes: ['AADSTS900971'], message: 'Entra has no address to answer to.', fix: remedy('idp', 'Enter the ACS URL of the service provider as reply URL of the application.', 'assertionConsumerService') },
  { entry: 'entra/aadsts90002', codes: ['AADSTS90002', 'AADSTS90019', 'AADSTS50059', 'AADSTS50128'], message: 'Entra cannot find the tenant that the login address names.', fix: tenant },
  { entry: 'entra/aadsts50058', codes: ['AADSTS50058'], message: 'The user has no session at Entra, and the request forbids asking (IsPassive).', fix: remedy('sp', 'Send the request without IsPassive="true".') },
  { entry: 'entra/aadsts50020', codes: ['AADSTS50020', 'AADSTS50034', 'AADSTS51004', 'AADSTS50014', 'AADSTS16000', 'AADSTS16003'], message: 'The user signed in with an account that is not in this tenant.', fix: remedy('idp', 'Let the user choose the right account in a private window, or invite the account as a guest and assign it.', 'assignment') },
  { entry: 'entra/aadsts90072', codes: ['AADSTS90072'], message: 'The account is of another tenant, and no guest of this one.', fix: remedy('idp', 'Let the user choose the right account in a private window, or invite the account as a guest and assign it.', 'assignment') },
  { entry: 'entra/aadsts50126', codes: ['AADSTS50126', 'AADSTS50056', 'AADSTS50064'], message: 'The user name or the password is wrong.', fix: remedy('idp', 'Let the user try again, or reset the password.') },
  { entry: 'entra/aadsts50055', codes: ['AADSTS50055', 'AADSTS50144'], message: 'The password of the user has expired.', fix: remedy('idp', 'Let the user set a new password.') },
  { entry: 'entra/aadsts50053', codes: ['AADSTS50053'], message: 'The account is locked, or its network address is blocked.', fix: signInLog },
  { entry: 'entra/aadsts50057', codes: ['AADSTS50057'], message: 'The account of the user is disabled.', fix: remedy('idp', 'Enable the account in Entra, or in the directory it is synchronised from.', 'assignment') },
  { entry: 'entra/aadsts50076', codes: ['AADSTS50072', 'AADSTS50074', 'AADSTS50076', 'AADSTS50078', 'AADSTS50079', 'AADSTS53004'], message: 'The user has not passed the second factor that a policy demands.', fix: remedy('idp', 'Let the user finish the second factor, or register one at https://aka.ms/mfasetup.') },
  { entry: 'entra/aadsts53003', codes: ['AADSTS53003', 'AADSTS53000', 'AADSTS53001', 'AADSTS53002', 'AADSTS50131', 'AADSTS530032', 'AADSTS530034', 'AADSTS530035', 'AADSTS53011'], message: 'Conditional Access blocked the login.', fix: signInLog },
  { entry: 'entra/aadsts65001', codes: ['AADSTS65001', 'AADSTS90094', 'AADSTS65004'], message: 'Nobody has consented to the application in this tenant.', fix: remedy('idp', 'Grant admin consent, among the Permissions of the application.', 'assignment') },
];

export const adfsRefusals: readonly Refusal[] = [
  { entry: 'adfs/msis7070', codes: ['MSIS7070', 'MSIS1000'], message: 'AD FS has no rule that issues a NameID of the format the request demands.', fix: remedy('idp', 'Add a claim rule that transforms the e-mail address to Name ID with the requested format, or drop the Format from the request.', 'nameIDFormat') },
  { entry: 'adfs/msis7102', codes: ['MSIS7102'], message: 'AD FS does not have the way of logging in that the request demands.', fix: remedy('sp', 'Remove RequestedAuthnContext from the request.', 'authnContext') },
  { entry: 'adfs/msis3077', codes: ['MSIS3077'], message: 'The trust in AD FS has no ACS URL.', fix: atACS('trust') },
  { entry: 'adfs/msis3200', codes: ['MSIS3200'], message: 'The ACS URL of the request is not among the endpoints of the trust in AD FS.', fix: atACS('trust') },
  { entry: 'adfs/msis7007', codes: ['MSIS7007', 'MSIS3020'], message: 'AD FS has no trust with the entityID of the request, or it is switched off.', fix: remedy('idp', 'Add the Issuer of the request to the identifiers of the trust, letter by letter, and see that the trust is enabled.', 'entityID') },
  { entry: 'adfs/msis5007', codes: ['MSIS5007'], message: 'The access control policy of the trust in AD FS refuses this user.', fix: remedy('idp', 'Permit the user, or a group the user is in, in the access control policy of the trust.', 'assignment') },
  { entry: 'adfs/msis1016', codes: ['MSIS1016'], message: 'The trust in AD FS wants signed requests, and this one is not signed.', fix: remedy('sp', 'Sign the request.', 'signedRequests') },
  { entry: 'adfs/msis0037', codes: ['MSIS0037'], message: 'The request is signed, and the trust in AD FS has no certificate to check it with.', fix: remedy('idp', 'Add the certificate that the service provider signs with to the trust.', 'signedRequests') },
  { entry: 'adfs/msis0038', codes: ['MSIS0038'], message: 'The signature of the request does not verify at AD FS.', fix: remedy('idp', 'Replace the certificate of the service provider at the trust by its current one.', 'signedRequests') },
];

const acsWords = 'The ACS URL of the request is not the one that is registered at the identity provider.';
const unassigned = remedy('idp', 'Assign the user, or a group the user is in, to the application.', 'assignment');
const noApplication = 'The identity provider has no application with the entityID of the request.';

/** Of the other products; how sure the words are is said by the catalogue. */
export const otherRefusals: readonly Refusal[] = [
  { entry: 'google/acs-mismatch', says: /\bACS URL in request \S+ doesn['’]t match configured ACS URL\b/i, message: acsWords, fix: atACS('app') },
  { entry: 'google/app-not-configured-for-user', codes: ['app_not_configured_for_user'], says: /\bService is not configured for this user\b/i, message: 'Google has no app with the entityID of the request for this user: it is spelt otherwise, or the account is of another organisation.', fix: atEntityID('app') },
  { entry: 'google/app-not-configured', codes: ['app_not_configured'], message: noApplication, fix: atEntityID('app') },
  { entry: 'google/app-not-enabled-for-user', codes: ['app_not_enabled_for_user'], says: /\bService is not enabled for this user\b/i, message: 'The app is off for this user in Google Workspace.', fix: remedy('idp', 'Switch user access of the app on for the unit or a group of the user.', 'assignment') },
  { entry: 'google/app-not-enabled', codes: ['app_not_enabled'], message: 'The app is off in Google Workspace.', fix: remedy('idp', 'Switch user access of the app on.', 'assignment') },
  { entry: 'google/user-id-mapping', codes: ['saml_invalid_user_id_mapping'], message: 'The field that the NameID is taken from is empty for this user.', fix: remedy('idp', 'Take the NameID from the primary e-mail address.', 'nameID') },
  { entry: 'google/invalid-sp-id', codes: ['saml_invalid_sp_id', 'saml_invalid_idp_id'], message: 'The address that started the login belongs to no app of this organisation.', fix: remedy('sp', 'Copy the SSO URL anew from the app at the identity provider.', 'singleSignOnService') },
  { entry: 'auth0/no-name-identifier', says: /\bNo attribute was found to generate the nameIdentifier\b/i, message: 'None of the attributes that the NameID is taken from has a value for this user.', fix: remedy('idp', 'Set nameIdentifierProbes to the e-mail claim, and map email.', 'nameID') },
  { entry: 'auth0/callback-mismatch', says: /\bCallback URL mismatch\b|\bis not in the list of allowed callback URLs\b/i, message: acsWords, fix: atACS('application') },
  { entry: 'okta/app-not-assigned', says: /\bApp Not Assigned\b|\byou are not assigned this app in Okta\b|\bUser attempted unauthorized access to app\b/i, message: 'The user is not assigned to the application.', fix: unassigned },
  { entry: 'onelogin/no-access', says: /\bYou do not have access to this application\b/i, message: 'The user has no access to the application.', fix: unassigned },
  { entry: 'jumpcloud/not-bound', says: /\bUser not bound to application\b/i, message: 'The user is in no group that may use the application.', fix: unassigned },
  { entry: 'ping/authz-001', codes: ['AUTHZ_001'], says: /\bYou are not authorized to access the target resource\b/i, message: 'The user is in no group that may use the application.', fix: remedy('idp', 'Add a group of the user to those that may use the application.', 'assignment') },
  { entry: 'ping/mfa', codes: ['MFA_001', 'MFA_003', 'MFA_005', 'MFA_006', 'MFA_008', 'MFA_009'], says: /\bThe multi-factor authentication was not successful\b/i, message: 'The user did not pass the second factor.', fix: remedy('idp', 'Let the user try again; if it stays, look up the login in the sign-in log.', 'signInLog') },
  { entry: 'ping/invalid-xml', says: /\bRequest was invalid XML\b/i, message: 'The XML of the request breaks the schema of SAML, often by its ID.', fix: remedy('sp', 'Make request IDs of an underscore and hexadecimal digits.') },
  { entry: 'ping/binding-not-enabled', says: /\bIncoming binding \S+ is not enabled for\b/i, message: 'The binding of the request is not switched on for this connection.', fix: remedy('idp', 'Allow the binding of the request for this connection.', 'binding') },
  { entry: 'keycloak/invalid-requester', says: /^Invalid requester$/i, message: 'The request is not signed as the client demands, or is signed by another key.', fix: remedy('idp', 'Import the signing certificate of the service provider at the client, or let it do without signed requests.', 'signedRequests') },
  { entry: 'keycloak/unknown-login-requester', says: /^Unknown login requester$|^Client not found\.?$/i, message: noApplication, fix: atEntityID('client') },
  { entry: 'keycloak/login-requester-not-enabled', says: /^Login requester not enabled$|^Client disabled\.?$/i, message: 'The client is switched off at the identity provider.', fix: remedy('idp', 'Switch the client on.', 'assignment') },
  { entry: 'keycloak/invalid-redirect-uri', says: /^Invalid redirect uri$/i, message: acsWords, fix: atACS('client') },
  { entry: 'keycloak/unsupported-name-id-format', says: /^Unsupported NameIDFormat$/i, message: 'The identity provider does not know the NameID format that the request demands.', fix: formats },
  { entry: 'simplesamlphp/user-aborted', codes: ['USERABORTED'], says: /\bThe authentication was aborted by the user\b/i, message: 'The user cancelled the login.', fix: remedy('idp', 'Let the user try again.') },
];

/** Longer than this it is no message but a log. */
const longest = 4000;

/** The one that the text names; codes go before words, which may be quoted beside them. */
export function refusalIn(text: string | null, refusals: readonly Refusal[]): Refusal | null {
  const line = (text ?? '').slice(0, longest).replace(/\s+/g, ' ').trim();
  if (line === '') return null;
  const tokens = new Set(line.match(/\w+/g)?.map((token) => token.toLowerCase()));
  return refusals.find(({ codes }) => codes?.some((code) => tokens.has(code.toLowerCase())) === true) ?? refusals.find(({ says }) => says?.test(line) === true) ?? null;
}
