import { useState } from 'react';
import type { KeySummary, ListenerStatus, Settings } from '../../../shared/contract.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { CopyButton, CopyField } from '../../components/copy-field.tsx';
import { saveFile } from '../../components/files.ts';
import { groupedFingerprint } from '../../components/fingerprint.ts';
import { Day } from '../../components/time.tsx';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Loading } from '../../ui/loading.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { remember, useProcedure } from '../../use-procedure.ts';
import './settings.css';

export default function SettingsScreen() {
  const settings = useProcedure('settings.get', {});
  const sp = useProcedure('sp.status', {});
  const idp = useProcedure('idp.status', {});
  return (
    <div className="page settings">
      <header className="page-head"><h1>Settings</h1></header>
      {settings.error ? <ErrorNotice error={settings.error} onRetry={settings.reload} /> : null}
      {settings.value ? <Form key={JSON.stringify(settings.value)} kept={settings.value} sp={sp.value} idp={idp.value} /> : <Loading what="Loading the settings" />}
      <Keys />
      <About />
    </div>
  );
}

interface Typed {
  spPort: string;
  idpPort: string;
  clockSkew: string;
  loginTimeout: string;
}

const limits: Record<keyof Typed, { least: number; most: number; unit: string }> = {
  spPort: { least: 1024, most: 65_535, unit: 'a port' }, idpPort: { least: 1024, most: 65_535, unit: 'a port' }, clockSkew: { least: 0, most: 3600, unit: 'seconds' }, loginTimeout: { least: 30, most: 3600, unit: 'seconds' },
};

function problem(field: keyof Typed, text: string): string | undefined {
  const { least, most, unit } = limits[field];
  const number = Number(text);
  return /^\d+$/.test(text.trim()) && number >= least && number <= most ? undefined : `Found “${text}”; expected ${unit} from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`;
}

function Form({ kept, sp, idp }: { kept: Settings; sp: ListenerStatus | undefined; idp: ListenerStatus | undefined }) {
  const [typed, setTyped] = useState<Typed>({ spPort: String(kept.spPort), idpPort: String(kept.idpPort), clockSkew: String(kept.clockSkew), loginTimeout: String(kept.loginTimeout) });
  const [choices, setChoices] = useState({ spHttps: kept.spHttps, policy: kept.policy });
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problems = (Object.keys(typed) as (keyof Typed)[]).some((field) => problem(field, typed[field]) !== undefined);
  const samePort = typed.spPort.trim() === typed.idpPort.trim();
  const next: Settings = { ...kept, ...choices, spPort: Number(typed.spPort), idpPort: Number(typed.idpPort), clockSkew: Number(typed.clockSkew), loginTimeout: Number(typed.loginTimeout) };
  const changed = JSON.stringify(next) !== JSON.stringify(kept);

  const save = async (value: Settings) => {
    setBusy(true);
    setError(null);
    try {
      remember('settings.get', {}, await call('settings.save', value));
      announce('Settings saved.');
    } catch (reason) {
      setError(asAppError(reason));
    } finally {
      setBusy(false);
    }
  };
  const field = (name: keyof Typed, label: string, hint: string) => (
    <TextField label={label} inputMode="numeric" value={typed[name]} hint={hint} error={samePort && name === 'idpPort' ? 'Both listeners need a port of their own.' : problem(name, typed[name])} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
  );
  return (
    <form className="settings-form" noValidate onSubmit={(event) => { event.preventDefault(); if (!problems && !samePort) void save(next); }}>
      <section className="stack"><h2>Listeners</h2>
        <Trouble name="test service provider" status={sp} onUse={(port) => void save({ ...kept, spPort: port })} />
        <Trouble name="practice identity provider" status={idp} onUse={(port) => void save({ ...kept, idpPort: port })} />
        <div className="form-grid">
          {field('spPort', 'Port of the test service provider', 'Part of its ACS URL: after a change, change it at the identity provider too.')}
          {field('idpPort', 'Port of the practice identity provider', 'Part of its entityID and metadata.')}
          <Switch label="Test service provider over https" hint="With a certificate made here. Your browser warns once; some identity providers take only https addresses." checked={choices.spHttps} onChange={(spHttps) => setChoices({ ...choices, spHttps })} />
        </div>
      </section>
      <section className="stack"><h2>Judging</h2>
        <div className="form-grid">
          {field('clockSkew', 'Clock skew, seconds', 'Tolerance both ways when times are checked. 180 is usual.')}
          {field('loginTimeout', 'A test login may take, seconds', 'After that it is kept as timed out.')}
          <div className="field"><p className="field-head"><b>Policy</b></p><div><Segmented label="Policy" value={choices.policy} options={[{ value: 'practice', label: 'Practice' }, { value: 'strict', label: 'Strict' }]} onChange={(policy) => setChoices({ ...choices, policy })} /></div>
            <p className="field-hint">Strict rejects what is weak: SHA-1, RSA keys under 2048 bits. Practice warns.</p></div>
        </div>
      </section>
      {error ? <ErrorNotice error={error} /> : null}
      <div className="row"><Button look="primary" type="submit" disabled={!changed || problems || samePort} busy={busy}>Save settings</Button>{changed ? <span className="second">Not saved yet.</span> : null}</div>
    </form>
  );
}

function Trouble({ name, status, onUse }: { name: string; status: ListenerStatus | undefined; onUse: (port: number) => void }) {
  if (!status?.problem) return null;
  const { nextPort } = status;
  return <Notice tone="error" title={`The ${name} does not listen: ${status.problem.message}`} {...(nextPort === null ? {} : { actions: <Button size="small" onClick={() => onUse(nextPort)}>Use port {nextPort}</Button> })}>{status.problem.hint}</Notice>;
}

function Keys() {
  const keys = useProcedure('key.list', {});
  return (
    <section className="stack"><h2>Keys of this app</h2>
      {keys.error ? <ErrorNotice error={keys.error} onRetry={keys.reload} /> : null}
      <ul className="key-list">{keys.value?.map((key) => <Key key={key.id} item={key} />)}</ul>
    </section>
  );
}

function Key({ item }: { item: KeySummary }) {
  return (
    <li>
      <p><b>{item.subject}</b> <span className="second">{item.purpose} Until <Day at={item.notAfter} />.</span></p>
      <p className="mono quiet key-print">SHA-256 {groupedFingerprint(item.sha256)}</p>
      <p className="row"><CopyButton text={item.certificatePem} what={`the certificate ${item.subject}`} label="Copy PEM" look="plain" /><Button size="small" onClick={() => saveFile(`${item.id}.pem`, item.certificatePem, 'application/x-pem-file')}>Save certificate</Button></p>
    </li>
  );
}

function About() {
  const info = useProcedure('app.info', {});
  if (!info.value) return null;
  const { version, checks, dataFolder, keyStorage, host, platform } = info.value;
  return (
    <section className="stack"><h2>About</h2>
      <dl className="copy-list"><CopyField label="Connections and keys are kept in" value={dataFolder} note={keyStorage === 'os' ? 'Private keys are kept by the operating system’s key store.' : 'Private keys are in a file that only you can read.'} /></dl>
      <p className="second">SSO Workbench {version}, {checks} checks, {host === 'electron' ? 'desktop app' : 'in the browser'} on {platform}.</p>
    </section>
  );
}
