/** Which bytes and characters may stand where: the character classes of XML 1.0 (fifth edition), as tables. */

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const HYPHEN = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const LEFT_BRACKET = 0x5b;
export const RIGHT_BRACKET = 0x5d;
/** First byte of U+F000 to U+FFFF, so of the non-characters U+FFFE and U+FFFF, which XML does not allow. */
export const NONCHARACTER_LEAD = 0xef;

/**
 * Zeros after the last byte of a document. They stop every scan, so no loop has to compare its place with the end; there
 * are four because scans look at four bytes at a time.
 */
export const padding = 4;

/** A 256-entry table that is 1 for the bytes `belongs` says yes to. */
export function byteTable(belongs: (byte: number, character: string) => boolean): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < table.length; byte++) table[byte] = belongs(byte, String.fromCharCode(byte)) ? 1 : 0;
  return table;
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== TAB && byte !== LINE_FEED;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** White space, production 3. */
export const isSpace = byteTable((byte) => byte === SPACE || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN);

/**
 * Bytes a name may hold. All bytes from 0x80 are in: whether those characters are name characters is checked once per
 * distinct name, by NameTable.split.
 */
export const isNameByte = byteTable((byte, character) => byte >= 0x80 || isLetter(byte) || isDigit(byte) || '_:.-'.includes(character));

/** Bytes at which the reader has to look closer in character data. The zeros after the last byte are among them. */
export const stopsText = byteTable((byte, character) => isControl(byte) || byte === NONCHARACTER_LEAD || '<&>'.includes(character));

/** The same in an attribute value, where white space is normalised as well. */
export const stopsValue = byteTable((byte, character) => byte < 0x20 || byte === NONCHARACTER_LEAD || '<&"\''.includes(character));

/** The same in a comment. */
export const stopsComment = byteTable((byte) => isControl(byte) || byte === NONCHARACTER_LEAD || byte === HYPHEN);

/** The same in a CDATA section. */
export const stopsCdata = byteTable((byte) => isControl(byte) || byte === NONCHARACTER_LEAD || byte === RIGHT_BRACKET);

/** NameStartChar from U+0080, production 4, as first and last of each range. */
const nameStartRanges: readonly number[] = [
  0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2ff, 0x370, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x2070, 0x218f, 0x2c00, 0x2fef,
  0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff,
];
/** What NameChar adds to NameStartChar from U+0080, production 4a. */
const nameOnlyRanges: readonly number[] = [0xb7, 0xb7, 0x300, 0x36f, 0x203f, 0x2040];

function isWithin(ranges: readonly number[], codePoint: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) return true;
  return false;
}

/** NCNameStartChar: a character that can begin a name part (no colon). */
export function isNameStart(codePoint: number): boolean {
  return codePoint < 0x80 ? isLetter(codePoint) || codePoint === 0x5f : isWithin(nameStartRanges, codePoint);
}

/** NCNameChar: a character inside a name part (no colon). */
export function isNameCharacter(codePoint: number): boolean {
  if (codePoint < 0x80) return isNameByte[codePoint] === 1 && codePoint !== COLON;
  return isWithin(nameStartRanges, codePoint) || isWithin(nameOnlyRanges, codePoint);
}

/** Char, production 2: what may appear in a document at all, also by reference. */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === TAB || codePoint === LINE_FEED || codePoint === CARRIAGE_RETURN;
  return codePoint <= 0xd7ff || (codePoint >= 0xe000 && codePoint <= 0xfffd) || (codePoint >= 0x10000 && codePoint <= 0x10ffff);
}

/** The first byte from `from` on that is 1 in `stops`, a table in which 0 is 1. Four at a time, as most text is long. */
export function scan(bytes: Uint8Array, from: number, stops: Uint8Array): number {
  let at = from;
  while ((stops[bytes[at]] | stops[bytes[at + 1]] | stops[bytes[at + 2]] | stops[bytes[at + 3]]) === 0) at += 4;
  while (stops[bytes[at]] === 0) at++;
  return at;
}

/** The first offset from `from` on whose byte is another than that `back` bytes before it, or `stop`. Four at a time, as most are alike. */
export function repeatedUntil(view: DataView, from: number, back: number, stop: number): number {
  let at = from;
  const end = Math.min(stop, view.byteLength);
  while (at + 4 <= end && view.getInt32(at) === view.getInt32(at - back)) at += 4;
  while (at < end && view.getUint8(at) === view.getUint8(at - back)) at++;
  return at;
}

/** How many bytes the UTF-8 character with that first byte has; 1 for a byte that cannot be first. */
export function utf8Length(lead: number): number {
  return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The code point at `at` of valid UTF-8. */
export function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return lead;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
  return ((lead & 0x07) << 18) | ((bytes[at + 1] & 0x3f) << 12) | ((bytes[at + 2] & 0x3f) << 6) | (bytes[at + 3] & 0x3f);
}

/** Smallest code point that needs that many bytes; anything smaller is an overlong form. */
const smallestOfLength: readonly number[] = [0, 0, 0x80, 0x800, 0x10000];

/** Offset of the first byte that is not part of a valid UTF-8 character (RFC 3629), or -1. */
export function firstInvalidUtf8(bytes: Uint8Array, end: number): number {
  let at = 0;
  while (at < end) {
    const lead = bytes[at];
    if (lead < 0x80) { at++; continue; }
    const length = utf8Length(lead);
    if (length === 1 || lead > 0xf4 || at + length > end) return at;
    for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return at;
    const codePoint = codePointAt(bytes, at);
    if (codePoint < smallestOfLength[length] || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return at;
    at += length;
  }
  return -1;
}

/** `U+0041` notation. */
export function codePointName(codePoint: number): string {
  return 'U+' + codePoint.toString(16).toUpperCase().padStart(4, '0');
}

/** What stands at `at`, in words for a message: a quoted character, its code when it cannot be seen, or the end. */
export function describeAt(bytes: Uint8Array, at: number, end: number): string {
  if (at >= end) return 'the end of the document';
  const codePoint = codePointAt(bytes, at);
  if (codePoint === LINE_FEED || codePoint === CARRIAGE_RETURN) return 'a line break';
  if (codePoint === SPACE || codePoint === TAB) return 'a space';
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) || !isXmlCharacter(codePoint)) return 'the character ' + codePointName(codePoint);
  return `"${String.fromCodePoint(codePoint)}"`;
}
