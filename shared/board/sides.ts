/** What the rows of the board draw on: the connection, the fields typed off the consoles, and the last assertion. */
import { assertionOf } from '../checks/judged.ts';
import { claims, whyNone, type Claims } from '../claims/claims.ts';
import { isPractice, type Connection } from '../connection.ts';
import type { Report } from '../finding.ts';
import { guideContext } from '../guides/context.ts';
import type { GuideContext } from '../guides/guide.ts';
import { identityProvider, serviceProvider } from '../guides/index.ts';
import type { Assertion } from '../model.ts';
import { none, unknown, type Given, type Value } from './cell.ts';
import { tidy } from './spelling.ts';
import { typedFields, type TypedField } from './typed.ts';

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
  verified: boolean;
  doctor: Claims;
}

export function sidesOf(connection: Connection, login: LastLogin | null): Sides {
  return {
    connection, context: guideContext(connection), practice: isPractice(connection.idp.metadata), fields: typedFields(connection), login,
    assertion: login === null ? null : assertionOf(login.report.facts),
    verified: login !== null && login.report.identity !== null,
    doctor: claims(connection, login?.report ?? null),
  };
}

/** What was read off a console under that field; `real`: it is of the real identity provider, so the practice one's values say nothing of it. */
export function typedValue(sides: Sides, id: string, { real = false, absent }: { real?: boolean; absent?: string } = {}): Given {
  const { connection, context, fields, practice } = sides;
  const field = fields.find((each) => each.id === id);
  if (field === undefined) return none(absent ?? `${consoleOf(sides, id)} has no field for it here.`);
  const text = tidy(connection.typed?.[id] ?? '');
  if (text === '') return unknown(`Type in what ${field.side === 'idp' ? identityProvider(context.idp).console : serviceProvider(context.sp).console} shows under “${field.label}”.`);
  if (real && practice) return none(`The practice identity provider stands in for ${context.idpName}: bring its metadata to compare this.`);
  const choice = field.choices?.find(({ value }) => value === text);
  return { value: text, ...(choice === undefined ? {} : { shown: choice.label }) };
}

const ofTheServiceProvider = new Set(['idpEntityID', 'singleSignOnService', 'signingCertificate']);
const consoleOf = ({ context }: Sides, id: string): string => (ofTheServiceProvider.has(id) ? serviceProvider(context.sp).console : identityProvider(context.idp).console);

/** A value of the last assertion; null: the assertion does not carry it. */
export function sentValue(sides: Sides, read: (assertion: Assertion) => Given | string | null, absent: string): Given {
  const { assertion, login, verified } = sides;
  if (assertion === null) return unknown(whyNone(login?.report ?? null));
  const found = read(assertion);
  if (found === null) return unknown(absent);
  const given: Given = typeof found === 'string' ? { value: found } : found;
  return 'value' in given ? ({ ...given, unverified: !verified } satisfies Value) : given;
}
