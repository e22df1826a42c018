/** Logins at the real service provider: out of what the admin brings, or live out of a browser of our own that is watched. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Input, Output, WatchStatus } from '../shared/contract.ts';
import type { Connection } from '../shared/connection.ts';
import { AppError, toWire } from '../shared/errors.ts';
import type { Captured } from '../shared/exchange.ts';
import { allowedExternal, browserName, findBrowser, openWatchedBrowser } from './browser.ts';
import { keepCapturedLogin, type CapturedLoginContext } from './captured-login.ts';
import { openDevtools, type Devtools } from './devtools.ts';
import type { Given } from './inspections.ts';
import { watch, type Seen } from './watch.ts';

export interface CaptureContext extends CapturedLoginContext {
  dataFolder: string;
  changed(exchangeId: string): void;
}

export interface Captures {
  keep(connectionId: string, given: Given, asIssued: boolean): Promise<Output<'capture.keep'>>;
  start(input: Input<'capture.start'>): Promise<WatchStatus>;
  stop(): Promise<WatchStatus>;
  status(): WatchStatus;
  /** Removes what a run that was killed left behind. */
  sweep(): void;
}

/** How long a browser is watched, milliseconds. */
const watchTime = 15 * 60_000;
/** How long a browser may take to show its first page. */
const openingTime = 20_000;
/** How long it may take to close by itself. */
const closingTime = 2000;

const byHand = 'Log in with your own browser instead, and bring what it sent.';

interface Running {
  browser: ChildProcess;
  devtools: Devtools;
  profile: string;
  ended: Promise<void>;
}

export function createCaptures(context: CaptureContext): Captures {
  const { clock, connections } = context;
  const profiles = join(context.dataFolder, 'watched');
  const iso = (at: number): string => new Date(at).toISOString();
  let status: Omit<WatchStatus, 'browser'> = { state: 'idle', connectionId: null, url: null, startedAt: null, deadline: null, requests: 0, responses: 0, exchangeIds: [], problem: null };
  let running: Running | null = null;
  let opening = false;
  /** One after the other: two of the same login would be kept twice. */
  let keeping: Promise<unknown> = Promise.resolve();

  const told = (): WatchStatus => {
    const path = findBrowser();
    return { ...status, browser: path === null ? null : browserName(path) };
  };
  const change = (next: Partial<typeof status>): void => {
    status = { ...status, ...next };
    context.changed(status.exchangeIds.at(-1) ?? '');
  };
  const need = (id: string): Connection => {
    const connection = connections.get(id);
    if (connection === null) throw new AppError('NOT_FOUND', 'This connection does not exist any more.', 'It may have been removed in another window.');
    return connection;
  };
  const bring = (connectionId: string, given: Given, by: Captured['by'], asIssued: boolean): Promise<string> => {
    const kept = keeping.then(async () => {
      const capture = await context.inspections.list(given);
      const exchange = await keepCapturedLogin(context, need(connectionId), capture, { by, asIssued });
      context.changed(exchange.id);
      return exchange.id;
    });
    keeping = kept.catch(() => undefined);
    return kept;
  };

  /** Each response is kept with all that was seen before it, so that it is held against the request it answers. */
  const seen = (connectionId: string, what: 'request' | 'response', all: readonly Seen[]): void => {
    if (what === 'request') return change({ requests: status.requests + 1 });
    change({ responses: status.responses + 1 });
    bring(connectionId, JSON.stringify({ log: { version: '1.2', entries: all } }), 'watched', false).then(
      (id) => change({ problem: null, exchangeIds: [...status.exchangeIds.filter((each) => each !== id), id] }),
      (error: unknown) => change({ problem: toWire(error) }),
    );
  };

  const close = async ({ browser, devtools, profile, ended }: Running): Promise<void> => {
    devtools.send('Browser.close', {}).catch(() => undefined);
    const patience = setTimeout(() => browser.kill('SIGKILL'), closingTime);
    await ended;
    clearTimeout(patience);
    // Its helpers may write a moment longer than it lives.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
  };

  /** However it ends: by the admin closing the browser, by Stop, by time. */
  const end = async (problem: WatchStatus['problem'] = null): Promise<void> => {
    if (running === null) return;
    const closing = running;
    running = null;
    await close(closing);
    await keeping;
    change({ state: 'idle', problem: problem ?? status.problem });
  };

  return {
    keep: async (connectionId, given, asIssued) => ({ exchangeId: await bring(connectionId, given, 'handed-in', asIssued) }),
    status: told,
    async stop() {
      await end();
      return told();
    },
    sweep: () => rmSync(profiles, { recursive: true, force: true }),
    async start({ connectionId, url }) {
      const address = allowedExternal(url);
      need(connectionId);
      const path = findBrowser();
      if (path === null) throw new AppError('NOT_READY', 'No Chrome, Chromium or Edge was found that could be opened here.', byHand);
      if (opening) throw new AppError('CONFLICT', 'A browser is being opened already.', 'Wait until it is there.');
      opening = true;
      try {
        return await open(connectionId, address, path);
      } finally {
        opening = false;
      }
    },
  };

  async function open(connectionId: string, address: URL, path: string): Promise<WatchStatus> {
    await end();
    const now = clock();
    change({ state: 'opening', connectionId, url: address.href, startedAt: iso(now), deadline: iso(now + watchTime), requests: 0, responses: 0, exchangeIds: [], problem: null });
    mkdirSync(profiles, { recursive: true, mode: 0o700 });
    const profile = mkdtempSync(join(profiles, 'profile-'));
    const browser = openWatchedBrowser(path, profile);
    const ended = new Promise<void>((resolve) => {
      browser.on('exit', () => resolve());
      browser.on('error', () => resolve());
    });
    const [, , , out, from] = browser.stdio;
    const devtools = openDevtools(out as Writable, from as Readable);
    const own: Running = { browser, devtools, profile, ended };
    running = own;
    void ended.then(() => (running === own ? end() : undefined));
    const deadline = setTimeout(() => void (running === own ? end({ code: 'TIMEOUT', message: `The browser was closed after ${watchTime / 60_000} minutes.`, hint: 'Open it again to go on.' }) : undefined), watchTime);
    deadline.unref();
    void ended.then(() => clearTimeout(deadline));
    try {
      await inTime(watch(devtools, address.href, {
        seen: (what, all) => seen(connectionId, what, all),
        empty: () => void (running === own ? end() : undefined),
      }));
    } catch (error) {
      const closed = error instanceof AppError && error.code === 'CANCELLED';
      const problem = closed
        ? new AppError('CANCELLED', `${browserName(path)} was closed before its first page was there.`, `Open it again. ${byHand}`)
        : new AppError('NOT_READY', `${browserName(path)} was started and does not let itself be watched.`, `A policy of your organisation may forbid it. ${byHand}`);
      if (running === own) await end(toWire(problem));
      throw problem;
    }
    if (running === own) change({ state: 'watching' });
    return told();
  }

  function inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('too late')), openingTime);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}
