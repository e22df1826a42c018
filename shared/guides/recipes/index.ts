/** The list of recipes: which there are for a pairing, with its values in them. */
import type { Connection } from '../../connection.ts';
import { guideContext } from '../context.ts';
import { gateOf, overrideOf } from '../gate.ts';
import type { Evidence, GuideContext } from '../guide.ts';
import { identityProvider } from '../index.ts';
import type { IdentityProviderID } from '../names.ts';
import { proofsOf } from '../proofs.ts';
import { adfsPowerShell } from './adfs.ts';
import { auth0Deploy, auth0HTTP, auth0Settings, auth0Terraform } from './auth0.ts';
import { entraHTTP } from './entra-http.ts';
import { entraPowerShell } from './entra-powershell.ts';
import { entraTerraform } from './entra-terraform.ts';
import { herokuShell } from './heroku.ts';
import { keycloakJSON } from './keycloak.ts';
import { oktaJSON, oktaShell, oktaTerraform } from './okta.ts';
import type { Recipe } from './recipe.ts';
import { spMetadata } from './sp-metadata.ts';
import { consoleSteps } from './steps.ts';

const scripts: Readonly<Partial<Record<IdentityProviderID, readonly ((context: GuideContext) => Recipe)[]>>> = {
  entra: [entraPowerShell, entraHTTP, entraTerraform],
  okta: [oktaShell, oktaJSON, oktaTerraform],
  auth0: [auth0HTTP, auth0Settings, auth0Deploy, auth0Terraform],
  keycloak: [keycloakJSON],
  adfs: [adfsPowerShell],
};

/** The recipes of this pairing, the identity provider's first. The same gate as of the uploads stands before what is handed over. */
export function recipes(connection: Connection, evidence: Evidence): Recipe[] {
  const proofs = proofsOf(connection, evidence);
  const context = guideContext(connection, proofs.signedWith);
  const gate = gateOf(context, proofs);
  const written = (scripts[context.idp] ?? []).map((write) => write(context));
  const others = [
    written.length > 0 || context.idp === 'other' ? null : consoleSteps(context, identityProvider(context.idp).steps(context)),
    spMetadata(context),
    context.sp === 'heroku' ? herokuShell(context, overrideOf(context, gate) === null ? (gate?.reason ?? null) : null) : null,
  ];
  return [...written, ...others.filter((one) => one !== null)];
}
