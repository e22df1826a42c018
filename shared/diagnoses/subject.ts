/** Causes in who the user is said to be: NameID and attributes. */
import { looksOpaque } from '../checks/name-id.ts';
import { capital, isEmail, quote, spName } from '../checks/words.ts';
import type { Evidence } from '../finding.ts';
import type { Attribute } from '../model.ts';
import { emailAttributeNames, nameIDFormat, shortName } from '../urns.ts';
import { type Cause, type Context, defineCause, fixOf, has, messageOf, optionWords, pair, proof, remedy, seen } from './cause.ts';

const nameIDOf = ({ assertion }: Context) => assertion?.subject?.nameID ?? null;

/** An attribute that holds an e-mail address under whatever name. */
const emailElsewhere = ({ assertion }: Context): Attribute | undefined => assertion?.attributes.find((attribute) => attribute.values.length === 1 && isEmail(attribute.values[0]!.trim()));

const nameIDChecks = ['name-id/email', 'name-id/opaque', 'name-id/email-address', 'name-id/format-required', 'name-id/format-requested'];

/** Where products keep the address, where the product is known. */
const sources: Readonly<Record<string, string>> = { entra: 'user.mail', okta: 'Email', adfs: 'E-Mail-Addresses', auth0: 'the email claim', google: 'Primary email', keycloak: 'Name ID Format: email, and Force Name ID Format: On' };
const sourceWords = (context: Context): string => optionWords(context, sources);

/** What consoles call the format emailAddress. */
const emailFormats: Readonly<Record<string, string>> = { entra: 'there called Email address', okta: 'there called EmailAddress', google: 'there called EMAIL', keycloak: 'there called email', adfs: 'there called Email', onelogin: 'there called Email' };

/** Undefined where the console offers a list of names of its own: there is nothing to paste. */
export const formatToEnter = (context: Context, format: string): string | undefined => (format === nameIDFormat.emailAddress && optionWords(context, emailFormats) !== '' ? undefined : format);

/** A NameID format as the console in use names it, else as the standard does. */
export function formatWords(context: Context, format: string): string {
  const words = format === nameIDFormat.emailAddress ? optionWords(context, emailFormats) : '';
  return `${shortName(format)}${words === '' ? ` (${format})` : words}`;
}

/** The values of the attribute that is sent more than once. */
function twice({ assertion }: Context): Evidence[] {
  const attributes = assertion?.attributes ?? [];
  const name = attributes.find((attribute, index) => attributes.findIndex((each) => each.name === attribute.name) < index)?.name;
  return attributes.filter((attribute) => attribute.name === name).slice(0, 4).flatMap((attribute, index) => proof(`value ${index + 1}`, attribute.values.slice(0, 3).join(', '), 'in the response'));
}

/** A remark, no fault: only the service provider knows whether it was set up with the identifiers. */
export const groupIDs = 'attributes/group-ids';

/** What Entra sends instead of more than 150 groups. */
const groupsLink = 'http://schemas.microsoft.com/claims/groups.link';

export const subjectCauses: readonly Cause[] = [
  defineCause({
    id: 'no-name-id', title: 'No NameID', meaning: 'The assertion does not say who logged in: no rule issues a NameID, or its source is empty for this user.',
    run: (context) => (!has(context, 'name-id/missing', 'name-id/empty', 'subject/missing') ? null : { message: 'The assertion does not say who logged in: its NameID is missing or empty.', detail: 'The attribute it is taken from is empty for this user, or no rule issues it.', because: seen(context, 'name-id/missing', 'name-id/empty', 'subject/missing'), evidence: proof('e-mail in the attributes', emailElsewhere(context)?.values[0], 'in the response'), fix: remedy('idp', `Issue a NameID for this application, taken from an attribute that every user has: usually the e-mail address${sourceWords(context)}.`, 'nameID'), confidence: 0.95 }),
  }),
  defineCause({
    id: 'opaque-name-id', title: 'An internal identifier as NameID', meaning: 'The NameID is a random looking value that only the identity provider knows. It matches no account elsewhere.',
    run(context) {
      const nameID = nameIDOf(context);
      if (nameID === null || !looksOpaque(nameID.value) || nameID.format === nameIDFormat.transient || !has(context, ...nameIDChecks)) return null;
      const guide = context.expected.idp?.guide;
      const auth0 = nameID.value.includes('|') || guide === 'auth0';
      return {
        message: `The NameID is an internal identifier, where ${has(context, 'name-id/email', 'name-id/format-required') ? `${spName(context.expected)} needs an e-mail address` : 'a name is needed'}.`,
        detail: auth0 ? 'Auth0 falls back to its user id when no e-mail attribute is mapped to the NameID.' : `${guide === 'entra' || guide === undefined ? 'Entra sends such a value' : 'Some identity providers send such a value'} when the attribute for the NameID is empty for the user${guide === 'entra' ? ', or when the request asks for "unspecified"' : ''}.`, because: seen(context, ...nameIDChecks),
        evidence: [...proof('NameID', nameID.value, 'in the response'), ...proof('format', nameID.format, 'in the response'), ...proof('e-mail in the attributes', emailElsewhere(context)?.values[0], 'in the response')],
        fix: remedy('idp', auth0 ? 'Set nameIdentifierProbes to the e-mail claim, and map email.' : `Take the NameID from the user's e-mail address${guide === undefined ? ' (in Entra: user.mail)' : sourceWords(context)}, and fill it for this user.`, 'nameID'), confidence: 0.95,
      };
    },
  }),
  defineCause({
    id: 'name-id-not-email', title: 'The NameID is not an e-mail address', meaning: 'The service provider finds accounts by e-mail address, and the NameID is something else.',
    run(context) {
      const nameID = nameIDOf(context);
      if (nameID === null || looksOpaque(nameID.value) || !has(context, 'name-id/email', 'name-id/email-address')) return null;
      // Such a format is the reason for such a value.
      if (has(context, 'name-id/format-required') && (nameID.format === nameIDFormat.transient || nameID.format === nameIDFormat.persistent)) return null;
      const other = emailElsewhere(context);
      return { message: `The NameID ${quote(nameID.value)} is not an e-mail address${has(context, 'name-id/email') ? `, and ${spName(context.expected)} needs one` : ', although it says that it is'}.`, detail: other === undefined ? 'No attribute holds an e-mail address either: the user may have none in the directory.' : `The e-mail address is there, as the attribute ${quote(other.name)}.`, because: seen(context, 'name-id/email', 'name-id/email-address', 'name-id/format-required', 'name-id/format-requested'), evidence: [...proof('NameID', nameID.value, 'in the response'), ...proof('e-mail in the attributes', other?.values[0], 'in the response')], fix: remedy('idp', `Take the NameID from the user's e-mail address${sourceWords(context)}, with the format emailAddress${optionWords(context, emailFormats)}.`, 'nameID'), confidence: 0.93 };
    },
  }),
  defineCause({
    id: 'name-id-other-than-email', title: 'The NameID is another address than the e-mail attribute', meaning: 'The NameID looks like an e-mail address and is not the user\'s: a user principal name (UPN), an alias, or the same address in other letter case. The service provider may not find the account.',
    run(context) {
      const problem = context.found.get('name-id/other-email')?.problem;
      const nameID = nameIDOf(context)?.value ?? '';
      if (problem === undefined) return null;
      const isCase = nameID.toLowerCase() === problem.expected?.toLowerCase();
      const isUPN = /\.onmicrosoft\.com$/i.test(nameID) || context.assertion?.attributes.some(({ name, values }) => /upn|userprincipalname|claims\/name$/i.test(name) && values[0] === nameID) === true;
      return {
        message: isCase ? 'The NameID and the e-mail attribute are the same address in different letter case.' : isUPN ? 'The NameID is the user principal name (UPN), and the user\'s e-mail address is another one.' : 'The NameID is another address than the e-mail attribute.',
        detail: `${capital(spName(context.expected))} finds the account by the NameID; ${isCase ? 'some service providers compare it letter by letter' : 'an account under the other address is not found, or made a second time'}.`, because: seen(context, 'name-id/other-email'),
        evidence: [...proof('NameID', problem.actual, 'in the response'), ...proof('e-mail attribute', problem.expected, 'in the response')], fix: isCase ? problem.fix! : remedy('idp', `Take the NameID from the user's e-mail address${sourceWords(context)}.`, 'nameID'), confidence: 0.6,
      };
    },
  }),
  defineCause({
    id: 'wrong-name-id-format', title: 'The NameID has another format', meaning: 'The format says what the NameID is. The service provider needs or asked for another one.',
    run(context) {
      const check = ['name-id/format-required', 'name-id/format-requested'].find((each) => has(context, each));
      if (check === undefined) return null;
      const problem = context.found.get(check)!.problem;
      const wanted = problem.expected ?? '';
      return { message: `The NameID format is ${problem.actual === undefined || problem.actual === 'absent' ? 'missing' : shortName(problem.actual)}, and ${check === 'name-id/format-required' ? `${spName(context.expected)} needs` : 'the request asked for'} ${shortName(wanted)}.`, ...(problem.actual === nameIDFormat.transient ? { detail: 'A transient NameID is a new random value at every login, so no account can be found by it.' } : {}), because: seen(context, 'name-id/format-required', 'name-id/format-requested', 'name-id/email'), evidence: [...proof('NameID', nameIDOf(context)?.value, 'in the response'), ...pair(context, check, 'needed', 'format')], fix: remedy('idp', `Set the NameID format of this application to ${formatWords(context, wanted)}${wanted === nameIDFormat.emailAddress ? ', and take its value from the e-mail address' : ''}.`, 'nameIDFormat', { value: formatToEnter(context, wanted) }), confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'no-email', title: 'The e-mail address is missing', meaning: 'The service provider needs the e-mail address as an attribute under a name it knows, and it is not there or empty.',
    run(context) {
      if (!has(context, 'attributes/email-missing', 'attributes/no-email')) return null;
      const wanted = context.expected.sp?.requires?.attributes?.find((attribute) => attribute.term === 'email')?.names ?? emailAttributeNames;
      const empty = context.assertion?.attributes.find((attribute) => wanted.includes(attribute.name));
      const other = emailElsewhere(context);
      const upn = context.assertion?.attributes.find((attribute) => /upn|userprincipalname|claims\/name$/i.test(attribute.name));
      const name = wanted[0] ?? 'email';
      return {
        message: empty !== undefined ? `The e-mail attribute is there but empty, and ${spName(context.expected)} needs it.` : other !== undefined ? `The e-mail address is sent under a name that ${spName(context.expected)} does not read: ${quote(other.name)}.` : `No e-mail address is sent, and ${spName(context.expected)} ${has(context, 'attributes/email-missing') ? 'needs it' : 'will probably need it'}.`,
        detail: empty !== undefined ? `The user has no e-mail address in the directory${context.expected.idp?.guide === 'entra' ? ' (the Email field)' : ''}.` : other !== undefined ? 'Attribute names are compared letter by letter.' : upn !== undefined ? 'The user name is sent (UPN); it looks alike but is another attribute. The user may have no mailbox.' : 'No attribute is mapped to it, or the user has none in the directory.',
        because: seen(context, 'attributes/email-missing', 'attributes/no-email', 'attributes/empty'), evidence: [...proof('sent as', other?.name, 'in the response'), ...proof('its value', other?.values[0], 'in the response'), ...proof('user name', other === undefined ? upn?.values[0] : null, 'in the response'), ...proof('read as', wanted.slice(0, 3).join(', '), `by ${spName(context.expected)}`)],
        fix: remedy('idp', empty !== undefined ? 'Fill the e-mail address of this user in the directory.' : `Send the user's e-mail address as an attribute named ${quote(name)}.`, 'email', empty !== undefined ? {} : { value: name }), confidence: has(context, 'attributes/email-missing') ? 0.93 : 0.5,
      };
    },
  }),
  defineCause({
    id: 'attribute-missing', title: 'A needed attribute is missing', meaning: 'The service provider needs an attribute under a name it knows, and it is not there or empty.',
    run: (context) => (!has(context, 'attributes/required-missing') ? null : { message: messageOf(context, 'attributes/required-missing'), because: seen(context, 'attributes/required-missing', 'attributes/empty'), evidence: pair(context, 'attributes/required-missing', 'read as', 'sent'), fix: fixOf(context, 'attributes/required-missing', remedy('idp', 'Map the attribute at the identity provider.', 'attributes')), confidence: 0.9 }),
  }),
  defineCause({
    id: 'too-many-groups', title: 'Too many groups', meaning: 'Above 150 groups Entra sends a link instead of the list, and the service provider sees none.',
    run: (context) => (!has(context, 'attributes/groups-overage') ? null : { message: 'The user is in too many groups, so Entra sent a link instead of the list.', because: seen(context, 'attributes/groups-overage', 'attributes/required-missing'), evidence: [...proof('attribute', groupsLink, 'in the response'), ...proof('the link', context.assertion?.attributes.find(({ name }) => name === groupsLink)?.values[0], 'in the response')], fix: remedy('idp', 'Send only the groups assigned to the application (groups claim), or filter them.', 'groups'), confidence: 0.95 }),
  }),
  defineCause({
    id: 'groups-as-ids', title: 'Groups as identifiers', meaning: 'The groups come as object IDs. A service provider that was set up with the names of groups finds none of them.',
    run(context) {
      const problem = context.remarked.get(groupIDs)?.problem;
      const isEntra = context.expected.idp?.guide === 'entra';
      const isRead = context.expected.sp?.requires?.attributes?.some(({ term }) => term === 'groups') === true;
      if (problem === undefined || (!isEntra && !isRead)) return null;
      return {
        message: `The groups are sent as identifiers, not by name${isRead ? `, and ${spName(context.expected)} reads groups` : ''}.`,
        detail: `Where ${spName(context.expected)} is set up with names of groups, none matches; where it is set up with these identifiers, all is well.`, because: [groupIDs],
        evidence: proof('first group', problem.actual, 'in the response'),
        fix: remedy('idp', isEntra ? 'In the group claim choose another source attribute than Group ID: sAMAccountName for synchronised groups, the display name for cloud-only ones. Or enter the identifiers at the service provider.' : 'Choose the group name as source, or enter the identifiers at the service provider.', 'groups'), confidence: 0.3,
      };
    },
  }),
  defineCause({
    id: 'attribute-twice', title: 'An attribute is sent twice', meaning: 'Some service providers read the first of two attributes with the same name, some the last, and some both.',
    run: (context) => (!has(context, 'attributes/duplicate') ? null : { message: messageOf(context, 'attributes/duplicate'), because: seen(context, 'attributes/duplicate'), evidence: twice(context), fix: fixOf(context, 'attributes/duplicate', remedy('idp', 'Send each attribute once.', 'attributes')), confidence: 0.55 }),
  }),
  defineCause({
    id: 'untidy-values', title: 'Values that will not match', meaning: 'Values are compared letter by letter: blanks around them, lists in one value and empty values do not match.',
    run(context) {
      const because = seen(context, 'attributes/delimited', 'attributes/white-space', 'name-id/white-space', 'attributes/empty', 'attributes/email-format');
      if (because.length === 0) return null;
      return { message: messageOf(context, because[0]!), because, evidence: pair(context, because[0]!, 'wanted', 'sent').map((item) => ({ ...item, from: 'in the response' })), fix: fixOf(context, because[0]!, remedy('idp', 'Correct the value at its source.', 'attributes')), confidence: 0.4 };
    },
  }),
  defineCause({
    id: 'no-authn-statement', title: 'It does not say that the user authenticated', meaning: 'A login needs an AuthnStatement; without it the assertion only describes somebody.',
    run: (context) => (!has(context, 'authn/statement-missing') ? null : { message: 'The assertion does not say that the user authenticated (no AuthnStatement).', because: seen(context, 'authn/statement-missing'), evidence: [], fix: remedy('idp', 'Switch on the AuthnStatement (Keycloak: Include AuthnStatement), or update the template.', 'authnContext'), confidence: 0.9 }),
  }),
  defineCause({
    id: 'other-login-method', title: 'Not logged in as requested', meaning: 'The request demanded a way of logging in, or a fresh login, and the identity provider did otherwise.',
    run: (context) => (!has(context, 'authn/context', 'authn/force') ? null : { message: messageOf(context, seen(context, 'authn/context', 'authn/force')[0]!), because: seen(context, 'authn/context', 'authn/force'), evidence: pair(context, seen(context, 'authn/context', 'authn/force')[0]!, 'requested', 'found'), fix: fixOf(context, seen(context, 'authn/context', 'authn/force')[0]!, remedy('sp', 'Remove RequestedAuthnContext from the request.', 'authnContext')), confidence: 0.6 }),
  }),
];
