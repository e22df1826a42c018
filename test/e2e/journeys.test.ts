/** The main job in the browser, from the empty app to the cause of a login that failed, and back after a restart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { App, drop, heading, listenTo, openBrowser, report, verdict, visit } from './app.ts';

const entityID = 'https://sso.heroku.com/saml/acme';
const unknownKey = 'The identity provider signed with a key that is not in the metadata you gave.';
const fingerprint = /\b(?:[0-9A-F]{2}:){31}[0-9A-F]{2}\b/g;

let browser: Browser;
let app: App;

beforeAll(async () => {
  browser = await openBrowser();
  app = await App.start();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Connection' }).getByRole('link', { name });

/** Starts a login in the app and signs in, in the tab that opens. */
async function logIn(page: Page, answer: string | null): Promise<Page> {
  if (answer !== null) await page.getByRole('combobox', { name: /answers/ }).selectOption({ label: answer });
  const [signIn] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: 'Start test login' }).click()]);
  await signIn.getByRole('heading', { name: 'Practice identity provider' }).waitFor();
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  return signIn;
}

describe('Heroku through Okta, acted by the practice identity provider', () => {
  let page: Page;
  let complaints: string[];

  beforeAll(async () => ({ page, complaints } = await visit(browser, app)));

  it('teaches while there is nothing, and makes a connection from two choices and a team', async () => {
    await page.getByRole('heading', { name: /^A connection is/ }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'New connection' }).click();
    const dialog = page.getByRole('dialog', { name: 'New connection' });
    await dialog.getByRole('radio', { name: 'Heroku' }).click();
    await dialog.getByRole('textbox', { name: /team/i }).fill('acme');
    await dialog.getByText(entityID, { exact: true }).waitFor();
    await dialog.getByRole('combobox', { name: /Identity provider/ }).selectOption('okta');
    await dialog.getByRole('button', { name: 'Create connection' }).click();
    await dialog.waitFor({ state: 'detached' });
    await heading(page, /Heroku.*acme.*Okta/).waitFor();
    await tab(page, 'Setup').and(page.locator('[aria-current=page]')).waitFor();
  });

  it('shows the values for the consoles on Setup', async () => {
    const values = page.getByRole('complementary', { name: 'Values for the consoles' });
    await values.getByText(entityID, { exact: true }).waitFor();
    await values.getByText(`${entityID}/finalize`, { exact: true }).first().waitFor();
    expect(await values.getByRole('button', { name: /^Copy/ }).count()).toBeGreaterThanOrEqual(2);
  });

  it('takes the metadata that is dropped on the connection', async () => {
    const { metadataURL } = await app.call('idp.status', {});
    const metadata = await (await fetch(metadataURL!)).text();
    await tab(page, 'Metadata').click();
    await drop(page, page.getByRole('textbox', { name: /Drop or paste the identity provider/ }), 'metadata.xml', metadata);
    const preview = page.getByRole('region', { name: 'What would be saved' });
    await preview.getByRole('row', { name: /singleSignOnService \(HTTP-Redirect\) new/ }).waitFor();
    await preview.getByRole('button', { name: 'Save', exact: true }).click();
    await verdict(page, 'Accepted').waitFor();
    await page.getByText(/^The practice identity provider stands in for Okta/).waitFor();
  });

  it('passes a test login in a tab of its own', async () => {
    await tab(page, 'Test login').click();
    const signIn = await logIn(page, 'correctly');
    await verdict(page, 'Accepted').waitFor();
    const identity = report(page).getByRole('region', { name: 'Verified identity' });
    await identity.getByRole('heading', { name: 'Signed in as' }).waitFor();
    const { settings } = await app.call('idp.status', {});
    expect(await identity.locator('.identity-name').innerText()).toContain(settings.nameID);
    await signIn.getByText('The answer has been received.').waitFor();
    await signIn.close();
  });

  it('tells the cause when the other key signed, with both fingerprints', async () => {
    const signIn = await logIn(page, 'Other key');
    await verdict(page, 'Rejected').waitFor();
    await report(page).getByRole('heading', { name: unknownKey }).waitFor();
    const proof = await report(page).getByRole('table', { name: /^Proof/ }).innerText();
    expect(new Set(proof.replaceAll(/\s/g, '').match(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/g) ?? []).size, proof).toBe(2);
    const { keys, other } = await certificates();
    expect(proof.replaceAll(/\s/g, '')).toContain(keys);
    expect(proof.replaceAll(/\s/g, '')).toContain(other);
    await report(page).getByText('Nothing on this page is verified identity.').waitFor();
    await signIn.getByText('The answer has been received.').waitFor();
    await signIn.close();
  });

  it('lists both logins, the cause as the title', async () => {
    await tab(page, 'History').click();
    await expectHistory(page);
    expect(complaints).toEqual([]);
  });

  it('is where it was left after it was closed and opened again', async () => {
    const place = new URL(page.url()).hash.slice(1);
    await app.end();
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
    await page.close();
    await app.run();
    const again = await visit(browser, app, place);
    await heading(again.page, /Heroku.*acme.*Okta/).waitFor();
    await expectHistory(again.page);
    await again.page.getByRole('link', { name: unknownKey }).click();
    await report(again.page).getByRole('heading', { name: unknownKey }).waitFor();
    await verdict(again.page, 'Rejected').waitFor();
    await tab(again.page, 'Metadata').click();
    await verdict(again.page, 'Accepted').waitFor();
    await tab(again.page, 'Overview').click();
    await again.page.getByText(/^From practice identity provider/).waitFor();
    expect(again.complaints).toEqual([]);
    await again.page.context().close();
  });
});

async function certificates(): Promise<{ keys: string; other: string }> {
  const list = await app.call('key.list', {});
  const of = (id: string): string => list.find((one) => one.id === id)?.sha256 ?? `no key ${id}`;
  for (const text of [of('idp'), of('idp-other')]) expect(text).toMatch(fingerprint);
  return { keys: of('idp'), other: of('idp-other') };
}

async function expectHistory(page: Page): Promise<void> {
  const rows = page.locator('.history').getByRole('listitem');
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2);
  const said = await rows.allInnerTexts();
  expect(said[0]).toContain(unknownKey);
  expect(said[1]).not.toContain(unknownKey);
  await rows.nth(0).getByRole('img', { name: 'rejected' }).waitFor();
  await rows.nth(1).getByRole('img', { name: 'accepted' }).waitFor();
}

describe('without any identity provider', () => {
  it('comes from the empty app to a passed login in three clicks', async () => {
    const own = await App.start();
    try {
      const { page, complaints } = await visit(browser, own);
      await page.getByRole('button', { name: 'Try it with the practice identity provider' }).click();
      const signIn = await logIn(page, null);
      await verdict(page, 'Accepted').waitFor();
      await report(page).getByRole('region', { name: 'Verified identity' }).waitFor();
      await signIn.close();
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      await own.stop();
    }
  });
});

describe('the page that the host serves', () => {
  it('says what to do where the address lacks the key', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints = listenTo(page, app);
    await page.goto(app.origin);
    await page.getByText(/lacks the key/).waitFor();
    await page.getByText(/Open the whole address that was printed in the terminal/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says what to do where the key is of an earlier start', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${app.origin}/#token=wrong`);
    await page.getByText('This window was not opened by the running SSO Workbench.').first().waitFor();
    await page.getByText('Open the address that SSO Workbench printed when it started.').first().waitFor();
    // The right address in the same tab works: only the fragment differs.
    await page.goto(app.at('/settings'));
    await heading(page, 'Settings').waitFor();
    expect(page.url()).not.toContain('token');
    await context.close();
  });
});
