/** Distinguished names of certificates as text (RFC 4514), the most telling part first: `CN=acme.okta.example, O=Acme`. */
import { derAt, derExpect, derFault, derOid, tag, type DerElement } from './der.ts';

/** Short names of RFC 4514 section 3 and RFC 4519, and the ones certificates of identity providers carry besides. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.4': 'SN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'STREET',
  '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.12': 'title', '2.5.4.13': 'description', '2.5.4.15': 'businessCategory', '2.5.4.17': 'postalCode', '2.5.4.42': 'GN',
  '2.5.4.46': 'dnQualifier', '2.5.4.97': 'organizationIdentifier', '0.9.2342.19200300.100.1.1': 'UID', '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress', '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

const x520Names: (string | undefined)[] = Array.from({ length: 128 }, (_, last) => shortNames[`2.5.4.${last}`]);

/**
 * What RFC 4514 2.4 escapes, and besides it control and direction-changing characters: they would let a name show itself as another.
 * Leading space or #, trailing space included.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const escaped = /["+,;<>\\]|^[ #]| $|[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/g;
const plain = /^[A-Za-z0-9][A-Za-z0-9 .:/@_*-]*[A-Za-z0-9.]$/;

/** The Name (RFC 5280 4.1.2.4) at `name`, its last RDN first as RFC 4514 2.1 has it. Throws DerFault. */
export function distinguishedName(bytes: Buffer, name: DerElement): string {
  let text = '';
  for (let offset = name.content; offset < name.stop;) {
    const rdn = derExpect(bytes, offset, name.stop, tag.set, 'part of a name');
    const part = relativeName(bytes, rdn);
    text = text === '' ? part : `${part}, ${text}`;
    offset = rdn.stop;
  }
  return text;
}

function relativeName(bytes: Buffer, rdn: DerElement): string {
  let text = '';
  for (let offset = rdn.content; offset < rdn.stop;) {
    const pair = derExpect(bytes, offset, rdn.stop, tag.sequence, 'part of a name');
    const type = derAt(bytes, pair.content, pair.stop);
    const value = derAt(bytes, type.stop, pair.stop);
    const known = shortName(bytes, type);
    if (text !== '') text += '+';
    text += known === undefined ? `${derOid(bytes, type)}=${hexadecimal(bytes, value)}` : `${known}=${nameValue(bytes, value)}`;
    offset = pair.stop;
  }
  return text;
}

/** Nearly all are 2.5.4.x, which needs no decoding: 06 03 55 04 x. */
function shortName(bytes: Buffer, type: DerElement): string | undefined {
  const { content } = type;
  if (type.tag === tag.oid && type.stop - content === 3 && bytes[content] === 0x55 && bytes[content + 1] === 4) return x520Names[bytes[content + 2]!];
  return shortNames[derOid(bytes, type)];
}

function nameValue(bytes: Buffer, value: DerElement): string {
  const text = derText(bytes, value);
  if (text === null) return hexadecimal(bytes, value);
  return plain.test(text) ? text : text.replace(escaped, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (/[ "#+,;<>\\]/.test(character)) return '\\' + character;
  return Buffer.from(character).toString('hex').toUpperCase().replace(/../g, '\\$&');
}

/** RFC 4514 2.4: a value without a string form is # and the hexadecimal of its DER. */
function hexadecimal(bytes: Buffer, value: DerElement): string {
  return '#' + bytes.toString('hex', value.start, value.stop);
}

/** A character string of any ASN.1 type as text; null when it is none. */
export function derText(bytes: Buffer, value: DerElement): string | null {
  const { content, stop } = value;
  switch (value.tag) {
    case tag.utf8: return bytes.toString('utf8', content, stop);
    // T.61 in name only: what stands there is Latin-1 in practice (RFC 5280 leaves it undefined; OpenSSL reads it so too).
    case tag.printable: case tag.ia5: case tag.numeric: case tag.visible: case tag.teletex: return bytes.toString('latin1', content, stop);
    case tag.bmp: return wideText(bytes, content, stop, 2);
    case tag.universal: return wideText(bytes, content, stop, 4);
    default: return null;
  }
}

function wideText(bytes: Buffer, content: number, stop: number, width: 2 | 4): string {
  if ((stop - content) % width !== 0) derFault(`The text at byte ${content} ends in the middle of a character.`);
  let text = '';
  for (let offset = content; offset < stop; offset += width) {
    const code = width === 2 ? bytes.readUInt16BE(offset) : bytes.readUInt32BE(offset);
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
  }
  return text;
}
