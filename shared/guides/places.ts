/** From a SAML term to the place in a console that sets it: `finding.fix.field` to the label of the guide in use. */
import type { Field, Fix, Side } from '../finding.ts';
import type { Connection } from '../connection.ts';
import type { IdentityProviderGuide, Place, ServiceProviderGuide } from './guide.ts';
import { identityProvider, serviceProvider } from './index.ts';

/** A connection, or the ids of the two guides. */
type Where = Connection | { sp: string; idp: string };

type Guide = IdentityProviderGuide | ServiceProviderGuide;

/** Null where that console has no such setting, and for sides that have no console. */
export function fieldPlace(where: Where, field: Field, side: Side): Place | null {
  const guide = guideOf(where, side);
  return guide === null ? null : placeAt(guide, field, guide.places({ sp: spGuide(where).id, inputs: inputsOf(where) })[field]);
}

/** The same for somebody who has to repair something: where the catalog's application has no such setting, one's own has. */
export function repairPlace(where: Where, field: Field, side: Side): Place | null {
  const place = fieldPlace(where, field, side);
  const guide = guideOf(where, side);
  if (place !== null || guide === null || guide.ownApplication === undefined) return place;
  const own = placeAt(guide, field, guide.ownApplication.places()[field]);
  return own === null ? null : { ...own, note: guide.ownApplication.note };
}

function placeAt(guide: Guide, field: Field, path: string | null | undefined): Place | null {
  if (path === null || path === undefined) return null;
  return {
    console: guide.console,
    path: `${guide.console} > ${path}`,
    label: path.split(' > ').at(-1)!,
    ...(guide.url === null ? {} : { url: guide.url }),
    ...(guide.unconfirmedPlaces?.includes(field) === true ? { unconfirmed: true as const } : {}),
  };
}

const spGuide = (where: Where): ServiceProviderGuide => serviceProvider(typeof where.sp === 'string' ? where.sp : where.sp.guide);
const inputsOf = (where: Where): Readonly<Record<string, string>> => (typeof where.idp === 'string' ? {} : where.idp.inputs);

function guideOf(where: Where, side: Side): Guide | null {
  if (side === 'sp') return spGuide(where);
  return side === 'idp' ? identityProvider(typeof where.idp === 'string' ? where.idp : where.idp.guide) : null;
}

/** The console by itself: 'Okta'. */
export const consoleOf = (where: Where, side: Side): string => guideOf(where, side)?.console ?? '';

/** Beside a console that lacks the field: nobody need look for it. */
export const noField = 'No field for it is known in that console.';

/** What is to be done at a place. Not everything a cause asks for is a change: a log is read, and a login is started. */
export function doing({ side, field }: Fix): 'change' | 'look' | 'start' | 'do' {
  if (side !== 'idp' && side !== 'sp') return 'do';
  return field === 'signInLog' ? 'look' : field === 'signOnURL' ? 'start' : 'change';
}
