/** The identity providers' guides by id. */
import type { IdentityProviderGuide } from '../guide.ts';
import type { IdentityProviderID } from '../names.ts';
import { adfs } from './adfs.ts';
import { auth0 } from './auth0.ts';
import { aws } from './aws.ts';
import { entra } from './entra.ts';
import { google } from './google.ts';
import { jumpcloud } from './jumpcloud.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import { onelogin } from './onelogin.ts';
import { other } from './other.ts';
import { pingfederate, pingone } from './ping.ts';
import { salesforce } from './salesforce.ts';

export const identityProviders: Readonly<Record<IdentityProviderID, IdentityProviderGuide>> = {
  entra, auth0, okta, google, onelogin, salesforce, pingone, pingfederate, adfs, aws, jumpcloud, keycloak, other,
};

/** Whose metadata this looks like, or null where it cannot be told. */
export function recogniseIdentityProvider(entityID: string): IdentityProviderID | null {
  return Object.values(identityProviders).find((one) => one.recognises(entityID))?.id ?? null;
}
