/**
 * What must hold for any input: nothing is thrown, nobody is named but the one whom a given key signed for, every place lies in its
 * source, and the Report survives being sent. The seed is fixed; `PROPERTY_RUNS=20` looks twenty times as long.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTools } from '../electron/tools.ts';
import type { Report } from '../shared/finding.ts';
import { inspect, type InspectOptions } from '../shared/inspect.ts';
import type { Expected, Identity } from '../shared/model.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { clock, decryptionKeys, usual } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';
import { changeBytes, changeStructure, type Change } from './mutations.ts';

const tools = await loadTools();
const times = Number(process.env.PROPERTY_RUNS ?? '1');
const seed = Number(process.env.PROPERTY_SEED ?? '20261122');
const settings = (numRuns: number) => ({ seed, numRuns: Math.ceil(numRuns * times), interruptAfterTimeLimit: 8_000 * times, markInterruptAsFailure: false });

const change: fc.Arbitrary<Change> = fc.record({ kind: fc.nat(1000), one: fc.nat(100_000), two: fc.nat(100_000), three: fc.nat(100_000) });

interface Original {
  file: string;
  bytes: Uint8Array;
  expected: Expected;
  identity: Identity;
}

/** What is changed as it came out of the network is not searched for the damage that would explain it, which takes longer than all the rest. */
const fromNetwork = (original: Original): Original => ({ ...original, expected: { ...original.expected, origin: 'network' } });

/** Of every way of signing, encrypting and writing one; the keys to decrypt are always given, for what is put in encrypted. */
const originals: readonly Original[] = [
  'vendor-entra.xml', 'vendor-okta.xml', 'vendor-google.xml', 'vendor-pysaml2.xml', 'vendor-keycloak.xml', 'signed-assertion.xml', 'signed-response.xml', 'signed-both.xml', 'c14n-inclusive.xml', 'c14n-prefix-list.xml', 'prefix-default.xml',
  'encrypted-aes-256-gcm-oaep.xml', 'encrypted-aes-128-cbc-oaep.xml', 'encrypted-response-signed.xml', 'encrypted-outer-namespaces.xml', 'encrypted-id.xml', 'encrypted-id-response-signed.xml', 'encrypted-key-retrieval.xml', 'encrypted-attribute.xml', 'layout-comments.xml',
  'confirmation-several.xml', 'assertion-alone.xml', 'unsolicited.xml',
].map((name) => {
  const each = cases.find(({ file }) => file === `legal/${name}`)!;
  const expected = { ...expectedOf(each), decryptionKeys };
  const bytes = readFileSync(join(fixtureFolder, each.file));
  return { file: each.file, bytes, expected, identity: inspect(bytes, expected).identity! };
});

/** Who is named, apart from which of two signatures says so. */
const person = ({ verifiedBy: _key, coveredBy: _element, ...who }: Identity): object => who;

function expectNobodyElse(original: Original, bytes: Uint8Array, options: InspectOptions = {}): Report {
  const report = inspect(bytes, original.expected, options);
  if (report.verdict !== 'accept') expect(report.identity).toBeNull();
  else if (report.identity === null) expect(report.document.kind).not.toMatch(/response|assertion/);
  else expect(person(report.identity)).toEqual(person(original.identity));
  return report;
}

function expectPlaces(report: Report): void {
  const spans = [...report.findings.flatMap(({ at }) => (at === undefined ? [] : [at])), ...report.coverage];
  for (const { source, offset, length, line } of spans) {
    const text = report.sources[source]!.text;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    expect(line).toBe(text.slice(0, offset).split('\n').length);
  }
  for (const { at } of report.findings) {
    if (at !== undefined) expect(at.column).toBe(at.offset - report.sources[at.source]!.text.lastIndexOf('\n', at.offset - 1));
  }
}

function expectSendable(report: Report): void {
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
}

describe('a legal response that somebody changed', () => {
  it.each(originals)('$file is accepted as it is', ({ bytes, expected, identity }) => {
    expect(inspect(bytes, expected, tools).verdict).toBe('accept');
    expect(identity.nameID).not.toBeNull();
  });

  it('names nobody else after changes of its structure', () => {
    let accepted = 0;
    fc.assert(fc.property(fc.nat(originals.length - 1), fc.array(change, { minLength: 1, maxLength: 5 }), (which, changes) => {
      const original = fromNetwork(originals[which]!);
      const report = expectNobodyElse(original, changes.reduce(changeStructure, original.bytes));
      if (report.verdict === 'accept') accepted++;
    }), settings(3000));
    // Some changes do no harm: else nothing would be told by this.
    expect(accepted).toBeGreaterThan(0);
  });

  it('names nobody else after changes of its bytes', () => {
    fc.assert(fc.property(fc.nat(originals.length - 1), fc.array(change, { minLength: 1, maxLength: 3 }), (which, changes) => {
      const original = fromNetwork(originals[which]!);
      expectNobodyElse(original, changes.reduce(changeBytes, original.bytes));
    }), settings(1500));
  });

  it('names nobody else when both verifiers look, and every place lies in its source', () => {
    fc.assert(fc.property(fc.nat(originals.length - 1), fc.array(change, { minLength: 1, maxLength: 4 }), (which, changes) => {
      const original = originals[which]!;
      const report = expectNobodyElse(original, changes.reduce(changeStructure, original.bytes), tools);
      expectPlaces(report);
      expectSendable(report);
    }), settings(150));
  });

  it('names nobody else under policy strict, from the network, and with other keys', () => {
    const otherwise: readonly Partial<Expected>[] = [{ policy: 'strict' }, { origin: 'network' }, { otherKeys: usual.idp!.keys, idp: { keys: [] } }, { requestID: undefined, allowIdpInitiated: true }, { idp: undefined, sp: undefined }];
    fc.assert(fc.property(fc.nat(originals.length - 1), fc.constantFrom(...otherwise), fc.array(change, { minLength: 0, maxLength: 3 }), (which, more, changes) => {
      const original = originals[which]!;
      const report = expectNobodyElse({ ...original, expected: { ...original.expected, ...more } }, changes.reduce(changeStructure, original.bytes));
      // Without keys nothing can be accepted.
      if ('idp' in more) expect(report.identity).toBeNull();
    }), settings(300));
  });
});

describe('any input', () => {
  const everything: readonly Uint8Array[] = [
    ...cases.filter((_each, index) => index % 7 === 0).map((each) => readFileSync(join(fixtureFolder, each.file))),
    ...['entra', 'okta', 'aggregate', 'adfs'].map((name) => readFileSync(join(import.meta.dirname, 'fixtures', 'metadata', `${name}.xml`))),
    ...['idp-rsa.crt.pem', 'idp-rsa.key.pem'].map((name) => readFileSync(join(import.meta.dirname, 'keys', name))),
  ];
  const pieces = fc.constantFrom('<', '>', '/', '="', '"', '&', ';', '#', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', 'xmlns', ':', 'saml:Assertion', 'samlp:Response', 'ds:Signature', ' ID="_a"', 'urn:oasis:names:tc:SAML:2.0:protocol', '\0', '\uFEFF', '\uD800', '%', '%3C', 'SAMLResponse=', '&RelayState=', 'PHNhbWxwOlJlc3BvbnNl', '=', '-----BEGIN CERTIFICATE-----', '{', '"SAMLResponse":', '\r\n', 'a', ' ');
  const input: fc.Arbitrary<Uint8Array | string> = fc.oneof(
    fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 300 }), fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')), fc.base64String({ maxLength: 400 }),
    fc.tuple(fc.constantFrom(...everything), fc.array(change, { maxLength: 6 })).map(([bytes, changes]) => changes.reduce(changeBytes, bytes)),
    fc.tuple(fc.constantFrom(...everything), fc.nat(100_000)).map(([bytes, stop]) => bytes.subarray(0, stop % (bytes.length + 1))),
  );
  const strange: Expected = {
    now: clock, clockSkew: 0, policy: 'strict', requestID: '', allowIdpInitiated: false, idp: { entityID: '', keys: [{ material: 'no key', use: 'both', source: '' }] }, sp: { entityID: '\uD800', assertionConsumerService: 'not a URL', requires: { attributes: [{ term: '', names: [], required: true }] } },
    decryptionKeys: [{ pem: 'no key', label: '' }], request: {}, receivedAt: 0, relayState: '\uD800', role: 'sp', entityID: '', passphrase: '', seenAssertionIDs: [''],
  };

  it('gives a Report that can be sent, with its places in its sources, and never an exception', () => {
    fc.assert(fc.property(input, fc.constantFrom<Expected>(usual, strange), fc.nat(3), (document, expected, index) => {
      const report = inspect(document, expected, { index });
      expectSendable(report);
      expectPlaces(report);
      if (report.verdict !== 'accept') expect(report.identity).toBeNull();
    }), settings(600));
  });

  it('gives the same Report the second time', () => {
    for (const bytes of everything) expect(inspect(bytes, usual, tools)).toEqual(inspect(bytes, usual, tools));
  });

  it.each(cases.filter((_each, index) => index % 3 === 0))('$file: places and sending', (each) => {
    const report = inspect(readFileSync(join(fixtureFolder, each.file)), expectedOf(each), tools);
    expectPlaces(report);
    expectSendable(report);
  });
});
