/** A browser without a window: follows redirects, keeps cookies by host, and submits the one form of a page as its script would. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Visit extends Answer {
  method: string;
  url: string;
  /** What was posted. */
  fields: Record<string, string>;
}

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The address to connect to, where Host says another. */
  connect?: { host: string; port: number };
  /** The path as it stands, where URL would tidy it. */
  path?: string;
}

/** One request, with nothing added or tidied on the way. */
export function send(address: string, { method = 'GET', headers = {}, body, connect, path }: Sent = {}): Promise<Answer> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const make = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = make({
      host: connect?.host ?? url.hostname.replace(/^\[|\]$/g, ''), port: connect?.port ?? url.port, path: path ?? url.pathname + url.search, method, agent: false, rejectUnauthorized: false, setHost: false,
      headers: { host: url.host, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }), ...headers },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
    });
    request.setTimeout(20_000, () => request.destroy(new Error(`${method} ${address} was not answered`)));
    request.on('error', reject);
    request.end(body);
  });
}

const unescape = (text: string): string => text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));

export interface Form {
  action: string;
  fields: Record<string, string>;
}

/** The page's form with the values a browser would send if nobody touched it. */
export function formOf(visit: { url: string; body: string }): Form | null {
  const form = /<form method="post" action="([^"]*)">([\s\S]*?)<\/form>/.exec(visit.body);
  if (form === null) return null;
  const fields: Record<string, string> = {};
  for (const [, tag] of form[2]!.matchAll(/<input([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(tag!)?.[1];
    if (name === undefined || (tag!.includes('type="checkbox"') && !/\schecked/.test(tag!))) continue;
    fields[unescape(name)] = tag!.includes('type="checkbox"') ? 'on' : unescape(/value="([^"]*)"/.exec(tag!)?.[1] ?? '');
  }
  for (const [, name, content] of form[2]!.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) fields[name!] = unescape(content!);
  for (const [, name, content] of form[2]!.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option value="([^"]*)" selected>/.exec(content!) ?? /<option value="([^"]*)"/.exec(content!);
    fields[name!] = unescape(chosen?.[1] ?? '');
  }
  return { action: new URL(unescape(form[1]!), visit.url).href, fields };
}

/** What a person does on a page with a form: `undefined` submits it as it stands, `null` leaves it. */
export type Person = (form: Form, visit: Visit) => Record<string, string> | null | undefined;

export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #person: Person;

  constructor(person: Person = () => undefined) {
    this.#person = person;
  }

  async load(url: string, method = 'GET', fields: Record<string, string> = {}): Promise<Visit> {
    const { host, origin } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const answer = await send(url, {
      method,
      ...(method === 'POST' ? { body: new URLSearchParams(fields).toString() } : {}),
      // Every page of ours says no-referrer, and a browser then posts with this Origin.
      headers: { ...(method === 'POST' ? { origin: 'null' } : {}), ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }) },
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [name, value] = line.split(';')[0]!.split('=');
      jar.set(name!, value ?? '');
    }
    return { ...answer, method, fields, url: url.startsWith(origin) ? url : origin };
  }

  /** Goes on until a page has no form or the person leaves it. */
  async visit(url: string): Promise<Visit[]> {
    const trail: Visit[] = [await this.load(url)];
    for (let hops = 0; hops < 12; hops++) {
      const here = trail.at(-1)!;
      if (here.status >= 300 && here.status < 400 && here.headers.location !== undefined) {
        trail.push(await this.load(new URL(here.headers.location, here.url).href));
        continue;
      }
      const form = formOf(here);
      const chosen = form === null ? null : this.#person(form, here);
      if (form === null || chosen === null) return trail;
      trail.push(await this.load(form.action, 'POST', { ...form.fields, ...chosen }));
    }
    throw new Error(`No end of pages after ${trail.map((each) => each.url.slice(0, 80)).join(' → ')}`);
  }
}
