import { useId, type ReactNode } from 'react';
import { Switch as RadixSwitch } from 'radix-ui';
import './field.css';

export function Switch({ label, hint, checked, onChange, disabled = false }: { label: ReactNode; hint?: ReactNode; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  const id = useId();
  return (
    <div className="switch-row">
      <RadixSwitch.Root className="switch" id={id} checked={checked} onCheckedChange={onChange} disabled={disabled} {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}>
        <RadixSwitch.Thumb />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
      {hint ? <p className="field-hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}
