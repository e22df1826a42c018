/**
 * Base64 as admins paste it (RFC 4648; saml-bindings 3.5.4): line breaks, the URL-safe alphabet, missing padding and spaces in
 * place of "+" are taken, each with a note; any other character is refused with its place.
 */
import { note, type DecodeNote } from './decoded.ts';
import { isSpace, octetClass, plain, toText, type Octets } from './octets.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const standard = UPPER + UPPER.toLowerCase() + '0123456789+/';

/** The octets a base64 value is made of, both alphabets, without padding. */
export const base64Class: Readonly<Uint8Array> = octetClass(standard + '-_');

const MINUS = 0x2d;
const UNDERSCORE = 0x5f;
const EQUALS = 0x3d;
const SPACE = 0x20;

/** What one pass over a value found. */
export interface Survey {
  /** Characters of the alphabet. */
  digits: number;
  padding: number;
  urlSafe: boolean;
  /** White space that can only be line breaks and indentation. */
  breaks: boolean;
  /** Up to three spaces between characters of one line: perhaps they were "+". */
  gaps: number;
  /** First character that does not belong, or -1. */
  invalid: number;
  /** How many do not belong. */
  invalidCount: number;
  /** Where more text follows after padding, or -1. */
  afterPadding: number;
}

/** Looks at every octet of a trimmed value once. */
export function surveyBase64(octets: Octets): Survey {
  const survey: Survey = { digits: 0, padding: 0, urlSafe: false, breaks: false, gaps: 0, invalid: -1, invalidCount: 0, afterPadding: -1 };
  for (let at = 0; at < octets.length; at++) {
    const code = octets.charCodeAt(at);
    if (base64Class[code] === 1) {
      survey.digits++;
      if (code === MINUS || code === UNDERSCORE) survey.urlSafe = true;
      if (survey.padding > 0 && survey.afterPadding < 0) survey.afterPadding = at;
    } else if (code === EQUALS) {
      survey.padding++;
    } else if (isSpace(code)) {
      const stop = spaceEnd(octets, at);
      if (isGap(octets, at, stop)) survey.gaps += stop - at;
      else survey.breaks = true;
      at = stop - 1;
    } else {
      survey.invalidCount++;
      if (survey.invalid < 0) survey.invalid = at;
    }
  }
  return survey;
}

function spaceEnd(octets: Octets, start: number): number {
  let end = start + 1;
  while (end < octets.length && isSpace(octets.charCodeAt(end))) end++;
  return end;
}

function isGap(octets: Octets, start: number, end: number): boolean {
  if (end - start > 3 || start === 0 || end === octets.length) return false;
  for (let at = start; at < end; at++) if (octets.charCodeAt(at) !== SPACE) return false;
  return true;
}

/** One way to read a value: what its gaps stand for, and whether a "+" was lost at its end, where nobody sees a space. */
export interface Base64Way {
  gaps: 'plus' | 'nothing';
  endPlus: boolean;
}

/** The ways a value may be read, likeliest first. Most have one. */
export function base64Ways(survey: Survey): Base64Way[] {
  const gaps = survey.gaps > 0 ? (['plus', 'nothing'] as const) : (['nothing'] as const);
  return gaps.flatMap((each) => {
    // The ">" that ends XML is a "+" when it is the third byte of its group.
    const digits = survey.digits + (each === 'plus' ? survey.gaps : 0);
    const mayEndInPlus = digits % 4 === 3 && survey.padding === 0;
    return mayEndInPlus ? [{ gaps: each, endPlus: false }, { gaps: each, endPlus: true }] : [{ gaps: each, endPlus: false }];
  });
}

/** The bytes, read in one way. Null when the number of characters is impossible. */
export function readBase64(octets: Octets, survey: Survey, { gaps, endPlus }: Base64Way): { bytes: Uint8Array; notes: DecodeNote[] } | null {
  const asPlus = gaps === 'plus' && survey.gaps > 0;
  const digits = survey.digits + (asPlus ? survey.gaps : 0) + (endPlus ? 1 : 0);
  if (digits === 0 || digits % 4 === 1) return null;
  const notes: DecodeNote[] = [];
  if (asPlus || endPlus) notes.push(note('plus-became-space'));
  if (survey.breaks || (survey.gaps > 0 && !asPlus)) notes.push(note('base64-line-breaks'));
  if (survey.urlSafe) notes.push(note('base64-url-safe'));
  if ((digits + survey.padding) % 4 !== 0) notes.push(note('base64-missing-padding'));
  const text = !asPlus ? octets : survey.breaks ? octets.replace(/(?<=\S) {1,3}(?=\S)/g, (gap) => '+'.repeat(gap.length)) : octets.replaceAll(' ', '+');
  return { bytes: plain(Buffer.from(endPlus ? text + '+' : text, 'base64')), notes };
}

/** Why a value is not base64, with the character and its place; null when it is. */
export function base64Fault(octets: Octets, survey: Survey): string | null {
  if (survey.invalid >= 0) {
    const which = describeCharacter(octets, survey.invalid);
    const more = survey.invalidCount > 1 ? ` (and ${survey.invalidCount - 1} more)` : '';
    return `The value is not base64: ${which} at ${place(octets, survey.invalid)} is not in its alphabet${more}. Copy the value again, from the network trace if you can.`;
  }
  // One character in 64 is a "+". More spaces than that are a sentence.
  if (survey.gaps > 16 && survey.gaps * 8 > survey.digits) return 'The value is not base64: it has spaces between words.';
  if (survey.afterPadding >= 0) {
    return `The value is not one base64 text: more follows after the padding "=", at ${place(octets, survey.afterPadding)}. Are these two values?`;
  }
  if (survey.digits % 4 === 1 && (survey.digits + survey.gaps) % 4 === 1) {
    return `The value is not complete: base64 cannot have ${survey.digits} characters (a multiple of 4, plus 1). It was cut off, or a character was lost.`;
  }
  return null;
}

/** "character 17", or "line 3, character 17" when there are several lines. */
function place(octets: Octets, at: number): string {
  const lineStart = octets.lastIndexOf('\n', at) + 1;
  const character = at - lineStart + 1;
  if (lineStart === 0) return `character ${character}`;
  let line = 1;
  for (let found = octets.indexOf('\n'); found >= 0 && found < at; found = octets.indexOf('\n', found + 1)) line++;
  return `line ${line}, character ${character}`;
}

function describeCharacter(octets: Octets, at: number): string {
  const character = String.fromCodePoint(toText(octets.slice(at, at + 4)).codePointAt(0) ?? 0xfffd);
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /^[\x21-\x7e]$/.test(character) ? `"${character}" (U+${number})` : `U+${number}`;
}

/** Invisible characters of UTF-8 text: no-break space, soft hyphen, zero-width and typographic spaces, line separators, BOM. */
const invisible = /\xc2[\xa0\xad]|\xe2\x80[\x80-\x8f\xa8-\xaf]|\xe2\x81\xa0|\xe3\x80\x80|\xef\xbb\xbf/g;

/** Leaves out the characters nobody sees, which a copy from a web page brings along. */
export function withoutInvisible(octets: Octets): Octets {
  return octets.replace(invisible, '');
}

/** A value long enough and clean enough that it was meant as base64, although some characters do not belong. */
export function wasMeantAsBase64(survey: Survey): boolean {
  return survey.digits >= 40 && survey.gaps * 8 <= survey.digits && survey.invalidCount * 40 <= survey.digits;
}
