/** Readers of the languages that recipes are written in: what a tool would take from a text, to hold it against what was meant. */
import { parse as parseHcl } from '@cdktn/hcl2json';

/** Every string anywhere in a value. */
export function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [key, ...strings(one)]) : [];
}

/** A Terraform file as its JSON form, by HashiCorp's own parser. */
export const readHcl = (text: string): Promise<Record<string, unknown>> => parseHcl('recipe.tf', text) as Promise<Record<string, unknown>>;

/** Terraform's JSON form escapes what only looks like a template; a string of HCL is normalised to NFC. */
export const hclLiteral = (text: string): string => text.replace(/([$%])\1\{/g, '$1{');

const singleQuotes = '\'\u2018\u2019\u201a\u201b';
const doubleQuotes = '"\u201c\u201d\u201e';

export interface PowerShellReading {
  /** The values of the literal strings, characters given as numbers included, in their order. */
  literals: string[];
  /** The text with S for each of them, without comments. */
  skeleton: string;
}

/** PowerShell's literal strings as its own tokenizer takes them: about_Quoting_Rules, and the typographic quotes it treats alike. */
export function readPowerShell(text: string): PowerShellReading {
  const literals: string[] = [];
  let skeleton = '';
  let at = 0;
  const isSingle = (index: number): boolean => index < text.length && singleQuotes.includes(text[index]!);
  while (at < text.length) {
    if (text[at] === '#') {
      while (at < text.length && !/[\r\n]/.test(text[at]!)) at += 1;
    } else if (text[at] === '@' && isSingle(at + 1)) {
      const end = /\n['\u2018-\u201b]@/.exec(text.slice(at));
      if (end === null) throw new Error('A here-string without an end.');
      literals.push(text.slice(at + 3, at + end.index));
      at += end.index + 3;
      skeleton += 'S';
    } else if (isSingle(at)) {
      let value = '';
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error('A string without an end.');
        if (isSingle(at)) {
          if (!isSingle(at + 1)) break;
          at += 1;
        }
        value += text[at];
      }
      at += 1;
      literals.push(value);
      skeleton += 'S';
    } else if (doubleQuotes.includes(text[at]!)) {
      // Only our own sentences stand in expandable strings: without a quote inside, but for the parts in $( ).
      const end = /^.(?:\$\([^"]*\)|[^"$`]|\$(?!\())*"/.exec(text.slice(at));
      if (end === null) throw new Error(`An expandable string that is not ours: ${text.slice(at, at + 60)}`);
      skeleton += end[0];
      at += end[0].length;
    } else {
      skeleton += text[at];
      at += 1;
    }
  }
  return joined({ literals, skeleton });
}

/** ('a' + [char]0x000a + 'b') is one literal. */
function joined({ literals, skeleton }: PowerShellReading): PowerShellReading {
  const queue = [...literals];
  const read: string[] = [];
  const whole = skeleton.replace(/\((S(?: \+ (?:S|\[char\]0x[0-9a-f]{4}))+)\)|S/g, (found, parts: string | undefined) => {
    read.push(parts === undefined ? queue.shift()! : parts.split(' + ').map((part) => (part === 'S' ? queue.shift()! : String.fromCharCode(parseInt(part.slice(8), 16)))).join(''));
    return found === '' ? '' : 'S';
  });
  return { literals: read, skeleton: whole };
}

/** Whether brackets of every kind close in order. */
export function balanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if ('([{'.includes(character)) open.push(character);
    else if (')]}'.includes(character) && open.pop() !== { ')': '(', ']': '[', '}': '{' }[character]) return false;
  }
  return open.length === 0;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: string[];
  body: string;
}

/** The requests of an .http file: variables on top, then parts that begin with ###. */
export function readHttp(text: string): { variables: Record<string, string>; requests: HttpRequest[] } {
  const [head, ...parts] = text.split(/^###.*\n/m);
  return {
    variables: Object.fromEntries([...head!.matchAll(/^@(\w+) = (.*)$/gm)].map((match) => [match[1]!, match[2]!])),
    requests: parts.map((part) => {
      const [top, body = ''] = part.split('\n\n');
      const [line, ...headers] = top!.trim().split('\n');
      return { method: line!.split(' ')[0]!, url: line!.slice(line!.indexOf(' ') + 1), headers, body: part.startsWith('GET') ? '' : part.slice(part.indexOf('\n\n') + 2, -1).trim() || body };
    }),
  };
}

/** A shell script without the bodies of its quoted here-documents. */
export const shellSkeleton = (text: string): string => text.replace(/<<'JSON'\n[^]*?\nJSON\n/g, '<<JSON\n');
