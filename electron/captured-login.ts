/** A login at the real service provider, out of a capture: judged as the service provider would, and kept as an Exchange. */
import { isPractice, spTarget, idpSource, displayName, type Connection } from '../shared/connection.ts';
import { addressOf, damaged, isAddressedTo, requestOf, responseFor, type Capture, type CapturedRequest, type CapturedResponse, type Pairing } from '../shared/capture.ts';
import type { Settings } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { Captured, Exchange, ExchangeEvent } from '../shared/exchange.ts';
import type { Report } from '../shared/finding.ts';
import { guideContext } from '../shared/guides/context.ts';
import type { Expected } from '../shared/model.ts';
import { derFromPem, readCertificate } from '../shared/saml/certificate.ts';
import { expectedOf } from './expected.ts';
import type { Inspections } from './inspections.ts';
import { judgedBy } from './judged-again.ts';
import type { Keys } from './keys.ts';
import type { Collection } from './store.ts';

export interface CapturedLoginContext {
  connections: Collection<Connection>;
  exchanges: Collection<Exchange>;
  keys: Keys;
  inspections: Inspections;
  settings(): Settings;
  clock(): number;
  random(length: number): Uint8Array;
}

export interface Bringing {
  by: Captured['by'];
  /** The admin's word that a login which expired on its way here is judged as of when it was issued. */
  asIssued: boolean;
}

/** Milliseconds after its issue for which a login that expired on the way here may be judged as of then. */
const mayBeLate = 3_600_000;
/** A login longer ago than this when it is brought here tells nothing of the connection as it stands now. Milliseconds. */
const stale = 24 * 3_600_000;

/** Where the service provider led to after a login that it did not like. */
const looksLikeError = /(?:^|[^a-z])(?:error|errors|fail|failed|failure|denied|unauthorized|unauthorised|forbidden|invalid)(?:[^a-z]|$)/i;

/** Errors: NOT_READY without an ACS URL, INVALID_INPUT when no login of this connection is in it, CONFLICT when it is another connection's. */
export async function keepCapturedLogin(context: CapturedLoginContext, connection: Connection, capture: Capture, bringing: Bringing): Promise<Exchange> {
  const pairing = pairingOf(connection);
  const response = loginIn(context, connection, capture, pairing);
  const request = requestOf(capture, response, pairing);
  const known = context.exchanges.all().find((each) => each.connectionId === connection.id && each.captured?.sha256 === response.sha256) ?? null;
  const brought = known === null ? context.clock() : Date.parse(known.captured!.at);

  const { clockSkew } = context.settings();
  // A browser's clock that is ahead of ours tells no time to judge by.
  const told = response.sent.at !== null && response.sent.at <= context.clock() + clockSkew * 1000 ? new Date(response.sent.at).toISOString() : null;
  const seen = {
    receivedAt: told ?? known?.captured?.receivedAt ?? null,
    sentTo: response.sent.url === null ? (known?.captured?.sentTo ?? null) : addressOf(response.sent.url),
    answer: answerOf(response, startsOf(connection)) ?? known?.captured?.answer ?? null,
  };
  const received = seen.receivedAt === null ? null : Date.parse(seen.receivedAt);
  const expected = (now: number): Expected => expectedOfCapture(context, connection, { response, request, known, now, received });
  const judge = (now: number): Promise<Report> => context.inspections.run(response.encoded, expected(now));

  const issued = response.issuedAt;
  let judgedAs: Captured['judgedAs'] = received === null ? 'brought' : 'received';
  let now = received ?? brought;
  let report = await judge(now);
  // Only a paste without its time can have expired on its way here.
  const atIssue = received === null && report.verdict === 'reject' && issued !== null && issued < brought ? await judge(issued) : null;
  const late = atIssue?.verdict === 'accept';
  const mayJudgeAsIssued = late && brought - issued! <= mayBeLate;
  if (mayJudgeAsIssued && (bringing.asIssued || known?.captured?.judgedAs === 'issued')) {
    judgedAs = 'issued';
    now = issued!;
    report = atIssue!;
  }

  const at = received ?? Math.min(issued ?? brought, brought);
  const practice = isPractice(connection.idp.metadata) || (await isPracticeKey(context.keys, report));
  const name = guideContext(connection).spName;
  const setAside = reasonAside({ practice, pairing, name, report, response, ...seen, age: brought - at, expiredOnTheWay: late && judgedAs !== 'issued' ? { may: mayJudgeAsIssued } : null });
  const exchange: Exchange = {
    id: known?.id ?? Buffer.from(context.random(12)).toString('hex'),
    connectionId: connection.id,
    connectionName: displayName(connection),
    kind: 'login',
    flow: response.inResponseTo === null && request === null ? 'idp-initiated' : 'sp-initiated',
    state: 'received',
    startedAt: new Date(Math.min(request?.sent.at ?? at, at)).toISOString(),
    endedAt: new Date(at).toISOString(),
    deadline: new Date(brought).toISOString(),
    rehearsal: false,
    practice,
    metadataSha256: connection.idp.metadata?.sha256 ?? null,
    request: request === null ? null : requestSent(request),
    response: { receivedAt: seen.receivedAt ?? new Date(brought).toISOString(), encoded: response.encoded, relayState: response.relayState, binding: response.binding, origin: null },
    report,
    judgedBy: judgedBy(expected(now), report),
    captured: {
      ...seen, by: known?.captured?.by === 'watched' ? 'watched' : bringing.by, at: new Date(brought).toISOString(), judgedAs, setAside,
      mayJudgeAsIssued: mayJudgeAsIssued && judgedAs !== 'issued', sha256: response.sha256,
    },
    title: setAside ?? (report.verdict === 'accept' ? `Login at ${name} passed${judgedAs === 'issued' ? ': valid when captured' : ''}` : report.headline),
    events: [],
  };
  exchange.events = eventsOf(exchange, request, name, { judgedFor: now, judgedAt: context.clock() });
  context.exchanges.put(exchange);
  return exchange;
}

function pairingOf(connection: Connection): Pairing {
  const target = spTarget(connection);
  if (target.assertionConsumerService === null) throw new AppError('NOT_READY', 'The ACS URL of the service provider is not known yet: no login at it can be told from another.', target.missing ?? undefined);
  return { entityID: target.entityID, assertionConsumerService: target.assertionConsumerService, idpEntityID: idpSource(connection).entityID };
}

/** The response that answers to this connection; else what there is instead. */
function loginIn({ connections }: CapturedLoginContext, connection: Connection, capture: Capture, pairing: Pairing): CapturedResponse {
  const found = responseFor(capture, pairing);
  const any = found ?? capture.responses.at(-1);
  if (any === undefined) throw new AppError('INVALID_INPUT', `No SAMLResponse is in it${whatInstead(capture)}.`, capture.others.includes(damaged) ? 'Copy it again, whole. Inspect shows where it breaks off.' : 'Start the recording before the login, keep the log over page changes, log in to the end, and bring the request that carries SAMLResponse.');
  const isOurs = found !== null && isAddressedTo(found, pairing.assertionConsumerService) && (pairing.idpEntityID === null || any.issuer === pairing.idpEntityID);
  const other = isOurs ? undefined : connections.all().find((each) => each.id !== connection.id && isLoginOf(any, each));
  if (other !== undefined) throw new AppError('CONFLICT', `This is a login of another connection: ${displayName(other)}.`, 'Bring it there; nothing of it was kept here.');
  if (found === null) throw new AppError('INVALID_INPUT', `The login in it is not at this service provider: it went to ${any.addresses[0] ?? any.sent.url ?? 'an address it does not name'}, and this connection’s ACS URL is ${pairing.assertionConsumerService}.`, 'Log in at the service provider of this connection and bring that. To look into this one, hand it in under Inspect.');
  return found;
}

function isLoginOf(response: CapturedResponse, connection: Connection): boolean {
  const service = spTarget(connection).assertionConsumerService;
  return service !== null && isAddressedTo(response, service) && idpSource(connection).entityID === response.issuer;
}

function whatInstead({ requests, others }: Capture): string {
  if (requests.length > 0) return `; an AuthnRequest is, which is what the service provider asked`;
  const [first] = others;
  return first === undefined || first === 'nothing' ? '' : `: it holds ${first}`;
}

interface Judged {
  response: CapturedResponse;
  request: CapturedRequest | null;
  known: Exchange | null;
  now: number;
  /** Epoch milliseconds. */
  received: number | null;
}

/** As the real service provider judges: its own entityID and ACS URL, the request it sent, and the assertions it saw before. */
function expectedOfCapture({ connections, exchanges, settings }: CapturedLoginContext, connection: Connection, { response, request, known, now, received }: Judged): Expected {
  const { clockSkew, policy } = settings();
  // Its decryption keys are its own: nothing here can open what is encrypted to it.
  const base = expectedOf(connection, { now, clockSkew, policy, decryptionKeys: [], others: connections.all() });
  const facts = request?.facts;
  return {
    ...base,
    binding: response.binding,
    relayState: response.relayState,
    ...(received === null ? {} : { receivedAt: received }),
    ...(facts?.id == null ? {} : {
      requestID: facts.id,
      request: {
        relayState: request!.relayState,
        ...(facts.issueInstant?.at == null ? {} : { issuedAt: facts.issueInstant.at }),
        ...(facts.nameIDPolicyFormat === null ? {} : { nameIDFormat: facts.nameIDPolicyFormat }),
        ...(facts.authnContextClassRefs.length === 0 ? {} : { authnContextClassRefs: facts.authnContextClassRefs }),
        forceAuthn: facts.forceAuthn === true,
        isPassive: facts.isPassive === true,
      },
    }),
    seenAssertionIDs: exchanges.all()
      .filter((each) => each.connectionId === connection.id && each.id !== known?.id && each.report?.verdict === 'accept')
      .flatMap((each) => each.report?.facts.response?.assertions.flatMap(({ id }) => (id === null ? [] : [id])) ?? []),
    origin: 'interactive',
  };
}

/** Our own practice identity provider's key proves nothing about a real one, whatever metadata it came in. */
async function isPracticeKey(keys: Keys, report: Report): Promise<boolean> {
  const signedWith = report.identity?.verifiedBy ?? null;
  if (signedWith === null) return false;
  const own = await Promise.all([keys.get('idp'), keys.get('idp-other')]);
  return own.some(({ certificatePem }) => readCertificate(derFromPem(certificatePem)).sha256 === signedWith);
}

/** SECURITY: the query of a redirect may carry a session; only that it looks like an error is kept of it. */
function answerOf({ sent }: CapturedResponse, starts: readonly string[]): Captured['answer'] {
  if (sent.answer === null) return null;
  const { status, location } = sent.answer;
  if (location === null) return { status, location, refused: status >= 400 };
  const path = location.replace(/^https?:\/\/[^/?#]*/i, '');
  return { status, location: addressOf(location), refused: status >= 400 || looksLikeError.test(path) || starts.includes(addressOf(location)) };
}

/** Where a login begins: who is led back there was not let in. */
function startsOf(connection: Connection): string[] {
  return [spTarget(connection).signOnURL, idpSource(connection).singleSignOnService].filter((each) => each !== null).map(addressOf);
}

interface Standing extends Pick<Captured, 'sentTo' | 'answer'> {
  practice: boolean;
  pairing: Pairing;
  name: string;
  report: Report;
  response: CapturedResponse;
  /** Milliseconds between the login and its being brought here. */
  age: number;
  expiredOnTheWay: { may: boolean } | null;
}

/** Why it is left out of what proves the connection and of what speaks against it; null where the verdict decides. */
function reasonAside({ practice, pairing, name, report, response, sentTo, answer, age, expiredOnTheWay }: Standing): string | null {
  if (age > stale) return `This login is ${Math.floor(age / 3_600_000)} hours old: it proves nothing of the connection as it stands now. Log in again and bring it within a day.`;
  if (expiredOnTheWay !== null) return expiredOnTheWay.may ? 'It expired before it was brought here, and was valid when captured.' : 'It expired more than an hour before it was brought here. Log in again and bring it at once, or as a HAR file, which tells the time.';
  if (report.verdict === 'unverified' && response.encrypted) return `The assertion is encrypted for ${name}, whose key is not here: what is inside cannot be judged.`;
  if (report.verdict !== 'accept') return null;
  if (practice) return 'It was signed by this app’s practice identity provider, which proves nothing of a real one.';
  if (sentTo !== null && addressOf(sentTo) !== addressOf(pairing.assertionConsumerService)) return `It was posted to ${sentTo}, not to the ACS URL of ${name}: it is no login there.`;
  if (answer?.refused !== true) return null;
  if (answer.status >= 400) return `Every check here passes, and ${name} still answered ${answer.status}: look for the user’s account and rights there.`;
  return `Every check here passes, and ${name} still led to ${answer.location}, which looks like its error page or like another try.`;
}

function requestSent({ xml, facts, binding, relayState, signed, sent }: CapturedRequest): Exchange['request'] {
  return { id: facts.id ?? '', xml, binding, destination: facts.destination ?? sent.url ?? '', relayState, issuedAt: facts.issueInstant?.text ?? '', signed, url: null };
}

function eventsOf({ captured, response, report }: Exchange, request: CapturedRequest | null, name: string, { judgedFor, judgedAt }: { judgedFor: number; judgedAt: number }): ExchangeEvent[] {
  const { by, at, receivedAt, sentTo, answer, judgedAs } = captured!;
  const events: ExchangeEvent[] = [];
  if (request?.sent.at != null && receivedAt !== null) events.push({ at: new Date(request.sent.at).toISOString(), what: 'request-sent', detail: `by ${name}, ${request.binding}` });
  if (receivedAt !== null) events.push({ at: receivedAt, what: 'response-received', detail: `${response!.binding}${sentTo === null ? '' : ` at ${sentTo}`}` });
  if (receivedAt !== null && answer !== null) events.push({ at: receivedAt, what: 'answered', detail: `${name} answered ${answer.status}${answer.location === null ? '' : ` and led to ${answer.location}`}` });
  events.push({ at, what: 'captured', detail: by === 'watched' ? 'Seen in the browser that was watched.' : 'Brought here.' });
  const asOf = judgedAs === 'brought' ? '' : `As of ${new Date(judgedFor).toISOString()}, when it was ${judgedAs}: `;
  events.push({ at: new Date(judgedAt).toISOString(), what: 'judged', detail: asOf + report!.headline });
  return events;
}
