/** A forgiving look at text that was XML once: its tags and the text between them, also where it is no longer well-formed. */

export interface Token {
  /** `other`: a comment, CDATA section, instruction, declaration, or a "<" that begins no tag. */
  kind: 'text' | 'open' | 'close' | 'empty' | 'other';
  start: number;
  stop: number;
  /** As written, with its prefix; '' where there is none. */
  name: string;
  /** Elements around it. */
  depth: number;
}

export interface Markup {
  text: string;
  tokens: readonly Token[];
}

/** What is read out of a text more than once is kept as long as the text is: every damage looks for its sign in the same values and tags. */
export function once<T>(read: (source: Markup) => T): (source: Markup) => T {
  const known = new WeakMap<Markup, { value: T }>();
  return (source) => {
    let kept = known.get(source);
    if (kept === undefined) known.set(source, (kept = { value: read(source) }));
    return kept.value;
  };
}

/** One replacement in a text: what stands from `start` to `stop` becomes `text`. */
export interface Edit {
  start: number;
  stop: number;
  text: string;
}

/** The element names of XML; a tag that begins otherwise is text that lost its escape. */
const tagName = /\/?([A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*)(?=[\s/>])/y;

/** Splits the text in one pass; its time is proportional to the length, whatever stands in it. */
export function markup(text: string): Markup {
  const tokens: Token[] = [];
  let depth = 0;
  let textStart = 0;
  const endless = new Set<string>();
  const push = (kind: Token['kind'], start: number, stop: number, name = ''): void => {
    if (start > textStart) tokens.push({ kind: 'text', start: textStart, stop: start, name: '', depth });
    if (kind === 'close') depth = Math.max(0, depth - 1);
    tokens.push({ kind, start, stop, name, depth });
    if (kind === 'open') depth++;
    textStart = stop;
  };
  let at = text.indexOf('<');
  while (at !== -1) {
    const mark = marks.find(([open, close]) => text.startsWith(open, at) && !endless.has(close));
    const end = mark === undefined ? -1 : text.indexOf(mark[1], at + mark[0].length);
    if (mark !== undefined && end !== -1) {
      push('other', at, end + mark[1].length);
    } else {
      if (mark !== undefined) endless.add(mark[1]);
      tagName.lastIndex = at + 1;
      const name = tagName.exec(text)?.[1];
      const stop = name === undefined ? -1 : tagEnd(text, at + 1 + name.length);
      if (name === undefined || stop === -1) push('other', at, at + 1);
      else push(text[at + 1] === '/' ? 'close' : text[stop - 2] === '/' ? 'empty' : 'open', at, stop, name);
    }
    at = text.indexOf('<', Math.max(at + 1, textStart));
  }
  if (textStart < text.length) tokens.push({ kind: 'text', start: textStart, stop: text.length, name: '', depth });
  return { text, tokens };
}

const marks: readonly (readonly [open: string, close: string])[] = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>'], ['<!', '>']];

/** One past the ">" that ends a tag; -1 when a "<" comes before it, which no tag holds, so that no character is looked at often. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === '<') return -1;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
}

/** How often a word stands in a text; words that overlap count each. */
export function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) count++;
  return count;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** An element with nothing but text in it, which may be empty: where the text is. */
export interface Leaf {
  name: string;
  start: number;
  stop: number;
  value: string;
}

export const leaves = once(({ text, tokens }): readonly Leaf[] => {
  const found: Leaf[] = [];
  for (let at = 0; at + 1 < tokens.length; at++) {
    const open = tokens[at]!;
    if (open.kind !== 'open') continue;
    const inner = tokens[at + 1]!;
    const close = inner.kind === 'text' ? tokens[at + 2] : inner;
    if (close?.kind !== 'close' || close.name !== open.name) continue;
    found.push({ name: localName(open.name), start: open.stop, stop: close.start, value: text.slice(open.stop, close.start) });
  }
  return found;
});

export interface WrittenAttribute {
  name: string;
  /** From the white space before its name to its closing quote. */
  start: number;
  stop: number;
  /** Between the quotes. */
  valueStart: number;
  valueStop: number;
  value: string;
}

/** The attributes of a tag. A name begins after white space, so that a long run of letters is read once. */
const attribute = /\s(?<name>[\w:.-]+)\s*=\s*(?:"(?<double>[^"<]*)"|'(?<single>[^'<]*)')/g;

const attributesByTag = once((_source) => new Map<Token, readonly WrittenAttribute[]>());

export function attributesOf(source: Markup, token: Token): readonly WrittenAttribute[] {
  const known = attributesByTag(source).get(token);
  if (known !== undefined) return known;
  const tag = source.text.slice(token.start, token.stop);
  const found = !tag.includes('=') ? [] : [...tag.matchAll(attribute)].map((match): WrittenAttribute => {
    const value = match.groups!['double'] ?? match.groups!['single'] ?? '';
    const stop = token.start + match.index + match[0].length;
    return { name: match.groups!['name']!, start: token.start + match.index, stop, valueStart: stop - 1 - value.length, valueStop: stop - 1, value };
  });
  attributesByTag(source).set(token, found);
  return found;
}

/** The text with the edits made; they are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.stop;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

type Replacement = (match: string, group: string) => string;

/** An edit for every match of the pattern within a span; those that change nothing are left out. */
export function replaceIn(text: string, start: number, stop: number, pattern: RegExp, by: Replacement): Edit[] {
  return replaceInAll(text, [{ start, stop }], pattern, by);
}

export const replaceAll = (text: string, pattern: RegExp, by: Replacement): Edit[] => replaceIn(text, 0, text.length, pattern, by);

/** The same in every text between tags, inside the root. */
export const replaceInText = ({ text, tokens }: Markup, pattern: RegExp, by: Replacement): Edit[] => replaceInAll(text, tokens.filter(({ kind, depth }) => kind === 'text' && depth > 0), pattern, by);

/** In several spans, which are in order. */
export function replaceInAll(text: string, spans: readonly { start: number; stop: number }[], pattern: RegExp, by: Replacement): Edit[] {
  const found: Edit[] = [];
  for (const { start, stop } of spans) {
    const part = text.slice(start, stop);
    // Most have none, and to look for one is a fifth as dear as to ask for all.
    if (part.search(pattern) === -1) continue;
    for (const match of part.matchAll(pattern)) {
      const replaced = by(match[0], match[1] ?? '');
      if (replaced !== match[0]) found.push({ start: start + match.index, stop: start + match.index + match[0].length, text: replaced });
    }
  }
  return found;
}

/** Texts and attribute values, where what people read stands. */
export const values = once((source): readonly { start: number; stop: number; value: string }[] => source.tokens.flatMap((token) => {
  if (token.kind === 'text') return token.depth === 0 ? [] : [{ start: token.start, stop: token.stop, value: source.text.slice(token.start, token.stop) }];
  if (token.kind !== 'open' && token.kind !== 'empty') return [];
  return attributesOf(source, token).map(({ valueStart, valueStop, value }) => ({ start: valueStart, stop: valueStop, value }));
}));

export const replaceInValues = (source: Markup, pattern: RegExp, by: Replacement): Edit[] => replaceInAll(source.text, values(source), pattern, by);
