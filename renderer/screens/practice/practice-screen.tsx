/** The practice identity provider: where it listens, who signs in, and with which fault it answers. */
import { useEffect } from 'react';
import { Download, Plus, Trash2 } from 'lucide-react';
import type { PracticeFault, PracticeSettings, PracticeStatus } from '../../../shared/contract.ts';
import { nameIDFormat, shortName } from '../../../shared/urns.ts';
import { call } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { hrefOfTool } from '../../route.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { apply, edit, follow, usePractice } from './store.ts';
import './practice.css';

const groups: Record<PracticeFault['group'], string> = {
  signature: 'Signature', addressing: 'Addressing', time: 'Time', subject: 'Subject and attributes', status: 'Status', encryption: 'Encryption', attack: 'Attacks', shape: 'Shapes of products',
};

export default function PracticeScreen() {
  const status = useProcedure('idp.status', {});
  const { draft, error } = usePractice();
  useEffect(() => { if (status.value) follow(status.value.settings); }, [status.value]);
  return (
    <div className="page practice">
      <header className="page-head">
        <h1>Practice identity provider</h1>
        <p>A real SAML identity provider on this machine: sign in as anyone, and break the answer in any of the usual ways. It proves nothing about your own.</p>
      </header>
      {status.error ? <ErrorNotice error={status.error} onRetry={status.reload} /> : null}
      {status.value ? <Addresses status={status.value} /> : <Loading what="Loading the practice identity provider" />}
      {error ? <ErrorNotice error={error} onRetry={() => apply()} /> : null}
      {draft && status.value ? <div className="practice-columns"><Answer draft={draft} faults={status.value.faults} /><User draft={draft} /></div> : null}
    </div>
  );
}

function Addresses({ status }: { status: PracticeStatus }) {
  if (!status.running) {
    return <ErrorNotice error={status.problem ?? { message: 'The practice identity provider is not running.', hint: `Choose another port${status.nextPort ? `, for example ${status.nextPort}` : ''}, under Settings.` }} />;
  }
  const save = () => void call('idp.metadata', {}).then(({ fileName, xml }) => saveFile(fileName, xml, 'application/samlmetadata+xml'), () => undefined);
  return (
    <section className="practice-addresses" aria-label="Addresses">
      <dl className="copy-list wide-list">
        <CopyField label="entityID" value={status.entityID ?? ''} />
        <CopyField label="Single sign-on address" term="singleSignOnService" value={status.singleSignOnService ?? ''} />
        <CopyField label="Metadata address" term="metadata" value={status.metadataURL ?? ''} />
      </dl>
      <div className="row"><Button icon={<Download aria-hidden="true" />} onClick={save}>Metadata as file</Button>
        <LinkButton look="quiet" href={hrefOfTool('settings')}>Change its port</LinkButton></div>
    </section>
  );
}

function Answer({ draft, faults }: { draft: PracticeSettings; faults: readonly PracticeFault[] }) {
  const shapes = faults.filter((fault) => fault.group === 'shape');
  return (
    <section className="stack" aria-labelledby="practice-answer">
      <h2 id="practice-answer">It answers</h2>
      <fieldset className="faults">
        <legend className="visually-hidden">Fault of the answer</legend>
        <FaultChoice id="" title="Correctly" what="Everything right: the login passes." chosen={draft.fault === null} />
        {(Object.keys(groups) as PracticeFault['group'][]).filter((group) => group !== 'shape').map((group) => {
          const here = faults.filter((fault) => fault.group === group);
          return here.length === 0 ? null : (
            <div key={group} className="fault-group" role="group" aria-label={groups[group]}><h3>{groups[group]}</h3>
              {here.map((fault) => <FaultChoice key={fault.id} {...fault} chosen={draft.fault === fault.id} />)}</div>
          );
        })}
      </fieldset>
      {shapes.length > 0 ? (
        <SelectField label="In the shape of" value={draft.shape ?? ''} hint={shapes.find((shape) => shape.id === draft.shape)?.what ?? 'As this app builds it. Products differ in prefixes, order, signatures and attribute names.'} onChange={(event) => apply({ shape: event.target.value === '' ? null : event.target.value })}>
          <option value="">No product’s</option>{shapes.map((shape) => <option key={shape.id} value={shape.id}>{shape.title}</option>)}
        </SelectField>
      ) : null}
    </section>
  );
}

function FaultChoice({ id, title, what, chosen }: { id: string; title: string; what: string; chosen: boolean }) {
  return (
    <label className={`fault ${chosen ? 'chosen' : ''}`}>
      <input type="radio" name="fault" value={id} checked={chosen} onChange={() => apply({ fault: id === '' ? null : id })} />
      <span><b>{title}</b><span className="second">{what}</span></span>
    </label>
  );
}

const formats = [nameIDFormat.emailAddress, nameIDFormat.persistent, nameIDFormat.transient, nameIDFormat.unspecified];

function User({ draft }: { draft: PracticeSettings }) {
  const save = () => apply();
  const change = (index: number, part: Partial<PracticeSettings['attributes'][number]>) => edit({ attributes: draft.attributes.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <section className="stack" aria-labelledby="practice-user">
      <h2 id="practice-user">Who signs in</h2>
      <TextField label="User" value={draft.user} onChange={(event) => edit({ user: event.target.value })} onBlur={save} />
      <TextField label="nameID" mono value={draft.nameID} onChange={(event) => edit({ nameID: event.target.value })} onBlur={save} />
      <SelectField label="nameIDFormat" value={draft.nameIDFormat} onChange={(event) => apply({ nameIDFormat: event.target.value })}>
        {(formats.some((format) => format === draft.nameIDFormat) ? formats : [...formats, draft.nameIDFormat]).map((format) => <option key={format} value={format}>{shortName(format)}</option>)}
      </SelectField>
      <div className="stack">
        <h3>Attributes</h3>
        {draft.attributes.map((attribute, index) => (
          <div className="attribute-row" key={index}>
            <TextField label="Name" labelHidden mono placeholder="Name" value={attribute.name} onChange={(event) => change(index, { name: event.target.value })} onBlur={save} />
            {attribute.values.length > 20
              ? <p className="quiet">{attribute.values.length.toLocaleString('en')} values</p>
              : <TextArea label="Values, one a line" labelHidden mono rows={Math.min(4, Math.max(1, attribute.values.length))} placeholder="Values, one a line" value={attribute.values.join('\n')} onChange={(event) => change(index, { values: event.target.value.split('\n') })} onBlur={save} />}
            <IconButton name={`Remove ${attribute.name || 'attribute'}`} size="small" icon={<Trash2 aria-hidden="true" />} onClick={() => apply({ attributes: draft.attributes.filter((_, at) => at !== index) })} />
          </div>
        ))}
        <div className="row">
          <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => edit({ attributes: [...draft.attributes, { name: '', values: [''] }] })}>Attribute</Button>
          <Button size="small" look="quiet" onClick={() => apply({ attributes: [...draft.attributes.filter((one) => one.name !== 'groups'), { name: 'groups', values: Array.from({ length: 5000 }, (_, at) => `group-${String(at + 1).padStart(4, '0')}`) }] })}>5,000 groups</Button>
        </div>
      </div>
      <div className="stack">
        <h3>How it is sent</h3>
        <div className="field"><p className="field-head"><b>Signed</b></p>
          <Segmented label="What is signed" value={draft.sign} options={[{ value: 'assertion', label: 'Assertion' }, { value: 'response', label: 'Response' }, { value: 'both', label: 'Both' }]} onChange={(sign) => apply({ sign })} /></div>
        <Switch label="Encrypt the assertion" hint="To the key in the service provider’s metadata." checked={draft.encrypt} onChange={(encrypt) => apply({ encrypt })} />
        <Switch label="Answer at once" hint="Without its sign-in page." checked={draft.automatic} onChange={(automatic) => apply({ automatic })} />
      </div>
    </section>
  );
}

