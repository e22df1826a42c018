/** Every check on facts: the case that triggers it and the near miss; and the runner. */
import { describe, expect, it } from 'vitest';
import { checkById, checks } from '../shared/checks/index.ts';
import { runChecks, type CheckRun } from '../shared/checks/run.ts';
import type { DocumentKind } from '../shared/finding.ts';
import type { Expected, Facts } from '../shared/model.ts';
import { rsaSha1 } from '../shared/urns.ts';
import { manyGroups, responseCases, type Base, type Change } from './check-cases.ts';
import { restCases } from './check-cases-rest.ts';
import { assertion, certificateFile, encrypted, expected, logout, logoutResponse, metadata, noFacts, NOW, request, response } from './facts.ts';
import { expectSentence } from './sentences.ts';

export const cases = { ...responseCases, ...restCases };
const bases: Record<Base, [DocumentKind, () => Facts]> = {
  response: ['response', response], request: ['request', request], logout: ['logout-request', logout], 'logout-response': ['logout-response', logoutResponse], metadata: ['metadata', () => metadata('idp')], 'sp-metadata': ['metadata', () => metadata('sp')], certificate: ['certificate', certificateFile], nothing: ['text', noFacts],
};

function run(base: Base, change: Change = () => {}): CheckRun {
  const [kind, make] = bases[base];
  const facts = make();
  const against: Expected = expected();
  change(facts, against);
  return runChecks(facts, against, kind);
}

const outcome = (result: CheckRun, id: string) => result.outcomes.find((each) => each.check === id);

describe.each(Object.entries(cases))('%s', (id, [base, trigger, nearMiss]) => {
  it('fires', () => {
    const result = run(base, trigger);
    const found = result.results.filter((each) => each.check === id);
    expect(found.length, JSON.stringify(outcome(result, id))).toBeGreaterThan(0);
    for (const { problem, severity } of found) {
      expectSentence(problem.message);
      if (problem.fix !== undefined) expectSentence(problem.fix.text);
      if (problem.fix?.value !== undefined) expect(problem.fix.text).toContain(problem.fix.value);
      expect(problem.expected).not.toBe('');
      // Who is told that something is wrong is told what to do.
      if (severity !== 'info') expect(problem.fix?.text ?? checkById(id)!.causes[0]).toMatch(/\S/);
    }
  });
  it('stays silent at the near miss', () => {
    const result = run(base, nearMiss);
    expect(result.results.filter((each) => each.check === id)).toEqual([]);
    expect(outcome(result, id)).toBeDefined();
  });
});

describe('completeness', () => {
  it('has a case for every check, and no other', () => {
    expect(Object.keys(cases).sort()).toEqual(checks.map((check) => check.id).sort());
  });
  it.each(['response', 'request', 'logout', 'logout-response', 'metadata', 'certificate'] as const)('finds nothing wrong with a good %s', (base) => {
    const { results } = run(base);
    expect(results.filter((each) => each.outcome !== 'pass')).toEqual([]);
  });
  it('gives every check one outcome', () => {
    const { outcomes } = run('response');
    expect(new Set(outcomes.map((each) => each.check)).size).toBe(outcomes.length);
    expect(outcomes.length).toBeGreaterThan(100);
  });
});

describe('skipping', () => {
  const bare = (facts: Facts, given: Expected): void => {
    facts.trusted = [];
    facts.signatures[0]!.result = 'not-checked';
    facts.response!.assertions[0]!.coveredBy = [];
    for (const name of ['idp', 'sp', 'requestID', 'request', 'receivedAt', 'relayState', 'seenAssertionIDs', 'decryptionKeys'] as const) delete given[name];
  };
  it.each([
    ['signature/verified', /no metadata or signing certificate/], ['signature/missing', /no metadata or signing certificate/], ['conditions/audience', /entityID of the service provider/], ['subject/recipient', /ACS URL/], ['flow/in-response-to', /no request ID/],
    ['flow/replay', /accepted before/], ['response/issuer', /entityID of the identity provider/], ['encryption/no-key', /encrypted/], ['flow/relay-state-length', /RelayState/], ['flow/arrival', /arrival/],
  ])('%s says what was not given', (id, reason) => {
    const result = run('response', bare);
    expect(outcome(result, id)).toMatchObject({ outcome: 'skip' });
    expect(outcome(result, id)!.reason).toMatch(reason);
    expect(result.results.filter((each) => each.outcome === 'fail')).toEqual([]);
  });
  it('says that an unopened assertion is encrypted', () => {
    const result = run('response', (facts, given) => {
      facts.response!.assertions = [];
      facts.response!.encryptedAssertions = 1;
      facts.encrypted = [{ ...encrypted(), result: 'no-key' }];
      delete given.decryptionKeys;
    });
    expect(outcome(result, 'conditions/audience')).toEqual({ check: 'conditions/audience', outcome: 'skip', reason: 'the assertion is encrypted and was not opened' });
    expect(outcome(result, 'name-id/empty')?.reason).toBe('the assertion is encrypted and was not opened');
    expect(outcome(result, 'signature/verified')?.outcome).toBe('skip');
    expect(outcome(result, 'encryption/no-key')?.reason).toBe('no decryption key was given');
    expect(result.results.filter((each) => each.outcome === 'fail')).toEqual([]);
  });
  it('leaves the login alone when the status is an error', () => {
    const result = run('response', (facts) => {
      facts.response!.assertions = [];
      facts.response!.status!.codes = ['urn:oasis:names:tc:SAML:2.0:status:Responder'];
      facts.signatures = [];
    });
    expect(result.results.filter((each) => each.outcome === 'fail').map((each) => each.check)).toEqual(['status/success']);
    expect(outcome(result, 'signature/verified')?.reason).toMatch(/reports an error/);
  });
});

describe('the runner', () => {
  it('turns warnings of strict checks into failures under policy strict', () => {
    const weak: Change = (facts, given) => {
      facts.signatures[0]!.signatureMethod = rsaSha1;
      facts.signatures[0]!.transforms = ['http://www.w3.org/2001/10/xml-exc-c14n#WithComments'];
      given.policy = 'strict';
    };
    const result = run('response', weak);
    expect(outcome(result, 'signature/weak-algorithm')?.outcome).toBe('fail');
    expect(outcome(result, 'signature/with-comments')?.outcome).toBe('warn');
  });
  it('reports a check that breaks as a failure that says so', () => {
    const result = run('response', (facts) => Object.defineProperty(facts.response, 'strayAssertions', { get: () => { throw new Error('boom'); } }));
    const found = result.results.find((each) => each.check === 'response/stray-assertion')!;
    expect(found).toMatchObject({ outcome: 'fail', severity: 'error' });
    expect(found.problem.message).toMatch(/itself broke \(boom\)/);
  });
  it('gives a document that is no XML its own words', () => {
    for (const kind of ['html', 'json', 'har', 'text', 'binary', 'empty'] as const) {
      const { results } = runChecks(noFacts(), expected(), kind);
      expect(results).toHaveLength(1);
      expect(results[0]!.check).toMatch(/^document\//);
    }
  });
  it('tells a text that was cut off from one that is wrong', () => {
    const of = (message: string) => runChecks({ ...noFacts(), fault: { code: 'not-well-formed', message, line: 8, column: 45, limit: null } }, expected(), 'xml').results.map((each) => each.check);
    expect(of('The document ends inside the element NameID; expected </NameID>.')).toEqual(['document/truncated']);
    expect(of('Found "<" in an attribute value; expected "&lt;".')).toEqual(['document/well-formed']);
  });
  it('judges the covered assertion, whatever stands first', () => {
    const forged: Change = (facts) => {
      facts.response!.assertions.unshift({ ...assertion(), coveredBy: [], node: 70, conditions: { ...assertion().conditions!, audienceRestrictions: [['https://forged.example']] } });
    };
    const failed = run('response', forged).results.filter((each) => each.outcome === 'fail').map((each) => each.check);
    expect(failed).toContain('signature/coverage');
    expect(failed).toContain('response/several-assertions');
    expect(failed).not.toContain('conditions/audience');
  });
  it('does not take longer than its share over thousands of values', () => {
    const facts = response();
    manyGroups(facts);
    const against = expected();
    const timed = (): number => {
      const start = performance.now();
      runChecks(facts, against, 'response');
      return performance.now() - start;
    };
    expect(Math.min(...Array.from({ length: 20 }, timed))).toBeLessThan(5);
  });
  it('never reads the clock', () => {
    const before = JSON.stringify(run('response', (facts) => { facts.response!.issueInstant!.at = NOW + 600_000; }));
    expect(JSON.stringify(run('response', (facts) => { facts.response!.issueInstant!.at = NOW + 600_000; }))).toBe(before);
  });
});

describe('a response to a request that is not known', () => {
  const judged = (change: (expected: Expected) => void) => run('response', (_facts, expected) => {
    delete expected.requestID;
    change(expected);
  }).results.find((each) => each.check === 'flow/unsolicited-in-response-to');
  it('is refused when it comes live, even where logins may start at the identity provider (saml-profiles 4.1.4.3, 4.1.5)', () => {
    expect(judged((expected) => Object.assign(expected, { origin: 'network', allowIdpInitiated: true }))).toMatchObject({ severity: 'error', outcome: 'fail', problem: { fix: { side: 'sp', field: 'signOnURL' } } });
    expect(judged((expected) => Object.assign(expected, { origin: 'network', allowIdpInitiated: false }))).toMatchObject({ outcome: 'fail' });
  });
  it('is warned of when it was pasted: its request may only not have been given', () => {
    expect(judged((expected) => Object.assign(expected, { origin: 'interactive', allowIdpInitiated: true }))).toMatchObject({ severity: 'warning', outcome: 'warn' });
    expect(judged(() => {})).toBeUndefined();
  });
  it('is refused where unsolicited ones are expressly not wanted either: nothing is left that it could be', () => {
    expect(judged((expected) => Object.assign(expected, { origin: 'interactive', allowIdpInitiated: false }))).toMatchObject({ outcome: 'fail' });
  });
});
