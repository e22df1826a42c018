/**
 * The parsed document as the readers see it: elements are numbers (0 is the root, document order), everything else
 * is asked of the tree. Byte offsets are into `bytes`. A tree never changes after it was parsed.
 */
export interface Tree {
  /** The UTF-8 bytes that were parsed (after transcoding of UTF-16 or removal of a BOM). */
  readonly bytes: Uint8Array;
  /** All of `bytes` as a string. */
  readonly documentText: string;
  /** How many elements there are; valid elements are 0 to count - 1. */
  readonly count: number;

  /** The known-name number of the element (names.ts), 0 when it is none of them. */
  kind(element: number): number;
  local(element: number): string;
  namespace(element: number): string;
  prefix(element: number): string;

  /** -1 for the root. */
  parent(element: number): number;
  /** First child element, or -1. */
  firstChild(element: number): number;
  /** Next sibling element, or -1. */
  nextSibling(element: number): number;
  /** One past the last descendant in document order: descendants are element + 1 to end - 1. */
  end(element: number): number;
  depth(element: number): number;

  /** First child element of that kind, or -1. */
  child(element: number, kind: number): number;
  childrenOf(element: number, kind: number): number[];
  children(element: number): number[];

  /** The attribute's value after XML normalisation, or null. `namespace` defaults to none. */
  attribute(element: number, local: string, namespace?: string): string | null;
  attributes(element: number): XmlAttribute[];
  /** False where no attribute in the document is written `prefix:local`: for names that SAML has no prefix for, and nearly nobody writes. */
  mayHavePrefixed(local: string): boolean;
  /** Prefix to namespace name in scope at the element, or null. '' is the default namespace. */
  resolvePrefix(element: number, prefix: string): string | null;

  /**
   * All character data directly inside the element, CDATA and references resolved, comments skipped, nothing trimmed,
   * line ends normalised. Character data of child elements is not part of it.
   */
  text(element: number): string;
  /** The same for the element and all its descendants. */
  textDeep(element: number): string;

  /** Bytes of the whole element, start tag to end tag. */
  start(element: number): number;
  stop(element: number): number;
  /** Bytes between the start tag and the end tag. */
  contentStart(element: number): number;
  contentStop(element: number): number;
  /** Bytes of one attribute, name to closing quote; null when it has none of that name. */
  attributeSpan(element: number, local: string, namespace?: string): { start: number; stop: number } | null;

  /** Every comment in the document with the innermost element around it (-1 outside the root). */
  readonly comments: readonly { element: number; start: number; stop: number }[];
  /** Every CDATA section, likewise. */
  readonly cdata: readonly { element: number; start: number; stop: number }[];

  /** A readable path: `Response/Assertion[2]/Subject/NameID`; the index only where siblings share the name. */
  path(element: number): string;
  /** Line and column (both from 1, columns in UTF-16 units) and offset (UTF-16 units from 0) of a byte offset. */
  locate(byte: number): { line: number; column: number; offset: number };
}

export interface XmlAttribute {
  local: string;
  prefix: string;
  namespace: string;
  value: string;
  start: number;
  stop: number;
}

export type XmlFaultCode =
  | 'empty' | 'encoding' | 'doctype' | 'entity' | 'processing-instruction' | 'not-well-formed' | 'namespace'
  | 'duplicate-attribute' | 'too-large' | 'too-deep' | 'too-many-attributes' | 'too-many-elements' | 'too-many-names';

/** Why a document was refused, and where. `message` says what was found and what was expected, for an admin. */
export interface XmlFault {
  code: XmlFaultCode;
  message: string;
  line: number;
  column: number;
  /** Byte offset in what was parsed. */
  byte: number;
  /** The limit that was hit, for the `too-` codes. */
  limit?: number;
}

export type ParseResult = { ok: true; tree: Tree; transcodedFrom?: string } | { ok: false; fault: XmlFault };
