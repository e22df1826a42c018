/** OneLogin: SAML Custom Connector (Advanced), or the Heap connector (identity-providers.md 5). */
import type { GuideContext, IdentityProviderGuide, WalkValue } from '../guide.ts';
import { hostInput } from '../inputs.ts';
import { blank, checked, formatLabel, nameIDSentence, nowhere, setting, spValue, typed, wantsEmail } from '../terms.ts';

const connector = 'support.workstars.com/hc/en-gb/articles/8166534041873; support.workiva.com/hc/en-us/articles/4416672149396';
const metadataGuide = 'kb.aampe.com/developer-guide/sso/sso_onelogin; community.bridgeapp.com/hc/en-us/articles/8223410091155';
const heapGuide = 'help.heap.io/?p=724 (OneLogin)';
const configuration = 'Applications > Applications > (your application) > Configuration';
const signOn = 'Applications > Applications > (your application) > SSO';

export const onelogin: IdentityProviderGuide = {
  id: 'onelogin',
  name: 'OneLogin',
  console: 'OneLogin',
  url: 'https://app.onelogin.com',
  inputs: [hostInput('host', 'OneLogin host', 'The host in the address of your OneLogin page.', 'acme.onelogin.com')],
  recognises: (entityID) => /^https:\/\/[a-z0-9.-]+\.onelogin\.com\/saml\/metadata\//i.test(entityID),
  metadataURL: () => null,
  initiation: 'SAML initiator on the Configuration tab says where the portal’s tile starts: at OneLogin or at the Service Provider.',
  rehearsal: {
    path: `${configuration} > ACS (Consumer) URL Validator`,
    label: 'ACS (Consumer) URL Validator',
    body: ['On the **Configuration** tab widen **ACS (Consumer) URL Validator** so that it matches this app’s ACS URL as well. It is a regular expression: escape dots and slashes, and join two addresses as ^(one|other)$.'],
    remove: 'Set the validator back to the service provider’s ACS URL alone when the rehearsal is done.',
    loopback: { accepted: 'yes', note: 'No source we read states that OneLogin takes http addresses.', unconfirmed: true },
    checked: checked(connector),
  },
  places: () => ({
    ...nowhere,
    signInLog: 'Activity > Events',
    entityID: `${configuration} > Audience (EntityID)`,
    audience: `${configuration} > Audience (EntityID)`,
    recipient: `${configuration} > Recipient`,
    assertionConsumerService: `${configuration} > ACS (Consumer) URL`,
    destination: `${configuration} > ACS (Consumer) URL`,
    signOnURL: `${configuration} > Login URL`,
    singleLogoutService: `${configuration} > Single Logout URL`,
    relayState: `${configuration} > RelayState`,
    nameIDFormat: `${configuration} > SAML nameID format`,
    signAssertion: `${configuration} > SAML signature element`,
    signResponse: `${configuration} > SAML signature element`,
    nameID: 'Applications > Applications > (your application) > Parameters > NameID value',
    attributes: 'Applications > Applications > (your application) > Parameters',
    email: 'Applications > Applications > (your application) > Parameters',
    groups: 'Applications > Applications > (your application) > Parameters',
    signatureAlgorithm: `${signOn} > SAML Signature Algorithm`,
    signingCertificate: `${signOn} > X.509 Certificate`,
    idpEntityID: `${signOn} > Issuer URL`,
    singleSignOnService: `${signOn} > SAML 2.0 Endpoint (HTTP)`,
    metadata: 'Applications > Applications > (your application) > More Actions > SAML Metadata',
  }),
  steps: (context) => [
    {
      id: 'onelogin/create',
      title: context.sp === 'heap' ? 'Add the Heap connector' : 'Add SAML Custom Connector (Advanced)',
      body: [`In the administration go to **Applications > Applications**, press **Add App**, and choose **${context.sp === 'heap' ? 'Heap' : 'SAML Custom Connector (Advanced)'}**.`],
      values: [],
      link: link(context),
      after: 'The application’s page with its tabs Configuration, Parameters and SSO.',
      proof: 'metadata',
      checked: checked(context.sp === 'heap' ? heapGuide : connector),
    },
    {
      id: 'onelogin/configuration',
      title: 'Fill in the Configuration tab',
      body: context.sp === 'heap'
        ? ['On the **Configuration** tab give the **App ID**; a custom connector would ask for the other values below.']
        : ['Copy these values. The validator is a regular expression: it begins with ^ and ends with $, and its dots and slashes are escaped.', 'Set **SAML signature element** to **Assertion**.'],
      values: [
        ...(context.sp === 'heap' ? [appID(context)] : []),
        spValue(context, 'entityID', 'Audience (EntityID)'),
        spValue(context, 'recipient', 'Recipient'),
        validator(context),
        spValue(context, 'assertionConsumerService', 'ACS (Consumer) URL'),
        ...(context.target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Login URL')]),
        blank('singleLogoutService', 'Single Logout URL'),
        setting('nameIDFormat', 'SAML nameID format', formatLabel(context.target.nameIDFormat, { emailAddress: 'Email', persistent: 'Persistent', transient: 'Transient', unspecified: 'Unspecified' }, 'Unspecified')),
        setting('signAssertion', 'SAML signature element', 'Assertion'),
      ],
      link: link(context),
      proof: 'rehearsal',
      checked: checked(context.sp === 'heap' ? `${heapGuide}; ${connector}` : connector),
    },
    {
      id: 'onelogin/parameters',
      title: 'Set NameID value on the Parameters tab',
      body: [nameIDSentence(context), 'Open the row **NameID value** and choose the source.'],
      values: [setting('nameID', 'NameID value', wantsEmail(context) ? 'Email' : 'the identifier the service provider knows')],
      link: link(context),
      proof: 'rehearsal',
      checked: checked(connector),
    },
    {
      id: 'onelogin/sso',
      title: 'Set SHA-256 and take the metadata',
      body: ['On the **SSO** tab set **SAML Signature Algorithm** to **SHA-256**: SHA-1 stands first.', 'Press **More Actions > SAML Metadata** to download the metadata. The same certificate signs for all applications unless it was changed for this one.'],
      values: [setting('signatureAlgorithm', 'SAML Signature Algorithm', 'SHA-256')],
      link: link(context),
      after: 'An XML document whose entityID is the Issuer URL of the SSO tab.',
      proof: 'metadata',
      checked: checked(`${connector}; ${metadataGuide}`),
    },
    {
      id: 'onelogin/access',
      title: 'Give a pilot user access',
      body: ['Give the application to a pilot user or to a role that the user has.', onelogin.initiation],
      values: [],
      link: link(context),
      proof: 'rehearsal',
      checked: checked(connector),
      unconfirmed: ['Where exactly access is granted: no source of this guide shows the label.'],
    },
  ],
};

function link({ connection }: GuideContext): { label: string; url: string } {
  const host = connection.idp.inputs['host'];
  return { label: 'OneLogin', url: host ? `https://${host}` : 'https://app.onelogin.com' };
}

/** The ACS URL as an anchored regular expression. */
export function acsValidator(url: string): string {
  return `^${url.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`;
}

function validator({ target }: GuideContext): WalkValue {
  const service = target.assertionConsumerService;
  const value = { ...typed('assertionConsumerService', 'ACS (Consumer) URL Validator', service === null ? '' : acsValidator(service)), termWords: 'ACS URL as a regular expression' };
  return service === null ? { ...value, copy: false, missing: target.missing ?? 'The ACS URL is not known yet.' } : value;
}

function appID({ target }: GuideContext): WalkValue {
  const value = { ...typed('assertionConsumerService', 'App ID', target.instance ?? ''), termWords: 'the part of the ACS URL that names your Heap account' };
  return target.instance === null ? { ...value, copy: false, missing: target.missing ?? 'The App ID is not known yet.' } : value;
}
