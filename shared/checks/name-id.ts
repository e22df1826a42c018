/** The NameID: the name the service provider knows the user by (saml-core 2.2, 8.3). */
import { emailAttributeNames, nameIDFormat, shortName } from '../urns.ts';
import { defineCheck, fix, spec, type Check } from './check.ts';
import { assertionOf, nameIDOf } from './judged.ts';
import { capital, hasOuterSpace, isEmail, quote, spName } from './words.ts';

const unspecific: ReadonlySet<string> = new Set([nameIDFormat.unspecified, 'urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified', 'urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified']);

/** A pairwise or internal identifier instead of a name: 32 or more characters of an alphabet without spaces, or `auth0|…`. */
export function looksOpaque(value: string): boolean {
  if (value.includes('|') && !value.includes('@')) return true;
  return value.length >= 26 && value.length <= 200 && !value.includes('@') && /^[A-Za-z0-9_+/=-]+$/.test(value) && /\d/.test(value);
}

export const nameIDChecks: readonly Check[] = [
  defineCheck({
    id: 'name-id/missing', on: 'response', severity: 'error', title: 'The Subject has a NameID',
    why: 'The service provider matches the account by it; without one nobody can be logged in.',
    causes: ['The attribute the NameID is taken from is empty for this user.', 'No rule issues a Name ID (AD FS does not by itself).'],
    spec: spec('saml-core 2.4.1'), needs: ['assertion'],
    run(facts) {
      const subject = assertionOf(facts)!.subject;
      return subject === null || subject.nameID !== null || subject.encryptedID ? null : { message: 'The Subject has no NameID, so the service provider cannot tell who logged in.', expected: 'a NameID', actual: 'absent', place: subject.node, fix: fix('idp', 'Let the identity provider issue a NameID for this application, and fill the attribute it is taken from.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/empty', on: 'response', severity: 'error', title: 'The NameID has a value',
    why: 'An empty name matches no account, or worse, the wrong one.',
    causes: ['The attribute the NameID is taken from is empty for this user.'],
    spec: spec('saml-core 1.3.1'), needs: ['name-id'],
    run: (facts) => (nameIDOf(facts)!.value.trim() !== '' ? null : { message: 'The NameID is empty.', expected: 'a value', actual: 'empty', place: nameIDOf(facts)!.node, fix: fix('idp', 'Fill the attribute the NameID is taken from for this user, or take it from another one.', 'nameID') }),
  }),
  defineCheck({
    id: 'name-id/format-requested', on: 'response', severity: 'error', title: 'The NameID has the format that was requested',
    why: 'The identity provider must answer in the requested format or refuse; a receiver may reject anything else.',
    causes: ['The format at the identity provider is set by hand and wins over the request.', 'The service provider asks for a format it does not need.'],
    spec: spec('saml-core 3.4.1.1'), needs: ['name-id', 'request-sent'],
    run(facts, expected) {
      const wanted = expected.request!.nameIDFormat;
      const nameID = nameIDOf(facts)!;
      if (wanted === undefined || wanted === '' || unspecific.has(wanted) || wanted === nameIDFormat.encrypted || nameID.format === wanted) return null;
      return { message: `The request asked for a NameID of the format ${shortName(wanted)} and got ${nameID.format === null ? 'one without a format' : shortName(nameID.format)}.`, expected: wanted, actual: nameID.format ?? 'absent', place: nameID.node, fix: fix('idp', `Set the NameID format to ${shortName(wanted)}, or take the Format out of the request.`, 'nameIDFormat') };
    },
  }),
  defineCheck({
    id: 'name-id/format-required', on: 'response', severity: 'error', title: 'The NameID has the format the service provider needs',
    why: 'The format says what the value is; a service provider that expects another one looks up the wrong thing or refuses.',
    causes: ['The NameID format at the identity provider was left at its default.', 'The import of metadata did not set it (PingOne).'],
    spec: spec('saml-core 8.3'), needs: ['name-id', 'sp-requirements'],
    run(facts, expected) {
      const wanted = expected.sp!.requires!.nameIDFormat;
      const nameID = nameIDOf(facts)!;
      if (wanted === undefined || unspecific.has(wanted) || nameID.format === wanted) return null;
      const vague = nameID.format === null || unspecific.has(nameID.format);
      const harmless = vague && (wanted !== nameIDFormat.emailAddress || isEmail(nameID.value));
      return {
        message: `${capital(spName(expected))} needs a NameID of the format ${shortName(wanted)}, and this one ${nameID.format === null ? 'has no format' : `is ${shortName(nameID.format)}`}.`,
        expected: wanted, actual: nameID.format ?? 'absent', place: nameID.node, severity: harmless ? 'warning' : 'error', fix: fix('idp', `Set the NameID format to ${shortName(wanted)} (${wanted}).`, 'nameIDFormat', wanted),
      };
    },
  }),
  defineCheck({
    id: 'name-id/email', on: 'response', severity: 'error', title: 'The NameID is an e-mail address, as the service provider needs',
    why: 'The service provider finds the account by e-mail address; with another value it finds none, or makes a second account.',
    causes: ['The NameID is taken from the user name or an internal identifier.', 'The attribute with the e-mail address is empty for this user, and the identity provider sent another one instead.'],
    spec: spec('saml-core 8.3.2'), needs: ['name-id', 'sp-requirements'],
    run(facts, expected) {
      const nameID = nameIDOf(facts)!;
      if (expected.sp!.requires!.nameIDIsEmail !== true || isEmail(nameID.value.trim()) || nameID.value.trim() === '') return null;
      return { message: `${capital(spName(expected))} needs an e-mail address as NameID, and this one is ${quote(nameID.value)}${looksOpaque(nameID.value) ? ', which looks like an internal identifier' : ''}.`, expected: 'an e-mail address', actual: nameID.value, place: nameID.node, fix: fix('idp', 'Take the NameID from the user\'s e-mail address, and see that every user has one.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/other-email', on: 'response', severity: 'warning', title: 'The NameID is the e-mail address that the attributes have',
    why: 'The service provider finds the account by the NameID. A user name that looks like an address, or the same address in other letter case, finds none, or makes a second account.',
    causes: ['The NameID is the user principal name (UPN), and the user\'s e-mail address is another one.', 'The address is written in capitals in one place and in small letters in the other.'],
    spec: spec('saml-core 8.3.2'), needs: ['name-id', 'sp-requirements'],
    run(facts, expected) {
      const nameID = nameIDOf(facts)!;
      const address = assertionOf(facts)?.attributes.find(({ name, values }) => emailAttributeNames.includes(name) && values.length === 1 && isEmail(values[0]!))?.values[0];
      if (expected.sp!.requires!.nameIDIsEmail !== true || address === undefined || !isEmail(nameID.value) || nameID.value === address) return null;
      const isCase = nameID.value.toLowerCase() === address.toLowerCase();
      return { message: isCase ? `The NameID ${quote(nameID.value)} and the e-mail attribute ${quote(address)} differ in letter case.` : `The NameID is ${quote(nameID.value)}, and the e-mail attribute says ${quote(address)}.`, expected: address, actual: nameID.value, place: nameID.node, fix: fix('idp', isCase ? 'Send the address in small letters in both places.' : 'Take the NameID from the e-mail address instead of the user name.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/email-address', on: 'response', severity: 'warning', title: 'A NameID of the format emailAddress is one',
    why: 'The format promises a bare address such as ada@example.com, without display name or angle brackets.',
    causes: ['The format was set to emailAddress but the value is a user name.'],
    spec: spec('saml-core 8.3.2'), needs: ['name-id'],
    run(facts) {
      const nameID = nameIDOf(facts)!;
      return nameID.format !== nameIDFormat.emailAddress || isEmail(nameID.value.trim()) || nameID.value.trim() === '' ? null : { message: `The NameID says it is an e-mail address, and it is ${quote(nameID.value)}.`, expected: 'local@domain', actual: nameID.value, place: nameID.node, fix: fix('idp', 'Take the NameID from the user\'s e-mail address.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/opaque', on: 'response', severity: 'warning', title: 'The NameID is a name, not an internal identifier',
    why: 'A random looking value is different at every service provider and matches no account there.',
    causes: ['Entra sends a pairwise identifier when the source attribute is empty or the request asks for "unspecified".', 'Auth0 falls back to its user id when no e-mail attribute is mapped.'],
    spec: spec('saml-core 8.3'), needs: ['name-id'],
    run(facts) {
      const nameID = nameIDOf(facts)!;
      if (nameID.format === nameIDFormat.persistent || nameID.format === nameIDFormat.transient || nameID.format === nameIDFormat.entity || !looksOpaque(nameID.value)) return null;
      return { message: `The NameID ${quote(nameID.value)} looks like an internal identifier, not like a user name or an e-mail address.`, expected: 'a user name or e-mail address', actual: nameID.value, place: nameID.node, fix: fix('idp', 'Take the NameID from the user\'s e-mail address or user name, and fill that attribute for every user.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/white-space', on: 'response', severity: 'warning', title: 'No white space around the NameID',
    why: 'Some service providers cut it off and some do not; the account may not be found.',
    causes: ['The message was pretty-printed before it was signed.', 'The attribute has a blank in the directory.'],
    spec: spec('saml-core 1.3.1'), needs: ['name-id'],
    run: (facts) => (!hasOuterSpace(nameIDOf(facts)!.value) ? null : { message: `The NameID has white space around it: ${quote(nameIDOf(facts)!.value)}.`, expected: nameIDOf(facts)!.value.trim(), actual: nameIDOf(facts)!.value, place: nameIDOf(facts)!.node, fix: fix('idp', 'Remove the white space from the attribute the NameID is taken from.', 'nameID') }),
  }),
  defineCheck({
    id: 'name-id/child-elements', on: 'response', severity: 'error', title: 'The NameID is text only',
    why: 'Elements inside it are read by some programs and skipped by others, so two names stand in one place.',
    causes: ['It is an attack.', 'A value was put in without being escaped.'],
    spec: spec('saml-core 2.2.2'), needs: ['name-id'],
    run: (facts) => (!nameIDOf(facts)!.hasElements ? null : { message: 'The NameID holds elements, where only text belongs.', expected: 'text', actual: 'elements', place: nameIDOf(facts)!.node, fix: fix('idp', 'Send the NameID as plain text. If the identity provider does, do not accept this message.', 'nameID') }),
  }),
  defineCheck({
    id: 'name-id/length', on: 'response', severity: 'warning', title: 'The NameID is not too long',
    why: 'Persistent and transient identifiers may have 256 characters; longer ones are cut off in databases.',
    causes: ['It holds a whole distinguished name.'],
    spec: spec('saml-core 8.3.7'), needs: ['name-id'],
    run(facts) {
      const nameID = nameIDOf(facts)!;
      const most = nameID.format === nameIDFormat.persistent || nameID.format === nameIDFormat.transient ? 256 : 1024;
      return nameID.value.length <= most ? null : { message: `The NameID has ${nameID.value.length} characters, and ${most} are allowed.`, expected: `at most ${most} characters`, actual: `${nameID.value.length} characters`, place: nameID.node, fix: fix('idp', 'Take the NameID from a shorter attribute.', 'nameID') };
    },
  }),
  defineCheck({
    id: 'name-id/entity', on: 'response', severity: 'warning', title: 'A NameID of the format entity has no qualifiers',
    why: 'The format entity names a provider, not a user; qualifiers are forbidden with it.',
    causes: ['The format was chosen by mistake.'],
    spec: spec('saml-core 8.3.6'), needs: ['name-id'],
    run(facts) {
      const nameID = nameIDOf(facts)!;
      if (nameID.format !== nameIDFormat.entity || (nameID.nameQualifier === null && nameID.spNameQualifier === null && nameID.spProvidedID === null)) return null;
      return { message: 'The NameID has the format entity and a qualifier, which exclude each other.', expected: 'no qualifiers', actual: 'NameQualifier, SPNameQualifier or SPProvidedID', place: nameID.node, fix: fix('idp', 'Choose another NameID format for users.', 'nameIDFormat') };
    },
  }),
  defineCheck({
    id: 'name-id/transient', on: 'response', severity: 'info', title: 'The NameID stays the same',
    why: 'A transient identifier is new at every login; a service provider that keeps accounts needs something that stays.',
    causes: ['The format at the identity provider was left at transient (SimpleSAMLphp by default).'],
    spec: spec('saml-core 8.3.8'), needs: ['name-id'],
    run: (facts) => (nameIDOf(facts)!.format !== nameIDFormat.transient ? null : { message: 'The NameID is transient: it is another one at the next login.', actual: nameIDFormat.transient, place: nameIDOf(facts)!.node, fix: fix('idp', 'Send a persistent identifier or the e-mail address if the service provider keeps accounts.', 'nameIDFormat') }),
  }),
];
