/** The error catalogue: every entry, in the order of products. */
import { adfsEntries } from './adfs.ts';
import { auth0Entries } from './auth0.ts';
import { awsEntries } from './aws.ts';
import { heapEntries, herokuEntries, jumpCloudEntries, oneLoginEntries } from './consoles.ts';
import { crewjamEntries } from './crewjam.ts';
import { dotnetEntries, itfoxtecEntries, sustainsysEntries } from './dotnet.ts';
import { entraAccountEntries } from './entra-accounts.ts';
import { entraEntries } from './entra.ts';
import type { ErrorEntry } from './entry.ts';
import { googleEntries } from './google.ts';
import { keycloakEntries } from './keycloak.ts';
import { nodeSamlEntries } from './node-saml.ts';
import { oktaEntries } from './okta.ts';
import { pingEntries } from './ping.ts';
import { python3SamlEntries } from './python3-saml.ts';
import { rubySamlEntries } from './ruby-saml.ts';
import { salesforceEntries } from './salesforce.ts';
import { samlStatusEntries } from './saml-status.ts';
import { samlifyEntries } from './samlify.ts';
import { shibbolethEntries } from './shibboleth.ts';
import { simpleSamlPhpEntries } from './simplesamlphp.ts';
import { snowflakeEntries } from './snowflake.ts';
import { springEntries } from './spring.ts';

export const catalogue: readonly ErrorEntry[] = [
  ...samlStatusEntries,
  ...entraEntries, ...entraAccountEntries, ...oktaEntries, ...auth0Entries, ...googleEntries, ...adfsEntries, ...awsEntries,
  ...keycloakEntries, ...oneLoginEntries, ...pingEntries, ...jumpCloudEntries,
  ...herokuEntries, ...heapEntries, ...salesforceEntries, ...snowflakeEntries,
  ...nodeSamlEntries, ...samlifyEntries, ...rubySamlEntries, ...python3SamlEntries, ...springEntries, ...shibbolethEntries, ...simpleSamlPhpEntries,
  ...crewjamEntries, ...sustainsysEntries, ...itfoxtecEntries, ...dotnetEntries,
];
