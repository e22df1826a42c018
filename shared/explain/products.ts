/** The products of the catalogue: how each is called, and the words by which a pasted text gives it away. */

export interface Product {
  name: string;
  /** Lower case; each a whole word of the text that names this product and no other. */
  words: readonly string[];
  /** Words that make it likelier: its language, or a program built on it. */
  hints?: readonly string[];
}

export const products: Readonly<Record<string, Product>> = {
  saml: { name: 'SAML status', words: [] },
  any: { name: 'any product', words: [] },
  elsewhere: { name: 'not SAML', words: [] },
  entra: { name: 'Microsoft Entra', words: ['entra', 'azure', 'aad', 'microsoftonline', 'aadsts', 'aadb2c', 'b2clogin', 'windows.net'] },
  okta: { name: 'Okta', words: ['okta', 'oktapreview'] },
  auth0: { name: 'Auth0', words: ['auth0', 'samlp', 'passport-wsfed-saml2'] },
  google: { name: 'Google Workspace', words: ['google', 'gsuite'], hints: ['workspace', 'idpid'] },
  adfs: { name: 'AD FS', words: ['adfs', 'ad fs', 'msis', 'identityserver'] },
  aws: { name: 'AWS', words: ['aws', 'amazon', 'amazonaws', 'cognito', 'awssecuritytokenservice'] },
  salesforce: { name: 'Salesforce', words: ['salesforce', 'sfdc'] },
  keycloak: { name: 'Keycloak', words: ['keycloak', '/realms/', 'realmid'] },
  onelogin: { name: 'OneLogin', words: ['onelogin'] },
  ping: { name: 'PingOne or PingFederate', words: ['pingone', 'pingfederate', 'pingidentity', 'sourceid'], hints: ['ping'] },
  jumpcloud: { name: 'JumpCloud', words: ['jumpcloud'] },
  shibboleth: { name: 'Shibboleth', words: ['shibboleth', 'shibd', 'shibboleth.sso', 'opensaml::fatalprofileexception', 'opensaml::securitypolicyexception', 'opensaml::bindingexception', 'mod_shib', 'net.shibboleth.idp'] },
  wso2: { name: 'WSO2 Identity Server', words: ['wso2', 'samlsso', 'org.wso2'] },
  heroku: { name: 'Heroku', words: ['heroku'] },
  heap: { name: 'Heap', words: ['heapanalytics'], hints: ['heap'] },
  snowflake: { name: 'Snowflake', words: ['snowflake', 'snowflakecomputing'] },
  slack: { name: 'Slack', words: ['slack'] },
  github: { name: 'GitHub', words: ['github', 'ghe', 'github-unicorn'], hints: ['gh'] },
  gitlab: { name: 'GitLab', words: ['gitlab'] },
  nextcloud: { name: 'Nextcloud', words: ['nextcloud', 'user_saml'] },
  grafana: { name: 'Grafana', words: ['grafana', 'grafana_session'] },
  opensearch: { name: 'OpenSearch or Wazuh', words: ['opensearch', 'opendistro', 'wazuh', 'opensearch-dashboards', 'securitydashboards'] },
  elastic: { name: 'Elasticsearch and Kibana', words: ['elasticsearch', 'elasticsearchsecurityexception', 'kibana', 'xpack'] },
  moodle: { name: 'Moodle', words: ['moodle', 'auth_saml2'] },
  mattermost: { name: 'Mattermost', words: ['mattermost'] },
  supabase: { name: 'Supabase', words: ['supabase', 'gotrue'] },
  zulip: { name: 'Zulip', words: ['zulip'] },
  authentik: { name: 'authentik', words: ['authentik'] },
  polis: { name: 'Ory Polis (BoxyHQ SAML Jackson)', words: ['boxyhq', 'jackson', 'ory polis'] },
  servicenow: { name: 'ServiceNow', words: ['servicenow', 'service-now', 'saml2validationerror'] },
  webex: { name: 'Webex or Symphony', words: ['webex', 'symphony'] },
  sap: { name: 'SAP', words: ['sap', 'cx_saml20', 'saml20', 'successfactors'] },
  tableau: { name: 'Tableau', words: ['tableau', 'tableausoftware', 'vizportal'] },
  rocketchat: { name: 'Rocket.Chat', words: ['rocketchat', 'rocket.chat', 'meteor-accounts-saml'] },
  dex: { name: 'dex', words: ['dex', 'argocd'], hints: ['argo'] },
  fortinet: { name: 'FortiGate', words: ['fortigate', 'fortinet', 'samld', 'forticlient'] },
  'palo-alto': { name: 'Palo Alto Networks', words: ['globalprotect', 'global protect', 'pan-os', 'palo alto', 'authd', 'vsys'] },
  citrix: { name: 'NetScaler', words: ['netscaler', 'citrix'] },
  'node-saml': { name: 'node-saml or passport-saml', words: ['node-saml', 'passport-saml', 'saml.js', 'saml.ts'], hints: ['passport', 'node_modules'] },
  'xml-crypto': { name: 'xml-crypto', words: ['xml-crypto', 'signed-xml', 'xmlenc'] },
  'saml2-js': { name: 'saml2-js', words: ['saml2-js', 'saml2.serviceprovider'], hints: ['node_modules'] },
  samlify: { name: 'samlify', words: ['samlify', 'libsaml'] },
  'python3-saml': { name: 'python3-saml, php-saml or java-saml', words: ['python3-saml', 'python-saml', 'php-saml', 'java-saml', 'onelogin_saml2_error', 'onelogin_saml2_validationerror', 'onelogin.saml2', 'invalid_response'], hints: ['python', 'traceback', 'django', 'php', 'laravel', 'zabbix', 'zulip', 'sentry', 'teamcity', 'nextcloud', 'snipe-it', 'glpi', 'last_error_reason'] },
  'ruby-saml': { name: 'ruby-saml', words: ['ruby-saml', 'ruby_saml', 'rubysaml', 'omniauth', 'onelogin::rubysaml'], hints: ['rails', 'ruby', 'gitlab', 'devise', 'redmine', 'discourse', 'mastodon'] },
  pysaml2: { name: 'pysaml2 or djangosaml2', words: ['pysaml2', 'djangosaml2', 'saml2.sigver', 'saml2.response', 'saml2.validate', 'saml2/entity.py', 'saml2/response.py', 'saml2/client_base.py'], hints: ['python', 'traceback', 'django', 'odoo'] },
  spring: { name: 'Spring Security', words: ['springframework', 'saml2authenticationexception', 'opensaml4authenticationprovider', 'opensaml5authenticationprovider'], hints: ['spring'] },
  opensaml: { name: 'OpenSAML for Java', words: ['opensaml', 'saml20assertionvalidator', 'net.shibboleth'], hints: ['spring', 'springframework', 'sonarqube'] },
  pac4j: { name: 'pac4j or the SAML plugin of Jenkins', words: ['pac4j', 'samlsecurityrealm', 'securityrealm'], hints: ['jenkins', 'gerrit', 'nexus'] },
  simplesamlphp: { name: 'SimpleSAMLphp', words: ['simplesamlphp', 'simplesaml', 'simplesaml_error_error', 'saml2-acs.php'], hints: ['moodle', 'php'] },
  mellon: { name: 'mod_auth_mellon (Lasso)', words: ['mellon', 'auth_mellon', 'mod_auth_mellon', 'lasso'] },
  crewjam: { name: 'crewjam/saml', words: ['crewjam', 'samlsp', 'goxmldsig'], hints: ['golang', 'grafana', 'rancher', 'supabase', 'fleet'] },
  gosaml2: { name: 'gosaml2', words: ['gosaml2'], hints: ['goxmldsig', 'teleport', 'mattermost'] },
  sustainsys: { name: 'Sustainsys.Saml2', words: ['sustainsys', 'kentor', 'sustainsys.saml2', 'saml2responsefailedvalidationexception'] },
  itfoxtec: { name: 'ITfoxtec.Identity.Saml2', words: ['itfoxtec', 'saml2requestexception'] },
  dotnet: { name: '.NET (Microsoft.IdentityModel)', words: ['identitymodel', 'microsoft.identitymodel.tokens', 'system.identitymodel', 'securitytokenexception'], hints: ['.net'] },
};

export const productName = (product: string): string => products[product]?.name ?? product;
