/** The fields of both consoles, under their own labels: what stands there is typed or pasted in and compared at once. */
import { consoleName, type TypedField } from '../../../shared/board/typed.ts';
import type { Connection } from '../../../shared/connection.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { keep, type } from './store.ts';

export const fieldId = (id: string): string => `console-${id.replaceAll(/[^a-zA-Z]/g, '-')}`;

export function ConsoleFields({ connection, fields }: { connection: Connection; fields: readonly TypedField[] }) {
  return (
    <section className="console-fields" aria-labelledby="console-fields-title">
      <h2 id="console-fields-title">What the consoles show</h2>
      <p className="second read">Copy each value as it stands there, or type it. Blanks and quotes around it do not matter. It is only compared, and kept with this connection on this machine.</p>
      <div className="console-sides">
        {(['idp', 'sp'] as const).map((side) => {
          const of = fields.filter((field) => field.side === side);
          return of.length === 0 ? null : (
            <fieldset key={side} onBlur={() => void keep(connection)}>
              <legend>At {consoleName(connection, side)}</legend>
              {of.map((field) => <div key={field.id} id={fieldId(field.id)}><Field connection={connection} field={field} /></div>)}
            </fieldset>
          );
        })}
      </div>
    </section>
  );
}

function Field({ connection, field }: { connection: Connection; field: TypedField }) {
  const value = connection.typed?.[field.id] ?? '';
  const change = (text: string) => type(connection, field.id, text);
  const around = { label: field.label, hint: <>{field.termWords}{field.unconfirmed ? <span className="tag">label unconfirmed</span> : null}<br />{field.path}</> };
  if (field.kind === 'choice') {
    return (
      <SelectField {...around} value={value} onChange={(event) => change(event.target.value)}>
        <option value="">not looked at</option>
        {field.choices!.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </SelectField>
    );
  }
  if (field.kind === 'certificate') return <TextArea {...around} mono rows={3} maxLength={20_000} placeholder="PEM, or a SHA-256 or SHA-1 fingerprint" value={value} onChange={(event) => change(event.target.value)} />;
  return <TextField {...around} mono maxLength={4000} value={value} onChange={(event) => change(event.target.value)} />;
}
