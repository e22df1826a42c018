/** From the gate to the runbook in the browser: the typed word, the cleaned file, metadata on the wrong side, and what is printed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Download, Page } from 'playwright-core';
import { App, drop, go, openBrowser, root, visit } from './app.ts';

let browser: Browser;
let app: App;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  app = await App.start();
  ({ page, complaints } = await visit(browser, app));
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const sample = (name: string): string => readFileSync(join(root, 'test/fixtures/metadata', `${name}.xml`), 'utf8');
const box = () => page.getByRole('textbox', { name: /Drop or paste the identity provider/ });
const preview = () => page.getByRole('region', { name: 'What would be saved' });
const textOf = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8');
const downloaded = async (name: string | RegExp): Promise<Download> => (await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]))[0];

describe('metadata before it is saved', () => {
  let id = '';
  beforeAll(async () => {
    ({ id } = await app.call('connection.create', { sp: 'other', spInputs: {}, idp: 'entra' }));
    await app.call('connection.setMetadata', { id, side: 'idp', content: { text: sample('entra') }, source: 'dropped entra.xml' });
    await go(page, `/connections/${id}/metadata`);
    await page.getByRole('button', { name: 'Replace' }).click();
  });

  it('shows what would change, and keeps nothing until it is told to', async () => {
    await drop(page, box(), 'okta.xml', sample('okta'));
    await preview().getByRole('row', { name: /^entityID changed/ }).waitFor();
    await preview().getByText('Another entityID is another tenant').waitFor();
    await preview().getByText(/Its entityID is one of Okta/).waitFor();
    await preview().getByRole('button', { name: 'Leave as it is' }).click();
    await preview().waitFor({ state: 'detached' });
    expect((await app.call('connection.get', { id })).idp.metadata!.source).toBe('dropped entra.xml');
  });

  it('lists the entities of a file with several, and saves the chosen one', async () => {
    await drop(page, box(), 'all.xml', sample('aggregate'));
    await preview().getByRole('heading', { name: /^It holds 4 entities/ }).waitFor();
    await preview().getByRole('button', { name: /idp\.example\.com\/idp\/shibboleth/ }).click();
    await preview().getByRole('row', { name: /^entityID changed/ }).waitFor();
    await preview().getByRole('button', { name: 'Leave as it is' }).click();
  });

  it('turns a service provider’s metadata to the other side with one click', async () => {
    await drop(page, box(), 'sp.xml', sample('service-provider'));
    await preview().getByText('This is the service provider’s metadata, not the identity provider’s.').waitFor();
    await preview().getByRole('button', { name: 'Use it as the target' }).click();
    await preview().waitFor({ state: 'detached' });
    const { sp, idp } = await app.call('connection.get', { id });
    expect([sp.metadata?.summary.role, idp.metadata?.source]).toEqual(['sp', 'dropped entra.xml']);
  });
});

describe('the upload', () => {
  let id = '';
  const step = () => page.locator('.setup-step', { hasText: /Hand the identity provider’s metadata to Heroku/ });
  beforeAll(async () => {
    ({ id } = await app.call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'entra' }));
    await app.call('connection.setMetadata', { id, side: 'idp', content: { text: sample('adfs') }, source: 'dropped adfs.xml' });
    await go(page, `/connections/${id}/setup/${encodeURIComponent('heroku/hand-over')}`);
  });

  it('is shut while something is wrong, and takes no other word than the one asked for', async () => {
    await step().getByText(/is one of AD FS, and this setup is for Microsoft Entra ID/).first().waitFor();
    expect(await step().getByRole('button', { name: /\.xml$/ }).count()).toBe(0);
    await step().getByText('Hand it over all the same').click();
    const field = step().getByRole('textbox', { name: 'Type hand over anyway' });
    await field.fill('yes');
    await step().getByRole('button', { name: 'Open the upload' }).click();
    await step().getByText('“yes” was typed where “hand over anyway” is asked for.').waitFor();
    await field.fill('hand over anyway');
    await step().getByRole('button', { name: 'Open the upload' }).click();
    await step().getByText(/^Opened against the judge’s word/).waitFor();
    expect((await app.call('connection.get', { id })).overrides).toMatchObject([{ gate: 'suspect' }]);
    // The browser tells of every answer that is not 200.
    expect(complaints.filter((each) => !each.includes('400'))).toEqual([]);
    complaints.length = 0;
  });

  it('hands over a cleaned copy, and says what was left out', async () => {
    await step().getByText(/^A certificate for encryption only/).waitFor();
    const cleaned = await textOf(await downloaded('entra-metadata.xml'));
    expect(cleaned).toContain('IDPSSODescriptor');
    expect(cleaned).not.toMatch(/RoleDescriptor|SPSSODescriptor|use="encryption"|<\w*:?Signature\b/);
    await step().getByText('The cleaned copy and the original, side by side').click();
    const original = await textOf(await downloaded('Save the original'));
    expect(original).toBe(sample('adfs'));
  });
});

describe('going live', () => {
  let id = '';
  beforeAll(async () => {
    ({ id } = await app.call('connection.create', { sp: 'heap', spInputs: { appId: '1234567890' }, idp: 'okta' }));
    await app.call('connection.setMetadata', { id, side: 'idp', content: { text: sample('okta') }, source: 'dropped okta.xml' });
    await go(page, `/connections/${id}/go-live`);
  });

  it('says what stands against it, and takes a list of people and the way back in', async () => {
    await page.getByRole('heading', { name: 'Do not enforce it at Heap yet' }).waitFor();
    await drop(page, page.getByRole('textbox', { name: /^The people who will sign in/ }), 'people.csv', 'Name,E-mail\nAda,ada@acme.example.com\nBob,\n', 'text/csv');
    await page.getByText('1 person read.').waitFor();
    await page.getByText('No address in line 3, “Bob,”.').waitFor();
    await page.getByRole('textbox', { name: 'Account that gets in without single sign-on' }).fill('root@acme.example.com');
    await page.keyboard.press('Enter');
    await page.getByText('root@acme.example.com, as you noted.').first().waitFor();
    expect((await app.call('connection.get', { id })).goLive).toEqual({ people: ['ada@acme.example.com'], breakGlass: 'root@acme.example.com' });
  });

  it('writes the runbook as Markdown and as a page of its own that loads nothing', async () => {
    const markdown = await downloaded('Markdown');
    expect(markdown.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d-heap-okta-runbook\.md$/);
    expect(await textOf(markdown)).toMatch(/^# Heap · 1234567890 ← Okta: single sign-on runbook\n[^]*## Way back, to print/);
    const html = await (await downloaded('HTML')).path();
    const context = await browser.newContext();
    const own = await context.newPage();
    const asked: string[] = [];
    own.on('request', (request) => asked.push(request.url()));
    await own.setContent(readFileSync(html, 'utf8'));
    await own.getByRole('heading', { name: 'Before it is enforced' }).waitFor();
    expect(asked).toEqual([]);
    await context.close();
  });

  it('prints the runbook and nothing else of the app', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.side').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Markdown' }).isVisible()).toBe(false);
    expect(await page.locator('.runbook td').first().evaluate((cell) => getComputedStyle(cell).color)).toBe('rgb(20, 23, 28)');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    expect(complaints).toEqual([]);
  });
});
