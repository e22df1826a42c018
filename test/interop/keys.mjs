/** Throw-away key pairs for the peers. */
import { X509Certificate, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';

/** An RSA key with a self-signed certificate, written to `folder` as name.key.pem and name.crt.pem. */
export function makePair(folder, name, commonName) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // The PKCS#1 form is the one saml-idp takes; all others take it too.
  const keyPem = privateKey.export({ type: 'pkcs1', format: 'pem' });
  const key = forge.pki.privateKeyFromPem(keyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = `00${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
  certificate.validity.notAfter = new Date(Date.now() + 730 * 86_400_000);
  const subject = [{ name: 'commonName', value: commonName }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(key, forge.md.sha256.create());
  const certificatePem = forge.pki.certificateToPem(certificate).replaceAll('\r', '');
  const paths = { keyFile: join(folder, `${name}.key.pem`), certificateFile: join(folder, `${name}.crt.pem`) };
  writeFileSync(paths.keyFile, keyPem, { mode: 0o600 });
  writeFileSync(paths.certificateFile, certificatePem);
  return { ...paths, keyPem, pkcs8Pem: createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'pem' }), certificatePem, sha256: new X509Certificate(certificatePem).fingerprint256 };
}

/** The base64 of a PEM on one line. */
export const bare = (pem) => pem.replace(/-----[^-]+-----|\s/g, '');
