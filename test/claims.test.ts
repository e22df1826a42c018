/** The claim doctor: what was found under which name, what is wanted, and the change in the words of that console. */
import { describe, expect, it } from 'vitest';
import type { ClaimEntry, ClaimState } from '../shared/claims/claim.ts';
import { claims, type Claims } from '../shared/claims/claims.ts';
import type { Connection } from '../shared/connection.ts';
import type { PracticeSettings } from '../shared/contract.ts';
import type { Outcome } from '../shared/finding.ts';
import { claimConsoles } from '../shared/guides/claim-consoles.ts';
import { inspect } from '../shared/inspect.ts';
import { buildSpMetadata } from '../shared/saml/metadata-write.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { identityProviders } from '../shared/guides/index.ts';
import { nameIDFormat } from '../shared/urns.ts';
import { judgeLogin, practising } from './practice-login.ts';
import { expectSentence } from './sentences.ts';

const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const groupsOfEntra = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';
const names = { emailAttribute: 'email', firstNameAttribute: 'firstName', lastNameAttribute: 'lastName', groupsAttribute: 'groups' };
type Reads = Partial<typeof names>;

const heroku = (idp = 'entra'): Connection => practising('heroku', idp, { team: 'acme' });
const reading = (reads: Reads, idp = 'entra'): Connection =>
  practising('other', idp, { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs', ...reads });
const doctor = async (connection: Connection, settings: Partial<PracticeSettings> = {}): Promise<Claims> => claims(connection, await judgeLogin(connection, settings));
const of = (result: Claims, term: string): ClaimEntry => {
  const entry = result.entries.find((each) => each.term === term);
  if (entry === undefined) throw new Error(`There is no entry ${term}: ${result.entries.map((each) => each.term).join(', ')}`);
  return entry;
};
const sending = (...attributes: readonly (readonly [name: string, ...values: string[]])[]): Partial<PracticeSettings> => ({ attributes: attributes.map(([name, ...values]) => ({ name, values })) });
const guid = '0f9d2c1a-1b2c-4d5e-8f90-a1b2c3d4e5f6';
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `team-${index}`);

type Case = readonly [what: string, connection: Connection, settings: Partial<PracticeSettings>, term: string, state: ClaimState, outcome: Outcome];

const cases: readonly Case[] = [
  // ---- the NameID
  ['an address', heroku(), {}, 'nameID', 'found', 'pass'],
  ['none', heroku(), { fault: 'missing-name-id' }, 'nameID', 'missing', 'fail'],
  ['an opaque pairwise identifier', heroku(), { fault: 'opaque-name-id' }, 'nameID', 'opaque', 'fail'],
  ['a user name', heroku(), { fault: 'missing-email' }, 'nameID', 'not-email', 'fail'],
  ['the UPN without a domain', heroku(), { nameID: 'CONTOSO-ada', ...sending([`${claim}upn`, 'CONTOSO-ada']) }, 'nameID', 'user-name', 'fail'],
  ['the UPN, beside another address', heroku(), { nameID: 'ada@contoso.onmicrosoft.com', ...sending([`${claim}name`, 'ada@contoso.onmicrosoft.com'], [`${claim}emailaddress`, 'ada@example.com']) }, 'nameID', 'user-name', 'warn'],
  ['the UPN, equal to the address', heroku(), { nameID: 'ada@example.com', ...sending([`${claim}name`, 'ada@example.com'], [`${claim}emailaddress`, 'Ada@example.com']) }, 'nameID', 'found', 'pass'],
  ['another format', heroku(), { nameIDFormat: nameIDFormat.persistent }, 'nameID', 'other-format', 'fail'],
  ['a vague format with an address', heroku(), { nameIDFormat: nameIDFormat.unspecified }, 'nameID', 'other-format', 'warn'],
  ['blanks around it', heroku(), { nameID: ' ada@example.com' }, 'nameID', 'white-space', 'warn'],
  ['a user name, where nothing is asked', reading({}), { nameID: 'ada', nameIDFormat: nameIDFormat.unspecified }, 'nameID', 'found', 'pass'],
  ['an opaque value, where nothing is asked', reading({}), { nameID: 'AQ3xv8Yk2mZ5cR7tLw0PdN9sHf4GbJ6uKe1TiVoXyQc', nameIDFormat: nameIDFormat.unspecified }, 'nameID', 'opaque', 'warn'],

  // ---- e-mail
  ['under its name', reading(names), sending(['email', 'ada@example.com']), 'email', 'found', 'pass'],
  ['under Entra’s name', reading(names), sending([`${claim}emailaddress`, 'ada@example.com']), 'email', 'other-name', 'fail'],
  ['under a name of nobody’s', reading(names), sending(['kontakt', 'ada@example.com']), 'email', 'other-name', 'fail'],
  ['in another case', reading(names), sending(['Email', 'ada@example.com']), 'email', 'other-case', 'fail'],
  ['not at all', reading(names), sending(['department', 'IT']), 'email', 'missing', 'fail'],
  ['the UPN alone', reading(names), sending([`${claim}upn`, 'ada@contoso.onmicrosoft.com']), 'email', 'user-name', 'fail'],
  ['empty', reading(names), sending(['email', '']), 'email', 'empty', 'fail'],
  ['twice', reading(names), sending(['email', 'ada@example.com'], ['email', 'ada@contoso.example.com']), 'email', 'duplicate', 'warn'],
  ['the UPN in its place', reading(names), sending(['email', 'CONTOSO-ada'], [`${claim}upn`, 'CONTOSO-ada']), 'email', 'user-name', 'warn'],
  ['no address in its place', reading(names), sending(['email', 'ada']), 'email', 'not-email', 'warn'],
  ['blanks around the address', reading(names), sending(['email', 'ada@example.com ']), 'email', 'white-space', 'warn'],
  ['two addresses of one person', reading(names), sending(['email', 'ada@example.com', 'ada@contoso.example.com']), 'email', 'found', 'pass'],

  // ---- names
  ['the first name', reading(names), sending(['firstName', 'Ada']), 'the first name', 'found', 'pass'],
  ['the first name as a claim URI', reading(names), sending([`${claim}givenname`, 'Ada']), 'the first name', 'other-name', 'fail'],
  ['the first name by its OID', reading(names), sending(['urn:oid:2.5.4.42', 'Ada']), 'the first name', 'other-name', 'fail'],
  ['the last name in another case', reading(names), sending(['lastname', 'Lovelace']), 'the last name', 'other-case', 'fail'],
  ['no last name', reading(names), sending(['displayName', 'Ada Lovelace']), 'the last name', 'missing', 'fail'],

  // ---- groups
  ['groups', reading(names), sending(['groups', 'staff', 'admins']), 'groups', 'found', 'pass'],
  ['groups under Entra’s name', reading(names), sending([groupsOfEntra, 'staff']), 'groups', 'other-name', 'fail'],
  ['groups as identifiers', reading({ groupsAttribute: groupsOfEntra }), sending([groupsOfEntra, guid]), 'groups', 'identifiers', 'pass'],
  ['a group whose name merely looks long', reading(names), sending(['groups', 'finance-emea-quarterly-reporting-all']), 'groups', 'found', 'pass'],
  ['a link instead of groups', reading(names), sending(['http://schemas.microsoft.com/claims/groups.link', 'https://graph.microsoft.com/v1.0/users/x/getMemberObjects']), 'groups', 'overage', 'fail'],
  ['almost too many groups', reading(names), sending(['groups', ...many(140)]), 'groups', 'near-cap', 'warn'],
  ['as many where no limit is known', reading(names, 'okta'), sending(['groups', ...many(140)]), 'groups', 'found', 'pass'],
  ['far fewer', reading(names), sending(['groups', ...many(100)]), 'groups', 'found', 'pass'],
  ['a list in one value', reading(names), sending(['groups', 'staff;admins']), 'groups', 'delimited', 'warn'],
  ['a distinguished name with commas', reading(names), sending(['groups', 'CN=staff,OU=groups,DC=example']), 'groups', 'found', 'pass'],
  ['one Role each, as Keycloak sends it', reading({ groupsAttribute: 'Role' }, 'keycloak'), sending(['Role', 'staff'], ['Role', 'admin']), 'groups', 'duplicate', 'warn'],

  // ---- as the products write it
  ['Entra: the address', reading({ emailAttribute: `${claim}emailaddress` }), { shape: 'entra' }, 'email', 'found', 'pass'],
  ['Entra: the plain name', reading(names), { shape: 'entra' }, 'email', 'other-name', 'fail'],
  ['Okta: the address', reading(names, 'okta'), { shape: 'okta' }, 'email', 'found', 'pass'],
  ['Auth0: the last name', reading({ lastNameAttribute: `${claim}surname` }, 'auth0'), { shape: 'auth0' }, 'the last name', 'found', 'pass'],
  ['AD FS: the plain name', reading(names, 'adfs'), { shape: 'adfs' }, 'the first name', 'other-name', 'fail'],
];

describe('the claim doctor', () => {
  it.each(cases)('%s', async (_, connection, settings, term, state, outcome) => {
    const result = await doctor(connection, settings);
    const entry = of(result, term);
    expect({ state: entry.state, outcome: entry.outcome }).toEqual({ state, outcome });
    expectSentence(entry.message);
    expectSentence(result.sentence);
    expect(entry.change === null).toBe(state === 'found');
    if (entry.change !== null) {
      expectSentence(entry.change.fix.text);
      expect(entry.change.fix.side).toBe('idp');
      expect(entry.change.place?.path).toContain(' > ');
      if (term === 'nameID') expect(entry.change.values.length).toBeGreaterThan(0);
    }
  });

  it('says what the judge says, of the same checks', async () => {
    const connection = reading(names);
    const report = await judgeLogin(connection, sending(['email', ''], ['groups', 'a', 'b']));
    const of_ = claims(connection, report);
    for (const entry of of_.entries.filter((each) => each.outcome === 'fail')) {
      expect(entry.because.length, entry.term).toBeGreaterThan(0);
      for (const check of entry.because) expect(report.findings.some((finding) => finding.check === check && (finding.outcome === 'fail' || finding.outcome === 'warn')), check).toBe(true);
    }
    expect(of_.entries.filter((each) => each.outcome === 'fail').map((each) => each.term)).toEqual(['email', 'the first name', 'the last name']);
  });

  it('follows the names the service provider reads now, not those of the day of the login', async () => {
    const before = reading({ emailAttribute: 'mail' });
    const report = await judgeLogin(before, sending(['email', 'ada@example.com']));
    expect(of(claims(before, report), 'email').state).toBe('other-name');
    expect(of(claims(reading({ emailAttribute: 'email' }), report), 'email').state).toBe('found');
  });

  it('reads what the service provider’s metadata asks for', async () => {
    const xml = buildSpMetadata({ entityID: 'https://app.example.com/saml', assertionConsumerServices: [{ location: 'https://app.example.com/saml/acs' }], requestedAttributes: [{ name: 'urn:oid:2.5.4.42' }, { name: 'costCentre', required: true }] });
    const summary = summarizeMetadata(inspect(xml, { now: 0, clockSkew: 180, policy: 'practice', role: 'sp' }), 'sp')!;
    const connection = reading({});
    const asking = { ...connection, sp: { ...connection.sp, metadata: { xml, source: 'dropped sp.xml', addedAt: '', sha256: '', summary } } };
    const result = await doctor(asking, sending(['email', 'ada@example.com']));
    expect(result.entries.map((each) => [each.term, each.state, each.outcome])).toEqual([['nameID', 'found', 'pass'], ['the first name', 'missing', 'pass'], ['costCentre', 'missing', 'fail']]);
    expect(of(result, 'the first name').change).toBeNull();
  });

  it('lists everything else that was sent, and what is odd about it', async () => {
    const result = await doctor(heroku(), sending(['access_token', 'x'], ['memberOf', 'a;b'], [`${claim}upn`, 'ada@example.com']));
    expect(result.carried.map(({ name, kind, wanted, remarks }) => [name, kind, wanted, remarks.length])).toEqual([['access_token', null, false, 1], ['memberOf', 'groups', false, 1], [`${claim}upn`, 'userName', false, 0]]);
  });
});

describe('whose values they are', () => {
  it('is said only where a given key signed them', async () => {
    expect((await doctor(heroku())).trust).toBe('verified');
    expect((await doctor(heroku(), { fault: 'audience-slash' })).trust).toBe('signed');
    for (const fault of ['unsigned', 'other-key', 'changed-after-signing', 'signature-stripped']) expect((await doctor(heroku(), { fault })).trust, fault).toBe('nobody');
  });

  it('keeps what nobody signed from passing', async () => {
    const result = await doctor(heroku(), { fault: 'unsigned' });
    expect(of(result, 'nameID')).toMatchObject({ state: 'found', outcome: 'skip' });
    expect(result.sentence).toBe('Heroku would find everything it reads, but no key you gave signed it.');
    expect((await doctor(heroku(), { fault: 'audience-slash' })).sentence).toBe('Heroku would find everything it reads; the login was refused for another reason.');
  });

  it('is never taken from what was put beside the signed assertion', async () => {
    const result = await doctor(heroku(), { fault: 'wrapped-assertion', nameID: 'ada@example.com' });
    expect(of(result, 'nameID').found.flatMap((each) => each.values)).toEqual(['ada@example.com']);
  });

  it.each([
    ['nothing was sent', null, /Nothing was sent yet/],
    ['it could not be opened', 'encrypted-to-other-key', /could not be opened here/],
    ['the login failed there', 'authn-failed', /carries no assertion/],
  ])('is unknown while %s', async (_, fault, words) => {
    const connection = reading(names);
    const result = claims(connection, fault === null ? null : await judgeLogin(connection, { fault }));
    expect(result).toMatchObject({ trust: 'nobody', carried: [] });
    expect(result.sentence).toMatch(words);
    expect(result.entries).toHaveLength(5);
    for (const entry of result.entries) expect(entry).toMatchObject({ state: 'unknown', outcome: 'skip', found: [], change: null });
  });
});

describe('the change', () => {
  it('stands in Entra’s words', async () => {
    const { change } = of(await doctor(reading({ emailAttribute: 'mail' }), sending([`${claim}emailaddress`, 'ada@example.com'])), 'email');
    expect(change!.place!.path).toBe('Entra > Enterprise apps > (your application) > Single sign-on > Attributes & Claims');
    expect(change!.how).toContain('**Add new claim**');
    expect(change!.values.map((value) => [value.label, value.value, value.copy])).toEqual([['Name', 'mail', true], ['Source attribute', 'user.mail', false]]);
    expect(change!.fix).toMatchObject({ side: 'idp', field: 'attributes', value: 'mail' });
    expect(change!.instead).toMatch(/^Or let Intranet read ".*emailaddress", if that can be set there: Service provider > SAML settings > Attribute mapping > E-mail\.$/);
  });

  it('of the NameID gives its source and its format', async () => {
    const { change } = of(await doctor(heroku(), { fault: 'missing-email' }), 'nameID');
    expect(change!.place!.path).toBe('Entra > Enterprise apps > (your application) > Single sign-on > Attributes & Claims > Unique User Identifier');
    expect(change!.values.map((value) => [value.label, value.value])).toEqual([['Choose name identifier format', 'Email address'], ['Unique User Identifier', 'user.mail']]);
  });

  it.each([
    ['okta', 'groups', 'Okta > Applications > Applications > (your application) > General > SAML Settings > Configure SAML > Group Attribute Statements'],
    ['adfs', 'the first name', 'Send LDAP Attributes as Claims'],
    ['auth0', 'email', 'mappings'],
    ['google', 'the last name', 'Attribute mapping'],
    ['keycloak', 'groups', 'Client scopes'],
  ])('%s: %s', async (idp, term, path) => {
    const { change } = of(await doctor(reading(names, idp), sending(['department', 'IT'])), term);
    expect(change!.place!.path).toContain(path);
    expect(change!.how).toContain('**');
  });

  it.each(identityProviders.map((guide) => guide.id))('%s: has a place, labels and sources, all sentences whole', async (idp) => {
    const console = claimConsoles[idp];
    for (const sentence of [console.add, console.groups ?? console.add, ...console.unconfirmed]) expectSentence(sentence.replaceAll('**', ''));
    expect([console.name, console.source, console.sources.email].every((word) => word !== null && word !== '')).toBe(true);
    expect(console.checked.source.length).toBeGreaterThan(8);
    const result = await doctor(reading(names, idp), sending(['department', 'IT']));
    for (const entry of result.entries.slice(1)) {
      expect(entry.state).toBe('missing');
      expect(entry.change!.values[0]).toMatchObject({ label: console.name, value: entry.wanted[0], copy: true });
      // Salesforce's and AWS's guides name no place of some; the words say where.
      if (entry.change!.place === null) expect(['salesforce', 'aws']).toContain(idp);
      else expect(entry.change!.place.path).toContain(' > ');
      expect(entry.change!.how).toMatch(/\*\*|attribute mapping/);
    }
  });
});
