import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decode, encodePost, encodeRedirect, type Decoded, type DecodedMessage } from '../shared/saml/binding.ts';
import { deflateRaw } from '../shared/saml/node.ts';

const responseXml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" InResponseTo="">
  <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example/é?a=1&amp;b=2</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><!-- > -->
</samlp:Response>`;
const requestXml = `<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q1" Version="2.0" AssertionConsumerServiceURL="https://sp.example/acs"/>`;
const post = encodePost(responseXml);
const postRequest = encodePost(requestXml);
const redirect = encodePost(deflateRaw(Buffer.from(requestXml)));
const redirectResponse = encodePost(deflateRaw(Buffer.from(responseXml)));
const form = `SAMLResponse=${encodeURIComponent(post)}&RelayState=a%20b%2Bc`;
const url = `https://idp.example/sso?SAMLRequest=${encodeURIComponent(redirect)}&RelayState=r1`;
const lines = (text: string, width = 76, end = '\n') => text.replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`);
const entities = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const page = (value: string, extra = '') => `<!DOCTYPE html><html><body onload="document.forms[0].submit()">
<form method="post" action="https://sp.example/acs?x=1&amp;y=2">${extra}<input type="hidden" name="SAMLResponse" value="${value}"/>
<input type="hidden" name="RelayState" value="a&amp;b"/></form></body></html>`;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const codes = (message: DecodedMessage) => message.notes.map((each) => each.code);

/** The one message of a paste that has no fault. */
function only(decoded: Decoded): DecodedMessage {
  expect(decoded.fault).toBeNull();
  expect(decoded.messages).toHaveLength(1);
  return decoded.messages[0]!;
}

interface Row {
  paste: string | Uint8Array;
  xml?: string;
  binding?: DecodedMessage['binding'];
  parameter?: DecodedMessage['parameter'];
  relayState?: string | null;
  destination?: string | null;
  notes?: string[];
}

const lost = (value: string) => value.replace(/\+/g, ' ');
expect(post).toContain('+');
expect(redirect).toMatch(/[+/]/);

const rows: Record<string, Row> = {
  'bare XML': { paste: responseXml, binding: null },
  'XML with BOM and blank lines': { paste: `\ufeff\n\n${responseXml}\n`, binding: null },
  'XML after a log prefix': { paste: `2024-01-01 12:00:01 INFO received ${responseXml} (from 10.0.0.1)`, binding: null, notes: ['text-around'] },
  'XML with escaped quotes and line ends in a log': {
    paste: `msg="${responseXml.replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`, binding: null, notes: ['escaped', 'text-around'],
  },
  'XML in JSON in JSON': { paste: JSON.stringify({ line: JSON.stringify({ xml: responseXml }) }), notes: ['escaped', 'text-around'] },
  'XML in JSON with \\u003c': { paste: JSON.stringify({ xml: responseXml }).replace(/</g, '\\u003c').replace(/>/g, '\\u003e'), notes: ['escaped', 'text-around'] },
  'XML in a CSV cell': { paste: `1,"${responseXml.replace(/"/g, '""')}",2`, notes: ['doubled-quotes', 'text-around'] },
  'XML as HTML entities': { paste: entities(responseXml), binding: null, notes: ['html-entities'] },
  'XML as HTML entities in a page': { paste: `<pre>\n${entities(responseXml)}</pre>`, notes: ['html-entities'] },
  'XML as entities twice': { paste: entities(entities(responseXml)), notes: ['html-entities'] },
  'XML URL-encoded': { paste: encodeURIComponent(responseXml), notes: ['url-encoded'] },
  'XML quoted as a string': { paste: JSON.stringify(responseXml), notes: ['escaped', 'text-around'] },
  'XML in a code fence': { paste: '```xml\n' + responseXml + '\n```', notes: ['text-around'] },
  'base64': { paste: post, binding: 'HTTP-POST', notes: [] },
  'base64 in lines': { paste: lines(post), notes: ['base64-line-breaks'] },
  'base64 in CRLF lines with indentation': { paste: lines(post, 64, '\r\n\t  '), notes: ['base64-line-breaks'] },
  'base64 with blanks at each 76': { paste: lines(post, 76, ' '), notes: ['base64-line-breaks'] },
  'base64, URL-safe': { paste: post.replace(/\+/g, '-').replace(/\//g, '_'), notes: ['base64-url-safe'] },
  'base64 without padding': { paste: encodePost(responseXml + ' ').replace(/=+$/, ''), xml: responseXml + ' ', notes: ['base64-missing-padding'] },
  'base64 with spaces for +': { paste: lost(post), notes: ['plus-became-space'] },
  'base64 in quotes': { paste: `"${post}"`, notes: ['quoted'] },
  'base64 with a no-break space': { paste: `\u00a0${post.slice(0, 40)}\u200b${post.slice(40)}`, notes: ['invisible-characters'] },
  'base64 URL-encoded': { paste: encodeURIComponent(post), notes: ['url-encoded'] },
  'base64 URL-encoded twice': { paste: encodeURIComponent(encodeURIComponent(post)), notes: ['url-encoded-twice'] },
  'base64 twice': { paste: encodePost(post), notes: ['base64-twice'] },
  'base64 of URL-encoded XML': { paste: encodePost(encodeURIComponent(responseXml)), notes: ['url-encoded'] },
  'base64 with line-feed entities': { paste: lines(post, 76, '&#13;&#10;'), notes: ['html-entities', 'base64-line-breaks'] },
  'base64 in a log line': { paste: `12:00 DEBUG saml=[${post}] user=bob\n12:01 next`, notes: ['text-around'] },
  'deflated': { paste: redirect, xml: requestXml, binding: 'HTTP-Redirect', notes: ['deflated'] },
  'deflated in lines': { paste: lines(redirect, 40), xml: requestXml, binding: 'HTTP-Redirect', notes: ['base64-line-breaks', 'deflated'] },
  'deflated with spaces for +': { paste: lost(redirectResponse), binding: 'HTTP-Redirect', notes: ['plus-became-space', 'deflated'] },
  'deflated in a log line': { paste: `redirecting with ${redirect} now`, xml: requestXml, binding: 'HTTP-Redirect', notes: ['deflated', 'text-around'] },
  'zlib': { paste: encodePost(deflateSync(responseXml)), binding: 'HTTP-Redirect', notes: ['zlib-wrapped'] },
  'gzip': { paste: encodePost(gzipSync(responseXml)), binding: 'HTTP-Redirect', notes: ['gzip-wrapped'] },
  'gzip bytes': { paste: gzipSync(responseXml), notes: ['gzip-wrapped'] },
  'raw DEFLATE bytes': { paste: deflateRaw(Buffer.from(responseXml)), notes: ['deflated'] },
  'form body': { paste: form, binding: 'HTTP-POST', parameter: 'SAMLResponse', relayState: 'a b+c', notes: [] },
  'form body, RelayState first, others around': {
    paste: `csrf=1&RelayState=r%26s&SAMLResponse=${encodeURIComponent(post)}&submit=Continue`, parameter: 'SAMLResponse', relayState: 'r&s', notes: [],
  },
  'form body with empty RelayState': { paste: `SAMLResponse=${encodeURIComponent(post)}&RelayState=`, relayState: '', notes: [] },
  'form body without escapes': { paste: `SAMLResponse=${post}&RelayState=x`, relayState: 'x', notes: ['plus-unescaped'] },
  'form body with spaces for +': { paste: `SAMLResponse=${lost(post)}&RelayState=x`, relayState: 'x', notes: ['plus-became-space'] },
  'form body with line breaks': { paste: `SAMLResponse=${lines(encodeURIComponent(post), 60)}&RelayState=x`, relayState: 'x', notes: ['base64-line-breaks'] },
  'form body encoded twice': { paste: `SAMLResponse=${encodeURIComponent(encodeURIComponent(post))}`, notes: ['url-encoded-twice'] },
  'form body URL-encoded as a whole': { paste: encodeURIComponent(form), relayState: 'a b+c', notes: ['url-encoded'] },
  'form body, deflated': { paste: `SAMLResponse=${encodeURIComponent(redirectResponse)}`, binding: 'HTTP-Redirect', notes: ['deflated'] },
  'form body after request headers': {
    paste: `POST /acs HTTP/1.1\r\nHost: sp.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${form}`, relayState: 'a b+c', parameter: 'SAMLResponse',
  },
  'multipart body': {
    paste: `------b\r\nContent-Disposition: form-data; name="SAMLResponse"\r\n\r\n${post}\r\n------b\r\nContent-Disposition: form-data; name="RelayState"\r\n\r\nrs1\r\n------b--`,
    parameter: 'SAMLResponse', relayState: 'rs1',
  },
  'form data listing': { paste: `SAMLResponse: ${post}\nRelayState: rs1\n`, parameter: 'SAMLResponse', relayState: 'rs1', binding: 'HTTP-POST' },
  'form data listing with tabs': { paste: `SAMLResponse\t${post}\nRelayState\trs1`, parameter: 'SAMLResponse', relayState: 'rs1' },
  'JSON': { paste: JSON.stringify({ RelayState: 'r', SAMLResponse: post }), parameter: 'SAMLResponse', relayState: 'r', notes: [] },
  'JSON with escaped slashes': { paste: `{"SAMLResponse":"${post.replace(/\//g, '\\/')}"}`, parameter: 'SAMLResponse' },
  'JSON in a log line': { paste: `INFO body={\\"SAMLResponse\\":\\"${post}\\",\\"RelayState\\":\\"r\\"}`, relayState: 'r', parameter: 'SAMLResponse' },
  'name and value members': { paste: `[{"name":"SAMLResponse","value":"${post}"},{"name":"RelayState","value":"r"}]`, relayState: 'r', parameter: 'SAMLResponse' },
  'pairs': { paste: `[["SAMLResponse","${post}"],["RelayState","r"]]`, relayState: 'r', parameter: 'SAMLResponse' },
  'Ruby hash': { paste: `Parameters: {"SAMLResponse"=>"${post}", "RelayState"=>"r"}`, relayState: 'r', parameter: 'SAMLResponse' },
  'PHP array': { paste: `Array\n(\n    [SAMLResponse] => ${post}\n    [RelayState] => r\n)`, relayState: 'r', parameter: 'SAMLResponse' },
  'JavaScript object': { paste: `{ samlResponse: '${post}', relayState: 'r' }`, relayState: 'r', parameter: 'SAMLResponse' },
  'JavaScript assignment': { paste: `document.forms[0].SAMLResponse.value = "${post}";`, parameter: 'SAMLResponse' },
  'Redirect URL': { paste: url, xml: requestXml, binding: 'HTTP-Redirect', parameter: 'SAMLRequest', relayState: 'r1', destination: 'https://idp.example/sso', notes: [] },
  'Redirect URL in a sentence': { paste: `Open <${url}>, please.`, xml: requestXml, destination: 'https://idp.example/sso', relayState: 'r1' },
  'Redirect URL with a full stop': { paste: `see https://idp.example/sso?SAMLRequest=${encodeURIComponent(redirect)}.`, xml: requestXml, destination: 'https://idp.example/sso' },
  'Redirect URL, own query and fragment': { paste: `https://idp.example/sso?app=1&SAMLRequest=${encodeURIComponent(redirect)}#x`, xml: requestXml, destination: 'https://idp.example/sso' },
  'Redirect URL, encoded twice': { paste: `https://idp.example/sso?SAMLRequest=${encodeURIComponent(encodeURIComponent(redirect))}`, xml: requestXml, notes: ['url-encoded-twice'] },
  'Redirect URL, not deflated': { paste: `https://idp.example/sso?SAMLRequest=${encodeURIComponent(postRequest)}`, xml: requestXml, binding: 'HTTP-Redirect', notes: ['not-deflated'] },
  'Location header': { paste: `HTTP/1.1 302 Found\r\nLocation: ${url}\r\nSet-Cookie: a=b\r\n`, xml: requestXml, destination: 'https://idp.example/sso', relayState: 'r1' },
  'request line': { paste: `10.0.0.1 - - "GET /sso?SAMLRequest=${encodeURIComponent(redirect)} HTTP/1.1" 302`, xml: requestXml, binding: 'HTTP-Redirect', destination: null },
  'URL in a link of a page': { paste: `<a href="${url.replace(/&/g, '&amp;')}">go</a>`, xml: requestXml, relayState: 'r1', destination: 'https://idp.example/sso', notes: ['html-entities'] },
  'URL in JSON': { paste: `{"url":"${url.replace(/&/g, '\\u0026').replace(/\//g, '\\/')}"}`, xml: requestXml, relayState: 'r1', destination: 'https://idp.example/sso', notes: ['escaped'] },
  'URL inside a URL': { paste: `https://login.example/?next=${encodeURIComponent(url)}&x=1`, xml: requestXml, relayState: 'r1', destination: 'https://idp.example/sso', notes: ['url-encoded'] },
  'curl that posts': {
    paste: `curl 'https://sp.example/acs' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  --data-raw '${form}' --compressed`,
    binding: 'HTTP-POST', parameter: 'SAMLResponse', relayState: 'a b+c', destination: 'https://sp.example/acs',
  },
  'curl with the URL last': { paste: `curl -d '${form}' https://sp.example/acs`, destination: 'https://sp.example/acs', relayState: 'a b+c' },
  'curl for the Windows prompt': {
    paste: `curl ^"https://sp.example/acs^" ^\n  --data-raw ^"${form.replace(/%/g, '^%').replace(/&/g, '^&')}^"`, destination: 'https://sp.example/acs', notes: ['shell-escapes'], relayState: 'a b+c',
  },
  'curl that gets a URL': { paste: `curl '${url}' -H 'a: b'`, xml: requestXml, binding: 'HTTP-Redirect', destination: 'https://idp.example/sso', relayState: 'r1' },
  'fetch': { paste: `fetch("https://sp.example/acs", { "body": "${form}", "method": "POST" });`, destination: 'https://sp.example/acs', relayState: 'a b+c' },
  'PowerShell': { paste: `Invoke-WebRequest -Uri "https://sp.example/acs" -Body "${form}"`, destination: 'https://sp.example/acs', relayState: 'a b+c' },
  'page with the form': { paste: page(post), binding: 'HTTP-POST', parameter: 'SAMLResponse', relayState: 'a&b', destination: 'https://sp.example/acs?x=1&y=2', notes: [] },
  'page with entities in the value': { paste: page(lines(post, 76, '&#xA;').replace(/\+/g, '&#43;').replace(/=/g, '&#x3d;')), relayState: 'a&b', notes: ['base64-line-breaks'] },
  'page with a login form before': { paste: `<form action=/login><input name=user></form>${page(post)}`, relayState: 'a&b', destination: 'https://sp.example/acs?x=1&y=2' },
  'form in any spelling': {
    paste: `<FORM\n ACTION='https://sp.example/acs' METHOD=Post><INPUT VALUE=${post} NAME=SAMLResponse TYPE=hidden></FORM>`, destination: 'https://sp.example/acs', relayState: null,
  },
  'form with a relative action and a base': { paste: `<base href="https://sp.example/a/"><form action="../acs"><input name="SAMLResponse" value="${post}"></form>`, destination: 'https://sp.example/acs' },
  'form with a relative action': { paste: `<form action="/acs"><input name="SAMLResponse" value="${post}"></form>`, destination: null, notes: ['relative-action'] },
  'form in a textarea': { paste: `<textarea name="SAMLResponse">\n${post}\n</textarea>`, parameter: 'SAMLResponse' },
  'page source as entities': { paste: entities(page(post)), relayState: 'a&b', destination: 'https://sp.example/acs?x=1&y=2', notes: ['html-entities'] },
  'page source as a JSON string': { paste: JSON.stringify({ body: page(post) }), parameter: 'SAMLResponse' },
  'page after response headers': { paste: `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${page(post)}`, relayState: 'a&b', destination: 'https://sp.example/acs?x=1&y=2' },
  'UTF-16 XML': { paste: Buffer.from(`\ufeff${requestXml}`, 'utf16le'), xml: requestXml, notes: ['transcoded'] },
  'UTF-16 base64': { paste: Buffer.from(post, 'utf16le'), binding: 'HTTP-POST', notes: ['transcoded'] },
  'UTF-16 big-endian log': { paste: Buffer.from(`\ufeffx ${form}`, 'utf16le').swap16(), relayState: 'a b+c', notes: ['transcoded'] },
};

describe('what decode takes', () => {
  it.each(Object.entries(rows))('%s', (_, row) => {
    const message = only(decode(row.paste));
    expect({ xml: text(message.bytes).trim(), kind: message.kind }).toEqual({ xml: (row.xml ?? responseXml).trim(), kind: 'xml' });
    for (const key of ['binding', 'parameter', 'relayState', 'destination'] as const) if (key in row) expect({ [key]: message[key] }).toEqual({ [key]: row[key] });
    if (row.notes !== undefined) expect(codes(message)).toEqual(row.notes);
  });
});
