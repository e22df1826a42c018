/** One login: what happened when, what was sent and received, and the judge's Report. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Ban, CircleCheck, CircleDashed, CornerDownRight, FileInput, Globe, Hourglass, LogOut, Scale, Send, Inbox, Play } from 'lucide-react';
import type { Connection } from '../../shared/connection.ts';
import type { Exchange, ExchangeEvent } from '../../shared/exchange.ts';
import { guideContext } from '../../shared/guides/context.ts';
import { call } from '../api.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Notice } from '../ui/notice.tsx';
import { CapturedNotice } from './captured-notice.tsx';
import { CopyButton, CopyField } from './copy-field.tsx';
import { exchangeOutcome } from './exchange-row.tsx';
import { verdictWord } from './outcome.tsx';
import { ReportView } from './report-view/report-view.tsx';
import type { Handed } from './time-machine/use-time-machine.ts';
import { durationInWords, Time } from './time.tsx';
import './exchange-view.css';

const steps: Record<ExchangeEvent['what'], { Icon: typeof Send; words: string }> = {
  created: { Icon: Play, words: 'Login started' },
  'browser-opened': { Icon: Globe, words: 'Browser opened' },
  'request-sent': { Icon: Send, words: 'Request sent' },
  'response-received': { Icon: Inbox, words: 'Response received' },
  judged: { Icon: Scale, words: 'Judged' },
  'logout-sent': { Icon: LogOut, words: 'LogoutRequest sent' },
  'logout-received': { Icon: Inbox, words: 'LogoutResponse received' },
  cancelled: { Icon: CircleDashed, words: 'Cancelled' },
  'timed-out': { Icon: Hourglass, words: 'Timed out' },
  refused: { Icon: Ban, words: 'Refused' },
  answered: { Icon: CornerDownRight, words: 'Answered' },
  captured: { Icon: FileInput, words: 'Captured' },
};

export function ExchangeView({ exchange, connection }: { exchange: Exchange; connection?: Connection | undefined }) {
  const pending = exchange.state === 'pending';
  const root = useRef<HTMLDivElement>(null);
  const waited = useRef(pending);
  useEffect(() => {
    if (pending) waited.current = true;
    else if (waited.current) {
      waited.current = false;
      announce(exchange.report ? `${verdictWord(exchange.report.verdict)}. ${exchange.title}` : exchange.title);
      const top = root.current?.getBoundingClientRect().top ?? 0;
      if (top > window.innerHeight * 0.45) root.current?.scrollIntoView({ block: 'start' });
    }
  }, [pending, exchange]);
  const handed = useHanded(exchange);
  const { Icon, word, tone } = exchangeOutcome({ state: exchange.state, verdict: exchange.report?.verdict ?? null });
  return (
    <div className="exchange" ref={root}>
      {exchange.report ? null : (
        <header className="exchange-head" aria-live="polite">
          <h2 className={`exchange-state ${tone}`}>{pending ? <span className="spinner" aria-hidden="true" /> : <Icon size={18} aria-hidden="true" />}{pending ? waitingWords(exchange) : exchange.title}</h2>
          {pending ? <Pending exchange={exchange} /> : <span className="visually-hidden">{word}</span>}
        </header>
      )}
      {exchange.report ? null : <Timeline exchange={exchange} />}
      {exchange.state === 'timed-out' ? <Notice tone="warning" title="Nothing came back to this app before the deadline.">If the browser shows an error of the identity provider, paste its text into the box on top. If it ended on the service provider’s own page, the response went there: this app’s ACS URL is not among the addresses the identity provider answers to.</Notice> : null}
      {exchange.captured ? <CapturedNotice exchange={exchange} name={connection ? guideContext(connection).spName : 'the service provider'} /> : null}
      {exchange.report ? <ReportView report={exchange.report} connection={connection} handed={handed} actions={exchange.captured ? <span className="tag">captured</span> : exchange.rehearsal ? <span className="tag">rehearsal</span> : exchange.practice ? <span className="tag">practice identity provider</span> : null}
        before={handed || exchange.kind === 'logout' ? null : <p className="second">This login was kept by an older version, without what it was judged against: it cannot be judged as of another time, and its signed bytes cannot be shown. A new test login can.</p>}
        after={<Disclosure summary="What happened" aside={<span className="quiet">{exchange.events.length} events in {spanOf(exchange)}</span>}><Timeline exchange={exchange} /></Disclosure>} /> : null}
    </div>
  );
}

/** What its Report can be made of again, as long as both the answer and what it was judged against are kept. */
function useHanded({ id, response, report, judgedBy }: Exchange): Handed | undefined {
  const judgedAt = response === null || judgedBy === undefined ? undefined : report?.judgedAt;
  return useMemo(() => (judgedAt === undefined ? undefined : { content: { exchange: id }, against: { now: judgedAt }, index: 0, arrivedAt: Date.parse(judgedAt) }), [id, judgedAt]);
}

function spanOf(exchange: Exchange): string {
  const first = Date.parse(exchange.events[0]?.at ?? exchange.startedAt);
  const last = Date.parse(exchange.events.at(-1)?.at ?? exchange.startedAt);
  return last - first < 60_000 ? `${((last - first) / 1000).toFixed(1)} s` : durationInWords(last - first);
}

const waitingWords = (exchange: Exchange): string => {
  const last = exchange.events.at(-1)?.what;
  if (last === 'response-received') return 'Judging the response…';
  return exchange.kind === 'logout' ? 'Waiting for the browser to come back from logging out…' : 'Waiting for you to sign in, in the browser…';
};

function Pending({ exchange }: { exchange: Exchange }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Date.parse(exchange.deadline) - now;
  return (
    <p className="row second"><span>{left > 0 ? `${durationInWords(left)} left` : 'Time is over'}</span>
      <Button size="small" onClick={() => void call('login.cancel', { exchangeId: exchange.id }).catch(() => undefined)}>Cancel</Button></p>
  );
}

function Timeline({ exchange }: { exchange: Exchange }) {
  const start = Date.parse(exchange.startedAt);
  const sentAt = Math.max(0, exchange.events.findIndex((event) => event.what === 'request-sent' || event.what === 'logout-sent'));
  return (
    <ol className="timeline" aria-label="What happened">
      {exchange.events.map((event, index) => {
        const { Icon, words } = steps[event.what];
        const verdict = event.what === 'judged' ? exchange.report?.verdict : undefined;
        return (
          <li key={index} className={verdict ? `judged-${verdict}` : ''}>
            {verdict === 'accept' ? <CircleCheck size={14} aria-hidden="true" /> : <Icon size={14} aria-hidden="true" />}
            <span><b>{words}</b>{event.detail !== '' && event.detail !== words ? <span className="second"> {event.detail}</span> : null}</span>
            <span className="quiet timeline-at">{index === 0 ? <Time at={event.at} /> : `+${((Date.parse(event.at) - start) / 1000).toFixed(1)} s`}</span>
            {index === sentAt ? <Sent exchange={exchange} /> : null}
          </li>
        );
      })}
      {exchange.state === 'pending' ? <li className="waiting"><span className="spinner" aria-hidden="true" /><span className="quiet">{exchange.events.at(-1)?.what === 'response-received' ? 'judging' : 'nothing has come back yet'}</span></li> : null}
    </ol>
  );
}

function Sent({ exchange }: { exchange: Exchange }) {
  const { request } = exchange;
  if (!request) return null;
  return (
    <Disclosure className="timeline-part" summary={<span className="second">{request.binding}, {request.signed ? 'signed' : 'not signed'}</span>}>
      <dl className="copy-list">
        <CopyField label="ID of the request" term="ID" value={request.id} />
        <CopyField label="Sent to" term="destination" value={request.destination} />
        {request.relayState === null ? null : <CopyField label="relayState" value={request.relayState} />}
      </dl>
      <pre className="request-xml">{request.xml}</pre>
      <p className="row"><CopyButton text={request.xml} what="the request" label="Copy XML" look="plain" /></p>
    </Disclosure>
  );
}
