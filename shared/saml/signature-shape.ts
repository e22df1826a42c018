/**
 * Reads one ds:Signature and judges its shape against the SAML signature profile (saml-core 5.4): one reference, to the parent, with the
 * two transforms allowed, and nothing that two readers could take differently. Nothing is computed here.
 */
import { nodeRef, type ShapeFault } from '../model.ts';
import { c14n, digestAlgorithms, enveloped, shortName, signatureAlgorithms, type SignatureAlgorithm } from '../urns.ts';
import { strictBase64 } from './base64-strict.ts';
import { ds } from './names.ts';
import { wrongPlace } from './signature-place.ts';
import { readSignedInfo, type Algorithm, type SignedInfo } from './signed-info.ts';
import type { Tree } from './tree.ts';

/** More faults than this in one signature say nothing new; a hostile document could make thousands. */
const faultsKept = 12;

export interface SignatureShape {
  element: number;
  parent: number;
  parentID: string | null;
  /** The first SignedInfo, or null. */
  signedInfo: SignedInfo | null;
  signatureValue: Uint8Array | null;
  keyInfo: number;
  faults: ShapeFault[];
}

/** What is known about the whole document and asked for each signature in it. */
export interface DocumentFacts {
  tree: Tree;
  source: number;
  /** Elements by ID; built when first asked for. */
  elementsByID(): ReadonlyMap<string, readonly number[]>;
  /** How many Signature children the element has. */
  signaturesIn(parent: number): number;
}

/** The row of an algorithm table; undefined for names a plain look-up would find on any object. */
export function rowOf<T>(rows: Readonly<Record<string, T>>, uri: string | null): T | undefined {
  return uri !== null && Object.hasOwn(rows, uri) ? rows[uri] : undefined;
}

/** Canonicalisation we accept: without comments, since a comment that is signed is one that some readers trip over (S3). */
export const isAcceptedC14n = (uri: string | null): boolean => uri === c14n.exclusive || uri === c14n.inclusive || uri === c14n.inclusive11;

export function readSignatureShape(facts: DocumentFacts, element: number): SignatureShape {
  const { tree, source } = facts;
  const parent = tree.parent(element);
  const shape: SignatureShape = {
    element, parent, parentID: tree.attribute(parent, 'ID'), signedInfo: null, signatureValue: null, keyInfo: -1, faults: [],
  };
  const report: Report = (code, at, message, expected, actual) => {
    if (shape.faults.length >= faultsKept) return;
    const fault: ShapeFault = { code, message, node: nodeRef(source, at) };
    if (expected !== undefined) fault.expected = expected;
    if (actual !== undefined) fault.actual = actual;
    shape.faults.push(fault);
  };
  judgePlace(facts, shape, report);
  judgeChildren(tree, shape, report);
  if (shape.signedInfo !== null) judgeSignedInfo(facts, shape, shape.signedInfo, report);
  return shape;
}

type Report = (code: ShapeFault['code'], at: number, message: string, expected?: string, actual?: string) => void;

/** S2, S13: where the Signature stands and that it is the only one. */
function judgePlace(facts: DocumentFacts, shape: SignatureShape, report: Report): void {
  const { tree } = facts;
  const name = tree.local(shape.parent);
  const count = facts.signaturesIn(shape.parent);
  if (count > 1) report('duplicate-signature', shape.element, `${name} has ${count} signatures. It may have one, because readers differ in which one they take.`, '1', String(count));
  const wrong = wrongPlace(tree, shape.parent, shape.element);
  if (wrong !== null) report('position', shape.element, `The Signature does not stand where the SAML schema puts it in ${name}.`, wrong.expected, wrong.actual);
  if (shape.parentID === null || shape.parentID === '') {
    report('parent', shape.parent, `${name} has no ID, so its signature cannot point at it.`, 'an ID attribute', 'none');
  } else if ((facts.elementsByID().get(shape.parentID)?.length ?? 0) > 1) {
    const others = facts.elementsByID().get(shape.parentID)!;
    report('reference-target', shape.parent, `The ID "${shape.parentID}" stands on ${others.length} elements, so it is not certain what was signed.`, 'an ID that occurs once', `${others.length} elements`);
  }
}

/** XML Signature 4.1: SignedInfo, SignatureValue, KeyInfo; no Object (S7, S11). */
function judgeChildren(tree: Tree, shape: SignatureShape, report: Report): void {
  let signedInfos = 0;
  let signatureValue = -1;
  for (let child = tree.firstChild(shape.element); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.SignedInfo) {
      signedInfos++;
      if (signedInfos > 1) continue;
      if (signatureValue !== -1 || shape.keyInfo !== -1) report('unexpected-content', child, 'SignedInfo must be the first element in Signature.');
      shape.signedInfo = readSignedInfo(tree, child);
    } else if (kind === ds.SignatureValue && signatureValue === -1) {
      signatureValue = child;
      if (shape.keyInfo !== -1) report('unexpected-content', child, 'SignatureValue must stand before KeyInfo.');
      if (tree.firstChild(child) !== -1) report('unexpected-content', child, 'SignatureValue holds an element. It may hold base64 text alone.', 'base64 text', tree.local(tree.firstChild(child)));
      shape.signatureValue = strictBase64(tree.text(child));
      if (shape.signatureValue === null) report('base64', child, 'SignatureValue is not base64.', 'base64 text', preview(tree.text(child)));
    } else if (kind === ds.KeyInfo && shape.keyInfo === -1) {
      shape.keyInfo = child;
    } else if (kind === ds.Object || kind === ds.Manifest) {
      report('object', child, `The Signature holds ${tree.local(child)}. Wrapping attacks hide content there, so it is refused.`, 'SignedInfo, SignatureValue and KeyInfo', tree.local(child));
    } else {
      report('unexpected-content', child, `${tree.local(child)} has no place in Signature.`, 'SignedInfo, SignatureValue and KeyInfo', tree.local(child));
    }
  }
  if (signedInfos !== 1) report('signed-info-count', shape.element, `The Signature has ${signedInfos === 0 ? 'no SignedInfo' : `${signedInfos} SignedInfo elements`}. It must have exactly one.`, '1', String(signedInfos));
  if (signatureValue === -1) report('missing-part', shape.element, 'The Signature has no SignatureValue.', 'SignatureValue', 'none');
  const text = tree.text(shape.element);
  if (text !== '' && /[^ \t\r\n]/.test(text)) report('unexpected-content', shape.element, 'Text stands between the elements of the Signature.');
  if (shape.signedInfo !== null) noMarks(tree, shape.signedInfo.element, report);
  if (signatureValue !== -1) noMarks(tree, signatureValue, report);
}

/** A comment or CDATA section splits the text, and some readers then see only part of it (S7, CVE-2025-29775). */
function noMarks(tree: Tree, element: number, report: Report): void {
  const comment = firstMark(tree.comments, tree.start(element), tree.stop(element));
  if (comment !== null) report('unexpected-content', comment.element, `A comment stands inside ${tree.local(element)}.`, 'no comment', 'a comment');
  const section = firstMark(tree.cdata, tree.start(element), tree.stop(element));
  if (section !== null) report('unexpected-content', section.element, `A CDATA section stands inside ${tree.local(element)}.`, 'plain text', 'CDATA');
}

/** The first mark between two offsets; the marks are in document order. */
function firstMark(marks: Tree['comments'], start: number, stop: number): Tree['comments'][number] | null {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low < marks.length && marks[low]!.start < stop ? marks[low]! : null;
}

/** S1, S3 to S7. */
function judgeSignedInfo(facts: DocumentFacts, shape: SignatureShape, info: SignedInfo, report: Report): void {
  const { tree } = facts;
  for (const { part, element } of info.missing) report('missing-part', element, `${tree.local(element)} has no ${part}.`, part, 'none');
  for (const { what, element } of info.unexpected) judgeUnexpected(tree, what, element, report);
  if (info.canonicalization !== null && !isAcceptedC14n(info.canonicalization.uri)) {
    report('c14n', info.canonicalization.element, c14nMessage(info.canonicalization.uri, 'SignedInfo is canonicalised'), c14n.exclusive, info.canonicalization.uri ?? 'none');
  }
  if (info.signatureMethodElement !== -1) judgeSignatureMethod(info, report);
  if (info.references.length !== 1) {
    report('reference-count', info.element, `The signature has ${info.references.length === 0 ? 'no Reference' : `${info.references.length} References`}. SAML wants exactly one, to the element it stands in.`, '1', String(info.references.length));
  }
  const reference = info.references[0];
  if (reference === undefined) return;
  judgeTarget(facts, shape, reference.uri, reference.element, report);
  judgeTransforms(reference.transforms, reference.element, report);
  if (reference.digestMethod !== null) {
    const algorithm = rowOf(digestAlgorithms, reference.digestMethod);
    if (algorithm === undefined) report('digest-algorithm', reference.element, 'We do not know this digest algorithm.', 'SHA-256', reference.digestMethod);
    else if (algorithm.strength === 'refused') report('digest-algorithm', reference.element, `${algorithm.name} is broken and never accepted.`, 'SHA-256', algorithm.name);
  }
  if (reference.digestText !== null && strictBase64(reference.digestText) === null) {
    report('base64', reference.digestValue, 'DigestValue is not base64.', 'base64 text', preview(reference.digestText));
  }
}

function judgeUnexpected(tree: Tree, what: string, element: number, report: Report): void {
  const parent = what === 'text' ? element : tree.parent(element);
  const code = what === 'HMACOutputLength' ? 'hmac-length' : tree.kind(parent) === ds.Transform || tree.kind(parent) === ds.Transforms ? 'transform' : 'unexpected-content';
  const message = code === 'hmac-length'
    ? 'HMACOutputLength asks for a shortened HMAC. SAML signatures use public keys, so it is refused.'
    : `${what === 'text' ? 'Text' : what} has no place in ${tree.local(parent)}.`;
  report(code, element, message);
}

function judgeSignatureMethod(info: SignedInfo, report: Report): void {
  const algorithm: SignatureAlgorithm | undefined = rowOf(signatureAlgorithms, info.signatureMethod);
  if (algorithm === undefined) {
    report('signature-algorithm', info.signatureMethodElement, 'We do not know this signature algorithm.', 'RSA-SHA256', info.signatureMethod ?? 'none');
  } else if (algorithm.strength === 'refused') {
    const why = algorithm.family === 'hmac' ? 'uses a shared secret, which anyone who has the certificate could forge' : 'is broken or obsolete';
    report('signature-algorithm', info.signatureMethodElement, `${algorithm.name} ${why}, and is never accepted.`, 'RSA-SHA256', algorithm.name);
  }
}

/** S1: URI="#ID" of the parent, nothing else. */
function judgeTarget(facts: DocumentFacts, shape: SignatureShape, uri: string | null, element: number, report: Report): void {
  const { tree } = facts;
  if (shape.parentID === null || uri === '#' + shape.parentID) return;
  const expected = '#' + shape.parentID;
  const name = tree.local(shape.parent);
  if (uri === null) return report('reference-target', element, `The Reference has no URI. It must point at the ${name} it stands in.`, expected, 'none');
  if (uri === '') return report('reference-target', element, `The Reference is to the whole document (an empty URI). It must point at the ${name} it stands in.`, expected, '""');
  if (uri.startsWith('#xpointer')) return report('reference-target', element, `The Reference uses XPointer. It must name the ID of the ${name} it stands in.`, expected, uri);
  const target = uri.startsWith('#') ? facts.elementsByID().get(uri.slice(1))?.[0] : undefined;
  const where = target === undefined ? 'something that is not in this document' : tree.path(target);
  report('reference-target', element, `The signature in ${name} was made over another element: ${where}. This is how signature wrapping looks.`, expected, uri);
}

/** S3: enveloped first, then at most one canonicalisation. */
function judgeTransforms(transforms: readonly Algorithm[], element: number, report: Report): void {
  const [first, second] = transforms;
  if (transforms.length > 2) report('transform', element, `The Reference has ${transforms.length} transforms. Two are allowed.`, 'enveloped-signature and exclusive C14N', transforms.map((each) => shortName(each.uri ?? '')).join(', ').slice(0, 200));
  if (first?.uri !== enveloped) {
    const later = transforms.some((each) => each.uri === enveloped);
    report('transform', first?.element ?? element, later
      ? 'The enveloped-signature transform must be the first.'
      : 'The enveloped-signature transform is missing: a signature inside what it signs cannot be verified without it.', enveloped, first?.uri ?? 'none');
  }
  for (const transform of transforms.slice(0, 3)) {
    if (transform.uri === enveloped || isAcceptedC14n(transform.uri)) continue;
    if (isC14n(transform.uri)) report('c14n', transform.element, c14nMessage(transform.uri, 'The signed element is canonicalised'), c14n.exclusive, transform.uri ?? 'none');
    else report('transform', transform.element, 'This transform is not allowed in SAML: it could drop or rewrite content before it is signed.', 'enveloped-signature and exclusive C14N', transform.uri ?? 'none');
  }
  if (second?.uri === enveloped && first?.uri === enveloped) report('transform', second.element, 'The enveloped-signature transform stands twice.', c14n.exclusive, enveloped);
}

const isC14n = (uri: string | null): boolean => uri !== null && (Object.values(c14n) as string[]).includes(uri);

function c14nMessage(uri: string | null, what: string): string {
  return isC14n(uri)
    ? `${what} with its comments, which lets readers disagree about the text around them; we refuse it.`
    : `${what} with an algorithm that we do not know.`;
}

const preview = (text: string): string => (text.length > 60 ? text.slice(0, 60) + '…' : text);
