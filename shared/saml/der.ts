/**
 * A strict, bounded walk over DER (ITU-T X.690): definite minimal lengths, low tag numbers, nothing outside its parent.
 * Elements are offsets into the bytes; nothing is copied. Trouble is a DerFault, which `withoutDerFault` turns into a sentence.
 */

/** One element: `start` is its tag, `content` its first content byte, `stop` one past its last. */
export interface DerElement {
  tag: number;
  start: number;
  content: number;
  stop: number;
}

export const tag = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, utf8: 0x0c, numeric: 0x12, printable: 0x13,
  teletex: 0x14, ia5: 0x16, utcTime: 0x17, generalizedTime: 0x18, visible: 0x1a, universal: 0x1c, bmp: 0x1e, sequence: 0x30, set: 0x31,
  /** Context-specific and constructed: [0], [1] ... */
  context0: 0xa0, context3: 0xa3,
} as const;

/** More children than any certificate, PKCS#7 bundle or CRL we look at has; stops a bomb of empty elements. */
const maximumChildren = 4096;

/** Ends the walk. The message is one sentence for an admin. */
export function derFault(message: string): never {
  const fault = new Error(message);
  fault.name = 'DerFault';
  throw fault;
}

/** The value, or the sentence of the DerFault that stopped `read`. Any other exception is a bug and passes through. */
export function withoutDerFault<T>(read: () => T): { ok: true; value: T } | { ok: false; fault: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Error && error.name === 'DerFault') return { ok: false, fault: error.message };
    throw error;
  }
}

/** The element at `offset`, which must end at or before `limit`. */
export function derAt(bytes: Uint8Array, offset: number, limit: number = bytes.length): DerElement {
  if (offset + 2 > limit) derFault(`It was cut off: the data ends at byte ${offset}, in the middle of a structure.`);
  const elementTag = bytes[offset]!;
  if ((elementTag & 0x1f) === 0x1f) derFault(`Byte ${offset} is not the start of anything a certificate holds.`);
  let length = bytes[offset + 1]!;
  let content = offset + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0) derFault(`The length at byte ${offset + 1} is indefinite, which DER does not allow.`);
    if (count > 4 || content + count > limit) derFault(`It was cut off or damaged: the length at byte ${offset + 1} goes past the end of the data.`);
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + bytes[content + index]!;
    content += count;
    if (length < 0x80 || length < 256 ** (count - 1)) derFault(`The length at byte ${offset + 1} is not written in the shortest form, which DER demands.`);
  }
  const stop = content + length;
  if (stop > limit) {
    derFault(`It was cut off or damaged: ${length} bytes should follow byte ${content}, and only ${limit - content} do.`);
  }
  return { tag: elementTag, start: offset, content, stop };
}

/** The same, and its tag must be the one wanted; `what` names it in the fault. */
export function derExpect(bytes: Uint8Array, offset: number, limit: number, wanted: number, what: string): DerElement {
  const element = derAt(bytes, offset, limit);
  if (element.tag !== wanted) derFault(`At byte ${offset} the ${what} should stand, but something else does.`);
  return element;
}

/** The elements directly inside. */
export function derChildren(bytes: Uint8Array, parent: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let offset = parent.content; offset < parent.stop;) {
    const child = derAt(bytes, offset, parent.stop);
    if (children.length === maximumChildren) derFault(`The structure at byte ${parent.start} holds more than ${maximumChildren} parts.`);
    children.push(child);
    offset = child.stop;
  }
  return children;
}

/** An object identifier in dotted decimals (X.690 8.19). */
export function derOid(bytes: Uint8Array, element: DerElement): string {
  const { content, stop } = element;
  if (element.tag !== tag.oid || stop === content || stop - content > 64 || bytes[stop - 1]! >= 0x80) derFault(`At byte ${element.start} an object identifier should stand.`);
  let text = '';
  let value = 0;
  for (let offset = content; offset < stop; offset++) {
    const byte = bytes[offset]!;
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 128) derFault(`The object identifier at byte ${element.start} is too large.`);
    if (byte >= 0x80) continue;
    if (text === '') {
      const first = value < 80 ? Math.floor(value / 40) : 2;
      text = `${first}.${value - first * 40}`;
    } else {
      text += '.' + value;
    }
    value = 0;
  }
  return text;
}

/** Bits of a positive INTEGER's value, leading zero bits not counted; 0 for zero. */
export function derIntegerBits(bytes: Uint8Array, element: DerElement): number {
  if (element.tag !== tag.integer || element.content === element.stop) derFault(`At byte ${element.start} a number should stand.`);
  let offset = element.content;
  while (offset < element.stop && bytes[offset] === 0) offset++;
  return offset === element.stop ? 0 : (element.stop - offset - 1) * 8 + (32 - Math.clz32(bytes[offset]!));
}

/** What the whole bytes look like from their outermost structure alone; nothing is checked deeper. */
export type DerShape = 'certificate' | 'spki' | 'pkcs1-public' | 'pkcs1-private' | 'pkcs8' | 'pkcs8-encrypted' | 'ec-private' | 'pkcs7' | 'pkcs12' | 'csr' | 'crl' | 'unknown';

/**
 * Tells the structures admins mistake for one another apart: X.509 certificate, CRL (RFC 5280 4.1, 5.1), SPKI, PKCS#1 (RFC 8017 A.1),
 * PKCS#8 (RFC 5958), EC key (RFC 5915), PKCS#7 (RFC 5652), PKCS#12 (RFC 7292) and a request (RFC 2986).
 */
export function derShape(bytes: Uint8Array): DerShape {
  const answer = withoutDerFault(() => shapeOf(bytes));
  return answer.ok ? answer.value : 'unknown';
}

function shapeOf(bytes: Uint8Array): DerShape {
  const outer = derAt(bytes, 0);
  if (outer.tag !== tag.sequence || outer.content === outer.stop) return 'unknown';
  const parts = derChildren(bytes, outer);
  const tags = parts.map((part) => part.tag);
  const [first, second, third] = tags;
  if (first === tag.integer) {
    if (second === tag.integer) return parts.length === 2 ? 'pkcs1-public' : parts.length >= 9 ? 'pkcs1-private' : 'unknown';
    if (second === tag.octetString) return 'ec-private';
    if (second === tag.sequence && third === tag.octetString) return 'pkcs8';
    if (second === tag.sequence) return 'pkcs12';
    return 'unknown';
  }
  if (first === tag.oid) return derOid(bytes, parts[0]!) === '1.2.840.113549.1.7.2' ? 'pkcs7' : 'unknown';
  if (first !== tag.sequence) return 'unknown';
  if (parts.length === 2 && second === tag.bitString) return 'spki';
  if (parts.length === 2 && second === tag.octetString) return 'pkcs8-encrypted';
  if (parts.length !== 3 || second !== tag.sequence || third !== tag.bitString) return 'unknown';
  const inner = derChildren(bytes, parts[0]!).map((part) => part.tag);
  if (inner[0] === tag.context0) return 'certificate';
  if (inner[0] === tag.integer && inner[1] === tag.sequence && inner[2] === tag.sequence && inner[3] === tag.context0) return 'csr';
  if (inner.includes(tag.utcTime) || inner.includes(tag.generalizedTime)) return 'crl';
  return inner.length >= 6 && inner[5] === tag.sequence ? 'certificate' : 'unknown';
}

/** Where the SubjectPublicKeyInfo stands in a certificate (RFC 5280 4.1). */
export function spkiOfCertificate(bytes: Uint8Array): DerElement {
  const outer = derExpect(bytes, 0, bytes.length, tag.sequence, 'certificate');
  const body = derExpect(bytes, outer.content, outer.stop, tag.sequence, 'certificate body');
  let element = derAt(bytes, body.content, body.stop);
  // The version is optional; five fields stand between it and the key.
  for (let left = element.tag === tag.context0 ? 6 : 5; left > 0; left--) element = derAt(bytes, element.stop, body.stop);
  if (element.tag !== tag.sequence) derFault('The certificate holds no public key where it should stand.');
  return element;
}
