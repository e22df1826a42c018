/** Base64 as XML Signature and Encryption write it: white space anywhere, otherwise strictly RFC 4648 section 4. */

/**
 * The bytes, or null for anything that two decoders could read differently: other characters, missing or misplaced padding, bits left
 * over, nothing at all.
 */
export function strictBase64(text: string): Uint8Array | null {
  const compact = text.replace(/[ \t\r\n]+/g, '');
  if (compact === '' || compact.length % 4 !== 0) return null;
  const bytes = Buffer.from(compact, 'base64');
  return bytes.toString('base64') === compact ? bytes : null;
}
