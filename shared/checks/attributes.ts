/** Attributes: what the service provider learns about the user (saml-core 2.7.3, 8.2). */
import type { Attribute, Expected, Facts } from '../model.ts';
import { attributeNameFormat, emailAttributeNames } from '../urns.ts';
import { defineCheck, fix, spec, type Check, type Problem } from './check.ts';
import { assertionOf } from './judged.ts';
import { capital, hasOuterSpace, isAbsoluteUri, isEmail, list, plural, quote, spName } from './words.ts';

const MOST_FINDINGS = 20;
const emailNames: ReadonlySet<string> = new Set(emailAttributeNames);

/** What an attribute's name says; names come again with every message, so each is looked at once. */
interface NameFacts {
  email: boolean;
  secret: boolean;
  grouplike: boolean;
  groups: boolean;
  uri: boolean;
  basic: boolean;
}
const NAMES_KEPT = 2000;
const names = new Map<string, NameFacts>();

function nameFacts(name: string): NameFacts {
  let facts = names.get(name);
  if (facts !== undefined) return facts;
  facts = {
    email: emailNames.has(name),
    secret: /(?:access_?token|refresh_?token|password|client_?secret)$/i.test(name),
    grouplike: /group|role|member|entitlement|affiliation/i.test(name),
    groups: /groups$/i.test(name),
    uri: isAbsoluteUri(name),
    basic: name !== '' && !/[\s/]/.test(name),
  };
  if (names.size >= NAMES_KEPT) names.clear();
  if (name.length <= 300) names.set(name, facts);
  return facts;
}

/** The attributes that were asked for last, and what their names say: the checks of one Report ask one after the other. */
let last: { attributes: readonly Attribute[]; names: readonly NameFacts[] } = { attributes: [], names: [] };

function namesOf(attributes: readonly Attribute[]): readonly NameFacts[] {
  if (last.attributes !== attributes || last.names.length !== attributes.length) last = { attributes, names: attributes.map(({ name }) => nameFacts(name)) };
  return last.names;
}

/** At most twenty problems, one for each attribute that the rule faults; it is also given what the attribute's name says. */
function each(facts: Facts, rule: (attribute: Attribute, name: NameFacts) => Problem | null): Problem[] | null {
  let problems: Problem[] | null = null;
  const { attributes } = assertionOf(facts)!;
  const names = namesOf(attributes);
  for (let at = 0; at < attributes.length; at++) {
    const problem = rule(attributes[at]!, names[at]!);
    if (problem === null) continue;
    (problems ??= []).push(problem);
    if (problems.length === MOST_FINDINGS) break;
  }
  return problems;
}

/** Names as receivers compare them: exactly, FriendlyName not at all. */
const named = (attributes: readonly Attribute[], names: readonly string[]) => attributes.find((attribute) => names.includes(attribute.name));

function missing(facts: Facts, expected: Expected, email: boolean): Problem[] | null {
  const { attributes, node, encryptedAttributes } = assertionOf(facts)!;
  let problems: Problem[] | null = null;
  for (const wanted of expected.sp!.requires!.attributes ?? []) {
    if (!wanted.required || (wanted.term === 'email') !== email) continue;
    const found = named(attributes, wanted.names);
    if (found !== undefined && (found.structured > 0 || found.values.some((value) => value.trim() !== ''))) continue;
    if (found === undefined && encryptedAttributes > 0) continue;
    const what = email ? 'the e-mail address' : wanted.term;
    (problems ??= []).push({
      message: found === undefined ? `${capital(spName(expected))} needs ${what} as an attribute, and none of the names it reads is there: ${list(wanted.names)}.` : `${capital(spName(expected))} needs ${what}, and the attribute ${quote(found.name)} is empty.`,
      expected: wanted.names.slice(0, 10).join(' or '), actual: found === undefined ? list(attributes.map((attribute) => attribute.name), 8).replaceAll('"', '') : 'empty', place: found?.node ?? node,
      fix: fix('idp', found === undefined ? `Send ${what} as an attribute named ${quote(wanted.names[0] ?? wanted.term)}.` : `Fill ${what} of this user in the directory of the identity provider.`, email ? 'email' : wanted.term === 'groups' ? 'groups' : 'attributes', found === undefined ? wanted.names[0] : undefined),
    });
  }
  return problems;
}

export const attributesChecks: readonly Check[] = [
  defineCheck({
    id: 'attributes/email-missing', on: 'response', severity: 'error', title: 'The e-mail address is there, as the service provider needs',
    why: 'The service provider makes or finds the account by it.',
    causes: ['No attribute is mapped to the e-mail address.', 'It is sent under another name; names are compared letter by letter.', 'The user has no e-mail address in the directory (Entra drops empty claims).'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion', 'sp-requirements'],
    run: (facts, expected) => missing(facts, expected, true),
  }),
  defineCheck({
    id: 'attributes/required-missing', on: 'response', severity: 'error', title: 'Every attribute the service provider needs is there',
    why: 'Without it the login fails, or the user gets too few rights.',
    causes: ['The attribute is not mapped at the identity provider.', 'It is sent under another name; names are compared letter by letter.', 'It is empty for this user.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion', 'sp-requirements'],
    run: (facts, expected) => missing(facts, expected, false),
  }),
  defineCheck({
    id: 'attributes/no-email', on: 'response', severity: 'warning', title: 'An e-mail address stands somewhere',
    why: 'Most service providers find or make the account by e-mail address, in the NameID or in an attribute.',
    causes: ['No attribute is mapped to the e-mail address.', 'The user has no e-mail address in the directory.', 'The service provider knows users by another name, and all is well.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion', 'name-id'],
    run(facts, expected) {
      const { attributes, subject, node, encryptedAttributes } = assertionOf(facts)!;
      const requires = expected.sp?.requires;
      // Where the service provider's needs are known, the checks of those say it.
      if (requires?.nameIDIsEmail !== undefined || requires?.attributes !== undefined || encryptedAttributes > 0) return null;
      if (isEmail(subject!.nameID!.value.trim())) return null;
      for (const attribute of attributes) if (attribute.values.length === 1 && isEmail(attribute.values[0]!.trim())) return null;
      return { message: `Neither the NameID (${quote(subject!.nameID!.value)}) nor any attribute is an e-mail address.`, expected: 'an e-mail address', actual: list(attributes.map((attribute) => attribute.name), 8).replaceAll('"', ''), place: node, fix: fix('idp', `Send the user's e-mail address as an attribute, such as ${emailAttributeNames[0]}, and fill it in the directory.`, 'email') };
    },
  }),
  defineCheck({
    id: 'attributes/email-format', on: 'response', severity: 'warning', title: 'The e-mail attribute holds an address',
    why: 'A user name in its place makes an account nobody can mail to.',
    causes: ['The user name is mapped to the e-mail attribute.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => {
      if (!name.email) return null;
      const odd = attribute.values.find((value) => value.trim() !== '' && !isEmail(value.trim()));
      return odd === undefined ? null : { message: `The attribute ${quote(attribute.name)} should hold an e-mail address and holds ${quote(odd)}.`, expected: 'local@domain', actual: odd, place: attribute.node, fix: fix('idp', 'Map the user\'s e-mail address to this attribute.', 'email') };
    }),
  }),
  defineCheck({
    id: 'attributes/empty', on: 'response', severity: 'warning', title: 'Attributes have values',
    why: 'An empty value overwrites what the service provider has, or counts as missing.',
    causes: ['The source is empty for this user in the directory.'],
    spec: spec('saml-core 2.7.3.1.1'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => {
      if (attribute.encrypted || attribute.structured > 0 || attribute.values.some((value) => value.trim() !== '')) return null;
      return { message: `The attribute ${quote(attribute.name)} has no value.`, expected: 'a value', actual: 'empty', place: attribute.node, fix: name.email ? fix('idp', 'Fill the e-mail address of this user in the directory, or do not send the attribute when it is empty.', 'email') : fix('idp', 'Fill its source for this user, or do not send it when it is empty.', 'attributes') };
    }),
  }),
  defineCheck({
    id: 'attributes/duplicate', on: 'response', severity: 'warning', title: 'Every attribute name once',
    why: 'Some service providers read the first, some the last, and some all of them.',
    causes: ['Keycloak\'s role list writes one Role attribute for each role.', 'Two rules at the identity provider issue the same claim.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion'],
    run(facts) {
      const { attributes } = assertionOf(facts)!;
      if (attributes.length < 2) return null;
      const seen = new Map<string, number>();
      let repeated: Map<string, Attribute> | null = null;
      for (const attribute of attributes) {
        const count = (seen.get(attribute.name) ?? 0) + 1;
        seen.set(attribute.name, count);
        if (count === 2) (repeated ??= new Map()).set(attribute.name, attribute);
      }
      if (repeated === null) return null;
      return [...repeated].slice(0, MOST_FINDINGS).map(([name, attribute]) => ({ message: `The attribute ${quote(name)} stands ${seen.get(name) === 2 ? 'twice' : `${seen.get(name)} times`}; service providers differ in which one they read.`, expected: 'one Attribute with several values', actual: plural(seen.get(name)!, 'Attribute'), place: attribute.node, fix: fix('idp', nameFacts(name).email ? 'Remove one of the two rules that send it, so that one address is sent.' : 'Send one attribute with several values (Keycloak: Single Role Attribute).', nameFacts(name).email ? 'email' : 'attributes') }));
    },
  }),
  defineCheck({
    id: 'attributes/delimited', on: 'response', severity: 'warning', title: 'Several values are several elements',
    why: 'A list in one value is read as one long name, so no group matches.',
    causes: ['A join function builds the value at the identity provider.'],
    spec: spec('SAML2Int SDP-IDP20'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => {
      const value = attribute.values.length === 1 ? attribute.values[0]! : '';
      if (value.length < 3 || value.length > 100_000 || !name.grouplike) return null;
      const delimiter = value.includes(';') ? ';' : value.includes('|') ? '|' : value.includes(',') && !/^(?:cn|uid|ou)=/i.test(value) ? ',' : null;
      return delimiter === null ? null : { message: `The attribute ${quote(attribute.name)} has one value that looks like a list with ${quote(delimiter)} between: ${quote(value)}.`, expected: 'one AttributeValue for each', actual: value.slice(0, 500), place: attribute.node, fix: fix('idp', 'Send each value in an AttributeValue of its own.', 'groups') };
    }),
  }),
  defineCheck({
    id: 'attributes/white-space', on: 'response', severity: 'warning', title: 'No white space around values',
    why: 'Values are compared letter by letter, so a group with a blank in front does not match.',
    causes: ['A list was split at its commas and the blanks stayed.', 'The message was pretty-printed before it was signed.'],
    spec: spec('saml-core 1.3.1'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute) => {
      for (const value of attribute.values) {
        if (hasOuterSpace(value) && value.trim() !== '') return { message: `A value of the attribute ${quote(attribute.name)} has white space around it: ${quote(value)}.`, expected: value.trim(), actual: value, place: attribute.node, fix: fix('idp', 'Remove the white space at the source.', 'attributes') };
      }
      return null;
    }),
  }),
  defineCheck({
    id: 'attributes/groups-overage', on: 'response', severity: 'warning', title: 'The groups are there, not only a link to them',
    why: 'Above 150 groups Entra sends a link instead of the list, and the service provider sees no group at all.',
    causes: ['The user is in more than 150 groups.', 'All groups are sent instead of those assigned to the application.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute) => (attribute.name !== 'http://schemas.microsoft.com/claims/groups.link' ? null : { message: 'The user is in too many groups: Entra sent a link instead of the list.', expected: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups', actual: attribute.name, place: attribute.node, fix: fix('idp', 'Send only groups assigned to the application, or filter them in the groups claim.', 'groups') })),
  }),
  defineCheck({
    id: 'attributes/group-ids', on: 'response', severity: 'info', title: 'Groups are names',
    why: 'Identifiers match only where the service provider is set up with the same identifiers.',
    causes: ['Entra sends the object ID of groups unless told otherwise.'],
    spec: spec('saml-core 2.7.3'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => {
      if (!name.groups) return null;
      const id = attribute.values[0];
      if (id === undefined || id.length !== 36 || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
      return { message: `The groups are sent as identifiers (${quote(id)}), not by name.`, actual: id, place: attribute.node, fix: fix('idp', 'Choose the group name as source, or enter the identifiers at the service provider.', 'groups') };
    }),
  }),
  defineCheck({
    id: 'attributes/name-format', on: 'response', severity: 'warning', title: 'Attribute names are of the format they say',
    why: 'A service provider that compares name and format does not find the attribute.',
    causes: ['The format was chosen by hand at the identity provider and does not fit the name.'],
    spec: spec('saml-core 8.2'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => {
      const uri = attribute.nameFormat === attributeNameFormat.uri;
      if (!uri && attribute.nameFormat !== attributeNameFormat.basic) return null;
      if (uri ? name.uri : name.basic) return null;
      return { message: `The attribute ${quote(attribute.name)} says its name is ${uri ? 'a URI' : 'a basic name'}, and it is not.`, expected: uri ? 'such as urn:oid:0.9.2342.19200300.100.1.3' : 'a name without spaces or slashes', actual: attribute.name, place: attribute.node, fix: fix('idp', `Set the name format to ${uri ? 'basic' : 'uri'}.`, 'attributes') };
    }),
  }),
  defineCheck({
    id: 'attributes/structured', on: 'response', severity: 'info', title: 'Values are text',
    why: 'Values made of elements, such as eduPersonTargetedID, are read by few service providers.',
    causes: ['The attribute is defined that way in its federation.'],
    spec: spec('saml-core 2.7.3.1.1'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute) => (attribute.structured === 0 ? null : { message: `The attribute ${quote(attribute.name)} has ${plural(attribute.structured, 'value')} made of elements, which few service providers read.`, actual: plural(attribute.structured, 'structured value'), place: attribute.node })),
  }),
  defineCheck({
    id: 'attributes/secret', on: 'response', severity: 'warning', title: 'No access tokens or passwords',
    why: 'An assertion passes through the user\'s browser and into logs; a token in it can be used by whoever reads them.',
    causes: ['Auth0 sends identities with their access_token unless mapIdentities is false.'],
    spec: spec('policy secrets in assertions'), needs: ['assertion'],
    run: (facts) => each(facts, (attribute, name) => (!name.secret ? null : { message: `The attribute ${quote(attribute.name)} carries a secret through the browser.`, place: attribute.node, fix: fix('idp', 'Do not send it (Auth0: set mapIdentities to false).', 'attributes') })),
  }),
];
