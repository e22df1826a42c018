import { describe, expect, it } from 'vitest';
import { inspect } from '../shared/inspect.ts';
import { decodeHar } from '../shared/saml/har.ts';

const xml = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" IssueInstant="2026-11-22T08:00:00Z"/>';
const request = '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q" Version="2.0" IssueInstant="2026-11-22T08:00:00Z"/>';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const page = `<form method="post" action="https://sp.example.com/acs"><input type="hidden" name="SAMLResponse" value="${base64(xml)}"><input name="RelayState" value="r1"></form>`;

const entry = (request: object, response: object = {}): object => ({ request: { method: 'GET', url: 'https://idp.example.com/', ...request }, response });
const har = (...entries: object[]): Uint8Array => new TextEncoder().encode(JSON.stringify({ log: { version: '1.2', entries } }));
const post = (postData: object): object => entry({ method: 'POST', url: 'https://sp.example.com/acs?x=1', postData });
const form = `SAMLResponse=${encodeURIComponent(base64(xml))}&RelayState=r1`;

const cases: [name: string, capture: Uint8Array, roots: string[], destination: string | null][] = [
  ['a posted body', har(post({ text: form })), ['Response'], 'https://sp.example.com/acs'],
  ['posted fields, escaped', har(post({ params: [{ name: 'SAMLResponse', value: encodeURIComponent(base64(xml)) }] })), ['Response'], 'https://sp.example.com/acs'],
  ['posted fields, unescaped', har(post({ params: [{ name: 'SAMLResponse', value: base64(xml) }] })), ['Response'], 'https://sp.example.com/acs'],
  ['the page with the form', har(entry({}, { content: { text: page } })), ['Response'], 'https://sp.example.com/acs'],
  ['the page in base64', har(entry({}, { content: { text: base64(page), encoding: 'base64' } })), ['Response'], 'https://sp.example.com/acs'],
  ['page and post of one message', har(entry({}, { content: { text: page } }), post({ text: form })), ['Response'], 'https://sp.example.com/acs'],
  ['request, then response', har(post({ text: `SAMLRequest=${encodeURIComponent(base64(request))}` }), post({ text: form })), ['AuthnRequest', 'Response'], 'https://sp.example.com/acs'],
  ['none', har(entry({ url: 'https://www.example.com/logo.png' })), [], null],
];

describe('a browser capture', () => {
  it.each(cases)('holds what was sent: %s', (_name, capture, roots, destination) => {
    const { messages } = decodeHar(capture);
    expect(messages.map(({ bytes }) => /<samlp:(\w+)/.exec(new TextDecoder().decode(bytes))?.[1])).toEqual(roots);
    expect(messages[0]?.destination ?? null).toBe(destination);
  });

  it.each([['not JSON', '{'], ['not a capture', '{"log":{}}'], ['odd entries', '{"log":{"entries":[null,1,"a",{"request":[]}]}}'], ['a name of every object', '{"log":{"entries":[{"request":{"__proto__":{"url":"SAMLResponse=x"}}}]}}']])('never throws: %s', (_name, text) => {
    expect(decodeHar(new TextEncoder().encode(text)).messages).toEqual([]);
  });

  it('is judged message by message', () => {
    const capture = cases[6]![1];
    const judged = [0, 1].map((index) => inspect(capture, { now: Date.parse('2026-11-22T08:00:00Z'), clockSkew: 180, policy: 'practice' }, { index }));
    expect(judged.map((report) => [report.document.kind, report.document.messages])).toEqual([['request', 2], ['response', 2]]);
  });

  it('without a message is said to be a capture', () => {
    const report = inspect(cases[7]![1], { now: 0, clockSkew: 180, policy: 'practice' });
    expect([report.verdict, report.document.kind]).toEqual(['reject', 'har']);
  });
});
