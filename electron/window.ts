/** The one window: where it was last time, shown when there is something to see. */
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { startAddress } from './app-protocol.ts';
import { webPreferences } from './security.ts';
import { fitBounds, keepWindowState, minimumSize, readWindowState } from './window-state.ts';

/** The page's colour (theme.css), so that nothing flashes before it is drawn. */
const background = { light: '#fbfbfc', dark: '#101216' };
/** A page that dies sooner than this after it was loaded would die again. Milliseconds. */
const livedEnough = 10_000;

export interface WindowOptions {
  preload: string;
  icon: string;
  /** Where its state is kept. */
  stateFolder: string;
}

export function openWindow({ preload, icon, stateFolder }: WindowOptions): BrowserWindow {
  const state = readWindowState(stateFolder);
  const primary = screen.getPrimaryDisplay();
  const displays = [primary, ...screen.getAllDisplays().filter((each) => each.id !== primary.id)].map((each) => each.workArea);
  const window = new BrowserWindow({
    ...fitBounds(state.bounds, displays),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'SSO Workbench',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    // Windows and macOS take it from the program itself.
    ...(process.platform === 'linux' ? { icon } : {}),
    webPreferences: webPreferences(preload, !app.isPackaged),
  });
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    // Read again: the theme was perhaps chosen since.
    keepWindowState(stateFolder, { ...readWindowState(stateFolder), bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  reviveAfterCrash(window);
  // It fails only where the window is closed before the page is there.
  window.loadURL(startAddress).catch(() => undefined);
  return window;
}

/** Brings the window to the front, out of the task bar too. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Goes to another screen, by the fragment alone: the page stays, with all that the admin is in the middle of. */
export function goTo(window: BrowserWindow, hash: string): void {
  const address = `${startAddress}${hash}`;
  // The same address again would load the page anew.
  if (window.webContents.getURL() === address) return;
  window.webContents.loadURL(address).catch(() => undefined);
}

function reviveAfterCrash(window: BrowserWindow): void {
  let loadedAt = Date.now();
  window.webContents.on('did-finish-load', () => {
    loadedAt = Date.now();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (Date.now() - loadedAt > livedEnough) window.webContents.reload();
    else dialog.showErrorBox('SSO Workbench', `The window stopped (${reason}). What you saved is kept. Close SSO Workbench and open it again.`);
  });
}
