/** For a service provider whose needs only the admin knows: under which names it reads what. The judge goes by them, too. */
import { useState } from 'react';
import type { Connection } from '../../../shared/connection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { serviceProvider } from '../../../shared/guides/index.ts';
import { asAppError, call } from '../../api.ts';
import { InputField } from '../../components/input-field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';

export function ClaimNames({ connection }: { connection: Connection }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [error, setError] = useState<AppError | null>(null);
  const specs = serviceProvider(connection.sp.guide).inputs.filter((spec) => spec.namesClaim === true);
  const { inputs } = connection.sp;

  const save = async () => {
    const readings = Object.entries(typed).map(([id, text]) => ({ id, reading: specs.find((spec) => spec.id === id)!.read(text) }));
    const changed = readings.flatMap(({ id, reading }) => (reading.ok && reading.value !== (inputs[id] ?? '') ? [[id, reading.value] as const] : []));
    if (changed.length === 0) return;
    setError(null);
    try {
      await call('connection.save', { connection: { ...connection, sp: { ...connection.sp, inputs: { ...inputs, ...Object.fromEntries(changed) } } } });
    } catch (reason) {
      setError(asAppError(reason));
    }
  };

  return (
    <section className="claims-section" aria-labelledby="claim-names">
      <h2 id="claim-names">Which attributes it reads</h2>
      <p className="second read">Give the name of each as the service provider’s documentation has it. Every login is then judged by them.</p>
      <form className="claim-names" onBlur={() => void save()} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {specs.map((spec) => <InputField key={spec.id} spec={{ ...spec, help: '' }} value={typed[spec.id] ?? inputs[spec.id] ?? ''} onChange={(value) => setTyped((before) => ({ ...before, [spec.id]: value }))} />)}
        <button type="submit" hidden />
      </form>
      {error ? <ErrorNotice error={error} /> : null}
    </section>
  );
}
