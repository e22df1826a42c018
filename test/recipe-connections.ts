/** The pairings whose recipes are kept as golden files, and one whose every value is out to break out of a script. */
import { newConnection, type Connection, type MetadataSummary, type StoredMetadata } from '../shared/connection.ts';
import type { Evidence } from '../shared/guides/guide.ts';
import { recipes } from '../shared/guides/recipes/index.ts';
import type { Recipe } from '../shared/guides/recipes/recipe.ts';
import { binding } from '../shared/urns.ts';

export const metadata = (over: Partial<MetadataSummary> = {}, der = 'MIIBszCCARygAwIBAgIBATANBgkqhkiG9w0BAQsFADAZMRcwFQYDVQQDDA5hY21lLmV4YW1wbGU='): StoredMetadata => ({
  xml: '<EntityDescriptor/>', source: 'dropped idp.xml', addedAt: '2026-11-22T11:00:00.000Z', sha256: 'f00d',
  summary: {
    entityID: 'https://idp.example.com/metadata', role: 'idp', verdict: 'accept', singleSignOnServices: [{ binding: binding.redirect, location: 'https://idp.example.com/redirect' }],
    singleLogoutServices: [], assertionConsumerServices: [], encryptionCertificates: [], nameIDFormats: [], wantAuthnRequestsSigned: false, validUntil: null, findings: [],
    signingCertificates: [{
      der, subject: 'CN=acme.example', issuer: 'CN=acme.example', serialNumber: '01', notBefore: '2026-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z', keyType: 'RSA', keyBits: 2048, curve: null,
      signatureAlgorithm: 'RSA-SHA256', selfSigned: true, sha1: 'AA:BB', sha256: 'CC:DD', keySha256: 'EE:FF', fault: null,
    }],
    ...over,
  },
});

interface Pairing {
  sp: string;
  idp: string;
  spInputs?: Record<string, string>;
  idpInputs?: Record<string, string>;
  metadata?: StoredMetadata;
}

export function connect({ sp, idp, spInputs = {}, idpInputs = {}, metadata: given }: Pairing): Connection {
  const connection = newConnection({ id: 'c1', now: '2026-11-22T10:00:00.000Z', sp, spInputs, idp, idpInputs });
  return { ...connection, idp: { ...connection.idp, metadata: given ?? null } };
}

const tenant = '11111111-2222-3333-4444-555555555555';
const ofEntra = metadata({ entityID: `https://sts.windows.net/${tenant}/`, singleSignOnServices: [{ binding: binding.redirect, location: `https://login.microsoftonline.com/${tenant}/saml2` }] });
const intranet = { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs', signOnURL: 'https://app.example.com/login', nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' };
const team = { team: 'acme' };
const app = { appId: '1234567890' };

export const golden: Readonly<Record<string, Pairing>> = {
  'heroku-entra': { sp: 'heroku', idp: 'entra', spInputs: team, idpInputs: { tenant }, metadata: ofEntra },
  'heroku-enterprise-auth0': { sp: 'heroku', idp: 'auth0', spInputs: { team: 'acme-enterprise' }, idpInputs: { domain: 'acme.eu.auth0.com' } },
  'heroku-nothing-okta': { sp: 'heroku', idp: 'okta' },
  'heroku-aws': { sp: 'heroku', idp: 'aws', spInputs: team },
  'heap-okta': { sp: 'heap', idp: 'okta', spInputs: app, idpInputs: { org: 'acme.okta.com' } },
  'heap-entra': { sp: 'heap', idp: 'entra', spInputs: app },
  'heap-google': { sp: 'heap', idp: 'google', spInputs: app },
  'other-keycloak': { sp: 'other', idp: 'keycloak', spInputs: intranet, idpInputs: { host: 'sso.example.com', realm: 'acme' } },
  'other-adfs': { sp: 'other', idp: 'adfs', spInputs: intranet },
  'other-auth0': { sp: 'other', idp: 'auth0', spInputs: intranet },
  'other-nothing-entra': { sp: 'other', idp: 'entra' },
  'other-jumpcloud': { sp: 'other', idp: 'jumpcloud', spInputs: intranet },
};

/** Every value that a connection can carry into a recipe is this text. */
export const hostile = (sp: string, idp: string, value: string): Connection => connect({
  sp,
  idp,
  spInputs: { team: value, appId: value, entityID: value, assertionConsumerService: value, signOnURL: value, name: value, nameIDFormat: value },
  idpInputs: { tenant: value, appId: value, org: value, domain: value, clientId: value, host: value, realm: value },
  metadata: metadata({ entityID: value, singleSignOnServices: [{ binding: binding.redirect, location: value }], singleLogoutServices: [{ binding: binding.redirect, location: value }] }, value),
});

/** Nothing but the metadata speaks for a connection. */
export const unproven: Evidence = { metadata: null, exchanges: [], now: Date.parse('2026-11-22T12:00:00Z') };
export const written = (connection: Connection): Recipe[] => recipes(connection, unproven);
