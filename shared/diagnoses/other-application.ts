/** The key of another application of the same tenant: where product and proof are known well enough to say so. */
import { signerOf } from '../checks/judged.ts';
import { certificateLine, commonName, day, spName } from '../checks/words.ts';
import { type Cause, defineCause, proof, remedy, seen } from './cause.ts';

/** Products whose applications, or customers, have certificates that are all called the same: the same name says nothing there. */
const sharedNames: readonly (readonly [subject: RegExp, issuer: RegExp, owner: string])[] = [
  [/CN=Microsoft Azure Federated SSO Certificate/, /./, 'the applications of an Entra tenant'], [/CN=Google\b/, /^https:\/\/accounts\.google\.com\/o\/saml2/, 'the customers of Google Workspace'], [/O=Okta\b/, /^https?:\/\/[\w.-]*okta(?:preview|-emea)?\.com\//, 'the applications of an Okta organisation'],
];

/** Whose certificates are all called so; undefined where a name tells one from another. */
export const nameOwner = (subject: string, issuer: string): string | undefined => sharedNames.find(([name, sender]) => name.test(subject) && sender.test(issuer))?.[2];

/** What Entra calls the certificate of every SAML application, and that of the tenant as a whole. */
const applicationCertificate = 'Microsoft Azure Federated SSO Certificate';
const tenantCertificate = 'accounts.accesscontrol.windows.net';
const entraIssuer = /^https:\/\/sts\.windows\.net\/[0-9a-f-]{36}\/?$/i;

export const otherApplicationCauses: readonly Cause[] = [
  defineCause({
    id: 'metadata-of-other-application', title: 'Metadata of the tenant or of another application', meaning: 'In Entra every SAML application signs with a certificate of its own. Metadata downloaded without "?appid=" is that of the tenant, and that of another application has the same entityID and another key.',
    run(context) {
      const { facts } = context;
      const signature = facts.signatures.find((each) => each.result === 'failed' && each.failure === 'key' && each.embeddedKeyFits === true);
      const embedded = signature === undefined ? undefined : signerOf(signature);
      const issuer = context.assertion?.issuer?.value ?? facts.response?.issuer?.value;
      const entityID = context.expected.idp?.entityID;
      if (embedded === undefined || issuer === undefined || !entraIssuer.test(issuer) || (entityID !== undefined && entityID !== issuer) || commonName(embedded.subject) !== applicationCertificate) return null;
      const given = facts.trusted.flatMap(({ use, certificate }) => (use === 'encryption' || certificate === null ? [] : [certificate]));
      const isTenant = given.length > 0 && given.every(({ subject }) => commonName(subject) === tenantCertificate);
      // A newer one is more often the next certificate of the same application.
      const newest = given.filter(({ subject }) => commonName(subject) === applicationCertificate).map(({ notBefore }) => notBefore).toSorted().at(-1);
      const isOlder = newest !== undefined && Date.parse(embedded.notBefore) < Date.parse(newest);
      if (!isTenant && !isOlder) return null;
      return {
        message: isTenant ? 'The metadata is that of the whole Entra tenant, and the response was signed with the key of one application in it.' : 'The response comes from the right Entra tenant but was signed with the key of another application, or with one that its application no longer lists.',
        detail: isTenant ? 'The address it was downloaded from lacks "?appid=" with the id of the application.' : `It was signed with a certificate of ${day(embedded.notBefore)}, and yours is of ${day(newest!)}: every application of a tenant has the same entityID and a certificate of the same name.`,
        because: seen(context, 'signature/no-trusted-key', 'signature/verified', 'signature/embedded-certificate-differs'),
        evidence: [...proof('signed by', certificateLine(embedded), 'in the response'), ...given.slice(0, 3).flatMap((certificate) => proof('you gave', certificateLine(certificate), 'you gave'))],
        fix: remedy('sp', `Download the App Federation Metadata of the application the user signs in to (its address ends in "?appid=" and the application id), and give it to ${spName(context.expected)} and to this connection.`, 'metadata'), confidence: isTenant ? 0.97 : 0.9,
      };
    },
  }),
];
