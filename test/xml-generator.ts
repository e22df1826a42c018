/**
 * Random well-formed documents that use everything XML and Namespaces allow a SAML message: for comparing the reader and
 * the canonicaliser with another implementation, and as a start for mutations. The same seed gives the same document.
 */

/** Random numbers that repeat: `next()` is in 0 to 1 (mulberry32). */
export interface Random {
  next(): number;
  /** An integer from 0 to `bound` - 1. */
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { next, below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)]! };
}

const prefixes = ['a', 'b', 'saml', 'samlp', 'ds', 'x-1', 'é', 'a.b', '\u{10400}', '\uF900'];
const locals = ['a', 'b', 'Response', 'Assertion', 'NameID', 'Signature', '_x', 'n-1.2', 'ß', 'Ωmega', '\u{10000}k', 'KeyInfo'];
const attributeLocals = ['ID', 'Algorithm', 'a', 'b', 'z', 'Zed', 'é', '\u{10400}x', '\uF900x', 'Destination', 'lang'];
/** As written in a start tag between double quotes. */
const uris = [
  'urn:a', 'urn:b', 'urn:oasis:names:tc:SAML:2.0:assertion', 'urn:oasis:names:tc:SAML:2.0:protocol',
  'http://www.w3.org/2000/09/xmldsig#', 'urn:&#x61;', 'urn:&#98;',
];
/** Legal too, but libxml2 refuses those that are no RFC 3986 URI, and does not escape '&' in canonical forms. */
const oddUris = ['http://example.com/?a=1&amp;b=2', 'urn:é', 'urn:q&quot;&#9;&lt;', 'urn:a  b\r\n'];
const xmlAttributes = ['xml:lang', 'xml:space', 'xml:base', 'xml:id', 'xml:other'];
const bases = ['http://example.com/a/b', '../c/', 'd/e', '/f/g', 'x?y', 'http://other.example/p/q/'];
/** libxml2 does not join these as Canonical XML 1.1, section 2.4 says. */
const oddBases = ['', '.', '..', './', '../..', '/', '//host/g', 'http://host/'];
const textPieces = [
  'text', ' ', '\n', '\r\n', '\r', '\t', '\n    ', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '>', '"', "'", ']]', '&#xD;', '&#13;', '&#x000A;',
  '&#9;', '&#x41;', '&#38;', '&#60;', '&#x3e;', '&#x1F600;', 'é', '日本', '\u{1F600}', '\u007f', '\u0085', '\u2028', '\uFFFD', 'QUJD\nREVG', '&#160;', 'x'.repeat(50),
];
const valuePieces = [
  'value', ' ', '  ', '\n', '\r\n', '\r', '\t', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '>', '&#xD;', '&#13;', '&#xA;', '&#10;', '&#x9;', '&#9;',
  '&#x26;', '&#34;', 'é', '\u{1F600}', '\uFFFD', 'https://example.com/?a=1&amp;b=2', '',
];

export interface GeneratorOptions {
  /** Elements at most, about. */
  elements?: number;
  /** Use namespace names and xml:base values with which libxml2 does not do what the specifications say. */
  odd?: boolean;
}

/** One document. */
export function generateDocument(random: Random, options: GeneratorOptions = {}): string {
  const generator = new Generator(random, options);
  return generator.document();
}

class Generator {
  private readonly random: Random;
  private readonly bases: readonly string[];
  private readonly uris: readonly string[];
  private left: number;
  private identifiers = 0;

  constructor(random: Random, options: GeneratorOptions) {
    this.random = random;
    this.left = 1 + random.below(options.elements ?? 24);
    this.uris = options.odd === true ? [...uris, ...oddUris] : uris;
    this.bases = options.odd === true ? [...bases, ...oddBases] : bases;
  }

  document(): string {
    const { random } = this;
    let text = random.pick(['', '', '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' standalone='no' ?>\r\n"]);
    text += random.pick(['', '', '\n', '<!-- before -->']);
    text += this.element(new Map([['', '']]), 0);
    return text + random.pick(['', '\n', '<!--after-->\n']);
  }

  /** Usually one blank, at times other white space. */
  private space(): string {
    return this.random.chance(0.9) ? ' ' : this.random.pick(['  ', '\n', '\t', '\r\n    ']);
  }

  private optionalSpace(): string {
    return this.random.chance(0.93) ? '' : this.space();
  }

  /** `scope`: prefix to namespace name as written. */
  private element(scope: ReadonlyMap<string, string>, depth: number): string {
    const { random } = this;
    this.left--;
    const inner = new Map(scope);
    const items = this.declarations(inner);
    const name = this.elementName(inner);
    items.push(...this.attributes(inner));
    if (random.chance(0.3)) items.sort(() => random.next() - 0.5);
    let tag = '<' + name;
    for (const item of items) tag += this.space() + item;
    tag += this.optionalSpace();
    if (random.chance(depth === 0 ? 0.05 : 0.25)) return tag + '/>';
    return tag + '>' + this.content(inner, depth) + '</' + name + this.optionalSpace() + '>';
  }

  private declarations(scope: Map<string, string>): string[] {
    const { random } = this;
    const items: string[] = [];
    const declared = new Set<string>();
    while (random.chance(0.35)) {
      const prefix = random.chance(0.3) ? '' : random.pick(prefixes);
      if (declared.has(prefix)) continue;
      declared.add(prefix);
      const uri = prefix === '' && random.chance(0.3) ? '' : random.pick(this.uris);
      scope.set(prefix, uri);
      items.push(this.attribute(prefix === '' ? 'xmlns' : 'xmlns:' + prefix, uri));
    }
    if (random.chance(0.01)) items.push(this.attribute('xmlns:xml', 'http://www.w3.org/XML/1998/namespace'));
    return items;
  }

  private elementName(scope: ReadonlyMap<string, string>): string {
    const prefix = this.random.pick([...scope.keys()]);
    return (prefix === '' ? '' : prefix + ':') + this.random.pick(locals);
  }

  private attributes(scope: ReadonlyMap<string, string>): string[] {
    const { random } = this;
    const items: string[] = [];
    const met = new Set<string>();
    while (random.chance(0.4)) {
      if (random.chance(0.12)) {
        const name = random.pick(xmlAttributes);
        if (met.has(name)) continue;
        met.add(name);
        items.push(this.attribute(name, this.xmlValue(name)));
        continue;
      }
      const prefix = random.chance(0.6) ? '' : random.pick([...scope.keys()]);
      const local = random.pick(attributeLocals);
      // The same namespace can be written in two ways, so names are compared as they are meant.
      const expanded = prefix === '' ? local : `{${scope.get(prefix)!.replace('&#x61;', 'a').replace('&#98;', 'b')}}${local}`;
      if (met.has(expanded)) continue;
      met.add(expanded);
      items.push(this.attribute(prefix === '' ? local : `${prefix}:${local}`, this.pieces(valuePieces, 3)));
    }
    return items;
  }

  private xmlValue(name: string): string {
    if (name === 'xml:space') return this.random.pick(['default', 'preserve']);
    if (name === 'xml:base') return this.random.pick(this.bases);
    if (name === 'xml:id') return `id${this.identifiers++}`;
    return this.random.pick(['en', 'de-CH', '']);
  }

  private attribute(name: string, value: string): string {
    const { random } = this;
    const equals = this.optionalSpace() + '=' + this.optionalSpace();
    if (random.chance(0.15)) return `${name}${equals}'${random.chance(0.5) ? value.replaceAll('&quot;', '"') : value}'`;
    return `${name}${equals}"${value}"`;
  }

  private pieces(from: readonly string[], most: number): string {
    let text = '';
    for (let left = this.random.below(most + 1); left > 0; left--) text += this.random.pick(from);
    return text;
  }

  private content(scope: ReadonlyMap<string, string>, depth: number): string {
    const { random } = this;
    let text = '';
    for (let parts = depth === 0 ? 2 + random.below(6) : random.below(6); parts > 0; parts--) {
      const choice = random.next();
      if (choice < 0.5 && this.left > 0 && depth < 12) text += this.element(scope, depth + 1);
      else if (choice < 0.85) text += this.textAfter(text);
      else if (choice < 0.93) text += `<!--${random.pick(['', ' comment ', 'a-b', '<a>&amp;</a>', 'line\r\nend', 'é\r'])}-->`;
      else text += `<![CDATA[${random.pick(['', 'cdata', '<b>&amp;</b>', ']]', 'a > b\r\n', '\r', 'é'])}]]>`;
    }
    return text;
  }

  /** Text in which "]]" is not followed by ">", also not across the border to the text before. */
  private textAfter(before: string): string {
    const text = this.pieces(textPieces, 3).replaceAll(']]>', ']]&gt;');
    return before.endsWith(']') && /^\]?>/.test(text) ? ' ' + text : text;
  }
}

/** Pieces of markup, and bytes that are not UTF-8, to put where they do not belong. */
const mutations: readonly Buffer[] = [
  ...[
    '<', '>', '&', '"', "'", '=', ' ', '/', '!', '?', '-', '--', '[', ']', ']]>', '<!--', '-->', '<![CDATA[', '<?', '?>', ':', 'x:', 'xmlns:', '&#', '&#x', ';', '&lt;',
    '\u0000', '\u0001', '\r', '\n', '\t', '\uFFFE', '×', '1', '<a>', '</a>', '<a/>', ' a="1"', ' xmlns="relative"', '<!DOCTYPE a>', '&nbsp;', 'é', '&#0;', '&#xD800;', '&#x10FFFF;', '&#x110000;',
  ].map((text) => Buffer.from(text)),
  ...[[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff]].map((bytes) => Buffer.from(bytes)),
];

/** A copy of the document in which something was put in, left out or repeated, once or twice. */
export function mutate(random: Random, document: Buffer): Buffer {
  let mutated: Buffer = document;
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(mutated.length + 1);
    const left = random.chance(0.5) ? 0 : 1 + random.below(random.chance(0.2) ? 8 : 1);
    const repeated = mutated.subarray(at, at + random.below(12));
    const added = random.chance(0.7) ? random.pick(mutations) : random.chance(0.5) ? repeated : Buffer.alloc(0);
    mutated = Buffer.concat([mutated.subarray(0, at), added, mutated.subarray(at + left)]);
  }
  return mutated;
}
