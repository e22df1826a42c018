/**
 * The shape of a parsed document: tables of integers, one row per element, attribute, declaration and so on. A column
 * is a constant that is added to the index of the row's first integer. Offsets are bytes into the document; names,
 * prefixes and namespace names are numbers of the name table (xml-names.ts).
 */

/** Elements, in document order, and one last row that only closes the attribute and declaration ranges. */
export const ELEMENT_WIDTH = 14;
/** The '<' of the start tag. */
export const ELEMENT_START = 0;
export const ELEMENT_NAME_STOP = 1;
/** After the '>' of the start tag. */
export const ELEMENT_OPEN_STOP = 2;
/** The '<' of the end tag; the same as ELEMENT_OPEN_STOP for an empty-element tag. */
export const ELEMENT_CLOSE_START = 3;
/** After the '>' of the end tag. */
export const ELEMENT_STOP = 4;
export const ELEMENT_PARENT = 5;
/** One past the last descendant, as an element number. */
export const ELEMENT_END = 6;
export const ELEMENT_PREFIX = 7;
export const ELEMENT_LOCAL = 8;
export const ELEMENT_URI = 9;
export const ELEMENT_KIND = 10;
/** First attribute row; the last is the one before the next element's first. */
export const ELEMENT_ATTRIBUTES = 11;
/** First namespace declaration row, likewise. */
export const ELEMENT_DECLARATIONS = 12;
export const ELEMENT_FLAGS = 13;

/** The start tag is not written as Canonical XML writes it (spacing, quotes, order, references). */
export const FLAG_TAG_DIFFERS = 1;
/** `<a/>`. */
export const FLAG_EMPTY_TAG = 2;
/** The text directly inside holds a reference, a CDATA section, a comment or a carriage return. */
export const FLAG_TEXT_DIFFERS = 4;
/** The attributes do not stand in the order of Canonical XML; FLAG_TAG_DIFFERS is set as well. */
export const FLAG_ATTRIBUTES_UNSORTED = 8;

/** Attributes other than namespace declarations. */
export const ATTRIBUTE_WIDTH = 8;
export const ATTRIBUTE_START = 0;
export const ATTRIBUTE_NAME_STOP = 1;
/** After the opening quote. */
export const ATTRIBUTE_VALUE_START = 2;
/** The closing quote. */
export const ATTRIBUTE_VALUE_STOP = 3;
export const ATTRIBUTE_PREFIX = 4;
export const ATTRIBUTE_LOCAL = 5;
export const ATTRIBUTE_URI = 6;
/** 1 when the bytes between the quotes are both the value and its canonical form. */
export const ATTRIBUTE_PLAIN = 7;

/** Namespace declarations. The one of the prefix `xml`, which declares nothing new, is left out. */
export const DECLARATION_WIDTH = 2;
export const DECLARATION_PREFIX = 0;
export const DECLARATION_URI = 1;

/** Source ranges outside start tags that Canonical XML writes differently, in document order, never overlapping. */
export const REWRITE_WIDTH = 3;
export const REWRITE_START = 0;
export const REWRITE_STOP = 1;
export const REWRITE_KIND = 2;
/** Character data, references, CDATA sections and comments up to the next tag. */
export const REWRITE_TEXT = 0;
/** White space inside an end tag. */
export const REWRITE_DROP = 1;

/** Comments and CDATA sections. */
export const SECTION_WIDTH = 4;
export const SECTION_KIND = 0;
export const SECTION_ELEMENT = 1;
export const SECTION_START = 2;
export const SECTION_STOP = 3;
export const SECTION_COMMENT = 0;
export const SECTION_CDATA = 1;

/** Integers up to which memory is kept for the next document. */
export const keptIntegers = 1 << 18;

/** A growing table that is filled for one document after the other. */
export class IntegerTable {
  readonly width: number;
  rows: Int32Array;
  count = 0;
  private readonly initialRows: number;

  constructor(width: number, initialRows: number) {
    this.width = width;
    this.initialRows = initialRows;
    this.rows = new Int32Array(width * initialRows);
  }

  /** Adds a row with unset contents and returns the index of its first integer in `rows`. */
  add(): number {
    const index = this.count++ * this.width;
    if (index + this.width > this.rows.length) this.grow();
    return index;
  }

  /** Integers in use. */
  get used(): number {
    return this.count * this.width;
  }

  /** Forgets the rows. */
  clear(): void {
    this.count = 0;
    if (this.rows.length > keptIntegers) this.rows = new Int32Array(this.width * this.initialRows);
  }

  private grow(): void {
    const larger = new Int32Array(this.rows.length * 2);
    larger.set(this.rows);
    this.rows = larger;
  }
}

/**
 * The rows of all tables, one table after the other: one allocation is far cheaper than one per table. They go into `memory` if that
 * is large enough, else into new memory.
 */
export function gather(tables: readonly IntegerTable[], memory: Int32Array | null): Int32Array {
  let total = 0;
  for (const table of tables) total += table.used;
  const cells = memory !== null && memory.length >= total ? memory : new Int32Array(total);
  let at = 0;
  for (const table of tables) {
    const { used } = table;
    if (used > 0) cells.set(table.rows.subarray(0, used), at);
    at += used;
  }
  return cells;
}
