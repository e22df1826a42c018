/** What the signatures cover to the byte, and what a careless reader would take from the document beside what was signed. */
import type { Lens, LensReading, LensSignature, Stretch } from './finding.ts';
import { elementOf, sourceOf, type Assertion, type Facts, type Signature } from './model.ts';
import { readAssertion } from './saml/assertion.ts';
import { canonicalize } from './saml/c14n.ts';
import { ds, excC14n, saml } from './saml/names.ts';
import type { Tree } from './saml/tree.ts';
import { parseXml } from './saml/xml.ts';
import { c14n } from './urns.ts';

/** Bytes of canonical form that are handed out to be read; nobody reads more. */
const mostCanonical = 2 * 1024 * 1024;
const mostAttributes = 40;

export function lensOf(facts: Facts, trees: readonly Tree[]): Lens {
  const forms = facts.signatures.map((signature) => canonicalForm(signature, trees));
  const signatures = facts.signatures.flatMap((signature, index): LensSignature[] => (signature.detached ? [] : [{ signature: index, canonicalText: forms[index] === null ? null : utf8(forms[index]!), targets: targetsOf(signature, trees) }]));
  const stretches = trees.flatMap((tree, source) => stretchesOf(facts, tree, source));
  return { signatures, stretches, readings: readingsOf(facts, trees, stretches, signedAssertion(facts, forms)), strays: (facts.xml?.straySignatures ?? []).map((each) => each.path) };
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** The bytes the digest is over, made once more; null where none were computed or they are too many to be read. */
function canonicalForm(signature: Signature, trees: readonly Tree[]): Uint8Array | null {
  const tree = trees[sourceOf(signature.node)];
  if (tree === undefined || signature.detached || signature.canonicalBytes === null || signature.canonicalBytes > mostCanonical) return null;
  const omit = elementOf(signature.node);
  const bytes = canonicalize(tree, elementOf(signature.parent), { algorithm: signature.transforms[1] ?? c14n.inclusive, inclusivePrefixes: prefixesOf(tree, omit), omit });
  return bytes.length === signature.canonicalBytes ? bytes : null;
}

/** More than these nobody looks up. */
const mostTargets = 5;

function targetsOf({ node, referenceURI }: Signature, trees: readonly Tree[]): string[] {
  const tree = trees[sourceOf(node)];
  if (tree === undefined || referenceURI === null || !referenceURI.startsWith('#')) return [];
  const paths: string[] = [];
  for (let element = 0; element < tree.count && paths.length < mostTargets; element++) if (tree.attribute(element, 'ID') === referenceURI.slice(1)) paths.push(tree.path(element));
  return paths;
}

/** The PrefixList of the Reference's transform; that of the CanonicalizationMethod is for SignedInfo. */
function prefixesOf(tree: Tree, signature: number): string[] {
  for (let element = signature + 1; element < tree.end(signature); element++) {
    if (tree.kind(element) === excC14n.InclusiveNamespaces && tree.kind(tree.parent(element)) === ds.Transform) return (tree.attribute(element, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
  }
  return [];
}

/** The source cut where the cover changes. A signature covers the element it stands in, but for itself. */
function stretchesOf(facts: Facts, tree: Tree, source: number): Stretch[] {
  const holes = facts.signatures.flatMap((signature, index) => {
    if (signature.result !== 'verified' || signature.detached || sourceOf(signature.node) !== source) return [];
    const [parent, own] = [elementOf(signature.parent), elementOf(signature.node)];
    return [{ index, from: tree.start(parent), to: tree.stop(parent), without: [tree.start(own), tree.stop(own)] as const }];
  });
  const cuts = [...new Set([0, tree.bytes.length, ...holes.flatMap(({ from, to, without }) => [from, to, ...without])])].sort((a, b) => a - b);
  return cuts.slice(1).map((to, at): Stretch => {
    const from = cuts[at]!;
    const coveredBy = holes.filter((hole) => hole.from <= from && to <= hole.to && !(hole.without[0] <= from && to <= hole.without[1])).map((hole) => hole.index);
    const offset = tree.locate(from).offset;
    return { source, offset, length: tree.locate(to).offset - offset, coveredBy };
  });
}

/** The assertion in the bytes of the first verified signature that covers one: read from those bytes alone, or decrypted from what they hold. */
function signedAssertion(facts: Facts, forms: readonly (Uint8Array | null)[]): Assertion | null {
  for (const [index, bytes] of forms.entries()) {
    if (bytes === null || facts.signatures[index]!.result !== 'verified') continue;
    const parsed = parseXml(bytes);
    const element = parsed.ok ? firstOf(parsed.tree, 0, (at) => parsed.tree.kind(at) === saml.Assertion) : -1;
    if (parsed.ok && element !== -1) return readAssertion(parsed.tree, 0, element, 'plain');
  }
  return coveredAssertions(facts).find((each) => each.from === 'decrypted') ?? null;
}

const coveredAssertions = (facts: Facts): Assertion[] => (facts.response?.assertions ?? (facts.assertion === null ? [] : [facts.assertion])).filter((each) => each.coveredBy.length > 0);

function firstOf(tree: Tree, within: number, is: (element: number) => boolean): number {
  for (let element = within; element < tree.end(within); element++) if (is(element)) return element;
  return -1;
}

function lastOf(tree: Tree, is: (element: number) => boolean): number {
  for (let element = tree.count - 1; element >= 0; element--) if (is(element)) return element;
  return -1;
}

/** Looks by local name, takes the first in document order or the last, and of its content the first text node. */
function readingsOf(facts: Facts, trees: readonly Tree[], stretches: readonly Stretch[], signed: Assertion | null): LensReading[] {
  const named = (tree: Tree, within: number, local: string): number => firstOf(tree, within, (element) => tree.local(element) === local);
  const lastNamed = (tree: Tree, _within: number, local: string): number => lastOf(tree, (element) => tree.local(element) === local);
  const source = Math.max(0, trees.findIndex((tree) => named(tree, 0, 'NameID') !== -1));
  const tree = trees[source];
  if (tree === undefined) return [];
  // A plaintext is covered where the signature covers its ciphertext.
  const covered = coveredAssertions(facts);
  const isOpened = source > 0 && covered.some((each) => sourceOf(each.node) === source || sourceOf(each.subject?.nameID?.node ?? 0) === source);
  const readings: LensReading[] = [];
  const add = (reader: LensReading['reader'], what: string, element: number, signedValue: string | null): void => {
    if (element === -1) return;
    const { offset } = tree.locate(tree.start(element));
    const stretch = stretches.find((each) => each.source === source && each.offset <= offset && offset < each.offset + each.length);
    const taken = firstText(tree, element);
    const reading: LensReading = { reader, what, taken, from: tree.path(element), signed: signedValue, differs: signed !== null && taken !== signedValue, covered: isOpened || (stretch?.coveredBy.length ?? 0) > 0 };
    if (reader === 'last' && (reading.covered || taken === signedValue || readings.some((each) => each.what === what && each.taken === taken))) return;
    readings.push(reading);
  };
  const decrypted = signed?.subject?.encryptedID === true ? covered[0]?.subject?.nameID?.value : undefined;
  for (const [reader, pick] of [['first', named], ['last', lastNamed]] as const) {
    add(reader, 'NameID', pick(tree, 0, 'NameID'), signed?.subject?.nameID?.value ?? decrypted ?? null);
    add(reader, 'Issuer', pick(tree, 0, 'Issuer'), signed?.issuer?.value ?? null);
  }
  const assertion = named(tree, 0, 'Assertion');
  if (assertion === -1) return readings;
  const seen = new Set<string>();
  const signedValue = (name: string): string | null => signed?.attributes.find((each) => each.name === name)?.values[0] ?? null;
  for (let element = assertion; element < tree.end(assertion) && seen.size < mostAttributes; element++) {
    const name = tree.local(element) === 'Attribute' ? tree.attribute(element, 'Name') : null;
    if (name === null || seen.has(name)) continue;
    seen.add(name);
    add('first', name, named(tree, element, 'AttributeValue'), signedValue(name));
  }
  for (const name of seen) {
    const last = lastOf(tree, (element) => tree.local(element) === 'Attribute' && tree.attribute(element, 'Name') === name);
    add('last', name, last === -1 ? -1 : named(tree, last, 'AttributeValue'), signedValue(name));
  }
  return readings;
}

/** Up to the first comment, CDATA section or element: what `firstChild.nodeValue` gives. */
function firstText(tree: Tree, element: number): string {
  const start = tree.contentStart(element);
  const child = tree.firstChild(element);
  const inside = [
    ...tree.comments.flatMap((each) => (each.element === element && each.start > start ? each.start : [])),
    // A CDATA section is a text node of its own.
    ...tree.cdata.flatMap((each) => (each.element === element ? (each.start > start ? each.start : each.stop) : [])),
  ];
  const stop = Math.min(tree.contentStop(element), child === -1 ? Infinity : tree.start(child), ...inside);
  const piece = parseXml(Buffer.concat([Buffer.from('<a>'), tree.bytes.subarray(start, Math.max(start, stop)), Buffer.from('</a>')]));
  return piece.ok ? piece.tree.text(0) : '';
}
