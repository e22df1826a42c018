/** Okta, as identity provider and (GENERAL_NONSUCCESS) as service provider of another one. */
import { clock, entriesOf, idp, sp, type Draft } from './entry.ts';
import { demandedFormat, requestSignature } from './request-themes.ts';
import { audience, signature } from './themes.ts';

const help = 'https://help.okta.com/oie/en-us/Content/Topics/apps/aiw-saml-reference.htm';
const support = (name: string): string => `https://support.okta.com/help/s/article/${name}`;
const inbound = support('Making-Azure-AD-as-an-identity-provider-returns-400-general-non-success-error');

const settings = 'In Okta open Applications > the app > General > SAML Settings > Edit';
const provider = 'In Okta open Security > Identity Providers > the provider > Actions > Configure Identity Provider';

const drafts: readonly Draft[] = [
  {
    id: 'app-not-assigned', title: 'The user is not assigned to the application (403)', source: support('App-Sign-on-Error-403-User-attempted-unauthorized-access-to-app'),
    meaning: 'Okta knows the user and the application, but the user is not assigned to it, or the assignment failed with an error.',
    causes: ['The user is not assigned, directly or by a group.', 'The assignment shows a provisioning error and does not count.'],
    fixes: [idp('In Okta open Applications > the app > Assignments > Assign, and clear any error shown beside the user.', 'assignment')],
    fragments: ['App Not Assigned', 'you are not assigned this app in Okta', 'User attempted unauthorized access to app', 'app.generic.unauth_app_access_attempt', 'User is not assigned to this application'], checks: ['status/success'],
  },
  {
    id: 'bad-request', title: 'Okta refuses the request (400)', source: `https://community.auth0.com/t/okta-saml-integration-with-signed-requests/106702; ${help}`,
    meaning: 'Okta will not answer the AuthnRequest: it is malformed, not signed as demanded, or asks for an ACS URL or NameID format that is not set up.',
    causes: ['Signed Requests is ticked, and the request is unsigned or signed by another key, or lacks NameIDPolicy or AssertionConsumerServiceURL.', 'The ACS URL of the request is not among the allowed ones.', 'The NameID format of the request differs from the one of the application.'],
    fixes: [idp(`${settings} > Show Advanced Settings and check Signed Requests and Signature Certificate.`, 'signedRequests'), idp(`${settings} and add the ACS URL of the request under Other Requestable SSO URLs.`, 'assertionConsumerService'), idp(`${settings} and set Name ID format to that of the request.`, 'nameIDFormat')],
    fragments: ['/error/400_SAML', 'Your request resulted in an error', '400_SAML'], checks: ['request/signature', 'request/consumer', 'request/name-id-policy', 'request/issuer'],
  },
  {
    id: 'name-id-policy', title: 'The NameID format of the request differs from the application’s', source: help, unconfirmed: true,
    meaning: 'NameIDPolicy in the request must ask for the same format as Name ID format of the application in Okta.',
    ...demandedFormat, fixes: [idp(`${settings} and set Name ID format to that of the request.`, 'nameIDFormat'), demandedFormat.fixes[0]!],
  },
  {
    id: 'underscore', title: 'Okta does not take the ACS URL: underscore', source: help,
    meaning: 'The Single sign-on URL of an application in Okta must not hold an underscore, so it cannot be saved.',
    causes: ['The host name or path of the ACS URL has an underscore in it.'],
    fixes: [sp('Use an ACS URL without an underscore.', 'assertionConsumerService')],
    checks: ['endpoint/not-absolute'],
  },
  {
    id: 'general-nonsuccess', title: 'Okta refuses the assertion of another identity provider (GENERAL_NONSUCCESS)', codes: ['GENERAL_NONSUCCESS'], source: `${support('subsequent-inbound-saml-login-attempts-fail-following-an-initial-successful-login')}; ${support('unable-to-transform-email-to-username-failure-on-inbound-sso')}; ${inbound}`,
    meaning: 'Here Okta is the service provider: it could not match the assertion to a user, or did not accept it. The System Log holds the real reason.',
    causes: ['The account at the identity provider is not linked to one in Okta.', 'IdP username is taken from an attribute that the assertion does not have.', 'Issuer, audience or signature of the assertion does not fit.'],
    fixes: [sp('In Okta open Reports > System Log and look for "Authenticate user via IDP".'), sp(`${provider} > Edit and check IdP username (idpuser.subjectNameId takes the NameID) and account matching.`, 'nameID')],
    fragments: ['400: Bad Request Error Code: GENERAL_NONSUCCESS'], checks: ['name-id/missing', 'attributes/email-missing', 'response/issuer', 'conditions/audience', 'signature/verified'],
  },
  {
    id: 'inbound-issuer', title: 'Okta expects another Issuer', source: inbound,
    meaning: 'Here Okta is the service provider: the Issuer of the response is not the IdP Issuer URI that was entered. Entra’s ends in a slash.',
    causes: ['IdP Issuer URI lacks the slash at the end, as with https://sts.windows.net/{tenant}/.', 'It was taken from another tenant or application.'],
    fixes: [sp(`${provider} > Edit and set IdP Issuer URI to the Issuer of the response, letter by letter.`, 'idpEntityID')],
    fragments: ['The Issuer in the SAML response did not match the Issuer configured for the Identity Provider'], checks: ['response/issuer', 'assertion/issuer'],
  },
  {
    id: 'inbound-audience', title: 'Okta is not the audience of the assertion', source: inbound,
    meaning: 'Here Okta is the service provider: the audience in the assertion is not the Audience URI of this connection.',
    ...audience, fixes: [idp('Enter the Audience URI that Okta shows under Configure Identity Provider as Identifier (audience) at the identity provider.', 'audience')],
    fragments: ['did not designate us as the target for these conditions', 'did not designate us as the target for these conditions. Found {audience in the assertion}, expected {Audience URI of Okta}'],
  },
  {
    id: 'inbound-assertion', title: 'Okta could not validate the assertion', source: inbound, generic: true,
    meaning: 'Here Okta is the service provider: something in the assertion does not fit. The System Log says what: Issuer, audience, signature or time.',
    causes: [...signature.causes.slice(0, 2), 'The Issuer or the audience differs.', 'The clock of the identity provider is wrong.'],
    fixes: [sp('In Okta open Reports > System Log and read the reason of the failed "Authenticate user via IDP".'), sp(`${provider} > Edit and upload the current IdP Signature Certificate.`, 'signingCertificate')],
    fragments: ['Unable to validate incoming SAML Assertion'], checks: ['signature/no-trusted-key', 'response/issuer', 'conditions/audience', 'conditions/expired'],
  },
  {
    id: 'email-to-username', title: 'Okta finds no user name in the assertion', source: support('unable-to-transform-email-to-username-failure-on-inbound-sso'),
    meaning: 'Here Okta is the service provider: the user name is to be made of an attribute that the assertion does not have, or that is empty.',
    causes: ['IdP username refers to an e-mail attribute that is not sent.'],
    fixes: [sp(`${provider} > Edit and set IdP username to idpuser.subjectNameId, which takes the NameID.`, 'nameID'), idp('Or send the attribute.', 'email')],
    fragments: ['Unable to transform email to username'], checks: ['attributes/email-missing', 'attributes/empty', 'attributes/required-missing'],
  },
  {
    id: 'after-new-certificate', title: 'All logins fail since the new certificate became active', source: 'okta/okta-developer-docs, guides/updating-saml-cert', unconfirmed: true,
    meaning: 'Okta signs with a new certificate from the moment it is activated; a service provider that has the old one refuses every login.',
    causes: ['The new certificate was activated before the service provider had it.'],
    fixes: [sp('Upload the new certificate (Okta: Sign On > SAML Signing Certificates > Actions > Download certificate) at the service provider.', 'signingCertificate'), idp('Or, for the time being, choose Actions > Activate beside the old certificate.', 'signingCertificate')],
    checks: ['signature/no-trusted-key', 'signature/embedded-certificate-differs'],
  },
  {
    id: 'feature-flag', title: 'The organisation lacks a feature', source: 'okta/terraform-provider-okta, docs/resources/app_saml.md',
    meaning: 'The Okta organisation has no ADVANCED_SSO, which some settings of SAML applications need when they are made by API or Terraform.',
    causes: ['The plan or a flag of the organisation.'], fixes: [idp('Ask Okta support to switch on ADVANCED_SSO, or leave the advanced settings out.')],
    fragments: ['You do not have permission to access the feature you are requesting'],
  },
  {
    id: 'embed-link', title: 'The link of the application leads nowhere (404)', unconfirmed: true, source: 'practice',
    meaning: 'The embed link or login address of Okta names an application that is not active or does not exist.',
    causes: ['The application was deactivated or deleted.', 'The link is of another organisation or was cut off.'],
    fixes: [idp('In Okta open Applications > the app, see that it is active, and copy the link anew.', 'singleSignOnService')],
  },
  {
    id: 'signed-request', title: 'Okta wants a signed request', source: help, unconfirmed: true,
    meaning: 'Signed Requests is ticked for the application, and the request is not signed by the uploaded certificate.',
    ...requestSignature, fixes: [requestSignature.fixes[0]!, idp(`${settings} > Show Advanced Settings and upload the Signature Certificate of the service provider, or untick Signed Requests.`, 'signedRequests'), clock('Check the clock of the service provider.', 'clock')],
    fragments: ['Validate SAML requests with signature certificates'],
  },
];

export const oktaEntries = entriesOf('okta', help, drafts);
