/** Namespace declarations and what prefixes stand for while a document is read (Namespaces in XML 1.0). */
import type { Draft } from './xml-draft.ts';
import { Refusal } from './xml-fault.ts';
import { EMPTY, nameTable, NO_SCOPE, UNBOUND, XML, XML_URI, XMLNS, XMLNS_URI } from './xml-names.ts';
import {
  ATTRIBUTE_LOCAL, ATTRIBUTE_PREFIX, ATTRIBUTE_START, ATTRIBUTE_URI, ATTRIBUTE_WIDTH, DECLARATION_PREFIX, DECLARATION_URI,
  DECLARATION_WIDTH,
} from './xml-tables.ts';
import { attributeText } from './xml-text.ts';

/** From this many prefixed attributes on a set finds duplicates; below, comparing each with each is quicker. */
const manyPrefixed = 9;

/** Scopes that are numbered before a new document begins again: far more than a document can have on top of it. */
const manyScopes = 0x40000000;

const COLON = 0x3a;

/** Whether a namespace name has a scheme (RFC 3986, section 3.1), so is no relative reference. */
function isAbsolute(uri: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    const byte = uri[at];
    const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    if (isLetter) continue;
    if (at === start) return false;
    if (byte === COLON) return true;
    const isOther = (byte >= 0x30 && byte <= 0x39) || byte === 0x2b || byte === 0x2d || byte === 0x2e;
    if (!isOther) return false;
  }
  return false;
}

/** The declarations in scope are kept in `nameTable.scope`; this remembers how to undo them. */
export class Scope {
  private readonly draft: Draft;
  /** Pairs: a prefix and what it stood for before it was declared. */
  private readonly undo: number[] = [];
  /** Per depth, the length of `undo` before the element. */
  private readonly marks: number[] = [];
  /** Number of the declarations in scope: the same only where, in one document, exactly the same ones are. */
  current = NO_SCOPE + 1;
  private last = NO_SCOPE + 1;
  /** Per depth, `current` before the element. */
  private readonly outer: number[] = [];

  constructor(draft: Draft) {
    this.draft = draft;
  }

  /** Begins an element; `draft.depth` is the depth it has. */
  open(): void {
    this.marks[this.draft.depth] = this.undo.length;
    this.outer[this.draft.depth] = this.current;
  }

  /** Ends the element at `draft.depth`: its declarations are no longer in scope. */
  close(): void {
    this.undoTo(this.marks[this.draft.depth]);
    this.current = this.outer[this.draft.depth];
  }

  /** Ends all elements, as after a refusal. The next document has scopes of its own. */
  closeAll(): void {
    this.undoTo(0);
    if (this.last > manyScopes) {
      nameTable.twinScope.fill(NO_SCOPE);
      this.last = NO_SCOPE;
    }
    this.current = ++this.last;
  }

  private undoTo(length: number): void {
    const { undo } = this;
    while (undo.length > length) {
      const before = undo.pop()!;
      nameTable.scope[undo.pop()!] = before;
    }
  }

  /**
   * Declares the prefix of the attribute `name` (`xmlns` or `xmlns:prefix`), whose name is at `at` and whose value is at
   * bytes `valueStart` to `valueStop`. Returns whether there is a declaration to keep: there is none for `xml`.
   */
  declare(name: number, at: number, valueStart: number, valueStop: number, isPlain: boolean): boolean {
    const prefix = name === XMLNS ? EMPTY : nameTable.localOf[name];
    const uri = this.namespaceName(name, valueStart, valueStop, isPlain);
    if (prefix === XML && uri === XML_URI) return false;
    this.checkDeclaration(prefix, uri, at, valueStart);
    this.add(prefix, uri);
    return true;
  }

  /** Puts a declaration that was found good in scope, and in the table. */
  add(prefix: number, uri: number): void {
    this.undo.push(prefix, nameTable.scope[prefix]);
    nameTable.scope[prefix] = uri;
    this.current = ++this.last;
    const { declarations } = this.draft;
    const row = declarations.add();
    declarations.rows[row + DECLARATION_PREFIX] = prefix;
    declarations.rows[row + DECLARATION_URI] = uri;
  }

  /** The number of the namespace name in bytes `start` to `stop`, references and white space normalised. */
  private namespaceName(declaration: number, start: number, stop: number, isPlain: boolean): number {
    const { bytes } = this.draft;
    if (isPlain) {
      if (start < stop && !isAbsolute(bytes, start, stop)) this.refuseRelative(start, stop);
      return nameTable.findUri(declaration, bytes, start, stop, start);
    }
    const value = Buffer.from(attributeText(bytes, start, stop));
    if (value.length > 0 && !isAbsolute(value, 0, value.length)) this.refuseRelative(start, stop);
    return nameTable.findBytes(value, 0, value.length, start);
  }

  private refuseRelative(start: number, stop: number): never {
    const found = this.draft.bytes.utf8Slice(start, Math.min(stop, start + 100));
    throw new Refusal('namespace', start, `Found the relative namespace name "${found}"; expected an absolute URI. Signatures over relative ones cannot be computed.`);
  }

  /** The namespace constraints on declarations (sections 3 and 5). */
  private checkDeclaration(prefix: number, uri: number, at: number, valueStart: number): void {
    if (prefix === XMLNS) throw new Refusal('namespace', at, 'Found a declaration of the prefix xmlns; it must not be declared.');
    if (prefix === XML) throw new Refusal('namespace', valueStart, 'Found the prefix xml bound to another namespace; it always stands for http://www.w3.org/XML/1998/namespace.');
    if (uri === XML_URI) throw new Refusal('namespace', valueStart, 'Found a prefix other than xml bound to http://www.w3.org/XML/1998/namespace; only xml may be.');
    if (uri === XMLNS_URI) throw new Refusal('namespace', valueStart, 'Found a prefix bound to http://www.w3.org/2000/xmlns/; no prefix may be.');
    if (uri === EMPTY && prefix !== EMPTY) throw new Refusal('namespace', valueStart, 'Found a prefix declared with an empty namespace name; expected a URI (only the default namespace can be undeclared).');
  }

  /** The namespace of an element or attribute with that prefix, whose name is at `at`. */
  resolve(prefix: number, at: number): number {
    const uri = nameTable.scope[prefix];
    if (uri !== UNBOUND) return uri;
    const { bytes } = this.draft;
    const found = bytes.utf8Slice(at, bytes.indexOf(COLON, at));
    throw new Refusal('namespace', at, `Found the prefix "${found}", which is not declared; expected xmlns:${found}="..." on this element or around it.`);
  }

  /**
   * Sets the namespaces of the attributes from row `first` on and refuses two with the same expanded name (section 6.3).
   * Returns whether they stand in the order Canonical XML wants.
   */
  resolveAttributes(first: number): boolean {
    const { attributes } = this.draft;
    const rows = attributes.rows;
    let isSorted = true;
    let prefixed = 0;
    for (let attribute = first; attribute < attributes.count; attribute++) {
      const row = attribute * ATTRIBUTE_WIDTH;
      const prefix = rows[row + ATTRIBUTE_PREFIX];
      // The default namespace does not apply to attributes.
      if (prefix === EMPTY) {
        rows[row + ATTRIBUTE_URI] = EMPTY;
      } else {
        prefixed++;
        rows[row + ATTRIBUTE_URI] = this.resolve(prefix, rows[row + ATTRIBUTE_START]);
      }
      if (isSorted && attribute > first) isSorted = compareAttributes(rows, row - ATTRIBUTE_WIDTH, row) < 0;
    }
    if (prefixed > 1) this.refuseDuplicates(first, prefixed);
    return isSorted;
  }

  private refuseDuplicates(first: number, prefixed: number): void {
    const { attributes } = this.draft;
    const rows = attributes.rows;
    const met = prefixed < manyPrefixed ? null : new Set<number>();
    for (let row = first * ATTRIBUTE_WIDTH; row < attributes.count * ATTRIBUTE_WIDTH; row += ATTRIBUTE_WIDTH) {
      const uri = rows[row + ATTRIBUTE_URI];
      if (uri === EMPTY) continue;
      const local = rows[row + ATTRIBUTE_LOCAL];
      let isMet = false;
      if (met === null) {
        for (let other = first * ATTRIBUTE_WIDTH; other < row && !isMet; other += ATTRIBUTE_WIDTH) {
          isMet = rows[other + ATTRIBUTE_URI] === uri && rows[other + ATTRIBUTE_LOCAL] === local;
        }
      } else {
        const key = uri * nameTable.count + local;
        isMet = met.has(key);
        met.add(key);
      }
      if (isMet) throw new Refusal('duplicate-attribute', rows[row + ATTRIBUTE_START], 'Found two attributes with the same name and namespace, under different prefixes; expected it once.');
    }
  }

  /** Whether the declarations from row `first` on stand in the order Canonical XML wants: by prefix. */
  areSorted(first: number): boolean {
    const { declarations } = this.draft;
    const rows = declarations.rows;
    for (let row = (first + 1) * DECLARATION_WIDTH; row < declarations.count * DECLARATION_WIDTH; row += DECLARATION_WIDTH) {
      if (nameTable.compare(rows[row - DECLARATION_WIDTH + DECLARATION_PREFIX], rows[row + DECLARATION_PREFIX]) > 0) return false;
    }
    return true;
  }
}

/** Orders two attribute rows as Canonical XML does (1.0, section 2.3): namespace name, then local name. */
function compareAttributes(rows: Int32Array, left: number, right: number): number {
  const byUri = nameTable.compare(rows[left + ATTRIBUTE_URI], rows[right + ATTRIBUTE_URI]);
  return byUri !== 0 ? byUri : nameTable.compare(rows[left + ATTRIBUTE_LOCAL], rows[right + ATTRIBUTE_LOCAL]);
}
