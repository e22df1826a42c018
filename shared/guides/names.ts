/** Every guide's id and product name: what a Connection may point at. */

export const serviceProviderNames = { heroku: 'Heroku', heap: 'Heap', other: 'Other service provider' } as const;

export const identityProviderNames = {
  entra: 'Microsoft Entra ID',
  auth0: 'Auth0',
  okta: 'Okta',
  google: 'Google Workspace',
  onelogin: 'OneLogin',
  salesforce: 'Salesforce Identity',
  pingone: 'PingOne',
  pingfederate: 'PingFederate',
  adfs: 'AD FS',
  aws: 'AWS IAM Identity Center',
  jumpcloud: 'JumpCloud',
  keycloak: 'Keycloak',
  other: 'Other identity provider',
} as const;

export type ServiceProviderID = keyof typeof serviceProviderNames;
export type IdentityProviderID = keyof typeof identityProviderNames;

/** A stored id that no guide bears (an older or newer file) falls back to `other`. */
export const serviceProviderID = (id: string): ServiceProviderID => (Object.hasOwn(serviceProviderNames, id) ? (id as ServiceProviderID) : 'other');
export const identityProviderID = (id: string): IdentityProviderID => (Object.hasOwn(identityProviderNames, id) ? (id as IdentityProviderID) : 'other');
