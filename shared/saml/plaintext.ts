/** What a decryption must come out as: exactly one element of the right name (saml-core 6.1 and 2.2.4, 2.3.4, 2.7.3.2). */
import type { Encrypted } from '../model.ts';
import type { EncryptedShape } from './encryption-shape.ts';
import { saml } from './names.ts';
import type { Tree, XmlFault } from './tree.ts';
import { parseXml } from './xml.ts';

export type PlaintextAnswer =
  | { ok: true; tree: Tree; bytes: Uint8Array; note: string | null }
  | { ok: false; failure: 'damaged' | 'malformed'; message: string };

const wanted: Readonly<Record<Encrypted['what'], readonly number[]>> = {
  EncryptedAssertion: [saml.Assertion],
  // BaseID and Assertion are legal too (saml-core 2.2.4), but no service provider we know reads them.
  EncryptedID: [saml.NameID],
  EncryptedAttribute: [saml.Attribute],
  EncryptedData: [],
};

/**
 * Parses the plaintext. It should declare every namespace it uses, but some software encrypts an element without the declarations that
 * stood around it; those in scope at EncryptedData are then added to its start tag (XML Encryption 1.1, 4.5), and `note` says so.
 */
export function readPlaintext(tree: Tree, shape: EncryptedShape, bytes: Uint8Array): PlaintextAnswer {
  const alone = parseXml(bytes);
  if (alone.ok && wanted[shape.what].includes(alone.tree.kind(0))) return { ok: true, tree: alone.tree, bytes, note: null };
  const lacksNamespace = alone.ok ? alone.tree.namespace(0) === '' : alone.fault.code === 'namespace';
  const completed = lacksNamespace ? withDeclarations(tree, shape.data, bytes) : null;
  if (completed !== null) {
    const again = parseXml(completed.bytes);
    if (again.ok && wanted[shape.what].includes(again.tree.kind(0))) {
      const note = `The encrypted element relies on namespace declarations outside it (${completed.prefixes.join(', ')}). We added them; other readers may refuse it.`;
      return { ok: true, tree: again.tree, bytes: completed.bytes, note };
    }
  }
  if (!alone.ok) return { ok: false, failure: 'damaged', message: notXml(alone.fault) };
  const name = shape.what.slice('Encrypted'.length);
  return { ok: false, failure: 'malformed', message: `What was decrypted is ${alone.tree.local(0)} in namespace "${alone.tree.namespace(0)}". ${shape.what} must hold ${name === 'ID' ? 'NameID' : name} of SAML 2.0.` };
}

function notXml(fault: XmlFault): string {
  return fault.code === 'namespace'
    ? `It was decrypted, but uses a namespace prefix that is declared nowhere: ${fault.message}`
    : `It was decrypted, but what came out is not XML that we read: ${fault.message}`;
}

/** Prefixes that may be in scope outside; more than these are not looked for. */
const prefixesTried = 64;

/** The plaintext with the declarations in scope at the element added to its first start tag; null when there is nothing to add. */
function withDeclarations(tree: Tree, element: number, bytes: Uint8Array): { bytes: Uint8Array; prefixes: string[] } | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const tag = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?<[^\s/>!?]+/.exec(text);
  if (tag === null) return null;
  const rest = text.slice(tag[0].length);
  const attributes = rest.slice(0, rest.indexOf('>') + 1);
  const prefixes = new Set<string>(['']);
  // Prefixes of elements and attributes, and those of QNames in values such as xsi:type="xs:string".
  for (const match of text.matchAll(/[<\s"']([\p{L}_][\p{L}\p{N}._-]*):/gu)) {
    if (prefixes.size < prefixesTried) prefixes.add(match[1]!);
  }
  const added: string[] = [];
  let declarations = '';
  for (const prefix of prefixes) {
    const name = prefix === '' ? 'xmlns' : 'xmlns:' + prefix;
    const uri = prefix === 'xml' || prefix === 'xmlns' ? null : tree.resolvePrefix(element, prefix);
    if (uri === null || uri === '' || new RegExp(`\\s${name.replaceAll('.', '\\.')}\\s*=`).test(attributes)) continue;
    declarations += ` ${name}="${uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"`;
    added.push(prefix === '' ? 'the default namespace' : prefix);
  }
  if (declarations === '') return null;
  return { bytes: new TextEncoder().encode(tag[0] + declarations + rest), prefixes: added };
}
