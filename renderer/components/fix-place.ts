/** Where a fix is made: the console and label of the guide in use, else whose side it is. */
import { idpName, spName, type Connection } from '../../shared/connection.ts';
import type { Fix, Side } from '../../shared/finding.ts';
import { doing, noField, repairPlace } from '../../shared/guides/places.ts';

export interface ChangePlace {
  console: string;
  /** The console first, the label last; empty when no guide is in use. */
  path: string[];
  where: string;
  url: string | undefined;
  /** Who finds it there, where not everybody does. */
  note?: string;
}

/** What the fix asks for, as a heading; its place follows. */
export const fixHeading = (fix: Fix): string => ({ change: 'Change this', look: 'Look here', start: 'Start here', do: 'Do this' })[doing(fix)];

const sides: Record<Side, string> = {
  idp: 'at the identity provider',
  sp: 'at the service provider',
  clock: '',
  network: '',
  capture: '',
};

export function changePlace(fix: Fix, connection: Connection | undefined): ChangePlace {
  const where = sides[fix.side];
  const side = fix.side;
  if (!connection || (side !== 'idp' && side !== 'sp')) return { console: '', path: [], where, url: undefined };
  const place = fix.field ? repairPlace(connection, fix.field, side) : null;
  if (place) return { console: place.console, path: place.path.split(' > '), where, url: place.url, ...(place.note === undefined ? {} : { note: place.note }) };
  const name = side === 'idp' ? idpName(connection) : spName(connection);
  return { console: name, path: [name], where, url: undefined, ...(doing(fix) === 'change' ? { note: noField } : {}) };
}
