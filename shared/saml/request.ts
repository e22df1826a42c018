/** AuthnRequest (saml-core 3.4.1): writing it. */
import { binding, nameIDFormat as nameIDFormats } from '../urns.ts';
import { element, write } from './xml-write.ts';

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
