import type { ReactNode } from 'react';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import './notice.css';

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

/** One thing to know, with what to do about it. */
export function Notice({ tone = 'info', title, children, actions, live = false }: { tone?: keyof typeof icons; title: ReactNode; children?: ReactNode; actions?: ReactNode; live?: boolean }) {
  const Icon = icons[tone];
  return (
    <div className={`notice ${tone}`} {...(live ? { role: tone === 'error' ? 'alert' : 'status' } : {})}>
      <Icon size={16} aria-hidden="true" />
      <div className="notice-body">
        <p className="notice-title">{title}</p>
        {children ? <div className="second">{children}</div> : null}
      </div>
      {actions ? <div className="notice-actions">{actions}</div> : null}
    </div>
  );
}

/** What failed and what to try, of our own program. */
export function ErrorNotice({ error, onRetry }: { error: { message: string; hint?: string | undefined }; onRetry?: () => void }) {
  return (
    <Notice tone="error" live title={error.message} {...(onRetry ? { actions: <button type="button" className="button plain small" onClick={onRetry}>Try again</button> } : {})}>
      {error.hint}
    </Notice>
  );
}
