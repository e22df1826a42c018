/**
 * The reader: one pass over the bytes of a document into the tables of xml-tables.ts. It accepts XML 1.0 (fifth
 * edition) with Namespaces in XML 1.0 and nothing else: no DTD, no processing instructions, no entities but the five
 * predefined ones.
 */
import type { XmlLimits } from './xml-limits.ts';
import {
  AMPERSAND, BANG, CARRIAGE_RETURN, describeAt, GREATER, HYPHEN, isNameByte, isSpace, LESS, QUESTION, repeatedUntil, RIGHT_BRACKET, scan, SLASH,
  stopsText,
} from './xml-chars.ts';
import { Draft } from './xml-draft.ts';
import { Refusal } from './xml-fault.ts';
import { isCanonicalReference, readCdata, readComment, readReference, readSpecialCharacter, refuseMarkup } from './xml-markup.ts';
import { Scope } from './xml-scope.ts';
import { StartTags } from './xml-start-tag.ts';
import {
  ELEMENT_FLAGS, ELEMENT_NAME_STOP, ELEMENT_START, ELEMENT_WIDTH, FLAG_TEXT_DIFFERS, REWRITE_DROP, REWRITE_TEXT, SECTION_CDATA,
  SECTION_COMMENT,
} from './xml-tables.ts';
import type { SourceBytes } from './xml-text.ts';

export class Reader {
  readonly draft = new Draft();
  private readonly scope = new Scope(this.draft);
  private readonly startTags = new StartTags(this.draft, this.scope);
  /** Where the text since the last tag begins to differ from its canonical form, or -1. */
  private differsFrom = -1;

  /**
   * Reads the document in `bytes` from `start` (after the XML declaration) to `end`; the byte at `end` is 0. Fills the
   * tables of `draft`, or throws a Refusal.
   */
  read(bytes: SourceBytes, start: number, end: number, limits: XmlLimits): void {
    const { draft } = this;
    draft.begin(bytes, end, limits);
    this.differsFrom = -1;
    const root = this.outside(start);
    if (root === end) this.refuseMissingRoot();
    const rest = this.outside(this.content(this.startTags.read(root)));
    if (rest !== end) throw new Refusal('not-well-formed', rest, 'Found a second element after the root element; a document has exactly one.');
    draft.finish();
  }

  /** Lets go of the document. */
  release(): void {
    this.scope.closeAll();
    this.draft.release();
  }

  /** White space and comments before or after the root (production 27); stops at the '<' of an element or the end. */
  private outside(start: number): number {
    const { bytes, end } = this.draft;
    let at = start;
    for (;;) {
      while (isSpace[bytes[at]] === 1) at++;
      if (at === end) return at;
      if (bytes[at] !== LESS) this.refuseOutside(at);
      const next = bytes[at + 1];
      if (next === BANG && bytes[at + 2] === HYPHEN) at = this.comment(at);
      else if (next === BANG || next === QUESTION || next === SLASH) refuseMarkup(bytes, at, end);
      else return at;
    }
  }

  private refuseOutside(at: number): never {
    const found = describeAt(this.draft.bytes, at, this.draft.end);
    if (this.draft.elements.count === 0) throw new Refusal('not-well-formed', at, `Found ${found} at the start of the document; expected "<".`);
    throw new Refusal('not-well-formed', at, `Found ${found} after the end of the root element; expected nothing more.`);
  }

  private refuseMissingRoot(): never {
    const { bytes, end } = this.draft;
    const isBlank = bytes.utf8Slice(0, end).trim() === '';
    throw isBlank
      ? new Refusal('empty', end, 'The document is empty; expected an XML element.')
      : new Refusal('not-well-formed', end, 'The document ends without an element; expected a root element.');
  }

  /** Everything from after the root's start tag to after its end tag (production 43). */
  private content(start: number): number {
    const { draft } = this;
    const { bytes } = draft;
    let at = start;
    while (draft.depth > 0) {
      at = scan(bytes, at, stopsText);
      if (bytes[at] !== LESS) {
        at = this.textException(at);
        continue;
      }
      const next = bytes[at + 1];
      if (next === SLASH) {
        this.closeText(at);
        at = this.endTag(at);
      } else if (next === BANG) {
        at = this.section(at);
      } else if (next === QUESTION) {
        refuseMarkup(bytes, at, draft.end);
      } else {
        this.closeText(at);
        at = this.startTags.read(at);
      }
    }
    return at;
  }

  /** A character of text that is not simply copied; returns the offset after it. */
  private textException(at: number): number {
    const { bytes, end } = this.draft;
    const byte = bytes[at];
    if (byte === AMPERSAND) {
      const stop = readReference(bytes, at, end);
      if (!isCanonicalReference(bytes, at, stop, false)) this.textDiffers(at);
      this.markText();
      return stop;
    }
    if (byte === GREATER) {
      if (bytes[at - 1] === RIGHT_BRACKET && bytes[at - 2] === RIGHT_BRACKET) throw new Refusal('not-well-formed', at - 2, 'Found "]]>" in text; expected "]]&gt;".');
      this.textDiffers(at);
      return at + 1;
    }
    if (byte === CARRIAGE_RETURN) {
      this.textDiffers(at);
      this.markText();
      return at + 1;
    }
    if (at === end) {
      const name = this.draft.currentName();
      throw new Refusal('not-well-formed', at, `The document ends inside the element ${name}; expected </${name}>.`);
    }
    return readSpecialCharacter(bytes, at, 'text');
  }

  private textDiffers(at: number): void {
    if (this.differsFrom < 0) this.differsFrom = at;
  }

  /** Notes that the text of the innermost element is not simply its bytes. */
  private markText(): void {
    this.draft.elements.rows[this.draft.current * ELEMENT_WIDTH + ELEMENT_FLAGS] |= FLAG_TEXT_DIFFERS;
  }

  /** Ends the text before the tag at `at`. */
  private closeText(at: number): void {
    if (this.differsFrom < 0) return;
    this.draft.addRewrite(this.differsFrom, at, REWRITE_TEXT);
    this.differsFrom = -1;
  }

  /** A comment or CDATA section inside the root. */
  private section(at: number): number {
    this.textDiffers(at);
    this.markText();
    if (this.draft.bytes[at + 2] === HYPHEN) return this.comment(at);
    const stop = readCdata(this.draft.bytes, at, this.draft.end);
    this.draft.addSection(SECTION_CDATA, at, stop);
    return stop;
  }

  private comment(at: number): number {
    const stop = readComment(this.draft.bytes, at, this.draft.end);
    this.draft.addSection(SECTION_COMMENT, at, stop);
    return stop;
  }

  /** The end tag with its '<' at `start`; it has to repeat the bytes of the innermost start tag's name. */
  private endTag(start: number): number {
    const { draft } = this;
    const { bytes } = draft;
    const row = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    // From '</' to '<' is one byte more than from name to name.
    const back = start + 1 - rows[row + ELEMENT_START];
    const nameStop = rows[row + ELEMENT_NAME_STOP] + back;
    if (repeatedUntil(draft.view, start + 2, back, nameStop) !== nameStop || isNameByte[bytes[nameStop]] === 1) this.refuseEndTag(start);
    const spaces = nameStop;
    let at = nameStop;
    while (isSpace[bytes[at]] === 1) at++;
    if (bytes[at] !== GREATER) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, draft.end)} in the end tag </${draft.currentName()}; expected ">".`);
    if (at !== spaces) draft.addRewrite(spaces, at, REWRITE_DROP);
    this.startTags.close(start, at + 1);
    return at + 1;
  }

  private refuseEndTag(start: number): never {
    const { bytes } = this.draft;
    let stop = start + 2;
    while (isNameByte[bytes[stop]] === 1) stop++;
    const found = bytes.utf8Slice(start, Math.min(stop, start + 80));
    throw new Refusal('not-well-formed', start, `Found the end tag ${found}>; expected </${this.draft.currentName()}>, which is still open.`);
  }
}
