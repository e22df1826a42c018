/** Google Workspace as identity provider. */
import { entriesOf, idp, sp, type Draft } from './entry.ts';
import { requestAddress, unknownProvider } from './request-themes.ts';

const help = 'https://support.google.com/a/answer/6301076';
const app = 'In the Google Admin console open Apps > Web and mobile apps > the app';

const drafts: readonly Draft[] = [
  {
    id: 'app-not-configured-for-user', title: 'The Entity ID of the request fits no app of this user', codes: ['app_not_configured_for_user'],
    meaning: 'The Issuer of the request is not the Entity ID of the app, letter by letter; or the user is signed in with an account of another organisation, where the app does not exist.',
    causes: ['Entity ID in the Admin console differs from the Issuer of the request; letter case counts.', 'The browser is signed in with a private or another organisation’s Google account.'],
    fixes: [idp(`${app} > Service provider details and set Entity ID to the Issuer of the request, letter by letter.`, 'entityID'), idp('Let the user sign in with the account of this organisation, in a private window.')],
    fragments: ['Service is not configured for this user'], checks: ['request/issuer'],
  },
  {
    id: 'app-not-configured', title: 'There is no app with this Entity ID', codes: ['app_not_configured'],
    meaning: 'No app of the organisation has the Entity ID of the request, or the address that starts the login names an app that does not exist.',
    ...unknownProvider, fixes: [idp(`${app} > Service provider details and set Entity ID to the Issuer of the request.`, 'entityID'), sp('Copy the SSO URL anew from the app; idpid and spid in it must not be changed.', 'singleSignOnService')],
  },
  {
    id: 'app-not-enabled-for-user', title: 'The app is off for this user', codes: ['app_not_enabled_for_user'],
    meaning: 'The app exists, but is switched off for the organisational unit of the user. A new app is off for everyone.',
    causes: ['User access is off for the unit or group of the user.', 'It was switched on moments ago; that takes a while.'],
    fixes: [idp(`${app} > User access and switch it ON for everyone, or for the unit or group of the user.`, 'assignment')],
    fragments: ['Service is not enabled for this user'], checks: ['status/success'],
  },
  {
    id: 'app-not-enabled', title: 'The app is off', codes: ['app_not_enabled'], unconfirmed: true,
    meaning: 'The app is switched off, or its certificate or service is not usable.',
    causes: ['User access is off for everyone.'], fixes: [idp(`${app} > User access and switch it ON.`, 'assignment')], checks: ['status/success'],
  },
  {
    id: 'duplicate-entity-id', title: 'Another app has this Entity ID already',
    meaning: 'An Entity ID can belong to one app of the organisation only.',
    causes: ['The app was made before.'], fixes: [idp('Use the app that has this Entity ID, or delete it first.', 'entityID'), sp('Or give the second instance of the service provider another entityID.', 'entityID')],
    fragments: ['duplicate entity id'],
  },
  {
    id: 'acs-mismatch', title: 'The ACS URL of the request is not that of the app', source: `${help}; goauthentik/authentik, source SAML fixtures`,
    meaning: 'Google compares the ACS URL in the request with ACS URL of the app, letter by letter, and they differ.',
    ...requestAddress, fixes: [idp(`${app} > Service provider details and set ACS URL to the one of the request.`, 'assertionConsumerService'), requestAddress.fixes[1]!],
    fragments: ['ACS URL in request {ACS URL in the request} doesn\'t match configured ACS URL {ACS URL of the app}'],
  },
  {
    id: 'user-id-mapping', title: 'The NameID cannot be made', codes: ['saml_invalid_user_id_mapping'], unconfirmed: true,
    meaning: 'The field that the NameID is made of is missing or empty for this user.',
    causes: ['Name ID refers to a custom attribute that the user does not have.'], fixes: [idp(`${app} > Service provider details and choose Basic Information > Primary email as Name ID.`, 'nameID')], checks: ['name-id/missing'],
  },
  {
    id: 'invalid-sp-id', title: 'The app number in the address is wrong', codes: ['saml_invalid_sp_id', 'saml_invalid_idp_id'], unconfirmed: true,
    meaning: 'The idpid or spid in the address that starts the login belongs to nothing.',
    causes: ['The address was changed, cut off or copied from another organisation.'], fixes: [sp('Copy the SSO URL anew from the app in the Admin console.', 'singleSignOnService')],
  },
  {
    id: 'wrong-account', title: 'The wrong Google account was chosen', unconfirmed: true,
    meaning: 'The browser is signed in with several Google accounts, and the login took one that does not belong to the organisation.',
    causes: ['A private Gmail account was picked.'], fixes: [idp('Let the user sign in in a private window with the account of the organisation.')],
  },
  {
    id: 'no-message', title: 'There is no SAML request in the address', source: 'opensaml, HTTPPostDecoder.java, whose words these are', unconfirmed: true,
    meaning: 'The login address was opened without a SAMLRequest.',
    causes: ['The SSO URL was opened by hand or set as a link; it is for requests of the service provider.', 'The service provider sends the request by a binding that Google does not take there.'],
    fixes: [sp('Start the login at the service provider, or use the tile of the app in Google.', 'signOnURL')],
    fragments: ['Error parsing the request, No SAML message present in request'], checks: ['request/protocol-binding'],
  },
];

export const googleEntries = entriesOf('google', help, drafts);
