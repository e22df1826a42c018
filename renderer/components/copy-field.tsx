import { useEffect, useState, type ReactNode } from 'react';
import { Check, Copy } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { announce } from '../ui/announce.tsx';
import { Breakable } from './breakable.tsx';
import './copy-field.css';

/** Copies, shows that it did for a moment, and says so. */
export function useCopy(): { copied: boolean; copy: (text: string, what: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string, what: string) => {
    navigator.clipboard.writeText(text).then(
      () => { setCopied(true); announce(`Copied ${what}.`); },
      () => announce(`Could not copy ${what}: the browser refused. Select it and copy by hand.`),
    );
  };
  return { copied, copy };
}

/** `what` names the thing for screen readers: 'Copy entityID'. */
export function CopyButton({ text, what, label, look = 'quiet' }: { text: string; what: string; label?: string; look?: 'quiet' | 'plain' | 'primary' }) {
  const { copied, copy } = useCopy();
  const icon = copied ? <Check className="copied" aria-hidden="true" /> : <Copy aria-hidden="true" />;
  if (label !== undefined) return <Button look={look} size="small" icon={icon} onClick={() => copy(text, what)}>{copied ? 'Copied' : label}</Button>;
  return <IconButton name={`Copy ${what}`} size="small" icon={icon} onClick={() => copy(text, what)} />;
}

/** A value for a console, under the console's label and SAML's term, with its copy button. */
export function CopyField({ label, term, value, missing, note, copyable = true, quiet = false }: { label: ReactNode; term?: string | undefined; value: string; missing?: string | undefined; note?: ReactNode; copyable?: boolean; /** What is missing is not needed. */ quiet?: boolean }) {
  const name = typeof label === 'string' ? label : term ?? 'value';
  return (
    <div className="copy-field">
      <dt>
        <span>{label}</span>
        {term && term !== label ? <code className="term">{term}</code> : null}
      </dt>
      <dd>
        {value !== '' ? <span className="copy-value mono"><Breakable text={value} /></span> : <span className={quiet ? 'quiet' : 'copy-missing'}>{missing ?? 'Not known yet'}</span>}
        {value !== '' && copyable ? <CopyButton text={value} what={name} /> : null}
      </dd>
      {note ? <dd className="copy-note">{note}</dd> : null}
    </div>
  );
}
