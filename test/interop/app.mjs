/** The app under test: the built web host, on ports and data of its own, driven through its contract over HTTP. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { background, freePort, until } from './tools.mjs';

export async function startApp({ built, folder }) {
  const data = join(folder, 'app');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // Before the first start, so that it never touches the usual ports: somebody may have the app open.
  const settings = { spPort: await freePort(), spHttps: false, idpPort: await freePort(), clockSkew: 180, policy: 'practice', loginTimeout: 120 };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  let address = null;
  const server = background(process.execPath, [join(built, 'server.js'), '--no-open', '--data', data, '--port', String(await freePort())], {
    log: join(folder, 'app.log'),
    onLine(line) {
      address ??= /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(line)?.[0] ?? null;
    },
  });
  const url = new URL(await until('the app’s address', 30, () => {
    if (server.ended()) throw new Error(`the app ended: ${server.lastLine().slice(0, 300)}`);
    return address;
  }));
  const token = new URLSearchParams(url.hash.slice(1)).get('token');

  /** One procedure of the contract; throws with the app's own words. */
  const call = async (name, input = {}) => {
    const answer = await fetch(`${url.origin}/api/${name}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Workbench-Token': token }, body: JSON.stringify(input), signal: AbortSignal.timeout(30_000) });
    const envelope = await answer.json();
    if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code} ${envelope.error.message} ${envelope.error.hint ?? ''}`);
    return envelope.value;
  };

  /** A connection with the metadata of a peer, fetched from where it serves it, unless given. */
  const connect = async ({ name, sp = 'other', spInputs = {}, idp = 'other', metadataURL, metadata, login = {} }) => {
    const created = await call('connection.create', { sp, spInputs, idp, name });
    const given = metadata === undefined ? await call('metadata.fetch', { url: metadataURL }) : { text: metadata, url: 'edited' };
    const { report } = await call('connection.setMetadata', { id: created.id, side: 'idp', content: { text: given.text }, source: given.url });
    if (report.verdict === 'reject') throw new Error(`the metadata is rejected: ${report.headline}`);
    const kept = await call('connection.get', { id: created.id });
    return call('connection.save', { connection: { ...kept, login: { ...kept.login, rehearsal: false, ...login } } });
  };

  /** The exchange once an answer was judged. */
  const answered = (exchangeId, seconds = 15) =>
    until('the answer', seconds, async () => {
      const exchange = await call('exchange.get', { id: exchangeId });
      return exchange.state === 'pending' ? null : exchange;
    });

  const sp = await until('the test service provider', 20, async () => {
    const status = await call('sp.status');
    if (status.problem !== null) throw new Error(status.problem.message);
    return status.running ? status : null;
  });
  return { call, connect, answered, sp, stop: () => server.stop() };
}
