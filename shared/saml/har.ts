/** SAML messages in a browser's network capture (HAR 1.2): posted forms, Redirect URLs, and pages with the auto-post form. */
import { decode } from './binding.ts';
import { DECODE_LIMITS, type Decoded, type DecodedMessage, type DecodeFault, type Sent } from './binding/decoded.ts';
import { digestHex } from './crypto.ts';

/** Entries looked at; a login has some dozens, and a capture of this length was left running. */
const entriesRead = 50_000;
const messagesKept = 1000;
const mentions = /SAML(?:Request|Response)/i;

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * The messages of all entries in order, none twice. `messages` is empty when the capture holds none or is not JSON. What all entries
 * together may become when they are decompressed is what one paste may: a thousand small bombs are one large one.
 */
export function decodeHar(capture: Uint8Array): Decoded {
  const seen = new Map<string, DecodedMessage>();
  let left = DECODE_LIMITS.inflatedTotal;
  for (const entry of entriesOf(capture).slice(0, entriesRead)) {
    for (const { text, sent } of textsOf(entry)) {
      if (left <= 0) return { messages: [...seen.values()], fault: tooMuch };
      for (const message of decode(text, { inflatedTotal: left }).messages) {
        // Bytes that grew; what failed to is charged by what it may have cost.
        left -= message.fault?.code === 'inflate-too-large' ? DECODE_LIMITS.inflated : Math.max(0, message.bytes.length - text.length);
        if (message.kind !== 'xml' || message.fault !== null) continue;
        // The same message stands in the page that carries the form and in the request that posts it.
        const key = digestHex('sha256', message.bytes);
        const known = seen.get(key);
        const isNews = known === undefined ? seen.size < messagesKept : known.sent === undefined && sent !== null;
        if (isNews) seen.set(key, { ...message, destination: message.destination ?? known?.destination ?? urlOf(entry), ...(sent === null ? {} : { sent }) });
      }
    }
  }
  return { messages: [...seen.values()], fault: null };
}

const tooMuch: DecodeFault = {
  code: 'inflate-too-large', limit: DECODE_LIMITS.inflatedTotal,
  message: `The compressed messages of this capture become larger than ${DECODE_LIMITS.inflatedTotal / (1024 * 1024)} MiB together, the most they may. Only those before are shown.`,
};

function entriesOf(capture: Uint8Array): Json[] {
  try {
    const root = JSON.parse(new TextDecoder().decode(capture)) as Json;
    const entries = field(field(root, 'log'), 'entries');
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}

/** What of an entry may hold a message: the posted form, the URL, the page that came back. Only the first two were sent by it. */
function textsOf(entry: Json): { text: string; sent: Sent | null }[] {
  const request = field(entry, 'request');
  const post = field(request, 'postData');
  const content = field(field(entry, 'response'), 'content');
  const body = stringOf(field(content, 'text'));
  const page = stringOf(field(content, 'encoding')) === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
  const sent = sentOf(entry);
  return [{ text: formOf(post), sent }, { text: stringOf(field(request, 'url')), sent }, { text: page, sent: null }, { text: redirectOf(field(entry, 'response')), sent: null }].filter(({ text }) => mentions.test(text));
}

/** A status of 0 is a request that was not answered. */
function sentOf(entry: Json): Sent {
  const at = Date.parse(stringOf(field(entry, 'startedDateTime')));
  const response = field(entry, 'response');
  const status = field(response, 'status');
  return { at: Number.isNaN(at) ? null : at, url: urlOf(entry), answer: typeof status === 'number' && status >= 100 ? { status, location: redirectOf(response) || null } : null };
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
