/** Every login of this connection, the cause as its title; failed and timed-out ones stay. */
import { useState } from 'react';
import { ArrowLeft, Trash2 } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import { call } from '../../api.ts';
import { ExchangeRow, exchangeOutcome } from '../../components/exchange-row.tsx';
import { ExchangeView } from '../../components/exchange-view.tsx';
import { go, hrefOfConnection } from '../../route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useProcedure } from '../../use-procedure.ts';
import './login.css';

const shownAtOnce = 100;

export default function HistoryScreen({ connection, exchangeId }: { connection: Connection; exchangeId: string | null }) {
  return exchangeId === null ? <List connection={connection} /> : <One connection={connection} id={exchangeId} />;
}

function List({ connection }: { connection: Connection }) {
  const { value, error, reload } = useProcedure('exchange.list', { connectionId: connection.id });
  const [only, setOnly] = useState<'all' | 'bad'>('all');
  const [all, setAll] = useState(false);
  const found = (value ?? []).filter((exchange) => only === 'all' || ['fail', 'warn'].includes(exchangeOutcome(exchange).tone));
  return (
    <section className="stack history">
      {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
      {!value && !error ? <Loading what="Loading the logins" /> : null}
      {value && value.length > 0 ? (
        <>
          <div className="row"><Segmented label="Which logins" value={only} options={[{ value: 'all', label: `All ${value.length}` }, { value: 'bad', label: 'Not accepted' }]} onChange={setOnly} /></div>
          {found.length === 0 ? <p className="second">Every login was accepted.</p> : <ul className="exchange-list">{found.slice(0, all ? found.length : shownAtOnce).map((exchange) => <ExchangeRow key={exchange.id} exchange={exchange} href={hrefOfConnection(connection.id, 'history', exchange.id)} />)}</ul>}
          {!all && found.length > shownAtOnce ? <Button onClick={() => setAll(true)}>Show all {found.length}</Button> : null}
        </>
      ) : null}
      {value && value.length === 0 ? (
        <div className="empty"><h2>No login yet</h2>
          <p className="read second">Each test login is kept here with what was sent, what came back, and the one cause when it failed: for example “The identity provider signed with a key that is not in the metadata you gave.”</p>
          <LinkButton look="primary" href={hrefOfConnection(connection.id, 'login')}>Go to Test login</LinkButton></div>
      ) : null}
    </section>
  );
}

function One({ connection, id }: { connection: Connection; id: string }) {
  const { value, error, reload } = useProcedure('exchange.get', { id });
  const remove = () => call('exchange.remove', { id }).then(() => go(hrefOfConnection(connection.id, 'history')), () => reload());
  return (
    <>
      <div className="row history-bar">
        <LinkButton look="quiet" size="small" href={hrefOfConnection(connection.id, 'history')} icon={<ArrowLeft aria-hidden="true" />}>All logins</LinkButton>
        <Button look="quiet" size="small" icon={<Trash2 aria-hidden="true" />} onClick={() => void remove()}>Remove this login</Button>
      </div>
      {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
      {!value && !error ? <Loading what="Loading the login" /> : null}
      {value ? <ExchangeView exchange={value} connection={connection} /> : null}
    </>
  );
}
