/** A connection's metadata: what is kept of the identity provider, judged now; bring, replace, remove. And our own, for test logins. */
import { useEffect, useState } from 'react';
import { Download, Trash2 } from 'lucide-react';
import { idpName, isPractice, spName, type Connection, type StoredMetadata } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Report } from '../../../shared/finding.ts';
import { asAppError, call } from '../../api.ts';
import { CopyButton, CopyField } from '../../components/copy-field.tsx';
import { EntityPreview } from '../../components/entity-preview.tsx';
import { saveFile } from '../../components/files.ts';
import { MetadataDrop } from '../../components/metadata-drop.tsx';
import { ReportView } from '../../components/report-view/report-view.tsx';
import { Time } from '../../components/time.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';
import './metadata.css';

export default function ConnectionMetadata({ connection }: { connection: Connection }) {
  return (
    <div className="metadata-sections">
      <Side connection={connection} side="idp" />
      {connection.idp.metadata ? null : <ByHand connection={connection} />}
      {connection.sp.guide === 'other' || connection.sp.metadata ? <Side connection={connection} side="sp" /> : null}
      <Ours connection={connection} />
    </div>
  );
}

function Side({ connection, side }: { connection: Connection; side: 'idp' | 'sp' }) {
  const kept = connection[side].metadata;
  const name = side === 'idp' ? idpName(connection) : spName(connection);
  const [judged, setJudged] = useState<{ kept: StoredMetadata; report: Report } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [replacing, setReplacing] = useState(false);

  useEffect(() => {
    if (!kept) return undefined;
    let live = true;
    call('document.inspect', { content: { text: kept.xml }, against: { role: side, entityID: kept.summary.entityID } })
      .then((report) => { if (live) setJudged({ kept, report }); }, (reason: unknown) => { if (live) setError(asAppError(reason)); });
    return () => { live = false; };
  }, [kept, side]);

  const report = judged !== null && judged.kept === kept ? judged.report : null;
  const remove = () => call('connection.clearMetadata', { id: connection.id, side }).catch((reason: unknown) => setError(asAppError(reason)));
  const entity = report?.facts.metadata?.entities[report.facts.metadata.chosen];
  return (
    <section aria-label={`Metadata of ${name}`}>
      <h2>Metadata of {name}</h2>
      {kept ? <Kept kept={kept} side={side} onReplace={() => setReplacing(!replacing)} onRemove={() => void remove()} /> : null}
      {!kept || replacing ? <MetadataDrop connection={connection} side={side} onReport={() => setReplacing(false)} /> : null}
      {error ? <ErrorNotice error={error} /> : null}
      {kept && isPractice(kept) ? <Notice title="This is the practice identity provider. It proves that everything here works, and nothing about the real one." /> : null}
      {kept && !report && !error ? <Loading what="Judging the metadata" /> : null}
      {report ? <ReportView report={report} connection={connection} withContents={false} before={entity ? <EntityPreview entity={entity} judgedAt={report.judgedAt} /> : null} /> : null}
    </section>
  );
}

function Kept({ kept, side, onReplace, onRemove }: { kept: StoredMetadata; side: string; onReplace: () => void; onRemove: () => void }) {
  return (
    <div className="kept-metadata">
      <header>
        <span className="second">From {kept.source}, <Time at={kept.addedAt} /></span>
        <span className="kept-actions">
          <Button size="small" onClick={onReplace}>Replace</Button>
          <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => saveFile(`${side}-metadata.xml`, kept.xml, 'application/samlmetadata+xml')}>Save as file</Button>
          <Button size="small" look="danger" icon={<Trash2 aria-hidden="true" />} onClick={onRemove}>Remove</Button>
        </span>
      </header>
    </div>
  );
}

/** For the identity provider that shows only three values. */
function ByHand({ connection }: { connection: Connection }) {
  const { idp } = connection;
  const [entityID, setEntityID] = useState(idp.entityID ?? '');
  const [service, setService] = useState(idp.singleSignOnService ?? '');
  const [certificate, setCertificate] = useState(idp.certificate ?? '');
  const [error, setError] = useState<AppError | null>(null);
  const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const save = () => {
    setError(null);
    call('connection.save', { connection: { ...connection, idp: { ...idp, entityID: given(entityID), singleSignOnService: given(service), certificate: given(certificate) } } }).catch((reason: unknown) => setError(asAppError(reason)));
  };
  return (
    <Disclosure summary="Or type its three values by hand" open={idp.certificate !== null || idp.entityID !== null}>
      <form className="form-grid" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <TextField label="entityID of the identity provider" mono value={entityID} onChange={(event) => setEntityID(event.target.value)} placeholder="http://www.okta.com/exk…" />
        <TextField label="Single sign-on address (singleSignOnService)" mono value={service} onChange={(event) => setService(event.target.value)} placeholder="https://acme.okta.com/app/…/sso/saml" />
        <TextArea label="Signing certificate" mono rows={6} value={certificate} onChange={(event) => setCertificate(event.target.value)} placeholder="-----BEGIN CERTIFICATE-----" />
        <div className="stack"><Button look="primary" type="submit">Save the three values</Button>{error ? <ErrorNotice error={error} /> : null}</div>
      </form>
    </Disclosure>
  );
}

function Ours({ connection }: { connection: Connection }) {
  const ours = useProcedure('connection.spMetadata', { id: connection.id });
  const status = useProcedure('sp.status', {});
  return (
    <section aria-label="Metadata of this app's test service provider">
      <h2>Metadata of this app’s test service provider</h2>
      <p className="second read">For a test application at the identity provider, when the real one must not be touched. Test logins without rehearsal ask with this entityID.</p>
      {ours.error ? <ErrorNotice error={ours.error} onRetry={ours.reload} /> : null}
      <dl className="copy-list">
        <CopyField label="entityID" value={status.value?.entityID ?? ''} missing="The listener is not running" />
        <CopyField label="ACS URL" term="assertionConsumerService" value={status.value?.assertionConsumerService ?? ''} missing="The listener is not running" />
        <CopyField label="Logout URL" term="singleLogoutService" value={status.value?.singleLogoutService ?? ''} missing="The listener is not running" />
      </dl>
      {ours.value ? (
        <div className="row">
          <Button icon={<Download aria-hidden="true" />} onClick={() => saveFile(ours.value!.fileName, ours.value!.xml, 'application/samlmetadata+xml')}>{ours.value.fileName}</Button>
          <CopyButton text={ours.value.xml} what="the metadata" label="Copy XML" look="plain" />
        </div>
      ) : null}
    </section>
  );
}
