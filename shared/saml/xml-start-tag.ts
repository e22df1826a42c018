/** Start tags: names, attributes, namespace declarations (XML 1.0, section 3.1). */
import {
  AMPERSAND, APOSTROPHE, CARRIAGE_RETURN, describeAt, EQUALS, GREATER, isNameByte, isSpace, LESS, LINE_FEED, QUOTE, repeatedUntil, scan, SLASH,
  SPACE, stopsValue, TAB,
} from './xml-chars.ts';
import { Draft } from './xml-draft.ts';
import { Refusal } from './xml-fault.ts';
import { isCanonicalReference, readReference, readSpecialCharacter } from './xml-markup.ts';
import { EMPTY, emptyHash, hashBytes, kindOfName, nameTable, XMLNS } from './xml-names.ts';
import { Scope } from './xml-scope.ts';
import {
  ATTRIBUTE_LOCAL, ATTRIBUTE_NAME_STOP, ATTRIBUTE_PLAIN, ATTRIBUTE_PREFIX, ATTRIBUTE_START, ATTRIBUTE_URI, ATTRIBUTE_VALUE_START,
  ATTRIBUTE_VALUE_STOP, ATTRIBUTE_WIDTH, DECLARATION_PREFIX, DECLARATION_URI, DECLARATION_WIDTH, ELEMENT_ATTRIBUTES, ELEMENT_CLOSE_START, ELEMENT_DECLARATIONS, ELEMENT_END, ELEMENT_FLAGS,
  ELEMENT_KIND, ELEMENT_LOCAL, ELEMENT_NAME_STOP, ELEMENT_OPEN_STOP, ELEMENT_PARENT, ELEMENT_PREFIX, ELEMENT_START,
  ELEMENT_STOP, ELEMENT_URI, ELEMENT_WIDTH, FLAG_ATTRIBUTES_UNSORTED, FLAG_EMPTY_TAG, FLAG_TAG_DIFFERS, FLAG_TEXT_DIFFERS,
} from './xml-tables.ts';

/** Start tags that can be counted in a 32-bit integer before the marks of `nameTable.metIn` have to be cleared. */
const lastTag = 0x7fffffff;

export class StartTags {
  private readonly draft: Draft;
  private readonly scope: Scope;
  /** Number of the start tag being read, over all documents, for `nameTable.metIn`. */
  private tag = 0;
  /** Its canonical form differs. */
  private differs = false;
  /** Attributes and declarations met in it. */
  private met = 0;
  /** Set by `value`: the bytes between the quotes are the value. */
  private isPlain = true;
  /** Set by `name`: the offset after the name, and its number. */
  private nameStop = 0;
  private lastName = EMPTY;

  constructor(draft: Draft, scope: Scope) {
    this.draft = draft;
    this.scope = scope;
  }

  /** Reads a start or empty-element tag (productions 40 and 44) with its '<' at `start`; returns the offset after it. */
  read(start: number): number {
    const { lastName } = this;
    return nameTable.follower[lastName] === lastName ? this.readInList(start, lastName) : this.readTag(start);
  }

  /** Where the tags of a long list repeat the one before, not even the name need be found. */
  private readInList(start: number, name: number): number {
    const around = this.scope.current;
    const last = this.twinOf(name, around);
    if (last < 0 || !this.isRepeated(last, start)) return this.readTag(start);
    this.open(start, name, around);
    return this.repeat(last, start);
  }

  private readTag(start: number): number {
    const { draft } = this;
    const attributes = draft.attributes.count;
    const declarations = draft.declarations.count;
    const around = this.scope.current;
    const name = this.name(start + 1, 'an element');
    const twin = this.twinOf(name, around);
    this.open(start, name, around);
    if (twin >= 0 && this.isRepeated(twin, start)) return this.repeat(twin, start);
    const tagEnd = this.attributeList(this.nameStop, attributes);
    const isEmpty = draft.bytes[tagEnd] === SLASH;
    if (isEmpty && draft.bytes[tagEnd + 1] !== GREATER) {
      throw new Refusal('not-well-formed', tagEnd + 1, `Found ${describeAt(draft.bytes, tagEnd + 1, draft.end)} after "/"; expected ">".`);
    }
    const stop = tagEnd + (isEmpty ? 2 : 1);
    const areSorted = draft.attributes.count === attributes || this.scope.resolveAttributes(attributes);
    if (!areSorted || (draft.declarations.count > declarations + 1 && !this.scope.areSorted(declarations))) this.differs = true;
    const row = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    const prefix = nameTable.prefixOf[name];
    const uri = this.scope.resolve(prefix, start + 1);
    rows[row + ELEMENT_OPEN_STOP] = stop;
    rows[row + ELEMENT_PREFIX] = prefix;
    rows[row + ELEMENT_LOCAL] = nameTable.localOf[name];
    rows[row + ELEMENT_URI] = uri;
    rows[row + ELEMENT_KIND] = kindOfName(name, uri);
    rows[row + ELEMENT_ATTRIBUTES] = attributes;
    rows[row + ELEMENT_DECLARATIONS] = declarations;
    rows[row + ELEMENT_FLAGS] = (this.differs ? FLAG_TAG_DIFFERS : 0) | (isEmpty ? FLAG_EMPTY_TAG : 0) | (areSorted ? 0 : FLAG_ATTRIBUTES_UNSORTED);
    if (isEmpty) this.close(stop, stop);
    return stop;
  }

  /** The last element of that name with the same declarations around it, or -1. */
  private twinOf(name: number, around: number): number {
    return nameTable.twinScope[name] === around ? nameTable.twin[name] : -1;
  }

  /** Whether the tag at `start` is byte for byte that of the element `twin`. Looks at the last bytes first: most tags that differ have another length. */
  private isRepeated(twin: number, start: number): boolean {
    const { bytes } = this.draft;
    const rows = this.draft.elements.rows;
    const row = twin * ELEMENT_WIDTH;
    const back = start - rows[row + ELEMENT_START];
    const stop = rows[row + ELEMENT_OPEN_STOP] + back;
    if (bytes[stop - 1] !== GREATER || bytes[stop - 2] !== bytes[stop - 2 - back]) return false;
    return repeatedUntil(this.draft.view, start + 1, back, stop) === stop;
  }

  /**
   * The tag at `start`, which repeats that of the element `twin` with the same declarations in scope: so it is well-formed
   * too and means the same, and its rows are copies. Long lists of values are mostly such tags. Returns the offset after it.
   */
  private repeat(twin: number, start: number): number {
    const { draft } = this;
    const rows = draft.elements.rows;
    const from = twin * ELEMENT_WIDTH;
    const row = draft.current * ELEMENT_WIDTH;
    const forward = start - rows[from + ELEMENT_START];
    const stop = rows[from + ELEMENT_OPEN_STOP] + forward;
    const isNext = twin + 1 === draft.current;
    const lastAttribute = isNext ? draft.attributes.count : rows[from + ELEMENT_WIDTH + ELEMENT_ATTRIBUTES];
    const lastDeclaration = isNext ? draft.declarations.count : rows[from + ELEMENT_WIDTH + ELEMENT_DECLARATIONS];
    rows[row + ELEMENT_NAME_STOP] = rows[from + ELEMENT_NAME_STOP] + forward;
    rows[row + ELEMENT_OPEN_STOP] = stop;
    rows[row + ELEMENT_PREFIX] = rows[from + ELEMENT_PREFIX];
    rows[row + ELEMENT_LOCAL] = rows[from + ELEMENT_LOCAL];
    rows[row + ELEMENT_URI] = rows[from + ELEMENT_URI];
    rows[row + ELEMENT_KIND] = rows[from + ELEMENT_KIND];
    rows[row + ELEMENT_ATTRIBUTES] = draft.attributes.count;
    rows[row + ELEMENT_DECLARATIONS] = draft.declarations.count;
    rows[row + ELEMENT_FLAGS] = rows[from + ELEMENT_FLAGS] & ~FLAG_TEXT_DIFFERS;
    for (let attribute = rows[from + ELEMENT_ATTRIBUTES]; attribute < lastAttribute; attribute++) this.repeatAttribute(attribute * ATTRIBUTE_WIDTH, forward);
    for (let declaration = rows[from + ELEMENT_DECLARATIONS]; declaration < lastDeclaration; declaration++) {
      const at = declaration * DECLARATION_WIDTH;
      this.scope.add(draft.declarations.rows[at + DECLARATION_PREFIX], draft.declarations.rows[at + DECLARATION_URI]);
    }
    if ((rows[row + ELEMENT_FLAGS] & FLAG_EMPTY_TAG) !== 0) this.close(stop, stop);
    return stop;
  }

  private repeatAttribute(from: number, forward: number): void {
    const { attributes } = this.draft;
    const row = attributes.add();
    const rows = attributes.rows;
    rows[row + ATTRIBUTE_START] = rows[from + ATTRIBUTE_START] + forward;
    rows[row + ATTRIBUTE_NAME_STOP] = rows[from + ATTRIBUTE_NAME_STOP] + forward;
    rows[row + ATTRIBUTE_VALUE_START] = rows[from + ATTRIBUTE_VALUE_START] + forward;
    rows[row + ATTRIBUTE_VALUE_STOP] = rows[from + ATTRIBUTE_VALUE_STOP] + forward;
    rows[row + ATTRIBUTE_PREFIX] = rows[from + ATTRIBUTE_PREFIX];
    rows[row + ATTRIBUTE_LOCAL] = rows[from + ATTRIBUTE_LOCAL];
    rows[row + ATTRIBUTE_URI] = rows[from + ATTRIBUTE_URI];
    rows[row + ATTRIBUTE_PLAIN] = rows[from + ATTRIBUTE_PLAIN];
  }

  /** Ends the innermost element. `closeStart` is the '<' of its end tag, `stop` is after it. */
  close(closeStart: number, stop: number): void {
    const { draft } = this;
    const row = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    rows[row + ELEMENT_CLOSE_START] = closeStart;
    rows[row + ELEMENT_STOP] = stop;
    rows[row + ELEMENT_END] = draft.elements.count;
    this.scope.close();
    draft.current = rows[row + ELEMENT_PARENT];
    draft.depth--;
  }

  /** Adds the element `name` whose '<' is at `start`, with the declarations `around` in scope. */
  private open(start: number, name: number, around: number): void {
    const { draft } = this;
    const { limits } = draft;
    const element = draft.elements.count;
    if (element >= limits.elements) throw new Refusal('too-many-elements', start, `The document has more than ${limits.elements} elements, the most that is read.`, limits.elements);
    if (draft.depth >= limits.depth) throw new Refusal('too-deep', start, `Elements are nested more than ${limits.depth} deep, the deepest that is read.`, limits.depth);
    const row = draft.elements.add();
    const rows = draft.elements.rows;
    rows[row + ELEMENT_START] = start;
    rows[row + ELEMENT_NAME_STOP] = this.nameStop;
    rows[row + ELEMENT_PARENT] = draft.current;
    draft.current = element;
    nameTable.twin[name] = element;
    nameTable.twinScope[name] = around;
    draft.depth++;
    this.scope.open();
    this.differs = false;
    this.met = 0;
    if (this.tag === lastTag) nameTable.metIn.fill(0);
    this.tag = this.tag === lastTag ? 1 : this.tag + 1;
  }

  /** The number of the qualified name at `start`; sets `nameStop`. Names mostly come in the order they came in before. */
  private name(start: number, what: string): number {
    const guess = nameTable.follower[this.lastName];
    const stop = nameTable.matches(guess, this.draft.bytes, start);
    const name = stop === start ? this.lookUp(start, what) : guess;
    if (stop !== start) this.nameStop = stop;
    nameTable.split(name, start);
    nameTable.follower[this.lastName] = name;
    this.lastName = name;
    return name;
  }

  private lookUp(start: number, what: string): number {
    const { bytes } = this.draft;
    let hash = emptyHash;
    let at = start;
    while ((isNameByte[bytes[at]] & isNameByte[bytes[at + 1]]) === 1) {
      hash = hashBytes(hash, bytes[at], bytes[at + 1]);
      at += 2;
    }
    if (isNameByte[bytes[at]] === 1) hash = hashBytes(hash, bytes[at++], 0);
    if (at === start) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, this.draft.end)}; expected the name of ${what}.`);
    this.nameStop = at;
    return nameTable.find(bytes, start, at, hash, start);
  }

  /**
   * The attributes from `start`, where the element's name ends. Returns the offset of the '>' or '/' that ends them.
   * `firstAttribute` is the row the first will have.
   */
  private attributeList(start: number, firstAttribute: number): number {
    const { bytes } = this.draft;
    let at = start;
    for (;;) {
      const spaces = at;
      while (isSpace[bytes[at]] === 1) at++;
      const byte = bytes[at];
      if (byte === GREATER || byte === SLASH) {
        if (at !== spaces) this.differs = true;
        return at;
      }
      if (at === spaces) this.refuseInTag(at);
      if (at !== spaces + 1 || bytes[spaces] !== SPACE) this.differs = true;
      at = this.attribute(at, firstAttribute);
    }
  }

  private refuseInTag(at: number): never {
    throw new Refusal('not-well-formed', at, `Found ${describeAt(this.draft.bytes, at, this.draft.end)} in the start tag <${this.draft.currentName()}; expected a space, ">" or "/>".`);
  }

  /** One attribute or namespace declaration (production 41) whose name begins at `start`; returns the offset after it. */
  private attribute(start: number, firstAttribute: number): number {
    const { bytes, end } = this.draft;
    const name = this.name(start, 'an attribute, ">" or "/>"');
    const { nameStop } = this;
    let at = nameStop;
    while (isSpace[bytes[at]] === 1) at++;
    if (bytes[at] !== EQUALS) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, end)} after the attribute name ${bytes.utf8Slice(start, nameStop)}; expected "=".`);
    at++;
    while (isSpace[bytes[at]] === 1) at++;
    const quote = bytes[at];
    if (quote !== QUOTE && quote !== APOSTROPHE) throw new Refusal('not-well-formed', at, `Found ${describeAt(bytes, at, end)} as the value of ${bytes.utf8Slice(start, nameStop)}; expected a quotation mark.`);
    if (quote === APOSTROPHE || at !== nameStop + 1) this.differs = true;
    const valueStart = at + 1;
    const valueStop = this.value(valueStart, quote);
    this.count(name, start);
    if (name === XMLNS || nameTable.prefixOf[name] === XMLNS) {
      const isKept = this.scope.declare(name, start, valueStart, valueStop, this.isPlain);
      // Canonical XML puts declarations first.
      if (!isKept || this.draft.attributes.count > firstAttribute) this.differs = true;
    } else {
      this.add(name, start, nameStop, valueStart, valueStop);
    }
    return valueStop + 1;
  }

  /** Refuses a second attribute of the same name, and more attributes than allowed. */
  private count(name: number, at: number): void {
    if (nameTable.metIn[name] === this.tag) {
      throw new Refusal('duplicate-attribute', at, `Found the attribute ${this.draft.bytes.utf8Slice(at, this.nameStop)} a second time; expected it once.`);
    }
    nameTable.metIn[name] = this.tag;
    const limit = this.draft.limits.attributes;
    if (++this.met > limit) throw new Refusal('too-many-attributes', at, `An element has more than ${limit} attributes, the most that is read.`, limit);
  }

  private add(name: number, start: number, nameStop: number, valueStart: number, valueStop: number): void {
    const { attributes } = this.draft;
    const row = attributes.add();
    const rows = attributes.rows;
    rows[row + ATTRIBUTE_START] = start;
    rows[row + ATTRIBUTE_NAME_STOP] = nameStop;
    rows[row + ATTRIBUTE_VALUE_START] = valueStart;
    rows[row + ATTRIBUTE_VALUE_STOP] = valueStop;
    rows[row + ATTRIBUTE_PREFIX] = nameTable.prefixOf[name];
    rows[row + ATTRIBUTE_LOCAL] = nameTable.localOf[name];
    rows[row + ATTRIBUTE_PLAIN] = this.isPlain ? 1 : 0;
  }

  /** Offset of the closing quote of the value that begins at `start` (production 10). */
  private value(start: number, quote: number): number {
    const { bytes } = this.draft;
    this.isPlain = true;
    let at = start;
    for (;;) {
      at = scan(bytes, at, stopsValue);
      const byte = bytes[at];
      if (byte === quote) return at;
      at = this.valueException(byte, at);
    }
  }

  /** A character of a value that is not simply copied; returns the offset after it. */
  private valueException(byte: number, at: number): number {
    const { bytes, end } = this.draft;
    if (byte === APOSTROPHE) return at + 1;
    if (byte === AMPERSAND) {
      const stop = readReference(bytes, at, end);
      if (!isCanonicalReference(bytes, at, stop, true)) this.differs = true;
      this.isPlain = false;
      return stop;
    }
    if (byte === QUOTE || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      this.differs = true;
      this.isPlain = false;
      return at + 1;
    }
    if (byte === LESS) throw new Refusal('not-well-formed', at, 'Found "<" in an attribute value; expected "&lt;" or the closing quotation mark.');
    if (at === end) throw new Refusal('not-well-formed', at, 'The document ends inside an attribute value; expected the closing quotation mark.');
    return readSpecialCharacter(bytes, at, 'an attribute value');
  }
}
