/** One decision after the other: which service provider, which identity provider, the one or two values it takes. */
import { useState } from 'react';
import { identityProviderNames, serviceProviderNames, type IdentityProviderID, type ServiceProviderID } from '../../../shared/guides/names.ts';
import { serviceProvider } from '../../../shared/guides/index.ts';
import { targets } from '../../../shared/guides/targets.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { InputField } from '../../components/input-field.tsx';
import { go, hrefOfConnection } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { forget, setInput, setNew, useNewConnection } from './store.ts';

const spOptions = (Object.entries(serviceProviderNames) as [ServiceProviderID, string][]).map(([value, label]) => ({ value, label: value === 'other' ? 'Other' : label }));
const idpOptions = Object.entries(identityProviderNames) as [IdentityProviderID, string][];

export function NewConnection({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="New connection" description="Which product logs in through which. Everything else follows, and can be changed later.">
      {open ? <Form onClose={onClose} /> : null}
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { sp, idp, inputs, name } = useNewConnection();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const specs = serviceProvider(sp).inputs.filter((spec) => spec.namesClaim !== true);
  const needed = specs.filter((spec) => spec.required);
  const optional = specs.filter((spec) => !spec.required);
  const readings = specs.map((spec) => ({ spec, reading: spec.read(inputs[spec.id] ?? '') }));
  const values = Object.fromEntries(readings.flatMap(({ spec, reading }) => (reading.ok && reading.value !== '' ? [[spec.id, reading.value]] : [])));
  const target = targets[sp]({ inputs: values, metadata: null });

  const create = async () => {
    setTried(true);
    if (readings.some(({ reading }) => !reading.ok)) return;
    setBusy(true);
    setError(null);
    try {
      const connection = await call('connection.create', { sp, spInputs: values, idp, ...(name.trim() === '' ? {} : { name: name.trim() }) });
      forget();
      onClose();
      go(hrefOfConnection(connection.id, 'setup'));
    } catch (reason) {
      setError(asAppError(reason));
      setBusy(false);
    }
  };

  return (
    <form className="stack new-connection" onSubmit={(event) => { event.preventDefault(); void create(); }} noValidate>
      <div className="field"><p className="field-head"><b>Service provider</b><span className="quiet">what people log in to</span></p>
        <Segmented label="Service provider" value={sp} options={spOptions} onChange={(next) => { setNew({ sp: next }); setTried(false); }} /></div>
      {needed.map((spec) => <InputField key={`${sp}-${spec.id}`} spec={spec} value={inputs[spec.id] ?? ''} onChange={(value) => setInput(spec.id, value)} strict={tried} />)}
      {sp === 'other' ? optional.map((spec) => <InputField key={spec.id} spec={spec} value={inputs[spec.id] ?? ''} onChange={(value) => setInput(spec.id, value)} />) : null}
      {target.entityID ? (
        <dl className="facts derived"><div><dt>entityID</dt><dd className="mono">{target.entityID}</dd></div>
          {target.assertionConsumerService ? <div><dt>ACS URL</dt><dd className="mono">{target.assertionConsumerService}</dd></div> : null}</dl>
      ) : null}
      <SelectField label="Identity provider" aside={<span className="quiet">where people have their accounts</span>} value={idp} onChange={(event) => setNew({ idp: event.target.value as IdentityProviderID })}>
        {idpOptions.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </SelectField>
      <TextField label={<>Name <span className="quiet">(optional)</span></>} value={name} placeholder={`${serviceProviderNames[sp]}${target.instance ? ` · ${target.instance}` : ''} ← ${identityProviderNames[idp]}`} onChange={(event) => setNew({ name: event.target.value })} />
      {error ? <ErrorNotice error={error} /> : null}
      <div className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>Create connection</Button>
      </div>
    </form>
  );
}
