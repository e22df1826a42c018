/** From one decoded XML message to Facts: parse, verify, decrypt, read, and read again from the signed bytes. */
import type { DocumentKind } from './finding.ts';
import { elementOf, nodeRef, sourceOf, type Assertion, type Expected, type Facts, type Identity, type NodeRef, type Signature, type XmlFacts } from './model.ts';
import { readAssertion, readAttribute } from './saml/assertion.ts';
import type { DecodedMessage } from './saml/binding/decoded.ts';
import { decryptAll } from './saml/encryption.ts';
import { identityOf, readIdentity, sameReading } from './saml/identity.ts';
import { readLogout } from './saml/logout.ts';
import { readMetadata } from './saml/metadata.ts';
import { kindOf, md, saml, samlp } from './saml/names.ts';
import { readNameID } from './saml/read.ts';
import { repeatedElement } from './saml/repeated.ts';
import { readAuthnRequest } from './saml/request.ts';
import { readResponse, strayAssertions } from './saml/response.ts';
import { verifyQuery } from './saml/redirect-signature.ts';
import { findDamage, isSuspect } from './saml/forensics.ts';
import { keySearch, prepareKeys, type PreparedKey } from './saml/signature-keys.ts';
import { verifySignatures, type Covered as CoveredElement } from './saml/signature.ts';
import type { Tree } from './saml/tree.ts';
import { readXmlFacts } from './saml/xml-facts.ts';
import { parseOwnXml, parseXml } from './saml/xml.ts';
import { ns } from './urns.ts';

/** Asks the independent verifier about one signature of the document. */
export type SecondOpinion = (xml: string, signature: { parentID: string | null; index: number; key: string }) => { verdict: 'verified' | 'failed' | 'error'; message: string | null; bytes: Uint8Array | null };

/** Canonical bytes under a verified signature; `signature` counts through all sources. */
type Covered = CoveredElement & { source: number };

export interface Reading {
  kind: DocumentKind;
  facts: Facts;
  /** Source 0 is the document, the others decrypted plaintexts. */
  trees: Tree[];
  sourceNames: string[];
  identity: Identity | null;
}

/**
 * What the second opinion is asked about: it is a hundred times slower than ours, its time grows with the square of the elements, and each
 * question reads the document anew. A login has two signatures and less than a hundred elements. Elements are counted for each question.
 */
const opinionLimits = { bytes: 64 * 1024, questions: 8, elements: 4000 };

const kinds = new Map<number, DocumentKind>([
  [samlp.Response!, 'response'], [saml.Assertion!, 'assertion'], [saml.EncryptedAssertion!, 'assertion'], [samlp.AuthnRequest!, 'request'], [samlp.LogoutRequest!, 'logout-request'], [samlp.LogoutResponse!, 'logout-response'],
  [md.EntityDescriptor!, 'metadata'], [md.EntitiesDescriptor!, 'metadata'],
  [kindOf(ns.saml1p, 'Response'), 'saml1'], [kindOf(ns.saml1, 'Assertion'), 'saml1'],
  [kindOf(ns.wstrust, 'RequestSecurityTokenResponse'), 'ws-federation'], [kindOf(ns.wstrust, 'RequestSecurityTokenResponseCollection'), 'ws-federation'],
  [kindOf(ns.soap, 'Envelope'), 'soap'],
]);

export function readDocument(message: DecodedMessage, expected: Expected, tools: { secondOpinion?: SecondOpinion; progress?(phase: 'parse' | 'verify'): void }): Reading {
  tools.progress?.('parse');
  const parsed = message.isOwn ? parseOwnXml(message.bytes) : parseXml(message.bytes);
  const trusted = prepareKeys(expected.idp?.keys ?? []);
  const facts: Facts = {
    fault: null, xml: null, response: null, assertion: null, request: null, logout: null, metadata: null, certificateFile: null, signatures: [], encrypted: [],
    trusted: trusted.map((key) => ({ source: key.source, use: key.use, certificate: key.certificate, keySha256: key.keySha256, keyType: key.keyType, keyBits: key.keyBits })),
    readingDiffers: null,
  };
  if (!parsed.ok) {
    const { code, message: words, line, column, limit } = parsed.fault;
    facts.fault = { code, message: words, line, column, limit: limit ?? null };
    lookForDamage(message, message.bytes, facts, trusted, prepareKeys(expected.otherKeys ?? []), expected);
    return { kind: 'xml', facts, trees: [], sourceNames: [], identity: null };
  }
  const { tree } = parsed;
  const trees = [tree];
  const sourceNames = ['document'];
  const kind = kinds.get(tree.kind(0)) ?? 'xml';

  tools.progress?.('verify');
  facts.xml = readXmlFacts(tree, 0, parsed.transcodedFrom ?? null);
  const covered: Covered[] = [];
  const keys = trusted.filter((key) => key.use !== 'encryption');
  // Those of Expected first, so that the index that is found is one into it; encryption keys of this identity provider after them.
  const otherKeys = [...prepareKeys(expected.otherKeys ?? []), ...trusted.filter((key) => key.use === 'encryption')];
  const search = keySearch();
  const verifyIn = (each: Tree, source: number): void => {
    const result = verifySignatures(each, source, keys, { otherKeys, search });
    for (const { signature, element, bytes } of result.covered) covered.push({ signature: signature + facts.signatures.length, element, bytes, source });
    add(facts.signatures, result.signatures);
  };
  // Metadata is signed by a federation, not by the keys it brings: those prove nothing about it.
  if (kind === 'metadata') add(facts.signatures, verifySignatures(tree, 0, []).signatures);
  else verifyIn(tree, 0);
  if (message.query !== null && message.query.signature !== null) facts.signatures.push(verifyQuery(message.query, keys, { otherKeys, parentName: tree.local(0), parentID: tree.attribute(0, 'ID') }));

  const plaintexts = decryptInto(tree, 0, trees, sourceNames, facts, expected, verifyIn);

  switch (kind) {
    case 'response': facts.response = readResponse(tree, 0, 0); break;
    // One that is encrypted is read when its plaintext is there.
    case 'assertion': facts.assertion = tree.kind(0) === saml.Assertion ? readAssertion(tree, 0, 0, 'plain') : null; break;
    case 'request': facts.request = readAuthnRequest(tree, 0, 0); break;
    case 'logout-request': case 'logout-response': facts.logout = readLogout(tree, 0, 0); break;
    case 'metadata': facts.metadata = readMetadata(tree, 0, 0, expected.entityID, expected.role ?? 'idp'); break;
    default: break;
  }
  attachPlaintexts(facts, trees, plaintexts);
  const encryptedIn = new Map(plaintexts.map((each) => [each.source, each.node]));
  markCoverage(facts, trees, encryptedIn);
  if (tools.secondOpinion !== undefined && tree.bytes.length <= opinionLimits.bytes) askSecondOpinion(facts, trees, covered, expected, tools.secondOpinion);
  const identity = readVerifiedIdentity(facts, trees, covered);
  lookForDamage(message, tree.bytes, facts, kind === 'metadata' ? [] : keys, kind === 'metadata' ? [] : otherKeys, expected);
  return { kind, facts, trees, sourceNames, identity };
}

/** After everything was judged, and for a person alone: it changes no outcome, and the network learns nothing of it. */
function lookForDamage(message: DecodedMessage, bytes: Uint8Array, facts: Facts, keys: readonly PreparedKey[], otherKeys: readonly PreparedKey[], expected: Expected): void {
  const signatures = facts.signatures.filter((signature) => sourceOf(signature.node) === 0);
  if ((facts.fault === null && !signatures.some(isSuspect)) || expected.origin === 'network') return;
  const damage = findDamage({ bytes, signatures, broken: facts.fault !== null, keys, otherKeys, query: message.query, relayState: expected.relayState ?? message.relayState });
  if (damage !== null) facts.damage = { ...damage, signatures: damage.signatures.map((index) => facts.signatures.indexOf(signatures[index]!)) };
}

/** One by one: a hostile document has more than a call takes as arguments. */
function add<Item>(to: Item[], items: readonly Item[]): void {
  for (const item of items) to.push(item);
}

interface Plaintext {
  source: number;
  /** The encrypted element it came from, in its own source. */
  node: NodeRef;
  what: 'EncryptedAssertion' | 'EncryptedID' | 'EncryptedAttribute' | 'EncryptedData';
}

/** Decrypts what one source holds, and what the plaintexts hold in turn. Each plaintext becomes a source of its own. */
function decryptInto(tree: Tree, source: number, trees: Tree[], names: string[], facts: Facts, expected: Expected, verifyIn: (tree: Tree, source: number) => void): Plaintext[] {
  const result = decryptAll(tree, source, expected.decryptionKeys ?? [], { origin: expected.origin ?? 'interactive' });
  const found: Plaintext[] = [];
  const first = facts.encrypted.length;
  add(facts.encrypted, result.encrypted);
  for (const plaintext of result.plaintexts) {
    const at = trees.push(plaintext.tree) - 1;
    names.push(plaintext.what === 'EncryptedID' ? 'decrypted NameID' : plaintext.what === 'EncryptedAttribute' ? 'decrypted attribute' : 'decrypted assertion');
    const fact = facts.encrypted[first + plaintext.index]!;
    fact.source = at;
    found.push({ source: at, node: fact.node, what: fact.what });
    mergeXmlFacts(facts.xml, readXmlFacts(plaintext.tree, at));
    verifyIn(plaintext.tree, at);
    // An EncryptedID inside an EncryptedAssertion is legal; deeper than that nothing is.
    if (source === 0) found.push(...decryptInto(plaintext.tree, at, trees, names, facts, expected, verifyIn));
  }
  return found;
}

function mergeXmlFacts(into: XmlFacts | null, more: XmlFacts): void {
  if (into === null) return;
  into.duplicateIDs.push(...more.duplicateIDs);
  into.straySignatures.push(...more.straySignatures);
  into.comments += more.comments;
  into.commentsInValues.push(...more.commentsInValues);
  into.cdataInValues.push(...more.cdataInValues);
}

/**
 * Puts decrypted assertions, identifiers and attributes where their ciphertext stood, when that is the very place the schema has for it.
 * What stands elsewhere inside is nobody's: in the KeyInfo of a signature no signature covers it, and anyone can encrypt for the receiver.
 */
function attachPlaintexts(facts: Facts, trees: readonly Tree[], plaintexts: readonly Plaintext[]): void {
  const assertions = (): Assertion[] => (facts.response === null ? (facts.assertion === null ? [] : [facts.assertion]) : facts.response.assertions);
  for (const { source, node, what } of plaintexts) {
    if (what !== 'EncryptedAssertion') continue;
    if (node === nodeRef(0, 0)) facts.assertion = readAssertion(trees[source]!, source, 0, 'decrypted');
    if (facts.response === null || around(trees, node) !== facts.response.node) continue;
    facts.response.assertions.push(readAssertion(trees[source]!, source, 0, 'decrypted'));
    facts.response.strayAssertions.push(...strayAssertions(trees[source]!, source, -1));
  }
  for (const { source, node, what } of plaintexts) {
    const parent = around(trees, node);
    if (parent === null) continue;
    if (what === 'EncryptedID') {
      const subject = assertions().find((assertion) => assertion.subject?.node === parent)?.subject;
      if (subject != null) subject.nameID ??= readNameID(trees[source]!, source, 0);
      else if (facts.logout?.node === parent) facts.logout.nameID ??= readNameID(trees[source]!, source, 0);
    } else if (what === 'EncryptedAttribute') {
      const grandparent = around(trees, parent);
      assertions().find((assertion) => assertion.node === grandparent)?.attributes.push(readAttribute(trees[source]!, source, 0, true));
    }
  }
}

/** The element around this one; null for a root. */
function around(trees: readonly Tree[], node: NodeRef): NodeRef | null {
  const source = sourceOf(node);
  const parent = trees[source]!.parent(elementOf(node));
  return parent === -1 ? null : nodeRef(source, parent);
}

function contains(trees: readonly Tree[], outer: NodeRef, inner: NodeRef): boolean {
  if (sourceOf(outer) !== sourceOf(inner)) return false;
  const tree = trees[sourceOf(outer)]!;
  const element = elementOf(outer);
  return elementOf(inner) >= element && elementOf(inner) < tree.end(element);
}

/**
 * What a verified signature covers: the element it stands in and all inside, and what was decrypted out of that, since the
 * ciphertext is covered too.
 */
function markCoverage(facts: Facts, trees: readonly Tree[], encryptedIn: ReadonlyMap<number, NodeRef>): void {
  const covers = (signature: Signature, node: NodeRef): boolean => {
    for (let at: NodeRef | undefined = node; at !== undefined; at = encryptedIn.get(sourceOf(at))) {
      // The signature itself is left out of what it covers.
      if (contains(trees, signature.parent, at) && (signature.detached || !contains(trees, signature.node, at))) return true;
    }
    return false;
  };
  facts.signatures.forEach((signature, index) => {
    if (signature.result !== 'verified') return;
    if (facts.response !== null) {
      if (signature.detached || covers(signature, facts.response.node)) facts.response.coveredBy.push(index);
      for (const assertion of facts.response.assertions) if (signature.detached || covers(signature, assertion.node)) assertion.coveredBy.push(index);
    }
    if (facts.assertion !== null && covers(signature, facts.assertion.node)) facts.assertion.coveredBy.push(index);
  });
}

function askSecondOpinion(facts: Facts, trees: readonly Tree[], covered: readonly Covered[], expected: Expected, ask: SecondOpinion): void {
  const given = (expected.idp?.keys ?? []).filter((key) => key.use !== 'encryption');
  const prepared = prepareKeys(given);
  let questions = 0;
  let elements = 0;
  facts.signatures.forEach((signature, index) => {
    if (signature.detached || (signature.result !== 'verified' && signature.result !== 'failed')) return;
    const source = sourceOf(signature.node);
    const tree = trees[source]!;
    if (tree.bytes.length > opinionLimits.bytes) return;
    const { bytes } = tree;
    const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    // For a failed one every given key is asked: were one to fit there, the two would disagree.
    const fits = prepared.findIndex((key) => key.source === signature.verifiedBy?.source && (key.certificate?.sha256 ?? null) === signature.verifiedBy.sha256);
    const asked = signature.result === 'verified' ? given.slice(fits, fits + 1) : given;
    let opinion: Signature['secondOpinion'] = null;
    for (const key of asked) {
      elements += tree.count;
      if (questions++ >= opinionLimits.questions || elements > opinionLimits.elements) break;
      const answer = ask(xml, { parentID: signature.parentID, index: positionIn(facts.signatures, index), key: key.material });
      const ours = covered.find((each) => each.signature === index)?.bytes;
      const differs = answer.verdict === 'verified' && ours !== undefined && answer.bytes !== null && !Buffer.from(ours).equals(answer.bytes);
      // It could not tell: an algorithm or a form of text it does not know. That is no opinion.
      if (answer.verdict === 'error') continue;
      opinion = differs ? { verdict: 'failed', message: 'It verified other bytes than ours.' } : { verdict: answer.verdict, message: answer.message };
      if (opinion.verdict === 'verified') break;
    }
    signature.secondOpinion = opinion;
  });
}

/** The how-manieth signature of its own source it is. */
function positionIn(signatures: readonly Signature[], index: number): number {
  const source = sourceOf(signatures[index]!.node);
  let position = 0;
  for (let at = 0; at < index; at++) if (sourceOf(signatures[at]!.node) === source && !signatures[at]!.detached) position++;
  return position;
}

/**
 * The identity, from canonical bytes alone. Its reading must agree with the first reading, by which the checks judged: where
 * they differ, or where the assertion can be read in two ways, nothing is believed and `readingDiffers` says why.
 */
function readVerifiedIdentity(facts: Facts, trees: readonly Tree[], covered: readonly Covered[]): Identity | null {
  const assertion = facts.response === null ? facts.assertion : facts.response.assertions.length === 1 ? facts.response.assertions[0]! : null;
  if (assertion === null || assertion.coveredBy.length === 0) return null;
  facts.readingDiffers = repeatedElement(trees[sourceOf(assertion.node)]!, elementOf(assertion.node));
  if (facts.readingDiffers !== null) return null;
  let identity: Identity | null = null;
  for (const index of assertion.coveredBy) {
    const signature = facts.signatures[index]!;
    const verifiedBy = signature.verifiedBy?.sha256 ?? null;
    const bytes = covered.find((each) => each.signature === index)?.bytes;
    const coveredBy = signature.parent === assertion.node ? 'Assertion' : 'Response';
    // The ciphertext is what that signature covered; the plaintext was decrypted from it and has no bytes of its own to re-read.
    if (bytes === undefined || (coveredBy === 'Response' && assertion.from === 'decrypted')) {
      identity ??= identityOf(assertion, coveredBy, verifiedBy);
      continue;
    }
    const again = readIdentity(bytes, coveredBy, verifiedBy, sourceOf(assertion.node));
    if (again.identity === null || again.assertion === null) {
      facts.readingDiffers = again.problem ?? 'The signed content could not be read again.';
      return null;
    }
    const difference = sameReading(assertion, again.assertion);
    if (difference !== null) {
      facts.readingDiffers = difference;
      return null;
    }
    identity ??= withOpened(again.assertion, again.identity, assertion);
  }
  return identity;
}

/** What was encrypted inside the assertion was opened beside the covered ciphertext: the reading of the bytes cannot hold it. */
function withOpened(again: Assertion, identity: Identity, assertion: Assertion): Identity {
  const opened = assertion.attributes.filter((attribute) => attribute.encrypted);
  const whole = opened.length === 0 ? identity : identityOf({ ...again, attributes: [...again.attributes, ...opened] }, identity.coveredBy, identity.verifiedBy);
  return whole.nameID === null && assertion.subject?.encryptedID === true ? { ...whole, ...nameOf(assertion) } : whole;
}

function nameOf(assertion: Assertion): Pick<Identity, 'nameID' | 'nameIDFormat' | 'nameQualifier' | 'spNameQualifier'> {
  const nameID = assertion.subject?.nameID ?? null;
  return { nameID: nameID?.value ?? null, nameIDFormat: nameID?.format ?? null, nameQualifier: nameID?.nameQualifier ?? null, spNameQualifier: nameID?.spNameQualifier ?? null };
}

