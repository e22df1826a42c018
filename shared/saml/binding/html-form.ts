/** The auto-submitting form of the HTTP-POST binding (saml-bindings 3.5.4) in a web page, found by a scanner that takes any HTML. */
import { note, type DecodedMessage } from './decoded.ts';
import { backslashDecode, entityDecode } from './escapes.ts';
import { isSpace, toText, type Octets } from './octets.ts';
import { parameterOf, toMessage, type Candidate, type Found, type Source } from './source.ts';
import { unwrap } from './unwrap.ts';

interface Tag {
  /** Lower case, with "/" before the name of an end tag. */
  name: string;
  /** Attributes by lower-case name, entity-decoded; the first of a name counts. */
  attributes: Map<string, Octets>;
  end: number;
}

interface Form {
  start: number;
  end: number;
  action: Octets | null;
  isGet: boolean;
  fields: { name: Octets; value: Octets }[];
  relayState: Octets | null;
}

const interesting = /<(?:\/?form|input|textarea)(?=[\s/>])/gi;
const wanted = new Set(['name', 'value', 'action', 'method', 'href', 'id']);

/** The next form (or inputs outside any form) with a SAML parameter. */
export function findForm(source: Source, from: number): Candidate | null {
  for (let at = from; ; ) {
    const form = readForm(source.text, at, source.budget.limits.messages);
    if (form === null) return null;
    if (form.fields.length > 0) return { start: form.start, resume: form.end, open: () => openForm(source, form) };
    at = form.end;
  }
}

/** Reads from the next form or field to the end of that form, or to where the next one starts. */
function readForm(text: Octets, from: number, mostFields: number): Form | null {
  const pattern = new RegExp(interesting);
  pattern.lastIndex = from;
  let form: Form | null = null;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const tag = readTag(text, match.index);
    if (tag.name === 'form' && form !== null) return { ...form, end: match.index };
    if (tag.name === '/form' && form !== null) return { ...form, end: tag.end };
    pattern.lastIndex = tag.end;
    if (tag.name === '/form') continue;
    form ??= { start: match.index, end: text.length, action: null, isGet: false, fields: [], relayState: null };
    if (tag.name === 'form') {
      form.action = tag.attributes.get('action') ?? null;
      form.isGet = tag.attributes.get('method')?.toLowerCase() === 'get';
      continue;
    }
    let value = tag.attributes.get('value') ?? '';
    if (tag.name === 'textarea') {
      const close = endOfTextArea(text, tag.end);
      value = entityDecode(text.slice(tag.end, close));
      pattern.lastIndex = close;
    }
    const name = tag.attributes.get('name') ?? tag.attributes.get('id') ?? '';
    if (parameterOf(name) !== null && form.fields.length <= mostFields) form.fields.push({ name, value });
    if (name === 'RelayState') form.relayState ??= value;
  }
  return form;
}

function endOfTextArea(text: Octets, from: number): number {
  const pattern = /<\/textarea/gi;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** Reads the tag at `at`: attributes in any order, quoted either way or not at all, with or without values. */
function readTag(text: Octets, at: number): Tag {
  const name = /^<(\/?[A-Za-z]+)/.exec(text.slice(at, at + 20))?.[1] ?? '';
  const attributes = new Map<string, Octets>();
  let position = at + 1 + name.length;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 0x3e) return { name: name.toLowerCase(), attributes, end: position + 1 };
    if (code === 0x3c) break;
    if (isSpace(code) || code === 0x2f) {
      position++;
      continue;
    }
    position = readAttribute(text, position, attributes);
  }
  return { name: name.toLowerCase(), attributes, end: Math.min(position, text.length) };
}

function readAttribute(text: Octets, start: number, attributes: Map<string, Octets>): number {
  let position = start + 1;
  while (position < text.length && !isSpace(text.charCodeAt(position)) && !'=>/<'.includes(text.charAt(position))) position++;
  const name = text.slice(start, Math.min(position, start + 20)).toLowerCase();
  while (isSpace(text.charCodeAt(position))) position++;
  if (text.charAt(position) !== '=') return position;
  position++;
  while (isSpace(text.charCodeAt(position))) position++;
  // A page inside a JSON string has \" for its quotes.
  const quote = /^\\?["']/.exec(text.slice(position, position + 2))?.[0] ?? null;
  let end: number;
  let value: Octets;
  if (quote !== null) {
    const close = text.indexOf(quote, position + quote.length);
    end = close < 0 ? text.length : close + quote.length;
    value = text.slice(position + quote.length, close < 0 ? text.length : close);
    if (quote.length > 1) value = backslashDecode(value);
  } else {
    end = position;
    while (end < text.length && !isSpace(text.charCodeAt(end)) && text.charAt(end) !== '>') end++;
    value = text.slice(position, end);
  }
  if (wanted.has(name) && !attributes.has(name)) attributes.set(name, entityDecode(value));
  return end;
}

function openForm(source: Source, form: Form): Found {
  const { destination, isRelative } = resolveAction(source.text, form);
  const messages = form.fields.map(({ name, value }): DecodedMessage => {
    const parameter = parameterOf(name)!;
    const unwrapped = unwrap(value, { budget: source.budget, isParameter: true, isGuess: false });
    const notes = [...unwrapped.notes];
    if (name !== parameter) notes.push(note('parameter-name'));
    if (isRelative) notes.push(note('relative-action'));
    return toMessage({ ...unwrapped, notes }, source.original(form.start, form.end), {
      carrier: form.isGet ? 'query' : 'post',
      parameter,
      relayState: form.relayState === null ? null : toText(form.relayState),
      query: null,
      destination,
    });
  });
  return { start: form.start, end: form.end, messages };
}

/** The action as an absolute URL, kept as written when it is one; a relative one needs the page's own <base>. */
function resolveAction(text: Octets, form: Form): { destination: string | null; isRelative: boolean } {
  const action = form.action === null ? '' : toText(form.action).trim();
  if (/^[A-Za-z][A-Za-z0-9+.-]{0,20}:/.test(action)) return { destination: action, isRelative: false };
  const base = baseAddress(text);
  if (base !== null && URL.canParse(action, base)) return { destination: new URL(action, base).href, isRelative: false };
  return { destination: null, isRelative: action !== '' };
}

function baseAddress(text: Octets): string | null {
  const at = text.search(/<base(?=[\s/>])/i);
  const href = at < 0 ? undefined : readTag(text, at).attributes.get('href');
  // A page saved by a browser says where it came from.
  const saved = href === undefined ? /<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->/.exec(text.slice(0, 4096))?.[1] : href;
  return saved === undefined ? null : toText(saved);
}
