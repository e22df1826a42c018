/** Damages to single characters: read in another encoding, or "improved" by a word processor or chat. */
import type { DamageKind } from './kind.ts';
import { togetherThenEach } from './kind.ts';
import { replaceAll, replaceIn, replaceInText, replaceInValues, values, type Edit, type Markup } from './markup.ts';

/** What windows-1252 has at 0x80 to 0x9F; a blank where it has nothing and programs take the control character. */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const highBytes = new Map([...windows1252].flatMap((character, index) => (character === ' ' ? [] : [[character, 0x80 + index] as const])));
const fatalUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text whose UTF-8 bytes were taken for windows-1252; null when it is not such. */
function misread(run: string): string | null {
  const bytes = [...run].map((character) => highBytes.get(character) ?? character.codePointAt(0)!);
  if (bytes.some((byte) => byte > 0xff)) return null;
  try {
    return fatalUtf8.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

const asWindows1252 = (run: string): string => [...Buffer.from(run, 'utf8')].map((byte) => {
  const character = byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80]! : ' ';
  return character === ' ' ? String.fromCharCode(byte) : character;
}).join('');

const foreign = /[\u0080-\uffff]+/g;

const typographic: Readonly<Record<string, string>> = { '“': '"', '”': '"', '„': '"', '″': '"', '‘': "'", '’': "'", '‚': "'", '′': "'", '–': '-', '—': '--', '−': '-', '…': '...' };
const curly = /[“”„″‘’‚′–—−…]/g;
const straight = (character: string): string => typographic[character] ?? character;

const inTags = ({ text, tokens }: Markup): Edit[] => tokens.flatMap((token) => (token.kind === 'text' ? [] : replaceAll(text.slice(token.start, token.stop), curly, straight).map((edit) => ({ ...edit, start: edit.start + token.start, stop: edit.stop + token.start }))));

/** Letters beyond ASCII that names of people hold most often, and what word processors put in. */
const lostCharacters = [...'äöüÄÖÜßéèêëáàâãåíìîïóòôõøúùûñçÁÀÂÃÅÉÈÊËÍÌÎÏÓÒÔÕØÚÙÛÑÇýÿæœłŁąęśźżćńčšžřěůťďňőűğışșțđ’–€\u00a0'];

const noBreak = /[\u00a0\u2007\u202f]|&#(?:160|xA0);/gi;

export const characterDamages: readonly DamageKind[] = [
  {
    id: 'invisible-characters', happened: 'got invisible characters put in (a byte order mark, zero-width blanks or soft hyphens)', undone: 'with them taken out',
    *undo({ text }) {
      yield replaceAll(text, /[\u200b-\u200f\u2060\ufeff\u00ad]|&#(?:8203|65279|x200B|xFEFF);/gi, () => '');
    },
  },
  {
    id: 'no-break-spaces', happened: 'had its blanks turned into no-break spaces', undone: 'with plain blanks',
    *undo({ text }) {
      yield replaceAll(text, noBreak, () => ' ');
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
      const once = replaceAll(text, foreign, (run) => misread(run) ?? run);
      yield once;
      if (once.length > 0) yield replaceAll(text, foreign, (run) => misread(misread(run) ?? run) ?? misread(run) ?? run);
    },
  },
  {
    id: 'encoding-repaired', happened: 'had letters repaired that were signed in their garbled form', undone: 'with the garbled form put back', guesses: true,
    *undo({ text }) {
      yield replaceAll(text, foreign, asWindows1252);
    },
  },
  {
    id: 'letters-composed', happened: 'had its accented letters written in another Unicode form, as macOS does', undone: 'in the form that was signed', guesses: true,
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
      const places = marked.length > 0 ? marked : values(source).flatMap(({ start, stop, value }) => (value.includes('://') ? [] : replaceIn(source.text, start, stop, /(?<=\p{L})\?(?=\p{L})/gu, () => '')));
      if (places.length > 0 && places.length <= 4) for (const letter of lostCharacters) yield places.map((edit) => ({ ...edit, text: letter }));
    },
  },
];
