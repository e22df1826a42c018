/** Before single sign-on is enforced: what keeps people from being locked out, each item from evidence or not at all. */
import type { Connection } from '../connection.ts';
import type { Evidence, ExchangeEvidence } from './guide.ts';
import { guideContext } from './context.ts';
import { domainOf } from './people.ts';
import { ago, proofsOf } from './proofs.ts';

export interface GuardItem {
  id: 'login' | 'people' | 'break-glass' | 'certificates' | 'clock' | 'overrides';
  title: string;
  /** `unknown`: nothing was given to tell by. */
  state: 'good' | 'warning' | 'bad' | 'unknown';
  words: string;
  /** What to do about it, where something is. */
  todo?: string;
  /** What it concerns: people, certificates. */
  list?: string[];
}

const day = 86_400_000;
/** A login proves what was set then; consoles change. */
const freshFor = day;
/** Long enough for a change of key to be planned and done before anybody is locked out. */
export const certificateDays = 60;
/** Milliseconds: half of the skew that service providers commonly allow. */
const clockLimit = 90_000;
const mostListed = 12;

export function lockoutGuard(connection: Connection, evidence: Evidence): GuardItem[] {
  const proofs = proofsOf(connection, evidence);
  const context = guideContext(connection, proofs.signedWith);
  const passed = evidence.exchanges.filter((one) => one.outcome === 'passed' && !one.practice && one.metadataSha256 === (connection.idp.metadata?.sha256 ?? null));
  return [
    login(passed, proofs.failed, evidence.now, context.idpName),
    people(connection, passed, context.requires.nameIDIsEmail === true),
    breakGlass(connection, passed),
    certificates(connection, evidence.now),
    clock(passed, evidence.now),
    ...overrides(connection, evidence.now),
  ];
}

/** Nothing bad, and nothing unknown that would have told. */
export const mayEnforce = (items: readonly GuardItem[]): boolean => items.every((item) => item.state === 'good' || item.state === 'warning');

function login(passed: ExchangeEvidence[], failed: ExchangeEvidence | null, now: number, idpName: string): GuardItem {
  const item = { id: 'login', title: 'A fresh login that passed' } as const;
  const [newest] = [...passed].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (failed !== null) return { ...item, state: 'bad', words: `The newest login failed ${ago(failed.at, now)}: ${failed.headline}`, todo: 'Repair it and log in again before anybody else has to.' };
  if (newest === undefined) return { ...item, state: 'bad', words: `No login with ${idpName} has passed with the metadata as it is.`, todo: 'Run a test login or a rehearsal, or bring a captured one.' };
  const what = newest.captured === true ? 'A login at the service provider itself' : newest.rehearsal ? 'A rehearsal' : 'A test login';
  if (now - Date.parse(newest.at) > freshFor) return { ...item, state: 'warning', words: `${what} passed, but ${ago(newest.at, now)}: something may have changed since.`, todo: 'Log in once more, right before you enforce.' };
  return { ...item, state: 'good', words: `${what} passed ${ago(newest.at, now)}.` };
}

function people(connection: Connection, passed: ExchangeEvidence[], byEmail: boolean): GuardItem {
  const item = { id: 'people', title: 'The people who will sign in' } as const;
  const addresses = connection.goLive?.people ?? [];
  if (addresses.length === 0) return { ...item, state: 'unknown', words: 'No list of people was given.', todo: 'Export the members from the service provider and drop the file here: it stays on this machine.' };
  if (!byEmail) return { ...item, state: 'unknown', words: `${count(addresses.length, 'person', 'people')} on the list; this service provider does not know people by their e-mail address, so the list cannot be compared with NameIDs.`, todo: 'Compare by hand what the assertion carries with the accounts there.' };
  const seen = [...new Set(passed.flatMap((one) => (one.nameID ? [one.nameID] : [])))];
  if (seen.length === 0) return { ...item, state: 'unknown', words: `${count(addresses.length, 'person', 'people')} on the list, and no NameID has been seen yet to compare with.`, todo: 'Pass a test login first.' };
  if (seen.every((nameID) => !nameID.includes('@'))) return { ...item, state: 'bad', words: `The NameID sent is no e-mail address (${seen[0]}), and the list is: nobody on it would be recognised.`, todo: 'Change the NameID at the identity provider.' };
  const domains = new Set(seen.map(domainOf).filter(Boolean));
  const foreign = addresses.filter((one) => !domains.has(domainOf(one)));
  if (foreign.length > 0) {
    const which = [...new Set(foreign.map(domainOf))];
    return { ...item, state: 'warning', words: `${foreign.length} of ${addresses.length} are at ${which.slice(0, 5).join(', ')}${which.length > 5 ? ' and others' : ''}; logins were seen only from ${[...domains].join(', ')}.`, todo: 'Let one person of each of these domains sign in before you enforce, or make sure that they are assigned under the same address.', list: cut(foreign) };
  }
  const cased = addresses.filter((one) => !seen.includes(one) && seen.some((nameID) => nameID.toLowerCase() === one.toLowerCase()));
  if (cased.length > 0) return { ...item, state: 'warning', words: `The NameID differs in letter case from the account of ${count(cased.length, 'person', 'people')}.`, todo: 'Some service providers compare letter by letter: write the address the same way on both sides.', list: cut(cased) };
  const proven = addresses.filter((one) => seen.includes(one)).length;
  return { ...item, state: 'good', words: `All ${addresses.length} are at ${[...domains].join(', ')}, where logins were seen; ${proven === 0 ? 'none of them' : `${proven} of them`} signed in here.` };
}

function breakGlass(connection: Connection, passed: ExchangeEvidence[]): GuardItem {
  const item = { id: 'break-glass', title: 'A way back in' } as const;
  const account = connection.goLive?.breakGlass?.trim() ?? '';
  if (account === '') return { ...item, state: 'bad', words: 'No account is noted that gets in without single sign-on.', todo: 'Keep one admin at the service provider who does not sign in through it, and write down here who.' };
  if (passed.some((one) => one.nameID?.toLowerCase() === account.toLowerCase())) return { ...item, state: 'warning', words: `${account} was seen signing in through single sign-on: is it really the way around it?`, todo: 'Try it in a private window before you enforce.' };
  return { ...item, state: 'good', words: `${account}, as you noted. That it works is not proven here: try it in a private window.` };
}

function certificates(connection: Connection, now: number): GuardItem {
  const item = { id: 'certificates', title: `Certificates good for ${certificateDays} days` } as const;
  const all = connection.idp.metadata?.summary.signingCertificates ?? [];
  if (all.length === 0) return { ...item, state: 'unknown', words: 'No certificate with a date is known.', todo: 'Bring the metadata.' };
  const left = (notAfter: string): number => Math.floor((Date.parse(notAfter) - now) / day);
  const lines = all.map((one) => `${one.subject || 'no subject'}: until ${one.notAfter.slice(0, 10)}`);
  const last = Math.max(...all.map((one) => left(one.notAfter)));
  const first = Math.min(...all.map((one) => left(one.notAfter)));
  if (last < 0) return { ...item, state: 'bad', words: 'Every signing certificate has lapsed.', todo: 'Bring the current metadata of the identity provider.', list: lines };
  if (first < certificateDays) return { ...item, state: 'warning', words: first < 0 ? `One has lapsed; the last ends in ${last} days.` : `The next ends in ${first} days.`, todo: 'Plan the change of key now, and put its date into the runbook: on that day everybody is locked out otherwise.', list: lines };
  return { ...item, state: 'good', words: `The first ends in ${first} days.`, list: lines };
}

function clock(passed: ExchangeEvidence[], now: number): GuardItem {
  const item = { id: 'clock', title: 'The clocks agree' } as const;
  const [newest] = passed.filter((one) => one.clockOffset != null).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (newest?.clockOffset == null) return { ...item, state: 'unknown', words: 'No login has shown both clocks yet.', todo: 'Pass a test login first.' };
  const seconds = Math.round(newest.clockOffset / 1000);
  const words = `At the login ${ago(newest.at, now)} the answer arrived ${Math.abs(seconds)} s ${seconds < 0 ? 'before' : 'after'} it was issued, by the two clocks.`;
  if (Math.abs(newest.clockOffset) <= clockLimit) return { ...item, state: 'good', words };
  return { ...item, state: 'warning', words, todo: 'Set the clock of this machine, and of the identity provider if it is your own, by NTP; then log in again.' };
}

function overrides({ overrides: kept = [] }: Connection, now: number): GuardItem[] {
  const last = kept.at(-1);
  return last === undefined ? [] : [{ id: 'overrides', title: 'Handed over against the judge’s word', state: 'warning', words: `${ago(last.at, now)}: ${last.reason}`, todo: 'Make sure that this has been settled since.' }];
}

const count = (number: number, one: string, many: string): string => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
const cut = (all: string[]): string[] => (all.length > mostListed ? [...all.slice(0, mostListed), `and ${all.length - mostListed} more`] : all);
