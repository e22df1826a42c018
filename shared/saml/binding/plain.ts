/** The two forms nearly everything comes in, undone without a search: one SAML message as base64, or as it is. */
import { isExactBase64 } from '../base64-strict.ts';
import { LESS, padding as zerosAfter } from '../xml-chars.ts';
import type { DecodedMessage } from './decoded.ts';
import { plain, toOctets } from './octets.ts';

/** Roots that are SAML messages or metadata; anything else may be a page, a log or a certificate and is looked at closely. */
const roots = new Set(['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'EntityDescriptor', 'EntitiesDescriptor']);

/** Bytes in which a root tag's name must have begun. */
const headLength = 400;

/**
 * The one message of an input that is exactly its base64 (standard alphabet, padding, nothing else) or exactly its XML; null
 * for every other input, which is then searched. Gives what the search would give.
 */
export function plainMessage(input: Uint8Array | string): DecodedMessage | null {
  return typeof input === 'string' ? plainText(input) : plainBytes(input);
}

function plainText(text: string): DecodedMessage | null {
  if (text.charCodeAt(0) !== LESS) return plainBase64(text, text);
  const bytes = plain(Buffer.from(text, 'utf8'));
  return rootOf(bytes, true) ? message(bytes, bytes, null) : null;
}

function plainBytes(bytes: Uint8Array): DecodedMessage | null {
  if (bytes[0] === LESS) return rootOf(bytes, true) ? message(bytes, bytes, null) : null;
  return bytes.length % 4 === 0 ? plainBase64(toOctets(bytes), bytes) : null;
}

function plainBase64(encoded: string, original: Uint8Array | string): DecodedMessage | null {
  if (encoded.length % 4 !== 0 || encoded === '') return null;
  const room = Buffer.allocUnsafeSlow((encoded.length / 4) * 3 + zerosAfter);
  const length = room.write(encoded, 'base64');
  const decoded = room.subarray(0, length);
  if (decoded[0] !== LESS || !rootOf(decoded, false) || !isExactBase64(encoded, decoded)) return null;
  room.fill(0, length);
  return { ...message(plain(decoded), original, 'HTTP-POST'), isOwn: true };
}

/** Whether the text is one element of a known name, to its very end where it was not sent as a parameter. */
function rootOf(bytes: Uint8Array, toItsEnd: boolean): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString('latin1', 0, headLength);
  const found = /^(?:<\?xml\s+version=(?:"1\.0"|'1\.0')(?:\s+encoding=(?:"UTF-8"|'UTF-8'|"utf-8"|'utf-8'))?\s*\?>\s*)?<((?:[\w-]+:)?(\w+))[\s>]/.exec(head);
  if (found === null || !roots.has(found[2]!)) return false;
  if (!toItsEnd) return true;
  // The inside of a string of a program or of JSON, or a mail's quoted-printable form.
  if (head.includes('=\\') || head.includes('=3D"')) return false;
  let end = buffer.length;
  while (end > 0 && buffer[end - 1]! <= 0x20) end--;
  const close = `</${found[1]}>`;
  return buffer.indexOf(close, 0, 'latin1') === end - close.length;
}

function message(bytes: Uint8Array, original: Uint8Array | string, binding: DecodedMessage['binding']): DecodedMessage {
  return { bytes, original, isOwn: false, kind: 'xml', binding, parameter: null, relayState: null, query: null, destination: null, notes: [], fault: null };
}
