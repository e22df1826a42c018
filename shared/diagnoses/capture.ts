/** Causes that lie in what was handed in: not SAML, damaged, too large, or of another protocol. */
import { plural } from '../checks/words.ts';
import { type Cause, defineCause, fixOf, has, messageOf, proof, remedy, seen } from './cause.ts';

const recapture = remedy('capture', 'Copy or download it again, whole: the SAMLResponse form field from the browser\'s network panel, or the metadata file.');

export const captureCauses: readonly Cause[] = [
  defineCause({
    id: 'page-instead-of-document', title: 'A web page was handed in', meaning: 'What was downloaded or copied is the page around it (a login or an error page), not the SAML document.',
    run: (context) => (!has(context, 'document/html-page') ? null : {
      message: 'This is a web page, not SAML: the address wants a login first, or the page was saved instead of the file.', because: seen(context, 'document/html-page'), evidence: proof('found', 'an HTML page', 'in what you gave'),
      fix: remedy('capture', 'Sign in where the metadata is, then download the XML file itself; or copy the SAMLResponse form field.', 'metadata'), confidence: 1,
    }),
  }),
  defineCause({
    id: 'whole-capture', title: 'A whole capture was handed in', meaning: 'A HAR file holds many requests; the logins in it are judged one by one.',
    run: (context) => (!has(context, 'document/capture') ? null : { message: 'This is a browser capture (HAR) of many requests, and one login must be chosen from it.', because: seen(context, 'document/capture'), evidence: [], fix: fixOf(context, 'document/capture', recapture), confidence: 1 }),
  }),
  defineCause({
    id: 'not-a-saml-document', title: 'No SAML in it', meaning: 'Neither a SAML message nor metadata nor a certificate could be found in what was handed in.',
    run(context) {
      const because = seen(context, 'document/root-namespace', 'document/root', 'document/unrecognised', 'document/empty', 'document/unreadable');
      const first = because[0];
      if (first === undefined) return null;
      const evidence = proof('root element', context.facts.xml?.rootName, 'in what you gave');
      if (first === 'document/empty') return { message: 'There is nothing here: no text and no file arrived.', because, evidence, fix: recapture, confidence: 0.95 };
      return { message: messageOf(context, first), because, evidence, fix: fixOf(context, first, recapture), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'damaged-copy', title: 'The copy is damaged', meaning: 'The text was cut off or changed on its way here, so it cannot be read.',
    run(context) {
      const because = seen(context, 'document/truncated', 'document/base64', 'document/compression', 'document/well-formed', 'document/namespaces', 'document/encoding', 'document/duplicate-attribute');
      const fault = context.facts.fault;
      if (because.length === 0 || fault === null) return null;
      const words: Readonly<Record<string, string>> = {
        'document/truncated': 'What you gave is cut off: its end is missing.',
        'document/namespaces': 'What you gave is a part cut out of a larger document: declarations that it needs are missing.',
        'document/encoding': 'What you gave is saved in an encoding that cannot be read.',
      };
      return { message: words[because[0]!] ?? 'What you gave is damaged: it was cut off or changed when it was copied.', detail: messageOf(context, because[0]!), because, evidence: proof('where', fault.line === null ? null : `line ${fault.line}${fault.column === null ? '' : `, column ${fault.column}`}`, 'in what you gave'), fix: because[0] === 'document/encoding' ? fixOf(context, because[0], recapture) : recapture, confidence: 0.9 };
    },
  }),
  defineCause({
    id: 'over-a-limit', title: 'Over a limit', meaning: 'Receivers put limits on size, depth and number, as masses are used for attacks. This document is over one of them.',
    run(context) {
      const because = seen(context, 'document/size', 'document/inflated-size', 'document/depth', 'document/attribute-count', 'document/element-count', 'document/name-count');
      const limit = context.facts.fault?.limit;
      if (because.length === 0) return null;
      return { message: messageOf(context, because[0]!), because, evidence: proof('limit', limit == null ? null : plural(limit, 'unit', 'units').replace(/ units?$/, ''), 'of this program'), fix: fixOf(context, because[0]!, recapture), confidence: 0.95 };
    },
  }),
  defineCause({
    id: 'other-protocol', title: 'Another protocol', meaning: 'The login went through another protocol (WS-Federation, SAML 1.1, SOAP), which a SAML 2.0 service provider cannot read.',
    run(context) {
      const because = seen(context, 'document/ws-federation', 'document/saml-1', 'document/soap');
      if (because.length === 0) return null;
      const name = because[0] === 'document/soap' ? 'SOAP' : because[0] === 'document/saml-1' ? 'SAML 1.1' : 'WS-Federation';
      return { message: `This is ${name}, and the service provider speaks SAML 2.0.`, because, evidence: [...proof('root element', context.facts.xml?.rootName, 'in what you gave'), ...proof('namespace', context.facts.xml?.rootNamespace, 'in what you gave')], fix: fixOf(context, because[0]!, recapture), confidence: 1 };
    },
  }),
];
