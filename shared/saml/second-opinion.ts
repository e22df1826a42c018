/**
 * Asks an independent implementation about a signature: xml-crypto on xmldom, which share neither parser nor canonicalisation with ours.
 * It cannot make anything verified; where it disagrees, the Report says so. Loaded lazily by hosts, asked about small documents only.
 */
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { c14n, digestAlgorithms, ns, shortName, signatureAlgorithms, type Hash } from '../urns.ts';
import { digest, publicKeyOf, verifyBytes, type KeyObject, type SignatureScheme } from './crypto.ts';
import { rowOf } from './signature-shape.ts';

/** Which signature, and the key to ask about. */
export interface Question {
  /** ID of the signed element; the signature is the one that is its child. */
  parentID: string | null;
  /** The how-manieth signature it is, for when there is no ID. */
  index: number;
  /** Key material as in TrustedKey. */
  key: string;
}

export interface Opinion {
  /** `error`: it cannot judge this signature, and `message` says why. */
  verdict: 'verified' | 'failed' | 'error';
  message: string | null;
  /** The canonical bytes it verified, to compare with ours. */
  bytes: Uint8Array | null;
}

/** Bytes; it takes time that grows with the square of the document. */
const largestDocument = 65_536;

/** What xml-crypto makes of one signature. Never throws. */
export function secondOpinion(xml: string, question: Question): Opinion {
  try {
    return ask(xml, question);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // xml-crypto throws for a signature value that does not fit, and for what it refuses to look at.
    return message.startsWith('invalid signature') ? opinion('failed', 'This key did not make the signature.') : opinion('error', message.slice(0, 300));
  }
}

function ask(xml: string, question: Question): Opinion {
  if (xml.length > largestDocument) return opinion('error', 'The document is too large for the second verifier.');
  const key = publicKeyOf(question.key);
  if (key === null) return opinion('error', 'The key cannot be read.');
  const document = parse(xml);
  if (typeof document === 'string') return opinion('error', document);
  const signatures = elementsNamed(document, ns.ds, 'Signature');
  const mine = question.parentID === null
    ? signatures.slice(question.index, question.index + 1)
    : signatures.filter((each) => isElement(each.parentNode) && each.parentNode.getAttributeNS(null, 'ID') === question.parentID);
  const signature = mine[0];
  if (signature === undefined || mine.length !== 1) return opinion('error', `It finds ${mine.length} signatures in the element instead of one.`);
  const trouble = unsupported(signature, elementsNamed(document, ns.ds, 'SignedInfo').length);
  if (trouble !== null) return opinion('error', trouble);

  const verifier = new SignedXml({ getCertFromKeyInfo: () => null, publicCert: question.key });
  verifier.idAttributes = ['ID'];
  useOurCrypto(verifier, key);
  // xml-crypto only asks for the DOM's common methods, which both versions of xmldom have.
  verifier.loadSignature(signature as unknown as Parameters<SignedXml['loadSignature']>[0]);
  const isVerified = verifier.checkSignature(xml);
  const references = verifier.getSignedReferences();
  if (!isVerified) return opinion('failed', 'It computes another digest of the signed element.');
  if (references.length !== 1) return opinion('error', `It verified ${references.length} references instead of one.`);
  return { verdict: 'verified', message: null, bytes: new TextEncoder().encode(references[0]!) };
}

const opinion = (verdict: Opinion['verdict'], message: string): Opinion => ({ verdict, message, bytes: null });

function parse(xml: string): Document | string {
  let trouble = '';
  const document = new DOMParser({ onError: (level, message) => { if (level !== 'warning') trouble ||= message; } }).parseFromString(xml, 'text/xml');
  return trouble === '' ? document : `It cannot parse the document: ${trouble.slice(0, 200)}`;
}

const isElement = (node: Node | null): node is Element => node !== null && node.nodeType === 1;

function elementsNamed(document: Document, namespace: string, local: string): Element[] {
  return Array.from(document.getElementsByTagNameNS(namespace, local));
}

/** Where xml-crypto is known to compute something else than the standard, its answer would mean nothing. */
function unsupported(signature: Element, signedInfos: number): string | null {
  const methods = algorithmsIn(signature, 'CanonicalizationMethod');
  const all = [...methods, ...algorithmsIn(signature, 'Transform')];
  if (all.includes(c14n.inclusive11)) return 'It does not know inclusive C14N 1.1.';
  if (methods.includes(c14n.inclusive) && signedInfos > 1) return 'With inclusive C14N it takes the namespaces of the first signature for those of every other.';
  const method = signature.getElementsByTagNameNS(ns.ds, 'CanonicalizationMethod')[0];
  if (method !== undefined && method.getElementsByTagNameNS(ns.excC14n, 'InclusiveNamespaces').length > 0) return 'It ignores the prefix list of CanonicalizationMethod.';
  const algorithm = algorithmsIn(signature, 'SignatureMethod')[0] ?? '';
  const row = rowOf(signatureAlgorithms, algorithm);
  return row === undefined || row.strength === 'refused' ? `It is not asked about ${shortName(algorithm)}.` : null;
}

function algorithmsIn(signature: Element, local: string): string[] {
  return Array.from(signature.getElementsByTagNameNS(ns.ds, local)).map((element) => element.getAttribute('Algorithm') ?? '');
}

/**
 * xml-crypto lacks ECDSA, SHA-384 and more. The sums are node:crypto's for both anyway; what is independent are parsing, canonical form
 * and references. It calls its algorithms with `new`, for which a function that returns an object serves.
 */
function useOurCrypto(verifier: SignedXml, key: KeyObject): void {
  verifier.SignatureAlgorithms = Object.fromEntries(Object.entries(signatureAlgorithms).filter(([, row]) => row.strength !== 'refused').map(([uri, row]) => [uri, maker(signatureAlgorithm(uri, row, key))]));
  verifier.HashAlgorithms = Object.fromEntries(Object.entries(digestAlgorithms).filter(([, row]) => row.strength !== 'refused').map(([uri, row]) => [uri, maker(hashAlgorithm(uri, row.hash))]));
}

const signatureAlgorithm = (uri: string, scheme: SignatureScheme, key: KeyObject) => ({
  getAlgorithmName: () => uri,
  getSignature: () => '',
  verifySignature: (signedInfo: string, _key: unknown, value: string) => verifyBytes(scheme, key, new TextEncoder().encode(signedInfo), Buffer.from(value, 'base64')),
});

const hashAlgorithm = (uri: string, hash: Hash) => ({
  getAlgorithmName: () => uri,
  getHash: (xml: string) => Buffer.from(digest(hash, new TextEncoder().encode(xml))).toString('base64'),
});

function maker<T extends object>(made: T): new () => T {
  return function make() { return made; } as unknown as new () => T;
}
