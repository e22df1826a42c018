/** The XML declaration of text that was handed in as characters. */
import type { Octets } from './octets.ts';

const encoding = /^((?:\xef\xbb\xbf)?\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9})(["'])([A-Za-z0-9._-]{1,40})\2/;

/**
 * Makes the declaration say UTF-8 when it names another encoding: the characters were read from somewhere that had it, and are UTF-8
 * now. A longer name is filled up with blanks after its quote, so that places in the text stay where they are.
 */
export function declareUtf8(xml: Octets): Octets {
  const match = encoding.exec(xml.slice(0, 400));
  if (match === null) return xml;
  const [whole, before, quote, name] = match;
  if (/^(?:utf-?8|us-ascii|ascii)$/i.test(name!)) return xml;
  return `${before}${quote}UTF-8${quote}`.padEnd(whole.length, ' ') + xml.slice(whole.length);
}
