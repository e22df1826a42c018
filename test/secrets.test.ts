/**
 * What is promised to stay out of sight: private keys and passphrases, wherever they were pasted or given, in Reports, exports and the log;
 * and who was refused is named by nobody. The seed is fixed; `PROPERTY_RUNS=20` looks twenty times as long.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDispatch } from '../electron/dispatch.ts';
import { printReport } from '../electron/terminal/print.ts';
import { loadTools } from '../electron/tools.ts';
import { contract, type Handlers } from '../shared/contract.ts';
import type { Report } from '../shared/finding.ts';
import { inspect } from '../shared/inspect.ts';
import type { Expected } from '../shared/model.ts';
import { cases, expectedOf } from './fixtures/responses/cases.ts';
import { usual } from './fixtures/responses/parts.ts';
import { fixtureFolder } from './make-fixtures.ts';
import { changeBytes, type Change } from './mutations.ts';
import { certificate, privateKey } from './signing.ts';

const tools = await loadTools();
const times = Number(process.env.PROPERTY_RUNS ?? '1');
const settings = (numRuns: number) => ({ seed: 20261122, numRuns: Math.ceil(numRuns * times), interruptAfterTimeLimit: 8_000 * times, markInterruptAsFailure: false });
const change: fc.Arbitrary<Change> = fc.record({ kind: fc.nat(1000), one: fc.nat(100_000), two: fc.nat(100_000), three: fc.nat(100_000) });
const formats = ['text', 'json', 'sarif', 'junit', 'markdown'] as const;

const pem = privateKey('other-rsa');
const publicPem = certificate('other-rsa');
const pkcs1 = createPrivateKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString();
const bare = (text: string): string => text.replaceAll(/-----[^-]+-----|\s/g, '');
const metadata = readFileSync(join(import.meta.dirname, 'fixtures', 'metadata', 'okta.xml'), 'utf8');

/** Pieces of the key as it may be written that its certificate, which is public, does not hold too. */
const pieces = [bare(pem), bare(pkcs1), Buffer.from(pem).toString('base64'), createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }).toString('hex')].flatMap((written) =>
  Array.from({ length: Math.floor((written.length - 20) / 10) }, (_, index) => written.slice(index * 10, index * 10 + 20)).filter((piece, index) => index > 6 && !bare(publicPem).includes(piece)));
const leakOf = (text: string): string | undefined => { const squeezed = text.replaceAll(/\\[nrt]|\s/g, ''); return pieces.find((piece) => squeezed.includes(piece)); };

/** How an admin may paste a key in the belief that it is a certificate. */
const pasted: Readonly<Record<string, (key: string) => string>> = {
  'as it is': (key) => key, 'with words around it': (key) => `here is the key:\n${key}\nthanks`, 'after its certificate': (key) => publicPem + key, 'before its certificate': (key) => key + publicPem, 'without its lines': bare, 'in one line': (key) => key.replaceAll('\n', ' '),
  'escaped': (key) => key.replaceAll('\n', '\\n'), 'in JSON': (key) => JSON.stringify({ key, cert: publicPem }), 'deep in JSON': (key) => JSON.stringify({ idp: [{ private_key: key }] }), 'in YAML': (key) => `key: |\n${key.replaceAll(/^/gm, '  ')}`, 'in base64 once more': (key) => Buffer.from(key).toString('base64'),
  'percent-encoded': encodeURIComponent, 'in a form': (key) => new URLSearchParams({ SAMLResponse: key }).toString(), 'quoted': (key) => key.replaceAll(/^/gm, '> '), 'with Windows lines': (key) => key.replaceAll('\n', '\r\n'), 'cut off': (key) => key.slice(0, -300), 'without its first line': (key) => key.slice(key.indexOf('\n') + 1), 'on a web page': (key) => `<html><body><pre>${key}</pre></body></html>`,
};
/** In a document of another kind, whose text is shown to him who handed it in, and nowhere else. */
const within: Readonly<Record<string, (key: string) => string>> = {
  'in metadata': (key) => metadata.replace(/(<(?:ds:)?X509Certificate>)[^<]*/, `$1${key}`), 'in metadata, bare': (key) => metadata.replace(/(<(?:ds:)?X509Certificate>)[^<]*/, `$1${bare(key)}`), 'in a capture': (key) => JSON.stringify({ log: { entries: [{ request: { url: 'https://example.com', postData: { text: key } } }] } }), 'in XML': (key) => `<a>${key}</a>`,
};

function exported(report: Report, format: (typeof formats)[number]): string {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => { written += String(text); return true; });
  printReport(report, format, 'file', usual);
  vi.restoreAllMocks();
  return written;
}

afterEach(() => { vi.restoreAllMocks(); });

describe('a private key that was pasted', () => {
  it('would be noticed', () => {
    expect(pieces.length).toBeGreaterThan(200);
    expect(leakOf(JSON.stringify({ text: pem }))).toBeDefined();
    expect(leakOf(publicPem)).toBeUndefined();
  });

  it.each(Object.entries(pasted))('%s: is in no Report and no export', (_how, paste) => {
    for (const key of [pem, pkcs1]) {
      const report = inspect(paste(key), usual, tools);
      expect(leakOf(JSON.stringify(report))).toBeUndefined();
      for (const format of formats) expect(leakOf(exported(report, format)), format).toBeUndefined();
    }
  });

  it.each(Object.entries(within))('%s: is in no export', (_how, paste) => {
    for (const key of [pem, pkcs1]) {
      const report = inspect(paste(key), usual, tools);
      const { sources: _shown, ...rest } = report;
      expect(leakOf(JSON.stringify({ ...rest, facts: null }))).toBeUndefined();
      for (const format of formats) expect(leakOf(exported(report, format)), format).toBeUndefined();
    }
  });

  it('is in no export when it was changed or cut', () => {
    const way = fc.constantFrom(...Object.values(pasted), ...Object.values(within));
    fc.assert(fc.property(way, fc.array(change, { maxLength: 2 }), fc.constantFrom(...formats), (paste, changes, format) => {
      const bytes = changes.reduce(changeBytes, Buffer.from(paste(pem)) as Uint8Array);
      expect(leakOf(exported(inspect(bytes, usual), format))).toBeUndefined();
    }), settings(150));
  });
});

describe('what was given to judge by', () => {
  const passphrase = 'correct horse battery staple';
  const given: Partial<Expected> = { decryptionKeys: [{ pem, label: 'ours' }, { pem: privateKey('sp-rsa'), label: 'theirs' }], passphrase };

  it.each(cases.filter((each, index) => /encrypted|signature|vendor/.test(each.file) && index % 4 === 0))('$file: no Report and no export holds a key or passphrase', (each) => {
    const report = inspect(readFileSync(join(fixtureFolder, each.file)), { ...expectedOf(each), ...given }, tools);
    for (const text of [JSON.stringify(report), exported(report, 'json'), exported(report, 'markdown')]) {
      expect(leakOf(text)).toBeUndefined();
      expect(text).not.toContain(passphrase);
      expect(text).not.toContain('PRIVATE KEY');
    }
  });
});

describe('who was refused', () => {
  it.each(cases.filter((each, index) => each.verdict === 'reject' && index % 4 === 0))('$file: is nobody', (each) => {
    const report = inspect(readFileSync(join(fixtureFolder, each.file)), expectedOf(each), tools);
    expect(report.identity).toBeNull();
    expect((JSON.parse(exported(report, 'json')) as { identity: unknown }).identity).toBeNull();
  });
});

describe('the log', () => {
  const names = Object.keys(contract);

  it('holds the kind and place of an unexpected error, and nothing it said', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...names), fc.string({ minLength: 8, maxLength: 80 }).map((text) => `secret-${text}`), fc.constantFrom<(text: string) => unknown>((text) => new Error(text), (text) => text, (text) => ({ text }), (text) => new TypeError(`${text}\n${text}`)), async (name, text, thrown) => {
      const lines: string[] = [];
      const handlers = new Proxy({}, { get: () => () => { throw thrown(text); } }) as Handlers;
      const input = contract[name as keyof typeof contract].input.safeParse({}).success ? {} : { nonsense: text };
      const answer = await createDispatch(handlers, (line) => lines.push(line))(name, input);
      expect(answer.ok).toBe(false);
      expect(lines.join('\n')).not.toContain('secret-');
      expect(JSON.stringify(answer)).not.toContain('secret-');
    }), settings(200));
  });
});
