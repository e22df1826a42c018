/**
 * Readers that every message shares: attributes with a type, Issuer, NameID, Status (saml-core 2.2 and 3.2.2).
 * Values are kept exactly as written, surrounding blanks included: a check reports them.
 */
import { nodeRef, type Instant, type Issuer, type NameID, type StatusFacts } from '../model.ts';
import { ns } from '../urns.ts';
import { readInstant } from './instant.ts';
import { knownNames, samlp } from './names.ts';
import type { Tree } from './tree.ts';

const { StatusCode, StatusMessage, StatusDetail } = samlp;

/** An xs:dateTime attribute. */
export function instantAttribute(tree: Tree, element: number, name: string): Instant | null {
  const text = tree.attribute(element, name);
  return text === null ? null : readInstant(text);
}

/** An xs:boolean attribute; null when it is absent or none of the four spellings. */
export function booleanAttribute(tree: Tree, element: number, name: string): boolean | null {
  const text = tree.attribute(element, name);
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return null;
}

/** An element of type xs:anyURI, whose surrounding white space the schema collapses. */
export const uriText = (tree: Tree, element: number): string => tree.text(element).trim();

/** The name of each kind as `children` lists give it: bare in the namespaces SAML messages are made of. */
const plainNamespaces: ReadonlySet<string> = new Set([ns.samlp, ns.saml, ns.md, ns.ds]);
const nameOfKind: readonly string[] = knownNames.map(({ uri, local }) => (plainNamespaces.has(uri) ? local : `{${uri}}${local}`));

/** The local name of a known element; `{namespace}local` of any other, so that a name in a wrong namespace shows. */
export function childName(tree: Tree, element: number): string {
  const kind = tree.kind(element);
  return kind === 0 ? `{${tree.namespace(element)}}${tree.local(element)}` : nameOfKind[kind]!;
}

/** Whether one of the marks (comments or CDATA sections, in document order) stands anywhere inside the element. */
function holds(tree: Tree, element: number, marks: readonly { start: number }[]): boolean {
  if (marks.length === 0) return false;
  const from = tree.contentStart(element);
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  return low < marks.length && marks[low]!.start < tree.contentStop(element);
}

/** Issuer (saml-core 2.2.5). */
export function readIssuer(tree: Tree, source: number, element: number): Issuer {
  return { value: tree.text(element), format: tree.attribute(element, 'Format'), node: nodeRef(source, element) };
}

/** NameID (saml-core 2.2.3): its whole own text, so that a comment cannot cut it short. */
export function readNameID(tree: Tree, source: number, element: number): NameID {
  return {
    value: tree.text(element),
    format: tree.attribute(element, 'Format'),
    nameQualifier: tree.attribute(element, 'NameQualifier'),
    spNameQualifier: tree.attribute(element, 'SPNameQualifier'),
    spProvidedID: tree.attribute(element, 'SPProvidedID'),
    node: nodeRef(source, element),
    hasComment: holds(tree, element, tree.comments),
    hasCdata: holds(tree, element, tree.cdata),
    hasElements: tree.firstChild(element) !== -1,
  };
}

/** Status (saml-core 3.2.2.1). A StatusCode without Value is an empty string in `codes`. */
export function readStatus(tree: Tree, source: number, element: number): StatusFacts {
  const facts: StatusFacts = { codes: [], codesBeside: 0, message: null, messageFrom: null, detail: null, node: nodeRef(source, element) };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case StatusCode:
        // A second StatusCode beside the first breaks the schema; the first one counts.
        if (facts.codes.length > 0) {
          facts.codesBeside++;
          break;
        }
        for (let code = child; code !== -1; code = tree.child(code, StatusCode)) {
          facts.codes.push(tree.attribute(code, 'Value') ?? '');
          facts.codesBeside += Math.max(0, tree.childrenOf(code, StatusCode).length - 1);
        }
        break;
      case StatusMessage: {
        if (facts.messageFrom !== null) break;
        const text = tree.text(child);
        const value = text.trim() === '' ? tree.attribute(child, 'Value') : null;
        facts.message = value ?? text;
        facts.messageFrom = value === null ? 'text' : 'attribute';
        break;
      }
      case StatusDetail:
        facts.detail ??= tree.textDeep(child);
        break;
    }
  }
  return facts;
}
