/** libxml2 as a peer: what it accepts, and its canonical forms. */
import { XmlC14NMode, XmlDocument, XmlLibError, type XmlNode } from 'libxml2-wasm';
import type { CanonicalOptions } from '../../shared/saml/c14n.ts';
import { c14n } from '../../shared/urns.ts';

/** What libxml2 calls the algorithms. */
const modes: Readonly<Record<string, { mode: 0 | 1 | 2; withComments: boolean }>> = {
  [c14n.exclusive]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false },
  [c14n.exclusiveWithComments]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true },
  [c14n.inclusive]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: false },
  [c14n.inclusiveWithComments]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: true },
  [c14n.inclusive11]: { mode: XmlC14NMode.XML_C14N_1_1, withComments: false },
  [c14n.inclusive11WithComments]: { mode: XmlC14NMode.XML_C14N_1_1, withComments: true },
};
export const algorithms = Object.keys(modes);
export const isExclusive = (algorithm: string): boolean => modes[algorithm]!.mode === XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;

/** A document in libxml2, to be disposed of; elements go by their number in document order. */
export interface PeerDocument {
  count: number;
  canonical(element: number, options: CanonicalOptions): string;
  dispose(): void;
}

/** The document, or all that libxml2 says against it. */
export function openInLibxml2(bytes: Uint8Array): PeerDocument | readonly string[] {
  let parsed: XmlDocument;
  try {
    parsed = XmlDocument.fromBuffer(bytes);
  } catch (error) {
    return error instanceof XmlLibError ? error.details.map(({ message }) => message.trim()) : [String(error)];
  }
  let nodes: XmlNode[] | null = null;
  const list = (): XmlNode[] => (nodes ??= parsed.find('//*'));
  return {
    get count() { return list().length; },
    canonical(element, { algorithm, inclusivePrefixes = [] }) {
      return list()[element]!.canonicalizeToString({ ...modes[algorithm]!, ...(inclusivePrefixes.length === 0 ? {} : { inclusiveNamespacePrefixes: [...inclusivePrefixes] }) });
    },
    dispose: () => parsed.dispose(),
  };
}
