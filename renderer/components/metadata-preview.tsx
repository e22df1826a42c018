/** What new metadata is and would change, before it is kept; which of several; whose side it belongs to. */
import { useState } from 'react';
import { idpName, spName, type Connection } from '../../shared/connection.ts';
import type { MetadataPreview } from '../../shared/contract.ts';
import { recogniseIdentityProvider } from '../../shared/guides/index.ts';
import { identityProviderNames } from '../../shared/guides/names.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Breakable } from './breakable.tsx';
import { VerdictBadge } from './outcome.tsx';
import './metadata-preview.css';

interface PreviewProps {
  preview: MetadataPreview;
  connection: Connection;
  /** The side it was handed to. */
  side: 'idp' | 'sp';
  busy: boolean;
  onSave: (side: 'idp' | 'sp') => void;
  onChoose: (entityID: string) => void;
  onDrop: () => void;
}

const sideWords = { idp: 'identity provider', sp: 'service provider' } as const;

export function Preview({ preview, connection, side, busy, onSave, onChoose, onDrop }: PreviewProps) {
  const belongs = preview.otherSide ?? side;
  const name = belongs === 'idp' ? idpName(connection) : spName(connection);
  const product = belongs === 'idp' && preview.entityID !== '' ? recogniseIdentityProvider(preview.entityID) : null;
  const elsewhere = product !== null && product !== connection.idp.guide && connection.idp.guide !== 'other' ? identityProviderNames[product] : null;
  return (
    <section className="metadata-changes" aria-label="What would be saved">
      {preview.entities.length > 0 ? <Choice preview={preview} onChoose={onChoose} /> : null}
      {preview.otherSide ? <Notice tone="warning" title={`This is the ${sideWords[preview.otherSide]}’s metadata, not the ${sideWords[side]}’s.`}>It can be used on that side: as {preview.otherSide === 'sp' ? `the target, ${name}` : `the metadata of ${name}`}.</Notice> : null}
      {preview.verdict === 'accept' && preview.cause === null ? null : preview.entityID === '' ? null : (
        <Notice tone={preview.verdict === 'reject' ? 'error' : 'warning'} title={<><VerdictBadge verdict={preview.verdict} /> {preview.cause?.message ?? preview.headline}</>}>{preview.cause?.todo}</Notice>
      )}
      {elsewhere ? <Notice tone="warning" title={`Its entityID is one of ${elsewhere}; this connection is set up for ${name}.`}>If that is right, make a connection for {elsewhere}: its steps and labels are other ones.</Notice> : null}
      {preview.changes.length > 0 ? <Changes preview={preview} /> : null}
      {preview.entityID === '' ? null : (
        <div className="row">
          <Button look="primary" busy={busy} onClick={() => onSave(belongs)}>{preview.otherSide === 'sp' ? 'Use it as the target' : preview.otherSide === 'idp' ? `Use it for ${name}` : preview.verdict === 'reject' ? 'Save it all the same' : 'Save'}</Button>
          <Button look="plain" onClick={onDrop}>Leave as it is</Button>
          {preview.verdict === 'reject' ? <span className="quiet">It is kept with what is wrong with it; no login can pass with it.</span> : null}
        </div>
      )}
    </section>
  );
}

const kindWords = { new: 'new', same: 'same', changed: 'changed', gone: 'gone' } as const;

function Changes({ preview: { changes } }: { preview: MetadataPreview }) {
  const differing = changes.filter((one) => one.kind !== 'same').length;
  const first = changes.every((one) => one.kind === 'new');
  return (
    <>
      <h3>{first ? 'What would be saved' : differing === 0 ? 'Nothing would change: it says what is kept already.' : `What would change: ${differing} of ${changes.length}`}</h3>
      <table className="change-table">
        <thead><tr><th scope="col">Value</th><th scope="col">Change</th><th scope="col">{first ? 'Says' : 'Before and after'}</th></tr></thead>
        <tbody>
          {changes.map((one, index) => (
            <tr key={index} className={one.kind}>
              <th scope="row">{one.words}</th>
              <td className="change-kind">{kindWords[one.kind]}</td>
              <td className="mono">
                {one.kind === 'changed' || one.kind === 'gone' ? <del><Lines text={one.before ?? ''} /></del> : null}
                {one.kind === 'gone' ? null : one.kind === 'changed' ? <ins><Lines text={one.after ?? ''} /></ins> : <Lines text={one.after ?? ''} />}
                {one.note ? <p className="change-note">{one.note}</p> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!first && differing > 0 ? <p className="second">Logins that were proven with the metadata kept so far do not count for the new one: test again after saving.</p> : null}
    </>
  );
}

const Lines = ({ text }: { text: string }) => <>{text.split('\n').map((line, index) => <span key={index} className="change-line"><Breakable text={line} /></span>)}</>;

const mostChoices = 50;

function Choice({ preview, onChoose }: { preview: MetadataPreview; onChoose: (entityID: string) => void }) {
  const [text, setText] = useState('');
  const found = preview.entities.filter((one) => one.entityID.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="stack">
      <h3>It holds {preview.entities.length.toLocaleString('en')} entities. Which one?</h3>
      {preview.entities.length > 8 ? <TextField label="Find an entityID" mono value={text} onChange={(event) => setText(event.target.value)} /> : null}
      <ul className="entity-choices">
        {found.slice(0, mostChoices).map(({ entityID, roles }, index) => {
          const product = recogniseIdentityProvider(entityID);
          return (
            <li key={index}>
              <button type="button" className="text-button mono" aria-pressed={entityID === preview.entityID} onClick={() => onChoose(entityID)}>{entityID}</button>{' '}
              <span className="quiet">{roles.map((role) => sideWords[role]).join(' and ') || 'no SAML 2.0 role'}{product ? `, ${identityProviderNames[product]}` : ''}{entityID === preview.entityID ? ', shown below' : ''}</span>
            </li>
          );
        })}
      </ul>
      {found.length > mostChoices ? <p className="quiet">{(found.length - mostChoices).toLocaleString('en')} more; type a part of the entityID.</p> : null}
    </div>
  );
}
