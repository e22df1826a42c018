/** The keys in metadata (saml-metadata 2.4.1.1). Dates and strength of their certificates are the family `certificate`. */
import type { CertificateFacts, Expected, Facts, KeyDescriptor } from '../model.ts';
import { defineCheck, fix, spec, type Check, type Problem } from './check.ts';
import { roleOf } from './judged.ts';
import { commonName, list, plural, quote, shortFingerprint, spName } from './words.ts';

const keysOf = (facts: Facts, expected: Expected): KeyDescriptor[] => roleOf(facts, expected)?.keyDescriptors ?? [];
const signing = (facts: Facts, expected: Expected): KeyDescriptor[] => keysOf(facts, expected).filter((key) => key.use !== 'encryption' && key.useText === null);

function eachCertificate(facts: Facts, expected: Expected, rule: (certificate: CertificateFacts, key: KeyDescriptor) => Problem | null): Problem[] | null {
  const problems: Problem[] = [];
  for (const key of keysOf(facts, expected)) {
    for (const certificate of key.certificates) {
      const problem = rule(certificate, key);
      if (problem !== null && problems.length < 20) problems.push(problem);
    }
  }
  return problems.length === 0 ? null : problems;
}

type Mistake = 'pem' | 'private-key' | 'public-key' | 'other';

/** What stands where a certificate belongs, by what the reader says. */
function mistake(certificate: CertificateFacts): Mistake | null {
  const fault = certificate.fault;
  if (fault === null) return null;
  if (/private key/i.test(fault)) return 'private-key';
  if (/public key/i.test(fault)) return 'public-key';
  return /PEM header/i.test(fault) ? 'pem' : 'other';
}

const again = fix('idp', 'Download the metadata again, or paste the certificate that the identity provider shows.', 'signingCertificate');

export const keyChecks: readonly Check[] = [
  defineCheck({
    id: 'key/no-signing', on: 'metadata', severity: 'error', title: 'There is a signing certificate',
    why: 'Without it no signature of this identity provider can be verified; the certificate is the whole trust.',
    causes: ['No signing certificate is active at the identity provider.', 'Only an encryption certificate is published.', 'The metadata was cut.'],
    spec: spec('saml-metadata 2.4.1.1'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      if (signing(facts, expected).some((key) => key.certificates.length > 0 || key.keyValue)) return null;
      const others = keysOf(facts, expected).length;
      return { message: `The metadata has no signing certificate${others === 0 ? '' : `: ${others === 1 ? 'its only key is' : `its ${others} keys are`} for encryption or of unknown use`}.`, expected: 'a KeyDescriptor for signing', actual: others === 0 ? 'none' : plural(others, 'other key'), place: roleOf(facts, expected)!.node, fix: fix('idp', 'Create and activate a signing certificate at the identity provider, then download the metadata again.', 'signingCertificate') };
    },
  }),
  defineCheck({
    id: 'key/use', on: 'metadata', severity: 'error', title: 'The use of every key is signing or encryption',
    why: 'Only these two words are allowed; with any other, programs skip the key or refuse the file.',
    causes: ['The file was written by hand ("Signing", "both").'],
    spec: spec('saml-metadata 2.4.1.1'), needs: ['entity'],
    run(facts, expected) {
      const odd = keysOf(facts, expected).filter((key) => key.useText !== null);
      return odd.length === 0 ? null : odd.slice(0, 20).map((key) => ({ message: `A key says its use is ${quote(key.useText)}, and only "signing" and "encryption" exist.`, expected: 'signing or encryption', actual: key.useText!, place: { node: key.node, attribute: 'use' }, fix: fix('idp', 'Write use="signing", or leave use out for both.', 'metadata') }));
    },
  }),
  defineCheck({
    id: 'key/unreadable', on: 'metadata', severity: 'error', title: 'Every certificate can be read',
    why: 'A certificate that cannot be read cannot verify anything, and many service providers refuse the whole file for it.',
    causes: ['It was cut off or changed when it was copied.', 'Something else was put in its place.'],
    spec: spec('xmldsig 4.5.4'), needs: ['entity'],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key) => (mistake(certificate) !== 'other' ? null : { message: `A certificate in the metadata cannot be read: ${certificate.fault}`, expected: 'base64 of a DER certificate', place: key.node, fix: again })),
  }),
  defineCheck({
    id: 'key/pem-inside', on: 'metadata', severity: 'error', title: 'Certificates without PEM lines',
    why: 'In metadata only the base64 belongs; many programs cannot read a certificate with BEGIN and END lines in it.',
    causes: ['A PEM file was pasted into a template whole.'],
    spec: spec('xmldsig 4.5.4'), needs: ['entity'],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key) => (mistake(certificate) !== 'pem' ? null : { message: 'A certificate in the metadata has BEGIN and END lines, which do not belong there.', expected: 'base64 only', actual: '-----BEGIN CERTIFICATE-----', place: key.node, fix: fix('idp', 'Remove the BEGIN and END lines from X509Certificate, or download the metadata again.', 'metadata') })),
  }),
  defineCheck({
    id: 'key/private-key', on: 'metadata', severity: 'error', title: 'No private key',
    why: 'Whoever has the private key can log in as anybody. Metadata is public.',
    causes: ['The wrong file was pasted as certificate.'],
    spec: spec('policy private keys'), needs: ['entity'],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key) => (mistake(certificate) !== 'private-key' ? null : { message: 'A private key stands in the metadata, where only the certificate belongs.', expected: 'a certificate', actual: 'a private key', place: key.node, fix: fix('idp', 'Take it out at once, make a new key pair, and publish only its certificate.', 'signingCertificate') })),
  }),
  defineCheck({
    id: 'key/public-key', on: 'metadata', severity: 'error', title: 'A certificate, not a bare public key',
    why: 'Service providers want a certificate; a bare public key has no name and no dates and is refused.',
    causes: ['The public key file was pasted instead of the certificate.'],
    spec: spec('xmldsig 4.5.4'), needs: ['entity'],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key) => (mistake(certificate) !== 'public-key' ? null : { message: 'A public key stands in the metadata where a certificate belongs.', expected: 'a certificate', actual: 'a public key', place: key.node, fix: fix('idp', 'Put the certificate in its place (a PEM file of it begins with -----BEGIN CERTIFICATE-----), or download the metadata again.', 'signingCertificate') })),
  }),
  defineCheck({
    id: 'key/key-value', on: 'metadata', severity: 'warning', title: 'Keys come as certificates',
    why: 'A bare KeyValue is legal, but many service providers read certificates only.',
    causes: ['The provider publishes keys without certificates.'],
    spec: spec('xmldsig 4.5.2'), needs: ['entity'],
    run(facts, expected) {
      const bare = keysOf(facts, expected).filter((key) => key.keyValue && key.certificates.length === 0);
      return bare.length === 0 ? null : bare.slice(0, 20).map((key) => ({ message: 'A key is published as KeyValue without a certificate, which many service providers cannot read.', expected: 'X509Certificate', actual: 'KeyValue', place: key.node, fix: fix('idp', 'Publish the key as a certificate.', 'signingCertificate') }));
    },
  }),
  defineCheck({
    id: 'key/several', on: 'metadata', severity: 'info', title: 'One signing certificate',
    why: 'Several are normal while a certificate is being changed; all must be known to the service provider.',
    causes: ['The identity provider is about to change its certificate.', 'AD FS publishes the next one ahead.'],
    spec: spec('saml-metadata 2.4.1.1'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      const certificates = new Map(signing(facts, expected).flatMap((key) => key.certificates).filter((certificate) => certificate.der !== '').map((certificate) => [certificate.sha256, certificate]));
      if (certificates.size < 2) return null;
      const names = [...certificates.values()].map((certificate) => `CN=${commonName(certificate.subject)} ${shortFingerprint(certificate.sha256)}`);
      const slots = expected.sp?.requires?.certificateSlots;
      const tooMany = slots !== undefined && certificates.size > slots;
      return {
        message: `The metadata has ${certificates.size} signing certificates (${list(names).replaceAll('"', '')})${tooMany ? `, and ${spName(expected)} can hold ${slots === 1 ? 'only one' : slots}` : ''}.`,
        expected: slots === undefined ? 'all of them at the service provider' : `at most ${slots}`, actual: String(certificates.size), place: roleOf(facts, expected)!.node, severity: tooMany ? 'warning' : 'info',
        ...(tooMany ? { fix: fix('sp', 'Give the service provider the certificate the identity provider signs with today, and change it on the day of the rollover.', 'signingCertificate') } : {}),
      };
    },
  }),
];
