/** From source bytes that the reader has accepted to strings: references resolved, line ends normalised. */
import { AMPERSAND, CARRIAGE_RETURN, HASH, LESS, LINE_FEED, RIGHT_BRACKET, SEMICOLON, TAB, GREATER, HYPHEN } from './xml-chars.ts';

/** A Buffer with the methods Node gives it for fixed encodings, which skip the look-up of the encoding's name. */
export type SourceBytes = Buffer & { utf8Slice(start: number, stop: number): string; latin1Slice(start: number, stop: number): string };

/** The first characters after '&' of the five predefined entities (XML 1.0, section 4.6), and what they stand for. */
function predefined(source: Uint8Array, at: number): number {
  const first = source[at + 1];
  if (first === 0x6c) return 0x3c; // lt
  if (first === 0x67) return 0x3e; // gt
  if (first === 0x71) return 0x22; // quot
  return source[at + 2] === 0x6d ? 0x26 : 0x27; // amp, apos
}

/** The code point that the reference from '&' at `at` to `stop`, after its ';', stands for. */
export function referencedCodePoint(source: Uint8Array, at: number, stop: number): number {
  if (source[at + 1] !== HASH) return predefined(source, at);
  const isHex = source[at + 2] === 0x78;
  let codePoint = 0;
  for (let here = at + (isHex ? 3 : 2); here < stop - 1; here++) {
    const byte = source[here];
    codePoint = codePoint * (isHex ? 16 : 10) + (byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57);
  }
  return codePoint;
}

/** After the ';' of the reference at `at`. */
export function referenceStop(source: Uint8Array, at: number): number {
  let here = at;
  while (source[here] !== SEMICOLON) here++;
  return here + 1;
}

/** After the '-->' of the comment at `at`. */
export function commentStop(source: Uint8Array, at: number): number {
  let here = at + 4;
  while (source[here] !== HYPHEN || source[here + 1] !== HYPHEN) here++;
  return here + 3;
}

/** After the ']]>' of the CDATA section at `at`. */
export function cdataStop(source: Uint8Array, at: number): number {
  let here = at + cdataOpening;
  while (source[here] !== RIGHT_BRACKET || source[here + 1] !== RIGHT_BRACKET || source[here + 2] !== GREATER) here++;
  return here + 3;
}

/** Length of `<![CDATA[`. */
export const cdataOpening = 9;

/** `source` as a string, CRLF and CR as LF (XML 1.0, section 2.11). */
function lines(source: SourceBytes, start: number, stop: number): string {
  const text = source.utf8Slice(start, stop);
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

/** The characters of source without tags: references and CDATA sections resolved, comments left out. */
export function characterData(source: SourceBytes, start: number, stop: number): string {
  let text = '';
  let plainFrom = start;
  let at = start;
  while (at < stop) {
    const byte = source[at];
    if (byte !== AMPERSAND && byte !== LESS) { at++; continue; }
    text += lines(source, plainFrom, at);
    if (byte === AMPERSAND) {
      const end = referenceStop(source, at);
      text += String.fromCodePoint(referencedCodePoint(source, at, end));
      at = end;
    } else if (source[at + 2] === HYPHEN) {
      at = commentStop(source, at);
    } else {
      const end = cdataStop(source, at);
      text += lines(source, at + cdataOpening, end - 3);
      at = end;
    }
    plainFrom = at;
  }
  return text + lines(source, plainFrom, stop);
}

/** An attribute value after normalisation (XML 1.0, section 3.3.3, all attributes being CDATA without a DTD). */
export function attributeText(source: SourceBytes, start: number, stop: number): string {
  let text = '';
  let plainFrom = start;
  let at = start;
  while (at < stop) {
    const byte = source[at];
    if (byte !== AMPERSAND && byte !== TAB && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) { at++; continue; }
    text += source.utf8Slice(plainFrom, at);
    if (byte === AMPERSAND) {
      const end = referenceStop(source, at);
      text += String.fromCodePoint(referencedCodePoint(source, at, end));
      at = end;
    } else {
      text += ' ';
      at += byte === CARRIAGE_RETURN && source[at + 1] === LINE_FEED ? 2 : 1;
    }
    plainFrom = at;
  }
  return text + source.utf8Slice(plainFrom, stop);
}
