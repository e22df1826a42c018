/** X.509 certificates read to plain facts by a DER walk (RFC 5280 4.1); node:crypto only hashes. Certificate files: certificate-file.ts. */
import type { CertificateFacts, TrustedKey } from '../model.ts';
import { digestHex, publicKeyOf, spkiOf } from './crypto.ts';
import {
  derAt, derChildren, derExpect, derFault, derOid, derShape, spkiOfCertificate, tag, withoutDerFault, type DerElement,
} from './der.ts';
import { distinguishedName } from './distinguished-name.ts';
import { derFromPem, toPem } from './pem.ts';
import { publicKeyFacts, type PublicKeyFacts } from './public-key.ts';

export { derFromPem, toPem };

// ---- reading ---------------------------------------------------------------------------------------------------

/** Bytes. The largest certificates seen are a tenth of it; the rest is somebody's disk. */
const largestCertificate = 262_144;

/**
 * The facts of one DER certificate. Dates are ISO 8601 in UTC with seconds (`2027-03-01T00:00:00Z`), the serial number upper-case
 * hexadecimal. Whatever is wrong becomes `fault`, a sentence; the other fields are then empty, never guessed. Never throws.
 */
export function readCertificate(der: Uint8Array): CertificateFacts {
  if (der.length > largestCertificate) return unreadableCertificate(`It is ${der.length} bytes long; no certificate is longer than ${largestCertificate}.`);
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const answer = withoutDerFault(() => walk(bytes));
  return answer.ok ? answer.value : unreadableCertificate(mistaken(bytes) ?? answer.fault);
}

/** What was taken for a certificate, or null when it is one with a fault. */
function mistaken(bytes: Buffer): string | null {
  const shape = derShape(bytes);
  if (shape !== 'unknown' && shape !== 'certificate') return `This is ${shapeWords[shape]}, not a certificate.`;
  return bytes.length < 2 || bytes[0] === tag.sequence ? null : 'The content is not that of a certificate.';
}

/** Facts that say only why there are none. */
export function unreadableCertificate(fault: string): CertificateFacts {
  return {
    der: '', subject: '', issuer: '', serialNumber: '', notBefore: '', notAfter: '', keyType: 'unknown', keyBits: 0, curve: null,
    signatureAlgorithm: '', selfSigned: false, sha1: '', sha256: '', keySha256: '', fault,
  };
}

function walk(bytes: Buffer): CertificateFacts {
  const outer = derExpect(bytes, 0, bytes.length, tag.sequence, 'certificate');
  const body = derExpect(bytes, outer.content, outer.stop, tag.sequence, 'certificate body');
  const first = derAt(bytes, body.content, body.stop);
  const serial = first.tag === tag.context0 ? derAt(bytes, first.stop, body.stop) : first;
  if (serial.tag !== tag.integer) derFault(notACertificate);
  const innerAlgorithm = derExpect(bytes, serial.stop, body.stop, tag.sequence, 'signature algorithm');
  const issuer = derExpect(bytes, innerAlgorithm.stop, body.stop, tag.sequence, 'issuer');
  const validity = derAt(bytes, issuer.stop, body.stop);
  if (validity.tag !== tag.sequence) derFault(notACertificate);
  const subject = derExpect(bytes, validity.stop, body.stop, tag.sequence, 'subject');
  const spki = derExpect(bytes, subject.stop, body.stop, tag.sequence, 'public key');
  for (let offset = spki.stop; offset < body.stop;) offset = derAt(bytes, offset, body.stop).stop;
  const notBefore = derAt(bytes, validity.content, validity.stop);
  const notAfter = derAt(bytes, notBefore.stop, validity.stop);
  const algorithm = derExpect(bytes, body.stop, outer.stop, tag.sequence, 'signature algorithm');
  const signature = derExpect(bytes, algorithm.stop, outer.stop, tag.bitString, 'signature');
  if (signature.stop !== outer.stop) derFault('Something stands after the signature of the certificate, where it should end.');
  if (outer.stop !== bytes.length) derFault(`${bytes.length - outer.stop} bytes follow after the end of the certificate.`);
  if (!same(bytes, algorithm, innerAlgorithm)) derFault('The certificate names two different signature algorithms (RFC 5280 4.1.1.2): it was altered.');
  const key = publicKeyFacts(bytes, spki);
  const selfSigned = same(bytes, issuer, subject);
  const subjectName = distinguishedName(bytes, subject);
  return {
    der: bytes.toString('base64'),
    subject: subjectName,
    issuer: selfSigned ? subjectName : distinguishedName(bytes, issuer),
    serialNumber: serialText(bytes, serial),
    notBefore: timeText(bytes, notBefore),
    notAfter: timeText(bytes, notAfter),
    keyType: key.keyType, keyBits: key.keyBits, curve: key.curve,
    signatureAlgorithm: algorithmName(bytes, algorithm),
    selfSigned,
    sha1: colons(digestHex('sha1', bytes)),
    sha256: colons(digestHex('sha256', bytes)),
    keySha256: colons(digestHex('sha256', bytes.subarray(spki.start, spki.stop))),
    fault: null,
  };
}

function same(bytes: Buffer, one: DerElement, other: DerElement): boolean {
  return bytes.compare(bytes, one.start, one.stop, other.start, other.stop) === 0;
}

const notACertificate = 'The structure is not that of a certificate.';

/** What the structures mistaken for a certificate are called. */
export const shapeWords = {
  'certificate': 'a certificate', 'spki': 'a public key', 'pkcs1-public': 'an RSA public key', 'pkcs1-private': 'a private key', 'pkcs8': 'a private key',
  'pkcs8-encrypted': 'an encrypted private key', 'ec-private': 'a private key', 'pkcs7': 'a PKCS#7 bundle', 'pkcs12': 'a PKCS#12 file',
  'csr': 'a certificate signing request', 'crl': 'a certificate revocation list', 'unknown': 'something else',
} as const;

function serialText(bytes: Buffer, serial: DerElement): string {
  if (serial.content === serial.stop) derFault('The serial number is empty.');
  const hexadecimal = bytes.toString('hex', serial.content, serial.stop).toUpperCase();
  return hexadecimal.length > 2 && hexadecimal.startsWith('00') ? hexadecimal.slice(2) : hexadecimal;
}

/** `ab12` becomes `AB:12`. */
export function colons(hexadecimal: string): string {
  const upper = hexadecimal.toUpperCase();
  let text = upper.slice(0, 2);
  for (let index = 2; index < upper.length; index += 2) text += ':' + upper.slice(index, index + 2);
  return text;
}

// ---- times -----------------------------------------------------------------------------------------------------

/** UTCTime or GeneralizedTime (RFC 5280 4.1.2.5) as ISO 8601. Seconds may be missing and an offset may stand there, as old tools wrote. */
function timeText(bytes: Buffer, element: DerElement): string {
  const short = element.tag === tag.utcTime;
  if (!short && element.tag !== tag.generalizedTime) derFault(`At byte ${element.start} a date should stand.`);
  let text = bytes.toString('latin1', element.content, Math.min(element.stop, element.content + 32));
  // Two digits from 50 on are of the twentieth century (RFC 5280 4.1.2.5.1).
  if (short) text = (text >= '5' ? '19' : '20') + text;
  const match = time.exec(text);
  if (match === null) derFault(`At byte ${element.start} a date should stand.`);
  const [, year, month, day, hour, minute, second = '00', zone] = match as unknown as string[];
  if (!exists(Number(year), Number(month), Number(day)) || hour! > '23' || minute! > '59' || second > '59') derFault(`The date at byte ${element.start} does not exist.`);
  const plain = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  if (zone === 'Z') return plain;
  const offset = (Number(zone!.slice(1, 3)) * 60 + Number(zone!.slice(3))) * 60_000;
  return new Date(Date.parse(plain) + (zone!.startsWith('+') ? -offset : offset)).toISOString().replace('.000Z', 'Z');
}

const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?(Z|[+-]\d{4})$/;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
}

// ---- signature algorithms --------------------------------------------------------------------------------------

/** Names as in urns.ts; the hash stands last, so that `-SHA1` and `-MD5` tell the weak ones. */
const algorithmNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'RSA-MD2', '1.2.840.113549.1.1.4': 'RSA-MD5', '1.2.840.113549.1.1.5': 'RSA-SHA1', '1.3.14.3.2.29': 'RSA-SHA1',
  '1.2.840.113549.1.1.14': 'RSA-SHA224', '1.2.840.113549.1.1.11': 'RSA-SHA256', '1.2.840.113549.1.1.12': 'RSA-SHA384', '1.2.840.113549.1.1.13': 'RSA-SHA512',
  '1.2.840.10045.4.1': 'ECDSA-SHA1', '1.2.840.10045.4.3.1': 'ECDSA-SHA224', '1.2.840.10045.4.3.2': 'ECDSA-SHA256', '1.2.840.10045.4.3.3': 'ECDSA-SHA384',
  '1.2.840.10045.4.3.4': 'ECDSA-SHA512', '1.3.101.112': 'Ed25519', '1.3.101.113': 'Ed448', '1.2.840.10040.4.3': 'DSA-SHA1', '2.16.840.1.101.3.4.3.2': 'DSA-SHA256',
};
const pss = '1.2.840.113549.1.1.10';
const hashNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA1', '2.16.840.1.101.3.4.2.4': 'SHA224', '2.16.840.1.101.3.4.2.1': 'SHA256', '2.16.840.1.101.3.4.2.2': 'SHA384', '2.16.840.1.101.3.4.2.3': 'SHA512',
};

function algorithmName(bytes: Buffer, algorithm: DerElement): string {
  const identifier = derAt(bytes, algorithm.content, algorithm.stop);
  const oid = derOid(bytes, identifier);
  if (oid !== pss) return algorithmNames[oid] ?? oid;
  // RSASSA-PSS-params (RFC 8017 A.2.3): [0] names the hash; SHA-1 when it is left out.
  const parameters = identifier.stop < algorithm.stop ? derChildren(bytes, derAt(bytes, identifier.stop, algorithm.stop)) : [];
  const chosen = parameters.find((part) => part.tag === tag.context0);
  if (chosen === undefined) return 'RSA-PSS-SHA1';
  const hash = derExpect(bytes, chosen.content, chosen.stop, tag.sequence, 'hash algorithm');
  const hashOid = derOid(bytes, derAt(bytes, hash.content, hash.stop));
  return `RSA-PSS-${hashNames[hashOid] ?? hashOid}`;
}

// ---- other ways in ---------------------------------------------------------------------------------------------

/**
 * The content of a ds:X509Certificate: base64 DER, white space allowed, header lines not. With header lines the certificate is read all
 * the same (`der` is filled) and `fault` names them: many readers refuse them (XML Signature 1.1, 4.5.4).
 */
export function readCertificateText(text: string): CertificateFacts {
  const base64 = text.replace(/[ \t\r\n]+/g, '');
  if (base64 === '') return unreadableCertificate('It is empty.');
  if (base64.startsWith('-----BEGIN')) {
    const facts = readCertificate(derFromPem(text));
    return facts.fault === null ? { ...facts, fault: 'PEM header lines (-----BEGIN CERTIFICATE-----) stand in it; only the base64 between them may.' } : facts;
  }
  const stranger = /[^A-Za-z0-9+/=]|=(?!=?$)/.exec(base64);
  if (stranger !== null) return unreadableCertificate(`It is not base64: character ${stranger.index + 1} does not belong there.`);
  if (base64.length % 4 === 1) return unreadableCertificate('It is not base64: its length does not come out even, so something was cut off.');
  return readCertificate(Buffer.from(base64, 'base64'));
}

/** Facts of a DER public key (SPKI) without a certificate, or the fault. */
export function readPublicKey(spki: Uint8Array): (PublicKeyFacts & { keySha256: string; fault: null }) | { fault: string } {
  const bytes = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength);
  const answer = withoutDerFault(() => publicKeyFacts(bytes, derExpect(bytes, 0, bytes.length, tag.sequence, 'public key')));
  return answer.ok ? { ...answer.value, keySha256: colons(digestHex('sha256', bytes)), fault: null } : { fault: answer.fault };
}

/** What a TrustedKey's material is: its certificate when it is one, and the key's own facts; null when no usable key is in it. */
export function readTrustedKey(key: TrustedKey): { certificate: CertificateFacts | null; keySha256: string; keyType: string; keyBits: number; curve: string | null } | null {
  const der = derFromPem(key.material);
  if (derShape(der) === 'certificate') {
    const certificate = readCertificate(der);
    const { keySha256, keyType, keyBits, curve } = certificate;
    return certificate.fault === null ? { certificate, keySha256, keyType, keyBits, curve } : null;
  }
  const publicKey = publicKeyOf(key.material);
  if (publicKey === null) return null;
  const facts = readPublicKey(spkiOf(publicKey));
  return facts.fault === null ? { certificate: null, keySha256: facts.keySha256, keyType: facts.keyType, keyBits: facts.keyBits, curve: facts.curve } : null;
}

/** The SPKI inside a DER certificate, or null. */
export function spkiOfDer(der: Uint8Array): Uint8Array | null {
  const answer = withoutDerFault(() => spkiOfCertificate(der));
  return answer.ok ? der.subarray(answer.value.start, answer.value.stop) : null;
}

// ---- words -----------------------------------------------------------------------------------------------------

/** SHA-256 or SHA-1 of the DER as upper-case pairs joined by colons. */
export function fingerprint(der: Uint8Array, hash: 'sha1' | 'sha256' = 'sha256'): string {
  return colons(digestHex(hash, der));
}

/** `RSA 2048`, `EC P-256`, `Ed25519`. */
export function describeKey(facts: Pick<CertificateFacts, 'keyType' | 'keyBits' | 'curve'>): string {
  if (facts.keyType === 'EC') return `EC ${facts.curve ?? facts.keyBits}`;
  return facts.keyType === 'Ed25519' || facts.keyType === 'unknown' ? facts.keyType : `${facts.keyType} ${facts.keyBits}`;
}

/** One line for an admin: whose, which key, until when, and the start of its fingerprint. */
export function describeCertificate(facts: CertificateFacts): string {
  if (facts.fault !== null && facts.der === '') return `a certificate that cannot be read (${facts.fault})`;
  const name = facts.subject === '' ? 'a certificate without a name' : facts.subject;
  return `${name} (${describeKey(facts)}, valid until ${facts.notAfter.slice(0, 10)}, SHA-256 ${facts.sha256.slice(0, 11)}…)`;
}
