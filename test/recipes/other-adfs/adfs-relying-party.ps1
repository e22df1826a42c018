# The relying party trust in AD FS.
# Written by SSO Workbench. Read it before you run it.
# It is one block, so that it stops as a whole when something fails, also where it is pasted.
& {
    $ErrorActionPreference = 'Stop'
    $identifier = 'https://app.example.com/saml'
    if (Get-AdfsRelyingPartyTrust -Identifier $identifier -ErrorAction SilentlyContinue) { throw 'There is a relying party trust of this identifier already.' }
    $rules = @'
@RuleTemplate = "LdapClaims"
@RuleName = "E-mail address from Active Directory"
c:[Type == "http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname", Issuer == "AD AUTHORITY"]
 => issue(store = "Active Directory", types = ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"), query = ";mail;{0}", param = c.Value);

@RuleTemplate = "MapClaims"
@RuleName = "E-mail address as NameID"
c:[Type == "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"]
 => issue(Type = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", Issuer = c.Issuer, OriginalIssuer = c.OriginalIssuer, Value = c.Value, ValueType = c.ValueType, Properties["http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/format"] = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
'@
    $endpoint = New-AdfsSamlEndpoint -Binding 'POST' -Protocol 'SAMLAssertionConsumer' -Uri 'https://app.example.com/saml/acs' -Index 0 -IsDefault $true
    $trust = @{
        Name                    = 'Intranet'
        Identifier              = $identifier
        SamlEndpoint            = $endpoint
        IssuanceTransformRules  = $rules
        AccessControlPolicyName = 'Permit everyone'
        SignatureAlgorithm      = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
        SamlResponseSignature   = 'AssertionOnly'
        ProtocolProfile         = 'SAML'
        NotBeforeSkew           = 3
        EncryptClaims           = $false
        Enabled                 = $true
    }
    Add-AdfsRelyingPartyTrust @trust
    Get-AdfsRelyingPartyTrust -Identifier $identifier | Format-List -Property 'Name', 'Enabled', 'Identifier', 'SamlEndpoints', 'SamlResponseSignature', 'SignatureAlgorithm', 'NotBeforeSkew'
}
