/** Runs main.ts against the stand-in for Electron, in a folder of each test's own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Envelope, HostEvent } from '../shared/contract.ts';
import type { HostOptions } from '../electron/host.ts';
import { standIn, type Choices, type FakeFrame, type StandIn } from './electron-stand-in.ts';

/** Where the running test may write. */
export let folder = '';
const platform = process.platform;

/** Call once in a test file. */
export function useFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sso-workbench-electron-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
    vi.doUnmock('electron');
    vi.doUnmock('../electron/host.ts');
    Object.defineProperty(process, 'platform', { value: platform });
    Reflect.deleteProperty(process, 'resourcesPath');
  });
}

/** The host's place is taken by one that remembers its options: what it does is tested elsewhere. */
function hostStandIn() {
  const listeners = new Set<(event: HostEvent) => void>();
  const host = { options: null as HostOptions | null, closed: 0, fails: false, emit: (event: HostEvent) => listeners.forEach((each) => each(event)) };
  const createHost = async (options: HostOptions) => {
    if (host.fails) throw new Error('no disk');
    host.options = options;
    return {
      handlers: { 'app.info': () => ({ version: 'x' }) },
      subscribe: (listener: (event: HostEvent) => void) => (listeners.add(listener), () => listeners.delete(listener)),
      close: async () => void host.closed++,
    };
  };
  return { host, createHost };
}

/** Runs main.ts up to the moment before Electron is ready. */
export async function load(given: Partial<Choices> & { args?: string[]; on?: NodeJS.Platform; realHost?: boolean } = {}) {
  const userData = join(folder, 'user-data');
  mkdirSync(userData, { recursive: true });
  const electron = standIn({ userData, ...given });
  const { host, createHost } = hostStandIn();
  if (given.on !== undefined) Object.defineProperty(process, 'platform', { value: given.on });
  // Electron's own addition to the process.
  Object.defineProperty(process, 'resourcesPath', { value: join(folder, 'resources'), configurable: true });
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  if (given.realHost !== true) vi.doMock('../electron/host.ts', () => ({ createHost }));
  const argv = process.argv;
  process.argv = ['/opt/sso-workbench', ...(given.args ?? [])];
  await import('../electron/main.ts').finally(() => {
    process.argv = argv;
  });
  return { electron, host };
}

/** Runs the whole start. */
export async function boot(given: Parameters<typeof load>[0] = {}) {
  const loaded = await load(given);
  loaded.electron.becomeReady();
  await vi.waitFor(() => expect(loaded.electron.windows).toHaveLength(1));
  return { ...loaded, window: loaded.electron.windows[0]! };
}

export const words = (electron: StandIn): string[] => electron.asked.map(({ what }) => what);
export const argumentsOf = (electron: StandIn, what: string): unknown[] => electron.asked.find((each) => each.what === what)?.args ?? [];

export function writeState(state: unknown): void {
  mkdirSync(join(folder, 'user-data'), { recursive: true });
  writeFileSync(join(folder, 'user-data', 'window.json'), JSON.stringify(state));
}

export function submenu(electron: StandIn, label: string): MenuItemConstructorOptions[] {
  return electron.menus[0]!.find((each) => each.label === label)!.submenu as MenuItemConstructorOptions[];
}

export function click(item: MenuItemConstructorOptions): void {
  (item.click as unknown as () => void)();
}

export type Call = (event: { sender: unknown; senderFrame: FakeFrame | null }, name: unknown, input?: unknown) => Promise<Envelope<unknown>>;

export const callOf = (electron: StandIn): Call => electron.ipcHandlers.get('workbench:call') as unknown as Call;
