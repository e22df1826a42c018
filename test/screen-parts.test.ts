/** The parts of the screens that compute: where a paste goes, positions in the indented XML, marks of differing values. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare, marks, type Run } from '../renderer/components/compare.ts';
import { indentXml, isOneLine } from '../renderer/components/xml-view/indent.ts';
import { destinationOf } from '../renderer/destination.ts';
import { bodyOf } from '../renderer/long-body.ts';
import { hrefOf, parseRoute, type Route } from '../renderer/route.ts';

const documents = ['recorded', 'fixtures'].flatMap((folder) => readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.xml')).map((name) => readFileSync(join(import.meta.dirname, folder, name), 'utf8')));
const draft = (text: string, name: string | null = null) => ({ content: { text }, name, size: text.length });

describe('the indented reading', () => {
  it('adds white space between tags only, and maps every place', () => {
    expect(documents.length).toBeGreaterThan(0);
    for (const text of documents) {
      const indented = indentXml(text);
      const without = (given: string) => given.replace(/[\s\u00a0]+/g, '');
      expect(without(indented.text) === without(text)).toBe(true);
      const wrong: number[] = [];
      for (let at = 0; at < text.length; at += 37) if (indented.text[indented.start(at)] !== text[at]) wrong.push(at);
      expect(wrong).toEqual([]);
    }
  });

  it('keeps an element and its span together', () => {
    const text = '<a><b x="1>2">t</b><!-- <c> --><![CDATA[<d>]]><e/></a>';
    const indented = indentXml(text);
    const from = text.indexOf('<b');
    const to = text.indexOf('<!--');
    expect(indented.text.slice(indented.start(from), indented.end(to))).toBe('<b x="1>2">t</b>');
    expect(indented.text.split('\n').map((line) => line.replace(/^[\u00a0]+/, ''))).toEqual(['<a>', '<b x="1>2">t</b>', '<!-- <c> -->', '<![CDATA[<d>]]>', '<e/>', '</a>']);
  });

  it('is offered for markup on one line, not for a long certificate alone', () => {
    expect(isOneLine(`<a>${'<b>value</b>'.repeat(100)}</a>`)).toBe(true);
    expect(isOneLine(`<a>\n  <b>${'M'.repeat(2000)}</b>\n</a>`)).toBe(false);
  });

  it('survives markup that never ends', () => {
    for (const text of ['', '<', '<a', '<a x="', '<!--', '<![CDATA[', '</', 'plain']) expect(indentXml(text).text).toBe(text);
  });
});

describe('marking what differs', () => {
  const shown = (runs: Run[]) => runs.map((run) => (run.differs ? `[${run.text}]` : run.text)).join('');

  it('marks one character where one differs', () => {
    const [a, b] = compare('https://sso.heroku.com/saml/acme', 'https://sso.heroku.com/saml/acme/');
    expect([shown(a), shown(b)]).toEqual(['https://sso.heroku.com/saml/acme', 'https://sso.heroku.com/saml/acme[/]']);
  });

  it('marks the whole middle where values have little in common', () => {
    const [a, b] = compare('SHA-256 4F:9A:21 CN=a', 'SHA-256 B0:11:7C CN=a');
    expect([shown(a), shown(b)]).toEqual(['SHA-256 [4F:9A:21] CN=a', 'SHA-256 [B0:11:7C] CN=a']);
  });

  it('leaves times, equal values and wholly different ones unmarked', () => {
    expect(marks('2026-01-01 10:00:00', '2026-01-01 11:00:00')).toBeNull();
    expect(marks('same', 'same')).toBeNull();
    expect(marks('xyz', 'abc')).toBeNull();
    expect(marks('none', 'a signature')).toBeNull();
    expect(marks('admin@example.com', 'jo.doe@example.com')).not.toBeNull();
  });
});

describe('where a paste goes', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const metadata = '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example"></md:EntityDescriptor>';

  it.each([
    ['metadata', metadata, 'metadata'],
    ['metadata in base64', base64(metadata), 'metadata'],
    ['a response', '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>', 'inspect'],
    ['a form body', `SAMLResponse=${base64('<samlp:Response/>')}&RelayState=x`, 'inspect'],
    ['a Redirect URL', 'https://idp.example/sso?SAMLRequest=fZJ', 'inspect'],
    ['an address', 'https://idp.example/metadata', 'metadata-url'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIC', 'certificates'],
    ['an error', 'AADSTS50011: The redirect URI does not match', 'explain'],
    ['a HAR capture', '{"log":{"version":"1.2","entries":[]}}', 'inspect'],
    ['base64 in lines', base64(`<samlp:Response>${'x'.repeat(400)}</samlp:Response>`).replace(/.{76}/g, '$&\n'), 'inspect'],
    ['a log of a message', `{"msg":"got","body":"SAMLResponse=${base64('<samlp:Response Version="2.0"/>')}"}`, 'inspect'],
    ['an error in JSON', '{"error":"access_denied","error_description":"The SAML response contains an invalid signature"}', 'explain'],
    ['an error in an address', 'https://app.acme.example.com/login?error=saml&error_description=Invalid+audience', 'explain'],
    ['an error on a page', '<div class="alert">Invalid SAML response</div>', 'explain'],
    ['an error beside a response that was cut out', 'https://contoso.example.com/sso/acs?SAMLResponse=...&error=AADSTS50105', 'explain'],
    ['a code alone', 'app_not_configured_for_user', 'explain'],
    ['a status alone', '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status>', 'explain'],
  ])('%s', (_, text, expected) => expect(destinationOf(draft(text))).toBe(expected));

  it('knows a certificate file by its bytes', () => {
    expect(destinationOf({ content: { base64: Buffer.from([0x30, 0x82, 3, 1, 0x30]).toString('base64') }, name: 'upload', size: 5 })).toBe('certificates');
  });
});

describe('addresses', () => {
  it('come back as they were', () => {
    const routes: Route[] = [
      { screen: 'connections' }, { screen: 'inspect', detail: null }, { screen: 'explain', detail: 'conditions/expired' },
      { screen: 'connection', id: 'a b/ü', tab: 'setup', detail: 'okta/create' }, { screen: 'connection', id: 'x', tab: 'overview', detail: null },
    ];
    for (const route of routes) expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it('fall back to the list', () => {
    for (const hash of ['', '#', '#/nothing', '#%E0%A4%A']) expect(parseRoute(hash)).toEqual({ screen: 'connections' });
  });
});

describe('long content', () => {
  it('is the same JSON in portions', async () => {
    const text = `${'a"\\\n\u{1F511}'.repeat(300_000)}x`;
    const body = await bodyOf({ content: { text }, against: { policy: 'practice' }, job: 'j' });
    expect(body).toBeInstanceOf(Blob);
    expect(JSON.parse(await (body as Blob).text())).toEqual({ content: { text }, against: { policy: 'practice' }, job: 'j' });
  });
});
