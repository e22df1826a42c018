/** Smaller libraries: gosaml2 (Teleport, Mattermost), saml2-js, Ory Polis. */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { assertionCount, audience, destination, expired, issuer, noAttributes, recipient, signature, status } from './themes.ts';

const gosaml2: readonly Draft[] = [
  { id: 'recipient', title: 'The Recipient is another one', meaning: 'The Recipient is not the ACS URL of the service provider. A port that one side writes out and the other leaves off is enough.', ...recipient, fragments: ['Unrecognized Recipient value, Expected: {ACS URL of the service provider}, Actual: {Recipient in the assertion}'] },
  { id: 'destination', title: 'The Destination is another one', meaning: 'The Destination is not the ACS URL of the service provider.', ...destination, fragments: ['Unrecognized Destination value, Expected: {ACS URL of the service provider}, Actual: {Destination of the response}'] },
  { id: 'issuer', title: 'The Issuer is another one', meaning: 'The Issuer is not the one that is set for the identity provider.', ...issuer, fragments: ['Unrecognized Issuer value, Expected: {expected Issuer}, Actual: {Issuer in the response}'] },
  { id: 'status', title: 'The identity provider reports an error', meaning: 'The status of the response is an error; it follows as the actual value.', ...status, fragments: ['Unrecognized StatusCode value, Expected: {Success}, Actual: {status}'], generic: true },
  { id: 'expired', title: 'The confirmation has expired', meaning: 'NotOnOrAfter of the SubjectConfirmationData has passed; expected is the clock of the service provider.', ...expired, fragments: ['Expired NotOnOrAfter value, Expected: {clock of the service provider}, Actual: {NotOnOrAfter}'] },
  { id: 'missing-assertion', title: 'There is no assertion', meaning: 'The response carries no assertion, or an encrypted one that was not opened.', ...assertionCount, fragments: ['error validating response: missing assertion', 'missing Assertion element', 'Missing element Assertion'] },
  { id: 'attributes', title: 'The response was refused, or its attributes do not fit', source: 'gravitational/teleport, lib/auth/saml.go', meaning: 'Teleport writes this before the real reason, which stands at the end of the message.', ...noAttributes, fixes: [sp('Read the end of the message, and paste it here.'), ...noAttributes.fixes], fragments: ['received response with incorrect or missing attribute statements'], generic: true },
];

const saml2js: readonly Draft[] = [
  { id: 'signature', title: 'The signature does not verify', source: 'github.com/Clever/saml2/issues/106', meaning: 'None of the certificates of the identity provider that were given verifies a signature in the response.', ...withFixes(signature, sp('Set certificates of the IdentityProvider to the current signing certificate, and allow_unencrypted_assertion to true if the assertion is not encrypted.', 'signingCertificate')), fragments: ['SAML Assertion signature check failed! (checked', 'SAML Assertion signature check failed'] },
  { id: 'audience', title: 'The audience is another one', source: 'github.com/Clever/saml2/issues/136', meaning: 'The audience in the assertion is not the option audience, or entity_id.', ...withFixes(audience, sp('Set the option audience of the ServiceProvider to the audience that is sent.', 'audience')), fragments: ['SAML Response is not valid for this audience'] },
  { id: 'encrypted', title: 'It expects an encrypted assertion', source: 'Clever/saml2, lib/saml2.coffee', meaning: 'There is no encrypted assertion, and unencrypted ones are not allowed.', causes: ['allow_unencrypted_assertion is false, which is the default.'], fixes: [sp('Set allow_unencrypted_assertion to true, if the identity provider does not encrypt.', 'encryption')], fragments: ['Expected 1 EncryptedAssertion; found 0'] },
];

const polis: readonly Draft[] = [
  { id: 'audience', title: 'The audience is another one', source: 'github.com/logicleai/logicle/issues/14', meaning: 'The audience is not the samlAudience of Jackson, https://saml.boxyhq.com unless it was set.', ...audience, fixes: [idp('Set the audience of the application to SAML_AUDIENCE of Jackson, letter by letter.', 'audience')], fragments: ['Invalid audience.'], checks: audience.checks! },
  { id: 'signature', title: 'The signature does not verify', source: 'github.com/ory/polis/issues/2034', meaning: 'The metadata that Jackson has for the connection do not hold the certificate that signed.', ...withFixes(signature, sp('Update the connection with the current metadata of the identity provider.', 'metadata')), fragments: ['Invalid assertion signature'] },
];

export const libraryEntries = [
  ...entriesOf('gosaml2', 'russellhaering/gosaml2, validate.go', gosaml2), ...entriesOf('saml2-js', 'Clever/saml2', saml2js), ...entriesOf('polis', 'ory/polis', polis),
];
