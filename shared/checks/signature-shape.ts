/** The shape a SAML signature must have (saml-core 5.4): one check for each rule, so that each breach has its own words. */
import type { ShapeFault } from '../model.ts';
import { c14n } from '../urns.ts';
import { defineCheck, fix, refuse, spec, type Check, type Problem } from './check.ts';
import { shortName } from '../urns.ts';

interface Shape {
  code: ShapeFault['code'];
  title: string;
  why: string;
  causes: readonly string[];
  spec: string;
  remedy: string;
}

const attack = 'It is an attack on signature libraries.';
const hostile = 'Do not accept this message: no identity provider signs like this.';
const odd = 'A signature program is set up in an unusual way.';

function shape(of: Shape): Check {
  const remedy = of.remedy === hostile ? refuse(hostile) : fix('idp', of.remedy, of.code === 'signature-algorithm' || of.code === 'digest-algorithm' ? 'signatureAlgorithm' : undefined);
  return defineCheck({
    id: `signature/${of.code}`, on: 'response', severity: 'error', title: of.title, why: of.why, causes: of.causes, spec: spec(of.spec), needs: ['signature'],
    run(facts) {
      let problems: Problem[] | null = null;
      for (const signature of facts.signatures) {
        for (const fault of signature.faults) {
          if (fault.code !== of.code) continue;
          (problems ??= []).push({ message: fault.message, ...(fault.expected === undefined ? {} : { expected: fault.expected }), ...(fault.actual === undefined ? {} : { actual: fault.actual }), place: fault.node, fix: remedy });
        }
      }
      return problems;
    },
  });
}


export const signatureShapeChecks: readonly Check[] = [
  shape({ code: 'reference-count', title: 'The signature has exactly one Reference', why: 'With none nothing is signed; with two it is unclear which one counts.', causes: [attack, odd], spec: 'saml-core 5.4.2', remedy: hostile }),
  shape({ code: 'reference-target', title: 'The signature refers to its own parent by ID', why: 'A signature over another element says nothing about the one it stands in; wrapping attacks live on that.', causes: ['It is a signature wrapping attack.', 'The ID was changed after signing.'], spec: 'saml-core 5.4.2', remedy: hostile }),
  shape({ code: 'position', title: 'The signature stands right after the Issuer', why: 'The schema allows it there only, and receivers that check the schema refuse it elsewhere.', causes: ['The signing library appends the signature at the end.', attack], spec: 'saml-core 3.2.2', remedy: 'Put the Signature right after the Issuer.' }),
  shape({ code: 'parent', title: 'The signature is a child of what it signs', why: 'SAML signatures are enveloped: they stand directly in the Response or assertion they sign.', causes: ['It is a signature wrapping attack.'], spec: 'saml-core 5.4.1', remedy: hostile }),
  shape({ code: 'transform', title: 'Only the two allowed transforms', why: 'Enveloped signature and exclusive canonicalisation are allowed; any other transform can hide or replace content before it is signed.', causes: [attack, odd], spec: 'saml-core 5.4.4', remedy: 'Use the enveloped-signature transform followed by exclusive canonicalisation, and no other.' }),
  shape({ code: 'c14n', title: 'A canonicalisation that is allowed', why: 'Canonicalisation decides which bytes are signed; unknown ones cannot be verified.', causes: [odd], spec: 'saml-core 5.4.3', remedy: 'Use exclusive canonicalisation (http://www.w3.org/2001/10/xml-exc-c14n#).' }),
  shape({ code: 'signature-algorithm', title: 'A signature algorithm that is allowed', why: 'HMAC, MD5 and DSA signatures can be forged or confused with others and are never verified.', causes: ['The identity provider is set to a very old algorithm.', attack], spec: 'SAML2Int SDP-ALG01', remedy: 'Set the signature algorithm to RSA-SHA256.' }),
  shape({ code: 'digest-algorithm', title: 'A digest algorithm that is allowed', why: 'MD5 and unknown digests prove nothing.', causes: ['The identity provider is set to a very old algorithm.', attack], spec: 'SAML2Int SDP-ALG01', remedy: 'Set the digest algorithm to SHA-256.' }),
  shape({ code: 'object', title: 'No Object or Manifest in the signature', why: 'SAML never needs them; attacks hide the signed original in them.', causes: ['It is a signature wrapping attack.'], spec: 'saml-core 5.4.1', remedy: hostile }),
  shape({ code: 'signed-info-count', title: 'Exactly one SignedInfo', why: 'With two, one is verified and the digest is taken from the other (CVE-2025-29774).', causes: [attack], spec: 'xmldsig 4.4', remedy: hostile }),
  shape({ code: 'missing-part', title: 'The signature is complete', why: 'Without SignedInfo, SignatureValue, Reference or DigestValue there is nothing to verify.', causes: ['The message was cut or edited.', attack], spec: 'xmldsig 4', remedy: 'Send a complete signature; capture the message again if it was edited.' }),
  shape({ code: 'unexpected-content', title: 'Nothing foreign inside the signature', why: 'Comments or elements inside DigestValue and SignatureValue make programs read different values (CVE-2025-29775).', causes: [attack], spec: 'xmldsig 4.4.3.6', remedy: hostile }),
  shape({ code: 'base64', title: 'The values of the signature are base64', why: 'A value that cannot be decoded cannot be verified.', causes: ['The message was damaged when it was copied.'], spec: 'xmldsig 4.3', remedy: 'Capture the message again, unedited.' }),
  shape({ code: 'empty-canonical', title: 'Something was really signed', why: 'A signature over nothing fits every document (CVE-2025-66568).', causes: [attack], spec: 'policy empty canonical form', remedy: hostile }),
  shape({ code: 'hmac-length', title: 'No shortened signature value', why: 'A truncated signature can be guessed.', causes: [attack], spec: 'xmldsig 4.4.2', remedy: hostile }),
  shape({ code: 'duplicate-signature', title: 'One signature for one element', why: 'With two, one may be verified and the other ignored.', causes: ['It is a signature wrapping attack.', 'Two programs signed one after the other.'], spec: 'saml-core 5.4.1', remedy: 'Sign each element once.' }),
  defineCheck({
    id: 'signature/inclusive-c14n', on: 'response', severity: 'warning', title: 'Exclusive canonicalisation',
    why: 'The inclusive form takes in declarations of the elements around, so the signature breaks when the assertion is moved into another document.',
    causes: ['The identity provider\'s canonicalisation method is set to INCLUSIVE.'],
    spec: spec('saml-core 5.4.3'), needs: ['signature'],
    run(facts) {
      let problems: Problem[] | null = null;
      for (const { canonicalization, transforms, node } of facts.signatures) {
        const found = canonicalization === c14n.inclusive || canonicalization === c14n.inclusive11 ? canonicalization : transforms.find((uri) => uri === c14n.inclusive || uri === c14n.inclusive11);
        if (found !== undefined) (problems ??= []).push({ message: 'The signature uses inclusive canonicalisation, where SAML wants the exclusive one.', expected: c14n.exclusive, actual: found, place: node, fix: fix('idp', 'Set the canonicalisation method to EXCLUSIVE.') });
      }
      return problems;
    },
  }),
  defineCheck({
    id: 'signature/with-comments', on: 'response', severity: 'warning', title: 'Canonicalisation without comments',
    why: 'Some receivers refuse the variant that keeps comments; it has no use in SAML.',
    causes: ['The identity provider\'s canonicalisation method is set to a WITH_COMMENTS variant.'],
    spec: spec('saml-core 5.4.4'), needs: ['signature'],
    run(facts) {
      let problems: Problem[] | null = null;
      for (const { canonicalization, transforms, node } of facts.signatures) {
        const found = canonicalization?.endsWith('#WithComments') === true ? canonicalization : transforms.find((uri) => uri.endsWith('#WithComments'));
        if (found !== undefined) (problems ??= []).push({ message: `The signature uses ${shortName(found)}, the canonicalisation that keeps comments.`, expected: c14n.exclusive, actual: found, place: node, fix: fix('idp', 'Set the canonicalisation method to the one without comments.') });
      }
      return problems;
    },
  }),
];
