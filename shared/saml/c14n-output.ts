/** The bytes of a canonical form while it is written. */
import {
  AMPERSAND, byteTable, CARRIAGE_RETURN, GREATER, HYPHEN, LESS, LINE_FEED, padding, QUOTE, SPACE, TAB,
} from './xml-chars.ts';
import { cdataOpening, cdataStop, commentStop, referencedCodePoint, referenceStop } from './xml-text.ts';

/** Bytes of the memory that canonical forms are written into; a larger one has memory of its own. */
const sharedBytes = 1 << 18;
/** What a canonical form may add to its source before its memory has to grow. */
const usualGrowth = 1 << 12;
/** Up to this many bytes a loop copies faster than a call. */
const shortRun = 40;

/** The bytes Canonical XML 1.0, section 2.3 writes as references in attribute values. */
const escapedInValue = byteTable((_, character) => '&<"\t\n\r'.includes(character));

/** Thrown when the canonical form would be larger than allowed; see `canonicalGrowth` in c14n.ts. */
export class CanonicalFormTooLarge extends Error {
  constructor(limit: number) {
    super(`The canonical form is larger than ${limit} bytes, the most that is written.`);
    this.name = 'CanonicalFormTooLarge';
  }
}

export class CanonicalOutput {
  private readonly shared = new Uint8Array(sharedBytes);
  private bytes = this.shared;
  private length = 0;
  private limit = 0;

  /** Begins a canonical form of at most `limit` bytes, for a source of `size`. */
  begin(limit: number, size: number): void {
    this.length = 0;
    this.limit = limit;
    this.bytes = size + usualGrowth + padding > sharedBytes ? new Uint8Array(size + usualGrowth + padding) : this.shared;
  }

  /** What was written, in memory of its own that goes on with `padding` zeros: the next to read it is often the XML reader. */
  take(): Uint8Array {
    const { length } = this;
    const isOwn = this.bytes !== this.shared && length + padding <= this.bytes.length;
    const taken = isOwn ? this.bytes : new Uint8Array(length + padding);
    if (isOwn) taken.fill(0, length, length + padding);
    else taken.set(this.bytes.subarray(0, length));
    this.release();
    return taken.subarray(0, length);
  }

  release(): void {
    this.length = 0;
    this.bytes = this.shared;
  }

  /** Bytes as they are. */
  copy(source: Uint8Array, start: number, stop: number): void {
    const count = stop - start;
    if (count <= 0) return;
    this.reserve(count);
    if (count > shortRun) {
      this.bytes.set(source.subarray(start, stop), this.length);
      this.length += count;
      return;
    }
    const { bytes } = this;
    let to = this.length;
    for (let from = start; from < stop; from++) bytes[to++] = source[from];
    this.length = to;
  }

  /** ASCII characters as they are. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let to = this.length;
    for (let i = 0; i < text.length; i++) bytes[to++] = text.charCodeAt(i);
    this.length = to;
  }

  /** Text between tags from source: references, CDATA sections, comments and line ends as Canonical XML has them. */
  text(source: Uint8Array, start: number, stop: number, withComments: boolean): void {
    let at = start;
    while (at < stop) {
      const byte = source[at];
      if (byte === AMPERSAND) {
        const end = referenceStop(source, at);
        this.textCharacter(referencedCodePoint(source, at, end));
        at = end;
      } else if (byte !== LESS) {
        at = this.sourceCharacter(source, at);
      } else if (source[at + 2] === HYPHEN) {
        const end = commentStop(source, at);
        if (withComments) this.lines(source, at, end);
        at = end;
      } else {
        const end = cdataStop(source, at);
        this.escapedText(source, at + cdataOpening, end - 3);
        at = end;
      }
    }
  }

  /** The content of a CDATA section, as text. */
  private escapedText(source: Uint8Array, start: number, stop: number): void {
    let at = start;
    while (at < stop) {
      const byte = source[at];
      if (byte === AMPERSAND) { this.ascii('&amp;'); at++; }
      else if (byte === LESS) { this.ascii('&lt;'); at++; }
      else at = this.sourceCharacter(source, at);
    }
  }

  /** A comment: only its line ends change. */
  private lines(source: Uint8Array, start: number, stop: number): void {
    for (let at = start; at < stop;) {
      if (source[at] === CARRIAGE_RETURN) at = this.lineEnd(source, at);
      else this.byte(source[at++]);
    }
  }

  /** One byte of text that is neither '&' nor '<'; returns the offset after what was written. */
  private sourceCharacter(source: Uint8Array, at: number): number {
    const byte = source[at];
    if (byte === CARRIAGE_RETURN) return this.lineEnd(source, at);
    if (byte === GREATER) this.ascii('&gt;');
    else this.byte(byte);
    return at + 1;
  }

  private lineEnd(source: Uint8Array, at: number): number {
    this.byte(LINE_FEED);
    return source[at + 1] === LINE_FEED ? at + 2 : at + 1;
  }

  private textCharacter(codePoint: number): void {
    if (codePoint === AMPERSAND) this.ascii('&amp;');
    else if (codePoint === LESS) this.ascii('&lt;');
    else if (codePoint === GREATER) this.ascii('&gt;');
    else if (codePoint === CARRIAGE_RETURN) this.ascii('&#xD;');
    else this.codePoint(codePoint);
  }

  /** An attribute value from source, normalised (XML 1.0, section 3.3.3) and written with the escapes of section 2.3. */
  value(source: Uint8Array, start: number, stop: number): void {
    let at = start;
    while (at < stop) {
      const byte = source[at];
      if (byte === AMPERSAND) {
        const end = referenceStop(source, at);
        this.valueCharacter(referencedCodePoint(source, at, end));
        at = end;
        continue;
      }
      at += byte === CARRIAGE_RETURN && source[at + 1] === LINE_FEED ? 2 : 1;
      if (byte === QUOTE) this.ascii('&quot;');
      else this.byte(byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte);
    }
  }

  /** An attribute value that was already normalised, as UTF-8. */
  plainValue(value: Uint8Array, start: number, stop: number): void {
    let from = start;
    for (let at = start; at < stop; at++) {
      if (escapedInValue[value[at]] === 0) continue;
      this.copy(value, from, at);
      this.valueCharacter(value[at]);
      from = at + 1;
    }
    this.copy(value, from, stop);
  }

  private valueCharacter(codePoint: number): void {
    if (codePoint === AMPERSAND) this.ascii('&amp;');
    else if (codePoint === LESS) this.ascii('&lt;');
    else if (codePoint === QUOTE) this.ascii('&quot;');
    else if (codePoint === TAB) this.ascii('&#x9;');
    else if (codePoint === LINE_FEED) this.ascii('&#xA;');
    else if (codePoint === CARRIAGE_RETURN) this.ascii('&#xD;');
    else this.codePoint(codePoint);
  }

  private codePoint(codePoint: number): void {
    if (codePoint < 0x80) {
      this.byte(codePoint);
    } else if (codePoint < 0x800) {
      this.byte(0xc0 | (codePoint >> 6));
      this.byte(0x80 | (codePoint & 0x3f));
    } else {
      if (codePoint < 0x10000) {
        this.byte(0xe0 | (codePoint >> 12));
      } else {
        this.byte(0xf0 | (codePoint >> 18));
        this.byte(0x80 | ((codePoint >> 12) & 0x3f));
      }
      this.byte(0x80 | ((codePoint >> 6) & 0x3f));
      this.byte(0x80 | (codePoint & 0x3f));
    }
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  private reserve(count: number): void {
    if (this.length + count > this.bytes.length) this.grow(count);
  }

  private grow(count: number): void {
    if (this.length + count > this.limit) throw new CanonicalFormTooLarge(this.limit);
    const larger = new Uint8Array(Math.min(Math.max(this.bytes.length * 2, this.length + count), this.limit));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
