/** Heroku and Heap. Neither publishes its rules or its error messages: what their guides state is held to, and all else is unknown. */
import { isCovered, isCoveredAlone, refuses, rule, unknown, unsure, type Given, type JudgePolicy, type Rule } from './judge.ts';
import { nameIDFormat, rsaSha256 } from '../urns.ts';

const assertionThere: Rule = rule('assertion', 'there is an assertion', ({ response }) => (response.assertions.length === 0 && response.encryptedAssertions === 0 ? refuses('It carries no assertion, so there is nobody to log in.') : null));

const notEncrypted = (name: string): Rule => rule('encryption', 'the assertion is not encrypted', ({ response }) => (response.encryptedAssertions > 0 ? refuses(`${name} publishes no key to encrypt to, so it cannot read the assertion.`) : null));

const signed = (name: string, why: string): Rule => rule('signature', 'the assertion is signed', (given) => {
  if (!isCovered(given)) return refuses('No signature that a key of the identity provider made covers the assertion.');
  if (!isCoveredAlone(given)) return unsure(`Only the Response is signed. ${why} Whether ${name} takes this one is not published.`);
  const other = given.facts.signatures.find((each) => each.result === 'verified' && each.signatureMethod !== rsaSha256);
  return other === undefined ? null : unsure(`Which algorithms ${name} takes besides RSA-SHA256 is not published.`);
});

const forIt = (name: string, guide: string, isIts: (entityID: string) => boolean): Rule => rule('service-provider', `it is judged against the values of ${name}`, ({ expected }) => {
  const { sp } = expected;
  return sp?.guide === guide || isIts(sp?.entityID ?? '') ? null : unknown(`The response is not judged against the values of ${name}: choose ${name} as the service provider.`);
});

const nameID = (name: string): Rule => rule('name-id', 'the NameID is an e-mail address', ({ assertion }) => {
  const id = assertion?.subject?.nameID ?? null;
  return id !== null && id.format === nameIDFormat.emailAddress && id.value.includes('@') ? null : unsure(`The guides of ${name} ask for a NameID in the format emailAddress. What comes of another one is not published.`);
});

/** Here everything is checked that it may check; what it really checks is not published. */
const rest = (name: string): Rule => rule('rest', 'nothing is refused here', ({ findings }: Given) => {
  const failed = findings.find((finding) => finding.outcome === 'fail');
  if (failed !== undefined) return unsure(`It is refused here: ${failed.message} Most service providers do the same; what ${name} does is not published.`);
  const early = findings.find((finding) => finding.outcome === 'warn' && /within-tolerance$/.test(finding.check));
  if (early !== undefined) return unsure(`It is in time only with a tolerance of clocks, and that of ${name} is not published.`);
  const skipped = findings.find((finding) => finding.outcome === 'skip' && ['conditions/audience', 'subject/recipient', 'response/issuer'].includes(finding.check));
  return skipped === undefined ? null : unsure(`Not checked: ${skipped.message}.`);
});

export const heroku: JudgePolicy = {
  id: 'heroku', name: 'Heroku', version: 'as documented',
  defaults: [
    'Its metadata asks for a signed assertion by HTTP-POST and a NameID in the format emailAddress, and brings no key to encrypt to.',
    'The entityID is https://sso.heroku.com/saml/ and the name of the team, without a slash at the end.',
    'It publishes neither its error messages nor its tolerance of clocks: where those decide, the answer is unknown.',
  ],
  basis: 'documents',
  sources: [
    { what: 'Ping Identity, configuring SAML SSO with Heroku', url: 'https://docs.pingidentity.com/r/en-us/pingfederate-heroku-integration/', date: '2026-11-22' },
    { what: 'Heroku Dev Center, single sign-on', url: 'https://devcenter.heroku.com/articles/using-sso-services-with-heroku', date: '2026-11-22' },
  ],
  rules: [forIt('Heroku', 'heroku', (entityID) => /^https:\/\/sso\.heroku\.com\/saml\//.test(entityID)), assertionThere, notEncrypted('Heroku'), signed('Heroku', 'Its metadata wants the assertion signed.'), nameID('Heroku'), rest('Heroku')],
};

export const heap: JudgePolicy = {
  id: 'heap', name: 'Heap', version: 'as documented',
  defaults: [
    'Its guides ask for a signed assertion by HTTP-POST and a NameID in the format emailAddress, and for no encryption.',
    'It is given a certificate and no entityID of the identity provider: the certificate is all it trusts by.',
    'It publishes neither its error messages nor its algorithms nor its tolerance of clocks: where those decide, the answer is unknown.',
  ],
  basis: 'documents',
  sources: [
    { what: 'Ping Identity, configuring SAML SSO with Heap', url: 'https://docs.pingidentity.com/r/en-us/configuration_guides/config_saml_heap_pingone', date: '2026-11-22' },
    { what: 'Heap help centre, single sign-on', url: 'https://help.heap.io/heap-administration/secure-access/saml-sso-integration-guide', date: '2026-11-22' },
  ],
  rules: [
    forIt('Heap', 'heap', (entityID) => entityID === 'heapanalytics.com' || entityID.startsWith('https://heapanalytics.com')), assertionThere,
    rule('encryption', 'the assertion is not encrypted', ({ response }) => (response.encryptedAssertions > 0 ? unsure('Whether Heap opens encrypted assertions is not published; none of its guides encrypts.') : null)),
    signed('Heap', 'Its guides sign the assertion.'), nameID('Heap'), rest('Heap'),
  ],
};
