/** The desktop app's window and its preload, against the stand-in for Electron. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { fitBounds, readWindowState } from '../electron/window-state.ts';
import { argumentsOf, boot, click, folder, submenu, useFolder, writeState } from './electron-boot.ts';

const root = resolve(import.meta.dirname, '..');

useFolder();

describe('the window', () => {
  it('is sandboxed, isolated, and without Node', async () => {
    const { window } = await boot();
    expect(window.options.webPreferences).toEqual({
      preload: join(root, 'electron', 'preload.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: false,
    });
    expect(window.options).toMatchObject({ show: false, minWidth: 360, minHeight: 480, backgroundColor: '#fbfbfc' });
  });

  it('has developer tools and dark paper where they are wanted', async () => {
    const { window } = await boot({ packaged: false, darkColors: true });
    expect(window.options.webPreferences).toMatchObject({ devTools: true });
    expect(window.options).toMatchObject({ backgroundColor: '#101216' });
  });

  it('is shown when it is drawn, where it was before', async () => {
    writeState({ bounds: { x: 100, y: 80, width: 900, height: 700 }, maximized: true, theme: 'dark' });
    const { electron, window } = await boot();
    expect(window.options).toMatchObject({ x: 100, y: 80, width: 900, height: 700 });
    expect(electron.module.nativeTheme.themeSource).toBe('dark');
    expect(window.state).toMatchObject({ shown: false, maximized: false });
    window.emit('ready-to-show');
    expect(window.state).toMatchObject({ shown: true, maximized: true });
  });

  it('is brought back onto the displays there are', async () => {
    writeState({ bounds: { x: 1800, y: -30, width: 5000, height: 200 }, maximized: false });
    const { window } = await boot();
    expect(window.options).toMatchObject({ x: 0, y: 0, width: 1920, height: 480 });
  });

  it('keeps its place and the theme when it closes', async () => {
    const { electron, window } = await boot({ on: 'linux' });
    const theme = submenu(electron, 'View').find(({ label }) => label === 'Theme')!;
    click((theme.submenu as MenuItemConstructorOptions[])[1]!);
    window.state.maximized = true;
    window.close();
    const { x, y, width, height } = window.options;
    expect(readWindowState(join(folder, 'user-data'))).toEqual({ bounds: { x, y, width, height }, maximized: true, theme: 'light' });
  });

  it('is loaded again after a crash, but not over and over', async () => {
    const { electron, window } = await boot();
    const now = vi.spyOn(Date, 'now');
    const start = now.mock.results.length;
    expect(start).toBe(0);
    const loadedAt = 1_000_000_000_000;
    now.mockReturnValue(loadedAt);
    window.webContents.emit('did-finish-load');
    now.mockReturnValue(loadedAt + 60_000);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.webContents.reloads).toBe(1);
    window.webContents.emit('did-finish-load');
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    now.mockRestore();
    expect(window.webContents.reloads).toBe(1);
    expect(argumentsOf(electron, 'dialog.showErrorBox')[1]).toContain('oom');
  });

  const displays = [{ x: 0, y: 0, width: 1440, height: 860 }, { x: 1440, y: 0, width: 1920, height: 1080 }];
  it.each([
    ['first start', null, { x: 80, y: 0, width: 1280, height: 860 }],
    ['inside the second display', { x: 1500, y: 50, width: 800, height: 600 }, { x: 1500, y: 50, width: 800, height: 600 }],
    ['mostly on the second', { x: 1400, y: 50, width: 800, height: 600 }, { x: 1440, y: 50, width: 800, height: 600 }],
    ['on a display that is gone', { x: -3000, y: 50, width: 800, height: 600 }, { x: 80, y: 0, width: 1280, height: 860 }],
    ['too small', { x: 10, y: 10, width: 5, height: 5 }, { x: 10, y: 10, width: 360, height: 480 }],
    ['too far right', { x: 3300, y: 1000, width: 800, height: 600 }, { x: 2560, y: 480, width: 800, height: 600 }],
  ])('fits: %s', (_name, kept, fitted) => {
    expect(fitBounds(kept, displays)).toEqual(fitted);
  });

  it.each(['', '[]', 'null', '"x"', '{"bounds":{"x":1e99,"y":0,"width":10,"height":10},"maximized":"yes","theme":"pink"}', '{"bounds":{"x":0,"y":0,"width":-5,"height":10}}'])('takes nothing from a state file of %s', (text) => {
    writeFileSync(join(folder, 'window.json'), text);
    expect(readWindowState(folder)).toEqual({ bounds: null, maximized: false, theme: 'system' });
  });
});

describe('the preload', () => {
  it('runs with nothing but electron, and exposes call and on', async () => {
    const source = readFileSync(join(root, 'electron', 'preload.ts'), 'utf8');
    expect(source.split('\n').length).toBeLessThan(20);
    const { outputFiles } = await build({ entryPoints: [join(root, 'electron', 'preload.ts')], bundle: true, platform: 'node', format: 'cjs', external: ['electron'], write: false });

    const listeners = new Map<string, (...args: unknown[]) => void>();
    const invoked: unknown[][] = [];
    const exposed: Record<string, unknown> = {};
    const required: string[] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (exposed[name] = value) },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => void invoked.push(args),
        on: (channel: string, listener: (...args: unknown[]) => void) => void listeners.set(channel, listener),
        off: (channel: string, listener: unknown) => void (listeners.get(channel) === listener && listeners.delete(channel)),
      },
    };
    const require = (name: string): unknown => {
      required.push(name);
      if (name !== 'electron') throw new Error(`a sandboxed preload has no ${name}`);
      return electron;
    };
    runInContext(outputFiles[0]!.text, createContext({ require, module: { exports: {} }, exports: {} }));

    expect(required).toEqual(['electron']);
    expect(Object.keys(exposed)).toEqual(['workbench']);
    const workbench = exposed['workbench'] as { call(name: string, input: unknown): Promise<unknown>; on(listener: (...args: unknown[]) => void): () => void };
    expect(Object.keys(workbench)).toEqual(['call', 'on']);
    await workbench.call('app.info', {});
    expect(invoked).toEqual([['workbench:call', 'app.info', {}]]);

    const heard: unknown[][] = [];
    const stop = workbench.on((...args) => heard.push(args));
    listeners.get('workbench:event')!({ sender: 'electron’s own' }, { changed: 'sp', id: '' });
    expect(heard).toEqual([[{ changed: 'sp', id: '' }]]);
    expect(stop()).toBeUndefined();
    expect(listeners.size).toBe(0);
  });
});
