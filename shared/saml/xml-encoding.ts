/** From the bytes of a document in any encoding we take to UTF-8 (XML 1.0, section 4.3.3 and appendix F). */
import { isAscii, isUtf8 } from 'node:buffer';
import { firstInvalidUtf8, padding } from './xml-chars.ts';
import { Refusal } from './xml-fault.ts';
import type { SourceBytes } from './xml-text.ts';

/** What a document turned out to be written in; 'UTF-8 with BOM' and 'UTF-8' need no conversion. */
type Family = 'UTF-8' | 'UTF-8 with BOM' | 'UTF-16LE' | 'UTF-16BE';

export interface Source {
  /** UTF-8 with `padding` zeros after the last byte; the caller's memory only where it was lent. */
  bytes: SourceBytes;
  /** Offset of the first of these zeros. */
  end: number;
  family: Family;
  /** Why these bytes cannot be read on, found while converting. */
  refusal?: Refusal;
}

/** Bytes `from` on of the input, in memory of their own. */
function ownBytes(input: Uint8Array, from: number): SourceBytes {
  const bytes = padded(input.length - from);
  bytes.set(from === 0 ? input : input.subarray(from));
  return bytes;
}

function ownText(text: string): SourceBytes {
  const bytes = padded(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/** Memory for a document of `length` bytes and the zeros after it. */
function padded(length: number): SourceBytes {
  const bytes = Buffer.allocUnsafeSlow(length + padding) as SourceBytes;
  for (let at = length; at < bytes.length; at++) bytes[at] = 0;
  return bytes;
}

/**
 * Recognises the encoding by the first bytes, and gives the document as UTF-8 as far as these tell. Input that is `lent`, so not
 * changed while the source is in use, is not copied if the zeros are there already.
 */
export function openSource(input: Uint8Array, lent = false): Source {
  // By index: taking an array apart goes through its iterator, which is slow for small documents.
  const first = input[0];
  const second = input[1];
  const third = input[2];
  const fourth = input[3];
  if (first === 0xef && second === 0xbb && third === 0xbf) return utf8Source(input, 3, 'UTF-8 with BOM');
  if ((first === 0xff && second === 0xfe && third === 0 && fourth === 0) || (first === 0x3c && second === 0 && third === 0 && fourth === 0)) return unknown(input, 'UTF-32');
  if ((first === 0 && second === 0 && third === 0xfe && fourth === 0xff) || (first === 0 && second === 0 && third === 0 && fourth === 0x3c)) return unknown(input, 'UTF-32');
  if (first === 0x4c && second === 0x6f && third === 0xa7 && fourth === 0x94) return unknown(input, 'EBCDIC');
  if (first === 0xff && second === 0xfe) return utf16Source(input, 2, 'UTF-16LE');
  if (first === 0xfe && second === 0xff) return utf16Source(input, 2, 'UTF-16BE');
  if (first === 0x3c && second === 0) return utf16Source(input, 0, 'UTF-16LE');
  if (first === 0 && second === 0x3c) return utf16Source(input, 0, 'UTF-16BE');
  if (lent && isPadded(input)) return { bytes: Buffer.from(input.buffer, input.byteOffset, input.length + padding) as SourceBytes, end: input.length, family: 'UTF-8' };
  return utf8Source(input, 0, 'UTF-8');
}

/** Whether the zeros that every scan needs come after the input in its memory. */
function isPadded(input: Uint8Array): boolean {
  const stop = input.byteOffset + input.length;
  if (stop + padding > input.buffer.byteLength) return false;
  const after = new Uint8Array(input.buffer, stop, padding);
  for (let at = 0; at < padding; at++) if (after[at] !== 0) return false;
  return true;
}

function utf8Source(input: Uint8Array, from: number, family: Family): Source {
  const bytes = ownBytes(input, from);
  return { bytes, end: bytes.length - padding, family };
}

function unknown(input: Uint8Array, name: string): Source {
  const refusal = new Refusal('encoding', 0, `The document is encoded in ${name}; expected UTF-8 or UTF-16.`);
  return { bytes: ownBytes(input, 0), end: input.length, family: 'UTF-8', refusal };
}

function utf16Source(input: Uint8Array, from: number, family: Family): Source {
  const units = Buffer.from(input.subarray(from, input.length - ((input.length - from) % 2)));
  if (family === 'UTF-16BE') units.swap16();
  const text = units.toString('utf16le');
  const bytes = ownText(text);
  const source: Source = { bytes, end: bytes.length - padding, family };
  const broken = firstLoneSurrogate(text);
  if (broken >= 0) {
    const code = text.charCodeAt(broken).toString(16).toUpperCase();
    source.refusal = new Refusal('encoding', Buffer.byteLength(text.slice(0, broken)), `Found half of a surrogate pair, U+${code}, in a UTF-16 document; expected both halves.`);
  } else if ((input.length - from) % 2 === 1) {
    source.refusal = new Refusal('encoding', source.end, 'The UTF-16 document ends in the middle of a character; expected an even number of bytes.');
  }
  return source;
}

/** Index of the first surrogate without its partner, or -1. */
function firstLoneSurrogate(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(i + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return i;
    i++;
  }
  return -1;
}

/** Declared names of encodings in which every byte is a character, and the name we report. */
const singleByte: Readonly<Record<string, string>> = {
  'iso-8859-1': 'ISO-8859-1', 'iso8859-1': 'ISO-8859-1', 'latin1': 'ISO-8859-1', 'windows-1252': 'windows-1252', 'cp1252': 'windows-1252',
  'us-ascii': 'US-ASCII', 'ascii': 'US-ASCII',
};
/**
 * What windows-1252 has at 0x80 to 0x9F, where ISO-8859-1 has control characters; elsewhere they agree. Not left to
 * TextDecoder, which in Node 20 decodes windows-1252 as ISO-8859-1. The five unused bytes stay control characters.
 */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const utf16Names: readonly string[] = ['utf-16', 'utf-16le', 'utf-16be', 'iso-10646-ucs-2'];

/**
 * The document as valid UTF-8, once the encoding its declaration names is known (null when it names none). `nameAt` is
 * where the name is. Returns what it was converted from, or undefined when it was plain UTF-8. Throws a Refusal when
 * the bytes are not in the encoding they claim.
 */
export function settleEncoding(source: Source, declared: string | null, nameAt: number): string | undefined {
  const name = declared?.toLowerCase() ?? null;
  const { family } = source;
  if (family === 'UTF-16LE' || family === 'UTF-16BE') {
    const opposite = family === 'UTF-16LE' ? 'utf-16be' : 'utf-16le';
    if (name !== null && (!utf16Names.includes(name) || name === opposite)) refuseMismatch(declared!, family, nameAt);
    return family;
  }
  if (name === null || name === 'utf-8' || name === 'utf8') {
    requireUtf8(source, name !== null);
    return family === 'UTF-8' ? undefined : family;
  }
  if (utf16Names.includes(name) || family === 'UTF-8 with BOM') refuseMismatch(declared!, 'UTF-8', nameAt);
  if (!Object.hasOwn(singleByte, name)) {
    throw new Refusal('encoding', nameAt, `The XML declaration names the encoding "${declared}"; expected UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII.`);
  }
  convertSingleByte(source, singleByte[name]);
  return singleByte[name];
}

function refuseMismatch(declared: string, actual: string, nameAt: number): never {
  throw new Refusal('encoding', nameAt, `The XML declaration says "${declared}", but the bytes are ${actual}; expected the declaration to agree or to be left out.`);
}

function requireUtf8(source: Source, isDeclared: boolean): void {
  if (isUtf8(source.bytes)) return;
  const at = firstInvalidUtf8(source.bytes, source.end);
  const byte = source.bytes[at].toString(16).toUpperCase().padStart(2, '0');
  throw new Refusal('encoding', at, `Found the byte 0x${byte}, which is not valid UTF-8 here; ${isDeclared ? 'the XML declaration says UTF-8' : 'without a declared encoding a document is UTF-8'}.`);
}

/** Converts in place; the XML declaration is ASCII, so offsets in it stay the same. */
function convertSingleByte(source: Source, encoding: string): void {
  if (isAscii(source.bytes)) return;
  const input = source.bytes.subarray(0, source.end);
  if (encoding === 'US-ASCII') {
    const at = input.findIndex((byte) => byte >= 0x80);
    throw new Refusal('encoding', at, `Found the byte 0x${input[at].toString(16).toUpperCase()}, but the XML declaration says US-ASCII, which ends at 0x7F.`);
  }
  const text = input.toString('latin1');
  source.bytes = ownText(encoding === 'ISO-8859-1' ? text : text.replace(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80]));
  source.end = source.bytes.length - padding;
}
