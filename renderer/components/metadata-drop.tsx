/** Metadata into a connection: dropped, pasted, fetched from its address, or the practice identity provider's. */
import { useState } from 'react';
import { Download, UserRoundCog } from 'lucide-react';
import { isPractice, type Connection } from '../../shared/connection.ts';
import type { MetadataPreview } from '../../shared/contract.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Report } from '../../shared/finding.ts';
import { identityProvider } from '../../shared/guides/index.ts';
import { asAppError, call } from '../api.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { ContentBox } from './content-box.tsx';
import { draftOfText, emptyDraft, isEmpty, sourceOf, type Draft } from './draft.ts';
import { Preview } from './metadata-preview.tsx';
import { VerdictBadge } from './outcome.tsx';
import './metadata-drop.css';

interface MetadataDropProps {
  connection: Connection;
  side: 'idp' | 'sp';
  /** The whole report, for a screen that shows it. */
  onReport?: (report: Report) => void;
}

/** Handed in and looked at, not saved yet. */
interface Waiting {
  draft: Draft;
  source: string;
  preview: MetadataPreview;
}

export function MetadataDrop({ connection, side, onReport }: MetadataDropProps) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [url, setURL] = useState(side === 'idp' ? identityProvider(connection.idp.guide).metadataURL(connection.idp.inputs) ?? '' : '');
  const [busy, setBusy] = useState<'given' | 'fetch' | 'practice' | 'save' | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [saved, setSaved] = useState<Report | null>(null);

  const work = async (what: NonNullable<typeof busy>, run: () => Promise<void>) => {
    setBusy(what);
    setError(null);
    setSaved(null);
    try {
      await run();
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(null);
    }
  };
  const look = async (given: Draft, source: string, entityID?: string) => {
    setWaiting(null);
    const preview = await call('connection.previewMetadata', { id: connection.id, side, content: given.content, ...(entityID ? { entityID } : {}) });
    setWaiting({ draft: given, source, preview });
    announce(preview.entityID === '' ? 'Choose one of its entities.' : 'Nothing is saved yet: see what would change, then save.');
  };
  const take = (given: Draft) => void work('given', () => look(given, sourceOf(given)));
  const fetchIt = () => work('fetch', async () => {
    const fetched = await call('metadata.fetch', { url: url.trim() });
    await look(draftOfText(fetched.text), fetched.url);
  });
  const done = (report: Report) => {
    setWaiting(null);
    setDraft(emptyDraft);
    setSaved(report);
    onReport?.(report);
  };
  const save = (belongs: 'idp' | 'sp') => work('save', async () => {
    if (waiting === null) return;
    const { draft: given, source, preview } = waiting;
    done((await call('connection.setMetadata', { id: connection.id, side: belongs, content: given.content, source, ...(preview.entityID === '' ? {} : { entityID: preview.entityID }) })).report);
  });

  return (
    <div className="metadata-drop">
      <ContentBox label={side === 'idp' ? 'Drop or paste the identity provider’s metadata' : 'Drop or paste the service provider’s metadata'} rows={4} placeholder="<md:EntityDescriptor entityID=…" draft={draft} onDraft={(next) => { setDraft(next); setWaiting(null); }} onArrive={take} onSubmit={() => take(draft)} accept=".xml,.txt,text/xml,application/xml" />
      {isEmpty(draft) || waiting ? null : <div className="row"><Button look="primary" busy={busy === 'given'} onClick={() => take(draft)}>Look at this metadata</Button></div>}
      {waiting ? <Preview preview={waiting.preview} connection={connection} side={side} busy={busy === 'save'} onSave={(belongs) => void save(belongs)} onChoose={(entityID) => void work('given', () => look(waiting.draft, waiting.source, entityID))} onDrop={() => { setWaiting(null); setDraft(emptyDraft); }} /> : null}
      {error ? <ErrorNotice error={error} /> : null}
      <form className="metadata-url" onSubmit={(event) => { event.preventDefault(); void fetchIt(); }}>
        <TextField label="Or its address" mono type="url" placeholder="https://acme.okta.com/app/exk…/sso/saml/metadata" value={url} onChange={(event) => setURL(event.target.value)} hint="Fetched once, by this machine; the status bar then says so." />
        <Button type="submit" icon={<Download aria-hidden="true" />} busy={busy === 'fetch'} disabled={url.trim() === ''}>Fetch</Button>
      </form>
      {side === 'idp' && !isPractice(connection.idp.metadata) ? (
        <p className="row"><Button size="small" icon={<UserRoundCog aria-hidden="true" />} busy={busy === 'practice'} onClick={() => void work('practice', async () => done((await call('connection.usePractice', { id: connection.id })).report))}>Use the practice identity provider</Button>
          <span className="quiet">To try everything without a real one.</span></p>
      ) : null}
      {saved && !onReport ? <Notice tone={saved.verdict === 'reject' ? 'error' : saved.counts.warn > 0 ? 'warning' : 'info'} live title={<>Saved. <VerdictBadge verdict={saved.verdict} /> {saved.diagnoses[0]?.message ?? saved.headline}</>}>{saved.diagnoses[0]?.fix.text}</Notice> : null}
    </div>
  );
}
