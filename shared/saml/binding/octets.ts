/**
 * The paste as a string of bytes: every character is one byte, 0 to 255. So text of any encoding, or none, can be searched with
 * indexOf and sliced at byte positions, and comes back byte for byte.
 */
export type Octets = string;

export function toOctets(bytes: Uint8Array): Octets {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function toBytes(octets: Octets): Uint8Array {
  return plain(Buffer.from(octets, 'latin1'));
}

/** The UTF-8 text; malformed sequences become U+FFFD. */
export function toText(octets: Octets): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}

export function fromText(text: string): Octets {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A Buffer as the Uint8Array it is, without its own methods. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Space, tab, line feed, vertical tab, form feed, carriage return, NUL (the tail of a fixed-size buffer). */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0;
}

const UTF8_BOM = '\xef\xbb\xbf';

/** The octets between leading and trailing white space; a byte order mark counts as white space. */
export function trimOctets(octets: Octets): { start: number; end: number } {
  let start = 0;
  let end = octets.length;
  for (;;) {
    while (start < end && isSpace(octets.charCodeAt(start))) start++;
    if (!octets.startsWith(UTF8_BOM, start)) break;
    start += UTF8_BOM.length;
  }
  while (end > start && isSpace(octets.charCodeAt(end - 1))) end--;
  return { start: Math.min(start, end), end };
}

export function trimmed(octets: Octets): Octets {
  const { start, end } = trimOctets(octets);
  return octets.slice(start, end);
}

/** A table of the 256 octets for loops: 1 for those listed. */
export function octetClass(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = 1;
  return table;
}
