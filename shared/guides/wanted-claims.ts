/** Which attributes a service provider reads, and the names under which products send the same things. */
import type { Connection } from '../connection.ts';
import type { SpRequirements } from '../model.ts';
import { emailAttributeNames } from '../urns.ts';
import type { InputSpec } from './guide.ts';
import { claimNameInput } from './inputs.ts';

export type Wanted = NonNullable<SpRequirements['attributes']>[number];

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const microsoft = 'http://schemas.microsoft.com/';

/** What a claim holds, in the words of the checks' sentences, and the names it goes by (identity-providers.md 0.3; RFC 4519, eduPerson). */
export const knownClaims = {
  email: emailAttributeNames,
  'the first name': [`${claims}givenname`, 'urn:oid:2.5.4.42', 'firstName', 'FirstName', 'first_name', 'givenName', 'given_name', 'firstname', 'User.FirstName', 'user.firstName'],
  'the last name': [`${claims}surname`, 'urn:oid:2.5.4.4', 'lastName', 'LastName', 'last_name', 'familyName', 'family_name', 'surname', 'sn', 'lastname', 'User.LastName', 'user.lastName'],
  groups: [`${microsoft}ws/2008/06/identity/claims/groups`, 'http://schemas.xmlsoap.org/claims/Group', 'groups', 'Groups', 'group', 'Group', 'memberOf', 'member', 'Role', 'roles', `${microsoft}ws/2008/06/identity/claims/role`, 'urn:oid:1.3.6.1.4.1.5923.1.5.1.1'],
} as const satisfies Record<string, readonly string[]>;

export type KnownClaim = keyof typeof knownClaims;

/** Names of the user's name at the identity provider: it often looks like an e-mail address and need not be one. */
export const userNameClaims: readonly string[] = [`${claims}upn`, `${claims}name`, `${claims}nameidentifier`, 'upn', 'UPN', 'userPrincipalName', 'username', 'login', 'urn:oid:0.9.2342.19200300.100.1.1'];

export const isKnownClaim = (term: string): term is KnownClaim => Object.hasOwn(knownClaims, term);

/** Of what kind the attribute of that name is, or null where the name does not tell. */
export const kindOfName = (name: string): KnownClaim | null =>
  (Object.keys(knownClaims) as KnownClaim[]).find((term) => (knownClaims[term] as readonly string[]).includes(name)) ?? null;

/** What people call it: 'E-mail address'. A term that is none of ours is the attribute's own name. */
export const claimWords = (term: string): string => ({ email: 'E-mail address', 'the first name': 'First name', 'the last name': 'Last name', groups: 'Groups' } as Record<string, string>)[term] ?? term;

const asked: readonly { term: KnownClaim; id: string; example: string }[] = [
  { term: 'email', id: 'emailAttribute', example: 'email' },
  { term: 'the first name', id: 'firstNameAttribute', example: 'firstName' },
  { term: 'the last name', id: 'lastNameAttribute', example: 'lastName' },
  { term: 'groups', id: 'groupsAttribute', example: 'groups' },
];

/** The inputs of a service provider whose needs only the admin knows. */
export const claimInputs: InputSpec[] = asked.map(({ term, id, example }) =>
  claimNameInput(id, claimWords(term), 'The name under which the service provider reads it, as its documentation has it. Leave it empty if it reads none.', example));

/** What the admin said, then what the service provider's metadata asks for under other names. */
export function wantedClaims(connection: Connection): Wanted[] {
  const { inputs, metadata } = connection.sp;
  const said = asked.flatMap(({ term, id }): Wanted[] => {
    const name = (inputs[id] ?? '').trim();
    return name === '' ? [] : [{ term, names: [name], required: true }];
  });
  const requested = metadata !== null && metadata.summary.role === 'sp' && metadata.summary.verdict !== 'reject' ? (metadata.summary.requestedAttributes ?? []) : [];
  const listed = requested.filter(({ name }) => name !== '' && !said.some((one) => one.names.includes(name)));
  return [...said, ...listed.map(({ name, required }) => ({ term: kindOfName(name) ?? name, names: [name], required }))]
    .filter((one, index, all) => all.findIndex((other) => other.term === one.term) === index);
}
