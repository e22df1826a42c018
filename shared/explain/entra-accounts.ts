/** Microsoft Entra ID: refusals of the user, the device or the session, and Entra as service provider of a partner. */
import { entriesOf, idp, network, sp, type Draft } from './entry.ts';

const codeList = 'MicrosoftDocs/entra-docs, docs/identity-platform/reference-error-codes.md';
const guest = 'MicrosoftDocs/SupportArticles-docs, support/entra/entra-id/app-integration/error-aadsts50107-guest-redemption-fails.md';

const log = idp('In Entra open Monitoring & health > Sign-in logs, find the login by its Correlation ID, and read Failure reason.');
const signIn = ['status/success'];

const drafts: readonly Draft[] = [
  {
    id: 'aadsts50107', title: 'The federated identity provider is not known', codes: ['AADSTS50107'], source: `${codeList}; ${guest}`,
    meaning: 'Here Entra is the service provider: the Issuer of the partner’s response is not the Issuer URI that was set up for it.',
    causes: ['The Issuer URI in the federation settings differs from the Issuer of the response.', 'The federation was deleted or never finished.'],
    fixes: [idp('In Entra open External Identities > All identity providers > Custom > Edit configuration and set Issuer URI to the Issuer of the response.', 'idpEntityID')],
    fragments: ['requested federation realm object {realm} does not exist', 'federation realm object'], checks: ['response/issuer', 'assertion/issuer'],
  },
  {
    id: 'aadsts50008', title: 'The SAML token of the partner is faulty', codes: ['AADSTS50008'],
    meaning: 'Here Entra is the service provider: the assertion of the partner is missing or not as Entra needs it.',
    causes: ['A claim that Entra needs is missing.', 'The token is signed by another key, or is for another audience.'],
    fixes: [idp('Let the partner identity provider send the claims and the signature that the federation asks for.', 'attributes'), log],
    fragments: ['SAML token is invalid', 'InvalidSamlToken'], checks: ['attributes/required-missing', 'signature/verified', 'conditions/audience'],
  },
  {
    id: 'aadsts5000819', title: 'The e-mail claim of the partner is missing or of another domain', codes: ['AADSTS5000819'],
    meaning: 'Here Entra is the service provider: the assertion of the partner holds no e-mail address, or one whose domain does not belong to the federation.',
    causes: ['The partner sends no e-mail claim.', 'The address is of a domain that was not added to the federation.'],
    fixes: [idp('Let the partner send the e-mail address under http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress.', 'email'), idp('Add the domain of the address to the federation in Entra.')],
    fragments: ['Email address claim is missing or does not match domain from an external realm', 'Email address claim is missing or doesn\'t match domain'], checks: ['attributes/no-email', 'attributes/email-missing', 'attributes/email-format'],
  },
  {
    id: 'aadsts50006', title: 'A signature does not verify', codes: ['AADSTS50006', 'AADSTS5000811'],
    meaning: 'Entra could not verify the signature of the message it was given.',
    causes: ['The partner, or the service provider that signs its requests, uses a new certificate that Entra does not have.', 'The message was changed on the way.'],
    fixes: [idp('Upload the current certificate of the sender in Entra.', 'signingCertificate')],
    fragments: ['Signature verification failed because of an invalid signature'], checks: ['signature/no-trusted-key', 'request/signature', 'signature/digest-mismatch'],
  },
  {
    id: 'aadsts50010', title: 'No audience is set up', codes: ['AADSTS50010'],
    meaning: 'Entra could not check the audience of a token, because none is set up for the application.',
    causes: ['The application has no Identifier.'],
    fixes: [idp('In Entra open Enterprise apps > the app > Single sign-on > Basic SAML Configuration > Edit and enter the Identifier (Entity ID).', 'entityID')],
    fragments: ['Audience URI validation for the app failed'], checks: ['conditions/audience', 'conditions/audience-missing'],
  },
  {
    id: 'aadsts50020', title: 'The account is not in this tenant', codes: ['AADSTS50020', 'AADSTS50034', 'AADSTS51004', 'AADSTS50014', 'AADSTS16000', 'AADSTS16003'],
    meaning: 'The user signed in with an account that this tenant does not have: a private account, one of another tenant, or a guest who has not accepted.',
    causes: ['The browser is signed in with another account.', 'The user was never invited as a guest, or has not accepted the invitation.', 'The login address is of another tenant.'],
    fixes: [idp('Let the user choose the right account in a private window.'), idp('Or invite the user: Entra > Users > New user > Invite external user.', 'assignment'), sp('Check the tenant in the login address.', 'singleSignOnService')],
    fragments: ['does not exist in tenant {tenant} and cannot access the application', 'needs to be added as an external user in the tenant first'], checks: signIn,
  },
  {
    id: 'aadsts90072', title: 'The external account is not in this tenant', codes: ['AADSTS90072'],
    meaning: 'The account of another directory is not a guest here, so its second factor cannot be checked; or the ImmutableID of a synchronised user does not match.',
    causes: ['The user is signed in with an account of another tenant.', 'The source anchor of the synchronised user differs.'],
    fixes: [idp('Let the user sign out and choose the right account, or invite the account as a guest.', 'assignment'), idp('Correct ImmutableID (sourceAnchor) of the synchronised user.')],
    fragments: ['PassThroughUserMfaError'], checks: signIn,
  },
  {
    id: 'aadsts50126', title: 'Wrong user name or password', codes: ['AADSTS50126', 'AADSTS50056', 'AADSTS50064'],
    meaning: 'The user name or the password was wrong. The connection is not at fault.',
    causes: ['The user mistyped.', 'The password was changed elsewhere and has not been synchronised yet.'],
    fixes: [idp('Let the user try again or reset the password.')],
    fragments: ['Error validating credentials due to invalid username or password'], checks: signIn,
  },
  {
    id: 'aadsts50055', title: 'The password has expired', codes: ['AADSTS50055', 'AADSTS50144'],
    meaning: 'The password of the user has run out, in Entra or in the local Active Directory.',
    causes: ['The password policy asks for a new one.'], fixes: [idp('Let the user set a new password.')],
    fragments: ['InvalidPasswordExpiredPassword', 'Active Directory password has expired'], checks: signIn,
  },
  {
    id: 'aadsts50053', title: 'The account is locked or the address is blocked', codes: ['AADSTS50053'],
    meaning: 'Too many wrong passwords, or the login came from an address known for attacks.',
    causes: ['Somebody tried passwords, or a device keeps sending an old one.', 'The IP address is known for malicious activity.'],
    fixes: [log, idp('Wait for the lock to end, or unblock the user.')],
    fragments: ['account is locked because the user tried to sign in too many times'], checks: signIn,
  },
  {
    id: 'aadsts50057', title: 'The account is disabled', codes: ['AADSTS50057'],
    meaning: 'The account of the user is switched off.',
    causes: ['An administrator disabled the account, or the local directory did.'], fixes: [idp('In Entra open Users > the user and tick Account enabled, or enable the account in Active Directory.', 'assignment')],
    fragments: ['The user account is disabled'], checks: signIn,
  },
  {
    id: 'aadsts50058', title: 'The user has no session', codes: ['AADSTS50058'],
    meaning: 'A silent login was tried, and the user is not signed in; with SAML because the request says IsPassive, or because cookies are blocked.',
    causes: ['The request says IsPassive="true".', 'The browser blocks cookies of other sites.'],
    fixes: [sp('Send the request without IsPassive="true".', 'signedRequests')],
    fragments: ['Session information is not sufficient for single-sign-on', 'Session information isn\'t sufficient for single-sign-on'], checks: ['status/success', 'request/passive'],
  },
  {
    id: 'aadsts50076', title: 'A second factor is needed', codes: ['AADSTS50072', 'AADSTS50074', 'AADSTS50076', 'AADSTS50078', 'AADSTS50079', 'AADSTS53004'],
    meaning: 'A policy demands a second factor, and the user has not set one up, has not passed it, or passed it too long ago.',
    causes: ['Conditional Access demands a second factor for this application.', 'The user has not registered one.', 'The browser page was closed before it was answered.'],
    fixes: [idp('Let the user finish the second factor, or register one at https://aka.ms/mfasetup.'), log],
    fragments: ['you must use multi-factor authentication to access', 'you must enroll in multi-factor authentication to access', 'Strong authentication is required'], checks: signIn,
  },
  {
    id: 'aadsts50158', title: 'A security challenge of another vendor was not met', codes: ['AADSTS50158', 'AADSTS50161'],
    meaning: 'Conditional Access sends the user to a control of another vendor, and it was not met or is not set up rightly.',
    causes: ['The user did not finish it.', 'The custom control or its claims are not set up rightly.'],
    fixes: [idp('In Entra open Protection > Conditional Access > Custom controls and check the control.'), log],
    fragments: ['External security challenge was not satisfied'], checks: signIn,
  },
  {
    id: 'aadsts53003', title: 'Conditional Access blocked the login', codes: ['AADSTS53003', 'AADSTS53000', 'AADSTS53001', 'AADSTS53002', 'AADSTS50131', 'AADSTS530032', 'AADSTS530034', 'AADSTS530035', 'AADSTS53011'],
    meaning: 'A policy forbids this login: the device, the place, the application or the risk of the user does not fit it.',
    causes: ['The device is not managed or not compliant.', 'A policy blocks this place, application or kind of client.', 'The user or the login is rated as risky.'],
    fixes: [idp('In Entra open Monitoring & health > Sign-in logs > the login > Conditional Access and see which policy failed.'), idp('Change the policy, or exclude the application from it.', 'assignment')],
    fragments: ['Access has been blocked by Conditional Access policies', 'BlockedByConditionalAccess'], checks: signIn,
  },
  {
    id: 'aadsts500021', title: 'Access to the tenant is denied by a proxy', codes: ['AADSTS500021', 'AADSTS500022'],
    meaning: 'The network of the user lets only chosen tenants through (tenant restrictions), and this one is not among them.',
    causes: ['The proxy adds the header Restrict-Access-To-Tenants without this tenant.'],
    fixes: [network('Add this tenant to the list that the proxy sends in Restrict-Access-To-Tenants.')],
    fragments: ['tenant is denied'], checks: signIn,
  },
  {
    id: 'aadsts500212', title: 'Access between the tenants is not allowed', codes: ['AADSTS500212', 'AADSTS500213'],
    meaning: 'The cross-tenant access policy of one of the two tenants does not allow this user there.',
    causes: ['The outbound policy of the user’s tenant, or the inbound policy of this tenant, blocks it.'],
    fixes: [idp('In Entra open External Identities > Cross-tenant access settings and allow the other tenant.', 'assignment')],
    fragments: ['NotAllowedByOutboundPolicyTenant', 'NotAllowedByInboundPolicyTenant'], checks: signIn,
  },
  {
    id: 'aadsts50061', title: 'The logout was refused', codes: ['AADSTS50061', 'AADSTS50068', 'AADSTS50070', 'AADSTS50071'],
    meaning: 'Entra cannot carry out the logout: the request is invalid or too old, or its application or NameID is not part of a session.',
    causes: ['The LogoutRequest names another NameID than the login did, or none of the session.', 'The session has ended already.', 'The LogoutRequest is too old.'],
    fixes: [sp('Send NameID, its format and SessionIndex in the LogoutRequest just as the assertion had them.', 'singleLogoutService'), idp('In Entra open Enterprise apps > the app > Single sign-on > Basic SAML Configuration and check Logout Url; Entra takes HTTP-Redirect only.', 'singleLogoutService')],
    fragments: ['SignoutInitiatorNotParticipant', 'SignoutUnknownSessionIdentifier', 'SignoutInvalidRequest'], checks: ['logout/name-id-missing', 'logout/session-index', 'logout/expired', 'logout/signature'],
  },
  {
    id: 'aadsts50196', title: 'The browser goes in circles', codes: ['AADSTS50196'],
    meaning: 'The service provider sends the user back to Entra again and again. Entra answers each time; the service provider does not keep the login.',
    causes: ['The service provider refuses the assertion without saying so, and starts a new login.', 'The session cookie of the service provider is lost: other host name, http, SameSite.'],
    fixes: [sp('Look into the log of the service provider for the reason why it refuses the assertion; inspect a captured response here.'), sp('Check host name, https and SameSite of its session cookie.')],
    fragments: ['A client loop has been detected', 'LoopDetected'], checks: ['conditions/audience', 'subject/recipient', 'signature/verified', 'flow/in-response-to'],
  },
  {
    id: 'aadsts50000', title: 'Entra could not issue the token', codes: ['AADSTS50000', 'AADSTS50033', 'AADSTS90033', 'AADSTS90006', 'AADSTS90012'],
    meaning: 'Something inside Entra failed or was too slow.',
    causes: ['A passing outage.', 'A faulty claim or certificate of the application.'],
    fixes: [idp('Try again; if it stays, send Trace ID, Correlation ID and Timestamp to Microsoft.')],
    fragments: ['There is an issue with the sign-in service', 'There\'s an issue with the sign-in service'], checks: signIn,
  },
  {
    id: 'aadsts20012', title: 'The federated identity provider answered with an error', codes: ['AADSTS20001', 'AADSTS20012', 'AADSTS20033', 'AADSTS40008'],
    meaning: 'The domain of the user is federated with another identity provider, and that one failed or answered in a way Entra cannot use.',
    causes: ['The federation settings or the certificate of the other identity provider changed.', 'It had an outage.'],
    fixes: [idp('Look into the log of the federated identity provider (AD FS, Okta, Ping).'), log],
    fragments: ['There\'s an issue with your federated Identity Provider', 'WsFedMessageInvalid'], checks: signIn,
  },
  {
    id: 'aadsts65001', title: 'Nobody has consented to the application', codes: ['AADSTS65001', 'AADSTS90094', 'AADSTS65004'],
    meaning: 'The application asks for rights that neither the user nor an administrator has agreed to.',
    causes: ['An administrator has not consented yet.', 'The user declined.'],
    fixes: [idp('In Entra open Enterprise apps > the app > Permissions > Grant admin consent.', 'assignment')],
    fragments: ['has not consented to use the application', 'hasn\'t consented to use the application', 'Administrator consent is required'], checks: signIn,
  },
];

export const entraAccountEntries = entriesOf('entra', codeList, drafts);
