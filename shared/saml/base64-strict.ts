/** Base64 as XML Signature and Encryption write it: white space anywhere, otherwise strictly RFC 4648 section 4. */

/**
 * The bytes, or null for anything that two decoders could read differently: other characters, missing or misplaced padding, bits left
 * over, nothing at all.
 */
export function strictBase64(text: string): Uint8Array | null {
  return exactBase64(text) ?? exactBase64(text.replace(/[ \t\r\n]+/g, ''));
}

/** The same without white space. */
function exactBase64(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0) return null;
  const bytes = Buffer.from(text, 'base64');
  return isExactBase64(text, bytes) ? bytes : null;
}

/** Costs nothing for a text that is kept as bytes, since it cannot match there. */
const hasWideCharacter = /[^\0-\xff]/;

/**
 * Whether a text whose length is a multiple of four is base64 to the letter, given what Node's lenient reader made of it. That skips what
 * is not of the alphabet, and stops at padding, so nothing is left out where the length is right. It also takes the two characters of
 * the URL-safe alphabet, the low byte of a character that has two, and bits after the last byte.
 */
export function isExactBase64(text: string, decoded: Buffer): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (decoded.length !== (text.length / 4) * 3 - padding || hasWideCharacter.test(text) || text.includes('-') || text.includes('_')) return false;
  return decoded.toString('base64', decoded.length - (3 - padding)) === text.slice(-4);
}
