/** What a login captured at the service provider proves, and why not where it proves nothing. */
import { useState } from 'react';
import type { Exchange } from '../../shared/exchange.ts';
import type { AppError } from '../../shared/errors.ts';
import { asAppError, call } from '../api.ts';
import { hrefOfConnection } from '../route.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Time } from './time.tsx';
import './capture-box.css';

/** `link`: to the whole login, where it is not shown below. */
export function CapturedNotice({ exchange, name, link = false }: { exchange: Exchange; name: string; link?: boolean }) {
  const { captured, report, response, connectionId } = exchange;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  if (captured === undefined || report === null) return null;
  const passed = report.verdict === 'accept';
  const judgeAsIssued = () => {
    setBusy(true);
    call('capture.keep', { connectionId: connectionId ?? '', content: { text: response?.encoded ?? '' }, asIssued: true }).catch((reason: unknown) => setError(asAppError(reason))).finally(() => setBusy(false));
  };
  const tone = captured.setAside !== null ? 'warning' : passed ? 'info' : 'error';
  return (
    <>
      <Notice tone={tone} live title={captured.setAside ?? exchange.title}>
        {captured.setAside === null ? null : 'It is kept, and counts neither for nor against the connection. '}
        {captured.receivedAt === null ? 'The capture does not tell when it was received.' : <>Received <Time at={captured.receivedAt} />{captured.sentTo === null ? '' : ` at ${captured.sentTo}`}.</>}
        {captured.answer === null ? ` What ${name} made of it is not known.` : ` ${name} answered ${captured.answer.status}${captured.answer.location === null ? '' : ` and led to ${captured.answer.location}`}.`}
        {captured.mayJudgeAsIssued || link ? (
          <p className="row captured-actions">
            {captured.mayJudgeAsIssued ? <Button size="small" busy={busy} onClick={judgeAsIssued}>Judge it as of when it was issued</Button> : null}
            {link && connectionId !== null ? <LinkButton size="small" href={hrefOfConnection(connectionId, 'history', exchange.id)}>Open the report</LinkButton> : null}
          </p>
        ) : null}
      </Notice>
      {error ? <ErrorNotice error={error} /> : null}
    </>
  );
}
