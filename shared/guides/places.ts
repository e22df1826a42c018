/** From a SAML term to the place in a console that sets it: `finding.fix.field` to the label of the guide in use. */
import type { Field, Side } from '../finding.ts';
import type { Connection } from '../connection.ts';
import type { Place } from './guide.ts';
import { identityProvider, serviceProvider } from './index.ts';

/** A connection, or the ids of the two guides. */
type Where = Connection | { sp: string; idp: string };

/** Null where that console has no such setting, and for sides that have no console. */
export function fieldPlace(where: Where, field: Field, side: Side): Place | null {
  if (side !== 'idp' && side !== 'sp') return null;
  const sp = serviceProvider(typeof where.sp === 'string' ? where.sp : where.sp.guide);
  const idp = identityProvider(typeof where.idp === 'string' ? where.idp : where.idp.guide);
  const inputs = typeof where.idp === 'string' ? {} : where.idp.inputs;
  const guide = side === 'idp' ? idp : sp;
  const path = guide.places({ sp: sp.id, inputs })[field];
  if (path === null || path === undefined) return null;
  return {
    console: guide.console,
    path: `${guide.console} > ${path}`,
    label: path.split(' > ').at(-1)!,
    ...(guide.url === null ? {} : { url: guide.url }),
    ...(guide.unconfirmedPlaces?.includes(field) === true ? { unconfirmed: true as const } : {}),
  };
}
