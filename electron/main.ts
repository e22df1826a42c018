/** Entry: the desktop app. Reads as what happens on start, in order. */
import { app, dialog, nativeTheme, protocol, safeStorage, session, shell, type BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toWire } from '../shared/errors.ts';
import { answerFromFolder, appScheme } from './app-protocol.ts';
import { createDispatch } from './dispatch.ts';
import { createHost, type Host } from './host.ts';
import { answerCalls, tellScreen } from './ipc.ts';
import { setMenu } from './menu.ts';
import { createOpened, fileAmong, fileTold } from './opened.ts';
import { chooseCipher } from './os-cipher.ts';
import { guardContents, guardSession, openOutside, privilegedScheme } from './security.ts';
import { focusWindow, goTo, openWindow } from './window.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** Built, this file lies in dist/, beside the preload, the worker and the screens. */
const built = import.meta.dirname;
/** As in electron-builder.yml: Windows groups the taskbar by it. */
const appId = 'dev.ssoworkbench.app';
/** How long quitting waits for the listeners to let go of their ports, milliseconds. */
const closingTime = 3000;

const givenFolder = process.env['SSO_WORKBENCH_DATA'] ?? '';
const ownFolder = givenFolder === '' ? app.getPath('userData') : join(givenFolder, 'desktop');
/** Apart from the engine's caches, so that an admin can copy or clear one without the other. */
const dataFolder = givenFolder === '' ? join(ownFolder, 'data') : givenFolder;

let window: BrowserWindow | null = null;
let host: Host | null = null;
const screen = () => (window === null || window.isDestroyed() ? null : window.webContents);
const opened = createOpened(() => tellScreen(screen, { changed: 'app', id: 'opened' }));
const startFile = fileAmong(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());

if (takeFolder() && app.requestSingleInstanceLock({ file: startFile })) begin();
else app.quit();

/** The lock of the single instance goes by this path: two data folders are two apps. */
function takeFolder(): boolean {
  try {
    mkdirSync(ownFolder, { recursive: true, mode: 0o700 });
    app.setPath('userData', ownFolder);
    return true;
  } catch (error) {
    giveUp(error);
    return false;
  }
}

/** All that must be said before the app is ready. Nothing may be awaited here: Electron is ready only after this file has run. */
function begin(): void {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([privilegedScheme]);
  app.setAppUserModelId(appId);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('second-instance', (_event, _args, _folder, told) => {
    void openFile(fileTold(told));
    show();
  });
  // macOS says it so, before the app is ready too.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void openFile(path);
    if (host !== null) show();
  });
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', closeHost);
  app.whenReady().then(start).catch(giveUp);
}

async function start(): Promise<void> {
  guardSession(session.defaultSession);
  protocol.handle(appScheme, answerFromFolder(join(built, 'renderer')));
  nativeTheme.themeSource = readWindowState(ownFolder).theme;
  const running = await createHost({
    dataFolder,
    cipher: chooseCipher(safeStorage, dataFolder, process.platform),
    clock: () => Date.now(),
    random: (length) => randomBytes(length),
    workerFile: new URL('./worker.js', import.meta.url),
    hostKind: 'electron',
    openExternal: openOutside,
  });
  host = running;
  running.subscribe((event) => tellScreen(screen, event));
  // Only this host is handed files by the desktop.
  const handlers = { ...running.handlers, 'app.opened': () => opened.take() };
  answerCalls(createDispatch(handlers, (line) => console.error(line)), screen);
  drawMenu();
  await openFile(startFile);
  show();
}

/** Brings the window to the front, or opens it: on macOS the app outlives it. */
function show(): void {
  if (host === null) return;
  if (window !== null && !window.isDestroyed()) return focusWindow(window);
  window = openWindow({ preload: join(built, 'preload.cjs'), icon: resource('icon.png', 'electron/icons/256x256.png'), stateFolder: ownFolder });
}

async function openFile(path: string | null): Promise<void> {
  if (path === null) return;
  const trouble = await opened.add(path);
  if (trouble !== null) dialog.showErrorBox('This file could not be opened', trouble);
}

async function chooseFile(): Promise<void> {
  show();
  if (window === null) return;
  const { filePaths } = await dialog.showOpenDialog(window, { title: 'Open a response, metadata, a certificate or a capture', properties: ['openFile'] });
  await openFile(filePaths[0] ?? null);
}

function drawMenu(): void {
  setMenu({
    platform: process.platform,
    development: !app.isPackaged,
    theme: nativeTheme.themeSource,
    open: () => void chooseFile(),
    go(hash) {
      show();
      if (window !== null) goTo(window, hash);
    },
    tell(command) {
      show();
      tellScreen(screen, { changed: 'app', id: command });
    },
    chooseTheme(theme) {
      nativeTheme.themeSource = theme;
      keepWindowState(ownFolder, { ...readWindowState(ownFolder), theme });
    },
    readMe: () => void shell.openPath(resource('README.md', 'README.md')),
    dataFolder: () => void shell.openPath(dataFolder),
  });
}

/** A file that is packed beside the app, and in development lies in the sources. */
function resource(packed: string, source: string): string {
  return app.isPackaged ? join(process.resourcesPath, packed) : join(built, '..', source);
}

/** Quitting waits for the ports to be let go of, but not for long; the second time round it goes through. */
function closeHost(event: { preventDefault(): void }): void {
  if (host === null) return;
  event.preventDefault();
  const closing = host.close();
  host = null;
  const enough = new Promise((resolve) => setTimeout(resolve, closingTime));
  void Promise.race([closing, enough]).catch(() => undefined).then(() => app.quit());
}

function giveUp(error: unknown): void {
  const { message, hint } = toWire(error);
  dialog.showErrorBox('SSO Workbench could not start', `${message}${hint === undefined ? '' : `\n${hint}`}\n\nIt keeps its data in ${dataFolder}.`);
  app.exit(1);
}
