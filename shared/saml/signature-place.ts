/** Where a Signature may stand: the SAML elements that are signed, and the Signature's place among their children. */
import { ns } from '../urns.ts';
import { ds, kindOf, knownNames, md, saml, samlp } from './names.ts';
import type { Tree } from './tree.ts';

const table = (...kinds: readonly number[]): Uint8Array => {
  const marks = new Uint8Array(knownNames.length);
  for (const kind of kinds) marks[kind] = 1;
  return marks;
};

/** Metadata elements with a Signature: always their first child (saml-metadata 2.3 and 2.4). */
const isSignedMetadata = table(
  md.EntityDescriptor, md.EntitiesDescriptor, md.RoleDescriptor, md.IDPSSODescriptor, md.SPSSODescriptor, md.AuthnAuthorityDescriptor,
  md.AttributeAuthorityDescriptor, md.PDPDescriptor, md.AffiliationDescriptor,
);
/** Messages whose Signature follows the Issuer, wherever they stand (saml-core 3.2). */
const isSignedMessage = table(
  samlp.AuthnRequest, samlp.LogoutRequest, samlp.LogoutResponse, samlp.ArtifactResponse, samlp.ArtifactResolve, samlp.AttributeQuery,
);
const soapBody = kindOf(ns.soap, 'Body');
const securityToken = kindOf(ns.wstrust, 'RequestedSecurityToken');

/**
 * Whether a Signature that is a child of `parent` signs a SAML element in its own right. A Response or Assertion counts only where the
 * standard puts it, because wrapping attacks move the signed one elsewhere. -1 for no parent.
 */
export function mayHoldSignature(tree: Tree, parent: number): boolean {
  if (parent === -1) return false;
  const kind = tree.kind(parent);
  if (isSignedMessage[kind] === 1 || isSignedMetadata[kind] === 1) return true;
  const above = tree.parent(parent);
  const aboveKind = above === -1 ? 0 : tree.kind(above);
  if (kind === samlp.Response) return above === -1 || aboveKind === samlp.ArtifactResponse || aboveKind === soapBody;
  // An Assertion in Advice may be signed by its own issuer (saml-core 2.6.1).
  return kind === saml.Assertion && (above === -1 || aboveKind === samlp.Response || aboveKind === saml.Advice || aboveKind === securityToken);
}

/** What should stand right before the Signature when it does not: null when its place is right (S2; the schemas). */
export function wrongPlace(tree: Tree, parent: number, signature: number): { expected: string; actual: string } | null {
  const first = tree.firstChild(parent);
  const isMetadata = isSignedMetadata[tree.kind(parent)] === 1;
  const issuer = isMetadata ? -1 : tree.child(parent, saml.Issuer);
  if (issuer !== -1) {
    if (tree.nextSibling(issuer) === signature) return null;
    return { expected: 'right after Issuer', actual: first === signature ? 'before Issuer' : `after ${nameBefore(tree, first, signature)}` };
  }
  if (first === signature) return null;
  return { expected: isMetadata ? 'the first child' : 'the first child, because there is no Issuer', actual: `after ${nameBefore(tree, first, signature)}` };
}

/** The sibling right before the Signature; another Signature is skipped over, having a fault of its own. */
function nameBefore(tree: Tree, first: number, signature: number): string {
  let name = 'nothing';
  for (let child = first; child !== -1 && child !== signature; child = tree.nextSibling(child)) {
    if (tree.kind(child) !== ds.Signature || name === 'nothing') name = tree.local(child);
  }
  return name;
}
