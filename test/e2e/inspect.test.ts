/** Everything that can be handed in, and the report with the document beside it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { App, documentBox, drop, everythingBox, go, heading, openBrowser, paste, report, root, verdict, visit } from './app.ts';

interface Recording {
  spEntityID: string;
  acsUrl: string;
  requestID: string;
  now: string;
  response: string;
}

/** A fingerprint without what groups it. */
const letters = (text: string): string => text.replaceAll(/[\s:]/g, '');
const file = (...path: string[]): string => readFileSync(join(root, 'test', ...path), 'utf8');
const recording = JSON.parse(file('recorded', 'simplesamlphp-signed-both.json')) as Recording;
const metadata = file('recorded', 'metadata', 'simplesamlphp.xml');
const certificate = file('keys', 'idp-rsa.crt.pem');
const privateKey = file('keys', 'idp-rsa.key.pem');

let browser: Browser;
let app: App;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  app = await App.start();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

beforeEach(async () => ({ page, complaints } = await visit(browser, app, '/inspect')));

afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
});

/** What the service provider expects, typed by hand. */
async function expectByHand(given: Partial<Recording> & { metadata?: string }): Promise<void> {
  const fields: [RegExp, string | undefined][] = [
    [/^Metadata of the identity provider/, given.metadata], [/^entityID of the service provider/, given.spEntityID], [/^ACS URL/, given.acsUrl], [/^ID of the request/, given.requestID], [/^Judge as if it were/, given.now],
  ];
  const first = page.getByRole('textbox', { name: fields[0]![0] });
  if (!await first.isVisible()) await page.getByText('What to expect, by hand').click();
  for (const [name, value] of fields) if (value !== undefined) await page.getByRole('textbox', { name }).fill(value);
}

async function inspectText(text: string): Promise<void> {
  await documentBox(page).fill(text);
  await page.getByRole('button', { name: 'Inspect', exact: true }).click();
}

const xml = (): Locator => report(page).getByRole('region', { name: 'The document' });
const checks = (): Locator => report(page).getByRole('region', { name: 'Checks' });

describe('a response that a real identity provider sent', () => {
  it('is accepted with its metadata and what its service provider expected', async () => {
    await expectByHand({ ...recording, metadata });
    await inspectText(recording.response);
    await verdict(page, 'Accepted').waitFor();
    await report(page).getByRole('region', { name: 'Verified identity' }).waitFor();
  });

  it('is not verified when pasted without anything to judge against', async () => {
    await paste(documentBox(page), recording.response);
    await report(page).waitFor();
    expect(await report(page).locator('.verdict.large').innerText()).not.toBe('Accepted');
    await report(page).getByText('Nothing on this page is verified identity.').waitFor();
  });

  it('names every signature and what it covers', async () => {
    await expectByHand({ ...recording, metadata });
    await inspectText(recording.response);
    const legend = xml().getByRole('list', { name: 'What each signature covers' }).getByRole('listitem');
    await legend.first().waitFor();
    const said = await legend.allInnerTexts();
    expect(said).toHaveLength(2);
    expect(said.join('\n')).toMatch(/Signature 1 covers the (Response|Assertion): verified by/);
    expect(said.join('\n')).toMatch(/Signature 2 covers the (Response|Assertion): verified by/);
  });
});

describe('findings and the document', () => {
  const other = { ...recording, metadata, spEntityID: 'https://other.example.com/saml', acsUrl: 'https://other.example.com/acs' };

  beforeEach(async () => {
    await expectByHand(other);
    await inspectText(recording.response);
    await verdict(page, 'Rejected').waitFor();
    await xml().locator('.finding-marker').filter({ visible: true }).first().waitFor();
  });

  it('light the place in the XML when clicked', async () => {
    const row = checks().getByRole('button', { name: /audience/i }).first();
    await row.click();
    await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true');
    await xml().locator('.finding.selected').first().waitFor();
    expect(await xml().locator('.finding.selected').first().innerText()).toMatch(/Audience|Conditions|http/);
    expect(await isInView(xml().locator('.finding.selected').first())).toBe(true);
  });

  it('are chosen by a click on what is marked', async () => {
    const marked = xml().locator('.finding.fail').first();
    await marked.scrollIntoViewIfNeeded();
    await marked.click();
    await xml().locator('.finding.selected').first().waitFor();
    const open = checks().locator('[data-check][aria-expanded=true]');
    await open.waitFor();
    expect(await isInView(open)).toBe(true);
  });

  it('are walked over with j and k', async () => {
    await page.getByRole('heading', { level: 1 }).click();
    const open = checks().locator('[data-check][aria-expanded=true]');
    const at = (): Promise<string | null> => open.getAttribute('data-check');
    await page.keyboard.press('j');
    const first = await at();
    await page.keyboard.press('j');
    await expect.poll(at).not.toBe(first);
    const second = await at();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-check'))).toBe(second);
    await page.keyboard.press('k');
    await expect.poll(at).toBe(first);
  });

  it('are filtered by outcome and by words', async () => {
    const rows = checks().locator('[data-check]');
    const chips = checks().getByRole('group', { name: 'Show only' }).getByRole('button');
    const failed = chips.filter({ hasText: 'failed' });
    const count = Number((await failed.innerText()).replaceAll(/\D/g, ''));
    await failed.click();
    expect(await failed.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => rows.count()).toBe(count);
    expect(await rows.getByRole('img', { name: 'failed' }).count()).toBe(count);
    await failed.click();
    await checks().getByRole('searchbox').fill('no check says this');
    await checks().getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(count);
  });
});

const isInView = (target: Locator): Promise<boolean> => target.evaluate((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
});

describe('a remark of a check that passed', () => {
  it('says what was found, not what the check is called', async () => {
    await inspectText(file('fixtures', 'metadata', 'okta.xml'));
    const row = checks().locator('[data-check="metadata/no-valid-until"]');
    await row.waitFor();
    expect(await row.innerText()).toContain('has no validUntil');
    expect(await row.getByRole('img').getAttribute('aria-label')).toBe('worth knowing');
  });
});

describe('the signed bytes of what was encrypted', () => {
  it('are found from the document, in the part that was decrypted', async () => {
    await expectByHand({ now: '2026-11-22T08:00:00Z' });
    await page.getByRole('textbox', { name: 'Or only its signing certificate' }).fill(certificate);
    await page.getByRole('textbox', { name: 'Private key to decrypt with' }).fill(file('keys', 'sp-rsa.key.pem'));
    await inspectText(file('fixtures', 'responses', 'legal', 'encrypted-aes-256-gcm-oaep.xml'));
    await xml().getByText('Signed bytes', { exact: true }).click();
    const lens = xml().getByRole('region', { name: 'Signed bytes' });
    await lens.getByText(/: 0 of /).waitFor();
    await lens.getByRole('button', { name: 'decrypted assertion' }).click();
    await lens.getByText(/: [1-9][\d,]* of /).waitFor();
    expect(await lens.getByText('What is signed stands in another part').count()).toBe(0);
  });
});

/** A browser's capture in which every one of these was posted to the ACS URL. */
const har = (...responses: string[]): string => JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries: responses.map((response) => ({
  startedDateTime: recording.now, request: { method: 'POST', url: recording.acsUrl, headers: [], postData: { mimeType: 'application/x-www-form-urlencoded', text: `SAMLResponse=${encodeURIComponent(response)}` } }, response: { status: 302, headers: [], content: {} },
})) } });

describe('several messages in one input', () => {
  it('are listed with their verdicts, and gone to from there', async () => {
    await inspectText(har(...['email', 'signed-both', 'sha1'].map((name) => (JSON.parse(file('recorded', `simplesamlphp-${name}.json`)) as Recording).response)));
    await page.getByText('All 3, with their verdicts').click();
    const list = page.getByRole('list', { name: 'All messages' });
    await list.getByRole('listitem').nth(2).waitFor();
    for (const each of await list.getByRole('listitem').allInnerTexts()) expect(each).toMatch(/rejected\s+response: /i);
    const third = list.getByRole('button').nth(2);
    await third.focus();
    await page.keyboard.press('Enter');
    await list.locator('li[aria-current]', { hasText: '3' }).waitFor();
    expect(await page.getByRole('combobox', { name: /this report is about number/ }).inputValue()).toBe('2');
    expect(await third.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('the time a report is judged at', () => {
  it('can be typed to the second, and the way back keeps the focus', async () => {
    await inspectText(recording.response);
    const time = report(page).getByLabel('or at (UTC)');
    await time.fill('2026-01-02T03:04:05');
    await report(page).getByText('2026-01-02 03:04:05 UTC').first().waitFor();
    await report(page).getByRole('button', { name: 'Back to now' }).click();
    await report(page).locator('.as-of').waitFor({ state: 'detached' });
    expect(await page.getByRole('slider', { name: 'Judge as of' }).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await time.inputValue()).not.toBe('2026-01-02T03:04:05');
  });
});

describe('the box on top and the whole window', () => {
  beforeEach(() => go(page, '/connections'));

  it('know a web page, and say so', async () => {
    await drop(page, page.getByRole('main'), 'sign-in.html', '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in to continue.</p></body></html>', 'text/html');
    await heading(page, 'Inspect').waitFor();
    await report(page).getByRole('heading', { name: /This is a web page/ }).waitFor();
    await verdict(page, 'Rejected').waitFor();
  });

  it('read a certificate', async () => {
    await paste(everythingBox(page), certificate);
    await heading(page, 'Certificates').waitFor();
    const shown = report(page).getByText('SHA-256', { exact: true }).locator('xpath=following-sibling::dd');
    await shown.waitFor();
    expect(letters(await shown.innerText())).toContain(letters(new X509Certificate(certificate).fingerprint256));
    await page.getByRole('button', { name: /Copy PEM|certificate as PEM/ }).first().waitFor();
  });

  it('refuse a private key and do not show it', async () => {
    await paste(everythingBox(page), privateKey);
    await heading(page, 'Certificates').waitFor();
    await report(page).getByText(/private key/i).first().waitFor();
    const secret = privateKey.split('\n')[3]!;
    expect(secret.length).toBeGreaterThan(40);
    expect(await page.locator('body').innerText()).not.toContain(secret);
    const typed = await page.locator('textarea, input').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value).join(''));
    expect(typed).not.toContain(secret);
  });

  it('validate metadata', async () => {
    await drop(page, page.getByRole('main'), 'metadata.xml', metadata);
    await heading(page, 'Metadata').waitFor();
    await report(page).waitFor();
    await page.getByText(/entityID/).first().waitFor();
    expect(await page.getByRole('main').innerText()).toContain('metadata.xml');
  });

  it('explain the text of an error', async () => {
    await paste(everythingBox(page), 'AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application');
    await heading(page, 'Explain an error').waitFor();
    const best = page.getByRole('list', { name: /Explanations/ }).getByRole('listitem').first();
    await best.waitFor();
    expect(await best.innerText()).toMatch(/AADSTS50011|reply url|redirect/i);
  });

  it('take a paste that goes to no field', async () => {
    await paste(page.getByRole('main'), recording.response);
    await heading(page, 'Inspect').waitFor();
    await report(page).waitFor();
  });
});
