# The application in Microsoft Entra ID by Microsoft Graph.
# Written by SSO Workbench. Read it before you run it.
# It is one block, so that it stops as a whole when something fails, also where it is pasted.
& {
    $ErrorActionPreference = 'Stop'
    if (-not $env:SSO_PILOT_USER) { throw 'Set $env:SSO_PILOT_USER to the user principal name of a pilot user first.' }
    Connect-MgGraph -NoWelcome -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration', 'User.ReadBasic.All'
    $graph = 'https://graph.microsoft.com/v1.0'
    function Send-Graph([string] $Method, [string] $Path, $Body) {
        $request = @{ Method = $Method; Uri = $graph + $Path; OutputType = 'PSObject' }
        if ($null -ne $Body) { $request.Body = ConvertTo-Json -InputObject $Body -Depth 10; $request.ContentType = 'application/json' }
        Invoke-MgGraphRequest @request
    }

    $pilot = Send-Graph GET ('/users/' + [uri]::EscapeDataString($env:SSO_PILOT_USER))
    $templateId = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621'
    $created = Send-Graph POST "/applicationTemplates/$templateId/instantiate" @{
        'displayName' = 'Heap 1234567890'
    }
    $application = $created.application
    $servicePrincipal = $created.servicePrincipal
    # Entra needs some seconds until both can be found.
    for ($try = 1; ; $try++) {
        try { $null = Send-Graph GET "/applications/$($application.id)"; $null = Send-Graph GET "/servicePrincipals/$($servicePrincipal.id)"; break }
        catch { if ($try -ge 18) { throw }; Start-Sleep -Seconds 10 }
    }

    Send-Graph PATCH "/servicePrincipals/$($servicePrincipal.id)" @{
        'preferredSingleSignOnMode' = 'saml'
    }
    Send-Graph PATCH "/applications/$($application.id)" @{
        'identifierUris' = @('heapanalytics.com')
        'web' = @{
            'redirectUris' = @('https://heapanalytics.com/saml/finalize/1234567890/')
        }
    }

    $endDateTime = (Get-Date).ToUniversalTime().AddYears(3).AddDays(-1).ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
    $certificate = Send-Graph POST "/servicePrincipals/$($servicePrincipal.id)/addTokenSigningCertificate" @{
        'displayName' = 'CN=Microsoft Azure Federated SSO Certificate'
        'endDateTime' = $endDateTime
    }
    Send-Graph PATCH "/servicePrincipals/$($servicePrincipal.id)" @{
        'preferredTokenSigningKeyThumbprint' = $certificate.thumbprint
    }

    # NameID from user.mail. Leave these two out where the user principal name is the real mailbox.
    $policy = Send-Graph POST '/policies/claimsMappingPolicies' @{
        'definition' = @('{"ClaimsMappingPolicy":{"Version":1,"IncludeBasicClaimSet":"true","ClaimsSchema":[{"Source":"user","ID":"mail","SamlClaimType":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"}]}}')
        'displayName' = 'Heap 1234567890: NameID from user.mail'
        'isOrganizationDefault' = $false
    }
    Send-Graph POST ('/servicePrincipals/' + $servicePrincipal.id + '/claimsMappingPolicies/$ref') @{
        '@odata.id' = "$graph/policies/claimsMappingPolicies/$($policy.id)"
    }

    $role = $servicePrincipal.appRoles | Where-Object { $_.displayName -eq 'User' -and $_.isEnabled } | Select-Object -First 1
    $roleId = if ($role) { $role.id } else { '00000000-0000-0000-0000-000000000000' }
    $null = Send-Graph POST "/servicePrincipals/$($servicePrincipal.id)/appRoleAssignedTo" @{
        'principalId' = $pilot.id
        'resourceId' = $servicePrincipal.id
        'appRoleId' = $roleId
    }

    'The metadata, to bring to SSO Workbench:'
    "https://login.microsoftonline.com/$((Get-MgContext).TenantId)/federationmetadata/2007-06/federationmetadata.xml?appid=$($application.appId)"
}
