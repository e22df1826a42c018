/** Rules about the XML itself, before SAML: identifiers, what hides in values, and what the root is. */
import { ns } from '../urns.ts';
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import { list, plural, quote } from './words.ts';

const roots = new Map<string, ReadonlySet<string>>([
  [ns.samlp, new Set(['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'])],
  [ns.saml, new Set(['Assertion', 'EncryptedAssertion'])],
  [ns.md, new Set(['EntityDescriptor', 'EntitiesDescriptor'])],
]);
const rootNames = new Set([...roots.values()].flatMap((names) => [...names]));
const otherKinds: ReadonlySet<string> = new Set([ns.saml1, ns.saml1p, ns.soap, ns.wstrust, 'http://schemas.xmlsoap.org/ws/2005/02/trust', 'http://www.w3.org/2003/05/soap-envelope']);

export const documentXmlChecks: readonly Check[] = [
  defineCheck({
    id: 'document/root', on: 'document', severity: 'error', title: 'A SAML 2.0 document',
    why: 'Only Response, Assertion, AuthnRequest, LogoutRequest, LogoutResponse and metadata of SAML 2.0 can be judged.',
    causes: ['Another XML file was handed in.', 'A message of another protocol was captured.'],
    spec: spec('saml-core 3'), needs: ['xml'],
    run(facts) {
      const { rootName, rootNamespace } = facts.xml!;
      if (roots.get(rootNamespace)?.has(rootName) || rootNames.has(rootName) || otherKinds.has(rootNamespace) || rootName.startsWith('RequestSecurityToken')) return null;
      return {
        message: `The XML is no SAML 2.0 document: its root is ${quote(rootName)} in ${rootNamespace === '' ? 'no namespace' : `the namespace ${quote(rootNamespace)}`}.`,
        expected: 'Response, Assertion, AuthnRequest, LogoutRequest, LogoutResponse, EntityDescriptor or EntitiesDescriptor', actual: rootName,
        fix: fix('capture', 'Hand in the SAMLResponse of the login, or the metadata file.'),
      };
    },
  }),
  defineCheck({
    id: 'document/root-namespace', on: 'document', severity: 'error', title: 'The root stands in its SAML 2.0 namespace',
    why: 'A receiver tells elements by their namespace, not by their prefix; in another namespace the message is not SAML.',
    causes: ['A typing error in a template, such as https:// in front of a namespace or an older version.', 'It is an attack that confuses namespaces.'],
    spec: spec('saml-core 1.1'), needs: ['xml'],
    run(facts) {
      const { rootName, rootNamespace } = facts.xml!;
      if (!rootNames.has(rootName) || otherKinds.has(rootNamespace) || roots.get(rootNamespace)?.has(rootName)) return null;
      const wanted = [...roots].find(([, names]) => names.has(rootName))![0];
      return {
        message: `The root ${rootName} stands in ${rootNamespace === '' ? 'no namespace' : `the namespace ${quote(rootNamespace)}`}, where SAML 2.0 has ${quote(wanted)}.`,
        expected: wanted, actual: rootNamespace, fix: fix('idp', `Declare the namespace ${wanted} on the root element.`),
      };
    },
  }),
  defineCheck({
    id: 'document/saml-1', on: 'document', severity: 'error', title: 'Version 2.0, not SAML 1.1',
    why: 'SAML 1.1 is another protocol with other elements; a SAML 2.0 service provider cannot read it.',
    causes: ['The identity provider\'s application is set to SAML 1.1.', 'The login went through WS-Federation, which carries SAML 1.1 assertions.'],
    spec: spec('saml-core 1.1'), needs: ['xml'],
    run: (facts) => (facts.xml!.rootNamespace !== ns.saml1 && facts.xml!.rootNamespace !== ns.saml1p ? null : {
      message: `This is a SAML 1.1 ${facts.xml!.rootName}, and the service provider reads SAML 2.0.`, expected: 'SAML 2.0', actual: 'SAML 1.1',
      fix: fix('idp', 'Set the application to SAML 2.0.', 'binding'),
    }),
  }),
  defineCheck({
    id: 'document/ws-federation', on: 'document', severity: 'error', title: 'SAML, not WS-Federation',
    why: 'WS-Federation wraps tokens in another protocol; a SAML service provider cannot read its answer.',
    causes: ['The application was set up as WS-Federation at the identity provider.', 'The wresult field was captured instead of SAMLResponse.'],
    spec: spec('saml-bindings 3.5'), needs: ['xml'],
    run: (facts) => (!facts.xml!.rootName.startsWith('RequestSecurityToken') ? null : {
      message: `This is a WS-Federation answer (${facts.xml!.rootName}), and the service provider reads SAML 2.0.`, expected: 'a SAML 2.0 Response', actual: facts.xml!.rootName,
      fix: fix('idp', 'Set the application\'s sign-on method to SAML 2.0 instead of WS-Federation.', 'binding'),
    }),
  }),
  defineCheck({
    id: 'document/soap', on: 'document', severity: 'error', title: 'Not wrapped in SOAP',
    why: 'A browser login carries the Response itself; a SOAP envelope belongs to server-to-server calls.',
    causes: ['An artifact resolution or an enhanced client login was captured.', 'The wrong request was copied from a trace.'],
    spec: spec('saml-bindings 3.2'), needs: ['xml'],
    run: (facts) => (facts.xml!.rootName !== 'Envelope' || !facts.xml!.rootNamespace.includes('soap') ? null : {
      message: 'This is a SOAP envelope, and a browser login carries the Response without one.', expected: 'Response', actual: 'Envelope',
      fix: fix('capture', 'Capture the browser\'s post to the ACS URL, or hand in the Response inside the SOAP Body.'),
    }),
  }),
  defineCheck({
    id: 'document/duplicate-id', on: 'document', severity: 'error', title: 'Every ID stands once',
    why: 'A signature names what it covers by ID. With two elements of that ID, one is verified and the other may be read.',
    causes: ['It is a signature wrapping attack.', 'A message was pasted into another.'],
    spec: spec('saml-core 1.3.4'), needs: ['xml'],
    run(facts) {
      const repeated = facts.xml!.duplicateIDs;
      if (repeated.length === 0) return null;
      return repeated.slice(0, 20).map((item) => ({
        ...(item.nodes[0] === item.nodes[1]
          ? { message: `The ID ${quote(item.id)} stands in a namespace, where it is none. Some readers take it for one all the same, and for another than the element has.`, expected: 'an ID without a namespace', actual: 'one in a namespace' }
          : { message: `The ID ${quote(item.id)} stands on ${plural(item.nodes.length, 'element')}, so a signature that names it can mean either.`, expected: 'one element', actual: plural(item.nodes.length, 'element') }), ...(item.nodes[1] === undefined ? {} : { place: item.nodes[1] }),
        fix: refuse('Do not accept this message: an identity provider gives every element its own ID.'),
      }));
    },
  }),
  defineCheck({
    id: 'document/comment-in-value', on: 'document', severity: 'warning', title: 'No comments inside values',
    why: 'Some receivers read only the text before a comment, so "admin@x.com<!-- -->.evil.com" becomes "admin@x.com". Here the whole value was read.',
    causes: ['It is an attack with a registered look-alike address (CVE-2017-11427 and its kin).', 'A template has a comment inside an element.'],
    spec: spec('policy comments in text'), needs: ['xml'],
    run(facts) {
      const nodes = facts.xml!.commentsInValues;
      if (nodes.length === 0) return null;
      return nodes.slice(0, 20).map((place) => ({
        message: 'A comment stands inside this value; the whole value was read, but some service providers stop at the comment.', place,
        expected: 'text without comments', fix: fix('idp', 'Remove the comment from the value; ask who put it there if you did not.', 'nameID'),
      }));
    },
  }),
  defineCheck({
    id: 'document/cdata-in-value', on: 'document', severity: 'warning', title: 'No CDATA inside values',
    why: 'CDATA is legal XML, yet readers exist that skip it and see an empty value. Here the whole value was read.',
    causes: ['A template writes values as CDATA to avoid escaping them.', 'It is an attack on readers that skip CDATA.'],
    spec: spec('xml 2.7'), needs: ['xml'],
    run(facts) {
      const nodes = facts.xml!.cdataInValues;
      if (nodes.length === 0) return null;
      return nodes.slice(0, 20).map((place) => ({ message: 'This value is written as CDATA; the whole value was read, but some service providers skip it.', place, fix: fix('idp', 'Write the value as plain text.') }));
    },
  }),
  defineCheck({
    id: 'document/transcoded', on: 'document', severity: 'info', title: 'Written in UTF-8',
    why: 'A signature is computed over UTF-8; a file saved in another encoding still verifies, but older receivers stumble.',
    causes: ['An editor saved the file in another encoding.'],
    spec: spec('xml 4.3.3'), needs: ['xml'],
    run: (facts) => (facts.xml!.transcodedFrom === null ? null : { message: `The text was in ${list([facts.xml!.transcodedFrom])} and was read as UTF-8.`, expected: 'UTF-8', actual: facts.xml!.transcodedFrom }),
  }),
];
