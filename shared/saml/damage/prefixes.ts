/** Damages to the prefixes of names: they mean nothing, and are signed all the same. */
import { ns } from '../../urns.ts';
import type { DamageKind } from './kind.ts';
import { attributesOf, localName, once, type Edit, type Token } from './markup.ts';

interface Named {
  token: Token;
  /** As declared where the tag stands; '' when it is not. */
  uri: string;
}

type Scope = ReadonlyMap<string, string>;

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));
const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

/** All tags, those that close too, with the namespaces of their names. */
const namedTags = once((source): readonly Named[] => {
  const found: Named[] = [];
  const scopes: Scope[] = [new Map()];
  for (const token of source.tokens) {
    if (token.kind === 'close') {
      found.push({ token, uri: scopes.at(-1)!.get(prefixOf(token.name)) ?? '' });
      if (scopes.length > 1) scopes.pop();
    } else if (token.kind === 'open' || token.kind === 'empty') {
      const declared = attributesOf(source, token).filter(({ name }) => isDeclaration(name));
      const scope = declared.length === 0 ? scopes.at(-1)! : new Map([...scopes.at(-1)!, ...declared.map(({ name, value }) => [name.slice(6), value] as const)]);
      found.push({ token, uri: scope.get(prefixOf(token.name)) ?? '' });
      if (token.kind === 'open') scopes.push(scope);
    }
  }
  return found;
});

/** As identity providers and their libraries write protocol, assertion and signature. */
const customs: readonly (readonly [samlp: string, saml: string, ds: string])[] = [
  ['saml2p', 'saml2', 'ds'], ['samlp', 'saml', 'ds'], ['samlp', '', ''], ['samlp', '', 'ds'], ['samlp', 'saml', 'dsig'], ['samlp', 'saml', ''], ['saml2p', 'saml2', ''], ['ns0', 'ns1', 'ns2'], ['', '', ''], ['', 'saml', 'ds'],
];

export const prefixDamages: readonly DamageKind[] = [
  {
    id: 'prefixes-renamed', happened: 'had its namespace prefixes renamed, as programs do that read XML and write it anew', undone: 'with the prefixes that were signed', guesses: true, onlyReadable: true,
    *undo(source) {
      const tags = namedTags(source);
      for (const [samlp, saml, signature] of customs) {
        const prefixes = new Map<string, string>([[ns.samlp, samlp], [ns.saml, saml], [ns.ds, signature]]);
        if (tags.every(({ token, uri }) => !prefixes.has(uri) || prefixes.get(uri) === prefixOf(token.name))) continue;
        yield tags.flatMap(({ token, uri }): Edit[] => {
          const nameStart = token.start + (token.kind === 'close' ? 2 : 1);
          const dropped = token.kind === 'close' ? [] : attributesOf(source, token).filter(({ name, value }) => isDeclaration(name) && prefixes.has(value)).map(({ start, stop }) => ({ start, stop, text: '' }));
          const prefix = prefixes.get(uri);
          if (prefix === undefined) return dropped;
          // Declared wherever it is used: exclusive canonicalisation leaves out what says nothing new.
          const declaration = token.kind === 'close' ? '' : ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`;
          return [{ start: nameStart, stop: nameStart + token.name.length, text: `${prefix === '' ? '' : `${prefix}:`}${localName(token.name)}${declaration}` }, ...dropped];
        });
      }
    },
  },
];
