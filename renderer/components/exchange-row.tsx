import { Ban, CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle } from 'lucide-react';
import type { ExchangeSummary } from '../../shared/exchange.ts';
import { Time } from './time.tsx';
import './exchange-row.css';

/** How a login ended, as icon, word and tone. */
export function exchangeOutcome(exchange: Pick<ExchangeSummary, 'state' | 'verdict'>): { Icon: typeof Ban; word: string; tone: 'pass' | 'warn' | 'fail' | 'skip' } {
  if (exchange.state === 'pending') return { Icon: LoaderCircle, word: 'waiting', tone: 'skip' };
  if (exchange.state === 'timed-out') return { Icon: Hourglass, word: 'timed out', tone: 'fail' };
  if (exchange.state === 'cancelled') return { Icon: CircleDashed, word: 'cancelled', tone: 'skip' };
  if (exchange.verdict === 'accept') return { Icon: CircleCheck, word: 'accepted', tone: 'pass' };
  if (exchange.verdict === 'unverified') return { Icon: CircleDashed, word: 'not verified', tone: 'warn' };
  if (exchange.verdict === 'reject') return { Icon: Ban, word: 'rejected', tone: 'fail' };
  return exchange.state === 'received' ? { Icon: CircleCheck, word: 'received', tone: 'skip' } : { Icon: CircleX, word: 'failed', tone: 'fail' };
}

export function ExchangeRow({ exchange, href, current = false }: { exchange: ExchangeSummary; href: string; current?: boolean }) {
  const { Icon, word, tone } = exchangeOutcome(exchange);
  const tags = [exchange.kind === 'logout' ? 'logout' : null, exchange.flow === 'idp-initiated' ? 'IdP-initiated' : null, exchange.rehearsal ? 'rehearsal' : null, exchange.practice ? 'practice' : null, exchange.captured === null ? null : exchange.captured === 'counted' ? 'captured' : 'captured, not counted'].filter((tag) => tag !== null);
  return (
    <li>
      <a className="exchange-row" href={href} aria-current={current ? 'true' : undefined}>
        <Icon className={`outcome-icon ${tone}`} size={15} role="img" aria-label={word} />
        <span className="exchange-title">{exchange.title}</span>
        <span className="exchange-tags">{tags.map((tag) => <span key={tag} className="tag">{tag}</span>)}</span>
        <span className="quiet nowrap"><Time at={exchange.startedAt} /></span>
      </a>
    </li>
  );
}

