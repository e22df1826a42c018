/** What is true of the text itself, before SAML: duplicate IDs, signatures out of place, comments and CDATA in values. */
import { nodeRef, type NodeRef, type XmlFacts } from '../model.ts';
import { ns } from '../urns.ts';
import { ds, kindOf, knownNames, md, saml, samlp, xenc } from './names.ts';
import type { Tree } from './tree.ts';

/** Enough to show the problem; a hostile document may hold thousands. */
const placesKept = 100;

const kindsOf = (...kinds: readonly number[]): Uint8Array => {
  const table = new Uint8Array(knownNames.length);
  for (const kind of kinds) table[kind] = 1;
  return table;
};

/** Elements in SAML's own namespaces: an ID that one of them shares with any other element is ambiguous. */
const isSaml = kindsOf(...knownNames.flatMap(({ uri }, kind) => (uri === ns.samlp || uri === ns.saml || uri === ns.md || uri === ns.saml1 || uri === ns.saml1p ? [kind] : [])));
/** XML Signature and Encryption name their elements by `Id`. Peers repeat those freely, and nothing refers to them. */
const isSecurity = kindsOf(...knownNames.flatMap(({ uri }, kind) => (uri === ns.ds || uri === ns.dsig11 || uri === ns.xenc || uri === ns.xenc11 ? [kind] : [])));

/** Elements whose Signature child is in its place wherever they stand (saml-core 5, saml-metadata 3). */
const isSigned = kindsOf(
  samlp.AuthnRequest, samlp.LogoutRequest, samlp.LogoutResponse, samlp.ArtifactResponse, samlp.ArtifactResolve, samlp.AttributeQuery,
  md.EntityDescriptor, md.EntitiesDescriptor, md.RoleDescriptor, md.IDPSSODescriptor, md.SPSSODescriptor,
  md.AuthnAuthorityDescriptor, md.AttributeAuthorityDescriptor, md.PDPDescriptor, md.AffiliationDescriptor,
);
const soapBody = kindOf(ns.soap, 'Body');
const securityToken = kindOf(ns.wstrust, 'RequestedSecurityToken');

/** Elements whose character data is a value that somebody compares, decodes or believes. */
const isValue = kindsOf(
  saml.NameID, saml.AttributeValue, saml.Audience, saml.Issuer, saml.AuthnContextClassRef, saml.AuthenticatingAuthority,
  samlp.StatusCode, samlp.StatusMessage, samlp.SessionIndex, md.NameIDFormat, xenc.CipherValue,
  // No comment has any business inside SignedInfo: that is how digests were swapped (CVE-2025-29775).
  ds.SignedInfo, ds.CanonicalizationMethod, ds.SignatureMethod, ds.Reference, ds.Transforms, ds.Transform, ds.DigestMethod,
  ds.DigestValue, ds.SignatureValue, ds.X509Certificate, ds.Modulus, ds.Exponent, ds.HMACOutputLength,
);

/** Whether a Signature under this parent stands where the standard puts one. */
function mayHoldSignature(tree: Tree, parent: number): boolean {
  if (parent === -1) return false;
  const kind = tree.kind(parent);
  if (isSigned[kind] === 1) return true;
  const above = tree.parent(parent);
  const aboveKind = above === -1 ? 0 : tree.kind(above);
  if (kind === samlp.Response) return above === -1 || aboveKind === samlp.ArtifactResponse || aboveKind === soapBody;
  // An Assertion in Advice may be signed by its own issuer (saml-core 2.6.1).
  return kind === saml.Assertion && (above === -1 || aboveKind === samlp.Response || aboveKind === saml.Advice || aboveKind === securityToken);
}

/**
 * Every ID that more than one element carries, at least one of them an element of SAML. An `ID` in a namespace is none, and some readers
 * take it for one or for the other of the same element: so it counts here, as one that stands on its element a second time.
 */
function duplicateIDs(tree: Tree, source: number): XmlFacts['duplicateIDs'] {
  const first = new Map<string, number>();
  const repeated = new Map<string, number[]>();
  const prefixed = prefixedIDs(tree);
  for (const { element, id } of prefixed) {
    const places = repeated.get(id);
    if (places === undefined) repeated.set(id, [element, element]);
    else places.push(element);
  }
  for (let element = 0; element < tree.count; element++) {
    if (isSecurity[tree.kind(element)] === 1) continue;
    const id = tree.attribute(element, 'ID');
    if (id === null) continue;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, element);
      continue;
    }
    const places = repeated.get(id);
    if (places === undefined) repeated.set(id, [earlier, element]);
    else places.push(element);
  }
  const found: XmlFacts['duplicateIDs'] = [];
  for (const [id, places] of repeated) {
    if (found.length === placesKept) break;
    const ofSaml = places.some((element) => isSaml[tree.kind(element)] === 1);
    if (ofSaml) found.push({ id, nodes: places.slice(0, placesKept).map((element) => nodeRef(source, element)) });
  }
  return found;
}

/** IDs in a namespace, of elements of SAML. */
function prefixedIDs(tree: Tree): { element: number; id: string }[] {
  if (!tree.mayHavePrefixed('ID')) return [];
  const found: { element: number; id: string }[] = [];
  for (let element = 0; element < tree.count && found.length < placesKept; element++) {
    if (isSaml[tree.kind(element)] !== 1) continue;
    for (const { local, namespace, value } of tree.attributes(element)) if (local === 'ID' && namespace !== '') found.push({ element, id: value });
  }
  return found;
}

/** The value elements around the marks (comments or CDATA sections), each once. */
function valuesHolding(tree: Tree, source: number, marks: readonly { element: number }[]): NodeRef[] {
  const found: NodeRef[] = [];
  let last = -1;
  for (const { element } of marks) {
    if (found.length === placesKept) break;
    if (element === -1 || element === last) continue;
    let value = element;
    // Inside a structured AttributeValue the innermost element is one of its descendants.
    while (value !== -1 && isValue[tree.kind(value)] !== 1) value = tree.parent(value);
    last = element;
    if (value !== -1 && found[found.length - 1] !== nodeRef(source, value)) found.push(nodeRef(source, value));
  }
  return found;
}

function straySignatures(tree: Tree, source: number): XmlFacts['straySignatures'] {
  const found: XmlFacts['straySignatures'] = [];
  for (let element = 0; element < tree.count && found.length < placesKept; element++) {
    if (tree.kind(element) === ds.Signature && !mayHoldSignature(tree, tree.parent(element))) {
      found.push({ node: nodeRef(source, element), path: tree.path(element) });
    }
  }
  return found;
}

/** The intake facts of a document that parsed. */
export function readXmlFacts(tree: Tree, source: number, transcodedFrom: string | null = null): XmlFacts {
  return {
    rootName: tree.local(0),
    rootNamespace: tree.namespace(0),
    duplicateIDs: duplicateIDs(tree, source),
    straySignatures: straySignatures(tree, source),
    comments: tree.comments.length,
    commentsInValues: valuesHolding(tree, source, tree.comments),
    cdataInValues: valuesHolding(tree, source, tree.cdata),
    transcodedFrom,
  };
}
