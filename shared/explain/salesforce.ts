/** Salesforce as service provider: the words of its login history; and as identity provider: those of its event log. */
import { clock, entriesOf, idp, sp, type Draft } from './entry.ts';
import { notAssigned, unknownProvider } from './request-themes.ts';
import { audience, expired, issuer, malformed, noNameID, otherRequest, recipient, replay, signature, status } from './themes.ts';

const help = 'https://help.salesforce.com, SAML Login Errors; Salesforce Object Reference, EventLogFile, LOGIN_STATUS values';
const idpLog = 'Salesforce Object Reference, IdpEventLog, ErrorCode values';
const setup = 'In Salesforce open Setup > Identity > Single Sign-On Settings > the setting > Edit';
const validator = sp('In Salesforce open Setup > Identity > Single Sign-On Settings > SAML Assertion Validator and paste the response.');

const drafts: readonly Draft[] = [
  { id: 'assertion-expired', title: 'The assertion is too old', codes: ['LOGIN_SAML_INVALID_TIMESTAMP'], meaning: 'The time stamps of the assertion lie too far back for Salesforce, or the clock of the identity provider is behind.', ...expired, fragments: ['Failed: Assertion Expired', 'Assertion Expired'] },
  {
    id: 'assertion-invalid', title: 'Something is missing in the assertion', codes: ['LOGIN_SAML_INVALID_FORMAT'], meaning: 'The assertion lacks a part that Salesforce needs, often the Subject.',
    causes: ['The Subject or the NameID is missing.', 'Salesforce looks for the user in an attribute that is not sent.'], fixes: [validator, idp('Send a NameID, or the attribute that SAML Identity Location points to.', 'nameID')],
    fragments: ['Failed: Assertion Invalid'], checks: ['subject/missing', 'name-id/missing', 'attributes/required-missing'],
  },
  { id: 'audience-invalid', title: 'The audience is not the Entity ID', codes: ['LOGIN_SAML_INVALID_AUDIENCE'], meaning: 'The audience in the assertion is not Entity ID of the single sign-on setting.', ...audience, fixes: [idp('Set the audience to Entity ID of the setting in Salesforce, usually https://{mydomain}.my.salesforce.com.', 'audience'), sp(`${setup} and compare Entity ID.`, 'entityID')], fragments: ['Failed: Audience Invalid', 'Audience Invalid'] },
  {
    id: 'configuration', title: 'Single sign-on is switched off or its certificate is broken', codes: ['LOGIN_SAML_INVALID_CONFIG'], meaning: 'Something in the setting itself is wrong, such as a broken certificate, or SAML is not switched on.',
    causes: ['SAML Enabled is not ticked.', 'The uploaded certificate is broken.', 'Single sign-on is not allowed for the organisation or the user.'], fixes: [sp('In Salesforce open Setup > Identity > Single Sign-On Settings > Edit, tick SAML Enabled, and upload the Identity Provider Certificate anew.', 'signingCertificate')],
    fragments: ['Configuration Error/Perm Disabled'], checks: ['certificate/unreadable'],
  },
  { id: 'issuer-mismatched', title: 'The Issuer is another one', codes: ['LOGIN_SAML_INVALID_ISSUER'], meaning: 'The Issuer of the assertion is not Issuer of the single sign-on setting.', ...issuer, fixes: [sp(`${setup} and set Issuer to the Issuer of the response, letter by letter.`, 'idpEntityID')], fragments: ['Failed: Issuer Mismatched', 'Issuer Mismatched'] },
  { id: 'recipient-mismatched', title: 'The Recipient is another one', codes: ['LOGIN_SAML_INVALID_RECIPIENT'], meaning: 'The Recipient in the assertion is not the login URL of this organisation or site.', ...recipient, fixes: [idp('Set the ACS URL and the Recipient to Login URL under Endpoints of the setting in Salesforce.', 'recipient')], fragments: ['Failed: Recipient Mismatched', 'Recipient Mismatched'] },
  { id: 'replay-detected', commonplace: true, title: 'The assertion was used before', meaning: 'Salesforce has seen an assertion with this ID already.', ...replay, fragments: ['Replay Detected'] },
  { id: 'signature-invalid', title: 'The signature does not verify', codes: ['LOGIN_SAML_INVALID_SIGNATURE', 'LOGIN_SAML_MISMATCH_CERT'], meaning: 'The certificate of the setting does not verify the signature, or is not the one inside the response.', ...signature, fixes: [sp(`${setup} and upload the current Identity Provider Certificate.`, 'signingCertificate')], fragments: ['Failed: Signature Invalid', 'Signature Invalid/Configured Certificate Mismatch'] },
  {
    id: 'subject-confirmation', title: 'The confirmation of the Subject does not fit', codes: ['LOGIN_SAML_INVALID_SUB_CONFIRM'], meaning: 'The SubjectConfirmation of the assertion does not fit: wrong Recipient, expired, or another method.',
    causes: ['The Recipient is not the login URL.', 'The confirmation has expired.', 'The method is not bearer.'], fixes: [validator, idp('Send a bearer confirmation with the login URL of Salesforce as Recipient.', 'recipient')],
    fragments: ['Failed: Subject Confirmation Error', 'Subject Confirmation Error'], checks: ['subject/recipient', 'subject/confirmation-expired', 'subject/bearer'],
  },
  { id: 'in-response-to', title: 'The response answers no request of Salesforce', codes: ['LOGIN_SAML_INVALID_IN_RES_TO'], meaning: 'InResponseTo does not fit a request that Salesforce sent.', ...otherRequest, fragments: ['Failed: InResponseTo Invalid'] },
  { id: 'status-invalid', title: 'The identity provider reports an error', codes: ['LOGIN_SAML_INVALID_STATUS'], meaning: 'The status of the response is not Success.', ...status, fragments: ['Failed: Status Invalid'] },
  {
    id: 'username', title: 'No user with this name or Federation ID', codes: ['LOGIN_SAML_INVALID_USERNAME'], meaning: 'Salesforce found no active user for the NameID.',
    causes: ['Federation ID of the user is empty or differs, by case too.', 'SAML Identity Type of the setting is user name, and the identity provider sends the e-mail address.', 'Just-in-time provisioning is off.'],
    fixes: [sp('In Salesforce open Setup > Users > the user > Edit and set Federation ID to the NameID.', 'nameID'), sp(`${setup} and check SAML Identity Type.`, 'nameID')],
    fragments: ['Username Or SSO Id Invalid'], checks: ['name-id/white-space', 'name-id/opaque', 'name-id/email'],
  },
  {
    id: 'organization', title: 'The organisation, portal or site in the response is wrong', codes: ['LOGIN_SAML_INVALID_ORG_ID', 'LOGIN_SAML_INVALID_PORTAL_ID', 'LOGIN_SAML_INVALID_SITE_URL'], meaning: 'An attribute names an organisation, portal or site that does not exist here.',
    causes: ['The attribute holds the value of the sandbox or of another organisation.'], fixes: [idp('Correct the attributes organization_id, portal_id and siteurl.', 'attributes'), clock('After a copy of a sandbox wait until it is ready.')],
    fragments: ['Failed: Invalid Organization Id', 'Failed: Invalid Portal Id', 'Failed: Invalid Site URL'],
  },
  {
    id: 'idp-unresolved', title: 'Salesforce as identity provider knows no such application', source: idpLog,
    meaning: 'Here Salesforce is the identity provider: no connected app has the Issuer of the request as Entity Id.',
    ...unknownProvider, fixes: [idp('In Salesforce open Setup > App Manager > the connected app > Edit Policies and set Entity Id to the Issuer of the request, letter by letter.', 'entityID')],
    fragments: ['Unable to resolve request into a Service Provider', 'UnableToResolve'],
  },
  {
    id: 'idp-no-access', title: 'Salesforce as identity provider does not give the user this application', source: idpLog,
    meaning: 'Here Salesforce is the identity provider: no profile or permission set of the user has the connected app.',
    ...notAssigned, fixes: [idp('In Salesforce open Setup > Connected Apps > Manage Connected Apps > the app and add a profile or permission set of the user.', 'assignment')],
    fragments: ['User does not have access to this service provider', 'User doesn\'t have access to this service provider'],
  },
  {
    id: 'idp-request', title: 'Salesforce as identity provider cannot use the request', source: idpLog,
    meaning: 'Here Salesforce is the identity provider: the AuthnRequest cannot be read.',
    ...malformed, fragments: ['Unable to parse AuthnRequest from service provider', 'InvalidAuthnRequest'],
  },
  {
    id: 'idp-no-federation-id', title: 'The user has no Federation ID', source: idpLog,
    meaning: 'Here Salesforce is the identity provider: the subject of the connected app is the Federation ID, or an attribute, and it is empty for this user.',
    ...noNameID, fixes: [idp('In Salesforce open Setup > Users > the user and fill Federation ID, or choose another Subject Type in the connected app.', 'nameID')],
    fragments: ['User does not have a Federation Identifier selected', 'User doesn\'t have a Federation Identifier selected', 'User does not have a value for the subject custom attribute', 'User doesn\'t have a value for the subject custom attribute'],
  },
];

export const salesforceEntries = entriesOf('salesforce', help, drafts);
