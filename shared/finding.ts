/** Findings, outcomes, diagnoses and the Report: what the judge says. */
import type { Facts, Identity } from './model.ts';

export type Outcome = 'pass' | 'warn' | 'fail' | 'skip';
export type Severity = 'error' | 'warning' | 'info';
export type Verdict = 'accept' | 'reject' | 'unverified';

/** Whose side must change. `capture`: nothing is wrong at either side, what was pasted was damaged or is old. */
export type Side = 'idp' | 'sp' | 'clock' | 'network' | 'capture';

/** SAML terms (and the log of sign-ins) that a fix can name; a Guide maps each to the label of its console. */
export type Field =
  | 'entityID' | 'idpEntityID' | 'assertionConsumerService' | 'recipient' | 'destination' | 'audience'
  | 'singleSignOnService' | 'singleLogoutService' | 'relayState' | 'nameID' | 'nameIDFormat' | 'attributes'
  | 'email' | 'groups' | 'signingCertificate' | 'encryptionCertificate' | 'encryption' | 'signatureAlgorithm'
  | 'signAssertion' | 'signResponse' | 'signedRequests' | 'binding' | 'clock' | 'assignment' | 'authnContext'
  | 'metadata' | 'lifetime' | 'session' | 'signOnURL' | 'signInLog';

export interface Fix {
  side: Side;
  /** One imperative sentence: what to change, to what. */
  text: string;
  field?: Field;
  /** The value to enter, to be copied; it stands in the text too. */
  value?: string;
  /** Where the new value is taken from, when that is another place than where it goes. */
  from?: { side: Side; field: Field };
}

/** A place in one of the Report's sources. Lines and columns from 1; column, length and offset in UTF-16 units. */
export interface Location {
  path: string;
  source: number;
  line: number;
  column: number;
  offset: number;
  length: number;
}

/** One sentence about one place, from one Check. */
export interface Finding {
  check: string;
  outcome: Outcome;
  severity: Severity;
  message: string;
  expected?: string;
  actual?: string;
  at?: Location;
  fix?: Fix;
  spec?: string;
}

/** What became of one Check. `reason` says why it was skipped. */
export interface CheckOutcome {
  check: string;
  outcome: Outcome;
  reason?: string;
}

/** Two values shown one above the other, as proof. */
export interface Evidence {
  label: string;
  value: string;
  /** Where the value was found: 'in the response', 'in the metadata you gave'. */
  from: string;
}

/** One root cause that explains several Findings, tested against the Document. */
export interface Diagnosis {
  id: string;
  /** What happened, one sentence in admin words. */
  message: string;
  /** A second sentence: how it came about, usually. */
  detail?: string;
  /** The checks whose findings it explains, the telling one first. */
  because: string[];
  evidence: Evidence[];
  fix: Fix;
  /** 0 to 1: how much of the evidence was seen in the document itself. */
  confidence: number;
}

/** What one signature covers, for the margin of the XML view. Offsets in UTF-16 units of the source. */
export interface Coverage {
  signature: number;
  source: number;
  offset: number;
  length: number;
  line: number;
  endLine: number;
  verified: boolean;
}

/** An instant from which a login starts or stops counting, and what sets it. */
export interface Boundary {
  edge: 'start' | 'stop';
  /** Epoch milliseconds: the first at which it counts, or the first at which it does not any more. */
  at: number;
  /** The time as the document or certificate has it, without the tolerance of clocks. */
  limit: number;
  attribute: 'NotBefore' | 'NotOnOrAfter' | 'SessionNotOnOrAfter' | 'notBefore' | 'notAfter' | 'rollover';
  /** The element that carries it, or the subject of the certificate; for a rollover the key that signed. */
  element: string;
  /** The check that fails or warns beyond it. */
  check: string;
  /** Under the policy it was judged by, a login beyond it is refused; else it only warns. */
  decides: boolean;
}

/** From when until when the times in a login let it pass, whatever else is wrong with it. */
export interface Validity {
  issuedAt: number | null;
  /** Null: nothing sets it. */
  startsAt: number | null;
  stopsAt: number | null;
  /** It stops before it starts. */
  never: boolean;
  /** In order of time. */
  boundaries: Boundary[];
  /** Seconds of tolerance that were counted in. */
  clockSkew: number;
}

/** A part of a source, whole in what covers it. Offsets in UTF-16 units. */
export interface Stretch {
  source: number;
  offset: number;
  length: number;
  /** Indices into Facts.signatures, of verified ones alone; empty: nothing covers it. */
  coveredBy: number[];
}

export interface LensSignature {
  /** Index into Facts.signatures. */
  signature: number;
  /** The bytes the digest was computed over; null where none was, or they are too many to be read. */
  canonicalText: string | null;
  /** Paths of the elements whose ID its Reference names: with more than one nobody can say which was signed. */
  targets: string[];
}

/** What a reader takes that looks by name and reads the first text node; beside it what was signed. */
export interface LensReading {
  /** Which of several it takes. The last is told where nothing covers it and it says something else. */
  reader: 'first' | 'last';
  /** NameID, Issuer, or the Name of an Attribute. */
  what: string;
  taken: string;
  /** Path of the element it was taken from. */
  from: string;
  /** Read from the canonical bytes of a verified signature; null where they have none. */
  signed: string | null;
  differs: boolean;
  /** A verified signature covers the place it was taken from. */
  covered: boolean;
}

/** What signatures cover to the byte. Made only when asked for. */
export interface Lens {
  signatures: LensSignature[];
  stretches: Stretch[];
  readings: LensReading[];
  /** Paths of signatures in places where none counts: nothing that they cover is signed. */
  strays: string[];
}

/** Where the rules of a judge were read, and when (YYYY-MM-DD). */
export interface JudgeSource {
  what: string;
  url: string;
  date: string;
}

/** How another program would decide on the Response, by the options it has unless somebody sets them. */
export interface JudgeCell {
  id: string;
  name: string;
  /** Of the program whose rules these are. */
  version: string;
  verdict: 'accept' | 'reject' | 'unknown';
  /** For `reject`: the rule of that judge that is broken first. */
  rule?: string;
  /** For `reject`: what it shows, in its own words. */
  error?: string;
  /** For `reject`: what it wants; for `accept`: what is refused here, and not there. */
  because?: string;
  /** For `unknown`: what is not known of it, or was not given. */
  unknown?: string;
  defaults: string[];
  /**
   * `real`: its answers are compared with those of the real program, over every response of this program's tests. `source`: the rules were
   * read in its source code. `documents`: in the standard, or in what its vendor publishes.
   */
  basis: 'real' | 'source' | 'documents';
  sources: JudgeSource[];
}

/** How far the answers of a judge can be relied on, beside its name. */
export const basisWords: Readonly<Record<JudgeCell['basis'], string>> = { real: 'tested against the real one', source: 'from its source code', documents: 'as documented' };

/** A text the Report's locations point into: the document itself, then every decrypted plaintext. */
export interface Source {
  name: string;
  text: string;
}

export type DocumentKind =
  | 'response' | 'assertion' | 'request' | 'logout-request' | 'logout-response' | 'metadata' | 'certificate'
  | 'private-key' | 'public-key' | 'csr' | 'html' | 'json' | 'har' | 'saml1' | 'ws-federation' | 'soap' | 'xml' | 'text' | 'binary' | 'empty';

export interface DocumentSummary {
  kind: DocumentKind;
  binding: string | null;
  parameter: string | null;
  relayState: string | null;
  /** The URL or form action it was sent to, when the capture said it. */
  destination: string | null;
  /** Bytes of the XML (or other content) after the binding was undone. */
  bytes: number;
  /** SHA-256 of the original bytes as handed in, hexadecimal. */
  sha256: string;
  /** What was undone or repaired on the way in. */
  notes: { code: string; message: string }[];
  /** How many messages the input held; this Report is about `index` (from 0). */
  messages: number;
  index: number;
}

export interface Report {
  verdict: Verdict;
  /** The one sentence on top. */
  headline: string;
  document: DocumentSummary;
  /** Read from canonical bytes that a trusted key's signature covered, or null. */
  identity: Identity | null;
  facts: Facts;
  findings: Finding[];
  outcomes: CheckOutcome[];
  diagnoses: Diagnosis[];
  coverage: Coverage[];
  sources: Source[];
  counts: Record<Outcome, number>;
  policy: 'practice' | 'strict';
  /** The clock reading the document was judged at, ISO 8601. */
  judgedAt: string;
  /** Where there is an assertion and `origin` was said; a Report kept by an older version has none. */
  validity?: Validity;
  /** Where it was asked for. */
  lens?: Lens;
  /** Where it was asked for: how others would decide, of a Response alone. */
  judges?: JudgeCell[];
}

const order: Record<Outcome, number> = { fail: 0, warn: 1, skip: 2, pass: 3 };

/** Failures first, then warnings, skips, passes; document order within each. */
export function compareFindings(a: Finding, b: Finding): number {
  return order[a.outcome] - order[b.outcome] || (a.at?.offset ?? 0) - (b.at?.offset ?? 0);
}
