/** The text of a ds:X509Certificate (base64 DER, xmldsig 4.5.4.1) as CertificateFacts. */
import type { CertificateFacts } from '../model.ts';
import { readCertificate } from './certificate.ts';

/** Metadata repeats a certificate per role, and every login of one provider carries the same one. */
const certificatesKept = 256;
const cache = new Map<string, CertificateFacts>();

function unreadable(fault: string): CertificateFacts {
  return {
    der: '', subject: '', issuer: '', serialNumber: '', notBefore: '', notAfter: '', keyType: 'unknown', keyBits: 0, curve: null,
    signatureAlgorithm: '', selfSigned: false, sha1: '', sha256: '', keySha256: '', fault,
  };
}

function read(text: string): CertificateFacts {
  // The schema's white space rules let line breaks, tabs and blanks stand anywhere inside.
  const base64 = text.replace(/\s+/g, '');
  if (base64 === '') return unreadable('The X509Certificate element is empty.');
  if (base64.includes('-----')) return unreadable('X509Certificate holds a PEM file with its BEGIN and END lines; only the base64 between them belongs here.');
  const stray = /[^A-Za-z0-9+/=]/.exec(base64);
  if (stray !== null) return unreadable(`X509Certificate is not base64: it contains "${stray[0]}".`);
  if (base64.replace(/=+$/, '').length % 4 === 1) return unreadable('X509Certificate is not base64: it has been cut off or a character is missing.');
  return readCertificate(Buffer.from(base64, 'base64'));
}

/** Facts of one certificate; one that cannot be read has a `fault` and no `der`. Repeated texts are read once. */
export function readCertificateText(text: string): CertificateFacts {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const facts = Object.freeze(read(text));
  if (cache.size >= certificatesKept) cache.delete(cache.keys().next().value!);
  cache.set(text, facts);
  return facts;
}
