/** Private keys at rest: encrypted by the operating system's key store where there is one, else with a key in a file only this user can read. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';
import { readJson, writeAtomically } from './store.ts';

/** Turns plain text into bytes that are safe to keep, and back. Electron's safeStorage fits. */
export interface Cipher {
  readonly kind: 'os' | 'file';
  encrypt(plain: string): Uint8Array;
  decrypt(sealed: Uint8Array): string;
}

export interface KeyPair {
  id: string;
  certificatePem: string;
  privateKeyPem: string;
}

interface SealedKeyPair {
  id: string;
  certificatePem: string;
  cipher: Cipher['kind'];
  sealed: string;
}

export interface Secrets {
  readonly kind: Cipher['kind'];
  get(id: string): KeyPair | null;
  put(pair: KeyPair): void;
}

export function openSecrets(root: string, cipher: Cipher): Secrets {
  const folder = join(root, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    kind: cipher.kind,
    get(id) {
      const kept = readJson<SealedKeyPair>(folder, `${id}.json`);
      if (kept === null) return null;
      if (kept.cipher !== cipher.kind) {
        // Kept by the desktop app and opened by the browser one, or the reverse: neither can open the other's.
        throw new AppError('KEYSTORE_UNAVAILABLE', `The key “${id}” was sealed ${kept.cipher === 'os' ? 'by the operating system’s key store' : 'for the browser version'} and cannot be opened here.`, 'Open it with the version that made it, or use another data folder.');
      }
      try {
        return { id, certificatePem: kept.certificatePem, privateKeyPem: cipher.decrypt(Buffer.from(kept.sealed, 'base64')) };
      } catch {
        throw new AppError('KEYSTORE_UNAVAILABLE', `The key “${id}” could not be opened with the key store of this user.`, 'Was the data folder copied from another user or machine? Move its keys folder away to have new keys made.');
      }
    },
    put(pair) {
      const kept: SealedKeyPair = { id: pair.id, certificatePem: pair.certificatePem, cipher: cipher.kind, sealed: Buffer.from(cipher.encrypt(pair.privateKeyPem)).toString('base64') };
      writeAtomically(folder, `${pair.id}.json`, JSON.stringify(kept));
    },
  };
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key kept in `master.key` (mode 0600) beside the data: for hosts without a key store of the system. */
export function fileCipher(root: string): Cipher {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const path = join(root, 'master.key');
  if (!existsSync(path)) writeAtomically(root, 'master.key', randomBytes(32));
  const key = readFileSync(path);
  if (key.length !== 32) throw new AppError('KEYSTORE_UNAVAILABLE', `${path} holds ${key.length} bytes where 32 were expected.`, 'Move it and the keys folder away to have new keys made.');
  return {
    kind: 'file',
    encrypt(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decrypt(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
