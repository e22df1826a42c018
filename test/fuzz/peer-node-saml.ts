/** @node-saml/node-saml as a peer: whom it takes a response for. Its clock is the machine's, so that it does not look at times here. */
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { publicKeyOf } from '../../shared/saml/crypto.ts';
import type { Original } from './corpus.ts';

export type NodeSamlAnswer = { accepts: true; nameID: string | null } | { accepts: false; why: string };

/** The keys that may sign, as PEM. */
export const signingKeysOf = ({ expected }: Original): string[] =>
  (expected.idp?.keys ?? []).filter(({ use }) => use !== 'encryption').flatMap(({ material }) => { const key = publicKeyOf(material); return key === null ? [] : [key.export({ type: 'spki', format: 'pem' }).toString()]; });

const made = new Map<string, SAML>();

function nodeSaml(original: Original): SAML {
  const { expected, name } = original;
  let saml = made.get(name);
  if (saml === undefined) {
    const consumer = expected.sp?.assertionConsumerService ?? 'https://sp.example.com/acs';
    saml = new SAML({
      idpCert: signingKeysOf(original), issuer: expected.sp?.entityID ?? 'sp', audience: expected.sp?.entityID ?? false, callbackUrl: consumer, entryPoint: 'https://idp.example.com/sso', ...(expected.decryptionKeys === undefined ? {} : { decryptionPvk: expected.decryptionKeys[0]!.pem }),
      wantAssertionsSigned: false, wantAuthnResponseSigned: false, acceptedClockSkewMs: -1, validateInResponseTo: ValidateInResponseTo.never,
    });
    made.set(name, saml);
  }
  return saml;
}

export async function askNodeSaml(bytes: Uint8Array, original: Original): Promise<NodeSamlAnswer> {
  const { warn, error } = console;
  // Its libraries tell the console of old algorithms and of markup they stumble over, thousands of times.
  console.warn = console.error = () => {};
  try {
    const { profile } = await nodeSaml(original).validatePostResponseAsync({ SAMLResponse: Buffer.from(bytes).toString('base64') });
    return profile === null ? { accepts: false, why: 'no profile' } : { accepts: true, nameID: profile.nameID };
  } catch (trouble) {
    return { accepts: false, why: trouble instanceof Error ? trouble.message : String(trouble) };
  } finally {
    Object.assign(console, { warn, error });
  }
}
