/** OneLogin, JumpCloud, Heroku and Heap: symptoms, for few of them print texts that any source publishes. */
import { clock, entriesOf, idp, sp, type Draft } from './entry.ts';
import { audience, signature, weakAlgorithm } from './themes.ts';

const oneLogin: readonly Draft[] = [
  {
    id: 'acs-validator', title: 'OneLogin refuses the ACS URL, or nothing happens', unconfirmed: true,
    meaning: 'The ACS URL must match ACS (Consumer) URL Validator, which is a regular expression; without it matching, OneLogin does not answer there.',
    causes: ['The validator is a plain URL whose dots and slashes were not escaped, or belongs to another ACS URL.', 'It lacks the anchors ^ and $.'],
    fixes: [idp('In OneLogin open Applications > the app > Configuration and set ACS (Consumer) URL Validator to the ACS URL as a regular expression, ^https:\\/\\/host\\.example\\/path$.', 'assertionConsumerService')], checks: ['request/consumer'],
  },
  { id: 'sha1', title: 'The service provider refuses SHA-1 of OneLogin', source: 'https://support.workiva.com/hc/en-us/articles/4416672149396-OneLogin-for-OneCloud', meaning: 'A new application in OneLogin signs with SHA-1, unless told otherwise.', ...weakAlgorithm, fixes: [idp('In OneLogin open Applications > the app > SSO and set SAML Signature Algorithm to SHA-256.', 'signatureAlgorithm')] },
  {
    id: 'signature-element', title: 'OneLogin signs the other element', source: 'https://support.workstars.com/hc/en-gb/articles/8166534041873',
    meaning: 'SAML signature element says whether OneLogin signs the assertion, the Response, or both; the service provider wants another one.',
    causes: ['SAML signature element is Assertion, and the service provider wants the Response, or the reverse.'], fixes: [idp('In OneLogin open Applications > the app > Configuration and set SAML signature element to Both, or to what the service provider wants.', 'signAssertion')], checks: ['signature/assertion-not-signed', 'signature/response-not-signed'],
  },
  {
    id: 'no-access', title: 'The user has no access to the application in OneLogin', unconfirmed: true, meaning: 'The user is not given the application by a role.',
    causes: ['No role of the user brings the application.'], fixes: [idp('In OneLogin open Users > Roles > the role > Applications and add the application, or Users > the user > Applications.', 'assignment')], fragments: ['You do not have access to this application'], checks: ['status/success'],
  },
];

const jumpCloud: readonly Draft[] = [
  {
    id: 'destination', title: 'The request lacks an attribute that JumpCloud wants', source: 'github.com/node-saml/passport-saml/issues/305',
    meaning: 'JumpCloud reads the request strictly: Destination must be there and be the IdP URL.',
    causes: ['The login address at the service provider is not set as the name of the option wants it, so that Destination stays empty.'],
    fixes: [sp('Set the login address (entryPoint) to the IdP URL of JumpCloud, https://sso.jumpcloud.com/saml2/{name}.', 'singleSignOnService')],
    fragments: ['Missing attribute value for attribute Destination of element', 'Missing attribute value for attribute'], checks: ['request/destination-missing'], unconfirmed: true,
  },
  {
    id: 'not-bound', title: 'The user is not bound to the application in JumpCloud', source: 'https://docs.app.axya.co/en/user-guide/account-setup/sso/jumpcloud',
    meaning: 'Only users in a group that is bound to the application may use it.', causes: ['None of the user’s groups is bound to the application.'],
    fixes: [idp('In JumpCloud open SSO Applications > the application > User Groups and tick a group of the user.', 'assignment')], fragments: ['User not bound to application'], checks: ['status/success'], unconfirmed: true,
  },
  {
    id: 'sp-entity-id', title: 'JumpCloud knows no such SP Entity ID', source: 'https://jumpcloud.com/support/sso-application-connector-fields', unconfirmed: true,
    meaning: 'SP Entity ID of the application must be the Issuer of the request; letter case counts.', ...audience,
    fixes: [idp('In JumpCloud open SSO Applications > the application > SSO and set SP Entity ID to the entityID of the service provider, letter by letter.', 'entityID')], checks: ['request/issuer', 'conditions/audience'],
  },
  {
    id: 'acs', title: 'JumpCloud does not answer at this ACS URL', source: 'https://jumpcloud.com/support/sso-application-connector-fields', unconfirmed: true,
    meaning: 'The ACS URL of the request is not among ACS URLs of the application.', causes: ['The ACS URL was typed differently.'],
    fixes: [idp('In JumpCloud open SSO Applications > the application > SSO and add the ACS URL to ACS URLs.', 'assertionConsumerService')], fragments: ['Invalid ACS URL'], checks: ['request/consumer'],
  },
  {
    id: 'certificate', title: 'The certificate of JumpCloud was renewed', source: 'https://jumpcloud.com/support/saml-sso-troubleshooting', unconfirmed: true,
    meaning: 'Each application of JumpCloud has a certificate of its own; after a renewal the service provider needs the new one.', ...signature,
    fixes: [sp('In JumpCloud open SSO Applications > the application, choose IDP Certificate > Download certificate, and install it at the service provider.', 'signingCertificate')],
  },
];

const heroku: readonly Draft[] = [
  {
    id: 'refused-after-login', title: 'Heroku shows an error after the login at the identity provider', unconfirmed: true,
    meaning: 'The identity provider reports success and Heroku refuses. Heroku publishes no error texts; the audience or the ACS URL is usually wrong.',
    causes: ['The audience is not https://sso.heroku.com/saml/{team}: slash at the end, wrong team name.', 'The ACS URL lacks /finalize at the end, or is the one with /init.', 'The NameID is not an e-mail address.'],
    fixes: [idp('Set the entityID to https://sso.heroku.com/saml/{team} and the ACS URL to https://sso.heroku.com/saml/{team}/finalize, as Heroku shows them under team > Settings > Single Sign-On.', 'audience')],
    fragments: ['sso.heroku.com/saml'], checks: ['conditions/audience', 'subject/recipient', 'response/destination', 'name-id/email'], generic: true,
  },
  {
    id: 'verification-mail', title: 'A new user of Heroku logs in and can do nothing', source: 'https://help.heroku.com/DB6SL67N/do-you-support-just-in-time-user-creation-with-heroku-sso',
    meaning: 'Heroku makes the account at the first login, and it counts only after the link in the verification e-mail was clicked.',
    causes: ['The user has not clicked the link in the e-mail.'], fixes: [sp('Let the user click the link in the verification e-mail of Heroku.')],
  },
  {
    id: 'second-account', title: 'The user of Heroku lands in a second account', unconfirmed: true,
    meaning: 'The NameID is another address than the one of the existing account, so Heroku makes a new account.',
    causes: ['The identity provider sends the UPN or an alias as NameID instead of the mail address.'], fixes: [idp('Make the NameID of the attribute that holds the address known to Heroku.', 'nameID')], checks: ['name-id/email', 'name-id/email-address'],
  },
  {
    id: 'after-rollover', title: 'All logins to Heroku fail since the certificate was renewed', source: 'https://blog.heroku.com/sso-improvements', meaning: 'Heroku takes up to three certificates; the new one is not among them yet.',
    ...signature, fixes: [sp('In Heroku open the team > Settings > Single Sign-On > Edit configuration and add the new certificate beside the old one.', 'signingCertificate')],
  },
];

const heap: readonly Draft[] = [
  {
    id: 'entity-id', title: 'The identity provider does not know the Entity ID of Heap', unconfirmed: true,
    meaning: 'Heap’s own Entity ID is heapanalytics.com without https; some guides print it with. Both sides must have the same text.',
    ...audience, fixes: [idp('Copy Entity ID from Heap: Account > Manage > Account settings > Single Sign-On, letter by letter.', 'entityID')], fragments: ['heapanalytics.com/saml'], generic: true,
  },
  {
    id: 'acs-url', title: 'The ACS URL of Heap is wrong', unconfirmed: true,
    meaning: 'It is https://heapanalytics.com/saml/finalize/{appId}/ with a slash at the end; one article prints a broken example without .com.',
    causes: ['The slash at the end is missing.', 'The broken example https://heapanalytics/saml/finalize was copied.'], fixes: [idp('Copy Assertion Consumer URL from Heap: Account > Manage > Account settings > Single Sign-On.', 'assertionConsumerService')], fragments: ['heapanalytics/saml/finalize'], checks: ['subject/recipient', 'response/destination', 'request/consumer'],
  },
  {
    id: 'certificate', title: 'Heap does not take the certificate', unconfirmed: true, meaning: 'Heap wants the certificate as PEM, with its BEGIN and END lines and plain hyphens.',
    causes: ['The BEGIN and END lines are missing.', 'A web page or word processor turned the hyphens into dashes.'], fixes: [sp('Paste the certificate with BEGIN CERTIFICATE and END CERTIFICATE lines, out of a plain text editor; this app repairs it under Certificates.', 'signingCertificate')], checks: ['certificate/unreadable', 'certificate/repaired'],
  },
  {
    id: 'refused', title: 'Heap refuses although the identity provider reports success', source: 'https://docs.pingidentity.com/r/en-us/configuration_guides/config_saml_heap_pingone', meaning: 'The NameID is no e-mail address of the format emailAddress, or the person is no teammate in Heap yet.',
    causes: ['The NameID format is not emailAddress; PingOne leaves another one by default.', 'The person was not invited as a teammate.'], fixes: [idp('Send the e-mail address as NameID, format urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress.', 'nameIDFormat'), sp('Invite the person in Heap: Account > Manage > Users.', 'assignment'), clock('Check the clock of the identity provider.', 'clock')], checks: ['name-id/format-required', 'name-id/email', 'name-id/email-address'],
  },
];

export const oneLoginEntries = entriesOf('onelogin', 'https://support.workstars.com/hc/en-gb/articles/8166534041873; practice', oneLogin);
export const jumpCloudEntries = entriesOf('jumpcloud', 'https://jumpcloud.com/support/saml-sso-troubleshooting', jumpCloud);
export const herokuEntries = entriesOf('heroku', 'https://docs.pingidentity.com/r/en-us/pingfederate-heroku-integration/; practice', heroku);
export const heapEntries = entriesOf('heap', 'https://help.heap.io, Single Sign-on articles; practice', heap);
