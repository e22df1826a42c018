/** The desktop app itself, where Electron's program is there: its window, its bridge, its policy. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { settleOnFreePorts, temporaryFolder } from '../host.ts';
import { builtFile, documentBox, heading, report, root } from './app.ts';

/** Electron's program, or null where its package came without. */
function program(): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

const executablePath = program();

describe.skipIf(executablePath === null)(executablePath === null ? 'Electron binary not installed: could not run here' : 'the desktop app', () => {
  const dataFolder = temporaryFolder();
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    if (executablePath === null) return;
    await settleOnFreePorts(dataFolder);
    app = await _electron.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', builtFile('main.js')], env: { ...process.env, SSO_WORKBENCH_DATA: dataFolder } as Record<string, string> });
    page = await app.firstWindow();
  });

  afterAll(async () => {
    await app?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('opens one window on its own protocol, without Node in the page', async () => {
    await heading(page, 'Connections').waitFor();
    expect(page.url()).toMatch(/^app:\/\//);
    expect(app.windows()).toHaveLength(1);
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([]);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { contextIsolation, nodeIntegration, sandbox } = contents.getLastWebPreferences();
      return { contextIsolation, nodeIntegration, sandbox };
    });
    expect(preferences).toEqual({ contextIsolation: true, nodeIntegration: false, sandbox: true });
  });

  it('makes a connection and judges a response over its bridge', async () => {
    await page.getByRole('button', { name: 'Try it with the practice identity provider' }).click();
    await page.getByRole('button', { name: 'Start test login' }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inspect' }).click();
    await documentBox(page).waitFor();
    await page.getByRole('button', { name: 'See it with an example response' }).click();
    await report(page).waitFor();
  });

  it('opens no other page and no window', async () => {
    const before = page.url();
    await page.evaluate(() => { window.open('https://example.com/'); window.location.assign('https://example.com/'); });
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
  });
});
