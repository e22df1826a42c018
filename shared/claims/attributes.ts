/** What is said of an attribute that the service provider reads. */
import type { CheckResult } from '../checks/run.ts';
import { isEmail, quote } from '../checks/words.ts';
import type { Field, Outcome } from '../finding.ts';
import { claimConsoles, type ClaimConsole } from '../guides/claim-consoles.ts';
import type { GuideContext } from '../guides/guide.ts';
import { fieldPlace } from '../guides/places.ts';
import { typed } from '../guides/terms.ts';
import { claimWords, isKnownClaim, knownClaims, userNameClaims, type Wanted } from '../guides/wanted-claims.ts';
import type { Assertion, Attribute } from '../model.ts';
import { entry, worst, type ClaimChange, type ClaimEntry, type ClaimState, type Reading } from './claim.ts';

const overageName = 'http://schemas.microsoft.com/claims/groups.link';

export function attributeEntry(wanted: Wanted, reading: Reading): ClaimEntry {
  const { assertion, judged, context } = reading;
  const exact = assertion.attributes.filter((attribute) => wanted.names.includes(attribute.name));
  const missing = judged.find(({ check, problem }) => (check === 'attributes/email-missing' || check === 'attributes/required-missing') && problem.expected === wanted.names.slice(0, 10).join(' or '));
  const of = (state: ClaimState, outcome: Outcome, attributes: readonly Attribute[], message: string, results: readonly (CheckResult | undefined)[], change: ClaimChange | null): ClaimEntry => ({
    ...entry(wanted.term, claimWords(wanted.term), wanted.names, wanted.required, state, outcome, attributes.map((attribute) => ({ name: attribute.name, values: reading.read(attribute) })), message),
    because: results.flatMap((result) => (result === undefined ? [] : [result.check])), change,
  });
  const change = (text: string, what: 'add' | 'source'): ClaimChange => attributeChange(context, wanted, text, what);
  const lacking: Outcome = wanted.required ? 'fail' : 'pass';
  const [first] = exact;

  if (first === undefined) {
    if (assertion.encryptedAttributes > 0) return of('sealed', 'skip', [], 'Some attributes are encrypted and were not opened, so it may be among them.', [], null);
    const other = elsewhere(wanted, assertion);
    const name = wanted.names[0] ?? wanted.term;
    if (other === null) return of('missing', lacking, [], missing?.problem.message ?? `It is not sent; ${context.spName} can do without it.`, [missing], wanted.required ? change(missing?.problem.fix?.text ?? `Send it as an attribute named ${quote(name)}.`, 'add') : null);
    if (other.state === 'overage') {
      const overage = judged.find(({ check }) => check === 'attributes/groups-overage');
      return of('overage', lacking, [other.attribute], overage?.problem.message ?? 'A link to the groups was sent instead of the groups.', [overage, missing], change(overage?.problem.fix?.text ?? 'Send fewer groups.', 'source'));
    }
    const sent = quote(other.attribute.name);
    const there = fieldPlace(context.connection, wanted.term === 'email' ? 'email' : wanted.term === 'groups' ? 'groups' : 'attributes', 'sp');
    const message = {
      'other-case': `It is sent as ${sent}, and ${context.spName} reads ${quote(name)}: they differ in upper and lower case, and names are compared letter by letter.`,
      'other-name': `It is sent as ${sent}, and ${context.spName} reads ${quote(name)}.`,
      'user-name': `The user name is sent (${sent}) and no e-mail address. It looks alike and is another attribute.`,
    }[other.state];
    const instead = there === null || other.state === 'user-name' ? null : `Or let ${context.spName} read ${sent}, if that can be set there: ${there.path}.`;
    return of(other.state, lacking, [other.attribute], message, [missing], { ...change(other.state === 'user-name' ? `Send the e-mail address as an attribute named ${quote(name)}.` : `Send it under the name ${quote(name)}, letter by letter.`, 'add'), instead });
  }

  const nodes = new Set(exact.map(({ node }) => node));
  const about = judged.filter(({ check, problem }) => check.startsWith('attributes/') && problem.place !== undefined && nodes.has(typeof problem.place === 'number' ? problem.place : problem.place.node));
  const told = attributeStates.map(({ check, state }) => ({ state, result: about.find((one) => one.check === check) })).find(({ result }) => result !== undefined);
  if (told?.result !== undefined) {
    const { state, result } = told;
    const upn = state === 'not-email' && result.problem.actual?.trim() === reading.names.userName;
    const outcome = worst([...about, ...(missing === undefined ? [] : [missing])]);
    return of(upn ? 'user-name' : state, outcome, exact, `${result.problem.message}${upn ? ' It is the user name (UPN).' : ''}`, [...new Set([...about, ...(missing === undefined ? [] : [missing])])], change(result.problem.fix?.text ?? 'Correct its source.', 'source'));
  }
  const cap = wanted.term === 'groups' ? claimConsoles[context.idp].groupCap : undefined;
  const count = exact.reduce((sum, attribute) => sum + attribute.values.length, 0);
  if (cap !== undefined && count > cap * 0.8) return of('near-cap', 'warn', exact, `${count} groups are sent. Of more than ${cap} ${context.idpName} sends a link instead, and ${context.spName} then sees none.`, [], change('Send only the groups that are assigned to the application, or filter them.', 'source'));
  return of('found', 'pass', exact, count === 1 ? 'It is sent under a name that is read.' : `It is sent under a name that is read, with ${count} values.`, [], null);
}

const attributeStates: readonly { check: string; state: ClaimState }[] = [
  { check: 'attributes/duplicate', state: 'duplicate' },
  { check: 'attributes/empty', state: 'empty' },
  { check: 'attributes/email-format', state: 'not-email' },
  { check: 'attributes/delimited', state: 'delimited' },
  { check: 'attributes/white-space', state: 'white-space' },
  { check: 'attributes/group-ids', state: 'identifiers' },
];

/** The same thing under another name, as far as names and values tell. */
function elsewhere(wanted: Wanted, { attributes }: Assertion): { state: 'other-case' | 'other-name' | 'user-name' | 'overage'; attribute: Attribute } | null {
  const lower = wanted.names.map((name) => name.toLowerCase());
  const cased = attributes.find(({ name }) => lower.includes(name.toLowerCase()));
  if (cased !== undefined) return { state: 'other-case', attribute: cased };
  if (!isKnownClaim(wanted.term)) return null;
  const aliases = knownClaims[wanted.term].map((name) => name.toLowerCase());
  const alias = attributes.find(({ name }) => aliases.includes(name.toLowerCase()))
    ?? (wanted.term === 'email' ? attributes.find(({ name, values }) => !userNameClaims.includes(name) && values.length === 1 && isEmail(values[0]!.trim())) : undefined);
  if (alias !== undefined) return { state: 'other-name', attribute: alias };
  const overage = wanted.term === 'groups' ? attributes.find(({ name }) => name === overageName) : undefined;
  if (overage !== undefined) return { state: 'overage', attribute: overage };
  const userName = wanted.term === 'email' ? attributes.find(({ name, values }) => userNameClaims.includes(name) && isEmail((values[0] ?? '').trim())) : undefined;
  return userName === undefined ? null : { state: 'user-name', attribute: userName };
}

function attributeChange(context: GuideContext, wanted: Wanted, text: string, what: 'add' | 'source'): ClaimChange {
  const console: ClaimConsole = claimConsoles[context.idp];
  const field: Field = wanted.term === 'email' ? 'email' : wanted.term === 'groups' ? 'groups' : 'attributes';
  const name = wanted.names[0] ?? wanted.term;
  const source = isKnownClaim(wanted.term) ? console.sources[wanted.term] : null;
  const groups = wanted.term === 'groups' ? console.groups : undefined;
  // A claim is added on the page of all claims, not in the row of one that is there.
  const at: Field = what === 'add' && field === 'email' ? 'attributes' : field;
  return {
    fix: { side: 'idp', text, field: at, ...(what === 'add' ? { value: name } : {}) },
    place: fieldPlace(context.connection, at, 'idp') ?? fieldPlace(context.connection, 'attributes', 'idp'),
    how: groups ?? (what === 'add' ? console.add : null),
    values: [typed(field, console.name, name), ...(source === null ? [] : [{ ...typed(field, console.source, source), copy: false }])],
    unconfirmed: console.unconfirmed,
    instead: null,
  };
}
