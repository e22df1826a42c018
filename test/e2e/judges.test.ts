/** How other programs would decide, on the screen: asked for when it is opened, and to be read and copied. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { App, documentBox, openBrowser, report, root, verdict, visit } from './app.ts';

const file = (...path: string[]): string => readFileSync(join(root, 'test', ...path), 'utf8');

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

it('tells what node-saml says to a response for another audience', async () => {
  const { page, complaints } = await visit(browser, app, '/inspect');
  const entityID = 'https://acme.example.com/saml/metadata';
  await page.getByText('What to expect, by hand').click();
  const fields: [RegExp, string][] = [
    [/^entityID of the service provider/, entityID], [/^ACS URL/, 'https://acme.example.com/saml/acs'], [/^ID of the request/, '_request5d3a1c'], [/^Judge as if it were/, '2026-11-22T08:00:00Z'],
  ];
  await page.getByRole('textbox', { name: /^Or only its signing certificate/ }).fill(file('keys', 'idp-rsa.crt.pem'));
  for (const [name, value] of fields) await page.getByRole('textbox', { name }).fill(value);
  await documentBox(page).fill(file('fixtures', 'responses', 'forged', 'audience-other.xml'));
  await page.getByRole('button', { name: 'Inspect', exact: true }).click();
  await verdict(page, 'Rejected').waitFor();

  const section = report(page).locator('details').filter({ hasText: 'How would other programs decide?' });
  expect(await section.getByRole('table').count()).toBe(0);
  // By keyboard alone.
  await section.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  const row = section.getByRole('row').filter({ has: page.getByRole('button', { name: 'node-saml, signed assertion', exact: true }) });
  await row.getByText('rejects').waitFor();
  expect(await row.locator('code').textContent()).toBe(`SAML assertion audience mismatch. Expected: ${entityID} Received: https://contoso.example.com/saml/metadata`);
  expect(await section.getByRole('row').filter({ has: page.getByRole('button', { name: 'xml-crypto', exact: true }) }).getByText('accepts', { exact: true }).count()).toBe(1);
  expect(await section.locator('summary').first().textContent()).toMatch(/\d+ accept, \d+ reject, \d+ unknown/);

  const name = row.getByRole('button', { name: 'node-saml, signed assertion', exact: true });
  await name.focus();
  await page.keyboard.press('Enter');
  expect(await name.getAttribute('aria-expanded')).toBe('true');
  expect(await section.locator('tr.judge-more:not([hidden])').getByText('acceptedClockSkewMs is 0').isVisible()).toBe(true);
  await page.context().close();
  expect(complaints).toEqual([]);
});
