/** Assertion (saml-core 2.3.3) from the tree: one walk over the children of each element. */
import {
  nodeRef, type Assertion, type Attribute, type AuthnStatement, type Conditions, type Subject, type SubjectConfirmation,
} from '../model.ts';
import { ns } from '../urns.ts';
import { saml } from './names.ts';
import { childName, instantAttribute, readIssuer, readNameID, uriText } from './read.ts';
import type { Tree } from './tree.ts';

const {
  Issuer, Subject: SubjectKind, NameID, EncryptedID, SubjectConfirmation: SubjectConfirmationKind, SubjectConfirmationData,
  Conditions: ConditionsKind, AudienceRestriction, Audience, OneTimeUse, ProxyRestriction,
  AuthnStatement: AuthnStatementKind, AuthnContext, AuthnContextClassRef,
  AttributeStatement, Attribute: AttributeKind, EncryptedAttribute, AttributeValue,
} = saml;

/** SubjectConfirmation (saml-core 2.4.1.1). */
function readConfirmation(tree: Tree, source: number, element: number): SubjectConfirmation {
  const data = tree.child(element, SubjectConfirmationData);
  const method = tree.attribute(element, 'Method');
  const node = nodeRef(source, element);
  if (data === -1) return { method, recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null, address: null, hasData: false, node };
  return {
    method,
    recipient: tree.attribute(data, 'Recipient'),
    notBefore: instantAttribute(tree, data, 'NotBefore'),
    notOnOrAfter: instantAttribute(tree, data, 'NotOnOrAfter'),
    inResponseTo: tree.attribute(data, 'InResponseTo'),
    address: tree.attribute(data, 'Address'),
    hasData: true,
    node,
  };
}

/** Subject (saml-core 2.4.1). An EncryptedID is only noted here: whoever decrypts it puts the NameID in. */
export function readSubject(tree: Tree, source: number, element: number): Subject {
  const subject: Subject = { nameID: null, encryptedID: false, confirmations: [], node: nodeRef(source, element) };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case NameID: subject.nameID ??= readNameID(tree, source, child); break;
      case EncryptedID: subject.encryptedID = true; break;
      case SubjectConfirmationKind: subject.confirmations.push(readConfirmation(tree, source, child)); break;
    }
  }
  return subject;
}

/** Conditions (saml-core 2.5.1). */
function readConditions(tree: Tree, source: number, element: number): Conditions {
  const conditions: Conditions = {
    notBefore: instantAttribute(tree, element, 'NotBefore'),
    notOnOrAfter: instantAttribute(tree, element, 'NotOnOrAfter'),
    audienceRestrictions: [],
    oneTimeUse: 0,
    proxyRestrictions: 0,
    unknown: [],
    node: nodeRef(source, element),
  };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case AudienceRestriction: {
        const audiences: string[] = [];
        for (let entry = tree.firstChild(child); entry !== -1; entry = tree.nextSibling(entry)) {
          if (tree.kind(entry) === Audience) audiences.push(tree.text(entry));
        }
        conditions.audienceRestrictions.push(audiences);
        break;
      }
      case OneTimeUse: conditions.oneTimeUse++; break;
      case ProxyRestriction: conditions.proxyRestrictions++; break;
      // saml:Condition is abstract: its xsi:type says what it is.
      default: conditions.unknown.push(tree.attribute(child, 'type', ns.xsi) ?? tree.local(child));
    }
  }
  return conditions;
}

/** AuthnStatement (saml-core 2.7.2). */
function readAuthnStatement(tree: Tree, source: number, element: number): AuthnStatement {
  const context = tree.child(element, AuthnContext);
  const classRef = context === -1 ? -1 : tree.child(context, AuthnContextClassRef);
  return {
    authnInstant: instantAttribute(tree, element, 'AuthnInstant'),
    sessionIndex: tree.attribute(element, 'SessionIndex'),
    sessionNotOnOrAfter: instantAttribute(tree, element, 'SessionNotOnOrAfter'),
    authnContextClassRef: classRef === -1 ? null : uriText(tree, classRef),
    node: nodeRef(source, element),
  };
}

/**
 * Attribute (saml-core 2.7.3.1). A value marked xsi:nil has no content, so it reads as an empty string by itself;
 * a value with child elements is counted and given as all the text in it.
 */
export function readAttribute(tree: Tree, source: number, element: number, encrypted = false): Attribute {
  const values: string[] = [];
  let structured = 0;
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) !== AttributeValue) continue;
    if (tree.firstChild(child) === -1) {
      values.push(tree.text(child));
    } else {
      structured++;
      values.push(tree.textDeep(child));
    }
  }
  return {
    name: tree.attribute(element, 'Name') ?? '',
    nameFormat: tree.attribute(element, 'NameFormat'),
    friendlyName: tree.attribute(element, 'FriendlyName'),
    values,
    structured,
    encrypted,
    node: nodeRef(source, element),
  };
}

/**
 * An Assertion as it stands at that element. Where the schema allows one child and several are there, the first is
 * read and `children` shows them all. `coveredBy` is for whoever verifies signatures.
 */
export function readAssertion(tree: Tree, source: number, element: number, from: 'plain' | 'decrypted'): Assertion {
  const assertion: Assertion = {
    id: tree.attribute(element, 'ID'),
    version: tree.attribute(element, 'Version'),
    issueInstant: instantAttribute(tree, element, 'IssueInstant'),
    issuer: null,
    subject: null,
    conditions: null,
    authnStatements: [],
    attributeStatements: 0,
    attributes: [],
    encryptedAttributes: 0,
    children: [],
    from,
    coveredBy: [],
    node: nodeRef(source, element),
  };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    assertion.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case Issuer: assertion.issuer ??= readIssuer(tree, source, child); break;
      case SubjectKind: assertion.subject ??= readSubject(tree, source, child); break;
      case ConditionsKind: assertion.conditions ??= readConditions(tree, source, child); break;
      case AuthnStatementKind: assertion.authnStatements.push(readAuthnStatement(tree, source, child)); break;
      case AttributeStatement:
        assertion.attributeStatements++;
        for (let entry = tree.firstChild(child); entry !== -1; entry = tree.nextSibling(entry)) {
          const kind = tree.kind(entry);
          if (kind === AttributeKind) assertion.attributes.push(readAttribute(tree, source, entry));
          else if (kind === EncryptedAttribute) assertion.encryptedAttributes++;
        }
        break;
    }
  }
  return assertion;
}
