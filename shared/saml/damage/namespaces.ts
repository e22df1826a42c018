/** Damages to namespace declarations: they matter where inclusive canonicalisation, or a prefix list, signs them too. */
import { ns } from '../../urns.ts';
import type { DamageKind } from './kind.ts';
import { attributesOf, localName, once, type Edit, type Token } from './markup.ts';

interface Declaration {
  prefix: string;
  uri: string;
  token: Token;
  start: number;
  stop: number;
}

const tagsOf = once(({ tokens }): readonly Token[] => tokens.filter((token) => token.kind === 'open' || token.kind === 'empty'));

const declarationsOf = once((source): readonly Declaration[] => tagsOf(source).flatMap((token) => attributesOf(source, token).flatMap(({ name, value, start, stop }) => (name === 'xmlns' || name.startsWith('xmlns:') ? [{ prefix: name.slice(6), uri: value, token, start, stop }] : []))));

/** The prefixes identity providers declare, with what they stand for. */
const wellKnown: readonly (readonly [prefix: string, uri: string])[] = [
  ['xs', ns.xs], ['xsi', ns.xsi], ['xsd', ns.xs], ['samlp', ns.samlp], ['saml', ns.saml], ['saml2p', ns.samlp], ['saml2', ns.saml], ['ds', ns.ds], ['dsig', ns.ds], ['xenc', ns.xenc], ['ec', ns.excC14n], ['soap', ns.soap],
  ['ns0', ns.samlp], ['ns1', ns.saml], ['ns2', ns.ds], ['md', ns.md], ['', ns.samlp],
];

const attributeText = (prefix: string, uri: string): string => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`;
const insertAt = (token: Token): number => token.start + 1 + token.name.length;

const inOrder = (edits: Edit[]): Edit[] => edits.sort((a, b) => a.start - b.start || a.stop - b.stop);
const removal = ({ start, stop }: Declaration): Edit => ({ start, stop, text: '' });
const insertion = (token: Token, prefix: string, uri: string): Edit => ({ start: insertAt(token), stop: insertAt(token), text: attributeText(prefix, uri) });

/** For every tag the prefixes it uses: in its name, in attribute names or, as xsi:type does, in their values. */
const usage = once((source): ReadonlyMap<Token, ReadonlySet<string>> => {
  const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));
  return new Map(tagsOf(source).map((token) => {
    const prefixes = new Set([prefixOf(token.name)]);
    for (const { name, value } of attributesOf(source, token)) if (!name.startsWith('xmlns')) prefixes.add(prefixOf(name)).add(prefixOf(value.slice(0, 32)));
    return [token, prefixes];
  }));
});

const signedNames = new Set(['Response', 'Assertion', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest', 'EntityDescriptor']);

export const namespaceDamages: readonly DamageKind[] = [
  {
    id: 'cut-out-of-its-parent', happened: 'was cut out of the message around it, whose namespace declarations it needs', undone: 'with these put back',
    *undo(source) {
      const tags = tagsOf(source);
      const root = tags[0];
      if (root === undefined) return;
      const declared = new Set(declarationsOf(source).map(({ prefix }) => prefix));
      const used = new Set([...usage(source).values()].flatMap((prefixes) => [...prefixes]));
      const missing = wellKnown.filter(([prefix]) => prefix !== '' && !declared.has(prefix) && used.has(prefix));
      if (missing.length === 0) return;
      yield missing.map(([prefix, uri]) => insertion(root, prefix, uri));
      for (const [prefix, uri] of wellKnown) if (!declared.has(prefix) && !missing.some((each) => each[0] === prefix)) yield [...missing, [prefix, uri] as const].map((each) => insertion(root, each[0], each[1]));
    },
  },
  {
    id: 'namespace-moved', happened: 'had namespace declarations moved to other elements', undone: 'with them where they were', guesses: true, onlyReadable: true, onlyInclusive: true,
    *undo(source) {
      const tags = tagsOf(source);
      const all = declarationsOf(source).filter(({ prefix }) => prefix !== '');
      const used = usage(source);
      const uses = (token: Token, prefix: string): boolean => used.get(token)!.has(prefix);
      const signed = tags.filter((token) => signedNames.has(localName(token.name)));
      const move = (prefixes: readonly string[], targets: (prefix: string) => readonly Token[]): Edit[] => inOrder(prefixes.flatMap((prefix) => {
        const own = all.filter((declaration) => declaration.prefix === prefix);
        const uri = own[0]!.uri;
        // Two meanings of one prefix are left alone.
        if (own.some((declaration) => declaration.uri !== uri)) return [];
        const wanted = new Set(targets(prefix));
        const holders = new Set(own.map(({ token }) => token));
        return [...own.filter(({ token }) => !wanted.has(token)).map(removal), ...[...wanted].filter((token) => !holders.has(token)).map((token) => insertion(token, prefix, uri))];
      }));
      const prefixes = [...new Set(all.map(({ prefix }) => prefix))].slice(0, 12);
      const targets: ((prefix: string) => readonly Token[])[] = [
        ...signed.slice(0, 3).map((token) => () => [token]),
        () => signed,
        (prefix) => tags.filter((token) => uses(token, prefix)),
        (prefix) => tags.filter((token) => uses(token, prefix) && !token.name.startsWith(`${prefix}:`)),
        // Where it is first needed on each way down, as libraries write it.
        (prefix) => outermost(tags, (token) => uses(token, prefix)),
      ];
      for (const target of targets) for (const prefix of prefixes) yield move([prefix], target);
      for (const target of targets) yield move(prefixes, target);
    },
  },
  {
    id: 'namespace-added', happened: 'got namespace declarations put in that were not signed', undone: 'with them taken out', guesses: true, onlyReadable: true, onlyInclusive: true,
    *undo(source) {
      const used = new Set([...usage(source).values()].flatMap((prefixes) => [...prefixes]));
      const unused = declarationsOf(source).filter(({ prefix }) => prefix !== '' && !used.has(prefix));
      yield unused.map(removal);
      if (unused.length > 1) for (const declaration of unused.slice(0, 12)) yield [removal(declaration)];
      const values = declarationsOf(source).filter(({ prefix, token }) => prefix !== '' && !token.name.startsWith(`${prefix}:`));
      for (const declaration of values.slice(0, 12)) yield [removal(declaration)];
    },
  },
  {
    id: 'namespace-removed', happened: 'lost namespace declarations that were signed with it', undone: 'with these put back', guesses: true, onlyReadable: true, onlyInclusive: true,
    *undo(source) {
      const declared = new Set(declarationsOf(source).map(({ prefix }) => prefix));
      const missing = wellKnown.filter(([prefix]) => !declared.has(prefix) && prefix !== '');
      const targets = tagsOf(source).filter((token) => signedNames.has(localName(token.name))).slice(0, 2);
      for (const root of targets) {
        for (const [prefix, uri] of missing) yield [insertion(root, prefix, uri)];
        for (const pair of [['xs', 'xsi'], ['xsd', 'xsi'], ['samlp', 'saml'], ['saml2p', 'saml2'], ['samlp', 'xs'], ['saml2p', 'xs'], ['samlp', 'ds']]) {
          const both = missing.filter(([prefix]) => pair.includes(prefix));
          if (both.length === 2) yield both.map(([prefix, uri]) => insertion(root, prefix, uri));
        }
      }
    },
  },
];

function outermost(tags: readonly Token[], uses: (token: Token) => boolean): Token[] {
  const found: Token[] = [];
  let depth = Infinity;
  for (const token of tags) {
    if (token.depth > depth) continue;
    depth = Infinity;
    if (!uses(token)) continue;
    found.push(token);
    depth = token.depth;
  }
  return found;
}
