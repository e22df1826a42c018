/** A login at the service provider itself: watched in a browser of its own, or brought as the admin's browser saved it. */
import { useState } from 'react';
import type { Connection } from '../../shared/connection.ts';
import { guideContext } from '../../shared/guides/context.ts';
import type { AppError } from '../../shared/errors.ts';
import { asAppError, call } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useProcedure } from '../use-procedure.ts';
import { CapturedNotice } from './captured-notice.tsx';
import { ContentBox } from './content-box.tsx';
import { emptyDraft, isEmpty, type Draft } from './draft.ts';
import { RichText } from './rich-text.tsx';
import { WatchLogin } from './watch-login.tsx';
import './capture-box.css';

/** `onKept`: where the screen shows the login itself; else its outcome stands below the box. */
export function CaptureBox({ connection, onKept }: { connection: Connection; onKept?: (exchangeId: string) => void }) {
  const name = guideContext(connection).spName;
  const [kept, setKept] = useState<string | null>(null);
  const exchange = useProcedure('exchange.get', kept === null ? null : { id: kept });
  const show = (exchangeId: string) => (onKept ? onKept(exchangeId) : setKept(exchangeId));
  return (
    <section className="capture-box" aria-label={`Login at ${name}`}>
      <p className="second read">Only a login at {name} itself shows that {name} was given the right things. It is judged on this machine, as {name} judges it; of all that the browser did, the SAML messages alone are kept.</p>
      <WatchLogin connection={connection} name={name} onKept={show} />
      {exchange.value ? <CapturedNotice exchange={exchange.value} name={name} link /> : null}
      <Bring connection={connection} name={name} onKept={show} />
    </section>
  );
}

const ways = {
  chrome: ['Open a private window, press **F12** (on a Mac **⌥ ⌘ I**) and choose **Network**. Tick **Preserve log**.', 'When you are in, press the arrow **Export HAR** in that panel, and drop the file here.'],
  firefox: ['Open a private window, press **F12** (on a Mac **⌥ ⌘ I**) and choose **Network**. Under the gear tick **Persist Logs**.', 'When you are in, choose **Save All As HAR** under the gear, and drop the file here.'],
  safari: ['Tick **Show features for web developers** under **Settings > Advanced**, then choose **Develop > Show Web Inspector > Network** and tick **Preserve Log**.', 'When you are in, press **Export** in that panel, and drop the file here.'],
} as const;

function Bring({ connection, name, onKept }: { connection: Connection; name: string; onKept: (exchangeId: string) => void }) {
  const [way, setWay] = useState<keyof typeof ways>('chrome');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const take = async (given: Draft) => {
    setBusy(true);
    setError(null);
    try {
      onKept((await call('capture.keep', { connectionId: connection.id, content: given.content })).exchangeId);
      setDraft(emptyDraft);
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  const [before, after] = ways[way];
  return (
    <div className="capture-bring">
      <p><b>Log in at {name} itself, then bring what your browser sent</b></p>
      <Segmented label="Your browser" value={way} options={[{ value: 'chrome', label: 'Chrome, Edge' }, { value: 'firefox', label: 'Firefox' }, { value: 'safari', label: 'Safari' }]} onChange={setWay} />
      <ol className="capture-steps">
        <li><RichText text={before} /></li>
        <li>Log in at {name}, to the end.</li>
        <li><RichText text={after} /> Or find the request that carries SAMLResponse and paste that.</li>
      </ol>
      <ContentBox label="What your browser sent" rows={3} placeholder="SAMLResponse=PHNhbWxwOlJlc3BvbnNl…" draft={draft} onDraft={setDraft} onArrive={(given) => void take(given)} onSubmit={() => void take(draft)} accept=".har,.json,.txt,.log,.xml"
        hint="A HAR file also tells when it happened and what was answered. It holds your whole session: delete it afterwards." />
      {isEmpty(draft) && !busy ? null : <div className="row"><Button look="primary" busy={busy} onClick={() => void take(draft)}>Judge this login</Button></div>}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}
