/** Causes of names and addresses that should be equal and are not. */
import { bearerOf } from '../checks/judged.ts';
import { acsName, entityIDName, isRehearsal, type NearMiss, nearMiss, quote, spName } from '../checks/words.ts';
import type { Field, Fix } from '../finding.ts';
import { type Cause, type Context, type Draft, defineCause, expectedFrom, has, pair, proof, remedy, seen } from './cause.ts';

const audienceOf = (context: Context): string | undefined => context.found.get('conditions/audience')?.problem.actual;

/** How near misses come about, for the second sentence. */
const stories: Partial<Record<NearMiss['kind'], string>> = {
  'trailing-slash': 'One of the two was typed with a slash at the end; they are compared letter by letter.',
  case: 'They are compared letter by letter, upper and lower case included.',
  scheme: 'One was typed with http where the other has https, or without either.',
  spn: 'Entra puts "spn:" in front of an identifier that is not a URI.',
  'white-space': 'A blank or line break came in when the value was copied.',
  www: 'One was taken from the address bar and the other typed without the "www.".',
  port: 'One of them names a port that the other does not.',
  'look-alike': 'It was typed on another keyboard, or copied out of a text that made hyphens into dashes; somebody may also want to deceive.',
  'double-slash': 'One part was put together from pieces that both had a slash.',
  query: 'Everything counts, also what follows the question mark.',
  form: 'They name the same thing but are compared letter by letter.',
  encoding: 'They are compared letter by letter, percent-encoding included.',
};

function near(context: Context, check: string, kinds: readonly NearMiss['kind'][] | null): NearMiss | null {
  const problem = context.found.get(check)?.problem;
  if (problem?.expected === undefined || problem.actual === undefined) return null;
  const found = nearMiss(problem.expected, problem.actual);
  return found !== null && (kinds === null || kinds.includes(found.kind)) ? found : null;
}

const form: readonly NearMiss['kind'][] = ['trailing-slash', 'case', 'scheme', 'spn', 'white-space', 'www', 'port', 'double-slash', 'query', 'form', 'encoding', 'look-alike'];

const addresses = ['subject/recipient', 'response/destination'];

/** The response names another ACS URL in one or both places. */
function address(context: Context, wanted: (miss: NearMiss | null) => boolean, say: (fields: string, miss: NearMiss | null) => Pick<Draft, 'message' | 'detail' | 'confidence'>): Draft | null {
  const because = seen(context, ...addresses, 'flow/destination-and-recipient');
  const first = addresses.find((check) => has(context, check));
  if (first === undefined) return null;
  const miss = near(context, first, form);
  if (!wanted(miss)) return null;
  const both = addresses.every((check) => has(context, check));
  const name = both ? 'Destination and Recipient' : first === 'subject/recipient' ? 'Recipient' : 'Destination';
  const field: Field = both ? 'assertionConsumerService' : first === 'subject/recipient' ? 'recipient' : 'destination';
  return { ...say(name, miss), because, evidence: pair(context, first, acsName(context.expected), name), fix: addressFix(context, both ? 'the ACS URL (reply URL)' : `the ${name}`, field) };
}

/** In a test login this app's address stands beside the real one and never takes its place. */
function addressFix(context: Context, what: string, field: Field): Fix {
  const { sp } = context.expected;
  const acs = sp!.assertionConsumerService!;
  if (sp!.standsInFor === undefined) return remedy('idp', `Enter ${acs} as ${what}, letter by letter.`, field, { value: acs });
  const real = sp!.standsInFor.assertionConsumerService;
  return remedy('idp', `Let ${what} of this test login be ${acs}: clear a value that was fixed by hand, or add the address as one more ACS URL (reply URL)${real === undefined ? '' : ` beside ${real}`}.`, field, { value: acs });
}

/** An address found that is the real service provider's own, in a test login. */
const isRealAddress = (context: Context): boolean => {
  const real = context.expected.sp?.standsInFor?.assertionConsumerService;
  return real !== undefined && addresses.some((check) => context.found.get(check)?.problem.actual === real);
};

/** A test login without rehearsal that was answered for the real service provider. */
const answeredForReal = (context: Context): boolean => {
  const { sp } = context.expected;
  return sp?.standsInFor?.entityID !== undefined && sp.standsInFor.entityID !== sp.entityID && audienceOf(context) === sp.standsInFor.entityID;
};

const is = (fields: string): string => (fields.includes(' and ') ? 'are' : 'is');

/** The fix of every wrong audience: the value to copy stands in it. */
function audienceFix({ expected }: Context): Fix {
  const { entityID, standsInFor } = expected.sp!;
  if (standsInFor === undefined || isRehearsal(expected)) return remedy('idp', `Enter ${entityID} as the audience, letter by letter.`, 'audience', { value: entityID });
  return remedy('idp', `Enter ${entityID} as the audience of the application made for this test, or switch on Rehearsal to test the one for ${spName(expected)}.`, 'audience', { value: entityID });
}

const audienceProof = (context: Context) => pair(context, 'conditions/audience', entityIDName(context.expected), 'Audience');

/** The Issuer is another one, and not the same spelt differently. */
export function isOtherIssuer(context: Context): boolean {
  const check = ['assertion/issuer', 'response/issuer'].find((each) => has(context, each));
  return check !== undefined && near(context, check, form) === null;
}

/** Service providers that are told no entityID of the identity provider. */
const asksNoIssuer: ReadonlySet<string> = new Set(['heap']);

/** How products name what their entityIDs tell apart; the part in brackets is its name. */
const ownedBy: readonly [what: string, pattern: RegExp][] = [
  ['Okta application', /^https?:\/\/www\.okta\.com\/(exk[A-Za-z0-9]+)$/],
  ['Entra tenant', /^https:\/\/sts\.windows\.net\/([0-9a-fA-F-]{36})\/?$/],
  ['Auth0 tenant', /^urn:([a-z0-9.-]+\.auth0\.com)$/],
  ['Google application', /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=([A-Za-z0-9]+)$/],
  ['Keycloak realm', /^https?:\/\/[^/]+(?:\/auth)?\/realms\/([^/?#]+)$/],
];

/** 'Okta application', where both entityIDs are of one product and name two of its applications, tenants or realms. */
function ownerOf(one: string | undefined, other: string | undefined): string | null {
  for (const [what, pattern] of ownedBy) {
    const [first, second] = [pattern.exec(one ?? '')?.[1], pattern.exec(other ?? '')?.[1]];
    if (first !== undefined && second !== undefined && first.toLowerCase() !== second.toLowerCase()) return what;
  }
  return null;
}

export const identifierCauses: readonly Cause[] = [
  defineCause({
    id: 'for-another-application', title: 'The response is for another application', meaning: 'Audience and addresses all name another service provider: the response belongs to another application or environment.',
    run(context) {
      const { sp } = context.expected;
      const acs = sp?.assertionConsumerService;
      if (audienceOf(context) === undefined || acs === undefined || !has(context, ...addresses) || near(context, 'conditions/audience', form) !== null || answeredForReal(context)) return null;
      const recipient = context.assertion === null ? null : bearerOf(context.facts, context.expected)?.recipient;
      return { message: `This response is for another application: neither its audience nor its address is ${sp?.name ? `${sp.name}'s` : 'yours'}.`, detail: 'Either the wrong tile or bookmark was used, or the values of another environment were entered at the identity provider.', because: seen(context, 'conditions/audience', ...addresses), evidence: [...audienceProof(context), ...proof('Recipient', recipient, 'in the response'), ...proof(acsName(context.expected), acs, expectedFrom(acsName(context.expected)))], fix: remedy('idp', `Open the application for ${sp?.name || 'your service provider'} there, and enter ${sp!.entityID} as its audience and ${acs} as its ACS URL (reply URL).`, 'audience', { value: sp!.entityID }), confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'audience-is-acs', title: 'The ACS URL was entered as audience', meaning: 'Two fields were mixed up at the identity provider: the audience holds the address the response is sent to.',
    run(context) {
      const audience = audienceOf(context);
      const { sp } = context.expected;
      const acs = [sp?.assertionConsumerService, sp?.standsInFor?.assertionConsumerService].find((each) => each !== undefined && audience !== undefined && (audience === each || nearMiss(each, audience)?.kind === 'trailing-slash'));
      if (acs === undefined) return null;
      return { message: 'At the identity provider the ACS URL was entered where the entityID belongs.', because: seen(context, 'conditions/audience'), evidence: [...audienceProof(context), ...proof('an ACS URL', acs, 'you gave')], fix: remedy('idp', `Enter ${sp!.entityID} as the audience, and leave the ACS URL in its own field.`, 'audience', { value: sp!.entityID }), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'audience-near-miss', title: 'The audience is spelt differently', meaning: 'The audience and the entityID of the service provider mean the same but differ in spelling, and they are compared letter by letter.',
    run(context) {
      const miss = near(context, 'conditions/audience', form);
      if (miss === null) return null;
      return { message: `The audience is ${entityIDName(context.expected)} spelt differently: they differ ${miss.words}.`, ...(stories[miss.kind] === undefined ? {} : { detail: stories[miss.kind]! }), because: seen(context, 'conditions/audience'), evidence: audienceProof(context), fix: audienceFix(context), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'other-environment', title: 'Another environment', meaning: 'Sandbox and production were mixed up: the values differ only in the word that names the environment, and each environment has an application of its own.',
    run(context) {
      const check = ['conditions/audience', ...addresses, 'assertion/issuer', 'response/issuer'].find((each) => near(context, each, ['environment']) !== null);
      if (check === undefined || (check === 'conditions/audience' && answeredForReal(context)) || (addresses.includes(check) && isRealAddress(context))) return null;
      const miss = near(context, check, ['environment'])!;
      const because = seen(context, 'conditions/audience', ...addresses, 'flow/destination-and-recipient', 'assertion/issuer', 'response/issuer');
      const { actual, expected } = context.found.get(check)!.problem;
      const detail = `They differ ${miss.words}.`;
      if (check.endsWith('/issuer')) {
        return { message: 'The response is from another environment of the identity provider than the one you set up.', detail, because, evidence: [...proof('Issuer', actual, 'in the response'), ...proof('set up', expected, 'you gave')], fix: remedy('sp', `Give ${spName(context.expected)}, and this connection, the metadata of the environment the user logs in to.`, 'metadata', { from: 'metadata' }), confidence: 0.98 };
      }
      const isAudience = check === 'conditions/audience';
      return {
        message: `The response is for another environment of ${spName(context.expected)}, as between sandbox and production.`, detail, because, evidence: isAudience ? audienceProof(context) : pair(context, check, acsName(context.expected), check === 'subject/recipient' ? 'Recipient' : 'Destination'),
        fix: isAudience ? audienceFix(context) : addressFix(context, 'the ACS URL (reply URL)', 'assertionConsumerService'), confidence: 0.96,
      };
    },
  }),
  defineCause({
    id: 'address-is-entity-id', title: 'The entityID was entered as ACS URL', meaning: 'Two fields were mixed up at the identity provider: the address the response is sent to holds the entityID of the service provider.',
    run(context) {
      const { sp } = context.expected;
      const check = addresses.find((each) => [sp?.entityID, sp?.standsInFor?.entityID].some((entityID) => entityID !== undefined && entityID === context.found.get(each)?.problem.actual));
      if (check === undefined || sp?.assertionConsumerService === undefined) return null;
      return { message: 'At the identity provider the entityID was entered where the ACS URL belongs.', because: seen(context, ...addresses, 'flow/destination-and-recipient'), evidence: pair(context, check, acsName(context.expected), check === 'subject/recipient' ? 'Recipient' : 'Destination'), fix: addressFix(context, 'the ACS URL (reply URL)', 'assertionConsumerService'), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'wrong-audience', title: 'The audience is another service provider', meaning: 'The assertion says that it is for somebody else, so it must be refused.',
    run(context) {
      const audience = audienceOf(context);
      if (audience === undefined || near(context, 'conditions/audience', form) !== null) return null;
      const { expected } = context;
      if (answeredForReal(context)) {
        return { message: `The assertion is for ${spName(expected)}, and this login asked as this app's own test service provider.`, detail: `The identity provider gives every login of the application this audience, and for ${spName(expected)} it is the right one.`, because: seen(context, 'conditions/audience'), evidence: audienceProof(context), fix: remedy('capture', `Switch on Rehearsal for the test login: it then asks as ${spName(expected)}.`), confidence: 0.97 };
      }
      return { message: `The assertion is for another service provider, ${quote(audience)}.`, because: seen(context, 'conditions/audience'), evidence: audienceProof(context), fix: audienceFix(context), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'no-audience', title: 'No audience', meaning: 'The assertion does not say for whom it is, which browser logins require.',
    run: (context) => (!has(context, 'conditions/audience-missing', 'conditions/audience-empty') ? null : { message: 'The assertion does not say for whom it is.', because: seen(context, 'conditions/audience-missing', 'conditions/audience-empty'), evidence: proof(entityIDName(context.expected), context.expected.sp?.entityID, expectedFrom(entityIDName(context.expected))), fix: remedy('idp', `Enter ${context.expected.sp?.entityID ?? 'the entityID of the service provider'} as the audience.`, 'audience', { value: context.expected.sp?.entityID }), confidence: 0.9 }),
  }),
  defineCause({
    id: 'address-near-miss', title: 'The ACS URL is spelt differently', meaning: 'The address in the response and the ACS URL of the service provider lead to the same place but differ in spelling, and they are compared letter by letter.',
    run: (context) => address(context, (miss) => miss !== null, (fields, miss) => ({ message: `${fields} ${is(fields)} ${acsName(context.expected)} spelt differently: they differ ${miss!.words}.`, ...(stories[miss!.kind] === undefined ? {} : { detail: miss!.kind === 'scheme' ? 'Often the service provider runs behind a proxy and believes that it is called by http.' : stories[miss!.kind]! }), confidence: 0.95 })),
  }),
  defineCause({
    id: 'wrong-address', title: 'Sent to another address', meaning: 'The response names another address than the ACS URL of the service provider.',
    run: (context) => address(context, (miss) => miss === null, (fields) => (isRealAddress(context)
      ? { message: `The identity provider answers to ${spName(context.expected)}'s own ACS URL, not to this app's as the test login asked.`, detail: `For ${spName(context.expected)} itself that is the right address.`, confidence: 0.88 }
      : { message: `The response is for another address: its ${fields} ${is(fields)} not ${acsName(context.expected)}.`, ...(fields.includes(' and ') ? {} : { detail: `Only the ${fields} is wrong, the ${fields === 'Recipient' ? 'Destination' : 'Recipient'} is right. Some consoles have a field for each, some make both out of one.` }), confidence: 0.88 })),
  }),
  defineCause({
    id: 'address-missing', title: 'No address in it', meaning: 'The response does not say to which address it belongs, so it could be brought anywhere.',
    run(context) {
      if (!has(context, 'subject/recipient-missing', 'response/destination-missing', 'subject/confirmation-data')) return null;
      const outer = has(context, 'response/destination-missing');
      const label = acsName(context.expected);
      return { message: 'The response does not say to which ACS URL it belongs.', because: seen(context, 'subject/recipient-missing', 'response/destination-missing', 'subject/confirmation-data'), evidence: proof(label, context.expected.sp?.assertionConsumerService, expectedFrom(label)), fix: remedy('idp', `Enter ${context.expected.sp?.assertionConsumerService ?? 'the ACS URL'} as the ${outer ? 'Destination' : 'Recipient'}.`, outer ? 'destination' : 'recipient', { value: context.expected.sp?.assertionConsumerService }), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'wrong-issuer', title: 'From another identity provider', meaning: 'The Issuer is not the entityID that was set up: the login came from elsewhere, or the entityID was typed by hand.',
    run(context) {
      const check = ['assertion/issuer', 'response/issuer'].find((each) => has(context, each));
      if (check === undefined) return null;
      const miss = near(context, check, form);
      const { actual, expected } = context.found.get(check)!.problem;
      const because = seen(context, 'assertion/issuer', 'response/issuer', 'assertion/issuers-agree');
      const evidence = [...proof('Issuer', actual, 'in the response'), ...proof('set up', expected, 'you gave')];
      const sp = spName(context.expected);
      const owner = ownerOf(actual, expected);
      if (owner !== null) {
        return { message: `The response is from another ${owner} than the one whose metadata you gave.`, detail: `The user logged in to one ${owner}, and the metadata was downloaded from another.`, because: [...because, ...seen(context, 'signature/no-trusted-key', 'signature/verified')], evidence, fix: remedy('sp', `Give ${sp}, and this connection, the metadata of the ${owner} the user logged in to.`, 'metadata', { from: 'metadata' }), confidence: 0.98 };
      }
      if (isOtherIssuer(context) && has(context, 'signature/no-trusted-key')) {
        return { message: 'The response is from another identity provider than the one you set up: its Issuer and its key are both others.', detail: 'Usually the metadata is of another application, tenant or environment than the one the user logged in to.', because: [...because, ...seen(context, 'signature/no-trusted-key', 'signature/verified')], evidence, fix: remedy('sp', `Give ${sp}, and this connection, the metadata of the application the user logged in to.`, 'metadata', { from: 'metadata' }), confidence: 0.97 };
      }
      return {
        message: miss === null ? 'The response is from another identity provider than the one you set up.' : `The Issuer is the entityID you set up spelt differently: they differ ${miss.words}.`,
        detail: miss !== null ? 'The entityID was typed by hand; taking it from the metadata avoids this.' : context.facts.signatures.some((signature) => signature.result === 'verified') ? 'The key is the one you gave, so it is the same provider under another name: the application has an Issuer of its own, or the metadata is of another application.' : 'It is another tenant or environment, or the metadata is of another application.',
        because, evidence, fix: asksNoIssuer.has(context.expected.sp?.guide ?? '') ? remedy('capture', `Give this connection the metadata that says ${actual}. ${sp} has no field for it: it goes by the certificate alone.`, undefined, { from: 'metadata' }) : remedy('sp', `Enter ${actual} as the identity provider's entityID (Issuer) at ${sp}, letter by letter, and give this connection the metadata that says so.`, 'idpEntityID', { value: actual, from: 'idpEntityID' }), confidence: miss === null ? 0.85 : 0.95,
      };
    },
  }),
  defineCause({
    id: 'two-issuers', title: 'Response and assertion have different Issuers', meaning: 'All of a response must come from one identity provider.',
    run: (context) => (!has(context, 'assertion/issuers-agree') || has(context, 'assertion/issuer', 'response/issuer') ? null : { message: 'The Response and its assertion name different identity providers.', because: seen(context, 'assertion/issuers-agree'), evidence: [...proof('Response', context.facts.response?.issuer?.value, 'in the response'), ...proof('Assertion', context.assertion?.issuer?.value, 'in the response')], fix: remedy('idp', 'Send the same entityID as Issuer in both.', 'idpEntityID'), confidence: 0.8 }),
  }),
];
