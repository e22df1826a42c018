/** Errors that turn up while single sign-on is set up and are none of SAML: what they are, and where to look instead. */
import { clock, entriesOf, idp, network, sp, type Draft } from './entry.ts';

const drafts: readonly Draft[] = [
  {
    id: 'tls-trust', title: 'A TLS certificate is not trusted: this is not an error of SAML', source: 'https://pkg.go.dev/crypto/x509; https://nodejs.org/api/tls.html; https://curl.se/docs/sslcerts.html',
    meaning: 'One server called another by https and does not trust the certificate of that web server. The signing certificate of SAML plays no part in it.',
    causes: ['The web server shows a certificate of a private authority, or one signed by itself.', 'It does not send the intermediate certificate.', 'A proxy in between breaks open TLS.'],
    fixes: [network('Add the certificate of the authority to the trust store of the calling server, or let the web server send its whole chain.'), sp('If it happened while metadata were loaded: download them in a browser and upload the file instead.', 'metadata')],
    fragments: ['certificate signed by unknown authority', 'self signed certificate', 'self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'PKIX path building failed', 'unable to find valid certification path', 'unable to get local issuer certificate', 'CERTIFICATE_VERIFY_FAILED', 'SSL certificate problem', 'ERR_CERT_AUTHORITY_INVALID', 'tls: failed to verify certificate', 'The remote certificate is invalid according to the validation procedure'],
  },
  {
    id: 'tls-date', title: 'A TLS certificate has expired: this is not an error of SAML', source: 'https://pkg.go.dev/crypto/x509; https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h',
    meaning: 'The certificate of a web server has run out or does not count yet, or carries another host name. SAML signatures are not checked by it.',
    causes: ['The certificate of the web server was not renewed.', 'The clock of the calling computer is wrong.', 'The address is called by a name that the certificate does not carry.'],
    fixes: [network('Renew the certificate of the web server, or call it by the name that its certificate carries.'), clock('Check the clock of the calling computer.', 'clock')],
    fragments: ['x509: certificate has expired or is not yet valid', 'ERR_CERT_DATE_INVALID', 'ERR_CERT_COMMON_NAME_INVALID', 'SSL_ERROR_BAD_CERT_DOMAIN', 'SEC_ERROR_EXPIRED_CERTIFICATE', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'SSL certificate problem: certificate has expired', 'x509: certificate is valid for'],
  },
  {
    id: 'unreachable', title: 'A server was not reached: this is not an error of SAML', source: 'https://nodejs.org/api/errors.html; https://man7.org/linux/man-pages/man3/getaddrinfo.3.html',
    meaning: 'The name of a server was not found, or nothing answered there. No SAML message was exchanged.',
    causes: ['The host name is misspelt, or is known in another network only.', 'A firewall or proxy is in between, or the server is down.'],
    fixes: [network('Open the same address from the computer that failed, and correct the name, the proxy or the firewall.'), sp('If it happened while metadata were loaded: download them in a browser and upload the file instead.', 'metadata')],
    fragments: ['getaddrinfo ENOTFOUND', 'getaddrinfo EAI_AGAIN', 'DNS_PROBE_FINISHED_NXDOMAIN', 'ERR_NAME_NOT_RESOLVED', 'connect ECONNREFUSED', 'connect ETIMEDOUT', 'no such host', 'Name or service not known', 'ERR_CONNECTION_REFUSED', 'UnknownHostException'],
  },
  {
    id: 'oauth', title: 'An error of OAuth or OpenID Connect, not of SAML', source: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2; https://openid.net/specs/openid-connect-core-1_0.html',
    meaning: 'Client IDs, client secrets, redirect URIs and bearer tokens belong to OAuth and OpenID Connect. This login, or this part of it, does not use SAML.',
    causes: ['The application logs in by OpenID Connect, and its client is set up wrongly.', 'The application was meant to use SAML, and OpenID Connect was chosen.'],
    fixes: [sp('Compare client ID, secret and redirect URI with those at the identity provider; or choose SAML at both sides.')],
    fragments: ['redirect_uri_mismatch', '"error":"invalid_grant"', '"error": "invalid_grant"', '"error":"invalid_client"', '"error": "invalid_client"', 'error=invalid_grant', 'error=invalid_client', 'unsupported_grant_type', 'unsupported_response_type', 'Missing required parameter: client_id', 'id token issued by a different provider', 'error="invalid_token"'],
  },
  {
    id: 'jwt', title: 'An error about a JSON web token, not about SAML', source: 'https://github.com/auth0/node-jsonwebtoken#errors--codes',
    meaning: 'A JSON web token, as OpenID Connect and programming interfaces use it, was refused. SAML assertions are no such tokens.',
    causes: ['The token has expired, was made for another audience, or was signed by another key.'],
    fixes: [sp('Look at issuer, audience and key of the token in the settings of the program that printed this.')],
    fragments: ['JsonWebTokenError', 'TokenExpiredError: jwt expired', 'jwt audience invalid', 'jwt issuer invalid', 'jwt malformed'],
  },
  {
    id: 'ldap', title: 'An error of LDAP or Active Directory, not of SAML', source: 'https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--1300-1699-; https://www.rfc-editor.org/rfc/rfc4511#section-4.1.9',
    meaning: 'A directory refused a login by name and password. Behind an identity provider it means that the identity provider could not ask its directory.',
    causes: ['The name or password of the service account is wrong or has expired.', 'The user typed the wrong password, or the account is locked.'],
    fixes: [idp('Check the account by which the identity provider asks its directory; data 52e stands for a wrong password, 532 for an expired one, 775 for a locked account.')],
    fragments: ['LdapErr: DSID', 'LDAP: error code 49', 'ldap_bind: Invalid credentials', 'AcceptSecurityContext error'],
  },
  {
    id: 'kerberos', title: 'An error of Kerberos, not of SAML', source: 'https://web.mit.edu/kerberos/krb5-latest/doc/admin/troubleshoot.html',
    meaning: 'The login of the computer at its domain failed. SAML has not begun yet.',
    causes: ['The clocks of the computer and of the domain controller are more than five minutes apart.', 'The service name (SPN) is missing or stands twice.'],
    fixes: [clock('Set the clocks by the domain controller.', 'clock')],
    fragments: ['KRB_AP_ERR_SKEW', 'Clock skew too great', 'KRB5KRB_AP_ERR', 'KDC_ERR_S_PRINCIPAL_UNKNOWN', 'Cannot find KDC for realm'],
  },
];

export const elsewhereEntries = entriesOf('elsewhere', 'practice', drafts);
