/** Documents that are made to stop the judge: to overflow its stack, to cost it minutes of arithmetic, or to fill its memory. */
import { createPublicKey, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../shared/inspect.ts';
import { readCertificateText } from '../shared/saml/certificate.ts';
import { readCertificateFile } from '../shared/saml/certificate-file.ts';
import { decodeHar } from '../shared/saml/har.ts';
import { diagnoseKeys, keySearch, prepareKeys } from '../shared/saml/signature-keys.ts';
import { ns, shortName, signatureAlgorithms } from '../shared/urns.ts';
import { acs, assertionID, cut, decryptionKeys, encrypt, idp, put, request, responseID, signedMessage, signingKey, swap, usual } from './fixtures/responses/parts.ts';
import { certificate } from './signing.ts';

const signed = signedMessage();
/** More than a call takes as arguments. */
const many = 140_000;
const extended = (attributes: string, content: string): string => put(signed, 'before', 'Status', `<samlp:Extensions ${attributes}>${content}</samlp:Extensions>`);

describe('more of one thing than a call takes as arguments', () => {
  const cases: readonly [string, string][] = [
    ['EncryptedID', extended(`xmlns="${ns.saml}"`, '<EncryptedID/>'.repeat(many))],
    ['EncryptedData', extended(`xmlns="${ns.xenc}"`, '<EncryptedData/>'.repeat(many))],
    ['EncryptedAttribute', put(signed, 'last', 'AttributeStatement', '<saml:EncryptedAttribute/>'.repeat(many))],
    ['signatures', extended(`xmlns:d="${ns.ds}"`, '<samlp:LogoutRequest><d:Signature/></samlp:LogoutRequest>'.repeat(many))],
    ['AuthnStatement', put(signed, 'last', 'Assertion', '<saml:AuthnStatement/>'.repeat(many))],
    ['signatures of metadata', `<EntitiesDescriptor xmlns="${ns.md}" xmlns:d="${ns.ds}">${'<EntityDescriptor><d:Signature/></EntityDescriptor>'.repeat(many)}</EntitiesDescriptor>`],
  ];

  it.each(cases)('%s', (_name, xml) => {
    const report = inspect(xml, { ...usual, decryptionKeys, origin: 'interactive' });
    expect([report.verdict === 'accept', report.identity]).toEqual([false, null]);
  });
});

describe('a name that ends in many number signs', () => {
  it('is shortened', () => {
    expect([shortName(`${ns.ds}${'#'.repeat(100_000)}`), shortName('#'.repeat(100_000))]).toEqual(['xmldsig', '']);
    expect(inspect(swap(encrypt(signed, assertionID), `${ns.xenc}Element`, '#'.repeat(100_000)), { ...usual, decryptionKeys }).verdict).toBe('reject');
  });
});

describe('keys out of a message that take long', () => {
  const scheme = signatureAlgorithms['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256']!;
  const facts = readCertificateText(certificate('idp-rsa').replace(/-----[^-]+-----/g, ''));
  const odd = (bits: number): Buffer => { const bytes = randomBytes(bits / 8); bytes[0]! |= 0x80; bytes[bytes.length - 1]! |= 1; return bytes; };
  /** As a certificate would give it; what is random is the key, and it fits nothing. */
  const slowKey = (modulus: number, exponent: number) => {
    const n = odd(modulus);
    n[0] = 0xff;
    const e = odd(exponent);
    e[0]! &= 0x7f;
    const key = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') } });
    return { ...facts, der: key.export({ type: 'spki', format: 'der' }).toString('base64'), keySha256: n.toString('hex') };
  };

  it.each([['an exponent as long as the modulus', 2048, 2048], ['an exponent of 64 bits', 4096, 64], ['16384 bits', 16_384, 24]])('are not tried: %s', (_name, modulus, exponent) => {
    const search = keySearch();
    const before = search.left;
    expect(diagnoseKeys([slowKey(modulus, exponent)], [], scheme, Buffer.from('data'), Buffer.alloc(modulus / 8, 1), search).embeddedKeyFits).toBe(false);
    expect(search.left).toBe(before);
  });

  it('are tried once each, and no more of them than one document may have', () => {
    const search = keySearch();
    const before = search.left;
    const usualKeys = Array.from({ length: 16 }, () => slowKey(2048, 24));
    diagnoseKeys([...usualKeys, ...usualKeys], [], scheme, Buffer.from('data'), Buffer.alloc(256, 1), search);
    const spent = before - search.left;
    expect(spent).toBe(16 * 4);
    const others = prepareKeys(Array.from({ length: 200 }, () => signingKey('other-rsa')));
    for (let round = 0; round < 100; round++) diagnoseKeys(usualKeys, others, scheme, Buffer.from('data'), Buffer.alloc(256, 1), search);
    expect(search.left).toBeGreaterThanOrEqual(0);
    expect(search.left).toBeLessThan(4);
  });

  it('do not keep a given key from being named', () => {
    const report = inspect(signedMessage(undefined, { key: 'other-rsa' }), { ...usual, otherKeys: [signingKey('sp-rsa'), signingKey('other-rsa')] });
    expect(report.facts.signatures[0]).toMatchObject({ result: 'failed', embeddedKeyFits: true, otherKeyFits: 1 });
  });
});

describe('questions to the second opinion', () => {
  const signature = cut(signed, 'Signature');
  const copies = (count: number, more: string): string => extended('', Array.from({ length: count }, (_, index) => `<samlp:AuthnRequest ID="_a${index}">${signature.replace(`#${assertionID}`, `#_a${index}`)}</samlp:AuthnRequest>`).join('') + more);
  const asked = (xml: string): number => {
    let questions = 0;
    inspect(xml, { ...usual, idp: { entityID: idp, keys: [signingKey('idp-rsa'), signingKey('other-rsa'), signingKey('sp-rsa')] } }, { secondOpinion: () => { questions++; return { verdict: 'failed', message: null, bytes: null }; } });
    return questions;
  };

  it('are few, however many signatures and elements there are', () => {
    expect(asked(signed)).toBe(1);
    expect(asked(copies(1, ''))).toBe(4);
    expect(asked(copies(20, ''))).toBe(8);
    expect(asked(copies(20, '<x/>'.repeat(1500)))).toBe(2);
    expect(asked(copies(1, '<x/>'.repeat(5000)))).toBe(0);
  });
});

describe('certificates as text', () => {
  // A regular expression that tries every beginning of a run takes its square: an hour for a megabyte.
  it.each([
    ['backslashes', `-----END CERTIFICATE-----${'\\'.repeat(200_000)}`], ['line breaks', `-----BEGIN CERTIFICATE-----\n${'\n'.repeat(200_000)}`], ['quotes', `MII${'"'.repeat(200_000)}x`],
    ['blanks', `BEGIN${' '.repeat(200_000)}CERT`], ['header lines', '-----BEGIN CERTIFICATE-----'.repeat(30_000)], ['escapes', `-----BEGIN CERTIFICATE-----${'\\r\\n'.repeat(100_000)}`], ['slashes', `-----BEGIN CERTIFICATE-----${'\\/'.repeat(100_000)}`],
  ])('%s without end are read once', (_name, text) => {
    expect(readCertificateFile(text).certificates.every((each) => each.fault !== null)).toBe(true);
    expect(inspect(text, usual).verdict).toBe('reject');
  });

  it('have their escapes undone all the same', () => {
    const pem = certificate('idp-rsa').trim();
    for (const written of [pem.replaceAll('\n', '\\n'), pem.replaceAll('\n', '\\\\n'), pem.replaceAll('\n', '\\r\\n'), pem.replaceAll('/', '\\/').replaceAll('\n', '\\n'), `"${pem.replaceAll('\n', '\\n')}\\n",,`]) {
      expect(readCertificateFile(written).certificates.map((each) => each.fault)).toEqual([null]);
    }
  });
});

describe('decryptions', () => {
  it('are as many as a login may need, whoever names one key again and again', () => {
    const one = encrypt(signed, assertionID);
    const key = cut(one, 'EncryptedKey').replace(/ Id="[^"]*"/, ' Id="_k"');
    const asks = `<saml:EncryptedAssertion xmlns:saml="${ns.saml}"><x:EncryptedData xmlns:x="${ns.xenc}"><x:EncryptionMethod Algorithm="${ns.xenc}aes128-cbc"/><ds:KeyInfo xmlns:ds="${ns.ds}">${'<ds:RetrievalMethod URI="#_k"/><ds:RetrievalMethod URI="#_z"/>'.repeat(4)}</ds:KeyInfo><x:CipherData><x:CipherValue>${'A'.repeat(43)}=</x:CipherValue></x:CipherData></x:EncryptedData></saml:EncryptedAssertion>`;
    const report = inspect(put(one, 'last', 'Response', key + asks.repeat(300)), { ...usual, decryptionKeys });
    const messages = report.facts.encrypted.map(({ result, message }) => (result === 'decrypted' ? 'decrypted' : message));
    expect(messages[0]).toBe('decrypted');
    expect(messages.filter((each) => each === 'The document asks for too many decryptions.')).toHaveLength(300 - 191);
  });
});

describe('a capture of many compressed messages', () => {
  const bomb = (index: number): string => encodeURIComponent(deflateRawSync(Buffer.from(`<samlp:Response xmlns:samlp="${ns.samlp}" ID="_${index}">${' '.repeat(3_000_000)}</samlp:Response>`)).toString('base64'));
  const har = (values: readonly string[]): Uint8Array => Buffer.from(JSON.stringify({ log: { entries: values.map((value) => ({ request: { url: `${acs}?SAMLResponse=${value}` } })) } }));

  it('may become no larger than one paste', () => {
    const { messages, fault } = decodeHar(har(Array.from({ length: 40 }, (_, index) => bomb(index))));
    expect(messages.length).toBeLessThanOrEqual(11);
    expect(fault).toMatchObject({ code: 'inflate-too-large', limit: 32 * 1024 * 1024 });
  });

  it('is read to its end where they are of the usual size', () => {
    const usualSize = Array.from({ length: 200 }, (_, index) => encodeURIComponent(deflateRawSync(Buffer.from(signed.replaceAll(responseID, `_r${index}`).replaceAll(request, `_q${index}`))).toString('base64')));
    const { messages, fault } = decodeHar(har(usualSize));
    expect([messages.length, fault]).toEqual([200, null]);
  });
});
