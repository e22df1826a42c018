/** Undoing the layers around one value: quotes, escapes, URL-encoding, base64, DEFLATE, in the order they are met. */
import { base64Fault, base64Ways, readBase64, surveyBase64, wasMeantAsBase64, withoutInvisible } from './base64.ts';
import type { Budget, DeflateForm } from './budget.ts';
import { note, type DecodedKind, type DecodeFault, type DecodeNote, type DecodeNoteCode } from './decoded.ts';
import { backslashDecode, entityDecode, hasEntity, hasPercentEscape, percentDecode } from './escapes.ts';
import { toBytes, toOctets, trimmed, type Octets } from './octets.ts';
import { pemBytes } from './pem.ts';
import { compressedWrapper, hasKnownRoot, kindOf, xmlWholeness } from './sniff.ts';

/** How a value is looked at. */
export interface Reading {
  budget: Budget;
  /** The value of a parameter: one layer of URL-encoding is the rule there, and it was certainly meant as a message. */
  isParameter: boolean;
  /** Found between other text: only a document with a known root is worth taking. */
  isGuess: boolean;
  /** Came out of base64 already. */
  isInsideBase64?: boolean;
}

export interface Unwrapped {
  bytes: Uint8Array;
  kind: DecodedKind;
  deflated: boolean;
  /** It came out of base64, as messages are sent. */
  isEncoded: boolean;
  notes: DecodeNote[];
  fault: DecodeFault | null;
}

/** More layers than any sender or clipboard adds; a bound for values that decode to themselves. */
const LAYERS = 8;

/** Undoes every layer of a value. Never throws; a value that is no message has a fault and the kind of what is left. */
export function unwrap(value: Octets, reading: Reading): Unwrapped {
  return unwrapText(value, reading, [], LAYERS);
}

function unwrapText(value: Octets, reading: Reading, before: readonly DecodeNote[], layers: number): Unwrapped {
  const notes = [...before];
  let text = trimmed(value);
  let percentLayers = 0;
  const add = (code: DecodeNoteCode) => {
    if (!notes.some((known) => known.code === code)) notes.push(note(code));
  };
  for (let layer = 0; layer < layers; layer++) {
    if (text === '') return failed(toBytes(value), notes, { code: 'empty', message: 'The value is empty. Copy the whole message.' });
    const first = text.charAt(0);
    if (first === '<') return classified(toBytes(text), reading, notes);
    const pem = text.includes('\\') ? null : pemBytes(text);
    if (pem !== null) return { bytes: pem.bytes, kind: 'certificate', deflated: false, isEncoded: false, notes: [...notes, ...pem.notes], fault: null };
    let next = text;
    let code: DecodeNoteCode = 'quoted';
    if (isQuoted(text)) {
      next = text.slice(1, -1);
    } else if (text.includes('\\') && (next = backslashDecode(text)) !== text) {
      code = 'escaped';
    } else if (hasEntity(text)) {
      next = entityDecode(text);
      code = 'html-entities';
    } else if (hasPercentEscape(text)) {
      next = percentDecode(text);
      percentLayers++;
      code = percentLayers > 1 ? 'url-encoded-twice' : 'url-encoded';
    } else if (/[\x80-\xff]/.test(text) && (next = withoutInvisible(text)) !== text) {
      code = 'invisible-characters';
    } else {
      break;
    }
    if (!(code === 'url-encoded' && reading.isParameter)) add(code);
    if (code === 'url-encoded-twice') removeNote(notes, 'url-encoded');
    text = trimmed(next);
  }
  return unwrapBase64(text, reading, notes, layers);
}

function removeNote(notes: DecodeNote[], code: DecodeNoteCode): void {
  const at = notes.findIndex((known) => known.code === code);
  if (at >= 0) notes.splice(at, 1);
}

function isQuoted(text: Octets): boolean {
  const first = text.charAt(0);
  return text.length >= 2 && (first === '"' || first === "'" || first === '`') && text.endsWith(first);
}

function unwrapBase64(text: Octets, reading: Reading, notes: DecodeNote[], layers: number): Unwrapped {
  const survey = surveyBase64(text);
  const broken = base64Fault(text, survey);
  if (broken !== null) {
    if (reading.isParameter || wasMeantAsBase64(survey)) return failed(toBytes(text), notes, { code: 'base64-broken', message: broken });
    return unrecognised(toBytes(text), notes);
  }
  if (reading.isInsideBase64 === true) notes = [...notes, note('base64-twice')];
  const ways = base64Ways(survey);
  let best: Unwrapped | null = null;
  for (const way of ways) {
    const read = readBase64(text, survey, way);
    if (read === null) continue;
    const unwrapped = unwrapBytes(read.bytes, reading, [...notes, ...read.notes], layers - 1);
    if (best === null || worth(unwrapped) > worth(best)) best = unwrapped;
  }
  return best === null ? unrecognised(toBytes(text), notes) : afterBase64(text, best, reading, notes);
}

/** When nothing came out of "base64", a parameter says what did; other text was probably never base64. */
function afterBase64(text: Octets, unwrapped: Unwrapped, reading: Reading, notes: DecodeNote[]): Unwrapped {
  const isNothing = unwrapped.fault?.code === 'unrecognised' && !reading.isParameter;
  return isNothing ? unrecognised(toBytes(text), notes) : { ...unwrapped, isEncoded: true };
}

/** Whether it is a message to its end, as far as that can be told without parsing. */
export function isWhole({ fault, kind, bytes, notes }: Pick<Unwrapped, 'fault' | 'kind' | 'bytes' | 'notes'>): boolean {
  return fault === null && (kind !== 'xml' || xmlWholeness(bytes) === 2) && !notes.some((each) => each.code === 'deflate-rest');
}

function worth(unwrapped: Unwrapped): number {
  if (unwrapped.fault !== null) return unwrapped.fault.code === 'unrecognised' ? -2 : -1;
  return unwrapped.kind === 'xml' ? xmlWholeness(unwrapped.bytes) : 1;
}

/** What base64 or DEFLATE gave: XML, a certificate, compressed XML, or text that is to be undone once more. */
export function unwrapBytes(bytes: Uint8Array, reading: Reading, notes: DecodeNote[] = [], layers = LAYERS): Unwrapped {
  const kind = kindOf(bytes);
  if (kind !== 'text' && kind !== 'binary') return classified(bytes, reading, notes);
  if (layers <= 0) return unrecognised(bytes, notes);
  if (kind === 'binary') return unwrapCompressed(bytes, reading, notes, layers) ?? unrecognised(bytes, notes);
  const again = unwrapText(toOctets(bytes), { ...reading, isParameter: false, isInsideBase64: true }, notes, layers - 1);
  return again.fault === null ? again : unrecognised(bytes, notes);
}

/** What DEFLATE gives, in a wrapper or not; null when the bytes are not compressed. */
function unwrapCompressed(bytes: Uint8Array, reading: Reading, notes: DecodeNote[], layers: number): Unwrapped | null {
  const wrapper = compressedWrapper(bytes);
  const wrapped = wrapper === null ? null : unwrapForm('wrapped', bytes, reading, [...notes, note(wrapper)], layers);
  // Block type 3 does not exist (RFC 1951 section 3.2.3).
  if (wrapped !== null || (bytes[0]! & 6) === 6) return wrapped;
  return unwrapForm('raw', bytes, reading, [...notes, note('deflated')], layers);
}

function unwrapForm(form: DeflateForm, bytes: Uint8Array, reading: Reading, notes: DecodeNote[], layers: number): Unwrapped | null {
  const { budget, isGuess, isParameter } = reading;
  const head = budget.peek(bytes, form, isGuess);
  const isXml = head !== null && beginsAsMarkup(head);
  if (head === null || (isGuess && (!isXml || budget.isSpent))) return null;
  const inflated = budget.inflate(bytes, form);
  if (inflated.ok) {
    const inner = unwrapBytes(inflated.bytes, reading, inflated.rest > 0 ? [...notes, note('deflate-rest')] : notes, layers - 1);
    return inner.fault?.code !== 'unrecognised' || isParameter ? { ...inner, deflated: true } : null;
  }
  if (inflated.reason === 'too-large') return failed(bytes, notes, inflateTooLarge(budget));
  if (!isXml) return null;
  const what = inflated.reason === 'truncated' ? 'ends too early: it was cut off' : 'is damaged after its beginning: characters were lost or changed';
  const message = `The compressed (DEFLATE) message ${what}. Copy the whole URL again, from the network trace if you can.`;
  return failed(bytes, notes, { code: 'inflate-broken', message });
}

function inflateTooLarge({ limits, isSpent }: Budget): DecodeFault {
  const mebibytes = (count: number) => (count / (1024 * 1024)).toLocaleString('en', { maximumFractionDigits: 2 });
  const limit = isSpent && limits.inflatedTotal > limits.inflated ? limits.inflatedTotal : limits.inflated;
  const message = limit === limits.inflated
    ? `The compressed message becomes larger than ${mebibytes(limit)} MiB, the most one may become here. No honest SAML message does; it was not unpacked further.`
    : `The compressed messages of this paste become larger than ${mebibytes(limit)} MiB together, the most they may. Hand in fewer at a time.`;
  return { code: 'inflate-too-large', message, limit };
}

function beginsAsMarkup(head: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s{0,64}<[A-Za-z_?!]|^\xff\xfe<\0/.test(toOctets(head.subarray(0, 80)));
}

function classified(bytes: Uint8Array, reading: Reading, notes: DecodeNote[]): Unwrapped {
  const kind = kindOf(bytes);
  const isTaken = !reading.isGuess || (kind === 'xml' && hasKnownRoot(bytes));
  if (kind === 'text' || kind === 'binary' || kind === 'empty' || !isTaken) return unrecognised(bytes, notes);
  return { bytes, kind, deflated: false, isEncoded: false, notes, fault: null };
}

function failed(bytes: Uint8Array, notes: DecodeNote[], fault: DecodeFault): Unwrapped {
  const kind = kindOf(bytes);
  return { bytes, kind: fault.code === 'empty' ? 'empty' : kind === 'binary' ? 'binary' : 'text', deflated: false, isEncoded: false, notes, fault };
}

/** What is pasted by mistake most often, by name. */
function otherText(bytes: Uint8Array): string | null {
  const text = toOctets(bytes.subarray(0, 20_000)).trim();
  if (/^https?:\/\/\S+$/i.test(text)) return 'This is an address, not the document that stands behind it.';
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text) ? 'This is a JSON web token, which belongs to OpenID Connect and not to SAML.' : null;
}

function unrecognised(bytes: Uint8Array, notes: DecodeNote[]): Unwrapped {
  const isText = kindOf(bytes) === 'text';
  const message = isText
    ? otherText(bytes) ?? 'The text is no SAML message and no encoding of one.'
    : 'The bytes are no SAML message and no certificate.';
  return failed(bytes, notes, { code: 'unrecognised', message });
}
