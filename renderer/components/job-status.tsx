import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import './job-status.css';

/** A running inspection: what it is at, and a way to stop it. Quick ones never show. */
export function JobStatus({ running, phase, onCancel }: { running: boolean; phase: string; onCancel: () => void }) {
  return running ? <Running phase={phase} onCancel={onCancel} /> : null;
}

function Running({ phase, onCancel }: { phase: string; onCancel: () => void }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="job-status" role="status">
      <span className="job-bar" role="progressbar" aria-label="Judging" />
      <span>{phase === '' ? 'Judging…' : `${phase.charAt(0).toUpperCase()}${phase.slice(1)}…`}</span>
      <Button size="small" onClick={onCancel}>Cancel</Button>
    </div>
  );
}
