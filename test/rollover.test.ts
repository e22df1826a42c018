/** A planned change of the identity provider's key: which keys count when, what the Report says of it, and where it stands on the time line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../shared/inspect.ts';
import type { Expected, TrustedKey } from '../shared/model.ts';
import { clock, signingKey, usual } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';

const old = signingKey('idp-rsa');
const next = signingKey('other-rsa');
const byOld = readFileSync(join(fixtureFolder, 'legal/vendor-okta.xml'));
const byNext = readFileSync(join(fixtureFolder, 'forged/signature-foreign-key.xml'));
const day = 86_400_000;

/** Long-lived, so that time alone refuses nothing. */
const judge = (document: Uint8Array, at: number, keys: TrustedKey[], more: Partial<Expected> = {}) =>
  inspect(document, { ...usual, clockSkew: 10 * 86_400, origin: 'interactive', ...more, idp: { ...usual.idp!, rollover: { at, keys } } });

describe('a planned rollover', () => {
  it.each([
    ['the old key before it', byOld, clock + day, [next], 'accept', null],
    ['the old key the moment it comes', byOld, clock, [next], 'reject', 'before-or-after-rollover'],
    ['the old key after it, the next one not known', byOld, clock - day, [], 'reject', 'before-or-after-rollover'],
    ['the old key after it, and it goes on', byOld, clock - day, [next, old], 'accept', null],
    ['the next key before it', byNext, clock + day, [next], 'reject', 'before-or-after-rollover'],
    ['the next key after it', byNext, clock - day, [next], 'accept', null],
    ['the next key after it, and it is not known', byNext, clock - day, [], 'reject', 'before-or-after-rollover'],
  ] as const)('%s', (_, document, at, keys, verdict, cause) => {
    const report = judge(document, at, [...keys]);
    expect([report.verdict, report.diagnoses[0]?.id ?? null]).toEqual([verdict, cause]);
    if (cause === 'before-or-after-rollover') expect(report.diagnoses[0]!.evidence.map((each) => each.label).slice(0, 3)).toEqual(['rollover', 'judged at', 'signed by']);
  });

  it.each([
    ['the old key stops with it, seen from before', byOld, clock + day, [next], ['stop', clock + day]],
    ['the old key stops with it, seen from after', byOld, clock - day, [next], ['stop', clock - day]],
    ['the next key starts with it, seen from before', byNext, clock + day, [next], ['start', clock + day]],
    ['the next key starts with it, seen from after', byNext, clock - day, [next], ['start', clock - day]],
    ['a key that goes on is not touched, seen from before', byOld, clock + day, [next, old], null],
    ['a key that goes on is not touched, seen from after', byOld, clock - day, [next, old], null],
  ] as const)('on the time line: %s', (_, document, at, keys, boundary) => {
    const found = judge(document, at, [...keys]).validity!.boundaries.find((each) => each.attribute === 'rollover');
    expect(found === undefined ? null : [found.edge, found.at]).toEqual(boundary);
  });

  it('leaves encryption keys and other connections where they are', () => {
    const other: TrustedKey = { ...next, source: 'connection Heap' };
    const report = judge(byNext, clock + day, [], { otherKeys: [other] });
    expect(report.diagnoses[0]).toMatchObject({ id: 'key-of-other-connection' });
    expect(report.diagnoses[0]!.message).toContain('connection Heap');
  });
});
