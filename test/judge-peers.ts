/** The real libraries, with the options they have unless somebody sets them, asked about one message at one moment. */
import { vi } from 'vitest';
import { SAML } from '@node-saml/node-saml';
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import * as samlify from 'samlify';
import { SignedXml } from 'xml-crypto';
import type { Expected, Facts } from '../shared/model.ts';
import { decode } from '../shared/saml/binding.ts';
import { binding, ns } from '../shared/urns.ts';

/** What a library says: its words where it refuses, null where it accepts. `false`: it refuses without a word. */
export type Answer = { accepts: true } | { accepts: false; words: string | null };

export interface Asked {
  /** The message in base64, as a form posts it. */
  base64: string;
  facts: Facts;
  expected: Expected;
}

/** As the libraries get it: out of its dress. */
export function postedForm(document: Uint8Array | string): string {
  const bytes = decode(document).messages[0]?.bytes;
  return Buffer.from(bytes ?? (typeof document === 'string' ? Buffer.from(document) : document)).toString('base64');
}

const idpSso = 'https://idp.example.com/sso';
const bare = (material: string): string => material.replace(/-----[^-]+-----|\s/g, '');
const pem = (material: string): string => (material.includes('-----') ? material : `-----BEGIN CERTIFICATE-----\n${material.match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`);
const signing = ({ expected }: Asked): string[] => (expected.idp?.keys ?? []).filter((key) => key.use !== 'encryption').map((key) => key.material);

async function answered(now: number, ask: () => unknown): Promise<Answer> {
  vi.useFakeTimers({ toFake: ['Date'], now });
  // xml-encryption, samlify and xmldom warn of what the answer says too.
  const silenced = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation(() => undefined));
  try {
    await ask();
    return { accepts: true };
  } catch (error) {
    return { accepts: false, words: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const spy of silenced) spy.mockRestore();
    vi.useRealTimers();
  }
}

function nodeSaml(asked: Asked, more: { wantAuthnResponseSigned?: boolean }): Promise<Answer> {
  const { expected, base64 } = asked;
  const [key] = expected.decryptionKeys ?? [];
  const saml = new SAML({ idpCert: signing(asked).map(pem), issuer: expected.sp?.entityID ?? '', callbackUrl: expected.sp?.assertionConsumerService ?? '', ...(key === undefined ? {} : { decryptionPvk: key.pem }), ...more });
  return answered(expected.now, async () => {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: base64 });
    if (profile === null) throw new Error('nobody is logged in');
  });
}

function samlifyAnswer(asked: Asked): Promise<Answer> {
  const { expected, base64 } = asked;
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const idp = samlify.IdentityProvider({ entityID: expected.idp?.entityID ?? '', signingCert: signing(asked).map(bare), singleSignOnService: [{ Binding: binding.post, Location: idpSso }], wantAuthnRequestsSigned: false });
  const service = samlify.ServiceProvider({ entityID: expected.sp?.entityID ?? '', assertionConsumerService: [{ Binding: binding.post, Location: expected.sp?.assertionConsumerService ?? '' }] });
  return answered(expected.now, () => service.parseLoginResponse(idp, 'post', { body: { SAMLResponse: base64 } }));
}

const isElement = (node: Node | null): node is Element => node !== null && node.nodeType === 1;
const pathOf = (node: Node | null): string => (isElement(node) ? [pathOf(node.parentNode), `${node.namespaceURI} ${node.localName}`].join(' ').trim() : '');

/** The signatures of the Response and of the assertions in it, in the order of the document. */
async function xmlCrypto(asked: Asked): Promise<Answer> {
  const xml = Buffer.from(asked.base64, 'base64').toString('utf8');
  const signatures = Array.from(new DOMParser({ onError: () => undefined }).parseFromString(xml, 'text/xml').getElementsByTagNameNS(ns.ds, 'Signature'))
    .filter((each) => [`${ns.samlp} Response`, `${ns.samlp} Response ${ns.saml} Assertion`].includes(pathOf(each.parentNode)));
  let isFalse = signatures.length === 0;
  const answer = await answered(asked.expected.now, () => {
    for (const signature of signatures) {
      const verifier = new SignedXml({ publicCert: pem(signing(asked)[0]!), getCertFromKeyInfo: () => null });
      verifier.loadSignature(signature as never);
      if (verifier.checkSignature(xml)) continue;
      isFalse = true;
      return;
    }
  });
  return isFalse ? { accepts: false, words: null } : answer;
}

/** By the id of the judge. */
export const peers: Readonly<Record<string, (asked: Asked) => Promise<Answer>>> = {
  'node-saml': (asked) => nodeSaml(asked, {}),
  'node-saml-assertion': (asked) => nodeSaml(asked, { wantAuthnResponseSigned: false }),
  samlify: samlifyAnswer,
  'xml-crypto': xmlCrypto,
};
