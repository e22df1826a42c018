/** Programs that speak SAML by a library and add words of their own: Nextcloud, Grafana, OpenSearch, Moodle, Mattermost, Supabase, Zulip, authentik, WSO2. */
import { entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { requestAddress, requestSignature, unknownProvider } from './request-themes.ts';
import { issuer, noAttributes, noNameID, otherRequest } from './themes.ts';

const nextcloud: readonly Draft[] = [
  {
    id: 'not-provisioned', title: 'Nextcloud has no such user', source: 'github.com/nextcloud/user_saml/issues/258, 532, 867 and 952',
    meaning: 'The response was accepted. The attribute that Nextcloud takes for the user name is missing, or names a user that is not there while creation is left to LDAP or switched off.',
    causes: ['Attribute to map the UID to names an attribute that is not sent, or whose value is another name.', 'Users come from LDAP, and Nextcloud has not looked this one up yet, or under another name.', 'Only allow authentication if an account exists is ticked.'],
    fixes: [sp('In Nextcloud open Administration settings > SSO & SAML authentication and set Attribute to map the UID to to the name of an attribute in the response.', 'nameID'), idp('Send an attribute whose value is the user name in Nextcloud.', 'attributes'), sp('With LDAP let occ ldap:check-user find the user, and compare its name with the value that is sent.', 'assignment')],
    fragments: ['Your account is not provisioned, access to this service is thus not possible', 'Auto provisioning not allowed and user {user} does not exist', 'Ihr Konto wird nicht bereitgestellt. Der Zugriff ist daher nicht möglich', 'Konto nicht bereitgestellt', 'Account not provisioned'], checks: ['attributes/required-missing', 'name-id/opaque', 'name-id/transient'],
  },
];

const grafanaDocs = 'grafana/grafana, docs, configure-authentication/saml/troubleshoot-saml';
const grafana: readonly Draft[] = [
  { id: 'origin-not-allowed', title: 'Grafana takes the answer for a forged one', meaning: 'The check against requests of other sites refused the post from the identity provider, for Grafana takes its own address for another.', causes: ['A reverse proxy changes the host name.', 'The login was started at the identity provider.'], fixes: [sp('Set csrf_trusted_origins, or csrf_additional_headers to X-Forwarded-Host, in the section security of Grafana, and root_url to the outer address.', 'assertionConsumerService')], fragments: ['origin not allowed'], checks: ['flow/arrival', 'flow/in-response-to-missing'] },
  { id: 'session-expired', title: 'The cookie of the login did not come back', meaning: 'Grafana set its cookie on another address than the answer came to, or the browser withheld it.', ...otherRequest, fixes: [sp('Reach Grafana by root_url only, and set cookie_samesite to none and cookie_secure to true in the section security.'), ...otherRequest.fixes], fragments: ['login session has expired'] },
  { id: 'private-key', title: 'The private key is not in the form that Grafana reads', meaning: 'Grafana reads keys of the form PKCS#8 only, which begin with BEGIN PRIVATE KEY.', causes: ['The key begins with BEGIN RSA PRIVATE KEY, or is encrypted.'], fixes: [sp('Convert it by openssl pkcs8 -topk8 -nocrypt, and set private_key anew.', 'encryptionCertificate')], fragments: ['asn1: structure error: tags don\'t match'], checks: ['key/unreadable'] },
  { id: 'relay-state', title: 'A login that Grafana did not start', source: 'github.com/grafana/grafana/pull/67440', meaning: 'The answer brought a RelayState that Grafana does not know.', causes: ['The login was started at the identity provider.', 'relay_state in Grafana and the default RelayState of the identity provider differ.'], fixes: [sp('Start the login at Grafana; or set allow_idp_initiated to true and relay_state to the value that the identity provider sends.', 'relayState')], fragments: ['Corresponding relay state was not found'], checks: ['flow/in-response-to-missing'] },
];

const opensearch: readonly Draft[] = [
  {
    id: 'saml-config', title: 'The security plugin gives no SAML configuration', source: 'github.com/opensearch-project/OpenSearch/issues/2427; security-dashboards-plugin/issues/599',
    meaning: 'The dashboards ask the cluster for the SAML settings and get a refusal without them. The reason stands in the log of the cluster, not here.',
    causes: ['config.yml was changed and not loaded by securityadmin.', 'The SAML domain has no challenge: true, or a basic domain with challenge: true comes before it.', 'The metadata file or address cannot be read by the cluster, or idp.entity_id is not in it.', 'exchange_key is missing or shorter than 32 characters.'],
    fixes: [sp('Run securityadmin with the changed config.yml and look into the log of the cluster for SAML.'), sp('Set challenge to true for the SAML domain and to false for the basic one, and give SAML the higher order.'), sp('Check metadata_file or metadata_url, idp.entity_id and exchange_key.', 'metadata')],
    fragments: ['failed parsing SAML config', 'Failed to get saml header'], checks: ['metadata/wrong-role'],
  },
  { id: 'auth-error', title: 'The response was refused', source: 'github.com/opensearch-project/security/issues/430', meaning: 'The browser was sent to a page of the dashboards that hides the reason; it stands in the log of the cluster.', causes: ['kibana_url is not the outer address of the dashboards, so that the ACS URL differs.', 'sp.entity_id is not the audience that is sent.', 'roles_key or subject_key names an attribute that is not sent.'], fixes: [sp('Set kibana_url to the outer address; the ACS URL is that with /_opendistro/_security/saml/acs behind it.', 'assertionConsumerService'), sp('Compare sp.entity_id with the audience of the response.', 'entityID')], fragments: ['customerror?type=samlAuthError', 'customerror?type=samlConfigError'], checks: ['conditions/audience', 'response/destination', 'attributes/required-missing'] },
];

const moodle: readonly Draft[] = [
  { id: 'attribute', title: 'The attribute for the user name did not come', source: 'github.com/catalyst/moodle-auth_saml2/issues/581, 618 and 716', meaning: 'The login was fine, but the attribute that Mapping IdP names is not in the response, so that Moodle does not know whose account it is.', ...noAttributes, fixes: [sp('In Moodle open Site administration > Plugins > Authentication > SAML2 and set Mapping IdP to the name of an attribute that is sent; auth/saml2/test.php lists them.', 'attributes'), idp('Or release the attribute to this service provider.', 'attributes')], fragments: ['but we could not find your \'{attribute}\' attribute to associate you to an account in Moodle', 'attribute to associate you to an account in Moodle'], checks: ['attributes/required-missing', 'assertion/attribute-statement-empty'] },
];

const mattermost: readonly Draft[] = [
  { id: 'attribute', title: 'An attribute is missing or has another name', source: 'github.com/mattermost/docs/issues/1421', meaning: 'The response was accepted, but the e-mail or user name attribute that System Console > SAML 2.0 names did not come, or its value is not allowed.', ...noAttributes, fixes: [sp('In Mattermost open System Console > Authentication > SAML 2.0 and set Email Attribute and Username Attribute to names that are sent.', 'attributes'), ...noAttributes.fixes], fragments: ['SAML login was unsuccessful because one of the attributes is incorrect'] },
  { id: 'encryption', title: 'The response cannot be opened', source: 'mattermost/docs, troubleshooting', meaning: 'Encryption is switched on in Mattermost, and the key that is uploaded does not open the response.', causes: ['The private key of the service provider does not belong to the certificate at the identity provider.'], fixes: [sp('Upload the private key and public certificate of the service provider anew, or switch encryption off on both sides.', 'encryptionCertificate')], fragments: ['SAML login was unsuccessful as encryption is not enabled'], checks: ['encryption/wrong-key', 'encryption/no-key'], unconfirmed: true },
];

const supabaseDocs = 'supabase/supabase, auth error codes';
const supabase: readonly Draft[] = [
  { id: 'no-email', title: 'The response brings no e-mail address', codes: ['saml_assertion_no_email'], meaning: 'Supabase needs the e-mail address, and no attribute of the mapping came.', ...noAttributes, fixes: [idp('Send the e-mail address as an attribute named email, or as the NameID.', 'email'), sp('Or map the name that is sent in the attribute mapping of the provider.', 'attributes')], fragments: ['SAML Assertion does not contain an email address'], checks: ['attributes/no-email', 'attributes/email-missing'] },
  { id: 'no-user-id', title: 'There is no NameID', codes: ['saml_assertion_no_user_id'], meaning: 'Supabase needs the NameID.', ...noNameID, fragments: ['SAML Assertion did not contain a persistent Subject Identifier attribute or Subject NameID'] },
  { id: 'relay-state', title: 'The login that this belongs to is gone', codes: ['saml_relay_state_not_found', 'saml_relay_state_expired'], meaning: 'Supabase keeps the state of a login for a few minutes, and it is not there any more.', ...otherRequest, fragments: ['SAML RelayState does not exist'] },
  { id: 'idp-not-found', title: 'The Issuer belongs to no provider', codes: ['saml_idp_not_found'], meaning: 'No provider of the project has the Issuer of the response as entityID.', ...unknownProvider, fixes: [sp('Compare the entityID of the provider with the Issuer of the response, letter by letter.', 'idpEntityID')], checks: ['response/issuer'] },
  { id: 'entity-id-mismatch', title: 'The new metadata are of another identity provider', codes: ['saml_entity_id_mismatch'], meaning: 'Metadata can be renewed for the same entityID only.', causes: ['The metadata of another tenant or application were given.'], fixes: [sp('Delete the provider and add it anew, or give the metadata with the old entityID.', 'metadata')] },
  { id: 'metadata-fetch', title: 'The metadata could not be loaded', codes: ['saml_metadata_fetch_failed'], meaning: 'Supabase could not load the metadata from the address.', causes: ['The address is not public, or answers with a web page.'], fixes: [sp('Give the metadata as a file instead.', 'metadata')], checks: ['document/html-page'] },
];

const inbound = 'wso2-extensions/identity-inbound-auth-saml, SPInitSSOAuthnRequestValidator.java';
const wso2: readonly Draft[] = [
  { id: 'issuer-empty', title: 'The request names no Issuer', source: 'github.com/wso2/product-is/issues/4029', meaning: 'The AuthnRequest has no Issuer, or an empty one, so WSO2 does not know who asks.', causes: ['The entityID of the service provider is not set.'], fixes: [sp('Set the entityID of the service provider, so that its requests carry it as Issuer.', 'entityID')], fragments: ['Issuer/ProviderName should not be empty in the Authentication Request'], checks: ['request/issuer-missing'] },
  { id: 'not-registered', title: 'No service provider has this Issuer', meaning: 'No service provider in WSO2 has the Issuer of the request.', ...unknownProvider, fixes: [idp('In WSO2 open the service provider > Inbound Authentication > SAML2 Web SSO and set Issuer to the Issuer of the request, letter by letter.', 'entityID')], fragments: ['is not registered. Service Provider should be registered in advance'] },
  { id: 'consumer', title: 'The ACS URL of the request is not registered', meaning: 'The ACS URL in the request is none of those of the service provider in WSO2.', ...requestAddress, fragments: ['Invalid Assertion Consumer URL value \'{ACS URL in the request}\' in the', 'Invalid Assertion Consumer URL value'] },
  { id: 'signature', title: 'The signature of the request does not verify', meaning: 'Enable Signature Validation is ticked, and the request is not signed by the certificate that is set.', ...requestSignature, fragments: ['Signature validation for Authentication Request failed', 'Signature Validation Failed for the SAML Assertion'], unconfirmed: true },
];

const zulip: readonly Draft[] = [
  { id: 'issuer', title: 'The Issuer is another one', source: 'github.com/zulip/zulip/issues/20349', meaning: 'The Issuer of the response is none of the entity_id in SOCIAL_AUTH_SAML_ENABLED_IDPS.', ...withFixes(issuer, sp('Set entity_id of the identity provider in SOCIAL_AUTH_SAML_ENABLED_IDPS to the Issuer, letter by letter.', 'idpEntityID')), fragments: ['No valid IdP as issuer of the SAMLResponse'] },
  { id: 'email', title: 'No usable e-mail address came', source: 'github.com/zulip/zulip/issues/14295', meaning: 'The attribute that attr_email names is missing, or holds no e-mail address.', ...withFixes(noAttributes, sp('Set attr_email in SOCIAL_AUTH_SAML_ENABLED_IDPS to the name of the attribute that holds the address.', 'email')), fragments: ['SAML got invalid email argument'], checks: ['attributes/no-email', 'attributes/email-missing', 'attributes/email-format'] },
];

const authentik: readonly Draft[] = [
  {
    id: 'consumer', title: 'The ACS URL of the request is not the one of the provider', meaning: 'The ACS URL in the request is not, letter by letter, the one that the SAML provider in authentik has.', ...requestAddress,
    causes: ['Behind a proxy the service provider takes its own address for http or for an inner port.', ...requestAddress.causes], fragments: ['ACS URL of {ACS URL in the request} doesn\'t match Provider ACS URL of {ACS URL in authentik}'],
  },
];

export const programEntries = [
  ...entriesOf('nextcloud', 'nextcloud/user_saml', nextcloud), ...entriesOf('grafana', grafanaDocs, grafana), ...entriesOf('opensearch', 'opensearch-project/security', opensearch),
  ...entriesOf('moodle', 'catalyst/moodle-auth_saml2', moodle), ...entriesOf('mattermost', 'mattermost/docs', mattermost), ...entriesOf('supabase', supabaseDocs, supabase), 
  ...entriesOf('zulip', 'zulip/zulip', zulip), ...entriesOf('authentik', 'github.com/goauthentik/authentik/issues/3423', authentik), ...entriesOf('wso2', inbound, wso2),
];
