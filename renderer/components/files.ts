/** Files in and out of the window. */
import type { Content } from '../../shared/contract.ts';

export function saveFile(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Base64 DER in PEM's dress: lines of 64 between BEGIN and END. */
export function pemOf(der: string): string {
  return `-----BEGIN CERTIFICATE-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** What the contract takes at most: 64 million letters of base64. */
export const largestFile = 48_000_000;

/** A dropped file as the contract wants it. The browser encodes it, off the main thread. */
export function contentOfFile(file: File): Promise<Content> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = String(reader.result);
      resolve({ base64: url.slice(url.indexOf(',') + 1), name: file.name.slice(0, 500) });
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(file);
  });
}
