/** LogoutRequest and LogoutResponse (saml-core 3.7): reading and writing them. */
import { nodeRef, type Logout } from '../model.ts';
import { status } from '../urns.ts';
import { statusMarkup } from './build-response.ts';
import { saml, samlp } from './names.ts';
import { instantAttribute, readIssuer, readNameID, readStatus } from './read.ts';
import type { Tree } from './tree.ts';
import { element, write } from './xml-write.ts';

/** The LogoutRequest or LogoutResponse at that element. An EncryptedID reads as no NameID. */
export function readLogout(tree: Tree, source: number, root: number): Logout {
  const logout: Logout = {
    kind: tree.kind(root) === samlp.LogoutResponse ? 'response' : 'request',
    id: tree.attribute(root, 'ID'),
    version: tree.attribute(root, 'Version'),
    issueInstant: instantAttribute(tree, root, 'IssueInstant'),
    destination: tree.attribute(root, 'Destination'),
    inResponseTo: tree.attribute(root, 'InResponseTo'),
    issuer: null,
    notOnOrAfter: instantAttribute(tree, root, 'NotOnOrAfter'),
    nameID: null,
    sessionIndexes: [],
    status: null,
    node: nodeRef(source, root),
  };
  for (let child = tree.firstChild(root); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case saml.Issuer: logout.issuer ??= readIssuer(tree, source, child); break;
      case saml.NameID: logout.nameID ??= readNameID(tree, source, child); break;
      case samlp.SessionIndex: logout.sessionIndexes.push(tree.text(child)); break;
      case samlp.Status: logout.status ??= readStatus(tree, source, child); break;
    }
  }
  return logout;
}

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
