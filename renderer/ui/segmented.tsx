import type { ReactNode } from 'react';
import { ToggleGroup } from 'radix-ui';
import './field.css';

/** One of a few, side by side; arrow keys move. */
export function Segmented<T extends string>({ label, value, options, onChange }: { label: string; value: T; options: readonly { value: T; label: ReactNode }[]; onChange: (value: T) => void }) {
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onChange(option.value);
  };
  return (
    <ToggleGroup.Root type="single" className="segmented" aria-label={label} value={value} onValueChange={choose}>
      {options.map((option) => <ToggleGroup.Item key={option.value} value={option.value}>{option.label}</ToggleGroup.Item>)}
    </ToggleGroup.Root>
  );
}
