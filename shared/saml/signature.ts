/**
 * Verifies the XML signatures of a document (saml-core 5, XML Signature 3.2). What a verified signature covers is given out as the very
 * bytes that were digested, because identity is read from those alone.
 */
import { nodeRef, type CertificateFacts, type NodeRef, type ShapeFault, type Signature } from '../model.ts';
import { c14n, digestAlgorithms, signatureAlgorithms } from '../urns.ts';
import { canonicalize } from './c14n.ts';
import { CanonicalFormTooLarge } from './c14n-output.ts';
import { certificateOfText } from './certificate-cache.ts';
import { digestBase64, type SignatureScheme } from './crypto.ts';
import { ds } from './names.ts';
import { answerOnce, diagnoseKeys, fewestRsaBits, fittingKey, isShortRsa, keySearch, signingKeys, type KeyAnswer, type KeySearch, type PreparedKey } from './signature-keys.ts';
import { mayHoldSignature } from './signature-place.ts';
import { readSignatureShape, rowOf, type DocumentFacts, type SignatureShape } from './signature-shape.ts';
import { readSignedInfo, sameSignedInfo, type Algorithm, type Reference, type SignedInfo } from './signed-info.ts';
import type { Tree } from './tree.ts';
import { readXml } from './xml.ts';

export interface VerifyOptions {
  /** Keys known from elsewhere, tried for the diagnosis only; `otherKeyFits` is an index into this list. */
  otherKeys?: readonly PreparedKey[];
  /** Leave out the search for the key that made a signature whose digest does not fit: forensics asks about hundreds of texts. */
  onlyIntact?: boolean;
  /** Shared by all the texts of one document; one of its own unless given. */
  search?: KeySearch;
}

/** What a verified signature covers: the canonical bytes of the element, its Signature left out. */
export interface Covered {
  /** Index into `signatures`. */
  signature: number;
  element: number;
  bytes: Uint8Array;
}

export interface Verification {
  /** In document order. */
  signatures: Signature[];
  covered: Covered[];
  /** Signatures where SAML has none; nothing is computed for them. */
  stray: { node: NodeRef; path: string }[];
}

/**
 * Canonical bytes made for one document, all its signatures together. Nested signed elements are canonicalised once each, so a document
 * made for it could ask for far more than its own size.
 */
const canonicalBudget = 128 * 1024 * 1024;
/** Enough to show the problem. */
const strayKept = 100;
/** Certificates of one KeyInfo that are read; a chain has three or four. */
const embeddedKept = 16;

/** Finds and verifies every signature. Never throws, whatever the document. */
export function verifySignatures(tree: Tree, source: number, keys: readonly PreparedKey[], options: VerifyOptions = {}): Verification {
  const verification: Verification = { signatures: [], covered: [], stray: [] };
  const elements: number[] = [];
  for (let element = 0; element < tree.count; element++) {
    if (tree.kind(element) !== ds.Signature) continue;
    if (mayHoldSignature(tree, tree.parent(element))) elements.push(element);
    else if (verification.stray.length < strayKept) verification.stray.push({ node: nodeRef(source, element), path: tree.path(element) });
  }
  if (elements.length === 0) return verification;
  const facts = documentFacts(tree, source, elements);
  const trusted = signingKeys(keys);
  const all: VerifyOptions = { ...options, search: options.search ?? keySearch() };
  let spent = 0;
  for (const element of elements) {
    const { signature, bytes } = verifyOne(facts, element, trusted, all, spent < canonicalBudget);
    spent += signature.canonicalBytes ?? 0;
    if (bytes !== null) verification.covered.push({ signature: verification.signatures.length, element: tree.parent(element), bytes });
    verification.signatures.push(signature);
  }
  return verification;
}

function documentFacts(tree: Tree, source: number, signatures: readonly number[]): DocumentFacts {
  const counts = new Map<number, number>();
  for (const signature of signatures) counts.set(tree.parent(signature), (counts.get(tree.parent(signature)) ?? 0) + 1);
  let byID: Map<string, number[]> | null = null;
  return {
    tree,
    source,
    signaturesIn: (parent) => counts.get(parent) ?? 0,
    elementsByID: () => (byID ??= indexIDs(tree)),
  };
}

/** Only `ID` counts as one (saml-core 1.3.4). */
function indexIDs(tree: Tree): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (let element = 0; element < tree.count; element++) {
    const id = tree.attribute(element, 'ID');
    if (id === null) continue;
    const others = index.get(id);
    if (others === undefined) index.set(id, [element]);
    else others.push(element);
  }
  return index;
}

interface Verified {
  signature: Signature;
  /** What it covers, when it is verified. */
  bytes: Uint8Array | null;
}

function verifyOne(facts: DocumentFacts, element: number, trusted: readonly PreparedKey[], { otherKeys = [], onlyIntact = false, search = keySearch() }: VerifyOptions, withinBudget: boolean): Verified {
  const shape = readSignatureShape(facts, element);
  const signature = describe(facts, shape);
  if (shape.faults.length > 0) return { signature, bytes: null };
  const prepared = withinBudget ? boundedForms(facts, shape) : tooLarge(facts, shape);
  if ('fault' in prepared) {
    signature.faults.push(prepared.fault);
    return { signature, bytes: null };
  }
  const { signedInfo, signedBytes, reference, bytes } = prepared;
  const digestRow = rowOf(digestAlgorithms, reference.digestMethod)!;
  const scheme = rowOf(signatureAlgorithms, signedInfo.signatureMethod)!;
  signature.digestComputed = digestBase64(digestRow.hash, bytes);
  const isIntact = withoutSpaces(reference.digestText ?? '') === signature.digestComputed;
  signature.canonicalBytes = bytes.length;

  const value = shape.signatureValue!;
  const hint = signature.embeddedCertificates[0]?.keySha256 ?? null;
  const question: Question = { trusted, otherKeys, scheme, signedBytes, value, embedded: signature.embeddedCertificates, isIntact, isDiagnosed: isIntact || !onlyIntact };
  const answer = search.answers === null ? findMaker(question, search) : answerOnce(search, wordsOf(question, signedInfo), () => findMaker(question, search));
  const { index } = answer;
  if (index === -1) {
    signature.result = isIntact && trusted.length === 0 ? 'not-checked' : 'failed';
    signature.failure = isIntact ? (trusted.length === 0 ? null : 'key') : 'digest';
    const { index: _none, ...others } = answer;
    Object.assign(signature, others);
    return { signature, bytes: null };
  }
  const key = trusted[index]!;
  if (isShortRsa(key)) {
    signature.faults.push({
      code: 'signature-algorithm',
      message: `The key that made this signature has ${key.keyBits} bits. Anyone can work out the private key of one this short.`,
      expected: `RSA with 2048 bits, at least ${fewestRsaBits}`, actual: `${key.keyBits} bits`, node: signature.node,
    });
    return { signature, bytes: null };
  }
  signature.result = 'verified';
  signature.verifiedBy = { source: key.source, sha256: key.certificate?.sha256 ?? null, certificate: key.certificate, bits: key.keyBits };
  if (hint !== null && hint !== '') {
    const fitting = signature.embeddedCertificates.findIndex((each) => each.keySha256 === key.keySha256);
    signature.embeddedKeyFits = fitting !== -1;
    signature.embeddedFits = fitting === -1 ? null : fitting;
  }
  return { signature, bytes };
}

/** Who made a signature, and what is known to tell it by. */
interface Question {
  trusted: readonly PreparedKey[];
  otherKeys: readonly PreparedKey[];
  scheme: SignatureScheme;
  signedBytes: Uint8Array;
  value: Uint8Array;
  embedded: readonly CertificateFacts[];
  isIntact: boolean;
  isDiagnosed: boolean;
}

function findMaker({ trusted, otherKeys, scheme, signedBytes, value, embedded, isIntact, isDiagnosed }: Question, search: KeySearch): KeyAnswer {
  const index = isIntact ? fittingKey(trusted, scheme, signedBytes, value, embedded[0]?.keySha256 ?? null) : -1;
  if (index !== -1 || !isDiagnosed) return { index, embeddedKeyFits: null, embeddedFits: null, otherKeyFits: null };
  return { index, ...diagnoseKeys(embedded, otherKeys, scheme, signedBytes, value, search) };
}

/** All that the answer depends on and that differs between the texts of one document. */
const wordsOf = ({ isIntact, value, embedded, signedBytes }: Question, { signatureMethod }: SignedInfo): string =>
  [isIntact, signatureMethod, latin1(value), ...embedded.map((each) => each.keySha256), latin1(signedBytes)].join(' ');

interface CanonicalForms {
  /** Read from the canonical bytes, not from the document (S8). */
  signedInfo: SignedInfo;
  reference: Reference;
  signedBytes: Uint8Array;
  bytes: Uint8Array;
}

/** A document can be made so that its canonical form is a thousand times as large; it is given up then. */
function boundedForms(facts: DocumentFacts, shape: SignatureShape): CanonicalForms | { fault: ShapeFault } {
  try {
    return canonicalForms(facts, shape);
  } catch (error) {
    if (error instanceof CanonicalFormTooLarge) return tooLarge(facts, shape);
    throw error;
  }
}

function tooLarge(facts: DocumentFacts, shape: SignatureShape): { fault: ShapeFault } {
  return { fault: { code: 'c14n', message: 'The canonical form of what is signed is too large to be computed.', node: nodeRef(facts.source, shape.parent) } };
}

function canonicalForms(facts: DocumentFacts, shape: SignatureShape): CanonicalForms | { fault: ShapeFault } {
  const { tree, source } = facts;
  const written = shape.signedInfo!;
  const signedBytes = canonicalBytes(tree, written.element, written.canonicalization!);
  const parsed = readXml(signedBytes, (again) => (again.kind(0) === ds.SignedInfo ? readSignedInfo(again, 0) : null));
  const signedInfo = parsed.ok ? parsed.value : null;
  const fault = (code: ShapeFault['code'], message: string, node: number) => ({ fault: { code, message, node: nodeRef(source, node) } });
  if (signedInfo === null || !sameSignedInfo(signedInfo, written)) {
    return fault('unexpected-content', 'SignedInfo says something else in its canonical form, which is what was signed, than as it is written.', written.element);
  }
  const reference = signedInfo.references[0]!;
  // Without a canonicalisation among the transforms, inclusive C14N 1.0 is meant (XML Signature 4.4.3.2).
  const method = reference.transforms[1] ?? { uri: c14n.inclusive, prefixes: [], element: -1 };
  const bytes = canonicalBytes(tree, shape.parent, method, shape.element);
  if (bytes.length === 0) return fault('empty-canonical', 'The signed element comes out empty when it is canonicalised, so the signature covers nothing.', shape.parent);
  return { signedInfo, reference, signedBytes, bytes };
}

function canonicalBytes(tree: Tree, element: number, method: Algorithm, omit?: number): Uint8Array {
  return canonicalize(tree, element, { algorithm: method.uri!, inclusivePrefixes: method.prefixes, ...(omit === undefined ? {} : { omit }) });
}

/** The facts as written; `refused` until something better is known. */
function describe(facts: DocumentFacts, shape: SignatureShape): Signature {
  const { tree, source } = facts;
  const info = shape.signedInfo;
  const reference = info?.references[0];
  return {
    node: nodeRef(source, shape.element),
    parent: nodeRef(source, shape.parent),
    parentName: tree.local(shape.parent),
    parentID: shape.parentID,
    referenceURI: reference?.uri ?? null,
    canonicalization: info?.canonicalization?.uri ?? null,
    signatureMethod: info?.signatureMethod ?? null,
    digestMethod: reference?.digestMethod ?? null,
    transforms: reference?.transforms.map((transform) => transform.uri ?? '') ?? [],
    embeddedCertificates: shape.keyInfo === -1 ? [] : embeddedCertificates(tree, shape.keyInfo),
    faults: shape.faults,
    result: 'refused',
    failure: null,
    digestClaimed: reference?.digestText == null ? null : withoutSpaces(reference.digestText),
    digestComputed: null,
    verifiedBy: null,
    embeddedKeyFits: null,
    embeddedFits: null,
    otherKeyFits: null,
    secondOpinion: null,
    canonicalBytes: null,
    detached: false,
  };
}

function embeddedCertificates(tree: Tree, keyInfo: number): CertificateFacts[] {
  const found: CertificateFacts[] = [];
  for (const data of tree.childrenOf(keyInfo, ds.X509Data)) {
    for (const element of tree.childrenOf(data, ds.X509Certificate)) {
      if (found.length === embeddedKept) return found;
      found.push(certificateOfText(tree.text(element)));
    }
  }
  return found;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
/** What XML Schema's base64Binary may have between its characters. */
const withoutSpaces = (base64: string): string => base64.replace(/[ \t\r\n]+/g, '');
