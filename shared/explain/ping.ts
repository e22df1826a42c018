/** PingOne, PingOne for Enterprise and PingFederate. */
import { entriesOf, idp, sp, type Draft } from './entry.ts';
import { notAssigned, requestAddress } from './request-themes.ts';

const codes = 'https://docs.pingidentity.com/r/en-us/pingoneforenterprise/p14e_error_codes';
const federate = 'https://docs.pingidentity.com/r/en-us/pingfederate-100/rkj1564003028579';
const app = 'In PingOne open Applications > Applications > the application';

const drafts: readonly Draft[] = [
  { id: 'authz-001', title: 'The user is in no group that may use the application', codes: ['AUTHZ_001'], meaning: 'PingOne knows the user, and the application is not allowed for any group the user is in.', ...notAssigned, fixes: [idp(`${app} > Access (or Group Access) and add a group of the user.`, 'assignment')], fragments: ['you\'re not authorized to access the requested resource. Check that you belong to one of the authorized groups', 'You are not authorized to access the target resource'] },
  { id: 'authn-005', title: 'The session is over', codes: ['AUTHN_005'], meaning: 'The session at PingOne has expired or is not valid.', causes: ['The login page was left open too long.', 'Cookies are blocked.'], fixes: [sp('Start the login again.')], fragments: ['It looks like your session has expired or is invalid'] },
  { id: 'mfa', title: 'The second factor failed', codes: ['MFA_001', 'MFA_003', 'MFA_005', 'MFA_006', 'MFA_008', 'MFA_009'], meaning: 'The second factor was not passed, or its answer could not be checked.', causes: ['The user did not finish it.', 'The key of the authentication module and the one in PingOne differ.'], fixes: [idp('Let the user try again; if it stays, compare the keys of the authentication module.')], fragments: ['The multi-factor authentication was not successful'], checks: ['status/success'] },
  { id: 'application-off', title: 'The application is switched off', unconfirmed: true, source: 'public set-up guides of PingOne customers', meaning: 'A new application of PingOne is off at first.', causes: ['The toggle of the application is off.'], fixes: [idp(`${app} and switch the toggle at the top right on.`, 'assignment')], checks: ['status/success'] },
  { id: 'acs-urls', title: 'PingOne refuses the ACS URL of the request', source: 'https://docs.pingidentity.com/pingone/applications/p1_edit_application_saml.html', meaning: 'The ACS URL of the request must be one of ACS URLs of the application; the first is the default.', ...requestAddress, fixes: [idp(`${app} > Configuration > Edit and add the ACS URL to ACS URLs.`, 'assertionConsumerService')] },
  {
    id: 'invalid-xml', title: 'The XML of the request breaks the schema', source: 'https://community.pega.com/support/support-articles/sso-setup-saml-20-fails',
    meaning: 'Ping checks the request against the schema, and something in it does not fit, often the ID.', causes: ['The ID begins with a digit or holds a plus sign.', 'An element stands in the wrong place.'], fixes: [sp('Let the service provider make IDs of an underscore and hexadecimal digits.', 'signedRequests')],
    fragments: ['Request was invalid XML', 'InvalidXmlException'], checks: ['request/id', 'document/well-formed'],
  },
  {
    id: 'binding-not-enabled', title: 'The binding is not allowed for this connection', source: federate,
    meaning: 'PingFederate got a message by a binding that is not ticked in the connection.', causes: ['Redirect or POST is not ticked under Allowable SAML Bindings.'], fixes: [idp('In PingFederate open the SP connection > Browser SSO > Protocol Settings > Allowable SAML Bindings and tick the binding of the request.', 'binding')],
    fragments: ['Incoming binding {binding} is not enabled for'], checks: ['request/protocol-binding', 'endpoint/binding'],
  },
  {
    id: 'unexpected-system-error', title: 'PingFederate: Unexpected System Error', generic: true, source: federate,
    meaning: 'A page with a reference code; the server log of PingFederate holds the reason beside the same code (ref#).', causes: ['A setting of the connection does not fit the message.'], fixes: [idp('Search server.log of PingFederate for the reference code of the page.')], fragments: ['Unexpected System Error'],
  },
  { id: 'partner-not-active', title: 'PingFederate: the connection is not active', source: federate, meaning: 'The connection to the partner is set to inactive.', causes: ['Connection Status is Inactive.'], fixes: [idp('In PingFederate open the SP connection > Activation & Summary and set Connection Status to Active.')], fragments: ['partner not active'] },
  {
    id: 'start-sso', title: 'PingFederate: the start address is wrong', source: 'https://docs.pingidentity.com/pingfederate/11.3/administrators_reference_guide/pf_resolving_url_rel_errors.html',
    meaning: 'The query of startSSO.ping is put together wrongly, or a SAMLRequest was sent to it.', causes: ['An ampersand stands where the question mark belongs, or the reverse.', 'A service provider sends its request to /idp/startSSO.ping instead of /idp/SSO.saml2.'],
    fixes: [sp('Use https://{host}/idp/startSSO.ping?PartnerSpId={entityID}&TargetResource={URL}, URL-encoded, and /idp/SSO.saml2 for requests.', 'singleSignOnService')], fragments: ['startSSO.ping'],
  },
];

export const pingEntries = entriesOf('ping', codes, drafts);
