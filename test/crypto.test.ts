/** The door to node:crypto: what fits is computed as the standards say, what does not fit is refused without an exception. */
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateDecrypt, publicEncrypt, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decryptBlocks, digest, digestHex, encryptBlocks, forgetPrivateKeys, keyBits, keyFits, privateKeyFrom, publicKeyOf, rsaDecryptOaep, rsaDecryptPkcs1, rsaEncryptOaep,
  rsaEncryptPkcs1, sameBytes, sha256, signBytes, spkiOf, verifyBytes,
} from '../shared/saml/crypto.ts';
import { blockCiphers, type Hash } from '../shared/urns.ts';

const text = (name: string): string => readFileSync(new URL(`keys/certificates/${name}`, import.meta.url), 'utf8');
const privateKey = createPrivateKey(text('pkcs8.key.pem'));
const publicKey = createPublicKey(text('public-key.pem'));
const ecKey = createPrivateKey(text('ec.key.pem'));
const data = Buffer.from('<samlp:Response>… acme.example.com</samlp:Response>');
const certificateBody = text('rsa-2048.pem').replace(/-----[^-]+-----|\n/g, '');
/** Bytes that repeat, where a fixture would use them. */
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

describe('hashes', () => {
  it('gives the known answers', () => {
    expect(digestHex('sha1', Buffer.from('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(Buffer.from(sha256(Buffer.from('abc'))).toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digest('sha512', data)).toHaveLength(64);
    expect([sameBytes(data, Buffer.from(data)), sameBytes(data, data.subarray(1)), sameBytes(Buffer.from('a'), Buffer.from('b'))]).toEqual([true, false, false]);
  });
});

describe('publicKeyOf', () => {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  it.each([
    ['a certificate in base64', certificateBody],
    ['a certificate in wrapped base64', certificateBody.replace(/.{76}/g, '$&\r\n')],
    ['a certificate in PEM', text('rsa-2048.pem')],
    ['a public key in PEM', text('public-key.pem')],
    ['a PKCS#1 public key in PEM', text('public-key-pkcs1.pem')],
    ['SPKI in base64', spki.toString('base64')],
  ])('reads %s', (_, material) => {
    const key = publicKeyOf(material)!;
    expect(Buffer.from(spkiOf(key))).toEqual(spki);
    expect(keyBits(key)).toBe(2048);
    expect(publicKeyOf(material)).toBe(key);
  });

  it.each(['', 'hello', text('pkcs8.key.pem'), text('pkcs1.key.pem'), text('encrypted.key.pem'), text('request.csr.pem'), certificateBody.slice(0, 300), 'M'.repeat(200_000)])('refuses what holds no public key (%#)', (material) => {
    expect(publicKeyOf(material)).toBeNull();
  });

  it('keeps a bounded number of keys and still answers', () => {
    for (let index = 0; index < 600; index++) expect(publicKeyOf(`${'\n'.repeat(index)}${certificateBody}`)).not.toBeNull();
  });

  it.each([['rsa-4096.pem', 4096], ['ec-p-256.pem', 256], ['ec-p-384.pem', 384], ['ec-p-521.pem', 521], ['ed25519.pem', 256], ['rsa-pss-key.pem', 2048], ['ec-secp256k1.pem', 256]])('knows the size of %s', (name, bits) => {
    expect(keyBits(publicKeyOf(text(name))!)).toBe(bits);
  });
});

describe('privateKeyFrom', () => {
  const spki = Buffer.from(spkiOf(publicKey));
  it.each([
    ['PKCS#8', text('pkcs8.key.pem'), undefined],
    ['PKCS#1', text('pkcs1.key.pem'), undefined],
    ['PKCS#8 encrypted', text('encrypted.key.pem'), 'open-sesame'],
    ['PKCS#1 encrypted', text('encrypted-pkcs1.key.pem'), 'open-sesame'],
    ['a key behind its certificate', text('rsa-2048.pem') + text('pkcs8.key.pem'), undefined],
    ['a key on one line', text('pkcs8.key.pem').replaceAll('\n', ' '), undefined],
    ['a key with \\n', text('pkcs8.key.pem').replaceAll('\n', '\\n'), undefined],
    ['bare base64', text('pkcs8.key.pem').replace(/-----[^-]+-----/g, ''), undefined],
    ['bare base64 of PKCS#1', text('pkcs1.key.pem').replace(/-----[^-]+-----/g, ''), undefined],
    ['bare base64, encrypted', text('encrypted.key.pem').replace(/-----[^-]+-----/g, ''), 'open-sesame'],
  ])('loads %s', (_, pem, passphrase) => {
    forgetPrivateKeys();
    const answer = privateKeyFrom(pem, passphrase);
    expect(answer.ok && Buffer.from(spkiOf(answer.key))).toEqual(spki);
    const again = privateKeyFrom(pem, passphrase);
    expect(answer.ok && again.ok && again.key === answer.key).toBe(true);
  });

  it.each([
    [text('encrypted.key.pem'), undefined, 'needs-passphrase'],
    [text('encrypted-pkcs1.key.pem'), undefined, 'needs-passphrase'],
    [text('encrypted.key.pem'), 'wrong', 'wrong-passphrase'],
    [text('encrypted-pkcs1.key.pem'), 'wrong', 'wrong-passphrase'],
    [text('rsa-2048.pem'), undefined, 'not-a-private-key'],
    ['hello', undefined, 'not-a-private-key'],
    ['', undefined, 'not-a-private-key'],
    [text('pkcs8.key.pem').replace(/\nM.*\n/, '\n'), undefined, 'unreadable'],
    [text('openssh.key.pem'), undefined, 'unreadable'],
  ])('says why it cannot (%#)', (pem, passphrase, reason) => {
    expect(privateKeyFrom(pem, passphrase)).toEqual({ ok: false, reason });
  });

  it('does not confuse passphrases', () => {
    expect(privateKeyFrom(text('encrypted.key.pem'), 'open-sesame').ok).toBe(true);
    expect(privateKeyFrom(text('encrypted.key.pem'), 'other')).toEqual({ ok: false, reason: 'wrong-passphrase' });
  });
});

describe('signatures', () => {
  const pairs = {
    'rsa': { privateKey, publicKey },
    'ec': { privateKey: ecKey, publicKey: createPublicKey(ecKey) },
    'p521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    'pss': generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
    'ed25519': generateKeyPairSync('ed25519'),
  };
  const families = ['rsa', 'rsa-pss', 'ecdsa', 'dsa', 'hmac'];
  const fits: Record<keyof typeof pairs, string[]> = { rsa: ['rsa', 'rsa-pss'], ec: ['ecdsa'], p521: ['ecdsa'], pss: ['rsa-pss'], ed25519: [] };

  for (const [name, pair] of Object.entries(pairs)) {
    for (const family of families) {
      const fit = fits[name as keyof typeof pairs].includes(family);
      it(`${family} with a key of ${name} ${fit ? 'round-trips' : 'is refused'}`, () => {
        for (const hash of ['sha1', 'sha256', 'sha384', 'sha512'] as Hash[]) {
          expect(keyFits(family, pair.publicKey)).toBe(fit);
          if (!fit) {
            expect(verifyBytes({ family, hash }, pair.publicKey, data, Buffer.alloc(256))).toBe(false);
            expect(() => signBytes({ family, hash }, pair.privateKey, data)).toThrow();
            continue;
          }
          const signature = signBytes({ family, hash }, pair.privateKey, data);
          expect(verifyBytes({ family, hash }, pair.publicKey, data, signature)).toBe(true);
          expect(verifyBytes({ family, hash }, pair.publicKey, Buffer.concat([data, data]), signature)).toBe(false);
          expect(verifyBytes({ family, hash: hash === 'sha256' ? 'sha512' : 'sha256' }, pair.publicKey, data, signature)).toBe(false);
        }
      });
    }
  }

  it('takes ECDSA as r||s and nothing else', () => {
    const raw = signBytes({ family: 'ecdsa', hash: 'sha256' }, ecKey, data);
    expect(raw).toHaveLength(64);
    const asDer = sign('sha256', data, ecKey);
    for (const wrong of [asDer, raw.subarray(1), Buffer.concat([raw, Buffer.from([0])]), Buffer.alloc(64), new Uint8Array(0)]) {
      expect(verifyBytes({ family: 'ecdsa', hash: 'sha256' }, pairs.ec.publicKey, data, wrong)).toBe(false);
    }
  });

  it('wants the PSS salt as long as the digest', () => {
    const short = sign('sha256', data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 8 });
    expect(verifyBytes({ family: 'rsa-pss', hash: 'sha256' }, publicKey, data, short)).toBe(false);
  });

  it('never throws, whatever the signature', () => {
    fc.assert(fc.property(fc.constantFrom(...families), fc.constantFrom(...Object.values(pairs)), fc.constantFrom('sha256', 'nonsense'), fc.uint8Array({ maxLength: 300 }), (family, pair, hash, signature) => {
      expect(verifyBytes({ family, hash: hash as Hash }, pair.publicKey, data, signature)).toBe(false);
    }), { seed: 5, numRuns: 300 });
  });
});

describe('key transport', () => {
  const secret = Buffer.from('sixteen byte key');
  const hashes: Hash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
  const made = JSON.parse(text('wrapped-keys.json')) as { scheme: string; hash: Hash; mgfHash: Hash; label: string; wrapped: string }[];

  it.each(made)('opens what OpenSSL wrapped: $scheme $hash $mgfHash $label', ({ scheme, hash, mgfHash, label, wrapped }) => {
    const cipher = Buffer.from(wrapped, 'base64');
    const opened = scheme === 'pkcs1' ? rsaDecryptPkcs1(privateKey, cipher) : rsaDecryptOaep(privateKey, cipher, { hash, mgfHash, label: Buffer.from(label) });
    expect(opened === null ? null : Buffer.from(opened)).toEqual(secret);
  });

  for (const hash of hashes) {
    it.each(hashes)(`wraps and opens OAEP ${hash} with MGF1 %s, and no other`, (mgfHash) => {
      const cipher = rsaEncryptOaep(publicKey, secret, { hash, mgfHash }, counting)!;
      expect(rsaEncryptOaep(publicKey, secret, { hash, mgfHash }, counting)).toEqual(cipher);
      for (const otherHash of hashes) {
        for (const otherMgf of hashes) {
          const opened = rsaDecryptOaep(privateKey, cipher, { hash: otherHash, mgfHash: otherMgf });
          expect(opened === null ? null : Buffer.from(opened)).toEqual(otherHash === hash && otherMgf === mgfHash ? secret : null);
        }
      }
      expect(rsaDecryptOaep(privateKey, cipher, { hash, mgfHash, label: Buffer.from('x') })).toBeNull();
      expect(rsaDecryptPkcs1(privateKey, cipher)).toBeNull();
    });
  }

  it('agrees with node where node can', () => {
    const theirs = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, secret);
    expect(Buffer.from(rsaDecryptOaep(privateKey, theirs, { hash: 'sha256', mgfHash: 'sha256' })!)).toEqual(secret);
    const ours = rsaEncryptOaep(publicKey, secret, { hash: 'sha1', mgfHash: 'sha1' })!;
    expect(privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, ours)).toEqual(secret);
    const pkcs1 = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, secret);
    expect(Buffer.from(rsaDecryptPkcs1(privateKey, pkcs1)!)).toEqual(secret);
    expect(Buffer.from(rsaDecryptPkcs1(privateKey, rsaEncryptPkcs1(publicKey, secret, counting)!)!)).toEqual(secret);
  });

  it('takes messages up to the limit and refuses longer ones', () => {
    const oaep = { hash: 'sha256', mgfHash: 'sha1' } as const;
    expect(rsaDecryptOaep(privateKey, rsaEncryptOaep(publicKey, Buffer.alloc(190, 1), oaep)!, oaep)).toHaveLength(190);
    expect(rsaDecryptOaep(privateKey, rsaEncryptOaep(publicKey, Buffer.alloc(0), oaep)!, oaep)).toHaveLength(0);
    expect(rsaEncryptOaep(publicKey, Buffer.alloc(191), oaep)).toBeNull();
    expect(rsaDecryptPkcs1(privateKey, rsaEncryptPkcs1(publicKey, Buffer.alloc(245, 7))!)).toHaveLength(245);
    expect(rsaEncryptPkcs1(publicKey, Buffer.alloc(246))).toBeNull();
  });

  it('gives null for another kind of key and for damaged bytes', () => {
    const oaep = { hash: 'sha256', mgfHash: 'sha1' } as const;
    expect(rsaEncryptOaep(createPublicKey(ecKey), secret, oaep)).toBeNull();
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(255), Buffer.alloc(256), Buffer.alloc(256, 0xff), Buffer.alloc(300)]) {
      for (const key of [privateKey, publicKey, ecKey]) {
        expect(rsaDecryptOaep(key, wrong, oaep)).toBeNull();
        expect(rsaDecryptOaep(key, wrong, { hash: 'sha256', mgfHash: 'sha256' })).toBeNull();
        expect(rsaDecryptPkcs1(key, wrong)).toBeNull();
      }
    }
  });
});

describe('block ciphers', () => {
  const algorithms = Object.values(blockCiphers);

  it.each(algorithms)('$name round-trips at every length', (algorithm) => {
    const key = counting(algorithm.keyBytes);
    for (let length = 0; length < 50; length++) {
      const plain = Buffer.alloc(length, 0x41);
      const cipher = encryptBlocks(algorithm, key, plain, counting);
      const opened = decryptBlocks(algorithm, key, cipher);
      expect(opened.ok && Buffer.from(opened.bytes)).toEqual(plain);
    }
  });

  it.each(algorithms.filter((each) => each.mode === 'gcm'))('$name notices every changed byte', (algorithm) => {
    const key = counting(algorithm.keyBytes);
    const cipher = encryptBlocks(algorithm, key, data, counting);
    for (let index = 0; index < cipher.length; index++) {
      const changed = Buffer.from(cipher);
      changed[index]! ^= 1;
      expect(decryptBlocks(algorithm, key, changed)).toEqual({ ok: false, reason: 'damaged' });
    }
    expect(decryptBlocks(algorithm, key, cipher.subarray(0, cipher.length - 1))).toEqual({ ok: false, reason: 'damaged' });
    expect(decryptBlocks(algorithm, key, cipher.subarray(0, 27))).toEqual({ ok: false, reason: 'malformed' });
  });

  it('looks at the last padding byte only, as XML Encryption has it', () => {
    const algorithm = algorithms.find((each) => each.cipher === 'aes-128-cbc')!;
    const key = counting(16);
    // A whole block of padding whose other bytes are not 16: PKCS#7 readers refuse it.
    const plain = Buffer.concat([Buffer.alloc(16, 0x41), Buffer.alloc(15, 0x99), Buffer.from([16])]);
    const cipher = encryptBlocks(algorithm, key, plain, counting);
    const opened = decryptBlocks(algorithm, key, cipher.subarray(0, 48));
    expect(opened.ok && Buffer.from(opened.bytes).toString()).toBe('A'.repeat(16));
    for (const last of [0, 17, 255]) {
      const wrong = encryptBlocks(algorithm, key, Buffer.concat([Buffer.alloc(15), Buffer.from([last])]), counting).subarray(0, 32);
      expect(decryptBlocks(algorithm, key, wrong)).toEqual({ ok: false, reason: 'damaged' });
    }
  });

  it('refuses impossible lengths and keys', () => {
    for (const algorithm of algorithms) {
      expect(decryptBlocks(algorithm, counting(algorithm.keyBytes), Buffer.alloc(17))).toEqual({ ok: false, reason: 'malformed' });
      expect(decryptBlocks(algorithm, counting(15), Buffer.alloc(64))).toEqual({ ok: false, reason: 'key-length' });
      expect(decryptBlocks(algorithm, counting(algorithm.keyBytes), new Uint8Array(0))).toEqual({ ok: false, reason: 'malformed' });
    }
  });
});
