/** JumpCloud: a custom SSO application (identity-providers.md 10). */
import type { IdentityProviderGuide } from '../guide.ts';
import { checked, nameIDSentence, nowhere, setting, spValue, typed, wantsEmail } from '../terms.ts';

const fields = 'jumpcloud.com/support/sso-application-connector-fields';
const walk = 'kb.foxit.com/hc/en-us/articles/16583786752276; support.firmex.com/hc/en-us/articles/9130980569499';
const link = { label: 'JumpCloud Admin Portal', url: 'https://console.jumpcloud.com' };
const sso = 'SSO Applications > SSO';

export const jumpcloud: IdentityProviderGuide = {
  id: 'jumpcloud',
  name: 'JumpCloud',
  console: 'JumpCloud',
  url: link.url,
  inputs: [],
  recognises: (entityID) => /^(jumpcloud$|https:\/\/sso\.jumpcloud\.com\/)/i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile in the user portal starts at JumpCloud (IdP-initiated).',
  rehearsal: {
    path: `${sso} > ACS URLs`,
    label: 'ACS URLs',
    body: ['Add this app’s ACS URL to **ACS URLs**, after the service provider’s own; several are allowed.'],
    remove: 'Remove it from the list again when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'No source we read says whether JumpCloud takes http on this machine.', unconfirmed: true },
    checked: checked(fields),
  },
  unconfirmedPlaces: ['relayState', 'signOnURL', 'assignment'],
  places: () => ({
    ...nowhere,
    entityID: `${sso} > SP Entity ID`,
    audience: `${sso} > SP Entity ID`,
    assertionConsumerService: `${sso} > ACS URLs`,
    recipient: `${sso} > ACS URLs`,
    destination: `${sso} > ACS URLs`,
    idpEntityID: `${sso} > IdP Entity ID`,
    singleSignOnService: `${sso} > IDP URL`,
    nameID: `${sso} > SAMLSubject NameID`,
    nameIDFormat: `${sso} > SAMLSubject NameID Format`,
    signatureAlgorithm: `${sso} > Signature Algorithm`,
    signAssertion: `${sso} > Sign`,
    signResponse: `${sso} > Sign`,
    relayState: `${sso} > Default RelayState`,
    signOnURL: `${sso} > Login URL`,
    signedRequests: `${sso} > SP Certificate`,
    attributes: `${sso} > Attributes`,
    email: `${sso} > Attributes`,
    groups: `${sso} > Attributes`,
    metadata: `${sso} > Export Metadata`,
    signingCertificate: `${sso} > Export Metadata`,
    assignment: 'SSO Applications > User Groups',
  }),
  steps: (context) => [
    {
      id: 'jumpcloud/create',
      title: 'Add a custom application',
      body: ['In the Admin Portal go to **SSO Applications**, press **Add New Application**, choose **Custom Application**, and under **Manage SSO** choose **Configure SSO with SAML**.'],
      values: [],
      link,
      after: 'The application with its SSO tab.',
      proof: 'metadata',
      checked: checked('gospel.asteri.as/docs/tutorials/sso/jumpcloud/idp-setup'),
    },
    {
      id: 'jumpcloud/sso',
      title: 'Fill in the SSO tab',
      body: [
        'Copy these values. **SP Entity ID** is compared with its capitals. **IdP Entity ID** is a free name of your choosing; **IDP URL** cannot be changed after the application is created.',
        nameIDSentence(context),
      ],
      values: [
        typed('idpEntityID', 'IdP Entity ID', 'JumpCloud', 'Any name that only this application has.'),
        spValue(context, 'entityID', 'SP Entity ID'),
        spValue(context, 'assertionConsumerService', 'ACS URLs'),
        setting('nameID', 'SAMLSubject NameID', wantsEmail(context) ? 'email' : 'email, or what the service provider knows the user by'),
        ...(context.target.nameIDFormat === null ? [] : [spValue(context, 'nameIDFormat', 'SAMLSubject NameID Format')]),
        setting('signatureAlgorithm', 'Signature Algorithm', 'RSA-SHA256'),
        setting('signAssertion', 'Sign', 'Assertion'),
      ],
      link,
      proof: 'rehearsal',
      checked: checked(`${fields}; ${walk}`),
    },
    {
      id: 'jumpcloud/metadata',
      title: 'Export the metadata',
      body: ['On the SSO tab press **Export Metadata**, or **Copy Metadata URL**.'],
      values: [],
      link,
      after: 'A file named JumpCloud-, the application’s name, and -metadata.xml.',
      proof: 'metadata',
      checked: checked(fields),
    },
    {
      id: 'jumpcloud/users',
      title: 'Give a group access',
      body: ['On the application’s **User Groups** tab choose a group with the pilot user in it.', jumpcloud.initiation],
      values: [],
      link,
      proof: 'rehearsal',
      checked: checked(walk),
      unconfirmed: ['The label User Groups.'],
    },
  ],
};
