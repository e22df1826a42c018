# The application in Microsoft Entra ID by Terraform.
# Written by SSO Workbench. Read it before you run it.
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
  display_name = "Heap 1234567890"
  template_id  = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
}

data "azuread_application" "sso" {
  object_id = azuread_application_from_template.sso.application_object_id
}

resource "azuread_application_identifier_uri" "sso" {
  application_id = azuread_application_from_template.sso.application_id
  identifier_uri = "heapanalytics.com"
}

resource "azuread_application_redirect_uris" "sso" {
  application_id = azuread_application_from_template.sso.application_id
  type           = "Web"
  redirect_uris  = ["https://heapanalytics.com/saml/finalize/1234567890/"]
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

# NameID from user.mail. Leave these two out where the user principal name is the real mailbox.
resource "azuread_claims_mapping_policy" "sso" {
  display_name = "Heap 1234567890: NameID from user.mail"
  definition = [jsonencode({
    ClaimsMappingPolicy = {
      Version              = 1
      IncludeBasicClaimSet = "true"
      ClaimsSchema = [{
        Source        = "user"
        ID            = "mail"
        SamlClaimType = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"
      }]
    }
  })]
}

resource "azuread_service_principal_claims_mapping_policy_assignment" "sso" {
  claims_mapping_policy_id = azuread_claims_mapping_policy.sso.id
  service_principal_id     = azuread_service_principal.sso.id
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
