/** SAML status codes in admin words, and the codes products put into the status message. */
import type { Field, Fix } from '../finding.ts';
import type { StatusFacts } from '../model.ts';
import { shortName, status } from '../urns.ts';
import { fix } from './check.ts';

export interface StatusWords {
  /** Continues "The identity provider refused the login: ". */
  says: string;
  fix: Fix;
}

const words = (says: string, side: 'idp' | 'sp', text: string, field?: Field): StatusWords => ({ says, fix: fix(side, text, field) });

/** By the last part of the URN. Second-level codes tell more than top-level ones. */
export const statusWords: Readonly<Record<string, StatusWords>> = {
  Requester: words('it found fault with the request of the service provider', 'sp', 'Compare the AuthnRequest with what is registered at the identity provider: Issuer, ACS URL, binding and signature.', 'entityID'),
  Responder: words('something went wrong at its side', 'idp', 'Look up this login in the sign-in log of the identity provider, by its time and request ID.', 'signInLog'),
  VersionMismatch: words('it does not speak the SAML version of the request', 'sp', 'Send the request with Version="2.0".'),
  AuthnFailed: words('the user could not be authenticated, or cancelled', 'idp', 'Look up this login in the sign-in log of the identity provider, and let the user try again.', 'signInLog'),
  NoPassive: words('the request forbade it to show a login page (IsPassive), and the user had no session', 'sp', 'Send the AuthnRequest without IsPassive="true".'),
  NoAuthnContext: words('it cannot log the user in by the method that the request demands', 'sp', 'Remove RequestedAuthnContext from the AuthnRequest, or ask for a method the identity provider has.', 'authnContext'),
  InvalidNameIDPolicy: words('it cannot issue a NameID of the format that the request demands', 'sp', 'Remove the Format from NameIDPolicy in the AuthnRequest, or let the identity provider issue a NameID of that format.', 'nameIDFormat'),
  RequestDenied: words('its policy refuses this user or this request', 'idp', 'Assign the user to the application. If the user is assigned, see whether requests must be signed there.', 'assignment'),
  RequestUnsupported: words('the request asks for something it does not support', 'sp', 'Remove the property that the status message names from the AuthnRequest.'),
  UnsupportedBinding: words('the request asks to be answered by a binding it does not have', 'sp', 'Ask for HTTP-POST as ProtocolBinding in the AuthnRequest.', 'binding'),
  UnknownPrincipal: words('it does not know the user', 'idp', 'Create or synchronise the user at the identity provider.', 'assignment'),
  UnknownAttrProfile: words('it does not know the attribute profile of the request', 'sp', 'Remove AttributeConsumingServiceIndex from the AuthnRequest.', 'attributes'),
  InvalidAttrNameOrValue: words('the request asks for an attribute it does not know', 'sp', 'Remove the requested attributes from the AuthnRequest.', 'attributes'),
  PartialLogout: words('not all sessions could be ended', 'sp', 'Tell the user to close the browser; some applications may still be logged in.', 'singleLogoutService'),
  ProxyCountExceeded: words('it may not pass the request on to another identity provider', 'sp', 'Remove Scoping from the AuthnRequest.'),
  NoAvailableIDP: words('none of the identity providers the request names can be reached', 'sp', 'Remove Scoping from the AuthnRequest.'),
  NoSupportedIDP: words('it supports none of the identity providers the request names', 'sp', 'Remove Scoping from the AuthnRequest.'),
  ResourceNotRecognized: words('it does not recognise what the request asks about', 'sp', 'Compare the AuthnRequest with what is registered at the identity provider.'),
  TooManyResponses: words('the answer would be longer than it can send', 'sp', 'Ask for less in the request.'),
  RequestVersionTooHigh: words('the SAML version of the request is too high for it', 'sp', 'Send the request with Version="2.0".'),
  RequestVersionTooLow: words('the SAML version of the request is too low for it', 'sp', 'Send the request with Version="2.0".'),
  RequestVersionDeprecated: words('the SAML version of the request is no longer supported', 'sp', 'Send the request with Version="2.0".'),
};

const success = status.success;

export const isSuccess = (facts: StatusFacts): boolean => facts.codes[0] === success;

/** The code that tells most: the innermost one that is known, else the innermost. */
export function tellingCode(facts: StatusFacts): string {
  for (let i = facts.codes.length - 1; i >= 0; i -= 1) {
    const name = shortName(facts.codes[i]!);
    if (statusWords[name] !== undefined) return name;
  }
  return shortName(facts.codes.at(-1) ?? '');
}

/** `AADSTS50105` out of a status message, or null. */
export function entraCode(facts: StatusFacts): string | null {
  return /AADSTS\d{4,9}/.exec(facts.message ?? facts.detail ?? '')?.[0] ?? null;
}

/** `MSIS7070` of AD FS out of a status message, or null. */
export function adfsCode(facts: StatusFacts): string | null {
  return /MSIS\d{4}/.exec(facts.message ?? facts.detail ?? '')?.[0] ?? null;
}

/** `Responder / NoPassive`, for prose. */
export const codePath = (facts: StatusFacts): string => facts.codes.map(shortName).join(' / ');
