/** Byte offsets as an editor counts: lines and columns from 1, in UTF-16 code units. */
import { isAscii } from 'node:buffer';
import { CARRIAGE_RETURN, LINE_FEED } from './xml-chars.ts';

export interface Position {
  line: number;
  column: number;
  /** UTF-16 code units from the start of the document. */
  offset: number;
}

/** Bytes between two remembered positions: a look-up reads at most that many. */
const stride = 1 << 10;

/** The position of one byte offset, for bytes of which no other will be asked. */
export function positionOf(bytes: Uint8Array, byte: number): Position {
  const walker = { line: 1, lineOffset: 0, offset: 0 };
  walk(bytes, 0, Math.min(byte, bytes.length), walker);
  return { line: walker.line, column: walker.offset - walker.lineOffset + 1, offset: walker.offset };
}

/** A reader of positions; the first look-up reads the document once, later ones a line's number or at most `stride` bytes. */
export class Positions {
  private readonly bytes: Uint8Array;
  private readonly isKnownAscii: boolean;
  /** Where lines begin, for a document in which every byte is one unit and lines end in LF: nearly all. */
  private lines: number[] | null = null;
  /** line, offset of the line's first unit, offset: where each multiple of `stride` is. */
  private marks: Int32Array | null = null;

  /** `isKnownAscii` saves looking at the bytes for that. */
  constructor(bytes: Uint8Array, isKnownAscii = false) {
    this.bytes = bytes;
    this.isKnownAscii = isKnownAscii;
  }

  /** The position of a byte offset; offsets beyond the end count as the end. */
  locate(byte: number): Position {
    const at = Math.max(0, Math.min(byte, this.bytes.length));
    if (this.lines === null && this.marks === null) this.read();
    if (this.lines !== null) {
      const line = lineOf(this.lines, at);
      return { line: line + 1, column: at - this.lines[line]! + 1, offset: at };
    }
    const marks = this.marks!;
    const block = Math.floor(at / stride);
    const walker = { line: marks[block * 3]!, lineOffset: marks[block * 3 + 1]!, offset: marks[block * 3 + 2]! };
    walk(this.bytes, block * stride, at, walker);
    return { line: walker.line, column: walker.offset - walker.lineOffset + 1, offset: walker.offset };
  }

  private read(): void {
    const buffer = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    if ((!this.isKnownAscii && !isAscii(buffer)) || buffer.includes(CARRIAGE_RETURN)) {
      this.marks = this.mark();
      return;
    }
    this.lines = [0];
    for (let at = buffer.indexOf(LINE_FEED); at !== -1; at = buffer.indexOf(LINE_FEED, at + 1)) this.lines.push(at + 1);
  }

  private mark(): Int32Array {
    const blocks = Math.floor(this.bytes.length / stride) + 1;
    const marks = new Int32Array(blocks * 3);
    const walker = { line: 1, lineOffset: 0, offset: 0 };
    for (let block = 0; block < blocks; block++) {
      marks[block * 3] = walker.line;
      marks[block * 3 + 1] = walker.lineOffset;
      marks[block * 3 + 2] = walker.offset;
      walk(this.bytes, block * stride, Math.min((block + 1) * stride, this.bytes.length), walker);
    }
    return marks;
  }
}

/** Index of the last line that begins at or before `at`. */
function lineOf(lines: readonly number[], at: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Counts lines (ended by LF, CR or CRLF) and units of bytes `from` to `to`. A line begins after its last end byte. */
function walk(bytes: Uint8Array, from: number, to: number, walker: { line: number; lineOffset: number; offset: number }): void {
  let { line, lineOffset, offset } = walker;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    // A continuation byte is part of a character already counted; a lead byte of four stands for a surrogate pair.
    if ((byte & 0xc0) !== 0x80) offset += byte >= 0xf0 ? 2 : 1;
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED)) {
      line++;
      lineOffset = offset;
    }
  }
  walker.line = line;
  walker.lineOffset = lineOffset;
  walker.offset = offset;
}
