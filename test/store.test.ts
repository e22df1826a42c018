/** What was saved is there after any crash, and what is damaged is set aside, never thrown away. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newConnection, type Connection } from '../shared/connection.ts';
import { AppError } from '../shared/errors.ts';
import { createHost } from '../electron/host.ts';
import { defaultSettings } from '../electron/settings.ts';
import { fileCipher, openSecrets } from '../electron/secrets.ts';
import { keepPlace, readPlace } from '../electron/place.ts';
import { openCollection, readJson, writeAtomically } from '../electron/store.ts';
import { root } from './bundle.ts';
import { freePorts, practiceConnection, startHost, temporaryFolder } from './host.ts';
import { login } from './logins.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (id: string, name = ''): Connection => newConnection({ id, now: '2026-11-22T08:00:00Z', sp: 'heroku', idp: 'okta', name });
const inConnections = (name: string): string => join(folder, 'connections', name);

describe('kill -9 during saves', () => {
  const kills = 50;
  let writer = '';
  let tools = '';
  beforeAll(async () => {
    tools = temporaryFolder();
    writer = join(tools, 'store-writer.mjs');
    await build({ absWorkingDir: root, entryPoints: ['test/store-writer.ts'], outfile: writer, bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'error' });
  });
  afterAll(() => rmSync(tools, { recursive: true, force: true }));

  /** Runs the writer, kills it somewhere in its work, and gives what it said. */
  async function runAndKill(round: number): Promise<string[]> {
    const child = spawn(process.execPath, [writer, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let armed = false;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (armed || !said.includes('saved')) return;
      armed = true;
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
    });
    const signal = await new Promise((resolve) => child.on('close', (_code, ended) => resolve(ended)));
    expect(signal).toBe('SIGKILL');
    return said.split('\n').slice(0, -1);
  }

  it(`${kills} times: every save that was acknowledged is there, and every file parses`, async () => {
    /** By name: the last acknowledged state, and what was begun after it. null: removed. */
    const known = new Map<string, { kept: number | null; begun: (number | null)[] }>();
    let next = 0;
    let saves = 0;
    for (let kill = 0; kill < kills; kill++) {
      for (const line of await runAndKill(next)) {
        const [what, name, number] = line.split(' ');
        if (number === undefined) continue;
        next = Number(number) + 1;
        const state = known.get(name!) ?? { kept: null, begun: [] };
        known.set(name!, state);
        if (what === 'saving') state.begun.push(Number(number));
        else if (what === 'removing') state.begun.push(null);
        else {
          state.kept = what === 'removed' ? null : Number(number);
          state.begun = [];
          saves++;
        }
      }
      // What is on disk now, read without the store's help.
      for (const name of readdirSync(join(folder, 'connections'))) {
        expect(name).toMatch(/^(connection-\d\.json|\.connection-\d\.json\.\d+\.\d+\.tmp)$/);
        if (name.endsWith('.json')) JSON.parse(readFileSync(inConnections(name), 'utf8'));
      }
      const opened = openCollection<Connection>(folder, 'connections');
      for (const [name, { kept, begun }] of known) {
        if (name === 'settings') {
          expect((JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { round: number }).round).toBeGreaterThanOrEqual(kept!);
          continue;
        }
        const found = opened.get(name);
        const state = found === null ? null : Number(found.name);
        expect([kept, ...begun], `${name} after kill ${kill + 1}`).toContain(state);
        known.set(name, { kept: state, begun: [] });
      }
      expect(readdirSync(join(folder, 'connections')).filter((name) => !name.endsWith('.json'))).toEqual([]);
    }
    expect(saves).toBeGreaterThan(kills);
  });
});

describe('a collection', () => {
  it('keeps, gives, replaces and forgets', () => {
    const first = openCollection<Connection>(folder, 'connections');
    first.put(make('a', 'one'));
    first.put(make('b', 'two'));
    first.put(make('a', 'three'));
    first.remove('b');
    first.remove('never-there');
    const second = openCollection<Connection>(folder, 'connections');
    expect(second.all()).toEqual([make('a', 'three')]);
    expect(second.get('b')).toBeNull();
    expect(readdirSync(join(folder, 'connections'))).toEqual(['a.json']);
  });

  it.each(['', '.', '..', '../a', 'a/b', 'a\\b', 'a.b', 'a b', 'a\0', 'ä', 'x'.repeat(81), 'CON:'])('takes %j for no id', (id) => {
    const collection = openCollection<Connection>(folder, 'connections');
    expect(() => collection.put(make(id))).toThrow(AppError);
    expect(() => collection.remove(id)).toThrow(AppError);
    expect(collection.all()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['connections']);
  });

  it.each<[string, string | Buffer]>([
    ['is empty', ''], ['was cut off', JSON.stringify(make('a')).slice(0, -20)], ['holds zeros, as after a power cut', Buffer.alloc(500)], ['is not JSON', 'hello'], ['holds another', JSON.stringify(make('b'))], ['holds nothing', 'null'], ['holds a list', '[]'], ['holds a number', '7'],
    ['holds two', JSON.stringify(make('a')) + JSON.stringify(make('a'))],
  ])('sets a file aside that %s, and shows the others', (_name, content) => {
    openCollection<Connection>(folder, 'connections').put(make('good'));
    writeFileSync(inConnections('a.json'), content);
    const collection = openCollection<Connection>(folder, 'connections');
    expect(collection.all().map(({ id }) => id)).toEqual(['good']);
    expect(readFileSync(inConnections('a.json.damaged'))).toEqual(Buffer.from(content));
    // The name is free again, and a second mishap does not take the place of the first.
    collection.put(make('a', 'new'));
    writeFileSync(inConnections('a.json'), '{');
    openCollection<Connection>(folder, 'connections');
    expect(readFileSync(inConnections('a.json.damaged'))).toEqual(Buffer.from(content));
    expect(readFileSync(inConnections('a.json.damaged-2'), 'utf8')).toBe('{');
  });

  it('leaves alone what is not its own', () => {
    mkdirSync(join(folder, 'connections'), { recursive: true });
    for (const name of ['notes.txt', 'a.json.damaged', 'folder']) writeFileSync(inConnections(name), 'mine');
    openCollection<Connection>(folder, 'connections');
    expect(readdirSync(join(folder, 'connections')).sort()).toEqual(['a.json.damaged', 'folder', 'notes.txt']);
  });

  it('says so when it cannot write, and keeps what was there', () => {
    const collection = openCollection<Connection>(folder, 'connections');
    collection.put(make('a', 'old'));
    mkdirSync(inConnections('b.json'));
    expect(() => collection.put(make('b'))).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }) as Error);
    expect(collection.get('b')).toBeNull();
    expect(readdirSync(join(folder, 'connections')).sort()).toEqual(['a.json', 'b.json']);
    rmSync(join(folder, 'connections'), { recursive: true });
    expect(() => collection.put(make('a', 'new'))).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('ENOENT') as string }) as Error);
    expect(collection.get('a')!.name).toBe('old');
  });

  it('replaces a file at once, whatever its size', () => {
    writeAtomically(folder, 'a.json', 'x'.repeat(5_000_000));
    writeAtomically(folder, 'a.json', '{}');
    expect(readJson(folder, 'a.json')).toEqual({});
    expect(readdirSync(folder)).toEqual(['a.json']);
  });
});

describe('the host over kept files', () => {
  it('opens what it wrote: connections, logins, settings, keys and all', async () => {
    const data = join(folder, 'data');
    const first = await startHost({ dataFolder: data });
    const connection = await practiceConnection(first, { rehearsal: true });
    const { exchange } = await login(first, connection);
    const saved = await first.call('settings.save', { ...first.settings, clockSkew: 42, loginTimeout: 77 });
    const keys = await first.call('key.list', {});
    await first.close();

    const [spPort, idpPort] = [first.settings.spPort, first.settings.idpPort];
    const second = await startHost({ dataFolder: data, settings: { ...saved, spPort, idpPort } });
    expect(await second.call('connection.get', { id: connection.id })).toEqual(connection);
    expect(await second.call('exchange.get', { id: exchange.id })).toEqual(exchange);
    expect(await second.call('settings.get', {})).toEqual(saved);
    expect(await second.call('key.list', {})).toEqual(keys);
    await second.close();
  });

  const kept = (change: (connection: Record<string, unknown>) => void): unknown => {
    const connection = structuredClone(make('odd')) as unknown as Record<string, unknown>;
    change(connection);
    return connection;
  };
  it.each<[string, unknown]>([
    ['no login', kept((each) => delete each['login'])], ['no sp', kept((each) => delete each['sp'])], ['inputs that are none', kept((each) => (each['sp'] = { guide: 'heroku', inputs: null, metadata: null }))],
    ['metadata without a summary', kept((each) => (each['idp'] = { ...make('a').idp, metadata: { xml: '<a/>', source: 's', addedAt: 'x', sha256: 'y' } }))], ['a name of another type', kept((each) => (each['name'] = 7))],
  ])('with a connection that has %s shows the others, and sets it aside', async (_name, value) => {
    const data = join(folder, 'data');
    mkdirSync(join(data, 'connections'), { recursive: true });
    writeFileSync(join(data, 'connections', 'odd.json'), JSON.stringify(value));
    writeFileSync(join(data, 'connections', 'good.json'), JSON.stringify(make('good')));
    const test = await startHost({ dataFolder: data });
    expect((await test.call('connection.list', {})).map(({ id }) => id)).toEqual(['good']);
    expect(existsSync(join(data, 'connections', 'odd.json.damaged'))).toBe(true);
    await test.close();
  });

  it.each<[string, unknown]>([['has a field more, from a newer version', { ...make('later'), colour: 'blue' }], ['names a guide that is not known here', { ...make('later'), sp: { guide: 'salesforce', inputs: {}, metadata: null }, idp: { ...make('a').idp, guide: 'onelogin' } }]])('a connection that %s is shown', async (_name, value) => {
    const data = join(folder, 'data');
    mkdirSync(join(data, 'connections'), { recursive: true });
    writeFileSync(join(data, 'connections', 'later.json'), JSON.stringify(value));
    const test = await startHost({ dataFolder: data });
    expect((await test.call('connection.list', {})).map(({ id }) => id)).toEqual(['later']);
    expect(await test.call('connection.evidence', { id: 'later' })).toMatchObject({ metadata: null });
    await test.close();
  });
});

describe('settings', () => {
  const open = async (content: string): Promise<unknown> => {
    const [spPort, idpPort] = await freePorts(2);
    writeFileSync(join(folder, 'settings.json'), content.replace('SP_PORT', String(spPort)).replace('IDP_PORT', String(idpPort)));
    const host = await createHost({ dataFolder: folder, cipher: fileCipher(folder), clock: () => Date.now(), random: (length) => new Uint8Array(length), workerFile: new URL('file:///none.js'), hostKind: 'web', openExternal: () => false, only: 'idp', port: idpPort! });
    const settings: unknown = await host.handlers['settings.get']({});
    await host.close();
    return settings;
  };

  it.each<[string, string, object]>([
    ['nothing', '{}', {}], ['no JSON', '{"clockSkew":', {}], ['null', 'null', {}], ['a list', '[1,2]', {}], ['text', '"settings"', {}], ['a number', '7', {}],
    ['one good field', '{"clockSkew":60}', { clockSkew: 60 }], ['a bad field beside a good one', '{"clockSkew":-1,"policy":"strict"}', { policy: 'strict' }], ['fields of other types', '{"spPort":"7443","spHttps":1,"loginTimeout":null,"clockSkew":61}', { clockSkew: 61 }],
    ['fields of a newer version', '{"theme":"dark","clockSkew":62}', { clockSkew: 62 }], ['a port nobody may take', '{"spPort":80,"idpPort":99999}', {}], ['a prototype', '{"__proto__":{"clockSkew":1},"constructor":2}', {}],
  ])('with %s fall back field by field', async (_name, content, expected) => {
    expect(await open(content)).toEqual({ ...defaultSettings, ...expected });
    // What was no JSON is set aside.
    expect(existsSync(join(folder, 'settings.json.damaged'))).toBe(content === '{"clockSkew":');
  });
});

describe('keys', () => {
  it('that were damaged are set aside and made anew', async () => {
    const test = await startHost();
    const before = (await test.call('key.list', {})).find(({ id }) => id === 'idp')!.sha256;
    writeFileSync(join(test.dataFolder, 'keys', 'idp.json'), '');
    expect(openSecrets(test.dataFolder, fileCipher(test.dataFolder)).get('idp')).toBeNull();
    expect(readdirSync(join(test.dataFolder, 'keys'))).toContain('idp.json.damaged');
    expect(before).toMatch(/^[0-9A-F:]+$/);
    await test.close();
  });
});

describe('the place that was left', () => {
  it.each([
    ['a screen', JSON.stringify('/connections/abc/setup'), '/connections/abc/setup'], ['nothing', null, null], ['half a file', '"/conn', null], ['no place', JSON.stringify('https://example.com'), null], ['markup', JSON.stringify('/<img>'), null], ['another type', '{"a":1}', null],
  ])('%s', (_, content, expected) => {
    const folder = temporaryFolder();
    if (content !== null) writeFileSync(join(folder, 'place.json'), content);
    expect(readPlace(folder)).toBe(expected);
    keepPlace(folder, '/metadata');
    expect(readPlace(folder)).toBe('/metadata');
    keepPlace(folder, 'elsewhere');
    expect(readPlace(folder)).toBe('/metadata');
    rmSync(folder, { recursive: true });
    keepPlace(folder, '/metadata');
    expect(readPlace(folder)).toBeNull();
  });
});
