/** Certificates and keys as text: the BEGIN and END lines of RFC 7468, also with the dashes a word processor makes of them. */
import { note, type DecodeNote } from './decoded.ts';
import { toBytes, type Octets } from './octets.ts';

/** Hyphens, and dashes of U+2010 to U+2015 or U+2212 in UTF-8, or of Windows-1252. */
const dashesBefore = /(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])+ ?$/;
const labelAndDashes = /^(?:BEGIN|END) [A-Z0-9][A-Z0-9 ]{1,60}[A-Z0-9] ?(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])+/;
/** Five dashes of three octets each, and a space. */
const LONGEST_DASHES = 16;
/** "BEGIN ", the longest label, and the dashes. */
const LONGEST_LABEL = 6 + 62 + LONGEST_DASHES;
/** "Bag Attributes" and the like between two blocks of one file. */
const BETWEEN_BLOCKS = 2000;

interface Boundary {
  start: number;
  end: number;
  /** "BEGIN CERTIFICATE", "END RSA PRIVATE KEY". */
  label: string;
}

/** The next BEGIN or END line at or after `from` and before `limit`. */
function findBoundary(octets: Octets, word: 'BEGIN ' | 'END ', from: number, limit: number): Boundary | null {
  for (let at = octets.indexOf(word, from); at >= 0 && at < limit; at = octets.indexOf(word, at + word.length)) {
    const last = octets.charCodeAt(octets.charAt(at - 1) === ' ' ? at - 2 : at - 1);
    if (last !== 0x2d && !(last >= 0x80)) continue;
    const before = dashesBefore.exec(octets.slice(Math.max(from, at - LONGEST_DASHES), at));
    if (before === null) continue;
    const match = labelAndDashes.exec(octets.slice(at, at + LONGEST_LABEL));
    if (match === null) continue;
    const label = match[0].replace(/[^A-Z0-9]+$/, '');
    return { start: at - before[0].length, end: at + match[0].length, label };
  }
  return null;
}

/** The next run of BEGIN..END blocks at or after `from`; blocks with only a little text between them are one run. */
export function findPem(octets: Octets, from: number): { start: number; end: number } | null {
  let begin = findBoundary(octets, 'BEGIN ', from, octets.length);
  if (begin === null) return null;
  const { start } = begin;
  for (;;) {
    const end = findBoundary(octets, 'END ', begin.end, octets.length);
    if (end === null) return { start, end: octets.length };
    begin = findBoundary(octets, 'BEGIN ', end.end, end.end + BETWEEN_BLOCKS);
    if (begin === null || /[<{]|SAML/.test(octets.slice(end.end, begin.start))) return { start, end: end.end };
  }
}

/** The PEM text when the value begins with a BEGIN line, its dashes made plain; null for any other value. */
export function pemBytes(text: Octets): { bytes: Uint8Array; notes: DecodeNote[] } | null {
  const first = findBoundary(text, 'BEGIN ', 0, 2 * LONGEST_DASHES);
  if (first === null || first.start !== 0) return null;
  const pieces: Octets[] = [];
  let copied = 0;
  for (let boundary: Boundary | null = first; boundary !== null; ) {
    pieces.push(text.slice(copied, boundary.start), `-----${boundary.label}-----`);
    copied = boundary.end;
    boundary = findBoundary(text, boundary.label.startsWith('BEGIN') ? 'END ' : 'BEGIN ', copied, text.length);
  }
  const plainDashes = pieces.join('') + text.slice(copied);
  return { bytes: toBytes(plainDashes), notes: plainDashes === text ? [] : [note('curly-dashes')] };
}
