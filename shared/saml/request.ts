/** AuthnRequest (saml-core 3.4.1): reading and writing it. */
import { nodeRef, type AuthnRequest } from '../model.ts';
import { binding, nameIDFormat as nameIDFormats } from '../urns.ts';
import { saml, samlp } from './names.ts';
import { booleanAttribute, instantAttribute, readIssuer, uriText } from './read.ts';
import type { Tree } from './tree.ts';
import { element, write } from './xml-write.ts';

const { NameIDPolicy, RequestedAuthnContext, Scoping } = samlp;
const { Issuer, Subject, AuthnContextClassRef } = saml;

/** The AuthnRequest at that element. */
export function readAuthnRequest(tree: Tree, source: number, element: number): AuthnRequest {
  const request: AuthnRequest = {
    id: tree.attribute(element, 'ID'),
    version: tree.attribute(element, 'Version'),
    issueInstant: instantAttribute(tree, element, 'IssueInstant'),
    destination: tree.attribute(element, 'Destination'),
    issuer: null,
    assertionConsumerServiceURL: tree.attribute(element, 'AssertionConsumerServiceURL'),
    assertionConsumerServiceIndex: tree.attribute(element, 'AssertionConsumerServiceIndex'),
    protocolBinding: tree.attribute(element, 'ProtocolBinding'),
    forceAuthn: booleanAttribute(tree, element, 'ForceAuthn'),
    isPassive: booleanAttribute(tree, element, 'IsPassive'),
    nameIDPolicyFormat: null,
    allowCreate: null,
    authnContextClassRefs: [],
    comparison: null,
    hasSubject: false,
    hasScoping: false,
    providerName: tree.attribute(element, 'ProviderName'),
    node: nodeRef(source, element),
  };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case Issuer: request.issuer ??= readIssuer(tree, source, child); break;
      case NameIDPolicy:
        request.nameIDPolicyFormat ??= tree.attribute(child, 'Format');
        request.allowCreate ??= booleanAttribute(tree, child, 'AllowCreate');
        break;
      case RequestedAuthnContext:
        request.comparison ??= tree.attribute(child, 'Comparison');
        for (const classRef of tree.childrenOf(child, AuthnContextClassRef)) request.authnContextClassRefs.push(uriText(tree, classRef));
        break;
      case Subject: request.hasSubject = true; break;
      case Scoping: request.hasScoping = true; break;
    }
  }
  return request;
}

export interface AuthnRequestInput {
  /** An NCName that is new and unguessable; the caller brings the randomness. */
  id: string;
  /** xs:dateTime in UTC, as `formatInstant` writes it. */
  issueInstant: string;
  /** The identity provider's SingleSignOnService. */
  destination?: string;
  assertionConsumerServiceURL?: string;
  /** The service provider's entityID. */
  issuer: string;
  /** HTTP-POST unless told otherwise: a Response never comes by Redirect (saml-profiles 4.1.2). */
  protocolBinding?: string;
  nameIDFormat?: string;
  allowCreate?: boolean;
  forceAuthn?: boolean;
  isPassive?: boolean;
  authnContextClassRefs?: readonly string[];
  comparison?: 'exact' | 'minimum' | 'maximum' | 'better';
  providerName?: string;
}

/** An unsigned AuthnRequest, children in the order of the schema: Issuer, NameIDPolicy, RequestedAuthnContext. */
export function buildAuthnRequest(input: AuthnRequestInput): string {
  const hasPolicy = input.nameIDFormat !== undefined || input.allowCreate !== undefined;
  const classRefs = input.authnContextClassRefs ?? [];
  return write(
    element(
      'samlp:AuthnRequest',
      {
        ID: input.id,
        Version: '2.0',
        IssueInstant: input.issueInstant,
        Destination: input.destination,
        ProviderName: input.providerName,
        ForceAuthn: input.forceAuthn,
        IsPassive: input.isPassive,
        // Both or neither: the binding describes where the URL listens (saml-core 3.4.1).
        ProtocolBinding: input.assertionConsumerServiceURL === undefined ? input.protocolBinding : (input.protocolBinding ?? binding.post),
        AssertionConsumerServiceURL: input.assertionConsumerServiceURL,
      },
      element('saml:Issuer', {}, input.issuer),
      hasPolicy && element('samlp:NameIDPolicy', {
        Format: input.nameIDFormat,
        // A transient identifier is always new, so AllowCreate would say nothing (saml-core 3.4.1.1, erratum E14).
        AllowCreate: input.nameIDFormat === nameIDFormats.transient ? undefined : input.allowCreate,
      }),
      classRefs.length > 0 && element(
        'samlp:RequestedAuthnContext',
        { Comparison: input.comparison ?? 'exact' },
        ...classRefs.map((classRef) => element('saml:AuthnContextClassRef', {}, classRef)),
      ),
    ),
    { declareAtRoot: ['samlp', 'saml'] },
  );
}
