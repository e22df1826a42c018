/** What the evidence proves of a connection as it stands now. */
import { idpSource, isPractice, type Connection } from '../connection.ts';
import type { Evidence, ExchangeEvidence, Proof } from './guide.ts';
import { identityProvider, recogniseIdentityProvider } from './index.ts';
import { readBackHolds } from './read-back.ts';

/** Of which kind a login is: each kind proves what stands before it too. */
const kinds = ['login', 'rehearsal', 'captured'] as const;
type Kind = (typeof kinds)[number];

export interface MetadataState {
  /** `suspect`: it validates, and looks like another product's. */
  state: 'none' | 'by-hand' | 'practice' | 'rejected' | 'wrong-role' | 'expired' | 'suspect' | 'good';
  at: string;
  /** What is wrong, where something is. */
  problem: string | null;
}

export interface Proofs {
  metadata: MetadataState;
  /** The passed login that proves this kind, or null. */
  passed: Record<Kind, ExchangeEvidence | null>;
  /** The newest judged login, if it failed or could not be verified. */
  failed: ExchangeEvidence | null;
  /** A passed login with the practice identity provider, whatever that is worth. */
  practised: ExchangeEvidence | null;
  /** Fingerprint of the certificate the newest passed login was signed with. */
  signedWith: string | null;
  /** When the service provider's console was last seen to hold what was handed over; null: not, or not any more. */
  readBackAt: string | null;
  now: number;
}

export function proofsOf(connection: Connection, evidence: Evidence): Proofs {
  const sha256 = connection.idp.metadata?.sha256 ?? null;
  const judged = evidence.exchanges
    .filter((one) => one.metadataSha256 === sha256 && ['passed', 'failed', 'unverified'].includes(one.outcome))
    .sort((a, b) => time(b.at) - time(a.at));
  const real = isPractice(connection.idp.metadata) ? [] : judged.filter((one) => !one.practice);
  const practised = judged.find((one) => one.practice && one.outcome === 'passed') ?? null;
  const passed = { login: null, rehearsal: null, captured: null } as Proofs['passed'];
  for (const [index, kind] of kinds.entries()) {
    passed[kind] = kinds.slice(index).map((each) => latest(real, each)).find((one) => one?.outcome === 'passed') ?? null;
  }
  const [newest] = real;
  const newestPass = real.find((one) => one.outcome === 'passed');
  return {
    metadata: metadataState(connection, evidence, judged.some((one) => one.practice), passed.login !== null),
    passed,
    failed: newest !== undefined && newest.outcome !== 'passed' ? newest : null,
    practised,
    signedWith: newestPass?.verifiedBy ?? null,
    readBackAt: !isPractice(connection.idp.metadata) && readBackHolds(connection) === true ? connection.readBack?.at ?? null : null,
    now: evidence.now,
  };
}

const kindOf = (one: ExchangeEvidence): Kind => (one.captured === true ? 'captured' : one.rehearsal ? 'rehearsal' : 'login');
/** The newest of a kind decides: what passed once and fails now is not proven. */
const latest = (exchanges: ExchangeEvidence[], kind: Kind): ExchangeEvidence | undefined => exchanges.find((one) => kindOf(one) === kind);

function metadataState(connection: Connection, evidence: Evidence, practice: boolean, loggedIn: boolean): MetadataState {
  const { metadata } = connection.idp;
  if (metadata === null) return { state: idpSource(connection).from === 'nothing' ? 'none' : 'by-hand', at: '', problem: null };
  const again = evidence.metadata !== null && evidence.metadata.sha256 === metadata.sha256 ? evidence.metadata : null;
  const { summary } = metadata;
  const at = again?.at ?? metadata.addedAt;
  const state = (name: MetadataState['state'], problem: string | null = null): MetadataState => ({ state: name, at, problem });
  if (summary.role !== 'idp') return state('wrong-role', 'This is a service provider’s metadata, not the identity provider’s.');
  if ((again?.verdict ?? summary.verdict) === 'reject' || summary.verdict === 'reject') {
    return state('rejected', summary.findings.find((one) => one.outcome === 'fail')?.message ?? 'It breaks a rule; see its report.');
  }
  if (summary.validUntil !== null && time(summary.validUntil) > 0 && time(summary.validUntil) <= evidence.now) return state('expired', `Its validUntil, ${summary.validUntil}, has passed: download it again.`);
  if (practice || isPractice(metadata)) return state('practice');
  const look = recogniseIdentityProvider(summary.entityID);
  const mine = connection.idp.guide;
  if (!loggedIn && look !== null && look !== mine && mine !== 'other') {
    return state('suspect', `Its entityID, ${summary.entityID}, is one of ${identityProvider(look).name}, and this setup is for ${identityProvider(mine).name}.`);
  }
  return state('good');
}

/** Whether a step's proof is there, and in what words. */
export function proofWords(proof: Proof, proofs: Proofs, ready: boolean, names: { sp: string; idp: string }): string | null {
  const { metadata, passed, now } = proofs;
  if (proof === 'none') return null;
  if (proof === 'values') return ready ? 'entityID and ACS URL are known' : null;
  if (proof === 'metadata' && metadata.state === 'good') return `metadata validated ${ago(metadata.at, now)}`;
  if (proof === 'handed' && passed.captured === null) return proofs.readBackAt === null ? null : `${names.sp} shows what was handed to it; compared ${ago(proofs.readBackAt, now)}`;
  const one = passed[proof === 'metadata' ? 'login' : proof === 'handed' ? 'captured' : proof];
  return one === null ? null : `${loginWords(one, names)} passed ${ago(one.at, now)}`;
}

export function loginWords(one: ExchangeEvidence, names: { sp: string; idp: string }): string {
  if (one.captured === true) return `login at ${names.sp}, ${one.validWhenCaptured === true ? 'valid when captured' : 'captured'},`;
  return one.rehearsal ? `rehearsal login with ${names.idp}` : `test login with ${names.idp}`;
}

const time = (text: string): number => Date.parse(text) || 0;

/** '2 min ago': short, for evidence lines. */
export function ago(at: string, now: number): string {
  const seconds = Math.max(0, (now - time(at)) / 1000);
  if (time(at) === 0) return 'earlier';
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}
