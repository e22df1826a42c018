/** One column of numbered steps: the current one open, done ones in one line with their proof; the values stay at the side. */
import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { Evidence, WalkStep } from '../../../shared/guides/guide.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { useWalk } from '../../components/use-walk.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Loading } from '../../ui/loading.tsx';
import { setOpen, useSetup } from './store.ts';
import { StepBody, StepMark } from './step.tsx';
import './setup.css';

/** For those who automate; nobody else waits for it. */
const Recipes = lazy(() => import('./recipes.tsx'));

export default function SetupScreen({ connection, evidence, stepId }: { connection: Connection; evidence: Evidence; stepId: string | null }) {
  const walk = useWalk(connection, evidence);
  const opened = useSetup((state) => state.open);
  const byScript = opened[`${connection.id}/recipes`] ?? false;

  useEffect(() => {
    if (stepId === null) return;
    setOpen(connection.id, stepId, true);
    requestAnimationFrame(() => document.getElementById(domId(stepId))?.scrollIntoView({ block: 'start' }));
  }, [connection.id, stepId]);

  const beside = useMemo(() => window.matchMedia('(min-width: 1100px)').matches, []);
  if (!walk) return null;
  const names = { sp: walk.sp.name, idp: walk.idp.name, workbench: 'here' };
  return (
    <div className="setup">
      <ol className="setup-steps">
        {walk.steps.map((step) => (
          <Step key={step.id} step={step} where={names[step.side]} open={opened[`${connection.id}/${step.id}`] ?? step.state === 'current'} onOpen={(open) => setOpen(connection.id, step.id, open)}>
            <StepBody step={step} connection={connection} walk={walk} first={walk.steps.find((one) => one.side === 'idp')?.id === step.id} />
          </Step>
        ))}
      </ol>
      <aside className="setup-targets" aria-label="Values for the consoles">
        <Disclosure open={beside} summary={<>What {walk.idp.name} must be told</>}>
          <dl className="copy-list">
            {walk.targets.map((target) => <CopyField key={target.term} label={target.label} term={target.term} value={target.value} missing={target.missing} note={target.note} copyable={target.copy} />)}
          </dl>
        </Disclosure>
      </aside>
      <section className="setup-recipes" aria-label="Do it by script">
        <Disclosure open={byScript} onToggle={(open) => setOpen(connection.id, 'recipes', open)} summary={<h2>Do it by script</h2>}>
          {byScript ? <Suspense fallback={<Loading what="Writing the recipes" />}><Recipes connection={connection} evidence={evidence} /></Suspense> : null}
        </Disclosure>
      </section>
    </div>
  );
}

const domId = (id: string): string => `step-${id.replace(/[^a-z0-9-]/gi, '-')}`;

const stateWords = { done: 'Done', current: 'Current step', later: 'Later', blocked: 'Blocked' } as const;

function Step({ step, where, open, onOpen, children }: { step: WalkStep; where: string; open: boolean; onOpen: (open: boolean) => void; children: React.ReactNode }) {
  return (
    <li className={`setup-step ${step.state}`} id={domId(step.id)}>
      <details open={open} onToggle={(event) => { if (event.currentTarget.open !== open) onOpen(event.currentTarget.open); }}>
        <summary>
          <StepMark step={step} />
          <span className="step-title"><span className="visually-hidden">{stateWords[step.state]}: </span>{step.title}</span>
          <span className="step-where">{where}</span>
          {step.evidence ? <span className="step-evidence">{step.evidence}</span> : null}
          {step.said && !step.evidence ? <span className="step-said">{step.said}</span> : null}
          {step.warning ? <span className="step-warning">{step.warning}</span> : null}
          {step.blockedBy && !open ? <span className="step-said">{step.blockedBy}</span> : null}
        </summary>
        {open ? children : null}
      </details>
    </li>
  );
}
