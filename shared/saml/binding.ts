/** Undoing and doing the bindings of SAML messages: HTTP-POST and HTTP-Redirect (saml-bindings 3.4, 3.5), whatever they are dressed in. */
import { Budget } from './binding/budget.ts';
import { commandUrl } from './binding/command.ts';
import {
  DECODE_LIMITS, note, type Decoded, type DecodedMessage, type DecodeFault, type DecodeLimits, type DecodeNoteCode, type Parameter,
} from './binding/decoded.ts';
import { searchFramed } from './binding/framed.ts';
import { NextMention } from './binding/mention.ts';
import { fromText, plain, toOctets, toText, trimOctets, type Octets } from './binding/octets.ts';
import { scan } from './binding/scan.ts';
import { plainMessage } from './binding/plain.ts';
import { fromUtf16, jsonKind, kindOf } from './binding/sniff.ts';
import { notSent, toMessage, type Source } from './binding/source.ts';
import { unwrapBytes } from './binding/unwrap.ts';
import { readAsOne, readValues, searchMail, searchUndone } from './binding/whole.ts';
import { deflateRaw } from './node.ts';

export type {
  Decoded, DecodedKind, DecodedMessage, DecodeFault, DecodeLimits, DecodeNote, DecodeNoteCode, Parameter, RedirectQuery,
} from './binding/decoded.ts';

/** Dressings inside dressings: a URL in a URL in JSON in a page is four. */
const DEEPEST_DRESSING = 4;

/**
 * Finds the SAML messages in whatever was pasted, and undoes their encoding. Takes time and memory linear in the input. Never throws:
 * what cannot be decoded is told by `fault` and, per message, by its own.
 */
export function decode(input: Uint8Array | string, limits: Partial<DecodeLimits> = {}): Decoded {
  const budget = new Budget({ ...DECODE_LIMITS, ...limits });
  const isCharacters = typeof input === 'string';
  // A character is at most three bytes of UTF-8, so most texts need not be measured.
  const isNearLimit = input.length <= budget.limits.input && input.length * 3 > budget.limits.input;
  const size = isCharacters && isNearLimit ? Buffer.byteLength(input, 'utf8') : input.length;
  if (size > budget.limits.input) return { messages: [], fault: tooLarge(size, budget.limits.input) };
  const ordinary = plainMessage(input);
  if (ordinary !== null) return { messages: [ordinary], fault: null };
  const bytes = isCharacters ? plain(Buffer.from(input, 'utf8')) : input;
  return finish(messagesOf(bytes, isCharacters, budget), budget.limits.messages);
}

function tooLarge(size: number, limit: number): DecodeFault {
  const mebibytes = (count: number) => (count / (1024 * 1024)).toLocaleString('en', { maximumFractionDigits: 1 });
  const message = `The paste has ${mebibytes(size)} MiB; at most ${mebibytes(limit)} MiB are decoded. Hand in the part with the message, or open a capture as a HAR file.`;
  return { code: 'too-large', message, limit };
}

function messagesOf(bytes: Uint8Array, isCharacters: boolean, budget: Budget): DecodedMessage[] {
  const transcoded = isCharacters ? null : fromUtf16(bytes);
  if (transcoded !== null) {
    return textMessages(transcoded, true, budget, () => bytes).map((message) => withNote(message, 'transcoded'));
  }
  const kind = kindOf(bytes);
  if (kind === 'certificate' || kind === 'binary') {
    const unwrapped = unwrapBytes(bytes, { budget, isParameter: false, isGuess: false });
    if (unwrapped.fault?.code !== 'unrecognised') return [toMessage(unwrapped, bytes, notSent)];
  }
  return textMessages(bytes, isCharacters, budget, (start, end) => bytes.subarray(start, end));
}

function textMessages(bytes: Uint8Array, isCharacters: boolean, budget: Budget, original: Source['original']): DecodedMessage[] {
  const source = sourceOf(toOctets(bytes), isCharacters, budget, original, 0, null);
  const json = jsonKind(source.text, source.trimmed.start, false);
  // A capture is read elsewhere, as a stream with its own limits.
  if (json === 'har') return [readAsOne(source)];
  const mail = searchMail(source);
  if (mail.some((message) => message.fault === null)) return mail;
  const values = readValues(source);
  if (values.length > 0) return values;
  const framed = json === null ? searchFramed(source) : [];
  if (framed.length > 0) return framed;
  const found = scan(source, json === null).flatMap((each) => each.messages);
  if (found.some((message) => message.fault === null)) return found;
  const undone = searchUndone(source);
  if (undone.length > 0) return undone;
  return found.length > 0 ? found : [readAsOne(source)];
}

function sourceOf(text: Octets, isCharacters: boolean, budget: Budget, original: Source['original'], depth: number, outerUrl: string | null): Source {
  const source: Source = {
    text, isCharacters, budget, original,
    trimmed: trimOctets(text),
    nextMention: new NextMention(text),
    commandUrl: (start, end) => outerUrl ?? commandUrl(text, start, end),
    search(inner, start, end, code) {
      if (depth >= DEEPEST_DRESSING || inner === text || !budget.search()) return [];
      const slice = original(start, end);
      const under = sourceOf(inner, isCharacters, budget, () => slice, depth + 1, source.commandUrl(start, end));
      return scan(under, false).flatMap((each) => each.messages).map((message) => withNote(message, code));
    },
  };
  return source;
}

function withNote(message: DecodedMessage, code: DecodeNoteCode): DecodedMessage {
  return message.notes.some((known) => known.code === code) ? message : { ...message, notes: [note(code), ...message.notes] };
}

/** Leaves out repetitions, and failures that are only words beside a message that was found. */
function finish(found: DecodedMessage[], limit: number): Decoded {
  const isWord = ({ fault }: DecodedMessage) => fault?.code === 'unrecognised' || fault?.code === 'empty';
  const decodedAny = found.some((message) => message.fault === null);
  const meantAny = decodedAny || !found.every(isWord);
  const seen = new Set<string>();
  const kept = found.slice(0, limit).filter((message) => {
    if (meantAny && isWord(message)) return false;
    const key = toOctets(message.bytes);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  if (found.length > limit) return { messages: kept, fault: { code: 'too-large', message: `The paste has more than ${limit} messages. Only those are shown; hand in fewer at a time.`, limit } };
  return { messages: kept, fault: decodedAny ? null : (kept[0]?.fault ?? null) };
}

/** The value of the form field: base64 of the XML (saml-bindings 3.5.4). Its RelayState goes into a field of its own. */
export function encodePost(xml: Uint8Array | string): string {
  return Buffer.from(bytesOf(xml)).toString('base64');
}

export interface RedirectMessage {
  parameter: Parameter;
  /** The message without an XML signature: HTTP-Redirect signs the query instead. */
  xml: Uint8Array | string;
  /** null or absent: none is sent. '' is sent as an empty field. */
  relayState?: string | null;
  /** The endpoint. Its own query is kept. */
  location?: string;
  /** Signs the query; `octets` are those of saml-bindings 3.4.4.1. */
  sign?: { sigAlg: string; sign(octets: Uint8Array): Uint8Array };
}

export interface EncodedRedirect {
  /** `SAMLRequest=...&RelayState=...&SigAlg=...&Signature=...` as it goes into the URL. */
  sentQueryString: string;
  /** The whole URL, when a location was given. */
  url: string | null;
}

/** Builds the query of an HTTP-Redirect message: DEFLATE, base64, percent-encoding, signature (saml-bindings 3.4.4.1). */
export function encodeRedirect({ parameter, xml, relayState, location, sign }: RedirectMessage): EncodedRedirect {
  let query = `${parameter}=${percentEncode(encodePost(deflateRaw(bytesOf(xml))))}`;
  if (relayState !== null && relayState !== undefined) query += `&RelayState=${percentEncode(relayState)}`;
  if (sign !== undefined) {
    query += `&SigAlg=${percentEncode(sign.sigAlg)}`;
    query += `&Signature=${percentEncode(encodePost(sign.sign(bytesOf(query))))}`;
  }
  const url = location === undefined ? null : location + (location.includes('?') ? '&' : '?') + query;
  return { sentQueryString: query, url };
}

function bytesOf(text: Uint8Array | string): Uint8Array {
  return typeof text === 'string' ? plain(Buffer.from(text, 'utf8')) : text;
}

/** Everything but the unreserved characters of RFC 3986, so that no receiver reads a character in two ways. Half a surrogate pair becomes U+FFFD. */
function percentEncode(text: string): string {
  return encodeURIComponent(toText(fromText(text))).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
