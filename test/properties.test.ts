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
import { encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import type { Tree } from '../shared/saml/tree.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { rsaSha256 } from '../shared/urns.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { clock, decryptionKeys, usual } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';
import { changeBytes, changeStructure, type Change } from './mutations.ts';
import { generateDocument, seededRandom } from './xml-generator.ts';

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

describe('a message in any dress', () => {
  const messages: readonly Uint8Array[] = ['vendor-entra.xml', 'signed-both.xml', 'encrypted-alone.xml', 'name-id-unicode.xml', 'layout-carriage-returns.xml'].map((name) => readFileSync(join(fixtureFolder, 'legal', name)));
  const relay = fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }), { nil: null });
  const form = (xml: Uint8Array, relayState: string | null): URLSearchParams => new URLSearchParams({ SAMLResponse: encodePost(xml), ...(relayState === null ? {} : { RelayState: relayState }) });
  const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\r', '&#13;').replaceAll('\n', '&#10;');
  const entry = (xml: Uint8Array, relayState: string | null) => ({ request: { method: 'POST', url: 'https://acme.example.com/saml/acs', headers: [], postData: { mimeType: 'application/x-www-form-urlencoded', text: form(xml, relayState).toString() } }, response: { status: 200, content: {} } });
  /** Each with whether RelayState comes along. */
  const dresses: Readonly<Record<string, { carries: boolean; dress(xml: Uint8Array, relayState: string | null): string | Uint8Array }>> = {
    XML: { carries: false, dress: (xml) => xml },
    base64: { carries: false, dress: (xml) => encodePost(xml) },
    'base64 in lines': { carries: false, dress: (xml) => encodePost(xml).replaceAll(/.{76}/g, '$&\r\n') },
    'base64, URL-safe, without padding': { carries: false, dress: (xml) => Buffer.from(xml).toString('base64url') },
    'base64 in UTF-16': { carries: false, dress: (xml) => Buffer.from('\uFEFF' + encodePost(xml), 'utf16le') },
    'percent-encoded base64': { carries: false, dress: (xml) => encodeURIComponent(encodePost(xml)) },
    'a form body': { carries: true, dress: (xml, relayState) => form(xml, relayState).toString() },
    'a form body as bytes': { carries: true, dress: (xml, relayState) => Buffer.from(form(xml, relayState).toString()) },
    'a page with the form': { carries: true, dress: (xml, relayState) => `<html><body><form method="post" action="https://acme.example.com/saml/acs"><input type="hidden" name="SAMLResponse" value="${encodePost(xml)}"/>${relayState === null ? '' : `<input type="hidden" name="RelayState" value="${attribute(relayState)}"/>`}</form></body></html>` },
    'the query of a redirect': { carries: true, dress: (xml, relayState) => encodeRedirect({ parameter: 'SAMLResponse', xml, relayState }).sentQueryString },
    'the URL of a redirect': { carries: true, dress: (xml, relayState) => encodeRedirect({ parameter: 'SAMLResponse', xml, relayState, location: 'https://acme.example.com/saml/acs?tenant=1' }).url! },
    'the URL of a signed redirect': { carries: true, dress: (xml, relayState) => encodeRedirect({ parameter: 'SAMLResponse', xml, relayState, location: 'https://acme.example.com/saml/acs', sign: { sigAlg: rsaSha256, sign: () => Buffer.from('signature') } }).url! },
    'a capture': { carries: true, dress: (xml, relayState) => JSON.stringify({ log: { version: '1.2', entries: [entry(xml, relayState)] } }) },
  };

  it.each(Object.entries(dresses))('%s: is undone to the very bytes', (_name, { carries, dress }) => {
    fc.assert(fc.property(fc.nat(messages.length - 1), relay, (which, relayState) => {
      const xml = messages[which]!;
      const report = inspect(dress(xml, relayState), usual);
      const [source] = report.sources;
      expect(report.document.messages).toBe(1);
      expect(source?.text).toBe(Buffer.from(xml).toString('utf8').replace(/^\uFEFF/, ''));
      if (carries) expect(report.document.relayState).toBe(relayState);
    }), settings(25));
  });
});

describe('the span of an element', () => {
  /** Every prefix that is declared somewhere, with what it means at that element. */
  const declarations = (tree: Tree, element: number, prefixes: readonly string[]): string => prefixes.map((prefix) => {
    const uri = tree.resolvePrefix(element, prefix);
    return uri === null || uri === '' ? '' : ` xmlns${prefix === '' ? '' : ':'}${prefix}="${uri.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll(/[\t\r\n]/g, (blank) => `&#${blank.charCodeAt(0)};`)}"`;
  }).join('');
  const meaning = (tree: Tree, from: number, count: number): unknown[] => Array.from({ length: count }, (_, index) => {
    const element = from + index;
    return [tree.namespace(element), tree.local(element), tree.prefix(element), tree.text(element), tree.attributes(element).map(({ namespace, local, value }) => [namespace, local, value])];
  });

  function expectSpans(bytes: Uint8Array, pick: (count: number) => number): void {
    const parsed = parseXml(bytes);
    if (!parsed.ok) return;
    const { tree } = parsed;
    const prefixes = [...new Set(['', ...Array.from(tree.documentText.matchAll(/\sxmlns:([^\s=]+)/g), (match) => match[1]!)])].filter((prefix) => prefix !== 'xml');
    for (let times = 0; times < 6; times++) {
      const element = pick(tree.count);
      const written = Buffer.from(tree.bytes.subarray(tree.start(element), tree.stop(element))).toString('utf8');
      const parent = tree.parent(element);
      const again = parseXml(Buffer.from(`<around${parent === -1 ? '' : declarations(tree, parent, prefixes)}>${written}</around>`));
      if (!again.ok) expect.fail(`element ${element} of ${tree.documentText.slice(0, 300)}: ${again.fault.message}`);
      const count = tree.end(element) - element;
      expect(meaning(again.tree, 1, count)).toEqual(meaning(tree, element, count));
      for (const { local, namespace, value, start, stop } of tree.attributes(element)) {
        const text = Buffer.from(tree.bytes.subarray(start, stop)).toString('utf8');
        const alone = parseXml(Buffer.from(`<around${declarations(tree, element, prefixes)}><a ${text}/></around>`));
        expect(alone.ok && alone.tree.attribute(1, local, namespace)).toBe(value);
      }
    }
  }

  it('read again, gives the same element: of every fixture', () => {
    const random = seededRandom(seed);
    for (const each of cases) expectSpans(readFileSync(join(fixtureFolder, each.file)), (count) => random.below(count));
  });

  it('read again, gives the same element: of generated documents', () => {
    fc.assert(fc.property(fc.nat(1_000_000), (number) => {
      const random = seededRandom(number);
      expectSpans(Buffer.from(generateDocument(random, { odd: true })), (count) => random.below(count));
    }), settings(400));
  });
});
