/** What the rows of the board draw on: the connection, the fields typed off the consoles, and the last assertion. */
import { assertionOf } from '../checks/judged.ts';
import { claims, whyNone, type Claims } from '../claims/claims.ts';
import { isPractice, type Connection } from '../connection.ts';
import type { Report } from '../finding.ts';
import { guideContext } from '../guides/context.ts';
import type { GuideContext } from '../guides/guide.ts';
import type { Assertion } from '../model.ts';
import { none, unknown, type Given, type Value } from './cell.ts';
import { tidy } from './spelling.ts';
import { consoleName, typedFields, type TypedField } from './typed.ts';

/** The last login, and how it was asked for. */
export interface LastLogin {
  report: Report;
  /** `test`: it asked as this app itself. `rehearsal`: as the real service provider, answered to this app. `captured`: at the service provider itself. */
  as: 'test' | 'rehearsal' | 'captured';
}

export interface Sides {
  connection: Connection;
  context: GuideContext;
  /** The practice identity provider stands in for the real one. */
  practice: boolean;
  fields: readonly TypedField[];
  login: LastLogin | null;
  assertion: Assertion | null;
  /** A key that the admin gave signed the assertion. */
  signed: boolean;
  doctor: Claims;
}

export function sidesOf(connection: Connection, login: LastLogin | null): Sides {
  const doctor = claims(connection, login?.report ?? null);
  return {
    connection, context: guideContext(connection), practice: isPractice(connection.idp.metadata), fields: typedFields(connection), login,
    assertion: login === null ? null : assertionOf(login.report.facts),
    signed: doctor.trust !== 'nobody',
    doctor,
  };
}

/** What was read off a console under that field; `real`: it is of the real identity provider, so the practice one's values say nothing of it. */
export function typedValue(sides: Sides, id: string, { real = false, absent }: { real?: boolean; absent?: string } = {}): Given {
  const { connection, context, fields, practice } = sides;
  const field = fields.find((each) => each.id === id);
  if (field === undefined) return none(absent ?? `${consoleOf(sides, id)} has no field for it here.`);
  const text = tidy(connection.typed?.[id] ?? '');
  if (text === '') return unknown(`Type in what ${consoleName(connection, field.side)} shows under “${field.label}”.`);
  if (real && practice) return none(`The practice identity provider stands in for ${context.idpName}: bring its metadata to compare this.`);
  const choice = field.choices?.find(({ value }) => value === text);
  return { value: text, ...(choice === undefined ? {} : { shown: choice.label }) };
}

const ofTheServiceProvider = new Set(['idpEntityID', 'singleSignOnService', 'signingCertificate']);
const consoleOf = ({ connection }: Sides, id: string): string => consoleName(connection, ofTheServiceProvider.has(id) ? 'sp' : 'idp');

/** Said in many cells, so in few words. */
export const nothingSent = unknown('Nothing was sent yet: run a test login.');

/** A value of the last assertion; null: the assertion does not carry it. */
export function sentValue(sides: Sides, read: (assertion: Assertion) => Given | string | null, absent: string): Given {
  const { assertion, login, signed } = sides;
  if (assertion === null) return login === null ? nothingSent : unknown(whyNone(login.report));
  const found = read(assertion);
  if (found === null) return unknown(absent);
  const given: Given = typeof found === 'string' ? { value: found } : found;
  return 'value' in given ? ({ ...given, unverified: !signed } satisfies Value) : given;
}
