/** What `sso-workbench help` prints. */
export const capabilities = `sso-workbench: judges SAML, and says which field to change in which console

  sso-workbench check <file|->         judge a SAMLResponse, in whatever form it was captured
  sso-workbench check <folder|files>   judge all of them over all cores, one line of JSON for each
      --metadata idp.xml               the identity provider's metadata, or
      --certificate c.pem              its signing certificate (may be given several times)
      --sp heroku:acme                 the service provider by its guide, or
      --sp-entity-id X --acs-url Y     by its values
      --idp entra                      the identity provider's product, where its entityID does not tell
      --request-id Z                   the ID of the login request it should answer
      --allow-idp-initiated            take a login that started at the identity provider
      --decryption-key k.pem           private key for encrypted assertions (may be given several times)
      --now 2026-11-22T08:30:00Z       judge as of then instead of now; --now issued: as of when it was issued
      --clock-skew 180                 how many seconds the clocks may differ
      --policy practice|strict         strict rejects weak algorithms and keys, practice warns of them
      --message N                      which of several messages in the input, from 1
      --judges                         how other programs would decide, and the error each would show
      --timeline                       when it starts and stops working, and what sets that
      --rollover 2027-01-01T00:00:00Z  a planned change of the signing key  [--rollover-to next.pem]
      --lens                           what is signed and what is not, and what a careless reader would take
      --json | --sarif | --junit | --markdown   instead of text
      --output out.ndjson              of many files: where the lines go; --resume goes on with it after a stop
      --workers N                      of many files: how many are judged at once  [--second-opinion]
  sso-workbench metadata <file|url|->  judge metadata  [--role idp|sp] [--for heroku|heap] [--entity-id X]
      --clean                          the copy to hand to a service provider, and what was left out of it
  sso-workbench certificate <file|->   read a certificate in any dress  [--passphrase P]
  sso-workbench capture <file.har|->   judge every message of a browser capture or log  [options of check]
  sso-workbench decode <text|file|->   undo the binding and print the XML  [--json]
      --canonical                      the bytes that were signed instead  [--signature N] [--decryption-key k.pem]
  sso-workbench guide                  the setup in steps  --sp heroku:acme --idp entra [--metadata idp.xml] [--json]
      --runbook                        the values, open steps, dates and the way back, as Markdown
      --recipe list | ID               the setup as a script: Terraform, PowerShell, curl, JSON, metadata
  sso-workbench explain <text|->       what a check id or an error text means  [--list] [--json]
      --capture file                   held against a capture: what fits it, what it speaks against  [options of check]
  sso-workbench sp | idp               run the test service provider, or the practice identity provider
  sso-workbench serve                  the app in a browser window

For example: sso-workbench check response.txt --metadata okta.xml --sp heroku:acme

Exit codes: 0 accepted, 1 rejected, 3 nothing verified, 2 could not run.
Of many files the worst counts: 1 before 3 before 0.`;
