/** The small switches of a test login. Saved with the connection as they are set. */
import { useState } from 'react';
import { idpName, spName, type Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { rehearsalSteps } from '../../../shared/guides/rehearsal.ts';
import { nameIDFormat, shortName } from '../../../shared/urns.ts';
import { asAppError, call } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { hrefOfTool } from '../../route.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { remember, useProcedure } from '../../use-procedure.ts';

type Login = Connection['login'];

function useSave(connection: Connection): { save: (change: Partial<Login>) => void; error: AppError | null } {
  const [error, setError] = useState<AppError | null>(null);
  const save = (change: Partial<Login>) => {
    const next = { ...connection, login: { ...connection.login, ...change } };
    setError(null);
    remember('connection.get', { id: connection.id }, next);
    call('connection.save', { connection: next }).then((saved) => remember('connection.get', { id: connection.id }, saved), (reason: unknown) => {
      remember('connection.get', { id: connection.id }, connection);
      setError(asAppError(reason));
    });
  };
  return { save, error };
}

export function Rehearsal({ connection, practice }: { connection: Connection; practice: boolean }) {
  const { save, error } = useSave(connection);
  const sp = useProcedure('sp.status', {});
  const acs = sp.value?.assertionConsumerService ?? '';
  const { rehearsal } = connection.login;
  return (
    <div className="rehearsal">
      <Switch label={`Rehearsal: ask as ${spName(connection)}`} checked={rehearsal} onChange={(next) => save({ rehearsal: next })}
        hint={practice ? `The request carries ${spName(connection)}’s entityID, as its own would; the answer comes here.` : `Tests the very application you set up at ${idpName(connection)}: the request carries ${spName(connection)}’s entityID, the answer comes here.`} />
      {rehearsal && acs !== '' && !practice ? (
        <Disclosure open summary="Before and after a rehearsal">
          <ol className="rehearsal-steps">
            {rehearsalSteps(connection, acs).map((step) => (
              <li key={step.id}><b>{step.title}</b>
                {step.body.map((line, index) => <p key={index} className="second"><RichText text={line} /></p>)}
                {step.id === 'rehearsal/reply-url' ? <dl className="copy-list">{step.values.map((value, index) => <CopyField key={index} label={value.label} term={value.term} value={value.value} missing={value.missing} />)}</dl> : null}
                {step.unconfirmed?.map((line) => <p key={line} className="quiet">Unconfirmed: {line}</p>)}
              </li>
            ))}
          </ol>
        </Disclosure>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}

const contexts = ['PasswordProtectedTransport', 'Password', 'X509', 'Kerberos', 'TimeSyncToken', 'unspecified'].map((name) => `urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`);
const formats = Object.values(nameIDFormat).filter((format) => format !== nameIDFormat.encrypted && format !== nameIDFormat.entity);

export function LoginOptions({ connection }: { connection: Connection }) {
  const { save, error } = useSave(connection);
  const { login } = connection;
  const [relayState, setRelayState] = useState(login.relayState ?? '');
  const changed = [login.binding !== 'HTTP-Redirect', login.signRequests, login.forceAuthn, login.isPassive, login.nameIDFormat !== null, login.authnContextClassRefs.length > 0, login.relayState !== null, login.allowIdpInitiated, login.publishEncryptionKey].filter(Boolean).length;
  return (
    <Disclosure summary="How the request is made" aside={<span className="quiet">{changed === 0 ? 'as most service providers do' : `${changed} changed`}</span>}>
      <div className="form-grid login-options">
        <div className="field"><p className="field-head"><b>Binding of the request</b></p>
          <Segmented label="Binding of the request" value={login.binding} options={[{ value: 'HTTP-Redirect', label: 'HTTP-Redirect' }, { value: 'HTTP-POST', label: 'HTTP-POST' }]} onChange={(binding) => save({ binding })} /></div>
        <Switch label="Sign the request" hint="With this app’s key; its certificate is in its metadata." checked={login.signRequests} onChange={(signRequests) => save({ signRequests })} />
        <Switch label="ForceAuthn" hint="The identity provider must ask for the password again." checked={login.forceAuthn} onChange={(forceAuthn) => save({ forceAuthn })} />
        <Switch label="IsPassive" hint="The identity provider must not show anything: it answers NoPassive unless there is a session." checked={login.isPassive} onChange={(isPassive) => save({ isPassive })} />
        <Switch label="Accept IdP-initiated logins" hint="A response that answers no request is accepted." checked={login.allowIdpInitiated} onChange={(allowIdpInitiated) => save({ allowIdpInitiated })} />
        <Switch label="Publish an encryption key" hint="In this app’s metadata, so that assertions can be encrypted to it." checked={login.publishEncryptionKey} onChange={(publishEncryptionKey) => save({ publishEncryptionKey })} />
        <SelectField label="NameIDPolicy format" value={login.nameIDFormat ?? ''} onChange={(event) => save({ nameIDFormat: event.target.value === '' ? null : event.target.value })}>
          <option value="">None asked for</option>{formats.map((format) => <option key={format} value={format}>{shortName(format)}</option>)}
        </SelectField>
        <SelectField label="RequestedAuthnContext" value={login.authnContextClassRefs[0] ?? ''} onChange={(event) => save({ authnContextClassRefs: event.target.value === '' ? [] : [event.target.value] })}>
          <option value="">None asked for</option>{contexts.map((context) => <option key={context} value={context}>{shortName(context)}</option>)}
        </SelectField>
        <TextField label="RelayState" mono value={relayState} placeholder="/dashboard" hint="At most 80 bytes by the standard." onChange={(event) => setRelayState(event.target.value)} onBlur={() => { if (relayState !== (login.relayState ?? '')) save({ relayState: relayState === '' ? null : relayState }); }} />
      </div>
      {error ? <ErrorNotice error={error} /> : null}
    </Disclosure>
  );
}

/** The practice identity provider's answer, chosen where the login is started. */
export function PracticeAnswer({ inline = false }: { inline?: boolean }) {
  const status = useProcedure('idp.status', {});
  const [error, setError] = useState<AppError | null>(null);
  if (!status.value) return null;
  const { settings, faults } = status.value;
  const chosen = faults.find((fault) => fault.id === settings.fault);
  const choose = (fault: string) => {
    setError(null);
    call('idp.configure', { ...settings, fault: fault === '' ? null : fault }).then((next) => remember('idp.status', {}, next), (reason: unknown) => setError(asAppError(reason)));
  };
  return (
    <div className={`practice-answer ${inline ? 'inline' : ''}`}>
      <SelectField label={inline ? 'It answers' : 'The practice identity provider answers'} value={settings.fault ?? ''} onChange={(event) => choose(event.target.value)} hint={inline ? undefined : chosen?.what ?? <>Everything right. Choose a fault to see how it is told. <a href={hrefOfTool('practice')}>User, attributes and all faults</a></>}>
        <option value="">correctly</option>
        {[...new Set(faults.map((fault) => fault.group))].filter((group) => group !== 'shape').map((group) => (
          <optgroup key={group} label={group.charAt(0).toUpperCase() + group.slice(1)}>{faults.filter((fault) => fault.group === group).map((fault) => <option key={fault.id} value={fault.id}>{fault.title}</option>)}</optgroup>
        ))}
      </SelectField>
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}
