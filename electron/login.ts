/** Test logins: what is sent, what comes back, and the Exchange that keeps both with the Report. */
import { idpSource, isPractice, displayName, spTarget, type Connection } from '../shared/connection.ts';
import type { Settings } from '../shared/contract.ts';
import { AppError, toWire } from '../shared/errors.ts';
import type { Exchange, ExchangeEvent } from '../shared/exchange.ts';
import type { Report } from '../shared/finding.ts';
import type { Expected } from '../shared/model.ts';
import { encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import { formatInstant } from '../shared/saml/instant.ts';
import { buildAuthnRequest } from '../shared/saml/request.ts';
import { binding, rsaSha256 } from '../shared/urns.ts';
import { expectedOfLogin, keysOfEarlierLogins, type Surroundings } from './expected.ts';
import type { Inspections } from './inspections.ts';
import type { Idp } from './idp.ts';
import { judgedBy } from './judged-again.ts';
import type { Keys } from './keys.ts';
import { createLogout } from './logout.ts';
import type { Arrival, Departure, Sp, SpLogins } from './sp.ts';
import type { Collection } from './store.ts';
import { signMessage, signQuery } from './signing.ts';

interface LoginContext {
  connections: Collection<Connection>;
  exchanges: Collection<Exchange>;
  sp: Sp;
  idp: Idp;
  keys: Keys;
  inspections: Inspections;
  settings(): Settings;
  clock(): number;
  random(length: number): Uint8Array;
  changed(exchangeId: string): void;
}

export interface Logins extends SpLogins {
  start(input: { connectionId: string; idpInitiated?: boolean | undefined; logout?: boolean | undefined }): Promise<{ exchangeId: string; url: string }>;
  cancel(exchangeId: string): void;
  /** Ends logins whose time is over, those of an earlier run too. */
  sweep(): void;
  close(): void;
}

/** Exchanges kept per connection; the oldest go first. Each holds a whole assertion. */
const kept = 200;

export function createLogins(context: LoginContext): Logins {
  const { connections, exchanges, sp, idp, keys, clock } = context;
  const now = (): string => new Date(clock()).toISOString();
  const timer = setInterval(() => sweep(), 5000);
  timer.unref();

  const note = (exchange: Exchange, what: ExchangeEvent['what'], detail: string): void => {
    exchange.events.push({ at: now(), what, detail });
  };
  const save = (exchange: Exchange): void => {
    exchanges.put(exchange);
    context.changed(exchange.id);
  };
  const finish = (exchange: Exchange, state: Exchange['state'], title: string): void => {
    exchange.state = state;
    exchange.title = title;
    exchange.endedAt = now();
    save(exchange);
  };

  const sweep = (): void => {
    for (const exchange of exchanges.all()) {
      if (exchange.state !== 'pending' || Date.parse(exchange.deadline) > clock()) continue;
      note(exchange, 'timed-out', 'No answer came back in time.');
      finish(exchange, 'timed-out', exchange.flow === 'idp-initiated' ? 'No response arrived from the identity provider' : 'The identity provider did not answer: did its page show an error? Paste its text under Explain');
    }
  };

  const newExchange = (connection: Connection | null, kind: Exchange['kind'], flow: Exchange['flow']): Exchange => ({
    id: Buffer.from(context.random(12)).toString('hex'),
    connectionId: connection?.id ?? null,
    connectionName: connection === null ? 'No connection' : displayName(connection),
    kind,
    flow,
    state: 'pending',
    startedAt: now(),
    endedAt: null,
    deadline: new Date(clock() + context.settings().loginTimeout * 1000).toISOString(),
    rehearsal: connection?.login.rehearsal ?? false,
    practice: connection !== null && isPractice(connection.idp.metadata),
    metadataSha256: connection?.idp.metadata?.sha256 ?? null,
    request: null,
    response: null,
    report: null,
    title: 'Waiting for the identity provider',
    events: [],
  });

  const surroundings = async (): Promise<Surroundings> => {
    const { clockSkew, policy } = context.settings();
    const own = await keys.get('sp');
    return { now: clock(), clockSkew, policy, decryptionKeys: [{ pem: own.privateKeyPem, label: 'the test service provider’s key' }], others: connections.all(), earlier: keysOfEarlierLogins(exchanges.all()) };
  };

  /** The entityID our request carries: the real service provider's in a rehearsal, else our own. */
  const issuerOf = (connection: Connection): string => {
    const own = sp.status().entityID;
    if (!connection.login.rehearsal) return own ?? '';
    const target = spTarget(connection).entityID;
    if (target === null) throw new AppError('NOT_READY', 'A rehearsal needs the service provider’s entityID, and it is not known yet.', 'Give the values asked for under Setup, or switch the rehearsal off.');
    return target;
  };

  const ready = (connection: Connection): string => {
    const status = sp.status();
    if (!status.running) throw new AppError('NOT_READY', status.problem?.message ?? 'The test service provider is not running.', status.problem?.hint ?? 'Choose a free port in Settings.');
    const wanted = connection.login.binding === 'HTTP-POST' ? binding.post : binding.redirect;
    const source = idpSource(connection, wanted);
    if (source.singleSignOnService === null) {
      throw new AppError('NOT_READY', source.from === 'nothing' ? 'There is no usable metadata of the identity provider yet.' : 'The identity provider’s metadata names no address to send a login to.', 'Drop its metadata under Metadata, or use the practice identity provider.');
    }
    return source.singleSignOnService;
  };

  const startLogin = async (connection: Connection): Promise<{ exchangeId: string; url: string }> => {
    const destination = ready(connection);
    const { login } = connection;
    const exchange = newExchange(connection, 'login', 'sp-initiated');
    const id = '_' + Buffer.from(context.random(16)).toString('hex');
    const issuedAt = now();
    const xml = buildAuthnRequest({
      id,
      issueInstant: formatInstant(clock()),
      destination,
      issuer: issuerOf(connection),
      assertionConsumerServiceURL: sp.status().assertionConsumerService!,
      protocolBinding: binding.post,
      ...(login.nameIDFormat === null ? {} : { nameIDFormat: login.nameIDFormat, allowCreate: true }),
      ...(login.forceAuthn ? { forceAuthn: true } : {}),
      ...(login.isPassive ? { isPassive: true } : {}),
      ...(login.authnContextClassRefs.length === 0 ? {} : { authnContextClassRefs: login.authnContextClassRefs, comparison: 'exact' as const }),
    });
    // Our own token unless the admin wants one of theirs tested: it must come back byte for byte (saml-bindings 3.4.3).
    const relayState = login.relayState ?? `wb-${exchange.id}`;
    exchange.request = { id, xml, binding: login.binding, destination, relayState, issuedAt, signed: login.signRequests, url: null };
    note(exchange, 'created', `AuthnRequest ${id} for ${destination}`);
    forgetOldest(connection.id);
    save(exchange);
    return { exchangeId: exchange.id, url: sp.loginURL(exchange.id)! };
  };

  const forgetOldest = (connectionId: string): void => {
    const own = exchanges.all().filter((each) => each.connectionId === connectionId).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    for (const old of own.slice(kept)) exchanges.remove(old.id);
  };

  const startIdpInitiated = async (connection: Connection): Promise<{ exchangeId: string; url: string }> => {
    ready(connection);
    const exchange = newExchange(connection, 'login', 'idp-initiated');
    note(exchange, 'created', 'Waiting for a response that the identity provider starts by itself.');
    save(exchange);
    // Only the practice identity provider can be told to start; a real one starts from its own dashboard.
    const url = exchange.practice ? idp.initiateURL({ sp: issuerOf(connection), acs: sp.status().assertionConsumerService!, relayState: connection.login.relayState }) : '';
    return { exchangeId: exchange.id, url: url ?? '' };
  };

  const logout = createLogout({ ...context, note, save, finish, newExchange, issuerOf, surroundings });

  /**
   * The login a response belongs to: the pending one that it answers, or whose token it brings back; else one that is over; else
   * one that waits for an unsolicited response. So an old answer sent again is judged as the answer to the login that waits.
   */
  const match = (first: Report, relayState: string | null): Exchange | null => {
    const logins = exchanges.all().filter((each) => each.kind === 'login');
    const pending = logins.filter((each) => each.state === 'pending');
    const inResponseTo = first.facts.response?.inResponseTo ?? first.facts.response?.assertions[0]?.subject?.confirmations[0]?.inResponseTo ?? null;
    const answered = inResponseTo === null || inResponseTo === '' ? [] : logins.filter((each) => each.request?.id === inResponseTo);
    return answered.find((each) => each.state === 'pending') ?? withToken(pending, relayState, answered.length > 0) ?? answered[0] ?? pending.find((each) => each.flow === 'idp-initiated') ?? null;
  };

  /** A RelayState that the admin chose is no proof against an InResponseTo that we know: only our own token is. */
  const withToken = (pending: readonly Exchange[], relayState: string | null, onlyOurs: boolean): Exchange | undefined =>
    pending.find((each) => each.flow === 'sp-initiated' && relayState !== null && relayState !== '' && each.request?.relayState === relayState && (!onlyOurs || relayState === `wb-${each.id}`));

  /** For a response that no login waits for: the connection whose identity provider and audience it names. */
  const connectionFor = (first: Report): Connection | null => {
    const response = first.facts.response;
    const issuer = response?.issuer?.value ?? response?.assertions[0]?.issuer?.value ?? null;
    const audiences = response?.assertions.flatMap((each) => each.conditions?.audienceRestrictions.flat() ?? []) ?? [];
    const fitting = connections.all().filter((each) => idpSource(each).entityID === issuer);
    return fitting.find((each) => audiences.includes(spTarget(each).entityID ?? '')) ?? fitting.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0] ?? null;
  };

  const arriveLogin = async (arrival: Arrival): Promise<null> => {
    let exchange: Exchange | null = null;
    const received = (relayState: string | null): Exchange['response'] => ({ receivedAt: now(), encoded: arrival.raw, relayState, binding: arrival.binding, origin: arrival.origin });
    try {
      const around = await surroundings();
      const first = await context.inspections.run(arrival.raw, bare(around));
      const relayState = first.document.relayState;
      const found = match(first, relayState);
      // A second answer to the same request is kept as an exchange of its own: the first one's report stays as it was.
      const again = found !== null && found.state !== 'pending';
      const connection = found?.connectionId != null ? connections.get(found.connectionId) : found === null ? connectionFor(first) : null;
      exchange = found !== null && !again ? found : { ...newExchange(connection, 'login', again ? 'sp-initiated' : 'idp-initiated'), request: again ? found.request : null };
      exchange.response = received(relayState);
      note(exchange, 'response-received', `${arrival.binding} at ${arrival.url}`);
      const expected: Expected = connection === null ? { ...bare(around), sp: { assertionConsumerService: arrival.url } } : judgeBy(connection, exchange, arrival, around);
      const report = await context.inspections.run(arrival.raw, expected);
      exchange.report = report;
      exchange.judgedBy = judgedBy(expected, report);
      note(exchange, 'judged', report.headline);
      finish(exchange, 'received', report.verdict === 'accept' ? 'Login passed' : report.headline);
    } catch (error) {
      // What could not be judged is kept and said, so that the screen does not wait for it.
      const relayState = new URLSearchParams(arrival.raw).get('RelayState');
      const failed = exchange ?? withToken(exchanges.all().filter((each) => each.kind === 'login' && each.state === 'pending'), relayState, false) ?? newExchange(null, 'login', 'idp-initiated');
      const { message } = toWire(error);
      failed.response = received(relayState);
      note(failed, 'refused', message);
      finish(failed, 'failed', `The response could not be judged: ${message}`);
    }
    return null;
  };

  const judgeBy = (connection: Connection, exchange: Exchange, arrival: Arrival, around: Surroundings): Expected => expectedOfLogin(connection, exchange, {
    ...around,
    entityID: exchange.rehearsal ? (spTarget(connection).entityID ?? '') : (sp.status().entityID ?? ''),
    assertionConsumerService: arrival.url,
    binding: arrival.binding,
    seenAssertionIDs: seenAssertionIDs(),
  });

  /** Replay (saml-profiles 4.1.4.5): the assertions of every login that passed before. */
  const seenAssertionIDs = (): string[] =>
    exchanges.all().flatMap((each) => (each.report?.verdict === 'accept' ? (each.report.facts.response?.assertions ?? []) : [])).flatMap((assertion) => (assertion.id === null ? [] : [assertion.id]));

  return {
    async start({ connectionId, idpInitiated, logout: wantsLogout }) {
      const connection = connections.get(connectionId);
      if (connection === null) throw new AppError('NOT_FOUND', 'This connection does not exist any more.');
      if (wantsLogout === true) return logout.start(connection);
      return idpInitiated === true ? startIdpInitiated(connection) : startLogin(connection);
    },
    cancel(exchangeId) {
      const exchange = exchanges.get(exchangeId);
      if (exchange === null || exchange.state !== 'pending') return;
      note(exchange, 'cancelled', 'Cancelled by you.');
      finish(exchange, 'cancelled', 'Cancelled');
    },
    async depart(exchangeId): Promise<Departure | null> {
      const exchange = /^[0-9a-f]{24}$/.test(exchangeId) ? exchanges.get(exchangeId) : null;
      if (exchange?.request == null || exchange.state !== 'pending') return null;
      const { request } = exchange;
      const pair = request.signed || exchange.kind === 'logout' ? await keys.get('sp') : null;
      note(exchange, 'request-sent', `${request.binding}${request.signed ? ', signed' : ''}`);
      save(exchange);
      const wantsPost = request.binding === 'HTTP-POST';
      const xml = wantsPost && pair !== null ? signMessage(request.xml, request.id, pair) : request.xml;
      if (wantsPost) return { binding: 'HTTP-POST', url: request.destination, fields: { SAMLRequest: encodePost(xml), RelayState: request.relayState } };
      const { url } = encodeRedirect({ location: request.destination, parameter: 'SAMLRequest', xml, relayState: request.relayState, ...(pair === null ? {} : { sign: { sigAlg: rsaSha256, sign: (octets: Uint8Array) => signQuery(octets, pair) } }) });
      return { binding: 'HTTP-Redirect', url: url! };
    },
    arrive: (arrival) => (arrival.endpoint === 'acs' ? arriveLogin(arrival) : logout.arrive(arrival)),
    sweep,
    close() {
      clearInterval(timer);
    },
  };
}

const bare = (around: Surroundings): Expected => ({ now: around.now, clockSkew: around.clockSkew, policy: around.policy, decryptionKeys: around.decryptionKeys, origin: 'network' });
