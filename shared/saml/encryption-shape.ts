/** Reads EncryptedData and EncryptedKey (XML Encryption 1.1, saml-core 6) into plain data. Nothing is decrypted here. */
import type { Encrypted } from '../model.ts';
import { blockCiphers, digestAlgorithms, keyTransports, maskGenerations, ns, shortName, tripleDes } from '../urns.ts';
import { strictBase64 } from './base64-strict.ts';
import type { BlockCipher, OaepSettings } from './crypto.ts';
import { ds, kindOf, saml, samlp, xenc, xenc11 } from './names.ts';
import { rowOf } from './signature-shape.ts';
import type { Tree } from './tree.ts';

/** Recipients of one element that are looked at; real ones have one or two. */
const keysKept = 8;

/** Why one part cannot be used, in words for an admin. */
export interface ShapeTrouble {
  failure: 'unsupported-algorithm' | 'malformed';
  message: string;
}

/** How an EncryptedKey says it was encrypted; null OAEP means PKCS#1 v1.5. */
export interface KeyShape {
  transport: string | null;
  oaep: OaepSettings | null;
  oaepDigest: string | null;
  mgf: string | null;
  recipient: string | null;
  /** The certificate that KeyInfo names as the recipient's; a hint. */
  certificateText: string | null;
  cipher: Uint8Array;
  trouble: ShapeTrouble | null;
}

export interface EncryptedShape {
  what: Encrypted['what'];
  /** The SAML wrapper; EncryptedData itself where it has none. */
  element: number;
  /** EncryptedData, or -1. */
  data: number;
  blockCipherURI: string | null;
  blockCipher: (BlockCipher & { name: string }) | null;
  cipher: Uint8Array;
  keys: KeyShape[];
  /** How many EncryptedKey elements belong to it, those that are not looked at included. */
  keyCount: number;
  trouble: ShapeTrouble | null;
}

const wrappers = new Map<number, Encrypted['what']>([
  [saml.EncryptedAssertion, 'EncryptedAssertion'], [saml.EncryptedID, 'EncryptedID'], [saml.EncryptedAttribute, 'EncryptedAttribute'],
]);

/** Every encrypted element in document order, EncryptedData outside any wrapper included. */
export function findEncrypted(tree: Tree): { element: number; what: Encrypted['what'] }[] {
  const found: { element: number; what: Encrypted['what'] }[] = [];
  for (let element = 0; element < tree.count; element++) {
    const kind = tree.kind(element);
    const what = wrappers.get(kind);
    if (what !== undefined) found.push({ element, what });
    else if (kind === xenc.EncryptedData && !(tree.parent(element) !== -1 && wrappers.has(tree.kind(tree.parent(element))))) found.push({ element, what: 'EncryptedData' });
  }
  return found;
}

/**
 * Where each may stand: the elements around it, from the inside out. What was decrypted out of any other place would be taken for what it
 * is not: a name out of the KeyInfo of a signature, which the signature does not cover, for the user's.
 */
const homes: Readonly<Record<Encrypted['what'], readonly (readonly number[])[]>> = {
  EncryptedAssertion: [[samlp.Response]],
  EncryptedID: [[saml.Subject, saml.Assertion], [samlp.LogoutRequest]],
  EncryptedAttribute: [[saml.AttributeStatement, saml.Assertion]],
  EncryptedData: [],
};
/** And what may be around those. */
const messages: readonly number[] = [samlp.Response, samlp.ArtifactResponse, kindOf(ns.soap, 'Body'), kindOf(ns.soap, 'Envelope')];

/** The element that should not be around it, or -1. A root is at home: it was handed in, or decrypted, by itself. */
function wrongHome(tree: Tree, element: number, what: Encrypted['what']): number {
  const parent = tree.parent(element);
  if (parent === -1) return -1;
  const home = homes[what].find(([kind]) => kind === tree.kind(parent));
  if (home === undefined) return parent;
  let outer = parent;
  for (const kind of home) {
    if (outer === -1 || tree.kind(outer) !== kind) return outer === -1 ? parent : outer;
    outer = tree.parent(outer);
  }
  for (; outer !== -1; outer = tree.parent(outer)) if (!messages.includes(tree.kind(outer))) return outer;
  return -1;
}

const empty = new Uint8Array(0);

export function readEncrypted(tree: Tree, element: number, what: Encrypted['what']): EncryptedShape {
  const shape: EncryptedShape = { what, element, data: -1, blockCipherURI: null, blockCipher: null, cipher: empty, keys: [], keyCount: 0, trouble: null };
  const fail = (failure: ShapeTrouble['failure'], message: string) => { shape.trouble ??= { failure, message }; };
  const data = what === 'EncryptedData' ? [element] : tree.childrenOf(element, xenc.EncryptedData);
  shape.data = data[0] ?? -1;
  if (data.length !== 1) fail('malformed', `${what} holds ${data.length === 0 ? 'no EncryptedData' : `${data.length} EncryptedData elements`}; it must hold exactly one.`);
  if (shape.data === -1) return shape;
  if (what === 'EncryptedData') fail('malformed', 'EncryptedData stands here by itself. SAML has it only in EncryptedAssertion, EncryptedID and EncryptedAttribute.');
  const wrong = what === 'EncryptedData' ? -1 : wrongHome(tree, element, what);
  if (wrong !== -1) fail('malformed', `${what} stands in ${tree.local(wrong)}, where we do not open it.`);

  const type = tree.attribute(shape.data, 'Type');
  if (type !== null && type !== ns.xenc + 'Element') fail('malformed', `EncryptedData says that it holds ${shortName(type)}; SAML encrypts whole elements (${ns.xenc}Element).`);
  const method = tree.child(shape.data, xenc.EncryptionMethod);
  shape.blockCipherURI = method === -1 ? null : tree.attribute(method, 'Algorithm');
  const row = rowOf(blockCiphers, shape.blockCipherURI);
  if (row !== undefined) shape.blockCipher = row;
  else if (shape.blockCipherURI === null) fail('malformed', 'EncryptedData does not say which cipher it was made with (EncryptionMethod).');
  else if (shape.blockCipherURI === tripleDes) fail('unsupported-algorithm', 'It is encrypted with Triple DES (3DES-CBC), which is obsolete and which we do not open. Set the identity provider to AES-256-GCM or AES-256-CBC.');
  else fail('unsupported-algorithm', `It is encrypted with ${shape.blockCipherURI}, a cipher that we do not know.`);
  const cipher = readCipher(tree, shape.data, 'EncryptedData');
  if ('message' in cipher) fail('malformed', cipher.message);
  else shape.cipher = cipher.bytes;

  const keys = encryptedKeys(tree, shape);
  shape.keyCount = keys.length;
  shape.keys = keys.slice(0, keysKept).map((key) => readKey(tree, key));
  if (keys.length === 0) fail('malformed', 'There is no EncryptedKey, so nothing says with which key it can be opened.');
  return shape;
}

/** EncryptedKeys inside KeyInfo, pointed at by RetrievalMethod, and beside EncryptedData in the wrapper (saml-core 6.1, erratum E43). */
function encryptedKeys(tree: Tree, shape: EncryptedShape): number[] {
  const found = new Set<number>();
  for (const keyInfo of tree.childrenOf(shape.data, ds.KeyInfo)) {
    for (const key of tree.childrenOf(keyInfo, xenc.EncryptedKey)) found.add(key);
    for (const method of tree.childrenOf(keyInfo, ds.RetrievalMethod).slice(0, keysKept)) {
      const key = keyByID(tree, tree.attribute(method, 'URI'));
      if (key !== -1) found.add(key);
    }
  }
  if (shape.what !== 'EncryptedData') for (const key of tree.childrenOf(shape.element, xenc.EncryptedKey)) found.add(key);
  return [...found];
}

/** The EncryptedKeys of a document by Id, -1 where several have the same; looked for once, since thousands may be asked for. */
const keysByID = new WeakMap<Tree, ReadonlyMap<string, number>>();

/** The one EncryptedKey of this document that a fragment URI names; -1 for none or several. */
function keyByID(tree: Tree, uri: string | null): number {
  if (uri === null || !uri.startsWith('#') || uri.length < 2) return -1;
  let keys = keysByID.get(tree);
  if (keys === undefined) keysByID.set(tree, (keys = indexKeys(tree)));
  return keys.get(uri.slice(1)) ?? -1;
}

function indexKeys(tree: Tree): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  for (let element = 0; element < tree.count; element++) {
    // No signature covers its own KeyInfo, so what stands there decides about nothing that is covered.
    if (tree.kind(element) === ds.Signature) {
      element = tree.end(element) - 1;
      continue;
    }
    const id = tree.kind(element) === xenc.EncryptedKey ? tree.attribute(element, 'Id') : null;
    if (id !== null) keys.set(id, keys.has(id) ? -1 : element);
  }
  return keys;
}

function readKey(tree: Tree, element: number): KeyShape {
  const key: KeyShape = { transport: null, oaep: null, oaepDigest: null, mgf: null, recipient: tree.attribute(element, 'Recipient'), certificateText: namedCertificate(tree, element), cipher: empty, trouble: null };
  const fail = (failure: ShapeTrouble['failure'], message: string) => { key.trouble ??= { failure, message }; };
  const method = tree.child(element, xenc.EncryptionMethod);
  key.transport = method === -1 ? null : tree.attribute(method, 'Algorithm');
  const transport = rowOf(keyTransports, key.transport);
  if (key.transport === null) fail('malformed', 'EncryptedKey does not say how the key was encrypted (EncryptionMethod).');
  else if (transport === undefined) fail('unsupported-algorithm', `The key is encrypted with ${key.transport}, which we do not know. RSA-OAEP is usual.`);
  else if (transport.scheme !== 'pkcs1') readOaep(tree, method, transport.scheme, key, fail);
  const cipher = readCipher(tree, element, 'EncryptedKey');
  if ('message' in cipher) fail('malformed', cipher.message);
  else key.cipher = cipher.bytes;
  return key;
}

function namedCertificate(tree: Tree, encryptedKey: number): string | null {
  const keyInfo = tree.child(encryptedKey, ds.KeyInfo);
  const data = keyInfo === -1 ? -1 : tree.child(keyInfo, ds.X509Data);
  const certificate = data === -1 ? -1 : tree.child(data, ds.X509Certificate);
  return certificate === -1 ? null : tree.text(certificate);
}

/** Digest, mask generation function and label of OAEP (xmlenc-core1 5.5.2). */
function readOaep(tree: Tree, method: number, scheme: 'oaep' | 'oaep11', key: KeyShape, fail: (failure: ShapeTrouble['failure'], message: string) => void): void {
  const digest = tree.child(method, ds.DigestMethod);
  const mgf = tree.child(method, xenc11.MGF);
  const params = tree.child(method, xenc.OAEPparams);
  key.oaepDigest = digest === -1 ? null : tree.attribute(digest, 'Algorithm');
  key.mgf = mgf === -1 ? null : tree.attribute(mgf, 'Algorithm');
  // SHA-1 is what is meant when nothing is said, and `rsa-oaep-mgf1p` has it as its mask generation function by definition.
  const hash = digest === -1 ? 'sha1' : rowOf(digestAlgorithms, key.oaepDigest)?.hash;
  const mgfHash = mgf === -1 || scheme === 'oaep' ? 'sha1' : rowOf(maskGenerations, key.mgf);
  if (hash === undefined || hash === 'md5') return fail('unsupported-algorithm', `RSA-OAEP is used with the digest ${key.oaepDigest ?? 'none'}, which we do not know.`);
  if (mgfHash === undefined) return fail('unsupported-algorithm', `RSA-OAEP is used with the mask generation function ${key.mgf ?? 'none'}, which we do not know.`);
  key.oaep = { hash, mgfHash };
  if (params === -1) return;
  const text = tree.text(params);
  const label = text.trim() === '' ? empty : strictBase64(text);
  if (label === null) fail('malformed', 'OAEPparams is not base64.');
  else key.oaep.label = label;
}

function readCipher(tree: Tree, element: number, name: string): { bytes: Uint8Array } | { message: string } {
  const data = tree.child(element, xenc.CipherData);
  const value = data === -1 ? -1 : tree.child(data, xenc.CipherValue);
  if (data !== -1 && tree.child(data, xenc.CipherReference) !== -1) return { message: `${name} keeps its ciphertext elsewhere (CipherReference). We do not fetch it.` };
  if (value === -1) return { message: `${name} has no CipherValue.` };
  const bytes = strictBase64(tree.text(value));
  return bytes === null || tree.firstChild(value) !== -1 ? { message: `The CipherValue of ${name} is not base64, or part of it is missing.` } : { bytes };
}
