/** SAML messages in a browser's network capture (HAR 1.2): posted forms, Redirect URLs, and pages with the auto-post form. */
import { decode } from './binding.ts';
import type { Decoded, DecodedMessage } from './binding/decoded.ts';

/** Entries looked at; a login has some dozens, and a capture of this length was left running. */
const entriesRead = 50_000;
const messagesKept = 1000;
const mentions = /SAML(?:Request|Response)/i;

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The messages of all entries in order, none twice. `messages` is empty when the capture holds none or is not JSON. */
export function decodeHar(capture: Uint8Array): Decoded {
  const messages: DecodedMessage[] = [];
  const seen = new Set<string>();
  for (const entry of entriesOf(capture).slice(0, entriesRead)) {
    for (const text of textsOf(entry)) {
      for (const message of decode(text).messages) {
        if (message.kind !== 'xml' || message.fault !== null || messages.length >= messagesKept) continue;
        // The same message stands in the page that carries the form and in the request that posts it.
        const key = Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength).toString('latin1');
        if (seen.has(key)) continue;
        seen.add(key);
        messages.push({ ...message, destination: message.destination ?? urlOf(entry) });
      }
    }
  }
  return { messages, fault: null };
}

function entriesOf(capture: Uint8Array): Json[] {
  try {
    const root = JSON.parse(new TextDecoder().decode(capture)) as Json;
    const entries = field(field(root, 'log'), 'entries');
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}

/** What of an entry may hold a message: the posted form, the URL, the page that came back. */
function textsOf(entry: Json): string[] {
  const request = field(entry, 'request');
  const post = field(request, 'postData');
  const content = field(field(entry, 'response'), 'content');
  const body = stringOf(field(content, 'text'));
  const page = stringOf(field(content, 'encoding')) === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
  return [formOf(post), stringOf(field(request, 'url')), page, redirectOf(field(entry, 'response'))].filter((text) => mentions.test(text));
}

/** The body as it was sent; browsers that keep only the fields have undone the escapes. */
function formOf(post: Json): string {
  const text = stringOf(field(post, 'text'));
  if (text !== '') return text;
  const fields = field(post, 'params');
  if (!Array.isArray(fields)) return '';
  return fields.map((each) => `${encodeURIComponent(stringOf(field(each, 'name')))}=${escapeOnce(stringOf(field(each, 'value')))}`).join('&');
}

/** Chrome keeps the fields escaped as they were sent, Firefox unescaped. */
const escapeOnce = (value: string): string => (/%[0-9A-Fa-f]{2}/.test(value) ? value : encodeURIComponent(value));

const urlOf = (entry: Json): string | null => stringOf(field(field(entry, 'request'), 'url')).split('?')[0] || null;
const redirectOf = (response: Json): string => stringOf(field(response, 'redirectURL'));

function field(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name) ? value[name]! : null;
}

const stringOf = (value: Json): string => (typeof value === 'string' ? value : '');
