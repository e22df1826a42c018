/** The names of one parsed document, kept after the name table went on to the next one. */
import { compareBytes, nameTable } from './xml-names.ts';

const noOffsets = new Int32Array(1);
const noBytes = new Uint8Array(0);

/** Seed names are read from the shared table, which keeps them for ever; the document's own are copied. */
export class DocumentNames {
  private readonly seeds = nameTable.seeds;
  private readonly bytes: Uint8Array;
  private readonly offsets: Int32Array;
  /** What the offsets count from: the bytes of the seed names were not copied. */
  private readonly base: number;
  private readonly texts: string[] = [];
  private numbers: Map<string, number> | null = null;

  /** Copies the names the table has at the end of a document. */
  constructor() {
    const { offsets, bytes, count } = nameTable;
    this.base = offsets[this.seeds];
    const hasOwn = count > this.seeds;
    this.offsets = hasOwn ? offsets.slice(this.seeds, count + 1) : noOffsets;
    this.bytes = hasOwn ? bytes.slice(this.base, offsets[count]) : noBytes;
  }

  /** One more than the largest name number. */
  get count(): number {
    return this.seeds + this.offsets.length - 1;
  }

  text(name: number): string {
    if (name < this.seeds) return nameTable.seedText(name);
    const own = name - this.seeds;
    return (this.texts[own] ??= Buffer.from(this.bytes.subarray(this.start(name), this.stop(name))).toString());
  }

  /** The bytes in which `start` and `stop` of this name count. */
  source(name: number): Uint8Array {
    return name < this.seeds ? nameTable.bytes : this.bytes;
  }

  start(name: number): number {
    return name < this.seeds ? nameTable.offsets[name] : this.offsets[name - this.seeds] - this.base;
  }

  stop(name: number): number {
    return name < this.seeds ? nameTable.offsets[name + 1] : this.offsets[name - this.seeds + 1] - this.base;
  }

  /** Orders two names by code points. */
  compare(left: number, right: number): number {
    if (left === right) return 0;
    return compareBytes(this.source(left), this.start(left), this.stop(left), this.source(right), this.start(right), this.stop(right));
  }

  /** The number of a name of this document, or -1. */
  find(text: string): number {
    const seed = nameTable.seedNumber(text);
    if (seed >= 0) return seed;
    this.numbers ??= this.number();
    return this.numbers.get(text) ?? -1;
  }

  /** Whether a name of the document's own holds that text. Seed names are not looked through. */
  ownHolds(text: string): boolean {
    const { bytes } = this;
    return bytes.length > 0 && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);
  }

  /** A map, because a prefix list can be as long as the document. */
  private number(): Map<string, number> {
    const numbers = new Map<string, number>();
    for (let name = this.seeds; name < this.count; name++) numbers.set(this.text(name), name);
    return numbers;
  }
}
