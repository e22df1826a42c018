import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import { CircleAlert } from 'lucide-react';
import './field.css';

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is read aloud only. */
  labelHidden?: boolean;
  /** Stands at the end of the label's line. */
  aside?: ReactNode;
}

function useParts({ hint, error }: Around) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { id, given: { id, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true } : {}) } };
}

function Frame({ id, label, hint, error, labelHidden, aside, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className={`field ${error ? 'wrong' : ''}`}>
      <div className={labelHidden ? 'visually-hidden' : 'field-head'}>
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children}
      {hint ? <p className="field-hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="field-error" id={`${id}-error`}><CircleAlert size={14} aria-hidden="true" />{error}</p> : null}
    </div>
  );
}

type Mono = { mono?: boolean };

export function TextField({ label, hint, error, labelHidden, aside, mono, className = '', ...rest }: Around & Mono & InputHTMLAttributes<HTMLInputElement>) {
  const around = { label, hint, error, ...(labelHidden ? { labelHidden } : {}), aside };
  const { id, given } = useParts(around);
  return <Frame {...around} id={id}><input type="text" autoComplete="off" spellCheck={false} {...rest} {...given} className={`input ${mono ? 'mono' : ''} ${className}`} /></Frame>;
}

export function TextArea({ label, hint, error, labelHidden, aside, mono, className = '', ...rest }: Around & Mono & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const around = { label, hint, error, ...(labelHidden ? { labelHidden } : {}), aside };
  const { id, given } = useParts(around);
  return <Frame {...around} id={id}><textarea rows={4} autoComplete="off" spellCheck={false} {...rest} {...given} className={`input ${mono ? 'mono' : ''} ${className}`} /></Frame>;
}

export function SelectField({ label, hint, error, labelHidden, aside, children, ...rest }: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const around = { label, hint, error, ...(labelHidden ? { labelHidden } : {}), aside };
  const { id, given } = useParts(around);
  return <Frame {...around} id={id}><select {...rest} {...given} className="input">{children}</select></Frame>;
}
