/** After the upload: what the service provider's console shows, pasted here, held against what was handed over. */
import { useState } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { readBackHolds, readBackRows, type ReadBackPart, type ReadBackRow } from '../../../shared/guides/read-back.ts';
import { asAppError, call } from '../../api.ts';
import { Difference } from '../../components/difference.tsx';
import { OutcomeIcon } from '../../components/outcome.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';

const icons = { equal: 'pass', different: 'fail', unknown: 'skip' } as const;

export function ReadBack({ connection, name }: { connection: Connection; name: string }) {
  const rows = readBackRows(connection);
  const kept = connection.readBack;
  const [shown, setShown] = useState<Record<ReadBackPart, string>>({ certificate: kept?.certificate ?? '', singleSignOnService: kept?.singleSignOnService ?? '', entityID: kept?.entityID ?? '' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const compare = async () => {
    setBusy(true);
    setError(null);
    try {
      await call('connection.readBack', { id: connection.id, ...shown });
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  const holds = readBackHolds(connection);
  const type = (part: ReadBackPart, text: string) => setShown((before) => ({ ...before, [part]: text }));
  return (
    <section className="read-back" aria-label={`What ${name} shows`}>
      <h3>Read it back</h3>
      <p className="second read">Copy what {name} shows after saving. It is compared here, letter by letter and key by key.</p>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void compare(); }}>
        {rows.map((row) => row.part === 'certificate'
          ? <TextArea key={row.part} label={`${row.label}, or its fingerprint`} mono rows={3} value={shown.certificate} placeholder="-----BEGIN CERTIFICATE----- or AB:CD:…" onChange={(event) => type('certificate', event.target.value)} />
          : <TextField key={row.part} label={row.label} mono value={shown[row.part]} onChange={(event) => type(row.part, event.target.value)} />)}
        <div className="row"><Button type="submit" busy={busy}>Compare</Button></div>
      </form>
      {error ? <ErrorNotice error={error} /> : null}
      {kept ? (
        <div className="stack" role="status">
          <p><b>{holds === true ? `${name} has what was handed to it.` : holds === false ? `${name} has something else than what was handed to it.` : 'Not enough to tell: the certificate or its fingerprint is what counts.'}</b></p>
          <ul className="read-back-rows">{rows.map((row) => <Row key={row.part} row={row} name={name} />)}</ul>
        </div>
      ) : null}
    </section>
  );
}

function Row({ row, name }: { row: ReadBackRow; name: string }) {
  return (
    <li>
      <OutcomeIcon outcome={icons[row.state]} /> <b>{row.label}</b> <span className="second">{row.words}</span>
      {row.state === 'different' ? <Difference caption={`${row.label}: what differs`} rows={[{ label: `${name} shows`, value: row.shown, from: '' }, { label: 'handed over', value: row.handed, from: '' }]} /> : null}
    </li>
  );
}
