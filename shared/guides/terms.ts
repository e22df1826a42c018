/** The words the screen shows beside every console's label, and small builders of values and sources. */
import type { Field } from '../finding.ts';
import { shortName } from '../urns.ts';
import type { Checked, GuideContext, IdentityProviderGuide, Places, WalkValue } from './guide.ts';

export const termWords: Readonly<Record<Field, string>> = {
  entityID: 'entityID of the service provider',
  idpEntityID: 'entityID of the identity provider',
  assertionConsumerService: 'assertionConsumerService of the service provider',
  recipient: 'Recipient: the ACS URL inside the assertion',
  destination: 'Destination: the ACS URL on the response',
  audience: 'Audience: the entityID of the service provider',
  singleSignOnService: 'singleSignOnService of the identity provider',
  singleLogoutService: 'singleLogoutService',
  relayState: 'RelayState: where to go after the login',
  nameID: 'NameID: who the user is',
  nameIDFormat: 'NameID format',
  attributes: 'attributes',
  email: 'e-mail attribute',
  groups: 'group attribute',
  signingCertificate: 'signing certificate of the identity provider',
  encryptionCertificate: 'encryption certificate of the service provider',
  encryption: 'encryption of the assertion',
  signatureAlgorithm: 'signature algorithm',
  signAssertion: 'signature on the assertion',
  signResponse: 'signature on the response',
  signedRequests: 'signature on the AuthnRequest',
  binding: 'binding',
  clock: 'clock',
  assignment: 'users who may sign in',
  authnContext: 'authnContextClassRef: how the user must sign in',
  metadata: 'metadata of the identity provider',
  lifetime: 'lifetime of the assertion',
  session: 'session of the user at the identity provider',
  signOnURL: 'address that starts the login; SAML has no word for it',
  signInLog: 'log of sign-ins',
};

/** The day the sources of these guides were read. */
const read = '2026-11-22';
export const checked = (source: string, on: string = read): Checked => ({ on, source });

type FromTarget = 'entityID' | 'audience' | 'assertionConsumerService' | 'recipient' | 'destination' | 'signOnURL' | 'nameIDFormat';

/** One of the service provider's values under this console's label. */
export function spValue(context: GuideContext, term: FromTarget, label: string, note?: string): WalkValue {
  const { target } = context;
  const values: Record<FromTarget, string | null> = {
    entityID: target.entityID,
    audience: target.entityID,
    assertionConsumerService: target.assertionConsumerService,
    recipient: target.assertionConsumerService,
    destination: target.assertionConsumerService,
    signOnURL: target.signOnURL,
    nameIDFormat: target.nameIDFormat,
  };
  return known(term, label, values[term], target.missing ?? `Not known for ${context.spName}.`, note);
}

/** One of the identity provider's values under this console's label. */
export function idpValue(context: GuideContext, term: 'idpEntityID' | 'singleSignOnService' | 'singleLogoutService', label: string, note?: string): WalkValue {
  const { source } = context;
  const value = { idpEntityID: source.entityID, singleSignOnService: source.singleSignOnService, singleLogoutService: source.singleLogoutService }[term];
  return known(term, label, value, `Comes out of the metadata of ${context.idpName}.`, note);
}

/** A fixed choice in a console: what to pick or type. Values that are picked, not pasted, carry no copy button. */
export function setting(term: Field, label: string, value: string, note?: string): WalkValue {
  return { term, termWords: termWords[term], label, value, copy: false, ...(note === undefined ? {} : { note }) };
}

export function typed(term: Field, label: string, value: string, note?: string): WalkValue {
  return { ...setting(term, label, value, note), copy: true };
}

function known(term: Field, label: string, value: string | null, missing: string, note?: string): WalkValue {
  const base = { term, termWords: termWords[term], label, value: value ?? '', copy: value !== null, ...(note === undefined ? {} : { note }) };
  return value === null ? { ...base, missing } : base;
}

/** The console's own word for a NameID format, or the URN where it has none. */
export const formatLabel = (format: string | null, labels: Readonly<Record<string, string>>, otherwise: string): string =>
  format === null ? otherwise : (labels[shortName(format)] ?? format);

export const wantsEmail = (context: GuideContext): boolean => context.requires.nameIDIsEmail === true;

/** A sentence on what the NameID must hold, in SAML's words. */
export function nameIDSentence(context: GuideContext): string {
  if (wantsEmail(context)) return `${context.spName} takes the user from the NameID: it must be the user’s real e-mail address, as ${context.spName} knows it.`;
  const { nameIDFormat } = context.target;
  return nameIDFormat === null
    ? `${context.spName} asked for no NameID format: keep the default unless its own documentation names one.`
    : `${context.spName} asks for the NameID format ${shortName(nameIDFormat)}.`;
}

/** A value left alone on purpose. */
export const blank = (term: Field, label: string): WalkValue => setting(term, label, '(leave blank)');

/** The metadata's address, where the inputs tell it; no value at all where they do not. */
export const metadataAddress = (context: GuideContext, guide: IdentityProviderGuide, label: string): WalkValue[] => {
  const address = guide.metadataURL(context.connection.idp.inputs);
  return address === null ? [] : [typed('metadata', label, address)];
};

/** No place for any field: spread first, then name those that have one. */
export const nowhere: Places = Object.fromEntries(Object.keys(termWords).map((term) => [term, null])) as Record<Field, null>;
