/** What to change, in the form the judge gives its fixes. */
import type { Field, Fix, Side } from '../finding.ts';

export const change = (side: Side, field: Field, text: string, value?: string): Fix => ({ side, field, text, ...(value === undefined ? {} : { value }) });
export const enter = (side: Side, field: Field, value: string): Fix => change(side, field, `Enter ${value} there, letter by letter.`, value);
/** The same value, with the place it is taken from. */
export const enterFrom = (side: Side, field: Field, value: string, from: Field): Fix => ({ ...enter(side, field, value), from: { side: 'idp', field: from } });

export const ofIdpOnly = 'The identity provider’s metadata does not speak of the service provider.';
