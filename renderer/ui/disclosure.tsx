import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import './disclosure.css';

/** Native details: keyboard, find in page and forced colours come with it. */
export function Disclosure({ summary, aside, open = false, children, className = '', onToggle }: { summary: ReactNode; aside?: ReactNode; open?: boolean; children: ReactNode; className?: string; onToggle?: (open: boolean) => void }) {
  return (
    <details className={`disclosure ${className}`} open={open} {...(onToggle ? { onToggle: (event) => onToggle(event.currentTarget.open) } : {})}>
      <summary><ChevronRight className="chevron" size={14} aria-hidden="true" /><span className="disclosure-summary">{summary}</span>{aside}</summary>
      <div className="disclosure-body">{children}</div>
    </details>
  );
}
