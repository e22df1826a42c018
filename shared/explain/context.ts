/** What a text is about: whether it speaks of SAML at all, and which products it names. */
import type { Folded } from './fold.ts';
import { products } from './products.ts';

export interface Context {
  saml: boolean;
  /** By a word of its own. */
  named: ReadonlySet<string>;
  /** By a word that others use too: a language, a vendor of many things. */
  hinted: ReadonlySet<string>;
}

/** A text gives itself away near its beginning. */
export const head = 20_000;

/** Base64 of what begins with "<saml" or "<?xml" speaks of it too. */
const ofSaml = /saml|(?:^|=)(?:phnhbww|phnhbwx|pd94bwwg)|assertion(?!error| failed)|\bsso\b|single[ -]sign|relay ?state|name ?id(?:policy)?\b|in-?response-?to|notonorafter|attributestatement|subject ?confirmation|audiencerestriction|authn ?(?:request|context)|identity provider|\bidp\b|service provider|relying party|federation|entity ?id\b|shibboleth|keycloak|okta|auth0|onelogin|jumpcloud|\badfs\b|\bad fs\b|pingone|pingfed|msis\d{4}|aadsts/;

/** Of a message itself: its words are nobody else's. */
export const isOfSaml = (low: string): boolean => ofSaml.test(low);

export function contextOf(readings: readonly Folded[]): Context {
  const context = { saml: false, named: new Set<string>(), hinted: new Set<string>() };
  for (const { low } of readings) {
    const start = low.slice(0, head);
    context.saml ||= ofSaml.test(start);
    for (const [product, { words, hints = [] }] of Object.entries(products)) {
      if (!context.named.has(product) && words.some((word) => standsIn(start, word))) context.named.add(product);
      if (!context.hinted.has(product) && hints.some((word) => standsIn(start, word))) context.hinted.add(product);
    }
  }
  return context;
}

function standsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at === 0 ? ' ' : text[at - 1]!;
    const after = text[at + word.length] ?? ' ';
    if (!/[a-z0-9]/.test(before) && !/[a-z]/.test(after)) return true;
  }
  return false;
}
