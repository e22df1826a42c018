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
  return bytes.toString('base64') === text ? bytes : null;
}
