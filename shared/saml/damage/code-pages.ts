/** Encodings of one byte that programs take UTF-8 for, or save in instead of it. */

export interface CodePage {
  /** For ids. */
  name: string;
  /** In words. */
  called: string;
  /** What its bytes 0x80 to 0xFF are; U+0080 to U+009F where it has none, as programs keep them. */
  characters: string;
}

/** As the Encoding Standard has them. Asked for when they are needed: the first decoder alone costs milliseconds, and most documents need none. */
function known(label: string, called: string): CodePage {
  let characters: string | null = null;
  return {
    name: label, called,
    get characters() {
      characters ??= decoded(label);
      return characters;
    },
  };
}

function decoded(label: string): string {
  const characters = new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, index) => 0x80 + index));
  return [...characters].map((character, index) => (character === '\ufffd' ? String.fromCharCode(0x80 + index) : character)).join('');
}

const boxes = '░▒▓│┤';

/** Spelt out, because some versions of Node.js take it for ISO 8859-1. */
export const windows1252: CodePage = {
  name: 'windows-1252', called: 'windows-1252',
  characters: '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' + Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join(''),
};

/** Consoles of Windows, which the Encoding Standard leaves out, then those of other countries and of old Macs. */
export const codePages: readonly CodePage[] = [
  { name: 'ibm850', called: 'code page 850, that of a Windows console,', characters: `ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»${boxes}ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0` },
  { name: 'ibm437', called: 'code page 437, that of a Windows console,', characters: `ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»${boxes}╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0` },
  known('windows-1250', 'windows-1250, that of Central Europe,'),
  known('macintosh', 'Mac Roman'),
  known('windows-1251', 'windows-1251, that of Cyrillic,'),
  known('windows-1254', 'windows-1254, that of Turkish,'),
];

interface Tables {
  bytes: ReadonlyMap<string, number>;
  /** Letters whose bytes are a lead byte of UTF-8 and as many others. */
  garbled: RegExp;
}

const tables = new Map<CodePage, Tables>();

function tablesOf(page: CodePage): Tables {
  let found = tables.get(page);
  if (found === undefined) {
    const bytes = new Map<string, number>();
    // Some programs keep the control character whatever the page has there.
    for (let byte = 0x80; byte < 0xa0; byte++) bytes.set(String.fromCharCode(byte), byte);
    [...page.characters].forEach((character, index) => bytes.set(character, 0x80 + index));
    const between = (low: number, high: number): string => [...bytes].filter(([, byte]) => byte >= low && byte <= high).map(([character]) => character).join('');
    found = { bytes, garbled: new RegExp(`(?:[${between(0xc2, 0xdf)}][${between(0x80, 0xbf)}]|[${between(0xe0, 0xef)}][${between(0x80, 0xbf)}]{2}|[${between(0xf0, 0xf4)}][${between(0x80, 0xbf)}]{3})+`, 'g') };
    tables.set(page, found);
  }
  return found;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Runs of letters that may be UTF-8 taken for that page. */
export const garbled = (page: CodePage): RegExp => tablesOf(page).garbled;

/** The text whose UTF-8 was taken for that page; null when it is not such. */
export function asUtf8(page: CodePage, text: string): string | null {
  const { bytes } = tablesOf(page);
  const found = Uint8Array.from(text, (character) => (character < '\u0080' ? character.codePointAt(0)! : bytes.get(character) ?? 0xff));
  try {
    return utf8.decode(found);
  } catch {
    return null;
  }
}

/** What UTF-8 looks like when it is taken for that page. */
export const garble = (page: CodePage, text: string): string => readAs(page, Buffer.from(text, 'utf8'));

export const readAs = ({ characters }: CodePage, bytes: Uint8Array): string => Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : characters[byte - 0x80]!)).join('');
