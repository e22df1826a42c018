/** Damages to the white space between and around the tags: what viewers and editors do first. */
import type { DamageKind } from './kind.ts';
import { each } from './kind.ts';
import { leaves, localName, once, replaceAll, replaceInText, type Edit, type Markup, type Token } from './markup.ts';

/** A place between two tags with nothing but white space in it. */
interface Slot {
  start: number;
  stop: number;
  /** The level that the next tag would be indented to. */
  level: number;
  /** The element around it. */
  inside: string;
  inSignature: boolean;
  inKeyInfo: boolean;
  /** The next tag opens the Signature. */
  isBeforeSignature: boolean;
}

/** The reader refuses what nests deeper. */
const deepest = 100;

const slotsOf = once(({ text, tokens }): readonly Slot[] => {
  const slots: Slot[] = [];
  const open: string[] = [];
  // Counted instead of looked for in `open`, which a hostile text makes deep.
  const within = { Signature: 0, KeyInfo: 0 };
  const step = (name: string | undefined, by: 1 | -1): void => {
    if (name === 'Signature' || name === 'KeyInfo') within[name] += by;
  };
  let before: Token | null = null;
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (text.slice(token.start, token.stop).trim() !== '') before = null;
      continue;
    }
    const isLeaf = before?.kind === 'open' && token.kind === 'close';
    if (before !== null && open.length > 0 && !isLeaf && token.kind !== 'other') {
      slots.push({ start: before.stop, stop: token.start, level: Math.min(token.depth, deepest), inside: open.at(-1)!, inSignature: within.Signature > 0, inKeyInfo: within.KeyInfo > 0, isBeforeSignature: token.kind === 'open' && localName(token.name) === 'Signature' });
    }
    if (token.kind === 'open') {
      open.push(localName(token.name));
      step(open.at(-1), 1);
    } else if (token.kind === 'close') step(open.pop(), -1);
    before = token.kind === 'other' ? null : token;
  }
  return slots;
});

/** The edits that give every slot the white space wanted. */
function layOut(source: Markup, wanted: (slot: Slot) => string): Edit[] {
  const edits: Edit[] = [];
  for (const slot of slotsOf(source)) {
    const { start, stop } = slot;
    const text = wanted(slot);
    if (stop - start !== text.length || source.text.slice(start, stop) !== text) edits.push({ start, stop, text });
  }
  return edits;
}

/** A line feed and the indentation of a level. */
function lineStarts(unit: string): (level: number) => string {
  const known: string[] = [];
  return (level) => (known[level] ??= `\n${unit.repeat(level)}`);
}

/** Apache Santuario, under OpenSAML, ADFS-like Java servers and Keycloak, writes a line feed between the parts of a Signature and nowhere else. */
const asSantuario = (slot: Slot): string => (slot.inSignature && !slot.inKeyInfo && slot.inside !== 'Transform' ? '\n' : '');

const padding = (source: Markup): Edit[] => leaves(source).flatMap(({ start, stop, value }) => {
  const trimmed = value.trim();
  return trimmed === value || trimmed === '' ? [] : [{ start, stop, text: trimmed }];
});

/** White space in elements that are empty, where it may be signed as well. */
const fillings = (source: Markup): Edit[] => leaves(source).flatMap(({ start, stop, value }) => (value !== '' && value.trim() === '' ? [{ start, stop, text: '' }] : []));

const inOrder = (edits: Edit[]): Edit[] => edits.sort((a, b) => a.start - b.start);

const units = ['  ', '    ', '\t', '', '   ', ' '];

/** As signers meet a template that was laid out by hand: with their Signature in one line, put right behind the Issuer. */
function* indentations(source: Markup): Iterable<Edit[]> {
  for (const unit of units) {
    const line = lineStarts(unit);
    yield layOut(source, (slot) => line(slot.level));
    yield layOut(source, (slot) => (slot.inSignature || slot.isBeforeSignature ? '' : line(slot.level)));
    yield layOut(source, (slot) => (slot.inSignature ? '' : line(slot.level)));
  }
}

const isIndented = (source: Markup): boolean => slotsOf(source).some((slot) => slot.stop > slot.start);

/** Lines shorter than this are broken by hand. */
const narrowest = 40;

/** Whether lines end within tags and values, most of them as far to the right as any: a viewer breaks between tags, or within base64. */
function isBrokenAnywhere({ text, tokens }: Markup): boolean {
  const lines = text.split('\n');
  const widest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let within = 0;
  let full = 0;
  for (const token of tokens) {
    const written = text.slice(token.start, token.stop);
    if (token.kind === 'text' && written.trim() === '') continue;
    for (let at = written.indexOf('\n'); at !== -1; at = written.indexOf('\n', at + 1)) {
      const stop = token.start + at;
      within++;
      // A console drops the blanks at the end of a line.
      if (stop - (text.lastIndexOf('\n', stop - 1) + 1) >= widest - 3) full++;
    }
  }
  return within > 0 && widest >= narrowest && full * 2 >= within;
}

/** Programs that show a value beside its name indent its further lines as far as the first. */
function hanging(text: string): number {
  const indents = text.split('\n').slice(1).flatMap((line) => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  return indents.length === 0 ? 0 : indents.reduce((least, indent) => Math.min(least, indent), 100);
}

export const layoutDamages: readonly DamageKind[] = [
  {
    id: 'lines-broken', happened: 'was broken into lines of a fixed length', undone: 'with the lines joined',
    *undo(source) {
      const { text, tokens } = source;
      if (!text.includes('\n')) return;
      const indent = hanging(text);
      if (indent > 0) yield replaceAll(text, new RegExp(`\\r?\\n {${indent}}`, 'g'), () => '');
      if (!isBrokenAnywhere(source)) return;
      yield replaceAll(text, /\r?\n/g, () => '');
      yield replaceAll(text, /\r?\n/g, () => ' ');
      const inTags = new Set(tokens.flatMap((token) => (token.kind === 'text' ? [] : replaceAll(text.slice(token.start, token.stop), /\r?\n/g, () => ' ').map((edit) => edit.start + token.start))));
      yield replaceAll(text, /\r?\n/g, () => '').map((edit) => (inTags.has(edit.start) ? { ...edit, text: ' ' } : edit));
    },
  },
  {
    id: 'pretty-printed', happened: 'was pretty-printed after it left the identity provider', undone: 'with the indentation taken out',
    *undo(source) {
      if (!isIndented(source)) return;
      yield layOut(source, () => '');
      const padded = padding(source);
      if (padded.length > 0) yield inOrder([...layOut(source, () => ''), ...padded]);
      const filled = fillings(source);
      if (filled.length > 0) yield inOrder([...layOut(source, () => ''), ...filled]);
      yield layOut(source, asSantuario);
      yield layOut(source, (slot) => (slot.inSignature ? '' : source.text.slice(slot.start, slot.stop)));
    },
  },
  {
    id: 'values-padded', happened: 'got blanks or line breaks around its values', undone: 'with the white space around values taken away',
    *undo(source) {
      const padded = padding(source);
      if (padded.length > 0) yield padded;
    },
  },
  {
    id: 'indented-anew', happened: 'was indented anew after it left the identity provider', undone: 'with the indentation it had before',
    *undo(source) {
      if (isIndented(source)) yield* indentations(source);
    },
  },
  {
    id: 'made-compact', happened: 'was made compact after it left the identity provider: the line breaks that were signed with it are gone', undone: 'with the line breaks put back',
    *undo(source) {
      if (isIndented(source)) return;
      yield layOut(source, asSantuario);
      yield* indentations(source);
    },
  },
  {
    id: 'tabs-to-blanks', happened: 'had its tabs turned into blanks', undone: 'with the tabs put back',
    *undo(source) {
      for (const width of [4, 8, 2]) yield replaceInText(source, new RegExp(` {${width}}`, 'g'), () => '\t');
    },
  },
  {
    id: 'blanks-to-tabs', happened: 'had its blanks turned into tabs', undone: 'with the blanks put back',
    *undo(source) {
      if (source.text.includes('\t')) for (const blanks of [' ', '    ', '  ', '        ']) yield replaceInText(source, /\t/g, () => blanks);
    },
  },
  {
    id: 'values-trimmed', happened: 'lost white space at the edge of a value', undone: 'with it put back', guesses: true,
    *undo(source) {
      const found = leaves(source);
      for (const blank of [' ', '\n']) {
        yield* each(found.map(({ stop }) => ({ start: stop, stop, text: blank })));
        yield* each(found.map(({ start }) => ({ start, stop: start, text: blank })));
      }
    },
  },
];
