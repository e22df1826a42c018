/** Certificates out of ds:X509Certificate elements, each different text read once. */
import type { CertificateFacts } from '../model.ts';
import { readCertificateText } from './certificate.ts';

/** Metadata repeats a certificate per role, and every login of one provider carries the same one. */
const certificatesKept = 256;
const cache = new Map<string, CertificateFacts>();

/** Facts of the certificate in that text; one that cannot be read has a `fault`. The facts are shared and frozen. */
export function certificateOfText(text: string): CertificateFacts {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const facts = Object.freeze(readCertificateText(text));
  if (cache.size >= certificatesKept) cache.delete(cache.keys().next().value!);
  cache.set(text, facts);
  return facts;
}
