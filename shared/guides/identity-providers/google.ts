/** Google Workspace: a custom SAML app (identity-providers.md 4). */
import type { IdentityProviderGuide } from '../guide.ts';
import { blank, checked, formatLabel, nameIDSentence, nowhere, setting, spValue } from '../terms.ts';

const setup = 'support.workstars.com/hc/en-gb/articles/8169751344145; help.heap.io Single Sign-On: Google Workspace';
const certificates = 'support.google.com/a/answer/7394709';
const signing = 'github.com/node-saml/passport-saml/discussions/865; github.com/goauthentik/authentik/issues/22811';
const link = { label: 'Google Admin console', url: 'https://admin.google.com' };
const app = 'Apps > Web and mobile apps > (your app)';
const details = `${app} > Service provider details`;

export const google: IdentityProviderGuide = {
  id: 'google',
  name: 'Google Workspace',
  console: 'Google Admin',
  url: link.url,
  inputs: [],
  recognises: (entityID) => /^https:\/\/accounts\.google\.com\/o\/saml2/i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile in Google’s app launcher starts at Google (IdP-initiated).',
  rehearsal: {
    path: `${details} > ACS URL`,
    label: 'ACS URL',
    body: ['A Google app has one ACS URL, and an Entity ID may be used once in an account. Make a second custom SAML app for the rehearsal, with this app’s own entityID and ACS URL, and the same NameID settings.'],
    remove: 'Delete the second app when the rehearsal is done.',
    loopback: { accepted: 'no', note: 'Google is said to take https ACS URLs only: switch this app’s test service provider to https.', unconfirmed: true },
    checked: checked(setup),
  },
  places: () => ({
    ...nowhere,
    signInLog: 'Reporting > Audit and investigation > SAML log events',
    entityID: `${details} > Entity ID`,
    audience: `${details} > Entity ID`,
    assertionConsumerService: `${details} > ACS URL`,
    recipient: `${details} > ACS URL`,
    destination: `${details} > ACS URL`,
    signOnURL: `${details} > Start URL`,
    relayState: `${details} > Start URL`,
    nameID: `${details} > Name ID`,
    nameIDFormat: `${details} > Name ID format`,
    signAssertion: `${details} > Signed response`,
    signResponse: `${details} > Signed response`,
    attributes: `${app} > Attribute mapping`,
    email: `${app} > Attribute mapping`,
    groups: `${app} > Attribute mapping`,
    idpEntityID: `${app} > Google Identity Provider details > Entity ID`,
    singleSignOnService: `${app} > Google Identity Provider details > SSO URL`,
    metadata: `${app} > Google Identity Provider details > Download Metadata`,
    signingCertificate: 'Security > Authentication > SSO with SAML applications',
    assignment: `${app} > User access`,
    // support.google.com/a/answer/7576830, Set session length for Google services.
    session: 'Security > Access and data control > Google Session control > Web session duration',
  }),
  steps: (context) => [
    {
      id: 'google/create',
      title: 'Add a custom SAML app',
      body: ['Go to **Apps > Web and mobile apps**, press **Add app**, then **Add custom SAML app** (older: **Apps > SAML Apps**), and name it.'],
      values: [],
      link,
      after: 'The step Google Identity Provider details.',
      proof: 'metadata',
      checked: checked(setup),
    },
    {
      id: 'google/metadata',
      title: 'Download the metadata',
      body: [
        'Under **Google Identity Provider details**, option 1, press **Download Metadata**. Google serves it as a download only.',
        'The certificate belongs to the whole account, at most two of them: see **Security > Authentication > SSO with SAML applications**.',
      ],
      values: [],
      link,
      after: 'GoogleIDPMetadata.xml. Its validUntil is the day the certificate expires.',
      proof: 'metadata',
      checked: checked(`${setup}; ${certificates}`),
    },
    {
      id: 'google/service-provider',
      title: 'Fill in Service provider details',
      body: [
        'Copy these values. **Start URL** stays blank.',
        nameIDSentence(context),
        'Leave **Signed response** unchecked: Google then signs the assertion. Checked, it signs the response and not the assertion.',
        'The entityID is compared letter by letter, capitals included. “400 duplicate entity id” means that another app of the account has it.',
      ],
      values: [
        spValue(context, 'assertionConsumerService', 'ACS URL'),
        spValue(context, 'entityID', 'Entity ID'),
        blank('signOnURL', 'Start URL'),
        setting('signResponse', 'Signed response', 'unchecked'),
        setting('nameIDFormat', 'Name ID format', formatLabel(context.target.nameIDFormat, { emailAddress: 'EMAIL', persistent: 'PERSISTENT', transient: 'TRANSIENT', unspecified: 'UNSPECIFIED' }, 'UNSPECIFIED')),
        setting('nameID', 'Name ID', 'Basic Information > Primary email'),
      ],
      link,
      after: 'The step Attribute mapping; leave it empty and press Finish.',
      proof: 'rehearsal',
      checked: checked(`${setup}; ${signing}`),
    },
    {
      id: 'google/access',
      title: 'Turn the app on for users',
      body: ['Open **User access** of the app: it is OFF for everyone until you turn it ON, for an organizational unit or for everyone.', google.initiation],
      values: [setting('assignment', 'User access', 'ON for the unit of a pilot user')],
      link,
      after: 'Google’s error app_not_configured_for_user or 403 no longer appears for the pilot user.',
      proof: 'rehearsal',
      checked: checked('kb.neowit.io/google-workspace-gsuite'),
    },
  ],
};
