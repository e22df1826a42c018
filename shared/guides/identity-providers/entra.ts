/** Microsoft Entra ID (formerly Azure AD): gallery application or one's own (identity-providers.md 1). */
import type { GuideContext, IdentityProviderGuide, Step } from '../guide.ts';
import { choiceInput, tokenInput } from '../inputs.ts';
import { blank, checked, formatLabel, metadataAddress, nameIDSentence, setting, spValue, wantsEmail } from '../terms.ts';

const herokuGuide = 'MicrosoftDocs/entra-docs, docs/identity/saas-apps/heroku-tutorial.md';
const portalGuide = 'MicrosoftDocs/entra-docs, docs/identity/enterprise-apps/add-application-portal-setup-sso.md';
const protocolGuide = 'MicrosoftDocs/entra-docs, docs/identity-platform/single-sign-on-saml-protocol.md';
const claimsGuide = 'MicrosoftDocs/entra-docs, docs/identity-platform/saml-claims-customization.md';
const certificateGuide = 'MicrosoftDocs/entra-docs, docs/identity/enterprise-apps/certificate-signing-options.md and tutorial-manage-certificates-for-federated-single-sign-on.md';

const link = { label: 'Microsoft Entra admin center', url: 'https://entra.microsoft.com' };
const app = 'Enterprise apps > (your application)';
const card = `${app} > Single sign-on > Basic SAML Configuration`;
const claims = `${app} > Single sign-on > Attributes & Claims`;
const certificate = `${app} > Single sign-on > SAML Certificates`;
const formats = { emailAddress: 'Email address', persistent: 'Persistent', unspecified: 'Unspecified', WindowsDomainQualifiedName: 'Windows domain qualified name' };

export const entra: IdentityProviderGuide = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  console: 'Entra',
  url: link.url,
  inputs: [
    choiceInput('app', 'Application in Entra', 'The gallery holds an application for Heroku; any other service provider needs one of your own.', [
      { value: 'auto', label: 'As the service provider asks' }, { value: 'gallery', label: 'From the gallery' }, { value: 'custom', label: 'My own (non-gallery)' },
    ]),
    tokenInput('tenant', 'Tenant ID', 'Directory (tenant) ID or a domain of the tenant; with the application ID it gives the metadata’s address.', '00000000-0000-0000-0000-000000000000', /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i, 'a tenant GUID, or a domain as in contoso.onmicrosoft.com'),
    tokenInput('appId', 'Application ID', 'On the application’s Overview page; not the Object ID.', '00000000-0000-0000-0000-000000000000', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a GUID of 8-4-4-4-12 hexadecimal digits'),
  ],
  recognises: (entityID) => /^https:\/\/sts\.windows\.net\//i.test(entityID),
  metadataURL: ({ tenant, appId }) => (tenant && appId ? `https://login.microsoftonline.com/${tenant}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}` : null),
  initiation: 'In My Apps a tile starts at the service provider when Sign on URL is filled in, and at Entra (IdP-initiated) when it is blank.',
  rehearsal: {
    path: `${card} > Reply URL (Assertion Consumer Service URL)`,
    label: 'Reply URL (Assertion Consumer Service URL)',
    body: [
      'On **Single sign-on > Basic SAML Configuration** press **Edit** and add this app’s ACS URL as one more **Reply URL (Assertion Consumer Service URL)**. Leave the default mark on the service provider’s own.',
      'If **Require signed AuthnRequests** is on under **Verification certificates (optional)**, Entra wants the request signed and refuses the portal’s own test.',
    ],
    remove: 'Remove the added Reply URL again when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'The azuread Terraform provider documents http URLs as reply URLs; whether the portal takes http on this machine is not stated anywhere we read. If it is refused, switch this app’s test service provider to https.', unconfirmed: true },
    checked: checked(`${protocolGuide}; hashicorp/terraform-provider-azuread, docs/resources/application.md`),
  },
  unconfirmedPlaces: ['groups', 'email'],
  places: () => ({
    entityID: `${card} > Identifier (Entity ID)`,
    audience: `${card} > Identifier (Entity ID)`,
    assertionConsumerService: `${card} > Reply URL (Assertion Consumer Service URL)`,
    recipient: `${card} > Reply URL (Assertion Consumer Service URL)`,
    destination: `${card} > Reply URL (Assertion Consumer Service URL)`,
    signOnURL: `${card} > Sign on URL`,
    relayState: `${card} > Relay State`,
    singleLogoutService: `${card} > Logout Url`,
    idpEntityID: `${app} > Single sign-on > Set up (card 4) > Microsoft Entra Identifier`,
    singleSignOnService: `${app} > Single sign-on > Set up (card 4) > Login URL`,
    nameID: `${claims} > Unique User Identifier`,
    nameIDFormat: `${claims} > Unique User Identifier > Choose name identifier format`,
    attributes: claims,
    email: `${claims} > emailaddress`,
    groups: `${claims} > Add a group claim`,
    signingCertificate: certificate,
    metadata: `${certificate} > Federation Metadata XML`,
    signatureAlgorithm: `${certificate} > Signing Algorithm`,
    signAssertion: `${certificate} > Signing Option`,
    signResponse: `${certificate} > Signing Option`,
    signedRequests: `${certificate} > Verification certificates (optional)`,
    encryption: `${app} > Token encryption`,
    encryptionCertificate: `${app} > Token encryption > Import Certificate`,
    assignment: `${app} > Users and groups > Add user/group`,
    binding: null,
    clock: null,
    authnContext: null,
    lifetime: null,
    // entra-docs: "Entra ID > Conditional Access > Policies", then in the policy "Access controls > Session > Sign-in frequency".
    session: 'Entra ID > Conditional Access > Policies > Access controls > Session > Sign-in frequency',
    // entra-docs: "Browse to Entra ID > Monitoring & health > Sign-in logs".
    signInLog: 'Entra ID > Monitoring & health > Sign-in logs',
  }),
  steps: (context) => [create(context), basic(context), claim(context), metadata(context), assign(context)],
};

const fromGallery = ({ connection, sp }: GuideContext): boolean => {
  const { app } = connection.idp.inputs;
  return app === 'gallery' || (app !== 'custom' && sp === 'heroku');
};

function create(context: GuideContext): Step {
  const gallery = fromGallery(context);
  return {
    id: 'entra/create',
    title: gallery ? `Add ${context.spName} from Entra’s gallery` : 'Create the application in Entra',
    body: [
      'Sign in as at least a **Cloud Application Administrator** and go to **Entra ID > Enterprise apps > New application** (older portals: **Azure Active Directory > Enterprise applications**).',
      ...(gallery
        ? [`Type **${context.spName}** in the search box of the gallery, select it and add it.`]
        : ['Press **Create your own application**, give it a name, choose **Integrate any other application you don’t find in the gallery (Non-gallery)**, and press **Create**.']),
      'Then open **Single sign-on** and choose **SAML**.',
    ],
    values: [],
    link,
    after: 'The page Set up Single Sign-On with SAML, with its numbered cards.',
    proof: 'metadata',
    checked: checked(gallery ? herokuGuide : `${portalGuide}; public setup guides that quote the Non-gallery label`),
  };
}

function basic(context: GuideContext): Step {
  const { target } = context;
  const isURI = target.entityID === null || /^[a-z][a-z0-9+.-]*:/i.test(target.entityID);
  return {
    id: 'entra/basic-saml-configuration',
    title: 'Fill in Basic SAML Configuration',
    body: [
      'Press the pencil (**Edit**) on card 1, **Basic SAML Configuration**, and copy these values. **Relay State** and **Logout Url** stay blank.',
      'Entra compares the entityID and the ACS URL of a login request with them, letter by letter: AADSTS700016 means that the Identifier differs, AADSTS50011 that the Reply URL does.',
    ],
    values: [
      spValue(context, 'entityID', 'Identifier (Entity ID)', isURI ? undefined : `This is not a URI: Entra then puts “spn:” in front of it in the Audience. Look at the audience of the rehearsal login before you rely on it.`),
      spValue(context, 'assertionConsumerService', 'Reply URL (Assertion Consumer Service URL)'),
      ...(target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Sign on URL', 'Filled in, the tile in My Apps starts the login at the service provider.')]),
      blank('relayState', 'Relay State'),
      blank('singleLogoutService', 'Logout Url'),
    ],
    link,
    after: 'Card 1 shows the values after **Save**.',
    proof: 'rehearsal',
    checked: checked(`${context.sp === 'heroku' ? herokuGuide : portalGuide}; ${protocolGuide}`),
    unconfirmed: isURI ? [] : ['Whether every way of creating the application takes an identifier that is not a URI (Microsoft Graph may refuse it).'],
  };
}

function claim(context: GuideContext): Step {
  const email = wantsEmail(context);
  return {
    id: 'entra/claims',
    title: 'Set the NameID under Attributes & Claims',
    body: [
      nameIDSentence(context),
      'On card 2, **Attributes & Claims**, press **Edit** and open **Unique User Identifier**.',
      ...(email
        ? ['Set **Choose name identifier format** to **Email address** and the source attribute to **user.mail**, or to **user.userprincipalname** where the user principal name is the real mailbox.',
          'Look at a user or two first: **user.mail** can be empty for cloud-only accounts, and then the login fails (AADSTS501241) or carries a random identifier instead of an address.']
        : ['Keep **user.userprincipalname** unless the service provider wants something else.']),
      'Leave the other claims as they are.',
    ],
    values: [
      setting('nameIDFormat', 'Choose name identifier format', formatLabel(context.target.nameIDFormat, formats, 'Default'), 'A format in the login request wins over this one.'),
      setting('nameID', 'Unique User Identifier', email ? 'user.mail' : 'user.userprincipalname'),
    ],
    link,
    after: 'The claim row Unique User Identifier shows the source attribute and the format.',
    proof: 'rehearsal',
    checked: checked(`${claimsGuide}; MicrosoftDocs/entra-docs, docs/identity-platform/reference-error-codes.md`),
  };
}

function metadata(context: GuideContext): Step {
  return {
    id: 'entra/metadata',
    title: 'Download Federation Metadata XML',
    body: [
      'On card 3, **SAML Certificates** (older: **SAML Signing Certificate**), press **Download** beside **Federation Metadata XML**, or copy **App Federation Metadata Url**.',
      'Leave **Signing Option** on **Sign SAML assertion** and **Signing Algorithm** on **SHA-256**.',
      'Take the file of this application: its address carries **?appid=** and the application ID.',
    ],
    values: [
      setting('signAssertion', 'Signing Option', 'Sign SAML assertion'),
      setting('signatureAlgorithm', 'Signing Algorithm', 'SHA-256'),
      ...metadataAddress(context, entra, 'App Federation Metadata Url'),
    ],
    link,
    after: 'A file of several kilobytes whose entityID begins with https://sts.windows.net/.',
    proof: 'metadata',
    checked: checked(`${certificateGuide}; ${herokuGuide}`),
    unconfirmed: ['That metadata taken without ?appid= holds the tenant’s keys instead of the application’s, so that no signature would match: it follows from two documents, neither says it.'],
  };
}

function assign(context: GuideContext): Step {
  return {
    id: 'entra/assign',
    title: 'Assign the users who may sign in',
    body: [
      'Open **Users and groups**, press **Add user/group**, choose a pilot user under **Users and groups** and press **Assign**. The group for everybody comes after the test.',
      entra.initiation,
    ],
    values: [setting('assignment', 'Users and groups', `a pilot user who has an account, or may get one, at ${context.spName}`)],
    link,
    after: 'The user stands in the list. A user who is not assigned gets AADSTS50105.',
    proof: 'rehearsal',
    checked: checked(herokuGuide),
  };
}
