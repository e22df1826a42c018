# The application in Microsoft Entra ID by Terraform.
# Written by SSO Workbench. Read it before you run it.
# missing: Give the service provider's entityID and ACS URL (assertionConsumerService) first, or drop its metadata.
terraform {
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {}

variable "pilot_user_object_id" {
  description = "Object id of a pilot user"
  type        = string
}

resource "azuread_application_from_template" "sso" {
  display_name = "Service provider"
  template_id  = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
}

data "azuread_application" "sso" {
  object_id = azuread_application_from_template.sso.application_object_id
}

resource "azuread_application_identifier_uri" "sso" {
  application_id = azuread_application_from_template.sso.application_id
  identifier_uri = "MISSING_ENTITY_ID"
}

resource "azuread_application_redirect_uris" "sso" {
  application_id = azuread_application_from_template.sso.application_id
  type           = "Web"
  redirect_uris  = ["MISSING_ACS_URL"]
}

resource "azuread_service_principal" "sso" {
  client_id                     = data.azuread_application.sso.client_id
  use_existing                  = true
  app_role_assignment_required  = true
  preferred_single_sign_on_mode = "saml"
}

resource "azuread_service_principal_token_signing_certificate" "sso" {
  service_principal_id = azuread_service_principal.sso.id
  display_name         = "CN=Microsoft Azure Federated SSO Certificate"
}

locals {
  user_roles = [for role in azuread_service_principal.sso.app_roles : role.id if role.display_name == "User" && role.enabled]
}

resource "azuread_app_role_assignment" "pilot" {
  app_role_id         = length(local.user_roles) == 0 ? "00000000-0000-0000-0000-000000000000" : local.user_roles[0]
  principal_object_id = var.pilot_user_object_id
  resource_object_id  = azuread_service_principal.sso.object_id
}

output "metadata_url" {
  description = "The metadata, to bring to SSO Workbench"
  value       = azuread_service_principal.sso.saml_metadata_url
}

output "signing_certificate_thumbprint" {
  description = "SHA-1 fingerprint of the signing certificate"
  value       = azuread_service_principal_token_signing_certificate.sso.thumbprint
}
