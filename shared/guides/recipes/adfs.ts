/** AD FS: the relying party trust and its two claim rules in PowerShell (identity-providers.md 8). */
import { nameIDFormat, rsaSha256 } from '../../urns.ts';
import type { GuideContext } from '../guide.ts';
import { checked } from '../terms.ts';
import { powershell } from './quote.ts';
import { chosenFormat, heading, recipeValues, text, type Recipe } from './recipe.ts';

const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const account = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname';
const property = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/format';

/** What stands in the claim rules: these and no other, because a rule is a language of its own. */
const formats = Object.fromEntries([nameIDFormat.emailAddress, nameIDFormat.unspecified, nameIDFormat.persistent, nameIDFormat.transient, nameIDFormat.windowsDomain].map((one) => [one, one]));

export function adfsPowerShell(context: GuideContext): Recipe {
  const values = recipeValues(context);
  const { format, missing: formatMissing } = chosenFormat(values, formats, 'AD FS', nameIDFormat.unspecified);
  const secure = values.missing.length > 0 || /^https:/i.test(values.assertionConsumerService);
  const missing = [...values.missing, ...formatMissing, ...(secure ? [] : ['AD FS takes https addresses only: the service provider must give another ACS URL.'])];
  return {
    id: 'adfs-powershell',
    title: 'The relying party trust in AD FS, as a PowerShell script',
    tool: 'AD FS PowerShell',
    language: 'powershell',
    fileName: 'adfs-relying-party.ps1',
    content: text(
      ...heading('The relying party trust in AD FS.', missing, 'It is one block, so that it stops as a whole when something fails, also where it is pasted.'),
      '& {',
      "    $ErrorActionPreference = 'Stop'",
      ...(missing.length === 0 ? [] : ["    throw 'Values are missing: see the lines above.'"]),
      `    $identifier = ${powershell(values.entityID)}`,
      '    if (Get-AdfsRelyingPartyTrust -Identifier $identifier -ErrorAction SilentlyContinue) { throw \'There is a relying party trust of this identifier already.\' }',
      "    $rules = @'",
      '@RuleTemplate = "LdapClaims"',
      '@RuleName = "E-mail address from Active Directory"',
      `c:[Type == "${account}", Issuer == "AD AUTHORITY"]`,
      ` => issue(store = "Active Directory", types = ("${claim}emailaddress"), query = ";mail;{0}", param = c.Value);`,
      '',
      '@RuleTemplate = "MapClaims"',
      '@RuleName = "E-mail address as NameID"',
      `c:[Type == "${claim}emailaddress"]`,
      ` => issue(Type = "${claim}nameidentifier", Issuer = c.Issuer, OriginalIssuer = c.OriginalIssuer, Value = c.Value, ValueType = c.ValueType, Properties["${property}"] = "${format}");`,
      "'@",
      `    $endpoint = New-AdfsSamlEndpoint -Binding 'POST' -Protocol 'SAMLAssertionConsumer' -Uri ${powershell(values.assertionConsumerService)} -Index 0 -IsDefault $true`,
      '    $trust = @{',
      `        Name                    = ${powershell(values.label)}`,
      '        Identifier              = $identifier',
      '        SamlEndpoint            = $endpoint',
      '        IssuanceTransformRules  = $rules',
      "        AccessControlPolicyName = 'Permit everyone'",
      `        SignatureAlgorithm      = '${rsaSha256}'`,
      "        SamlResponseSignature   = 'AssertionOnly'",
      "        ProtocolProfile         = 'SAML'",
      '        NotBeforeSkew           = 3',
      '        EncryptClaims           = $false',
      '        Enabled                 = $true',
      '    }',
      '    Add-AdfsRelyingPartyTrust @trust',
      '    Get-AdfsRelyingPartyTrust -Identifier $identifier | Format-List -Property \'Name\', \'Enabled\', \'Identifier\', \'SamlEndpoints\', \'SamlResponseSignature\', \'SignatureAlgorithm\', \'NotBeforeSkew\'',
      '}',
    ),
    before: [
      'Run it on an AD FS server (2016 or newer; with a Windows internal database: on the primary one), as an AD FS administrator.',
      'It permits everyone who can sign in. Put the name of another access control policy there to begin with a pilot group.',
      'The NameID comes from the attribute mail: a user without one cannot sign in.',
      ...(values.nameIDIsEmail || values.nameIDFormat === null ? [] : ['The service provider asks for a NameID that need not be an e-mail address: look whether mail is the right source.']),
    ],
    after: ['The last lines show the trust, enabled, with one SAML endpoint.', 'Bring the federation metadata here, and run a rehearsal login.'],
    placeholders: [],
    missing,
    checked: checked('MicrosoftDocs/windows-powershell-docs, winserver2022-ps/adfs: Add-AdfsRelyingPartyTrust.md, New-AdfsSamlEndpoint.md; docs.servicenow.com, Configure ADFS claim rules (the rules as AD FS writes them)'),
    unconfirmed: ['The template names LdapClaims and MapClaims in the rules: they only decide how the console shows them.', 'The name of the policy Permit everyone on servers in another language.'],
  };
}
