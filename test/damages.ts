/** Logins as vendors write and sign them, and what viewers, editors, chats and mails do to their text. */
import { buildResponse } from '../shared/saml/build-response.ts';
import { responseShape, vendors } from '../shared/saml/response-shapes.ts';
import { signDirect, type DirectSignOptions } from '../shared/saml/sign-direct.ts';
import { codePages, garble } from '../shared/saml/damage/code-pages.ts';
import { markup } from '../shared/saml/damage/markup.ts';
import type { Expected } from '../shared/model.ts';
import { c14n } from '../shared/urns.ts';
import { certificate, privateKey } from './signing.ts';

export const NOW = Date.parse('2026-11-22T08:00:00Z');
const login = {
  responseID: '_response1', assertionID: '_assertion1', issuer: 'https://idp.example.org/saml', audience: 'https://sp.example.com/saml/acme', assertionConsumerService: 'https://sp.example.com/saml/acme/finalize?a=1&b=2', inResponseTo: '_request1', now: NOW,
  nameID: 'zoe+test@example.com', email: 'zoe+test@example.com', firstName: 'Zoë', lastName: 'Müller', displayName: 'Zoë "Zo" Müller & <Söhne> – 学生', userPrincipalName: 'zoe@example.com', objectID: '0f2d8d1e-1111', tenantID: 'aa00bb11-2222', groups: ['Team Blue', 'R&D <all>', 'Vertrieb + Einkauf'],
};

export const against = (): Expected => ({
  now: NOW, clockSkew: 180, policy: 'practice', idp: { entityID: login.issuer, keys: [{ material: certificate('idp-rsa'), use: 'signing', source: 'metadata' }] },
  sp: { entityID: login.audience, assertionConsumerService: login.assertionConsumerService }, requestID: '_request1',
});

export type VendorName = keyof typeof vendors;
export type Signs = 'assertion' | 'response' | 'both';

export interface Dress extends Partial<DirectSignOptions> {
  /** The text before it is signed. */
  before?(xml: string): string;
  key?: 'idp-rsa' | 'other-rsa';
}

/** A login of that vendor, signed with the test key. */
export function signedLogin(vendor: VendorName = 'okta', signs: Signs = 'both', dress: Dress = {}): string {
  const { before, key = 'idp-rsa', ...options } = dress;
  const settings = { privateKeyPem: privateKey(key), certificatePem: certificate(key), ...options };
  let xml = buildResponse(responseShape(vendors[vendor], login));
  if (before !== undefined) xml = before(xml);
  if (signs !== 'response') xml = signDirect(xml, { ...settings, referenceID: login.assertionID });
  return signs === 'assertion' ? xml : signDirect(xml, { ...settings, referenceID: login.responseID });
}

/** As XML viewers lay text out: every tag on its own line, values left where they are. */
export function prettyPrinted(xml: string, unit = '  '): string {
  const { tokens, text } = markup(xml);
  let out = '';
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    const written = text.slice(token.start, token.stop);
    const afterText = before?.kind === 'text' && text.slice(before.start, before.stop).trim() !== '';
    const isLeafEnd = token.kind === 'close' && (before?.kind === 'open' || afterText);
    if (token.kind === 'text') out += written.trim() === '' ? '' : written;
    else out += (out === '' || isLeafEnd || afterText ? '' : `\n${unit.repeat(token.depth)}`) + written;
  });
  return out;
}

/** Only the texts between tags, or only the tags. */
const inText = (xml: string, change: (text: string) => string): string => markup(xml).tokens.map(({ kind, start, stop }) => (kind === 'text' ? change(xml.slice(start, stop)) : xml.slice(start, stop))).join('');
const inBase64 = (xml: string, change: (value: string) => string): string => xml.replace(/(?<=<(?:\w+:)?(?:SignatureValue|DigestValue|X509Certificate|CipherValue)>)[^<]+/g, change);
const firstLine = (xml: string): string => prettyPrinted(xml);
const asLatin1Text = (xml: string): string => new TextDecoder('windows-1252').decode(Buffer.from(xml, 'utf8'));
const wrapped = (value: string, width: number, lineEnd = '\n'): string => value.replace(new RegExp(`.{${width}}(?=.)`, 'g'), (line) => line + lineEnd);
const page = (name: string) => codePages.find((each) => each.name === name)!;
const eachLine = (xml: string, before: (index: number) => string): string => firstLine(xml).trimStart().split('\n').map((line, index) => before(index) + line).join('\n');
/** Names without what a code page cannot hold. */
const western: Dress = { before: (xml) => xml.replaceAll(' – 学生', '') };
/** What a text editor's replacement of all makes of the prefixes. */
const renamed = (xml: string, from: string, to: string): string => xml.replaceAll(`<${from}:`, `<${to}:`).replaceAll(`</${from}:`, `</${to}:`).replaceAll(`xmlns:${from}=`, `xmlns:${to}=`);
/** Every attribute on a line of its own. */
const splitAttributes = (xml: string): string => firstLine(xml).replace(/<[\w:]+ [^<>]*>/g, (tag) => tag.replace(/ ([\w:]+=")/g, '\n        $1'));

export interface DamageCase {
  name: string;
  /** Ids of which one must be named. */
  kinds: readonly string[];
  damage(xml: string): string | Uint8Array;
  dress?: Dress;
  /** Left out: every vendor and every way of signing. */
  only?: readonly (readonly [VendorName, Signs])[];
}

const inclusive: Dress = { c14n: c14n.inclusive };
const assertions = [['entra', 'assertion'], ['google', 'assertion'], ['okta', 'assertion']] as const;

export const damageCases: readonly DamageCase[] = [
  { name: 'pretty-printed with two blanks', kinds: ['pretty-printed'], damage: (xml) => prettyPrinted(xml) },
  { name: 'pretty-printed with tabs', kinds: ['pretty-printed'], damage: (xml) => prettyPrinted(xml, '\t') },
  { name: 'pretty-printed with CRLF', kinds: ['pretty-printed'], damage: (xml) => prettyPrinted(xml).replaceAll('\n', '\r\n') },
  { name: 'pretty-printed, values on lines of their own', kinds: ['pretty-printed'], damage: (xml) => prettyPrinted(inText(xml, (text) => (text.trim() === '' ? text : `\n   ${text}\n  `))) },
  { name: 'indented anew', kinds: ['indented-anew'], dress: { before: (xml) => prettyPrinted(xml, '  ') }, damage: (xml) => prettyPrinted(xml, '    '), only: [['okta', 'assertion'], ['entra', 'assertion'], ['google', 'response'], ['adfs', 'assertion']] },
  { name: 'made compact', kinds: ['made-compact'], dress: { before: (xml) => prettyPrinted(xml, '    ') }, damage: (xml) => xml.replace(/>\s+</g, '><'), only: [['okta', 'assertion'], ['entra', 'assertion'], ['google', 'response']] },
  { name: 'copied from a browser view', kinds: ['browser-view'], damage: (xml) => `This XML file does not appear to have any style information associated with it. The document tree is shown below.\n${firstLine(xml).replace(/^(\s*)(<(?!\/)[^>]*[^/]>)$/gm, '$1▼$2')}` },
  { name: 'copied from an old browser view', kinds: ['browser-view'], damage: (xml) => firstLine(xml).replace(/^(\s*)(<(?!\/)[^>]*[^/]>)$/gm, '$1- $2') },
  { name: 'with line numbers', kinds: ['line-numbers'], damage: (xml) => firstLine(xml).split('\n').map((line, index) => `${index + 1}: ${line}`).join('\n') },
  { name: 'quoted in a mail', kinds: ['quoted-lines'], damage: (xml) => firstLine(xml).split('\n').map((line) => `> ${line}`).join('\n') },
  { name: 'read as windows-1252', kinds: ['encoding-mixed-up'], damage: asLatin1Text },
  { name: 'read as windows-1252 twice', kinds: ['encoding-mixed-up'], damage: (xml) => asLatin1Text(asLatin1Text(xml)) },
  { name: 'saved as windows-1252', kinds: ['saved-in-another-encoding'], damage: (xml) => Buffer.from(xml.replace('学生', 'x'), 'latin1'), dress: { before: (xml) => xml.replace('学生', 'x').replace('–', '-') } },
  { name: 'with no-break spaces', kinds: ['no-break-spaces'], damage: (xml) => inText(xml, (text) => text.replaceAll(' ', '\u00a0')) },
  { name: 'with a byte order mark inside', kinds: ['invisible-characters'], damage: (xml) => inText(xml, (text) => text.replace('@', '@\ufeff')) },
  { name: 'with curly quotes', kinds: ['typographic-quotes'], damage: (xml) => xml.replaceAll('"', '”'), dress: { before: (xml) => xml.replaceAll('–', '-') } },
  { name: 'with curly quotes in a value', kinds: ['typographic-quotes'], damage: (xml) => inText(xml, (text) => text.replaceAll('"', '”')), dress: { before: (xml) => xml.replaceAll('–', '-') } },
  { name: 'in composed letters', kinds: ['letters-composed'], damage: (xml) => xml.normalize('NFD') },
  { name: 'ampersands decoded', kinds: ['references-decoded'], damage: (xml) => xml.replaceAll('&amp;', '&') },
  { name: 'all entities of values decoded', kinds: ['references-decoded'], damage: (xml) => inText(xml, (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) },
  { name: 'entities encoded twice', kinds: ['references-encoded-twice'], damage: (xml) => xml.replaceAll('&', '&amp;') },
  { name: 'HTML entities', kinds: ['html-entities'], damage: (xml) => xml.replaceAll('ë', '&euml;').replaceAll('ü', '&uuml;').replaceAll('ö', '&ouml;') },
  { name: 'carriage returns added', kinds: ['carriage-returns-added'], damage: (xml) => inText(xml, (text) => text.replaceAll('\n', '&#13;\n')), dress: { before: (xml) => prettyPrinted(xml) } },
  { name: 'carriage returns lost', kinds: ['carriage-returns-lost'], damage: (xml) => xml.replaceAll('&#13;', ''), dress: { before: (xml) => inText(xml, (text) => text.replace('Team Blue', 'Team&#13;\nBlue')) }, only: [['okta', 'both'], ['google', 'response'], ['entra', 'assertion']] },
  { name: 'plus signs turned to blanks', kinds: ['plus-to-blank'], damage: (xml) => inBase64(xml, (value) => value.replaceAll('+', ' ')) },
  { name: 'plus in an address turned to a blank', kinds: ['plus-to-blank-in-values'], damage: (xml) => xml.replaceAll('zoe+test', 'zoe test'), only: [['google', 'response'], ['pysaml2', 'assertion']] },
  { name: 'URL-safe base64', kinds: ['base64-alphabet'], damage: (xml) => inBase64(xml, (value) => value.replaceAll('+', '-').replaceAll('/', '_')) },
  { name: 'base64 without its padding', kinds: ['base64-padding'], damage: (xml) => inBase64(xml, (value) => value.replaceAll('=', '')) },
  { name: 'base64 wrapped', kinds: ['base64-rewrapped'], damage: (xml) => inBase64(xml, (value) => wrapped(value, 64)), only: [['okta', 'both'], ['entra', 'both'], ['google', 'both']] },
  { name: 'broken into lines of 76', kinds: ['lines-broken'], damage: (xml) => wrapped(xml, 76) },
  { name: 'tabs to blanks', kinds: ['tabs-to-blanks', 'indented-anew'], damage: (xml) => xml.replaceAll('\t', '    '), dress: { before: (xml) => prettyPrinted(xml, '\t') } },
  { name: 'blanks to tabs', kinds: ['blanks-to-tabs', 'indented-anew'], damage: (xml) => inText(xml, (text) => text.replaceAll('    ', '\t')), dress: { before: (xml) => prettyPrinted(xml, '    ') } },
  { name: 'trimmed', kinds: ['values-trimmed'], damage: (xml) => xml.replace('Zoë </', 'Zoë</'), dress: { before: (xml) => xml.replace('>Zoë<', '>Zoë <') }, only: [['entra', 'assertion'], ['okta', 'response']] },
  { name: 'padded', kinds: ['values-padded', 'pretty-printed'], damage: (xml) => inText(xml, (text) => (text.includes('@') ? ` ${text} ` : text)) },
  { name: 'last tag cut off', kinds: ['cut-off'], damage: (xml) => xml.slice(0, -4), only: [...assertions, ['okta', 'both']] },
  { name: 'cut off behind the assertion', kinds: ['cut-off'], damage: (xml) => xml.slice(0, xml.lastIndexOf('</')), only: assertions },
  { name: 'cut out, inclusive', kinds: ['cut-out-of-its-parent', 'namespace-removed', 'namespace-moved'], dress: inclusive, damage: (xml) => /<(\w+:)?Assertion .*<\/(\w+:)?Assertion>/s.exec(xml)![0], only: [['simplesamlphp', 'assertion'], ['okta', 'assertion']] },
  { name: 'namespace added, inclusive', kinds: ['namespace-added', 'namespace-moved'], dress: inclusive, damage: (xml) => xml.replace(' ID=', ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" ID=') },
  { name: 'namespace moved with a prefix list', kinds: ['namespace-moved', 'namespace-added'], dress: { inclusivePrefixes: ['xs'], before: (xml) => xml.replaceAll(/ xmlns:xs="[^"]*"/g, '').replace(/<((?:\w+:)?Assertion) /, '<$1 xmlns:xs="http://www.w3.org/2001/XMLSchema" ') }, damage: (xml) => xml.replace(/ xmlns:xs="[^"]*"/, '').replaceAll(/ xsi:type=/g, ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type='), only: [['okta', 'assertion'], ['google', 'response']] },
  { name: 'comments in the signature', kinds: ['comments-added'], damage: (xml) => xml.replaceAll(/(<(?:\w+:)?SignedInfo>)/g, '$1<!-- here -->') },
  { name: 'empty value dropped', kinds: ['empty-values-dropped'], dress: { before: (xml) => xml.replace(/(<(?:\w+:)?AttributeValue[^>]*)>Zoë<\/(?:\w+:)?AttributeValue>/, '$1/>') }, damage: (xml) => xml.replace(/<(?:\w+:)?AttributeValue[^>]*\/>/, ''), only: [['entra', 'assertion'], ['okta', 'both']] },
  { name: 'a letter lost', kinds: ['character-lost'], damage: (xml) => xml.replaceAll('ü', '\ufffd'), only: [['okta', 'assertion'], ['entra', 'response']] },
  ...codePages.map(({ name }): DamageCase => ({ name: `read as ${name}`, kinds: [`encoding-mixed-up-${name}`, 'encoding-mixed-up-ibm850', 'encoding-mixed-up'], dress: western, damage: (xml) => xml.replace(/[\u0080-\uffff]+/g, (letters) => garble(page(name), letters)) })),
  { name: 'Greek read as code page 437', kinds: ['encoding-mixed-up-ibm437'], dress: { before: (xml) => xml.replaceAll('Müller', 'Αλέξης').replaceAll('Zoë', 'Ζωή') }, damage: (xml) => xml.replace(/[\u0080-\uffff]+/g, (letters) => garble(page('ibm437'), letters)), only: [['okta', 'assertion'], ['entra', 'response']] },
  { name: 'Polish read as windows-1250', kinds: ['encoding-mixed-up-windows-1250'], dress: { before: (xml) => xml.replaceAll('Müller', 'Wąłęśa').replaceAll('Zoë', 'Żoła') }, damage: (xml) => xml.replace(/[\u0080-\uffff]+/g, (letters) => garble(page('windows-1250'), letters)), only: [['okta', 'assertion'], ['entra', 'response']] },
  { name: 'Turkish read as windows-1254', kinds: ['encoding-mixed-up-windows-1254', 'encoding-mixed-up'], dress: { before: (xml) => xml.replaceAll('Müller', 'Şağır').replaceAll('Zoë', 'Işıl') }, damage: (xml) => xml.replace(/[\u0080-\uffff]+/g, (letters) => garble(page('windows-1254'), letters)), only: [['okta', 'assertion'], ['entra', 'response']] },
  { name: 'Russian read as windows-1251', kinds: ['encoding-mixed-up-windows-1251'], dress: { before: (xml) => xml.replaceAll('Müller', 'Иванов').replaceAll('Zoë', 'Зоя') }, damage: (xml) => xml.replace(/[\u0080-\uffff]+/g, (letters) => garble(page('windows-1251'), letters)), only: [['okta', 'assertion'], ['entra', 'response']] },
  { name: 'saved as code page 850', kinds: ['saved-in-another-encoding'], dress: western, damage: (xml) => Buffer.from(xml.replaceAll('ë', '\u0089').replaceAll('ü', '\u0081').replaceAll('ö', '\u0094'), 'latin1') },
  { name: 'saved as Mac Roman', kinds: ['saved-in-another-encoding'], dress: western, damage: (xml) => Buffer.from(xml.replaceAll('ë', '\u0091').replaceAll('ü', '\u009f').replaceAll('ö', '\u009a'), 'latin1') },
  { name: 'out of a log, the time before every line', kinds: ['line-prefixes'], damage: (xml) => eachLine(xml, (index) => `2026-11-22 08:00:0${index % 10},${100 + index} DEBUG [main] `) },
  { name: 'out of the journal', kinds: ['line-prefixes'], damage: (xml) => eachLine(xml, () => 'Nov 22 08:00:01 host1 shibd[1234]: ') },
  { name: 'out of the log of a container', kinds: ['line-prefixes'], damage: (xml) => eachLine(xml, () => 'keycloak-1  | ') },
  { name: 'out of a search, file and line before every line', kinds: ['line-prefixes'], damage: (xml) => eachLine(xml, (index) => `logs/saml.xml:${index + 1}:`) },
  { name: 'out of a log, the XML cut out where it begins', kinds: ['line-prefixes'], damage: (xml) => eachLine(xml, (index) => (index === 0 ? '' : `10.0.0.${index} - sso[7]: `)) },
  { name: 'with line numbers and no colon', kinds: ['line-numbers'], damage: (xml) => eachLine(xml, (index) => `${String(index + 1).padStart(4)}  `) },
  { name: 'with line numbers and no-break spaces', kinds: ['line-numbers'], damage: (xml) => eachLine(xml, (index) => `${index + 1}\u00a0\u00a0`) },
  { name: 'quoted with bars', kinds: ['quoted-lines'], damage: (xml) => eachLine(xml, () => '| ') },
  { name: 'quoted twice, and broken into lines', kinds: ['quoted-lines'], damage: (xml) => wrapped(firstLine(xml).trimStart(), 72).split('\n').map((line) => `> > ${line}`).join('\n'), only: [...assertions, ['adfs', 'both']] },
  { name: 'pretty-printed and broken into lines', kinds: ['lines-broken'], damage: (xml) => wrapped(firstLine(xml), 80), only: [...assertions, ['adfs', 'both']] },
  { name: 'broken into lines by a console', kinds: ['lines-broken'], damage: (xml) => wrapped(xml, 120, '\r\n') },
  { name: 'beside its name, further lines indented', kinds: ['lines-broken'], damage: (xml) => `Content : ${wrapped(xml, 60, '\r\n          ')}\r\n` },
  { name: 'tags on lines of their own', kinds: ['pretty-printed'], damage: (xml) => xml.replaceAll('><', '>\n<') },
  { name: 'a blank between tags', kinds: ['pretty-printed'], damage: (xml) => xml.replaceAll('><', '> <') },
  { name: 'double-spaced', kinds: ['pretty-printed'], damage: (xml) => firstLine(xml).replaceAll('\n', '\n\n') },
  { name: 'attributes on lines of their own', kinds: ['pretty-printed'], damage: splitAttributes },
  { name: 'indented with no-break spaces', kinds: ['no-break-spaces', 'pretty-printed'], damage: (xml) => firstLine(xml).replace(/^ +/gm, (blanks) => '\u00a0'.repeat(blanks.length)) },
  { name: 'with thin spaces', kinds: ['no-break-spaces'], damage: (xml) => inText(xml, (text) => text.replaceAll(' ', '\u2009')) },
  { name: 'with line separators', kinds: ['no-break-spaces'], damage: (xml) => inText(xml, (text) => text.replaceAll(' ', '\u2028')) },
  { name: 'with marks of direction', kinds: ['invisible-characters'], damage: (xml) => inText(xml, (text) => text.replace('zoe+test', '\u202azoe+test\u202c')) },
  { name: 'with a NUL', kinds: ['invisible-characters'], damage: (xml) => inText(xml, (text) => text.replace('@', '\u0000@')) },
  { name: 'prefixes replaced by others', kinds: ['prefixes-renamed'], damage: (xml) => renamed(renamed(renamed(xml, 'saml2', 'a'), 'saml', 'b'), 'saml2p', 'p') },
  { name: 'prefixes numbered', kinds: ['prefixes-renamed'], damage: (xml) => renamed(renamed(renamed(renamed(xml, 'saml2p', 'ns0'), 'samlp', 'ns0'), 'saml2', 'ns3'), 'ds', 'ns9'), only: [['okta', 'assertion'], ['okta', 'both'], ['google', 'response'], ['entra', 'assertion'], ['adfs', 'assertion']] },
  { name: 'the prefix of the signature dropped', kinds: ['prefixes-renamed'], damage: (xml) => xml.replaceAll('<ds:', '<').replaceAll('</ds:', '</').replaceAll('xmlns:ds=', 'xmlns='), only: [['okta', 'assertion'], ['google', 'response'], ['adfs', 'assertion']] },
  { name: 'two letters lost', kinds: ['character-lost'], dress: western, damage: (xml) => inText(xml, (text) => text.replace(/[\u0080-\uffff]/g, '\ufffd')), only: [['okta', 'assertion'], ['google', 'response'], ['okta', 'both']] },
  { name: 'two letters lost as question marks', kinds: ['character-lost'], dress: western, damage: (xml) => inText(xml, (text) => text.replace(/[\u0080-\uffff]/g, '?')), only: [['okta', 'assertion'], ['google', 'response']] },
  { name: 'pretty-printed and in composed letters', kinds: ['letters-composed', 'pretty-printed'], damage: (xml) => firstLine(xml).normalize('NFD') },
  { name: 'pretty-printed, a plus in an address lost', kinds: ['plus-to-blank-in-values', 'pretty-printed'], damage: (xml) => firstLine(xml).replaceAll('zoe+test', 'zoe test'), only: [['okta', 'assertion'], ['google', 'response']] },
  { name: 'declaration in the middle', kinds: ['instruction-added'], damage: (xml) => `\n<?xml version="1.0"?>\n<?xml version="1.0"?>${xml}` },
];
