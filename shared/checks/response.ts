/** The Response element: where it was sent, who says so, and how many assertions it carries (saml-core 3.2.2, saml-profiles 4.1.4.2). */
import { binding } from '../urns.ts';
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import { envelopeChecks, issuerProblem } from './envelope.ts';
import { responseSigned } from './judged.ts';
import { isSuccess } from './status-words.ts';
import { acsName, list, nearMissWords, plural, quote } from './words.ts';

const order = ['Issuer', 'Signature', 'Extensions', 'Status', 'Assertion'];

export const responseChecks: readonly Check[] = [
  ...envelopeChecks({ family: 'response', on: 'response', need: 'response', element: 'Response', side: 'idp', section: '3.2.2', get: (facts) => facts.response }),
  defineCheck({
    id: 'response/destination', on: 'response', severity: 'error', title: 'Destination is the ACS URL',
    why: 'A receiver must discard a message that was sent to another address: it may have been stolen from there.',
    causes: ['The reply URL at the identity provider has a typing error, such as a missing trailing slash.', 'The service provider runs behind a proxy and sees http or another host.', 'The message is for another application.'],
    spec: spec('saml-core 3.2.2'), needs: ['response', 'acs'],
    run(facts, expected) {
      const found = facts.response!.destination;
      const wanted = expected.sp!.assertionConsumerService!;
      if (found === null || found === '' || found === wanted) return null;
      return {
        message: `The response was sent to another address: its Destination is ${quote(found)}, and ${acsName(expected)} is ${quote(wanted)}${nearMissWords(wanted, found)}.`,
        expected: wanted, actual: found, place: { node: facts.response!.node, attribute: 'Destination' },
        fix: fix('idp', `Enter ${wanted} as the ACS URL (reply URL), letter by letter.`, 'destination', wanted),
      };
    },
  }),
  defineCheck({
    id: 'response/destination-missing', on: 'response', severity: 'error', title: 'A signed Response names its Destination',
    why: 'A signed message sent through the browser must say where it belongs, or it can be replayed elsewhere.',
    causes: ['The identity provider leaves Destination out.', 'The field for it is empty at the identity provider.'],
    spec: spec('saml-bindings 3.5.5.2'), needs: ['response'],
    run: (facts, expected) => ((facts.response!.destination ?? '') !== '' || !responseSigned(facts) ? null : {
      message: 'The Response is signed but names no Destination.', expected: expected.sp?.assertionConsumerService ?? 'the ACS URL', actual: quote(facts.response!.destination), place: facts.response!.node,
      fix: fix('idp', 'Send the ACS URL as Destination.', 'destination'),
    }),
  }),
  defineCheck({
    id: 'response/issuer-missing', on: 'response', severity: 'error', title: 'A signed or encrypted Response names its Issuer',
    why: 'Without it a receiver cannot tell whose key to try.',
    causes: ['The identity provider leaves the Issuer out of the Response.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response'],
    run: (facts) => ((facts.response!.issuer?.value.trim() ?? '') !== '' || (facts.response!.encryptedAssertions === 0 && !responseSigned(facts)) ? null : {
      message: `The Response is ${responseSigned(facts) ? 'signed' : 'encrypted'} but names no Issuer.`, place: facts.response!.node,
      fix: fix('idp', 'Send the identity provider\'s entityID as Issuer of the Response.', 'idpEntityID'),
    }),
  }),
  defineCheck({
    id: 'response/issuer', on: 'response', severity: 'error', title: 'The Response is from the identity provider you set up',
    why: 'A service provider looks up keys by the Issuer; one it does not know is refused.',
    causes: ['The entityID was typed by hand (trailing slash, http or https).', 'The metadata is of another tenant or environment.', 'The user logged in at another identity provider.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response', 'idp-entity-id'],
    run: (facts, expected) => issuerProblem(facts.response!.issuer, expected, 'Response'),
  }),
  defineCheck({
    id: 'response/binding', on: 'response', severity: 'error', title: 'Not sent by HTTP-Redirect',
    why: 'A Response with an assertion must be posted: in a URL it is cut off, logged and leaked.',
    causes: ['The identity provider answers with the binding the request came by; force POST there.', 'The ACS is registered with the wrong binding.'],
    spec: spec('saml-profiles 4.1.2'), needs: ['response'],
    // A signature in the query string shows it too.
    run: (facts, expected) => (expected.binding !== 'HTTP-Redirect' && expected.binding !== binding.redirect && !facts.signatures.some((signature) => signature.detached) ? null : {
      message: 'The Response came by HTTP-Redirect, and a browser login must be answered by HTTP-POST.', expected: 'HTTP-POST', actual: 'HTTP-Redirect', place: facts.response!.node,
      fix: fix('idp', 'Make the identity provider answer by HTTP-POST (in Keycloak: Force POST Binding).', 'binding'),
    }),
  }),
  defineCheck({
    id: 'response/no-assertion', on: 'response', severity: 'error', title: 'A successful Response carries an assertion',
    why: 'The assertion is what says who logged in.',
    causes: ['A fault at the identity provider.', 'Something between removed it.', 'The assertion stands in another namespace and so is none.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response', 'success'],
    run: (facts) => (facts.response!.assertions.length + facts.response!.encryptedAssertions > 0 ? null : {
      message: facts.response!.status === null ? 'The Response carries no assertion.' : 'The Response reports success but carries no assertion.', expected: 'one assertion', actual: 'none', place: facts.response!.node,
      fix: fix('idp', 'Look up this login in the sign-in log of the identity provider, and capture the response again.', 'signInLog'),
    }),
  }),
  defineCheck({
    id: 'response/several-assertions', on: 'response', severity: 'error', title: 'Exactly one assertion',
    why: 'With two, the service provider may verify one and read the other.',
    causes: ['It is a signature wrapping attack.', 'The identity provider sends one assertion for each of several purposes.'],
    spec: spec('SAML2Int SDP-IDP10'), needs: ['response'],
    run(facts) {
      const response = facts.response!;
      const encrypted = response.assertions.reduce((count, assertion) => (assertion.from === 'plain' ? count : count + 1), 0);
      const total = response.assertions.length - encrypted + Math.max(encrypted, response.encryptedAssertions);
      if (total < 2) return null;
      const uncovered = response.assertions.filter((assertion) => assertion.coveredBy.length === 0).length;
      const some = uncovered > 0 && uncovered < response.assertions.length ? `, of which ${plural(uncovered, 'is', 'are')} not covered by any verified signature` : '';
      return {
        message: `The Response carries ${plural(total, 'assertion')}${some}.`, expected: 'one assertion', actual: plural(total, 'assertion'), place: response.assertions[1]?.node ?? response.node,
        fix: some === '' ? fix('idp', 'Send exactly one assertion in a response.') : refuse('Do not accept this message: an assertion that nobody signed was put beside a signed one.'),
      };
    },
  }),
  defineCheck({
    id: 'response/stray-assertion', on: 'response', severity: 'error', title: 'No assertion anywhere else',
    why: 'An assertion hidden in another element is how signature wrapping works: the signed one is moved away and a forged one put in its place.',
    causes: ['It is a signature wrapping attack.', 'A program nested one response in another.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response'],
    run(facts) {
      const stray = facts.response!.strayAssertions;
      if (stray.length === 0) return null;
      return stray.slice(0, 20).map((item) => ({
        message: `An assertion stands where none belongs: ${item.path}.`, expected: 'Response/Assertion', actual: item.path, place: item.node,
        fix: refuse('Do not accept this message; find out who put a second assertion into it.'),
      }));
    },
  }),
  defineCheck({
    id: 'response/error-with-assertion', on: 'response', severity: 'error', title: 'An error carries no assertion',
    why: 'A response that reports an error must not say who logged in; receivers that miss the status would let the user in.',
    causes: ['A fault at the identity provider.', 'The status was changed on the way.'],
    spec: spec('saml-profiles 4.1.4.2'), needs: ['response'],
    run(facts) {
      const response = facts.response!;
      if (response.status === null || isSuccess(response.status) || response.assertions.length + response.encryptedAssertions === 0) return null;
      return { message: 'The Response reports an error and yet carries an assertion.', expected: 'no assertion', actual: plural(Math.max(response.assertions.length, response.encryptedAssertions), 'assertion'), place: response.node, fix: fix('idp', 'Do not accept this message, and look up this login in the sign-in log of the identity provider.', 'signInLog') };
    },
  }),
  defineCheck({
    id: 'response/repeated-child', on: 'response', severity: 'error', title: 'Issuer, Extensions and Status once each',
    why: 'When one stands twice, one receiver reads the first and another the last: success for one is an error for the other.',
    causes: ['The message was put together by hand, or changed on the way.'],
    spec: spec('saml-core 3.2.2'), needs: ['response'],
    run({ response }) {
      const { children, node } = response!;
      const twice = ['Issuer', 'Extensions', 'Status'].filter((name) => children.indexOf(name) !== children.lastIndexOf(name));
      return twice.length === 0 ? null : { message: `The Response holds ${list(twice)} more than once, and receivers differ in which one they read.`, expected: 'once each', actual: list(children, 12).replaceAll('"', ''), place: node, fix: fix('idp', 'Send each of them once.') };
    },
  }),
  defineCheck({
    id: 'response/child-order', on: 'response', severity: 'error', title: 'Children of the Response in the order of the schema',
    why: 'Receivers that check the schema refuse the message: Issuer, Signature, Extensions, Status, then the assertion.',
    causes: ['The Signature was appended at the end instead of after the Issuer.', 'The message was put together by hand.'],
    spec: spec('saml-core 3.2.2'), needs: ['response'],
    run: (facts) => orderProblem(facts.response!.children, order, 'Response', facts.response!.node),
  }),
];

/** The first known child that stands too late or too early; unknown ones are left to other rules. */
export function orderProblem(children: readonly string[], wanted: readonly string[], element: string, node: number) {
  let last = 0;
  for (const name of children) {
    let position = wanted.indexOf(name);
    if (position < 0 && name.startsWith('Encrypted')) position = wanted.indexOf(name.slice(9));
    if (position < 0) continue;
    if (position < last) {
      return {
        message: `${name} stands after ${wanted[last]} in the ${element}, against the order of the schema.`, expected: wanted.join(', '), actual: list(children, 12).replaceAll('"', ''), place: node,
        fix: fix('idp', `Put ${name} before ${wanted[last]}.`),
      };
    }
    last = position;
  }
  return null;
}
