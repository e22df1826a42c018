/**
 * Values as literals of each language that a recipe is written in. SECURITY: an admin pastes the outcome into a privileged shell. No
 * value may end its literal, be expanded in it, or hide in it: what a screen does not show is written as a number.
 */

/** Control and format characters, lone surrogates, and every blank but the plain one. */
const hidden = /(?! )[\p{C}\p{Z}]/gu;
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** Text that stands as it is. For expressions of our own, never for a value. */
export interface Verbatim {
  verbatim: string;
}
export const verbatim = (expression: string): Verbatim => ({ verbatim: expression });

export type Data = string | number | boolean | Verbatim | readonly Data[] | { readonly [key: string]: Data | undefined };

const isVerbatim = (value: Data): value is Verbatim => typeof value === 'object' && 'verbatim' in value && typeof value.verbatim === 'string';
const isList = (value: Data): value is readonly Data[] => Array.isArray(value);
const entries = (value: { readonly [key: string]: Data | undefined }): [string, Data][] => Object.entries(value).filter((entry): entry is [string, Data] => entry[1] !== undefined);

/** JSON escapes by UTF-16 unit (RFC 8259 section 7). */
const byUnit = (found: string): string => Array.from({ length: found.length }, (_, index) => `\\u${hex(found.charCodeAt(index), 4)}`).join('');
/** HCL and YAML escape by code point. */
const byPoint = (found: string): string => (found.length > 1 ? `\\U${hex(found.codePointAt(0)!, 8)}` : byUnit(found));

const wellFormed = (value: string): string => value.replace(/\p{Cs}/gu, '\ufffd');

/** What a tool replaces in a text before or after reading it; the first character of each is escaped. */
export const expansions = {
  none: /(?!)/g,
  /** {{name}}: variables of .http files. */
  http: /\{(?=\{)/g,
  /** ${NAME}: environment variables in Keycloak's import files. */
  keycloak: /\$(?=\{)/g,
  /** !NAME: earlier commands, where a script is pasted into an interactive shell. */
  shell: /!/g,
  /** ##NAME## and @@NAME@@: keywords of the Auth0 Deploy CLI. */
  auth0: /#(?=#)|@(?=@)/g,
} as const;

const jsonString = (value: string, expansion: RegExp): string => JSON.stringify(value).replace(hidden, byUnit).replace(expansion, byUnit);

/** JSON, two blanks a level. */
export function json(value: Data, expansion: RegExp = expansions.none, level = 0): string {
  if (typeof value === 'string') return jsonString(value, expansion);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isVerbatim(value)) return `"${value.verbatim}"`;
  const inner = '  '.repeat(level + 1);
  const block = (open: string, parts: string[], close: string): string => (parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${'  '.repeat(level)}${close}`);
  if (isList(value)) return block('[', value.map((one) => json(one, expansion, level + 1)), ']');
  return block('{', entries(value).map(([key, one]) => `${jsonString(key, expansion)}: ${json(one, expansion, level + 1)}`), '}');
}

/** YAML 1.2 in block style, strings in double quotes, as lines. */
export function yaml(value: Data, expansion: RegExp = expansions.none): string[] {
  const scalar = (one: Data): string => (typeof one === 'string' ? `"${wellFormed(one).replace(/["\\]/g, '\\$&').replace(hidden, byPoint).replace(expansion, byUnit)}"` : isVerbatim(one as Data) ? (one as Verbatim).verbatim : String(one as number));
  const nested = (head: string, one: Data): string[] => {
    if (typeof one !== 'object' || isVerbatim(one)) return [`${head} ${scalar(one)}`];
    const lines = yaml(one, expansion);
    return lines.length === 0 ? [`${head} ${isList(one) ? '[]' : '{}'}`] : head === '-' ? [`- ${lines[0]}`, ...lines.slice(1).map((line) => `  ${line}`)] : [head, ...lines.map((line) => `  ${line}`)];
  };
  if (typeof value !== 'object' || isVerbatim(value)) return [scalar(value)];
  return isList(value) ? value.flatMap((one) => nested('-', one)) : entries(value).flatMap(([key, one]) => nested(`${/^[A-Za-z_]+$/.test(key) ? key : scalar(key)}:`, one));
}

/** A quoted string of Terraform's HCL, with nothing in it that is a template. */
export function hcl(value: string): string {
  const escaped = wellFormed(value).replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return `"${escaped.replace(hidden, byPoint).replace(/[$%](?=\{)/g, byUnit)}"`;
}

/** Lines of `name = value` with the signs of equality in one column, as terraform fmt has it. */
export function hclArguments(given: Readonly<Record<string, string>>, indent: string): string[] {
  const width = Math.max(...Object.keys(given).map((name) => name.length));
  return Object.entries(given).map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`);
}

/**
 * A PowerShell expression, in ASCII alone. The language takes typographic quotes for quotes, and Windows PowerShell reads a file of UTF-8 in
 * the machine's own code page, where bytes of any other letter can turn into such a quote.
 */
export function powershell(value: Data, indent = ''): string {
  if (typeof value === 'string') return powershellString(value);
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (isVerbatim(value)) return value.verbatim;
  if (isList(value)) return `@(${value.map((one) => powershell(one, indent)).join(', ')})`;
  const inner = `${indent}    `;
  return `@{\n${entries(value).map(([key, one]) => `${inner}${powershellString(key)} = ${powershell(one, inner)}`).join('\n')}\n${indent}}`;
}

function powershellString(value: string): string {
  const parts = value.split(/([^ -~]+)/).map((part, index) => (index % 2 === 0
    ? `'${part.replace(/'/g, "''")}'`
    : Array.from({ length: part.length }, (_, unit) => `[char]0x${hex(part.charCodeAt(unit), 4)}`).join(' + ')));
  return parts.length === 1 ? parts[0]! : `(${parts.join(' + ')})`;
}

/** One part of a URL's path, in characters that no language here gives a meaning to. */
export const urlPart = (value: string): string => encodeURIComponent(wellFormed(value)).replace(/[!'()*]/g, (found) => `%${hex(found.charCodeAt(0), 2).toUpperCase()}`);

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text or attribute value of XML. What XML 1.0 cannot write at all becomes U+FFFD. */
export const xml = (value: string): string =>
  wellFormed(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (found) => references[found]!).replace(hidden, (found) => `&#x${hex(found.codePointAt(0)!, 1).toUpperCase()};`);

/** For people to read: nothing in it is hidden, and it stays on its line. */
export const visible = (value: string): string => value.replace(hidden, (found) => `<U+${hex(found.codePointAt(0)!, 4).toUpperCase()}>`);
