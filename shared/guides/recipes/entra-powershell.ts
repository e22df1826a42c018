/** Entra by Microsoft Graph, as one PowerShell script. */
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { defaultRole, entraRecipe, entraWords, graphBodies, graphGuide, madeAnew, nonGalleryTemplate, permissions } from './entra.ts';
import { powershell, urlPart } from './quote.ts';
import { heading, text, type Recipe } from './recipe.ts';

export function entraPowerShell(context: GuideContext): Recipe {
  const recipe = entraRecipe(context);
  const words = entraWords(recipe);
  const { nameIDIsEmail, missing } = recipe.values;
  const bodies = graphBodies(recipe, { policyID: '"$graph/policies/claimsMappingPolicies/$($policy.id)"', endDateTime: '$endDateTime', thumbprint: '$certificate.thumbprint', principalID: '$pilot.id', servicePrincipalID: '$servicePrincipal.id', appRoleID: '$roleId' });
  const write = (body: Parameters<typeof powershell>[0]): string => powershell(body, '    ');
  return {
    id: 'entra-graph-powershell',
    title: 'The application in Entra, as a PowerShell script',
    tool: 'Microsoft Graph PowerShell',
    language: 'powershell',
    fileName: 'entra-application.ps1',
    content: text(
      ...heading('The application in Microsoft Entra ID by Microsoft Graph.', missing, 'It is one block, so that it stops as a whole when something fails, also where it is pasted.'),
      '& {',
      "    $ErrorActionPreference = 'Stop'",
      ...(missing.length === 0 ? [] : ["    throw 'Values of the service provider are missing: see the lines above.'"]),
      "    if (-not $env:SSO_PILOT_USER) { throw 'Set $env:SSO_PILOT_USER to the user principal name of a pilot user first.' }",
      `    Connect-MgGraph -NoWelcome${recipe.tenant === null ? '' : ` -TenantId ${powershell(recipe.tenant)}`} -Scopes ${permissions.map((one) => powershell(one)).join(', ')}`,
      "    $graph = 'https://graph.microsoft.com/v1.0'",
      '    function Send-Graph([string] $Method, [string] $Path, $Body) {',
      "        $request = @{ Method = $Method; Uri = $graph + $Path; OutputType = 'PSObject' }",
      "        if ($null -ne $Body) { $request.Body = ConvertTo-Json -InputObject $Body -Depth 10; $request.ContentType = 'application/json' }",
      '        Invoke-MgGraphRequest @request',
      '    }',
      '',
      "    $pilot = Send-Graph GET ('/users/' + [uri]::EscapeDataString($env:SSO_PILOT_USER))",
      ...template(recipe.gallery),
      `    $created = Send-Graph POST "/applicationTemplates/$templateId/instantiate" ${write(bodies.instantiate)}`,
      '    $application = $created.application',
      '    $servicePrincipal = $created.servicePrincipal',
      '    # Entra needs some seconds until both can be found.',
      '    for ($try = 1; ; $try++) {',
      '        try { $null = Send-Graph GET "/applications/$($application.id)"; $null = Send-Graph GET "/servicePrincipals/$($servicePrincipal.id)"; break }',
      '        catch { if ($try -ge 18) { throw }; Start-Sleep -Seconds 10 }',
      '    }',
      '',
      `    Send-Graph PATCH "/servicePrincipals/$($servicePrincipal.id)" ${write(bodies.singleSignOn)}`,
      `    Send-Graph PATCH "/applications/$($application.id)" ${write(bodies.application)}`,
      '',
      "    $endDateTime = (Get-Date).ToUniversalTime().AddYears(3).AddDays(-1).ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)",
      `    $certificate = Send-Graph POST "/servicePrincipals/$($servicePrincipal.id)/addTokenSigningCertificate" ${write(bodies.certificate)}`,
      `    Send-Graph PATCH "/servicePrincipals/$($servicePrincipal.id)" ${write(bodies.signingKey)}`,
      '',
      ...(nameIDIsEmail ? [
        '    # NameID from user.mail. Leave these two out where the user principal name is the real mailbox.',
        `    $policy = Send-Graph POST '/policies/claimsMappingPolicies' ${write(bodies.claims)}`,
        `    Send-Graph POST ('/servicePrincipals/' + $servicePrincipal.id + '/claimsMappingPolicies/$ref') ${write(bodies.claimsReference)}`,
        '',
      ] : []),
      "    $role = $servicePrincipal.appRoles | Where-Object { $_.displayName -eq 'User' -and $_.isEnabled } | Select-Object -First 1",
      `    $roleId = if ($role) { $role.id } else { '${defaultRole}' }`,
      `    $null = Send-Graph POST "/servicePrincipals/$($servicePrincipal.id)/appRoleAssignedTo" ${write(bodies.assignment)}`,
      '',
      "    'The metadata, to bring to SSO Workbench:'",
      '    "https://login.microsoftonline.com/$((Get-MgContext).TenantId)/federationmetadata/2007-06/federationmetadata.xml?appid=$($application.appId)"',
      '}',
    ),
    before: [
      'PowerShell 7 or 5.1 with the module Microsoft.Graph.Authentication (Install-Module Microsoft.Graph.Authentication).',
      `You sign in in a browser as a Cloud Application Administrator and consent to ${permissions.join(', ')}.`,
      madeAnew,
      ...words.before,
    ],
    after: words.after,
    placeholders: [{ name: 'SSO_PILOT_USER', what: 'environment variable with the user principal name of a pilot user' }],
    missing,
    checked: checked(`${graphGuide}; learn.microsoft.com/powershell/microsoftgraph, Invoke-MgGraphRequest`),
    unconfirmed: [...words.unconfirmed, 'That Cloud Application Administrator is enough for every request: the guide signs in as a global administrator.'],
  };
}

const template = (gallery: string | null): string[] => (gallery === null
  ? [`    $templateId = '${nonGalleryTemplate}'`]
  : [
    `    $templates = (Send-Graph GET ${powershell(`/applicationTemplates?$filter=displayName%20eq%20%27${urlPart(gallery)}%27`)}).value`,
    `    if (@($templates).Count -ne 1) { throw 'The gallery does not hold exactly one application of that name.' }`,
    '    $templateId = @($templates)[0].id',
  ]);
