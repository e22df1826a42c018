/** Which cipher keeps private keys on this machine: the operating system's key store, or a key in a file. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileCipher, type Cipher } from './secrets.ts';

/** What is used of Electron's safeStorage. Its synchronous half, because the host's ciphers are. */
export interface KeyStore {
  isEncryptionAvailable(): boolean;
  getSelectedStorageBackend(): string;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/** Ask when the app is ready: before, no key store is. */
export function chooseCipher(store: KeyStore, dataFolder: string, platform: NodeJS.Platform): Cipher {
  // A folder that began with a key in a file keeps it: the keys made with it could not be opened by another cipher.
  if (existsSync(join(dataFolder, 'master.key')) || !protects(store, platform)) return fileCipher(dataFolder);
  return {
    kind: 'os',
    encrypt: (plain) => store.encryptString(plain),
    decrypt: (sealed) => store.decryptString(Buffer.from(sealed)),
  };
}

/**
 * SECURITY: on a Linux desktop without a key ring, safeStorage works with a password that stands in Chromium's source. A key
 * in a file that only this user can read is better than that, and is called by its name on the Settings screen.
 */
function protects(store: KeyStore, platform: NodeJS.Platform): boolean {
  if (!store.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(store.getSelectedStorageBackend());
}
