/** What is shown before metadata is saved: what it is, whose side it belongs to, and what would change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetadataSummary } from '../shared/connection.ts';
import { metadataChanges, type MetadataChange } from '../shared/metadata-changes.ts';
import { inspect } from '../shared/inspect.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { binding, nameIDFormat } from '../shared/urns.ts';
import { root } from './bundle.ts';
import { startHost, type TestHost } from './host.ts';

const sample = (name: string): string => readFileSync(join(root, 'test/fixtures/metadata', `${name}.xml`), 'utf8');
const summary = (name: string): MetadataSummary => summarizeMetadata(inspect(sample(name), { now: Date.parse('2026-11-22T08:00:00Z'), clockSkew: 180, policy: 'practice', role: 'idp' }), 'idp')!;
const entra = summary('entra');
const [oldKey, newKey] = entra.signingCertificates;
const short = (rows: MetadataChange[]): string[] => rows.filter((row) => row.kind !== 'same').map((row) => `${row.kind} ${row.words}`);

describe('what new metadata would change', () => {
  const post = { binding: binding.post, location: 'https://idp.example.com/post' };
  const table: [what: string, before: MetadataSummary | null, after: MetadataSummary, changed: string[], note: RegExp | null][] = [
    ['the same again', entra, entra, [], null],
    ['the first', null, { ...summary('okta'), nameIDFormats: [] }, ['new entityID', 'new singleSignOnService (HTTP-POST)', 'new singleSignOnService (HTTP-Redirect)', 'new signing certificate', 'new WantAuthnRequestsSigned'], null],
    ['another tenant', entra, { ...entra, entityID: 'https://sts.windows.net/22222222-2222-3333-4444-555555555555/' }, ['changed entityID'], /another tenant/],
    ['a key more', { ...entra, signingCertificates: [oldKey!] }, entra, ['new signing certificate'], /change of key is planned/],
    ['a key fewer', entra, { ...entra, signingCertificates: [newKey!] }, ['gone signing certificate'], /change of key is over/],
    ['another key', { ...entra, signingCertificates: [oldKey!] }, { ...entra, signingCertificates: [newKey!] }, ['new signing certificate', 'gone signing certificate'], /None of the keys known so far/],
    ['an address less', { ...entra, singleSignOnServices: [...entra.singleSignOnServices, post] }, entra, ['changed singleSignOnService (HTTP-POST)'], null],
    ['requests to be signed', entra, { ...entra, wantAuthnRequestsSigned: true }, ['changed WantAuthnRequestsSigned'], /signed from now on/],
    ['other formats', entra, { ...entra, nameIDFormats: [nameIDFormat.emailAddress] }, [entra.nameIDFormats.length === 0 ? 'new NameID formats' : 'changed NameID formats'], null],
    ['an end', entra, { ...entra, validUntil: '2027-01-01T00:00:00Z' }, ['new validUntil'], null],
  ];
  it.each(table)('%s', (_, before, after, changed, note) => {
    const rows = metadataChanges(before, after);
    expect(short(rows)).toEqual(changed);
    const notes = rows.flatMap((row) => row.note ?? []);
    if (note === null) expect(notes).toEqual([]);
    else expect(notes).toEqual([expect.stringMatching(note)]);
    for (const row of rows) expect([row.before === null, row.after === null]).toEqual([row.kind === 'new', row.kind === 'gone']);
  });
});

describe('the preview', () => {
  let test: TestHost;
  let id = '';
  beforeAll(async () => {
    test = await startHost();
    ({ id } = await test.call('connection.create', { sp: 'other', spInputs: {}, idp: 'okta' }));
  });
  afterAll(() => test.close());
  const preview = (text: string, side: 'idp' | 'sp' = 'idp', entityID?: string) => test.call('connection.previewMetadata', { id, side, content: { text }, ...(entityID === undefined ? {} : { entityID }) });

  it('keeps nothing', async () => {
    expect(await preview(sample('okta'))).toMatchObject({ verdict: 'accept', otherSide: null, entities: [], entityID: summary('okta').entityID });
    expect((await test.call('connection.get', { id })).idp.metadata).toBeNull();
  });

  it('turns a service provider’s metadata to the side it belongs to', async () => {
    const shown = await preview(sample('service-provider'));
    expect(shown).toMatchObject({ otherSide: 'sp' });
    expect(shown.verdict).not.toBe('reject');
    expect(shown.changes.map((row) => row.term)).toContain('assertionConsumerService');
    expect(await preview(sample('service-provider'), 'sp')).toMatchObject({ otherSide: null });
    expect(await preview(sample('okta'), 'sp')).toMatchObject({ otherSide: 'idp' });
  });

  it('lists the entities of an aggregate, and previews the one that is chosen', async () => {
    const all = await preview(sample('aggregate'));
    expect(all).toMatchObject({ entityID: '', changes: [] });
    expect(all.entities.length).toBeGreaterThan(1);
    const one = all.entities.find((each) => each.roles.includes('idp'))!;
    const chosen = await preview(sample('aggregate'), 'idp', one.entityID);
    expect(chosen).toMatchObject({ entityID: one.entityID, otherSide: null });
    expect(chosen.changes.length).toBeGreaterThan(1);
  });

  it.each([['a web page', '<!doctype html><title>Sign in</title>'], ['nothing', ''], ['text', 'hello'], ['a response', readFileSync(join(root, 'test/fixtures/responses/legal/signed-assertion.xml'), 'utf8')]])('refuses %s with what it is', async (_, text) => {
    const answer = await test.dispatch('connection.previewMetadata', { id, side: 'idp', content: { text } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', message: expect.stringMatching(/.{10}/), hint: expect.stringMatching(/.{10}/) } });
  });
});
