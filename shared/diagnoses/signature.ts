/** Causes of signatures that do not verify: the key, the content, what is signed and how. */
import { unedited } from '../checks/check.ts';
import { givenCertificates, responseSigned, signatureOf, signerOf } from '../checks/judged.ts';
import { afterRollover, beforeRollover, certificateLine, commonName, day, earlierLogin, handOver, moment, plural, shortFingerprint, spName } from '../checks/words.ts';
import type { CertificateFacts, Facts, Signature } from '../model.ts';
import { shortName, signatureAlgorithms } from '../urns.ts';
import { type Cause, type Context, defineCause, fixOf, has, messageOf, optionWords, proof, remedy, seen } from './cause.ts';
import { isOtherIssuer } from './identifiers.ts';
import { nameOwner } from './other-application.ts';

const isLogin = ({ facts }: Context): boolean => facts.response !== null || facts.assertion !== null;
/** One that no given key made; of a damaged copy, as it does when the damage is undone. */
const byKey = ({ facts }: Context): Signature | undefined => facts.signatures.find((signature) => signature.result === 'failed' && signature.failure !== 'digest') ?? repaired(facts);

function repaired({ damage, signatures, trusted }: Facts): Signature | undefined {
  const signature = signatures[damage?.signatures[0] ?? -1];
  if (damage === undefined || signature === undefined || damage.verifiesWith !== null || !damage.fitsEmbedded || trusted.length === 0) return undefined;
  return { ...signature, failure: 'key', embeddedKeyFits: true, otherKeyFits: damage.otherKeyFits };
}

const changed = ({ facts }: Context): Signature | undefined => facts.signatures.find((signature) => signature.result === 'failed' && signature.failure === 'digest');

const keyChecks = ['signature/no-trusted-key', 'signature/verified', 'signature/embedded-certificate-differs', 'certificate/expired', 'signature/digest-mismatch'];
const where = ({ facts }: Context): string => (facts.trusted.some((key) => key.source === 'metadata') ? 'the metadata you gave' : 'what you gave');

/** A certificate by itself, without metadata: pasted, or kept from somewhere. */
/** What is pasted instead of a certificate. */
const unusable: readonly (readonly [sign: RegExp, what: string])[] = [
  [/PRIVATE KEY-----/, 'a private key'], [/BEGIN (?:NEW )?CERTIFICATE REQUEST-----/, 'a request for a certificate'], [/^(?:SHA-?\d+\W*)?[0-9a-f]{2}(?:[: ]?[0-9a-f]{2}){15,63}$/i, 'the fingerprint of a certificate'], [/^https?:\/\//, 'an address'], [/^ssh-/, 'an SSH key'],
  [/BEGIN CERTIFICATE-----|^MII[A-Za-z0-9+/=\s]+$/, 'a certificate that was cut off or changed'],
];

const isPasted = ({ facts }: Context): boolean => facts.trusted.length > 0 && facts.trusted.every((key) => key.source === 'certificate');

function keyProof(context: Context, embedded: CertificateFacts | undefined) {
  const given = givenCertificates(context.facts);
  return [
    ...(embedded === undefined ? [] : proof('signed by', certificateLine(embedded), 'in the response')),
    ...given.slice(0, 3).flatMap((certificate) => proof('you gave', certificateLine(certificate), `in ${where(context)}`)),
    ...(given.length > 0 ? [] : context.facts.trusted.slice(0, 1).flatMap((key) => proof('you gave', `SHA-256 of the key ${key.keySha256}`, `in ${where(context)}`))),
  ];
}

const signerLine = (signature: Signature): string | null => {
  const certificate = signerOf(signature);
  return certificate === undefined ? null : certificateLine(certificate);
};

const renew = ({ expected }: Context, what?: string) => remedy('sp', handOver(expected, what), 'signingCertificate', { from: 'metadata' });

/** What makes each product sign the assertion. */
const signTheAssertion: Readonly<Record<string, string>> = { entra: 'Signing Option: Sign SAML assertion', okta: 'Assertion Signature: Signed', keycloak: 'Sign Assertions: On', google: 'clear Signed response', auth0: 'signResponse: false', adfs: 'SamlResponseSignature AssertionOnly' };

const signBySHA256: Readonly<Record<string, string>> = { entra: 'Signing Algorithm: SHA-256', okta: 'Signature Algorithm: RSA-SHA256, Digest Algorithm: SHA256', auth0: '"signatureAlgorithm": "rsa-sha256", "digestAlgorithm": "sha256"', keycloak: 'Signature Algorithm: RSA_SHA256', adfs: 'Secure hash algorithm: SHA-256', onelogin: 'SAML Signature Algorithm: SHA-256' };

/** How the certificate it signs with came after, or before, the one of the same name that was given. */
function replacement(embedded: CertificateFacts, before: CertificateFacts, issuer: string): string {
  const name = `CN=${commonName(embedded.subject)}`;
  const owner = nameOwner(embedded.subject, issuer);
  if (owner !== undefined && day(embedded.notBefore) <= day(before.notBefore)) return `The certificates of ${owner} are all called ${name}: either this one was replaced, or the metadata is that of another.`;
  const from = day(embedded.notBefore);
  const then = day(before.notBefore);
  if (from === then) return `Its certificate is called ${name} like yours and holds another key: it was replaced.`;
  return from > then
    ? `It seems to have changed its certificate: the new one, also called ${name}, is valid from ${from}; yours is from ${then}.`
    : `It signs with an older certificate, also called ${name} and valid from ${from}, than yours of ${then}: the new one may not be active there yet.`;
}

/** A changed text may have been signed with a key that was not given, too. */
function withOtherKey({ facts }: Context, signature: Signature): string {
  const signer = signature.embeddedKeyFits === true ? signerOf(signature) : undefined;
  return signer === undefined || facts.trusted.length === 0 || facts.trusted.some(({ keySha256 }) => keySha256 === signer.keySha256) ? '' : 'It was signed with a key that you did not give, too. ';
}

export const signatureCauses: readonly Cause[] = [
  defineCause({
    id: 'no-key-given', title: 'Nothing to verify with', meaning: 'A signature can be verified only with the identity provider\'s certificate, and none was given. The certificate inside the message may be anybody\'s.',
    run(context) {
      const { facts } = context;
      const isEncryptionAlone = facts.trusted.length > 0 && facts.trusted.every((key) => key.use === 'encryption');
      if ((!isEncryptionAlone && (context.expected.idp?.keys.length ?? 0) > 0) || !isLogin(context)) return null;
      const signature = facts.signatures[0];
      if (signature === undefined || facts.signatures.some((each) => each.result !== 'not-checked')) return null;
      return {
        message: isEncryptionAlone ? 'What you gave has a key for encryption and none for signing, so nothing could be verified.' : 'You gave no metadata and no certificate of the identity provider, so nothing could be verified.', because: ['signature/verified'],
        evidence: proof('says it was signed by', signerLine(signature), 'in the response'),
        fix: remedy('capture', 'Give the metadata or signing certificate of the identity provider, from its console.', 'metadata'), confidence: 0.3,
      };
    },
  }),
  defineCause({
    id: 'signed-with-encryption-key', title: 'Signed with the encryption key', meaning: 'The key that signed is known, but the metadata gives it for encryption only.',
    run(context) {
      const signature = byKey(context) ?? context.facts.signatures.find((each) => each.result === 'not-checked');
      const certificate = signature === undefined ? undefined : signerOf(signature);
      const own = context.facts.trusted.filter((key) => key.use === 'encryption');
      const tried = signature?.otherKeyFits != null && signature.otherKeyFits >= (context.expected.otherKeys?.length ?? 0);
      if (signature === undefined || !isLogin(context) || (!tried && !(signature.embeddedKeyFits === true && own.some((key) => key.keySha256 === certificate?.keySha256)))) return null;
      return { message: 'The identity provider signed with a key that its metadata gives for encryption only.', because: signature.result === 'not-checked' ? ['signature/verified'] : seen(context, ...keyChecks), evidence: keyProof(context, certificate), fix: remedy('idp', 'Publish the key for signing too (use="signing" or no use), or sign with the signing key, then download the metadata again.', 'signingCertificate'), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'before-or-after-rollover', title: 'The other side of a planned rollover', meaning: 'The key that signed counts only before the rollover noted on the connection, or only after it, and the login is judged at the other side of it.',
    run(context) {
      const { rollover } = context.expected.idp ?? {};
      // Where the next key is not known, nothing is there to verify with.
      const signature = context.facts.signatures.find((each) => each.result === 'not-checked' || (each.result === 'failed' && each.failure === 'key'));
      if (rollover === undefined || signature === undefined || !isLogin(context)) return null;
      const { at } = rollover;
      const source = signature.otherKeyFits === null ? undefined : context.expected.otherKeys?.[signature.otherKeyFits]?.source;
      const embedded = signerOf(signature);
      const isUnknown = rollover.keys.length === 0 && context.expected.now >= at;
      if (source !== beforeRollover && source !== afterRollover && !isUnknown) return null;
      const evidence = [...proof('rollover', moment(at), 'on the connection'), ...proof('judged at', moment(context.expected.now), 'the time given'), ...(embedded === undefined ? [] : proof('signed by', certificateLine(embedded), 'in the response')), ...givenCertificates(context.facts).slice(0, 1).flatMap((certificate) => proof('counts then', certificateLine(certificate), 'you gave'))];
      const because = seen(context, ...keyChecks);
      if (isUnknown && source !== beforeRollover) return { message: `From the rollover planned for ${moment(at)} on only the next certificate counts, and it is not noted on the connection.`, because, evidence, fix: remedy('capture', 'Note the next certificate beside the rollover under Certificates, as soon as the identity provider shows it.', 'signingCertificate'), confidence: 0.9 };
      if (source === afterRollover) return { message: `The response is signed with the key that counts only after the rollover planned for ${moment(at)}.`, detail: 'The identity provider signs with its new key already.', because, evidence, fix: renew(context), confidence: 0.98 };
      return { message: `The response is signed with the key that the rollover planned for ${moment(at)} replaces: after it such a login is refused.`, detail: `Logins work on if the identity provider signs with its new key by then, and ${spName(context.expected)} has the new certificate.`, because, evidence, fix: renew(context, 'the next certificate of the identity provider'), confidence: 0.98 };
    },
  }),
  defineCause({
    id: 'key-of-earlier-login', title: 'The key of an earlier login', meaning: 'The key that signed is none of those given, and an earlier login that passed was signed with it: the metadata was replaced, or the identity provider went back to its old key.',
    run(context) {
      const signature = byKey(context);
      const other = signature?.otherKeyFits == null ? undefined : context.expected.otherKeys?.[signature.otherKeyFits];
      if (signature === undefined || !isLogin(context) || other === undefined || !other.source.startsWith(earlierLogin)) return null;
      return { message: `The response was signed with a key that is not in ${where(context)}, and ${other.source} was signed with it.`, detail: 'Either the metadata was replaced by that of another application, or the identity provider signs with its old key again.', because: seen(context, ...keyChecks), evidence: [...proof('key of', other.source, 'on this machine'), ...keyProof(context, signerOf(signature))], fix: renew(context), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'key-of-other-connection', title: 'The key of another connection', meaning: 'The key that signed belongs to another identity provider or application that is set up here.',
    run(context) {
      const signature = byKey(context);
      if (signature === undefined || !isLogin(context) || signature.otherKeyFits === null) return null;
      // Past the end of these come the encryption keys of this identity provider.
      const other = context.expected.otherKeys?.[signature.otherKeyFits];
      if (other === undefined || other.source === beforeRollover || other.source === afterRollover || other.source.startsWith(earlierLogin)) return null;
      return { message: `The response was signed with the key of another provider that you know: ${other.source}.`, detail: 'Metadata and login belong to different applications or tenants.', because: seen(context, ...keyChecks), evidence: [...proof('key of', other.source, 'on this machine'), ...keyProof(context, signerOf(signature))], fix: renew(context, 'the metadata of the application the user logged in to'), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'key-not-in-metadata', title: 'A key that was not given', meaning: 'The signature is sound, but the key that made it is none of those the admin gave. Most often the identity provider changed its certificate.',
    run(context) {
      const signature = byKey(context);
      if (signature === undefined || !isLogin(context) || signature.embeddedKeyFits === false || isOtherIssuer(context)) return null;
      const embedded = signerOf(signature);
      const given = givenCertificates(context.facts);
      const before = embedded === undefined ? undefined : given.find((certificate) => certificate.subject === embedded.subject);
      const detail = before !== undefined && embedded !== undefined
        ? replacement(embedded, before, context.assertion?.issuer?.value ?? context.facts.response?.issuer?.value ?? '')
        : embedded !== undefined && before === undefined && given.length > 0
          ? `Its certificate is called CN=${commonName(embedded.subject)} and yours CN=${commonName(given[0]!.subject)}: the metadata may be of another tenant or application.`
          : embedded === undefined ? 'The response does not say with which certificate it was signed.' : undefined;
      return {
        message: isPasted(context) ? 'The certificate you gave is not the one that the identity provider signs with.' : `The identity provider signed with a key that is not in ${where(context)}.`, ...(detail === undefined ? {} : { detail }), because: seen(context, ...keyChecks), evidence: keyProof(context, embedded), fix: renew(context),
        confidence: signature.embeddedKeyFits === true ? 0.95 : 0.7,
      };
    },
  }),
  defineCause({
    id: 'certificate-of-issuer', title: 'The certificate of its issuer', meaning: 'A certificate authority issued the certificate that signs. What was given is that of the authority, which signs certificates and no logins.',
    run(context) {
      const signature = byKey(context);
      const embedded = signature === undefined ? undefined : signerOf(signature);
      const given = embedded === undefined ? undefined : givenCertificates(context.facts).find(({ subject }) => subject === embedded.issuer && subject !== embedded.subject);
      if (signature === undefined || !isLogin(context) || embedded === undefined || given === undefined || signature.embeddedKeyFits !== true) return null;
      return {
        message: `You gave the certificate of the authority that issued the signing certificate, not the signing certificate itself.`, detail: `CN=${commonName(given.subject)} issued CN=${commonName(embedded.subject)}. In a file with a chain, the signing certificate is the one that no other was issued by.`,
        because: seen(context, ...keyChecks), evidence: keyProof(context, embedded), fix: renew(context), confidence: 0.97,
      };
    },
  }),
  defineCause({
    id: 'given-key-unusable', title: 'What was given holds no key', meaning: 'Something was given as the certificate of the identity provider that no key can be read from: a fingerprint, a request for a certificate, or a part of one.',
    run(context) {
      const { trusted } = context.facts;
      if (trusted.length === 0 || !trusted.every((key) => key.keySha256 === '') || !isLogin(context)) return null;
      const material = context.expected.idp?.keys[0]?.material.trim() ?? '';
      const [, what] = unusable.find(([sign]) => sign.test(material)) ?? [];
      return {
        message: `What you gave as the identity provider's certificate is ${what ?? 'none that can be read'}, so nothing could be verified.`, because: ['signature/verified'],
        evidence: [...proof('you gave', what === 'a private key' ? null : material.replace(/\s+/g, ' ').slice(0, 60), 'as the certificate'), ...context.facts.signatures.slice(0, 1).flatMap((signature) => proof('says it was signed by', signerLine(signature), 'in the response'))],
        fix: remedy('capture', `Give the metadata of the identity provider, or its whole signing certificate from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".${what === 'a private key' ? ' If others may have seen the private key, replace it.' : ''}`, 'signingCertificate'), confidence: 0.97,
      };
    },
  }),
  defineCause({
    id: 'signature-damaged', title: 'The signature itself is damaged', meaning: 'Not even the key whose certificate stands in the message made the signature: its value or what it signs was changed.',
    run(context) {
      const signature = byKey(context);
      if (signature === undefined || !isLogin(context) || signature.embeddedKeyFits !== false) return null;
      return { message: 'The signature does not fit even the certificate that comes with it, so it was changed or made wrongly.', detail: context.expected.origin === 'network' ? 'Something on the way altered it, somebody did, or the identity provider sends another certificate than the one it signs with.' : 'Either the text was damaged when it was captured, somebody altered it, or the identity provider sends another certificate than the one it signs with.', because: seen(context, ...keyChecks), evidence: keyProof(context, signerOf(signature)), fix: unedited(context.expected.origin), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'signed-before-encryption', title: 'Encrypted after it was signed', meaning: 'The Response was signed first and its assertion encrypted afterwards, which breaks the signature of the Response.',
    run(context) {
      const signature = changed(context);
      const { facts } = context;
      if (signature === undefined || facts.response === null || signature.parent !== facts.response.node || facts.response.encryptedAssertions === 0 || !facts.response.assertions.some((assertion) => assertion.coveredBy.length > 0)) return null;
      return { message: 'The identity provider signed the Response first and encrypted the assertion afterwards, which broke its own signature.', detail: 'The signature of the assertion itself holds.', because: seen(context, 'signature/digest-mismatch'), evidence: [...proof('signed digest', signature.digestClaimed, 'in the response'), ...proof('digest now', signature.digestComputed, 'computed here')], fix: remedy('idp', 'Set the identity provider to encrypt first and then sign, or to sign the assertion only.', 'signResponse'), confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'content-changed', title: 'Changed after signing', meaning: 'The signed digest and that of what stands here differ: the content was changed after it was signed, be it by one line break.',
    run(context) {
      const signature = changed(context);
      if (signature === undefined || !isLogin(context)) return null;
      return {
        message: `The ${signature.parentName} was changed after it was signed.`, detail: withOtherKey(context, signature) + (context.expected.origin === 'network' ? 'It came here straight from the browser, so something rewrote it between the identity provider and here, or somebody tampered with it.' : 'Usually the capture was pretty-printed or edited, or a proxy rewrote it; it can also be that somebody tampered with it.'), because: seen(context, 'signature/digest-mismatch', 'signature/verified'),
        evidence: [...proof('signed digest', signature.digestClaimed, 'in the response'), ...proof('digest now', signature.digestComputed, 'computed here'), ...(withOtherKey(context, signature) === '' ? [] : keyProof(context, signerOf(signature)))], fix: unedited(context.expected.origin), confidence: 0.9,
      };
    },
  }),
  defineCause({
    id: 'not-signed', title: 'Nothing is signed', meaning: 'Neither Response nor assertion carries a signature, so anybody could have written them.',
    run(context) {
      if (!has(context, 'signature/missing')) return null;
      const because = seen(context, 'signature/missing', 'signature/assertion-not-signed', 'signature/response-not-signed');
      const evidence = proof('signatures', '0', context.facts.response === null ? 'in the assertion' : 'in the response');
      if (context.facts.response === null && context.expected.origin !== 'network') return { message: 'Nothing in this assertion is signed; the signature may be on the Response that it was cut out of.', detail: 'A signature of the Response covers the assertion in it, and is lost when the assertion is copied alone.', because, evidence, fix: remedy('capture', 'Hand in the whole SAMLResponse value. If the Response is not signed either, switch on signing of the assertion at the identity provider.'), confidence: 0.9 };
      return { message: 'Nothing in this response is signed, so no service provider may accept it.', detail: 'Either signing is switched off for this application, or somebody took the signature away.', because, evidence, fix: remedy('idp', `Switch on signing of the assertion for this application${optionWords(context, signTheAssertion)}. If it is on already, do not accept the message.`, 'signAssertion'), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'only-response-signed', title: 'Only the Response is signed', meaning: 'The service provider looks for a signature on the assertion itself, and only the Response around it has one.',
    run: (context) => (!has(context, 'signature/assertion-not-signed') || !responseSigned(context.facts) ? null : { message: `Only the Response is signed, and ${spName(context.expected)} wants a signature on the assertion itself.`, because: seen(context, 'signature/assertion-not-signed'), evidence: [...proof('signed', 'Response', 'in the response'), ...proof('wanted', 'Assertion', `by ${spName(context.expected)}`)], fix: remedy('idp', `Set the identity provider to sign the assertion, or both${optionWords(context, signTheAssertion)}.`, 'signAssertion'), confidence: 0.95 }),
  }),
  defineCause({
    id: 'only-assertion-signed', title: 'Only the assertion is signed', meaning: 'The service provider looks for a signature on the Response, and only the assertion in it has one.',
    run: (context) => (!has(context, 'signature/response-not-signed') || context.assertion === null || signatureOf(context.facts, context.assertion.node) === null ? null : { message: `Only the assertion is signed, and ${spName(context.expected)} wants the Response signed.`, because: seen(context, 'signature/response-not-signed'), evidence: [...proof('signed', 'Assertion', 'in the response'), ...proof('wanted', 'Response', `by ${spName(context.expected)}`)], fix: remedy('idp', `Set the identity provider to sign the Response, or both${optionWords(context, { entra: 'Signing Option: Sign SAML response', okta: 'Response Signature: Signed', keycloak: 'Sign Documents: On', google: 'tick Signed response', auth0: 'signResponse: true', adfs: 'SamlResponseSignature MessageOnly' })}.`, 'signResponse'), confidence: 0.95 }),
  }),
  defineCause({
    id: 'forbidden-algorithm', title: 'An algorithm that is never verified', meaning: 'The signature is made with an algorithm or a key that proves nothing any more.',
    run(context) {
      const because = seen(context, 'signature/signature-algorithm', 'signature/digest-algorithm');
      if (because.length === 0) return null;
      return { message: 'The response is signed in a way that is too weak to be verified at all.', detail: messageOf(context, because[0]!), because, evidence: proof('found', context.found.get(because[0]!)!.problem.actual, 'in the response'), fix: remedy('idp', 'Set the signature algorithm to RSA-SHA256, with a key of at least 2048 bits.', 'signatureAlgorithm'), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'weak-algorithm', title: 'Signed with SHA-1', meaning: 'SHA-1 is outdated for signatures. Many service providers refuse it, and strict policy does so here.',
    run(context) {
      const because = seen(context, 'signature/weak-algorithm', 'signature/weak-digest');
      const signature = context.facts.signatures.find((each) => signatureAlgorithms[each.signatureMethod ?? '']?.strength === 'weak') ?? context.facts.signatures[0];
      if (because.length === 0 || signature === undefined) return null;
      return { message: 'The identity provider signs with SHA-1, which is outdated and refused by many service providers.', because, evidence: [...proof('signature', signature.signatureMethod === null ? null : shortName(signature.signatureMethod), 'in the response'), ...proof('digest', signature.digestMethod === null ? null : shortName(signature.digestMethod), 'in the response')], fix: remedy('idp', `Set the signature algorithm to RSA-SHA256 and the digest algorithm to SHA-256${optionWords(context, signBySHA256)}.`, 'signatureAlgorithm'), confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'weak-signing-key', title: 'The signing key is too short', meaning: 'A key this short can be broken by those who try hard enough.',
    run(context) {
      const because = seen(context, 'signature/weak-key', 'certificate/weak-key');
      return because.length === 0 ? null : { message: 'The key of the identity provider is too short to be safe.', because, evidence: proof('key', context.found.get(because[0]!)!.problem.actual, 'in its certificate'), fix: fixOf(context, because[0]!, renew(context)), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'renewed-certificate', title: 'A certificate nobody told you about', meaning: 'The message carries another certificate than the one given, and yet a given key made the signature.',
    run(context) {
      const signature = context.facts.signatures.find((each) => each.result === 'verified' && each.embeddedCertificates.length > 0);
      if (signature === undefined || !has(context, 'signature/embedded-certificate-differs')) return null;
      return { message: `The response carries another certificate (${shortFingerprint(signerOf(signature)!.sha256)}) than the ${plural(givenCertificates(context.facts).length, 'one', 'ones')} you gave, though a key you gave signed it.`, because: seen(context, 'signature/embedded-certificate-differs'), evidence: keyProof(context, signerOf(signature)), fix: renew(context), confidence: 0.5 };
    },
  }),
];
