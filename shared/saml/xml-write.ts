/**
 * Writing XML. Builders describe elements as data and `write` turns them into text: every text and attribute value
 * goes through the escapes below, so no value can become markup.
 */
import { ns } from '../urns.ts';

/** Unpaired surrogates and the characters XML 1.0 (production 2) has no way to write, not even as a reference. */
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;',
};
const reference = (character: string): string => references[character]!;

/** Character data. `>` is escaped because of `]]>`, a carriage return because a parser would turn it into a line feed. */
export function escapeText(value: string): string {
  return value.replace(unwritable, '\uFFFD').replace(/[&<>\r]/g, reference);
}

/** An attribute value for double quotes. Tabs and line ends are references because a parser would turn them into blanks. */
export function escapeAttribute(value: string): string {
  return value.replace(unwritable, '\uFFFD').replace(/[&<>"\t\n\r]/g, reference);
}

/** The prefixes that names in builders are written with; `Prefixes` says what each becomes in the text. */
export type Alias = 'samlp' | 'saml' | 'md' | 'mdui' | 'ds' | 'xenc' | 'xsi' | 'xs';

const namespaces: Readonly<Record<Alias, string>> = {
  samlp: ns.samlp, saml: ns.saml, md: ns.md, mdui: 'urn:oasis:names:tc:SAML:metadata:ui', ds: ns.ds, xenc: ns.xenc, xsi: ns.xsi, xs: ns.xs,
};

/** What each alias becomes: '' is the default namespace (elements only). An alias that is left out stays as it is. */
export type Prefixes = Readonly<Partial<Record<Alias, string>>>;

/** An element as data. A string child is text. An attribute that is undefined or null is left out. */
export interface Markup {
  /** Alias and local name: `saml:Issuer`. */
  name: `${Alias}:${string}`;
  attributes: Readonly<Record<string, string | number | boolean | null | undefined>>;
  children: readonly (Markup | string)[];
}

/** An element; children that are false, null or undefined are dropped so that parts can be written as conditions. */
export function element(
  name: Markup['name'],
  attributes: Markup['attributes'] = {},
  ...children: readonly (Markup | string | false | null | undefined | readonly Markup[])[]
): Markup {
  return { name, attributes, children: children.flat().filter((child) => typeof child === 'string' || (typeof child === 'object' && child !== null)) as (Markup | string)[] };
}

export interface WriteOptions {
  prefixes?: Prefixes;
  /** Namespaces declared on the root already; the others are declared on the first element that needs them. */
  declareAtRoot?: readonly Alias[];
  /** Blanks per level, 0 (nothing between elements) by default. Elements that hold text are never indented inside. */
  indent?: number;
}

const split = (name: string): [alias: string, local: string] => {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
};
const isAlias = (text: string): text is Alias => Object.hasOwn(namespaces, text);

/** The element as XML text, with the namespace declarations it needs. No XML declaration. */
export function write(root: Markup, options: WriteOptions = {}): string {
  const indent = options.indent ?? 0;
  const prefixOf = (alias: Alias): string => options.prefixes?.[alias] ?? alias;

  function writeElement(markup: Markup, outer: ReadonlyMap<string, string>, level: number): string {
    const declarations = new Map<string, string>();
    const require = (alias: Alias): string => {
      const prefix = prefixOf(alias);
      if ((declarations.get(prefix) ?? outer.get(prefix)) !== namespaces[alias]) declarations.set(prefix, namespaces[alias]);
      return prefix === '' ? '' : prefix + ':';
    };
    const qualified = (name: string): string => {
      const [alias, local] = split(name);
      return isAlias(alias) ? require(alias) + local : name;
    };

    const name = qualified(markup.name);
    if (level === 0) options.declareAtRoot?.forEach(require);
    let attributes = '';
    for (const [key, value] of Object.entries(markup.attributes)) {
      if (value === undefined || value === null) continue;
      // The value of xsi:type is itself a qualified name, so its prefix must be declared too.
      const written = key === 'xsi:type' ? qualified(String(value)) : String(value);
      attributes += ` ${qualified(key)}="${escapeAttribute(written)}"`;
    }
    let declared = '';
    for (const [prefix, uri] of declarations) declared += prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`;

    const start = `<${name}${declared}${attributes}`;
    if (markup.children.length === 0) return `${start}/>`;
    const scope = declarations.size === 0 ? outer : new Map([...outer, ...declarations]);
    const spread = indent > 0 && markup.children.every((child) => typeof child !== 'string');
    const inner = markup.children.map((child) => {
      const text = typeof child === 'string' ? escapeText(child) : writeElement(child, scope, level + 1);
      return spread ? '\n' + ' '.repeat(indent * (level + 1)) + text : text;
    }).join('');
    return `${start}>${inner}${spread ? '\n' + ' '.repeat(indent * level) : ''}</${name}>`;
  }

  return writeElement(root, new Map(), 0);
}
