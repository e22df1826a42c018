/** Small text helpers for the sentences of checks and diagnoses. Pure; a time is always handed in. */
import type { CertificateFacts, Expected, Instant } from '../model.ts';

const LONGEST_QUOTE = 160;

/** A value inside a sentence: in quotes, its middle cut when it is long. */
export function quote(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'absent';
  if (value === '') return 'empty';
  return value.length <= LONGEST_QUOTE ? `"${value}"` : `"${value.slice(0, 100)}…${value.slice(-40)}"`;
}

/** What somebody says, as the end of a sentence: one full stop, inside or after the quotes. */
export function said(text: string): string {
  const quoted = quote(text.trim());
  return /[.!?…]"$/.test(quoted) ? quoted : `${quoted}.`;
}

/** Up to four values in quotes, and how many more there are. */
export function list(values: readonly string[], most = 4): string {
  if (values.length === 0) return 'none';
  const shown = values.slice(0, most).map(quote);
  if (values.length > most) return `${shown.join(', ')} and ${values.length - most} more`;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A span of milliseconds in words: `31 milliseconds`, `5 minutes`, `1 hour 10 minutes`, `12 days`. */
export function duration(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span < SECOND) return plural(Math.round(span), 'millisecond');
  if (span < 2 * MINUTE) return plural(Math.round(span / SECOND), 'second');
  if (span < HOUR) return plural(Math.round(span / MINUTE), 'minute');
  if (span < 2 * DAY) {
    const minutes = Math.round(span / MINUTE);
    const rest = minutes % 60;
    const hours = plural(Math.floor(minutes / 60), 'hour');
    return rest === 0 ? hours : `${hours} ${plural(rest, 'minute')}`;
  }
  const days = Math.round(span / DAY);
  return days < 730 ? plural(days, 'day') : plural(Math.round(days / 365), 'year');
}

/** A moment as an admin reads it: `2026-11-22 04:24:42 UTC`, with milliseconds only when there are some. */
export function moment(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return 'a time out of range';
  const text = new Date(at).toISOString();
  return `${text.slice(0, 10)} ${text.endsWith('.000Z') ? text.slice(11, 19) : text.slice(11, 23)} UTC`;
}

/** The time a document is judged at, or a limit reckoned from it: its milliseconds tell nothing. */
export const clockTime = (at: number): string => moment(Math.floor(at / 1000) * 1000);

/** The day alone, of a certificate's date text or a moment. */
export function day(value: string | number): string {
  const at = typeof value === 'number' ? value : Date.parse(value);
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : String(value);
}

export function instantText(instant: Instant | null): string {
  return instant === null ? 'absent' : instant.at === null ? quote(instant.text) : moment(instant.at);
}

/** The CN of a distinguished name, its escaped characters (RFC 4514, 2.4) as they read, or all of the name on one line. */
export function commonName(subject: string): string {
  const value = /CN=((?:\\[\s\S]|[^,\n\\])*)/.exec(subject)?.[1];
  // An escape of two hexadecimal digits is a control character, and stays as it is written.
  return value === undefined ? subject.replaceAll('\n', ', ') : value.replace(/\\(?![0-9A-Fa-f]{2})([\s\S])/g, '$1').trim();
}

/** One line about a certificate: fingerprint, name and dates. */
export function certificateLine(certificate: CertificateFacts): string {
  return `SHA-256 ${certificate.sha256}  CN=${commonName(certificate.subject)}  ${day(certificate.notBefore)} to ${day(certificate.notAfter)}`;
}

/** The beginning of a fingerprint, for a sentence; the whole stands in the evidence. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.length > 14 ? `${fingerprint.slice(0, 11)}…` : fingerprint;
}

export function spName(expected: Expected): string {
  return expected.sp?.name || 'the service provider';
}

/** Whoever received the message, as clocks and cookies go: this app in a test login. */
export const receiver = (expected: Expected): string => (expected.sp?.standsInFor === undefined ? spName(expected) : 'this app');

/** A test login that carries the entityID of the real service provider. */
export const isRehearsal = ({ sp }: Expected): boolean => sp?.standsInFor !== undefined && sp.entityID !== undefined && sp.entityID === sp.standsInFor.entityID;

const nameOr = (expected: Expected, otherwise: string): string => (expected.sp?.name ? `${expected.sp.name}'s` : otherwise);

/** Where new metadata goes; `what` is 'the current metadata of the identity provider' or the like. */
export function handOver(expected: Expected, what = 'the current metadata of the identity provider'): string {
  const here = expected.sp?.standsInFor === undefined ? ' Use it here too.' : ' Give it to this connection too.';
  return `Download ${what} and give it (or the certificate in it) to ${spName(expected)}.${here}`;
}

/** Whose entityID is expected: `Heroku's entityID`, `this app's entityID`, `your entityID`. */
export const entityIDName = (expected: Expected): string => (expected.sp?.standsInFor !== undefined && !isRehearsal(expected) ? 'this app\'s entityID' : `${nameOr(expected, 'your')} entityID`);

/** Whose ACS URL is expected, likewise. */
export const acsName = (expected: Expected): string => `${expected.sp?.standsInFor === undefined ? nameOr(expected, 'your') : 'this app\'s'} ACS URL`;

export function capital(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

/** local@domain without white space, display name or angle brackets (saml-core 8.3.2: an addr-spec). */
export function isEmail(value: string): boolean {
  const at = value.indexOf('@');
  if (at < 1 || at === value.length - 1 || value.indexOf('@', at + 1) >= 0) return false;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code <= 0x20 || code === 0x3c || code === 0x3e || code === 0x28 || code === 0x29 || code === 0x2c || code === 0x3b || code === 0xa0) return false;
  }
  return value[at + 1] !== '.' && value.at(-1) !== '.';
}

/** An xs:ID: starts with a letter or underscore, then letters, digits, dot, hyphen, underscore. */
export function isNCName(value: string): boolean {
  if (value === '') return false;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0xc0;
    if (letter) continue;
    const later = (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0xb7;
    if (!later || i === 0) return false;
  }
  return true;
}

export function isAbsoluteUri(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]/.test(value);
}

const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0xa0;

export function hasOuterSpace(value: string): boolean {
  return value !== '' && (isBlank(value.charCodeAt(0)) || isBlank(value.charCodeAt(value.length - 1)));
}

/** The host of an http(s) address, lower-cased, without port; null for anything else. */
export function hostOf(address: string): string | null {
  const match = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]+)/i.exec(address);
  return match === null ? null : match[1]!.toLowerCase();
}

export type NearMissKind =
  | 'white-space' | 'spn' | 'trailing-slash' | 'case' | 'scheme' | 'www' | 'form' | 'double-slash' | 'port' | 'encoding' | 'look-alike' | 'query' | 'longer' | 'shorter' | 'path' | 'environment' | 'host';

export interface NearMiss {
  kind: NearMissKind;
  /** Continues "they differ": `only in the trailing slash`. */
  words: string;
}

const bare = (value: string) => value.replace(/^https?:\/\//i, '');
const withoutSlash = (value: string) => (value.endsWith('/') ? value.slice(0, -1) : value);
const withoutPort = (value: string) => value.replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)/i, '$1').replace(/^(http:\/\/[^/?#]*):80(?=[/?#]|$)/i, '$1');
const withoutAnyPort = (value: string) => value.replace(/^(https?:\/\/(?:\[[^\]/?#]*\]|[^/?#:]+)):\d+(?=[/?#]|$)/i, '$1');
const withoutWww = (value: string) => bare(value).replace(/^www\./i, '');
const collapsed = (value: string) => value.replace(/([^:/])\/{2,}/g, '$1/');
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Letters of other alphabets and signs that look like those of ASCII, and those of ASCII that look like each other. */
const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', һ: 'h', ԁ: 'd', ո: 'n', α: 'a', ο: 'o', ν: 'v', ρ: 'p', ι: 'i', ı: 'i', ɡ: 'g',
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '⁄': '/', '∕': '/', '：': ':', '․': '.', '0': 'o', O: 'o', '1': 'l', I: 'l', '|': 'l',
};
const skeleton = (value: string) => [...value.normalize('NFKC')].map((letter) => lookAlikes[letter] ?? lookAlikes[letter.toLowerCase()] ?? letter).join('').toLowerCase();

/** 'only in "а" (U+0430) where "a" is wanted'. */
function lookAlikeWords(wanted: string, found: string): string {
  const [one, other] = [[...wanted], [...found]];
  const at = other.findIndex((letter, index) => letter !== one[index]);
  const named = (letter: string | undefined): string => (letter === undefined ? 'nothing' : letter.charCodeAt(0) < 0x80 ? quote(letter) : `${quote(letter)} (U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`);
  return `only in characters that look alike: ${named(other[at])} stands where ${named(one[at])} is wanted`;
}

/** What tells apart the hosts of one service's environments. */
const environments = new Set(['sandbox', 'test', 'testing', 'staging', 'stage', 'stg', 'dev', 'development', 'qa', 'uat', 'preview', 'preprod', 'demo', 'prod', 'production', 'live']);

/** The words of both that name an environment, where nothing else is different; null otherwise. */
function environmentWords(wanted: string, found: string): string | null {
  if (hostOf(wanted) === null || hostOf(found) === null) return null;
  const parts = (value: string): string[] => bare(value).toLowerCase().split(/[./-]/);
  const rest = (value: string): string => parts(value).filter((part) => !environments.has(part)).join('/');
  const [one, other] = [wanted, found].map((value) => parts(value).filter((part) => environments.has(part)).join(' '));
  if (one === other || rest(wanted) !== rest(found)) return null;
  return `only in the environment: ${other === '' ? 'none is named' : quote(other!)} where ${one === '' ? 'none is named' : quote(one!)} is wanted`.replace('where none is named is wanted', 'where none is wanted');
}

/** `source` of the keys that a planned rollover has taken out of force, or has not put in force yet. */
export const beforeRollover = 'before the planned rollover';
export const afterRollover = 'after the planned rollover';

/** How the `source` of a key begins that an earlier login was signed with. */
export const earlierLogin = 'an earlier login';

/** How two identifiers or addresses that should be equal come close, or null when they are simply different. */
export function nearMiss(wanted: string, found: string): NearMiss | null {
  if (wanted === found || wanted === '' || found === '') return null;
  const miss = (kind: NearMissKind, words: string): NearMiss => ({ kind, words });
  if (wanted.trim() === found.trim()) return miss('white-space', 'only in white space around the value');
  if (found === `spn:${wanted}` || wanted === `spn:${found}`) return miss('spn', 'only in the prefix "spn:"');
  if (withoutSlash(wanted) === withoutSlash(found)) return miss('trailing-slash', 'only in the trailing slash');
  if (wanted.toLowerCase() === found.toLowerCase()) return miss('case', 'only in upper and lower case');
  if (bare(wanted) === bare(found)) return miss('scheme', /^https?:/i.test(wanted) === /^https?:/i.test(found) ? 'only in http and https' : 'only in the "https://" in front');
  if (withoutWww(wanted) === withoutWww(found)) return miss('www', 'only in the "www." in front');
  if (withoutPort(wanted) === withoutPort(found)) return miss('port', 'only in the port number, which is the default one');
  if (withoutAnyPort(wanted) === withoutAnyPort(found)) return miss('port', 'only in the port number');
  if (collapsed(wanted) === collapsed(found)) return miss('double-slash', 'only in a doubled slash');
  if (withoutSlash(bare(wanted)).toLowerCase() === withoutSlash(bare(found)).toLowerCase()) return miss('form', 'only in form (scheme, trailing slash or case)');
  if (decoded(wanted) === decoded(found)) return miss('encoding', 'only in percent-encoding');
  if (skeleton(wanted) === skeleton(found)) return miss('look-alike', lookAlikeWords(wanted, found));
  if (wanted.split(/[?#]/, 1)[0] === found.split(/[?#]/, 1)[0]) return miss('query', 'only after the question mark');
  if (found.startsWith(wanted)) return miss('longer', `in that ${quote(found.slice(wanted.length))} follows at the end`);
  if (wanted.startsWith(found)) return miss('shorter', `in that ${quote(wanted.slice(found.length))} is missing at the end`);
  const environment = environmentWords(wanted, found);
  if (environment !== null) return miss('environment', environment);
  const host = hostOf(wanted);
  if (host !== null && host === hostOf(found)) return miss('path', 'only after the host name');
  if (host !== null && hostOf(found) !== null && bare(wanted).slice(host.length) === bare(found).slice(hostOf(found)!.length)) return miss('host', 'only in the host name');
  return null;
}

/** ` (they differ only in the trailing slash)` or nothing. */
export function nearMissWords(wanted: string, found: string): string {
  const near = nearMiss(wanted, found);
  return near === null ? '' : ` (they differ ${near.words})`;
}
