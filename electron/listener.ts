/** A loopback listener on a fixed port: binds 127.0.0.1 and ::1 only, and says what holds the port when it is taken. */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp } from 'node:net';
import { promisify } from 'node:util';
import type { WireError } from '../shared/errors.ts';

export interface Listener {
  port: number;
  /** http://127.0.0.1:7443 */
  origin: string;
  close(): Promise<void>;
}

export type ListenResult = { ok: true; listener: Listener } | { ok: false; problem: WireError; nextPort: number | null };

export interface ListenOptions {
  port: number;
  tls: { certificatePem: string; privateKeyPem: string } | null;
  /** 'The test service provider', for the words of a problem. */
  what: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** How many ports upwards are tried to find a free one to offer. */
const portsTried = 50;

export async function listen(options: ListenOptions): Promise<ListenResult> {
  const make = (): Server =>
    options.tls === null ? createHttp(options.handle) : createHttps({ cert: options.tls.certificatePem, key: options.tls.privateKeyPem }, options.handle);
  const server = make();
  try {
    await bind(server, '127.0.0.1', options.port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const holder = code === 'EADDRINUSE' ? await portHolder(options.port) : null;
    const nextPort = await freePort(options.port + 1);
    const message = code === 'EADDRINUSE'
      ? `${options.what} cannot use port ${options.port}: ${holder === null ? 'another program' : holder} holds it.`
      : `${options.what} cannot use port ${options.port} (${code ?? 'unknown error'}).`;
    const hint = nextPort === null ? 'Stop that program, or choose another port in Settings.' : `Stop that program, or take port ${nextPort} in Settings: it is free.`;
    return { ok: false, problem: { code: 'PORT_IN_USE', message, hint }, nextPort };
  }
  // Browsers may take ::1 for localhost; a machine without IPv6 does without.
  const second = make();
  const six = await bind(second, '::1', options.port).then(() => second, () => null);
  return {
    ok: true,
    listener: {
      port: options.port,
      origin: `${options.tls === null ? 'http' : 'https'}://127.0.0.1:${options.port}`,
      async close() {
        await Promise.all([server, six].map((each) => new Promise<void>((resolve) => {
          if (each === null) return resolve();
          each.closeAllConnections();
          each.close(() => resolve());
        })));
      },
    },
  };
}

function bind(server: Server, address: string, port: number): Promise<void> {
  // Chromium keeps spare connections open: without a limit they would hold up nothing but memory.
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true, ipv6Only: address === '::1' }, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      server.on('clientError', (_error, socket) => socket.destroy());
      resolve();
    });
  });
}

/** The first free port from `from` on, or null. */
export async function freePort(from: number): Promise<number | null> {
  for (let port = from; port < Math.min(from + portsTried, 65_536); port++) {
    const free = await new Promise<boolean>((resolve) => {
      const probe = createTcp();
      probe.once('error', () => resolve(false));
      probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  return null;
}

/** The program that listens on the port, like 'node (process 4711)', as far as this user may know; else null. */
export async function portHolder(port: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return holderOnLinux(port);
    const run = promisify(execFile);
    if (process.platform === 'win32') {
      const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], { timeout: 3000 });
      const line = stdout.split('\n').find((each) => each.includes(`127.0.0.1:${port} `) || each.includes(`0.0.0.0:${port} `));
      const pid = line?.trim().split(/\s+/).at(-1);
      return pid === undefined ? null : `process ${pid}`;
    }
    const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeout: 3000 });
    const pid = /^p(\d+)/m.exec(stdout)?.[1];
    const name = /^c(.+)/m.exec(stdout)?.[1];
    return pid === undefined ? null : `${name ?? 'a program'} (process ${pid})`;
  } catch {
    return null;
  }
}

function holderOnLinux(port: number): string | null {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      // Column 3 is the state: 0A is listening.
      if (columns[3] === '0A' && columns[1]?.endsWith(`:${wanted}`) === true && columns[9] !== undefined) inodes.add(`socket:[${columns[9]}]`);
    }
  }
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        if (!inodes.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`))) continue;
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        return Number(pid) === process.pid ? 'SSO Workbench itself' : `${name} (process ${pid})`;
      }
    } catch {
      // Another user's process, or one that has just ended.
    }
  }
  return null;
}

/** Whether the Host header names this listener: anything else came by DNS rebinding or by mistake. */
export function hostFits(request: IncomingMessage, port: number): boolean {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(request.headers.host ?? '');
}

/** The body as latin1 text (form bodies are ASCII), or null when it is larger than `limit` bytes. */
export function readForm(request: IncomingMessage, limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => resolve(size > limit ? null : Buffer.concat(chunks).toString('latin1')));
  });
}
