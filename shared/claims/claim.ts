/** What is said of one claim, and what a reading of an assertion gives to say it. */
import type { CheckResult } from '../checks/run.ts';
import { capital } from '../checks/words.ts';
import type { Fix, Outcome } from '../finding.ts';
import type { GuideContext, Place, WalkValue } from '../guides/guide.ts';
import type { Assertion, Attribute } from '../model.ts';

export type ClaimState =
  | 'found' | 'other-name' | 'other-case' | 'missing' | 'empty' | 'duplicate' | 'not-email' | 'user-name' | 'opaque' | 'other-format'
  | 'identifiers' | 'overage' | 'near-cap' | 'delimited' | 'white-space' | 'sealed' | 'unknown';

/** A value as it was sent; whose it is only where `verified`. */
export interface Carried {
  name: string;
  values: readonly string[];
}

export interface ClaimChange {
  fix: Fix;
  place: Place | null;
  /** What to press there, with the labels in **bold**. */
  how: string | null;
  /** What goes into which field, under that console's labels. */
  values: WalkValue[];
  unconfirmed: readonly string[];
  /** The way round it, at the service provider. */
  instead: string | null;
}

export interface ClaimEntry {
  /** 'nameID', or the term of a wanted attribute. */
  term: string;
  words: string;
  /** Names it is read by; for the NameID its format. */
  wanted: readonly string[];
  required: boolean;
  state: ClaimState;
  outcome: Outcome;
  found: Carried[];
  /** One or two sentences. */
  message: string;
  /** Ids of the checks that say so; empty where only names were compared. */
  because: readonly string[];
  change: ClaimChange | null;
}

export interface Reading {
  context: GuideContext;
  assertion: Assertion;
  judged: readonly CheckResult[];
  /** The values of an attribute: out of the verified bytes where there are some. */
  read(attribute: Attribute): readonly string[];
  /** Out of the verified bytes. */
  signedNameID: string | null;
  names: { userName: string | null; email: Attribute | null };
}

export const entry = (term: string, words: string, wanted: readonly string[], required: boolean, state: ClaimState, outcome: Outcome, found: Carried[], message: string): ClaimEntry =>
  ({ term, words, wanted, required, state, outcome, found, message: capital(message), because: [], change: null });

const rank: Record<Outcome, number> = { fail: 3, warn: 2, pass: 1, skip: 0 };
/** The worst outcome of several results. */
export const worst = (results: readonly CheckResult[]): Outcome => results.reduce<Outcome>((so, { outcome }) => (rank[outcome] > rank[so] ? outcome : so), 'pass');
