/** A document while it is read: its bytes, the tables being filled, and where the reader is. */
import type { XmlLimits } from './xml-limits.ts';
import type { SourceBytes } from './xml-text.ts';
import { nameTable } from './xml-names.ts';
import {
  ATTRIBUTE_WIDTH, DECLARATION_WIDTH, ELEMENT_ATTRIBUTES, ELEMENT_DECLARATIONS, ELEMENT_NAME_STOP, ELEMENT_START, ELEMENT_WIDTH,
  IntegerTable, REWRITE_KIND, REWRITE_START, REWRITE_STOP, REWRITE_WIDTH, SECTION_ELEMENT, SECTION_KIND, SECTION_START,
  SECTION_STOP, SECTION_WIDTH,
} from './xml-tables.ts';
import { xmlLimits } from './xml-limits.ts';

const noBytes = Buffer.alloc(1) as SourceBytes;
const noView = new DataView(noBytes.buffer, noBytes.byteOffset, noBytes.length);

/** One is used for all documents, so that a small document costs no large allocation. */
export class Draft {
  readonly elements = new IntegerTable(ELEMENT_WIDTH, 256);
  readonly attributes = new IntegerTable(ATTRIBUTE_WIDTH, 512);
  readonly declarations = new IntegerTable(DECLARATION_WIDTH, 128);
  readonly rewrites = new IntegerTable(REWRITE_WIDTH, 128);
  readonly sections = new IntegerTable(SECTION_WIDTH, 32);
  /** The byte at `end` is 0, so that no loop has to compare its place with the end. */
  bytes: SourceBytes = noBytes;
  /** `bytes`, to be compared four at a time. */
  view = noView;
  end = 0;
  limits: XmlLimits = xmlLimits;
  /** The innermost open element, -1 outside the root, and how many are open. */
  current = -1;
  depth = 0;

  begin(bytes: SourceBytes, end: number, limits: XmlLimits): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = end;
    this.limits = limits;
    this.current = -1;
    this.depth = 0;
    nameTable.clear(limits.names);
  }

  /** Adds the row that closes the ranges of the last element. */
  finish(): void {
    const row = this.elements.add();
    this.elements.rows[row + ELEMENT_ATTRIBUTES] = this.attributes.count;
    this.elements.rows[row + ELEMENT_DECLARATIONS] = this.declarations.count;
  }

  /** Lets go of the document, whether it became a tree or was refused. */
  release(): void {
    for (const table of [this.elements, this.attributes, this.declarations, this.rewrites, this.sections]) table.clear();
    this.bytes = noBytes;
    this.view = noView;
  }

  addRewrite(start: number, stop: number, kind: number): void {
    const row = this.rewrites.add();
    const rows = this.rewrites.rows;
    rows[row + REWRITE_START] = start;
    rows[row + REWRITE_STOP] = stop;
    rows[row + REWRITE_KIND] = kind;
  }

  addSection(kind: number, start: number, stop: number): void {
    const row = this.sections.add();
    const rows = this.sections.rows;
    rows[row + SECTION_KIND] = kind;
    rows[row + SECTION_ELEMENT] = this.current;
    rows[row + SECTION_START] = start;
    rows[row + SECTION_STOP] = stop;
  }

  /** The innermost open element's name as it is written, for messages. */
  currentName(): string {
    const row = this.current * ELEMENT_WIDTH;
    const rows = this.elements.rows;
    return this.bytes.utf8Slice(rows[row + ELEMENT_START] + 1, rows[row + ELEMENT_NAME_STOP]);
  }
}
