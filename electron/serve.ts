/** The app on a loopback web host, for a browser window. Never imports electron. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toWire } from '../shared/errors.ts';
import { openAppWindow, openInSystemBrowser } from './browser.ts';
import { createDispatch } from './dispatch.ts';
import { createHost } from './host.ts';
import { createHttpServer } from './http.ts';
import { fileCipher } from './secrets.ts';

export interface ServeOptions {
  /** 0: any free port. */
  port: number;
  open: boolean;
  dataFolder: string;
  /** The folder of the built app: entries know it, shared chunks do not. */
  built: URL;
  log(line: string): void;
}

export interface Served {
  url: string;
  /** Settles when the admin has closed the app's own window; never where another browser was used. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds. */
const handOverTime = 3000;

/** `SSO_WORKBENCH_DATA`, else the folder the system keeps for application data. */
export function defaultDataFolder(): string {
  const given = process.env['SSO_WORKBENCH_DATA'];
  if (given !== undefined && given !== '') return given;
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'SSO Workbench Web');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'SSO Workbench Web');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'sso-workbench');
}

export async function serve(options: ServeOptions): Promise<Served> {
  const host = await createHost({
    dataFolder: options.dataFolder,
    cipher: fileCipher(options.dataFolder),
    clock: () => Date.now(),
    random: (length) => randomBytes(length),
    workerFile: new URL('worker.js', options.built),
    hostKind: 'web',
    openExternal: (url) => openInSystemBrowser(url),
  });
  const token = randomBytes(32).toString('base64url');
  const http = {
    dispatch: createDispatch(host.handlers, options.log),
    subscribe: host.subscribe,
    files: fileURLToPath(new URL('renderer', options.built)),
    token,
  };
  const server = createHttpServer(http);
  const port = await listen(server, '127.0.0.1', options.port);
  // The same port on ::1 where the machine has one: browsers may take either for localhost.
  const server6: Server | null = await listenQuietly(createHttpServer(http), '::1', port);

  // Only the fragment carries the token: fragments are never sent, logged or passed on as a referrer.
  const url = `http://127.0.0.1:${port}/#token=${token}`;
  const window = options.open ? openAppWindow(url, join(options.dataFolder, 'browser')) : null;
  if (options.open && window === null && !openInSystemBrowser(new URL(url))) options.log('No browser could be opened here; open the address below yourself.');
  const opened = Date.now();
  const closed = new Promise<void>((resolve) => {
    // A window that ends at once handed its address to one that is open already.
    window?.on('exit', () => (Date.now() - opened > handOverTime ? resolve() : undefined));
  });
  return {
    url,
    closed,
    async close() {
      window?.kill();
      await host.close();
      for (const each of [server, server6]) {
        each?.closeAllConnections();
        each?.close();
      }
    },
  };
}

function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

async function listenQuietly(server: Server, address: string, port: number): Promise<Server | null> {
  try {
    await listen(server, address, port);
    return server;
  } catch {
    return null;
  }
}

/** The command line of `npm start` and of `sso-workbench serve`. */
export async function runServer(args: string[], built: URL): Promise<void> {
  const { values } = parseArgs({
    args,
    strict: false,
    options: { 'no-open': { type: 'boolean' }, web: { type: 'boolean' }, port: { type: 'string' }, data: { type: 'string' } },
  });
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port takes a number from 0 to 65535; “${String(values.port)}” was given.`);
    process.exitCode = 2;
    return;
  }
  const dataFolder = typeof values.data === 'string' ? values.data : defaultDataFolder();
  try {
    const served = await serve({ port, open: values['no-open'] !== true, dataFolder, built, log: (line) => console.error(line) });
    console.log(`SSO Workbench is at ${served.url}`);
    console.log('It answers on this machine only. Press Ctrl-C to stop it.');
    let closing = false;
    const stop = (): void => {
      if (closing) process.exit(1);
      closing = true;
      void served.close().then(() => process.exit(0));
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    void served.closed.then(stop);
  } catch (error) {
    const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const wire = busy ? { message: `Port ${port} is in use on 127.0.0.1.`, hint: 'Leave --port out to have a free one chosen.' } : toWire(error);
    console.error(`${wire.message} ${wire.hint ?? ''}`.trim());
    process.exitCode = 2;
  }
}

