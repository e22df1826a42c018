/** AWS: federation into IAM roles, IAM Identity Center and Cognito. */
import { clock, entriesOf, idp, sp, type Draft } from './entry.ts';
import { badMetadata } from './request-themes.ts';
import { audience, expired, issuer, noAttributes, signature, unsolicited } from './themes.ts';

const iam = 'awsdocs/iam-user-guide, doc_source/troubleshoot_saml.md';
const center = 'awsdocs/aws-single-sign-on-user-guide, doc_source/troubleshooting.md';

const drafts: readonly Draft[] = [
  {
    id: 'no-role', title: 'The response names no role',
    meaning: 'The sign-in page of AWS needs an attribute https://aws.amazon.com/SAML/Attributes/Role with the ARN of a role and the ARN of the provider, separated by a comma.',
    causes: ['The Role attribute is missing or empty.', 'The value is not a pair of ARNs, or has blanks or quotes around it.', 'The user is in no group that brings a role.'],
    fixes: [idp('Add the attribute https://aws.amazon.com/SAML/Attributes/Role with arn:aws:iam::{account}:role/{role},arn:aws:iam::{account}:saml-provider/{provider}.', 'attributes')],
    fragments: ['Your request included an invalid SAML response'], checks: ['attributes/required-missing', 'attributes/empty'], generic: true,
  },
  {
    id: 'role-session-name', title: 'RoleSessionName is missing',
    meaning: 'AWS needs an attribute https://aws.amazon.com/SAML/Attributes/RoleSessionName that names the session, usually the e-mail address.',
    causes: ['The attribute is not sent, or empty for this user.'], fixes: [idp('Add the attribute https://aws.amazon.com/SAML/Attributes/RoleSessionName with the e-mail address or user name.', 'attributes')],
    fragments: ['RoleSessionName is required in AuthnResponse'], checks: ['attributes/required-missing', 'attributes/empty'],
  },
  {
    id: 'role-session-name-value', title: 'RoleSessionName is too long or has forbidden characters',
    meaning: 'The value may have 2 to 64 characters: letters, digits and _ + = , . @ -.',
    causes: ['The value holds blanks or umlauts, or is longer than 64 characters.'], fixes: [idp('Send the e-mail address or the user name as RoleSessionName.', 'attributes')],
    fragments: ['RoleSessionName in AuthnResponse must match', 'Source Identity must match'], checks: ['attributes/white-space'],
  },
  {
    id: 'assume-role', title: 'The role may not be assumed',
    meaning: 'AWS read the assertion, and the trust policy of the role does not allow this login.',
    causes: ['The name of the role or provider in the Role attribute is misspelt; case counts.', 'The trust policy lacks sts:AssumeRoleWithSAML, or sts:TagSession where the assertion carries PrincipalTag.', 'SAML:aud in the trust policy is not the Recipient of the assertion.', 'The assertion has no NameID.'],
    fixes: [sp('In AWS open IAM > Roles > the role > Trust relationships and allow sts:AssumeRoleWithSAML (and sts:TagSession) for the SAML provider, with SAML:aud https://signin.aws.amazon.com/saml.', 'assignment'), idp('Correct the ARNs in the Role attribute.', 'attributes')],
    fragments: ['Not authorized to perform sts:AssumeRoleWithSAML'], checks: ['subject/recipient', 'name-id/missing', 'attributes/required-missing'],
  },
  {
    id: 'signature', title: 'The signature does not fit the metadata in IAM',
    meaning: 'The certificate in the metadata of the IAM provider is not the one that the response was signed with.',
    ...signature, fixes: [sp('Download the metadata of the identity provider anew and upload it in AWS: IAM > Identity providers > the provider > Replace metadata, or aws iam update-saml-provider.', 'metadata')],
    fragments: ['Response signature invalid'],
  },
  {
    id: 'issuer', title: 'The Issuer is not that of the metadata in IAM', codes: ['AuthSamlInvalidSamlResponseException'],
    meaning: 'The Issuer of the response is not the entityID of the metadata that was uploaded.',
    ...issuer, fixes: [sp('Upload the metadata of the right tenant or application in AWS: IAM > Identity providers > the provider > Replace metadata.', 'metadata')],
    fragments: ['Issuer not present in specified provider'],
  },
  {
    id: 'metadata', title: 'AWS cannot read the metadata',
    meaning: 'The file is no valid metadata, has a byte order mark, or a key of less than 1024 bits.',
    ...badMetadata, fixes: [...badMetadata.fixes, sp('Save it as UTF-8 without a byte order mark.', 'metadata')],
    fragments: ['Could not parse metadata', 'Unable to parse metadata'], checks: [...badMetadata.checks!, 'certificate/weak-key', 'document/encoding'],
  },
  {
    id: 'provider', title: 'There is no such provider in IAM',
    meaning: 'The ARN of the provider in the Role attribute does not exist in the account.',
    causes: ['The name of the provider is misspelt, or it is in another account.'], fixes: [idp('Copy the ARN from AWS: IAM > Identity providers > the provider, into the Role attribute.', 'attributes')],
    fragments: ['Specified provider doesn\'t exist'], checks: ['attributes/required-missing'],
  },
  {
    id: 'duration', title: 'The session is asked for too long',
    meaning: 'The duration asked for is longer than the role allows.',
    causes: ['DurationSeconds or the SessionDuration attribute exceeds the maximum of the role.'], fixes: [sp('In AWS open IAM > Roles > the role > Edit and raise Maximum session duration, or ask for less.', 'lifetime')],
    fragments: ['Requested DurationSeconds exceeds MaxSessionDuration'],
  },
  {
    id: 'unexpected-error', commonplace: true, title: 'IAM Identity Center does not know the user', source: center,
    meaning: 'Here IAM Identity Center is the service provider: the NameID must have the format emailAddress, look like an e-mail address, and equal an existing user name. It makes no users by itself.',
    causes: ['The user was not created or provisioned in IAM Identity Center.', 'The NameID differs from the user name, by case or domain.', 'The NameID has another format than emailAddress.'],
    fixes: [sp('In AWS open IAM Identity Center > Users and add the user with the NameID as user name, or switch on automatic provisioning.', 'assignment'), idp('Send the user name as NameID, format emailAddress.', 'nameIDFormat')],
    fragments: ['An unexpected error has occurred', 'Response contains invalid name id policy format'], checks: ['name-id/email', 'name-id/format-required', 'name-id/email-address', 'name-id/opaque'],
  },
  {
    id: 'not-you', commonplace: true, title: 'IAM Identity Center: "It’s not you, it’s us"', source: 'repost.aws, "it\'s not you, it\'s us with Okta as IdP"', unconfirmed: true,
    meaning: 'IAM Identity Center refused the response without a reason. The event ExternalIdPDirectoryLogin in CloudTrail holds it.',
    causes: ['The clock of the identity provider is wrong.', 'The metadata on one of the two sides is old.'],
    fixes: [sp('In AWS open CloudTrail > Event history and look for ExternalIdPDirectoryLogin.'), clock('Set the clock of the identity provider by NTP.', 'clock'), sp('Exchange the metadata of both sides anew.', 'metadata')],
    fragments: ['It\'s not you, it\'s us', 'ExternalIdPDirectoryLogin'], checks: ['conditions/not-yet-valid', 'conditions/expired', 'signature/no-trusted-key'],
  },
  {
    id: 'center-subject', title: 'The application refuses the Subject that IAM Identity Center sends', unconfirmed: true, source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/customermanagedapps-set-up-your-own-app-saml2.html',
    meaning: 'Here IAM Identity Center is the identity provider: the attribute mapping Subject is missing, or has another format than the application wants.',
    causes: ['The row Subject under Edit attribute mappings is empty.'], fixes: [idp('In AWS open IAM Identity Center > Applications > the application > Actions > Edit attribute mappings and map Subject to ${user:email}, format emailAddress.', 'nameID')], checks: ['name-id/missing', 'name-id/format-required'],
  },
  {
    id: 'cognito-relay-state', title: 'Cognito takes no login that it did not start', source: 'public documentation of Cognito customers (PactFlow, Fireworks)',
    meaning: 'Cognito got a response without the RelayState it had sent: the login was started at the identity provider, or RelayState was lost.',
    ...unsolicited, fixes: [sp('Start the login at the application, or in Cognito switch on IdP-initiated sign-in for the provider.', 'signOnURL'), idp('Leave Default RelayState of the application empty, and send RelayState back unchanged.', 'relayState')],
    fragments: ['Invalid samlResponse or relayState from identity provider', 'Invalid State/RelayState provided'],
  },
  {
    id: 'cognito-signature', title: 'Cognito: the signature of the assertion is invalid', source: 'github.com/aws/aws-sdk-js-v3/issues/6201', unconfirmed: true,
    meaning: 'The metadata that Cognito has for the provider does not hold the certificate that signed.',
    ...signature, fixes: [sp('In AWS open Cognito > the user pool > Social and external providers > the provider > Replace metadata.', 'metadata')],
    fragments: ['SAML Assertion signature is invalid'],
  },
  {
    id: 'audience', title: 'The audience is another one', source: iam,
    meaning: 'The audience in the assertion is not the one that AWS expects, https://signin.aws.amazon.com/saml, or the one that the trust policy of the role asks for.',
    ...audience, fixes: [idp('Set the audience to https://signin.aws.amazon.com/saml.', 'audience'), sp('Compare SAML:aud in the trust policy of the role with it.', 'audience')],
    fragments: ['Response does not contain the required audience'],
  },
  {
    id: 'expired', title: 'The assertion is older than five minutes', source: 'github.com/Versent/saml2aws and aws-google-auth, whose programs look for this text',
    meaning: 'AWS takes an assertion within five minutes of its issue only, whatever NotOnOrAfter says.',
    ...expired, fixes: [sp('Log in again, and choose the role at once.'), clock('Set the clock of the identity provider by NTP.', 'clock')],
    fragments: ['Token must be redeemed within 5 minutes of issuance', 'ExpiredTokenException)…AssumeRoleWithSAML'],
  },
  {
    id: 'cognito-attributes', title: 'Cognito misses an attribute that the user pool demands', source: 'aws-amplify documentation of external identity providers',
    meaning: 'The user pool makes the named attributes mandatory, and the identity provider did not send them or they are not mapped.',
    ...noAttributes, fixes: [sp('In AWS open Cognito > the user pool > Social and external providers > the provider > Attribute mapping and map the attribute.', 'attributes'), idp('Send the attribute for every user.', 'attributes')],
    fragments: ['attributes required: [{attributes}]'],
  },
  {
    id: 'cognito-metadata-redirect', title: 'Cognito finds no address for HTTP-Redirect in the metadata', source: 'github.com/ssoready/dummyidp/issues/10',
    meaning: 'Cognito sends its requests by HTTP-Redirect, and the metadata name no SingleSignOnService for it.',
    causes: ['The identity provider publishes HTTP-POST alone.'], fixes: [idp('Switch on HTTP-Redirect for single sign-on, and give Cognito the new metadata.', 'singleSignOnService')],
    fragments: ['No SingleSignOn Http redirect binding location found in metadata'],
  },
  {
    id: 'cognito-metadata-address', title: 'Cognito cannot load the metadata from the address', source: 'github.com/aws-solutions/aws-data-lake-solution/issues/31',
    meaning: 'The metadata address answered with something else than 200.',
    causes: ['The address is misspelt, or only reachable from inside.', 'The identity provider has its metadata at another address.'], fixes: [sp('Open the address in a browser outside your network; or upload the metadata as a file.', 'metadata')],
    fragments: ['returned from remote metadata source {metadata address}', 'returned from remote metadata source'],
  },
];

export const awsEntries = entriesOf('aws', iam, drafts);
