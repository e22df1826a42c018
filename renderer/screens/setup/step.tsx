import { useState } from 'react';
import { ArrowUpRight, Check, Circle, KeyRound, Lock } from 'lucide-react';
import type { Connection } from '../../../shared/connection.ts';
import { identityProvider, serviceProvider } from '../../../shared/guides/index.ts';
import type { Walk, WalkStep } from '../../../shared/guides/guide.ts';
import type { AppError } from '../../../shared/errors.ts';
import { asAppError, call } from '../../api.ts';
import { CaptureBox } from '../../components/capture-box.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { InputField } from '../../components/input-field.tsx';
import { MetadataDrop } from '../../components/metadata-drop.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { hrefOfConnection } from '../../route.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Exports } from './exports.tsx';
import { ReadBack } from './read-back.tsx';
import { forgetInput, typeInput, useSetup } from './store.ts';

export function StepMark({ step }: { step: WalkStep }) {
  if (step.state === 'done') return <span className="step-mark done"><Check size={14} aria-hidden="true" /></span>;
  if (step.state === 'blocked') return <span className="step-mark blocked"><Lock size={12} aria-hidden="true" /></span>;
  return <span className={`step-mark ${step.state}`}>{step.number}</span>;
}

/** What to do in the console's own words; values with both names; what you should see after. */
export function StepBody({ step, connection, walk, first }: { step: WalkStep; connection: Connection; walk: Walk; first: boolean }) {
  const handsOver = step.proof === 'handed';
  const isIdentify = step.side === 'sp' && step.proof === 'values';
  return (
    <div className="step-body">
      {step.blockedBy && !handsOver ? <Notice tone="warning" title={step.blockedBy} /> : null}
      <ul className="step-sentences">{step.body.map((sentence, index) => <li key={index}><RichText text={sentence} /></li>)}</ul>
      {isIdentify ? <Inputs connection={connection} side="sp" /> : null}
      {first ? <Inputs connection={connection} side="idp" /> : null}
      {step.id === 'workbench/metadata' ? <MetadataDrop connection={connection} side="idp" /> : null}
      {step.values.length > 0 ? (
        <dl className="copy-list">{step.values.map((value, index) => <CopyField key={index} label={value.label} term={value.term === 'setting' ? undefined : value.term} value={value.value} missing={value.missing} note={value.note} copyable={value.copy} />)}</dl>
      ) : null}
      {handsOver ? <><Exports walk={walk} connection={connection} /><ReadBack connection={connection} name={walk.sp.name} /></> : null}
      {step.id === 'workbench/rehearsal' ? <div className="row"><LinkButton look="primary" href={hrefOfConnection(connection.id, 'login')} icon={<KeyRound aria-hidden="true" />}>Go to Test login</LinkButton></div> : null}
      {step.proof === 'captured' && !step.blockedBy ? <Captured step={step} connection={connection} name={walk.sp.name} /> : null}
      {step.link && step.side !== 'workbench' ? <div className="row"><LinkButton href={step.link.url} external icon={<ArrowUpRight aria-hidden="true" />}>{step.link.label}</LinkButton></div> : null}
      {step.after ? <p className="step-after"><b>What you should see after:</b> <RichText text={step.after} /></p> : null}
      <footer className="step-foot">
        <span>{step.evidence ?? step.provenBy ?? ''}</span>
        {step.state === 'done' ? null : <Said step={step} connection={connection} />}
        <Sources step={step} />
      </footer>
    </div>
  );
}

/** One login proves them all: where something else is to be done, the box waits folded. */
function Captured({ step, connection, name }: { step: WalkStep; connection: Connection; name: string }) {
  const box = <CaptureBox connection={connection} />;
  return step.id.endsWith('/enable') ? <Disclosure summary={`Bring a login at ${name}`}>{box}</Disclosure> : box;
}

/** A word is kept and shown as a word; only evidence ticks a step. */
function Said({ step, connection }: { step: WalkStep; connection: Connection }) {
  const [error, setError] = useState<AppError | null>(null);
  const said = connection.notes?.[step.id] !== undefined;
  const say = () => {
    const { [step.id]: _, ...others } = connection.notes ?? {};
    const notes = said ? others : { ...others, [step.id]: new Date().toISOString() };
    call('connection.save', { connection: { ...connection, notes } }).catch((reason: unknown) => setError(asAppError(reason)));
  };
  return <>{error ? <ErrorNotice error={error} /> : null}<Button size="small" look="quiet" icon={said ? <Check aria-hidden="true" /> : <Circle aria-hidden="true" />} aria-pressed={said} onClick={say}>{said ? 'I did this' : 'I did this (noted, not proven)'}</Button></>;
}

function Sources({ step }: { step: WalkStep }) {
  return (
    <Disclosure className="step-sources" summary={<span className="quiet">Words checked {step.checked.on}{step.unconfirmed.length > 0 ? `, ${step.unconfirmed.length} unconfirmed` : ''}</span>}>
      <p className="quiet">Against {step.checked.source}.</p>
      {step.unconfirmed.length > 0 ? <><p>Stated by no source outright:</p><ul className="causes">{step.unconfirmed.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></> : null}
    </Disclosure>
  );
}

/** The one or two things a guide wants to know, kept when each can be right. */
function Inputs({ connection, side }: { connection: Connection; side: 'sp' | 'idp' }) {
  const typed = useSetup((state) => state.inputs);
  const [error, setError] = useState<AppError | null>(null);
  const guide = side === 'sp' ? serviceProvider(connection.sp.guide) : identityProvider(connection.idp.guide);
  const specs = guide.inputs.filter((spec) => spec.namesClaim !== true);
  const kept = connection[side].inputs;
  if (specs.length === 0) return null;
  const keyOf = (id: string): string => `${connection.id}/${side}/${id}`;

  const save = async (id: string, text: string) => {
    const reading = specs.find((spec) => spec.id === id)?.read(text);
    if (!reading?.ok || reading.value === (kept[id] ?? '')) return;
    setError(null);
    try {
      await call('connection.save', { connection: { ...connection, [side]: { ...connection[side], inputs: { ...kept, [id]: reading.value } } } });
      forgetInput(keyOf(id));
    } catch (reason) {
      setError(asAppError(reason));
    }
  };
  return (
    <div className="step-inputs" onBlur={(event) => {
      const spec = specs.find((one) => typed[keyOf(one.id)] !== undefined && event.target instanceof HTMLInputElement);
      if (spec) void save(spec.id, typed[keyOf(spec.id)]!);
    }}>
      {specs.map((spec) => (
        <form key={spec.id} onSubmit={(event) => { event.preventDefault(); void save(spec.id, typed[keyOf(spec.id)] ?? ''); }}>
          <InputField spec={spec} value={typed[keyOf(spec.id)] ?? kept[spec.id] ?? ''} onChange={(value) => {
            typeInput(keyOf(spec.id), value);
            if (spec.choices) void save(spec.id, value);
          }} />
        </form>
      ))}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}
