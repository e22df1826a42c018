/** The products of the catalogue: how each is called, and the words by which a pasted text gives it away. */

export interface Product {
  name: string;
  /** Lower case; each a whole word of the text. */
  words: readonly string[];
}

export const products: Readonly<Record<string, Product>> = {
  saml: { name: 'SAML status', words: [] },
  entra: { name: 'Microsoft Entra', words: ['entra', 'azure', 'aad', 'microsoftonline', 'aadsts', 'windows.net'] },
  okta: { name: 'Okta', words: ['okta', 'oktapreview'] },
  auth0: { name: 'Auth0', words: ['auth0', 'samlp'] },
  google: { name: 'Google Workspace', words: ['google', 'workspace', 'gsuite'] },
  adfs: { name: 'AD FS', words: ['adfs', 'msis', 'identityserver'] },
  aws: { name: 'AWS', words: ['aws', 'amazon', 'amazonaws', 'cognito', 'awssecuritytokenservice'] },
  salesforce: { name: 'Salesforce', words: ['salesforce', 'sfdc'] },
  keycloak: { name: 'Keycloak', words: ['keycloak', '/realms/'] },
  onelogin: { name: 'OneLogin', words: ['onelogin'] },
  ping: { name: 'PingOne or PingFederate', words: ['ping', 'pingone', 'pingfederate', 'pingidentity', 'sourceid'] },
  jumpcloud: { name: 'JumpCloud', words: ['jumpcloud'] },
  heroku: { name: 'Heroku', words: ['heroku'] },
  heap: { name: 'Heap', words: ['heap', 'heapanalytics'] },
  snowflake: { name: 'Snowflake', words: ['snowflake'] },
  'node-saml': { name: 'node-saml or passport-saml', words: ['node-saml', 'passport-saml', 'passport', 'saml.js', 'saml.ts', 'node_modules'] },
  'xml-crypto': { name: 'xml-crypto', words: ['xml-crypto', 'signed-xml', 'xmlenc'] },
  samlify: { name: 'samlify', words: ['samlify', 'libsaml'] },
  'ruby-saml': { name: 'ruby-saml', words: ['ruby-saml', 'ruby_saml', 'rubysaml', 'omniauth', 'onelogin::rubysaml', 'rails', 'gitlab', 'devise'] },
  'python3-saml': { name: 'python3-saml', words: ['python3-saml', 'python-saml', 'onelogin_saml2_error', 'onelogin_saml2_validationerror', 'python', 'traceback', 'django', 'invalid_response'] },
  spring: { name: 'Spring Security', words: ['spring', 'springframework', 'saml2authenticationexception', 'opensaml4authenticationprovider', 'opensaml5authenticationprovider'] },
  opensaml: { name: 'OpenSAML for Java', words: ['opensaml', 'spring', 'springframework', 'saml20assertionvalidator', 'sonarqube', 'net.shibboleth'] },
  shibboleth: { name: 'Shibboleth', words: ['shibboleth', 'shibd', 'shibboleth.sso', 'opensaml::fatalprofileexception', 'opensaml::securitypolicyexception', 'opensaml::bindingexception', 'mod_shib'] },
  simplesamlphp: { name: 'SimpleSAMLphp', words: ['simplesamlphp', 'simplesaml', 'simplesaml_error_error', 'saml2-acs.php'] },
  crewjam: { name: 'crewjam/saml', words: ['crewjam', 'samlsp', 'goxmldsig', 'golang'] },
  sustainsys: { name: 'Sustainsys.Saml2', words: ['sustainsys', 'kentor', 'sustainsys.saml2', 'saml2responsefailedvalidationexception'] },
  itfoxtec: { name: 'ITfoxtec.Identity.Saml2', words: ['itfoxtec', 'saml2requestexception'] },
  dotnet: { name: '.NET (Microsoft.IdentityModel)', words: ['identitymodel', 'microsoft.identitymodel.tokens', 'system.identitymodel', 'securitytokenexception', '.net'] },
};

export const productName = (product: string): string => products[product]?.name ?? product;
