/** Certificates as the board compares them: by their bytes, or by a fingerprint where only that was read off. */
import type { CertificateFacts } from '../model.ts';

/** What is known of a certificate; each part null where it is not. */
export interface CertificateMark {
  /** Base64 without line breaks. */
  der: string | null;
  /** Fingerprints as hexadecimal digits alone, upper case. */
  sha256: string | null;
  sha1: string | null;
}

const digits = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toUpperCase();

export const markOf = ({ der, sha256, sha1 }: CertificateFacts): CertificateMark => ({ der: der === '' ? null : der, sha256: digits(sha256), sha1: digits(sha1) });

/** PEM of any shape, base64 alone, or a fingerprint in any spelling; empty where it is none of these. */
export function readMarks(text: string): CertificateMark[] {
  const blocks = [...text.matchAll(/BEGIN [A-Z0-9 ]*CERTIFICATE[^A-Za-z0-9+/]*([A-Za-z0-9+/=\s]+?)[^A-Za-z0-9+/=\s]+\s*END/g)].map((match) => match[1]!.replace(/\s+/g, ''));
  const bodies = blocks.length > 0 ? blocks : /^[A-Za-z0-9+/=\s]{200,}$/.test(text) ? [text.replace(/\s+/g, '')] : [];
  if (bodies.length > 0) return bodies.map((der) => ({ der, sha256: null, sha1: null }));
  const sha256 = /(?:[0-9a-f]{2}[:\s-]?){31}[0-9a-f]{2}(?![0-9a-f])/i.exec(text)?.[0];
  if (sha256 !== undefined) return [{ der: null, sha256: digits(sha256), sha1: null }];
  const sha1 = /(?:[0-9a-f]{2}[:\s-]?){19}[0-9a-f]{2}(?![0-9a-f])/i.exec(text)?.[0];
  return sha1 === undefined ? [] : [{ der: null, sha256: null, sha1: digits(sha1) }];
}

/** Null: nothing they have in common can be compared. */
export function sameCertificate(a: CertificateMark, b: CertificateMark): boolean | null {
  for (const part of ['der', 'sha256', 'sha1'] as const) if (a[part] !== null && b[part] !== null) return a[part] === b[part];
  return null;
}

export function markText({ der, sha256, sha1 }: CertificateMark): string {
  if (sha256 !== null) return `SHA-256 ${pairs(sha256)}`;
  if (sha1 !== null) return `SHA-1 ${pairs(sha1)}`;
  return `a certificate that begins ${der?.slice(0, 24) ?? ''}… and ends …${der?.slice(-12) ?? ''}`;
}

const pairs = (text: string): string => (text.match(/../g) ?? []).join(':');
