/**
 * The claim doctor: what the service provider reads against what an assertion carried, and what to change in which words. It judges
 * nothing: the checks of the judge are run over the same facts, and their findings put to the claim they are about.
 */
import { assertionOf } from '../checks/judged.ts';
import { type CheckResult, runChecks } from '../checks/run.ts';
import { capital, isEmail } from '../checks/words.ts';
import type { Connection } from '../connection.ts';
import type { Report } from '../finding.ts';
import { guideContext } from '../guides/context.ts';
import type { GuideContext } from '../guides/guide.ts';
import { claimWords, kindOfName, userNameClaims, type Wanted } from '../guides/wanted-claims.ts';
import type { Assertion, Expected } from '../model.ts';
import { attributeEntry } from './attributes.ts';
import { entry, type Carried, type ClaimEntry, type Reading } from './claim.ts';
import { nameIDEntry, unknownNameID } from './name-id.ts';

/**
 * Whose the values are. `verified`: the judge accepted the login and names the person. `signed`: a key that the admin gave signed them, and
 * the login was refused all the same. `nobody`: somebody sent them.
 */
export type Trust = 'verified' | 'signed' | 'nobody';

export interface Claims {
  /** The one sentence on top. */
  sentence: string;
  trust: Trust;
  entries: ClaimEntry[];
  /** Everything the assertion carried, with what it looks like, and the judge's remarks on what is not wanted. */
  carried: (Carried & { kind: string | null; wanted: boolean; remarks: string[] })[];
}

/** `report`: of a login response; null: there is none yet. */
export function claims(connection: Connection, report: Report | null): Claims {
  const context = guideContext(connection);
  const wanted = context.requires.attributes ?? [];
  const assertion = report === null ? null : assertionOf(report.facts);
  if (report === null || assertion === null) {
    const why = whyNone(report);
    return { sentence: why, trust: 'nobody', carried: [], entries: [unknownNameID(context, why), ...wanted.map((one) => entry(one.term, claimWords(one.term), one.names, one.required, 'unknown', 'skip', [], why))] };
  }
  const judged = findings(context, report);
  const reading: Reading = { context, assertion, judged, read: identityReader(report), signedNameID: report.identity?.nameID ?? null, names: namesOf(assertion) };
  const trust = trustOf(report, assertion);
  const entries = [nameIDEntry(reading), ...wanted.map((one) => attributeEntry(one, reading))].map((one) => (trust === 'nobody' ? unproven(one) : one));
  return { sentence: sentenceOf(context, entries, report, trust), trust, entries, carried: carriedBy(reading, wanted) };
}

function trustOf({ identity, facts }: Report, { coveredBy }: Assertion): Trust {
  if (identity !== null) return 'verified';
  return coveredBy.length > 0 && facts.readingDiffers === null ? 'signed' : 'nobody';
}

/** What nobody signed may be as wanted and is not passed for it. */
const unproven = (one: ClaimEntry): ClaimEntry => (one.outcome === 'pass' ? { ...one, outcome: 'skip' } : one);

/** Why there is nothing to look at, and what to do. */
export function whyNone(report: Report | null): string {
  if (report === null) return 'Nothing was sent yet: run a test login, or paste a captured response.';
  const { facts } = report;
  if (facts.response === null && facts.assertion === null) return 'What was handed in is not the response of a login: run a test login, or paste a captured response.';
  if ((facts.response?.encryptedAssertions ?? 0) > 0) return 'The assertion is encrypted and could not be opened here: send it unencrypted, or paste the response in Inspect with the key.';
  return 'The last response carries no assertion: find its cause under History, then sign in again.';
}

/** The judge's own checks, with what this connection's service provider wants now. */
function findings({ requires, spName, connection }: GuideContext, report: Report): CheckResult[] {
  const expected: Expected = { now: Date.parse(report.judgedAt) || 0, clockSkew: 180, policy: 'practice', sp: { name: spName, requires }, idp: { keys: [], guide: connection.idp.guide } };
  const mine = runChecks(report.facts, expected, report.document.kind).results.filter(({ check }) => check.startsWith('attributes/') || check.startsWith('name-id/'));
  // What the request asked for is known to the Report alone.
  const asked = report.findings.filter(({ check, outcome }) => check === 'name-id/format-requested' && outcome !== 'pass' && outcome !== 'skip');
  return [...mine, ...asked.map(({ check, outcome, severity, message, expected: want, actual, fix }) => ({ check, outcome, severity, problem: { message, ...(want === undefined ? {} : { expected: want }), ...(actual === undefined ? {} : { actual }), ...(fix === undefined ? {} : { fix }) } }))];
}

function identityReader({ identity }: Report): Reading['read'] {
  if (identity === null) return ({ values }) => values;
  return ({ name, values }) => {
    const signed = new Set(Object.hasOwn(identity.attributes, name) ? identity.attributes[name] : []);
    return values.filter((value) => signed.has(value));
  };
}

function namesOf({ attributes }: Assertion): Reading['names'] {
  const userName = attributes.find((attribute) => userNameClaims.includes(attribute.name) && /upn|principal|claims\/name$|username|login/i.test(attribute.name))?.values[0]?.trim() ?? null;
  return { userName, email: attributes.find((attribute) => kindOfName(attribute.name) === 'email' && isEmail((attribute.values[0] ?? '').trim())) ?? null };
}

function carriedBy({ assertion, judged, read }: Reading, wanted: readonly Wanted[]): Claims['carried'] {
  return assertion.attributes.map((attribute) => ({
    name: attribute.name,
    values: read(attribute),
    kind: kindOfName(attribute.name) ?? (userNameClaims.includes(attribute.name) ? 'userName' : null),
    wanted: wanted.some(({ names }) => names.includes(attribute.name)),
    remarks: judged.filter(({ problem }) => problem.place === attribute.node).map(({ problem }) => problem.message),
  }));
}

function sentenceOf({ spName }: GuideContext, entries: readonly ClaimEntry[], { verdict }: Report, trust: Trust): string {
  const wrong = entries.filter(({ outcome }) => outcome === 'fail');
  const odd = entries.filter(({ outcome }) => outcome === 'warn');
  const [first] = [...wrong, ...odd];
  if (first === undefined) {
    if (trust === 'nobody') return `${capital(spName)} would find everything it reads, but no key you gave signed it.`;
    if (entries.some(({ outcome }) => outcome === 'skip')) return 'What could be read is as it should be; some of it is encrypted.';
    return verdict === 'accept' ? `${capital(spName)} finds everything it reads.` : `${capital(spName)} would find everything it reads; the login was refused for another reason.`;
  }
  const count = wrong.length > 0 ? `${wrong.length === 1 ? '1 thing' : `${wrong.length} things`} that ${spName} reads ${wrong.length === 1 ? 'is' : 'are'} not right` : `${odd.length === 1 ? '1 thing is' : `${odd.length} things are`} worth a look`;
  return `${count}; first: ${first.words}.`;
}
