import type { GuardItem } from '../../../shared/guides/lockout.ts';
import { Breakable } from '../../components/breakable.tsx';
import { OutcomeIcon } from '../../components/outcome.tsx';

const outcomes = { good: 'pass', warning: 'warn', bad: 'fail', unknown: 'skip' } as const;
const words = { good: 'good', warning: 'look at it', bad: 'not ready', unknown: 'not known' } as const;

export function Guard({ items }: { items: readonly GuardItem[] }) {
  return (
    <ul className="guard">
      {items.map((item) => (
        <li key={item.id} className={item.state}>
          <OutcomeIcon outcome={outcomes[item.state]} size={16} silent />
          <div>
            <h3>{item.title} <span className="guard-state">{words[item.state]}</span></h3>
            <p><Breakable text={item.words} /></p>
            {item.list ? <ul className="guard-list">{item.list.map((line) => <li key={line} className="mono"><Breakable text={line} /></li>)}</ul> : null}
            {item.todo ? <p className="second">{item.todo}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
