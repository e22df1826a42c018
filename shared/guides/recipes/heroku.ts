/** Heroku: the identity provider of a team, by the Platform API (service-providers.md 1.8). */
import type { GuideContext } from '../guide.ts';
import { certificatesInOrder, toPem } from '../handover.ts';
import { checked } from '../terms.ts';
import { expansions, json, urlPart } from './quote.ts';
import { heading, text, type Recipe } from './recipe.ts';

/** Body of POST /teams/{team}/identity-providers. */
export interface HerokuIdentityProvider {
  entity_id: string;
  sso_target_url: string;
  certificate: string;
  slo_target_url?: string;
}

/** Nothing of the identity provider stands in it while something speaks against handing it over. */
function herokuIdentityProvider(context: GuideContext, gate: string | null): { body: HerokuIdentityProvider; missing: string | null } {
  const { source, idpName } = context;
  const certificate = certificatesInOrder(context)[0];
  if (gate === null && source.entityID !== null && source.singleSignOnService !== null && certificate !== undefined) {
    const { entityID, singleSignOnService, singleLogoutService } = source;
    return { missing: null, body: { entity_id: entityID, sso_target_url: singleSignOnService, certificate: toPem(certificate.material), ...(singleLogoutService === null ? {} : { slo_target_url: singleLogoutService }) } };
  }
  return {
    missing: gate ?? `The metadata of ${idpName} names no address or no certificate: bring it here again.`,
    body: { entity_id: 'MISSING_IDP_ENTITY_ID', sso_target_url: 'MISSING_IDP_SSO_URL', certificate: 'MISSING_IDP_CERTIFICATE' },
  };
}

/** `gate`: why nothing may be handed over yet. Its words may quote the metadata, so they stay out of the text. */
export function herokuShell(context: GuideContext, gate: string | null): Recipe {
  const identityProvider = herokuIdentityProvider(context, gate);
  const team = context.target.instance;
  const missing = [context.target.missing, identityProvider.missing].filter((one) => one !== null);
  const several = context.source.certificates.length > 1;
  return {
    id: 'heroku-api',
    title: 'The identity provider at Heroku, as a shell script',
    tool: 'curl, Heroku Platform API',
    language: 'shell',
    fileName: 'heroku-identity-provider.sh',
    content: text(
      '#!/bin/sh',
      ...heading('The identity provider of a Heroku team by the Platform API.', missing.length === 0 ? [] : ['SSO Workbench says what, beside this text.']),
      '( set -eu',
      ...(missing.length === 0 ? [] : ["echo 'Values are missing, or must not be handed over yet: SSO Workbench says why.' >&2; exit 1"]),
      ': "${HEROKU_API_KEY:?Set it to the token of a team admin, as heroku auth:token prints it}"',
      `api='https://api.heroku.com/teams/${team === null ? 'MISSING_TEAM' : urlPart(team)}/identity-providers'`,
      '# The token goes through a pipe: nobody sees it in the list of processes.',
      'heroku_api() { printf \'Authorization: Bearer %s\\n\' "$HEROKU_API_KEY" | curl --fail-with-body --silent --show-error --header @- --header \'Accept: application/vnd.heroku+json; version=3\' "$@"; echo; }',
      '',
      "cat > heroku-identity-provider.json <<'JSON'",
      json({ ...identityProvider.body }, expansions.shell),
      'JSON',
      "echo 'Identity providers that the team has now:'",
      'heroku_api "$api"',
      "echo 'The new one:'",
      'heroku_api --request POST --header \'Content-Type: application/json\' --data-binary @heroku-identity-provider.json "$api"',
      ')',
      '# Later: --request PATCH with the changed properties at "$api/ID" changes it, --request DELETE at "$api/ID" removes it.',
    ),
    before: [
      'curl 7.76 or newer, and a POSIX shell.',
      'A token of a team admin (heroku auth:token). Keep a second admin who does not sign in through single sign-on.',
      'The API has no such address for an enterprise account: there, use the dashboard.',
      'It adds an identity provider each time it is run; it shows those that are there before.',
    ],
    after: [
      'The answer holds an id, and the same entity_id, sso_target_url and certificate.',
      `In the dashboard see Settings > Single Sign-On, enable it there, and sign in once at ${context.target.signOnURL ?? 'the Heroku Login URL'}.`,
    ],
    placeholders: [{ name: 'HEROKU_API_KEY', what: 'environment variable with the token of a team admin; a secret' }],
    missing,
    checked: checked('heroku/platform-api, schema.json: identity-provider; devcenter.heroku.com/articles/platform-api-reference'),
    unconfirmed: [
      'Whether single sign-on is on at once after this request, or still has to be enabled in the dashboard.',
      ...(several ? ['How a second certificate is added by the API: the property holds one. This text holds the one in use, else the one that is valid longest.'] : []),
    ],
  };
}
