/** What `sso-workbench help` prints. */
export const capabilities = `sso-workbench: judges SAML, and says which field to change in which console

  sso-workbench check <file|->         judge a SAMLResponse, in whatever form it was captured
      --metadata idp.xml               the identity provider's metadata
      --certificate c.pem              or its signing certificate (may be given several times)
      --sp heroku:acme                 the service provider by its guide, or
      --sp-entity-id X --acs-url Y     by its values
      --request-id Z                   ID of the AuthnRequest it should answer
      --allow-idp-initiated            an unsolicited response is fine
      --decryption-key k.pem           private key for encrypted assertions (may be given several times)
      --now 2026-11-22T08:30:00Z       judge as of then
      --clock-skew 180                 seconds of tolerance
      --policy practice|strict         strict turns warnings of weak algorithms into rejections
      --message N                      which message of a paste with several (from 1)
      --json | --sarif | --junit | --markdown
  sso-workbench metadata <file|url|->  judge metadata  [--role idp|sp] [--for heroku|heap] [--entity-id X]
  sso-workbench certificate <file|->   read a certificate in any dress  [--passphrase P]
  sso-workbench capture <file.har|->   judge every message of a browser capture or log  [as check]
  sso-workbench decode <text|file|->   undo the binding and print the XML  [--json]
  sso-workbench guide --sp heroku:acme --idp entra [--metadata idp.xml] [--json]
  sso-workbench explain <check id | error text> | --list
  sso-workbench sp | idp               run the test service provider, the practice identity provider
  sso-workbench serve                  the app in a browser window

Exit codes: 0 accepted, 1 rejected, 3 nothing verified, 2 could not run.`;
