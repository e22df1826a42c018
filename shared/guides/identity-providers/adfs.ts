/** AD FS: a relying party trust with two claim rules (identity-providers.md 8). */
import type { IdentityProviderGuide } from '../guide.ts';
import { hostInput } from '../inputs.ts';
import { checked, formatLabel, metadataAddress, nameIDSentence, nowhere, setting, spValue, typed, wantsEmail } from '../terms.ts';

const wizard = 'Microsoft Power Pages documentation: Set up AD FS; learn.microsoft.com, Create a Relying Party Trust';
const cmdlet = 'MicrosoftDocs/windows-powershell-docs, winserver2022-ps/adfs/Set-AdfsRelyingPartyTrust.md';
const rollover = 'MicrosoftDocs/windows-powershell-docs, winserver2022-ps/adfs/Set-AdfsProperties.md';
const link = { label: 'AD FS: create a relying party trust', url: 'https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/operations/create-a-relying-party-trust' };
const trust = 'AD FS Management > Relying Party Trusts > (your trust) > Properties';
const rules = 'AD FS Management > Relying Party Trusts > (your trust) > Edit Claim Issuance Policy';

export const adfs: IdentityProviderGuide = {
  id: 'adfs',
  name: 'AD FS',
  console: 'AD FS',
  url: link.url,
  inputs: [hostInput('host', 'Federation service name', 'The host in the address of your AD FS sign-in page.', 'fs.example.com')],
  recognises: (entityID) => /\/adfs\/services\/trust$/i.test(entityID),
  metadataURL: ({ host }) => (host ? `https://${host}/FederationMetadata/2007-06/FederationMetadata.xml` : null),
  initiation: '/adfs/ls/idpinitiatedsignon.aspx starts at AD FS (IdP-initiated), if that page is enabled; it is never the address to send a login request to.',
  rehearsal: {
    path: `${trust} > Endpoints > Add SAML`,
    label: 'Add SAML (Endpoints tab)',
    body: ['Open **Properties** of the relying party trust, tab **Endpoints**, press **Add SAML**, and add this app’s ACS URL with binding **POST** and index 1; leave the default on the service provider’s own.'],
    remove: 'Remove the endpoint again when the rehearsal is done.',
    loopback: { accepted: 'no', note: 'Microsoft’s guides say that AD FS requires https: switch this app’s test service provider to https.', unconfirmed: false },
    checked: checked(wizard),
  },
  unconfirmedPlaces: ['signatureAlgorithm', 'encryption', 'encryptionCertificate', 'signedRequests', 'signingCertificate', 'idpEntityID', 'singleSignOnService', 'singleLogoutService', 'metadata', 'assignment', 'signInLog'],
  places: () => ({
    ...nowhere,
    signInLog: 'Event Viewer > AD FS > Admin',
    entityID: `${trust} > Identifiers > Relying party trust identifier`,
    audience: `${trust} > Identifiers > Relying party trust identifier`,
    assertionConsumerService: `${trust} > Endpoints > SAML Assertion Consumer Endpoints`,
    recipient: `${trust} > Endpoints > SAML Assertion Consumer Endpoints`,
    destination: `${trust} > Endpoints > SAML Assertion Consumer Endpoints`,
    singleLogoutService: `${trust} > Endpoints > SAML Logout Endpoints`,
    nameID: rules,
    nameIDFormat: `${rules} > Transform an Incoming Claim > Outgoing name ID format`,
    attributes: `${rules} > Send LDAP Attributes as Claims`,
    email: `${rules} > Send LDAP Attributes as Claims`,
    groups: `${rules} > Send Group Membership as a Claim`,
    signatureAlgorithm: `${trust} > Advanced > Secure hash algorithm`,
    encryption: `${trust} > Encryption`,
    encryptionCertificate: `${trust} > Encryption`,
    signedRequests: `${trust} > Signature`,
    signAssertion: 'PowerShell > Set-AdfsRelyingPartyTrust > -SamlResponseSignature',
    signResponse: 'PowerShell > Set-AdfsRelyingPartyTrust > -SamlResponseSignature',
    lifetime: 'PowerShell > Set-AdfsRelyingPartyTrust > -TokenLifetime',
    // Microsoft Learn, Federation Service Properties - General Tab.
    session: 'AD FS Management > Edit Federation Service Properties > General > Web SSO lifetime',
    clock: 'PowerShell > Set-AdfsRelyingPartyTrust > -NotBeforeSkew',
    signingCertificate: 'AD FS Management > Service > Certificates > Token-signing',
    idpEntityID: 'AD FS Management > Edit Federation Service Properties > Federation Service identifier',
    metadata: 'AD FS Management > Service > Endpoints > Metadata',
    assignment: 'AD FS Management > Relying Party Trusts > (your trust) > Edit Access Control Policy',
    singleSignOnService: 'AD FS Management > Service > Endpoints > /adfs/ls/',
  }),
  steps: (context) => [
    {
      id: 'adfs/trust',
      title: 'Add a relying party trust',
      body: [
        'In **AD FS Management** open **Relying Party Trusts** and press **Add Relying Party Trust**. Choose **Claims aware**, press **Start**, and choose **Enter data about the relying party manually**.',
        'On **Configure URL** check **Enable support for the SAML 2.0 WebSSO protocol** and give the first value; on **Configure Identifiers** add the second. Skip the token encryption certificate.',
        'Choose an access control policy: **Permit everyone**, or a group with your pilot user in it.',
      ],
      values: [
        spValue(context, 'assertionConsumerService', 'Relying party SAML 2.0 SSO service URL'),
        spValue(context, 'entityID', 'Relying party trust identifier'),
      ],
      link,
      after: 'The trust stands in the list, and Edit Claim Issuance Policy can be opened on it.',
      proof: 'rehearsal',
      checked: checked(wizard),
    },
    {
      id: 'adfs/claims',
      title: 'Issue a NameID with two claim rules',
      body: [
        nameIDSentence(context),
        'AD FS sends no NameID at all until a rule issues one. Press **Edit Claim Issuance Policy**, then **Add Rule** twice.',
        '**Send LDAP Attributes as Claims**: attribute store **Active Directory**, LDAP attribute **E-Mail-Addresses**, outgoing claim type **E-Mail Address**.',
        '**Transform an Incoming Claim**: incoming claim type **E-Mail Address**, outgoing claim type **Name ID**, and the outgoing name ID format below.',
      ],
      values: [setting('nameIDFormat', 'Outgoing name ID format', formatLabel(context.target.nameIDFormat, { emailAddress: 'Email', persistent: 'Persistent Identifier', transient: 'Transient Identifier', unspecified: 'Unspecified' }, wantsEmail(context) ? 'Email' : 'Unspecified'))],
      link,
      after: 'Two rules in the list, in this order. Without them a login ends with MSIS7070 or InvalidNameIDPolicy.',
      proof: 'rehearsal',
      checked: checked('Windows Server documentation: Create a Rule to Transform an Incoming Claim; github.com/justinbleach/saml-client/issues/39'),
    },
    {
      id: 'adfs/time',
      title: 'Allow for clock differences',
      body: [
        'AD FS dates an assertion from its own clock on, without tolerance: a service provider whose clock is slow sees it as not yet valid. Give it three minutes of tolerance with Set-AdfsRelyingPartyTrust.',
        'It signs the assertion (**AssertionOnly**) unless told otherwise; leave that.',
      ],
      values: [
        typed('clock', 'NotBeforeSkew', '3', 'Minutes.'),
        setting('signAssertion', 'SamlResponseSignature', 'AssertionOnly'),
      ],
      link: { label: 'Set-AdfsRelyingPartyTrust', url: 'https://learn.microsoft.com/powershell/module/adfs/set-adfsrelyingpartytrust' },
      proof: 'rehearsal',
      checked: checked(cmdlet),
    },
    {
      id: 'adfs/metadata',
      title: 'Take the federation metadata',
      body: [
        'Open https://, your federation service name, and **/FederationMetadata/2007-06/FederationMetadata.xml** in a browser, or save the file from the server. It holds WS-Federation parts as well: that is usual.',
        'AD FS renews its signing certificate by itself unless **AutoCertificateRollover** is off. The metadata then names two signing certificates: give both to a service provider that can hold them.',
      ],
      values: metadataAddress(context, adfs, 'Federation metadata address'),
      link,
      after: 'A large XML document whose entityID ends with /adfs/services/trust.',
      proof: 'metadata',
      checked: checked(rollover),
    },
  ],
};
