# The application in Auth0 by Terraform.
# Written by SSO Workbench. Read it before you run it.
terraform {
  required_providers {
    auth0 = {
      source  = "auth0/auth0"
      version = "~> 1.0"
    }
  }
}

# AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET come from the environment.
provider "auth0" {}

resource "auth0_client" "sso" {
  name      = "Intranet"
  app_type  = "regular_web"
  callbacks = ["https://app.example.com/saml/acs"]

  addons {
    samlp {
      audience = "https://app.example.com/saml"
      mappings = {
        user_id = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"
        email   = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
        name    = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"
      }
      create_upn_claim                   = false
      passthrough_claims_with_no_mapping = false
      map_unknown_claims_as_is           = false
      map_identities                     = false
      signature_algorithm                = "rsa-sha256"
      digest_algorithm                   = "sha256"
      lifetime_in_seconds                = 3600
      sign_response                      = false
      typed_attributes                   = true
      include_attribute_name_format      = true
      name_identifier_format             = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
      name_identifier_probes             = ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"]
      authn_context_class_ref            = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
    }
  }
}

output "client_id" {
  description = "For the address of the metadata: https://DOMAIN/samlp/metadata/CLIENT_ID"
  value       = auth0_client.sso.client_id
}
