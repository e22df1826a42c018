/** Opens addresses outside the app: a window for the web host, the system browser for links. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** Chrome-family browsers that know `--app`, the likeliest first. */
function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].filter((root): root is string => root !== undefined);
    return roots.flatMap((root) => [join(root, 'Google/Chrome/Application/chrome.exe'), join(root, 'Microsoft/Edge/Application/msedge.exe'), join(root, 'Chromium/Application/chrome.exe')]);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable'].flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** One that is installed and has a screen to show itself on. */
export function findBrowser(): string | null {
  return hasDisplay() ? (candidates().find((path) => existsSync(path)) ?? null) : null;
}

/** What people call it. */
export function browserName(path: string): string {
  const file = path.toLowerCase();
  return file.includes('edge') ? 'Edge' : file.includes('chromium') ? 'Chromium' : 'Chrome';
}

/**
 * A window of its own without tabs or address bar. Its profile is ours, so that closing the app closes just this window and
 * the admin's sessions and extensions are left alone. Null where no such browser is installed or there is no display.
 */
export function openAppWindow(url: string, profile: string): ChildProcess | null {
  const browser = findBrowser();
  return browser === null ? null : launch(browser, profile, [`--app=${url}`], 'ignore');
}

/**
 * A browser that is steered and listened to over two pipes, file descriptors 3 and 4 (devtools.ts).
 * SECURITY: not by a port, which every program on this machine could use.
 */
export function openWatchedBrowser(browser: string, profile: string): ChildProcess {
  return launch(browser, profile, ['--remote-debugging-pipe', 'about:blank'], ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']);
}

function launch(browser: string, profile: string, given: string[], stdio: StdioOptions): ChildProcess {
  const args = [`--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-sync', '--disable-background-networking', '--disable-component-update'];
  // Chromium refuses to run its sandbox as root, and would show a bar about it.
  if (process.getuid?.() === 0) args.push('--no-sandbox', '--test-type');
  const window = spawn(browser, [...args, ...given], { stdio });
  window.on('error', () => undefined);
  return window;
}

export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * SECURITY: what may be handed to the system browser: https anywhere, http on this machine. Anything else could start a program
 * (file:, ms-msdt:, smb:).
 */
export function allowedExternal(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new AppError('INVALID_INPUT', 'This is not a web address.', 'It must start with https://.');
  }
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) {
    if (url.username !== '' || url.password !== '') throw new AppError('FORBIDDEN', 'Addresses with a user name or password in them are not opened.');
    return url;
  }
  throw new AppError('FORBIDDEN', `Addresses that start with ${url.protocol}// are not opened.`, 'Only https addresses, and http on this machine, are.');
}

/** The default browser of the system; false where there is none to be had. */
export function openInSystemBrowser(url: URL): boolean {
  if (!hasDisplay()) return false;
  const [command, args] = process.platform === 'darwin' ? ['open', [url.href]] : process.platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', url.href]] : ['xdg-open', [url.href]];
  const opened = spawn(command as string, args as string[], { stdio: 'ignore', detached: true });
  opened.on('error', () => undefined);
  opened.unref();
  return true;
}
