/** Metadata (saml-metadata 2.3) from the tree: one entity, or an aggregate out of which one is read in full. */
import { nodeRef, type EntityDescriptor, type Metadata, type Role } from '../model.ts';
import { ns } from '../urns.ts';
import { md } from './names.ts';
import { instantAttribute } from './read.ts';
import { readRole, roleOutline } from './metadata-role.ts';
import type { Tree } from './tree.ts';

const {
  EntityDescriptor: EntityKind, EntitiesDescriptor, IDPSSODescriptor, SPSSODescriptor, RoleDescriptor,
  AuthnAuthorityDescriptor, AttributeAuthorityDescriptor, PDPDescriptor, AffiliationDescriptor, Organization, OrganizationDisplayName, OrganizationName,
} = md;

/** Entities listed from an aggregate. Federations publish some ten thousand; a person chooses by entityID long before that. */
export const entitiesListed = 10_000;

function organizationName(tree: Tree, element: number): string | null {
  const display = tree.child(element, OrganizationDisplayName);
  const name = display === -1 ? tree.child(element, OrganizationName) : display;
  return name === -1 ? null : tree.text(name).trim();
}

/** An EntityDescriptor; `outline` leaves out everything inside its roles. */
function readEntity(tree: Tree, source: number, element: number, outline: boolean): EntityDescriptor {
  const role = outline ? roleOutline : readRole;
  const entity: EntityDescriptor = {
    entityID: tree.attribute(element, 'entityID'),
    id: tree.attribute(element, 'ID'),
    validUntil: instantAttribute(tree, element, 'validUntil'),
    cacheDuration: tree.attribute(element, 'cacheDuration'),
    roles: [],
    otherRoles: [],
    organization: null,
    node: nodeRef(source, element),
  };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case IDPSSODescriptor: entity.roles.push(role(tree, source, child, 'idp')); break;
      case SPSSODescriptor: entity.roles.push(role(tree, source, child, 'sp')); break;
      case RoleDescriptor: entity.otherRoles.push(tree.attribute(child, 'type', ns.xsi) ?? 'RoleDescriptor'); break;
      case AuthnAuthorityDescriptor:
      case AttributeAuthorityDescriptor:
      case PDPDescriptor:
      case AffiliationDescriptor: entity.otherRoles.push(tree.local(child)); break;
      case Organization: entity.organization ??= organizationName(tree, child); break;
    }
  }
  return entity;
}

const hasRole = (tree: Tree, element: number, role: Role['role']): boolean =>
  tree.child(element, role === 'idp' ? IDPSSODescriptor : SPSSODescriptor) !== -1;

/** The EntityDescriptors of an aggregate, nested groups included, in document order. */
function* entitiesOf(tree: Tree, root: number): Generator<number> {
  const stop = tree.end(root);
  for (let element = root + 1; element < stop;) {
    const kind = tree.kind(element);
    if (kind === EntityKind) yield element;
    // Into groups only: an EntityDescriptor inside Extensions or a Signature is none of the aggregate's.
    element = kind === EntitiesDescriptor ? element + 1 : tree.end(element);
  }
}

/**
 * The metadata at that root. An aggregate lists up to `entitiesListed` entities in outline; the chosen one is read in
 * full: the one called `chooseEntityID`, else the only one with that role, else the only one at all. A document of one
 * entity has that one chosen whatever its entityID, so that a check can say it is another than expected.
 */
export function readMetadata(tree: Tree, source: number, root: number, chooseEntityID?: string, role: Role['role'] = 'idp'): Metadata {
  const metadata: Metadata = {
    aggregate: tree.kind(root) === EntitiesDescriptor,
    name: tree.attribute(root, 'Name'),
    validUntil: instantAttribute(tree, root, 'validUntil'),
    entities: [],
    chosen: -1,
    node: nodeRef(source, root),
  };
  if (!metadata.aggregate) {
    metadata.entities.push(readEntity(tree, source, root, false));
    metadata.chosen = 0;
    return metadata;
  }

  let count = 0;
  let first = -1;
  let withRole = 0;
  let firstWithRole = -1;
  let named = -1;
  for (const element of entitiesOf(tree, root)) {
    if (count++ === 0) first = element;
    if (hasRole(tree, element, role) && withRole++ === 0) firstWithRole = element;
    if (named === -1 && chooseEntityID !== undefined && tree.attribute(element, 'entityID') === chooseEntityID) named = element;
    if (metadata.entities.length < entitiesListed) metadata.entities.push(readEntity(tree, source, element, true));
  }
  const chosen = chooseEntityID !== undefined ? named : withRole === 1 ? firstWithRole : count === 1 ? first : -1;
  if (chosen === -1) return metadata;
  const full = readEntity(tree, source, chosen, false);
  const listed = metadata.entities.findIndex((entity) => entity.node === full.node);
  metadata.chosen = listed === -1 ? metadata.entities.push(full) - 1 : listed;
  metadata.entities[metadata.chosen] = full;
  return metadata;
}
