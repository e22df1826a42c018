/** Auth0: the SAML2 Web App add-on of an application (identity-providers.md 2). */
import type { GuideContext, IdentityProviderGuide, Step, WalkValue } from '../guide.ts';
import { hostInput, tokenInput } from '../inputs.ts';
import { auth0AddonText } from '../recipes/auth0-addon.ts';
import { checked, metadataAddress, nameIDSentence, setting, spValue, typed } from '../terms.ts';

const herokuGuide = 'auth0.com/docs, Configure SAML2 Web App Addon for Heroku';
const assertionGuide = 'auth0/docs, articles/protocols/saml/saml-configuration/saml-assertions.md';
const terraform = 'auth0/terraform-provider-auth0, docs/resources/client.md';
const rotation = 'community.auth0.com/t/saml-integrations-not-working-after-signing-key-rotation/88670';
const link = { label: 'Auth0 dashboard', url: 'https://manage.auth0.com' };
const addon = 'Applications > Applications > (your application) > Addons > SAML2 Web App';

export const auth0: IdentityProviderGuide = {
  id: 'auth0',
  name: 'Auth0',
  console: 'Auth0',
  url: link.url,
  inputs: [
    hostInput('domain', 'Auth0 domain', 'On the application’s Settings tab: Domain. A custom domain counts, if you use one.', 'acme.eu.auth0.com'),
    tokenInput('clientId', 'Client ID', 'On the application’s Settings tab. With the domain it gives the metadata’s address.', 'AbCdEf0123456789AbCdEf0123456789', /^[A-Za-z0-9_-]{10,64}$/, 'letters and digits, about 32 of them'),
  ],
  recognises: (entityID) => /^urn:[a-z0-9.-]*auth0\.com$/i.test(entityID),
  metadataURL: ({ domain, clientId }) => (domain && clientId ? `https://${domain}/samlp/metadata/${clientId}` : null),
  initiation: 'Auth0 has no tile page for users: the login starts at the service provider.',
  rehearsal: {
    path: 'Applications > Applications > (your application) > Settings > Allowed Callback URLs',
    label: 'Allowed Callback URLs',
    body: [
      'On the application’s **Settings** tab add this app’s ACS URL to **Allowed Callback URLs** and press **Save Changes**. Leave **Application Callback URL** of the add-on as it is.',
      'Keep **recipient** and **destination** out of the add-on’s JSON: left out, they follow the ACS URL of the request.',
    ],
    remove: 'Remove the added callback URL again when the rehearsal is done.',
    loopback: { accepted: 'yes', note: 'The callback list takes http addresses; no document we read says so of SAML in particular.', unconfirmed: true },
    checked: checked(`${assertionGuide}; ${terraform}`),
  },
  unconfirmedPlaces: ['assignment'],
  places: () => ({
    entityID: `${addon} > Settings > audience`,
    audience: `${addon} > Settings > audience`,
    assertionConsumerService: `${addon} > Settings > Application Callback URL`,
    recipient: `${addon} > Settings > recipient`,
    destination: `${addon} > Settings > destination`,
    idpEntityID: `${addon} > Settings > issuer`,
    singleSignOnService: `${addon} > Usage`,
    singleLogoutService: `${addon} > Settings > logout`,
    nameID: `${addon} > Settings > nameIdentifierProbes`,
    nameIDFormat: `${addon} > Settings > nameIdentifierFormat`,
    attributes: `${addon} > Settings > mappings`,
    email: `${addon} > Settings > mappings`,
    groups: `${addon} > Settings > mappings`,
    signingCertificate: 'Tenant Settings > Signing Keys',
    metadata: `${addon} > Usage > Identity Provider Metadata`,
    signatureAlgorithm: `${addon} > Settings > signatureAlgorithm`,
    signAssertion: `${addon} > Settings > signResponse`,
    signResponse: `${addon} > Settings > signResponse`,
    signedRequests: `${addon} > Settings > signingCert`,
    binding: `${addon} > Settings > binding`,
    authnContext: `${addon} > Settings > authnContextClassRef`,
    lifetime: `${addon} > Settings > lifetimeInSeconds`,
    // auth0.com/docs, Configure Session Lifetime.
    session: 'Tenant Settings > Advanced > Session Expiration > Maximum Session Lifetime',
    assignment: 'Applications > Applications > (your application) > Connections',
    signOnURL: null,
    relayState: null,
    encryptionCertificate: null,
    encryption: null,
    clock: null,
    signInLog: 'Monitoring > Logs',
  }),
  steps: (context) => [create(context), configure(context), metadata(context), assign(context)],
};

const create = (context: GuideContext): Step => ({
  id: 'auth0/create',
  title: 'Switch the SAML2 Web App add-on on',
  body: [
    `Go to **Applications > Applications** and create an application for ${context.spName} (or open the one you have).`,
    'Open its **Addons** tab and switch **SAML2 Web App** on. A window opens with two tabs, **Usage** and **Settings**.',
  ],
  values: [],
  link,
  after: 'The window Addon: SAML2 Web App.',
  proof: 'metadata',
  checked: checked(herokuGuide),
});

const configure = (context: GuideContext): Step => ({
  id: 'auth0/settings',
  title: 'Fill in the add-on’s Settings',
  body: [
    'On the **Settings** tab put the ACS URL into **Application Callback URL**, and replace everything in the JSON box with the text below.',
    nameIDSentence(context),
    'The text names every key: by its documentation Auth0 otherwise signs with SHA-1, and passes on the whole profile of the user, down to access tokens of other services.',
    'Press **Debug** to try it, then **Enable** (older: **Save**) at the bottom of the window.',
  ],
  values: [
    spValue(context, 'assertionConsumerService', 'Application Callback URL'),
    addonValue(context),
    spValue(context, 'entityID', 'audience', 'Already in the text.'),
    setting('signatureAlgorithm', 'signatureAlgorithm', 'rsa-sha256', 'Already in the text.'),
  ],
  link,
  after: 'The add-on’s switch is on, and Settings holds the text.',
  proof: 'rehearsal',
  checked: checked(`${herokuGuide}; ${assertionGuide}; ${terraform}`),
});

function addonValue(context: GuideContext): WalkValue {
  const value = typed('attributes', 'Settings', auth0AddonText(context.target) ?? '');
  const words = { ...value, term: 'setting', termWords: 'audience, attributes, NameID, signature algorithm and lifetime in one text' };
  return words.value === '' ? { ...words, copy: false, missing: context.target.missing ?? 'The entityID is not known yet.' } : words;
}

function metadata(context: GuideContext): Step {
  return {
    id: 'auth0/metadata',
    title: 'Download the identity provider metadata',
    body: [
      'On the **Usage** tab press **Download** beside **Identity Provider Metadata**.',
      'One key of the tenant signs everything. After **Rotate Signing Key** under **Tenant Settings > Signing Keys** every SAML service provider fails at once, until it has the new certificate: plan for that.',
    ],
    values: metadataAddress(context, auth0, 'Identity Provider Metadata'),
    link,
    after: 'An XML file whose entityID is urn: and the domain of the tenant.',
    proof: 'metadata',
    checked: checked(`${herokuGuide}; ${rotation}`),
  };
}

const assign = (context: GuideContext): Step => ({
  id: 'auth0/connections',
  title: 'Choose who may sign in',
  body: [
    'On the application’s **Connections** tab leave on only the connections (databases, directories) whose users may sign in, and turn the others off.',
    `The profile must hold an **email**: without one Auth0 answers “No attribute was found to generate the nameIdentifier”, and ${context.spName} sees nobody.`,
  ],
  values: [setting('assignment', 'Connections', 'only those whose users may sign in')],
  link,
  after: 'A pilot user of one of these connections can sign in.',
  proof: 'rehearsal',
  checked: checked('auth0/node-samlp, lib/samlp.js; auth0.com/docs'),
  unconfirmed: ['The name of the Connections tab: no source of this guide shows it.'],
});
