/** A login at the service provider itself: watched in a real browser against an identity provider of its own, or brought as a file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import { encodePost, encodeRedirect } from '../../shared/saml/binding.ts';
import { buildAuthnRequest } from '../../shared/saml/request.ts';
import { binding } from '../../shared/urns.ts';
import { freePorts, temporaryFolder } from '../host.ts';
import { herokuHar, outsideConnection, outsideResponse } from '../outside.ts';
import { App, builtFile, drop, go, openBrowser, paste, verdict, visit } from './app.ts';

const entityID = 'https://app.example.com/saml';
const secret = 'of-no-concern-to-a-login';

let browser: Browser;
let app: App;
const folder = temporaryFolder();
const ports = { sp: 0, idp: 0, devtools: 0 };
let idp: ChildProcess;
let sp: Server;
const before = { PATH: process.env['PATH'], DISPLAY: process.env['DISPLAY'] };

beforeAll(async () => {
  [ports.sp, ports.idp, ports.devtools] = await freePorts(3) as [number, number, number];
  browser = await openBrowser();
  leadToBrowser();
  idp = await startIdp();
  sp = await startSp();
  app = await App.start();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  idp?.kill();
  sp?.closeAllConnections();
  sp?.close();
  Object.assign(process.env, before);
  if (before.DISPLAY === undefined) delete process.env['DISPLAY'];
  rmSync(folder, { recursive: true, force: true });
});

/** The browser that the app finds: the one of these tests, without a window, and with a second way in for the hand that logs in. */
function leadToBrowser(): void {
  mkdirSync(join(folder, 'bin'));
  const file = join(folder, 'bin', 'google-chrome-stable');
  writeFileSync(file, `#!/bin/sh\necho "$@" > ${join(folder, 'arguments')}\nexec "${process.env['CHROMIUM'] ?? chromium.executablePath()}" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --remote-debugging-port=${ports.devtools} "$@"\n`);
  chmodSync(file, 0o755);
  process.env['PATH'] = `${join(folder, 'bin')}:${before.PATH}`;
  process.env['DISPLAY'] = ':0';
}

/** An identity provider outside the app: another process, with keys of its own. */
async function startIdp(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [builtFile('cli.js'), 'idp', '--port', String(ports.idp), '--data', join(folder, 'idp')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => child.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('Ctrl-C') && resolve()));
  return child;
}

/** The service provider: asks, receives, and leads on. Its cookies and queries are nobody else's concern. */
async function startSp(): Promise<Server> {
  const self = `http://localhost:${ports.sp}`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, self);
    if (pathname === '/login') {
      const destination = `http://127.0.0.1:${ports.idp}/saml/sso`;
      const xml = buildAuthnRequest({ id: `_${Date.now().toString(16).padStart(32, 'c')}`, issueInstant: new Date().toISOString(), destination, issuer: entityID, assertionConsumerServiceURL: `${self}/saml/acs`, protocolBinding: binding.post });
      const { url } = encodeRedirect({ parameter: 'SAMLRequest', xml, location: destination, relayState: 'token-1' });
      response.writeHead(302, { location: url!, 'set-cookie': `sid=${secret}` }).end();
    } else if (pathname === '/saml/acs' && request.method === 'POST') {
      request.resume().on('end', () => response.writeHead(303, { location: `/dashboard?session=${secret}` }).end());
    } else if (pathname === '/form') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<form method="post" action="/account"><input name="password" value="${secret}"><button>Send</button></form>`);
    } else response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': `sid=${secret}` }).end('<h1>Dashboard</h1>');
  });
  await new Promise<void>((resolve) => server.listen(ports.sp, 'localhost', resolve));
  return server;
}

/** Whoever sits before the watched browser. */
async function hand(): Promise<{ page: Page; leave: () => Promise<void> }> {
  const connected = await chromium.connectOverCDP(`http://127.0.0.1:${ports.devtools}`);
  const page = connected.contexts()[0]!.pages()[0]!;
  page.setDefaultTimeout(20_000);
  return { page, leave: () => connected.close().catch(() => undefined) };
}

async function intranet(): Promise<string> {
  const { id } = await app.call('connection.create', { sp: 'other', spInputs: { name: 'Intranet', entityID, assertionConsumerService: `http://localhost:${ports.sp}/saml/acs`, signOnURL: `http://localhost:${ports.sp}/login` }, idp: 'other' });
  return id;
}

const watchButton = (page: Page) => page.getByRole('button', { name: 'Open a browser and watch the login' });
const readiness = (page: Page, words: RegExp) => page.locator('.readiness', { hasText: words });
const profiles = (): string[] => (existsSync(join(app.dataFolder, 'watched')) ? readdirSync(join(app.dataFolder, 'watched')) : []);

/** Every byte that is kept on disk. */
function kept(at = app.dataFolder): string {
  return readdirSync(at, { withFileTypes: true, recursive: true }).filter((each) => each.isFile()).map((each) => readFileSync(join(each.parentPath, each.name), 'latin1')).join('\n');
}

// Elsewhere the app takes the installed browser, which no hand of a test can reach.
describe.skipIf(process.platform !== 'linux')('a login that is watched', () => {
  let page: Page;
  let complaints: string[];
  let id: string;

  beforeAll(async () => {
    id = await intranet();
    ({ page, complaints } = await visit(browser, app, `/connections/${id}/metadata`));
    const metadata = await (await fetch(`http://127.0.0.1:${ports.idp}/saml/metadata`)).text();
    await drop(page, page.getByRole('textbox', { name: /Drop or paste the identity provider/ }), 'idp.xml', metadata);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await readiness(page, /missing is a rehearsal login/).waitFor();
    await go(page, `/connections/${id}/setup/${encodeURIComponent('other/first-login')}`);
  });

  it('opens a browser over pipes, with a profile of its own, at the sign-on page', async () => {
    await watchButton(page).click();
    await page.getByText('Sign in there.').waitFor();
    const args = readFileSync(join(folder, 'arguments'), 'utf8');
    expect(args).toContain('--remote-debugging-pipe');
    expect(args).not.toContain('--remote-debugging-port');
    expect(profiles()).toHaveLength(1);
    expect(args).toContain(`--user-data-dir=${join(app.dataFolder, 'watched', profiles()[0]!)}`);
  });

  it('judges the login as it is made, ticks the step, and proves the connection', async () => {
    const { page: theirs, leave } = await hand();
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await theirs.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.getByText('Login at Intranet passed').waitFor();
    await readiness(page, /^Proven: a login at Intranet itself passed just now\.$/).waitFor();
    const step = page.locator('.setup-step', { hasText: 'Sign in once as a pilot user' });
    await step.locator('.step-mark.done').waitFor();
    await theirs.goto(`http://localhost:${ports.sp}/form`);
    await theirs.getByRole('button', { name: 'Send' }).click();
    await theirs.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await leave();
  });

  it('closes the browser at Stop, and leaves nothing of it but the login', async () => {
    await page.getByRole('button', { name: 'Stop and close it' }).click();
    await watchButton(page).waitFor();
    expect(profiles()).toEqual([]);
    expect(kept()).not.toContain(secret);
    await expect(chromium.connectOverCDP(`http://127.0.0.1:${ports.devtools}`)).rejects.toThrow();
  });

  it('is in the history with a mark of its own', async () => {
    await go(page, `/connections/${id}/history`);
    const row = page.locator('.exchange-row');
    await row.first().waitFor();
    expect(await row.count()).toBe(1);
    await row.getByText('captured', { exact: true }).waitFor();
    await row.click();
    await verdict(page, 'Accepted').waitFor();
    await page.getByText(/Intranet answered 303 and led to http:\/\/localhost:\d+\/dashboard\./).waitFor();
    const { exchangeIds } = await app.call('capture.status', {});
    const exchange = await app.call('exchange.get', { id: exchangeIds[0]! });
    expect(exchange).toMatchObject({ flow: 'sp-initiated', captured: { by: 'watched', judgedAs: 'received', setAside: null } });
    expect(exchange.report!.facts.response!.inResponseTo).toBe(exchange.request!.id);
    expect(complaints).toEqual([]);
  });

  it('ends when the browser is closed by hand', async () => {
    await app.call('capture.start', { connectionId: id, url: `http://localhost:${ports.sp}/login` });
    const { page: theirs, leave } = await hand();
    await theirs.close();
    await expect.poll(async () => (await app.call('capture.status', {})).state, { timeout: 20_000 }).toBe('idle');
    await leave();
    expect(profiles()).toEqual([]);
  });

  it('ends with the app, and a profile left by a killed one is removed at the next start', async () => {
    await app.call('capture.start', { connectionId: id, url: `http://localhost:${ports.sp}/login` });
    expect(profiles()).toHaveLength(1);
    await app.end();
    expect(profiles()).toEqual([]);
    mkdirSync(join(app.dataFolder, 'watched', 'profile-left'), { recursive: true });
    await app.run();
    expect(profiles()).toEqual([]);
    await expect(chromium.connectOverCDP(`http://127.0.0.1:${ports.devtools}`)).rejects.toThrow();
    await page.context().close();
  });
});

describe('a login that is brought', () => {
  const box = (page: Page) => page.getByRole('textbox', { name: 'What your browser sent' });
  const open = async (id: string) => visit(browser, app, `/connections/${id}/setup/${encodeURIComponent('heroku/first-login')}`);

  it('as a HAR file of a login at Heroku proves the connection', async () => {
    const { id } = await outsideConnection(app);
    const { page, complaints } = await open(id);
    await drop(page, box(page), 'dashboard.heroku.com.har', await herokuHar(Date.now() - 60_000), 'application/json');
    await page.getByText('Login at Heroku passed').waitFor();
    await page.getByText('Heroku answered 302 and led to https://dashboard.heroku.com/.').waitFor();
    await readiness(page, /^Proven: a login at Heroku itself passed/).waitFor();
    await page.getByRole('link', { name: 'Open the report' }).click();
    await verdict(page, 'Accepted').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('too late counts when the admin has it judged as of its issue', async () => {
    const { id } = await outsideConnection(app);
    const { page } = await open(id);
    await paste(box(page), encodePost(await outsideResponse({ at: Date.now() - 20 * 60_000 })));
    await page.getByText('It expired before it was brought here, and was valid when captured.').waitFor();
    expect(await readiness(page, /^Proven/).count()).toBe(0);
    await page.getByRole('button', { name: 'Judge it as of when it was issued' }).click();
    await readiness(page, /^Proven: a login at Heroku itself passed 20 min ago, valid when captured\.$/).waitFor();
    await page.context().close();
  });

  it('of another service provider is refused, with what was found and what was expected', async () => {
    const { id } = await outsideConnection(app);
    const { page } = await visit(browser, app, `/connections/${id}/login`);
    await page.getByText('Prove it by a login at Heroku itself').click();
    await paste(box(page), encodePost(await outsideResponse({ at: Date.now(), acs: 'https://wiki.example.com/acs', audience: 'https://wiki.example.com' })));
    await page.getByText(/it went to https:\/\/wiki\.example\.com\/acs, and this connection’s ACS URL is https:\/\/sso\.heroku\.com\/saml\/acme\/finalize/).waitFor();
    await page.context().close();
  });
});

it('without a browser to open, says so and asks for the other way', async () => {
  delete process.env['DISPLAY'];
  const own = await App.start();
  try {
    const { id } = await outsideConnection(own);
    const { page } = await visit(browser, own, `/connections/${id}/setup/${encodeURIComponent('heroku/first-login')}`);
    if (process.platform === 'linux') {
      await page.getByText('No Chrome, Chromium or Edge was found that could be opened and watched.').waitFor();
      expect(await watchButton(page).count()).toBe(0);
    } else await watchButton(page).waitFor();
    await page.getByRole('textbox', { name: 'What your browser sent' }).waitFor();
    await page.context().close();
  } finally {
    await own.stop();
    process.env['DISPLAY'] = ':0';
  }
});
