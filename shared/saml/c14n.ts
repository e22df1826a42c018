/**
 * Canonical XML of an element and what is in it, as XML Signature digests it: Exclusive C14N 1.0 and Canonical XML 1.0
 * and 1.1, each with or without comments. Most of a canonical form is the source, so runs of source are copied, and
 * only what differs is written: the tags flagged by the reader or with other namespace declarations, and the ranges of
 * text in the table of rewrites.
 */
import type { Tree } from './tree.ts';
import { c14n } from '../urns.ts';
import { fixedBase, inheritedAttributes10, inheritedAttributes11 } from './c14n-xml-attributes.ts';
import type { FixedBase } from './c14n-xml-attributes.ts';
import { RenderedNamespaces } from './c14n-namespaces.ts';
import { CanonicalOutput } from './c14n-output.ts';
import { EMPTY } from './xml-names.ts';
import {
  ATTRIBUTE_LOCAL, ATTRIBUTE_NAME_STOP, ATTRIBUTE_PLAIN, ATTRIBUTE_START, ATTRIBUTE_URI, ATTRIBUTE_VALUE_START,
  ATTRIBUTE_VALUE_STOP, ATTRIBUTE_WIDTH, ELEMENT_FLAGS, ELEMENT_NAME_STOP, ELEMENT_OPEN_STOP, ELEMENT_START, ELEMENT_STOP,
  ELEMENT_WIDTH, FLAG_ATTRIBUTES_UNSORTED, FLAG_EMPTY_TAG, FLAG_TAG_DIFFERS, REWRITE_KIND, REWRITE_START, REWRITE_STOP, REWRITE_TEXT, REWRITE_WIDTH,
} from './xml-tables.ts';
import { XmlTree } from './xml-tree.ts';

export interface CanonicalOptions {
  /** One of the URIs of `c14n` in urns.ts. */
  algorithm: string;
  /** InclusiveNamespaces PrefixList of the exclusive algorithms; '#default' (or '') is the default namespace. */
  inclusivePrefixes?: readonly string[];
  /** An element that is left out with all that is in it, as the enveloped-signature transform does. */
  omit?: number;
}

/** Whether `canonicalize` takes that algorithm. */
export function isCanonicalization(algorithm: string): boolean {
  return methods.has(algorithm);
}

/**
 * A canonical form can be larger than its document without bound: exclusive C14N repeats a long namespace name on each
 * element that uses it. Real ones grow by less than a half.
 */
const canonicalGrowth = 4;
/** The smallest limit on a canonical form, in bytes. */
const canonicalFloor = 16 * 1024 * 1024;

interface Method {
  kind: 'exclusive' | '1.0' | '1.1';
  withComments: boolean;
}

const methods: ReadonlyMap<string, Method> = new Map([
  [c14n.exclusive, { kind: 'exclusive', withComments: false }],
  [c14n.exclusiveWithComments, { kind: 'exclusive', withComments: true }],
  [c14n.inclusive, { kind: '1.0', withComments: false }],
  [c14n.inclusiveWithComments, { kind: '1.0', withComments: true }],
  [c14n.inclusive11, { kind: '1.1', withComments: false }],
  [c14n.inclusive11WithComments, { kind: '1.1', withComments: true }],
]);

/**
 * The canonical form of an element, its attributes and all that is in it, as a document subset: namespaces in scope
 * and, for the inclusive algorithms, xml: attributes come from the elements around it. Returns new memory.
 * Throws RangeError for an algorithm it does not know, CanonicalFormTooLarge for a document made to explode.
 */
export function canonicalize(tree: Tree, element: number, options: CanonicalOptions): Uint8Array {
  const method = methods.get(options.algorithm);
  if (method === undefined) throw new RangeError(`Unknown canonicalisation algorithm: ${options.algorithm}`);
  if (!(tree instanceof XmlTree)) throw new TypeError('Only a tree from parseXml can be canonicalised.');
  const inclusive = method.kind === 'exclusive' ? prefixNumbers(tree, options.inclusivePrefixes ?? []) : null;
  output.begin(Math.max(canonicalFloor, tree.bytes.length * canonicalGrowth), tree.stop(element) - tree.start(element));
  namespaces.begin(tree, inclusive);
  try {
    new Canonicalization(tree, element, method, options.omit ?? -1).write();
    return output.take();
  } finally {
    namespaces.end();
    output.release();
  }
}

/** Memory shared by all canonical forms; they are written one at a time. */
const output = new CanonicalOutput();
const namespaces = new RenderedNamespaces();

const noPrefixes: ReadonlySet<number> = new Set();

function prefixNumbers(tree: XmlTree, prefixes: readonly string[]): ReadonlySet<number> {
  if (prefixes.length === 0) return noPrefixes;
  return new Set(prefixes.map((prefix) => (prefix === '#default' ? EMPTY : tree.names.find(prefix))));
}

/** Attributes up to which sorting by insertion is quicker than the general sort. */
const fewAttributes = 16;

/** Puts attribute rows in the order of section 2.3: by namespace name, then local name. */
function sortAttributes(tree: XmlTree, rows: number[]): void {
  const { cells, names } = tree;
  const compare = (left: number, right: number): number => {
    const byUri = names.compare(cells[left + ATTRIBUTE_URI], cells[right + ATTRIBUTE_URI]);
    return byUri !== 0 ? byUri : names.compare(cells[left + ATTRIBUTE_LOCAL], cells[right + ATTRIBUTE_LOCAL]);
  };
  if (rows.length > fewAttributes) {
    rows.sort(compare);
    return;
  }
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i];
    let at = i;
    for (; at > 0 && compare(rows[at - 1], row) > 0; at--) rows[at] = rows[at - 1];
    rows[at] = row;
  }
}

/** One canonical form being written. */
class Canonicalization {
  private readonly tree: XmlTree;
  private readonly apex: number;
  private readonly method: Method;
  private readonly omit: number;
  /** Source from here on is not yet written. */
  private pendingFrom = 0;
  /** The first row of rewrites that is not before `pendingFrom`. */
  private rewrite: number;

  constructor(tree: XmlTree, apex: number, method: Method, omit: number) {
    this.tree = tree;
    this.apex = apex;
    this.method = method;
    this.omit = omit;
    this.rewrite = tree.rewritesAt;
  }

  write(): void {
    const { tree, apex, omit } = this;
    const { cells } = tree;
    this.skipTo(cells[apex * ELEMENT_WIDTH + ELEMENT_START]);
    const end = tree.end(apex);
    /** Last descendants, plus one, of the elements that are open. */
    const open: number[] = [];
    for (let element = apex; element < end;) {
      while (open.length > 0 && open[open.length - 1] <= element) {
        open.pop();
        namespaces.leave();
      }
      if (element === omit) {
        this.flush(cells[element * ELEMENT_WIDTH + ELEMENT_START]);
        this.skipTo(cells[element * ELEMENT_WIDTH + ELEMENT_STOP]);
        element = tree.end(element);
        continue;
      }
      namespaces.enter(element, element === apex);
      open.push(tree.end(element));
      this.startTag(element);
      element++;
    }
    this.flush(cells[apex * ELEMENT_WIDTH + ELEMENT_STOP]);
  }

  /** Leaves out the source up to `to`. */
  private skipTo(to: number): void {
    const { cells, rewritesAt, sectionsAt } = this.tree;
    this.pendingFrom = to;
    // Binary search: a part that is left out may hold many.
    let low = (this.rewrite - rewritesAt) / REWRITE_WIDTH;
    let high = (sectionsAt - rewritesAt) / REWRITE_WIDTH;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cells[rewritesAt + middle * REWRITE_WIDTH + REWRITE_START] < to) low = middle + 1;
      else high = middle;
    }
    this.rewrite = rewritesAt + low * REWRITE_WIDTH;
  }

  /** Writes the source up to `to`, with the rewrites in it. */
  private flush(to: number): void {
    const { bytes, cells, sectionsAt } = this.tree;
    let from = this.pendingFrom;
    let row = this.rewrite;
    while (row < sectionsAt && cells[row + REWRITE_START] < to) {
      output.copy(bytes, from, cells[row + REWRITE_START]);
      from = cells[row + REWRITE_STOP];
      if (cells[row + REWRITE_KIND] === REWRITE_TEXT) output.text(bytes, cells[row + REWRITE_START], from, this.method.withComments);
      row += REWRITE_WIDTH;
    }
    output.copy(bytes, from, to);
    this.pendingFrom = to;
    this.rewrite = row;
  }

  /** Writes what differs of the start tag; the rest is left to the next run of source. */
  private startTag(element: number): void {
    const { tree } = this;
    const row = element * ELEMENT_WIDTH;
    const isEmpty = (tree.cells[row + ELEMENT_FLAGS] & FLAG_EMPTY_TAG) !== 0;
    const stop = tree.cells[row + ELEMENT_OPEN_STOP];
    const isApexOfInclusive = element === this.apex && this.method.kind !== 'exclusive' && tree.parent(element) >= 0;
    if (isApexOfInclusive || (tree.cells[row + ELEMENT_FLAGS] & FLAG_TAG_DIFFERS) !== 0) {
      this.writeName(row);
      this.writeDeclarations();
      this.writeAttributes(element, isApexOfInclusive);
      this.pendingFrom = isEmpty ? stop - 2 : stop - 1;
    } else if (!namespaces.areAsDeclared(element)) {
      this.writeName(row);
      this.writeDeclarations();
      const first = tree.firstAttribute(element);
      const hasAttributes = first < tree.firstAttribute(element + 1);
      // The attributes, with the blank before the first one, are in the source as they should be.
      this.pendingFrom = hasAttributes ? tree.cells[first + ATTRIBUTE_START] - 1 : isEmpty ? stop - 2 : stop - 1;
    }
    if (isEmpty) this.closeEmpty(row, stop);
  }

  /** Writes '<' and the name, after the source before it. */
  private writeName(row: number): void {
    const { bytes, cells } = this.tree;
    this.flush(cells[row + ELEMENT_START]);
    output.copy(bytes, cells[row + ELEMENT_START], cells[row + ELEMENT_NAME_STOP]);
  }

  /** `<a b="c"/>` becomes `<a b="c"></a>`. */
  private closeEmpty(row: number, stop: number): void {
    const { bytes, cells } = this.tree;
    this.flush(stop - 2);
    output.ascii('></');
    output.copy(bytes, cells[row + ELEMENT_START] + 1, cells[row + ELEMENT_NAME_STOP]);
    output.ascii('>');
    this.pendingFrom = stop;
  }

  private writeDeclarations(): void {
    const { names } = this.tree;
    namespaces.sortPending();
    for (let i = 0; i < namespaces.pendingCount; i++) {
      const prefix = namespaces.pending[i];
      const uri = namespaces.rendered[prefix];
      output.ascii(prefix === EMPTY ? ' xmlns' : ' xmlns:');
      output.copy(names.source(prefix), names.start(prefix), names.stop(prefix));
      output.ascii('="');
      output.plainValue(names.source(uri), names.start(uri), names.stop(uri));
      output.ascii('"');
    }
  }

  private writeAttributes(element: number, isApexOfInclusive: boolean): void {
    const { tree } = this;
    const first = tree.firstAttribute(element);
    const stop = tree.firstAttribute(element + 1);
    const isSorted = (tree.cells[element * ELEMENT_WIDTH + ELEMENT_FLAGS] & FLAG_ATTRIBUTES_UNSORTED) === 0;
    if (isSorted && !isApexOfInclusive) {
      for (let row = first; row < stop; row += ATTRIBUTE_WIDTH) this.writeAttribute(row);
      return;
    }
    const rows: number[] = [];
    for (let row = first; row < stop; row += ATTRIBUTE_WIDTH) rows.push(row);
    const base = isApexOfInclusive ? this.inherit(element, rows) : null;
    sortAttributes(tree, rows);
    for (const row of rows) {
      if (row !== base?.row) this.writeAttribute(row);
      else if (base.value !== '') this.writeBase(base);
    }
  }

  /** Adds to the apex's attributes those it inherits; returns what becomes of its xml:base, null when it stays. */
  private inherit(apex: number, rows: number[]): FixedBase | null {
    if (this.method.kind === '1.0') {
      rows.push(...inheritedAttributes10(this.tree, apex));
      return null;
    }
    rows.push(...inheritedAttributes11(this.tree, apex));
    const base = fixedBase(this.tree, apex);
    if (base !== null && !rows.includes(base.row)) rows.push(base.row);
    return base;
  }

  private writeBase(base: FixedBase): void {
    const value = Buffer.from(base.value);
    output.ascii(' xml:base="');
    output.plainValue(value, 0, value.length);
    output.ascii('"');
  }

  private writeAttribute(row: number): void {
    const { bytes, cells } = this.tree;
    output.ascii(' ');
    output.copy(bytes, cells[row + ATTRIBUTE_START], cells[row + ATTRIBUTE_NAME_STOP]);
    output.ascii('="');
    const start = cells[row + ATTRIBUTE_VALUE_START];
    const stop = cells[row + ATTRIBUTE_VALUE_STOP];
    if (cells[row + ATTRIBUTE_PLAIN] === 1) output.copy(bytes, start, stop);
    else output.value(bytes, start, stop);
    output.ascii('"');
  }
}
