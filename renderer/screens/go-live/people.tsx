/** Who will sign in, and who gets in without: given by the admin, kept on this machine. */
import { useState } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { readPeople } from '../../../shared/guides/people.ts';
import { asAppError, call } from '../../api.ts';
import { ContentBox } from '../../components/content-box.tsx';
import { emptyDraft, isEmpty, type Draft } from '../../components/draft.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';

export function People({ connection, name }: { connection: Connection; name: string }) {
  const kept = connection.goLive ?? { people: [], breakGlass: '' };
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [account, setAccount] = useState(kept.breakGlass);
  const [read, setRead] = useState<ReturnType<typeof readPeople> | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const save = (goLive: NonNullable<Connection['goLive']>) => {
    setError(null);
    call('connection.save', { connection: { ...connection, goLive } }).catch((reason: unknown) => setError(asAppError(reason)));
  };
  const take = (given: Draft) => {
    const next = readPeople(textOf(given));
    setRead(next);
    if (next.addresses.length === 0) return;
    setDraft(emptyDraft);
    save({ people: next.addresses, breakGlass: account.trim() });
  };
  return (
    <div className="stack go-live-people">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save({ ...kept, breakGlass: account.trim() }); }} onBlur={() => { if (account.trim() !== kept.breakGlass) save({ ...kept, breakGlass: account.trim() }); }}>
        <TextField label="Account that gets in without single sign-on" hint={`An admin of ${name} who does not sign in through it. Written into the runbook.`} placeholder="admin@example.com" value={account} onChange={(event) => setAccount(event.target.value)} />
      </form>
      <ContentBox label={kept.people.length === 0 ? 'The people who will sign in: a CSV, or a list of e-mail addresses' : `The people who will sign in: ${kept.people.length.toLocaleString('en')} kept; drop another list to replace them`} rows={4} placeholder={'ada@example.com\nbob@example.com'} draft={draft} onDraft={setDraft} onArrive={take} onSubmit={() => take(draft)} accept=".csv,.txt,text/csv,text/plain" />
      <div className="row">
        {isEmpty(draft) ? null : <Button onClick={() => take(draft)}>Compare with the logins seen</Button>}
        {kept.people.length > 0 ? <Button look="quiet" size="small" onClick={() => { setRead(null); save({ ...kept, people: [] }); }}>Forget the list</Button> : null}
      </div>
      {read ? <ReadNotice read={read} /> : null}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}

function ReadNotice({ read: { addresses, refused, doubles } }: { read: ReturnType<typeof readPeople> }) {
  if (addresses.length === 0) return <Notice tone="error" live title="No e-mail address was found in it.">One a line is enough; a CSV with a column of addresses will do.</Notice>;
  const left = refused.slice(0, 5).map((one) => `line ${one.line}, “${one.text}”`).join('; ');
  return (
    <Notice live tone={refused.length > 0 ? 'warning' : 'info'} title={`${addresses.length.toLocaleString('en')} ${addresses.length === 1 ? 'person' : 'people'} read${doubles > 0 ? `, ${doubles} named twice` : ''}.`}>
      {refused.length > 0 ? `No address in ${refused.length === 1 ? '' : `${refused.length} lines: `}${left}${refused.length > 5 ? ' and others' : ''}.` : null}
    </Notice>
  );
}

/** A dropped file comes as base64 of its bytes. */
function textOf({ content }: Draft): string {
  if ('text' in content) return content.text;
  return new TextDecoder().decode(Uint8Array.from(atob(content.base64), (letter) => letter.charCodeAt(0)));
}
