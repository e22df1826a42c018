/** One function a procedure. Nothing here judges: it fetches, hands to the engine, keeps, and tells the screens. */
import { createHash } from 'node:crypto';
import { displayName, idpName, newConnection, practiceSource, spName, type Connection, type Override, type StoredMetadata } from '../shared/connection.ts';
import type { Against, Content, Handlers, HostEvent, Judged } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import { summarize, type Exchange } from '../shared/exchange.ts';
import { checks } from '../shared/checks/index.ts';
import { explain } from '../shared/explain/explain.ts';
import type { Report } from '../shared/finding.ts';
import type { Expected } from '../shared/model.ts';
import { summarizeMetadata } from '../shared/trust.ts';
import { guideContext } from '../shared/guides/context.ts';
import { gateOf, overridePhrase } from '../shared/guides/gate.ts';
import { proofsOf } from '../shared/guides/proofs.ts';
import { walk } from '../shared/guides/walk.ts';
import { uploadMetadata } from '../shared/upload.ts';
import { allowedExternal } from './browser.ts';
import { evidenceOf } from './evidence.ts';
import { expectedFor, keysOfEarlierLogins, type Surroundings } from './expected.ts';
import { fetchMetadata } from './fetch-metadata.ts';
import type { Captures } from './capture.ts';
import type { Idp } from './idp.ts';
import type { Given, How, Inspections } from './inspections.ts';
import { judgedAgain } from './judged-again.ts';
import type { Keys } from './keys.ts';
import type { Logins } from './login.ts';
import { previewMetadata } from './metadata-preview.ts';
import { keepPlace, readPlace } from './place.ts';
import type { Sp } from './sp.ts';
import type { Cipher } from './secrets.ts';
import type { SettingsStore } from './settings.ts';
import type { Collection } from './store.ts';
import { mergeConnection, readBackOf, readSpInputs } from './connection-input.ts';

/** What the surroundings give: the clock, the chance, the disk and the system's browser. */
export interface HandlerOptions {
  dataFolder: string;
  cipher: Cipher;
  clock(): number;
  random(length: number): Uint8Array;
  hostKind: 'electron' | 'web';
  /** Opens an already allowed address in the system browser; false where that cannot be done. */
  openExternal(url: URL): boolean | Promise<boolean>;
}

export interface HandlerContext {
  options: HandlerOptions;
  connections: Collection<Connection>;
  exchanges: Collection<Exchange>;
  keys: Keys;
  settings: SettingsStore;
  inspections: Inspections;
  sp: Sp;
  idp: Idp;
  logins: Logins;
  captures: Captures;
  emit(event: HostEvent): void;
}

/** What left the machine is remembered for the status bar, newest last. */
const sentKept = 50;

export function createHandlers(context: HandlerContext): Handlers {
  const { options, connections, exchanges, keys, settings, inspections, sp, idp, logins, captures, emit } = context;
  const now = (): string => new Date(options.clock()).toISOString();
  const sent: { at: string; what: string; to: string }[] = [];

  const need = (id: string): Connection => {
    const connection = connections.get(id);
    if (connection === null) throw new AppError('NOT_FOUND', 'This connection does not exist any more.', 'It may have been removed in another window.');
    return connection;
  };
  const keep = (connection: Connection): Connection => {
    const value = { ...connection, updatedAt: now() };
    connections.put(value);
    emit({ changed: 'connection', id: value.id });
    return value;
  };
  const surroundings = async (): Promise<Surroundings> => {
    const { clockSkew, policy } = settings.get();
    const own = await keys.get('sp');
    return { now: options.clock(), clockSkew, policy, decryptionKeys: [{ pem: own.privateKeyPem, label: 'the test service provider’s key' }], others: connections.all(), earlier: keysOfEarlierLogins(exchanges.all()) };
  };
  const judgeAgain = async (id: string, against: Against, how: How): Promise<Report> => {
    const exchange = exchanges.get(id);
    if (exchange === null) throw new AppError('NOT_FOUND', 'This login is not kept any more.');
    const connection = exchange.connectionId === null ? null : connections.get(exchange.connectionId);
    const { content, expected } = judgedAgain(exchange, connection, against, await surroundings());
    return inspections.run(content, expected, how);
  };
  const judge = (content: Judged, against: Against, how: How): Promise<Report> => ('exchange' in content ? judgeAgain(content.exchange, against, how) : inspectAgainst(givenBy(content), against, how));

  const inspectAgainst = async (content: Given, against: Against, how: How): Promise<Report> => {
    const connection = against.connectionId === undefined ? null : need(against.connectionId);
    const expected = expectedFor(against, connection, await surroundings());
    const run = (what: Expected): Promise<Report> => inspections.run(content, what, how);
    const report = await run(expected);
    // Our own key was only tried in case the capture is of a test login; that it does not fit is no fault of anybody's.
    const gaveNone = (against.decryptionKey ?? '').trim() === '';
    if (!gaveNone || !report.findings.some((each) => each.check === 'encryption/wrong-key' && each.outcome === 'fail')) return report;
    return run({ ...expected, decryptionKeys: [] });
  };

  const setMetadata = async (id: string, side: 'idp' | 'sp', content: Given, source: string, entityID?: string): Promise<{ connection: Connection; report: Report }> => {
    const connection = need(id);
    const report = await inspectAgainst(content, { role: side, ...(entityID === undefined ? {} : { entityID }) }, {});
    const summary = summarizeMetadata(report, side);
    if (summary === null) throw new AppError('INVALID_INPUT', report.headline, 'What was given is not metadata that can be kept. Inspect shows what it is.');
    const xml = report.sources[0]?.text ?? '';
    // However it came here, the practice identity provider's metadata proves nothing about a real one.
    const isPractice = side === 'idp' && summary.entityID !== '' && summary.entityID === idp.status().entityID;
    const stored: StoredMetadata = { xml, source: isPractice ? practiceSource : source, addedAt: now(), sha256: createHash('sha256').update(xml).digest('hex'), summary };
    const changed = side === 'idp' ? { ...connection, idp: { ...connection.idp, metadata: stored } } : { ...connection, sp: { ...connection.sp, metadata: stored } };
    return { connection: keep(changed), report };
  };

  const evidence = (connection: Connection) => evidenceOf(connection, exchanges.all(), options.clock());

  return {
    'app.info': () => ({
      version: process.env['SSO_WORKBENCH_VERSION'] ?? 'development',
      host: options.hostKind,
      platform: process.platform,
      dataFolder: options.dataFolder,
      keyStorage: options.cipher.kind,
      sent,
      checks: checks.length,
    }),
    async 'app.openExternal'({ url }) {
      const address = allowedExternal(url);
      if (!(await options.openExternal(address))) throw new AppError('NOT_READY', 'No browser could be opened from here.', 'Copy the address and open it yourself.');
      return null;
    },

    // The web host is handed no files; the desktop answers this row itself.
    'app.opened': () => null,

    'app.place': () => readPlace(options.dataFolder),
    'app.keepPlace'({ place }) {
      keepPlace(options.dataFolder, place);
      return null;
    },

    'document.inspect': ({ content, against, index, job, lens, judges }) => judge(content, against, { index, job, lens, judges }),
    'document.cancel'({ job }) {
      inspections.cancel(job);
      return null;
    },

    async 'metadata.fetch'({ url }) {
      // Whether or not it is answered: asking is what leaves the machine.
      const asking = (to: string): void => {
        sent.push({ at: now(), what: 'a request for metadata', to });
        if (sent.length > sentKept) sent.shift();
        emit({ changed: 'app', id: '' });
      };
      return { ...(await fetchMetadata(url, { asking })), fetchedAt: now() };
    },

    'connection.list': () =>
      connections.all()
        .sort((a, b) => (displayName(a) < displayName(b) ? -1 : 1))
        .map((each) => ({
          id: each.id,
          name: displayName(each),
          sp: { guide: each.sp.guide, name: spName(each) },
          idp: { guide: each.idp.guide, name: idpName(each) },
          updatedAt: each.updatedAt,
          readiness: walk(each, evidence(each)).readiness,
        })),
    'connection.get': ({ id }) => need(id),
    'connection.create'({ sp: spGuide, spInputs, idp: idpGuide, name }) {
      const id = Buffer.from(options.random(9)).toString('hex');
      const inputs = readSpInputs(spGuide, spInputs);
      return keep(newConnection({ id, now: now(), sp: spGuide, spInputs: inputs, idp: idpGuide, ...(name === undefined ? {} : { name }) }));
    },
    'connection.save': ({ connection }) => keep(mergeConnection(need(connection.id), connection)),
    'connection.remove'({ id }) {
      connections.remove(id);
      for (const exchange of exchanges.all()) if (exchange.connectionId === id) exchanges.remove(exchange.id);
      emit({ changed: 'connection', id });
      return null;
    },
    'connection.setMetadata': ({ id, side, content, source, entityID }) => setMetadata(id, side, givenBy(content), source, entityID),
    'connection.previewMetadata': ({ id, side, content, entityID }) =>
      previewMetadata(need(id), side, (role) => inspectAgainst(givenBy(content), { role, ...(entityID === undefined ? {} : { entityID }) }, {})),
    'connection.clearMetadata'({ id, side }) {
      const connection = need(id);
      return keep(side === 'idp' ? { ...connection, idp: { ...connection.idp, metadata: null } } : { ...connection, sp: { ...connection.sp, metadata: null } });
    },
    async 'connection.usePractice'({ id }) {
      const status = idp.status();
      if (!status.running) throw new AppError('NOT_READY', status.problem?.message ?? 'The practice identity provider is not running.', status.problem?.hint);
      return setMetadata(id, 'idp', await idp.metadata(), practiceSource);
    },
    'connection.evidence': ({ id }) => evidence(need(id)),
    async 'connection.spMetadata'({ id }) {
      const connection = need(id);
      if (!sp.status().running) throw new AppError('NOT_READY', 'The test service provider is not running.', 'Choose a free port in Settings.');
      return { fileName: 'sso-workbench-sp.xml', xml: await sp.metadata({ authnRequestsSigned: connection.login.signRequests, encryption: connection.login.publishEncryptionKey }) };
    },

    async 'connection.upload'({ id }) {
      const connection = need(id);
      const { metadata } = connection.idp;
      if (metadata === null) return null;
      const original = await inspectAgainst(metadata.xml, { role: 'idp', entityID: metadata.summary.entityID }, {});
      return uploadMetadata(original, { now: options.clock(), signedWith: proofsOf(connection, evidence(connection)).signedWith });
    },
    'connection.override'({ id, typed }) {
      const connection = need(id);
      const proofs = proofsOf(connection, evidence(connection));
      const gate = gateOf(guideContext(connection, proofs.signedWith), proofs);
      if (gate === null) throw new AppError('NOT_READY', 'Nothing stands in the way of the upload.', 'Hand it over as it is.');
      if (!gate.overridable) throw new AppError('FORBIDDEN', gate.reason, 'This cannot be overridden.');
      if (typed.trim() !== overridePhrase) throw new AppError('INVALID_INPUT', `“${typed.trim()}” was typed where “${overridePhrase}” is asked for.`, 'Type the words as they stand, or repair what is named first.');
      const override: Override = { at: now(), gate: gate.id, reason: gate.reason, metadataSha256: connection.idp.metadata?.sha256 ?? null };
      return keep({ ...connection, overrides: [...(connection.overrides ?? []), override] });
    },
    'connection.readBack': ({ id, ...shown }) => keep({ ...need(id), readBack: readBackOf(shown, now()) }),

    'login.start': (input) => logins.start(input),
    'login.cancel'({ exchangeId }) {
      logins.cancel(exchangeId);
      return null;
    },

    'capture.keep': ({ connectionId, content, asIssued }) => captures.keep(connectionId, givenBy(content), asIssued === true),
    'capture.start': (input) => captures.start(input),
    'capture.stop': () => captures.stop(),
    'capture.status': () => captures.status(),

    'exchange.list': ({ connectionId }) =>
      exchanges.all()
        .filter((each) => connectionId === undefined || each.connectionId === connectionId)
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
        .map(summarize),
    'exchange.get'({ id }) {
      const exchange = exchanges.get(id);
      if (exchange === null) throw new AppError('NOT_FOUND', 'This login is not kept any more.');
      return exchange;
    },
    'exchange.remove'({ id }) {
      exchanges.remove(id);
      emit({ changed: 'exchange', id });
      return null;
    },

    'sp.status': () => sp.status(),
    'idp.status': () => idp.status(),
    'idp.configure'(input) {
      idp.configure(input);
      emit({ changed: 'idp', id: '' });
      return idp.status();
    },
    'idp.metadata': async () => ({ fileName: 'practice-idp.xml', xml: await idp.metadata() }),

    'key.list': () => keys.list(),

    'settings.get': () => settings.get(),
    async 'settings.save'(value) {
      const before = settings.get();
      if (value.spPort === value.idpPort) throw new AppError('INVALID_INPUT', `Both listeners were given port ${value.spPort}.`, 'Give each a port of its own.');
      settings.put(value);
      if (before.spPort !== value.spPort || before.spHttps !== value.spHttps || !sp.status().running) await sp.start({ port: value.spPort, https: value.spHttps });
      if (before.idpPort !== value.idpPort || !idp.status().running) await idp.start({ port: value.idpPort });
      emit({ changed: 'settings', id: '' });
      return value;
    },

    'error.explain': async ({ text, capture }) => explain(text, capture === undefined ? {} : { capture: await judge(capture.content, capture.against, { index: capture.index }) }),
  };
}

const givenBy = (content: Content): Given => ('text' in content ? content.text : content);
