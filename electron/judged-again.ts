/** A kept login judged again as of another time: against what it was judged against when it came, by the keys as they were then. */
import type { Connection } from '../shared/connection.ts';
import type { Against } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import type { Exchange, JudgedBy } from '../shared/exchange.ts';
import type { Report } from '../shared/finding.ts';
import type { Expected } from '../shared/model.ts';
import { keysOfOthers, rolloverOf, timeOf, type Surroundings } from './expected.ts';

/** What is kept beside an answer. Of the assertions seen before, those that it brings again: the others tell nothing about it. */
export function judgedBy({ decryptionKeys: _keys, otherKeys: _others, passphrase: _passphrase, ...kept }: Expected, report: Report): JudgedBy {
  if (kept.seenAssertionIDs === undefined) return kept;
  const brought = new Set(report.facts.response?.assertions.map((each) => each.id));
  return { ...kept, seenAssertionIDs: kept.seenAssertionIDs.filter((each) => brought.has(each)) };
}

/** The answer as it came, and what to judge it against. `connection`: for what is planned there now. */
export function judgedAgain(exchange: Exchange, connection: Connection | null, against: Against, around: Surroundings): { content: string; expected: Expected } {
  if (exchange.response === null) throw new AppError('NOT_READY', 'Nothing came back in this login, so there is nothing to judge.');
  if (exchange.judgedBy === undefined) throw new AppError('NOT_READY', 'This login was kept without what it was judged against.', 'Run a new test login: from now on that is kept too.');
  const { idp, ...kept } = exchange.judgedBy;
  return {
    content: exchange.response.encoded,
    expected: {
      ...kept,
      ...(idp === undefined ? {} : { idp: { ...idp, ...(connection === null ? {} : rolloverOf(connection)) } }),
      now: timeOf(against.now) ?? around.now,
      ...(against.clockSkew === undefined ? {} : { clockSkew: against.clockSkew }),
      ...(against.policy === undefined ? {} : { policy: against.policy }),
      // What was captured at the service provider itself is encrypted to its key, if at all.
      decryptionKeys: exchange.captured === undefined ? around.decryptionKeys : [],
      otherKeys: keysOfOthers(connection, around),
    },
  };
}
