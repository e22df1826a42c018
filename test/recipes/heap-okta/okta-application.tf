# The application in Okta by Terraform.
# Written by SSO Workbench. Read it before you run it.
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}

# OKTA_API_TOKEN comes from the environment.
provider "okta" {
  org_name = "acme"
  base_url = "okta.com"
}

variable "pilot_group_id" {
  description = "Id of a group with the pilot users"
  type        = string
}

resource "okta_app_saml" "sso" {
  label                    = "Heap 1234567890"
  sso_url                  = "https://heapanalytics.com/saml/finalize/1234567890/"
  recipient                = "https://heapanalytics.com/saml/finalize/1234567890/"
  destination              = "https://heapanalytics.com/saml/finalize/1234567890/"
  audience                 = "heapanalytics.com"
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
