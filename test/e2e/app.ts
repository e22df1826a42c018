/** The built app and a browser, for the end-to-end tests: start and stop them, hand things in, and hear of every complaint. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { Envelope, Input, Output, ProcedureName } from '../../shared/contract.ts';
import { settleOnFreePorts, temporaryFolder } from '../host.ts';

export const root = join(import.meta.dirname, '..', '..');
/** Another folder than dist/ lets a run go on while dist/ is built again. */
const built = process.env['SSO_WORKBENCH_BUILT'] ?? join(root, 'dist');

/** What a page complained of or asked for that it should not. */
export interface Visited {
  page: Page;
  complaints: string[];
}

export class App {
  readonly dataFolder = temporaryFolder();
  url = '';
  #child: ChildProcess | null = null;

  static async start(): Promise<App> {
    const app = new App();
    await settleOnFreePorts(app.dataFolder);
    await app.run();
    return app;
  }

  get origin(): string {
    return new URL(this.url).origin;
  }

  async run(): Promise<void> {
    const child = spawn(process.execPath, [join(built, 'server.js'), '--no-open', '--data', this.dataFolder], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let said = '';
    this.url = await new Promise((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /https?:\/\/\S+#token=\S+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => reject(new Error(`The app ended: ${said}`)));
    });
  }

  alive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends the program; its data stays. */
  async end(): Promise<void> {
    const child = this.#child;
    if (child === null || !this.alive()) return;
    await new Promise<void>((resolve) => {
      child.on('exit', () => resolve());
      child.kill('SIGTERM');
    });
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  /** Past the screens, to prepare what a test is not about. */
  async call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
    const { hash } = new URL(this.url);
    const response = await fetch(`${this.origin}/api/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-workbench-token': hash.replace('#token=', '') }, body: JSON.stringify(input) });
    const envelope = (await response.json()) as Envelope<Output<N>>;
    if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`);
    return envelope.value;
  }

  /** The address of a screen that opens there, key included. */
  at(route: string): string {
    return `${this.url}&route=${encodeURIComponent(route)}`;
  }

  /** A connection of Heroku’s team acme with the practice identity provider. */
  async practising(): Promise<string> {
    const { id } = await this.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'okta' });
    await this.call('connection.usePractice', { id });
    return id;
  }

  /** One login in that browser, with this fault, without the sign-in page. */
  async login(browser: Browser, connectionId: string, fault: string | null): Promise<string> {
    const { settings } = await this.call('idp.status', {});
    await this.call('idp.configure', { ...settings, fault, automatic: true });
    const { exchangeId, url } = await this.call('login.start', { connectionId });
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByText('The answer has been received.').waitFor();
    await page.close();
    await this.call('idp.configure', { ...settings, fault: null, automatic: false });
    return exchangeId;
  }
}

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}

/** A page of its own on the app, with everything it complains of. Requests to anywhere else are complaints too. */
export async function visit(browser: Browser, app: App, route = '/connections', options: BrowserContextOptions = {}): Promise<Visited> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = listenTo(page, app);
  await page.goto(app.at(route));
  await page.getByRole('main').waitFor();
  return { page, complaints };
}

export function listenTo(page: Page, app: App): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`); });
  page.on('pageerror', (error) => complaints.push(`failure: ${error.message}`));
  page.on('request', (request) => { if (/^(?!data:|blob:)/.test(request.url()) && new URL(request.url()).origin !== app.origin) complaints.push(`request: ${request.url()}`); });
  return complaints;
}

export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => { window.location.hash = hash; }, route);
}

/** Drops a file on an element, as a hand would: over it first. */
export async function drop(page: Page, target: Locator, name: string, text: string, type = 'text/xml'): Promise<void> {
  const dataTransfer = await page.evaluateHandle((file) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([file.text], file.name, { type: file.type }));
    return transfer;
  }, { name, text, type });
  for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer });
}

/** Pastes into an element what a clipboard would hold. */
export async function paste(target: Locator, text: string): Promise<void> {
  await target.evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

export const everythingBox = (page: Page): Locator => page.getByRole('textbox', { name: /^Paste or drop anything/ });
export const documentBox = (page: Page): Locator => page.getByRole('textbox', { name: /^A SAML response, request/ });
export const report = (page: Page): Locator => page.getByRole('article', { name: 'Report' });
/** The large word on top of a report. */
export const verdict = (page: Page, word: string): Locator => report(page).locator('.verdict.large', { hasText: word });
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });

/** Where a built file lies, for one that is started from here. */
export const builtFile = (name: string): string => join(built, name);
