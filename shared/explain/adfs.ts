/** AD FS: MSIS codes of the error page and of event 364 in the log AD FS/Admin. */
import { clock, entriesOf, idp, network, sp, type Draft } from './entry.ts';
import { demandedContext, demandedFormat, logoutSignature, requestAddress, requestSignature, unknownProvider } from './request-themes.ts';
import { notYetValid, responseNotSigned, signature } from './themes.ts';

const issue = (path: string): string => `github.com/${path}`;
const answers = 'Microsoft Q&A (public copies of learn.microsoft.com/answers)';
const cmdlet = 'MicrosoftDocs/windows-powershell-docs, docset/winserver2022-ps/adfs/Set-AdfsRelyingPartyTrust.md';

const trust = 'In AD FS Management open Relying Party Trusts > the trust';
const log = idp('Look up the Activity ID in Event Viewer > Applications and Services Logs > AD FS > Admin, event 364.');

const drafts: readonly Draft[] = [
  {
    id: 'msis7070', title: 'No claim rule issues the NameID that the request demands', codes: ['MSIS7070', 'MSIS1000'], source: `${issue('justinbleach/saml-client/issues/39')}; ${issue('aerialship/lightsaml/issues/21')}`,
    meaning: 'The request demands a NameID format, and the token that AD FS issued has no Name ID or one of another format; "Actual NameID properties: null" says that there is none at all.',
    causes: ['No claim rule issues a Name ID.', 'The rule issues another format than the one demanded; mind 1.1 and 2.0 in the URN.', ...demandedFormat.causes.slice(0, 1)],
    fixes: [idp(`${trust} > Edit Claim Issuance Policy, add a rule that sends E-Mail-Addresses as E-Mail Address, and a rule "Transform an Incoming Claim" from E-Mail Address to Name ID, format Email.`, 'nameIDFormat'), sp('Or remove the Format from NameIDPolicy in the request.', 'nameIDFormat')],
    fragments: ['The SAML request contained a NameIDPolicy that was not satisfied by the issued token', 'had a NameID Policy that could not be satisfied', 'Requested NameIDPolicy: … Format: {demanded format} … Actual NameID properties: {issued}'], checks: demandedFormat.checks!,
  },
  {
    id: 'msis7042', title: 'The browser goes in circles', codes: ['MSIS7042'], source: 'Windows Server documentation, AD FS loop detection',
    meaning: 'The same browser came for tokens too often within seconds (more than five in twenty). AD FS issues them; the service provider does not keep the login and asks again.',
    causes: ['The service provider refuses the assertion and starts a new login instead of saying so.', 'Its session cookie is lost: other host name, http, SameSite.'],
    fixes: [sp('Look into the log of the service provider for the reason; inspect a captured response here.'), sp('Check host name, https and SameSite of its session cookie.')],
    fragments: ['The same client browser session has made {requests} requests in the last {seconds} seconds'], checks: ['conditions/audience', 'subject/recipient', 'signature/verified'],
  },
  {
    id: 'msis7102', title: 'The demanded way of logging in is not available', codes: ['MSIS7102'], source: `${issue('RocketChat/Rocket.Chat/issues/2770')}; ${answers}`,
    meaning: 'The request demands an authentication method that AD FS does not have, or not for this place.',
    ...demandedContext, fixes: [demandedContext.fixes[0]!, idp('Or switch the method on: AD FS Management > Service > Authentication Methods > Edit Primary Authentication Methods.', 'authnContext')],
    fragments: ['Requested Authentication Method is not supported on the STS'],
  },
  {
    id: 'msis3077', title: 'The trust has no ACS', codes: ['MSIS3077'], source: issue('simplesamlphp/simplesamlphp/issues/1098'),
    meaning: 'The relying party trust has no SAML Assertion Consumer endpoint, so AD FS does not know where to answer.',
    ...requestAddress, fixes: [idp(`${trust} > Properties > Endpoints > Add SAML, and enter the ACS URL of the service provider with binding POST.`, 'assertionConsumerService')],
    fragments: ['AssertionConsumerServices'],
  },
  {
    id: 'msis3200', title: 'The ACS URL of the request is not among the endpoints', codes: ['MSIS3200'], source: answers,
    meaning: 'No endpoint of the trust is a prefix of the ACS URL in the request.',
    ...requestAddress, fixes: [idp(`${trust} > Properties > Endpoints > Add SAML, and enter the ACS URL of the message, letter by letter.`, 'assertionConsumerService'), requestAddress.fixes[1]!],
    fragments: ['prefix match of the AssertionConsumerService URL {ACS URL in the request} specified by the request', 'No AssertionConsumerService is configured on the relying party trust'],
  },
  {
    id: 'msis7007', title: 'There is no trust with this identifier', codes: ['MSIS7007', 'MSIS3020'], source: 'public write-ups of the AD FS admin log', unconfirmed: true,
    meaning: 'No relying party trust has the identifier of the request, or the trust is switched off.',
    ...unknownProvider, fixes: [idp(`${trust} > Properties > Identifiers and add the Issuer of the request as Relying party trust identifier.`, 'entityID'), idp(`${trust} and choose Enable if it is switched off.`)],
    fragments: ['The requested relying party trust {identifier} is unspecified or unsupported', 'relying party trust {identifier} could not be located'],
  },
  {
    id: 'msis5007', title: 'The access policy refuses the user', codes: ['MSIS5007'], source: answers,
    meaning: 'The access control policy of the trust does not let this user through.',
    causes: ['The user is not in a group that the policy permits.', 'The policy permits the inner network only.'],
    fixes: [idp(`${trust} > Edit Access Control Policy and permit the user or the group.`, 'assignment')],
    fragments: ['The caller authorization failed for caller identity {user} for relying party trust {trust}', 'The caller authorization failed for caller identity'], checks: ['status/success'],
  },
  {
    id: 'msis1016', title: 'The trust wants signed requests', codes: ['MSIS1016'], source: issue('SAML-Toolkits/python-saml/issues/180'), unconfirmed: true,
    meaning: 'The trust says that requests are signed, and this one has no signature.',
    ...requestSignature, fixes: [requestSignature.fixes[0]!, idp('Or run Set-AdfsRelyingPartyTrust -TargetName <trust> -SignedSamlRequestsRequired $false.', 'signedRequests')],
    fragments: ['SignedSamlRequestsRequired'],
  },
  {
    id: 'msis0037', title: 'No certificate to check the request with', codes: ['MSIS0037'], unconfirmed: true, source: 'public write-ups of the AD FS admin log',
    meaning: 'The request is signed, and the trust has no certificate of the service provider to check it with.',
    ...requestSignature, fixes: [idp(`${trust} > Properties > Signature > Add, and choose the certificate that the service provider signs with.`, 'signedRequests')],
    fragments: ['No signature verification certificate found'],
  },
  {
    id: 'msis0038', title: 'The signature of the request does not verify', codes: ['MSIS0038'], source: 'public support articles on AD FS and Cisco UCCX',
    meaning: 'The request is signed by another key than the trust has, or by another hash algorithm than it is set to.',
    ...requestSignature, fixes: [idp(`${trust} > Properties > Signature and replace the certificate by the current one of the service provider.`, 'signedRequests'), idp(`${trust} > Properties > Advanced and set Secure hash algorithm to the one that the service provider uses.`, 'signatureAlgorithm')],
    fragments: ['SAML Message has wrong signature. Issuer: {Issuer of the message}', 'SAML Message has wrong signature'],
  },
  {
    id: 'msis7084', title: 'Logout messages must be signed', codes: ['MSIS7084'], source: issue('SAML-Toolkits/php-saml/issues/424'),
    meaning: 'AD FS takes logout messages by redirect or POST only when they are signed.',
    ...logoutSignature, fixes: [sp('Sign the LogoutRequest and the LogoutResponse.', 'singleLogoutService'), idp(`${trust} > Properties > Signature > Add, and choose the certificate of the service provider.`, 'signingCertificate')],
    fragments: ['SAML logout request and logout response messages must be signed'],
  },
  {
    id: 'msis7055', title: 'Not everywhere logged out', codes: ['MSIS7055'], source: answers,
    meaning: 'One of the applications of the session did not answer the logout.',
    causes: ['An application has no logout endpoint in its trust, or refused the logout.'],
    fixes: [idp(`${trust} > Properties > Endpoints and check the SAML Logout endpoint of each application.`, 'singleLogoutService')],
    fragments: ['Not all SAML session participants logged out properly'], checks: ['logout/status'],
  },
  {
    id: 'msis7065', title: 'AD FS has nothing to do at this address', codes: ['MSIS7065'], source: answers,
    meaning: 'The browser came to a path of AD FS without a message that belongs there: the address is wrong, or the SAMLRequest was lost.',
    causes: ['The login address is wrong; for SAML it is /adfs/ls/ with a SAMLRequest.', 'The query was lost, by a redirect or by opening the address by hand.', 'The IdP-initiated page is switched off.'],
    fixes: [sp('Set the login address to https://{host}/adfs/ls/.', 'singleSignOnService'), idp('For the IdP-initiated page run Set-AdfsProperties -EnableIdPInitiatedSignonPage $true.')],
    fragments: ['There are no registered protocol handlers on path {path} to process the incoming request', 'There are no registered protocol handlers on path'], checks: ['request/destination-missing', 'request/protocol-binding'],
  },
  {
    id: 'msis7046', title: 'A parameter of the SAML message is missing', codes: ['MSIS7046'], source: 'Mendix SAML module documentation',
    meaning: 'The parameter that the message names, RelayState for instance, was not found or cannot be read.',
    causes: ['The request was sent by POST, and the browser or AD FS lost it on the way; seen with Safari.', 'The parameter is encoded wrongly.'],
    fixes: [sp('Send the request by HTTP-Redirect.', 'binding'), sp('Send a short RelayState, or none.', 'relayState')],
    fragments: ['The SAML protocol parameter {parameter} was not found or not valid', 'The SAML protocol parameter'], checks: ['flow/relay-state-length'],
  },
  {
    id: 'msis7012', title: 'AD FS failed while processing the request', codes: ['MSIS7012', 'MSIS3127', 'MSIS9604'], generic: true, source: answers,
    meaning: 'A general message of AD FS; the reason stands further down in the same event, after "--->" or "Exception details".',
    causes: ['A claim rule or an LDAP look-up fails.', 'A certificate has expired.', 'The directory cannot be reached.'], fixes: [log],
    fragments: ['An error occurred while processing the request. Contact your administrator for details'], checks: ['status/success'],
  },
  {
    id: 'msis7015', title: 'There is no SAML message in the request', codes: ['MSIS7015'], unconfirmed: true, source: 'public write-ups of the AD FS admin log',
    meaning: 'AD FS expected a SAML message in the request and found none, or one for another binding.',
    causes: ['The request is posted where a redirect is expected, or the reverse.'], fixes: [sp('Check the binding and the login address.', 'binding')],
    fragments: ['This request does not contain the expected protocol message'], checks: ['request/protocol-binding'],
  },
  {
    id: 'id6018', title: 'The metadata was changed after it was signed', codes: ['ID6018'], source: issue('handnot2/samly/issues/19'),
    meaning: 'AD FS checks the signature of metadata when a trust is added, and the digest does not fit: the file was edited.',
    causes: ['The signed metadata was edited, pretty-printed, or changed by a download.'],
    fixes: [sp('Give AD FS the metadata as it was signed, or without a signature.', 'metadata')],
    fragments: ['Digest verification failed for Reference', 'Digest verification failed'], checks: ['metadata/signature-broken'],
  },
  {
    id: 'not-compliant', title: 'The request is not compliant', source: issue('SAML-Toolkits/python-saml/issues/180'),
    meaning: 'AD FS calls the request not compliant with the WebSSO profile: it is malformed, or was sent to the wrong address.',
    causes: ['Destination is the IdP-initiated page instead of /adfs/ls/.', 'The request is malformed or signed wrongly.'],
    fixes: [sp('Set the login address to https://{host}/adfs/ls/, not to idpinitiatedsignon.', 'singleSignOnService'), log],
    fragments: ['The sign in request is not compliant to the', 'SAML 2.0 protocol WebSSO profile'], checks: ['request/destination-missing', 'request/id', 'request/version', 'request/signature'],
  },
  {
    id: 'msis7093', title: 'The request is signed with another algorithm than the trust expects', codes: ['MSIS7093'], source: 'opentelekomcloud-docs, ad-fs blueprint; djangosaml2 and Splunk write-ups of the same message',
    meaning: 'The trust expects one secure hash algorithm for signatures, SHA-256 unless changed, and the request of the service provider is signed with the other, as a rule SHA-1.',
    causes: ['The service provider signs its requests with SHA-1.', 'The trust was set to SHA-1 for an old service provider, which signs with SHA-256 by now.'],
    fixes: [sp('Sign the AuthnRequest with RSA-SHA256.', 'signatureAlgorithm'), idp(`Or ${trust.slice(0, 1).toLowerCase()}${trust.slice(1)} > Properties > Advanced and choose the secure hash algorithm of the request.`, 'signatureAlgorithm')],
    fragments: ['The message is not signed with expected signature algorithm. Message is signed with signature algorithm {algorithm of the request}. Expected signature algorithm {algorithm of the trust}', 'The message is not signed with expected signature algorithm', 'SamlProtocolSignatureAlgorithmMismatchException'], checks: ['request/signature'],
  },
  {
    id: 'error-page', title: 'The page of AD FS hides the reason', generic: true, source: 'https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-logging',
    meaning: 'The page shows an Activity ID only. The event with this Correlation ID in the log AD FS/Admin of the server holds the code beginning with MSIS.',
    causes: ['Anything from a wrong address to a missing claim rule: the event says which.'],
    fixes: [idp('On the AD FS server open Event Viewer > Applications and Services Logs > AD FS > Admin, look for event 364 with this Activity ID, and paste its text here.')],
    fragments: ['An error occurred. Contact your administrator for more information. Error details', 'Error details Activity ID', 'Activity ID:…Relying party:'], checks: ['status/success'],
  },
  {
    id: 'event-111', title: 'An error of WS-Trust (event 111)', source: 'https://adfshelp.microsoft.com/AdfsEventViewer/GetAdfsEventList',
    meaning: 'The event is about WS-Trust, by which programs and Microsoft 365 log in without a browser. A login by SAML in the browser does not use it; its event is 364.',
    causes: ['A program or an old mail client logs in with a wrong or expired password.'],
    fixes: [idp('Look for event 364 at the moment of the failed SAML login instead; for WS-Trust read the exception details below the event.')],
    fragments: ['encountered an error while processing the WS-Trust request'],
  },
  {
    id: 'event-364', title: 'The container of all refusals (event 364)', codes: [], generic: true, source: 'public write-ups of the AD FS admin log',
    meaning: 'AD FS writes this event for every failed login in the browser. The code beginning with MSIS further down names the reason.',
    causes: ['See the code in the exception details.'], fixes: [log], fragments: ['Encountered error during federation passive request', 'An error was encountered during a federation passive request'], checks: ['status/success'],
  },
  {
    id: 'not-yet-valid', title: 'The service provider says not yet valid, and AD FS issued it', source: cmdlet,
    meaning: 'AD FS sets NotBefore to the moment of issue; a service provider whose clock is a little behind refuses the assertion.',
    ...notYetValid, fixes: [idp('Run Set-AdfsRelyingPartyTrust -TargetName <trust> -NotBeforeSkew 3.', 'lifetime'), clock('Set the clock of the service provider by NTP.', 'clock')],
    fragments: ['NotBeforeSkew'],
  },
  {
    id: 'response-signature', title: 'The service provider wants the Response signed', source: issue('MicrosoftDocs/azure-docs/issues/85863'),
    meaning: 'AD FS signs the assertion only, unless the trust is told otherwise.',
    ...responseNotSigned, fixes: [idp('Run Set-AdfsRelyingPartyTrust -TargetName <trust> -SamlResponseSignature MessageAndAssertion.', 'signResponse')],
    fragments: ['SamlResponseSignature'],
  },
  {
    id: 'yearly', title: 'All logins fail about once a year', source: 'MicrosoftDocs/windows-powershell-docs, docset/winserver2022-ps/adfs/Set-AdfsProperties.md', unconfirmed: true,
    meaning: 'AD FS makes a new signing certificate by itself and promotes it some days later (AutoCertificateRollover); a service provider that does not read the metadata keeps the old one.',
    ...signature, fixes: [sp('Load https://{host}/FederationMetadata/2007-06/FederationMetadata.xml anew at the service provider, and regularly from then on.', 'signingCertificate'), network('Let the service provider reach that address, if it can follow metadata.')],
    fragments: ['AutoCertificateRollover'],
  },
  {
    id: 'other-code', title: 'Another code of AD FS', generic: true, source: 'public write-ups of the AD FS admin log',
    meaning: 'This MSIS code is not in the catalogue. The event log of the server holds the whole exception.',
    causes: ['The catalogue holds the codes that turn up with SAML.'], fixes: [log], checks: ['status/success'],
  },
];

export const adfsEntries = entriesOf('adfs', 'public write-ups of the AD FS admin log', drafts);
