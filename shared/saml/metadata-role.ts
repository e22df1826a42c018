/** IDPSSODescriptor and SPSSODescriptor (saml-metadata 2.4.3 and 2.4.4) from the tree. */
import { nodeRef, type Endpoint, type KeyDescriptor, type Role } from '../model.ts';
import { certificateOfText } from './certificate-cache.ts';
import { ds, dsig11, md, saml } from './names.ts';
import { booleanAttribute, childName, instantAttribute, uriText } from './read.ts';
import type { Tree } from './tree.ts';

const {
  KeyDescriptor: KeyDescriptorKind, EncryptionMethod, SingleSignOnService, SingleLogoutService, ArtifactResolutionService,
  AssertionConsumerService, ManageNameIDService, NameIDMappingService, AssertionIDRequestService, NameIDFormat,
  AttributeConsumingService, RequestedAttribute,
} = md;
const { KeyInfo, X509Data, X509Certificate, KeyValue } = ds;
const { ECKeyValue } = dsig11;

function readKeyInfo(tree: Tree, element: number, key: KeyDescriptor): void {
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case X509Data:
        for (const certificate of tree.childrenOf(child, X509Certificate)) key.certificates.push(certificateOfText(tree.text(certificate)));
        break;
      case KeyValue:
      case ECKeyValue: key.keyValue = true; break;
    }
  }
}

/** KeyDescriptor (saml-metadata 2.4.1.1). Without `use` it serves both purposes. */
function readKeyDescriptor(tree: Tree, source: number, element: number): KeyDescriptor {
  const use = tree.attribute(element, 'use');
  const isKnown = use === 'signing' || use === 'encryption';
  const key: KeyDescriptor = {
    use: isKnown ? use : null,
    useText: isKnown ? null : use,
    certificates: [],
    keyValue: false,
    encryptionMethods: [],
    node: nodeRef(source, element),
  };
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === KeyInfo) readKeyInfo(tree, child, key);
    else if (kind === EncryptionMethod) key.encryptionMethods.push(tree.attribute(child, 'Algorithm') ?? '');
  }
  return key;
}

/** EndpointType and IndexedEndpointType (saml-metadata 2.2.2 and 2.2.3). */
function readEndpoint(tree: Tree, source: number, element: number): Endpoint {
  return {
    service: tree.local(element),
    binding: tree.attribute(element, 'Binding'),
    location: tree.attribute(element, 'Location'),
    responseLocation: tree.attribute(element, 'ResponseLocation'),
    index: tree.attribute(element, 'index'),
    isDefault: booleanAttribute(tree, element, 'isDefault') === true,
    node: nodeRef(source, element),
  };
}

/** What the role's own tag says; nothing of its content. For the entities of an aggregate that are only listed. */
export function roleOutline(tree: Tree, source: number, element: number, role: Role['role']): Role {
  return {
    role,
    protocols: (tree.attribute(element, 'protocolSupportEnumeration') ?? '').split(/\s+/).filter((uri) => uri !== ''),
    keyDescriptors: [],
    endpoints: [],
    nameIDFormats: [],
    wantAuthnRequestsSigned: booleanAttribute(tree, element, 'WantAuthnRequestsSigned'),
    authnRequestsSigned: booleanAttribute(tree, element, 'AuthnRequestsSigned'),
    wantAssertionsSigned: booleanAttribute(tree, element, 'WantAssertionsSigned'),
    validUntil: instantAttribute(tree, element, 'validUntil'),
    requestedAttributes: [],
    attributes: [],
    children: [],
    node: nodeRef(source, element),
  };
}

/** The role with its keys, endpoints, formats and attributes. */
export function readRole(tree: Tree, source: number, element: number, role: Role['role']): Role {
  const facts = roleOutline(tree, source, element, role);
  for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
    facts.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case KeyDescriptorKind: facts.keyDescriptors.push(readKeyDescriptor(tree, source, child)); break;
      case NameIDFormat: facts.nameIDFormats.push(uriText(tree, child)); break;
      case SingleSignOnService:
      case SingleLogoutService:
      case ArtifactResolutionService:
      case AssertionConsumerService:
      case ManageNameIDService:
      case NameIDMappingService:
      case AssertionIDRequestService: facts.endpoints.push(readEndpoint(tree, source, child)); break;
      case saml.Attribute: facts.attributes.push(tree.attribute(child, 'Name') ?? ''); break;
      case AttributeConsumingService:
        for (const requested of tree.childrenOf(child, RequestedAttribute)) {
          facts.requestedAttributes.push({
            name: tree.attribute(requested, 'Name') ?? '',
            required: booleanAttribute(tree, requested, 'isRequired') === true,
          });
        }
        break;
    }
  }
  return facts;
}
