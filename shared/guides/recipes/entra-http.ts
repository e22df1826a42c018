/** Entra by Microsoft Graph, as a file of HTTP requests to go through one by one. */
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { entraRecipe, entraWords, graphBodies, graphGuide, madeAnew, nonGalleryTemplate, permissions, type EntraRecipe } from './entra.ts';
import { expansions, json, urlPart, type Data } from './quote.ts';
import { heading, text, type Placeholder, type Recipe } from './recipe.ts';

const graph = 'https://graph.microsoft.com/v1.0';

/** What each answer gives to the requests after it, in the order in which they are filled in. */
const variables = {
  templateId: 'id of the template, from the answer to the first request',
  applicationId: 'application.id (not appId), from the answer that creates the application',
  appId: 'application.appId, from the same answer',
  servicePrincipalId: 'servicePrincipal.id, from the same answer',
  appRoleId: 'id of the role named User among servicePrincipal.appRoles, from the same answer; not that of msiam_access',
  endDateTime: 'last day of the signing certificate, at most three years ahead, as in 2029-11-21T00:00:00Z',
  thumbprint: 'thumbprint, from the answer that adds the signing certificate',
  policyId: 'id of the claims mapping policy, from the answer that creates it',
  userId: 'object id of a pilot user',
  tenantId: 'Directory (tenant) ID',
};
type Variable = keyof typeof variables;

export function entraHTTP(context: GuideContext): Recipe {
  const recipe = entraRecipe(context);
  const words = entraWords(recipe);
  const { nameIDIsEmail, missing } = recipe.values;
  const known: Partial<Record<Variable, string>> = { ...(recipe.gallery === null ? { templateId: nonGalleryTemplate } : {}), ...(recipe.tenant === null ? {} : { tenantId: recipe.tenant }) };
  const used = (Object.keys(variables) as Variable[]).filter((name) => name !== 'policyId' || nameIDIsEmail);
  const asked = used.filter((name) => known[name] === undefined);
  return {
    id: 'entra-graph-http',
    title: 'The application in Entra, as requests to Microsoft Graph',
    tool: 'Microsoft Graph 1.0',
    language: 'http',
    fileName: 'entra-application.http',
    content: text(
      ...heading('The application in Microsoft Entra ID by Microsoft Graph.', missing, 'Send the requests from top to bottom; after each one copy what it gives into the variables here.'),
      '',
      '@token = {{$processEnv GRAPH_TOKEN}}',
      ...used.map((name) => `@${name} = ${known[name] ?? 'FILL_IN'}`),
      '',
      ...requests(recipe),
    ),
    before: [
      'A file for the REST Client of Visual Studio Code; the requests can as well be copied into Graph Explorer.',
      `A Graph token of a Cloud Application Administrator with the delegated permissions ${permissions.join(', ')}.`,
      madeAnew,
      ...words.before,
    ],
    after: words.after,
    placeholders: [{ name: 'GRAPH_TOKEN', what: 'environment variable with an access token for Microsoft Graph; a secret: never write it into the file' }, ...asked.map((name): Placeholder => ({ name, what: variables[name] }))],
    missing,
    checked: checked(graphGuide),
    unconfirmed: [...words.unconfirmed, 'That Cloud Application Administrator is enough for every request: the guide signs in as a global administrator.'],
  };
}

function requests(recipe: EntraRecipe): string[] {
  const bodies = graphBodies(recipe, {
    policyID: `${graph}/policies/claimsMappingPolicies/{{policyId}}`, endDateTime: '{{endDateTime}}', thumbprint: '{{thumbprint}}', principalID: '{{userId}}', servicePrincipalID: '{{servicePrincipalId}}', appRoleID: '{{appRoleId}}',
  });
  const servicePrincipal = '/servicePrincipals/{{servicePrincipalId}}';
  return [
    ...(recipe.gallery === null ? [] : request('Find the gallery’s template. Copy its id to templateId.', 'GET', `/applicationTemplates?$filter=displayName%20eq%20%27${urlPart(recipe.gallery)}%27`)),
    ...request('Create the application. Copy the four ids. Wait until the next requests no longer answer 404.', 'POST', '/applicationTemplates/{{templateId}}/instantiate', bodies.instantiate),
    ...request('Single sign-on by SAML. Expect 204.', 'PATCH', servicePrincipal, bodies.singleSignOn),
    ...request('Identifier (Entity ID) and Reply URL. Expect 204.', 'PATCH', '/applications/{{applicationId}}', bodies.application),
    ...request('A signing certificate. Copy its thumbprint.', 'POST', `${servicePrincipal}/addTokenSigningCertificate`, bodies.certificate),
    ...request('Sign with it. Expect 204.', 'PATCH', servicePrincipal, bodies.signingKey),
    ...(recipe.values.nameIDIsEmail ? [
      ...request('NameID from user.mail. Copy the id to policyId.', 'POST', '/policies/claimsMappingPolicies', bodies.claims),
      ...request('Use that policy. Expect 204.', 'POST', `${servicePrincipal}/claimsMappingPolicies/$ref`, bodies.claimsReference),
    ] : []),
    ...request('Assign the pilot user. Expect 201.', 'POST', `${servicePrincipal}/appRoleAssignedTo`, bodies.assignment),
    '### The metadata, to bring to SSO Workbench',
    'GET https://login.microsoftonline.com/{{tenantId}}/federationmetadata/2007-06/federationmetadata.xml?appid={{appId}}',
  ];
}

const request = (title: string, method: string, path: string, body?: Data): string[] => [
  `### ${title}`,
  `${method} ${graph}${path}`,
  'Authorization: Bearer {{token}}',
  ...(body === undefined ? [] : ['Content-Type: application/json', '', json(body, expansions.http)]),
  '',
];
