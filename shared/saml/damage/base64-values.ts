/** Damages to the base64 inside a message: certificates, digests, signature values, ciphertexts. */
import type { DamageKind } from './kind.ts';
import { togetherThenEach } from './kind.ts';
import { leaves, once, replaceIn, replaceInValues, values, type Edit, type Leaf, type Markup } from './markup.ts';

const names = new Set(['SignatureValue', 'DigestValue', 'X509Certificate', 'X509SKI', 'CipherValue', 'Modulus', 'Exponent', 'OAEPparams']);

const base64Leaves = once((source): readonly Leaf[] => leaves(source).filter(({ name }) => names.has(name)));

const rewritten = (source: Markup, change: (value: string) => string): Edit[] => base64Leaves(source).flatMap(({ start, stop, value }) => {
  const text = change(value);
  return text === value ? [] : [{ start, stop, text }];
});

const bare = (value: string): string => value.replace(/[ \t\r\n]+|&#(?:13|10|xD|xA);/gi, '');
const lines = (value: string, width: number): string[] => bare(value).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

/** How signers write base64: in one line, as PEM does, as Java and .NET do with and without the carriage return, and with a line of its own. */
const wrappings: readonly ((value: string) => string)[] = [
  bare,
  (value) => lines(value, 76).join('\n'),
  (value) => lines(value, 64).join('\n'),
  (value) => `\n${lines(value, 76).join('\n')}\n`,
  (value) => `\n${lines(value, 64).join('\n')}\n`,
  (value) => lines(value, 76).join('&#13;\n'),
  (value) => `&#13;\n${lines(value, 76).join('&#13;\n')}&#13;\n`,
  (value) => lines(value, 64).join('&#13;\n'),
  // Java's MIME encoder: only what does not fit into one line is broken.
  (value) => (bare(value).length > 76 ? `\n${lines(value, 76).join('\n')}\n` : bare(value)),
];

const plusInValue = { id: 'plus-to-blank-in-values', happened: 'lost a "+" in a value, which became a blank', undone: 'with the "+" put back' };

export const base64Damages: readonly DamageKind[] = [
  {
    id: 'plus-to-blank', happened: 'lost the "+" in its base64 values, each of which became a blank', undone: 'with the "+" put back',
    *undo(source) {
      yield base64Leaves(source).flatMap(({ start, stop }) => replaceIn(source.text, start, stop, /(?<=[A-Za-z0-9+/ ]) (?=[A-Za-z0-9+/ =])|(?<=>) (?=[A-Za-z0-9+/])/g, () => '+'));
      yield base64Leaves(source).flatMap(({ start, stop }) => replaceIn(source.text, start, stop, / /g, () => '+'));
    },
  },
  {
    id: 'base64-alphabet', happened: 'had "+" and "/" in its base64 values replaced by "-" and "_"', undone: 'with the usual alphabet',
    *undo(source) {
      yield rewritten(source, (value) => value.replaceAll('-', '+').replaceAll('_', '/'));
    },
  },
  {
    id: 'base64-padding', happened: 'lost the "=" at the end of its base64 values', undone: 'with the padding put back',
    *undo(source) {
      yield rewritten(source, (value) => value + '='.repeat((4 - (bare(value).length % 4)) % 4));
    },
  },
  {
    id: 'base64-rewrapped', happened: 'had its base64 values broken into other lines', undone: 'with the lines they had before',
    *undo(source) {
      for (const wrap of wrappings) yield rewritten(source, wrap);
    },
  },
  {
    ...plusInValue,
    *undo(source) {
      // An address never has a blank; other values may.
      yield values(source).flatMap(({ start, stop, value }) => (/^\s*\S+ \S+@\S+\s*$/.test(value) ? replaceIn(source.text, start, stop, /(?<=\S) (?=\S)/g, () => '+') : []));
    },
  },
  {
    ...plusInValue, guesses: true,
    *undo(source) {
      yield* togetherThenEach(replaceInValues(source, /(?<=\S) (?=\S)|^ (?=\S)/g, () => '+'));
    },
  },
];
