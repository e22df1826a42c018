/** The ways to the host that the contract suite runs over: dispatch itself, loopback HTTP, and Electron's IPC. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { serve, type Served } from '../electron/serve.ts';
import type { Dispatch } from '../electron/dispatch.ts';
import type { Envelope, HostEvent } from '../shared/contract.ts';
import { bundle, standInScreens } from './bundle.ts';
import { settleOnFreePorts, startHost, temporaryFolder } from './host.ts';

export interface Transport {
  call(name: unknown, input: unknown): Promise<Envelope<unknown>>;
  /** Hears events until the stop that it resolves to is called; resolves once it listens. */
  listen(listener: (event: HostEvent) => void): Promise<() => void>;
  logged: string[];
  dataFolder: string;
  close(): Promise<void>;
}

export async function overDispatch(): Promise<Transport> {
  const test = await startHost();
  return { call: test.dispatch, listen: async (listener) => test.host.subscribe(listener), logged: test.logged, dataFolder: test.dataFolder, close: test.close };
}

export interface HttpTransport extends Transport {
  origin: string;
  token: string;
  built: string;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
}

/** The web host as `npm start` runs it, with screens that stand in for the built ones. */
export async function overHttp(entries: readonly string[] = ['worker']): Promise<HttpTransport> {
  const folder = temporaryFolder();
  const built = join(folder, 'built');
  mkdirSync(built);
  standInScreens(built);
  const dataFolder = join(folder, 'data');
  await settleOnFreePorts(dataFolder);
  const logged: string[] = [];
  const served: Served = await serve({ port: 0, open: false, dataFolder, built: await bundle(built, entries), log: (line) => logged.push(line) });
  const { origin, hash } = new URL(served.url);
  const token = hash.replace('#token=', '');
  const post: HttpTransport['post'] = (path, body, headers = {}) =>
    fetch(origin + path, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-workbench-token': token, ...headers } });
  return {
    origin, token, built, post, logged, dataFolder,
    async call(name, input) {
      const response = await post(`/api/${encodeURIComponent(String(name))}`, JSON.stringify(input) ?? '');
      return (await response.json()) as Envelope<unknown>;
    },
    async listen(listener) {
      const stopped = new AbortController();
      const response = await fetch(`${origin}/api/events`, { headers: { 'x-workbench-token': token }, signal: stopped.signal });
      void readLines(response, listener).catch(() => undefined);
      return () => stopped.abort();
    },
    async close() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readLines(response: Response, listener: (event: HostEvent) => void): Promise<void> {
  let pending = '';
  const reader = response.body!.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (pending + Buffer.from(value).toString('utf8')).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) if (line !== '') listener(JSON.parse(line) as HostEvent);
  }
}

type Answer = (event: unknown, name: unknown, input: unknown) => Promise<Envelope<unknown>>;

/** Electron's IPC with both of its ends in this process; what crosses is cloned as Electron clones it. */
export async function overIpc(): Promise<Transport> {
  const test = await startHost();
  let answer: Answer | null = null;
  vi.doMock('electron', () => ({ ipcMain: { handle: (_channel: string, given: Answer) => void (answer = given) } }));
  const { answerCalls, tellScreen } = await import('../electron/ipc.ts');
  vi.doUnmock('electron');
  const listeners = new Set<(event: HostEvent) => void>();
  const frame = { url: 'app://workbench/index.html', parent: null };
  const screen = { isDestroyed: () => false, send: (_channel: string, event: HostEvent) => listeners.forEach((each) => each(structuredClone(event))) } as unknown as Electron.WebContents;
  const dispatch: Dispatch = test.dispatch;
  answerCalls(dispatch, () => screen);
  test.host.subscribe((event) => tellScreen(() => screen, event));
  return {
    call: async (name, input) => structuredClone(await answer!({ sender: screen, senderFrame: frame }, structuredClone(name), structuredClone(input))),
    async listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    logged: test.logged,
    dataFolder: test.dataFolder,
    close: test.close,
  };
}
