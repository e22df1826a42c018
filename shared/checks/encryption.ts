/** Encrypted assertions and names: whether they could be opened, and how well they were closed (saml-core 6). */
import type { Encrypted, Facts } from '../model.ts';
import { blockCiphers, keyTransports, shortName, tripleDes } from '../urns.ts';
import { defineCheck, fix, spec, type Check, type Problem } from './check.ts';
import { capital, plural, quote, spName } from './words.ts';

function each(facts: Facts, rule: (item: Encrypted) => Problem | null): Problem[] | null {
  let problems: Problem[] | null = null;
  for (const item of facts.encrypted.slice(0, 20)) {
    const problem = rule(item);
    if (problem !== null) (problems ??= []).push(problem);
  }
  return problems;
}

const failed = (facts: Facts, failures: readonly Encrypted['failure'][], say: (item: Encrypted) => string, remedy: Problem['fix']) =>
  each(facts, (item) => (item.result !== 'failed' || !failures.includes(item.failure) ? null : { message: say(item), place: item.node, ...(remedy === undefined ? {} : { fix: remedy }) }));

const told = (item: Encrypted) => (item.message === null ? '' : `: ${item.message.replace(/\.$/, '')}`);

export const encryptionChecks: readonly Check[] = [
  defineCheck({
    id: 'encryption/no-key', on: 'response', severity: 'error', title: 'A key is there to open what is encrypted',
    why: 'Without the private key of the service provider nobody can read who logged in.',
    causes: ['The identity provider encrypts for a key the service provider does not have any more.', 'The key handed in is not one of RSA.'],
    spec: spec('saml-core 6.1'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => each(facts, (item) => (item.result !== 'no-key' ? null : { message: `None of the keys you gave can be tried on the ${item.what}.`, place: item.node, fix: fix('sp', 'Give the private key that belongs to the encryption certificate the identity provider has.', 'encryptionCertificate') })),
  }),
  defineCheck({
    id: 'encryption/wrong-key', on: 'response', severity: 'error', title: 'It is encrypted for your key',
    why: 'Only the private key that belongs to the certificate it was encrypted with can open it.',
    causes: ['The identity provider holds an old encryption certificate of the service provider.', 'It was encrypted with the signing certificate, or with that of another application.'],
    spec: spec('xmlenc 5.5'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => failed(facts, ['wrong-key'], (item) => `The ${item.what} was encrypted for another key than you gave${told(item)}.`, fix('idp', 'Upload the current encryption certificate of the service provider at the identity provider.', 'encryptionCertificate')),
  }),
  defineCheck({
    id: 'encryption/wrong-variant', on: 'response', severity: 'error', title: 'The parameters of RSA-OAEP are as they say',
    why: 'RSA-OAEP has a digest and a mask function; when sender and receiver use different ones, the key fits and yet nothing opens.',
    causes: ['The sender writes other parameters than it uses, SHA-1 and SHA-256 mixed up above all.'],
    spec: spec('xmlenc 5.5.2'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => each(facts, (item) => (item.result !== 'failed' || item.failure !== 'wrong-variant' ? null : {
      message: `The key fits the ${item.what}, but it was encrypted with other RSA-OAEP parameters than it says${told(item)}.`, actual: `digest ${item.oaepDigest === null ? 'not named' : shortName(item.oaepDigest)}, mask ${item.mgf === null ? 'not named' : shortName(item.mgf)}`, place: item.node,
      fix: fix('idp', 'Set the key transport to RSA-OAEP with SHA-1 digest and mask (rsa-oaep-mgf1p), which everybody reads alike.', 'encryption'),
    })),
  }),
  defineCheck({
    id: 'encryption/unsupported-algorithm', on: 'response', severity: 'error', title: 'Encrypted with a known algorithm',
    why: 'What is encrypted with an unknown algorithm cannot be opened.',
    causes: ['The identity provider is set to a rare cipher.'],
    spec: spec('xmlenc 5.1'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => each(facts, (item) => (item.result !== 'failed' || item.failure !== 'unsupported-algorithm' ? null : {
      message: `The ${item.what} is encrypted with an algorithm that is not supported (${item.blockCipher === null ? 'none named' : shortName(item.blockCipher)}, key by ${item.keyTransport === null ? 'none named' : shortName(item.keyTransport)}).`,
      expected: 'AES-256-GCM with RSA-OAEP', actual: `${item.blockCipher ?? 'absent'}, ${item.keyTransport ?? 'absent'}`, place: item.node, fix: fix('idp', 'Set encryption to AES-256-GCM (or AES-256-CBC) with RSA-OAEP.', 'encryption'),
    })),
  }),
  defineCheck({
    id: 'encryption/damaged', on: 'response', severity: 'error', title: 'The encrypted content is whole',
    why: 'What was changed or cut after encryption cannot be opened.',
    causes: ['The capture was edited or cut.', 'The sender pads or encodes wrongly.'],
    spec: spec('xmlenc 5.2'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => failed(facts, ['damaged', 'malformed'], (item) => `The ${item.what} is damaged${told(item)}.`, fix('capture', 'Capture the posted SAMLResponse value again, unedited.')),
  }),
  defineCheck({
    id: 'encryption/undecryptable', on: 'response', severity: 'error', title: 'It can be opened',
    why: 'To a sender from the network no more is said than that it could not be opened, as details help attackers.',
    causes: ['It was encrypted for another key.', 'It was changed after encryption.'],
    spec: spec('xmlenc 6.1'), needs: ['encrypted', 'decryption-keys'],
    run: (facts) => failed(facts, ['undecryptable', null], (item) => `The ${item.what} could not be opened with the keys you gave.`, fix('idp', 'Upload the current encryption certificate of the service provider at the identity provider.', 'encryptionCertificate')),
  }),
  defineCheck({
    id: 'encryption/not-readable-there', on: 'response', severity: 'error', title: 'The service provider can read it',
    why: 'This service provider publishes no key to encrypt to, so it cannot open what is encrypted.',
    causes: ['Encryption was switched on at the identity provider.'],
    spec: spec('saml-metadata 2.4.1.1'), needs: ['encrypted', 'sp-requirements'],
    run: (facts, expected) => (expected.sp!.requires!.noEncryption !== true ? null : { message: `${capital(spName(expected))} has no key to decrypt with, and the ${facts.encrypted[0]!.what} is encrypted.`, expected: 'not encrypted', actual: facts.encrypted[0]!.what, place: facts.encrypted[0]!.node, fix: fix('idp', 'Switch off assertion encryption for this application.', 'encryption') }),
  }),
  defineCheck({
    // Not a rejection under policy strict: CBC inside a signed response is what most identity providers send, and peers take it.
    id: 'encryption/weak-cipher', on: 'response', severity: 'warning', title: 'Encrypted with AES-GCM',
    why: 'AES-CBC and triple DES do not notice changes, which lets an attacker open the content by trying (padding oracle).',
    causes: ['It is the default of the identity provider.', 'The service provider\'s metadata does not list AES-GCM.'],
    spec: spec('SAML2Int SDP-ALG01'), needs: ['encrypted'],
    run: (facts) => each(facts, (item) => {
      if (item.blockCipher === null || (blockCiphers[item.blockCipher]?.strength !== 'weak' && item.blockCipher !== tripleDes)) return null;
      const name = blockCiphers[item.blockCipher]?.name ?? 'triple DES';
      return { message: `The ${item.what} is encrypted with ${name}.`, expected: 'AES-256-GCM', actual: name, place: item.node, fix: fix('idp', 'Set the cipher to AES-256-GCM if both sides have it.', 'encryption') };
    }),
  }),
  defineCheck({
    id: 'encryption/weak-key-transport', on: 'response', severity: 'warning', strict: true, title: 'The key is sent by RSA-OAEP',
    why: 'RSA PKCS#1 v1.5 lets an attacker open the content by trying (Bleichenbacher).',
    causes: ['It is the default of an old identity provider.'],
    spec: spec('SAML2Int SDP-ALG01'), needs: ['encrypted'],
    run: (facts) => each(facts, (item) => {
      if (item.keyTransport === null || keyTransports[item.keyTransport]?.strength !== 'weak') return null;
      return { message: `The key of the ${item.what} is encrypted with ${keyTransports[item.keyTransport]!.name}.`, expected: 'RSA-OAEP', actual: keyTransports[item.keyTransport]!.name, place: item.node, fix: fix('idp', 'Set the key transport to RSA-OAEP.', 'encryption') };
    }),
  }),
  defineCheck({
    id: 'encryption/several-keys', on: 'response', severity: 'info', title: 'Encrypted for one recipient',
    why: 'Several encrypted keys are legal, but some receivers try only the first.',
    causes: ['The identity provider encrypts for the old and the new certificate while they change.'],
    spec: spec('xmlenc 3.5'), needs: ['encrypted'],
    run: (facts) => each(facts, (item) => (item.keys < 2 ? null : { message: `The ${item.what} is encrypted for ${plural(item.keys, 'key')}${item.recipients.length === 0 ? '' : `, ${item.recipients.slice(0, 3).map(quote).join(' and ')}`}; some receivers try only the first.`, actual: plural(item.keys, 'key'), place: item.node })),
  }),
];
