/** How another program decides, as data: its default options in words, and its rules in the order in which it checks. */
import { isSuccess } from '../checks/status-words.ts';
import type { Finding, JudgeCell, JudgeSource, Verdict } from '../finding.ts';
import type { Assertion, Expected, Facts, Instant, Response, Signature, SubjectConfirmation } from '../model.ts';
import { confirmation } from '../urns.ts';

/** What a verifier without the rules of SAML makes of a signature. */
export interface BareSignature {
  signedInfos: number;
  /** SignatureValue as written. */
  value: string | null;
  /** Transforms in it, wherever they stand. */
  transforms: number;
  /** There is a Transforms element, and nothing in it. */
  emptyTransforms: boolean;
  /** How many elements the URI of each names; `anywhere` counts IDs in any namespace too. */
  references: { uri: string | null; targets: number; anywhere: number }[];
  /** Of the prefix lists of its transforms. */
  prefixes: string[];
  /** Null: not told. */
  result: 'verified' | 'digest' | 'key' | null;
}

/** What the Facts do not say. */
export interface BareLook {
  /** One for each of Facts.signatures, in their order; null where it cannot be told. */
  signatures: readonly (BareSignature | null)[];
  /** The EncryptedKey stands beside EncryptedData, and nothing inside says so. */
  keyBeside: boolean;
  /** RSA-OAEP with a label of its own. */
  oaepLabel: boolean;
  /** A carriage return is written as a character reference. */
  escapedReturns: boolean;
}

/** What is judged: the Report of this program, and what it does not say. */
export interface Case {
  facts: Facts;
  expected: Expected;
  bare: BareLook;
  findings: readonly Finding[];
  verdict: Verdict;
  headline: string;
}

export type JudgeByAll = (case_: Case) => JudgeCell[];

/** What a rule looks at. */
export interface Given {
  facts: Facts;
  expected: Expected;
  response: Response;
  /** The first assertion, opened where it was encrypted; null where there is none or it was not opened. */
  assertion: Assertion | null;
  bare: BareLook;
  /** The Report of this program. */
  findings: readonly Finding[];
  verdict: Verdict;
}

/**
 * `error`: its own words. `refuses`: it refuses for this reason, in words that are not known. `unsure`: why it cannot be told; later rules
 * may still refuse for sure, unless it is `final`.
 */
export type Ruling = { error: string } | { refuses: string } | { unsure: string; final?: true };

export interface Rule {
  id: string;
  /** What must hold: 'the audience is the entityID of the service provider'. */
  holds: string;
  /** Null: it holds. */
  judge(given: Given): Ruling | null;
}

export interface JudgePolicy {
  /** Kebab-case; never renamed. */
  id: string;
  name: string;
  version: string;
  /** What its options are unless somebody sets them, and how it differs for that; each a sentence. */
  defaults: readonly string[];
  /** What holds the rules to the truth, besides whoever read the sources. */
  basis: JudgeCell['basis'];
  sources: readonly JudgeSource[];
  /** What it says to text that this program does not read; left out, nobody knows. */
  unreadable?(facts: Facts): Ruling;
  rules: readonly Rule[];
}

export const error = (text: string): Ruling => ({ error: text });
export const refuses = (reason: string): Ruling => ({ refuses: reason });
export const unsure = (reason: string): Ruling => ({ unsure: reason });
export const unknown = (reason: string): Ruling => ({ unsure: reason, final: true });

export const rule = (id: string, holds: string, judge: Rule['judge']): Rule => ({ id, holds, judge });

// ---- what rules ask for ------------------------------------------------------------------------------------------

export const spEntityID = ({ expected }: Given): string | null => expected.sp?.entityID || null;
export const acsURL = ({ expected }: Given): string | null => expected.sp?.assertionConsumerService || null;
export const idpEntityID = ({ expected }: Given): string | null => expected.idp?.entityID || null;

export const noSpEntityID = unsure('The entityID of the service provider was not given, so the audience cannot be compared.');
export const noAcs = unsure('The ACS URL of the service provider was not given.');
export const noIdpEntityID = unsure('The entityID of the identity provider was not given.');

export const succeeded = ({ response }: Given): boolean => response.status !== null && isSuccess(response.status);

/** All audiences of all restrictions. */
export const audiencesOf = ({ assertion }: Given): string[] => assertion?.conditions?.audienceRestrictions.flat() ?? [];

/** Those that stand on the element itself. */
export const signaturesOn = ({ facts }: Given, node: number): Signature[] => facts.signatures.filter((each) => each.parent === node && !each.detached);
export const bareOf = ({ facts, bare }: Given, signature: Signature): BareSignature | null => bare.signatures[facts.signatures.indexOf(signature)] ?? null;

/** Of the element or what is around it, verified by this program. */
export const isCovered = ({ assertion }: Given): boolean => assertion !== null && assertion.coveredBy.length > 0;
export const isCoveredAlone = ({ facts, assertion }: Given): boolean => assertion !== null && assertion.coveredBy.some((index) => facts.signatures[index]!.parent === assertion.node);

export const bearers = ({ assertion }: Given): SubjectConfirmation[] => assertion?.subject?.confirmations.filter((each) => each.method === confirmation.bearer) ?? [];

/** Whether the check of that id failed here. */
export const failed = ({ findings }: Given, ...checks: readonly string[]): Finding | undefined => findings.find((each) => each.outcome === 'fail' && checks.includes(each.check));

/** Epoch milliseconds of a time that was read; null for none. */
export const at = (instant: Instant | null | undefined): number | null => instant?.at ?? null;
