/** The index over codes and fragments of the catalogue: one pass over the words of a text finds what may fit. */
import type { ErrorEntry } from './entry.ts';
import { isOfSaml } from './context.ts';
import { fold, isWordCharacter, lower, type Folded } from './fold.ts';

export interface Value {
  name: string;
  text: string;
}

type Standing = 'line' | 'sentence' | 'inside';

/** How one entry fits a text. */
export interface Hit {
  entry: ErrorEntry;
  /** By a code, or by so many characters of a fragment. */
  code: string | null;
  length: number;
  at: number;
  /** What the message is in the text: a line of its own, a sentence, or words inside one. */
  stands: Standing;
  /** Its words are nobody else's; those of others count only in a text that speaks of SAML. */
  own: boolean;
  values: readonly Value[];
}

/** What stands between the placeholders of a fragment; gap[i] stands in front of literal[i], the last one behind. */
interface Pattern {
  entry: ErrorEntry;
  code: string | null;
  literals: readonly string[];
  gaps: readonly (string | null)[];
  length: number;
  own: boolean;
  /** Where the word by which it is found begins inside the first literal. */
  offset: number;
}

interface Index {
  /** By a word of the first literal. */
  patterns: ReadonlyMap<string, readonly Pattern[]>;
  codes: ReadonlyMap<string, readonly ErrorEntry[]>;
}

/** A value in a message is not longer than this. */
const widest = 600;
/** A message of so many characters is like no other, unless its entry says it is commonplace. */
const likeNoOther = 36;
const word = /[a-z0-9_]+/g;

export function buildIndex(catalogue: readonly ErrorEntry[]): Index {
  const codes = new Map<string, ErrorEntry[]>();
  const drafts: Omit<Pattern, 'offset'>[] = [];
  for (const entry of catalogue) {
    for (const code of entry.codes) {
      const low = lower(code);
      if (/^[a-z0-9_]+$/.test(low)) codes.set(low, [...(codes.get(low) ?? []), entry]);
      else drafts.push({ ...compile(code), entry, code, own: true });
    }
    for (const fragment of entry.fragments) {
      const compiled = compile(fragment);
      drafts.push({ ...compiled, entry, code: null, own: isOwn(entry, compiled) });
    }
  }
  const uses = new Map<string, number>();
  for (const { literals } of drafts) for (const each of new Set(literals[0]!.match(word))) uses.set(each, (uses.get(each) ?? 0) + 1);
  const patterns = new Map<string, Pattern[]>();
  for (const draft of drafts) {
    // The rarest word of the first literal, the longest of these; a word cut in two by the end of the literal counts too.
    let best: { text: string; offset: number } | null = null;
    for (const match of draft.literals[0]!.matchAll(word)) {
      if (best === null || uses.get(match[0])! < uses.get(best.text)! || (uses.get(match[0]) === uses.get(best.text) && match[0].length > best.text.length)) best = { text: match[0], offset: match.index };
    }
    if (best !== null) patterns.set(best.text, [...(patterns.get(best.text) ?? []), { ...draft, offset: best.offset }]);
  }
  return { patterns, codes };
}

function compile(fragment: string): Pick<Pattern, 'literals' | 'gaps' | 'length'> {
  const literals: string[] = [];
  const gaps: (string | null)[] = [null];
  let from = 0;
  for (const match of fragment.matchAll(/\{([^{}]+)\}|…/g)) {
    const literal = fold(fragment.slice(from, match.index)).low;
    if (literal.trim() === '') gaps[gaps.length - 1] = match[1] ?? null;
    else {
      literals.push(literal);
      gaps.push(match[1] ?? '');
    }
    from = match.index + match[0].length;
  }
  const rest = fold(fragment.slice(from)).low;
  if (rest.trim() !== '') {
    literals.push(rest);
    gaps.push(null);
  }
  literals[0] = literals[0]!.trimStart();
  literals[literals.length - 1] = literals.at(-1)!.trimEnd();
  return { literals, gaps, length: literals.join('').length };
}

function isOwn(entry: ErrorEntry, { literals, length }: Pick<Pattern, 'literals' | 'length'>): boolean {
  if (entry.product === 'elsewhere') return true;
  if (entry.commonplace === true) return false;
  const isIdentifier = literals.length === 1 && length >= 18 && /^[a-z0-9_]+$/.test(literals[0]!);
  return length >= likeNoOther || isIdentifier || literals.some(isOfSaml);
}

/** Everything in the catalogue that fits the text, at most one hit for an entry: by a code, else by the longest fragment. */
export function findAll(index: Index, text: Folded): Map<ErrorEntry, Hit> {
  const hits = new Map<ErrorEntry, Hit>();
  const keep = (hit: Hit): void => {
    const known = hits.get(hit.entry);
    if (known === undefined || (known.code === null && (hit.code !== null || hit.length > known.length))) {
      hits.set(hit.entry, known !== undefined && hit.values.length < known.values.length ? { ...hit, values: known.values } : hit);
    } else if (hit.values.length > known.values.length) hits.set(hit.entry, { ...known, values: hit.values });
  };
  const done = new Set<Pattern>();
  for (const match of text.low.matchAll(word)) {
    for (const entry of index.codes.get(match[0]) ?? []) {
      if (!/^\d+$/.test(match[0]) && hits.get(entry)?.code == null) keep({ entry, code: match[0], length: match[0].length, at: match.index, stands: 'line', own: true, values: [] });
    }
    for (const pattern of index.patterns.get(match[0]) ?? []) {
      if (done.has(pattern)) continue;
      const at = match.index - pattern.offset;
      const fit = fits(pattern, text, at);
      if (fit === null) continue;
      done.add(pattern);
      keep({ entry: pattern.entry, code: pattern.code, length: pattern.length, at, stands: standingOf(text.shown, at, fit.end), own: pattern.own, values: fit.values });
    }
  }
  for (const { digits, at } of numbersInContext(text.low)) {
    for (const code of [`aadsts${digits}`, digits]) {
      for (const entry of index.codes.get(code) ?? []) if (hits.get(entry)?.code == null) keep({ entry, code, length: code.length, at, stands: 'line', own: true, values: [] });
    }
  }
  return hits;
}

/** Whether something else is said in the same breath. A time, a level or a name in front of a colon is not. */
function standingOf(shown: string, start: number, end: number): Standing {
  const lineEnd = shown.indexOf('\n', end);
  const before = shown.slice(shown.lastIndexOf('\n', start) + 1, start).trimEnd();
  const after = shown.slice(end, lineEnd < 0 ? shown.length : lineEnd).trimStart();
  if (/^["'`([{<]*$/.test(before) && /^["'`)\]}>.!]*$/.test(after)) return 'line';
  const begins = before === '' || /(?:[\]):.,;|"'`>({=!?-]|\b(?:error|warn|warning|info|debug|fatal|severe|exception|denied))$/i.test(before);
  return begins && (after === '' || shown[end - 1] === ':' || /^[.,;:!?"'`)\]}<|(\\-]/.test(after)) ? 'sentence' : 'inside';
}

/** The values of the placeholders when the pattern stands at this place, and where it ends; else null. */
function fits(pattern: Pattern, { low, shown }: Folded, start: number): { values: Value[]; end: number } | null {
  const { literals, gaps } = pattern;
  const first = literals[0]!;
  if (start < 0 || !low.startsWith(first, start)) return null;
  if (gaps[0] === null && isWordCharacter(first.charCodeAt(0)) && start > 0 && isWordCharacter(low.charCodeAt(start - 1))) return null;
  const values: Value[] = [];
  const add = (name: string | null, value: string): void => {
    const text = bare(value);
    if (name !== null && name !== '' && text !== '') values.push({ name, text });
  };
  if (gaps[0] !== null) add(gaps[0]!, lastToken(shown.slice(Math.max(0, start - widest), start)));
  let end = start + first.length;
  for (let i = 1; i < literals.length; i += 1) {
    const found = low.slice(end, end + widest + literals[i]!.length).indexOf(literals[i]!);
    if (found < 0) return null;
    add(gaps[i]!, shown.slice(end, end + found));
    end += found + literals[i]!.length;
  }
  const last = literals.at(-1)!;
  const tail = gaps[literals.length]!;
  if (tail !== null) {
    const rest = shown.slice(end, end + widest);
    const value = firstToken(rest);
    add(tail, value);
    // The rest of a sentence is no value that would prove the message.
    if (!value.includes(' ')) end += rest.indexOf(value) + value.length;
  } else if (isWordCharacter(last.charCodeAt(last.length - 1)) && end < low.length && isWordCharacter(low.charCodeAt(end))) return null;
  return { values, end };
}

function lastToken(text: string): string {
  const line = text.trimEnd().replaceAll('\n', ' ');
  return line.slice(line.lastIndexOf(' ') + 1);
}

/** A value at the end of a message: one word when it is an address or identifier, else to the end of the line or sentence. */
function firstToken(text: string): string {
  const line = text.trimStart().split('\n', 1)[0]!;
  const token = line.split(' ', 1)[0]!;
  if (/[/:@_\d]/.test(token.replace(/[.:,;]$/, ''))) return token;
  return line.split(/[.;] /, 1)[0]!.slice(0, 160);
}

/** Without the quotes, brackets and full stops around a value. */
function bare(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && ' \n\'"`<[('.includes(text[from]!)) from += 1;
  while (to > from && ' \n\'"`>]).,;'.includes(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/** Digits that the text itself calls an error code: behind AADSTS, in error?code=, after "error code"; or the whole text. */
export function numbersInContext(low: string): { digits: string; at: number }[] {
  const whole = /^\s*(\d{4,9})\s*$/.exec(low.length < 40 ? low : '');
  if (whole !== null) return [{ digits: whole[1]!, at: 0 }];
  const found: { digits: string; at: number }[] = [];
  for (const match of low.matchAll(/(?:(?<![a-z0-9_])aadsts ?[:#-]? ?|error[ _-]?codes?["']? ?(?:is|[:=])? ?[["'(]? ?|[?&]code=)(\d{4,9})(?![a-z0-9_])/g)) found.push({ digits: match[1]!, at: match.index });
  // A bare "code" names the six digits of Snowflake; the fewer ones of Entra stand in too many records.
  for (const match of low.matchAll(/"code" ?: ?"?(\d{6})(?![a-z0-9_])/g)) found.push({ digits: match[1]!, at: match.index });
  return found;
}
