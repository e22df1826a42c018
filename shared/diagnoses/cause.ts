/** A cause is a record: its words are the manual, its `run` looks for its evidence in facts and findings. */
import type { CheckResult } from '../checks/run.ts';
import type { Diagnosis, Evidence, Field, Fix, Side } from '../finding.ts';
import type { Assertion, Expected, Facts } from '../model.ts';
import { assertionOf } from '../checks/judged.ts';

export interface Context {
  facts: Facts;
  expected: Expected;
  /** The assertion that was judged. */
  assertion: Assertion | null;
  /** The first failure or warning of every check that has one. */
  found: ReadonlyMap<string, CheckResult>;
  /** What is no fault by itself and worth knowing: the first of every check that passed with a remark. */
  remarked: ReadonlyMap<string, CheckResult>;
}

export interface Cause {
  /** kebab-case; never renamed. */
  id: string;
  /** A short phrase naming the cause. */
  title: string;
  /** What it means, for an admin. Ends in a full stop. */
  meaning: string;
  run(context: Context): Draft | null;
}

/** What a cause says when its evidence is there; `because` is narrowed to the checks that did find something. */
export type Draft = Omit<Diagnosis, 'id'>;

export const defineCause = (cause: Cause): Cause => cause;

export function contextOf(facts: Facts, expected: Expected, results: readonly CheckResult[]): Context {
  const found = new Map<string, CheckResult>();
  const remarked = new Map<string, CheckResult>();
  for (const result of results) {
    const map = result.outcome === 'fail' || result.outcome === 'warn' ? found : remarked;
    if (!map.has(result.check)) map.set(result.check, result);
  }
  return { facts, expected, assertion: assertionOf(facts), found, remarked };
}

/** Those of the checks that found something. */
export const seen = (context: Context, ...checks: readonly string[]): string[] => checks.filter((check) => context.found.has(check));

export const has = (context: Context, ...checks: readonly string[]): boolean => checks.some((check) => context.found.has(check));

/** One value as proof; nothing when it is absent. */
export function proof(label: string, value: string | null | undefined, from: string): Evidence[] {
  return value === null || value === undefined || value === '' ? [] : [{ label, value, from }];
}

/** The two values of a finding, one above the other. */
export function pair(context: Context, check: string, wanted = 'expected', got = 'found'): Evidence[] {
  const problem = context.found.get(check)?.problem;
  return [...proof(got, problem?.actual, inDocument(context)), ...proof(wanted, problem?.expected, expectedFrom(wanted))];
}

/** Where an expected value is known from: in a test login this app's own were given by nobody. */
export const expectedFrom = (label: string): string => (label.startsWith('this app') ? 'in this app' : 'you gave');

export function inDocument({ facts }: Context): string {
  if (facts.response !== null) return 'in the response';
  if (facts.metadata !== null) return 'in the metadata';
  if (facts.assertion !== null) return 'in the assertion';
  return facts.request !== null ? 'in the request' : 'in the document';
}

/** `from`: the identity provider's field that the new value is taken from. */
export const remedy = (side: Side, text: string, field?: Field, { value, from }: { value?: string | undefined; from?: Field } = {}): Fix => ({
  side, text, ...(field === undefined ? {} : { field }), ...(value === undefined ? {} : { value }), ...(from === undefined ? {} : { from: { side: 'idp', field: from } }),
});

/** The setting in the words of the product in use, where that is known. */
export function optionWords({ expected }: Context, words: Readonly<Record<string, string>>): string {
  const guide = expected.idp?.guide;
  return guide !== undefined && Object.hasOwn(words, guide) ? ` (${words[guide]})` : '';
}

/** The fix that a check gave with its finding. */
export const fixOf = (context: Context, check: string, otherwise: Fix): Fix => context.found.get(check)?.problem.fix ?? otherwise;

export const messageOf = (context: Context, check: string): string => context.found.get(check)?.problem.message ?? '';
