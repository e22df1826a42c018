/** Private keys and what else is kept: sealed at rest, readable by this user alone, and in no answer, log or report. */
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatch } from '../electron/dispatch.ts';
import { fileCipher, openSecrets } from '../electron/secrets.ts';
import type { Content, HostEvent, Report } from '../shared/contract.ts';
import { makePkcs12 } from '../shared/saml/pkcs.ts';
import { root } from './bundle.ts';
import { practiceConnection, startHost, temporaryFolder, type TestHost } from './host.ts';
import { login } from './logins.ts';

const keys = join(root, 'test/keys');
const pem = (name: string): string => readFileSync(join(keys, name), 'utf8');

/** Every form in which a private key could slip out: its armour, and any run of its base64 or hexadecimal that only it has. */
function secretsOf(privateKeyPem: string): string[] {
  const key = createPrivateKey(privateKeyPem);
  const types = key.asymmetricKeyType === 'rsa' ? (['pkcs1', 'pkcs8'] as const) : (['sec1', 'pkcs8'] as const);
  const jwk = key.export({ format: 'jwk' });
  const parts = [jwk.d, jwk.p, jwk.q].filter((part): part is string => typeof part === 'string').map((part) => Buffer.from(part, 'base64url'));
  const texts = types.flatMap((type) => (key.export({ type, format: 'pem' }) as string).split('\n').filter((line) => line.length === 64).slice(-6, -2));
  return [...texts, ...parts.flatMap((part) => [part.toString('hex').slice(8, 40), part.toString('base64').slice(4, 36), part.toString('base64url').slice(4, 36)])];
}

function expectNoSecret(text: string, secrets: readonly string[], where: string): void {
  expect(text.includes('PRIVATE KEY-----'), `${where} holds a private key’s armour`).toBe(false);
  // Without line breaks and escapes too: a key in one line of JSON is still a key.
  const joined = text.replace(/\\n|\\r|\s/g, '');
  for (const secret of secrets) expect(text.includes(secret) || joined.includes(secret), `${where} holds a part of a private key`).toBe(false);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}
const foldersUnder = (folder: string): string[] => [folder, ...readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap((entry) => foldersUnder(join(folder, entry.name)))];

let test: TestHost;
let own: string[] = [];
const answers: string[] = [];
const events: HostEvent[] = [];

beforeAll(async () => {
  test = await startHost({ settings: { spHttps: true } });
  test.host.subscribe((event) => events.push(event));
  await test.call('key.list', {});
  const secrets = openSecrets(test.dataFolder, fileCipher(test.dataFolder));
  own = ['sp', 'sp-https', 'idp', 'idp-other'].flatMap((id) => secretsOf(secrets.get(id)!.privateKeyPem));
  expect(own.length).toBeGreaterThan(40);

  // A whole working day: every row that reads is called after every kind of login.
  const connection = await practiceConnection(test, { signRequests: true, publishEncryptionKey: true, rehearsal: false });
  await login(test, connection);
  await login(test, connection, { encrypt: true });
  await login(test, connection, { fault: 'other-key' });
  await login(test, connection, { fault: 'encrypted-to-other-key' });
  await login(test, connection, {}, { logout: true });
  const exchanges = await test.call('exchange.list', {});
  const calls = [
    ['app.info', {}], ['key.list', {}], ['sp.status', {}], ['idp.status', {}], ['idp.metadata', {}], ['settings.get', {}], ['connection.list', {}], ['exchange.list', {}], ['connection.get', { id: connection.id }],
    ['connection.evidence', { id: connection.id }], ['connection.spMetadata', { id: connection.id }], ['error.explain', { text: 'private key' }], ...exchanges.map(({ id }) => ['exchange.get', { id }]),
  ] as [string, unknown][];
  for (const [name, input] of calls) answers.push(JSON.stringify(await test.dispatch(name, input)));
});
afterAll(() => test.close());

describe('the app’s own private keys', () => {
  it('are in no answer', () => {
    expect(answers.length).toBeGreaterThan(15);
    for (const answer of answers) {
      expect(answer).toContain('"ok":true');
      expectNoSecret(answer, own, answer.slice(0, 120));
    }
  });

  it('are in no event and no log', () => {
    expect(events.length).toBeGreaterThan(10);
    expectNoSecret(JSON.stringify(events) + test.logged.join('\n'), own, 'events and log');
  });

  it('are sealed in every file', () => {
    const files = filesUnder(test.dataFolder);
    expect(files.filter((file) => file.includes('/keys/'))).toHaveLength(4);
    for (const file of files) expectNoSecret(readFileSync(file, 'latin1'), own, file);
    const sealed = JSON.parse(readFileSync(join(test.dataFolder, 'keys', 'sp.json'), 'utf8')) as Record<string, string>;
    expect(Object.keys(sealed).sort()).toEqual(['certificatePem', 'cipher', 'id', 'sealed']);
    expect(sealed['cipher']).toBe('file');
  });

  it('are sealed anew each time, under a key of this data folder', () => {
    const cipher = fileCipher(test.dataFolder);
    expect(Buffer.from(cipher.encrypt('same')).equals(Buffer.from(cipher.encrypt('same')))).toBe(false);
    const other = temporaryFolder();
    const sealed = cipher.encrypt('same');
    expect(cipher.decrypt(sealed)).toBe('same');
    expect(() => fileCipher(other).decrypt(sealed)).toThrow();
    for (const at of [0, 12, sealed.length - 1]) {
      const damaged = Uint8Array.from(sealed);
      damaged[at]! ^= 1;
      expect(() => cipher.decrypt(damaged)).toThrow();
    }
    rmSync(other, { recursive: true });
  });

  it.skipIf(process.platform === 'win32')('and all else is for this user alone', () => {
    for (const folder of foldersUnder(test.dataFolder)) expect((statSync(folder).mode & 0o777).toString(8), folder).toBe('700');
    for (const file of filesUnder(test.dataFolder)) expect((statSync(file).mode & 0o777).toString(8), file).toBe('600');
    expect(filesUnder(test.dataFolder).length).toBeGreaterThan(8);
  });

  it.skipIf(process.platform === 'win32')('and all else are for this user alone in a folder that others may list', async () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'open');
    mkdirSync(folder, { mode: 0o755 });
    const umask = process.umask(0);
    const open = await startHost({ dataFolder: folder });
    await practiceConnection(open);
    process.umask(umask);
    // The folder itself is the admin’s, and left as it was.
    for (const each of foldersUnder(folder).slice(1)) expect((statSync(each).mode & 0o777).toString(8), each).toBe('700');
    for (const file of filesUnder(folder).filter((each) => !each.endsWith('settings.json'))) expect((statSync(file).mode & 0o777).toString(8), file).toBe('600');
    await open.close();
    rmSync(parent, { recursive: true });
  });
});

describe('a private key that cannot be opened', () => {
  it.each<[string, (folder: string) => void]>([
    ['was sealed elsewhere', (folder) => writeFileSync(join(folder, 'master.key'), Buffer.alloc(32, 7))],
    ['was sealed by the system’s key store', (folder) => {
      const file = join(folder, 'keys', 'sp.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"cipher":"file"', '"cipher":"os"'));
    }],
    ['was cut off', (folder) => {
      const file = join(folder, 'keys', 'sp.json');
      const kept = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string };
      writeFileSync(file, JSON.stringify({ ...kept, sealed: kept.sealed.slice(0, 40) }));
    }],
  ])('because it %s says so, is kept, and is not replaced', async (_name, damage) => {
    const parent = temporaryFolder();
    const folder = join(parent, 'data');
    const first = await startHost({ dataFolder: folder });
    await first.call('key.list', {});
    await first.close();
    damage(folder);
    const before = readFileSync(join(folder, 'keys', 'sp.json'), 'utf8');
    const second = await startHost({ dataFolder: folder });
    const envelope = await second.dispatch('key.list', {});
    expect(envelope).toMatchObject({ ok: false, error: { code: 'KEYSTORE_UNAVAILABLE', hint: expect.any(String) as string } });
    expectNoSecret(JSON.stringify(envelope) + second.logged.join(), own, 'the answer');
    expect(readFileSync(join(folder, 'keys', 'sp.json'), 'utf8')).toBe(before);
    await second.close();
    rmSync(parent, { recursive: true });
  });
});

/** Private keys as admins paste and drop them by mistake. Name, content, and the key that must not come back. */
const rsa = pem('sp-rsa.key.pem');
const text = (value: string): Content => ({ text: value });
const base64 = (value: Uint8Array): Content => ({ base64: Buffer.from(value).toString('base64') });
const der = (type: 'pkcs1' | 'pkcs8'): Buffer => createPrivateKey(rsa).export({ type, format: 'der' });
const mistakes: [string, () => Content, key?: string][] = [
  ['PEM', () => text(rsa)],
  ['PKCS#1 PEM', () => text(createPrivateKey(rsa).export({ type: 'pkcs1', format: 'pem' }) as string)],
  ['elliptic PEM', () => text(pem('idp-p256.key.pem')), pem('idp-p256.key.pem')],
  ['DER', () => base64(der('pkcs8'))],
  ['bare base64', () => text(der('pkcs8').toString('base64'))],
  ['bare base64 in lines', () => text(der('pkcs1').toString('base64').replace(/(.{64})/g, '$1\n'))],
  ['certificate and key in one file', () => text(pem('sp-rsa.crt.pem') + rsa)],
  ['key before the certificate', () => text(rsa + pem('sp-rsa.crt.pem'))],
  ['PKCS#12', () => base64(makePkcs12({ certificatePem: pem('sp-rsa.crt.pem'), privateKeyPem: rsa }, 'open'))],
  ['a line of JSON', () => text(JSON.stringify({ private_key: rsa, client: 'x' }))],
  ['a file of settings', () => text(`SAML_KEY="${rsa.replaceAll('\n', '\\n')}"\nSAML_CERT=x`)],
  ['quoted in an e-mail', () => text(rsa.replace(/^/gm, '> '))],
];

describe('a private key that was pasted', () => {
  it.each(mistakes)('as %s is named for what it is and not shown again', async (_name, content, key = rsa) => {
    for (const against of [{}, { passphrase: 'open' }]) {
      const envelope = await test.dispatch('document.inspect', { content: content(), against });
      expect(envelope.ok).toBe(true);
      expectNoSecret(JSON.stringify(envelope), secretsOf(key), 'the report');
      const { findings } = (envelope as { value: Report }).value;
      expect(findings.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check)).toEqual([expect.stringMatching(/^certificate\/(private-key|passphrase)$/)]);
    }
  });

  it('to decrypt with, or in the wrong field, is not shown again either', async () => {
    const recorded = JSON.parse(readFileSync(join(root, 'test/recorded/simplesamlphp-encrypted.json'), 'utf8')) as Record<string, unknown>;
    for (const against of [{ decryptionKey: rsa }, { certificate: rsa }, { metadata: rsa }, { certificate: pem('sp-rsa.crt.pem') + rsa }]) {
      const envelope = await test.dispatch('document.inspect', { content: { text: JSON.stringify(recorded) }, against });
      expectNoSecret(JSON.stringify(envelope), secretsOf(rsa), Object.keys(against).join());
    }
  });

  it('as a connection’s certificate or metadata is refused or taken for what it is, and its text not told in errors', async () => {
    const { id } = await test.call('connection.create', { sp: 'heroku', spInputs: {}, idp: 'okta' });
    const envelope = await test.dispatch('connection.setMetadata', { id, side: 'idp', content: text(rsa), source: 'key.pem' });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expectNoSecret(JSON.stringify(envelope), secretsOf(rsa), 'the answer');
    for (const file of filesUnder(test.dataFolder)) expectNoSecret(readFileSync(file, 'latin1'), secretsOf(rsa), file);
  });

  it('is in no log when a procedure breaks over it', async () => {
    const logged: string[] = [];
    const breaking = new Proxy(test.host.handlers, { get: () => (input: unknown) => { throw new TypeError(`cannot read ${JSON.stringify(input)}`); } });
    const envelope = await createDispatch(breaking, (line) => logged.push(line))('document.inspect', { content: text(rsa), against: { decryptionKey: rsa } });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expectNoSecret(JSON.stringify(envelope) + logged.join(), secretsOf(rsa), 'answer and log');
    expect(logged[0]).toMatch(/^document\.inspect failed: TypeError at /);
  });
});
