/** The list of guides. */
import type { Connection } from '../connection.ts';
import { spTarget } from '../connection.ts';
import type { SpRequirements } from '../model.ts';
import { nameIDFormat } from '../urns.ts';
import type { IdentityProviderGuide, ServiceProviderGuide } from './guide.ts';
import { adfs } from './identity-providers/adfs.ts';
import { auth0 } from './identity-providers/auth0.ts';
import { aws } from './identity-providers/aws.ts';
import { entra } from './identity-providers/entra.ts';
import { google } from './identity-providers/google.ts';
import { jumpcloud } from './identity-providers/jumpcloud.ts';
import { keycloak } from './identity-providers/keycloak.ts';
import { okta } from './identity-providers/okta.ts';
import { onelogin } from './identity-providers/onelogin.ts';
import { other as otherIdentityProvider } from './identity-providers/other.ts';
import { pingfederate, pingone } from './identity-providers/ping.ts';
import { salesforce } from './identity-providers/salesforce.ts';
import { identityProviderID, serviceProviderID, type IdentityProviderID } from './names.ts';
import { heap } from './service-providers/heap.ts';
import { heroku } from './service-providers/heroku.ts';
import { other as otherServiceProvider } from './service-providers/other.ts';
import { wantedClaims } from './wanted-claims.ts';

export const serviceProviders: readonly ServiceProviderGuide[] = [heroku, heap, otherServiceProvider];
export const identityProviders: readonly IdentityProviderGuide[] = [
  entra, okta, auth0, google, onelogin, salesforce, pingone, pingfederate, adfs, aws, jumpcloud, keycloak, otherIdentityProvider,
];

/** The guide of that id; an unknown id gets the general one. */
export const serviceProvider = (id: string): ServiceProviderGuide => serviceProviders.find((each) => each.id === serviceProviderID(id)) ?? otherServiceProvider;
export const identityProvider = (id: string): IdentityProviderGuide => identityProviders.find((each) => each.id === identityProviderID(id)) ?? otherIdentityProvider;

/** Whose metadata this looks like, or null where it cannot be told. */
export function recogniseIdentityProvider(entityID: string): IdentityProviderID | null {
  return identityProviders.find((each) => each.recognises(entityID))?.id ?? null;
}

/** What the connection's service provider needs of an assertion: for the judge. Facts only, nothing unconfirmed. */
export function requirementsOf(connection: Connection): SpRequirements {
  const { requires } = serviceProvider(connection.sp.guide);
  const { metadata } = connection.sp;
  const target = spTarget(connection);
  const attributes = wantedClaims(connection);
  const asked = target.guide === 'other' && target.nameIDFormat !== null && target.nameIDFormat !== nameIDFormat.unspecified;
  return {
    ...requires,
    ...(asked ? { nameIDFormat: target.nameIDFormat!, ...(target.nameIDFormat === nameIDFormat.emailAddress ? { nameIDIsEmail: true } : {}) } : {}),
    ...(metadata !== null && metadata.summary.role === 'sp' && metadata.summary.encryptionCertificates.length === 0 ? { noEncryption: true } : {}),
    ...(attributes.length === 0 ? {} : { attributes }),
  };
}
