/** LogoutRequest and LogoutResponse (saml-core 3.7): writing them. */
import { status } from '../urns.ts';
import { statusMarkup } from './build-response.ts';
import { element, write } from './xml-write.ts';

export interface LogoutRequestInput {
  id: string;
  issueInstant: string;
  destination?: string;
  issuer: string;
  /** After this moment the request is to be discarded. */
  notOnOrAfter?: string;
  reason?: string;
  /** The subject exactly as the assertion named it, qualifiers included, else the peer does not find the session. */
  nameID: { value: string; format?: string | null; nameQualifier?: string | null; spNameQualifier?: string | null; spProvidedID?: string | null };
  sessionIndexes?: readonly string[];
}

/** An unsigned LogoutRequest (saml-core 3.7.1). */
export function buildLogoutRequest(input: LogoutRequestInput): string {
  const { nameID } = input;
  return write(
    element(
      'samlp:LogoutRequest',
      { ID: input.id, Version: '2.0', IssueInstant: input.issueInstant, Destination: input.destination, NotOnOrAfter: input.notOnOrAfter, Reason: input.reason },
      element('saml:Issuer', {}, input.issuer),
      element('saml:NameID', {
        NameQualifier: nameID.nameQualifier, SPNameQualifier: nameID.spNameQualifier, Format: nameID.format, SPProvidedID: nameID.spProvidedID,
      }, nameID.value),
      (input.sessionIndexes ?? []).map((index) => element('samlp:SessionIndex', {}, index)),
    ),
    { declareAtRoot: ['samlp', 'saml'] },
  );
}

export interface LogoutResponseInput {
  id: string;
  issueInstant: string;
  destination?: string;
  inResponseTo?: string;
  issuer: string;
  /** From the top level inwards; Success by default. */
  statusCodes?: readonly string[];
  statusMessage?: string;
}

/** An unsigned LogoutResponse (saml-core 3.7.2). */
export function buildLogoutResponse(input: LogoutResponseInput): string {
  return write(
    element(
      'samlp:LogoutResponse',
      { ID: input.id, Version: '2.0', IssueInstant: input.issueInstant, Destination: input.destination, InResponseTo: input.inResponseTo },
      element('saml:Issuer', {}, input.issuer),
      statusMarkup({ statusCodes: input.statusCodes ?? [status.success], statusMessage: input.statusMessage }),
    ),
    { declareAtRoot: ['samlp', 'saml'] },
  );
}
