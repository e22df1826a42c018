/** Do it by script: a recipe is chosen, read, saved as it stands, and says what it lacks. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { App, openBrowser, visit } from './app.ts';

let browser: Browser;
let app: App;
let connection = '';

beforeAll(async () => {
  browser = await openBrowser();
  app = await App.start();
  ({ id: connection } = await app.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'entra' }));
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const section = (page: Page) => page.getByRole('region', { name: 'Do it by script' });
async function open(page: Page, recipe: string): Promise<void> {
  await section(page).getByText('Do it by script').click();
  await section(page).getByLabel('Recipe', { exact: true }).selectOption(recipe);
}

describe('recipes', () => {
  it('are read and saved with this connection’s values', async () => {
    const { page, complaints } = await visit(browser, app, `/connections/${connection}/setup`);
    await open(page, 'entra-terraform');
    const text = await section(page).getByRole('region', { name: 'entra-application.tf' }).innerText();
    expect(text).toContain('identifier_uri = "https://sso.heroku.com/saml/acme"');
    expect(await section(page).getByRole('region', { name: 'To fill in' }).innerText()).toContain('pilot_user_object_id');
    expect(await section(page).getByRole('region', { name: /^Unconfirmed/ }).isVisible()).toBe(true);
    const [download] = await Promise.all([page.waitForEvent('download'), section(page).getByRole('button', { name: 'entra-application.tf' }).click()]);
    expect(download.suggestedFilename()).toBe('entra-application.tf');
    expect(readFileSync(await download.path(), 'utf8').trimEnd()).toBe(text.trimEnd());
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('say what is missing, stay chosen, and fit a narrow window', async () => {
    const { page, complaints } = await visit(browser, app, `/connections/${connection}/setup`, { viewport: { width: 360, height: 800 } });
    await open(page, 'heroku-api');
    await section(page).getByText('The metadata of Microsoft Entra ID is missing: bring it here first.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Setup', exact: true }).click();
    expect(await section(page).getByLabel('Recipe', { exact: true }).inputValue()).toBe('heroku-api');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
