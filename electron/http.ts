/** The contract over HTTP for the loopback web host: POST /api/<name>, GET /api/events, and the built screens. */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { timingSafeEqual, createHash } from 'node:crypto';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ErrorCode } from '../shared/errors.ts';
import type { HostEvent } from '../shared/contract.ts';
import type { Dispatch } from './dispatch.ts';
import { contentSecurityPolicy } from './security-policy.ts';

const status: Record<ErrorCode, number> = {
  INVALID_INPUT: 400, NOT_FOUND: 404, CONFLICT: 409, PORT_IN_USE: 409, FETCH_FAILED: 502, FETCH_REFUSED: 403, TOO_LARGE: 413, TIMEOUT: 504,
  CANCELLED: 409, KEYSTORE_UNAVAILABLE: 503, STORE_FAILED: 500, NOT_READY: 503, FORBIDDEN: 403, UNKNOWN_PROCEDURE: 404, INTERNAL: 500,
};

/** A dropped file of 48 MB in base64 and its JSON around it: the largest input the contract takes. */
const maximumBody = 66 * 1024 * 1024;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.json': 'application/json',
  '.woff2': 'font/woff2', '.map': 'application/json',
};

export interface HttpHost {
  dispatch: Dispatch;
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Folder of the built screens. */
  files: string;
  /** Random per start; handed over in the URL fragment, sent back as a header. Not a cookie: cookies ignore ports. */
  token: string;
}

/** A server for 127.0.0.1 or ::1, not yet listening. */
export function createHttpServer(host: HttpHost): Server {
  const expectedToken = createHash('sha256').update(host.token).digest();
  const tokenFits = (given: unknown): boolean => typeof given === 'string' && timingSafeEqual(createHash('sha256').update(given).digest(), expectedToken);

  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Cache-Control', 'no-store');
    const refusal = refuse(request, server);
    if (refusal !== null) return plain(response, 403, refusal);
    const path = (request.url ?? '/').split('?')[0]!;
    if (!path.startsWith('/api/')) return serveFile(host.files, path, request, response);
    if (!tokenFits(request.headers['x-workbench-token'])) {
      return json(response, 403, { ok: false, error: { code: 'FORBIDDEN', message: 'This window was not opened by the running SSO Workbench.', hint: 'Open the address that SSO Workbench printed when it started.' } });
    }
    if (path === '/api/events' && request.method === 'GET') return streamEvents(host, request, response);
    if (request.method !== 'POST') return plain(response, 405, 'POST only');
    if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return plain(response, 415, 'application/json only');
    readBody(request, response, (body) => {
      let input: unknown;
      try {
        input = JSON.parse(body === '' ? '{}' : body);
      } catch {
        return json(response, 400, { ok: false, error: { code: 'INVALID_INPUT', message: 'The body is not JSON.' } });
      }
      void host.dispatch(decode(path.slice('/api/'.length)), input).then((envelope) => json(response, envelope.ok ? 200 : status[envelope.error.code], envelope));
    });
  });
  server.headersTimeout = 10_000;
  return server;
}

/** SECURITY: the exact Host defeats DNS rebinding, the Origin check other pages; there is no CORS at all. */
function refuse(request: IncomingMessage, server: Server): string | null {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!allowed.includes(request.headers.host ?? '')) return 'Host not allowed';
  const origin = request.headers.origin;
  if (origin !== undefined && !allowed.some((host) => origin === `http://${host}`)) return 'Origin not allowed';
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate') return 'Cross-site requests are not allowed';
  return null;
}

function readBody(request: IncomingMessage, response: ServerResponse, done: (body: string) => void): void {
  // Decoded as it comes: a long body is then held once, not as pieces, whole and text.
  const decoder = new StringDecoder('utf8');
  let text = '';
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    text = size <= maximumBody ? text + decoder.write(chunk) : '';
  });
  request.on('end', () => {
    if (size > maximumBody) return json(response, 413, { ok: false, error: { code: 'TOO_LARGE', message: `The input is ${Math.round(size / 1048576)} MB; the most this window can send is ${maximumBody / 1048576} MB.`, hint: 'Use the command line for larger files.' } });
    done(text + decoder.end());
  });
}

function streamEvents(host: HttpHost, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  response.write('\n');
  const stop = host.subscribe((event) => response.write(JSON.stringify(event) + '\n'));
  // A line now and then lets both sides notice a connection that died without saying so.
  const beat = setInterval(() => response.write('\n'), 15_000);
  beat.unref();
  request.on('close', () => {
    clearInterval(beat);
    stop();
  });
}

function serveFile(folder: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'GET only');
  const relative = path === '/' ? 'index.html' : normalize(decode(path)).replace(/^[/\\]+/, '');
  const file = join(folder, relative);
  if (relative.startsWith('..') || relative.includes('\0') || !file.startsWith(folder + sep)) return plain(response, 404, 'Not found');
  const type = types[extname(file)];
  try {
    if (type === undefined || !statSync(file).isFile()) return plain(response, 404, 'Not found');
  } catch {
    return plain(response, 404, 'Not found');
  }
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy });
  // A file that cannot be read, or a reader that leaves, ends this answer and nothing else.
  pipeline(createReadStream(file), response, () => undefined);
}

/** '..' names nothing, neither a file nor a procedure. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '..';
  }
}

function json(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function plain(response: ServerResponse, code: number, text: string): void {
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text + '\n');
}
