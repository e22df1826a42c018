/** Microsoft Entra ID: refusals of the request and of the application. Codes and texts change; the codes are matched. */
import { clock, entriesOf, idp, sp, type Draft } from './entry.ts';
import { demandedContext, demandedFormat, requestAddress, requestSignature, unknownProvider } from './request-themes.ts';

const codeList = 'MicrosoftDocs/entra-docs, docs/identity-platform/reference-error-codes.md';
const article = (name: string): string => `MicrosoftDocs/SupportArticles-docs, support/entra/entra-id/app-integration/${name}.md`;
const protocol = 'MicrosoftDocs/entra-docs, docs/identity-platform/single-sign-on-saml-protocol.md';

const app = 'In Entra open Enterprise apps > the app';
const basic = `${app} > Single sign-on > Basic SAML Configuration > Edit`;
const claims = `${app} > Single sign-on > Attributes & Claims`;
const certificates = `${app} > Single sign-on > SAML Certificates > Edit`;

const identifier = idp(`${basic} and set Identifier (Entity ID) to the Issuer of the request, letter by letter.`, 'entityID');
const replyURL = idp(`${basic} and add the URL of the message as Reply URL, exactly: scheme, host, port, path, letter case, slash at the end.`, 'assertionConsumerService');
const wrongTenant = sp('Check that the Login URL set at the service provider holds the right tenant ID.', 'singleSignOnService');

const drafts: readonly Draft[] = [
  {
    id: 'aadsts50011', title: 'The ACS URL of the request is no Reply URL of the application', codes: ['AADSTS50011'], source: `${codeList}; ${article('error-code-AADSTS50011-reply-url-mismatch')}`,
    meaning: 'The service provider asks for its answer at an address that is not among the Reply URLs of the application. The address in the message is the one that the request asked for.',
    ...requestAddress, fixes: [replyURL, requestAddress.fixes[1]!],
    fragments: ['The redirect URI {address in the request} specified in the request does not match', 'The reply URL {address in the request} specified in the request does not match', 'reply URL does not match the reply URLs configured for the application', 'reply URL specified in the request does not match the reply URLs configured'],
  },
  {
    id: 'aadsts700016', title: 'No application with this identifier in the tenant', codes: ['AADSTS700016'],
    meaning: 'The Issuer of the request is the identifier of no application in this tenant: a typing error, or the wrong tenant.',
    ...unknownProvider, fixes: [identifier, wrongTenant],
    fragments: ['Application with identifier {Issuer of the request} was not found in the directory {tenant}', 'UnauthorizedClient_DoesNotMatchRequest'],
  },
  {
    id: 'aadsts70001', title: 'The application is disabled or its identifier is not known', codes: ['AADSTS70001', 'AADSTS700011'], source: `${codeList}; ${article('error-code-AADSTS70001-app-not-found-in-directory')}`,
    meaning: 'Entra finds no application with the Issuer of the request in this directory, or the application is disabled.',
    ...unknownProvider, fixes: [identifier, idp(`${app} > Properties and set Enabled for users to sign-in to Yes.`, 'assignment'), wrongTenant],
    fragments: ['Application with Identifier was not found in the directory', 'UnauthorizedClientAppNotFoundInOrgIdTenant'],
  },
  {
    id: 'aadsts650056', title: 'The application is not set up for this identifier', codes: ['AADSTS650056', 'AADSTS65005'],
    meaning: 'Entra calls the application misconfigured. For SAML this is usually an Identifier that differs from the Issuer of the request.',
    ...unknownProvider, fixes: [identifier],
    fragments: ['Misconfigured application. This could be due to one of the following', 'check the application identifier in the request to ensure it matches the configured client application identifier'],
  },
  {
    id: 'aadsts500011', title: 'The application does not exist in this tenant', codes: ['AADSTS500011'],
    meaning: 'The resource that was asked for is not installed in the tenant: no administrator has added the application, or the request went to the wrong tenant.',
    causes: ['The application was added in another tenant.', 'The application was never consented to or was deleted.'],
    fixes: [idp('In Entra open Enterprise apps > New application and add the application in this tenant.', 'entityID'), wrongTenant],
    fragments: ['The resource principal named {name} was not found in the tenant', 'InvalidResourceServicePrincipalNotFound'], checks: ['request/issuer'],
  },
  {
    id: 'aadsts7000112', title: 'The application is switched off', codes: ['AADSTS7000112'],
    meaning: 'The application exists, but nobody may sign in to it.',
    causes: ['An administrator switched the application off.'],
    fixes: [idp(`${app} > Properties and set Enabled for users to sign-in to Yes.`, 'assignment')],
    fragments: ['UnauthorizedClientApplicationDisabled'], checks: ['status/success'],
  },
  {
    id: 'aadsts50105', title: 'The user is not assigned to the application', codes: ['AADSTS50105'], source: `${codeList}; ${article('error-code-AADSTS50105-user-not-assigned-role')}`,
    meaning: 'The application demands that users are assigned, and this user is not. Groups inside groups do not count.',
    causes: ['Neither the user nor a group the user is in directly is assigned.', 'The user is in a group that is itself inside the assigned group.'],
    fixes: [idp(`${app} > Users and groups > Add user/group and assign the user, or a group the user is in directly.`, 'assignment'), idp(`Or ${app.charAt(0).toLowerCase()}${app.slice(1)} > Properties and set Assignment required to No.`, 'assignment')],
    fragments: ['The signed in user is not assigned to a role for the application', 'blocked because they are not a direct member of a group with access', 'EntitlementGrantsNotFound'], checks: ['status/success'],
  },
  {
    id: 'aadsts50003', title: 'The application has no signing certificate', codes: ['AADSTS50003', 'AADSTS50146'],
    meaning: 'Entra has no certificate, or no valid one, to sign the response of this application with.',
    causes: ['The certificate of the application has expired and no other one is there.', 'Single sign-on was never set up to the end.'],
    fixes: [idp(`${certificates} > New Certificate > Save, then Make certificate active in its menu, and give it to the service provider.`, 'signingCertificate')],
    fragments: ['required to be configured with an app-specific signing key', 'sign-in failed because of a missing signing key or certificate'], checks: ['certificate/expired', 'key/no-signing'],
  },
  {
    id: 'aadsts501241', title: 'The attribute behind the NameID is empty', codes: ['AADSTS501241'],
    meaning: 'Entra could not build the NameID, because the attribute it is made of is empty for this user; often user.mail of an account without a mailbox.',
    causes: ['The user has no value in the source attribute, often the e-mail address.', 'The transformation of the claim asks for a field that is missing.'],
    fixes: [idp(`${claims} > Unique User Identifier (Name ID) and choose a source that every user has.`, 'nameID'), idp('Or fill the attribute of this user, in Entra or in the directory it is synchronised from.', 'email')],
    fragments: ['Mandatory Input {input} missing from transformation'], checks: ['name-id/missing', 'name-id/empty'],
  },
  {
    id: 'aadsts50124', title: 'A claim transformation fails', codes: ['AADSTS50124', 'AADSTS501621'],
    meaning: 'A transformation of a claim has an invalid input, or its regular expression took too long.',
    causes: ['The transformation refers to an attribute that the user does not have.', 'The regular expression is too complex.'],
    fixes: [idp(`${claims} and simplify the transformation, or take its input from another attribute.`, 'attributes')],
    fragments: ['ClaimsTransformationInvalidInputParameter', 'Regular expression replacement for claims transformation has timed out'], checks: ['status/success'],
  },
  {
    id: 'aadsts75011', title: 'The user logged in by another method than the request demands', codes: ['AADSTS75011'], source: `${codeList}; ${article('error-code-AADSTS75011-auth-method-mismatch')}`,
    meaning: 'The request demands a way of logging in, usually the password, and the session of the user was made by another: Windows, a certificate or several factors.',
    ...demandedContext, fragments: ['by which the user authenticated with the service doesn\'t match requested authentication method', 'NoMatchedAuthnContextInOutputClaims'],
  },
  {
    id: 'aadsts750054', title: 'There is no SAML request in the address', codes: ['AADSTS750054'], source: `${codeList}; ${article('error-code-AADSTS750054-saml-request-not-present')}`,
    meaning: 'The browser came to the login address without SAMLRequest or SAMLResponse in the query, so Entra does not know who asks.',
    causes: ['Single sign-on is not switched on at the service provider.', 'Sign on URL is filled in although the service provider cannot start logins.', 'Sign on URL is wrong, or is the login address of Entra itself.', 'The service provider posts the request instead of redirecting.'],
    fixes: [sp('Switch single sign-on on at the service provider.'), idp(`${basic} and set Sign on URL to the login page of the service provider, or empty it if only Entra starts logins.`, 'signOnURL')],
    fragments: ['SAMLRequest or SAMLResponse must be present as query string parameters'], checks: ['request/protocol-binding'],
  },
  {
    id: 'aadsts75005', title: 'The request is no valid SAML message for Entra', codes: ['AADSTS75005'], source: `${codeList}; ${article('error-code-AADSTS75005-not-a-valid-saml-request')}`,
    meaning: 'Entra could not read the request: a mandatory field is missing, or it is wrongly encoded.',
    causes: ['A mandatory field is missing: ID, Version, IssueInstant or Issuer.', 'The encoding is wrong: not deflated, base64 or URL-encoding twice or not at all.'],
    fixes: [sp('Capture the request, decode it here, and let the vendor of the service provider correct it.', 'signedRequests')],
    fragments: ['The request is not a valid Saml2 protocol message', 'request isn\'t a valid Saml2 protocol message'], checks: ['request/id', 'request/version', 'request/issue-instant', 'request/issuer-missing', 'document/compression', 'document/base64'],
  },
  {
    id: 'aadsts75001', title: 'The binding of the request cannot be read', codes: ['AADSTS75001'],
    meaning: 'Entra failed to unpack the message from its binding.',
    causes: ['The query is cut off or URL-encoded twice.', 'The request was posted with the encoding of a redirect, or the reverse.'],
    fixes: [sp('Deflate, base64-encode and URL-encode the request once each for HTTP-Redirect; only base64-encode it for HTTP-POST.', 'binding')],
    fragments: ['An error occurred during SAML message binding', 'BindingSerializationError'], checks: ['document/compression', 'document/base64', 'document/truncated'],
  },
  {
    id: 'aadsts75003', title: 'The answer is demanded by another way than HTTP-POST', codes: ['AADSTS75003'],
    meaning: 'The request asks for the response by a binding that Entra does not answer by; it knows HTTP-POST only.',
    causes: ['ProtocolBinding in the request is HTTP-Redirect or HTTP-Artifact.'],
    fixes: [sp('Ask for HTTP-POST as ProtocolBinding, or leave it out.', 'binding')],
    fragments: ['SAML protocol response can\'t be sent via bindings other than HTTP POST', 'SAML protocol response cannot be sent via bindings other than HTTP POST'], checks: ['request/protocol-binding'],
  },
  {
    id: 'aadsts75008', title: 'The request was sent to an unexpected destination', codes: ['AADSTS75008'],
    meaning: 'Destination in the request is not the SAML address of this tenant.',
    causes: ['The login address set at the service provider is of another tenant or another cloud.', 'It is the address for WS-Federation or OAuth instead of the one ending in /saml2.'],
    fixes: [sp('Set the login address at the service provider to Login URL of card 4 of Single sign-on in Entra: https://login.microsoftonline.com/{tenant}/saml2.', 'singleSignOnService')],
    fragments: ['denied since the SAML request had an unexpected destination'], checks: ['request/destination-missing'],
  },
  {
    id: 'aadsts75016', title: 'The NameID format of the request is not known to Entra', codes: ['AADSTS75016', 'AADSTS750161'], source: `${codeList}; github.com/MicrosoftDocs/azure-docs issue 65659`,
    meaning: 'The request demands a NameID format that Entra does not accept: it knows emailAddress and unspecified of 1.1, persistent and transient of 2.0.',
    ...demandedFormat, fixes: [sp('Remove NameIDPolicy from the request, or ask for one of the four formats.', 'nameIDFormat')],
    fragments: ['SAML2 Authentication Request has invalid NameIdPolicy', 'invalid NameIDPolicy'],
  },
  {
    id: 'aadsts75006', title: 'The request holds something that Entra does not support', codes: ['AADSTS75006', 'AADSTS90011'], source: protocol, generic: true,
    meaning: 'Entra could not process the request; the second code in the message says why, often a property such as SPNameQualifier.',
    causes: ['The request carries a property that Entra does not support.'],
    fixes: [sp('Remove the property that the message names from the AuthnRequest.', 'signedRequests')],
    fragments: ['An error occurred while processing a SAML2 Authentication request'], checks: ['request/subject', 'request/scoping', 'request/name-id-policy'],
  },
  {
    id: 'aadsts75009', title: 'The request or the response of a partner was refused', codes: ['AADSTS75009', 'AADSTS75010'], unconfirmed: true,
    meaning: 'A SAML code of Entra that its public list does not explain. The page of the code at Microsoft may.',
    causes: ['The SAML message is faulty, or a partner identity provider answered with an error.'],
    fixes: [idp('Open https://login.microsoftonline.com/error?code= with the digits of the code, and look up the login in Entra > Sign-in logs.')], checks: ['status/success'],
  },
  {
    id: 'aadsts7500514', title: 'What was sent to Entra is no SAML response', codes: ['AADSTS7500514'],
    meaning: 'Here Entra is the service provider: the partner identity provider sent something that holds neither a Response nor an Assertion.',
    causes: ['The partner sends an error page or a WS-Federation answer.', 'The message is not of SAML 2.0, or its namespace is wrong.'],
    fixes: [idp('Correct the partner identity provider: it must post a SAML 2.0 Response to Entra.', 'binding')],
    fragments: ['A supported type of SAML response was not found'], checks: ['document/root', 'document/root-namespace', 'document/ws-federation', 'response/no-assertion'],
  },
  {
    id: 'aadsts7500529', title: 'The ID of the request is no XML name', codes: ['AADSTS7500529'],
    meaning: 'The ID of the request begins with a digit or holds a character that an XML ID must not have. Entra copies it into InResponseTo.',
    causes: ['The service provider uses a bare GUID as ID.'],
    fixes: [sp('Put an underscore or id in front of the ID of each request.', 'signedRequests')],
    fragments: ['is not a valid SAML ID', 'isn\'t a valid SAML ID'], checks: ['request/id'],
  },
  {
    id: 'aadsts900236', title: 'The request sets a property that it must not set', codes: ['AADSTS900236'],
    meaning: 'The request carries a property that Entra refuses: the Subject, or parts of Scoping.',
    causes: ['The service provider fills Subject to name the user in advance.', 'The service provider sends Scoping with entries that Entra does not take.'],
    fixes: [sp('Remove the property named in the message; to name the user in advance use the login_hint parameter of the query.', 'signedRequests')],
    fragments: ['The SAML authentication request property {property} is not supported and must not be set', 'The SAML authentication request property {property} isn\'t supported and must not be set'], checks: ['request/subject', 'request/scoping'],
  },
  {
    id: 'aadsts76021', title: 'The request is not signed, and must be', codes: ['AADSTS76021'], source: `${codeList}; ${article('error-code-aadsts76021-request-not-signed')}`,
    meaning: 'The application demands signed requests, and this one is unsigned or signed in the wrong place for its binding.',
    ...requestSignature, fixes: [requestSignature.fixes[0]!, idp(`${app} > Single sign-on > SAML Certificates > Verification certificates (optional) and untick Require verification certificates, if requests need not be signed.`, 'signedRequests')],
    fragments: ['request sent by client is not signed while the application requires signed requests'],
  },
  {
    id: 'no-verification-certificate', title: 'Signed requests are demanded, and no certificate is there to check them', source: 'github.com/OpenSlides/OpenSlides issue 6995',
    meaning: 'Entra cannot check the signature of the request, because nobody uploaded the certificate of the service provider.',
    causes: ['The demand for signed requests was switched on without uploading a certificate.'],
    fixes: [idp(`${app} > Single sign-on > SAML Certificates > Verification certificates (optional) and upload the certificate (.cer) of the service provider.`, 'signedRequests')],
    fragments: ['Cannot verify the signature … no certificate for verification configured', 'no certificate for verification configured'], checks: ['request/signature'],
  },
  {
    id: 'aadsts76026', title: 'The request is too old', codes: ['AADSTS76026'],
    meaning: 'IssueInstant of the request lies too far back for Entra.',
    causes: ['The clock of the service provider is wrong.', 'An old login link was opened again.'],
    fixes: [clock('Set the clock of the service provider by NTP.', 'clock'), sp('Start a new login; do not bookmark the address with the SAMLRequest in it.')],
    fragments: ['IssueTime in an SAML2 Authentication Request is expired', 'RequestIssueTimeExpired'], checks: ['request/issue-instant', 'request/from-the-future'],
  },
  {
    id: 'aadsts900971', title: 'No address to answer to', codes: ['AADSTS900971'],
    meaning: 'The application has no Reply URL, and the request names none.',
    causes: ['Basic SAML Configuration was left empty.'],
    fixes: [idp(`${basic} and enter the ACS URL of the service provider as Reply URL.`, 'assertionConsumerService')],
    fragments: ['No reply address provided'], checks: ['request/consumer'],
  },
  {
    id: 'aadsts90107', title: 'The XML of the request is invalid', codes: ['AADSTS90107', 'AADSTS90004', 'AADSTS90023', 'AADSTS9002313'],
    meaning: 'Entra calls the request malformed: invalid characters, broken XML, or a broken query.',
    causes: ['The request was changed or cut off on the way.', 'The encoding of the service provider is faulty.'],
    fixes: [sp('Capture the request, decode it here, and let the vendor of the service provider correct it.')],
    fragments: ['Request is malformed or invalid', 'InvalidRequestFormat'], checks: ['document/well-formed', 'document/base64', 'document/compression', 'document/truncated'],
  },
  {
    id: 'aadsts90015', title: 'The address is too long', codes: ['AADSTS90015'],
    meaning: 'The query of the login address is too long; a signed request by redirect, or a long RelayState, makes it so.',
    causes: ['The service provider puts the whole address of the deep link into RelayState.', 'The request is signed with a large key and sent by redirect.'],
    fixes: [sp('Send the request by HTTP-POST.', 'binding'), sp('Put a short token into RelayState.', 'relayState')],
    fragments: ['The query string is too long', 'QueryStringTooLong'], checks: ['flow/relay-state-length'],
  },
  {
    id: 'aadsts90002', title: 'The tenant cannot be found', codes: ['AADSTS90002', 'AADSTS90019', 'AADSTS50059', 'AADSTS50128'],
    meaning: 'Entra cannot tell which tenant is meant, or there is none of that name.',
    causes: ['The login address holds a wrong tenant ID or domain, or still the placeholder {tenant}.', 'The tenant is in another cloud.'],
    fixes: [sp('Set the login address to Login URL of card 4 of Single sign-on in Entra.', 'singleSignOnService')],
    fragments: ['Tenant {tenant} not found', 'No tenant-identifying information found'], checks: ['metadata/tenant-placeholder'],
  },
  {
    id: 'aadsts50194', title: 'The application cannot be called through /common', codes: ['AADSTS50194'],
    meaning: 'The application belongs to one tenant, and the login address is the one for all tenants.',
    causes: ['The login address holds common instead of the tenant ID.'],
    fixes: [sp('Put the tenant ID into the login address at the service provider instead of common.', 'singleSignOnService')],
    fragments: ['is not configured as a multi-tenant application', 'isn\'t configured as a multitenant application'], checks: ['metadata/tenant-placeholder'],
  },
  {
    id: 'aadsts7500525', title: 'The XML of the request is faulty', codes: ['AADSTS7500525', 'AADSTS7500522', 'AADSTS750056'], unconfirmed: true, source: 'public write-ups of AADSTS7500525 (Entra support wiki)',
    meaning: 'Entra could not read the request as a SAML message; the line and position in the message say where it stopped.',
    causes: ['The Issuer or another mandatory element is missing or in the wrong namespace.', 'The request was compressed for a POST, or not compressed for a redirect.', 'An attribute has no quotes, or the value was encoded twice.'],
    fixes: [sp('Capture the request, decode it here, and let the vendor of the service provider correct it.', 'signedRequests'), sp('Deflate the request for HTTP-Redirect only, never for HTTP-POST.', 'binding')],
    fragments: ['There was an XML error in the SAML message'], checks: ['request/issuer-missing', 'document/well-formed', 'document/compression', 'request/id', 'request/version'],
  },
  {
    id: 'aadb2c90165', title: 'Azure AD B2C does not know the login any more', codes: ['AADB2C90165'], source: 'github.com/Azure-Samples/active-directory-b2c-advanced-policies/issues/38', unconfirmed: true,
    meaning: 'Here B2C is the service provider: the response answers no request that it still holds.',
    causes: ['InResponseTo is missing or empty: the login was started at the identity provider.', 'The cookie of B2C was lost, or the login took too long.', 'The response was sent to the ACS URL of another policy.'],
    fixes: [sp('Start the login again at the application, in one tab.'), idp('Fill InResponseTo with the ID of the request, and answer at the assertion consumer address of this very policy.', 'assertionConsumerService')],
    fragments: ['The SAML initiating message with id'], checks: ['flow/in-response-to-missing', 'flow/in-response-to-empty', 'flow/in-response-to', 'response/destination'],
  },
  {
    id: 'b2c-acs', title: 'The application in Azure AD B2C has another ACS URL', source: 'github.com/catalyst/moodle-auth_saml2/issues/685', unconfirmed: true,
    meaning: 'Here B2C is the identity provider: it takes the ACS URL from the metadata address of the application, and the one in the request is not there.',
    causes: ['The metadata of the service provider name another ACS URL, or B2C could not load them.', 'samlMetadataUrl of the application points to the wrong place.'],
    fixes: [idp('In Azure AD B2C open App registrations > the application > Manifest and set samlMetadataUrl to the metadata of the service provider, reachable from outside.', 'metadata'), sp('Let the metadata name the ACS URL that the requests carry.', 'assertionConsumerService')],
    fragments: ['does not have assertion consumer service URL {ACS URL in the request} specified in its metadata', 'Application registered corresponding to IssuerUri'], checks: ['request/consumer'],
  },
  {
    id: 'other-code', title: 'Another code of Entra',
    meaning: 'This code is not in the catalogue. Microsoft keeps a page for every code, and the sign-in log of Entra shows the reason in words.',
    causes: ['The catalogue holds the codes that turn up with SAML; others come from accounts, devices and policies.'],
    fixes: [idp('Open https://login.microsoftonline.com/error?code= with the digits of the code.'), idp('In Entra open Monitoring & health > Sign-in logs and look up the login by its Correlation ID.')],
    fragments: [], checks: ['status/success'], generic: true,
  },
];

export const entraEntries = entriesOf('entra', codeList, drafts);
