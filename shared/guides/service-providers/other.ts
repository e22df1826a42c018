/** Any other service provider: from its metadata, or entityID and ACS URL by hand (service-providers.md 3). */
import type { GuideContext, ServiceProviderGuide, Step } from '../guide.ts';
import { certificates, field, metadataFile } from '../handover.ts';
import { addressInput, entityIDInput, textInput, tokenInput } from '../inputs.ts';
import { checked, idpValue, spValue } from '../terms.ts';
import { claimInputs } from '../wanted-claims.ts';

const profile = 'Kantara SAML2int (KantaraInitiative/SAMLprofiles), service provider requirements';

export const other: ServiceProviderGuide = {
  id: 'other',
  name: 'Other service provider',
  console: 'Service provider',
  url: null,
  inputs: [
    textInput('name', 'Name of the service', 'Only for your own lists.', 'Intranet'),
    entityIDInput('entityID', 'entityID', 'Also called Audience, Audience URI, Identifier, SP Issuer or Relying party trust identifier. Taken from its metadata where you drop that.', 'https://app.example.com/saml'),
    addressInput('assertionConsumerService', 'ACS URL', 'Also called Reply URL, Single sign-on URL, Recipient, Destination or Application Callback URL.', 'https://app.example.com/saml/acs'),
    addressInput('signOnURL', 'Sign-on URL', 'Where a login starts at the service, if it has such an address. Also called Login URL or Start URL.', 'https://app.example.com/login'),
    tokenInput('nameIDFormat', 'NameID format', 'Only if the service asks for one: its full URN.', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', /^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i, 'a URN, as in urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'),
    ...claimInputs,
  ],
  requires: {},
  places: () => ({
    entityID: 'SAML settings > Entity ID (Audience)',
    audience: 'SAML settings > Entity ID (Audience)',
    assertionConsumerService: 'SAML settings > ACS URL',
    recipient: 'SAML settings > ACS URL',
    destination: 'SAML settings > ACS URL',
    signOnURL: 'SAML settings > Sign-on URL',
    idpEntityID: 'SAML settings > IdP Entity ID (Issuer)',
    singleSignOnService: 'SAML settings > IdP SSO URL (Login URL)',
    singleLogoutService: 'SAML settings > IdP logout URL',
    signingCertificate: 'SAML settings > IdP certificate',
    metadata: 'SAML settings > IdP metadata',
    nameID: 'SAML settings > User identifier',
    nameIDFormat: 'SAML settings > NameID format',
    attributes: 'SAML settings > Attribute mapping',
    email: 'SAML settings > Attribute mapping > E-mail',
    groups: 'SAML settings > Attribute mapping > Groups',
    encryptionCertificate: 'SAML settings > Encryption certificate of the service provider',
    encryption: 'SAML settings > Assertion encryption',
    signatureAlgorithm: 'SAML settings > Signature algorithm',
    signAssertion: 'SAML settings > Require signed assertions',
    signResponse: 'SAML settings > Require signed responses',
    signedRequests: 'SAML settings > Sign AuthnRequests',
    binding: 'SAML settings > Request binding',
    relayState: 'SAML settings > Relay state',
    authnContext: 'SAML settings > Requested authentication context',
    clock: 'Server > Time synchronisation',
    assignment: 'Users',
    lifetime: null,
    signInLog: null, session: null,
  }),
  identify: (context) => ({
    id: 'other/values',
    title: 'Give the service provider’s values',
    body: [
      'Best: drop the service provider’s own metadata; entityID, ACS URL and NameID format are then read from it.',
      'Or copy entityID and ACS URL from its single sign-on settings. Services name them differently: **Entity ID**, **Audience URI**, **Identifier**, **SP Issuer** are the entityID; **ACS URL**, **Reply URL**, **Single sign-on URL**, **Callback URL** are the ACS URL.',
    ],
    values: [
      spValue(context, 'entityID', 'Entity ID (Audience)'),
      spValue(context, 'assertionConsumerService', 'ACS URL'),
      ...(context.target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Sign-on URL')]),
      ...(context.target.nameIDFormat === null ? [] : [spValue(context, 'nameIDFormat', 'NameID format')]),
    ],
    proof: 'values',
    checked: checked(profile),
  }),
  after: (context) => [handOver(context), wayBack(), firstLogin(context)],
  exports: (context) => [
    metadataFile(context, 'IdP metadata', 'metadata'),
    field(context, 'idpEntityID', 'IdP Entity ID (Issuer)', 'manual'),
    field(context, 'singleSignOnService', 'IdP SSO URL (Login URL)', 'manual'),
    field(context, 'singleLogoutService', 'IdP logout URL', 'manual', true),
    ...certificates(context, 'IdP certificate', 'manual', 10),
  ],
};

const handOver = (context: GuideContext): Step => ({
  id: 'other/hand-over',
  title: 'Hand the identity provider’s metadata to the service provider',
  body: [
    'In the service’s single sign-on settings import the metadata file that this step exports.',
    'Where it takes no file, copy the fields: its **Issuer** or **IdP Entity ID** is the entityID, its **Login URL** or **SSO URL** is the singleSignOnService, its **certificate** is the signing certificate in PEM.',
  ],
  values: [idpValue(context, 'idpEntityID', 'IdP Entity ID (Issuer)'), idpValue(context, 'singleSignOnService', 'IdP SSO URL (Login URL)')],
  after: 'The service shows the same entityID, address and certificate fingerprint back.',
  proof: 'handed',
  checked: checked(profile),
});

const wayBack = (): Step => ({
  id: 'other/way-back',
  title: 'Keep a way back in',
  body: [
    'Before single sign-on becomes mandatory, make sure that one administrator can still sign in without it, and find out how it is switched off.',
    'Find out whether the service creates accounts at the first login; if not, the accounts must exist with the same identifier that the NameID carries.',
  ],
  values: [],
  proof: 'none',
  checked: checked(profile),
});

const firstLogin = (context: GuideContext): Step => ({
  id: 'other/first-login',
  title: 'Sign in once as a pilot user',
  body: ['Start the login at the service in a private window, as one pilot user, before anyone else is sent that way.'],
  values: context.target.signOnURL === null ? [] : [spValue(context, 'signOnURL', 'Sign-on URL')],
  ...(context.target.signOnURL?.startsWith('https://') === true ? { link: { label: 'Sign-on URL', url: context.target.signOnURL } } : {}),
  after: 'The service, signed in as the pilot user. Captured here, this login proves the whole connection.',
  proof: 'captured',
  checked: checked(profile),
});
