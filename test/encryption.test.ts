/** Encryption: every cipher and key transport there and back, and every way in which it fails. */
import { describe, expect, it } from 'vitest';
import { encryptElement, type EncryptOptions } from '../shared/saml/encrypt.ts';
import { decryptAll, type Decryption, type DecryptionKey } from '../shared/saml/encryption.ts';
import { blockCiphers, keyTransports, maskGenerations, ns, sha256, tripleDes } from '../shared/urns.ts';
import { assertionXml, certificate, certificateDer, forge, keys, parse, privateKey, responseXml, verify, type KeyName } from './signing.ts';
import { verifySignatures } from '../shared/saml/signature.ts';

const utf8 = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
const key = (...names: KeyName[]): DecryptionKey[] => names.map((name) => ({ pem: privateKey(name), label: name }));
const encrypt = (options: EncryptOptions = {}, plaintext = assertionXml(), to: string | string[] = certificate('sp-rsa')): string => responseXml(encryptElement(plaintext, to, options));
const decrypt = (xml: string, using = key('sp-rsa'), origin: 'interactive' | 'network' = 'interactive'): Decryption => decryptAll(parse(xml), 0, using, { origin });
/** What became of the first encrypted element. */
const outcome = (xml: string, using = key('sp-rsa'), origin: 'interactive' | 'network' = 'interactive') => {
  const { encrypted } = decrypt(xml, using, origin);
  return [encrypted[0]!.result, encrypted[0]!.failure];
};

const gcm = ns.xenc11 + 'aes256-gcm';
const cbc = ns.xenc + 'aes256-cbc';
const oaep11 = ns.xenc11 + 'rsa-oaep';
const pkcs1 = ns.xenc + 'rsa-1_5';
const sha512 = ns.xenc + 'sha512';
const placements = ['inside', 'beside', 'retrieval'] as const;

describe('there and back', () => {
  for (const [blockCipher, cipherRow] of Object.entries(blockCiphers)) {
    for (const [keyTransport, transportRow] of Object.entries(keyTransports)) {
      it(`${cipherRow.name} with ${transportRow.name}`, () => {
        for (const keyPlacement of placements) {
          for (const origin of ['interactive', 'network'] as const) {
            const { encrypted, plaintexts } = decrypt(encrypt({ blockCipher, keyTransport, keyPlacement }), key('other-rsa', 'sp-rsa'), origin);
            expect(encrypted).toHaveLength(1);
            expect(encrypted[0]).toMatchObject({
              what: 'EncryptedAssertion', blockCipher, keyTransport, keys: 1, result: 'decrypted', failure: null, message: null, openedBy: 'sp-rsa', recipients: [], source: null,
            });
            expect(plaintexts.map((each) => [each.index, each.what, utf8(each.bytes), each.tree.local(0)])).toEqual([[0, 'EncryptedAssertion', assertionXml(), 'Assertion']]);
          }
        }
      });
    }
  }

  for (const digest of [undefined, ns.ds + 'sha1', sha256, 'http://www.w3.org/2001/04/xmldsig-more#sha384', sha512]) {
    for (const mgf of [undefined, ...Object.keys(maskGenerations)]) {
      it(`OAEP with digest ${digest ?? 'left out'} and ${mgf ?? 'no MGF named'}`, () => {
        const options = { keyTransport: oaep11, ...(digest === undefined ? {} : { digest }), ...(mgf === undefined ? {} : { mgf }) };
        const { encrypted } = decrypt(encrypt(options));
        expect(encrypted[0]).toMatchObject({ result: 'decrypted', oaepDigest: digest ?? ns.ds + 'sha1', mgf: mgf ?? ns.xenc11 + 'mgf1sha1' });
      });
    }
  }

  it('DigestMethod left out means SHA-1, an OAEP label is used', () => {
    const xml = encrypt({ label: Buffer.from('who') });
    expect(xml).toContain('OAEPparams');
    expect(outcome(xml.replace(/<ds:DigestMethod[^>]*>/, ''))).toEqual(['decrypted', null]);
    expect(outcome(xml.replace(/<xenc:OAEPparams>.*<\/xenc:OAEPparams>/, ''))).toEqual(['failed', 'wrong-key']);
  });

  it('several recipients, and which one is for us', () => {
    const xml = encrypt({ recipients: ['https://other.example', 'https://sp.example'] }, assertionXml(), [certificate('other-rsa'), certificate('sp-rsa')]);
    expect(decrypt(xml).encrypted[0]).toMatchObject({ result: 'decrypted', keys: 2, recipients: ['https://other.example', 'https://sp.example'], openedBy: 'sp-rsa' });
  });

  it('white space in CipherValue, and an XML declaration before the plaintext', () => {
    const xml = encrypt({}, '<?xml version="1.0"?>\n' + assertionXml());
    expect(outcome(xml.replaceAll(/(CipherValue>)([^<]{60})/g, '$1\n  $2\r\n'))).toEqual(['decrypted', null]);
  });

  it('EncryptedID and EncryptedAttribute, and what is encrypted inside a plaintext is left to a second call', () => {
    const nameID = encryptElement(`<saml:NameID xmlns:saml="${ns.saml}">jane</saml:NameID>`, certificate('sp-rsa'), { wrapper: 'EncryptedID', blockCipher: cbc });
    const attribute = encryptElement(`<saml:Attribute xmlns:saml="${ns.saml}" Name="mail"/>`, certificate('sp-rsa'), { wrapper: 'EncryptedAttribute' });
    const inner = assertionXml().replace(/<saml:NameID>.*<\/saml:NameID>/, nameID).replace('</saml:Assertion>', `<saml:AttributeStatement>${attribute}</saml:AttributeStatement></saml:Assertion>`);
    expect(decrypt(responseXml(inner)).plaintexts.map((each) => [each.what, utf8(each.bytes).slice(0, 12)])).toEqual([['EncryptedID', '<saml:NameID'], ['EncryptedAttribute', '<saml:Attrib']]);
    const { encrypted, plaintexts } = decrypt(responseXml(encryptElement(inner, certificate('sp-rsa'))));
    expect([encrypted.length, plaintexts.length]).toEqual([1, 1]);
    expect(decryptAll(plaintexts[0]!.tree, 1, key('sp-rsa'), { origin: 'interactive' }).encrypted.map((each) => [each.what, each.result])).toEqual([['EncryptedID', 'decrypted'], ['EncryptedAttribute', 'decrypted']]);
  });

  it('an EncryptedID in a LogoutRequest', () => {
    const nameID = encryptElement(`<saml:NameID xmlns:saml="${ns.saml}">jane</saml:NameID>`, certificate('sp-rsa'), { wrapper: 'EncryptedID' });
    expect(outcome(`<samlp:LogoutRequest xmlns:samlp="${ns.samlp}" ID="_l">${nameID}</samlp:LogoutRequest>`)).toEqual(['decrypted', null]);
  });

  it('a signed assertion still verifies, and so does the Response around the ciphertext', () => {
    const xml = forge(responseXml(encryptElement(forge(assertionXml(), '_a1'), certificate('sp-rsa'))), '_r1');
    expect(verify(xml, keys('idp-rsa')).signatures.map((each) => [each.parentName, each.result])).toEqual([['Response', 'verified']]);
    const [plaintext] = decrypt(xml).plaintexts;
    expect(verifySignatures(plaintext!.tree, 1, keys('idp-rsa')).signatures[0]!.result).toBe('verified');
  });

  it('comes out the same from the same random bytes', () => {
    const random = (length: number): Uint8Array => new Uint8Array(length).fill(7);
    expect(encrypt({ random })).toBe(encrypt({ random }));
    expect(encrypt()).not.toBe(encrypt());
  });
});

describe('namespaces declared outside the encrypted element', () => {
  const bare = assertionXml().replace(` xmlns:saml="${ns.saml}"`, '');

  it('are added, and the facts say so', () => {
    const { encrypted, plaintexts } = decrypt(encrypt({}, bare));
    expect(encrypted[0]).toMatchObject({ result: 'decrypted', failure: null });
    expect(encrypted[0]!.message).toContain('(saml)');
    expect(plaintexts[0]!.tree.namespace(0)).toBe(ns.saml);
  });

  it('the default namespace and those of type names as well', () => {
    const inner = bare.replaceAll('saml:', '').replace('<NameID>', '<NameID xsi:type="xs:string">');
    const xml = encrypt({}, inner).replace('<samlp:Response', `<samlp:Response xmlns="${ns.saml}" xmlns:xs="${ns.xs}" xmlns:xsi="${ns.xsi}"`);
    const [plaintext] = decrypt(xml).plaintexts;
    expect(plaintext!.tree.resolvePrefix(0, 'xs')).toBe(ns.xs);
    expect(plaintext!.tree.namespace(0)).toBe(ns.saml);
  });

  it('and declared nowhere: damaged, with the reason', () => {
    const { encrypted } = decrypt(encrypt({}, bare.replaceAll('saml:', 'nowhere:')));
    expect(encrypted[0]).toMatchObject({ result: 'failed', failure: 'damaged' });
    expect(encrypted[0]!.message).toContain('declared nowhere');
  });
});

describe('failures, told apart for an admin', () => {
  it('no key', () => {
    expect(outcome(encrypt(), [])).toEqual(['no-key', null]);
    expect(decrypt(encrypt(), [{ pem: 'rubbish', label: 'mine' }, { pem: privateKey('idp-p256'), label: 'curve' }]).encrypted[0]).toMatchObject({
      result: 'no-key', message: 'None of the private keys can be used: mine cannot be read (not a private key); curve is not an RSA key.',
    });
  });

  it('the wrong key, and whose certificate the document names', () => {
    for (const keyTransport of Object.keys(keyTransports)) expect(outcome(encrypt({ keyTransport }), key('other-rsa', 'idp-rsa'))).toEqual(['failed', 'wrong-key']);
    expect(decrypt(encrypt({ includeCertificate: true }), key('other-rsa')).encrypted[0]!.message).toContain('CN=Test service provider');
    const damaged = encrypt({ includeCertificate: true }, assertionXml(), certificate('other-rsa')).replace(certificateDer('other-rsa'), certificateDer('sp-rsa'));
    expect(decrypt(damaged).encrypted[0]!.message).toContain('whose key you gave');
  });

  it('the wrong variant, named', () => {
    for (const [options, words] of [
      [{ digest: sha256, actualVariant: { hash: 'sha256', mgfHash: 'sha256' } }, 'says RSA-OAEP with SHA-256 and MGF1 with SHA-1 where RSA-OAEP with SHA-256 and MGF1 with SHA-256'],
      [{ digest: sha256, actualVariant: { hash: 'sha1', mgfHash: 'sha1' } }, 'where RSA-OAEP with SHA-1 and MGF1 with SHA-1'],
      [{ keyTransport: oaep11, digest: sha512, mgf: ns.xenc11 + 'mgf1sha1', actualVariant: { hash: 'sha512', mgfHash: 'sha256' } }, 'where RSA-OAEP with SHA-512 and MGF1 with SHA-256'],
      [{ actualVariant: 'pkcs1' }, 'where RSA PKCS#1 v1.5'],
      [{ keyTransport: pkcs1, actualVariant: { hash: 'sha1', mgfHash: 'sha1' } }, 'says RSA PKCS#1 v1.5 where RSA-OAEP'],
    ] as [EncryptOptions, string][]) {
      const { encrypted, plaintexts } = decrypt(encrypt(options));
      expect([encrypted[0]!.result, encrypted[0]!.failure, plaintexts]).toEqual(['failed', 'wrong-variant', []]);
      expect(encrypted[0]!.message).toContain(words);
    }
  });

  /** Changes one byte of the content's ciphertext (the last CipherValue when the key is inside). */
  const flip = (xml: string, position: number): string => {
    const at = xml.lastIndexOf('<xenc:CipherValue>') + '<xenc:CipherValue>'.length;
    const stop = xml.indexOf('<', at);
    const bytes = Buffer.from(xml.slice(at, stop), 'base64');
    bytes[position < 0 ? bytes.length + position : position]! ^= 0x55;
    return xml.slice(0, at) + bytes.toString('base64') + xml.slice(stop);
  };

  it('damaged: the tag, the padding, the plaintext', () => {
    expect(outcome(flip(encrypt({ blockCipher: gcm }), 40))).toEqual(['failed', 'damaged']);
    expect(outcome(flip(encrypt({ blockCipher: gcm }), -1))).toEqual(['failed', 'damaged']);
    expect(outcome(flip(encrypt({ blockCipher: cbc }), -17))).toEqual(['failed', 'damaged']);
    expect(outcome(flip(encrypt({ blockCipher: cbc }), 40))).toEqual(['failed', 'damaged']);
    for (const plaintext of ['', 'text', assertionXml() + assertionXml(), '<!DOCTYPE a><a/>', '<a>', '\u0001']) expect(outcome(encrypt({}, plaintext))).toEqual(['failed', 'damaged']);
  });

  it('malformed: another element than it should be', () => {
    for (const plaintext of ['<a/>', `<saml:NameID xmlns:saml="${ns.saml}"/>`, '<Assertion xmlns="urn:other"/>', responseXml()]) expect(outcome(encrypt({}, plaintext))).toEqual(['failed', 'malformed']);
    const swapped = encryptElement(assertionXml(), certificate('sp-rsa'), { wrapper: 'EncryptedID' });
    expect(outcome(responseXml(assertionXml().replace(/<saml:NameID>.*<\/saml:NameID>/, swapped)))).toEqual(['failed', 'malformed']);
  });

  const xml = encrypt();
  for (const [name, broken] of [
    ['no EncryptedData', responseXml(`<saml:EncryptedAssertion xmlns:saml="${ns.saml}"/>`)],
    ['two of them', xml.replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, '$&$&')],
    ['Type Content', xml.replace('xmlenc#Element', 'xmlenc#Content')],
    ['no EncryptedKey', xml.replace(/<ds:KeyInfo.*?<\/ds:KeyInfo>/, '')],
    ['a RetrievalMethod to nothing', encrypt({ keyPlacement: 'retrieval' }).replaceAll(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/g, '')],
    ['no cipher named', xml.replace(/<xenc:EncryptionMethod Algorithm="[^"]*gcm"\/>/, '')],
    ['no key transport named', xml.replace(/<xenc:EncryptionMethod Algorithm="[^"]*mgf1p">.*?<\/xenc:EncryptionMethod>/, '')],
    ['no CipherData', xml.replace(/<xenc:CipherData><xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/, '</xenc:EncryptedData>')],
    ['no CipherValue', xml.replaceAll(/<xenc:CipherValue>.*?<\/xenc:CipherValue>/g, '')],
    ['an empty CipherValue', xml.replaceAll(/(<xenc:CipherValue>).*?(<\/xenc:CipherValue>)/g, '$1$2')],
    ['not base64', xml.replaceAll('<xenc:CipherValue>', '<xenc:CipherValue>*')],
    ['a CipherReference', xml.replaceAll(/<xenc:CipherValue>.*?<\/xenc:CipherValue>/g, '<xenc:CipherReference URI="https://idp.example/x"/>')],
    ['a ciphertext too short', xml.replace(/(.*<xenc:CipherValue>)[^<]*/, '$1AAAA')],
    ['a key for another cipher', xml.replace('aes256-gcm', 'aes128-gcm')],
    ['a label that is not base64', encrypt({ label: Buffer.from('x') }).replace('<xenc:OAEPparams>', '<xenc:OAEPparams>*')],
    ['in Extensions', xml.replace('<saml:EncryptedAssertion', '<samlp:Extensions><saml:EncryptedAssertion').replace('</saml:EncryptedAssertion>', '</saml:EncryptedAssertion></samlp:Extensions>')],
    ['EncryptedData by itself', responseXml(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/.exec(xml)![0])],
  ] as const) {
    it(`malformed: ${name}`, () => {
      expect(outcome(broken)).toEqual(['failed', 'malformed']);
      expect(decrypt(broken).encrypted[0]!.message!.length).toBeGreaterThan(20);
    });
  }

  it('unsupported algorithms, named', () => {
    const triple = decrypt(xml.replace(gcm, tripleDes)).encrypted[0]!;
    expect([triple.result, triple.failure]).toEqual(['failed', 'unsupported-algorithm']);
    expect(triple.message).toContain('Triple DES');
    // It would not open with a key either, so the answer is the same without one.
    expect(outcome(xml.replace(gcm, tripleDes), [])).toEqual(['failed', 'unsupported-algorithm']);
    for (const [from, to] of [[gcm, 'constructor'], ['rsa-oaep-mgf1p', 'rsa-nothing'], ['xmldsig#sha1', 'xmldsig#nothing']] as const) {
      expect(outcome(xml.replace(from, to))).toEqual(['failed', 'unsupported-algorithm']);
    }
    expect(outcome(encrypt({ keyTransport: oaep11 }).replace('mgf1sha1', 'mgf1nothing'))).toEqual(['failed', 'unsupported-algorithm']);
  });

  it('one EncryptedKey that cannot be used does not stop the other', () => {
    const both = encrypt({}, assertionXml(), [certificate('sp-rsa'), certificate('sp-rsa')]);
    expect(outcome(both.replace('rsa-oaep-mgf1p', 'rsa-nothing'))).toEqual(['decrypted', null]);
  });

  it('a document that asks for thousands of decryptions is given up', () => {
    const one = encryptElement(assertionXml(), certificate('other-rsa'), { keyTransport: pkcs1 });
    const start = performance.now();
    const { encrypted } = decrypt(responseXml(one.repeat(600)));
    expect(encrypted.filter((each) => each.failure === 'malformed').length).toBeGreaterThan(50);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 30_000);

  describe('but one and the same for a document out of the network', () => {
    const silent = { result: 'failed', failure: 'undecryptable', message: 'It could not be decrypted.', openedBy: null };
    for (const [name, document] of [
      ['the wrong key', encrypt({}, assertionXml(), certificate('other-rsa'))],
      ['the wrong key with PKCS#1', encrypt({ keyTransport: pkcs1 }, assertionXml(), certificate('other-rsa'))],
      ['the wrong variant', encrypt({ actualVariant: 'pkcs1' })],
      ['the tag', flip(encrypt({ blockCipher: gcm }), 40)],
      ['the padding', flip(encrypt({ blockCipher: cbc }), -17)],
      ['the plaintext', encrypt({}, '<a')],
      ['another element', encrypt({}, '<a/>')],
      ['a key of another length', encrypt().replace('aes256-gcm', 'aes128-gcm')],
      ['a ciphertext too short', encrypt().replace(/(.*<xenc:CipherValue>)[^<]*/, '$1AAAA')],
      ['a key ciphertext too short', encrypt({ keyTransport: pkcs1 }).replace(/(<xenc:CipherValue>)[^<]*/, '$1AAAA')],
    ] as const) {
      it(name, () => {
        expect(decrypt(document, key('sp-rsa'), 'network').encrypted[0]).toMatchObject(silent);
      });
    }
  });
});
