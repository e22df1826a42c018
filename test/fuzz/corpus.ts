/** Real and made messages that the fuzzers start from, with what each is judged against. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../../shared/inspect.ts';
import type { Expected, Identity } from '../../shared/model.ts';
import { idpFromMetadata } from '../../shared/trust.ts';
import { cases, expectedOf } from '../fixtures/responses/cases.ts';
import { decryptionKeys } from '../fixtures/responses/parts.ts';
import { fixtureFolder } from '../make-fixtures.ts';
import { certificate } from '../signing.ts';

/** A message that is accepted, and whom it names. */
export interface Original {
  name: string;
  bytes: Uint8Array;
  expected: Expected;
  identity: Identity;
}

const test = join(import.meta.dirname, '..');
const once = <Value>(make: () => Value): (() => Value) => { let value: Value | undefined; return () => (value ??= make()); };

interface Recording { metadata: string; spEntityID: string; acsUrl: string; requestID: string | null; now: string; response: string }

/** Judged as what a live login brought: without the search for the damage that explains a broken signature, which takes longer than the rest. */
function recorded(): { name: string; bytes: Uint8Array; expected: Expected }[] {
  const folder = join(test, 'recorded');
  const keys = [{ pem: readFileSync(join(folder, 'sp.key.pem'), 'utf8'), label: 'recording' }];
  return readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => {
    const recording = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    return {
      name: `recorded/${file}`, bytes: Buffer.from(recording.response, 'base64'),
      expected: {
        now: Date.parse(recording.now), clockSkew: 180, policy: 'practice', decryptionKeys: keys, origin: 'network', idp: idpFromMetadata(readFileSync(join(folder, 'metadata', `${recording.metadata}.xml`), 'utf8')),
        sp: { entityID: recording.spEntityID, assertionConsumerService: recording.acsUrl }, ...(recording.requestID === null ? { allowIdpInitiated: true } : { requestID: recording.requestID }),
      },
    };
  });
}

/** Every accepted message that names somebody, recorded ones and fixtures. */
export const originals = once((): readonly Original[] => [
  ...recorded(),
  ...cases.filter((each) => each.verdict === 'accept').map((each): Omit<Original, 'identity'> => ({ name: each.file, bytes: readFileSync(join(fixtureFolder, each.file)), expected: { ...expectedOf(each), decryptionKeys, origin: 'network' } })),
].flatMap((each) => {
  const { verdict, identity } = inspect(each.bytes, each.expected);
  return verdict === 'accept' && identity !== null ? [{ ...each, identity }] : [];
}));

/** What an attacker has signed with; some fixtures give it as a key of the identity provider, and those are not changed by his means. */
const foreign = certificate('other-rsa');

/** Of those the ones that are XML and no larger than most: what is changed most often. Not in UTF-16, which the peers take for UTF-8. */
export const xmlOriginals = once((): readonly Original[] => originals().filter(({ name, bytes, expected }) => !name.endsWith('.txt') && bytes[0] === 0x3c && bytes[1] !== 0 && bytes.length < 20_000 && !expected.idp!.keys.some(({ material }) => material === foreign)));

export function originalNamed(name: string): Original {
  const found = originals().find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no accepted message ${name}.`);
  return found;
}

/** Every message there is, and metadata, as XML. */
export const realDocuments = once((): readonly Uint8Array[] => [
  ...recorded().map(({ bytes }) => bytes),
  ...cases.map((each) => readFileSync(join(fixtureFolder, each.file))),
  ...[join(test, 'fixtures', 'metadata'), join(test, 'recorded', 'metadata')].flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.xml')).map((file) => readFileSync(join(folder, file)))),
].filter((bytes) => bytes[0] === 0x3c && bytes.length < 40_000));

/** Certificates, keys and their bundles as DER. */
export const certificates = once((): readonly Uint8Array[] => [join(test, 'keys'), join(test, 'keys', 'certificates')].flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile() && !file.name.endsWith('.md')).map((file) => {
  const bytes = readFileSync(join(folder, file.name));
  const body = /-----BEGIN [^-]+-----([^-]+)/.exec(bytes.toString('latin1'))?.[1];
  return body === undefined ? bytes : Buffer.from(body, 'base64');
})));

/** Everything in any dress. */
export const everything = once((): readonly Uint8Array[] => [
  ...realDocuments(), ...cases.filter(({ file }) => !file.endsWith('.xml')).map((each) => readFileSync(join(fixtureFolder, each.file))),
  ...['idp-rsa.crt.pem', 'idp-rsa.key.pem', 'idp-p256.crt.pem'].map((name) => readFileSync(join(test, 'keys', name))),
]);
