/** A value that follows the name of its parameter as in JSON, a log, a program, a form-data listing or a multipart body. */
import { base64Class } from './base64.ts';
import { isSpace, octetClass, toText, type Octets } from './octets.ts';
import { findMention, readConnector, type Connector, type Mention } from './mention.ts';
import { notSent, parameterOf, toMessage, type Found, type Source } from './source.ts';
import { isWhole, unwrap } from './unwrap.ts';
import { backslashDecode, entityDecode } from './escapes.ts';

/** Shorter values are words of a sentence, not messages. */
const SHORTEST_VALUE = 24;
/** How far from the value its relay state is looked for: the other members of one object or the lines beside it. */
const NEARBY = 1000;

const valueClass = (() => {
  const table = octetClass('%=');
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1) table[code] = 1;
  return table;
})();

/** The value after a mention; null when what follows is no message. `floor` is where the previous message ended. */
export function openNamedValue(source: Source, mention: Mention, connector: Connector, floor: number): Found | null {
  const { text, budget } = source;
  const name = text.slice(mention.start, mention.end);
  const ends = valueEnds(source, connector);
  for (const end of ends) {
    const value = text.slice(connector.valueStart, end);
    if (value.length < SHORTEST_VALUE || isProse(value)) continue;
    const unwrapped = unwrap(value, { budget, isParameter: true, isGuess: false });
    if (end !== ends.at(-1) && !isWhole(unwrapped)) continue;
    if (unwrapped.fault?.code === 'unrecognised') return null;
    return {
      start: mention.start, end,
      messages: [toMessage(unwrapped, source.original(mention.start, end), {
        ...notSent,
        parameter: parameterOf(name),
        relayState: nearbyRelayState(text, Math.max(floor, mention.start - NEARBY), mention.start, end),
      })],
    };
  }
  return null;
}

/** A sentence rather than a value: several words in its first characters. */
function isProse(value: Octets): boolean {
  return /^\S{1,19}(?: \S{1,19}){2}/.test(value);
}

/** Where the value may end, nearest first: at its quote; or at the first white space, or after the lines that look like it. */
function valueEnds({ text, nextMention }: Source, connector: Connector): number[] {
  const { valueStart, quote } = connector;
  if (quote !== null) {
    const found = closingQuote(text, quote, valueStart);
    return [found < 0 ? runEnd(text, valueStart, text.length) : found];
  }
  // No further than the next mention, so that a list of names is not walked to its end from each of them.
  const limit = nextMention.after(valueStart);
  const first = runEnd(text, valueStart, limit);
  const last = continuedEnd(text, first, limit);
  return last === first ? [first] : [first, last];
}

/** The next such quote that is not itself escaped. */
function closingQuote(text: Octets, quote: Octets, from: number): number {
  let at = text.indexOf(quote, from);
  while (at > from && text.charAt(at - 1) === '\\') at = text.indexOf(quote, at + quote.length);
  return at;
}

function runEnd(text: Octets, from: number, limit: number): number {
  let end = from;
  while (end < limit && valueClass[text.charCodeAt(end)] === 1) end++;
  return end;
}

/** Past following lines that consist of base64 alone; padding ends a value. */
export function continuedEnd(text: Octets, from: number, limit: number): number {
  let end = from;
  while (text.charAt(end - 1) !== '=') {
    let next = end;
    while (next < limit && isSpace(text.charCodeAt(next))) next++;
    if (!/[\r\n]/.test(text.slice(end, Math.min(next, end + 16)))) return end;
    const stop = runEnd(text, next, limit);
    const isWholeLine = stop >= limit || isSpace(text.charCodeAt(stop)) || '"\'<,&`'.includes(text.charAt(stop));
    if (stop === next || !isWholeLine) return end;
    end = stop;
  }
  return end;
}

function nearbyRelayState(text: Octets, from: number, mentionStart: number, valueEnd: number): string | null {
  const next = findMention(text.slice(valueEnd, valueEnd + NEARBY), 0);
  const after = text.slice(valueEnd, valueEnd + (next?.start ?? NEARBY));
  return relayStateIn(after) ?? relayStateIn(text.slice(from, mentionStart));
}

function relayStateIn(text: Octets): string | null {
  const at = text.search(/relay[ _-]?state/i);
  if (at < 0) return null;
  const match = /^relay[ _-]?state/i.exec(text.slice(at));
  const connector = match === null ? null : readConnector(text, at + match[0].length);
  if (connector === null) return null;
  const { valueStart, quote } = connector;
  if (quote === null) {
    const line = /^[^\r\n&,;}\]]*/.exec(text.slice(valueStart));
    return line === null ? null : toText(line[0].trimEnd());
  }
  const end = text.indexOf(quote, valueStart);
  if (end < 0) return null;
  const value = text.slice(valueStart, end);
  return toText(quote.startsWith('&') ? entityDecode(value) : backslashDecode(value));
}
