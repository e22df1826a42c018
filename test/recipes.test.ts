/**
 * The recipes, as an admin would paste them: kept word for word, and read by each language's own reader. `UPDATE_GOLDENS=1` writes the golden files anew; the difference is to be read before it is committed.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppRoleAssignment, Application, ClaimsMappingPolicy, ServicePrincipal } from '@microsoft/microsoft-graph-types';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { practiceSource } from '../shared/connection.ts';
import { guideContext } from '../shared/guides/context.ts';
import { identityProviderNames, serviceProviderNames } from '../shared/guides/names.ts';
import { auth0Client } from '../shared/guides/recipes/auth0.ts';
import { entraRecipe, graphBodies } from '../shared/guides/recipes/entra.ts';
import { recipes } from '../shared/guides/recipes/index.ts';
import { keycloakClient } from '../shared/guides/recipes/keycloak.ts';
import { oktaApplication } from '../shared/guides/recipes/okta.ts';
import type { Recipe } from '../shared/guides/recipes/recipe.ts';
import { inspect } from '../shared/inspect.ts';
import { temporaryFolder } from './host.ts';
import { connect, golden, metadata, unproven, written } from './recipe-connections.ts';
import { balanced, readHcl, readHttp, readPowerShell, strings } from './recipe-readers.ts';
import { runScript } from './recipe-shell.ts';

const spIDs = Object.keys(serviceProviderNames);
const idpIDs = Object.keys(identityProviderNames);
const pairs = spIDs.flatMap((sp) => idpIDs.map((idp) => [sp, idp] as const));
const find = (list: Recipe[], id: string): Recipe => list.find((one) => one.id === id)!;

let work = '';
beforeAll(() => {
  work = temporaryFolder();
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const extensions: Record<Recipe['language'], RegExp> = { http: /\.http$/, powershell: /\.ps1$/, hcl: /\.tf$/, json: /\.json$/, yaml: /\.yaml$/, shell: /\.sh$/, xml: /\.xml$/, steps: /\.txt$/ };

describe('every pairing', () => {
  it.each(pairs)('%s and %s: recipes without a hole', (sp, idp) => {
    const inputs = { team: 'acme', appId: '1234567890', name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/acs' };
    const list = written(connect({ sp, idp, spInputs: inputs, metadata: metadata() }));
    expect(new Set(list.map((one) => one.id)).size).toBe(list.length);
    expect(list.length).toBeGreaterThan(0);
    for (const one of list) {
      expect(one.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(one.fileName).toMatch(extensions[one.language]);
      expect(one.missing, one.id).toEqual([]);
      expect(one.content, one.id).not.toMatch(/MISSING_|missing:|undefined|\[object|NaN/);
      expect(one.content.endsWith('\n')).toBe(true);
      expect(one.checked.on).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(one.checked.source.length).toBeGreaterThan(8);
      for (const sentence of [...one.before, ...one.after, ...one.unconfirmed]) expect(sentence, one.id).toMatch(/[.:]$/);
      for (const { name, what } of one.placeholders) {
        expect(one.content, one.id).toContain(name);
        expect(what).not.toBe('');
      }
      // Whatever is to be filled in is listed.
      const named = one.placeholders.map(({ name }) => name);
      for (const [, name] of one.content.matchAll(/^@(\w+) = FILL_IN$/gm)) expect(named, one.id).toContain(name);
      for (const [, name] of one.content.matchAll(/\$\{([A-Z][A-Z0-9_]+):\?|\$env:([A-Z_]+)/g)) if (name !== undefined) expect(named, one.id).toContain(name);
      for (const [, name] of one.content.matchAll(/^variable "(\w+)"/gm)) expect(named, one.id).toContain(name);
    }
  });

  it.each(pairs)('%s and %s: nothing given is said to be missing, and no script runs', (sp, idp) => {
    for (const one of written(connect({ sp, idp }))) {
      expect(one.missing.length, one.id).toBeGreaterThan(0);
      if (one.language === 'shell') expect(one.content).toMatch(/^\( set -eu\necho '[^']+' >&2; exit 1$/m);
      if (one.language === 'powershell') expect(one.content).toMatch(/^ {4}\$ErrorActionPreference = 'Stop'\n {4}throw '/m);
      if (one.language === 'steps') expect(one.content).toContain('missing: ');
      else expect(one.content, one.id).toContain('MISSING_');
    }
  });
});

describe('golden files', () => {
  const folder = join(import.meta.dirname, 'recipes');

  it.each(Object.keys(golden))('%s', (name) => {
    const list = written(connect(golden[name]!));
    const files: Record<string, string> = Object.fromEntries(list.map((one) => [one.fileName, one.content]));
    expect(Object.keys(files)).toHaveLength(list.length);
    files['recipes.json'] = `${JSON.stringify(list.map((one) => ({ ...one, content: undefined })), null, 1)}\n`;
    const here = join(folder, name);
    if (process.env['UPDATE_GOLDENS'] === '1') {
      rmSync(here, { recursive: true, force: true });
      mkdirSync(here, { recursive: true });
      for (const [file, content] of Object.entries(files)) writeFileSync(join(here, file), content);
    }
    expect(existsSync(here), 'UPDATE_GOLDENS=1 writes it').toBe(true);
    expect(readdirSync(here).sort()).toEqual(Object.keys(files).sort());
    for (const [file, content] of Object.entries(files)) expect(content, file).toBe(readFileSync(join(here, file), 'utf8'));
  });

  it('are all used', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(golden).sort());
  });
});

describe('values', () => {
  const heroku = (idp: string, idpInputs: Record<string, string> = {}) => written(connect({ sp: 'heroku', idp, spInputs: { team: 'acme' }, idpInputs, metadata: metadata() }));

  it('asks Graph for the gallery’s Heroku, and for the non-gallery template otherwise', () => {
    const requests = readHttp(find(heroku('entra'), 'entra-graph-http').content).requests;
    expect(requests.map(({ method, url }) => `${method} ${url.replace('https://graph.microsoft.com/v1.0', '')}`)).toEqual([
      'GET /applicationTemplates?$filter=displayName%20eq%20%27Heroku%27',
      'POST /applicationTemplates/{{templateId}}/instantiate',
      'PATCH /servicePrincipals/{{servicePrincipalId}}',
      'PATCH /applications/{{applicationId}}',
      'POST /servicePrincipals/{{servicePrincipalId}}/addTokenSigningCertificate',
      'PATCH /servicePrincipals/{{servicePrincipalId}}',
      'POST /policies/claimsMappingPolicies',
      'POST /servicePrincipals/{{servicePrincipalId}}/claimsMappingPolicies/$ref',
      'POST /servicePrincipals/{{servicePrincipalId}}/appRoleAssignedTo',
      'GET https://login.microsoftonline.com/{{tenantId}}/federationmetadata/2007-06/federationmetadata.xml?appid={{appId}}',
    ]);
    expect(JSON.parse(requests[3]!.body)).toEqual({ identifierUris: ['https://sso.heroku.com/saml/acme'], web: { redirectUris: ['https://sso.heroku.com/saml/acme/finalize'] } });
    const custom = readHttp(find(heroku('entra', { app: 'custom', tenant: 'contoso.com' }), 'entra-graph-http').content);
    expect(custom.variables).toMatchObject({ templateId: '8adf8e6e-67b2-4cf2-a259-e3dc5476c621', tenantId: 'contoso.com', applicationId: 'FILL_IN' });
    expect(custom.requests[0]?.method).toBe('POST');
  });

  it('sends bodies that Microsoft Graph’s types know', () => {
    const bodies = graphBodies(entraRecipe(guideContext(connect({ sp: 'heroku', idp: 'entra', spInputs: { team: 'acme' } }))), { policyID: 'p', endDateTime: 'e', thumbprint: 't', principalID: 'u', servicePrincipalID: 's', appRoleID: 'r' });
    // The types are held by the compiler; at run time the names are.
    const application: Application = bodies.application;
    const servicePrincipal: ServicePrincipal = { ...bodies.singleSignOn, preferredTokenSigningKeyThumbprint: bodies.signingKey.preferredTokenSigningKeyThumbprint.verbatim };
    const policy: ClaimsMappingPolicy = bodies.claims;
    const assignment: AppRoleAssignment = { principalId: bodies.assignment.principalId.verbatim, resourceId: bodies.assignment.resourceId.verbatim, appRoleId: bodies.assignment.appRoleId.verbatim };
    expect([application, servicePrincipal, assignment].map((one) => Object.keys(one))).toEqual([['identifierUris', 'web'], ['preferredSingleSignOnMode', 'loginUrl', 'preferredTokenSigningKeyThumbprint'], ['principalId', 'resourceId', 'appRoleId']]);
    expect(JSON.parse(policy.definition?.[0] ?? '')).toEqual({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: [{ Source: 'user', ID: 'mail', SamlClaimType: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier' }] } });
  });

  it('names for Okta what its SDK’s types require, and nothing they do not know', () => {
    const application = oktaApplication(guideContext(connect({ sp: 'heroku', idp: 'okta', spInputs: { team: 'acme' } })));
    const required = ['allowMultipleAcsEndpoints', 'assertionSigned', 'audience', 'authnContextClassRef', 'destination', 'digestAlgorithm', 'honorForceAuthn', 'idpIssuer', 'recipient', 'requestCompressed', 'responseSigned', 'signatureAlgorithm', 'ssoAcsUrl', 'subjectNameIdFormat', 'subjectNameIdTemplate'];
    expect(Object.keys(application.settings.signOn).sort()).toEqual(required);
    expect(Object.keys(application)).toEqual(['label', 'signOnMode', 'credentials', 'settings']);
    expect(application).toMatchObject({ signOnMode: 'SAML_2_0', credentials: { userNameTemplate: { template: '${source.email}' } }, settings: { signOn: { audience: 'https://sso.heroku.com/saml/acme', ssoAcsUrl: 'https://sso.heroku.com/saml/acme/finalize', subjectNameIdTemplate: '${user.userName}' } } });
  });

  it('names for Auth0 what its SDK’s types and the Deploy CLI’s schema know', () => {
    const client = auth0Client(guideContext(connect({ sp: 'heroku', idp: 'auth0', spInputs: { team: 'acme' } })));
    const known = ['mappings', 'audience', 'recipient', 'createUpnClaim', 'mapUnknownClaimsAsIs', 'passthroughClaimsWithNoMapping', 'mapIdentities', 'signatureAlgorithm', 'digestAlgorithm', 'issuer', 'destination', 'lifetimeInSeconds', 'signResponse', 'nameIdentifierFormat', 'nameIdentifierProbes', 'authnContextClassRef'];
    const documented = ['typedAttributes', 'includeAttributeNameFormat'];
    expect(Object.keys(client.addons.samlp).filter((key) => !known.includes(key))).toEqual(documented);
    expect(client).toMatchObject({ app_type: 'regular_web', callbacks: ['https://sso.heroku.com/saml/acme/finalize'], addons: { samlp: { audience: 'https://sso.heroku.com/saml/acme', signatureAlgorithm: 'rsa-sha256' } } });
    expect(client.name).toMatch(/^[^<>]+$/);
    const { content } = find(written(connect({ sp: 'heroku', idp: 'auth0', spInputs: { team: 'acme' } })), 'auth0-deploy-cli');
    expect(load(content)).toEqual({ clients: [client] });
  });

  it('writes Keycloak’s attributes as strings, and only names that a ClientRepresentation has', () => {
    const client = keycloakClient(guideContext(connect(golden['other-keycloak']!)));
    expect(client).toMatchObject({ clientId: 'https://app.example.com/saml', protocol: 'saml', redirectUris: ['https://app.example.com/saml/acs'], attributes: { saml_name_id_format: 'persistent', saml_force_name_id_format: 'false' } });
    for (const value of [...Object.values(client.attributes), ...client.protocolMappers.flatMap((mapper) => Object.values(mapper.config))]) expect(typeof value).toBe('string');
    const known = ['attributes', 'baseUrl', 'clientId', 'defaultClientScopes', 'enabled', 'frontchannelLogout', 'fullScopeAllowed', 'name', 'optionalClientScopes', 'protocol', 'protocolMappers', 'redirectUris'];
    expect(Object.keys(client).sort()).toEqual(known);
  });

  it('has no word for an odd NameID format, and says so instead of guessing', () => {
    const inputs = { entityID: 'urn:sp', assertionConsumerService: 'https://a.example/acs', nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' };
    for (const [idp, id] of [['okta', 'okta-api'], ['keycloak', 'keycloak-client'], ['adfs', 'adfs-powershell']] as const) {
      const one = find(written(connect({ sp: 'other', idp, spInputs: inputs })), id);
      expect(one.missing).toEqual([expect.stringContaining('NameID format')]);
      expect(one.content).not.toContain('kerberos');
    }
  });

  it('refuses ACS URLs that a product is known to refuse', () => {
    const refused = (idp: string, assertionConsumerService: string): string[] => written(connect({ sp: 'other', idp, spInputs: { entityID: 'urn:sp', assertionConsumerService } }))[0]!.missing;
    expect(refused('okta', 'https://a.example/saml_acs')).toEqual([expect.stringContaining('underscore')]);
    expect(refused('okta', 'https://a.example/acs')).toEqual([]);
    expect(refused('adfs', 'http://127.0.0.1:7443/acs')).toEqual([expect.stringContaining('https')]);
    expect(refused('adfs', 'https://a.example/acs')).toEqual([]);
  });

  it('writes metadata of the service provider that the judge accepts', () => {
    for (const name of ['heroku-entra', 'heap-entra', 'other-adfs']) {
      const connection = connect(golden[name]!);
      const { content } = find(written(connection), 'sp-metadata');
      const report = inspect(new TextEncoder().encode(content), { now: Date.parse('2026-11-22T12:00:00Z'), clockSkew: 180, policy: 'practice', role: 'sp' });
      expect(report.findings.filter((each) => each.outcome === 'fail'), name).toEqual([]);
      const target = guideContext(connection).target;
      expect(report.facts.metadata?.entities[0]).toMatchObject({ entityID: target.entityID, roles: [{ role: 'sp', endpoints: [{ location: target.assertionConsumerService }] }] });
    }
  });

  it('hands the service provider’s own metadata on as it is', () => {
    const connection = connect({ sp: 'other', idp: 'entra' });
    const own = { ...metadata({ role: 'sp', entityID: 'urn:sp', assertionConsumerServices: [{ binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', location: 'https://a.example/acs' }] }), xml: '<own/>' };
    const given = (verdict: 'accept' | 'reject') => find(written({ ...connection, sp: { ...connection.sp, metadata: { ...own, summary: { ...own.summary, verdict } } } }), 'sp-metadata');
    expect(given('accept')).toMatchObject({ content: '<own/>', missing: [] });
    expect(given('reject').content).not.toContain('<own/>');
  });

  it('hands nothing to Heroku that must not be handed over', () => {
    const connection = connect(golden['heroku-entra']!);
        const script = (one: typeof connection): Recipe => find(written(one), 'heroku-api');
    expect(script(connection)).toMatchObject({ missing: [], content: expect.stringMatching(/sts\.windows\.net[^]*BEGIN CERTIFICATE/) as string });
    // Why something was rejected may quote what was rejected: that stays beside the text.
    const finding = { check: 'metadata/x', outcome: 'fail' as const, message: 'Found “$(touch pwned)”.' };
    const rejected = connect({ ...golden['heroku-entra']!, metadata: metadata({ verdict: 'reject', findings: [finding] }) });
    expect(script(rejected).missing).toEqual([expect.stringContaining('rejected')]);
    const practice = connect({ ...golden['heroku-entra']!, metadata: { ...metadata(), source: practiceSource } });
    expect(script(practice).missing).toEqual([expect.stringContaining('practice')]);
    for (const one of [rejected, practice]) expect(script(one).content).not.toMatch(/idp\.example\.com|BEGIN CERTIFICATE|touch/);
  });

  it('hands Heroku the certificate that the last passed login was signed with', () => {
    const second = { ...metadata({}, 'TkVXRVI=').summary.signingCertificates[0]!, notAfter: '2035-01-01T00:00:00Z', sha256: '11:22' };
    const [first] = metadata().summary.signingCertificates;
    const connection = connect({ ...golden['heroku-entra']!, metadata: metadata({ signingCertificates: [first!, second] }) });
    const login = { id: 'e1', at: '2026-11-22T11:30:00Z', outcome: 'passed' as const, rehearsal: true, practice: false, verdict: 'accept' as const, headline: 'Accepted.', metadataSha256: 'f00d', verifiedBy: 'CC:DD' };
    expect(find(written(connection), 'heroku-api').content).toContain('TkVXRVI=');
    expect(find(recipes(connection, { ...unproven, exchanges: [login] }), 'heroku-api').content).toContain('MIIBszCC');
  });
});

// ---- in each language ------------------------------------------------------------------------------------------

const terraformArguments: Record<string, readonly string[]> = {
  // hashicorp/azuread 3.7
  azuread_application_from_template: ['display_name', 'template_id'],
  azuread_application_identifier_uri: ['application_id', 'identifier_uri'],
  azuread_application_redirect_uris: ['application_id', 'redirect_uris', 'type'],
  azuread_service_principal: ['app_role_assignment_required', 'client_id', 'login_url', 'preferred_single_sign_on_mode', 'use_existing'],
  azuread_service_principal_token_signing_certificate: ['display_name', 'service_principal_id'],
  azuread_claims_mapping_policy: ['definition', 'display_name'],
  azuread_service_principal_claims_mapping_policy_assignment: ['claims_mapping_policy_id', 'service_principal_id'],
  azuread_app_role_assignment: ['app_role_id', 'principal_object_id', 'resource_object_id'],
  azuread_application: ['object_id'],
  azuread_application_template: ['display_name'],
  // okta/okta 4
  okta_app_saml: ['assertion_signed', 'audience', 'authn_context_class_ref', 'destination', 'digest_algorithm', 'honor_force_authn', 'label', 'recipient', 'response_signed', 'signature_algorithm', 'sso_url', 'subject_name_id_format', 'subject_name_id_template', 'user_name_template', 'user_name_template_type'],
  okta_app_group_assignment: ['app_id', 'group_id'],
  // auth0/auth0 1
  auth0_client: ['addons', 'app_type', 'callbacks', 'name'],
};
const samlpArguments = ['audience', 'authn_context_class_ref', 'create_upn_claim', 'digest_algorithm', 'include_attribute_name_format', 'lifetime_in_seconds', 'map_identities', 'map_unknown_claims_as_is', 'mappings', 'name_identifier_format', 'name_identifier_probes', 'passthrough_claims_with_no_mapping', 'sign_response', 'signature_algorithm', 'typed_attributes'];

type Blocks = Record<string, Record<string, Record<string, unknown>[]>>;

describe('Terraform', () => {
  it.each(Object.keys(golden))('%s: HashiCorp’s parser reads it, and every argument is one that the provider documents', async (name) => {
    for (const one of written(connect(golden[name]!)).filter(({ language }) => language === 'hcl')) {
      const file = await readHcl(one.content);
      const blocks = { ...(file['resource'] as Blocks), ...(file['data'] as Blocks) };
      for (const [type, named] of Object.entries(blocks)) {
        for (const [block] of Object.values(named)) expect(terraformArguments[type], type).toEqual(expect.arrayContaining(Object.keys(block!)));
      }
      const samlp = (blocks['auth0_client']?.['sso']?.[0]?.['addons'] as { samlp: object[] }[] | undefined)?.[0]?.samlp[0];
      if (samlp !== undefined) expect(Object.keys(samlp).sort()).toEqual(samlpArguments);
      // References lead to blocks that are there.
      for (const text of strings(file)) for (const [, type, block] of text.matchAll(/\b((?:azuread|okta|auth0)_\w+)\.(\w+)\./g)) expect(blocks[type!]?.[block!], `${type}.${block}`).toBeDefined();
    }
  });
});

describe('PowerShell', () => {
  it.each(Object.keys(golden))('%s: quotes and brackets close', (name) => {
    for (const one of written(connect(golden[name]!)).filter(({ language }) => language === 'powershell')) {
      const { literals, skeleton } = readPowerShell(one.content);
      expect(literals.length).toBeGreaterThan(10);
      expect(balanced(skeleton), skeleton).toBe(true);
      expect(skeleton.trim()).toMatch(/^& \{[^]*\}$/);
    }
  });
});

describe('shell', () => {
  it('sends Heroku the identity provider, and the token by no argument', () => {
    const { content } = find(written(connect(golden['heroku-entra']!)), 'heroku-api');
    const folder = join(work, 'heroku');
    const { code, stderr, calls, headers } = runScript(folder, content, { HEROKU_API_KEY: 'not-a-token' });
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.map((call) => call.at(-1))).toEqual(Array.from({ length: 2 }, () => 'https://api.heroku.com/teams/acme/identity-providers'));
    expect(calls[1]).toEqual(expect.arrayContaining(['POST', 'Accept: application/vnd.heroku+json; version=3', '@heroku-identity-provider.json']));
    expect(headers).toEqual(['Authorization: Bearer not-a-token', 'Authorization: Bearer not-a-token']);
    expect(calls.flat().join(' ')).not.toContain('not-a-token');
    const body = JSON.parse(readFileSync(join(folder, 'heroku-identity-provider.json'), 'utf8')) as Record<string, string>;
    expect(body).toMatchObject({ entity_id: 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/', certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/) as string });
  });

  it('creates the application at Okta, assigns the user and takes the metadata', () => {
    const { content } = find(written(connect(golden['heap-okta']!)), 'okta-curl');
    const { code, stderr, calls, headers } = runScript(join(work, 'okta'), content, { OKTA_API_TOKEN: 'not-a-token', OKTA_USER_ID: '00u1example' });
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.map((call) => call.at(-1))).toEqual(['https://acme.okta.com/api/v1/apps', 'https://acme.okta.com/api/v1/apps/0oa1example/users', 'https://acme.okta.com/api/v1/apps/0oa1example/sso/saml/metadata']);
    expect(calls[1]).toContain('{"id":"00u1example","scope":"USER"}');
    expect(headers).toEqual(Array.from({ length: 3 }, () => 'Authorization: SSWS not-a-token'));
  });

  it('stops before it sends anything where a value or the token is missing', () => {
    const incomplete = find(written(connect({ sp: 'heroku', idp: 'okta' })), 'okta-curl').content;
    expect(runScript(join(work, 'incomplete'), incomplete, { OKTA_API_TOKEN: 'x', OKTA_USER_ID: 'x', OKTA_ORG: 'x' })).toMatchObject({ code: 1, calls: [] });
    const complete = find(written(connect(golden['heap-okta']!)), 'okta-curl').content;
    const { code, calls, stderr } = runScript(join(work, 'no-token'), complete, {});
    expect([code === 0, calls]).toEqual([false, []]);
    expect(stderr).toContain('OKTA_API_TOKEN');
  });
});
