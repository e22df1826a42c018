/** Damages to single characters: read in another encoding, or "improved" by a word processor or chat. */
import { asUtf8, codePages, garble, garbled, windows1252 } from './code-pages.ts';
import type { DamageKind } from './kind.ts';
import { togetherThenEach } from './kind.ts';
import { replaceAll, replaceIn, replaceInText, replaceInValues, values, type Edit, type Markup } from './markup.ts';

const foreign = /[\u0080-\uffff]+/g;

/** Takes letters for what they are in windows-1252, then that for UTF-8; as often as told, and only runs that come out sound. */
const misread = (text: string, times: number): Edit[] => replaceAll(text, garbled(windows1252), (run) => {
  let read = run;
  for (let time = 0; time < times; time++) read = asUtf8(windows1252, read) ?? read;
  return read;
});

const typographic: Readonly<Record<string, string>> = { '“': '"', '”': '"', '„': '"', '″': '"', '‘': "'", '’': "'", '‚': "'", '′': "'", '–': '-', '—': '--', '−': '-', '…': '...' };
const curly = /[“”„″‘’‚′–—−…]/g;
const straight = (character: string): string => typographic[character] ?? character;

const inTags = ({ text, tokens }: Markup): Edit[] => tokens.flatMap((token) => (token.kind === 'text' ? [] : replaceAll(text.slice(token.start, token.stop), curly, straight).map((edit) => ({ ...edit, start: edit.start + token.start, stop: edit.stop + token.start }))));

/** Letters beyond ASCII that names of people hold most often, and what word processors put in. */
const lostCharacters = [...'äöüÄÖÜßéèêëáàâãåíìîïóòôõøúùûñçÁÀÂÃÅÉÈÊËÍÌÎÏÓÒÔÕØÚÙÛÑÇýÿæœłŁąęśźżćńčšžřěůťďňőűğışșțđ’–€\u00a0'];

/** Those that names have most often. */
const likelyLost = lostCharacters.slice(0, 44);

const noBreak = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|&#(?:160|xA0);/gi;
const lineBreak = /[\u000b\u000c\u0085\u2028\u2029]/g;

/** Zero-width, direction marks, and what no XML may hold. */
// oxlint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|&#(?:8203|65279|x200B|xFEFF);/gi;

export const characterDamages: readonly DamageKind[] = [
  {
    id: 'invisible-characters', happened: 'got invisible characters put in (a byte order mark, zero-width blanks, soft hyphens or marks of direction)', undone: 'with them taken out',
    *undo({ text }) {
      yield replaceAll(text, invisible, () => '');
    },
  },
  {
    id: 'no-break-spaces', happened: 'had its blanks turned into no-break spaces', undone: 'with plain blanks',
    *undo({ text }) {
      yield replaceAll(text, noBreak, () => ' ');
      for (const blank of [' ', '\n']) yield replaceAll(text, lineBreak, () => blank);
    },
  },
  {
    id: 'typographic-quotes', happened: 'had its quotes or dashes made typographic, as word processors and chats do', undone: 'with the plain ones',
    *undo(source) {
      yield replaceAll(source.text, curly, straight);
      yield inTags(source);
      yield replaceInText(source, curly, straight);
    },
  },
  {
    id: 'encoding-mixed-up', happened: 'was read in another encoding (windows-1252 instead of UTF-8) and saved again', undone: 'with its letters put right',
    *undo({ text }) {
      const found = misread(text, 1);
      yield found;
      if (found.length > 0) yield misread(text, 2);
    },
  },
  ...codePages.map((page): DamageKind => ({
    id: `encoding-mixed-up-${page.name}`, happened: `was read in another encoding (${page.called} instead of UTF-8) and saved again`, undone: 'with its letters put right',
    *undo({ text }) {
      yield replaceAll(text, garbled(page), (run) => asUtf8(page, run) ?? run);
    },
  })),
  {
    id: 'encoding-repaired', happened: 'had letters repaired that were signed in their garbled form', undone: 'with the garbled form put back', guesses: true,
    *undo({ text }) {
      yield replaceAll(text, foreign, (run) => garble(windows1252, run));
    },
  },
  {
    id: 'letters-composed', happened: 'had its accented letters written in another Unicode form, as macOS does', undone: 'in the form that was signed',
    *undo(source) {
      for (const form of ['NFC', 'NFD'] as const) {
        yield values(source).flatMap(({ start, stop, value }) => (value.normalize(form) === value ? [] : [{ start, stop, text: value.normalize(form) }]));
      }
    },
  },
  {
    id: 'no-break-space-lost', happened: 'had a no-break space turned into a plain blank, as browsers do when text is copied', undone: 'with it put back', guesses: true,
    *undo(source) {
      yield* togetherThenEach(replaceInValues(source, /(?<=\S) (?=\S)/g, () => '\u00a0'));
    },
  },
  {
    id: 'character-lost', happened: 'lost a letter that an encoding could not hold', undone: 'with the right letter guessed', guesses: true,
    *undo(source) {
      const marked = replaceInValues(source, /\ufffd+/g, () => '');
      // A "?" stands for it too, and in addresses for itself.
      const places = marked.length > 0 ? marked : values(source).flatMap(({ start, stop, value }) => (value.includes('://') ? [] : replaceIn(source.text, start, stop, /(?<=\p{L})\?(?=\p{L}|$)/gu, () => '')));
      if (places.length === 0 || places.length > 8) return;
      for (const letter of lostCharacters) yield places.map((edit) => ({ ...edit, text: letter }));
      // Two words that lost one each, wherever they stand.
      const words = places.map(({ start, stop }) => /[^\s<>"']*$/.exec(source.text.slice(Math.max(0, start - 40), start))![0] + '?' + /^[^\s<>"']*/.exec(source.text.slice(stop, stop + 40))![0]);
      const distinct = [...new Set(words)];
      if (distinct.length !== 2) return;
      for (const one of likelyLost) for (const other of likelyLost) if (one !== other) yield places.map((edit, at) => ({ ...edit, text: words[at] === distinct[0] ? one : other }));
    },
  },
];
