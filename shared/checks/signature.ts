/** Who signed, what is covered, and by which key (saml-core 5, saml-profiles 4.1.4.5). */
import type { Fix } from '../finding.ts';
import type { Expected, Facts, Signature } from '../model.ts';
import { digestAlgorithms, shortName, signatureAlgorithms } from '../urns.ts';
import { defineCheck, fix, refuse, spec, unedited, type Check, type Problem } from './check.ts';
import { assertionOf, givenCertificates, isSigned, responseSigned, signatureOf, signerOf } from './judged.ts';
import { capital, commonName, handOver, plural, quote, shortFingerprint, spName } from './words.ts';

const renew = (expected: Expected): Fix => ({ ...fix('sp', handOver(expected), 'signingCertificate'), from: { side: 'idp', field: 'metadata' } });

/** One problem for every signature that the rule faults. */
function each(facts: Facts, rule: (signature: Signature) => Problem | null): Problem[] | null {
  let problems: Problem[] | null = null;
  for (const signature of facts.signatures) {
    const problem = rule(signature);
    if (problem !== null) (problems ??= []).push(problem);
  }
  return problems;
}

const signingKeys = (facts: Facts) => facts.trusted.reduce((count, key) => (key.use === 'encryption' ? count : count + 1), 0);

export const signatureChecks: readonly Check[] = [
  defineCheck({
    id: 'signature/missing', on: 'response', severity: 'error', title: 'Something is signed',
    why: 'Without a signature anybody can write the message; no service provider may accept it.',
    causes: ['Signing is switched off for this application at the identity provider.', 'The signature was removed on the way.', 'The capture was edited.'],
    spec: spec('saml-profiles 4.1.4.5'), needs: ['success', 'signing-keys'],
    run(facts) {
      if (isSigned(facts) || (facts.response?.encryptedAssertions ?? 0) > facts.encrypted.filter((item) => item.result === 'decrypted').length) return null;
      return { message: 'Neither the Response nor the assertion is signed, so anybody could have written it.', expected: 'a signature on the Response or the assertion', actual: 'none', place: facts.response?.node ?? facts.assertion!.node, fix: fix('idp', 'Switch on signing of the assertion.', 'signAssertion') };
    },
  }),
  defineCheck({
    id: 'signature/verified', on: 'response', severity: 'error', title: 'A key you gave signed what the identity is read from',
    why: 'Only what a known key signed says who logged in; everything else is just text.',
    causes: ['The signature covers another element than the assertion.', 'The signature could not be verified; the other signature checks say why.'],
    spec: spec('saml-profiles 4.1.4.5'), needs: ['success', 'signing-keys', 'signature', 'assertion'],
    run(facts, expected) {
      const assertion = assertionOf(facts)!;
      if (assertion.coveredBy.length > 0 && facts.readingDiffers === null) return null;
      const verified = facts.signatures.some((signature) => signature.result === 'verified');
      const key = facts.signatures.some((signature) => signature.result === 'failed' && signature.failure !== 'digest');
      const refused = facts.signatures.some((signature) => signature.result === 'refused');
      return {
        message: verified ? 'A signature was verified, but it does not cover the assertion the identity stands in.' : 'No signature was verified by a key you gave, so nothing in this response may be relied on.',
        expected: 'the assertion covered by a verified signature', actual: verified ? 'covered by none' : 'none verified', place: assertion.node,
        fix: verified ? fix('idp', 'Sign the assertion itself, or the Response that holds it; if it was signed, somebody moved it: do not accept the message.', 'signAssertion') : key ? renew(expected) : refused ? refuse() : unedited(expected.origin),
      };
    },
  }),
  defineCheck({
    id: 'signature/no-trusted-key', on: 'response', severity: 'error', title: 'One of the keys you gave made the signature',
    why: 'A signature by another key proves nothing: the certificate inside a message can be anybody\'s.',
    causes: ['The identity provider changed its certificate and the service provider still has the old one.', 'The metadata is of another tenant, environment or application.', 'Only the tenant-wide metadata was taken, while the application has a certificate of its own.'],
    spec: spec('saml-core 5.4.5'), needs: ['signature', 'signing-keys'],
    run: (facts, expected) => each(facts, (signature) => {
      if (signature.result !== 'failed' || signature.failure === 'digest') return null;
      const count = signingKeys(facts);
      const embedded = signerOf(signature);
      const given = givenCertificates(facts)[0];
      return {
        message: `${count === 1 ? 'The key you gave' : `None of the ${plural(count, 'key')} you gave`} ${count === 1 ? 'did not make' : 'made'} the signature of the ${signature.parentName}${embedded === undefined ? '' : `; it says it was made with the key of CN=${commonName(embedded.subject)} (${shortFingerprint(embedded.sha256)})`}.`,
        ...(given === undefined ? {} : { expected: `SHA-256 ${given.sha256}` }), ...(embedded === undefined ? {} : { actual: `SHA-256 ${embedded.sha256}` }), place: signature.node, fix: renew(expected),
      };
    }),
  }),
  defineCheck({
    id: 'signature/digest-mismatch', on: 'response', severity: 'error', title: 'Nothing changed after signing',
    why: 'The digest in the signature is of other content than what stands here: it was changed, be it by one space.',
    causes: ['The capture was pretty-printed, or an editor changed line ends or encoding.', 'Somebody altered the message.', 'The identity provider encrypts after it has signed the Response (then only the assertion\'s signature holds).'],
    spec: spec('xmldsig 3.2.1'), needs: ['signature'],
    run: (facts, expected) => each(facts, (signature) => (signature.failure !== 'digest' || signature.result !== 'failed' ? null : {
      message: `The content of the ${signature.parentName} was changed after it was signed: its digest differs from the signed one.`,
      ...(signature.digestClaimed === null ? {} : { expected: signature.digestClaimed }), ...(signature.digestComputed === null ? {} : { actual: signature.digestComputed }),
      place: signature.node, fix: unedited(expected.origin),
    })),
  }),
  defineCheck({
    id: 'signature/coverage', on: 'response', severity: 'error', title: 'Every assertion is covered',
    why: 'An unsigned assertion beside a signed one is how signature wrapping works: one is verified, the other may be read.',
    causes: ['It is a signature wrapping attack.', 'The identity provider signs only one of several assertions.'],
    spec: spec('saml-profiles 4.1.4.5'), needs: ['success', 'signing-keys', 'signature', 'assertion'],
    run(facts) {
      const assertions = facts.response?.assertions ?? [];
      if (assertions.length < 2 || !assertions.some((assertion) => assertion.coveredBy.length > 0)) return null;
      return assertions.filter((assertion) => assertion.coveredBy.length === 0).slice(0, 20).map((assertion) => ({
        message: 'This assertion stands beside a signed one and is itself covered by no signature.', expected: 'covered by a verified signature', actual: 'covered by none', place: assertion.node,
        fix: refuse('Do not accept this message: an identity provider signs every assertion it sends.'),
      }));
    },
  }),
  defineCheck({
    id: 'signature/stray', on: 'response', severity: 'error', title: 'No signature anywhere else',
    why: 'A signature belongs directly into the Response or the assertion it signs; anywhere else it may verify something nobody reads.',
    causes: ['It is a signature wrapping attack.', 'A program put the signature into the wrong element.'],
    spec: spec('saml-core 5.4.1'), needs: ['xml'],
    run(facts) {
      const stray = facts.xml!.straySignatures;
      if (stray.length === 0) return null;
      return stray.slice(0, 20).map((item) => ({
        message: `A signature stands where none belongs: ${item.path}.`, expected: 'Response/Signature or Response/Assertion/Signature', actual: item.path, place: item.node,
        fix: refuse('Do not accept this message; find out who moved the signature.'),
      }));
    },
  }),
  defineCheck({
    id: 'signature/assertion-not-signed', on: 'response', severity: 'error', title: 'The assertion is signed, as the service provider wants',
    why: 'This service provider looks for a signature on the assertion itself; one on the Response alone does not count there.',
    causes: ['The identity provider is set to sign the Response only (Entra: Sign SAML response; Google: Signed response; Auth0: signResponse).'],
    spec: spec('saml-metadata 2.4.4'), needs: ['success', 'sp-requirements', 'assertion'],
    run(facts, expected) {
      const assertion = assertionOf(facts)!;
      if (expected.sp!.requires!.assertionSigned !== true || signatureOf(facts, assertion.node) !== null) return null;
      return { message: `${capital(spName(expected))} wants the assertion signed, and ${responseSigned(facts) ? 'only the Response is' : 'it is not'}.`, expected: 'signature on the assertion', actual: responseSigned(facts) ? 'signature on the Response only' : 'none', place: assertion.node, fix: fix('idp', 'Set the identity provider to sign the assertion (or both).', 'signAssertion') };
    },
  }),
  defineCheck({
    id: 'signature/response-not-signed', on: 'response', severity: 'error', title: 'The Response is signed, as the service provider wants',
    why: 'This service provider looks for a signature on the Response; one on the assertion alone does not count there.',
    causes: ['The identity provider is set to sign the assertion only, which is the default of most.'],
    spec: spec('saml-core 5'), needs: ['response', 'success', 'sp-requirements'],
    run(facts, expected) {
      if (expected.sp!.requires!.responseSigned !== true || responseSigned(facts)) return null;
      const some = isSigned(facts);
      return { message: `${capital(spName(expected))} wants the Response signed, and ${some ? 'only the assertion is' : 'it is not'}.`, expected: 'signature on the Response', actual: some ? 'signature on the assertion only' : 'none', place: facts.response!.node, fix: fix('idp', 'Set the identity provider to sign the Response (or both).', 'signResponse') };
    },
  }),
  defineCheck({
    id: 'signature/weak-algorithm', on: 'response', severity: 'warning', strict: true, title: 'Signed with SHA-256 or better',
    why: 'SHA-1 signatures can be forged with effort, and many service providers refuse them by now.',
    causes: ['The identity provider defaults to RSA-SHA1 (Auth0 and OneLogin unless told otherwise).', 'The application was set up long ago.'],
    spec: spec('SAML2Int SDP-ALG01'), needs: ['signature'],
    run: (facts) => each(facts, (signature) => {
      const method = signature.signatureMethod;
      if (method === null || signatureAlgorithms[method]?.strength !== 'weak') return null;
      return { message: `The ${signature.parentName} is signed with ${signatureAlgorithms[method].name}.`, expected: 'RSA-SHA256', actual: signatureAlgorithms[method].name, place: signature.node, fix: fix('idp', 'Set the signature algorithm to RSA-SHA256.', 'signatureAlgorithm') };
    }),
  }),
  defineCheck({
    id: 'signature/weak-digest', on: 'response', severity: 'warning', strict: true, title: 'Digest by SHA-256 or better',
    why: 'Two documents with the same SHA-1 digest can be made, so one may be signed and the other shown.',
    causes: ['The digest algorithm is set apart from the signature algorithm and was left at SHA-1 (Auth0: digestAlgorithm).'],
    spec: spec('SAML2Int SDP-ALG01'), needs: ['signature'],
    run: (facts) => each(facts, (signature) => {
      const method = signature.digestMethod;
      if (method === null || digestAlgorithms[method]?.strength !== 'weak') return null;
      return { message: `The digest of the ${signature.parentName} is made with ${digestAlgorithms[method].name}.`, expected: 'SHA-256', actual: digestAlgorithms[method].name, place: signature.node, fix: fix('idp', 'Set the digest algorithm to SHA-256.', 'signatureAlgorithm') };
    }),
  }),
  defineCheck({
    id: 'signature/weak-key', on: 'response', severity: 'warning', strict: true, title: 'Signed with a key of full strength',
    why: 'RSA keys under 2048 bits can be broken by those who try hard enough.',
    causes: ['The certificate was made many years ago.', 'The identity provider offers 1024 bits and it was chosen.'],
    spec: spec('SAML2Int SDP-MD06'), needs: ['signature', 'signing-keys'],
    run: (facts) => each(facts, (signature) => {
      const by = signature.verifiedBy;
      if (by === null || by.bits === null || by.bits === 0) return null;
      const type = by.certificate?.keyType ?? (by.bits < 600 ? 'EC' : 'RSA');
      const least = type === 'RSA' || type === 'RSA-PSS' || type === 'DSA' ? 2048 : 256;
      if (by.bits >= least || type === 'Ed25519') return null;
      return { message: `The ${signature.parentName} was signed with a key of only ${by.bits} bits.`, expected: `at least ${least} bits`, actual: `${by.bits} bits`, place: signature.node, severity: least === 256 ? 'error' : 'warning', fix: fix('idp', `Make a new signing certificate with at least ${least} bits.`, 'signingCertificate') };
    }),
  }),
  defineCheck({
    id: 'signature/embedded-certificate-differs', on: 'response', severity: 'info', title: 'The certificate inside is one you gave',
    why: 'The certificate in a message is a hint and never trusted; when it differs from those you gave, a change of certificates may be under way.',
    causes: ['The certificate was renewed for the same key.', 'The identity provider changed its key.', 'Somebody signed with a key of their own.'],
    spec: spec('saml-core 5.4.5'), needs: ['signature', 'signing-keys'],
    run: (facts, expected) => each(facts, (signature) => embeddedDiffers(facts, signature, expected)),
  }),
  defineCheck({
    id: 'signature/second-opinion', on: 'response', severity: 'error', title: 'Two independent programs agree',
    why: 'Every signature is verified twice by different code; when they disagree, nothing may be relied on.',
    causes: ['The document makes use of a difference between parsers.', 'One of the two programs has a fault.'],
    spec: spec('policy two implementations'), needs: ['signature', 'signing-keys'],
    run: (facts) => each(facts, (signature) => {
      const opinion = signature.secondOpinion;
      // `error` is a limit of the other program and says nothing about the document.
      if (opinion === null || opinion.verdict === 'error' || signature.result === 'not-checked' || signature.result === 'refused') return null;
      if ((opinion.verdict === 'verified') === (signature.result === 'verified')) return null;
      return { message: `The two programs that verify signatures disagree about the ${signature.parentName}: one says ${signature.result}, the other ${opinion.verdict}${opinion.message === null ? '' : ` (${opinion.message})`}.`, expected: 'the same answer', actual: `${signature.result} and ${opinion.verdict}`, place: signature.node, fix: refuse('Do not accept this message; keep it and report it.') };
    }),
  }),
  defineCheck({
    id: 'signature/reading-differs', on: 'response', severity: 'error', title: 'What was signed reads the same',
    why: 'After verification the signed bytes are read a second time; a difference means that what is shown was not what was signed.',
    causes: ['It is an attack that makes parsers disagree.'],
    spec: spec('policy see what is signed'), needs: ['signature'],
    run: (facts) => (facts.readingDiffers === null ? null : { message: `The signed bytes read differently from the document: ${facts.readingDiffers}.`, expected: 'the same reading', actual: facts.readingDiffers, place: facts.response?.node ?? facts.assertion?.node ?? 0, fix: refuse('Do not accept this message; keep it and report it.') }),
  }),
];

function embeddedDiffers(facts: Facts, signature: Signature, expected: Expected): Problem | null {
  const embedded = signerOf(signature);
  if (embedded === undefined || embedded.fault !== null || facts.trusted.length === 0) return null;
  let sameKey = false;
  for (const key of facts.trusted) {
    if (key.certificate?.sha256 === embedded.sha256) return null;
    if (key.keySha256 === embedded.keySha256) sameKey = true;
  }
  const given = givenCertificates(facts)[0]?.sha256;
  const values = { ...(given === undefined ? {} : { expected: `SHA-256 ${given}` }), actual: `SHA-256 ${embedded.sha256}`, place: signature.node };
  if (sameKey) return { message: 'The certificate in the signature differs from the one you gave, but it is for the same key: it was renewed.', ...values };
  return {
    message: `The certificate in the signature (CN=${commonName(embedded.subject)}, ${shortFingerprint(embedded.sha256)}) is none of those you gave.`, ...values,
    severity: signature.result === 'verified' ? 'warning' : 'info', fix: renew(expected),
  };
}

/** Words for an algorithm or its URI. */
export const algorithmName = (uri: string | null): string => (uri === null ? 'none' : (signatureAlgorithms[uri]?.name ?? digestAlgorithms[uri]?.name ?? quote(shortName(uri))));
