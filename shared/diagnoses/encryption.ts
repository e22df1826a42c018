/** Causes around encryption: no key, another key, other parameters, or a receiver that cannot decrypt. */
import { isRehearsal, spName } from '../checks/words.ts';
import { shortName } from '../urns.ts';
import { type Cause, type Context, defineCause, fixOf, has, messageOf, proof, remedy, seen } from './cause.ts';

const ownKeys = ({ expected }: Context) => (expected.decryptionKeys ?? []).slice(0, 3).flatMap((key) => proof('tried with', key.label, expected.sp?.standsInFor === undefined ? 'you gave' : 'in this app'));

export const encryptionCauses: readonly Cause[] = [
  defineCause({
    id: 'encryption-not-wanted', title: 'Encrypted for somebody who cannot decrypt', meaning: 'The service provider publishes no key to encrypt to, and the identity provider encrypts all the same.',
    run: (context) => (!has(context, 'encryption/not-readable-there') ? null : { message: `The assertion is encrypted, and ${spName(context.expected)} cannot decrypt it.`, because: seen(context, 'encryption/not-readable-there', 'encryption/wrong-key', 'encryption/no-key'), evidence: proof('cipher', context.facts.encrypted[0]?.blockCipher == null ? null : shortName(context.facts.encrypted[0].blockCipher), 'in the response'), fix: remedy('idp', 'Switch off assertion encryption for this application.', 'encryption'), confidence: 0.95 }),
  }),
  defineCause({
    id: 'no-decryption-key', title: 'Encrypted, and no key to open it', meaning: 'Only the private key of the service provider opens the assertion, and none was given.',
    run(context) {
      const sealed = context.facts.encrypted.find((item) => item.result === 'no-key');
      if (sealed === undefined || has(context, 'encryption/not-readable-there')) return null;
      const given = (context.expected.decryptionKeys?.length ?? 0) > 0;
      return { message: given ? 'The assertion is encrypted, and none of your keys can be tried on it.' : 'The assertion is encrypted, and no key to open it was given, so nobody can say who logged in.', because: given ? seen(context, 'encryption/no-key') : ['encryption/no-key'], evidence: [...proof('cipher', sealed.blockCipher === null ? null : shortName(sealed.blockCipher), 'in the response'), ...proof('encrypted for', sealed.recipients[0], 'in the response')], fix: remedy('idp', `Switch off assertion encryption for this application while you test, or give the private key of ${spName(context.expected)}: it stays on this machine.`, 'encryption'), confidence: given ? 0.9 : 0.6 };
    },
  }),
  defineCause({
    id: 'encrypted-for-another-key', title: 'Encrypted for another key', meaning: 'The identity provider encrypts with a certificate that is not, or no longer, the service provider\'s.',
    run(context) {
      const because = seen(context, 'encryption/wrong-key', 'encryption/undecryptable');
      if (because.length === 0) return null;
      const item = context.facts.encrypted.find((each) => each.result === 'failed');
      const said = context.expected.origin === 'network' ? undefined : item?.message;
      if (isRehearsal(context.expected)) {
        const name = spName(context.expected);
        return { message: `The assertion is encrypted for a key that this app does not have: that of ${name}, most likely.`, detail: `In a rehearsal the identity provider encrypts for ${name}, and only ${name} can open it.`, because, evidence: [...proof('encrypted for', item?.recipients[0], 'in the response'), ...ownKeys(context)], fix: remedy('idp', `Switch assertion encryption off while you rehearse and on again afterwards, or judge the response under Inspect with the private key of ${name}.`, 'encryption'), confidence: 0.93 };
      }
      return { message: `The assertion is encrypted for another key than that of ${context.expected.sp?.standsInFor === undefined ? spName(context.expected) : 'this app'}.`, detail: said ?? 'The identity provider holds an old encryption certificate, or that of another application.', because, evidence: [...proof('encrypted for', item?.recipients[0], 'in the response'), ...ownKeys(context)], fix: remedy('idp', `Upload the current encryption certificate of ${context.expected.sp?.standsInFor === undefined ? spName(context.expected) : 'this app (it is in its metadata)'} there.`, 'encryptionCertificate'), confidence: has(context, 'encryption/wrong-key') ? 0.93 : 0.75 };
    },
  }),
  defineCause({
    id: 'other-oaep-parameters', title: 'The key fits, the parameters do not', meaning: 'RSA-OAEP has a digest and a mask function. The sender used others than it wrote down.',
    run: (context) => (!has(context, 'encryption/wrong-variant') ? null : { message: 'The key fits, but the identity provider used other RSA-OAEP parameters than it says.', detail: context.facts.encrypted.find((item) => item.failure === 'wrong-variant')?.message ?? 'SHA-1 and SHA-256 are mixed up most often.', because: seen(context, 'encryption/wrong-variant'), evidence: proof('says', context.found.get('encryption/wrong-variant')!.problem.actual, 'in the response'), fix: fixOf(context, 'encryption/wrong-variant', remedy('idp', 'Set the key transport to RSA-OAEP (rsa-oaep-mgf1p).', 'encryption')), confidence: 0.95 }),
  }),
  defineCause({
    id: 'unknown-cipher', title: 'An unknown cipher', meaning: 'The assertion is encrypted with an algorithm that is not supported.',
    run: (context) => (!has(context, 'encryption/unsupported-algorithm') ? null : { message: messageOf(context, 'encryption/unsupported-algorithm'), because: seen(context, 'encryption/unsupported-algorithm'), evidence: proof('cipher', context.found.get('encryption/unsupported-algorithm')!.problem.actual, 'in the response'), fix: fixOf(context, 'encryption/unsupported-algorithm', remedy('idp', 'Set encryption to AES-256-GCM with RSA-OAEP.', 'encryption')), confidence: 0.95 }),
  }),
  defineCause({
    id: 'damaged-ciphertext', title: 'The encrypted content is damaged', meaning: 'The key fits, but the encrypted content was cut or changed.',
    run: (context) => (!has(context, 'encryption/damaged') ? null : { message: 'The encrypted content was cut or changed after encryption.', detail: messageOf(context, 'encryption/damaged'), because: seen(context, 'encryption/damaged'), evidence: [], fix: fixOf(context, 'encryption/damaged', remedy('capture', 'Capture the posted SAMLResponse value again, unedited.')), confidence: 0.85 }),
  }),
  defineCause({
    id: 'weak-encryption', title: 'Encryption that can be opened by trying', meaning: 'AES-CBC, triple DES and RSA PKCS#1 v1.5 let attackers open content by trying many variants.',
    run: (context) => (!has(context, 'encryption/weak-cipher', 'encryption/weak-key-transport') ? null : { message: 'The identity provider encrypts with an outdated algorithm.', because: seen(context, 'encryption/weak-key-transport', 'encryption/weak-cipher'), evidence: [...proof('cipher', context.found.get('encryption/weak-cipher')?.problem.actual, 'in the response'), ...proof('key transport', context.found.get('encryption/weak-key-transport')?.problem.actual, 'in the response')], fix: remedy('idp', 'Set encryption to AES-256-GCM with RSA-OAEP, if both sides have it.', 'encryption'), confidence: 0.45 }),
  }),
];
