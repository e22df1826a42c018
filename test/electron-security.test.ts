/** Every door of the desktop app that must stay shut, tried against the stand-in for Electron. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerFromFolder } from '../electron/app-protocol.ts';
import { contentSecurityPolicy } from '../electron/security-policy.ts';
import { argumentsOf, boot, callOf, folder, useFolder } from './electron-boot.ts';
import type { FakeContents, FakeFrame } from './electron-stand-in.ts';

useFolder();

describe('what the page may do', () => {
  const own = 'app://workbench/index.html#/inspect';

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s: nowhere but its own origin', async (event) => {
    const { window } = await boot();
    const went = (url: string): boolean => {
      let stopped = false;
      window.webContents.emit(event, { url, preventDefault: () => void (stopped = true) });
      return !stopped;
    };
    expect(went(own)).toBe(true);
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://other/index.html', 'app://workbench.evil/', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'not a url']) expect(went(url), url).toBe(false);
  });

  it('opens no windows; allowed links go to the system browser', async () => {
    const { electron, window } = await boot();
    const open = (url: string) => window.webContents.openHandler!({ url });
    const links = ['https://portal.azure.com/', 'http://127.0.0.1:7443/x', 'http://evil.example/', 'file:///etc/passwd', 'ms-msdt:/id', 'javascript:alert(1)', own, 'https://user:word@evil.example/', ''];
    for (const url of links) expect(open(url), url).toEqual({ action: 'deny' });
    expect(electron.asked.filter(({ what }) => what === 'shell.openExternal').map(({ args }) => args[0])).toEqual(['https://portal.azure.com/', 'http://127.0.0.1:7443/x']);
  });

  it('guards every page there ever is, and lets no webview attach', async () => {
    const { electron, window } = await boot();
    let stopped = 0;
    window.webContents.emit('will-attach-webview', { preventDefault: () => void stopped++ });
    expect(stopped).toBe(1);
    expect(electron.newContents().openHandler!({ url: 'file:///' })).toEqual({ action: 'deny' });
  });

  it('is refused every permission but writing text to the clipboard', async () => {
    const { electron } = await boot();
    const { request, check, device } = electron.guards as Record<string, (...args: unknown[]) => unknown>;
    const asked = (permission: string, url: string): unknown => {
      let answer: unknown;
      request!(null, permission, (granted: boolean) => void (answer = granted), { requestingUrl: url });
      return answer;
    };
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen', 'fileSystem', 'usb', 'unknown']) {
      expect(asked(permission, own), permission).toBe(false);
      expect(check!(null, permission, 'app://workbench/'), permission).toBe(false);
    }
    expect(asked('clipboard-sanitized-write', own)).toBe(true);
    expect(check!(null, 'clipboard-sanitized-write', 'app://workbench/')).toBe(true);
    expect(asked('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    expect(check!(null, 'clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    expect(device!({})).toBe(false);
  });

  it('loads nothing from the network', async () => {
    const { electron } = await boot();
    const cancelled = (url: string): unknown => {
      let answer: { cancel?: boolean } = {};
      (electron.guards.load as (details: unknown, answer: unknown) => void)({ url }, (given: { cancel: boolean }) => void (answer = given));
      return answer.cancel;
    };
    for (const url of [own, 'data:image/png;base64,AA==', 'blob:app://workbench/1-2', 'devtools://devtools/bundled/x.js']) expect(cancelled(url), url).toBe(false);
    for (const url of ['https://evil.example/', 'http://127.0.0.1:7443/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'blob:https://evil.example/1', 'app://other/x', 'chrome://gpu']) expect(cancelled(url), url).toBe(true);
    expect(argumentsOf(electron, 'session.setProxy')).toEqual([{ mode: 'direct' }]);
    expect(argumentsOf(electron, 'session.setSpellCheckerEnabled')).toEqual([false]);
  });

  it('saves only files that it made itself', async () => {
    const { electron } = await boot();
    const saved = (url: string): boolean => {
      let stopped = false;
      electron.session.emit('will-download', { preventDefault: () => void (stopped = true) }, { getURL: () => url });
      return !stopped;
    };
    expect(saved('blob:app://workbench/1-2')).toBe(true);
    for (const url of ['https://evil.example/x.exe', 'blob:https://evil.example/1', 'data:text/plain,x', 'file:///etc/passwd']) expect(saved(url), url).toBe(false);
  });
});

describe('app://workbench', () => {
  const ask = (path: string, init: { method?: string } = {}) => answerFromFolder(join(folder, 'renderer'))(new Request(path.startsWith('app:') ? path : `app://workbench${path}`, init));
  beforeEach(() => {
    mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
    mkdirSync(join(folder, 'renderer-beside'));
    writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'renderer', 'assets', 'main.js'), 'void 0;');
    writeFileSync(join(folder, 'renderer', 'notes.txt'), 'of no known type');
    writeFileSync(join(folder, 'secret.js'), 'secret');
    // Elsewhere than on Windows this is a file of that odd name; it must not be found either.
    writeFileSync(join(folder, 'renderer', '..\\secret.js'), 'secret');
    writeFileSync(join(folder, 'renderer-beside', 'secret.js'), 'secret');
  });

  it('serves the built screens with the content security policy', async () => {
    for (const [path, type] of [['/', 'text/html; charset=utf-8'], ['/index.html?x#/inspect', 'text/html; charset=utf-8'], ['/assets/main.js', 'text/javascript; charset=utf-8']] as const) {
      const response = await ask(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(await (await ask('/assets/main.js')).text()).toBe('void 0;');
    expect(await (await ask('/assets/main.js', { method: 'HEAD' })).text()).toBe('');
  });

  it.each([
    '/../secret.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets/..%2f..%2fsecret.js', '/%252e%252e/secret.js', '/..%5csecret.js', '/assets/%2e%2e%2f%2e%2e%2fsecret.js', '/../renderer-beside/secret.js', '/..%2frenderer-beside%2fsecret.js',
    '//etc/passwd', '/index.html%00.js', '/%', '/notes.txt', '/assets', '/assets/', '/none.js', '/assets/..%2findex.html',
  ])('refuses %s', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(await response.text()).toBe('Not found\n');
  });

  it('answers no other host and no other method', async () => {
    expect((await ask('app://evil/index.html')).status).toBe(403);
    expect((await ask('/index.html', { method: 'POST' })).status).toBe(405);
  });

  it('is what the start registers', async () => {
    const { electron } = await boot();
    const handler = electron.schemes.get('app') as unknown as (request: Request) => Promise<Response>;
    const response = await handler(new Request('app://workbench/..%2fmain.ts'));
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  });
});

describe('calls and events', () => {
  const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };

  it('answers the page of the window by the contract', async () => {
    const { electron, window } = await boot();
    const call = callOf(electron);
    const page = { sender: window.webContents, senderFrame: window.webContents.mainFrame };
    expect(await call(page, 'app.info', {})).toEqual({ ok: true, value: { version: 'x' } });
    expect(await call(page, 'app.info', { more: 1 })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    for (const name of ['no.such', 'constructor', '__proto__', 7, null]) expect(await call(page, name), String(name)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } });
  });

  it('answers nobody else', async () => {
    const { electron, window } = await boot();
    const call = callOf(electron);
    const contents: FakeContents = window.webContents;
    const top = contents.mainFrame;
    const gone = { get url(): string { throw new Error('disposed'); }, parent: null };
    const others: [string, unknown, FakeFrame | null][] = [
      ['a frame inside the page', contents, { url: top.url, parent: top }],
      ['another page', {}, top],
      ['no frame', contents, null],
      ['a frame that is gone', contents, gone],
      ['a page that went elsewhere', contents, { url: 'https://evil.example/', parent: null }],
      ['another host of the scheme', contents, { url: 'app://evil/index.html', parent: null }],
      ['a host that begins alike', contents, { url: 'app://workbench.evil/', parent: null }],
      ['a blank page', contents, { url: 'about:blank', parent: null }],
    ];
    for (const [name, sender, senderFrame] of others) expect(await call({ sender, senderFrame }, 'app.info', {}), name).toMatchObject(forbidden);
    window.close();
    expect(await call({ sender: contents, senderFrame: top }, 'app.info', {})).toMatchObject(forbidden);
  });

  it('tells the window what the host says, and nobody when it is closed', async () => {
    const { host, window } = await boot({ on: 'darwin' });
    host.emit({ changed: 'exchange', id: 'e1' });
    expect(window.webContents.sent).toEqual([['workbench:event', { changed: 'exchange', id: 'e1' }]]);
    window.close();
    host.emit({ changed: 'exchange', id: 'e2' });
    expect(window.webContents.sent).toHaveLength(1);
  });
});
