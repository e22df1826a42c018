/**
 * Who logged in, read a second time from nothing but the canonical bytes that a verified signature covered. The first
 * reading (of the document as it came) serves checks and screen; the two must agree or nothing is believed.
 */
import type { Assertion, Attribute, Identity, Instant } from '../model.ts';
import { readAssertion } from './assertion.ts';
import { saml, samlp } from './names.ts';
import type { Tree } from './tree.ts';
import { readXml } from './xml.ts';

/** A second reading. `assertion` carries node references into the canonical bytes: never use them as places. */
export interface VerifiedReading {
  identity: Identity | null;
  assertion: Assertion | null;
  /** Why there is no assertion to read; null when there is one. */
  problem: string | null;
}

const nothing = (problem: string): VerifiedReading => ({ identity: null, assertion: null, problem });

/** What an assertion says of the person. Values of attributes with the same Name are put together, in order. */
export function identityOf(assertion: Assertion, coveredBy: Identity['coveredBy'], verifiedBy: string | null): Identity {
  const attributes: Record<string, string[]> = {};
  for (const { name, values } of assertion.attributes) {
    if (Object.hasOwn(attributes, name)) for (const value of values) attributes[name]!.push(value);
    // An attribute called __proto__ is one like any other: assigning it would do something else.
    else if (name === '__proto__') Object.defineProperty(attributes, name, { value: values.slice(), enumerable: true, configurable: true, writable: true });
    else attributes[name] = values.slice();
  }
  const nameID = assertion.subject?.nameID ?? null;
  return {
    nameID: nameID?.value ?? null,
    nameIDFormat: nameID?.format ?? null,
    nameQualifier: nameID?.nameQualifier ?? null,
    spNameQualifier: nameID?.spNameQualifier ?? null,
    sessionIndex: assertion.authnStatements.find((statement) => statement.sessionIndex !== null)?.sessionIndex ?? null,
    issuer: assertion.issuer?.value ?? null,
    attributes,
    verifiedBy,
    coveredBy,
  };
}

/**
 * Reads the assertion again from the canonical form of the covered element: the Assertion itself, or a Response that
 * holds exactly one. An assertion that is still encrypted there must be decrypted and given to `identityOf`.
 */
export function readIdentity(bytes: Uint8Array, coveredBy: Identity['coveredBy'], verifiedBy: string | null = null, source = 0): VerifiedReading {
  const reading = readXml(bytes, (tree) => readCovered(tree, coveredBy, verifiedBy, source));
  return reading.ok ? reading.value : nothing(`The signed content could not be read again: ${reading.fault.message}`);
}

function readCovered(tree: Tree, coveredBy: Identity['coveredBy'], verifiedBy: string | null, source: number): VerifiedReading {
  const wanted = coveredBy === 'Response' ? samlp.Response : saml.Assertion;
  if (tree.kind(0) !== wanted) return nothing(`The signed content is the element "${tree.local(0)}", not the ${coveredBy} the signature was said to cover.`);
  let element = 0;
  if (coveredBy === 'Response') {
    const assertions = tree.childrenOf(0, saml.Assertion);
    const encrypted = tree.childrenOf(0, saml.EncryptedAssertion).length;
    if (assertions.length + encrypted !== 1) return nothing(`The signed Response holds ${assertions.length + encrypted} assertions; exactly one is needed to tell who logged in.`);
    if (encrypted === 1) return nothing('The assertion in the signed Response is encrypted.');
    element = assertions[0]!;
  }
  const assertion = readAssertion(tree, source, element, 'plain');
  return { identity: identityOf(assertion, coveredBy, verifiedBy), assertion, problem: null };
}

type Value = string | number | boolean | null | undefined;

function shown(value: Value): string {
  if (value === null || value === undefined) return 'nothing';
  const text = String(value);
  return `"${text.length > 120 ? text.slice(0, 120) + '…' : text}"`;
}

/** A sentence when the two values differ. */
const differs = (what: string, first: Value, second: Value): string | null =>
  first === second ? null : `${what} reads ${shown(first)} in the document and ${shown(second)} in the signed content.`;

const differsAt = (what: string, first: Instant | null, second: Instant | null): string | null => differs(what, first?.text ?? null, second?.text ?? null);

/** The first difference between two lists, their lengths first. */
function differsIn<Item>(what: string, first: readonly Item[], second: readonly Item[], compare: (a: Item, b: Item) => string | null): string | null {
  if (first.length !== second.length) return differs(`The number of ${what}`, first.length, second.length);
  for (let index = 0; index < first.length; index++) {
    const difference = compare(first[index]!, second[index]!);
    if (difference !== null) return difference;
  }
  return null;
}

const differsText = (what: string) => (first: string, second: string): string | null => differs(what, first, second);

function subjectDiffers(first: Assertion['subject'], second: Assertion['subject']): string | null {
  if (first === null || second === null) return differs('The number of Subject elements', first === null ? 0 : 1, second === null ? 0 : 1);
  const a = first.nameID;
  const b = second.nameID;
  // A decrypted NameID stands only in the first reading: the covered bytes hold its ciphertext.
  const isDecrypted = first.encryptedID && second.encryptedID;
  const nameID = isDecrypted ? null
    : differs('NameID', a?.value, b?.value) ?? differs('NameID Format', a?.format, b?.format)
    ?? differs('NameQualifier', a?.nameQualifier, b?.nameQualifier) ?? differs('SPNameQualifier', a?.spNameQualifier, b?.spNameQualifier)
    ?? differs('SPProvidedID', a?.spProvidedID, b?.spProvidedID);
  return nameID ?? differs('EncryptedID', first.encryptedID, second.encryptedID) ?? differsIn('SubjectConfirmation elements', first.confirmations, second.confirmations, (x, y) =>
    differs('SubjectConfirmation Method', x.method, y.method) ?? differs('Recipient', x.recipient, y.recipient)
    ?? differs('SubjectConfirmationData InResponseTo', x.inResponseTo, y.inResponseTo) ?? differs('Address', x.address, y.address)
    ?? differsAt('SubjectConfirmationData NotBefore', x.notBefore, y.notBefore) ?? differsAt('SubjectConfirmationData NotOnOrAfter', x.notOnOrAfter, y.notOnOrAfter)
    ?? differs('SubjectConfirmationData', x.hasData, y.hasData));
}

function conditionsDiffer(first: Assertion['conditions'], second: Assertion['conditions']): string | null {
  if (first === null || second === null) return differs('The number of Conditions elements', first === null ? 0 : 1, second === null ? 0 : 1);
  return differsAt('Conditions NotBefore', first.notBefore, second.notBefore) ?? differsAt('Conditions NotOnOrAfter', first.notOnOrAfter, second.notOnOrAfter)
    ?? differsIn('AudienceRestriction elements', first.audienceRestrictions, second.audienceRestrictions, (x, y) => differsIn('Audience elements', x, y, differsText('Audience')))
    ?? differs('The number of OneTimeUse elements', first.oneTimeUse, second.oneTimeUse)
    ?? differs('The number of ProxyRestriction elements', first.proxyRestrictions, second.proxyRestrictions)
    ?? differsIn('other conditions', first.unknown, second.unknown, differsText('A condition'));
}

const sameTexts = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((text, index) => text === second[index]);

function attributeDiffers(first: Attribute, second: Attribute): string | null {
  const { name } = first;
  if (name !== second.name) return differs('Attribute Name', name, second.name);
  // The words are put together only when there is something to say: there may be thousands of attributes.
  if (first.nameFormat !== second.nameFormat) return differs(`NameFormat of "${name}"`, first.nameFormat, second.nameFormat);
  if (first.friendlyName !== second.friendlyName) return differs(`FriendlyName of "${name}"`, first.friendlyName, second.friendlyName);
  if (first.structured !== second.structured) return differs(`The number of structured values of "${name}"`, first.structured, second.structured);
  if (sameTexts(first.values, second.values)) return null;
  return differsIn(`values of "${name}"`, first.values, second.values, differsText(`A value of "${name}"`));
}

const withoutSignature = (children: readonly string[]): string[] => children.filter((name) => name !== 'Signature');

/**
 * Compares the reading of the document with the reading of the signed bytes: null when they say the same, else a
 * sentence naming the first difference. The Signature (removed before signing), comments and CDATA (gone in canonical
 * form), places and what was decrypted are no differences.
 */
export function sameReading(first: Assertion, second: Assertion): string | null {
  return differs('Assertion ID', first.id, second.id)
    ?? differs('Assertion Version', first.version, second.version)
    ?? differsAt('Assertion IssueInstant', first.issueInstant, second.issueInstant)
    ?? differs('Issuer', first.issuer?.value, second.issuer?.value)
    ?? differs('Issuer Format', first.issuer?.format, second.issuer?.format)
    ?? subjectDiffers(first.subject, second.subject)
    ?? conditionsDiffer(first.conditions, second.conditions)
    ?? differsIn('AuthnStatement elements', first.authnStatements, second.authnStatements, (x, y) =>
      differsAt('AuthnInstant', x.authnInstant, y.authnInstant) ?? differs('SessionIndex', x.sessionIndex, y.sessionIndex)
      ?? differsAt('SessionNotOnOrAfter', x.sessionNotOnOrAfter, y.sessionNotOnOrAfter)
      ?? differs('AuthnContextClassRef', x.authnContextClassRef, y.authnContextClassRef))
    ?? differs('The number of AttributeStatement elements', first.attributeStatements, second.attributeStatements)
    ?? differs('The number of EncryptedAttribute elements', first.encryptedAttributes, second.encryptedAttributes)
    ?? differsIn('attributes', first.attributes.filter((attribute) => !attribute.encrypted), second.attributes, attributeDiffers)
    ?? differsIn('child elements', withoutSignature(first.children), withoutSignature(second.children), differsText('A child element of the Assertion'));
}
