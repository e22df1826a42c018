/** What real identity providers sent (SimpleSAMLphp, saml-idp, samlify), recorded in a real browser, and what it is judged against. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Expected } from '../shared/model.ts';
import { idpFromMetadata } from '../shared/trust.ts';

export type RecordedJudge = 'python3-saml' | 'xmlsec1';

export interface Opinion {
  accept: boolean;
  reason?: string;
  nameID?: string | null;
  nameIDFormat?: string | null;
  attributes?: Record<string, string[]>;
}

export interface Recording {
  name: string;
  metadata: string;
  spEntityID: string;
  acsUrl: string;
  requestID: string | null;
  relayState: string | null;
  now: string;
  judged: Record<RecordedJudge, Opinion>;
  /** Per variant, who accepted it. */
  variants: Record<string, RecordedJudge[]>;
  response: string;
}

const folder = join(import.meta.dirname, 'recorded');
const text = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

export const recordings = readdirSync(folder).filter((file) => file.endsWith('.json')).map((file): Recording => ({ ...(JSON.parse(text(file)) as Omit<Recording, 'name'>), name: file.replace('.json', '') }));

/** The key pair of the recording service provider; nothing else was ever protected by it. */
const decryptionKeys = [{ pem: text('sp.key.pem'), label: 'the service provider’s key' }];

export function expectedOf(recording: Recording): Expected {
  return {
    now: Date.parse(recording.now), clockSkew: 180, policy: 'practice', decryptionKeys,
    idp: idpFromMetadata(text('metadata', `${recording.metadata}.xml`)),
    sp: { entityID: recording.spEntityID, assertionConsumerService: recording.acsUrl },
    ...(recording.requestID === null ? { allowIdpInitiated: true } : { requestID: recording.requestID }),
  };
}
