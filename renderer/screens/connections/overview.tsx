/** One connection at a glance: what is next, both sides' values, the last logins; and its name, and how to remove it. */
import { useState } from 'react';
import { ArrowRight, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { displayName, idpSource, isPractice, type Connection } from '../../../shared/connection.ts';
import type { Evidence } from '../../../shared/guides/guide.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { ExchangeRow } from '../../components/exchange-row.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useWalk } from '../../components/use-walk.ts';
import { go, hrefOfConnection } from '../../route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { useProcedure } from '../../use-procedure.ts';
import './connections.css';

export default function Overview({ connection, evidence }: { connection: Connection; evidence: Evidence }) {
  const walk = useWalk(connection, evidence);
  const exchanges = useProcedure('exchange.list', { connectionId: connection.id });
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const current = walk?.steps.find((step) => step.state === 'current');
  const source = idpSource(connection);
  const practice = isPractice(connection.idp.metadata);
  return (
    <>
      {current ? (
        <section className="next-step" aria-label="Next step">
          <h2>Next: {current.title}</h2>
          {current.body[0] ? <p className="second read"><RichText text={current.body[0]} /></p> : null}
          <div className="row">
            <LinkButton look="primary" href={hrefOfConnection(connection.id, 'setup', current.id)} icon={<ArrowRight aria-hidden="true" />}>Go to this step</LinkButton>
            <LinkButton href={hrefOfConnection(connection.id, 'login')} icon={<KeyRound aria-hidden="true" />}>Test login</LinkButton>
          </div>
        </section>
      ) : null}
      <div className="overview">
        <section>
          <h2>{walk?.sp.name} <span className="quiet">service provider</span></h2>
          <dl className="copy-list">
            {walk?.targets.map((target) => <CopyField key={target.term} label={target.label} term={target.term} value={target.value} missing={target.missing} note={target.note} copyable={target.copy} />)}
          </dl>
        </section>
        <section>
          <h2>{walk?.idp.name} <span className="quiet">identity provider</span>{practice ? <span className="tag">practice</span> : null}<a href={hrefOfConnection(connection.id, 'metadata')}>{connection.idp.metadata ? 'Metadata' : 'Bring its metadata'}</a></h2>
          <dl className="copy-list">
            <CopyField label="entityID of the identity provider" term="entityID" value={source.entityID ?? ''} missing="In its metadata, which is not here yet" />
            <CopyField label="Single sign-on address" term="singleSignOnService" value={source.singleSignOnService ?? ''} missing="In its metadata, which is not here yet" />
          </dl>
          {connection.idp.metadata ? <p className="quiet">From {connection.idp.metadata.source}. <a href={hrefOfConnection(connection.id, 'certificates')}>{source.certificates.length === 1 ? '1 signing certificate' : `${source.certificates.length} signing certificates`}</a></p> : null}
        </section>
        <section>
          <h2>Last logins <a href={hrefOfConnection(connection.id, 'history')}>History</a></h2>
          {exchanges.value && exchanges.value.length > 0
            ? <ul className="exchange-list">{exchanges.value.slice(0, 4).map((exchange) => <ExchangeRow key={exchange.id} exchange={exchange} href={hrefOfConnection(connection.id, 'history', exchange.id)} />)}</ul>
            : <p className="second">None yet. A test login shows whether it works, and if not, why. <a href={hrefOfConnection(connection.id, 'login')}>Test login</a></p>}
        </section>
      </div>
      <div className="row">
        <Button look="quiet" size="small" icon={<Pencil aria-hidden="true" />} onClick={() => setDialog('rename')}>Rename</Button>
        <Button look="quiet" size="small" icon={<Trash2 aria-hidden="true" />} onClick={() => setDialog('remove')}>Remove this connection</Button>
      </div>
      {dialog === 'rename' ? <Rename connection={connection} onClose={() => setDialog(null)} /> : null}
      {dialog === 'remove' ? <Remove connection={connection} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function Rename({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const [name, setName] = useState(connection.name);
  const [error, setError] = useState<AppError | null>(null);
  const save = () => call('connection.save', { connection: { ...connection, name: name.trim() } }).then(onClose, (reason: unknown) => setError(asAppError(reason)));
  return (
    <Dialog open onClose={onClose} title="Rename the connection">
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField label="Name" value={name} placeholder={displayName({ ...connection, name: '' })} hint="Empty: named after its two products." onChange={(event) => setName(event.target.value)} />
        {error ? <ErrorNotice error={error} /> : null}
        <div className="dialog-foot"><Button onClick={onClose}>Cancel</Button><Button look="primary" type="submit">Save</Button></div>
      </form>
    </Dialog>
  );
}

function Remove({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const [error, setError] = useState<AppError | null>(null);
  const remove = () => call('connection.remove', { id: connection.id }).then(() => { onClose(); go('#/connections'); }, (reason: unknown) => setError(asAppError(reason)));
  return (
    <Dialog open onClose={onClose} title={`Remove ${displayName(connection)}?`} description="Its values, metadata and test logins are deleted from this machine. Nothing changes at either product.">
      {error ? <ErrorNotice error={error} /> : null}
      <div className="dialog-foot"><Button onClick={onClose}>Keep it</Button><Button look="danger" onClick={() => void remove()}>Remove</Button></div>
    </Dialog>
  );
}
