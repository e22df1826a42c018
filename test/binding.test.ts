import { generateKeyPairSync, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMessage } from '../shared/saml/binding/plain.ts';
import { decode, encodePost, encodeRedirect, type Decoded, type DecodedMessage } from '../shared/saml/binding.ts';
import { deflateRaw, inflateRaw, inflateWrapped } from '../shared/saml/node.ts';

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
  'base64 quoted in a mail': { paste: lines(post, 72).split('\n').map((line) => `> ${line}`).join('\n'), notes: ['text-around'] },
  'base64 out of a log, the time before every line': { paste: lines(post, 76).split('\n').map((line) => `Nov 22 08:00:01 host1 app[99]: ${line}`).join('\n'), notes: ['text-around'] },
  'base64 as strings of a program': { paste: `const value = "${lines(post, 76, '" +\n  "')}";`, notes: ['text-around'] },
  'base64 in quoted-printable without its header': { paste: lines(`SAMLResponse=3D${post.replaceAll('=', '=3D')}`, 75, '=\r\n'), parameter: 'SAMLResponse', notes: ['quoted-printable', 'plus-unescaped'] },
  'XML in quoted-printable without its header': { paste: lines(responseXml.replaceAll('=', '=3D'), 75, '=\n'), notes: ['quoted-printable'] },
  'XML from inside a JSON string': { paste: JSON.stringify(responseXml).slice(1, -1), notes: ['escaped'] },
  'XML in the colours of a terminal': { paste: responseXml.replace(/<([\w:]+)/g, '<\u001b[34m$1\u001b[0m'), notes: ['invisible-characters'] },
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
  'form body with a relay state of words': { paste: `RelayState=a=b&SAMLResponse=${encodeURIComponent(post)}&RelayState2=x`, relayState: 'a=b' },
  'form body ending in a relay state with =': { paste: `SAMLResponse=${encodeURIComponent(post)}&RelayState=a=b and more`, relayState: 'a=b' },
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

describe('mail, WS-Federation and other envelopes', () => {
  const token = `<t:RequestSecurityTokenResponse xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><a b="c d"/></t:RequestSecurityTokenResponse>`;
  it.each([
    ['wresult in a body', `wa=wsignin1.0&wresult=${encodeURIComponent(token).replace(/%20/g, '+')}&wctx=1`, token],
    ['wresult in a form', `<form><input name="wresult" value="${entities(token)}"></form>`, token],
    ['quoted-printable mail', `Content-Transfer-Encoding: quoted-printable\n\n${page(post).replace(/=/g, '=3D').replace(/.{70}/g, '$&=\n')}`, responseXml],
    ['SOAP', `<?xml version="1.0"?>\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${responseXml}</s:Body></s:Envelope>`, null],
    ['an unknown root around a message', `<log><entry>${responseXml}</entry></log>`, responseXml],
    ['a CDATA section', `<event><![CDATA[${responseXml}]]></event>`, responseXml],
    ['an unknown root with a posted body', `<event><body>${entities(form)}</body></event>`, responseXml],
  ])('%s', (_, paste, xml) => {
    expect(text(only(decode(paste)).bytes)).toBe(xml ?? paste);
  });
});

describe('what is handed to the parser unchanged, because it is for the parser to judge', () => {
  it.each([
    ['a document type declaration', `<!DOCTYPE x [<!ENTITY a "b">]>\n${responseXml}`],
    ['comments around', `<!-- a -->${responseXml}<!-- b -->\n`],
    ['a truncated document', responseXml.slice(0, -30)],
    ['an unknown root', '<note xmlns="urn:x"><to>me</to></note>'],
    ['a fragment without its namespaces', '<saml:Assertion ID="_a"><saml:Issuer>x</saml:Issuer></saml:Assertion>'],
    ['something after the root', '<note/>trailing'],
    ['a Windows account name', responseXml.replace('_r1', 'CORP\\nancy')],
  ])('%s', (_, xml) => {
    for (const paste of [xml, Buffer.from(xml), encodePost(xml), `SAMLResponse=${encodeURIComponent(encodePost(xml))}`]) {
      const message = only(decode(paste));
      expect([message.kind, text(message.bytes).trim()]).toEqual(['xml', xml.trim()]);
    }
  });

  it('trailing content of an encoded message is not cut off', () => {
    const two = responseXml + responseXml.replace('_r1', '_r2');
    expect(text(only(decode(encodePost(two))).bytes)).toBe(two);
    expect(text(only(decode(`SAMLResponse=${encodeURIComponent(encodePost(two))}`)).bytes)).toBe(two);
  });

  it('an XML declaration of pasted characters says UTF-8, that of bytes stays', () => {
    const declared = responseXml.replace(/^/, '<?xml version="1.0" encoding="utf-16"?>');
    const message = only(decode(declared));
    expect(codes(message)).toEqual(['transcoded']);
    expect(text(message.bytes)).toBe(declared.replace('"utf-16"', '"UTF-8" '));
    expect(text(only(decode(Buffer.from(declared))).bytes)).toBe(declared);
    expect(text(only(decode(encodePost(declared))).bytes)).toBe(declared);
  });
});

describe('several messages in one paste', () => {
  const xmls = [1, 2, 3].map((number) => responseXml.replace('_r1', `_m${number}`));
  const encoded = xmls.map((xml) => encodePost(xml));
  it.each([
    ['XML one after the other', xmls.join('\n')],
    ['XML in log lines', xmls.map((xml) => `INFO ${xml} end`).join('\n')],
    ['base64 on a line each', encoded.join('\n')],
    ['base64 in lines, blank lines between', encoded.map((each) => lines(each)).join('\n\n')],
    ['deflated on a line each', xmls.map((xml) => encodePost(deflateRaw(Buffer.from(xml)))).join('\n')],
    ['bodies', encoded.map((each) => `SAMLResponse=${encodeURIComponent(each)}`).join('\n')],
    ['a log of all kinds', `a ${xmls[0]}\nb "SAMLResponse":"${encoded[1]}"\nc SAMLResponse=${encodeURIComponent(encoded[2]!)}&RelayState=x d`],
    ['pages', encoded.map((each) => page(each)).join('\n')],
    ['fields of one body', encoded.map((each) => `SAMLResponse=${encodeURIComponent(each)}`).join('&')],
    ['entities', xmls.map((xml) => `<td>${entities(xml)}</td>`).join('')],
    ['the same twice', [...xmls, xmls[1], ...encoded].join('\n')],
  ])('%s', (_, paste) => {
    const decoded = decode(paste);
    expect(decoded.fault).toBeNull();
    expect(decoded.messages.map((message) => text(message.bytes))).toEqual(xmls);
  });

  it('a request and its response keep their own relay state and place', () => {
    const paste = `GET ${url}\n---\n${form}\n`;
    const { messages } = decode(paste);
    expect(messages.map(({ parameter, relayState, original }) => [parameter, relayState, typeof original === 'string' ? original : text(original)])).toEqual([
      ['SAMLRequest', 'r1', url], ['SAMLResponse', 'a b+c', form],
    ]);
  });

  it('stops at the limit and says so', () => {
    const decoded = decode(xmls.join('\n'), { messages: 2 });
    expect([decoded.messages.length, decoded.fault?.code, decoded.fault?.limit]).toEqual([2, 'too-large', 2]);
    expect(decode(xmls.join('\n'), { messages: 3 }).fault).toBeNull();
  });

  it('many documents of one log are all found', () => {
    const many = Array.from({ length: 40 }, (_, index) => responseXml.replace('_r1', `_n${index}`));
    expect(decode(many.join('\nINFO ')).messages.map((message) => text(message.bytes))).toEqual(many);
  });

  it('a document cut short does not swallow the next one', () => {
    const { messages } = decode(`a ${xmls[0]!.slice(0, 200)}\nb ${xmls[1]}`);
    expect(messages.map((message) => text(message.bytes)).at(-1)).toBe(xmls[1]);
  });
});

describe('certificates and other kinds', () => {
  const der = Buffer.concat([Buffer.from([0x30, 0x82, 0x02, 0x00, 0x30, 0x82, 0x01, 0x00]), Buffer.alloc(508, 7)]);
  const pem = `-----BEGIN CERTIFICATE-----\n${lines(der.toString('base64'), 64)}\n-----END CERTIFICATE-----`;
  it.each([
    ['PEM', pem, pem, []],
    ['PEM with text around', `Certificate:\n${pem}\nbye`, pem, []],
    ['PEM with curly dashes', pem.replace(/-----/g, '\u2014\u2013-').replace(/-\u2014/g, '\u2014'), pem, ['curly-dashes']],
    ['PEM with one em dash', pem.replace(/-----/g, '\u2014'), pem, ['curly-dashes']],
    ['PEM as a JSON string', JSON.stringify(pem), pem, ['quoted', 'escaped']],
    ['PEM in a variable', `IDP_CERT="${pem.replace(/\n/g, '\\n')}"`, pem, ['escaped']],
    ['PEM URL-encoded', encodeURIComponent(pem), pem, ['url-encoded']],
    ['PEM bundle', `${pem}\nBag Attributes\n${pem.replace(/CERTIFICATE/g, 'PRIVATE KEY')}`, `${pem}\nBag Attributes\n${pem.replace(/CERTIFICATE/g, 'PRIVATE KEY')}`, []],
    ['bare base64', der.toString('base64'), der, []],
    ['bare base64 in lines', lines(der.toString('base64'), 64), der, ['base64-line-breaks']],
    ['DER', der, der, []],
    ['DER cut short', der.subarray(0, 300), der.subarray(0, 300), []],
    ['PKCS#12', Buffer.from([0x30, 0x82, 0x0a, 0, 2, 1, 3, ...Buffer.alloc(40, 9)]), null, []],
    ['PKCS#7', Buffer.from([0x30, 0x80, 6, 9, ...Buffer.alloc(40, 9), 0, 0]), null, []],
    ['small key', Buffer.from([0x30, 0x2e, 2, 1, 1, ...Buffer.alloc(43, 9)]), null, []],
  ])('%s', (_, paste, bytes, notes) => {
    const message = only(decode(paste));
    expect([message.kind, message.binding, codes(message)]).toEqual(['certificate', null, notes]);
    expect(text(message.bytes)).toBe(Buffer.from(bytes ?? (paste as Buffer)).toString('utf8'));
  });

  it('a message and its certificate are two', () => {
    expect(decode(`${responseXml}\n${pem}`).messages.map(({ kind }) => kind)).toEqual(['xml', 'certificate']);
  });

  it.each<[string, string | Uint8Array, string, string | null]>([
    ['page without a message', '<!doctype html><title>Sign in</title><form><input name=user></form>', 'html', null],
    ['page with an XML declaration', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C"><html xmlns="http://www.w3.org/1999/xhtml"><p/></html>', 'html', null],
    ['page with inline pictures', `<html><img src="data:image/svg+xml;base64,${encodePost('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')}"></html>`, 'html', null],
    ['JSON', '{"keys":[{"x5c":["MIIC"]}]}', 'json', null],
    ['JSON array', ' [1, 2]', 'json', null],
    ['JSON with a certificate', JSON.stringify({ cert: pem }), 'json', null],
    ['HAR', `\ufeff{ "log": { "version": "1.2", "entries": [{"x":"${encodePost(responseXml)}"}] } }`, 'har', null],
    ['HAR with many pages', `{"log":{"version":"1.2","creator":{"name":"x"},"pages":[${'{},'.repeat(40_000)}{}],"entries":[]}}`, 'har', null],
    ['JSON with a log that is no HAR', '{"log":{"level":"info"}}', 'json', null],
    ['log line in brackets', '[2024-01-01 10:00] user bob signed in', 'text', 'unrecognised'],
    ['text', 'The SAML Response was missing. Please ask again.', 'text', 'unrecognised'],
    ['one word', 'hello', 'text', 'unrecognised'],
    ['a JWT', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'text', 'unrecognised'],
    ['a path', '/usr/lib/node_modules/saml/lib/index.js', 'text', 'unrecognised'],
    ['prose with the parameter', 'The SAMLResponse: was it sent? SAMLResponse= is what I look for', 'text', 'unrecognised'],
    ['a repr of a web client', '<Response [200]>', 'xml', null],
    ['zip', Buffer.from('PK\u0003\u0004\u0014\u0000\u0000\u0000\u0008\u0000', 'latin1'), 'binary', 'unrecognised'],
    ['random bytes', Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 151 + 89) % 256)), 'binary', 'unrecognised'],
    ['nothing', '', 'empty', 'empty'],
    ['white space', ' \r\n\t\ufeff\n', 'empty', 'empty'],
    ['a parameter without a value', 'SAMLResponse=&RelayState=x', 'empty', 'empty'],
  ])('%s', (_, paste, kind, fault) => {
    const decoded = decode(paste);
    expect([decoded.messages.map((message) => message.kind), decoded.fault?.code ?? null]).toEqual([[kind], fault]);
  });
});

describe('what is refused, and how it says so', () => {
  const spoilt = post.slice(0, 100) + '*' + post.slice(101);
  it.each([
    ['a foreign character', spoilt, 'base64-broken', /"\*" \(U\+002A\) at character 101/],
    ['a foreign character in a line', lines(spoilt), 'base64-broken', /at line 2, character 25/],
    ['a foreign character in a form', `SAMLResponse=${spoilt}`, 'base64-broken', /at character 101/],
    ['a foreign character in a log', `saml ${spoilt} end`, 'base64-broken', /at character 101/],
    ['an accented letter', `SAMLResponse=${post.slice(0, 50)}é${post.slice(50)}`, 'base64-broken', /"?U\+00E9"? at character 51/],
    ['two values', `SAMLResponse=${encodePost('<a/>a')}${post}`, 'base64-broken', /after the padding/],
    ['a lost character', `SAMLResponse=${encodeURIComponent(post.slice(0, -3))}`, 'base64-broken', /was cut off/],
    ['a bad percent escape', `SAMLResponse=${post.slice(0, 40)}%ZZ${post.slice(40)}`, 'base64-broken', /"%"/],
    ['base64 of something else', `SAMLResponse=${encodePost('not xml at all, but long enough')}`, 'unrecognised', /no SAML message/],
    ['a deflated value cut short', `SAMLRequest=${encodeURIComponent(redirectResponse.slice(0, 120))}`, 'inflate-broken', /ends too early/],
    ['a damaged deflated value', `SAMLRequest=${encodeURIComponent(redirectResponse.slice(0, 200) + '////////////////' + redirectResponse.slice(216))}`, 'inflate-broken', /damaged/],
  ])('%s', (_, paste, code, message) => {
    const { fault, messages } = decode(paste);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toMatch(message);
    expect(messages).toHaveLength(1);
  });

  it('a broken message beside a good one keeps its own fault', () => {
    const decoded = decode(`SAMLResponse=${spoilt}\n${form}`);
    expect(decoded.fault).toBeNull();
    expect(decoded.messages.map(({ kind, fault }) => [kind, fault?.code ?? null])).toEqual([['text', 'base64-broken'], ['xml', null]]);
  });

  it.each([
    ['a string', 'x'.repeat(101)],
    ['bytes', new Uint8Array(101)],
    ['a string that is longer in UTF-8', 'é'.repeat(51)],
  ])('too much: %s', (_, paste) => {
    expect(decode(paste, { input: 100 })).toEqual({ messages: [], fault: { code: 'too-large', message: expect.any(String) as string, limit: 100 } });
    expect(decode(paste, { input: 102 }).fault?.code).not.toBe('too-large');
  });
});

describe('the query signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sigAlg = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
  const sign = { sigAlg, sign: (octets: Uint8Array) => new Uint8Array(signBytes('sha256', octets, privateKey)) };
  const isSigned = (octets: string, signature: string | null) => verifyBytes('sha256', Buffer.from(octets), publicKey, Buffer.from(signature ?? '', 'base64'));
  const message = { parameter: 'SAMLResponse', xml: responseXml, sign } as const;

  it('has the fields in the order of saml-bindings 3.4.4.1', () => {
    const { sentQueryString, url: sent } = encodeRedirect({ ...message, relayState: "é !'()*", location: 'https://sp.example/slo?a=1' });
    expect(sentQueryString).toMatch(/^SAMLResponse=[\w%]+&RelayState=%C3%A9%20%21%27%28%29%2A&SigAlg=[\w%.-]+&Signature=[\w%]+$/);
    expect(sent).toBe(`https://sp.example/slo?a=1&${sentQueryString}`);
    expect(encodeRedirect({ ...message, relayState: '', sign: undefined }).sentQueryString).toMatch(/&RelayState=$/);
    expect(encodeRedirect({ ...message, relayState: null, sign: undefined }).sentQueryString).not.toContain('&');
  });

  it.each([
    ['a relay state', 'x y'], ['an empty relay state', ''], ['no relay state', null],
  ])('is over what was sent: %s', (_, relayState) => {
    const { url: sent } = encodeRedirect({ ...message, relayState, location: 'https://sp.example/slo' });
    const decoded = only(decode(`Location: ${sent}`));
    expect([decoded.relayState, decoded.query?.sigAlg, decoded.query?.url, decoded.destination]).toEqual([relayState, sigAlg, 'https://sp.example/slo', 'https://sp.example/slo']);
    expect(isSigned(decoded.query!.signedOctets, decoded.query!.signature)).toBe(true);
    expect(isSigned(decoded.query!.signedOctets + ' ', decoded.query!.signature)).toBe(false);
  });

  // Lower-case escapes, as AD FS and Entra write them, escapes nobody needs, fields in another order, others between.
  const lower = (query: string) => query.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  const value = lower(encodeURIComponent(redirectResponse)).replace(/(?<!%.)b/, '%62');
  const signed = `SAMLResponse=${value}&RelayState=a%2db+c&SigAlg=${lower(encodeURIComponent(sigAlg))}`;
  const signature = lower(encodeURIComponent(Buffer.from(sign.sign(Buffer.from(signed))).toString('base64')));
  const [saml, relay, algorithm] = signed.split('&') as [string, string, string];
  it.each([
    ['as sent', `https://sp.example/slo?${signed}&Signature=${signature}`],
    ['in another order', `https://sp.example/slo?x=1&Signature=${signature}&${algorithm}&y=2&${relay}&${saml}`],
    ['as a link of a page', `<a href="https://sp.example/slo?${entities(signed)}&amp;Signature=${signature}">`],
    ['inside another URL', `https://login.example/?to=${encodeURIComponent(`https://sp.example/slo?${signed}&Signature=${signature}`)}`],
    ['in JSON', JSON.stringify({ u: `https://sp.example/slo?${signed}&Signature=${signature}` }).replace(/&/g, '\\u0026')],
    ['followed by a fragment', `https://sp.example/slo?${signed}&Signature=${signature}#top`],
    ['without the URL', `${signed}&Signature=${signature}`],
    ['wrapped into lines', lines(`https://sp.example/slo?${signed}&Signature=${signature}`, 80) + '\nThanks'],
    ['wrapped with indentation', lines(`https://sp.example/slo?${saml}&${algorithm}&${relay}&Signature=${signature}`, 72, '\r\n  ')],
    ['wrapped without the URL', lines(`${signed}&Signature=${signature}`, 60)],
    ['with the signature form-decoded', `https://sp.example/slo?${signed}&Signature=${decodeURIComponent(signature)}`],
  ])('keeps the octets of the sender: %s', (_, paste) => {
    const { query, relayState } = only(decode(paste));
    expect(query!.signedOctets).toBe(signed);
    expect(relayState).toBe('a-b c');
    expect(isSigned(query!.signedOctets, query!.signature)).toBe(true);
  });

  it('is told apart from what is not signed, and not reported for a post', () => {
    expect(only(decode(url)).query).toEqual({
      signedOctets: url.slice(url.indexOf('?') + 1), sigAlg: null, signature: null, ambiguous: false, url: 'https://idp.example/sso',
    });
    expect(only(decode(form)).query).toBeNull();
    expect(only(decode(post)).query).toBeNull();
    expect(only(decode(`GET /slo?${signed}&Signature=${signature} HTTP/1.1`)).query?.url).toBeNull();
  });

  it('says when a parameter is repeated, and takes the first', () => {
    const { query, relayState, notes } = only(decode(`https://sp.example/slo?${signed}&RelayState=other`));
    expect([query!.signedOctets, relayState, notes.map(({ code }) => code)]).toEqual([signed, 'a-b c', ['repeated-parameter']]);
  });
});

describe('compressed input that grows', () => {
  const xmlBomb = (size: number) => encodePost(deflateRaw(Buffer.from(`<samlp:Response xmlns:samlp="x">${' '.repeat(size)}`)));
  it.each([
    ['zeros', `SAMLRequest=${encodeURIComponent(encodePost(deflateRaw(Buffer.alloc(100_000_000))))}`],
    ['XML', xmlBomb(50_000_000)],
    ['XML in a log', `saml ${xmlBomb(50_000_000)} end`],
    ['gzip', encodePost(gzipSync(`<a>${' '.repeat(50_000_000)}`))],
    ['zlib bytes', deflateSync(`<a>${' '.repeat(50_000_000)}`)],
    ['DEFLATE in DEFLATE', encodePost(deflateRaw(deflateRaw(Buffer.from(`<a>${' '.repeat(50_000_000)}`))))],
  ])('%s stops at the ceiling', (_, paste) => {
    const before = process.memoryUsage().arrayBuffers;
    const decoded = decode(paste);
    expect([decoded.fault?.code, decoded.fault?.limit]).toEqual(['inflate-too-large', 4 * 1024 * 1024]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('just under the ceiling is taken', () => {
    const xml = `<a>${' '.repeat(4 * 1024 * 1024 - 7)}</a>`;
    expect(only(decode(encodePost(deflateRaw(Buffer.from(xml))))).bytes.length).toBe(4 * 1024 * 1024);
    expect(decode(encodePost(deflateRaw(Buffer.from(xml + ' ')))).fault?.code).toBe('inflate-too-large');
  });

  it('many together stop at the ceiling of the paste', () => {
    const paste = Array.from({ length: 40 }, (_, index) => `SAMLRequest=${encodeURIComponent(encodePost(deflateRaw(Buffer.from(`<a>${' '.repeat(3_000_000 + index)}</a>`))))}`).join('\n');
    const { messages } = decode(paste);
    expect(messages.filter(({ fault }) => fault === null)).toHaveLength(11);
    expect(messages.find(({ fault }) => fault !== null)?.fault?.limit).toBe(32 * 1024 * 1024);
  });

  it('the zlib door reports each way it can end', () => {
    const compressed = deflateRaw(Buffer.from(responseXml));
    const ending = (bytes: Uint8Array, limit = 10_000) => {
      const inflated = inflateRaw(bytes, limit);
      return inflated.ok ? 'whole' : inflated.reason;
    };
    expect([ending(compressed), ending(compressed.subarray(0, 50)), ending(compressed, 10), ending(Buffer.from('nonsense')), ending(new Uint8Array())])
      .toEqual(['whole', 'truncated', 'too-large', 'broken', 'truncated']);
    expect(inflateRaw(Buffer.concat([compressed, Buffer.from('more')]), 10_000)).toMatchObject({ ok: true, rest: 4 });
    for (const wrapped of [gzipSync(responseXml), deflateSync(responseXml)]) {
      expect(inflateWrapped(wrapped, 10_000)).toMatchObject({ ok: true, rest: 0, bytes: new Uint8Array(Buffer.from(responseXml)) });
    }
  });
});

describe('properties', () => {
  const settings = { seed: 20_260_822, numRuns: 150 } as const;
  const sentence = fc.string({ unit: 'grapheme', maxLength: 80 }).map((value) => Buffer.from(value).toString('utf8'));
  const word = sentence.map((value) => value.replace(/[\0-\x08\x0b-\x1f\x7f\ufffe\uffff<>&"\]]/g, ''));
  const xml = fc.tuple(fc.constantFrom('samlp:Response', 'samlp:AuthnRequest', 'samlp:LogoutRequest'), word, fc.array(word, { maxLength: 8 })).map(
    ([root, id, values]) => `<${root} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${id}">${values.map((value) => `<v a='${value.replaceAll("'", '')}'>${value}</v>`).join('\n')}</${root}>`,
  );
  const relay = fc.option(sentence, { nil: null });

  const dressings: Record<string, (encoded: string) => string> = {
    'as it is': (encoded) => encoded,
    'line-broken': (encoded) => lines(encoded, 64, '\r\n'),
    'URL-safe without padding': (encoded) => encoded.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
    'spaces for +': lost,
    'URL-encoded': encodeURIComponent,
    'URL-encoded twice': (encoded) => encodeURIComponent(encodeURIComponent(encoded)),
    'quoted': (encoded) => `'${encoded}'`,
    'in a log line': (encoded) => `2024-05-01T10:00:00Z [main] DEBUG o.s.SAML - message: "${encoded}" (user=x)`,
    'in JSON': (encoded) => JSON.stringify({ t: 1, SAMLResponse: encoded, n: null }),
    'in a body': (encoded) => `a=b&SAMLResponse=${encodeURIComponent(encoded)}&c=d`,
    'in a body with spaces for +': (encoded) => `a=b&SAMLResponse=${lost(encoded)}&c=d`,
    'in a page': (encoded) => page(encoded),
    'in a page as entities': (encoded) => page(encoded.replace(/[+/=]/g, (character) => `&#${character.charCodeAt(0)};`)),
    'in the source of a page as entities': (encoded) => `<pre>${entities(page(encoded))}</pre>`,
    'in a listing': (encoded) => `Form data\nSAMLResponse: ${encoded}\nRelayState: abc`,
    'in UTF-16': (encoded) => encoded,
  };
  it.each(Object.entries(dressings))('%s gives the same bytes', (name, dress) => {
    fc.assert(fc.property(xml, fc.boolean(), (document, isDeflated) => {
      const encoded = encodePost(isDeflated ? deflateRaw(Buffer.from(document)) : document);
      const paste = dress(encoded);
      const { messages, fault } = decode(name === 'in UTF-16' ? Buffer.from(`\ufeff${paste}`, 'utf16le') : paste);
      expect(fault).toBeNull();
      expect(messages.map(({ bytes }) => text(bytes))).toEqual([document]);
    }), settings);
  });

  it('a Redirect URL gives the same message and relay state', () => {
    fc.assert(fc.property(xml, relay, (document, relayState) => {
      const { url: sent } = encodeRedirect({ parameter: 'SAMLRequest', xml: document, relayState, location: 'https://idp.example/sso' });
      const message = only(decode(`see ${sent} .`));
      expect([text(message.bytes), message.relayState, message.binding]).toEqual([document, relayState, 'HTTP-Redirect']);
    }), settings);
  });

  it('bare XML in a log line gives the same bytes', () => {
    fc.assert(fc.property(xml, word, word, (document, before, after) => {
      expect(text(only(decode(`I ${before} ${document} ${after} o`)).bytes)).toBe(document);
    }), settings);
  });

  // Pieces that the scanners look for, put together at random: near misses of everything.
  const pieces = fc.array(fc.oneof(fc.constantFrom(
    'SAMLResponse', 'SAMLRequest=', '&RelayState=', '"', "'", '\\"', '&quot;', '<form ', '<input name=', ' value="', '>', '<', '</form>', '&lt;', '%3C', '%253C', '%', '&',
    '<?xml ', '?>', '<!--', '-->', '<!DOCTYPE ', '<samlp:Response xmlns:samlp="x"', '/>', 'PHNhbWxwOlJlc3BvbnNl', 'PD94bWw', '=', '==', '\n', '\r\n', ' ', '\\u003c', '\\n', '-----BEGIN ', 'CERTIFICATE-----', '\u2014',
    'MIIC', '{"log":{', '"entries":[', 'https://', '?', '#', 'curl ', post, redirect, post.slice(0, 90), '\u00a0', '\0', '^', '\ufeff', '<![CDATA[', ']]>',
  ), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 }).map((list) => list.join(''));
  it.each<[string, fc.Arbitrary<string | Uint8Array>]>([
    ['bytes', fc.uint8Array({ maxLength: 3000 })],
    ['strings', fc.string({ unit: 'binary', maxLength: 400 })],
    ['pieces', pieces],
    ['pieces as bytes', pieces.map((joined) => Buffer.from(joined, 'latin1'))],
    ['pieces in UTF-16', pieces.map((joined) => Buffer.from(`\ufeff${joined}`, 'utf16le'))],
    ['pieces in base64', pieces.map((joined) => encodePost(joined))],
    ['pieces deflated', pieces.map((joined) => `SAMLRequest=${encodePost(deflateRaw(Buffer.from(joined)))}`)],
  ])('any %s give an answer', (_, pastes) => {
    fc.assert(fc.property(pastes, (paste) => {
      const { messages, fault } = decode(paste);
      expect(messages.length).toBeGreaterThan(0);
      expect(fault === null).toBe(messages.some((message) => message.fault === null));
      const length = Buffer.byteLength(paste);
      for (const { original, notes } of messages) {
        expect(original.length).toBeLessThanOrEqual(length);
        expect(new Set(notes.map(({ code }) => code)).size).toBe(notes.length);
      }
    }), { ...settings, numRuns: 600 });
  });
});

describe('time stays linear', () => {
  // Each would take far longer than the time allowed if a scanner went back over what it has seen.
  it.each([
    'SAMLResponse', 'SAMLResponse\n', 'SAMLResponse= ', 'SAMLResponse=a&', 'SAMLResponse=a b&', 'SAMLResponse: ', 'SAMLResponse="', 'SAMLResponse%3D ', 'SAMLResponse=&amp; ',
    '<samlp:Response ', '<samlp:Response xmlns:samlp="x">', '<?xml ?><!---->', '<?xml ?><!--', '<!DOCTYPE a[', '&lt;?xml ', '&lt;form <', '%3C?xml ', '\\', '\\u003cform',
    '<form>', '<input a=\'', '<textarea>', '-----BEGIN CERTIFICATE-----', 'BEGIN ', '-', 'curl ', 'http://', '{"a":', '[', '&', '=3D', ' ',
    `PH${'A'.repeat(40)}\n`, 'usr/lib/node_modules/thing/lib/file/index/a ', 'PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ4Ij4\n', `H4sI${'A'.repeat(40)} `,
  ])('%j over and over', (piece) => {
    const { messages } = decode(piece.repeat((2 * 1024 * 1024) / piece.length));
    expect(messages.length).toBeGreaterThan(0);
  }, 10_000);

  it('a paste of 30 MB of base64 is decoded', () => {
    const xml = `<samlp:Response xmlns:samlp="x">${'<a b="c">x</a>'.repeat(1_500_000)}</samlp:Response>`;
    expect(only(decode(encodePost(xml))).bytes.length).toBe(xml.length);
  }, 10_000);
});

describe('the ordinary form is base64 to the letter', () => {
  const forms = ['<Response >abc', '<Response >abcd', '<Response >abcde', '<Response >>?>?>?>'].map((xml) => Buffer.from(xml).toString('base64'));
  const isExact = (value: string) => Buffer.from(value, 'base64').toString('base64') === value;
  const isTaken = (value: string) => plainMessage(value) !== null && plainMessage(new Uint8Array(Buffer.from(value))) !== null;

  it.each(forms)('%s with any one character changed, left out or put in', (form) => {
    expect(isTaken(form)).toBe(true);
    for (let at = 16; at < form.length; at++) {
      for (let code = 0; code < 0x180; code++) {
        const character = String.fromCharCode(code);
        for (const value of [form.slice(0, at) + character + form.slice(at + 1), form.slice(0, at) + character.repeat(4) + form.slice(at), form.slice(0, at) + character + form.slice(at + 4) + character.repeat(3)]) {
          if (isTaken(value) && !isExact(value)) throw new Error(`${JSON.stringify(value)} was taken.`);
          if (isExact(value) && value.length % 4 === 0 && !isTaken(value) && Buffer.from(value, 'base64').toString('latin1').startsWith('<Response >')) throw new Error(`${JSON.stringify(value)} was not taken.`);
        }
      }
    }
  });
});
