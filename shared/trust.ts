/** What a Report about metadata or a certificate gives to judge by: the keys the admin handed in, and a summary to keep. */
import type { MetadataSummary } from './connection.ts';
import type { Report } from './finding.ts';
import { inspect } from './inspect.ts';
import type { CertificateFacts, EntityDescriptor, Role, TrustedKey } from './model.ts';
import { publicKeyPem, readCertificateFile } from './saml/certificate-file.ts';

/** The identity provider a metadata text describes, as `Expected.idp` takes it; no keys when it is not IdP metadata. */
export function idpFromMetadata(xml: string | Uint8Array, entityID?: string): { entityID?: string; keys: TrustedKey[] } {
  const report = inspect(xml, { now: 0, clockSkew: 180, policy: 'practice', ...(entityID === undefined || entityID === '' ? {} : { entityID }) });
  const chosen = chosenRole(report, 'idp');
  if (chosen === null) return { keys: [] };
  return { ...(chosen.entity.entityID === null ? {} : { entityID: chosen.entity.entityID }), keys: keysOfRole(chosen.role, 'metadata') };
}

/** The service provider a metadata text describes, as far as it says. */
export function spFromMetadata(xml: string | Uint8Array): { entityID?: string; assertionConsumerService?: string } {
  const chosen = chosenRole(inspect(xml, { now: 0, clockSkew: 180, policy: 'practice', role: 'sp' }), 'sp');
  const service = chosen?.role.endpoints.filter((each) => each.service === 'AssertionConsumerService' && each.location !== null);
  const acs = service?.find((each) => each.isDefault) ?? service?.[0];
  return { ...(chosen?.entity.entityID == null ? {} : { entityID: chosen.entity.entityID }), ...(acs?.location == null ? {} : { assertionConsumerService: acs.location }) };
}

/** The keys in a certificate file; a bare public key counts. Empty when it holds none. */
export function keysFromCertificate(file: string | Uint8Array): TrustedKey[] {
  const read = readCertificateFile(file);
  const bare = read.form === 'public-key' ? publicKeyPem(file) : null;
  if (bare !== null) return [{ material: bare, use: 'both', source: 'public key' }];
  return read.certificates.filter((each) => each.der !== '').map((each) => ({ material: each.der, use: 'both', source: 'certificate' }));
}

/** A key without `use` serves both (saml-metadata 2.4.1.1); one for a use that does not exist serves none. */
function keysOfRole(role: Role, source: string): TrustedKey[] {
  return role.keyDescriptors.filter((descriptor) => descriptor.useText === null).flatMap((descriptor) =>
    descriptor.certificates.filter((each) => each.der !== '').map((each) => ({ material: each.der, use: descriptor.use ?? ('both' as const), source })),
  );
}

function chosenRole(report: Report, role: 'idp' | 'sp'): { entity: EntityDescriptor; role: Role } | null {
  const { metadata } = report.facts;
  const entity = metadata === null ? undefined : metadata.entities[metadata.chosen];
  const found = entity?.roles.find((each) => each.role === role);
  return entity === undefined || found === undefined ? null : { entity, role: found };
}

/** What is kept of a metadata Report in a Connection; null when the document is not metadata with an entity to choose. */
export function summarizeMetadata(report: Report, role: 'idp' | 'sp'): MetadataSummary | null {
  const { metadata } = report.facts;
  const entity = metadata === null ? undefined : metadata.entities[metadata.chosen];
  if (metadata === null || entity === undefined) return null;
  const chosen = entity.roles.find((each) => each.role === role) ?? entity.roles[0];
  const addresses = (service: string) =>
    (chosen?.endpoints ?? []).filter((each) => each.service === service && each.location !== null && each.binding !== null)
      .map((each) => ({ binding: each.binding!, location: each.location!, ...(each.isDefault ? { isDefault: true } : {}) }));
  const certificates = (use: 'signing' | 'encryption'): CertificateFacts[] =>
    (chosen?.keyDescriptors ?? []).filter((each) => each.use === null || each.use === use).flatMap((each) => each.certificates).filter((each) => each.der !== '');
  return {
    entityID: entity.entityID ?? '',
    role: chosen?.role ?? role,
    verdict: report.verdict,
    singleSignOnServices: addresses('SingleSignOnService'),
    singleLogoutServices: addresses('SingleLogoutService'),
    assertionConsumerServices: addresses('AssertionConsumerService'),
    signingCertificates: certificates('signing'),
    encryptionCertificates: certificates('encryption'),
    nameIDFormats: chosen?.nameIDFormats ?? [],
    wantAuthnRequestsSigned: chosen?.wantAuthnRequestsSigned ?? false,
    ...(chosen === undefined || chosen.requestedAttributes.length === 0 ? {} : { requestedAttributes: chosen.requestedAttributes }),
    validUntil: (chosen?.validUntil ?? entity.validUntil ?? metadata.validUntil)?.text ?? null,
    findings: report.findings.filter((each) => each.outcome === 'fail' || each.outcome === 'warn').map(({ check, outcome, message }) => ({ check, outcome, message })),
  };
}
