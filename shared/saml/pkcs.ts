/** Making certificates and opening PKCS#12, by node-forge: the only file that imports it, itself imported only when needed (it is slow to load). */
import { createPublicKey, generateKeyPair, pbkdf2Sync } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { derFromPem, toPem } from './pem.ts';
import type { Pkcs12Answer } from './certificate-file.ts';

/** Names the certificate is good for besides its common name: a host name or an IP address. */
export type AlternativeName = { dns: string } | { ip: string };

export interface CertificateWish {
  commonName: string;
  organization?: string;
  days: number;
  /** Epoch milliseconds. Validity starts a day earlier, so that a clock somewhat behind accepts it too. */
  now: number;
  /** Hexadecimal, up to 20 bytes; made positive (RFC 5280 4.1.2.2). */
  serialNumber: string;
  /** RSA modulus bits (default 2048). */
  bits?: number;
  /** PEM of an RSA private key to certify instead of a new one. */
  privateKeyPem?: string;
  /** Of a server certificate: adds TLS server use. */
  alternativeNames?: readonly AlternativeName[];
  /** Sign with this pair instead of with its own key. */
  issuer?: { certificatePem: string; privateKeyPem: string };
  /** May issue others. */
  authority?: boolean;
  /** Hash of the signature (default sha256; the others are for tests of what is warned of). */
  hash?: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
}

export interface MadeCertificate {
  certificatePem: string;
  privateKeyPem: string;
  der: Uint8Array;
}

const day = 86_400_000;

/** A certificate with an RSA key, self-signed unless an issuer is given. Making the key happens off the main thread. */
export async function makeCertificate(wish: CertificateWish): Promise<MadeCertificate> {
  const privateKeyPem = wish.privateKeyPem ?? (await makeKey(wish.bits ?? 2048));
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }) as string;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  certificate.serialNumber = positive(wish.serialNumber);
  // Certificates know whole seconds only.
  const from = Math.floor((wish.now - day) / 1000) * 1000;
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(from + (wish.days + 1) * day);
  const subject = [
    ...(wish.organization === undefined ? [] : [{ name: 'organizationName', value: wish.organization, valueTagClass: forge.asn1.Type.UTF8 }]),
    { name: 'commonName', value: wish.commonName, valueTagClass: forge.asn1.Type.UTF8 },
  ] as unknown as forge.pki.CertificateField[];
  const issuer = wish.issuer === undefined ? null : forge.pki.certificateFromPem(wish.issuer.certificatePem);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer === null ? subject : issuer.subject.attributes);
  certificate.setExtensions(extensions(wish));
  const signer = forge.pki.privateKeyFromPem(wish.issuer?.privateKeyPem ?? privateKeyPem);
  certificate.sign(signer, forge.md[wish.hash ?? 'sha256'].create());
  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1');
  return { certificatePem: toPem(der), privateKeyPem, der };
}

async function makeKey(bits: number): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits, publicExponent: 0x10001 });
  // PKCS#1, the form forge reads fastest and every other tool knows too.
  return privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
}

function positive(serialNumber: string): string {
  const digits = serialNumber.replace(/[^0-9a-f]/gi, '').toLowerCase().slice(0, 40);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  if (/^(?:00)*$/.test(even)) return '01';
  // The first bit is the sign; cleared rather than prefixed, so that it stays within 20 bytes.
  return (Number.parseInt(even.slice(0, 2), 16) & 0x7f).toString(16).padStart(2, '0') + even.slice(2);
}

function extensions(wish: CertificateWish): object[] {
  const server = wish.alternativeNames !== undefined;
  return [
    { name: 'basicConstraints', cA: wish.authority === true, critical: true },
    wish.authority === true
      ? { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true }
      : { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    ...(server ? [{ name: 'extKeyUsage', serverAuth: true }] : []),
    // GeneralName [2] is a host name, [7] an address (RFC 5280 4.2.1.6).
    ...(server ? [{ name: 'subjectAltName', altNames: wish.alternativeNames!.map((each) => 'dns' in each ? { type: 2, value: each.dns } : { type: 7, ip: each.ip }) }] : []),
  ];
}

// ---- PKCS#12 ---------------------------------------------------------------------------------------------------

/**
 * Rounds of key derivation that one file may take, all its parts together: Windows writes 2,000 for each, OpenSSL 2,048, Java 10,000, GnuTLS
 * 600,000, and a hostile file billions. Whether a file has no passphrase is tried unasked, and must be quick.
 */
const roundsWith = 2_000_000;
const roundsWithout = 50_000;
let roundsLeft = Infinity;

/** Rounds may stand in what is itself encrypted, so they are counted where they are made, and not looked for in the file. */
function takeRounds(rounds: number): void {
  roundsLeft -= rounds;
  if (!(rounds >= 1 && roundsLeft >= 0)) throw new Error('This file asks for too many rounds of key derivation.');
}

type Pbkdf2 = (password: unknown, salt: string, rounds: number, length: number, hash?: { algorithm?: string }) => string;
type Pkcs12Derivation = (password: unknown, salt: unknown, id: number, rounds: number, length: number, hash?: unknown) => unknown;
const derivations = forge as unknown as { pkcs5: { pbkdf2: Pbkdf2 }; pki: { pbe: { generatePkcs12Key: Pkcs12Derivation } }; pkcs12: { generateKey: Pkcs12Derivation } };
const forgePbkdf2 = derivations.pkcs5.pbkdf2;
const forgePkcs12 = derivations.pki.pbe.generatePkcs12Key;

/** Ten times as quick as forge's own, which leaves all but SHA-1 to itself. */
derivations.pkcs5.pbkdf2 = (password, salt, rounds, length, hash) => {
  takeRounds(rounds);
  const name = hash?.algorithm ?? 'sha1';
  if (typeof password !== 'string' || /[^\0-\xff]/.test(password) || !/^sha(?:1|256|384|512)$/.test(name)) return forgePbkdf2(password, salt, rounds, length, hash);
  return pbkdf2Sync(Buffer.from(password, 'latin1'), Buffer.from(salt, 'latin1'), rounds, length, name).toString('latin1');
};
derivations.pki.pbe.generatePkcs12Key = derivations.pkcs12.generateKey = (password, salt, id, rounds, length, hash) => {
  takeRounds(rounds);
  return forgePkcs12(password, salt, id, rounds, length, hash);
};

/** Opens a PKCS#12 file (RFC 7292). Certificates come in the order of the file, byte for byte. Never throws. */
export function readPkcs12(bytes: Uint8Array, passphrase: string): Pkcs12Answer {
  let structure: forge.asn1.Asn1;
  try {
    structure = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')));
  } catch {
    return { ok: false, reason: 'unreadable' };
  }
  roundsLeft = passphrase === '' ? roundsWithout : roundsWith;
  // An absent passphrase and an empty one are different things in PKCS#12 (RFC 7292 B.1), and tools disagree on which to write.
  for (const attempt of passphrase === '' ? ['', null] : [passphrase]) {
    const opened = open(structure, attempt);
    if (opened !== null) return opened;
  }
  if (passphrase !== '' && !(roundsLeft >= 0)) return { ok: false, reason: 'unreadable' };
  return { ok: false, reason: protectedByPassphrase(structure) ? 'wrong-passphrase' : 'unreadable' };
}

function open(structure: forge.asn1.Asn1, passphrase: string | null): Pkcs12Answer | null {
  try {
    const file = forge.pkcs12.pkcs12FromAsn1(structure, false, passphrase as string);
    const bags = file.safeContents.flatMap((content) => content.safeBags);
    const certificates = bags.filter((bag) => bag.type === forge.pki.oids['certBag']).map(certificateOfBag).filter((der) => der !== null);
    const keys = bags.filter((bag) => bag.type === forge.pki.oids['keyBag'] || bag.type === forge.pki.oids['pkcs8ShroudedKeyBag']);
    return { ok: true, certificates, hasPrivateKey: keys.length > 0, privateKeyPem: keys[0] === undefined ? null : keyOfBag(keys[0]) };
  } catch {
    return null;
  }
}

function bytesOf(structure: forge.asn1.Asn1): Uint8Array {
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'latin1');
}

/** forge leaves certificates of other than RSA keys as their structure. */
function certificateOfBag(bag: forge.pkcs12.Bag): Uint8Array | null {
  if (bag.cert != null) return bytesOf(forge.pki.certificateToAsn1(bag.cert));
  return bag.asn1 == null ? null : bytesOf(bag.asn1);
}

function keyOfBag(bag: forge.pkcs12.Bag): string | null {
  try {
    if (bag.key != null) return toPem(bytesOf(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))), 'PRIVATE KEY');
    return bag.asn1 == null ? null : toPem(bytesOf(bag.asn1), 'PRIVATE KEY');
  } catch {
    return null;
  }
}

/** A MAC or an encrypted part is there: a failure then is most likely the passphrase's. */
function protectedByPassphrase(structure: forge.asn1.Asn1): boolean {
  return Array.isArray(structure.value) && structure.value.length >= 2;
}

/** A PKCS#12 file of one RSA key and its certificate, encrypted with AES-256 and the MAC of RFC 7292. */
export function makePkcs12(pair: { certificatePem: string; privateKeyPem: string; chainPem?: readonly string[] }, passphrase: string): Uint8Array {
  roundsLeft = Infinity;
  const chain = [pair.certificatePem, ...(pair.chainPem ?? [])].map((pem) => forge.pki.certificateFromAsn1(forge.asn1.fromDer(Buffer.from(derFromPem(pem)).toString('latin1'))));
  const file = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pair.privateKeyPem), chain, passphrase, { algorithm: 'aes256', count: 10_000, useMac: true });
  return bytesOf(file);
}
