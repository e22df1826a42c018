/** The tree over the tables of a document that was read. It has them to itself, so that later documents do not change it. */
import { isAscii } from 'node:buffer';
import type { Tree, XmlAttribute } from './tree.ts';
import { ns } from '../urns.ts';
import { DocumentNames } from './xml-document-names.ts';
import type { Draft } from './xml-draft.ts';
import { EMPTY, nameTable } from './xml-names.ts';
import { Positions } from './xml-position.ts';
import type { Position } from './xml-position.ts';
import {
  ATTRIBUTE_LOCAL, ATTRIBUTE_PLAIN, ATTRIBUTE_PREFIX, ATTRIBUTE_START, ATTRIBUTE_URI, ATTRIBUTE_VALUE_START, ATTRIBUTE_VALUE_STOP,
  ATTRIBUTE_WIDTH, DECLARATION_PREFIX, DECLARATION_URI, DECLARATION_WIDTH, ELEMENT_ATTRIBUTES, ELEMENT_CLOSE_START,
  ELEMENT_DECLARATIONS, ELEMENT_END, ELEMENT_FLAGS, ELEMENT_KIND, ELEMENT_LOCAL, ELEMENT_OPEN_STOP, ELEMENT_PARENT,
  ELEMENT_PREFIX, ELEMENT_START, ELEMENT_STOP, ELEMENT_URI, ELEMENT_WIDTH, FLAG_TEXT_DIFFERS, gather, SECTION_CDATA, SECTION_COMMENT,
  SECTION_ELEMENT, SECTION_KIND, SECTION_START, SECTION_STOP, SECTION_WIDTH,
} from './xml-tables.ts';
import { attributeText, characterData } from './xml-text.ts';
import type { SourceBytes } from './xml-text.ts';

/**
 * Up to this many bytes an ASCII document becomes one string, and its values are cut out of that, which is far quicker than
 * decoding each. No more, because a value that somebody keeps then keeps the whole string.
 */
const cutOutBytes = 1 << 21;

type Section = { element: number; start: number; stop: number };

/** The fields beyond Tree are for canonicalisation, which works on the tables themselves. */
export class XmlTree implements Tree {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** `bytes` and the 0 after them. */
  readonly source: SourceBytes;
  readonly names = new DocumentNames();
  /** All tables: elements from 0, then attributes, declarations, rewrites and sections, each up to the next. */
  readonly cells: Int32Array;
  private readonly attributesAt: number;
  private readonly declarationsAt: number;
  readonly rewritesAt: number;
  readonly sectionsAt: number;
  private readonly sectionsStop: number;
  private readonly positions: Positions;
  private foundText: string | null = null;
  /** Every byte is a character, and values are cut out of `documentText`. */
  private readonly isCutOut: boolean;
  private foundComments: readonly Section[] | null = null;
  private foundCdata: readonly Section[] | null = null;
  private foundOrdinals: Int32Array | null = null;

  /** `memory` is for the tables, if they fit; nobody else may use it while the tree is in use. */
  constructor(draft: Draft, memory: Int32Array | null = null) {
    this.source = draft.bytes;
    this.bytes = new Uint8Array(draft.bytes.buffer, draft.bytes.byteOffset, draft.end);
    this.count = draft.elements.count - 1;
    this.attributesAt = draft.elements.used;
    this.declarationsAt = this.attributesAt + draft.attributes.used;
    this.rewritesAt = this.declarationsAt + draft.declarations.used;
    this.sectionsAt = this.rewritesAt + draft.rewrites.used;
    this.sectionsStop = this.sectionsAt + draft.sections.used;
    this.cells = gather([draft.elements, draft.attributes, draft.declarations, draft.rewrites, draft.sections], memory);
    this.isCutOut = draft.end <= cutOutBytes && isAscii(this.bytes);
    this.positions = new Positions(this.bytes, this.isCutOut);
  }

  get documentText(): string {
    return (this.foundText ??= this.isCutOut || isAscii(this.bytes) ? this.source.latin1Slice(0, this.bytes.length) : this.source.utf8Slice(0, this.bytes.length));
  }

  kind(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_KIND];
  }

  local(element: number): string {
    return this.names.text(this.cells[element * ELEMENT_WIDTH + ELEMENT_LOCAL]);
  }

  namespace(element: number): string {
    return this.names.text(this.cells[element * ELEMENT_WIDTH + ELEMENT_URI]);
  }

  prefix(element: number): string {
    return this.names.text(this.cells[element * ELEMENT_WIDTH + ELEMENT_PREFIX]);
  }

  parent(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_PARENT];
  }

  firstChild(element: number): number {
    return element + 1 < this.end(element) ? element + 1 : -1;
  }

  nextSibling(element: number): number {
    const next = this.end(element);
    return next < this.count && this.parent(next) === this.parent(element) ? next : -1;
  }

  end(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_END];
  }

  depth(element: number): number {
    let depth = 0;
    for (let around = this.parent(element); around >= 0; around = this.parent(around)) depth++;
    return depth;
  }

  child(element: number, kind: number): number {
    const end = this.end(element);
    for (let child = element + 1; child < end; child = this.end(child)) if (this.kind(child) === kind) return child;
    return -1;
  }

  childrenOf(element: number, kind: number): number[] {
    const found: number[] = [];
    const end = this.end(element);
    for (let child = element + 1; child < end; child = this.end(child)) if (this.kind(child) === kind) found.push(child);
    return found;
  }

  children(element: number): number[] {
    const found: number[] = [];
    const end = this.end(element);
    for (let child = element + 1; child < end; child = this.end(child)) found.push(child);
    return found;
  }

  attribute(element: number, local: string, namespace = ''): string | null {
    const row = this.attributeRow(element, local, namespace);
    return row < 0 ? null : this.attributeValue(row);
  }

  attributes(element: number): XmlAttribute[] {
    const { names, cells: rows } = this;
    const found: XmlAttribute[] = [];
    for (let row = this.firstAttribute(element); row < this.firstAttribute(element + 1); row += ATTRIBUTE_WIDTH) {
      found.push({
        local: names.text(rows[row + ATTRIBUTE_LOCAL]),
        prefix: names.text(rows[row + ATTRIBUTE_PREFIX]),
        namespace: names.text(rows[row + ATTRIBUTE_URI]),
        value: this.attributeValue(row),
        start: rows[row + ATTRIBUTE_START],
        stop: rows[row + ATTRIBUTE_VALUE_STOP] + 1,
      });
    }
    return found;
  }

  attributeSpan(element: number, local: string, namespace = ''): { start: number; stop: number } | null {
    const row = this.attributeRow(element, local, namespace);
    return row < 0 ? null : { start: this.cells[row + ATTRIBUTE_START], stop: this.cells[row + ATTRIBUTE_VALUE_STOP] + 1 };
  }

  mayHavePrefixed(local: string): boolean {
    return this.names.ownHolds(`:${local}`);
  }

  resolvePrefix(element: number, prefix: string): string | null {
    if (prefix === 'xml') return ns.xml;
    for (let around = element; around >= 0; around = this.parent(around)) {
      const stop = this.firstDeclaration(around + 1);
      for (let row = this.firstDeclaration(around); row < stop; row += DECLARATION_WIDTH) {
        if (this.names.text(this.cells[row + DECLARATION_PREFIX]) === prefix) return this.names.text(this.cells[row + DECLARATION_URI]);
      }
    }
    return prefix === '' ? '' : null;
  }

  text(element: number): string {
    const end = this.end(element);
    if (element + 1 === end) return this.run(element, this.contentStart(element), this.contentStop(element));
    let text = '';
    let from = this.contentStart(element);
    for (let child = element + 1; child < end; child = this.end(child)) {
      text += this.run(element, from, this.start(child));
      from = this.stop(child);
    }
    return text + this.run(element, from, this.contentStop(element));
  }

  textDeep(element: number): string {
    let text = '';
    let from = this.contentStart(element);
    let around = element;
    for (let inner = element + 1; inner < this.end(element); inner++) {
      // Leave the elements that end before this one begins.
      for (; this.end(around) <= inner; around = this.parent(around)) {
        text += this.run(around, from, this.contentStop(around));
        from = this.stop(around);
      }
      text += this.run(around, from, this.start(inner));
      from = this.contentStart(inner);
      around = inner;
    }
    for (; around !== element; around = this.parent(around)) {
      text += this.run(around, from, this.contentStop(around));
      from = this.stop(around);
    }
    return text + this.run(element, from, this.contentStop(element));
  }

  start(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_START];
  }

  stop(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_STOP];
  }

  contentStart(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_OPEN_STOP];
  }

  contentStop(element: number): number {
    return this.cells[element * ELEMENT_WIDTH + ELEMENT_CLOSE_START];
  }

  get comments(): readonly Section[] {
    return (this.foundComments ??= this.sectionsOf(SECTION_COMMENT));
  }

  get cdata(): readonly Section[] {
    return (this.foundCdata ??= this.sectionsOf(SECTION_CDATA));
  }

  path(element: number): string {
    const ordinals = (this.foundOrdinals ??= this.countSiblings());
    const steps: string[] = [];
    for (let at = element; at >= 0; at = this.parent(at)) {
      steps.push(ordinals[at] === 0 ? this.local(at) : `${this.local(at)}[${ordinals[at]}]`);
    }
    return steps.reverse().join('/');
  }

  locate(byte: number): Position {
    return this.positions.locate(byte);
  }

  /** Index of the element's first attribute row; `element` may be `count`. */
  firstAttribute(element: number): number {
    return this.attributesAt + this.cells[element * ELEMENT_WIDTH + ELEMENT_ATTRIBUTES] * ATTRIBUTE_WIDTH;
  }

  /** Index of the element's first declaration row; `element` may be `count`. */
  firstDeclaration(element: number): number {
    return this.declarationsAt + this.cells[element * ELEMENT_WIDTH + ELEMENT_DECLARATIONS] * DECLARATION_WIDTH;
  }

  /** The value of the attribute at that row index. */
  attributeValue(row: number): string {
    const rows = this.cells;
    const start = rows[row + ATTRIBUTE_VALUE_START];
    const stop = rows[row + ATTRIBUTE_VALUE_STOP];
    return rows[row + ATTRIBUTE_PLAIN] === 1 ? this.plain(start, stop) : attributeText(this.source, start, stop);
  }

  /** Index of the row of an attribute, or -1. */
  private attributeRow(element: number, local: string, namespace: string): number {
    const { names, cells: rows } = this;
    const first = this.firstAttribute(element);
    const stop = this.firstAttribute(element + 1);
    if (first === stop) return -1;
    const known = nameTable.seedNumber(local);
    for (let row = first; row < stop; row += ATTRIBUTE_WIDTH) {
      const name = rows[row + ATTRIBUTE_LOCAL];
      if (known >= 0 ? name !== known : names.text(name) !== local) continue;
      const uri = rows[row + ATTRIBUTE_URI];
      if (namespace === '' ? uri === EMPTY : names.text(uri) === namespace) return row;
    }
    return -1;
  }

  /** Character data of `element` in a range without tags. */
  private run(element: number, start: number, stop: number): string {
    if (start === stop) return '';
    const differs = (this.cells[element * ELEMENT_WIDTH + ELEMENT_FLAGS] & FLAG_TEXT_DIFFERS) !== 0;
    return differs ? characterData(this.source, start, stop) : this.plain(start, stop);
  }

  /** Bytes that are written as they are meant. */
  private plain(start: number, stop: number): string {
    return this.isCutOut ? this.documentText.slice(start, stop) : this.source.utf8Slice(start, stop);
  }

  private sectionsOf(kind: number): Section[] {
    const { cells } = this;
    const found: Section[] = [];
    for (let row = this.sectionsAt; row < this.sectionsStop; row += SECTION_WIDTH) {
      if (cells[row + SECTION_KIND] !== kind) continue;
      found.push({ element: cells[row + SECTION_ELEMENT], start: cells[row + SECTION_START], stop: cells[row + SECTION_STOP] });
    }
    return found;
  }

  /** Per element its place, from 1, among the siblings of the same local name; 0 for one that has no such siblings. */
  private countSiblings(): Int32Array {
    const ordinals = new Int32Array(this.count);
    const last = new Map<number, number>();
    for (let element = 1; element < this.count; element++) {
      const key = this.parent(element) * this.names.count + this.cells[element * ELEMENT_WIDTH + ELEMENT_LOCAL];
      const before = last.get(key);
      last.set(key, element);
      if (before === undefined) continue;
      ordinals[before] ||= 1;
      ordinals[element] = ordinals[before] + 1;
    }
    return ordinals;
  }
}
