/** Test logins carried through the real listeners, without a window. */
import type { Connection } from '../shared/connection.ts';
import type { Exchange } from '../shared/exchange.ts';
import type { PracticeSettings } from '../shared/contract.ts';
import { Browser, type Person, type Visit } from './visit.ts';
import { configure, type TestHost } from './host.ts';

export interface Login {
  exchange: Exchange;
  trail: Visit[];
  /** What was posted to the ACS. */
  posted: Record<string, string>;
}

export interface Way {
  idpInitiated?: boolean;
  logout?: boolean;
  browser?: Browser;
  person?: Person;
}

/** Starts a login and lets the browser follow it to its end. */
export async function login(test: TestHost, connection: Connection, practice: Partial<PracticeSettings> = {}, way: Way = {}): Promise<Login> {
  await configure(test, practice);
  const { exchangeId, url } = await test.call('login.start', { connectionId: connection.id, ...(way.idpInitiated === undefined ? {} : { idpInitiated: way.idpInitiated }), ...(way.logout === undefined ? {} : { logout: way.logout }) });
  const trail = await (way.browser ?? new Browser(way.person)).visit(url);
  const posted = trail.findLast((each) => each.method === 'POST' && 'SAMLResponse' in each.fields)?.fields ?? {};
  return { exchange: await test.call('exchange.get', { id: exchangeId }), trail, posted };
}

/** The newest exchange, for what arrived without having been started. */
export async function newest(test: TestHost): Promise<Exchange> {
  const [first] = await test.call('exchange.list', {});
  return test.call('exchange.get', { id: first!.id });
}

export const xmlOf = (posted: Record<string, string>): string => Buffer.from(posted['SAMLResponse'] ?? '', 'base64').toString('utf8');

/** Ids of the checks that failed. */
export const failures = (exchange: Exchange): string[] => exchange.report?.findings.filter((each) => each.outcome === 'fail').map((each) => each.check) ?? [];
export const warnings = (exchange: Exchange): string[] => exchange.report?.findings.filter((each) => each.outcome === 'warn').map((each) => each.check) ?? [];
