/** Auth0: an application with the SAML2 Web App add-on, by each of its tools (identity-providers.md 2.2 and 2.4). */
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { auth0Addon, type Auth0Addon } from './auth0-addon.ts';
import { expansions, hcl, hclArguments, json, yaml, type Data } from './quote.ts';
import { heading, recipeValues, text, type Recipe } from './recipe.ts';

const assertionGuide = 'auth0/docs, articles/protocols/saml/saml-configuration/saml-assertions.md; auth0.com/docs, Configure SAML2 Web App Addon for Heroku';
const after = ['The application’s Addons tab has SAML2 Web App switched on, with this text under Settings.', 'Bring the metadata here (Usage > Identity Provider Metadata), and run a rehearsal login.'];
const connections = 'On the application’s Connections tab leave on only those whose users may sign in: no recipe here changes them.';
const callback = 'That the first of the callbacks is what the console calls Application Callback URL.';

const settled = (context: GuideContext) => {
  const values = recipeValues(context);
  const addon = auth0Addon({ ...context.target, entityID: values.entityID })!;
  const domain = context.connection.idp.inputs['domain'] ?? '';
  return { values, addon, missing: values.missing, domain: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(domain) ? domain : null };
};

/** Body of POST /api/v2/clients, and an entry of the Deploy CLI’s list of clients. */
export function auth0Client(context: GuideContext): { name: string; app_type: 'regular_web'; callbacks: string[]; addons: { samlp: Auth0Addon } } {
  const { values, addon } = settled(context);
  return { name: values.label, app_type: 'regular_web', callbacks: [values.assertionConsumerService], addons: { samlp: addon } };
}
const client = (context: GuideContext): Data => auth0Client(context) as unknown as Data;

export function auth0Settings(context: GuideContext): Recipe {
  const { addon, missing } = settled(context);
  return {
    id: 'auth0-addon',
    title: 'The Settings of the SAML2 Web App add-on',
    tool: 'Auth0 dashboard',
    language: 'json',
    fileName: 'auth0-addon.json',
    content: text(json(addon as unknown as Data)),
    before: ['For the JSON box under Applications > Applications > (application) > Addons > SAML2 Web App > Settings. The ACS URL goes into Application Callback URL above it.'],
    after: ['Press Debug to try it, then Enable (older: Save).', ...after.slice(1)],
    placeholders: [],
    missing,
    checked: checked(assertionGuide),
    unconfirmed: [],
  };
}

export function auth0HTTP(context: GuideContext): Recipe {
  const { missing, domain } = settled(context);
  return {
    id: 'auth0-api',
    title: 'The application in Auth0, as requests to its Management API',
    tool: 'Auth0 Management API v2',
    language: 'http',
    fileName: 'auth0-application.http',
    content: text(
      ...heading('The application in Auth0 by its Management API.', missing),
      '',
      '@token = {{$processEnv AUTH0_TOKEN}}',
      `@domain = ${domain ?? 'FILL_IN'}`,
      '@clientId = FILL_IN',
      '',
      '### Create the application. Copy client_id to clientId.',
      'POST https://{{domain}}/api/v2/clients',
      'Authorization: Bearer {{token}}',
      'Content-Type: application/json',
      '',
      json(client(context), expansions.http),
      '',
      '### The metadata, to bring to SSO Workbench',
      'GET https://{{domain}}/samlp/metadata/{{clientId}}',
    ),
    before: ['A file for the REST Client of Visual Studio Code.', 'A token of the Management API with the scope create:clients. The API answers under the tenant’s own domain, not under a custom one.', 'It makes a new application each time it is sent.', connections],
    after: ['The answer is 201 with the client_id.', ...after],
    placeholders: [
      { name: 'AUTH0_TOKEN', what: 'environment variable with a token of the Management API; a secret: never write it into the file' },
      ...(domain === null ? [{ name: 'domain', what: 'domain of the tenant, as in acme.eu.auth0.com' }] : []),
      { name: 'clientId', what: 'client_id, from the first answer' },
    ],
    missing,
    checked: checked(`${assertionGuide}; the types of the auth0 package 7.1.0`),
    unconfirmed: [callback, ...(domain === null ? [] : ['Whether the domain given in this connection is the tenant’s own and not a custom one.'])],
  };
}

export function auth0Deploy(context: GuideContext): Recipe {
  const { missing } = settled(context);
  return {
    id: 'auth0-deploy-cli',
    title: 'The application in Auth0, for the Deploy CLI',
    tool: 'Auth0 Deploy CLI',
    language: 'yaml',
    fileName: 'tenant.yaml',
    content: text(...heading('The application in Auth0 for the Deploy CLI.', missing, 'AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET come from the environment.'), ...yaml({ clients: [client(context)] }, expansions.auth0)),
    before: [
      'The package auth0-deploy-cli 8, and a machine-to-machine application with the scopes read:clients, create:clients and update:clients.',
      'Run it with AUTH0_ALLOW_DELETE=false (the default) and AUTH0_INCLUDED_ONLY=["clients"]: with deletion allowed it removes every application that is not in the file.',
      'a0deploy import --input_file tenant.yaml carries it out.',
      connections,
    ],
    after: ['The log names one client created or updated, none deleted.', ...after],
    placeholders: [
      { name: 'AUTH0_DOMAIN', what: 'environment variable with the domain of the tenant' },
      { name: 'AUTH0_CLIENT_ID', what: 'environment variable with the client id of the machine-to-machine application' },
      { name: 'AUTH0_CLIENT_SECRET', what: 'environment variable with its secret; a secret' },
    ],
    missing,
    checked: checked(`${assertionGuide}; auth0/auth0-deploy-cli, examples/yaml/tenant.yaml and its schema of clients`),
    unconfirmed: [callback],
  };
}

export function auth0Terraform(context: GuideContext): Recipe {
  const { values, addon, missing } = settled(context);
  const list = (items: readonly string[]): string => `[${items.map(hcl).join(', ')}]`;
  return {
    id: 'auth0-terraform',
    title: 'The application in Auth0, as Terraform',
    tool: 'Terraform, provider auth0/auth0',
    language: 'hcl',
    fileName: 'auth0-application.tf',
    content: text(
      ...heading('The application in Auth0 by Terraform.', missing),
      'terraform {',
      '  required_providers {',
      '    auth0 = {',
      '      source  = "auth0/auth0"',
      '      version = "~> 1.0"',
      '    }',
      '  }',
      '}',
      '',
      '# AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET come from the environment.',
      'provider "auth0" {}',
      '',
      'resource "auth0_client" "sso" {',
      ...hclArguments({ name: hcl(values.label), app_type: '"regular_web"', callbacks: list([values.assertionConsumerService]) }, '  '),
      '',
      '  addons {',
      '    samlp {',
      `      audience = ${hcl(addon.audience)}`,
      '      mappings = {',
      ...hclArguments(Object.fromEntries(Object.entries(addon.mappings).map(([name, attribute]) => [name, hcl(attribute)])), '        '),
      '      }',
      ...hclArguments({
        create_upn_claim: String(addon.createUpnClaim),
        passthrough_claims_with_no_mapping: String(addon.passthroughClaimsWithNoMapping),
        map_unknown_claims_as_is: String(addon.mapUnknownClaimsAsIs),
        map_identities: String(addon.mapIdentities),
        signature_algorithm: hcl(addon.signatureAlgorithm),
        digest_algorithm: hcl(addon.digestAlgorithm),
        lifetime_in_seconds: String(addon.lifetimeInSeconds),
        sign_response: String(addon.signResponse),
        typed_attributes: String(addon.typedAttributes),
        include_attribute_name_format: String(addon.includeAttributeNameFormat),
        name_identifier_format: hcl(addon.nameIdentifierFormat),
        name_identifier_probes: list(addon.nameIdentifierProbes),
        authn_context_class_ref: hcl(addon.authnContextClassRef),
      }, '      '),
      '    }',
      '  }',
      '}',
      '',
      'output "client_id" {',
      '  description = "For the address of the metadata: https://DOMAIN/samlp/metadata/CLIENT_ID"',
      '  value       = auth0_client.sso.client_id',
      '}',
    ),
    before: ['Terraform 1.x and the provider auth0/auth0 1.x, with a machine-to-machine application that has the scopes read:clients, create:clients, update:clients and delete:clients.', connections],
    after: ['terraform plan shows one resource to add, and nothing to change or destroy.', ...after],
    placeholders: [
      { name: 'AUTH0_DOMAIN', what: 'environment variable with the domain of the tenant' },
      { name: 'AUTH0_CLIENT_ID', what: 'environment variable with the client id of the machine-to-machine application' },
      { name: 'AUTH0_CLIENT_SECRET', what: 'environment variable with its secret; a secret' },
    ],
    missing,
    checked: checked('auth0/terraform-provider-auth0, docs/resources/client.md'),
    unconfirmed: [callback],
  };
}
