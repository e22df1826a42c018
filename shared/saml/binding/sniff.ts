/** Telling what some bytes are from how they begin (and for XML, how they end). Nothing is parsed. */
import type { DecodedKind } from './decoded.ts';
import { isSpace, plain, toOctets, trimOctets, type Octets } from './octets.ts';
import { elementEnd, isElementStart, isKnownRoot, skipProlog } from './xml-region.ts';

/** How far in a classification looks: enough for the head of any document. */
const PEEK = 64 * 1024;

/** The UTF-8 bytes of UTF-16 text (with or without a byte order mark), or null when it is not UTF-16. */
export function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  const order = utf16Order(bytes);
  if (order === null) return null;
  return plain(Buffer.from(new TextDecoder(order).decode(bytes), 'utf8'));
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: ASCII text, every second byte of which is 0. Enough of it that no binary file looks so.
  const length = Math.min(bytes.length & ~1, 64);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) evenZeros++;
    if (bytes[at + 1] === 0) oddZeros++;
  }
  if (oddZeros === length / 2 && evenZeros === 0) return 'utf-16le';
  if (evenZeros === length / 2 && oddZeros === 0) return 'utf-16be';
  return null;
}

/**
 * Whether the bytes begin like the DER of a certificate, key, PKCS#7 or PKCS#12: a SEQUENCE that holds a SEQUENCE, INTEGER or
 * OBJECT IDENTIFIER first (ITU-T X.690). With the usual two-byte length its value may be wrong (a file cut short is still a certificate);
 * a shorter or longer form must fit the bytes exactly, because it says less.
 */
export function isDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 16) return false;
  const form = bytes[1]!;
  if (form === 0x82) return startsDerContent(bytes[4]!) && (derLength(bytes, 2) > 127);
  if (form === 0x83) return startsDerContent(bytes[5]!) && derLength(bytes, 3) + 5 === bytes.length;
  if (form === 0x81) return startsDerContent(bytes[3]!) && derLength(bytes, 1) + 3 === bytes.length;
  if (form === 0x80) return startsDerContent(bytes[2]!) && bytes.at(-1) === 0 && bytes.at(-2) === 0;
  return form < 0x80 && startsDerContent(bytes[2]!) && form + 2 === bytes.length;
}

function startsDerContent(tag: number): boolean {
  return tag === 0x30 || tag === 0x02 || tag === 0x06;
}

function derLength(bytes: Uint8Array, octetCount: number): number {
  let length = 0;
  for (let at = 2; at < 2 + octetCount; at++) length = length * 256 + bytes[at]!;
  return length;
}

/** Whether the bytes have the header of gzip (RFC 1952) or zlib (RFC 1950). */
export function compressedWrapper(bytes: Uint8Array): 'gzip-wrapped' | 'zlib-wrapped' | null {
  if (bytes.length < 8) return null;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip-wrapped';
  const isDeflate = (bytes[0]! & 0x0f) === 8 && bytes[0]! >> 4 <= 7 && (bytes[1]! & 0x20) === 0;
  return isDeflate && (bytes[0]! * 256 + bytes[1]!) % 31 === 0 ? 'zlib-wrapped' : null;
}

const htmlTag = /<(?:!doctype\s+html|(?:html|head|body|form|input|script|title|meta|div|p|h[1-6]|center|link|style|noscript|span|table|br|iframe|pre|ul|font)(?=[\s/>]))/iy;

/** Whether markup begins here that is a web page (or a piece of one) and not XML of its own. */
export function isHtml(octets: Octets, from: number): boolean {
  let at = from;
  for (;;) {
    htmlTag.lastIndex = at;
    if (htmlTag.test(octets)) return true;
    const isProlog = octets.startsWith('<!--', at) || octets.startsWith('<?', at);
    const next = isProlog ? skipOne(octets, at) : at;
    if (next === at) return false;
    at = next;
  }
}

function skipOne(octets: Octets, at: number): number {
  const mark = octets.startsWith('<?', at) ? '?>' : '-->';
  const found = octets.indexOf(mark, at);
  let next = found < 0 ? octets.length : found + mark.length;
  while (next < octets.length && isSpace(octets.charCodeAt(next))) next++;
  return next;
}

/** Whether markup of any vocabulary begins here: an element, after an optional prolog. */
export function isMarkup(octets: Octets, from: number): boolean {
  if (octets.charCodeAt(from) !== 0x3c) return false;
  return isElementStart(octets, skipProlog(octets, from)) || /^<(?:\?xml|!DOCTYPE|!--)/.test(octets.slice(from, from + 9));
}

const harHead = /\{\s{0,99}"log"\s{0,99}:\s{0,99}\{/y;

/**
 * Whether JSON begins here, and whether it is a HAR capture (an object whose `log` has `entries`). Looks at the head only.
 * `isCut`: there is more than the octets.
 */
export function jsonKind(octets: Octets, from: number, isCut: boolean): 'json' | 'har' | null {
  const head = octets.slice(from, from + PEEK);
  if (!/^(?:\{\s*["}]|\[\s*(?:["[{\]]|(?:-?[\d.eE+]{1,40}|true|false|null)\s{0,99}[,\]]))/.test(head)) return null;
  harHead.lastIndex = 0;
  if (!harHead.test(head)) return 'json';
  // A long list of pages may push the entries out of the head; then the two members every HAR has before them must do.
  const hasEntries = /"entries"\s{0,99}:/.test(head);
  return hasEntries || ((isCut || octets.length > from + PEEK) && head.includes('"creator"') && head.includes('"version"')) ? 'har' : 'json';
}

/** Whether it is text a person could read: no control characters in its head but white space. */
export function isPrintable(octets: Octets): boolean {
  const head = octets.slice(0, PEEK);
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(head) && !isBrokenUtf8(head);
}

/** Whether non-ASCII octets are so many, and so wrong as UTF-8, that this is no text. */
function isBrokenUtf8(head: Octets): boolean {
  const text = Buffer.from(head, 'latin1').toString('utf8');
  const broken = text.split('\ufffd').length - 1;
  return broken * 10 > text.length + 20;
}

/** What bytes are that nothing more can be undone of. */
export function kindOf(bytes: Uint8Array): DecodedKind {
  if (isDer(bytes)) return 'certificate';
  const head = bytes.subarray(0, PEEK);
  let octets = toOctets(fromUtf16(head) ?? head);
  let { start, end } = trimOctets(octets);
  if (start === end && bytes.length > head.length) {
    octets = toOctets(bytes);
    ({ start, end } = trimOctets(octets));
  }
  if (start === end) return 'empty';
  if (octets.charCodeAt(start) === 0x3c) {
    if (isHtml(octets, start)) return 'html';
    if (isMarkup(octets, start)) return 'xml';
  }
  return jsonKind(octets, start, bytes.length > octets.length) ?? (isPrintable(octets) ? 'text' : 'binary');
}

/** Whether the bytes are a document with a root the engine knows, looking at the head only. */
export function hasKnownRoot(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, PEEK);
  const octets = toOctets(fromUtf16(head) ?? head);
  return isKnownRoot(octets, skipProlog(octets, trimOctets(octets).start));
}

/**
 * How much the bytes look like a whole XML document: 0 not at all, 1 they begin like one, 2 the root also ends, with nothing but
 * white space and comments after it, and no control character is inside. For choosing between two ways to read a paste.
 */
export function xmlWholeness(bytes: Uint8Array): 0 | 1 | 2 {
  const octets = toOctets(fromUtf16(bytes) ?? bytes);
  const { start } = trimOctets(octets);
  if (!isMarkup(octets, start)) return 0;
  const root = skipProlog(octets, start);
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(octets)) return 1;
  const end = elementEnd(octets, root);
  if (end < 0 || skipProlog(octets, end) < octets.length) return 1;
  return isUtf8(octets) ? 2 : 1;
}

function isUtf8(octets: Octets): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(octets, 'latin1'));
    return true;
  } catch {
    return false;
  }
}
