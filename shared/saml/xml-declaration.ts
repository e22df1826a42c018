/** The XML declaration (XML 1.0, productions 23 to 26, 32, 80 and 81). */
import { describeAt, EQUALS, GREATER, isSpace, QUESTION, QUOTE, APOSTROPHE } from './xml-chars.ts';
import { Refusal } from './xml-fault.ts';
import type { SourceBytes } from './xml-text.ts';

export interface XmlDeclaration {
  /** Offset after '?>'; 0 when there is no declaration. */
  stop: number;
  encoding: string | null;
  encodingAt: number;
}

/** Longest value that is looked at; encodings have names of up to 40 characters. */
const longestValue = 100;

/** Reads the declaration at the start of the bytes, if there is one. They need only be ASCII-compatible, and end in 0. */
export function readDeclaration(bytes: SourceBytes, end: number): XmlDeclaration {
  const declaration: XmlDeclaration = { stop: 0, encoding: null, encodingAt: 0 };
  if (bytes[0] !== 0x3c || bytes[1] !== QUESTION || bytes.utf8Slice(0, 5) !== '<?xml') return declaration;
  // Anything else after these five characters is a processing instruction with a longer name.
  if (isSpace[bytes[5]] !== 1 && bytes[5] !== QUESTION) return declaration;
  const version = readItem(bytes, 5, end, 'version');
  if (version === null) throw new Refusal('not-well-formed', skipSpace(bytes, 5), `Found ${describeAt(bytes, skipSpace(bytes, 5), end)} in the XML declaration; expected version="1.0".`);
  if (version.value !== '1.0') throw new Refusal('not-well-formed', version.start, `Found XML version "${version.value}"; expected "1.0", the only one SAML uses.`);
  let at = version.stop;
  const encoding = readItem(bytes, at, end, 'encoding');
  if (encoding !== null) {
    if (!/^[A-Za-z][A-Za-z0-9._-]*$/.test(encoding.value)) throw new Refusal('not-well-formed', encoding.start, `Found the encoding name "${encoding.value}"; expected a name such as "UTF-8".`);
    declaration.encoding = encoding.value;
    declaration.encodingAt = encoding.start;
    at = encoding.stop;
  }
  const standalone = readItem(bytes, at, end, 'standalone');
  if (standalone !== null) {
    if (standalone.value !== 'yes' && standalone.value !== 'no') throw new Refusal('not-well-formed', standalone.start, `Found standalone="${standalone.value}"; expected "yes" or "no".`);
    at = standalone.stop;
  }
  at = skipSpace(bytes, at);
  if (bytes[at] !== QUESTION || bytes[at + 1] !== GREATER) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, end)} in the XML declaration; expected "?>".`);
  declaration.stop = at + 2;
  return declaration;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace[bytes[at]] === 1) at++;
  return at;
}

/** White space, `name`, '=' and a quoted value from `from`; null when it is something else that stands there. */
function readItem(bytes: SourceBytes, from: number, end: number, name: string): { value: string; start: number; stop: number } | null {
  let at = skipSpace(bytes, from);
  if (at === from || bytes.utf8Slice(at, Math.min(at + name.length, end)) !== name) return null;
  at = skipSpace(bytes, at + name.length);
  if (bytes[at] !== EQUALS) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, end)} after ${name} in the XML declaration; expected "=".`);
  at = skipSpace(bytes, at + 1);
  const quote = bytes[at];
  if (quote !== QUOTE && quote !== APOSTROPHE) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, end)} as the ${name} in the XML declaration; expected a quotation mark.`);
  const start = at + 1;
  let stop = start;
  while (stop < end && bytes[stop] !== quote && stop - start < longestValue) stop++;
  if (bytes[stop] !== quote) throw new Refusal('not-well-formed', start, `Found no end of the ${name} in the XML declaration; expected a closing quotation mark.`);
  return { value: bytes.utf8Slice(start, stop), start, stop: stop + 1 };
}
