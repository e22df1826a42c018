/** Attributes of the xml namespace that the apex of a subtree takes over from the elements around it. */
import { XML_URI } from './xml-names.ts';
import { ATTRIBUTE_LOCAL, ATTRIBUTE_URI, ATTRIBUTE_WIDTH } from './xml-tables.ts';
import type { XmlTree } from './xml-tree.ts';

/** What the xml:base of the apex becomes. */
export interface FixedBase {
  /** The row it is sorted by: the apex's own xml:base, or the innermost one around it. */
  row: number;
  /** '' when there is no attribute to write. */
  value: string;
}

/** Canonical XML 1.0, section 2.4: the innermost of each attribute of the xml namespace, whatever its name. */
export function inheritedAttributes10(tree: XmlTree, apex: number): number[] {
  const rows: number[] = [];
  const met = new Set<number>();
  forXmlAttributes(tree, apex, (row) => met.add(tree.cells[row + ATTRIBUTE_LOCAL]));
  for (let around = tree.parent(apex); around >= 0; around = tree.parent(around)) {
    forXmlAttributes(tree, around, (row) => {
      const local = tree.cells[row + ATTRIBUTE_LOCAL];
      if (met.has(local)) return;
      met.add(local);
      rows.push(row);
    });
  }
  return rows;
}

/** Canonical XML 1.1, section 2.4: only xml:lang and xml:space are inherited; xml:base is made up by `joinedBase`. */
export function inheritedAttributes11(tree: XmlTree, apex: number): number[] {
  return inheritedAttributes10(tree, apex).filter((row) => {
    const local = tree.names.text(tree.cells[row + ATTRIBUTE_LOCAL]);
    return local === 'lang' || local === 'space';
  });
}

function forXmlAttributes(tree: XmlTree, element: number, use: (row: number) => void): void {
  for (let row = tree.firstAttribute(element); row < tree.firstAttribute(element + 1); row += ATTRIBUTE_WIDTH) {
    if (tree.cells[row + ATTRIBUTE_URI] === XML_URI) use(row);
  }
}

/**
 * Canonical XML 1.1, section 2.4, xml:base fixup: the xml:base of the apex joined with those around it, from the inside
 * out. Null when there is none.
 */
export function fixedBase(tree: XmlTree, apex: number): FixedBase | null {
  let fixed: FixedBase | null = null;
  for (let around = apex; around >= 0; around = tree.parent(around)) {
    forXmlAttributes(tree, around, (row) => {
      if (tree.names.text(tree.cells[row + ATTRIBUTE_LOCAL]) !== 'base') return;
      const value = tree.attributeValue(row);
      if (fixed === null) fixed = { row, value };
      else fixed.value = joinReferences(value, fixed.value);
    });
  }
  return fixed;
}

interface Reference {
  scheme: string | null;
  authority: string | null;
  path: string;
  query: string | null;
}

/** A URI reference in its parts without the fragment (RFC 3986, appendix B). */
function splitReference(reference: string): Reference {
  const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(reference)!;
  return { scheme: parts[1] ?? null, authority: parts[2] ?? null, path: parts[3], query: parts[4] ?? null };
}

/** join-URI-References of Canonical XML 1.1, section 2.4: RFC 3986, section 5.2, where the base may be relative too. */
export function joinReferences(base: string, reference: string): string {
  const from = splitReference(base);
  const to = splitReference(reference);
  // A trailing '..' or '.' names a folder, so a reference to it must not take its place.
  const basePath = /(^|\/)\.\.?$/.test(from.path) ? from.path + '/' : from.path;
  if (to.scheme !== null) return joinParts({ ...to, path: removeDots(to.path) });
  if (to.authority !== null) return joinParts({ ...to, scheme: from.scheme, path: removeDots(to.path) });
  const { scheme, authority } = from;
  if (to.path === '') return joinParts({ scheme, authority, path: removeDots(basePath), query: to.query ?? from.query });
  if (to.path.startsWith('/')) return joinParts({ scheme, authority, path: removeDots(to.path), query: to.query });
  const merged = authority !== null && basePath === '' ? '/' + to.path : basePath.slice(0, basePath.lastIndexOf('/') + 1) + to.path;
  return joinParts({ scheme, authority, path: removeDots(merged), query: to.query });
}

function joinParts({ scheme, authority, path, query }: Reference): string {
  return (scheme === null ? '' : scheme + ':') + (authority === null ? '' : '//' + authority) + path + (query === null ? '' : '?' + query);
}

/** Remove Dot Segments as section 2.4 changes it: leading '..' of a relative path stay, and '//' becomes '/'. */
function removeDots(path: string): string {
  const isRooted = path.startsWith('/');
  const kept: string[] = [];
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const segment of segments) {
    if (segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isRooted) kept.push(segment);
  }
  const last = segments.at(-1);
  const isFolder = path.endsWith('/') || last === '.' || last === '..';
  return (isRooted ? '/' : '') + kept.join('/') + (isFolder && kept.length > 0 ? '/' : '');
}
