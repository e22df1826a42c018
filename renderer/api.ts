/** The one file that knows how the screen talks to the host: over the preload in Electron, over loopback HTTP in a browser. */
import { AppError, fromWire } from '../shared/errors.ts';
import { bodyOf } from './long-body.ts';
import type { Envelope, HostEvent, Input, Output, ProcedureName } from '../shared/contract.ts';

interface Bridge {
  call(name: string, input: unknown): Promise<Envelope<unknown>>;
  on(listener: (event: HostEvent) => void): () => void;
  pathForFile?(file: File): string;
}

declare global {
  interface Window {
    workbench?: Bridge;
  }
}

const bridge: Bridge | undefined = window.workbench;
const header = 'x-workbench-token';
const storageKey = 'workbench-token';

/** SECURITY: the token leaves the address bar at once; it is sent as a header, never as a cookie. */
function takeToken(): string | null {
  const given = /^#token=([^&/]+)/.exec(window.location.hash)?.[1];
  if (given === undefined) return sessionStorage.getItem(storageKey);
  sessionStorage.setItem(storageKey, decodeURIComponent(given));
  const rest = /&route=(.*)$/.exec(window.location.hash)?.[1];
  window.history.replaceState(null, '', `${window.location.pathname}#${rest ? decodeURIComponent(rest) : '/'}`);
  return decodeURIComponent(given);
}

let token = bridge ? null : takeToken();

export const inElectron = bridge !== undefined;
export const hasToken = (): boolean => inElectron || token !== null;

if (!bridge) {
  // A restarted host hands out a new address; pasted into this tab it only changes the fragment.
  window.addEventListener('hashchange', () => {
    if (!window.location.hash.startsWith('#token=')) return;
    token = takeToken();
    window.location.reload();
  });
}

/** Calls the host. Throws an AppError with what failed and what to try; never anything else. */
export async function call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
  const envelope = bridge ? await bridge.call(name, input) : await post(name, input);
  if (!envelope.ok) throw fromWire(envelope.error);
  return envelope.value as Output<N>;
}

async function post(name: string, input: unknown): Promise<Envelope<unknown>> {
  let response: Response;
  try {
    response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [header]: token ?? '' },
      body: await bodyOf(input),
      cache: 'no-store',
      redirect: 'error',
    });
  } catch {
    return { ok: false, error: { code: 'INTERNAL', message: 'SSO Workbench does not answer: it is not running any more.', hint: 'Start it again in the terminal, then open the address it prints.' } };
  }
  try {
    return (await response.json()) as Envelope<unknown>;
  } catch {
    return { ok: false, error: { code: 'INTERNAL', message: `SSO Workbench answered ${response.status} without content.`, hint: 'Open the address again that the terminal printed.' } };
  }
}

export const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('INTERNAL', 'This screen failed while working.', 'Reload the page; what you saved is kept.');

// ---- events ----------------------------------------------------------------------------------------------------

const listeners = new Set<(event: HostEvent) => void>();
const stateListeners = new Set<() => void>();
let connected = true;
let started = false;

/** Hears what changed at the host. Returns the way to stop. */
export function listen(listener: (event: HostEvent) => void): () => void {
  listeners.add(listener);
  start();
  return () => listeners.delete(listener);
}

export function listenToState(listener: () => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** False while the host does not answer. */
export const isConnected = (): boolean => connected;

function emit(event: HostEvent): void {
  for (const listener of listeners) listener(event);
}

function setConnected(next: boolean): void {
  if (next === connected) return;
  connected = next;
  for (const listener of stateListeners) listener();
  // Whatever changed while nobody listened is fetched again.
  if (next) for (const changed of ['app', 'connection', 'exchange', 'sp', 'idp', 'settings'] as const) emit({ changed, id: '' });
}

function start(): void {
  if (started) return;
  started = true;
  if (bridge) bridge.on(emit);
  else void follow();
}

async function follow(): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      const response = await fetch('/api/events', { headers: { [header]: token ?? '' }, cache: 'no-store' });
      if (response.ok && response.body) {
        setConnected(true);
        wait = 500;
        await readLines(response.body);
      }
      setConnected(false);
    } catch {
      setConnected(false);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function readLines(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let pending = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (pending + value).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      // Empty lines keep the stream alive.
      if (line.trim() === '') continue;
      emit(JSON.parse(line) as HostEvent);
    }
  }
}
