/**
 * What the judges of other programs ask for and the Facts do not say. A verifier that knows XML Signature and nothing of SAML takes the
 * element that the Reference names, wherever that stands, and asks only for digest and key. Nothing is ever verified by it.
 */
import { elementOf, sourceOf, type Expected, type Facts, type Signature } from './model.ts';
import type { BareLook, BareSignature } from './judges/judge.ts';
import { canonicalize } from './saml/c14n.ts';
import { digest, sameBytes } from './saml/crypto.ts';
import { ds } from './saml/names.ts';
import { fittingKey, prepareKeys, signingKeys, type PreparedKey } from './saml/signature-keys.ts';
import { rowOf } from './saml/signature-shape.ts';
import { readSignedInfo, type Algorithm, type Reference } from './saml/signed-info.ts';
import type { Tree } from './saml/tree.ts';
import { c14n, digestAlgorithms, enveloped, signatureAlgorithms } from './urns.ts';

/** More signatures than this come only in documents that nobody takes. */
const mostSignatures = 8;
/** And more References than this: each is looked for in the whole document and may ask for the canonical form of all of it. */
const mostReferences = 8;

export function bareLook(facts: Facts, trees: readonly Tree[], expected: Expected): BareLook {
  const keys = signingKeys(prepareKeys(expected.idp?.keys ?? []));
  const signatures = facts.signatures.map((signature, index) => {
    const tree = trees[sourceOf(signature.node)];
    return tree === undefined || signature.detached || index >= mostSignatures ? null : bareSignature(signature, tree, keys);
  });
  const [document] = trees;
  if (document === undefined) return { signatures, keyBeside: false, oaepLabel: false, escapedReturns: false };
  const escapedReturns = /&#(?:13|x0*[dD]);/.test(document.documentText);
  if (facts.encrypted.length === 0) return { signatures, keyBeside: false, oaepLabel: false, escapedReturns };
  const has = (name: string, parent?: string): boolean => anyElement(document, (element) => document.local(element) === name && (parent === undefined || document.local(document.parent(element)) === parent));
  return { signatures, keyBeside: has('EncryptedKey', 'EncryptedAssertion') && !has('RetrievalMethod'), oaepLabel: has('OAEPparams'), escapedReturns };
}

function anyElement(tree: Tree, is: (element: number) => boolean): boolean {
  for (let element = 1; element < tree.count; element++) if (is(element)) return true;
  return false;
}

function bareSignature(signature: Signature, tree: Tree, keys: readonly PreparedKey[]): BareSignature {
  const element = elementOf(signature.node);
  const children = childrenOf(tree, element);
  const infos = children.filter((child) => tree.kind(child) === ds.SignedInfo);
  const valueElement = children.find((child) => tree.kind(child) === ds.SignatureValue);
  const info = infos[0] === undefined ? null : readSignedInfo(tree, infos[0]);
  const value = valueElement === undefined ? null : tree.text(valueElement);
  const known = signature.result === 'verified' ? 'verified' : signature.result === 'failed' ? (signature.failure ?? 'key') : null;
  return {
    signedInfos: infos.length,
    value,
    transforms: count(tree, element, ds.Transform),
    emptyTransforms: count(tree, element, ds.Transforms) > 0 && count(tree, element, ds.Transform) === 0,
    references: info?.references.slice(0, mostReferences).map((reference) => ({ uri: reference.uri, targets: targetsOf(tree, reference.uri).length, anywhere: targetsOf(tree, reference.uri, true).length })) ?? [],
    prefixes: info?.references.flatMap((reference) => reference.transforms.flatMap((each) => each.prefixes)) ?? [],
    result: known ?? (infos.length === 1 ? verify(tree, element, infos[0]!, value, keys) : null),
  };
}

function childrenOf(tree: Tree, element: number): number[] {
  const found: number[] = [];
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) found.push(child);
  return found;
}

function count(tree: Tree, within: number, kind: number | undefined): number {
  let found = 0;
  for (let element = within; element < tree.end(within); element++) if (tree.kind(element) === kind) found++;
  return found;
}

const idNames: readonly string[] = ['ID', 'Id', 'id'];

/** By any of the names that verifiers take for an ID. Some pass over the namespace of the name, and count an element once for each of them. */
function targetsOf(tree: Tree, uri: string | null, inAnyNamespace = false): number[] {
  if (uri === null || uri === '') return [0];
  const id = uri.startsWith('#') ? uri.slice(1) : uri;
  const found: number[] = [];
  for (let element = 0; element < tree.count; element++) {
    const names = tree.attributes(element).flatMap(({ local, namespace, value }) => (value === id && idNames.includes(local) && (inAnyNamespace || namespace === '') ? [local] : []));
    for (let times = inAnyNamespace ? new Set(names).size : Math.min(1, names.length); times > 0; times--) found.push(element);
  }
  return found;
}

function verify(tree: Tree, signature: number, infoElement: number, value: string | null, keys: readonly PreparedKey[]): BareSignature['result'] {
  const info = readSignedInfo(tree, infoElement);
  const scheme = rowOf(signatureAlgorithms, info.signatureMethod);
  if (scheme === undefined || scheme.strength === 'refused' || info.canonicalization === null || info.references.length === 0 || info.references.length > mostReferences || value === null) return null;
  try {
    for (const reference of info.references) {
      const held = holds(tree, signature, reference);
      if (held !== true) return held === null ? null : 'digest';
    }
    const signedBytes = canonical(tree, infoElement, info.canonicalization);
    return signedBytes === null ? null : fittingKey(keys, scheme, signedBytes, Buffer.from(value, 'base64'), null) === -1 ? 'key' : 'verified';
  } catch {
    return null;
  }
}

function holds(tree: Tree, signature: number, { uri, transforms, digestMethod, digestText }: Reference): boolean | null {
  const targets = targetsOf(tree, uri);
  const hash = rowOf(digestAlgorithms, digestMethod);
  if (targets.length > 1 || hash === undefined || hash.strength === 'refused' || digestText === null) return null;
  if (targets.length === 0) return false;
  const methods = transforms.filter((each) => each.uri !== enveloped);
  const method = methods[0] ?? { uri: c14n.inclusive, prefixes: [], element: -1 };
  // The same canonical form made of its own output is the same again.
  if (methods.some((each) => each.uri !== method.uri)) return null;
  // A Reference within the document leaves comments out, whatever the method says (XML Signature 4.4.3.3).
  const bytes = canonical(tree, targets[0]!, { ...method, uri: withoutComments(method.uri) }, transforms.some((each) => each.uri === enveloped) ? signature : undefined);
  return bytes === null ? null : sameBytes(digest(hash.hash, bytes), Buffer.from(digestText, 'base64'));
}

const withoutComments = (uri: string | null): string | null => (uri?.endsWith('#WithComments') === true ? uri.slice(0, -'WithComments'.length).replace(/(?<=15|c14n11)#$/, '') : uri);

function canonical(tree: Tree, element: number, method: Algorithm, omit?: number): Uint8Array | null {
  if (!(Object.values(c14n) as (string | null)[]).includes(method.uri)) return null;
  return canonicalize(tree, element, { algorithm: method.uri!, inclusivePrefixes: method.prefixes, ...(omit === undefined ? {} : { omit }) });
}
