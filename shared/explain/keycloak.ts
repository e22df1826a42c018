/** Keycloak, as identity provider (client of type SAML) and as service provider of another one (identity brokering). */
import { entriesOf, idp, sp, type Draft } from './entry.ts';
import { demandedFormat, requestAddress, requestSignature, unknownProvider } from './request-themes.ts';
import { issuer, signature, status, unsolicited } from './themes.ts';

const texts = 'keycloak/keycloak, themes/src/main/resources/theme/base/login/messages/messages_en.properties';
const client = 'In Keycloak open the realm > Clients > the client';
const broker = 'In Keycloak open the realm > Identity providers > the provider';

const drafts: readonly Draft[] = [
  {
    id: 'invalid-requester', title: 'The signature of the request is missing or wrong', unconfirmed: true,
    meaning: 'The client demands signed requests, and this one is unsigned or signed by another key; or Keycloak does not accept who asks.',
    ...requestSignature, fixes: [idp(`${client} > Keys and switch Client signature required off, or import the certificate of the service provider.`, 'signedRequests'), requestSignature.fixes[0]!],
    fragments: ['Invalid requester', 'VerificationException: SigAlg was null', 'VerificationException: Signature was null', 'SamlService]…VerificationException: Invalid signature on document', 'SamlProtocolUtils.verifyRedirectSignature'],
  },
  {
    id: 'unknown-login-requester', title: 'There is no client with this Client ID',
    meaning: 'No client of the realm has the Issuer of the request as Client ID.',
    ...unknownProvider, fixes: [idp(`${client} > Settings and set Client ID to the Issuer of the request, letter by letter.`, 'entityID')],
    fragments: ['Unknown login requester', 'Client not found.', 'Cannot_match_source_hash', 'LOGIN_ERROR…client_not_found'],
  },
  {
    id: 'login-requester-not-enabled', title: 'The client is switched off', meaning: 'The client exists in the realm, but is not enabled.',
    causes: ['An administrator switched the client off.'], fixes: [idp(`${client} and switch it to Enabled.`, 'assignment')], fragments: ['Login requester not enabled', 'Client disabled.'], checks: ['status/success'],
  },
  {
    id: 'invalid-redirect-uri', title: 'The ACS URL is no valid redirect URI of the client',
    meaning: 'The ACS URL in the request is not covered by Valid redirect URIs of the client.',
    ...requestAddress, fixes: [idp(`${client} > Settings and add the ACS URL to Valid redirect URIs; a wildcard is allowed at the end only.`, 'assertionConsumerService'), idp('Or enter it as Master SAML Processing URL, or under Advanced as Assertion Consumer Service POST Binding URL.', 'assertionConsumerService')],
    fragments: ['Invalid redirect uri', 'LOGIN_ERROR…invalid_redirect_uri'],
  },
  {
    id: 'unsupported-name-id-format', title: 'The NameID format of the request is not supported',
    meaning: 'The request demands a NameID format that Keycloak does not have.',
    ...demandedFormat, fixes: [demandedFormat.fixes[0]!, idp(`${client} > Settings, choose Name ID format and switch Force name ID format on.`, 'nameIDFormat')],
    fragments: ['Unsupported NameIDFormat'],
  },
  {
    id: 'invalid-request', commonplace: true, title: 'Keycloak cannot use the request', generic: true, unconfirmed: true,
    meaning: 'The request is malformed, was sent to the wrong address, or its Destination is not that of the realm.',
    causes: ['Destination is not https://{host}/realms/{realm}/protocol/saml; behind a proxy Keycloak may take its own address for another.', 'The binding does not fit the encoding.'],
    fixes: [sp('Set the login address to https://{host}/realms/{realm}/protocol/saml.', 'singleSignOnService'), idp('Set the host name of Keycloak (hostname, proxy-headers) to its outer address.')],
    fragments: ['Invalid Request', 'invalid_authn_request'], checks: ['request/destination-missing', 'document/compression', 'document/base64'],
  },
  {
    id: 'bearer-only', title: 'The client may not start logins in the browser', meaning: 'The client is of a kind that does not log in users by browser.',
    causes: ['The client type is OpenID Connect or bearer-only instead of SAML.'], fixes: [idp('Make a new client of type SAML in the realm.', 'entityID')],
    fragments: ['Bearer-only applications are not allowed to initiate browser login', 'Client is not allowed to initiate browser login'],
  },
  {
    id: 'https-required', title: 'Keycloak wants https', meaning: 'The realm allows only https, and the request came by http, often because a proxy in front does not say otherwise.',
    causes: ['A proxy in front ends TLS and does not send X-Forwarded-Proto, or Keycloak does not read it.'], fixes: [idp('Start Keycloak with proxy-headers=xforwarded, and let the proxy send X-Forwarded-Proto.')], fragments: ['HTTPS required'], checks: ['endpoint/http'],
  },
  {
    id: 'cookie-not-found', title: 'The cookie of the login is gone', meaning: 'The browser came back without the cookie of the login that it had begun.',
    causes: ['The login page was opened twice or left open too long.', 'The browser blocks cookies, or the host name changed on the way.'], fixes: [sp('Start the login again at the service provider, in one tab.')],
    fragments: ['Cookie not found. Please make sure cookies are enabled in your browser', 'This page is no longer valid, please go back to your application and sign in again'],
  },
  {
    id: 'broker-signature', title: 'The signature of the other identity provider does not verify',
    meaning: 'Here Keycloak is the service provider: the response of the other identity provider is unsigned or signed by a key that Keycloak does not have.',
    ...signature, fixes: [sp(`${broker} > Settings, and renew Validating X509 certificates, or switch Use metadata descriptor URL on.`, 'signingCertificate')],
    fragments: ['Invalid signature in response from identity provider', 'SAMLEndpoint]…VerificationException: Invalid signature on document'],
  },
  {
    id: 'broker-response', title: 'The response of the other identity provider is refused', generic: true,
    meaning: 'Here Keycloak is the service provider: the response does not fit: Issuer, audience, destination or time. The server log and the event LOGIN_ERROR say more.',
    causes: [...issuer.causes.slice(0, 1), 'The audience is not the Service provider entity ID of the provider in Keycloak.', 'The clock of one of the servers is wrong.'],
    fixes: [sp(`${broker} > Settings and compare Service provider entity ID, Identity provider entity ID and Allowed clock skew.`, 'entityID')],
    fragments: ['Invalid response from identity provider', 'Unexpected error when handling response from identity provider', 'Unexpected error when authenticating with identity provider', 'Could not process response from SAML identity provider', 'invalidFederatedIdentityActionMessage', 'IDENTITY_PROVIDER_LOGIN_ERROR…identity_provider_login_failure'], checks: ['response/issuer', 'conditions/audience', 'response/destination', 'conditions/expired', 'conditions/not-yet-valid'],
  },
  {
    id: 'broker-relay-state', title: 'RelayState is missing from the response of the other identity provider',
    meaning: 'Here Keycloak is the service provider and needs its RelayState back.',
    ...unsolicited, fixes: [idp('Let the other identity provider send RelayState back unchanged.', 'relayState'), sp('For logins started there use the address …/broker/{provider}/endpoint/clients/{name}.', 'assertionConsumerService')],
    fragments: ['No relay state in response from identity provider', 'Missing state parameter in response from identity provider'],
  },
  {
    id: 'no-client-key', title: 'The assertion is to be encrypted, and the client has no certificate', source: 'rancher/docs, configure-keycloak-saml',
    meaning: 'Encrypt assertions is on for the client, and no certificate of the service provider is there to encrypt for.',
    causes: ['Encrypt assertions was switched on without a certificate.'],
    fixes: [idp(`${client} > Keys and switch Encrypt assertions off, or import the certificate of the service provider.`, 'encryption')],
    fragments: ['VerificationException: Client does not have a public key', 'Client does not have a public key'],
  },
  {
    id: 'broker-destination', title: 'The Response of the other identity provider names no Destination, or another one', source: 'github.com/keycloak/keycloak/issues/11178',
    meaning: 'Here Keycloak is the service provider: a signed Response must name the address …/broker/{provider}/endpoint as Destination. The event may call it a logout response; that is a mistake in its words.',
    causes: ['The identity provider leaves Destination out.', 'Keycloak stands behind a proxy and takes its own address for another.'],
    fixes: [idp('Let the other identity provider write the Redirect URI of the provider in Keycloak as Destination.', 'destination'), sp('Set the host name of Keycloak (hostname, proxy-headers) to its outer address.', 'assertionConsumerService')],
    fragments: ['reason=missing_required_destination', 'missing_required_destination', 'IDENTITY_PROVIDER_RESPONSE_ERROR…invalid_destination'], checks: ['response/destination-missing', 'response/destination'],
  },
  { id: 'broker-failed', title: 'The other identity provider refused the login', generic: true, meaning: 'Here Keycloak is the service provider: the status of the response is an error.', ...status, fragments: ['Could not authenticate with identity provider'] },
  {
    id: 'broker-linked', title: 'The identity is linked to another user', meaning: 'Here Keycloak is the service provider: the NameID of the response is already linked to another account.',
    causes: ['Two accounts of Keycloak belong to the same person.', 'The NameID is not unique, or was given to somebody else.'], fixes: [sp('In Keycloak open Users > the user > Identity provider links and remove the wrong link.', 'nameID')],
    fragments: ['is already linked to another user'], checks: ['name-id/transient', 'name-id/opaque'],
  },
];

export const keycloakEntries = entriesOf('keycloak', texts, drafts);
