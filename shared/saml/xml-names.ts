/**
 * Names as numbers. Every distinct name, prefix and namespace name of a document gets a number; the ones SAML uses
 * have theirs before any document is read, so that most names of most documents are found, not added.
 */
import { knownNames } from './names.ts';
import { ns } from '../urns.ts';
import { codePointAt, codePointName, COLON, isNameByte, isNameCharacter, isNameStart, utf8Length } from './xml-chars.ts';
import { Refusal } from './xml-fault.ts';

/** The empty string: no prefix, no namespace, the default namespace's prefix. */
export const EMPTY = 0;
export const XML = 1;
export const XMLNS = 2;
export const XML_URI = 3;
export const XMLNS_URI = 4;
const reserved: readonly string[] = ['', 'xml', 'xmlns', ns.xml, ns.xmlns];

/** Prefixes that SAML products use for a namespace; any other prefix works too, its names are just added when met. */
const usualPrefixes: readonly (readonly [uri: string, prefixes: string])[] = [
  [ns.samlp, 'samlp saml2p'],
  [ns.saml, 'saml saml2'],
  [ns.md, 'md'],
  [ns.ds, 'ds dsig'],
  [ns.xenc, 'xenc'],
  [ns.excC14n, 'ec'],
  [ns.xs, 'xs xsd'],
  [ns.xsi, 'xsi'],
];

const usualAttributes =
  'ID Version IssueInstant Destination Consent InResponseTo AssertionConsumerServiceURL ProtocolBinding ProviderName ' +
  'ForceAuthn IsPassive AssertionConsumerServiceIndex AttributeConsumingServiceIndex Comparison AllowCreate Reason ' +
  'Format NameQualifier SPNameQualifier SPProvidedID Method NotBefore NotOnOrAfter Recipient Address DNSName ' +
  'AuthnInstant SessionIndex SessionNotOnOrAfter Name NameFormat FriendlyName OriginalIssuer Value ' +
  'Algorithm URI Id Type Encoding MimeType Target PrefixList ' +
  'entityID validUntil cacheDuration use Binding Location ResponseLocation index isDefault isRequired ' +
  'protocolSupportEnumeration errorURL WantAuthnRequestsSigned AuthnRequestsSigned WantAssertionsSigned contactType ' +
  'lang space base id type nil schemaLocation xml:lang xml:space xml:base xml:id xsi:type xsi:nil xsi:schemaLocation';

/** The names that have a number before any document is read, the parts of a name before the name itself. */
function* seedNames(): Generator<string> {
  yield* reserved;
  for (const uri of Object.values(ns)) yield uri;
  for (const { local } of knownNames) yield local;
  for (const [, prefixes] of usualPrefixes) yield* prefixes.split(' ');
  yield* usualAttributes.split(' ');
  for (const [uri, prefixes] of usualPrefixes) {
    for (const prefix of prefixes.split(' ')) {
      yield 'xmlns:' + prefix;
      for (const known of knownNames) if (known.uri === uri) yield prefix + ':' + known.local;
    }
  }
}

/**
 * Start value and multiplier of the hash, different in every process, so that nobody can prepare a document whose names
 * all land in the same slot.
 */
const [hashStart, hashFactor] = crypto.getRandomValues(new Int32Array(2));
/** Odd, so that multiplying loses nothing. */
const hashMultiplier = hashFactor | 1;

/** The hash of nothing; feed it bytes, two at a time and at the end one if one is left. */
export const emptyHash = hashStart;

/** One step of the hash of a name (as FNV-1a, with our own start and multiplier). */
export function hashBytes(hash: number, first: number, second: number): number {
  return Math.imul(hash ^ (first | (second << 8)), hashMultiplier);
}

function hashOf(bytes: Uint8Array, start: number, stop: number): number {
  let hash = emptyHash;
  let at = start;
  for (; at + 1 < stop; at += 2) hash = hashBytes(hash, bytes[at], bytes[at + 1]);
  return at < stop ? hashBytes(hash, bytes[at], 0) : hash;
}

/**
 * Slots looked at before a look-up gives up. With the table at most half full a run of 40 is rare; a longer one than
 * this means that names were made to collide in spite of the random hash, and reading on could take quadratic time.
 */
const longestProbe = 256;

/** Bytes of names kept for the next document. */
const keptBytes = 1 << 18;

/** Value of `prefixOf` for a name that was not yet used as an element or attribute name. */
const NOT_SPLIT = -1;
/** Value of `scope` for a prefix that is not declared. */
export const UNBOUND = -1;
/** Value of `twinScope` for a name no element had yet: no scope has this number. */
export const NO_SCOPE = 0;

/** Orders two byte ranges; UTF-8 bytes sort as their code points do. */
export function compareBytes(left: Uint8Array, leftStart: number, leftStop: number, right: Uint8Array, rightStart: number, rightStop: number): number {
  const common = Math.min(leftStop - leftStart, rightStop - rightStart);
  for (let i = 0; i < common; i++) {
    const difference = left[leftStart + i] - right[rightStart + i];
    if (difference !== 0) return difference;
  }
  return leftStop - leftStart - (rightStop - rightStart);
}

/** The numbers of names while a document is read. The seed names stay, the others go with `clear`. */
export class NameTable {
  count = 0;
  /** Name `n` is the UTF-8 bytes offsets[n] to offsets[n + 1]. */
  bytes = new Uint8Array(1 << 14);
  offsets = new Int32Array(1 << 11);
  /** Numbers of the parts of a qualified name; see `split`. */
  prefixOf = new Int32Array(1 << 11);
  localOf = new Int32Array(1 << 11);
  /** For a prefix: the namespace it stands for where the reader is. */
  scope = new Int32Array(1 << 11);
  /** For an attribute name: the last start tag it was met in. */
  metIn = new Int32Array(1 << 11);
  /** For an element name: the namespace it last had, and the kind that gave. */
  kindUri = new Int32Array(1 << 11);
  kind = new Int32Array(1 << 11);
  /** For an element or attribute name: the one that came after it last time, in any document. */
  follower = new Int32Array(1 << 11);
  /** For an element name: the last element that has it, and the number of the scope around that; see StartTags.repeat. */
  twin = new Int32Array(1 << 11);
  twinScope = new Int32Array(1 << 11);
  /** For the name of a declaration (`xmlns:saml`): the namespace name it had last, in any document. */
  private lastUri = new Int32Array(1 << 11);
  private hashes = new Int32Array(1 << 11);
  private slotOf = new Int32Array(1 << 11);
  /** Open addressing: 0 for a free slot, else a name's number plus one. */
  private slots = new Int32Array(1 << 12);
  private limit = Infinity;
  private readonly seedTexts: string[] = [];
  private readonly seedNumbers = new Map<string, number>();
  /** Kinds (names.ts) of the known names, by the numbers of namespace and local name. */
  private readonly kinds = new Map<number, number>();
  /** How many names every document starts with; 0 until the first is read, so that starting a program that reads none costs nothing. */
  seeds = 0;

  private plant(): void {
    for (const text of seedNames()) this.addSeed(text);
    this.seeds = this.count;
    this.scope[EMPTY] = EMPTY;
    this.scope[XML] = XML_URI;
    for (const [kind, { uri, local }] of knownNames.entries()) if (kind > 0) this.kinds.set(this.seedNumber(uri) * this.seeds + this.seedNumber(local), kind);
  }

  private addSeed(text: string): void {
    const bytes = Buffer.from(text);
    const name = this.findBytes(bytes, 0, bytes.length, 0);
    if (name === this.seedTexts.length) this.seedTexts.push(text);
    this.seedNumbers.set(text, name);
    // A namespace name is no QName and stays whole; the parts of any other are seeds before it.
    if (text !== '' && !text.includes('/') && !text.startsWith('urn:')) this.split(name, 0);
  }

  /** Forgets the names of the last document. `limit` is how many the next one may have. */
  clear(limit: number): void {
    if (this.seeds === 0) this.plant();
    for (let name = this.seeds; name < this.count; name++) this.slots[this.slotOf[name]] = 0;
    this.count = this.seeds;
    this.limit = limit;
    if (this.bytes.length > keptBytes) this.bytes = this.bytes.slice(0, Math.max(keptBytes, this.offsets[this.seeds]));
  }

  /**
   * The number of the name in source bytes `start` to `stop`, whose hash is `hash`. `at` is where to report that there
   * are too many names.
   */
  find(source: Uint8Array, start: number, stop: number, hash: number, at: number): number {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probes = 0; probes < longestProbe; probes++) {
      const name = this.slots[slot] - 1;
      if (name < 0) return this.add(source, start, stop, hash, slot, at);
      if (this.hashes[name] === hash && this.holds(name, source, start, stop)) return name;
      slot = (slot + 1) & mask;
    }
    throw new Refusal('too-many-names', at, 'The names in this document were made to collide. It is refused because reading it could take very long.', this.limit);
  }

  /**
   * `findBytes` for the namespace name that `declaration` gives. Most declarations of a prefix are alike, so the last one
   * is compared first, which is quicker than hashing. (A number left by another document only costs the comparison.)
   */
  findUri(declaration: number, source: Uint8Array, start: number, stop: number, at: number): number {
    const last = this.lastUri[declaration];
    if (last < this.count && this.holds(last, source, start, stop)) return last;
    return (this.lastUri[declaration] = this.findBytes(source, start, stop, at));
  }

  /**
   * The offset after the name `guess`, if that is what stands at `start`, else `start`. (A number left by another document only
   * costs the comparison.)
   */
  matches(guess: number, source: Uint8Array, start: number): number {
    if (guess >= this.count) return start;
    const { bytes } = this;
    const stop = this.offsets[guess + 1];
    let there = start;
    for (let here = this.offsets[guess]; here < stop; here++) if (bytes[here] !== source[there++]) return start;
    return isNameByte[source[there]] === 1 ? start : there;
  }

  /** `find` for bytes whose hash is not known yet. */
  findBytes(source: Uint8Array, start: number, stop: number, at: number): number {
    return this.find(source, start, stop, hashOf(source, start, stop), at);
  }

  /**
   * Makes sure that `prefixOf` and `localOf` are set for a name met at byte `at` of the document. A name is checked
   * (Namespaces in XML 1.0, QName, production 7) and taken apart only the first time it is met.
   */
  split(name: number, at: number): void {
    if (this.prefixOf[name] !== NOT_SPLIT) return;
    const start = this.offsets[name];
    const stop = this.offsets[name + 1];
    const colon = this.checkName(start, stop, at);
    if (colon < 0) {
      this.localOf[name] = name;
      this.prefixOf[name] = EMPTY;
      return;
    }
    const prefix = this.findBytes(this.bytes, start, colon, at);
    this.localOf[name] = this.findBytes(this.bytes, colon + 1, stop, at);
    this.prefixOf[name] = prefix;
  }

  /** Refuses what is no QName; returns the offset of its colon, or -1. */
  private checkName(start: number, stop: number, at: number): number {
    let colon = -1;
    let isFirst = true;
    for (let here = start; here < stop; here += utf8Length(this.bytes[here])) {
      const codePoint = codePointAt(this.bytes, here);
      const place = at + here - start;
      if (codePoint === COLON) {
        if (colon >= 0) throw new Refusal('namespace', place, `Found a second colon in the name ${this.quote(start, stop)}; expected at most one, between prefix and name.`);
        if (isFirst) throw new Refusal('namespace', place, `Found a name that begins with a colon, ${this.quote(start, stop)}; expected a prefix before it.`);
        colon = here;
        isFirst = true;
        continue;
      }
      if (isFirst ? isNameStart(codePoint) : isNameCharacter(codePoint)) {
        isFirst = false;
        continue;
      }
      const found = `"${String.fromCodePoint(codePoint)}" (${codePointName(codePoint)})`;
      if (!isNameCharacter(codePoint)) throw new Refusal('not-well-formed', place, `Found ${found} in a name; this character is not allowed there.`);
      throw new Refusal(colon < 0 ? 'not-well-formed' : 'namespace', place, `Found ${found} at the start of a name; expected a letter or an underscore.`);
    }
    if (colon === stop - 1) throw new Refusal('namespace', at + stop - start, `Found a name that ends with a colon, ${this.quote(start, stop)}; expected a name after the prefix.`);
    return colon;
  }

  private quote(start: number, stop: number): string {
    return `"${Buffer.from(this.bytes.subarray(start, Math.min(stop, start + 80))).toString()}"`;
  }

  /** Orders two names by code points, as Canonical XML sorts. */
  compare(left: number, right: number): number {
    const { bytes, offsets } = this;
    return left === right ? 0 : compareBytes(bytes, offsets[left], offsets[left + 1], bytes, offsets[right], offsets[right + 1]);
  }

  /** The kind of the element name with these parts, 0 for one that is not known. */
  kindOf(uri: number, local: number): number {
    return uri < this.seeds && local < this.seeds ? this.kinds.get(uri * this.seeds + local) ?? 0 : 0;
  }

  /** A seed name as a string. */
  seedText(name: number): string {
    return this.seedTexts[name];
  }

  /** The number of a seed name, or -1. */
  seedNumber(text: string): number {
    return this.seedNumbers.get(text) ?? -1;
  }

  private holds(name: number, source: Uint8Array, start: number, stop: number): boolean {
    let here = this.offsets[name];
    if (this.offsets[name + 1] - here !== stop - start) return false;
    const bytes = this.bytes;
    for (let there = start; there < stop; there++) if (bytes[here++] !== source[there]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, stop: number, hash: number, slot: number, at: number): number {
    if (this.count - this.seeds >= this.limit) {
      throw new Refusal('too-many-names', at, `The document has more than ${this.limit} different names, the most that is read.`, this.limit);
    }
    const name = this.count++;
    const length = stop - start;
    const offset = this.offsets[name];
    if (name + 2 > this.offsets.length) this.growRows();
    if (offset + length > this.bytes.length) this.growBytes(length);
    for (let i = 0; i < length; i++) this.bytes[offset + i] = source[start + i];
    this.offsets[name + 1] = offset + length;
    this.hashes[name] = hash;
    this.prefixOf[name] = NOT_SPLIT;
    this.scope[name] = UNBOUND;
    this.metIn[name] = 0;
    this.kindUri[name] = UNBOUND;
    this.twinScope[name] = NO_SCOPE;
    this.slotOf[name] = slot;
    this.slots[slot] = name + 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return name;
  }

  private growBytes(needed: number): void {
    const larger = new Uint8Array((this.bytes.length + needed) * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }

  private growRows(): void {
    for (const column of ['offsets', 'prefixOf', 'localOf', 'scope', 'metIn', 'kindUri', 'kind', 'follower', 'twin', 'twinScope', 'lastUri', 'hashes', 'slotOf'] as const) {
      const larger = new Int32Array(this[column].length * 2);
      larger.set(this[column]);
      this[column] = larger;
    }
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let name = 0; name < this.count; name++) {
      let slot = (this.hashes[name] ^ (this.hashes[name] >>> 15)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = name + 1;
      this.slotOf[name] = slot;
    }
  }
}

/** The one table; documents are read one at a time. */
export const nameTable = new NameTable();

/** The kind (names.ts) of the element name `name` in the namespace `uri`, 0 for one that is not known. */
export function kindOfName(name: number, uri: number): number {
  if (nameTable.kindUri[name] === uri) return nameTable.kind[name];
  const kind = nameTable.kindOf(uri, nameTable.localOf[name]);
  nameTable.kindUri[name] = uri;
  nameTable.kind[name] = kind;
  return kind;
}
