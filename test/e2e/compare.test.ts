/** Both sides' values side by side, and what is wrong with a claim, in the browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { App, openBrowser, paste, visit } from './app.ts';

const entityID = 'https://sso.heroku.com/saml/acme';

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

const tab = (page: Page, name: string): Locator => page.getByRole('navigation', { name: 'Connection' }).getByRole('link', { name });
const sentence = (page: Page): Locator => page.getByRole('main').getByRole('status').first();
const row = (page: Page, id: string): Locator => page.locator(`[data-row="${id}"]`);
/** Of a row, the cell in that column; the row's own name stands before them. */
const cell = (page: Page, id: string, column: number): Locator => row(page, id).getByRole('row').first().getByRole('cell').nth(column);
const [needs, , typed, sent] = [0, 1, 2, 3];

async function herokuThroughEntra(): Promise<string> {
  const { id } = await app.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'entra' });
  await app.call('connection.usePractice', { id });
  return id;
}

describe('the tab Compare', () => {
  it('is unknown all over while there is nothing, and says what to do', async () => {
    const { id } = await app.call('connection.create', { sp: 'other', spInputs: {}, idp: 'keycloak' });
    const { page, complaints } = await visit(browser, app, `/connections/${id}/compare`);
    await sentence(page).filter({ hasText: 'Nothing can be compared yet' }).waitFor();
    expect(await page.getByRole('table', { name: 'Values side by side' }).getByText(/^different$/).count()).toBe(0);
    await cell(page, 'entityID', typed).getByText('not known yet').waitFor();
    await cell(page, 'entityID', typed).getByRole('button', { name: /^Type it in/ }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.closest('[id]')?.id ?? '')).not.toBe('');
    await page.keyboard.type('urn:typed');
    await page.getByRole('textbox', { name: 'Client ID' }).and(page.locator('[value="urn:typed"]')).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds a planted slash, tells where to change it, and is content once it is right, also after a reload', async () => {
    const id = await herokuThroughEntra();
    const { page, complaints } = await visit(browser, app, `/connections/${id}/overview`);
    await tab(page, 'Compare').click();
    const field = page.getByRole('textbox', { name: 'Identifier (Entity ID)' });
    await field.fill(`${entityID}/`);
    await cell(page, 'entityID', typed).getByText('different').waitFor();
    await row(page, 'entityID').getByText('They differ only in the trailing slash.').waitFor();
    await row(page, 'entityID').getByText('Basic SAML Configuration').waitFor();
    await row(page, 'entityID').getByRole('button', { name: `Copy the value to enter` }).waitFor();
    expect(await row(page, 'entityID').locator('mark').allInnerTexts()).toEqual(['/']);
    await sentence(page).filter({ hasText: /^1 thing differs; to change: Name of Heroku/ }).waitFor();

    await field.fill(` “${entityID}” `);
    await cell(page, 'entityID', typed).getByText('equal').waitFor();
    await sentence(page).filter({ hasText: /^All known values agree/ }).waitFor();
    await expectKept(id, 'entityID', ` “${entityID}” `);
    await page.reload();
    await cell(page, 'entityID', typed).getByText('equal').waitFor();
    await cell(page, 'entityID', needs).getByText('must be').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('holds the last login against the needs, and marks what nobody signed', async () => {
    const id = await herokuThroughEntra();
    await app.login(browser, id, 'audience-slash');
    const { page, complaints } = await visit(browser, app, `/connections/${id}/compare`);
    await cell(page, 'entityID', sent).getByText('different').waitFor();
    expect(await cell(page, 'entityID', sent).getByText('not verified').count()).toBe(0);
    await app.login(browser, id, 'unsigned');
    await cell(page, 'signing', sent).getByText('different').waitFor();
    await cell(page, 'entityID', sent).getByText('not verified').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('stacks its cells in a narrow window, without a sideways scroll', async () => {
    const id = await herokuThroughEntra();
    const { page } = await visit(browser, app, `/connections/${id}/compare`, { viewport: { width: 480, height: 900 } });
    await row(page, 'entityID').getByText('What Heroku needs').waitFor();
    const width = await page.evaluate(() => { const main = document.getElementById('main')!; return [main.scrollWidth, main.clientWidth]; });
    expect(width[0]).toBeLessThanOrEqual(width[1]!);
    const box = async (column: number) => (await cell(page, 'entityID', column).boundingBox())!;
    expect((await box(typed)).y).toBeGreaterThan((await box(needs)).y);
    await page.context().close();
  });
});

describe('the tab Claims', () => {
  it('shows the change of a wrong NameID in Entra’s words', async () => {
    const id = await herokuThroughEntra();
    await app.login(browser, id, 'missing-email');
    const { page, complaints } = await visit(browser, app, `/connections/${id}/overview`);
    await tab(page, 'Claims').click();
    const nameID = page.getByRole('region', { name: 'NameID' });
    await nameID.getByText('no e-mail address').first().waitFor();
    await nameID.getByText('Unique User Identifier').first().waitFor();
    await nameID.getByText('user.mail', { exact: true }).waitFor();
    await nameID.getByText('Choose name identifier format').waitFor();
    await nameID.getByText('Email address', { exact: true }).waitFor();
    await nameID.getByText('login refused').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes the names a service provider reads, and finds the claim under another', async () => {
    const { id } = await app.call('connection.create', { sp: 'other', spInputs: { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs' }, idp: 'entra' });
    await app.call('connection.usePractice', { id });
    const { settings } = await app.call('idp.status', {});
    await app.call('idp.configure', { ...settings, attributes: [{ name: 'email', values: ['ada@example.com'] }] });
    const exchangeId = await app.login(browser, id, null);
    await app.call('idp.configure', settings);
    const { page, complaints } = await visit(browser, app, `/connections/${id}/claims`);
    const name = page.getByRole('textbox', { name: /^E-mail address/ });
    await name.fill('mail');
    await name.press('Enter');
    const email = page.getByRole('region', { name: 'E-mail address' });
    await email.getByText('under another name').waitFor();
    await email.getByText('Add new claim').waitFor();
    await email.getByText('user.mail', { exact: true }).waitFor();
    await email.getByRole('button', { name: 'Copy Name' }).waitFor();
    await name.fill('email');
    await name.press('Enter');
    await email.getByText('found', { exact: true }).waitFor();

    // The same response, pasted: it is judged by what is wanted now.
    const { response } = await app.call('exchange.get', { id: exchangeId });
    await page.getByText('Paste another response').click();
    await paste(page.getByRole('textbox', { name: 'Response', exact: true }), response!.encoded);
    await page.getByText('Looking at the pasted response').waitFor();
    await email.getByText('found', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function expectKept(id: string, field: string, text: string): Promise<void> {
  await expect.poll(async () => (await app.call('connection.get', { id })).typed?.[field]).toBe(text);
}
