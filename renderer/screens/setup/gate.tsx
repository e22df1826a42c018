/** What stands before the upload, and the way past it for who knows better: typed, not clicked, and kept. */
import { useState } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { overridePhrase } from '../../../shared/guides/gate.ts';
import type { Walk } from '../../../shared/guides/guide.ts';
import { asAppError, call } from '../../api.ts';
import { Time } from '../../components/time.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';

export function Gate({ gate, connection }: { gate: NonNullable<Walk['gate']>; connection: Connection }) {
  if (gate.overriddenAt !== null) {
    return <Notice tone="error" title={<>Opened against the judge’s word, <Time at={gate.overriddenAt} /></>}>{gate.reason}</Notice>;
  }
  return (
    <>
      <Notice tone="warning" title={gate.reason} />
      {gate.overridable ? <Override connection={connection} /> : null}
    </>
  );
}

function Override({ connection }: { connection: Connection }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      await call('connection.override', { id: connection.id, typed });
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Disclosure summary="Hand it over all the same">
      <form className="stack override" onSubmit={(event) => { event.preventDefault(); void open(); }}>
        <p className="second read">If what is named above is right, logins will fail, and at some service providers people are then locked out. It is written down in this connection, with the time and the reason.</p>
        <TextField label={<>Type <b>{overridePhrase}</b></>} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <div className="row"><Button type="submit" look="danger" busy={busy} disabled={typed.trim() === ''}>Open the upload</Button></div>
        {error ? <ErrorNotice error={error} /> : null}
      </form>
    </Disclosure>
  );
}
