/** The steps around a rehearsal login: let the identity provider answer to this app, sign in, and take it back. */
import type { Connection } from '../connection.ts';
import { guideContext } from './context.ts';
import type { GuideContext, Step } from './guide.ts';
import { identityProvider } from './index.ts';
import { checked, spValue, termWords } from './terms.ts';

/** `acsURL`: where this app's test service provider listens. */
export function rehearsalSteps(connection: Connection, acsURL: string): Step[] {
  const context = guideContext(connection);
  return [replyURL(context, acsURL), login(context), remove(context, acsURL)];
}

function replyURL(context: GuideContext, acsURL: string): Step {
  const guide = identityProvider(context.idp);
  const { rehearsal } = guide;
  return {
    id: 'rehearsal/reply-url',
    title: `Let ${context.idpName} answer to this app`,
    body: [
      `The rehearsal asks as ${context.spName} and receives here. So ${context.idpName} must be told this app’s ACS URL beside the one of ${context.spName}: **${guide.console} > ${rehearsal.path}**.`,
      ...rehearsal.body,
      ...loopbackWords(context, acsURL, false),
    ],
    values: [{ term: 'assertionConsumerService', termWords: `${termWords.assertionConsumerService.replace(' of the service provider', '')} of this app’s test service provider`, label: rehearsal.label, value: acsURL, copy: true }],
    ...(guide.url === null ? {} : { link: { label: guide.console, url: guide.url } }),
    after: 'The list holds two addresses; that of the real service provider is still the default.',
    proof: 'rehearsal',
    checked: rehearsal.checked,
    unconfirmed: loopbackWords(context, acsURL, true),
  };
}

/** What is known of http on this machine, either as a fact or as something nobody confirmed. */
function loopbackWords({ idp }: GuideContext, acsURL: string, unconfirmed: boolean): string[] {
  const { loopback } = identityProvider(idp).rehearsal;
  return acsURL.startsWith('http:') && loopback.unconfirmed === unconfirmed ? [loopback.note] : [];
}

function login(context: GuideContext): Step {
  return {
    id: 'rehearsal/login',
    title: 'Sign in once',
    body: [
      'Under **Test login** switch **Rehearsal** on, start the login, and sign in as the pilot user.',
      `The request carries the entityID of ${context.spName}, so that the very application you set up is tested: its NameID, its signature, its assignments.`,
    ],
    values: [spValue(context, 'entityID', 'Issuer of the request')],
    after: 'The response arrives here and is judged; its audience is the entityID above.',
    proof: 'rehearsal',
    checked: checked('SSO Workbench; saml-profiles-2.0 4.1.4'),
  };
}

function remove(context: GuideContext, acsURL: string): Step {
  const guide = identityProvider(context.idp);
  return {
    id: 'rehearsal/remove',
    title: 'Take this app’s address out again',
    body: [guide.rehearsal.remove, 'An address of this machine left behind lets whatever runs here later receive real logins.'],
    values: [{ term: 'assertionConsumerService', termWords: 'ACS URL of this app’s test service provider', label: guide.rehearsal.label, value: acsURL, copy: false }],
    ...(guide.url === null ? {} : { link: { label: guide.console, url: guide.url } }),
    proof: 'none',
    checked: guide.rehearsal.checked,
  };
}

/** The same in one step, for the walk: the address is shown on the Test login screen. */
export function rehearsalStep(context: GuideContext): Step {
  const guide = identityProvider(context.idp);
  const { loopback, path, body, remove: takeBack, checked: when } = guide.rehearsal;
  return {
    id: 'workbench/rehearsal',
    title: 'Rehearse the login',
    body: [
      `This app’s ACS URL stands on the **Test login** screen; it goes to **${guide.console} > ${path}**.`,
      ...body,
      `Then switch **Rehearsal** on under **Test login** and sign in as the pilot user. The request carries the entityID of ${context.spName}, so the very application you set up is tested.`,
      takeBack,
      ...(loopback.unconfirmed ? [] : [loopback.note]),
    ],
    values: [spValue(context, 'entityID', 'Issuer of the request')],
    after: 'The response is judged here, and every step it proves is ticked.',
    proof: 'rehearsal',
    checked: when,
    unconfirmed: loopback.unconfirmed ? [loopback.note] : [],
  };
}
