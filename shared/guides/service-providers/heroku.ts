/** Heroku: a team or enterprise account is one service provider (service-providers.md 1). */
import type { GuideContext, ServiceProviderGuide, Step } from '../guide.ts';
import { certificates, field, metadataFile } from '../handover.ts';
import { team } from '../inputs.ts';
import { checked, idpValue, nowhere, spValue, typed } from '../terms.ts';
import { nameIDFormat } from '../../urns.ts';

const entraGuide = 'MicrosoftDocs/entra-docs, docs/identity/saas-apps/heroku-tutorial.md';
const pingGuide = 'docs.pingidentity.com, PingFederate Heroku integration: configure Heroku for SSO';
const enterprise = 'devcenter.heroku.com/articles/enterprise-account-settings';
const signOn = '(your team) > Settings > Single Sign-On';

export const heroku: ServiceProviderGuide = {
  id: 'heroku',
  name: 'Heroku',
  console: 'Heroku',
  url: 'https://dashboard.heroku.com',
  inputs: [team],
  requires: {
    nameIDFormat: nameIDFormat.emailAddress,
    nameIDIsEmail: true,
    assertionSigned: true,
    noEncryption: true,
    certificateSlots: 3,
    redirectOnly: true,
  },
  places: () => ({
    ...nowhere,
    entityID: `${signOn} > Heroku Entity ID`,
    audience: `${signOn} > Heroku Entity ID`,
    assertionConsumerService: `${signOn} > ACS URL`,
    recipient: `${signOn} > ACS URL`,
    destination: `${signOn} > ACS URL`,
    signOnURL: `${signOn} > Heroku Login URL`,
    idpEntityID: `${signOn} > Add Metadata Manually > Identity Provider Issuer URL`,
    singleSignOnService: `${signOn} > Add Metadata Manually > IdP Login Redirect URL`,
    binding: `${signOn} > Add Metadata Manually > IdP Login Redirect URL`,
    signingCertificate: `${signOn} > Upload Metadata (or Public Certificate under Add Metadata Manually)`,
    metadata: `${signOn} > Upload Metadata`,
  }),
  identify: (context) => ({
    id: 'heroku/team',
    title: 'Name the Heroku team',
    body: [
      'Give the name of the team or the enterprise account, as it stands in the address of its page at dashboard.heroku.com. The values below follow from it.',
      'Each team is a service provider of its own: two teams are two applications at the identity provider.',
    ],
    values: [
      spValue(context, 'entityID', 'Heroku Entity ID', 'No slash at the end.'),
      spValue(context, 'assertionConsumerService', 'ACS URL', 'An ACS URL without /finalize, as an old Auth0 page printed it, is most likely a mistake.'),
      spValue(context, 'signOnURL', 'Heroku Login URL'),
    ],
    link: settingsLink(context),
    after: 'Once single sign-on is set up, Heroku shows these three values to copy. Should they differ from the ones here, Heroku’s are right.',
    proof: 'values',
    checked: checked(`${entraGuide}; ${pingGuide}`),
  }),
  after: (context) => [handOver(context), wayBack(context), enable(context), firstLogin(context), rotation(context)],
  exports: (context) => [
    metadataFile(context, 'Upload Metadata', 'metadata'),
    field(context, 'idpEntityID', 'Identity Provider Issuer URL', 'manual'),
    field(context, 'singleSignOnService', 'IdP Login Redirect URL', 'manual'),
    ...certificates(context, 'Public Certificate', 'manual', 3),
  ],
};

const settingsLink = ({ target }: GuideContext): Step['link'] => ({
  label: target.instance === null ? 'Heroku dashboard' : `Heroku settings of ${target.instance}`,
  url: target.instance === null ? 'https://dashboard.heroku.com' : `https://dashboard.heroku.com/orgs/${encodeURIComponent(target.instance)}/settings`,
});

const handOver = (context: GuideContext): Step => ({
  id: 'heroku/hand-over',
  title: 'Hand the identity provider’s metadata to Heroku',
  body: [
    'Open the team’s **Settings** tab and go to **Single Sign-On**. In the newer dashboard press **Setup SSO** (team) or **Begin setup** (enterprise account) first.',
    'Press **Upload Metadata** and choose the file that this step exports.',
    'Or press **Add Metadata Manually** and copy the three fields. An enterprise account names them **Identity Provider (IdP) Issuer URL**, **Identity Provider (IdP) Redirect URL** and **Identity Provider (IdP) Certificate**.',
  ],
  values: [
    idpValue(context, 'idpEntityID', 'Identity Provider Issuer URL'),
    idpValue(context, 'singleSignOnService', 'IdP Login Redirect URL'),
  ],
  link: settingsLink(context),
  after: 'A confirmation dialog, and the login URL for your users.',
  proof: 'handed',
  checked: checked(`${entraGuide}; ${pingGuide}; ${enterprise}`),
  unconfirmed: ['Which certificate Heroku takes when the metadata holds several. If in doubt, add them one by one by hand.'],
});

const wayBack = (context: GuideContext): Step => ({
  id: 'heroku/way-back',
  title: 'Keep a way back in',
  body: [
    'Before you enable anything: with single sign-on on, Heroku’s own password login is switched off for its users, and two-factor protection must come from the identity provider.',
    'Keep one admin of the team who does not sign in through single sign-on, and finish this in a session that is already signed in.',
    'To switch it off later: **Settings > Single Sign On > Edit configuration**, disable, save. It needs the **manage** permission, and members are then asked to reset their passwords.',
    'Heroku tells nobody that single sign-on was set up, changed or switched off: tell your people first. An account that exists already under the same e-mail address is asked to upgrade, loses its personal login and then belongs to the team; personal apps should be moved away before.',
  ],
  values: [],
  link: settingsLink(context),
  proof: 'none',
  checked: checked('devcenter.heroku.com/articles/using-sso-services-with-heroku; help.heroku.com/YF7ERLQC; devcenter.heroku.com/articles/using-single-sign-on-sso-services-with-heroku-for-end-users'),
  unconfirmed: ['That an admin’s API token keeps working while the identity provider is down.'],
});

const enable = (context: GuideContext): Step => ({
  id: 'heroku/enable',
  title: 'Enable single sign-on at Heroku',
  body: ['Flip the **Enable SSO** switch in the **Single Sign-On** section; in an enterprise account press **Save** as well.'],
  values: [],
  link: settingsLink(context),
  after: 'Heroku Entity ID, Heroku Login URL and ACS URL stand there to copy. Compare them with the values pinned here.',
  proof: 'captured',
  checked: checked(`devcenter.heroku.com/articles/using-salesforce-identity-sso-with-heroku; ${enterprise}`),
});

const firstLogin = (context: GuideContext): Step => ({
  id: 'heroku/first-login',
  title: 'Sign in once as a pilot user',
  body: [
    'Heroku has no test button. Open the login URL in a private window and sign in as one pilot user; on the command line **heroku login** takes the same way.',
    'An unknown e-mail address gets a new account on the spot, with the team’s default role, and must click the link in a verification e-mail before it can do anything.',
  ],
  values: [
    spValue(context, 'signOnURL', 'Heroku Login URL'),
    ...(context.target.signOnURL === null ? [] : [typed('signOnURL', 'Heroku Login URL of the command line', `${context.target.signOnURL}?cli=true`, '“heroku login” opens it for you; it is here to recognise it in a browser.')]),
  ],
  ...(context.target.signOnURL === null ? {} : { link: { label: 'Heroku login page of this team', url: context.target.signOnURL } }),
  after: 'The dashboard of the team, as the pilot user. Captured here, this login proves the whole connection.',
  proof: 'captured',
  checked: checked(`${entraGuide}; help.heroku.com/DB6SL67N; blog.heroku.com/sso-improvements`),
  unconfirmed: ['The address of the command line: it is seen in older tests of Heroku’s own program only.', 'Whether Heroku takes logins that start at the identity provider: Entra’s guide says only SP-initiated, Ping’s enables both. Start at Heroku.'],
});

const rotation = (context: GuideContext): Step => ({
  id: 'heroku/rotation',
  title: 'Know what to do when the certificate changes',
  body: [
    'Heroku holds up to three certificates, so nobody needs to be locked out: add the new one at Heroku, activate it at the identity provider, run a test login, then remove the old one.',
    'Admins get an e-mail from Heroku before a certificate expires.',
  ],
  values: [],
  link: settingsLink(context),
  proof: 'none',
  checked: checked('blog.heroku.com/sso-improvements'),
});
