/**
 * What the window and everything in it may do. Each guard names the attack it stops and its rule in Electron's checklist,
 * https://www.electronjs.org/docs/latest/tutorial/security, where the given fragment leads to it.
 */
import { shell, type Session, type WebContents, type WebPreferences } from 'electron';
import { appScheme, isOwnAddress } from './app-protocol.ts';
import { allowedExternal } from './browser.ts';

/** The scheme of our own pages: with an origin, treated as secure, without the rights to pass by the content security policy. */
export const privilegedScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false },
};

/** Written out rather than left to defaults, so that a reviewer can tick them off and an upgrade cannot change them. */
export function webPreferences(preload: string, development: boolean): WebPreferences {
  return {
    preload,
    // SECURITY: a script that got into the page must not reach the preload's objects. #3-enable-context-isolation
    contextIsolation: true,
    // SECURITY: a hole in the page's engine must not become one in the machine. #4-enable-process-sandboxing
    sandbox: true,
    // SECURITY: pages show what strangers signed; none of it may find Node. #2-do-not-enable-nodejs-integration-for-remote-content
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    // SECURITY: keeps the same-origin policy. #6-do-not-disable-websecurity, and rules 8 and 9
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    // SECURITY: a webview would be a page with settings of its own. #11-do-not-use-allowpopups-for-webviews
    webviewTag: false,
    // SECURITY: a file dropped beside the drop area must not replace the app by its content. #13-disable-or-limit-navigation
    navigateOnDragDrop: false,
    // Dictionaries are fetched from the network, and what is pasted here is no prose.
    spellcheck: false,
    // SECURITY: "paste this into the console" is an attack on admins, too.
    devTools: development,
  };
}

/** For the one session: no permissions, no network, no downloads but our own. */
export function guardSession(session: Session): void {
  // SECURITY: camera, location, notifications, USB and the rest, for whoever got a script in. Copy buttons write text only.
  // #5-handle-session-permission-requests-from-remote-content
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(mayUse(permission, details.requestingUrl)));
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  session.setDevicePermissionHandler(() => false);

  // SECURITY: pasted documents hold names and addresses; nothing the page draws may carry them out or fetch a tracker in.
  // The host alone talks to the network, when the admin asks for it. #1-only-load-secure-content
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  // The proxy script of the network would be fetched and run although nothing is ever proxied.
  void session.setProxy({ mode: 'direct' });
  session.setSpellCheckerEnabled(false);

  // SECURITY: only files that the page made itself are saved, never one that an address names.
  session.on('will-download', (event, item) => {
    if (!isOwnBlob(item.getURL())) event.preventDefault();
  });
}

/** For every page there will ever be, ours and any that should not exist. */
export function guardContents(contents: WebContents): void {
  const stay = (details: { url: string; preventDefault(): void }): void => {
    if (!isOwnAddress(details.url)) details.preventDefault();
  };
  // SECURITY: a page from elsewhere in our window would wear our face and our preload. Redirects count.
  // #13-disable-or-limit-navigation
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);

  // SECURITY: new windows would be born without these guards; links go to the system browser, if they are of an allowed
  // kind: file:, smb: and the like start programs. #14-disable-or-limit-creation-of-new-windows
  contents.setWindowOpenHandler(({ url }) => {
    let address: URL | null = null;
    try {
      address = allowedExternal(url);
    } catch {
      // Not of an allowed kind: the click does nothing.
    }
    if (address !== null) void openOutside(address);
    return { action: 'deny' };
  });

  // SECURITY: webviewTag is off; should it ever be on, none attaches. #12-verify-webview-options-before-creation
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Hands an address that allowedExternal let pass to the system browser; false where there is none. */
export async function openOutside(address: URL): Promise<boolean> {
  try {
    await shell.openExternal(address.href);
    return true;
  } catch {
    return false;
  }
}

function mayUse(permission: string, requester: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnAddress(requester);
}

/** Our pages, what they made in memory, and in development Electron's own tools. */
function mayLoad(address: string): boolean {
  return isOwnAddress(address) || isOwnBlob(address) || address.startsWith('data:') || address.startsWith('devtools:');
}

function isOwnBlob(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length));
}
