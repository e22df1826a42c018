/** Values pulled out of a message, in a sentence, and in what two of them differ. */
import { quote } from '../checks/words.ts';
import type { Value } from './matcher.ts';

/** ' In this message: …' or nothing. */
export function valuesSentence(values: readonly Value[]): string {
  if (values.length === 0) return '';
  const said = ` In this message: ${values.map(({ name, text }) => `${name} ${quote(text)}`).join(', ')}.`;
  return values.length === 2 ? said + difference(values[0]!.text, values[1]!.text) : said;
}

function difference(one: string, other: string): string {
  if (one === other) return ' Both read the same here; look for a blank or an invisible character at the side that is set by hand.';
  const tests: readonly [says: string, plain: (text: string) => string][] = [
    ['letter case', (text) => text.toLowerCase()],
    ['the slash at the end', (text) => text.replace(/\/$/, '')],
    ['http and https', (text) => text.replace(/^https?:/, '')],
    ['www', (text) => text.replace(/^(https?:\/\/)www\./, '$1')],
    ['the port', (text) => text.replace(/^(https?:\/\/[^/:]+):\d+/, '$1')],
    ['spn: in front', (text) => text.replace(/^spn:/, '')],
    ['the scheme in front', (text) => text.replace(/^https?:\/\//, '')],
    ['the query', (text) => text.replace(/\?.*$/, '')],
    ['white space', (text) => text.replace(/\s/g, '')],
  ];
  for (const [says, plain] of tests) if (plain(one) === plain(other)) return ` They differ only in ${says}.`;
  const all = (text: string): string => tests.reduce((rest, [, plain]) => plain(rest), text);
  return all(one) === all(other) && all(one) !== '' ? ' They differ only in how the address is written: scheme, port, case or slash.' : '';
}
