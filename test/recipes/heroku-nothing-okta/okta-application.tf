# The application in Okta by Terraform.
# Written by SSO Workbench. Read it before you run it.
# missing: Give the name of the Heroku team or enterprise account first.
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}

# OKTA_ORG_NAME, OKTA_BASE_URL and OKTA_API_TOKEN come from the environment.
provider "okta" {}

variable "pilot_group_id" {
  description = "Id of a group with the pilot users"
  type        = string
}

resource "okta_app_saml" "sso" {
  label                    = "Heroku"
  sso_url                  = "MISSING_ACS_URL"
  recipient                = "MISSING_ACS_URL"
  destination              = "MISSING_ACS_URL"
  audience                 = "MISSING_ENTITY_ID"
  user_name_template       = "$${source.email}"
  user_name_template_type  = "BUILT_IN"
  subject_name_id_template = "$${user.userName}"
  subject_name_id_format   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  response_signed          = true
  assertion_signed         = true
  signature_algorithm      = "RSA_SHA256"
  digest_algorithm         = "SHA256"
  honor_force_authn        = true
  authn_context_class_ref  = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
}

resource "okta_app_group_assignment" "pilot" {
  app_id   = okta_app_saml.sso.id
  group_id = var.pilot_group_id
}

output "metadata_url" {
  description = "The metadata, to bring to SSO Workbench"
  value       = okta_app_saml.sso.metadata_url
}
