/** What is handed to a service provider: the cleaned metadata, the gate before it, the word against the gate, and the read-back after. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newConnection, type Connection } from '../shared/connection.ts';
import { guideContext } from '../shared/guides/context.ts';
import { gateOf, overrideOf } from '../shared/guides/gate.ts';
import type { Evidence, ExchangeEvidence } from '../shared/guides/guide.ts';
import { toPem } from '../shared/guides/handover.ts';
import { proofsOf } from '../shared/guides/proofs.ts';
import { readBackHolds, readBackRows, readFingerprint } from '../shared/guides/read-back.ts';
import { walk } from '../shared/guides/walk.ts';
import { inspect } from '../shared/inspect.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { uploadMetadata } from '../shared/upload.ts';
import { readBackOf } from '../electron/connection-input.ts';
import { root } from './bundle.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const at = '2026-11-22T08:00:00.000Z';
const sample = (name: string): string => readFileSync(join(root, 'test/fixtures/metadata', `${name}.xml`), 'utf8');
const judge = (xml: string, as: number = now) => inspect(xml, { now: as, clockSkew: 180, policy: 'practice', role: 'idp' });
const signing = (xml: string) => judge(xml).facts.metadata!.entities[0]!.roles[0]!.keyDescriptors.flatMap((key) => key.certificates);

function connection(name: string | null, { sp = 'heroku', idp = 'entra', as = now }: { sp?: string; idp?: string; as?: number } = {}): Connection {
  const made = newConnection({ id: 'c1', now: at, sp, spInputs: sp === 'heroku' ? { team: 'acme' } : {}, idp });
  if (name === null) return made;
  const xml = sample(name);
  const summary = summarizeMetadata(judge(xml, as), 'idp')!;
  return { ...made, idp: { ...made.idp, metadata: { xml, source: 'dropped idp.xml', addedAt: at, sha256: createHash('sha256').update(xml).digest('hex'), summary } } };
}

function evidence(of: Connection, exchanges: Partial<ExchangeEvidence>[] = [], as = now): Evidence {
  return {
    metadata: null, now: as,
    exchanges: exchanges.map((one, index) => ({ id: `e${index}`, at, outcome: 'passed', rehearsal: true, practice: false, verdict: 'accept', headline: 'The assertion is for somebody else.', metadataSha256: of.idp.metadata?.sha256 ?? null, ...one })),
  };
}

describe('the metadata as it is uploaded', () => {
  it.each(['entra', 'adfs', 'auth0', 'google', 'keycloak', 'okta', 'shibboleth', 'simplesamlphp', 'lemonldap', 'aggregate-of-one'])('%s is accepted, with one role and the same entityID', (name) => {
    const made = uploadMetadata(judge(sample(name)), { now })!;
    const report = judge(made.xml);
    expect(report.verdict).not.toBe('reject');
    const original = judge(sample(name)).facts.metadata!;
    expect(report.facts.metadata!.entities).toMatchObject([{ entityID: original.entities[original.chosen]!.entityID, otherRoles: [], roles: [{ role: 'idp' }] }]);
    expect(made.keys.map((key) => key.der)).toEqual(signing(made.xml).map((key) => key.der));
  });

  it.each(['service-provider', 'ws-federation', 'aggregate'])('there is none of %s', (name) => expect(uploadMetadata(judge(sample(name)), { now })).toBeNull());

  it.each([
    ['entra', /signature of the document/], ['entra', /SecurityTokenServiceType/], ['adfs', /service provider role/], ['adfs', /encryption only/], ['auth0', /attributes it offers/], ['keycloak', /ArtifactResolutionService/], ['shibboleth', /organization/],
  ])('of %s it says that it leaves out %s', (name, words) => expect(uploadMetadata(judge(sample(name)), { now })!.leftOut.join('\n')).toMatch(words));
  it.each(['okta', 'google'])('of %s, which is clean, nothing is left out', (name) => expect(uploadMetadata(judge(sample(name)), { now })!.leftOut).toEqual([]));

  it('puts the key in use first, and leaves out the one that lapsed', () => {
    const [first, second] = signing(sample('entra'));
    expect(uploadMetadata(judge(sample('entra')), { now, signedWith: second!.sha256 })!.keys.map((key) => key.sha256)).toEqual([second!.sha256, first!.sha256]);
    const [sooner, later] = [first!, second!].sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
    expect(sooner!.notAfter).not.toBe(later!.notAfter);
    const after = uploadMetadata(judge(sample('entra')), { now: Date.parse(sooner!.notAfter) + 1000 })!;
    expect(after.keys.map((key) => key.sha256)).toEqual([later!.sha256]);
    expect(after.leftOut.join('\n')).toContain(`lapsed on ${sooner!.notAfter}`);
  });
});

describe('the gate', () => {
  const rejected = { ...connection('okta') };
  rejected.idp = { ...rejected.idp, metadata: { ...rejected.idp.metadata!, summary: { ...rejected.idp.metadata!.summary, verdict: 'reject', findings: [{ check: 'metadata/entity-id', outcome: 'fail', message: 'It has no entityID.' }] } } };
  const byHand: Connection = { ...connection(null), idp: { ...connection(null).idp, certificate: toPem(signing(sample('okta'))[0]!.der), entityID: 'urn:idp', singleSignOnService: 'https://idp.example.com/' } };
  const okta = connection('okta', { idp: 'okta' });
  const table: [what: string, of: Connection, exchanges: Partial<ExchangeEvidence>[], id: string | null, overridable: boolean][] = [
    ['nothing is there', connection(null), [], 'none', false],
    ['metadata that was rejected', rejected, [], 'rejected', true],
    ['metadata of another product', connection('okta', { idp: 'entra' }), [], 'suspect', true],
    ['metadata that validates', okta, [], null, false],
    ['a login that passed', okta, [{}], null, false],
    ['a login that failed', okta, [{ outcome: 'failed' }], 'login-failed', true],
    ['a login that failed, and one that passed since', okta, [{ outcome: 'failed', at: '2026-11-22T07:00:00Z' }, {}], null, false],
    ['a login that failed with other metadata', okta, [{ outcome: 'failed', metadataSha256: 'other' }], null, false],
    ['the practice identity provider', { ...okta, idp: { ...okta.idp, metadata: { ...okta.idp.metadata!, source: 'practice identity provider' } } }, [{}], 'practice', false],
    ['values by hand, unproven', byHand, [], 'by-hand', true],
    ['values by hand, proven', byHand, [{}], null, false],
  ];
  it.each(table)('%s', (_, of, exchanges, id, overridable) => {
    const gate = gateOf(guideContext(of), proofsOf(of, evidence(of, exchanges)));
    expect([gate?.id ?? null, gate?.overridable ?? false]).toEqual([id, overridable]);
    const { exports, gate: shown } = walk(of, evidence(of, exchanges));
    expect(shown?.reason ?? null).toBe(gate?.reason ?? null);
    if (gate !== null) expect(exports.map((item) => [item.content, item.blocked])).toEqual(exports.map(() => ['', gate.reason]));
    else expect(exports.some((item) => item.content !== '')).toBe(true);
  });

  it('gives way to the typed word, for this reason and this metadata alone', () => {
    const of = connection('okta', { idp: 'entra' });
    const word = { at, gate: 'suspect', reason: 'x', metadataSha256: of.idp.metadata!.sha256 };
    const suspect = gateOf(guideContext(of), proofsOf(of, evidence(of)));
    const after = (override: typeof word) => overrideOf(guideContext({ ...of, overrides: [override] }), suspect);
    expect(after(word)).toBe(word);
    expect(after({ ...word, gate: 'rejected' })).toBeNull();
    expect(after({ ...word, metadataSha256: 'other' })).toBeNull();
    const lifted = walk({ ...of, overrides: [word] }, evidence(of));
    expect(lifted.gate).toMatchObject({ overriddenAt: at });
    expect(lifted.exports.some((item) => item.content !== '')).toBe(true);
    expect(lifted.exports.every((item) => item.blocked !== null || item.caution !== null)).toBe(true);
    expect(lifted.readiness.state).toBe('wrong');
  });

  it('never gives way for the practice identity provider', () => {
    const of = { ...okta, idp: { ...okta.idp, metadata: { ...okta.idp.metadata!, source: 'practice identity provider' } }, overrides: [{ at, gate: 'practice', reason: 'x', metadataSha256: okta.idp.metadata!.sha256 }] };
    expect(walk(of, evidence(of)).exports.every((item) => item.content === '')).toBe(true);
  });
});

describe('the read-back', () => {
  const of = connection('entra');
  const [mine] = signing(sample('entra'));
  const [other] = signing(sample('okta'));
  const metadata = of.idp.metadata!.summary;
  const show = (given: Partial<{ certificate: string; singleSignOnService: string; entityID: string }>): Connection => ({ ...of, readBack: readBackOf({ certificate: '', singleSignOnService: '', entityID: '', ...given }, at) });
  const table: [what: string, given: Parameters<typeof show>[0], states: [certificate: string, service: string, entityID: string], holds: boolean | null][] = [
    ['nothing yet', {}, ['unknown', 'unknown', 'unknown'], null],
    ['the certificate as PEM', { certificate: toPem(mine!.der) }, ['equal', 'unknown', 'unknown'], true],
    ['the certificate in one line', { certificate: mine!.der }, ['equal', 'unknown', 'unknown'], true],
    ['its SHA-256 fingerprint', { certificate: mine!.sha256 }, ['equal', 'unknown', 'unknown'], true],
    ['its SHA-256 fingerprint in small letters, without colons', { certificate: mine!.sha256.replaceAll(':', '').toLowerCase() }, ['equal', 'unknown', 'unknown'], true],
    ['its SHA-1 fingerprint as openssl prints it', { certificate: `SHA1 Fingerprint=${mine!.sha1}` }, ['equal', 'unknown', 'unknown'], true],
    ['another certificate', { certificate: toPem(other!.der) }, ['different', 'unknown', 'unknown'], false],
    ['another fingerprint', { certificate: other!.sha256 }, ['different', 'unknown', 'unknown'], false],
    ['a fingerprint cut short', { certificate: mine!.sha256.slice(0, -3) }, ['different', 'unknown', 'unknown'], false],
    ['certificate and address', { certificate: mine!.sha256, singleSignOnService: metadata.singleSignOnServices[0]!.location }, ['equal', 'equal', 'unknown'], true],
    ['the address of another binding', { certificate: mine!.sha256, singleSignOnService: metadata.singleSignOnServices.at(-1)!.location }, ['equal', 'equal', 'unknown'], true],
    ['the address with a slash too many', { certificate: mine!.sha256, singleSignOnService: `${metadata.singleSignOnServices[0]!.location}/` }, ['equal', 'different', 'unknown'], false],
    ['the entityID without its slash', { certificate: mine!.sha256, entityID: metadata.entityID.replace(/\/$/, '') }, ['equal', 'unknown', 'different'], false],
    ['all three', { certificate: ` ${mine!.sha256}\n`, singleSignOnService: metadata.singleSignOnServices[0]!.location, entityID: ` ${metadata.entityID} ` }, ['equal', 'equal', 'equal'], true],
    ['addresses alone', { singleSignOnService: metadata.singleSignOnServices[0]!.location, entityID: metadata.entityID }, ['unknown', 'equal', 'equal'], null],
  ];
  it.each(table)('%s', (_, given, states, holds) => {
    const shown = show(given);
    expect(readBackRows(shown).map((row) => row.state)).toEqual(states);
    expect(readBackHolds(shown)).toBe(holds);
    const handOver = walk(shown, evidence(shown)).steps.find((step) => step.id === 'heroku/hand-over')!;
    expect(handOver.state === 'done').toBe(holds === true);
  });

  it('asks only for what that console shows', () => {
    expect(readBackRows(connection('okta', { sp: 'heap' })).map((row) => row.part)).toEqual(['certificate', 'singleSignOnService']);
  });

  it('falls with other metadata', () => {
    const moved = { ...connection('okta'), readBack: show({ certificate: mine!.sha256 }).readBack! };
    expect(readBackHolds(moved)).toBe(false);
  });

  it.each(['', 'no fingerprint', 'AB:CD', 'g'.repeat(40), '0'.repeat(41)])('takes “%s” for no fingerprint', (text) => expect(readFingerprint(text)).toBeNull());
});
