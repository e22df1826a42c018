/** The Settings JSON of Auth0's SAML2 Web App add-on (identity-providers.md 2.2). */
import type { SpTarget } from '../targets.ts';
import { nameIDFormat } from '../../urns.ts';

const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const email = `${claim}emailaddress`;
const user = `${claim}nameidentifier`;

export interface Auth0Addon {
  audience: string;
  mappings: Record<string, string>;
  createUpnClaim: boolean;
  passthroughClaimsWithNoMapping: boolean;
  mapUnknownClaimsAsIs: boolean;
  mapIdentities: boolean;
  signatureAlgorithm: 'rsa-sha256';
  digestAlgorithm: 'sha256';
  lifetimeInSeconds: number;
  signResponse: boolean;
  typedAttributes: boolean;
  includeAttributeNameFormat: boolean;
  nameIdentifierFormat: string;
  nameIdentifierProbes: string[];
  authnContextClassRef: string;
}

/**
 * Every key is written out, because Auth0's documented defaults sign with SHA-1 and pass the whole profile on.
 * Left out on purpose: recipient and destination (they follow the request's ACS URL, so that a rehearsal works, and fall
 * back to the Application Callback URL), issuer (urn:{domain} is right), signingCert (it would force signed requests).
 */
export function auth0Addon(target: SpTarget): Auth0Addon | null {
  if (target.entityID === null) return null;
  const format = target.nameIDFormat ?? nameIDFormat.unspecified;
  const byEmail = format === nameIDFormat.emailAddress;
  return {
    audience: target.entityID,
    mappings: byEmail ? { email } : { user_id: user, email, name: `${claim}name` },
    createUpnClaim: false,
    passthroughClaimsWithNoMapping: false,
    mapUnknownClaimsAsIs: false,
    mapIdentities: false,
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    lifetimeInSeconds: 3600,
    signResponse: false,
    typedAttributes: true,
    includeAttributeNameFormat: true,
    nameIdentifierFormat: format,
    nameIdentifierProbes: byEmail ? [email] : [user, email],
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  };
}

export function auth0AddonText(target: SpTarget): string | null {
  const addon = auth0Addon(target);
  return addon === null ? null : JSON.stringify(addon, null, 2);
}
