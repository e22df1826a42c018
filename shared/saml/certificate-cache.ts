/** Certificates out of ds:X509Certificate elements, each different text read once. */
import type { CertificateFacts } from '../model.ts';
import { readCertificateText } from './certificate.ts';

/** Metadata repeats a certificate per role, and every login of one provider carries the same one. */
const certificatesKept = 256;
/** Characters. No certificate that anybody signs with is as long; what is longer would fill the memory of whoever judges many documents. */
const longestKept = 16_384;
const cache = new Map<string, CertificateFacts>();
/** The text that was asked for last, and its facts: comparing two texts is far quicker than hashing one, and mostly it is the same again. */
let last: { text: string; facts: CertificateFacts } | null = null;

/** Facts of the certificate in that text; one that cannot be read has a `fault`. The facts are shared and frozen. */
export function certificateOfText(text: string): CertificateFacts {
  if (last?.text === text) return last.facts;
  let facts = cache.get(text);
  if (facts === undefined) {
    facts = Object.freeze(readCertificateText(text));
    if (text.length > longestKept) return facts;
    if (cache.size >= certificatesKept) cache.delete(cache.keys().next().value!);
    cache.set(text, facts);
  }
  last = { text, facts };
  return facts;
}
