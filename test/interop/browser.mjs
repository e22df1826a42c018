/** A real Chromium that logs in like a person: opens the address, fills in the identity provider's form, ends at the app's page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** How each login page is filled in. */
const forms = {
  simplesamlphp: { user: 'input[name=username]', password: 'input[name=password]', submit: '#submit_button, button[type=submit], #submit button' },
  'saml-idp': { user: 'input#userName', password: null, submit: '#btn-sign-in' },
};

// Nothing but this machine can be reached, and nothing is asked of the network by the browser itself.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];

export async function openBrowser({ executablePath, folder }) {
  const profile = mkdtempSync(join(folder, 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: flags, timeout: 30_000 });

  /** Opens `url` and follows until a page of `end` has loaded. With `keepSession` the cookies of the last login stay. */
  const visit = async ({ url, form, user, password, end, keepSession = false, seconds = 20 }) => {
    if (!keepSession) await context.clearCookies();
    const page = await context.newPage();
    page.setDefaultTimeout(seconds * 1000);
    const fields = forms[form];
    let filled = false;
    const stop = Date.now() + seconds * 1000;
    try {
      // A page that posts itself onwards while it loads interrupts goto; where it ends counts.
      await page.goto(url, { waitUntil: 'load' }).catch((error) => {
        if (!/ERR_ABORTED|interrupted/.test(error.message)) throw error;
      });
      while (Date.now() < stop) {
        if (page.url().startsWith(end) && (await page.title().catch(() => '')) !== '') return { title: await page.title(), asked: filled };
        const box = filled || fields === undefined ? null : await page.$(fields.user).catch(() => null);
        if (box !== null) {
          filled = true;
          await box.fill(user);
          if (fields.password !== null) await page.fill(fields.password, password);
          await Promise.all([page.waitForURL((next) => next.href.startsWith(end), { waitUntil: 'load' }).catch(() => undefined), page.click(fields.submit)]);
          continue;
        }
        await page.waitForTimeout(80);
      }
      const words = (await page.innerText('body').catch(() => '')).trim().replace(/\s+/g, ' ').slice(0, 300);
      throw new Error(`the browser stayed at ${page.url().split('?')[0]}: ${words}`);
    } finally {
      await page.close();
    }
  };

  return {
    visit,
    async close() {
      await context.close().catch(() => undefined);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
