/** Text in which a certificate is said to stand, undone of what editors, chats, consoles and JSON did to it, and cut into PEM blocks. */

/** One repair, for the admin to know of: other readers may refuse what was repaired here. */
export interface Note {
  code: string;
  message: string;
}

/** A PEM block, or text that looked like one without its header lines (`label` null). */
export interface Block {
  label: string | null;
  /** Body without white space, in the ordinary base64 alphabet; not yet known to be base64. */
  base64: string;
  /** RFC 1421 header lines stand in it: the old encryption of private keys. */
  headers: boolean;
}

// ---- bytes to text ---------------------------------------------------------------------------------------------

/** Text of bytes that are not DER: UTF-8, or UTF-16 as Windows tools redirect it, with or without its byte order mark. */
export function textOfBytes(bytes: Uint8Array, notes: Note[]): string {
  const utf16 = utf16Order(bytes);
  if (utf16 === null) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  notes.push({ code: 'utf-16', message: 'The file is written in UTF-16; most systems want it as plain ASCII or UTF-8.' });
  return new TextDecoder(utf16, { ignoreBOM: true }).decode(bytes);
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4) return null;
  const [first, second, third, fourth] = bytes as unknown as [number, number, number, number];
  if (first === 0xff && second === 0xfe || first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0xfe && second === 0xff || first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : null;
}

// ---- repairs of the whole text ---------------------------------------------------------------------------------

const dash = '\\u002d\\u00ad\\u2010-\\u2015\\u2212\\u2500\\ufe58\\ufe63\\uff0d';
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;

interface Repair extends Note {
  repair(text: string): string;
}

const repairs: Repair[] = [
  { code: 'byte-order-mark', message: 'A byte order mark stands at its start.', repair: (text) => text.startsWith('\ufeff') ? text.slice(1) : text },
  { code: 'invisible-characters', message: 'It holds invisible characters, as copying from a chat or a web page leaves them.', repair: (text) => text.replace(invisible, '') },
  { code: 'odd-spaces', message: 'It holds non-breaking or other special spaces.', repair: (text) => text.replace(oddSpace, ' ') },
  { code: 'url-encoded', message: 'It was URL-encoded.', repair: undoPercent },
  { code: 'xml-element', message: 'It stood inside an X509Certificate element.', repair: certificateElements },
  { code: 'html', message: 'It was copied as HTML, with its tags or character references.', repair: undoHtml },
  { code: 'escaped-line-breaks', message: 'Its line breaks were written as \\n, as in JSON or an environment variable.', repair: undoEscapes },
  { code: 'quoted', message: 'Its lines were quoted, as in a mail.', repair: (text) => /^[ \t]*[>|]/m.test(text) ? text.replace(/^[ \t]*(?:[>|][ \t]*)+/gm, '') : text },
];

/** The text repaired; every repair that changed anything adds its note. */
export function repairText(text: string, notes: Note[]): string {
  let repaired = text;
  for (const { code, message, repair } of repairs) {
    const next = repair(repaired);
    if (next !== repaired) notes.push({ code, message });
    repaired = next;
  }
  return repaired;
}

function undoPercent(text: string): string {
  if (!/%(?:20|0A|0D|2B|2F|3D)/i.test(text)) return text;
  // In a form body a space is a plus; between the words of a header line it cannot be base64.
  return text
    .replace(/-----(?:BEGIN|END)\+[A-Z+]{1,40}-----/g, (line) => line.replaceAll('+', ' '))
    .replace(/%(20|0A|0D|2B|2F|3D)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A run of backslashes is looked at from its start alone: from each of its characters it would take the square of its length. */
function undoEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/(?<!\\)(?:(?:\\+r)?\\+n|\\+r)/g, '\n').replace(/(?<!\\)\\+\//g, '/') : text;
}

function certificateElements(text: string): string {
  if (!text.includes('X509Certificate')) return text;
  const found = [...text.matchAll(/<(?:[\w.-]{1,40}:)?X509Certificate\b[^<>]{0,400}>([^<]*)</g)].map((match) => match[1]!.trim());
  if (found.length === 0) return text;
  return found
    .map((body) => body.includes('BEGIN') ? body : `-----BEGIN CERTIFICATE-----\n${body.replace(/\s+/g, '').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----`)
    .join('\n');
}

function undoHtml(text: string): string {
  if (!/<\/?[a-z][^<>]{0,400}>|&(?:#\d{1,5}|#x[0-9a-f]{1,4}|[a-z]{2,5});/i.test(text)) return text;
  return text
    .replace(/<\/?[a-z][^<>]{0,400}>/gi, '\n')
    .replace(/&#x([0-9a-f]{1,4});/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&nbsp;/gi, ' ')
    .replace(/&[a-z]{2,5};/gi, '');
}

// ---- header lines ----------------------------------------------------------------------------------------------

/** The labels of RFC 7468 and the ones OpenSSL, Java and SSH write besides. The longer stands before its beginning. */
const labels = [
  'NEW CERTIFICATE REQUEST', 'CERTIFICATE REQUEST', 'TRUSTED CERTIFICATE', 'X509 CERTIFICATE', 'X\\.509 CERTIFICATE', 'X509 CRL', 'CERTIFICATE CHAIN', 'CERTIFICATE',
  'PKCS ?#?7 SIGNED DATA', 'PKCS ?#?7', 'CMS', 'PKCS ?#?12', '(?:ENCRYPTED |RSA |EC |DSA |OPENSSH |ANY |SSH2 ENCRYPTED )?PRIVATE KEY', '(?:RSA |EC |DSA |SSH2 )?PUBLIC KEY',
  'EC PARAMETERS', 'DH PARAMETERS', 'PGP [A-Z ]{3,30}',
].map((label) => label.replace(/ (?!\?|\])/g, '[ \\t_]+')).join('|');

const marker = new RegExp(`(BEGIN|END)[ \\t_]+(${labels})(?![A-Z0-9])[ \\t]*([${dash}]*)`, 'gi');
const dashesBefore = new RegExp(`[${dash}]{0,20}[ \\t]{0,4}$`);

/** Whether header lines of a certificate, key or the like stand in it, however damaged their dashes are. */
export function hasMarker(text: string): boolean {
  // Not `test`, which would leave its position in the expression for the next reader.
  return text.search(marker) >= 0;
}

/** Whether a private key stands anywhere in the text: whatever it is part of must not be kept, shown or sent. */
export function holdsPrivateKey(text: string): boolean {
  return /BEGIN[ \t_+]{1,4}(?:[A-Z0-9]{1,10}[ \t_+]{1,4}){0,2}PRIVATE[ \t_+]{1,4}KEY/i.test(text) || text.includes('PuTTY-User-Key-File');
}

interface Marker {
  begins: boolean;
  label: string;
  start: number;
  stop: number;
}

function findMarkers(text: string, notes: Note[]): Marker[] {
  const markers: Marker[] = [];
  for (const match of text.matchAll(marker)) {
    const before = dashesBefore.exec(text.slice(Math.max(0, match.index - 24), match.index))![0];
    const written = `${match[1]} ${match[2]}`;
    if (before !== '-----' || match[3] !== '-----') {
      addNote(notes, 'dashes', 'The dashes of a header line are not five plain hyphens; word processors turn them into long dashes.');
    }
    if (written !== written.toUpperCase() || /[\t_]| {2}/.test(written)) {
      addNote(notes, 'header-spelling', 'A header line is not spelled as the standard has it: capitals and single spaces.');
    }
    markers.push({
      begins: match[1]!.toUpperCase() === 'BEGIN', label: match[2]!.toUpperCase().replace(/[ \t_]+/g, ' '),
      start: match.index - before.length, stop: match.index + match[0].length,
    });
  }
  return markers;
}

// ---- blocks ----------------------------------------------------------------------------------------------------

/** More than any bundle an admin pastes; a list of root certificates has about 150. */
const maximumBlocks = 1000;

/** The PEM blocks of repaired text; a bare body without any header line is one block with a null label. */
export function splitBlocks(text: string, notes: Note[]): Block[] {
  const markers = findMarkers(text, notes);
  if (markers.length === 0) {
    const body = text.trim().replace(/^["']+|(?<!["',;])["',;]+$/g, '');
    return body === '' ? [] : [readBody(null, body, notes)];
  }
  const blocks: Block[] = [];
  let open: Marker | null = null;
  let from = 0;
  for (const next of [...markers, null]) {
    const body = text.slice(from, next?.start ?? text.length);
    const filled = /[A-Za-z0-9+/]{40}/.test(body.replace(/\s+/g, ''));
    if (open !== null) {
      if (next?.begins === true && !filled) {
        addNote(notes, 'doubled-header', 'A header line stands there twice.');
      } else {
        if (next === null || next.begins) addNote(notes, 'missing-end', 'The last header line (-----END ...-----) is missing.');
        else if (next.label !== open.label) addNote(notes, 'header-mismatch', `It begins as ${open.label} and ends as ${next.label}.`);
        blocks.push(readBody(open.label, body, notes));
      }
    } else if (next?.begins === false) {
      const tail = filled ? base64Tail(body) : '';
      if (tail === '') {
        addNote(notes, 'doubled-header', 'A header line stands there twice.');
      } else {
        addNote(notes, 'missing-begin', 'The first header line (-----BEGIN ...-----) is missing.');
        blocks.push(readBody(next.label, tail, notes));
      }
    } else if (!/^["'\s,;[\]{}]*$/.test(body)) {
      addNote(notes, 'text-around', 'Other text stands around it; it was left out.');
    }
    if (blocks.length === maximumBlocks) {
      addNote(notes, 'too-many', `Only the first ${maximumBlocks} blocks were read.`);
      break;
    }
    // Of two header lines in a row the inner one tells what the body is.
    open = next?.begins === true ? next : null;
    from = next?.stop ?? text.length;
  }
  return blocks;
}

/** The lines of base64 at the end of text whose first header line is missing: other text, as "Bag Attributes", may stand before them. */
function base64Tail(text: string): string {
  const lines = text.trimEnd().split(/\r\n|\n|\r/);
  let first = lines.length;
  while (first > 0 && /^[ \t]*[A-Za-z0-9+/=_-]+[ \t]*$/.test(lines[first - 1]!)) first--;
  return lines.slice(first).join('\n');
}

function readBody(label: string | null, body: string, notes: Note[]): Block {
  const headers = /^[ \t]*(?:Proc-Type|DEK-Info|Comment|Subject):/m.test(body);
  const lines = body.trim().split(/[\r\n]+/).map((line) => line.trimEnd()).filter((line) => line !== '');
  let base64 = body.replace(/[\s"',;]+/g, '');
  if (/[-_]/.test(base64) && /^[A-Za-z0-9_=-]+$/.test(base64)) {
    addNote(notes, 'url-alphabet', 'Its base64 is written with - and _ instead of + and /.');
    base64 = base64.replaceAll('-', '+').replaceAll('_', '/');
  }
  const characters = base64.replace(/={1,8}$/, '');
  const padded = characters + '='.repeat((4 - characters.length % 4) % 4);
  if (!headers && characters.length % 4 !== 1 && base64 !== padded && /^[A-Za-z0-9+/]+$/.test(characters)) {
    addNote(notes, 'padding', 'The = signs at its end are missing or too many.');
    base64 = padded;
  }
  if (label !== null && !headers && lines.some((line, index) => index < lines.length - 1 ? line.length !== 64 : line.length > 64)) {
    addNote(notes, 'line-lengths', 'Its lines are not 64 characters long, as RFC 7468 has it; some readers insist on that.');
  }
  return { label, base64, headers };
}

/** Adds it unless one of its code is there already. */
export function addNote(notes: Note[], code: string, message: string): void {
  if (!notes.some((other) => other.code === code)) notes.push({ code, message });
}
