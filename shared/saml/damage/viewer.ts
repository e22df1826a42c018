/** Damages of copying out of something that shows XML instead of the XML itself. */
import type { DamageKind } from './kind.ts';
import { replaceAll, type Edit, type Markup, type Token } from './markup.ts';

/** The markers that browsers put before what can be folded. */
const folding = /^[ \t\u00a0]*[-−–+▼▶▾▸▿▹►⊟⊞⌄›](?:[ \t\u00a0]*)(?=<)/gm;

/** Chrome's words above a document without a style sheet. */
const beforeRoot = (text: string): Edit[] => {
  const root = /<[A-Za-z_?]/.exec(text)?.index ?? 0;
  const before = text.slice(0, root);
  // A DOCTYPE there is no viewer's word.
  return before.trim() !== '' && !before.includes('<!') ? [{ start: 0, stop: root, text: '' }] : [];
};

const numbered = /^[ \t]*(\d{1,6})(?:[ \t]*[:.|)│]|(?=[ \t<]))[ \t]?/gm;

/** Line numbers count up by one; numbers that do not are content. */
function lineNumbers(text: string): Edit[] {
  const found = [...text.matchAll(numbered)];
  const counting = found.filter((match, index) => Number(match[1]) === Number(found[index - 1]?.[1]) + 1).length;
  if (found.length < 2 || counting < (found.length - 1) * 0.8) return [];
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
    id: 'line-numbers', happened: 'was copied with line numbers', undone: 'with the numbers taken out',
    *undo({ text }) {
      yield lineNumbers(text);
    },
  },
  {
    id: 'quoted-lines', happened: 'was quoted in a mail, with ">" before its lines', undone: 'with these taken out',
    *undo({ text }) {
      const found = replaceAll(text, /^(?:> ?)+/gm, () => '');
      if (found.length > 1 && found.length * 2 > text.split('\n').length) yield found;
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
