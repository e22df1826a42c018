/** The runner: which checks apply to a kind of document, which of their needs are met, and what came of each. Pure. */
import type { CheckOutcome, DocumentKind, Finding, Outcome, Severity } from '../finding.ts';
import type { Expected, Facts } from '../model.ts';
import { type Check, type Need, type On, outcomeOf, type Problem } from './check.ts';
import { checks } from './index.ts';
import { assertionOf, entityOf, judgedCertificates } from './judged.ts';
import { isSuccess } from './status-words.ts';

/** A finding without its location: the place in `problem` is still a node. */
export interface CheckResult {
  check: string;
  problem: Problem;
  outcome: Outcome;
  severity: Severity;
}

export interface CheckRun {
  results: CheckResult[];
  outcomes: CheckOutcome[];
  counts: Record<Outcome, number>;
  /** The findings of the checks without results: the skips, then the passes, in the order of the registry. They say the same in every Report, and are shared. */
  silent: readonly Finding[];
}

const needs = [
  'xml', 'response', 'success', 'assertion', 'request', 'logout', 'metadata', 'entity', 'idp-role', 'sp-role', 'certificate-file', 'certificates',
  'signature', 'signing-keys', 'idp-entity-id', 'sp-entity-id', 'acs', 'request-id', 'solicited', 'request-sent', 'seen-ids', 'encrypted', 'decryption-keys',
  'name-id', 'sp-requirements', 'relay-state', 'received-at',
] as const satisfies readonly Need[];

/** Fails to compile when a Need is missing from the list above. */
const everyNeed: Need extends (typeof needs)[number] ? true : never = true;
void everyNeed;

const bits = Object.fromEntries(needs.map((need, index) => [need, 1 << index])) as Record<Need, number>;

/** Continues "Not checked: ". */
const reasons: Record<Need, string> = {
  xml: 'the document is not XML that could be read',
  response: 'there is no Response',
  success: 'the response reports an error, so there is no login to judge',
  assertion: 'there is no assertion that could be read',
  request: 'there is no AuthnRequest',
  logout: 'there is no logout message',
  metadata: 'there is no metadata',
  entity: 'no entity was chosen from the metadata',
  'idp-role': 'the metadata is not judged as, or does not describe, an identity provider',
  'sp-role': 'the metadata is not judged as, or does not describe, a service provider',
  'certificate-file': 'there is no certificate file',
  certificates: 'there is no certificate whose dates count here',
  signature: 'nothing in the document is signed',
  'signing-keys': 'no metadata or signing certificate of the identity provider was given',
  'idp-entity-id': 'the entityID of the identity provider was not given',
  'sp-entity-id': 'the entityID of the service provider was not given',
  acs: 'the ACS URL of the service provider was not given',
  'request-id': 'no request ID was given',
  solicited: 'no request ID was given, nor whether logins started at the identity provider are allowed',
  'request-sent': 'the request that was sent is not known',
  'seen-ids': 'there is no list of assertions that were accepted before',
  encrypted: 'nothing in the document is encrypted',
  'decryption-keys': 'no decryption key was given',
  'name-id': 'there is no NameID that could be read',
  'sp-requirements': 'what the service provider requires is not known',
  'relay-state': 'RelayState is not known',
  'received-at': 'the time of arrival is not known',
};

/** The needs that are met, as a set of bits. */
function met(facts: Facts, expected: Expected): number {
  let set = 0;
  const { response, idp, sp } = { response: facts.response, idp: expected.idp, sp: expected.sp };
  const assertion = assertionOf(facts);
  if (facts.xml !== null) set |= bits.xml;
  if (response !== null) set |= bits.response;
  if (response === null ? assertion !== null : response.status === null || isSuccess(response.status)) set |= bits.success;
  if (assertion !== null) {
    set |= bits.assertion;
    if (assertion.subject?.nameID != null) set |= bits['name-id'];
  }
  if (facts.request !== null) set |= bits.request;
  if (facts.logout !== null) set |= bits.logout;
  if (facts.metadata !== null) {
    set |= bits.metadata;
    const entity = entityOf(facts);
    if (entity !== null) {
      set |= bits.entity;
      const wanted = expected.role ?? 'idp';
      if (entity.roles.some((role) => role.role === wanted)) set |= wanted === 'idp' ? bits['idp-role'] : bits['sp-role'];
    }
  }
  if (facts.certificateFile !== null) set |= bits['certificate-file'];
  if (judgedCertificates(facts, expected).length > 0) set |= bits.certificates;
  if (facts.signatures.length > 0) set |= bits.signature;
  if (facts.trusted.some((key) => key.use !== 'encryption') || idp?.keys.some((key) => key.use !== 'encryption') === true) set |= bits['signing-keys'];
  if (idp?.entityID !== undefined && idp.entityID !== '') set |= bits['idp-entity-id'];
  if (sp?.entityID !== undefined && sp.entityID !== '') set |= bits['sp-entity-id'];
  if (sp?.assertionConsumerService !== undefined && sp.assertionConsumerService !== '') set |= bits.acs;
  if (sp?.requires !== undefined) set |= bits['sp-requirements'];
  if (expected.requestID !== undefined) set |= bits['request-id'];
  if (expected.requestID !== undefined || expected.allowIdpInitiated !== undefined) set |= bits.solicited;
  if (expected.request !== undefined) set |= bits['request-sent'];
  if (expected.seenAssertionIDs !== undefined) set |= bits['seen-ids'];
  if (facts.encrypted.length > 0) set |= bits.encrypted;
  if (expected.decryptionKeys !== undefined && expected.decryptionKeys.length > 0) set |= bits['decryption-keys'];
  if (expected.relayState !== undefined) set |= bits['relay-state'];
  if (expected.receivedAt !== undefined) set |= bits['received-at'];
  return set;
}

/** A check with its bits and what it most often comes to, made once and shared by all Reports. */
interface Prepared {
  check: Check;
  /** That of the check. Records of checks are written in many shapes; from one of a single shape it is found far sooner. */
  run: Check['run'];
  mask: number;
  pass: CheckOutcome;
  passed: Finding;
  /** The skip for each of its needs, in their order. */
  skips: readonly Skip[];
  /** The skips where what it needs is there, but encrypted. */
  sealedAssertion: Skip;
  sealedNameID: Skip;
}

interface Skip {
  outcome: CheckOutcome;
  finding: Finding;
}

/** What can be checked where just these needs are met; the same for one login after the other. */
interface Plan {
  checks: readonly Prepared[];
  /** Where the outcome of each of them is in `outcomes`. */
  places: readonly number[];
  /** What comes of it if all of them pass, as most do in most documents. */
  outcomes: readonly CheckOutcome[];
  counts: Readonly<Record<Outcome, number>>;
  /** The findings of the skips, then those of `checks`. */
  silent: readonly Finding[];
}

const sets: Record<'message' | 'request' | 'logout' | 'metadata' | 'certificate' | 'other', ReadonlySet<On>> = {
  message: new Set<On>(['document', 'response', 'certificate']),
  request: new Set<On>(['document', 'request']),
  logout: new Set<On>(['document', 'logout']),
  metadata: new Set<On>(['document', 'metadata', 'certificate']),
  certificate: new Set<On>(['certificate']),
  other: new Set<On>(['document']),
};

function setFor(kind: DocumentKind, facts: Facts): keyof typeof sets {
  if (facts.response !== null || facts.assertion !== null || kind === 'response' || kind === 'assertion') return 'message';
  if (facts.metadata !== null || kind === 'metadata') return 'metadata';
  if (facts.logout !== null || kind === 'logout-request' || kind === 'logout-response') return 'logout';
  if (facts.request !== null || kind === 'request') return 'request';
  if (facts.certificateFile !== null || kind === 'certificate' || kind === 'private-key' || kind === 'public-key' || kind === 'csr') return 'certificate';
  return 'other';
}

const lists = new Map<string, readonly Prepared[]>();

/** Checks of `certificate` files only are left out where the document is not one. */
function listFor(name: keyof typeof sets): readonly Prepared[] {
  let list = lists.get(name);
  if (list === undefined) {
    list = checks.filter((check) => sets[name].has(check.on) && (name === 'certificate' || !check.needs.includes('certificate-file'))).map(prepare);
    lists.set(name, list);
  }
  return list;
}

/** Far more combinations of needs than the documents of a day have. */
const plansKept = 200;
const plans = new Map<string, Plan>();

function planFor(name: keyof typeof sets, state: number, sealed: Sealed): Plan {
  const key = `${name} ${state} ${sealed}`;
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = makePlan(listFor(name), state, sealed);
    if (plans.size >= plansKept) plans.clear();
    plans.set(key, plan);
  }
  return plan;
}

function makePlan(list: readonly Prepared[], state: number, sealed: Sealed): Plan {
  const plan = { checks: [] as Prepared[], places: [] as number[], outcomes: [] as CheckOutcome[] };
  const skipped: Finding[] = [];
  for (const prepared of list) {
    if ((state & prepared.mask) === prepared.mask) {
      plan.places.push(plan.outcomes.length);
      plan.checks.push(prepared);
      plan.outcomes.push(prepared.pass);
    } else {
      const { outcome, finding } = skip(prepared, state, sealed);
      plan.outcomes.push(outcome);
      skipped.push(finding);
    }
  }
  const counts = { pass: plan.checks.length, warn: 0, fail: 0, skip: skipped.length };
  return { ...plan, counts, silent: [...skipped, ...plan.checks.map(({ passed }) => passed)] };
}

function prepare(check: Check): Prepared {
  return {
    check,
    run: check.run,
    mask: check.needs.reduce((mask, need) => mask | bits[need], 0),
    pass: Object.freeze({ check: check.id, outcome: 'pass' as const }),
    passed: Object.freeze({ check: check.id, outcome: 'pass' as const, severity: 'info' as const, message: check.title }),
    skips: check.needs.map((need) => skipFor(check, reasons[need])),
    sealedAssertion: skipFor(check, 'the assertion is encrypted and was not opened'),
    sealedNameID: skipFor(check, 'the NameID is encrypted and was not opened'),
  };
}

const skipFor = (check: Check, reason: string): Skip => ({
  outcome: Object.freeze({ check: check.id, outcome: 'skip' as const, reason }),
  finding: Object.freeze({ check: check.id, outcome: 'skip' as const, severity: 'info' as const, message: reason }),
});

/** What is there, but encrypted, and was not opened. */
type Sealed = 'assertion' | 'name-id' | null;

function sealedIn(facts: Facts): Sealed {
  const assertion = assertionOf(facts);
  if (assertion === null) return (facts.response?.encryptedAssertions ?? 0) > 0 ? 'assertion' : null;
  return assertion.subject?.encryptedID === true ? 'name-id' : null;
}

function skip({ check, skips, sealedAssertion, sealedNameID }: Prepared, state: number, sealed: Sealed): Skip {
  const at = check.needs.findIndex((need) => (state & bits[need]) === 0);
  const need = check.needs[at];
  if (sealed === null || (need !== 'assertion' && need !== 'name-id')) return skips[at]!;
  return sealed === 'assertion' ? sealedAssertion : sealedNameID;
}

const rank: Record<Outcome, number> = { fail: 3, warn: 2, pass: 1, skip: 0 };

/** A document that is no XML and no certificate, yet without a fault, is given one, so that its check has words. */
function withFault(facts: Facts, kind: DocumentKind): Facts {
  if (facts.fault !== null || facts.xml !== null || facts.certificateFile !== null) return facts;
  if (kind !== 'html' && kind !== 'json' && kind !== 'har' && kind !== 'text' && kind !== 'binary' && kind !== 'empty') return facts;
  const words = { html: 'This starts like an HTML page', json: 'This is JSON, not SAML', har: 'The HAR file holds no SAML message', text: 'The text holds no SAML message', binary: 'This is a binary file without SAML in it', empty: 'There is nothing here' };
  return { ...facts, fault: { code: kind, message: `${words[kind]}.`, line: null, column: null, limit: null } };
}

function broken(check: Check, error: unknown): Problem {
  return { severity: 'error', message: `The check ${check.id} itself broke (${error instanceof Error ? error.message : String(error)}); that is a fault of this program, and nothing is said about the document.` };
}

/** Runs every check that applies to the kind of document. */
export function runChecks(given: Facts, expected: Expected, kind: DocumentKind): CheckRun {
  const facts = withFault(given, kind);
  const state = met(facts, expected);
  const strict = expected.policy === 'strict';
  const plan = planFor(setFor(kind, facts), state, sealedIn(facts));
  const run: CheckRun = { results: [], outcomes: plan.outcomes.slice(), counts: { ...plan.counts }, silent: plan.silent };
  const heard = new Set<Finding>();
  for (let at = 0; at < plan.checks.length; at++) {
    const prepared = plan.checks[at]!;
    const problems = problemsOf(prepared, facts, expected);
    if (problems === null) continue;
    const outcome = judge(prepared, Array.isArray(problems) ? problems : [problems], strict, run);
    run.outcomes[plan.places[at]!] = outcome;
    run.counts.pass--;
    run.counts[outcome.outcome]++;
    heard.add(prepared.passed);
  }
  if (heard.size > 0) run.silent = plan.silent.filter((finding) => !heard.has(finding));
  return run;
}

/** What the check found; null for nothing. */
function problemsOf(prepared: Prepared, facts: Facts, expected: Expected): Problem | Problem[] | null {
  try {
    const result = prepared.run(facts, expected);
    return Array.isArray(result) && result.length === 0 ? null : result;
  } catch (error) {
    return broken(prepared.check, error);
  }
}

/** Adds the results of a check that found something, and returns its outcome: that of its worst problem. */
function judge({ check, pass }: Prepared, problems: readonly Problem[], strict: boolean, run: CheckRun): CheckOutcome {
  let worst: Outcome = 'pass';
  for (const problem of problems) {
    const severity = problem.severity ?? check.severity;
    const outcome = outcomeOf(severity, strict && check.strict === true);
    if (rank[outcome] > rank[worst]) worst = outcome;
    run.results.push({ check: check.id, problem, outcome, severity });
  }
  return worst === 'pass' ? pass : { check: check.id, outcome: worst };
}
