/** Undoing the escapes text picks up on its way to a paste. All are linear, leave what is no escape alone, and never throw. */
import { octetClass, type Octets } from './octets.ts';

/** Looks at an escape at `at`; writes what it stands for and returns its length, or returns 0 when it is none. */
type ReadEscape = (source: Octets, at: number, out: Output) => number;

/** Where the undone text is written. No escape stands for more bytes than it is long, so the source's length suffices. */
class Output {
  readonly #bytes: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  byte(value: number): void {
    this.#bytes[this.#length++] = value;
  }

  /** The UTF-8 octets of a code point; U+FFFD for what is none. */
  codePoint(value: number): void {
    const isCharacter = value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    this.#length += this.#bytes.write(String.fromCodePoint(isCharacter ? value : 0xfffd), this.#length, 'utf8');
  }

  octets(): Octets {
    return this.#bytes.toString('latin1', 0, this.#length);
  }
}

function undo(source: Octets, marker: string, readEscape: ReadEscape): Octets {
  if (!source.includes(marker)) return source;
  const out = new Output(source.length);
  const markerCode = marker.charCodeAt(0);
  for (let at = 0; at < source.length; ) {
    const code = source.charCodeAt(at);
    const length = code === markerCode ? readEscape(source, at, out) : 0;
    if (length === 0) out.byte(code);
    at += Math.max(length, 1);
  }
  return out.octets();
}

/** The value of `length` hexadecimal digits, or -1. */
function hexadecimal(source: Octets, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index++) {
    const code = index < source.length ? source.charCodeAt(index) : 0;
    const lower = code | 0x20;
    if (code >= 0x30 && code <= 0x39) value = value * 16 + code - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57;
    else return -1;
  }
  return value;
}

export function hasPercentEscape(octets: Octets): boolean {
  return /%[0-9A-Fa-f]{2}/.test(octets);
}

/** Undoes percent-encoding. `+` stays `+`: base64 needs it, and forms say so themselves (plusToSpace). */
export function percentDecode(octets: Octets): Octets {
  return undo(octets, '%', (source, at, out) => {
    const value = hexadecimal(source, at + 1, 2);
    if (value < 0) return 0;
    out.byte(value);
    return 3;
  });
}

/** What a form field says: `+` is a space, then percent-encoding is undone (application/x-www-form-urlencoded). */
export function formDecode(octets: Octets): Octets {
  return percentDecode(octets.replaceAll('+', ' '));
}

const namedEntities: Readonly<Record<string, number>> = {
  lt: 0x3c, gt: 0x3e, amp: 0x26, quot: 0x22, apos: 0x27, nbsp: 0xa0, plus: 0x2b, equals: 0x3d, sol: 0x2f, colon: 0x3a,
  num: 0x23, percnt: 0x25, quest: 0x3f, lpar: 0x28, rpar: 0x29, Tab: 0x09, NewLine: 0x0a, LT: 0x3c, GT: 0x3e, AMP: 0x26, QUOT: 0x22,
};

/** The longest reference that is looked for: `&#x0010FFFF;` and every name above. */
const LONGEST_ENTITY = 12;
const entityPattern = /&(?:#(\d{1,8})|#[xX]([0-9A-Fa-f]{1,8})|([A-Za-z]{2,8}));?/y;

export function hasEntity(octets: Octets): boolean {
  return /&(?:#\d{1,8}|#[xX][0-9A-Fa-f]{1,8}|lt|gt|amp|quot|apos|plus|equals|sol|colon|NewLine|Tab);/.test(octets);
}

/** Replaces HTML character references by their characters, numeric and the named ones that occur in markup and base64. */
export function entityDecode(octets: Octets): Octets {
  return undo(octets, '&', (source, at, out) => {
    entityPattern.lastIndex = 0;
    const match = entityPattern.exec(source.slice(at, at + LONGEST_ENTITY));
    if (match === null) return 0;
    const [whole, decimal, hex, name] = match;
    if (name !== undefined) {
      // Without its semicolon a name is only a reference by custom; base64 and queries have "&lt=" and the like.
      const code = whole.endsWith(';') && Object.hasOwn(namedEntities, name) ? namedEntities[name] : undefined;
      if (code === undefined) return 0;
      out.codePoint(code);
    } else {
      out.codePoint(decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16));
    }
    return whole.length;
  });
}

const letterEscapes: Readonly<Record<string, number>> = {
  n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c, '"': 0x22, "'": 0x27, '/': 0x2f, '\\': 0x5c, '`': 0x60,
};

/** Undoes the escapes of JSON and JavaScript strings: \" \' \\ \/ \n \r \t \uXXXX \xXX, and a backslash at a line's end. */
export function backslashDecode(octets: Octets): Octets {
  return undo(octets, '\\', (source, at, out) => {
    const letter = source.charAt(at + 1);
    if (letter === 'u') return readUnicodeEscape(source, at, out);
    if (letter === 'x') {
      const value = hexadecimal(source, at + 2, 2);
      if (value < 0) return 0;
      out.codePoint(value);
      return 4;
    }
    if (letter === '\n') return 2;
    if (letter === '\r') return source.charAt(at + 2) === '\n' ? 3 : 2;
    const code = letter !== '' && Object.hasOwn(letterEscapes, letter) ? letterEscapes[letter] : undefined;
    if (code === undefined) return 0;
    out.byte(code);
    return 2;
  });
}

function readUnicodeEscape(source: Octets, at: number, out: Output): number {
  const unit = hexadecimal(source, at + 2, 4);
  if (unit < 0) return 0;
  const isHigh = unit >= 0xd800 && unit <= 0xdbff;
  const low = isHigh && source.startsWith('\\u', at + 6) ? hexadecimal(source, at + 8, 4) : -1;
  if (low >= 0xdc00 && low <= 0xdfff) {
    out.codePoint(0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00));
    return 12;
  }
  out.codePoint(unit);
  return 6;
}

const caretEscaped = octetClass('^&|<>()%!"\\ \'');

/** Undoes the carets Windows' command prompt wants before its special characters. */
export function caretDecode(octets: Octets): Octets {
  return undo(octets, '^', (source, at, out) => {
    const next = at + 1 < source.length ? source.charCodeAt(at + 1) : 0;
    if (caretEscaped[next] === 0) return 0;
    out.byte(next);
    return 2;
  });
}

/** Halves doubled quotes, as a CSV export writes them. */
export function doubledQuoteDecode(octets: Octets): Octets {
  return octets.replaceAll('""', '"');
}

/** Undoes the quoted-printable encoding of e-mail (RFC 2045 section 6.7): =XX and soft line breaks. */
export function quotedPrintableDecode(octets: Octets): Octets {
  return undo(octets, '=', (source, at, out) => {
    if (source.startsWith('\r\n', at + 1)) return 3;
    if (source.charAt(at + 1) === '\n') return 2;
    const value = hexadecimal(source, at + 1, 2);
    if (value < 0) return 0;
    out.byte(value);
    return 3;
  });
}
