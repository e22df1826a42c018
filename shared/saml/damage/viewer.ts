/** Damages of copying out of something that shows XML instead of the XML itself. */
import type { DamageKind } from './kind.ts';
import { countOf, replaceAll, type Edit, type Markup, type Token } from './markup.ts';

/** The markers that browsers put before what can be folded. */
const folding = /^[ \t\u00a0]*[-−–+▼▶▾▸▿▹►⊟⊞⌄›](?:[ \t\u00a0]*)(?=<)/gm;

/** Chrome's words above a document without a style sheet. */
const beforeRoot = (text: string): Edit[] => {
  const root = /<[A-Za-z_?]/.exec(text)?.index ?? 0;
  const before = text.slice(0, root);
  // A DOCTYPE there is no viewer's word.
  return before.trim() !== '' && !before.includes('<!') ? [{ start: 0, stop: root, text: '' }] : [];
};

const numbered = /^[ \t\u00a0]*(\d{1,6})(?:[ \t\u00a0]*[:.|)│]|(?=[ \t\u00a0<]))[ \t\u00a0]?/gm;

/** Prefixes of log lines are shorter. */
const longestPrefix = 200;

/**
 * What all lines begin with, numbers aside: the time, host and program that logs put before each line, a name and a bar, or a file and
 * its line. The first line may have lost its own when the text was cut out of more.
 */
function linePrefixes(text: string): Edit[] {
  const lines = linesOf(text);
  const later = lines.slice(1).filter((line) => line.text.trim() !== '');
  if (later.length < 3) return [];
  // A number is one character, however many digits it has.
  const shapes = later.map((line) => [...line.text.slice(0, longestPrefix).split('<')[0]!.matchAll(/\d+|\D/g)].map(([part]) => (/^\d/.test(part) ? '0' : part)));
  let common = shapes[0]!.length;
  for (const shape of shapes) {
    let same = 0;
    while (same < common && shape[same] === shapes[0]![same]) same++;
    common = same;
  }
  const shape = shapes[0]!.slice(0, common);
  if (!/[^\s>]/.test(shape.join(''))) return [];
  const pattern = new RegExp(`^${shape.map((part) => (part === '0' ? '\\d+' : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))).join('')}`);
  return lines.flatMap((line) => {
    const length = pattern.exec(line.text)?.[0].length ?? 0;
    return length === 0 ? [] : [{ start: line.start, stop: line.start + length, text: '' }];
  });
}

function linesOf(text: string): { start: number; text: string }[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { start, text: line };
    start += line.length + 1;
    return found;
  });
}

/** Line numbers count up by one and stand before most lines; others are content. */
function lineNumbers(text: string): Edit[] {
  const found = [...text.matchAll(numbered)];
  const counting = found.filter((match, index) => Number(match[1]) === Number(found[index - 1]?.[1]) + 1).length;
  if (found.length < 3 || found.length * 2 < countOf(text, '\n') || counting < (found.length - 1) * 0.8) return [];
  return found.map((match) => ({ start: match.index, stop: match.index + match[0].length, text: '' }));
}

/** Comments between elements alone: one inside a value, DigestValue above all, is how attackers make two readers see two values. */
function commentsBetweenTags({ text, tokens }: Markup): Edit[] {
  const isComment = ({ start }: Token): boolean => text.startsWith('<!--', start);
  const marks = tokens.filter((token) => isComment(token) || token.kind !== 'text' || text.slice(token.start, token.stop).trim() !== '');
  return marks.flatMap((token, at) => {
    const [before, after] = [marks[at - 1], marks[at + 1]];
    if (!isComment(token) || before === undefined || after === undefined) return [];
    const isInValue = before.kind === 'text' || after.kind === 'text' || before.kind === 'other' || after.kind === 'other' || (before.kind === 'open' && after.kind === 'close');
    return isInValue ? [] : [{ start: token.start, stop: token.stop, text: '' }];
  });
}

export const viewerDamages: readonly DamageKind[] = [
  {
    id: 'browser-view', happened: 'was copied out of a browser’s view of the XML, with its folding markers', undone: 'with the markers taken out',
    *undo({ text }) {
      const markers = replaceAll(text, folding, () => '');
      const words = beforeRoot(text);
      if (words.length > 0) yield [...words, ...markers.filter((edit) => edit.start >= words[0]!.stop)];
      yield markers;
      // Some views draw the marker behind the line break of the tag before it, or as a line of its own.
      yield replaceAll(text, /^[ \t\u00a0]*[-−–+▼▶▾▸▿▹►⊟⊞⌄›][ \t\u00a0]*$/gm, () => '');
    },
  },
  {
    id: 'line-numbers', happened: 'was copied with line numbers', undone: 'with the numbers taken out', isLayer: true,
    *undo({ text }) {
      yield lineNumbers(text);
    },
  },
  {
    id: 'quoted-lines', happened: 'was quoted in a mail, with ">" before its lines', undone: 'with these taken out', isLayer: true,
    *undo({ text }) {
      // A line may begin with the ">" of a tag as well, so no more is taken than stands before all.
      const marks = [...text.matchAll(/^(?:[>|] ?)+/gm)].map(([mark]) => mark);
      if (marks.length < 2 || marks.length < (countOf(text, '\n') - 1) * 0.9) return;
      const mark = marks.reduce((least, each) => (each.length < least.length ? each : least));
      yield replaceAll(text, new RegExp(`^${mark.replaceAll('|', '\\|')}`, 'gm'), () => '');
      yield replaceAll(text, new RegExp(`^${mark.trimEnd().replaceAll('|', '\\|')} ?`, 'gm'), () => '');
    },
  },
  {
    id: 'line-prefixes', happened: 'was copied out of a log, with the same words before all of its lines', undone: 'with these taken out', isLayer: true,
    *undo({ text }) {
      yield linePrefixes(text);
    },
  },
  {
    id: 'instruction-added', happened: 'got an XML declaration or an instruction where none may stand', undone: 'with it taken out',
    *undo({ text }) {
      const root = /<[A-Za-z_]/.exec(text)?.index ?? 0;
      // Only before the root: inside it, an instruction is how attackers split a value.
      // A declaration at the very start is where it belongs, whatever it says.
      yield replaceAll(text.slice(0, root), /<\?[^<>]*\?>\s*/g, () => '').filter(({ start }) => start > 0 || !text.startsWith('<?xml '));
    },
  },
  {
    id: 'comments-added', happened: 'got comments put in', undone: 'with the comments taken out',
    *undo(source) {
      yield commentsBetweenTags(source);
    },
  },
];
