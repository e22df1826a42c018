/** Validate metadata: dropped, pasted or fetched; see what it offers; use it in a connection. */
import { useState } from 'react';
import { Download, RotateCcw } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import type { MetadataPreview } from '../../../shared/contract.ts';
import type { Report } from '../../../shared/finding.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { ContentBox } from '../../components/content-box.tsx';
import { bytesInWords } from '../../components/cut.ts';
import { isEmpty } from '../../components/draft.ts';
import { EntityPreview } from '../../components/entity-preview.tsx';
import { JobStatus } from '../../components/job-status.tsx';
import { Preview } from '../../components/metadata-preview.tsx';
import { ReportView } from '../../components/report-view/report-view.tsx';
import { go, hrefOfConnection } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { chooseConnection, chooseEntity, fetchMetadata, judge, metadata, setRole, setURL, takeMetadata, useMetadata } from './store.ts';
import '../../components/metadata-drop.css';
import './metadata.css';

export default function MetadataScreen() {
  const { draft, job, phase, report, error } = metadata.use();
  const { role, url, fetching } = useMetadata();
  const editing = report === null;
  const facts = report?.facts.metadata;
  const entity = facts?.entities[facts.chosen];
  return (
    <div className="page">
      <header className="page-head">
        <h1>Metadata</h1>
        {report && !editing ? (
          <div className="row handed-over">
            <span className="second"><b>{draft.name ?? 'Pasted metadata'}</b> {bytesInWords(report.document.bytes)}</span>
            <Segmented label="Judge it as" value={role} options={[{ value: 'idp', label: 'As identity provider' }, { value: 'sp', label: 'As service provider' }]} onChange={setRole} />
            <Button size="small" icon={<RotateCcw aria-hidden="true" />} onClick={() => metadata.clear()}>Start over</Button>
          </div>
        ) : null}
      </header>
      {editing ? (
        <div className="stack metadata-form">
          <ContentBox label="Metadata: an EntityDescriptor, from a file or pasted" rows={8} placeholder="<md:EntityDescriptor entityID=…" draft={draft} onDraft={metadata.setDraft} onArrive={(given) => takeMetadata(given)} onSubmit={() => void judge()} accept=".xml,.txt,text/xml,application/xml" />
          <div className="row">
            <Segmented label="Judge it as" value={role} options={[{ value: 'idp', label: 'As identity provider' }, { value: 'sp', label: 'As service provider' }]} onChange={setRole} />
            <Button look="primary" disabled={isEmpty(draft)} busy={job !== null} onClick={() => void judge()}>Validate</Button>
          </div>
          <form className="metadata-url" onSubmit={(event) => { event.preventDefault(); void fetchMetadata(); }}>
            <TextField label="Or its address" mono type="url" value={url} placeholder="https://login.microsoftonline.com/…/federationmetadata/2007-06/federationmetadata.xml" hint="Fetched once, by this machine; the status bar then says so." onChange={(event) => setURL(event.target.value)} />
            <Button type="submit" icon={<Download aria-hidden="true" />} busy={fetching} disabled={url.trim() === ''}>Fetch</Button>
          </form>
        </div>
      ) : null}
      <JobStatus running={job !== null} phase={phase} onCancel={metadata.cancel} />
      {error ? <ErrorNotice error={error} {...(isEmpty(draft) ? {} : { onRetry: () => void judge() })} /> : null}
      {facts?.aggregate && facts.entities.length > 1 ? <Entities report={report!} /> : null}
      {report ? (
        <>
          <ReportView report={report} withContents={false} before={entity ? <div className="stack metadata-preview"><UseIn report={report} /><EntityPreview entity={entity} judgedAt={report.judgedAt} /></div> : null} />
        </>
      ) : null}
      {!report && job === null && isEmpty(draft) ? (
        <section className="teaching-plain">
          <h2>What metadata is</h2>
          <p className="second read">One XML file in which an identity provider states its <b>entityID</b>, the addresses it answers at, and the <b>certificates</b> it signs with. Okta shows it under <b>Sign On › Metadata URL</b>, Entra as <b>Federation Metadata XML</b>. When it is old or the wrong one, every login fails: so it is checked here first.</p>
        </section>
      ) : null}
    </div>
  );
}

function Entities({ report }: { report: Report }) {
  const facts = report.facts.metadata!;
  const [text, setText] = useState('');
  const found = facts.entities.flatMap((entity) => (entity.entityID?.includes(text.trim()) ? [entity.entityID] : [])).slice(0, 50);
  return (
    <Notice title={`This is an aggregate of ${facts.entities.length.toLocaleString('en')} entities${facts.chosen >= 0 ? `; judged: ${facts.entities[facts.chosen]?.entityID ?? ''}` : '. Which one?'}`}>
      <TextField label="Find an entityID" mono value={text} onChange={(event) => setText(event.target.value)} />
      <ul className="entity-choices">{found.map((entityID) => <li key={entityID}><button type="button" className="text-button mono" onClick={() => chooseEntity(entityID)}>{entityID}</button></li>)}</ul>
    </Notice>
  );
}

/** Into a connection; says when it looks like another product's. */
function UseIn({ report }: { report: Report }) {
  const { role, source, connectionId } = useMetadata();
  const draft = metadata.use((state) => state.draft);
  const connections = useProcedure('connection.list', {});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const entityID = report.facts.metadata?.entities[report.facts.metadata.chosen]?.entityID ?? '';
  const list = connections.value ?? [];
  const chosen = list.find((one) => one.id === connectionId) ?? (list.length === 1 ? list[0] : undefined);
  const [looked, setLooked] = useState<{ connection: Connection; preview: MetadataPreview; of: Report } | null>(null);
  const shown = looked !== null && looked.of === report && looked.connection.id === chosen?.id ? looked : null;
  const given = { content: draft.content, ...(entityID === '' ? {} : { entityID }) };
  const work = async (run: (id: string) => Promise<void>) => {
    if (!chosen) return;
    setBusy(true);
    setError(null);
    try {
      await run(chosen.id);
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  const look = () => work(async (id) => {
    const [connection, preview] = await Promise.all([call('connection.get', { id }), call('connection.previewMetadata', { id, side: role, ...given })]);
    setLooked({ connection, preview, of: report });
  });
  const save = (side: 'idp' | 'sp') => work(async (id) => {
    await call('connection.setMetadata', { id, side, source: source || 'pasted', ...given });
    go(hrefOfConnection(id, 'metadata'));
  });
  if (list.length === 0) return null;
  return (
    <div className="stack">
      <div className="row">
        <label className="row"><span className="second">Use it in</span>
          <select className="input use-in" value={chosen?.id ?? ''} onChange={(event) => chooseConnection(event.target.value)}>
            <option value="">Choose a connection</option>
            {list.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select></label>
        {shown ? null : <Button look="primary" disabled={!chosen} busy={busy} onClick={() => void look()}>Use in connection</Button>}
      </div>
      {shown ? <Preview preview={{ ...shown.preview, entities: [] }} connection={shown.connection} side={role} busy={busy} onSave={(side) => void save(side)} onChoose={() => undefined} onDrop={() => setLooked(null)} /> : null}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}
