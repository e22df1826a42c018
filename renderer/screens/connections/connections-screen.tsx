import { useState } from 'react';
import { ArrowRight, Plus, UserRoundCog } from 'lucide-react';
import type { ConnectionSummary } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { ReadinessIcon } from '../../components/readiness.tsx';
import { Time } from '../../components/time.tsx';
import { go, hrefOfConnection, hrefOfTool } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';
import './connections.css';

export function ConnectionsScreen({ onNew }: { onNew: () => void }) {
  const { value, error, reload } = useProcedure('connection.list', {});
  return (
    <div className="page">
      <header className="page-head">
        <h1>Connections</h1>
        {value && value.length > 0 ? <Button look="primary" icon={<Plus aria-hidden="true" />} onClick={onNew}>New connection</Button> : null}
      </header>
      {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
      {!value && !error ? <Loading what="Loading connections" /> : null}
      {value && value.length > 0 ? <List connections={value} /> : null}
      {value && value.length === 0 ? <Empty onNew={onNew} /> : null}
    </div>
  );
}

function List({ connections }: { connections: ConnectionSummary[] }) {
  const moveFocus = (event: React.KeyboardEvent<HTMLUListElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
    const next = links[links.indexOf(document.activeElement as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  };
  return (
    <ul className="connection-list" onKeyDown={moveFocus}>
      {connections.map((connection) => (
        <li key={connection.id}>
          <a href={hrefOfConnection(connection.id, connection.readiness.state === 'missing' ? 'setup' : 'overview')}>
            <ReadinessIcon state={connection.readiness.state} size={16} />
            <span className="connection-name">{connection.name}</span>
            <span className="connection-sentence">{connection.readiness.sentence}</span>
            <span className="quiet nowrap">{connection.readiness.proven} of {connection.readiness.total} proven</span>
            <span className="quiet nowrap connection-time"><Time at={connection.updatedAt} /></span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Empty({ onNew }: { onNew: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const practise = async () => {
    setBusy(true);
    setError(null);
    try {
      const { id } = await call('connection.create', { sp: 'heroku', spInputs: { team: 'acme' }, idp: 'other', name: 'Practice: Heroku · acme' });
      await call('connection.usePractice', { id });
      go(hrefOfConnection(id, 'login'));
    } catch (reason) {
      setError(asAppError(reason));
      setBusy(false);
    }
  };
  return (
    <section className="empty first-run">
      <h2>A connection is one product that people log in to, and the one that knows who they are.</h2>
      <p className="read second">For example: Heroku’s team <b>acme</b> logs in through <b>Okta</b>. Name the two and the team; you get every value for both consoles, the steps in their own words, and a test login that tells what is wrong and which field to change.</p>
      <figure className="example-pair" aria-label="Example: Heroku team acme, logging in through Okta">
        <div><b>Okta</b><span className="quiet">identity provider</span><code>knows ada@acme.example</code></div>
        <span className="pair-arrow" aria-hidden="true"><ArrowRight size={18} /><span>signed Response</span></span>
        <div><b>Heroku · acme</b><span className="quiet">service provider</span><code>sso.heroku.com/saml/acme</code></div>
      </figure>
      <div className="row">
        <Button look="primary" size="large" icon={<Plus aria-hidden="true" />} onClick={onNew}>New connection</Button>
        <Button size="large" icon={<UserRoundCog aria-hidden="true" />} busy={busy} onClick={() => void practise()}>Try it with the practice identity provider</Button>
      </div>
      {error ? <ErrorNotice error={error} onRetry={() => void practise()} /> : null}
      <p className="second">No identity provider at hand? The practice one runs on this machine: a complete login in two minutes, and twenty ways to break it.
        Or <a href={hrefOfTool('inspect')}>inspect a response of a login that failed</a>.</p>
    </section>
  );
}

