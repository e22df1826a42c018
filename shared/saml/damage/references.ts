/** Damages to the references of XML: decoded once too often, encoded once too often, or made HTML. */
import type { DamageKind } from './kind.ts';
import { togetherThenEach } from './kind.ts';
import { attributesOf, leaves, replaceAll, replaceIn, replaceInText, replaceInValues, type Edit, type Markup } from './markup.ts';

/** HTML's names of U+00A0 to U+00FF, in order. */
const latinNames = ('nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest '
  + 'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig '
  + 'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml').split(' ');
const htmlNames = new Map(latinNames.map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const));
for (const [name, character] of [['ndash', '–'], ['mdash', '—'], ['lsquo', '‘'], ['rsquo', '’'], ['ldquo', '“'], ['rdquo', '”'], ['hellip', '…'], ['euro', '€']] as const) htmlNames.set(name, character);

const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g;

/** Open tags that are never closed and have no attribute: text such as <ada@example.com> that lost its escapes. */
function strayMarkup({ text, tokens }: Markup): Edit[] {
  const stray = new Set<number>();
  const open: { name: string; start: number }[] = [];
  for (const { kind, name, start } of tokens) {
    if (kind === 'open') open.push({ name, start });
    else if (kind === 'close') {
      // Deeper than this nobody nests by mistake, and a hostile text could make each close tag a long search.
      const at = open.slice(-32).findLastIndex((each) => each.name === name);
      if (at === -1) continue;
      for (const each of open.splice(Math.max(0, open.length - 32) + at).slice(1)) stray.add(each.start);
    }
  }
  return tokens.flatMap((token) => {
    const isStray = token.kind === 'other' ? token.stop === token.start + 1 : stray.has(token.start) && !text.slice(token.start, token.stop).includes('=');
    return isStray ? [{ start: token.start, stop: token.start + 1, text: '&lt;' }] : [];
  });
}

/** Quotes within an attribute's value: all between the first and the last one before the next attribute or the end of the tag. */
function strayQuotes(text: string): Edit[] {
  // Longer tags are not looked at: no SAML message has them, and the search goes back and forth within one.
  return [...text.matchAll(/<[A-Za-z_][^<>]{0,2000}>/g)].flatMap((tag) => {
    const starts = [...tag[0].matchAll(/\s[\w:.-]+="/g)].map((match) => ({ outer: match.index, inner: match.index + match[0].length }));
    return starts.flatMap(({ inner }, index) => {
      const last = tag[0].lastIndexOf('"', (starts[index + 1]?.outer ?? tag[0].length) - 1);
      return replaceIn(text, tag.index + inner, tag.index + Math.max(inner, last), /"/g, () => '&quot;');
    });
  });
}

const inOrder = (edits: Edit[]): Edit[] => edits.sort((a, b) => a.start - b.start);

/** Line ends and tabs of attribute values, which a reader takes for blanks when they are not written as references. */
const attributeLineEnds = (source: Markup): Edit[] => source.tokens.flatMap((token) => (token.kind === 'open' || token.kind === 'empty'
  ? attributesOf(source, token).flatMap(({ valueStart, valueStop }) => replaceIn(source.text, valueStart, valueStop, /\r\n|[\n\t]/g, (match) => (match === '\r\n' ? '&#13;&#10;' : match === '\n' ? '&#10;' : '&#9;')))
  : []));

const crReference = /&#(?:13|x0*[dD]);/g;

export const referenceDamages: readonly DamageKind[] = [
  {
    id: 'references-decoded', happened: 'had its entities decoded (&amp; into &, &lt; into <)', undone: 'with the entities put back',
    *undo(source) {
      const ampersands = replaceAll(source.text, bareAmpersand, () => '&amp;');
      yield inOrder([...ampersands, ...strayMarkup(source)]);
      yield ampersands;
      const quotes = strayQuotes(source.text);
      if (quotes.length > 0) yield inOrder([...replaceAll(source.text, bareAmpersand, () => '&amp;'), ...quotes]);
      yield attributeLineEnds(source);
      yield replaceInValues(source, /&(?=(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, () => '&amp;');
    },
  },
  {
    id: 'references-encoded-twice', happened: 'had its entities encoded a second time (&amp; into &amp;amp;)', undone: 'with one layer taken off',
    *undo({ text }) {
      yield replaceAll(text, /&amp;(?=(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, () => '&');
    },
  },
  {
    id: 'html-entities', happened: 'had letters turned into HTML entities (&uuml; for ü)', undone: 'with the letters put back',
    *undo({ text }) {
      yield replaceAll(text, /&([A-Za-z]{2,6}[1-4]{0,2});/g, (match, name) => htmlNames.get(name) ?? match);
    },
  },
  {
    id: 'carriage-returns-lost', happened: 'lost the carriage returns that were signed with it (&#13; became a plain line break)', undone: 'with them put back',
    *undo(source) {
      yield leaves(source).flatMap(({ start, stop }) => replaceIn(source.text, start, stop, /\r?\n/g, () => '&#13;\n'));
      yield leaves(source).flatMap(({ name, start, stop }) => (/Value$|^X509/.test(name) ? replaceIn(source.text, start, stop, /\r?\n/g, () => '&#13;\n') : []));
      yield replaceInText(source, /\r?\n/g, () => '&#13;\n');
      yield replaceInText(source, /\r\n/g, () => '&#13;\n');
    },
  },
  {
    id: 'carriage-returns-added', happened: 'had its line ends changed: carriage returns (&#13;) came in that were not signed', undone: 'with them taken out',
    *undo({ text }) {
      const found = replaceAll(text, crReference, () => '');
      yield found;
      // One that stands alone took the place of a line feed.
      if (found.length > 0) yield replaceAll(text, /&#(?:13|x0*[dD]);\n?/g, () => '\n');
    },
  },
  {
    id: 'references-decoded-in-place', happened: 'had an entity of a value decoded once too often', undone: 'with it put back', guesses: true,
    *undo(source) {
      yield* togetherThenEach(replaceInValues(source, /&(?=(?:amp|lt|gt|quot|apos);)/g, () => '&amp;'));
    },
  },
];
