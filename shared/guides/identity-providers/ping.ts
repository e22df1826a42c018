/** PingOne and PingFederate (identity-providers.md 7). */
import type { IdentityProviderGuide } from '../guide.ts';
import { hostInput } from '../inputs.ts';
import { checked, formatLabel, nameIDSentence, nowhere, setting, spValue, wantsEmail } from '../terms.ts';

const oneGuide = 'docs.pingidentity.com/pingone/applications/p1_edit_application_saml.html';
const heapGuide = 'docs.pingidentity.com/r/en-us/configuration_guides/config_saml_heap_pingone';
const federateGuide = 'docs.pingidentity.com, PingFederate Heroku integration: configure a connection';
const oneLink = { label: 'PingOne admin console', url: 'https://console.pingone.com' };
const federateLink = { label: 'PingFederate: configure a connection for Heroku', url: 'https://docs.pingidentity.com/r/en-us/pingfederate-heroku-integration/pingfederate_heroku_integration_configure_a_connection' };
const configuration = 'Applications > Applications > Configuration';
const sp = 'SP Connections';

export const pingone: IdentityProviderGuide = {
  id: 'pingone',
  name: 'PingOne',
  console: 'PingOne',
  url: oneLink.url,
  inputs: [],
  recognises: (entityID) => /^https:\/\/auth\.pingone\.[a-z.]+\//i.test(entityID),
  metadataURL: () => null,
  initiation: 'A tile in the application portal starts at PingOne, and goes to Target Application URL where that is set.',
  rehearsal: {
    path: `${configuration} > ACS URLs`,
    label: 'ACS URLs',
    body: ['On the **Configuration** tab add this app’s ACS URL to **ACS URLs**, after the service provider’s own: the first is the default, and a request may name any of them.'],
    remove: 'Remove it from the list again when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'No source we read says whether PingOne takes http on this machine.', unconfirmed: true },
    checked: checked(oneGuide),
  },
  places: () => ({
    ...nowhere,
    entityID: `${configuration} > Entity ID`,
    audience: `${configuration} > Entity ID`,
    assertionConsumerService: `${configuration} > ACS URLs`,
    recipient: `${configuration} > ACS URLs`,
    destination: `${configuration} > ACS URLs`,
    nameIDFormat: `${configuration} > Subject NameID Format`,
    nameID: 'Applications > Applications > Attribute Mappings > saml_subject',
    attributes: 'Applications > Applications > Attribute Mappings',
    email: 'Applications > Applications > Attribute Mappings',
    groups: 'Applications > Applications > Attribute Mappings',
    signingCertificate: `${configuration} > Signing key`,
    signatureAlgorithm: `${configuration} > Signing algorithm`,
    signAssertion: `${configuration} > Sign Assertion`,
    signResponse: `${configuration} > Sign Response`,
    encryption: `${configuration} > Encryption`,
    encryptionCertificate: `${configuration} > Encryption`,
    signedRequests: `${configuration} > Enforce Signed AuthnRequest`,
    singleLogoutService: `${configuration} > SLO Endpoint`,
    lifetime: `${configuration} > Assertion Validity Duration`,
    signOnURL: `${configuration} > Target Application URL`,
    metadata: `${configuration} > Download Metadata`,
    assignment: 'Applications > Applications > Access',
  }),
  steps: (context) => [
    {
      id: 'pingone/create',
      title: 'Add a SAML application',
      body: [
        'Go to **Applications > Applications**, press **+**, choose **SAML Application**, then **Manually Enter** (or **Import Metadata** or **Import From URL**, where the service provider has metadata).',
        'Copy these values.',
      ],
      values: [spValue(context, 'assertionConsumerService', 'ACS URLs'), spValue(context, 'entityID', 'Entity ID')],
      link: oneLink,
      proof: 'rehearsal',
      checked: checked(context.sp === 'heap' ? heapGuide : oneGuide),
    },
    {
      id: 'pingone/configuration',
      title: 'Set NameID format, signature and validity',
      body: [
        nameIDSentence(context),
        'On the **Configuration** tab set these. An import of the service provider’s metadata does not set **Subject NameID Format**, and Heap refuses the default.',
      ],
      values: [
        setting('nameIDFormat', 'Subject NameID Format', formatLabel(context.target.nameIDFormat, {}, 'as it stands')),
        setting('signAssertion', 'Sign Assertion', 'chosen'),
        setting('signatureAlgorithm', 'Signing algorithm', 'RSA_SHA256'),
        setting('lifetime', 'Assertion Validity Duration (in seconds)', '3600', 'The sample of Ping’s Heap guide; the field has no default.'),
        setting('nameID', 'saml_subject', wantsEmail(context) ? 'Email Address' : 'User ID'),
      ],
      link: oneLink,
      proof: 'rehearsal',
      checked: checked(`${heapGuide}; ${oneGuide}`),
      unconfirmed: ['The exact wording of Assertion Validity Duration and of the attribute row saml_subject.'],
    },
    {
      id: 'pingone/metadata',
      title: 'Enable the application and download its metadata',
      body: ['Turn the application’s toggle on: it is off at first. Then download its metadata from the **Configuration** tab.', pingone.initiation],
      values: [],
      link: oneLink,
      proof: 'metadata',
      checked: checked('doc.lookout.com/en/security-service-edge (PingOne); docs.pingidentity.com/pingone'),
      unconfirmed: ['The label Download Metadata.'],
    },
  ],
};

export const pingfederate: IdentityProviderGuide = {
  id: 'pingfederate',
  name: 'PingFederate',
  console: 'PingFederate',
  url: federateLink.url,
  inputs: [hostInput('host', 'PingFederate host', 'Host and port of the runtime server.', 'sso.example.com:9031')],
  recognises: () => false,
  metadataURL: () => null,
  initiation: 'An address with /idp/startSSO.ping?PartnerSpId= and the service provider’s entityID starts at PingFederate (IdP-initiated).',
  rehearsal: {
    path: `${sp} > Browser SSO > Protocol Settings > Assertion Consumer Service URL`,
    label: 'Assertion Consumer Service URL',
    body: ['In the SP connection’s **Protocol Settings** add this app’s ACS URL as one more assertion consumer service, with its own index and not as the default.'],
    remove: 'Remove it again when the rehearsal is done.',
    loopback: { accepted: 'unknown', note: 'It depends on how the connection’s base URL and the server’s policy are set.', unconfirmed: true },
    checked: checked(federateGuide),
  },
  places: () => ({
    ...nowhere,
    entityID: `${sp} > General Info > Partner's Entity ID`,
    audience: `${sp} > General Info > Partner's Entity ID`,
    assertionConsumerService: `${sp} > Browser SSO > Protocol Settings > Assertion Consumer Service URL`,
    recipient: `${sp} > Browser SSO > Protocol Settings > Assertion Consumer Service URL`,
    destination: `${sp} > Browser SSO > Protocol Settings > Assertion Consumer Service URL`,
    nameID: `${sp} > Browser SSO > Assertion Creation > Attribute Contract > SAML_SUBJECT`,
    nameIDFormat: `${sp} > Browser SSO > Assertion Creation > Attribute Contract > SAML_SUBJECT`,
    attributes: `${sp} > Browser SSO > Assertion Creation > Attribute Contract`,
    email: `${sp} > Browser SSO > Assertion Creation > Attribute Contract`,
    groups: `${sp} > Browser SSO > Assertion Creation > Attribute Contract`,
    signingCertificate: `${sp} > Credentials`,
    signatureAlgorithm: `${sp} > Credentials`,
    signAssertion: `${sp} > Browser SSO > Protocol Settings > Signature Policy`,
    signResponse: `${sp} > Browser SSO > Protocol Settings > Signature Policy`,
    signedRequests: `${sp} > Browser SSO > Protocol Settings > Signature Policy`,
    encryption: `${sp} > Browser SSO > Protocol Settings > Encryption Policy`,
    binding: `${sp} > Browser SSO > Protocol Settings > Allowable SAML Bindings`,
    lifetime: `${sp} > Browser SSO > Assertion Lifetime`,
    idpEntityID: 'Server Settings > Federation Info > SAML 2.0 Entity ID',
    metadata: 'Server Settings > Metadata Export',
    clock: 'PingFederate server > Time synchronisation',
  }),
  steps: (context) => [
    {
      id: 'pingfederate/connection',
      title: 'Create an SP connection',
      body: [
        'Go to **SP Connections**, press **Create New**, choose **Browser SSO**, and import the service provider’s metadata or copy these values.',
        'Under **SAML Profiles** choose **SP-Initiated SSO** (and **IdP-Initiated SSO**, if you want it).',
      ],
      values: [
        spValue(context, 'entityID', 'Partner’s Entity ID'),
        spValue(context, 'assertionConsumerService', 'Assertion Consumer Service URL'),
        setting('binding', 'Binding', 'POST'),
      ],
      link: federateLink,
      proof: 'rehearsal',
      checked: checked(federateGuide),
    },
    {
      id: 'pingfederate/contract',
      title: 'Set the attribute contract and the signature',
      body: [nameIDSentence(context), 'Under **Attribute Contract** set the format of **SAML_SUBJECT**, and map it to the attribute that holds the value. Under **Credentials** choose the signing certificate and RSA SHA256.'],
      values: [
        setting('nameIDFormat', 'SAML_SUBJECT', formatLabel(context.target.nameIDFormat, {}, 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified')),
        setting('nameID', 'Attribute contract fulfilment of SAML_SUBJECT', wantsEmail(context) ? 'mail' : 'the user’s identifier'),
        setting('signatureAlgorithm', 'Signing algorithm', 'RSA SHA256'),
      ],
      link: federateLink,
      proof: 'rehearsal',
      checked: checked(federateGuide),
    },
    {
      id: 'pingfederate/metadata',
      title: 'Activate the connection and export the metadata',
      body: ['Set the connection to **Active**, then export its metadata (an XML file) with the signing certificate that it uses.', pingfederate.initiation],
      values: [],
      link: federateLink,
      proof: 'metadata',
      checked: checked('docs.pingidentity.com, PingFederate Heroku integration'),
      unconfirmed: ['Where the export stands in your version’s menus.'],
    },
  ],
};
