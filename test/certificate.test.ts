/** Certificates against node's own reader, certificate files in every dress, and bytes that are none. */
import { X509Certificate, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derFromPem, describeCertificate, fingerprint, readCertificate, readCertificateText, readPublicKey, readTrustedKey, spkiOfDer, toPem } from '../shared/saml/certificate.ts';
import { looksLikeCertificate, publicKeyPem, readCertificateFile } from '../shared/saml/certificate-file.ts';
import { holdsPrivateKey } from '../shared/saml/certificate-repair.ts';
import { publicKeyOf } from '../shared/saml/crypto.ts';
import { derAt, derChildren, derOid, derShape, withoutDerFault } from '../shared/saml/der.ts';
import { makeCertificate, makePkcs12, readPkcs12 } from '../shared/saml/pkcs.ts';

const folder = new URL('keys/certificates/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(name, folder));
const text = (name: string): string => bytes(name).toString('utf8');
const der = (name: string): Buffer => Buffer.from(derFromPem(text(name)));
const codes = (notes: readonly { code: string }[]): string[] => notes.map((note) => note.code);
const pem = text('rsa-2048.pem');
const base64 = der('rsa-2048.pem').toString('base64');
const passphrase = 'open-sesame';

// ---- a tiny DER writer, for certificates no tool would make ----------------------------------------------------

function element(tag: number, ...parts: (Uint8Array | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
const nameOf = (tag: number, value: Uint8Array | string, oid = '\x55\x04\x03'): Buffer => element(0x30, element(0x31, element(0x30, element(6, oid), element(tag, value))));

/** The P-256 certificate with one of its parts (0 version ... 3 issuer, 4 validity, 5 subject, 6 key) put in place of another. */
function altered(changes: Record<number, Buffer>): Buffer {
  const original = der('ec-p-256.pem');
  const outer = derAt(original, 0);
  const [body, ...rest] = derChildren(original, outer);
  const parts = derChildren(original, body!).map((part, index) => changes[index] ?? original.subarray(part.start, part.stop));
  return element(0x30, element(0x30, ...parts), ...rest.map((part) => original.subarray(part.start, part.stop)));
}

// ---- facts -----------------------------------------------------------------------------------------------------

describe('readCertificate', () => {
  const table: [file: string, keyType: string, keyBits: number, curve: string | null, algorithm: string][] = [
    ['rsa-1024', 'RSA', 1024, null, 'RSA-SHA256'],
    ['rsa-2048', 'RSA', 2048, null, 'RSA-SHA256'],
    ['rsa-4096', 'RSA', 4096, null, 'RSA-SHA256'],
    ['ec-p-256', 'EC', 256, 'P-256', 'ECDSA-SHA256'],
    ['ec-p-384', 'EC', 384, 'P-384', 'ECDSA-SHA256'],
    ['ec-p-521', 'EC', 521, 'P-521', 'ECDSA-SHA256'],
    ['ec-secp256k1', 'EC', 256, 'secp256k1', 'ECDSA-SHA256'],
    ['ed25519', 'Ed25519', 256, null, 'Ed25519'],
    ['rsa-pss-signed', 'RSA', 2048, null, 'RSA-PSS-SHA384'],
    ['rsa-pss-key', 'RSA-PSS', 2048, null, 'RSA-PSS-SHA256'],
    ['sha1-signed', 'RSA', 2048, null, 'RSA-SHA1'],
    ['md5-signed', 'RSA', 2048, null, 'RSA-MD5'],
    ['dsa', 'DSA', 2048, null, 'DSA-SHA256'],
    ['no-name', 'RSA', 2048, null, 'RSA-SHA256'],
    ['expired', 'RSA', 2048, null, 'RSA-SHA256'],
    ['not-yet-valid', 'RSA', 2048, null, 'RSA-SHA256'],
  ];

  it.each(table)('reads %s as node does', (name, keyType, keyBits, curve, algorithm) => {
    const file = der(`${name}.pem`);
    const facts = readCertificate(file);
    const node = new X509Certificate(file);
    expect(facts).toMatchObject({ fault: null, keyType, keyBits, curve, signatureAlgorithm: algorithm, selfSigned: true, der: file.toString('base64') });
    expect(facts.sha1).toBe(node.fingerprint);
    expect(facts.sha256).toBe(node.fingerprint256);
    expect(facts.sha256).toBe(fingerprint(file));
    expect(facts.serialNumber).toBe(node.serialNumber);
    expect(Date.parse(facts.notBefore)).toBe(Date.parse(node.validFrom));
    expect(Date.parse(facts.notAfter)).toBe(Date.parse(node.validTo));
    expect(facts.keySha256).toBe(fingerprint(node.publicKey.export({ type: 'spki', format: 'der' })));
    expect(Buffer.from(spkiOfDer(file)!)).toEqual(node.publicKey.export({ type: 'spki', format: 'der' }));
    if (keyType.startsWith('RSA')) expect(node.publicKey.asymmetricKeyDetails?.modulusLength).toBe(keyBits);
  });

  it('writes names most telling part first and dates in UTC', () => {
    const facts = readCertificate(der('rsa-2048.pem'));
    expect(facts.subject).toBe('emailAddress=info@example.com, CN=acme.okta.example, OU=SSO, O=Acme\\, Inc., L=San Francisco, ST=California, C=US');
    expect(facts.issuer).toBe(facts.subject);
    expect(readCertificate(der('expired.pem'))).toMatchObject({ notBefore: '2010-01-01T00:00:00Z', notAfter: '2011-01-01T00:00:00Z' });
    expect(readCertificate(der('not-yet-valid.pem'))).toMatchObject({ notBefore: '2049-06-01T12:00:00Z', notAfter: '2052-06-01T12:00:00Z' });
    expect(readCertificate(der('no-name.pem')).subject).toBe('');
  });

  it.each<[string, Buffer, string]>([
    ['UTF8String', nameOf(0x0c, Buffer.from('Contoso Müller')), 'CN=Contoso Müller'],
    ['PrintableString', nameOf(0x13, 'Contoso'), 'CN=Contoso'],
    ['IA5String', nameOf(0x16, 'contoso@example.com'), 'CN=contoso@example.com'],
    ['BMPString', nameOf(0x1e, Buffer.from('Contoso Ünï', 'utf16le').swap16()), 'CN=Contoso Ünï'],
    ['T61String', nameOf(0x14, 'Contoso \xe9'), 'CN=Contoso é'],
    ['UniversalString', nameOf(0x1c, Buffer.from([0, 0, 0, 0x41, 0, 1, 0xf6, 0])), 'CN=A😀'],
    ['characters RFC 4514 escapes', nameOf(0x0c, ' #a+b;c<d>"e\\ '), 'CN=\\ #a\\+b\\;c\\<d\\>\\"e\\\\\\ '],
    ['a direction change', nameOf(0x0c, Buffer.from('gro.‮elpmaxe')), 'CN=gro.\\E2\\80\\AEelpmaxe'],
    ['a NUL', nameOf(0x0c, 'acme.example\0.contoso.example'), 'CN=acme.example\\00.contoso.example'],
    ['an unknown attribute', nameOf(0x0c, 'x', '\x2a\x03\x04'), '1.2.3.4=#0c0178'],
    ['an integer for a name', nameOf(0x02, '\x05'), 'CN=#020105'],
    ['two values in one part', element(0x30, element(0x31, element(0x30, element(6, '\x55\x04\x03'), element(0x0c, 'a')), element(0x30, element(6, '\x55\x04\x0a'), element(0x0c, 'b')))), 'CN=a+O=b'],
  ])('reads a name with %s', (_, name, expected) => {
    const facts = readCertificate(altered({ 5: name }));
    expect(facts).toMatchObject({ fault: null, subject: expected, selfSigned: false, issuer: 'CN=ec-p-256.example.com, O=Acme' });
  });

  it.each<[string, Buffer, string | null]>([
    ['UTCTime of 1999', element(0x17, '991231235959Z'), '1999-12-31T23:59:59Z'],
    ['UTCTime of 2049', element(0x17, '491231235959Z'), '2049-12-31T23:59:59Z'],
    ['UTCTime of 1950', element(0x17, '500101000000Z'), '1950-01-01T00:00:00Z'],
    ['UTCTime without seconds', element(0x17, '2401020304Z'), '2024-01-02T03:04:00Z'],
    ['UTCTime with an offset', element(0x17, '240102030405+0130'), '2024-01-02T01:34:05Z'],
    ['GeneralizedTime', element(0x18, '20510102030405Z'), '2051-01-02T03:04:05Z'],
    ['GeneralizedTime with a fraction', element(0x18, '20510102030405.5Z'), '2051-01-02T03:04:05Z'],
    ['no end in sight', element(0x18, '99991231235959Z'), '9999-12-31T23:59:59Z'],
    ['a leap day', element(0x17, '240229000000Z'), '2024-02-29T00:00:00Z'],
    ['a leap day in a common year', element(0x17, '230229000000Z'), null],
    ['month 13', element(0x17, '231301000000Z'), null],
    ['hour 24', element(0x17, '230101240000Z'), null],
    ['words', element(0x17, 'next Tuesday'), null],
    ['a number', element(0x02, '\x05'), null],
  ])('reads %s', (_, time, expected) => {
    const facts = readCertificate(altered({ 4: element(0x30, time, element(0x18, '99991231235959Z')) }));
    if (expected === null) expect(facts.fault).toMatch(/date/);
    else expect(facts).toMatchObject({ fault: null, notBefore: expected });
  });

  it.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /cut off/],
    ['a certificate cut short', der('rsa-2048.pem').subarray(0, 600), /cut off or damaged/],
    ['bytes behind it', Buffer.concat([der('rsa-2048.pem'), Buffer.from('\n')]), /1 bytes follow/],
    ['indefinite length', Buffer.from([0x30, 0x80, 0, 0]), /indefinite/],
    ['a length not in its shortest form', Buffer.from([0x30, 0x81, 0x02, 5, 0]), /shortest form/],
    ['a request', der('request.csr.pem'), /certificate signing request, not a certificate/],
    ['a revocation list', der('revoked.crl.pem'), /revocation list, not a certificate/],
    ['too much', Buffer.alloc(300_000, 0x30), /no certificate is longer/],
    ['an altered algorithm', altered({ 2: element(0x30, element(6, Buffer.from('2a864886f70d010105', 'hex'))) }), /two different signature algorithms/],
  ])('says what is wrong with %s', (_, input, fault) => {
    const facts = readCertificate(input);
    expect(facts.fault).toMatch(fault);
    expect(facts).toMatchObject({ der: '', sha256: '', subject: '' });
  });

  it('never throws, whatever the bytes', () => {
    const originals = ['rsa-2048.pem', 'ec-p-521.pem', 'rsa-pss-signed.pem', 'dsa.pem'].map(der);
    const mutated = fc.tuple(fc.constantFrom(...originals), fc.array(fc.tuple(fc.nat(1400), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(1400)).map(([original, changes, cut]) => {
      const copy = Buffer.from(original);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return cut % 3 === 0 ? copy.subarray(0, cut) : copy;
    });
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), (input) => {
      const facts = readCertificate(input);
      expect(facts.fault === null).toBe(facts.der !== '');
      derShape(input);
      looksLikeCertificate(input);
      expect(typeof readCertificateFile(input).form).toBe('string');
      publicKeyOf(Buffer.from(input).toString('base64'));
    }), { seed: 13, numRuns: 4000 });
  });
});

describe('other readings', () => {
  it('reads the text of ds:X509Certificate', () => {
    expect(readCertificateText(`\n  ${base64.replace(/.{76}/g, '$&\r\n')}\n`)).toMatchObject({ fault: null, keyBits: 2048 });
    expect(readCertificateText('')).toMatchObject({ der: '', fault: 'It is empty.' });
    expect(readCertificateText(base64.slice(0, 40) + '*' + base64.slice(40)).fault).toContain('character 41');
    const withHeaders = readCertificateText(pem);
    expect(withHeaders.fault).toContain('PEM header lines');
    expect(withHeaders.der).toBe(base64);
  });

  it('reads trusted material of each form', () => {
    const facts = readCertificate(der('rsa-2048.pem'));
    const key = { sha: facts.keySha256, certificate: facts };
    for (const [material, certificate] of [[base64, key.certificate], [pem, key.certificate], [text('public-key.pem'), null], [text('public-key-pkcs1.pem'), null]] as const) {
      expect(readTrustedKey({ material, use: 'signing', source: 'certificate' })).toEqual({ certificate, keySha256: key.sha, keyType: 'RSA', keyBits: 2048, curve: null });
    }
    expect(readTrustedKey({ material: text('pkcs8.key.pem'), use: 'signing', source: 'certificate' })).toBeNull();
    expect(readTrustedKey({ material: 'hello', use: 'signing', source: 'certificate' })).toBeNull();
    expect(readPublicKey(Buffer.from('nothing'))).toHaveProperty('fault');
  });

  it('reads object identifiers with large parts', () => {
    const oid = Buffer.from('060a2b0601040182371402 03'.replace(' ', ''), 'hex');
    expect(derOid(oid, derAt(oid, 0))).toBe('1.3.6.1.4.1.311.20.2.3');
    const endless = Buffer.from([6, 2, 0x80, 0x80]);
    expect(withoutDerFault(() => derOid(endless, derAt(endless, 0))).ok).toBe(false);
  });

  it('writes PEM as RFC 7468 has it, and describes in one line', () => {
    expect(toPem(der('rsa-2048.pem'))).toBe(pem.slice(pem.indexOf('-----')));
    expect(describeCertificate(readCertificate(der('ec-p-384.pem')))).toMatch(/^CN=ec-p-384\.example\.com, O=Acme \(EC P-384, valid until 20\d\d-\d\d-\d\d, SHA-256 [0-9A-F:]{11}…\)$/);
    expect(describeCertificate(readCertificate(Buffer.alloc(0)))).toContain('cannot be read');
  });
});

// ---- files -----------------------------------------------------------------------------------------------------

const oneLine = pem.replace(/-----[^-]+-----|\n/g, '');
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem, 'utf16le')]);

describe('a certificate in any dress', () => {
  const table: [dress: string, input: string | Uint8Array, form: string, notes: string[]][] = [
    ['PEM', pem, 'PEM', []],
    ['PEM with Windows line ends', pem.replaceAll('\n', '\r\n'), 'PEM', []],
    ['PEM as bytes', Buffer.from(pem), 'PEM', []],
    ['DER', der('rsa-2048.pem'), 'DER', []],
    ['DER with a line break behind it', Buffer.concat([der('rsa-2048.pem'), Buffer.from('\r\n')]), 'DER', ['trailing-bytes']],
    ['bare base64 on one line', oneLine, 'base64', ['missing-headers']],
    ['bare base64, wrapped', oneLine.replace(/.{76}/g, '$&\n'), 'base64', ['missing-headers']],
    ['bare base64 in quotes', `"${oneLine}"`, 'base64', ['missing-headers']],
    ['base64 with the URL alphabet and no padding', oneLine.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''), 'base64', oneLine.endsWith('=') ? ['url-alphabet', 'padding', 'missing-headers'] : ['url-alphabet', 'missing-headers']],
    ['PEM on one line', pem.replaceAll('\n', ' '), 'PEM', ['line-lengths']],
    ['PEM of 76 characters', `-----BEGIN CERTIFICATE-----\n${oneLine.replace(/.{76}/g, '$&\n')}\n-----END CERTIFICATE-----`, 'PEM', ['line-lengths']],
    ['no BEGIN line', pem.replace(/-----BEGIN.*\n/, ''), 'PEM', ['missing-begin']],
    ['no END line', pem.replace(/-----END.*\n/, ''), 'PEM', ['missing-end']],
    ['doubled header lines', pem.replace(/(-----.*-----)\n/g, '$1\n$1\n'), 'PEM', ['doubled-header']],
    ['line breaks as \\n', pem.replaceAll('\n', '\\n'), 'PEM', ['escaped-line-breaks']],
    ['line breaks as \\r\\n', pem.replaceAll('\n', '\\r\\n'), 'PEM', ['escaped-line-breaks']],
    ['a JSON string', JSON.stringify(pem), 'PEM', ['escaped-line-breaks']],
    ['a field in JSON', JSON.stringify({ certificate: pem }), 'PEM', ['escaped-line-breaks', 'text-around']],
    ['en and em dashes', pem.replaceAll('-----', '\u2014\u2013'), 'PEM', ['dashes']],
    ['em dashes and a hyphen', pem.replaceAll('-----', '\u2014\u2014-'), 'PEM', ['dashes']],
    ['four dashes', pem.replaceAll('-----', '----'), 'PEM', ['dashes']],
    ['no dashes', pem.replaceAll('-----', ''), 'PEM', ['dashes']],
    ['small letters', pem.replaceAll('BEGIN CERTIFICATE', 'Begin Certificate').replaceAll('END CERTIFICATE', 'End Certificate'), 'PEM', ['header-spelling']],
    ['X509 CERTIFICATE', pem.replaceAll(' CERTIFICATE', ' X509 CERTIFICATE'), 'PEM', ['label']],
    ['TRUSTED CERTIFICATE', text('trusted.pem'), 'PEM', ['trailing-bytes', 'label']],
    ['labelled as a public key', pem.replaceAll(' CERTIFICATE', ' PUBLIC KEY'), 'PEM', ['wrong-label']],
    ['labels that differ', pem.replace('BEGIN CERTIFICATE', 'BEGIN TRUSTED CERTIFICATE'), 'PEM', ['header-mismatch', 'label']],
    ['HTML', `<pre>${pem.replaceAll('\n', '<br/>\n')}</pre>`, 'PEM', ['html']],
    ['HTML references', pem.replaceAll('+', '&#43;').replaceAll('\n', '&#10;'), 'PEM', ['html']],
    ['an element', `<ds:X509Certificate>\n${oneLine}\n</ds:X509Certificate>`, 'PEM', ['xml-element']],
    ['Bag Attributes before it', `Bag Attributes\n    localKeyID: 01 02\nsubject=CN = acme\n${pem}`, 'PEM', ['text-around']],
    ['openssl -text before it', `Certificate:\n    Data:\n        Version: 3 (0x2)\n${pem}`, 'PEM', ['text-around']],
    ['UTF-16', utf16, 'PEM', ['utf-16', 'byte-order-mark']],
    ['UTF-16, big end first, no mark', Buffer.from(pem, 'utf16le').swap16(), 'PEM', ['utf-16']],
    ['a byte order mark', `\ufeff${pem}`, 'PEM', ['byte-order-mark']],
    ['zero-width spaces', pem.replaceAll('M', '\u200bM'), 'PEM', ['invisible-characters']],
    ['non-breaking spaces', pem.replaceAll('\n', '\u00a0\n'), 'PEM', ['odd-spaces']],
    ['URL-encoded', encodeURIComponent(pem), 'PEM', ['url-encoded']],
    ['a form field', `certificate=${new URLSearchParams([['', pem]]).toString().slice(1)}`, 'PEM', ['url-encoded', 'text-around']],
    ['quoted in a mail', pem.replace(/^/gm, '> '), 'PEM', ['quoted']],
    ['indented in YAML', pem.replace(/^/gm, '    '), 'PEM', ['line-lengths']],
    ['base64 of the PEM', Buffer.from(pem).toString('base64'), 'PEM', ['encoded-twice']],
    ['base64 of the base64', Buffer.from(oneLine).toString('base64'), 'base64', ['encoded-twice', 'missing-headers']],
    ['hexadecimal', der('rsa-2048.pem').toString('hex'), 'DER', ['hexadecimal']],
    ['pasted twice', pem + pem, 'PEM', ['repeated']],
  ];

  it.each(table)('%s', (_, input, form, notes) => {
    const file = readCertificateFile(input);
    expect(file).toMatchObject({ form, hasPrivateKey: false, needsPassphrase: false, message: null });
    expect(file.certificates.map((facts) => [facts.fault, facts.der])).toEqual([[null, base64]]);
    expect(codes(file.notes)).toEqual(notes);
    expect(looksLikeCertificate(input)).toBe(true);
  });

  it('puts a chain in order, the signing certificate first', () => {
    const file = readCertificateFile(text('chain-out-of-order.pem'));
    expect(file.certificates.map((facts) => facts.subject.slice(3).split(',')[0])).toEqual(['sso.example.com', 'Acme Test Issuing', 'Acme Test Root']);
    expect(codes(file.notes)).toEqual(['chain', 'chain-order']);
  });

  it('leaves certificates of a rollover in their order', () => {
    const file = readCertificateFile(text('rsa-4096.pem') + pem);
    expect(file.certificates.map((facts) => facts.keyBits)).toEqual([4096, 2048]);
    expect(file.notes).toEqual([]);
  });

  it('reads certificates joined as DER', () => {
    expect(readCertificateFile(Buffer.concat([der('rsa-2048.pem'), der('ec-p-256.pem')])).certificates.map((facts) => facts.keyType)).toEqual(['RSA', 'EC']);
  });

  it.each([['bundle.p7b.pem', 3], ['bundle.p7b', 2]])('opens %s', (name, count) => {
    const file = readCertificateFile(bytes(name));
    expect(file.form).toBe('PKCS#7');
    expect(file.certificates.map((facts) => facts.fault)).toEqual(Array.from({ length: count }, () => null));
    expect(file.certificates[0]!.subject).toBe('CN=sso.example.com, O=Acme');
    expect(codes(file.notes)).toEqual(['chain']);
    expect(looksLikeCertificate(bytes(name))).toBe(true);
  });

  it.each<[string, string]>([
    ['a damaged character', pem.replace(/\nMII/, '\nM!I')],
    ['a cut', pem.slice(0, 700)],
    ['a cut body', pem.replace(/\n.{64}\n.{64}\n/, '\n')],
    ['nothing between', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'],
    ['a bare cut', oneLine.slice(0, 400)],
  ])('keeps a place for a certificate with %s and says why', (_, input) => {
    const file = readCertificateFile(input);
    expect(file.certificates).toHaveLength(1);
    expect(file.certificates[0]!.fault).toBeTruthy();
    expect(file.message).toBeTruthy();
  });
});

describe('what is not a certificate', () => {
  const table: [name: string, form: string, message: RegExp, key: boolean][] = [
    ['pkcs8.key.pem', 'private-key', /This is a private key/, true],
    ['pkcs1.key.pem', 'private-key', /This is a private key/, true],
    ['ec.key.pem', 'private-key', /This is a private key/, true],
    ['openssh.key.pem', 'private-key', /This is a private key/, true],
    ['encrypted.key.pem', 'encrypted-private-key', /encrypted with a passphrase/, true],
    ['encrypted-pkcs1.key.pem', 'encrypted-private-key', /encrypted with a passphrase/, true],
    ['public-key.pem', 'public-key', /public key without a certificate/, false],
    ['public-key-ec.pem', 'public-key', /public key without a certificate/, false],
    ['public-key-pkcs1.pem', 'public-key', /public key without a certificate/, false],
    ['request.csr.pem', 'csr', /signing request/, false],
    ['revoked.crl.pem', 'crl', /revocation list/, false],
    ['ssh.pub', 'ssh-key', /SSH/, false],
  ];
  it.each(table)('%s', (name, form, message, key) => {
    const dresses: (string | Uint8Array)[] = [text(name), bytes(name)];
    if (name.endsWith('.pem') && !name.startsWith('openssh') && !name.startsWith('encrypted-pkcs1')) dresses.push(der(name), der(name).toString('base64'), text(name).replaceAll('\n', '\\n'));
    for (const input of dresses) {
      const file = readCertificateFile(input);
      expect(file).toMatchObject({ form, hasPrivateKey: key, needsPassphrase: form === 'encrypted-private-key', certificates: [] });
      expect(file.message).toMatch(message);
      expect(looksLikeCertificate(input)).toBe(true);
      if (key) expect(JSON.stringify(file)).not.toContain(text(name).split('\n').find((line) => /^[\w+/=]{30,}$/.test(line))!.slice(0, 20));
    }
    if (key) expect(holdsPrivateKey(`<a>${text(name)}</a>`)).toBe(true);
  });

  it.each([
    ['', /Nothing/], ['   ', /Nothing/], ['hello', /not a certificate/], ['https://contoso.example.com/saml/certificate', /address/],
    ['{"keys": []}', /JSON/], ['<html></html>', /XML or HTML/], ['AB:CD:'.repeat(9) + 'AB:CD', /fingerprint/],
    ['SHA-256 Fingerprint=' + 'AB:'.repeat(31) + 'AB', /fingerprint/], ['-----BEGIN PGP PUBLIC KEY BLOCK-----\nabcd\n-----END PGP PUBLIC KEY BLOCK-----', /PGP/],
    ['A'.repeat(400), /not a certificate/],
  ])('%s', (input, message) => {
    const file = readCertificateFile(input);
    expect(file).toMatchObject({ form: 'unreadable', certificates: [], hasPrivateKey: false });
    expect(file.message).toMatch(message);
  });

  it('gives a public key as plain PEM', () => {
    const plain = text('public-key.pem');
    for (const input of [plain, Buffer.from(plain), plain.replaceAll('\n', '\\n'), plain.replace(/-----[^-]+-----|\n/g, ''), der('public-key.pem')]) expect(publicKeyPem(input)).toBe(plain);
    expect(publicKeyPem(text('public-key-pkcs1.pem'))).toBe(text('public-key-pkcs1.pem'));
    for (const input of [pem, text('pkcs8.key.pem'), '', 'hello', Buffer.alloc(9)]) expect(publicKeyPem(input)).toBeNull();
  });

  it('names other files by their first bytes', () => {
    expect(readCertificateFile(Buffer.from('feedfeed00000002', 'hex')).message).toMatch(/Java key store/);
    expect(looksLikeCertificate(Buffer.from('feedfeed00000002', 'hex'))).toBe(true);
    expect(readCertificateFile('PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 1\nAAAA').form).toBe('private-key');
    expect(readCertificateFile(Buffer.alloc(3_000_000)).message).toMatch(/larger than 2 MiB/);
  });

  it('warns of a key beside a certificate, wherever it stands', () => {
    for (const input of [pem + text('pkcs8.key.pem'), text('encrypted-pkcs1.key.pem') + pem, pem + '-----BEGIN PRIVATE KEY-----\n']) {
      const file = readCertificateFile(input);
      expect(file).toMatchObject({ form: 'PEM', hasPrivateKey: true });
      expect(file.message).toMatch(/private key stands beside/);
      expect(file.certificates).toHaveLength(1);
    }
  });

  it('leaves SAML to others', () => {
    const response = '<samlp:Response><ds:X509Certificate>' + oneLine + '</ds:X509Certificate></samlp:Response>';
    for (const input of [response, Buffer.from(response), Buffer.from(response).toString('base64'), 'SAMLResponse=' + Buffer.from(response).toString('base64'), 'hello', '']) {
      expect(looksLikeCertificate(input)).toBe(false);
    }
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom('-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '-----BEGIN PRIVATE KEY-----', 'BEGIN', '\n', '\\n', '<br>', '%2B', '&#10;', '—', oneLine.slice(0, 300), oneLine, '=', 'X509Certificate', '> ', '{', '"');
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 14 }).map((parts) => parts.join(''))), (input) => {
      const file = readCertificateFile(input);
      expect(typeof file.form).toBe('string');
      expect(file.hasPrivateKey || file.message !== null || file.certificates.length > 0).toBe(true);
      looksLikeCertificate(input);
    }), { seed: 13, numRuns: 3000 });
  });

  it.each<[string, string]>([
    ['dashes', '-'.repeat(1_000_000)],
    ['header lines', '-----BEGIN CERTIFICATE-----\n'.repeat(40_000)],
    ['closed blocks', '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n'.repeat(20_000)],
    ['letters', 'a'.repeat(1_000_000) + '!\n-----END CERTIFICATE-----'],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['open tags', '<a '.repeat(300_000)],
    ['quotes', '> '.repeat(500_000)],
    ['equals signs', 'M' + '='.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000) + 'x'],
    ['private words', 'BEGIN '.repeat(150_000)],
  ])('takes a second at most over a megabyte of %s', (_, input) => {
    const start = performance.now();
    readCertificateFile(input);
    looksLikeCertificate(input);
    holdsPrivateKey(input);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

// ---- PKCS#12 and making ----------------------------------------------------------------------------------------

describe('PKCS#12', () => {
  const open = { pkcs12: readPkcs12 };
  it.each([['rsa.p12', base64], ['rsa-legacy.p12', base64]])('opens %s', (name, expected) => {
    expect(readCertificateFile(bytes(name))).toMatchObject({ form: 'PKCS#12', needsPassphrase: true });
    expect(readCertificateFile(bytes(name), open)).toMatchObject({ needsPassphrase: true, message: expect.stringMatching(/Enter it/) as string });
    expect(readCertificateFile(bytes(name), { ...open, passphrase: 'wrong' })).toMatchObject({ needsPassphrase: true, message: expect.stringMatching(/does not open/) as string });
    const file = readCertificateFile(bytes(name), { ...open, passphrase });
    expect(file).toMatchObject({ form: 'PKCS#12', hasPrivateKey: true, needsPassphrase: false });
    expect(file.certificates.map((facts) => facts.der)).toEqual([expected]);
    expect(readCertificateFile(bytes(name).toString('base64'), { ...open, passphrase }).certificates).toHaveLength(1);
  });

  it('opens one with EC certificates and one without a passphrase', () => {
    expect(readCertificateFile(bytes('ec.p12'), { ...open, passphrase }).certificates.map((facts) => facts.subject)).toEqual(['CN=sso.example.com, O=Acme', 'CN=Acme Test Issuing, O=Acme']);
    expect(readCertificateFile(bytes('no-passphrase.p12'), open)).toMatchObject({ hasPrivateKey: false, message: null, certificates: [{ der: base64 }] });
  });

  it('gives the key for decryption', () => {
    const answer = readPkcs12(bytes('rsa.p12'), passphrase);
    expect(answer.ok && createPublicKey(answer.privateKeyPem!).export({ type: 'spki', format: 'pem' })).toBe(text('public-key.pem'));
    const elliptic = readPkcs12(bytes('ec.p12'), passphrase);
    expect(elliptic.ok && createPublicKey(elliptic.privateKeyPem!).asymmetricKeyType).toBe('ec');
  });

  it('refuses what is no PKCS#12', () => {
    expect(readPkcs12(Buffer.from('nothing'), '')).toEqual({ ok: false, reason: 'unreadable' });
    expect(readPkcs12(der('rsa-2048.pem'), '')).toMatchObject({ ok: false });
  });

  // The first bit is the sign, which not every reader heeds: 2,147,483,648 rounds take an hour.
  it.each(['7fffffff', '80000000', 'ffffffff', '0080000000'])('refuses what would take for ever: %s rounds', (rounds) => {
    const whole = bytes('rsa.p12');
    // The MAC stands last, and in it the rounds: 02 02 08 00 is 2,048.
    const mac = whole.lastIndexOf(Buffer.from([0x30, 0x41]));
    const at = whole.lastIndexOf(Buffer.from([2, 2, 8, 0]));
    expect([mac + 2 + 0x41, at + 4]).toEqual([whole.length, whole.length]);
    const slow = Buffer.concat([whole.subarray(0, at), Buffer.from([2, rounds.length / 2]), Buffer.from(rounds, 'hex')]);
    slow.writeUInt16BE(slow.length - 4, 2);
    slow[mac + 1] = slow.length - mac - 2;
    expect(readPkcs12(slow, passphrase)).toEqual({ ok: false, reason: 'unreadable' });
    expect(readPkcs12(slow, '')).toEqual({ ok: false, reason: 'wrong-passphrase' });
  });

  it('never throws on mutations', () => {
    const original = bytes('no-passphrase.p12');
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), (changes) => {
      const copy = Buffer.from(original);
      for (const [at, value] of changes) copy[at] = value;
      expect(typeof readPkcs12(copy, 'x').ok).toBe('boolean');
    }), { seed: 13, numRuns: 60 });
  });
});

describe('makeCertificate', () => {
  const now = Date.UTC(2026, 2, 1);

  it('makes one that node accepts for its key, host names and dates', async () => {
    const made = await makeCertificate({
      commonName: 'localhost', organization: 'Contoso', days: 30, now, serialNumber: 'ff01', alternativeNames: [{ dns: 'localhost' }, { ip: '127.0.0.1' }, { ip: '::1' }],
    });
    const node = new X509Certificate(made.certificatePem);
    expect(node.verify(node.publicKey)).toBe(true);
    expect(node.checkPrivateKey((await import('node:crypto')).createPrivateKey(made.privateKeyPem))).toBe(true);
    expect(node.checkHost('localhost')).toBe('localhost');
    expect(node.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(node.checkIP('::1')).toBe('::1');
    expect(readCertificate(made.der)).toMatchObject({
      subject: 'CN=localhost, O=Contoso', serialNumber: '7F01', notBefore: '2026-02-28T00:00:00Z', notAfter: '2026-03-31T00:00:00Z', keyBits: 2048, signatureAlgorithm: 'RSA-SHA256', selfSigned: true, fault: null,
    });
  });

  it('repeats itself with the same key, and signs with an issuer', async () => {
    const authority = { certificatePem: pem, privateKeyPem: text('pkcs1.key.pem') };
    const wish = { commonName: 'SSO für Contoso', days: 10, now, serialNumber: '01', privateKeyPem: text('pkcs8.key.pem'), issuer: authority, hash: 'sha1' } as const;
    const [one, other] = [await makeCertificate(wish), await makeCertificate(wish)];
    expect(one.certificatePem).toBe(other.certificatePem);
    const facts = readCertificate(one.der);
    expect(facts).toMatchObject({ subject: 'CN=SSO für Contoso', issuer: readCertificate(der('rsa-2048.pem')).subject, selfSigned: false, signatureAlgorithm: 'RSA-SHA1' });
    expect(new X509Certificate(one.certificatePem).checkIssued(new X509Certificate(pem))).toBe(true);
  });

  it('goes into PKCS#12 and out again', () => {
    const file = makePkcs12({ certificatePem: pem, privateKeyPem: text('pkcs1.key.pem'), chainPem: [text('rsa-4096.pem')] }, passphrase);
    const read = readCertificateFile(file, { passphrase, pkcs12: readPkcs12 });
    expect(read.certificates.map((facts) => facts.keyBits)).toEqual([2048, 4096]);
    expect(read.hasPrivateKey).toBe(true);
  });
});
