/** The metadata file for the service provider: cleaned, with what was left out, and the original beside it. */
import { useMemo } from 'react';
import { Download } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { ExportItem } from '../../../shared/guides/guide.ts';
import { CopyButton } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { shortFingerprint } from '../../components/fingerprint.ts';
import { indentXml, isOneLine } from '../../components/xml-view/indent.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';

const mediaType = 'application/samlmetadata+xml';

export function MetadataUpload({ item, connection }: { item: ExportItem; connection: Connection }) {
  const { value, error, reload } = useProcedure('connection.upload', { id: connection.id });
  const file = item.fileName ?? 'metadata.xml';
  const original = item.content;
  const clean = value != null && value.leftOut.length === 0;
  return (
    <div className="copy-field">
      <dt><span>{item.label}</span><code className="term">{item.term}</code></dt>
      {value == null ? null : (
        <dd className="row">
          <Button size="small" look="primary" icon={<Download aria-hidden="true" />} onClick={() => saveFile(file, value.xml, mediaType)}>{file}</Button>
          <CopyButton text={value.xml} what="the cleaned metadata" label="Copy" look="plain" />
          <span className="quiet">{value.keys.length === 1 ? 'One signing certificate' : `${value.keys.length} signing certificates`}: {value.keys.map((key) => shortFingerprint(key.sha256)).join(', ')}</span>
        </dd>
      )}
      {value === null ? <dd><Notice tone="warning" title="No cleaned copy can be made of this metadata. The original is all there is." /></dd> : null}
      {error ? <dd><ErrorNotice error={error} onRetry={reload} /></dd> : null}
      {value != null && !clean ? (
        <dd className="left-out second">
          <p>Cleaned for upload: the identity provider’s role and signing keys alone. Left out of the original:</p>
          <ul>{value.leftOut.map((words) => <li key={words}>{words}</li>)}</ul>
        </dd>
      ) : null}
      {clean ? <dd className="copy-note">Nothing had to be left out; only its spelling was put in order.</dd> : null}
      <dd>
        <Disclosure summary={value == null ? 'The original' : 'The cleaned copy and the original, side by side'}>
          <div className="upload-texts">
            {value == null ? null : <Text title="Cleaned" xml={value.xml} />}
            <Text title="Original" xml={original} />
          </div>
          <div className="row"><Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(`original-${file}`, original, mediaType)}>Save the original</Button>
            <span className="quiet">Where the service provider wants the document as it was signed.</span></div>
        </Disclosure>
      </dd>
    </div>
  );
}

/** Enough to compare; an aggregate of thousands would only freeze the screen. */
const mostShown = 60_000;

function Text({ title, xml }: { title: string; xml: string }) {
  const text = useMemo(() => {
    const cut = xml.slice(0, mostShown);
    return `${isOneLine(cut) ? indentXml(cut).text : cut}${xml.length > mostShown ? '\n…' : ''}`;
  }, [xml]);
  return <section aria-label={`${title} metadata`}><h4>{title}</h4><pre className="export-text" tabIndex={0}>{text}</pre></section>;
}
