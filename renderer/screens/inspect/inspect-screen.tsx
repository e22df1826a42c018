import { useEffect } from 'react';
import { FlaskConical, KeyRound, RotateCcw, SlidersHorizontal } from 'lucide-react';
import type { Report } from '../../../shared/finding.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { ContentBox } from '../../components/content-box.tsx';
import { bytesInWords, plural } from '../../components/cut.ts';
import { isEmpty } from '../../components/draft.ts';
import { JobStatus } from '../../components/job-status.tsx';
import { kindWord } from '../../components/report-view/document-line.tsx';
import { ReportView } from '../../components/report-view/report-view.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { AgainstForm, AgainstSelect } from './against-form.tsx';
import { example } from './example.ts';
import { Messages } from './messages.tsx';
import { document, inspect, setAgainstOpen, setEditing, startOver, takeDocument, useInspect } from './store.ts';
import './inspect.css';

export default function InspectScreen() {
  const { draft, job, phase, report, handed, error } = document.use();
  const { typed, editing, againstOpen } = useInspect();
  const connection = useProcedure('connection.get', typed.connectionId === '' ? null : { id: typed.connectionId });

  useEffect(() => {
    if (!report && !job) setEditing(true);
  }, [report, job]);

  return (
    <div className="page inspect">
      <header className="page-head">
        <h1>Inspect</h1>
        {report && !editing ? <HandedIn report={report} /> : null}
      </header>
      {editing ? (
        <form className="inspect-form" onSubmit={(event) => { event.preventDefault(); void inspect(); }}>
          <ContentBox label="A SAML response, request, metadata, certificate or HAR capture, in any form" draft={draft} rows={report ? 5 : 9}
            placeholder={'<samlp:Response …>  or  PHNhbWxwOlJlc3BvbnNl…  or  SAMLResponse=…&RelayState=…'} onDraft={document.setDraft} onSubmit={() => void inspect()} onArrive={takeDocument} />
          <div className="inspect-go">
            <AgainstSelect />
            <Button type="submit" look="primary" disabled={isEmpty(draft)} busy={job !== null}>Inspect</Button>
            {report ? <Button look="quiet" onClick={() => setEditing(false)}>Back to the report</Button> : null}
          </div>
        </form>
      ) : null}
      {editing || againstOpen ? <AgainstForm /> : null}
      <JobStatus running={job !== null} phase={phase} onCancel={document.cancel} />
      {error ? <ErrorNotice error={error} onRetry={() => void inspect()} /> : null}
      {report && !(editing && againstOpen) ? (
        <>
          {report.document.messages > 1 ? <Messages report={report} handed={handed} /> : null}
          <ReportView report={report} connection={connection.value} actions={<Ways report={report} />} handed={handed ?? undefined} />
        </>
      ) : null}
      {!report && job === null && isEmpty(draft) ? <Teaching /> : null}
    </div>
  );
}

/** The way on that this report asks for: a key to verify with. */
function Ways({ report }: { report: Report }) {
  const { againstOpen } = useInspect();
  const unchecked = report.facts.signatures.some((signature) => signature.result === 'not-checked');
  return unchecked ? <Button size="small" icon={<KeyRound aria-hidden="true" />} aria-expanded={againstOpen} onClick={() => setAgainstOpen(!againstOpen)}>Give a key to verify with</Button> : null;
}

/** What was handed in, in one line, with the ways on from here. */
function HandedIn({ report }: { report: Report }) {
  const draft = document.use((state) => state.draft);
  return (
    <div className="handed-in">
      <span className="second handed-in-what"><b>{draft.name ?? kindWord(report.document.kind)}</b> {bytesInWords(report.document.bytes)}{report.document.notes.length > 0 ? `, ${plural(report.document.notes.length, 'thing')} undone on the way in` : ''}</span>
      <AgainstSelect />
      <Button size="small" icon={<SlidersHorizontal aria-hidden="true" />} onClick={() => setEditing(true)}>Change</Button>
      <Button size="small" icon={<RotateCcw aria-hidden="true" />} onClick={startOver}>Start over</Button>
    </div>
  );
}

function Teaching() {
  return (
    <section className="teaching" aria-label="How to get a response">
      <div>
        <h2>Where to get the response of a failed login</h2>
        <ol className="steps-small">
          <li>Open the browser’s developer tools, <b>Network</b> tab, and switch on <b>Preserve log</b>.</li>
          <li>Log in until it fails.</li>
          <li>Find the <b>POST</b> to the ACS URL; in <b>Payload</b>, copy the value of <code>SAMLResponse</code>. Or save everything as a HAR file.</li>
          <li>Paste or drop it here. Nothing leaves this machine.</li>
        </ol>
      </div>
      <Button icon={<FlaskConical aria-hidden="true" />} onClick={() => takeDocument(example())}>See it with an example response</Button>
    </section>
  );
}
