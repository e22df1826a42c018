/** The one judge: a document and what to expect of it become a Report. Decode, parse, read, verify, check. */
import { runChecks, type CheckResult } from './checks/run.ts';
import { checkById } from './checks/index.ts';
import { diagnose } from './diagnoses/index.ts';
import { fileKind } from './file-kinds.ts';
import { compareFindings, type Coverage, type Diagnosis, type DocumentKind, type DocumentSummary, type Finding, type Outcome, type Report, type Source, type Verdict } from './finding.ts';
import { elementOf, nodeRef, sourceOf, type Assertion, type Expected, type Facts, type Identity, type NodeRef, type Place } from './model.ts';
import { decode } from './saml/binding.ts';
import { looksLikeCertificate, readCertificateFile, type Pkcs12Reader } from './saml/certificate-file.ts';
import { digestHex } from './saml/crypto.ts';
import type { Decoded, DecodedMessage } from './saml/binding/decoded.ts';
import { decodeHar } from './saml/har.ts';
import { bareLook } from './bare-look.ts';
import type { JudgeByAll } from './judges/judge.ts';
import { lensOf } from './lens.ts';
import { readDocument, type Reading, type SecondOpinion } from './reading.ts';
import type { Tree } from './saml/tree.ts';
import { keysInForce } from './rollover.ts';
import { validityOf } from './validity.ts';

/** Helpers that are costly to load and therefore handed in: without them the Report says less, never something else. */
export interface InspectTools {
  /** The independent verifier; asked about documents of 64 KiB and below. */
  secondOpinion?: SecondOpinion;
  readPkcs12?: Pkcs12Reader;
}

export interface InspectOptions extends InspectTools {
  /** Which of several messages in one paste (from 0). */
  index?: number;
  /** Hand out the canonical bytes and what covers what, for the lens of the screens. */
  lens?: boolean;
  /** Tell how other programs would decide: `judgeByAll`, which is handed in because few ask for it. */
  judges?: JudgeByAll;
  progress?(phase: 'decode' | 'parse' | 'verify' | 'check'): void;
}

/** Kinds that others are asked about: what came as a Response, or might have been one. */
const judged: readonly DocumentKind[] = ['response', 'assertion', 'xml'];

const noFacts: Facts = {
  fault: null, xml: null, response: null, assertion: null, request: null, logout: null, metadata: null, certificateFile: null, signatures: [], encrypted: [], trusted: [], readingDiffers: null,
};

/** Judges the document. Never throws for any bytes: what cannot be read is a Report too. */
export function inspect(document: Uint8Array | string, against: Expected, options: InspectOptions = {}): Report {
  const expected = keysInForce(against);
  const most = largestInput(document);
  if (document.length > most) return tooLargeReport(document.length, most, expected);
  options.progress?.('decode');
  const decoded = decodeAll(document);
  const index = Math.min(options.index ?? 0, Math.max(0, decoded.messages.length - 1));
  const message = decoded.messages[index];
  if (message === undefined) {
    const fault = decoded.fault ?? { code: 'empty' as const, message: 'There is nothing here.' };
    const kind: DocumentKind = fault.code === 'empty' ? 'empty' : 'text';
    return report(emptySummary(kind, lengthOf(document)), { facts: faulty(fault.code, fault.message, fault.limit), trees: [] }, expected);
  }
  const summary = summaryOf(message, decoded.messages.length, index);
  // A certificate comes in more dresses than a binding undoes: a key in a JSON field, a lone X509Certificate element, an SSH key.
  if (message.kind === 'certificate' || (mayBeCertificate(message, decoded) && looksLikeCertificate(document))) return certificateReport(decoded.messages.length === 1 ? document : message.bytes, summary, expected, options);
  if (message.fault !== null) {
    const { code, message: words, limit } = message.fault;
    const kind = code === 'unrecognised' || code === 'base64-broken' ? fileKind(document) : null;
    return report(summary, { facts: kind === null ? faulty(code, words, limit) : faulty('unrecognised', kind), trees: [] }, expected);
  }
  if (message.kind !== 'xml') return report(summary, { facts: faulty(`document-is-${message.kind}`, otherContent[message.kind] ?? 'This is not SAML.'), trees: [], text: textOf(message.bytes) }, expected);
  const reading = readDocument(message, expected, options);
  summary.kind = reading.kind;
  return report(summary, reading, asReceived(message, expected), options);
}

/** A capture is as many messages as its entries hold; one without any stays a capture. */
export function decodeAll(document: Uint8Array | string): Decoded {
  const decoded = decode(document);
  const [first] = decoded.messages;
  if (first?.kind !== 'har') return decoded;
  const captured = decodeHar(first.bytes);
  return captured.messages.length === 0 ? decoded : captured;
}

/** What the capture itself says of how the message came, where the caller did not know better. */
function asReceived(message: DecodedMessage, expected: Expected): Expected {
  if (message.parameter === null) return expected;
  const received: Expected = { ...expected };
  if (received.binding === undefined && message.binding !== null) received.binding = message.binding;
  if (received.relayState === undefined) received.relayState = message.relayState;
  return received;
}

const mebibyte = 1024 * 1024;
/** The largest document that is read has 8 MiB; in base64, in lines or URL-encoded, it has 12. Looking for one in more costs memory and finds none. */
const messageLimit = 12 * mebibyte;
/** A browser's capture, which is JSON, holds a whole session, most of it pages and scripts. */
const captureLimit = 32 * mebibyte;

/** Bytes or characters of such an input that are looked at. A byte order mark, and the zeros of UTF-16, may stand before the JSON. */
export function largestInput(document: Uint8Array | string): number {
  const start = typeof document === 'string' ? document.slice(0, 100) : Buffer.from(document.subarray(0, 100)).toString('latin1');
  return /^[\s\0\u00ef\u00bb\u00bf\ufeff\u00fe\u00ff]*[{[][\s\0]*["{[]/.test(start) ? captureLimit : messageLimit;
}

/** The Report about input that was too large to be looked at. Units of the limit: characters or bytes, as handed in. */
export function tooLargeReport(size: number, limit: number, expected: Expected): Report {
  const megabytes = (bytes: number): string => `${(bytes / mebibyte).toFixed(1)} MB`;
  return report(emptySummary('text', size), { facts: faulty('too-large', `The input is ${megabytes(size)}; the most that is read is ${megabytes(limit)}.`, limit), trees: [] }, expected);
}

const otherContent: Partial<Record<DecodedMessage['kind'], string>> = {
  html: 'This is a web page without a SAML message in it: a sign-in page or an error page, probably.',
  json: 'This is JSON, not SAML.',
  har: 'This is a browser’s network capture (HAR), and no SAML message is in it. Start the capture before the login, and keep the log over page changes.',
  text: 'This is text without a SAML message in it.',
  binary: 'These bytes are neither XML nor a certificate.',
  empty: 'There is nothing here.',
};

const lengthOf = (document: Uint8Array | string): number => document.length;
const LESS = 0x3c;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes.subarray(0, 2_000_000));

/** Not what a parameter carried, and XML only where a certificate's own element begins it. */
function mayBeCertificate(message: DecodedMessage, decoded: Decoded): boolean {
  if (message.kind === 'har' || message.parameter !== null || decoded.messages.length !== 1) return false;
  if (message.kind !== 'xml') return true;
  const head = message.bytes.subarray(0, 200);
  return /^\s*<(?:[\w-]+:)?X509/.test(head[0] === LESS ? latin1(head) : textOf(head));
}

function summaryOf(message: DecodedMessage, messages: number, index: number): DocumentSummary {
  // Bytes are the caller's and may change; a text stays what it is, so its SHA-256, a tenth of the whole work, waits until it is looked at.
  let { original } = message;
  let sha256 = typeof original === 'string' ? null : digestHex('sha256', original);
  return {
    kind: message.kind,
    binding: message.binding,
    parameter: message.parameter,
    relayState: message.relayState,
    destination: message.destination ?? message.query?.url ?? null,
    bytes: message.bytes.length,
    get sha256() {
      sha256 ??= digestHex('sha256', original);
      original = '';
      return sha256;
    },
    notes: message.notes,
    messages,
    index,
  };
}

function emptySummary(kind: DocumentKind, bytes: number): DocumentSummary {
  return { kind, binding: null, parameter: null, relayState: null, destination: null, bytes, sha256: '', notes: [], messages: 0, index: 0 };
}

function faulty(code: string, message: string, limit?: number): Facts {
  return { ...noFacts, fault: { code, message, line: null, column: null, limit: limit ?? null } };
}

const certificateKinds: Partial<Record<string, DocumentKind>> = {
  'private-key': 'private-key', 'encrypted-private-key': 'private-key', 'public-key': 'public-key', csr: 'csr',
};

function certificateReport(document: Uint8Array | string, summary: DocumentSummary, expected: Expected, options: InspectOptions): Report {
  const file = readCertificateFile(document, {
    ...(expected.passphrase === undefined ? {} : { passphrase: expected.passphrase }),
    ...(options.readPkcs12 === undefined ? {} : { pkcs12: options.readPkcs12 }),
  });
  // A private key is named for what it is and never shown again.
  const isSecret = file.hasPrivateKey || file.form === 'private-key' || file.form === 'encrypted-private-key';
  const isText = file.form !== 'DER' && file.form !== 'PKCS#12';
  const text = isSecret || !isText ? '' : typeof document === 'string' ? document : textOf(document);
  const kind = certificateKinds[file.form] ?? 'certificate';
  return report({ ...summary, kind, notes: [...summary.notes, ...file.notes] }, { facts: { ...noFacts, certificateFile: file }, trees: [], text }, expected);
}

interface ToReport {
  facts: Facts;
  trees: readonly Tree[];
  sourceNames?: readonly string[];
  identity?: Identity | null;
  /** For documents that are not XML. */
  text?: string;
}

function report(document: DocumentSummary, reading: ToReport | Reading, expected: Expected, options: InspectOptions = {}): Report {
  options.progress?.('check');
  const { facts, trees } = reading;
  const { results, outcomes, counts, silent } = runChecks(facts, expected, document.kind);
  const problems = results.map((result) => findingOf(result, trees));
  problems.sort(compareFindings);
  const findings = problems.concat(silent);
  const diagnoses = diagnose(facts, expected, results);
  const verdict = verdictOf(document, facts, reading.identity ?? null, counts);
  // Nobody is named whose login is refused: the values stay visible as facts, labelled with what covers them.
  const identity = verdict === 'accept' ? (reading.identity ?? null) : null;
  // For the time line of the screens; whoever judges in bulk does not ask for it.
  const validity = expected.origin === undefined ? null : validityOf(facts, expected);
  const headline = headlineOf(verdict, document, facts, diagnoses, findings, counts.warn);
  return {
    verdict,
    headline,
    document,
    identity,
    facts,
    findings,
    outcomes,
    diagnoses,
    coverage: coverageOf(facts, trees),
    sources: sourcesOf(reading),
    counts,
    policy: expected.policy,
    judgedAt: new Date(expected.now).toISOString(),
    ...(validity === null ? {} : { validity }),
    ...(options.lens === true && trees.length > 0 ? { lens: lensOf(facts, trees) } : {}),
    ...(options.judges !== undefined && judged.includes(document.kind) ? { judges: options.judges({ facts, expected, bare: bareLook(facts, trees, expected), findings, verdict, headline }) } : {}),
  };
}

function findingOf(result: CheckResult, trees: readonly Tree[]): Finding {
  const { problem } = result;
  const finding: Finding = { check: result.check, outcome: result.outcome, severity: result.severity, message: problem.message };
  if (problem.expected !== undefined) finding.expected = problem.expected;
  if (problem.actual !== undefined) finding.actual = problem.actual;
  if (problem.fix !== undefined) finding.fix = problem.fix;
  const reference = checkById(result.check)?.spec;
  if (reference !== undefined) finding.spec = reference.text;
  if (problem.place !== undefined) {
    const at = locate(problem.place, trees);
    if (at !== undefined) finding.at = at;
  }
  return finding;
}

/** The place as line, column and length in its source; an element is shown by its start tag. */
function locate(place: Place, trees: readonly Tree[]): Finding['at'] {
  const node: NodeRef = typeof place === 'number' ? place : place.node;
  const source = sourceOf(node);
  const element = elementOf(node);
  const tree = trees[source];
  if (tree === undefined || element >= tree.count) return undefined;
  const attribute = typeof place === 'number' ? null : tree.attributeSpan(element, place.attribute);
  const leaf = tree.firstChild(element) === -1;
  const start = attribute?.start ?? tree.start(element);
  const stop = attribute?.stop ?? (leaf ? tree.stop(element) : Math.max(start, tree.contentStart(element)));
  const from = tree.locate(start);
  const to = tree.locate(stop);
  const path = typeof place === 'number' ? tree.path(element) : `${tree.path(element)}/@${place.attribute}`;
  return { path: source === 0 ? path : `decrypted ${path}`, source, line: from.line, column: from.column, offset: from.offset, length: to.offset - from.offset };
}

function coverageOf(facts: Facts, trees: readonly Tree[]): Coverage[] {
  const coverage: Coverage[] = [];
  for (const [index, signature] of facts.signatures.entries()) {
    const source = sourceOf(signature.parent);
    const tree = trees[source];
    if (tree === undefined || signature.detached) continue;
    const element = elementOf(signature.parent);
    const from = tree.locate(tree.start(element));
    const to = tree.locate(tree.stop(element));
    coverage.push({ signature: index, source, offset: from.offset, length: to.offset - from.offset, line: from.line, endLine: to.line, verified: signature.result === 'verified' });
  }
  return coverage;
}

function sourcesOf(reading: ToReport | Reading): Source[] {
  if (reading.trees.length === 0) return 'text' in reading && reading.text !== undefined && reading.text !== '' ? [{ name: 'document', text: reading.text }] : [];
  return reading.trees.map((tree, index) => ({ name: reading.sourceNames?.[index] ?? 'document', text: tree.documentText }));
}

/** Kinds that are of use as they stand. Every other says who logged in or out, or nothing, and is worth nothing without a verified signature. */
const plainKinds: readonly DocumentKind[] = ['metadata', 'certificate', 'private-key', 'public-key', 'csr'];

/** What the fields of the bindings carry (saml-bindings 3.4.4, 3.5.4). Anything else in one is no message, whoever signed it. */
const carriedBy: Readonly<Record<string, readonly DocumentKind[]>> = { SAMLRequest: ['request', 'logout-request'], SAMLResponse: ['response', 'logout-response'] };
const isMisplaced = ({ parameter, kind }: DocumentSummary): boolean => parameter !== null && carriedBy[parameter]?.includes(kind) === false;

function verdictOf(document: DocumentSummary, facts: Facts, identity: Identity | null, counts: Record<Outcome, number>): Verdict {
  if (counts.fail > 0) return 'reject';
  if (isMisplaced(document)) return 'unverified';
  if (plainKinds.includes(document.kind)) return 'accept';
  return isCovered(document.kind, facts, identity) ? 'accept' : 'unverified';
}

function isCovered(kind: DocumentKind, facts: Facts, identity: Identity | null): boolean {
  const covered = (assertion: Assertion | null | undefined): boolean => assertion != null && assertion.coveredBy.length > 0 && identity !== null;
  if (kind === 'response') return covered(facts.response?.assertions[0]);
  if (kind === 'assertion') return covered(facts.assertion);
  return facts.signatures.some((signature) => signature.result === 'verified' && (signature.detached || signature.parent === nodeRef(0, 0)));
}

const nouns: Partial<Record<DocumentKind, string>> = {
  response: 'response', assertion: 'assertion', request: 'request', 'logout-request': 'logout request', 'logout-response': 'logout response', metadata: 'metadata', certificate: 'certificate', 'public-key': 'public key',
};

function headlineOf(verdict: Verdict, document: DocumentSummary, facts: Facts, diagnoses: readonly Diagnosis[], findings: readonly Finding[], warnings: number): string {
  const noun = nouns[document.kind] ?? 'document';
  if (verdict === 'reject') return diagnoses[0]?.message ?? findings.find((each) => each.outcome === 'fail')?.message ?? `The ${noun} is rejected.`;
  const but = warnings === 0 ? '' : `, with ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  if (verdict === 'accept') {
    if (document.kind === 'metadata') return `The metadata can be used${but}.`;
    if (plainKinds.includes(document.kind)) return `The ${noun} was read${but}.`;
    return `The ${noun} is accepted${but}: a key you gave signed it, and every check that could be made passed.`;
  }
  if (isMisplaced(document)) return `${document.parameter} holds no ${document.parameter === 'SAMLRequest' ? 'request' : 'response'}: this is ${noun === 'metadata' ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`}.`;
  if (diagnoses[0]?.id === 'no-decryption-key') return diagnoses[0].message;
  if (facts.signatures.length === 0) return `Nothing in this ${noun} is verified: it carries no signature.`;
  return `Nothing in this ${noun} is verified: no signing key of the sender was given to judge it by.`;
}
