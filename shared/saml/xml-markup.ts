/** References, comments, CDATA sections, and the markup that SAML must not have. */
import {
  BANG, codePointName, GREATER, HASH, HYPHEN, isNameByte, isXmlCharacter, NONCHARACTER_LEAD, QUESTION, RIGHT_BRACKET, scan,
  SEMICOLON, stopsCdata, stopsComment,
} from './xml-chars.ts';
import { Refusal } from './xml-fault.ts';
import { cdataOpening, referencedCodePoint } from './xml-text.ts';
import type { SourceBytes } from './xml-text.ts';

/**
 * Longest reference that is read, '&' and ';' included: `&#x0010FFFF;` and some leading zeros. Nobody writes longer
 * ones, and a limit keeps the arithmetic exact.
 */
const longestReference = 20;

/** Reads the reference with its '&' at `at` (productions 66 to 68); returns the offset after its ';'. */
export function readReference(bytes: SourceBytes, at: number, end: number): number {
  if (bytes[at + 1] === HASH) return readCharacterReference(bytes, at, end);
  let stop = at + 1;
  while (isNameByte[bytes[stop]] === 1) stop++;
  const name = bytes.utf8Slice(at + 1, Math.min(stop, at + 60));
  if (name === '') throw new Refusal('not-well-formed', at, 'Found "&" that begins no reference; expected "&amp;".');
  if (bytes[stop] !== SEMICOLON) throw new Refusal('not-well-formed', at, `Found "&${name}" without a semicolon; expected "&amp;${name}" or "&${name};".`);
  if (name !== 'amp' && name !== 'lt' && name !== 'gt' && name !== 'quot' && name !== 'apos') {
    throw new Refusal('entity', at, `Found the entity "&${name};"; expected one of &amp; &lt; &gt; &quot; &apos;, as no other is defined without a DTD.`);
  }
  return stop + 1;
}

function readCharacterReference(bytes: SourceBytes, at: number, end: number): number {
  const isHex = bytes[at + 2] === 0x78;
  const first = at + (isHex ? 3 : 2);
  let stop = first;
  while (isDigit(bytes[stop], isHex)) stop++;
  const found = bytes.utf8Slice(at, Math.min(stop + 1, at + longestReference, end));
  if (stop === first || bytes[stop] !== SEMICOLON) throw new Refusal('not-well-formed', at, `Found "${found}"; expected a character reference such as "&#13;" or "&#xD;".`);
  stop++;
  const codePoint = stop - at > longestReference ? Infinity : referencedCodePoint(bytes, at, stop);
  if (!isXmlCharacter(codePoint)) throw new Refusal('not-well-formed', at, `Found "${found}", which is not a character XML allows.`);
  return stop;
}

function isDigit(byte: number, isHex: boolean): boolean {
  if (byte >= 0x30 && byte <= 0x39) return true;
  return isHex && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66;
}

/** Whether the reference in bytes `at` to `stop` is written as Canonical XML 1.0, section 2.3 writes its character. */
export function isCanonicalReference(bytes: Uint8Array, at: number, stop: number, inAttribute: boolean): boolean {
  const first = bytes[at + 1];
  if (first === HASH) {
    if (stop !== at + 5 || bytes[at + 2] !== 0x78) return false;
    const digit = bytes[at + 3];
    return digit === 0x44 || (inAttribute && (digit === 0x39 || digit === 0x41)); // &#xD; and &#x9; &#xA;
  }
  if (first === 0x6c) return true; // &lt;
  if (first === 0x67) return !inAttribute; // &gt;
  if (first === 0x71) return inAttribute; // &quot;
  return bytes[at + 2] === 0x6d; // &amp; but not &apos;
}

/** A control character or the first byte of U+F000 to U+FFFF at `at`; returns the offset after it when it is allowed. */
export function readSpecialCharacter(bytes: Uint8Array, at: number, where: string): number {
  const byte = bytes[at];
  if (byte !== NONCHARACTER_LEAD) throw new Refusal('not-well-formed', at, `Found the control character ${codePointName(byte)} in ${where}; XML does not allow it.`);
  const isNoncharacter = bytes[at + 1] === 0xbf && bytes[at + 2] >= 0xbe;
  if (isNoncharacter) throw new Refusal('not-well-formed', at, `Found the non-character ${codePointName(0xff40 + bytes[at + 2])} in ${where}; XML does not allow it.`);
  return at + 3;
}

/** Reads the comment with its '<' at `at` (production 15); returns the offset after '-->'. */
export function readComment(bytes: SourceBytes, at: number, end: number): number {
  if (bytes[at + 3] !== HYPHEN) refuseMarkup(bytes, at, end);
  let here = at + 4;
  for (;;) {
    here = scan(bytes, here, stopsComment);
    if (bytes[here] !== HYPHEN) {
      here = readSectionCharacter(bytes, here, at, end, 'a comment', '-->');
    } else if (bytes[here + 1] !== HYPHEN) {
      here++;
    } else if (bytes[here + 2] === GREATER) {
      return here + 3;
    } else {
      throw new Refusal('not-well-formed', here, 'Found "--" inside a comment; expected "-->" or a single hyphen.');
    }
  }
}

/** Reads the CDATA section with its '<' at `at` (productions 18 to 21); returns the offset after ']]>'. */
export function readCdata(bytes: SourceBytes, at: number, end: number): number {
  if (bytes.utf8Slice(at, Math.min(at + cdataOpening, end)) !== '<![CDATA[') refuseMarkup(bytes, at, end);
  let here = at + cdataOpening;
  for (;;) {
    here = scan(bytes, here, stopsCdata);
    if (bytes[here] !== RIGHT_BRACKET) here = readSectionCharacter(bytes, here, at, end, 'a CDATA section', ']]>');
    else if (bytes[here + 1] === RIGHT_BRACKET && bytes[here + 2] === GREATER) return here + 3;
    else here++;
  }
}

function readSectionCharacter(bytes: Uint8Array, here: number, start: number, end: number, where: string, closing: string): number {
  if (bytes[here] === 0x0d) return here + 1;
  if (here === end) throw new Refusal('not-well-formed', start, `Found ${where} that does not end; expected "${closing}".`);
  return readSpecialCharacter(bytes, here, where);
}

/** Says what is wrong with the markup at `at`, which is no element, comment or CDATA section at a place that has one. */
export function refuseMarkup(bytes: SourceBytes, at: number, end: number): never {
  const opening = bytes.utf8Slice(at, Math.min(at + cdataOpening, end));
  if (bytes[at + 1] === QUESTION) {
    const isDeclaration = /^<\?xml[\s?]/.test(opening);
    throw new Refusal('processing-instruction', at, isDeclaration
      ? 'Found an XML declaration that is not at the very start; expected it as the first characters of the document, or not at all.'
      : 'Found a processing instruction ("<?"); SAML messages must not have any.');
  }
  if (opening === '<!DOCTYPE') throw new Refusal('doctype', at, 'Found a DOCTYPE; SAML messages must not have one, because a DTD can define entities.');
  if (opening === '<![CDATA[') throw new Refusal('not-well-formed', at, 'Found a CDATA section outside the root element; expected an element.');
  if (bytes[at + 1] === BANG) throw new Refusal('not-well-formed', at, 'Found "<!" that begins no comment or CDATA section; expected "<!--" or "<![CDATA[".');
  throw new Refusal('not-well-formed', at, 'Found an end tag outside the root element; expected no more than comments there.');
}
