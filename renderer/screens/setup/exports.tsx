/** What the service provider wants back, exactly in its form; by metadata or field by field. */
import { Download } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { ExportItem, Walk } from '../../../shared/guides/guide.ts';
import { CopyButton, CopyField } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Gate } from './gate.tsx';
import { MetadataUpload } from './metadata-upload.tsx';

const ways: Record<string, string> = { metadata: 'As a metadata file', manual: 'Field by field' };

export function Exports({ walk, connection }: { walk: Walk; connection: Connection }) {
  const { gate } = walk;
  const names = [...new Set(walk.exports.map((item) => item.way))];
  if (names.length === 0) return null;
  if (gate !== null && gate.overriddenAt === null) return <div className="exports"><Gate gate={gate} connection={connection} /></div>;
  const caution = walk.exports.find((item) => item.caution !== null)?.caution;
  return (
    <div className="exports">
      {gate !== null ? <Gate gate={gate} connection={connection} /> : caution ? <Notice tone="warning" title={caution} /> : null}
      {names.map((way) => (
        <section key={way} aria-label={ways[way] ?? way}>
          <h3>{ways[way] ?? way}</h3>
          <dl className="copy-list">{walk.exports.filter((item) => item.way === way).map((item) => <Item key={item.id} item={item} connection={connection} />)}</dl>
        </section>
      ))}
    </div>
  );
}

function Item({ item, connection }: { item: ExportItem; connection: Connection }) {
  const label = <>{item.label}{item.optional ? <span className="quiet"> (optional)</span> : null}</>;
  if (item.blocked !== null) return <CopyField label={label} term={item.term} value="" missing={item.blocked} quiet={item.optional === true} />;
  if (item.term === 'metadata') return <MetadataUpload item={item} connection={connection} />;
  if (item.kind === 'text' && !item.content.includes('\n')) return <CopyField label={item.label} term={item.term} value={item.content} note={item.note} />;
  const file = item.fileName ?? `${item.id.replace(/\W+/g, '-')}.txt`;
  return (
    <div className="copy-field">
      <dt><span>{label}</span><code className="term">{item.term}</code></dt>
      <dd className="row">
        <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(file, item.content, item.mediaType ?? 'text/plain')}>{file}</Button>
        <CopyButton text={item.content} what={item.label} label="Copy" look="plain" />
      </dd>
      {item.kind === 'text' ? <dd><pre className="export-text">{item.content.trimEnd()}</pre></dd> : null}
      {item.note ? <dd className="copy-note">{item.note}</dd> : null}
    </div>
  );
}
