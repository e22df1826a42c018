/** The board as a table; in narrow windows each cell stands under the name of its column. */
import { CircleCheck, CircleDashed, CircleX, Equal, Minus } from 'lucide-react';
import type { Board } from '../../../shared/board/board.ts';
import { columns, type BoardRow, type Cell, type CellState, type Column, type Difference as Differing } from '../../../shared/board/cell.ts';
import type { TypedField } from '../../../shared/board/typed.ts';
import { idpName, type Connection } from '../../../shared/connection.ts';
import { guideContext } from '../../../shared/guides/context.ts';
import { Breakable } from '../../components/breakable.tsx';
import { Difference } from '../../components/difference.tsx';
import { Change } from '../../components/report-view/cause.tsx';
import '../../components/report-view/report-view.css';
import { RichText } from '../../components/rich-text.tsx';
import { hrefOfConnection } from '../../route.ts';
import { fieldId } from './console-fields.tsx';

const states: Record<CellState, { Icon: typeof Equal; word: string; tone: string }> = {
  reference: { Icon: Equal, word: 'must be', tone: 'quiet' },
  equal: { Icon: CircleCheck, word: 'equal', tone: 'pass' },
  different: { Icon: CircleX, word: 'different', tone: 'fail' },
  unknown: { Icon: CircleDashed, word: 'not known yet', tone: 'skip' },
  'not-applicable': { Icon: Minus, word: 'does not apply', tone: 'quiet' },
};

export function BoardTable({ connection, result, fields, tried }: { connection: Connection; result: Board; fields: readonly TypedField[]; tried: boolean }) {
  const { spName } = guideContext(connection);
  const names: Record<Column, string> = { needs: `What ${spName} needs`, metadata: `Metadata of ${idpName(connection)}`, typed: 'Typed into the consoles', sent: 'Last login' };
  return (
    <table className="board" role="table" aria-label="Values side by side">
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Value</th>{columns.map((column) => <th key={column} scope="col" role="columnheader">{names[column]}</th>)}</tr></thead>
      {result.rows.map((row) => (
        <tbody key={row.id} role="rowgroup" className={row.differences.length > 0 ? 'differs' : ''} data-row={row.id}>
          <tr role="row">
            <th scope="row" role="rowheader"><span className="board-words">{row.words}</span><code className="term">{row.term}</code></th>
            {columns.map((column) => <BoardCell key={column} name={names[column]} cell={row.cells[column]}><Remedy connection={connection} row={row} column={column} fields={fields} tried={tried} /></BoardCell>)}
          </tr>
          {row.differences.map((difference) => (
            <tr key={difference.found} role="row"><td className="board-difference" role="cell" colSpan={columns.length + 1}><Told difference={difference} row={row} names={names} connection={connection} /></td></tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function BoardCell({ name, cell, children }: { name: string; cell: Cell; children: React.ReactNode }) {
  const { word, ...look } = states[cell.state];
  // What nobody signed never looks green.
  const { Icon, tone } = cell.unverified && cell.state === 'equal' ? states.unknown : look;
  const long = cell.shown !== null && cell.shown !== cell.value;
  return (
    <td role="cell" className={`board-cell ${cell.state}`}>
      <span className="board-column" aria-hidden="true">{name}</span>
      <span className={`board-state ${tone}`}><Icon className={`outcome-icon ${tone}`} size={13} aria-hidden="true" />{cell.state === 'not-applicable' ? <span className="visually-hidden">{word}</span> : word}</span>
      {cell.unverified ? <span className="tag">not verified</span> : null}
      {cell.value === null ? null : <span className="board-value mono" {...(long ? { title: cell.value } : {})}>{(cell.shown ?? cell.value).split('\n').map((line, index) => <span key={index}><Breakable text={line} /></span>)}</span>}
      {cell.words === '' ? null : <span className="board-remark"><RichText text={cell.words} /></span>}
      {children}
    </td>
  );
}

/** What makes an unknown cell known. */
function Remedy({ connection, row, column, fields, tried }: { connection: Connection; row: BoardRow; column: Column; fields: readonly TypedField[]; /** There is a login to look at. */ tried: boolean }) {
  if (row.cells[column].state !== 'unknown') return null;
  if (column === 'needs') return <a href={hrefOfConnection(connection.id, 'setup')}>Setup</a>;
  if (column === 'metadata') return <a href={hrefOfConnection(connection.id, 'metadata')}>Metadata</a>;
  if (column === 'sent') return tried ? null : <a href={hrefOfConnection(connection.id, 'login')}>Test login</a>;
  const field = fields.find((one) => one.id === row.id);
  if (field === undefined) return null;
  return <button type="button" className="text-button" onClick={() => document.getElementById(fieldId(row.id))?.querySelector<HTMLElement>('input, textarea, select')?.focus()}>Type it in<span className="visually-hidden">: {field.label}</span></button>;
}

function Told({ difference, row, names, connection }: { difference: Differing; row: BoardRow; names: Record<Column, string>; connection: Connection }) {
  const { wanted, found, wantedFrom } = difference;
  const where = difference.columns.map((column) => names[column]).join(', ');
  return (
    <div className="board-told">
      <p className="board-told-words">{difference.words}</p>
      {difference.spelt ? <Difference caption={`${row.words}: found and wanted`} rows={[{ label: 'found', value: found, from: where }, { label: 'must be', value: wanted, from: names[wantedFrom] }]} /> : null}
      <Change fix={difference.fix} connection={connection} />
    </div>
  );
}
