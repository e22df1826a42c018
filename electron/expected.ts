/** What a document is judged against: from a connection, and from what the admin typed beside it. */
import type { Connection } from '../shared/connection.ts';
import { day, earlierLogin } from '../shared/checks/words.ts';
import { spName, spTarget } from '../shared/connection.ts';
import type { Against } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { Exchange } from '../shared/exchange.ts';
import { requirementsOf } from '../shared/guides/index.ts';
import type { Expected, TrustedKey } from '../shared/model.ts';
import { idpFromMetadata, keysFromCertificate } from '../shared/trust.ts';

export interface Surroundings {
  now: number;
  clockSkew: number;
  policy: 'practice' | 'strict';
  /** Our own decryption keys: every document may have been encrypted to one of them. */
  decryptionKeys: { pem: string; label: string }[];
  /** The other connections: their keys help to tell whose signature it is. */
  others: Connection[];
  /** The keys that earlier logins were signed with, for the same. */
  earlier?: TrustedKey[];
}

/** The service provider as it is in truth: its own entityID and ACS URL. */
export function expectedOf(connection: Connection, around: Surroundings): Expected {
  const target = spTarget(connection);
  const keys = keysOf(connection);
  const entityID = connection.idp.metadata?.summary.entityID ?? connection.idp.entityID;
  return {
    now: around.now,
    clockSkew: around.clockSkew,
    policy: around.policy,
    idp: { ...(entityID === null || entityID === undefined || entityID === '' ? {} : { entityID }), keys, guide: connection.idp.guide, ...rolloverOf(connection) },
    sp: {
      ...(target.entityID === null ? {} : { entityID: target.entityID }),
      ...(target.assertionConsumerService === null ? {} : { assertionConsumerService: target.assertionConsumerService }),
      ...nameOf(connection),
      guide: target.guide,
      requires: requirementsOf(connection),
    },
    // Only a login that was waited for says that an unsolicited response is none too (login.ts); a capture may be one.
    ...(connection.login.allowIdpInitiated ? { allowIdpInitiated: true } : {}),
    decryptionKeys: around.decryptionKeys,
    otherKeys: keysOfOthers(connection, around),
  };
}

/** The change of the signing key that is planned, with the next certificate where it is known. */
export function rolloverOf(connection: Connection): Pick<NonNullable<Expected['idp']>, 'rollover'> {
  const { rollover } = connection.idp;
  const at = Date.parse(rollover?.at ?? '');
  if (rollover == null || Number.isNaN(at)) return {};
  return { rollover: { at, keys: rollover.certificate === null ? [] : keysFromCertificate(rollover.certificate).map((key) => ({ ...key, use: 'signing', source: 'the next certificate' })) } };
}

/** The service provider as the Report calls it. Without a name of its own it stays "the service provider". */
function nameOf(connection: Connection): { name?: string } {
  const name = spTarget(connection).guide === 'other' ? (connection.sp.inputs['name'] ?? '').trim() : spName(connection);
  return name === '' ? {} : { name };
}

/** A test login: what was asked, and where the answer came in. */
export interface LoginSurroundings extends Surroundings {
  /** The entityID that the request carried. */
  entityID: string;
  /** The address that the response came to. */
  assertionConsumerService: string;
  binding: 'HTTP-POST' | 'HTTP-Redirect';
  seenAssertionIDs: string[];
}

/** What the answer to a test login is judged against: the service provider is the one that asked, at the address that received. */
export function expectedOfLogin(connection: Connection, exchange: Pick<Exchange, 'flow' | 'request' | 'rehearsal'>, around: LoginSurroundings): Expected {
  const base = expectedOf(connection, around);
  const { request } = exchange;
  const { login } = connection;
  return {
    ...base,
    sp: {
      ...base.sp, entityID: around.entityID, assertionConsumerService: around.assertionConsumerService,
      standsInFor: {
        ...(base.sp?.entityID === undefined ? {} : { entityID: base.sp.entityID }),
        ...(base.sp?.assertionConsumerService === undefined ? {} : { assertionConsumerService: base.sp.assertionConsumerService }),
      },
    },
    allowIdpInitiated: exchange.flow === 'idp-initiated' && login.allowIdpInitiated,
    ...(request === null ? {} : {
      requestID: request.id,
      request: {
        relayState: request.relayState,
        issuedAt: Date.parse(request.issuedAt),
        ...(login.nameIDFormat === null ? {} : { nameIDFormat: login.nameIDFormat }),
        ...(login.authnContextClassRefs.length === 0 ? {} : { authnContextClassRefs: login.authnContextClassRefs }),
        forceAuthn: login.forceAuthn,
        isPassive: login.isPassive,
      },
    }),
    receivedAt: around.now,
    binding: around.binding,
    seenAssertionIDs: around.seenAssertionIDs,
    origin: 'network',
  };
}

/** Every signing key the admin gave for the connection's identity provider. */
export function keysOf(connection: Connection): TrustedKey[] {
  const keys: TrustedKey[] = [];
  const summary = connection.idp.metadata?.summary;
  if (summary !== undefined && summary.role === 'idp') {
    for (const certificate of summary.signingCertificates) keys.push({ material: certificate.der, use: 'signing', source: 'metadata' });
    for (const certificate of summary.encryptionCertificates) keys.push({ material: certificate.der, use: 'encryption', source: 'metadata' });
  }
  if (connection.idp.certificate !== null) keys.push(...keysFromCertificate(connection.idp.certificate));
  return keys;
}

/** For diagnosis only: whose signature it is when it is not this identity provider's. */
export const keysOfOthers = (connection: Connection | null, around: Pick<Surroundings, 'others' | 'earlier'>): TrustedKey[] =>
  [...around.others.filter((other) => other.id !== connection?.id).flatMap((other) => keysOf(other).map((key) => ({ ...key, source: `connection ${other.name}` }))), ...(around.earlier ?? [])];

/** More are not tried: identity providers change their key once a year or less. */
const mostEarlier = 40;

/** Of the logins that passed, what each was signed with: every key once, by the newest that has it. */
export function keysOfEarlierLogins(exchanges: readonly Exchange[]): TrustedKey[] {
  const keys = new Map<string, TrustedKey>();
  for (const { report, startedAt, connectionName } of [...exchanges].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))) {
    if (report?.verdict !== 'accept' || keys.size >= mostEarlier) continue;
    for (const { verifiedBy } of report.facts.signatures) {
      const der = verifiedBy?.certificate?.der;
      if (der !== undefined && der !== '' && !keys.has(der)) keys.set(der, { material: der, use: 'signing', source: `${earlierLogin} of ${connectionName} on ${day(Date.parse(startedAt))}` });
    }
  }
  return [...keys.values()];
}

/** Null: not given, the host's clock counts. */
export function timeOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new AppError('INVALID_INPUT', `“${text}” is not a date and time.`, 'Write it like 2026-11-22T08:30:00Z.');
  return at;
}

/** What was typed on the Inspect screen goes before what the connection says. */
export function expectedFor(against: Against, connection: Connection | null, around: Surroundings): Expected {
  const base: Expected = connection === null
    ? { now: around.now, clockSkew: around.clockSkew, policy: around.policy, decryptionKeys: around.decryptionKeys, otherKeys: keysOfOthers(null, around) }
    : expectedOf(connection, around);
  const expected: Expected = { ...base, origin: 'interactive' };
  expected.now = timeOf(against.now) ?? around.now;
  if (against.clockSkew !== undefined) expected.clockSkew = against.clockSkew;
  if (against.policy !== undefined) expected.policy = against.policy;
  if (against.role !== undefined) expected.role = against.role;
  if (against.entityID !== undefined && against.entityID !== '') expected.entityID = against.entityID;
  if (against.requestID !== undefined && against.requestID !== '') expected.requestID = against.requestID;
  if (against.allowIdpInitiated !== undefined) expected.allowIdpInitiated = against.allowIdpInitiated;
  if (against.passphrase !== undefined) expected.passphrase = against.passphrase;

  const idp = against.metadata === undefined || against.metadata.trim() === '' ? null : idpFromMetadata(against.metadata, against.entityID);
  const typed = against.certificate === undefined || against.certificate.trim() === '' ? [] : keysFromCertificate(against.certificate);
  if (idp !== null) expected.idp = { ...idp, keys: [...idp.keys, ...typed] };
  else if (typed.length > 0) expected.idp = { ...expected.idp, keys: typed };

  const entityID = against.spEntityID?.trim() ?? '';
  const acs = against.assertionConsumerService?.trim() ?? '';
  if (entityID !== '' || acs !== '') expected.sp = { ...expected.sp, ...(entityID === '' ? {} : { entityID }), ...(acs === '' ? {} : { assertionConsumerService: acs }) };
  if (against.decryptionKey !== undefined && against.decryptionKey.trim() !== '') {
    expected.decryptionKeys = [{ pem: against.decryptionKey, label: 'the key you pasted' }, ...(expected.decryptionKeys ?? [])];
  }
  return expected;
}
