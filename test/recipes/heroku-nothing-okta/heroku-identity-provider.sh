#!/bin/sh
# The identity provider of a Heroku team by the Platform API.
# Written by SSO Workbench. Read it before you run it.
# missing: SSO Workbench says what, beside this text.
( set -eu
echo 'Values are missing, or must not be handed over yet: SSO Workbench says why.' >&2; exit 1
: "${HEROKU_API_KEY:?Set it to the token of a team admin, as heroku auth:token prints it}"
api='https://api.heroku.com/teams/MISSING_TEAM/identity-providers'
# The token goes through a pipe: nobody sees it in the list of processes.
heroku_api() { printf 'Authorization: Bearer %s\n' "$HEROKU_API_KEY" | curl --fail-with-body --silent --show-error --header @- --header 'Accept: application/vnd.heroku+json; version=3' "$@"; echo; }

cat > heroku-identity-provider.json <<'JSON'
{
  "entity_id": "MISSING_IDP_ENTITY_ID",
  "sso_target_url": "MISSING_IDP_SSO_URL",
  "certificate": "MISSING_IDP_CERTIFICATE"
}
JSON
echo 'Identity providers that the team has now:'
heroku_api "$api"
echo 'The new one:'
heroku_api --request POST --header 'Content-Type: application/json' --data-binary @heroku-identity-provider.json "$api"
)
# Later: --request PATCH with the changed properties at "$api/ID" changes it, --request DELETE at "$api/ID" removes it.
