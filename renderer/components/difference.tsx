import { useMemo, type ReactNode } from 'react';
import { Breakable } from './breakable.tsx';
import { marks, type Run } from './compare.ts';
import './difference.css';

export interface Compared {
  label: string;
  value: string;
  from: string;
}

const show = (runs: Run[]): ReactNode => runs.map((run, index) => (run.differs ? <mark key={index}><Breakable text={visible(run.text)} /></mark> : <Breakable key={index} text={run.text} />));

/** White space that differs must be seen: it is the classic trailing blank or line break. */
const visible = (text: string): string => text.replaceAll(' ', '·').replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll('\u00a0', '⍽').replaceAll('\u200b', '␢');

/** Values one above the other, monospaced; what differs between the first two is marked. */
export function Difference({ rows, caption }: { rows: readonly Compared[]; caption: string }) {
  const [first, second] = rows;
  const runs = useMemo(() => (first && second ? marks(first.value, second.value) : null), [first, second]);
  return (
    <table className="difference">
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">{row.label}</th>
            <td>
              <span className="difference-value mono">{row.value === '' ? <em className="quiet">(empty)</em> : runs && index < 2 ? show(runs[index as 0 | 1]) : <Breakable text={row.value} />}</span>
              {row.from ? <span className="difference-from">{row.from}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
