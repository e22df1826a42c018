/** Signs the messages the listeners send: XML signatures through xml-crypto, query signatures directly. */
import { privateKeyFrom, signBytes } from '../shared/saml/crypto.ts';
import { signXml } from '../shared/saml/sign.ts';
import type { KeyPair } from './secrets.ts';

/** An enveloped signature over the message whose ID is given. */
export const signMessage = (xml: string, id: string, pair: KeyPair): string => signXml(xml, { privateKeyPem: pair.privateKeyPem, certificatePem: pair.certificatePem, referenceID: id });

/** RSA-SHA256 over the octets of a Redirect query (saml-bindings 3.4.4.1). */
export function signQuery(octets: Uint8Array, pair: KeyPair): Uint8Array {
  const key = privateKeyFrom(pair.privateKeyPem);
  if (!key.ok) throw new Error(`The key ${pair.id} cannot be used: ${key.reason}.`);
  return signBytes({ family: 'rsa', hash: 'sha256' }, key.key, octets);
}
