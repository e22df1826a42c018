/** What stops a document before any SAML is read. One check for each way, so that each has its own words. */
import { defineCheck, fix, refuse, spec, type Check } from './check.ts';
import type { Fix } from '../finding.ts';
import type { Facts } from '../model.ts';

interface Refusal {
  id: string;
  codes: readonly string[];
  title: string;
  why: string;
  causes: readonly string[];
  spec: string;
  fix: Fix;
  /** What the reader says is appended to this, unless it says no more. */
  lead: string;
  alone?: boolean;
  /** The reader's own sentence says it all. */
  own?: boolean;
}

const codesWithWords = new Set<string>();

/** A text that ends too early is cut off, which is mended otherwise than one that is wrong. */
const codeOf = ({ code, message }: NonNullable<Facts['fault']>): string => (code === 'not-well-formed' && message.startsWith('The document ends ') ? 'truncated' : code);

/** A check that fails when the reader stopped with one of these codes. */
function refusal(record: Refusal): Check {
  for (const code of record.codes) codesWithWords.add(code);
  return defineCheck({
    id: `document/${record.id}`, on: 'document', severity: 'error', title: record.title, why: record.why, causes: record.causes, spec: spec(record.spec), needs: [],
    run(facts) {
      const fault = facts.fault;
      if (fault === null || !record.codes.includes(codeOf(fault))) return null;
      const where = fault.line === null ? '' : ` (line ${fault.line}${fault.column === null ? '' : `, column ${fault.column}`})`;
      const limit = fault.limit === null ? undefined : `at most ${fault.limit}`;
      const message = record.own === true ? fault.message.replace(/\.$/, `${where}.`) : record.alone === true ? `${record.lead}${where}.` : `${record.lead}${where}: ${fault.message}`;
      return limit === undefined ? { message, fix: record.fix } : { message, expected: limit, fix: record.fix };
    },
  });
}

const recapture = fix('capture', 'Copy or download it again, whole: the SAMLResponse form field from the browser\'s network panel, or the metadata file.');
const sender = (what: string) => fix('idp', what);

export const documentChecks: readonly Check[] = [
  refusal({
    id: 'empty', codes: ['empty', 'document-is-empty'], title: 'Something was handed in', lead: 'There is nothing to read', alone: true,
    why: 'Without content nothing can be judged.',
    causes: ['The copy did not reach the clipboard.', 'The SAMLResponse field was sent empty.'],
    spec: 'saml-bindings 3.5.4', fix: recapture,
  }),
  refusal({
    id: 'html-page', codes: ['document-is-html', 'html'], title: 'Not a web page', lead: 'This is a web page, not a SAML message or metadata', alone: true,
    why: 'A page is what a browser shows; the SAML document it stands for is somewhere else.',
    causes: ['The metadata address wants a login and answered with its login page.', 'The page around the metadata was saved instead of the file behind its link.', 'The wrong response was copied from the network panel.'],
    spec: 'saml-metadata 4.1', fix: fix('capture', 'Download the metadata file itself (an XML file), or copy the SAMLResponse form field.', 'metadata'),
  }),
  refusal({
    id: 'unrecognised', codes: ['unrecognised', 'document-is-text', 'document-is-binary', 'document-is-json', 'text', 'binary', 'json'], title: 'Holds a SAML document', lead: 'No SAML document was found in this', own: true,
    why: 'Only XML, base64, a form body, a URL, a HAR file, or a certificate can be judged.',
    causes: ['Another field was copied, such as RelayState or a cookie.', 'A JSON web token was handed in: that is OpenID Connect, not SAML.', 'The capture has no login in it.'],
    spec: 'saml-bindings 3.5.4', fix: fix('capture', 'Hand in the SAMLResponse form field from the browser\'s network panel, the metadata file (XML), or the certificate.'),
  }),
  refusal({
    id: 'capture', codes: ['document-is-har', 'har'], title: 'One message, not a whole capture', lead: 'This is a capture of many requests', alone: true,
    why: 'A capture is taken apart first; then each login in it is judged by itself.',
    causes: ['A HAR file was handed in where one message is expected.'],
    spec: 'saml-bindings 3.5.4', fix: fix('capture', 'Open the file as a capture (on the command line: sso-workbench capture <file>) and choose the login.'),
  }),
  refusal({
    id: 'base64', codes: ['base64-broken', 'base64'], title: 'The base64 text can be undone', lead: 'The base64 text is damaged',
    why: 'A receiver cannot decode it, so the message never arrives.',
    causes: ['The copy was cut off.', 'A mail program or a ticket system changed characters.'],
    spec: 'saml-bindings 3.5.4', fix: recapture,
  }),
  refusal({
    id: 'compression', codes: ['inflate-broken'], title: 'The compression can be undone', lead: 'The compressed message is damaged',
    why: 'A message of the HTTP-Redirect binding is compressed; cut or changed by one character it is lost.',
    causes: ['The URL was cut off by a log or a chat program.', 'The value was URL-decoded once too often.'],
    spec: 'saml-bindings 3.4.4.1', fix: recapture,
  }),
  refusal({
    id: 'inflated-size', codes: ['inflate-too-large'], title: 'The message stays small when decompressed', lead: 'The message grows past the limit when it is decompressed',
    why: 'A few kilobytes that become many megabytes are an attack on the memory of the receiver.',
    causes: ['Somebody built a decompression bomb.', 'Something other than a SAML message was compressed.'],
    spec: 'policy size of input', fix: refuse('Do not accept the message; find out who sent it.'),
  }),
  refusal({
    id: 'size', codes: ['too-large'], title: 'Within the size limit', lead: 'The document is larger than what is read at once',
    why: 'Receivers cap the size of messages, as large ones are used to exhaust them.',
    causes: ['Thousands of group values are sent for one user.', 'A federation aggregate was handed in instead of one provider\'s metadata.'],
    spec: 'policy size of input', fix: sender('Send fewer groups or attributes, or hand in the metadata of the one provider.'),
  }),
  refusal({
    id: 'doctype', codes: ['doctype'], title: 'No document type declaration', lead: 'The document has a DOCTYPE, which can define entities', alone: true,
    why: 'A DOCTYPE can make a parser read files, call addresses, or grow without end; SAML never needs one.',
    causes: ['It is an attack (XML external entity).', 'An HTML page was handed in as XML.'],
    spec: 'SAML2Int SDP-G03', fix: refuse('Do not accept the message: no identity provider sends a DOCTYPE.'),
  }),
  refusal({
    id: 'entity', codes: ['entity'], title: 'No entities of its own', lead: 'The document uses an entity that XML does not define',
    why: 'Only the five entities of XML itself can be read the same way by everybody.',
    causes: ['HTML entities such as &nbsp; came in by a copy from a web page.', 'It is an attack that hides text in entities.'],
    spec: 'xml 4.1', fix: recapture,
  }),
  refusal({
    id: 'processing-instruction', codes: ['processing-instruction'], title: 'No processing instructions', lead: 'The document holds a processing instruction, which programs read differently', alone: true,
    why: 'Some signature libraries read its text and some do not, so signed content can be made to look different.',
    causes: ['It is an attack on signature libraries.', 'A style-sheet instruction was added by hand.'],
    spec: 'SAML2Int SDP-G03', fix: refuse('Do not accept the message: no identity provider sends processing instructions.'),
  }),
  refusal({
    id: 'truncated', codes: ['truncated'], title: 'Complete to its last character', lead: 'The document stops before its end', own: true,
    why: 'Half a message cannot be verified or judged.',
    causes: ['A log, a terminal or a ticket cut the line.', 'Not all of it was selected when it was copied.'],
    spec: 'xml 2.1', fix: recapture,
  }),
  refusal({
    id: 'well-formed', codes: ['not-well-formed'], title: 'Well-formed XML', lead: 'The XML is broken',
    why: 'No receiver can read it.',
    causes: ['The copy is incomplete or was changed by a program on the way.', 'An attribute value with < or & was put in without being escaped.'],
    spec: 'xml 2.1', fix: recapture,
  }),
  refusal({
    id: 'namespaces', codes: ['namespace'], title: 'Every prefix is declared', lead: 'The XML uses namespaces wrongly', own: true,
    why: 'Without its declarations no element can be told from another, and relative namespaces break signatures.',
    causes: ['A part was cut out of a larger document and its declarations stayed behind.', 'It is an attack on signature libraries.'],
    spec: 'xml-names 3', fix: recapture,
  }),
  refusal({
    id: 'duplicate-attribute', codes: ['duplicate-attribute'], title: 'Every attribute once', lead: 'An element has the same attribute twice',
    why: 'Parsers disagree about which one counts, which attacks make use of.',
    causes: ['It is an attack on signature libraries.', 'The document was edited by hand.'],
    spec: 'xml 3.1', fix: recapture,
  }),
  refusal({
    id: 'encoding', codes: ['encoding'], title: 'A text encoding that can be read', lead: 'The bytes are not text in a known encoding',
    why: 'Characters that cannot be read cannot be verified.',
    causes: ['The file was saved in another encoding than its first line says.', 'A binary file was handed in.'],
    spec: 'xml 4.3.3', fix: fix('capture', 'Save the file as UTF-8, or download it again without opening it in an editor.'),
  }),
  refusal({
    id: 'depth', codes: ['too-deep'], title: 'Not nested too deeply', lead: 'Elements stand inside each other deeper than is read',
    why: 'Deep nesting is used to crash parsers.',
    causes: ['It is an attack.', 'A document was wrapped in itself by a faulty program.'],
    spec: 'policy depth of input', fix: refuse('Do not accept the message; find out who sent it.'),
  }),
  refusal({
    id: 'attribute-count', codes: ['too-many-attributes'], title: 'Not too many XML attributes', lead: 'An element has more XML attributes than is read',
    why: 'Masses of attributes on one element are used to slow receivers down.',
    causes: ['It is an attack.'],
    spec: 'policy size of input', fix: refuse('Do not accept the message; find out who sent it.'),
  }),
  refusal({
    id: 'element-count', codes: ['too-many-elements'], title: 'Not too many elements', lead: 'The document has more elements than is read',
    why: 'Masses of elements exhaust the memory of receivers.',
    causes: ['Thousands of group values are sent for one user.', 'A federation aggregate was handed in as one message.'],
    spec: 'policy size of input', fix: sender('Send only the groups the application needs.'),
  }),
  refusal({
    id: 'name-count', codes: ['too-many-names'], title: 'Not too many different names', lead: 'The document uses more different names than is read',
    why: 'SAML has a few dozen names; thousands are an attack or no SAML.',
    causes: ['It is an attack.', 'Another kind of XML was handed in.'],
    spec: 'policy size of input', fix: recapture,
  }),
  defineCheck({
    id: 'document/unreadable', on: 'document', severity: 'error', title: 'The document can be read',
    why: 'What cannot be read cannot be judged.',
    causes: ['The document was damaged on the way.', 'It is of a kind that is not known here.'],
    spec: spec('saml-bindings 3.5.4'), needs: [],
    run: (facts) => (facts.fault === null || codesWithWords.has(facts.fault.code) ? null : { message: `The document cannot be read: ${facts.fault.message}`, fix: recapture }),
  }),
];
