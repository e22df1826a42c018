/** Where a fix is made: the console and label of the guide in use, else whose side it is. */
import { idpName, spName, type Connection } from '../../shared/connection.ts';
import type { Fix, Side } from '../../shared/finding.ts';

export interface ChangePlace {
  console: string;
  /** The console first, the label last; empty when no guide is in use. */
  path: string[];
  where: string;
  url: string | undefined;
}

const sides: Record<Side, string> = {
  idp: 'at the identity provider',
  sp: 'at the service provider',
  clock: 'on a clock: the one that judged, or the identity provider’s',
  network: 'on the network between browser and service provider',
  capture: 'here: capture or copy it again',
};

export function changePlace(fix: Fix, connection: Connection | undefined): ChangePlace {
  if (connection && fix.side === 'idp') return { console: idpName(connection), path: [idpName(connection)], where: sides.idp, url: undefined };
  if (connection && fix.side === 'sp') return { console: spName(connection), path: [spName(connection)], where: sides.sp, url: undefined };
  return { console: '', path: [], where: sides[fix.side], url: undefined };
}
