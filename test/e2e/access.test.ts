/** Every screen for everybody: what axe finds, in both themes; no sideways scrolling; lines that can be read; the keyboard alone. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { App, go, heading, openBrowser, report, visit } from './app.ts';

interface Violation {
  id: string;
  impact: string | null;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Place {
  name: string;
  route: string;
  ready: (page: Page) => Locator;
  /** Opened before it is looked at, and closed by Escape. */
  open?: (page: Page) => Promise<void>;
}

let browser: Browser;
let app: App;
let empty: App;
let connectionId: string;
let accepted: string;
let rejected: string;

beforeAll(async () => {
  browser = await openBrowser();
  [app, empty] = await Promise.all([App.start(), App.start()]);
  connectionId = await app.practising();
  accepted = await app.login(browser, connectionId, null);
  rejected = await app.login(browser, connectionId, 'other-key');
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([app?.stop(), empty?.stop()]);
});

const start = (page: Page) => page.getByRole('button', { name: 'Start test login' });

const ofConnection = (route: string) => `/connections/${connectionId}/${route}`;

/** Functions, for the ids are known only when the app runs. */
const places = (): Place[] => [
  { name: 'connections', route: '/connections', ready: (page) => page.locator('.connection-list a').first() },
  { name: 'overview', route: ofConnection('overview'), ready: (page) => page.getByRole('heading', { name: /^Last logins/ }) },
  { name: 'setup', route: ofConnection('setup'), ready: (page) => page.locator('.setup-step').first() },
  { name: 'handing over', route: ofConnection(`setup/${encodeURIComponent('heroku/hand-over')}`), ready: (page) => page.locator('.read-back').first() },
  { name: 'metadata of the connection', route: ofConnection('metadata'), ready: report },
  { name: 'test login', route: ofConnection('login'), ready: start },
  { name: 'an accepted login', route: ofConnection(`login/${accepted}`), ready: (page) => report(page).locator('.cm-content') },
  { name: 'history', route: ofConnection('history'), ready: (page) => page.locator('.history').getByRole('listitem').first() },
  { name: 'a rejected login', route: ofConnection(`history/${rejected}`), ready: (page) => report(page).locator('.cm-content') },
  { name: 'compare', route: ofConnection('compare'), ready: (page) => page.locator('.board-difference').first() },
  { name: 'claims', route: ofConnection('claims'), ready: (page) => page.locator('.claim-entry').first() },
  { name: 'going live', route: ofConnection('go-live'), ready: (page) => page.locator('.runbook td').first() },
  { name: 'certificates of the connection', route: ofConnection('certificates'), ready: (page) => page.locator('.certificate').first() },
  { name: 'inspect', route: '/inspect', ready: (page) => page.getByRole('button', { name: /example response/ }) },
  { name: 'metadata', route: '/metadata', ready: (page) => page.getByRole('heading', { name: 'What metadata is' }) },
  { name: 'certificates', route: '/certificates', ready: (page) => page.getByRole('button', { name: 'Read it' }) },
  { name: 'explain', route: '/explain', ready: (page) => page.getByRole('heading', { name: 'For example' }) },
  { name: 'practice', route: '/practice', ready: (page) => page.getByRole('heading', { name: 'Who signs in' }) },
  { name: 'settings', route: '/settings', ready: (page) => page.getByRole('spinbutton').or(page.getByRole('textbox', { name: /port/i })).first() },
  { name: 'new connection', route: '/connections', ready: (page) => page.getByRole('dialog', { name: 'New connection' }), open: (page) => page.keyboard.press('n') },
  { name: 'shortcuts', route: '/connections', ready: (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' }), open: (page) => page.keyboard.press('?') },
  { name: 'palette', route: '/connections', ready: (page) => page.getByRole('dialog', { name: 'Command palette' }), open: (page) => page.keyboard.press('Control+k') },
];

/** Goes through all places; what each look gives that is not empty is collected under the place's name. */
async function through(page: Page, look: (place: Place) => Promise<string[]>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const place of places()) {
    await go(page, place.route);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    if (place.open !== undefined) {
      await page.locator('.connection-list a').first().waitFor();
      await place.open(page);
    }
    await place.ready(page).waitFor();
    const said = await look(place);
    if (said.length > 0) found[place.name] = said;
    if (place.open !== undefined) await page.keyboard.press('Escape');
  }
  return found;
}

async function violations(page: Page): Promise<string[]> {
  // What is still appearing counts as faint, or as not there.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined)));
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  });
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> } };
    const { violations: list } = await axe.run(document, { resultTypes: ['violations'] });
    return list.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => JSON.stringify(target)).join(' ')}`);
  });
  return found;
}

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each([1280, 360])('axe finds nothing serious on any screen %i px wide', async (width) => {
    const { page } = await visit(browser, app, '/connections', { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } });
    expect(await through(page, () => violations(page))).toEqual({});
    await page.context().close();
    const first = await visit(browser, empty, '/connections', { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } });
    await first.page.getByRole('heading', { name: /^A connection is/ }).waitFor();
    expect(await violations(first.page)).toEqual([]);
    await first.page.context().close();
  });
});

describe('every width', () => {
  it('360 px: nothing scrolls sideways', async () => {
    const { page, complaints } = await visit(browser, app, '/connections', { viewport: { width: 360, height: 740 } });
    expect(await through(page, () => page.evaluate(() => {
      const main = document.querySelector('main')!;
      const over = [document.documentElement, document.body, main].filter((one) => one.scrollWidth > one.clientWidth).map((one) => `${one.tagName.toLowerCase()} is ${one.scrollWidth} px wide, of ${one.clientWidth}`);
      if (over.length === 0) return [];
      const wide = [...main.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1 && one.closest('.cm-editor') === null).slice(0, 4).map((one) => `${one.tagName}.${one.className}`);
      return [...over, ...wide];
    }))).toEqual({});
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('2560 px: no line of prose is longer than the eye can follow', async () => {
    const { page } = await visit(browser, app, '/connections', { viewport: { width: 2560, height: 1300 } });
    expect(await through(page, () => page.evaluate(() => {
      const long: string[] = [];
      for (const one of document.querySelectorAll('main p, main li')) {
        const text = one.textContent.trim();
        if (text.length < 110 || [...one.querySelectorAll('*')].some((part) => !getComputedStyle(part).display.startsWith('inline')) || one.closest('.mono, code, pre, .xml-view') !== null) continue;
        const range = document.createRange();
        range.selectNodeContents(one);
        const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 6))).size;
        const perLine = Math.round(text.length / Math.max(lines, 1));
        if (perLine > 110) long.push(`${perLine} letters: ${text.slice(0, 60)}`);
      }
      return long;
    }))).toEqual({});
    await page.context().close();
  });
});

/** Whether what has the focus can be seen to have it. */
const focus = (page: Page): Promise<{ name: string; seen: boolean }> => page.evaluate(() => {
  const element = document.activeElement!;
  const { outlineStyle, outlineWidth, boxShadow, borderBottomColor } = getComputedStyle(element);
  const around = element.closest('label, .switch, .segmented');
  const seen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || (around !== null && getComputedStyle(around).outlineStyle !== 'none');
  return { name: (element.getAttribute('aria-label') ?? element.textContent.trim()) || `${element.tagName} ${borderBottomColor}`, seen };
});

describe('the keyboard alone', () => {
  it('skips to the content, and sees where it is', async () => {
    const { page } = await visit(browser, app, '/connections');
    await page.locator('.connection-list a').first().waitFor();
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toMatch(/^Skip to the content/);
    const unseen: string[] = [];
    const reached: string[] = [];
    for (let step = 0; step < 40 && !await page.evaluate(() => document.activeElement === document.body); step++) {
      const { name, seen } = await focus(page);
      reached.push(name);
      if (!seen) unseen.push(name);
      await page.keyboard.press('Tab');
    }
    expect(unseen).toEqual([]);
    for (const name of [/^Paste or drop anything/, /^Command palette/, /New connection/, /^Inspect/, /^Settings/, /proven/]) expect(reached.some((one) => name.test(one)), `${name} among ${reached.join(' | ')}`).toBe(true);
    await page.reload();
    await page.locator('.connection-list a').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toMatch(/New connection/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New connection' }).waitFor();
    await page.context().close();
  });

  it('opens the shortcuts with ?, goes by the palette, closes with Esc', async () => {
    const { page, complaints } = await visit(browser, app, '/connections');
    await page.locator('.connection-list a').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search screens/ }).waitFor();
    await page.keyboard.type('settings');
    await page.getByRole('option', { name: /^Settings/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Settings').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect((await focus(page)).name).toMatch(/^Paste or drop anything/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('makes a connection from start to end', async () => {
    const { page } = await visit(browser, empty, '/connections');
    await page.getByRole('heading', { name: /^A connection is/ }).waitFor();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New connection' });
    await dialog.waitFor();
    for (let step = 0; step < 12 && !await page.evaluate(() => document.activeElement?.tagName === 'INPUT' && (document.activeElement as HTMLInputElement).type === 'text'); step++) await page.keyboard.press('Tab');
    await page.keyboard.type('acme');
    await page.keyboard.press('Enter');
    await heading(page, /acme/).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
