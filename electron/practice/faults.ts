/** The faults of the practice identity provider: each a named, small change to an otherwise correct answer. */
import type { PracticeFault } from '../../shared/contract.ts';
import type { AssertionShape, ResponseShape } from '../../shared/saml/build-response.ts';
import { emailAttributeNames, nameIDFormat, rsaSha1, sha1, status } from '../../shared/urns.ts';

/** How the answer is made. A fault changes one or two of these. */
export interface Answer {
  shape: ResponseShape;
  sign: 'assertion' | 'response' | 'both' | 'none';
  key: 'idp' | 'idp-other';
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  /** Whose key it is encrypted to; null: not encrypted. */
  encryptTo: 'sp' | 'idp-other' | null;
  /** Send the very answer of the last login again. */
  replay?: boolean;
  /** Changes the finished text, after signing. */
  afterwards?(xml: string, answer: Answer): string;
}

export interface Fault extends PracticeFault {
  apply(answer: Answer, context: { now: number; id(): string }): Answer;
}

const iso = (at: number): string => new Date(at).toISOString();
const minutes = 60_000;

/** Changes the one assertion. */
function assertion(answer: Answer, change: (assertion: AssertionShape) => AssertionShape): Answer {
  return { ...answer, shape: { ...answer.shape, assertions: answer.shape.assertions.map(change) } };
}

/** As by a clock that shows another time. */
function dated(answer: Answer, at: number): Answer {
  const clock = iso(at);
  const shifted = assertion(answer, (each) => ({ ...each, issueInstant: clock, authnStatements: (each.authnStatements ?? []).map((one) => ({ ...one, authnInstant: clock })) }));
  return { ...shifted, shape: { ...shifted.shape, issueInstant: clock } };
}

/** Sets the validity of conditions and confirmation, milliseconds around now. */
function valid(answer: Answer, from: number, to: number): Answer {
  return assertion(answer, (each) => ({
    ...each,
    conditions: { ...each.conditions, notBefore: iso(from), notOnOrAfter: iso(to) },
    confirmations: (each.confirmations ?? []).map((confirmation) => ({ ...confirmation, notOnOrAfter: iso(to) })),
  }));
}

function confirmation(answer: Answer, change: { recipient?: string; inResponseTo?: string }): Answer {
  return assertion(answer, (each) => ({ ...each, confirmations: (each.confirmations ?? []).map((one) => ({ ...one, ...change })) }));
}

function audience(answer: Answer, change: (audience: string) => string): Answer {
  return assertion(answer, (each) => ({ ...each, conditions: { ...each.conditions, audienceRestrictions: (each.conditions?.audienceRestrictions ?? []).map((list) => list.map(change)) } }));
}

/** An error status carries no assertion (saml-profiles 4.1.4.2), so there is only the Response to sign. */
function failing(answer: Answer, codes: string[], message: string): Answer {
  return { ...answer, shape: { ...answer.shape, statusCodes: codes, statusMessage: message, assertions: [] }, sign: 'response', encryptTo: null };
}

const emailNames = new Set(emailAttributeNames);
const withoutEmail = (each: AssertionShape): AssertionShape => ({ ...each, attributes: (each.attributes ?? []).filter((attribute) => !emailNames.has(attribute.name)) });

/** The first element of that local name, with its tags. */
function cut(xml: string, local: string): { before: string; element: string; after: string } | null {
  const open = new RegExp(`<((?:[\\w-]+:)?${local})[\\s>]`).exec(xml);
  if (open === null) return null;
  const close = `</${open[1]}>`;
  const end = xml.indexOf(close, open.index);
  if (end < 0) return null;
  const stop = end + close.length;
  return { before: xml.slice(0, open.index), element: xml.slice(open.index, stop), after: xml.slice(stop) };
}

export const faults: readonly Fault[] = [
  // ---- time
  { id: 'expired', group: 'time', title: 'Expired', what: 'The response was issued twenty minutes ago and ended ten minutes ago, as when the identity provider’s clock is behind.', apply: (answer, { now }) => valid(dated(answer, now - 20 * minutes), now - 20 * minutes, now - 10 * minutes) },
  { id: 'not-yet-valid', group: 'time', title: 'Not yet valid', what: 'The assertion starts ten minutes from now, as when the identity provider’s clock is ahead.', apply: (answer, { now }) => valid(dated(answer, now + 10 * minutes), now + 10 * minutes, now + 20 * minutes) },
  {
    id: 'session-over', group: 'time', title: 'Session already over', what: 'SessionNotOnOrAfter lies in the past.',
    apply: (answer, { now }) => assertion(answer, (each) => ({ ...each, authnStatements: (each.authnStatements ?? []).map((one) => ({ ...one, sessionNotOnOrAfter: iso(now - 60 * minutes) })) })),
  },
  // ---- addressing
  { id: 'wrong-audience', group: 'addressing', title: 'Wrong audience', what: 'The assertion is for another service provider.', apply: (answer) => audience(answer, () => 'https://sso.example.com/saml/another') },
  { id: 'audience-slash', group: 'addressing', title: 'Audience with a slash too many', what: 'The audience differs from the entityID by one trailing slash.', apply: (answer) => audience(answer, (each) => `${each}/`) },
  { id: 'wrong-recipient', group: 'addressing', title: 'Wrong recipient', what: 'Recipient names another ACS URL.', apply: (answer) => confirmation(answer, { recipient: 'https://sso.example.com/saml/acs' }) },
  { id: 'wrong-destination', group: 'addressing', title: 'Wrong destination', what: 'Destination names another ACS URL.', apply: (answer) => ({ ...answer, shape: { ...answer.shape, destination: 'https://sso.example.com/saml/acs' } }) },
  {
    id: 'wrong-in-response-to', group: 'addressing', title: 'Answers another request', what: 'InResponseTo names a request that was never sent.',
    apply: (answer, { id }) => {
      const other = id();
      return confirmation({ ...answer, shape: { ...answer.shape, inResponseTo: other } }, { inResponseTo: other });
    },
  },
  { id: 'wrong-issuer', group: 'addressing', title: 'Wrong issuer', what: 'Issuer is not the entityID in the metadata.', apply: (answer) => assertion({ ...answer, shape: { ...answer.shape, issuer: 'https://idp.example.com/other' } }, (each) => ({ ...each, issuer: 'https://idp.example.com/other' })) },
  // ---- signature
  { id: 'unsigned', group: 'signature', title: 'Not signed', what: 'Neither the response nor the assertion is signed.', apply: (answer) => ({ ...answer, sign: 'none' }) },
  { id: 'response-only-signed', group: 'signature', title: 'Only the response signed', what: 'The response is signed, the assertion itself is not.', apply: (answer) => ({ ...answer, sign: 'response' }) },
  { id: 'other-key', group: 'signature', title: 'Other key', what: 'Signed with a key that is not in the metadata, as after a certificate was replaced.', apply: (answer) => ({ ...answer, key: 'idp-other' }) },
  { id: 'sha1', group: 'signature', title: 'SHA-1', what: 'Signed with RSA-SHA1, an algorithm that is no longer safe.', apply: (answer) => ({ ...answer, signatureAlgorithm: rsaSha1, digestAlgorithm: sha1 }) },
  { id: 'changed-after-signing', group: 'signature', title: 'Changed after signing', what: 'White space was added after signing, as a pretty-printer or a proxy does.', apply: (answer) => ({ ...answer, afterwards: (xml) => xml.replace(/(<(?:[\w-]+:)?Subject>)/, '$1\n      ') }) },
  // ---- subject and attributes
  { id: 'missing-email', group: 'subject', title: 'No e-mail address', what: 'The e-mail attribute is missing and the NameID is not one.', apply: (answer) => assertion(answer, (each) => withoutEmail({ ...each, nameID: 'jdoe', nameIDFormat: nameIDFormat.unspecified })) },
  { id: 'empty-email', group: 'subject', title: 'Empty e-mail attribute', what: 'The e-mail attribute is there, with nothing in it.', apply: (answer) => assertion(answer, (each) => ({ ...each, attributes: (each.attributes ?? []).map((attribute) => (emailNames.has(attribute.name) ? { ...attribute, values: [''] } : attribute)) })) },
  { id: 'missing-name-id', group: 'subject', title: 'No NameID', what: 'The subject names nobody.', apply: (answer) => assertion(answer, ({ nameID: _nameID, nameIDFormat: _format, ...each }) => each) },
  { id: 'wrong-name-id-format', group: 'subject', title: 'Wrong NameID format', what: 'A transient NameID where an e-mail address is wanted.', apply: (answer, { id }) => assertion(answer, (each) => ({ ...each, nameID: id(), nameIDFormat: nameIDFormat.transient })) },
  { id: 'opaque-name-id', group: 'subject', title: 'Opaque NameID', what: 'A pairwise identifier instead of a name, as Entra falls back to.', apply: (answer) => assertion(answer, (each) => ({ ...each, nameID: 'AQ3xv8Yk2mZ5cR7tLw0PdN9sHf4GbJ6uKe1TiVoXyQc', nameIDFormat: nameIDFormat.persistent })) },
  { id: 'comment-in-name-id', group: 'subject', title: 'Comment in the NameID', what: 'A comment stands inside the NameID. The signature holds; a careless reader sees only half the name.', apply: (answer) => ({ ...answer, afterwards: (xml) => xml.replace(/(<(?:[\w-]+:)?NameID[^>]*>[^<]{2})/, '$1<!-- -->') }) },
  {
    id: 'duplicate-attribute', group: 'subject', title: 'Attribute twice', what: 'The e-mail attribute is sent twice with different values.',
    apply: (answer) => assertion(answer, (each) => ({ ...each, attributes: [...(each.attributes ?? []), ...(each.attributes ?? []).filter((attribute) => emailNames.has(attribute.name)).map((attribute) => ({ ...attribute, values: ['second@example.com'] }))] })),
  },
  // ---- status
  { id: 'authn-failed', group: 'status', title: 'AuthnFailed', what: 'The identity provider could not sign the user in.', apply: (answer) => failing(answer, [status.responder, status.authnFailed], 'The user could not be authenticated.') },
  { id: 'no-passive', group: 'status', title: 'NoPassive', what: 'The request said not to ask, and there was no session.', apply: (answer) => failing(answer, [status.responder, status.noPassive], 'There is no session.') },
  { id: 'request-denied', group: 'status', title: 'RequestDenied', what: 'A policy refuses: the user is not assigned, or the request should have been signed.', apply: (answer) => failing(answer, [status.requester, status.requestDenied], 'The user has no access to this application.') },
  { id: 'invalid-name-id-policy', group: 'status', title: 'InvalidNameIDPolicy', what: 'The NameID format asked for cannot be given.', apply: (answer) => failing(answer, [status.requester, status.invalidNameIDPolicy], 'The requested NameID format is not supported.') },
  { id: 'no-authn-context', group: 'status', title: 'NoAuthnContext', what: 'The way of signing in asked for cannot be met.', apply: (answer) => failing(answer, [status.responder, status.noAuthnContext], 'The requested authentication context cannot be met.') },
  // ---- encryption
  { id: 'encrypted-to-other-key', group: 'encryption', title: 'Encrypted to another key', what: 'The assertion is encrypted to a certificate that is not the service provider’s.', apply: (answer) => ({ ...answer, encryptTo: 'idp-other' }) },
  // ---- attacks
  {
    id: 'wrapped-assertion', group: 'attack', title: 'Wrapped assertion', what: 'A second, unsigned assertion for admin@example.com stands before the signed one.',
    apply: (answer) => ({
      ...answer, sign: 'assertion', encryptTo: null,
      afterwards(xml) {
        const found = cut(xml, 'Assertion');
        if (found === null) return xml;
        const signature = cut(found.element, 'Signature');
        const evil = (signature === null ? found.element : signature.before + signature.after)
          .replace(/ID="[^"]*"/, 'ID="_evil_assertion"')
          .replace(/(<(?:[\w-]+:)?NameID[^>]*>)[^<]*/, '$1admin@example.com');
        return found.before + evil + found.element + found.after;
      },
    }),
  },
  {
    id: 'signature-stripped', group: 'attack', title: 'Signature cut out', what: 'The signature was removed and the NameID changed to admin@example.com.',
    apply: (answer) => ({
      ...answer, encryptTo: null,
      afterwards(xml) {
        let text = xml;
        for (let found = cut(text, 'Signature'); found !== null; found = cut(text, 'Signature')) text = found.before + found.after;
        return text.replace(/(<(?:[\w-]+:)?NameID[^>]*>)[^<]*/, '$1admin@example.com');
      },
    }),
  },
  { id: 'doctype', group: 'attack', title: 'Document type declaration', what: 'The response starts with a DOCTYPE that declares an entity.', apply: (answer) => ({ ...answer, afterwards: (xml) => `<!DOCTYPE r [<!ENTITY who "admin@example.com">]>${xml.replace(/^<\?xml[^>]*\?>/, '')}` }) },
  { id: 'replay', group: 'attack', title: 'Replay', what: 'The answer of the login before is sent again.', apply: (answer) => ({ ...answer, replay: true }) },
];

const shapeNames: Record<string, string> = { entra: 'Microsoft Entra ID', okta: 'Okta', auth0: 'Auth0', google: 'Google Workspace', adfs: 'AD FS' };

/** Everything the menu offers: faults, and the shapes of well-known products. */
export function menu(shapes: readonly string[]): PracticeFault[] {
  return [
    ...faults.map(({ id, group, title, what }) => ({ id, group, title, what })),
    ...shapes.map((id) => ({ id, group: 'shape' as const, title: shapeNames[id] ?? id, what: `Answers the way ${shapeNames[id] ?? id} writes it: prefixes, attribute names, what is signed.` })),
  ];
}
