/** Connection: one service provider and identity provider pairing being set up, and pure functions on it. */
import type { Outcome, Verdict } from './finding.ts';
import { identityProviderID, identityProviderNames, serviceProviderID, serviceProviderNames } from './guides/names.ts';
import { targets, type SpTarget } from './guides/targets.ts';
import type { CertificateFacts } from './model.ts';
import { binding } from './urns.ts';

export interface Connection {
  id: string;
  /** The admin's own name for it; '' means: as `displayName` says. */
  name: string;
  /** ISO 8601, as all times here. */
  createdAt: string;
  updatedAt: string;
  sp: {
    /** Id of a service provider's guide: 'heroku', 'heap', 'other'. */
    guide: string;
    inputs: Record<string, string>;
    metadata: StoredMetadata | null;
  };
  idp: {
    /** Id of an identity provider's guide: 'entra', 'auth0', 'okta', 'other' and so on. */
    guide: string;
    inputs: Record<string, string>;
    metadata: StoredMetadata | null;
    /** Given by hand, for want of metadata: PEM. */
    certificate: string | null;
    entityID: string | null;
    singleSignOnService: string | null;
    /** A change of the signing key that is planned there. From `at` on only the next certificate (PEM) counts; null: not known yet. */
    rollover?: { at: string; certificate: string | null } | null;
  };
  login: {
    /** Send the real service provider's entityID instead of our own. */
    rehearsal: boolean;
    binding: 'HTTP-Redirect' | 'HTTP-POST';
    signRequests: boolean;
    forceAuthn: boolean;
    isPassive: boolean;
    nameIDFormat: string | null;
    authnContextClassRefs: string[];
    relayState: string | null;
    allowIdpInitiated: boolean;
    publishEncryptionKey: boolean;
  };
  /** Step id to the time the admin said "I did this". Never proof; shown as said. */
  notes?: Record<string, string>;
  /** When something was handed over against the judge's word: never taken back, only outdated. */
  overrides?: Override[];
  /** For the day it is enforced: who will sign in (e-mail addresses), and which account gets in without. */
  goLive?: { people: string[]; breakGlass: string };
  /** What the service provider's console shows since the upload, as the admin copied it from there. */
  readBack?: ReadBack;
  /** What the admin read off the two consoles, by the id of the field (board/typed.ts). Compared, never taken as a source. */
  typed?: Record<string, string>;
}

export interface Override {
  at: string;
  /** Which gate, by its id, and the sentence that stood there. */
  gate: string;
  reason: string;
  /** The metadata it was given for; null: values typed by hand. */
  metadataSha256: string | null;
}

export interface ReadBack {
  at: string;
  /** A certificate or a fingerprint, as pasted. */
  certificate: string;
  /** Of that certificate or fingerprint, as in CertificateFacts; null where it shows none, or cannot be read. */
  sha256: string | null;
  sha1: string | null;
  singleSignOnService: string;
  entityID: string;
}

export interface StoredMetadata {
  xml: string;
  /** 'dropped okta.xml', 'https://…', 'practice identity provider'. */
  source: string;
  addedAt: string;
  /** Hexadecimal. */
  sha256: string;
  summary: MetadataSummary;
}

export interface ServiceAddress {
  /** URN, as in the metadata. */
  binding: string;
  location: string;
  isDefault?: boolean;
}

/** What was judged of a metadata document, small enough to keep. Of the chosen entity, in the role it was judged in. */
export interface MetadataSummary {
  entityID: string;
  role: 'idp' | 'sp';
  verdict: Verdict;
  singleSignOnServices: ServiceAddress[];
  singleLogoutServices: ServiceAddress[];
  assertionConsumerServices: ServiceAddress[];
  signingCertificates: CertificateFacts[];
  encryptionCertificates: CertificateFacts[];
  nameIDFormats: string[];
  wantAuthnRequestsSigned: boolean;
  /** What a service provider's metadata asks for; absent where it asks for nothing, and in what an older version kept. */
  requestedAttributes?: { name: string; required: boolean }[];
  validUntil: string | null;
  /** Failures and warnings. */
  findings: { check: string; outcome: Outcome; message: string }[];
}

export interface NewConnection {
  id: string;
  /** ISO 8601: the caller's clock. */
  now: string;
  sp: string;
  spInputs?: Record<string, string>;
  idp: string;
  idpInputs?: Record<string, string>;
  name?: string;
}

export function newConnection({ id, now, sp, spInputs = {}, idp, idpInputs = {}, name = '' }: NewConnection): Connection {
  return {
    id,
    name,
    createdAt: now,
    updatedAt: now,
    sp: { guide: sp, inputs: { ...spInputs }, metadata: null },
    idp: { guide: idp, inputs: { ...idpInputs }, metadata: null, certificate: null, entityID: null, singleSignOnService: null },
    login: {
      rehearsal: true,
      binding: 'HTTP-Redirect',
      signRequests: false,
      forceAuthn: false,
      isPassive: false,
      nameIDFormat: null,
      authnContextClassRefs: [],
      relayState: null,
      allowIdpInitiated: false,
      publishEncryptionKey: false,
    },
  };
}

/** 'Heroku · acme ← Okta', or the admin's own name for it. */
export function displayName(connection: Connection): string {
  if (connection.name.trim() !== '') return connection.name.trim();
  const { instance } = spTarget(connection);
  const sp = spName(connection);
  return `${instance === null ? sp : connection.sp.guide === 'other' ? instance : `${sp} · ${instance}`} ← ${idpName(connection)}`;
}

export const spName = (connection: Connection): string => serviceProviderNames[serviceProviderID(connection.sp.guide)];
export const idpName = (connection: Connection): string => identityProviderNames[identityProviderID(connection.idp.guide)];

/** What the identity provider must be told about the service provider; null where it is not known yet. */
export function spTarget(connection: Connection): SpTarget {
  const { guide, inputs, metadata } = connection.sp;
  const usable = metadata !== null && metadata.summary.role === 'sp' && metadata.summary.verdict !== 'reject' ? metadata.summary : null;
  return targets[serviceProviderID(guide)]({
    inputs,
    metadata: usable && {
      entityID: usable.entityID,
      assertionConsumerService: consumer(usable),
      nameIDFormat: usable.nameIDFormats[0] ?? null,
    },
  });
}

/** A signing certificate: base64 DER out of metadata, or PEM by hand (then without facts). */
export interface SigningCertificate {
  material: string;
  facts: CertificateFacts | null;
}

/** What is known of the identity provider: from its metadata, else typed by hand. */
export interface IdpSource {
  from: 'metadata' | 'by hand' | 'nothing';
  entityID: string | null;
  singleSignOnService: string | null;
  singleLogoutService: string | null;
  certificates: SigningCertificate[];
}

/** Rejected metadata, or metadata of the wrong role, is no source. Prefers the Redirect endpoint unless told otherwise. */
export function idpSource(connection: Connection, preferred: string = binding.redirect): IdpSource {
  const { metadata, certificate, entityID, singleSignOnService } = connection.idp;
  if (metadata !== null) {
    const { summary } = metadata;
    if (summary.role !== 'idp' || summary.verdict === 'reject') return { from: 'nothing', entityID: null, singleSignOnService: null, singleLogoutService: null, certificates: [] };
    return {
      from: 'metadata',
      entityID: summary.entityID,
      singleSignOnService: pick(summary.singleSignOnServices, preferred),
      singleLogoutService: pick(summary.singleLogoutServices, binding.redirect),
      certificates: summary.signingCertificates.filter((one) => one.der !== '').map((facts) => ({ material: facts.der, facts })),
    };
  }
  const anything = [certificate, entityID, singleSignOnService].some((one) => (one ?? '') !== '');
  return {
    from: anything ? 'by hand' : 'nothing',
    entityID: entityID || null,
    singleSignOnService: singleSignOnService || null,
    singleLogoutService: null,
    certificates: (certificate?.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? (certificate ? [certificate] : [])).map((material) => ({ material, facts: null })),
  };
}

/** The practice identity provider's metadata proves nothing about the real one. */
export const isPractice = (metadata: StoredMetadata | null): boolean => metadata?.source === practiceSource;
export const practiceSource = 'practice identity provider';

function pick(services: ServiceAddress[], preferred: string): string | null {
  return (services.find((one) => one.binding === preferred) ?? services.find((one) => one.binding === binding.post || one.binding === binding.redirect))?.location ?? null;
}

function consumer({ assertionConsumerServices }: MetadataSummary): string | null {
  const posts = assertionConsumerServices.filter((one) => one.binding === binding.post);
  return (posts.find((one) => one.isDefault === true) ?? posts[0])?.location ?? null;
}
