/** Reading XML: from bytes to a tree, or to the reason why not. Strict, and safe for input from anyone. */
import type { ParseResult, Tree, XmlFault } from './tree.ts';
import { readDeclaration } from './xml-declaration.ts';
import { openSource, settleEncoding } from './xml-encoding.ts';
import { Refusal } from './xml-fault.ts';
import { xmlLimits } from './xml-limits.ts';
import type { XmlLimits } from './xml-limits.ts';
import { positionOf } from './xml-position.ts';
import { Reader } from './xml-reader.ts';
import { keptIntegers } from './xml-tables.ts';
import { XmlTree } from './xml-tree.ts';

/** One reader for all documents: its tables are filled anew for each. Reading is synchronous, so never nested. */
const reader = new Reader();

/**
 * Reads a document. Takes UTF-8, UTF-16 and, when declared, ISO-8859-1, windows-1252 and US-ASCII. Refuses what is not
 * well-formed, and everything a SAML message must not have: DTD, processing instructions, entities. Never throws,
 * whatever the bytes, and takes time proportional to their number.
 */
export function parseXml(input: Uint8Array, limits?: Partial<XmlLimits>): ParseResult {
  return parse(input, limits === undefined ? xmlLimits : { ...xmlLimits, ...limits }, false, null);
}

/** As parseXml, for bytes that are handed over: nobody changes them any more. With `padding` zeros after them in their memory they are not copied. */
export function parseOwnXml(input: Uint8Array): ParseResult {
  return parse(input, xmlLimits, true, null);
}

/** Memory for the tables of trees that are soon done with; null while one has it. */
let sharedMemory: Int32Array | null = new Int32Array(keptIntegers);

/**
 * As parseXml, for canonical forms and other bytes that nobody changes meanwhile: what `use` makes of the tree. Cheaper, because nothing
 * is copied to be kept; the tree is good for nothing after `use` returned.
 */
export function readXml<T>(input: Uint8Array, use: (tree: Tree) => T): { ok: true; value: T } | { ok: false; fault: XmlFault } {
  const memory = sharedMemory;
  sharedMemory = null;
  try {
    const parsed = parse(input, xmlLimits, true, memory);
    return parsed.ok ? { ok: true, value: use(parsed.tree) } : parsed;
  } finally {
    sharedMemory = memory;
  }
}

function parse(input: Uint8Array, bounds: XmlLimits, lent: boolean, memory: Int32Array | null): ParseResult {
  // UTF-16 takes two bytes for an ASCII character.
  if (input.length > bounds.bytes * 2 + 4) return refused(input, tooLarge(bounds.bytes));
  const source = openSource(input, lent);
  try {
    if (source.refusal !== undefined) throw source.refusal;
    const declaration = readDeclaration(source.bytes, source.end);
    const transcodedFrom = settleEncoding(source, declaration.encoding, declaration.encodingAt);
    if (source.end > bounds.bytes) throw tooLarge(bounds.bytes);
    reader.read(source.bytes, declaration.stop, source.end, bounds);
    const tree = new XmlTree(reader.draft, memory);
    return transcodedFrom === undefined ? { ok: true, tree } : { ok: true, tree, transcodedFrom };
  } catch (error) {
    if (error instanceof Refusal) return refused(source.bytes.subarray(0, source.end), error);
    throw error;
  } finally {
    reader.release();
  }
}

function tooLarge(limit: number): Refusal {
  return new Refusal('too-large', 0, `The document is larger than ${limit} bytes, the most that is read.`, limit);
}

function refused(bytes: Uint8Array, refusal: Refusal): ParseResult {
  const { line, column } = positionOf(bytes, refusal.byte);
  const fault: XmlFault = { code: refusal.code, message: refusal.message, line, column, byte: refusal.byte };
  if (refusal.limit !== undefined) fault.limit = refusal.limit;
  return { ok: false, fault };
}
