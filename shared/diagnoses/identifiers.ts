/** Causes of names and addresses that should be equal and are not. */
import { bearerOf } from '../checks/judged.ts';
import { type NearMiss, nearMiss, quote } from '../checks/words.ts';
import type { Field } from '../finding.ts';
import { type Cause, type Context, type Draft, defineCause, has, pair, proof, remedy, seen } from './cause.ts';

const audienceOf = (context: Context): string | undefined => context.found.get('conditions/audience')?.problem.actual;

/** How near misses come about, for the second sentence. */
const stories: Partial<Record<NearMiss['kind'], string>> = {
  'trailing-slash': 'One of the two was typed with a slash at the end; they are compared letter by letter.',
  case: 'They are compared letter by letter, upper and lower case included.',
  scheme: 'One was typed with http where the other has https, or without either.',
  spn: 'Entra puts "spn:" in front of an identifier that is not a URI.',
  'white-space': 'A blank or line break came in when the value was copied.',
  port: 'One of them names the port although it is the usual one.',
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

const form: readonly NearMiss['kind'][] = ['trailing-slash', 'case', 'scheme', 'spn', 'white-space', 'port', 'double-slash', 'query', 'form', 'encoding'];

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
  const acs = context.expected.sp!.assertionConsumerService!;
  return { ...say(name, miss), because, evidence: pair(context, first, 'your ACS URL', name), fix: remedy('idp', `Set the ${both ? 'ACS (reply) URL' : name} to exactly ${acs}`, field) };
}

export const identifierCauses: readonly Cause[] = [
  defineCause({
    id: 'for-another-application', title: 'The response is for another application', meaning: 'Audience and addresses all name another service provider: the response belongs to another application or environment.',
    run(context) {
      const acs = context.expected.sp?.assertionConsumerService;
      const audience = audienceOf(context);
      if (audience === undefined || acs === undefined || !has(context, ...addresses) || near(context, 'conditions/audience', form) !== null) return null;
      const recipient = context.assertion === null ? null : bearerOf(context.facts, context.expected)?.recipient;
      return { message: 'This response is for another application: its audience and its addresses are not yours.', detail: 'Either the wrong tile or bookmark was used, or the values of another environment were entered at the identity provider.', because: seen(context, 'conditions/audience', ...addresses), evidence: [...pair(context, 'conditions/audience', 'your entityID', 'Audience'), ...proof('Recipient', recipient, 'in the response'), ...proof('your ACS URL', acs, 'you gave')], fix: remedy('idp', `Open the application for ${context.expected.sp?.entityID ?? 'your service provider'} there, and enter its entityID and its ACS URL.`, 'audience'), confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'audience-is-acs', title: 'The ACS URL was entered as audience', meaning: 'Two fields were mixed up at the identity provider: the audience holds the address the response is sent to.',
    run(context) {
      const audience = audienceOf(context);
      const acs = context.expected.sp?.assertionConsumerService;
      if (audience === undefined || acs === undefined || (audience !== acs && nearMiss(acs, audience)?.kind !== 'trailing-slash')) return null;
      return { message: 'At the identity provider the ACS URL was entered where the entityID belongs.', because: seen(context, 'conditions/audience'), evidence: [...pair(context, 'conditions/audience', 'your entityID', 'Audience'), ...proof('your ACS URL', acs, 'you gave')], fix: remedy('idp', `Enter the entityID ${context.expected.sp!.entityID} as audience, and leave the ACS URL in its own field.`, 'audience'), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'audience-near-miss', title: 'The audience is spelt differently', meaning: 'The audience and the entityID of the service provider mean the same but differ in spelling, and they are compared letter by letter.',
    run(context) {
      const miss = near(context, 'conditions/audience', form);
      if (miss === null) return null;
      return { message: `The audience is your entityID spelt differently: they differ ${miss.words}.`, ...(stories[miss.kind] === undefined ? {} : { detail: stories[miss.kind]! }), because: seen(context, 'conditions/audience'), evidence: pair(context, 'conditions/audience', 'your entityID', 'Audience'), fix: remedy('idp', `Set the audience (entityID of the service provider) to exactly ${context.expected.sp!.entityID}`, 'audience'), confidence: 0.97 };
    },
  }),
  defineCause({
    id: 'wrong-audience', title: 'The audience is another service provider', meaning: 'The assertion says that it is for somebody else, so it must be refused.',
    run(context) {
      const audience = audienceOf(context);
      if (audience === undefined || near(context, 'conditions/audience', form) !== null) return null;
      return { message: `The assertion is for another service provider, ${quote(audience)}.`, because: seen(context, 'conditions/audience'), evidence: pair(context, 'conditions/audience', 'your entityID', 'Audience'), fix: remedy('idp', `Set the audience (entityID of the service provider) to exactly ${context.expected.sp!.entityID}`, 'audience'), confidence: 0.85 };
    },
  }),
  defineCause({
    id: 'no-audience', title: 'No audience', meaning: 'The assertion does not say for whom it is, which browser logins require.',
    run: (context) => (!has(context, 'conditions/audience-missing', 'conditions/audience-empty') ? null : { message: 'The assertion does not say for whom it is.', because: seen(context, 'conditions/audience-missing', 'conditions/audience-empty'), evidence: proof('your entityID', context.expected.sp?.entityID, 'you gave'), fix: remedy('idp', `Set the audience to ${context.expected.sp?.entityID ?? 'the entityID of the service provider'}`, 'audience'), confidence: 0.9 }),
  }),
  defineCause({
    id: 'address-near-miss', title: 'The ACS URL is spelt differently', meaning: 'The address in the response and the ACS URL of the service provider lead to the same place but differ in spelling, and they are compared letter by letter.',
    run: (context) => address(context, (miss) => miss !== null, (fields, miss) => ({ message: `${fields} ${fields.includes(' ') ? 'are' : 'is'} your ACS URL spelt differently: they differ ${miss!.words}.`, ...(stories[miss!.kind] === undefined ? {} : { detail: miss!.kind === 'scheme' ? 'Often the service provider runs behind a proxy and believes that it is called by http.' : stories[miss!.kind]! }), confidence: 0.95 })),
  }),
  defineCause({
    id: 'wrong-address', title: 'Sent to another address', meaning: 'The response names another address than the ACS URL of the service provider.',
    run: (context) => address(context, (miss) => miss === null, (fields) => ({ message: `The response is for another address: ${fields} ${fields.includes(' ') ? 'are' : 'is'} not your ACS URL.`, ...(fields === 'Destination and Recipient' ? {} : { detail: `Only ${fields} is wrong: at some identity providers it is a field of its own.` }), confidence: 0.88 })),
  }),
  defineCause({
    id: 'address-missing', title: 'No address in it', meaning: 'The response does not say to which address it belongs, so it could be brought anywhere.',
    run: (context) => (!has(context, 'subject/recipient-missing', 'response/destination-missing', 'subject/confirmation-data') ? null : { message: 'The response does not say to which ACS URL it belongs.', because: seen(context, 'subject/recipient-missing', 'response/destination-missing', 'subject/confirmation-data'), evidence: proof('your ACS URL', context.expected.sp?.assertionConsumerService, 'you gave'), fix: remedy('idp', `Fill in ${has(context, 'response/destination-missing') ? 'the destination' : 'the recipient'} with the ACS URL${context.expected.sp?.assertionConsumerService === undefined ? '.' : ` ${context.expected.sp.assertionConsumerService}`}`, has(context, 'response/destination-missing') ? 'destination' : 'recipient'), confidence: 0.85 }),
  }),
  defineCause({
    id: 'wrong-issuer', title: 'From another identity provider', meaning: 'The Issuer is not the entityID that was set up: the login came from elsewhere, or the entityID was typed by hand.',
    run(context) {
      const check = ['assertion/issuer', 'response/issuer'].find((each) => has(context, each));
      if (check === undefined) return null;
      const miss = near(context, check, form);
      const { actual, expected } = context.found.get(check)!.problem;
      return {
        message: miss === null ? 'The response is from another identity provider than the one you set up.' : `The Issuer is the entityID you set up spelt differently: they differ ${miss.words}.`,
        detail: miss === null ? 'Another tenant or environment, or the metadata of another application.' : 'The entityID was typed by hand; taking it from the metadata avoids this.', because: seen(context, 'assertion/issuer', 'response/issuer', 'assertion/issuers-agree'),
        evidence: [...proof('Issuer', actual, 'in the response'), ...proof('set up', expected, 'you gave')], fix: remedy('sp', `Set the identity provider's entityID (Issuer) at the service provider to exactly ${actual}`, 'idpEntityID'), confidence: miss === null ? 0.85 : 0.95,
      };
    },
  }),
  defineCause({
    id: 'two-issuers', title: 'Response and assertion have different Issuers', meaning: 'All of a response must come from one identity provider.',
    run: (context) => (!has(context, 'assertion/issuers-agree') || has(context, 'assertion/issuer', 'response/issuer') ? null : { message: 'The Response and its assertion name different identity providers.', because: seen(context, 'assertion/issuers-agree'), evidence: [...proof('Response', context.facts.response?.issuer?.value, 'in the response'), ...proof('Assertion', context.assertion?.issuer?.value, 'in the response')], fix: remedy('idp', 'Send the same entityID as Issuer in both.', 'idpEntityID'), confidence: 0.8 }),
  }),
];
