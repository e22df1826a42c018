/** Which namespace declarations a canonical start tag has, while the elements are walked in document order. */
import { EMPTY, UNBOUND, XML } from './xml-names.ts';
import {
  ATTRIBUTE_PREFIX, ATTRIBUTE_URI, ATTRIBUTE_WIDTH, DECLARATION_PREFIX, DECLARATION_URI, DECLARATION_WIDTH, ELEMENT_PREFIX,
  ELEMENT_URI, ELEMENT_WIDTH,
} from './xml-tables.ts';
import type { XmlTree } from './xml-tree.ts';

/** Prefixes up to which sorting by insertion is quicker than the general sort. */
const fewPrefixes = 16;

export class RenderedNamespaces {
  /** For a prefix: the namespace its last declaration written around here gives it, or UNBOUND. */
  rendered = new Int32Array(1 << 11).fill(UNBOUND);
  /** The prefixes to declare on the current element are the first `pendingCount`; setting an array's length is slow. */
  readonly pending: number[] = [];
  pendingCount = 0;
  /** Pairs of a prefix and what it was rendered as before; with per open element, the length before it. */
  private readonly undo: number[] = [];
  private readonly marks: number[] = [];
  private tree: XmlTree | null = null;
  /** The prefixes treated as inclusive C14N treats all; null for all of them. */
  private inclusive: ReadonlySet<number> | null = null;

  constructor() {
    this.rendered[EMPTY] = EMPTY;
  }

  /** Begins a canonical form. `inclusive` is the PrefixList of exclusive C14N, or null for inclusive C14N. */
  begin(tree: XmlTree, inclusive: ReadonlySet<number> | null): void {
    this.tree = tree;
    this.inclusive = inclusive;
    if (this.rendered.length >= tree.names.count) return;
    this.rendered = new Int32Array(tree.names.count * 2).fill(UNBOUND);
    this.rendered[EMPTY] = EMPTY;
  }

  /** Ends the canonical form, finished or not. */
  end(): void {
    this.undoTo(0);
    this.marks.length = 0;
    this.tree = null;
  }

  /** Enters an element and sets `pending` to what its start tag declares, sorted. */
  enter(element: number, isApex: boolean): void {
    this.marks.push(this.undo.length);
    this.pendingCount = 0;
    if (this.inclusive === null) {
      if (isApex) this.collectInScope(element, null);
      else this.collectDeclared(element, null);
      return;
    }
    this.collectUsed(element);
    if (this.inclusive.size === 0) return;
    if (isApex) this.collectInScope(element, this.inclusive);
    else this.collectDeclared(element, this.inclusive);
  }

  /** Leaves the element entered last. */
  leave(): void {
    this.undoTo(this.marks.pop()!);
  }

  /** Puts `pending` in the order of section 2.3: by prefix, the default namespace first. */
  sortPending(): void {
    const { pending, pendingCount } = this;
    const { names } = this.tree!;
    if (pendingCount > fewPrefixes) {
      pending.length = pendingCount;
      pending.sort((left, right) => names.compare(left, right));
      return;
    }
    for (let i = 1; i < pendingCount; i++) {
      const prefix = pending[i];
      let at = i;
      for (; at > 0 && names.compare(pending[at - 1], prefix) > 0; at--) pending[at] = pending[at - 1];
      pending[at] = prefix;
    }
  }

  /** Whether the declarations in the element's source are exactly `pending`. */
  areAsDeclared(element: number): boolean {
    const { cells } = this.tree!;
    const first = this.tree!.firstDeclaration(element);
    const stop = this.tree!.firstDeclaration(element + 1);
    if (stop - first !== this.pendingCount * DECLARATION_WIDTH) return false;
    for (let row = first; row < stop; row += DECLARATION_WIDTH) if (!this.isPending(cells[row + DECLARATION_PREFIX])) return false;
    return true;
  }

  private isPending(prefix: number): boolean {
    for (let i = 0; i < this.pendingCount; i++) if (this.pending[i] === prefix) return true;
    return false;
  }

  /** Exclusive C14N, section 3: the prefixes the element and its attributes are written with. */
  private collectUsed(element: number): void {
    const { cells } = this.tree!;
    this.need(cells[element * ELEMENT_WIDTH + ELEMENT_PREFIX], cells[element * ELEMENT_WIDTH + ELEMENT_URI]);
    const stop = this.tree!.firstAttribute(element + 1);
    for (let row = this.tree!.firstAttribute(element); row < stop; row += ATTRIBUTE_WIDTH) {
      const prefix = cells[row + ATTRIBUTE_PREFIX];
      if (prefix !== EMPTY) this.need(prefix, cells[row + ATTRIBUTE_URI]);
    }
  }

  /** The element's own declarations, all or those of `only`. */
  private collectDeclared(element: number, only: ReadonlySet<number> | null): void {
    const { cells } = this.tree!;
    const stop = this.tree!.firstDeclaration(element + 1);
    for (let row = this.tree!.firstDeclaration(element); row < stop; row += DECLARATION_WIDTH) {
      const prefix = cells[row + DECLARATION_PREFIX];
      if (only === null || only.has(prefix)) this.need(prefix, cells[row + DECLARATION_URI]);
    }
  }

  /** The declarations in scope at the apex: the innermost of each prefix. */
  private collectInScope(element: number, only: ReadonlySet<number> | null): void {
    const tree = this.tree!;
    const met = new Set<number>();
    for (let around = element; around >= 0; around = tree.parent(around)) {
      const stop = tree.firstDeclaration(around + 1);
      for (let row = tree.firstDeclaration(around); row < stop; row += DECLARATION_WIDTH) {
        const prefix = tree.cells[row + DECLARATION_PREFIX];
        if (met.has(prefix) || (only !== null && !only.has(prefix))) continue;
        met.add(prefix);
        this.need(prefix, tree.cells[row + DECLARATION_URI]);
      }
    }
  }

  /** The prefix has to stand for `uri` here: declares it unless an element around already wrote just that. */
  private need(prefix: number, uri: number): void {
    const before = this.rendered[prefix];
    if (before === uri || prefix === XML) return;
    this.undo.push(prefix, before);
    this.rendered[prefix] = uri;
    this.pending[this.pendingCount++] = prefix;
  }

  private undoTo(length: number): void {
    const { undo } = this;
    while (undo.length > length) {
      const before = undo.pop()!;
      this.rendered[undo.pop()!] = before;
    }
  }
}
