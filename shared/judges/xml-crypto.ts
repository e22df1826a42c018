/** xml-crypto, the verifier beneath node-saml and samlify: which signatures it takes, in which order it looks, and its words. */
import type { Signature } from '../model.ts';
import { c14n, enveloped, ns, rsaSha1, rsaSha256, sha1, sha256 } from '../urns.ts';
import { bareOf, error, refuses, rule, unsure, type Given, type JudgePolicy, type Ruling } from './judge.ts';

/** `loading`: thrown before anything is computed. A null text: it throws, in words with parts of the document in them. */
export type Verification = { is: 'verified' } | { is: 'not-verified' } | { is: 'throws'; loading: boolean; text: string | null } | { is: 'unsure'; reason: string };

const verified: Verification = { is: 'verified' };
const notVerified: Verification = { is: 'not-verified' };
const throws = (text: string | null, loading = false): Verification => ({ is: 'throws', loading, text });
const cannotTell = (reason: string): Verification => ({ is: 'unsure', reason });

const methods: readonly (string | null)[] = [c14n.exclusive, c14n.exclusiveWithComments, c14n.inclusive, c14n.inclusiveWithComments];
const hashes: readonly (string | null)[] = [sha1, sha256, `${ns.xenc}sha512`];
export const xmlCryptoAlgorithms: readonly (string | null)[] = [rsaSha1, rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'];

const has = (signature: Signature, ...codes: readonly string[]): boolean => signature.faults.some((fault) => codes.includes(fault.code));

/** What `loadSignature` and `checkSignature` make of it. `fits`: whether the key it is given is the one that verified. */
export function verifyByXmlCrypto(given: Given, signature: Signature, fits = true): Verification {
  const bare = bareOf(given, signature);
  if (bare === null) return cannotTell('The signature was not looked at closely enough.');
  return loading(signature, bare) ?? checking(given, signature, bare, fits);
}

type Bare = NonNullable<ReturnType<typeof bareOf>>;

/** What it says before it computes anything. */
function loading(signature: Signature, bare: Bare): Verification | null {
  if (bare.signedInfos > 1) return throws('could not load signature that contains multiple SignedInfo nodes', true);
  if (signature.canonicalization === null) return throws('could not find CanonicalizationMethod/@Algorithm element', true);
  if (signature.canonicalization !== '' && ![...methods, enveloped].includes(signature.canonicalization)) return throws(unsupported('canonicalization', signature.canonicalization), true);
  if (bare.references.length === 0) return throws('could not find any Reference elements', true);
  if (bare.emptyTransforms) return throws("Cannot read properties of undefined (reading 'documentElement')", true);
  if (has(signature, 'missing-part') && bare.value !== null && signature.signatureMethod !== null) return throws(null, true);
  if (signature.digestClaimed === '') return throws(null, true);
  return null;
}

/** It finds the signature to leave out of what is signed by its value. */
function sameValueTwice({ bare }: Given, { value }: Bare): Verification | null {
  const text = 'Cannot validate a document which contains multiple Signature elements with the same SignatureValue, in order to prevent signature wrapping attack.';
  return value !== null && value !== '' && bare.signatures.filter((each) => each?.value === value).length > 1 ? throws(text) : null;
}

function checking(given: Given, signature: Signature, bare: Bare, fits: boolean): Verification {
  if (signature.canonicalization === '') return throws(unsupported('canonicalization', ''));
  for (const { uri, anywhere } of bare.references) {
    if (uri?.includes("'") === true) return throws('Cannot validate a uri with quotes inside it');
    if (uri === null || uri === '') continue;
    if (anywhere > 1) return throws('Cannot validate a document which contains multiple elements with the same value for the ID / Id / Id attributes, in order to prevent signature wrapping attack.');
    if (anywhere === 0) return notVerified;
  }
  const twice = sameValueTwice(given, bare);
  if (twice !== null) return twice;
  const strange = signature.transforms.find((each) => each !== enveloped && !methods.includes(each));
  if (strange !== undefined) return throws(unsupported('canonicalization', strange));
  if (signature.digestMethod !== null && !hashes.includes(signature.digestMethod)) return throws(unsupported('hash', signature.digestMethod));
  if (bare.prefixes.includes('#default')) return notVerified;
  // It takes the namespaces around the first SignedInfo of the document for those around every one.
  if (given.facts.signatures.length > 1 && signature.canonicalization !== null && !signature.canonicalization.startsWith(c14n.exclusive)) return cannotTell('The signature is written with inclusive canonicalisation beside another one, which it does not compute as the standard says.');
  if (signature.faults.some((fault) => fault.actual === 'CDATA' || fault.message.startsWith('Text stands'))) return cannotTell('The signature is written in a way that its parts can be read differently.');
  if (bare.result === 'digest' || bare.value === null || bare.value === '') return notVerified;
  // A name that every JavaScript object knows is found in its table, and is no algorithm.
  if (signature.signatureMethod !== null && signature.signatureMethod in {}) return throws(null);
  if (signature.signatureMethod !== null && !xmlCryptoAlgorithms.includes(signature.signatureMethod)) return bare.result === null || bare.result === 'key' || bare.result === 'verified' ? throws(unsupported('signature', signature.signatureMethod)) : notVerified;
  if (bare.result === null) return cannotTell('The signature breaks the rules of SAML, so this program did not compute it.');
  return bare.result === 'verified' && fits ? verified : throws(`invalid signature: the signature value ${(bare.value ?? '').replace(/\r?\n/g, '')} is incorrect`);
}

const unsupported = (what: string, name: string): string => `${what} algorithm '${name}' is not supported`;

/** As a Ruling of a judge that shows what xml-crypto throws; `otherwise` where it only says no. */
export function rulingOf(verification: Verification, otherwise: Ruling): Ruling | null {
  if (verification.is === 'verified') return null;
  if (verification.is === 'unsure') return unsure(verification.reason);
  if (verification.is === 'not-verified') return otherwise;
  return verification.text === null ? refuses('xml-crypto cannot load the signature; its message quotes the signature.') : error(verification.text);
}

export const xmlCrypto: JudgePolicy = {
  id: 'xml-crypto', name: 'xml-crypto', version: '6.3',
  defaults: [
    'It verifies signatures and nothing else: time, audience and everything that SAML asks for are left to the program around it.',
    'It is asked about the signatures of the Response and of the assertions in it, with the first certificate of the identity provider.',
    'It knows RSA with SHA-1, SHA-256 and SHA-512, and no elliptic curves.',
  ],
  basis: 'real',
  sources: [{ what: 'node-saml/xml-crypto 6.3.2, src/signed-xml.ts', url: 'https://github.com/node-saml/xml-crypto', date: '2026-11-22' }],
  rules: [
    rule('signature-missing', 'the Response or the assertion is signed', (given) => (asked(given).length > 0 ? null : refuses('Nothing is signed that it could verify.'))),
    rule('signature', 'every signature verifies', (given) => {
      for (const signature of asked(given)) {
        const ruling = rulingOf(verifyByXmlCrypto(given, signature, fitsFirst(given, signature)), refuses('checkSignature returns false: the digest of what is signed is another one.'));
        if (ruling !== null) return ruling;
      }
      return null;
    }),
  ],
};

/** It opens nothing that is encrypted. */
function asked({ facts, response }: Given): Signature[] {
  const nodes = [response.node, ...response.assertions.filter((each) => each.from === 'plain').map((each) => each.node)];
  return facts.signatures.filter((each) => !each.detached && nodes.includes(each.parent));
}

/** Whether the first signing key is the one that verified. */
export function fitsFirst({ facts }: Given, signature: Signature): boolean {
  const first = facts.trusted.find((key) => key.use !== 'encryption');
  return signature.result !== 'verified' || first === undefined || (first.certificate?.sha256 ?? null) === (signature.verifiedBy?.sha256 ?? null);
}
