/** How the document came in and how it was judged, in small print under everything. */
import { moment } from '../../../shared/checks/words.ts';
import type { DocumentKind, Report } from '../../../shared/finding.ts';
import { shortName } from '../../../shared/urns.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { bytesInWords } from '../cut.ts';
import { CopyButton } from '../copy-field.tsx';
import { Time } from '../time.tsx';

const kinds: Record<DocumentKind, string> = {
  response: 'Response', assertion: 'Assertion', request: 'AuthnRequest', 'logout-request': 'LogoutRequest', 'logout-response': 'LogoutResponse', metadata: 'Metadata', certificate: 'Certificate',
  'private-key': 'Private key', 'public-key': 'Public key', csr: 'Certificate request', html: 'HTML page', json: 'JSON', har: 'HAR capture', saml1: 'SAML 1.1 message', 'ws-federation': 'WS-Federation message',
  soap: 'SOAP message', xml: 'XML', text: 'Text', binary: 'Binary data', empty: 'Nothing',
};

export const kindWord = (kind: DocumentKind): string => kinds[kind];

export function DocumentLine({ report }: { report: Report }) {
  const { document } = report;
  const parts = [
    kindWord(document.kind),
    bytesInWords(document.bytes),
    document.binding ? shortName(document.binding) : null,
    document.parameter,
  ].filter(Boolean);
  return (
    <Disclosure className="document-line" summary={<span className="second">{parts.join(' · ')}, judged as of {moment(Date.parse(report.judgedAt))}</span>}>
      <dl className="facts">
        {document.notes.length > 0 ? <div><dt>Undone on the way in</dt><dd><ul className="notes">{document.notes.map((note, index) => <li key={index}>{note.message}</li>)}</ul></dd></div> : null}
        {document.destination ? <div><dt>Sent to</dt><dd className="mono">{document.destination}</dd></div> : null}
        {document.relayState !== null ? <div><dt>relayState</dt><dd className="mono">{document.relayState === '' ? '(empty)' : document.relayState}</dd></div> : null}
        <div><dt>Judged at</dt><dd><Time at={report.judgedAt} both /></dd></div>
        <div><dt>Policy</dt><dd>{report.policy}</dd></div>
        <div><dt>SHA-256 of the input</dt><dd className="mono">{document.sha256}<CopyButton text={document.sha256} what="SHA-256 of the input" /></dd></div>
      </dl>
    </Disclosure>
  );
}
