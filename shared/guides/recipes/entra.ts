/** Microsoft Entra ID: what every recipe of it says, and the bodies of its requests to Microsoft Graph (identity-providers.md 1.7). */
import type { GuideContext } from '../guide.ts';
import { verbatim, type Data } from './quote.ts';
import { recipeValues, type RecipeValues } from './recipe.ts';

/** The template of an application that is in no gallery. */
export const nonGalleryTemplate = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
export const nameIdentifier = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
export const certificateName = 'CN=Microsoft Azure Federated SSO Certificate';
/** What Graph takes where an application has no role of its own. */
export const defaultRole = '00000000-0000-0000-0000-000000000000';

export const graphGuide = 'microsoftgraph/microsoft-graph-docs-contrib, concepts/application-saml-sso-configure-api.md; learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto';
export const permissions = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration', 'User.ReadBasic.All'] as const;

export interface EntraRecipe {
  values: RecipeValues;
  /** The application's name in the gallery, or null: made from the non-gallery template. */
  gallery: string | null;
  tenant: string | null;
}

export function entraRecipe(context: GuideContext): EntraRecipe {
  const { app, tenant } = context.connection.idp.inputs;
  const gallery = context.sp !== 'other' && (app === 'gallery' || (app !== 'custom' && context.sp === 'heroku'));
  return { values: recipeValues(context), gallery: gallery ? context.spName : null, tenant: /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(tenant ?? '') ? tenant! : null };
}

/** The claims mapping policy that takes the NameID from user.mail, as the one string that Graph wants. */
export const claimsDefinition = JSON.stringify({
  ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: 'true', ClaimsSchema: [{ Source: 'user', ID: 'mail', SamlClaimType: nameIdentifier }] },
});
export const claimsPolicyName = (label: string): string => `${label}: NameID from user.mail`;

export const madeAnew = 'It makes a new application each time it is run: look under Enterprise apps first.';

/** Names of what earlier answers give, in the language of the recipe. */
export type Answers = Readonly<Record<'policyID' | 'endDateTime' | 'thumbprint' | 'principalID' | 'servicePrincipalID' | 'appRoleID', string>>;

export function graphBodies({ values }: EntraRecipe, answers: Answers) {
  return {
    instantiate: { displayName: values.label },
    application: { identifierUris: [values.entityID], web: { redirectUris: [values.assertionConsumerService] } },
    singleSignOn: { preferredSingleSignOnMode: 'saml', ...(values.signOnURL === null ? {} : { loginUrl: values.signOnURL }) },
    certificate: { displayName: certificateName, endDateTime: verbatim(answers.endDateTime) },
    signingKey: { preferredTokenSigningKeyThumbprint: verbatim(answers.thumbprint) },
    claims: { definition: [claimsDefinition], displayName: claimsPolicyName(values.label), isOrganizationDefault: false },
    claimsReference: { '@odata.id': verbatim(answers.policyID) },
    assignment: { principalId: verbatim(answers.principalID), resourceId: verbatim(answers.servicePrincipalID), appRoleId: verbatim(answers.appRoleID) },
  } satisfies Record<string, Data>;
}

export function entraWords({ values, gallery }: EntraRecipe) {
  const isURI = values.missing.length > 0 || /^[a-z][a-z0-9+.-]*:/i.test(values.entityID);
  return {
    before: values.nameIDIsEmail ? [
      'The NameID is taken from user.mail. A user without a mail address cannot sign in then (AADSTS501241). Leave the claims policy out where the user principal name is the real mailbox.',
      'While a claims mapping policy is assigned, Entra ignores what the portal shows under Attributes & Claims.',
    ] : [],
    after: [
      'Enterprise apps lists the application; Single sign-on shows the two addresses on card 1 and an active certificate on card 3.',
      'Bring the metadata here by the address that comes out at the end (it carries ?appid=), and run a rehearsal login.',
    ],
    unconfirmed: [
      ...(gallery === null ? [] : [`That the gallery’s ${gallery} takes these addresses unchanged when they are set by Graph.`]),
      ...(isURI ? [] : ['Whether Microsoft Graph, and a program that checks before it, takes an identifier that is not a URI. If it is refused, set Identifier (Entity ID) in the portal.']),
      ...(values.nameIDIsEmail ? ['That the NameID has the format emailAddress when a claims mapping policy sets its source: look at it in the rehearsal login.'] : []),
    ],
  };
}
