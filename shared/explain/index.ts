/** The error catalogue: every entry, in the order of products. */
import { adfsEntries } from './adfs.ts';
import { anyProductEntries } from './any-product.ts';
import { auth0Entries } from './auth0.ts';
import { awsEntries } from './aws.ts';
import { heapEntries, herokuEntries, jumpCloudEntries, oneLoginEntries } from './consoles.ts';
import { crewjamEntries } from './crewjam.ts';
import { dotnetEntries, itfoxtecEntries, sustainsysEntries } from './dotnet.ts';
import { elasticEntries } from './elastic.ts';
import { elsewhereEntries } from './elsewhere.ts';
import { entraAccountEntries } from './entra-accounts.ts';
import { entraEntries } from './entra.ts';
import type { ErrorEntry } from './entry.ts';
import { gatewayEntries } from './gateways.ts';
import { googleEntries } from './google.ts';
import { hostedEntries } from './hosted.ts';
import { keycloakEntries } from './keycloak.ts';
import { libraryEntries } from './libraries.ts';
import { mellonEntries } from './mellon.ts';
import { nodeSamlEntries } from './node-saml.ts';
import { oktaEntries } from './okta.ts';
import { pac4jEntries } from './pac4j.ts';
import { pingEntries } from './ping.ts';
import { programEntries } from './programs.ts';
import { pysaml2Entries } from './pysaml2.ts';
import { python3SamlEntries } from './python3-saml.ts';
import { rubySamlEntries } from './ruby-saml.ts';
import { salesforceEntries } from './salesforce.ts';
import { samlStatusEntries } from './saml-status.ts';
import { samlifyEntries } from './samlify.ts';
import { shibbolethEntries } from './shibboleth.ts';
import { simpleSamlPhpEntries } from './simplesamlphp.ts';
import { snowflakeEntries } from './snowflake.ts';
import { springEntries } from './spring.ts';
import { suiteEntries } from './suites.ts';

export const catalogue: readonly ErrorEntry[] = [
  ...samlStatusEntries,
  ...entraEntries, ...entraAccountEntries, ...oktaEntries, ...auth0Entries, ...googleEntries, ...adfsEntries, ...awsEntries,
  ...keycloakEntries, ...oneLoginEntries, ...pingEntries, ...jumpCloudEntries,
  ...herokuEntries, ...heapEntries, ...salesforceEntries, ...snowflakeEntries, ...hostedEntries, ...elasticEntries, ...programEntries, ...suiteEntries, ...gatewayEntries,
  ...nodeSamlEntries, ...samlifyEntries, ...python3SamlEntries, ...rubySamlEntries, ...springEntries, ...shibbolethEntries, ...simpleSamlPhpEntries,
  ...pysaml2Entries, ...pac4jEntries, ...mellonEntries, ...libraryEntries,
  ...crewjamEntries, ...sustainsysEntries, ...itfoxtecEntries, ...dotnetEntries,
  ...anyProductEntries, ...elsewhereEntries,
];
