/** Damages to a signed query string (saml-bindings 3.4.4.1): what was signed are its very characters, percent-escapes included. */
import type { SignedQuery } from '../redirect-signature.ts';
import { signatureAlgorithms } from '../../urns.ts';

export interface QueryCandidate {
  id: string;
  /** What happened, after "The query string". */
  happened: string;
  undone: string;
  query: SignedQuery;
}

interface Part {
  name: string;
  /** As written, percent-escapes and all. */
  value: string;
}

/** What undoing one damage gives; `text` names it. */
interface Change {
  id: string;
  happened: string;
  undone: string;
  parts: Part[];
}

const split = (octets: string): Part[] => octets.split('&').map((pair) => {
  const at = pair.indexOf('=');
  return at === -1 ? { name: pair, value: '' } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
});

const join = (parts: readonly Part[]): string => parts.map(({ name, value }) => `${name}=${value}`).join('&');

function decoded(value: string, plusIsBlank: boolean): string | null {
  try {
    return decodeURIComponent(plusIsBlank ? value.replaceAll('+', '%20') : value);
  } catch {
    return null;
  }
}

const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/gi, (escape) => escape.toLowerCase());
const upperEscapes = (text: string): string => text.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
const strict = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** How programs percent-encode: JavaScript, RFC 3986, forms and Java, .NET, and those that leave out what a query may hold. */
const encoders: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  strict,
  (text) => strict(text).replaceAll('%20', '+').replaceAll('%2A', '*').replaceAll('~', '%7E'),
  (text) => strict(text).replaceAll('%20', '+'),
  (text) => lowerEscapes(encodeURIComponent(text).replaceAll('%20', '+')),
  (text) => lowerEscapes(strict(text)),
  (text) => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/'),
  (text) => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%3D', '=').replaceAll('%2B', '+'),
  (text) => text,
];

function* encodings(parts: readonly Part[]): Iterable<Change> {
  const about = { happened: 'was percent-encoded anew on its way', undone: 'with the escapes it was signed with' };
  for (const change of [lowerEscapes, upperEscapes]) yield { id: 'query-escapes-case', happened: 'had the letters of its percent-escapes changed between upper and lower case', undone: 'with the case they had', parts: parts.map(({ name, value }) => ({ name, value: change(value) })) };
  for (const plusIsBlank of [true, false]) {
    for (const encode of encoders) {
      const anew = parts.map(({ name, value }): Part => {
        const text = decoded(value, plusIsBlank && name === 'RelayState');
        return { name, value: text === null ? value : encode(name === 'RelayState' ? text : text.replaceAll(' ', '+')) };
      });
      yield { id: 'query-encoded-anew', ...about, parts: anew };
      yield { id: 'query-encoded-anew', ...about, parts: anew.map((part, index) => (part.name === 'RelayState' ? part : parts[index]!)) };
    }
  }
}

const htmlDecoded = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const htmlEncoded = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function* relayStates(parts: readonly Part[], own: string | null): Iterable<Change> {
  const relay = parts.find(({ name }) => name === 'RelayState');
  const rest = parts.filter(({ name }) => name !== 'RelayState');
  const put = (value: string): Part[] => [rest[0]!, { name: 'RelayState', value }, ...rest.slice(1)];
  if (relay === undefined) {
    yield { id: 'query-relay-state-lost', happened: 'lost its empty RelayState', undone: 'with it put back', parts: put('') };
    if (own !== null && own !== '') for (const encode of encoders) yield { id: 'query-relay-state-lost', happened: 'lost its RelayState', undone: 'with the one that came beside it', parts: put(encode(own)) };
    return;
  }
  yield { id: 'query-relay-state-added', happened: 'got a RelayState that was not signed with it', undone: 'without the RelayState', parts: rest };
  const text = decoded(relay.value, true);
  if (text === null) return;
  for (const encode of encoders) {
    for (const change of [htmlDecoded, htmlEncoded]) if (change(text) !== text) yield { id: 'query-relay-state-html', happened: 'had HTML escapes in its RelayState changed (&amp; for &)', undone: 'with those it was signed with', parts: put(encode(change(text))) };
    const twice = decoded(text, true);
    if (twice !== null && twice !== text) yield { id: 'query-relay-state-encoded-twice', happened: 'had its RelayState percent-encoded a second time', undone: 'with one layer taken off', parts: put(encode(twice)) };
  }
}

function* orders(parts: readonly Part[]): Iterable<Change> {
  const about = { id: 'query-order', happened: 'had its parameters put in another order', undone: 'in the order that was signed' };
  const named = (name: string): Part[] => parts.filter((part) => part.name === name);
  const [message, relay, algorithm] = [parts.filter(({ name }) => /^SAML(?:Request|Response)$/.test(name)), named('RelayState'), named('SigAlg')];
  if (relay.length > 0) yield { ...about, parts: [...relay, ...message, ...algorithm] };
  yield { ...about, parts: [...message, ...algorithm, ...relay] };
  yield { ...about, parts: [...algorithm, ...message, ...relay] };
  yield { ...about, parts: parts.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Candidates for the query as it was signed; none repeats what came. */
export function* queryCandidates(query: SignedQuery, relayState: string | null): Iterable<QueryCandidate> {
  const octets = typeof query.signedOctets === 'string' ? query.signedOctets : Buffer.from(query.signedOctets).toString('latin1');
  const parts = split(octets);
  const seen = new Set([octets]);
  // A signature that came with blanks is read as with "+" in every other candidate too.
  const signature = query.signature?.replaceAll(' ', '+').replace(/[\r\n\t]+/g, '') ?? null;
  if (signature !== query.signature) yield { id: 'query-plus-to-blank', happened: 'lost the "+" in its Signature, each of which became a blank', undone: 'with the "+" put back', query: { ...query, signature } };
  if (query.sigAlg === null || !Object.hasOwn(signatureAlgorithms, query.sigAlg)) {
    for (const [uri, { strength }] of Object.entries(signatureAlgorithms)) {
      if (strength === 'refused' || query.sigAlg === null || !uri.startsWith(query.sigAlg)) continue;
      for (const encode of encoders) yield { id: 'query-algorithm-cut', happened: 'lost what follows the "#" of its SigAlg', undone: 'with the algorithm put back', query: { signature, sigAlg: uri, signedOctets: join(parts.map((part) => (part.name === 'SigAlg' ? { ...part, value: encode(uri) } : part))) } };
    }
    return;
  }
  for (const change of changes(parts, relayState)) {
    const text = join(change.parts);
    if (seen.has(text)) continue;
    seen.add(text);
    yield { id: change.id, happened: change.happened, undone: change.undone, query: { ...query, signature, signedOctets: text } };
  }
}

/** One damage, then each kind together with another encoding, which programs that rebuild a query do at once. */
function* changes(parts: readonly Part[], relayState: string | null): Iterable<Change> {
  const first = [...orders(parts), ...relayStates(parts, relayState)];
  yield* first;
  yield* encodings(parts);
  for (const one of first) for (const then of encodings(one.parts)) yield { id: one.id, happened: `${one.happened} and ${then.happened}`, undone: `${one.undone} and ${then.undone}`, parts: then.parts };
}
