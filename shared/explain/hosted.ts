/** Services as service providers: GitLab, GitHub, Slack, Google Workspace. */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { audience, destination, expired, issuer, malformed, noNameID, notYetValid, recipient, responseNotSigned, assertionNotSigned, signature, unsigned } from './themes.ts';

const gitlabDocs = 'https://docs.gitlab.com/user/group/saml_sso/troubleshooting/';
const gitlab: readonly Draft[] = [
  {
    id: 'email-blank', title: 'The response brings no e-mail address', source: gitlabDocs,
    meaning: 'GitLab makes or finds the account by the e-mail address, and no attribute that it takes for one came.',
    causes: ['No e-mail attribute is sent.', 'It is sent under another name: GitLab looks for email or mail, letter by letter.', 'The user has no e-mail address at the identity provider.'],
    fixes: [idp('Send the e-mail address as an attribute named email.', 'email'), sp('Or map the name that is sent by attribute_statements in the SAML settings of GitLab.', 'attributes')],
    fragments: ['Email can\'t be blank', 'Notification email can\'t be blank'], checks: ['attributes/no-email', 'attributes/email-missing', 'attributes/required-missing'],
  },
  {
    id: 'extern-uid-taken', title: 'Another account of GitLab has this NameID', source: gitlabDocs,
    meaning: 'The identity is linked to another user of GitLab already, or differs from the linked one by letter case.',
    causes: ['The user is logged in with a second account of GitLab.', 'The letter case of the NameID changed.'],
    fixes: [sp('Log out of GitLab and log in again by the single sign-on address; or unlink SAML from the other account.'), idp('Send one unchanging NameID for each user.', 'nameID')],
    fragments: ['Extern uid has already been taken', 'Your NameID has already been taken'], checks: ['name-id/transient'],
  },
  {
    id: 'user-taken', title: 'The account of GitLab is linked to another identity', source: gitlabDocs,
    meaning: 'This account has a SAML identity already, and the NameID that came is another one.',
    causes: ['NameID has the format transient and changes at every login.', 'The source of the NameID was changed at the identity provider.'],
    fixes: [idp('Choose the format persistent and a source that never changes.', 'nameIDFormat'), sp('Then unlink the old identity from the account in GitLab and log in again.')],
    fragments: ['SAML authentication failed: User has already been taken'], checks: ['name-id/transient'],
  },
  {
    id: 'email-taken', title: 'GitLab has an account with this e-mail address', source: gitlabDocs,
    meaning: 'An account with the address exists and has no SAML identity, so GitLab does not hand it over.',
    causes: ['The user signed up before single sign-on was switched on.'], fixes: [sp('Log in to GitLab with the old account, and link it by the single sign-on address of the group.', 'assignment')],
    fragments: ['SAML authentication failed: Email has already been taken', 'There is already a GitLab account associated with this email address'],
  },
  {
    id: 'name-id-email', title: 'Neither NameID nor e-mail address fit the account of GitLab', source: gitlabDocs,
    meaning: 'The NameID is not the extern_uid that is stored for this user, and the e-mail address does not help, because it is missing or another one.',
    causes: ['The NameID was changed at the identity provider; letter case counts.', 'No e-mail address is sent.'],
    fixes: [sp('Set extern_uid of the user to the NameID by the SAML API of GitLab.', 'nameID'), idp('Send the e-mail address as an attribute named email.', 'email')],
    fragments: ['SAML Name ID and email address do not match your user account'], checks: ['attributes/no-email', 'name-id/transient'],
  },
  {
    id: 'link-authorized', title: 'Linking the account was not authorised', source: gitlabDocs,
    meaning: 'GitLab got an answer that belongs to no request of its own, or the user may not use the application.',
    causes: ['The login was started at the identity provider: InResponseTo is missing.', 'The user is not assigned to the application at the identity provider.'],
    fixes: [sp('Start the login by the single sign-on address of the group in GitLab.', 'signOnURL'), idp('Assign the user to the application.', 'assignment')],
    fragments: ['Request to link SAML account must be authorized'], checks: ['flow/in-response-to-missing'],
  },
  {
    id: 'name-id-missing', title: 'The response brings no NameID', source: gitlabDocs, meaning: 'GitLab knows its users by the NameID, and there is none.', ...noNameID,
    fragments: ['SAML NameID is missing from your SAML response'],
  },
  {
    id: 'no-account', title: 'GitLab makes no account for a new user', source: 'https://docs.gitlab.com/integration/omniauth/; gitlab-org/gitlab issue 5544',
    meaning: 'The login itself was fine. GitLab has no such user and may not create one, or the user is in none of the required groups.',
    causes: ['allow_single_sign_on does not name saml.', 'required_groups is set, and the groups attribute does not hold one of them.', 'Creation of users is blocked until an administrator approves it.'],
    fixes: [sp('Add saml to omniauth_allow_single_sign_on, or create the user first.', 'assignment'), idp('Send the groups under the name that groups_attribute says.', 'groups')],
    fragments: ['without a pre-existing GitLab account is not allowed'], checks: ['attributes/required-missing'],
  },
];

const githubDocs = 'github/docs, troubleshooting-saml-authentication.md';
const github: readonly Draft[] = [
  {
    id: 'token', title: 'The token is not authorised for the organisation', source: 'https://docs.github.com/authentication/authenticating-with-saml-single-sign-on',
    meaning: 'The organisation demands single sign-on, and this token or key was made without it. Nothing is wrong with the SAML settings.',
    causes: ['A personal access token or SSH key was not authorised for the organisation after it was made.', 'The authorisation ended, or the token was made anew.'],
    fixes: [sp('In GitHub open Settings > Developer settings > Personal access tokens, choose Configure SSO beside the token and Authorize for the organisation; for a key the same under SSH and GPG keys.')],
    fragments: ['Resource protected by organization SAML enforcement', 'You must grant your personal token access to this organization', 'You must grant your OAuth token access to this organization', 'organization has enabled or enforced SAML SSO'],
  },
  {
    id: 'name-id', title: 'The NameID is not the one that belongs to the account', source: githubDocs,
    meaning: 'GitHub Enterprise Server stored another NameID, or another format, for this user name at the first login.',
    causes: ['User name or e-mail address changed at the identity provider.', 'The NameID format was changed.', 'Two users become the same user name once their special characters are dropped.'],
    fixes: [sp('In the site admin dashboard open the user > Security > Update SAML NameID and enter the NameID that is sent now.', 'nameID'), idp('Send a NameID that never changes.', 'nameID')],
    fragments: ['Another user already owns the account'], checks: ['name-id/transient', 'name-id/opaque'],
  },
  { id: 'recipient', title: 'The Recipient is another one, or missing', source: githubDocs, meaning: 'The Recipient must be the full ACS URL of GitHub Enterprise Server, https://{host}/saml/consume.', ...recipient, fragments: ['Recipient in the SAML response was not valid', 'Recipient in the SAML response must not be blank'] },
  { id: 'destination', title: 'The Destination is another one', source: githubDocs, meaning: 'The Destination must be the full ACS URL of GitHub Enterprise Server, https://{host}/saml/consume.', ...destination, fragments: ['Destination in the SAML response was not valid'] },
  { id: 'signature', title: 'The response is not signed, or was changed', source: githubDocs, meaning: 'No signature verifies with the certificate that is set in GitHub.', ...withFixes(signature, idp('Sign the assertion for this application.', 'signAssertion')), fragments: ['SAML Response is not signed or has been modified'], checks: [...signature.checks!, 'signature/missing'] },
  { id: 'audience', title: 'The audience is not the address of the server', source: githubDocs, meaning: 'The audience must be the full address of GitHub Enterprise Server, as https://host, without a path.', ...audience, fragments: ['Audience is invalid. Audience attribute does not match {expected audience}'] },
];

const slackDocs = 'https://slack.com/help/articles/360037402653-Troubleshoot-SAML-authorization-errors';
const page = 'In Slack open Workspace settings > Authentication > SAML';
const slack: readonly Draft[] = [
  { id: 'issuer', title: 'The Issuer is another one', meaning: 'The Issuer of the response is not Identity Provider Issuer of the workspace.', ...withFixes(issuer, sp(`${page} and set Identity Provider Issuer to the entityID of the identity provider.`, 'idpEntityID')), fragments: ['does not contain the correct Identity Provider Issuer', 'doesn\'t contain the correct Identity Provider Issuer'] },
  { id: 'audience', title: 'The audience is another one', meaning: 'The audience is not Service Provider Issuer of the workspace, which is https://slack.com or the address of the workspace.', ...audience, fragments: ['does not contain the correct Audience. Please check that the Service Provider URL'] },
  { id: 'destination', title: 'The Destination is another one', meaning: 'The Destination must be https://{workspace}.slack.com/sso/saml.', ...destination, fragments: ['does not contain the correct Destination, which should look something like'] },
  { id: 'response-unsigned', title: 'The Response is not signed', meaning: 'Responses Signed is ticked in Slack, and the Response carries no signature.', ...withFixes(responseNotSigned, sp(`Or ${page.slice(0, 1).toLowerCase()}${page.slice(1)} and untick Responses Signed.`, 'signResponse')), fragments: ['The SAML Response is not signed. Please check your', 'there is a signed and encrypted Assertion with an EncryptedId'] },
  { id: 'assertion-unsigned', title: 'The assertion is not signed', meaning: 'Assertions Signed is ticked in Slack, and the assertion carries no signature.', ...withFixes(assertionNotSigned, sp(`Or ${page.slice(0, 1).toLowerCase()}${page.slice(1)} and untick Assertions Signed.`, 'signAssertion')), fragments: ['The Assertion of the SAML Response is not signed. Please check your'] },
  { id: 'unsigned', title: 'Nothing is signed', meaning: 'Neither the Response nor the assertion carries a signature.', ...unsigned, fragments: ['Neither the SAML Response nor Assertion of the SAML Response are signed'] },
  { id: 'name-id', title: 'There is no NameID', meaning: 'Slack wants a NameID of format persistent, and does not find it.', ...noNameID, fixes: [idp('Send a NameID of format persistent.', 'nameIDFormat'), ...noNameID.fixes], fragments: ['The SAML Response is missing the ID attribute. Please check your'] },
  { id: 'signature', title: 'The signature does not verify', meaning: 'The certificate in Slack is not the one that signs.', ...signature, fragments: ['it looks like the signature validation failed. Please check the signing certs'] },
  { id: 'binding', title: 'The response did not come by POST', meaning: 'Slack takes responses by HTTP-POST only.', ...malformed, causes: ['The ACS URL was opened in the browser, or the identity provider answers by redirect.'], fragments: ['was not sent through a HTTP_POST Binding'] },
];

const googleDocs = 'https://support.google.com/a/answer/2463723';
const google: readonly Draft[] = [
  { id: 'sp-signature', title: 'The signature does not verify at Google', meaning: 'Google is the service provider here, and the certificate in its SSO profile does not belong to the key that signed.', ...withFixes(signature, sp('In the Admin console open Security > Authentication > SSO with third-party IdP > the profile, and upload the current verification certificate.', 'signingCertificate')), fragments: ['This account cannot be accessed because the login credentials could not be verified'] },
  { id: 'sp-no-response', title: 'Google got no SAMLResponse', meaning: 'Google is the service provider here, and its ACS URL was called without SAMLResponse.', ...malformed, causes: ['The form of the identity provider has no field of this name, or another address was configured.'], fragments: ['The required response parameter SAMLResponse was missing'], checks: ['response/binding'] },
  { id: 'sp-relay-state', title: 'RelayState did not come back to Google', meaning: 'Google is the service provider here, and RelayState of its request is missing in the answer.', causes: ['The identity provider drops RelayState.'], fixes: [idp('Send RelayState back unchanged beside SAMLResponse.', 'relayState')], fragments: ['The required response parameter RelayState was missing'], checks: ['flow/relay-state'] },
  { id: 'sp-destination', title: 'Destination, audience or Recipient is not that of Google', meaning: 'Google is the service provider here; the message names which of them is wrong.', ...recipient, causes: ['The addresses of the organisation’s profile are used for another SSO profile, or the other way round.', ...recipient.causes.slice(0, 1)], fragments: ['your login request contained invalid {which of them} information', 'your login request contained no recipient information'], checks: [...recipient.checks!.slice(0, 1), 'response/destination', 'conditions/audience'] },
  { id: 'sp-expired', title: 'The assertion has expired', meaning: 'Google is the service provider here, and the assertion was over when it came.', ...expired, fragments: ['your login credentials have expired. Please log in and try again'] },
  { id: 'sp-not-yet-valid', title: 'The assertion is not valid yet', meaning: 'Google is the service provider here, and the clock of the identity provider is ahead.', ...notYetValid, fragments: ['your login credentials are not yet valid'] },
];

export const hostedEntries = [...entriesOf('gitlab', gitlabDocs, gitlab), ...entriesOf('github', githubDocs, github), ...entriesOf('slack', slackDocs, slack), ...entriesOf('google', googleDocs, google)];
