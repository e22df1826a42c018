/** The causes behind the messages: what a whole family of them has in common, whatever product prints it. This file: what is wrong with a response. */
import { capture, clock, idp, network, sp, type Theme } from './entry.ts';

export const expired: Theme = {
  causes: [
    'An old response was sent again: by reload, the back button, a bookmark, or a copy that was kept.',
    'The clock of one of the two servers is wrong.',
    'The identity provider gives its assertions a life of a few minutes, and the login took longer.',
  ],
  fixes: [
    sp('Start a new login at the service provider; do not reload the old page.'),
    clock('Set the clocks of both servers by NTP, and compare IssueInstant of the response with the time it arrived.', 'clock'),
    idp('Give the assertion a life of at least five minutes.', 'lifetime'),
  ],
  checks: ['conditions/expired', 'subject/confirmation-expired', 'conditions/short-lifetime', 'conditions/within-tolerance'],
};

export const notYetValid: Theme = {
  causes: [
    'The clock of the identity provider is ahead, or that of the service provider is behind; a fraction of a second is enough.',
    'The identity provider sets NotBefore to the very moment of issue (AD FS, Entra and Auth0 do), and the service provider allows no tolerance.',
  ],
  fixes: [
    clock('Set the clocks of both servers by NTP.', 'clock'),
    sp('Allow a clock tolerance of one to three minutes at the service provider.', 'clock'),
    idp('Let NotBefore begin some minutes early; in AD FS by Set-AdfsRelyingPartyTrust -NotBeforeSkew 3.', 'lifetime'),
  ],
  checks: ['conditions/not-yet-valid', 'conditions/no-back-dating', 'response/from-the-future', 'assertion/from-the-future', 'subject/confirmation-not-before'],
};

export const audience: Theme = {
  causes: [
    'The entityID of the service provider was typed differently at the identity provider: a slash at the end, http for https, other letter case, the bare host.',
    'The ACS URL was entered where the entityID belongs.',
    'Entra put spn: in front, because the identifier is no URI.',
    'The response was made for another application, or for the test system.',
  ],
  fixes: [
    idp('Set the audience (Entra: Identifier, Okta: Audience URI, Google: Entity ID, OneLogin: Audience) to the entityID of the service provider, letter by letter.', 'audience'),
    sp('Compare it with the entityID that the service provider is set to expect.', 'entityID'),
  ],
  checks: ['conditions/audience', 'conditions/audience-empty'],
};

export const noAudience: Theme = {
  causes: ['The audience field of the application at the identity provider is empty.', 'The identity provider is not set up for web single sign-on, where an audience is mandatory.'],
  fixes: [idp('Enter the entityID of the service provider as the audience.', 'audience')],
  checks: ['conditions/audience-missing', 'conditions/audience-empty'],
};

export const signature: Theme = {
  causes: [
    'The identity provider signs with a new certificate, and the service provider still has the old one.',
    'The certificate or metadata is of another application or tenant: in Entra the file without appid, in Auth0 that of another client, in Okta that of another app.',
    'The certificate was pasted wrongly: cut off, or the encryption certificate, or that of the web server.',
    'Something between the two changed the message: pretty-printing, other line ends, blanks for plus signs.',
  ],
  fixes: [
    sp('Install the certificate that the identity provider signs with now; the capture shows the fingerprint of the one inside the response.', 'signingCertificate'),
    sp('Load the metadata of this very application anew.', 'metadata'),
    capture('Take the SAMLResponse value as the browser sent it, not out of a formatted view, before you judge it elsewhere.'),
  ],
  checks: ['signature/no-trusted-key', 'signature/digest-mismatch', 'signature/embedded-certificate-differs', 'signature/verified'],
};

export const digest: Theme = {
  causes: [
    'The message was changed after it was signed: by a proxy, a plug-in, pretty-printing, or an attack.',
    'The identity provider signs before it makes its last changes to the XML.',
    'Two elements carry the ID that the signature refers to.',
  ],
  fixes: [
    network('Look for a proxy or plug-in that rewrites the form before it is sent, and take it out.'),
    capture('Take the SAMLResponse value as the browser sent it; a copy out of a formatted view never verifies.'),
    idp('Report it to the identity provider if a raw capture fails as well.'),
  ],
  checks: ['signature/digest-mismatch', 'document/duplicate-id', 'signature/reading-differs'],
};

export const unsigned: Theme = {
  causes: ['Signing is switched off at the identity provider for this application.', 'The signature stands on another element than the service provider looks at.', 'A proxy or a script took the signature away.'],
  fixes: [
    idp('Switch on the signature of the assertion; Entra calls it Signing Option, OneLogin SAML signature element, PingOne Sign Assertion.', 'signAssertion'),
    sp('Check which of the two, Response or Assertion, the service provider wants signed.', 'signResponse'),
  ],
  checks: ['signature/missing', 'signature/coverage', 'signature/stray'],
};

export const assertionNotSigned: Theme = {
  causes: ['The identity provider signs the Response only: Google with Signed response ticked and Auth0 with signResponse true do that.', 'Signing is switched off at the identity provider.'],
  fixes: [
    idp('Sign the assertion: in Entra Signing Option "Sign SAML assertion", in Google untick Signed response, in Auth0 set signResponse to false, in OneLogin choose Assertion or Both.', 'signAssertion'),
  ],
  checks: ['signature/assertion-not-signed', 'signature/missing'],
};

export const responseNotSigned: Theme = {
  causes: ['The identity provider signs the assertion only, which is the usual thing: Entra, Google, Auth0 and AD FS do so unless told otherwise.', 'Signing is switched off at the identity provider.'],
  fixes: [
    idp('Sign the Response too: in Entra Signing Option "Sign SAML response and assertion", in Okta Response: Signed, in AD FS -SamlResponseSignature MessageAndAssertion, in Google tick Signed response.', 'signResponse'),
  ],
  checks: ['signature/response-not-signed', 'signature/missing'],
};

export const wrapping: Theme = {
  causes: ['A second assertion or signature was put into the message: an attack by signature wrapping.', 'A gateway put one SAML message inside another.'],
  fixes: [capture('Treat the message as forged until you know who changed it, and keep it as evidence.'), network('Look for a gateway that rewrites SAML messages.')],
  checks: ['response/stray-assertion', 'signature/coverage', 'signature/stray', 'document/duplicate-id', 'signature/parent', 'signature/reference-target'],
};

export const destination: Theme = {
  causes: [
    'The service provider stands behind a proxy and takes its own address for http, an inner host or another port.',
    'The ACS URL at the identity provider differs: slash at the end, http for https, www, port, test system.',
  ],
  fixes: [
    idp('Set the ACS URL (Reply URL, Single sign-on URL, Destination) to the address at which the service provider listens, letter by letter.', 'assertionConsumerService'),
    sp('Let the service provider know its outer address: X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port, or its base URL setting.', 'destination'),
  ],
  checks: ['response/destination', 'flow/arrival', 'flow/destination-and-recipient'],
};

export const noDestination: Theme = {
  causes: ['The identity provider leaves Destination out or empty although it signs the Response.'],
  fixes: [idp('Let the identity provider write the ACS URL as Destination of the Response.', 'destination')],
  checks: ['response/destination-missing'],
};

export const confirmation: Theme = {
  causes: [
    'Recipient in the assertion is not the ACS URL of the service provider.',
    'The confirmation has expired: an old response, or a wrong clock.',
    'InResponseTo names another request: a second tab, or a login started at the identity provider.',
    'The assertion has no bearer confirmation, or one without data.',
  ],
  fixes: [
    idp('Set the Recipient (it follows the ACS URL in most consoles) to the ACS URL of the service provider, letter by letter.', 'recipient'),
    clock('Set the clocks of both servers by NTP.', 'clock'),
    sp('Start a new login at the service provider, in one tab.'),
  ],
  checks: ['subject/recipient', 'subject/recipient-missing', 'subject/confirmation-expired', 'subject/bearer', 'subject/confirmation-data', 'flow/subject-in-response-to', 'subject/confirmation-no-expiry'],
};

export const recipient: Theme = {
  causes: ['The ACS URL at the identity provider is spelt differently: slash at the end, http for https, port, host.', 'The service provider stands behind a proxy and takes its own address for another.'],
  fixes: [
    idp('Set the ACS URL and the Recipient to the ACS URL of the service provider, letter by letter.', 'recipient'),
    sp('Let the service provider know its outer address (base URL, or the X-Forwarded headers).', 'assertionConsumerService'),
  ],
  checks: ['subject/recipient', 'subject/recipient-missing', 'flow/arrival'],
};

export const otherRequest: Theme = {
  causes: [
    'The login was started twice: two tabs, or the button pressed again.',
    'The cookie or cache with the request is gone: SameSite, another host name, a restart, several servers without a shared cache.',
    'The user came back too late, or sent an old response again.',
    'The login was started at the identity provider.',
  ],
  fixes: [
    sp('Start the login again at the service provider, in one tab.'),
    sp('Keep the request where every server finds it, and let its cookie be SameSite=None and Secure: the answer comes by POST from another site.'),
  ],
  checks: ['flow/in-response-to', 'flow/subject-in-response-to', 'flow/in-response-to-agree', 'flow/replay'],
};

export const unsolicited: Theme = {
  causes: ['The login was started at the identity provider (a tile, a bookmark), and the service provider accepts only logins that it started.', 'The identity provider leaves InResponseTo out.'],
  fixes: [
    sp('Start the login at the service provider; in the identity provider give the tile the sign-on URL of the service provider.', 'signOnURL'),
    sp('Or allow logins started at the identity provider, where the service provider has a switch for it.'),
  ],
  checks: ['flow/in-response-to-missing', 'flow/in-response-to-empty'],
};

export const issuer: Theme = {
  causes: [
    'The entityID of the identity provider was typed by hand: a slash at the end, http for https (that of Okta and AD FS begins with http).',
    'The metadata is of another tenant or application.',
    'The login address was entered where the entityID belongs.',
  ],
  fixes: [
    sp('Set the entityID of the identity provider at the service provider to the Issuer of the response, letter by letter; best by loading the metadata.', 'idpEntityID'),
  ],
  checks: ['response/issuer', 'assertion/issuer', 'assertion/issuers-agree'],
};

export const noIssuer: Theme = {
  causes: ['The identity provider leaves the Issuer out, or writes it more than once.'],
  fixes: [idp('Let the identity provider write its entityID as Issuer of Response and Assertion.', 'idpEntityID')],
  checks: ['response/issuer-missing', 'assertion/issuer-missing', 'response/issuer'],
};

export const status: Theme = {
  causes: [
    'The identity provider refused the login and says why in the status: user not assigned, NameID format not available, login method not available.',
    'The request of the service provider is wrong: its Issuer, ACS URL, signature or one of its demands.',
    'The user cancelled the login.',
  ],
  fixes: [
    capture('Read the second status code and the StatusMessage of the response; paste them here.'),
    idp('Look up this login in the sign-in log of the identity provider by its time.'),
  ],
  checks: ['status/success'],
};

export const noKey: Theme = {
  causes: ['Encryption of the assertion was switched on at the identity provider, and the service provider has no private key for it.'],
  fixes: [
    idp('Switch encryption of the assertion off for this application, unless you need it.', 'encryption'),
    sp('Or give the service provider its private key, and its certificate to the identity provider.', 'encryptionCertificate'),
  ],
  checks: ['encryption/no-key', 'encryption/not-readable-there'],
};

export const wrongKey: Theme = {
  causes: [
    'The identity provider encrypts for an old or other certificate of the service provider.',
    'The private key set at the service provider does not belong to that certificate.',
    'The identity provider uses a cipher or OAEP parameters that the service provider does not know.',
  ],
  fixes: [
    idp('Upload the current encryption certificate of the service provider at the identity provider.', 'encryptionCertificate'),
    sp('Check that the private key fits that certificate.', 'encryptionCertificate'),
    idp('Choose AES-256 and RSA-OAEP with SHA-1 for the key, which everyone reads, or switch encryption off.', 'encryption'),
  ],
  checks: ['encryption/wrong-key', 'encryption/undecryptable', 'encryption/wrong-variant', 'encryption/unsupported-algorithm', 'encryption/damaged'],
};

export const notEncrypted: Theme = {
  causes: ['The service provider demands an encrypted assertion, and the identity provider does not encrypt.'],
  fixes: [
    idp('Switch on encryption of the assertion and upload the certificate of the service provider.', 'encryption'),
    sp('Or no longer demand encryption; over https it adds little.', 'encryption'),
  ],
};

export const assertionCount: Theme = {
  causes: ['The response is an error and carries no assertion; look at its status.', 'The assertion is encrypted, and the service provider could not open it.', 'There are several assertions: an unusual identity provider, or an attack.'],
  fixes: [capture('Look at the status and at the number of assertions in the capture.'), idp('Send exactly one assertion in a successful response.')],
  checks: ['response/no-assertion', 'response/several-assertions', 'response/stray-assertion', 'status/success', 'encryption/no-key'],
};

export const noNameID: Theme = {
  causes: [
    'The attribute that the NameID is made of is empty for this user, often the e-mail address.',
    'No NameID was set up at the identity provider (AD FS sends none without a claim rule).',
  ],
  fixes: [idp('Set the source of the NameID to an attribute that every user has, and fill it for this user.', 'nameID')],
  checks: ['name-id/missing', 'name-id/empty', 'subject/missing'],
};

export const noAttributes: Theme = {
  causes: ['No attributes were set up for this application at the identity provider.', 'The attributes are empty for this user, and the identity provider leaves empty ones out.'],
  fixes: [
    idp('Add the attributes that the service provider asks for, the e-mail address first.', 'attributes'),
    sp('Or no longer demand an AttributeStatement, if the NameID is enough.', 'attributes'),
  ],
  checks: ['attributes/no-email', 'attributes/email-missing', 'attributes/required-missing', 'assertion/attribute-statement-empty'],
};

export const duplicateAttribute: Theme = {
  causes: ['Two claims or mappers of the identity provider write the same attribute name.', 'Keycloak sends a Role attribute for every role, unless Single Role Attribute is on.'],
  fixes: [idp('Send each attribute name once, with all its values inside; in Keycloak switch on Single Role Attribute in the role list mapper.', 'attributes')],
  checks: ['attributes/duplicate'],
};

export const malformed: Theme = {
  causes: [
    'The value was changed on the way: plus signs turned to blanks, line breaks, URL-encoded twice, cut off.',
    'The value is not a SAML response: an error page, a request, or a message of another protocol.',
    'The answer came by redirect, deflated, where a POST was expected.',
  ],
  fixes: [
    capture('Take the SAMLResponse value as the browser sent it, and inspect it here.'),
    idp('Let the identity provider answer by HTTP-POST.', 'binding'),
  ],
  checks: ['document/base64', 'document/compression', 'document/well-formed', 'document/truncated', 'document/root', 'response/binding'],
};

export const schema: Theme = {
  causes: ['The identity provider writes elements in the wrong order, leaves out a mandatory one, or uses an ID that begins with a digit.', 'The message was edited by hand.'],
  fixes: [idp('Report it to the identity provider; the capture shows which rule of the schema is broken.'), sp('Until it is repaired: some products have a switch that takes the schema less strictly.')],
  checks: ['response/child-order', 'assertion/child-order', 'response/id', 'assertion/id', 'response/version', 'response/issue-instant'],
};

export const noAuthnStatement: Theme = {
  causes: ['The identity provider leaves the AuthnStatement out; in Keycloak that is a switch of the client.', 'The assertion was made for attributes only, not for a login.'],
  fixes: [idp('Switch on the AuthnStatement (Keycloak: Clients > the client > Settings > Include AuthnStatement).')],
  checks: ['authn/statement-missing', 'authn/several-statements'],
};

export const sessionOver: Theme = {
  causes: ['The session at the identity provider ended before the login came through: SessionNotOnOrAfter has passed.', 'The clock of one of the servers is wrong.'],
  fixes: [sp('Let the user log in again.'), clock('Set the clocks of both servers by NTP.', 'clock'), idp('Lengthen the session at the identity provider, if it is shorter than a login takes.', 'lifetime')],
  checks: ['authn/session-expired'],
};

export const weakAlgorithm: Theme = {
  causes: ['The identity provider signs with SHA-1, which Auth0 and OneLogin do unless told otherwise.', 'The service provider accepts a short list of algorithms only.'],
  fixes: [idp('Sign with RSA-SHA256 and SHA-256 as digest: in Auth0 signatureAlgorithm and digestAlgorithm, in OneLogin SSO > SAML Signature Algorithm, in Entra Signing Algorithm.', 'signatureAlgorithm')],
  checks: ['signature/weak-algorithm', 'signature/weak-digest', 'signature/signature-algorithm', 'signature/digest-algorithm'],
};

export const transforms: Theme = {
  causes: ['The signature uses more or other transforms than the two that SAML allows.', 'The signature has no Reference, or more than one.'],
  fixes: [idp('Sign with the enveloped-signature transform and exclusive canonicalisation only, one Reference per signature.', 'signatureAlgorithm')],
  checks: ['signature/transform', 'signature/c14n', 'signature/reference-count', 'signature/reference-target', 'signature/signed-info-count'],
};

export const replay: Theme = {
  causes: ['The page was reloaded or the back button pressed, and the browser sent the same response again.', 'A proxy repeated the request.', 'Somebody used a captured response a second time.'],
  fixes: [sp('Start a new login at the service provider; do not reload the page after the login.')],
  checks: ['flow/replay'],
};
