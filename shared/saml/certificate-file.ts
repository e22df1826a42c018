/** Certificates in any dress an admin may paste or drop, and plain words when it is something else. Never throws, never echoes a key. */
import type { CertificateFacts, CertificateFile } from '../model.ts';
import { readCertificate, shapeWords, toPem, unreadableCertificate } from './certificate.ts';
import { addNote, hasMarker, holdsPrivateKey, repairText, splitBlocks, textOfBytes, type Block, type Note } from './certificate-repair.ts';
import { derAt, derChildren, derExpect, derFault, derOid, derShape, tag, withoutDerFault, type DerElement, type DerShape } from './der.ts';

/** What a PKCS#12 reader answers; pkcs.ts has one. `wrong-passphrase` also when it wants one and none was given. */
export type Pkcs12Answer =
  | { ok: true; certificates: Uint8Array[]; hasPrivateKey: boolean; privateKeyPem: string | null }
  | { ok: false; reason: 'wrong-passphrase' | 'unreadable' };
export type Pkcs12Reader = (bytes: Uint8Array, passphrase: string) => Pkcs12Answer;

export interface CertificateFileOptions {
  passphrase?: string;
  /** Without it PKCS#12 is recognised but not opened. */
  pkcs12?: Pkcs12Reader;
}

/** Bytes or characters. A bundle of all public root certificates is a fifth of it. */
const largestFile = 2_097_152;

const keyWarning = 'It belongs only on the system that signs with it: do not paste or send it anywhere. What is wanted here is the certificate. If others may have seen this key, replace it.';
const messages = {
  'private-key': `This is a private key. ${keyWarning}`,
  'encrypted-private-key': `This is a private key, encrypted with a passphrase. ${keyWarning}`,
  'public-key': 'This is a public key without a certificate. It has no name and no dates, and most systems ask for the certificate instead: it begins with -----BEGIN CERTIFICATE-----.',
  'csr': 'This is a certificate signing request: the question to a certificate authority, not its answer. Use the certificate that came back.',
  'crl': 'This is a certificate revocation list, not a certificate.',
  'ssh-key': 'This is an SSH public key, which SAML cannot use. Use the signing certificate of the identity provider.',
  'PKCS#12': 'This is a PKCS#12 file (.p12 or .pfx), which cannot be opened here. Export its certificate by itself.',
} as const;

/** What `input` is and the certificates in it, the signing one first. Repairs become notes. */
export function readCertificateFile(input: Uint8Array | string, options: CertificateFileOptions = {}): CertificateFile {
  if (input.length > largestFile) return file('unreadable', { message: `This is larger than ${largestFile / 1_048_576} MiB: it is no certificate.` });
  if (typeof input !== 'string') {
    const shape = derShape(input);
    if (shape !== 'unknown') return readDer(input, shape, 'DER', [], options);
    if (isJavaKeyStore(input)) return file('unreadable', { message: 'This is a Java key store. Export the certificate from it: keytool -exportcert -rfc.' });
    if (input[0] === 0x30 && input[1]! >= 0x80) return damagedDer(input, 'DER', []);
  }
  const notes: Note[] = [];
  return readText(typeof input === 'string' ? input : textOfBytes(input, notes), notes, options, 0);
}

/**
 * Whether it is worth handing to `readCertificateFile`: a certificate, key or the like in whatever dress, be it damaged. Cheap for what
 * is not, since every pasted message is asked.
 */
export function looksLikeCertificate(input: Uint8Array | string): boolean {
  if (input.length > largestFile) return false;
  if (typeof input !== 'string' && (derShape(input) !== 'unknown' || input[0] === 0x30 && input[1] === 0x82 || isJavaKeyStore(input))) return true;
  const text = typeof input === 'string' ? input : textOfBytes(input, []);
  const start = text.slice(0, 400).trimStart();
  // An XML document may hold certificates, and is more than they are.
  if (start.startsWith('<') && !/^<(?:[\w.-]{1,40}:)?X509(?:Certificate|Data)\b/.test(start) && !/^<(?:p|pre|div|span|br|code)\b/i.test(start)) return false;
  if (/(?:BEGIN|END)[ \t_+%]/i.test(text) && hasMarker(repairText(text.slice(0, longestPrologue), []))) return true;
  if (sshKey.test(start) || start.startsWith('PuTTY-User-Key-File') || isFingerprint(text)) return true;
  const beginning = bare(start);
  // 30 82 begins a SEQUENCE of 256 bytes or more, and nothing that a SAML message is packed into.
  if (/^(?:MII|TUlJ|LS0tLS1CRUdJTi|3082[0-9a-fA-F]{60})/.test(beginning)) return true;
  return beginning.startsWith('M') && text.length < 8192 && derShape(Buffer.from(bare(text), 'base64')) !== 'unknown';
}

/** Characters that may stand before the first header line. */
const longestPrologue = 100_000;

function bare(text: string): string {
  return repairText(text, []).replace(/[\s"',;]+/g, '');
}

function isJavaKeyStore(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xed && bytes[2] === 0xfe && bytes[3] === 0xed;
}

/** The public key in a file of form `public-key` as plain PEM, whatever its dress was; null when it holds none. */
export function publicKeyPem(input: Uint8Array | string): string | null {
  if (input.length > largestFile) return null;
  const bytes = typeof input === 'string' ? Buffer.alloc(0) : input;
  const candidates = derShape(bytes) === 'unknown'
    ? splitBlocks(repairText(typeof input === 'string' ? input : textOfBytes(input, []), []), []).map((block) => Buffer.from(block.base64, 'base64'))
    : [bytes];
  for (const der of candidates) {
    const shape = derShape(der);
    if (shape === 'spki' || shape === 'pkcs1-public') return toPem(der, shape === 'spki' ? 'PUBLIC KEY' : 'RSA PUBLIC KEY');
  }
  return null;
}

function file(form: CertificateFile['form'], rest: Partial<CertificateFile> = {}): CertificateFile {
  return { form, certificates: [], notes: [], hasPrivateKey: false, needsPassphrase: false, message: null, ...rest };
}

// ---- DER -------------------------------------------------------------------------------------------------------

/** What keeps the bytes from being any structure that is known. */
function derTrouble(bytes: Uint8Array): { whole: boolean; fault: string } {
  const answer = withoutDerFault(() => derChildren(bytes, derAt(bytes, 0)));
  return answer.ok ? { whole: true, fault: 'It is binary data in the form certificates have, but not a certificate.' } : { whole: false, fault: answer.fault };
}

/** Bytes that begin as DER does: cut off or damaged when they do not hold together, otherwise something unknown. */
function damagedDer(bytes: Uint8Array, form: CertificateFile['form'], notes: Note[]): CertificateFile {
  const { whole, fault } = derTrouble(bytes);
  return whole ? file('unreadable', { notes, message: fault }) : { ...file(form), ...certificates([unreadableCertificate(fault)], notes) };
}

function readDer(bytes: Uint8Array, shape: DerShape, form: CertificateFile['form'], notes: Note[], options: CertificateFileOptions): CertificateFile {
  switch (shape) {
    case 'certificate': return { ...file(form), ...certificates(certificatesInRow(bytes, notes), notes) };
    case 'pkcs7': {
      const answer = withoutDerFault(() => pkcs7Certificates(bytes));
      if (!answer.ok) return file('PKCS#7', { notes, message: `This PKCS#7 bundle cannot be read. ${answer.fault}` });
      if (answer.value.length === 0) return file('PKCS#7', { notes, message: 'This PKCS#7 bundle holds no certificate.' });
      return { ...file('PKCS#7'), ...certificates(answer.value, notes) };
    }
    case 'pkcs12': return readPkcs12File(bytes, notes, options);
    case 'pkcs1-private': case 'pkcs8': case 'ec-private': return file('private-key', { notes, hasPrivateKey: true, message: messages['private-key'] });
    case 'pkcs8-encrypted': return file('encrypted-private-key', { notes, hasPrivateKey: true, needsPassphrase: true, message: messages['encrypted-private-key'] });
    case 'spki': case 'pkcs1-public': return file('public-key', { notes, message: messages['public-key'] });
    case 'csr': return file('csr', { notes, message: messages.csr });
    case 'crl': return file('crl', { notes, message: messages.crl });
    default: return damagedDer(bytes, form, notes);
  }
}

/**
 * The certificates that stand one after the other, as some tools join them. What follows the last one is left out: OpenSSL writes trust
 * settings there (TRUSTED CERTIFICATE), copying leaves line breaks.
 */
function certificatesInRow(bytes: Uint8Array, notes: Note[]): CertificateFacts[] {
  const read: CertificateFacts[] = [];
  let rest = bytes;
  do {
    const stop = derAt(rest, 0).stop;
    read.push(readCertificate(rest.subarray(0, stop)));
    rest = rest.subarray(stop);
  } while (read.length < maximumInRow && derShape(rest) === 'certificate');
  if (rest.length > 0) addNote(notes, 'trailing-bytes', `${rest.length} bytes after the end of the certificate were left out.`);
  return read;
}

const maximumInRow = 1000;

/** The certificates of a SignedData without signers (RFC 5652 5.1, RFC 5751 "certs-only"). Throws DerFault. */
function pkcs7Certificates(bytes: Uint8Array): CertificateFacts[] {
  const outer = derAt(bytes, 0);
  const type = derAt(bytes, outer.content, outer.stop);
  if (derOid(bytes, type) !== '1.2.840.113549.1.7.2') derFault('It is not signed data.');
  const wrapper = derExpect(bytes, type.stop, outer.stop, tag.context0, 'signed data');
  const signed = derExpect(bytes, wrapper.content, wrapper.stop, tag.sequence, 'signed data');
  const set = derChildren(bytes, signed).find((part) => part.tag === tag.context0);
  if (set === undefined) return [];
  return derChildren(bytes, set).filter((part: DerElement) => part.tag === tag.sequence).map((part) => readCertificate(bytes.subarray(part.start, part.stop)));
}

function readPkcs12File(bytes: Uint8Array, notes: Note[], options: CertificateFileOptions): CertificateFile {
  if (options.pkcs12 === undefined) return file('PKCS#12', { notes, needsPassphrase: true, message: messages['PKCS#12'] });
  const answer = options.pkcs12(bytes, options.passphrase ?? '');
  if (!answer.ok && answer.reason === 'unreadable') return file('PKCS#12', { notes, message: 'This PKCS#12 file cannot be read: it is damaged or protected in a way that is not known here.' });
  if (!answer.ok) {
    const message = options.passphrase === undefined ? 'This PKCS#12 file is protected by a passphrase. Enter it to see the certificates.' : 'The passphrase does not open this PKCS#12 file.';
    return file('PKCS#12', { notes, needsPassphrase: true, message });
  }
  const read = certificates(answer.certificates.map(readCertificate), notes);
  const message = answer.hasPrivateKey ? `This file holds a private key besides its certificate. ${keyWarning}` : read.message;
  return { ...file('PKCS#12'), ...read, hasPrivateKey: answer.hasPrivateKey, message: read.certificates.length === 0 ? 'This PKCS#12 file holds no certificate.' : message };
}

// ---- text ------------------------------------------------------------------------------------------------------

const sshKey = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh|ecdsa)[\w@.-]+) AAAA/;

function isFingerprint(text: string): boolean {
  if (text.length > 200) return false;
  const pairs = text.replace(/^[^:=]*(?:fingerprint|thumbprint)[^:=]*[:=]/i, '').replace(/[\s:]/g, '');
  return /^[0-9a-f]+$/i.test(pairs) && (pairs.length === 40 || pairs.length === 64);
}

function readText(text: string, notes: Note[], options: CertificateFileOptions, depth: number): CertificateFile {
  const repaired = repairText(text, notes);
  const start = repaired.trimStart();
  if (start === '') return file('unreadable', { notes, message: text.trim() === '' ? 'Nothing is there.' : strangeText(text.trimStart()) });
  if (sshKey.test(start)) return file('ssh-key', { notes, message: messages['ssh-key'] });
  if (isFingerprint(repaired)) return file('unreadable', { notes, message: 'This is a fingerprint of a certificate, not the certificate itself, which cannot be worked out from it.' });
  const hexadecimal = repaired.length > 400 && /^[0-9a-f\s:]+$/i.test(repaired) && /^30\s*:?\s*82/.test(start) ? Buffer.from(repaired.replace(/[\s:]/g, ''), 'hex') : null;
  if (hexadecimal !== null) {
    addNote(notes, 'hexadecimal', 'It was written in hexadecimal.');
    return readDer(hexadecimal, derShape(hexadecimal), 'DER', notes, options);
  }
  const blocks = splitBlocks(repaired, notes);
  // RFC 7468 has no word for it, but where the marker of a private key stands nothing else may be guessed.
  if (start.startsWith('PuTTY-User-Key-File')) return file('private-key', { notes: [], hasPrivateKey: true, message: messages['private-key'] });
  if (blocks.length === 1 && blocks[0]!.label === null) return readBare(blocks[0]!, start, notes, options, depth);
  return joined(blocks, blocks.map((block) => readBlock(block, notes, options)), notes, holdsPrivateKey(repaired));
}

/** Text without header lines: base64 of DER, or base64 of a whole PEM file, or something else altogether. */
function readBare(block: Block, start: string, notes: Note[], options: CertificateFileOptions, depth: number): CertificateFile {
  const stranger = /[^A-Za-z0-9+/=]/.exec(block.base64);
  if (stranger !== null || block.base64.length < 40) return file('unreadable', { notes, message: strangeText(start) });
  const bytes = Buffer.from(block.base64, 'base64');
  const shape = derShape(bytes);
  if (shape !== 'unknown') {
    addNote(notes, 'missing-headers', 'The header lines (-----BEGIN CERTIFICATE-----) are missing; most forms want them.');
    return readDer(bytes, shape, 'base64', notes, options);
  }
  if (depth === 0 && (bytes[0] === 0x2d || bytes[0] === 0x4d)) {
    const inner = readText(bytes.toString('utf8'), [], options, 1);
    if (inner.form !== 'unreadable') {
      return { ...inner, notes: [...notes, { code: 'encoded-twice', message: 'The file was encoded in base64 once more, as in a Kubernetes secret.' }, ...inner.notes] };
    }
  }
  if (bytes[0] === 0x30) return damagedDer(bytes, 'base64', notes);
  return file('unreadable', { notes, message: strangeText(start) });
}

function strangeText(start: string): string {
  if (/^https?:\/\//i.test(start)) return 'This is an address. Open it in a browser and paste what it shows.';
  if (start.startsWith('<')) return 'This is XML or HTML without a certificate in it.';
  if (/^[[{]/.test(start)) return 'This is JSON. Paste only the certificate that stands in it.';
  return 'This is not a certificate: there are no header lines (-----BEGIN CERTIFICATE-----) and it is not the base64 of one.';
}

function readBlock(block: Block, notes: Note[], options: CertificateFileOptions): CertificateFile {
  const label = block.label ?? '';
  if (label.endsWith('PRIVATE KEY')) {
    const encrypted = block.headers ? !label.startsWith('SSH2') : label.includes('ENCRYPTED') || derShape(Buffer.from(block.base64, 'base64')) === 'pkcs8-encrypted';
    return file(encrypted ? 'encrypted-private-key' : 'private-key', { hasPrivateKey: true, needsPassphrase: encrypted, message: messages[encrypted ? 'encrypted-private-key' : 'private-key'] });
  }
  if (label.startsWith('SSH2')) return file('ssh-key', { message: messages['ssh-key'] });
  if (label.startsWith('PGP')) return file('unreadable', { message: 'This is from PGP, which SAML does not use.' });
  if (label.endsWith('PARAMETERS')) return file('unreadable', { message: 'These are parameters of a key, not a certificate.' });
  if (block.base64 === '') return damaged('There is nothing between the header lines.');
  const stranger = /[^A-Za-z0-9+/=]|=(?!=?$)/.exec(block.base64);
  if (stranger !== null) return damaged(`Between the header lines stands a character that is not base64, the ${ordinal(stranger.index + 1)} one.`);
  const bytes = Buffer.from(block.base64, 'base64');
  const shape = derShape(bytes);
  if (shape === 'unknown') return damaged(derTrouble(bytes).fault);
  const read = readDer(bytes, shape, 'PEM', notes, options);
  const expected = labelShapes[label.replace(/^(?:X\.?509 |TRUSTED |NEW |RSA |EC |DSA )/, '')];
  if (expected !== undefined && !expected.includes(shape)) {
    addNote(notes, 'wrong-label', `Its header line says ${label}, but inside is ${shapeWords[shape]}.`);
  } else if (label !== 'CERTIFICATE' && shape === 'certificate') {
    addNote(notes, 'label', `Its header line says ${label}; most systems want CERTIFICATE.`);
  }
  return read;
}

const labelShapes: Readonly<Record<string, readonly DerShape[]>> = {
  'CERTIFICATE': ['certificate'], 'CERTIFICATE CHAIN': ['certificate', 'pkcs7'], 'CERTIFICATE REQUEST': ['csr'], 'CRL': ['crl'], 'PUBLIC KEY': ['spki', 'pkcs1-public'],
};

function damaged(fault: string): CertificateFile {
  return file('PEM', { certificates: [unreadableCertificate(fault)], message: fault });
}

function ordinal(number: number): string {
  const last = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10;
  return `${number}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/** One answer of several blocks: certificates count first, a private key among them is warned of. */
function joined(blocks: Block[], read: CertificateFile[], notes: Note[], keyInText: boolean): CertificateFile {
  if (read.length === 0) return file(keyInText ? 'private-key' : 'unreadable', { notes, hasPrivateKey: keyInText, message: keyInText ? messages['private-key'] : 'The header lines are there, but nothing stands between them.' });
  const all = read.flatMap((part) => part.certificates);
  const key = read.find((part) => part.hasPrivateKey);
  if (all.length === 0) {
    const telling = key ?? read.find((part) => part.form !== 'unreadable') ?? read[0]!;
    return { ...telling, notes, hasPrivateKey: key !== undefined || keyInText };
  }
  const answer = { ...file(blocks.length === 1 ? read[0]!.form : 'PEM'), ...certificates(all, notes) };
  if (key === undefined && !keyInText) return answer;
  return { ...answer, hasPrivateKey: true, needsPassphrase: key?.needsPassphrase ?? false, message: `A private key stands beside the certificate. ${keyWarning}` };
}

// ---- several certificates --------------------------------------------------------------------------------------

function certificates(read: CertificateFacts[], notes: Note[]): Pick<CertificateFile, 'certificates' | 'notes' | 'message'> {
  const faulty = read.find((facts) => facts.fault !== null);
  return { certificates: inOrder(read, notes), notes, message: faulty === undefined ? null : `${read.length > 1 ? 'One of the certificates' : 'The certificate'} cannot be read. ${faulty.fault}` };
}

/** Each once, and a chain with the signing certificate first and its issuers behind it. Certificates that belong to no chain keep their order. */
function inOrder(read: CertificateFacts[], notes: Note[]): CertificateFacts[] {
  const once = read.filter((facts, index) => facts.fault !== null || read.findIndex((other) => other.sha256 === facts.sha256) === index);
  if (once.length < read.length) addNote(notes, 'repeated', 'The same certificate stands there more than once.');
  const issuers = new Set(once.filter((facts) => !facts.selfSigned).map((facts) => facts.issuer));
  const isIssuer = (facts: CertificateFacts): boolean => facts.fault === null && issuers.has(facts.subject);
  const leaves = once.filter((facts) => !isIssuer(facts));
  const authorities = once.filter(isIssuer);
  if (authorities.length === 0 || leaves.length === 0) return once;
  addNote(notes, 'chain', `It holds a chain: ${leaves.length === 1 ? 'one certificate' : `${leaves.length} certificates`} and ${authorities.length} of certificate authorities. Only the first is the signing certificate.`);
  const sorted = [...leaves];
  for (let last = leaves[0]!; sorted.length < once.length;) {
    const next = authorities.find((facts) => facts.subject === last.issuer && !sorted.includes(facts)) ?? authorities.find((facts) => !sorted.includes(facts))!;
    sorted.push(next);
    last = next;
  }
  if (sorted.some((facts, index) => facts !== once[index])) addNote(notes, 'chain-order', 'The chain stood in another order; the signing certificate belongs first.');
  return sorted;
}
