/** The contract between the screen and the host: one row a procedure. Handlers and client are computed from it. */
import { z } from 'zod';
import type { Connection } from './connection.ts';
import type { Exchange, ExchangeSummary } from './exchange.ts';
import type { Evidence as Proof, Report, Verdict } from './finding.ts';
import type { Evidence } from './guides/guide.ts';
import type { WireError } from './errors.ts';
import type { MetadataChange } from './metadata-changes.ts';
import type { UploadMetadata } from './upload.ts';

// ---- what rows carry -------------------------------------------------------------------------------------------

/** Text as pasted, or the bytes of a dropped file in base64. */
const content = z.union([
  z.object({ text: z.string().max(48_000_000) }).strict(),
  z.object({ base64: z.string().max(64_000_000), name: z.string().max(500).optional() }).strict(),
]);
export type Content = z.infer<typeof content>;

/** What is judged: something handed in, or the answer of a kept login, against what it was judged against when it came. */
const judged = z.union([content, z.object({ exchange: z.string().max(100) }).strict()]);
export type Judged = z.infer<typeof judged>;

/** What the admin typed on the Inspect screen to judge against; left out means: not judged. Of a kept login only now, clockSkew and policy can be others. */
const against = z.object({
  connectionId: z.string().max(100).optional(),
  metadata: z.string().max(12_000_000).optional(),
  certificate: z.string().max(1_000_000).optional(),
  spEntityID: z.string().max(2000).optional(),
  assertionConsumerService: z.string().max(2000).optional(),
  requestID: z.string().max(500).optional(),
  allowIdpInitiated: z.boolean().optional(),
  /** ISO 8601; default: the host's clock. */
  now: z.string().max(40).optional(),
  clockSkew: z.number().int().min(0).max(86_400).optional(),
  policy: z.enum(['practice', 'strict']).optional(),
  role: z.enum(['idp', 'sp']).optional(),
  entityID: z.string().max(2000).optional(),
  decryptionKey: z.string().max(100_000).optional(),
  passphrase: z.string().max(1000).optional(),
}).strict();
export type Against = z.infer<typeof against>;

const attribute = z.object({ name: z.string().max(1000), values: z.array(z.string().max(100_000)).max(10_000) }).strict();

/** How the practice identity provider answers. */
export const practiceSettings = z.object({
  user: z.string().max(500),
  nameID: z.string().max(1000),
  nameIDFormat: z.string().max(500),
  attributes: z.array(attribute).max(500),
  /** A fault or shape by id (see PracticeStatus.faults), null for a correct answer. */
  fault: z.string().max(100).nullable(),
  shape: z.string().max(100).nullable(),
  sign: z.enum(['assertion', 'response', 'both']),
  encrypt: z.boolean(),
  /** Answer at once without showing the sign-in page. */
  automatic: z.boolean(),
}).strict();
export type PracticeSettings = z.infer<typeof practiceSettings>;

export const settings = z.object({
  spPort: z.number().int().min(1024).max(65_535),
  spHttps: z.boolean(),
  idpPort: z.number().int().min(1024).max(65_535),
  clockSkew: z.number().int().min(0).max(3600),
  policy: z.enum(['practice', 'strict']),
  /** Seconds a test login may take. */
  loginTimeout: z.number().int().min(30).max(3600),
}).strict();
export type Settings = z.infer<typeof settings>;

const connectionInput = z.object({ id: z.string().max(100) }).loose();

export interface AppInfo {
  version: string;
  host: 'electron' | 'web';
  platform: string;
  /** Where connections and keys are kept. */
  dataFolder: string;
  /** How private keys are kept: by the operating system's key store, or a file only this user can read. */
  keyStorage: 'os' | 'file';
  /** What left the machine at the admin's word since start: empty means nothing did. */
  sent: { at: string; what: string; to: string }[];
  checks: number;
}

export interface ListenerStatus {
  running: boolean;
  port: number;
  https: boolean;
  /** Base URL, and the addresses that go into consoles. */
  url: string | null;
  entityID: string | null;
  assertionConsumerService: string | null;
  singleLogoutService: string | null;
  /** Why it does not run, and what to do: names what holds the port where that can be told. */
  problem: WireError | null;
  /** A port that is free, when the wanted one is not. */
  nextPort: number | null;
}

export interface PracticeFault {
  id: string;
  group: 'time' | 'addressing' | 'signature' | 'subject' | 'status' | 'attack' | 'encryption' | 'shape';
  title: string;
  /** What it does, and what the judge should say. */
  what: string;
}

export interface PracticeStatus extends ListenerStatus {
  metadataURL: string | null;
  singleSignOnService: string | null;
  settings: PracticeSettings;
  faults: PracticeFault[];
}

/** The browser that is watched for a login, or the last one that was. */
export interface WatchStatus {
  state: 'idle' | 'opening' | 'watching';
  /** The browser that would be opened: its name; null where none was found or there is no display. */
  browser: string | null;
  connectionId: string | null;
  url: string | null;
  startedAt: string | null;
  /** ISO 8601: it is closed then. */
  deadline: string | null;
  /** SAML messages seen in it. */
  requests: number;
  responses: number;
  /** The logins of the connection that were kept from it, the newest last. */
  exchangeIds: string[];
  /** Why it ended, or why the last response in it was not kept. */
  problem: WireError | null;
}

export interface ConnectionSummary {
  id: string;
  name: string;
  sp: { guide: string; name: string };
  idp: { guide: string; name: string };
  updatedAt: string;
  readiness: { state: string; sentence: string; proven: number; total: number };
}

export interface MetadataPreview {
  verdict: Verdict;
  headline: string;
  /** The first cause and what to do about it, where something is wrong. */
  cause: { message: string; todo: string } | null;
  /** Where there is more than one to choose from. */
  entities: { entityID: string; roles: ('idp' | 'sp')[] }[];
  /** '' while none is chosen. */
  entityID: string;
  /** The side it belongs to, where that is not the one it was handed to. */
  otherSide: 'idp' | 'sp' | null;
  /** Against what is kept on the side it belongs to. */
  changes: MetadataChange[];
}

export interface KeySummary {
  id: 'sp' | 'sp-https' | 'idp' | 'idp-other';
  purpose: string;
  certificatePem: string;
  subject: string;
  notAfter: string;
  sha256: string;
  sha1: string;
}

export interface Explanation {
  /** A check, a diagnosis, or an entry of the error catalogue. */
  kind: 'check' | 'diagnosis' | 'error';
  id: string;
  title: string;
  meaning: string;
  causes: string[];
  todo: string[];
  source: string;
  /** 0 to 1. */
  rank: number;
  /** The text itself is not known: only single words of it stand in the title. */
  guessed?: true;
  /** Where a capture was given: what it says of the causes, what fits first. */
  capture?: CaptureMark[];
}

/** One cause of an error text, held against a capture. */
export interface CaptureMark {
  says: 'fits' | 'otherwise';
  /** The check that was broken there, or kept. */
  check: string;
  text: string;
  proof: Proof[];
}

// ---- the table -------------------------------------------------------------------------------------------------

const row = <I extends z.ZodType, O>(input: I, _output: O) => ({ input }) as { input: I; output: O };
const out = <T>(): T => undefined as T;
const none = z.object({}).strict();
const id = z.object({ id: z.string().max(100) }).strict();

export const contract = {
  'app.info': row(none, out<AppInfo>()),
  /** Opens an https (or loopback) page in the system browser. */
  'app.openExternal': row(z.object({ url: z.string().max(100_000) }).strict(), out<null>()),

  /** The file that the desktop handed to the app and no screen has taken yet; each is given once. */
  'app.opened': row(none, out<{ base64: string; name: string } | null>()),

  /** The screen that was left when the app was closed; null: none yet. */
  'app.place': row(none, out<string | null>()),
  'app.keepPlace': row(z.object({ place: z.string().max(300) }).strict(), out<null>()),

  /** `job`: a name chosen by the screen, to cancel it and to tell its progress events. `lens`: with the canonical bytes of the signatures. `judges`: with how other programs would decide. */
  'document.inspect': row(z.object({ content: judged, against, index: z.number().int().min(0).max(1000).optional(), lens: z.boolean().optional(), judges: z.boolean().optional(), job: z.string().max(100).optional() }).strict(), out<Report>()),
  'document.cancel': row(z.object({ job: z.string().max(100) }).strict(), out<null>()),

  'metadata.fetch': row(z.object({ url: z.string().max(4000) }).strict(), out<{ text: string; url: string; fetchedAt: string; bytes: number }>()),

  'connection.list': row(none, out<ConnectionSummary[]>()),
  'connection.get': row(id, out<Connection>()),
  'connection.create': row(z.object({ sp: z.string().max(50), spInputs: z.record(z.string().max(50), z.string().max(4000)), idp: z.string().max(50), name: z.string().max(200).optional() }).strict(), out<Connection>()),
  /** Saves the editable parts: name, inputs, login switches, hand-typed values. Metadata goes by connection.setMetadata. */
  'connection.save': row(z.object({ connection: connectionInput }).strict(), out<Connection>()),
  'connection.remove': row(id, out<null>()),
  /** Judges and keeps metadata; a rejected one is kept too (with its verdict), so that nothing is lost. */
  'connection.setMetadata': row(z.object({ id: z.string().max(100), side: z.enum(['idp', 'sp']), content, source: z.string().max(4000), entityID: z.string().max(2000).optional() }).strict(), out<{ connection: Connection; report: Report }>()),
  /** What setMetadata would do; nothing is kept. */
  'connection.previewMetadata': row(z.object({ id: z.string().max(100), side: z.enum(['idp', 'sp']), content, entityID: z.string().max(2000).optional() }).strict(), out<MetadataPreview>()),
  'connection.clearMetadata': row(z.object({ id: z.string().max(100), side: z.enum(['idp', 'sp']) }).strict(), out<Connection>()),
  /** The practice identity provider's metadata as this connection's. */
  'connection.usePractice': row(id, out<{ connection: Connection; report: Report }>()),
  'connection.evidence': row(id, out<Evidence>()),
  'connection.spMetadata': row(id, out<{ fileName: string; xml: string }>()),

  /** The identity provider's metadata cleaned for upload; null where the original cannot be. Handed out whatever the gate says: the screen asks only past it. */
  'connection.upload': row(id, out<UploadMetadata | null>()),
  /** Keeps the admin's word against the gate as it stands now; `typed` must be the phrase, letter by letter. */
  'connection.override': row(z.object({ id: z.string().max(100), typed: z.string().max(200) }).strict(), out<Connection>()),
  /** Keeps what the service provider's console shows; empty where it shows nothing. */
  'connection.readBack': row(z.object({ id: z.string().max(100), certificate: z.string().max(200_000), singleSignOnService: z.string().max(4000), entityID: z.string().max(2000) }).strict(), out<Connection>()),

  'login.start': row(z.object({ connectionId: z.string().max(100), idpInitiated: z.boolean().optional(), logout: z.boolean().optional() }).strict(), out<{ exchangeId: string; url: string }>()),
  'login.cancel': row(z.object({ exchangeId: z.string().max(100) }).strict(), out<null>()),

  /** Judges and keeps a login at the real service provider, out of whatever a browser or log gives. `asIssued`: where it expired on its way here alone. */
  'capture.keep': row(z.object({ connectionId: z.string().max(100), content, asIssued: z.boolean().optional() }).strict(), out<{ exchangeId: string }>()),
  /** Opens a browser of its own at that address and keeps the logins of the connection that are made in it. One at a time. */
  'capture.start': row(z.object({ connectionId: z.string().max(100), url: z.string().max(4000) }).strict(), out<WatchStatus>()),
  'capture.stop': row(none, out<WatchStatus>()),
  'capture.status': row(none, out<WatchStatus>()),

  'exchange.list': row(z.object({ connectionId: z.string().max(100).optional() }).strict(), out<ExchangeSummary[]>()),
  'exchange.get': row(id, out<Exchange>()),
  'exchange.remove': row(id, out<null>()),

  'sp.status': row(none, out<ListenerStatus>()),
  'idp.status': row(none, out<PracticeStatus>()),
  'idp.configure': row(practiceSettings, out<PracticeStatus>()),
  'idp.metadata': row(none, out<{ fileName: string; xml: string }>()),

  'key.list': row(none, out<KeySummary[]>()),

  'settings.get': row(none, out<Settings>()),
  'settings.save': row(settings, out<Settings>()),

  /** `capture`: what the causes are held against. */
  'error.explain': row(z.object({ text: z.string().max(200_000), capture: z.object({ content: judged, against, index: z.number().int().min(0).max(1000).optional() }).strict().optional() }).strict(), out<Explanation[]>()),
};

export type Contract = typeof contract;
export type ProcedureName = keyof Contract;
export type Input<N extends ProcedureName> = z.infer<Contract[N]['input']>;
export type Output<N extends ProcedureName> = Contract[N]['output'];
export type Handlers = { [N in ProcedureName]: (input: Input<N>) => Promise<Output<N>> | Output<N> };

/** What every call answers with: it never throws. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: WireError };

export const changedNouns = ['connection', 'exchange', 'sp', 'idp', 'settings', 'app'] as const;
export type ChangedNoun = (typeof changedNouns)[number];

/** Host to screen: something changed, fetch it again; or how far a long inspection is. */
export type HostEvent = { changed: ChangedNoun; id: string } | { progress: string; phase: string };

export type { Connection, Evidence, Exchange, ExchangeSummary, Report, Verdict };
