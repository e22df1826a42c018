/** Gateways and firewalls as service providers: FortiGate, Palo Alto Networks, NetScaler. */
import { capture, entriesOf, idp, sp, withFixes, type Draft } from './entry.ts';
import { issuer, malformed, responseNotSigned, signature, status } from './themes.ts';

const fortinetTip = 'https://community.fortinet.com/t5/FortiGate/Technical-Tip-How-to-troubleshoot-SAML-authentication/ta-p/199448';
const fortinet: readonly Draft[] = [
  {
    id: 'signature', title: 'The signature does not verify', source: `${fortinetTip}; .../ta-p/281805`, meaning: 'FortiGate could not verify the signature with the certificate of the identity provider that is set.',
    ...withFixes(signature, sp('Import the current signing certificate under System > Certificates > Remote Certificate, and choose it in the SAML user.', 'signingCertificate')),
    fragments: ['Failed to process response message. ret=440(The profile cannot verify a signature on the message)', 'Failed to process response message. ret=-111(Failed to verify signature.)'],
  },
  {
    id: 'response-unsigned', title: 'The Response is not signed', source: 'https://community.fortinet.com/t5/FortiGate/Troubleshooting-Tip-SAML-Authentication-fails-after-firmware/ta-p/407859',
    meaning: 'FortiGate demands from 7.2.12 and 7.6.4 on that Response and assertion are both signed, and one of the signatures is missing.',
    ...withFixes(responseNotSigned, idp('Sign both: in Entra choose Sign SAML response and assertion.', 'signResponse')), causes: ['FortiGate was upgraded, and the identity provider signs the assertion only.', ...responseNotSigned.causes],
    fragments: ['IDP sig verify is required for response and assertions', 'Failed to process response message. ret=101(Signature element not found.)'],
  },
];

const paloAlto: readonly Draft[] = [
  {
    id: 'certificate', title: 'The certificate in the response is not the one of the server profile', source: 'https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA14u0000004Lz9CAE',
    meaning: 'The response was signed with another key than the certificate in the IdP server profile belongs to.',
    ...withFixes(signature, sp('Import the current metadata of the identity provider into a new SAML server profile, and choose it in the authentication profile.', 'signingCertificate')),
    causes: ['The identity provider changed its key.', 'Its metadata holds two certificates: PAN-OS takes the first, and the identity provider signs with the second.'],
    fragments: ['because the certificate in the SAML Message doesn\'t match the IDP certificate configured on the IdP Server Profile'],
  },
  {
    id: 'allow-list', title: 'The user is not in the allow list of the authentication profile', source: 'https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA14u000000Cqu1CAC; ...id=kA14u000000Xg8QCAS',
    meaning: 'The login itself was fine. The name that came is not one that the allow list of the authentication profile holds.',
    causes: ['The name comes in another form than in the list: with a domain, as an e-mail address, or short.', 'The group in the list is not read from the directory, or holds other names.', 'The profile is shared, and the virtual system looks for its own.'],
    fixes: [sp('In the authentication profile look at Advanced > Allow List and at the Username Attribute, and compare both with the name in the log.', 'attributes'), idp('Send the name in the form of the list.', 'nameID')],
    fragments: ['Reason: User is not in allowlist', 'is NOT in allow list of auth prof'],
  },
  {
    id: 'other-user', title: 'Another name came back than was entered', source: 'https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA14u0000001V2YCAU', meaning: 'The user entered a name at the firewall, and the identity provider sent another one. Letter case counts.',
    causes: ['The identity provider writes the name in other letter case or another form.', 'The browser was logged in as somebody else at the identity provider.'], fixes: [idp('Send the name as the users enter it.', 'nameID'), sp('Or let users enter the name as the identity provider sends it.')],
    fragments: ['username: entered {name that was entered} != returned {name that came} from IdP', 'reject SAML auth due to security concerns'],
  },
];

const citrix: readonly Draft[] = [
  {
    id: 'malformed', title: 'NetScaler found no user in the response', source: 'https://support.citrix.com/s/article/CTX237335; https://www.ferroquesystems.com/resource/issue-malformed-assertion-sent-to-netscaler-please-contact-your-administrator-when-saml-auth-is-not-1st-factor/',
    meaning: 'NetScaler says this of every response without a usable assertion: also where the identity provider answered with an error instead of a login.',
    causes: ['The status of the response is an error, mostly Responder; its reason stands in the log of the identity provider.', 'SAML is not the first factor, and the request names a user who is not the one who logs in.', 'NetScaler is the identity provider, and none of its policies fits the request.'],
    fixes: [capture('Inspect the response of such a login: its status says whose error it is.'), idp('Look up the failed login in the log of the identity provider.')], fragments: ['Malformed Assertion sent to Netscaler'], checks: [...status.checks!, ...malformed.checks!.slice(0, 1)],
  },
  {
    id: 'no-policy', title: 'No SAML action belongs to the Issuer', meaning: 'NetScaler looks for the SAML action by the Issuer of the assertion, and none is bound that names it.', unconfirmed: true, source: 'docs.netscaler.com, SAML authentication',
    ...withFixes(issuer, sp('Compare the Issuer in the response with what the SAML action of the bound policy expects; a slash at the end counts.', 'idpEntityID')), fragments: ['Matching policy not found while trying to process Assertion'],
  },
];

export const gatewayEntries = [...entriesOf('fortinet', fortinetTip, fortinet), ...entriesOf('palo-alto', 'https://knowledgebase.paloaltonetworks.com', paloAlto), ...entriesOf('citrix', 'https://support.citrix.com', citrix)];
