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
  /**
   * `failed`: it looked and refuses. `error`: a known limit of it, which says nothing about the document: to be taken as not asked.
   * `message` says why.
   */
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
    // xml-crypto throws for a signature value that does not fit, and for what it refuses as an attack.
    const message = error instanceof Error ? error.message : String(error);
    return opinion('failed', message.startsWith('invalid signature') ? 'This key did not make the signature.' : message.slice(0, 300));
  }
}

function ask(xml: string, question: Question): Opinion {
  if (xml.length > largestDocument) return opinion('error', 'The document is too large for the second verifier.');
  const key = publicKeyOf(question.key);
  if (key === null) return opinion('error', 'The key cannot be read.');
  const document = parse(xml);
  if (typeof document === 'string') return opinion('failed', document);
  const signatures = elementsNamed(document, ns.ds, 'Signature');
  const mine = question.parentID === null
    ? signatures.slice(question.index, question.index + 1)
    : signatures.filter((each) => isElement(each.parentNode) && each.parentNode.getAttributeNS(null, 'ID') === question.parentID);
  const signature = mine[0];
  if (signature === undefined || mine.length !== 1) return opinion('failed', `It finds ${mine.length} signatures in the element instead of one.`);
  const trouble = unsupported(signature) ?? unsupportedText(xml, document);
  if (trouble !== null) return opinion('error', trouble);

  const verifier = new SignedXml({ getCertFromKeyInfo: () => null, publicCert: question.key });
  verifier.idAttributes = ['ID'];
  useOurCrypto(verifier, key);
  useOwnNamespaces(verifier, signature);
  // xml-crypto only asks for the DOM's common methods, which both versions of xmldom have.
  verifier.loadSignature(signature as unknown as Parameters<SignedXml['loadSignature']>[0]);
  const isVerified = verifier.checkSignature(xml);
  const references = verifier.getSignedReferences();
  if (!isVerified) return opinion('failed', 'It computes another digest of the signed element.');
  if (references.length !== 1) return opinion('failed', `It verified ${references.length} references instead of one.`);
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
function unsupported(signature: Element): string | null {
  const methods = [...algorithmsIn(signature, 'CanonicalizationMethod'), ...algorithmsIn(signature, 'Transform')];
  const isInclusive = methods.includes(c14n.inclusive) || methods.includes(c14n.inclusive11) || !methods.includes(c14n.exclusive);
  for (let outer: Node | null = isInclusive ? signature : null; isElement(outer); outer = outer.parentNode) {
    if (Array.from(outer.attributes).some((attribute) => attribute.prefix === 'xml')) return 'It does not carry xml: attributes into the inclusive canonical form.';
  }
  const lists = Array.from(signature.getElementsByTagNameNS(ns.excC14n, 'InclusiveNamespaces'));
  if (lists.some((list) => (list.getAttribute('PrefixList') ?? '').includes('#default'))) return 'It does not know #default in a prefix list.';
  const algorithm = algorithmsIn(signature, 'SignatureMethod')[0] ?? '';
  const row = rowOf(signatureAlgorithms, algorithm);
  return row === undefined || row.strength === 'refused' ? `It is not asked about ${shortName(algorithm)}.` : null;
}

/** Legal and rare: xmldom breaks lines as XML 1.1 does, and xml-crypto sorts prefixes by the rules of a language. */
function unsupportedText(xml: string, document: Document): string | null {
  if (/[\u0085\u2028]/.test(xml)) return 'It takes U+0085 and U+2028 for line ends.';
  for (const element of Array.from(document.getElementsByTagName('*'))) {
    for (const { prefix, localName } of Array.from(element.attributes)) {
      if (prefix === 'xmlns' && (localName === 'xml' || /[^a-z0-9.-]/.test(localName ?? ''))) return `It orders the prefix ${localName ?? ''} in its own way.`;
    }
  }
  return null;
}

/**
 * For SignedInfo xml-crypto takes the namespaces in scope at the first signature of the document; here it is given those of the one asked
 * about. Without xml: attributes around, inclusive C14N 1.1 is the same as 1.0, which it knows.
 */
function useOwnNamespaces(verifier: SignedXml, signature: Element): void {
  const inScope = new Map<string, string>();
  for (let outer: Node | null = signature; isElement(outer); outer = outer.parentNode) {
    for (const { prefix, localName, name, value } of Array.from(outer.attributes)) {
      const declared = name === 'xmlns' ? '' : prefix === 'xmlns' ? localName : null;
      if (declared !== null && !inScope.has(declared)) inScope.set(declared, value);
    }
  }
  const own = signature.getElementsByTagNameNS(ns.ds, 'SignedInfo')[0]?.prefix ?? '';
  const ancestorNamespaces = [...inScope].filter(([prefix, value]) => value !== '' && prefix !== own).map(([prefix, namespaceURI]) => ({ prefix, namespaceURI }));
  for (const [uri, known] of [[c14n.exclusive, c14n.exclusive], [c14n.inclusive, c14n.inclusive], [c14n.inclusive11, c14n.inclusive]] as const) {
    const Canonicalization = verifier.CanonicalizationAlgorithms[known]!;
    verifier.CanonicalizationAlgorithms[uri] = maker({
      getAlgorithmName: () => uri,
      process: (node: { localName?: string }, options: object) =>
        new Canonicalization().process(node as never, (node.localName === 'SignedInfo' ? { ...options, ancestorNamespaces } : options) as never),
    }) as typeof Canonicalization;
  }
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
