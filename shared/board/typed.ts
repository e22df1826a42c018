/** The fields an admin reads off the two consoles for the board: which there are, under that console's label. */
import type { Connection } from '../connection.ts';
import type { Field } from '../finding.ts';
import { claimConsoles } from '../guides/claim-consoles.ts';
import { guideContext } from '../guides/context.ts';
import { identityProvider, requirementsOf, serviceProvider } from '../guides/index.ts';
import { identityProviderID } from '../guides/names.ts';
import { fieldPlace } from '../guides/places.ts';
import { termWords } from '../guides/terms.ts';
import { claimWords } from '../guides/wanted-claims.ts';
import { nameIDFormat, shortName } from '../urns.ts';

export interface TypedField {
  /** Under which it is kept in `Connection.typed`: the row of the board. */
  id: string;
  side: 'idp' | 'sp';
  field: Field;
  label: string;
  /** The whole path in that console. */
  path: string;
  termWords: string;
  kind: 'text' | 'certificate' | 'choice';
  choices?: readonly { value: string; label: string }[];
  unconfirmed: boolean;
}

const formats = [nameIDFormat.emailAddress, nameIDFormat.unspecified, nameIDFormat.persistent, nameIDFormat.transient, nameIDFormat.windowsDomain, nameIDFormat.x509];
const choices = {
  nameIDFormat: formats.map((value) => ({ value, label: shortName(value) })),
  signing: [{ value: 'assertion', label: 'the assertion' }, { value: 'response', label: 'the response' }, { value: 'both', label: 'both' }],
  signatureAlgorithm: [{ value: 'SHA-256', label: 'SHA-256' }, { value: 'SHA-384', label: 'SHA-384' }, { value: 'SHA-512', label: 'SHA-512' }, { value: 'SHA-1', label: 'SHA-1' }],
  encryption: [{ value: 'off', label: 'off' }, { value: 'on', label: 'on' }],
} as const;

const fields: readonly (Pick<TypedField, 'id' | 'side' | 'field' | 'kind'> & { choices?: TypedField['choices'] })[] = [
  { id: 'entityID', side: 'idp', field: 'entityID', kind: 'text' },
  { id: 'assertionConsumerService', side: 'idp', field: 'assertionConsumerService', kind: 'text' },
  { id: 'nameIDFormat', side: 'idp', field: 'nameIDFormat', kind: 'choice', choices: choices.nameIDFormat },
  { id: 'signing', side: 'idp', field: 'signAssertion', kind: 'choice', choices: choices.signing },
  { id: 'signatureAlgorithm', side: 'idp', field: 'signatureAlgorithm', kind: 'choice', choices: choices.signatureAlgorithm },
  { id: 'encryption', side: 'idp', field: 'encryption', kind: 'choice', choices: choices.encryption },
  { id: 'idpEntityID', side: 'sp', field: 'idpEntityID', kind: 'text' },
  { id: 'singleSignOnService', side: 'sp', field: 'singleSignOnService', kind: 'text' },
  { id: 'signingCertificate', side: 'sp', field: 'signingCertificate', kind: 'certificate' },
];

/** Those that the two consoles have; Heap, for one, asks for no entityID of the identity provider. */
export function typedFields(connection: Connection): TypedField[] {
  const console = claimConsoles[identityProviderID(connection.idp.guide)];
  const claims = (requirementsOf(connection).attributes ?? []).map(({ term }) => ({ id: `claim/${term}`, side: 'idp' as const, field: term === 'email' ? ('email' as const) : term === 'groups' ? ('groups' as const) : ('attributes' as const), kind: 'text' as const, term }));
  return [...fields.slice(0, 3), ...claims, ...fields.slice(3)].flatMap((one): TypedField[] => {
    const place = fieldPlace(connection, one.field, one.side);
    if (place === null) return [];
    const term = 'term' in one ? one.term : null;
    return [{
      id: one.id, side: one.side, field: one.field, kind: one.kind, path: place.path, unconfirmed: place.unconfirmed === true,
      label: term === null ? place.label : `${claimWords(term)}: ${console.name}`,
      termWords: term === null ? termWords[one.field] : 'name of the attribute',
      ...('choices' in one && one.choices !== undefined ? { choices: one.choices } : {}),
    }];
  });
}

/** What people call that console: a product whose name nobody gave has none. */
export function consoleName(connection: Connection, side: TypedField['side']): string {
  const { sp, spName, idp, idpName } = guideContext(connection);
  if (side === 'idp') return idp === 'other' ? idpName : identityProvider(idp).console;
  return sp === 'other' ? spName : serviceProvider(sp).console;
}
