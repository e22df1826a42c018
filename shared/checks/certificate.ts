/** Certificates: of a file handed in, of the metadata's signing keys, or those that verified a response (rfc5280). */
import type { CertificateFacts, Expected, Facts } from '../model.ts';
import { defineCheck, fix, spec, type Check, type Problem } from './check.ts';
import { datesOf, judgedCertificates } from './judged.ts';
import { commonName, DAY, day, duration, list, plural, shortFingerprint, spName } from './words.ts';

const renew = (expected: Expected) => fix('idp', `Create a new signing certificate at the identity provider, give it to ${spName(expected)}, then make it active.`, 'signingCertificate');
const named = (certificate: CertificateFacts): string => `CN=${commonName(certificate.subject)} (${shortFingerprint(certificate.sha256)})`;

function each(facts: Facts, expected: Expected, rule: (certificate: CertificateFacts) => Problem | null): Problem[] | null {
  let problems: Problem[] | null = null;
  for (const { certificate, node } of judgedCertificates(facts, expected)) {
    const problem = rule(certificate);
    if (problem !== null && (problems?.length ?? 0) < 20) (problems ??= []).push(node === undefined ? problem : { ...problem, place: node });
  }
  return problems;
}

const known = ({ keyType, curve }: CertificateFacts): boolean => keyType === 'RSA' || keyType === 'RSA-PSS' || (keyType === 'EC' && (curve === 'P-256' || curve === 'P-384' || curve === 'P-521'));

/** SHA-1 and MD5 in the names that certificate readers give. */
const isWeakHash = (algorithm: string): boolean => /sha-?1(?!\d)|md[25]/i.test(algorithm);

export const certificateChecks: readonly Check[] = [
  defineCheck({
    id: 'certificate/expired', on: 'certificate', severity: 'warning', strict: true, title: 'The certificate has not expired',
    why: 'SAML trusts the key, not the dates, so many service providers go on; others stop from one minute to the next.',
    causes: ['It was not renewed in time.', 'The identity provider has a new one, and this is the old.'],
    spec: spec('rfc5280 4.1.2.5'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => {
      const end = datesOf(certificate).until;
      return !(end < expected.now) ? null : { message: `The certificate ${named(certificate)} expired ${duration(expected.now - end)} ago, on ${day(end)}.`, expected: `until ${day(end)}`, actual: day(expected.now), fix: renew(expected) };
    }),
  }),
  defineCheck({
    id: 'certificate/expires-soon', on: 'certificate', severity: 'warning', title: 'The certificate is good for 30 days and more',
    why: 'When it expires or is replaced, logins stop unless the service provider has the new one before.',
    causes: ['It is near the end of its life.'],
    spec: spec('rfc5280 4.1.2.5'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => {
      const left = datesOf(certificate).until - expected.now;
      return !(left >= 0 && left < 30 * DAY) ? null : { message: `The certificate ${named(certificate)} expires in ${duration(left)}, on ${day(certificate.notAfter)}.`, expected: 'more than 30 days', actual: duration(left), fix: renew(expected) };
    }),
  }),
  defineCheck({
    id: 'certificate/not-yet-valid', on: 'certificate', severity: 'warning', strict: true, title: 'The certificate is valid already',
    why: 'Service providers that look at the dates refuse it until then.',
    causes: ['It was made for a later change.', 'The clock of the machine that made it was ahead.'],
    spec: spec('rfc5280 4.1.2.5'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => {
      const start = datesOf(certificate).from;
      return !(start > expected.now + expected.clockSkew * 1000) ? null : { message: `The certificate ${named(certificate)} is valid only from ${day(start)} on, in ${duration(start - expected.now)}.`, expected: `from ${day(start)}`, actual: day(expected.now), fix: fix('idp', 'Sign with a certificate that is valid today.', 'signingCertificate') };
    }),
  }),
  defineCheck({
    id: 'certificate/weak-key', on: 'certificate', severity: 'warning', strict: true, title: 'The key is long enough',
    why: 'RSA keys under 2048 bits can be broken by those who try hard enough, and some service providers refuse them.',
    causes: ['The certificate was made many years ago.', 'A length of 1024 bits was chosen at the identity provider.'],
    spec: spec('SAML2Int SDP-MD06'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => {
      const { keyType, keyBits } = certificate;
      const least = keyType === 'EC' ? 256 : keyType === 'RSA' || keyType === 'RSA-PSS' || keyType === 'DSA' ? 2048 : 0;
      if (keyBits >= least || keyBits === 0) return null;
      return { message: `The key of the certificate CN=${commonName(certificate.subject)} has only ${keyBits} bits.`, expected: `at least ${least} bits`, actual: `${keyType} ${keyBits} bits`, severity: keyType === 'EC' ? 'error' : 'warning', fix: renew(expected) };
    }),
  }),
  defineCheck({
    id: 'certificate/key-type', on: 'certificate', severity: 'warning', strict: true, title: 'A key of RSA or EC',
    why: 'XML signatures are made with RSA or elliptic curves; other keys are known to few programs.',
    causes: ['The certificate was made for another purpose.'],
    spec: spec('xmldsig 6.4'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => (known(certificate) ? null : { message: `The certificate ${named(certificate)} has a key ${certificate.keyType === 'EC' ? `on the curve ${certificate.curve ?? 'of its own'}` : `of the type ${certificate.keyType}`}, which few SAML programs know.`, expected: 'RSA with 2048 bits, or EC P-256', actual: certificate.curve ?? certificate.keyType, fix: renew(expected) })),
  }),
  defineCheck({
    id: 'certificate/weak-signature', on: 'certificate', severity: 'warning', title: 'The certificate itself is not signed with SHA-1',
    why: 'Nobody checks the signature on a self-signed certificate, but scanners and some service providers refuse SHA-1 in it.',
    causes: ['The certificate was made many years ago.'],
    spec: spec('SAML2Int SDP-MD07'), needs: ['certificates'],
    run: (facts, expected) => each(facts, expected, (certificate) => (!isWeakHash(certificate.signatureAlgorithm) ? null : { message: `The certificate ${named(certificate)} is itself signed with ${certificate.signatureAlgorithm}.`, expected: 'SHA-256', actual: certificate.signatureAlgorithm, fix: renew(expected) })),
  }),
  defineCheck({
    id: 'certificate/private-key', on: 'certificate', severity: 'error', title: 'No private key',
    why: 'Whoever has the private key of an identity provider can log in as anybody. It never leaves its machine.',
    causes: ['The key file was taken instead of the certificate.', 'A file with both was exported.'],
    spec: spec('policy private keys'), needs: ['certificate-file'],
    run: (facts) => (!facts.certificateFile!.hasPrivateKey ? null : { message: facts.certificateFile!.certificates.length === 0 ? 'This is a private key, and the certificate is needed.' : 'A private key stands beside the certificate.', expected: 'a certificate alone', actual: 'a private key', fix: fix('capture', 'Hand in only the certificate (BEGIN CERTIFICATE); if others may have seen the key, make a new pair.', 'signingCertificate') }),
  }),
  defineCheck({
    id: 'certificate/public-key', on: 'certificate', severity: 'error', title: 'A certificate, not a bare public key',
    why: 'Most service providers want a certificate and refuse a public key.',
    causes: ['The public key was exported instead of the certificate.'],
    spec: spec('rfc7468 13'), needs: ['certificate-file'],
    run: (facts) => (facts.certificateFile!.form !== 'public-key' ? null : { message: 'This is a public key, and the certificate is needed.', expected: '-----BEGIN CERTIFICATE-----', actual: '-----BEGIN PUBLIC KEY-----', fix: fix('capture', 'Export the certificate that belongs to this key.', 'signingCertificate') }),
  }),
  defineCheck({
    id: 'certificate/request', on: 'certificate', severity: 'error', title: 'A certificate, not a signing request',
    why: 'A signing request is the question to a certificate authority; the certificate is its answer.',
    causes: ['The .csr file was taken instead of the .crt file.'],
    spec: spec('rfc7468 7'), needs: ['certificate-file'],
    run: (facts) => (facts.certificateFile!.form !== 'csr' ? null : { message: 'This is a certificate signing request, and the certificate is needed.', expected: '-----BEGIN CERTIFICATE-----', actual: '-----BEGIN CERTIFICATE REQUEST-----', fix: fix('capture', 'Hand in the certificate that came back from the certificate authority.', 'signingCertificate') }),
  }),
  defineCheck({
    id: 'certificate/other-file', on: 'certificate', severity: 'error', title: 'A certificate, not something else',
    why: 'SSH keys and revocation lists cannot verify SAML signatures.',
    causes: ['The wrong file was chosen.'],
    spec: spec('rfc7468 5'), needs: ['certificate-file'],
    run(facts) {
      const { form, message } = facts.certificateFile!;
      if (form !== 'ssh-key' && form !== 'crl') return null;
      return { message: message ?? `This is ${form === 'crl' ? 'a certificate revocation list' : 'an SSH key'}, and the certificate is needed.`, expected: 'a certificate', actual: form === 'crl' ? 'a certificate revocation list' : 'an SSH key', fix: fix('capture', 'Hand in the signing certificate of the identity provider.', 'signingCertificate') };
    },
  }),
  defineCheck({
    id: 'certificate/unreadable', on: 'certificate', severity: 'error', title: 'The certificate can be read',
    why: 'What cannot be read here cannot be read by the service provider.',
    causes: ['It was cut off or changed when it was copied.', 'The file is something else.'],
    spec: spec('rfc7468 5'), needs: ['certificate-file'],
    run(facts) {
      const { form, certificates, message, hasPrivateKey, needsPassphrase } = facts.certificateFile!;
      if (form === 'ssh-key' || form === 'crl' || form === 'csr' || form === 'public-key' || needsPassphrase) return null;
      const faulty = certificates.filter((certificate) => certificate.fault !== null);
      if (faulty.length === 0 && (certificates.length > 0 || hasPrivateKey)) return null;
      return { message: message ?? `The certificate cannot be read${faulty[0]?.fault == null ? '.' : `: ${faulty[0].fault}`}`, expected: 'a certificate', actual: form, fix: fix('capture', 'Download the certificate again and hand in the whole file.', 'signingCertificate') };
    },
  }),
  defineCheck({
    id: 'certificate/passphrase', on: 'certificate', severity: 'error', title: 'The file can be opened',
    why: 'Without its passphrase nothing in the file can be read.',
    causes: ['The file is protected, and the passphrase is missing or wrong.'],
    spec: spec('rfc7468 11'), needs: ['certificate-file'],
    run: (facts) => (!facts.certificateFile!.needsPassphrase || facts.certificateFile!.certificates.length > 0 ? null : { message: facts.certificateFile!.message ?? 'The file is protected by a passphrase.', expected: 'the passphrase', actual: 'none that fits', fix: fix('capture', 'Give the passphrase, or export the certificate by itself.', 'signingCertificate') }),
  }),
  defineCheck({
    id: 'certificate/repaired', on: 'certificate', severity: 'warning', title: 'The file needs no repair',
    why: 'It was put right in order to be read here; another program may refuse it as it stands.',
    causes: ['It was copied from a web page or a mail (curly dashes, lost line breaks).', 'The BEGIN and END lines were left out.'],
    spec: spec('rfc7468 2'), needs: ['certificate-file'],
    run(facts) {
      const { certificates } = facts.certificateFile!;
      // That it holds a chain is no damage.
      const notes = facts.certificateFile!.notes.filter((note) => note.code !== 'chain');
      return notes.length === 0 || certificates.length === 0 ? null : { message: `Other programs may refuse this file as it stands. ${notes.slice(0, 4).map((note) => note.message).join(' ')}`, actual: notes.map((note) => note.code).slice(0, 8).join(', '), fix: fix('capture', 'Use the repaired text that is shown here.', 'signingCertificate') };
    },
  }),
  defineCheck({
    id: 'certificate/several', on: 'certificate', severity: 'info', title: 'One certificate',
    why: 'A service provider that takes one reads the first, which may be the wrong one.',
    causes: ['The file holds the chain of a certificate authority.', 'Old and new certificate were put together.'],
    spec: spec('rfc7468 5'), needs: ['certificate-file'],
    run(facts, expected) {
      const { certificates } = facts.certificateFile!;
      const slots = expected.sp?.requires?.certificateSlots;
      if (certificates.length < 2) return null;
      const tooMany = slots !== undefined && certificates.length > slots;
      return { message: `The file holds ${plural(certificates.length, 'certificate')}: ${list(certificates.map((certificate) => commonName(certificate.subject)))}${tooMany ? `, and ${spName(expected)} takes ${slots === 1 ? 'only one' : slots}` : ''}.`, expected: slots === undefined ? 'one' : `at most ${slots}`, actual: String(certificates.length), severity: tooMany ? 'warning' : 'info', ...(tooMany ? { fix: fix('sp', `Give ${spName(expected)} the one the identity provider signs with.`, 'signingCertificate') } : {}) };
    },
  }),
];
