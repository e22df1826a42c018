#!/bin/sh
# The application in Okta by its Apps API.
# Written by SSO Workbench. Read it before you run it.
# missing: Give the name of the Heroku team or enterprise account first.
( set -eu
echo 'Values are missing: see the lines above.' >&2; exit 1
: "${OKTA_API_TOKEN:?Set it to an API token of an application administrator}"
: "${OKTA_USER_ID:?Set it to the id of a pilot user}"
: "${OKTA_ORG:?Set it to the host of the organization, as in acme.okta.com}"
# The token goes through a pipe: nobody sees it in the list of processes.
okta() { printf 'Authorization: SSWS %s\n' "$OKTA_API_TOKEN" | curl --fail-with-body --silent --show-error --header @- --header 'Content-Type: application/json' "$@"; }

cat > okta-application.json <<'JSON'
{
  "label": "Heroku",
  "signOnMode": "SAML_2_0",
  "credentials": {
    "userNameTemplate": {
      "template": "${source.email}",
      "type": "BUILT_IN"
    }
  },
  "settings": {
    "signOn": {
      "ssoAcsUrl": "MISSING_ACS_URL",
      "recipient": "MISSING_ACS_URL",
      "destination": "MISSING_ACS_URL",
      "audience": "MISSING_ENTITY_ID",
      "idpIssuer": "http://www.okta.com/${org.externalKey}",
      "subjectNameIdTemplate": "${user.userName}",
      "subjectNameIdFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
      "responseSigned": true,
      "assertionSigned": true,
      "signatureAlgorithm": "RSA_SHA256",
      "digestAlgorithm": "SHA256",
      "honorForceAuthn": true,
      "authnContextClassRef": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      "requestCompressed": false,
      "allowMultipleAcsEndpoints": false
    }
  }
}
JSON
answer=$(okta --request POST --data-binary @okta-application.json "https://$OKTA_ORG/api/v1/apps")
id=$(printf '%s' "$answer" | sed -n 's/^{"id":"\([A-Za-z0-9]*\)".*/\1/p')
: "${id:?The answer has no id at its beginning: look at the application in the console}"
okta --request POST --data "{\"id\":\"$OKTA_USER_ID\",\"scope\":\"USER\"}" "https://$OKTA_ORG/api/v1/apps/$id/users" > /dev/null
okta --header 'Accept: application/xml' "https://$OKTA_ORG/api/v1/apps/$id/sso/saml/metadata" > okta-metadata.xml
echo 'Bring okta-metadata.xml to SSO Workbench.'
)
