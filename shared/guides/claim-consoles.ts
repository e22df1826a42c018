/** How each identity provider's console adds a claim, and what it calls the places a value comes from (identity-providers.md). */
import type { Checked } from './guide.ts';
import type { IdentityProviderID } from './names.ts';
import { checked } from './terms.ts';
import type { KnownClaim } from './wanted-claims.ts';

export interface ClaimConsole {
  /** What to press there, with the labels in **bold**. */
  add: string;
  /** Labels of the two fields of a claim: its name, and what fills it. */
  name: string;
  source: string;
  /** What fills it, in that console's words; null where no source we read names it. */
  sources: Readonly<Record<KnownClaim | 'userName', string | null>>;
  /** How groups are sent, where that goes another way. */
  groups?: string;
  /** Of more groups than this a link is sent instead. */
  groupCap?: number;
  checked: Checked;
  unconfirmed: string[];
}

type Sources = ClaimConsole['sources'];
const from = (email: string | null, first: string | null, last: string | null, userName: string | null, groups: string | null = null): Sources =>
  ({ email, 'the first name': first, 'the last name': last, userName, groups });

const setupGuides = 'public setup guides of several service providers that quote the same form';

export const claimConsoles: Readonly<Record<IdentityProviderID, ClaimConsole>> = {
  entra: {
    add: 'Press **Edit**, then **Add new claim**. A claim that is there already is opened by a click on its row.',
    name: 'Name', source: 'Source attribute',
    sources: from('user.mail', 'user.givenname', 'user.surname', 'user.userprincipalname'),
    groups: 'Press **Edit**, then **Add a group claim**. Choose **Groups assigned to the application**, which keeps the number small, and under **Source attribute** what the service provider knows the groups by. Under **Advanced options** the claim can be given another name.',
    groupCap: 150,
    checked: checked('MicrosoftDocs/entra-docs, docs/identity-platform/saml-claims-customization.md and reference-saml-tokens.md'),
    unconfirmed: ['That Namespace may stay empty for a short name.', 'The words of the group claim’s form, which change between versions.'],
  },
  okta: {
    add: 'Under **Attribute Statements** add a row.',
    name: 'Name', source: 'Value',
    sources: from('user.email', 'user.firstName', 'user.lastName', 'user.login'),
    groups: 'Under **Group Attribute Statements** add a row with the name, and a filter (**Starts with**, **Equals**, **Contains** or **Matches regex**) that lets only the needed groups through.',
    checked: checked('okta/okta-developer-docs, guides/create-an-app-integration/main/saml2/protocol-config.md'),
    unconfirmed: ['The newer console shows attribute statements on the Sign On tab instead.'],
  },
  auth0: {
    add: 'In the JSON of **Settings** write it into **mappings**: the profile property on the left, the name of the attribute on the right.',
    name: 'mappings, on the right', source: 'mappings, on the left',
    sources: from('email', 'given_name', 'family_name', 'name'),
    groups: 'Auth0 has no groups of its own: an Action must put them into the profile first, and **mappings** then names that property.',
    checked: checked('auth0/docs, articles/protocols/saml/saml-configuration/saml-assertions.md'),
    unconfirmed: ['That groups come only by an Action.'],
  },
  google: {
    add: 'Under **Attribute mapping** press **Add mapping**.',
    name: 'App attributes', source: 'Google Directory attributes',
    sources: from('Primary email', 'First name', 'Last name', 'Primary email', 'Group membership'),
    groups: 'At the end of **Attribute mapping**, under **Group membership**, choose the groups and type the name as **App attribute**.',
    checked: checked(setupGuides),
    unconfirmed: ['How many groups can be chosen.'],
  },
  onelogin: {
    add: 'On the **Parameters** tab press the plus sign, type **Field name**, tick **Include in SAML assertion** and press **Save**; then choose **Value**.',
    name: 'Field name', source: 'Value',
    sources: from('Email', 'First Name', 'Last Name', 'Username', 'User Roles'),
    checked: checked(setupGuides),
    unconfirmed: ['That roles stand in for groups.'],
  },
  salesforce: {
    add: 'On the connected app press **New** under **Custom Attributes**.',
    name: 'Attribute key', source: 'Attribute value',
    sources: from('$User.Email', '$User.FirstName', '$User.LastName', '$User.Username', '$UserRole.Name'),
    checked: checked('help.salesforce.com, Add Custom Attributes to a Connected App'),
    unconfirmed: ['The labels of the two fields.', 'That a role stands in for groups.'],
  },
  pingone: {
    add: 'On the **Attribute Mappings** tab press the pencil, then **Add**.',
    name: 'the application’s attribute', source: 'PingOne Mappings',
    sources: from('Email Address', 'Given Name', 'Family Name', 'Username', 'Group Names'),
    checked: checked('docs.pingidentity.com/pingone, Mapping attributes'),
    unconfirmed: ['The labels of the form.', 'The word for group names.'],
  },
  pingfederate: {
    add: 'Under **Extend the Contract** add the attribute, then map it under **Attribute Contract Fulfillment**.',
    name: 'Extend the Contract', source: 'Attribute Contract Fulfillment',
    sources: from('mail', 'givenName', 'sn', 'sAMAccountName', 'memberOf'),
    checked: checked('docs.pingidentity.com, PingFederate Heroku integration: configure a connection'),
    unconfirmed: ['The two labels, and the names of the directory’s attributes: they are those of your data store.'],
  },
  adfs: {
    add: 'Press **Add Rule**, choose **Send LDAP Attributes as Claims**, and **Active Directory** as **Attribute store**.',
    name: 'Outgoing Claim Type', source: 'LDAP Attribute',
    sources: from('E-Mail-Addresses', 'Given-Name', 'Surname', 'User-Principal-Name', 'Token-Groups - Unqualified Names'),
    checked: checked('docs.servicenow.com and techdocs.broadcom.com, AD FS claim rules'),
    unconfirmed: ['The source for groups by name.'],
  },
  aws: {
    add: 'Under **Actions > Edit attribute mappings** press **Add new attribute mapping**.',
    name: 'User attribute in the application', source: 'Maps to this string value or user attribute in IAM Identity Center',
    sources: from('${user:email}', '${user:givenName}', '${user:familyName}', '${user:preferredUsername}', '${user:groups}'),
    checked: checked('docs.aws.amazon.com/singlesignon, mapawsssoattributestoapp.html'),
    unconfirmed: ['All but ${user:email}; that groups are sent as identifiers.'],
  },
  jumpcloud: {
    add: 'On the **SSO** tab, under **Attributes**, press **add attribute**.',
    name: 'Service Provider Attribute Name', source: 'JumpCloud Attribute Name',
    sources: from('email', 'firstname', 'lastname', 'username', 'include group attribute'),
    groups: 'Under **Group Attributes** tick **include group attribute** and type the name.',
    checked: checked('jumpcloud.com/support/saml-attribute-notes'),
    unconfirmed: [],
  },
  keycloak: {
    add: 'Open the client’s dedicated scope under **Client scopes** and press **Add mapper > By configuration > User Property**.',
    name: 'SAML Attribute Name', source: 'Property',
    sources: from('email', 'firstName', 'lastName', 'username', 'Group list'),
    groups: 'Open the client’s dedicated scope under **Client scopes** and press **Add mapper > By configuration > Group list**. Switch **Single Group Attribute** on, so that the name is sent once, and **Full group path** off unless the service provider wants paths.',
    checked: checked('common use of Keycloak'),
    unconfirmed: ['All of these labels: no source we read states them.'],
  },
  other: {
    add: 'Add an attribute to the application’s attribute mapping.',
    name: 'Name', source: 'Value',
    sources: from('the e-mail address', 'the first name', 'the last name', 'the user name', 'the groups'),
    checked: checked('SAML 2.0 core 2.7.3'),
    unconfirmed: [],
  },
};
