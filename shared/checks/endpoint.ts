/** The addresses in metadata (saml-metadata 2.2.2, 2.4.3, 2.4.4). */
import type { Endpoint, Expected, Facts } from '../model.ts';
import { binding, shortName } from '../urns.ts';
import { defineCheck, fix, spec, type Check, type Problem } from './check.ts';
import { roleOf } from './judged.ts';
import { capital, hasOuterSpace, hostOf, list, plural, quote, spName } from './words.ts';

const services = (facts: Facts, expected: Expected, service: string): Endpoint[] => roleOf(facts, expected)!.endpoints.filter((endpoint) => endpoint.service === service);
const signOn = (facts: Facts, expected: Expected): Endpoint[] => services(facts, expected, 'SingleSignOnService');
const usable = (endpoint: Endpoint): boolean => endpoint.binding === binding.post || endpoint.binding === binding.redirect;
const bindings = (endpoints: readonly Endpoint[]): string => list(endpoints.map((endpoint) => (endpoint.binding === null ? 'none' : shortName(endpoint.binding)))).replaceAll('"', '');

/** One problem for each address of the judged role that the rule faults. */
function each(facts: Facts, expected: Expected, rule: (endpoint: Endpoint, location: string) => Problem | null): Problem[] | null {
  const role = roleOf(facts, expected);
  const problems: Problem[] = [];
  for (const endpoint of role?.endpoints ?? []) {
    const problem = endpoint.location === null ? null : rule(endpoint, endpoint.location);
    if (problem !== null && problems.length < 20) problems.push(problem);
  }
  return problems.length === 0 ? null : problems;
}

/** This machine or a private network: nobody else's browser gets there. */
export function isPrivateHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || host === '[::1]' || host === '0.0.0.0' || /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) || /^\[f[cd]/.test(host);
}

const fieldOf = (endpoint: Endpoint) => (endpoint.service === 'AssertionConsumerService' ? 'assertionConsumerService' : endpoint.service === 'SingleLogoutService' ? 'singleLogoutService' : 'singleSignOnService') as 'assertionConsumerService' | 'singleLogoutService' | 'singleSignOnService';

export const endpointChecks: readonly Check[] = [
  defineCheck({
    id: 'endpoint/no-sign-on', on: 'metadata', severity: 'error', title: 'There is a login address',
    why: 'Without a SingleSignOnService the service provider does not know where to send users.',
    causes: ['The metadata is incomplete or was cut.'],
    spec: spec('saml-metadata 2.4.3'), needs: ['entity', 'idp-role'],
    run: (facts, expected) => (signOn(facts, expected).length > 0 ? null : { message: 'The metadata has no login address (SingleSignOnService).', expected: 'at least one SingleSignOnService', actual: 'none', place: roleOf(facts, expected)!.node, fix: fix('idp', 'Download the metadata of the identity provider again, whole.', 'metadata') }),
  }),
  defineCheck({
    id: 'endpoint/binding', on: 'metadata', severity: 'error', title: 'A login address for browsers',
    why: 'Browsers log in by HTTP-Redirect or HTTP-POST; other bindings are for programs.',
    causes: ['Only SOAP or artifact addresses are published.'],
    spec: spec('SAML2Int SDP-IDP02'), needs: ['entity', 'idp-role'],
    run(facts, expected) {
      const found = signOn(facts, expected);
      return found.length === 0 || found.some(usable) ? null : { message: `No login address can be used by a browser: the bindings are ${bindings(found)}.`, expected: 'HTTP-Redirect or HTTP-POST', actual: bindings(found), place: found[0]!.node, fix: fix('idp', 'Switch on a login address (SingleSignOnService) for HTTP-Redirect, then download the metadata again.', 'singleSignOnService') };
    },
  }),
  defineCheck({
    id: 'endpoint/no-redirect', on: 'metadata', severity: 'warning', title: 'A login address by HTTP-Redirect, as the service provider uses',
    why: 'This service provider sends users by redirect; with a POST address only, logins started there will probably not work.',
    causes: ['The identity provider publishes only HTTP-POST.'],
    spec: spec('saml-bindings 3.4'), needs: ['entity', 'idp-role', 'sp-requirements'],
    run(facts, expected) {
      const found = signOn(facts, expected);
      if (expected.sp!.requires!.redirectOnly !== true || found.length === 0 || found.some((endpoint) => endpoint.binding === binding.redirect)) return null;
      return { message: `${capital(spName(expected))} sends users by HTTP-Redirect, and the metadata has a login address for ${bindings(found)} only.`, expected: 'HTTP-Redirect', actual: bindings(found), place: found[0]!.node, fix: fix('idp', 'Switch on a login address (SingleSignOnService) for HTTP-Redirect, then download the metadata again.', 'singleSignOnService') };
    },
  }),
  defineCheck({
    id: 'endpoint/no-consumer', on: 'metadata', severity: 'error', title: 'There is an ACS URL',
    why: 'Without an AssertionConsumerService the identity provider does not know where to send users back.',
    causes: ['The metadata is incomplete or was cut.'],
    spec: spec('saml-metadata 2.4.4'), needs: ['entity', 'sp-role'],
    run: (facts, expected) => (services(facts, expected, 'AssertionConsumerService').length > 0 ? null : { message: 'The metadata has no ACS URL (AssertionConsumerService).', expected: 'at least one AssertionConsumerService', actual: 'none', place: roleOf(facts, expected)!.node, fix: fix('sp', 'Download the metadata of the service provider again, whole.', 'metadata') }),
  }),
  defineCheck({
    id: 'endpoint/consumer-binding', on: 'metadata', severity: 'error', title: 'The ACS URL takes HTTP-POST',
    why: 'A response must be posted; an ACS for other bindings cannot take it.',
    causes: ['The file was written by hand.'],
    spec: spec('saml-profiles 4.1.2'), needs: ['entity', 'sp-role'],
    run(facts, expected) {
      const found = services(facts, expected, 'AssertionConsumerService');
      return found.length === 0 || found.some((endpoint) => endpoint.binding === binding.post) ? null : { message: `No ACS URL takes HTTP-POST: the bindings are ${bindings(found)}.`, expected: 'HTTP-POST', actual: bindings(found), place: found[0]!.node, fix: fix('sp', 'Switch on an ACS URL (AssertionConsumerService) for HTTP-POST, then download the metadata again.', 'assertionConsumerService') };
    },
  }),
  defineCheck({
    id: 'endpoint/default', on: 'metadata', severity: 'warning', title: 'One ACS URL is the default',
    why: 'With two defaults, identity providers differ in which one they send users to.',
    causes: ['The file was written by hand.'],
    spec: spec('saml-metadata 2.2.3'), needs: ['entity', 'sp-role'],
    run(facts, expected) {
      const defaults = services(facts, expected, 'AssertionConsumerService').filter((endpoint) => endpoint.isDefault);
      return defaults.length < 2 ? null : { message: `${plural(defaults.length, 'ACS URL')} are marked as default.`, expected: '1', actual: String(defaults.length), place: defaults[1]!.node, fix: fix('sp', 'Set isDefault="true" on one AssertionConsumerService.', 'assertionConsumerService') };
    },
  }),
  defineCheck({
    id: 'endpoint/location-missing', on: 'metadata', severity: 'error', title: 'Every address says where',
    why: 'An endpoint without Binding or Location cannot be used, and programs that check the schema refuse the file.',
    causes: ['A template was filled in with an empty value.'],
    spec: spec('saml-metadata 2.2.2'), needs: ['entity'],
    run(facts, expected) {
      const broken = (roleOf(facts, expected)?.endpoints ?? []).filter((endpoint) => (endpoint.location ?? '').trim() === '' || (endpoint.binding ?? '') === '');
      return broken.length === 0 ? null : broken.slice(0, 20).map((endpoint) => ({ message: `A ${endpoint.service} has no ${(endpoint.location ?? '').trim() === '' ? 'Location' : 'Binding'}.`, expected: 'Binding and Location', actual: 'absent', place: endpoint.node, fix: fix(endpoint.service === 'AssertionConsumerService' ? 'sp' : 'idp', 'Fill in the address at the provider and download its metadata again.', fieldOf(endpoint)) }));
    },
  }),
  defineCheck({
    id: 'endpoint/not-absolute', on: 'metadata', severity: 'error', title: 'Every address is a whole URL',
    why: 'Browsers are sent there from another site; an address without scheme and host leads nowhere.',
    causes: ['The base address of the provider is not set.', 'White space or a placeholder stands in the value.'],
    spec: spec('saml-metadata 2.2.2'), needs: ['entity'],
    run: (facts, expected) => each(facts, expected, (endpoint, location) => (location.trim() === '' || (hostOf(location) !== null && !hasOuterSpace(location) && !/[\s{}<>]/.test(location)) ? null : { message: `The address ${quote(location)} of ${endpoint.service} is not a whole URL.`, expected: 'such as https://idp.example.com/sso', actual: location, place: { node: endpoint.node, attribute: 'Location' }, fix: fix(endpoint.service === 'AssertionConsumerService' ? 'sp' : 'idp', 'Correct the address at the provider and download its metadata again.', fieldOf(endpoint)) })),
  }),
  defineCheck({
    id: 'endpoint/http', on: 'metadata', severity: 'warning', title: 'Every address is https',
    why: 'Over http anybody on the way can read and change the login.',
    causes: ['The provider does not know that it stands behind an https proxy.', 'It is a test installation.'],
    spec: spec('SAML2Int SDP-IDP03'), needs: ['entity'],
    run: (facts, expected) => each(facts, expected, (endpoint, location) => (!/^http:\/\//i.test(location) ? null : { message: `The address ${quote(location)} of ${endpoint.service} is not https.`, expected: 'https', actual: location, place: { node: endpoint.node, attribute: 'Location' }, fix: fix(endpoint.service === 'AssertionConsumerService' ? 'sp' : 'idp', 'Set the provider\'s base address to https.', fieldOf(endpoint)) })),
  }),
  defineCheck({
    id: 'endpoint/private-host', on: 'metadata', severity: 'warning', title: 'Every address can be reached',
    why: 'This machine\'s own name or a private network cannot be reached from anybody else\'s browser.',
    causes: ['The metadata was taken from inside, through localhost.', 'It is a test installation.'],
    spec: spec('SAML2Int SDP-IDP03'), needs: ['entity'],
    run: (facts, expected) => each(facts, expected, (endpoint, location) => {
      const host = hostOf(location);
      return host === null || !isPrivateHost(host) ? null : { message: `The address ${quote(location)} of ${endpoint.service} leads to this machine or a private network.`, expected: 'a public host name', actual: host, place: { node: endpoint.node, attribute: 'Location' }, fix: fix(endpoint.service === 'AssertionConsumerService' ? 'sp' : 'idp', 'Set the provider\'s base address to its public host name.', fieldOf(endpoint)) };
    }),
  }),
];
