/** The few pages that the loopback listeners show in the admin's browser. All text is escaped; none of it is anybody's input. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:.5rem 0}code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}label{display:block;margin:.75rem 0 .25rem;font-weight:600}input,select,textarea,button{font:inherit;box-sizing:border-box;max-width:100%}input,select,textarea{width:100%;padding:.4rem .5rem}button{padding:.45rem 1rem;margin-top:1rem}small{opacity:.75}input[type=checkbox]{width:auto}fieldset{border:1px solid #8886;border-radius:6px;margin:1rem 0;padding:.25rem 1rem 1rem}table{border-collapse:collapse;width:100%}td{padding:.15rem .25rem .15rem 0;vertical-align:top}`;
const styleHash = createHash('sha256').update(style).digest('base64');

const submit = 'document.forms[0].submit()';
const submitHash = createHash('sha256').update(submit).digest('base64');

export interface Page {
  title: string;
  /** HTML, already escaped where it has to be. */
  body: string;
  status?: number;
  /** Where forms on it may post to: 'self', or any (a POST binding goes to the other side). */
  formAction?: 'none' | 'self' | 'any';
  /** Submits its one form by itself; a button does it where scripts are off. */
  autoSubmit?: boolean;
}

export function sendPage(response: ServerResponse, page: Page): void {
  const action = page.formAction ?? 'none';
  response.writeHead(page.status ?? 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': [
      "default-src 'none'", `style-src 'sha256-${styleHash}'`, "base-uri 'none'", "frame-ancestors 'none'",
      ...(page.autoSubmit === true ? [`script-src 'sha256-${submitHash}'`] : []),
      ...(action === 'none' ? ["form-action 'none'"] : action === 'self' ? ["form-action 'self'"] : []),
    ].join('; '),
  });
  const script = page.autoSubmit === true ? `<script>${submit}</script>` : '';
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(page.title)}</title><style>${style}</style><main>${page.body}</main>${script}`);
}

/** A page that posts `fields` to `action`: the HTTP-POST binding (saml-bindings 3.5.4). */
export function sendPostForm(response: ServerResponse, options: { title: string; action: string; fields: Record<string, string | null> }): void {
  const inputs = Object.entries(options.fields)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  sendPage(response, {
    title: options.title,
    body: `<h1>${escapeHtml(options.title)}</h1><form method="post" action="${escapeHtml(options.action)}">${inputs}<button>Continue</button></form>`,
    formAction: 'any',
    autoSubmit: true,
  });
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  response.end();
}
