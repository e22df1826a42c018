/** A test login: one big button, what it will do in one sentence, and a time line that fills while it happens. */
import { useState } from 'react';
import { ExternalLink, KeyRound, LogOut, PanelTop, SlidersHorizontal } from 'lucide-react';
import { idpName, idpSource, isPractice, spName, type Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { guideContext } from '../../../shared/guides/context.ts';
import { asAppError, call, inElectron } from '../../api.ts';
import { CaptureBox } from '../../components/capture-box.tsx';
import { ExchangeRow } from '../../components/exchange-row.tsx';
import { ExchangeView } from '../../components/exchange-view.tsx';
import { MetadataDrop } from '../../components/metadata-drop.tsx';
import { go, hrefOfConnection } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { LoginOptions, PracticeAnswer, Rehearsal } from './login-options.tsx';
import './login.css';

type Kind = 'sp-initiated' | 'idp-initiated' | 'logout';

export default function LoginScreen({ connection, exchangeId }: { connection: Connection; exchangeId: string | null }) {
  const exchange = useProcedure('exchange.get', exchangeId === null ? null : { id: exchangeId });
  const exchanges = useProcedure('exchange.list', { connectionId: connection.id });
  const [busy, setBusy] = useState<Kind | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [blocked, setBlocked] = useState<string | null>(null);
  const [options, setOptions] = useState(false);
  const [proving, setProving] = useState(false);
  const source = idpSource(connection);
  const practiceStatus = useProcedure('idp.status', {});
  // Its metadata may also have been dropped as a file.
  const practice = isPractice(connection.idp.metadata) || (source.entityID !== null && source.entityID === practiceStatus.value?.entityID);
  const missing = source.from === 'nothing';

  const start = async (kind: Kind) => {
    // Browsers allow a new tab only in the click itself; where it leads is known a moment later.
    const tab = inElectron ? null : window.open('about:blank', '_blank');
    if (tab) tab.opener = null;
    setBusy(kind);
    setError(null);
    setBlocked(null);
    try {
      const started = await call('login.start', { connectionId: connection.id, ...(kind === 'idp-initiated' ? { idpInitiated: true } : {}), ...(kind === 'logout' ? { logout: true } : {}) });
      go(hrefOfConnection(connection.id, 'login', started.exchangeId));
      if (inElectron) await call('app.openExternal', { url: started.url });
      else if (tab) tab.location.replace(started.url);
      else setBlocked(started.url);
    } catch (reason) {
      tab?.close();
      setError(asAppError(reason));
    } finally {
      setBusy(null);
    }
  };

  return (
    <div className="login">
      {missing ? (
        <section className="stack" aria-label="Metadata is missing">
          <Notice tone="warning" title={`The metadata of ${idpName(connection)} is missing: without it no login can be sent or verified.`}>Bring it here, or try everything with the practice identity provider first.</Notice>
          <MetadataDrop connection={connection} side="idp" />
        </section>
      ) : (
        <section className={`login-start ${exchangeId === null ? '' : 'again'}`} aria-label="Start a login">
          <div className="row">
            <Button look="primary" size={exchangeId === null ? 'large' : 'normal'} icon={<KeyRound aria-hidden="true" />} busy={busy === 'sp-initiated'} onClick={() => void start('sp-initiated')}>Start test login</Button>
            <Button icon={<PanelTop aria-hidden="true" />} busy={busy === 'idp-initiated'} onClick={() => void start('idp-initiated')}>IdP-initiated</Button>
            <Button icon={<LogOut aria-hidden="true" />} busy={busy === 'logout'} onClick={() => void start('logout')}>Log out</Button>
            {exchangeId === null ? null : <>{practice ? <PracticeAnswer inline /> : null}<Button look="quiet" icon={<SlidersHorizontal aria-hidden="true" />} aria-expanded={options} onClick={() => setOptions(!options)}>Options</Button></>}
          </div>
          {exchangeId === null || options ? (
            <>
              <p className="second read">{sentence(connection, practice)}</p>
              {practice && exchangeId === null ? <PracticeAnswer /> : null}
              <Rehearsal connection={connection} practice={practice} />
              <LoginOptions connection={connection} />
            </>
          ) : null}
        </section>
      )}
      {missing ? null : (
        <section aria-label="Captured login">
          <Disclosure open={proving} onToggle={setProving} summary={`Prove it by a login at ${guideContext(connection).spName} itself`}>
            {proving ? <CaptureBox connection={connection} onKept={(id) => {
              setProving(false);
              go(hrefOfConnection(connection.id, 'login', id));
            }} /> : null}
          </Disclosure>
        </section>
      )}
      {blocked ? <Notice tone="warning" live title="The browser did not allow a new tab." actions={<a className="button primary" href={blocked} target="_blank" rel="noopener noreferrer"><ExternalLink aria-hidden="true" />Open the login</a>}>Open it by hand; it is waiting.</Notice> : null}
      {error ? <ErrorNotice error={error} /> : null}
      {exchange.error ? <ErrorNotice error={exchange.error} /> : null}
      {exchangeId !== null && !exchange.value && !exchange.error ? <Loading what="Loading the login" /> : null}
      {exchange.value ? <div className="login-result"><ExchangeView exchange={exchange.value} connection={connection} /></div> : null}
      {exchangeId === null && exchanges.value && exchanges.value.length > 0 ? (
        <section className="stack" aria-label="Earlier logins">
          <h2>Earlier logins</h2>
          <ul className="exchange-list">{exchanges.value.slice(0, 8).map((one) => <ExchangeRow key={one.id} exchange={one} href={hrefOfConnection(connection.id, 'login', one.id)} />)}</ul>
        </section>
      ) : null}
    </div>
  );
}

function sentence(connection: Connection, practice: boolean): string {
  const idp = practice ? 'the practice identity provider' : idpName(connection);
  const where = inElectron ? 'your browser' : 'a new tab';
  const as = connection.login.rehearsal ? `as ${spName(connection)}, with its entityID` : 'as this app’s own test service provider';
  return `Opens ${idp} in ${where} and asks for a login ${as}. The answer comes back here and is judged.`;
}
