/** Salesforce Identity: a Connected App with SAML (identity-providers.md 6). */
import type { GuideContext, IdentityProviderGuide } from '../guide.ts';
import { hostInput } from '../inputs.ts';
import { checked, nameIDSentence, nowhere, setting, spValue, wantsEmail } from '../terms.ts';

const herokuGuide = 'devcenter.heroku.com/articles/using-salesforce-identity-sso-with-heroku';
const appGuide = 'www.miniorange.com/salesforce_as_idp_wordpress';
const app = 'Setup > Apps > Connected App > Web App Settings';

export const salesforce: IdentityProviderGuide = {
  id: 'salesforce',
  name: 'Salesforce Identity',
  console: 'Salesforce',
  url: 'https://login.salesforce.com',
  inputs: [hostInput('host', 'My Domain', 'The host of your Salesforce organization.', 'acme.my.salesforce.com')],
  recognises: (entityID) => /^https:\/\/[a-z0-9.-]+\.my\.salesforce\.com\/?$/i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile in the App Launcher starts at Salesforce (IdP-initiated), or at Start URL where that is filled in.',
  rehearsal: {
    path: `${app} > ACS URL`,
    label: 'ACS URL',
    body: ['Make a second Connected App for the rehearsal, with the same Entity Id, Subject Type and Name ID Format and with this app’s ACS URL; if Salesforce refuses the Entity Id twice, change **ACS URL** of the first one for the time of the rehearsal.'],
    remove: 'Delete the second Connected App, or set ACS URL back, when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'No source we read says whether Salesforce takes http on this machine.', unconfirmed: true },
    checked: checked(appGuide),
  },
  unconfirmedPlaces: ['assignment'],
  places: () => ({
    ...nowhere,
    signInLog: 'Setup > Identity > Identity Provider Event Log',
    entityID: `${app} > Entity Id`,
    audience: `${app} > Entity Id`,
    assertionConsumerService: `${app} > ACS URL`,
    recipient: `${app} > ACS URL`,
    destination: `${app} > ACS URL`,
    signOnURL: `${app} > Start URL`,
    nameID: `${app} > Subject Type`,
    nameIDFormat: `${app} > Name ID Format`,
    idpEntityID: `${app} > Issuer`,
    signingCertificate: `${app} > IdP Certificate`,
    metadata: 'Setup > Apps > Connected App > Manage > SAML Login Information > Download Metadata',
    singleSignOnService: 'Setup > Apps > Connected App > Manage > SAML Login Information',
    assignment: 'Setup > Apps > Connected App > Manage > Profiles',
  }),
  steps: (context) => [
    {
      id: 'salesforce/enable',
      title: 'Enable Salesforce as an identity provider',
      body: ['In **Setup** go to **Identity > Identity Provider** and press **Enable Identity Provider**. It needs My Domain.'],
      values: [],
      link: link(context),
      after: 'The page offers Download Metadata and Download Certificate.',
      proof: 'metadata',
      checked: checked(herokuGuide),
    },
    {
      id: 'salesforce/connected-app',
      title: 'Create a Connected App',
      body: [
        'On the same page follow the link beside **Service Providers are now created via Connected Apps**. Give **Connected App Name**, **API Name** and **Contact Email**.',
        'Under **Web App Settings** check **Enable SAML** and copy these values.',
        nameIDSentence(context),
        ...(wantsEmail(context) ? ['With **Subject Type** set to **Username**, the user name must be the real mailbox.'] : []),
      ],
      values: [
        spValue(context, 'entityID', 'Entity Id'),
        spValue(context, 'assertionConsumerService', 'ACS URL'),
        ...(context.target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Start URL')]),
        setting('nameID', 'Subject Type', 'Username'),
        spValue(context, 'nameIDFormat', 'Name ID Format', 'Samples show persistent: change it.'),
      ].filter((one) => one.term !== 'nameIDFormat' || one.value !== ''),
      link: link(context),
      proof: 'rehearsal',
      checked: checked(`${herokuGuide}; ${appGuide}`),
      unconfirmed: ['The full list of Subject Type and Name ID Format.'],
    },
    {
      id: 'salesforce/access',
      title: 'Grant access',
      body: ['Press **Manage** on the Connected App and add the **Profiles** or **Permission Sets** of the pilot user.', salesforce.initiation],
      values: [],
      link: link(context),
      proof: 'rehearsal',
      checked: checked(`${herokuGuide}; ${appGuide}`),
    },
    {
      id: 'salesforce/metadata',
      title: 'Download the metadata',
      body: ['On the Connected App press **Manage** and take **Download Metadata** under **SAML Login Information**.', 'One guide finds the response signed and the assertion not: look at the rehearsal login if the service provider wants the assertion signed.'],
      values: [],
      link: link(context),
      after: 'An XML document whose entityID is your My Domain address.',
      proof: 'metadata',
      checked: checked(appGuide),
    },
  ],
};

function link({ connection }: GuideContext): { label: string; url: string } {
  const host = connection.idp.inputs['host'];
  return { label: 'Salesforce', url: host ? `https://${host}` : 'https://login.salesforce.com' };
}
