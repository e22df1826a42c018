import { BadgeCheck, Circle, CircleAlert, CircleDashed, CircleDot } from 'lucide-react';
import './readiness.css';

const states = {
  proven: { Icon: BadgeCheck, word: 'Proven' },
  practised: { Icon: CircleDashed, word: 'Works in practice only' },
  ready: { Icon: CircleDot, word: 'Ready to hand over' },
  wrong: { Icon: CircleAlert, word: 'Something is wrong' },
  missing: { Icon: Circle, word: 'Something is missing' },
} as const;

export function ReadinessIcon({ state, size = 14 }: { state: string; size?: number }) {
  const { Icon, word } = states[state as keyof typeof states] ?? states.missing;
  return <Icon className={`readiness-icon ${state}`} size={size} role="img" aria-label={word} />;
}

/** What is proven, what is missing, what is wrong: one sentence on top of a connection, everywhere. */
export function ReadinessSentence({ readiness }: { readiness: { state: string; sentence: string; proven: number; total: number } }) {
  return (
    <p className={`readiness ${readiness.state}`} title={`${readiness.proven} of ${readiness.total} proven`}>
      <ReadinessIcon state={readiness.state} size={16} />
      <span>{readiness.sentence}</span>
      <span className="readiness-meter" aria-hidden="true"><span style={{ width: `${readiness.total === 0 ? 0 : (100 * readiness.proven) / readiness.total}%` }} /></span>
    </p>
  );
}
