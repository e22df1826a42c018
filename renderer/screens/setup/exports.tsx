/** What the service provider wants back, exactly in its form; by metadata or field by field. */
import { Download } from 'lucide-react';
import type { ExportItem, Walk } from '../../../shared/guides/guide.ts';
import { CopyButton, CopyField } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const ways: Record<string, string> = { metadata: 'As a metadata file', manual: 'Field by field' };

export function Exports({ walk }: { walk: Walk }) {
  const names = [...new Set(walk.exports.map((item) => item.way))];
  if (names.length === 0) return null;
  const gate = walk.exports.every((item) => item.blocked !== null) ? walk.exports[0]?.blocked : null;
  if (gate) return <Notice tone="warning" title={gate} />;
  const caution = walk.exports.find((item) => item.caution !== null)?.caution;
  return (
    <div className="exports">
      {caution ? <Notice tone="warning" title={caution} /> : null}
      {names.map((way) => (
        <section key={way} aria-label={ways[way] ?? way}>
          <h3>{ways[way] ?? way}</h3>
          <dl className="copy-list">{walk.exports.filter((item) => item.way === way).map((item) => <Item key={item.id} item={item} />)}</dl>
        </section>
      ))}
    </div>
  );
}

function Item({ item }: { item: ExportItem }) {
  const label = <>{item.label}{item.optional ? <span className="quiet"> (optional)</span> : null}</>;
  if (item.blocked !== null) return <CopyField label={label} term={item.term} value="" missing={item.blocked} quiet={item.optional === true} />;
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
