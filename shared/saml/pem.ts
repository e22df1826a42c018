/** PEM (RFC 7468) written, and read where it is known to be well made. What admins paste is read by certificate-text.ts. */

/** One PEM block, lines of 64 characters, a line break at its end. */
export function toPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

/** The DER inside the first PEM block, or of bare base64. Empty when there is none. Whatever is not base64 is skipped. */
export function derFromPem(pem: string): Uint8Array {
  const begin = pem.indexOf('-----BEGIN ');
  if (begin < 0) return Buffer.from(pem, 'base64');
  const start = pem.indexOf('-----', begin + 11) + 5;
  const stop = pem.indexOf('-----END ', start);
  return Buffer.from(pem.slice(start, stop < 0 ? undefined : stop), 'base64');
}
