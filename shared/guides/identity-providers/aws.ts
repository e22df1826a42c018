/** AWS IAM Identity Center as the identity provider of a custom application (identity-providers.md 9). */
import type { IdentityProviderGuide } from '../guide.ts';
import { checked, nameIDSentence, nowhere, setting, spValue, typed, wantsEmail } from '../terms.ts';

const setup = 'docs.aws.amazon.com/singlesignon/latest/userguide/customermanagedapps-set-up-your-own-app-saml2.html';
const mapping = 'docs.sandboxstudiosoftware.com, Create an IAM Identity Center application';
const rotate = 'docs.aws.amazon.com/singlesignon/latest/userguide/rotatecert.html';
const link = { label: 'IAM Identity Center console', url: 'https://console.aws.amazon.com/singlesignon' };
const app = 'Applications > Customer managed > (your application)';

export const aws: IdentityProviderGuide = {
  id: 'aws',
  name: 'AWS IAM Identity Center',
  console: 'IAM Identity Center',
  url: link.url,
  inputs: [],
  recognises: (entityID) => /^https:\/\/(portal\.sso\.[a-z0-9-]+\.amazonaws\.com|[a-z0-9.-]*signin\.aws(\.amazon\.com)?)\//i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile in the AWS access portal starts at AWS (IdP-initiated), or at Application start URL where that is set.',
  rehearsal: {
    path: `${app} > Application metadata > Application ACS URL`,
    label: 'Application ACS URL',
    body: ['An application has one ACS URL: make a second custom application for the rehearsal, with the same audience, the same attribute mappings and this app’s ACS URL.'],
    remove: 'Delete the second application when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'No source we read says whether IAM Identity Center takes http on this machine.', unconfirmed: true },
    checked: checked(setup),
  },
  unconfirmedPlaces: ['signInLog'],
  places: () => ({
    ...nowhere,
    signInLog: 'CloudTrail > Event history',
    entityID: `${app} > Application metadata > Application SAML audience`,
    audience: `${app} > Application metadata > Application SAML audience`,
    assertionConsumerService: `${app} > Application metadata > Application ACS URL`,
    recipient: `${app} > Application metadata > Application ACS URL`,
    destination: `${app} > Application metadata > Application ACS URL`,
    signOnURL: `${app} > Application properties > Application start URL`,
    relayState: `${app} > Application properties > Relay state`,
    nameID: `${app} > Actions > Edit attribute mappings > Subject`,
    nameIDFormat: `${app} > Actions > Edit attribute mappings > Subject`,
    attributes: `${app} > Actions > Edit attribute mappings`,
    email: `${app} > Actions > Edit attribute mappings`,
    signingCertificate: `${app} > Configuration > Manage certificate`,
    signatureAlgorithm: `${app} > Configuration > Manage certificate`,
    metadata: `${app} > IAM Identity Center metadata > IAM Identity Center SAML metadata file`,
    idpEntityID: `${app} > IAM Identity Center metadata > IAM Identity Center SAML issuer URL`,
    singleSignOnService: `${app} > IAM Identity Center metadata > IAM Identity Center sign-in URL`,
    singleLogoutService: `${app} > IAM Identity Center metadata > IAM Identity Center sign-out URL`,
    assignment: `${app} > Assign users and groups`,
  }),
  steps: (context) => [
    {
      id: 'aws/create',
      title: 'Add a customer managed application',
      body: [
        'In the IAM Identity Center console open **Applications**, tab **Customer managed**, and press **Add application**. Choose **I have an application I want to set up**, then **SAML 2.0**.',
        'Under **IAM Identity Center metadata** download the **IAM Identity Center SAML metadata file** while you are there.',
      ],
      values: [],
      link,
      after: 'The metadata file is on your disk.',
      proof: 'metadata',
      checked: checked(setup),
    },
    {
      id: 'aws/metadata',
      title: 'Give the application’s metadata',
      body: ['Under **Application metadata** choose **Manually type your metadata values** and copy these. Leave **Relay state** blank.'],
      values: [
        spValue(context, 'assertionConsumerService', 'Application ACS URL'),
        spValue(context, 'entityID', 'Application SAML audience'),
        ...(context.target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Application start URL')]),
      ],
      link,
      proof: 'rehearsal',
      checked: checked(setup),
    },
    {
      id: 'aws/subject',
      title: 'Map the Subject',
      body: [nameIDSentence(context), 'Open **Actions > Edit attribute mappings** and fill in the row **Subject**.'],
      values: [
        typed('nameID', 'Subject', wantsEmail(context) ? '${user:email}' : '${user:subject}'),
        setting('nameIDFormat', 'Format of Subject', wantsEmail(context) ? 'emailAddress' : 'persistent'),
      ],
      link,
      proof: 'rehearsal',
      checked: checked(mapping),
      unconfirmed: ['That sign-in fails without a Subject mapping.', ...(wantsEmail(context) ? [] : ['The mapping for a user name that is not an e-mail address: our source maps the address only.'])],
    },
    {
      id: 'aws/assign',
      title: 'Assign a pilot user',
      body: [
        'Press **Assign users and groups** and choose a user of the Identity Center directory.',
        `${aws.initiation} Hold **Shift** while you click the tile to see the assertion and copy its XML.`,
        'The certificate lives five years; it is renewed under **Configuration > Manage certificate**: generate, add at the service provider, set active, delete the old one.',
      ],
      values: [],
      link,
      proof: 'rehearsal',
      checked: checked(`${setup}; ${rotate}; docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html`),
    },
  ],
};
