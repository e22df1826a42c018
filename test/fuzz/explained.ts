/**
 * Differences from the peers that are meant: each with the reason, and as narrow as it can be said. Whatever fits none of these is a
 * failure of the run.
 */
import type { Report } from '../../shared/finding.ts';
import type { ShapeFault, Signature } from '../../shared/model.ts';
import type { XmlFault } from '../../shared/saml/tree.ts';
import { c14n, sha1 } from '../../shared/urns.ts';

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
  /** The same as lxml puts it. */
  inLxml: RegExp;
}

export const laxer: readonly LaxerRow[] = [
  { name: 'namespace that is no URI', why: 'Namespaces in XML 1.0 asks no reader to check the URI; a name is compared letter by letter.', says: /^xmlns(:\S+)?: '[^]*' is not a valid URI$/, inLxml: /^xmlns(:\S+)?: '[^]*' is not a valid URI/ },
  { name: 'xml:id', why: 'xml:id is no part of XML 1.0, and nothing here reads it.', says: /^xml:id : attribute value [^]* is not an NCName$/, inLxml: /^xml:id : attribute value [^]* is not an NCName/ },
  { name: 'xml:id twice', why: 'xml:id is no part of XML 1.0; an ID that stands twice is found by a check, not by the reader.', says: /^ID [^]* already defined$/, inLxml: /^ID [^]* already defined/ },
  { name: 'xml:space', why: 'An unknown value of xml:space is an error that a reader may pass over (XML 1.0, 2.10).', says: /^Invalid value "[^]*" for xml:space : "default" or "preserve" expected$/, inLxml: /^Invalid value "[^]*" for xml:space/ },
];

/** Both take it, and libxml2 writes another canonical form. */
export interface CanonicalRow {
  name: string;
  why: string;
  fits(ours: string, theirs: string, algorithm: string): boolean;
}

const plain: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&quot;': '"', '&#x9;': '\t', '&#xA;': '\n', '&#xD;': '\r' };
const unescaped = (text: string): string => text.replaceAll(/&(?:amp|lt|quot|#x9|#xA|#xD);/g, (reference) => plain[reference]!);
const base = /^(<[^>]*?) xml:base="([^"]*)"/;
const notInURIs = /[^\w.~:/?#[\]@!$&'()*+,;=%-]|%(?![\da-f]{2})/i;

export const otherCanonical: readonly CanonicalRow[] = [
  {
    name: 'ampersand in a namespace name', why: 'libxml2 writes namespace names as they are, so that its canonical form is no XML.',
    fits: (ours, theirs) => ours.replaceAll(/ xmlns(?::[^\s=]+)?="[^"]*"/g, unescaped) === theirs,
  },
  {
    name: 'xml:base that is no URI', why: 'Canonical XML 1.1, 2.4 joins xml:base values as strings; libxml2 reads them as URIs and leaves out what is none.',
    fits: (ours, theirs, algorithm) => algorithm.startsWith(c14n.inclusive11) && notInURIs.test(unescaped(base.exec(ours)?.[2] ?? '')) && ours.replace(base, '$1') === theirs.replace(base, '$1'),
  },
];

/** Shapes of a signature that we refuse before anything is computed, and xmlsec, which knows nothing of SAML, does not. */
export const refusedShapes: Readonly<Partial<Record<ShapeFault['code'], string>>> = {
  'reference-target': 'xmlsec follows a Reference to any element, and to the first of two with the same ID.',
  'unexpected-content': 'Comments, sections and foreign elements in a signature are read by some and not by others.',
  position: 'The schema puts the Signature after the Issuer.',
  parent: 'What has no ID cannot be pointed at; xmlsec takes a reference to the whole document.',
  transform: 'Two transforms are allowed, enveloped-signature first.',
  c14n: 'Canonicalisation with comments is refused.',
  object: 'A Signature in SAML holds no Object.',
  'duplicate-signature': 'An element has one signature; xmlsec looks at each by itself.',
  base64: 'xmlsec passes over what is no base64.',
  'signed-info-count': 'xmlsec reads the first SignedInfo alone.',
  'reference-count': 'SAML has one Reference.',
};

/** We verify a signature and xmlsec does not. */
export const xmlsecLimits: readonly { name: string; why: string; fits(ours: Signature, xml: () => string): boolean }[] = [
  { name: 'RSA-PSS', why: 'xmlsec 1.2 does not know it.', fits: ({ signatureMethod }) => /-rsa-MGF1$/.test(signatureMethod ?? '') },
  { name: 'an ID of another kind', why: 'xmlsec takes xml:id and an ID of any namespace for IDs too, and the first one in the document.', fits: ({ parentID }, xml) => [...xml().matchAll(/\s[^\s:=]+:(?:id|ID)\s*=\s*["']([^"']*)/g)].some(([, id]) => id === parentID) },
];

/** What xml-crypto knows, as node-saml asks it. */
const knownToNodeSaml = /^http:\/\/www\.w3\.org\/(?:2000\/09\/xmldsig#rsa-sha1|2001\/04\/xmldsig-more#rsa-sha(?:256|512))$/;

/** node-saml refuses what we accept. */
export const laxerThanNodeSaml: readonly { name: string; why: string; fits(says: string, report: Report): boolean }[] = [
  { name: 'encryption it does not know', why: 'AES-192 and OAEP of XML Encryption 1.1 are in the standard.', fits: (says) => /^(?:key )?encryption algorithm \S+ not supported$/.test(says) },
  { name: 'OAEP label', why: 'It is in the standard (XML Encryption 5.5.2).', fits: (says, report) => says.includes('rsa routines:') && report.sources[0]!.text.includes('OAEPparams') },
  { name: 'OAEP with another digest', why: 'It is in the standard (XML Encryption 5.5.2).', fits: (says, report) => says.includes('rsa routines:') && report.facts.encrypted.some(({ oaepDigest }) => oaepDigest !== null && oaepDigest !== sha1) },
  { name: 'a CipherValue before that of the key', why: 'It takes the first one; whichever was meant is verified after decryption.', fits: (says, report) => says.includes('rsa routines:') && /<(?:[\w.-]+:)?EncryptedData\b(?:(?!<(?:[\w.-]+:)?EncryptedKey\b)[^])*<(?:[\w.-]+:)?CipherValue\b[^]*<(?:[\w.-]+:)?EncryptedKey\b/.test(report.sources[0]!.text) },
  { name: 'several EncryptedKey', why: 'It tries the first alone, which may be for somebody else.', fits: (says, report) => says.includes('rsa routines:') && report.facts.encrypted.some(({ keys }) => keys > 1) },
  { name: 'PKCS#1 v1.5', why: 'Node refuses this padding; we decrypt it without telling why it failed.', fits: (says) => says.startsWith('RSA_PKCS1_PADDING is no longer supported') },
  { name: 'white space in EncryptedData', why: 'It expects EncryptionMethod to be the first child node.', fits: (says, report) => says === 'cant find encryption algorithm' && report.facts.encrypted.length > 0 },
  { name: 'signature algorithm it does not know', why: 'RSA-SHA384, RSA-PSS and ECDSA are in the standard.', fits: (says, report) => says === 'Invalid signature' && report.facts.signatures.some(({ signatureMethod }) => !knownToNodeSaml.test(signatureMethod ?? '')) },
  { name: '#default in a prefix list', why: 'It is in the standard (Exclusive XML Canonicalization, 4).', fits: (says, report) => says === 'Invalid signature' && report.facts.xml !== null && report.sources[0]!.text.includes('#default') },
  { name: 'transforms outside of a Reference', why: 'It counts every Transform in the Signature, in KeyInfo too.', fits: (says, report) => says === 'Invalid signature, too many transforms' && report.facts.signatures.every(({ transforms }) => transforms.length <= 2) },
  { name: 'Canonical XML 1.1', why: 'It is in the standard.', fits: (says) => says === `canonicalization algorithm '${c14n.inclusive11}' is not supported` },
];

/** We refuse what node-saml accepts, by the checks that fail. The first that fits is counted. */
export const stricterChecks: readonly { name: string; why: string; fits(failing: readonly string[], report: Report): boolean }[] = [
  { name: 'profile rules', why: 'node-saml does not look at them: status, version, times of issue, order, InResponseTo against the request, Destination.', fits: (failing) => failing.some((check) => /^(?:response|status|assertion|subject|name-id|conditions|authn|attributes|flow)\//.test(check)) },
  { name: 'what the service provider wants signed', why: 'node-saml was not told to want it.', fits: (failing, report) => failing.some((check) => /^signature\/(?:response|assertion)-not-signed$/.test(check)) && report.facts.signatures.some(({ result }) => result === 'verified') },
  { name: 'an ID twice', why: 'What a Reference points at is not certain then.', fits: (failing) => failing.includes('document/duplicate-id') },
  { name: 'shape of the signature', why: 'Comments, foreign elements, other transforms and what is no base64 in a signature are refused.', fits: (_failing, report) => report.facts.signatures.some(({ faults }) => faults.length > 0) },
  { name: 'one of two signatures is broken', why: 'node-saml is content with the other one.', fits: (_failing, report) => report.facts.signatures.length > 1 && report.facts.signatures.some(({ result }) => result === 'failed') },
  { name: 'the signature of the encrypted response is broken', why: 'node-saml is content with that of the assertion inside, or the reverse.', fits: (failing, report) => report.facts.encrypted.length > 0 && failing.some((check) => check === 'signature/digest-mismatch' || check === 'signature/no-trusted-key') },
  { name: 'something encrypted cannot be opened', why: 'Whatever is encrypted in the message must be readable to whoever judges it; node-saml does not look at it.', fits: (failing) => failing.some((check) => check.startsWith('encryption/')) },
  { name: 'a signature where SAML has none', why: 'Wrapping needs one.', fits: (failing) => failing.includes('signature/stray') },
];
