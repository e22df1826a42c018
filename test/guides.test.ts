import { describe, expect, it } from 'vitest';
import { displayName, idpSource, newConnection, practiceSource, spTarget, type Connection, type MetadataSummary, type StoredMetadata } from '../shared/connection.ts';
import type { Field } from '../shared/finding.ts';
import { auth0AddonText } from '../shared/guides/recipes/auth0-addon.ts';
import { acsValidator } from '../shared/guides/identity-providers/onelogin.ts';
import type { Evidence, ExchangeEvidence, Proof, Walk } from '../shared/guides/guide.ts';
import { toPem } from '../shared/guides/handover.ts';
import { identityProvider, identityProviders, recogniseIdentityProvider, requirementsOf, serviceProvider, serviceProviders } from '../shared/guides/index.ts';
import { readInputs, refusal } from '../shared/guides/inputs.ts';
import { identityProviderNames, serviceProviderNames } from '../shared/guides/names.ts';
import { fieldPlace } from '../shared/guides/places.ts';
import { ago } from '../shared/guides/proofs.ts';
import { rehearsalSteps } from '../shared/guides/rehearsal.ts';
import { termWords } from '../shared/guides/terms.ts';
import { parseSpOption, renderWalk } from '../shared/guides/text.ts';
import { walk } from '../shared/guides/walk.ts';
import type { CertificateFacts } from '../shared/model.ts';
import { binding, nameIDFormat } from '../shared/urns.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();

const inputs: Record<string, Record<string, string>> = {
  heroku: { team: 'acme' },
  heap: { appId: '1234567890' },
  other: { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs', signOnURL: 'https://app.example.com/login', nameIDFormat: nameIDFormat.persistent },
};
const entityIDs: Record<string, string> = { entra: 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/', okta: 'http://www.okta.com/exk1', auth0: 'urn:acme.eu.auth0.com' };

const certificate = (name: string, notAfter: string, der = 'QUJD'.repeat(30)): CertificateFacts => ({
  der, subject: `CN=${name}`, issuer: `CN=${name}`, serialNumber: '01', notBefore: '2026-01-01T00:00:00Z', notAfter, keyType: 'RSA', keyBits: 2048, curve: null,
  signatureAlgorithm: 'RSA-SHA256', selfSigned: true, sha1: 'AA:BB', sha256: `${name.toUpperCase()}:01`, keySha256: 'CC:DD', fault: null,
});

const summary = (over: Partial<MetadataSummary> = {}): MetadataSummary => ({
  entityID: 'https://idp.example.com/metadata', role: 'idp', verdict: 'accept',
  singleSignOnServices: [{ binding: binding.post, location: 'https://idp.example.com/post' }, { binding: binding.redirect, location: 'https://idp.example.com/redirect' }],
  singleLogoutServices: [], assertionConsumerServices: [], signingCertificates: [certificate('aa', '2030-01-01T00:00:00Z')], encryptionCertificates: [],
  nameIDFormats: [], wantAuthnRequestsSigned: false, validUntil: null, findings: [], ...over,
});
const stored = (over: Partial<MetadataSummary> = {}, source = 'dropped idp.xml'): StoredMetadata => ({ xml: '<EntityDescriptor/>', source, addedAt: at(2), sha256: 'f00d', summary: summary(over) });

function connect(sp: string, idp: string, metadata: StoredMetadata | null = null, idpInputs: Record<string, string> = {}): Connection {
  const connection = newConnection({ id: 'c1', now: at(60), sp, spInputs: inputs[sp] ?? {}, idp, idpInputs });
  return { ...connection, idp: { ...connection.idp, metadata } };
}
const evidence = (exchanges: Partial<ExchangeEvidence>[] = [], metadata: Evidence['metadata'] = null): Evidence => ({
  metadata,
  exchanges: exchanges.map((one, index) => ({ id: `e${index}`, at: at(1), outcome: 'passed', rehearsal: true, practice: false, verdict: 'accept', headline: 'Accepted.', metadataSha256: 'f00d', ...one })),
  now,
});
const given = (sp: string, idp: string, metadata: StoredMetadata | null, exchanges: Partial<ExchangeEvidence>[] = []): Walk => walk(connect(sp, idp, metadata), evidence(exchanges));
const stateOf = (result: Walk, id: string): string | undefined => result.steps.find((step) => step.id === id)?.state;

const spIDs = Object.keys(serviceProviderNames);
const idpIDs = Object.keys(identityProviderNames);
const variants = spIDs.flatMap((sp) => idpIDs.flatMap((idp) => (idp === 'entra' ? ['', 'gallery', 'custom'] : idp === 'okta' ? ['', 'catalog', 'custom'] : ['']).map((app) => [sp, idp, app] as const)));

describe('every pairing', () => {
  it.each(variants)('%s and %s %s renders without a hole', (sp, idp, app) => {
    const idpInputs: Record<string, string> = app === '' ? {} : { app };
    const metadata = stored({ entityID: entityIDs[idp] ?? summary().entityID });
    for (const result of [walk(connect(sp, idp, null, idpInputs), evidence()), walk(connect(sp, idp, metadata, idpInputs), evidence()), walk(connect(sp, idp, metadata, idpInputs), evidence([{}])), walk(connect(sp, idp, metadata, idpInputs), evidence([{ captured: true }]))]) {
      const text = renderWalk(result);
      expect(text).not.toMatch(/undefined|null\b|\[object|NaN/);
      expect(text.replaceAll(/\$\{user:\w+\}/g, '')).not.toMatch(/[{<][a-z][\w -]*[}>]/i);
      expect(new Set(result.steps.map((step) => step.id)).size).toBe(result.steps.length);
      expect(result.steps.map((step) => step.number)).toEqual(result.steps.map((_, index) => index + 1));
      expect(result.readiness.total).toBe(result.steps.filter((step) => step.proof !== 'none').length);
      for (const step of result.steps) {
        expect(step.id).toMatch(/^[a-z0-9]+\/[a-z-]+$/);
        expect(step.title).not.toMatch(/[.!]$/);
        expect(step.body.length).toBeGreaterThan(0);
        expect(step.checked.on).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(step.checked.source.length).toBeGreaterThan(8);
        if (step.side !== 'workbench' && sp !== 'other' && idp !== 'other') expect(step.link).toBeDefined();
        if (step.link) expect(step.link.url).toMatch(/^https:\/\/[a-z0-9.-]+/);
        for (const sentence of [...step.body, ...step.unconfirmed]) expect(sentence).toMatch(/[.:]$/);
        for (const value of step.values) {
          expect(value.term in termWords || value.term === 'setting').toBe(true);
          expect(value.termWords).not.toBe('');
          expect(value.label).not.toBe('');
          expect(value.value === '' ? value.missing : value.value).toBeTruthy();
          expect(value.value === '' && value.copy).toBe(false);
        }
      }
    }
    for (const step of walk(connect(sp, idp, metadata, idpInputs), evidence()).steps) for (const value of step.values) expect(value.missing, `${step.id} ${value.label}`).toBeUndefined();
  });

  it.each(spIDs.flatMap((sp) => idpIDs.map((idp) => [sp, idp] as const)))('%s and %s say what is missing while nothing is given', (sp, idp) => {
    const empty = newConnection({ id: 'c', now: at(0), sp, idp });
    const result = walk(empty, evidence());
    expect(result.readiness).toMatchObject({ state: 'missing', proven: 0 });
    expect(result.steps[0]).toMatchObject({ state: 'current', proof: 'values' });
    expect(result.steps.filter((step) => step.state === 'current')).toHaveLength(1);
    expect(result.steps.some((step) => step.side === 'idp' && step.state === 'blocked' && step.blockedBy === result.readiness.sentence)).toBe(true);
    expect(renderWalk(result)).not.toMatch(/undefined|\bnull\b/);
    for (const target of result.targets) if (target.term !== 'nameIDFormat') expect(target).toMatchObject({ value: '', copy: false });
    for (const item of result.exports) expect(item).toMatchObject({ content: '' });
  });

  it('shows the target values in the consoles of both sides', () => {
    for (const idp of idpIDs) {
      const step = given('heroku', idp, null).steps.filter((each) => each.side === 'idp');
      const shown = step.flatMap((each) => each.values.map((value) => value.value)).join('\n');
      expect(shown).toContain('https://sso.heroku.com/saml/acme');
      expect(shown, idp).toContain('https://sso.heroku.com/saml/acme/finalize');
    }
  });

  it('falls back to the general guides for an unknown id', () => {
    const connection = newConnection({ id: 'c', now: at(0), sp: 'retired', idp: 'constructor' });
    expect(walk(connection, evidence())).toMatchObject({ sp: { guide: 'other' }, idp: { guide: 'other' } });
    expect([serviceProvider('__proto__').id, identityProvider('x').id]).toEqual(['other', 'other']);
  });

  it('lists every guide once', () => {
    expect(serviceProviders.map((each) => each.id).sort()).toEqual(spIDs.toSorted());
    expect(identityProviders.map((each) => each.id).sort()).toEqual(idpIDs.toSorted());
    for (const guide of [...serviceProviders, ...identityProviders]) {
      expect(guide.name in { [serviceProviderNames[guide.id as 'heap']]: 1, [identityProviderNames[guide.id as 'okta']]: 1 }).toBe(true);
      for (const input of guide.inputs) expect(input.read(input.example), `${guide.id} ${input.id}`).toMatchObject({ ok: true, value: input.example });
    }
  });
});

describe('values', () => {
  it('derives Heroku, Heap and other targets', () => {
    expect(spTarget(connect('heroku', 'entra'))).toMatchObject({ entityID: 'https://sso.heroku.com/saml/acme', assertionConsumerService: 'https://sso.heroku.com/saml/acme/finalize', signOnURL: 'https://sso.heroku.com/saml/acme/init', nameIDFormat: nameIDFormat.emailAddress, missing: null });
    expect(spTarget(connect('heap', 'entra'))).toMatchObject({ entityID: 'heapanalytics.com', assertionConsumerService: 'https://heapanalytics.com/saml/finalize/1234567890/', signOnURL: null });
    expect(spTarget(connect('other', 'entra'))).toMatchObject({ entityID: 'https://app.example.com/saml', missing: null });
    expect(spTarget(newConnection({ id: 'c', now: at(0), sp: 'other', spInputs: { entityID: 'urn:x' }, idp: 'okta' })).missing).toContain('ACS URL');
  });

  it('reads the target out of SP metadata, unless it was rejected or is of the wrong role', () => {
    const services = [{ binding: binding.post, location: 'https://a.example/1' }, { binding: binding.post, location: 'https://a.example/2', isDefault: true }];
    const from = (over: Partial<MetadataSummary>): Connection => {
      const connection = newConnection({ id: 'c', now: at(0), sp: 'other', idp: 'okta' });
      return { ...connection, sp: { ...connection.sp, metadata: stored({ role: 'sp', entityID: 'urn:sp', assertionConsumerServices: services, nameIDFormats: [nameIDFormat.emailAddress], ...over }) } };
    };
    expect(spTarget(from({}))).toMatchObject({ entityID: 'urn:sp', assertionConsumerService: 'https://a.example/2', nameIDFormat: nameIDFormat.emailAddress, missing: null });
    expect(spTarget(from({ verdict: 'reject' })).entityID).toBeNull();
    expect(spTarget(from({ role: 'idp' })).entityID).toBeNull();
    expect(requirementsOf(from({}))).toEqual({ nameIDFormat: nameIDFormat.emailAddress, nameIDIsEmail: true, noEncryption: true });
    expect(requirementsOf(from({ encryptionCertificates: [certificate('e', '2030-01-01T00:00:00Z')] }))).not.toHaveProperty('noEncryption');
  });

  it('pins them under the identity provider’s labels', () => {
    const labels = given('heroku', 'entra', null).targets.map((value) => [value.label, value.value]);
    expect(labels).toEqual([
      ['Identifier (Entity ID)', 'https://sso.heroku.com/saml/acme'],
      ['Reply URL (Assertion Consumer Service URL)', 'https://sso.heroku.com/saml/acme/finalize'],
      ['Sign on URL', 'https://sso.heroku.com/saml/acme/init'],
      ['Choose name identifier format', nameIDFormat.emailAddress],
    ]);
    expect(given('heap', 'okta', null).targets[1]).toMatchObject({ label: 'Assertion Consumer URL', value: 'https://heapanalytics.com/saml/finalize/1234567890/' });
    expect(walk(connect('heap', 'okta', null, { app: 'custom' }), evidence()).targets[1]).toMatchObject({ label: 'Single sign-on URL', value: 'https://heapanalytics.com/saml/finalize/1234567890/' });
  });

  it('names a connection', () => {
    expect(displayName(connect('heroku', 'okta'))).toBe('Heroku · acme ← Okta');
    expect(displayName(connect('other', 'adfs'))).toBe('Intranet ← AD FS');
    expect(displayName({ ...connect('heap', 'okta'), name: ' Mine ' })).toBe('Mine');
    expect(displayName(newConnection({ id: 'c', now: at(0), sp: 'heroku', idp: 'entra' }))).toBe('Heroku ← Microsoft Entra ID');
  });

  it('warns of an identifier at Entra that is not a URI', () => {
    const step = given('heap', 'entra', null).steps.find((each) => each.id === 'entra/basic-saml-configuration');
    expect(step?.values[0]).toMatchObject({ value: 'heapanalytics.com', note: expect.stringContaining('spn:') });
    expect(step?.unconfirmed).toHaveLength(1);
  });

  it('chooses gallery or catalog by the service provider', () => {
    const ids = (sp: string, idp: string, app?: string): string[] => walk(connect(sp, idp, null, app === undefined ? {} : { app }), evidence()).steps.map((step) => `${step.id}:${step.title}`);
    expect(ids('heroku', 'entra')).toContain('entra/create:Add Heroku from Entra’s gallery');
    expect(ids('heap', 'entra')).toContain('entra/create:Create the application in Entra');
    expect(ids('heroku', 'entra', 'custom')).toContain('entra/create:Create the application in Entra');
    expect(ids('heap', 'okta').some((id) => id.startsWith('okta/catalog'))).toBe(true);
    expect(ids('heroku', 'okta').some((id) => id.startsWith('okta/configure-saml'))).toBe(true);
    expect(ids('other', 'okta', 'catalog').some((id) => id.startsWith('okta/catalog'))).toBe(false);
  });

  it('writes OneLogin’s validator so that it matches that address alone', () => {
    const url = 'https://heapanalytics.com/saml/finalize/123/';
    expect(acsValidator(url)).toBe('^https:\\/\\/heapanalytics\\.com\\/saml\\/finalize\\/123\\/$');
    expect(new RegExp(acsValidator(url)).test(url)).toBe(true);
    expect(new RegExp(acsValidator(url)).test('https://heapanalyticsXcom/saml/finalize/123/')).toBe(false);
  });

  it('serves metadata addresses and links from the inputs', () => {
    const url = (idp: string, idpInputs: Record<string, string>): string | null => identityProvider(idp).metadataURL(idpInputs);
    expect(url('entra', { tenant: 'contoso.com', appId: 'a' })).toBe('https://login.microsoftonline.com/contoso.com/federationmetadata/2007-06/federationmetadata.xml?appid=a');
    expect(url('entra', { tenant: 'contoso.com' })).toBeNull();
    expect(url('auth0', { domain: 'acme.eu.auth0.com', clientId: 'x' })).toBe('https://acme.eu.auth0.com/samlp/metadata/x');
    expect(url('keycloak', { host: 'sso.example.com', realm: 'acme' })).toBe('https://sso.example.com/realms/acme/protocol/saml/descriptor');
    expect(url('adfs', { host: 'fs.example.com' })).toBe('https://fs.example.com/FederationMetadata/2007-06/FederationMetadata.xml');
    const link = walk(connect('heroku', 'okta', null, { org: 'acme.okta.com' }), evidence()).steps.find((step) => step.id === 'okta/create')?.link;
    expect(link?.url).toBe('https://acme-admin.okta.com');
  });
});

describe('steps tick from evidence alone', () => {
  const proven = (result: Walk): Set<Proof> => new Set(result.steps.filter((step) => step.state === 'done').map((step) => step.proof));
  const table: [string, StoredMetadata | null, Partial<ExchangeEvidence>[], Proof[], Walk['readiness']['state']][] = [
    ['nothing', null, [], ['values'], 'missing'],
    ['accepted metadata', stored(), [], ['values', 'metadata'], 'missing'],
    ['rejected metadata', stored({ verdict: 'reject' }), [], ['values'], 'wrong'],
    ['metadata of the wrong role', stored({ role: 'sp' }), [], ['values'], 'wrong'],
    ['metadata past its validUntil', stored({ validUntil: '2026-11-01T00:00:00Z' }), [], ['values'], 'wrong'],
    ['metadata of another product', stored({ entityID: entityIDs['okta']! }), [], ['values'], 'wrong'],
    ['practice metadata', stored({}, practiceSource), [], ['values'], 'missing'],
    ['a practice login', stored({}, practiceSource), [{ practice: true }], ['values'], 'practised'],
    ['a practice login against dropped practice metadata', stored(), [{ practice: true }], ['values'], 'practised'],
    ['a login with our own entityID', stored(), [{ rehearsal: false }], ['values', 'metadata'], 'missing'],
    ['a rehearsal', stored(), [{}], ['values', 'metadata', 'rehearsal'], 'ready'],
    ['a rehearsal that failed', stored(), [{ outcome: 'failed', headline: 'Wrong audience.' }], ['values', 'metadata'], 'wrong'],
    ['a rehearsal that failed after one that passed', stored(), [{ outcome: 'failed', at: at(1) }, { at: at(9) }], ['values', 'metadata'], 'wrong'],
    ['a rehearsal that passed after one that failed', stored(), [{ at: at(1) }, { outcome: 'failed', at: at(9) }], ['values', 'metadata', 'rehearsal'], 'ready'],
    ['an unverified rehearsal', stored(), [{ outcome: 'unverified', verdict: 'unverified' }], ['values', 'metadata'], 'wrong'],
    ['a rehearsal that timed out after one that passed', stored(), [{ outcome: 'timed-out', at: at(1) }, { at: at(9) }], ['values', 'metadata', 'rehearsal'], 'ready'],
    ['a rehearsal with other metadata', stored(), [{ metadataSha256: 'beef' }], ['values', 'metadata'], 'missing'],
    ['a captured login at the service provider', stored(), [{ rehearsal: false, captured: true }], ['values', 'metadata', 'rehearsal', 'handed', 'captured'], 'proven'],
    ['a failed own login after a passed rehearsal', stored(), [{ rehearsal: false, outcome: 'failed', at: at(1) }, { at: at(9) }], ['values', 'metadata', 'rehearsal'], 'wrong'],
  ];
  it.each(table)('%s', (_, metadata, exchanges, proofs, state) => {
    const result = given('heroku', 'entra', metadata, exchanges);
    expect([...proven(result)].sort()).toEqual([...proofs].sort());
    expect(result.readiness.state).toBe(state);
    expect(result.readiness.sentence).toMatch(/\.$/);
    expect(result.readiness.proven).toBe(result.steps.filter((step) => step.state === 'done').length);
    for (const step of result.steps) {
      expect(step.state === 'done').toBe(step.evidence !== undefined);
      expect(step.state === 'blocked').toBe(step.blockedBy !== undefined);
    }
  });

  it('judges metadata again when the evidence says so', () => {
    const connection = connect('heroku', 'entra', stored());
    const again = (verdict: 'accept' | 'reject', sha256: string): Walk => walk(connection, evidence([], { verdict, at: at(0.5), sha256 }));
    expect(again('reject', 'f00d').readiness.state).toBe('wrong');
    expect(again('reject', 'beef').readiness.state).toBe('missing');
    expect(again('accept', 'f00d').steps.find((step) => step.id === 'workbench/metadata')?.evidence).toBe('metadata validated just now');
  });

  it('keeps what the admin said apart from what is proven', () => {
    const connection = { ...connect('heroku', 'entra', stored()), notes: { 'entra/assign': at(120), 'entra/metadata': at(120) } };
    const result = walk(connection, evidence());
    const assign = result.steps.find((step) => step.id === 'entra/assign')!;
    expect(assign).toMatchObject({ state: 'later', said: 'You said so 2 h ago; not proven.' });
    expect(result.steps.find((step) => step.id === 'entra/metadata')).toMatchObject({ state: 'done', evidence: 'metadata validated 2 min ago' });
    expect(result.steps.find((step) => step.id === 'entra/metadata')?.said).toBeUndefined();
    expect(result.readiness.proven).toBe(given('heroku', 'entra', stored()).readiness.proven);
    expect(stateOf(result, 'workbench/rehearsal')).toBe('current');
    expect(walk(connection, evidence([{}])).steps.find((step) => step.id === 'entra/assign')?.said).toBeUndefined();
  });

  it('says that a rehearsal does not prove the ACS URL', () => {
    const step = given('heroku', 'entra', stored(), [{}]).steps.find((each) => each.id === 'entra/basic-saml-configuration');
    expect(step?.evidence).toBe('rehearsal login with Microsoft Entra ID passed 1 min ago; the ACS URL itself is proven only by a login at Heroku');
  });

  it('moves the current step along', () => {
    const current = (result: Walk): string | undefined => result.steps.find((step) => step.state === 'current')?.id;
    expect(current(given('heroku', 'entra', null))).toBe('entra/create');
    expect(current(given('heroku', 'entra', stored()))).toBe('entra/assign');
    expect(current(given('heroku', 'entra', stored({ verdict: 'reject' })))).toBe('workbench/metadata');
    expect(current(given('heroku', 'entra', stored(), [{ outcome: 'failed', headline: 'Wrong audience.' }]))).toBe('workbench/rehearsal');
    expect(given('heroku', 'entra', stored(), [{ outcome: 'failed', headline: 'Wrong audience.' }]).steps.find((step) => step.id === 'workbench/rehearsal')?.warning).toBe('Wrong audience.');
    expect(current(given('heroku', 'entra', stored(), [{}]))).toBe('heroku/hand-over');
    expect(stateOf(given('heroku', 'entra', null), 'heroku/hand-over')).toBe('blocked');
  });

  it('takes values typed by hand only once a login proved them', () => {
    const base = connect('heroku', 'entra');
    const connection: Connection = { ...base, idp: { ...base.idp, certificate: toPem('QUJD'), entityID: 'urn:idp', singleSignOnService: 'https://idp.example.com/sso' } };
    expect(walk(connection, evidence()).exports[1]).toMatchObject({ content: '', blocked: expect.stringContaining('typed by hand') });
    const after = walk(connection, evidence([{ metadataSha256: null }]));
    expect(after.exports.map((item) => item.blocked !== null)).toEqual([true, false, false, false]);
    expect(after.exports[1]).toMatchObject({ content: 'urn:idp' });
    expect(after.readiness).toMatchObject({ state: 'ready' });
    expect(idpSource({ ...connection, idp: { ...connection.idp, certificate: toPem('QUJD') + toPem('REVG') } }).certificates).toHaveLength(2);
  });

  it.each([[0, 'just now'], [5, '5 min ago'], [180, '3 h ago'], [60 * 24 * 3, '3 days ago'], [-5, 'just now']])('says how long ago %s minutes are', (minutes, words) => {
    expect(ago(at(minutes), now)).toBe(words);
    expect(ago('yesterday', now)).toBe('earlier');
  });
});

describe('what the service provider wants back', () => {
  const pem = `-----BEGIN CERTIFICATE-----\n${'QUJD'.repeat(16)}\n${'QUJD'.repeat(14)}\n-----END CERTIFICATE-----\n`;

  it('Heroku: the metadata file, or the three fields', () => {
    const items = given('heroku', 'okta', stored({ entityID: entityIDs['okta']! }), [{}]).exports;
    expect(items.map((item) => [item.way, item.label, item.kind, item.content])).toEqual([
      ['metadata', 'Upload Metadata', 'file', '<EntityDescriptor/>'],
      ['manual', 'Identity Provider Issuer URL', 'text', 'http://www.okta.com/exk1'],
      ['manual', 'IdP Login Redirect URL', 'text', 'https://idp.example.com/redirect'],
      ['manual', 'Public Certificate', 'text', pem],
    ]);
    expect(items[0]).toMatchObject({ fileName: 'okta-metadata.xml', blocked: null, caution: null });
  });

  it('Heap: certificate, Remote login URL and, where there is one, Logout landing URL', () => {
    const logout = [{ binding: binding.redirect, location: 'https://idp.example.com/logout' }];
    const items = given('heap', 'okta', stored({ entityID: entityIDs['okta']!, singleLogoutServices: logout })).exports;
    expect(items.map((item) => [item.label, item.content])).toEqual([
      ['Your SAML Identity Provider certificate', pem], ['Remote login URL', 'https://idp.example.com/redirect'], ['Logout landing URL', 'https://idp.example.com/logout'],
    ]);
    expect(items[0]?.caution).toContain('rehearsal');
    expect(given('heap', 'okta', stored({ entityID: entityIDs['okta']! })).exports[2]).toMatchObject({ content: '', optional: true, blocked: expect.stringContaining('leave this field blank') });
  });

  it('other: every field', () => {
    expect(given('other', 'other', stored()).exports.map((item) => item.term)).toEqual(['metadata', 'idpEntityID', 'singleSignOnService', 'singleLogoutService', 'signingCertificate']);
  });

  it.each([
    ['missing', null, 'missing'],
    ['rejected', stored({ verdict: 'reject', findings: [{ check: 'metadata/x', outcome: 'fail', message: 'No key.' }] }), 'rejected: No key.'],
    ['a service provider’s', stored({ role: 'sp' }), 'service provider’s metadata'],
    ['practice', stored({}, practiceSource), 'sign in as anyone'],
    ['another product’s', stored({ entityID: 'urn:acme.auth0.com' }), 'Auth0'],
  ])('hands nothing over while metadata is %s', (_, metadata, reason) => {
    const items = given('heroku', 'entra', metadata).exports;
    for (const item of items) expect(item).toMatchObject({ content: '', blocked: expect.stringContaining(reason) });
    expect(items.length).toBeGreaterThan(2);
  });

  it('puts the certificate that signed the last passed login first', () => {
    const two = [certificate('aa', '2035-01-01T00:00:00Z', 'QUFB'), certificate('bb', '2030-01-01T00:00:00Z', 'QkJC'), certificate('cc', '2036-01-01T00:00:00Z', 'QUFB')];
    const heap = (exchanges: Partial<ExchangeEvidence>[]): Walk['exports'][number] => given('heap', 'entra', stored({ signingCertificates: two }), exchanges).exports[0]!;
    expect(heap([])).toMatchObject({ content: toPem('QUFB'), note: expect.stringContaining('run a test login first') });
    expect(heap([{ verifiedBy: 'bb01' }])).toMatchObject({ content: toPem('QkJC'), note: expect.stringContaining('signed with this one') });
    expect(given('heroku', 'entra', stored({ signingCertificates: two })).exports.map((item) => item.label)).toEqual(['Upload Metadata', 'Identity Provider Issuer URL', 'IdP Login Redirect URL', 'Public Certificate (1 of 2)', 'Public Certificate (2 of 2)']);
  });

  it('says so when the metadata has no redirect address', () => {
    const item = given('heroku', 'entra', stored({ singleSignOnServices: [{ binding: binding.post, location: 'https://idp.example.com/post' }] })).exports[2];
    expect(item).toMatchObject({ content: 'https://idp.example.com/post', note: expect.stringContaining('(unconfirmed)') });
  });

  it('writes PEM from PEM of any shape', () => {
    for (const shape of ['QUJD', toPem('QUJD'), '—–BEGIN CERTIFICATE—–\r\nQU JD\r\n—–END CERTIFICATE—–', '-----BEGIN TRUSTED CERTIFICATE-----\nQUJD\n-----END TRUSTED CERTIFICATE-----']) expect(toPem(shape)).toBe('-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n');
  });
});

describe('Auth0’s add-on', () => {
  it.each(spIDs)('for %s parses, names every key, and signs with SHA-256', (sp) => {
    const addon: unknown = JSON.parse(auth0AddonText(spTarget(connect(sp, 'auth0')))!);
    expect(addon).toMatchObject({
      audience: spTarget(connect(sp, 'auth0')).entityID, signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256', createUpnClaim: false, passthroughClaimsWithNoMapping: false,
      mapUnknownClaimsAsIs: false, mapIdentities: false, signResponse: false, lifetimeInSeconds: 3600, typedAttributes: true, includeAttributeNameFormat: true,
      authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    });
    for (const absent of ['recipient', 'destination', 'signingCert']) expect(addon).not.toHaveProperty(absent);
  });

  it('takes the NameID from the e-mail where the service provider wants one', () => {
    const addon = JSON.parse(auth0AddonText(spTarget(connect('heroku', 'auth0')))!) as Record<string, unknown>;
    const email = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
    expect(addon).toMatchObject({ nameIdentifierFormat: nameIDFormat.emailAddress, nameIdentifierProbes: [email], mappings: { email } });
    expect(given('heroku', 'auth0', null).steps.find((step) => step.id === 'auth0/settings')?.values[1]?.value).toBe(auth0AddonText(spTarget(connect('heroku', 'auth0'))));
    expect(auth0AddonText(spTarget(newConnection({ id: 'c', now: '', sp: 'heroku', idp: 'auth0' })))).toBeNull();
  });
});

describe('the place of a field', () => {
  const fields = Object.keys(termWords) as Field[];
  it.each([...idpIDs.map((id) => ['idp', id] as const), ...spIDs.map((id) => ['sp', id] as const)])('%s %s has an answer for every field', (side, id) => {
    const where = { sp: side === 'sp' ? id : 'heroku', idp: side === 'idp' ? id : 'okta' };
    for (const field of fields) {
      const place = fieldPlace(where, field, side);
      const raw = (side === 'idp' ? identityProvider(id) : serviceProvider(id)).places({ sp: 'heroku', inputs: {} })[field];
      expect(raw).not.toBeUndefined();
      if (place === null) continue;
      expect(place.path).toBe(`${place.console} > ${raw}`);
      expect(place.label).not.toMatch(/^$|^\s|>/);
      expect(place.path.endsWith(place.label)).toBe(true);
      if (place.url !== undefined) expect(place.url).toMatch(/^https:/);
    }
    for (const field of side === 'idp' ? ['entityID', 'assertionConsumerService', 'nameIDFormat', 'metadata'] as const : ['entityID', 'assertionConsumerService', 'singleSignOnService', 'signingCertificate'] as const) expect(fieldPlace(where, field, side)).not.toBeNull();
  });

  it.each([
    ['entra', 'idp', 'entityID', 'Entra > Enterprise apps > (your application) > Single sign-on > Basic SAML Configuration > Identifier (Entity ID)'],
    ['entra', 'idp', 'nameIDFormat', 'Entra > Enterprise apps > (your application) > Single sign-on > Attributes & Claims > Unique User Identifier > Choose name identifier format'],
    ['okta', 'idp', 'audience', 'Okta > Applications > Applications > (your application) > General > SAML Settings > Configure SAML > Audience URI (SP Entity ID)'],
    ['auth0', 'idp', 'signatureAlgorithm', 'Auth0 > Applications > Applications > (your application) > Addons > SAML2 Web App > Settings > signatureAlgorithm'],
    ['okta', 'sp', 'signingCertificate', 'Heroku > (your team) > Settings > Single Sign-On > Upload Metadata (or Public Certificate under Add Metadata Manually)'],
    ['okta', 'sp', 'metadata', 'Heroku > (your team) > Settings > Single Sign-On > Upload Metadata'],
  ] as const)('%s, %s, %s', (idp, side, field, path) => {
    expect(fieldPlace({ sp: 'heroku', idp }, field, side)?.path).toBe(path);
    expect(fieldPlace(connect('heroku', idp), field, side)?.path).toBe(path);
  });

  it('marks labels that no source states', () => {
    expect(fieldPlace({ sp: 'heroku', idp: 'okta' }, 'signAssertion', 'idp')).toMatchObject({ label: 'Assertion Signature', unconfirmed: true });
    expect(fieldPlace({ sp: 'heroku', idp: 'okta' }, 'audience', 'idp')).not.toHaveProperty('unconfirmed');
    for (const guide of [...serviceProviders, ...identityProviders]) for (const field of guide.unconfirmedPlaces ?? []) expect(guide.places({ sp: 'heroku', inputs: {} })[field], `${guide.id} ${field}`).not.toBeNull();
  });

  it('has none for clocks, networks and captures', () => {
    for (const side of ['clock', 'network', 'capture'] as const) expect(fieldPlace({ sp: 'heroku', idp: 'entra' }, 'clock', side)).toBeNull();
    expect(fieldPlace({ sp: 'heroku', idp: 'entra' }, 'clock', 'idp')).toBeNull();
    expect(fieldPlace({ sp: 'heap', idp: 'entra' }, 'idpEntityID', 'sp')).toBeNull();
    expect(fieldPlace({ sp: 'heap', idp: 'okta' }, 'audience', 'idp')).toBeNull();
    expect(fieldPlace(connect('heap', 'okta', null, { app: 'custom' }), 'audience', 'idp')?.label).toBe('Audience URI (SP Entity ID)');
  });
});

describe('requirements', () => {
  it('hold facts only', () => {
    expect(requirementsOf(connect('heroku', 'okta'))).toEqual({ nameIDFormat: nameIDFormat.emailAddress, nameIDIsEmail: true, assertionSigned: true, noEncryption: true, certificateSlots: 3, redirectOnly: true });
    expect(requirementsOf(connect('heap', 'okta'))).toEqual({ nameIDFormat: nameIDFormat.emailAddress, nameIDIsEmail: true, certificateSlots: 1 });
    expect(requirementsOf(connect('other', 'okta'))).toEqual({ nameIDFormat: nameIDFormat.persistent });
    expect(requirementsOf(newConnection({ id: 'c', now: '', sp: 'other', idp: 'okta' }))).toEqual({});
  });

  it('recognises whose metadata it is', () => {
    expect(Object.entries(entityIDs).map(([id, entityID]) => recogniseIdentityProvider(entityID) === id)).toEqual([true, true, true]);
    expect(recogniseIdentityProvider('https://accounts.google.com/o/saml2?idpid=C01')).toBe('google');
    expect(recogniseIdentityProvider('http://fs.example.com/adfs/services/trust')).toBe('adfs');
    expect(recogniseIdentityProvider('https://sso.example.com/realms/acme')).toBe('keycloak');
    expect(recogniseIdentityProvider('https://idp.example.com/metadata')).toBeNull();
  });
});

describe('inputs', () => {
  const read = (sp: string, id: string, text: string): unknown => serviceProvider(sp).inputs.find((each) => each.id === id)!.read(text);
  it.each([
    ['acme', 'acme'], [' acme-inc ', 'acme-inc'], ['“acme”', 'acme'], ['https://sso.heroku.com/saml/acme/init', 'acme'], ['https://sso.heroku.com/saml/acme', 'acme'], ['sso.heroku.com/saml/acme/finalize?x=1', 'acme'],
    ['https://dashboard.heroku.com/teams/acme/settings', 'acme'], ['https://dashboard.heroku.com/orgs/acme', 'acme'], ['https://dashboard.heroku.com/enterprise-account/acme', 'acme'],
  ])('takes the team out of %s', (text, value) => expect(read('heroku', 'team', text)).toMatchObject({ ok: true, value }));

  it.each(['', '  ', 'Acme Inc', 'admin@acme.com', 'https://example.com/acme', 'acme/settings', '{team}', 'https://sso.heroku.com/saml/<company-name>/init', 'acme.inc', 'a'.repeat(101), 'https://sso.heroku.com/saml/%E0%A4%A/init'])('refuses the team “%s” with found, expected and do', (text) => {
    const reading = serviceProvider('heroku').inputs[0]!.read(text);
    expect(reading.ok).toBe(false);
    if (!reading.ok) expect(refusal('Team', reading)).toMatch(/^Team: found .+; expected .+\. .+\.$/);
  });
  it('notes capitals', () => expect(read('heroku', 'team', 'Acme')).toMatchObject({ ok: true, note: expect.stringContaining('letter by letter') }));

  it.each([['1234567890', '1234567890'], ['App ID: 42', '42'], ['https://heapanalytics.com/saml/finalize/42/', '42'], ['https://heapanalytics/saml/finalize/42', '42']])('takes the App ID out of %s', (text, value) => expect(read('heap', 'appId', text)).toMatchObject({ ok: true, value }));
  it.each(['', 'abc', '12 34', '-1', '１２'])('refuses the App ID “%s”', (text) => expect(read('heap', 'appId', text)).toMatchObject({ ok: false }));

  it.each([
    ['entityID', 'https://app.example.com', true], ['entityID', 'heapanalytics.com', true], ['entityID', 'a b', false], ['entityID', 'x'.repeat(1025), false], ['entityID', '<?xml version="1.0"?>', false], ['entityID', 'https://x.example/{tenant}', false],
    ['assertionConsumerService', 'https://app.example.com/acs', true], ['assertionConsumerService', 'http://127.0.0.1:7443/acs', true], ['assertionConsumerService', 'http://app.example.com/acs', false],
    ['assertionConsumerService', 'app.example.com', false], ['assertionConsumerService', 'https://app.example.com/#acs', false], ['assertionConsumerService', 'javascript:alert(1)', false],
    ['nameIDFormat', nameIDFormat.persistent, true], ['nameIDFormat', 'persistent', false],
  ])('%s “%s”', (id, text, ok) => expect(read('other', id, text)).toMatchObject({ ok }));

  it('reads all of a guide’s inputs at once', () => {
    expect(readInputs(serviceProvider('heap').inputs, { appId: '7', entityID: '' })).toEqual({ values: { appId: '7' }, refused: [] });
    expect(readInputs(serviceProvider('heroku').inputs, {}).refused).toMatchObject([{ id: 'team', reading: { found: 'nothing' } }]);
    expect(readInputs(identityProvider('okta').inputs, { org: 'https://Acme.okta.com/app/UserHome', app: 'custom' })).toEqual({ values: { org: 'acme.okta.com', app: 'custom' }, refused: [] });
    expect(readInputs(identityProvider('entra').inputs, { appId: 'x' }).refused).toHaveLength(1);
  });
});

describe('the rehearsal', () => {
  it.each(idpIDs)('%s: where to add this app’s address, and to take it back', (idp) => {
    const steps = rehearsalSteps(connect('heroku', idp), 'http://127.0.0.1:7443/saml/acs');
    const { loopback, label, path } = identityProvider(idp).rehearsal;
    expect(steps.map((step) => step.id)).toEqual(['rehearsal/reply-url', 'rehearsal/login', 'rehearsal/remove']);
    expect(steps[0]?.values[0]).toMatchObject({ label, value: 'http://127.0.0.1:7443/saml/acs', copy: true });
    expect(steps[0]?.body[0]).toContain(path);
    expect(loopback.unconfirmed ? steps[0]?.unconfirmed : steps[0]?.body).toContain(loopback.note);
    expect(rehearsalSteps(connect('heroku', idp), 'https://localhost:7443/saml/acs')[0]?.unconfirmed).toEqual([]);
    expect(JSON.stringify(steps)).not.toMatch(/undefined/);
  });
});

describe('the command line', () => {
  it.each([
    ['heroku:acme', { guide: 'heroku', inputs: { team: 'acme' } }], ['Heroku:https://sso.heroku.com/saml/acme/init', { guide: 'heroku', inputs: { team: 'acme' } }], ['heap:42', { guide: 'heap', inputs: { appId: '42' } }],
    ['heroku', { guide: 'heroku', inputs: {} }], ['other', { guide: 'other', inputs: {} }], ['other:https://app.example.com/saml', { guide: 'other', inputs: { entityID: 'https://app.example.com/saml' } }],
  ])('reads --sp %s', (option, want) => expect(parseSpOption(option)).toEqual({ ok: true, ...want }));

  it.each([['slack:acme', 'heroku:acme'], ['heroku:', 'found nothing'], ['heroku:a b', 'space'], ['heap:x', 'digits'], ['', 'no service provider'], ['other:a b', 'space']])('refuses --sp “%s”', (option, words) => {
    const result = parseSpOption(option);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.message).toContain(words);
  });

  it('renders the walk of Heroku and Entra', () => {
    const text = renderWalk(given('heroku', 'entra', null));
    expect(text.startsWith('# Heroku · acme ← Microsoft Entra ID\n\nThe values for Microsoft Entra ID are ready; its metadata is missing. (1 of ')).toBe(true);
    expect(text).toContain('- Identifier (Entity ID) (entityID of the service provider): `https://sso.heroku.com/saml/acme`');
    expect(text).toContain('## 2. Add Heroku from Entra’s gallery  [now]');
    expect(text).toContain('- Upload Metadata (metadata of the identity provider): blocked. The metadata of Microsoft Entra ID is missing: bring it here first.');
    expect(text).toMatch(/Checked 2026-11-22 against MicrosoftDocs/);
  });
});
