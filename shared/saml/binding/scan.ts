/** Finding messages between other text: pages, logs, listings. One pass per kind of place, the earliest first. */
import { base64Class } from './base64.ts';
import { note, type DecodeNoteCode } from './decoded.ts';
import { declareUtf8 } from './declaration.ts';
import { backslashDecode, doubledQuoteDecode, entityDecode, percentDecode } from './escapes.ts';
import { openForm } from './form.ts';
import { findForm } from './html-form.ts';
import { findMention, readConnector } from './mention.ts';
import { continuedEnd, openNamedValue } from './named-value.ts';
import { isSpace, toBytes, type Octets } from './octets.ts';
import { findPem } from './pem.ts';
import { notSent, toMessage, type Candidate, type Found, type Source } from './source.ts';
import { unwrap, type Unwrapped } from './unwrap.ts';
import { elementEnd, findXml, knownRootSource, skipProlog } from './xml-region.ts';

type Finder = (source: Source, from: number) => Candidate | null;

/** Every message of the text in order. `takesPem`: certificates between other text count too. */
export function scan(source: Source, takesPem: boolean): Found[] {
  const finders = takesPem ? [...textFinders, pemFinder] : textFinders;
  const next = finders.map((find) => find(source, 0));
  const found: Found[] = [];
  let floor = 0;
  let count = 0;
  // One more than are taken, so that it is known when there are too many.
  while (count <= source.budget.limits.messages) {
    let chosen = -1;
    for (let index = 0; index < next.length; index++) {
      let candidate = next[index] ?? null;
      if (candidate !== null && candidate.start < floor) candidate = next[index] = finders[index]!(source, floor);
      if (candidate !== null && (chosen < 0 || candidate.start < next[chosen]!.start)) chosen = index;
    }
    if (chosen < 0) break;
    const candidate = next[chosen]!;
    const opened = candidate.open(floor);
    if (opened !== null && opened.messages.length > 0) {
      found.push(opened);
      count += opened.messages.length;
      floor = Math.max(floor, opened.end);
    }
    const resume = Math.max(candidate.resume, opened?.end ?? 0);
    next[chosen] = finders[chosen]!(source, Math.max(resume, floor));
  }
  return found;
}

/** SAMLResponse=..., "SAMLResponse": "...", SAMLResponse: ... */
const mentionFinder: Finder = (source, from) => {
  const { text } = source;
  for (let mention = findMention(text, from); mention !== null; mention = findMention(text, mention.end)) {
    const connector = readConnector(text, mention.end);
    if (connector === null) continue;
    const { start, end } = mention;
    const found = mention;
    const open = (floor: number) => (connector.form === 'form'
      ? openForm(source, start, connector.valueStart, floor)
      : openNamedValue(source, found, connector, floor));
    return { start, resume: end, open };
  }
  return null;
};

/** XML with a root the engine knows, as it is or with the escapes of a string. */
const xmlFinder: Finder = (source, from) => {
  const { text, budget } = source;
  const head = findXml(text, from);
  if (head === null) return null;
  const open = (floor: number): Found => {
    const whole = source.trimmed;
    const isFirst = floor === 0 && skipProlog(text, whole.start) === head.root;
    const start = isFirst ? whole.start : head.start;
    let end = budget.searchesEnds ? elementEnd(text, head.root) : -1;
    if (end < 0) {
      budget.missedEnd();
      end = unclosedEnd(text, head.root);
    }
    // Comments after the root belong to the document.
    if (skipProlog(text, end) >= whole.end) end = whole.end;
    const { octets, codes } = undressed(text.slice(start, end));
    const codesAround: DecodeNoteCode[] = start > whole.start || end < whole.end ? ['text-around'] : [];
    const declared = source.isCharacters ? declareUtf8(octets) : octets;
    if (declared !== octets) codesAround.push('transcoded');
    const unwrapped: Unwrapped = {
      bytes: toBytes(declared), kind: 'xml', deflated: false, isEncoded: false, fault: null, notes: [...codes, ...codesAround].map(note),
    };
    return { start, end, messages: [toMessage(unwrapped, source.original(start, end), notSent)] };
  };
  return { start: head.start, resume: head.root + 1, open };
};

/** A document without an end goes up to where another of the same name starts, or to the end of the text. */
function unclosedEnd(text: Octets, root: number): number {
  const name = /^<[^\s/>]{1,220}/.exec(text.slice(root, root + 221))?.[0] ?? '<?xml';
  const ends = [text.indexOf(name, root + 1), text.indexOf('<?xml', root + 1)].filter((at) => at >= 0);
  return ends.length === 0 ? text.length : Math.min(...ends);
}

/** XML without the escapes of a string literal or a CSV cell; its first attribute tells whether it has them. */
function undressed(xml: Octets): { octets: Octets; codes: DecodeNoteCode[] } {
  const quote = /=\s{0,9}(\\+["']|""(?=[^\s/>"])|["'])/.exec(xml.slice(0, 4096))?.[1] ?? '';
  if (quote === '""') return { octets: doubledQuoteDecode(xml), codes: ['doubled-quotes'] };
  const hasLineEscapes = /^[^>]{0,2000}>\s{0,9}\\[nrt]/.test(xml);
  let octets = xml;
  // One round of unescaping halves the backslashes: \\\" is a string inside a string.
  for (let backslashes = Math.max(quote.length - 1, hasLineEscapes ? 1 : 0); backslashes > 0; backslashes >>= 1) octets = backslashDecode(octets);
  return { octets, codes: octets === xml ? [] : ['escaped'] };
}

/** Long runs of base64 in a line, with the lines that continue them. */
const SHORTEST_RUN = 32;
/** How far a broken value is followed, so that many of them in one word do not each walk to its end. */
const LONGEST_REST = 64 * 1024;

const runFinder: Finder = (source, from) => {
  const { text } = source;
  let start = from;
  for (let at = from; at <= text.length; at++) {
    if (at < text.length && (base64Class[text.charCodeAt(at)] === 1 || text.charCodeAt(at) === 0x25)) continue;
    if (at - start >= SHORTEST_RUN && isPromising(text, start)) {
      const runStart = start;
      const runEnd = at;
      return { start: runStart, resume: runEnd, open: () => openRun(source, runStart, runEnd) };
    }
    start = at + 1;
  }
  return null;
};

function isMarkupRun(text: Octets, start: number): boolean {
  return /^(?:P[CDEFGH]|77u\/P)/.test(text.slice(start, start + 5));
}

/** Not a path or a word of hex digits: what cannot begin XML or a DEFLATE stream is not worth a try. */
function isPromising(text: Octets, start: number): boolean {
  const head = text.slice(start, start + 64);
  return isMarkupRun(text, start) || !/^[0-9a-fA-F-]+$|^\/|^(.)\1{16}/.test(head);
}

function openRun(source: Source, start: number, end: number): Found | null {
  const { text, budget } = source;
  let first = end;
  while (first < end + 2 && text.charAt(first) === '=') first++;
  const continued = continuedEnd(text, first, source.nextMention.after(first));
  let best: { end: number; unwrapped: Unwrapped } | null = null;
  for (const stop of continued === first ? [first] : [first, continued]) {
    const unwrapped = unwrap(text.slice(start, stop), { budget, isParameter: false, isGuess: true });
    // Percent-encoded XML is not this finder's: a run may be only its beginning.
    if (!unwrapped.isEncoded) continue;
    if (unwrapped.fault !== null && (best !== null || unwrapped.fault.code === 'unrecognised')) continue;
    best = { end: stop, unwrapped };
    if (isClosed(unwrapped)) break;
  }
  // Without a message none of these lines is looked at again, or a long list of lines would be, once from each.
  if (best === null) return { start, end: continued, messages: [] };
  const broken = isClosed(best.unwrapped) ? null : brokenRun(source, start, best.end);
  if (broken !== null) return broken;
  const { unwrapped } = best;
  const whole = source.trimmed;
  const notes = start > whole.start || best.end < whole.end ? [...unwrapped.notes, note('text-around')] : unwrapped.notes;
  return { start, end: best.end, messages: [toMessage({ ...unwrapped, notes }, source.original(start, best.end), notSent)] };
}

/** A message that stops at a character base64 does not have, where more of it follows: the whole word, with that as its fault. */
function brokenRun(source: Source, start: number, end: number): Found | null {
  const { text, budget } = source;
  const limit = Math.min(text.length, end + LONGEST_REST);
  let stop = wordEnd(text, end, limit);
  for (let next = nextLine(text, stop); next > 0; next = nextLine(text, stop)) {
    const lineEnd = wordEnd(text, next, limit);
    if (lineEnd - next < SHORTEST_RUN) break;
    stop = lineEnd;
  }
  if (stop - end < SHORTEST_RUN) return null;
  const unwrapped = unwrap(text.slice(start, stop), { budget, isParameter: false, isGuess: false });
  if (unwrapped.fault?.code !== 'base64-broken') return null;
  return { start, end: stop, messages: [toMessage(unwrapped, source.original(start, stop), notSent)] };
}

function wordEnd(text: Octets, from: number, limit: number): number {
  let end = from;
  while (end < limit && !isSpace(text.charCodeAt(end)) && !'"\'<>'.includes(text.charAt(end))) end++;
  return end;
}

/** The first character of the next line when this one ends here; 0 when it goes on. */
function nextLine(text: Octets, at: number): number {
  const gap = /^\r?\n[ \t]{0,40}/.exec(text.slice(at, at + 42));
  return gap === null ? 0 : at + gap[0].length;
}

function isClosed(unwrapped: Unwrapped): boolean {
  let end = unwrapped.bytes.length;
  while (end > 0 && isSpace(unwrapped.bytes[end - 1]!)) end--;
  return unwrapped.fault === null && unwrapped.bytes[end - 1] === 0x3e;
}

/** XML whose "<" is written in another way: as an entity, percent-encoded, or as an escape of JavaScript. */
function dressedFinder(open: string, stops: RegExp, undo: (octets: Octets) => Octets, code: DecodeNoteCode): Finder {
  const pattern = new RegExp(`(?:${open})(?:${knownRootSource}|\\?xml|%3[fF]xml|form|input|html|!doctype)(?![a-z])`, 'gi');
  return (source, from) => {
    const { text } = source;
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return null;
    const start = match.index;
    const stop = new RegExp(stops, 'g');
    stop.lastIndex = start;
    const end = stop.exec(text)?.index ?? text.length;
    return { start, resume: end, open: () => ({ start, end, messages: source.search(undo(text.slice(start, end)), start, end, code) }) };
  };
}

const pemFinder: Finder = (source, from) => {
  const pem = findPem(source.text, from);
  if (pem === null) return null;
  const { start, end } = pem;
  const open = () => {
    const unwrapped = unwrap(source.text.slice(start, end), { budget: source.budget, isParameter: false, isGuess: false });
    return unwrapped.fault === null ? { start, end, messages: [toMessage(unwrapped, source.original(start, end), notSent)] } : null;
  };
  return { start, resume: end, open };
};

const textFinders: readonly Finder[] = [
  mentionFinder,
  findForm,
  xmlFinder,
  runFinder,
  dressedFinder('&(?:amp;)?(?:lt|#60|#[xX]3[cC]);', /[<]/, (octets) => entityDecode(octets.startsWith('&amp;') ? entityDecode(octets) : octets), 'html-entities'),
  dressedFinder('%(?:25)?3[cC]', /[\s"'<>&]/, plusAndPercentDecode, 'url-encoded'),
  dressedFinder('\\\\{1,8}(?:u003[cC]|x3[cC])', /(?!)/, backslashDecode, 'escaped'),
];

/** A form's value: "+" is a space where no %20 is. */
function plusAndPercentDecode(octets: Octets): Octets {
  const spaced = octets.includes('%20') ? octets : octets.replaceAll('+', ' ');
  const once = percentDecode(spaced);
  return /^%3[cC]/.test(once) ? percentDecode(once) : once;
}
