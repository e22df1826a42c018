/**
 * Reading SignedInfo (XML Signature 4.4): once as it stands in the document, to judge its shape, and once more from its canonical bytes,
 * which alone are what was signed. Both readings must say the same.
 */
import { enveloped } from '../urns.ts';
import { ds, excC14n } from './names.ts';
import type { Tree } from './tree.ts';

/** A canonicalisation method or a transform with its exclusive-C14N prefix list. */
export interface Algorithm {
  uri: string | null;
  prefixes: string[];
  element: number;
}

export interface Reference {
  element: number;
  uri: string | null;
  transforms: Algorithm[];
  digestMethod: string | null;
  /** DigestValue as written; null when there is none. */
  digestText: string | null;
  digestValue: number;
}

export interface SignedInfo {
  element: number;
  canonicalization: Algorithm | null;
  signatureMethod: string | null;
  signatureMethodElement: number;
  references: Reference[];
  /** Parts that are missing, and elements that have no place where they stand. */
  missing: { part: string; element: number }[];
  unexpected: { what: string; element: number }[];
}

export function readSignedInfo(tree: Tree, element: number): SignedInfo {
  const info: SignedInfo = {
    element, canonicalization: null, signatureMethod: null, signatureMethodElement: -1, references: [], missing: [], unexpected: [],
  };
  let step = 0;
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.CanonicalizationMethod && step === 0) {
      info.canonicalization = readAlgorithm(tree, child, info);
      step = 1;
    } else if (kind === ds.SignatureMethod && step <= 1 && info.signatureMethodElement === -1) {
      info.signatureMethod = tree.attribute(child, 'Algorithm');
      info.signatureMethodElement = child;
      noChildren(tree, child, info);
      step = 2;
    } else if (kind === ds.Reference) {
      info.references.push(readReference(tree, child, info));
      step = 3;
    } else {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element, info);
  if (info.canonicalization === null) info.missing.push({ part: 'CanonicalizationMethod', element });
  if (info.signatureMethodElement === -1) info.missing.push({ part: 'SignatureMethod', element });
  return info;
}

function readReference(tree: Tree, element: number, info: SignedInfo): Reference {
  const reference: Reference = { element, uri: tree.attribute(element, 'URI'), transforms: [], digestMethod: null, digestText: null, digestValue: -1 };
  let step = 0;
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.Transforms && step === 0) {
      step = 1;
      readTransforms(tree, child, reference, info);
    } else if (kind === ds.DigestMethod && step <= 1) {
      step = 2;
      reference.digestMethod = tree.attribute(child, 'Algorithm');
      noChildren(tree, child, info);
    } else if (kind === ds.DigestValue && step <= 2 && reference.digestValue === -1) {
      step = 3;
      reference.digestValue = child;
      reference.digestText = tree.text(child);
      for (let inner = tree.firstChild(child); inner !== -1; inner = tree.nextSibling(inner)) info.unexpected.push({ what: tree.local(inner), element: inner });
    } else {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element, info);
  if (reference.digestMethod === null) info.missing.push({ part: 'DigestMethod', element });
  if (reference.digestValue === -1) info.missing.push({ part: 'DigestValue', element });
  return reference;
}

function readTransforms(tree: Tree, element: number, reference: Reference, info: SignedInfo): void {
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) === ds.Transform) reference.transforms.push(readAlgorithm(tree, child, info));
    else info.unexpected.push({ what: tree.local(child), element: child });
  }
  noText(tree, element, info);
}

/** CanonicalizationMethod or Transform: its Algorithm, and InclusiveNamespaces where exclusive C14N allows it (xml-exc-c14n 4). */
function readAlgorithm(tree: Tree, element: number, info: SignedInfo): Algorithm {
  const algorithm: Algorithm = { uri: tree.attribute(element, 'Algorithm'), prefixes: [], element };
  let lists = 0;
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) === excC14n.InclusiveNamespaces && isExclusive(algorithm.uri) && lists === 0) {
      lists = 1;
      algorithm.prefixes = (tree.attribute(child, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
      noChildren(tree, child, info);
    } else if (!isHarmlessPrefixList(tree, child, algorithm.uri)) {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element, info);
  return algorithm;
}

/**
 * xml-crypto writes the prefix list under the enveloped transform as well, in a namespace named after that transform. The transform takes
 * no parameters, so nothing can depend on it, and what xml-crypto signs is everywhere.
 */
function isHarmlessPrefixList(tree: Tree, element: number, algorithm: string | null): boolean {
  return algorithm === enveloped && tree.local(element) === 'InclusiveNamespaces' && tree.namespace(element) === enveloped && tree.firstChild(element) === -1;
}

export const isExclusive = (uri: string | null): boolean => uri !== null && uri.startsWith('http://www.w3.org/2001/10/xml-exc-c14n#');

function noChildren(tree: Tree, element: number, info: SignedInfo): void {
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) info.unexpected.push({ what: tree.local(child), element: child });
  noText(tree, element, info);
}

/** Nothing but white space may stand between the elements. */
function noText(tree: Tree, element: number, info: SignedInfo): void {
  const text = tree.text(element);
  if (text !== '' && /[^ \t\r\n]/.test(text)) info.unexpected.push({ what: 'text', element });
}

/** Whether two readings agree in everything that decides about the verification; if not, they are not of the same signature. */
export function sameSignedInfo(one: SignedInfo, other: SignedInfo): boolean {
  return sameAlgorithm(one.canonicalization, other.canonicalization) && one.signatureMethod === other.signatureMethod
    && one.unexpected.length === other.unexpected.length && one.missing.length === other.missing.length
    && sameItems(one.references, other.references, sameReference);
}

function sameReference(one: Reference, other: Reference): boolean {
  return one.uri === other.uri && one.digestMethod === other.digestMethod && one.digestText === other.digestText && sameItems(one.transforms, other.transforms, sameAlgorithm);
}

function sameAlgorithm(one: Algorithm | null, other: Algorithm | null): boolean {
  if (one === null || other === null) return one === other;
  return one.uri === other.uri && sameItems(one.prefixes, other.prefixes, (prefix, same) => prefix === same);
}

function sameItems<Item>(one: readonly Item[], other: readonly Item[], isSame: (item: Item, same: Item) => boolean): boolean {
  return one.length === other.length && one.every((item, index) => isSame(item, other[index]!));
}
