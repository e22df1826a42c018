/** What every tab of one connection stands in: its name, its readiness, its tabs. */
import type { ReactNode } from 'react';
import { displayName, type Connection } from '../../shared/connection.ts';
import type { Evidence } from '../../shared/guides/guide.ts';
import { ReadinessSentence } from '../components/readiness.tsx';
import { connectionTabs, hrefOfConnection, type ConnectionTab } from '../route.ts';
import { LinkButton } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { useProcedure } from '../use-procedure.ts';
import { useWalk } from '../components/use-walk.ts';
import { tabNames } from './palette.tsx';
import './connection-frame.css';

export function ConnectionFrame({ id, tab, children }: { id: string; tab: ConnectionTab; children: (connection: Connection, evidence: Evidence) => ReactNode }) {
  const connection = useProcedure('connection.get', { id });
  const evidence = useProcedure('connection.evidence', { id });
  const walk = useWalk(connection.value, evidence.value);
  const error = connection.error ?? evidence.error;
  if (!connection.value || !evidence.value || !walk) {
    return (
      <div className="page">
        {error ? <><ErrorNotice error={error} onRetry={() => { connection.reload(); evidence.reload(); }} /><div className="row"><LinkButton href="#/connections">All connections</LinkButton></div></> : <Loading what="Loading the connection" />}
      </div>
    );
  }
  return (
    <div className="page connection-page">
      <header className="connection-head">
        <h1>{displayName(connection.value)}</h1>
        <ReadinessSentence readiness={walk.readiness} />
        <nav className="tabs" aria-label="Connection">
          {connectionTabs.map((name) => <a key={name} href={hrefOfConnection(id, name)} aria-current={name === tab ? 'page' : undefined}>{tabNames[name]}</a>)}
        </nav>
      </header>
      {error ? <ErrorNotice error={error} onRetry={connection.reload} /> : null}
      {children(connection.value, evidence.value)}
    </div>
  );
}
