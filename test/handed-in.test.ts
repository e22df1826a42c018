/**
 * What an admin is told who hands in the wrong file where metadata or a certificate is wanted: one cause, one thing to do, in whole
 * sentences. The files are the fixtures, broken as people break them.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTools } from '../electron/tools.ts';
import type { Field, Report, Side, Verdict } from '../shared/finding.ts';
import { serviceProvider } from '../shared/guides/index.ts';
import { inspect } from '../shared/inspect.ts';
import { now } from './practice-login.ts';
import { expectSentence } from './sentences.ts';

const tools = await loadTools();
const file = (...path: string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const metadata = (name: string): string => file('fixtures', 'metadata', `${name}.xml`);
const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
const okta = metadata('okta');
const certificate = file('keys', 'idp-rsa.crt.pem');
/** Okta's metadata with this in place of its certificate. */
const holding = (text: string): string => okta.replace(/(<(?:ds:)?X509Certificate>)[^<]*/, `$1${text}`);

const heroku = { name: 'Heroku', requires: serviceProvider('heroku').requires };
const judge = (document: string | Uint8Array, sp = heroku): Report => inspect(document, { now, clockSkew: 180, policy: 'practice', role: 'idp', sp }, tools);

type Told = readonly [verdict: Verdict, cause: string | null, side?: Side, field?: Field];

const bytes = (...first: number[]): Uint8Array => Uint8Array.from([...first, ...Array.from({ length: 100 }, () => 0)]);

const metadataFaults: Record<string, readonly [string | Uint8Array, ...Told]> = {
  'the service provider’s own': [metadata('service-provider'), 'reject', 'metadata-of-wrong-side', 'idp', 'metadata'],
  'a sign-in page': ['<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login"></form></body></html>', 'reject', 'page-instead-of-document', 'capture', 'metadata'],
  'validUntil in the past': [metadata('google').replace(/validUntil="[^"]*"/, 'validUntil="2025-01-01T00:00:00Z"'), 'reject', 'metadata-expired', 'idp', 'metadata'],
  'a public key as certificate': [holding(base64(file('keys', 'certificates', 'public-key.pem'))), 'reject', 'public-key-instead-of-certificate', 'idp', 'signingCertificate'],
  'PEM lines in X509Certificate': [holding(`\n${certificate}`), 'reject', 'certificate-unreadable', 'idp', 'metadata'],
  'a private key as certificate': [holding(base64(file('keys', 'idp-rsa.key.pem'))), 'reject', 'private-key-exposed', 'idp', 'signingCertificate'],
  'a private key in PEM as certificate': [holding(`\n${file('keys', 'idp-rsa.key.pem')}`), 'reject', 'private-key-exposed', 'idp', 'signingCertificate'],
  'half a certificate': [holding(base64(certificate).slice(0, 400)), 'reject', 'certificate-unreadable', 'idp', 'signingCertificate'],
  'no key at all': [okta.replace(/<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/g, ''), 'reject', 'no-signing-key', 'idp', 'signingCertificate'],
  'only an encryption key': [okta.replace(/use="signing"/g, 'use="encryption"'), 'reject', 'no-signing-key', 'idp', 'signingCertificate'],
  'a use with a capital': [okta.replace('use="signing"', 'use="Signing"'), 'reject', 'key-use-misspelt', 'idp', 'metadata'],
  'only HTTP-POST': [okta.replace(/<md:SingleSignOnService[^>]*HTTP-Redirect[^>]*\/>/, ''), 'accept', 'no-redirect-address', 'idp', 'singleSignOnService'],
  'no login address': [okta.replace(/<md:SingleSignOnService[^>]*\/>/g, ''), 'reject', 'no-login-address', 'idp', 'metadata'],
  'no entityID': [okta.replace(/entityID="[^"]*"/, ''), 'reject', 'entity-id-missing', 'idp', 'idpEntityID'],
  'Entra’s of all tenants': [metadata('entra-common'), 'reject', 'common-metadata', 'idp', 'metadata'],
  'edited after signing': [metadata('entra').replace('/saml2"', '/saml2x"'), 'accept', 'metadata-edited', 'capture', 'metadata'],
  'an aggregate': [metadata('aggregate'), 'reject', 'several-entities', 'capture'],
  'WS-Federation only': [metadata('ws-federation'), 'reject', 'no-saml-role', 'idp', 'metadata'],
  'half a file': [okta.slice(0, Math.floor(okta.length * 0.6)), 'reject', 'damaged-copy', 'capture'],
  'a part of a file': [okta.replace(/xmlns:md="[^"]*"/, ''), 'reject', 'damaged-copy', 'capture'],
  'OpenID configuration': ['{"issuer":"https://acme.okta.com","authorization_endpoint":"https://acme.okta.com/oauth2/v1/authorize"}', 'reject', 'not-a-saml-document', 'capture'],
  'its address': ['https://acme.okta.com/app/exk1/sso/saml/metadata', 'reject', 'not-a-saml-document', 'capture'],
  'a JSON web token': ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'reject', 'not-a-saml-document', 'capture'],
  'a longer JSON web token': [`eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.${base64(certificate).replace(/[+/=]/g, '_')}.c2lnbmF0dXJl\n`, 'reject', 'not-a-saml-document', 'capture'],
  'a screenshot': [bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'reject', 'not-a-saml-document', 'capture'],
  nothing: ['', 'reject', 'not-a-saml-document', 'capture'],
};

const wrongFiles: Record<string, Told> = {
  'ec.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'encrypted-pkcs1.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'encrypted.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'openssh.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'pkcs1.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'pkcs8.key.pem': ['reject', 'private-key-exposed', 'capture', 'signingCertificate'],
  'public-key-ec.pem': ['reject', 'public-key-instead-of-certificate', 'capture', 'signingCertificate'],
  'public-key-pkcs1.pem': ['reject', 'public-key-instead-of-certificate', 'capture', 'signingCertificate'],
  'public-key.pem': ['reject', 'public-key-instead-of-certificate', 'capture', 'signingCertificate'],
  'request.csr.pem': ['reject', 'other-certificate-file', 'capture', 'signingCertificate'],
  'revoked.crl.pem': ['reject', 'other-certificate-file', 'capture', 'signingCertificate'],
  'ssh.pub': ['reject', 'other-certificate-file', 'capture', 'signingCertificate'],
  'ec.p12': ['reject', 'passphrase-needed', 'capture', 'signingCertificate'],
  'rsa.p12': ['reject', 'passphrase-needed', 'capture', 'signingCertificate'],
  'rsa-legacy.p12': ['reject', 'passphrase-needed', 'capture', 'signingCertificate'],
  'wrapped-keys.json': ['reject', 'not-a-saml-document', 'capture'],
  'expired.pem': ['accept', 'certificate-expired', 'idp', 'signingCertificate'],
  'not-yet-valid.pem': ['accept', 'certificate-not-yet-valid', 'idp', 'signingCertificate'],
  'rsa-1024.pem': ['accept', 'weak-signing-key', 'idp', 'signingCertificate'],
  'bundle.p7b': ['accept', 'too-many-certificates', 'sp', 'signingCertificate'],
  'bundle.p7b.pem': ['accept', 'too-many-certificates', 'sp', 'signingCertificate'],
  'chain-out-of-order.pem': ['accept', 'too-many-certificates', 'sp', 'signingCertificate'],
};

function tells(report: Report, [verdict, cause, side, field]: Told): void {
  const [first, ...others] = report.diagnoses;
  expect(report.verdict, report.headline).toBe(verdict);
  expectSentence(report.headline);
  expect([first?.id ?? null, first?.fix.side, first?.fix.field]).toEqual([cause, side, field]);
  // One clear cause: nothing else is blamed beside it.
  expect(others.map((each) => each.id)).toEqual([]);
  for (const finding of report.findings) if (finding.outcome === 'fail' || finding.outcome === 'warn') {
    expectSentence(finding.message, finding.check);
    expectSentence(finding.fix!.text, finding.check);
  }
  if (first === undefined) return;
  if (verdict === 'reject') expect(report.headline).toBe(first.message);
  for (const sentence of [first.message, first.detail, first.fix.text]) if (sentence !== undefined) expectSentence(sentence, first.id);
  // The second sentence says something else than the first.
  if (first.detail !== undefined) expect(first.detail).not.toContain(first.message.replace(/\.$/, ''));
}

describe('metadata', () => {
  it.each(Object.entries(metadataFaults))('%s', (_name, [document, ...told]) => tells(judge(document), told));
  it.each(['okta', 'entra', 'auth0', 'google', 'keycloak', 'shibboleth', 'simplesamlphp'])('of %s is taken as it is', (name) => {
    expect(judge(metadata(name)).verdict).toBe('accept');
  });
});

describe('certificates', () => {
  const folder = join(import.meta.dirname, 'keys', 'certificates');
  const heap = { name: 'Heap', requires: serviceProvider('heap').requires };
  it.each(readdirSync(folder))('%s', (name) => {
    const report = judge(readFileSync(join(folder, name)), heap);
    tells(report, wrongFiles[name] ?? ['accept', null]);
    // A private key is never shown again.
    if (wrongFiles[name]?.[1] === 'private-key-exposed') expect(report.sources).toEqual([]);
  });
  it.each([
    ['without its lines', base64(certificate)], ['with long dashes', certificate.replaceAll('-----', '–––––')], ['without its end', certificate.split('-----END')[0]!],
    ['on one line', certificate.replaceAll('\n', ' ')], ['as DER', Buffer.from(base64(certificate), 'base64')], ['in its element', `<ds:X509Certificate xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${base64(certificate)}</ds:X509Certificate>`],
  ])('%s is read all the same', (_name, document) => {
    const report = judge(document, heap);
    expect(report.verdict).toBe('accept');
    expect(report.facts.certificateFile!.certificates[0]!.subject).toContain('Test identity provider');
    for (const finding of report.findings) if (finding.outcome === 'warn') expect(finding.message).toMatch(/^Other programs may refuse this file as it stands\. [A-Z]/);
  });
});

describe('what is no SAML at all', () => {
  it.each([
    ['a screenshot', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'a picture (PNG)'], ['a photo', bytes(0xff, 0xd8, 0xff, 0xe0), 'a picture (JPEG)'], ['a PDF', bytes(...Buffer.from('%PDF-1.7\n')), 'a PDF'],
    ['a letter', bytes(0x50, 0x4b, 0x03, 0x04), 'an Office document'], ['a token', 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl', 'JSON web token'],
  ])('%s is called by its name', (_what, content, words) => {
    expect(judge(content).headline).toContain(words);
  });
});
