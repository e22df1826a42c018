/** AuthnRequests: what a service provider sends (saml-core 3.4.1, saml-profiles 4.1.4.1). */
import { binding, nameIDFormat, shortName } from '../urns.ts';
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import { isPrivateHost } from './endpoint.ts';
import { envelopeChecks } from './envelope.ts';
import { strangeSignature } from './judged.ts';
import { acsName, entityIDName, hostOf, list, nearMissWords, quote } from './words.ts';

/** Formats that every large identity provider takes in NameIDPolicy. */
const common: ReadonlySet<string> = new Set([nameIDFormat.emailAddress, nameIDFormat.unspecified, nameIDFormat.persistent, nameIDFormat.transient]);

export const requestChecks: readonly Check[] = [
  ...envelopeChecks({ family: 'request', on: 'request', need: 'request', element: 'AuthnRequest', side: 'sp', section: '3.2.1', get: (facts) => facts.request }),
  defineCheck({
    id: 'request/issuer-missing', on: 'request', severity: 'error', title: 'The request names its Issuer',
    why: 'The identity provider looks up the application by it.',
    causes: ['The entityID of the service provider is not set.'],
    spec: spec('saml-profiles 4.1.4.1'), needs: ['request'],
    run: (facts) => ((facts.request!.issuer?.value.trim() ?? '') !== '' ? null : { message: 'The request does not name its Issuer.', expected: 'the entityID of the service provider', actual: 'absent', place: facts.request!.node, fix: fix('sp', 'Send the entityID of the service provider as Issuer.', 'entityID') }),
  }),
  defineCheck({
    id: 'request/issuer', on: 'request', severity: 'error', title: 'The Issuer is your service provider',
    why: 'The identity provider compares it letter by letter with the registered entityID (Entra: AADSTS700016, Google: app_not_configured).',
    causes: ['The entityID at one side has a typing error, such as a trailing slash.', 'The request is of another service provider.'],
    spec: spec('saml-core 3.2.1'), needs: ['request', 'sp-entity-id'],
    run(facts, expected) {
      const issuer = facts.request!.issuer;
      const wanted = expected.sp!.entityID!;
      return issuer === null || issuer.value.trim() === '' || issuer.value === wanted ? null : { message: `The request is from another service provider: its Issuer is ${quote(issuer.value)}, and ${entityIDName(expected)} is ${quote(wanted)}${nearMissWords(wanted, issuer.value)}.`, expected: wanted, actual: issuer.value, place: issuer.node, fix: fix('idp', `Register the entityID ${quote(issuer.value)} at the identity provider, or set the one of the service provider right.`, 'entityID') };
    },
  }),
  defineCheck({
    id: 'request/consumer', on: 'request', severity: 'error', title: 'The request asks to be answered at your ACS URL',
    why: 'The identity provider refuses an address that is not registered (Entra: AADSTS50011).',
    causes: ['The reply URL has a typing error on one side.', 'The service provider runs behind a proxy and writes http or another host.'],
    spec: spec('saml-core 3.4.1'), needs: ['request', 'acs'],
    run(facts, expected) {
      const found = facts.request!.assertionConsumerServiceURL;
      const wanted = expected.sp!.assertionConsumerService!;
      return found === null || found === wanted ? null : { message: `The request asks to be answered at ${quote(found)}, and ${acsName(expected)} is ${quote(wanted)}${nearMissWords(wanted, found)}.`, expected: wanted, actual: found, place: { node: facts.request!.node, attribute: 'AssertionConsumerServiceURL' }, fix: fix('sp', `Let the service provider send ${wanted}, or register the other address at the identity provider.`, 'assertionConsumerService', wanted) };
    },
  }),
  defineCheck({
    id: 'request/consumer-http', on: 'request', severity: 'warning', title: 'The answer goes over https',
    why: 'Over http anybody on the way can read the assertion; many identity providers refuse such an address.',
    causes: ['The service provider does not know that it stands behind an https proxy.'],
    spec: spec('SAML2Int SDP-SP08'), needs: ['request'],
    run(facts) {
      const found = facts.request!.assertionConsumerServiceURL ?? '';
      return !/^http:\/\//i.test(found) || isPrivateHost(hostOf(found) ?? '') ? null : { message: `The request asks to be answered at ${quote(found)}, which is not https.`, expected: 'https', actual: found, place: { node: facts.request!.node, attribute: 'AssertionConsumerServiceURL' }, fix: fix('sp', 'Set the base address of the service provider to https.', 'assertionConsumerService') };
    },
  }),
  defineCheck({
    id: 'request/consumer-and-index', on: 'request', severity: 'error', title: 'The answer address is given in one way',
    why: 'An ACS URL or ProtocolBinding and an ACS index exclude each other; identity providers refuse the request.',
    causes: ['A library sends both.'],
    spec: spec('saml-core 3.4.1'), needs: ['request'],
    run(facts) {
      const request = facts.request!;
      if (request.assertionConsumerServiceIndex === null || (request.assertionConsumerServiceURL === null && request.protocolBinding === null)) return null;
      return { message: 'The request gives an AssertionConsumerServiceIndex together with an address or binding, which exclude each other.', expected: 'one of them', actual: `index ${request.assertionConsumerServiceIndex}`, place: request.node, fix: fix('sp', 'Leave AssertionConsumerServiceIndex out.', 'assertionConsumerService') };
    },
  }),
  defineCheck({
    id: 'request/protocol-binding', on: 'request', severity: 'error', title: 'The answer is asked for by HTTP-POST',
    why: 'A response must be posted (or fetched by artifact); by Redirect it is forbidden (Entra: AADSTS75003).',
    causes: ['The library\'s setting for the response binding is wrong.'],
    spec: spec('saml-profiles 4.1.2'), needs: ['request'],
    run(facts) {
      const found = facts.request!.protocolBinding;
      return found === null || found === binding.post || found === binding.artifact || found === binding.paos ? null : { message: `The request asks to be answered by ${quote(shortName(found))}, and a browser login must be answered by HTTP-POST.`, expected: binding.post, actual: found, place: { node: facts.request!.node, attribute: 'ProtocolBinding' }, fix: fix('sp', 'Ask for HTTP-POST as ProtocolBinding.', 'binding') };
    },
  }),
  defineCheck({
    id: 'request/destination-missing', on: 'request', severity: 'error', title: 'A signed request names its Destination',
    why: 'A signed message sent through the browser must say where it belongs, or it can be replayed elsewhere.',
    causes: ['The login address of the identity provider is not set at the service provider.'],
    spec: spec('saml-bindings 3.5.5.2'), needs: ['request', 'signature'],
    run: (facts) => ((facts.request!.destination ?? '') !== '' ? null : { message: 'The request is signed but names no Destination.', expected: 'the login address of the identity provider', actual: 'absent', place: facts.request!.node, fix: fix('sp', 'Send the login address of the identity provider as Destination.', 'singleSignOnService') }),
  }),
  defineCheck({
    id: 'request/signature', on: 'request', severity: 'error', title: 'The signature of the request holds',
    why: 'An identity provider that checks it refuses the request.',
    causes: ['The request was changed after signing, or the capture was edited.', 'The shape or algorithm of the signature is not allowed.', 'Something that was signed was put into a request that was not.'],
    spec: spec('saml-core 5'), needs: ['request', 'signature'],
    run(facts) {
      const strange = strangeSignature(facts, facts.request!.node);
      if (strange !== undefined) return { message: `The request holds a signature of another element (${strange.parentName}): something signed was put into it, and that says nothing about the request.`, expected: 'a signature of the request itself', actual: `a signature of ${strange.parentName}`, place: strange.node, fix: refuse() };
      const bad = facts.signatures.find((signature) => signature.result === 'refused' || signature.failure === 'digest');
      if (bad !== undefined) return { message: bad.result === 'refused' ? `The signature of the request is not allowed: ${bad.faults[0]?.message ?? 'its shape is wrong.'}` : 'The request was changed after it was signed.', expected: 'a signature that verifies', actual: bad.result, place: bad.node, fix: fix('sp', 'Sign the request with the key whose certificate the identity provider has, by RSA-SHA256.', 'signedRequests') };
      // The keys given are the identity provider's as a rule, and a request is signed by the service provider.
      const other = facts.signatures.find((signature) => signature.result === 'failed');
      return other === undefined ? null : { message: 'The request was signed with a key that is none of those you gave; a request is signed by the service provider.', place: other.node, severity: 'info' };
    },
  }),
  defineCheck({
    id: 'request/subject', on: 'request', severity: 'warning', title: 'The request names no Subject',
    why: 'Identity providers such as Entra refuse a request that says who shall log in.',
    causes: ['The library pre-fills the user name.'],
    spec: spec('saml-profiles 4.1.4.1'), needs: ['request'],
    run: (facts) => (!facts.request!.hasSubject ? null : { message: 'The request has a Subject, which Entra and others refuse.', expected: 'no Subject', actual: 'Subject', place: facts.request!.node, fix: fix('sp', 'Leave Subject out; give the user name as login_hint where the identity provider knows it.') }),
  }),
  defineCheck({
    id: 'request/scoping', on: 'request', severity: 'warning', title: 'The request has no Scoping',
    why: 'Scoping is for proxies; identity providers such as Entra refuse parts of it.',
    causes: ['The library sends a list of identity providers.'],
    spec: spec('saml-core 3.4.1.2'), needs: ['request'],
    run: (facts) => (!facts.request!.hasScoping ? null : { message: 'The request has Scoping, which Entra and others refuse.', expected: 'no Scoping', actual: 'Scoping', place: facts.request!.node, fix: fix('sp', 'Leave Scoping out unless a proxy needs it.') }),
  }),
  defineCheck({
    id: 'request/name-id-policy', on: 'request', severity: 'info', title: 'The request leaves the NameID format open',
    why: 'An identity provider that cannot issue the format answers InvalidNameIDPolicy (AD FS: MSIS7070, Entra: AADSTS750161).',
    causes: ['The library asks for a format by default.'],
    spec: spec('SAML2Int SDP-SP04'), needs: ['request'],
    run(facts) {
      const format = facts.request!.nameIDPolicyFormat;
      if (format === null || format === '') return null;
      const rare = !common.has(format);
      return { message: `The request demands a NameID of the format ${rare ? quote(format) : shortName(format)}.`, expected: 'no Format', actual: format, place: facts.request!.node, severity: rare ? 'warning' : 'info', fix: fix('sp', 'Leave the Format of NameIDPolicy out unless the service provider needs it.', 'nameIDFormat') };
    },
  }),
  defineCheck({
    id: 'request/authn-context', on: 'request', severity: 'warning', title: 'The request leaves the way of logging in open',
    why: 'A demanded method that does not match the user\'s session ends in an error (Entra: AADSTS75011, AD FS: MSIS7102).',
    causes: ['The library demands PasswordProtectedTransport by default.'],
    spec: spec('SAML2Int SDP-SP07'), needs: ['request'],
    run: (facts) => (facts.request!.authnContextClassRefs.length === 0 ? null : { message: `The request demands that the user logs in by ${list(facts.request!.authnContextClassRefs.map(shortName))}.`, expected: 'no RequestedAuthnContext', actual: facts.request!.authnContextClassRefs.slice(0, 5).join(' '), place: facts.request!.node, fix: fix('sp', 'Leave RequestedAuthnContext out unless you need it.', 'authnContext') }),
  }),
  defineCheck({
    id: 'request/comparison', on: 'request', severity: 'warning', title: 'The method is compared exactly',
    why: 'Identity providers differ in what counts as better or weaker; Entra takes "exact" only.',
    causes: ['The library is set to minimum or better.'],
    spec: spec('saml-core 3.3.2.2.1'), needs: ['request'],
    run: (facts) => (facts.request!.comparison === null || facts.request!.comparison === 'exact' ? null : { message: `The request compares the way of logging in by ${quote(facts.request!.comparison)}, which Entra refuses.`, expected: 'exact', actual: facts.request!.comparison, place: facts.request!.node, fix: fix('sp', 'Set Comparison to exact, or leave RequestedAuthnContext out.', 'authnContext') }),
  }),
  defineCheck({
    id: 'request/passive', on: 'request', severity: 'info', title: 'The identity provider may ask the user',
    why: 'With IsPassive no login page is shown; a user without a session gets the error NoPassive.',
    causes: ['The service provider tests silently whether there is a session.'],
    spec: spec('saml-core 3.4.1'), needs: ['request'],
    run: (facts) => (facts.request!.isPassive !== true ? null : { message: 'The request forbids showing a login page (IsPassive): users without a session get an error.', actual: 'IsPassive="true"', place: { node: facts.request!.node, attribute: 'IsPassive' } }),
  }),
  defineCheck({
    id: 'request/force-and-passive', on: 'request', severity: 'warning', title: 'ForceAuthn and IsPassive not together',
    why: 'One demands a fresh login and the other forbids asking for it; hardly any identity provider can do both.',
    causes: ['Both switches of the library are on.'],
    spec: spec('saml-core 3.4.1'), needs: ['request'],
    run: (facts) => (facts.request!.forceAuthn !== true || facts.request!.isPassive !== true ? null : { message: 'The request demands a fresh login and forbids asking for it (ForceAuthn with IsPassive).', expected: 'one of them', actual: 'both', place: facts.request!.node, fix: fix('sp', 'Switch one of the two off.') }),
  }),
];
