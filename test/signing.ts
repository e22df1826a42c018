/** Keys, documents and signatures for the tests: good ones, and ones broken in exactly one way that are still made with the right key. */
import { readFileSync } from 'node:fs';
import { canonicalize } from '../shared/saml/c14n.ts';
import { digest, privateKeyFrom } from '../shared/saml/crypto.ts';
import { ds } from '../shared/saml/names.ts';
import { completeSignature } from '../shared/saml/sign-direct.ts';
import { prepareKeys, type PreparedKey } from '../shared/saml/signature-keys.ts';
import { verifySignatures, type VerifyOptions, type Verification } from '../shared/saml/signature.ts';
import type { Tree } from '../shared/saml/tree.ts';
import { parseXml } from '../shared/saml/xml.ts';
import { c14n, digestAlgorithms, enveloped, ns, rsaSha256, sha256, signatureAlgorithms } from '../shared/urns.ts';

export type KeyName = 'idp-rsa' | 'other-rsa' | 'sp-rsa' | 'short-rsa' | 'idp-p256' | 'idp-p384' | 'idp-p521';

const read = (name: string): string => readFileSync(new URL(`./keys/${name}`, import.meta.url), 'utf8');
export const privateKey = (name: KeyName): string => read(`${name}.key.pem`);
export const certificate = (name: KeyName): string => read(`${name}.crt.pem`);
/** The base64 DER between the header lines. */
export const certificateDer = (name: KeyName): string => certificate(name).replace(/-----[^-]+-----|\s/g, '');

export function keys(...names: KeyName[]): PreparedKey[] {
  return prepareKeys(names.map((name) => ({ material: certificate(name), use: 'signing', source: name })));
}

export function parse(xml: string): Tree {
  const parsed = parseXml(new TextEncoder().encode(xml));
  if (!parsed.ok) throw new Error(`${parsed.fault.message}\n${xml}`);
  return parsed.tree;
}

export const verify = (xml: string, trusted: PreparedKey[], options?: VerifyOptions): Verification => verifySignatures(parse(xml), 0, trusted, options);

export const assertionXml = (id = '_a1', user = 'jane@example.com'): string =>
  `<saml:Assertion xmlns:saml="${ns.saml}" ID="${id}" Version="2.0"><saml:Issuer>https://idp.example</saml:Issuer><saml:Subject><saml:NameID>${user}</saml:NameID></saml:Subject></saml:Assertion>`;

/** A Response around assertions or whatever else. */
export const responseXml = (inner = assertionXml(), id = '_r1'): string =>
  `<samlp:Response xmlns:samlp="${ns.samlp}" ID="${id}" Version="2.0"><saml:Issuer xmlns:saml="${ns.saml}">https://idp.example</saml:Issuer><samlp:Status><samlp:StatusCode Value="${ns.samlp}"/></samlp:Status>${inner}</samlp:Response>`;

/** The parts of a Signature, each to be replaced to break one rule. */
export interface Forgery {
  canonicalization?: string;
  method?: string;
  uri?: string | null;
  transforms?: string;
  digestMethod?: string;
  digestValue?: (digest: string) => string;
  /** The whole Reference, made from the one that would have been written. */
  references?: (reference: string) => string;
  /** The whole SignedInfo, likewise; the placeholder of the digest has been filled in. */
  signedInfo?: (signedInfo: string) => string;
  keyInfo?: string;
  /** The Signature's children in order, from SignedInfo, SignatureValue and KeyInfo. */
  children?: (signedInfo: string, value: string, keyInfo: string) => string;
  /** Which C14N the digest and SignedInfo are really computed with. */
  digestC14n?: string;
  signedInfoC14n?: string;
  key?: KeyName;
  /** Where the signature goes: after the Issuer unless told. */
  place?: 'after-issuer' | 'first' | 'last';
}

export const transform = (algorithm: string, inner = ''): string => `<ds:Transform Algorithm="${algorithm}">${inner}</ds:Transform>`;
export const usualTransforms = transform(enveloped) + transform(c14n.exclusive);

/** Signs the element with that ID. What `forgery` says is written is signed with the right key, so only the shape can be at fault. */
export function forge(xml: string, id: string, forgery: Forgery = {}): string {
  const tree = parse(xml);
  const element = elementByID(tree, id);
  const digestMethod = forgery.digestMethod ?? sha256;
  const method = forgery.method ?? rsaSha256;
  const hash = (Object.hasOwn(digestAlgorithms, digestMethod) ? digestAlgorithms[digestMethod]?.hash : undefined) ?? 'sha256';
  const value = Buffer.from(digest(hash, canonicalize(tree, element, { algorithm: forgery.digestC14n ?? c14n.exclusive }))).toString('base64');
  const uri = forgery.uri === null ? '' : ` URI="${forgery.uri ?? '#' + id}"`;
  const reference = `<ds:Reference${uri}><ds:Transforms>${forgery.transforms ?? usualTransforms}</ds:Transforms>`
    + `<ds:DigestMethod Algorithm="${digestMethod}"/><ds:DigestValue>${forgery.digestValue?.(value) ?? value}</ds:DigestValue></ds:Reference>`;
  const plainInfo = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${forgery.canonicalization ?? c14n.exclusive}"/>`
    + `<ds:SignatureMethod Algorithm="${method}"/>${forgery.references?.(reference) ?? reference}</ds:SignedInfo>`;
  const signedInfo = forgery.signedInfo?.(plainInfo) ?? plainInfo;
  const placeholder = '<ds:SignatureValue></ds:SignatureValue>';
  const keyInfo = forgery.keyInfo ?? '';
  const children = forgery.children?.(signedInfo, placeholder, keyInfo) ?? signedInfo + placeholder + keyInfo;
  const signature = `<ds:Signature xmlns:ds="${ns.ds}">${children}</ds:Signature>`;
  const issuer = tree.firstChild(element);
  const place = forgery.place === 'first' || issuer === -1 ? tree.contentStart(element) : forgery.place === 'last' ? tree.contentStop(element) : tree.stop(issuer);
  const bytes = Buffer.concat([tree.bytes.subarray(0, place), Buffer.from(signature), tree.bytes.subarray(place)]);
  const answer = privateKeyFrom(privateKey(forgery.key ?? 'idp-rsa'));
  if (!answer.ok) throw new Error(answer.reason);
  const row = Object.hasOwn(signatureAlgorithms, method) ? signatureAlgorithms[method] : undefined;
  const scheme = row === undefined || row.family === 'hmac' || row.family === 'dsa' ? { family: 'rsa', hash: 'sha256' as const } : row;
  if (!signature.includes(placeholder) || !signature.includes('<ds:SignedInfo')) return bytes.toString('utf8');
  return completeSignature(bytes, place, { algorithm: forgery.signedInfoC14n ?? c14n.exclusive, scheme, key: answer.key });
}

export function elementByID(tree: Tree, id: string): number {
  for (let element = 0; element < tree.count; element++) if (tree.attribute(element, 'ID') === id) return element;
  throw new Error(`No ${id}`);
}

/** The text of the first Signature in the XML, and the XML without it. */
export function cutSignature(xml: string): { signature: string; rest: string } {
  const tree = parse(xml);
  for (let element = 0; element < tree.count; element++) {
    if (tree.kind(element) !== ds.Signature) continue;
    const bytes = Buffer.from(tree.bytes);
    const signature = bytes.subarray(tree.start(element), tree.stop(element)).toString('utf8');
    return { signature, rest: Buffer.concat([bytes.subarray(0, tree.start(element)), bytes.subarray(tree.stop(element))]).toString('utf8') };
  }
  throw new Error('No signature');
}
