/** Keycloak: a SAML client as JSON to import (identity-providers.md 11). */
import { nameIDFormat } from '../../urns.ts';
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { expansions, json, type Data } from './quote.ts';
import { chosenFormat, recipeValues, text, type Recipe } from './recipe.ts';

const formats = {
  [nameIDFormat.emailAddress]: 'email',
  [nameIDFormat.persistent]: 'persistent',
  [nameIDFormat.transient]: 'transient',
  [nameIDFormat.unspecified]: 'username',
} as const;

/** A ClientRepresentation of Keycloak's admin API. Its attributes are strings, also where they mean yes and no. */
export function keycloakClient(context: GuideContext) {
  const values = recipeValues(context);
  const { format } = chosenFormat(values, formats, 'Keycloak', 'username');
  return {
    clientId: values.entityID,
    name: values.label,
    protocol: 'saml',
    enabled: true,
    frontchannelLogout: true,
    fullScopeAllowed: false,
    redirectUris: [values.assertionConsumerService],
    ...(values.signOnURL === null ? {} : { baseUrl: values.signOnURL }),
    attributes: {
      'saml_assertion_consumer_url_post': values.assertionConsumerService,
      'saml_name_id_format': format,
      'saml_force_name_id_format': String(values.nameIDIsEmail),
      'saml.force.post.binding': 'true',
      'saml.assertion.signature': 'true',
      'saml.server.signature': 'false',
      'saml.signature.algorithm': 'RSA_SHA256',
      'saml.client.signature': 'false',
      'saml.encrypt': 'false',
      'saml.authnstatement': 'true',
    },
    defaultClientScopes: [],
    optionalClientScopes: [],
    protocolMappers: [{
      name: 'email',
      protocol: 'saml',
      protocolMapper: 'saml-user-property-mapper',
      consentRequired: false,
      config: { 'user.attribute': 'email', 'attribute.name': 'email', 'attribute.nameformat': 'Basic', 'friendly.name': 'email' },
    }],
  } satisfies Data;
}

export function keycloakJSON(context: GuideContext): Recipe {
  const values = recipeValues(context);
  const { realm, host } = context.connection.idp.inputs;
  return {
    id: 'keycloak-client',
    title: 'The client in Keycloak, as JSON to import',
    tool: 'Keycloak admin console or kcadm.sh',
    language: 'json',
    fileName: 'keycloak-client.json',
    content: text(json(keycloakClient(context), expansions.keycloak)),
    before: [
      `Import it under Clients > Import client in the admin console${realm ? ` of the realm ${realm}` : ''}${host ? ` at ${host}` : ''}, or by kcadm.sh create clients -r REALM -f keycloak-client.json.`,
      'The role manage-clients in that realm. A client of the same Client ID is refused, not overwritten.',
      'Every user must have an e-mail address: it becomes the NameID where the service provider wants one, and goes along as the attribute email.',
    ],
    after: ['The client’s Settings tab shows Force POST binding and Sign assertions on and Sign documents off (the assertion is signed, the response around it is not), its Keys tab Client signature required off.', 'Bring the realm’s metadata here, and run a rehearsal login.'],
    placeholders: [],
    missing: [...values.missing, ...chosenFormat(values, formats, 'Keycloak', 'username').missing],
    checked: checked('keycloak/keycloak, SamlConfigAttributes, SamlProtocol, UserPropertyAttributeStatementMapper and proc-creating-saml-client.adoc; the types of @keycloak/keycloak-admin-client 26.7.4'),
    unconfirmed: ['That an empty list of client scopes keeps the scope role_list away, which sends several Role attributes of the same name.', 'The labels Import client and manage-clients.'],
  };
}
