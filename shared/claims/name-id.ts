/** What is said of the NameID. */
import { looksOpaque } from '../checks/name-id.ts';
import { quote } from '../checks/words.ts';
import type { Fix, Outcome } from '../finding.ts';
import type { GuideContext } from '../guides/guide.ts';
import { identityProvider } from '../guides/index.ts';
import { fieldPlace } from '../guides/places.ts';
import { shortName } from '../urns.ts';
import { entry, worst, type ClaimChange, type ClaimEntry, type ClaimState, type Reading } from './claim.ts';

const formatOf = (context: GuideContext): string[] => (context.requires.nameIDFormat === undefined ? [] : [context.requires.nameIDFormat]);

export const unknownNameID = (context: GuideContext, why: string): ClaimEntry => entry('nameID', 'NameID', formatOf(context), true, 'unknown', 'skip', [], why);

export function nameIDEntry(reading: Reading): ClaimEntry {
  const { context, assertion, judged, names } = reading;
  const nameID = assertion.subject?.nameID ?? null;
  const of = (state: ClaimState, outcome: Outcome, message: string, because: string[], fix: Fix | null): ClaimEntry =>
    ({ ...entry('nameID', 'NameID', formatOf(context), true, state, outcome, nameID === null ? [] : [{ name: nameID.format === null ? 'no format' : nameID.format, values: [reading.signedNameID ?? nameID.value] }], message), because, change: fix === null ? null : nameIDChange(context, fix) });
  if (nameID === null && assertion.subject?.encryptedID === true) return of('sealed', 'skip', 'The NameID is encrypted and was not opened.', [], null);

  const about = judged.filter(({ check, outcome }) => check.startsWith('name-id/') && outcome !== 'pass');
  const first = nameIDStates.map(({ checks, state }) => ({ state, result: about.find(({ check }) => checks.includes(check)) })).find(({ result }) => result !== undefined);
  const value = nameID?.value.trim() ?? '';
  if (first?.result !== undefined) {
    const { result } = first;
    const state = first.state !== 'not-email' ? first.state : looksOpaque(value) ? 'opaque' : value === names.userName ? 'user-name' : 'not-email';
    const fix = result.problem.fix ?? { side: 'idp' as const, text: 'Take the NameID from another attribute.', field: 'nameID' as const };
    return of(state, worst(about), [result.problem.message, hint(state, reading)].filter(Boolean).join(' '), about.map(({ check }) => check), fix);
  }
  const mail = names.email?.values[0]?.trim();
  if (context.requires.nameIDIsEmail === true && value === names.userName && mail !== undefined && mail.toLowerCase() !== value.toLowerCase()) {
    return of('user-name', 'warn', `The NameID ${quote(value)} is the user name (UPN), and the e-mail address sent beside it is ${quote(mail)}. Which of the two ${context.spName} knows the user by decides.`, [], { side: 'idp', text: `Take the NameID from the e-mail address, if ${context.spName} knows the user as ${mail}.`, field: 'nameID' });
  }
  return of('found', 'pass', context.requires.nameIDIsEmail === true ? 'It is an e-mail address, as needed.' : `It was sent as ${nameID?.format == null ? 'a name without a format' : shortName(nameID.format)}; ${context.spName} is not known to need anything else.`, [], null);
}

/** Which checks name which state, the telling ones first. */
const nameIDStates: readonly { state: ClaimState; checks: readonly string[] }[] = [
  { state: 'missing', checks: ['name-id/missing'] },
  { state: 'empty', checks: ['name-id/empty'] },
  { state: 'not-email', checks: ['name-id/email', 'name-id/email-address'] },
  { state: 'opaque', checks: ['name-id/opaque'] },
  { state: 'other-format', checks: ['name-id/format-required', 'name-id/format-requested'] },
  { state: 'white-space', checks: ['name-id/white-space'] },
];

function hint(state: ClaimState, { context, names }: Reading): string {
  if (names.email !== null && ['missing', 'empty', 'opaque', 'not-email', 'user-name'].includes(state)) return `The e-mail address is there as the attribute ${quote(names.email.name)}.`;
  if (state === 'opaque' && context.idp === 'entra') return 'Entra sends such a value when the source attribute is empty for the user.';
  return '';
}

/** What the identity provider's guide sets for the NameID. */
function nameIDChange(context: GuideContext, fix: Fix): ClaimChange {
  const guide = identityProvider(context.idp);
  const values = guide.steps(context).flatMap((step) => step.values).filter(({ term }) => term === 'nameID' || term === 'nameIDFormat');
  const place = fieldPlace(context.connection, 'nameID', 'idp') ?? fieldPlace(context.connection, 'nameIDFormat', 'idp');
  return { fix: { ...fix, field: fix.field ?? 'nameID' }, place, how: null, values: values.filter((value, index) => values.findIndex((other) => other.label === value.label && other.value === value.value) === index), unconfirmed: [], instead: null };
}
