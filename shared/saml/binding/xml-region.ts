/** Finding an XML document inside other text, without parsing it: where it starts, and where its root element ends. */
import { isSpace, type Octets } from './octets.ts';

/** Roots that make text between other text worth taking: SAML messages, metadata and what carries them. */
const roots = [
  'Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'ArtifactResolve', 'ArtifactResponse', 'Assertion',
  'EncryptedAssertion', 'AttributeQuery', 'ManageNameIDRequest', 'ManageNameIDResponse', 'EntityDescriptor', 'EntitiesDescriptor',
  'Envelope', 'RequestSecurityTokenResponse', 'RequestSecurityTokenResponseCollection',
].join('|');

const name = '[A-Za-z_\\x80-\\xff][\\w.\\-\\x80-\\xff]{0,99}';

/** The source of a pattern for `prefix:Root` or `Root` of a known root; callers put their form of "<" before it. */
export const knownRootSource = `(?:${name}(?::|%3[aA]))?(?:${roots})(?![\\w.\\-:\\x80-\\xff])`;

const knownRoot = new RegExp(`<(?:(${name}):)?(?:${roots})(?=[\\s/>])`, 'y');
const anyRoot = new RegExp(`<${name}(?::${name})?(?=[\\s/>])`, 'y');

/** A document found in text. */
export interface XmlHead {
  /** Where the XML declaration, the document type declaration or the root starts. */
  start: number;
  /** Where the root's start tag starts. */
  root: number;
}

/** Whether a known root starts here and declares the namespace of its own name: a fragment without it cannot be read alone. */
export function isKnownRoot(octets: Octets, at: number): boolean {
  knownRoot.lastIndex = at;
  const match = knownRoot.exec(octets);
  if (match === null) return false;
  // Up to the next "<" and no further, so that many unfinished tags are not each searched to the end.
  const next = octets.indexOf('<', at + 1);
  const tag = octets.slice(at, next < 0 ? octets.length : next);
  return tag.includes(match[1] === undefined ? 'xmlns=' : `xmlns:${match[1]}=`);
}

/** Whether an element of any name starts here. */
export function isElementStart(octets: Octets, at: number): boolean {
  anyRoot.lastIndex = at;
  return anyRoot.test(octets);
}

/** Past white space, comments, processing instructions and a document type declaration; the length when one never ends. */
export function skipProlog(octets: Octets, from: number): number {
  let at = from;
  for (;;) {
    while (at < octets.length && isSpace(octets.charCodeAt(at))) at++;
    let end: number;
    if (octets.startsWith('<!--', at)) end = after(octets, '-->', at + 4);
    else if (octets.startsWith('<?', at)) end = after(octets, '?>', at + 2);
    else if (octets.startsWith('<!DOCTYPE', at)) end = doctypeEnd(octets, at);
    else return at;
    at = end;
  }
}

function after(octets: Octets, mark: string, from: number): number {
  const found = octets.indexOf(mark, from);
  return found < 0 ? octets.length : found + mark.length;
}

function doctypeEnd(octets: Octets, at: number): number {
  const close = after(octets, '>', at);
  const subset = octets.slice(at, close).indexOf('[');
  return subset < 0 ? close : after(octets, '>', after(octets, ']', at + subset));
}

/**
 * Where the element that starts at `root` ends, counting start and end tags; -1 when it never does. Names are not compared: that
 * is the parser's business.
 */
export function elementEnd(octets: Octets, root: number): number {
  let depth = 0;
  let at = root;
  while (at >= 0) {
    const next = octets.charCodeAt(at + 1);
    if (next === 0x21 /* ! */) {
      if (octets.startsWith('<!--', at)) at = after(octets, '-->', at + 4);
      else if (octets.startsWith('<![CDATA[', at)) at = after(octets, ']]>', at + 9);
      else at = after(octets, '>', at);
    } else if (next === 0x3f /* ? */) {
      at = after(octets, '?>', at + 2);
    } else {
      const close = tagEnd(octets, at);
      if (close < 0) return -1;
      if (next === 0x2f /* / */) depth--;
      else if (octets.charCodeAt(close - 2) !== 0x2f) depth++;
      at = close;
      if (depth <= 0) return at;
    }
    at = octets.indexOf('<', at);
  }
  return -1;
}

/** Past the ">" of the tag at `at`, which may stand in quotes before; -1 when there is none. */
function tagEnd(octets: Octets, at: number): number {
  let quote = 0;
  for (let index = at + 1; index < octets.length; index++) {
    const code = octets.charCodeAt(index);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return index + 1;
  }
  return -1;
}

/** The next document of a known root at or after `from`, with its XML declaration. */
export function findXml(octets: Octets, from: number): XmlHead | null {
  const head = new RegExp(`<\\?xml[\\s?]|<!DOCTYPE|<(?=(?:${name}:)?(?:${roots})[\\s/>])`, 'g');
  head.lastIndex = from;
  for (let match = head.exec(octets); match !== null; match = head.exec(octets)) {
    const start = match.index;
    const root = match[0].length > 1 ? skipProlog(octets, start) : start;
    if (isKnownRoot(octets, root)) return { start, root };
    // What the prolog skipped holds no other document; going back would make many prologs a quadratic walk.
    head.lastIndex = Math.max(root, start + 1);
  }
  return null;
}
