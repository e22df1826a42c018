/** The identity provider's metadata as a service provider is handed it: one role, the keys that sign, nothing to stumble over. */
import type { Report } from './finding.ts';
import { inspect } from './inspect.ts';
import type { CertificateFacts, EntityDescriptor, Metadata, Role } from './model.ts';
import { normaliseIdpMetadata } from './saml/metadata-write.ts';
import { shortName } from './urns.ts';

export interface UploadMetadata {
  /** Judged like any other metadata before it is given out: never rejected. */
  xml: string;
  /** What the original has and this has not, in words, each with its reason. */
  leftOut: string[];
  /** The signing certificates in it, the one in use first. */
  keys: CertificateFacts[];
}

export interface UploadOptions {
  /** Epoch milliseconds. */
  now: number;
  /** SHA-256 fingerprint of the certificate that the newest passed login was signed with. */
  signedWith?: string | null;
}

/**
 * Of the original's Report, judged as an identity provider's. Null where there is nothing to write: no identity provider role, no entityID, no address, or no certificate that can be used.
 * A certificate that lapsed is left out unless a passed login was signed with it or no other is there.
 */
export function uploadMetadata(original: Report, { now, signedWith = null }: UploadOptions): UploadMetadata | null {
  const { metadata, signatures } = original.facts;
  const entity = metadata?.entities[metadata.chosen];
  const role = entity?.roles.find((one) => one.role === 'idp');
  if (metadata == null || entity === undefined || role === undefined) return null;

  const signing = signingCertificates(role);
  const inUse = (one: CertificateFacts): boolean => one.sha256 === signedWith;
  const current = signing.filter((one) => inUse(one) || !(Date.parse(one.notAfter) <= now));
  const keys = (current.length > 0 ? current : signing).sort((a, b) => Number(inUse(b)) - Number(inUse(a)));
  const xml = keys.length === 0 ? null : normaliseIdpMetadata(metadata, keys);
  if (xml === null || inspect(xml, { now, clockSkew: 180, policy: 'practice', role: 'idp' }).verdict === 'reject') return null;
  return { xml, keys, leftOut: leftOut({ metadata, entity, role, signed: signatures.length > 0, lapsed: signing.filter((one) => !keys.includes(one)) }) };
}

/** Readable, each once; a key without `use` signs too (saml-metadata 2.4.1.1). */
function signingCertificates(role: Role): CertificateFacts[] {
  const all = role.keyDescriptors.filter((key) => key.use !== 'encryption' && key.useText === null).flatMap((key) => key.certificates);
  return all.filter((one, index) => one.der !== '' && all.findIndex((other) => other.der === one.der) === index);
}

const carried = new Set(['SingleSignOnService', 'SingleLogoutService']);

function leftOut({ metadata, entity, role, signed, lapsed }: { metadata: Metadata; entity: EntityDescriptor; role: Role; signed: boolean; lapsed: CertificateFacts[] }): string[] {
  const others = metadata.entities.length - 1;
  const encryption = role.keyDescriptors.filter((key) => key.use === 'encryption').length;
  const services = [...new Set(role.endpoints.map((one) => one.service).filter((service) => !carried.has(service)))];
  return [
    signed && 'The signature of the document: it cannot cover a changed text.',
    others > 0 && `${others === 1 ? 'One other entity' : `${others.toLocaleString('en')} other entities`} of the same file.`,
    entity.roles.some((one) => one.role === 'sp') && 'The service provider role of the same entity: only its identity provider role is meant here.',
    entity.otherRoles.length > 0 && `What is not SAML 2.0: ${entity.otherRoles.map(shortName).join(', ')}.`,
    encryption > 0 && `${encryption === 1 ? 'A certificate' : `${encryption} certificates`} for encryption only: it signs nothing, and some service providers take the first one they find.`,
    ...lapsed.map((one) => `The signing certificate that lapsed on ${one.notAfter} (SHA-256 ${one.sha256.slice(0, 11)}…).`),
    services.length > 0 && `Services that no login needs: ${services.join(', ')}.`,
    role.attributes.length > 0 && `The list of ${role.attributes.length} attributes it offers: a service provider reads them from the assertion.`,
    entity.organization !== null && 'The name of the organization.',
  ].filter((one) => one !== false);
}
