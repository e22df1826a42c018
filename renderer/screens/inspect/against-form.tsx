/** What to judge against: a connection, or typed by hand. What is left out is not checked, and the report says so. */
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useProcedure } from '../../use-procedure.ts';
import { document, inspect, setAgainstOpen, setTyped, useInspect } from './store.ts';

export function AgainstSelect() {
  const { typed } = useInspect();
  const connections = useProcedure('connection.list', {});
  const byHand = typed.metadata !== '' || typed.certificate !== '';
  return (
    <label className="against-select"><span className="second">Judge against</span>
      <select className="input" value={typed.connectionId} onChange={(event) => setTyped({ connectionId: event.target.value }, true)}>
        <option value="">{byHand ? 'What is given by hand' : 'Nothing: no key'}</option>
        {connections.value?.map((connection) => <option key={connection.id} value={connection.id}>{connection.name}</option>)}
      </select>
    </label>
  );
}

export function AgainstForm() {
  const { typed, againstOpen, editing } = useInspect();
  const report = document.use((state) => state.report);
  const running = document.use((state) => state.job !== null);
  const connected = typed.connectionId !== '';
  const nowWrong = typed.now.trim() !== '' && Number.isNaN(Date.parse(typed.now)) ? `Found “${typed.now.trim()}”. Write a time like 2026-05-03T14:05:00Z.` : undefined;
  const skewWrong = typed.clockSkew.trim() !== '' && !/^\d+$/.test(typed.clockSkew.trim()) ? `Found “${typed.clockSkew.trim()}”. Write whole seconds, like 180.` : undefined;
  return (
    <Disclosure className="against" open={againstOpen} onToggle={setAgainstOpen} summary="What to expect, by hand" aside={<span className="quiet">what is left empty is not checked, and the report says so</span>}>
      <div className="form-grid">
        {connected ? <p className="second wide">The connection gives metadata, entityID, ACS URL and keys. What you write here goes before it.</p> : null}
        <TextArea label="Metadata of the identity provider" mono rows={4} value={typed.metadata} placeholder="<md:EntityDescriptor entityID=…" onChange={(event) => setTyped({ metadata: event.target.value })} hint="Its signing certificates are the keys that count." />
        <TextArea label="Or only its signing certificate" mono rows={4} value={typed.certificate} placeholder="-----BEGIN CERTIFICATE-----" onChange={(event) => setTyped({ certificate: event.target.value })} hint="PEM, or bare base64." />
        <TextField label="entityID of the service provider" mono value={typed.spEntityID} placeholder="https://sso.heroku.com/saml/acme" onChange={(event) => setTyped({ spEntityID: event.target.value })} />
        <TextField label="ACS URL (assertionConsumerService)" mono value={typed.assertionConsumerService} placeholder="https://sso.heroku.com/saml/acme/finalize" onChange={(event) => setTyped({ assertionConsumerService: event.target.value })} />
        <TextField label="ID of the request it answers" mono value={typed.requestID} placeholder="_5f1c…" onChange={(event) => setTyped({ requestID: event.target.value })} hint="With it, inResponseTo is checked." />
        <TextField label="Judge as if it were" mono value={typed.now} placeholder="2026-05-03T14:05:00Z" error={nowWrong} onChange={(event) => setTyped({ now: event.target.value })} hint="Empty: this machine’s clock." />
        <TextField label="Clock skew, seconds" inputMode="numeric" value={typed.clockSkew} placeholder="180" error={skewWrong} onChange={(event) => setTyped({ clockSkew: event.target.value })} />
        <TextField label="Which entity of an aggregate" mono value={typed.entityID} placeholder="https://idp.example.org/idp/shibboleth" onChange={(event) => setTyped({ entityID: event.target.value })} hint="Only for metadata that holds several." />
        <TextArea label="Private key to decrypt with" mono rows={3} value={typed.decryptionKey} placeholder="-----BEGIN PRIVATE KEY-----" onChange={(event) => setTyped({ decryptionKey: event.target.value })} hint="Used once, not kept." />
        <div className="stack">
          <SelectLabel label="Policy"><Segmented label="Policy" value={typed.policy} options={[{ value: 'practice', label: 'Practice' }, { value: 'strict', label: 'Strict' }]} onChange={(policy) => setTyped({ policy }, true)} /></SelectLabel>
          <p className="field-hint">Strict rejects what is weak: SHA-1, RSA keys under 2048 bits, long lifetimes.</p>
          <Switch label="IdP-initiated is fine" hint="A response that answers no request is accepted." checked={typed.allowIdpInitiated} onChange={(allowIdpInitiated) => setTyped({ allowIdpInitiated }, true)} />
        </div>
      </div>
      {report && !editing ? <div className="row against-again"><Button look="primary" busy={running} onClick={() => void inspect().then(() => setAgainstOpen(false))}>Judge again</Button></div> : null}
    </Disclosure>
  );
}

function SelectLabel({ label, children }: { label: string; children: React.ReactNode }) {
  return <div className="field"><p className="field-head"><b>{label}</b></p>{children}</div>;
}

