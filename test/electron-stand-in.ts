/**
 * Stands in for the `electron` module: does nothing, remembers in order what was asked of it, and lets a test play the system's
 * part (become ready, start a second instance, click a link). Types of what is asked come from the real package.
 */
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';

export interface Asked {
  what: string;
  args: unknown[];
}

export interface Choices {
  userData: string;
  firstInstance: boolean;
  packaged: boolean;
  encryptionAvailable: boolean;
  storageBackend: string;
  darkColors: boolean;
  workArea: { x: number; y: number; width: number; height: number };
  chosenFiles: string[];
}

export type Handler = (...args: never[]) => unknown;

export interface FakeContents extends EventEmitter {
  mainFrame: FakeFrame;
  openHandler: ((details: { url: string }) => { action: string }) | null;
  url: string;
  reloads: number;
  sent: unknown[][];
  destroyed: boolean;
}

export interface FakeFrame {
  url: string;
  parent: FakeFrame | null;
}

export interface FakeWindow extends EventEmitter {
  options: Record<string, unknown> & { webPreferences: Record<string, unknown> };
  webContents: FakeContents;
  state: { shown: boolean; minimized: boolean; maximized: boolean; focused: number; destroyed: boolean };
  close(): void;
}

export function standIn(given: Partial<Choices> = {}) {
  const choices: Choices = {
    userData: '', firstInstance: true, packaged: true, encryptionAvailable: true, storageBackend: 'gnome_libsecret', darkColors: false,
    workArea: { x: 0, y: 0, width: 1920, height: 1040 }, chosenFiles: [], ...given,
  };
  const asked: Asked[] = [];
  const ask = (what: string, ...args: unknown[]): void => void asked.push({ what, args });
  const windows: FakeWindow[] = [];
  const ipcHandlers = new Map<string, Handler>();
  const schemes = new Map<string, Handler>();
  const menus: MenuItemConstructorOptions[][] = [];
  let userData = choices.userData;
  let becomeReady: () => void = () => undefined;
  const whenReady = new Promise<void>((resolve) => {
    becomeReady = () => {
      ask('ready');
      resolve();
    };
  });
  let quitting = false;

  const app = Object.assign(new EventEmitter(), {
    isPackaged: choices.packaged,
    enableSandbox: () => ask('app.enableSandbox'),
    getPath: (name: string) => (name === 'userData' ? userData : ''),
    setPath(name: string, path: string) {
      if (!existsSync(path)) throw new Error(`Failed to set path: ${path} is not there`);
      ask('app.setPath', name, path);
      userData = path;
    },
    setAppUserModelId: (id: string) => ask('app.setAppUserModelId', id),
    requestSingleInstanceLock(told: unknown) {
      ask('app.requestSingleInstanceLock', told);
      return choices.firstInstance;
    },
    whenReady: () => whenReady,
    exit: (code: number) => ask('app.exit', code),
    quit() {
      ask('app.quit');
      if (quitting) return;
      let stopped = false;
      app.emit('will-quit', { preventDefault: () => void (stopped = true) });
      if (stopped) return;
      quitting = true;
      ask('process ended');
    },
  });

  const sessionEvents = new EventEmitter();
  const guards: { request?: Handler; check?: Handler; device?: Handler; load?: Handler } = {};
  const defaultSession = Object.assign(sessionEvents, {
    setPermissionRequestHandler: (handler: Handler) => void (guards.request = handler),
    setPermissionCheckHandler: (handler: Handler) => void (guards.check = handler),
    setDevicePermissionHandler: (handler: Handler) => void (guards.device = handler),
    webRequest: { onBeforeRequest: (handler: Handler) => void (guards.load = handler) },
    setProxy: async (config: unknown) => ask('session.setProxy', config),
    setSpellCheckerEnabled: (on: boolean) => ask('session.setSpellCheckerEnabled', on),
  });

  function fakeContents(): FakeContents {
    const contents = Object.assign(new EventEmitter(), {
      mainFrame: { url: '', parent: null }, openHandler: null, url: '', reloads: 0, sent: [], destroyed: false,
      isDestroyed: () => contents.destroyed,
      getURL: () => contents.url,
      async loadURL(url: string) {
        ask('webContents.loadURL', url);
        contents.url = url;
        contents.mainFrame.url = url;
      },
      reload: () => void contents.reloads++,
      send: (...args: unknown[]) => void contents.sent.push(args),
      setWindowOpenHandler: (handler: FakeContents['openHandler']) => void (contents.openHandler = handler),
    }) as FakeContents & { isDestroyed(): boolean };
    app.emit('web-contents-created', {}, contents);
    return contents;
  }

  /** A function, because it is called with `new`. */
  function BrowserWindow(options: FakeWindow['options']): FakeWindow {
    ask('new BrowserWindow', options);
    const state = { shown: false, minimized: false, maximized: false, focused: 0, destroyed: false };
    const contents = fakeContents();
    const window = Object.assign(new EventEmitter(), {
      options, state, webContents: contents,
      loadURL: (url: string) => (contents as FakeContents & { loadURL(url: string): Promise<void> }).loadURL(url),
      isDestroyed: () => state.destroyed,
      isMinimized: () => state.minimized,
      isMaximized: () => state.maximized,
      restore: () => void (state.minimized = false),
      maximize: () => void (state.maximized = true),
      show: () => void (state.shown = true),
      focus: () => void state.focused++,
      getNormalBounds: () => ({ x: options['x'], y: options['y'], width: options['width'], height: options['height'] }),
      close() {
        window.emit('close');
        state.destroyed = true;
        contents.destroyed = true;
        app.emit('window-all-closed');
      },
    });
    windows.push(window);
    return window;
  }

  const display = { id: 1, workArea: choices.workArea };
  const module = {
    app,
    BrowserWindow,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: MenuItemConstructorOptions[]) => void menus.push(template),
    },
    dialog: {
      showErrorBox: (title: string, text: string) => ask('dialog.showErrorBox', title, text),
      showOpenDialog: async () => ({ canceled: choices.chosenFiles.length === 0, filePaths: choices.chosenFiles }),
    },
    ipcMain: {
      handle(channel: string, handler: Handler) {
        ask('ipcMain.handle', channel);
        ipcHandlers.set(channel, handler);
      },
    },
    nativeTheme: { themeSource: 'system', shouldUseDarkColors: choices.darkColors },
    protocol: {
      registerSchemesAsPrivileged: (list: unknown) => ask('protocol.registerSchemesAsPrivileged', list),
      handle(scheme: string, handler: Handler) {
        ask('protocol.handle', scheme);
        schemes.set(scheme, handler);
      },
    },
    safeStorage: {
      isEncryptionAvailable: () => choices.encryptionAvailable,
      getSelectedStorageBackend: () => choices.storageBackend,
      encryptString: (plain: string) => Buffer.from(plain).reverse(),
      decryptString: (sealed: Buffer) => Buffer.from(sealed).reverse().toString(),
    },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    session: { defaultSession },
    shell: {
      openExternal: async (url: string) => ask('shell.openExternal', url),
      openPath: async (path: string) => (ask('shell.openPath', path), ''),
    },
  };
  return { module, asked, windows, ipcHandlers, schemes, menus, guards, app, becomeReady: () => becomeReady(), newContents: fakeContents, session: defaultSession };
}

export type StandIn = ReturnType<typeof standIn>;
