/**
 * Messages in `name=value&name=value`: the body of a form, or the query of a URL (saml-bindings 3.4.4.1, 3.5.4), found as one word
 * of the paste.
 */
import { base64Class } from './base64.ts';
import { note, type DecodedMessage, type DecodeNote, type RedirectQuery } from './decoded.ts';
import { backslashDecode, caretDecode, entityDecode, formDecode, hasPercentEscape, percentDecode } from './escapes.ts';
import { isSpace, octetClass, toText, type Octets } from './octets.ts';
import { parameterOf, toMessage, type Carrier, type Found, type Source } from './source.ts';
import { isWhole, unwrap } from './unwrap.ts';

const endsWord = octetClass('"\'<>`\0');
/** What the rest of a value that has white space inside may consist of. */
const continues = (() => {
  const table = octetClass('%=&+.~');
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1 || isSpace(code)) table[code] = 1;
  return table;
})();

/** The word of text that has a SAML parameter and "=" in it; `floor` is where the previous message ended. */
export function openForm(source: Source, mentionStart: number, valueStart: number, floor: number): Found {
  const { text } = source;
  let start = mentionStart;
  while (start > floor && !stopsWord(text.charCodeAt(start - 1))) start--;
  let end = valueStart;
  while (end < text.length && !stopsWord(text.charCodeAt(end))) end++;
  const plain = readWord(source, start, end, mentionStart);
  if (end >= text.length || !isSpace(text.charCodeAt(end)) || plain.every(isSettled)) return { start, end, messages: plain };
  for (const longer of longerEnds(source, end)) {
    const messages = readWord(source, start, longer, mentionStart);
    if (messages.length > 0 && messages.every(isWhole)) return { start, end: longer, messages };
  }
  return { start, end, messages: plain };
}

/** More text would not help it. */
function isSettled(message: DecodedMessage): boolean {
  return isWhole(message) || message.fault?.code === 'inflate-too-large';
}

function stopsWord(code: number): boolean {
  return endsWord[code] === 1 || isSpace(code);
}

/** Where the word may end when its value has white space inside: at the end of the line, and of the last line like it. */
function longerEnds({ text, nextMention }: Source, from: number): number[] {
  // No further than the next mention, so that a list of names is not walked to its end from each of them.
  const limit = nextMention.after(from);
  let end = from;
  let lineEnd = -1;
  while (end < limit && continues[text.charCodeAt(end)] === 1) {
    if (lineEnd < 0 && (text.charAt(end) === '\n' || text.charAt(end) === '\r')) lineEnd = end;
    end++;
  }
  return lineEnd < 0 || lineEnd === from ? [end] : [lineEnd, end];
}

/** Takes off what a web page, a script or a command line dresses a URL in, or reads it as it is. */
function readWord(source: Source, start: number, end: number, mentionStart: number): DecodedMessage[] {
  const word = source.text.slice(start, end);
  if (word.includes('&amp;') || word.includes('&#')) return source.search(entityDecode(word), start, end, 'html-entities');
  if (/\\(?:u00|x|\/|\\)/.test(word)) return source.search(backslashDecode(word), start, end, 'escaped');
  if (/\^(?:[&%^]|$)/.test(word)) return source.search(caretDecode(word).replace(/\^$/, ''), start, end, 'shell-escapes');
  if (/saml[ _-]?re(?:sponse|quest)%(?:25)*3d/i.test(word) && !/saml[ _-]?re(?:sponse|quest)=/i.test(word)) {
    return source.search(percentDecode(word), start, end, 'url-encoded');
  }
  return readFields(source, start, end, mentionStart);
}

interface Field {
  name: Octets;
  /** As it was sent, percent-encoded. */
  value: Octets;
  isLast: boolean;
}

/** The fields of a query, one after the other; none is kept, because a paste may have millions. */
function* fields(query: Octets): Generator<Field> {
  for (let at = 0; at < query.length; ) {
    const found = query.indexOf('&', at);
    const field = query.slice(at, found < 0 ? query.length : found);
    const equals = field.indexOf('=');
    if (equals >= 0) yield { name: field.slice(0, equals), value: field.slice(equals + 1), isLast: found < 0 };
    at += field.length + 1;
  }
}

/** Where the first field starts in what stands before a mention: after whatever else the word begins with. */
function firstField(before: Octets): number {
  const first = before.slice(0, before.indexOf('&') + 1);
  const name = /[\w.\-%[\]]{1,100}(?==)/.exec(first);
  return name === null ? before.length : name.index;
}

/** The URL whose query the mention is in: its address (null for a path alone) and where the query starts. */
function urlIn(before: Octets): { address: string | null; queryStart: number } | null {
  const query = /[?#]/g;
  let schemeAt = before.lastIndexOf('://');
  for (let tries = 0; schemeAt > 0 && tries < 8; tries++) {
    query.lastIndex = schemeAt;
    const mark = query.exec(before);
    const scheme = /[A-Za-z][A-Za-z0-9+.-]{0,20}$/.exec(before.slice(Math.max(0, schemeAt - 21), schemeAt));
    const start = schemeAt - (scheme?.[0].length ?? 0);
    if (mark !== null && scheme !== null && !before.slice(0, start).endsWith('RelayState=')) {
      return { address: toText(before.slice(start, mark.index)), queryStart: mark.index + 1 };
    }
    schemeAt = before.lastIndexOf('://', schemeAt - 1);
  }
  const path = /^[^=&]*\?/.exec(before);
  return path === null ? null : { address: null, queryStart: path[0].length };
}

function readFields(source: Source, start: number, end: number, mentionStart: number): DecodedMessage[] {
  const { budget } = source;
  const word = source.text.slice(start, end);
  const before = word.slice(0, mentionStart - start);
  const url = urlIn(before);
  const hash = word.indexOf('#', before.length);
  const wrapped = word.slice(url?.queryStart ?? firstField(before), hash < 0 ? word.length : hash);
  // A wrapped URL is broken anywhere, in names and escapes too. A value alone keeps its lines, for a note about them.
  const query = url !== null || /&Signature=/.test(joined(wrapped)) ? joined(wrapped) : wrapped;
  const carried: Field[] = [];
  const around = new Map<string, Octets>();
  let repeated = false;
  for (const field of fields(query)) {
    if (isDisguised(field.name)) repeated = true;
    if (parameterOf(field.name) !== null) {
      if (carried.length <= budget.limits.messages) carried.push(field);
    } else if (bindingParameter.test(field.name)) {
      if (around.has(field.name)) repeated = true;
      else around.set(field.name, field.isLast ? lastValue(field.name, field.value) : field.value);
    }
  }
  const relayState = around.get('RelayState');
  const destination = url?.address ?? source.commandUrl(start, end);
  const carrier: Carrier = url !== null ? 'query' : destination !== null ? 'post' : 'unknown';
  return carried.map((field, index) => {
    const parameter = parameterOf(field.name)!;
    const value = index === carried.length - 1 ? withoutPunctuation(field.value) : field.value;
    const unwrapped = unwrap(value, { budget, isParameter: true, isGuess: false });
    const notes: DecodeNote[] = [...unwrapped.notes];
    if (value.includes('+')) notes.push(note('plus-unescaped'));
    if (field.name !== parameter) notes.push(note('parameter-name'));
    if (repeated || carried.some((other) => other !== field && other.name === field.name)) notes.push(note('repeated-parameter'));
    return toMessage({ ...unwrapped, notes }, source.original(start, end), {
      carrier, parameter, destination,
      relayState: relayState === undefined ? null : toText(formDecode(relayState)),
      query: { ...redirectQuery(field.name, value, around, url?.address ?? null), ambiguous: repeated || carried.length > 1 },
    });
  });
}

const bindingParameter = /^(?:RelayState|SigAlg|Signature)$/;

/** A name that is one of the binding's only when its escapes are undone, as receivers do. */
function isDisguised(name: Octets): boolean {
  if (!hasPercentEscape(name)) return false;
  const plain = percentDecode(name);
  return parameterOf(plain) !== null || bindingParameter.test(plain);
}

/** A URL that was wrapped into lines. */
function joined(value: Octets): Octets {
  return value.replace(/[\r\n]+[ \t]*/g, '');
}

/** What follows white space after the last field, or the padding of a signature, is no longer the URL. */
function lastValue(name: Octets, value: Octets): Octets {
  const padding = name === 'Signature' ? /(?:=|%3[dD]){1,2}/.exec(value) : null;
  const candidate = padding === null ? value : value.slice(0, padding.index + padding[0].length);
  const space = candidate.search(/[\s\0]/);
  return space < 0 ? candidate : candidate.slice(0, space);
}

/** Without the comma or bracket that follows a URL in prose; none of them occurs in a percent-encoded value. */
function withoutPunctuation(value: Octets): Octets {
  let end = value.length;
  while (end > 0 && '),;.]}'.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

/** What the query signature is over: the fields in the order of saml-bindings 3.4.4.1, each exactly as it was sent. */
function redirectQuery(name: Octets, value: Octets, around: ReadonlyMap<string, Octets>, url: string | null): Omit<RedirectQuery, 'ambiguous'> {
  const sigAlg = around.get('SigAlg');
  const signature = around.get('Signature');
  let signedOctets = `${name}=${value}`;
  for (const other of ['RelayState', 'SigAlg']) {
    const sent = around.get(other);
    if (sent !== undefined) signedOctets += `&${other}=${sent}`;
  }
  return {
    signedOctets: toText(signedOctets),
    sigAlg: sigAlg === undefined ? null : toText(formDecode(sigAlg)),
    // A "+" that was not encoded stays a "+": base64 has no spaces.
    signature: signature === undefined ? null : percentDecode(signature).replaceAll(' ', '+').replace(/[\r\n\t]/g, ''),
    url,
  };
}
