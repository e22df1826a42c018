/** app://workbench: the built screens as one origin of their own, with the content security policy on every answer. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy } from './security-policy.ts';

export const appScheme = 'app';
const appHost = 'workbench';
export const startAddress = `${appScheme}://${appHost}/index.html`;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon',
  '.json': 'application/json', '.woff2': 'font/woff2', '.map': 'application/json',
};

/** Whether an address is one of our own pages. Node knows no origin of an unusual scheme, so the parts are compared. */
export function isOwnAddress(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === `${appScheme}:` && url.host === appHost;
  } catch {
    return false;
  }
}

/**
 * SECURITY: file:// pages share one origin with every file of the disk; app:// has only the built screens. No other host, no
 * method but GET, nothing outside the folder, no type that is not known.
 * https://www.electronjs.org/docs/latest/tutorial/security#18-avoid-usage-of-the-file-protocol-and-prefer-usage-of-custom-protocols
 */
export function answerFromFolder(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnAddress(request.url)) return refuse(403, 'Not an address of this app');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'GET only');
    const file = fileOf(folder, new URL(request.url).pathname);
    const type = file === null ? undefined : types[extname(file)];
    if (file === null || type === undefined) return refuse(404, 'Not found');
    try {
      const content = await readFile(file);
      return new Response(request.method === 'HEAD' ? null : content, { headers: headers(type) });
    } catch {
      return refuse(404, 'Not found');
    }
  };
}

/** The file that a path names, or null when it leaves the folder by whatever spelling. */
function fileOf(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  // Backslashes separate folders on Windows only, and no built file has one in its name.
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..')) return null;
  const file = join(folder, normalize(decoded === '/' ? '/index.html' : decoded));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null;
}

const headers = (type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
});

const refuse = (status: number, text: string): Response => new Response(`${text}\n`, { status, headers: headers('text/plain; charset=utf-8') });
