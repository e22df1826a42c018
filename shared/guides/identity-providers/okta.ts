/** Okta: a SAML 2.0 app integration of one's own, or the catalog's (identity-providers.md 3). */
import type { GuideContext, IdentityProviderGuide, Places, Step } from '../guide.ts';
import { choiceInput, hostInput } from '../inputs.ts';
import type { ServiceProviderID } from '../names.ts';
import { blank, checked, formatLabel, nameIDSentence, nowhere, setting, spValue, typed, wantsEmail } from '../terms.ts';

const reference = 'help.okta.com/oie/en-us/Content/Topics/apps/aiw-saml-reference.htm';
const protocol = 'okta/okta-developer-docs, guides/create-an-app-integration/main/saml2/protocol-config.md';
const certificates = 'okta/okta-developer-docs, guides/updating-saml-cert/main/index.md';
const heapGuide = 'help.heap.io/?p=722 (Okta)';
const configure = 'Applications > Applications > (your application) > General > SAML Settings > Configure SAML';
const signOn = 'Applications > Applications > (your application) > Sign On';
const formats = { emailAddress: 'EmailAddress', persistent: 'Persistent', transient: 'Transient', unspecified: 'Unspecified', X509SubjectName: 'x509SubjectName' };

export const okta: IdentityProviderGuide = {
  id: 'okta',
  name: 'Okta',
  console: 'Okta',
  url: 'https://help.okta.com/oie/en-us/Content/Topics/apps/aiw-saml-reference.htm',
  inputs: [
    choiceInput('app', 'Application in Okta', 'The catalog holds applications named Heroku and Heap; a custom one can be tested more freely.', [
      { value: 'auto', label: 'As the service provider asks' }, { value: 'catalog', label: 'From the app catalog' }, { value: 'custom', label: 'My own (SAML 2.0)' },
    ]),
    hostInput('org', 'Okta organization', 'The host in the address of your Okta sign-in page.', 'acme.okta.com'),
  ],
  recognises: (entityID) => /^https?:\/\/www\.okta(preview|-emea)?\.com\//i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile on the Okta dashboard always starts at Okta (IdP-initiated) and uses the Single sign-on URL.',
  rehearsal: {
    path: `${configure} > Other Requestable SSO URLs`,
    label: 'Other Requestable SSO URLs',
    body: [
      'Edit **SAML Settings** on the application’s **General** tab, press **Show Advanced Settings**, and add this app’s ACS URL with index 1 under **Other Requestable SSO URLs**.',
      'An application from the catalog has no such list: rehearse with a custom SAML 2.0 application of the same settings, then copy them over.',
    ],
    remove: 'Remove the requestable URL again when the rehearsal is done.',
    loopback: { accepted: 'yes', note: 'Okta’s own API samples use http ACS URLs. An underscore anywhere in the URL is refused.', unconfirmed: false },
    checked: checked(`${reference}; okta/okta-developer-docs, guides/single-logout/main/saml2/updateapporidp.md`),
  },
  unconfirmedPlaces: ['signResponse', 'signAssertion', 'signatureAlgorithm', 'encryption', 'encryptionCertificate', 'singleLogoutService', 'authnContext'],
  places: ({ sp, inputs }) => (fromCatalog(sp, inputs) ? catalogPlaces : places),
  ownApplication: {
    places: () => places,
    note: 'Only an application of your own has this field. One from Okta’s catalog fills it in from what it was given (for Heap the App ID): correct that, or create your own (Create App Integration > SAML 2.0).',
  },
  steps: (context) => (fromCatalog(context.sp, context.connection.idp.inputs) ? [catalog(context), catalogSignOn(context), metadata(context), assign(context)] : [create(context), configureSaml(context), metadata(context), assign(context)]),
};

const fromCatalog = (sp: ServiceProviderID, { app }: Readonly<Record<string, string>>): boolean =>
  app === 'catalog' ? sp !== 'other' : app !== 'custom' && sp === 'heap';

const places: Places = {
  entityID: `${configure} > Audience URI (SP Entity ID)`,
  audience: `${configure} > Audience URI (SP Entity ID)`,
  assertionConsumerService: `${configure} > Single sign-on URL`,
  recipient: `${configure} > Recipient URL`,
  destination: `${configure} > Destination URL`,
  relayState: `${configure} > Default RelayState`,
  nameID: `${configure} > Application username`,
  nameIDFormat: `${configure} > Name ID format`,
  attributes: `${configure} > Attribute Statements`,
  email: `${configure} > Attribute Statements`,
  groups: `${configure} > Group Attribute Statements`,
  signResponse: `${configure} > Response`,
  signAssertion: `${configure} > Assertion Signature`,
  signatureAlgorithm: `${configure} > Signature Algorithm`,
  encryption: `${configure} > Assertion Encryption`,
  encryptionCertificate: `${configure} > Assertion Encryption`,
  signedRequests: `${configure} > Signed Requests`,
  singleLogoutService: `${configure} > Enable Single Logout`,
  authnContext: `${configure} > Authentication context class`,
  idpEntityID: `${signOn} > More details > Issuer`,
  singleSignOnService: `${signOn} > More details > Sign on URL`,
  signingCertificate: `${signOn} > SAML Signing Certificates`,
  metadata: `${signOn} > Metadata URL`,
  assignment: 'Applications > Applications > (your application) > Assignments',
  signOnURL: null,
  binding: null,
  clock: null,
  lifetime: null,
  // support.okta.com, Adjust Okta Session Lifetime and Idle Values for End Users.
  session: 'Security > Global Session Policy > Maximum Okta global session lifetime',
  // support.okta.com, Getting Started with the Okta System Log.
  signInLog: 'Reports > System Log',
};

/** An application from the catalog fills in its own addresses: nothing of Configure SAML can be changed there. */
const catalogPlaces: Places = {
  ...nowhere,
  nameID: `${signOn} > Application username format`,
  idpEntityID: places.idpEntityID,
  singleSignOnService: places.singleSignOnService,
  signingCertificate: places.signingCertificate,
  metadata: places.metadata,
  assignment: places.assignment,
  session: places.session,
  signInLog: places.signInLog,
};

/** The admin console's host: acme.okta.com has acme-admin.okta.com. */
function adminLink({ connection }: GuideContext): Step['link'] {
  const host = /^([a-z0-9-]+?)(?:-admin)?\.((?:okta|oktapreview|okta-emea)\.com)$/i.exec(connection.idp.inputs['org'] ?? '');
  return host ? { label: 'Okta Admin Console', url: `https://${host[1]}-admin.${host[2]}` } : { label: 'Okta’s reference of these fields', url: okta.url ?? '' };
}

const create = (context: GuideContext): Step => ({
  id: 'okta/create',
  title: 'Create a SAML 2.0 app integration',
  body: ['In the Admin Console go to **Applications > Applications**, press **Create App Integration**, choose **SAML 2.0** and press **Next**.', `Give it a name on **General Settings**, for example ${context.spName}, and press **Next**.`],
  values: [],
  link: adminLink(context),
  after: 'The tab Configure SAML.',
  proof: 'metadata',
  checked: checked(protocol),
});

const configureSaml = (context: GuideContext): Step => ({
  id: 'okta/configure-saml',
  title: 'Fill in Configure SAML',
  body: [
    'Copy these values. Leave **Use this for Recipient URL and Destination URL** checked, and **Default RelayState** blank.',
    nameIDSentence(context),
    'Open **Show Advanced Settings** and see that **Response** and **Assertion Signature** are **Signed**, the algorithms are **RSA-SHA256** and **SHA256**, and **Assertion Encryption** is **Unencrypted**.',
    'Press **Preview the SAML Assertion** to look at what will be sent, then **Next** and **Finish**.',
  ],
  values: [
    spValue(context, 'assertionConsumerService', 'Single sign-on URL', 'Okta refuses an underscore (_) in it.'),
    spValue(context, 'entityID', 'Audience URI (SP Entity ID)'),
    setting('nameIDFormat', 'Name ID format', formatLabel(context.target.nameIDFormat, formats, 'Unspecified')),
    setting('nameID', 'Application username', wantsEmail(context) ? 'Email' : 'Okta username'),
    blank('relayState', 'Default RelayState'),
    setting('signAssertion', 'Assertion Signature', 'Signed'),
    setting('signatureAlgorithm', 'Signature Algorithm', 'RSA-SHA256'),
  ],
  link: adminLink(context),
  after: 'The application’s page, on its Sign On tab.',
  proof: 'rehearsal',
  checked: checked(`${reference}; ${protocol}`),
  unconfirmed: ['The labels of the advanced settings: Okta’s reference names them only in part.'],
});

const catalog = (context: GuideContext): Step => ({
  id: 'okta/catalog',
  title: `Add ${context.spName} from the app catalog`,
  body: [
    'In the Admin Console go to **Applications > Applications** and press **Browse App Catalog**.',
    `Search for **${context.spName}** and add it.`,
    context.sp === 'heap' ? 'It asks for one thing, the **App ID**.' : `Where it asks for the values of ${context.spName}, copy these.`,
  ],
  values: context.sp === 'heap'
    ? [appID(context)]
    : [spValue(context, 'entityID', 'Audience URI (SP Entity ID)'), spValue(context, 'assertionConsumerService', 'Single sign-on URL')],
  link: adminLink(context),
  after: `${context.spName} stands in the list of applications.`,
  proof: 'rehearsal',
  checked: checked(context.sp === 'heap' ? heapGuide : protocol),
  unconfirmed: context.sp === 'heap' ? [] : [`What the catalog’s ${context.spName} asks for: no source we read shows its form.`],
});

function appID({ target }: GuideContext): Step['values'][number] {
  const value = { ...typed('assertionConsumerService', 'App ID', target.instance ?? '', 'Okta makes entityID and ACS URL out of it.'), termWords: 'the part of the ACS URL that names your Heap account' };
  return target.instance === null ? { ...value, copy: false, missing: target.missing ?? 'The App ID is not known yet.' } : value;
}

const catalogSignOn = (context: GuideContext): Step => ({
  id: 'okta/sign-on',
  title: 'Set the application username',
  body: [nameIDSentence(context), 'On the **Sign On** tab press **Edit** and set **Application username format** to **Email**.'],
  values: [setting('nameID', 'Application username format', 'Email')],
  link: adminLink(context),
  proof: 'rehearsal',
  checked: checked(heapGuide),
});

const metadata = (context: GuideContext): Step => ({
  id: 'okta/metadata',
  title: 'Take the metadata from the Sign On tab',
  body: [
    'On the **Sign On** tab copy **Metadata URL**, or open **View SAML setup instructions** and take the metadata at the end of that page.',
    'Under **SAML Signing Certificates** exactly one is active. When a new one is activated, nobody can sign in until the service provider has it.',
  ],
  values: [],
  link: adminLink(context),
  after: 'An XML document whose entityID begins with http://www.okta.com/ (http, not https: that is right).',
  proof: 'metadata',
  checked: checked(`${certificates}; ${heapGuide}`),
});

const assign = (context: GuideContext): Step => ({
  id: 'okta/assign',
  title: 'Assign the users who may sign in',
  body: [
    'On the **Assignments** tab press **Assign**, then **Assign to People** (or **Assign to Groups**), and choose a pilot user.',
    okta.initiation,
  ],
  values: [setting('assignment', 'Assignments', `a pilot user who has an account, or may get one, at ${context.spName}`)],
  link: adminLink(context),
  after: 'The user stands in the list, with the user name that will become the NameID.',
  proof: 'rehearsal',
  checked: checked('public setup guides (GitHub, WorkOS and others) that quote the Assignments tab'),
});
