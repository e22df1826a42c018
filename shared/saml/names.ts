/**
 * The element names the engine knows. The reader gives every element a `kind`: the number below for a known
 * (namespace, local name) pair, 0 for any other. Readers compare kinds and never prefixes.
 */
import { ns } from '../urns.ts';

const list: readonly (readonly [uri: string, locals: string])[] = [
  [ns.samlp, 'Response Status StatusCode StatusMessage StatusDetail AuthnRequest NameIDPolicy RequestedAuthnContext Scoping Extensions LogoutRequest LogoutResponse SessionIndex ArtifactResponse ArtifactResolve IDPList IDPEntry GetComplete RequesterID AttributeQuery NewID Terminate'],
  [ns.saml, 'Assertion EncryptedAssertion Issuer Subject NameID EncryptedID BaseID SubjectConfirmation SubjectConfirmationData Conditions AudienceRestriction Audience OneTimeUse ProxyRestriction Condition AuthnStatement AuthnContext AuthnContextClassRef AuthnContextDeclRef AuthnContextDecl AuthenticatingAuthority SubjectLocality AttributeStatement Attribute EncryptedAttribute AttributeValue Advice AuthzDecisionStatement Statement AssertionIDRef AssertionURIRef'],
  [ns.md, 'EntityDescriptor EntitiesDescriptor IDPSSODescriptor SPSSODescriptor AuthnAuthorityDescriptor AttributeAuthorityDescriptor PDPDescriptor AffiliationDescriptor RoleDescriptor KeyDescriptor EncryptionMethod SingleSignOnService SingleLogoutService ArtifactResolutionService AssertionConsumerService ManageNameIDService NameIDMappingService AssertionIDRequestService NameIDFormat AttributeProfile AttributeConsumingService ServiceName ServiceDescription RequestedAttribute Organization OrganizationName OrganizationDisplayName OrganizationURL ContactPerson Company GivenName SurName EmailAddress TelephoneNumber Extensions AdditionalMetadataLocation'],
  [ns.ds, 'Signature SignedInfo CanonicalizationMethod SignatureMethod Reference Transforms Transform DigestMethod DigestValue SignatureValue KeyInfo X509Data X509Certificate X509SubjectName X509IssuerSerial X509SKI X509CRL KeyName KeyValue RSAKeyValue DSAKeyValue Modulus Exponent RetrievalMethod Object Manifest SignatureProperties XPath HMACOutputLength'],
  [ns.dsig11, 'ECKeyValue X509Digest'],
  [ns.xenc, 'EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue CipherReference ReferenceList DataReference KeyReference CarriedKeyName EncryptionProperties OAEPparams KeySize'],
  [ns.xenc11, 'MGF'],
  [ns.excC14n, 'InclusiveNamespaces'],
  [ns.saml1p, 'Response'],
  [ns.saml1, 'Assertion'],
  [ns.wstrust, 'RequestSecurityTokenResponse RequestSecurityTokenResponseCollection RequestedSecurityToken'],
  [ns.soap, 'Envelope Body Header'],
] as const;

type Locals = Record<string, number>;
const table = new Map<string, Locals>();
const known: { uri: string; local: string }[] = [{ uri: '', local: '' }];
for (const [uri, locals] of list) {
  const entry: Locals = {};
  for (const local of locals.split(' ')) entry[local] = known.push({ uri, local }) - 1;
  table.set(uri, entry);
}

/** Every known name; the index is the kind. Index 0 stands for "any other". */
export const knownNames: readonly { readonly uri: string; readonly local: string }[] = known;

/** The kind of a known name, or 0. */
export function kindOf(uri: string, local: string): number {
  const entry = table.get(uri);
  return entry !== undefined && Object.hasOwn(entry, local) ? entry[local]! : 0;
}

function must(uri: string): Readonly<Locals> {
  return table.get(uri)!;
}

/** Kinds by namespace: `samlp.Response`, `saml.NameID`, `md.KeyDescriptor`, `ds.Signature`, `xenc.EncryptedKey`. */
export const samlp = must(ns.samlp);
export const saml = must(ns.saml);
export const md = must(ns.md);
export const ds = must(ns.ds);
export const xenc = must(ns.xenc);
export const xenc11 = must(ns.xenc11);
export const dsig11 = must(ns.dsig11);
export const excC14n = must(ns.excC14n);
