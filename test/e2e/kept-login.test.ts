/** A kept login in the browser: moved in time and across a planned change of key, its signed bytes, and an error text held against it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { App, go, openBrowser, report, root, verdict, visit } from './app.ts';

const nextCertificate = readFileSync(join(root, 'test', 'keys', 'other-rsa.crt.pem'), 'utf8');

let browser: Browser;
let app: App;
let page: Page;
let complaints: string[];
let connection: string;
let passed: string;
let rejected: string;

beforeAll(async () => {
  browser = await openBrowser();
  app = await App.start();
  connection = await app.practising();
  passed = await app.login(browser, connection, null);
  rejected = await app.login(browser, connection, 'wrong-audience');
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const historyOf = (id: string): string => `/connections/${connection}/history/${id}`;

beforeEach(async () => {
  ({ page, complaints } = await visit(browser, app, historyOf(passed)));
  await verdict(page, 'Accepted').waitFor();
});

afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
});

describe('the time machine of a kept login', () => {
  it('judges it after its end and back when it arrived', async () => {
    await page.getByRole('button', { name: 'When it stops', exact: true }).click();
    await verdict(page, 'Rejected').waitFor();
    await page.getByText(/^Judged as of .* not when it arrived$/).waitFor();
    await page.getByRole('button', { name: 'Back to when it arrived' }).click();
    await verdict(page, 'Accepted').waitFor();
    expect(await page.getByRole('button', { name: 'When it arrived', exact: true }).getAttribute('aria-pressed')).toBe('true');
  });

  it('says in words what starts and stops it', async () => {
    const times = report(page).getByRole('region', { name: 'When this login counts' });
    await times.getByText(/the assertion may be used from then on/).waitFor();
    await times.getByText(/the assertion ends/).first().waitFor();
  });

  it('shows its signed bytes', async () => {
    await page.getByText('Signed bytes', { exact: true }).click();
    await page.getByText('A careless reader takes the very values that were signed').waitFor();
  });
});

describe('a planned change of the key', () => {
  it('is noted under Certificates, and refuses the login from then on', async () => {
    await go(page, `/connections/${connection}/certificates`);
    await page.getByRole('button', { name: 'Note a planned change' }).click();
    await page.getByLabel('When the new key takes over').fill(`${new Date().getFullYear() + 1}-03-01T08:00`);
    await page.getByRole('textbox', { name: 'The next certificate' }).fill(nextCertificate);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('CN=Other identity provider').waitFor();

    await go(page, historyOf(passed));
    await page.getByRole('button', { name: 'After the planned rollover' }).click();
    await report(page).getByRole('heading', { name: /^The response is signed with the key that the rollover planned for .* replaces/ }).waitFor();

    await go(page, `/connections/${connection}/certificates`);
    await page.getByRole('button', { name: 'Remove the plan' }).click();
    await page.getByRole('button', { name: 'Note a planned change' }).waitFor();
  });
});

describe('an error text held against a login', () => {
  it('fits the login that it tells of, with the proof', async () => {
    await go(page, historyOf(rejected));
    await verdict(page, 'Rejected').waitFor();
    await report(page).getByText('What does the other side’s error text say?').click();
    await page.getByRole('textbox', { name: /^What its page or its log said/ }).fill('Invalid audience for this Response');
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    const first = page.getByRole('list', { name: /^Explanations/ }).getByRole('listitem').first();
    await first.getByText('Fits your capture:').waitFor();
    await first.getByText('in the response', { exact: true }).first().waitFor();
  });

  it('is contradicted by the login looked at last, on the Explain screen', async () => {
    await go(page, '/explain');
    await page.getByRole('textbox', { name: /^What did the page/ }).fill('conditions/audience');
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    await page.getByText('Your capture says otherwise:').waitFor();
    await page.getByRole('combobox', { name: 'Hold it against' }).selectOption(rejected);
    await page.getByText('Fits your capture:').waitFor();
    await page.getByRole('combobox', { name: 'Hold it against' }).selectOption('nothing');
    await page.getByText('Fits your capture:').waitFor({ state: 'detached' });
  });
});
