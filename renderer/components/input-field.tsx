/** One input of a guide: what it is, where to find it, and at once whether it can be right. */
import type { InputReading, InputSpec } from '../../shared/guides/guide.ts';
import { SelectField, TextField } from '../ui/field.tsx';

export const refusalWords = (reading: InputReading): string | undefined => (reading.ok ? undefined : `Found ${reading.found}; expected ${reading.expected}. ${reading.do}`);

/** `strict`: an empty required one is refused too (after the admin tried to go on). */
export function InputField({ spec, value, onChange, strict = false, autoFocus = false }: { spec: InputSpec; value: string; onChange: (value: string) => void; strict?: boolean; autoFocus?: boolean }) {
  const reading = spec.read(value);
  const error = value.trim() === '' && !strict ? undefined : refusalWords(reading);
  const label = <>{spec.label}{spec.required ? null : <span className="quiet"> (optional)</span>}</>;
  const note = reading.ok && value.trim() !== '' ? (reading.note ?? (reading.value === value.trim() ? '' : `Read as ${reading.value}.`)) : '';
  const hint = note === '' ? spec.help : <>{spec.help} <b className="second">{note}</b></>;
  if (spec.choices) {
    return (
      <SelectField label={label} hint={hint} value={value} onChange={(event) => onChange(event.target.value)}>
        {spec.choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </SelectField>
    );
  }
  return <TextField label={label} hint={hint} error={error} mono placeholder={spec.example} value={value} onChange={(event) => onChange(event.target.value)} autoFocus={autoFocus} required={spec.required} />;
}
