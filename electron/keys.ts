/** The app's own key pairs, made when first needed: the service provider's, its https, and the practice identity provider's two. */
import type { KeySummary } from '../shared/contract.ts';
import { derFromPem, readCertificate } from '../shared/saml/certificate.ts';
import type { KeyPair, Secrets } from './secrets.ts';

export type KeyName = KeySummary['id'];

const purposes: Record<KeyName, { commonName: string; purpose: string; years: number; loopback?: boolean }> = {
  sp: { commonName: 'SSO Workbench test service provider', purpose: 'Signs requests and opens encrypted assertions of test logins.', years: 10 },
  'sp-https': { commonName: 'localhost', purpose: 'The https certificate of the test service provider. Browsers warn of it until you add it to the system’s trusted certificates.', years: 2, loopback: true },
  idp: { commonName: 'SSO Workbench practice identity provider', purpose: 'Signs what the practice identity provider answers.', years: 10 },
  'idp-other': { commonName: 'SSO Workbench practice identity provider', purpose: 'Signs for the fault “other key”: as after a certificate was replaced.', years: 10 },
};

export interface Keys {
  /** Loads or makes the pair. */
  get(name: KeyName): Promise<KeyPair>;
  list(): Promise<KeySummary[]>;
}

export function openKeys(options: { secrets: Secrets; clock(): number; random(length: number): Uint8Array }): Keys {
  const pending = new Map<KeyName, Promise<KeyPair>>();

  const load = async (name: KeyName): Promise<KeyPair> => {
    const kept = options.secrets.get(name);
    if (kept !== null) return kept;
    const { commonName, years, loopback } = purposes[name];
    // Loaded here because making keys is rare and node-forge is slow to import.
    const { makeCertificate } = await import('../shared/saml/pkcs.ts');
    const made = await makeCertificate({
      commonName, days: years * 365, now: options.clock(), serialNumber: Buffer.from(options.random(12)).toString('hex'),
      ...(loopback === true ? { alternativeNames: [{ dns: 'localhost' }, { ip: '127.0.0.1' }, { ip: '::1' }] } : {}),
    });
    const pair: KeyPair = { id: name, certificatePem: made.certificatePem, privateKeyPem: made.privateKeyPem };
    options.secrets.put(pair);
    return pair;
  };

  const get = (name: KeyName): Promise<KeyPair> => {
    let pair = pending.get(name);
    if (pair === undefined) {
      pair = load(name);
      pair.catch(() => pending.delete(name));
      pending.set(name, pair);
    }
    return pair;
  };

  return {
    get,
    list: () =>
      Promise.all(
        (Object.keys(purposes) as KeyName[]).map(async (id) => {
          const { certificatePem } = await get(id);
          const facts = readCertificate(derFromPem(certificatePem));
          return { id, purpose: purposes[id].purpose, certificatePem, subject: facts.subject, notAfter: facts.notAfter, sha256: facts.sha256, sha1: facts.sha1 };
        }),
      ),
  };
}
