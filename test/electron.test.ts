/** The desktop app's start and end, run against a stand-in for Electron: the order of things, files, keys and the menu. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { contract } from '../shared/contract.ts';
import { createOpened, fileAmong, fileTold } from '../electron/opened.ts';
import { chooseCipher, type KeyStore } from '../electron/os-cipher.ts';
import { argumentsOf, boot, callOf, click, folder, load, submenu, useFolder, words } from './electron-boot.ts';
import { standIn } from './electron-stand-in.ts';

const root = resolve(import.meta.dirname, '..');

useFolder();

describe('the start', () => {
  it('says what must be said before the app is ready, and does the rest in order', async () => {
    const { electron } = await boot();
    expect(words(electron)).toEqual([
      'app.setPath', 'app.requestSingleInstanceLock', 'app.enableSandbox', 'protocol.registerSchemesAsPrivileged', 'app.setAppUserModelId', 'ready',
      'session.setProxy', 'session.setSpellCheckerEnabled', 'protocol.handle', 'ipcMain.handle', 'new BrowserWindow', 'webContents.loadURL',
    ]);
    expect(argumentsOf(electron, 'protocol.registerSchemesAsPrivileged')).toEqual([[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false } }]]);
    expect(argumentsOf(electron, 'webContents.loadURL')).toEqual(['app://workbench/index.html']);
    expect(argumentsOf(electron, 'ipcMain.handle')).toEqual(['workbench:call']);
  });

  it('does not wait for readiness while it is being read: Electron is ready only after', async () => {
    const { electron } = await load();
    expect(words(electron)).not.toContain('ready');
    expect(electron.windows).toEqual([]);
  });

  it('gives the host its data folder, the worker beside it, and the system browser', async () => {
    const { electron, host } = await boot();
    expect(host.options).toMatchObject({ hostKind: 'electron', dataFolder: join(folder, 'user-data', 'data') });
    expect(host.options!.workerFile.href).toMatch(/\/worker\.js$/);
    expect(host.options!.random(7)).toHaveLength(7);
    expect(await host.options!.openExternal(new URL('https://idp.example/sso'))).toBe(true);
    expect(argumentsOf(electron, 'shell.openExternal')).toEqual(['https://idp.example/sso']);
  });

  it('keeps a given data folder apart from the engine’s own files', async () => {
    vi.stubEnv('SSO_WORKBENCH_DATA', join(folder, 'given'));
    const { electron, host } = await boot();
    expect(host.options!.dataFolder).toBe(join(folder, 'given'));
    expect(argumentsOf(electron, 'app.setPath')).toEqual(['userData', join(folder, 'given', 'desktop')]);
  });

  it('says why it cannot start, and ends', async () => {
    const { electron, host } = await load();
    host.fails = true;
    electron.becomeReady();
    await vi.waitFor(() => expect(words(electron)).toContain('app.exit'));
    expect(argumentsOf(electron, 'dialog.showErrorBox')[0]).toBe('SSO Workbench could not start');
    expect(electron.windows).toEqual([]);
  });

  it('says why it cannot start when its folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    vi.stubEnv('SSO_WORKBENCH_DATA', join(folder, 'file'));
    const { electron } = await load();
    expect(words(electron).slice(0, 2)).toEqual(['dialog.showErrorBox', 'app.exit']);
    expect(words(electron)).not.toContain('app.requestSingleInstanceLock');
  });
});

describe('one instance', () => {
  it('leaves at once when another runs, having told it the file', async () => {
    writeFileSync(join(folder, 'r.xml'), '<r/>');
    const { electron } = await load({ firstInstance: false, args: ['--flag', join(folder, 'r.xml')] });
    expect(argumentsOf(electron, 'app.requestSingleInstanceLock')).toEqual([{ file: join(folder, 'r.xml') }]);
    expect(words(electron).slice(-2)).toEqual(['app.quit', 'process ended']);
    expect(words(electron)).not.toContain('protocol.registerSchemesAsPrivileged');
  });

  it('comes to the front for a second start, and tells the screen of its file', async () => {
    const { electron, window } = await boot();
    window.state.minimized = true;
    writeFileSync(join(folder, 'r.xml'), '<r/>');
    electron.app.emit('second-instance', {}, [], '/', { file: join(folder, 'r.xml') });
    await vi.waitFor(() => expect(window.webContents.sent).toEqual([['workbench:event', { changed: 'app', id: 'opened' }]]));
    expect(window.state).toMatchObject({ minimized: false, shown: true, focused: 1 });
    expect(electron.windows).toHaveLength(1);
  });

  it.each([null, 'file', 7, {}, { file: 7 }, { file: '/no/such/file' }, { file: '/' }, []])('makes nothing of %j from a second start', (told) => {
    expect(fileTold(told)).toBeNull();
  });
});

describe('private keys', () => {
  const sealing = (available: boolean, backend: string): KeyStore => ({ ...standIn({ encryptionAvailable: available, storageBackend: backend }).module.safeStorage });

  it.each<[string, NodeJS.Platform, boolean, string, 'os' | 'file']>([
    ['a key ring', 'linux', true, 'gnome_libsecret', 'os'],
    ['no key ring', 'linux', true, 'basic_text', 'file'],
    ['nothing known of one', 'linux', true, 'unknown', 'file'],
    ['no encryption', 'linux', false, 'kwallet6', 'file'],
    ['a keychain', 'darwin', true, '', 'os'],
    ['a locked keychain', 'darwin', false, '', 'file'],
    ['data protection', 'win32', true, '', 'os'],
  ])('with %s on %s', (_name, system, available, backend, kind) => {
    const cipher = chooseCipher(sealing(available, backend), folder, system);
    expect(cipher.kind).toBe(kind);
    const sealed = cipher.encrypt('a private key');
    expect(Buffer.from(sealed).toString()).not.toContain('a private key');
    expect(cipher.decrypt(new Uint8Array(sealed))).toBe('a private key');
  });

  it('stays with the file where keys were already made with it', () => {
    const sealed = chooseCipher(sealing(false, ''), folder, 'linux').encrypt('a private key');
    const later = chooseCipher(sealing(true, 'gnome_libsecret'), folder, 'linux');
    expect(later.kind).toBe('file');
    expect(later.decrypt(sealed)).toBe('a private key');
  });

  it('are given to the system’s key store by the start', async () => {
    const { host } = await boot();
    expect(host.options!.cipher.kind).toBe('os');
    expect(existsSync(join(folder, 'user-data', 'data', 'master.key'))).toBe(false);
  });
});

describe('files', () => {
  it('reads the file of the first start before the window is opened', async () => {
    writeFileSync(join(folder, 'response.xml'), '<r/>');
    const { electron, window } = await boot({ args: ['--inspect=0', '.', join(folder, 'response.xml')] });
    expect(words(electron)).not.toContain('dialog.showErrorBox');
    // The page asks when it has loaded: nobody could have heard an event.
    expect(window.webContents.sent).toEqual([]);
  });

  it('takes files that macOS hands over, early and late', async () => {
    writeFileSync(join(folder, 'a.xml'), '<a/>');
    const { electron, host } = await load({ on: 'darwin' });
    let prevented = 0;
    const event = { preventDefault: () => void prevented++ };
    electron.app.emit('open-file', event, join(folder, 'a.xml'));
    expect(electron.windows).toEqual([]);
    electron.becomeReady();
    await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
    const window = electron.windows[0]!;
    window.close();
    expect(host.closed).toBe(0);
    electron.app.emit('open-file', event, join(folder, 'a.xml'));
    await vi.waitFor(() => expect(electron.windows).toHaveLength(2));
    await vi.waitFor(() => expect(electron.windows[1]!.webContents.sent).toEqual([['workbench:event', { changed: 'app', id: 'opened' }]]));
    expect(prevented).toBe(2);
  });

  it('says what is wrong with a file', async () => {
    const { electron } = await boot();
    electron.app.emit('open-file', { preventDefault: () => undefined }, join(folder, 'gone.xml'));
    await vi.waitFor(() => expect(argumentsOf(electron, 'dialog.showErrorBox')[1]).toContain('gone.xml could not be read (ENOENT)'));
  });

  it('hands a file over once, the latest one, as the contract’s content', async () => {
    let waiting = 0;
    const opened = createOpened(() => waiting++);
    expect(opened.take()).toBeNull();
    for (const name of ['one.xml', 'two.xml']) {
      writeFileSync(join(folder, name), name);
      expect(await opened.add(join(folder, name))).toBeNull();
    }
    expect(waiting).toBe(2);
    const file = opened.take()!;
    expect(file).toEqual({ name: 'two.xml', base64: Buffer.from('two.xml').toString('base64') });
    expect(contract['document.inspect'].input.safeParse({ content: file, against: {} }).success).toBe(true);
    expect(opened.take()).toBeNull();
  });

  it('refuses folders and files above the limit', async () => {
    const opened = createOpened(() => expect.unreachable());
    writeFileSync(join(folder, 'large.har'), Buffer.alloc(32 * 1024 * 1024 + 1));
    expect(await opened.add(join(folder, 'large.har'))).toContain('at most 32 MB');
    expect(await opened.add(folder)).toContain('EISDIR');
  });

  it('finds the file among a start’s arguments', () => {
    writeFileSync(join(folder, 'r.xml'), '');
    expect(fileAmong(['--port', '1', '.', 'r.xml'], folder)).toBe(join(folder, 'r.xml'));
    expect(fileAmong(['--r.xml', 'no.xml', '.'], folder)).toBeNull();
  });

  // The row is not in the contract of every version; without it the page is told so like of any unknown one.
  it.runIf(Object.hasOwn(contract, 'app.opened'))('hands the file over by the contract', async () => {
    writeFileSync(join(folder, 'r.xml'), '<r/>');
    const { electron, window } = await boot({ args: [join(folder, 'r.xml')] });
    const call = callOf(electron);
    const page = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
    expect(await call(page, 'app.opened', {})).toEqual({ ok: true, value: { name: 'r.xml', base64: Buffer.from('<r/>').toString('base64') } });
    expect(await call(page, 'app.opened', {})).toEqual({ ok: true, value: null });
  });
});

describe('the menu', () => {
  const roles = (items: MenuItemConstructorOptions[]): string[] => items.flatMap(({ role, submenu }) => [...(role === undefined ? [] : [role]), ...(Array.isArray(submenu) ? roles(submenu) : [])]);

  it('leaves the standard entries to the system', async () => {
    const { electron } = await boot({ on: 'linux' });
    expect(roles(electron.menus[0]!)).toEqual(['quit', 'editMenu', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'help', 'about']);
    expect(electron.menus[0]!.map(({ label, role }) => label ?? role)).toEqual(['File', 'editMenu', 'View', 'Go', 'Help']);
  });

  it('has the application and window menus on macOS', async () => {
    const { electron } = await boot({ on: 'darwin' });
    expect(roles(electron.menus[0]!)).toEqual(['appMenu', 'about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'close', 'editMenu', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'windowMenu', 'help']);
  });

  it('has reload and tools in development only', async () => {
    const { electron } = await boot({ packaged: false });
    expect(roles(electron.menus[0]!)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  });

  it('goes to screens by the fragment, and not twice', async () => {
    const { electron, window } = await boot({ on: 'linux' });
    const settings = submenu(electron, 'File').find(({ label }) => label === 'Settings')!;
    click(settings);
    click(settings);
    expect(electron.asked.filter(({ what }) => what === 'webContents.loadURL').map(({ args }) => args[0])).toEqual(['app://workbench/index.html', 'app://workbench/index.html#/settings']);
    expect(window.state.focused).toBe(2);
  });

  it('tells the screen what only the screen can do', async () => {
    const { electron, window } = await boot({ on: 'linux' });
    click(submenu(electron, 'File').find(({ label }) => label === 'New Connection')!);
    click(submenu(electron, 'Help').find(({ label }) => label === 'Keyboard Shortcuts')!);
    expect(window.webContents.sent).toEqual([['workbench:event', { changed: 'app', id: 'new-connection' }], ['workbench:event', { changed: 'app', id: 'shortcuts' }]]);
  });

  it('opens a chosen file, the read-me and the data folder', async () => {
    writeFileSync(join(folder, 'r.xml'), '<r/>');
    const { electron, window } = await boot({ on: 'linux', chosenFiles: [join(folder, 'r.xml')], packaged: false });
    click(submenu(electron, 'File').find(({ label }) => label === 'Open…')!);
    await vi.waitFor(() => expect(window.webContents.sent).toEqual([['workbench:event', { changed: 'app', id: 'opened' }]]));
    click(submenu(electron, 'Help').find(({ label }) => label === 'Read Me')!);
    click(submenu(electron, 'Help').find(({ label }) => label === 'Show Data Folder')!);
    expect(electron.asked.filter(({ what }) => what === 'shell.openPath').map(({ args }) => args[0])).toEqual([join(root, 'README.md'), join(folder, 'user-data', 'data')]);
  });
});

describe('the end', () => {
  it('closes the listeners once, then goes', async () => {
    const { electron, host, window } = await boot({ on: 'linux' });
    window.close();
    await vi.waitFor(() => expect(words(electron)).toContain('process ended'));
    expect(host.closed).toBe(1);
    electron.app.quit();
    expect(host.closed).toBe(1);
  });

  it('stays without a window on macOS, and opens one again', async () => {
    const { electron, host, window } = await boot({ on: 'darwin' });
    window.close();
    expect(host.closed).toBe(0);
    electron.app.emit('activate');
    expect(electron.windows).toHaveLength(2);
    electron.app.emit('activate');
    expect(electron.windows).toHaveLength(2);
  });
});

describe('with the real host', () => {
  it('answers calls, seals keys by the system’s key store, and lets go of the ports', async () => {
    const data = join(folder, 'user-data', 'data');
    mkdirSync(data, { recursive: true });
    const [spPort, idpPort] = [await freePort(), await freePort()];
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ spPort, idpPort }));
    const { electron, window } = await boot({ realHost: true, on: 'linux' });
    const page = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
    const call = callOf(electron);
    expect(await call(page, 'app.info', {})).toMatchObject({ ok: true, value: { host: 'electron', dataFolder: data, keyStorage: 'os' } });
    expect(await call(page, 'idp.metadata', {})).toMatchObject({ ok: true, value: { fileName: 'practice-idp.xml' } });
    expect(JSON.parse(readFileSync(join(data, 'keys', 'idp.json'), 'utf8'))).toMatchObject({ cipher: 'os' });
    window.close();
    await vi.waitFor(() => expect(words(electron)).toContain('process ended'));
    await expect(fetch(`http://127.0.0.1:${idpPort}/`)).rejects.toThrow();
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
