/** Reading a paste as one value, or as a list of values; and saying what it is when there is no message in it. */
import { base64Class } from './base64.ts';
import { declareUtf8 } from './declaration.ts';
import { note, type DecodedMessage } from './decoded.ts';
import { backslashDecode, entityDecode, hasEntity, hasPercentEscape, percentDecode, quotedPrintableDecode } from './escapes.ts';
import { isSpace, octetClass, toBytes, type Octets } from './octets.ts';
import { notSent, toMessage, type Source } from './source.ts';
import { kindOf } from './sniff.ts';
import { isWhole, unwrap, type Unwrapped } from './unwrap.ts';

const valueClass = (() => {
  const table = octetClass('%="\'`&#;\\');
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1 || isSpace(code) || code >= 0x80) table[code] = 1;
  return table;
})();

// oxlint-disable-next-line no-control-regex
const terminalColours = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Shorter pieces are words, and a text may have millions. */
const SHORTEST_PIECE = 24;
/** Pieces a list of values is tried in: paragraphs, then lines. */
const separators = [/\r?\n[ \t]*\r?\n\s*/, /\r?\n/];

/** The messages of a paste that consists of encoded values and nothing else; empty when it is not that, or not whole. */
export function readValues(source: Source): DecodedMessage[] {
  const { start, end } = source.trimmed;
  for (let at = start; at < end; at++) if (valueClass[source.text.charCodeAt(at)] === 0) return [];
  const value = source.text.slice(start, end);
  const whole = readValue(source, value, false);
  if (isWhole(whole)) return [report(source, whole, start, end)];
  for (const separator of separators) {
    const messages = readPieces(source, value, start, separator);
    if (messages.length > 0) return messages;
  }
  return whole.fault === null || whole.fault.code.startsWith('inflate') ? [report(source, whole, start, end)] : [];
}

function readPieces(source: Source, value: Octets, offset: number, separator: RegExp): DecodedMessage[] {
  const messages: DecodedMessage[] = [];
  const pattern = new RegExp(separator, 'g');
  let at = 0;
  while (at < value.length && messages.length <= source.budget.limits.messages) {
    const match = pattern.exec(value);
    const stop = match?.index ?? value.length;
    if (at === 0 && match === null) return [];
    const piece = stop - at < SHORTEST_PIECE ? null : readValue(source, value.slice(at, stop), true);
    if (piece !== null && isWhole(piece)) messages.push(report(source, piece, offset + at, offset + stop));
    at = match === null ? value.length : pattern.lastIndex;
  }
  return messages;
}

function readValue(source: Source, value: Octets, isGuess: boolean): Unwrapped {
  return unwrap(value, { budget: source.budget, isParameter: false, isGuess });
}

function report(source: Source, unwrapped: Unwrapped, start: number, end: number): DecodedMessage {
  return toMessage(unwrapped, source.original(start, end), notSent);
}

/** The text of an e-mail, whose quoted-printable form cuts values short at every line; empty when it is none. */
export function searchMail(source: Source): DecodedMessage[] {
  const { text } = source;
  // Its lines end in "=" where they go on.
  if (!/=3D["']|saml(?:response|request)=3D|^content-transfer-encoding: *quoted-printable|(?:^[^\r\n]{60,75}=\r?\n){3}/im.test(text)) return [];
  return source.search(quotedPrintableDecode(text), 0, text.length, 'quoted-printable');
}

/** The whole text under one more layer of escapes, where messages may be found that are not visible from outside. */
export function searchUndone(source: Source): DecodedMessage[] {
  const { text } = source;
  const attempts: [isWorthIt: boolean, undo: () => Octets, code: Parameters<Source['search']>[3]][] = [
    [hasEntity(text), () => entityDecode(text), 'html-entities'],
    [hasPercentEscape(text), () => percentDecode(text), 'url-encoded'],
    [/\\["'/nrtux\\]/.test(text), () => backslashDecode(text), 'escaped'],
    [text.includes('\u001b['), () => text.replace(terminalColours, ''), 'invisible-characters'],
  ];
  for (const [isWorthIt, undo, code] of attempts) {
    if (!isWorthIt) continue;
    const messages = source.search(undo(), 0, text.length, code);
    if (messages.some((message) => message.fault === null)) return messages;
  }
  return [];
}

/** What a text without messages is: other XML, a page, JSON, one value of another kind, or just text. */
export function readAsOne(source: Source): DecodedMessage {
  const { start, end } = source.trimmed;
  const octets = source.text.slice(start, end);
  const kind = kindOf(toBytes(octets));
  if (kind !== 'text' && kind !== 'binary' && kind !== 'empty') {
    const declared = source.isCharacters && kind === 'xml' ? declareUtf8(octets) : octets;
    const notes = declared === octets ? [] : [note('transcoded')];
    return report(source, { bytes: toBytes(declared), kind, deflated: false, isEncoded: false, notes, fault: null }, start, end);
  }
  return report(source, readValue(source, octets, false), start, end);
}
