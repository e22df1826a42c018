/** Heap: certificate and Remote login URL by hand, a mandatory test, then enable (service-providers.md 2). */
import type { GuideContext, ServiceProviderGuide, Step } from '../guide.ts';
import { certificates, field } from '../handover.ts';
import { entityIDInput, heapApp } from '../inputs.ts';
import { checked, idpValue, nowhere, setting, spValue } from '../terms.ts';
import { nameIDFormat } from '../../urns.ts';

const samlGuide = 'help.heap.io, SAML SSO Integration Guide (2023)';
const oktaGuide = 'help.heap.io/?p=722 (Okta)';
const signOn = 'Account > Manage > Account settings > Single Sign-On';
const link = { label: 'Heap', url: 'https://heapanalytics.com' };

export const heap: ServiceProviderGuide = {
  id: 'heap',
  name: 'Heap',
  console: 'Heap',
  url: link.url,
  inputs: [
    heapApp,
    entityIDInput('entityID', 'Entity ID, as Heap shows it', 'Only where Heap’s page shows something else than heapanalytics.com.', 'heapanalytics.com'),
  ],
  requires: { nameIDFormat: nameIDFormat.emailAddress, nameIDIsEmail: true, certificateSlots: 1 },
  places: () => ({
    ...nowhere,
    entityID: `${signOn} > Entity ID`,
    audience: `${signOn} > Entity ID`,
    assertionConsumerService: `${signOn} > Assertion Consumer URL`,
    recipient: `${signOn} > Assertion Consumer URL`,
    destination: `${signOn} > Assertion Consumer URL`,
    singleSignOnService: `${signOn} > Your SAML Identity Provider details > Remote login URL`,
    binding: `${signOn} > Your SAML Identity Provider details > Remote login URL`,
    singleLogoutService: `${signOn} > Logout landing URL`,
    signingCertificate: `${signOn} > Your SAML Identity Provider certificate`,
  }),
  identify: (context) => ({
    id: 'heap/app',
    title: 'Find Heap’s values',
    body: [
      'In Heap open **Account > Manage > Account settings** (older: **General Settings**) and go to **Single Sign-On**. Ping’s guide says to be in the **Development** environment first.',
      'Copy **App ID**, and compare **Entity ID** and **Assertion Consumer URL** (one article spells it “Assertation Consumer URL”) with the values here, letter by letter.',
    ],
    values: [
      spValue(context, 'entityID', 'Entity ID', 'A bare host without https://. One third-party guide writes it with https://: the audience is compared as it stands, so copy what Heap shows.'),
      spValue(context, 'assertionConsumerService', 'Assertion Consumer URL', 'With the slash at the end. Heap’s Azure article prints a broken one (https://heapanalytics/…, no .com): never copy that.'),
    ],
    link,
    after: 'Heap’s page shows the same two values.',
    proof: 'values',
    checked: checked(`${samlGuide}; ${oktaGuide}; help.heap.io Single Sign-On: Google Workspace`),
  }),
  after: (context) => [handOver(context), wayBack(context), test(context), enable()],
  exports: (context) => [
    ...certificates(context, 'Your SAML Identity Provider certificate', 'manual', 1),
    field(context, 'singleSignOnService', 'Remote login URL', 'manual'),
    field(context, 'singleLogoutService', 'Logout landing URL', 'manual', true),
  ],
};

const handOver = (context: GuideContext): Step => ({
  id: 'heap/hand-over',
  title: 'Hand certificate and address to Heap',
  body: [
    'In the **Single Sign-On** section paste the certificate into **Your SAML Identity Provider certificate**, with its BEGIN CERTIFICATE and END CERTIFICATE lines.',
    'Under **Your SAML Identity Provider details** paste the address into **Remote login URL**; **Logout landing URL** may stay blank.',
    'Press **Save Configuration** (or **Configure**). Heap takes no metadata file and does not ask for the identity provider’s entityID: the certificate is all it trusts by, so it must be the right one.',
  ],
  values: [
    idpValue(context, 'singleSignOnService', 'Remote login URL'),
    ...(context.source.singleLogoutService === null ? [] : [idpValue(context, 'singleLogoutService', 'Logout landing URL')]),
  ],
  link,
  after: 'The page keeps the values and offers Test Provider. On a Mac do not open the certificate by double click (it goes to Keychain); copy it from here.',
  proof: 'handed',
  checked: checked(`${samlGuide}; ${oktaGuide}; help.heap.io/?p=724 (OneLogin)`),
});

const wayBack = (context: GuideContext): Step => ({
  id: 'heap/way-back',
  title: 'Know who will be locked out',
  body: [
    'Once enabled, single sign-on is mandatory for everyone in the workspace who is not an **Admin**. Admins keep their password: that is the way back in, so Heap asks you to make two-factor authentication mandatory for all admins.',
    `Add your teammates in Heap first: its guides tell you to add them there and then let them sign in with the same e-mail address that ${context.idpName} sends.`,
  ],
  values: [setting('nameID', 'E-mail address of the teammate in Heap', `the same as the NameID that ${context.idpName} sends`)],
  link,
  proof: 'none',
  checked: checked(`${samlGuide}; ${oktaGuide}`),
  unconfirmed: ['That Heap creates no accounts by itself at the first login: its guides only say to add teammates first.'],
});

const test = (context: GuideContext): Step => ({
  id: 'heap/test',
  title: 'Run Heap’s own test',
  body: [`Press **Test Provider** and sign in at ${context.idpName}. Heap’s settings go live only after one successful test.`],
  values: [],
  link,
  after: 'Heap says that the test succeeded and offers **Enable Provider**.',
  proof: 'captured',
  checked: checked(samlGuide),
});

const enable = (): Step => ({
  id: 'heap/enable',
  title: 'Enable single sign-on at Heap',
  body: [
    'Press **Enable Provider**.',
    'Users then choose **Sign-in with SSO** on Heap’s login page and type their e-mail address.',
  ],
  values: [],
  link,
  after: 'A user who is not an admin is sent to the identity provider and comes back signed in.',
  proof: 'captured',
  checked: checked(`${samlGuide}; help.heap.io/?p=724 (OneLogin)`),
  unconfirmed: ['Whether Heap takes logins that start at the identity provider (a tile). Start at Heap.'],
});
