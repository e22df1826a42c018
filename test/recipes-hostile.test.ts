/** Recipes against values that are out to break out of them: in each language's own reader, and in a real shell. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityProviderNames, serviceProviderNames } from '../shared/guides/names.ts';
import { expansions, hcl, json, powershell, urlPart, visible, xml, yaml } from '../shared/guides/recipes/quote.ts';
import type { Recipe } from '../shared/guides/recipes/recipe.ts';
import { temporaryFolder } from './host.ts';
import { hostile, written } from './recipe-connections.ts';
import { hclLiteral, readHcl, readHttp, readPowerShell, shellSkeleton, strings } from './recipe-readers.ts';
import { runScript } from './recipe-shell.ts';

const pairs = Object.keys(serviceProviderNames).flatMap((sp) => Object.keys(identityProviderNames).map((idp) => [sp, idp] as const));
const find = (list: Recipe[], id: string): Recipe => list.find((one) => one.id === id)!;
/** Control and format characters, and blanks that are not the plain one. */
const unseen = /(?![ \n])[\p{C}\p{Z}]/u;

let work = '';
beforeAll(() => {
  work = temporaryFolder();
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What ends or expands a literal in some language. */
const nasty: readonly string[] = [
  '\'; touch pwned; \'', '"; touch pwned; "', '$(touch pwned)', '`touch pwned`', '${HOME}', '$HOME', '%{ if true }x%{ endif }', '${file("/etc/passwd")}', '$${x}', '$$${x}', '{{$processEnv HOME}}', '!!', '!touch',
  'a\nJSON\ntouch pwned\n', 'a\n\'@\n& { touch pwned }', '\u2019; touch pwned; \u2018', '\u201d; touch pwned', ']]>', '--><x/>', '</md:EntityDescriptor>', '"/><x y="', '\\', '\\"', '\\\'', 'a\\', '##ENV##', '@@ENV@@', '#{x}', '# x',
  'a: b', '- a', '!include x', '\u001b[201~touch pwned\r', '\u0007\u0008', '\u007f\u009b31m', '\u202etxt.exe', 'a\u200bb', '\u2028touch pwned', '\u00a0', '\ufeff', '\ud800', '\u{1f600}\u{e0041}', '*/', '<# #>', '### x\nDELETE https://x.example/\n', '*', '~', '%PATH%', '%27', 'é e\u0301', '\u0411; touch pwned #', '\u0413; touch pwned',
];
const anything = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 30 }), fc.array(fc.constantFrom('\'', '"', '$', '{', '}', '(', ')', '`', '\\', '\n', '@', '#', '%', '!', ' ', '\u2019', '&', '<', '>', ';', 'a'), { maxLength: 20 }).map((each) => each.join('')));
const wellFormed = (value: string): string => value.replace(/\p{Cs}/gu, '\ufffd');

describe('quoting', () => {
  const each = (check: (value: string) => void): void => fc.assert(fc.property(anything, check), { numRuns: 400, examples: nasty.map((value): [string] => [value]) });

  it.each(Object.entries(expansions))('JSON holds any value, with nothing to replace for %s', (_name, expansion) => {
    each((value) => {
      const text = json({ a: [value] }, expansion);
      expect(JSON.parse(text)).toEqual({ a: [value] });
      expect(text).not.toMatch(unseen);
      expect(text.replace(/^\{\n {2}"a": \[|\]\n\}$/g, '').match(expansion)).toBeNull();
      expect(text.split('\n')).toHaveLength(5);
    });
  });

  it('YAML holds any value', () => {
    each((value) => {
      const lines = yaml({ a: [{ b: value }] }, expansions.auth0);
      expect(load(lines.join('\n'))).toEqual({ a: [{ b: wellFormed(value) }] });
      expect(lines).toHaveLength(2);
      expect(lines.join('')).not.toMatch(unseen);
    });
  });

  it('PowerShell holds any value', () => {
    each((value) => {
      const text = powershell({ a: value });
      expect(readPowerShell(text)).toEqual({ literals: ['a', value], skeleton: '@{\n    S = S\n}' });
      // Read in another code page, the bytes of other letters could be quotes.
      expect(text).toMatch(/^[\n -~]*$/);
    });
  });

  it('HCL holds any value', async () => {
    const values = fc.sample(anything, { numRuns: 400, seed: 7 }).concat(nasty);
    const text = values.map((value, index) => `a${index} = ${hcl(value)}`).join('\n');
    const read = await readHcl(`${text}\n`);
    expect(text).not.toMatch(unseen);
    expect(values.map((_, index) => hclLiteral(String(read[`a${index}`])))).toEqual(values.map((value) => wellFormed(value).normalize('NFC')));
  });

  it('XML holds any value that XML can', () => {
    each((value) => {
      const text = `<a b="${xml(value)}">${xml(value)}</a>`;
      const document = XmlDocument.fromString(text);
      const expected = wellFormed(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
      expect([document.root.attr('b')?.value, document.root.content]).toEqual([expected, expected]);
      document.dispose();
      expect(text).not.toMatch(unseen);
    });
  });

  it('a part of a URL holds any value', () => {
    each((value) => {
      expect(urlPart(value)).toMatch(/^[A-Za-z0-9%._~-]*$/);
      expect(decodeURIComponent(urlPart(value))).toBe(wellFormed(value));
      expect(visible(value)).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
    });
  });
});

describe('a hostile connection', () => {
  const plain = 'acme';
  const shapeOf: Record<Recipe['language'], (text: string) => unknown> = {
    http: (text) => readHttp(text).requests.map(({ method, url, headers, body }) => [method, url, headers, body === '' ? null : keysOf(JSON.parse(body))]),
    powershell: (text) => readPowerShell(text).skeleton,
    hcl: (text) => text.replace(/"(?:[^"\\\n]|\\.)*"/g, 'S').replace(/ +=/g, ' ='),
    json: (text) => keysOf(JSON.parse(text)),
    yaml: (text) => keysOf(load(text)),
    shell: (text) => shellSkeleton(text).replace(/teams\/[A-Za-z0-9%._~-]*\//, 'teams/T/'),
    xml: (text) => text.replace(/"[^"<]*"/g, 'S').replace(/>[^<\n]+</g, '>S<'),
    steps: (text) => text.split('\n').length,
  };
  const keysOf = (value: unknown): unknown => (Array.isArray(value) ? value.map(keysOf) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keysOf(one)])) : typeof value);
  /** A plain value is a known one for inputs that are checked before use; the hostile one is not, and they stay open. */
  const baseline = (sp: string, idp: string): Recipe[] => written({ ...hostile(sp, idp, plain), idp: { ...hostile(sp, idp, plain).idp, inputs: {} } });

  it.each(pairs)('%s and %s: no value changes what a text does', async (sp, idp) => {
    const expected = baseline(sp, idp);
    for (const value of nasty) {
      const list = written(hostile(sp, idp, value));
      expect(list.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const [index, one] of list.entries()) {
        const why = `${one.id} with ${JSON.stringify(value)}`;
        expect(one.content, why).not.toMatch(unseen);
        if (one.language === 'powershell') expect(one.content, why).toMatch(/^[\n -~]*$/);
        // What is refused as a value leaves a stop in the script; without it the text must be the same.
        const shape = (text: string): unknown => shapeOf[one.language](text.replace(/^ *(throw 'Values [^']*'|echo '[^']*' >&2; exit 1|# missing: .*|missing: .*)\n/gm, ''));
        if (value.trim() !== '') expect(shape(one.content), why).toEqual(shape(expected[index]!.content));
        if (one.language === 'hcl') expect(strings(await readHcl(one.content)).filter((text) => /(?<!\$)\$\{(?!(?:azuread|okta|auth0)_|data\.|var\.|local\.|length|\[for|jsonencode|string\})/.test(text) && !/source\.|user\.userName/.test(text)), why).toEqual([]);
      }
    }
  });

  it.each([['heroku', 'heroku-api'], ['other', 'okta-curl']])('%s: %s runs nothing that stands in a value', (sp, id) => {
    for (const [index, value] of nasty.entries()) {
      // A value that is refused stops the script: it must be harmless without that stop as well.
      const runnable = find(written(hostile(sp, 'okta', value)), id).content.replace(/^echo '[^']*' >&2; exit 1$/m, ':');
      // An interactive shell replaces !NAME by an earlier command, even where a text is quoted.
      expect(runnable.replace('#!/bin/sh', '')).not.toContain('!');
      const folder = join(work, `${id}-${index}`);
      const { code, stderr } = runScript(folder, runnable, { HEROKU_API_KEY: 'x', OKTA_API_TOKEN: 'x', OKTA_USER_ID: 'x', OKTA_ORG: 'acme.okta.com' });
      expect([code, stderr], JSON.stringify(value)).toEqual([0, '']);
      expect(readdirSync(folder).filter((file) => !['bin', 'calls', 'headers', 'script.sh', 'okta-application.json', 'okta-metadata.xml', 'heroku-identity-provider.json'].includes(file))).toEqual([]);
      const sent = strings(JSON.parse(readFileSync(join(folder, readdirSync(folder).find((file) => file.endsWith('.json'))!), 'utf8')));
      if (value.trim() !== '') expect(sent).toContain(id === 'heroku-api' ? value : value.trim());
    }
  });
});
