/** The consistency board: what the service provider needs, what the metadata says, what the consoles show and what was sent, side by side. */
import type { Connection } from '../connection.ts';
import { fieldPlace } from '../guides/places.ts';
import { addressRows } from './addresses.ts';
import { columns, type BoardRow } from './cell.ts';
import { protectionRows } from './protection.ts';
import { sidesOf, type LastLogin } from './sides.ts';
import { subjectRows } from './subject.ts';

export interface Board {
  /** The one sentence on top. */
  sentence: string;
  /** `unproven`: all agree, and nobody that is known signed what was sent. */
  state: 'different' | 'agree' | 'unproven' | 'nothing';
  rows: BoardRow[];
  /** Cells that hold a value held against another; cells whose value is not known. */
  counts: { different: number; equal: number; unknown: number };
}

export function board(connection: Connection, login: LastLogin | null): Board {
  const sides = sidesOf(connection, login);
  const all = [...addressRows(sides), ...subjectRows(sides), ...protectionRows(sides)];
  const cells = all.flatMap((row) => columns.map((column) => row.cells[column]));
  const count = (state: string): number => cells.filter((cell) => cell.state === state).length;
  const different = all.filter((row) => row.differences.length > 0);
  const counts = { different: different.length, equal: count('equal'), unknown: count('unknown') };
  return { ...told(connection, different, counts, cells.some((cell) => cell.unverified)), rows: all, counts };
}

function told(connection: Connection, different: readonly BoardRow[], { equal, unknown }: Board['counts'], unverified: boolean): Pick<Board, 'sentence' | 'state'> {
  const [first] = different;
  const rest = unknown === 0 ? '' : `; ${unknown === 1 ? '1 is' : `${unknown} are`} not known yet`;
  if (first !== undefined) {
    const { fix } = first.differences[0]!;
    const place = fix.field === undefined ? null : fieldPlace(connection, fix.field, fix.side);
    return { state: 'different', sentence: `${different.length === 1 ? '1 thing differs; to change' : `${different.length} things differ; the first to change`}: ${first.words}${place === null ? '' : `, at ${place.path}`}.` };
  }
  if (equal === 0) return { state: 'nothing', sentence: 'Nothing can be compared yet: bring the metadata, run a test login, or type in what the consoles show.' };
  if (unverified) return { state: 'unproven', sentence: `All known values agree, and no key you gave signed what was sent${rest}.` };
  return { state: 'agree', sentence: unknown === 0 ? 'All values agree.' : `All known values agree${rest}.` };
}
