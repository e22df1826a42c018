/** Damages that take something away: the end of the text, or what somebody held to be empty. */
import type { DamageKind } from './kind.ts';
import { each } from './kind.ts';
import { attributesOf, localName, type Edit, type Markup, type Token } from './markup.ts';

export interface Cut {
  /** Where the text that can be used ends. */
  at: number;
  /** Names of the elements that were not closed, outermost first, as written. */
  open: string[];
}

/** Where the text was cut off; null when every element is closed. */
export function cutOff({ text, tokens }: Markup): Cut | null {
  const open: string[] = [];
  let at = text.length;
  for (const token of tokens) {
    if (token.kind === 'open') open.push(token.name);
    else if (token.kind === 'close' && open.at(-1) === token.name) open.pop();
    else if (token.kind === 'other' && token.stop === token.start + 1 && !text.includes('<', token.stop)) at = token.start;
  }
  return open.length === 0 ? null : { at, open };
}

/** Attributes that are often sent empty, and that tidy programs drop then. */
const emptied: readonly (readonly [element: string, attribute: string])[] = [
  ['NameID', 'NameQualifier'], ['NameID', 'SPNameQualifier'], ['NameID', 'Format'], ['Attribute', 'FriendlyName'], ['Issuer', 'Format'], ['Response', 'InResponseTo'], ['SubjectConfirmationData', 'InResponseTo'], ['AuthnStatement', 'SessionIndex'],
];

const isOpen = (token: Token): boolean => token.kind === 'open' || token.kind === 'empty';

function* withEmptyAttributes(source: Markup): Iterable<Edit[]> {
  for (const [element, name] of emptied) {
    const places = source.tokens.filter((token) => isOpen(token) && localName(token.name) === element && !attributesOf(source, token).some((attribute) => attribute.name === name));
    const edits = places.map((token) => ({ start: token.start + 1 + token.name.length, stop: token.start + 1 + token.name.length, text: ` ${name}=""` }));
    if (edits.length > 0) yield edits;
    if (edits.length > 1) yield* each(edits.slice(0, 12));
  }
}

/** Attributes without a value get an empty one back, in the forms that identity providers write. */
function* withEmptyValues(source: Markup): Iterable<Edit[]> {
  const { text, tokens } = source;
  const places: { token: Token; close: number; prefix: string }[] = [];
  tokens.forEach((token, at) => {
    if (!isOpen(token) || localName(token.name) !== 'Attribute') return;
    const prefix = token.name.slice(0, token.name.length - 'Attribute'.length);
    const next = tokens[at + 1];
    if (token.kind === 'empty') places.push({ token, close: -1, prefix });
    else if (next?.kind === 'close') places.push({ token, close: next.start, prefix });
  });
  const sample = tokens.find((token) => isOpen(token) && localName(token.name) === 'AttributeValue');
  const written = sample === undefined ? '' : attributesOf(source, sample).map(({ start, stop }) => text.slice(start, stop)).join('');
  for (const attributes of new Set([written, '', ' xsi:type="xs:string"', ' xsi:nil="true"'])) {
    const edits = places.map(({ token, close, prefix }): Edit => {
      const value = `<${prefix}AttributeValue${attributes}/>`;
      return close === -1 ? { start: token.stop - 2, stop: token.stop, text: `>${value}</${token.name}>` } : { start: close, stop: close, text: value };
    });
    if (edits.length > 0) yield edits;
    if (edits.length > 1) yield* each(edits.slice(0, 12));
  }
}

export const structureDamages: readonly DamageKind[] = [
  {
    id: 'cut-off', happened: 'was cut off at its end', undone: 'with the open elements closed',
    *undo(source) {
      const cut = cutOff(source);
      if (cut !== null && cut.open.length <= 100) yield [{ start: cut.at, stop: source.text.length, text: cut.open.toReversed().map((name) => `</${name}>`).join('') }];
    },
  },
  {
    id: 'empty-values-dropped', happened: 'lost values or attributes that were empty', undone: 'with the empty ones put back', guesses: true,
    *undo(source) {
      yield* withEmptyValues(source);
      yield* withEmptyAttributes(source);
    },
  },
];
