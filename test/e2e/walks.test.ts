/** Every pairing walks through without a hole; three of them go from nothing to proven, against an identity provider outside the app. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { identityProviderNames, serviceProviderNames } from '../../shared/guides/names.ts';
import { openKeys } from '../../electron/keys.ts';
import { fileCipher, openSecrets } from '../../electron/secrets.ts';
import { freePorts, temporaryFolder } from '../host.ts';
import { formOf, harOf, outsideRequest, outsideResponse, redirectOf } from '../outside.ts';
import { App, builtFile, drop, go, heading, openBrowser, verdict, visit } from './app.ts';

let browser: Browser;
let app: App;
let idp: ChildProcess;
let idpPort = 0;
const folder = temporaryFolder();

beforeAll(async () => {
  [idpPort] = await freePorts(1) as [number];
  browser = await openBrowser();
  app = await App.start();
  idp = spawn(process.execPath, [builtFile('cli.js'), 'idp', '--port', String(idpPort), '--data', join(folder, 'idp')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => idp.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('Ctrl-C') && resolve()));
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  idp?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const idpMetadata = async (): Promise<string> => (await fetch(`http://127.0.0.1:${idpPort}/saml/metadata`)).text();

/** The machine may have more to do. */
const patient = { timeout: 20_000 };

const spInputs: Record<string, Record<string, string>> = {
  heroku: { team: 'acme' }, heap: { appId: '1234567890' },
  other: { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs', signOnURL: 'https://app.example.com/login' },
};

describe('every pairing', () => {
  let page: Page;
  let complaints: string[];
  const hole = /\b(?:undefined|null|NaN)\b|\[object|\$\{(?!user:)|\{\{/;
  const text = (): Promise<string> => page.getByRole('main').innerText();

  beforeAll(async () => ({ page, complaints } = await visit(browser, app)));
  afterAll(() => page.context().close());

  const pairings = Object.keys(serviceProviderNames).flatMap((sp) => Object.keys(identityProviderNames).map((idpID) => [sp, idpID] as const));
  it.each(pairings)('%s and %s', async (sp, idpID) => {
    const { id } = await app.call('connection.create', { sp, spInputs: spInputs[sp]!, idp: idpID });
    await go(page, `/connections/${id}/setup`);
    const steps = page.locator('.setup-step');
    await steps.first().waitFor();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '←' }).waitFor();
    await steps.locator('> details:not([open]) > summary').evaluateAll((summaries) => summaries.forEach((each) => (each as HTMLElement).click()));
    await expect.poll(() => steps.locator('> details[open] .step-body').count(), patient).toBe(await steps.count());
    const shown = await text();
    expect(shown.match(hole)).toBeNull();
    expect(shown).toContain(sp === 'heroku' ? 'https://sso.heroku.com/saml/acme/finalize' : sp === 'heap' ? 'https://heapanalytics.com/saml/finalize/1234567890/' : 'https://app.example.com/saml/acs');
    for (const [index, step] of (await steps.all()).entries()) {
      expect((await step.locator('.step-sentences > li').count()) > 0, `step ${index + 1} says nothing`).toBe(true);
      expect(await step.locator('.step-sources').innerText()).toMatch(/Words checked \d{4}-\d\d-\d\d/);
    }
    for (const tab of ['compare', 'claims', 'go-live']) {
      await go(page, `/connections/${id}/${tab}`);
      await page.locator(`.tabs a[aria-current=page][href$="/${tab}"]`).waitFor();
      await expect.poll(text, patient).not.toMatch(/Loading the/);
      expect((await text()).match(hole)).toBeNull();
    }
    expect(complaints).toEqual([]);
    await go(page, '/connections');
    await page.locator('.tabs').waitFor({ state: 'detached' });
    await app.call('connection.remove', { id });
  });
});

interface Journey {
  sp: 'Heroku' | 'Heap';
  idp: string;
  /** As the practice identity provider's menu names it. */
  shape: string;
  field: RegExp;
  value: string;
  target: { entityID: string; acs: string };
  firstLogin: string;
}

const heroku = { sp: 'Heroku', field: /team/i, value: 'acme', target: { entityID: 'https://sso.heroku.com/saml/acme', acs: 'https://sso.heroku.com/saml/acme/finalize' }, firstLogin: 'heroku/first-login' } as const;
const heap = { sp: 'Heap', field: /App ID/, value: '1234567890', target: { entityID: 'heapanalytics.com', acs: 'https://heapanalytics.com/saml/finalize/1234567890/' }, firstLogin: 'heap/test' } as const;
const journeys: Journey[] = [
  { ...heroku, idp: 'entra', shape: 'Microsoft Entra ID' },
  { ...heroku, idp: 'auth0', shape: 'Auth0' },
  { ...heap, idp: 'okta', shape: 'Okta' },
];

/** A login at the service provider itself as a browser saves it, signed with the key of the identity provider outside. */
async function loginThere({ idp: shape, target }: Journey): Promise<string> {
  const data = join(folder, 'idp');
  const keys = openKeys({ secrets: openSecrets(data, fileCipher(data)), clock: Date.now, random: randomBytes });
  const requestID = `_${randomBytes(16).toString('hex')}`;
  const at = Date.now() - 5000;
  const entityID = /entityID="([^"]+)"/.exec(await idpMetadata())![1]!;
  const xml = await outsideResponse({ at, requestID, audience: target.entityID, acs: target.acs, entityID, settings: { shape }, keys });
  const asked = redirectOf(outsideRequest(requestID, at - 9000, target));
  return harOf(
    { at: at - 9000, url: `${new URL(target.acs).origin}/login`, status: 302, location: asked }, { at: at - 8900, url: asked, page: '<h1>Sign in</h1>' },
    { at: at + 500, url: target.acs, body: formOf(xml), status: 302, location: `${new URL(target.acs).origin}/dashboard` }, { at: at + 900, url: `${new URL(target.acs).origin}/dashboard`, page: '<h1>Dashboard</h1>' },
  );
}

describe.each(journeys)('$sp and $idp, from nothing to proven', (journey) => {
  const { sp, idp: idpID, shape, field, value, target } = journey;
  let page: Page;
  let complaints: string[];
  let place = '';
  let readiness: (words: RegExp) => Promise<void>;

  beforeAll(async () => {
    ({ page, complaints } = await visit(browser, app));
    readiness = (words) => page.locator('.connection-head .readiness', { hasText: words }).waitFor();
  });
  afterAll(() => page.context().close());
  const tab = (name: string) => page.getByRole('navigation', { name: 'Connection' }).getByRole('link', { name, exact: true });
  const base = (): string => place.replace(/\/[a-z-]+$/, '');

  it('is made of two choices and one value', async () => {
    await page.getByRole('main').getByRole('button', { name: 'New connection' }).click();
    const dialog = page.getByRole('dialog', { name: 'New connection' });
    await dialog.getByRole('radio', { name: sp }).click();
    await dialog.getByRole('textbox', { name: field }).fill(value);
    await dialog.getByRole('combobox', { name: /Identity provider/ }).selectOption(idpID);
    await dialog.getByRole('button', { name: 'Create connection' }).click();
    await heading(page, new RegExp(`${sp} · ${value} ←`)).waitFor();
    await expect.poll(() => new URL(page.url()).hash, patient).toMatch(/\/setup$/);
    place = new URL(page.url()).hash.slice(1);
    await page.getByRole('complementary', { name: 'Values for the consoles' }).getByText(target.acs, { exact: true }).first().waitFor();
  });

  it('takes the metadata, and shows first what it would save', async () => {
    await tab('Metadata').click();
    await drop(page, page.getByRole('textbox', { name: /Drop or paste the identity provider/ }), 'idp.xml', await idpMetadata());
    await page.getByRole('region', { name: 'What would be saved' }).getByRole('button', { name: 'Save', exact: true }).click();
    await verdict(page, 'Accepted').waitFor();
    await readiness(/missing is a rehearsal login/);
  });

  it('passes a rehearsal with the service provider’s own entityID', async () => {
    await tab('Test login').click();
    const [signIn] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: 'Start test login' }).click()]);
    await signIn.getByText(target.entityID, { exact: true }).waitFor();
    await signIn.getByRole('combobox', { name: 'Answer' }).selectOption({ label: shape });
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.getByText('The answer has been received.').waitFor();
    await signIn.close();
    await verdict(page, 'Accepted').waitFor();
    await readiness(/^Ready to hand over/);
  });

  it('hands over, and reads the key back', async () => {
    await go(page, `${base()}/setup/${encodeURIComponent(`${sp.toLowerCase()}/hand-over`)}`);
    const step = page.locator('.setup-step', { hasText: /^.*Hand / });
    const back = step.getByRole('region', { name: `What ${sp} shows` });
    const pem = /<ds:X509Certificate>([^<]+)</.exec(await idpMetadata())![1]!;
    await back.getByRole('textbox', { name: /fingerprint/ }).fill(new X509Certificate(Buffer.from(pem, 'base64')).fingerprint);
    await back.getByRole('button', { name: 'Compare' }).click();
    await back.getByText(`${sp} has what was handed to it.`).waitFor();
    await step.locator('.step-mark.done').waitFor();
    await back.getByRole('textbox', { name: /fingerprint/ }).fill('AB:CD');
    await back.getByRole('button', { name: 'Compare' }).click();
    await back.getByText(`${sp} has something else than what was handed to it.`).waitFor();
    expect(await step.locator('.step-mark.done').count()).toBe(0);
  });

  it('is proven by a login there', async () => {
    await go(page, `${base()}/setup/${encodeURIComponent(journey.firstLogin)}`);
    await drop(page, page.getByRole('textbox', { name: 'What your browser sent' }).first(), 'login.har', await loginThere(journey), 'application/json');
    await readiness(new RegExp(`^Proven: a login at ${sp} itself passed`));
    expect(await page.locator('.setup-step .step-mark.done').count()).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
  });

  it('is where it was left, after the app was closed and opened again', async () => {
    await tab('Go live').click();
    await page.getByRole('heading', { name: `${sp} · ${value} ←`, exact: false }).first().waitFor();
    const left = new URL(page.url()).hash;
    await expect.poll(() => app.call('app.place', {}), patient).toBe(left.slice(1));
    await app.end();
    await page.context().close();
    await app.run();
    const context = await browser.newContext();
    page = await context.newPage();
    await page.goto(app.url);
    await expect.poll(() => new URL(page.url()).hash, patient).toBe(left);
    await readiness(/^Proven/);
  });
});
