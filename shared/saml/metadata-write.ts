/** Writing metadata (saml-metadata 2): our own as service provider, the practice identity provider's, and a cleaned copy of another's. */
import { binding, protocol } from '../urns.ts';
import type { CertificateFacts, Metadata } from '../model.ts';
import { element, write, type Markup } from './xml-write.ts';

export interface EndpointInput {
  location: string;
  /** HTTP-POST by default. */
  binding?: string;
  /** Where responses go when that differs (single logout). */
  responseLocation?: string;
}

export interface IndexedEndpointInput extends EndpointInput {
  /** Its position in the list by default. */
  index?: number;
  isDefault?: boolean;
}

interface EntityInput {
  entityID: string;
  /** Needed only when the document is going to be signed. */
  id?: string;
  /** xs:dateTime in UTC. */
  validUntil?: string;
  singleLogoutServices?: readonly EndpointInput[];
  /** PEM or base64 DER. */
  signingCertificates?: readonly string[];
  encryptionCertificates?: readonly string[];
  nameIDFormats?: readonly string[];
}

export interface SpMetadataInput extends EntityInput {
  assertionConsumerServices: readonly IndexedEndpointInput[];
  authnRequestsSigned?: boolean;
  wantAssertionsSigned?: boolean;
  requestedAttributes?: readonly { name: string; nameFormat?: string; friendlyName?: string; required?: boolean }[];
  /** Shown to people beside the requested attributes; the schema wants one. */
  serviceName?: string;
}

export interface IdpMetadataInput extends EntityInput {
  singleSignOnServices: readonly EndpointInput[];
  wantAuthnRequestsSigned?: boolean;
}

/** Base64 DER out of PEM or base64 text: what X509Certificate holds. */
function certificateText(material: string): string {
  return material.replace(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, '').replace(/\s+/g, '');
}

const keyDescriptors = (use: 'signing' | 'encryption', certificates: readonly string[] = []): Markup[] =>
  certificates.map((certificate) => element(
    'md:KeyDescriptor',
    { use },
    element('ds:KeyInfo', {}, element('ds:X509Data', {}, element('ds:X509Certificate', {}, certificateText(certificate)))),
  ));

const endpoints = (name: Markup['name'], list: readonly EndpointInput[] = []): Markup[] =>
  list.map((entry) => element(name, { Binding: entry.binding ?? binding.post, Location: entry.location, ResponseLocation: entry.responseLocation }));

const nameIDFormatList = (formats: readonly string[] = []): Markup[] => formats.map((format) => element('md:NameIDFormat', {}, format));

const entity = (input: EntityInput, role: Markup): string =>
  write(element('md:EntityDescriptor', { entityID: input.entityID, ID: input.id, validUntil: input.validUntil }, role), { indent: 2 }) + '\n';

/** Service provider metadata with one SPSSODescriptor, children in the order of the schema. */
export function buildSpMetadata(input: SpMetadataInput): string {
  const requested = input.requestedAttributes ?? [];
  return entity(input, element(
    'md:SPSSODescriptor',
    { AuthnRequestsSigned: input.authnRequestsSigned, WantAssertionsSigned: input.wantAssertionsSigned, protocolSupportEnumeration: protocol },
    keyDescriptors('signing', input.signingCertificates),
    keyDescriptors('encryption', input.encryptionCertificates),
    endpoints('md:SingleLogoutService', input.singleLogoutServices),
    nameIDFormatList(input.nameIDFormats),
    input.assertionConsumerServices.map((entry, position) => element('md:AssertionConsumerService', {
      Binding: entry.binding ?? binding.post, Location: entry.location, index: entry.index ?? position, isDefault: entry.isDefault,
    })),
    requested.length > 0 && element(
      'md:AttributeConsumingService',
      { index: 0 },
      element('md:ServiceName', { 'xml:lang': 'en' }, input.serviceName ?? input.entityID),
      requested.map((attribute) => element('md:RequestedAttribute', {
        Name: attribute.name, NameFormat: attribute.nameFormat, FriendlyName: attribute.friendlyName, isRequired: attribute.required,
      })),
    ),
  ));
}

/** Identity provider metadata with one IDPSSODescriptor, children in the order of the schema. */
export function buildIdpMetadata(input: IdpMetadataInput): string {
  return entity(input, element(
    'md:IDPSSODescriptor',
    { WantAuthnRequestsSigned: input.wantAuthnRequestsSigned, protocolSupportEnumeration: protocol },
    keyDescriptors('signing', input.signingCertificates),
    keyDescriptors('encryption', input.encryptionCertificates),
    endpoints('md:SingleLogoutService', input.singleLogoutServices),
    nameIDFormatList(input.nameIDFormats),
    endpoints('md:SingleSignOnService', input.singleSignOnServices),
  ));
}

/**
 * The chosen entity's metadata with nothing but its identity provider role and signing keys, for service providers
 * that stumble over WS-Federation roles, extensions, several roles or an aggregate. Unsigned: the original signature
 * cannot cover it. Null when the entity has no such role, entityID or endpoint to write. `certificates`: the signing
 * certificates to write, in that order, where not all of them.
 */
export function normaliseIdpMetadata(metadata: Metadata, certificates?: readonly CertificateFacts[]): string | null {
  const chosen = metadata.entities[metadata.chosen];
  const role = chosen?.roles.find((entry) => entry.role === 'idp');
  if (chosen === undefined || role === undefined || chosen.entityID === null) return null;

  const endpointsOf = (service: string): EndpointInput[] => role.endpoints.flatMap((entry) =>
    entry.service === service && entry.location !== null && entry.binding !== null
      ? [{ location: entry.location, binding: entry.binding, responseLocation: entry.responseLocation ?? undefined }]
      : []);
  const singleSignOnServices = endpointsOf('SingleSignOnService');
  if (singleSignOnServices.length === 0) return null;

  const signing = role.keyDescriptors.filter((key) => key.use !== 'encryption' && key.useText === null);
  const keys = new Set((certificates ?? signing.flatMap((key) => key.certificates)).map((certificate) => certificate.der));
  keys.delete('');
  const until = [chosen.validUntil, role.validUntil, metadata.validUntil].filter((instant) => instant !== null && instant.at !== null);
  const earliest = until.sort((a, b) => a!.at! - b!.at!)[0];
  return buildIdpMetadata({
    entityID: chosen.entityID,
    validUntil: earliest?.text,
    singleSignOnServices,
    singleLogoutServices: endpointsOf('SingleLogoutService'),
    signingCertificates: [...keys],
    nameIDFormats: role.nameIDFormats,
    wantAuthnRequestsSigned: role.wantAuthnRequestsSigned ?? undefined,
  });
}
