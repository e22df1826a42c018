/** Entra by Terraform's azuread provider (identity-providers.md 1.8). */
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { certificateName, claimsPolicyName, defaultRole, entraRecipe, entraWords, nameIdentifier, nonGalleryTemplate } from './entra.ts';
import { hcl, hclArguments } from './quote.ts';
import { heading, text, type Recipe } from './recipe.ts';

export function entraTerraform(context: GuideContext): Recipe {
  const recipe = entraRecipe(context);
  const { values, gallery, tenant } = recipe;
  const words = entraWords(recipe);
  return {
    id: 'entra-terraform',
    title: 'The application in Entra, as Terraform',
    tool: 'Terraform, provider hashicorp/azuread',
    language: 'hcl',
    fileName: 'entra-application.tf',
    content: text(
      ...heading('The application in Microsoft Entra ID by Terraform.', values.missing),
      'terraform {',
      '  required_providers {',
      '    azuread = {',
      '      source  = "hashicorp/azuread"',
      '      version = "~> 3.0"',
      '    }',
      '  }',
      '}',
      '',
      ...block('provider "azuread"', tenant === null ? {} : { tenant_id: hcl(tenant) }),
      'variable "pilot_user_object_id" {',
      '  description = "Object id of a pilot user"',
      '  type        = string',
      '}',
      '',
      ...(gallery === null ? [] : block('data "azuread_application_template" "sso"', { display_name: hcl(gallery) })),
      ...block('resource "azuread_application_from_template" "sso"', { display_name: hcl(values.label), template_id: gallery === null ? hcl(nonGalleryTemplate) : 'data.azuread_application_template.sso.template_id' }),
      ...block('data "azuread_application" "sso"', { object_id: 'azuread_application_from_template.sso.application_object_id' }),
      ...block('resource "azuread_application_identifier_uri" "sso"', { application_id: 'azuread_application_from_template.sso.application_id', identifier_uri: hcl(values.entityID) }),
      ...block('resource "azuread_application_redirect_uris" "sso"', { application_id: 'azuread_application_from_template.sso.application_id', type: '"Web"', redirect_uris: `[${hcl(values.assertionConsumerService)}]` }),
      ...block('resource "azuread_service_principal" "sso"', {
        client_id: 'data.azuread_application.sso.client_id',
        use_existing: 'true',
        app_role_assignment_required: 'true',
        preferred_single_sign_on_mode: '"saml"',
        ...(values.signOnURL === null ? {} : { login_url: hcl(values.signOnURL) }),
      }),
      ...block('resource "azuread_service_principal_token_signing_certificate" "sso"', { service_principal_id: 'azuread_service_principal.sso.id', display_name: hcl(certificateName) }),
      ...(values.nameIDIsEmail ? claims(values.label) : []),
      ...assignment,
      'output "metadata_url" {',
      '  description = "The metadata, to bring to SSO Workbench"',
      '  value       = azuread_service_principal.sso.saml_metadata_url',
      '}',
      '',
      'output "signing_certificate_thumbprint" {',
      '  description = "SHA-1 fingerprint of the signing certificate"',
      '  value       = azuread_service_principal_token_signing_certificate.sso.thumbprint',
      '}',
    ),
    before: [
      'Terraform 1.x and the provider hashicorp/azuread 3.x, signed in as it documents (az login, or a service principal’s own environment variables).',
      'A user needs the role Application Administrator; a service principal needs Application.ReadWrite.All, AppRoleAssignment.ReadWrite.All, Policy.Read.All and Policy.ReadWrite.ApplicationConfiguration.',
      'Terraform’s state holds what it made: keep it where your other states are.',
      ...words.before,
    ],
    after: ['terraform plan shows what will be made, and nothing to change or destroy.', ...words.after],
    placeholders: [{ name: 'pilot_user_object_id', what: 'variable: object id of a pilot user (terraform asks for it, or -var)' }],
    missing: values.missing,
    checked: checked('hashicorp/terraform-provider-azuread, docs/resources: application_from_template, application_identifier_uri, application_redirect_uris, service_principal, service_principal_token_signing_certificate, claims_mapping_policy, app_role_assignment'),
    unconfirmed: [
      ...words.unconfirmed,
      'That the certificate it makes is the active one: the provider has no setting for it. See SAML Certificates in the portal, or set preferredTokenSigningKeyThumbprint by Microsoft Graph.',
      'That use_existing takes over the service principal that the template made without changing anything else of it: read the plan.',
    ],
  };
}

/** One block with its arguments, and an empty line after it. */
const block = (head: string, given: Readonly<Record<string, string>>): string[] => (Object.keys(given).length === 0 ? [`${head} {}`, ''] : [`${head} {`, ...hclArguments(given, '  '), '}', '']);

const claims = (label: string): string[] => [
  '# NameID from user.mail. Leave these two out where the user principal name is the real mailbox.',
  'resource "azuread_claims_mapping_policy" "sso" {',
  `  display_name = ${hcl(claimsPolicyName(label))}`,
  '  definition = [jsonencode({',
  '    ClaimsMappingPolicy = {',
  '      Version              = 1',
  '      IncludeBasicClaimSet = "true"',
  '      ClaimsSchema = [{',
  '        Source        = "user"',
  '        ID            = "mail"',
  `        SamlClaimType = "${nameIdentifier}"`,
  '      }]',
  '    }',
  '  })]',
  '}',
  '',
  ...block('resource "azuread_service_principal_claims_mapping_policy_assignment" "sso"', { claims_mapping_policy_id: 'azuread_claims_mapping_policy.sso.id', service_principal_id: 'azuread_service_principal.sso.id' }),
];

const assignment = [
  'locals {',
  '  user_roles = [for role in azuread_service_principal.sso.app_roles : role.id if role.display_name == "User" && role.enabled]',
  '}',
  '',
  ...block('resource "azuread_app_role_assignment" "pilot"', {
    app_role_id: `length(local.user_roles) == 0 ? "${defaultRole}" : local.user_roles[0]`,
    principal_object_id: 'var.pilot_user_object_id',
    resource_object_id: 'azuread_service_principal.sso.object_id',
  }),
];
