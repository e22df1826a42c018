/** Single logout of test logins, both ways: we ask the identity provider, or it asks us (saml-profiles 4.4). */
import { displayName, idpSource, type Connection } from '../shared/connection.ts';
import { AppError } from '../shared/errors.ts';
import type { Exchange, ExchangeEvent } from '../shared/exchange.ts';
import type { Expected } from '../shared/model.ts';
import { encodePost, encodeRedirect } from '../shared/saml/binding.ts';
import { formatInstant } from '../shared/saml/instant.ts';
import { buildLogoutRequest, buildLogoutResponse } from '../shared/saml/logout.ts';
import { binding, rsaSha256, status } from '../shared/urns.ts';
import { expectedOf, type Surroundings } from './expected.ts';
import type { Inspections } from './inspections.ts';
import { judgedBy } from './judged-again.ts';
import type { Keys } from './keys.ts';
import { signMessage, signQuery } from './signing.ts';
import type { Arrival, Departure, Sp } from './sp.ts';
import type { Collection } from './store.ts';

interface LogoutContext {
  connections: Collection<Connection>;
  exchanges: Collection<Exchange>;
  sp: Sp;
  keys: Keys;
  inspections: Inspections;
  clock(): number;
  random(length: number): Uint8Array;
  note(exchange: Exchange, what: ExchangeEvent['what'], detail: string): void;
  save(exchange: Exchange): void;
  finish(exchange: Exchange, state: Exchange['state'], title: string): void;
  newExchange(connection: Connection | null, kind: Exchange['kind'], flow: Exchange['flow']): Exchange;
  issuerOf(connection: Connection): string;
  surroundings(): Promise<Surroundings>;
}

export function createLogout(context: LogoutContext) {
  const { connections, exchanges, sp, keys, clock, note, save, finish, newExchange } = context;

  const start = async (connection: Connection): Promise<{ exchangeId: string; url: string }> => {
    const destination = idpSource(connection).singleLogoutService;
    if (destination === null) throw new AppError('NOT_READY', 'The identity provider’s metadata names no single logout address.', 'Many do without. Close the browser to end the session instead.');
    const last = exchanges.all()
      .filter((each) => each.connectionId === connection.id && each.kind === 'login' && each.report?.verdict === 'accept' && each.report.identity !== null)
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
    const identity = last?.report?.identity;
    if (identity == null || identity.nameID === null) throw new AppError('NOT_READY', 'There is no login to log out from.', 'Run a test login that passes first.');
    const exchange = newExchange(connection, 'logout', 'sp-initiated');
    const id = '_' + Buffer.from(context.random(16)).toString('hex');
    const xml = buildLogoutRequest({
      id,
      issueInstant: formatInstant(clock()),
      destination,
      issuer: context.issuerOf(connection),
      nameID: { value: identity.nameID, format: identity.nameIDFormat, nameQualifier: identity.nameQualifier, spNameQualifier: identity.spNameQualifier },
      sessionIndexes: identity.sessionIndex === null ? [] : [identity.sessionIndex],
    });
    // Logout messages must be signed on Redirect and POST (saml-profiles 4.4.4.1).
    exchange.request = { id, xml, binding: 'HTTP-Redirect', destination, relayState: `wb-${exchange.id}`, issuedAt: new Date(clock()).toISOString(), signed: true, url: null };
    note(exchange, 'created', `LogoutRequest ${id} for ${destination}`);
    save(exchange);
    return { exchangeId: exchange.id, url: sp.loginURL(exchange.id)! };
  };

  const arrive = async (arrival: Arrival): Promise<Departure | null> => {
    const around = await context.surroundings();
    const first = await context.inspections.run(arrival.raw, { now: around.now, clockSkew: around.clockSkew, policy: around.policy, origin: 'network' });
    const message = first.facts.logout;
    const found = message?.inResponseTo == null ? null : (exchanges.all().find((each) => each.kind === 'logout' && each.request?.id === message.inResponseTo) ?? null);
    const connection = found?.connectionId != null ? connections.get(found.connectionId) : (connections.all().find((each) => idpSource(each).entityID === message?.issuer?.value) ?? null);
    const exchange = found ?? newExchange(connection, 'logout', 'idp-initiated');
    exchange.response = { receivedAt: new Date(clock()).toISOString(), encoded: arrival.raw, relayState: first.document.relayState, binding: arrival.binding, origin: arrival.origin };
    note(exchange, 'logout-received', `${arrival.binding} at ${arrival.url}`);
    const base: Expected = connection === null ? { now: around.now, clockSkew: around.clockSkew, policy: around.policy } : expectedOf(connection, around);
    const expected: Expected = {
      ...base,
      sp: { ...base.sp, assertionConsumerService: arrival.url },
      ...(found?.request == null ? {} : { requestID: found.request.id }),
      binding: arrival.binding,
      receivedAt: around.now,
      origin: 'network',
    };
    const report = await context.inspections.run(arrival.raw, expected);
    exchange.report = report;
    exchange.judgedBy = judgedBy(expected, report);
    const passed = report.verdict === 'accept';
    finish(exchange, 'received', message?.kind === 'request' ? `${connection === null ? 'An identity provider' : displayName(connection)} asked to log out` : passed ? 'Logged out' : report.headline);
    if (message?.kind !== 'request' || connection === null) return null;
    return answer(connection, exchange, message.id, first.document.relayState, report.verdict !== 'accept');
  };

  /** The LogoutResponse to a LogoutRequest; nothing is sent to an address that is not in the metadata. */
  const answer = async (connection: Connection, exchange: Exchange, inResponseTo: string | null, relayState: string | null, refused: boolean): Promise<Departure | null> => {
    const services = connection.idp.metadata?.summary.singleLogoutServices ?? [];
    const service = services.find((each) => each.binding === binding.redirect) ?? services.find((each) => each.binding === binding.post);
    if (service === undefined) return null;
    const pair = await keys.get('sp');
    const id = '_' + Buffer.from(context.random(16)).toString('hex');
    const xml = buildLogoutResponse({
      id,
      issueInstant: formatInstant(clock()),
      destination: service.location,
      ...(inResponseTo === null ? {} : { inResponseTo }),
      issuer: context.issuerOf(connection),
      statusCodes: refused ? [status.requester, status.requestDenied] : [status.success],
    });
    note(exchange, 'logout-sent', `LogoutResponse ${id} to ${service.location}`);
    save(exchange);
    if (service.binding === binding.post) return { binding: 'HTTP-POST', url: service.location, fields: { SAMLResponse: encodePost(signMessage(xml, id, pair)), RelayState: relayState } };
    return { binding: 'HTTP-Redirect', url: encodeRedirect({ location: service.location, parameter: 'SAMLResponse', xml, relayState, sign: { sigAlg: rsaSha256, sign: (octets: Uint8Array) => signQuery(octets, pair) } }).url! };
  };

  return { start, arrive };
}
