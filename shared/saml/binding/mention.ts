/** Where text names a SAML parameter, and what stands between the name and its value. */
import type { Octets } from './octets.ts';

/** SAMLResponse as the standard spells it, and as code and log formats do: samlResponse, saml_response, "SAML Response". */
const source = 'saml[ _-]?re(?:sponse|quest)(?![a-z])';

export interface Mention {
  start: number;
  /** Past the name. */
  end: number;
}

/** The next mention at or after `from`. */
export function findMention(text: Octets, from: number): Mention | null {
  const pattern = new RegExp(source, 'gi');
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : { start: match.index, end: pattern.lastIndex };
}

/** Where the next mention starts, remembered: asked from many places in order, the text is still walked once. */
export class NextMention {
  readonly #text: Octets;
  #from = 0;
  #start = -1;

  constructor(text: Octets) {
    this.#text = text;
  }

  /** The start of the first mention at or after `from`; the length of the text when there is none. */
  after(from: number): number {
    if (from < this.#from || from > this.#start) {
      this.#from = from;
      this.#start = findMention(this.#text, from)?.start ?? this.#text.length;
    }
    return this.#start;
  }
}

/**
 * `form`: `name=value`. `named`: a colon, an arrow or the like, perhaps with quotes. `quote` is the mark that ends the value as it
 * stands in the text (`"`, `\"`, `&quot;`), null when white space or punctuation ends it.
 */
export interface Connector {
  form: 'form' | 'named';
  valueStart: number;
  quote: Octets | null;
}

const equalsEscapes = ['%3D', '%3d', '%253D', '%253d', '\\x3d', '\\x3D', '\\u003d', '\\u003D'];
const quotePattern = /\\{0,7}["'`]|&quot;|&#34;|&#x22;|&#39;|&apos;|%22/y;
const wordPattern = /\.?value/iy;
/** Enough for every form below with indentation. */
const LONGEST_CONNECTOR = 120;

/** What follows a name up to its value; null when nothing connects them. */
export function readConnector(text: Octets, nameEnd: number): Connector | null {
  if (text.charAt(nameEnd) === '=') return connector(text, nameEnd + 1, 'form');
  for (const escape of equalsEscapes) {
    if (text.startsWith(escape, nameEnd)) return connector(text, nameEnd + escape.length, 'form');
  }
  return connector(text, nameEnd, 'named');
}

function connector(text: Octets, from: number, form: Connector['form']): Connector | null {
  let at = from;
  let joined = form === 'form';
  let quotes = 0;
  let quote: Octets | null = null;
  const limit = Math.min(text.length, from + LONGEST_CONNECTOR);
  while (at < limit) {
    const character = text.charAt(at);
    quotePattern.lastIndex = at;
    const quoted = quotePattern.exec(text);
    if (quoted !== null) {
      quotes++;
      quote = quoted[0];
      at += quote.length;
    } else if (':=>,[(|'.includes(character)) {
      // A comma joins only quoted pairs: ["SAMLResponse","..."].
      if (character !== ',' || quotes > 0) joined = true;
      quote = null;
      at++;
    } else if (character === '\t' || character === '\n' || character === '\r') {
      joined = true;
      quote = null;
      at++;
    } else if (character === ' ') {
      quote = null;
      at++;
    } else if (character === ']' || character === '{' || character === '}') {
      at++;
    } else if (wordAt(text, at)) {
      // name="SAMLResponse" value="...", and {"name":"SAMLResponse","value":"..."}.
      at = wordPattern.lastIndex;
      quote = null;
    } else {
      break;
    }
  }
  if (!joined || (at >= text.length && (form !== 'form' || at > from))) return null;
  // After "=" white space or an opening quote means that this is code or a log, not a form.
  return { form: at === from ? form : 'named', valueStart: at, quote };
}

function wordAt(text: Octets, at: number): boolean {
  wordPattern.lastIndex = at;
  return wordPattern.test(text);
}
