/** A change of the identity provider's key that is planned: when, and to which certificate. Every login is judged by it from then on. */
import { useState } from 'react';
import { CalendarClock } from 'lucide-react';
import { moment } from '../../../shared/checks/words.ts';
import { idpName, type Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { CertificateCard } from '../../components/certificate-card.tsx';
import { hrefOfConnection } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';

export function PlannedRollover({ connection }: { connection: Connection }) {
  const { rollover = null } = connection.idp;
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const save = (value: NonNullable<typeof rollover> | null): void => {
    setError(null);
    call('connection.save', { connection: { ...connection, idp: { ...connection.idp, rollover: value } } }).then(() => setEditing(false), (reason: unknown) => setError(asAppError(reason)));
  };
  return (
    <section aria-labelledby="rollover">
      <h2 id="rollover">A planned change of the key</h2>
      {error ? <ErrorNotice error={error} /> : null}
      {editing ? <Form rollover={rollover} onSave={save} onCancel={() => setEditing(false)} /> : rollover === null ? (
        <>
          <p className="second read">Does {idpName(connection)} announce a new signing certificate? Note the day and the certificate: from then on only the new key counts here, and any login can be judged as of then to see what will happen.</p>
          <p className="row"><Button icon={<CalendarClock aria-hidden="true" />} onClick={() => setEditing(true)}>Note a planned change</Button></p>
        </>
      ) : (
        <>
          <p className="read">From <b>{moment(Date.parse(rollover.at))}</b> on only the next certificate counts{rollover.certificate === null ? ', and it is not known yet' : ''}. To see what that does, open a login under <a href={hrefOfConnection(connection.id, 'history')}>History</a> and press <b>After the planned rollover</b>.</p>
          {rollover.certificate === null ? null : <Next pem={rollover.certificate} />}
          <p className="row"><Button onClick={() => setEditing(true)}>Change</Button><Button look="quiet" onClick={() => save(null)}>Remove the plan</Button></p>
        </>
      )}
    </section>
  );
}

function Next({ pem }: { pem: string }) {
  const report = useProcedure('document.inspect', { content: { text: pem }, against: {} }).value;
  return <>{report?.facts.certificateFile?.certificates.map((one) => <CertificateCard key={one.sha256} certificate={one} reference={report.judgedAt} heading="next" />)}</>;
}

/** As the field for a local date and time wants it. */
const localTime = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function Form({ rollover, onSave, onCancel }: { rollover: { at: string; certificate: string | null } | null; onSave: (value: { at: string; certificate: string | null }) => void; onCancel: () => void }) {
  const [at, setAt] = useState(rollover === null ? '' : localTime(Date.parse(rollover.at)));
  const [certificate, setCertificate] = useState(rollover?.certificate ?? '');
  const time = Date.parse(at);
  return (
    <form className="stack rollover-form" onSubmit={(event) => { event.preventDefault(); onSave({ at: new Date(time).toISOString(), certificate: certificate.trim() === '' ? null : certificate.trim() }); }}>
      <TextField label="When the new key takes over" type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} hint="By the clock and time zone of this machine." />
      <TextArea label="The next certificate" mono rows={5} value={certificate} placeholder="-----BEGIN CERTIFICATE-----" onChange={(event) => setCertificate(event.target.value)} hint="PEM, or one line of base64. May be left empty until it is known." />
      <div className="row"><Button type="submit" look="primary" disabled={Number.isNaN(time)}>Save</Button><Button look="quiet" onClick={onCancel}>Cancel</Button></div>
    </form>
  );
}
