/** Keycloak: a SAML client of a realm (identity-providers.md 11). */
import type { GuideContext, IdentityProviderGuide } from '../guide.ts';
import { hostInput, tokenInput } from '../inputs.ts';
import { checked, formatLabel, metadataAddress, nameIDSentence, nowhere, setting, spValue, wantsEmail } from '../terms.ts';

const client = 'keycloak/keycloak, docs/documentation/server_admin/topics/clients/saml/proc-creating-saml-client.adoc';
const initiated = 'keycloak/keycloak, docs/documentation/server_admin/topics/clients/saml/idp-initiated-login.adoc';
const settings = 'Clients > (your client) > Settings';

export const keycloak: IdentityProviderGuide = {
  id: 'keycloak',
  name: 'Keycloak',
  console: 'Keycloak',
  url: 'https://www.keycloak.org/docs/latest/server_admin/',
  inputs: [
    hostInput('host', 'Keycloak host', 'The host in the address of the admin console.', 'sso.example.com'),
    tokenInput('realm', 'Realm', 'The name of the realm, as it stands in addresses.', 'acme', /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'a realm name: letters, digits, dashes'),
  ],
  recognises: (entityID) => /\/realms\/[^/]+$/i.test(entityID),
  metadataURL: ({ host, realm }) => (host && realm ? `https://${host}/realms/${realm}/protocol/saml/descriptor` : null),
  initiation: 'An address with IDP-Initiated SSO URL name at its end starts at Keycloak; blank means that there is none.',
  rehearsal: {
    path: `${settings} > Valid redirect URIs`,
    label: 'Valid Redirect URIs',
    body: ['In the client’s **Settings** add this app’s ACS URL to **Valid Redirect URIs**. A wildcard is taken only at the end.'],
    remove: 'Remove it from the list again when the rehearsal is done.',
    loopback: { accepted: 'yes', note: 'Keycloak takes http addresses.', unconfirmed: false },
    checked: checked(client),
  },
  unconfirmedPlaces: ['metadata', 'attributes', 'email', 'groups', 'lifetime', 'signingCertificate', 'signInLog'],
  places: () => ({
    ...nowhere,
    signInLog: 'Events > User events',
    entityID: `${settings} > Client ID`,
    audience: `${settings} > Client ID`,
    assertionConsumerService: `${settings} > Valid Redirect URIs`,
    recipient: `${settings} > Master SAML Processing URL`,
    destination: `${settings} > Master SAML Processing URL`,
    signOnURL: `${settings} > Home URL`,
    relayState: `${settings} > IDP Initiated SSO Relay State`,
    nameID: `${settings} > Name ID Format`,
    nameIDFormat: `${settings} > Name ID Format`,
    binding: `${settings} > Force POST Binding`,
    signAssertion: `${settings} > Sign Assertions`,
    signResponse: `${settings} > Sign Documents`,
    signatureAlgorithm: `${settings} > Signature Algorithm`,
    signedRequests: 'Clients > (your client) > Keys > Client Signature Required',
    encryption: 'Clients > (your client) > Keys > Encrypt Assertions',
    encryptionCertificate: 'Clients > (your client) > Keys > Encrypt Assertions',
    attributes: 'Clients > (your client) > Client scopes',
    email: 'Clients > (your client) > Client scopes',
    groups: 'Clients > (your client) > Client scopes',
    signingCertificate: 'Realm settings > Keys',
    metadata: 'Realm settings > Endpoints > SAML 2.0 Identity Provider Metadata',
    lifetime: 'Realm settings > Tokens > Access Token Lifespan',
    // Server Administration Guide, Session and token timeouts.
    session: 'Realm settings > Sessions > SSO Session Max',
    clock: 'Keycloak server > Time synchronisation',
  }),
  steps: (context) => [
    {
      id: 'keycloak/client',
      title: 'Create a SAML client',
      body: ['In the realm open **Clients**, press **Create client**, and choose **SAML** as **Client type**. **Client ID** must be the entityID that login requests carry.'],
      values: [
        spValue(context, 'entityID', 'Client ID'),
        spValue(context, 'assertionConsumerService', 'Valid Redirect URIs'),
        spValue(context, 'assertionConsumerService', 'Master SAML Processing URL'),
      ],
      link: link(context),
      after: 'The client’s Settings tab.',
      proof: 'rehearsal',
      checked: checked(client),
    },
    {
      id: 'keycloak/settings',
      title: 'Set NameID, binding and signature',
      body: [
        nameIDSentence(context),
        'Turn **Force POST Binding** on: without it Keycloak answers a redirect by a redirect, which SAML does not allow for assertions.',
        'On the **Keys** tab turn **Client Signature Required** off, unless the service provider signs its requests.',
      ],
      values: [
        setting('nameIDFormat', 'Name ID Format', formatLabel(context.target.nameIDFormat, { emailAddress: 'email', persistent: 'persistent', transient: 'transient', unspecified: 'username' }, 'username')),
        setting('nameIDFormat', 'Force Name ID Format', wantsEmail(context) ? 'On' : 'Off'),
        setting('binding', 'Force POST Binding', 'On'),
        setting('signAssertion', 'Sign Assertions', 'On'),
        setting('signatureAlgorithm', 'Signature Algorithm', 'RSA_SHA256'),
        setting('signedRequests', 'Client Signature Required', 'Off'),
      ],
      link: link(context),
      proof: 'rehearsal',
      checked: checked(client),
      unconfirmed: ['That Client Signature Required is on at first, and answers “Invalid Requester” to an unsigned request.', 'That a new client sends several Role attributes of the same name.'],
    },
    {
      id: 'keycloak/metadata',
      title: 'Take the realm’s metadata',
      body: ['Open **Realm settings** and follow **SAML 2.0 Identity Provider Metadata** under **Endpoints**. Its address is that of the realm with **/protocol/saml/descriptor** behind it.', keycloak.initiation],
      values: metadataAddress(context, keycloak, 'SAML 2.0 Identity Provider Metadata'),
      link: link(context),
      after: 'An XML document whose entityID ends with /realms/ and the name of the realm.',
      proof: 'metadata',
      checked: checked(`${initiated}; keycloak/keycloak, SamlDescriptorPublicKeyLocator`),
      unconfirmed: ['The label of the link under Realm settings.'],
    },
  ],
};

function link({ connection }: GuideContext): { label: string; url: string } {
  const host = connection.idp.inputs['host'];
  return host ? { label: 'Keycloak admin console', url: `https://${host}/admin/` } : { label: 'Keycloak server administration guide', url: keycloak.url ?? '' };
}
