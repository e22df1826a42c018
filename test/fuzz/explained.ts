/**
 * Differences from the peers that are meant: each with the reason, and as narrow as it can be said. Whatever fits none of these is a
 * failure of the run.
 */
import type { XmlFault } from '../../shared/saml/tree.ts';

/** We refuse a document that libxml2 takes. */
export interface StricterRow {
  name: string;
  why: string;
  fits(fault: XmlFault, text: () => string): boolean;
}

const says = (fault: XmlFault, pattern: RegExp): boolean => pattern.test(fault.message);

export const stricter: readonly StricterRow[] = [
  { name: 'doctype', why: 'A SAML message has no document type declaration (SAML2Int SDP-G03).', fits: (fault, text) => fault.code === 'doctype' && text().includes('<!DOCTYPE') },
  { name: 'processing instruction', why: 'Instructions are canonicalised by some as text, so none is taken.', fits: (fault, text) => fault.code === 'processing-instruction' && text().includes('<?') },
  { name: 'relative namespace', why: 'The canonical form of relative namespace names is not defined (Canonical XML 1.0, 1.3).', fits: (fault) => fault.code === 'namespace' && says(fault, /relative namespace name/) },
  { name: 'XML version', why: 'Only XML 1.0 is read; libxml2 takes 1.1 and later for it.', fits: (fault, text) => says(fault, /XML version/) && /^[\s\uFEFF]*<\?xml\s+version\s*=\s*["'](?!1\.0["'])/.test(text()) },
  { name: 'encoding', why: 'Only UTF-8, UTF-16, ISO-8859-1, windows-1252 and US-ASCII are read.', fits: (fault, text) => fault.code === 'encoding' && /^[\s\uFEFF]*<\?xml[^>]*encoding/.test(text()) },
  { name: 'limit', why: 'What nobody sends is not read: nesting, attributes of one element, names (shared/saml/xml-limits.ts).', fits: (fault) => fault.limit !== undefined && /^too-/.test(fault.code) },
];

/** libxml2 refuses a document that we take: everything it says against it fits a row. */
export interface LaxerRow {
  name: string;
  why: string;
  says: RegExp;
}

export const laxer: readonly LaxerRow[] = [
  { name: 'namespace that is no URI', why: 'Namespaces in XML 1.0 asks no reader to check the URI; a name is compared letter by letter.', says: /^xmlns(:\S+)?: '[^]*' is not a valid URI$/ },
  { name: 'xml:id', why: 'xml:id is no part of XML 1.0, and nothing here reads it.', says: /^xml:id : attribute value [^]* is not an NCName$/ },
  { name: 'xml:space', why: 'An unknown value of xml:space is an error that a reader may pass over (XML 1.0, 2.10).', says: /^Invalid value "[^]*" for xml:space : "default" or "preserve" expected$/ },
];

/** Both take it, and libxml2 writes another canonical form. */
export interface CanonicalRow {
  name: string;
  why: string;
  /** What libxml2 would write instead of this. */
  asLibxml2(ours: string, algorithm: string): string;
}

const plain: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&quot;': '"', '&#x9;': '\t', '&#xA;': '\n', '&#xD;': '\r' };

export const otherCanonical: readonly CanonicalRow[] = [
  {
    name: 'ampersand in a namespace name', why: 'libxml2 writes namespace names as they are, so that its canonical form is no XML.',
    asLibxml2: (ours) => ours.replaceAll(/ xmlns(?::[^\s=]+)?="[^"]*"/g, (declaration) => declaration.replaceAll(/&(?:amp|lt|quot|#x9|#xA|#xD);/g, (reference) => plain[reference]!)),
  },
];
