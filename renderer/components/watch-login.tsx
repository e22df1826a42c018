/** Opens a browser and watches the login in it; the host keeps what it sees. */
import { useEffect, useRef, useState } from 'react';
import { Eye, Square } from 'lucide-react';
import { spTarget, type Connection } from '../../shared/connection.ts';
import { AppError, fromWire } from '../../shared/errors.ts';
import { serviceProvider } from '../../shared/guides/index.ts';
import { asAppError, call } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { remember, useProcedure } from '../use-procedure.ts';

export function WatchLogin({ connection, name, onKept }: { connection: Connection; name: string; onKept: (exchangeId: string) => void }) {
  const { value } = useProcedure('capture.status', {});
  const [url, setURL] = useState(spTarget(connection).signOnURL ?? serviceProvider(connection.sp.guide).url ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const own = value?.connectionId === connection.id ? value : null;
  const newest = own?.exchangeIds.at(-1);
  const shown = useRef(newest);
  useEffect(() => {
    if (newest === undefined || newest === shown.current) return;
    shown.current = newest;
    onKept(newest);
  }, [newest, onKept]);

  const ask = async (run: () => ReturnType<typeof call<'capture.stop'>>) => {
    setBusy(true);
    setError(null);
    try {
      remember('capture.status', {}, await run());
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  if (!value) return null;
  if (value.browser === null) return <Notice title="No Chrome, Chromium or Edge was found that could be opened and watched.">Use your own browser, as told below.</Notice>;
  const isOpen = own !== null && own.state !== 'idle';
  return (
    <div className="watch-login">
      {isOpen ? (
        <p className="row" role="status"><span className="spinner" aria-hidden="true" /><span>{own.state === 'opening' ? `Opening ${own.browser}…` : `Watching ${own.browser}: ${seenWords(own)}`}</span>
          <Button size="small" icon={<Square aria-hidden="true" />} onClick={() => void ask(() => call('capture.stop', {}))}>Stop and close it</Button></p>
      ) : (
        <form className="watch-form" onSubmit={(event) => { event.preventDefault(); void ask(() => call('capture.start', { connectionId: connection.id, url: url.trim() })); }}>
          <TextField label="Where the login starts" mono type="url" placeholder="https://" value={url} onChange={(event) => setURL(event.target.value)} hint={`The sign-on page of ${name}, or your dashboard at the identity provider.`} />
          <Button type="submit" look="primary" icon={<Eye aria-hidden="true" />} busy={busy} disabled={url.trim() === ''}>Open a browser and watch the login</Button>
        </form>
      )}
      <p className="quiet">{value.browser} opens apart from your own sessions and extensions, under a profile that is deleted when you close it. No cookie, no password and no other page is kept or shown here.</p>
      {error ? <ErrorNotice error={error} /> : own?.problem && !busy ? <ErrorNotice error={fromWire(own.problem)} /> : null}
    </div>
  );
}

function seenWords({ requests, responses }: { requests: number; responses: number }): string {
  if (responses > 0) return `${responses} ${responses === 1 ? 'response' : 'responses'} seen. Close it when you are done.`;
  return requests > 0 ? 'the request was sent. Sign in there.' : 'log in there.';
}
