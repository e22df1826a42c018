/** Metadata into a connection: dropped, pasted, fetched from its address, or the practice identity provider's. */
import { useState } from 'react';
import { Download, UserRoundCog } from 'lucide-react';
import type { Connection } from '../../shared/connection.ts';
import { isPractice } from '../../shared/connection.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Report } from '../../shared/finding.ts';
import { identityProvider } from '../../shared/guides/index.ts';
import { asAppError, call } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { ContentBox } from './content-box.tsx';
import { draftOfText, emptyDraft, isEmpty, sourceOf, type Draft } from './draft.ts';
import { VerdictBadge } from './outcome.tsx';
import './metadata-drop.css';

interface MetadataDropProps {
  connection: Connection;
  side: 'idp' | 'sp';
  /** The whole report, for a screen that shows it. */
  onReport?: (report: Report) => void;
}

export function MetadataDrop({ connection, side, onReport }: MetadataDropProps) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [url, setURL] = useState(side === 'idp' ? identityProvider(connection.idp.guide).metadataURL(connection.idp.inputs) ?? '' : '');
  const [busy, setBusy] = useState<'given' | 'fetch' | 'practice' | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [choose, setChoose] = useState<{ entities: string[]; source: string; draft: Draft } | null>(null);

  const work = async (what: 'given' | 'fetch' | 'practice', run: () => Promise<Report>) => {
    setBusy(what);
    setError(null);
    try {
      const next = await run();
      setReport(next);
      onReport?.(next);
      setDraft(emptyDraft);
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(null);
    }
  };
  const give = async (given: Draft, source: string, entityID?: string): Promise<Report> => {
    const { report: next } = await call('connection.setMetadata', { id: connection.id, side, content: given.content, source, ...(entityID ? { entityID } : {}) });
    const { metadata } = next.facts;
    const entities = metadata?.aggregate && metadata.chosen < 0 ? metadata.entities.flatMap((entity) => (entity.entityID ? [entity.entityID] : [])) : [];
    setChoose(entities.length > 1 ? { entities, source, draft: given } : null);
    return next;
  };
  const fetchIt = () => work('fetch', async () => {
    const fetched = await call('metadata.fetch', { url: url.trim() });
    return give(draftOfText(fetched.text), fetched.url);
  });
  const take = (given: Draft) => void work('given', () => give(given, sourceOf(given)));

  return (
    <div className="metadata-drop">
      <ContentBox label={side === 'idp' ? 'Drop or paste the identity provider’s metadata' : 'Drop or paste the service provider’s metadata'} rows={4} placeholder="<md:EntityDescriptor entityID=…" draft={draft} onDraft={setDraft} onArrive={take} onSubmit={() => take(draft)} accept=".xml,.txt,text/xml,application/xml" />
      {isEmpty(draft) ? null : <div className="row"><Button look="primary" busy={busy === 'given'} onClick={() => take(draft)}>Use this metadata</Button></div>}
      <form className="metadata-url" onSubmit={(event) => { event.preventDefault(); void fetchIt(); }}>
        <TextField label="Or its address" mono type="url" placeholder="https://acme.okta.com/app/exk…/sso/saml/metadata" value={url} onChange={(event) => setURL(event.target.value)} hint="Fetched once, by this machine; the status bar then says so." />
        <Button type="submit" icon={<Download aria-hidden="true" />} busy={busy === 'fetch'} disabled={url.trim() === ''}>Fetch</Button>
      </form>
      {side === 'idp' && !isPractice(connection.idp.metadata) ? (
        <p className="row"><Button size="small" icon={<UserRoundCog aria-hidden="true" />} busy={busy === 'practice'} onClick={() => void work('practice', async () => (await call('connection.usePractice', { id: connection.id })).report)}>Use the practice identity provider</Button>
          <span className="quiet">To try everything without a real one.</span></p>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      {choose ? (
        <label className="field"><b>It holds {choose.entities.length.toLocaleString('en')} entities: which one?</b>
          <select className="input" value="" onChange={(event) => void work('given', () => give(choose.draft, choose.source, event.target.value))}>
            <option value="">Choose an entityID</option>{choose.entities.slice(0, 2000).map((entity) => <option key={entity}>{entity}</option>)}
          </select></label>
      ) : null}
      {report && !onReport ? <Notice tone={report.verdict === 'reject' ? 'error' : report.counts.warn > 0 ? 'warning' : 'info'} live title={<><VerdictBadge verdict={report.verdict} /> {report.diagnoses[0]?.message ?? report.headline}</>}>{report.diagnoses[0]?.fix.text}</Notice> : null}
    </div>
  );
}
