/** Rows of who signs in: NameID and claims. */
import type { Field } from '../finding.ts';
import { claimWords } from '../guides/wanted-claims.ts';
import { nameIDFormat, shortName } from '../urns.ts';
import { compareRow, none, unknown, type BoardRow, type Given } from './cell.ts';
import { change, enter } from './change.ts';
import { sentValue, typedValue, type Sides } from './sides.ts';

export const subjectRows = (sides: Sides): BoardRow[] => [nameIDFormatRow(sides), ...nameID(sides), ...claimRows(sides)];

const unspecific: readonly string[] = [nameIDFormat.unspecified, 'none'];

function nameIDFormatRow(sides: Sides): BoardRow {
  const { context: { requires, spName }, connection: { idp: { metadata } } } = sides;
  const wanted = requires.nameIDFormat ?? null;
  const listed = metadata?.summary.nameIDFormats ?? [];
  const format = (value: string, words?: string): Given => ({ value, shown: shortName(value), ...(words === undefined ? {} : { words }) });
  const typed = typedValue(sides, 'nameIDFormat');
  return compareRow({
    id: 'nameIDFormat', term: 'NameID Format', words: 'What kind of name is sent',
    given: {
      needs: wanted === null ? none(`${spName} is not known to ask for one.`) : format(wanted),
      metadata: wanted !== null && listed.includes(wanted) ? format(wanted, listed.length === 1 ? '' : `And ${listed.length - 1} more.`)
        : none(metadata === null ? 'Metadata may list formats; what counts is what is sent.' : listed.length === 0 ? 'It lists none, which leaves it open.' : `It lists ${listed.map(shortName).join(', ')}; what counts is what is sent.`),
      typed: wanted === null && 'value' in typed ? none(`${shortName(typed.value)}; ${spName} is not known to ask for one.`) : typed,
      sent: sentValue(sides, ({ subject }) => {
        if (subject?.nameID == null) return null;
        const found = subject.nameID.format ?? 'none';
        return wanted === null ? none(`It was sent as ${shortName(found)}.`) : format(found);
      }, 'The assertion has no NameID, or it is encrypted.'),
    },
    tell: (_, found) => (unspecific.includes(found) ? 'It says nothing of what the value is. Many service providers take it all the same if the value is right; to be sure, set it.' : null),
    fix: (value) => change('idp', 'nameIDFormat', `Set it to ${shortName(value)} (${value}).`, value),
  });
}

/** Only where it is known what the NameID must be. */
function nameID(sides: Sides): BoardRow[] {
  const { context: { requires, spName }, doctor, signed } = sides;
  if (requires.nameIDIsEmail !== true) return [];
  const told = doctor.entries.find(({ term }) => term === 'nameID')!;
  const value = told.found[0]?.values[0] ?? null;
  return [compareRow({
    unspelt: true,
    id: 'nameID', term: 'NameID', words: 'Who the user is',
    given: {
      needs: { value: 'an e-mail address', words: `The one by which ${spName} knows the user.` },
      metadata: none('Metadata names nobody.'),
      typed: none('Where it comes from stands under Claims; what it holds shows only when somebody signs in.'),
      sent: sentValue(sides, () => (value === null ? null : { value, words: doctor.trust === 'verified' ? '' : signed ? 'Signed, and the login was refused.' : 'It proves nobody.' }), told.message),
    },
    // A user name that is an address may be the very one that is known there.
    same: () => ['found', 'other-format'].includes(told.state) || (told.state === 'user-name' && told.outcome === 'warn'),
    tell: () => told.message,
    fix: () => told.change?.fix ?? change('idp', 'nameID', 'Take the NameID from the user’s e-mail address.'),
  })];
}

function claimRows(sides: Sides): BoardRow[] {
  const { context: { requires, spName }, doctor } = sides;
  const wanted = requires.attributes ?? [];
  if (wanted.length === 0) {
    const nothing = none('Nothing to compare.');
    return [compareRow({ id: 'claims', term: 'Attribute', words: 'Claims', given: { needs: none(`${spName} is not known to read any attribute.`), metadata: nothing, typed: nothing, sent: nothing }, fix: () => change('idp', 'attributes', '') })];
  }
  return wanted.map((one) => {
    const told = doctor.entries.find(({ term }) => term === one.term)!;
    const field: Field = one.term === 'email' ? 'email' : one.term === 'groups' ? 'groups' : 'attributes';
    return compareRow({
      ...(told.found.length === 0 ? { unspelt: true as const } : {}),
      id: `claim/${one.term}`, term: 'Attribute', words: `Claim: ${claimWords(one.term)}`,
      given: {
        needs: { value: one.names[0] ?? one.term, ...(one.required ? {} : { words: 'Read where it is there, not needed.' }) },
        metadata: none('Read from what is sent.'),
        typed: typedValue(sides, `claim/${one.term}`),
        sent: sentValue(sides, () => (told.state === 'sealed' ? unknown(told.message) : told.found.length > 0 ? { value: told.found[0]!.name } : one.required ? { value: 'not sent' } : none('It is not sent, and not needed.')), told.message),
      },
      same: (_, found) => one.names.includes(found),
      tell: (_, found, column) => (column === 'sent' && (found === 'not sent' || !one.names.includes(found)) ? told.message : null),
      fix: (name, found) => told.change?.fix ?? (found === 'not sent' ? change('idp', field, `Send it as an attribute named ${name}.`, name) : enter('idp', field, name)),
    });
  });
}
