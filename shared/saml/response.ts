/** Response (saml-core 3.3.3) from the tree, and assertions in places where none belongs. */
import { nodeRef, type Response } from '../model.ts';
import { ns } from '../urns.ts';
import { readAssertion } from './assertion.ts';
import { kindOf, saml, samlp } from './names.ts';
import { childName, instantAttribute, readIssuer, readStatus } from './read.ts';
import type { Tree } from './tree.ts';

const { Assertion, EncryptedAssertion, Issuer } = saml;
const { Status } = samlp;
const saml1Assertion = kindOf(ns.saml1, 'Assertion');

/** Enough to show the attack; a hostile document may hold thousands. */
const strayAssertionsKept = 100;

/** An assertion by its kind, or something that calls itself one in another namespace or none. */
function looksLikeAssertion(tree: Tree, element: number): boolean {
  const kind = tree.kind(element);
  if (kind !== 0) return kind === Assertion || kind === EncryptedAssertion || kind === saml1Assertion;
  const local = tree.local(element);
  return local === 'Assertion' || local === 'EncryptedAssertion';
}

/**
 * Assertions that are not children of the Response: each is one that a careless reader might take for the signed one.
 * With -1 for the root, the document element itself is in its place: for a decrypted assertion.
 */
export function strayAssertions(tree: Tree, source: number, root: number): Response['strayAssertions'] {
  const found: Response['strayAssertions'] = [];
  for (let element = 0; element < tree.count && found.length < strayAssertionsKept; element++) {
    if (!looksLikeAssertion(tree, element)) continue;
    const kind = tree.kind(element);
    if (tree.parent(element) === root && (kind === Assertion || kind === EncryptedAssertion)) continue;
    found.push({ node: nodeRef(source, element), path: tree.path(element) });
  }
  return found;
}

/**
 * The Response at that element. Its assertions are its direct children only; decrypted ones are added by whoever
 * decrypts them. `coveredBy` is for whoever verifies signatures.
 */
export function readResponse(tree: Tree, source: number, root: number): Response {
  const response: Response = {
    id: tree.attribute(root, 'ID'),
    version: tree.attribute(root, 'Version'),
    issueInstant: instantAttribute(tree, root, 'IssueInstant'),
    destination: tree.attribute(root, 'Destination'),
    inResponseTo: tree.attribute(root, 'InResponseTo'),
    issuer: null,
    status: null,
    assertions: [],
    encryptedAssertions: 0,
    strayAssertions: strayAssertions(tree, source, root),
    children: [],
    coveredBy: [],
    node: nodeRef(source, root),
  };
  for (let child = tree.firstChild(root); child !== -1; child = tree.nextSibling(child)) {
    response.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case Issuer: response.issuer ??= readIssuer(tree, source, child); break;
      case Status: response.status ??= readStatus(tree, source, child); break;
      case Assertion: response.assertions.push(readAssertion(tree, source, child, 'plain')); break;
      case EncryptedAssertion: response.encryptedAssertions++; break;
    }
  }
  return response;
}
