/** The DevTools protocol over the two pipes of a browser that this app started: JSON messages, a zero byte after each. */
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../shared/errors.ts';

/** Only what watch.ts uses. */
export interface Commands {
  'Browser.close': [params: Record<string, never>, result: unknown];
  'Network.enable': [params: { maxPostDataSize: number; maxTotalBufferSize: number; maxResourceBufferSize: number }, result: unknown];
  'Network.getRequestPostData': [params: { requestId: string }, result: { postData: string }];
  'Page.navigate': [params: { url: string }, result: { errorText?: string }];
  'Runtime.runIfWaitingForDebugger': [params: Record<string, never>, result: unknown];
  'Target.setAutoAttach': [params: { autoAttach: true; waitForDebuggerOnStart: boolean; flatten: true }, result: unknown];
}

/** Times are seconds since 1970. */
export interface Events {
  'Target.attachedToTarget': { sessionId: string; targetInfo: { type: string } };
  'Target.detachedFromTarget': { sessionId: string };
  'Network.requestWillBeSent': {
    requestId: string;
    wallTime: number;
    request: { url: string; method: string; postData?: string; hasPostData?: boolean };
    /** The answer to the same request before, which led to this one. */
    redirectResponse?: { status: number };
  };
  'Network.responseReceived': { requestId: string; response: { status: number } };
  'Network.loadingFailed': { requestId: string };
}

export type EventName = keyof Events;

export interface Devtools {
  /** Fails with the browser's words, or when it ends. `session`: of a page; left out: the browser itself. */
  send<N extends keyof Commands>(name: N, params: Commands[N][0], session?: string): Promise<Commands[N][1]>;
  on<N extends EventName>(name: N, listener: (params: Events[N], session: string) => void): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

export function openDevtools(out: Writable, from: Readable): Devtools {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((params: never, session: string) => void)[]>();
  let last = 0;
  let pending: Buffer[] = [];

  const take = (message: Message): void => {
    if (message.id === undefined) {
      for (const listener of listeners.get(message.method ?? '') ?? []) listener(message.params as never, message.sessionId ?? '');
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.result);
    else asked?.reject(new AppError('INTERNAL', `The browser refused: ${message.error.message}`));
  };
  const end = (): void => {
    for (const { reject } of waiting.values()) reject(new AppError('CANCELLED', 'The browser was closed.'));
    waiting.clear();
  };
  from.on('data', (chunk: Buffer) => {
    for (let rest = chunk; ; ) {
      const zero = rest.indexOf(0);
      if (zero < 0) return void pending.push(rest);
      const text = Buffer.concat([...pending, rest.subarray(0, zero)]).toString('utf8');
      pending = [];
      rest = rest.subarray(zero + 1);
      take(JSON.parse(text) as Message);
    }
  });
  from.on('close', end);
  from.on('error', end);
  // Writing to a browser that has just ended fails here; its end is told by the other pipe.
  out.on('error', () => undefined);

  return {
    send: (name, params, session) => new Promise((resolve, reject) => {
      if (from.destroyed) return reject(new AppError('CANCELLED', 'The browser was closed.'));
      const id = ++last;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      out.write(`${JSON.stringify({ id, method: name, params, ...(session === undefined ? {} : { sessionId: session }) })}\0`);
    }),
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener as (params: never, session: string) => void]);
    },
  };
}
