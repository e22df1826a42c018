/** Who is measured: ours, the JavaScript peers, and what nobody can be faster than. Each validates one response, or throws. */
import { constants, createHash, createPrivateKey, createPublicKey, privateDecrypt, verify as verifySignature } from 'node:crypto';
import { inspect } from '../../shared/inspect.ts';
import type { Expected } from '../../shared/model.ts';
import { acs, audience, entityID, idp, requestID, sp, type Input } from './inputs.ts';
import type { Round } from './measure.ts';

export interface Contender {
  name: string;
  /** Rejects when it cannot validate the input. */
  round(input: Input, milliseconds: number): Promise<Round>;
}

/** One validation. */
export type Run = (input: Input) => unknown;

const certificate = idp.certificatePem.replace(/-----[^-]+-----|\s/g, '');
const spCertificate = sp.certificatePem.replace(/-----[^-]+-----|\s/g, '');
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';

/** Everything is given, so that every check that can be made is made. */
export const expectedAt = (now: number): Expected => ({
  now, clockSkew: 180, policy: 'practice', idp: { entityID, keys: [{ material: certificate, use: 'signing', source: 'metadata' }] },
  sp: { entityID: audience, assertionConsumerService: acs }, requestID, decryptionKeys: [{ pem: sp.privateKeyPem, label: 'bench' }],
});

export function judge(now: number): Run {
  const expected = expectedAt(now);
  return (input) => {
    const report = inspect(input.base64, expected);
    if (report.verdict !== 'accept' || report.identity === null) throw new Error(`${input.id}: ${report.verdict}: ${report.headline}`);
  };
}

async function nodeSaml(): Promise<Run> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  const saml = new SAML({
    idpCert: idp.certificatePem, issuer: audience, audience, callbackUrl: acs, entryPoint: 'https://idp.example.com/sso', decryptionPvk: sp.privateKeyPem,
    wantAssertionsSigned: true, wantAuthnResponseSigned: false, acceptedClockSkewMs: 180_000, validateInResponseTo: ValidateInResponseTo.never,
  });
  return (input) => saml.validatePostResponseAsync({ SAMLResponse: input.base64 });
}

async function samlifyRun(): Promise<Run> {
  const samlify = await import('samlify');
  samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });
  const provider = (isAssertionEncrypted: boolean) => samlify.IdentityProvider({
    entityID, signingCert: certificate, singleSignOnService: [{ Binding: post, Location: 'https://idp.example.com/sso' }], wantAuthnRequestsSigned: false, isAssertionEncrypted,
  });
  const plain = provider(false);
  const encrypting = provider(true);
  const service = samlify.ServiceProvider({ entityID: audience, assertionConsumerService: [{ Binding: post, Location: acs }], wantAssertionsSigned: true, encryptCert: spCertificate, encPrivateKey: sp.privateKeyPem });
  return (input) => service.parseLoginResponse(input.encrypted ? encrypting : plain, 'post', { body: { SAMLResponse: input.base64 } });
}

async function xmlCrypto(): Promise<Run> {
  const [{ DOMParser }, { SignedXml }] = await Promise.all([import('@xmldom/xmldom'), import('xml-crypto')]);
  return (input) => {
    if (input.encrypted) throw new Error('it does not decrypt');
    const xml = Buffer.from(input.base64, 'base64').toString('utf8');
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    const found = [...(document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature') as unknown as Iterable<Node>)];
    for (const node of found) {
      const signed = new SignedXml({ publicCert: idp.certificatePem, getCertFromKeyInfo: () => null });
      signed.loadSignature(node as never);
      if (!signed.checkSignature(xml)) throw new Error('not verified');
    }
  };
}

/** What is left when nothing is read: base64, one digest of all bytes, and the RSA operations. */
function floor(): Run {
  const key = createPublicKey(idp.certificatePem);
  const privateKey = createPrivateKey(sp.privateKeyPem);
  const signature = Buffer.alloc(256, 1);
  return (input) => {
    const digest = createHash('sha256').update(Buffer.from(input.base64, 'base64')).digest();
    for (let index = 0; index < input.signatures; index++) verifySignature('RSA-SHA256', digest, key, signature);
    if (input.encrypted) privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, signature);
  };
}

export const nodeSamlName = '@node-saml/node-saml';
export const floorName = 'floor: base64, SHA-256, RSA';

/** By name, ours first. A peer's packages are loaded where it runs and nowhere else. */
export const contenders: Readonly<Record<string, (now: number) => Run | Promise<Run>>> = {
  'SSO Workbench, every check': judge,
  [nodeSamlName]: nodeSaml,
  samlify: samlifyRun,
  'xml-crypto, signature only': xmlCrypto,
  [floorName]: floor,
};
