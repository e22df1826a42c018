/** A real host in a folder of its own, on free ports, with a clock that the test sets. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../shared/connection.ts';
import type { Envelope, HostEvent, Input, Output, PracticeSettings, ProcedureName, Settings } from '../shared/contract.ts';
import { createDispatch, type Dispatch } from '../electron/dispatch.ts';
import { createHost, type Host, type HostOptions } from '../electron/host.ts';
import { defaultSettings } from '../electron/settings.ts';
import { fileCipher } from '../electron/secrets.ts';

export const startOfTime = Date.parse('2026-11-22T08:00:00Z');

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sso-workbench-host-'));
}

/** Ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Writes settings with free ports into a data folder that nothing has opened yet. */
export async function settleOnFreePorts(dataFolder: string, given: Partial<Settings> = {}): Promise<Settings> {
  const [spPort, idpPort] = await freePorts(2);
  const settings = { ...defaultSettings, spPort: spPort!, idpPort: idpPort!, ...given };
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  return settings;
}

export interface TestHost {
  host: Host;
  dispatch: Dispatch;
  /** Calls through dispatch; an error answer fails the test. */
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Calls through dispatch and gives the error's code, or 'ok'. */
  codeOf<N extends ProcedureName>(name: N, input: Input<N>): Promise<string>;
  clock: { now: number };
  settings: Settings;
  dataFolder: string;
  events: HostEvent[];
  logged: string[];
  opened: string[];
  close(): Promise<void>;
}

export async function startHost(given: { settings?: Partial<Settings>; options?: Partial<HostOptions>; dataFolder?: string } = {}): Promise<TestHost> {
  const dataFolder = given.dataFolder ?? join(temporaryFolder(), 'data');
  const settings = await settleOnFreePorts(dataFolder, given.settings);
  const clock = { now: startOfTime };
  const events: HostEvent[] = [];
  const logged: string[] = [];
  const opened: string[] = [];
  const host = await createHost({
    dataFolder,
    cipher: fileCipher(dataFolder),
    clock: () => clock.now,
    random: (length) => randomBytes(length),
    workerFile: new URL('file:///no/worker/in/this/test.js'),
    hostKind: 'web',
    openExternal(url) {
      opened.push(url.href);
      return true;
    },
    ...given.options,
  });
  host.subscribe((event) => events.push(event));
  const dispatch = createDispatch(host.handlers, (line) => logged.push(line));
  return {
    host, dispatch, clock, settings, dataFolder, events, logged, opened,
    async call<N extends ProcedureName>(name: N, input: Input<N>) {
      return valueOf<N>(await dispatch(name, input));
    },
    async codeOf(name, input) {
      const envelope = await dispatch(name, input);
      return envelope.ok ? 'ok' : envelope.error.code;
    },
    async close() {
      await host.close();
      if (given.dataFolder === undefined) rmSync(join(dataFolder, '..'), { recursive: true, force: true });
    },
  };
}

export function valueOf<N extends ProcedureName>(envelope: Envelope<unknown>): Output<N> {
  if (!envelope.ok) throw new Error(`${envelope.error.code}: ${envelope.error.message}`);
  return envelope.value as Output<N>;
}

type Login = Connection['login'];

/** A Heroku connection that trusts the practice identity provider. */
export async function practiceConnection(test: Pick<TestHost, 'call'>, login: Partial<Login> = {}, team = 'acme'): Promise<Connection> {
  const created = await test.call('connection.create', { sp: 'heroku', spInputs: { team }, idp: 'okta' });
  const { connection } = await test.call('connection.usePractice', { id: created.id });
  return test.call('connection.save', { connection: { ...connection, login: { ...connection.login, ...login } } });
}

/** A connection of a service provider without wishes that trusts the practice identity provider: it reads encrypted assertions, too. */
export async function otherConnection(test: Pick<TestHost, 'call'>, login: Partial<Login> = {}): Promise<Connection> {
  const { id } = await test.call('connection.create', { sp: 'other', spInputs: { name: 'Intranet', entityID: 'https://app.example.com/saml', assertionConsumerService: 'https://app.example.com/saml/acs' }, idp: 'other' });
  const { connection } = await test.call('connection.usePractice', { id });
  return test.call('connection.save', { connection: { ...connection, login: { ...connection.login, ...login } } });
}

/** Practice settings changed in the given fields; answers at once unless told otherwise. */
export async function configure(test: Pick<TestHost, 'call'>, given: Partial<PracticeSettings>): Promise<void> {
  const { settings } = await test.call('idp.status', {});
  await test.call('idp.configure', { ...settings, fault: null, shape: null, encrypt: false, sign: 'assertion', automatic: true, ...given });
}
